/** The form: every field that is no image, made from the package's table and checked as one types. */

import { validateField, type FieldName, type IdType, type Report, type Violation } from "netverify-rules";
import { fields, type Field } from "netverify-rules/fields";
import { combobox, countryName } from "./country.js";
import { byId, make } from "./dom.js";
import { offer, Remarks, suggested, type Fix } from "./remarks.js";
import { changed, settings, texts, touched, values } from "./state.js";
import { choiceLabels, groups, labelOf, photoFields, stateHelp } from "./words.js";

type Control = HTMLInputElement | HTMLSelectElement;

interface Row {
  readonly field: Field;
  readonly control: Control;
  readonly help: HTMLElement;
  readonly remarks: Remarks;
  readonly mark: HTMLElement;
  /** The checkboxes of a list of words. */
  readonly boxes: readonly HTMLInputElement[];
}

const table = new Map(fields.map((field) => [field.name, field]));
const rows = new Map<FieldName, Row>();
/** The fields that were typed in, but not left yet: they show what more typing cannot fix. */
const typed = new Set<FieldName>();

/** The fields that no group lists, without the images and their MIME types. */
function unlisted(): FieldName[] {
  const listed = new Set<string>(groups.flatMap(({ fields }) => fields ?? []));
  for (const image of photoFields) listed.add(image).add(`${image}MimeType`);
  return fields.map(({ name }) => name).filter((name) => !listed.has(name));
}

/** Makes the form. */
export function buildForm(): void {
  byId("fields").replaceChildren(
    ...groups.map(({ title, about, fields = unlisted() }) =>
      make(
        "fieldset",
        { class: "card group" },
        make("legend", {}, title),
        make("p", { class: "about" }, about),
        make("div", { class: "grid" }, ...fields.map((name) => rowOf(name))),
      ),
    ),
  );
}

function rowOf(name: FieldName): HTMLElement {
  const field = table.get(name);
  if (!field) throw new Error(`the package has no field ${name}`);
  const described = `${name}-help ${name}-remarks`;
  const control = controlOf(field);
  const boxes = field.kind === "tokens" ? (field.allowed ?? []).map((token) => boxOf(name, token)) : [];
  const help = make("p", { id: `${name}-help`, class: "help" }, helpOf(field));
  const remarks = new Remarks(`${name}-remarks`);
  const mark = make("span", { class: "mark" }, field.requirement === "required" ? "required" : "");
  control.setAttribute("aria-describedby", described);
  if (field.requirement === "required") control.setAttribute("aria-required", "true");
  rows.set(name, { field, control, help, remarks, mark, boxes });

  control.addEventListener("input", () => take(name, control.value));
  control.addEventListener("change", () => leave(name));
  control.addEventListener("blur", () => leave(name));
  const label = make("label", { for: name }, labelOf(name), make("code", {}, name), mark);
  const checks = make("div", { class: "checks", role: "group", "aria-label": labelOf(name) }, ...boxes.map((box) => make("label", { class: "check" }, box, choiceLabels[box.value] ?? box.value)));
  return make(
    "div",
    { class: `field ${field.kind}`, "data-field": name },
    label,
    ...(boxes.length > 0 ? [checks] : []),
    field.kind === "country" ? combobox(control as HTMLInputElement) : control,
    make("div", { class: "below" }, help, remarks.element),
  );
}

function controlOf({ name, kind, allowed, default: byDefault }: Field): Control {
  if (kind === "choice") {
    const none = byDefault === undefined ? "Choose …" : `Not sent (${choiceLabels[byDefault] ?? byDefault})`;
    return make(
      "select",
      { id: name, name },
      make("option", { value: "" }, none),
      ...(allowed ?? []).map((word) => make("option", { value: word }, choiceLabels[word] ?? word)),
    );
  }
  const placeholder = { date: "YYYY-MM-DD", url: "https://", country: "Search by name or code", tokens: "Not sent: the account decides" }[kind as string];
  return make("input", {
    id: name,
    name,
    type: "text",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    inputmode: kind === "url" ? "url" : undefined,
    placeholder,
  });
}

/** A word's checkbox. The text beside it is what is sent; the box follows it. */
function boxOf(name: FieldName, token: string): HTMLInputElement {
  return make("input", {
    type: "checkbox",
    value: token,
    onchange: (event: Event & { target: HTMLInputElement }) => {
      const listed = (values.get(name) ?? "").split(",").filter((word) => word.trim() !== "" && word.trim() !== token);
      setValue(name, [...listed, ...(event.target.checked ? [token] : [])].join(","));
    },
  });
}

function helpOf({ name, doc }: Field): string {
  if (name === "usState") return stateHelp[(values.get("idType") ?? "") as IdType] ?? stateHelp[""];
  return doc;
}

/** Takes what was typed, and says at once what is wrong with it. The verdict on the whole request follows. */
function take(name: FieldName, value: string): void {
  values.set(name, value);
  typed.add(name);
  changed();
  refresh();
  const { violations } = validateField(name, value === "" ? undefined : value, { settings: settings(), request: texts() });
  show(name, violations.filter(({ field }) => field === name));
}

/** Shows all that is wrong with a field that was left. */
function leave(name: FieldName): void {
  const row = rows.get(name);
  if (!row || touched.has(name)) return;
  touched.add(name);
  const value = values.get(name) || undefined;
  const { violations } = validateField(name, value, { settings: settings(), request: texts() });
  show(name, violations.filter(({ field }) => field === name));
}

/** Sets a field as if it had been typed and left. */
export function setValue(name: FieldName, value: string): void {
  touched.add(name);
  take(name, value);
}

/** Brings the controls up to date with the values. */
export function refresh(): void {
  for (const [name, { field, control, help, boxes }] of rows) {
    const value = values.get(name) ?? "";
    if (control instanceof HTMLSelectElement) offerForeign(control, value);
    if (control.value !== value) control.value = value;
    const listed = value.split(",").map((word) => word.trim());
    for (const box of boxes) box.checked = listed.includes(box.value);
    const text = field.kind === "country" ? (countryName(value) ?? field.doc) : helpOf(field);
    if (help.textContent !== text) help.textContent = text;
  }
}

/** A request that was loaded may have a word that no choice has: it is shown, so that one sees what is wrong. */
function offerForeign(select: HTMLSelectElement, value: string): void {
  select.querySelector("[data-foreign]")?.remove();
  if (![...select.options].some((option) => option.value === value)) {
    select.append(make("option", { value, "data-foreign": true }, value));
  }
}

/** Forgets what was typed: the fields are as at first. */
export function quiet(): void {
  typed.clear();
}

/** Shows what the report says of each field of the form. */
export function showReport({ violations }: Report): void {
  for (const [name, { field, control, mark }] of rows) {
    const own = violations.filter((violation) => violation.field === name);
    show(name, own);
    if (field.requirement === "required" || field.requirement === "optional") continue;
    const required = isRequired(name);
    mark.textContent = required ? "required" : "";
    control.setAttribute("aria-required", String(required));
  }
}

/** Whether a field must be there, with these settings and the rest of the request. */
export function isRequired(name: FieldName): boolean {
  const { violations } = validateField(name, undefined, { settings: settings(), request: texts() });
  return violations.some(({ code }) => code === "required");
}

function show(name: FieldName, violations: readonly Violation[]): void {
  const row = rows.get(name);
  if (!row) return;
  const visible = violations.filter(({ incomplete }) => touched.has(name) || (typed.has(name) && !incomplete));
  if (!row.remarks.show(visible, (violation) => fixes(name, violation))) return;
  row.help.hidden = visible.length > 0;
  const invalid = visible.some(({ severity }) => severity === "error");
  if (invalid) row.control.setAttribute("aria-invalid", "true");
  else row.control.removeAttribute("aria-invalid");
  row.control.classList.toggle("warned", !invalid && visible.length > 0);
}

function fixes(name: FieldName, violation: Violation): Fix[] {
  const value = suggested(violation, values.get(name) ?? "");
  if (value === undefined) return [];
  const act = (): void => {
    setValue(name, value);
    rows.get(name)?.control.focus();
  };
  return [{ text: offer(violation), act }];
}
