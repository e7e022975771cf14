// Code generators take the committed schema and every operation that the page sends.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { codegen } from "@graphql-codegen/core";
import * as typescript from "@graphql-codegen/typescript";
import * as operations from "@graphql-codegen/typescript-operations";
import { buildSchema, findBreakingChanges, parse, validate } from "graphql";
import { execFileSync } from "node:child_process";

/** The schema of the last release; null when there is none to be had. */
function released() {
  const git = (...words) => execFileSync("git", words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  try {
    const tag = git("describe", "--tags", "--abbrev=0", "--match", "v*");
    return { tag, schema: buildSchema(git("show", `${tag}:schema/schema.graphql`)) };
  } catch {
    return null;
  }
}

/** What a release promised holds until it was deprecated for one. */
function compare(schema) {
  const last = released();
  if (!last) return "no release to compare with";
  const isDeprecated = (description) => {
    const [type, field] = /(\w+)\.(\w+)/.exec(description)?.slice(1) ?? [];
    return Boolean(last.schema.getType(type)?.getFields?.()[field]?.deprecationReason);
  };
  const broken = findBreakingChanges(last.schema, schema).filter(({ description }) => !isDeprecated(description));
  assert.deepEqual(broken.map(({ description }) => description), [], `since ${last.tag}`);
  return `nothing broken since ${last.tag}`;
}

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
  assert.match(code, /TaskDetailQuery/);
  return `${documents.length} operations; ${compare(schema)}`;
}
