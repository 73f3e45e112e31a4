// The packed package, laid among the modules of the applications as an install would lay it.

import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { HERE, ROOT } from "./programs.js";

const execute = promisify(execFile);

export const APPS = join(HERE, "apps");
export const MODULES = join(APPS, "node_modules");
export const INSTALLED = join(MODULES, "netverify-rules");

/**
 * Installs the applications' tools where they are missing or not those of the lock file, then the package's tarball: the one
 * that the environment names, else one that is packed of `pkg/dist`.
 */
export async function installPacked() {
  const [done, lock] = [join(MODULES, ".package-lock.json"), join(APPS, "package-lock.json")];
  if (!existsSync(done) || statSync(done).mtimeMs < statSync(lock).mtimeMs) {
    console.log("installing the bundlers: npm ci in tests/js/apps");
    await execute("npm", ["ci", "--no-audit", "--no-fund"], { cwd: APPS });
  }
  const tarball = process.env.NETVERIFY_TARBALL;
  if (tarball !== undefined) return unpack(tarball);
  const folder = mkdtempSync(join(tmpdir(), "netverify-packed-"));
  try {
    const { stdout } = await execute("npm", ["pack", "--pack-destination", folder], { cwd: join(ROOT, "pkg") });
    await unpack(join(folder, stdout.trim()));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function unpack(tarball) {
  rmSync(INSTALLED, { recursive: true, force: true });
  mkdirSync(INSTALLED, { recursive: true });
  await execute("tar", ["-xzf", tarball, "-C", INSTALLED, "--strip-components=1"]);
}
