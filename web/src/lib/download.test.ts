import { expect, test } from 'vitest';
import { fileName } from './download';

test.each([
  [`attachment; filename="a.csv"; filename*=UTF-8''%E5%8F%B0%E8%B4%A6.csv`, '台账.csv'],
  ['attachment; filename="plangraph-codebook.csv"', 'plangraph-codebook.csv'],
  ['attachment', null],
  [null, null],
])('%s names %s', (disposition, expected) => {
  expect(fileName(disposition)).toBe(expected);
});
