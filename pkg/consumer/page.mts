/** What takes a document is compiled where there is one. */
import type { Report } from "netverify-rules";
import { bindForm, prepareImage, type Change, type Prepared, type PrepareOptions } from "netverify-rules/browser";

const form = document.querySelector("form");
if (form) {
  const dispose: () => void = bindForm(form, { settings: () => ({ screening: true }), onReport: ({ valid }) => valid });
  dispose();
}

export async function fixed(file: File, signal: AbortSignal): Promise<readonly Change[]> {
  const options: PrepareOptions = { field: "faceImage", longestSide: 1600, strip: true, type: "image/jpeg", signal };
  const prepared: Prepared = await prepareImage(file, { ...options, onProgress: ({ step, done }) => [step, done] });
  const reports: Report[] = [prepared.before, prepared.report];
  return reports.every(({ valid }) => valid) ? prepared.changes : [];
}
// @ts-expect-error: not a type of photos
void prepareImage(new Blob(), { type: "image/webp" });
