// The vectors in a worker of Node (the folder of data is an argument), Deno or Bun (it comes as a message).

import * as rules from "netverify-rules";
import * as http from "netverify-rules/http";
import { load } from "./load.js";
import { runVectors } from "../run-vectors.js";

const api = { ...rules, ...http };
const run = (folder) => runVectors({ ...load(folder), api });

if (typeof self === "undefined") {
  const { parentPort } = await import("node:worker_threads");
  parentPort.postMessage(await run(process.argv[2]));
} else {
  self.onmessage = async ({ data }) => self.postMessage(await run(data));
}
