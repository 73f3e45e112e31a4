/** The settings: what the account is set to, which no request shows. */

import type { Feature, Settings } from "netverify-rules";
import { button, byId, make } from "./dom.js";
import { setSettings, settings } from "./state.js";

const FEATURES: readonly (readonly [Feature, string])[] = [
  ["unknown", "Not known"],
  ["enabled", "Enabled"],
  ["disabled", "Disabled"],
];

/** The day of this device's clock. */
function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** What the account is set to before anybody says so. */
export function initialSettings(): Settings {
  return { faceMatch: "unknown", addressExtraction: "unknown", screening: false, today: today(), callbackDomains: [] };
}

/** Makes the settings' controls. */
export function buildSettings(): void {
  setSettings(initialSettings());
  byId("settings").replaceChildren(
    feature("faceMatch", "Face match", "Enabled, a face is required."),
    feature("addressExtraction", "Address extraction", "Disabled, no address is read."),
    make(
      "div",
      { class: "field" },
      make("span", { class: "label" }, "Screening"),
      make(
        "label",
        { class: "check" },
        make("input", {
          id: "screening",
          type: "checkbox",
          onchange: (event: Event & { target: HTMLInputElement }) => set({ screening: event.target.checked }),
        }),
        "Screening is used",
      ),
      make("p", { class: "help" }, "Then a customer ID is required."),
    ),
    make(
      "div",
      { class: "field" },
      make("label", { for: "today" }, "Day of the check"),
      make(
        "div",
        { class: "joined" },
        make("input", {
          id: "today",
          type: "date",
          "aria-describedby": "today-help",
          oninput: (event: Event & { target: HTMLInputElement }) => set({ today: event.target.value }),
        }),
        button("Today", () => set({ today: today() })),
        button("None", () => set({ today: "" })),
      ),
      make("p", { class: "help", id: "today-help" }, "For warnings about expired documents and dates to come."),
    ),
    make(
      "div",
      { class: "field whole" },
      make("label", { for: "callbackDomains" }, "Callback domains"),
      make("input", {
        id: "callbackDomains",
        type: "text",
        placeholder: "example.com, example.org",
        autocomplete: "off",
        autocapitalize: "off",
        spellcheck: "false",
        "aria-describedby": "callbackDomains-help",
        oninput: (event: Event & { target: HTMLInputElement }) => set({ callbackDomains: words(event.target.value) }),
      }),
      make("p", { class: "help", id: "callbackDomains-help" }, "If there are any, the callback URL must be on one of them, or below."),
    ),
  );
  refreshSettings();
}

function feature(name: "faceMatch" | "addressExtraction", title: string, help: string): HTMLElement {
  const options = FEATURES.map(([value, text]) =>
    make(
      "label",
      {},
      make("input", { type: "radio", name, value, onchange: () => set({ [name]: value }) }),
      make("span", {}, text),
    ),
  );
  return make(
    "fieldset",
    { class: "field", "aria-describedby": `${name}-help` },
    make("legend", { class: "label" }, title),
    make("div", { class: "segments" }, ...options),
    make("p", { class: "help", id: `${name}-help` }, help),
  );
}

const words = (text: string): string[] => text.split(/[\s,;]+/).filter((word) => word !== "");

function set(change: Settings): void {
  setSettings({ ...settings(), ...change });
  refreshSettings();
}

/** Brings the controls up to date with the settings. */
export function refreshSettings(): void {
  const { faceMatch, addressExtraction, screening, today, callbackDomains } = settings();
  for (const [name, value] of Object.entries({ faceMatch, addressExtraction })) {
    for (const radio of document.querySelectorAll<HTMLInputElement>(`input[name="${name}"]`)) radio.checked = radio.value === value;
  }
  byId<HTMLInputElement>("screening").checked = screening === true;
  const day = byId<HTMLInputElement>("today");
  // While a date is typed, the control's value is empty.
  if (day !== document.activeElement) day.value = today ?? "";
  const domains = byId<HTMLInputElement>("callbackDomains");
  if (words(domains.value).join() !== callbackDomains?.join()) domains.value = callbackDomains?.join(", ") ?? "";
}

/** The settings that the command line's flags stand for. */
export function fromFlags(flags: readonly string[]): Settings {
  const after = (flag: string): string | undefined => flags[flags.indexOf(flag) + 1 || flags.length];
  return {
    ...initialSettings(),
    // The samples' verdicts do not depend on the day.
    today: "",
    faceMatch: (after("--face-match") ?? "unknown") as Feature,
    addressExtraction: (after("--address-extraction") ?? "unknown") as Feature,
    screening: after("--screening") === "on",
  };
}

/** The command that comes to the same verdict. */
export function command(file: string): string {
  const { faceMatch, addressExtraction, screening, today, callbackDomains = [] } = settings();
  const flags = [
    ...(faceMatch === "unknown" ? [] : ["--face-match", faceMatch]),
    ...(addressExtraction === "unknown" ? [] : ["--address-extraction", addressExtraction]),
    ...(screening ? ["--screening", "on"] : []),
    ...(today ? ["--today", today] : []),
    ...callbackDomains.flatMap((domain) => ["--callback-domain", domain]),
    file,
  ];
  return ["netverify", "check", ...flags.map((word) => quoted(word ?? ""))].join(" ");
}

/** A word as a shell takes it. */
function quoted(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
