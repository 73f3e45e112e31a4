/** Elements, made shortly. */

type Attribute = string | number | boolean | undefined | ((event: never) => void);

/** An element with attributes, listeners (names that begin with "on") and children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: { readonly [name: string]: Attribute } = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value as EventListener);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}

/** A drawing of the sprite in index.html. It says nothing: the text beside it does. */
export function icon(name: string): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(space, "use"));
  svg.firstElementChild?.setAttribute("href", `#icon-${name}`);
  return svg;
}

/** A button. */
export function button(text: string, onclick: (event: MouseEvent) => void, look = "", drawing?: string): HTMLButtonElement {
  return make("button", { type: "button", class: look, onclick }, ...(drawing ? [icon(drawing), text] : [text]));
}

/** The element of index.html with that id. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no element ${id}`);
  return found as T;
}

let saying: ReturnType<typeof setTimeout> | undefined;

/** Has a screen reader say it, once what goes on has come to rest. */
export function say(text: string): void {
  clearTimeout(saying);
  const region = byId("announcer");
  region.textContent = "";
  saying = setTimeout(() => (region.textContent = text), 150);
}
