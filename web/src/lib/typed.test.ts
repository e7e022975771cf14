import { expect, test } from 'vitest';
import { cut, Draft, MOST_CHARACTERS } from './typed';

test('an address holds no more than a field, counted in characters', () => {
  expect(cut('森林')).toBe('森林');
  expect(Array.from(cut('𠀀'.repeat(600)))).toHaveLength(MOST_CHARACTERS);
});

test('the address follows what is typed: the first words as a step, more of them as none', () => {
  const draft = new Draft('');
  expect(draft.take()).toBeNull();
  draft.type('林');
  expect(draft.take()).toEqual({ text: '林', replace: false });
  draft.type('林业');
  expect(draft.take()).toEqual({ text: '林业', replace: true });
  expect(draft.take()).toBeNull();
  expect(draft.lead('林业')).toBe(false);
});

test('what was typed gives way to an address that changes, and is not written into it again', () => {
  const draft = new Draft('');
  draft.type('林业');
  draft.take();
  expect(draft.lead('')).toBe(true);
  expect(draft.take()).toBeNull();
});
