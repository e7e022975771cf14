import { expect, test } from 'vitest';
import { codesOf } from './diagnostics';

test('codes are counted', () => {
  expect(codesOf(['B', 'A', 'B'].map((code) => ({ code })))).toEqual([
    ['B', 2],
    ['A', 1],
  ]);
});
