// The page as `cargo xtask demo` serves it.

import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "../../js/harness/programs.js";

const root = join(ROOT, "www");
/** The page, built. */
export const DIST = join(root, "dist");

/** Serves the page on a free port until this process has nothing else to do; gives its address. */
export async function servePage() {
  const vite = createRequire(join(root, "package.json")).resolve("vite");
  const { preview } = await import(pathToFileURL(vite).href);
  const server = await preview({ root, logLevel: "error", preview: { port: 0 } });
  server.httpServer.unref();
  return server.resolvedUrls.local[0];
}
