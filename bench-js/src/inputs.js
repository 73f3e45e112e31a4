/** The requests and images that are measured. */

/** The same numbers each time it is asked for, from 0 up to 2²⁴: a linear congruential generator without its low bits. */
export function random(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
}

/** A segment of a JPEG: its marker, its length, its content. */
const segment = (marker, content) => [0xff, marker, 0, content.length + 2, ...content];

/**
 * A JPEG of 3000 × 2000 with all its headers, whose scan data is noise: no contender decodes it. One in 257 of its bytes is a
 * stuffed zero; in photos it is about one in 256 to 600.
 */
export function jpeg(scan) {
  const headers = [
    ...[0xff, 0xd8],
    ...segment(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    ...segment(0xdb, [0, ...new Array(64).fill(16)]),
    ...segment(0xc0, [8, 2000 >> 8, 2000 & 255, 3000 >> 8, 3000 & 255, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]),
    // Two tables of one code of one bit.
    ...[0x00, 0x10].flatMap((table) => segment(0xc4, [table, 1, ...new Array(16).fill(0)])),
    ...segment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]),
  ];
  const bytes = new Uint8Array(headers.length + scan + 2);
  bytes.set(headers);
  const next = random(scan);
  const end = headers.length + scan;
  // Behind each 0xFF an encoder writes a zero; and none is the last.
  for (let i = headers.length; i < end - 1; i++) bytes[i] = bytes[i - 1] === 0xff ? 0 : next() >>> 16;
  bytes.set([0, 0xff, 0xd9], end - 1);
  return bytes;
}

/** Bytes in base64, piece by piece: a page has no Buffer, and a call takes only so many arguments. */
export function toBase64(bytes) {
  const pieces = [];
  for (let at = 0; at < bytes.length; at += 3 * 8192) {
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(at, at + 3 * 8192))));
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
    const merchantIdScanReference = VALID.merchantIdScanReference.replace(/^.{6}/, next().toString(16).padStart(6, "0"));
    return JSON.parse(JSON.stringify({ ...VALID, merchantIdScanReference, ...changes }));
  });
}
