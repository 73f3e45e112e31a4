/** The worker: it keeps the photos and checks whole requests, so that the page answers at once however large they are. */

import {
  checkBlob,
  checkImage,
  toImageFields,
  validate,
  validateJson,
  type ImageFieldName,
  type Report,
  type Settings,
  type Violation,
} from "netverify-rules";
import { fields } from "netverify-rules/fields";
import type { Calls, FromWorker, Texts, ToWorker, Verdict } from "./protocol.js";

/** The most bytes of a file that is read into a request; of a larger one only the headers are looked at. */
const MOST = 48 * 1024 * 1024;

/** A photo: its text in the request, or what is to be said of one that is far too large. */
type Held = { readonly text: string } | { readonly report: Report };

const held = new Map<ImageFieldName, Held>();
/** The latest holding of each field: an earlier one that ends later counts no more. */
const latest = new Map<ImageFieldName, number>();
const running = new Map<number, AbortController>();

const answer = (message: FromWorker, transfer: Transferable[] = []): void => postMessage(message, { transfer });

/** The request in the guide's order, with the photos' texts. */
function request(texts: Texts): Texts {
  const images = [...held].flatMap(([field, photo]) => ("text" in photo ? [[field, photo.text] as const] : []));
  const all: Texts = { ...texts, ...Object.fromEntries(images) };
  const names = new Set<string>(fields.map(({ name }) => name));
  const ordered = [...names].filter((name) => all[name] !== undefined).map((name) => [name, all[name]]);
  return Object.fromEntries([...ordered, ...Object.entries(all).filter(([name]) => !names.has(name))]);
}

function verdict(texts: Texts, settings: Settings): Verdict {
  let report = validate(request(texts), settings);
  for (const [field, photo] of held) if ("report" in photo) report = replaced(report, field, photo.report);
  return { report, lengths: lengths() };
}

/** The report with what is known of a photo that is too large for a request, in the place of its absence. */
function replaced(report: Report, field: ImageFieldName, own: Report): Report {
  const place = (violation: Violation): number => fields.findIndex(({ name }) => name === violation.field);
  const others = report.violations.filter((violation) => violation.field !== field);
  const violations = [...others, ...own.violations].sort((a, b) => place(a) - place(b));
  return { valid: report.valid && own.valid, violations, images: { ...report.images, ...own.images } };
}

function lengths(): Verdict["lengths"] {
  const texts = [...held].flatMap(([field, photo]) => ("text" in photo ? [[field, photo.text.length]] : []));
  return Object.fromEntries(texts) as Verdict["lengths"];
}

/** A text's bytes, also where it is written otherwise than a request wants it. */
function decoded(text: string, field: ImageFieldName): Blob | undefined {
  const lost = checkImage(text, { field }).violations.some(({ code }) => code === "base64_plus_lost");
  const data = text.slice(text.lastIndexOf(",") + 1);
  const plain = (lost ? data.replaceAll(" ", "+") : data).replace(/\s+/g, "").replaceAll("-", "+").replaceAll("_", "/");
  try {
    const bytes = Uint8Array.from(atob(plain), (char) => char.charCodeAt(0));
    return new Blob([bytes]);
  } catch {
    return undefined;
  }
}

type Work = {
  [K in keyof Calls]: (
    given: Calls[K]["given"],
    how: { readonly signal: AbortSignal; readonly onProgress: (done: number) => void; readonly id: number },
  ) => Calls[K]["gives"] | Promise<Calls[K]["gives"]>;
};

const work: Work = {
  async hold({ field, source }, { signal, onProgress, id }) {
    latest.set(field, id);
    const keep = (photo: Held): void => void (latest.get(field) === id && held.set(field, photo));
    if (typeof source === "string") {
      keep({ text: source });
      return decoded(source, field);
    }
    const reading = { signal, onProgress: (read: number, total: number) => onProgress(read / total) };
    if (source.size > MOST) keep({ report: await checkBlob(source, { field, ...reading }) });
    else keep({ text: (await toImageFields(field, source, reading))[field] });
    return source;
  },
  drop({ field }, { id }) {
    latest.set(field, id);
    held.delete(field);
    return undefined;
  },
  verdict: ({ texts, settings }) => verdict(texts, settings),
  body: ({ body, settings }) => ({ report: validateJson(body, settings), lengths: lengths() }),
  write: ({ texts }) => new Blob([`${JSON.stringify(request(texts), null, 2)}\n`], { type: "application/json" }),
  async thumbnail({ blob, width }) {
    try {
      const whole = await createImageBitmap(blob);
      const scale = Math.min(1, width / whole.width);
      const size = (side: number): number => Math.max(1, Math.round(side * scale));
      const small = await createImageBitmap(whole, {
        resizeWidth: size(whole.width),
        resizeHeight: size(whole.height),
        resizeQuality: "high",
      });
      whole.close();
      return small;
    } catch {
      return undefined;
    }
  },
};

async function run(message: Exclude<ToWorker, { name: "abort" }>): Promise<void> {
  const { id, name, given } = message;
  const stop = new AbortController();
  running.set(id, stop);
  try {
    const how = { id, signal: stop.signal, onProgress: (progress: number) => answer({ id, progress }) };
    const result = await (work[name] as Work[typeof name])(given as never, how);
    answer({ id, result }, typeof ImageBitmap !== "undefined" && result instanceof ImageBitmap ? [result] : []);
  } catch (error) {
    answer({ id, error: error instanceof Error ? error.message : String(error) });
  } finally {
    running.delete(id);
  }
}

addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  if (data.name === "abort") running.get(data.id)?.abort();
  else void run(data);
});
