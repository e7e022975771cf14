import type { APIRequestContext } from '@playwright/test';
import { ask } from './support';
import { deletePlan, expect, ingestPlan, test } from './writable';

const NAME = '安宁县2040.txt';
const TASK = '改造老旧小区20个。';

/** A notice whose only task stands further down when more is said before it. */
function notice(opening: string): string {
  return `安宁县人民政府关于印发2040年重点任务分工的通知
安政发〔2040〕7号

各乡镇人民政府，县政府各部门：
${opening}

一、建设县城
1.${TASK}
牵头单位：县住建局

安宁县人民政府
2040年2月10日
`;
}

/** What stands before the task once it is replaced. */
const REPLACED = '现将2040年重点任务分工印发给你们，请结合各自实际，认真贯彻执行，年底前报告结果。';

/** A plan of one task, as it is before somebody replaces it. */
async function planWithTask(request: APIRequestContext, writable: { admin: string }) {
  const plan = await ingestPlan(request, writable, { name: NAME, text: notice('请认真贯彻执行。') });
  const query = `{ tasks(filter: {plans: ["${plan}"]}) { nodes { id } } }`;
  const [task] = (await ask(request, query)).tasks.nodes;
  return { plan, task };
}

test('when somebody else has replaced a plan, its facts are marked in the new text', async ({
  page,
  request,
  writable,
}) => {
  const { plan, task } = await planWithTask(request, writable);
  await page.clock.install();
  await page.goto(`/tasks/${task.id}`);
  const mark = page.locator('.source mark').first();
  await expect(mark).toContainText(TASK);

  expect(await ingestPlan(request, writable, { name: NAME, text: notice(REPLACED), replace: true })).toBe(
    plan,
  );
  await page.getByRole('link', { name: '单位', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: '单位' })).toBeVisible();
  // Longer than an answer is taken for fresh.
  await page.clock.fastForward('02:00');
  await page.goBack();
  await expect(page.locator('.source')).toContainText('年底前报告结果');
  await expect(mark).toContainText(TASK);
  await deletePlan(request, writable, plan);
});

test('a text that comes after its plan was replaced waits for the facts of that text', async ({
  page,
  request,
  writable,
}) => {
  const { plan, task } = await planWithTask(request, writable);
  let isReplaced = false;
  await page.route('**/graphql', async (route) => {
    // The facts are there when the text is asked for.
    if (!isReplaced && route.request().postData()?.includes('query PlanSource')) {
      isReplaced = true;
      await ingestPlan(request, writable, { name: NAME, text: notice(REPLACED), replace: true });
    }
    await route.continue();
  });
  await page.goto(`/tasks/${task.id}`);
  await expect(page.locator('.source')).toContainText('年底前报告结果');
  await expect(page.locator('.source mark').first()).toContainText(TASK);
  await deletePlan(request, writable, plan);
});
