//! Why each rule exists, how to mend what breaks it, and an example of both sides.
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
    /// How to mend it.
    pub mend: &'static str,
    /// How to mend it where a parameter has one of these words, where that is something else.
    pub mend_by_word: &'static [(&'static str, &'static str)],
    /// The guide's section, or the standard, that the rule comes from.
    pub section: &'static str,
    /// An example that gets the code.
    pub breaks: Example,
    /// The nearest example that does not.
    pub passes: Example,
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
    /// Presence and text.
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
            Group::Text => "Presence and text",
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
        MalformedJson | NotAnObject | DuplicateField | WrongType | UnknownField => Group::Body,
        Required | Empty | TooLong | TooLongUtf16 | ControlCharacter | SuspiciousMarkup | ContainsEmail
        | PossiblePersonalData => Group::Text,
        NotInEnum | UnknownCountry | VisaCountry | UnknownUsState | CountryNameVariant => Group::Choice,
        DateFormat | DateCalendar | DateInFuture | DocumentExpired | DateImplausible => Group::Date,
        UnknownToken | DuplicateToken | EmptyToken => Group::Tokens,
        UrlSyntax | UrlScheme | UrlNonAscii | UrlHostIsIp | UrlPort | UrlQuery | UrlFragment | UrlUserinfo
        | UrlUnreachableHost | UrlForeignDomain => Group::Url,
        Base64DataUri | Base64Whitespace | Base64UrlSafe | Base64Alphabet | Base64Padding | ImageTooManyBytes
        | ImageEncodedTooLong | ImageFormat | ImageUnreadable | ImageTruncated | ImageCorrupt | ImageSideTooLong
        | ImageTooSmall | ImageNarrow | MimeMismatch | MimeWithoutImage | ImageGrayscale | ImageReused
        | ImageHasLocation => Group::Image,
        FaceImageUnused | FaceMatchDisabled | AddressExtractionDisabled | AddressUnsupported => Group::Cross,
        HeaderMissing | HeaderValue | GenericUserAgent | ResponseField => Group::Http,
    }
}

const PARAMETERS: &str = "Guide, request parameters";
const CALLBACK: &str = "Guide, callback URL";
const HEAD: &str = "Guide, request header";
const ADDRESS: &str = "Guide, supported documents for address extraction";

/// What to do with what the fields of a form are in.
const FROM_ENTRIES: &str = "Pass an object: Object.fromEntries(new FormData(form)), in which the text that toImageFields \
                            gives takes the place of each file.";

const fn fields(fields: &'static str) -> Example {
    Example::Request { fields, settings: "" }
}

const fn with(settings: &'static str, fields: &'static str) -> Example {
    Example::Request { fields, settings }
}

/// Returns how to mend a violation: the advice for one of its parameters' words, or that of its code.
///
/// ```
/// use netverify_rules::{Settings, explain, validate_json};
///
/// let report = validate_json(b"{}", &Settings::default());
/// assert!(explain::advice(&report.violations()[0]).starts_with("Send the field with content"));
/// ```
#[must_use]
pub fn advice(violation: &Violation) -> &'static str {
    let Explanation { mend, mend_by_word, .. } = of(violation.code());
    let words = violation.params().filter_map(|(_, value)| match value {
        ParamValue::Word(word) => Some(word),
        _ => None,
    });
    let mut special = words.filter_map(|word| mend_by_word.iter().find(|(of, _)| *of == word));
    special.next().map_or(mend, |(_, advice)| advice)
}

/// What stands behind a code.
#[must_use]
pub fn of(code: Code) -> Explanation {
    match code {
        Code::MalformedJson => Explanation {
            why: "The service reads a body as JSON in UTF-8. One that breaks off, has a comma too many, begins with a \
                  byte order mark or is in another encoding cannot be read at all, so nothing else in it is checked.",
            mend: "Let a JSON library write the body, in UTF-8 without a byte order mark, and send all of it.",
            mend_by_word: &[],
            section: "Guide, request header (Content-Type: application/json); RFC 8259",
            breaks: Example::Body(r#"{"country":"USA","idType":"PASSPORT",}"#),
            passes: Example::Body(r#"{"country":"USA","idType":"PASSPORT"}"#),
        },
        Code::NotAnObject => Explanation {
            why: "The fields are looked up by name in one object. A text that itself holds an object means that the \
                  request was turned into JSON twice: the service then sees one long text and no field.",
            mend: "Send the object itself: not in an array, and serialised once.",
            mend_by_word: &[
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
            breaks: Example::Body(r#""{\"country\":\"USA\",\"idType\":\"PASSPORT\"}""#),
            passes: Example::Body(r#"{"country":"USA","idType":"PASSPORT"}"#),
        },
        Code::DuplicateField => Explanation {
            why: "JSON leaves open which of two equal names counts. What you looked at may not be what the service reads.",
            mend: "Write each name once.",
            mend_by_word: &[],
            section: "RFC 8259, section 4",
            breaks: Example::Body(r#"{"country":"USA","idType":"PASSPORT","country":"DEU"}"#),
            passes: Example::Body(r#"{"country":"USA","idType":"PASSPORT"}"#),
        },
        Code::WrongType => Explanation {
            why: "Every field of the request is text, numbers and dates included. A document number sent as a number \
                  also loses its leading zeros.",
            mend: "Send the value as a text, in quotation marks.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: fields(r#"{"number":12345678}"#),
            passes: fields(r#"{"number":"12345678"}"#),
        },
        Code::UnknownField => Explanation {
            why: "The service does not read a name that it does not know: a slip in the name of an optional field \
                  loses its value without a word.",
            mend: "Write the name as the guide does, or leave the field out.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: fields(r#"{"first_name":"Zoë"}"#),
            passes: fields(r#"{"firstName":"Zoë"}"#),
        },
        Code::Required => Explanation {
            why: "Without it the service cannot process the request. Four fields are always mandatory, faceImage \
                  where Face match applies, and customerId where Screening does.",
            mend: "Send the field with content: null, an empty text and white space count as absent.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: fields(r#"{"country":null}"#),
            passes: fields(r#"{"country":"USA"}"#),
        },
        Code::Empty => Explanation {
            why: "An absent field says \"not known\"; an empty one may be taken for a value, compared with the \
                  document, and found to differ.",
            mend: "Leave the field out when there is nothing to say.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: fields(r#"{"firstName":" "}"#),
            passes: fields(r#"{"firstName":"Zoë"}"#),
        },
        Code::TooLong => Explanation {
            why: "The guide gives each text a maximum length. It is counted in characters (Unicode code points), so \
                  an accented letter or an ideograph is one.",
            mend: "Shorten the value; for a reference of your own, send a shorter key and keep the long one with you.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: fields(r#"{"personalNumber":"123456789012345"}"#),
            passes: fields(r#"{"personalNumber":"12345678901234"}"#),
        },
        Code::TooLongUtf16 => Explanation {
            why: "The guide does not say what it counts. Services in Java or .NET often count UTF-16 code units, of \
                  which an emoji or a rare ideograph takes two: there the value is too long.",
            mend: "Shorten the value, or do without characters beyond U+FFFF.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: fields(r#"{"personalNumber":"1234567890123𝟜"}"#),
            passes: fields(r#"{"personalNumber":"12345678901234"}"#),
        },
        Code::ControlCharacter => Explanation {
            why: "A tab, a line break or a stray byte does not belong in a one-line value. It comes from a scanner, a \
                  paste or a spreadsheet, and makes a value differ that looks the same.",
            mend: "Remove the character, and trim what people or devices type.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: fields(r#"{"lastName":"Example\t"}"#),
            passes: fields(r#"{"lastName":"Example"}"#),
        },
        Code::SuspiciousMarkup => Explanation {
            why: "The service answers calls with suspicious parameter values with 403 Forbidden, and markup or script \
                  in a text is what such filters look for.",
            mend: "Send plain text, without tags. If the value really reads so, expect that it may be refused.",
            mend_by_word: &[],
            section: HEAD,
            breaks: fields(r#"{"merchantReportingCriteria":"<b>spring</b>"}"#),
            passes: fields(r#"{"merchantReportingCriteria":"A/B <3 spring"}"#),
        },
        Code::ContainsEmail => Explanation {
            why: "References, identifiers and the callback URL come back in callbacks, reports and logs. The guide \
                  forbids personal data and account logins in them, and an e-mail address is both.",
            mend: "Use a key that only your own database can turn into a person, such as a UUID.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: fields(r#"{"merchantIdScanReference":"anna@example.com"}"#),
            passes: fields(r#"{"merchantIdScanReference":"6f1c1f0e-9f0a-4c52-8d53-0f1f5e1a2b3c"}"#),
        },
        Code::PossiblePersonalData => Explanation {
            why: "References, identifiers and the callback URL come back in callbacks, reports and logs, and must not \
                  hold personal data. This one looks as if it did: by its form, or because it repeats a name, a date \
                  or a number of the same request.",
            mend: "Use a key that only your own database can turn into a person, such as a UUID.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: fields(r#"{"merchantIdScanReference":"scan-Anna-1","firstName":"Anna"}"#),
            passes: fields(r#"{"merchantIdScanReference":"scan-000123-1","firstName":"Anna"}"#),
        },
        Code::NotInEnum => Explanation {
            why: "The service knows these words only, in exactly this spelling: case, hyphens and underscores count.",
            mend: "Write one of the allowed words as it stands in the list.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: fields(r#"{"idType":"DRIVERS_LICENSE"}"#),
            passes: fields(r#"{"idType":"DRIVING_LICENSE"}"#),
        },
        Code::UnknownCountry => Explanation {
            why: "The country decides how the document is read. The guide takes the three-letter codes of ISO 3166-1 \
                  as they are today, in capitals, and XKX for Kosovo: no two-letter code, no name, no former code.",
            mend: "Write the three capital letters of ISO 3166-1 alpha-3, such as DEU; for Kosovo, XKX.",
            mend_by_word: &[],
            section: "Guide, request parameters; ISO 3166-1",
            breaks: fields(r#"{"country":"UK"}"#),
            passes: fields(r#"{"country":"GBR"}"#),
        },
        Code::VisaCountry => Explanation {
            why: "The guide lets VISA stand beside any country, but visas are known to be processed for two issuing \
                  countries only: USA and CHN.",
            mend: "Ask for another document, or for the provider's word that it takes this country's visas.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: fields(r#"{"idType":"VISA","country":"DEU"}"#),
            passes: fields(r#"{"idType":"VISA","country":"CHN"}"#),
        },
        Code::UnknownUsState => Explanation {
            why: "A driving licence names a US state by its two letters. A passport or an ID card may name a state so, \
                  or a country by its ISO 3166-1 short name or code. Anything else cannot be matched.",
            mend: "Write the two letters without \"US-\" (WA), or for a passport or ID card a country of ISO 3166-1.",
            mend_by_word: &[],
            section: "Guide, request parameters; ISO 3166-1, ISO 3166-2:US",
            breaks: fields(r#"{"idType":"DRIVING_LICENSE","usState":"US-WA"}"#),
            passes: fields(r#"{"idType":"DRIVING_LICENSE","usState":"WA"}"#),
        },
        Code::CountryNameVariant => Explanation {
            why: "The guide asks for the country name of ISO 3166-1. A former, official or everyday name, or other \
                  case and accents, may or may not be recognised.",
            mend: "Write the suggested short name, or the country's two- or three-letter code, which never varies.",
            mend_by_word: &[],
            section: "Guide, request parameters; ISO 3166-1",
            breaks: fields(r#"{"usState":"Turkey"}"#),
            passes: fields(r#"{"usState":"Türkiye"}"#),
        },
        Code::DateFormat => Explanation {
            why: "Day and month are told apart by their place alone. In any other form a date is unreadable, or \
                  worse, read as another day.",
            mend: "Write year, month and day as YYYY-MM-DD, with leading zeros and without a time.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: fields(r#"{"expiry":"31.12.2030"}"#),
            passes: fields(r#"{"expiry":"2030-12-31"}"#),
        },
        Code::DateCalendar => Explanation {
            why: "The form is right, but there is no such day: a misread digit, or day and month exchanged.",
            mend: "Compare the date with the document, and check that day and month are not exchanged.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: fields(r#"{"dob":"1990-02-30"}"#),
            passes: fields(r#"{"dob":"1990-02-28"}"#),
        },
        Code::DateInFuture => Explanation {
            why: "Nobody is born after today: the value was misread, or the dates of birth and expiry are exchanged.",
            mend: "Compare the date with the document; look whether dob and expiry are exchanged.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: with(r#"{"today":"2026-01-01"}"#, r#"{"dob":"2026-01-02"}"#),
            passes: with(r#"{"today":"2026-01-01"}"#, r#"{"dob":"2026-01-01"}"#),
        },
        Code::DocumentExpired => Explanation {
            why: "An expired document may be sent, but its verification will usually end in a rejection, minutes later.",
            mend: "Ask the customer for a document that is still valid.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: with(r#"{"today":"2026-01-01"}"#, r#"{"expiry":"2025-12-31"}"#),
            passes: with(r#"{"today":"2026-01-01"}"#, r#"{"expiry":"2026-01-01"}"#),
        },
        Code::DateImplausible => Explanation {
            why: "No living person and no document in use has such a year. It is how programs write \"no date\" \
                  (0001-01-01 is the zero value of several languages), or a year of two digits gone wrong.",
            mend: "Leave the field out when the date is not known; else correct the year.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: fields(r#"{"dob":"0001-01-01"}"#),
            passes: fields(r#"{"dob":"1990-01-01"}"#),
        },
        Code::UnknownToken => Explanation {
            why: "enabledFields decides what is extracted. A token that the service does not know extracts nothing, \
                  and the field you meant is missing from the result.",
            mend: "Use only idNumber, idFirstName, idLastName, idDob, idExpiry, idUsState, idPersonalNumber, \
                   idFaceMatch and idAddress, in this spelling, with commas between them.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: fields(r#"{"enabledFields":"idnumber,idDob"}"#),
            passes: fields(r#"{"enabledFields":"idNumber,idDob"}"#),
        },
        Code::DuplicateToken => Explanation {
            why: "A token works once. That it stands twice often means that another one was meant.",
            mend: "List each token once; look whether another one was meant.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: fields(r#"{"enabledFields":"idDob,idDob"}"#),
            passes: fields(r#"{"enabledFields":"idDob,idExpiry"}"#),
        },
        Code::EmptyToken => Explanation {
            why: "Nothing between two commas, or after the last one, is no token: a list was joined with an empty \
                  entry in it.",
            mend: "Remove the comma, and drop empty entries before you join the list.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: fields(r#"{"enabledFields":"idDob,idExpiry,"}"#),
            passes: fields(r#"{"enabledFields":"idDob,idExpiry"}"#),
        },
        Code::UrlSyntax => Explanation {
            why: "The service calls the URL as it is written. A browser repairs spaces, back-slashes and broken \
                  escapes; a service need not, and then no result ever arrives.",
            mend: "Write https:// and a host name of letters, digits, hyphens and dots; escape what a path may not \
                   hold as %XX.",
            mend_by_word: &[],
            section: "Guide, callback URL; RFC 3986",
            breaks: fields(r#"{"callbackUrl":"https://api.example.com/call back"}"#),
            passes: fields(r#"{"callbackUrl":"https://api.example.com/call%20back"}"#),
        },
        Code::UrlScheme => Explanation {
            why: "The callback carries what was read from the document. It is sent over TLS only.",
            mend: "Serve the callback over TLS and write the URL with https://.",
            mend_by_word: &[],
            section: CALLBACK,
            breaks: fields(r#"{"callbackUrl":"http://api.example.com/callback"}"#),
            passes: fields(r#"{"callbackUrl":"https://api.example.com/callback"}"#),
        },
        Code::UrlNonAscii => Explanation {
            why: "The guide takes ASCII or Punycode only: the same letters can be written in Unicode in more than one \
                  way, and would name different hosts.",
            mend: "Write the host in Punycode (xn--…) and escape the path's characters as %XX of their UTF-8.",
            mend_by_word: &[],
            section: CALLBACK,
            breaks: fields(r#"{"callbackUrl":"https://bücher.example.com/callback"}"#),
            passes: fields(r#"{"callbackUrl":"https://xn--bcher-kva.example.com/callback"}"#),
        },
        Code::UrlHostIsIp => Explanation {
            why: "IP addresses are not allowed, in any form that software reads as one (127.1, 0x7f000001 and a bare \
                  number included): no certificate and no name vouches for them.",
            mend: "Give the server a host name with a certificate, and write that.",
            mend_by_word: &[],
            section: CALLBACK,
            breaks: fields(r#"{"callbackUrl":"https://203.0.113.7/callback"}"#),
            passes: fields(r#"{"callbackUrl":"https://api.example.com/callback"}"#),
        },
        Code::UrlPort => Explanation {
            why: "Ports are not allowed, and the colon alone is what is refused: :443 is no exception, though \
                  many libraries would drop it silently.",
            mend: "Serve the callback on port 443 and leave the port out.",
            mend_by_word: &[],
            section: CALLBACK,
            breaks: fields(r#"{"callbackUrl":"https://api.example.com:443/callback"}"#),
            passes: fields(r#"{"callbackUrl":"https://api.example.com/callback"}"#),
        },
        Code::UrlQuery => Explanation {
            why: "Query parameters are not allowed. Each result names its scan anyway, by merchantIdScanReference.",
            mend: "Remove the question mark and what follows it; tell results apart by merchantIdScanReference or \
                   by the path.",
            mend_by_word: &[],
            section: CALLBACK,
            breaks: fields(r#"{"callbackUrl":"https://api.example.com/callback?tenant=7"}"#),
            passes: fields(r#"{"callbackUrl":"https://api.example.com/callback/7"}"#),
        },
        Code::UrlFragment => Explanation {
            why: "Fragment identifiers are not allowed. A client never sends them, so the server would not see it.",
            mend: "Remove the number sign and what follows it.",
            mend_by_word: &[],
            section: CALLBACK,
            breaks: fields(r##"{"callbackUrl":"https://api.example.com/callback#result"}"##),
            passes: fields(r#"{"callbackUrl":"https://api.example.com/callback"}"#),
        },
        Code::UrlUserinfo => Explanation {
            why: "A URL is stored and logged in many places: a user or a password in it is a secret given away, and a \
                  name before the @ can make a host look like another.",
            mend: "Remove everything before the host; let the server recognise the provider in another way.",
            mend_by_word: &[],
            section: "Guide, callback URL; RFC 3986, section 3.2.1",
            breaks: fields(r#"{"callbackUrl":"https://user:secret@api.example.com/callback"}"#),
            passes: fields(r#"{"callbackUrl":"https://api.example.com/callback"}"#),
        },
        Code::UrlUnreachableHost => Explanation {
            why: "The provider calls from the internet. It cannot see your machine's localhost, nor a name that only \
                  your own network, or no network at all, resolves.",
            mend: "Use a host name of the public DNS; while developing, one of a tunnel.",
            mend_by_word: &[],
            section: "Guide, callback URL; RFC 6761, RFC 6762, RFC 8375",
            breaks: fields(r#"{"callbackUrl":"https://localhost/callback"}"#),
            passes: fields(r#"{"callbackUrl":"https://api.example.com/callback"}"#),
        },
        Code::UrlForeignDomain => Explanation {
            why: "You listed the domains that results may be sent to. This host is none of them and below none of \
                  them: a customer's data would go elsewhere.",
            mend: "Correct the host, or add its domain to the callback domains of the settings.",
            mend_by_word: &[],
            section: "Settings of the check: callback_domains",
            breaks: with(
                r#"{"callback_domains":["example.com"]}"#,
                r#"{"callbackUrl":"https://example.com.attacker.org/callback"}"#,
            ),
            passes: with(
                r#"{"callback_domains":["example.com"]}"#,
                r#"{"callbackUrl":"https://api.example.com/callback"}"#,
            ),
        },
        Code::Base64DataUri => Explanation {
            why: "A browser's FileReader and canvas give a data: URI. Its head is not base64, so the service cannot \
                  decode the field.",
            mend: "Cut the value after the first comma, and send what follows it.",
            mend_by_word: &[],
            section: "Guide, request parameters; RFC 4648, section 4",
            breaks: fields(r#"{"frontsideImage":"data:image/jpeg;base64,<good.jpg>"}"#),
            passes: fields(r#"{"frontsideImage":"<good.jpg>"}"#),
        },
        Code::Base64Whitespace => Explanation {
            why: "Encoders made for e-mail break the text every 64 or 76 characters. RFC 4648 allows no such breaks, \
                  and a strict decoder stops at the first.",
            mend: "Encode without line breaks (base64 -w 0), or remove all white space.",
            mend_by_word: &[],
            section: "Guide, request parameters; RFC 4648, section 3.1",
            breaks: fields(r#"{"frontsideImage":"/9j/4AAQ\nSkZJRg=="}"#),
            passes: fields(r#"{"frontsideImage":"/9j/4AAQSkZJRg=="}"#),
        },
        Code::Base64UrlSafe => Explanation {
            why: "The URL-safe alphabet writes - and _ where base64 has + and /. A decoder of the one refuses the other.",
            mend: "Encode with the standard alphabet, or replace - by + and _ by /.",
            mend_by_word: &[],
            section: "Guide, request parameters; RFC 4648, sections 4 and 5",
            breaks: fields(r#"{"frontsideImage":"_9j_4AAQSkZJRg=="}"#),
            passes: fields(r#"{"frontsideImage":"/9j/4AAQSkZJRg=="}"#),
        },
        Code::Base64Alphabet => Explanation {
            why: "Base64 has 64 characters and the padding =. Any other means that the text was damaged on its way \
                  (a + that became %2B, say), or that it is no base64 at all.",
            mend: "Encode the image's bytes as base64, and put that text into the body unchanged.",
            mend_by_word: &[],
            section: "Guide, request parameters; RFC 4648, section 4",
            breaks: fields(r#"{"frontsideImage":"%2F9j%2F4AAQSkZJRg=="}"#),
            passes: fields(r#"{"frontsideImage":"/9j/4AAQSkZJRg=="}"#),
        },
        Code::Base64Padding => Explanation {
            why: "The text must be a multiple of four characters long, filled up with =, and its last bits must be \
                  zero. Else it was cut off, or two encoded pieces were joined.",
            mend: "Encode the image in one piece with an encoder that pads; check that nothing was cut off.",
            mend_by_word: &[],
            section: "Guide, request parameters; RFC 4648, sections 3.2 and 3.5",
            breaks: fields(r#"{"frontsideImage":"/9j/4AAQSkZJRg"}"#),
            passes: fields(r#"{"frontsideImage":"/9j/4AAQSkZJRg=="}"#),
        },
        Code::ImageTooManyBytes => Explanation {
            why: "The service takes images of at most 15 MB, read here as 15 MiB = 15 728 640 bytes after decoding.",
            mend: "Save the picture as JPEG at quality 85 to 90, or scale it down to about 3000 pixels a side.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: Example::Image("a JPEG of 15 728 641 bytes"),
            passes: Example::Image("a JPEG of 15 728 640 bytes"),
        },
        Code::ImageEncodedTooLong => Explanation {
            why: "The guide does not say whether its 15 MB are the image's or those of its base64 text, which is a \
                  third longer. By the stricter reading this one is too long.",
            mend: "To be safe, keep an image under 11 796 480 bytes: save it as JPEG at quality 85 to 90.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: Example::Image("a JPEG of 12 000 000 bytes: 16 000 000 in base64"),
            passes: Example::Image("a JPEG of 11 000 000 bytes: 14 666 668 in base64"),
        },
        Code::ImageFormat => Explanation {
            why: "The service reads JPEG and PNG. Phones like to give HEIC, browsers WebP, scanners TIFF or PDF, and a \
                  file's name says nothing about its content.",
            mend: "Convert the picture to JPEG or PNG; renaming the file does not help.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: fields(r#"{"frontsideImage":"R0lGODlhAQABAAAAADs="}"#),
            passes: fields(r#"{"frontsideImage":"<good.jpg>"}"#),
        },
        Code::ImageUnreadable => Explanation {
            why: "The file begins like a JPEG or PNG, but its header is damaged, so nobody can tell how large the \
                  picture is.",
            mend: "Take or export the picture again; check that it is read and stored as bytes, not as text.",
            mend_by_word: &[],
            section: "Guide, request parameters; ITU-T T.81, annex B; PNG, section 11.2.1",
            breaks: Example::Image("a JPEG whose frame header gives a height of 0"),
            passes: Example::Image("a JPEG whose frame header gives 640 × 400 pixels"),
        },
        Code::ImageTruncated => Explanation {
            why: "The image ends before its own end marker: an upload broke off, or a buffer was too short. The lower \
                  part of the document would be gray.",
            mend: "Send the whole file: compare its length with the original's, and wait for the upload to end.",
            mend_by_word: &[],
            section: "Guide, request parameters; ITU-T T.81, annex B; PNG, section 5.3",
            breaks: Example::Image("the first half of a JPEG"),
            passes: Example::Image("the whole JPEG, up to its marker FF D9; more bytes may follow"),
        },
        Code::ImageCorrupt => Explanation {
            why: "The header is fine, but the picture's data does not decode, so there is nothing to verify. Only a \
                  check with full decoding sees this.",
            mend: "Take or export the picture again.",
            mend_by_word: &[],
            section: "Guide, request parameters; ITU-T T.81; PNG",
            breaks: Example::Image("a PNG with its pixel data overwritten, checked with --decode"),
            passes: Example::Image("a PNG that an image viewer shows in full"),
        },
        Code::ImageSideTooLong => Explanation {
            why: "The service takes fewer than 8000 pixels a side. Such pictures come from scans at 1200 dpi or from \
                  panoramas; text is legible far below that.",
            mend: "Scale the picture down, to about 3000 pixels on its longest side.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: Example::Image("8000 × 5000 pixels"),
            passes: Example::Image("7999 × 5000 pixels"),
        },
        Code::ImageTooSmall => Explanation {
            why: "On a picture of 300 pixels or fewer the text of a document cannot be read. Often it is a preview \
                  that was sent in place of the picture.",
            mend: "Take the picture again, closer or at a higher resolution; enlarging it adds nothing.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: Example::Image("300 × 200 pixels"),
            passes: Example::Image("301 × 200 pixels"),
        },
        Code::ImageNarrow => Explanation {
            why: "The guide's limit speaks of the longest side. A picture that is shown less than 300 pixels wide \
                  passes it, yet its text is rarely legible.",
            mend: "Take the picture again, closer or at a higher resolution, with the document upright.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: Example::Image("250 × 400 pixels"),
            passes: Example::Image("400 × 250 pixels"),
        },
        Code::MimeMismatch => Explanation {
            why: "The service decodes by the MIME type, which is image/jpeg where the field is absent. A PNG therefore \
                  always needs the field.",
            mend: "Set the MIME type by the image's bytes, not by the file's name: image/png for a PNG.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: fields(r#"{"frontsideImage":"<good.png>"}"#),
            passes: fields(r#"{"frontsideImage":"<good.png>","frontsideImageMimeType":"image/png"}"#),
        },
        Code::MimeWithoutImage => Explanation {
            why: "A MIME type alone does nothing. That it is there suggests that the image was forgotten.",
            mend: "Send the image too, or leave its MIME type out.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: fields(r#"{"backsideImageMimeType":"image/jpeg"}"#),
            passes: fields(r#"{"backsideImage":"<other.jpg>","backsideImageMimeType":"image/jpeg"}"#),
        },
        Code::ImageGrayscale => Explanation {
            why: "The provider rejects black-and-white copies of documents, and a picture without colour looks like one.",
            mend: "Take a colour picture of the original document.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: Example::Image("a scan saved as a JPEG with one component"),
            passes: Example::Image("the same scan saved in colour"),
        },
        Code::ImageReused => Explanation {
            why: "Front, back and face are different pictures. The same bytes twice mean that one was attached in the \
                  other's place.",
            mend: "Attach each picture to its own field.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: fields(r#"{"backsideImage":"<good.jpg>"}"#),
            passes: fields(r#"{"backsideImage":"<other.jpg>"}"#),
        },
        Code::ImageHasLocation => Explanation {
            why: "The picture says where it was taken, often the customer's home. The verification does not need it, \
                  and data protection law asks you not to pass on more than is needed.",
            mend: "Remove the EXIF GPS tags before you send the picture; mind the orientation tag when you do.",
            mend_by_word: &[],
            section: "Guide, request parameters; EXIF, GPS attribute information",
            breaks: Example::Image("a phone's photograph, as stored"),
            passes: Example::Image("the same photograph with the location left out on sharing"),
        },
        Code::FaceImageUnused => Explanation {
            why: "enabledFields overrides the account's settings. Without idFaceMatch in it the face is sent for \
                  nothing, and nobody compares it with the document.",
            mend: "Add idFaceMatch to enabledFields, or do not send the face.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: fields(r#"{"faceImage":"<other.jpg>","enabledFields":"idNumber,idDob"}"#),
            passes: fields(r#"{"faceImage":"<other.jpg>","enabledFields":"idNumber,idDob,idFaceMatch"}"#),
        },
        Code::FaceMatchDisabled => Explanation {
            why: "Face match is processed only for accounts that have it, whatever enabledFields lists.",
            mend: "Leave idFaceMatch out, or ask the provider to enable Face match.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: with(r#"{"face_match":"disabled"}"#, r#"{"enabledFields":"idNumber,idFaceMatch"}"#),
            passes: with(r#"{"face_match":"disabled"}"#, r#"{"enabledFields":"idNumber"}"#),
        },
        Code::AddressExtractionDisabled => Explanation {
            why: "Addresses are extracted only for accounts that have it enabled, whatever enabledFields lists.",
            mend: "Leave idAddress out, or ask the provider to enable address extraction.",
            mend_by_word: &[],
            section: PARAMETERS,
            breaks: with(
                r#"{"address_extraction":"disabled"}"#,
                r#"{"country":"DEU","idType":"ID_CARD","enabledFields":"idNumber,idAddress"}"#,
            ),
            passes: with(
                r#"{"address_extraction":"disabled"}"#,
                r#"{"country":"DEU","idType":"ID_CARD","enabledFields":"idNumber"}"#,
            ),
        },
        Code::AddressUnsupported => Explanation {
            why: "The provider extracts addresses from some documents of some countries. From this one it does not: \
                  the result will hold no address.",
            mend: "Leave idAddress out, or ask for a document that is supported.",
            mend_by_word: &[],
            section: ADDRESS,
            breaks: fields(r#"{"country":"DEU","idType":"PASSPORT","enabledFields":"idNumber,idAddress"}"#),
            passes: fields(r#"{"country":"DEU","idType":"ID_CARD","enabledFields":"idNumber,idAddress"}"#),
        },
        Code::HeaderMissing => Explanation {
            why: "A call without one of the five headers is answered with 403 Forbidden.",
            mend: "Send Accept, Content-Type, Content-Length, Authorization and User-Agent.",
            mend_by_word: &[],
            section: HEAD,
            breaks: Example::Head(
                "Accept: application/json\nContent-Type: application/json\nContent-Length: 12\n\
                 Authorization: Basic dG9rZW46c2VjcmV0",
            ),
            passes: Example::Head(GOOD_HEAD),
        },
        Code::HeaderValue => Explanation {
            why: "A call whose headers do not fit what it sends is suspicious, and answered with 403 Forbidden.",
            mend: "Accept and send application/json, give the body's length in bytes, and authorise with Basic and \
                   the base64 text of token:secret.",
            mend_by_word: &[],
            section: "Guide, request header; RFC 9110, RFC 7617",
            breaks: Example::Head(
                "Accept: application/json\nContent-Type: text/plain\nContent-Length: 12\n\
                 Authorization: Basic dG9rZW46c2VjcmV0\nUser-Agent: Acme Onboarding/2.3",
            ),
            passes: Example::Head(GOOD_HEAD),
        },
        Code::GenericUserAgent => Explanation {
            why: "The provider asks for a User-Agent that names your company, to find your calls when something goes \
                  wrong. A library's default or the guide's placeholder names nobody.",
            mend: "Write your company, your application and its version, like \"Acme Onboarding/2.3\".",
            mend_by_word: &[],
            section: HEAD,
            breaks: Example::Head(
                "Accept: application/json\nContent-Type: application/json\nContent-Length: 12\n\
                 Authorization: Basic dG9rZW46c2VjcmV0\nUser-Agent: curl/8.5.0",
            ),
            passes: Example::Head(GOOD_HEAD),
        },
        Code::ResponseField => Explanation {
            why: "Both fields of the response are documented to the letter. Another form means that something else \
                  answered, a proxy for instance, and that there is no scan to wait for.",
            mend: "Look at the whole answer and at who sent it; do not store it as the scan's reference.",
            mend_by_word: &[],
            section: "Guide, response parameters",
            breaks: Example::Response(
                r#"{"timestamp":"2026-01-01 10:37:44","jumioIdScanReference":"0f1f5e1a-2b3c-4c52-8d53-6f1c1f0e9f0a"}"#,
            ),
            passes: Example::Response(
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
    use crate::{Feature, ParamType, Report, Settings, validate_head, validate_json, validate_response};
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use serde_json::{Map, Value};

    /// The headers of a JPEG of 640 × 400 pixels in colour; `seed` makes two of them differ.
    fn jpeg(seed: u8) -> Vec<u8> {
        let mut bytes = vec![0xff, 0xd8];
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
            "face_match" => settings.with_face_match(feature(value)),
            "address_extraction" => settings.with_address_extraction(feature(value)),
            "screening" => settings.with_screening(value == true),
            "today" => settings.with_today(value.as_str().expect("a text").parse().expect("a date")),
            "callback_domains" => value
                .as_array()
                .expect("a list")
                .iter()
                .fold(settings, |settings, domain| settings.with_callback_domain(domain.as_str().expect("a text"))),
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
                Some(validate_head(headers, 12))
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
            for (example, breaks) in [(explanation.breaks, true), (explanation.passes, false)] {
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
            if let Example::Request { fields, settings } = of(code).breaks
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
            let Explanation { breaks, passes, .. } = of(code);
            assert_eq!(std::mem::discriminant(&breaks), std::mem::discriminant(&passes), "{}", code.as_str());
            assert_ne!(breaks, passes, "{}", code.as_str());
        }
    }

    #[test]
    fn texts_are_sentences_of_their_own() {
        for (i, code) in Code::ALL.iter().copied().enumerate() {
            let Explanation { why, mend, mend_by_word, section, .. } = of(code);
            let words = code.params().iter().filter_map(|(_, kind)| match kind {
                ParamType::Word(words) => Some(*words),
                _ => None,
            });
            let words = words.flatten().collect::<Vec<_>>();
            for (word, _) in mend_by_word {
                assert!(words.contains(&word), "{} has no word {word}", code.as_str());
            }
            for text in [why, mend].into_iter().chain(mend_by_word.iter().map(|(_, advice)| *advice)) {
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
