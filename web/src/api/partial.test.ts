import { expect, test } from 'vitest';
import { isPartial } from './partial';

const cases: [name: string, response: Parameters<typeof isPartial>[0], expected: boolean][] = [
  ['no error', { data: { tasks: [] } }, false],
  ['a list that leaves something out', { data: { tasks: [] }, errors: [{ path: ['tasks'] }] }, true],
  ['a part within', { data: { unit: { tasks: null } }, errors: [{ path: ['unit', 'tasks'] }] }, true],
  ['a name that means nothing', { data: { unit: null }, errors: [{ path: ['unit'] }] }, false],
  [
    'one field of two',
    { data: { unit: {}, city: null }, errors: [{ path: ['unit', 'name'] }, { path: ['city'] }] },
    false,
  ],
  ['a fault of the whole', { data: null, errors: [{}] }, false],
];

test.each(cases)('%s', (_name, response, expected) => {
  expect(isPartial(response)).toBe(expected);
});
