/** What no library has of its own: the expressions and functions that all contenders give to theirs. */

import { countries, places, states } from "../build/words.js";

export const ID_TYPES = ["PASSPORT", "DRIVING_LICENSE", "ID_CARD", "VISA"];
export const MIME_TYPES = ["image/jpeg", "image/png"];
export const GRANULARITIES = ["onFinish", "onAllSteps"];
export const COUNTRIES = countries;
export const STATES = states;
export const PLACES = places;

/** The fields that are free text with a maximum, and no more. */
export const TEXTS = {
  merchantReportingCriteria: 100,
  firstName: 100,
  lastName: 100,
  number: 100,
  personalNumber: 14,
};

export const NOT_BLANK = /\S/;
export const NO_CONTROL = /^[^\u0000-\u001f\u007f-\u009f]*$/;
const EMAIL = /[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/i;
export const DATE = /^\d{4}-\d\d-\d\d$/;

const TOKEN = "id(?:Number|FirstName|LastName|Dob|Expiry|UsState|PersonalNumber|FaceMatch|Address)";
export const TOKENS = new RegExp(`^ *${TOKEN} *(?:, *${TOKEN} *)*$`);
export const LISTS_FACE_MATCH = /(?:^|,) *idFaceMatch *(?:,|$)/;

/** 15 MiB, encoded. */
export const MAX_BASE64 = 20_971_520;
/** In one run of one class: the usual form, a group of four repeated, overflows the stack on a photograph. */
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
export const isBase64 = (text) => text.length % 4 === 0 && BASE64.test(text);

/** Whether the text has at most so many code points. */
export const fits = (text, max) => {
  if (text.length <= max) return true;
  // No code point takes more than two code units.
  return text.length <= 2 * max && [...text].length <= max;
};

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Whether a text in the form of a date names a day of the calendar. */
export const isDay = (text) => {
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  return day >= 1 && day <= (DAYS[month - 1] ?? 0) && (month !== 2 || day < 29 || isLeap(year));
};

// Where there is no @, the expression would look for one from every character on: half of the time of a short request.
export const hasEmail = (text) => text.includes("@") && EMAIL.test(text);

const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const ESCAPE = "%(?![01]|7f)[0-9a-f]{2}";
const URL_FORM = new RegExp(
  `^https://(${LABEL}(?:\\.${LABEL})*)\\.?(?:/(?:[a-z0-9\\-._~!$&'()*+,;=:@/]|${ESCAPE})*)?$`,
  "i",
);
const NUMERIC_LABEL = /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/i;

/** Https, a host name of at most 253 characters that is no address, no port, user, query or fragment. */
export const isCallbackUrl = (text) => {
  const host = URL_FORM.exec(text)?.[1];
  return host !== undefined && host.length <= 253 && !NUMERIC_LABEL.test(host);
};

const STATE_SET = /* @__PURE__ */ new Set(states);
const PLACE_SET = /* @__PURE__ */ new Set(places);

/** Whether usState is one that the idType allows. */
export const isPlaceFor = (idType, usState) => {
  if (idType === "DRIVING_LICENSE") return STATE_SET.has(usState);
  if (idType === "PASSPORT" || idType === "ID_CARD") return PLACE_SET.has(usState);
  return true;
};
