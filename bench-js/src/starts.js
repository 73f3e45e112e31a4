/** Cold starts: who takes part in them, and what is to be reached. */

import { compareTimes } from "./claims.js";
import { measureOnce } from "./measure.js";

/** At most a quarter of what these take. */
const WANTED = { "zod 4": 2 };

/**
 * The rows of cold starts. Each contender's `run` starts it anew, and gives the milliseconds of its import and of its first
 * verdict together.
 */
export async function compareStarts(workload, contenders, { starts }) {
  const inNanoseconds = contenders.map(({ name, run }) => ({ name, run: async () => (await run()) * 1e6 }));
  return compareTimes(workload, await measureOnce(inNanoseconds, starts), WANTED);
}
