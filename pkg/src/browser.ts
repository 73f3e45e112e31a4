/**
 * What takes a page: a plain HTML form, checked as it is filled in, and a photo, fixed before it is uploaded.
 *
 * This entry works with the page's document and the browser's own decoders and encoders, and checks with the default entry,
 * whose WebAssembly module an app so holds once.
 *
 * @packageDocumentation
 */

import { createBindForm, type BindForm } from "./bind-form.js";
import { checkBlob, validate } from "./index.js";
import { createPrepareImage, type PrepareImage } from "./prepare.js";

export type { BindForm, BindFormOptions, SuggestionDetail } from "./bind-form.js";
export type { Change, Prepared, PrepareImage, PrepareOptions, PrepareProgress, PrepareStep } from "./prepare.js";

/** Checks a plain HTML form. See {@link BindForm}. */
export const bindForm: BindForm = /* @__PURE__ */ createBindForm({ validate, checkBlob });
/** Makes a photo that passes of one that does not. See {@link PrepareImage}. */
export const prepareImage: PrepareImage = /* @__PURE__ */ createPrepareImage(checkBlob);
