//! The codes of required fields and of text.

use super::Param::{Actual, Because, Index, Kind, Max, Source};
use super::entry::{HEADER, PARAMETERS, fields};
use super::param::{number, one_of, plain, word};

codes!(
    text,
    Text,
    Required {
        name: "required",
        severity: Error,
        rule: "A mandatory field is absent, null, empty or only white space.",
        message: "{field} is required{because}.",
        params: &[one_of(
            Because,
            &[
                word("always", "", ""),
                word(
                    "face_match",
                    ": Face match applies",
                    "Send the picture of the face. If faces are not to be compared, send enabledFields without \
                            idFaceMatch instead.",
                ),
                word(
                    "screening",
                    ": Screening applies",
                    "Send your identifier of the customer: null, an empty text and white space count as absent. \
                            If nobody is to be screened, take the search out of additionalChecks and set screening \
                            to off for the check.",
                ),
            ],
        ),],
        why: "Without it the service cannot process the request. Four fields are always mandatory, faceImage where \
            Face match applies, and customerId where Screening does.",
        fix: "Send the field with content: null, an empty text and white space count as absent.",
        section: PARAMETERS,
        bad_example: fields(r#"{"country":null}"#),
        good_example: fields(r#"{"country":"USA"}"#),
    },
    Empty {
        name: "empty",
        severity: Warning,
        rule: "An optional field is sent without content.",
        message: "{field} is empty: leave it out instead.",
        params: &[],
        why: "An absent field says \"not known\"; an empty one may be taken for a value, compared with the document, \
            and found to differ.",
        fix: "Leave the field out when there is nothing to say.",
        section: PARAMETERS,
        bad_example: fields(r#"{"firstName":" "}"#),
        good_example: fields(r#"{"firstName":"Zoë"}"#),
    },
    TooLong {
        name: "too_long",
        severity: Error,
        rule: "More Unicode code points than the field takes.",
        message: "{field} has {actual} characters; at most {max} are allowed.",
        params: &[number(Max), number(Actual)],
        why: "The guide gives each text a maximum length. It is counted in characters (Unicode code points), so an \
            accented letter or an ideograph is one.",
        fix: "Send a shorter value rather than a part of this one: the suggested one where there is a suggestion, a \
            code in place of a name, or for a reference of your own a shorter key.",
        section: PARAMETERS,
        bad_example: fields(r#"{"personalNumber":"123456789012345"}"#),
        good_example: fields(r#"{"personalNumber":"12345678901234"}"#),
    },
    TooLongUtf16 {
        name: "too_long_utf16",
        severity: Warning,
        rule: "The code points fit, the UTF-16 code units do not.",
        message: "{field} has {actual} UTF-16 code units; a service that counts those takes at most {max}.",
        params: &[number(Max), number(Actual)],
        why: "The guide does not say what it counts. Services in Java or .NET often count UTF-16 code units, of \
            which an emoji or a rare ideograph takes two: there the value is too long.",
        fix: "Shorten the value, or do without characters beyond U+FFFF such as emoji.",
        section: PARAMETERS,
        bad_example: fields(r#"{"personalNumber":"1234567890123𝟜"}"#),
        good_example: fields(r#"{"personalNumber":"12345678901234"}"#),
    },
    ControlCharacter {
        name: "control_character",
        severity: Error,
        rule: "A control character, U+0000 to U+001F or U+007F to U+009F.",
        message: "{field} holds a control character at position {index}.",
        params: &[number(Index)],
        why: "A tab, a line break or a stray byte does not belong in a one-line value. It comes from a scanner, a \
            paste or a spreadsheet, and makes a value differ that looks the same.",
        fix: "Remove the character, or put a blank there if it parts words, and trim what people or devices type. \
            Positions are counted from 0.",
        section: PARAMETERS,
        bad_example: fields(r#"{"lastName":"Example\t"}"#),
        good_example: fields(r#"{"lastName":"Example"}"#),
    },
    InvisibleCharacter {
        name: "invisible_character",
        severity: Warning,
        rule: "An invisible character that breaks search and comparison; a joiner between letters outside ASCII is \
            none.",
        message: "{field} holds an invisible character at position {index}: it is not the text that it looks like.",
        params: &[number(Index)],
        why: "A soft hyphen, a zero-width space, a mark of direction or a byte order mark comes from a word \
            processor, a web page or a phone's keyboard. Nobody sees it, but a search for the value and a comparison \
            with the document fail. What is left is for private use or no character at all, and shows on no other \
            device.",
        fix: "Remove the character. Trimming is not enough: it is not white space, and it can stand within a word.",
        section: PARAMETERS,
        bad_example: fields(r#"{"lastName":"Exam\u200bple"}"#),
        good_example: fields(r#"{"lastName":"Example"}"#),
    },
    SuspiciousMarkup {
        name: "suspicious_markup",
        severity: Warning,
        rule: "Text that looks like markup or script.",
        message: "{field} looks like markup or script, which the service may refuse as suspicious.",
        params: &[],
        why: "The service answers calls with suspicious parameter values with 403 Forbidden, and markup or script in \
            a text is what such filters look for.",
        fix: "Send plain text without tags: decode or strip markup where the value comes from a web page. If the \
            value really reads so, expect that it may be refused.",
        section: HEADER,
        bad_example: fields(r#"{"merchantReportingCriteria":"<b>spring</b>"}"#),
        good_example: fields(r#"{"merchantReportingCriteria":"A/B <3 spring"}"#),
    },
    ContainsEmail {
        name: "contains_email",
        severity: Error,
        rule: "An e-mail address in a field that must hold no personal data.",
        message: "{field} holds an e-mail address; it must hold no personal data.",
        params: &[],
        why: "References, identifiers and the callback URL come back in callbacks, reports and logs. The guide \
            forbids personal data and account logins in them, and an e-mail address is both.",
        fix: "Put a key in its place that only your own database can turn into a person, such as a UUID; in a \
            callback URL, as a part of the path.",
        section: PARAMETERS,
        bad_example: fields(r#"{"merchantIdScanReference":"anna@example.com"}"#),
        good_example: fields(r#"{"merchantIdScanReference":"6f1c1f0e-9f0a-4c52-8d53-0f1f5e1a2b3c"}"#),
    },
    PossiblePersonalData {
        name: "possible_personal_data",
        severity: Warning,
        rule: "What looks like personal data in a field that must hold none.",
        message: "{field} seems to hold {kind}; it must hold no personal data.",
        params: &[
            one_of(
                Kind,
                &[
                    word("own_value", "the value of {source}", ""),
                    word("phone", "a telephone number", ""),
                    word("ssn", "a social security number", ""),
                    word("card", "a card number", ""),
                    word("iban", "a bank account (IBAN)", ""),
                    word("mrz", "a machine-readable line", ""),
                ],
            ),
            one_of(
                Source,
                &[
                    plain("firstName"),
                    plain("lastName"),
                    word("number", "a number", ""),
                    plain("dob"),
                    plain("personalNumber"),
                ],
            )
            .optional(),
        ],
        why: "References, identifiers and the callback URL come back in callbacks, reports and logs, and must not \
            hold personal data. This one looks as if it did: by its form, or because it repeats a name, a date or a \
            number of the same request.",
        fix: "Put a key in its place that only your own database can turn into a person, such as a UUID. If it only \
            looks like personal data and is none, nothing needs to be changed.",
        section: PARAMETERS,
        bad_example: fields(r#"{"merchantIdScanReference":"scan-Anna-1","firstName":"Anna"}"#),
        good_example: fields(r#"{"merchantIdScanReference":"scan-000123-1","firstName":"Anna"}"#),
    },
);
