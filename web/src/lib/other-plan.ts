/** What of an address goes when another plan is chosen. */

/** What is of one plan alone: a chapter, a place in its text, a task of it. */
const OF_ONE_PLAN = ['chapter', 'char', 'task', 'indicator', 'cell'];

/** What was chosen among what a plan holds, and may not stand in another one. */
const FOUND_IN_A_PLAN = ['lead', 'unit', 'city', 'with', 'node', 'edge', 'ego', 'from', 'to'];

/** What other views call by the same word: a year of the plan's time, a column of its matrix. */
const OF_A_VIEW: Readonly<Record<string, readonly string[]>> = { '/progress': ['year'], '/matrix': ['sort'] };

/**
 * The changes of an address by which a view goes from one plan to another; null stands for all of them, among which
 * everything of one plan is still found.
 */
export function toPlan(
  pathname: string,
  from: string | null,
  plan: string | null,
): Record<string, string | null> {
  if (plan === null || plan === from) {
    return { plan };
  }
  // A task stays what it is, whatever plan the rest is narrowed to.
  const ofOne = pathname.startsWith('/tasks/') ? [] : OF_ONE_PLAN;
  const gone = [...ofOne, ...(from === null ? [] : FOUND_IN_A_PLAN), ...(OF_A_VIEW[pathname] ?? [])];
  return { ...Object.fromEntries(gone.map((name) => [name, null])), plan };
}
