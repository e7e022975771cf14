/** What is due, in and late: the same reckoning as the server's, for the tasks of one unit. */
import type { ProgressStatus } from '../../api/generated/graphql';
import { chineseDay, chineseYear } from '../../lib/chinese-day';

export const STATUSES: readonly ProgressStatus[] = ['NOT_STARTED', 'ON_TRACK', 'AT_RISK', 'DELAYED', 'DONE'];

/** Reported in time or late, not yet due, or overdue. */
export type Standing = 'REPORTED' | 'LATE' | 'OPEN' | 'OVERDUE';

export const STANDINGS: readonly Standing[] = ['OVERDUE', 'OPEN', 'LATE', 'REPORTED'];

interface Report {
  reportedAt: string;
}

/** How a task stands whose reports of the year are `reports`, the oldest first. */
export function standing(reports: readonly Report[], dueOn: string, now: Date): Standing {
  const [first] = reports;
  if (first === undefined) {
    return chineseDay(now) > dueOn ? 'OVERDUE' : 'OPEN';
  }
  return chineseDay(new Date(first.reportedAt)) > dueOn ? 'LATE' : 'REPORTED';
}

/** The years that can be reported on: those of the plan; of a plan without a period the last ten. */
export function yearsOf(start: number | null, end: number | null, now: Date): number[] {
  const last = end ?? chineseYear(now);
  const first = Math.min(start ?? last - 9, last);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** The latest of `years` that is over: that is the one reports are due for. */
export function yearToReport(years: readonly number[], now: Date): number {
  const current = chineseYear(now);
  return years.filter((year) => year < current).at(-1) ?? years[0] ?? current;
}
