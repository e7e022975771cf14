import { expect, test } from 'vitest';
import { addressOf, to } from '../routes';
import { numberOf, patched, toggled } from './address';

test.each([
  ['q=a&unit=1&unit=2', { unit: ['2', '3'] }, 'q=a&unit=2&unit=3'],
  ['q=a&plan=p', { q: null }, 'plan=p'],
  ['q=a', { q: '' }, ''],
  ['', { q: '省农委 粮食' }, 'q=%E7%9C%81%E5%86%9C%E5%A7%94+%E7%B2%AE%E9%A3%9F'],
])('%s with %j', (before, changes, expected) => {
  expect(patched(new URLSearchParams(before), changes).toString()).toBe(expected);
});

test('a value is put in and taken out', () => {
  expect(toggled(['a', 'b'], 'b')).toEqual(['a']);
  expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
});

test.each([
  ['9.2', 9.2],
  ['', null],
  ['x', null],
  [null, null],
])('the number of %s', (value, expected) => {
  expect(numberOf(value)).toBe(expected);
});

test('addresses hold what they are made of', () => {
  expect(to.task('task_1', { start: 3, end: 5 }, 'plan_1')).toBe('/tasks/task_1?char=3%2C5&plan=plan_1');
  expect(to.search({ q: 'a', lead: ['x', 'y'], plan: null })).toBe('/?q=a&lead=x&lead=y');
  expect(to.unit('省/财政厅')).toBe('/units/%E7%9C%81%2F%E8%B4%A2%E6%94%BF%E5%8E%85');
  expect(to.chapters('p', 2)).toBe('/chapters?plan=p#chapter-2');
});

test('things have the address of their view', () => {
  expect(addressOf({ __typename: 'City', code: '210200' })).toBe('/cities/210200');
  expect(addressOf({ __typename: 'Chapter', id: 'c', plan: { id: 'p' } })).toBe('/chapters?plan=p#c');
  expect(addressOf(null)).toBeNull();
});
