import { expect, test } from 'vitest';
import { codesOf, spoken } from './diagnostics';

test('codes are counted', () => {
  expect(codesOf(['B', 'A', 'B'].map((code) => ({ code })))).toEqual([
    ['B', 2],
    ['A', 1],
  ]);
});

test('a code without words of its own is read as words', () => {
  expect(spoken('NO_LEAD')).toBe('No lead');
});
