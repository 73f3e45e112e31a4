/**
 * The words that the contenders' rules list, out of the facts of iso-codes that the Rust tests read too. They are written
 * into a module of their own, so that a cold start or a bundle has no more of them than the rules need.
 */

import { readFileSync, writeFileSync } from "node:fs";

/** Writes `words.js` into the folder. */
export function writeWords(folder) {
  const iso = JSON.parse(readFileSync(new URL("../../tests/iso-codes.json", import.meta.url), "utf8"));
  const COUNTRIES = [...iso.countries.map((country) => country.alpha_3), "XKX"];
  const STATES = Object.keys(iso.us);
  const places = iso.countries.flatMap(({ alpha_2, alpha_3, name, official_name, common_name }) => {
    const [base, rest] = name.split(", ");
    const asIso = rest?.endsWith(" of") ? `${base} (${rest})` : undefined;
    // The official and the common name are no error: they are a warning, which no contender can say.
    return [alpha_2, alpha_3, name, official_name, common_name, asIso].filter((word) => word !== undefined);
  });
  const PLACES = [...new Set([...STATES, "Kosovo", "XK", "XKX", ...places])];
  const lines = Object.entries({ COUNTRIES, STATES, PLACES }).map(
    ([name, words]) => `export const ${name} = ${JSON.stringify(words)};\n`,
  );
  writeFileSync(new URL("words.js", folder), lines.join(""));
}
