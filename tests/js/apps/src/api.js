// The package as an application uses it: by name, so that a bundler drops what is not named.

import { checkBlob, checkImage, validate, validateField, validateJson } from "netverify-rules";
import { validateHeaders, validateResponse } from "netverify-rules/http";

export const api = { checkBlob, checkImage, validate, validateField, validateHeaders, validateJson, validateResponse };
