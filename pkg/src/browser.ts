/**
 * What needs a page: a plain HTML form, checked as it is filled in, and a photo, fixed before it is uploaded.
 *
 * This entry works with the page's document and the browser's own decoders and encoders, and checks with the default entry, so
 * that an app holds the WebAssembly module once.
 *
 * @packageDocumentation
 */

export { bindForm, type BindFormOptions, type SuggestionDetail } from "./bind-form.js";
export { prepareImage, type Change, type Prepared, type PrepareOptions, type PrepareProgress, type PrepareStep } from "./prepare.js";
