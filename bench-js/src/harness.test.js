import assert from "node:assert/strict";
import { test } from "node:test";
import { jpeg, keystrokes, random } from "./inputs.js";
import { measure, measureOnce, summary } from "./measure.js";
import { asMarkdown, asText, duration, grouped, timeTable } from "./render.js";

test("the median and the quartiles are of the sorted samples", () => {
  assert.deepEqual(summary([9, 1, 5, 3, 7]), { ns: 5, low: 3, high: 7 });
  assert.deepEqual(summary([4]), { ns: 4, low: 4, high: 4 });
});

test("figures are readable", () => {
  assert.deepEqual([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1 000", "1 234 567"]);
  assert.deepEqual([8.4, 99_999, 250_000, 1_234_567, 25_000_000].map(duration), [
    "8 ns",
    "99 999 ns",
    "250 µs",
    "1.23 ms",
    "25.0 ms",
  ]);
});

test("a table has the ratio to its first row, and who fails", () => {
  const row = (name, ns) => ({ name, ns, low: ns, high: ns });
  const table = timeTable(
    "Title",
    "Note.",
    [row("ours", 200), row("half", 100), { name: "none", failed: "RangeError" }],
    400,
  );
  assert.deepEqual(
    table.lines.map(([name, , , ratio, speed]) => [name, ratio, speed]),
    [
      ["ours", "1.00", "2.00"],
      ["half", "0.50", "4.00"],
      ["none", "", ""],
    ],
  );
  assert.match(asText(table), /half +100 ns +100 ns – 100 ns +0\.50 +4\.00/);
  assert.match(asMarkdown(table), /\| half \| 100 ns \| 100 ns – 100 ns \| 0\.50 \| 4\.00 \|/);
});

test("twice the work takes longer, in one process and in many", async () => {
  const work = (times) => () => {
    let sum = 0;
    for (let i = 0; i < times; i++) sum += Math.sqrt(i);
    return sum;
  };
  const contenders = [
    { name: "less", run: work(1000) },
    { name: "more", run: work(10_000) },
    { name: "more, later", run: async () => work(10_000)(), isAsync: true },
  ];
  const [less, more, later] = await measure(contenders, { rounds: 5, sample: 0.5, warmUp: 2 });
  assert.ok(more.ns > 2 * less.ns && later.ns > 2 * less.ns, JSON.stringify([less, more, later]));
  const once = await measureOnce([{ name: "constant", run: () => 3 }], 4);
  assert.deepEqual(once, [{ name: "constant", ns: 3, low: 3, high: 3 }]);
});

test("the inputs are the same each time", () => {
  const [a, b] = [random(7), random(7)];
  assert.deepEqual([a(), a()], [b(), b()]);
  assert.notEqual(a(), random(8)());
  assert.deepEqual(keystrokes("abc"), ["a", "ab", "abc"]);
  const [plain, withExif] = [jpeg(100), jpeg(100, 20_000)];
  assert.ok(plain.equals(jpeg(100)));
  assert.equal(withExif.length - plain.length, 20_000 + 36);
});
