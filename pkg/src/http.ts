/**
 * The headers of a request and the service's response, checked where they are: on a server.
 *
 * A browser must not call the service, so the default entry has no calls for it. Both have the same WebAssembly module.
 *
 * @packageDocumentation
 */

import { load } from "./module.js";
import { textOrBytes, type Json } from "./api.js";
import { Bindings } from "./bindings.js";
import { encodable } from "./body.js";
import type { Report } from "./generated/types.js";

export type { Json } from "./api.js";
export type { Report, Violation } from "./generated/types.js";

/** Names and values of headers: `Headers`, pairs, or an object as Node has it. */
export type HeadersLike =
  | Iterable<readonly [string, string]>
  | { readonly [name: string]: string | readonly string[] | undefined };

const bindings = /* @__PURE__ */ new Bindings(load);

/**
 * Checks the headers of a request. The report repeats nothing of a header's value.
 *
 * @param headers the headers
 * @param bodyLength the body's length in bytes
 */
export function validateHeaders(headers: HeadersLike, bodyLength: number): Report {
  const entries = Symbol.iterator in headers ? [...headers] : Object.entries(headers);
  const texts = entries.flatMap(([name, value]) => [value ?? []].flat().flatMap((one) => [String(name), String(one)]));
  // The separator can be in no header, and a name or value that has it is as wrong with another character.
  const text = texts.map((one) => one.replaceAll("\0", "\x01")).join("\0");
  return bindings.call((instance) => instance.ask(text, (exports, length) => exports.headers(length, bodyLength)));
}

/**
 * Checks the service's response.
 *
 * @param body its body: text, or its bytes
 */
export function validateResponse(body: Json): Report {
  const json = encodable(textOrBytes(body));
  return bindings.call((instance) => instance.ask(json, (exports, length) => exports.response(length)));
}
