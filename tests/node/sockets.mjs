// graphql-transport-ws: the package graphql-ws as a client, and every fault with its close code.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { report, start } from "./server.mjs";

const PROTOCOL = "graphql-transport-ws";
const INIT = { type: "connection_init" };
const CHANGES = "subscription C($since: String) { changes(since: $since) { dataVersion kind node { id } plan { title } at } }";

/** Opens a socket, says `messages` and returns the close code, or the messages heard until `enough` says so. */
async function talk(server, messages, { protocol = PROTOCOL, enough = () => false, headers } = {}) {
  const socket = new WebSocket(server.socket, protocol, { headers });
  const heard = [];
  const closed = once(socket, "close");
  const satisfied = new Promise((resolve) => {
    socket.on("message", (data) => {
      heard.push(JSON.parse(data));
      if (enough(heard)) resolve();
    });
  });
  await once(socket, "open");
  for (const message of messages) {
    socket.send(typeof message === "string" || Buffer.isBuffer(message) ? message : JSON.stringify(message));
  }
  const first = await Promise.race([closed.then(([code, reason]) => ({ code, reason: reason.toString() })), satisfied]);
  if (first) return { heard, ...first };
  socket.close(1000);
  const [code] = await closed;
  return { heard, code };
}

const subscribe = (id, query, more = {}) => ({ type: "subscribe", id, payload: { query, ...more } });

/** The next values of a subscription of a graphql-ws client. */
async function take(client, payload, count, meanwhile) {
  const values = [];
  for await (const value of client.iterate(payload)) {
    values.push(value);
    if (values.length === count) break;
    if (meanwhile) await meanwhile(values.length);
  }
  return values;
}

async function closeCodes(server) {
  const open = "subscription { changes { dataVersion } }";
  const cases = [
    [4400, ["nonsense"]],
    [4400, [{ type: "unknown" }]],
    [4400, [INIT, { type: "subscribe", id: "1" }]],
    [4400, [INIT, { type: "subscribe", id: "1", payload: { query: 1 } }]],
    [4400, [INIT, { type: "subscribe", payload: { query: "{ __typename }" } }]],
    [4400, [Buffer.from([1, 2, 3])]],
    [4401, [subscribe("1", "{ __typename }")]],
    [4403, [{ ...INIT, payload: { authorization: "Bearer pg_0000000000000000_0" } }]],
    [4409, [INIT, subscribe("1", open), subscribe("1", open)]],
    [4429, [INIT, INIT]],
    [1009, [INIT, subscribe("1", `{ __typename } #${"x".repeat(70_000)}`)]],
  ];
  for (const [code, messages] of cases) {
    const end = await talk(server, messages);
    assert.equal(end.code, code, `${JSON.stringify(messages).slice(0, 100)}: ${end.reason}`);
  }
  for (const protocol of ["graphql-ws", "nonsense"]) {
    const socket = new WebSocket(server.socket, protocol);
    socket.on("error", () => {});
    const code = await new Promise((resolve) => socket.on("close", resolve));
    // The package ws gives up a handshake whose subprotocol it did not ask for.
    assert.ok([4406, 1006].includes(code), `${protocol}: ${code}`);
  }
  const bare = new WebSocket(server.socket);
  assert.equal((await once(bare, "close"))[0], 4406);
  return cases.length + 3;
}

async function messages(server) {
  const answered = await talk(
    server,
    [INIT, { type: "ping", payload: { a: 1 } }, subscribe("q", "{ __typename }")],
    { enough: (heard) => heard.some((message) => message.type === "complete") },
  );
  const types = answered.heard.map((message) => message.type);
  assert.deepEqual(types.slice(0, 2), ["connection_ack", "pong"]);
  assert.equal(typeof answered.heard[0].payload.dataVersion, "string");
  assert.deepEqual(answered.heard[1].payload, { a: 1 });
  assert.deepEqual(answered.heard.slice(2), [
    { id: "q", type: "next", payload: { data: { __typename: "Query" } } },
    { id: "q", type: "complete" },
  ]);
  assert.equal(answered.code, 1000, "the client's close is echoed");
  // A request that is at fault is an error message, and the socket goes on.
  const refused = await talk(
    server,
    [INIT, subscribe("a", "{ nothing }"), subscribe("b", "subscription { changes(since: \"99999999\") { kind } }"), subscribe("c", "{ __typename }")],
    { enough: (heard) => heard.filter((message) => message.type !== "next").length === 4 },
  );
  const errors = Object.fromEntries(refused.heard.filter((m) => m.type === "error").map((m) => [m.id, m.payload[0].extensions.code]));
  assert.deepEqual(errors, { a: "GRAPHQL_VALIDATION_FAILED", b: "BAD_USER_INPUT" });
  // After the client's complete the server is silent, and the id is free again.
  const open = "subscription { changes { dataVersion } }";
  const freed = await talk(
    server,
    [INIT, subscribe("1", open), { type: "complete", id: "1" }, { type: "complete", id: "never" }, subscribe("1", "{ __typename }")],
    { enough: (heard) => heard.some((message) => message.type === "complete") },
  );
  assert.deepEqual(freed.heard.map((message) => message.type), ["connection_ack", "next", "complete"]);
}

async function changes(server) {
  const client = createClient({ url: server.socket, webSocketImpl: WebSocket, retryAttempts: 0, lazy: false });
  const { serverInfo } = await server.data("{ serverInfo { dataVersion } }");
  const before = serverInfo.dataVersion;
  await report(server);
  await report(server);
  // What was missed comes first, then what happens.
  const values = await take(client, { query: CHANGES, variables: { since: before } }, 3, async (count) => {
    if (count === 2) await report(server);
  });
  for (const { data, errors } of values) {
    assert.equal(errors, undefined);
    assert.equal(data.changes.kind, "PROGRESS_RECORDED");
    assert.match(data.changes.node.id, /^report_/);
    assert.match(data.changes.at, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  }
  const versions = values.map(({ data }) => Number(data.changes.dataVersion));
  assert.deepEqual(versions, [1, 2, 3].map((step) => Number(before) + step));
  // Who was cut off after the first goes on behind it, without a gap and without a repetition.
  const resumed = await take(client, { query: CHANGES, variables: { since: String(versions[0]) } }, 2);
  assert.deepEqual(resumed.map(({ data }) => Number(data.changes.dataVersion)), versions.slice(1));
  // Queries and mutations go over the socket too; the key comes with the handshake's payload.
  const keyed = createClient({
    url: server.socket,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${server.key}` },
  });
  const mutation = "mutation { deletePlan(input: { plan: \"plan_0000000000000000\" }) { deletedId userErrors { code } } }";
  const [deleted] = await take(keyed, { query: mutation }, 1);
  assert.equal(deleted.data.deletePlan.userErrors[0].code, "UNKNOWN_PLAN");
  const [unkeyed] = await take(client, { query: mutation }, 1);
  assert.equal(unkeyed.errors[0].extensions.code, "UNAUTHENTICATED");
  await Promise.all([client.dispose(), keyed.dispose()]);
}

async function ingestProgress(server) {
  const client = createClient({ url: server.socket, webSocketImpl: WebSocket, retryAttempts: 0 });
  const text = "任务分工通知\n\n一、总体目标\n\n　　1.新建水库3座。\n　　责任单位：省水利厅\n";
  const listening = (async () => {
    const steps = [];
    const query = "subscription { ingestProgress(jobId: \"job\") { step done total report { taskCount stored } } }";
    for await (const { data } of client.iterate({ query })) steps.push(data.ingestProgress);
    return steps;
  })();
  const { ingestPlan } = await server.write(
    "mutation I($input: IngestPlanInput!) { ingestPlan(input: $input) { plan { id } report { stored } userErrors { code message } } }",
    { input: { name: "分工.txt", text, jobId: "job" } },
  );
  assert.deepEqual(ingestPlan.userErrors, []);
  const steps = await listening;
  assert.deepEqual(steps.map(({ step }) => step), ["READING", "ACCEPTING", "STORING", "INDEXING", "DONE"]);
  assert.deepEqual(steps.map(({ done }) => done), [0, 1, 2, 3, 4]);
  assert.deepEqual(steps.at(-1).report, { taskCount: 1, stored: true });
  await client.dispose();
}

async function limits(program) {
  const server = await start(program, { socket_limit: 2, streams_per_socket: 2, socket_init_ms: 200, slow_consumer_ms: 300 });
  try {
    assert.equal((await talk(server, [])).code, 4408);
    const open = "subscription { changes { dataVersion } }";
    const many = await talk(server, [INIT, ...["1", "2", "3"].map((id) => subscribe(id, open))], {
      enough: (heard) => heard.some((message) => message.type === "error"),
    });
    assert.equal(many.heard.at(-1).payload[0].extensions.code, "TOO_MANY_STREAMS");
    const held = [1, 2].map(() => new WebSocket(server.socket, PROTOCOL));
    await Promise.all(held.map((socket) => once(socket, "open")));
    const refused = new WebSocket(server.socket, PROTOCOL);
    const [error] = await once(refused, "error");
    assert.match(error.message, /503/);
    held.forEach((socket) => socket.terminate());
    await slowConsumer(server);
    // A stop says so to whoever listens.
    const listener = new WebSocket(server.socket, PROTOCOL);
    await once(listener, "open");
    listener.send(JSON.stringify(INIT));
    await once(listener, "message");
    const closed = once(listener, "close");
    await server.stop();
    assert.equal((await closed)[0], 1001);
  } finally {
    server.child.kill("SIGKILL");
  }
}

/** A client that does not read is dropped with 1013; nobody else notices. */
async function slowConsumer(server) {
  let socket;
  for (;;) {
    // The places of the sockets that were just cut off may take a moment to be free.
    socket = new WebSocket(server.socket, PROTOCOL);
    const opened = await new Promise((resolve) => {
      socket.once("open", () => resolve(true));
      socket.once("error", () => resolve(false));
    });
    if (opened) break;
  }
  socket.send(JSON.stringify(INIT));
  await once(socket, "message");
  const query = "subscription { changes(since: \"0\") { dataVersion plan { sourceText } } }";
  socket._socket.pause();
  for (let id = 0; id < 2; id += 1) socket.send(JSON.stringify(subscribe(String(id), query)));
  const dropped = async () => /plangraph_slow_consumers_total [1-9]/.test(await (await fetch(`${server.address}metrics`)).text());
  for (let rounds = 0; rounds < 200 && !(await dropped()); rounds += 1) await report(server);
  assert.ok(await dropped(), "the slow client was dropped");
  socket._socket.resume();
  const [code] = await once(socket, "close");
  assert.ok([1013, 1006].includes(code), `${code}`);
}

export default async function sockets(server, program) {
  const faults = await closeCodes(server);
  await messages(server);
  await changes(server);
  await ingestProgress(server);
  await limits(program);
  return `${faults} faults with their codes; changes, resumption, progress, limits, a slow consumer`;
}
