import { fetchCases } from "../../pages/data.js";
import { report } from "../../pages/report.js";
import { runVectors } from "../../run-vectors.js";
import { load } from "./slim-api.js";

report(async () => runVectors(await fetchCases(), await load()));
