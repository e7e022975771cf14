import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** Debian's and others' places of the browser; Playwright downloads none. */
const BROWSER = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));
if (BROWSER === undefined) {
  throw new Error('no Chromium: `apt-get install -y chromium`, or name one in CHROMIUM');
}

const PORT = Number(process.env.E2E_PORT ?? 18473);
const BINARY = process.env.E2E_BINARY ?? '../target/debug/plangraph';

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  // A busy machine makes no test fail.
  timeout: 60_000,
  expect: { timeout: 20_000 },
  // What fails once and passes then is named as flaky at the end, to be mended, but holds nobody up.
  retries: 1,
  reporter: [['line']],
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1280, height: 860 },
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: {
      executablePath: BROWSER,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  // The real server with the bundled plan, on data of its own.
  webServer: {
    command: `rm -rf test-results/data && ${BINARY} serve --bind 127.0.0.1:${PORT} --data-dir test-results/data`,
    url: `http://127.0.0.1:${PORT}/readyz`,
    timeout: 120_000,
    reuseExistingServer: false,
    env: { ...(process.env as Record<string, string>), PLANGRAPH_LOG_FILTER: 'error' },
  },
});
