/**
 * What was measured as rows of a table, each with what is to be reached and whether it is: Markdown that reads well in a
 * terminal, too.
 */

import { median } from "./measure.js";

export function duration(ns) {
  if (ns < 1e3) return `${ns.toFixed(0)} ns`;
  if (ns < 1e6) return `${(ns / 1e3).toFixed(2)} µs`;
  return `${(ns / 1e6).toFixed(2)} ms`;
}

/** A number with its thousands apart. */
export const grouped = (number) => String(number).replace(/\B(?=(?:\d{3})+$)/g, " ");

/** Two digits that say something, at least. */
const digits = (factor) => (factor < 0.095 ? factor.toPrecision(2) : factor.toFixed(factor < 99.5 ? 2 : 0));

/** That a contender is to take `wanted` times what ours takes, or more. */
const atLeast = (factor, wanted) => wanted && { text: `≥ ${wanted}`, share: factor / wanted };

/** That a number is to be no larger than that. */
const atMost = (number, limit, unit) => ({ text: `≤ ${grouped(limit)} ${unit}`, share: limit / number });

/**
 * The rows of times, ours first among the measured: medians of the rounds, and the factor's too. `wanted` is how many times
 * longer each contender is to take, where that is asked; a contender that failed has the failure instead of samples, and
 * nothing can be asked of it.
 */
export function compareTimes(workload, [ours, ...others], wanted = {}) {
  const own = median(ours.samples);
  return others.map(({ name, samples, failed }) => {
    const row = { workload, contender: name, ours: duration(own) };
    if (failed && wanted[name]) throw new Error(`${name} is to be measured, and fails: ${failed}`);
    if (failed) return { ...row, theirs: failed };
    // Both ran in each round: what slowed the machine down for a while is in both, and not in the factor.
    const factors = samples.map((sample, round) => sample / ours.samples[round]);
    const factor = median(factors);
    const spread = [0.25, 0.75].map((share) => digits(median(factors, share))).join(" – ");
    return { ...row, theirs: duration(median(samples)), factor, spread, wanted: atLeast(factor, wanted[name]) };
  });
}

/** The rows of sizes in bytes, ours first. */
export function compareSizes(workload, [ours, ...others], wanted = {}) {
  return others.map(({ name, size }) => {
    const factor = size / ours.size;
    const [own, theirs] = [ours.size, size].map((bytes) => `${grouped(bytes)} B`);
    return { workload, contender: name, ours: own, theirs, factor, wanted: atLeast(factor, wanted[name]) };
  });
}

/** The row of so many bytes that are to be no more than a limit. */
export function limit(workload, bytes, most) {
  return { workload, contender: "", ours: `${grouped(bytes)} B`, theirs: "", wanted: atMost(bytes, most, "B") };
}

export const isReached = ({ wanted }) => wanted === undefined || wanted.share >= 1;

export function verdict(row) {
  if (row.wanted === undefined) return "";
  // Rounded down: what is not reached is not 100 % of it.
  return isReached(row) ? "reached" : `not reached: ${Math.floor(100 * row.wanted.share)} % of it`;
}

/** A table of cells, each column as wide as its widest cell. */
export function table(cells) {
  const widths = cells[0].map((_, i) => Math.max(...cells.map((row) => [...row[i]].length)));
  const lines = [cells[0], widths.map((width) => "-".repeat(width)), ...cells.slice(1)];
  const padded = (cell, i) => cell + " ".repeat(widths[i] - [...cell].length);
  return lines.map((line) => `| ${line.map(padded).join(" | ")} |\n`).join("");
}

const HEADER = [
  "workload",
  "contender",
  "netverify-rules",
  "contender's",
  "factor",
  "25–75 %",
  "wanted",
  "verdict",
];

/** The table of such rows. */
export const markdown = (rows) =>
  table([
    HEADER,
    ...rows.map((row) => [
      row.workload,
      row.contender,
      row.ours,
      row.theirs,
      row.factor === undefined ? "" : digits(row.factor),
      row.spread ?? "",
      row.wanted?.text ?? "",
      verdict(row),
    ]),
  ]);

const BEGIN = "<!-- begin: cargo xtask bench-js -->\n";
const END = "<!-- end: cargo xtask bench-js -->";

/** The text with the report between its marks; where it has none, the report alone. */
export function between(text, report) {
  const [head, rest] = split(text, BEGIN);
  const [, tail] = split(rest ?? "", END);
  return tail === undefined ? report : `${head}${BEGIN}\n${report}\n${END}${tail}`;
}

function split(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + mark.length)];
}
