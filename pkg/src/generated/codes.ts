// Printed by `cargo xtask gen` from the tables of the core.

import type { Code, Severity } from "./types.js";

/** What a parameter of a violation holds. */
export interface ParamSpec {
  /** A whole number, `true`, a word, or a list of words. */
  readonly type: "number" | "flag" | "word" | "words";
  /** The words, where they are fixed. */
  readonly words?: readonly string[];
  /** It can be left out. */
  readonly optional?: true;
}

/** A code, as the table has it. */
export interface CodeSpec {
  /** Whether it makes a request invalid. */
  readonly severity: Severity;
  /** When it is reported. */
  readonly rule: string;
  /** Its parameters, by name. */
  readonly params: { readonly [name: string]: ParamSpec };
}

/** Every code, in the order of the table. */
export const codes: Readonly<Record<Code, CodeSpec>> = {
  malformed_json: {
    severity: "error",
    rule: "The body is not one JSON text in UTF-8; a byte order mark counts, and so does nesting deeper than 64.",
    params: { line: { type: "number" }, column: { type: "number" }, offset: { type: "number" }, reason: { type: "word", words: ["empty", "byte_order_mark", "utf16", "utf32", "not_utf8", "compressed", "picture", "form", "truncated", "trailing_comma", "comment", "single_quotes", "unquoted_name", "literal", "number", "control_character", "escape", "surrogate", "second_value", "too_deep", "syntax"] } },
  },
  not_an_object: {
    severity: "error",
    rule: "The body is JSON, but its top value is no object.",
    params: { actual: { type: "word", words: ["null", "boolean", "number", "string", "array", "object", "form_data", "form_element", "url_search_params", "map", "set", "headers", "request", "response", "blob", "bytes", "event", "promise"] }, double_encoded: { type: "flag", optional: true } },
  },
  wrapped_request: {
    severity: "warning",
    rule: "The body has none of the fields that every request has, but an object inside it, at most three levels down, has two or more of them; or the body is a HAR file or a Postman export.",
    params: { where: { type: "word", words: ["har", "postman", "object"] } },
  },
  duplicate_field: {
    severity: "error",
    rule: "A name stands twice in the body's object.",
    params: {},
  },
  wrong_type: {
    severity: "error",
    rule: "A field's value is no string.",
    params: { expected: { type: "word", words: ["string"] }, actual: { type: "word", words: ["null", "boolean", "number", "string", "array", "object"] } },
  },
  unknown_field: {
    severity: "warning",
    rule: "A name that the API does not know; after 32 of them only their count is given.",
    params: { omitted: { type: "number", optional: true } },
  },
  required: {
    severity: "error",
    rule: "A mandatory field is absent, null, empty or only white space.",
    params: { because: { type: "word", words: ["always", "face_match", "screening"] } },
  },
  empty: {
    severity: "warning",
    rule: "An optional field is sent without content.",
    params: {},
  },
  too_long: {
    severity: "error",
    rule: "More Unicode code points than the field takes.",
    params: { max: { type: "number" }, actual: { type: "number" } },
  },
  too_long_utf16: {
    severity: "warning",
    rule: "The code points fit, the UTF-16 code units do not.",
    params: { max: { type: "number" }, actual: { type: "number" } },
  },
  control_character: {
    severity: "error",
    rule: "A control character, U+0000 to U+001F or U+007F to U+009F.",
    params: { index: { type: "number" } },
  },
  invisible_character: {
    severity: "warning",
    rule: "An invisible character that breaks search and comparison; a joiner between letters outside ASCII is none.",
    params: { index: { type: "number" } },
  },
  suspicious_markup: {
    severity: "warning",
    rule: "Text that looks like markup or script.",
    params: {},
  },
  contains_email: {
    severity: "error",
    rule: "An e-mail address in a field that must hold no personal data.",
    params: {},
  },
  possible_personal_data: {
    severity: "warning",
    rule: "What looks like personal data in a field that must hold none.",
    params: { kind: { type: "word", words: ["own_value", "phone", "ssn", "card", "iban", "mrz"] }, source: { type: "word", words: ["firstName", "lastName", "number", "dob", "personalNumber"], optional: true } },
  },
  not_in_enum: {
    severity: "error",
    rule: "The value is none of the field's fixed values.",
    params: { allowed: { type: "words" } },
  },
  unknown_country: {
    severity: "error",
    rule: "Not a current ISO 3166-1 alpha-3 code in upper case, nor XKX.",
    params: {},
  },
  visa_country: {
    severity: "warning",
    rule: "A visa of a country other than the USA and China.",
    params: {},
  },
  unknown_us_state: {
    severity: "error",
    rule: "usState holds nothing that the guide lists for this idType.",
    params: {},
  },
  country_name_variant: {
    severity: "warning",
    rule: "usState holds a former, common or differently written country name.",
    params: {},
  },
  date_format: {
    severity: "error",
    rule: "Not four digits, a hyphen, two digits, a hyphen and two digits.",
    params: {},
  },
  date_calendar: {
    severity: "error",
    rule: "Well formed, but the calendar has no such day.",
    params: {},
  },
  date_in_future: {
    severity: "warning",
    rule: "A date of birth after today.",
    params: {},
  },
  document_expired: {
    severity: "warning",
    rule: "An expiry before today.",
    params: {},
  },
  date_implausible: {
    severity: "warning",
    rule: "A year before 1900, or an expiry after 2100.",
    params: {},
  },
  unknown_token: {
    severity: "error",
    rule: "A token that is none of the nine.",
    params: { index: { type: "number" } },
  },
  duplicate_token: {
    severity: "warning",
    rule: "A token that stands there already.",
    params: { index: { type: "number" } },
  },
  empty_token: {
    severity: "error",
    rule: "Nothing between two commas, or after the last one.",
    params: { index: { type: "number" } },
  },
  url_syntax: {
    severity: "error",
    rule: "Not an absolute URL with a usable host: RFC 3986, and for the host the rules of host names.",
    params: { reason: { type: "word", words: ["scheme", "authority", "host_character", "label", "host_length", "punycode", "escape", "control_escape", "character"] }, index: { type: "number" } },
  },
  url_scheme: {
    severity: "error",
    rule: "The scheme is not https.",
    params: {},
  },
  url_non_ascii: {
    severity: "error",
    rule: "A character outside ASCII.",
    params: {},
  },
  url_host_is_ip: {
    severity: "error",
    rule: "The host is an IP address, in any form that a browser reads as one.",
    params: {},
  },
  url_port: {
    severity: "error",
    rule: "A port, even the default or an empty one.",
    params: {},
  },
  url_query: {
    severity: "error",
    rule: "A query, even an empty one.",
    params: {},
  },
  url_fragment: {
    severity: "error",
    rule: "A fragment, even an empty one.",
    params: {},
  },
  url_userinfo: {
    severity: "error",
    rule: "A user or a password before the host.",
    params: {},
  },
  url_unreachable_host: {
    severity: "warning",
    rule: "A host that the public internet cannot reach.",
    params: {},
  },
  url_foreign_domain: {
    severity: "error",
    rule: "The host is not below one of the callback domains that the caller set.",
    params: {},
  },
  base64_data_uri: {
    severity: "error",
    rule: "The image begins with the head of a data: URI.",
    params: {},
  },
  base64_whitespace: {
    severity: "error",
    rule: "Line breaks or blanks in the base64 text.",
    params: { index: { type: "number" } },
  },
  base64_url_safe: {
    severity: "error",
    rule: "The URL-safe alphabet of base64.",
    params: { index: { type: "number" } },
  },
  base64_alphabet: {
    severity: "error",
    rule: "A character that no alphabet of base64 has.",
    params: { index: { type: "number" } },
  },
  base64_padding: {
    severity: "error",
    rule: "Padding that is missing, misplaced or not canonical.",
    params: {},
  },
  image_too_many_bytes: {
    severity: "error",
    rule: "More than 15 MiB of decoded bytes.",
    params: { max: { type: "number" }, actual: { type: "number" } },
  },
  image_encoded_too_long: {
    severity: "warning",
    rule: "The image fits, its base64 text is over 15 MiB.",
    params: { max: { type: "number" }, actual: { type: "number" } },
  },
  image_format: {
    severity: "error",
    rule: "Neither JPEG nor PNG by its first bytes.",
    params: { detected: { type: "word", words: ["gif", "webp", "heic", "avif", "bmp", "tiff", "pdf", "svg", "unknown"] } },
  },
  image_unreadable: {
    severity: "error",
    rule: "JPEG or PNG by its first bytes, but a decoder could not read what precedes the picture data.",
    params: { reason: { type: "word", words: ["no_frame_header", "bad_segment", "bad_header", "second_start", "second_frame", "no_quantization_table", "no_palette", "bad_crc", "zero_dimension"] } },
  },
  image_truncated: {
    severity: "error",
    rule: "The image's bytes end before its end marker, or another picture begins there.",
    params: {},
  },
  image_corrupt: {
    severity: "error",
    rule: "A full decode was asked for, and failed.",
    params: { reason: { type: "word", words: ["decode_failed", "limits_exceeded"] } },
  },
  image_side_too_long: {
    severity: "error",
    rule: "A side of 8000 pixels or more.",
    params: { max: { type: "number" }, width: { type: "number" }, height: { type: "number" } },
  },
  image_too_small: {
    severity: "error",
    rule: "The longest side has 300 pixels or fewer.",
    params: { min: { type: "number" }, width: { type: "number" }, height: { type: "number" } },
  },
  image_narrow: {
    severity: "warning",
    rule: "The longest side suffices, but the picture as displayed is under 300 pixels wide.",
    params: {},
  },
  mime_mismatch: {
    severity: "error",
    rule: "The MIME type, declared or by default, is not that of the bytes.",
    params: { declared: { type: "word", words: ["image/jpeg", "image/png"] }, detected: { type: "word", words: ["image/jpeg", "image/png"] } },
  },
  mime_without_image: {
    severity: "warning",
    rule: "A MIME type for an image that is absent.",
    params: {},
  },
  image_grayscale: {
    severity: "warning",
    rule: "A gray image: the service rejects black-and-white copies.",
    params: {},
  },
  image_reused: {
    severity: "warning",
    rule: "The same bytes as another image of the request.",
    params: { same_as: { type: "word", words: ["frontsideImage", "faceImage", "backsideImage"] } },
  },
  image_has_location: {
    severity: "warning",
    rule: "The image carries the place where it was taken.",
    params: {},
  },
  face_image_unused: {
    severity: "warning",
    rule: "faceImage is sent, but enabledFields leaves idFaceMatch out.",
    params: {},
  },
  face_match_disabled: {
    severity: "warning",
    rule: "enabledFields lists idFaceMatch, but the account has Face match disabled.",
    params: {},
  },
  address_extraction_disabled: {
    severity: "warning",
    rule: "enabledFields lists idAddress, but the account has address extraction disabled.",
    params: {},
  },
  address_unsupported: {
    severity: "warning",
    rule: "enabledFields lists idAddress for a document whose address is not extracted.",
    params: {},
  },
  header_missing: {
    severity: "error",
    rule: "A header that the service asks for is missing.",
    params: { name: { type: "word", words: ["Accept", "Content-Type", "Content-Length", "Authorization", "User-Agent"] } },
  },
  header_value: {
    severity: "error",
    rule: "A header has a value that the service refuses, or stands more than once; Accept may.",
    params: { name: { type: "word", words: ["Accept", "Content-Type", "Content-Length", "Authorization", "User-Agent"] } },
  },
  generic_user_agent: {
    severity: "warning",
    rule: "The User-Agent does not name company, application and version.",
    params: {},
  },
  response_field: {
    severity: "error",
    rule: "A field of the response is missing or not in its documented form.",
    params: {},
  },
};
