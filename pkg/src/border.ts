/** The border to the rules: UTF-8 goes in through a window of the module's memory, and a report comes out. */

import { bodyOf, hasContent, isWellFormed, kindOfForeign, MOST_UNITS, type Members } from "./body.js";
import { imageFields } from "./generated/fields.js";
import type { FieldName, ImageFacts, ImageFieldName, Report, Settings, Violation } from "./generated/types.js";
import { DOMAINS, settingTexts, WrongSetting, wrongSetting } from "./settings.js";

/** Gives the compiled module, at the first call and never again. */
export type Load = () => WebAssembly.Module;

/** What the module exports: `crates/wasm` says what each function does. It imports nothing. */
export interface Exports {
  readonly memory: WebAssembly.Memory;
  window(length: number): number;
  output(): number;
  json(): number;
  number(at: number): number;
  reads(field: number): number;
  clear_settings(): void;
  put_setting(number: number, length: number): number;
  report_foreign(length: number): number;
  report_oversized(length: number, max: number): number;
  names(): number;
  report_texts(field: number, length: number): number;
  report(field: number, length: number, first: number, second: number, third: number): number;
  begin_base64(): void;
  push_base64(length: number): void;
  push_decoded(length: number): boolean;
  end_base64(number: number): number;
  same_base64(number: number, earlier: number): void;
  begin_clean(number: number): void;
  clean_base64(length: number): number;
  report_base64(field: number, declared: number): number;
  begin_image(): number;
  push_image(number: number, length: number): void;
  skippable(number: number): number;
  skip_image(number: number, count: number): void;
  end_image(number: number): void;
  report_image(field: number, declared: number): number;
  head(length: number, bodyLength: number): number;
  response(length: number): number;
}

/** Bytes of the window: large enough that a call for each piece of an image costs nothing that counts. */
export const WINDOW = 64 * 1024;

/** A text of so many UTF-16 code units fits into the window, whatever its characters. */
const FITS = Math.floor(WINDOW / 3);

/** Up to so many UTF-16 code units, a browser takes longer to call its encoder than it takes to write them one by one. */
const SHORT = 96;

/** An image that is longer crosses the border on its own; where the platform decodes it, one that is no {@link SHORT} text. */
const LONG = 4 * 1024;

/** What newer engines can fill by base64. */
export type Decoder = Uint8Array & { setFromBase64?(text: string): { written: number } };

/** No place, no field, no text. */
const NONE = -1;

/** The bytes before each text of a request: its field's number and its length, by seven bits a byte. */
const HEAD = 3;

/** What fits into as much of the window has such a length. */
const LONGEST = 0x3fff;

/** Added to a field's number: its value was read before. */
const IMAGE = 64;

/** The bits of a report's number, as in `crates/wasm`. */
const VALID = 2;
const WITH_IMAGES = 4;
const VIOLATIONS_BIT = 3;

/** So many violations are kept. */
const MOST_KNOWN = 1000;

/** As many images has a request. */
export const IMAGES = 3;

/**
 * The most bytes of memory that an instance is kept with. It never gives any back, and one call in a thousand may take a
 * hundred times what all others need; the violations that are known anew cost next to nothing.
 */
const MOST_MEMORY = 16 * 1024 * 1024;

const encoder = /* @__PURE__ */ new TextEncoder();
const decoder = /* @__PURE__ */ new TextDecoder();

/** A request as JSON. Its images stand between the parts; where they are long, they cross the border on their own. */
export interface Body {
  readonly parts: readonly string[];
  readonly images: readonly string[];
  /** The JSON with the images in it, as text or bytes. Not to be asked for if it is too long. */
  readonly whole: () => string | Uint8Array;
  /** About how long that is, in UTF-16 code units, or bytes. */
  readonly length: number;
}

/** What is asked of the rules at the border. A failure of the module is thrown, and the next call makes a new instance. */
export class Border {
  readonly #load: Load;
  #module: WebAssembly.Module | undefined;
  #instance: Instance | undefined;

  constructor(load: Load) {
    this.#load = load;
  }

  /**
   * Lets `act` work with the instance.
   *
   * @param instance the one that was begun with, where several calls belong together
   */
  call<T>(act: (instance: Instance) => T, instance?: Instance): T {
    const at = instance ?? (this.#instance ??= new Instance((this.#module ??= this.#load())));
    try {
      if (at.failed) throw new Error("an earlier call failed");
      return act(at);
    } catch (cause) {
      if (cause instanceof WrongSetting) throw cause;
      // What it was doing is half done: nothing that it says from now on could be relied on.
      at.failed = true;
      if (at === this.#instance) this.#instance = undefined;
      throw new Error("netverify-rules: the check failed inside; the next one starts anew", { cause });
    } finally {
      // Who is in the middle of something with it goes on so.
      if (at === this.#instance && at.memory > MOST_MEMORY) this.#instance = undefined;
    }
  }
}

/** One instance of the module. */
export class Instance {
  /** Whether a call has ended in the middle. */
  failed = false;
  readonly #exports: Exports;
  #view: Uint8Array = new Uint8Array();
  /** The texts of the settings that the module has; `undefined` where nobody knows. */
  #settings: readonly string[] | undefined = [];
  /** Violations by their numbers: written and read as JSON, one takes as long as all the rest of a short request. */
  readonly #known = new Map<number, Violation>();
  /** The fields' numbers. */
  readonly #fields = new Map<string, number>();
  /** The names of the last request, and their numbers. */
  readonly #lastNames: string[] = [];
  readonly #lastNumbers: number[] = [];

  constructor(module: WebAssembly.Module) {
    this.#exports = new WebAssembly.Instance(module).exports as unknown as Exports;
    const names = this.#text(this.#exports.names()).split("\0");
    names.forEach((name, number) => this.#fields.set(name, number));
    // Behind the last name's separator there is none.
    this.#fields.delete("");
  }

  /** How many bytes of memory it has. */
  get memory(): number {
    return this.#exports.memory.buffer.byteLength;
  }

  /** Whether the table has a field of that name. */
  knows(name: string): boolean {
    return this.#fields.has(name);
  }

  /**
   * The report on a request, or on one field of it.
   *
   * @param request the request itself
   * @param members what was read of it
   */
  request(request: unknown, members: Members | undefined, settings: Settings | undefined, name?: FieldName): Report {
    this.#set(settings);
    const foreign = kindOfForeign(request);
    if (foreign) return this.#report(this.#exports.report_foreign(this.#put([foreign])));
    const said = members ? this.#texts(members, this.#number(name)) : 0;
    return said > 0 ? this.#report(said) : this.report(bodyOf(request, members), settings, name);
  }

  /**
   * The report on a request of nothing but texts, as most are. 0 where it is another, which JSON must tell.
   */
  #texts({ names, values }: Members, field: number): number {
    const images: string[] = [];
    const apart = (this.#view as Decoder).setFromBase64 ? SHORT : LONG;
    const reads = this.#exports.reads(field);
    let longest = 0;
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      const image = imageFields.indexOf(names[i] as ImageFieldName);
      if (image < 0 || typeof value !== "string" || !(reads & (1 << this.#fields.get(names[i]!)!)) || !hasContent(value)) continue;
      images[image] = value;
      longest = Math.max(longest, value.length);
    }
    // All or none: only so they are compared.
    if (longest <= apart) images.length = 0;
    if (images.length > 0) {
      if (!images.every(isWellFormed)) return 0;
      this.#readImages(images);
    }
    this.#open(WINDOW);
    const view = this.#view;
    let at = 0;
    for (let i = 0; i < names.length; i++) {
      const value = values[i];
      if (value === undefined) continue;
      const name = names[i]!;
      // Requests that are made in one place have their names in one order.
      if (this.#lastNames[i] !== name) {
        this.#lastNames[i] = name;
        this.#lastNumbers[i] = this.#fields.get(name) ?? NONE;
      }
      const number = this.#lastNumbers[i]!;
      if (number === NONE) return 0;
      if (value === null) continue;
      if (typeof value !== "string") return 0;
      if (!(reads & (1 << number))) {
        // It makes no difference, unless there is no JSON of it.
        if (!isWellFormed(value)) return 0;
        continue;
      }
      const isApart = images[imageFields.indexOf(name as ImageFieldName)];
      const text = isApart ? "" : value;
      const start = at + HEAD;
      if (start + 3 * text.length > LONGEST) return 0;
      let end = this.#write(text, start);
      if (end === NONE) {
        if (!isWellFormed(text)) return 0;
        end = start + encoder.encodeInto(text, view.subarray(start)).written;
      }
      view[at] = isApart ? number + IMAGE : number;
      view[at + 1] = (end - start) & 0x7f;
      view[at + 2] = (end - start) >> 7;
      at = end;
    }
    return this.#exports.report_texts(field, at);
  }

  /** The report on a request, or on one field of it. */
  report(body: Body, settings: Settings | undefined, field?: FieldName): Report {
    this.#set(settings);
    const number = this.#number(field);
    const { parts, images } = body;
    if (images.length > 0 && images.length <= IMAGES && lengthOf(parts) <= MOST_UNITS) {
      this.#readImages(images);
      const places: [number, number, number] = [NONE, NONE, NONE];
      const said = this.#exports.report(number, this.#put(parts, places), ...places);
      if (said > 0) return this.#report(said);
    }
    if (body.length > MOST_UNITS) return this.#oversized(body.length);
    return this.#report(this.#exports.report(number, this.#put([body.whole()]), NONE, NONE, NONE));
  }

  /** The report on a base64 image. */
  base64(text: string, field: ImageFieldName, declared: string | undefined): Report {
    this.#readImages([text]);
    return this.#report(this.#exports.report_base64(this.#number(field), this.#declared(declared)));
  }

  /** Begins to read an image's bytes, and gives its number. */
  begin(): number {
    return this.#exports.begin_image();
  }

  /** Goes on with it. Gives how many bytes behind these need not be given. */
  feed(number: number, bytes: Uint8Array): number {
    for (let at = 0; ; ) {
      const skippable = this.#exports.skippable(number);
      const skipped = Math.min(skippable, bytes.length - at);
      if (skipped > 0) this.skip(number, skipped);
      at += skipped;
      if (at === bytes.length) return skippable - skipped;
      const piece = bytes.subarray(at, at + WINDOW);
      this.#exports.push_image(number, this.#put([piece]));
      at += piece.length;
    }
  }

  /** Steps over bytes that need not be given. */
  skip(number: number, count: number): void {
    this.#exports.skip_image(number, count);
  }

  /** Ends it. */
  end(number: number): void {
    this.#exports.end_image(number);
  }

  /** The report on the image that was ended last. */
  image(field: ImageFieldName, declared: string | undefined): Report {
    return this.#report(this.#exports.report_image(this.#number(field), this.#declared(declared)));
  }

  /** The report that a call gives of a text. */
  ask(text: string | Uint8Array, call: (exports: Exports, length: number) => number): Report {
    if (text.length > MOST_UNITS) return this.#oversized(text.length);
    return this.#report(call(this.#exports, this.#put([text])));
  }

  #oversized(length: number): Report {
    return this.#report(this.#exports.report_oversized(length, MOST_UNITS));
  }

  #number(field: FieldName | undefined): number {
    return this.#fields.get(field!) ?? NONE;
  }

  #set(settings: Settings | undefined): void {
    const texts = settingTexts(settings);
    const last = this.#settings;
    if (last && texts.length === last.length && texts.every((text, i) => text === last[i])) return;
    this.#settings = undefined;
    this.#exports.clear_settings();
    texts.forEach((text, i) => {
      // An empty one is absent; one in the list of domains is none of them.
      if (i < DOMAINS && text === "") return;
      if (!this.#exports.put_setting(Math.min(i, DOMAINS), this.#put([text]))) throw wrongSetting(i, i >= DOMAINS);
    });
    this.#settings = texts;
  }

  #declared(declared: string | undefined): number {
    return declared === undefined ? NONE : this.#put([declared]);
  }

  /** Reads long images, and finds out which have the same bytes. */
  #readImages(images: readonly string[]): void {
    images.forEach((text, number) => {
      this.#exports.begin_base64();
      this.#open(WINDOW);
      let at = 0;
      for (;;) {
        // The last group may be padded.
        const piece = text.slice(at, Math.min(at + WINDOW, (text.length - 1) & ~3));
        if (!piece || !decodes(piece, this.#view) || !this.#exports.push_decoded((piece.length / 4) * 3)) break;
        at += piece.length;
      }
      this.#stream(text, (piece) => this.#exports.push_base64(piece), at);
      const alike = this.#exports.end_base64(number);
      for (let earlier = 0; earlier < number; earlier++) {
        if (!(alike & (1 << earlier)) || images[earlier] === undefined) continue;
        const same = text === images[earlier] || this.#clean(text, number) === this.#clean(images[earlier]!, earlier);
        if (same) return this.#exports.same_base64(number, earlier);
      }
    });
  }

  /** What base64 texts of the same bytes share. */
  #clean(text: string, number: number): string {
    let clean = "";
    this.#exports.begin_clean(number);
    this.#stream(text, (length) => {
      clean += decoder.decode(this.#view.subarray(0, this.#exports.clean_base64(length)));
    });
    return clean;
  }

  /** Puts a text into the window piece by piece. */
  #stream(text: string, take: (length: number) => void, at = 0): void {
    this.#open(WINDOW);
    while (at < text.length) {
      let end = at + WINDOW;
      // The halves of a character stay together.
      if ((text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end--;
      const piece = text.slice(at, end);
      const short = this.#write(piece, 0);
      const { read, written } = short === NONE ? encoder.encodeInto(piece, this.#view) : { read: piece.length, written: short };
      take(written);
      at += read;
    }
  }

  /** Writes a short text into the window, and gives the place behind it; `NONE` where an encoder must do it. */
  #write(text: string, at: number): number {
    if (text.length > SHORT) return NONE;
    const view = this.#view;
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

  /** Puts texts into the window, an empty JSON string between two of them, and gives the length of all. */
  #put(parts: readonly (string | Uint8Array)[], places: number[] = []): number {
    const units = parts.reduce((sum, part) => sum + part.length, 2 * parts.length);
    const fits = units <= FITS;
    const known = fits ? parts : parts.map((part) => (typeof part === "string" ? encoder.encode(part) : part));
    this.#open(fits ? WINDOW : Math.max(WINDOW, known.reduce((sum, part) => sum + part.length, 2 * parts.length)));
    let at = 0;
    known.forEach((part, i) => {
      if (i > 0) {
        places[i - 1] = at;
        this.#view.set([0x22, 0x22], at);
        at += 2;
      }
      if (typeof part === "string") {
        at += encoder.encodeInto(part, at ? this.#view.subarray(at) : this.#view).written;
      } else {
        this.#view.set(part, at);
        at += part.length;
      }
    });
    return at;
  }

  /** Makes the window that long, and its bytes at hand also when the memory has grown. */
  #open(size: number): void {
    if (this.#view.length === size) return;
    const address = this.#exports.window(size) >>> 0;
    this.#view = new Uint8Array(this.#exports.memory.buffer, address, size);
  }

  /** The report that a number of the module's stands for. */
  #report(said: number): Report {
    const { number } = this.#exports;
    const violations: Violation[] = [];
    for (let i = 0; i < said >> VIOLATIONS_BIT; i++) {
      const known = this.#known.get(this.#identity(i));
      if (!known) return this.#fromJson();
      violations.push(copyOf(known));
    }
    const images: { [K in ImageFieldName]?: ImageFacts } = {};
    for (let i = 0; said & WITH_IMAGES && i < 4 * IMAGES; i += 4) {
      const format = number(i);
      if (!format) continue;
      const width = number(i + 1);
      if (!width) return this.#fromJson();
      images[imageFields[i / 4]!] = {
        format: format === 1 ? "jpeg" : "png",
        width,
        height: number(i + 2),
        bytes: number(i + 3),
      };
    }
    return { valid: (said & VALID) > 0, violations, images };
  }

  #fromJson(): Report {
    const report = JSON.parse(this.#text(this.#exports.json())) as Report;
    if (this.#known.size > MOST_KNOWN) this.#known.clear();
    report.violations.forEach((found, i) => {
      const identity = this.#identity(i);
      if (identity) this.#known.set(identity, copyOf(found));
    });
    return report;
  }

  /** What two violations have in common only if they are the same; 0 for one that is like no other. */
  #identity(violation: number): number {
    return this.#exports.number(4 * IMAGES + violation);
  }

  /** What the module has put out. */
  #text(length: number): string {
    return decoder.decode(new Uint8Array(this.#exports.memory.buffer, this.#exports.output() >>> 0, length));
  }
}

/**
 * Whether the platform has decoded whole groups of base64. A browser's encoder of texts takes ten times as long as its decoder,
 * which however steps over white space and takes padding: then there are fewer bytes.
 */
function decodes(text: string, into: Decoder): boolean {
  try {
    return into.setFromBase64?.(text).written === (text.length / 4) * 3;
  } catch {
    return false;
  }
}

/** A violation of its own for every report: whoever gets one may change it. */
function copyOf(violation: Violation): Violation {
  const { params } = violation;
  return (params ? { ...violation, params: { ...params } } : { ...violation }) as Violation;
}

function lengthOf(parts: readonly string[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}
