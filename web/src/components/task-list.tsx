/** Tasks of something, page after page. */
import { useEffect } from 'react';
import { Link } from 'react-router';
import { type TaskFilter, TaskListDocument, type TaskListQuery } from '../api/generated/graphql';
import { usePages } from '../api/hooks';
import { useWords } from '../i18n';
import { to } from '../routes';
import { More } from './more';
import { useHasSeveralPlans } from './plan-picker';
import { Failure, Loading, Nothing } from './states';
import { UnitLinks } from './unit-links';
import { HIT_HEIGHT, Windowed } from './windowed';

export type ListedTask = TaskListQuery['tasks']['nodes'][number];

/** What is printed of a longer list; the paper says how much there is. */
const MOST_PRINTED = 1000;

interface TaskListProps {
  filter: TaskFilter;
  plan: string | null;
  /** Called once all tasks are there, which makes them come; null while a page at a time is enough. */
  onWhole?: (() => void) | null;
}

export function TaskList({ filter, plan, onWhole = null }: TaskListProps) {
  const words = useWords();
  const namesPlan = useHasSeveralPlans();
  const tasks = usePages(TaskListDocument, { filter, first: 20 }, (answer) => answer.tasks, {
    keep: true,
    upTo: onWhole === null ? 0 : MOST_PRINTED,
  });
  const isThere =
    !tasks.isPlaceholderData && (tasks.isComplete || tasks.isError || tasks.nodes.length >= MOST_PRINTED);
  useEffect(() => {
    if (isThere) {
      onWhole?.();
    }
  }, [isThere, onWhole]);
  if (tasks.isPending) {
    return <Loading isTall />;
  }
  if (tasks.isError && tasks.nodes.length === 0) {
    return <Failure error={tasks.error} onRetry={() => void tasks.refetch()} />;
  }
  if (tasks.totalCount === 0) {
    return <Nothing title={words.noTaskFits} />;
  }
  return (
    <div className={tasks.isPlaceholderData ? 'hits outdated' : 'hits'}>
      <Windowed items={tasks.nodes} keyOf={({ id }) => id} height={HIT_HEIGHT} isWhole={onWhole !== null}>
        {(task) => (
          <article className="hit">
            <p className="hit-place">
              {task.chapter.title || words.noChapter}
              {task.section && <> › {task.section.title}</>}
              {namesPlan && <> · {task.plan.title}</>}
            </p>
            <h3>
              <Link className="hit-link" to={to.task(task.id, undefined, plan)}>
                {taskTitle(task)}
              </Link>
              <span className="hit-number">{words.taskNumber(task.number)}</span>
            </h3>
            <p className="hit-text">{task.text}</p>
            <UnitLinks assignments={task.assignments} plan={plan} />
          </article>
        )}
      </Windowed>
      <More of={tasks} />
    </div>
  );
}

/** Its label, or for a task without one its first clause. */
export function taskTitle(task: { label?: string | null; text: string }): string {
  if (task.label) {
    return task.label;
  }
  const [clause = task.text] = task.text.split(/[，。；：]/u);
  return clause.length > 28 ? `${clause.slice(0, 28)}…` : clause;
}
