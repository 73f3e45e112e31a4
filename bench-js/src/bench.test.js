import assert from "node:assert/strict";
import { test } from "node:test";
import { jpeg, random, toBase64 } from "./inputs.js";
import { measure, median } from "./measure.js";
import { between, compare, duration, holds, limit, markdown } from "./rows.js";

test("a row compares times of the same round, and its aim holds or not", () => {
  const timed = (name, ...samples) => ({ name, samples });
  // The machine was slow in the second round, for both.
  const measured = [timed("ours", 10, 100, 11), timed("a", 30, 300, 22), timed("b", 29.999, 299.99, 22)];
  const rows = [...compare("w", measured, { a: 3, b: 3 }), limit("w", 100, 100), limit("w", 2000, 1000)];
  assert.deepEqual(rows.map(holds), [true, false, true, false]);
  const lines = markdown(rows).trimEnd().split("\n");
  assert.equal(new Set(lines.map((line) => line.length)).size, 1);
  assert.deepEqual(
    lines.slice(2).map((line) => line.split("|").map((cell) => cell.trim()).slice(2, -1)),
    [
      ["a", "11.00 ms", "30.00 ms", "3.00", "≥ 3", "yes"],
      ["b", "11.00 ms", "30.00 ms", "3.00", "≥ 3", "no, 99 %"],
      ["", "100 B", "", "", "≤ 100 B", "yes"],
      ["", "2,000 B", "", "", "≤ 1,000 B", "no, 50 %"],
    ],
  );
  assert.deepEqual([0.0012, 12.345, 1234.5].map(duration), ["1.20 µs", "12.35 ms", "1235 ms"]);
});

test("a report goes between its marks, and other marks are left alone", () => {
  const [begin, end] = ["<!-- begin: cargo xtask bench-js -->", "<!-- end: cargo xtask bench-js -->"];
  const others = "<!-- begin: cargo xtask bench -->\nx\n<!-- end: cargo xtask bench -->";
  assert.equal(between(`a\n${others}\n${begin}\nold\n${end}\nb\n`, "new\n"), `a\n${others}\n${begin}\n\nnew\n\n${end}\nb\n`);
  assert.throws(() => between(others, "new\n"), /marks/);
});

test("more work takes longer, and a contender may give its own time", async () => {
  const work = (times) => () => {
    let sum = 0;
    for (let i = 0; i < times; i++) sum += Math.sqrt(i);
    return sum;
  };
  const contenders = [
    { name: "less", run: work(1000) },
    { name: "more", run: work(10_000) },
    { name: "own", run: async () => ({ overriddenDuration: 3 }) },
  ];
  const [less, more, own] = await measure(contenders, { rounds: 5, time: 0.5, warmUp: 2 });
  assert.deepEqual([less, more, own].map(({ name, samples }) => [name, samples.length]), contenders.map(({ name }) => [name, 5]));
  assert.ok(median(more.samples) > 2 * median(less.samples), JSON.stringify([less, more]));
  assert.deepEqual((await measure([contenders[2]], { rounds: 2 }))[0].samples, [3, 3]);
});

test("the inputs are the same each time, and base64 is made without Buffer as with it", () => {
  const [a, b] = [random(7), random(7)];
  assert.deepEqual([a(), a()], [b(), b()]);
  assert.notEqual(a(), random(8)());
  for (const length of [0, 1, 2, 3, 50_000]) {
    const bytes = jpeg(50_000).subarray(0, length);
    assert.equal(toBase64(bytes), Buffer.from(bytes).toString("base64"));
  }
});
