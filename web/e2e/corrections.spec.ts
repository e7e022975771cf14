import { readFileSync } from 'node:fs';
import { ask } from './support';
import { expect, test, useKey } from './writable';

test('a part is rejected with a reason, listed, and taken back', async ({ page, request, writable }) => {
  const query =
    '{ tasks(filter: {units: {any: ["省财政厅"]}}, first: 1) { nodes { id span { start end } } } }';
  const [task] = (await ask(request, query)).tasks.nodes;
  await page.goto(`/review?char=${task.span.start},${task.span.end}`);
  await useKey(page, writable.curate);
  const facts = page.locator('.review-facts');
  await facts.getByRole('button', { name: '剔除：省财政厅' }).first().click();
  await facts.getByRole('textbox', { name: '理由' }).fill('原文此处并无该单位');
  await facts.getByRole('button', { name: '签署' }).click();
  await expect(facts.getByRole('button', { name: '剔除：省财政厅' })).toHaveCount(0);
  await page.goto(`/tasks/${task.id}`);
  await expect(page.locator('.role-group').first()).toBeVisible();
  await expect(page.locator('.role-group').getByRole('link', { name: '省财政厅' })).toHaveCount(0);

  await page.goto('/review?tab=corrections');
  const item = page.locator('.review-item', { hasText: '原文此处并无该单位' });
  await expect(item).toContainText('剔除分工');
  await expect(item).toContainText('已生效');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: '下载 CSV' }).click();
  const table = await download;
  expect(table.suggestedFilename()).toBe('更正.csv');
  expect(readFileSync(await table.path(), 'utf8')).toContain('原文此处并无该单位');
  await item.getByRole('button', { name: /撤销/ }).click();
  await item.getByRole('textbox', { name: '理由' }).fill('误操作');
  await item.getByRole('button', { name: '撤销', exact: true }).click();
  await expect(item).toContainText('已撤销');
  await page.goto(`/tasks/${task.id}`);
  await expect(page.locator('.role-group').getByRole('link', { name: '省财政厅' }).first()).toBeVisible();
});

test('a role is corrected, and says that a person did', async ({ page, request, writable }) => {
  const query =
    '{ tasks(filter: {units: {any: ["省气象局"]}}, first: 1) { nodes { id span { start end } } } }';
  const [task] = (await ask(request, query)).tasks.nodes;
  await page.goto(`/review?char=${task.span.start},${task.span.end}`);
  await useKey(page, writable.curate);
  const facts = page.locator('.review-facts');
  await facts.getByRole('button', { name: '改正：省气象局' }).first().click();
  await facts.getByRole('combobox', { name: '角色' }).click();
  await page.getByTitle('配合').click();
  await facts.getByRole('textbox', { name: '理由' }).fill('应为配合单位');
  await facts.getByRole('button', { name: '签署' }).click();
  await expect(facts.locator('.review-part', { hasText: '省气象局' }).first()).toContainText('人工更正');
});

test('a key that may only report is refused in words', async ({ page, writable }) => {
  await page.goto('/review');
  await useKey(page, writable.report);
  await page.getByRole('button', { name: '第 25 行', exact: true }).click();
  const facts = page.locator('.review-facts');
  await facts.getByRole('button', { name: '补充单位' }).first().click();
  await facts.getByRole('textbox', { name: '单位名称' }).fill('省财政厅');
  await facts.getByRole('textbox', { name: '理由' }).fill('试');
  await facts.getByRole('button', { name: '签署' }).click();
  await expect(facts.getByRole('alert')).toContainText('这个密钥无权这样做');
});

test('a part of the head that was not read is supplied', async ({ page, writable }) => {
  await page.goto('/review?tab=head');
  await useKey(page, writable.curate);
  const item = page.locator('.review-items > li', { hasText: '文号' });
  await expect(item).toContainText('没有读出');
  await item.getByRole('button', { name: '补充：文号' }).click();
  await item.getByRole('textbox', { name: '正确的内容' }).fill('辽政发〔2012〕6号');
  await item.getByRole('textbox', { name: '理由' }).fill('据政府公报');
  await item.getByRole('button', { name: '签署' }).click();
  await expect(item).toContainText('辽政发〔2012〕6号');
  await expect(item).toContainText('人工更正');
});
