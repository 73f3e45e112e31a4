/** What JavaScript gives for a request or a body: its members, its texts, its bytes. */

/**
 * The most UTF-16 code units, or bytes, that a body may have: more than three images of the largest size take. Of an object the
 * texts of its images do not count.
 */
export const MOST_UNITS = 64 * 1024 * 1024;

/**
 * The value of an image's field in a request where the image is there, but is read elsewhere. It crosses from one bundle of the
 * package to another, whose modules are not the same.
 */
export const PRESENT_IMAGE = /* @__PURE__ */ Symbol.for("netverify-rules.present-image");

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

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Whether a text can be written as UTF-8. */
export function isWellFormed(text: string & { isWellFormed?(): boolean }): boolean {
  return text.isWellFormed?.() ?? !LONE_SURROGATE.test(text);
}

/** Whether JSON would write it as an object: functions are none. */
export function isObject(value: unknown): value is object {
  try {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    // A proxy that was revoked.
    return true;
  }
}

/** The names of its own enumerable properties; none where it does not give them. */
export function keys(object: object): string[] {
  if (ArrayBuffer.isView(object)) return [];
  try {
    return Object.keys(object);
  } catch {
    return [];
  }
}

/** The value of a property; an object, which is the wrong type for all fields, where it does not give it. */
export function read(object: object, key: string): unknown {
  try {
    return (object as Record<string, unknown>)[key];
  } catch {
    return {};
  }
}

/**
 * The indices of an array, as far as it gives them; `undefined` for a hole, behind which its prototype would show.
 */
export function* indices(array: readonly unknown[]): Generator<string | undefined> {
  try {
    for (let i = 0; i < array.length; i++) yield Object.hasOwn(array, i) ? String(i) : undefined;
  } catch {
    // A proxy that does not give the next.
  }
}
