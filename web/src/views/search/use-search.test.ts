import { expect, test } from 'vitest';
import { filterOf, orderOf, wanted } from './use-search';

function addressOf(query: string) {
  const parameters = new URLSearchParams(query);
  return { get: (name: string) => parameters.get(name), all: (name: string) => parameters.getAll(name) };
}

test.each([
  ['q=a', null],
  ['plan=p&chapter=c', { plans: ['p'], chapterIds: ['c'] }],
  ['unit=a&unit=b', { units: { any: ['a', 'b'] } }],
  ['lead=a&unit=b', { units: { any: ['b'] }, and: [{ units: { any: ['a'], role: 'LEAD' } }] }],
  ['city=x', { cities: { any: ['x'], includeDescendants: false } }],
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

test.each([
  ['', null],
  ['sort=document', { field: 'DOCUMENT', direction: 'ASC' }],
  ['sort=units', { field: 'UNIT_COUNT', direction: 'DESC' }],
  ['sort=deadline', { field: 'DEADLINE', direction: 'ASC' }],
  ['sort=deadline&type=UNIT', null],
])('the order of %s', (query, expected) => {
  expect(orderOf(wanted(addressOf(query)))).toEqual(expected);
});
