/**
 * The codes, their severities and their parameters as plain data, without WebAssembly.
 *
 * @packageDocumentation
 */

export { codes, type CodeSpec, type ParamSpec } from "./generated/codes.js";
export type { Code, Severity, Violation } from "./generated/types.js";
