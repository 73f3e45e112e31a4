/** The settings as they go over the bindings: their names and types are checked here, their words and domains by the rules. */

import { tagOf } from "./body.js";
import type { Settings } from "./generated/types.js";

/** The error for a setting that is not accepted. */
export class WrongSetting extends TypeError {}

/** The settings of one value each, in the order of their numbers at the bindings. The domains follow. */
const SINGLE = ["faceMatch", "addressExtraction", "screening", "today"] as const;

/** The number of the first of the callback domains. */
export const FIRST_DOMAIN = SINGLE.length;

/** What each setting accepts, in words. */
const ACCEPTED = {
  faceMatch: '"unknown", "enabled" or "disabled"',
  addressExtraction: '"unknown", "enabled" or "disabled"',
  screening: "true or false",
  today: 'a date as a text, YYYY-MM-DD, such as "2026-03-01"',
  callbackDomains: 'a list of the names of hosts of at least two labels, such as ["example.com"]',
} as const satisfies Record<keyof Settings, string>;

const NAMES = /* @__PURE__ */ Object.keys(ACCEPTED) as (keyof Settings)[];

const NOTHING: readonly string[] = [];

/**
 * Returns the texts of the settings, an empty one for each that is absent: first those of one value each, then the domains.
 *
 * @throws WrongSetting where a setting is unknown, or its value has another type
 */
export function settingTexts(settings: unknown): readonly string[] {
  if (settings === undefined || settings === null) return NOTHING;
  // An object of the platform, such as a Map or a Date, holds no settings as properties of its own.
  if (typeof settings !== "object" || Array.isArray(settings) || (tagOf(settings) !== "Object" && !Object.keys(settings).length)) {
    throw new WrongSetting(`netverify-rules: the settings must be an object, with ${NAMES.join(", ")}`);
  }
  for (const name of Object.keys(settings)) {
    if (NAMES.includes(name as keyof Settings)) continue;
    throw new WrongSetting(`netverify-rules: there is no setting ${JSON.stringify(name.slice(0, 64))}; there are ${NAMES.join(", ")}`);
  }
  const values = settings as { readonly [name in keyof Settings]: unknown };
  const texts = SINGLE.map((name, number) => {
    const value = values[name];
    if (value === undefined) return "";
    if (typeof value !== (name === "screening" ? "boolean" : "string") || value === "") throw wrongSetting(number);
    return String(value);
  });
  const domains = values.callbackDomains;
  if (domains === undefined) return texts;
  if (!Array.isArray(domains)) throw wrongSetting(FIRST_DOMAIN);
  // A loop over indices also finds holes.
  for (let i = 0; i < domains.length; i++) {
    if (typeof domains[i] !== "string") throw wrongSetting(FIRST_DOMAIN + i, true);
    texts.push(domains[i]);
  }
  return texts;
}

/**
 * Returns the error that says what is accepted.
 *
 * @param number the number of the text
 * @param isOne whether it is one of the domains, and not their list
 */
export function wrongSetting(number: number, isOne = false): WrongSetting {
  const name = SINGLE[number] ?? "callbackDomains";
  const place = isOne ? `[${number - FIRST_DOMAIN}]` : "";
  return new WrongSetting(`netverify-rules: settings.${name}${place} is not accepted: ${name} must be ${ACCEPTED[name]}`);
}
