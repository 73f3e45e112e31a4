/** Fixes photos that do not pass: decides what is to be done, and has it done in a worker or here. */

import { maxImageBytes, maxImageSide, minLongestSide } from "./generated/fields.js";
import type { ImageInfo, ImageFieldName, MimeType, Report } from "./generated/types.js";
import { unlessStopped } from "./images.js";
import { checkBlob } from "./index.js";
import { rewrite, type Change, type OnStep, type Order, type Rewritten } from "./prepare-pixels.js";
import type { FromWorker } from "./prepare-worker.js";

export type { Change } from "./prepare-pixels.js";

/** A step of the work: the file is checked, its pixels are decoded, they are encoded again. */
export type PrepareStep = "checking" | "decoding" | "encoding";

/** The progress of the work. */
export interface PrepareProgress {
  /** The step. */
  readonly step: PrepareStep;
  /** The part of that step that is done: 0 to 1. */
  readonly done: number;
}

/** Options of {@link prepareImage}. */
export interface PrepareOptions {
  /** The field that it is for, which the reports name; `frontsideImage` by default. */
  readonly field?: ImageFieldName | undefined;
  /** The most pixels of its longest side: 301 to 7999, the default. */
  readonly longestSide?: number | undefined;
  /**
   * The most bytes of the file: 1 to 15 MiB (15 728 640). The default is 11 796 480, of which the base64 text is within
   * 15 MiB, too.
   */
  readonly maxBytes?: number | undefined;
  /**
   * Encodes it again even where it passes, so that no metadata is left in it. Where that was done, `"stripped"` is among the
   * {@link Prepared.changes}: a file that does not decode stays as it is.
   */
  readonly strip?: boolean | undefined;
  /**
   * The type of the result. By default JPEG and PNG keep their type, except a PNG that is too large; everything else becomes
   * JPEG.
   */
  readonly type?: MimeType | undefined;
  /** Stops the work; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the progress of the work. Steps that are not needed are left out. */
  readonly onProgress?: ((progress: PrepareProgress) => void) | undefined;
}

/** The result of {@link prepareImage}. */
export interface Prepared {
  /** The photo: the same blob that was given, where nothing was changed. */
  readonly blob: Blob;
  /** The report on it, declared with the MIME type of its bytes. */
  readonly report: Report;
  /** What was changed; empty where nothing was. */
  readonly changes: readonly Change[];
  /** The report on the blob that was given. */
  readonly before: Report;
}

/** The most bytes of a file whose base64 text has no more bytes than an image may have. */
const MAX_ENCODED_FILE_BYTES = (maxImageBytes / 4) * 3;

/** The most pixels that are decoded, at four bytes each. */
const MAX_DECODED_PIXELS = 200e6;

/**
 * Fixes a photo that does not pass, as far as that can be done without inventing anything.
 *
 * Whatever the browser can show (HEIC in Safari, WebP, AVIF, GIF, BMP) becomes JPEG, upright as EXIF says, on white
 * where it is transparent. Too many pixels are scaled down, too many bytes are encoded again: by quality first, then by
 * pixels. What is encoded again has no metadata left in it, above all not the place where it was taken. A photo that passes
 * is returned unchanged, unless the options ask for more.
 *
 * Some things cannot be fixed, and stay in the report: too few pixels, because nothing is enlarged; a file that was cut off,
 * because what is missing would still be missing; and what the browser cannot decode.
 *
 * The work is done in a worker, where the page and its policy allow one, and otherwise in small pieces on the page's own
 * thread. It takes the memory of about two bitmaps of the image's size, for a moment of three in Firefox.
 *
 * @param blob the file
 * @param options what the result is to be
 * @throws the signal's reason; a RangeError or a TypeError for an option that is not accepted; the browser's error where the
 *   file cannot be read at all. Never because of what is in the file.
 *
 * @example
 * ```ts
 * const { blob, report, changes } = await prepareImage(file, { field: "frontsideImage", strip: true });
 * if (report.valid && changes.includes("stripped")) Object.assign(request, await toImageFields("frontsideImage", blob));
 * ```
 */
export async function prepareImage(blob: Blob, options: PrepareOptions = {}): Promise<Prepared> {
  const { field = "frontsideImage", signal, onProgress } = options;
  const target = targetOf(options);
  const onStep = (step: PrepareStep, done: number): void => onProgress?.({ step, done });

  signal?.throwIfAborted();
  onStep("checking", 0);
  const before = await checkBlob(blob, { field, signal, onProgress: (read, total) => onStep("checking", read / total) });
  const order = orderOf(blob, before, before.images[field], target);
  const rewritten = order && (await rewriteAside(order, signal, onStep));
  signal?.throwIfAborted();
  if (!rewritten) return { blob, report: before, changes: [], before };
  const report = await checkBlob(rewritten.blob, { field, declared: rewritten.blob.type, signal });
  return { ...rewritten, report, before };
}

/** The options for the result, checked and with their defaults. */
type Target = Pick<Order, "longestSide" | "maxBytes"> & Pick<PrepareOptions, "strip" | "type">;

function targetOf({ longestSide = maxImageSide, maxBytes = MAX_ENCODED_FILE_BYTES, strip, type }: PrepareOptions): Target {
  inRange("longestSide", longestSide, minLongestSide, maxImageSide);
  inRange("maxBytes", maxBytes, 1, maxImageBytes);
  if (type !== undefined && type !== "image/jpeg" && type !== "image/png") {
    throw new TypeError("netverify-rules/browser: type is image/jpeg or image/png");
  }
  return { longestSide, maxBytes, strip, type };
}

function inRange(name: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new RangeError(`netverify-rules/browser: ${name} is a whole number from ${min} to ${max}`);
}

/** Returns what is to be done; nothing where the photo passes, and where it cannot be fixed. */
function orderOf(blob: Blob, { violations }: Report, info: ImageInfo | undefined, target: Target): Order | undefined {
  if (!info || info.bytes === 0) return;
  const { format, bytes, width = 0, height = 0 } = info;
  if (width * height > MAX_DECODED_PIXELS || violations.some(({ code }) => code === "image_truncated")) return;

  const { longestSide, maxBytes, strip, type } = target;
  const isPng = format === "png";
  const isAccepted = isPng || format === "jpeg";
  const isTooLarge = bytes > maxBytes;
  const passes = isAccepted && width > 0 && Math.max(width, height) <= longestSide && !isTooLarge;
  const source = `image/${format}`;
  if (passes && !strip && (type ?? source) === source) return;

  return {
    // With the type of its bytes, whatever the file's name says.
    blob: blob.slice(0, blob.size, source),
    source,
    type: type ?? (isPng && !isTooLarge ? "image/png" : "image/jpeg"),
    mayBecomeJpeg: type === undefined,
    longestSide,
    shortestSide: minLongestSide,
    maxBytes,
  };
}

/** Does the work in a worker, or here where there is none. */
async function rewriteAside(order: Order, signal: AbortSignal | undefined, onStep: OnStep): Promise<Rewritten | undefined> {
  const inWorker = await throughWorker(order, signal, onStep);
  if (inWorker !== "no worker") return inWorker;
  const onStepUnlessStopped: OnStep = (step, done) => {
    signal?.throwIfAborted();
    onStep(step, done);
  };
  const rewritten = rewrite(order, onStepUnlessStopped, async () => {
    // Each piece is a task of its own: the user's events come between them.
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
  });
  return unlessStopped(rewritten, signal);
}

/**
 * Does the work in a worker of its own, which is ended with all its memory when the work is done or stopped. Does nothing where
 * workers cannot be started (the policy forbids it, a bundler left the file out) or have no canvas.
 */
function throughWorker(order: Order, signal: AbortSignal | undefined, onStep: OnStep): Promise<Rewritten | undefined | "no worker"> {
  return new Promise((resolve, reject) => {
    let worker: Worker;
    try {
      // Bundlers look for exactly this expression.
      worker = new Worker(new URL("./prepare-worker.js", import.meta.url), { type: "module" });
    } catch {
      resolve("no worker");
      return;
    }
    const abort = (): void => end(() => reject(signal?.reason));
    const end = (settle: () => void): void => {
      signal?.removeEventListener("abort", abort);
      // Messages from before it was ended may still arrive.
      worker.onmessage = null;
      worker.terminate();
      settle();
    };
    signal?.addEventListener("abort", abort);
    if (signal?.aborted) return abort();
    let started = false;
    worker.onerror = (event) => {
      event.preventDefault();
      end(() => resolve(started ? undefined : "no worker"));
    };
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind === "progress") return onStep(data.step, data.done);
      if (data.kind === "done") return end(() => resolve(data.rewritten));
      if (!data.able) return end(() => resolve("no worker"));
      started = true;
      worker.postMessage(order);
    };
  });
}
