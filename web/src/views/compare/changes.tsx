import { useMemo } from 'react';
import { Link } from 'react-router';
import { type ChangeKind, ComparePlansDocument, type ComparePlansQuery } from '../../api/generated/graphql';
import { usePages } from '../../api/hooks';
import { Marked } from '../../components/marked';
import { More } from '../../components/more';
import { Published } from '../../components/source-pane';
import { Failure, Loading, Nothing } from '../../components/states';
import { taskTitle } from '../../components/task-list';
import { useOwnWords, useWords } from '../../i18n';
import { differences } from '../../lib/diff';
import type { Range } from '../../lib/text';
import { to } from '../../routes';
import { WORDS } from './words';

type Change = ComparePlansQuery['comparePlans']['changes']['nodes'][number];
type Side = 'base' | 'target';

const SIDES: readonly Side[] = ['base', 'target'];

/** Where the texts of both tasks say all that there is to say. */
const WHOLE: readonly ChangeKind[] = ['KEPT', 'NEW', 'DROPPED', 'TEXT_CHANGED'];

interface ChangesProps {
  base: string;
  target: string;
  kinds: ChangeKind[];
}

export function Changes({ base, target, kinds }: ChangesProps) {
  const own = useOwnWords(WORDS);
  const changes = usePages(
    ComparePlansDocument,
    { base, target, kinds: kinds.length === 0 ? null : kinds, first: 20 },
    (answer) => answer.comparePlans.changes,
    { keep: true },
  );
  if (changes.isPending) {
    return <Loading rows={10} />;
  }
  if (changes.isError && changes.nodes.length === 0) {
    return <Failure error={changes.error} onRetry={() => void changes.refetch()} />;
  }
  if (changes.totalCount === 0) {
    return <Nothing title={own.nothing} />;
  }
  return (
    <div className={changes.isPlaceholderData ? 'hits outdated' : 'hits'} aria-busy={changes.isFetching}>
      {changes.nodes.map((change) => (
        <ChangeCard
          key={`${change.base?.id}-${change.target?.id}`}
          change={change}
          plans={{ base, target }}
        />
      ))}
      {changes.isError && <Failure error={changes.error} onRetry={() => void changes.fetchNextPage()} />}
      <More of={changes} />
    </div>
  );
}

interface ChangeCardProps {
  change: Change;
  plans: Record<Side, string>;
}

function ChangeCard({ change, plans }: ChangeCardProps) {
  const own = useOwnWords(WORDS);
  const { base, target } = change;
  const isReworded = change.kinds.includes('TEXT_CHANGED');
  const marks = useMemo(
    () => (isReworded && base && target ? differences(base.text, target.text) : { first: [], second: [] }),
    [isReworded, base, target],
  );
  const details = change.details.filter(({ kind }) => !WHOLE.includes(kind));
  const task = target ?? base;
  return (
    <article className="compared">
      <header className="compared-head">
        <h3>{task && taskTitle(task)}</h3>
        <span className="compared-kinds">
          {change.kinds.map((kind) => (
            <span key={kind} className={`flag change-${kind.toLowerCase().replaceAll('_', '-')}`}>
              {own.kind[kind]}
            </span>
          ))}
        </span>
        {typeof change.similarity === 'number' && change.similarity < 1 && (
          <span className="aside">{own.similarity(Math.round(change.similarity * 100))}</span>
        )}
      </header>
      <div className="compared-sides">
        {SIDES.map((side) => (
          <TaskOf
            key={side}
            side={side}
            task={change[side] ?? null}
            plan={plans[side]}
            marks={side === 'base' ? marks.first : marks.second}
          />
        ))}
      </div>
      {details.length > 0 && (
        <ul className="compared-details" aria-label={own.changes}>
          {details.map((detail) => (
            <li key={`${detail.kind}-${detail.base?.start}-${detail.target?.start}`}>
              <span className={`flag change-${detail.kind.toLowerCase().replaceAll('_', '-')}`}>
                {own.kind[detail.kind]}
              </span>
              {SIDES.map((side) => (
                <QuoteOf
                  key={side}
                  side={side}
                  span={detail[side] ?? null}
                  task={change[side]?.id ?? null}
                  plan={plans[side]}
                />
              ))}
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

interface TaskOfProps {
  side: Side;
  task: NonNullable<Change['base']> | null;
  plan: string;
  /** What only this side says. */
  marks: readonly Range[];
}

function TaskOf({ side, task, plan, marks }: TaskOfProps) {
  const words = useWords();
  const own = useOwnWords(WORDS);
  if (task === null) {
    return <p className="compared-side absent">{own.notThere[side]}</p>;
  }
  return (
    <section className={`compared-side side-${side}`} aria-label={own[side]}>
      <p>
        <Link to={to.task(task.id, undefined, plan)}>
          {own.said[side]} · {words.taskNumber(task.number)}
        </Link>
      </p>
      <p className="compared-text">
        <Marked text={task.text} ranges={marks} />
      </p>
      <p className="aside">
        {own.leads}：
        {task.leads.length === 0
          ? own.noLead
          : task.leads.map(({ id, name }) => (
              <Link key={id} className="unit-link" to={to.unit(id, plan)}>
                {name}
              </Link>
            ))}
      </p>
    </section>
  );
}

interface QuoteOfProps {
  side: Side;
  span: { start: number; end: number; line: number; page?: number | null; quote: string } | null;
  task: string | null;
  plan: string;
}

/** What one plan says, leading to its place in the source. */
function QuoteOf({ side, span, task, plan }: QuoteOfProps) {
  const words = useWords();
  const own = useOwnWords(WORDS);
  if (span === null || task === null) {
    return <span className="aside">{own.said[side]}：—</span>;
  }
  return (
    <span>
      <span className="aside">{own.said[side]}：</span>
      <Link to={to.task(task, span, plan)} title={words.line(span.line)}>
        <q>
          <Published text={span.quote} />
        </q>
      </Link>
    </span>
  );
}
