/** Decodes, scales and encodes, with what the platform has; runs in a worker, or in pieces on the page's thread. */

import type { MimeType } from "./generated/types.js";
import { orientationOf } from "./prepare-exif.js";

/**
 * What was done to a photo: another format, fewer pixels, turned as EXIF says, encoded anew for fewer bytes, metadata
 * left behind.
 */
export type Change = "converted" | "scaled" | "rotated" | "compressed" | "stripped";

/** What shall become of a file. */
export interface Order {
  /** The file; its type is that of its bytes. */
  readonly blob: Blob;
  /** The same type, where one of the two is asked for. */
  readonly source: string;
  /** What it shall be. */
  readonly type: MimeType;
  /** Whether a PNG that has too many bytes may become JPEG. */
  readonly mayBecomeJpeg: boolean;
  /** The most pixels of its longest side. */
  readonly longestSide: number;
  /** As many pixels the longest side keeps, however many bytes that takes. */
  readonly shortestSide: number;
  /** The most bytes of the file. */
  readonly maxBytes: number;
}

/** What became of it. */
export interface Rewritten {
  readonly blob: Blob;
  readonly changes: readonly Change[];
}

/** Is told how far the work is. */
type Tell = (step: "decoding" | "encoding", done: number) => void;

/** Lets others have the thread for a while. */
type Pause = () => Promise<void>;

type Canvas = OffscreenCanvas | HTMLCanvasElement;
type Context = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;

/** The qualities of JPEG that are tried, best first. Below the last, small print suffers more than from fewer pixels. */
const QUALITIES = [0.92, 0.85, 0.75] as const;
const LAST_QUALITY = QUALITIES[2];

/** How many pixels are drawn before the next pause: few enough for a slow machine to draw them within a frame or two. */
const PIECE = 1 << 20;

/** As many bytes as EXIF is looked for in: it comes before the pixels, and has 64 KiB at most. */
const HEAD = 256 * 1024;

/** The bytes of PNG's signature, and those of a chunk beside its data. */
const SIGNATURE = 8;
const AROUND_DATA = 12;
const SMALL = 0x20000000;
/** The name of the chunk that says what is transparent. */
const TRNS = 0x74524e53;

/** Whether images can be decoded and drawn here. */
export function hasCanvas(): boolean {
  return typeof createImageBitmap === "function" && canvasOf(1, 1) !== undefined;
}

/**
 * Does what is ordered. Gives nothing where the platform cannot read the file.
 *
 * @param pause is given where the thread is somebody else's too
 */
export async function rewrite(order: Order, tell: Tell, pause?: Pause): Promise<Rewritten | undefined> {
  if (!hasCanvas()) return;
  tell("decoding", 0);
  // Resizing while decoding is left: platforms do not agree whether the size is that before or after the turn by EXIF,
  // and none of them saves the whole bitmap by it.
  const bitmap = await createImageBitmap(order.blob).catch(() => undefined);
  if (!bitmap) return;
  const { width, height } = bitmap;
  const canvas = await draw(bitmap, Math.min(1, order.longestSide / Math.max(width, height)), order.shortestSide, pause);
  if (!canvas) return;
  tell("decoding", 1);
  const encoded = await encode(canvas, order, tell, pause);
  if (!encoded) return;

  const turned = orientationOf(await order.blob.slice(0, HEAD).arrayBuffer()) > 1;
  const { blob, lowered } = encoded;
  const changes: [Change, boolean][] = [
    ["converted", blob.type !== order.source],
    ["scaled", encoded.width < width || encoded.height < height],
    ["rotated", turned],
    ["compressed", lowered || order.blob.size > order.maxBytes],
    ["stripped", true],
  ];
  return { blob, changes: changes.filter(([, done]) => done).map(([change]) => change) };
}

interface Encoded {
  readonly blob: Blob;
  readonly width: number;
  readonly height: number;
  /** Whether it took more than the best quality to make it fit. */
  readonly lowered: boolean;
}

/** Encodes until it fits: by quality first, then by pixels. What cannot be made to fit is as small as it may be. */
async function encode(canvas: Canvas, order: Order, tell: Tell, pause: Pause | undefined): Promise<Encoded | undefined> {
  let tries = 0;
  const attempt = async (type: MimeType, quality = 1): Promise<Blob | undefined> => {
    await pause?.();
    tell("encoding", tries / (tries + 1));
    tries += 1;
    return toBlob(canvas, type, quality);
  };
  const finished = (blob: Blob): Encoded => {
    const { width, height } = canvas;
    release(canvas);
    tell("encoding", 1);
    return { blob, width, height, lowered: tries > 1 };
  };
  const fits = (blob: Blob): boolean => blob.size <= order.maxBytes;

  let type = order.type;
  let blob: Blob | undefined;
  if (type === "image/png") {
    blob = await attempt(type);
    if (blob && fits(blob)) return finished(blob);
    if (order.mayBecomeJpeg) type = "image/jpeg";
  }
  if (type === "image/jpeg") {
    whiten(canvas);
    for (const quality of QUALITIES) {
      blob = await attempt(type, quality);
      if (blob && fits(blob)) return finished(blob);
    }
  }
  while (blob && !fits(blob) && Math.max(canvas.width, canvas.height) > order.shortestSide) {
    const factor = Math.min(0.9, 0.95 * Math.sqrt(order.maxBytes / blob.size));
    const smaller = await draw(canvas, factor, order.shortestSide, pause);
    if (!smaller) return;
    canvas = smaller;
    blob = await attempt(type, LAST_QUALITY);
  }
  return blob && finished(blob);
}

/**
 * Draws an image on a canvas, in halves until the last step: so no pixel is left out. The image is closed.
 *
 * @param factor what its sides are multiplied with, 1 at most; less, where the platform has no canvas of that size
 * @param shortest the longest side becomes no shorter than this
 */
async function draw(source: ImageBitmap | Canvas, factor: number, shortest: number, pause: Pause | undefined): Promise<Canvas | undefined> {
  const { width, height } = source;
  const longest = Math.max(width, height);
  let wanted = Math.min(longest, Math.max(Math.round(longest * factor), shortest));
  for (let from = source; ; ) {
    let next = Math.max(Math.ceil(Math.max(from.width, from.height) / 2), wanted);
    const side = (pixels: number): number => Math.max(1, Math.round((pixels * next) / longest));
    let to = canvasOf(side(width), side(height));
    while (!to && next > shortest) {
      next = Math.max(Math.floor(next * 0.7), shortest);
      wanted = Math.min(wanted, next);
      to = canvasOf(side(width), side(height));
    }
    try {
      if (to) await paint(from, to, pause);
    } finally {
      release(from);
    }
    if (!to || next === wanted) return to;
    from = to;
  }
}

/** So many rows above and below a piece have a part in its first and last rows. */
const MARGIN = 4;

/** Fills a canvas with an image; piece by piece, where there are to be pauses. */
async function paint(from: ImageBitmap | Canvas, to: Canvas, pause: Pause | undefined): Promise<void> {
  const context = contextOf(to);
  context.imageSmoothingQuality = "high";
  const { width, height } = to;
  if (!pause) return context.drawImage(from, 0, 0, width, height);
  const ratio = from.height / height;
  const rows = Math.ceil(PIECE / (from.width * ratio));
  for (let row = 0; row < height; row += rows) {
    const top = Math.max(0, row - MARGIN);
    const many = Math.min(height, row + rows + MARGIN) - top;
    context.save();
    context.beginPath();
    context.rect(0, row, width, rows);
    context.clip();
    context.drawImage(from, 0, top * ratio, from.width, many * ratio, 0, top, width, many);
    context.restore();
    // Otherwise all pieces would be drawn in one at the end.
    context.getImageData(0, row, 1, 1);
    await pause();
  }
}

/** Puts white behind what is transparent: JPEG would have black there. */
function whiten(canvas: Canvas): void {
  const context = contextOf(canvas);
  context.globalCompositeOperation = "destination-over";
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
}

/** A colour, and how far from it a canvas may be that is read with some noise. */
const PROBE = [18, 52, 86, 255] as const;
const NOISE = 8;

/**
 * An empty canvas, if it is one that works: one that is too large has no pixels, on some platforms without a word, and
 * where the browser defends itself against fingerprints, what is read from it is not what was drawn.
 */
function canvasOf(width: number, height: number): Canvas | undefined {
  try {
    const canvas = typeof document === "object" ? document.createElement("canvas") : new OffscreenCanvas(width, height);
    canvas.width = width;
    canvas.height = height;
    const context = contextOf(canvas);
    const corner = [width - 1, height - 1, 1, 1] as const;
    context.fillStyle = `rgb(${PROBE.slice(0, 3)})`;
    context.fillRect(...corner);
    const { data } = context.getImageData(...corner);
    context.clearRect(...corner);
    return PROBE.every((value, i) => Math.abs(value - (data[i] ?? 0)) <= NOISE) ? canvas : undefined;
  } catch {
    return;
  }
}

function contextOf(canvas: Canvas): Context {
  // In the memory of the processor: it is encoded there, and a graphics card's largest texture is no limit then.
  const context = canvas.getContext("2d", { willReadFrequently: true }) as Context | null;
  if (context) return context;
  throw new Error("netverify-rules/browser: there is no canvas");
}

/** Frees the memory at once, not when it is found to be unused. */
function release(image: ImageBitmap | Canvas): void {
  if ("close" in image) return image.close();
  image.width = 0;
  image.height = 0;
}

async function toBlob(canvas: Canvas, type: MimeType, quality: number): Promise<Blob | undefined> {
  const encoding =
    "convertToBlob" in canvas
      ? canvas.convertToBlob({ type, quality })
      : new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
  const blob = await encoding.catch(() => null);
  if (blob?.type !== type) return;
  return type === "image/png" ? withoutNotes(blob) : blob;
}

/**
 * A PNG with nothing but its pixels: browsers have chunks of their own, such as Firefox's that tells one user's images from
 * another's.
 */
async function withoutNotes(png: Blob): Promise<Blob> {
  const view = new DataView(await png.arrayBuffer());
  const parts: Blob[] = [];
  let from = 0;
  for (let at = SIGNATURE; at < view.byteLength; ) {
    const end = at + AROUND_DATA + view.getUint32(at);
    const name = view.getUint32(at + 4);
    // A small first letter stands on what a picture can be shown without.
    if (name & SMALL && name !== TRNS) {
      parts.push(png.slice(from, at));
      from = end;
    }
    at = end;
  }
  return parts.length === 0 ? png : new Blob([...parts, png.slice(from)], { type: png.type });
}
