/** The checks in a plain HTML form, by the browser's own constraint validation. */

import type { Api } from "./api.js";
import { fields } from "./generated/fields.js";
import type { FieldSpec, ImageFieldName, Report, Settings, Violation } from "./generated/types.js";

/** What {@link BindForm} can be told. */
export interface BindFormOptions {
  /** What the account is set to, or a function that says so at each check. */
  readonly settings?: Settings | (() => Settings) | undefined;
  /**
   * What the request will hold that the form does not ask for, such as an `idType` that the page has settled already, or a
   * function that says so at each check. It is read by the rules that look at two fields; nothing is reported about it.
   */
  readonly request?: object | (() => object) | undefined;
  /**
   * When a control begins to show what is wrong with it: `"input"`, the default, while one types, and then only what
   * more typing cannot fix; `"change"` when it was left or changed; `"submit"` when the form was to be submitted. From
   * then on its text follows every keystroke.
   */
  readonly validateOn?: "input" | "change" | "submit" | undefined;
  /**
   * Hears what is known of the form's fields, shown or not: at once, and whenever it has changed and no file is being read.
   * It is not valid either where the browser itself has something against a value.
   */
  readonly onReport?: ((report: Report) => void) | undefined;
}

/**
 * What the event `netverify:suggestion` brings as its `detail`.
 *
 * It comes to the control, bubbles, and can be cancelled: then no button is made, and the page offers the suggestion itself.
 */
export interface SuggestionDetail {
  /** The violation that has the suggestion. */
  readonly violation: Violation;
  /** Puts the suggestion into the control, as if it had been typed. */
  readonly apply: () => void;
}

/**
 * Checks a form as it is filled in and before it is submitted.
 *
 * Every `<input>`, `<select>` and `<textarea>` takes part whose `name` is a field of the request, also those that are added
 * later. Each gets `maxlength`, `required` and the like from the table, and when something is wrong with it a custom
 * validity, `aria-invalid` and a text that `aria-describedby` points to: in the element with `data-netverify-for="NAME"`
 * where the form has one, else in a new `<span>` behind the control. In the text each violation has an element of its
 * own with `data-severity` and `data-code`. Warnings are shown and block nothing. A suggestion is offered as a button
 * behind the text, see {@link SuggestionDetail}.
 *
 * A file input with the name of an image's field is checked as {@link Api.checkBlob} does. Checkboxes of one name and
 * the options of a multiple select are one value, joined by commas, as `enabledFields` is written. An empty control is
 * an absent field, and so is a disabled one.
 *
 * A form with errors is not submitted: there is no `submit` event for the page's listeners, as with the browser's own
 * checks, and the first control with an error is focused. `novalidate` on the form turns the browser's bubbles off and
 * nothing else; `formnovalidate` on a button lets that button submit unchecked. A submission waits until chosen files
 * are read.
 *
 * @param form the form
 * @returns takes back all that was done to the form
 *
 * @example
 * ```ts
 * const dispose = bindForm(document.querySelector("form")!, { settings: { faceMatch: "enabled" } });
 * ```
 */
export type BindForm = (form: HTMLFormElement, options?: BindFormOptions) => () => void;

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What is shown: a violation, or what the browser itself has against a value. */
type Remark = Pick<Violation, "severity" | "message" | "suggestion" | "incomplete"> & { readonly code?: string };

/** A file that is read, or was. */
interface Reading {
  readonly file: File;
  readonly declared: string | undefined;
  readonly stop: AbortController;
  /** Until it was read. */
  done?: Promise<void> | undefined;
  report?: Report;
  /** Why it could not be read, in the browser's words. */
  failure?: string;
}

/** A field that the form has controls for. */
interface Bound {
  readonly spec: FieldSpec;
  controls: Control[];
  value: string | File | undefined;
  reading?: Reading | undefined;
  violations: Violation[];
  remarks: Remark[];
  /** Where the text goes, and what stood there; nothing is said of that where the box was made here. */
  readonly box: Element;
  readonly before: readonly Node[] | undefined;
  /** What is shown, to leave the box alone while that is the same. */
  shown: string;
  button?: HTMLButtonElement | undefined;
}

const BUTTON_TYPES = /^(submit|reset|button|image)$/;
const TEXT_TYPES = /^(text|search|url|tel|email|password|textarea)$/;

/**
 * Makes `bindForm` from the calls that check.
 *
 * @param api the calls
 */
export function createBindForm(api: Pick<Api, "validate" | "checkBlob">): BindForm {
  const table = new Map<string, FieldSpec>(fields.map((spec) => [spec.name, spec]));

  return (form, { settings, request: others, validateOn = "input", onReport } = {}) => {
    const { ownerDocument: document } = form;
    const attributes = new Attributes();
    /** The custom validity that the page had set, for every control that is bound. */
    const validities = new Map<Control, string>();
    const bound = new Map<string, Bound>();
    /** The names that were typed in, and those that tell all that is wrong with them. */
    const typed = new Set<string>();
    const telling = new Set<string>();
    // Two copies of the package in one page must not make the same ids.
    const prefix = `netverify-${Math.random().toString(36).slice(2)}-`;
    let lastReport = "";
    let waiting = false;
    let disposed = false;

    const open = (spec: FieldSpec, last: Control): Bound => {
      const given = form.querySelector(`[data-netverify-for="${spec.name}"]`);
      const box = given ?? document.createElement("span");
      if (!given) {
        box.setAttribute("data-netverify-for", spec.name);
        box.setAttribute("aria-live", "polite");
        // Inside a label the text would become part of the control's name.
        (last.closest("label") ?? last).after(box);
      }
      if (!box.id) attributes.set(box, "id", prefix + spec.name);
      const before = given ? [...given.childNodes] : undefined;
      return { spec, controls: [], value: undefined, violations: [], remarks: [], box, before, shown: "" };
    };

    const adopt = ({ spec, box }: Bound, control: Control): void => {
      validities.set(control, control.validity.customError ? control.validationMessage : "");
      const described = control.getAttribute("aria-describedby");
      attributes.set(control, "aria-describedby", described ? `${described} ${box.id}` : box.id);
      const offer = (name: string, value: string | undefined): void => {
        if (value && !control.hasAttribute(name)) attributes.set(control, name, value);
      };
      if (control.type === "file") offer("accept", mimeTypeOf(spec)?.allowed?.join());
      if (!TEXT_TYPES.test(control.type)) return;
      const { maxLength } = control as HTMLInputElement;
      if (spec.max && (maxLength < 0 || maxLength > spec.max)) attributes.set(control, "maxlength", `${spec.max}`);
      // What stands in a request is not for the browser to keep, nor for a speller to send away.
      offer("autocomplete", "off");
      offer("spellcheck", "false");
      if (spec.kind === "url") offer("inputmode", "url");
    };

    const leave = (control: Control): void => {
      attributes.restore(control);
      control.setCustomValidity(validities.get(control) ?? "");
      validities.delete(control);
    };

    const close = (field: Bound): void => {
      bound.delete(field.spec.name);
      field.reading?.stop.abort();
      field.controls.forEach(leave);
      field.button?.remove();
      attributes.restore(field.box);
      if (field.before) field.box.replaceChildren(...field.before);
      else field.box.remove();
    };

    /** Binds the controls that the form has now, and lets go of those that it has no more. */
    const bind = (): void => {
      const present = new Map<FieldSpec, Control[]>();
      for (const element of form.elements) {
        const control = element as Control;
        const spec = "required" in element ? table.get(control.name) : undefined;
        if (!spec || BUTTON_TYPES.test(control.type) || control.matches(":disabled")) continue;
        present.set(spec, [...(present.get(spec) ?? []), control]);
      }
      for (const field of bound.values()) if (!present.has(field.spec)) close(field);
      for (const [spec, controls] of present) {
        const field = bound.get(spec.name) ?? open(spec, controls[controls.length - 1]!);
        bound.set(spec.name, field);
        for (const control of field.controls) if (!controls.includes(control)) leave(control);
        for (const control of controls) if (!field.controls.includes(control)) adopt(field, control);
        field.controls = controls;
      }
    };

    const mimeTypeOf = ({ name }: FieldSpec): FieldSpec | undefined => table.get(`${name}MimeType`);

    /** Has a chosen file read, unless that was done already, and stops reading the one before. */
    const read = (field: Bound, file: File | undefined, declared: string | undefined): void => {
      const { reading } = field;
      if (reading?.file === file && reading?.declared === declared) return;
      reading?.stop.abort();
      if (!file) return void (field.reading = undefined);
      const stop = new AbortController();
      const next: Reading = { file, declared, stop };
      field.reading = next;
      next.done = api
        .checkBlob(file, { field: field.spec.name as ImageFieldName, declared, signal: stop.signal })
        .then(
          (report) => void (next.report = report),
          ({ cause, message }: Error) => void (next.failure = (cause as Error | undefined)?.message || message),
        )
        .then(() => {
          next.done = undefined;
          if (!stop.signal.aborted) refresh();
        });
    };

    /** Says anew what is wrong with each field; gives the facts of the images. */
    const judge = (): Report["images"] => {
      const account = resolve(settings);
      const request: Record<string, unknown> = { ...resolve(others) };
      const names: Record<string, string> = {};
      for (const [name, field] of bound) {
        field.value = valueOf(field.controls);
        // To the rules of other fields a file is content, whatever it holds: its name stands for it.
        if (typeof field.value === "object") names[name] = name;
        request[name] = names[name] ?? field.value;
      }
      const needed = new Set<string | null>();
      // Which controls are required: what is said to be, where none of them is filled in.
      const optional = { ...request };
      for (const { name, requirement } of fields) if (requirement !== "optional") delete optional[name];
      for (const { field, code } of api.validate(optional, account).violations) if (code === "required") needed.add(field);
      // What is said of the names as if they were images is dropped.
      const ofNames = api.validate(names).violations;
      for (const field of bound.values()) field.violations = [];
      const report = api.validate(request, account);
      const ofTexts = Object.entries(report.images).filter(([name]) => bound.has(name) && !names[name]);
      const images = Object.fromEntries(ofTexts);
      for (const violation of report.violations) {
        const name = violation.field ?? "";
        const said = ({ field, code }: Violation): boolean => field === name && code === violation.code;
        if (!(names[name] && ofNames.some(said))) bound.get(name)?.violations.push(violation);
      }

      for (const field of bound.values()) {
        const mimeType = mimeTypeOf(field.spec)?.name ?? "";
        const declared = mimeType in request ? request[mimeType] || table.get(mimeType)?.default : undefined;
        read(field, typeof field.value === "object" ? field.value : undefined, declared as string | undefined);
        Object.assign(images, field.reading?.report?.images);
        // Of an image and of its MIME type, of which the request has spoken too.
        for (const violation of field.reading?.report?.violations ?? []) {
          const about = bound.get(violation.field ?? "")?.violations;
          if (about?.every(({ code }) => code !== violation.code)) about.push(violation);
        }
      }

      for (const [name, field] of bound) {
        const { controls, violations, reading } = field;
        field.remarks = [...violations];
        if (reading?.failure) field.remarks.push({ severity: "error", message: reading.failure });
        for (const control of controls) {
          attributes.set(control, "required", needed.has(name) ? (control.getAttribute("required") ?? "") : null);
          control.setCustomValidity("");
        }
        const barred = controls.find(({ willValidate, validity }) => willValidate && !validity.valid);
        if (barred && !field.remarks.some(isError)) {
          field.remarks.push({ severity: "error", message: barred.validationMessage, incomplete: true });
        }
        // Errors come first.
        field.remarks.sort((a, b) => Number(isError(b)) - Number(isError(a)));
      }
      return images;
    };

    /** Offers to put the suggestion into the control that can take it, as if it had been typed. */
    const offer = (field: Bound, violation: Violation, suggestion: string): void => {
      const control = field.controls.find((control) =>
        control.type === "radio"
          ? control.value === suggestion
          : "options" in control
            ? [...control.options].some(({ value }) => value === suggestion)
            : TEXT_TYPES.test(control.type),
      );
      if (!control) return;
      const apply = (): void => {
        if (control.type === "radio") (control as HTMLInputElement).checked = true;
        else control.value = suggestion;
        control.focus();
        for (const type of ["input", "change"]) control.dispatchEvent(new Event(type, { bubbles: true }));
      };
      const detail: SuggestionDetail = { violation, apply };
      const event = new CustomEvent("netverify:suggestion", { detail, bubbles: true, cancelable: true });
      if (!control.dispatchEvent(event)) return;
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = suggestion;
      button.setAttribute("data-netverify-suggestion", field.spec.name);
      button.setAttribute("aria-describedby", field.box.id);
      button.addEventListener("click", apply);
      field.box.after(button);
      field.button = button;
    };

    const show = (field: Bound): void => {
      const { spec, controls, remarks, box } = field;
      const finished = remarks.filter((remark) => isError(remark) && !remark.incomplete);
      const tells = telling.has(spec.name);
      const begins = field.value && typed.has(spec.name);
      const visible = tells ? remarks : begins ? finished : [];
      const error = remarks.find(isError);
      for (const control of controls) {
        control.setCustomValidity(error?.message ?? "");
        attributes.set(control, "aria-invalid", visible.some(isError) ? "true" : null);
      }
      // What the page had put into the box stands until the field is used.
      const shown = tells || begins || field.shown ? JSON.stringify(visible) : "";
      if (shown === field.shown) return;
      field.shown = shown;
      attributes.set(box, "data-severity", visible[0]?.severity ?? null);
      box.replaceChildren(
        ...visible.map(({ severity, code, message }) => {
          const line = document.createElement("span");
          line.dataset["severity"] = severity;
          if (code) line.dataset["code"] = code;
          // The blank keeps two sentences apart where they are read as one text.
          line.textContent = `${message} `;
          return line;
        }),
      );
      field.button?.remove();
      const offered = visible.find(({ suggestion }) => suggestion) as Violation | undefined;
      if (offered?.suggestion) offer(field, offered, offered.suggestion);
    };

    const refresh = (): void => {
      bind();
      const images = judge();
      bound.forEach(show);
      if (!onReport || waits().length) return;
      const all = fields.flatMap(({ name }) => bound.get(name) ?? []);
      const violations = all.flatMap((field) => field.violations);
      const report: Report = { valid: !all.some(isWrong), violations, images };
      const text = JSON.stringify(report);
      if (text === lastReport) return;
      lastReport = text;
      onReport(report);
    };

    const waits = (): Promise<void>[] => [...bound.values()].flatMap(({ reading }) => reading?.done ?? []);

    const submit = (event: SubmitEvent): void => {
      const button = event.submitter as HTMLButtonElement | null;
      if (button?.formNoValidate) return;
      bind();
      for (const name of bound.keys()) telling.add(name);
      refresh();
      const wrong = [...bound.values()].filter(isWrong).flatMap<Element>(({ controls }) => controls);
      const files = waits();
      if (!wrong.length && !files.length) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (wrong.length) {
        const first = [...form.elements].find((element) => wrong.includes(element) && (element as Control).type !== "hidden");
        (first as Control | undefined)?.focus();
      } else if (!waiting) {
        waiting = true;
        void Promise.all(files).then(() => {
          waiting = false;
          if (!disposed) form.requestSubmit(button?.form === form ? button : null);
        });
      }
    };

    const reset = (event: Event): void => {
      if (event.defaultPrevented || disposed) return;
      typed.clear();
      telling.clear();
      refresh();
    };

    const hear = (event: Event): void => {
      const { name } = event.target as Control;
      switch (event.type) {
        case "submit":
          return submit(event as SubmitEvent);
        case "reset":
          // The controls have their first values when the event is over.
          return void setTimeout(reset, 0, event);
        case "input":
          if (validateOn === "input") typed.add(name);
          break;
        case "change":
        case "focusout":
          if (validateOn !== "submit") telling.add(name);
          break;
        case "invalid":
          telling.add(name);
      }
      refresh();
    };

    // A control that a script has changed or added is met before it is used, or the form is submitted by a button.
    const types = ["input", "change", "focusin", "focusout", "click", "invalid", "submit", "reset"];
    // `invalid` does not bubble, and a submission with errors is stopped before other listeners hear of it.
    for (const type of types) form.addEventListener(type, hear, true);
    refresh();

    return () => {
      disposed = true;
      for (const type of types) form.removeEventListener(type, hear, true);
      bound.forEach(close);
    };
  };
}

const isError = ({ severity }: Remark): boolean => severity === "error";
const isWrong = ({ remarks }: Bound): boolean => remarks.some(isError);

function resolve<T extends object>(value: T | (() => T) | undefined): T | undefined {
  return typeof value === "function" ? value() : value;
}

/** What the controls of one name say; several texts are one with commas. Nothing is said by an empty one. */
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

/** The attributes that were changed, to put them back as they were. */
class Attributes {
  readonly #changes = new Map<Element, Map<string, { readonly was: string | null; readonly is: string | null }>>();

  /** Sets an attribute; `null` stands for what it was at first. */
  set(element: Element, name: string, value: string | null): void {
    const changes = this.#changes.get(element) ?? new Map<string, { was: string | null; is: string | null }>();
    this.#changes.set(element, changes);
    const now = element.getAttribute(name);
    const was = changes.has(name) ? changes.get(name)!.was : now;
    const is = value ?? was;
    changes.set(name, { was, is });
    if (is !== now) put(element, name, is);
  }

  /** Puts back those of an element that nobody else has changed since. */
  restore(element: Element): void {
    for (const [name, { was, is }] of this.#changes.get(element) ?? []) {
      if (element.getAttribute(name) === is) put(element, name, was);
    }
    this.#changes.delete(element);
  }
}

function put(element: Element, name: string, value: string | null): void {
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}
