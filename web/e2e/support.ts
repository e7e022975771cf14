/** What the tests of the page share: facts of the bundled plan, and a watch over what a page does behind the scenes. */
import { readFileSync } from 'node:fs';
import { type APIRequestContext, test as base, expect, type Page } from '@playwright/test';

const AXE = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

export const test = base.extend<{ watched: string[] }>({
  // Every page is watched: nothing from outside, nothing that the policy forbids, no fault in the console.
  watched: [
    async ({ page, baseURL }, use) => {
      const faults: string[] = [];
      page.on('request', (request) => {
        const url = request.url();
        if (!url.startsWith(`${baseURL}/`) && !url.startsWith('blob:')) {
          faults.push(`outside request: ${url}`);
        }
      });
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
          faults.push(`console: ${message.text()}`);
        }
      });
      page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
      await page.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
          console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
        });
      });
      await use(faults);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Asks the API itself. */
export async function ask(request: APIRequestContext, query: string) {
  const answer = await request.post('/graphql', { data: { query } });
  const { data, errors } = await answer.json();
  expect(errors).toBeUndefined();
  return data;
}

/** The task of line 25, whose four targets share one phrase. */
export async function emissionTask(request: APIRequestContext) {
  const query =
    '{ indicators(filter: {text: "化学需氧量"}) { nodes { id task { id assignments { unit { id } } } span { start end } } } }';
  const { indicators } = await ask(request, query);
  const [indicator] = indicators.nodes;
  return {
    id: indicator.task.id as string,
    unit: indicator.task.assignments[0].unit.id as string,
    indicator: indicator.id as string,
    char: `${indicator.span.start},${indicator.span.end}`,
  };
}

/** What axe finds that keeps somebody from using the page. */
export async function seriousFaults(page: Page): Promise<string[]> {
  // A script of the test, not of the page: the policy does not concern it.
  await page.evaluate(AXE);
  const found: string[] = await page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself into the window
    const { violations } = await (window as any).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    });
    return violations.flatMap(
      // biome-ignore lint/suspicious/noExplicitAny: the same
      (one: any) => one.nodes.map((node: any) => `${one.impact} ${one.id}: ${node.html.slice(0, 160)}`),
    );
  });
  return found.filter((one) => /^(serious|critical)/.test(one));
}

export function searchBox(page: Page) {
  return page.getByRole('combobox', { name: /检索任务|Search tasks/ });
}

/** Every view with an address of its own, on the bundled plan. */
export async function addresses(request: APIRequestContext): Promise<Record<string, string>> {
  const task = await emissionTask(request);
  return {
    '/': '/',
    '/?q': '/?q=%E5%86%9C%E4%B8%9A',
    '/tasks/:id': `/tasks/${task.id}`,
    '/units': '/units',
    '/units/:id': `/units/${encodeURIComponent('省财政厅')}`,
    '/cities': '/cities',
    '/cities/:code': '/cities/210200',
    '/chapters': '/chapters',
    '/targets': '/targets',
    '/network': '/network',
    '/network?table': '/network?as=table',
    '/matrix': '/matrix',
    '/progress': `/progress?unit=${task.unit}`,
    '/progress?due': '/progress?as=due&when=over',
    '/progress?targets': `/progress?as=targets&indicator=${task.indicator}`,
    '/review': `/review?char=${task.char}`,
    '/review?head': '/review?tab=head',
    '/review?corrections': '/review?tab=corrections',
    '/findings': '/findings',
    '/findings?char': `/findings?rule=TASK_WITHOUT_LEAD&char=${task.char}`,
    '/compare': '/compare',
    '/ask': `/ask?q=${encodeURIComponent('省农委牵头哪些任务')}`,
    '/data': '/data',
    '/data?add': '/data?add=yes',
  };
}
