/** A server of its own for tests that change something: others would see other data under their hands. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { test as base, expect } from './support';

const BINARY = process.env.E2E_BINARY ?? '../target/debug/plangraph';
const PORT = Number(process.env.E2E_PORT ?? 18473);

/** The unit that the key of role REPORT reports for. */
export const REPORTER = '省农委';

interface Writable {
  url: string;
  /** Keys by role. */
  curate: string;
  report: string;
}

async function serve(folder: string, port: number) {
  const server = spawn(BINARY, ['serve', '--bind', `127.0.0.1:${port}`, '--data-dir', folder], {
    stdio: 'ignore',
    env: { ...process.env, PLANGRAPH_LOG_FILTER: 'error' },
  });
  const over = once(server, 'exit');
  for (;;) {
    const isReady = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) {
      break;
    }
    if (server.exitCode !== null) {
      throw new Error(`the server ended with ${server.exitCode}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return async () => {
    server.kill('SIGTERM');
    await over;
  };
}

export const test = base.extend<{ baseURL: string }, { writable: Writable }>({
  writable: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs
    async ({}, use, { parallelIndex }) => {
      const folder = mkdtempSync(join(tmpdir(), 'plangraph-e2e-'));
      const port = PORT + 1 + parallelIndex;
      const key = (role: string, ...more: string[]) =>
        execFileSync(
          BINARY,
          ['key', 'create', '--role', role, '--name', `测试 ${role}`, '--data-dir', folder, ...more],
          {
            encoding: 'utf8',
            stdio: ['ignore', 'pipe', 'ignore'],
          },
        ).trim();
      // Names of units are known when a plan is there; keys are made while no server runs.
      await (await serve(folder, port))();
      const keys = { curate: key('curate'), report: key('report', '--unit', REPORTER) };
      const stop = await serve(folder, port);
      await use({ url: `http://127.0.0.1:${port}`, ...keys });
      await stop();
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  baseURL: async ({ writable }, use) => use(writable.url),
});

/** Enters a key as a reader does. */
export async function useKey(page: Page, key: string) {
  await page.getByLabel('API 密钥').fill(key);
  await page.getByRole('button', { name: '使用' }).click();
  await expect(page.getByText('已输入密钥')).toBeVisible();
}

export { expect };
