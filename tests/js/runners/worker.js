// The vectors in a worker of Node, Deno or Bun.

import * as rules from "netverify-rules";
import * as http from "netverify-rules/http";
import { runVectors } from "../run-vectors.js";

const api = { ...rules, ...http };

if (typeof self === "undefined") {
  const { parentPort, workerData } = await import("node:worker_threads");
  parentPort.postMessage(await runVectors(workerData, api));
} else {
  self.onmessage = async ({ data }) => self.postMessage(await runVectors(data, api));
}
