// Files to choose, drawn by Chromium or cut from the samples' pictures, in a folder that is thrown away.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../js/harness/programs.js";
import { launchChromium } from "./browsers.js";

const samples = join(ROOT, "tests/samples");
const picture = (name) => readFileSync(join(samples, "pictures", name));

/** Noise, which no encoder makes small. */
async function noise(width, height, quality) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  const strip = new ImageData(width, 64);
  const values = new Uint32Array(strip.data.buffer);
  let seed = 1;
  for (let y = 0; y < height; y += 64) {
    for (let i = 0; i < values.length; i++) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      values[i] = seed | 0xff000000;
    }
    context.putImageData(strip, 0, y);
  }
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality });
  const url = await new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsDataURL(blob);
  });
  return url.slice(url.indexOf(",") + 1);
}

/**
 * Makes the files; gives where they are, by name.
 *
 * @param {readonly string[]} [large] those of the large ones that are wanted
 */
export async function makeFiles(large = ["photo15", "photo20", "wide"]) {
  const folder = mkdtempSync(join(tmpdir(), "netverify-www-"));
  const at = (name) => join(folder, name);
  const passport = picture("passport.jpg");
  const gps = JSON.parse(readFileSync(join(samples, "gps-location.json"), "utf8")).frontsideImage;
  const files = {
    "passport.jpg": passport,
    "face.jpg": picture("face.jpg"),
    "card.png": picture("id-card.png"),
    // A PNG by its bytes, a JPEG by its name.
    "png-called.jpg": picture("id-card.png"),
    "empty.jpg": Buffer.alloc(0),
    "scan.pdf": Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"),
    "truncated.jpg": passport.subarray(0, Math.floor(passport.length * 0.6)),
    "located.jpg": Buffer.from(gps, "base64"),
    // As much of a HEIC as says that it is one.
    "phone.heic": Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic\0\0\0\0heicmif1"), Buffer.alloc(4000)]),
  };
  for (const [name, bytes] of Object.entries(files)) writeFileSync(at(name), bytes);
  const sizes = { photo15: [4608, 3456, 0.942], photo20: [5600, 4200, 0.93], wide: [9000, 400, 0.5] };
  if (large.length > 0) {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      for (const name of large) {
        writeFileSync(at(`${name}.jpg`), Buffer.from(await page.evaluate(noise, ...sizes[name]), "base64"));
      }
    } finally {
      await browser.close();
    }
  }
  return { folder, at, bytes: (name) => readFileSync(at(name)), remove: () => rmSync(folder, { recursive: true }) };
}
