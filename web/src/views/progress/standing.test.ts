import { expect, test } from 'vitest';
import { chineseDay } from '../../lib/chinese-day';
import { standing, yearsOf, yearToReport } from './standing';

const at = (moment: string) => ({ reportedAt: moment });

test.each([
  ['2013-02-28T15:59:59Z', '2013-02-28'],
  ['2013-02-28T16:00:00Z', '2013-03-01'],
])('%s is the day %s in China', (moment, day) => {
  expect(chineseDay(new Date(moment))).toBe(day);
});

test.each([
  [[], '2013-01-10T00:00:00Z', 'OPEN'],
  [[], '2013-02-28T15:00:00Z', 'OPEN'],
  [[], '2013-02-28T17:00:00Z', 'OVERDUE'],
  [[at('2013-02-28T15:00:00Z'), at('2013-05-01T00:00:00Z')], '2014-01-01T00:00:00Z', 'REPORTED'],
  [[at('2013-02-28T17:00:00Z')], '2014-01-01T00:00:00Z', 'LATE'],
])('reports %j at %s stand as %s', (reports, now, expected) => {
  expect(standing(reports, '2013-02-28', new Date(now))).toBe(expected);
});

test.each([
  [2011, 2015, [2011, 2012, 2013, 2014, 2015], 2015],
  [2025, 2028, [2025, 2026, 2027, 2028], 2025],
  [2027, 2028, [2027, 2028], 2027],
  [null, 2012, [2003, 2004, 2005, 2006, 2007, 2008, 2009, 2010, 2011, 2012], 2012],
  [2025, null, [2025, 2026], 2025],
])('a plan of %s to %s is reported on for %j, now for %i', (start, end, years, year) => {
  const now = new Date('2026-06-01T00:00:00Z');
  expect(yearsOf(start, end, now)).toEqual(years);
  expect(yearToReport(years, now)).toBe(year);
});

test('the year is over when it is in China', () => {
  expect(yearsOf(2025, null, new Date('2025-12-31T16:00:00Z'))).toEqual([2025, 2026]);
  expect(yearToReport([2024, 2025, 2026], new Date('2025-12-31T15:59:59Z'))).toBe(2024);
  expect(yearToReport([2024, 2025, 2026], new Date('2025-12-31T16:00:00Z'))).toBe(2025);
});
