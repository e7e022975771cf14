// Documents that are valid and documents that are not: the server and the reference implementation must agree on each.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { buildSchema, parse, validate } from "graphql";

const valid = [
  "{ __typename }",
  "{ serverInfo { version version } }",
  "{ a: serverInfo { version } b: serverInfo { dataVersion } }",
  "{ serverInfo { version } serverInfo { dataVersion } }",
  "{ ... { __typename } ... on Query { __typename } }",
  "{ __typename @include(if: true) @skip(if: false) }",
  "query ($yes: Boolean!) { __typename @include(if: $yes) }",
  "query ($yes: Boolean = true) { __typename @include(if: $yes) }",
  "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }",
  "query ($id: ID!) { nodes(ids: [$id]) { id } }",
  "query ($id: ID! = \"x\") { nodes(ids: [$id]) { id } }",
  "query ($ids: [ID!] = [\"x\"]) { nodes(ids: $ids) { id } }",
  "query ($all: [TaskFilter!]) { tasks(filter: { and: $all }) { totalCount } }",
  "query ($ids: [ID!]) { tasks(filter: { plans: $ids }) { totalCount } }",
  "query a ($id: ID!) { ...f } query b ($id: ID!) { ...f } fragment f on Query { nodes(ids: [$id]) { id } }",
  "query ($first: Int) { tasks(first: $first) { totalCount } }",
  "query ($first: Int!) { tasks(first: $first) { totalCount } }",
  "query ($filter: TaskFilter) { tasks(filter: $filter) { totalCount } }",
  "query ($text: String) { tasks(filter: { text: $text, and: [{ hasLead: true }] }) { totalCount } }",
  "{ tasks(filter: { chapters: 3 }) { totalCount } }",
  "{ tasks(first: null) { totalCount } }",
  "query ($id: ID!) { node(id: $id) { ...task } } fragment task on Task { number }",
  "query ($id: ID!) { node(id: $id) { ... on Task { x: number } ... on Unit { x: name } } }".replace("x: name", "y: name"),
  "query ($id: ID!) { node(id: $id) { ... on Node { id } } }",
  "query a { __typename } query b { __typename }",
  "{ __schema { queryType { name } } __type(name: \"Task\") { name } }",
  "subscription { changes { dataVersion } }",
  "subscription { changes { ...event } } fragment event on ChangeEvent { dataVersion }",
  "mutation ($input: DeletePlanInput!) { a: deletePlan(input: $input) { userErrors { code } } }",
  "{ plan(by: { documentNumber: \"甲\" }) { id } }",
  "{ tasks { nodes { assignments { role } } } }",
];

const invalid = [
  // Fields.
  "{ nothing }",
  "{ serverInfo { nothing } }",
  "{ serverInfo }",
  "{ serverInfo { version { length } } }",
  "{ __typename { id } }",
  "{ tasks { nodes { __typename { id } } } }",
  "query ($id: ID!) { node(id: $id) { number } }",
  "{ __typename(x: 1) }",
  // Arguments.
  "{ tasks(number: 1) { totalCount } }",
  "{ tasks(first: 1, first: 2) { totalCount } }",
  "{ tasks(first: \"1\") { totalCount } }",
  "{ tasks(first: 1.5) { totalCount } }",
  "{ tasks(first: 99999999999) { totalCount } }",
  "{ tasks(first: { a: 1 }) { totalCount } }",
  "{ tasks(first: [1]) { totalCount } }",
  "{ nodes { id } }",
  "{ nodes(ids: null) { id } }",
  "{ nodes(ids: [null]) { id } }",
  "{ nodes(ids: [[\"x\"]]) { id } }",
  "{ tasks(filter: { nothing: 1 }) { totalCount } }",
  "{ tasks(filter: { text: \"甲\", text: \"乙\" }) { totalCount } }",
  "{ tasks(filter: { not: { text: \"甲\", text: \"甲\" } }) { totalCount } }",
  "query ($filter: TaskFilter = { text: \"甲\", text: \"乙\" }) { tasks(filter: $filter) { totalCount } }",
  "{ tasks(filter: { units: { any: [\"甲\"], role: NOBODY } }) { totalCount } }",
  "{ tasks(filter: { units: { any: [\"甲\"], role: \"LEAD\" } }) { totalCount } }",
  "{ plan(by: {}) { id } }",
  "{ plan(by: { id: \"a\", documentNumber: \"b\" }) { id } }",
  "{ plan(by: { id: null }) { id } }",
  "{ plan { id } }",
  // Fields of one name.
  "{ x: plans { totalCount } x: tasks { totalCount } }",
  "{ tasks(first: 1) { totalCount } tasks(first: 2) { totalCount } }",
  "{ tasks(first: 1) { totalCount } tasks { totalCount } }",
  "{ plans { x: totalCount } plans { x: __typename } }",
  "{ serverInfo { x: version x: dataVersion } }",
  "{ serverInfo { x: version } ...more } fragment more on Query { serverInfo { x: dataVersion } }",
  "{ tasks { nodes { plan { x: id } } nodes { plan { x: title } } } }",
  "query ($id: ID!) { node(id: $id) { ... on Task { x: number } ... on Unit { x: name } } }",
  "query ($id: ID!) { node(id: $id) { ... on Task { x: assignments { role } } ... on Unit { x: name } } }",
  "query ($a: Int, $b: Int) { tasks(first: $a) { totalCount } tasks(first: $b) { totalCount } }",
  // Variables.
  "query ($ids: [ID]!) { nodes(ids: $ids) { id } }",
  "query ($ids: [ID!]) { nodes(ids: $ids) { id } }",
  "query ($id: ID) { node(id: $id) { id } }",
  "query ($id: ID) { nodes(ids: [$id]) { id } }",
  "query ($ids: [ID!]) { nodes(ids: [$ids]) { id } }",
  "query ($ids: [ID!] = null) { nodes(ids: $ids) { id } }",
  "query ($text: [String]) { tasks(filter: { text: $text }) { totalCount } }",
  "query ($text: [String]) { tasks(filter: { and: [{ text: $text }] }) { totalCount } }",
  "query ($text: [String]) { ...f } fragment f on Query { tasks(filter: { text: $text }) { totalCount } }",
  "mutation ($plan: ID) { deletePlan(input: { plan: $plan }) { userErrors { code } } }",
  "query ($id: Int!) { node(id: $id) { id } }",
  "query ($yes: Boolean) { __typename @include(if: $yes) }",
  "query ($yes: Boolean) { __typename @skip(if: $yes) }",
  "query ($yes: Boolean) { tasks @include(if: $yes) { totalCount } }",
  "query ($text: Int) { tasks(filter: { text: $text }) { totalCount } }",
  "query ($first: Float) { tasks(first: $first) { totalCount } }",
  "query ($first: [Int]) { tasks(first: $first) { totalCount } }",
  "query ($x: Int) { __typename }",
  "{ tasks(first: $x) { totalCount } }",
  "query ($x: Int, $x: Int) { tasks(first: $x) { totalCount } }",
  "query ($x: Nothing) { tasks(first: $x) { totalCount } }",
  "query ($x: Task) { tasks(first: $x) { totalCount } }",
  "query ($x: Int = \"1\") { tasks(first: $x) { totalCount } }",
  "query ($x: Int! = null) { tasks(first: $x) { totalCount } }",
  "query a($x: Int) { ...f } query b { ...f } fragment f on Query { tasks(first: $x) { totalCount } }",
  // Fragments.
  "{ ...nothing }",
  "{ __typename } fragment f on Query { __typename }",
  "{ ...f } fragment f on Nothing { __typename }",
  "{ ...f } fragment f on TaskFilter { __typename }",
  "{ ...f } fragment f on Query { ...f }",
  "{ ...f } fragment f on Task { number }",
  "{ ... on Task { number } }",
  "{ serverInfo { ... on Query { __typename } } }",
  "{ ...f } fragment f on Query { __typename } fragment f on Query { __typename }",
  "query ($id: ID!) { node(id: $id) { ... on ServerInfo { version } } }",
  // Directives.
  "{ __typename @nothing }",
  "{ serverInfo @nothing { version } }",
  "query @nothing { __typename }",
  "query ($x: Int @nothing) { tasks(first: $x) { totalCount } }",
  "{ ... @nothing { __typename } }",
  "{ ...f @nothing } fragment f on Query { __typename }",
  "{ ...f } fragment f on Query @nothing { __typename }",
  "query @include(if: true) { __typename }",
  "{ __typename @include }",
  "{ __typename @include(if: 1) }",
  "{ __typename @include(if: true, if: true) }",
  "{ __typename @include(unless: true) }",
  "{ __typename @include(if: true) @include(if: true) }",
  "{ serverInfo { version @skip(if: \"x\") } }",
  "{ serverInfo @deprecated { version } }",
  // Operations.
  "query a { __typename } query a { __typename }",
  "query a { __typename } { __typename }",
  "subscription { changes { dataVersion } more: changes { dataVersion } }",
  "subscription { ...both } fragment both on Subscription { changes { dataVersion } b: changes { dataVersion } }",
  "subscription { __typename }",
  "subscription { changes { dataVersion } __typename }",
  "type Task { id: ID! }",
  "{ __typename } type Task { id: ID! }",
  "{ __type { name } }",
];

/** Values that fit the variables of the documents above. */
const variables = { id: "x", ids: ["x"], yes: true, input: { plan: "x" }, first: 1 };

export default async function validation(server) {
  const schema = buildSchema(readFileSync(new URL("../../schema/schema.graphql", import.meta.url), "utf8"));
  const isValid = (document) => {
    try {
      return validate(schema, parse(document)).length === 0;
    } catch {
      return false;
    }
  };
  for (const document of valid) assert.ok(isValid(document), document);
  for (const document of invalid) assert.ok(!isValid(document), document);
  const refusals = new Set(["GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "FRAGMENT_CYCLE"]);
  const disagreed = [];
  for (const document of [...valid, ...invalid]) {
    const operationName = /^query a\b/.test(document) ? "a" : undefined;
    const { answer } = await server.send(document, variables, { operationName });
    const codes = (answer.errors ?? []).map(({ extensions }) => extensions.code);
    const isRefused = codes.some((code) => refusals.has(code)) && !("data" in answer);
    if (isRefused === isValid(document)) disagreed.push(`${document}: ${codes}`);
  }
  assert.deepEqual(disagreed, []);
  return `${valid.length} valid documents, ${invalid.length} invalid ones`;
}
