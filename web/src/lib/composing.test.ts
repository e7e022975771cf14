import { expect, test } from 'vitest';
import { isComposing } from './composing';

test('the Enter of an input method is known by what it composes, or by its code', () => {
  expect(isComposing({ isComposing: true, keyCode: 13 })).toBe(true);
  expect(isComposing({ isComposing: false, keyCode: 229 })).toBe(true);
  expect(isComposing({ isComposing: false, keyCode: 13 })).toBe(false);
});
