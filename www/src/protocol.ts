/** What the page and its worker say to each other. */

import type { ImageFieldName, Report, Settings } from "netverify-rules";

/** A request as the form has it: texts by name, without images. */
export type Texts = { readonly [name: string]: unknown };

/** What the worker does, by its name: what it is given, and what it gives. */
export interface Calls {
  /** Keeps a photo for the request: a file, or the text that a request had. Gives the file, where the text can be read. */
  hold: { given: { field: ImageFieldName; source: Blob | string }; gives: Blob | undefined };
  /** Lets go of a photo. */
  drop: { given: { field: ImageFieldName }; gives: undefined };
  /** Checks the request that the texts and the photos make. */
  verdict: { given: { texts: Texts; settings: Settings }; gives: Verdict };
  /** Checks a body as it is. */
  body: { given: { body: string | Uint8Array; settings: Settings }; gives: Verdict };
  /** Writes the request that the texts and the photos make. */
  write: { given: { texts: Texts }; gives: Blob };
  /** Makes a small picture of a photo, so many pixels wide; undefined where the browser cannot read it. */
  thumbnail: { given: { blob: Blob; width: number }; gives: ImageBitmap | undefined };
}

/** A report, and how many characters each image has in the request. */
export interface Verdict {
  readonly report: Report;
  readonly lengths: { readonly [K in ImageFieldName]?: number };
}

/** The name of something that the worker does. */
export type CallName = keyof Calls;

/** What the page says. */
export type ToWorker =
  | { [K in CallName]: { readonly id: number; readonly name: K; readonly given: Calls[K]["given"] } }[CallName]
  | { readonly id: number; readonly name: "abort" };

/** What the worker says. */
export type FromWorker =
  | { readonly id: number; readonly progress: number }
  | { readonly id: number; readonly result: Calls[CallName]["gives"] }
  | { readonly id: number; readonly error: string };
