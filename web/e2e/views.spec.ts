import { emissionTask, expect, test } from './support';

test('the 9.2% of line 25 is marked in the source, cited and linked', async ({ page, request }) => {
  const { id, char } = await emissionTask(request);
  await page.goto(`/tasks/${id}`);
  const source = page.getByRole('region', { name: '原文', exact: true });
  await expect(source).toContainText('第 25 行');
  await page
    .getByRole('button', { name: /化学需氧量、二氧化硫/ })
    .nth(1)
    .click();
  await expect(page).toHaveURL(new RegExp(`char=${encodeURIComponent(char)}`));
  const mark = source.locator('mark');
  await expect(mark).toHaveText(
    '化学需氧量、二氧化硫、氨氮、氮氧化物排放分别减少9\uE0102%、10.7%、11%、13.7%',
  );
  await expect(mark).toBeInViewport();
  await expect(source.locator('.source-row.here .source-number')).toHaveText('25');

  await page.getByRole('button', { name: '复制引文' }).click();
  await expect(page.getByText('已复制')).toBeVisible();
  const citation = await page.evaluate(() => navigator.clipboard.readText());
  expect(citation).toMatch(
    /^辽宁省人民政府\. 辽宁省人民政府关于落实.*\[EB\/OL\]\. 第25行\(2012-02-17\)\[\d{4}-\d\d-\d\d\]\. http/,
  );

  await page.getByRole('button', { name: '复制永久链接' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^http/);
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto(link);
  await expect(page.locator('.source mark')).toContainText('9\uE0102%');
});

test('over plain http, where browsers hide the clipboard, texts are copied all the same, or stay to be taken by hand', async ({
  page,
  request,
}) => {
  await page.addInitScript(() => {
    const hidden = navigator.clipboard;
    Object.defineProperty(window, 'hidden', { value: hidden });
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
  });
  const read = () => page.evaluate(() => (window as unknown as { hidden: Clipboard }).hidden.readText());
  const task = await emissionTask(request);
  await page.goto(`/tasks/${task.id}?char=${task.char}`);
  const button = page.getByRole('button', { name: '复制永久链接' });
  await button.click();
  await expect(page.getByText('已复制')).toBeVisible();
  expect(await read()).toContain(`/tasks/${task.id}`);
  await expect(button).toBeFocused();

  await page.evaluate(() => {
    document.execCommand = () => false;
  });
  await button.click();
  await expect(page.locator('.said')).toContainText('请手动选取');
  await expect(page.locator('.said')).toContainText(`/tasks/${task.id}`);
});

test('a task shows its units by role, each with its proof', async ({ page }) => {
  await page.goto(`/?q=${encodeURIComponent('省农委牵头 粮食')}`);
  await page.locator('.hit-link').first().click();
  const lead = page.locator('.role-group').first();
  await expect(lead).toContainText('牵头');
  await expect(lead.getByRole('link', { name: '省农委' })).toBeVisible();
  await lead.getByRole('button').first().click();
  await expect(page.locator('.source mark')).toHaveText('省农委');
  await lead.getByRole('link', { name: '省农委' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '省农委' })).toBeVisible();
});

test('a unit shows what it does, with whom, and its tasks by role', async ({ page }) => {
  await page.goto(`/units/${encodeURIComponent('省财政厅')}`);
  const partners = page.locator('.partner');
  await expect(partners.first()).toContainText('省发展改革委');
  await expect(partners.first()).toContainText('66');
  await page.getByText('牵头 3', { exact: true }).first().click();
  await expect(page).toHaveURL(/role=LEAD/);
  await expect(page.locator('.hit')).toHaveCount(3);
  await page.goBack();
  await expect(page.locator('.more')).toContainText('/ 68');
  await page.getByRole('button', { name: /省农委 共同任务/ }).click();
  await expect(page.locator('.more')).toContainText('/ 30');
});

test('a unit is reached by a later name, and tells what became of it', async ({ page }) => {
  await page.goto(`/units/${encodeURIComponent('省自然资源厅')}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('heading', { name: '名称沿革' })).toBeVisible();
});

test('a name that nobody bears offers the nearest ones', async ({ page }) => {
  await page.goto(`/units/${encodeURIComponent('省财正厅')}`);
  await expect(page.getByText('没有叫这个名称的单位。')).toBeVisible();
  await page.getByRole('link', { name: '省财政厅' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '省财政厅' })).toBeVisible();
});

test('units are sorted and filtered', async ({ page }) => {
  await page.goto('/units');
  const rows = page.locator('.ant-table-row');
  await expect(rows.first()).toContainText('省发展改革委');
  await page.getByRole('textbox', { name: '按名称筛选' }).fill('农');
  await expect(rows.first()).toContainText('省农委');
  await expect(page).toHaveURL(/q=/);
});

test('all tasks that 大连市 shares', async ({ page }) => {
  await page.goto('/cities');
  await expect(page.locator('.chart canvas')).toBeVisible();
  await page.getByText('表', { exact: true }).click();
  await page.getByRole('link', { name: '大连市' }).click();
  await page
    .getByText(/列为责任单位 3/)
    .first()
    .click();
  await expect(page).toHaveURL(/via=ASSIGNED/);
  await expect(page.locator('.hit')).toHaveCount(3);
});

test('the outline is read, searched, narrowed and entered at an anchor', async ({ page }) => {
  await page.goto('/chapters');
  await expect(page.locator('.chapter')).toHaveCount(15);
  await expect(page.locator('.outline-task')).toHaveCount(148);
  await page.getByRole('textbox', { name: '在本页中查找' }).fill('灌溉');
  await expect(page.locator('.outline mark').first()).toHaveText('灌溉');
  await expect(page.locator('.outline-tools .total')).toContainText('处');
  await page.goto('/chapters?deadline=yes&lead=none');
  await expect(page.locator('.outline-tools .total')).toContainText('项任务');
  await page.goto('/chapters');
  await page.locator('.contents a').nth(4).click();
  await expect(page.locator('.chapter').nth(4).getByRole('heading').first()).toBeInViewport();
});

test('of a plan of very many tasks the outline says how many were read', async ({ page }) => {
  await page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('query TaskList')) {
      return route.continue();
    }
    const answer = await route.fetch();
    const { tasks } = (await answer.json()).data;
    const nodes = Array.from({ length: 2000 }, (_, at) => {
      const task = tasks.nodes[at % tasks.nodes.length];
      return { ...task, id: `${task.id}-${at}` };
    });
    const data = { tasks: { ...tasks, nodes, totalCount: 2148 } };
    await route.fulfill({ response: answer, json: { data } });
  });
  await page.goto('/chapters');
  await expect(page.getByText('已读取前 2000 项任务，共 2148 项')).toBeVisible();
  await page.unroute('**/graphql');
  await page.reload();
  await expect(page.locator('.outline-task')).toHaveCount(148);
  await expect(page.getByText(/^已读取前/)).toHaveCount(0);
});

test('targets are narrowed by text, range and nature, and sorted', async ({ page }) => {
  await page.goto('/targets');
  await expect(page.locator('.total')).toHaveText('共 99 条');
  await page.getByRole('textbox', { name: '名称或原文' }).fill('森林');
  await expect(page.getByRole('link', { name: '森林覆盖率' })).toBeVisible();
  await page.goto('/targets?binding=yes&min=40&max=50&sort=value&order=desc');
  await expect(page.locator('.total')).toHaveText('共 1 条');
  await page.getByRole('link', { name: '森林覆盖率' }).click();
  await expect(page.locator('.source mark')).toContainText('42%');
});
