/** GraphiQL as the server carries it: it opens without any other host, and its example tabs are answered. */
import { expect, test } from './support';

test('GraphiQL opens offline and its example tabs run', async ({ page }) => {
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  await page.goto('/graphiql');
  const run = page.getByRole('button', { name: /Execute query/ });
  const answer = page.locator('.graphiql-response');
  for (const [tab, expected] of [
    ['ServerInfo', 'dataVersion'],
    ['TaskList', '农业综合生产能力'],
    ['SearchPage', 'totalCount'],
    ['IndicatorTable', 'subject'],
  ]) {
    await page.getByRole('tab', { name: tab }).click();
    // Which operation a tab holds GraphiQL learns a moment after it has shown it.
    await expect(async () => {
      await run.click();
      await expect(answer).toContainText(expected ?? '', { timeout: 2000 });
    }).toPass();
    await expect(answer).not.toContainText('"errors"');
  }
  // Blobs have no host; `support.ts` fails on every request that leaves this one.
  hosts.delete('');
  expect([...hosts]).toEqual([new URL(page.url()).host]);
});
