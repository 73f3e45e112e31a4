// The vectors in workerd: the package and the cases are modules of the worker.

import * as rules from "netverify-rules";
import * as http from "netverify-rules-http";
import { runVectors } from "../run-vectors.js";
import cases from "data/cases.json";

export default {
  fetch: async () => Response.json(await runVectors(cases, { ...rules, ...http })),
};
