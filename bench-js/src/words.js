/**
 * The words that the contenders' rules list, out of the facts of iso-codes that the Rust tests read too. They are written
 * into a module of their own, so that a cold start or a bundle has no more of them than the rules need.
 */

import { readFileSync, writeFileSync } from "node:fs";

const SOURCE = new URL("../../tests/iso-codes.json", import.meta.url);

/** Writes `words.js` into the folder. */
export function writeWords(folder) {
  const iso = JSON.parse(readFileSync(SOURCE, "utf8"));
  const countries = [...iso.countries.map((country) => country.alpha_3), "XKX"];
  const states = Object.keys(iso.us);
  const places = new Set([...states, "Kosovo", "XK", "XKX"]);
  for (const { alpha_2, alpha_3, name, official_name, common_name } of iso.countries) {
    // The official and the common name are no error: they are a warning, which no contender can say.
    for (const word of [alpha_2, alpha_3, name, official_name, common_name]) {
      if (word !== undefined) places.add(word);
    }
    const [base, rest] = name.split(", ");
    if (rest?.endsWith(" of")) places.add(`${base} (${rest})`);
  }
  const lines = Object.entries({ countries, states, places: [...places] }).map(
    ([name, words]) => `export const ${name} = ${JSON.stringify(words)};\n`,
  );
  writeFileSync(new URL("words.js", folder), lines.join(""));
}
