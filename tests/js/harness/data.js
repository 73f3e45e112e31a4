// What the vectors need, gathered in one folder for every runtime: vectors.json, images.json and golden.ndjson.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./programs.js";

/** Makes the folder; the native reports are printed by the core as it stands. */
export function gatherData() {
  const folder = mkdtempSync(join(tmpdir(), "netverify-vectors-"));
  const vectors = join(ROOT, "tests/vectors");
  const names = readdirSync(vectors).filter((name) => name.endsWith(".json") && name !== "images.json");
  const read = (name) => JSON.parse(readFileSync(join(vectors, name), "utf8"));
  writeFileSync(join(folder, "vectors.json"), JSON.stringify(Object.fromEntries(names.sort().map((name) => [name, read(name)]))));
  writeFileSync(join(folder, "images.json"), JSON.stringify(read("images.json")));
  const { error, status, stdout } = spawnSync(
    process.env.CARGO ?? "cargo",
    ["run", "--quiet", "--locked", "--package", "netverify-golden"],
    { cwd: ROOT, maxBuffer: 2 ** 28, stdio: ["ignore", "pipe", "inherit"] },
  );
  if (status !== 0) {
    rmSync(folder, { recursive: true });
    throw new Error(`the native reports could not be printed by netverify-golden (${error?.message ?? `status ${status}`})`);
  }
  writeFileSync(join(folder, "golden.ndjson"), stdout);
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}
