// The entry for pages beside the default one: they share one module, and the worker is found.

import { validate } from "netverify-rules";
import { prepareImage } from "netverify-rules/browser";
import { report } from "../../pages/report.js";

report(async () => {
  const count = { modules: 0, workers: 0 };
  WebAssembly.Module = class extends WebAssembly.Module {
    constructor(bytes) {
      super(bytes);
      count.modules += 1;
    }
  };
  globalThis.Worker = class extends Worker {
    constructor(...options) {
      super(...options);
      this.addEventListener("message", () => (count.workers += 1), { once: true });
    }
  };
  const canvas = new OffscreenCanvas(9000, 400);
  canvas.getContext("2d").fillRect(0, 0, 100, 100);
  const { report: after, changes } = await prepareImage(await canvas.convertToBlob({ type: "image/jpeg" }));
  const { valid } = validate({});

  const found = { ...count, changes: changes.join(), prepared: after.valid, valid };
  const expected = { modules: 1, workers: 1, changes: "scaled,stripped", prepared: true, valid: false };
  const passed = JSON.stringify(found) === JSON.stringify(expected);
  const failure = { case: "a photo that is too wide", call: "prepareImage", expected, found };
  return { cases: 1, passed: passed ? 1 : 0, calls: 2, failures: passed ? [] : [failure] };
});
