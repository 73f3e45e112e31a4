// WebKitGTK's small browser, driven over the WebDriver protocol: no client library is needed for so few commands.

import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { findProgram } from "./programs.js";

/** @param {string} driver the file of WebKitWebDriver */
export async function launchWebKit(driver) {
  const browser = miniBrowser();
  const screen = findProgram("xvfb-run");
  if (browser === null || screen === null) throw new Error("WebKitGTK's MiniBrowser or xvfb-run is missing");

  const port = await freePort();
  // A group of its own: xvfb-run, the driver and the browser are ended together.
  const child = spawn(screen, ["--auto-servernum", driver, `--port=${port}`], { stdio: "ignore", detached: true });
  const end = () => {
    try {
      process.kill(-child.pid, "SIGTERM");
    } catch {
      // It has ended by itself.
    }
  };

  const call = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } }),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${value?.error}: ${value?.message}`);
    return value;
  };

  try {
    await answers(port);
    const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": { binary: browser, args: ["--automation"] } } };
    const session = await call("POST", "/session", { capabilities });
    const path = `/session/${session.sessionId}`;
    const element = async (value) => {
      const found = await call("POST", `${path}/element`, { using: "css selector", value });
      return `${path}/element/${Object.values(found)[0]}`;
    };
    return {
      async version() {
        return `WebKitGTK/${session.capabilities.browserVersion}`;
      },
      /** There is one page: the next one takes its place. */
      async newPage() {
        return {
          goto: (url) => call("POST", `${path}/url`, { url }),
          evaluate: (script, ...args) => call("POST", `${path}/execute/sync`, { script: `return (${script})(...arguments)`, args }),
          click: async (selector) => call("POST", `${await element(selector)}/click`, {}),
          /** Types; into a file input, the name of a file. */
          type: async (selector, text) => call("POST", `${await element(selector)}/value`, { text }),
          close: () => call("POST", `${path}/url`, { url: "about:blank" }),
        };
      },
      async close() {
        await call("DELETE", path).catch(() => {});
        end();
      },
    };
  } catch (error) {
    end();
    throw error;
  }
}

/** The driver's own browser lies where no PATH leads: /usr/lib/ARCHITECTURE/webkit2gtk-VERSION/. */
function miniBrowser() {
  const folders = (folder) => readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name: architecture } of folders("/usr/lib")) {
    for (const { name } of folders(join("/usr/lib", architecture))) {
      const file = join("/usr/lib", architecture, name, "MiniBrowser");
      if (/^webkit(2gtk|gtk)-/.test(name) && existsSync(file)) return file;
    }
  }
  return null;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function answers(port) {
  for (let tries = 0; tries < 100; tries++) {
    const status = await fetch(`http://127.0.0.1:${port}/status`).catch(() => null);
    if (status?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("WebKitWebDriver does not answer");
}
