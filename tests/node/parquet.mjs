// Parquet downloads, read by a package that shares no code with what wrote them.

import assert from "node:assert/strict";
import { parquetMetadata, parquetReadObjects } from "hyparquet";

const download = (server, name) => fetch(new URL(`/export/${name}`, server.address));

/** The rows of a table as JSON lines have them, without what tells the lines apart. */
async function lines(server, what) {
  const text = await (await download(server, `${what}.jsonl`)).text();
  const [, ...rows] = text.trim().split("\n").map((line) => JSON.parse(line));
  return rows.map(({ type, ...row }) => row);
}

async function check(server, what) {
  const response = await download(server, `${what}.parquet`);
  assert.equal(response.headers.get("content-type"), "application/vnd.apache.parquet");
  const file = await response.arrayBuffer();
  const { key_value_metadata: pairs } = parquetMetadata(file);
  const manifest = JSON.parse(pairs.find(({ key }) => key === "plangraph").value);
  assert.equal(manifest.what, what);
  const rows = await parquetReadObjects({ file });
  const expected = await lines(server, what);
  assert.equal(rows.length, expected.length);
  for (const [place, row] of rows.entries()) {
    // An empty text is null in a column.
    const cells = Object.entries(expected[place]).map(([name, cell]) => [name, cell === "" ? null : cell]);
    assert.deepEqual({ ...row }, Object.fromEntries(cells));
  }
  return rows.length;
}

export default async function parquet(server) {
  const [ledger, indicators] = [await check(server, "ledger"), await check(server, "indicators")];
  return `${ledger} parts and ${indicators} indicators`;
}
