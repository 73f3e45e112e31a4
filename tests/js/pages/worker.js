// The vectors in a worker of a page.

import { loadApi } from "./api.js";
import { fetchCases } from "./data.js";
import { assertPolicy } from "./policy.js";
import { runVectors } from "../run-vectors.js";

assertPolicy();
const entry = new URL(location.href).searchParams.get("entry");
self.postMessage(await runVectors(await fetchCases(), await loadApi(entry)));
