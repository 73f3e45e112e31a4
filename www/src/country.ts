/** The field of the country: a name or a code is typed, or chosen from a list. Anything may be typed; the rules check it. */

import { countries } from "virtual:countries";
import { make } from "./dom.js";

interface Option {
  readonly code: string;
  readonly name: string;
  readonly sought: string;
}

const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function optionsOf(): Option[] {
  const names = new Intl.DisplayNames("en", { type: "region" });
  const options = countries.map(([code, alpha2]) => {
    const name = names.of(alpha2) ?? code;
    return { code, name, sought: plain(`${name} ${code} ${alpha2}`) };
  });
  return options.sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/** The country's name, if it is a country's code. */
export function countryName(code: string): string | undefined {
  const alpha2 = countries.find(([known]) => known === code)?.[1];
  return alpha2 && new Intl.DisplayNames("en", { type: "region" }).of(alpha2);
}

/** Makes a combobox of an input; it gives the input and the list in one element. */
export function combobox(input: HTMLInputElement): HTMLElement {
  let options: Option[] | undefined;
  let shown: Option[] = [];
  let active = -1;
  const list = make("ul", { id: `${input.id}-list`, class: "options", role: "listbox", "aria-label": "Countries", hidden: true });
  const attributes = { role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

  const close = (): void => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const choose = ({ code }: Option): void => {
    input.value = code;
    close();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    // It was chosen, so nothing more will be typed.
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const open = (all = false): void => {
    options ??= optionsOf();
    const sought = all ? "" : plain(input.value.trim());
    const rank = (option: Option): number => (option.sought.startsWith(sought) || option.code.toLowerCase() === sought ? 0 : 1);
    shown = options.filter((option) => ` ${option.sought}`.includes(` ${sought}`)).sort((a, b) => rank(a) - rank(b));
    const exact = shown.length === 1 && shown[0]?.code === input.value;
    if (shown.length === 0 || exact) return close();
    list.replaceChildren(...shown.map((option, index) => itemOf(option, `${list.id}-${index}`, () => choose(option))));
    list.hidden = false;
    list.scrollTop = 0;
    active = -1;
    input.setAttribute("aria-expanded", "true");
    input.removeAttribute("aria-activedescendant");
  };

  const move = (step: number): void => {
    if (list.hidden) open(true);
    if (list.hidden) return;
    list.children[active]?.setAttribute("aria-selected", "false");
    active = (active + step + shown.length + (active < 0 && step < 0 ? 1 : 0)) % shown.length;
    const option = list.children[active];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", `${list.id}-${active}`);
  };

  input.addEventListener("input", (event) => {
    // One that the list made is no typing.
    if (event.isTrusted) open();
  });
  input.addEventListener("click", () => list.hidden && open(true));
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const chosen = shown[active];
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Enter" && !list.hidden && chosen) choose(chosen);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
  });
  return make("div", { class: "combobox" }, input, list);
}

/** An option of the list. Pressing it takes no focus from the input. */
function itemOf(option: Option, id: string, onclick: () => void): HTMLElement {
  const onpointerdown = (event: PointerEvent): void => event.preventDefault();
  const attributes = { id, role: "option", "aria-selected": "false", onpointerdown, onclick };
  return make("li", attributes, make("span", {}, option.name), make("code", {}, option.code));
}
