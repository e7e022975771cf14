import { seriousFaults } from './support';
import { deletePlan, expect, test, twoPlans } from './writable';

// One after the other: the second plan is there as long as they run.
test.describe.configure({ mode: 'default' });

test.afterAll(async ({ playwright, writable }) => {
  const request = await playwright.request.newContext({ baseURL: writable.url });
  const { target } = await twoPlans(request, writable);
  await deletePlan(request, writable, target);
  await request.dispose();
});

test('two plans are held against each other, with the quotes of both', async ({
  page,
  request,
  writable,
}) => {
  const { base, target } = await twoPlans(request, writable);
  await page.goto('/compare');
  await expect(page.getByRole('combobox', { name: '基准方案' })).toBeVisible();
  await page.goto(`/compare?base=${base}&target=${target}`);
  await expect(page.getByRole('button', { name: /全部任务/ })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: /指标提高/ }).click();
  await expect(page).toHaveURL(/kind=TARGET_RAISED/);
  const raised = page.locator('.compared').first();
  await expect(raised.locator('.compared-details li', { hasText: '指标提高' })).toContainText('97%');
  await expect(raised.locator('.compared-details li', { hasText: '指标提高' })).toContainText('98%');
  // What differs is marked letter by letter.
  await expect(raised.locator('.side-base mark').first()).toHaveText('7');
  await expect(raised.locator('.side-target mark').first()).toHaveText('8');
  await page.reload();
  await expect(page.getByRole('button', { name: /指标提高/ })).toHaveAttribute('aria-pressed', 'true');
  await page.locator('.compared-details li', { hasText: '指标提高' }).getByRole('link').last().click();
  await expect(page.locator('.source mark').first()).toContainText('98%');
  await page.goBack();
  await page.getByRole('button', { name: /全部任务/ }).click();
  await page.getByRole('button', { name: /换牵头/ }).click();
  await expect(page.locator('.compared-details li', { hasText: '换牵头' }).first()).toContainText(
    '省经济和信息化委',
  );
  await page.getByRole('button', { name: /换牵头/ }).click();
  await page.getByRole('button', { name: /取消/ }).click();
  await expect(page.getByText('对比方案中没有').first()).toBeVisible();
});

test('how the work of units has shifted is told, sorted and restored', async ({
  page,
  request,
  writable,
}) => {
  const { base, target } = await twoPlans(request, writable);
  await page.goto(`/compare?base=${base}&target=${target}`);
  await page.getByText(/单位工作量/).click();
  await expect(page).toHaveURL(/as=units/);
  const rows = page.locator('.ant-table-row');
  await expect(rows.first()).toBeVisible();
  const shifted = await rows.count();
  await page.getByRole('checkbox', { name: '只看有变化的单位' }).click();
  await expect(page).toHaveURL(/shifted=no/);
  await expect(rows).not.toHaveCount(shifted);
  await page.reload();
  await expect(page.getByRole('checkbox', { name: '只看有变化的单位' })).not.toBeChecked();
  await page.getByRole('columnheader', { name: '任务增减' }).click();
  await expect(rows.first().locator('.shift')).toContainText('−');
});

test('the sides are swapped, and the same plan twice is no comparison', async ({
  page,
  request,
  writable,
}) => {
  const { base, target } = await twoPlans(request, writable);
  await page.goto(`/compare?base=${base}&target=${target}`);
  await page.getByRole('button', { name: /互换/ }).click();
  await expect(page).toHaveURL(new RegExp(`base=${target}&target=${base}`));
  await expect(page.getByRole('button', { name: /指标降低 1/ })).toBeVisible();
  await page.goto(`/compare?base=${base}&target=${base}`);
  await expect(page.getByText('两边是同一份方案')).toBeVisible();
  await page.goto(`/compare?base=${base}&target=plan_0000000000000000`);
  await expect(page.getByText('没有找到')).toBeVisible();
});

test('kinds are chosen by the keyboard, and all fits a phone', async ({ page, request, writable }) => {
  const { base, target } = await twoPlans(request, writable);
  await page.setViewportSize({ width: 375, height: 800 });
  await page.goto(`/compare?base=${base}&target=${target}`);
  const kind = page.getByRole('button', { name: /增加单位/ });
  await kind.focus();
  await page.keyboard.press('Enter');
  await expect(kind).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('.compared').first()).toContainText('省农委');
  for (const as of ['', '&as=units']) {
    await page.goto(`/compare?base=${base}&target=${target}${as}`);
    await expect(page.locator('.compared, .ant-table-row').first()).toBeVisible();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, as).toBeLessThanOrEqual(0);
  }
});

test('axe finds nothing serious, light and dark', async ({ page, request, writable }) => {
  const { base, target } = await twoPlans(request, writable);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const as of ['', '&as=units&shifted=no', '&kind=NEW&kind=LEAD_CHANGED']) {
      await page.goto(`/compare?base=${base}&target=${target}${as}`);
      await expect(page.locator('.compared, .ant-table-row').first()).toBeVisible();
      expect(await seriousFaults(page), `${colorScheme} ${as}`).toEqual([]);
    }
  }
});

test('an error of the API is told, and asked again', async ({ page, request, writable }) => {
  const { base, target } = await twoPlans(request, writable);
  const errors = [{ message: 'the request took longer than 10 s', extensions: { code: 'TIMED_OUT' } }];
  await page.route('**/graphql', (route) =>
    route.request().postData()?.includes('query ComparePlans')
      ? route.fulfill({ json: { errors } })
      : route.continue(),
  );
  await page.goto(`/compare?base=${base}&target=${target}`);
  await expect(page.getByRole('alert')).toContainText('没有在规定时间内答复');
  await page.unroute('**/graphql');
  await page.getByRole('button', { name: '重试' }).click();
  await expect(page.locator('.compared').first()).toBeVisible();
});
