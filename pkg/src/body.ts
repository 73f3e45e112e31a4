/** A request as JSON: written from whatever JavaScript holds, or read far enough to take long images out. */

import type { Body } from "./border.js";
import { imageFields } from "./generated/fields.js";

/** Images that are longer together than this, in UTF-16 code units, cross the border on their own. */
const LONG = 16 * 1024;

/**
 * The most UTF-16 code units, or bytes, that cross the border at once: more than three images of the largest size take. Images
 * that cross on their own do not count. What JSON makes of so many characters is a text that every engine can hold.
 */
export const MOST_UNITS = 64 * 1024 * 1024;

/** The deepest nesting that is legal. What lies deeper is not written, but that something does. */
const MAX_DEPTH = 64;

/** As many nested values are written: with shared ones there can be more than any time suffices for. */
const MAX_NESTED = 100_000;

/** The name of an image, before its text. Other names that end so do no harm: the rules see what they stand for. */
const IMAGE = /"\w*Image"\s*:\s*(?=")/g;

/** The members of a request, each read once: a getter may give something else the next time. */
export interface Members {
  readonly names: readonly string[];
  readonly values: readonly unknown[];
}

/** What holds the fields of a request, a body or a picture, but not as its own properties: by what the platform calls it. */
const FOREIGN: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ["FormData", "form_data"],
  ["HTMLFormElement", "form_element"],
  ["URLSearchParams", "url_search_params"],
  ["Map", "map"],
  ["Set", "set"],
  ["Headers", "headers"],
  ["Request", "request"],
  ["Response", "response"],
  ["Blob", "blob"],
  ["File", "blob"],
  ["ArrayBuffer", "bytes"],
  ["SharedArrayBuffer", "bytes"],
  ["Promise", "promise"],
]);

/**
 * The kind of an object that is none of fields, as the rules call it; `undefined` for all others. It may come from another
 * window, whose classes are not those that are known here.
 */
export function kindOfForeign(value: unknown): string | undefined {
  try {
    if (!isObject(value)) return undefined;
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) return undefined;
    if (ArrayBuffer.isView(value)) return "bytes";
    const tag = tagOf(value);
    // React wraps the events that it hands out.
    const isEvent = tag.endsWith("Event") || tagOf((value as { nativeEvent?: unknown }).nativeEvent).endsWith("Event");
    return FOREIGN.get(tag) ?? (isEvent ? "event" : undefined);
  } catch {
    // A proxy that does not give it: so it is none of the platform's.
    return undefined;
  }
}

/** What the platform calls a value, whatever window it comes from. */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/**
 * The own enumerable properties of a request; `undefined` where it is no object. One that is absent has none, where a field
 * was given.
 *
 * @param name a field that has another value than in the request
 */
export function membersOf(request: unknown, name?: string, value?: unknown): Members | undefined {
  if (!isObject(request)) {
    const isAbsent = name !== undefined && (request === undefined || request === null);
    return isAbsent ? { names: [name], values: [value] } : undefined;
  }
  const names = keys(request);
  let values: unknown[] = [];
  try {
    // All at once is quicker.
    if (names.length > 0) values = Object.values(request);
  } catch {
    // One of them cannot be read.
  }
  if (values.length !== names.length) values = names.map((key) => read(request, key));
  if (name !== undefined) {
    const at = names.indexOf(name);
    for (const list of at < 0 ? [] : [names, values]) list.splice(at, 1);
    names.push(name);
    values.push(value);
  }
  return { names, values };
}

/**
 * The JSON of a request, as `JSON.stringify` writes it; but what JSON cannot hold becomes a value of the wrong type, for
 * nothing that is wrong may be lost or thrown. `toJSON` is not called, and no prototype is touched.
 *
 * @param request the request itself, which its values may lead back to
 * @param members what was read of it
 */
export function bodyOf(request: unknown, members: Members | undefined): Body {
  const writer = new Writer(request);
  if (!members) return textBody(writer.value(request) ?? "null", writer.units);
  const apart: string[] = [];
  const images: string[] = [];
  let text = "";
  let separator = "{";
  members.names.forEach((key, i) => {
    const member = members.values[i];
    const isImage = typeof member === "string" && (imageFields as readonly string[]).includes(key) && hasContent(member);
    const json = isImage ? "" : writer.value(member);
    if (member === undefined) return;
    // What has no JSON, such as a function, is there all the same, and of the wrong type.
    text += `${separator}${writer.value(key)}:${json ?? "{}"}`;
    separator = ",";
    if (!isImage) return;
    apart.push(text);
    images.push(member);
    text = "";
  });
  apart.push(separator === "{" ? "{}" : `${text}}`);
  const whole = (): string => apart.reduce((json, part, i) => json + JSON.stringify(images[i - 1]) + part);
  const imageUnits = images.reduce((sum, image) => sum + image.length, 0);
  const length = writer.units + imageUnits;
  // Where the texts are too long, no more is written of them than their number.
  const isApart = imageUnits > LONG && writer.units <= MOST_UNITS && images.every(isWellFormed);
  return { ...(isApart ? { parts: apart, images } : NOT_APART), whole, length };
}

/** The body that a text or its bytes are. */
export function bodyOfJson(json: string | Uint8Array): Body {
  const text = json.length > LONG ? textOf(json) : undefined;
  const taken = (text !== undefined && takeImages(text)) || NOT_APART;
  return { ...taken, whole: () => encodable(json), length: json.length };
}

/** A text that can be written as UTF-8, or what stands before half a surrogate pair, with its escape: the same fault. */
export function encodable(text: string | Uint8Array): string | Uint8Array {
  if (typeof text !== "string" || isWellFormed(text)) return text;
  const at = text.search(LONE_SURROGATE);
  let start = at;
  while (text[start - 1] === "\\") start--;
  // Behind a backslash that is not escaped it would be none; without an end of the text the other half could follow.
  return `${text.slice(0, at - ((at - start) & 1))}\\u${text.charCodeAt(at).toString(16)}"`;
}

/** What is left of a buffer that was transferred: its bytes are elsewhere, or gone. */
export const TRANSFERRED: Uint8Array = /* @__PURE__ */ new Uint8Array();

/**
 * Bytes as they are, whatever holds them, in whatever window it was made; {@link TRANSFERRED} where they are not there any
 * more, and `undefined` for what holds none. Shared ones are copied: they could change while they are read.
 */
export function bytesOf(value: unknown): Uint8Array | undefined {
  const isView = ArrayBuffer.isView(value);
  if (!isView && !isBuffer(value)) return undefined;
  try {
    const bytes = isView ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : new Uint8Array(value);
    return tagOf(bytes.buffer) === "ArrayBuffer" ? bytes : bytes.slice();
  } catch {
    return TRANSFERRED;
  }
}

function isBuffer(value: unknown): value is ArrayBufferLike {
  try {
    return /^(Shared)?ArrayBuffer$/.test(tagOf(value));
  } catch {
    // A proxy that does not tell.
    return false;
  }
}

/** A body that crosses the border in one piece. */
const NOT_APART: Pick<Body, "parts" | "images"> = { parts: [], images: [] };

function textBody(text: string, length: number): Body {
  return { ...NOT_APART, whole: () => text, length };
}

function textOf(json: string | Uint8Array): string | undefined {
  if (typeof json === "string") return isWellFormed(json) ? json : undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(json);
  } catch {
    return undefined;
  }
}

/** Takes the images out of a JSON text; `undefined` where that would be more than a search, or they are more than a request has. */
function takeImages(text: string): Pick<Body, "parts" | "images"> | undefined {
  const parts: string[] = [];
  const images: string[] = [];
  let from = 0;
  IMAGE.lastIndex = 0;
  while (IMAGE.test(text)) {
    const start = IMAGE.lastIndex;
    const end = text.indexOf('"', start + 1);
    const image = text[end - 1] === "\\" ? undefined : stringOf(text.slice(start, end + 1));
    if (image === undefined) return undefined;
    IMAGE.lastIndex = end + 1;
    if (!hasContent(image) || !isWellFormed(image)) continue;
    if (images.length === imageFields.length) return undefined;
    parts.push(text.slice(from, start));
    images.push(image);
    from = end + 1;
  }
  parts.push(text.slice(from));
  return { parts, images };
}

function stringOf(json: string): string | undefined {
  try {
    return JSON.parse(json) as string;
  } catch {
    return undefined;
  }
}

/** Whether a text is certainly more than white space. */
export function hasContent(text: string): boolean {
  return /[!-~]/.test(text);
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Whether a text can be written as UTF-8. */
export function isWellFormed(text: string & { isWellFormed?(): boolean }): boolean {
  return text.isWellFormed?.() ?? !LONE_SURROGATE.test(text);
}

/** Whether JSON would write it as an object: functions are none. */
function isObject(value: unknown): value is object {
  try {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    // A proxy that was revoked.
    return true;
  }
}

/** The names of its own enumerable properties; none where it does not give them. */
function keys(object: object): string[] {
  if (ArrayBuffer.isView(object)) return [];
  try {
    return Object.keys(object);
  } catch {
    return [];
  }
}

/** The value of a property; an object, which is the wrong type for all fields, where it does not give it. */
function read(object: object, key: string): unknown {
  try {
    return (object as Record<string, unknown>)[key];
  } catch {
    return {};
  }
}

/** Writes values that are not looked into. */
class Writer {
  /** The objects that the next value lies in. */
  readonly #around: unknown[];
  #left = MAX_NESTED;
  /** How many UTF-16 code units the texts have that were to be written. Beyond {@link MOST_UNITS} no more is written of them. */
  units = 0;

  constructor(request: unknown) {
    this.#around = isObject(request) ? [request] : [];
  }

  /** The value's JSON; `undefined` for what JSON leaves out. */
  value(value: unknown): string | undefined {
    switch (typeof value) {
      case "string":
        this.units += value.length;
        return this.units > MOST_UNITS ? '""' : JSON.stringify(value);
      case "number":
        return Number.isFinite(value) ? String(value) : "0";
      case "boolean":
        return String(value);
      case "bigint":
        return "0";
      case "object":
        return value === null ? "null" : this.#nested(value);
      default:
        return undefined;
    }
  }

  #nested(object: object): string {
    const isArray = !isObject(object);
    // A cycle ends where it closes: it is an object, whatever would be in it.
    if (this.#around.length === MAX_DEPTH || this.#around.includes(object) || this.#left <= 0) return isArray ? "[]" : "{}";
    this.#around.push(object);
    const json: string[] = [];
    for (const key of isArray ? indices(object as unknown[]) : keys(object)) {
      if (this.#left-- <= 0 || this.units > MOST_UNITS) break;
      const value = key === undefined ? undefined : this.value(read(object, key));
      if (isArray) json.push(value ?? "null");
      else if (value !== undefined) json.push(`${this.value(key)}:${value}`);
    }
    this.#around.pop();
    return isArray ? `[${json}]` : `{${json}}`;
  }
}

/**
 * The indices of an array, as far as it gives them; `undefined` for a hole, behind which its prototype would show.
 */
function* indices(array: readonly unknown[]): Generator<string | undefined> {
  try {
    for (let i = 0; i < array.length; i++) yield Object.hasOwn(array, i) ? String(i) : undefined;
  } catch {
    // A proxy that does not give the next.
  }
}
