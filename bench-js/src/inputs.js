/** The requests, values and pictures that are measured, and those on which the contenders must agree first. */

/** The same numbers each time it is asked for, from 0 up to 2³². */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

const ascii = (text) => Array.from(text, (character) => character.charCodeAt(0));

/** A segment of a JPEG: its marker, its length, its content. */
function segment(marker, content) {
  const length = content.length + 2;
  return [0xff, marker, length >> 8, length & 0xff, ...content];
}

/**
 * A JPEG of 3000 × 2000 with all its headers and `exif` bytes of metadata, whose scan data is noise: no one decodes it. One in
 * 257 of its bytes is a stuffed zero; in photographs it is about one in 256 to 600.
 */
export function jpeg(scan, exif = 0) {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0];
  const metadata = () => segment(0xe1, [...ascii("Exif\0\0"), ...tiff, ...new Array(exif).fill(0)]);
  const head = [
    ...[0xff, 0xd8],
    ...segment(0xe0, [...ascii("JFIF\0"), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    ...(exif > 0 ? metadata() : []),
    ...segment(0xdb, [0, ...new Array(64).fill(16)]),
    ...segment(0xc0, [8, 2000 >> 8, 2000 & 255, 3000 >> 8, 3000 & 255, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]),
    // Two tables of one code of one bit.
    ...segment(0xc4, [0x00, 1, ...new Array(16).fill(0)]),
    ...segment(0xc4, [0x10, 1, ...new Array(16).fill(0)]),
    ...segment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]),
  ];
  const bytes = new Uint8Array(head.length + scan + 2);
  bytes.set(head);
  const next = random(scan);
  const end = head.length + scan;
  // Behind each 0xFF an encoder writes a zero; and none is the last.
  for (let i = head.length; i < end - 1; i++) bytes[i] = bytes[i - 1] === 0xff ? 0 : next() & 0xff;
  bytes.set([0, 0xff, 0xd9], end - 1);
  return bytes;
}

/** As many characters can be the arguments of a call; a multiple of three, so that the pieces can be put together. */
const ARGUMENTS = 0x6000;

/** Bytes in base64: a page has no Buffer. */
export function toBase64(bytes) {
  const pieces = [];
  for (let at = 0; at < bytes.length; at += ARGUMENTS) {
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(at, at + ARGUMENTS))));
  }
  return pieces.join("");
}

export const SMALL_IMAGE = toBase64(jpeg(112));

/** A short request without a mistake. */
export const VALID = {
  merchantIdScanReference: "6f1c1f0e-9f0a-4c52-8d53-0f1f5e1a2b3c",
  frontsideImage: SMALL_IMAGE,
  country: "DEU",
  idType: "ID_CARD",
  enabledFields: "idNumber,idFirstName,idLastName,idDob,idExpiry",
  callbackUrl: "https://api.example.com/netverify/callback",
  firstName: "Zoë",
  lastName: "O'Brien",
  usState: "Germany",
  dob: "1990-05-17",
  expiry: "2031-02-28",
};

/** Four mistakes, of four kinds. */
export const MISTAKES = {
  country: "usa",
  callbackUrl: "http://api.example.com/netverify/callback",
  dob: "1990-02-30",
  personalNumber: "AB1234567890123",
};

/** So many requests that differ as those of a server do, out of JSON as there. */
export function requests(count, changes = {}) {
  const next = random(count);
  return Array.from({ length: count }, () => {
    const id = Array.from({ length: 4 }, () => next().toString(16).padStart(8, "0")).join("");
    const reference = id.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
    return JSON.parse(JSON.stringify({ ...VALID, merchantIdScanReference: reference, ...changes }));
  });
}

/** What a field holds after each key. */
export const keystrokes = (text) => Array.from(text, (_, i) => text.slice(0, i + 1));

const LONG_LABEL = "a".repeat(63);
const LONG_HOST = `${[1, 2, 3].map(() => LONG_LABEL).join(".")}.${"a".repeat(61)}`;

const URLS = [
  "https://api.example.com",
  "https://api.example.com/",
  "HTTPS://API.Example.COM/cb",
  "https://api.example.com./cb",
  "https://a.b.c.d.example.com/a/../b//c/./",
  "https://api.example.com/a:b@c!$&'()*+,;=~",
  "https://api.example.com/%C3%9Cber%20uns",
  "https://xn--mnchen-3ya.de/cb",
  "https://localhost/",
  "https://a-b.example.com/",
  "https://1a.example.com/",
  "https://123.example.com/",
  `https://${LONG_LABEL}.example.com/`,
  `https://${LONG_HOST.slice(0, 240)}.com/`,
];

const WRONG_URLS = [
  "api.example.com",
  "//api.example.com/",
  "http://api.example.com/",
  "ftp://api.example.com/",
  "https:/api.example.com/",
  "https://",
  "https:///cb",
  "https://api.example.com:443/",
  "https://api.example.com:8443/cb",
  "https://api.example.com:/cb",
  "https://api.example.com/cb?id=1",
  "https://api.example.com/cb?",
  "https://api.example.com/cb#x",
  "https://api.example.com/cb#",
  "https://anna:secret@api.example.com/",
  "https://anna@api.example.com/",
  "https://203.0.113.7/",
  "https://2130706433/",
  "https://127.1/",
  "https://0x7f.1/",
  "https://017700000001/",
  "https://203.0.113.7./",
  "https://[2001:db8::1]/",
  "https://api.example.123/",
  "https://api.example.com/a b",
  "https://api.example.com/a\\b",
  "https://api.example.com/%zz",
  "https://api.example.com/%4",
  "https://api.example.com/%00",
  "https://api.example.com/%7F",
  "https://münchen.de/",
  "https://api.example.com/ü",
  "https://-api.example.com/",
  "https://api-.example.com/",
  "https://api..example.com/",
  "https://.example.com/",
  "https://api_1.example.com/",
  `https://${LONG_LABEL}a.example.com/`,
  `https://${LONG_HOST}a.com/`,
  "https://api.%65xample.com/",
  "https://api.example.com/<b>",
  "https://api.example.com/users/anna@example.org",
  "https://api.example.com/a\u0001",
  `https://api.example.com/${"a".repeat(232)}`,
];

const each = (field, values, wrong) => values.map((value) => [{ [field]: value }, wrong]);
const passes = (field, values) => each(field, values, []);
const fails = (field, values) => each(field, values, [field]);

const TEXTS = ["merchantReportingCriteria", "firstName", "lastName", "number"];

/**
 * Changes of the valid request, each with the fields that have an error then. `undefined` takes a field away.
 *
 * What no library says without a detour is left out, in the libraries' favour: blank texts in optional fields, the headers
 * of images, MIME types against them, warnings, suggestions.
 */
export const CASES = [
  [{}, []],
  [MISTAKES, ["country", "callbackUrl", "dob", "personalNumber"]],
  ...["merchantIdScanReference", "frontsideImage", "country", "idType"].flatMap((field) =>
    fails(field, [undefined, null, "", 1, true, {}, []]),
  ),
  ...Object.keys(VALID)
    .filter((field) => !["merchantIdScanReference", "frontsideImage", "country", "idType"].includes(field))
    .flatMap((field) => [...passes(field, [undefined, null]), ...fails(field, [1, false, {}, []])]),
  [
    { merchantIdScanReference: undefined, frontsideImage: undefined, country: undefined, idType: undefined },
    ["merchantIdScanReference", "frontsideImage", "country", "idType"],
  ],
  ...passes("merchantIdScanReference", [
    "order-2026-000123",
    "a".repeat(100),
    "é".repeat(100),
    "😀".repeat(100),
    "@home",
    "a@b",
  ]),
  ...fails("merchantIdScanReference", [
    "anna@example.com",
    "for anna.b@mail.example.co.uk, today",
    "a".repeat(101),
    "a\tb",
    " ",
    "\u3000\n",
  ]),
  ...passes("customerId", ["c-48151623", "a".repeat(100)]),
  ...fails("customerId", ["anna@example.com", "a".repeat(101), "a\u007fb", 12]),
  ...passes("frontsideImage", [SMALL_IMAGE]),
  ...fails("frontsideImage", [
    SMALL_IMAGE.slice(0, -1),
    `${SMALL_IMAGE}=`,
    `data:image/jpeg;base64,${SMALL_IMAGE}`,
    SMALL_IMAGE.replace("/", "_"),
    `${SMALL_IMAGE.slice(0, 76)}\n${SMALL_IMAGE.slice(76)}`,
    `${SMALL_IMAGE.slice(0, 8)}äöü%${SMALL_IMAGE.slice(8)}`,
  ]),
  ...passes("backsideImage", [toBase64(jpeg(120))]),
  ...fails("backsideImage", ["AAA", "no base64!"]),
  [{ enabledFields: "idFaceMatch" }, ["faceImage"]],
  [{ enabledFields: "idDob, idFaceMatch ,idExpiry" }, ["faceImage"]],
  [{ enabledFields: "idFaceMatch", faceImage: null }, ["faceImage"]],
  [{ enabledFields: "idFaceMatch", faceImage: toBase64(jpeg(130)) }, []],
  [{ enabledFields: "idFaceMatch", faceImage: "äöüß" }, ["faceImage"]],
  [{ enabledFields: "idFaceMatch", country: "usa", dob: "1990" }, ["faceImage", "country", "dob"]],
  ...passes("enabledFields", [
    "idNumber",
    "idDob, idExpiry",
    " idDob ,idExpiry ",
    "idDob,idDob",
    "idAddress,idUsState,idPersonalNumber",
  ]),
  ...fails("enabledFields", [
    "idnumber",
    "idDob,,idExpiry",
    "idDob,",
    ",idDob",
    "idDob;idExpiry",
    `idDob${" ".repeat(96)}`,
    "idDob,\tidExpiry",
  ]),
  ...passes("country", ["USA", "XKX", "GBR", "TUR"]),
  ...fails("country", ["usa", "US", "RKS", "U", "XXX", " USA", "USAA", "Germany"]),
  ...["PASSPORT", "DRIVING_LICENSE", "VISA"].map((idType) => [{ idType, usState: undefined }, []]),
  ...fails("idType", ["passport", "DRIVERS_LICENSE", "ID", " ID_CARD"]),
  ...["frontsideImageMimeType", "faceImageMimeType", "backsideImageMimeType"].flatMap((field) => [
    ...passes(field, ["image/jpeg", null]),
    ...fails(field, ["image/jpg", "IMAGE/JPEG", "image/gif", "PNG", 1]),
  ]),
  ...passes("callbackGranularity", ["onFinish", "onAllSteps", null]),
  ...fails("callbackGranularity", ["onfinish", "never", 1]),
  ...passes("callbackUrl", URLS),
  ...fails("callbackUrl", WRONG_URLS),
  ...TEXTS.flatMap((field) => [
    ...passes(field, [
      "O'Brien",
      "Müller & Söhne",
      "<b>",
      "a".repeat(100),
      "語".repeat(100),
      "😀".repeat(100),
      "e\u0301".repeat(50),
      null,
    ]),
    ...fails(field, ["a".repeat(101), "語".repeat(101), "😀".repeat(101), "a\tb", "a\u0000", "a\u0085b", "a\u009f", 7]),
  ]),
  ...passes("personalNumber", ["AB123456789012", "😀".repeat(14), null]),
  ...fails("personalNumber", ["123456789012345", "😀".repeat(15), "1\n2", 3]),
  ...["dob", "expiry"].flatMap((field) => [
    ...passes(field, ["1990-02-28", "2024-02-29", "2000-02-29", "1999-12-31", "0001-01-01"]),
    ...fails(field, [
      "1990-2-28",
      "31.12.2030",
      "1990-02-30",
      "2023-02-29",
      "1900-02-29",
      "1990-13-01",
      "1990-00-10",
      "1990-01-00",
      "1990-04-31",
      "1990-01-01T00:00:00Z",
      " 1990-01-01",
      "١٩٩٠-٠١-٠١",
    ]),
  ]),
  ...["PASSPORT", "ID_CARD"].flatMap((idType) => [
    ...[
      "WA",
      "DE",
      "DEU",
      "XK",
      "XKX",
      "Kosovo",
      "Germany",
      "Türkiye",
      "Bolivia, Plurinational State of",
      "Bolivia (Plurinational State of)",
      "Republic of Austria",
    ].map((usState) => [{ idType, usState }, []]),
    ...["wa", "Atlantis", "US-WA", "de", "deu", "California", "a".repeat(101), 5].map((usState) => [
      { idType, usState },
      ["usState"],
    ]),
  ]),
  ...["WA", "DC", "PR", "VI"].map((usState) => [{ idType: "DRIVING_LICENSE", usState }, []]),
  ...["wa", "Washington", "Germany", "DEU", "XK", "Kosovo"].map((usState) => [
    { idType: "DRIVING_LICENSE", usState },
    ["usState"],
  ]),
  ...["wa", "Atlantis"].map((usState) => [{ idType: "VISA", usState }, []]),
  [{ idType: "passport", usState: "Atlantis" }, ["idType"]],
  [{ idType: undefined, usState: "Atlantis" }, ["idType"]],
  [{ unknownField: "x", additionalChecks: {} }, []],
];

/** Values of single fields, besides what the keys of a legal one go through. */
export const FIELD_VALUES = {
  callbackUrl: [...keystrokes(VALID.callbackUrl), ...URLS, ...WRONG_URLS],
  country: [...keystrokes("DEU"), "usa", "XKX", "XXX", "Germany"],
};
