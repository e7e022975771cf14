import { describe, expect, test } from 'vitest';
import { linesOf, occurrences, parseStretch, pieces, privateUsePieces, within } from './text';

describe('pieces', () => {
  test.each([
    ['森林覆盖率', [{ start: 0, end: 2 }], ['[森林]', '覆盖率']],
    ['森林覆盖率', [{ start: 2, end: 9 }], ['森林', '[覆盖率]']],
    ['𠮷野家', [{ start: 1, end: 2 }], ['𠮷', '[野]', '家']],
    [
      '甲乙丙',
      [
        { start: 1, end: 2 },
        { start: 0, end: 2 },
      ],
      ['[甲乙]', '丙'],
    ],
    ['甲乙', [], ['甲乙']],
    ['', [{ start: 0, end: 1 }], []],
  ])('%s %j', (text, ranges, expected) => {
    const found = pieces(text, ranges);
    expect(found.map((piece) => (piece.isMarked ? `[${piece.text}]` : piece.text))).toEqual(expected);
  });
});

test('occurrences count scalar values and do not overlap', () => {
  expect(occurrences('𠮷农业农业', '农业')).toEqual([
    { start: 1, end: 3 },
    { start: 3, end: 5 },
  ]);
  expect(occurrences('GDP gdp', 'gdp')).toHaveLength(2);
  expect(occurrences('农业', ' ')).toEqual([]);
});

test('lines know where they stand in the whole text', () => {
  const lines = linesOf('甲\r\n𠮷乙\n');
  expect(lines).toEqual([
    { number: 1, start: 0, end: 2, text: '甲' },
    { number: 2, start: 3, end: 5, text: '𠮷乙' },
    { number: 3, start: 6, end: 6, text: '' },
  ]);
  expect(lines.map((line) => within(line, { start: 1, end: 4 }))).toEqual([
    { start: 1, end: 2 },
    { start: 0, end: 1 },
    null,
  ]);
});

test('private-use characters stand apart', () => {
  expect(privateUsePieces('9\uE0102%')).toEqual([
    { text: '9', codePoint: null },
    { text: '\uE010', codePoint: 'U+E010' },
    { text: '2%', codePoint: null },
  ]);
});

test.each([
  ['3,5', { start: 3, end: 5 }],
  ['5,5', null],
  ['5,3', null],
  ['a,b', null],
  ['', null],
  [null, null],
])('a stretch is two ascending numbers: %s', (value, expected) => {
  expect(parseStretch(value)).toEqual(expected);
});
