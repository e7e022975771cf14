/** What there is to check in a plan, and which facts stand where. */
import type { ReviewFactsQuery } from '../../api/generated/graphql';
import type { Range } from '../../lib/text';

export type ReviewedTask = ReviewFactsQuery['tasks']['nodes'][number];
export type ReviewedAssignment = ReviewedTask['assignments'][number];

/** Whether two stretches share a character; one without length touches what it lies in. */
export function touches(a: Range, b: Range): boolean {
  return a.start < Math.max(b.end, b.start + 1) && b.start < Math.max(a.end, a.start + 1);
}

/** Every place that a task speaks from: its text, and the statements that may stand elsewhere. */
function placesOf(task: ReviewedTask): Range[] {
  return [
    task.span,
    ...task.assignments.flatMap(({ span, statementSpan }) => [span, statementSpan]),
    ...task.indicators.map(({ span }) => span),
  ];
}

/** The tasks that say something in `range`. */
export function tasksAt(tasks: readonly ReviewedTask[], range: Range): ReviewedTask[] {
  return tasks.filter((task) => placesOf(task).some((place) => touches(place, range)));
}

/** What a reader may doubt: a part that the text does not state, or nobody who leads. */
export const DOUBTS = ['INFERRED', 'INHERITED', 'NO_UNIT', 'CORRECTED'] as const;
export type Doubt = (typeof DOUBTS)[number];

export function isDoubtful(task: ReviewedTask, doubt: Doubt): boolean {
  return doubt === 'NO_UNIT'
    ? task.assignments.length === 0
    : task.assignments.some(({ basis }) => basis === doubt);
}
