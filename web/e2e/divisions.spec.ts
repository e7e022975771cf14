import { searchBox } from './support';
import { deletePlan, expect, ingestPlan, test } from './writable';

/** A notice of another province, without chapters. */
const NOTICE = `四川省人民政府关于分解落实2016年重点任务的通知
川政发〔2016〕8号

各市州人民政府：
1.新建高标准农田60万亩。
牵头单位：省财政厅
责任单位：省农业厅
四川省人民政府
2016年3月1日
`;

test('bodies of several provinces are told apart, and a notice without chapters is read', async ({
  page,
  request,
  writable,
}) => {
  const plan = await ingestPlan(request, writable, { name: '四川.txt', text: NOTICE });
  await page.goto(`/?q=${encodeURIComponent('四川 农田')}`);
  const first = page.locator('.hit').first();
  await expect(first).toContainText('新建高标准农田60万亩');
  await expect(first.locator('.hit-place')).toContainText('（未分章） · 四川省人民政府关于分解落实');
  await first.getByText('为什么').click();
  await expect(first.locator('.why')).toContainText('适用地区');
  const leads = page.getByRole('group', { name: '牵头单位' });
  await expect(leads.getByText('省财政厅（四川省）')).toBeVisible();
  await expect(leads.getByText('省农委（辽宁省）')).toBeVisible();

  await searchBox(page).fill('省财政厅');
  const offered = page.getByRole('option');
  await expect(offered.filter({ hasText: '省财政厅（辽宁省）' })).toBeVisible();
  await offered.filter({ hasText: '省财政厅（四川省）' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('省财政厅');
  await expect(page.getByText('四川省', { exact: true }).first()).toBeVisible();

  // Lists over several plans say which each row is of.
  await expect(page.locator('.hit-place').first()).toContainText('四川省人民政府关于分解落实');
  await page.goto(`/units?q=${encodeURIComponent('省财政厅')}`);
  const row = page.locator('.ant-table-row', { hasText: '省财政厅（四川省）' });
  await expect(row.getByText('四川省', { exact: true })).toBeVisible();
  await page.goto(`/?type=INDICATOR&q=${encodeURIComponent('高标准农田')}`);
  await expect(page.locator('.hit', { hasText: '60万亩' })).toContainText('四川省人民政府关于分解落实');

  await page.goto('/targets');
  await expect(page.getByRole('columnheader', { name: '方案' })).toBeVisible();
  await page.goto('/cities?as=table');
  await expect(page.getByRole('link', { name: '辽宁省' })).toBeVisible();
  await expect(page.getByRole('link', { name: '四川省' })).toBeVisible();
  await page.goto(`/cities?as=table&plan=${plan}`);
  await expect(page.getByRole('link', { name: '成都市' })).toBeVisible();

  await page.goto(`/chapters?plan=${plan}`);
  await expect(page.getByRole('link', { name: /（未分章）/ })).toBeVisible();
  await deletePlan(request, writable, plan);
});
