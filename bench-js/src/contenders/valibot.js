import * as v from "valibot";
import * as rules from "../rules.js";

const text = (max) =>
  v.pipe(
    v.string(),
    v.check((value) => rules.fits(value, max), `longer than ${max} characters`),
    v.regex(rules.NO_CONTROL, "holds control characters"),
  );
const noEmail = v.check((value) => !rules.hasEmail(value), "holds an e-mail address");
const reference = v.pipe(text(100), noEmail);
// Not v.base64(): its expression overflows the stack on a photo.
const image = v.pipe(v.string(), v.nonEmpty(), v.maxLength(rules.MAX_BASE64), v.check(rules.isBase64, "no base64"));
const date = v.pipe(v.string(), v.regex(rules.DATE, "not YYYY-MM-DD"), v.check(rules.isDay, "no day of the calendar"));

const entries = {
  merchantIdScanReference: v.pipe(reference, v.regex(rules.NOT_BLANK, "required")),
  frontsideImage: image,
  country: v.picklist(rules.COUNTRIES, "no country's code"),
  idType: v.picklist(rules.ID_TYPES),
  enabledFields: v.nullish(v.pipe(text(100), v.regex(rules.TOKENS, "unknown tokens"))),
  customerId: v.nullish(reference),
  callbackUrl: v.nullish(v.pipe(text(255), v.check(rules.isCallbackUrl, "no callback URL"), noEmail)),
  usState: v.nullish(text(100)),
  callbackGranularity: v.nullish(v.picklist(rules.GRANULARITIES)),
  ...rules.commonFields({
    text: (max) => v.nullish(text(max)),
    image: v.nullish(image),
    mimeType: v.nullish(v.picklist(rules.MIME_TYPES)),
    date: v.nullish(date),
  }),
};

/** A rule that reads two fields, and the second of them has the error. */
const across = (first, second, passes, message) =>
  v.forward(v.partialCheck([[first], [second]], (request) => passes(request[first], request[second]), message), [second]);

const schema = v.pipe(
  v.object(entries),
  across(
    "enabledFields",
    "faceImage",
    (listed, image) => !rules.LISTS_FACE_MATCH.test(listed ?? "") || (image ?? "") !== "",
    "required",
  ),
  across("idType", "usState", (id, state) => typeof state !== "string" || rules.isPlaceFor(id, state), "no state or country"),
);

export const isValid = (request) => v.safeParse(schema, request).success;
export const errors = (request) => v.safeParse(schema, request).issues ?? [];
export const texts = (request) => errors(request).reduce((length, { message }) => length + message.length, 0);
export const fieldOf = ({ path }) => path[0].key;
