import { expect, test } from 'vitest';
import { csv } from './csv';

test('a table begins with a byte order mark and quotes what needs it', () => {
  const text = csv(
    ['任务', '数值'],
    [
      ['森林覆盖率', 42],
      ['甲,"乙"\n丙', null],
      ['=1+1', true],
      ['＝1＋1', '－2'],
      ['＋3', '＠4'],
    ],
  );
  expect(text).toBe(
    '\uFEFF任务,数值\r\n森林覆盖率,42\r\n"甲,""乙""\n丙",\r\n\'=1+1,true\r\n\'＝1＋1,\'－2\r\n\'＋3,\'＠4\r\n',
  );
});
