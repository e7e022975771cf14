import { expect, test } from 'vitest';
import { eventsOf } from './events';

test.each([
  ['event: next\ndata: {"a":1}\n\n', [{ event: 'next', data: '{"a":1}' }], ''],
  [':\n\nevent: next\ndata: 甲\n\nevent: comp', [{ event: 'next', data: '甲' }], 'event: comp'],
  ['event: complete\ndata:\n\n', [{ event: 'complete', data: '' }], ''],
  ['data:a\r\ndata: b\r\n\r\n', [{ event: 'message', data: 'a\nb' }], ''],
  ['', [], ''],
])('%j', (text, events, rest) => {
  expect(eventsOf(text)).toEqual({ events, rest });
});
