// Relay: its compiler and runtime take the schema, and our pages are those of the package graphql-relay.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectionFromArray } from "graphql-relay";

const require = createRequire(import.meta.url);
const SCHEMA = new URL("../../schema/schema.graphql", import.meta.url);

const SOURCE = `
const { graphql } = require("relay-runtime");
const list = graphql\`
  fragment AppTasks on Plan @refetchable(queryName: "AppTasksPage")
    @argumentDefinitions(count: { type: "Int", defaultValue: 3 }, cursor: { type: "String" }) {
    tasks(first: $count, after: $cursor) @connection(key: "App_tasks") {
      edges { node { id text leads { name } } }
    }
  }
\`;
const page = graphql\`
  query AppQuery($id: ID!) { node(id: $id) { __typename ... on Plan @alias(as: "plan") { title ...AppTasks } } }
\`;
const report = graphql\`
  mutation AppReport($input: RecordProgressInput!) {
    recordProgress(input: $input) { report { id status task { id } } userErrors { code message path } }
  }
\`;
const changes = graphql\`
  subscription AppChanges($since: String) { changes(since: $since) { dataVersion kind node { id } } }
\`;
module.exports = { list, page, report, changes };
`;

/** Compiles a container with a connection, a refetch, a mutation and a subscription. */
function compile() {
  const folder = mkdtempSync(join(tmpdir(), "plangraph-relay-"));
  mkdirSync(join(folder, "src", "__generated__"), { recursive: true });
  copyFileSync(SCHEMA, join(folder, "schema.graphql"));
  writeFileSync(join(folder, "src", "App.js"), SOURCE);
  const config = { src: "./src", schema: "./schema.graphql", language: "javascript", artifactDirectory: "./src/__generated__", eagerEsModules: false };
  writeFileSync(join(folder, "relay.config.json"), JSON.stringify(config));
  writeFileSync(join(folder, "package.json"), "{}");
  const compiler = require("relay-compiler");
  execFileSync(compiler, ["relay.config.json"], { cwd: folder, stdio: "pipe" });
  const artifact = (name) => {
    const text = readFileSync(join(folder, "src", "__generated__", `${name}.graphql.js`), "utf8");
    const path = join(folder, `${name}.cjs`);
    writeFileSync(path, text.replaceAll(/require\('\.\/(\w+)\.graphql'\)/g, (_, other) => `require(${JSON.stringify(join(folder, `${other}.cjs`))})`));
    return path;
  };
  const artifacts = Object.fromEntries(["AppTasksPage", "AppTasks", "AppQuery", "AppReport", "AppChanges"].map((name) => [name, artifact(name)]));
  return { folder, artifacts };
}

/** Fetches a page with the runtime and a further one through \`node\`. */
async function fetchPages(server, artifacts) {
  const { Environment, Network, RecordSource, Store, fetchQuery } = require("relay-runtime");
  const network = Network.create(async (operation, variables) => (await server.send(operation.text, variables)).answer);
  const environment = new Environment({ network, store: new Store(new RecordSource()) });
  const { plans } = await server.data("{ plans(first: 1) { nodes { id title } } }");
  const { id, title } = plans.nodes[0];
  const page = await fetchQuery(environment, require(artifacts.AppQuery), { id }).toPromise();
  assert.equal(page.node.plan.title, title);
  const records = environment.getStore().getSource();
  const connection = () => records.get(records.getRecordIDs().find((key) => key.includes("__App_tasks_connection")));
  assert.equal(connection().edges.__refs.length, 3);
  const cursor = records.get(connection().pageInfo.__ref).endCursor;
  const network2 = (await server.send(require(artifacts.AppTasksPage).params.text, { id, count: 4, cursor })).answer;
  assert.equal(network2.errors, undefined);
  assert.equal(network2.data.node.tasks.edges.length, 4);
}

/** Compares pages with those that the reference implementation cuts. */
async function compare(server) {
  const query = `query P($first: Int, $last: Int, $after: String, $before: String) {
    tasks(filter: { chapters: [1] }, first: $first, last: $last, after: $after, before: $before) {
      edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }`;
  const whole = (await server.data(query, { first: 100 })).tasks;
  const ids = whole.edges.map(({ node }) => node.id);
  const cursors = whole.edges.map(({ cursor }) => cursor);
  assert.equal(ids.length, whole.totalCount);
  const oracleCursors = connectionFromArray(ids, {}).edges.map(({ cursor }) => cursor);
  const places = [null, 0, 1, Math.floor(ids.length / 2), ids.length - 2, ids.length - 1];
  const sizes = [["first", 0], ["first", 1], ["first", 3], ["first", 100], ["last", 0], ["last", 1], ["last", 3], ["last", 100]];
  let combinations = 0;
  for (const after of places) {
    for (const before of places) {
      for (const [argument, size] of sizes) {
        const at = (list) => ({
          [argument]: size,
          after: after === null ? null : list[after],
          before: before === null ? null : list[before],
        });
        const ours = (await server.data(query, at(cursors))).tasks;
        const theirs = connectionFromArray(ids, at(oracleCursors));
        const name = JSON.stringify({ after, before, [argument]: size });
        // The reference goes astray when the bounds cross; then nothing lies between them.
        const crosses = after !== null && before !== null && after >= before;
        const expected = crosses ? [] : theirs.edges.map(({ node }) => node);
        assert.deepEqual(ours.edges.map(({ node }) => node.id), expected, name);
        if (!crosses && argument === "first" && before === null) {
          assert.equal(ours.pageInfo.hasNextPage, theirs.pageInfo.hasNextPage, name);
        }
        if (!crosses && argument === "last" && after === null) {
          assert.equal(ours.pageInfo.hasPreviousPage, theirs.pageInfo.hasPreviousPage, name);
        }
        combinations += 1;
      }
    }
  }
  return combinations;
}

/** Everything that has an id is found by it, in the order asked for, with null for what is not there. */
async function identify(server) {
  const { tasks } = await server.data("{ tasks(first: 49) { nodes { id } } }");
  const ids = tasks.nodes.map(({ id }) => id);
  ids.splice(7, 0, "task_00000000000000000000000000000000");
  const { nodes } = await server.data("query N($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids });
  assert.deepEqual(nodes.map((node) => node?.id ?? null), ids.map((id, place) => (place === 7 ? null : id)));
}

export default async function relay(server) {
  const { folder, artifacts } = compile();
  try {
    await fetchPages(server, artifacts);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const combinations = await compare(server);
  await identify(server);
  return `compiled, fetched and refetched; ${combinations} pages as the reference cuts them`;
}
