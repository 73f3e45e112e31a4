/** What a form shows of one field: the attributes of its controls, the text behind them, and a button for a suggestion. */

import { isError, mimeTypeOf, type Control, type Remark } from "./bind-form-state.js";
import type { SuggestionDetail } from "./bind-form.js";
import type { FieldSpec, Violation } from "./generated/types.js";

const TEXT_TYPES = /^(text|search|url|tel|email|password|textarea)$/;

/** Shows one field. */
export class FieldView {
  readonly #spec: FieldSpec;
  readonly #attributes = new Attributes();
  /** The controls, and the custom validity that the page had set. */
  readonly #validities = new Map<Control, string>();
  /** Where the text goes, and what the page had there; nothing where the box was made here. */
  readonly #box: Element;
  readonly #before: readonly Node[] | undefined;
  /** What is shown: the box is left alone while that is the same. */
  #shown = "";
  #button: HTMLButtonElement | undefined;

  /**
   * @param last the control that a new box comes behind
   * @param id the id of a box that has none
   */
  constructor(form: HTMLFormElement, spec: FieldSpec, last: Control, id: string) {
    const given = form.querySelector(`[data-netverify-for="${spec.name}"]`);
    this.#spec = spec;
    this.#before = given ? [...given.childNodes] : undefined;
    this.#box = given ?? form.ownerDocument.createElement("span");
    if (!given) {
      this.#box.setAttribute("data-netverify-for", spec.name);
      this.#box.setAttribute("aria-live", "polite");
      // Inside a label the text would become part of the control's name.
      (last.closest("label") ?? last).after(this.#box);
    }
    if (!this.#box.id) this.#attributes.set(this.#box, "id", id);
  }

  /** Takes over these controls, and releases all others. */
  bind(controls: readonly Control[]): void {
    for (const control of this.#validities.keys()) if (!controls.includes(control)) this.#release(control);
    for (const control of controls) if (!this.#validities.has(control)) this.#adopt(control);
  }

  /** Restores all that was changed. */
  close(): void {
    this.bind([]);
    this.#button?.remove();
    this.#attributes.restore(this.#box);
    if (this.#before) this.#box.replaceChildren(...this.#before);
    else this.#box.remove();
  }

  /** Sets whether the field is required, and clears the custom validity, so that the browser's own checks can be read. */
  reset(isRequired: boolean): void {
    for (const control of this.#validities.keys()) {
      this.#attributes.set(control, "required", isRequired ? (control.getAttribute("required") ?? "") : null);
      control.setCustomValidity("");
    }
  }

  /**
   * Shows what is wrong with the field.
   *
   * @param error the custom validity
   * @param visible what is shown; nothing while the field was not used: what the page had put into the box stays so long
   */
  show(error: string, visible: readonly Remark[] | undefined): void {
    for (const control of this.#validities.keys()) {
      control.setCustomValidity(error);
      this.#attributes.set(control, "aria-invalid", visible?.some(isError) ? "true" : null);
    }
    const remarks = visible ?? [];
    const shown = visible || this.#shown ? JSON.stringify(remarks) : "";
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#attributes.set(this.#box, "data-severity", remarks[0]?.severity ?? null);
    this.#box.replaceChildren(...remarks.map((remark) => this.#line(remark)));
    this.#button?.remove();
    const offered = remarks.find(({ suggestion }) => suggestion) as Violation | undefined;
    if (offered?.suggestion) this.#offer(offered, offered.suggestion);
  }

  #adopt(control: Control): void {
    this.#validities.set(control, control.validity.customError ? control.validationMessage : "");
    const described = control.getAttribute("aria-describedby");
    this.#attributes.set(control, "aria-describedby", described ? `${described} ${this.#box.id}` : this.#box.id);
    const add = (name: string, value: string | undefined): void => {
      if (value && !control.hasAttribute(name)) this.#attributes.set(control, name, value);
    };
    if (control.type === "file") add("accept", mimeTypeOf(this.#spec)?.allowed?.join());
    if (!TEXT_TYPES.test(control.type)) return;
    const { max, kind } = this.#spec;
    const { maxLength } = control as HTMLInputElement;
    if (max && (maxLength < 0 || maxLength > max)) this.#attributes.set(control, "maxlength", `${max}`);
    // The text of a request is not for the browser to keep, nor for a speller to send away.
    add("autocomplete", "off");
    add("spellcheck", "false");
    if (kind === "url") add("inputmode", "url");
  }

  #release(control: Control): void {
    this.#attributes.restore(control);
    control.setCustomValidity(this.#validities.get(control) ?? "");
    this.#validities.delete(control);
  }

  #line({ severity, code, message }: Remark): HTMLElement {
    const line = this.#box.ownerDocument.createElement("span");
    line.dataset["severity"] = severity;
    if (code) line.dataset["code"] = code;
    // The blank separates two sentences where they are read as one text.
    line.textContent = `${message} `;
    return line;
  }

  /** Offers to put the suggestion into the control that can take it, as if it had been typed. */
  #offer(violation: Violation, suggestion: string): void {
    const control = [...this.#validities.keys()].find((control) =>
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
    const button = this.#box.ownerDocument.createElement("button");
    button.type = "button";
    button.textContent = suggestion;
    button.setAttribute("data-netverify-suggestion", this.#spec.name);
    button.setAttribute("aria-describedby", this.#box.id);
    button.addEventListener("click", apply);
    this.#box.after(button);
    this.#button = button;
  }
}

/** The attributes that were changed, to restore them. */
class Attributes {
  readonly #changes = new Map<Element, Map<string, { readonly was: string | null; readonly is: string | null }>>();

  /** Sets an attribute; `null` is the value that it had at first. */
  set(element: Element, name: string, value: string | null): void {
    const changes = this.#changes.get(element) ?? new Map<string, { was: string | null; is: string | null }>();
    this.#changes.set(element, changes);
    const now = element.getAttribute(name);
    const was = changes.has(name) ? changes.get(name)!.was : now;
    const is = value ?? was;
    changes.set(name, { was, is });
    if (is !== now) put(element, name, is);
  }

  /** Restores those of an element that nobody else has changed since. */
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
