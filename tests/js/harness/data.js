// The cases of tests/vectors with the native reports, in one file for every runtime.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./programs.js";

const EXAMPLE = ["run", "--quiet", "--locked", "--package", "netverify-rules", "--example", "golden"];

/** Has the present core print the cases into `cases.json` of a new folder. */
export function gatherData() {
  const { error, status, stdout } = spawnSync(process.env.CARGO ?? "cargo", EXAMPLE, {
    cwd: ROOT,
    maxBuffer: 2 ** 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`cargo ${EXAMPLE.join(" ")} failed (${error?.message ?? `status ${status}`})`);
  const folder = mkdtempSync(join(tmpdir(), "netverify-vectors-"));
  const cases = join(folder, "cases.json");
  writeFileSync(cases, stdout);
  return { folder, cases, remove: () => rmSync(folder, { recursive: true }) };
}
