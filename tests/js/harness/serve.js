// A static server for pages under test: it sends a strict content security policy and takes what the pages report.

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";

/** What a page needs to run the package: its own scripts, and WebAssembly compiled from bytes. */
export const STRICT_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'";

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
};

/**
 * Serves on a free port of 127.0.0.1.
 *
 * `mounts` maps a path to a file or a folder, the longest path first: `{ "/": "pages", "/vectors/": "../vectors" }`.
 * `policy` is the Content-Security-Policy of every answer; a page of its own may ask for another by `policies`, by path.
 *
 * @param {{ mounts: Record<string, string>, policy?: string, policies?: Record<string, string> }} options
 */
export async function serve({ mounts, policy = STRICT_POLICY, policies = {} }) {
  const paths = Object.keys(mounts).sort((a, b) => b.length - a.length);
  /** @type {Map<string, (body: string) => void>} */
  const waiting = new Map();

  const answer = async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    response.setHeader("Content-Security-Policy", policies[pathname] ?? policy);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (request.method === "POST" && pathname.startsWith("/reports/")) {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      response.writeHead(204).end();
      const id = pathname.slice("/reports/".length);
      waiting.get(id)?.(Buffer.concat(chunks).toString());
      return;
    }
    const file = await find(decodeURIComponent(pathname));
    if (file === null) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader("Content-Type", TYPES[extname(file)] ?? "application/octet-stream");
    createReadStream(file).pipe(response);
  };

  const find = async (pathname) => {
    const mount = paths.find((path) => (path.endsWith("/") ? pathname.startsWith(path) : pathname === path));
    if (mount === undefined) return null;
    const inside = normalize(pathname.slice(mount.length));
    if (inside.split(sep).includes("..")) return null;
    const file = mount.endsWith("/") ? join(mounts[mount], inside) : mounts[mount];
    const found = await stat(file).catch(() => null);
    if (found?.isDirectory()) return find(`${pathname.replace(/\/$/, "")}/index.html`);
    return found === null ? null : file;
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      response.destroy(error);
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());

  return {
    url: `http://127.0.0.1:${port}`,
    /** Waits for what a page posts to `/reports/ID`. */
    report(id, milliseconds) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(id);
          reject(new Error(`the page reported nothing within ${milliseconds / 1000} s`));
        }, milliseconds);
        waiting.set(id, (body) => {
          clearTimeout(timer);
          waiting.delete(id);
          resolve(JSON.parse(body));
        });
      });
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
