// What is tried in a page: each case is given the entry and the page's query, and gives what the test looks at.

import { canvasBlob, gradient, HOPELESS, INPUTS, noise, quarters, seeThrough, withExif } from "./inputs.js";

const codes = ({ violations }) => violations.map(({ code }) => code);

/** The kinds of parts that a file is made of, and how many bytes follow its end. */
async function parts(blob) {
  const view = new DataView(await blob.arrayBuffer());
  const found = new Set();
  let at = 2;
  if (view.getUint32(0) === 0x89504e47) {
    for (at = 8; at < view.byteLength; at += 12 + view.getUint32(at)) {
      found.add(String.fromCharCode(...[4, 5, 6, 7].map((i) => view.getUint8(at + i))));
    }
    return { kind: "png", parts: [...found], rest: view.byteLength - at };
  }
  for (;;) {
    if (view.getUint8(at) !== 0xff) throw new Error("no marker");
    const marker = view.getUint8(at + 1);
    const profile = marker === 0xe2 && view.getUint32(at + 4) === 0x4943435f;
    found.add(profile ? "ICC" : marker.toString(16));
    at += 2;
    if (marker === 0xd9) return { kind: "jpeg", parts: [...found], rest: view.byteLength - at };
    at += view.getUint16(at);
    // The pixels: 0xff in them is followed by 0, or is one of the restart markers.
    while (marker === 0xda && !(view.getUint8(at) === 0xff && view.getUint8(at + 1) !== 0 && (view.getUint8(at + 1) & 0xf8) !== 0xd0)) at += 1;
  }
}

/** The colours at places given as parts of width and height. */
async function colours(blob, places) {
  const bitmap = await createImageBitmap(blob);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d", { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0);
  const rgba = ([x, y]) => [...context.getImageData(Math.floor(x * bitmap.width), Math.floor(y * bitmap.height), 1, 1).data];
  return { width: bitmap.width, height: bitmap.height, colours: places.map(rgba) };
}

/** Counts the workers: made, heard of, and ended. */
function countWorkers() {
  const count = { made: 0, answered: 0, ended: 0 };
  globalThis.Worker = class extends Worker {
    constructor(...options) {
      super(...options);
      count.made += 1;
      this.addEventListener("message", () => (count.answered += 1), { once: true });
    }

    terminate() {
      count.ended += 1;
      super.terminate();
    }
  };
  return count;
}

/** The middle of each quarter. */
const MIDDLES = [[0.25, 0.25], [0.75, 0.25], [0.25, 0.75], [0.75, 0.75]];

const settled = () => new Promise((resolve) => setTimeout(resolve, 200));

export const CASES = {
  async inputs({ prepareImage }) {
    const results = {};
    for (const [name, [make, options, expected]] of Object.entries(INPUTS)) {
      const given = await make();
      const seen = await createImageBitmap(given.slice(0, given.size, ""));
      const { blob, report, changes, before } = await prepareImage(given, options);
      const { width, height } = await createImageBitmap(blob);
      const file = await parts(blob);
      results[name] = {
        options, expected, changes,
        valid: report.valid, codes: codes(report), before: codes(before),
        same: blob === given, type: blob.type, bytes: blob.size, facts: report.images.frontsideImage,
        given: [seen.width, seen.height], size: [width, height], file,
      };
      seen.close();
    }
    return results;
  },

  async hopeless({ prepareImage }) {
    const results = {};
    for (const [name, [make, expected]] of Object.entries(HOPELESS)) {
      const given = await make();
      const { blob, report, changes, before } = await prepareImage(given, { field: "faceImage" });
      results[name] = { expected, codes: codes(report), same: blob === given, changes, isBefore: report === before, field: report.violations[0]?.field };
    }
    return results;
  },

  async orientations({ prepareImage }) {
    const upright = await canvasBlob(640, 400, "image/jpeg", 0.95);
    const results = [];
    for (let orientation = 0; orientation <= 9; orientation++) {
      const given = await withExif(upright, orientation, orientation % 2 === 1);
      const { blob, report, changes, before } = await prepareImage(given, { strip: true });
      const shown = await colours(blob, MIDDLES);
      results.push({ orientation, changes, codes: codes(report), before: codes(before), ...shown, file: await parts(blob) });
    }
    return results;
  },

  /** The same picture through the worker, or without one: the pixels at many places. */
  async pixels({ prepareImage }) {
    const workers = countWorkers();
    const places = Array.from({ length: 400 }, (_, i) => [((i % 20) + 0.5) / 20, (Math.floor(i / 20) + 0.5) / 20]);
    const given = await canvasBlob(4001, 3003, "image/png", 1, (context, width, height) => {
      gradient(context, width, height);
      context.globalAlpha = 0.5;
      quarters(context, width, height);
    });
    const { blob, report, changes } = await prepareImage(given, { longestSide: 1333, type: "image/png" });
    return { workers, valid: report.valid, changes, was: (await colours(given, places)).colours, is: await colours(blob, places) };
  },

  async white({ prepareImage }) {
    const given = await canvasBlob(640, 400, "image/png", 1, seeThrough);
    const { blob } = await prepareImage(given, { type: "image/jpeg" });
    return colours(blob, MIDDLES);
  },

  async transparent({ prepareImage }) {
    const given = await canvasBlob(640, 400, "image/png", 1, seeThrough);
    const { blob } = await prepareImage(given, { strip: true });
    return colours(blob, MIDDLES);
  },

  async refused({ prepareImage }) {
    const given = await canvasBlob(640, 400);
    const options = [
      { longestSide: 300 }, { longestSide: 8000 }, { longestSide: 1000.5 }, { longestSide: NaN },
      { maxBytes: 0 }, { maxBytes: 15_728_641 }, { type: "image/webp" }, { field: "country" },
    ];
    return Promise.all(options.map((option) => prepareImage(given, option).then(() => "accepted", ({ name }) => name)));
  },

  /** Stops the work at the first word of each step, and once before it begins. */
  async abort({ prepareImage }) {
    const workers = countWorkers();
    const given = await canvasBlob(9000, 6000, "image/jpeg", 0.9, gradient);
    const results = {};
    for (const step of ["before", "checking", "decoding", "encoding"]) {
      const control = new AbortController();
      const reason = new Error("enough");
      if (step === "before") control.abort(reason);
      let afterwards = 0;
      const onProgress = ({ step: now }) => {
        if (control.signal.aborted) afterwards += 1;
        if (now === step) control.abort(reason);
      };
      const start = performance.now();
      const outcome = await prepareImage(given, { signal: control.signal, onProgress }).then(
        () => "done",
        (error) => (error === reason ? "the reason" : String(error)),
      );
      const milliseconds = performance.now() - start;
      // Whoever goes on working in secret would be heard of.
      await settled();
      results[step] = { outcome, afterwards, milliseconds };
    }
    return { workers, results };
  },

  /** What is reported on the way. */
  async progress({ prepareImage }) {
    const given = await canvasBlob(1600, 1200, "image/jpeg", 1, noise);
    const reported = [];
    await prepareImage(given, { maxBytes: 200_000, onProgress: (progress) => reported.push(progress) });
    const quiet = [];
    await prepareImage(await canvasBlob(640, 400), { onProgress: ({ step }) => quiet.push(step) });
    return { progress: reported, quiet: [...new Set(quiet)] };
  },

  /** Two at once, and one of them stopped. */
  async together({ prepareImage }) {
    const given = await canvasBlob(3000, 2000);
    const control = new AbortController();
    const stopped = prepareImage(given, { strip: true, signal: control.signal }).catch(({ name }) => name);
    const other = prepareImage(given, { longestSide: 1000 });
    control.abort();
    const { changes, report } = await other;
    return { stopped: await stopped, changes, valid: report.valid };
  },

  /** The longest tasks of this page's thread, while a large photo is checked and prepared. */
  async tasks({ prepareImage }, query) {
    const workers = countWorkers();
    const given = await (await fetch(`/data/${query.get("file")}`)).blob();
    const tasks = [];
    let phase = "checking";
    new PerformanceObserver((list) => {
      tasks.push(...list.getEntries().map(({ duration }) => ({ phase, duration })));
    }).observe({ type: "longtask" });
    await settled();
    // What the page did to load is not meant.
    tasks.length = 0;
    const { checkBlob } = await import("/package/dist/index.js");
    await checkBlob(given);
    await settled();
    phase = "preparing";
    const { report, changes } = await prepareImage(given, { strip: true });
    await settled();
    return { workers, bytes: given.size, tasks, valid: report.valid, changes };
  },

  /** A large photo, for the cases that take a file: as base64. */
  async make(_, query) {
    const [width, height, quality] = ["width", "height", "quality"].map((name) => Number(query.get(name)));
    const blob = await canvasBlob(width, height, "image/jpeg", quality, { gradient, noise }[query.get("paint")]);
    const reader = new FileReader();
    const read = new Promise((resolve) => (reader.onload = resolve));
    reader.readAsDataURL(blob);
    await read;
    return reader.result.slice(reader.result.indexOf(",") + 1);
  },

  /** Prepares a file of the server. */
  async file({ prepareImage }, query) {
    const given = await (await fetch(`/data/${query.get("file")}`)).blob();
    const start = performance.now();
    const { report, changes } = await prepareImage(given, { strip: true });
    return { milliseconds: performance.now() - start, facts: report.images.frontsideImage, valid: report.valid, changes };
  },
};
