/** Writes a request that is an object into the input buffer: its names and values, a frame of bytes for each. */

import { indices, isObject, isWellFormed, keys, MAX_BODY_UNITS, PRESENT_IMAGE, read, type Members } from "./body.js";
import { imageFields } from "./generated/fields.js";

/** The length of the input buffer: large enough that the calls for the pieces of an image take no time that matters. */
export const INPUT_BYTES = 64 * 1024;

/** The number for no place, no field and no text. */
export const ABSENT = -1;

/** The kind of a frame, in its first byte, as in `crates/wasm`; below these are the numbers of fields. */
const NAME = 32;
const TEXT = 33;
const NULL = 34;
const FALSE = 35;
const TRUE = 36;
const NUMBER = 37;
const OPEN_OBJECT = 38;
const OPEN_ARRAY = 39;
const CLOSE = 40;

/** Added to the kind: the next frame continues the text. */
const MORE = 64;

/** Added to the number of an image's field: there is an image, which is not read here. */
const PRESENT = 128;

/** The bytes of a frame before its text: its kind, and the length of the text. */
const FRAME_HEADER_BYTES = 3;

/** Up to this length a browser takes longer to call its encoder than to write the code units one by one. */
const SHORT_TEXT_UNITS = 96;

/** The deepest nesting that is legal. */
const MAX_DEPTH = 64;

/** The deepest values that a rule reads (`Inside::DEEPEST` of the core), and the longest text that it compares there. */
const MAX_READ_DEPTH = 4;
const MAX_NESTED_TEXT_UNITS = 16;

/** The most nested values that are read: a value can be shared so often that no time suffices for all. */
const MAX_NESTED_VALUES = 100_000;

/** A longer base64 text is decoded by the platform, where it can: a browser takes ten times as long to encode it as UTF-8. */
const LONG_IMAGE_UNITS = 4 * 1024;

const encoder = /* @__PURE__ */ new TextEncoder();

/** The part of the module's memory that takes input. */
export interface InputBuffer {
  view: Uint8Array;
  /** Has the module read the frames in that many bytes. */
  flush(length: number): void;
  /** Has the module read decoded bytes of an image instead of its text; `false` where it needs the text. */
  decoded(length: number): boolean;
}

/** A buffer that newer engines can fill from base64. */
type Decoder = Uint8Array & { setFromBase64?(text: string): { written: number } };

const isImage = (name: string): boolean => (imageFields as readonly string[]).includes(name);

/** The numbers of fields by their names. Those of the last request are kept: most requests of a program have their names in one order. */
export class FieldNumbers {
  readonly #all = new Map<string, number>();
  readonly #lastNames: string[] = [];
  readonly #lastNumbers: number[] = [];

  constructor(names: readonly string[]) {
    names.forEach((name, number) => this.#all.set(name, number));
  }

  /** Returns the number of a field; {@link ABSENT} for an unknown name. */
  of(name: string | undefined): number {
    return this.#all.get(name!) ?? ABSENT;
  }

  /** Returns the number of the name at that place of a request. */
  at(place: number, name: string): number {
    if (this.#lastNames[place] === name) return this.#lastNumbers[place]!;
    this.#lastNames[place] = name;
    return (this.#lastNumbers[place] = this.of(name));
  }
}

/** The frames of one request, which go to the module whenever the input buffer is full. */
export class Frames {
  readonly #input: InputBuffer;
  /** The objects around the next value, from the outside. */
  readonly #parents: unknown[];
  #left = MAX_NESTED_VALUES;
  /** Whether no rule reads what comes next: it is checked, and not written. */
  #isSkipped = false;
  /** The member that is being written. */
  #name = "";
  /** The length of the frames in the input buffer. */
  length = 0;
  /** The UTF-16 code units of the texts of images, and of all other texts and names. */
  imageUnits = 0;
  units = 0;
  /** JSON of what no body may have: the first text with half a surrogate pair, or nesting that is too deep. */
  broken: string | undefined;

  constructor(input: InputBuffer, request: unknown) {
    this.#input = input;
    this.#parents = isObject(request) ? [request] : [];
  }

  /**
   * Writes the members of a request.
   *
   * @param reads the fields that the rules read, a bit for each number
   */
  members({ names, values }: Members, numbers: FieldNumbers, reads: number): void {
    this.#put(OPEN_OBJECT);
    for (let i = 0; i < names.length; i++) {
      const value = values[i];
      if (value === undefined) continue;
      const name = (this.#name = names[i]!);
      const number = numbers.at(i, name);
      this.units += name.length;
      const isOfImage = isImage(name);
      if (isOfImage && value === PRESENT_IMAGE) {
        this.#put(number + PRESENT);
        continue;
      }
      if (typeof value !== "string" || number === ABSENT) {
        this.#text(NAME, name);
        // What has no JSON, such as a function, is present all the same, and of the wrong type.
        if (!this.value(value, 1)) this.#nested({}, 1);
        continue;
      }
      if (isOfImage) this.imageUnits += value.length;
      else this.units += value.length;
      if (!(reads & (1 << number))) this.#check(value);
      else if (isOfImage && value.length > LONG_IMAGE_UNITS) this.#image(number, value);
      else this.#text(number, value);
    }
    this.#put(CLOSE);
  }

  /** Writes a value at that depth; `false` for one that JSON leaves out. */
  value(value: unknown, depth: number): boolean {
    switch (typeof value) {
      case "string":
        this.units += value.length;
        if (depth > 1 && value.length > MAX_NESTED_TEXT_UNITS) {
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
    if (this.#parents.length === MAX_DEPTH) this.broken ??= "[".repeat(MAX_DEPTH + 1);
    // A cycle ends where it closes: that is an object, whatever would be in it.
    else if (!this.#parents.includes(object)) this.#inside(object, isArray, depth + 1);
    this.#put(CLOSE);
  }

  #inside(object: object, isArray: boolean, depth: number): void {
    const { length } = this.#parents;
    const wasSkipped = this.#isSkipped;
    this.#isSkipped = depth > MAX_READ_DEPTH;
    this.#parents.push(object);
    for (const key of isArray ? indices(object as unknown[]) : keys(object)) {
      if (this.#left-- <= 0 || this.units > MAX_BODY_UNITS) break;
      const value = key === undefined ? undefined : read(object, key);
      if (!isArray) {
        if (value === undefined || typeof value === "function" || typeof value === "symbol") continue;
        this.units += key!.length;
        this.#text(NAME, key!);
      }
      if (!this.value(value, depth)) this.#put(NULL);
    }
    this.#parents.length = length;
    this.#isSkipped = wasSkipped;
  }

  /** Writes a frame without a text. */
  #put(kind: number): void {
    if (this.#isSkipped) return;
    if (this.length + FRAME_HEADER_BYTES > INPUT_BYTES) this.#flush();
    this.#header(kind, 0);
    this.length += FRAME_HEADER_BYTES;
  }

  /** Writes a text, in as many frames as it takes; none of it where the texts exceed {@link MAX_BODY_UNITS}. */
  #text(kind: number, text: string): void {
    if (this.#isSkipped) return this.#check(text);
    if (this.units > MAX_BODY_UNITS) return this.#put(kind);
    const most = FRAME_HEADER_BYTES + 3 * text.length;
    if (most > INPUT_BYTES) return this.#long(kind, text);
    if (this.length + most > INPUT_BYTES) this.#flush();
    const { view } = this.#input;
    const start = this.length + FRAME_HEADER_BYTES;
    let end = write(text, view, start);
    if (end === ABSENT) {
      this.#check(text);
      end = start + encoder.encodeInto(text, view.subarray(start)).written;
    }
    this.#header(kind, end - start);
    this.length = end;
  }

  #image(number: number, text: string): void {
    if (this.units > MAX_BODY_UNITS) return this.#put(number);
    this.#put(number + MORE);
    this.#flush();
    this.#long(TEXT, text, decoded(text, this.#input, this.#input.decoded));
  }

  /** Writes a text that may be longer than the input buffer. */
  #long(kind: number, text: string, from = 0): void {
    this.#check(text);
    let next = kind;
    for (let at = from; at < text.length; ) {
      this.#flush();
      const { read, written } = encoder.encodeInto(pieceOf(text, at), this.#input.view.subarray(FRAME_HEADER_BYTES));
      at += read;
      this.#header(at < text.length ? next + MORE : next, written);
      this.length = FRAME_HEADER_BYTES + written;
      next = kind === NAME ? NAME : TEXT;
    }
  }

  #check(text: string): void {
    if (!isWellFormed(text)) this.broken ??= JSON.stringify({ [this.#name]: text });
  }

  #header(kind: number, length: number): void {
    const { view } = this.#input;
    view[this.length] = kind;
    view[this.length + 1] = length & 0xff;
    view[this.length + 2] = length >> 8;
  }

  #flush(): void {
    if (this.length > 0) this.#input.flush(this.length);
    this.length = 0;
  }
}

/** Writes a short text of ASCII and returns the place behind it; {@link ABSENT} where an encoder must write it. */
function write(text: string, view: Uint8Array, at: number): number {
  if (text.length > SHORT_TEXT_UNITS) return ABSENT;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) return ABSENT;
    view[at++] = unit;
  }
  return at;
}

/**
 * Has the platform decode a base64 text, and returns how many of its characters were decoded. It is never all of it: the last
 * group may be padded.
 *
 * @param input the buffer for the bytes
 * @param take reads that many of them; `false` where it needs the text
 */
export function decoded(text: string, input: InputBuffer, take: (length: number) => boolean): number {
  for (let at = 0; ; ) {
    const piece = text.slice(at, Math.min(at + INPUT_BYTES, (text.length - 1) & ~3));
    if (!piece || !decodes(piece, input.view) || !take((piece.length / 4) * 3)) return at;
    at += piece.length;
  }
}

/** Checks whether the platform decodes whole groups: it skips white space and accepts padding, but then there are fewer bytes. */
function decodes(text: string, into: Decoder): boolean {
  try {
    return into.setFromBase64?.(text).written === (text.length / 4) * 3;
  } catch {
    return false;
  }
}

/** Returns as much of a text as the input buffer takes at once. The halves of a character stay together. */
export function pieceOf(text: string, at: number): string {
  const end = at + INPUT_BYTES;
  return text.slice(at, (text.charCodeAt(end - 1) & 0xfc00) === 0xd800 ? end - 1 : end);
}
