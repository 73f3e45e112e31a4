import Joi from "joi";
import * as rules from "../rules.js";

/** A rule of Joi's out of a predicate. */
const check = (passes) => (value, helpers) => (passes(value) ? value : helpers.error("any.invalid"));

const text = (max) =>
  Joi.string()
    .custom(check((value) => rules.fits(value, max)))
    .pattern(rules.NO_CONTROL);

const reference = text(100).custom(check((value) => !rules.hasEmail(value)));
const image = Joi.string().base64().max(rules.MAX_BASE64);
const date = Joi.string().pattern(rules.DATE).custom(check(rules.isDay));
const mimeType = Joi.valid(...rules.MIME_TYPES, null);

const fields = {
  merchantIdScanReference: reference.pattern(rules.NOT_BLANK).required(),
  frontsideImage: image.required(),
  faceImage: image.when("enabledFields", {
    is: Joi.string().pattern(rules.LISTS_FACE_MATCH).required(),
    then: Joi.required(),
    otherwise: Joi.allow(null),
  }),
  // The message spares the default one, which lists the 250 codes each time.
  country: Joi.valid(...rules.COUNTRIES)
    .required()
    .messages({ "any.only": "no country's code" }),
  idType: Joi.valid(...rules.ID_TYPES).required(),
  frontsideImageMimeType: mimeType,
  faceImageMimeType: mimeType,
  backsideImage: image.allow(null),
  backsideImageMimeType: mimeType,
  enabledFields: text(100).pattern(rules.TOKENS).allow(null),
  customerId: reference.allow(null),
  callbackUrl: text(255).custom(check((value) => rules.isCallbackUrl(value) && !rules.hasEmail(value))).allow(null),
  usState: text(100)
    .allow(null)
    .when("idType", {
      switch: ["PASSPORT", "ID_CARD", "DRIVING_LICENSE"].map((idType) => ({
        is: idType,
        then: Joi.custom(check((value) => rules.isPlaceFor(idType, value))),
      })),
    }),
  expiry: date.allow(null),
  dob: date.allow(null),
  callbackGranularity: Joi.valid(...rules.GRANULARITIES, null),
  ...Object.fromEntries(Object.entries(rules.TEXTS).map(([name, max]) => [name, text(max).allow(null)])),
};

const schema = Joi.object(fields).unknown().required();
const options = { abortEarly: false, convert: false };

const errors = (request) => schema.validate(request, options).error?.details ?? [];

export const isValid = (request) => schema.validate(request, options).error === undefined;
export const texts = (request) => errors(request).reduce((length, { message }) => length + message.length, 0);
export const wrongFields = (request) => errors(request).map(({ path }) => path[0]);
export const field = (name) => (value) => fields[name].validate(value, options).error === undefined;
