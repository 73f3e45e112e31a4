/** The border to the rules: UTF-8 goes in through a window of the module's memory, and comes out as JSON. */

import { bodyOf, hasContent, isWellFormed, type Members } from "./body.js";
import { imageFields } from "./generated/fields.js";
import type { FieldName, ImageFieldName, Report, Settings } from "./generated/types.js";

/** Gives the compiled module, at the first call and never again. */
export type Load = () => WebAssembly.Module;

/** What the module exports: `crates/wasm` says what each function does. It imports nothing. */
export interface Exports {
  readonly memory: WebAssembly.Memory;
  window(length: number): number;
  output(): number;
  set_settings(length: number): number;
  names(): number;
  report_texts(field: number, length: number, count: number): number;
  report(field: number, length: number, first: number, second: number, third: number): number;
  begin_base64(): void;
  push_base64(length: number): void;
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

/** No place, no field, no text. */
const NONE = -1;

/** Behind the name of a field whose rules look into images. */
const READS_IMAGES = "*";

/** Added to a field's number: its value was read before. */
const IMAGE = 64;

/** What stands for a report that has nothing to say. */
const CLEAN = 1;

/** An image that is longer, in UTF-16 code units, crosses the border on its own. */
const LONG = 4 * 1024;

/** A field of the table, as the module counts them. */
interface Field {
  readonly number: number;
  readonly readsImages: boolean;
  readonly isImage: boolean;
  /** What stands before its text, and for its image. */
  readonly text: string;
  readonly image: string;
}

/** As many images has a request. */
export const IMAGES = 3;

const SETTINGS = ["faceMatch", "addressExtraction", "screening", "today"] as const;

const encoder = /* @__PURE__ */ new TextEncoder();
const decoder = /* @__PURE__ */ new TextDecoder();

/** A request as JSON. Its images stand between the parts; where they are long, they cross the border on their own. */
export interface Body {
  readonly parts: readonly string[];
  readonly images: readonly string[];
  /** The JSON with the images in it: text, or bytes where it is no well-formed text. */
  readonly whole: () => string | Uint8Array;
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
      if (cause instanceof TypeError) throw cause;
      // What it was doing is half done: nothing that it says from now on could be relied on.
      at.failed = true;
      if (at === this.#instance) this.#instance = undefined;
      throw new Error("netverify-rules: the check failed inside; the next one starts anew", { cause });
    }
  }
}

/** One instance of the module. */
export class Instance {
  /** Whether a call has ended in the middle. */
  failed = false;
  readonly #exports: Exports;
  #view: Uint8Array = new Uint8Array();
  #size = 0;
  #address = 0;
  #outputAddress = 0;
  #longestOutput = 0;
  #settings = textOf({});
  readonly #fields = new Map<string, Field>();

  constructor(module: WebAssembly.Module) {
    this.#exports = new WebAssembly.Instance(module).exports as unknown as Exports;
    const names = this.#text(this.#exports.names()).split("\0");
    names.forEach((marked, number) => {
      const name = marked.replace(READS_IMAGES, "");
      const mark = (kind: number): string => `\0${String.fromCharCode(number + 1 + kind)}`;
      this.#fields.set(name, {
        number,
        readsImages: marked !== name,
        isImage: (imageFields as readonly string[]).includes(name),
        text: mark(0),
        image: mark(IMAGE),
      });
    });
    // Behind the last name's separator there is none.
    this.#fields.delete("");
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
    const field = name === undefined ? undefined : this.#fields.get(name);
    const said = members ? this.#texts(members, field) : 0;
    return said > 0 ? this.#report(said) : this.report(bodyOf(request, members), settings, name);
  }

  /**
   * The report on a request of nothing but texts, as most are. 0 where it is another, which JSON must tell.
   */
  #texts({ names, values }: Members, field: Field | undefined): number {
    let text = "";
    let count = 0;
    const images: string[] = [];
    for (let i = 0; i < names.length; i++) {
      const value = values[i];
      if (value === undefined) continue;
      const of = this.#fields.get(names[i]!);
      if (of === undefined) return 0;
      if (value === null) continue;
      if (typeof value !== "string") return 0;
      if (of.isImage && value.length > LONG && hasContent(value)) {
        text += of.image;
        images.push(value);
      } else {
        text += of.text + value;
      }
      count++;
    }
    if (text.length > FITS || !isWellFormed(text) || !images.every(isWellFormed)) return 0;
    // Most rules look into no image: to them it is enough that one is there.
    if (!field || field.readsImages) this.#readImages(images);
    this.#open(WINDOW);
    const { written } = encoder.encodeInto(text, this.#view);
    return this.#exports.report_texts(field ? field.number : NONE, written, count);
  }

  /** The report on a request, or on one field of it. */
  report(body: Body, settings: Settings | undefined, field?: FieldName): Report {
    this.#set(settings);
    const of = field === undefined ? undefined : this.#fields.get(field);
    const number = of ? of.number : NONE;
    const { parts, images } = body;
    if (images.length > 0 && images.length <= IMAGES) {
      if (!of || of.readsImages) this.#readImages(images);
      const places = [NONE, NONE, NONE];
      const length = this.#put(parts, places);
      const said = this.#exports.report(number, length, places[0]!, places[1]!, places[2]!);
      if (said > 0) return this.#report(said);
    }
    return this.#report(this.#exports.report(number, this.#put([body.whole()]), NONE, NONE, NONE));
  }

  /** The report on a base64 image. */
  base64(text: string, field: ImageFieldName, declared: string | undefined): Report {
    this.#readImages([text]);
    return this.#report(this.#exports.report_base64(this.#fields.get(field)!.number, this.#declared(declared)));
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
    return this.#report(this.#exports.report_image(this.#fields.get(field)!.number, this.#declared(declared)));
  }

  /** The report that a call gives of these texts. */
  ask(texts: readonly (string | Uint8Array)[], call: (exports: Exports, length: number) => number): Report {
    return this.#report(call(this.#exports, this.#put(texts)));
  }

  #set(settings: Settings | undefined): void {
    const text = textOf(settings ?? {});
    if (text === this.#settings) return;
    const wrong = this.#exports.set_settings(this.#put([text]));
    if (wrong !== NONE) throw new TypeError(`netverify-rules: settings.${SETTINGS[wrong]} has none of its values`);
    this.#settings = text;
  }

  #declared(declared: string | undefined): number {
    return declared === undefined ? NONE : this.#put([declared]);
  }

  /** Reads long images, and finds out which have the same bytes. */
  #readImages(images: readonly string[]): void {
    images.forEach((text, number) => {
      this.#exports.begin_base64();
      this.#stream(text, (length) => this.#exports.push_base64(length));
      const alike = this.#exports.end_base64(number);
      for (let earlier = 0; earlier < number; earlier++) {
        if (!(alike & (1 << earlier))) continue;
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
  #stream(text: string, take: (length: number) => void): void {
    this.#open(WINDOW);
    for (let at = 0; at < text.length; ) {
      let end = at + WINDOW;
      // The halves of a character stay together.
      if ((text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end--;
      const { read, written } = encoder.encodeInto(text.slice(at, end), this.#view);
      take(written);
      at += read;
    }
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
    if (size !== this.#size) {
      this.#address = this.#exports.window(size) >>> 0;
      this.#size = size;
      this.#view = new Uint8Array();
    }
    if (this.#view.length !== size) this.#view = new Uint8Array(this.#exports.memory.buffer, this.#address, size);
  }

  #report(length: number): Report {
    return length === CLEAN ? { valid: true, violations: [], images: {} } : (JSON.parse(this.#text(length)) as Report);
  }

  /** What the module has put out. It puts it elsewhere only when it is longer than all before. */
  #text(length: number): string {
    if (length > this.#longestOutput) {
      this.#longestOutput = length;
      this.#outputAddress = this.#exports.output() >>> 0;
    }
    return decoder.decode(new Uint8Array(this.#exports.memory.buffer, this.#outputAddress, length));
  }
}

/** The settings as the module takes them. */
function textOf({ faceMatch, addressExtraction, screening, today, callbackDomains }: Settings): string {
  return [faceMatch, addressExtraction, screening, today, ...(callbackDomains ?? [])].join("\0");
}
