/** The worker that fixes a photo: it says whether it can, is sent one order, and sends the result. */

import { hasCanvas, rewrite, type OnStep, type Order, type RewriteStep, type Rewritten } from "./prepare-pixels.js";

/** A message of the worker. */
export type FromWorker =
  | { readonly kind: "ready"; readonly able: boolean }
  | { readonly kind: "progress"; readonly step: RewriteStep; readonly done: number }
  | { readonly kind: "done"; readonly rewritten: Rewritten | undefined };

/** The globals of a worker that are used: TypeScript's types for them exclude those for documents. */
interface Scope {
  onmessage: ((event: MessageEvent<Order>) => void) | null;
  postMessage(message: FromWorker): void;
}

const scope = globalThis as unknown as Scope;

scope.onmessage = async ({ data }) => {
  const onStep: OnStep = (step, done) => scope.postMessage({ kind: "progress", step, done });
  // Every failure needs a message: a promise that is rejected here is not seen by the page.
  scope.postMessage({ kind: "done", rewritten: await rewrite(data, onStep).catch(() => undefined) });
};
scope.postMessage({ kind: "ready", able: hasCanvas() });
