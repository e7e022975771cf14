/** All tasks of the plan, or those with something that a reader may doubt. */
import type { ApiError } from '../../api/client';
import { Few } from '../../components/few';
import { Narrowing } from '../../components/narrowing';
import { Failure, Loading, Nothing } from '../../components/states';
import { taskTitle } from '../../components/task-list';
import { useOwnWords, useWords } from '../../i18n';
import type { AddressState } from '../../lib/address';
import type { Range } from '../../lib/text';
import { DOUBTS, type Doubt, isDoubtful, type ReviewedTask } from './questions';
import { WORDS } from './words';

/** The tasks as far as they are loaded. */
export interface Facts {
  nodes: readonly ReviewedTask[];
  totalCount: number | undefined;
  isPending: boolean;
  isError: boolean;
  error: ApiError | null;
  refetch: () => unknown;
}

const FEW = 200;

interface TasksListProps {
  facts: Facts;
  address: AddressState;
  stretch: Range;
  onChoose: (range: Range) => void;
}

export function TasksList({ facts, address, stretch, onChoose }: TasksListProps) {
  const words = useWords();
  const own = useOwnWords(WORDS);
  const { get, patch } = address;
  if (facts.isPending) {
    return <Loading rows={8} />;
  }
  if (facts.isError && facts.error) {
    return <Failure error={facts.error} onRetry={() => void facts.refetch()} />;
  }
  const doubt = DOUBTS.find((one) => one === get('doubt')) ?? null;
  const fitting = facts.nodes.filter((task) => doubt === null || isDoubtful(task, doubt));
  const count = (one: Doubt | null) =>
    facts.nodes.filter((task) => one === null || isDoubtful(task, one)).length;
  return (
    <>
      <div className="review-filters">
        <Narrowing
          label={words.filter}
          kinds={DOUBTS}
          names={own.doubts}
          value={doubt}
          count={count}
          onChoose={(one) => patch({ doubt: one })}
        />
      </div>
      {facts.nodes.length < (facts.totalCount ?? 0) && (
        <p className="note">{words.tasksPartial(facts.nodes.length, facts.totalCount ?? 0)}</p>
      )}
      {fitting.length === 0 && <Nothing title={words.noTaskFits} />}
      <Few items={fitting} few={FEW} more={FEW}>
        {(task) => {
          const isChosen = task.span.start === stretch.start && task.span.end === stretch.end;
          return (
            <li key={task.id}>
              <button
                type="button"
                className={isChosen ? 'review-item chosen' : 'review-item'}
                aria-pressed={isChosen}
                onClick={() => onChoose(task.span)}
              >
                <span className="review-item-head">
                  <span className="aside">{words.taskNumber(task.number)}</span>
                  <b>{taskTitle(task)}</b>
                  <span className="aside">{words.line(task.span.line)}</span>
                </span>
              </button>
            </li>
          );
        }}
      </Few>
    </>
  );
}
