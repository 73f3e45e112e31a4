// Next: built, then served by its own server.

import { execFile, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { APPS } from "./packed.js";

const execute = promisify(execFile);
const FOLDER = join(APPS, "next");
const PROGRAM = join(APPS, "node_modules/next/dist/bin/next");

/**
 * Builds the application and serves it.
 *
 * @param {"turbopack" | "webpack"} bundler
 * @param {string} harness where data and reports go
 */
export async function buildAndServe(bundler, harness) {
  const dist = `.next-${bundler}`;
  const env = { ...process.env, DIST: dist, HARNESS: harness, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
  rmSync(join(FOLDER, dist), { recursive: true, force: true });
  try {
    await execute(process.execPath, [PROGRAM, "build", `--${bundler}`], {
      cwd: FOLDER,
      env,
      maxBuffer: 2 ** 24,
      timeout: 600_000,
    });
  } catch (error) {
    throw new Error(`${error.stdout}\n${error.stderr}`);
  }
  const child = spawn(process.execPath, [PROGRAM, "start", "--hostname", "127.0.0.1", "--port", "0"], {
    cwd: FOLDER,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const url = await new Promise((resolve, reject) => {
    let said = "";
    const hear = (chunk) => {
      said += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found !== null && said.includes("Ready")) resolve(found[0]);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("close", () => reject(new Error(`next start has ended: ${said}`)));
  });
  return {
    url,
    async close() {
      child.kill();
      await ended;
      rmSync(join(FOLDER, dist), { recursive: true });
    },
  };
}
