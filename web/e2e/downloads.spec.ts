import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './support';

async function saved(page: Page, name: string) {
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** The first line, behind the byte order mark that must be there. */
function heading(bytes: Buffer): string {
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  return bytes.toString('utf8').slice(1).split('\r\n')[0] ?? '';
}

test('the ledger of a unit is saved for spreadsheets, and holds its parts alone', async ({ page }) => {
  await page.goto(`/units/${encodeURIComponent('省财政厅')}`);
  const table = await saved(page, '任务台账 CSV');
  expect(table.name).toBe('省财政厅任务台账.csv');
  expect(heading(table.bytes)).toMatch(/^单位,角色,依据,方案/);
  for (const line of table.bytes.toString('utf8').trim().split('\r\n').slice(1)) {
    expect(line).toMatch(/^省财政厅,(牵头|责任|配合),/);
  }
  const book = await saved(page, '任务台账 XLSX');
  expect(book.name).toBe('省财政厅任务台账.xlsx');
  expect(book.bytes.subarray(0, 2).toString()).toBe('PK');
});

test('the result of a search is saved whole, in its order', async ({ page }) => {
  await page.goto(`/?q=${encodeURIComponent('农业')}&sort=units`);
  await expect(page.locator('.total')).toHaveText(/共 \d+/);
  const total = Number(
    /\d+/.exec(((await page.locator('.total').textContent()) ?? '').replaceAll(',', ''))?.[0],
  );
  const first = (await page.locator('.hit .hit-number').first().textContent()) ?? '';
  const table = await saved(page, '下载 CSV');
  expect(table.name).toBe('检索结果 农业.csv');
  expect(heading(table.bytes)).toMatch(/^编号,方案,序号,章号,章/);
  const ids = table.bytes.toString('utf8').match(/^task_[0-9a-f]+,/gm) ?? [];
  expect(ids).toHaveLength(total);
  const [, , number] = table.bytes.toString('utf8').split('\r\n')[1]?.split(',') ?? [];
  expect(first).toBe(`任务 ${number}`);
  const book = await saved(page, '下载 XLSX');
  expect(book.name).toBe('检索结果 农业.xlsx');
  expect(book.bytes.subarray(0, 2).toString()).toBe('PK');
});

test('facets narrow what is saved, and other things than tasks say how many rows there are', async ({
  page,
  request,
}) => {
  await page.goto(`/?lead=${encodeURIComponent('省农委')}&unit=${encodeURIComponent('省财政厅')}`);
  await expect(page.locator('.total')).toHaveText(/共 [1-9]/);
  const total = Number(/\d+/.exec((await page.locator('.total').textContent()) ?? '')?.[0]);
  const address = await page.getByRole('link', { name: '下载 CSV' }).getAttribute('href');
  const text = await (await request.get(address ?? '')).text();
  expect(text.match(/^task_/gm)).toHaveLength(total);

  await page.goto(`/?q=${encodeURIComponent('农业')}&type=INDICATOR`);
  await expect(page.locator('.hit').first()).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载 CSV' }).click();
  expect((await download).suggestedFilename()).toBe('检索结果_农业.csv');
  await expect(page.getByText(/文件里是全部 \d+ 行/)).toBeVisible();
});
