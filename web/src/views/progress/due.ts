/** Which days reminders are asked for, and how they are put together to be read. */
import type { RemindersQuery } from '../../api/generated/graphql';
import { chineseDay } from '../../lib/chinese-day';

export type Reminder = RemindersQuery['reminders']['nodes'][number];

/** The next month, the next year, or the days that are over. */
export const WHENS = ['month', 'year', 'over'] as const;
export type When = (typeof WHENS)[number];

const DAY_MS = 86_400_000;

/** The API looks no further than ten years. */
const MOST_DAYS = 3650;

/** The first and the last day. What is over is looked for from the year in which the plan begins. */
export function daysOf(when: When, firstYear: number | null, now: Date): { from: string; until: string } {
  const day = (after: number) => chineseDay(new Date(now.getTime() + after * DAY_MS));
  if (when !== 'over') {
    return { from: day(0), until: day(when === 'month' ? 30 : 365) };
  }
  if (firstYear === null) {
    return { from: day(-MOST_DAYS), until: day(-1) };
  }
  const from = `${firstYear}-01-01`;
  const furthest = chineseDay(new Date(Date.parse(from) + MOST_DAYS * DAY_MS));
  const [last = from] = [furthest, day(-1)].sort();
  return { from, until: last < from ? from : last };
}

/** Reports on one year that are due on one day stand together, everything else by itself. */
export function together(reminders: readonly Reminder[]): Reminder[][] {
  const groups: Reminder[][] = [];
  for (const reminder of reminders) {
    const [first] = groups.at(-1) ?? [];
    const isSame =
      first?.kind === 'REPORT' &&
      reminder.kind === 'REPORT' &&
      first.dueOn === reminder.dueOn &&
      first.year === reminder.year;
    if (isSame) {
      groups.at(-1)?.push(reminder);
    } else {
      groups.push([reminder]);
    }
  }
  return groups;
}
