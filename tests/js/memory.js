// A million requests and ten thousand images in one instance: its memory ends as large as it was after the first thousand.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./harness/programs.js";

const CALLS = 1_000_000;
const IMAGES = 10_000;
const WARM_UP = 1_000;

// The package does not show its instance: it is caught where it is made.
const instances = [];
WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(target, args, newTarget) {
    const instance = Reflect.construct(target, args, newTarget);
    instances.push(instance);
    return instance;
  },
});

const { checkBlob, checkImage, validate, validateField, validateJson } = await import("netverify-rules");

const images = JSON.parse(readFileSync(join(ROOT, "tests/vectors/images.json"), "utf8"));
const names = Object.keys(images);
const bytes = names.map((name) => Uint8Array.from(Buffer.from(images[name], "base64")));
const good = {
  merchantIdScanReference: "memory-1",
  frontsideImage: images["good.jpg"],
  country: "USA",
  idType: "PASSPORT",
};

const requests = [
  good,
  { ...good, country: "usa", callbackUrl: "http://localhost/", dob: "1990-02-30", customerId: "anna@example.com" },
  { ...good, [`unknown ${"x".repeat(200)}`]: 1, idType: 7 },
  {},
];
// Longer than the window.
const long = images["good.jpg"].replace(/=*$/, "") + "A".repeat(300_000);
// Rare, because each takes as long as a hundred others: long images, a long text, a long report. All of them come while
// the memory still may grow.
const RARELY = 300;
const rare = [
  { ...good, frontsideImage: long, faceImage: long, faceImageMimeType: "image/png" },
  { ...good, customerId: "é".repeat(200_000) },
  { ...good, enabledFields: "idDob,,idDob,other".repeat(50) },
];

function call(i) {
  if (i % RARELY === 0) return validate(rare[(i / RARELY) % rare.length], { faceMatch: "enabled" });
  if (i % 10 === 7) return validateJson('{"country": "usa", "number": "A1" ');
  if (i % 10 === 8) return validateField("callbackUrl", "https://example.com/ä", { request: good });
  return validate(requests[i % requests.length], { faceMatch: "enabled", callbackDomains: ["example.com"] });
}

async function image(i) {
  const of = i % names.length;
  if (i % 3 === 0) return checkBlob(new Blob([bytes[of]]));
  return checkImage(i % 3 === 1 ? bytes[of] : images[names[of]], { declared: "image/jpeg" });
}

function size() {
  const memories = instances.flatMap(({ exports }) => Object.values(exports)).filter((value) => value instanceof WebAssembly.Memory);
  if (instances.length !== 1 || memories.length !== 1) {
    throw new Error(`one instance with one memory was expected: ${instances.length} with ${memories.length}`);
  }
  return memories[0].buffer.byteLength;
}

for (let i = 0; i < WARM_UP; i++) {
  call(i);
  await image(i);
}
const early = size();

const start = performance.now();
for (let i = WARM_UP; i < CALLS; i++) call(i);
const middle = performance.now();
for (let i = WARM_UP; i < IMAGES; i++) await image(i);
const end = performance.now();
const late = size();

const seconds = (from, to) => `${((to - from) / 1000).toFixed(1)} s`;
console.log(`memory: ${early} bytes after ${WARM_UP} calls and images`);
console.log(`memory: ${late} bytes after ${CALLS} calls (${seconds(start, middle)}) and ${IMAGES} images (${seconds(middle, end)})`);
if (late !== early) {
  console.error("error: the memory has grown");
  process.exitCode = 1;
}
