// Reads what the vectors need; Node, Deno and Bun all have these modules.

import { readFileSync } from "node:fs";

/** The vectors, their images and the golden reports, as run-vectors.js takes them. */
export function load(folder) {
  const read = (name) => readFileSync(`${folder}/${name}`, "utf8");
  return {
    vectors: JSON.parse(read("vectors.json")),
    images: JSON.parse(read("images.json")),
    golden: read("golden.ndjson"),
  };
}
