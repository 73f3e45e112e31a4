/** Times contenders against one another: round by round, in another order each time. */

import { random } from "./inputs.js";

const shuffleBy = random(1);

export function shuffled(items) {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i--) {
    const j = shuffleBy() % (i + 1);
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}

/** What was computed last: kept, so that no computation is for nothing. */
export let kept;

function time(run, times) {
  const start = performance.now();
  for (let i = 0; i < times; i++) kept = run(i);
  return performance.now() - start;
}

async function timeAsync(run, times) {
  const start = performance.now();
  for (let i = 0; i < times; i++) kept = await run(i);
  return performance.now() - start;
}

/** The median of numbers, or what another share of them is below. */
export function median(numbers, share = 0.5) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/**
 * Each contender's times of a call in nanoseconds, one a round. A sample is as many calls as take `sample` milliseconds:
 * a browser's clock has steps of 5 µs. Before the first one counts, each contender has run for `warmUp` milliseconds.
 */
export async function measure(contenders, { rounds, sample, warmUp }) {
  const runners = contenders.map((contender) => ({
    ...contender,
    time: contender.isAsync ? timeAsync : time,
    calls: 1,
    samples: [],
  }));
  for (const runner of shuffled(runners)) {
    let spent = 0;
    let last = 0;
    while (spent < warmUp || last < sample) {
      last = await runner.time(runner.run, runner.calls);
      spent += last;
      if (last < sample) runner.calls *= 2;
    }
    // Now that it is warm, the last sample tells how many calls it takes.
    runner.calls = Math.max(1, Math.ceil((runner.calls * sample) / last));
  }
  for (let round = 0; round < rounds; round++) {
    for (const runner of shuffled(runners)) {
      runner.samples.push(((await runner.time(runner.run, runner.calls)) * 1e6) / runner.calls);
    }
  }
  return runners.map(({ name, samples }) => ({ name, samples }));
}

/** The same for what is a sample each time, in nanoseconds, as the start of a process is. */
export async function measureOnce(contenders, rounds) {
  const samples = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, run } of shuffled(contenders)) samples.get(name).push(await run());
  }
  return contenders.map(({ name }) => ({ name, samples: samples.get(name) }));
}
