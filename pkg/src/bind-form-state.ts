/** What is known of the fields that a form asks for: their values, the files that are read, and what is wrong with them. */

import type { BindFormOptions } from "./bind-form.js";
import { PRESENT_IMAGE } from "./body.js";
import { fields } from "./generated/fields.js";
import { checkBlob, validate, validateField } from "./index.js";
import type { FieldSpec, ImageFieldName, Report, Violation } from "./generated/types.js";

export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What is shown: a violation, or what the browser itself has against a value. */
export type Remark = Pick<Violation, "severity" | "message" | "suggestion" | "incomplete"> & { readonly code?: string };

/** A file that is read, or was. */
interface Reading {
  readonly file: File;
  readonly declared: string | undefined;
  readonly stop: AbortController;
  /** Settles when the file was read; absent from then on. */
  done?: Promise<void> | undefined;
  report?: Report;
  /** Why it could not be read, in the browser's words. */
  failure?: string;
}

/** A field that the form has controls for. */
export interface BoundField {
  readonly spec: FieldSpec;
  controls: readonly Control[];
  value: string | File | undefined;
  isRequired: boolean;
  reading?: Reading | undefined;
  violations: Violation[];
  remarks: Remark[];
}

const table: ReadonlyMap<string, FieldSpec> = /* @__PURE__ */ new Map(fields.map((spec) => [spec.name, spec]));

/** Returns the field of that name. */
export const specOf = (name: string): FieldSpec | undefined => table.get(name);

/** Returns the field that declares the type of an image. */
export const mimeTypeOf = ({ name }: FieldSpec): FieldSpec | undefined => table.get(`${name}MimeType`);

export const isError = ({ severity }: Remark): boolean => severity === "error";
export const isInvalid = ({ remarks }: BoundField): boolean => remarks.some(isError);

/** The fields of one form. */
export class FormState {
  readonly fields = new Map<string, BoundField>();
  readonly #options: BindFormOptions;
  readonly #onRead: () => void;
  #images: Report["images"] = {};

  /** @param onRead is called when a file was read */
  constructor(options: BindFormOptions, onRead: () => void) {
    this.#options = options;
    this.#onRead = onRead;
  }

  /** Takes a field's controls, and adds the field where it is new. */
  put(spec: FieldSpec, controls: readonly Control[]): void {
    const field = this.fields.get(spec.name);
    if (field) field.controls = controls;
    else this.fields.set(spec.name, { spec, controls, value: undefined, isRequired: false, violations: [], remarks: [] });
  }

  /** Removes a field, and stops reading its file. */
  remove({ spec, reading }: BoundField): void {
    this.fields.delete(spec.name);
    reading?.stop.abort();
  }

  /** Returns a promise for each file that is still being read. */
  pending(): Promise<void>[] {
    return [...this.fields.values()].flatMap(({ reading }) => reading?.done ?? []);
  }

  /** Returns the report on the form's fields, in the order of the table. */
  report(): Report {
    const all = fields.flatMap(({ name }) => this.fields.get(name) ?? []);
    return { valid: !all.some(isInvalid), violations: all.flatMap(({ violations }) => violations), images: this.#images };
  }

  /** Checks the values that the controls have now. A file is read once, and its report added when it is there. */
  check(): void {
    const settings = resolve(this.#options.settings);
    const request: Record<string, unknown> = { ...resolve(this.#options.request) };
    for (const [name, field] of this.fields) {
      field.violations = [];
      field.value = valueOf(field.controls);
      request[name] = typeof field.value === "object" ? PRESENT_IMAGE : field.value;
    }
    const { violations, images } = validate(request, settings);
    for (const violation of violations) this.fields.get(violation.field ?? "")?.violations.push(violation);
    this.#images = Object.fromEntries(Object.entries(images).filter(([name]) => this.fields.has(name)));
    for (const field of this.fields.values()) {
      const { name, requirement } = field.spec;
      const isAbsent = (): boolean =>
        validateField(name, undefined, { settings, request }).violations.some(({ code }) => code === "required");
      field.isRequired = requirement === "required" || (requirement !== "optional" && isAbsent());
      this.#checkFile(field, request);
    }
  }

  #checkFile(field: BoundField, request: Record<string, unknown>): void {
    const mimeType = mimeTypeOf(field.spec);
    const declared = mimeType && mimeType.name in request ? request[mimeType.name] || mimeType.default : undefined;
    this.#read(field, typeof field.value === "object" ? field.value : undefined, declared as string | undefined);
    const report = field.reading?.report;
    Object.assign(this.#images, report?.images);
    // Of an image and of its MIME type, which the report on the request has checked too.
    for (const violation of report?.violations ?? []) {
      const known = this.fields.get(violation.field ?? "")?.violations;
      if (known?.every(({ code }) => code !== violation.code)) known.push(violation);
    }
  }

  /** Starts to read a chosen file, unless that was done already, and stops reading the one before. */
  #read(field: BoundField, file: File | undefined, declared: string | undefined): void {
    const { reading, spec } = field;
    if (reading?.file === file && reading?.declared === declared) return;
    reading?.stop.abort();
    field.reading = undefined;
    if (!file) return;
    const stop = new AbortController();
    const next: Reading = (field.reading = { file, declared, stop });
    next.done = checkBlob(file, { field: spec.name as ImageFieldName, declared, signal: stop.signal })
      .then(
        (report) => void (next.report = report),
        ({ cause, message }: Error) => void (next.failure = (cause as Error | undefined)?.message || message),
      )
      .then(() => {
        next.done = undefined;
        if (!stop.signal.aborted) this.#onRead();
      });
  }
}

/** Returns what is to be shown of a field, errors first. Where the rules have no error, the browser's own checks count. */
export function remarksOf({ violations, reading, controls }: BoundField): Remark[] {
  const remarks: Remark[] = [...violations];
  if (reading?.failure) remarks.push({ severity: "error", message: reading.failure });
  const invalid = controls.find(({ willValidate, validity }) => willValidate && !validity.valid);
  if (invalid && !remarks.some(isError)) {
    remarks.push({ severity: "error", message: invalid.validationMessage, incomplete: true });
  }
  return remarks.sort((a, b) => Number(isError(b)) - Number(isError(a)));
}

function resolve<T extends object>(value: T | (() => T) | undefined): T | undefined {
  return typeof value === "function" ? value() : value;
}

/** Returns the value of the controls of one name: several texts are joined by commas, an empty one counts as absent. */
function valueOf(controls: readonly Control[]): string | File | undefined {
  const texts: string[] = [];
  for (const control of controls) {
    if ("options" in control) {
      for (const { selected, disabled, value } of control.options) if (selected && !disabled) texts.push(value);
    } else if (control.type === "file") {
      const file = (control as HTMLInputElement).files?.[0];
      if (file) return file;
    } else if (!/^(checkbox|radio)$/.test(control.type) || (control as HTMLInputElement).checked) {
      texts.push(control.value);
    }
  }
  return texts.filter(Boolean).join() || undefined;
}
