import type { Page } from '@playwright/test';
import { expect, test } from './support';

const NO_LEAD = /无牵头单位的任务/;

/** What stands in the editor of GraphiQL, whatever it shows of it. */
async function asked(page: Page): Promise<string> {
  const editor = page.locator('.graphiql-query-editor, .graphiql-editor').first();
  await expect(editor.locator('.view-line').first()).toBeVisible();
  return ((await editor.textContent()) ?? '').replaceAll('\u00a0', ' ');
}

test('a rule is chosen, its quote is marked in the source, and the address restores both', async ({
  page,
}) => {
  await page.goto('/findings');
  await expect(page.getByRole('heading', { level: 1, name: '发现' })).toBeVisible();
  await expect(page.locator('.finding').first()).toBeVisible();
  const groups = await page.locator('.rule-group').count();
  expect(groups).toBeGreaterThan(5);
  await page.getByRole('button', { name: NO_LEAD }).click();
  await expect(page).toHaveURL(/rule=TASK_WITHOUT_LEAD/);
  await expect(page.locator('.rule-group')).toHaveCount(1);
  await expect(page.locator('.finding h3')).toContainText('148 项任务中有 33 项没有明确的牵头单位');
  await expect(page.locator('.finding-row a').first()).toHaveText(/^任务 \d+/);
  const quote = page.locator('.quote').first();
  const words = ((await quote.locator('q').textContent()) ?? '').replaceAll(/[“”"]/g, '');
  await quote.click();
  await expect(page).toHaveURL(/char=\d+%2C\d+/);
  await expect(page.locator('.source mark').first()).toContainText(words.slice(0, 6));
  await page.reload();
  await expect(page.locator('.quote.chosen')).toHaveCount(1);
  await expect(page.locator('.source mark').first()).toBeInViewport();
  await page.getByRole('button', { name: '关闭原文' }).click();
  await expect(page.locator('.source')).toHaveCount(0);
  await page.goBack();
  await expect(page.locator('.rule-group')).toHaveCount(groups);
});

test('the query that reproduces a finding is shown, and opens in GraphiQL', async ({ page }) => {
  await page.goto('/findings?rule=TASK_WITHOUT_LEAD');
  await page.getByText('复现查询').click();
  await expect(page.locator('.query-text')).toContainText('hasLead: false');
  await page.getByRole('link', { name: '在 GraphiQL 中打开' }).click();
  await expect(page).toHaveURL(/\/graphiql#query=/);
  expect(await asked(page)).toContain('hasLead: false');
  await page.getByRole('button', { name: /Execute query/ }).click();
  await expect(page.locator('.result-window')).toContainText('"totalCount": 33');
});

test('the operation of an answer opens in GraphiQL with its variables', async ({ page }) => {
  await page.goto(`/ask?q=${encodeURIComponent('省农委牵头哪些任务')}`);
  await page.getByText('所用的 GraphQL').click();
  await expect(page.locator('.query-text').first()).toContainText('query AskTasks');
  await page.getByRole('link', { name: '在 GraphiQL 中打开' }).click();
  expect(await asked(page)).toContain('query AskTasks');
  await page.getByRole('button', { name: /Execute query/ }).click();
  await expect(page.locator('.result-window')).toContainText('"totalCount"');
});

test('the keyboard is enough', async ({ page }) => {
  await page.goto('/findings');
  const rule = page.getByRole('button', { name: NO_LEAD });
  await rule.focus();
  await page.keyboard.press('Enter');
  await expect(rule).toHaveAttribute('aria-pressed', 'true');
  const quote = page.locator('.quote').first();
  await quote.focus();
  await page.keyboard.press('Space');
  await expect(page.locator('.source mark').first()).toBeVisible();
  await expect(quote).toHaveAttribute('aria-pressed', 'true');
  await rule.focus();
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(/rule=/);
});

test('on a phone the source lies over the lower half', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 800 });
  await page.goto('/findings?rule=TASK_WITHOUT_LEAD');
  await page.locator('.quote').first().click();
  await expect(page.locator('.source mark').first()).toBeInViewport();
  await expect(page.locator('.quote').first()).toBeInViewport();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});

test('an error of the API, a plan that is not there and a rule that found nothing are told', async ({
  page,
}) => {
  const errors = [{ message: 'the request took longer than 10 s', extensions: { code: 'TIMED_OUT' } }];
  await page.route('**/graphql', (route) =>
    route.request().postData()?.includes('query Findings')
      ? route.fulfill({ json: { errors } })
      : route.continue(),
  );
  await page.goto('/findings');
  await expect(page.getByRole('alert')).toContainText('没有在规定时间内答复');
  await page.unroute('**/graphql');
  await page.getByRole('button', { name: '重试' }).click();
  await expect(page.locator('.finding').first()).toBeVisible();
  await page.goto('/findings?plan=plan_0000000000000000');
  await expect(page.getByText('没有找到')).toBeVisible();
  await page.goto('/findings?rule=NONSENSE');
  await expect(page.getByText('这条规则在本方案中没有查出什么')).toBeVisible();
});

test('in English the findings are told in English', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('plangraph-language', 'en'));
  await page.goto('/findings?rule=TASK_WITHOUT_LEAD');
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('Tasks without a lead');
  await expect(page.locator('.finding h3')).toHaveText('33 of 148 tasks name no lead');
});
