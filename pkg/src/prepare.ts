/** Photos that do not pass, fixed: what is to be done, where it is done, and what came of it. */

import type { ImageInfo, ImageFieldName, MimeType, Report } from "./generated/types.js";
import { unlessStopped } from "./images.js";
import { checkBlob } from "./index.js";
import { rewrite, type Change, type Order, type Rewritten } from "./prepare-pixels.js";
import type { FromWorker } from "./prepare-worker.js";

export type { Change } from "./prepare-pixels.js";

/** What is being done: the file is checked, its pixels are read, they are written anew. */
export type PrepareStep = "checking" | "decoding" | "encoding";

/** How far the work is. */
export interface PrepareProgress {
  /** What is being done. */
  readonly step: PrepareStep;
  /** How much of that step is done: 0 to 1. */
  readonly done: number;
}

/** How a photo shall become. */
export interface PrepareOptions {
  /** The field that it is for, which the reports name; `frontsideImage` where nothing is said. */
  readonly field?: ImageFieldName | undefined;
  /** The most pixels that its longest side may have: 301 to 7999, the default. */
  readonly longestSide?: number | undefined;
  /**
   * The most bytes that the file may have: 1 to 15 MiB (15 728 640). The default is 11 796 480, of which the base64 text
   * is within 15 MiB, too.
   */
  readonly maxBytes?: number | undefined;
  /**
   * Writes it anew also where it passes already, so that no metadata is left in it. Whether that was done is told by
   * `"stripped"` among the {@link Prepared.changes}: a file that does not decode stays as it is.
   */
  readonly strip?: boolean | undefined;
  /**
   * What it shall be, whatever it is. Where nothing is said, JPEG and PNG stay what they are, except a PNG that is too
   * large; everything else becomes JPEG.
   */
  readonly type?: MimeType | undefined;
  /** Stops the work; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Is told how far the work is. Steps that are not needed are left out. */
  readonly onProgress?: ((progress: PrepareProgress) => void) | undefined;
}

/** A photo that was prepared. */
export interface Prepared {
  /** The photo: the very blob that was given, where nothing was done. */
  readonly blob: Blob;
  /** What is to be said of it, where its declared MIME type is that of its bytes. */
  readonly report: Report;
  /** What was done; empty where nothing was. */
  readonly changes: readonly Change[];
  /** What was to be said of the blob that was given. */
  readonly before: Report;
}

/** The longest side that is accepted, and the shortest of longest sides, in pixels. */
const LONGEST = 7999;
const SHORTEST = 301;

/** The most bytes of a file, and of a file whose base64 text must not have more than these. */
const MOST_BYTES = 15 * 1024 * 1024;
const MOST_BYTES_AS_TEXT = (MOST_BYTES / 4) * 3;

/** What decodes to more pixels than these, four bytes each, is not decoded. */
const MOST_PIXELS = 200e6;

/**
 * Makes a photo that passes of one that does not, as far as that can be done without inventing anything.
 *
 * Whatever the browser can show (HEIC in Safari, WebP, AVIF, GIF, BMP) becomes JPEG, upright as EXIF says, on white
 * where it is transparent. Too many pixels are scaled down, too many bytes are encoded again: by quality first, then by
 * pixels. What is written anew has no metadata left in it, the place where it was taken above all. A photo that passes
 * is given back untouched, unless the options ask for more.
 *
 * Some things cannot be fixed, and are told by the report: too few pixels, because nothing is enlarged; a file that was
 * cut off, because what is missing would be missing still; and what the browser cannot read.
 *
 * The work is done in a worker, where the page and its policy allow for one, and in small pieces on the page's own thread
 * otherwise. It takes the memory of about two bitmaps of the image's size, for a moment of three in Firefox.
 *
 * @param blob the file
 * @param options how it shall become
 * @throws the signal's reason; a RangeError or a TypeError for an option that is none; what the browser says where the file
 *   cannot be read at all. Never because of what is in the file.
 *
 * @example
 * ```ts
 * const { blob, report, changes } = await prepareImage(file, { field: "frontsideImage", strip: true });
 * if (report.valid && changes.includes("stripped")) Object.assign(request, await toImageFields("frontsideImage", blob));
 * ```
 */
export async function prepareImage(blob: Blob, options: PrepareOptions = {}): Promise<Prepared> {
  const { field = "frontsideImage", signal, onProgress } = options;
  const wish = wishOf(options);
  const tell = (step: PrepareStep, done: number): void => onProgress?.({ step, done });

  signal?.throwIfAborted();
  tell("checking", 0);
  const before = await checkBlob(blob, { field, signal, onProgress: (read, total) => tell("checking", read / total) });
  const order = orderOf(blob, before, before.images[field], wish);
  const rewritten = order && (await rewriteAside(order, signal, tell));
  signal?.throwIfAborted();
  if (!rewritten) return { blob, report: before, changes: [], before };
  const report = await checkBlob(rewritten.blob, { field, declared: rewritten.blob.type, signal });
  return { ...rewritten, report, before };
}

/** The options that say how a photo shall become, with their defaults. */
interface Wish {
  readonly longestSide: number;
  readonly maxBytes: number;
  readonly strip: boolean;
  readonly type: MimeType | undefined;
}

function wishOf({ longestSide = LONGEST, maxBytes = MOST_BYTES_AS_TEXT, strip = false, type }: PrepareOptions): Wish {
  inRange("longestSide", longestSide, SHORTEST, LONGEST);
  inRange("maxBytes", maxBytes, 1, MOST_BYTES);
  if (type !== undefined && type !== "image/jpeg" && type !== "image/png") {
    throw new TypeError("netverify-rules/browser: type is image/jpeg or image/png");
  }
  return { longestSide, maxBytes, strip, type };
}

function inRange(name: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new RangeError(`netverify-rules/browser: ${name} is a whole number from ${min} to ${max}`);
}

/** What is to be done; nothing where the photo passes, and where it cannot be fixed. */
function orderOf(blob: Blob, { violations }: Report, facts: ImageInfo | undefined, wish: Wish): Order | undefined {
  if (!facts || facts.bytes === 0) return;
  const { format, bytes, width = 0, height = 0 } = facts;
  if (width * height > MOST_PIXELS || violations.some(({ code }) => code === "image_truncated")) return;

  const { longestSide, maxBytes } = wish;
  const isPng = format === "png";
  const isPhoto = isPng || format === "jpeg";
  const heavy = bytes > maxBytes;
  const passes = isPhoto && width > 0 && Math.max(width, height) <= longestSide && !heavy;
  const source = `image/${format}`;
  if (passes && !wish.strip && (wish.type ?? source) === source) return;

  return {
    // The browser is told what the bytes are, whatever the file's name made of them.
    blob: blob.slice(0, blob.size, source),
    source,
    type: wish.type ?? (isPng && !heavy ? "image/png" : "image/jpeg"),
    mayBecomeJpeg: wish.type === undefined,
    longestSide,
    shortestSide: SHORTEST,
    maxBytes,
  };
}

/** How the work tells how far it is. */
type Tell = (step: PrepareStep, done: number) => void;

/** Does the work in a worker, else here. */
async function rewriteAside(order: Order, signal: AbortSignal | undefined, tell: Tell): Promise<Rewritten | undefined> {
  const inWorker = await throughWorker(order, signal, tell);
  if (inWorker !== "no worker") return inWorker;
  const tellUnlessStopped: Tell = (step, done) => {
    signal?.throwIfAborted();
    tell(step, done);
  };
  const rewritten = rewrite(order, tellUnlessStopped, async () => {
    // A task of its own for each piece: what the user does comes between them.
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
  });
  return unlessStopped(rewritten, signal);
}

/**
 * Does the work in a worker of its own, which is ended with all its memory when it is done or is to stop. Where workers
 * cannot be started (the policy forbids it, a bundler left the file behind) or have no canvas, nothing is done.
 */
function throughWorker(order: Order, signal: AbortSignal | undefined, tell: Tell): Promise<Rewritten | undefined | "no worker"> {
  return new Promise((resolve, reject) => {
    let worker: Worker;
    try {
      // Bundlers look for these very words.
      worker = new Worker(new URL("./prepare-worker.js", import.meta.url), { type: "module" });
    } catch {
      resolve("no worker");
      return;
    }
    const abort = (): void => end(() => reject(signal?.reason));
    const end = (settle: () => void): void => {
      signal?.removeEventListener("abort", abort);
      // What it said before it was ended may still be under way.
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
      if (data.kind === "progress") return tell(data.step, data.done);
      if (data.kind === "done") return end(() => resolve(data.rewritten));
      if (!data.able) return end(() => resolve("no worker"));
      started = true;
      worker.postMessage(order);
    };
  });
}
