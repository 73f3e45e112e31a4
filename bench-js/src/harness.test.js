import assert from "node:assert/strict";
import { test } from "node:test";
import { between, compareSizes, compareTimes, duration, grouped, isReached, limit, markdown, verdict } from "./claims.js";
import { jpeg, keystrokes, random, toBase64 } from "./inputs.js";
import { measure, measureOnce, median } from "./measure.js";

test("the median and the quartiles are of the sorted samples", () => {
  const numbers = [9, 1, 10, 3, 7];
  assert.deepEqual([median(numbers), median(numbers, 0.25), median(numbers, 0.75)], [7, 3, 9]);
  assert.equal(median([4]), 4);
});

test("figures are readable", () => {
  assert.deepEqual([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1 000", "1 234 567"]);
  assert.deepEqual([8.4, 999, 1000, 1_234_567, 25_000_000].map(duration), [
    "8 ns",
    "999 ns",
    "1.00 µs",
    "1.23 ms",
    "25.00 ms",
  ]);
});

const NONE = { name: "none", failed: "RangeError" };
const timed = (name, ...samples) => ({ name, samples });

test("a row says how far it came", () => {
  const rows = compareTimes("w", [timed("ours", 100), timed("a", 200), timed("b", 199.9), timed("c", 50)], { a: 2, b: 2 });
  assert.deepEqual(rows.map(verdict), ["reached", "not reached: 99 % of it", ""]);
  assert.deepEqual(rows.map(isReached), [true, false, true]);
  assert.deepEqual(
    rows.map(({ contender, ours, theirs, wanted }) => [contender, ours, theirs, wanted?.text]),
    [
      ["a", "100 ns", "200 ns", "≥ 2"],
      ["b", "100 ns", "200 ns", "≥ 2"],
      ["c", "100 ns", "50 ns", undefined],
    ],
  );
  const [smaller, larger] = compareSizes("w", [{ size: 1000 }, { name: "a", size: 1500 }, { name: "b", size: 900 }], {
    a: 1,
    b: 1,
  });
  assert.deepEqual([verdict(smaller), verdict(larger)], ["reached", "not reached: 90 % of it"]);
  assert.deepEqual(
    [limit("w", 100, 100), limit("w", 200, 100)].map(verdict),
    ["reached", "not reached: 50 % of it"],
  );
});

test("a factor is the median of the rounds' own", () => {
  // The machine was slow in the second round, for both.
  const [row] = compareTimes("w", [timed("ours", 10, 100, 11), timed("theirs", 30, 300, 22)]);
  assert.equal(row.factor, 3);
  assert.equal(row.spread, "2.00 – 3.00");
});

test("who fails has no time, and no aim that would be lost", () => {
  const [row] = compareTimes("w", [timed("ours", 10), NONE]);
  assert.deepEqual([row.theirs, row.factor, verdict(row)], ["RangeError", undefined, ""]);
  assert.throws(() => compareTimes("w", [timed("ours", 10), NONE], { none: 3 }), /none .* RangeError/);
});

test("a table's columns are as wide as their widest cell", () => {
  const text = markdown(compareTimes("short", [timed("ours", 2000), timed("zod 4", 1000)], { "zod 4": 2 }));
  const lines = text.trimEnd().split("\n");
  assert.equal(lines.length, 3);
  assert.equal(new Set(lines.map((line) => [...line].length)).size, 1, text);
  const cells = lines[2].split("|").map((cell) => cell.trim());
  const expected = ["short", "zod 4", "2.00 µs", "1.00 µs", "0.50", "0.50 – 0.50", "≥ 2", "not reached: 25 % of it"];
  assert.deepEqual(cells, ["", ...expected, ""]);
});

test("a report is put between its marks, and other marks are left alone", () => {
  const [begin, end] = ["<!-- begin: cargo xtask bench-js -->", "<!-- end: cargo xtask bench-js -->"];
  const others = "<!-- begin: cargo xtask bench -->\nx\n<!-- end: cargo xtask bench -->";
  assert.equal(between(`a\n${others}\n${begin}\nold\n${end}\nb\n`, "new\n"), `a\n${others}\n${begin}\n\nnew\n\n${end}\nb\n`);
  assert.equal(between(`${others}\n`, "new\n"), "new\n");
  const once = between(`${begin}\n${end}\n`, "new\n");
  assert.equal(between(once, "new\n"), once);
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
  const measured = await measure(contenders, { rounds: 5, sample: 0.5, warmUp: 2 });
  assert.deepEqual(
    measured.map(({ name, samples }) => [name, samples.length]),
    contenders.map(({ name }) => [name, 5]),
  );
  const [less, more, later] = measured.map(({ samples }) => median(samples));
  assert.ok(more > 2 * less && later > 2 * less, JSON.stringify([less, more, later]));
  const once = await measureOnce([{ name: "constant", run: async () => 3 }], 4);
  assert.deepEqual(once, [{ name: "constant", samples: [3, 3, 3, 3] }]);
});

test("the inputs are the same each time", () => {
  const [a, b] = [random(7), random(7)];
  assert.deepEqual([a(), a()], [b(), b()]);
  assert.notEqual(a(), random(8)());
  assert.deepEqual(keystrokes("abc"), ["a", "ab", "abc"]);
  const [plain, withExif] = [jpeg(100), jpeg(100, 20_000)];
  assert.deepEqual(plain, jpeg(100));
  assert.equal(withExif.length - plain.length, 20_000 + 36);
});

test("base64 is made without Buffer as with it", () => {
  for (const length of [0, 1, 2, 3, 50_000]) {
    const bytes = jpeg(50_000).subarray(0, length);
    assert.equal(toBase64(bytes), Buffer.from(bytes).toString("base64"));
  }
});
