import { VIEWS } from '../src/routes';
import { addresses, expect, searchBox, seriousFaults, test } from './support';

test('every view has an address that is answered with the page, under its policy', async ({ request }) => {
  const known = await addresses(request);
  for (const view of VIEWS) {
    const answer = await request.get(known[view] ?? `no address of ${view} in support.ts`);
    expect(answer.status(), view).toBe(200);
    expect(answer.headers()['content-type'], view).toContain('text/html');
    const policy = answer.headers()['content-security-policy'] ?? '';
    expect(policy, view).toContain("style-src 'self'");
    expect(policy, view).not.toContain('unsafe');
  }
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious on any view, and nothing moves what is read, ${theme}`, async ({
    page,
    request,
  }) => {
    test.setTimeout(180_000);
    await page.addInitScript(sumShifts);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    for (const [view, address] of Object.entries(await addresses(request))) {
      await page.goto(address);
      await expect(page.locator('h1').first()).toBeAttached();
      await page.waitForLoadState('networkidle');
      expect(await page.evaluate(() => window.shifts ?? 0), view).toBeLessThan(0.1);
      expect(await seriousFaults(page), view).toEqual([]);
    }
  });
}

declare global {
  interface Window {
    /** How far what was read has moved: the cumulative layout shift. */
    shifts?: number;
  }
}

function sumShifts() {
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
    })[]) {
      window.shifts = (window.shifts ?? 0) + (entry.hadRecentInput ? 0 : entry.value);
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

test('every view fits a phone', async ({ page, request }) => {
  await page.setViewportSize({ width: 375, height: 800 });
  for (const [view, address] of Object.entries(await addresses(request))) {
    await page.goto(address);
    await expect(page.locator('h1').first()).toBeAttached();
    await page.waitForLoadState('networkidle');
    const overflow = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect(overflow, view).toBeLessThanOrEqual(0);
  }
});

test('the list of plans fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 800 });
  await page.goto('/targets');
  await page.getByRole('combobox', { name: '方案' }).click();
  const option = page.locator('.ant-select-item-option', { hasText: '辽宁省' });
  await expect(option).toBeInViewport({ ratio: 1 });
});

test('who wants no motion gets none', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('/targets');
  await expect(page.getByRole('table')).toBeVisible();
  const motion = page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        addEventListener('animationstart', ({ target }) => {
          resolve(getComputedStyle(target as Element).animationDuration);
        });
      }),
  );
  await page.getByRole('combobox', { name: '方案' }).click();
  expect(await motion).toBe('1e-05s');
});

test('a server that cannot be reached is told, and asked again', async ({ page, watched }) => {
  await page.route('**/graphql', (route) => route.abort());
  await page.goto('/targets');
  await expect(page.getByRole('alert')).toContainText('连不上服务');
  await page.unroute('**/graphql');
  await page.getByRole('button', { name: '重试' }).click();
  await expect(page.locator('.total')).toHaveText('共 99 条');
  expect(watched).toEqual([]);
});

test('an error of the API is told in words, with its code', async ({ page }) => {
  const errors = [{ message: 'the request took longer than 10 s', extensions: { code: 'TIMED_OUT' } }];
  await page.route('**/graphql', (route) =>
    route.request().postData()?.includes('SearchPage')
      ? route.fulfill({ json: { errors } })
      : route.continue(),
  );
  await page.goto('/?q=%E5%86%9C%E4%B8%9A');
  await expect(page.getByRole('alert')).toContainText('没有在规定时间内答复');
  await expect(page.getByRole('alert')).toContainText('TIMED_OUT');
});

test('what is not there is told', async ({ page }) => {
  for (const address of [
    '/tasks/task_00000000000000000000000000000000',
    '/tasks/nonsense',
    '/chapters?plan=plan_0000000000000000',
  ]) {
    await page.goto(address);
    await expect(page.getByText('没有找到')).toBeVisible();
  }
});

test('language and theme are chosen once', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Who leads/);
  await page.getByRole('button', { name: 'Switch to dark' }).click();
  await page.goto('/units');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Units');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('the plan is picked in every address', async ({ page, request }) => {
  await page.goto('/targets');
  // A view without its rows has nothing to scroll.
  await expect(page.locator('.total')).toHaveText('共 99 条');
  await page.getByRole('combobox', { name: '方案' }).click();
  const option = page.locator('.ant-select-item-option', { hasText: '辽宁省' });
  await expect(option).toBeVisible();
  // The list stays under its picker in the very moment in which the view scrolls.
  const moved = await option.evaluate((element) => {
    const before = element.getBoundingClientRect().top;
    window.scrollBy(0, 40);
    return window.scrollY === 0 ? 'nothing scrolled' : element.getBoundingClientRect().top - before;
  });
  expect(moved).toBe(0);
  await option.click();
  // The address changes first, then the links that follow it.
  const units = page.getByRole('link', { name: '单位', exact: true });
  await expect(units).toHaveAttribute('href', /plan=plan_/);
  await units.click();
  await expect(page).toHaveURL(/\/units\?plan=plan_/);
  expect((await request.get(page.url())).status()).toBe(200);
});

test('a task is printed with its lines and without the rest of the notice', async ({ page, request }) => {
  await page.goto((await addresses(request))['/tasks/:id'] ?? '');
  await expect(page.locator('.source mark')).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: '打印' })).toBeHidden();
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.locator('.source-row:visible')).toHaveCount(1);
});

test('files have names that last and come packed', async ({ request }) => {
  const html = await (await request.get('/')).text();
  const [, script] = /src="(\/assets\/[^"]+\.js)"/.exec(html) ?? [];
  const answer = await request.get(script ?? '', { headers: { 'accept-encoding': 'br' } });
  expect(answer.headers()['content-encoding']).toBe('br');
  expect(answer.headers()['cache-control']).toContain('immutable');
  const again = await request.get(script ?? '', {
    headers: { 'accept-encoding': 'br', 'if-none-match': answer.headers().etag ?? '' },
  });
  expect(again.status()).toBe(304);
});

test('speed, printed and not asserted', async ({ page }) => {
  await page.goto('/');
  await expect(searchBox(page)).toBeVisible();
  const painted = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
  );
  await searchBox(page).click();
  const times: number[] = [];
  for (const [before, last, expected] of [
    ['森林覆盖', '率', '森林覆盖率'],
    ['粮', '食', '粮食'],
    ['灌', '溉', '灌溉'],
  ] as const) {
    await searchBox(page).fill(before);
    await page.waitForLoadState('networkidle');
    // Measured in the page: from the key to the first mark that is painted.
    const took = await page.evaluate(
      ([last, expected]) =>
        new Promise<number>((resolve) => {
          const input = document.querySelector<HTMLInputElement>('.search-box input');
          const began = performance.now();
          document.execCommand('insertText', false, last);
          const look = () => {
            const marks = [...document.querySelectorAll('.hits:not(.outdated) .hit mark')];
            const isThere = marks.some((mark) => mark.textContent?.includes(expected));
            if (isThere || performance.now() - began > 10_000) {
              resolve(performance.now() - began);
            } else {
              requestAnimationFrame(look);
            }
          };
          input?.focus();
          look();
        }),
      [last, expected] as const,
    );
    times.push(took);
  }
  const list = times.map((time) => time.toFixed(0)).join(', ');
  console.log(
    `\nfirst contentful paint ${painted.toFixed(0)} ms; answer on screen after the last key ${list} ms`,
  );
});
