// Runs one of the cases in this page and reports what came of it.

import { report } from "/pages/report.js";
import { CASES } from "./cases.js";

const query = new URL(location.href).searchParams;

report(async () => CASES[query.get("case")](await import("/package/dist/browser.js"), query));
