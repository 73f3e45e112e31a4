/** Reads what JavaScript has for a request or a body: its members, its texts, its bytes. */

/**
 * The most UTF-16 code units, or bytes, of a body: more than three images of the largest size take. In an object the texts of
 * images do not count.
 */
export const MAX_BODY_UNITS = 64 * 1024 * 1024;

/**
 * The value of an image's field in a request where the image is there, but is read elsewhere. It crosses from one bundle of the
 * package to another, whose modules are not the same.
 */
export const PRESENT_IMAGE = /* @__PURE__ */ Symbol.for("netverify-rules.present");

/** The members of a request, each read once: a getter may return something else the next time. */
export interface Members {
  readonly names: readonly string[];
  readonly values: readonly unknown[];
}

/** The rules' words for objects of the platform that hold fields, a body or an image, but not as properties of their own. */
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
 * Returns the rules' word for an object that is not an object of fields; `undefined` for all others. It may come from another
 * window, which has classes of its own.
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
    // A proxy that throws is not an object of the platform.
    return undefined;
  }
}

/** Returns the platform's name for the class of a value, whatever window it comes from. */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/**
 * Reads the own enumerable properties of a request; `undefined` where it is not an object.
 *
 * @param name a field with another value than in the request, which may be absent then
 */
export function membersOf(request: unknown, name?: string, value?: unknown): Members | undefined {
  if (!isObject(request)) {
    const isAbsent = name !== undefined && (request === undefined || request === null);
    return isAbsent ? { names: [name], values: [value] } : undefined;
  }
  const names = keys(request);
  let values: unknown[] = [];
  try {
    // All at once is faster.
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

/** Returns a text that can be written as UTF-8: where it has half a surrogate pair, all up to that, and its escape in JSON. */
export function encodable(text: string | Uint8Array): string | Uint8Array {
  if (typeof text !== "string" || isWellFormed(text)) return text;
  const at = text.search(LONE_SURROGATE);
  let start = at;
  while (text[start - 1] === "\\") start--;
  // After a backslash it would not be an escape; without the end of the text the other half could follow.
  return `${text.slice(0, at - ((at - start) & 1))}\\u${text.charCodeAt(at).toString(16)}"`;
}

/** Represents the bytes of a buffer that was transferred. */
export const TRANSFERRED: Uint8Array = /* @__PURE__ */ new Uint8Array();

/**
 * Returns the bytes of a buffer or view of any window; {@link TRANSFERRED} where they are gone, and `undefined` for what has
 * none. Shared bytes are copied: they could change while they are read.
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
    // A proxy that throws.
    return false;
  }
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Checks whether a text can be written as UTF-8. */
export function isWellFormed(text: string & { isWellFormed?(): boolean }): boolean {
  return text.isWellFormed?.() ?? !LONE_SURROGATE.test(text);
}

/** Checks whether JSON has an object for a value, which it has not for functions. */
export function isObject(value: unknown): value is object {
  try {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    // A proxy that was revoked.
    return true;
  }
}

/** Returns the names of the own enumerable properties; none where a proxy throws. */
export function keys(object: object): string[] {
  if (ArrayBuffer.isView(object)) return [];
  try {
    return Object.keys(object);
  } catch {
    return [];
  }
}

/** Returns the value of a property; an object, which no field may be, where a getter throws. */
export function read(object: object, key: string): unknown {
  try {
    return (object as Record<string, unknown>)[key];
  } catch {
    return {};
  }
}

/** Returns the indices of an array, up to where a proxy throws; `undefined` for a hole, where the prototype would be read. */
export function* indices(array: readonly unknown[]): Generator<string | undefined> {
  try {
    for (let i = 0; i < array.length; i++) yield Object.hasOwn(array, i) ? String(i) : undefined;
  } catch {
    // A proxy that throws.
  }
}
