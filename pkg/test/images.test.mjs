// What steps over many bytes at a time, against plain JavaScript that looks at each: the module's vector instructions have
// no other test, and neither has what is read of a file.

import assert from "node:assert/strict";
import { test } from "node:test";
import { checkBlob, checkImage, validate, validateField, validateJson } from "../dist/index.js";

/** Bytes that cross to WebAssembly at once. */
const INPUT_BYTES = 64 * 1024;

const segment = (marker, ...content) => [0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 0xff, ...content];
const EXIF = segment(0xe1, ...Buffer.from("Exif\0\0"), 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0);
/** EXIF with a latitude and a longitude. */
const LOCATED = segment(
  0xe1,
  ...Buffer.from("Exif\0\0MM\0*\0\0\0\x08"),
  ...[0, 1, 0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0x1a, 0, 0, 0, 0],
  ...[0, 2, 0, 2, 0, 5, 0, 0, 0, 3, 0, 0, 0, 0, 0, 4, 0, 5, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0],
);
const FRAME = [
  ...segment(0xdb, 0, ...new Array(64).fill(16)),
  ...segment(0xc0, 8, 2000 >> 8, 2000 & 255, 3000 >> 8, 3000 & 255, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0),
];
const SCAN = segment(0xda, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0);
const END = [0xff, 0xd9];

/** A JPEG whose scan data is noise, the same each time, with stuffed bytes in it. */
function jpeg(length, headers) {
  const noise = Buffer.alloc(length);
  for (let i = 0, state = 1; i < length; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    noise[i] = noise[i - 1] === 0xff ? 0 : state >>> 24;
  }
  noise[length - 1] = 0;
  return Buffer.concat([Buffer.from([0xff, 0xd8, ...headers, ...FRAME, ...SCAN]), noise, Buffer.from(END)]);
}

/** Whether who reads a JPEG from its beginning meets its end. */
function hasEnd(bytes) {
  let scans = 0;
  for (let at = 2; ; ) {
    at = bytes.indexOf(0xff, at);
    if (at < 0 || at + 1 >= bytes.length) return false;
    const marker = bytes[at + 1];
    if (marker === 0xd9) return scans > 0;
    if (marker === 0xd8 && scans > 0) return false;
    if (marker === 0xff) at += 1;
    else if (marker <= 1 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else {
      if (marker === 0xda) scans++;
      at += 2 + Math.max(2, (bytes[at + 2] << 8) | bytes[at + 3]);
    }
  }
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUES = Array.from({ length: 128 }, (_, code) => ALPHABET.indexOf({ "-": "+", _: "/" }[String.fromCharCode(code)] ?? String.fromCharCode(code)));

/** What is to be said of a base64 text, read character by character; its image is a JPEG with a frame. */
function expected(text) {
  const first = {};
  let [letters, pads, misplaced, last] = [0, 0, false, 0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x20 || (code >= 9 && code <= 13)) first.base64_whitespace ??= i;
    else if (code === 0x3d) pads++;
    else if (!(VALUES[code] >= 0)) first.base64_alphabet ??= i;
    else {
      if (code === 0x2d || code === 0x5f) first.base64_url_safe ??= i;
      misplaced ||= pads > 0;
      letters++;
      last = VALUES[code];
    }
  }
  const [wanted, spare] = [[0, 0], [-1, 0], [2, 15], [1, 3]][letters % 4];
  const isReadable = first.base64_alphabet === undefined && !misplaced;
  const isPadded = misplaced || (first.base64_alphabet === undefined && (pads !== wanted || (last & spare) !== 0));
  return [
    ...Object.entries(first).map(([code, index]) => `${code} ${index}`),
    ...(isPadded ? ["base64_padding"] : []),
    ...(isReadable && !hasEnd(Buffer.from(text, "base64")) ? ["image_truncated"] : []),
  ].sort();
}

const said = ({ violations }) =>
  violations.map(({ code, params }) => (params?.index === undefined ? code : `${code} ${params.index}`)).sort();

/** The platform's own decoder, or a substitute for it in Node, which has had one since version 25 only. */
const decoder =
  Uint8Array.prototype.setFromBase64 ??
  function (text) {
    const clean = text.replace(/[\t\n\f\r ]/g, "");
    if (!/^(?:[\w+/]{4})*(?:[\w+/]{2,3}={0,2})?$/.test(clean) || clean.includes("_")) throw new SyntaxError("no base64");
    const bytes = Buffer.from(clean, "base64");
    this.set(bytes);
    return { read: text.length, written: bytes.length };
  };

for (const [name, headers, decode] of [
  ["with EXIF", EXIF],
  ["without EXIF", []],
  ["with EXIF, by the platform's decoder", EXIF, decoder],
  ["without EXIF, by the platform's decoder", [], decoder],
]) {
  const using = (act) => async () => {
    Object.defineProperty(Uint8Array.prototype, "setFromBase64", { value: decode, configurable: true });
    await act();
  };

  test(`a wrong character is found at every place of a base64 text, of a JPEG ${name}`, using(() => {
    const text = jpeg(200_000, headers).toString("base64");
    assert.deepEqual(said(checkImage(text)), []);
    const around = (place) => Array.from({ length: 130 }, (_, i) => place - 65 + i);
    const places = [...around(INPUT_BYTES), ...around(2 * INPUT_BYTES), ...around(text.length - 66)];
    places.forEach((place, i) => {
      const wrong = ["%", " ", "-", "=", "é", "\n", "@", "[", "`", "{", ":", ",", "€", "\u0141", "\0", "_"];
      // Each kind at each place modulo the width of a vector, and the commonest at all.
      for (const character of [wrong[0], wrong[1 + ((i + (i >> 4)) % (wrong.length - 1))]]) {
        // Instead of what is there, or before it.
        const spoilt = text.slice(0, place) + character + text.slice(place + ((i >> 1) & 1));
        assert.deepEqual(said(checkImage(spoilt)), expected(spoilt), `${JSON.stringify(character)} at ${place}`);
      }
    });
  }));

  test(`lost pluses are reported wherever they were, and read as such, of a JPEG ${name}`, using(() => {
    const text = jpeg(200_000, headers).toString("base64");
    const lost = text.replaceAll("+", " ");
    assert.deepEqual(said(checkImage(lost)), ["base64_plus_lost"]);
    // One plus shows that none was lost; without any, a blank late in the text still is one.
    assert.deepEqual(said(checkImage(lost.replace(" ", "+"))).includes("base64_plus_lost"), false);
    const none = text.replaceAll("+", "A");
    const late = `${none.slice(0, 3 * INPUT_BYTES)} ${none.slice(3 * INPUT_BYTES + 1)}`;
    assert.deepEqual(said(checkImage(late)), ["base64_plus_lost"]);
    const request = { merchantIdScanReference: "r-1", frontsideImage: text, backsideImage: lost, country: "USA", idType: "PASSPORT" };
    assert.deepEqual(said(validate(request)), ["base64_plus_lost", "image_reused"]);
    assert.deepEqual(validate(request), validateJson(JSON.stringify(request)));
  }));

  test(`what is no base64 is reported, however it is read, beside a JPEG ${name}`, using(async () => {
    const bytes = jpeg(20_000, headers);
    const detected = ({ violations }) => violations.map(({ code, params }) => `${code} ${params?.detected} ${params?.offset}`);
    for (const [text, word, offset] of [
      [bytes.toString("hex"), "hex"],
      [`0x${bytes.toString("hex")}`, "hex"],
      ["undefined", "placeholder"],
      [`https://cdn.example.com/front?signature=${"A".repeat(9000)}`, "placeholder"],
      [Buffer.from(bytes.toString("base64")).toString("base64"), "base64"],
      [Buffer.concat([Buffer.from("\r\n"), bytes]).toString("base64"), "shifted", 2],
      [Buffer.from(bytes.toString("utf8")).toString("base64"), "text_mangled"],
    ]) {
      const wanted = [`image_format ${word} ${offset}`];
      assert.deepEqual(detected(checkImage(text)), wanted);
      const request = { merchantIdScanReference: "r-1", frontsideImage: text, country: "USA", idType: "PASSPORT" };
      assert.deepEqual(detected(validate(request)), wanted);
      const raw = word === "hex" || word === "placeholder" ? Buffer.from(text) : Buffer.from(text, "base64");
      assert.deepEqual(detected(checkImage(raw)), wanted);
      assert.deepEqual(detected(await checkBlob(new Blob([raw]), {})), wanted);
    }
  }));

  test(`the prefix of a data: URI is one, however short the text, and of an image ${name}`, using(() => {
    for (const prefix of ["data:", "DATA:,", "data:,x", "dataAAAA", "datA", "data:image/jpeg;base64,"]) {
      for (const text of [prefix, prefix + jpeg(150, headers).toString("base64")]) {
        assert.deepEqual(said(checkImage(text)), said(validateJson(JSON.stringify({ frontsideImage: text }))).filter((code) => /^(base64|image)/.test(code)), text);
      }
    }
  }));

  test(`the same bytes are found in texts of any lengths, of a JPEG ${name}`, using(() => {
    for (const length of [10, 3000, 30_000]) {
      const bytes = jpeg(length, headers);
      for (const text of [bytes.toString("base64"), bytes.subarray(0, 60).toString("base64")]) {
        for (const prefix of ["data:image/jpeg;base64,", " ".repeat(2000), "\n".repeat(70_000)]) {
          const request = { merchantIdScanReference: "r-1", frontsideImage: text, backsideImage: prefix + text, country: "USA", idType: "PASSPORT" };
          assert.ok(said(validate(request)).includes("image_reused"));
          assert.deepEqual(validate(request), validateJson(JSON.stringify(request)));
          const { backsideImage, ...others } = request;
          assert.deepEqual(said(validateField("backsideImage", backsideImage, { request: others })).includes("image_reused"), true);
        }
      }
    }
  }));

  test(`what there is of a small JPEG ${name} is read as JSON has it`, using(() => {
    const text = jpeg(150, headers).toString("base64");
    for (let length = 0; length <= text.length; length++) {
      for (const behind of ["", "=", "==", " ", "\n", "%", "-", "é", "\ud800"]) {
        const request = { merchantIdScanReference: "r-1", frontsideImage: text.slice(0, length) + behind, country: "USA", idType: "PASSPORT" };
        assert.deepEqual(validate(request), validateJson(JSON.stringify(request)), `${length} characters and ${JSON.stringify(behind)}`);
      }
    }
  }));

  test(`the end of a JPEG ${name} is found where it is, and nowhere else`, using(async () => {
    const whole = jpeg(300_000, headers);
    const over = (before, bytes) => Buffer.concat([whole.subarray(0, whole.length - before), Buffer.from(bytes), whole.subarray(whole.length - before + bytes.length)]);
    const longest = [0xff, 0xe2, 0xff, 0xff];
    const cases = {
      whole,
      "a byte short": whole.subarray(0, -1),
      "two bytes short": whole.subarray(0, -2),
      "fill bytes instead": over(2, [0xff, 0xff]),
      "a fill byte before it": over(3, [0xff, 0xff, 0xd9]),
      "a stuffed byte instead": over(2, [0xff, 0]),
      "in a segment": over(100, longest),
      "behind the longest segment": over(0xffff + 4, longest),
      "at the end of the longest segment": over(0xffff + 3, longest),
      "early, in a segment": over(150_000, [...longest, ...END]),
      "early": over(150_000, END),
      "early alone": Buffer.concat([whole.subarray(0, 100_000), Buffer.from(END), Buffer.alloc(300_000)]),
      "with some bytes behind": Buffer.concat([whole, Buffer.alloc(1500, 1)]),
      "with more bytes behind": Buffer.concat([whole, Buffer.alloc(200_000, 1)]),
      "EXIF behind scan data": over(200_000, LOCATED),
    };
    for (const [title, bytes] of Object.entries(cases)) {
      const reports = [checkImage(new Uint8Array(bytes)), checkImage(bytes.toString("base64")), await checkBlob(new Blob([bytes]))];
      for (const report of reports) {
        const located = title === "EXIF behind scan data";
        assert.deepEqual(said(report), [...(located ? ["image_has_location"] : []), ...(hasEnd(bytes) ? [] : ["image_truncated"])], title);
        assert.equal(report.images.frontsideImage.bytes, bytes.length);
      }
    }
  }));
}

/** A PNG with so many bytes of picture data. */
function png(length) {
  const chunk = (name, content, crc) => Buffer.concat([Buffer.from([0, 0, 0, 0].map((_, i) => (content.length >>> (24 - 8 * i)) & 0xff)), Buffer.from(name), content, Buffer.from(crc)]);
  const header = Buffer.from([0, 0, 2, 0x80, 0, 0, 1, 0x90, 8, 2, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", header, [0xb1, 0x91, 0x46, 0x72]),
    chunk("IDAT", Buffer.alloc(length, 1), [0, 0, 0, 0]),
    chunk("IEND", Buffer.alloc(0), [0xae, 0x42, 0x60, 0x82]),
  ]);
}

test("of a file no more is read than is looked at, and that once", async () => {
  const scan = jpeg(14_000_000, [...EXIF, ...segment(0xe2, ...new Array(20_000).fill(1))]);
  const followed = Buffer.concat([jpeg(2_000_000, []), Buffer.alloc(12_000_000, 1)]);
  const images = [
    [png(14_000_000), "png", 640, 400, 31_000],
    [scan, "jpeg", 3000, 2000, scan.length],
    [followed, "jpeg", 3000, 2000, 3_000_000],
  ];
  for (const [bytes, format, width, height, most] of images) {
    const blob = new Blob([bytes]);
    let read = 0;
    const counted = {
      size: blob.size,
      slice(from, to) {
        const part = blob.slice(from, to);
        read += part.size;
        return part;
      },
    };
    const report = await checkBlob(counted);
    assert.deepEqual(report.images.frontsideImage, { format, width, height, bytes: blob.size });
    assert.ok(read <= most, `${read} bytes`);
  }
});
