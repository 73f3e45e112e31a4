//! Why each rule exists, how to fix what breaks it, and an example of both sides.
//!
//! The message of a violation says what is wrong with one request; this says it of the rule. Nothing here is needed to
//! check a request, so whoever does not call it does not carry its text.

use crate::codes::Code;
use crate::report::{ParamValue, Violation};

/// The request that the examples of [`Example::Request`] are merged over.
///
/// In it and in them, `<good.jpg>` stands for the base64 text of a picture that passes, `<other.jpg>` for that of another
/// one, and `<good.png>` for that of a PNG.
pub const BASE_REQUEST: &str =
    r#"{"merchantIdScanReference":"vector-1","frontsideImage":"<good.jpg>","country":"USA","idType":"PASSPORT"}"#;

/// What stands behind a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// Why the rule exists: what goes wrong when it is broken.
    pub why: &'static str,
    /// How to fix it.
    pub fix: &'static str,
    /// How to fix it where a parameter has one of these words, where that is something else.
    pub fix_by_word: &'static [(&'static str, &'static str)],
    /// The guide's section, or the standard, that the rule comes from.
    pub section: &'static str,
    /// An example that gets the code.
    pub bad_example: Example,
    /// The nearest example that does not.
    pub good_example: Example,
}

/// An example of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Example {
    /// Fields of a request, as a JSON object merged over [`BASE_REQUEST`] (`null` removes one), and the settings that the
    /// rule reads, as a JSON object or empty.
    Request {
        /// The fields.
        fields: &'static str,
        /// The settings; empty where the rule reads none.
        settings: &'static str,
    },
    /// The whole text of a body.
    Body(&'static str),
    /// A picture, in words.
    Image(&'static str),
    /// Lines of a request's head.
    Head(&'static str),
    /// The text of a response.
    Response(&'static str),
}

/// The part of the rules that a code belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Group {
    /// The body as JSON.
    Body,
    /// Requirement and text.
    Text,
    /// Choices, countries and states.
    Choice,
    /// Dates.
    Date,
    /// The tokens of enabledFields.
    Tokens,
    /// The callback URL.
    Url,
    /// Base64 and images.
    Image,
    /// Rules that read two fields, or the settings.
    Cross,
    /// The request's head and the response.
    Http,
}

impl Group {
    /// Every group, in the order of the codes.
    pub const ALL: [Group; 9] = [
        Group::Body,
        Group::Text,
        Group::Choice,
        Group::Date,
        Group::Tokens,
        Group::Url,
        Group::Image,
        Group::Cross,
        Group::Http,
    ];

    /// A heading for it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Group::Body => "The body",
            Group::Text => "Requirement and text",
            Group::Choice => "Choices, countries, states",
            Group::Date => "Dates",
            Group::Tokens => "enabledFields",
            Group::Url => "callbackUrl",
            Group::Image => "Images",
            Group::Cross => "Across fields",
            Group::Http => "The request's head and the response",
        }
    }
}

/// The group of a code.
#[must_use]
pub const fn group(code: Code) -> Group {
    use Code::*;
    match code {
        MalformedJson | NotAnObject | WrappedRequest | DuplicateField | WrongType | UnknownField => Group::Body,
        Required | Empty | TooLong | TooLongUtf16 | ControlCharacter | InvisibleCharacter | SuspiciousMarkup
        | ContainsEmail | PossiblePersonalData => Group::Text,
        NotInEnum | UnknownCountry | VisaCountry | UnknownUsState | CountryNameVariant => Group::Choice,
        DateFormat | DateCalendar | DateInFuture | DocumentExpired | DateImplausible => Group::Date,
        UnknownToken | DuplicateToken | EmptyToken => Group::Tokens,
        UrlSyntax | UrlScheme | UrlNonAscii | UrlHostIsIp | UrlPort | UrlQuery | UrlFragment | UrlUserinfo
        | UrlUnreachableHost | UrlForeignDomain => Group::Url,
        Base64DataUri | Base64Whitespace | Base64PlusLost | Base64UrlSafe | Base64Alphabet | Base64Padding
        | ImageTooManyBytes | ImageEncodedTooLong | ImageFormat | ImageUnreadable | ImageTruncated | ImageCorrupt
        | ImageSideTooLong | ImageTooSmall | ImageNarrow | MimeMismatch | MimeWithoutImage | ImageGrayscale
        | ImageReused | ImageHasLocation => Group::Image,
        FaceImageUnused | FaceMatchDisabled | AddressExtractionDisabled | AddressUnsupported => Group::Cross,
        HeaderMissing | HeaderValue | GenericUserAgent | ResponseField => Group::Http,
    }
}

const PARAMETERS: &str = "Guide, request parameters";
const CALLBACK: &str = "Guide, callback URL";
const HEAD: &str = "Guide, request header";
const ADDRESS: &str = "Guide, supported documents for address extraction";

/// What to do with a picture of another format.
const CONVERT: &str = "Convert the picture to JPEG or PNG; renaming the file does not help.";
/// What to do with what the fields of a form are in.
const FROM_ENTRIES: &str = "Pass an object: Object.fromEntries(new FormData(form)), in which the text that toImageFields \
                            gives takes the place of each file.";

const fn fields(fields: &'static str) -> Example {
    Example::Request { fields, settings: "" }
}

const fn with(settings: &'static str, fields: &'static str) -> Example {
    Example::Request { fields, settings }
}

/// Returns how to fix a violation: the advice for one of its parameters' words, or that of its code.
///
/// ```
/// use netverify_rules::{Settings, explain, validate_json};
///
/// let report = validate_json(b"{}", &Settings::default());
/// assert!(explain::advice(&report.violations()[0]).starts_with("Send the field with content"));
/// ```
#[must_use]
pub fn advice(violation: &Violation) -> &'static str {
    let Explanation { fix, fix_by_word, .. } = of(violation.code());
    let words = violation.params().filter_map(|(_, value)| match value {
        ParamValue::Word(word) => Some(word),
        _ => None,
    });
    let mut special = words.filter_map(|word| fix_by_word.iter().find(|(of, _)| *of == word));
    special.next().map_or(fix, |(_, advice)| advice)
}

/// What stands behind a code.
#[must_use]
pub fn of(code: Code) -> Explanation {
    match code {
        Code::MalformedJson => Explanation {
            why: "The service reads a body as JSON in UTF-8. One that breaks off, has a comma too many, begins with a \
                  byte order mark or is in another encoding cannot be read at all, so nothing else in it is checked.",
            fix: "Let a JSON library write the body, in UTF-8 without a byte order mark, and send all of it.",
            fix_by_word: &[
                ("empty", "Send the request as the body: a JSON object with its fields."),
                (
                    "byte_order_mark",
                    "Write the body without a byte order mark: leave out the first three bytes, EF BB BF.",
                ),
                ("utf16", "Encode the body in UTF-8, without a byte order mark."),
                ("utf32", "Encode the body in UTF-8, without a byte order mark."),
                (
                    "not_utf8",
                    "Encode the whole body in UTF-8, not in Latin-1 or Windows-1252, and put no raw bytes in it: an image \
                  is sent in base64.",
                ),
                ("compressed", "Send the JSON text itself, not compressed."),
                (
                    "picture",
                    "Send a JSON object, with the picture in base64 in frontsideImage, not the picture itself.",
                ),
                (
                    "form",
                    "Send the fields as one JSON object, not as a form: in most HTTP clients there is an option for JSON.",
                ),
                (
                    "truncated",
                    "Send all of the body: look for a limit of length, for a Content-Length that is too small, and for \
                  brackets and quotation marks that are not closed.",
                ),
                ("trailing_comma", "Remove the comma before the closing bracket."),
                ("comment", "Remove the comment: JSON has none."),
                (
                    "single_quotes",
                    "Write names and texts in double quotes: let a JSON library write the body, not the language's own \
                  printing of an object.",
                ),
                ("unquoted_name", "Write each name in double quotes."),
                (
                    "literal",
                    "Leave the field out or write null where there is no value; write true and false in lower case, and \
                  texts in double quotes.",
                ),
                ("number", "Write the value as a text, in double quotes: every field of the request is text."),
                (
                    "control_character",
                    "Escape control characters in texts, such as a line break as \\n, and remove them elsewhere: a \
                  base64 text must have no line breaks.",
                ),
                (
                    "escape",
                    "Double the backslash if it is meant as a character; JSON has the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \
                  \\u with four hexadecimal digits.",
                ),
                (
                    "surrogate",
                    "Write the character itself in UTF-8, or both halves of its pair; shorten texts by characters, not by \
                  UTF-16 code units.",
                ),
                ("second_value", "Send one JSON object and nothing after it."),
                ("too_deep", "Send the fields of the request at the top of the object: no field needs nesting."),
            ],
            section: "Guide, request header (Content-Type: application/json); RFC 8259",
            bad_example: Example::Body(r#"{"country":"USA","idType":"PASSPORT",}"#),
            good_example: Example::Body(r#"{"country":"USA","idType":"PASSPORT"}"#),
        },
        Code::NotAnObject => Explanation {
            why: "The fields are looked up by name in one object. A text that itself holds an object means that the \
                  request was turned into JSON twice: the service then sees one long text and no field.",
            fix: "Send one JSON object with the fields in it, serialised once.",
            fix_by_word: &[
                ("null", "Send the object of fields: what was serialised had no value."),
                (
                    "string",
                    "Send the object itself: where a text already holds its JSON, send that text as it is and do not \
                     serialise it again.",
                ),
                ("array", "Send the object without the array around it, one request a call."),
                ("form_data", FROM_ENTRIES),
                ("form_element", FROM_ENTRIES),
                ("event", FROM_ENTRIES),
                ("url_search_params", "Pass Object.fromEntries(searchParams)."),
                ("map", "Pass Object.fromEntries(map)."),
                ("set", "Pass an object whose properties are the fields: a set has values without names."),
                ("headers", "Pass the object of the request's fields; the headers are checked by validateHead."),
                ("request", "Pass what is in it: validateJson(await request.arrayBuffer())."),
                ("response", "Pass what is in it: validateJson(await response.arrayBuffer())."),
                ("blob", "Read a body by validateJson(await blob.arrayBuffer()); check a picture by checkBlob(blob)."),
                (
                    "bytes",
                    "Read the bytes of a body by validateJson(bytes); check those of a picture by checkImage(bytes).",
                ),
                ("promise", "Await the promise, and pass the value that it gives."),
            ],
            section: "Guide, request parameters; RFC 8259",
            bad_example: Example::Body(r#""{\"country\":\"USA\",\"idType\":\"PASSPORT\"}""#),
            good_example: Example::Body(r#"{"country":"USA","idType":"PASSPORT"}"#),
        },
        Code::WrappedRequest => Explanation {
            why: "The service looks for the fields at the top of the body's object. It does not look into objects inside it, \
                  so it finds no field of a request that is wrapped.",
            fix: "Send the inner object itself as the body, without what is around it.",
            fix_by_word: &[
                ("har", "Take the body out of the HAR file: it is the text at log.entries[].request.postData.text."),
                ("postman", "Take the body out of the Postman export: it is the text at item[].request.body.raw."),
            ],
            section: PARAMETERS,
            bad_example: Example::Body(r#"{"request":{"country":"USA","idType":"PASSPORT"}}"#),
            good_example: Example::Body(r#"{"country":"USA","idType":"PASSPORT"}"#),
        },
        Code::DuplicateField => Explanation {
            why: "JSON leaves open which of two equal names counts. What you looked at may not be what the service \
                  reads.",
            fix: "Keep one of them, with the value that you mean. The last one is what was checked here.",
            fix_by_word: &[],
            section: "RFC 8259, section 4",
            bad_example: Example::Body(r#"{"country":"USA","idType":"PASSPORT","country":"DEU"}"#),
            good_example: Example::Body(r#"{"country":"USA","idType":"PASSPORT"}"#),
        },
        Code::WrongType => Explanation {
            why: "Every field of the request is text, numbers and dates included. A document number sent as a number \
                  also loses its leading zeros.",
            fix: "Send the value as a text, in quotation marks.",
            fix_by_word: &[
                (
                    "boolean",
                    "Send the text that the field asks for, in quotation marks, or leave the field out: true and \
                     false are values of no field.",
                ),
                (
                    "number",
                    "Send the value as a text, in quotation marks, with its leading zeros; a date as YYYY-MM-DD.",
                ),
                (
                    "array",
                    "Send one text: for enabledFields the words with commas between them, for an image the base64 \
                     text of its bytes and not a list of numbers.",
                ),
                (
                    "object",
                    "Send one text: for an image the base64 text of its bytes, for which a File, Blob, Buffer or \
                     stream must be read first; else the value itself without an object around it.",
                ),
            ],
            section: PARAMETERS,
            bad_example: fields(r#"{"number":12345678}"#),
            good_example: fields(r#"{"number":"12345678"}"#),
        },
        Code::UnknownField => Explanation {
            why: "The service does not read a name that it does not know: a slip in the name of an optional field \
                  loses its value without a word.",
            fix: "Write the name as the guide does, or leave the field out.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: fields(r#"{"first_name":"Zoë"}"#),
            good_example: fields(r#"{"firstName":"Zoë"}"#),
        },
        Code::Required => Explanation {
            why: "Without it the service cannot process the request. Four fields are always mandatory, faceImage \
                  where Face match applies, and customerId where Screening does.",
            fix: "Send the field with content: null, an empty text and white space count as absent.",
            fix_by_word: &[
                (
                    "face_match",
                    "Send the picture of the face. If faces are not to be compared, send enabledFields without \
                     idFaceMatch instead.",
                ),
                (
                    "screening",
                    "Send your identifier of the customer: null, an empty text and white space count as absent. If \
                     nobody is to be screened, take the search out of additionalChecks and set screening to off for \
                     the check.",
                ),
            ],
            section: PARAMETERS,
            bad_example: fields(r#"{"country":null}"#),
            good_example: fields(r#"{"country":"USA"}"#),
        },
        Code::Empty => Explanation {
            why: "An absent field says \"not known\"; an empty one may be taken for a value, compared with the \
                  document, and found to differ.",
            fix: "Leave the field out when there is nothing to say.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: fields(r#"{"firstName":" "}"#),
            good_example: fields(r#"{"firstName":"Zoë"}"#),
        },
        Code::TooLong => Explanation {
            why: "The guide gives each text a maximum length. It is counted in characters (Unicode code points), so \
                  an accented letter or an ideograph is one.",
            fix: "Send a shorter value rather than a part of this one: the suggested one where there is a \
                   suggestion, a code in place of a name, or for a reference of your own a shorter key.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: fields(r#"{"personalNumber":"123456789012345"}"#),
            good_example: fields(r#"{"personalNumber":"12345678901234"}"#),
        },
        Code::TooLongUtf16 => Explanation {
            why: "The guide does not say what it counts. Services in Java or .NET often count UTF-16 code units, of \
                  which an emoji or a rare ideograph takes two: there the value is too long.",
            fix: "Shorten the value, or do without characters beyond U+FFFF such as emoji.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: fields(r#"{"personalNumber":"1234567890123𝟜"}"#),
            good_example: fields(r#"{"personalNumber":"12345678901234"}"#),
        },
        Code::ControlCharacter => Explanation {
            why: "A tab, a line break or a stray byte does not belong in a one-line value. It comes from a scanner, a \
                  paste or a spreadsheet, and makes a value differ that looks the same.",
            fix: "Remove the character, or put a blank there if it parts words, and trim what people or devices \
                   type. Positions are counted from 0.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: fields(r#"{"lastName":"Example\t"}"#),
            good_example: fields(r#"{"lastName":"Example"}"#),
        },
        Code::InvisibleCharacter => Explanation {
            why: "A soft hyphen, a zero-width space, a mark of direction or a byte order mark comes from a word processor, \
                  a web page or a phone's keyboard. Nobody sees it, but a search for the value and a comparison with the \
                  document fail. What is left is for private use or no character at all, and shows on no other device.",
            fix: "Remove the character. Trimming is not enough: it is not white space, and it can stand within a word.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: fields(r#"{"lastName":"Exam\u200bple"}"#),
            good_example: fields(r#"{"lastName":"Example"}"#),
        },
        Code::SuspiciousMarkup => Explanation {
            why: "The service answers calls with suspicious parameter values with 403 Forbidden, and markup or script \
                  in a text is what such filters look for.",
            fix: "Send plain text without tags: decode or strip markup where the value comes from a web page. If \
                   the value really reads so, expect that it may be refused.",
            fix_by_word: &[],
            section: HEAD,
            bad_example: fields(r#"{"merchantReportingCriteria":"<b>spring</b>"}"#),
            good_example: fields(r#"{"merchantReportingCriteria":"A/B <3 spring"}"#),
        },
        Code::ContainsEmail => Explanation {
            why: "References, identifiers and the callback URL come back in callbacks, reports and logs. The guide \
                  forbids personal data and account logins in them, and an e-mail address is both.",
            fix: "Put a key in its place that only your own database can turn into a person, such as a UUID; in a \
                   callback URL, as a part of the path.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: fields(r#"{"merchantIdScanReference":"anna@example.com"}"#),
            good_example: fields(r#"{"merchantIdScanReference":"6f1c1f0e-9f0a-4c52-8d53-0f1f5e1a2b3c"}"#),
        },
        Code::PossiblePersonalData => Explanation {
            why: "References, identifiers and the callback URL come back in callbacks, reports and logs, and must not \
                  hold personal data. This one looks as if it did: by its form, or because it repeats a name, a date \
                  or a number of the same request.",
            fix: "Put a key in its place that only your own database can turn into a person, such as a UUID. If it \
                   only looks like personal data and is none, nothing needs to be changed.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: fields(r#"{"merchantIdScanReference":"scan-Anna-1","firstName":"Anna"}"#),
            good_example: fields(r#"{"merchantIdScanReference":"scan-000123-1","firstName":"Anna"}"#),
        },
        Code::NotInEnum => Explanation {
            why: "The service knows these words only, in exactly this spelling: case, hyphens and underscores count.",
            fix: "Write one of the allowed words as it stands in the list. A MIME type is that of the image's \
                   bytes: if they are neither JPEG nor PNG, convert the picture first. For another kind of document, \
                   ask the customer for one of these.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: fields(r#"{"idType":"DRIVERS_LICENSE"}"#),
            good_example: fields(r#"{"idType":"DRIVING_LICENSE"}"#),
        },
        Code::UnknownCountry => Explanation {
            why: "The country decides how the document is read. The guide takes the three-letter codes of ISO 3166-1 \
                  as they are today, in capitals, and XKX for Kosovo: no two-letter code, no name, no former code.",
            fix: "Write the three capital letters of ISO 3166-1 alpha-3, such as DEU; for Kosovo, XKX.",
            fix_by_word: &[],
            section: "Guide, request parameters; ISO 3166-1",
            bad_example: fields(r#"{"country":"UK"}"#),
            good_example: fields(r#"{"country":"GBR"}"#),
        },
        Code::VisaCountry => Explanation {
            why: "The guide lets VISA stand beside any country, but visas are known to be processed for two issuing \
                  countries only: USA and CHN.",
            fix: "Ask for another document, or for the provider's word that it takes this country's visas.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: fields(r#"{"idType":"VISA","country":"DEU"}"#),
            good_example: fields(r#"{"idType":"VISA","country":"CHN"}"#),
        },
        Code::UnknownUsState => Explanation {
            why: "A driving licence names a US state by its two letters. A passport or an ID card may name a state so, \
                  or a country by its ISO 3166-1 short name or code. Anything else cannot be matched.",
            fix: "Write the two letters without \"US-\" (WA), or for a passport or ID card a country of ISO 3166-1; \
                   leave the field out where the document names none of them.",
            fix_by_word: &[],
            section: "Guide, request parameters; ISO 3166-1, ISO 3166-2:US",
            bad_example: fields(r#"{"idType":"DRIVING_LICENSE","usState":"US-WA"}"#),
            good_example: fields(r#"{"idType":"DRIVING_LICENSE","usState":"WA"}"#),
        },
        Code::CountryNameVariant => Explanation {
            why: "The guide asks for the country name of ISO 3166-1. A former, official or everyday name, or other \
                  case and accents, may or may not be recognised.",
            fix: "Write the suggested short name, or the country's two- or three-letter code, which never varies.",
            fix_by_word: &[],
            section: "Guide, request parameters; ISO 3166-1",
            bad_example: fields(r#"{"usState":"Turkey"}"#),
            good_example: fields(r#"{"usState":"Türkiye"}"#),
        },
        Code::DateFormat => Explanation {
            why: "Day and month are told apart by their place alone. In any other form a date is unreadable, or \
                  worse, read as another day.",
            fix: "Write year, month and day as YYYY-MM-DD, with leading zeros and without a time.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: fields(r#"{"expiry":"31.12.2030"}"#),
            good_example: fields(r#"{"expiry":"2030-12-31"}"#),
        },
        Code::DateCalendar => Explanation {
            why: "The form is right, but there is no such day: a misread digit, or day and month exchanged.",
            fix: "Compare the date with the document, and check that day and month are not exchanged.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: fields(r#"{"dob":"1990-02-30"}"#),
            good_example: fields(r#"{"dob":"1990-02-28"}"#),
        },
        Code::DateInFuture => Explanation {
            why: "Nobody is born after today: the value was misread, or the dates of birth and expiry are exchanged.",
            fix: "Compare the date with the document; look whether dob and expiry are exchanged.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: with(r#"{"today":"2026-01-01"}"#, r#"{"dob":"2026-01-02"}"#),
            good_example: with(r#"{"today":"2026-01-01"}"#, r#"{"dob":"2026-01-01"}"#),
        },
        Code::DocumentExpired => Explanation {
            why: "An expired document may be sent, but its verification will usually end in a rejection, minutes \
                  later.",
            fix: "Ask the customer for a document that is still valid.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: with(r#"{"today":"2026-01-01"}"#, r#"{"expiry":"2025-12-31"}"#),
            good_example: with(r#"{"today":"2026-01-01"}"#, r#"{"expiry":"2026-01-01"}"#),
        },
        Code::DateImplausible => Explanation {
            why: "No living person and no document in use has such a year. It is how programs write \"no date\" \
                  (0001-01-01 is the zero value of several languages), or a year of two digits gone wrong.",
            fix: "Leave the field out when the date is not known; else correct the year.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: fields(r#"{"dob":"0001-01-01"}"#),
            good_example: fields(r#"{"dob":"1990-01-01"}"#),
        },
        Code::UnknownToken => Explanation {
            why: "enabledFields decides what is extracted. A token that the service does not know extracts nothing, \
                  and the field you meant is missing from the result.",
            fix: "Use only idNumber, idFirstName, idLastName, idDob, idExpiry, idUsState, idPersonalNumber, \
                   idFaceMatch and idAddress, in this spelling, with commas between them.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: fields(r#"{"enabledFields":"idnumber,idDob"}"#),
            good_example: fields(r#"{"enabledFields":"idNumber,idDob"}"#),
        },
        Code::DuplicateToken => Explanation {
            why: "A token works once. That it stands twice often means that another one was meant.",
            fix: "List each token once; look whether another one was meant.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: fields(r#"{"enabledFields":"idDob,idDob"}"#),
            good_example: fields(r#"{"enabledFields":"idDob,idExpiry"}"#),
        },
        Code::EmptyToken => Explanation {
            why: "Nothing between two commas, or after the last one, is no token: a list was joined with an empty \
                  entry in it.",
            fix: "Remove the comma that has nothing before or behind it, and drop empty entries before you join the \
                   list.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: fields(r#"{"enabledFields":"idDob,idExpiry,"}"#),
            good_example: fields(r#"{"enabledFields":"idDob,idExpiry"}"#),
        },
        Code::UrlSyntax => Explanation {
            why: "The service calls the URL as it is written. A browser repairs spaces, back-slashes and broken \
                  escapes; a service need not, and then no result ever arrives.",
            fix: "Write https://, a host name of letters, digits, hyphens and dots, and a path whose other characters \
                   are escaped as %XX.",
            fix_by_word: &[
                ("scheme", "Begin the URL with https://, with nothing before it."),
                ("authority", "Write two slashes behind https: and the whole host name behind them."),
                (
                    "host_character",
                    "Use a host name of letters, digits, hyphens and dots only: rename a host that has an underscore, \
                     and write a slash, not a back-slash, behind the host.",
                ),
                (
                    "label",
                    "Remove dots that stand twice or first and hyphens at the ends of a label, and use a host name whose \
                     labels have at most 63 characters.",
                ),
                ("host_length", "Use a host name of at most 253 characters."),
                (
                    "punycode",
                    "Convert the internationalised name to Punycode anew, with a library for IDNA and in lower case, or \
                     remove xn-- where none is meant.",
                ),
                (
                    "escape",
                    "In the path, write a percent sign itself as %25 and every escape with two hexadecimal digits; in \
                     the host name, write the character that is meant.",
                ),
                ("control_escape", "Remove the escaped control character, and do not end a path with a line break."),
                (
                    "character",
                    "Remove the character at that position, or in the path escape it as %XX; write a back-slash as a \
                     slash.",
                ),
            ],
            section: "Guide, callback URL; RFC 3986; RFC 1123, section 2.1; RFC 5891",
            bad_example: fields(r#"{"callbackUrl":"https://api.example.com/call back"}"#),
            good_example: fields(r#"{"callbackUrl":"https://api.example.com/call%20back"}"#),
        },
        Code::UrlScheme => Explanation {
            why: "The callback carries what was read from the document. It is sent over TLS only.",
            fix: "Serve the callback over TLS and write the URL with https://.",
            fix_by_word: &[],
            section: CALLBACK,
            bad_example: fields(r#"{"callbackUrl":"http://api.example.com/callback"}"#),
            good_example: fields(r#"{"callbackUrl":"https://api.example.com/callback"}"#),
        },
        Code::UrlNonAscii => Explanation {
            why: "The guide takes ASCII or Punycode only: the same letters can be written in Unicode in more than one \
                  way, and would name different hosts.",
            fix: "Write the host in Punycode (xn--…) and escape the path's characters as %XX of their UTF-8.",
            fix_by_word: &[],
            section: CALLBACK,
            bad_example: fields(r#"{"callbackUrl":"https://bücher.example.com/callback"}"#),
            good_example: fields(r#"{"callbackUrl":"https://xn--bcher-kva.example.com/callback"}"#),
        },
        Code::UrlHostIsIp => Explanation {
            why: "IP addresses are not allowed, in any form that software reads as one (127.1, 0x7f000001 and a bare \
                  number included): no certificate and no name vouches for them.",
            fix: "Give the server a host name with a certificate, and write that.",
            fix_by_word: &[],
            section: CALLBACK,
            bad_example: fields(r#"{"callbackUrl":"https://203.0.113.7/callback"}"#),
            good_example: fields(r#"{"callbackUrl":"https://api.example.com/callback"}"#),
        },
        Code::UrlPort => Explanation {
            why: "Ports are not allowed, and the colon alone is what is refused: :443 is no exception, though \
                  many libraries would drop it silently.",
            fix: "Serve the callback on port 443, and leave out the colon and what follows it up to the path.",
            fix_by_word: &[],
            section: CALLBACK,
            bad_example: fields(r#"{"callbackUrl":"https://api.example.com:443/callback"}"#),
            good_example: fields(r#"{"callbackUrl":"https://api.example.com/callback"}"#),
        },
        Code::UrlQuery => Explanation {
            why: "Query parameters are not allowed. Each result names its scan anyway, by merchantIdScanReference.",
            fix: "Remove the question mark and what follows it; tell results apart by merchantIdScanReference or \
                   by the path.",
            fix_by_word: &[],
            section: CALLBACK,
            bad_example: fields(r#"{"callbackUrl":"https://api.example.com/callback?tenant=7"}"#),
            good_example: fields(r#"{"callbackUrl":"https://api.example.com/callback/7"}"#),
        },
        Code::UrlFragment => Explanation {
            why: "Fragment identifiers are not allowed. A client never sends them, so the server would not see it.",
            fix: "Remove the number sign and what follows it.",
            fix_by_word: &[],
            section: CALLBACK,
            bad_example: fields(r##"{"callbackUrl":"https://api.example.com/callback#result"}"##),
            good_example: fields(r#"{"callbackUrl":"https://api.example.com/callback"}"#),
        },
        Code::UrlUserinfo => Explanation {
            why: "A URL is stored and logged in many places: a user or a password in it is a secret given away, and a \
                  name before the @ can make a host look like another.",
            fix: "Remove what stands between https:// and the host, the @ included; let the server recognise the \
                   provider in another way.",
            fix_by_word: &[],
            section: "Guide, callback URL; RFC 3986, section 3.2.1",
            bad_example: fields(r#"{"callbackUrl":"https://user:secret@api.example.com/callback"}"#),
            good_example: fields(r#"{"callbackUrl":"https://api.example.com/callback"}"#),
        },
        Code::UrlUnreachableHost => Explanation {
            why: "The provider calls from the internet. It cannot see your machine's localhost, nor a name that only \
                  your own network, or no network at all, resolves.",
            fix: "Use a host name of the public DNS, not one such as localhost, printer.local or nas.lan; while developing, \
                   one of a tunnel.",
            fix_by_word: &[],
            section: "Guide, callback URL; RFC 6761, RFC 6762, RFC 7686, RFC 8375, RFC 9476",
            bad_example: fields(r#"{"callbackUrl":"https://localhost/callback"}"#),
            good_example: fields(r#"{"callbackUrl":"https://api.example.com/callback"}"#),
        },
        Code::UrlForeignDomain => Explanation {
            why: "You listed the domains that results may be sent to. This host is none of them and below none of \
                  them: a customer's data would go elsewhere.",
            fix: "Correct the host, or add its domain to the callback domains of the settings.",
            fix_by_word: &[],
            section: "Settings of the check: callbackDomains",
            bad_example: with(
                r#"{"callbackDomains":["example.com"]}"#,
                r#"{"callbackUrl":"https://example.com.attacker.org/callback"}"#,
            ),
            good_example: with(
                r#"{"callbackDomains":["example.com"]}"#,
                r#"{"callbackUrl":"https://api.example.com/callback"}"#,
            ),
        },
        Code::Base64DataUri => Explanation {
            why: "A browser's FileReader and canvas give a data: URI. Its head is not base64, so the service cannot \
                  decode the field.",
            fix: "Send only what follows the last comma, if the head says base64; else encode the picture's bytes \
                   as base64, and send that text.",
            fix_by_word: &[],
            section: "Guide, request parameters; RFC 4648, section 4",
            bad_example: fields(r#"{"frontsideImage":"data:image/jpeg;base64,<good.jpg>"}"#),
            good_example: fields(r#"{"frontsideImage":"<good.jpg>"}"#),
        },
        Code::Base64Whitespace => Explanation {
            why: "Encoders made for e-mail break the text every 64 or 76 characters. RFC 4648 allows no such breaks, \
                  and a strict decoder stops at the first.",
            fix: "Remove all white space, or encode without line breaks (base64 -w 0). Positions are counted from \
                   0.",
            fix_by_word: &[],
            section: "Guide, request parameters; RFC 4648, section 3.1",
            bad_example: fields(r#"{"frontsideImage":"/9j/4AAQ\nSkZJRg=="}"#),
            good_example: fields(r#"{"frontsideImage":"/9j/4AAQSkZJRg=="}"#),
        },
        Code::Base64PlusLost => Explanation {
            why: "In a form or a query + stands for a blank, so whatever decodes those turns each + of a base64 text into \
                  a blank. Without the blanks the picture would be another one, and damaged.",
            fix: "Put a + in the place of each blank, and see to it that the text is not decoded like a form on its way: \
                   send it as JSON, or write each + as %2B where a form must carry it. Remove only line breaks.",
            fix_by_word: &[],
            section: "Guide, request parameters; RFC 4648, section 4; URL Standard, application/x-www-form-urlencoded",
            bad_example: fields(r#"{"frontsideImage":"/9j/4AAQ SkZ"}"#),
            good_example: fields(r#"{"frontsideImage":"/9j/4AAQ+SkZ"}"#),
        },
        Code::Base64UrlSafe => Explanation {
            why: "The URL-safe alphabet writes - and _ where base64 has + and /. A decoder of the one refuses the \
                  other.",
            fix: "Encode with the standard alphabet, or replace each - by + and each _ by /.",
            fix_by_word: &[],
            section: "Guide, request parameters; RFC 4648, sections 4 and 5",
            bad_example: fields(r#"{"frontsideImage":"_9j_4AAQSkZJRg=="}"#),
            good_example: fields(r#"{"frontsideImage":"/9j/4AAQSkZJRg=="}"#),
        },
        Code::Base64Alphabet => Explanation {
            why: "Base64 has 64 characters and the padding =. Any other means that the text was damaged on its way \
                  (a + that became %2B, say), or that it is no base64 at all.",
            fix: "Look at the character at that position, counted from 0. Quotation marks around the text and what \
                   a program prints before it (b', base64:) are to be cut off; of %2B, %2F and %3D the URL escapes \
                   are to be decoded. Anything else has damaged the text: encode the picture's bytes anew, and put \
                   the result into the body unchanged.",
            fix_by_word: &[],
            section: "Guide, request parameters; RFC 4648, section 4",
            bad_example: fields(r#"{"frontsideImage":"%2F9j%2F4AAQSkZJRg=="}"#),
            good_example: fields(r#"{"frontsideImage":"/9j/4AAQSkZJRg=="}"#),
        },
        Code::Base64Padding => Explanation {
            why: "The text must be a multiple of four characters long, filled up with =, and its last bits must be \
                  zero. Else it was cut off, or two encoded pieces were joined.",
            fix: "Encode the picture's bytes in one piece with an encoder that pads. Of a text that is whole and \
                   only lacks its padding, = can be added until its length is a multiple of four; one character over \
                   says that some are missing.",
            fix_by_word: &[],
            section: "Guide, request parameters; RFC 4648, sections 3.2 and 3.5",
            bad_example: fields(r#"{"frontsideImage":"/9j/4AAQSkZJRg"}"#),
            good_example: fields(r#"{"frontsideImage":"/9j/4AAQSkZJRg=="}"#),
        },
        Code::ImageTooManyBytes => Explanation {
            why: "The service takes images of at most 15 MB, read here as 15 MiB = 15 728 640 bytes after decoding.",
            fix: "Save the picture as JPEG at quality 85 to 90; if that is not enough, scale it down to about 3000 \
                   pixels on its longest side.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: Example::Image("a JPEG of 15 728 641 bytes"),
            good_example: Example::Image("a JPEG of 15 728 640 bytes"),
        },
        Code::ImageEncodedTooLong => Explanation {
            why: "The guide does not say whether its 15 MB are the image's or those of its base64 text, which is a \
                  third longer. By the stricter reading this one is too long.",
            fix: "To be safe, keep an image under 11 796 480 bytes: save it as JPEG at quality 85 to 90.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: Example::Image("a JPEG of 12 000 000 bytes: 16 000 000 in base64"),
            good_example: Example::Image("a JPEG of 11 000 000 bytes: 14 666 668 in base64"),
        },
        Code::ImageFormat => Explanation {
            why: "The service reads JPEG and PNG. Phones like to give HEIC, browsers WebP, scanners TIFF or PDF, and a \
                  file's name says nothing about its content. Often it is no picture at all: a variable without a \
                  value, an error page, or a picture that was encoded in another way than base64, or twice.",
            fix: "Open what is sent in an image viewer: a picture of another format is to be converted to JPEG or PNG, \
                   for renaming does not help; where nothing is to be seen, find out what was read in the picture's place.",
            fix_by_word: &[
                ("gif", CONVERT),
                ("webp", CONVERT),
                (
                    "heic",
                    "Convert the picture to JPEG, or let the phone do so (iPhone: Settings, Camera, Formats, Most \
                     Compatible); renaming the file does not help.",
                ),
                ("avif", CONVERT),
                ("bmp", CONVERT),
                ("tiff", CONVERT),
                (
                    "pdf",
                    "Export the page that shows the document as JPEG or PNG, or send a photograph of the document.",
                ),
                ("svg", "A drawing is no picture of a document: send a photograph of the document as JPEG or PNG."),
                ("jp2", CONVERT),
                ("jxl", CONVERT),
                ("ico", "An icon is no picture of a document: send a photograph of the document as JPEG or PNG."),
                ("psd", "Export the picture as JPEG or PNG."),
                (
                    "empty",
                    "Read the file before you encode it, and wait until it is there in full: an empty canvas, an \
                     unfinished upload and a stream that was read already give nothing.",
                ),
                (
                    "base64",
                    "Encode the bytes of the picture once: what was encoded here was base64 text already. One \
                     decoding gives the text to send.",
                ),
                ("hex", "Turn the hexadecimal digits back into bytes, and encode those as base64."),
                (
                    "data_uri",
                    "Decode the base64 once and send what follows the last comma of the data: URI that this gives: \
                     it is base64 already.",
                ),
                (
                    "html",
                    "Look at the answer that was taken for the picture: it is a web page, most often an error or a \
                     login. Fetch the picture itself, and check the status and the Content-Type first.",
                ),
                (
                    "json",
                    "Take the picture out of the JSON, or look at the error that it tells; then encode the picture's \
                     bytes as base64.",
                ),
                (
                    "text_mangled",
                    "Read the file as bytes, not as text, and encode those: what a text decoder has replaced cannot \
                     be restored from this value.",
                ),
                (
                    "placeholder",
                    "Put the base64 text of the picture's bytes here: read the file, or fetch the address, and \
                     encode what that gives. A word like undefined says that a variable had no value yet.",
                ),
                (
                    "shifted",
                    "Remove the bytes before the picture, a line break, a length or a header of an upload for \
                     instance, and encode from the picture's first byte on.",
                ),
            ],
            section: PARAMETERS,
            bad_example: fields(r#"{"frontsideImage":"R0lGODlhAQABAAAAADs="}"#),
            good_example: fields(r#"{"frontsideImage":"<good.jpg>"}"#),
        },
        Code::ImageUnreadable => Explanation {
            why: "The file begins like a JPEG or PNG, but what precedes the picture data is damaged, missing or there \
                  twice: a decoder stops before the first pixel.",
            fix: "Take or export the picture again; check that it is read and stored as bytes, not as text.",
            fix_by_word: &[
                (
                    "second_start",
                    "Two JPEGs, or two buffers of a camera, were joined. Send the bytes of one JPEG, from its \
                                  own FF D8 to its own FF D9.",
                ),
                (
                    "second_frame",
                    "Two JPEGs were joined, or a header was written twice. Export the picture again from its \
                                  original, with another program if need be.",
                ),
                (
                    "no_quantization_table",
                    "The tables were left out, as TIFF and some video formats do. Export the picture \
                                           as a JPEG of its own, with its tables.",
                ),
                (
                    "no_palette",
                    "Export the picture again from its original: as PNG in true colour, or with PLTE before \
                                IDAT.",
                ),
                (
                    "bad_crc",
                    "The bytes were changed after the PNG was written. Transfer the original as binary data, not as \
                             text.",
                ),
                (
                    "zero_dimension",
                    "Scan or export the picture with a program that writes its width and height into the \
                                    header; a DNL segment behind the data does not do.",
                ),
            ],
            section: "Guide, request parameters; ITU-T T.81, annex B; PNG, section 11.2",
            bad_example: Example::Image("a JPEG whose frame header gives a height of 0"),
            good_example: Example::Image("a JPEG whose frame header gives 640 × 400 pixels"),
        },
        Code::ImageTruncated => Explanation {
            why: "The image ends before its own end marker, has no picture data, or another picture begins within its \
                  data: an upload broke off, a buffer was too short, or a camera's buffers were mixed up. The lower part \
                  of the document would be gray.",
            fix: "Send the whole file: compare its length with the original's, and wait for the upload to end. If \
                   the file itself ends too early, take or export the picture again. From a camera's stream, take one \
                   picture from its FF D8 to its FF D9.",
            fix_by_word: &[],
            section: "Guide, request parameters; ITU-T T.81, annex B; PNG, section 5.3",
            bad_example: Example::Image("the first half of a JPEG"),
            good_example: Example::Image("the whole JPEG, up to its marker FF D9; more bytes may follow"),
        },
        Code::ImageCorrupt => Explanation {
            why: "The header is fine, but the picture's data does not decode, so there is nothing to verify. Only a \
                  check with full decoding sees this.",
            fix: "Take or export the picture again.",
            fix_by_word: &[(
                "limits_exceeded",
                "Save the picture anew, as a JPEG that is not progressive and has about 3000 pixels on its longest \
                 side.",
            )],
            section: "Guide, request parameters; ITU-T T.81; PNG",
            bad_example: Example::Image("a PNG with its pixel data overwritten, checked with --decode"),
            good_example: Example::Image("a PNG that an image viewer shows in full"),
        },
        Code::ImageSideTooLong => Explanation {
            why: "The service takes fewer than 8000 pixels a side. Such pictures come from scans at 1200 dpi or from \
                  panoramas; text is legible far below that.",
            fix: "Scale the picture down, to about 3000 pixels on its longest side.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: Example::Image("8000 × 5000 pixels"),
            good_example: Example::Image("7999 × 5000 pixels"),
        },
        Code::ImageTooSmall => Explanation {
            why: "On a picture of 300 pixels or fewer the text of a document cannot be read. Often it is a preview \
                  that was sent in place of the picture.",
            fix: "Take the picture again, closer or at a higher resolution; enlarging it adds nothing.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: Example::Image("300 × 200 pixels"),
            good_example: Example::Image("301 × 200 pixels"),
        },
        Code::ImageNarrow => Explanation {
            why: "The guide's limit speaks of the longest side. A picture that is shown less than 300 pixels wide \
                  passes it, yet its text is rarely legible.",
            fix: "Take the picture again, closer or at a higher resolution, with the document upright and across \
                   the whole width; enlarging it adds nothing.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: Example::Image("250 × 400 pixels"),
            good_example: Example::Image("400 × 250 pixels"),
        },
        Code::MimeMismatch => Explanation {
            why: "The service decodes by the MIME type, which is image/jpeg where the field is absent. A PNG therefore \
                  always needs the field.",
            fix: "Set the MIME type by the image's bytes, not by the file's name.",
            fix_by_word: &[
                (
                    "image/jpeg",
                    "Send the MIME type image/png with the image, which is what its bytes are: where the field is \
                     absent, image/jpeg counts.",
                ),
                (
                    "image/png",
                    "Send the MIME type image/jpeg with the image, which is what its bytes are, or leave the field \
                     out.",
                ),
            ],
            section: PARAMETERS,
            bad_example: fields(r#"{"frontsideImage":"<good.png>"}"#),
            good_example: fields(r#"{"frontsideImage":"<good.png>","frontsideImageMimeType":"image/png"}"#),
        },
        Code::MimeWithoutImage => Explanation {
            why: "A MIME type alone does nothing. That it is there suggests that the image was forgotten.",
            fix: "Send the image too, or leave its MIME type out.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: fields(r#"{"backsideImageMimeType":"image/jpeg"}"#),
            good_example: fields(r#"{"backsideImage":"<other.jpg>","backsideImageMimeType":"image/jpeg"}"#),
        },
        Code::ImageGrayscale => Explanation {
            why: "The provider rejects black-and-white copies of documents, and a picture without colour looks like \
                  one.",
            fix: "Take a colour picture of the original document; to save the gray one in colour does not help.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: Example::Image("a scan saved as a JPEG with one component"),
            good_example: Example::Image("the same scan saved in colour"),
        },
        Code::ImageReused => Explanation {
            why: "Front, back and face are different pictures. The same bytes twice mean that one was attached in the \
                  other's place.",
            fix: "Attach each picture to its own field; leave an optional one out for which there is no picture.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: fields(r#"{"backsideImage":"<good.jpg>"}"#),
            good_example: fields(r#"{"backsideImage":"<other.jpg>"}"#),
        },
        Code::ImageHasLocation => Explanation {
            why: "The picture says where it was taken, often the customer's home. The verification does not need it, \
                  and data protection law asks you not to pass on more than is needed. What counts is latitude and \
                  longitude, a destination or an area in EXIF, and a latitude or longitude in XMP. The compressed text \
                  of a PNG is not inspected.",
            fix: "Remove the coordinates from EXIF and XMP before you send the picture, by a tool for metadata or by \
                   saving it anew without metadata; turn it upright first, for its orientation stands there, too.",
            fix_by_word: &[],
            section: "Guide, request parameters; EXIF, GPS attribute information",
            bad_example: Example::Image("a phone's photograph, as stored"),
            good_example: Example::Image("the same photograph with the location left out on sharing"),
        },
        Code::FaceImageUnused => Explanation {
            why: "enabledFields overrides the account's settings. Without idFaceMatch in it the face is sent for \
                  nothing, and nobody compares it with the document.",
            fix: "Add idFaceMatch to enabledFields, or do not send the face.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: fields(r#"{"faceImage":"<other.jpg>","enabledFields":"idNumber,idDob"}"#),
            good_example: fields(r#"{"faceImage":"<other.jpg>","enabledFields":"idNumber,idDob,idFaceMatch"}"#),
        },
        Code::FaceMatchDisabled => Explanation {
            why: "Face match is processed only for accounts that have it, whatever enabledFields lists.",
            fix: "Leave idFaceMatch out of enabledFields, or ask the provider to enable Face match and correct the \
                   setting of the check.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: with(r#"{"faceMatch":"disabled"}"#, r#"{"enabledFields":"idNumber,idFaceMatch"}"#),
            good_example: with(r#"{"faceMatch":"disabled"}"#, r#"{"enabledFields":"idNumber"}"#),
        },
        Code::AddressExtractionDisabled => Explanation {
            why: "Addresses are extracted only for accounts that have it enabled, whatever enabledFields lists.",
            fix: "Leave idAddress out of enabledFields, or ask the provider to enable address extraction and \
                   correct the setting of the check.",
            fix_by_word: &[],
            section: PARAMETERS,
            bad_example: with(
                r#"{"addressExtraction":"disabled"}"#,
                r#"{"country":"DEU","idType":"ID_CARD","enabledFields":"idNumber,idAddress"}"#,
            ),
            good_example: with(
                r#"{"addressExtraction":"disabled"}"#,
                r#"{"country":"DEU","idType":"ID_CARD","enabledFields":"idNumber"}"#,
            ),
        },
        Code::AddressUnsupported => Explanation {
            why: "The provider extracts addresses from some documents of some countries. From this one it does not: \
                  the result will hold no address.",
            fix: "Leave idAddress out of enabledFields, or ask the customer for a document of this country whose \
                   address is extracted.",
            fix_by_word: &[],
            section: ADDRESS,
            bad_example: fields(r#"{"country":"DEU","idType":"PASSPORT","enabledFields":"idNumber,idAddress"}"#),
            good_example: fields(r#"{"country":"DEU","idType":"ID_CARD","enabledFields":"idNumber,idAddress"}"#),
        },
        Code::HeaderMissing => Explanation {
            why: "A call without one of the five headers is answered with 403 Forbidden.",
            fix: "Send Accept, Content-Type, Content-Length, Authorization and User-Agent.",
            fix_by_word: &[
                ("Accept", "Send \"Accept: application/json\"."),
                ("Content-Type", "Send \"Content-Type: application/json\"."),
                (
                    "Content-Length",
                    "Send Content-Length with the number of bytes of the body, which most clients do where the body \
                     is given as a whole and not as a stream.",
                ),
                (
                    "Authorization",
                    "Send \"Authorization: Basic\" and the base64 text of your API token, a colon and your API \
                     secret.",
                ),
                (
                    "User-Agent",
                    "Send a User-Agent that names your company, your application and its version, like \"Acme \
                     Onboarding/2.3\".",
                ),
            ],
            section: HEAD,
            bad_example: Example::Head(
                "Accept: application/json\nContent-Type: application/json\nContent-Length: 12\n\
                 Authorization: Basic dG9rZW46c2VjcmV0",
            ),
            good_example: Example::Head(GOOD_HEAD),
        },
        Code::HeaderValue => Explanation {
            why: "A call whose headers do not fit what it sends is suspicious, and answered with 403 Forbidden. Of a header \
                  that stands twice, a proxy and the service may each read another line.",
            fix: "Give the header the value that the guide asks for, once.",
            fix_by_word: &[
                ("Accept", "Send \"Accept: application/json\": what is accepted now leaves JSON out or refuses it."),
                ("Content-Type", "Send \"Content-Type: application/json\" once, alone or with \"; charset=utf-8\"."),
                (
                    "Content-Length",
                    "Give the number of bytes of the body as it is sent, in UTF-8 and not in characters, once, or let \
                     the HTTP client count them.",
                ),
                (
                    "Authorization",
                    "Write \"Basic\", a blank and the standard base64 text, padding included, of your API token, a \
                     colon and your API secret; neither may be empty. Send the header once.",
                ),
                ("User-Agent", "Send User-Agent once."),
            ],
            section: "Guide, request header; RFC 9110, RFC 7617",
            bad_example: Example::Head(
                "Accept: application/json\nContent-Type: text/plain\nContent-Length: 12\n\
                 Authorization: Basic dG9rZW46c2VjcmV0\nUser-Agent: Acme Onboarding/2.3",
            ),
            good_example: Example::Head(GOOD_HEAD),
        },
        Code::GenericUserAgent => Explanation {
            why: "The provider asks for a User-Agent that names your company, to find your calls when something goes \
                  wrong. A library's default or the guide's placeholder names nobody.",
            fix: "Write your company, your application (not the library that sends the request) and its version, like \
                   \"Acme Onboarding/2.3\".",
            fix_by_word: &[],
            section: HEAD,
            bad_example: Example::Head(
                "Accept: application/json\nContent-Type: application/json\nContent-Length: 12\n\
                 Authorization: Basic dG9rZW46c2VjcmV0\nUser-Agent: curl/8.5.0",
            ),
            good_example: Example::Head(GOOD_HEAD),
        },
        Code::ResponseField => Explanation {
            why: "Both fields of the response are documented to the letter. Another form means that something else \
                  answered, a proxy for instance, and that there is no scan to wait for.",
            fix: "Look at the whole answer and at who sent it; do not store it as the scan's reference.",
            fix_by_word: &[],
            section: "Guide, response parameters",
            bad_example: Example::Response(
                r#"{"timestamp":"2026-01-01 10:37:44","jumioIdScanReference":"0f1f5e1a-2b3c-4c52-8d53-6f1c1f0e9f0a"}"#,
            ),
            good_example: Example::Response(
                r#"{"timestamp":"2026-01-01T10:37:44.623Z","jumioIdScanReference":"0f1f5e1a-2b3c-4c52-8d53-6f1c1f0e9f0a"}"#,
            ),
        },
    }
}

/// A head that passes with a body of 12 bytes.
const GOOD_HEAD: &str = "Accept: application/json\nContent-Type: application/json\nContent-Length: 12\n\
                         Authorization: Basic dG9rZW46c2VjcmV0\nUser-Agent: Acme Onboarding/2.3";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::Param;
    use crate::report::Target;
    use crate::{Feature, Field, ParamType, Report, Settings, validate_headers, validate_json, validate_response};
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use serde_json::{Map, Value};

    /// The headers of a JPEG of 640 × 400 pixels in colour; `seed` makes two of them differ.
    fn jpeg(seed: u8) -> Vec<u8> {
        let mut bytes = [&[0xff, 0xd8, 0xff, 0xdb, 0, 67, 0][..], &[1; 64]].concat();
        bytes.extend([0xff, 0xc0, 0, 17, 8, 1, 144, 2, 128, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
        bytes.extend([0xff, 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0, seed, 0x2a]);
        bytes.extend([0xff, 0xd9]);
        bytes
    }

    /// The first and the last chunk of a PNG of 640 × 400 pixels in colour. The checksums are those of zlib's crc32.
    fn png() -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bytes.extend([0, 0, 2, 128, 0, 0, 1, 144, 8, 2, 0, 0, 0]);
        bytes.extend([0xb1, 0x91, 0x46, 0x72]);
        bytes.extend(b"\0\0\0\x01IDAT\0");
        bytes.extend([0x28, 0x38, 0x7d, 0xe8]);
        bytes.extend(b"\0\0\0\0IEND\xae\x42\x60\x82");
        bytes
    }

    fn with_pictures(text: &str) -> String {
        [("<good.jpg>", jpeg(1)), ("<other.jpg>", jpeg(2)), ("<good.png>", png())]
            .into_iter()
            .fold(text.to_owned(), |text, (name, bytes)| text.replace(name, &STANDARD.encode(bytes)))
    }

    fn object(text: &str) -> Map<String, Value> {
        let text = if text.is_empty() { "{}" } else { text };
        serde_json::from_str(&with_pictures(text)).expect("an example is a JSON object")
    }

    fn feature(value: &Value) -> Feature {
        match value.as_str() {
            Some("enabled") => Feature::Enabled,
            Some("disabled") => Feature::Disabled,
            other => panic!("{other:?} is no state of a feature"),
        }
    }

    fn settings(text: &str) -> Settings {
        object(text).iter().fold(Settings::default(), |settings, (name, value)| match name.as_str() {
            "faceMatch" => settings.with_face_match(feature(value)),
            "addressExtraction" => settings.with_address_extraction(feature(value)),
            "screening" => settings.with_screening(value == true),
            "today" => settings.with_today(value.as_str().expect("a text").parse().expect("a date")),
            "callbackDomains" => value.as_array().expect("a list").iter().fold(settings, |settings, domain| {
                settings.with_callback_domain(domain.as_str().expect("a text")).expect("a domain")
            }),
            other => panic!("{other} is no setting"),
        })
    }

    /// The report of an example that is not of a picture in words.
    fn run(example: Example) -> Option<Report> {
        match example {
            Example::Request { fields, settings: given } => {
                let mut request = object(BASE_REQUEST);
                for (name, value) in object(fields) {
                    if value.is_null() {
                        request.remove(&name)
                    } else {
                        request.insert(name, value)
                    };
                }
                let body = Value::Object(request).to_string();
                Some(validate_json(body.as_bytes(), &settings(given)))
            }
            Example::Body(body) => Some(validate_json(body.as_bytes(), &Settings::default())),
            Example::Head(lines) => {
                let headers = lines.lines().map(|line| line.split_once(": ").expect("a name and a value"));
                Some(validate_headers(headers, 12))
            }
            Example::Response(text) => Some(validate_response(text.as_bytes())),
            Example::Image(_) => None,
        }
    }

    #[test]
    fn the_base_request_is_clean() {
        let report = run(fields("{}")).expect("a request");
        assert!(report.is_clean(), "{report:?}");
    }

    #[test]
    fn examples_break_their_rule_and_pass_it() {
        let mut wrong = Vec::new();
        for code in Code::ALL.iter().copied() {
            let explanation = of(code);
            for (example, breaks) in [(explanation.bad_example, true), (explanation.good_example, false)] {
                let Some(report) = run(example) else { continue };
                if report.violations().iter().any(|violation| violation.code() == code) != breaks {
                    wrong.push(format!("{}: {example:?} gets {:?}", code.as_str(), report.violations()));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn settings_of_the_examples_are_needed() {
        for code in Code::ALL.iter().copied() {
            if let Example::Request { fields, settings } = of(code).bad_example
                && !settings.is_empty()
            {
                let report = run(with("", fields)).expect("a request");
                assert!(report.violations().iter().all(|violation| violation.code() != code), "{}", code.as_str());
            }
        }
    }

    #[test]
    fn both_examples_are_of_a_kind_and_differ() {
        for code in Code::ALL.iter().copied() {
            let Explanation { bad_example, good_example, .. } = of(code);
            assert_eq!(
                std::mem::discriminant(&bad_example),
                std::mem::discriminant(&good_example),
                "{}",
                code.as_str()
            );
            assert_ne!(bad_example, good_example, "{}", code.as_str());
        }
    }

    #[test]
    fn messages_and_advice_are_complete_for_each_word() {
        for code in Code::ALL.iter().copied() {
            let fill = |violation: &mut Violation, chosen: Option<(Param, &'static str)>| {
                for (param, kind) in code.params().iter().filter(|(param, _)| !param.is_optional(code)) {
                    match kind {
                        ParamType::Number => violation.param(*param, 7_u64),
                        ParamType::Flag => violation.param(*param, ParamValue::Flag),
                        ParamType::Word(words) => violation.param(*param, *words.first().expect("a word")),
                        ParamType::Words => violation.param(*param, &["a", "b"][..]),
                    };
                }
                if let Some((param, word)) = chosen {
                    violation.param(param, word);
                    if word == "shifted" {
                        violation.param(Param::Offset, 7_u64);
                    }
                }
            };
            let words = |(param, kind): &(Param, ParamType)| match kind {
                ParamType::Word(words) => words.iter().map(|word| (*param, *word)).collect(),
                _ => Vec::new(),
            };
            let choices = code.params().iter().flat_map(words).map(Some).chain([None]);
            let mut messages = Vec::new();
            for chosen in choices {
                let mut violation = Violation::new(Target::Field(Field::FrontsideImage), code);
                fill(&mut violation, chosen);
                for text in [violation.to_string(), advice(&violation).to_owned()] {
                    assert!(text.ends_with(['.', '?']) && !text.contains("..") && !text.contains("  "), "{text}");
                    assert!(!text.contains(['{', '}']) && !text.contains(": :"), "{text}");
                    assert!(!text.contains(" .") && !text.contains(" ,") && text.trim() == text, "{text}");
                }
                if chosen.is_some_and(|(param, _)| code.template().contains(&format!("{{{}}}", param.as_str()))) {
                    messages.push((violation.to_string(), chosen));
                }
            }
            messages.sort_unstable_by(|one, other| one.0.cmp(&other.0));
            for pair in messages.windows(2) {
                // The first word of one parameter goes with each of another's.
                let of_one = pair[0].1.map(|(param, _)| param) == pair[1].1.map(|(param, _)| param);
                assert!(!of_one || pair[0].0 != pair[1].0, "{pair:?} read alike");
            }
        }
    }

    /// To convert what is no picture makes it worse.
    #[test]
    fn only_pictures_are_to_be_converted() {
        let formats = crate::codes::FOREIGN_FORMATS;
        assert_eq!(of(Code::ImageFormat).fix_by_word.len() + 1, formats.len(), "all but unknown");
        for (word, advice) in of(Code::ImageFormat).fix_by_word {
            let is_picture =
                formats.iter().position(|known| known == word) < formats.iter().position(|known| *known == "empty");
            assert!(is_picture || (!advice.contains("onvert") && !advice.contains("xport")), "{word}: {advice}");
        }
    }

    #[test]
    fn texts_are_sentences_of_their_own() {
        for (i, code) in Code::ALL.iter().copied().enumerate() {
            let Explanation { why, fix, fix_by_word, section, .. } = of(code);
            let words = code.params().iter().filter_map(|(_, kind)| match kind {
                ParamType::Word(words) => Some(*words),
                _ => None,
            });
            let words = words.flatten().collect::<Vec<_>>();
            for (word, _) in fix_by_word {
                assert!(words.contains(&word), "{} has no word {word}", code.as_str());
            }
            for text in [why, fix].into_iter().chain(fix_by_word.iter().map(|(_, advice)| *advice)) {
                assert!(
                    text.ends_with('.') && !text.contains("  ") && text.trim() == text,
                    "{}: {text}",
                    code.as_str()
                );
            }
            assert!(!section.is_empty());
            assert!(Code::ALL[..i].iter().all(|other| of(*other).why != why), "{} repeats a reason", code.as_str());
        }
    }

    #[test]
    fn groups_follow_the_order_of_the_codes() {
        assert!(Code::ALL.is_sorted_by_key(|code| group(*code)));
        assert!(Group::ALL.is_sorted());
        for wanted in Group::ALL {
            assert!(Code::ALL.iter().any(|code| group(*code) == wanted), "{wanted:?} is empty");
        }
    }
}
