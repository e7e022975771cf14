import { expect, test } from 'vitest';
import { ApiError } from '../../api/client';
import { after, NOTHING, type Progress } from './ingest';

const file = new File(['一'], '分工.txt');
const step = { step: 'READING', done: 0, total: 4 };
const report = {
  name: '分工.txt',
  title: '分工',
  documentNumber: null,
  issuer: null,
  issuedOn: null,
  stored: false,
  layouts: [],
  taskCount: 1,
  unitCount: 1,
  assignmentCount: 1,
  indicatorCount: 0,
  coverage: 1,
  diagnostics: [],
};

test('a document is read, then kept', () => {
  let now: Progress = after(NOTHING, { is: 'chosen', file });
  now = after(now, { is: 'begun', doing: 'reading' });
  now = after(now, { is: 'step', step });
  expect(now).toEqual({ ...NOTHING, file, doing: 'reading', step });
  now = after(now, { is: 'done', answer: { plan: null, report, userErrors: [] } });
  expect(now).toEqual({ ...NOTHING, file, report });
  now = after(now, { is: 'begun', doing: 'keeping' });
  const plan = { id: 'p', title: '分工' };
  now = after(now, { is: 'done', answer: { plan, report: { ...report, stored: true }, userErrors: [] } });
  expect(now).toEqual({ ...NOTHING, file, report: { ...report, stored: true }, plan });
  expect(after(now, { is: 'chosen', file: null })).toEqual(NOTHING);
});

test('what was refused keeps its report, and a step that comes late changes nothing', () => {
  const before: Progress = { ...NOTHING, file, report, doing: 'keeping' };
  const fault = { code: 'PLAN_EXISTS', message: 'm', path: ['replace'] };
  const refused = after(before, { is: 'done', answer: { plan: null, report: null, userErrors: [fault] } });
  expect(refused).toMatchObject({ file, report, doing: null, plan: null });
  expect(refused.error?.code).toBe('PLAN_EXISTS');
  expect(after(refused, { is: 'step', step })).toBe(refused);
  const failed = after(before, { is: 'failed', error: new ApiError('FORBIDDEN', 'm') });
  expect(failed.error?.code).toBe('FORBIDDEN');
});
