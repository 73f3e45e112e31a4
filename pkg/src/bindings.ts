/** The bindings to the rules: UTF-8 goes in through an input buffer in the module's memory, and a report comes out. */

import { encodable, kindOfForeign, MOST_UNITS, type Members } from "./body.js";
import { decoded, FieldNumbers, Frames, NONE, pieceOf, WINDOW, type InputBuffer } from "./frames.js";
import { imageFields } from "./generated/fields.js";
import type { FieldName, ImageInfo, ImageFieldName, Report, Settings, Violation } from "./generated/types.js";
import { DOMAINS, settingTexts, WrongSetting, wrongSetting } from "./settings.js";

/** Gives the compiled module, at the first call and never again. */
export type Load = () => WebAssembly.Module;

/** What the module exports: `crates/wasm` says what each function does. It imports nothing. */
export interface Exports {
  readonly memory: WebAssembly.Memory;
  input_buffer(length: number): number;
  output(): number;
  json(): number;
  number(at: number): number;
  reads(field: number): number;
  clear_settings(): void;
  put_setting(number: number, length: number): number;
  report_foreign(length: number): number;
  report_oversized(length: number, max: number): number;
  names(): number;
  push_frames(length: number): void;
  report_frames(field: number, length: number): number;
  push_frames_decoded(length: number): number;
  push_json(length: number): void;
  report_json(): number;
  push_base64(length: number): void;
  push_base64_decoded(length: number): number;
  report_base64(field: number, declared: number): number;
  begin_image(): number;
  push_image(number: number, length: number): void;
  skip_image(number: number, to: number): number;
  end_image(number: number): void;
  report_image(field: number, declared: number): number;
  headers(length: number, bodyLength: number): number;
  response(length: number): number;
}

/** A text of so many UTF-16 code units fits into the input buffer, whatever its characters. */
const FITS = Math.floor(WINDOW / 3);

/** The bits of a report's number, as in `crates/wasm`. */
const VALID = 2;
const WITH_IMAGES = 4;
const VIOLATIONS_BIT = 3;

/** So many violations are kept. */
const MOST_KNOWN = 1000;

/** As many images has a request. */
const IMAGES = 3;

/**
 * The most bytes of memory that an instance is kept with. It never gives any back, and one call in a thousand may take a
 * hundred times what all others need; the violations that are known anew cost next to nothing.
 */
const MOST_MEMORY = 16 * 1024 * 1024;

const encoder = /* @__PURE__ */ new TextEncoder();
const decoder = /* @__PURE__ */ new TextDecoder();

/** What is asked of the rules at the bindings. A failure of the module is thrown, and the next call makes a new instance. */
export class Bindings {
  readonly #load: Load;
  #module: WebAssembly.Module | undefined;
  #instance: Instance | undefined;

  constructor(load: Load) {
    this.#load = load;
  }

  /** An instance of its own, for what takes its time. */
  apart(): Instance {
    return new Instance((this.#module ??= this.#load()));
  }

  /**
   * Lets `act` work with the instance.
   *
   * @param instance the one that was begun with, where several calls belong together
   */
  call<T>(act: (instance: Instance) => T, instance?: Instance): T {
    const at = instance ?? (this.#instance ??= this.apart());
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
  readonly #input: InputBuffer = {
    view: new Uint8Array(),
    cross: (length) => {
      this.#exports.push_frames(length);
      this.#open(WINDOW);
    },
    decoded: (length) => this.#exports.push_frames_decoded(length) !== 0,
  };
  /** The texts of the settings that the module has; `undefined` where nobody knows. */
  #settings: readonly string[] | undefined = [];
  /** Violations by their numbers: written and read as JSON, one takes as long as all the rest of a short request. */
  readonly #known = new Map<number, Violation>();
  readonly #fields: FieldNumbers;

  constructor(module: WebAssembly.Module) {
    this.#exports = new WebAssembly.Instance(module).exports as unknown as Exports;
    // Behind the last name's separator there is none.
    this.#fields = new FieldNumbers(this.#text(this.#exports.names()).split("\0").slice(0, -1));
  }

  /** How many bytes of memory it has. */
  get memory(): number {
    return this.#exports.memory.buffer.byteLength;
  }

  /** Whether the table has a field of that name. */
  knows(name: string): boolean {
    return this.#fields.of(name) !== NONE;
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
    if (foreign) return this.#report(this.#exports.report_foreign(this.#put(foreign)));
    this.#open(WINDOW);
    const field = this.#fields.of(name);
    const frames = new Frames(this.#input, request);
    if (members) frames.members(members, this.#fields, this.#exports.reads(field));
    else if (!frames.value(request, 0)) frames.value(null, 0);
    const said = this.#exports.report_frames(field, frames.length);
    const { units, imageUnits, broken } = frames;
    if (units > MOST_UNITS) return this.oversized(units + imageUnits);
    // What is wrong with it as a text, is told of a text.
    return broken ? this.json(jsonOf(members, broken), settings) : this.#report(said);
  }

  /** The report on a body: its text, or its bytes. */
  json(json: string | Uint8Array, settings: Settings | undefined): Report {
    this.beginJson(settings);
    if (json.length > MOST_UNITS) return this.oversized(json.length);
    this.pushJson(encodable(json));
    return this.endJson();
  }

  /** Begins a body that comes piece by piece. */
  beginJson(settings: Settings | undefined): void {
    this.#set(settings);
  }

  /** Goes on with it. */
  pushJson(json: string | Uint8Array): void {
    this.#stream(json, (length) => this.#exports.push_json(length));
  }

  /** The report on it. */
  endJson(): Report {
    return this.#report(this.#exports.report_json());
  }

  /** The report on a body of so many characters or bytes, which are too many. */
  oversized(length: number): Report {
    return this.#report(this.#exports.report_oversized(length, MOST_UNITS));
  }

  /** The report on a base64 image. */
  base64(text: string, field: ImageFieldName, declared: string | undefined): Report {
    this.#open(WINDOW);
    const from = decoded(text, () => this.#input.view, (length) => this.#exports.push_base64_decoded(length) !== 0);
    this.#stream(text, (length) => this.#exports.push_base64(length), from);
    return this.#report(this.#exports.report_base64(this.#fields.of(field), this.#declared(declared)));
  }

  /** Begins to read an image's bytes, and gives its number. */
  begin(): number {
    return this.#exports.begin_image();
  }

  /** Reads more of it, which begins at an offset. Returns the offset of the next byte that it needs, at most `end`. */
  feed(number: number, at: number, bytes: Uint8Array, end: number): number {
    for (;;) {
      const next = this.#exports.skip_image(number, end);
      if (next >= at + bytes.length) return next;
      this.#exports.push_image(number, this.#put(bytes.subarray(next - at, next - at + WINDOW)));
    }
  }

  /** Ends it. */
  end(number: number): void {
    this.#exports.end_image(number);
  }

  /** The report on the image that was ended last. */
  image(field: ImageFieldName, declared: string | undefined): Report {
    return this.#report(this.#exports.report_image(this.#fields.of(field), this.#declared(declared)));
  }

  /** The report that a call gives of a text. */
  ask(text: string | Uint8Array, call: (exports: Exports, length: number) => number): Report {
    if (text.length > MOST_UNITS) return this.oversized(text.length);
    return this.#report(call(this.#exports, this.#put(text)));
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
      if (!this.#exports.put_setting(Math.min(i, DOMAINS), this.#put(text))) throw wrongSetting(i, i >= DOMAINS);
    });
    this.#settings = texts;
  }

  #declared(declared: string | undefined): number {
    return declared === undefined ? NONE : this.#put(declared);
  }

  /** Puts a text or bytes into the input buffer piece by piece. */
  #stream(text: string | Uint8Array, take: (length: number) => void, from = 0): void {
    for (let at = from; at < text.length; ) {
      // What takes a piece may make the memory grow, and the input buffer move.
      this.#open(WINDOW);
      const { view } = this.#input;
      if (typeof text === "string") {
        const { read, written } = encoder.encodeInto(pieceOf(text, at), view);
        take(written);
        at += read;
      } else {
        const piece = text.subarray(at, at + WINDOW);
        view.set(piece);
        take(piece.length);
        at += piece.length;
      }
    }
  }

  /** Puts a text or bytes into the input buffer, which is made as long as it takes, and gives the length. */
  #put(text: string | Uint8Array): number {
    const bytes = typeof text === "string" && text.length > FITS ? encoder.encode(text) : text;
    this.#open(Math.max(WINDOW, bytes.length));
    const { view } = this.#input;
    if (typeof bytes === "string") return encoder.encodeInto(bytes, view).written;
    view.set(bytes);
    return bytes.length;
  }

  /** Makes the input buffer that long, and its bytes at hand also when the memory has grown. */
  #open(size: number): void {
    if (this.#input.view.length === size) return;
    const address = this.#exports.input_buffer(size) >>> 0;
    this.#input.view = new Uint8Array(this.#exports.memory.buffer, address, size);
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
    const images: { [K in ImageFieldName]?: ImageInfo } = {};
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

/** A request as JSON; where there is none, a part of it. */
function jsonOf(members: Members | undefined, part: string): string {
  try {
    return members ? JSON.stringify(Object.fromEntries(members.names.map((name, i) => [name, members.values[i]]))) : part;
  } catch {
    return part;
  }
}

/** A violation of its own for every report: whoever gets one may change it. */
function copyOf(violation: Violation): Violation {
  const { params } = violation;
  return (params ? { ...violation, params: { ...params } } : { ...violation }) as Violation;
}
