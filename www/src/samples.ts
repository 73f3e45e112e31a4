/** The samples, and requests from files: put into the form, and checked as they are. */

import { entries, pictures } from "virtual:samples";
import type { ImageFieldName, Settings, Violation } from "netverify-rules";
import { fields } from "netverify-rules/fields";
import { fromFlags, initialSettings, refreshSettings } from "./account.js";
import { forget, load as loadPhoto, refreshPhotos } from "./photos.js";
import { byId, icon, make, say } from "./dom.js";
import { quiet, refresh } from "./form.js";
import { loaded, others, setLoaded, setSettings, settings, touched, values } from "./state.js";
import { photoFields } from "./words.js";

/** The objects of later revisions of the API, which the form has no place for. */
const OTHERS = ["additionalChecks", "userConsent"];

/** Makes the dialog that offers them. */
export function buildSamples(): void {
  const dialog = byId<HTMLDialogElement>("samples");
  const failure = make("p", { class: "remark error", role: "alert", id: "request-file-error", hidden: true });
  const open = async (file: File | undefined): Promise<void> => {
    failure.hidden = true;
    if (!file) return;
    const read = await bodyOf(file).catch(() => undefined);
    failure.hidden = read !== undefined;
    failure.replaceChildren(...(read ? [] : [icon("error"), make("span", {}, UNREADABLE)]));
    if (!read) return;
    dialog.close();
    await loadRequest(file.name, read.body, settings(), read.bytes);
  };
  const input = make("input", {
    type: "file",
    id: "request-file",
    class: "visually-hidden",
    accept: "application/json,.json",
    "aria-describedby": failure.id,
    onchange: () => {
      const file = input.files?.[0];
      // The same file may be chosen again.
      input.value = "";
      void open(file);
    },
  });
  dialog.addEventListener("drop", (event) => {
    event.preventDefault();
    void open(event.dataTransfer?.files[0]);
  });
  byId("samples-list").replaceChildren(
    make("h3", {}, "Requests that pass"),
    listOf(dialog, true),
    make("h3", {}, "Requests that do not"),
    listOf(dialog, false),
    make("h3", {}, "Your own"),
    make("p", { class: "actions" }, input, make("label", { class: "button", for: input.id }, icon("file"), "Open a request file")),
    failure,
  );
  byId("open-samples").addEventListener("click", () => {
    failure.hidden = true;
    dialog.showModal();
  });
  byId("close-samples").addEventListener("click", () => dialog.close());
  byId("start-over").addEventListener("click", startOver);
  // A click beside the dialog closes it.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
}

/** The samples that pass, or those that do not: a button each, which closes the dialog. */
function listOf(dialog: HTMLDialogElement, valid: boolean): HTMLElement {
  const item = (entry: (typeof entries)[number]): HTMLElement => {
    const load = (): void => {
      dialog.close();
      void loadRequest(entry.file, wholeBody(entry.body), fromFlags(entry.flags));
    };
    const mark = icon(!valid ? "error" : entry.count > 0 ? "warning" : "ok");
    return make("li", {}, make("button", { type: "button", onclick: load }, mark, make("span", {}, entry.title), make("code", {}, entry.file)));
  };
  return make("ul", { class: "samples" }, ...entries.filter((entry) => entry.valid === valid).map(item));
}

function wholeBody(body: string): string {
  return body.replace(/\u0001(\d+)\u0001/g, (_, index: string) => pictures[Number(index)] ?? "");
}

const UNREADABLE = "The file cannot be read. It may be a folder, too large, or changed, moved or removed since it was chosen.";

/**
 * The file's text, with its byte order mark: that is a mistake, too. Where it is no text in UTF-8, its bytes come with it:
 * what is shown of them is not what is to be checked.
 */
async function bodyOf(file: Blob): Promise<{ readonly body: string; readonly bytes?: Uint8Array<ArrayBuffer> }> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  try {
    return { body: new TextDecoder("utf-8", { ignoreBOM: true, fatal: true }).decode(bytes) };
  } catch {
    return { body: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), bytes };
  }
}

/** What of a body is a request, as far as it can be read. */
function requestOf(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.replace(/^\uFEFF/, ""));
    if (typeof value === "string") return requestOf(value);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Which loading is the latest: one that another has overtaken is given up. */
let loading = 0;

/**
 * Puts a request in the place of the form's.
 *
 * @param bytes what it is, where it is no text
 */
export async function loadRequest(name: string, body: string, settings: Settings, bytes?: Uint8Array<ArrayBuffer>): Promise<void> {
  const number = ++loading;
  await fill(requestOf(body), () => number === loading);
  if (number !== loading) return;
  setSettings(settings);
  refreshSettings();
  setLoaded({ name, body, ...(bytes && { bytes }) });
  say(`${name} was loaded.`);
  scrollTo({ top: 0 });
}

async function fill(request: Record<string, unknown>, isLatest: () => boolean): Promise<void> {
  empty();
  for (const { name, kind } of fields) {
    if (!isLatest()) return;
    const value = request[name];
    if (value === undefined || value === null) continue;
    touched.add(name);
    if (kind === "image") await loadPhoto(name as ImageFieldName, String(value), isLatest);
    else values.set(name, typeof value === "object" ? JSON.stringify(value) : String(value));
  }
  if (!isLatest()) return;
  for (const name of OTHERS) if (request[name] !== undefined) others.set(name, request[name]);
  // The whole request is there: what is missing in it is no less wrong than the rest.
  for (const { name } of fields) touched.add(name);
  refresh();
  refreshPhotos();
}

function empty(): void {
  quiet();
  values.clear();
  others.clear();
  touched.clear();
  // Also those that are still being read.
  for (const field of photoFields) forget(field);
}

function startOver(): void {
  loading++;
  empty();
  setSettings(initialSettings());
  refreshSettings();
  refresh();
  refreshPhotos();
  setLoaded(undefined);
  scrollTo({ top: 0 });
  byId("open-samples").focus();
  say("The form is empty.");
}

/** Writes a request that was loaded as the form has it: that fixes what is wrong with the body as a whole. */
export function rewrite(): void {
  setLoaded(undefined);
  say("The request was rewritten from the form.");
}

/** Gives a field that the API does not know the name that was meant. */
export async function rename(violation: Violation): Promise<void> {
  const request = loaded();
  const { field, suggestion } = violation;
  if (!request || field === null || suggestion === undefined) return;
  const named = Object.entries(requestOf(request.body)).map(([name, value]) => [name === field ? suggestion : name, value]);
  await loadRequest(request.name, JSON.stringify(Object.fromEntries(named), null, 2), settings());
}
