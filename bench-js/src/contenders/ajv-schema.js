/** The rules as JSON Schema, with formats of our own for what it cannot say. */

import * as rules from "../rules.js";

const optional = (rule) => ({ ...rule, nullable: true });
const text = (maxLength) => ({ type: "string", maxLength, pattern: rules.NO_CONTROL.source });
const reference = { ...text(100), format: "reference" };
const image = { type: "string", minLength: 1, format: "base64" };
const date = optional({ type: "string", format: "date" });
const choice = (words) => ({ type: "string", enum: words });
const optionalChoice = (words) => optional(choice([...words, null]));

const properties = {
  merchantIdScanReference: { ...reference, allOf: [{ pattern: rules.NOT_BLANK.source }] },
  frontsideImage: image,
  faceImage: optional(image),
  country: { type: "string", format: "country" },
  idType: choice(rules.ID_TYPES),
  frontsideImageMimeType: optionalChoice(rules.MIME_TYPES),
  faceImageMimeType: optionalChoice(rules.MIME_TYPES),
  backsideImage: optional(image),
  backsideImageMimeType: optionalChoice(rules.MIME_TYPES),
  enabledFields: optional({ type: "string", maxLength: 100, pattern: rules.TOKENS.source }),
  customerId: optional(reference),
  callbackUrl: optional({ type: "string", maxLength: 255, format: "callback" }),
  usState: optional(text(100)),
  expiry: date,
  dob: date,
  callbackGranularity: optionalChoice(rules.GRANULARITIES),
  ...Object.fromEntries(Object.entries(rules.TEXTS).map(([name, max]) => [name, optional(text(max))])),
};

/** What usState must be for these kinds of document. */
const stateOf = (idTypes, format) => ({
  if: { properties: { idType: { enum: idTypes } }, required: ["idType"] },
  then: { properties: { usState: { type: "string", nullable: true, format } } },
});

export const schema = {
  type: "object",
  properties,
  required: ["merchantIdScanReference", "frontsideImage", "country", "idType"],
  allOf: [
    {
      if: {
        properties: { enabledFields: { type: "string", pattern: rules.LISTS_FACE_MATCH.source } },
        required: ["enabledFields"],
      },
      then: { properties: { faceImage: { type: "string" } }, required: ["faceImage"] },
    },
    stateOf(["DRIVING_LICENSE"], "state"),
    stateOf(["PASSPORT", "ID_CARD"], "place"),
  ],
};
