/** A task with everything that hangs on it, each fact leading to its characters in the source. */
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Link, useLocation, useParams } from 'react-router';
import { TaskDetailDocument, type TaskDetailQuery } from '../../api/generated/graphql';
import { useAsk } from '../../api/hooks';
import { permanentAddress, SourcePane } from '../../components/source-pane';
import { Failure, Loading, NotFound } from '../../components/states';
import { taskTitle } from '../../components/task-list';
import { useTitle } from '../../components/title';
import { useWords } from '../../i18n';
import { useAddress } from '../../lib/address';
import { COUNTING } from '../../lib/basis';
import { intoView } from '../../lib/into-view';
import { formatStretch, parseStretch, type Range } from '../../lib/text';
import { to } from '../../routes';
import { Assignments, Cities, Commitments, Deadlines, Targets } from './facts';
import { ProgressHistory } from './progress-history';
import { Similar } from './similar';
import './task.css';

export type TaskDetail = NonNullable<TaskDetailQuery['task']>;

export function TaskView() {
  const { id = '' } = useParams();
  const task = useAsk(TaskDetailDocument, { id });
  if (task.isPending) {
    return <Loading rows={10} />;
  }
  if (task.isError) {
    return <Failure error={task.error} onRetry={() => void task.refetch()} isView />;
  }
  return task.data.task ? <Task task={task.data.task} /> : <NotFound />;
}

/** What the facts of a task need to be chosen. */
export interface Choice {
  stretch: Range;
  choose: (stretch: Range) => void;
}

function Task({ task }: { task: TaskDetail }) {
  const words = useWords();
  const address = useAddress();
  const { pathname } = useLocation();
  const [isSourceOpen, setIsSourceOpen] = useState(true);
  const source = useRef<HTMLDetailsElement>(null);
  // How often the source was asked for: also for what is marked already.
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    if (asked > 0) {
      intoView(source.current);
    }
  }, [asked]);
  const stretch = parseStretch(address.get('char')) ?? task.span;
  const choice: Choice = {
    stretch,
    choose: (chosen) => {
      setIsSourceOpen(true);
      setAsked((times) => times + 1);
      address.patch({ char: formatStretch(chosen) }, { replace: true });
    },
  };
  const title = taskTitle(task);
  useTitle(title);
  return (
    <div className="task-view">
      <article className="task">
        <nav className="trail" aria-label={words.place}>
          <Link to={to.chapters(task.plan.id)}>{task.plan.title}</Link>
          <Link to={`${to.chapters(task.plan.id)}#${task.chapter.id}`}>
            {task.chapter.title || words.noChapter}
          </Link>
          {task.section && (
            <Link to={`${to.chapters(task.plan.id)}#${task.section.id}`}>{task.section.title}</Link>
          )}
          {task.headings.map((heading) => (
            <span key={heading.title}>{heading.title}</span>
          ))}
        </nav>
        <header className="view-head">
          <h1>{title}</h1>
          <span className="hit-number">{words.taskNumber(task.number)}</span>
          <span className="grow" />
          <Button className="no-print" onClick={() => window.print()}>
            {words.print}
          </Button>
        </header>
        <button
          type="button"
          className={isSame(stretch, task.span) ? 'task-text chosen' : 'task-text'}
          title={words.showInSource}
          onClick={() => choice.choose(task.span)}
        >
          {task.text}
        </button>
        <Assignments task={task} choice={choice} plan={address.plan} />
        <Targets task={task} choice={choice} />
        <Deadlines task={task} choice={choice} />
        <Cities task={task} choice={choice} plan={address.plan} />
        <Commitments task={task} choice={choice} />
        <ProgressHistory task={task.id} plan={task.plan.id} unit={reporting(task)} />
        <Similar key={task.id} task={task.id} plan={address.plan} ownPlan={task.plan.id} />
        <p className="no-print">
          <Link to={`${to.chapters(task.plan.id)}#${task.id}`}>{words.inOutline}</Link>
        </p>
      </article>
      <details
        ref={source}
        className="source-fold"
        open={isSourceOpen}
        onToggle={(event) => setIsSourceOpen(event.currentTarget.open)}
      >
        <summary>{words.source}</summary>
        <SourcePane plan={task.plan} stretch={stretch} address={permanentAddress(pathname, stretch)} />
      </details>
    </div>
  );
}

/** The first unit that has to report on the task: a body with a part that counts. */
function reporting(task: TaskDetail): string | null {
  const own = task.assignments.find(
    ({ basis, unit }) => COUNTING.includes(basis) && unit.kind !== 'PLACEHOLDER' && unit.kind !== 'GROUP',
  );
  return own?.unit.id ?? null;
}

export function isSame(a: Range, b: Range): boolean {
  return a.start === b.start && a.end === b.end;
}
