/** Prints what was measured: as text for the terminal, or as Markdown. */

export function duration(ns) {
  if (ns < 1e5) return `${grouped(Math.round(ns))} ns`;
  if (ns < 1e6) return `${(ns / 1e3).toFixed(0)} µs`;
  return `${(ns / 1e6).toFixed(ns < 1e7 ? 2 : 1)} ms`;
}

/** A number with its thousands apart. */
export const grouped = (number) => String(number).replace(/\B(?=(?:\d{3})+$)/g, " ");

/** Two digits that say something, at least. */
const ratio = (value) => (value < 0.095 ? value.toPrecision(2) : value < 9.95 ? value.toFixed(2) : value.toFixed(0));

/** The rows of times, ours first. */
export function timeTable(title, note, rows, bytes) {
  const header = ["", "median", "25–75 %", "× ours", ...(bytes ? ["GB/s"] : [])];
  const ours = rows[0].ns;
  const lines = rows.map(({ name, ns, low, high, failed }) =>
    failed
      ? [name, failed, "", "", ...(bytes ? [""] : [])]
      : [
          name,
          duration(ns),
          `${duration(low)} – ${duration(high)}`,
          ratio(ns / ours),
          ...(bytes ? [(bytes / ns).toFixed(2)] : []),
        ],
  );
  return { title, note, header, lines };
}

/** The rows of sizes. */
export function sizeTable(title, note, rows) {
  const ours = rows[0].gzip;
  const lines = rows.map(({ name, raw, gzip, brotli }) => [
    name,
    ...[raw, gzip, brotli].map(grouped),
    ratio(gzip / ours),
  ]);
  return { title, note, header: ["", "minified", "gzip -9", "brotli", "× ours, gzip"], lines };
}

export function asText({ title, note, header, lines }) {
  const widths = header.map((_, i) => Math.max(...[header, ...lines].map((cells) => [...cells[i]].length)));
  const row = (cells) =>
    `  ${cells
      .map((cell, i) =>
        i === 0 ? cell + " ".repeat(widths[i] - [...cell].length) : " ".repeat(widths[i] - [...cell].length) + cell,
      )
      .join("  ")}`.trimEnd();
  return [title, ...(note ? [`  ${note}`] : []), row(header), ...lines.map(row), ""].join("\n");
}

export function asMarkdown({ title, note, header, lines }) {
  const row = (cells) => `| ${cells.join(" | ")} |`;
  const rule = row(header.map((_, i) => (i === 0 ? "---" : "---:")));
  return [`## ${title}`, "", ...(note ? [note, ""] : []), row(header), rule, ...lines.map(row), ""].join("\n");
}
