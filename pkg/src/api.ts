/** The calls that check. */

// First: gzip codes a text block by block, and where code and the module meet in one it does well by neither. At the start they
// meet once.
import { load } from "./module.js";
import { Bindings } from "./bindings.js";
import { bytesOf, membersOf } from "./body.js";
import type { FieldName, ImageFieldName, Report, Settings } from "./generated/types.js";
import * as images from "./images.js";
import type { ImageFields, ImageOptions, ReadOptions } from "./images.js";
import { checkStream } from "./stream.js";

/** What {@link validateField} reads besides the field. */
export interface FieldContext {
  /** The settings of the account. */
  readonly settings?: Settings | undefined;
  /** The rest of the request, which the rules of some fields read. What is not an object of fields is reported as of a request. */
  readonly request?: object | null | undefined;
}

/** Text or bytes of JSON. */
export type Json = string | ArrayBufferView | ArrayBuffer;

/** A stream of bytes: of the platform, or what `for await` takes. */
export type ByteStream = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

const bindings = /* @__PURE__ */ new Bindings(load);

/**
 * Checks a request: any value of JavaScript, as `JSON.stringify` would write it. What JSON cannot hold is a violation, never an
 * exception; `undefined` counts as absent.
 *
 * @param request the request
 * @param settings the settings of the account
 * @throws TypeError where a setting is unknown or has a value that is not accepted; never because of the request
 *
 * @example
 * ```ts
 * validate({ country: "usa" }).violations.find(({ field }) => field === "country")?.suggestion; // "USA"
 * ```
 */
export function validate(request: unknown, settings?: Settings): Report {
  const members = membersOf(request);
  return bindings.call((instance) => instance.request(request, members, settings));
}

/**
 * Checks the body of a request, as it is sent or received.
 *
 * @param body text, or its bytes
 * @param settings the settings of the account
 * @throws TypeError where a setting is unknown or has a value that is not accepted; never because of the body
 */
export function validateJson(body: Json, settings?: Settings): Report {
  const json = textOrBytes(body);
  return bindings.call((instance) => instance.json(json, settings));
}

/**
 * Checks the body of a request while it arrives: `Request.body` of a server or an edge, a Node request, or any other stream of
 * bytes. Only the texts of its fields are kept.
 *
 * @param body the stream, which is read to its end, or cancelled where it has more bytes than a body may have; `null`, as
 *   `Request.body` is without a body, is an empty one
 * @param settings the settings of the account
 * @returns the report; rejected with a TypeError where a setting is unknown or has a value that is not accepted, or what was
 *   given is not a stream of bytes, and with the stream's own error where it fails
 *
 * @example
 * ```ts
 * const report = await validateJsonStream(request.body);
 * ```
 */
export function validateJsonStream(body: ByteStream | null, settings?: Settings): Promise<Report> {
  return checkStream(bindings, body, settings);
}

/**
 * Checks one field while it is typed: returns what the report on the whole request would say of it. A violation that more
 * typing could fix is `incomplete`.
 *
 * @param name the field
 * @param value its value; it counts, not the one in `context.request`
 * @param context the settings, and the rest of the request
 *
 * @example
 * ```ts
 * validateField("usState", "W", { request: { idType: "DRIVING_LICENSE" } }).violations[0]?.incomplete; // true
 * ```
 */
export function validateField(name: FieldName, value: unknown, context?: FieldContext): Report {
  const { settings, request } = context ?? {};
  const members = membersOf(request, name, value);
  const report = bindings.call((instance) => instance.knows(name) && instance.request(request, members, settings, name));
  if (report) return report;
  // The report on a request with that name would say so, and nothing else of the name.
  const { violations } = validate({ [name]: value });
  return { valid: true, violations: violations.filter(({ code }) => code === "unknown_field"), images: {} };
}

/**
 * Checks a photo whose bytes or base64 text are in memory.
 *
 * @param image its bytes, or its base64 text
 * @param options the field that it is for, and the MIME type that will be declared
 */
export function checkImage(image: string | ArrayBufferView | ArrayBuffer, options: ImageOptions = {}): Report {
  return images.checkImage(bindings, image, options);
}

/**
 * Checks a photo in a file, slice by slice: a JPEG to its end, of a PNG what surrounds its picture data.
 *
 * @param blob the file
 * @param options the field that it is for, the MIME type that will be declared, a signal, and a callback for progress
 */
export function checkBlob(blob: Blob, options: ImageOptions & ReadOptions = {}): Promise<Report> {
  return images.checkBlob(bindings, blob, options);
}

/**
 * Returns the fields of a request for a photo: its base64 text, and the MIME type of its bytes, whatever the file's name says.
 * Nothing is checked.
 *
 * @param field the field that it is for
 * @param image the file, or its bytes
 * @param options a signal, and a callback for progress
 *
 * @example
 * ```ts
 * const request = { country: "DEU", idType: "PASSPORT", ...(await toImageFields("frontsideImage", file)) };
 * ```
 */
export function toImageFields<F extends ImageFieldName>(
  field: F,
  image: Blob | ArrayBufferView | ArrayBuffer,
  options: ReadOptions = {},
): Promise<ImageFields<F>> {
  return images.toImageFields(bindings, field, image, options);
}

/** Returns the text or bytes of JSON; of what is neither, an empty text, which is no JSON either. */
export function textOrBytes(json: Json): string | Uint8Array {
  return typeof json === "string" ? json : (bytesOf(json) ?? "");
}
