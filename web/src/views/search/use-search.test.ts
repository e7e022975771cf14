import { expect, test } from 'vitest';
import { type Edge, filterOf, sorted, wanted } from './use-search';

function addressOf(query: string) {
  const parameters = new URLSearchParams(query);
  return { get: (name: string) => parameters.get(name), all: (name: string) => parameters.getAll(name) };
}

test.each([
  ['q=a', null],
  ['plan=p&chapter=c', { plans: ['p'], chapterIds: ['c'] }],
  ['unit=a&unit=b', { units: { any: ['a', 'b'] } }],
  ['lead=a&unit=b', { units: { any: ['b'] }, and: [{ units: { any: ['a'], role: 'LEAD' } }] }],
  ['city=x', { cities: { any: ['x'] } }],
])('the filter of %s', (query, expected) => {
  expect(filterOf(addressOf(query))).toEqual(expected);
});

test('an address that names no such type or order asks for tasks by relevance', () => {
  expect(wanted(addressOf('type=NOTHING&sort=x&keep=发改委'))).toEqual({
    types: ['TASK'],
    sort: 'relevance',
    keepAsText: ['发改委'],
    filter: null,
    isFiltered: false,
  });
  expect(wanted(addressOf('type=UNIT&sort=document')).types).toEqual(['UNIT']);
});

test('hits are sorted by document, number of units and first deadline', () => {
  const task = (number: number, units: string[], dates: (string | null)[]) =>
    ({
      node: {
        __typename: 'Task',
        number,
        assignments: units.map((id) => ({ unit: { id } })),
        deadlines: dates.map((date) => ({ date })),
      },
    }) as unknown as Edge;
  const hits = [
    task(3, ['a'], []),
    task(1, ['a', 'b', 'b'], ['2012-06-30', '2012-03-31']),
    task(2, ['a'], [null]),
  ];
  const numbers = (edges: readonly Edge[]) => edges.map(({ node }) => ('number' in node ? node.number : 0));
  expect(numbers(sorted(hits, 'relevance'))).toEqual([3, 1, 2]);
  expect(numbers(sorted(hits, 'document'))).toEqual([1, 2, 3]);
  expect(numbers(sorted(hits, 'units'))).toEqual([1, 3, 2]);
  expect(numbers(sorted(hits, 'deadline'))).toEqual([1, 3, 2]);
});
