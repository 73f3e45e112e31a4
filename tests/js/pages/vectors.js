// Runs the vectors in a page, in the way that the query asks for.

import { loadApi } from "./api.js";
import { report } from "./report.js";
import { fetchCases } from "./data.js";
import { assertPolicy } from "./policy.js";
import { runVectors } from "../run-vectors.js";

const query = new URL(location.href).searchParams;
const entry = query.get("entry");

const WAYS = {
  page: async () => runVectors(await fetchCases(), await loadApi(entry)),
  slim: async () => {
    const api = await loadApi(entry);
    await api.init();
    return runVectors(await fetchCases(), api);
  },
  worker: () =>
    new Promise((resolve, reject) => {
      const worker = new Worker(`worker.js?entry=${encodeURIComponent(entry)}`, { type: "module" });
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => reject(new Error(event.message || "the worker could not be started"));
    }),
  // Two copies in one page take turns: what one keeps must not be seen by the other.
  copies: async () => {
    const apis = await Promise.all([loadApi(entry), loadApi(entry.replace("/package/", "/copy/"))]);
    if (apis[0].validate === apis[1].validate) throw new Error("there is one copy only");
    return together(apis);
  },
  // A development server's hot reload: the module is evaluated again while the old one is still in use.
  reload: async () => {
    const old = await loadApi(entry);
    old.validate({});
    const reloaded = await loadApi(`${entry}?v=2`);
    if (old.validate === reloaded.validate) throw new Error("nothing was reloaded");
    return together([old, reloaded]);
  },
  // Under a policy that forbids WebAssembly: what a caller gets.
  forbidden: async () => {
    const api = await import(entry);
    try {
      api.validate({});
    } catch (error) {
      return { thrown: String(error) };
    }
    return { thrown: null };
  },
};

async function together(apis) {
  const cases = await fetchCases();
  const results = await Promise.all(apis.map((api) => runVectors(cases, api)));
  const sum = (name) => results.reduce((sum, result) => sum + result[name], 0);
  return { cases: sum("cases"), passed: sum("passed"), calls: sum("calls"), failures: results.flatMap(({ failures }) => failures) };
}

report(() => {
  assertPolicy();
  return WAYS[query.get("way")]();
});
