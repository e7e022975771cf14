/** All tasks of the plan, or those with something that a reader may doubt. */
import { Segmented } from 'antd';
import { useState } from 'react';
import type { ApiError } from '../../api/client';
import { Failure, Loading, Nothing } from '../../components/states';
import { taskTitle } from '../../components/task-list';
import { useOwnWords, useWords } from '../../i18n';
import type { AddressState } from '../../lib/address';
import type { Range } from '../../lib/text';
import { DOUBTS, isDoubtful, type ReviewedTask } from './questions';
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
  const [shown, setShown] = useState(FEW);
  if (facts.isPending) {
    return <Loading rows={8} />;
  }
  if (facts.isError && facts.error) {
    return <Failure error={facts.error} onRetry={() => void facts.refetch()} />;
  }
  const doubt = DOUBTS.find((one) => one === get('doubt')) ?? null;
  const fitting = facts.nodes.filter((task) => doubt === null || isDoubtful(task, doubt));
  const count = (one: (typeof DOUBTS)[number]) => facts.nodes.filter((task) => isDoubtful(task, one)).length;
  return (
    <>
      <div className="review-filters">
        <Segmented
          aria-label={words.filter}
          value={doubt ?? ''}
          options={[
            { value: '', label: `${words.allTies} ${facts.nodes.length}` },
            ...DOUBTS.filter((one) => one === doubt || count(one) > 0).map((value) => ({
              value,
              label: `${own.doubts[value]} ${count(value)}`,
            })),
          ]}
          onChange={(value) => patch({ doubt: value === '' ? null : value })}
        />
      </div>
      {facts.nodes.length < (facts.totalCount ?? 0) && (
        <p className="note">{own.factsPartial(facts.nodes.length, facts.totalCount ?? 0)}</p>
      )}
      {fitting.length === 0 && <Nothing title={words.noTaskFits} />}
      <ul className="review-items">
        {fitting.slice(0, shown).map((task) => {
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
        })}
      </ul>
      {fitting.length > shown && (
        <button type="button" className="quiet" onClick={() => setShown(shown + FEW)}>
          {words.more} ({fitting.length - shown})
        </button>
      )}
    </>
  );
}
