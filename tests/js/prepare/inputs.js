// Photos of many kinds, made in the page: what its canvas encodes, what is easily written by hand, and pictures of a server.

/** The four quarters of the test picture, by (column, row). */
export const QUARTERS = [
  { at: [0, 0], rgb: [192, 48, 48] },
  { at: [1, 0], rgb: [48, 160, 48] },
  { at: [0, 1], rgb: [48, 64, 192] },
  { at: [1, 1], rgb: [208, 176, 32] },
];

export async function canvasBlob(width, height, type = "image/jpeg", quality = 0.9, paint = quarters) {
  const canvas = new OffscreenCanvas(width, height);
  paint(canvas.getContext("2d", { willReadFrequently: true }), width, height);
  const blob = await canvas.convertToBlob({ type, quality });
  if (blob.type !== type) throw new Error(`this browser does not encode ${type}`);
  return blob;
}

export function quarters(context, width, height) {
  for (const { at, rgb } of QUARTERS) {
    context.fillStyle = `rgb(${rgb})`;
    context.fillRect(Math.round((at[0] * width) / 2), Math.round((at[1] * height) / 2), Math.ceil(width / 2), Math.ceil(height / 2));
  }
}

/** The left half is transparent, the right half half so. */
export function seeThrough(context, width, height) {
  context.fillStyle = "rgb(200 0 0 / 50%)";
  context.fillRect(Math.ceil(width / 2), 0, width, height);
}

export function gradient(context, width, height) {
  const fill = context.createLinearGradient(0, 0, width, height);
  for (const [at, colour] of ["#204060", "#e0c080", "#406020", "#f0f0f0"].entries()) fill.addColorStop(at / 3, colour);
  context.fillStyle = fill;
  context.fillRect(0, 0, width, height);
}

/** What compresses badly: as many bytes as a photo in the dark. The same each time. */
export function noise(context, width, height) {
  let state = 1;
  const band = context.createImageData(width, Math.min(height, 256));
  const words = new Uint32Array(band.data.buffer);
  for (let at = 0; at < words.length; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[at] = state | 0xff000000;
  }
  for (let y = 0; y < height; y += band.height) context.putImageData(band, 0, y);
}

/** A JPEG with EXIF behind its first marker: which way is up, and where it was taken. */
export async function withExif(jpeg, orientation, littleEndian = false) {
  const tiff = new DataView(new ArrayBuffer(8 + 2 + 2 * 12 + 4 + 2 + 2 * 12 + 4));
  const entry = (at, tag, type, count) => {
    tiff.setUint16(at, tag, littleEndian);
    tiff.setUint16(at + 2, type, littleEndian);
    tiff.setUint32(at + 4, count, littleEndian);
  };
  tiff.setUint16(0, littleEndian ? 0x4949 : 0x4d4d);
  tiff.setUint16(2, 42, littleEndian);
  tiff.setUint32(4, 8, littleEndian);
  tiff.setUint16(8, 2, littleEndian);
  entry(10, 0x0112, 3, 1);
  tiff.setUint16(18, orientation, littleEndian);
  entry(22, 0x8825, 4, 1);
  tiff.setUint32(30, 38, littleEndian);
  // A latitude and a longitude, each of three fractions.
  tiff.setUint16(38, 2, littleEndian);
  for (const [at, tag] of [[40, 2], [52, 4]]) {
    entry(at, tag, 5, 3);
    tiff.setUint32(at + 8, 8, littleEndian);
  }
  const length = 2 + 6 + tiff.byteLength;
  const header = new Uint8Array([0xff, 0xd8, 0xff, 0xe1, length >> 8, length & 255, ...new TextEncoder().encode("Exif\0\0")]);
  return new Blob([header, tiff.buffer, jpeg.slice(2)], { type: "image/jpeg" });
}

export function bmp(width, height) {
  const row = Math.ceil((width * 3) / 4) * 4;
  const view = new DataView(new ArrayBuffer(54 + row * height));
  view.setUint16(0, 0x424d);
  view.setUint32(2, view.byteLength, true);
  view.setUint32(10, 54, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      // The rows are stored from the last to the first.
      const { rgb } = QUARTERS[(2 * x >= width ? 1 : 0) + (2 * y < height ? 2 : 0)];
      for (let i = 0; i < 3; i++) view.setUint8(54 + y * row + x * 3 + i, rgb[2 - i]);
    }
  }
  return new Blob([view.buffer], { type: "image/bmp" });
}

const picture = (name, type = "") => async () => {
  const response = await fetch(`/pictures/${name}`);
  if (!response.ok) throw new Error(`${name} is not served`);
  return new File([await response.arrayBuffer()], name, { type });
};

const vector = (name) => async () => {
  const images = await (await fetch("/images.json")).json();
  return new File([Uint8Array.from(atob(images[name]), (char) => char.charCodeAt(0))], name);
};

const canvas = (...options) => () => canvasBlob(...options);

/**
 * Fifty photos: how each is had, the options it is prepared with, and the changes that are expected.
 *
 * @type {Record<string, [() => Blob | Promise<Blob>, object, string[]]>}
 */
export const INPUTS = {
  "a small JPEG": [canvas(301, 200), {}, []],
  "a JPEG of 640 × 400": [canvas(640, 400), {}, []],
  "an upright JPEG": [canvas(400, 640), {}, []],
  "a square PNG": [canvas(500, 500, "image/png"), {}, []],
  "the widest JPEG": [canvas(7999, 400), {}, []],
  "a JPEG that is too wide by one": [canvas(8000, 400), {}, ["scaled", "stripped"]],
  "a JPEG that is too high by one": [canvas(400, 8000), {}, ["scaled", "stripped"]],
  "a PNG that is too wide by one": [canvas(8000, 400, "image/png"), {}, ["scaled", "stripped"]],
  "a JPEG of 9000 × 2000": [canvas(9000, 2000), {}, ["scaled", "stripped"]],
  "a PNG of 2000 × 9000": [canvas(2000, 9000, "image/png"), {}, ["scaled", "stripped"]],
  "a giant JPEG": [canvas(10_001, 5003, "image/jpeg", 0.9, gradient), {}, ["scaled", "stripped"]],
  "a very long JPEG": [canvas(16_000, 700), {}, ["scaled", "stripped"]],
  "a JPEG to 1600 pixels": [canvas(4000, 3000), { longestSide: 1600 }, ["scaled", "stripped"]],
  "a JPEG to an odd size": [canvas(1999, 1501), { longestSide: 777 }, ["scaled", "stripped"]],
  "a JPEG to the smallest size": [canvas(1024, 768), { longestSide: 301 }, ["scaled", "stripped"]],
  "a PNG to 1000 pixels": [canvas(1500, 2100, "image/png"), { longestSide: 1000 }, ["scaled", "stripped"]],
  "a JPEG smaller than is wished": [canvas(640, 400), { longestSide: 641 }, []],
  "a JPEG to be stripped": [canvas(640, 400), { strip: true }, ["stripped"]],
  "a PNG to be stripped": [canvas(640, 400, "image/png"), { strip: true }, ["stripped"]],
  "a PNG to be JPEG": [canvas(640, 400, "image/png"), { type: "image/jpeg" }, ["converted", "stripped"]],
  "a JPEG to be PNG": [canvas(640, 400), { type: "image/png" }, ["converted", "stripped"]],
  "a transparent PNG": [canvas(640, 400, "image/png", 1, seeThrough), {}, []],
  "a transparent PNG to be JPEG": [canvas(640, 400, "image/png", 1, seeThrough), { type: "image/jpeg" }, ["converted", "stripped"]],
  "a JPEG with too many bytes": [canvas(1600, 1200, "image/jpeg", 1, noise), { maxBytes: 2_000_000 }, ["compressed", "stripped"]],
  "a JPEG with far too many bytes": [canvas(1600, 1200, "image/jpeg", 1, noise), { maxBytes: 200_000 }, ["scaled", "compressed", "stripped"]],
  "a PNG with too many bytes": [canvas(2400, 2000, "image/png", 1, noise), {}, ["converted", "compressed", "stripped"]],
  "a PNG with too many bytes to stay one": [
    canvas(1200, 1000, "image/png", 1, noise),
    { type: "image/png", maxBytes: 1_000_000 },
    ["scaled", "compressed", "stripped"],
  ],
  "a WebP that is too wide": [picture("wide.webp"), {}, ["converted", "scaled", "stripped"]],
  "a WebP to be PNG": [picture("lossy.webp", "image/webp"), { type: "image/png" }, ["converted", "stripped"]],
  "a WebP to be small": [picture("lossy.webp"), { longestSide: 320 }, ["converted", "scaled", "stripped"]],
  "a BMP": [() => bmp(640, 401), {}, ["converted", "stripped"]],
  "a BMP that is called a JPEG": [() => new File([bmp(333, 517)], "a.jpg", { type: "image/jpeg" }), {}, ["converted", "stripped"]],
  "a PNG that is called a JPEG": [
    async () => new File([await canvasBlob(9000, 400, "image/png")], "a.jpg", { type: "image/jpeg" }),
    {},
    ["scaled", "stripped"],
  ],
  "a JPEG that lies on its side": [
    async () => withExif(await canvasBlob(8200, 400), 6),
    {},
    ["scaled", "rotated", "stripped"],
  ],
  "a JPEG with a place": [async () => withExif(await canvasBlob(640, 400), 1), { strip: true }, ["stripped"]],
  "a lossy WebP": [picture("lossy.webp"), {}, ["converted", "stripped"]],
  "a lossless WebP": [picture("lossless.webp"), {}, ["converted", "stripped"]],
  "a transparent WebP": [picture("alpha.webp", "image/png"), {}, ["converted", "stripped"]],
  "an animated WebP": [picture("animated.webp"), {}, ["converted", "stripped"]],
  "a WebP with metadata": [picture("metadata.webp"), {}, ["converted", "stripped"]],
  "an AVIF": [picture("lossy.avif"), {}, ["converted", "stripped"]],
  "a transparent AVIF": [picture("alpha.avif"), {}, ["converted", "stripped"]],
  "a GIF": [picture("palette.gif"), {}, ["converted", "stripped"]],
  "a transparent GIF": [picture("transparent.gif"), {}, ["converted", "stripped"]],
  "an animated GIF": [picture("animated.gif", "image/jpeg"), {}, ["converted", "stripped"]],
  "a palette PNG": [picture("palette.png"), { strip: true }, ["stripped"]],
  "a PNG with metadata": [picture("metadata.png"), { longestSide: 400 }, ["scaled", "stripped"]],
  "a JPEG with metadata": [picture("metadata.jpg"), { strip: true }, ["rotated", "stripped"]],
  "a progressive JPEG": [picture("progressive.jpg"), { longestSide: 500 }, ["scaled", "stripped"]],
  "a CMYK JPEG": [picture("cmyk.jpg"), { strip: true }, ["stripped"]],
};

/** Photos that nothing can be done about, and what the report says of each. */
export const HOPELESS = {
  "an empty file": [() => new Blob([]), ["image_format"]],
  "a PDF": [vector("pdf"), ["image_format"]],
  "an SVG": [vector("svg"), ["image_format"]],
  "a HEIC's header": [vector("heic"), ["image_format"]],
  "words": [vector("text"), ["image_format"]],
  "a JPEG cut off": [vector("truncated.jpg"), ["image_truncated"]],
  "a PNG cut off": [vector("truncated.png"), ["image_truncated"]],
  "a PNG with a broken header": [vector("bad-crc.png"), ["image_unreadable"]],
  "a JPEG of billions of pixels": [vector("65535x65535.jpg"), ["image_side_too_long"]],
  "a JPEG with too few pixels": [canvas(300, 200), ["image_too_small"]],
};
