import { parse, print } from 'graphql';
import { useState } from 'react';
import { Link } from 'react-router';
import { QueryShown } from '../../components/query-shown';
import { Published } from '../../components/source-pane';
import { useOwnWords, useWords } from '../../i18n';
import type { Range } from '../../lib/text';
import { to } from '../../routes';
import type { Finding } from './findings-view';
import { WORDS } from './words';

/** Shown before somebody asks for all. */
const FEW_TASKS = 8;
const FEW_QUOTES = 6;

interface FindingCardProps {
  finding: Finding;
  plan: string;
  /** The quote that the source pane shows. */
  stretch: Range | null;
  onChoose: (stretch: Range) => void;
}

export function FindingCard({ finding, plan, stretch, onChoose }: FindingCardProps) {
  const own = useOwnWords(WORDS);
  return (
    <article className="finding" id={finding.id}>
      <h3>{finding.detail}</h3>
      {finding.units.length > 0 && (
        <p className="finding-row">
          <span className="aside">{own.unitsConcerned}</span>
          {finding.units.map(({ id, name }) => (
            <Link key={id} className="unit-link" to={to.unit(id, plan)}>
              {name}
            </Link>
          ))}
        </p>
      )}
      {finding.tasks.length > 0 && <Tasks tasks={finding.tasks} plan={plan} />}
      {finding.evidence.length > 0 && (
        <Quotes evidence={finding.evidence} stretch={stretch} onChoose={onChoose} />
      )}
      <QueryShown title={own.reproduce} query={readable(finding.query)} />
    </article>
  );
}

function Tasks({ tasks, plan }: { tasks: Finding['tasks']; plan: string }) {
  const words = useWords();
  const own = useOwnWords(WORDS);
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? tasks : tasks.slice(0, FEW_TASKS);
  return (
    <p className="finding-row">
      <span className="aside">{own.tasksConcerned}</span>
      {shown.map(({ id, number, label }) => (
        <Link key={id} to={to.task(id, undefined, plan)}>
          {words.taskNumber(number)}
          {label && ` ${label}`}
        </Link>
      ))}
      {tasks.length > shown.length && (
        <button type="button" className="quiet" onClick={() => setShowsAll(true)}>
          +{tasks.length - shown.length}
        </button>
      )}
    </p>
  );
}

interface QuotesProps {
  evidence: Finding['evidence'];
  stretch: Range | null;
  onChoose: (stretch: Range) => void;
}

function Quotes({ evidence, stretch, onChoose }: QuotesProps) {
  const words = useWords();
  const own = useOwnWords(WORDS);
  const [showsAll, setShowsAll] = useState(false);
  // Two units may be named by one statement.
  const places = [...new Map(evidence.map((span) => [`${span.start}-${span.end}`, span])).values()];
  const shown = showsAll ? places : places.slice(0, FEW_QUOTES);
  return (
    <ul className="finding-quotes" aria-label={own.quotes}>
      {shown.map((span) => {
        const isChosen = stretch?.start === span.start && stretch.end === span.end;
        return (
          <li key={`${span.start}-${span.end}`}>
            <button
              type="button"
              className={isChosen ? 'quote chosen' : 'quote'}
              aria-pressed={isChosen}
              title={words.showInSource}
              onClick={() => onChoose({ start: span.start, end: span.end })}
            >
              <span className="aside">{words.line(span.line)}</span>
              <q>
                <Published text={span.quote} />
              </q>
            </button>
          </li>
        );
      })}
      {places.length > shown.length && (
        <li>
          <button type="button" className="quiet" onClick={() => setShowsAll(true)}>
            {own.moreQuotes(places.length - shown.length)}
          </button>
        </li>
      )}
    </ul>
  );
}

/** The query with a line for each field. */
function readable(query: string): string {
  try {
    return print(parse(query));
  } catch {
    return query;
  }
}
