/** Hours that China is ahead of Greenwich. */
const CHINA_HOURS = 8;

/** The day that a moment falls on in China, where reports are due, as an RFC 3339 date. */
export function chineseDay(moment: Date): string {
  const there = new Date(moment.getTime() + CHINA_HOURS * 3_600_000);
  return there.toISOString().slice(0, 10);
}

/** The year that a moment falls in there. */
export function chineseYear(moment: Date): number {
  return Number(chineseDay(moment).slice(0, 4));
}
