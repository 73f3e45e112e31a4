/** The rules as JSON Schema, with formats of our own for what it cannot say. */

import * as rules from "../rules.js";

const optional = (rule) => ({ ...rule, nullable: true });
const choice = (words) => ({ type: "string", enum: words });
const optionalChoice = (words) => optional(choice([...words, null]));

/** What usState must be for these kinds of document. */
const stateOf = (idTypes, state) => ({
  if: { properties: { idType: { enum: idTypes } }, required: ["idType"] },
  then: { properties: { usState: optional({ type: "string", ...state }) } },
});

/**
 * The schema. `among` says that a text is one of many words, and whether null is one, too; `atMost` that it has no more
 * code points than that.
 */
export function schemaWith({ among, atMost }) {
  const text = (max) => ({ type: "string", ...atMost(max), pattern: rules.NO_CONTROL.source });
  const reference = { ...text(100), format: "reference" };
  const image = { type: "string", minLength: 1, format: "base64" };
  const date = optional({ type: "string", format: "date" });

  const properties = {
    merchantIdScanReference: { ...reference, allOf: [{ pattern: rules.NOT_BLANK.source }] },
    frontsideImage: image,
    faceImage: optional(image),
    country: { type: "string", ...among(rules.COUNTRIES, false) },
    idType: choice(rules.ID_TYPES),
    frontsideImageMimeType: optionalChoice(rules.MIME_TYPES),
    faceImageMimeType: optionalChoice(rules.MIME_TYPES),
    backsideImage: optional(image),
    backsideImageMimeType: optionalChoice(rules.MIME_TYPES),
    enabledFields: optional({ type: "string", ...atMost(100), pattern: rules.TOKENS.source }),
    customerId: optional(reference),
    callbackUrl: optional({ type: "string", ...atMost(255), format: "callback" }),
    usState: optional(text(100)),
    expiry: date,
    dob: date,
    callbackGranularity: optionalChoice(rules.GRANULARITIES),
    ...Object.fromEntries(Object.entries(rules.TEXTS).map(([name, max]) => [name, optional(text(max))])),
  };

  return {
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
      stateOf(["DRIVING_LICENSE"], among(rules.STATES, true)),
      stateOf(["PASSPORT", "ID_CARD"], among(rules.PLACES, true)),
    ],
  };
}

/** In the words of JSON Schema alone. */
export const schema = schemaWith({
  among: (words, orNull) => ({ enum: orNull ? [...words, null] : words }),
  atMost: (maxLength) => ({ maxLength }),
});
