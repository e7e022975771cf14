// Bundles GraphiQL with its editor and workers into dist/, which the server carries.

import { build } from "esbuild";
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { brotliCompressSync, gzipSync } from "node:zlib";

const here = (path) => new URL(path, import.meta.url);

await rm(here("dist"), { recursive: true, force: true });
await mkdir(here("dist"));

// The examples are the operations that the page sends: each becomes a tab.
const operations = here("../../schema/operations/");
const examples = {};
for (const name of await readdir(operations)) {
  examples[name.replace(/\.graphql$/, "")] = await readFile(new URL(name, operations), "utf8");
}

const common = { bundle: true, minify: true, legalComments: "linked", logLevel: "warning", target: "es2022" };
await build({
  ...common,
  entryPoints: ["src/main.jsx"],
  outfile: "dist/main.js",
  format: "esm",
  jsx: "automatic",
  loader: { ".ttf": "file" },
  assetNames: "[name]-[hash]",
  define: { "process.env.NODE_ENV": '"production"', EXAMPLES: JSON.stringify(examples) },
});
const require = (name) => import.meta.resolve(name).replace("file://", "");
for (const [name, entry] of Object.entries({
  editor: "monaco-editor/esm/vs/editor/editor.worker.js",
  json: "monaco-editor/esm/vs/language/json/json.worker.js",
  graphql: "monaco-graphql/esm/graphql.worker.js",
})) {
  await build({
    ...common,
    entryPoints: [require(entry)],
    outfile: `dist/${name}.worker.js`,
    format: "iife",
    define: { "process.env.NODE_ENV": '"production"' },
  });
}
await copyFile(here("src/index.html"), here("dist/index.html"));
// The server hands out packed files as they are, and packs nothing of this size itself.
for (const name of await readdir(here("dist"))) {
  const content = await readFile(here(`dist/${name}`));
  await writeFile(here(`dist/${name}.br`), brotliCompressSync(content));
  await writeFile(here(`dist/${name}.gz`), gzipSync(content, { level: 9 }));
}
