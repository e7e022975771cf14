/** A server of its own for tests that change something: others would see other data under their hands. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIRequestContext, Page } from '@playwright/test';
import { ask, test as base, expect } from './support';

const BINARY = process.env.E2E_BINARY ?? '../target/debug/plangraph';
const PORT = Number(process.env.E2E_PORT ?? 18473);

/** The unit that the key of role REPORT reports for. */
export const REPORTER = '省农委';

interface Writable {
  url: string;
  /** Keys by role. */
  admin: string;
  curate: string;
  report: string;
}

async function serve(folder: string, port: number, settings: Record<string, string> = {}) {
  const server = spawn(BINARY, ['serve', '--bind', `127.0.0.1:${port}`, '--data-dir', folder], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, PLANGRAPH_LOG_FILTER: 'error', ...settings },
  });
  const over = once(server, 'exit');
  // What it prints first is its address, as soon as it answers there.
  await Promise.race([once(server.stdout, 'data'), over]);
  if (server.exitCode !== null) {
    throw new Error(`the server ended with ${server.exitCode}`);
  }
  return async () => {
    server.kill('SIGTERM');
    await over;
  };
}

/** Makes a key while no server runs. */
function key(folder: string, role: string, ...more: string[]): string {
  const flags = ['--role', role, '--name', `测试 ${role}`, '--data-dir', folder, ...more];
  return execFileSync(BINARY, ['key', 'create', ...flags], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

export const test = base.extend<{ baseURL: string }, { writable: Writable }>({
  writable: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs
    async ({}, use, { parallelIndex }) => {
      const folder = mkdtempSync(join(tmpdir(), 'plangraph-e2e-'));
      const port = PORT + 1 + parallelIndex;
      // Names of units are known when a plan is there.
      await (await serve(folder, port))();
      const keys = {
        admin: key(folder, 'admin'),
        curate: key(folder, 'curate'),
        report: key(folder, 'report', '--unit', REPORTER),
      };
      const stop = await serve(folder, port);
      await use({ url: `http://127.0.0.1:${port}`, ...keys });
      await stop();
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  baseURL: async ({ writable }, use) => use(writable.url),
});

interface Closed {
  url: string;
  /** A key of role READ. */
  read: string;
}

/** A server that nobody reads without a key. */
export const closedTest = base.extend<{ baseURL: string }, { closed: Closed }>({
  closed: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs
    async ({}, use, { parallelIndex }) => {
      const folder = mkdtempSync(join(tmpdir(), 'plangraph-e2e-'));
      const port = PORT + 11 + parallelIndex;
      const read = key(folder, 'read');
      const stop = await serve(folder, port, { PLANGRAPH_PUBLIC_READ: 'false' });
      await use({ url: `http://127.0.0.1:${port}`, read });
      await stop();
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  baseURL: async ({ closed }, use) => use(closed.url),
});

/** The text of the bundled plan as a later one might have it: other targets, leads and partners, tasks gone and added. */
async function laterPlan(request: APIRequestContext, id: string): Promise<string> {
  const text = await (await request.get(`/plans/${id}/source`)).text();
  const changes: [RegExp, string][] = [
    [/九年义务教育巩固率达到97%/, '九年义务教育巩固率达到98%'],
    [/责任单位：省国土资源厅。/, '责任单位：省国土资源厅、省农委等。'],
    [/3\.单位工业增加值用水量降低（系国家分解指标）/, '3.实行最严格的水资源管理制度，建设节水型社会'],
    [/(国内生产总值能源消耗降低.*\s+牵头单位：)省发展改革委/, '$1省经济和信息化委'],
    [/、省电力公司等/, '等'],
    [/十二五/g, '十三五'],
  ];
  let found = text;
  for (const [was, is] of changes) {
    expect(found).toMatch(was);
    found = found.replace(was, is);
  }
  return found;
}

/** Ids of the bundled plan and of a later one, which is added when it is not there yet. */
export async function twoPlans(request: APIRequestContext, { admin }: Pick<Writable, 'admin'>) {
  const query = '{ plans { nodes { id title } } }';
  const LATER = '辽宁省人民政府关于落实第十三个五年规划纲要主要目标和任务分工的通知';
  const { plans } = await ask(request, query);
  const later = plans.nodes.find(({ title }: { title: string }) => title === LATER);
  const base = plans.nodes.find(({ title }: { title: string }) => title.includes('第十二个五年'));
  if (later) {
    return { base: base.id as string, target: later.id as string };
  }
  const manifest = {
    title: LATER,
    issuer: '辽宁省人民政府',
    documentNumber: '辽政发〔2016〕24号',
    issuedOn: '2016-03-21',
    region: '辽宁省',
    periodStart: 2016,
    periodEnd: 2020,
  };
  const text = await laterPlan(request, base.id);
  const target = await ingestPlan(request, { admin }, { name: '十三五.txt', text, manifest });
  return { base: base.id as string, target };
}

/** Adds a plan, or puts it in place of another version, and tells its id. */
export async function ingestPlan(
  request: APIRequestContext,
  { admin }: Pick<Writable, 'admin'>,
  input: object,
): Promise<string> {
  const query = `mutation($input: IngestPlanInput!) {
    ingestPlan(input: $input) { plan { id } userErrors { code message } } }`;
  const answer = await request.post('/graphql', {
    headers: { authorization: `Bearer ${admin}` },
    data: { query, variables: { input } },
  });
  const { data, errors } = await answer.json();
  expect(errors).toBeUndefined();
  expect(data.ingestPlan.userErrors).toEqual([]);
  return data.ingestPlan.plan.id;
}

/** Takes a plan away again: other tests on this server know of the bundled one alone. */
export async function deletePlan(
  request: APIRequestContext,
  { admin }: Pick<Writable, 'admin'>,
  plan: string,
): Promise<void> {
  const query = 'mutation($input: DeletePlanInput!) { deletePlan(input: $input) { deletedId } }';
  const answer = await request.post('/graphql', {
    headers: { authorization: `Bearer ${admin}` },
    data: { query, variables: { input: { plan } } },
  });
  expect((await answer.json()).data.deletePlan.deletedId).toBe(plan);
}

/** Enters a key as a reader does. */
export async function useKey(page: Page, key: string) {
  await page.getByLabel('API 密钥').fill(key);
  await page.getByRole('button', { name: '使用' }).click();
  await expect(page.getByText('已输入密钥')).toBeVisible();
}

export { expect };
