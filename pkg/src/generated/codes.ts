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
  /** What to do about it. */
  readonly fix: string;
  /** What to do about it where a parameter has one of these words, where that is something else. */
  readonly fixes?: { readonly [word: string]: string };
  /** Its parameters, by name. */
  readonly params: { readonly [name: string]: ParamSpec };
}

/** Every code, in the order of the table. */
export const codes: Readonly<Record<Code, CodeSpec>> = {
  malformed_json: {
    severity: "error",
    rule: "The body is not one JSON text in UTF-8; a byte order mark counts, and so does nesting deeper than 64.",
    fix: "Let a JSON library write the body, in UTF-8 without a byte order mark, and send all of it.",
    fixes: {
      "empty": "Send the request as the body: a JSON object with its fields.",
      "byte_order_mark": "Write the body without a byte order mark: leave out the first three bytes, EF BB BF.",
      "utf16": "Encode the body in UTF-8, without a byte order mark.",
      "utf32": "Encode the body in UTF-8, without a byte order mark.",
      "not_utf8": "Encode the whole body in UTF-8, not in Latin-1 or Windows-1252, and put no raw bytes in it: an image is sent in base64.",
      "compressed": "Send the JSON text itself, not compressed.",
      "picture": "Send a JSON object, with the picture in base64 in frontsideImage, not the picture itself.",
      "form": "Send the fields as one JSON object, not as a form: in most HTTP clients there is an option for JSON.",
      "truncated": "Send all of the body: look for a limit of length, for a Content-Length that is too small, and for brackets and quotation marks that are not closed.",
      "trailing_comma": "Remove the comma before the closing bracket.",
      "comment": "Remove the comment: JSON has none.",
      "single_quotes": "Write names and texts in double quotes: let a JSON library write the body, not the language's own printing of an object.",
      "unquoted_name": "Write each name in double quotes.",
      "literal": "Leave the field out or write null where there is no value; write true and false in lower case, and texts in double quotes.",
      "number": "Write the value as a text, in double quotes: every field of the request is text.",
      "control_character": "Escape control characters in texts, such as a line break as \\n, and remove them elsewhere: a base64 text must have no line breaks.",
      "escape": "Double the backslash if it is meant as a character; JSON has the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits.",
      "surrogate": "Write the character itself in UTF-8, or both halves of its pair; shorten texts by characters, not by UTF-16 code units.",
      "second_value": "Send one JSON object and nothing after it.",
      "too_deep": "Send the fields of the request at the top of the object: no field needs nesting.",
    },
    params: { line: { type: "number" }, column: { type: "number" }, offset: { type: "number" }, reason: { type: "word", words: ["empty", "byte_order_mark", "utf16", "utf32", "not_utf8", "compressed", "picture", "form", "truncated", "trailing_comma", "comment", "single_quotes", "unquoted_name", "literal", "number", "control_character", "escape", "surrogate", "second_value", "too_deep", "syntax"] } },
  },
  not_an_object: {
    severity: "error",
    rule: "The body is JSON, but its top value is no object.",
    fix: "Send one JSON object with the fields in it, serialised once.",
    fixes: {
      "null": "Send the object of fields: what was serialised had no value.",
      "string": "Send the object itself: where a text already holds its JSON, send that text as it is and do not serialise it again.",
      "array": "Send the object without the array around it, one request a call.",
      "form_data": "Pass an object: Object.fromEntries(new FormData(form)), in which the text that toImageFields gives takes the place of each file.",
      "form_element": "Pass an object: Object.fromEntries(new FormData(form)), in which the text that toImageFields gives takes the place of each file.",
      "url_search_params": "Pass Object.fromEntries(searchParams).",
      "map": "Pass Object.fromEntries(map).",
      "set": "Pass an object whose properties are the fields: a set has values without names.",
      "headers": "Pass the object of the request's fields; the headers are checked by validateHeaders.",
      "request": "Pass what is in it: validateJson(await request.arrayBuffer()).",
      "response": "Pass what is in it: validateJson(await response.arrayBuffer()).",
      "blob": "Read a body by validateJson(await blob.arrayBuffer()); check a picture by checkBlob(blob).",
      "bytes": "Read the bytes of a body by validateJson(bytes); check those of a picture by checkImage(bytes).",
      "event": "Pass an object: Object.fromEntries(new FormData(form)), in which the text that toImageFields gives takes the place of each file.",
      "promise": "Await the promise, and pass the value that it gives.",
    },
    params: { actual: { type: "word", words: ["null", "boolean", "number", "string", "array", "object", "form_data", "form_element", "url_search_params", "map", "set", "headers", "request", "response", "blob", "bytes", "event", "promise"] }, double_encoded: { type: "flag", optional: true } },
  },
  wrapped_request: {
    severity: "warning",
    rule: "The body has none of the fields that every request has, but an object inside it, at most three levels down, has two or more of them; or the body is a HAR file or a Postman export.",
    fix: "Send the inner object itself as the body, without what is around it.",
    fixes: {
      "har": "Take the body out of the HAR file: it is the text at log.entries[].request.postData.text.",
      "postman": "Take the body out of the Postman export: it is the text at item[].request.body.raw.",
    },
    params: { where: { type: "word", words: ["har", "postman", "object"] } },
  },
  duplicate_field: {
    severity: "error",
    rule: "A name stands twice in the body's object.",
    fix: "Keep one of them, with the value that you mean. The last one is what was checked here.",
    params: {},
  },
  wrong_type: {
    severity: "error",
    rule: "A field's value is no string.",
    fix: "Send the value as a text, in quotation marks.",
    fixes: {
      "boolean": "Send the text that the field asks for, in quotation marks, or leave the field out: true and false are values of no field.",
      "number": "Send the value as a text, in quotation marks, with its leading zeros; a date as YYYY-MM-DD.",
      "array": "Send one text: for enabledFields the words with commas between them, for an image the base64 text of its bytes and not a list of numbers.",
      "object": "Send one text: for an image the base64 text of its bytes, for which a File, Blob, Buffer or stream must be read first; else the value itself without an object around it.",
    },
    params: { expected: { type: "word", words: ["string"] }, actual: { type: "word", words: ["null", "boolean", "number", "string", "array", "object"] } },
  },
  unknown_field: {
    severity: "warning",
    rule: "A name that the API does not know; after 32 of them only their count is given.",
    fix: "Write the name as the guide does, or leave the field out.",
    params: { omitted: { type: "number", optional: true } },
  },
  required: {
    severity: "error",
    rule: "A mandatory field is absent, null, empty or only white space.",
    fix: "Send the field with content: null, an empty text and white space count as absent.",
    fixes: {
      "face_match": "Send the picture of the face. If faces are not to be compared, send enabledFields without idFaceMatch instead.",
      "screening": "Send your identifier of the customer: null, an empty text and white space count as absent. If nobody is to be screened, take the search out of additionalChecks and set screening to off for the check.",
    },
    params: { because: { type: "word", words: ["always", "face_match", "screening"] } },
  },
  empty: {
    severity: "warning",
    rule: "An optional field is sent without content.",
    fix: "Leave the field out when there is nothing to say.",
    params: {},
  },
  too_long: {
    severity: "error",
    rule: "More Unicode code points than the field takes.",
    fix: "Send a shorter value rather than a part of this one: the suggested one where there is a suggestion, a code in place of a name, or for a reference of your own a shorter key.",
    params: { max: { type: "number" }, actual: { type: "number" } },
  },
  too_long_utf16: {
    severity: "warning",
    rule: "The code points fit, the UTF-16 code units do not.",
    fix: "Shorten the value, or do without characters beyond U+FFFF such as emoji.",
    params: { max: { type: "number" }, actual: { type: "number" } },
  },
  control_character: {
    severity: "error",
    rule: "A control character, U+0000 to U+001F or U+007F to U+009F.",
    fix: "Remove the character, or put a blank there if it parts words, and trim what people or devices type. Positions are counted from 0.",
    params: { index: { type: "number" } },
  },
  invisible_character: {
    severity: "warning",
    rule: "An invisible character that breaks search and comparison; a joiner between letters outside ASCII is none.",
    fix: "Remove the character. Trimming is not enough: it is not white space, and it can stand within a word.",
    params: { index: { type: "number" } },
  },
  suspicious_markup: {
    severity: "warning",
    rule: "Text that looks like markup or script.",
    fix: "Send plain text without tags: decode or strip markup where the value comes from a web page. If the value really reads so, expect that it may be refused.",
    params: {},
  },
  contains_email: {
    severity: "error",
    rule: "An e-mail address in a field that must hold no personal data.",
    fix: "Put a key in its place that only your own database can turn into a person, such as a UUID; in a callback URL, as a part of the path.",
    params: {},
  },
  possible_personal_data: {
    severity: "warning",
    rule: "What looks like personal data in a field that must hold none.",
    fix: "Put a key in its place that only your own database can turn into a person, such as a UUID. If it only looks like personal data and is none, nothing needs to be changed.",
    params: { kind: { type: "word", words: ["own_value", "phone", "ssn", "card", "iban", "mrz"] }, source: { type: "word", words: ["firstName", "lastName", "number", "dob", "personalNumber"], optional: true } },
  },
  not_in_enum: {
    severity: "error",
    rule: "The value is none of the field's fixed values.",
    fix: "Write one of the allowed words as it stands in the list. A MIME type is that of the image's bytes: if they are neither JPEG nor PNG, convert the picture first. For another kind of document, ask the customer for one of these.",
    params: { allowed: { type: "words" } },
  },
  unknown_country: {
    severity: "error",
    rule: "Not a current ISO 3166-1 alpha-3 code in upper case, nor XKX.",
    fix: "Write the three capital letters of ISO 3166-1 alpha-3, such as DEU; for Kosovo, XKX.",
    params: {},
  },
  visa_country: {
    severity: "warning",
    rule: "A visa of a country other than the USA and China.",
    fix: "Ask for another document, or for the provider's word that it takes this country's visas.",
    params: {},
  },
  unknown_us_state: {
    severity: "error",
    rule: "usState holds nothing that the guide lists for this idType.",
    fix: "Write the two letters without \"US-\" (WA), or for a passport or ID card a country of ISO 3166-1; leave the field out where the document names none of them.",
    params: {},
  },
  country_name_variant: {
    severity: "warning",
    rule: "usState holds a former, common or differently written country name.",
    fix: "Write the suggested short name, or the country's two- or three-letter code, which never varies.",
    params: {},
  },
  date_format: {
    severity: "error",
    rule: "Not four digits, a hyphen, two digits, a hyphen and two digits.",
    fix: "Write year, month and day as YYYY-MM-DD, with leading zeros and without a time.",
    params: {},
  },
  date_calendar: {
    severity: "error",
    rule: "Well formed, but the calendar has no such day.",
    fix: "Compare the date with the document, and check that day and month are not exchanged.",
    params: {},
  },
  date_in_future: {
    severity: "warning",
    rule: "A date of birth after today.",
    fix: "Compare the date with the document; look whether dob and expiry are exchanged.",
    params: {},
  },
  document_expired: {
    severity: "warning",
    rule: "An expiry before today.",
    fix: "Ask the customer for a document that is still valid.",
    params: {},
  },
  date_implausible: {
    severity: "warning",
    rule: "A year before 1900, or an expiry after 2100.",
    fix: "Leave the field out when the date is not known; else correct the year.",
    params: {},
  },
  unknown_token: {
    severity: "error",
    rule: "A token that is none of the nine.",
    fix: "Use only idNumber, idFirstName, idLastName, idDob, idExpiry, idUsState, idPersonalNumber, idFaceMatch and idAddress, in this spelling, with commas between them.",
    params: { index: { type: "number" } },
  },
  duplicate_token: {
    severity: "warning",
    rule: "A token that stands there already.",
    fix: "List each token once; look whether another one was meant.",
    params: { index: { type: "number" } },
  },
  empty_token: {
    severity: "error",
    rule: "Nothing between two commas, or after the last one.",
    fix: "Remove the comma that has nothing before or behind it, and drop empty entries before you join the list.",
    params: { index: { type: "number" } },
  },
  url_syntax: {
    severity: "error",
    rule: "Not an absolute URL with a usable host: RFC 3986, and for the host the rules of host names.",
    fix: "Write https://, a host name of letters, digits, hyphens and dots, and a path whose other characters are escaped as %XX.",
    fixes: {
      "scheme": "Begin the URL with https://, with nothing before it.",
      "authority": "Write two slashes behind https: and the whole host name behind them.",
      "host_character": "Use a host name of letters, digits, hyphens and dots only: rename a host that has an underscore, and write a slash, not a back-slash, behind the host.",
      "label": "Remove dots that stand twice or first and hyphens at the ends of a label, and use a host name whose labels have at most 63 characters.",
      "host_length": "Use a host name of at most 253 characters.",
      "punycode": "Convert the internationalised name to Punycode anew, with a library for IDNA and in lower case, or remove xn-- where none is meant.",
      "escape": "In the path, write a percent sign itself as %25 and every escape with two hexadecimal digits; in the host name, write the character that is meant.",
      "control_escape": "Remove the escaped control character, and do not end a path with a line break.",
      "character": "Remove the character at that position, or in the path escape it as %XX; write a back-slash as a slash.",
    },
    params: { reason: { type: "word", words: ["scheme", "authority", "host_character", "label", "host_length", "punycode", "escape", "control_escape", "character"] }, index: { type: "number" } },
  },
  url_scheme: {
    severity: "error",
    rule: "The scheme is not https.",
    fix: "Serve the callback over TLS and write the URL with https://.",
    params: {},
  },
  url_non_ascii: {
    severity: "error",
    rule: "A character outside ASCII.",
    fix: "Write the host in Punycode (xn--…) and escape the path's characters as %XX of their UTF-8.",
    params: {},
  },
  url_host_is_ip: {
    severity: "error",
    rule: "The host is an IP address, in any form that a browser reads as one.",
    fix: "Give the server a host name with a certificate, and write that.",
    params: {},
  },
  url_port: {
    severity: "error",
    rule: "A port, even the default or an empty one.",
    fix: "Serve the callback on port 443, and leave out the colon and what follows it up to the path.",
    params: {},
  },
  url_query: {
    severity: "error",
    rule: "A query, even an empty one.",
    fix: "Remove the question mark and what follows it; tell results apart by merchantIdScanReference or by the path.",
    params: {},
  },
  url_fragment: {
    severity: "error",
    rule: "A fragment, even an empty one.",
    fix: "Remove the number sign and what follows it.",
    params: {},
  },
  url_userinfo: {
    severity: "error",
    rule: "A user or a password before the host.",
    fix: "Remove what stands between https:// and the host, the @ included; let the server recognise the provider in another way.",
    params: {},
  },
  url_unreachable_host: {
    severity: "warning",
    rule: "A host that the public internet cannot reach.",
    fix: "Use a host name of the public DNS, not one such as localhost, printer.local or nas.lan; while developing, one of a tunnel.",
    params: {},
  },
  url_foreign_domain: {
    severity: "error",
    rule: "The host is not below one of the callback domains that the caller set.",
    fix: "Correct the host, or add its domain to the callback domains of the settings.",
    params: {},
  },
  base64_data_uri: {
    severity: "error",
    rule: "The image begins with the head of a data: URI, with or without that word.",
    fix: "Send only what follows the last comma, if the head says base64; else encode the picture's bytes as base64, and send that text.",
    params: {},
  },
  base64_whitespace: {
    severity: "error",
    rule: "Line breaks or blanks in the base64 text.",
    fix: "Remove all white space, or encode without line breaks (base64 -w 0). Positions are counted from 0.",
    params: { index: { type: "number" } },
  },
  base64_plus_lost: {
    severity: "error",
    rule: "Blanks where + was, which the decoding of a form makes of it.",
    fix: "Put a + in the place of each blank, and see to it that the text is not decoded like a form on its way: send it as JSON, or write each + as %2B where a form must carry it. Remove only line breaks.",
    params: {},
  },
  base64_url_safe: {
    severity: "error",
    rule: "The URL-safe alphabet of base64.",
    fix: "Encode with the standard alphabet, or replace each - by + and each _ by /.",
    params: { index: { type: "number" } },
  },
  base64_alphabet: {
    severity: "error",
    rule: "A character that no alphabet of base64 has.",
    fix: "Look at the character at that position, counted from 0. Quotation marks around the text and what a program prints before it (b', base64:) are to be cut off; of %2B, %2F and %3D the URL escapes are to be decoded. Anything else has damaged the text: encode the picture's bytes anew, and put the result into the body unchanged.",
    params: { index: { type: "number" } },
  },
  base64_padding: {
    severity: "error",
    rule: "Padding that is missing, misplaced or not canonical.",
    fix: "Encode the picture's bytes in one piece with an encoder that pads. Of a text that is whole and only lacks its padding, = can be added until its length is a multiple of four; one character over says that some are missing.",
    params: {},
  },
  image_too_many_bytes: {
    severity: "error",
    rule: "More than 15 MiB of decoded bytes.",
    fix: "Save the picture as JPEG at quality 85 to 90; if that is not enough, scale it down to about 3000 pixels on its longest side.",
    params: { max: { type: "number" }, actual: { type: "number" } },
  },
  image_encoded_too_long: {
    severity: "warning",
    rule: "The image fits, its base64 text is over 15 MiB.",
    fix: "To be safe, keep an image under three quarters of the limit: save it as JPEG at quality 85 to 90.",
    params: { max: { type: "number" }, actual: { type: "number" } },
  },
  image_format: {
    severity: "error",
    rule: "Neither JPEG nor PNG by its first bytes.",
    fix: "Open what is sent in an image viewer: a picture of another format is to be converted to JPEG or PNG, for renaming does not help; where nothing is to be seen, find out what was read in the picture's place.",
    fixes: {
      "gif": "Convert the picture to JPEG or PNG; renaming the file does not help.",
      "webp": "Convert the picture to JPEG or PNG; renaming the file does not help.",
      "heic": "Convert the picture to JPEG, or let the phone do so (iPhone: Settings, Camera, Formats, Most Compatible); renaming the file does not help.",
      "avif": "Convert the picture to JPEG or PNG; renaming the file does not help.",
      "bmp": "Convert the picture to JPEG or PNG; renaming the file does not help.",
      "tiff": "Convert the picture to JPEG or PNG; renaming the file does not help.",
      "pdf": "Export the page that shows the document as JPEG or PNG, or send a photograph of the document.",
      "svg": "A drawing is no picture of a document: send a photograph of the document as JPEG or PNG.",
      "jp2": "Convert the picture to JPEG or PNG; renaming the file does not help.",
      "jxl": "Convert the picture to JPEG or PNG; renaming the file does not help.",
      "ico": "An icon is no picture of a document: send a photograph of the document as JPEG or PNG.",
      "psd": "Export the picture as JPEG or PNG.",
      "empty": "Read the file before you encode it, and wait until it is there in full: an empty canvas, an unfinished upload and a stream that was read already give nothing.",
      "base64": "Encode the bytes of the picture once: what was encoded here was base64 text already. One decoding gives the text to send.",
      "hex": "Turn the hexadecimal digits back into bytes, and encode those as base64.",
      "data_uri": "Decode the base64 once and send what follows the last comma of the data: URI that this gives: it is base64 already.",
      "html": "Look at the answer that was taken for the picture: it is a web page, most often an error or a login. Fetch the picture itself, and check the status and the Content-Type first.",
      "json": "Take the picture out of the JSON, or look at the error that it tells; then encode the picture's bytes as base64.",
      "text_mangled": "Read the file as bytes, not as text, and encode those: what a text decoder has replaced cannot be restored from this value.",
      "placeholder": "Put the base64 text of the picture's bytes here: read the file, or fetch the address, and encode what that gives. A word like undefined says that a variable had no value yet.",
      "shifted": "Remove the bytes before the picture, a line break, a length or a header of an upload for instance, and encode from the picture's first byte on.",
    },
    params: { detected: { type: "word", words: ["gif", "webp", "heic", "avif", "bmp", "tiff", "pdf", "svg", "jp2", "jxl", "ico", "psd", "empty", "base64", "hex", "data_uri", "html", "json", "text_mangled", "placeholder", "shifted", "unknown"] }, offset: { type: "number", optional: true } },
  },
  image_unreadable: {
    severity: "error",
    rule: "JPEG or PNG by its first bytes, but a decoder could not read what precedes the picture data.",
    fix: "Take or export the picture again; check that it is read and stored as bytes, not as text.",
    fixes: {
      "second_start": "Two JPEGs, or two buffers of a camera, were joined. Send the bytes of one JPEG, from its own FF D8 to its own FF D9.",
      "second_frame": "Two JPEGs were joined, or a header was written twice. Export the picture again from its original, with another program if need be.",
      "no_quantization_table": "The tables were left out, as TIFF and some video formats do. Export the picture as a JPEG of its own, with its tables.",
      "no_palette": "Export the picture again from its original: as PNG in true colour, or with PLTE before IDAT.",
      "bad_crc": "The bytes were changed after the PNG was written. Transfer the original as binary data, not as text.",
      "zero_dimension": "Scan or export the picture with a program that writes its width and height into the header; a DNL segment behind the data does not do.",
    },
    params: { reason: { type: "word", words: ["no_frame_header", "bad_segment", "bad_header", "second_start", "second_frame", "no_quantization_table", "no_palette", "bad_crc", "zero_dimension"] } },
  },
  image_truncated: {
    severity: "error",
    rule: "The image's bytes end before its end marker, or another picture begins there.",
    fix: "Send the whole file: compare its length with the original's, and wait for the upload to end. If the file itself ends too early, take or export the picture again. From a camera's stream, take one picture from its FF D8 to its FF D9.",
    params: {},
  },
  image_corrupt: {
    severity: "error",
    rule: "A full decode was asked for, and failed.",
    fix: "Take or export the picture again.",
    fixes: {
      "limits_exceeded": "Save the picture anew, as a JPEG that is not progressive and has about 3000 pixels on its longest side.",
    },
    params: { reason: { type: "word", words: ["decode_failed", "limits_exceeded"] } },
  },
  image_side_too_long: {
    severity: "error",
    rule: "A side of 8000 pixels or more.",
    fix: "Scale the picture down, to about 3000 pixels on its longest side.",
    params: { max: { type: "number" }, width: { type: "number" }, height: { type: "number" } },
  },
  image_too_small: {
    severity: "error",
    rule: "The longest side has 300 pixels or fewer.",
    fix: "Take the picture again, closer or at a higher resolution; enlarging it adds nothing.",
    params: { min: { type: "number" }, width: { type: "number" }, height: { type: "number" } },
  },
  image_narrow: {
    severity: "warning",
    rule: "The longest side suffices, but the picture as displayed is under 300 pixels wide.",
    fix: "Take the picture again, closer or at a higher resolution, with the document upright and across the whole width; enlarging it adds nothing.",
    params: {},
  },
  mime_mismatch: {
    severity: "error",
    rule: "The MIME type, declared or by default, is not that of the bytes.",
    fix: "Set the MIME type by the image's bytes, not by the file's name.",
    fixes: {
      "image/jpeg": "Send the MIME type image/png with the image, which is what its bytes are: where the field is absent, image/jpeg counts.",
      "image/png": "Send the MIME type image/jpeg with the image, which is what its bytes are, or leave the field out.",
    },
    params: { declared: { type: "word", words: ["image/jpeg", "image/png"] }, detected: { type: "word", words: ["image/jpeg", "image/png"] } },
  },
  mime_without_image: {
    severity: "warning",
    rule: "A MIME type for an image that is absent.",
    fix: "Send the image too, or leave its MIME type out.",
    params: {},
  },
  image_grayscale: {
    severity: "warning",
    rule: "A gray image: the service rejects black-and-white copies.",
    fix: "Take a colour picture of the original document; to save the gray one in colour does not help.",
    params: {},
  },
  image_reused: {
    severity: "warning",
    rule: "The same bytes as another image of the request.",
    fix: "Attach each picture to its own field; leave an optional one out for which there is no picture.",
    params: { same_as: { type: "word", words: ["frontsideImage", "faceImage", "backsideImage"] } },
  },
  image_has_location: {
    severity: "warning",
    rule: "The image carries the place where it was taken.",
    fix: "Remove the coordinates from EXIF and XMP before you send the picture, by a tool for metadata or by saving it anew without metadata; turn it upright first, for its orientation stands there, too.",
    params: {},
  },
  face_image_unused: {
    severity: "warning",
    rule: "faceImage is sent, but enabledFields leaves idFaceMatch out.",
    fix: "Add idFaceMatch to enabledFields, or do not send the face.",
    params: {},
  },
  face_match_disabled: {
    severity: "warning",
    rule: "enabledFields lists idFaceMatch, but the account has Face match disabled.",
    fix: "Leave idFaceMatch out of enabledFields, or ask the provider to enable Face match and correct the setting of the check.",
    params: {},
  },
  address_extraction_disabled: {
    severity: "warning",
    rule: "enabledFields lists idAddress, but the account has address extraction disabled.",
    fix: "Leave idAddress out of enabledFields, or ask the provider to enable address extraction and correct the setting of the check.",
    params: {},
  },
  address_unsupported: {
    severity: "warning",
    rule: "enabledFields lists idAddress for a document whose address is not extracted.",
    fix: "Leave idAddress out of enabledFields, or ask the customer for a document of this country whose address is extracted.",
    params: {},
  },
  header_missing: {
    severity: "error",
    rule: "A header that the service asks for is missing.",
    fix: "Send Accept, Content-Type, Content-Length, Authorization and User-Agent.",
    fixes: {
      "Accept": "Send \"Accept: application/json\".",
      "Content-Type": "Send \"Content-Type: application/json\".",
      "Content-Length": "Send Content-Length with the number of bytes of the body, which most clients do where the body is given as a whole and not as a stream.",
      "Authorization": "Send \"Authorization: Basic\" and the base64 text of your API token, a colon and your API secret.",
      "User-Agent": "Send a User-Agent that names your company, your application and its version, like \"Acme Onboarding/2.3\".",
    },
    params: { name: { type: "word", words: ["Accept", "Content-Type", "Content-Length", "Authorization", "User-Agent"] } },
  },
  header_value: {
    severity: "error",
    rule: "A header has a value that the service refuses, or stands more than once; Accept may.",
    fix: "Give the header the value that the guide asks for, once.",
    fixes: {
      "Accept": "Send \"Accept: application/json\": what is accepted now leaves JSON out or refuses it.",
      "Content-Type": "Send \"Content-Type: application/json\" once, alone or with \"; charset=utf-8\".",
      "Content-Length": "Give the number of bytes of the body as it is sent, in UTF-8 and not in characters, once, or let the HTTP client count them.",
      "Authorization": "Write \"Basic\", a blank and the standard base64 text, padding included, of your API token, a colon and your API secret; neither may be empty. Send the header once.",
      "User-Agent": "Send User-Agent once.",
    },
    params: { name: { type: "word", words: ["Accept", "Content-Type", "Content-Length", "Authorization", "User-Agent"] } },
  },
  generic_user_agent: {
    severity: "warning",
    rule: "The User-Agent does not name company, application and version.",
    fix: "Write your company, your application (not the library that sends the request) and its version, like \"Acme Onboarding/2.3\".",
    params: {},
  },
  response_field: {
    severity: "error",
    rule: "A field of the response is missing or not in its documented form.",
    fix: "Look at the whole answer and at who sent it; do not store it as the scan's reference.",
    params: {},
  },
};
