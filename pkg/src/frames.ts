/** A request that is an object, on its way to the rules: its names and values, a frame of bytes for each. */

import { indices, isObject, isWellFormed, keys, MOST_UNITS, PRESENT_IMAGE, read, type Members } from "./body.js";
import { imageFields } from "./generated/fields.js";

/** Bytes of the input buffer: large enough that a call for each piece of an image costs nothing that counts. */
export const WINDOW = 64 * 1024;

/** No place, no field, no text. */
export const NONE = -1;

/** What a frame holds, in its first byte, as in `crates/wasm`; below them are the numbers of fields. */
const NAME = 32;
const TEXT = 33;
const NULL = 34;
const FALSE = 35;
const TRUE = 36;
const NUMBER = 37;
const OPEN_OBJECT = 38;
const OPEN_ARRAY = 39;
const CLOSE = 40;

/** Added to it: the next frame goes on with the text. */
const MORE = 64;

/** Added to the number of an image's field: there is an image, and it is not read. Nothing of it follows. */
const PRESENT = 128;

/** The bytes of a frame before its text: what it holds, and the text's length. */
const HEAD = 3;

/** Up to so many UTF-16 code units, a browser takes longer to call its encoder than it takes to write them one by one. */
const SHORT = 96;

/** The deepest nesting that is legal. */
const MAX_DEPTH = 64;

/** The deepest values that a rule looks at (`Inside::DEEPEST` of the core), and the longest text that it looks for in them. */
const LOOKED_AT = 4;
const NESTED_TEXT = 16;

/** So many nested values are looked at: with shared ones there can be more than any time suffices for. */
const MAX_NESTED = 100_000;

/** A longer base64 text is decoded by the platform, where it can: in a browser the encoder of texts takes ten times as long. */
const LONG = 4 * 1024;

const encoder = /* @__PURE__ */ new TextEncoder();

/** The part of the module's memory that takes input, and what takes the frames in it. */
export interface InputBuffer {
  view: Uint8Array;
  cross(length: number): void;
  /** Takes decoded bytes of an image instead of its text; `false` where it wants the text. */
  decoded(length: number): boolean;
}

/** What newer engines can fill by base64. */
type Decoder = Uint8Array & { setFromBase64?(text: string): { written: number } };

const isImage = (name: string): boolean => (imageFields as readonly string[]).includes(name);

/** The numbers of fields by their names; those of the last request are at hand. */
export class FieldNumbers {
  readonly #all = new Map<string, number>();
  // Requests that are made in one place have their names in one order.
  readonly #lastNames: string[] = [];
  readonly #lastNumbers: number[] = [];

  constructor(names: readonly string[]) {
    names.forEach((name, number) => this.#all.set(name, number));
  }

  /** The number of a field; {@link NONE} for a name that is none. */
  of(name: string | undefined): number {
    return this.#all.get(name!) ?? NONE;
  }

  /** The same of the name at that place of a request. */
  at(place: number, name: string): number {
    if (this.#lastNames[place] !== name) {
      this.#lastNames[place] = name;
      this.#lastNumbers[place] = this.of(name);
    }
    return this.#lastNumbers[place]!;
  }
}

/** The frames of one request, of which a windowful at a time goes to the rules. */
export class Frames {
  readonly #input: InputBuffer;
  /** The objects that the next value lies in. */
  readonly #around: unknown[];
  #left = MAX_NESTED;
  /** Whether nobody looks at what is being read. */
  #isQuiet = false;
  /** The member that is being written. */
  #name = "";
  /** The bytes of the frames that are still in the input buffer. */
  length = 0;
  /** The UTF-16 code units of the texts of images, and of all other texts and names. */
  imageUnits = 0;
  units = 0;
  /** JSON of what no body may have: the first text with half a surrogate pair, or what lies too deep. */
  broken: string | undefined;

  constructor(input: InputBuffer, request: unknown) {
    this.#input = input;
    this.#around = isObject(request) ? [request] : [];
  }

  /**
   * Writes the members of a request.
   *
   * @param reads the fields that make a difference, a bit for each number
   */
  members({ names, values }: Members, numbers: FieldNumbers, reads: number): void {
    this.#put(OPEN_OBJECT);
    for (let i = 0; i < names.length; i++) {
      const value = values[i];
      if (value === undefined) continue;
      const name = (this.#name = names[i]!);
      const number = numbers.at(i, name);
      this.units += name.length;
      if (value === PRESENT_IMAGE && isImage(name)) {
        this.#put(number + PRESENT);
        continue;
      }
      if (typeof value !== "string" || number === NONE) {
        this.#text(NAME, name);
        // What has no JSON, such as a function, is there all the same, and of the wrong type.
        if (!this.value(value, 1)) this.#nested({}, 1);
        continue;
      }
      const isOfImage = isImage(name);
      if (isOfImage) this.imageUnits += value.length;
      else this.units += value.length;
      if (!(reads & (1 << number))) this.#check(value);
      else if (isOfImage && value.length > LONG) this.#image(number, value);
      else this.#text(number, value);
    }
    this.#put(CLOSE);
  }

  /** Writes a value at that depth; `false` for one that JSON leaves out. */
  value(value: unknown, depth: number): boolean {
    switch (typeof value) {
      case "string":
        this.units += value.length;
        // None that is longer is looked for there.
        if (depth > 1 && value.length > NESTED_TEXT) {
          this.#check(value);
          this.#put(TEXT);
        } else {
          this.#text(TEXT, value);
        }
        return true;
      case "number":
      case "bigint":
        this.#put(NUMBER);
        return true;
      case "boolean":
        this.#put(value ? TRUE : FALSE);
        return true;
      case "object":
        if (value === null) this.#put(NULL);
        else this.#nested(value, depth);
        return true;
      default:
        return false;
    }
  }

  #nested(object: object, depth: number): void {
    const isArray = !isObject(object);
    this.#put(isArray ? OPEN_ARRAY : OPEN_OBJECT);
    if (this.#around.length === MAX_DEPTH) this.broken ??= "[".repeat(MAX_DEPTH + 1);
    // A cycle ends where it closes: it is an object, whatever would be in it.
    else if (!this.#around.includes(object)) this.#inside(object, isArray, depth + 1);
    this.#put(CLOSE);
  }

  #inside(object: object, isArray: boolean, depth: number): void {
    const { length } = this.#around;
    const wasQuiet = this.#isQuiet;
    this.#isQuiet = depth > LOOKED_AT;
    this.#around.push(object);
    for (const key of isArray ? indices(object as unknown[]) : keys(object)) {
      if (this.#left-- <= 0 || this.units > MOST_UNITS) break;
      const value = key === undefined ? undefined : read(object, key);
      if (!isArray) {
        if (value === undefined || typeof value === "function" || typeof value === "symbol") continue;
        this.units += key!.length;
        this.#text(NAME, key!);
      }
      if (!this.value(value, depth)) this.#put(NULL);
    }
    this.#around.length = length;
    this.#isQuiet = wasQuiet;
  }

  /** Writes a frame without a text. */
  #put(kind: number): void {
    if (this.#isQuiet) return;
    if (this.length + HEAD > WINDOW) this.#cross();
    this.#head(kind, 0);
    this.length += HEAD;
  }

  /** Writes a text, in as many frames as it takes. Beyond {@link MOST_UNITS} no more of them is written. */
  #text(kind: number, text: string): void {
    if (this.#isQuiet) return this.#check(text);
    if (this.units > MOST_UNITS) return this.#put(kind);
    const most = HEAD + 3 * text.length;
    if (most > WINDOW) return this.#long(kind, text);
    if (this.length + most > WINDOW) this.#cross();
    const { view } = this.#input;
    const start = this.length + HEAD;
    let end = write(text, view, start);
    if (end === NONE) {
      this.#check(text);
      end = start + encoder.encodeInto(text, view.subarray(start)).written;
    }
    this.#head(kind, end - start);
    this.length = end;
  }

  #image(number: number, text: string): void {
    if (this.units > MOST_UNITS) return this.#put(number);
    this.#put(number + MORE);
    this.#cross();
    this.#long(TEXT, text, decoded(text, () => this.#input.view, this.#input.decoded));
  }

  /** Writes a text that is longer than the input buffer, or may be. */
  #long(kind: number, text: string, from = 0): void {
    this.#check(text);
    let next = kind;
    for (let at = from; at < text.length; ) {
      this.#cross();
      const { read, written } = encoder.encodeInto(pieceOf(text, at), this.#input.view.subarray(HEAD));
      at += read;
      this.#head(at < text.length ? next + MORE : next, written);
      this.length = HEAD + written;
      next = kind === NAME ? NAME : TEXT;
    }
  }

  #check(text: string): void {
    if (!isWellFormed(text)) this.broken ??= JSON.stringify({ [this.#name]: text });
  }

  #head(kind: number, length: number): void {
    const { view } = this.#input;
    view[this.length] = kind;
    view[this.length + 1] = length & 0xff;
    view[this.length + 2] = length >> 8;
  }

  #cross(): void {
    if (this.length > 0) this.#input.cross(this.length);
    this.length = 0;
  }
}

/** Writes a short text, and gives the place behind it; {@link NONE} where an encoder must do it. */
function write(text: string, view: Uint8Array, at: number): number {
  if (text.length > SHORT) return NONE;
  for (let i = 0; i < text.length; i++) {
    let unit = text.charCodeAt(i);
    if (unit >= 0x80) {
      if (unit >= 0x800) return NONE;
      view[at++] = 0xc0 | (unit >> 6);
      unit = 0x80 | (unit & 0x3f);
    }
    view[at++] = unit;
  }
  return at;
}

/**
 * Has the platform decode a base64 text, and gives how many of its characters it could. It is never all of it: the last group may
 * be padded.
 *
 * @param input gives the place for the bytes
 * @param take takes so many of them; `false` where it wants them as text
 */
export function decoded(text: string, input: () => Decoder, take: (length: number) => boolean): number {
  for (let at = 0; ; ) {
    const piece = text.slice(at, Math.min(at + WINDOW, (text.length - 1) & ~3));
    if (!piece || !decodes(piece, input()) || !take((piece.length / 4) * 3)) return at;
    at += piece.length;
  }
}

/** Whether the platform has decoded whole groups: it steps over white space and takes padding, but then there are fewer bytes. */
function decodes(text: string, into: Decoder): boolean {
  try {
    return into.setFromBase64?.(text).written === (text.length / 4) * 3;
  } catch {
    return false;
  }
}

/** A windowful of a text from there on. The halves of a character stay together. */
export function pieceOf(text: string, at: number): string {
  const end = at + WINDOW;
  return text.slice(at, (text.charCodeAt(end - 1) & 0xfc00) === 0xd800 ? end - 1 : end);
}
