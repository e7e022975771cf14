// What one request can ask for besides: persisted queries, extensions, entity tags, packing, the allow-list, roles.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { start } from "./server.mjs";

const digest = (text) => createHash("sha256").update(text).digest("hex");
const get = (server, parameters, headers = {}) =>
  fetch(`${server.graphql}?${new URLSearchParams(parameters)}`, { headers });

async function persisted(server) {
  const query = "{ serverInfo { version } }";
  const persistedQuery = { version: 1, sha256Hash: digest(query) };
  const ask = (body) => server.send(body, undefined, { extensions: { persistedQuery } });
  const unknown = (await ask(undefined)).answer.errors[0];
  assert.equal(unknown.message, "PersistedQueryNotFound");
  assert.equal(unknown.extensions.code, "PERSISTED_QUERY_NOT_FOUND");
  assert.ok((await ask(query)).answer.data);
  assert.ok((await ask(undefined)).answer.data, "the digest is enough now");
  const viaGet = await get(server, { extensions: JSON.stringify({ persistedQuery }) });
  assert.ok((await viaGet.json()).data);
  const wrong = (await ask("{ __typename }")).answer.errors[0];
  assert.equal(wrong.extensions.code, "BAD_USER_INPUT");
}

async function extensions(server) {
  const { answer } = await server.send("{ tasks(first: 2) { nodes { id number } } }", undefined, {
    extensions: { cost: true, dataVersion: true },
  });
  assert.deepEqual(answer.extensions.cost, { requested: 7, actual: 6 });
  assert.match(answer.extensions.dataVersion, /^\d+$/);
  const bare = await server.send("{ __typename }");
  assert.equal(bare.answer.extensions, undefined);
}

async function tags(server) {
  const query = { query: "{ plans { totalCount } }" };
  const first = await get(server, query);
  const tag = first.headers.get("etag");
  assert.match(tag, /^W\/"/);
  assert.equal(first.headers.get("cache-control"), "no-cache");
  const again = await get(server, query, { "if-none-match": tag });
  assert.equal(again.status, 304);
  const other = await get(server, { query: "{ plans { totalCount nodes { id } } }" }, { "if-none-match": tag });
  assert.equal(other.status, 200);
  const wrong = await get(server, { query: "{ nothing }" });
  assert.equal(wrong.headers.get("etag"), null);
  const { serverInfo } = await server.data("{ serverInfo { dataVersion } }");
  assert.ok(tag.startsWith(`W/"${serverInfo.dataVersion}-`));
}

async function packing(server) {
  const query = { query: "{ tasks(first: 50) { nodes { text } } }" };
  const packed = await get(server, query, { "accept-encoding": "gzip" });
  assert.equal(packed.headers.get("content-encoding"), "gzip");
  assert.ok((await packed.json()).data);
  const plain = await get(server, query, { "accept-encoding": "identity" });
  assert.equal(plain.headers.get("content-encoding"), null);
}

async function allowList(program) {
  const server = await start(program, { trusted_only: true, introspection: false });
  try {
    const folder = new URL("../../schema/operations/", import.meta.url);
    for (const name of readdirSync(folder)) {
      const query = readFileSync(new URL(name, folder), "utf8");
      const { answer } = await server.send(query, {});
      const code = answer.errors?.[0]?.extensions?.code;
      assert.notEqual(code, "DOCUMENT_NOT_TRUSTED", name);
      if (name === "Introspection.graphql") assert.equal(code, "INTROSPECTION_DISABLED");
    }
    const { answer } = await server.send("{ __typename }");
    assert.equal(answer.errors[0].extensions.code, "DOCUMENT_NOT_TRUSTED");
    assert.equal((await fetch(`${server.address}schema.graphql`)).status, 404);
  } finally {
    await server.stop();
  }
}

async function roles(server) {
  const mutation = "mutation { deletePlan(input: { plan: \"plan_0000000000000000\" }) { userErrors { code } } }";
  const code = async (headers) => (await server.send(mutation, undefined, { headers })).answer.errors?.[0]?.extensions?.code;
  assert.equal(await code({}), "UNAUTHENTICATED");
  assert.equal(await code({ authorization: "Bearer nonsense" }), "UNAUTHENTICATED");
  assert.equal(await code({ authorization: "Basic eDp5" }), "UNAUTHENTICATED");
  assert.equal(await code({ authorization: `Bearer ${server.key}` }), undefined);
  const secret = server.key.split("_").at(-1);
  assert.ok(server.log.every((line) => !line.includes(secret)), "no key in the log");
}

export default async function requests(server, program) {
  await persisted(server);
  await extensions(server);
  await tags(server);
  await packing(server);
  await allowList(program);
  await roles(server);
  return "persisted queries, cost, tags, packing, allow-list, roles";
}
