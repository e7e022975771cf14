import type { APIRequestContext, Page } from '@playwright/test';
import { ask, expect, test } from './support';

test('the network is drawn, a unit and a tie lead to tasks and quotes', async ({ page, request }) => {
  const { unit } = await ask(request, '{ unit(name: "省财政厅") { id } }');
  await page.goto('/network');
  await expect(page.locator('.picture canvas').first()).toBeVisible();
  await expect(page.locator('.view-head')).toContainText('个单位');
  await page.getByRole('button', { name: '省财政厅', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`node=${unit.id}`));
  await expect(page.getByText('中介中心性').first()).toBeVisible();
  await page.getByRole('button', { name: '省发展改革委', exact: true }).click();
  await expect(page).toHaveURL(/edge=unit_/);
  const quote = page.locator('.tie-quote').first();
  await expect(quote).toBeVisible();
  await page.reload();
  await quote.click();
  await expect(page.locator('.source mark')).toHaveText(/财政厅|发展改革委/);
});

test('only the roles that are chosen join units', async ({ page, request }) => {
  const { network } = await ask(request, '{ network(filter: {roles: [LEAD]}) { nodeCount edgeCount } }');
  await page.goto('/network');
  const head = page.locator('.view-head');
  await expect(head).toContainText('79 个单位');
  await page.getByRole('combobox', { name: '计入的角色' }).click();
  await page.locator('.ant-select-item-option').filter({ hasText: '牵头' }).click();
  await expect(page).toHaveURL(/role=LEAD/);
  await expect(head).toContainText(`${network.nodeCount} 个单位`);
  await page.reload();
  await expect(head).toContainText(`${network.nodeCount} 个单位`);
});

for (const density of [1, 2]) {
  test.describe(`on a screen of density ${density}`, () => {
    test.use({ deviceScaleFactor: density });
    test('the picture is moved, made larger, and chosen from by the pointer', moved);
  });
}

async function moved({ page, request }: { page: Page; request: APIRequestContext }) {
  // The two that share most: their tie goes through the middle of the picture.
  const network = '{ network { edges { weight source { id } target { id } } } }';
  const { edges } = (await ask(request, network)).network;
  const [first, second] = edges.sort((a: { weight: number }, b: { weight: number }) => b.weight - a.weight);
  expect(first.weight).toBeGreaterThan(second.weight);
  await page.goto(`/network?min=${first.weight}&ego=${first.source.id}`);
  const canvas = page.locator('.picture canvas');
  await expect(canvas).toBeVisible();
  const box = await canvas.boundingBox();
  const middle = { x: (box?.width ?? 0) / 2, y: (box?.height ?? 0) / 2 };
  // Once the picture is painted, there is something to choose from.
  await expect(async () => {
    await canvas.click({ position: middle });
    await expect(page).toHaveURL(/edge=unit_/, { timeout: 500 });
  }).toPass();
  await expect(page.locator('.tie-quote').first()).toBeVisible();
  await canvas.click({ position: { x: 8, y: 8 } });
  await expect(page).not.toHaveURL(/edge=|node=/);
  await page.getByRole('button', { name: '放大' }).click();
  await page.mouse.move((box?.x ?? 0) + middle.x, (box?.y ?? 0) + middle.y);
  await page.mouse.down();
  await page.mouse.move((box?.x ?? 0) + middle.x, (box?.y ?? 0) + 20, { steps: 4 });
  await page.mouse.up();
  // A drag is no click, and what was in the middle is there no more.
  await expect(page).not.toHaveURL(/edge=|node=/);
  await canvas.click({ position: middle });
  await expect(page).not.toHaveURL(/edge=/);
  await page.getByRole('button', { name: '显示全部' }).click();
  await canvas.click({ position: middle });
  await expect(page).toHaveURL(/edge=unit_/);
}

test('the picture stands in the same places at every visit', async ({ page }) => {
  const picture = async () => {
    await page.goto('/network?min=20');
    await expect(page.locator('.picture canvas').first()).toBeVisible();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载' }).click();
    await page.getByRole('menuitem', { name: 'SVG' }).click();
    const chunks: Buffer[] = [];
    for await (const chunk of await (await saved).createReadStream()) {
      chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks).toString('utf8');
  };
  const first = await picture();
  expect(first).toContain('省财政厅');
  expect(await picture()).toBe(first);
});

test('the network is saved as a picture and for Gephi', async ({ page }) => {
  await page.goto('/network');
  await expect(page.locator('.picture canvas').first()).toBeVisible();
  for (const [kind, name] of [
    ['PNG', 'network.png'],
    ['GEXF', 'network.gexf'],
  ] as const) {
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载' }).click();
    await page.getByRole('menuitem', { name: kind }).click();
    expect((await saved).suggestedFilename()).toBe(name);
  }
});

test('the table holds the same, and the way between two units is told with its tasks', async ({
  page,
  request,
}) => {
  const { a, b } = await ask(
    request,
    '{ a: unit(name: "省财政厅") { id } b: unit(name: "省气象局") { id } }',
  );
  await page.goto(`/network?as=table&projection=LEAD_TO_RESPONSIBLE&from=${a.id}&to=${b.id}`);
  await expect(page.getByRole('columnheader', { name: '入度' })).toBeVisible();
  await expect(page.locator('.hops li').first()).toBeVisible();
  await page.locator('.hops a').first().click();
  await expect(page).toHaveURL(/\/tasks\//);
});

test('the matrix is sorted by a chapter and its cells open their tasks', async ({ page }) => {
  await page.goto('/matrix');
  await expect(page.locator('.matrix tbody tr').first()).toBeVisible();
  await page.getByRole('button', { name: '加快社会主义新农村建设', exact: true }).click();
  await expect(page).toHaveURL(/sort=/);
  const first = page.locator('.matrix tbody tr').first();
  await expect(first).toContainText('省农委');
  await first.locator('td.led button').first().click();
  await expect(page.locator('.open-cell .hit').first()).toBeVisible();
  await page.reload();
  await expect(page.locator('.open-cell .hit').first()).toBeVisible();
});

test('the tasks of a cell come into view with the focus, which goes back to the cell', async ({ page }) => {
  await page.goto('/matrix');
  const cell = page.locator('.matrix tbody tr').first().locator('td button').first();
  await cell.click();
  const tasks = page.locator('.open-cell');
  await expect(tasks.getByRole('heading', { level: 2 })).toBeInViewport();
  await expect(tasks).toBeFocused();
  await tasks.getByRole('button').first().click();
  await expect(cell).toBeFocused();
});

test('what a row of the table opens comes into view', async ({ page }) => {
  await page.goto('/network?as=table');
  await page.setViewportSize({ width: 800, height: 700 });
  await page.locator('.network-main .ant-table-row button').first().click();
  await expect(page.locator('.network-side h2').first()).toBeInViewport();
});

test('a question is answered with its proof and the query that gave it', async ({ page }) => {
  await page.goto('/ask');
  await page.getByRole('textbox', { name: '用中文提问' }).fill('省农委牵头哪些任务');
  await page.getByRole('textbox', { name: '用中文提问' }).press('Enter');
  await expect(page.locator('.answer-summary')).toContainText('省农委');
  await page.getByText('所用的 GraphQL').click();
  await expect(page.locator('.answer pre').first()).toContainText('query AskTasks');
  await page.locator('.answer-rows a').first().click();
  await expect(page).toHaveURL(/\/tasks\//);
});

test('what was noticed while a plan was read is listed with its line', async ({ page }) => {
  await page.goto('/data');
  await expect(page.getByRole('button', { name: /辽宁省人民政府关于落实/ }).first()).toBeVisible();
  await expect(page.getByTitle('PUA_DECIMAL')).toBeVisible();
  await page.getByText(/注意 \d+/).click();
  await expect(page).toHaveURL(/severity=WARNING/);
});
