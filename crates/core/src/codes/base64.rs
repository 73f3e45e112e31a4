//! The codes of the base64 text of an image.

use super::Param::Index;
use super::entry::fields;
use super::param::number;

codes!(
    base64,
    Image,
    Base64DataUri {
        name: "base64_data_uri",
        severity: Error,
        rule: "The image begins with the head of a data: URI, with or without that word.",
        message: "{field} begins with a data: URI head; send the base64 text alone.",
        params: &[],
        why: "A browser's FileReader and canvas give a data: URI. Its head is not base64, so the service cannot \
            decode the field.",
        fix: "Send only what follows the last comma, if the head says base64; else encode the picture's bytes as \
            base64, and send that text.",
        section: "Guide, request parameters; RFC 4648, section 4",
        bad_example: fields(r#"{"frontsideImage":"data:image/jpeg;base64,<good.jpg>"}"#),
        good_example: fields(r#"{"frontsideImage":"<good.jpg>"}"#),
    },
    Base64Whitespace {
        name: "base64_whitespace",
        severity: Error,
        rule: "Line breaks or blanks in the base64 text.",
        message: "{field} has white space in its base64 text, first at position {index}.",
        params: &[number(Index)],
        why: "Encoders made for e-mail break the text every 64 or 76 characters. RFC 4648 allows no such breaks, and \
            a strict decoder stops at the first.",
        fix: "Remove all white space, or encode without line breaks (base64 -w 0). Positions are counted from 0.",
        section: "Guide, request parameters; RFC 4648, section 3.1",
        bad_example: fields(r#"{"frontsideImage":"/9j/4AAQ\nSkZJRg=="}"#),
        good_example: fields(r#"{"frontsideImage":"/9j/4AAQSkZJRg=="}"#),
    },
    Base64PlusLost {
        name: "base64_plus_lost",
        severity: Error,
        rule: "Blanks where + was, which the decoding of a form makes of it.",
        message: "{field} has blanks where its base64 text had +: it was decoded like a form's field.",
        params: &[],
        why: "In a form or a query + stands for a blank, so whatever decodes those turns each + of a base64 text \
            into a blank. Without the blanks the picture would be another one, and damaged.",
        fix: "Put a + in the place of each blank, and see to it that the text is not decoded like a form on its way: \
            send it as JSON, or write each + as %2B where a form must carry it. Remove only line breaks.",
        section: "Guide, request parameters; RFC 4648, section 4; URL Standard, application/x-www-form-urlencoded",
        bad_example: fields(r#"{"frontsideImage":"/9j/4AAQ SkZ"}"#),
        good_example: fields(r#"{"frontsideImage":"/9j/4AAQ+SkZ"}"#),
    },
    Base64UrlSafe {
        name: "base64_url_safe",
        severity: Error,
        rule: "The URL-safe alphabet of base64.",
        message: "{field} is written in the URL-safe alphabet of base64, first at position {index}; use + and /.",
        params: &[number(Index)],
        why: "The URL-safe alphabet writes - and _ where base64 has + and /. A decoder of the one refuses the other.",
        fix: "Encode with the standard alphabet, or replace each - by + and each _ by /.",
        section: "Guide, request parameters; RFC 4648, sections 4 and 5",
        bad_example: fields(r#"{"frontsideImage":"_9j_4AAQSkZJRg=="}"#),
        good_example: fields(r#"{"frontsideImage":"/9j/4AAQSkZJRg=="}"#),
    },
    Base64Alphabet {
        name: "base64_alphabet",
        severity: Error,
        rule: "A character that no alphabet of base64 has.",
        message: "{field} has a character at position {index} that is not base64.",
        params: &[number(Index)],
        why: "Base64 has 64 characters and the padding =. Any other means that the text was damaged on its way (a + \
            that became %2B, say), or that it is no base64 at all.",
        fix: "Look at the character at that position, counted from 0. Quotation marks around the text and what a \
            program prints before it (b', base64:) are to be cut off; of %2B, %2F and %3D the URL escapes are to be \
            decoded. Anything else has damaged the text: encode the picture's bytes anew, and put the result into \
            the body unchanged.",
        section: "Guide, request parameters; RFC 4648, section 4",
        bad_example: fields(r#"{"frontsideImage":"%2F9j%2F4AAQSkZJRg=="}"#),
        good_example: fields(r#"{"frontsideImage":"/9j/4AAQSkZJRg=="}"#),
    },
    Base64Padding {
        name: "base64_padding",
        severity: Error,
        rule: "Padding that is missing, misplaced or not canonical.",
        message: "{field} is base64 with missing, misplaced or non-canonical padding.",
        params: &[],
        why: "The text must be a multiple of four characters long, filled up with =, and its last bits must be zero. \
            Else it was cut off, or two encoded pieces were joined.",
        fix: "Encode the picture's bytes in one piece with an encoder that pads. Of a text that is whole and only \
            lacks its padding, = can be added until its length is a multiple of four; one character over says that \
            some are missing.",
        section: "Guide, request parameters; RFC 4648, sections 3.2 and 3.5",
        bad_example: fields(r#"{"frontsideImage":"/9j/4AAQSkZJRg"}"#),
        good_example: fields(r#"{"frontsideImage":"/9j/4AAQSkZJRg=="}"#),
    },
);
