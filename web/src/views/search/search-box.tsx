/** The box that everything begins with: a combobox whose list offers ways to go on. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { SuggestDocument, type SuggestQuery } from '../../api/generated/graphql';
import { useAsk } from '../../api/hooks';
import { Cross, Magnifier } from '../../components/icons';
import { Marked } from '../../components/marked';
import { useWords } from '../../i18n';
import { isComposing } from '../../lib/composing';
import { MOST_CHARACTERS } from '../../lib/typed';
import { addressOf } from '../../routes';

type Suggestion = SuggestQuery['suggest'][number];

interface SearchBoxProps {
  text: string;
  plan: string | null;
  /** Called with every key; what is composed with an input method is not a word yet and is left out. */
  onType: (text: string) => void;
  onSubmit: (text: string) => void;
  /** What was typed stands before what comes next, so that the way back leads to it. */
  onLeave: () => void;
  /** The arrow down beyond the box. */
  onLeaveDown: () => void;
}

export function SearchBox({ text, plan, onType, onSubmit, onLeave, onLeaveDown }: SearchBoxProps) {
  const words = useWords();
  const navigate = useNavigate();
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [composed, setComposed] = useState<string | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  /** Which suggestion the arrows stand on, wherever it stands in a list that may be followed by another. */
  const [activeKey, setActiveKey] = useState<string | null>(null);
  useFocusOnSlash(input);

  const prefix = text.trim();
  const { data } = useAsk(
    SuggestDocument,
    { prefix, first: 8 },
    { enabled: isOpen && prefix !== '', keep: true },
  );
  const suggestions = isOpen && prefix !== '' ? (data?.suggest ?? []) : [];
  const isShown = suggestions.length > 0;
  const active = suggestions.findIndex((one) => keyOf(one) === activeKey);
  function setActive(index: number) {
    const suggestion = suggestions[index];
    setActiveKey(suggestion ? keyOf(suggestion) : null);
  }

  function choose(suggestion: Suggestion) {
    setIsOpen(false);
    setActiveKey(null);
    const address = addressOf(suggestion.node, plan);
    if (address === null) {
      onSubmit(suggestion.text);
    } else {
      onLeave();
      navigate(address);
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event.nativeEvent)) {
      return;
    }
    const chosen = suggestions[active];
    if (event.key === 'ArrowDown' && isShown) {
      event.preventDefault();
      setActive((active + 1) % suggestions.length);
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      onLeaveDown();
    } else if (event.key === 'ArrowUp' && isShown) {
      event.preventDefault();
      setActive(active <= 0 ? suggestions.length - 1 : active - 1);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (chosen) {
        choose(chosen);
      } else {
        setIsOpen(false);
        onSubmit(text);
      }
    } else if (event.key === 'Escape') {
      setActiveKey(null);
      setIsOpen(false);
    }
  }

  return (
    <search className="search-box">
      <Magnifier />
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label={words.searchLabel}
        aria-expanded={isShown}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={active >= 0 && isShown ? `${listId}-${active}` : undefined}
        aria-keyshortcuts="/"
        placeholder={words.searchPlaceholder}
        autoComplete="off"
        spellCheck={false}
        maxLength={MOST_CHARACTERS}
        value={composed ?? text}
        onCompositionStart={(event) => {
          setActiveKey(null);
          setComposed(event.currentTarget.value);
        }}
        onCompositionEnd={(event) => {
          setComposed(null);
          setIsOpen(true);
          onType(event.currentTarget.value);
        }}
        onChange={(event) => {
          if (composed === null) {
            setIsOpen(true);
            setActiveKey(null);
            onType(event.target.value);
          } else {
            setComposed(event.target.value);
          }
        }}
        onBlur={() => {
          setIsOpen(false);
          onLeave();
        }}
        onKeyDown={onKeyDown}
      />
      {text !== '' && (
        <button
          type="button"
          className="clear"
          aria-label={words.clear}
          onClick={() => {
            onSubmit('');
            input.current?.focus();
          }}
        >
          <Cross />
        </button>
      )}
      <ul className="suggestions" id={listId} role="listbox" aria-label={words.suggestions} hidden={!isShown}>
        {suggestions.map((suggestion, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the list are those of the combobox
          <li
            key={keyOf(suggestion)}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(suggestion)}
          >
            <span className="suggestion-text">
              <Marked text={suggestion.text} ranges={suggestion.ranges} />
              {divisionOf(suggestion)}
            </span>
            <span className="suggestion-type">
              {suggestion.type === null ? words.suggestTask : words.type[suggestion.type]}
            </span>
          </li>
        ))}
      </ul>
    </search>
  );
}

function keyOf({ type, text, node }: Suggestion): string {
  return `${type}-${text}-${node?.id}`;
}

/** What tells a body among those of its name: （四川省）. */
function divisionOf({ node }: Suggestion) {
  const name = node?.__typename === 'Unit' ? node.distinctName : '';
  const division = /（[^（）]*）$/u.exec(name);
  return division && <span className="aside">{division[0]}</span>;
}

/** `/` anywhere outside a field goes to the box. */
function useFocusOnSlash(input: React.RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    const focus = (event: globalThis.KeyboardEvent) => {
      const target = event.target as HTMLElement | null;
      const isTyping = target?.closest('input, textarea, select, [contenteditable]') != null;
      if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        input.current?.focus();
        input.current?.select();
      }
    };
    document.addEventListener('keydown', focus);
    return () => document.removeEventListener('keydown', focus);
  }, [input]);
}
