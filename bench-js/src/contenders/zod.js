import * as z from "zod";
import * as rules from "../rules.js";

const text = (max) =>
  z
    .string()
    .refine((value) => rules.fits(value, max), `longer than ${max} characters`)
    .regex(rules.NO_CONTROL, "holds control characters");
const reference = text(100).refine((value) => !rules.hasEmail(value), "holds an e-mail address");
const image = z.base64().min(1).max(rules.MAX_BASE64);

const shape = {
  merchantIdScanReference: reference.regex(rules.NOT_BLANK, "required"),
  frontsideImage: image,
  // The message spares the default one, which lists the 250 codes each time.
  country: z.enum(rules.COUNTRIES, { error: "no country's code" }),
  idType: z.enum(rules.ID_TYPES),
  enabledFields: text(100).regex(rules.TOKENS, "unknown tokens").nullish(),
  customerId: reference.nullish(),
  callbackUrl: text(255)
    .refine(rules.isCallbackUrl, "no callback URL")
    .refine((value) => !rules.hasEmail(value), "holds an e-mail address")
    .nullish(),
  usState: text(100).nullish(),
  callbackGranularity: z.enum(rules.GRANULARITIES).nullish(),
  ...rules.commonFields({
    text: (max) => text(max).nullish(),
    image: image.nullish(),
    mimeType: z.enum(rules.MIME_TYPES).nullish(),
    date: z.iso.date().nullish(),
  }),
};

// By themselves, rules of the whole object are left out where a field has an error.
const whole = { when: ({ value }) => typeof value === "object" && value !== null };

const schema = z
  .object(shape)
  .refine(
    ({ enabledFields, faceImage }) => !rules.LISTS_FACE_MATCH.test(enabledFields ?? "") || (faceImage ?? "") !== "",
    { path: ["faceImage"], error: "required", ...whole },
  )
  .refine(({ idType, usState }) => typeof usState !== "string" || rules.isPlaceFor(idType, usState), {
    path: ["usState"],
    error: "no state or country",
    ...whole,
  });

export const isValid = (request) => schema.safeParse(request).success;
export const errors = (request) => schema.safeParse(request).error?.issues ?? [];
export const texts = (request) => errors(request).reduce((length, { message }) => length + message.length, 0);
export const fieldOf = ({ path }) => path[0];
