import { expect, test } from 'vitest';
import type { Finding } from './findings-view';
import { byRule } from './rules';
import { WORDS } from './words';

function found(id: string, rule: string): Finding {
  return { id, rule, title: '', detail: '', tasks: [], units: [], evidence: [], query: '' };
}

test('findings stand under their rules, in the order of the first of each', () => {
  const groups = byRule([found('1', 'B'), found('2', 'A'), found('3', 'B')]);
  expect(groups.map(({ rule, findings }) => [rule, findings.map(({ id }) => id)])).toEqual([
    ['B', ['1', '3']],
    ['A', ['2']],
  ]);
  expect(byRule([])).toEqual([]);
});

test('both languages know the same rules', () => {
  expect(Object.keys(WORDS.en.byRule)).toEqual(Object.keys(WORDS.zh.byRule));
});
