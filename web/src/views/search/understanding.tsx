/** How a query was read, as chips that can be taken back. */
import { Cross } from '../../components/icons';
import { useWords } from '../../i18n';
import type { Answer } from './use-search';

interface UnderstandingProps {
  interpretation: Answer['interpretation'];
  kept: readonly string[];
  onKeep: (kept: string[]) => void;
  onQuery: (query: string) => void;
  query: string;
}

export function Understanding({ interpretation, kept, onKeep, onQuery, query }: UnderstandingProps) {
  const words = useWords();
  const terms = interpretation.terms.filter(({ applied }) => applied !== 'NONE');
  const applied = interpretation.corrections.filter((correction) => correction.applied);
  const proposed = interpretation.corrections.filter((correction) => !correction.applied);
  if (
    terms.length + kept.length + interpretation.corrections.length + interpretation.expansions.length ===
    0
  ) {
    return null;
  }
  return (
    <section className="understanding" aria-label={words.understood}>
      <span className="understanding-title">{words.understood}</span>
      {terms.map((term) => (
        <span key={`${term.range.start}-${term.text}`} className={`chip chip-${term.applied.toLowerCase()}`}>
          {term.isNegated && <b>{words.negated}</b>}
          {term.node && <span className="chip-kind">{kindOf(term.node.__typename, words)}</span>}
          {term.text}
          {term.role && <b>{words.role[term.role]}</b>}
          <span className="chip-how">{words.applied[term.applied]}</span>
          <button
            type="button"
            aria-label={words.takeBack(term.text)}
            title={words.takeBack(term.text)}
            onClick={() => onKeep([...kept, term.text])}
          >
            <Cross />
          </button>
        </span>
      ))}
      {kept.map((text) => (
        <span key={text} className="chip chip-none">
          {words.keptAsText(text)}
          <button
            type="button"
            aria-label={words.restore(text)}
            title={words.restore(text)}
            onClick={() => onKeep(kept.filter((other) => other !== text))}
          >
            <Cross />
          </button>
        </span>
      ))}
      {applied.map(({ from, to }) => (
        <span key={from} className="chip chip-boost">
          {words.corrected(from, to)}
          <button type="button" className="chip-text" onClick={() => onKeep([...kept, from])}>
            {words.insteadAsTyped}
          </button>
        </span>
      ))}
      {proposed.map(({ from, to, range }) => (
        <span key={from} className="chip chip-boost">
          {words.proposed}
          <button type="button" className="chip-text" onClick={() => onQuery(replaced(query, range, to))}>
            {to}
          </button>
        </span>
      ))}
      {interpretation.expansions.map(({ term, to }) => (
        <span key={term} className="chip chip-expansion">
          {words.expanded(term, to.slice(0, 4).join('、'))}
        </span>
      ))}
    </section>
  );
}

function replaced(query: string, range: { start: number; end: number }, by: string): string {
  const scalars = Array.from(query);
  return [...scalars.slice(0, range.start), by, ...scalars.slice(range.end)].join('');
}

function kindOf(typename: string, words: ReturnType<typeof useWords>): string {
  return words.type[typename.toUpperCase()] ?? '';
}
