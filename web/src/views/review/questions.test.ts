import { expect, test } from 'vitest';
import { isDoubtful, type ReviewedTask, tasksAt, touches } from './questions';

const place = (start: number, end: number) => ({ start, end, line: 1 });

function task(id: string, span: [number, number], assignments: [string, number, number][]): ReviewedTask {
  return {
    id,
    span: place(...span),
    assignments: assignments.map(([basis, start, end]) => ({
      basis,
      span: place(start, end),
      statementSpan: place(start, end),
    })),
    indicators: [],
  } as unknown as ReviewedTask;
}

const tasks = [
  task('a', [0, 10], [['STATED', 30, 35]]),
  task('b', [10, 20], [['INFERRED', 30, 35]]),
  task('c', [40, 50], []),
];

test.each([
  [5, 6, ['a']],
  [9, 11, ['a', 'b']],
  [10, 10, ['b']],
  [32, 33, ['a', 'b']],
  [20, 30, []],
  [49, 90, ['c']],
])('from %i to %i speak %j', (start, end, expected) => {
  expect(tasksAt(tasks, { start, end }).map(({ id }) => id)).toEqual(expected);
});

test('stretches that only meet do not touch', () => {
  expect(touches({ start: 0, end: 2 }, { start: 2, end: 3 })).toBe(false);
  expect(touches({ start: 2, end: 2 }, { start: 2, end: 2 })).toBe(true);
});

test('doubtful is what is not stated, and what nobody answers for', () => {
  expect(tasks.map((one) => isDoubtful(one, 'INFERRED'))).toEqual([false, true, false]);
  expect(tasks.map((one) => isDoubtful(one, 'NO_UNIT'))).toEqual([false, false, true]);
});
