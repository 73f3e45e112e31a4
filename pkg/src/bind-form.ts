/** Checks a plain HTML form, by the browser's own constraint validation. */

import { FormState, isError, isInvalid, remarksOf, specOf, type BoundField, type Control } from "./bind-form-state.js";
import { FieldView } from "./bind-form-view.js";
import type { FieldSpec, Report, Settings, Violation } from "./generated/types.js";

/** Options of {@link bindForm}. */
export interface BindFormOptions {
  /** The settings of the account, or a function that returns them at each check. */
  readonly settings?: Settings | (() => Settings) | undefined;
  /**
   * Fields of the request that the form does not ask for, such as an `idType` that the page knows already, or a function that
   * returns them at each check. Only the rules that read two fields read them; nothing is reported about them.
   */
  readonly request?: object | (() => object) | undefined;
  /**
   * When a control begins to show what is wrong with it: `"input"`, the default, while it is typed in, and then only what
   * more typing cannot fix; `"change"` when it was left or changed; `"submit"` when the form was submitted. From then on the
   * text follows every keystroke.
   */
  readonly validateOn?: "input" | "change" | "submit" | undefined;
  /**
   * Called with the report on the form's fields, shown or not: at once, and whenever it has changed and no file is being read.
   * It is also not valid where the browser itself rejects a value.
   */
  readonly onReport?: ((report: Report) => void) | undefined;
}

/**
 * The `detail` of the event `netverify:suggestion`.
 *
 * The event is dispatched at the control and bubbles. Where it is cancelled, no button is made, and the page offers the
 * suggestion itself.
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
 * Every `<input>`, `<select>` and `<textarea>` whose `name` is a field of the request takes part, also those that are added
 * later. Each gets `maxlength`, `required` and the like from the table, and when something is wrong with it a custom
 * validity, `aria-invalid` and a text that `aria-describedby` points to: in the element with `data-netverify-for="NAME"`
 * where the form has one, else in a new `<span>` behind the control. In the text each violation has an element of its
 * own with `data-severity` and `data-code`. Warnings are shown and block nothing. A suggestion is offered as a button
 * behind the text, see {@link SuggestionDetail}.
 *
 * A file input with the name of an image's field is checked as by `checkBlob`. Checkboxes of one name and
 * the options of a multiple select are one value, joined by commas, as `enabledFields` is written. An empty control is
 * an absent field, and so is a disabled one.
 *
 * A form with errors is not submitted: there is no `submit` event for the page's listeners, as with the browser's own
 * checks, and the first control with an error is focused. `novalidate` on the form turns the browser's bubbles off and
 * nothing else; `formnovalidate` on a button lets that button submit unchecked. A submission waits until chosen files
 * are read.
 *
 * @param form the form
 * @returns a function that undoes all that was done to the form
 *
 * @example
 * ```ts
 * const dispose = bindForm(document.querySelector("form")!, { settings: { faceMatch: "enabled" } });
 * ```
 */
export function bindForm(form: HTMLFormElement, options: BindFormOptions = {}): () => void {
  const binding = new FormBinding(form, options);
  return () => binding.dispose();
}

const BUTTON_TYPES = /^(submit|reset|button|image)$/;

/**
 * The events that are listened to. A control that a script has changed or added is found before it is used, or the form is
 * submitted by a button.
 */
const EVENTS = ["input", "change", "focusin", "focusout", "click", "invalid", "submit", "reset"];

/** A form that is bound: hears its events, and brings what is known and what is shown up to date. */
class FormBinding implements EventListenerObject {
  readonly #form: HTMLFormElement;
  readonly #options: BindFormOptions;
  readonly #state: FormState;
  readonly #views = new Map<string, FieldView>();
  /** The names that were typed in, and those that show all that is wrong with them. */
  readonly #typed = new Set<string>();
  readonly #touched = new Set<string>();
  // Two copies of the package in one page must not make the same ids.
  readonly #prefix = `netverify-${Math.random().toString(36).slice(2)}-`;
  #lastReport = "";
  #isWaiting = false;
  #isDisposed = false;

  constructor(form: HTMLFormElement, options: BindFormOptions) {
    this.#form = form;
    this.#options = options;
    this.#state = new FormState(options, () => this.#refresh());
    // `invalid` does not bubble, and a submission with errors is stopped before other listeners hear of it.
    for (const type of EVENTS) form.addEventListener(type, this, true);
    this.#refresh();
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const type of EVENTS) this.#form.removeEventListener(type, this, true);
    this.#state.fields.forEach((field) => this.#close(field));
  }

  handleEvent(event: Event): void {
    const { validateOn = "input" } = this.#options;
    const { name } = event.target as Control;
    switch (event.type) {
      case "submit":
        return this.#submit(event as SubmitEvent);
      case "reset":
        // The controls have their first values when the event is over.
        return void setTimeout(() => this.#reset(event));
      case "input":
        if (validateOn === "input") this.#typed.add(name);
        break;
      case "change":
      case "focusout":
        if (validateOn !== "submit") this.#touched.add(name);
        break;
      case "invalid":
        this.#touched.add(name);
    }
    this.#refresh();
  }

  #submit(event: SubmitEvent): void {
    const button = event.submitter as HTMLButtonElement | null;
    if (button?.formNoValidate) return;
    this.#bind();
    for (const name of this.#state.fields.keys()) this.#touched.add(name);
    this.#refresh();
    const invalid = [...this.#state.fields.values()].filter(isInvalid).flatMap<Element>(({ controls }) => controls);
    const files = this.#state.pending();
    if (!invalid.length && !files.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (invalid.length) {
      const first = [...this.#form.elements].find((element) => invalid.includes(element) && (element as Control).type !== "hidden");
      (first as Control | undefined)?.focus();
    } else if (!this.#isWaiting) {
      this.#isWaiting = true;
      void Promise.all(files).then(() => {
        this.#isWaiting = false;
        if (!this.#isDisposed) this.#form.requestSubmit(button?.form === this.#form ? button : null);
      });
    }
  }

  #reset(event: Event): void {
    if (event.defaultPrevented || this.#isDisposed) return;
    this.#typed.clear();
    this.#touched.clear();
    this.#refresh();
  }

  /** Binds the controls that the form has now, and releases those that it no longer has. */
  #bind(): void {
    const present = new Map<FieldSpec, Control[]>();
    for (const element of this.#form.elements) {
      const control = element as Control;
      const spec = "required" in element ? specOf(control.name) : undefined;
      if (!spec || BUTTON_TYPES.test(control.type) || control.matches(":disabled")) continue;
      present.set(spec, [...(present.get(spec) ?? []), control]);
    }
    for (const field of this.#state.fields.values()) if (!present.has(field.spec)) this.#close(field);
    for (const [spec, controls] of present) {
      this.#state.put(spec, controls);
      const { name } = spec;
      const view = this.#views.get(name) ?? new FieldView(this.#form, spec, controls[controls.length - 1]!, this.#prefix + name);
      this.#views.set(name, view);
      view.bind(controls);
    }
  }

  #close(field: BoundField): void {
    this.#state.remove(field);
    this.#views.get(field.spec.name)?.close();
    this.#views.delete(field.spec.name);
  }

  #refresh(): void {
    this.#bind();
    this.#state.check();
    for (const [name, field] of this.#state.fields) {
      this.#views.get(name)?.reset(field.isRequired);
      field.remarks = remarksOf(field);
    }
    this.#state.fields.forEach((field) => this.#show(field));
    const { onReport } = this.#options;
    if (!onReport || this.#state.pending().length) return;
    const report = this.#state.report();
    const text = JSON.stringify(report);
    if (text === this.#lastReport) return;
    this.#lastReport = text;
    onReport(report);
  }

  /** Shows a field that was left or submitted in full, and one that is typed in as far as more typing cannot fix it. */
  #show({ spec: { name }, value, remarks }: BoundField): void {
    const isTouched = this.#touched.has(name);
    const isTyped = value && this.#typed.has(name);
    const final = isTouched ? remarks : remarks.filter((remark) => isError(remark) && !remark.incomplete);
    this.#views.get(name)?.show(remarks.find(isError)?.message ?? "", isTouched || isTyped ? final : undefined);
  }
}
