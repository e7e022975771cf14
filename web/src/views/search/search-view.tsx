/** One box; what was understood; hits, each with who answers for it; facets. */
import { Segmented, Select } from 'antd';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Link } from 'react-router';
import { ServerInfoDocument } from '../../api/generated/graphql';
import { useAsk } from '../../api/hooks';
import { More } from '../../components/more';
import { useHasSeveralPlans } from '../../components/plan-picker';
import { Failure, Loading, Nothing } from '../../components/states';
import { useTitle } from '../../components/title';
import { HIT_HEIGHT, Windowed } from '../../components/windowed';
import { useWords } from '../../i18n';
import { type AddressState, useAddress } from '../../lib/address';
import { useTyped } from '../../lib/typed';
import { to } from '../../routes';
import { Facets } from './facets';
import { HitCard } from './hit';
import { SaveSearch } from './save-search';
import { SearchBox } from './search-box';
import { Understanding } from './understanding';
import { SORTS, TYPES, useSearch, type Wanted, wanted } from './use-search';
import './search.css';

/** Values of each facet at first, and when somebody asks for more. */
const FEW_VALUES = 6;
const MANY_VALUES = 50;

export function SearchView() {
  const words = useWords();
  const address = useAddress();
  const { text, set: setText, settle } = useTyped(address);
  const [facetSize, setFacetSize] = useState(FEW_VALUES);
  const wants = wanted(address);
  const search = useSearch(text, wants, facetSize);
  const results = useRef<HTMLDivElement>(null);
  useTitle(text === '' ? words.searchTitle : text);

  function type(typed: string) {
    search.foresee(typed);
    setText(typed);
  }

  function submit(query: string) {
    setText(query);
    address.patch({ q: query, keep: null });
  }

  // The box keeps its place in the tree, so that it keeps the focus when the first key brings the first answer.
  return (
    <div className={search.isAsked ? 'search-view' : 'hero'}>
      <h1 className={search.isAsked ? 'visually-hidden' : ''}>
        {search.isAsked ? words.searchTitle : words.heroTitle}
      </h1>
      {search.isAsked ? null : <Holdings />}
      <SearchBox
        text={text}
        plan={address.plan}
        onType={type}
        onLeave={settle}
        onSubmit={submit}
        onLeaveDown={() => results.current?.querySelector<HTMLElement>('.hit-link')?.focus()}
      />
      {search.isAsked ? (
        <div ref={results}>
          <Results
            text={text}
            wants={wants}
            search={search}
            address={address}
            facetSize={facetSize}
            onMoreFacets={() => setFacetSize(MANY_VALUES)}
            onQuery={submit}
          />
        </div>
      ) : (
        <>
          <p className="hint">{words.searchHint}</p>
          <Examples />
        </>
      )}
    </div>
  );
}

interface ResultsProps {
  text: string;
  wants: Wanted;
  search: ReturnType<typeof useSearch>;
  address: AddressState;
  facetSize: number;
  onMoreFacets: () => void;
  onQuery: (query: string) => void;
}

function Results({ text, wants, search, address, facetSize, onMoreFacets, onQuery }: ResultsProps) {
  const words = useWords();
  const { answer, edges } = search;
  const [type = 'TASK'] = wants.types;
  const total = search.totalCount ?? 0;
  const namesPlan = useHasSeveralPlans();
  return (
    <>
      <div className="understood">
        {answer && (
          <Understanding
            interpretation={answer.interpretation}
            kept={wants.keepAsText}
            query={text}
            onKeep={(keep) => address.patch({ keep })}
            onQuery={onQuery}
          />
        )}
      </div>
      <div className="search-tools">
        <Segmented
          aria-label={words.searchIn}
          value={type}
          options={TYPES.map((one) => ({ value: one, label: words.type[one] }))}
          onChange={(value) => address.patch({ type: value === 'TASK' ? null : value })}
        />
        <span className="total" aria-live="polite">
          {search.isSuccess && words.total(total)}
        </span>
        <span className="grow" />
        {type === 'TASK' && (
          <Select
            aria-label={words.sortBy}
            value={wants.sort}
            options={SORTS.map((sort) => ({ value: sort, label: words.sort[sort] }))}
            onChange={(sort) => address.patch({ sort: sort === 'relevance' ? null : sort })}
          />
        )}
        {total > 0 && <SaveSearch query={text.trim()} wants={wants} total={total} />}
      </div>
      <div className="search-columns">
        <FacetPanel>
          <Facets query={text} answer={answer} address={address} size={facetSize} onMore={onMoreFacets} />
        </FacetPanel>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows are a shortcut between links that Tab reaches as well */}
        <div
          className={search.isPlaceholderData ? 'hits outdated' : 'hits'}
          aria-busy={search.isFetching}
          onKeyDown={walk}
        >
          {search.isError && edges.length === 0 && (
            <Failure error={search.error} onRetry={() => void search.refetch()} />
          )}
          {search.isPending && <Loading />}
          <Windowed items={edges} keyOf={({ node }) => node.id} height={HIT_HEIGHT}>
            {(edge) => <HitCard edge={edge} plan={address.plan} namesPlan={namesPlan} />}
          </Windowed>
          {search.isSuccess && total === 0 && !search.isPlaceholderData && (
            <Nothing title={words.noHits}>
              <p>{words.noHitsHint}</p>
              <Examples />
            </Nothing>
          )}
          {total > 0 && <More of={{ ...search, nodes: edges, totalCount: total }} />}
        </div>
      </div>
    </>
  );
}

/** The arrows go from hit to hit. */
function walk(event: KeyboardEvent<HTMLDivElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') {
    return;
  }
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('.hit-link')];
  const at = links.findIndex((link) => link.matches(':focus'));
  const next = links[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (at >= 0) {
    event.preventDefault();
    if (next) {
      next.focus();
    } else if (event.key === 'ArrowUp') {
      document.querySelector<HTMLElement>('.search-box input')?.focus();
    }
  }
}

function Holdings() {
  const words = useWords();
  const answer = useAsk(ServerInfoDocument, {});
  const info = answer.data?.serverInfo;
  if (answer.isError) {
    return <Failure error={answer.error} onRetry={() => void answer.refetch()} />;
  }
  return (
    <p className="hero-text">{info ? words.heroText(info.planCount, info.taskCount, info.unitCount) : ' '}</p>
  );
}

function Examples() {
  const words = useWords();
  const { plan } = useAddress();
  return (
    <ul className="examples" aria-label={words.examples}>
      {words.exampleQueries.map(([query, meaning]) => (
        <li key={query}>
          <Link to={to.search({ q: query, plan })}>
            <b>{query}</b>
            <span>{meaning}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Facets stand beside the hits, on a narrow screen behind a heading. */
function FacetPanel({ children }: { children: React.ReactNode }) {
  const words = useWords();
  const isWide = window.matchMedia('(min-width: 900px)').matches;
  return (
    <aside className="facet-panel" aria-label={words.filter}>
      <details open={isWide}>
        <summary>{words.filter}</summary>
        {children}
      </details>
    </aside>
  );
}
