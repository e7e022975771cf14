// Documents that would cost too much: each answered at once and by its code, with the server's memory bounded.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

/** What an answer may take of a processor, and what it takes at best: others may be busy on this machine. */
const MOST_MS = 250;
const TRIES = 5;
const MOST_MIB = 400;

const repeat = (count, part) => Array.from({ length: count }, (_, index) => part(index)).join(" ");
const nest = (depth, open, inner, close) => open.repeat(depth) + inner + close.repeat(depth);

/** Fragments that each spread the next one several times. */
const layers = (levels, width) =>
  `{ ...f0 } ${repeat(levels, (level) => `fragment f${level} on Query { ${repeat(width, () => `...f${level + 1}`)} }`)} fragment f${levels} on Query { __typename }`;

const ATTACKS = {
  "layers of two": [layers(60, 2), /TOO_MANY_SELECTIONS|QUERY_TOO_DEEP/],
  "layers of thirty": [layers(25, 30), /TOO_MANY_SELECTIONS/],
  "a cycle": ["{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }", /FRAGMENT_CYCLE/],
  aliases: [`{ ${repeat(2_000, (index) => `a${index}: __typename`)} }`, /TOO_MANY_ALIASES/],
  directives: [`{ __typename ${repeat(3_000, () => "@skip(if: false)")} }`, /TOO_MANY_DIRECTIVES/],
  "unknown directives": [`{ __typename ${"@a".repeat(10_000)} }`, /TOO_MANY_DIRECTIVES/],
  "unknown fields": [`{ ${repeat(9_000, (index) => `x${index}`)} }`, /TOO_MANY_(SELECTIONS|ROOT_FIELDS)/],
  "the same field": [`{ ${repeat(5_000, () => "__typename")} }`, /TOO_MANY_(SELECTIONS|ROOT_FIELDS)/],
  "root fields": [`{ ${repeat(30, () => "serverInfo { version }")} }`, /TOO_MANY_ROOT_FIELDS/],
  depth: [nest(40, "{ tasks { nodes { plan ", "{ id }", "} } }"), /QUERY_TOO_DEEP|PARSE_FAILED/],
  "depth of brackets": [nest(10_000, "{ a ", "{ b }", "}"), /PARSE_FAILED/],
  "depth of lists": [`{ nodes(ids: ${nest(15_000, "[", "", "]")}) { id } }`, /PARSE_FAILED|VALIDATION_FAILED/],
  "depth of filters": [`{ tasks(filter: ${nest(3_000, "{ not: ", "{}", "}")}) { totalCount } }`, /PARSE_FAILED|VALIDATION_FAILED|BAD_USER_INPUT/],
  "pages of pages": ["{ tasks(first: 100) { nodes { leads { tasks(first: 100) { nodes { leads { tasks(last: 100) { nodes { id } } } } } } } } }", /QUERY_TOO_COMPLEX/],
  introspection: ["{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }", /INTROSPECTION_TOO_DEEP/],
  definitions: [`{ __typename } ${repeat(2_000, (index) => `query q${index} { __typename }`)}`, /TOO_MANY_DEFINITIONS|OPERATION_NOT_FOUND|PARSE_FAILED/],
  "a long document": [`{ __typename } #${"x".repeat(70_000)}`, /DOCUMENT_TOO_LONG|PAYLOAD_TOO_LARGE/],
  "a long search": [`{ search(query: "${"粮".repeat(600)}") { totalCount } }`, /BAD_USER_INPUT/],
  "brackets in a search": [`{ search(query: "${"(".repeat(400)}") { totalCount } }`, /BAD_USER_INPUT|totalCount/],
  "a long variable in many places": [
    `fragment f on Plan { ${repeat(1_900, () => "a(first:$x)")} } ${repeat(90, (index) => `query q${index}($x:[Int]){serverInfo{...f}}`)}`,
    /TOO_MANY_SELECTIONS/,
    { x: Array(10_000).fill(1) },
    "q0",
  ],
  "many ids": [`{ nodes(ids: [${repeat(2_000, () => "\"a\"")}]) { id } }`, /PAGE_TOO_LARGE/],
};

function residentMib(server) {
  try {
    const status = readFileSync(`/proc/${server.child.pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024;
  } catch {
    return 0; // Not on this system.
  }
}

/** Milliseconds of processors that the server has used so far; of the clock where that is not told. */
function usedMs(server) {
  try {
    const fields = readFileSync(`/proc/${server.child.pid}/stat`, "utf8").split(") ")[1].split(" ");
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return performance.now();
  }
}

export default async function attacks(server) {
  let slowest = 0;
  for (const [name, [query, expected, variables, operationName]] of Object.entries(ATTACKS)) {
    let best = Infinity;
    for (let tries = 0; tries < TRIES && best > MOST_MS; tries += 1) {
      const began = usedMs(server);
      const { answer } = await server.send(query, variables, { operationName });
      best = Math.min(best, usedMs(server) - began);
      assert.match(JSON.stringify(answer), expected, name);
    }
    assert.ok(best <= MOST_MS, `${name} took ${best.toFixed(0)} ms`);
    slowest = Math.max(slowest, best);
  }
  const alive = await server.send("{ __typename }");
  assert.equal(alive.status, 200);
  const resident = residentMib(server);
  assert.ok(resident < MOST_MIB, `${resident} MiB`);
  return `${Object.keys(ATTACKS).length} documents, the slowest ${slowest.toFixed(0)} ms; ${resident.toFixed(0)} MiB resident`;
}
