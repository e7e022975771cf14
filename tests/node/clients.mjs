// Clients with a normalised cache: Apollo Client and urql, each with pages, faults, a mutation and a subscription.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { ApolloClient, ApolloLink, CombinedGraphQLErrors, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { relayStylePagination } from "@apollo/client/utilities";
import { Client, fetchExchange, subscriptionExchange } from "@urql/core";
import { cacheExchange } from "@urql/exchange-graphcache";
import { relayPagination } from "@urql/exchange-graphcache/extras";
import { createClient } from "graphql-ws";
import { filter, firstValueFrom } from "rxjs";
import WebSocket from "ws";

const PAGE = `query Page($first: Int, $after: String) {
  tasks(first: $first, after: $after) { totalCount edges { cursor node { id number leads { id name } } } pageInfo { hasNextPage endCursor } } }`;
const WRONG = "query Wrong { tasks(first: -1) { totalCount } }";
const REPORT = `mutation Report($input: RecordProgressInput!) {
  recordProgress(input: $input) { report { id status task { id progress { id } } } userErrors { code } } }`;
const CHANGES = "subscription Changes($since: String) { changes(since: $since) { dataVersion kind node { __typename id } } }";
const PART = "{ tasks(first: 1) { nodes { id assignments { unit { id } } } } }";

/** What a client sends to record progress on the first task. */
async function input(server) {
  const { tasks } = await server.data(PART);
  const [task] = tasks.nodes;
  return { task: task.id, unit: task.assignments[0].unit.id, year: 2012, status: "DONE", text: "已完成" };
}

const socket = (server) => createClient({ url: server.socket, webSocketImpl: WebSocket, retryAttempts: 0 });

async function apollo(server) {
  const http = new HttpLink({ uri: server.graphql, headers: { authorization: `Bearer ${server.key}` } });
  const persisted = new PersistedQueryLink({
    sha256: (text) => createHash("sha256").update(text).digest("hex"),
    useGETForHashedQueries: true,
  });
  const listening = socket(server);
  const isHeard = ({ query }) => query.definitions.some(({ operation }) => operation === "subscription");
  const client = new ApolloClient({
    cache: new InMemoryCache({ typePolicies: { Query: { fields: { tasks: relayStylePagination() } } } }),
    link: ApolloLink.split(isHeard, new GraphQLWsLink(listening), persisted.concat(http)),
  });
  const watched = client.watchQuery({ query: gql(PAGE), variables: { first: 3 } });
  const seen = watched.subscribe({});
  await firstValueFrom(watched.pipe(filter(({ dataState }) => dataState === "complete")));
  const { endCursor } = watched.getCurrentResult().data.tasks.pageInfo;
  await watched.fetchMore({ variables: { first: 3, after: endCursor } });
  const { tasks } = client.readQuery({ query: gql(PAGE), variables: { first: 3 } });
  assert.deepEqual(tasks.edges.map(({ node }) => node.number), [1, 2, 3, 4, 5, 6]);
  seen.unsubscribe();

  const refused = await client.query({ query: gql(WRONG), errorPolicy: "all", fetchPolicy: "network-only" });
  assert.ok(CombinedGraphQLErrors.is(refused.error), String(refused.error));
  assert.equal(refused.error.errors[0].extensions.code, "BAD_USER_INPUT");

  const since = (await server.data("{ serverInfo { dataVersion } }")).serverInfo.dataVersion;
  const heard = new Promise((resolve, reject) => {
    client.subscribe({ query: gql(CHANGES), variables: { since } }).subscribe({ next: resolve, error: reject });
  });
  const { data } = await client.mutate({ mutation: gql(REPORT), variables: { input: await input(server) } });
  assert.deepEqual(data.recordProgress.userErrors, []);
  const { changes } = (await heard).data;
  assert.equal(changes.kind, "PROGRESS_RECORDED");
  assert.equal(changes.node.id, data.recordProgress.report.id);
  client.stop();
  await listening.dispose();
}

async function urql(server) {
  const listening = socket(server);
  const client = new Client({
    url: server.graphql,
    preferGetMethod: "force",
    fetchOptions: { headers: { authorization: `Bearer ${server.key}` } },
    exchanges: [
      cacheExchange({ resolvers: { Query: { tasks: relayPagination() } } }),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: (sink) => ({ unsubscribe: listening.subscribe({ query: query ?? "", variables }, sink) }),
        }),
      }),
    ],
  });
  const first = await client.query(PAGE, { first: 3 }).toPromise();
  assert.equal(first.error, undefined, String(first.error));
  const { endCursor } = first.data.tasks.pageInfo;
  const second = await client.query(PAGE, { first: 3, after: endCursor }).toPromise();
  // The cache puts both pages together.
  assert.deepEqual(second.data.tasks.edges.map(({ node }) => node.number), [1, 2, 3, 4, 5, 6]);

  const refused = await client.query(WRONG, {}).toPromise();
  assert.equal(refused.error.graphQLErrors[0].extensions.code, "BAD_USER_INPUT");

  const since = (await server.data("{ serverInfo { dataVersion } }")).serverInfo.dataVersion;
  const heard = new Promise((resolve) => {
    client.subscription(CHANGES, { since }).subscribe(resolve);
  });
  const made = await client.mutation(REPORT, { input: await input(server) }).toPromise();
  assert.deepEqual(made.data.recordProgress.userErrors, [], String(made.error));
  assert.equal((await heard).data.changes.node.id, made.data.recordProgress.report.id);
  await listening.dispose();
}

export default async function clients(server) {
  await apollo(server);
  await urql(server);
  return "Apollo Client and urql: merged pages, persisted queries by GET, faults, mutations, subscriptions";
}
