/** Decodes, scales and encodes photos with the platform's canvas, in a worker or in pieces on the page's thread. */

import type { MimeType } from "./generated/types.js";
import { orientationOf } from "./prepare-exif.js";

/** A change of a photo: another format, fewer pixels, turned as EXIF says, encoded again for fewer bytes, without metadata. */
export type Change = "converted" | "scaled" | "rotated" | "compressed" | "stripped";

/** What is to be done with a file. */
export interface Order {
  /** The file; its type is that of its bytes. */
  readonly blob: Blob;
  /** The same type. */
  readonly source: string;
  /** The type of the result. */
  readonly type: MimeType;
  /** Whether a PNG that has too many bytes may become JPEG. */
  readonly mayBecomeJpeg: boolean;
  /** The most pixels of its longest side. */
  readonly longestSide: number;
  /** The fewest pixels of the longest side, however many bytes that takes. */
  readonly shortestSide: number;
  /** The most bytes of the file. */
  readonly maxBytes: number;
}

/** The result. */
export interface Rewritten {
  readonly blob: Blob;
  readonly changes: readonly Change[];
}

export type RewriteStep = "decoding" | "encoding";

/** Called with the part of a step that is done, 0 to 1. */
export type OnStep = (step: RewriteStep, done: number) => void;

/** Leaves the thread to others for a while. */
type Pause = () => Promise<void>;

type Canvas = OffscreenCanvas | HTMLCanvasElement;
type Context = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;

/** The qualities of JPEG that are tried, best first. Below the last, small print suffers more than from fewer pixels. */
const QUALITIES = [0.92, 0.85, 0.75] as const;
const LOWEST_QUALITY = QUALITIES[2];

/** The pixels that are drawn between two pauses: a slow machine draws them within a frame or two. */
const PIXELS_PER_PIECE = 1 << 20;

/** The bytes in which EXIF is searched: it comes before the pixels, and has 64 KiB at most. */
const EXIF_SEARCH_BYTES = 256 * 1024;

/** The bytes of the signature of a PNG, and those of a chunk without its data. */
const PNG_SIGNATURE_BYTES = 8;
const PNG_CHUNK_BYTES = 12;
/** The bit in the name of a chunk without which the picture can be shown. */
const PNG_ANCILLARY_BIT = 0x20000000;
/** The name of the chunk with the transparency. */
const PNG_TRNS = 0x74524e53;

/** Checks whether images can be decoded and drawn here. */
export function hasCanvas(): boolean {
  return typeof createImageBitmap === "function" && canvasOf(1, 1) !== undefined;
}

/**
 * Does what is ordered. Returns nothing where the platform cannot decode the file.
 *
 * @param pause given where the thread is also the page's
 */
export async function rewrite(order: Order, onStep: OnStep, pause?: Pause): Promise<Rewritten | undefined> {
  if (!hasCanvas()) return;
  onStep("decoding", 0);
  // Not resized while decoding: platforms do not agree whether the size is that before or after the rotation by EXIF, and
  // none of them saves the whole bitmap by it.
  const bitmap = await createImageBitmap(order.blob).catch(() => undefined);
  if (!bitmap) return;
  const { width, height } = bitmap;
  const canvas = await draw(bitmap, Math.min(1, order.longestSide / Math.max(width, height)), order.shortestSide, pause);
  if (!canvas) return;
  onStep("decoding", 1);
  const encoded = await encode(canvas, order, onStep, pause);
  if (!encoded) return;

  const turned = orientationOf(await order.blob.slice(0, EXIF_SEARCH_BYTES).arrayBuffer()) > 1;
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
  /** Whether the best quality was not enough to make it fit. */
  readonly lowered: boolean;
}

/** Encodes until it fits: with less quality first, then with fewer pixels, down to the fewest. */
async function encode(canvas: Canvas, order: Order, onStep: OnStep, pause: Pause | undefined): Promise<Encoded | undefined> {
  let tries = 0;
  const attempt = async (type: MimeType, quality = 1): Promise<Blob | undefined> => {
    await pause?.();
    onStep("encoding", tries / (tries + 1));
    tries += 1;
    return toBlob(canvas, type, quality);
  };
  const finished = (blob: Blob): Encoded => {
    const { width, height } = canvas;
    release(canvas);
    onStep("encoding", 1);
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
    blob = await attempt(type, LOWEST_QUALITY);
  }
  return blob && finished(blob);
}

/**
 * Draws an image on a canvas, halved until the last step, so that every pixel counts. Closes the image.
 *
 * @param factor the factor for its sides, 1 at most; less is used where the platform has no canvas of that size
 * @param shortest the fewest pixels of the longest side
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

/** The rows above and below a piece that have an effect on its first and last rows. */
const MARGIN_ROWS = 4;

/** Fills a canvas with an image; piece by piece where there are pauses. */
async function paint(from: ImageBitmap | Canvas, to: Canvas, pause: Pause | undefined): Promise<void> {
  const context = contextOf(to);
  context.imageSmoothingQuality = "high";
  const { width, height } = to;
  if (!pause) return context.drawImage(from, 0, 0, width, height);
  const ratio = from.height / height;
  const rows = Math.ceil(PIXELS_PER_PIECE / (from.width * ratio));
  for (let row = 0; row < height; row += rows) {
    const top = Math.max(0, row - MARGIN_ROWS);
    const many = Math.min(height, row + rows + MARGIN_ROWS) - top;
    context.save();
    context.beginPath();
    context.rect(0, row, width, rows);
    context.clip();
    context.drawImage(from, 0, top * ratio, from.width, many * ratio, 0, top, width, many);
    context.restore();
    // Otherwise all pieces would be drawn together at the end.
    context.getImageData(0, row, 1, 1);
    await pause();
  }
}

/** Puts white behind what is transparent, where JPEG would have black. */
function whiten(canvas: Canvas): void {
  const context = contextOf(canvas);
  context.globalCompositeOperation = "destination-over";
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
}

/** A colour that a canvas is tested with, and the noise that is accepted in each of its values. */
const TEST_COLOUR = [18, 52, 86, 255] as const;
const MAX_COLOUR_NOISE = 8;

/**
 * Returns an empty canvas, if it works: one that is too large has no pixels, on some platforms without an error, and where
 * the browser protects against fingerprinting, what is read from it is not what was drawn.
 */
function canvasOf(width: number, height: number): Canvas | undefined {
  try {
    const canvas = typeof document === "object" ? document.createElement("canvas") : new OffscreenCanvas(width, height);
    canvas.width = width;
    canvas.height = height;
    const context = contextOf(canvas);
    const corner = [width - 1, height - 1, 1, 1] as const;
    context.fillStyle = `rgb(${TEST_COLOUR.slice(0, 3)})`;
    context.fillRect(...corner);
    const { data } = context.getImageData(...corner);
    context.clearRect(...corner);
    return TEST_COLOUR.every((value, i) => Math.abs(value - (data[i] ?? 0)) <= MAX_COLOUR_NOISE) ? canvas : undefined;
  } catch {
    return;
  }
}

function contextOf(canvas: Canvas): Context {
  // In main memory: it is encoded there, and the largest texture of a graphics card is no limit.
  const context = canvas.getContext("2d", { willReadFrequently: true }) as Context | null;
  if (context) return context;
  throw new Error("netverify-rules/browser: there is no canvas");
}

/** Frees the memory at once, before garbage collection. */
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
  return type === "image/png" ? withoutMetadata(blob) : blob;
}

/**
 * Returns a PNG without metadata: browsers add chunks of their own, such as the one by which Firefox distinguishes one user's
 * images from another's.
 */
async function withoutMetadata(png: Blob): Promise<Blob> {
  const view = new DataView(await png.arrayBuffer());
  const parts: Blob[] = [];
  let from = 0;
  for (let at = PNG_SIGNATURE_BYTES; at < view.byteLength; ) {
    const end = at + PNG_CHUNK_BYTES + view.getUint32(at);
    const name = view.getUint32(at + 4);
    if (name & PNG_ANCILLARY_BIT && name !== PNG_TRNS) {
      parts.push(png.slice(from, at));
      from = end;
    }
    at = end;
  }
  return parts.length === 0 ? png : new Blob([...parts, png.slice(from)], { type: png.type });
}
