// A server of our own: started on a free port in a folder of its own, stopped when the suites are done.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Starts `program` with settings, an ADMIN key and a listener for its log. */
export async function start(program, settings = {}) {
  const folder = mkdtempSync(join(tmpdir(), "plangraph-node-"));
  const environment = { ...process.env, LANG: "C" };
  for (const name of Object.keys(environment)) {
    if (name.startsWith("PLANGRAPH_")) delete environment[name];
  }
  for (const [name, value] of Object.entries(settings)) {
    environment[`PLANGRAPH_${name.toUpperCase()}`] = String(value);
  }
  const run = (...words) =>
    JSON.parse(execFileSync(program, ["--data-dir", folder, "--json", ...words], { env: environment, stdio: ["ignore", "pipe", "ignore"] }));
  const { key } = run("key", "create", "--role", "admin", "--name", "甲");
  const child = spawn(program, ["--data-dir", folder, "--json", "serve", "--bind", "127.0.0.1:0"], {
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const log = [];
  createInterface({ input: child.stderr }).on("line", (line) => log.push(line));
  const lines = createInterface({ input: child.stdout });
  const first = await new Promise((resolve, reject) => {
    lines.once("line", resolve);
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${log.join("\n")}`)));
  });
  const address = JSON.parse(first).address;
  const server = {
    address,
    graphql: `${address}graphql`,
    socket: `${address.replace("http", "ws")}graphql`,
    key,
    log,
    child,
    /** Sends a request and returns status, headers and the answer. */
    async send(query, variables, { headers = {}, ...more } = {}) {
      const response = await fetch(server.graphql, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify({ query, variables, ...more }),
      });
      return { status: response.status, headers: response.headers, answer: await response.json() };
    },
    /** The data of a request without errors. */
    async data(query, variables, more) {
      const { answer } = await server.send(query, variables, more);
      assert.equal(answer.errors, undefined, JSON.stringify(answer.errors));
      return answer.data;
    },
    /** The data of a mutation without errors and user errors. */
    async write(query, variables) {
      return server.data(query, variables, { headers: { authorization: `Bearer ${key}` } });
    },
    async stop() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      if (child.exitCode === null) {
        child.kill("SIGTERM");
        assert.equal(await ended, 0, log.join("\n"));
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return server;
}

/** Records progress on the first task of the first plan and returns the report. */
export async function report(server, text = "已开工") {
  const { plans } = await server.data(
    "{ plans(first: 1) { nodes { tasks(first: 1) { nodes { id leads { id } assignments { unit { id } } } } } } }",
  );
  const task = plans.nodes[0].tasks.nodes[0];
  const { recordProgress } = await server.write(
    "mutation R($input: RecordProgressInput!) { recordProgress(input: $input) { report { id } userErrors { code message } } }",
    { input: { task: task.id, unit: task.assignments[0].unit.id, year: 2012, status: "ON_TRACK", text } },
  );
  assert.deepEqual(recordProgress.userErrors, []);
  return recordProgress.report;
}
