/** The three photos: chosen, dropped, pasted or taken; shown, checked and fixed. */

import type { FieldName, ImageFieldName, Report, Violation } from "netverify-rules";
import { prepareImage, type Change, type PrepareOptions, type PrepareStep } from "netverify-rules/browser";
import { fields } from "netverify-rules/fields";
import { takePicture } from "./camera.js";
import { ask } from "./checker.js";
import { button, byId, icon, make, say } from "./dom.js";
import { isRequired } from "./form.js";
import { Remarks, type Fix } from "./remarks.js";
import { photos, changed, touched, values } from "./state.js";
import { bytes, photoFields, counted, formatName, labelOf, pixels } from "./words.js";

/** Work that is shorter than this shows no progress, which would only flicker. */
const PROGRESS_DELAY_MS = 200;

interface Card {
  readonly field: ImageFieldName;
  readonly element: HTMLElement;
  readonly mark: HTMLElement;
  readonly heading: HTMLElement;
  readonly frame: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly nothing: HTMLElement;
  readonly unseen: HTMLElement;
  readonly busy: HTMLElement;
  readonly doing: HTMLElement;
  readonly progress: HTMLProgressElement;
  readonly input: HTMLInputElement;
  readonly facts: Readonly<Record<"format" | "pixels" | "bytes", HTMLElement>>;
  readonly declared: HTMLSelectElement;
  readonly remarks: Remarks;
  /** What was done with it. */
  readonly note: HTMLElement;
  readonly noteText: HTMLElement;
  readonly fine: HTMLElement;
  readonly remove: HTMLButtonElement;
  readonly undo: HTMLButtonElement;
  /** Stops what is being done with the photo. */
  stop: AbortController | undefined;
  /** What is announced with the next verdict. */
  news: string | undefined;
}

const cards = new Map<ImageFieldName, Card>();

const DONE: Readonly<Record<Change, string>> = {
  converted: "converted",
  scaled: "scaled down",
  rotated: "turned upright",
  compressed: "compressed",
  stripped: "metadata removed",
};

const DOING: Readonly<Record<PrepareStep, string>> = {
  checking: "Checking",
  decoding: "Reading the pixels",
  encoding: "Encoding again",
};

const mimeTypeOf = (field: ImageFieldName): FieldName => `${field}MimeType`;

/** Makes the cards, and takes what is dropped on them and pasted. */
export function buildPhotos(): void {
  byId("photos").replaceChildren(...photoFields.map((field) => build(field).element));

  // What is dropped beside a card must not take the page's place.
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => event.preventDefault());
  addEventListener("paste", (event) => {
    const file = event.clipboardData?.files[0];
    if (!file) return;
    event.preventDefault();
    const focused = [...cards.values()].find(({ element }) => element.contains(document.activeElement));
    const empty = photoFields.find((field) => !photos.has(field));
    void choose(focused?.field ?? empty ?? "frontsideImage", file);
  });
}

function build(field: ImageFieldName): Card {
  const name = labelOf(field);
  const allowed = fields.find((spec) => spec.name === mimeTypeOf(field))?.allowed ?? [];
  const heading = make("h3", { id: `${field}-title`, tabindex: -1 }, name);
  const mark = make("span", { class: "mark" });
  const canvas = make("canvas", { role: "img", "aria-label": `${name}, as it was chosen`, hidden: true });
  const nothing = make("div", { class: "nothing" }, icon(field === "faceImage" ? "face" : field === "backsideImage" ? "back" : "front"), make("p", {}, "Drop a photo here, or paste it"));
  const unseen = make("div", { class: "nothing", hidden: true }, icon("unseen"), make("p", {}, "This browser cannot show it"));
  const doing = make("span", {});
  const progress = make("progress", { max: 1, value: 0, "aria-label": `${name}: progress` });
  const cancel = button("Cancel", () => cards.get(field)?.stop?.abort(), "small");
  const busy = make("div", { class: "busy", hidden: true }, doing, progress, cancel);
  const input = make("input", {
    type: "file",
    id: `${field}-file`,
    class: "visually-hidden",
    accept: "image/*,.heic,.heif",
    "aria-describedby": `${field}-remarks`,
    onchange: () => {
      const file = input.files?.[0];
      // The same file may be chosen again.
      input.value = "";
      if (file) void choose(field, file);
    },
  });
  const pick = make("label", { class: "button", for: input.id }, icon("file"), "Choose", make("span", { class: "visually-hidden" }, ` a file for: ${name}`));
  const camera = button("Camera", () => void photograph(field), "", "camera");
  camera.append(make("span", { class: "visually-hidden" }, ` for: ${name}`));
  const remove = button("Remove", () => clear(field), "remove");
  remove.append(make("span", { class: "visually-hidden" }, `: ${name}`));
  const frame = make("div", { class: "frame" }, nothing, unseen, canvas, remove, busy);
  const undo = button("Undo", () => void restore(field), "quiet");
  const facts = { format: make("dd", {}, "–"), pixels: make("dd", {}, "–"), bytes: make("dd", {}, "–") };
  const declared = make(
    "select",
    { id: mimeTypeOf(field), name: mimeTypeOf(field), onchange: () => declare(field, declared.value) },
    make("option", { value: "" }, "not declared"),
    ...allowed.map((type) => make("option", { value: type }, type)),
  );
  const remarks = new Remarks(`${field}-remarks`);
  const noteText = make("span", {});
  const note = make("p", { class: "note", hidden: true }, noteText, undo);
  const fine = make("p", { class: "remark fine", hidden: true }, icon("ok"), "Nothing is wrong with it.");
  const element = make(
    "article",
    { class: "card photo", "data-field": field, "aria-labelledby": heading.id },
    make("header", {}, heading, make("code", {}, field), mark),
    frame,
    make("div", { class: "actions" }, input, pick, camera),
    make(
      "dl",
      { class: "facts" },
      make("div", {}, make("dt", {}, "Format"), facts.format),
      make("div", {}, make("dt", {}, "Pixels"), facts.pixels),
      make("div", {}, make("dt", {}, "Size"), facts.bytes),
    ),
    make("div", { class: "declared" }, make("label", { for: declared.id }, "Declared as"), declared),
    make("div", { class: "below" }, fine, remarks.element, note),
  );
  const card: Card = {
    field, element, mark, heading, frame, canvas, nothing, unseen, busy, doing, progress, input, facts, declared, remarks, note,
    noteText, fine, remove, undo, stop: undefined, news: undefined,
  };
  acceptDrops(card);
  remove.hidden = undo.hidden = true;
  cards.set(field, card);
  return card;
}

/** Takes what is dropped on a card. */
function acceptDrops(card: Card): void {
  const { element, field } = card;
  element.addEventListener("dragover", (event) => {
    event.preventDefault();
    element.classList.add("target");
  });
  element.addEventListener("dragleave", (event) => {
    if (!element.contains(event.relatedTarget as Node | null)) element.classList.remove("target");
  });
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    element.classList.remove("target");
    const file = event.dataTransfer?.files[0];
    // Some browsers report a folder as an empty file.
    if (event.dataTransfer?.items[0]?.webkitGetAsEntry()?.isDirectory) refuse(card, "That is a folder. Drop the photo itself.");
    else if (file) void choose(field, file);
  });
}

function cardOf(field: ImageFieldName): Card {
  const card = cards.get(field);
  if (!card) throw new Error(`there is no card for ${field}`);
  return card;
}

/** Stops what is being done with a photo, without a word. */
function halt(card: Card): void {
  card.stop?.abort();
  card.stop = undefined;
  card.busy.hidden = true;
  card.element.removeAttribute("aria-busy");
}

/** Starts work on a photo that takes a while: stops the work before, and can be stopped, too. */
async function busy(card: Card, what: string, work: (signal: AbortSignal, onProgress: (done: number, what?: string) => void) => Promise<void>): Promise<void> {
  halt(card);
  const stop = (card.stop = new AbortController());
  const onProgress = (done: number, now = what): void => {
    if (card.stop !== stop) return;
    card.doing.textContent = `${now} …`;
    card.progress.value = done;
  };
  onProgress(0);
  const patience = setTimeout(() => {
    card.busy.hidden = false;
    say(`${labelOf(card.field)}: ${what} …`);
  }, PROGRESS_DELAY_MS);
  card.element.setAttribute("aria-busy", "true");
  try {
    await work(stop.signal, onProgress);
  } catch (error) {
    if (card.stop !== stop) return;
    const why = (error instanceof Error ? error.message : String(error)).replace(/^netverify-rules[\w/]*: /, "");
    refuse(card, stop.signal.aborted ? "Cancelled." : `${why.charAt(0).toUpperCase()}${why.slice(1)}.`);
  } finally {
    clearTimeout(patience);
    if (card.stop === stop) halt(card);
  }
}

/** Reads a file as a photo. Its MIME type is declared by its name, as most programs do. */
async function choose(field: ImageFieldName, file: Blob): Promise<void> {
  const card = cardOf(field);
  await busy(card, "Reading", async (signal, onProgress) => {
    await ask("hold", { field, source: file }, { signal, onProgress });
    const allowed = [...card.declared.options].some(({ value }) => value === file.type);
    put(card, { blob: file }, allowed ? file.type : "", "Chosen");
    await draw(card, file);
  });
}

async function photograph(field: ImageFieldName): Promise<void> {
  const picture = await takePicture(field);
  if (picture === "file") cardOf(field).input.click();
  else if (picture) await choose(field, picture);
}

/** Shows why a photo was not accepted. */
function refuse(card: Card, text: string): void {
  setNote(card, text);
  say(`${labelOf(card.field)}: ${text}`);
}

function setNote(card: Card, text: string): void {
  card.noteText.textContent = text;
  card.note.hidden = text === "";
}

/** Puts a photo in its place once the worker has it. */
function put(card: Card, photo: Parameters<typeof photos.set>[1], mimeType: string, news: string): void {
  photos.set(card.field, photo);
  values.set(mimeTypeOf(card.field), mimeType);
  touched.add(card.field);
  setNote(card, "");
  card.news = news;
  refreshCard(card);
  changed();
}

async function draw(card: Card, blob: Blob | undefined): Promise<void> {
  const width = Math.ceil(card.frame.clientWidth * devicePixelRatio);
  const picture = blob && (await ask("thumbnail", { blob, width }));
  // Another photo may have taken its place.
  if (photos.get(card.field)?.blob !== blob) {
    picture?.close();
    return;
  }
  card.canvas.hidden = !picture;
  card.unseen.hidden = picture !== undefined;
  if (!picture) return;
  card.canvas.width = picture.width;
  card.canvas.height = picture.height;
  card.canvas.getContext("bitmaprenderer")?.transferFromImageBitmap(picture);
}

/** Shows a photo that came with the request that was loaded last. The worker is given its text as it is. */
export async function load(field: ImageFieldName, text: string, isLatest: () => boolean): Promise<void> {
  const card = cardOf(field);
  halt(card);
  const blob = await ask("hold", { field, source: text });
  if (!isLatest()) return;
  photos.set(field, { blob });
  setNote(card, "");
  refreshCard(card);
  await draw(card, blob);
}

/** Removes a photo. */
export function forget(field: ImageFieldName): void {
  const card = cardOf(field);
  halt(card);
  photos.delete(field);
  void ask("drop", { field });
  setNote(card, "");
  refreshCard(card);
}

function clear(field: ImageFieldName): void {
  forget(field);
  values.delete(mimeTypeOf(field));
  refreshCard(cardOf(field));
  changed();
  say(`${labelOf(field)}: removed.`);
  cardOf(field).input.focus();
}

function declare(field: ImageFieldName, mimeType: string): void {
  values.set(mimeTypeOf(field), mimeType);
  touched.add(mimeTypeOf(field));
  refreshCard(cardOf(field));
  changed();
}

/** Fixes a photo by the package. */
async function prepare(field: ImageFieldName, options: PrepareOptions): Promise<void> {
  const card = cardOf(field);
  const photo = photos.get(field);
  const blob = photo?.blob;
  if (!blob) return;
  card.heading.focus();
  await busy(card, "Fixing", async (signal, onProgress) => {
    const prepared = await prepareImage(blob, {
      field,
      signal,
      onProgress: ({ step, done }) => onProgress(done, DOING[step]),
      ...options,
    });
    if (prepared.changes.length === 0) {
      const text = "Nothing could be done about it here.";
      setNote(card, text);
      say(`${labelOf(field)}: ${text}`);
      return;
    }
    await ask("hold", { field, source: prepared.blob }, { signal });
    const done = prepared.changes.map((change) => DONE[change]).join(", ");
    const mimeType = values.get(mimeTypeOf(field)) ?? "";
    put(card, { blob: prepared.blob, before: { photo, mimeType } }, prepared.blob.type, `Fixed: ${done}`);
    setNote(card, `${done.charAt(0).toUpperCase()}${done.slice(1)}. It was ${bytes(blob.size)}.`);
    await draw(card, prepared.blob);
  });
}

/** Encodes an image again, in the one form that a request accepts. */
async function encode(field: ImageFieldName): Promise<void> {
  const card = cardOf(field);
  const blob = photos.get(field)?.blob;
  if (!blob) return;
  card.heading.focus();
  await busy(card, "Encoding", async (signal) => {
    await ask("hold", { field, source: blob }, { signal });
    put(card, { blob }, values.get(mimeTypeOf(field)) ?? "", "Encoded again");
  });
}

async function restore(field: ImageFieldName): Promise<void> {
  const card = cardOf(field);
  const before = photos.get(field)?.before;
  const blob = before?.photo.blob;
  if (!before || !blob) return;
  await busy(card, "Reading", async (signal, onProgress) => {
    await ask("hold", { field, source: blob }, { signal, onProgress });
    put(card, before.photo, before.mimeType, "Undone");
    card.input.focus();
    await draw(card, blob);
  });
}

/** Brings the cards up to date with the photos and the values. */
export function refreshPhotos(): void {
  for (const card of cards.values()) refreshCard(card);
}

function refreshCard(card: Card): void {
  const photo = photos.get(card.field);
  card.element.classList.toggle("filled", photo !== undefined);
  card.nothing.hidden = photo !== undefined;
  card.remove.hidden = photo === undefined;
  card.undo.hidden = photo?.before === undefined;
  if (!photo) card.canvas.hidden = card.unseen.hidden = true;
  const declared = values.get(mimeTypeOf(card.field)) ?? "";
  card.declared.querySelector("[data-foreign]")?.remove();
  if (![...card.declared.options].some(({ value }) => value === declared)) {
    card.declared.append(make("option", { value: declared, "data-foreign": true }, declared));
  }
  card.declared.value = declared;
}

/** Shows what the report says of each photo. */
export function showReport({ violations, images }: Report): void {
  for (const card of cards.values()) {
    const { field, facts, remarks, mark } = card;
    const image = images[field];
    facts.format.textContent = image ? formatName(image) : "–";
    facts.pixels.textContent = (image && pixels(image)) || "–";
    const size = image?.bytes ?? photos.get(field)?.blob?.size;
    facts.bytes.textContent = size === undefined ? "–" : bytes(size);
    mark.textContent = isRequired(field) ? "required" : "";
    const own = violations.filter((violation) => violation.field === field || violation.field === mimeTypeOf(field));
    const visible = own.filter((violation) => touched.has(violation.field as FieldName) || photos.has(field));
    remarks.show(visible, (violation) => fixes(field, violation));
    const invalid = visible.some(({ severity }) => severity === "error");
    card.element.classList.toggle("invalid", invalid);
    card.element.classList.toggle("warned", !invalid && visible.length > 0);
    card.fine.hidden = !photos.has(field) || visible.length > 0;
    if (card.news === undefined) continue;
    const what = image ? `${formatName(image)}, ${pixels(image)} pixels, ${bytes(image.bytes)}` : "";
    say(`${labelOf(field)}: ${card.news}. ${what}. ${visible.length === 0 ? "Nothing is wrong with it" : counted(visible.length, "problem")}.`);
    card.news = undefined;
  }
}

/** Formats of pictures that some browser reads. */
const CONVERTIBLE: ReadonlySet<string> = new Set(["gif", "webp", "heic", "avif", "bmp", "tiff", "jp2", "jxl"]);

/** What can be done about a violation with one click. */
function fixes(field: ImageFieldName, violation: Violation): Fix[] {
  const prepared = (text: string, options: PrepareOptions = {}): Fix[] =>
    photos.get(field)?.blob ? [{ text, act: () => void prepare(field, options) }] : [];
  const { suggestion } = violation;
  switch (violation.code) {
    case "mime_mismatch":
    case "not_in_enum":
      if (suggestion === undefined) return [];
      return [{ text: `Declare ${suggestion}`, act: () => (declare(field, suggestion), cardOf(field).declared.focus()) }];
    case "mime_without_image":
      return [{ text: "Declare nothing", act: () => (declare(field, ""), cardOf(field).declared.focus()) }];
    case "image_format":
      return CONVERTIBLE.has(violation.params.detected) ? prepared("Convert to JPEG") : [];
    case "image_too_many_bytes":
    case "image_encoded_too_long":
    case "image_side_too_long":
      return prepared("Shrink it");
    case "image_has_location":
      return prepared("Strip the location", { strip: true });
    case "base64_data_uri":
    case "base64_whitespace":
    case "base64_plus_lost":
    case "base64_url_safe":
    case "base64_padding":
      return photos.get(field)?.blob ? [{ text: "Encode it again", act: () => void encode(field) }] : [];
    default:
      return [];
  }
}
