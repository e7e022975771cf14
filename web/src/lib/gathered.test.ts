import { expect, test } from 'vitest';
import { isGathered } from './gathered';

const fetched = (count: number, isComplete: boolean, isPlaceholderData = false) => ({
  nodes: Array.from({ length: count }),
  isComplete,
  isPlaceholderData,
});

const cases: [name: string, list: Parameters<typeof isGathered>[0], expected: boolean][] = [
  ['nothing is there', fetched(0, false), false],
  ['there is nothing', fetched(0, true), false],
  ['some pages are missing', fetched(100, false), false],
  ['no page is missing', fetched(150, true), true],
  ['as many are there as are fetched', fetched(200, false), true],
  ['an earlier question is answered', fetched(150, true, true), false],
];

test.each(cases)('%s', (_name, list, expected) => {
  expect(isGathered(list, 200)).toBe(expected);
});
