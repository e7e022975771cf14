import { expect, test } from 'vitest';
import { daysOf, type Reminder, together } from './due';

test.each([
  // Midnight is eight hours earlier in China.
  ['month', 2011, '2015-02-10T15:59:59Z', '2015-02-10', '2015-03-12'],
  ['month', 2011, '2015-02-10T16:00:00Z', '2015-02-11', '2015-03-13'],
  ['year', null, '2015-02-10T00:00:00Z', '2015-02-10', '2016-02-10'],
  ['over', 2011, '2015-02-10T00:00:00Z', '2011-01-01', '2015-02-09'],
  ['over', 2011, '2030-02-10T00:00:00Z', '2011-01-01', '2020-12-29'],
  ['over', null, '2015-02-10T00:00:00Z', '2005-02-12', '2015-02-09'],
] as const)('%s of a plan from %s, seen at %s, is %s to %s', (when, first, now, from, until) => {
  expect(daysOf(when, first, new Date(now))).toEqual({ from, until });
});

test('a plan that has not begun has nothing that is over', () => {
  const { from, until } = daysOf('over', 2030, new Date('2026-01-01T00:00:00Z'));
  expect([from, until]).toEqual(['2030-01-01', '2030-01-01']);
});

test('reports on one year that are due on one day stand together', () => {
  const report = (year: number, unit: string) =>
    ({ kind: 'REPORT', dueOn: `${year + 1}-02-28`, year, unit: { id: unit } }) as Reminder;
  const task = { kind: 'TASK', dueOn: '2013-02-28', year: null } as Reminder;
  const all = [report(2011, 'a'), report(2012, 'a'), report(2012, 'b'), task, task];
  expect(together(all).map((group) => group.length)).toEqual([1, 2, 1, 1]);
  expect(together([])).toEqual([]);
});
