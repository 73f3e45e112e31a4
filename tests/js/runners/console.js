// Runs the vectors in Node, Deno or Bun and prints the result as one line of JSON.
//
//   console.js import|require|slim|worker FILE-OF-CASES

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { runVectors } from "../run-vectors.js";

const ENTRIES = {
  import: async () => ({ ...(await import("netverify-rules")), ...(await import("netverify-rules/http")) }),
  require: async () => {
    const require = createRequire(import.meta.url);
    return { ...require("netverify-rules"), ...require("netverify-rules/http") };
  },
  slim: async () => {
    const api = await import("netverify-rules/slim");
    await api.init();
    return api;
  },
};

const [way, file] = process.argv.slice(2);
const cases = JSON.parse(readFileSync(file, "utf8"));
const result = way === "worker" ? await inWorker() : await runVectors(cases, await ENTRIES[way]());
process.stdout.write(`${JSON.stringify(result)}\n`);

async function inWorker() {
  const program = new URL("./worker.js", import.meta.url);
  // Deno and Bun have the web's workers; Node has its own.
  if (typeof Worker === "undefined") {
    const { Worker } = await import("node:worker_threads");
    const worker = new Worker(program, { workerData: cases });
    return new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
  }
  const worker = new Worker(program, { type: "module" });
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => reject(new Error(event.message));
      worker.postMessage(cases);
    });
  } finally {
    worker.terminate();
  }
}
