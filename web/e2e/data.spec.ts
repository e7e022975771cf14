import type { Page } from '@playwright/test';
import { ask, expect as expectPlain, test as plain, seriousFaults } from './support';
import { deletePlan, useKey as enterKey, expect, test } from './writable';

/** A notice of its own for each test, for the same bytes are kept once. */
function notice(year: number): string {
  return `安宁县人民政府关于印发${year}年重点任务分工的通知
安政发〔${year}〕7号

各乡镇人民政府，县政府各部门：
现将${year}年重点任务分工印发给你们，请认真贯彻执行。

一、发展农业
1.建成高标准农田${year - 2000}万亩。
牵头单位：县农业农村局
责任单位：县财政局、县水利局
完成时限：${year}年12月底前
2.新增农民专业合作社5家。
牵头单位：县农业农村局
责任单位：县市场监管局
二、建设县城
3.改造老旧小区20个。
牵头单位：县住建局
责任单位：县财政局

安宁县人民政府
${year}年2月10日
`;
}

async function choose(page: Page, name: string, text: string | Buffer) {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
}

test('a document is read, reported on, kept, seen everywhere, and deleted again', async ({
  page,
  writable,
}) => {
  await page.goto('/data');
  await page.getByRole('button', { name: '添加文档' }).click();
  await expect(page).toHaveURL(/add=yes/);
  await page.reload();
  await enterKey(page, writable.admin);
  await choose(page, '安宁县2031.txt', notice(2031));
  const report = page.getByRole('region', { name: '试读报告' });
  await expect(report).toContainText('安宁县人民政府关于印发2031年重点任务分工的通知');
  await expect(report).toContainText('安政发〔2031〕7号');
  await expect(report.locator('.report-counts')).toContainText('3任务');
  // Nothing is kept before it is said so.
  await expect(page.locator('.ant-table-row', { hasText: '2031' })).toHaveCount(0);
  await page.getByRole('button', { name: '确认入库' }).click();
  await expect(page.locator('.kept')).toContainText('已入库');
  await expect(page).toHaveURL(/plan=plan_/);
  await expect(page.locator('.ant-table-row', { hasText: '2031' })).toBeVisible();
  await page.locator('.kept').getByRole('link', { name: '阅读全文' }).click();
  await expect(page.getByText('改造老旧小区20个').first()).toBeVisible();
  await page.goBack();

  const row = page.locator('.ant-table-row', { hasText: '2031' });
  await row.getByRole('button', { name: /删除/ }).click();
  const dialog = page.getByRole('dialog', { name: '删除方案？' });
  await expect(dialog).toContainText('3 项任务');
  await expect(dialog.getByRole('button', { name: '取消' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await row.getByRole('button', { name: /删除/ }).click();
  await dialog.getByRole('button', { name: '确认删除' }).click();
  await expect(page.getByText(/2031年重点任务分工的通知》已删除/)).toBeVisible();
  await expect(row).toHaveCount(0);
  await expect(page).not.toHaveURL(/plan=/);
});

test('how far a document is is told while it is read', async ({ page, writable }) => {
  await page.goto('/data?add=yes');
  await enterKey(page, writable.curate);
  // The answer is held back, so that what the subscription says can be seen.
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('mutation IngestPlan')) {
      const response = await route.fetch();
      await held;
      await route.fulfill({ response });
    } else {
      await route.continue();
    }
  });
  await choose(page, '安宁县2032.txt', notice(2032));
  await expect(page.locator('.steps')).toContainText('正在试读');
  await expect(page.locator('.steps progress')).toHaveAttribute('value', /\d/);
  goOn();
  await expect(page.getByRole('region', { name: '试读报告' })).toBeVisible();
  await page.getByRole('button', { name: '不入库' }).click();
  await expect(page.getByText('把文件拖到这里')).toBeVisible();
});

test('a file is dropped, its head completed, and read again', async ({ page, writable }) => {
  await page.goto('/data?add=yes');
  await enterKey(page, writable.curate);
  const files = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], '安宁县2033.txt', { type: 'text/plain' }));
    return transfer;
  }, notice(2033));
  await page.locator('.drop').dispatchEvent('drop', { dataTransfer: files });
  const report = page.getByRole('region', { name: '试读报告' });
  await expect(report).toContainText('2033年重点任务分工');
  await page.getByText('补充文头').click();
  await expect(report).toContainText('文头缺项');
  await page.getByRole('textbox', { name: /适用地区/ }).fill('辽宁省');
  await page.getByRole('button', { name: '按此再试读' }).click();
  await expect(report).not.toContainText('文头缺项');
});

test('what was typed of the head is kept, whether the document was read with it or not', async ({
  page,
  request,
  writable,
}) => {
  await page.goto('/data?add=yes');
  await enterKey(page, writable.admin);
  await choose(page, '安宁县2037.txt', notice(2037));
  await expect(page.getByRole('region', { name: '试读报告' })).toBeVisible();
  await page.getByText('补充文头').click();
  await page.getByRole('textbox', { name: /适用地区/ }).fill('辽宁省');
  await page.getByRole('button', { name: '确认入库' }).click();
  await expect(page.locator('.kept')).toContainText('已入库');
  const plan = new URL(page.url()).searchParams.get('plan') ?? '';
  const kept = await ask(request, `{ plan(by: {id: "${plan}"}) { region { name } } }`);
  expect(kept.plan.region?.name).toBe('辽宁省');
  // The same bytes with another head stay what they were, and the page says so.
  await page.getByRole('button', { name: '再添加一份' }).click();
  await choose(page, '安宁县2037.txt', notice(2037));
  await page.getByText('补充文头').click();
  await page.getByRole('textbox', { name: /适用地区/ }).fill('吉林省');
  await page.getByRole('button', { name: '确认入库' }).click();
  await expect(page.locator('.kept')).toContainText('早已入库');
  await expect(page.locator('.kept')).toContainText('文头没有采用');
  await deletePlan(request, writable, plan);
});

test('what cannot be read, a wrong key and a key of another role are refused in words', async ({
  page,
  writable,
}) => {
  await page.goto('/data?add=yes');
  await enterKey(page, 'nonsense');
  await choose(page, '小说.txt', '从前有座山，山里有座庙。\n'.repeat(30));
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('密钥无效');
  await page.getByRole('button', { name: '忘记' }).click();
  await enterKey(page, writable.report);
  await page.getByRole('button', { name: '试读', exact: true }).click();
  await expect(alert).toContainText('这个密钥无权这样做');
  await page.getByRole('button', { name: '忘记' }).click();
  await enterKey(page, writable.curate);
  await page.getByRole('button', { name: '试读', exact: true }).click();
  await expect(alert).toContainText('这不像一份规划分工通知');
  await expect(alert).toContainText('NOT_A_PLAN');
  await choose(page, '空.txt', '');
  await expect(alert).toContainText('文件是空的');
  await choose(page, '旧.doc', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]));
  await expect(alert).toContainText('另存为');
});

test('another version of a plan takes its place only when that is said', async ({
  page,
  request,
  writable,
}) => {
  await page.goto('/data?add=yes');
  await enterKey(page, writable.curate);
  await choose(page, '安宁县2034.txt', notice(2034));
  await page.getByRole('button', { name: '确认入库' }).click();
  await expect(page.locator('.kept')).toBeVisible();
  await page.getByRole('button', { name: '再添加一份' }).click();
  await choose(page, '安宁县2034.txt', notice(2034).replace('改造老旧小区20个', '改造老旧小区30个'));
  await page.getByRole('button', { name: '确认入库' }).click();
  await expect(page.getByRole('alert')).toContainText('已有另一个版本');
  await page.getByRole('button', { name: '替换已有的版本' }).click();
  await expect(page.locator('.kept')).toContainText('已入库');
  await page.locator('.kept').getByRole('link', { name: '阅读全文' }).click();
  await expect(page.getByText('改造老旧小区30个').first()).toBeVisible();
  await deletePlan(request, writable, new URL(page.url()).searchParams.get('plan') ?? '');
});

test('the keyboard reaches the file, and all fits a phone', async ({ page, writable }) => {
  await page.setViewportSize({ width: 375, height: 800 });
  // Before all else: the browser learns that choosers are ours on another way than it learns of keys.
  const chooser = page.waitForEvent('filechooser');
  await page.goto('/data?add=yes');
  await enterKey(page, writable.curate);
  const file = page.locator('input[type=file]');
  await file.focus();
  await expect(file).toBeFocused();
  await page.keyboard.press('Enter');
  await (await chooser).setFiles({
    name: '安宁县2035.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(notice(2035)),
  });
  await expect(page.getByRole('region', { name: '试读报告' })).toBeVisible();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});

test('axe finds nothing serious in the report and before a deletion, light and dark', async ({
  page,
  writable,
}) => {
  for (const [place, colorScheme] of (['light', 'dark'] as const).entries()) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto('/data?add=yes');
    if (place === 0) {
      await enterKey(page, writable.admin);
    }
    await choose(page, '安宁县2036.txt', notice(2036));
    await expect(page.getByRole('region', { name: '试读报告' })).toBeVisible();
    await page.getByText('补充文头').click();
    expect(await seriousFaults(page), colorScheme).toEqual([]);
    await page.getByRole('button', { name: /^删除/ }).first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await seriousFaults(page), `${colorScheme}, dialog`).toEqual([]);
  }
});

plain('a server without a key says how to make one', async ({ page }) => {
  await page.goto('/data?add=yes');
  await expectPlain(page.getByText('plangraph key create')).toBeVisible();
  await expectPlain(page.locator('input[type=file]')).toHaveCount(0);
});

plain('an error of the API is told, and asked again', async ({ page }) => {
  const errors = [{ message: 'the request took longer than 10 s', extensions: { code: 'TIMED_OUT' } }];
  await page.route('**/graphql', (route) =>
    route.request().postData()?.includes('query PlanDiagnostics')
      ? route.fulfill({ json: { errors } })
      : route.continue(),
  );
  await page.goto('/data');
  await expectPlain(page.getByRole('alert')).toContainText('没有在规定时间内答复');
  await page.unroute('**/graphql');
  await page.getByRole('button', { name: '重试' }).click();
  await expectPlain(page.getByTitle('PUA_DECIMAL')).toBeVisible();
});
