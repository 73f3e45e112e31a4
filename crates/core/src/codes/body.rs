//! The codes of the body as JSON.

use super::Param::{Actual, Column, DoubleEncoded, Expected, Line, Offset, Omitted, Reason, Where};
use super::entry::{Example, PARAMETERS, fields};
use super::param::{flag, number, one_of, plain, word};

/// What to do with a form.
const FROM_ENTRIES: &str = "Pass an object: Object.fromEntries(new FormData(form)), in which the text that \
    toImageFields gives takes the place of each file.";

codes!(
    body,
    Body,
    MalformedJson {
        name: "malformed_json",
        severity: Error,
        rule: "The body is not one JSON text in UTF-8; a byte order mark counts, and so does nesting deeper than 64.",
        message: "The body is not JSON in UTF-8: {reason} (line {line}, column {column}).",
        params: &[
            number(Line),
            number(Column),
            number(Offset),
            one_of(
                Reason,
                &[
                    word("empty", "it is empty", "Send the request as the body: a JSON object with its fields."),
                    word(
                        "byte_order_mark",
                        "it begins with a byte order mark",
                        "Write the body without a byte order mark: leave out the first three bytes, EF BB BF.",
                    ),
                    word("utf16", "it is in UTF-16", "Encode the body in UTF-8, without a byte order mark."),
                    word("utf32", "it is in UTF-32", "Encode the body in UTF-8, without a byte order mark."),
                    word(
                        "not_utf8",
                        "a byte is not UTF-8",
                        "Encode the whole body in UTF-8, not in Latin-1 or Windows-1252, and put no raw bytes in it: \
                            an image is sent in base64.",
                    ),
                    word("compressed", "it is compressed", "Send the JSON text itself, not compressed."),
                    word(
                        "picture",
                        "it is a picture",
                        "Send a JSON object, with the picture in base64 in frontsideImage, not the picture itself.",
                    ),
                    word(
                        "form",
                        "it is form data",
                        "Send the fields as one JSON object, not as a form: in most HTTP clients there is an option \
                            for JSON.",
                    ),
                    word(
                        "truncated",
                        "it ends too early",
                        "Send all of the body: look for a limit of length, for a Content-Length that is too small, \
                            and for brackets and quotation marks that are not closed.",
                    ),
                    word(
                        "trailing_comma",
                        "a comma is before a closing bracket",
                        "Remove the comma before the closing bracket.",
                    ),
                    word("comment", "it has a comment", "Remove the comment: JSON has none."),
                    word(
                        "single_quotes",
                        "it has single quotes",
                        "Write names and texts in double quotes: let a JSON library write the body, not the \
                            language's own printing of an object.",
                    ),
                    word("unquoted_name", "a name has no quotation marks", "Write each name in double quotes."),
                    word(
                        "literal",
                        "a word is not true, false or null",
                        "Leave the field out or write null where there is no value; write true and false in lower \
                            case, and texts in double quotes.",
                    ),
                    word(
                        "number",
                        "a number is not written as JSON writes numbers",
                        "Write the value as a text, in double quotes: every field of the request is text.",
                    ),
                    word(
                        "control_character",
                        "a control character is not escaped",
                        "Escape control characters in texts, such as a line break as \\n, and remove them elsewhere: \
                            a base64 text must have no line breaks.",
                    ),
                    word(
                        "escape",
                        "a backslash begins no escape that JSON has",
                        "Double the backslash if it is meant as a character; JSON has the escapes \\\" \\\\ \\/ \\b \
                            \\f \\n \\r \\t and \\u with four hexadecimal digits.",
                    ),
                    word(
                        "surrogate",
                        "half of a surrogate pair stands alone",
                        "Write the character itself in UTF-8, or both halves of its pair; shorten texts by \
                            characters, not by UTF-16 code units.",
                    ),
                    word(
                        "second_value",
                        "something follows the end of the JSON value",
                        "Send one JSON object and nothing after it.",
                    ),
                    word(
                        "too_deep",
                        "it is nested more than 64 levels deep",
                        "Send the fields of the request at the top of the object: no field needs nesting.",
                    ),
                    word("syntax", "JSON does not allow what stands there (is a comma or quotation mark missing?)", "",),
                ],
            ),
        ],
        why: "The service reads a body as JSON in UTF-8. One that breaks off, has a comma too many, begins with a \
            byte order mark or is in another encoding cannot be read at all, so nothing else in it is checked.",
        fix: "Let a JSON library write the body, in UTF-8 without a byte order mark, and send all of it.",
        section: "Guide, request header (Content-Type: application/json); RFC 8259",
        bad_example: Example::Body(r#"{"country":"USA","idType":"PASSPORT",}"#),
        good_example: Example::Body(r#"{"country":"USA","idType":"PASSPORT"}"#),
    },
    NotAnObject {
        name: "not_an_object",
        severity: Error,
        rule: "The body is JSON, but its top value is no object.",
        message: "The body must be a JSON object, not {actual}.",
        params: &[
            one_of(
                Actual,
                &[
                    word("null", "null", "Send the object of fields: what was serialised had no value."),
                    word("boolean", "a boolean", ""),
                    word("number", "a number", ""),
                    word(
                        "string",
                        "a string",
                        "Send the object itself: where a text already holds its JSON, send that text as it is and do \
                            not serialise it again.",
                    ),
                    word("array", "an array", "Send the object without the array around it, one request a call."),
                    word("object", "an object", ""),
                    word(
                        "form_data",
                        "a FormData: pass Object.fromEntries(formData), each file as base64",
                        FROM_ENTRIES,
                    ),
                    word(
                        "form_element",
                        "a form element: pass Object.fromEntries(new FormData(form)), each file as base64",
                        FROM_ENTRIES,
                    ),
                    word(
                        "url_search_params",
                        "a URLSearchParams: pass Object.fromEntries(searchParams)",
                        "Pass Object.fromEntries(searchParams).",
                    ),
                    word("map", "a Map: pass Object.fromEntries(map)", "Pass Object.fromEntries(map)."),
                    word(
                        "set",
                        "a Set: pass an object of names and values",
                        "Pass an object whose properties are the fields: a set has values without names.",
                    ),
                    word(
                        "headers",
                        "a Headers object: call validateHeaders(headers, bodyLength)",
                        "Pass the object of the request's fields; the headers are checked by validateHeaders.",
                    ),
                    word(
                        "request",
                        "a Request: call validateJson(await request.arrayBuffer())",
                        "Pass what is in it: validateJson(await request.arrayBuffer()).",
                    ),
                    word(
                        "response",
                        "a Response: call validateJson(await response.arrayBuffer())",
                        "Pass what is in it: validateJson(await response.arrayBuffer()).",
                    ),
                    word(
                        "blob",
                        "a Blob or File: call validateJson(await blob.arrayBuffer()) or checkBlob(blob)",
                        "Read a body by validateJson(await blob.arrayBuffer()); check a picture by checkBlob(blob).",
                    ),
                    word(
                        "bytes",
                        "bytes: call validateJson(bytes) or checkImage(bytes)",
                        "Read the bytes of a body by validateJson(bytes); check those of a picture by \
                            checkImage(bytes).",
                    ),
                    word(
                        "event",
                        "an event: pass Object.fromEntries(new FormData(form)), each file as base64",
                        FROM_ENTRIES,
                    ),
                    word(
                        "promise",
                        "a Promise: await it, and pass its value",
                        "Await the promise, and pass the value that it gives.",
                    ),
                ],
            ),
            flag(DoubleEncoded, "The body must be a JSON object, not {actual} that holds JSON: it was encoded twice."),
        ],
        why: "The fields are looked up by name in one object. A text that itself holds an object means that the \
            request was turned into JSON twice: the service then sees one long text and no field.",
        fix: "Send one JSON object with the fields in it, serialised once.",
        section: "Guide, request parameters; RFC 8259",
        bad_example: Example::Body(r#""{\"country\":\"USA\",\"idType\":\"PASSPORT\"}""#),
        good_example: Example::Body(r#"{"country":"USA","idType":"PASSPORT"}"#),
    },
    WrappedRequest {
        name: "wrapped_request",
        severity: Warning,
        rule: "The body has none of the fields that every request has, but an object inside it, at most three levels \
            down, has two or more of them; or the body is a HAR file or a Postman export.",
        message: "The body has no mandatory field: {where}.",
        params: &[one_of(
            Where,
            &[
                word(
                    "har",
                    "it is a HAR file",
                    "Take the body out of the HAR file: it is the text at log.entries[].request.postData.text.",
                ),
                word(
                    "postman",
                    "it is a Postman export",
                    "Take the body out of the Postman export: it is the text at item[].request.body.raw.",
                ),
                word("object", "an object inside it seems to be the request", ""),
            ],
        ),],
        why: "The service looks for the fields at the top of the body's object. It does not look into objects inside \
            it, so it finds no field of a request that is wrapped.",
        fix: "Send the inner object itself as the body, without what is around it.",
        section: PARAMETERS,
        bad_example: Example::Body(r#"{"request":{"country":"USA","idType":"PASSPORT"}}"#),
        good_example: Example::Body(r#"{"country":"USA","idType":"PASSPORT"}"#),
    },
    DuplicateField {
        name: "duplicate_field",
        severity: Error,
        rule: "A name stands twice in the body's object.",
        message: "{field} stands more than once in the body.",
        params: &[],
        why: "JSON leaves open which of two equal names counts. What you looked at may not be what the service \
            reads.",
        fix: "Keep one of them, with the value that you mean. The last one is what was checked here.",
        section: "RFC 8259, section 4",
        bad_example: Example::Body(r#"{"country":"USA","idType":"PASSPORT","country":"DEU"}"#),
        good_example: Example::Body(r#"{"country":"USA","idType":"PASSPORT"}"#),
    },
    WrongType {
        name: "wrong_type",
        severity: Error,
        rule: "A field's value is no string.",
        message: "{field} must be {expected}, not {actual}.",
        params: &[
            one_of(Expected, &[word("string", "a string", ""),],),
            one_of(
                Actual,
                &[
                    plain("null"),
                    word(
                        "boolean",
                        "a boolean",
                        "Send the text that the field asks for, in quotation marks, or leave the field out: true and \
                            false are values of no field.",
                    ),
                    word(
                        "number",
                        "a number",
                        "Send the value as a text, in quotation marks, with its leading zeros; a date as YYYY-MM-DD.",
                    ),
                    word("string", "a string", ""),
                    word(
                        "array",
                        "an array",
                        "Send one text: for enabledFields the words with commas between them, for an image the \
                            base64 text of its bytes and not a list of numbers.",
                    ),
                    word(
                        "object",
                        "an object",
                        "Send one text: for an image the base64 text of its bytes, for which a File, Blob, Buffer or \
                            stream must be read first; else the value itself without an object around it.",
                    ),
                ],
            ),
        ],
        why: "Every field of the request is text, numbers and dates included. A document number sent as a number \
            also loses its leading zeros.",
        fix: "Send the value as a text, in quotation marks.",
        section: PARAMETERS,
        bad_example: fields(r#"{"number":12345678}"#),
        good_example: fields(r#"{"number":"12345678"}"#),
    },
    UnknownField {
        name: "unknown_field",
        severity: Warning,
        rule: "A name that the API does not know; after 32 of them only their count is given.",
        message: "{field} is not a field of performNetverify.",
        params: &[number(Omitted).optional_with("More of unknown_field that are not listed: {omitted}.")],
        why: "The service does not read a name that it does not know: a slip in the name of an optional field loses \
            its value without a word.",
        fix: "Write the name as the guide does, or leave the field out.",
        section: PARAMETERS,
        bad_example: fields(r#"{"first_name":"Zoë"}"#),
        good_example: fields(r#"{"firstName":"Zoë"}"#),
    },
);
