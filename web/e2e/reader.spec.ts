/** What somebody meets who has never seen the page: the way from its start, and back, on paper, on a phone, in English. */
import type { Page, Request } from '@playwright/test';
import { addresses, ask, emissionTask, expect, searchBox, test } from './support';

test('a new reader finds who answers for what, and the sentence that proves it', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: /谁负责森林覆盖率/ }).click();
  const hit = page.locator('.hit').filter({ hasText: '森林覆盖率提高到42%' });
  await expect(hit.locator('.role-row').first()).toHaveText(/责任 ?省林业厅/);
  await hit.locator('.hit-link').click();
  await page
    .locator('.role-group')
    .getByRole('button', { name: /第 \d+ 行/ })
    .click();
  await expect(page.locator('.source mark')).toHaveText('省林业厅');
  await expect(page.locator('.source mark')).toBeInViewport();

  await page.getByRole('link', { name: '检索', exact: true }).click();
  await searchBox(page).pressSequentially('大连');
  await page.getByRole('option', { name: '大连市 地区' }).click();
  await page.getByText(/列为责任单位 3/).click();
  await expect(page.locator('.hit')).toHaveCount(3);

  await page.getByRole('link', { name: '检索', exact: true }).click();
  await searchBox(page).pressSequentially('caizhengting');
  await page.getByRole('option', { name: /^省财政厅/ }).click();
  await expect(page.locator('.partner').first()).toHaveText(/省发展改革委\s*66/);

  await page.getByRole('link', { name: '检索', exact: true }).click();
  await searchBox(page).pressSequentially('9.2%');
  await page.locator('.hit-link').first().click();
  await page
    .getByRole('button', { name: /化学需氧量、二氧化硫/ })
    .nth(1)
    .click();
  await expect(page.locator('.source mark')).toContainText('9\uE0102%');
  await expect(page.locator('.source-row.here .source-number')).toHaveText('25');
});

test('a stretch that an address names behind # is marked in the text as published', async ({
  page,
  request,
}) => {
  const { plans } = await ask(request, '{ plans { nodes { id } } }');
  const text = `/plans/${plans.nodes[0].id}/text`;
  const { char } = await emissionTask(request);
  await page.goto(`${text}#char=${char}`);
  await expect(page.locator('mark')).toContainText('化学需氧量');
  await expect(page.locator('mark')).toBeInViewport();
  await expect(page).toHaveURL(`${text}?char=${char}#mark`);
  await page.goto(`${text}#L25`);
  await expect(page.locator('mark')).toHaveCount(0);
});

test('what is typed into a filter goes and comes with the address', async ({ page }) => {
  for (const [path, view, field] of [
    ['/units', '单位', '按名称筛选'],
    ['/targets', '指标', '名称或原文'],
    ['/chapters', '章节', '在本页中查找'],
    ['/matrix', '矩阵', '按名称筛选'],
  ] as const) {
    await page.goto(path);
    const input = page.getByRole('textbox', { name: field });
    await input.fill('林业');
    // At once: what was typed is in the address before the way leads on.
    await page.getByRole('link', { name: view, exact: true }).click();
    await expect(input, path).toHaveValue('');
    await page.goBack();
    await expect(input, path).toHaveValue('林业');
    await expect(page).toHaveURL(/q=%E6%9E%97/);
  }
  await page.goto('/ask');
  const question = page.getByRole('textbox', { name: '用中文提问' });
  for (const asked of ['省农委牵头哪些任务', '森林覆盖率由谁负责']) {
    await page.getByRole('link', { name: asked }).click();
    await expect(question).toHaveValue(asked);
  }
  await page.goBack();
  await expect(question).toHaveValue('省农委牵头哪些任务');
  await page.locator('.evidence-link').nth(1).click();
  await expect(page.locator('.source mark')).toHaveText('牵头单位：省农委。');
});

test('the order of every table is restored by its address', async ({ page }) => {
  for (const [path, column, first] of [
    ['/cities?as=table', '列为责任单位', /^(铁岭|营口)市/],
    ['/progress', '应报', /^省发展改革委/],
    ['/network?as=table', '中介中心性', /^省发展改革委/],
  ] as const) {
    await page.goto(path);
    await page.getByRole('columnheader', { name: column }).click();
    await expect(page).toHaveURL(/sort=\w+&order=desc/);
    await page.reload();
    await expect(page.locator('.ant-table-row').first(), path).toHaveText(first);
  }
  await page.goto('/units');
  await page.getByRole('columnheader', { name: '任务' }).click();
  await expect(page.locator('.ant-table-row').first()).toHaveText(/ 1 ?0|\D10\D/);
});

test('a unit is printed whole, and dark on white', async ({ page }) => {
  await page.addInitScript(() => {
    window.print = () =>
      document.body.setAttribute('data-printed', String(document.querySelectorAll('.hit').length));
  });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(`/units/${encodeURIComponent('省财政厅')}`);
  await expect(page.locator('.hit').first()).toBeVisible();
  await page.getByRole('button', { name: '打印' }).click();
  await expect(page.locator('body')).toHaveAttribute('data-printed', '68');
  const more = page.locator('.hit .quiet').first();
  await expect(more).toBeVisible();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.locator('.hit').first()).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  await expect(page.locator('.search-tools')).toBeHidden();
  // Paper has no button for the rest: all units are there.
  await expect(more).toBeHidden();
  await expect(page.locator('.hit').first().getByText('省农信联社')).toBeVisible();
});

test('a plan that is none is told, and left', async ({ page }) => {
  for (const plan of ['plan_0000000000000000', 'nonsense']) {
    await page.goto(`/targets?plan=${plan}`);
    await expect(page.getByText('没有这份方案，它可能已被删除。')).toBeVisible();
    await page.getByRole('button', { name: '查看全部方案' }).click();
    await expect(page.locator('.total')).toHaveText('共 99 条');
    await expect(page.getByText('没有这份方案，')).toBeHidden();
  }
});

test('the window is named after what it shows, and a query is never too long', async ({ page }) => {
  await page.goto('/units/nobody');
  await expect(page).toHaveTitle('没有叫这个名称的单位。 · Plangraph');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('没有叫这个名称的单位。');
  await page.goto('/network?from=xx&to=yy');
  await expect(page.locator('.picture')).toBeVisible();
  await expect(page).toHaveTitle('单位关系网 · Plangraph');
  await page.goto(`/?q=${'z'.repeat(600)}`);
  await expect(page.getByText('没有符合的内容')).toBeVisible();
  await expect(searchBox(page)).toHaveValue('z'.repeat(512));
  await expect(page).toHaveTitle(/^z{40}… · Plangraph$/);
});

test('an answer that lacks a part is shown, and says so', async ({ page }) => {
  const errors = [{ message: 'a task is damaged', path: ['units'], extensions: { code: 'INTERNAL' } }];
  await page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('query UnitList')) {
      return route.continue();
    }
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), errors } });
  });
  await page.goto('/units');
  await expect(page.locator('.ant-table-row').first()).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('有一部分内容没有取到');
  await page.getByRole('link', { name: '指标', exact: true }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a page of a list that does not come takes nothing away, and is asked for again', async ({ page }) => {
  await page.route('**/graphql', (route) =>
    route.request().postDataJSON().variables?.after ? route.abort() : route.continue(),
  );
  await page.goto(`/units/${encodeURIComponent('省财政厅')}`);
  await page.locator('.more').scrollIntoViewIfNeeded();
  await expect(page.locator('.more').getByRole('alert')).toHaveText('没有取到数据');
  await expect(page.locator('.hit').first()).toBeAttached();
  await page.unroute('**/graphql');
  await page.getByRole('button', { name: '加载更多' }).click();
  await expect(page.locator('.more')).toContainText(/[46]\d \/ 68/);
  await expect(page.locator('.more').getByRole('alert')).toHaveCount(0);
});

test('on a phone a fact brings the source into view, and no character is a box', async ({
  page,
  request,
}) => {
  const { id, indicator } = await emissionTask(request);
  await page.setViewportSize({ width: 375, height: 800 });
  await page.goto(`/tasks/${id}`);
  const prove = page.getByRole('button', { name: '第 26 行' });
  await prove.click();
  await expect(page.locator('.source mark')).toBeInViewport();
  await prove.click();
  await expect(page.locator('.source mark')).toBeInViewport();
  await page.goto(`/progress?as=targets&indicator=${indicator}`);
  await expect(page.locator('.panel blockquote .private-use')).toHaveCount(1);
});

test('an English page says which of its texts are Chinese', async ({ page, request }) => {
  await page.addInitScript(() => localStorage.setItem('plangraph-language', 'en'));
  const known = await addresses(request);
  for (const view of ['/?q', '/tasks/:id', '/units/:id', '/matrix', '/findings']) {
    await page.goto(known[view] ?? '');
    await page.waitForLoadState('networkidle');
    await expect(
      page
        .locator('main')
        .getByText(/\p{Script=Han}/u)
        .first(),
    ).toBeVisible();
    expect(await unmarked(page), view).toEqual([]);
  }
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
});

/** Chinese texts that a voice would read as English. */
function unmarked(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (texts.nextNode()) {
      const { data, parentElement } = texts.currentNode as Text;
      if (
        /\p{Script=Han}/u.test(data) &&
        parentElement?.closest('[lang]')?.getAttribute('lang') !== 'zh-CN'
      ) {
        found.push(data);
      }
    }
    return found;
  });
}

test('colours of the network are explained', async ({ page }) => {
  await page.goto('/network?colour=kind');
  const legend = page.getByRole('list', { name: '图例' });
  await expect(legend.getByRole('listitem').first()).toHaveText(/\S+ \d+ 个单位/);
  await expect(legend).toContainText('部门');
});

test('of a long list only what is near is drawn, and what is typed over takes the answer before back', async ({
  page,
}) => {
  await page.goto(`/units/${encodeURIComponent('省财政厅')}`);
  const first = page.locator('.hit-number').first();
  await expect(first).toHaveText('任务 14');
  await expect(async () => {
    await page.mouse.wheel(0, 20_000);
    await expect(page.locator('.more')).toContainText('68 / 68', { timeout: 300 });
  }).toPass();
  await expect.poll(() => page.locator('.hit').count()).toBeLessThan(60);
  await page.evaluate(() => window.scrollTo(0, 0));
  await expect(first).toHaveText('任务 14');
  await expect(first).toBeInViewport();

  await page.goto('/');
  // What the first key asks is never answered: the next key comes before.
  const isFirst = (request: Request) => request.postDataJSON()?.variables?.query === '灌';
  await page.route('**/graphql', (route) => (isFirst(route.request()) ? undefined : route.continue()));
  const asked = page.waitForRequest(isFirst);
  const takenBack = page.waitForEvent('requestfailed', isFirst);
  await searchBox(page).pressSequentially('灌');
  await asked;
  await searchBox(page).pressSequentially('溉');
  expect((await takenBack).failure()?.errorText).toBe('net::ERR_ABORTED');
  await expect(page.locator('.hit mark', { hasText: '灌溉' }).first()).toBeVisible();
  // The first words are a step, those after them are none.
  await expect(page).toHaveURL(/q=/);
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('谁牵头，谁负责，原文怎么说');
  await expect(searchBox(page)).toHaveValue('');
});

test('an address that is none is told in the page', async ({ page }) => {
  const response = await page.goto('/nowhere/at/all');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: '没有找到' })).toBeVisible();
});
