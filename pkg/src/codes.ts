/**
 * The codes, their severities, their parameters and what to do about them as plain data, without WebAssembly.
 *
 * @packageDocumentation
 */

import { codes } from "./generated/codes.js";
import type { Violation } from "./generated/types.js";

export { codes, type CodeSpec, type ParamSpec } from "./generated/codes.js";
export type { Code, Severity, Violation } from "./generated/types.js";

/**
 * Returns what to do about a violation, as the command line says it.
 *
 * @example
 * const { violations } = validate({});
 * console.log(adviceOn(violations[0])); // "Send the field with content: …"
 */
export function adviceOn({ code, params }: Pick<Violation, "code" | "params">): string {
  const { fix, fixes = {} } = codes[code];
  const word = Object.values<unknown>(params ?? {}).find((value) => typeof value === "string" && Object.hasOwn(fixes, value));
  return fixes[word as string] ?? fix;
}
