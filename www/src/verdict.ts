/** The verdict: what it comes to, what to do, and the request itself. */

import type { FieldName, ImageInfo, ImageFieldName, Report, Violation } from "netverify-rules";
import { adviceOn } from "netverify-rules/codes";
import { fields } from "netverify-rules/fields";
import { command } from "./account.js";
import { ask } from "./checker.js";
import { button, byId, icon, make, say } from "./dom.js";
import { setValue } from "./form.js";
import type { Verdict } from "./protocol.js";
import { offer, suggested } from "./remarks.js";
import { rename, rewrite } from "./samples.js";
import { loaded, texts, values } from "./state.js";
import { bytes, counted, formatName, titleOf } from "./words.js";

/** A run of base64 that is too long to be read. */
const LONG = /[A-Za-z0-9+/=_-]{120,}(?:(?:\\[nr]|\\\/|\s)*[A-Za-z0-9+/=_-]{60,})*/g;

let shownList = "";
let said = "";

/** Makes what stays. */
export function buildVerdict(): void {
  byId("copy-request").addEventListener("click", () => void copy(file(), "The request"));
  byId("download-request").addEventListener("click", () => void download());
  byId("copy-command").addEventListener("click", () => {
    void copy(Promise.resolve(new Blob([command(fileName())], { type: "text/plain" })), "The command");
  });
  byId("rewrite").addEventListener("click", rewrite);
}

/** Shows a verdict. */
export function showVerdict({ report, lengths }: Verdict): void {
  const errors = report.violations.filter(({ severity }) => severity === "error");
  const warnings = report.violations.length - errors.length;
  const missing = errors.length > 0 && errors.every(({ code }) => code === "required") && !loaded();
  const state = !report.valid ? (missing ? "open" : "bad") : warnings > 0 ? "fair" : "good";
  const titles = { open: "Not complete yet", bad: "Not valid", fair: "Valid, with warnings", good: "Valid" };
  const drawings = { open: "open", bad: "error", fair: "warning", good: "ok" };
  const counts = [
    ...(errors.length > 0 ? [missing ? `${errors.length} to fill in` : counted(errors.length, "error")] : []),
    ...(warnings > 0 ? [counted(warnings, "warning")] : []),
  ].join(", ");
  const about = counts || "Nothing is wrong. It can be sent.";

  for (const element of document.querySelectorAll<HTMLElement>("[data-verdict]")) element.dataset.verdict = state;
  byId("verdict-icon").replaceChildren(icon(drawings[state]));
  byId("verdict-title").textContent = titles[state];
  byId("verdict-counts").textContent = about;
  byId("bar-icon").replaceChildren(icon(drawings[state]));
  byId("bar-text").textContent = counts ? `${titles[state]}: ${counts}` : titles[state];
  const summary = `${titles[state]}. ${about}`;
  if (summary !== said) byId("verdict-status").textContent = said = summary;

  list(report, missing);
  byId("as-loaded").hidden = !loaded();
  byId("rewrite").hidden = report.violations.length === 0;
  byId("as-loaded-name").textContent = loaded()?.name ?? "";
  byId("request").textContent = preview(report, lengths);
  byId("command").textContent = command(fileName());
}

/** Says that there is no verdict: of the last one nothing counts any more. */
export function showFailure(): void {
  for (const element of document.querySelectorAll<HTMLElement>("[data-verdict]")) element.dataset.verdict = "bad";
  byId("verdict-icon").replaceChildren(icon("error"));
  byId("bar-icon").replaceChildren(icon("error"));
  byId("violations").replaceChildren();
  shownList = "";
  const text = "The check failed";
  const about = "This is a fault of the page, not of the request. Reload the page, or try less data.";
  byId("verdict-title").textContent = byId("bar-text").textContent = text;
  byId("verdict-counts").textContent = about;
  byId("verdict-status").textContent = said = `${text}. ${about}`;
}

function list({ violations }: Report, missing: boolean): void {
  const shown = JSON.stringify([violations, missing, loaded()?.name]);
  if (shown === shownList) return;
  shownList = shown;
  byId("violations").replaceChildren(
    ...violations.map((violation) => {
      const { field, severity, code, message } = violation;
      // What nobody has begun with is no mistake yet.
      const look = missing && severity === "error" ? "open" : severity;
      const content = [
        icon(look),
        make(
          "span",
          { class: "what" },
          make("span", { class: "where" }, make("span", { class: "visually-hidden" }, `${severity}: `), titleOf(field)),
          make("span", { class: "message" }, message),
          make("span", { class: "advice" }, adviceOn(violation)),
          make("code", {}, code),
        ),
      ];
      const place = placeOf(violation);
      const text = place
        ? make("a", { class: "violation", href: `#${place}`, onclick: (event: MouseEvent) => jump(event, place) }, ...content)
        : make("div", { class: "violation" }, ...content);
      return make("li", { class: look, "data-field": field ?? "", "data-code": code }, text, ...fixes(violation));
    }),
  );
}

/** The id of what to go to for a violation. */
function placeOf({ field }: Violation): string | undefined {
  const spec = fields.find(({ name }) => name === field);
  return spec && (spec.kind === "image" ? `${spec.name}-title` : spec.name);
}

function jump(event: MouseEvent, id: string): void {
  event.preventDefault();
  const target = byId(id);
  target.closest(".field, .photo")?.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
}

function fixes(violation: Violation): HTMLElement[] {
  const { field, code } = violation;
  if (code === "unknown_field" && violation.suggestion !== undefined && loaded()) {
    return [button(`Rename it to ${violation.suggestion}`, () => void rename(violation), "fix")];
  }
  const spec = fields.find(({ name }) => name === field);
  if (!spec || spec.kind === "image") return [];
  const value = suggested(violation, values.get(spec.name) ?? "");
  if (value === undefined) return [];
  return [
    button(
      offer(violation),
      () => {
        setValue(spec.name, value);
        byId("verdict-title").focus();
      },
      "fix",
    ),
  ];
}

/** The request as one can read it. */
function preview({ images }: Report, lengths: Verdict["lengths"]): string {
  const request = loaded();
  if (request) {
    return request.body.replace(LONG, (run) => `… ${run.length.toLocaleString("en")} characters …`).replace(/^\uFEFF/, "⟨byte order mark⟩");
  }
  const all = texts();
  const entries = fields.flatMap(({ name, kind }): [string, unknown][] => {
    if (kind === "image") {
      const length = lengths[name as ImageFieldName];
      return length === undefined ? [] : [[name, elided(images[name as ImageFieldName], length)]];
    }
    return all[name] === undefined ? [] : [[name, all[name]]];
  });
  const known = new Set<string>(fields.map(({ name }) => name));
  const rest = Object.entries(all).filter(([name]) => !known.has(name as FieldName));
  return JSON.stringify(Object.fromEntries([...entries, ...rest]), null, 2);
}

function elided(image: ImageInfo | undefined, length: number): string {
  const what = image ? `${formatName(image)}, ${bytes(image.bytes)}, ` : "";
  return `… ${what}${length.toLocaleString("en")} characters …`;
}

function fileName(): string {
  return loaded()?.name ?? "request.json";
}

function file(): Promise<Blob> {
  const request = loaded();
  return request ? Promise.resolve(new Blob([request.bytes ?? request.body], { type: "application/json" })) : ask("write", { texts: texts() });
}

async function download(): Promise<void> {
  const url = URL.createObjectURL(await file());
  make("a", { href: url, download: fileName() }).click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  say(`${fileName()} was downloaded.`);
}

async function copy(content: Promise<Blob>, what: string): Promise<void> {
  let text = `${what} was copied.`;
  try {
    // The clipboard must be asked for at the click: what is written to it may come later.
    const plain = content.then((blob) => new Blob([blob], { type: "text/plain" }));
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": plain })]);
  } catch {
    text = "This browser does not let the page write to the clipboard.";
  }
  byId("copied").textContent = text;
  say(text);
}
