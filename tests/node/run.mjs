// Runs every suite against `plangraph serve`. Usage: node run.mjs PROGRAM [SUITE…]

import { start } from "./server.mjs";

const [program, ...wanted] = process.argv.slice(2);
if (!program) {
  console.error("usage: node run.mjs PROGRAM [SUITE…]");
  process.exit(2);
}
const names = ["audits", "requests", "validation", "sockets", "events", "relay", "clients", "generators", "attacks", "parquet", "schemathesis"];
const server = await start(program);
let failed = 0;
for (const name of names.filter((name) => wanted.length === 0 || wanted.includes(name))) {
  const { default: suite } = await import(`./${name}.mjs`);
  const began = Date.now();
  try {
    const told = await suite(server, program);
    console.log(`ok   ${name}: ${told} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed += 1;
    console.error(`FAIL ${name}: ${error.stack}`);
  }
}
try {
  await server.stop();
} catch (error) {
  failed += 1;
  console.error(`FAIL stop: ${error.message}`);
}
process.exit(failed === 0 ? 0 : 1);
