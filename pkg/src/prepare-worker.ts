/** What prepares a photo beside the page: it says whether it can, is given one order, and gives what came of it. */

import { hasCanvas, rewrite, type Order, type Rewritten } from "./prepare-pixels.js";

/** What the worker says. */
export type FromWorker =
  | { readonly kind: "ready"; readonly able: boolean }
  | { readonly kind: "progress"; readonly step: "decoding" | "encoding"; readonly done: number }
  | { readonly kind: "done"; readonly rewritten: Rewritten | undefined };

/** As much of a worker's globals as is used: the library of types for them denies that of documents. */
interface Scope {
  onmessage: ((event: MessageEvent<Order>) => void) | null;
  postMessage(message: FromWorker): void;
}

const scope = globalThis as unknown as Scope;

scope.onmessage = async ({ data }) => {
  const tell = (step: "decoding" | "encoding", done: number): void => scope.postMessage({ kind: "progress", step, done });
  // Whatever goes wrong has to be told: nobody hears of a promise that is rejected in here.
  scope.postMessage({ kind: "done", rewritten: await rewrite(data, tell).catch(() => undefined) });
};
scope.postMessage({ kind: "ready", able: hasCanvas() });
