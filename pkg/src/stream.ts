/** Checks the body of a request while it arrives. */

import type { ByteStream } from "./api.js";
import { bytesOf, MAX_BODY_UNITS } from "./body.js";
import type { Bindings } from "./bindings.js";
import type { Report, Settings } from "./generated/types.js";

/** Checks a stream of bytes, with an instance of its own: others may check something while it waits. */
export async function checkStream(bindings: Bindings, body: ByteStream | null, settings: Settings | undefined): Promise<Report> {
  const instance = bindings.apart();
  bindings.call(() => instance.beginJson(settings), instance);
  let length = 0;
  for await (const chunk of chunksOf(body)) {
    const bytes = bytesOf(chunk);
    if (!bytes) throw notAStream();
    length += bytes.length;
    // The sender may never end.
    if (length > MAX_BODY_UNITS) return bindings.call(() => instance.oversized(length), instance);
    bindings.call(() => instance.pushJson(bytes), instance);
  }
  return bindings.call(() => instance.endJson(), instance);
}

function notAStream(): TypeError {
  return new TypeError("netverify-rules: that is not a stream of bytes; text and bytes are checked by validateJson");
}

async function* chunksOf(body: ByteStream | null): AsyncGenerator<unknown> {
  if (body === null) return;
  const { getReader, [Symbol.asyncIterator]: iterator } = Object(body) as Partial<ReadableStream & AsyncIterable<unknown>>;
  if (typeof getReader !== "function") {
    if (typeof iterator !== "function") throw notAStream();
    return yield* body as AsyncIterable<unknown>;
  }
  // Safari cannot iterate over it.
  const reader = (body as ReadableStream<unknown>).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // Nothing happens to a stream that has ended, and one that failed throws its own error.
    reader.cancel().catch(() => undefined);
    reader.releaseLock();
  }
}
