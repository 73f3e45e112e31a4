import * as v from "valibot";
import * as rules from "../rules.js";

const text = (max) =>
  v.pipe(
    v.string(),
    v.check((value) => rules.fits(value, max), `longer than ${max} characters`),
    v.regex(rules.NO_CONTROL, "holds control characters"),
  );

const reference = v.pipe(
  text(100),
  v.check((value) => !rules.hasEmail(value), "holds an e-mail address"),
);
// Not v.base64(): its expression overflows the stack on a photograph.
const image = v.pipe(v.string(), v.nonEmpty(), v.maxLength(rules.MAX_BASE64), v.check(rules.isBase64, "no base64"));
const date = v.pipe(v.string(), v.regex(rules.DATE, "not YYYY-MM-DD"), v.check(rules.isDay, "no day of the calendar"));
const mimeType = v.picklist(rules.MIME_TYPES);

const entries = {
  merchantIdScanReference: v.pipe(reference, v.regex(rules.NOT_BLANK, "required")),
  frontsideImage: image,
  faceImage: v.nullish(image),
  country: v.picklist(rules.COUNTRIES, "no country's code"),
  idType: v.picklist(rules.ID_TYPES),
  frontsideImageMimeType: v.nullish(mimeType),
  faceImageMimeType: v.nullish(mimeType),
  backsideImage: v.nullish(image),
  backsideImageMimeType: v.nullish(mimeType),
  enabledFields: v.nullish(v.pipe(text(100), v.regex(rules.TOKENS, "unknown tokens"))),
  customerId: v.nullish(reference),
  callbackUrl: v.nullish(
    v.pipe(
      text(255),
      v.check(rules.isCallbackUrl, "no callback URL"),
      v.check((value) => !rules.hasEmail(value), "holds an e-mail address"),
    ),
  ),
  usState: v.nullish(text(100)),
  expiry: v.nullish(date),
  dob: v.nullish(date),
  callbackGranularity: v.nullish(v.picklist(rules.GRANULARITIES)),
  ...Object.fromEntries(Object.entries(rules.TEXTS).map(([name, max]) => [name, v.nullish(text(max))])),
};

const schema = v.pipe(
  v.object(entries),
  v.forward(
    v.partialCheck(
      [["enabledFields"], ["faceImage"]],
      ({ enabledFields, faceImage }) => !rules.LISTS_FACE_MATCH.test(enabledFields ?? "") || (faceImage ?? "") !== "",
      "required",
    ),
    ["faceImage"],
  ),
  v.forward(
    v.partialCheck(
      [["idType"], ["usState"]],
      ({ idType, usState }) => typeof usState !== "string" || rules.isPlaceFor(idType, usState),
      "no state or country",
    ),
    ["usState"],
  ),
);

const issues = (request) => v.safeParse(schema, request).issues ?? [];

export const isValid = (request) => v.safeParse(schema, request).success;
export const texts = (request) => issues(request).reduce((length, { message }) => length + message.length, 0);
export const wrongFields = (request) => issues(request).map(({ path }) => path[0].key);
export const field = (name) => (value) => v.safeParse(entries[name], value).success;
