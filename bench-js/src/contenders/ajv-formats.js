/** What JSON Schema cannot say, by the names under which ahead-of-time compiled code reaches it. */

import { fullFormats } from "ajv-formats/dist/formats.js";
import * as rules from "../rules.js";

export const { date } = fullFormats;
// Not the one of ajv-formats, `byte`: its expression overflows the stack on a photograph.
// The length is asked here, too: `maxLength` counts code points one by one.
export const base64 = (text) => text.length <= rules.MAX_BASE64 && rules.isBase64(text);
export const callback = (text) => rules.isCallbackUrl(text) && !rules.hasEmail(text);
export const reference = (text) => !rules.hasEmail(text);
