import { expect, test } from 'vitest';
import { citation, today } from './citation';

const cited = {
  issuer: '辽宁省人民政府',
  title: '关于主要目标和任务分工的通知',
  documentNumber: '辽政发〔2012〕9号',
  issuedOn: '2012-02-17',
  line: 25,
  address: 'http://127.0.0.1:8080/tasks/task_1',
  citedOn: '2026-11-25',
};

test('a citation has author, title, number, dates, line and address', () => {
  expect(citation(cited)).toBe(
    '辽宁省人民政府. 关于主要目标和任务分工的通知: 辽政发〔2012〕9号[EB/OL]. 第25行(2012-02-17)[2026-11-25]. http://127.0.0.1:8080/tasks/task_1.',
  );
});

test('what is not known is left out', () => {
  expect(citation({ ...cited, issuer: null, documentNumber: null, issuedOn: null })).toBe(
    '关于主要目标和任务分工的通知[EB/OL]. 第25行[2026-11-25]. http://127.0.0.1:8080/tasks/task_1.',
  );
});

test('a day is the day here', () => {
  expect(today(new Date(2026, 0, 2, 0, 30))).toBe('2026-01-02');
});
