/** Tasks laid out under their chapters and sections, and narrowed. */
import { memo } from 'react';
import { Link } from 'react-router';
import { Found } from '../../components/marked';
import type { ListedTask } from '../../components/task-list';
import { UnitLinks } from '../../components/unit-links';
import { useWords } from '../../i18n';
import { occurrences } from '../../lib/text';
import { to } from '../../routes';

interface Titled {
  id: string;
  number: number;
  title: string;
}

export interface Outlined extends Titled {
  count: number;
  parts: { section: Titled | null; tasks: ListedTask[] }[];
}

export interface Narrowing {
  needle: string;
  /** A unit, `none` for tasks without a lead, null for all. */
  lead: string | null;
  hasTargets: boolean;
  hasDeadline: boolean;
}

/** The tasks that fit, and have `needle` in their text, their headings or the names of their units. */
export function matching(tasks: readonly ListedTask[], only: Narrowing): ListedTask[] {
  return tasks.filter((task) => {
    const leads = task.assignments.filter(({ role }) => role === 'LEAD');
    return (
      (only.lead === null ||
        (only.lead === 'none' ? leads.length === 0 : leads.some(({ unit }) => unit.id === only.lead))) &&
      (!only.hasTargets || task.indicators.length > 0) &&
      (!only.hasDeadline || task.deadlines.length > 0) &&
      (only.needle.trim() === '' || matchCount([task], only.needle) > 0)
    );
  });
}

export function matchCount(tasks: readonly ListedTask[], needle: string): number {
  let count = 0;
  for (const task of tasks) {
    const units = new Set(task.assignments.map(({ unit }) => unit.name));
    const texts = [task.text, task.chapter.title, task.section?.title ?? '', ...units];
    count += texts.reduce((sum, text) => sum + occurrences(text, needle).length, 0);
  }
  return count;
}

/** Chapters that have a task, in their order, with its sections in the order of the tasks. */
export function inChapters(chapters: readonly Titled[], tasks: readonly ListedTask[]): Outlined[] {
  const found: Outlined[] = [];
  for (const { id, number, title } of chapters) {
    const own = tasks.filter((task) => task.chapter.id === id);
    const parts: Outlined['parts'] = [];
    for (const task of own) {
      const last = parts.at(-1);
      if (last && (last.section?.id ?? null) === (task.section?.id ?? null)) {
        last.tasks.push(task);
      } else {
        parts.push({ section: task.section ?? null, tasks: [task] });
      }
    }
    if (own.length > 0) {
      found.push({ id, number, title, count: own.length, parts });
    }
  }
  return found;
}

interface OutlineRowProps {
  task: ListedTask;
  title: string;
  needle: string;
  plan: string | null;
}

export const OutlineRow = memo(function OutlineRow({ task, title, needle, plan }: OutlineRowProps) {
  const words = useWords();
  return (
    <article className="outline-task" id={task.id}>
      <h4>
        <Link to={to.task(task.id, undefined, plan)}>{title}</Link>
        <span className="hit-number">
          {task.number} · {words.line(task.span.line)}
        </span>
      </h4>
      <p>
        <Found text={task.text} needle={needle} />
      </p>
      <UnitLinks assignments={task.assignments} plan={plan} />
    </article>
  );
});
