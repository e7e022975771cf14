import { expect, test } from './support';

test('what was noticed leads to its characters and to what was read from them', async ({ page }) => {
  await page.goto('/review');
  await page.getByText(/^注意 \d+$/).click();
  await expect(page).toHaveURL(/severity=WARNING/);
  await page.getByRole('combobox', { name: '种类' }).click();
  await page.locator('.ant-select-item-option').first().click();
  await expect(page).toHaveURL(/code=/);
  const first = page.locator('button.review-item').first();
  await first.click();
  await expect(first).toHaveAttribute('aria-pressed', 'true');
  await expect(page).toHaveURL(/char=/);
  await expect(page.locator('.source mark').first()).toBeInViewport();
  const address = page.url();
  const marked = await page.locator('.source mark').first().textContent();
  await page.goto(address);
  await expect(page.locator('.source mark').first()).toHaveText(marked ?? '');
});

test('a line of the source tells what was read from it', async ({ page }) => {
  await page.goto('/review');
  const line = page.getByRole('button', { name: '第 25 行', exact: true });
  await line.click();
  await expect(page.locator('.review-facts .panel').first()).toContainText('化学需氧量');
  await page.getByText('任务', { exact: true }).last().click();
  await expect(page).toHaveURL(/tab=tasks/);
  await expect(page.locator('button.review-item')).toHaveCount(148);
});

test('the keyboard is enough to look', async ({ page }) => {
  await page.goto('/review');
  const first = page.locator('button.review-item').first();
  await first.focus();
  await page.keyboard.press('Enter');
  await expect(first).toHaveAttribute('aria-pressed', 'true');
});

test('review fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 800 });
  await page.goto('/review');
  await expect(page.locator('button.review-item').first()).toBeVisible();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});

test('an error of the API is told, and the source stays', async ({ page }) => {
  const errors = [{ message: 'down', extensions: { code: 'INTERNAL' } }];
  await page.route('**/graphql', (route) =>
    route.request().postData()?.includes('PlanDiagnostics')
      ? route.fulfill({ json: { errors } })
      : route.continue(),
  );
  await page.goto('/review');
  await expect(page.getByRole('alert')).toContainText('服务内部出错');
  await expect(page.getByRole('region', { name: '原文', exact: true })).toBeVisible();
});
