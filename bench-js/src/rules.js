/** The expressions and functions that no library has, which all contenders share. */

import { PLACES, STATES } from "../build/words.js";

export { COUNTRIES, PLACES, STATES } from "../build/words.js";
export const ID_TYPES = ["PASSPORT", "DRIVING_LICENSE", "ID_CARD", "VISA"];
export const MIME_TYPES = ["image/jpeg", "image/png"];
export const GRANULARITIES = ["onFinish", "onAllSteps"];

/** The fields of these names, with one rule. */
const fields = (names, rule) => Object.fromEntries(names.map((name) => [name, rule]));

/** The optional fields that have a rule in common, made of the rules of a library. */
export const commonFields = ({ text, image, mimeType, date }) => ({
  ...fields(["merchantReportingCriteria", "firstName", "lastName", "number"], text(100)),
  personalNumber: text(14),
  ...fields(["faceImage", "backsideImage"], image),
  ...fields(["frontsideImageMimeType", "faceImageMimeType", "backsideImageMimeType"], mimeType),
  ...fields(["expiry", "dob"], date),
});

export const NOT_BLANK = /\S/;
export const NO_CONTROL = /^[^\u0000-\u001f\u007f-\u009f]*$/;
const EMAIL = /[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/i;
export const DATE = /^\d{4}-\d\d-\d\d$/;

const TOKEN = "id(?:Number|FirstName|LastName|Dob|Expiry|UsState|PersonalNumber|FaceMatch|Address)";
export const TOKENS = new RegExp(`^ *${TOKEN} *(?:, *${TOKEN} *)*$`);
export const LISTS_FACE_MATCH = /(?:^|,) *idFaceMatch *(?:,|$)/;

/** 15 MiB, encoded. */
export const MAX_BASE64 = 20_971_520;
/** In one run of one class: the usual form, a group of four repeated, overflows the stack on a photo. */
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
export const isBase64 = (text) => text.length % 4 === 0 && BASE64.test(text);

/** Checks whether the text has at most so many code points, of which none takes more than two code units. */
export const fits = (text, max) => text.length <= max || (text.length <= 2 * max && [...text].length <= max);

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Checks whether a text in the form of a date names a day of the calendar. */
export const isDay = (text) => {
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  return day >= 1 && day <= (DAYS[month - 1] ?? 0) && (month !== 2 || day < 29 || isLeap(year));
};

// Without an @, the expression would look for one from every character on: half of the time of a short request.
export const hasEmail = (text) => text.includes("@") && EMAIL.test(text);

const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const ESCAPE = "%(?![01]|7f)[0-9a-f]{2}";
const URL_FORM = new RegExp(
  `^https://(${LABEL}(?:\\.${LABEL})*)\\.?(?:/(?:[a-z0-9\\-._~!$&'()*+,;=:@/]|${ESCAPE})*)?$`,
  "i",
);
const NUMERIC_LABEL = /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/i;

/** Checks whether a text is an https URL with a host name, without port, user, query and fragment. */
export const isCallbackUrl = (text) => {
  const host = URL_FORM.exec(text)?.[1];
  return host !== undefined && host.length <= 253 && !NUMERIC_LABEL.test(host);
};

const STATE_SET = /* @__PURE__ */ new Set(STATES);
const PLACE_SET = /* @__PURE__ */ new Set(PLACES);

/** Checks whether usState is one that the idType allows. */
export const isPlaceFor = (idType, usState) => {
  if (idType === "DRIVING_LICENSE") return STATE_SET.has(usState);
  return (idType !== "PASSPORT" && idType !== "ID_CARD") || PLACE_SET.has(usState);
};
