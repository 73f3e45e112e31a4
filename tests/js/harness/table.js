// Runs ways and prints a row for each, then what failed.

/** So many failures of a row are shown: a broken build fails in every case, and the first ones say why. */
const MAX_SHOWN_FAILURES = 10;

/** Rows are printed as they come: a run takes minutes. */
export class Table {
  #failures = [];
  #counts = { passed: 0, failed: 0, skipped: 0 };

  constructor(columns = ["runtime", "way", "cases", "passed", "calls", "time"]) {
    this.#print(columns);
  }

  /**
   * Runs one way and prints the outcome.
   *
   * @param {string} runtime
   * @param {string} way
   * @param {() => Promise<import("./runtimes.js").Result>} run
   */
  async row(runtime, way, run) {
    const start = Date.now();
    let result;
    try {
      result = await run();
    } catch (error) {
      const found = error.stack ?? String(error);
      result = { cases: 0, passed: 0, calls: 0, failures: [{ case: "all", call: way, expected: "a result", found }] };
    }
    const passed = result.cases > 0 && result.passed === result.cases && result.failures.length === 0;
    this.#counts[passed ? "passed" : "failed"]++;
    const time = `${((Date.now() - start) / 1000).toFixed(1)} s`;
    this.#print([runtime, way, result.cases, result.passed, result.calls, time], passed ? "" : "  FAILED");
    for (const failure of result.failures.slice(0, MAX_SHOWN_FAILURES)) this.#failures.push({ runtime, way, ...failure });
  }

  /** A runtime that is not installed; under CI=true that is a failure. */
  skip(runtime, ways, install) {
    const forbidden = process.env.CI === "true";
    this.#counts[forbidden ? "failed" : "skipped"] += ways;
    console.log(`${runtime.padEnd(24)} ${forbidden ? "FAILED" : "skipped"}: it is not installed (${install})`);
  }

  /** Prints the failures and the counts; returns whether there was none. */
  end(name) {
    for (const { runtime, way, case: title, call, expected, found } of this.#failures) {
      console.log(`\n${runtime}, ${way}: ${title}\n  call      ${call}\n  expected  ${expected}\n  found     ${found}`);
    }
    const { passed, failed, skipped } = this.#counts;
    console.log(`\n${name}: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
    return failed === 0;
  }

  #print([runtime, way, ...numbers], remark = "") {
    const cells = numbers.map((number) => String(number).padStart(8)).join("");
    console.log(`${runtime.padEnd(24)} ${way.padEnd(12)}${cells}${remark}`);
  }
}
