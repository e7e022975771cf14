// Server-sent events: the package graphql-sse as a client, in distinct-connections mode.

import assert from "node:assert/strict";
import { createClient } from "graphql-sse";
import { report, start } from "./server.mjs";

/** As GET, for EventSource: headers, an opening comment at once, and an end when the client goes. */
async function opening(program) {
  const server = await start(program, { heartbeat_ms: 50 });
  const listening = new AbortController();
  const url = `${server.graphql}?query=${encodeURIComponent("subscription { changes { kind } }")}`;
  const response = await fetch(url, { headers: { accept: "text/event-stream" }, signal: listening.signal });
  assert.equal(response.headers.get("content-type"), "text/event-stream; charset=utf-8");
  assert.equal(response.headers.get("cache-control"), "no-store");
  const reader = response.body.getReader();
  assert.equal(new TextDecoder().decode((await reader.read()).value).slice(0, 3), ":\n\n");
  const streams = async () => Number(/plangraph_streams (\d+)/.exec(await (await fetch(`${server.address}metrics`)).text())[1]);
  assert.equal(await streams(), 1);
  listening.abort();
  // The next heartbeat finds nobody.
  for (let rounds = 0; rounds < 5_000 && (await streams()) > 0; rounds += 1);
  assert.equal(await streams(), 0, "a stream whose listener is gone is let go of");
  await server.stop();
}

/** A heartbeat between an event and its answer costs nobody the event. */
async function hurried(program) {
  const server = await start(program, { heartbeat_ms: 1 });
  const client = createClient({ url: server.graphql, retryAttempts: 0 });
  const since = (await server.data("{ serverInfo { dataVersion } }")).serverInfo.dataVersion;
  const query = "subscription S($since: String) { changes(since: $since) { dataVersion plan { tasks(first: 100) { nodes { text } } } } }";
  const versions = [];
  const listening = (async () => {
    for await (const value of client.iterate({ query, variables: { since } })) {
      versions.push(value.data.changes.dataVersion - since);
      if (versions.length === 20) break;
    }
  })();
  for (let round = 0; round < 20; round += 1) await report(server);
  await listening;
  assert.deepEqual(versions, Array.from({ length: 20 }, (_, place) => place + 1));
  client.dispose();
  await server.stop();
}

/** What falls due is told at once, and what comes in later when it comes. */
async function reminders(program) {
  const server = await start(program);
  const client = createClient({ url: server.graphql, retryAttempts: 0 });
  const year = new Date().getFullYear() + 1;
  const ingest = async (count) => {
    const text = `任务分工通知\n\n一、总体目标\n\n　　1.${year}年底前新建水库${count}座。\n　　责任单位：省水利厅\n`;
    const query = "mutation I($input: IngestPlanInput!) { ingestPlan(input: $input) { plan { id } userErrors { code message } } }";
    const { ingestPlan } = await server.write(query, { input: { name: "分工.txt", text } });
    assert.deepEqual(ingestPlan.userErrors, []);
    return ingestPlan.plan.id;
  };
  const plans = [await ingest(3)];
  const heard = [];
  const query = "subscription { reminders(days: 800) { kind dueOn daysLeft openCount plan { id } deadline { text } } }";
  for await (const value of client.iterate({ query })) {
    assert.equal(value.errors, undefined, JSON.stringify(value.errors));
    heard.push(value.data.reminders);
    if (heard.length === 2) break;
    plans.push(await ingest(4));
  }
  assert.deepEqual(heard.map(({ plan }) => plan.id), plans);
  for (const { kind, dueOn, daysLeft, openCount } of heard) {
    assert.deepEqual({ kind, dueOn, openCount }, { kind: "TASK", dueOn: `${year}-12-31`, openCount: 1 });
    assert.ok(daysLeft > 300 && daysLeft < 800);
  }
  client.dispose();
  await server.stop();
}

export default async function events(server, program) {
  const client = createClient({ url: server.graphql, retryAttempts: 0 });
  const { serverInfo } = await server.data("{ serverInfo { dataVersion } }");
  await report(server);
  const heard = [];
  const query = "subscription S($since: String) { changes(since: $since) { dataVersion kind } }";
  for await (const value of client.iterate({ query, variables: { since: serverInfo.dataVersion } })) {
    assert.equal(value.errors, undefined);
    heard.push(value.data.changes);
    if (heard.length === 3) break;
    await report(server);
  }
  assert.deepEqual(heard.map(({ kind }) => kind), Array(3).fill("PROGRESS_RECORDED"));
  assert.deepEqual(heard.map(({ dataVersion }) => dataVersion - serverInfo.dataVersion), [1, 2, 3]);

  const single = [];
  for await (const value of client.iterate({ query: "{ __typename }" })) single.push(value);
  assert.deepEqual(single, [{ data: { __typename: "Query" } }]);
  const wrong = [];
  for await (const value of client.iterate({ query: "subscription { nothing }" })) wrong.push(value);
  assert.equal(wrong[0].errors[0].extensions.code, "GRAPHQL_VALIDATION_FAILED");
  client.dispose();

  await opening(program);
  await hurried(program);
  await reminders(program);
  // Who does not take a stream is told so.
  const { answer } = await server.send("subscription { changes { kind } }");
  assert.equal(answer.errors[0].extensions.code, "WRONG_TRANSPORT");
  return "changes, resumption, single answers, faults, GET, heartbeats, reminders";
}
