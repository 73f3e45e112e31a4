import { Ajv } from "ajv";
import { fullFormats } from "ajv-formats/dist/formats.js";
import * as rules from "../rules.js";

/** What JSON Schema cannot say. */
const formats = {
  date: fullFormats.date,
  // Not `byte` of ajv-formats: its expression overflows the stack on a photo. The length is checked here, too: `maxLength`
  // counts code points one by one.
  base64: (text) => text.length <= rules.MAX_BASE64 && rules.isBase64(text),
  callback: (text) => rules.isCallbackUrl(text) && !rules.hasEmail(text),
  reference: (text) => !rules.hasEmail(text),
};

const optional = (rule) => ({ ...rule, nullable: true });
const choice = (words) => ({ type: "string", enum: words });
const optionalChoice = (words) => optional(choice([...words, null]));
const text = (maxLength) => ({ type: "string", maxLength, pattern: rules.NO_CONTROL.source });
const reference = { ...text(100), format: "reference" };
const image = { type: "string", minLength: 1, format: "base64" };

/** What usState must be for these kinds of document. */
const stateOf = (idTypes, words) => ({
  if: { properties: { idType: { enum: idTypes } }, required: ["idType"] },
  then: { properties: { usState: optionalChoice(words) } },
});

const schema = {
  type: "object",
  properties: {
    merchantIdScanReference: { ...reference, allOf: [{ pattern: rules.NOT_BLANK.source }] },
    frontsideImage: image,
    country: choice(rules.COUNTRIES),
    idType: choice(rules.ID_TYPES),
    enabledFields: optional({ type: "string", maxLength: 100, pattern: rules.TOKENS.source }),
    customerId: optional(reference),
    callbackUrl: optional({ type: "string", maxLength: 255, format: "callback" }),
    usState: optional(text(100)),
    callbackGranularity: optionalChoice(rules.GRANULARITIES),
    ...rules.commonFields({
      text: (max) => optional(text(max)),
      image: optional(image),
      mimeType: optionalChoice(rules.MIME_TYPES),
      date: optional({ type: "string", format: "date" }),
    }),
  },
  required: ["merchantIdScanReference", "frontsideImage", "country", "idType"],
  allOf: [
    {
      if: {
        properties: { enabledFields: { type: "string", pattern: rules.LISTS_FACE_MATCH.source } },
        required: ["enabledFields"],
      },
      then: { properties: { faceImage: { type: "string" } }, required: ["faceImage"] },
    },
    stateOf(["DRIVING_LICENSE"], rules.STATES),
    stateOf(["PASSPORT", "ID_CARD"], rules.PLACES),
  ],
};

const check = new Ajv({ allErrors: true, formats }).compile(schema);

export const isValid = (request) => check(request);
export const errors = (request) => (check(request) ? [] : check.errors);
export const texts = (request) => errors(request).reduce((length, { message }) => length + message.length, 0);
// `if` only repeats what `then` has said.
export const fieldOf = ({ keyword, instancePath, params }) =>
  keyword === "if" ? null : (params.missingProperty ?? instancePath.slice(1));
