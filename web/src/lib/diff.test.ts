import { expect, test } from 'vitest';
import { differences } from './diff';
import { pieces } from './text';

/** What differs stands in brackets. */
function marked(text: string, ranges: { start: number; end: number }[]) {
  return pieces(text, ranges)
    .map((piece) => (piece.isMarked ? `[${piece.text}]` : piece.text))
    .join('');
}

test.each([
  ['新建农田100万亩', '新建农田150万亩', '新建农田1[0]0万亩', '新建农田1[5]0万亩'],
  ['推进农业产业化', '加快推进农业产业化经营', '推进农业产业化', '[加快]推进农业产业化[经营]'],
  ['𠮷甲', '甲', '[𠮷]甲', '甲'],
  ['甲', '甲', '甲', '甲'],
  ['', '甲', '', '[甲]'],
  ['甲乙', '丙', '[甲乙]', '[丙]'],
])('%s and %s', (first, second, one, other) => {
  const found = differences(first, second);
  expect(marked(first, found.first)).toBe(one);
  expect(marked(second, found.second)).toBe(other);
});

test('texts that are too long are not compared', () => {
  expect(differences('甲'.repeat(3000), '乙'.repeat(3000))).toEqual({ first: [], second: [] });
});
