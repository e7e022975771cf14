import { readFileSync } from 'node:fs';
import { ask } from './support';
import { expect, REPORTER, test, useKey } from './writable';

async function unitId(request: Parameters<typeof ask>[0], name: string): Promise<string> {
  const { unit } = await ask(request, `{ unit(name: "${name}") { id } }`);
  return unit.id;
}

test('who has to report, by when, and what is late', async ({ page }) => {
  await page.goto('/progress');
  await expect(page.locator('.due-line')).toContainText('2015 年度进展应于 2016年2月29日前报送');
  await page.getByRole('button', { name: '第 493 行' }).click();
  await expect(page).toHaveURL(/char=/);
  await expect(page.locator('.source mark')).toContainText('每年2月底前');
  await page.getByRole('combobox', { name: '报告年度' }).click();
  await page.getByTitle('2012 年').click();
  await expect(page).toHaveURL(/year=2012/);
  await expect(page.locator('.due-line')).toContainText('2013年2月28日');
  await page.getByText(/^逾期 \d+$/).click();
  await expect(page).toHaveURL(/show=late/);
  await page.getByRole('textbox', { name: '按名称筛选' }).fill('省财政厅');
  await page.getByRole('button', { name: '省财政厅', exact: true }).click();
  await expect(page.locator('.reports > li')).toHaveCount(68);
  await page.reload();
  await expect(page.getByText('逾期未报 68')).toBeVisible();
  await page.goBack();
  await expect(page.locator('.reports')).toHaveCount(0);
});

test('a unit reports on a task with its key, and the task tells it', async ({ page, request, writable }) => {
  const unit = await unitId(request, REPORTER);
  await page.goto(`/progress?year=2013&unit=${unit}`);
  await useKey(page, writable.report);
  const first = page.locator('.reports > li').first();
  await first.getByRole('button', { name: /填报/ }).click();
  await expect(page).toHaveURL(/task=task_/);
  // The form has the keyboard at once.
  await expect(first.getByRole('textbox', { name: '进展情况' })).toBeFocused();
  await page.keyboard.type('已建成二十万亩设施农业小区。');
  await first.getByRole('combobox', { name: '状态' }).click();
  await page.getByTitle('已完成').click();
  await first.getByRole('button', { name: '提交' }).click();
  await expect(first.locator('.newest-report')).toContainText('已建成二十万亩');
  await expect(first.locator('.status')).toHaveText('已完成');
  await expect(first).toContainText('迟报');
  await expect(page.getByText(/迟报 1/)).toBeVisible();
  await first.getByRole('heading').getByRole('link').click();
  await expect(page.getByRole('heading', { name: '进展填报' })).toBeVisible();
  await expect(page.locator('.report-text')).toHaveText('已建成二十万亩设施农业小区。');
  await page.getByRole('link', { name: '在进展中填报' }).click();
  await expect(page.getByRole('textbox', { name: '进展情况' })).toBeVisible();
});

test('a key of another unit and a wrong one are refused in words, and nothing is lost', async ({
  page,
  request,
  writable,
}) => {
  const unit = await unitId(request, '省财政厅');
  await page.goto(`/progress?unit=${unit}`);
  await useKey(page, writable.report);
  const first = page.locator('.reports > li').first();
  await first.getByRole('button', { name: /填报/ }).click();
  await first.getByRole('textbox', { name: '进展情况' }).fill('不该由本单位填报');
  await first.getByRole('button', { name: '提交' }).click();
  await expect(first.getByRole('alert')).toContainText('这个密钥无权这样做');
  await expect(first.getByRole('textbox', { name: '进展情况' })).toHaveValue('不该由本单位填报');
  await page.getByRole('button', { name: '忘记' }).click();
  await useKey(page, 'nonsense');
  await first.getByRole('button', { name: '提交' }).click();
  await expect(first.getByRole('alert')).toContainText('密钥无效');
});

test('a report that is being written is kept until it is discarded, wherever the reader goes', async ({
  page,
  request,
  writable,
}) => {
  const unit = await unitId(request, REPORTER);
  await page.goto(`/progress?year=2014&unit=${unit}`);
  await useKey(page, writable.report);
  const [first, second] = [page.locator('.reports > li').first(), page.locator('.reports > li').nth(1)];
  const text = page.getByRole('textbox', { name: '进展情况' });
  await first.getByRole('button', { name: /填报/ }).click();
  await text.fill('写到一半的进展');
  // Another row closes the first.
  await second.getByRole('button', { name: /填报/ }).click();
  await expect(text).toHaveValue('');
  await first.getByRole('button', { name: /继续填写草稿/ }).click();
  await expect(text).toHaveValue('写到一半的进展');
  await first.getByRole('button', { name: '收起' }).click();
  await page.getByRole('link', { name: '检索', exact: true }).click();
  await page.goto(`/progress?year=2014&unit=${unit}`);
  await first.getByRole('button', { name: /继续填写草稿/ }).click();
  await expect(text).toHaveValue('写到一半的进展');
  // Another year is another report.
  await page.goto(`/progress?year=2013&unit=${unit}`);
  await expect(first.getByRole('button', { name: /填报/ })).toBeVisible();
  await page.goBack();
  await first.getByRole('button', { name: '放弃草稿' }).click();
  await first.getByRole('button', { name: /填报/ }).click();
  await expect(text).toHaveValue('');
});

test('an observed value is judged against its target, and stands in the table of targets', async ({
  page,
  writable,
}) => {
  await page.goto('/progress?as=targets&year=2015');
  await page.getByRole('textbox', { name: '名称或原文' }).fill('森林覆盖率');
  await page.getByRole('button', { name: '森林覆盖率', exact: true }).click();
  await expect(page).toHaveURL(/indicator=indicator_/);
  await expect(page.locator('.panel')).toContainText('2015年底不低于42%');
  await useKey(page, writable.curate);
  await page.getByRole('spinbutton', { name: '完成值' }).fill('41.5');
  await page.getByRole('textbox', { name: '数据来源（可不填）' }).fill('省统计局');
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.locator('.panel .rows')).toContainText('41.5');
  await expect(page.locator('.ant-table-row').first()).toContainText('未达进度');
  await page.getByRole('spinbutton', { name: '完成值' }).fill('42.1');
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.locator('.ant-table-row').first()).toContainText('达到进度');
  await page.reload();
  await expect(page.locator('.ant-table-row').first()).toContainText('42.1');
  await page.goto('/targets?q=森林覆盖率');
  await expect(page.locator('.ant-table-row').first()).toContainText('42.1');
});

test('what falls due is told with the words that set the day', async ({ page, request }) => {
  await page.clock.setFixedTime('2014-02-10T12:00:00+08:00');
  await page.goto('/progress?as=due');
  const dues = page.locator('.dues > li');
  await expect(dues.first()).toContainText('2014年2月28日');
  await expect(dues.first()).toContainText('2013 年度进展');
  const sum = '{ reminders(from: "2014-02-10", until: "2014-03-12") { totalCount } }';
  const { totalCount } = (await ask(request, sum)).reminders;
  await expect(dues.locator('.due-units > li')).toHaveCount(totalCount);
  await page.getByRole('combobox', { name: '单位' }).fill('省气象局');
  await page.getByTitle('省气象局').click();
  await expect(dues.first()).toContainText('省气象局 12 项');
  await expect(dues.locator('.due-units > li')).toHaveCount(1);
  await page.getByText('已过期').click();
  await expect(page).toHaveURL(/when=over/);
  await expect(dues.first()).toContainText('2012年2月29日');
  await dues.first().getByRole('button', { name: '第 493 行' }).click();
  await expect(page.locator('.source mark')).toContainText('每年2月底前');
  await dues.first().getByRole('link', { name: '省气象局' }).click();
  await expect(page).toHaveURL(/year=2011/);
  await expect(page.locator('.reports > li')).toHaveCount(12);
});

test('nothing that falls due is said, with the way to what is overdue', async ({ page }) => {
  await page.goto('/progress?as=due');
  await expect(page.getByText('今后 30 天内没有到期的事项')).toBeVisible();
  await page.getByRole('button', { name: '看已过期的' }).click();
  await expect(page.locator('.dues > li').first()).toContainText(/已过 \d+ 年/);
});

test('the evaluation by the end of the year is saved', async ({ page }) => {
  await page.goto('/progress?year=2013');
  for (const [format, ending, start] of [
    ['XLSX', 'xlsx', 'PK'],
    ['Markdown', 'md', '# 辽宁省'],
  ] as const) {
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: `评估报告 ${format}` }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`评估报告-2013.${ending}`);
    expect(readFileSync(await file.path(), 'utf8').startsWith(start)).toBe(true);
  }
});

test('progress fits a phone, and what was chosen comes into view', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 800 });
  await page.goto('/progress');
  await page.getByRole('button', { name: '省财政厅', exact: true }).click();
  await expect(page.getByRole('heading', { name: /省财政厅/ })).toBeInViewport();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});

test('the keyboard opens a unit and a form', async ({ page }) => {
  await page.goto('/progress');
  const unit = page.getByRole('button', { name: '省财政厅', exact: true });
  await unit.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/unit=unit_/);
  const open = page.locator('.reports > li').first().getByRole('button', { name: /填报/ });
  await open.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: '进展情况' })).toBeFocused();
});

test('an error of the API is told, and asked again', async ({ page }) => {
  const errors = [{ message: 'the request took longer than 10 s', extensions: { code: 'TIMED_OUT' } }];
  let isBroken = true;
  await page.route('**/graphql', (route) =>
    isBroken && route.request().postData()?.includes('MonitoringPage')
      ? route.fulfill({ json: { errors } })
      : route.continue(),
  );
  await page.goto('/progress');
  await expect(page.getByRole('alert')).toContainText('没有在规定时间内答复');
  isBroken = false;
  await page.getByRole('button', { name: '重试' }).click();
  await expect(page.locator('.due-line')).toBeVisible();
});

test('a task tells which tasks are like it, and why', async ({ page, request }) => {
  const { tasks } = await ask(request, '{ tasks(filter: {text: "灌溉"}, first: 1) { nodes { id } } }');
  await page.goto(`/tasks/${tasks.nodes[0].id}`);
  const similar = page.locator('.similar li').first();
  await expect(similar).toContainText('共有：');
  await similar.getByRole('link').click();
  await expect(page).toHaveURL(/\/tasks\/task_/);
  await expect(page).not.toHaveURL(new RegExp(tasks.nodes[0].id));
});
