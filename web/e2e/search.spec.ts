import type { Page } from '@playwright/test';
import { expect, searchBox, test } from './support';

test('a word finds who answers for it, and why it matched is told', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByText('148 项任务')).toBeVisible();
  await searchBox(page).fill('森林覆盖率');
  const hit = page.locator('.hit').first();
  await expect(hit.locator('mark').first()).toHaveText('森林覆盖率');
  await expect(hit.getByRole('link', { name: '省林业厅' })).toBeVisible();
  await hit.getByText('为什么').click();
  await expect(hit.locator('.why dt').first()).toBeVisible();
  await expect(page).toHaveURL(/q=%E6%A3%AE/);
});

test('what is typed is answered although the address follows later, and the box keeps the focus', async ({
  page,
}) => {
  await page.goto('/');
  await searchBox(page).click();
  await page.keyboard.type('nongye', { delay: 20 });
  await expect(searchBox(page)).toBeFocused();
  await expect(searchBox(page)).toHaveValue('nongye');
  await expect(page.locator('.hit').first()).toBeVisible();
});

/** Types half a name, and goes to what is suggested first. */
async function suggestDalian(page: Page) {
  await page.keyboard.type('dalian');
  // Until then the list is that of fewer letters.
  await expect(page.getByRole('option').first()).toContainText('大连市');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option', { selected: true })).toContainText('大连市');
}

test('the keyboard is enough: slash, suggestion, hits', async ({ page }) => {
  await page.goto('/');
  await expect(searchBox(page)).toBeVisible();
  await page.keyboard.press('/');
  await expect(searchBox(page)).toBeFocused();
  await suggestDalian(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: '大连市' })).toBeVisible();

  await page.goto('/?q=%E7%B2%AE%E9%A3%9F');
  await expect(page.locator('.hit-link').nth(1)).toBeVisible();
  await searchBox(page).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.hit-link').first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.hit-link').nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/tasks\//);
});

test('the Enter of an input method opens no suggestion and searches no half word', async ({ page }) => {
  await page.goto('/');
  await searchBox(page).click();
  await suggestDalian(page);
  // As Safari tells it: the composition is over, the key is still that of the input method.
  await searchBox(page).evaluate((box) => {
    const key = { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true };
    box.dispatchEvent(new KeyboardEvent('keydown', key));
  });
  await expect(page.getByRole('option', { selected: true })).toContainText('大连市');

  // What is composed stands for another word than the one that the arrows chose for.
  const client = await page.context().newCDPSession(page);
  await client.send('Input.imeSetComposition', { text: 'liang', selectionStart: 5, selectionEnd: 5 });
  await expect(searchBox(page)).toHaveValue('dalianliang');
  await client.send('Input.insertText', { text: '粮' });
  await expect(searchBox(page)).toHaveValue('dalian粮');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/q=dalian/);
  await expect(page).toHaveURL((url) => url.pathname === '/');
});

test('what was understood can be taken back, and is given back', async ({ page }) => {
  await page.goto(`/?q=${encodeURIComponent('省农委牵头 粮食')}`);
  const total = page.locator('.total');
  await expect(total).toHaveText(/共 [1-9]/);
  const narrowed = (await total.textContent()) ?? '';
  await page.getByRole('button', { name: /撤回对“省农委”/ }).click();
  await expect(page).toHaveURL(/keep=/);
  await expect(page.getByText('“省农委”只作文字')).toBeVisible();
  await expect(total).not.toHaveText(narrowed);
  await page.getByRole('button', { name: /恢复对“省农委”/ }).click();
  await expect(total).toHaveText(narrowed);
});

test('pinyin is put right and says so', async ({ page }) => {
  await page.goto('/?q=shenyang+jingjiqu');
  await expect(page.getByText('“shenyang jingjiqu”已按“沈阳经济区”检索')).toBeVisible();
  await expect(page.locator('.hit').first()).toContainText('沈阳');
});

test('facets combine, stand in the address, and the way back undoes them one by one', async ({ page }) => {
  await page.goto(`/?q=${encodeURIComponent('农业')}`);
  const total = page.locator('.total');
  const count = async () => Number((await total.textContent())?.replace(/\D/g, ''));
  await expect(total).toHaveText(/共 [1-9]/);
  const all = await count();
  await page
    .getByRole('group', { name: '牵头单位' })
    .getByRole('checkbox', { name: /省农委/ })
    .click();
  await expect.poll(count).toBeLessThan(all);
  const led = await count();
  await page
    .getByRole('group', { name: '参与单位' })
    .getByRole('checkbox', { name: /省林业厅/ })
    .click();
  await expect(page).toHaveURL(/lead=.*unit=|unit=.*lead=/);
  const address = page.url();
  await page.reload();
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(2);
  await page.goBack();
  await expect.poll(count).toBe(led);
  await page.goBack();
  await expect.poll(count).toBe(all);
  await page.goForward();
  await page.goForward();
  expect(page.url()).toBe(address);
});

test('an order is kept in the address and holds', async ({ page }) => {
  await page.goto(`/?q=${encodeURIComponent('农业')}&sort=document`);
  await expect(page.locator('.hit-number').nth(5)).toBeVisible();
  const numbers = await page.locator('.hit-number').allTextContents();
  const order = numbers.map((text) => Number(text.replace(/\D/g, '')));
  expect(order).toEqual([...order].sort((a, b) => a - b));
});

test('nothing found offers queries that find something', async ({ page }) => {
  await page.goto('/?q=zzzzqqq');
  await expect(page.getByText('没有符合的内容')).toBeVisible();
  await page.getByRole('link', { name: /97%/ }).click();
  await expect(page.locator('.hit').first()).toContainText('97%');
});

test('other things are searched too', async ({ page }) => {
  await page.goto(`/?q=${encodeURIComponent('财政')}&type=UNIT`);
  await page.getByRole('link', { name: '省财政厅' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '省财政厅' })).toBeVisible();
});

test('a value of a facet leaves the others to be chosen, and each can be taken back', async ({ page }) => {
  await page.goto(`/?q=${encodeURIComponent('农业')}`);
  const total = page.locator('.total');
  const count = async () => Number((await total.textContent())?.replace(/\D/g, ''));
  await expect(total).toHaveText(/共 [1-9]/);
  const all = await count();
  const values = page.getByRole('group', { name: '章' }).getByRole('checkbox');
  const offered = await values.count();
  expect(offered).toBeGreaterThan(2);
  await values.nth(0).click();
  await expect.poll(count).toBeLessThan(all);
  const one = await count();
  await expect(values).toHaveCount(offered);
  await values.nth(1).click();
  await expect.poll(count).toBeGreaterThan(one);
  // What is chosen stays to be taken back when other words are looked for, which it does not have.
  await searchBox(page).fill('养老');
  await expect(page).toHaveURL(/chapter=.*chapter=/);
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(2);
  await searchBox(page).fill('农业');
  await expect(values).toHaveCount(offered);
  await page.keyboard.press('Escape');
  await page.getByRole('checkbox', { checked: true }).first().click();
  await page.getByRole('checkbox', { checked: true }).first().click();
  await expect.poll(count).toBe(all);
});
