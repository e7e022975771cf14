/** A server with `public_read = false`: all is asked with the key, and there is a place to enter it. */
import { readFileSync } from 'node:fs';
import { expect, closedTest as test, useKey } from './writable';

test('without a key the page says that one is needed, and goes on with it', async ({ page, closed }) => {
  await page.goto('/');
  await expect(page.getByRole('alert')).toContainText('要凭密钥查阅');
  await page.getByRole('link', { name: '章节' }).click();
  // Until this view stands, the box is that of the view before it.
  await expect(page).toHaveTitle('章节 · Plangraph');
  await expect(page.getByRole('alert')).toContainText('要凭密钥查阅');
  await useKey(page, 'nonsense');
  await expect(page.getByRole('alert')).toContainText('密钥无效');
  await page.getByRole('button', { name: '忘记' }).click();
  // Until this is asked again, the box is that of the key which was refused.
  await expect(page.getByRole('alert')).toContainText('要凭密钥查阅');
  await useKeyHere(page, closed.read);
  await expect(page.getByText('化学需氧量').first()).toBeVisible();
  expect(page.url()).not.toContain(closed.read);
});

test('files are saved with the key', async ({ page, closed }) => {
  await page.goto(`/units/${encodeURIComponent('省财政厅')}`);
  await useKeyHere(page, closed.read);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: '任务台账 CSV' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('省财政厅任务台账.csv');
  expect(readFileSync(await file.path(), 'utf8')).toContain('省财政厅,牵头');
  await page.goto('/findings');
  await expect(page.locator('.rule-group').first()).toBeVisible();
});

/** Enters a key where it is asked for; the box goes away with the answer. */
async function useKeyHere(page: Parameters<typeof useKey>[0], key: string) {
  await page.getByLabel('API 密钥').fill(key);
  await page.getByRole('button', { name: '使用' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
}
