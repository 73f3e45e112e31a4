/**
 * The inputs on which the contenders must agree: valid and invalid texts of each field, and requests that break a rule of two
 * fields. What no library can express without a detour is left out, in the libraries' favour: blank texts in optional
 * fields, the headers of images, MIME types against them, warnings, suggestions.
 */

import { jpeg, MISTAKES, SMALL_IMAGE, toBase64, VALID } from "./inputs.js";

const URL_63 = "a".repeat(63);
const HOST_253 = `${URL_63}.${URL_63}.${URL_63}.${"a".repeat(61)}`;
const HTTPS_A = "https://a".length;

/** What a field holds after each key, from so many characters to so many. */
const keystrokes = (text, from, to) => Array.from({ length: to - from }, (_, i) => text.slice(0, from + i));

const CALLBACK_URL = {
  valid: [
    ...keystrokes(VALID.callbackUrl, HTTPS_A, VALID.callbackUrl.length),
    "https://api.example.com/", "HTTPS://API.Example.COM/cb", "https://api.example.com./cb", "https://localhost/",
    "https://a.b.c.d.example.com/a/../b//c/./", "https://api.example.com/a:b@c!$&'()*+,;=~",
    "https://api.example.com/%C3%9Cber%20uns", "https://xn--mnchen-3ya.de/cb", "https://a-b.example.com/",
    "https://1a.example.com/", "https://123.example.com/", `https://${URL_63}.example.com/`,
    `https://${HOST_253.slice(0, 240)}.com/`,
  ],
  invalid: [
    ...keystrokes(VALID.callbackUrl, 1, HTTPS_A),
    "api.example.com", "//api.example.com/", "http://api.example.com/", "ftp://api.example.com/",
    "https:/api.example.com/", "https://", "https:///cb", "https://api.example.com:443/",
    "https://api.example.com:8443/cb", "https://api.example.com:/cb", "https://api.example.com/cb?id=1",
    "https://api.example.com/cb?", "https://api.example.com/cb#x", "https://api.example.com/cb#",
    "https://anna:secret@api.example.com/", "https://anna@api.example.com/", "https://203.0.113.7/",
    "https://2130706433/", "https://127.1/", "https://0x7f.1/", "https://017700000001/", "https://203.0.113.7./",
    "https://[2001:db8::1]/", "https://api.example.123/", "https://api.example.com/a b",
    "https://api.example.com/a\\b", "https://api.example.com/%zz", "https://api.example.com/%4",
    "https://api.example.com/%00", "https://api.example.com/%7F", "https://münchen.de/", "https://api.example.com/ü",
    "https://-api.example.com/", "https://api-.example.com/", "https://api..example.com/", "https://.example.com/",
    "https://api_1.example.com/", `https://${URL_63}a.example.com/`, `https://${HOST_253}a.com/`,
    "https://api.%65xample.com/", "https://api.example.com/<b>", "https://api.example.com/users/anna@example.org",
    "https://api.example.com/a\u0001", `https://api.example.com/${"a".repeat(232)}`,
  ],
};

const TEXT = {
  valid: ["O'Brien", "Müller & Söhne", "<b>", ...[..."a語😀"].map((one) => one.repeat(100)), "e\u0301".repeat(50), null],
  invalid: [...[..."a語😀"].map((one) => one.repeat(101)), "a\tb", "a\u0000", "a\u0085b", "a\u009f", 7],
};
const MIME_TYPE = { valid: ["image/jpeg", null], invalid: ["image/jpg", "IMAGE/JPEG", "image/gif", "PNG", 1] };
const DATE = {
  valid: ["1990-02-28", "2024-02-29", "2000-02-29", "1999-12-31", "0001-01-01"],
  invalid: [
    "1990-2-28", "31.12.2030", "1990-02-30", "2023-02-29", "1900-02-29", "1990-13-01", "1990-00-10", "1990-01-00",
    "1990-04-31", "1990-01-01T00:00:00Z", " 1990-01-01", "١٩٩٠-٠١-٠١",
  ],
};

const FIELDS = {
  merchantIdScanReference: {
    valid: ["order-2026-000123", "a".repeat(100), "é".repeat(100), "😀".repeat(100), "@home", "a@b"],
    invalid: ["anna@example.com", "for anna.b@mail.example.co.uk, today", "a".repeat(101), "a\tb", " ", "\u3000\n"],
  },
  customerId: { valid: ["c-48151623", "a".repeat(100)], invalid: ["anna@example.com", "a".repeat(101), "a\u007fb", 12] },
  frontsideImage: {
    valid: [SMALL_IMAGE],
    invalid: [
      SMALL_IMAGE.slice(0, -1), `${SMALL_IMAGE}=`, `data:image/jpeg;base64,${SMALL_IMAGE}`,
      SMALL_IMAGE.replace("/", "_"), `${SMALL_IMAGE.slice(0, 76)}\n${SMALL_IMAGE.slice(76)}`,
      `${SMALL_IMAGE.slice(0, 8)}äöü%${SMALL_IMAGE.slice(8)}`,
    ],
  },
  backsideImage: { valid: [toBase64(jpeg(120))], invalid: ["AAA", "no base64!"] },
  enabledFields: {
    valid: ["idNumber", "idDob, idExpiry", " idDob ,idExpiry ", "idDob,idDob", "idAddress,idUsState,idPersonalNumber"],
    invalid: [
      "idnumber", "idDob,,idExpiry", "idDob,", ",idDob", "idDob;idExpiry", "idDob,\tidExpiry", `idDob${" ".repeat(96)}`,
    ],
  },
  country: {
    valid: ["USA", "XKX", "GBR", "TUR"],
    invalid: ["usa", "US", "RKS", "U", "D", "DE", "XXX", " USA", "USAA", "Germany"],
  },
  idType: { invalid: ["passport", "DRIVERS_LICENSE", "ID", " ID_CARD"] },
  frontsideImageMimeType: MIME_TYPE,
  faceImageMimeType: MIME_TYPE,
  backsideImageMimeType: MIME_TYPE,
  callbackGranularity: { valid: ["onFinish", "onAllSteps", null], invalid: ["onfinish", "never", 1] },
  callbackUrl: CALLBACK_URL,
  merchantReportingCriteria: TEXT, firstName: TEXT, lastName: TEXT, number: TEXT,
  personalNumber: {
    valid: ["AB123456789012", "😀".repeat(14), null],
    invalid: ["123456789012345", "😀".repeat(15), "1\n2", 3],
  },
  dob: DATE,
  expiry: DATE,
};

/** The texts of usState by idType. */
const PLACES = {
  valid: [
    "WA", "DE", "DEU", "XK", "XKX", "Kosovo", "Germany", "Türkiye", "Bolivia, Plurinational State of",
    "Bolivia (Plurinational State of)", "Republic of Austria",
  ],
  invalid: ["wa", "Atlantis", "US-WA", "de", "deu", "California", "a".repeat(101), 5],
};
const STATES = {
  PASSPORT: PLACES,
  ID_CARD: PLACES,
  DRIVING_LICENSE: {
    valid: [undefined, "WA", "DC", "PR", "VI"],
    invalid: ["wa", "Washington", "Germany", "DEU", "XK", "Kosovo"],
  },
  VISA: { valid: [undefined, "wa", "Atlantis"] },
};

const REQUIRED = ["merchantIdScanReference", "frontsideImage", "country", "idType"];
const OPTIONAL = Object.keys(VALID).filter((field) => !REQUIRED.includes(field));
const WRONG_TYPES = [1, true, false, {}, []];

const both = (field, { valid = [], invalid = [] }, others) => [
  ...valid.map((value) => [{ ...others, [field]: value }, []]),
  ...invalid.map((value) => [{ ...others, [field]: value }, [field]]),
];

/** Changes of the valid request, each with the fields that have an error then. `undefined` takes a field away. */
export const CASES = [
  [{}, []],
  [MISTAKES, Object.keys(MISTAKES)],
  ...REQUIRED.flatMap((field) => both(field, { invalid: [undefined, null, "", ...WRONG_TYPES] })),
  ...OPTIONAL.flatMap((field) => both(field, { valid: [undefined, null], invalid: WRONG_TYPES })),
  [Object.fromEntries(REQUIRED.map((field) => [field, undefined])), REQUIRED],
  ...Object.entries(FIELDS).flatMap(([field, texts]) => both(field, texts)),
  ...Object.entries(STATES).flatMap(([idType, texts]) => both("usState", texts, { idType })),
  [{ idType: "PASSPORT", usState: undefined }, []],
  [{ idType: "passport", usState: "Atlantis" }, ["idType"]],
  [{ idType: undefined, usState: "Atlantis" }, ["idType"]],
  [{ enabledFields: "idDob, idFaceMatch ,idExpiry" }, ["faceImage"]],
  ...both("faceImage", { valid: [toBase64(jpeg(130))], invalid: [undefined, null, "äöüß"] }, { enabledFields: "idFaceMatch" }),
  [{ enabledFields: "idFaceMatch", country: "usa", dob: "1990" }, ["faceImage", "country", "dob"]],
  [{ unknownField: "x", additionalChecks: {} }, []],
];
