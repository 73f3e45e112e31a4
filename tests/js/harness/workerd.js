// workerd, with modules given one by one and no bundler.

import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";

const KINDS = { ".js": "esModule", ".json": "json", ".wasm": "wasm" };

/** The modules of a folder, by the name that `prefix` gives them. */
export function modulesOf(folder, prefix) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((file) => extname(file) in KINDS)
      .map((file) => [`${prefix}${file.slice(folder.length + 1)}`, file]),
  );
}

/**
 * Starts a worker of these modules (name to file; the first is the main one), asks it once and gives its JSON answer.
 *
 * @param {string} program
 * @param {Record<string, string>} modules
 */
export async function askWorkerd(program, modules) {
  const folder = mkdtempSync(join(tmpdir(), "netverify-workerd-"));
  // workerd reads paths relative to its configuration, and cannot leave the folder that it imports from.
  const list = Object.entries(modules).map(
    ([name, file]) => `(name = ${JSON.stringify(name)}, ${KINDS[extname(file)]} = embed ${JSON.stringify(file)})`,
  );
  const config = join(folder, "config.capnp");
  writeFileSync(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")]
);
const worker :Workerd.Worker = (
  compatibilityDate = "2026-01-01",
  modules = [
    ${list.join(",\n    ")}
  ]
);
`,
  );
  const child = spawn(program, ["serve", config, "--import-path=/", "--control-fd=3"], {
    stdio: ["ignore", "inherit", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  try {
    const port = await listening(child);
    const response = await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(300_000) });
    const text = await response.text();
    if (!response.ok) throw new Error(`workerd answers ${response.status}: ${text}`);
    return JSON.parse(text);
  } finally {
    child.kill();
    await ended;
    rmSync(folder, { recursive: true });
  }
}

function listening(child) {
  return new Promise((resolve, reject) => {
    let [said, complaints] = ["", ""];
    child.stdio[3].on("data", (chunk) => {
      said += chunk;
      for (const line of said.split("\n").slice(0, -1)) {
        const { event, port } = JSON.parse(line);
        if (event === "listen") resolve(port);
      }
    });
    child.stderr.on("data", (chunk) => {
      complaints += chunk;
    });
    child.once("error", reject);
    child.once("close", () => reject(new Error(`workerd has ended: ${complaints}`)));
  });
}
