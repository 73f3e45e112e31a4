/** The page's side of the worker. */

import type { CallName, Calls, FromWorker } from "./protocol.js";

/** How a call is followed and stopped. */
export interface Following {
  readonly signal?: AbortSignal;
  /** Called with the part that is done, 0 to 1. */
  readonly onProgress?: (done: number) => void;
}

interface Waiting extends Following {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

const worker = new Worker(new URL("./check.worker.ts", import.meta.url), { type: "module" });
const waiting = new Map<number, Waiting>();
let last = 0;

worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
  const call = waiting.get(data.id);
  if ("progress" in data) {
    call?.onProgress?.(data.progress);
    return;
  }
  waiting.delete(data.id);
  if ("error" in data) call?.reject(new Error(data.error));
  else call?.resolve(data.result as never);
});

/** Has the worker do something. */
export function ask<K extends CallName>(name: K, given: Calls[K]["given"], following: Following = {}): Promise<Calls[K]["gives"]> {
  const { signal } = following;
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const id = ++last;
    waiting.set(id, { ...following, resolve, reject });
    signal?.addEventListener("abort", () => {
      worker.postMessage({ id, name: "abort" });
      waiting.delete(id);
      reject(signal.reason as Error);
    });
    worker.postMessage({ id, name, given });
  });
}
