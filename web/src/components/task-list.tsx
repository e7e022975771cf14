/** Tasks of something, page after page. */
import { Link } from 'react-router';
import { type TaskFilter, TaskListDocument, type TaskListQuery } from '../api/generated/graphql';
import { usePages } from '../api/hooks';
import { useWords } from '../i18n';
import { to } from '../routes';
import { More } from './more';
import { Failure, Loading, Nothing } from './states';
import { UnitLinks } from './unit-links';

export type ListedTask = TaskListQuery['tasks']['nodes'][number];

export function TaskList({ filter, plan }: { filter: TaskFilter; plan: string | null }) {
  const words = useWords();
  const tasks = usePages(TaskListDocument, { filter, first: 20 }, (answer) => answer.tasks, { keep: true });
  if (tasks.isPending) {
    return <Loading />;
  }
  if (tasks.isError) {
    return <Failure error={tasks.error} onRetry={() => void tasks.refetch()} />;
  }
  if (tasks.totalCount === 0) {
    return <Nothing title={words.noTaskFits} />;
  }
  return (
    <div className={tasks.isPlaceholderData ? 'hits outdated' : 'hits'}>
      {tasks.nodes.map((task) => (
        <article key={task.id} className="hit">
          <p className="hit-place">
            {task.chapter.title}
            {task.section && <> › {task.section.title}</>}
          </p>
          <h3>
            <Link className="hit-link" to={to.task(task.id, undefined, plan)}>
              {taskTitle(task)}
            </Link>
            <span className="hit-number">{words.taskNumber(task.number)}</span>
          </h3>
          <p className="hit-text clamped">{task.text}</p>
          <UnitLinks assignments={task.assignments} plan={plan} />
        </article>
      ))}
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
