import { expect, test } from 'vitest';
import { exportAddress } from './export';

test.each([
  [
    'ledger',
    'xlsx',
    { name: '台账', language: 'zh', units: ['unit_1'], plans: [] },
    '/export/ledger.xlsx?units=unit_1&lang=zh&name=台账',
  ],
  [
    'tasks',
    'csv',
    {
      name: 'a',
      language: 'en',
      plans: ['p', 'q'],
      query: '粮食 & 水',
      keepAsText: ['省农委'],
      orderBy: { field: 'UNIT_COUNT', direction: 'DESC' },
    },
    '/export/tasks.csv?plans=p,q&keepAsText=省农委&query=粮食+&+水&orderBy=UNIT_COUNT&direction=DESC&bom=true&lang=en&name=a',
  ],
  [
    'tasks',
    'csv',
    { name: 'a', language: 'zh', query: '' },
    '/export/tasks.csv?query=&bom=true&lang=zh&name=a',
  ],
  [
    'evaluation',
    'md',
    { name: 'a', plans: ['p'], year: 2013 },
    '/export/evaluation.md?plans=p&year=2013&name=a',
  ],
] as const)('%s as %s', (what, format, parameters, expected) => {
  const address = exportAddress(what, format, parameters);
  expect(decodeURIComponent(address)).toBe(expected);
  expect(address).not.toMatch(/[^\x20-\x7e]/);
});
