/** Tasks as a table file. */
import { ask } from '../api/client';
import { type Role, type TaskFilter, TaskListDocument, type TaskListQuery } from '../api/generated/graphql';
import type { Words } from '../i18n/zh';
import { type Cell, downloadCsv } from '../lib/csv';
import { to } from '../routes';
import type { ListedTask } from './task-list';

/** A table that a spreadsheet still opens with ease. */
const MOST_ROWS = 5000;

/** Saves the tasks of `filter`; with `unit` each row says what that unit does for the task. */
export async function saveTasks(
  name: string,
  filter: TaskFilter,
  words: Words,
  unit?: string,
): Promise<void> {
  const tasks: ListedTask[] = [];
  let after: string | null = null;
  do {
    const answer: TaskListQuery = await ask(TaskListDocument, { filter, first: 100, after });
    tasks.push(...answer.tasks.nodes);
    after = answer.tasks.pageInfo.hasNextPage ? (answer.tasks.pageInfo.endCursor ?? null) : null;
  } while (after !== null && tasks.length < MOST_ROWS);
  const { facets, fields, roleUnit } = words;
  const header = [
    words.plan,
    facets.chapters ?? '',
    words.task,
    fields.label ?? '',
    fields.text ?? '',
    ...(unit ? [words.unitsByRole] : []),
    roleUnit.LEAD ?? '',
    roleUnit.RESPONSIBLE ?? '',
    roleUnit.SUPPORTING ?? '',
    words.deadlines,
    words.permalink,
  ];
  downloadCsv(
    name,
    header,
    tasks.map((task) => row(task, words, unit)),
  );
}

function row(task: ListedTask, words: Words, unit: string | undefined): Cell[] {
  const named = (role: Role) =>
    task.assignments
      .filter((one) => one.role === role)
      .map((one) => one.unit.name)
      .join('、');
  const own = [
    ...new Set(task.assignments.filter((one) => one.unit.id === unit).map((one) => words.role[one.role])),
  ];
  return [
    task.plan.title,
    task.chapter.title,
    task.number,
    task.label,
    task.text,
    ...(unit ? [own.join('、')] : []),
    named('LEAD'),
    named('RESPONSIBLE'),
    named('SUPPORTING'),
    task.deadlines.map(({ text }) => text).join('；'),
    new URL(to.task(task.id), window.location.href).href,
  ];
}
