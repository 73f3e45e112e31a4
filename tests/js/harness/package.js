// The package under test: where its entries are.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { HERE } from "./programs.js";

/** The folder of the package, as npm has linked it. */
export const PACKAGE = join(HERE, "node_modules/netverify-rules");

/**
 * The file of an entry under these conditions, relative to the package's folder and without a leading `./`.
 *
 * @param {string} entry `.` or `./slim`
 * @param {string[]} conditions
 */
export function entryFile(entry, conditions, folder = PACKAGE) {
  const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = resolve(exports[entry], [...conditions, "default"])?.replace(/^\.\//, "");
  if (file === undefined || !existsSync(join(folder, file))) {
    throw new Error(`the package's entry ${entry} is not built (${file}): run cargo xtask pkg`);
  }
  return file;
}

function resolve(target, conditions) {
  if (typeof target === "string" || target === undefined) return target;
  const condition = Object.keys(target).find((name) => conditions.includes(name));
  return condition && resolve(target[condition], conditions);
}
