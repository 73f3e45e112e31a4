import cases from "data/cases.json";
import { runVectors } from "../../run-vectors.js";
import { api } from "./api.js";

export default {
  fetch: async () => Response.json(await runVectors(cases, api)),
};
