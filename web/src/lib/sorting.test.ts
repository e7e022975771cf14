import { expect, test } from 'vitest';
import { sorted, sortOf } from './sorting';

const at = (address: string) => {
  const parameters = new URLSearchParams(address);
  return { get: (name: string) => parameters.get(name) };
};

test.each([
  ['', 'weight', null, null],
  ['', 'weight', 'weight', 'descend'],
  ['sort=weight', 'weight', null, 'ascend'],
  ['sort=weight&order=desc', 'weight', null, 'descend'],
  ['sort=name', 'weight', 'weight', null],
])('an address with “%s” sorts %s, unless said otherwise by %s: %s', (address, column, unless, expected) => {
  expect(sortOf(at(address), column, unless)).toBe(expected);
});

test('a click on a head is an address, and two tables keep two orders', () => {
  expect(sorted({ order: 'descend', columnKey: 'share' })).toEqual({ sort: 'share', order: 'desc' });
  expect(sorted({ order: 'ascend', columnKey: 'share' })).toEqual({ sort: 'share', order: null });
  expect(sorted({ columnKey: 'share' })).toEqual({ sort: null, order: null });
  const ties = { sort: 'ties', order: 'tieorder' };
  expect(sorted({ order: 'descend', columnKey: 'tasks' }, ties)).toEqual({ ties: 'tasks', tieorder: 'desc' });
  expect(sortOf(at('sort=name&ties=tasks'), 'tasks', null, ties)).toBe('ascend');
});
