/** The settings: what the account is set to, which no request shows. */

import { validateField, type Feature, type Settings } from "netverify-rules";
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
    feature("faceMatch", "Face match", "Where it is enabled, a face is required."),
    feature("addressExtraction", "Address extraction", "Where it is disabled, no address is read."),
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
          oninput: (event: Event & { target: HTMLInputElement }) => set({ today: event.target.value || undefined }),
        }),
        button("Today", () => set({ today: today() })),
        button("None", () => set({ today: undefined })),
      ),
      make("p", { class: "help", id: "today-help" }, "For warnings about expired documents and dates in the future."),
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
        oninput: (event: Event & { target: HTMLInputElement }) => set({ callbackDomains: domainsIn(event.target.value) }),
        onchange: tellDomains,
      }),
      make("p", { class: "help", id: "callbackDomains-help" }, DOMAINS),
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

const DOMAINS = "If there are any, the host of the callback URL must be one of them or a subdomain.";
const NO_DOMAIN = "One of these is not a host name such as example.com, and is ignored.";

const words = (text: string): string[] => text.split(/[\s,;]+/).filter((word) => word !== "");

/** The words that the rules take for domains: the others are left out, also those that are still being typed. */
const domainsIn = (text: string): string[] => words(text).filter(isDomain);

function isDomain(word: string): boolean {
  try {
    return validateField("callbackUrl", undefined, { settings: { callbackDomains: [word] } }).valid;
  } catch {
    return false;
  }
}

/** Says whether a domain was left out. */
function tellDomains(): void {
  const input = byId<HTMLInputElement>("callbackDomains");
  const isWrong = !words(input.value).every(isDomain);
  if (isWrong) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  byId("callbackDomains-help").textContent = isWrong ? NO_DOMAIN : DOMAINS;
}

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
  const list = byId<HTMLInputElement>("callbackDomains");
  // As with a date: what is half typed is not yet a domain.
  if (list !== document.activeElement && domainsIn(list.value).join() !== callbackDomains?.join()) {
    list.value = callbackDomains?.join(", ") ?? "";
  }
  if (list.hasAttribute("aria-invalid")) tellDomains();
}

/** The settings as flags of the command line. */
export function fromFlags(flags: readonly string[]): Settings {
  const after = (flag: string): string | undefined => flags[flags.indexOf(flag) + 1 || flags.length];
  return {
    ...initialSettings(),
    // The samples' verdicts do not depend on the day.
    today: undefined,
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
