// The package as an application uses it: by name, so that a bundler drops what is not named.

import {
  checkBlob,
  checkImage,
  validate,
  validateField,
  validateHead,
  validateJson,
  validateResponse,
} from "netverify-rules";

export const api = { checkBlob, checkImage, validate, validateField, validateHead, validateJson, validateResponse };
