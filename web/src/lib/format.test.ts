import { expect, test } from 'vitest';
import { zh } from '../i18n/zh';
import { formatDate, formatMoment, formatPeriod, formatQuantity } from './format';

const plain = { value: 42, valueMax: null, unit: '%', comparator: 'EQUAL', measure: 'LEVEL' };

test.each([
  [plain, '42%'],
  [{ ...plain, comparator: 'AT_MOST', value: 4600, unit: '万人' }, '≤4,600 万人'],
  [{ ...plain, measure: 'DECREASE', value: 9.2 }, '减少 9.2%'],
  [{ ...plain, value: 1, valueMax: 2, unit: '所' }, '1—2 所'],
  [{ ...plain, value: null }, '未载数值'],
  [{ ...plain, unit: null }, '42'],
])('%j', (quantity, expected) => {
  expect(formatQuantity(quantity, zh, 'zh')).toBe(expected);
});

test('dates are written as the language does', () => {
  expect(formatDate('2012-02-07', 'zh')).toBe('2012年2月7日');
  expect(formatDate('2012-02-07', 'en')).toBe('2012-02-07');
  expect(formatMoment('2012-02-06T16:00:00Z', 'zh')).toBe('2012年2月7日');
  expect(formatDate('soon', 'zh')).toBe('soon');
});

test('a period is a range, a year or nothing', () => {
  expect(formatPeriod(2011, 2015, zh)).toBe('2011—2015 年');
  expect(formatPeriod(null, 2015, zh)).toBe('2015');
  expect(formatPeriod(null, 2015, zh, zh.yearOf)).toBe('2015 年');
  expect(formatPeriod(null, null, zh)).toBe('');
});
