import { expect, test } from 'vitest';
import { zh } from '../../i18n/zh';
import { type Cell, cellFilter, letters, type Matrix, sortedRows } from './matrix-view';

function cell(row: number, column: number, leadCount: number, responsibleCount: number): Cell {
  return { row, column, leadCount, responsibleCount, supportingCount: 0 };
}

const matrix: Matrix = {
  rows: ['a', 'b', 'c'].map((id) => ({ id, name: id })),
  columns: ['x', 'y'].map((id) => ({ id, name: id })),
  cells: [cell(0, 0, 0, 9), cell(1, 0, 1, 0), cell(2, 1, 0, 1)],
};

test('rows are sorted by a column, those that lead first', () => {
  expect(sortedRows(matrix, null)).toEqual([0, 1, 2]);
  expect(sortedRows(matrix, 0)).toEqual([1, 0, 2]);
  expect(sortedRows(matrix, 1)).toEqual([2, 0, 1]);
});

test('units that have nothing in any column are left out', () => {
  const rows = [{ id: 'idle', name: 'idle' }, ...matrix.rows];
  const cells = matrix.cells.map((one) => ({ ...one, row: one.row + 1 }));
  expect(sortedRows({ ...matrix, rows, cells }, null)).toEqual([1, 2, 3]);
  expect(sortedRows({ ...matrix, rows, cells }, 1)).toEqual([3, 1, 2]);
});

test('a cell is written in letters with counts', () => {
  expect(letters(cell(0, 0, 2, 3), zh)).toBe('牵2 责3');
  expect(letters({ ...cell(0, 0, 0, 0), supportingCount: 1 }, zh)).toBe('配1');
});

test.each([
  ['CHAPTER', { plans: ['p'], units: { any: ['u'] }, chapterIds: ['c'] }],
  ['SECTION', { plans: ['p'], units: { any: ['u'] }, sections: ['c'] }],
  ['CITY', { plans: ['p'], units: { any: ['u'] }, cities: { any: ['c'], includeDescendants: false } }],
  ['PLAN', { plans: ['c'], units: { any: ['u'] } }],
] as const)('the tasks of a cell by %s', (by, expected) => {
  expect(cellFilter(by, 'u', 'c', 'p')).toEqual(expected);
});
