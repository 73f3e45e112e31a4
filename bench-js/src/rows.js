/** The results as rows of a Markdown table, each with its aim and whether it holds. */

import { median } from "./measure.js";

/** Milliseconds in a unit that reads well. */
export function duration(ms) {
  if (ms < 1) return `${(ms * 1e3).toFixed(2)} µs`;
  return `${ms.toFixed(ms < 100 ? 2 : 0)} ms`;
}

/**
 * Returns the rows of times, ours first among the measured: how many times longer each contender takes, as the median of the
 * rounds' ratios, and how many times it is to take at least.
 */
export function compare(workload, [ours, ...others], aims) {
  return others.map(({ name, samples }) => {
    const ratio = median(samples.map((sample, round) => sample / ours.samples[round]));
    const aim = aims[name];
    const [own, theirs] = [ours.samples, samples].map((times) => duration(median(times)));
    return { workload, name, ours: own, theirs, ratio: ratio.toFixed(2), aim: `≥ ${Number(aim.toFixed(2))}`, share: ratio / aim };
  });
}

/** Returns the row of so many bytes that are to be no more than a limit. */
export function limit(workload, bytes, most) {
  const [ours, aim] = [`${bytes.toLocaleString("en")} B`, `≤ ${most.toLocaleString("en")} B`];
  return { workload, name: "", ours, theirs: "", ratio: "", aim, share: most / bytes };
}

export const holds = ({ share }) => share >= 1;

/** Returns the table of rows, each column as wide as its widest cell. */
export function markdown(rows) {
  // Rounded down: an aim that is missed is not 100 % of it.
  const verdict = (row) => (holds(row) ? "yes" : `no, ${Math.floor(100 * row.share)} %`);
  const cells = [
    ["workload", "contender", "ours", "contender", "ratio", "aim", "holds"],
    ...rows.map((row) => [row.workload, row.name, row.ours, row.theirs, row.ratio, row.aim, verdict(row)]),
  ];
  const widths = cells[0].map((_, i) => Math.max(...cells.map((row) => row[i].length)));
  const line = (row) => `| ${row.map((cell, i) => cell.padEnd(widths[i])).join(" | ")} |\n`;
  return [line(cells[0]), line(widths.map((width) => "-".repeat(width))), ...cells.slice(1).map(line)].join("");
}

const MARKS = /(<!-- begin: cargo xtask bench-js -->\n)[^]*(<!-- end: cargo xtask bench-js -->)/;

/** Returns the text with the report between its marks. */
export function between(text, report) {
  if (!MARKS.test(text)) throw new Error("the file has no marks of cargo xtask bench-js");
  return text.replace(MARKS, (_, begin, end) => `${begin}\n${report}\n${end}`);
}
