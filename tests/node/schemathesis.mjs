// Generated documents: whatever fits the schema is answered, and every error says by a code whose fault it is.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

export default async function schemathesis(server) {
  const program = path("../../.tools/schemathesis/bin/schemathesis");
  if (!existsSync(program)) throw new Error("schemathesis is not there: `make node-tests` installs it");
  const words = [
    "run",
    path("../../schema/schema.graphql"),
    ...["--url", server.graphql],
    ...["--header", `Authorization:Bearer ${server.key}`],
    ...["--checks", "every_error_has_a_code"],
    ...["--phases", "fuzzing"],
    ...["--seed", "1"],
    ...["--max-examples", "4"],
    ...["--max-time", "45"],
    ...["--generation-database", "none"],
    ...["--suppress-health-check", "all"],
    "--no-shrink",
    "--no-color",
  ];
  // It keeps what it learns in the folder it runs in.
  const cwd = path("../../.tools/schemathesis/");
  const environment = { ...process.env, SCHEMATHESIS_HOOKS: "hooks", PYTHONPATH: path("../schemathesis") };
  try {
    const { stdout } = await promisify(execFile)(program, words, { cwd, env: environment, maxBuffer: 1 << 26 });
    return /(\d+) generated/.exec(stdout)?.[0] ?? "nothing found";
  } catch (error) {
    throw new Error(`${error.message}\n${error.stdout}`.slice(0, 20_000));
  }
}
