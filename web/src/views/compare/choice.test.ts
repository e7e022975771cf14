import { expect, test } from 'vitest';
import { kindsOf, pairOf } from './choice';

const PLANS = [
  { id: 'b', issuedOn: '2016-01-01' },
  { id: 'a', issuedOn: '2011-01-01' },
  { id: 'c', issuedOn: null },
];

function check(query: string, plans: typeof PLANS, expected: [string | null, string | null]) {
  const parameters = new URLSearchParams(query);
  const address = { get: (name: string) => parameters.get(name), plan: parameters.get('plan') };
  const { base, target } = pairOf(address, plans);
  expect([base, target]).toEqual(expected);
}

test('the address says which plans are compared', () => {
  check('base=b&target=a', PLANS, ['b', 'a']);
  check('base=x&target=x', PLANS, ['x', 'x']);
});

test('where it does not, the older one is the base', () => {
  check('', PLANS, ['c', 'a']);
  check('plan=b', PLANS, ['b', 'c']);
  check('target=a', PLANS, ['c', 'a']);
  check('base=b', PLANS, ['b', 'c']);
  check('', PLANS.slice(0, 1), ['b', null]);
  check('', [], [null, null]);
});

test('kinds of the address are those that there are', () => {
  expect(kindsOf(['NEW', 'nonsense', 'KEPT'])).toEqual(['KEPT', 'NEW']);
});
