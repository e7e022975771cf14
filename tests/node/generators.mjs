// Code generators take the committed schema and every operation that the page sends.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { codegen } from "@graphql-codegen/core";
import * as typescript from "@graphql-codegen/typescript";
import * as operations from "@graphql-codegen/typescript-operations";
import { buildSchema, parse, validate } from "graphql";

export default async function generators() {
  const text = readFileSync(new URL("../../schema/schema.graphql", import.meta.url), "utf8");
  const schema = buildSchema(text);
  const folder = new URL("../../schema/operations/", import.meta.url);
  const documents = readdirSync(folder).map((name) => ({
    location: name,
    document: parse(readFileSync(new URL(name, folder), "utf8")),
  }));
  for (const { location, document } of documents) {
    assert.deepEqual(validate(schema, document).map(({ message }) => message), [], location);
  }
  const code = await codegen({
    filename: "schema.ts",
    schema: parse(text),
    documents,
    config: {},
    plugins: [{ typescript: {} }, { operations: {} }],
    pluginMap: { typescript, operations },
  });
  assert.match(code, /export type Mutation/);
  assert.match(code, /TaskPageQuery/);
  return `${documents.length} operations`;
}
