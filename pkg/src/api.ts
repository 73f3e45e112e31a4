/** The calls that check, made for one way of loading the module. */

import { bytesOf, membersOf } from "./body.js";
import { Bindings, type Load } from "./bindings.js";
import type { FieldName, ImageFieldName, Report, Settings } from "./generated/types.js";
import { checkStream } from "./stream.js";
import { checkBlob, checkImage, toImageFields, type ImageFields, type ImageOptions, type ReadOptions } from "./images.js";

/** What a field is checked with. */
export interface FieldContext {
  /** What the account is set to. */
  readonly settings?: Settings | undefined;
  /** The rest of the request, which the rules of some fields read. What is no object of fields is told as of a request. */
  readonly request?: object | null | undefined;
}

/** Text or bytes of JSON. */
export type Json = string | ArrayBufferView | ArrayBuffer;

/** A stream of bytes: of the platform, or what `for await` takes. */
export type ByteStream = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** The calls that check. */
export interface Api {
  /**
   * Checks a request: any value of JavaScript, as what `JSON.stringify` would make of it. What JSON cannot hold is a
   * violation, never an exception; `undefined` is absence.
   *
   * @param request the request
   * @param settings what the account is set to
   * @throws TypeError where a setting is unknown or has a value that is not accepted; never because of the request
   *
   * @example
   * ```ts
   * validate({ country: "usa" }).violations.find(({ field }) => field === "country")?.suggestion; // "USA"
   * ```
   */
  readonly validate: (request: unknown, settings?: Settings) => Report;
  /**
   * Checks a request's body, as it is sent or received.
   *
   * @param body text, or its bytes
   * @param settings what the account is set to
   * @throws TypeError where a setting is unknown or has a value that is not accepted; never because of the body
   */
  readonly validateJson: (body: Json, settings?: Settings) => Report;
  /**
   * Checks a request's body while it arrives: `Request.body` of a server or an edge, a Node request, or any other stream of
   * bytes. No more of it is kept than the texts of its fields.
   *
   * @param body the stream, which is read to its end, or cancelled where it has more bytes than a body may have; `null`, as
   *   `Request.body` is without a body, is an empty one
   * @param settings what the account is set to
   * @returns the report; rejected with a TypeError where a setting is unknown or has a value that is not accepted, or what was
   *   given is no stream of bytes, and with the stream's own error where it fails
   *
   * @example
   * ```ts
   * const report = await validateJsonStream(request.body);
   * ```
   */
  readonly validateJsonStream: (body: ByteStream | null, settings?: Settings) => Promise<Report>;
  /**
   * Checks one field while it is typed: what the report on the whole request would say of it. A violation that more
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
  readonly validateField: (name: FieldName, value: unknown, context?: FieldContext) => Report;
  /**
   * Checks a photo that is there already.
   *
   * @param image its bytes, or its base64 text
   * @param options the field that it is for, and the MIME type that will be declared
   */
  readonly checkImage: (image: string | ArrayBufferView | ArrayBuffer, options?: ImageOptions) => Report;
  /**
   * Checks a photo in a file, slice by slice: a JPEG to its end, of a PNG what stands around its picture data.
   *
   * @param blob the file
   * @param options the field that it is for, the MIME type that will be declared, a signal, and who hears of the progress
   */
  readonly checkBlob: (blob: Blob, options?: ImageOptions & ReadOptions) => Promise<Report>;
  /**
   * Makes a request's fields of a photo: its base64 text, and the MIME type of its bytes, whatever the file's name says.
   * Nothing is checked.
   *
   * @param field the field that it is for
   * @param image the file, or its bytes
   * @param options a signal, and who hears of the progress
   *
   * @example
   * ```ts
   * const request = { country: "DEU", idType: "PASSPORT", ...(await toImageFields("frontsideImage", file)) };
   * ```
   */
  readonly toImageFields: <F extends ImageFieldName>(
    field: F,
    image: Blob | ArrayBufferView | ArrayBuffer,
    options?: ReadOptions,
  ) => Promise<ImageFields<F>>;
}

/**
 * Makes the calls.
 *
 * @param load gives the compiled module; it is called when the first of them needs it
 */
export function createApi(load: Load): Api {
  const bindings = new Bindings(load);

  const validate = (request: unknown, settings?: Settings): Report => {
    const members = membersOf(request);
    return bindings.call((instance) => instance.request(request, members, settings));
  };

  return {
    validate,
    validateJson: (json, settings) => {
      const body = textOrBytes(json);
      return bindings.call((instance) => instance.json(body, settings));
    },
    validateJsonStream: (body, settings) => checkStream(bindings, body, settings),
    validateField: (name, value, context) => {
      const { settings, request } = context ?? {};
      const members = membersOf(request, name, value);
      const report = bindings.call((instance) => instance.knows(name) && instance.request(request, members, settings, name));
      if (report) return report;
      // A request with that name would be told so, and nothing else of the name.
      const violations = validate({ [name]: value }).violations.filter(({ code }) => code === "unknown_field");
      return { valid: true, violations, images: {} };
    },
    checkImage: (image, options = {}) => checkImage(bindings, image, options),
    checkBlob: (blob, options = {}) => checkBlob(bindings, blob, options),
    toImageFields: (field, image, options = {}) => toImageFields(bindings, field, image, options),
  };
}

/** What was given as JSON; what is neither text nor bytes is no JSON, like an empty text. */
export function textOrBytes(json: Json): string | Uint8Array {
  return typeof json === "string" ? json : (bytesOf(json) ?? "");
}
