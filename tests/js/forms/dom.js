// A page in Node: jsdom's window as the global one. Import it before a library that looks for a window.

import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!doctype html><title>Test</title>", { pretendToBeVisual: true, url: "https://shop.example/" });
const NAMES = ["Element", "HTMLElement", "SVGElement", "HTMLFormElement", "Node", "Event", "CustomEvent", "File", "Blob"];

globalThis.window = window;
for (const name of ["document", ...NAMES]) globalThis[name] = window[name];
Object.defineProperty(globalThis, "navigator", { value: window.navigator, configurable: true });
globalThis.IS_REACT_ACT_ENVIRONMENT = true;

/** An empty place in the page; what was there before is gone. */
export function place() {
  window.document.body.replaceChildren();
  return window.document.body.appendChild(window.document.createElement("div"));
}

/** Writes into a control as a person does: libraries that watch the property `value` must not see it set. */
export function type(control, value) {
  const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), "value");
  set.call(control, value);
  control.dispatchEvent(new window.Event("input", { bubbles: true }));
  control.dispatchEvent(new window.Event("change", { bubbles: true }));
}

/** Leaves a control. */
export function leave(control) {
  control.dispatchEvent(new window.FocusEvent("blur"));
  control.dispatchEvent(new window.FocusEvent("focusout", { bubbles: true }));
}

/** Submits a form by its button. */
export function submit(form) {
  form.querySelector("button").click();
}

/** Lets promises, timers and the libraries' own delays come to an end. */
export function settle() {
  return new Promise((resolve) => setTimeout(resolve, 30));
}
