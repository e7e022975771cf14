// GraphiQL over this server's /graphql: queries by POST, subscriptions by WebSocket, the key in the header editor.

import { GraphiQL } from "graphiql";
import { createClient } from "graphql-ws";
import { createRoot } from "react-dom/client";
import "graphiql/style.css";
import "./main.css";

const WORKERS = { graphql: "graphql", json: "json" };

globalThis.MonacoEnvironment = {
  getWorker: (_module, label) => new Worker(`/graphiql/${WORKERS[label] ?? "editor"}.worker.js`),
};

/** The tabs that a new reader finds first. */
const FIRST = ["ServerInfo", "TaskList", "SearchPage", "IndicatorTable"];

const VARIABLES = {
  TaskList: { filter: { units: { any: ["省农委"], role: "LEAD" } }, first: 5 },
  SearchPage: { query: "省农委牵头 粮食" },
  IndicatorTable: { filter: { isBinding: true }, first: 10 },
};

const HEADERS = JSON.stringify({ authorization: "Bearer " }, null, 2);

const json = (value) => (value ? JSON.stringify(value, null, 2) : undefined);

/** Headers as the editor has them; an empty key is none. */
function filled(headers) {
  const given = Object.entries(headers ?? {}).filter(([, value]) => String(value).trim() !== "Bearer");
  return Object.fromEntries(given);
}

async function once(parameters, headers) {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { accept: "application/graphql-response+json, application/json", "content-type": "application/json", ...headers },
    body: JSON.stringify(parameters),
  });
  return response.json();
}

function listen(parameters, headers) {
  const url = new URL("/graphql", location.href);
  url.protocol = url.protocol.replace("http", "ws");
  const client = createClient({ url: url.href, connectionParams: { authorization: headers.authorization } });
  return client.iterate(parameters);
}

function fetcher(parameters, options) {
  const headers = filled(options?.headers);
  const operations = options?.documentAST?.definitions.filter(({ kind }) => kind === "OperationDefinition") ?? [];
  const meant = operations.find(({ name }) => !parameters.operationName || name?.value === parameters.operationName);
  return meant?.operation === "subscription" ? listen(parameters, headers) : once(parameters, headers);
}

const tabs = FIRST.filter((name) => name in EXAMPLES).map((name) => ({
  query: EXAMPLES[name],
  variables: json(VARIABLES[name]),
  headers: HEADERS,
}));

// What the page links to: `#query=…&variables=…` opens a tab with both, beside those of earlier visits.
const given = new URLSearchParams(location.hash.slice(1));
const asked = given.has("query")
  ? { query: given.get("query"), variables: given.get("variables") ?? "", headers: HEADERS }
  : undefined;

createRoot(document.getElementById("graphiql")).render(
  <GraphiQL
    fetcher={fetcher}
    defaultTabs={asked ? [asked, ...tabs] : tabs}
    initialQuery={asked?.query}
    initialVariables={asked?.variables}
    initialHeaders={asked?.headers}
    defaultHeaders={HEADERS}
    isHeadersEditorEnabled
    shouldPersistHeaders={false}
  />,
);
