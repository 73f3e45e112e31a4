/** Times contenders in turns, so that a ratio is of times of the same round. */

import { Bench } from "tinybench";

/** The median of numbers. */
export const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

/**
 * Returns the milliseconds of each contender, one a round: tinybench measures one contender after the other, so each round is a
 * short run of it, which begins with another contender. A contender runs for `time` milliseconds in a round, and for `warmUp`
 * before the first; where both are 0, it runs once. An async one may return its own time (`overriddenDuration`).
 */
export async function measure(contenders, { rounds, time = 0, warmUp = 0 }) {
  const samples = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const warmup = round === 0 && warmUp > 0;
    const bench = new Bench({ time, iterations: 1, warmup, warmupTime: warmUp, warmupIterations: 1, throws: true });
    for (let turn = 0; turn < contenders.length; turn++) {
      const { name, run } = contenders[(turn + round) % contenders.length];
      bench.add(name, run);
    }
    await bench.run();
    for (const { name, result } of bench.tasks) samples.get(name).push(result.latency.mean);
  }
  return contenders.map(({ name }) => ({ name, samples: samples.get(name) }));
}
