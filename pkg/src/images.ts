/** Photos: checked before they are encoded, and encoded for a request. */

import { bytesOf, membersOf, MAX_BODY_UNITS, TRANSFERRED } from "./body.js";
import type { Bindings, Instance } from "./bindings.js";
import { imageFields, mimeTypes } from "./generated/fields.js";
import type { ImageFieldName, MimeType, Report } from "./generated/types.js";

/** What an image is meant for. */
export interface ImageOptions {
  /** The field that it is for; `frontsideImage` where nothing is said. */
  readonly field?: ImageFieldName | undefined;
  /** The MIME type that the request will declare. Without it the declaration is not checked: it can still follow the bytes. */
  readonly declared?: string | undefined;
}

/** How the reading of a file is followed and stopped. */
export interface ReadOptions {
  /** Stops the reading; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called with how many bytes of how many need not be read any more. */
  readonly onProgress?: ((read: number, total: number) => void) | undefined;
}

/** The fields of a request that an image makes. */
export type ImageFields<F extends ImageFieldName> = { [K in F]: string } & { [K in `${F}MimeType`]?: MimeType };

/** Bytes that are read at first: as a rule all headers are in them. What is read next is twice as much, up to a piece. */
const FIRST = 30 * 1024;

/** Bytes that are read at once: a multiple of three, so that their base64 can be put together. */
const PIECE = 3 * 256 * 1024;

/** The most bytes that are encoded: their base64 text is one that crosses the bindings. */
const MOST_BYTES = (MAX_BODY_UNITS / 4) * 3;

/** Checks an image at once. */
export function checkImage(bindings: Bindings, image: unknown, { field, declared }: ImageOptions): Report {
  const of = imageField(field);
  const bytes = bytesOf(image);
  return bindings.call((instance) => {
    if (typeof image === "string") return instance.base64(image, of, declared);
    if (!bytes) return instance.request(undefined, membersOf(undefined, of, image), undefined, of);
    const number = instance.begin();
    instance.feed(number, 0, bytes, bytes.length);
    instance.end(number);
    return instance.image(of, declared);
  });
}

/** Checks a file, slice by slice. */
export async function checkBlob(bindings: Bindings, blob: Blob, options: ImageOptions & ReadOptions): Promise<Report> {
  const field = imageField(options.field);
  return readThrough(bindings, blobOf(blob), options, (instance) => instance.image(field, options.declared));
}

/** Encodes an image, and finds its MIME type by its bytes. */
export async function toImageFields<F extends ImageFieldName>(
  bindings: Bindings,
  field: F,
  image: Blob | ArrayBufferView | ArrayBuffer,
  options: ReadOptions,
): Promise<ImageFields<F>> {
  imageField(field);
  const source = bytesOf(image) ?? blobOf(image);
  if (source === TRANSFERRED) throw new TypeError("netverify-rules: the image's buffer was transferred: its bytes are not there any more");
  const total = sizeOf(source);
  if (total > MOST_BYTES) {
    const most = `${MOST_BYTES} bytes, far more than the service takes`;
    throw new RangeError(`netverify-rules: an image of ${total} bytes is not encoded, only one of up to ${most}; ask checkBlob first`);
  }
  const texts: string[] = [];
  let encoded = 0;
  const take = (bytes: Uint8Array): void => {
    texts.push(toBase64(bytes));
    encoded += bytes.length;
  };
  const { images } = await readThrough(bindings, source, options, (instance) => instance.image(field, undefined), take);
  // A part of an image would be taken for all of it.
  if (encoded !== total) throw unreadable();
  const mimeType = mimeTypes.find((type) => type === `image/${images[field]?.format}`);
  return { [field]: texts.join(""), ...(mimeType && { [`${field}MimeType`]: mimeType }) } as ImageFields<F>;
}

/**
 * Reads an image to its end: every byte of it, where somebody takes them, else what the rules look at.
 *
 * @param finish asks what was read; others may have images read at the same time, so it comes right behind the end
 */
async function readThrough<T extends object>(
  bindings: Bindings,
  source: Blob | Uint8Array,
  { signal, onProgress }: ReadOptions,
  finish: (instance: Instance) => T,
  take?: (bytes: Uint8Array) => void,
): Promise<T> {
  signal?.throwIfAborted();
  const total = sizeOf(source);
  const [instance, number] = bindings.call((at) => [at, at.begin()] as const);
  try {
    for (let at = 0, size = take ? PIECE : FIRST; at < total; size = Math.min(2 * size, PIECE)) {
      const bytes = await unlessStopped(slice(source, at, at + size), signal);
      if (bytes.length === 0) break;
      take?.(bytes);
      const end = take ? at + bytes.length : total;
      at = bindings.call(() => instance.feed(number, at, bytes, end), instance);
      onProgress?.(at, total);
      signal?.throwIfAborted();
    }
    return bindings.call(() => {
      instance.end(number);
      return finish(instance);
    }, instance);
  } catch (error) {
    // Ended twice does no harm.
    if (!instance.failed) bindings.call(() => instance.end(number), instance);
    throw error;
  }
}

async function slice(source: Blob | Uint8Array, from: number, to: number): Promise<Uint8Array> {
  try {
    if (source instanceof Uint8Array) return source.subarray(from, to);
    return new Uint8Array(await source.slice(from, to).arrayBuffer());
  } catch (cause) {
    throw unreadable(cause);
  }
}

/** The error of what does not give its bytes, or not all. It has the name that browsers give it for a file. */
function unreadable(cause?: unknown): Error {
  const message = "netverify-rules: the image cannot be read: it is a folder, or was changed, moved, removed or transferred since it was given";
  return Object.assign(new Error(message, { cause }), { name: "NotReadableError" });
}

/**
 * Gives what a promise gives, but is rejected as soon as the signal says so: what is waited for may never come.
 *
 * @throws the signal's reason
 */
export function unlessStopped<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
    void promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

/** A file, of whatever window's class it is. */
function blobOf(value: unknown): Blob {
  const { slice, size } = Object(value) as Partial<Blob>;
  if (typeof slice === "function" && typeof size === "number") return value as Blob;
  throw new TypeError("netverify-rules: that is not a Blob or File; checkImage takes bytes and base64 texts");
}

function sizeOf(source: Blob | Uint8Array): number {
  return source instanceof Uint8Array ? source.length : source.size;
}

function imageField(field: ImageFieldName = "frontsideImage"): ImageFieldName {
  if (imageFields.includes(field)) return field;
  throw new TypeError("netverify-rules: that is not the field of an image");
}

/** As many characters can be the arguments of a call. */
const ARGUMENTS = 0x6000;

/** Bytes in base64, by the fastest encoder that the platform has. */
function toBase64(bytes: Uint8Array & { toBase64?(): string }): string {
  if (bytes.toBase64) return bytes.toBase64();
  const { Buffer } = globalThis as { Buffer?: { from(bytes: ArrayBufferLike, at: number, length: number): { toString(encoding: string): string } } };
  if (Buffer) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");
  let text = "";
  for (let at = 0; at < bytes.length; at += ARGUMENTS) {
    text += String.fromCharCode(...bytes.subarray(at, at + ARGUMENTS));
  }
  return btoa(text);
}
