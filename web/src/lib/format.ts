/** Numbers and dates as the readers of the language write them. */
import type { Language } from '../i18n';
import type { Words } from '../i18n/zh';
import { chineseDay } from './chinese-day';

export function formatNumber(value: number, language: Language): string {
  return value.toLocaleString(language === 'en' ? 'en' : 'zh-CN', { maximumFractionDigits: 4 });
}

/** An RFC 3339 date: 2012年2月17日. */
export function formatDate(date: string, language: Language): string {
  const [year, month, day] = date.split('-').map(Number);
  if (!year || !month || !day) {
    return date;
  }
  return language === 'en' ? date : `${year}年${month}月${day}日`;
}

/** The day in China on which something was done. */
export function formatMoment(moment: string, language: Language): string {
  return formatDate(chineseDay(new Date(moment)), language);
}

interface Quantity {
  value: number | null;
  valueMax: number | null;
  unit: string | null;
  comparator: string;
  measure: string;
}

/** What an indicator asks for: ≥ 42%, 减少 9.2%, 1—2 所. */
export function formatQuantity(quantity: Quantity, words: Words, language: Language): string {
  if (quantity.value === null) {
    return words.noValue;
  }
  const range =
    quantity.valueMax === null || quantity.valueMax === quantity.value
      ? formatNumber(quantity.value, language)
      : `${formatNumber(quantity.value, language)}—${formatNumber(quantity.valueMax, language)}`;
  const comparator = quantity.comparator === 'EQUAL' ? '' : (words.comparators[quantity.comparator] ?? '');
  const unit =
    quantity.unit === null ? '' : /^[%‰℃°]/.test(quantity.unit) ? quantity.unit : ` ${quantity.unit}`;
  return [words.measures[quantity.measure] ?? '', `${comparator}${range}${unit}`].filter(Boolean).join(' ');
}

/** A year stands alone in a column that says so; elsewhere `year` writes it. */
export function formatPeriod(
  start: number | null,
  end: number | null,
  words: Words,
  year: (year: number) => string = String,
): string {
  if (start !== null && end !== null && start !== end) {
    return words.years(start, end);
  }
  const one = end ?? start;
  return one === null ? '' : year(one);
}
