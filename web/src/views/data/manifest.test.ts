import { expect, test } from 'vitest';
import { manifestOf } from './manifest';

test('what is left empty is not sent', () => {
  expect(manifestOf({})).toBeNull();
  expect(manifestOf({ title: '  ' })).toBeNull();
  expect(manifestOf({ title: ' 分工 ', periodEnd: '2015' })).toMatchObject({
    title: '分工',
    issuer: null,
    periodStart: null,
    periodEnd: 2015,
  });
});
