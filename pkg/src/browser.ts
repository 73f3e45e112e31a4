/**
 * A capture, mended in the browser before it is uploaded.
 *
 * This entry is for pages: it works with the browser's own decoders and encoders, and checks with the default entry, whose
 * WebAssembly module an app so holds once.
 *
 * @packageDocumentation
 */

import { checkBlob } from "./index.js";
import { createPrepareImage, type PrepareImage } from "./prepare.js";

export type { Change, Prepared, PrepareImage, PrepareOptions, PrepareProgress, PrepareStep } from "./prepare.js";

/** Makes a capture that passes of one that does not. See {@link PrepareImage}. */
export const prepareImage: PrepareImage = /* @__PURE__ */ createPrepareImage(checkBlob);
