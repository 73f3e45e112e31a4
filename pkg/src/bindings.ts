/** The bindings to the rules: UTF-8 goes in through an input buffer in the module's memory, and a report comes out. */

import { encodable, kindOfForeign, MAX_BODY_UNITS, type Members } from "./body.js";
import { decoded, FieldNumbers, Frames, ABSENT, pieceOf, INPUT_BYTES, type InputBuffer } from "./frames.js";
import { imageFields } from "./generated/fields.js";
import type { FieldName, ImageInfo, ImageFieldName, Report, Settings, Violation } from "./generated/types.js";
import { FIRST_DOMAIN, settingTexts, WrongSetting, wrongSetting } from "./settings.js";

/** Returns the compiled module; called once, at the first check. */
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

/** The longest text, in UTF-16 code units, that fits into the input buffer whatever its characters. */
const MAX_FITTING_UNITS = Math.floor(INPUT_BYTES / 3);

/** The bits of the summary of a report, as in `crates/wasm`. */
const VALID = 2;
const WITH_IMAGES = 4;
const VIOLATIONS_BIT = 3;

/** The most violations that are kept. */
const MAX_KNOWN_VIOLATIONS = 1000;

/** The numbers of a report that are about its images, four for each of three; those of the violations follow. */
const IMAGE_NUMBERS = 4 * 3;

/**
 * The most memory of an instance that is kept. It never gives any back, and one call in a thousand may take a hundred times
 * what all others need; to read the violations again costs next to nothing.
 */
const MAX_MEMORY_BYTES = 16 * 1024 * 1024;

const encoder = /* @__PURE__ */ new TextEncoder();
const decoder = /* @__PURE__ */ new TextDecoder();

/** The module, instantiated when it is needed. A failure of the module is thrown, and the next call makes a new instance. */
export class Bindings {
  readonly #load: Load;
  #module: WebAssembly.Module | undefined;
  #instance: Instance | undefined;

  constructor(load: Load) {
    this.#load = load;
  }

  /** Returns an instance of its own, for a check that waits for its input. */
  apart(): Instance {
    return new Instance((this.#module ??= this.#load()));
  }

  /**
   * Calls `act` with the instance.
   *
   * @param instance the one of the first call, where several calls belong together
   */
  call<T>(act: (instance: Instance) => T, instance?: Instance): T {
    const at = instance ?? (this.#instance ??= this.apart());
    try {
      if (at.failed) throw new Error("an earlier call failed");
      return act(at);
    } catch (cause) {
      if (cause instanceof WrongSetting) throw cause;
      // Its state is half changed: no later report could be relied on.
      at.failed = true;
      if (at === this.#instance) this.#instance = undefined;
      throw new Error("netverify-rules: the check failed inside; the next one starts again", { cause });
    } finally {
      // Checks that have begun with it end with it.
      if (at === this.#instance && at.memory > MAX_MEMORY_BYTES) this.#instance = undefined;
    }
  }
}

/** One instance of the module. */
export class Instance {
  /** Whether a call has thrown. */
  failed = false;
  readonly #exports: Exports;
  readonly #input: InputBuffer = {
    view: new Uint8Array(),
    flush: (length) => {
      this.#exports.push_frames(length);
      this.#open(INPUT_BYTES);
    },
    decoded: (length) => this.#exports.push_frames_decoded(length) !== 0,
  };
  /** The texts of the settings that the module has; `undefined` where that is unknown. */
  #settings: readonly string[] | undefined = [];
  /** Violations by their numbers: as JSON, one takes as long as all the rest of a short request. */
  readonly #known = new Map<number, Violation>();
  readonly #fields: FieldNumbers;

  constructor(module: WebAssembly.Module) {
    this.#exports = new WebAssembly.Instance(module).exports as unknown as Exports;
    // No name follows the last separator.
    this.#fields = new FieldNumbers(this.#text(this.#exports.names()).split("\0").slice(0, -1));
  }

  /** The bytes of its memory. */
  get memory(): number {
    return this.#exports.memory.buffer.byteLength;
  }

  /** Checks whether there is a field of that name. */
  knows(name: string): boolean {
    return this.#fields.of(name) !== ABSENT;
  }

  /**
   * Returns the report on a request, or on one field of it.
   *
   * @param request the request itself
   * @param members what was read of it
   */
  request(request: unknown, members: Members | undefined, settings: Settings | undefined, name?: FieldName): Report {
    this.#set(settings);
    const foreign = kindOfForeign(request);
    if (foreign) return this.#report(this.#exports.report_foreign(this.#put(foreign)));
    this.#open(INPUT_BYTES);
    const field = this.#fields.of(name);
    const frames = new Frames(this.#input, request);
    if (members) frames.members(members, this.#fields, this.#exports.reads(field));
    else if (!frames.value(request, 0)) frames.value(null, 0);
    const summary = this.#exports.report_frames(field, frames.length);
    const { units, imageUnits, broken } = frames;
    if (units > MAX_BODY_UNITS) return this.oversized(units + imageUnits);
    // What no JSON can have is reported of its JSON.
    return broken ? this.json(jsonOf(members, broken), settings) : this.#report(summary);
  }

  /** Returns the report on a body: its text, or its bytes. */
  json(json: string | Uint8Array, settings: Settings | undefined): Report {
    this.beginJson(settings);
    if (json.length > MAX_BODY_UNITS) return this.oversized(json.length);
    this.pushJson(encodable(json));
    return this.endJson();
  }

  /** Begins a body that comes in pieces. */
  beginJson(settings: Settings | undefined): void {
    this.#set(settings);
  }

  /** Reads a piece of it. */
  pushJson(json: string | Uint8Array): void {
    this.#stream(json, (length) => this.#exports.push_json(length));
  }

  /** Returns the report on it. */
  endJson(): Report {
    return this.#report(this.#exports.report_json());
  }

  /** Returns the report on a body of that length, which is too long to be read. */
  oversized(length: number): Report {
    return this.#report(this.#exports.report_oversized(length, MAX_BODY_UNITS));
  }

  /** Returns the report on a base64 image. */
  base64(text: string, field: ImageFieldName, declared: string | undefined): Report {
    this.#open(INPUT_BYTES);
    const from = decoded(text, this.#input, (length) => this.#exports.push_base64_decoded(length) !== 0);
    this.#stream(text, (length) => this.#exports.push_base64(length), from);
    return this.#report(this.#exports.report_base64(this.#fields.of(field), this.#declared(declared)));
  }

  /** Begins to read an image, and returns its number. */
  begin(): number {
    return this.#exports.begin_image();
  }

  /** Reads more of it, which begins at an offset. Returns the offset of the next byte that it needs, at most `end`. */
  feed(number: number, at: number, bytes: Uint8Array, end: number): number {
    for (;;) {
      const next = this.#exports.skip_image(number, end);
      if (next >= at + bytes.length) return next;
      this.#exports.push_image(number, this.#put(bytes.subarray(next - at, next - at + INPUT_BYTES)));
    }
  }

  /** Ends it. */
  end(number: number): void {
    this.#exports.end_image(number);
  }

  /** Returns the report on the image that was ended last. */
  image(field: ImageFieldName, declared: string | undefined): Report {
    return this.#report(this.#exports.report_image(this.#fields.of(field), this.#declared(declared)));
  }

  /** Returns the report of a call that reads one text. */
  ask(text: string | Uint8Array, call: (exports: Exports, length: number) => number): Report {
    if (text.length > MAX_BODY_UNITS) return this.oversized(text.length);
    return this.#report(call(this.#exports, this.#put(text)));
  }

  #set(settings: Settings | undefined): void {
    const texts = settingTexts(settings);
    const last = this.#settings;
    if (last && texts.length === last.length && texts.every((text, i) => text === last[i])) return;
    this.#settings = undefined;
    this.#exports.clear_settings();
    texts.forEach((text, i) => {
      // An empty text is an absent setting, except in the list of domains.
      if (i < FIRST_DOMAIN && text === "") return;
      if (!this.#exports.put_setting(Math.min(i, FIRST_DOMAIN), this.#put(text))) throw wrongSetting(i, i >= FIRST_DOMAIN);
    });
    this.#settings = texts;
  }

  #declared(declared: string | undefined): number {
    return declared === undefined ? ABSENT : this.#put(declared);
  }

  /** Puts a text or bytes into the input buffer piece by piece. */
  #stream(text: string | Uint8Array, take: (length: number) => void, from = 0): void {
    for (let at = from; at < text.length; ) {
      // A piece that is read may make the memory grow, and detach the view.
      this.#open(INPUT_BYTES);
      const { view } = this.#input;
      if (typeof text === "string") {
        const { read, written } = encoder.encodeInto(pieceOf(text, at), view);
        take(written);
        at += read;
      } else {
        const piece = text.subarray(at, at + INPUT_BYTES);
        view.set(piece);
        take(piece.length);
        at += piece.length;
      }
    }
  }

  /** Puts a text or bytes into the input buffer, which is made long enough, and returns their length. */
  #put(text: string | Uint8Array): number {
    const bytes = typeof text === "string" && text.length > MAX_FITTING_UNITS ? encoder.encode(text) : text;
    this.#open(Math.max(INPUT_BYTES, bytes.length));
    const { view } = this.#input;
    if (typeof bytes === "string") return encoder.encodeInto(bytes, view).written;
    view.set(bytes);
    return bytes.length;
  }

  /** Makes the input buffer that long, and its view valid after the memory has grown. */
  #open(size: number): void {
    if (this.#input.view.length === size) return;
    const address = this.#exports.input_buffer(size) >>> 0;
    this.#input.view = new Uint8Array(this.#exports.memory.buffer, address, size);
  }

  /** Returns the report of which the module has returned this summary. */
  #report(summary: number): Report {
    const { number } = this.#exports;
    const violations: Violation[] = [];
    for (let i = 0; i < summary >> VIOLATIONS_BIT; i++) {
      const known = this.#known.get(this.#identity(i));
      if (!known) return this.#fromJson();
      violations.push(copyOf(known));
    }
    const images: { [K in ImageFieldName]?: ImageInfo } = {};
    for (let i = 0; summary & WITH_IMAGES && i < IMAGE_NUMBERS; i += 4) {
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
    return { valid: (summary & VALID) > 0, violations, images };
  }

  #fromJson(): Report {
    const report = JSON.parse(this.#text(this.#exports.json())) as Report;
    if (this.#known.size > MAX_KNOWN_VIOLATIONS) this.#known.clear();
    report.violations.forEach((found, i) => {
      const identity = this.#identity(i);
      if (identity) this.#known.set(identity, copyOf(found));
    });
    return report;
  }

  /** Returns a number that two violations share only if they are equal; 0 for one that has no such number. */
  #identity(violation: number): number {
    return this.#exports.number(IMAGE_NUMBERS + violation);
  }

  /** Returns the text that the module has put out. */
  #text(length: number): string {
    return decoder.decode(new Uint8Array(this.#exports.memory.buffer, this.#exports.output() >>> 0, length));
  }
}

/** Returns a request as JSON; where that fails, a part of it. */
function jsonOf(members: Members | undefined, part: string): string {
  try {
    return members ? JSON.stringify(Object.fromEntries(members.names.map((name, i) => [name, members.values[i]]))) : part;
  } catch {
    return part;
  }
}

/** Returns a copy: a report's reader may change it. */
function copyOf(violation: Violation): Violation {
  const { params } = violation;
  return (params ? { ...violation, params: { ...params } } : { ...violation }) as Violation;
}
