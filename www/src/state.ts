/** What the page knows. All of it is gone when the page is closed. */

import type { FieldName, ImageFieldName, Settings } from "netverify-rules";
import type { Texts } from "./protocol.js";

/** A request that was loaded, and checked as it is until something is changed. */
export interface Loaded {
  readonly name: string;
  readonly body: string;
  /** What it is, where it is no text. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
}

/** A photo that was chosen. */
export interface Photo {
  /** The file; undefined where a request's text could not be read as one. */
  readonly blob: Blob | undefined;
  /** What was there before it was fixed. */
  readonly before?: { readonly photo: Photo; readonly mimeType: string };
}

/** Texts of the request by field, as they are typed. An empty one is left out. */
export const values = new Map<FieldName, string>();

/** What the form has no place for, of a request that was loaded: objects of later revisions of the API. */
export const others = new Map<string, unknown>();

/** The photos. Their texts are the worker's. */
export const photos = new Map<ImageFieldName, Photo>();

/** The fields that were left, or came with a request: they show all that is wrong with them. */
export const touched = new Set<FieldName>();

let current: Settings = {};
let request: Loaded | undefined;
const listeners = new Set<() => void>();

/** What the account is set to. */
export function settings(): Settings {
  return current;
}

/** The request that is checked as it is; undefined once something was changed. */
export function loaded(): Loaded | undefined {
  return request;
}

/** The request without its images. */
export function texts(): Texts {
  const filled = [...values].filter(([, value]) => value !== "");
  return Object.fromEntries([...filled, ...others]);
}

/** Hears of each change. */
export function onChange(listener: () => void): void {
  listeners.add(listener);
}

/** Says that the request was changed by hand: from now on it is the form's. */
export function changed(): void {
  request = undefined;
  for (const listener of listeners) listener();
}

/** Sets what the account is set to. */
export function setSettings(settings: Settings): void {
  current = settings;
  for (const listener of listeners) listener();
}

/** Puts a request in the place of the form's. */
export function setLoaded(loaded: Loaded | undefined): void {
  request = loaded;
  for (const listener of listeners) listener();
}
