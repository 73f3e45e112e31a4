// What the tests do with the page, in any browser.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "./browsers.js";
import { servePage } from "./serve.js";

const CLI = process.env.NETVERIFY_CLI;
if (!CLI) throw new Error("start this by `cargo xtask www-test`");
export const URL_OF_PAGE = await servePage();

/** @param {Awaited<ReturnType<typeof import("./browsers.js").launch>>} browser */
export function drive(browser) {
  const waitFor = async (script, ...args) => {
    try {
      return await until(() => browser.evaluate(script, ...args));
    } catch (error) {
      const seen = await browser.evaluate(() => document.getElementById("verdict").innerText.slice(0, 1500));
      throw new Error(`${error.message} ${JSON.stringify(args)}\nThe verdict is:\n${seen}`);
    }
  };

  return {
    waitFor,
    /** Loads the page, or loads it again. */
    async open() {
      await browser.goto(URL_OF_PAGE);
      await waitFor(() => document.documentElement.dataset.ready === "true");
    },
    /** The verdict: its title, and what it lists as "field code". */
    verdict: () =>
      browser.evaluate(() => ({
        title: document.getElementById("verdict-title").textContent,
        violations: [...document.querySelectorAll("#violations > li")].map(({ dataset }) => `${dataset.field} ${dataset.code}`),
      })),
    /** Waits until the verdict lists just this, in any order. */
    lists: (...violations) =>
      waitFor((wanted) => {
        const listed = [...document.querySelectorAll("#violations > li")].map(({ dataset }) => `${dataset.field} ${dataset.code}`);
        return document.documentElement.dataset.ready === "true" && listed.sort().join() === wanted;
      }, violations.sort().join()),
    /** Waits until a photo's card shows these codes and no more. */
    shows: (field, ...codes) =>
      waitFor(
        (field, wanted) => {
          const card = document.querySelector(`.photo[data-field=${field}]`);
          const shown = [...card.querySelectorAll(".remarks li")].map(({ dataset }) => dataset.code);
          return card.classList.contains("filled") && !card.hasAttribute("aria-busy") && shown.sort().join() === wanted;
        },
        field,
        codes.sort().join(),
      ),
    /** The facts of a photo: format, pixels, size. */
    facts: (field) => browser.evaluate((field) => [...document.querySelectorAll(`.photo[data-field=${field}] dd`)].map((dd) => dd.textContent), field),
    /** What was done with a photo, in the page's words. */
    note: (field) => browser.evaluate((field) => document.querySelector(`.photo[data-field=${field}] .note span`).textContent, field),
    choose: (field, file) => browser.choose(`#${field}-file`, file),
    /** Drops a small file on a photo's card. */
    drop: (field, name, type, bytes) =>
      browser.evaluate(
        (field, name, type, base64) => {
          const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([bytes], name, { type }));
          const frame = document.querySelector(`.photo[data-field=${field}] .frame`);
          for (const event of ["dragover", "drop"]) {
            frame.dispatchEvent(new DragEvent(event, { dataTransfer, bubbles: true, cancelable: true }));
          }
        },
        field,
        name,
        type,
        bytes.toString("base64"),
      ),
    /** Pastes a small picture. */
    paste: (name, type, bytes) =>
      browser.evaluate(
        (name, type, base64) => {
          const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
          const clipboardData = new DataTransfer();
          clipboardData.items.add(new File([bytes], name, { type }));
          // Firefox lets nobody make an event with files on the clipboard.
          const event = new Event("paste", { bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(Object.defineProperty(event, "clipboardData", { value: clipboardData }));
        },
        name,
        type,
        bytes.toString("base64"),
      ),
    /** Presses the button that fixes, found by its words, in a photo's card or a field. */
    fix: (field, text) =>
      waitFor(
        (field, text) => {
          const place = document.querySelector(`.photo[data-field=${field}], .field[data-field=${field}]`);
          const found = [...place.querySelectorAll(".fix")].find((button) => button.textContent === text);
          found?.click();
          return found !== undefined;
        },
        field,
        text,
      ),
    /** Presses a button of the dialog that is open, once it is there. */
    async press(text) {
      await waitFor((text) => {
        const buttons = [...document.querySelectorAll("dialog[open] button:not([hidden])")];
        const found = buttons.find((button) => button.textContent === text);
        found?.click();
        return found !== undefined;
      }, text);
    },
    /** Chooses from a list, as a person does. */
    select: (id, value) =>
      browser.evaluate(
        (id, value) => {
          const select = document.getElementById(id);
          select.value = value;
          for (const event of ["input", "change"]) select.dispatchEvent(new Event(event, { bubbles: true }));
        },
        id,
        value,
      ),
    /** What was downloaded, under a name that begins so. */
    download: (name = "request") => browser.saved(() => browser.click("#download-request"), name),
    command: () => browser.evaluate(() => document.getElementById("command").textContent),
  };
}

/** Checks a request by the real command; `command` is what the page shows. */
export function check(request, command) {
  const folder = mkdtempSync(join(tmpdir(), "netverify-request-"));
  try {
    const [, subcommand, ...words] = command.split(" ");
    const name = words.pop();
    writeFileSync(join(folder, name), request);
    const { status, stdout } = spawnSync(CLI, [subcommand, "--format", "json", ...words, name], { cwd: folder, encoding: "utf8" });
    return { status, report: JSON.parse(stdout) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
