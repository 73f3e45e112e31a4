// The slim entry as an application uses it.

import {
  checkBlob,
  checkImage,
  init,
  validate,
  validateField,
  validateHeaders,
  validateJson,
  validateResponse,
} from "netverify-rules/slim";

export async function load() {
  await init();
  return { checkBlob, checkImage, validate, validateField, validateHeaders, validateJson, validateResponse };
}
