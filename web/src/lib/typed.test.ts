import { expect, test } from 'vitest';
import { cut, MOST_CHARACTERS } from './typed';

test('an address holds no more than a field, counted in characters', () => {
  expect(cut('森林')).toBe('森林');
  expect(Array.from(cut('𠀀'.repeat(600)))).toHaveLength(MOST_CHARACTERS);
});
