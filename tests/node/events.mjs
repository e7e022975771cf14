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
  // Who does not take a stream is told so.
  const { answer } = await server.send("subscription { changes { kind } }");
  assert.equal(answer.errors[0].extensions.code, "WRONG_TRANSPORT");
  return "changes, resumption, single answers, faults, GET";
}
