/** What is measured in a page; chromium.js bundles it and calls it there. */

import { agree, WORKLOADS } from "./workloads.js";

globalThis.bench = { agree, run: (name, settings) => WORKLOADS[name](settings) };
