/** The calls that check the exchange around a request, made for one way of loading the module. */

import { textOrBytes, type Json } from "./api.js";
import { encodable } from "./body.js";
import { Bindings, type Load } from "./bindings.js";
import type { Report } from "./generated/types.js";

/** Names and values of headers: `Headers`, pairs, or an object as Node has it. */
export type HeadersLike =
  | Iterable<readonly [string, string]>
  | { readonly [name: string]: string | readonly string[] | undefined };

/** The calls that check what only a server sends and gets. */
export interface HttpApi {
  /**
   * Checks the headers of a request. Nothing of a header's value is repeated in the report.
   *
   * @param headers the headers
   * @param bodyLength the body's length in bytes
   */
  readonly validateHeaders: (headers: HeadersLike, bodyLength: number) => Report;
  /**
   * Checks the service's response.
   *
   * @param body its body: text, or its bytes
   */
  readonly validateResponse: (body: Json) => Report;
}

/**
 * Makes the calls.
 *
 * @param load gives the compiled module; it is called when the first of them needs it
 */
export function createHttpApi(load: Load): HttpApi {
  const bindings = new Bindings(load);
  return {
    validateHeaders: (headers, bodyLength) => {
      // What parts the texts can be in none of them, and a name or value that has it is as wrong with another one.
      const text = pairs(headers).flat().map((part) => part.replaceAll("\0", "\x01")).join("\0");
      return bindings.call((instance) => instance.ask(text, (exports, length) => exports.headers(length, bodyLength)));
    },
    validateResponse: (body) => {
      const json = encodable(textOrBytes(body));
      return bindings.call((instance) => instance.ask(json, (exports, length) => exports.response(length)));
    },
  };
}

function pairs(headers: HeadersLike): [string, string][] {
  const entries = Symbol.iterator in headers ? [...headers] : Object.entries(headers);
  return entries.flatMap(([name, value]) => [value ?? []].flat().map((one): [string, string] => [String(name), String(one)]));
}
