/** What is measured in Node alone. */

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import probe from "probe-image-size";
import { bundleForNode, entries } from "./bundles.js";
import { VALID } from "./inputs.js";
import { compareStarts } from "./starts.js";

/** The dimensions of an image in a blob, by probe-image-size, which reads streams of Node's. */
export const probeStream = (blob) => probe(Readable.fromWeb(blob.stream()));

const BUILD = new URL("../build/", import.meta.url);

/** The rows of cold starts, each in a process of its own: as npm installs the contenders, and bundled to one file each. */
export async function cold(settings) {
  const request = fileURLToPath(new URL("request.json", BUILD));
  writeFileSync(request, JSON.stringify(VALID));
  writeFileSync(new URL("nothing.mjs", BUILD), "export const isValid = () => true;\n");
  const child = fileURLToPath(new URL("cold.js", import.meta.url));
  const start = (module) => () => {
    const [imported, judged] = JSON.parse(execFileSync(process.execPath, [child, module.href, request]));
    return imported + judged;
  };
  const files = { "netverify-rules": "netverify", "zod 4": "zod", "ajv 8": "ajv", valibot: "valibot", joi: "joi" };
  const nothing = { name: "a module of nothing", run: start(new URL("nothing.mjs", BUILD)) };
  const installed = Object.entries(files).map(([name, file]) => ({
    name,
    run: start(new URL(`contenders/${file}.js`, import.meta.url)),
  }));
  const bundled = Object.entries(entries()).map(([name, contents], i) => {
    const file = new URL(`bundle-${i}.cjs`, BUILD);
    bundleForNode(contents, file);
    return { name, run: start(file) };
  });
  return [
    ...(await compareStarts("cold import and first verdict, as installed", [...installed, nothing], settings)),
    ...(await compareStarts("the same, bundled to one file", [...bundled, nothing], settings)),
  ];
}
