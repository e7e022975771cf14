// GraphQL over HTTP: every audit of the package graphql-http must be met, those of MAY and SHOULD too.

import assert from "node:assert/strict";
import { serverAudits } from "graphql-http";

export default async function audits(server) {
  const all = serverAudits({ url: server.graphql, fetchFn: fetch });
  const missed = [];
  for (const audit of all) {
    const result = await audit.fn();
    if (result.status !== "ok") missed.push(`${audit.id} ${result.status}: ${audit.name}: ${result.reason}`);
  }
  assert.deepEqual(missed, []);
  assert.equal(all.length, 61);
  return `${all.length} of ${all.length}`;
}
