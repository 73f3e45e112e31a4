//! Personal data in a field that must hold none: an e-mail address for certain, and what looks like other kinds.
//!
//! References are full of digits, so a kind is reported only where its own form fits wholly: an issuer's prefix,
//! length, grouping and check digit, not just "sixteen digits".

mod card;
mod email;
mod escapes;
mod fold;
mod iban;
mod mrz;
mod own_value;
mod phone;
mod ssn;
mod words;

use super::Reporter;
use super::callback_url::after_userinfo;
use crate::char_classes::CharClasses;
use crate::codes::{Code, Param};
use alloc::borrow::Cow;
use escapes::unescaped;
pub(crate) use own_value::OwnValue;
use words::{is_number, word_starts};

/// The kinds that are found without the rest of the request, in the order of the report.
const KINDS: [&str; 5] = ["phone", "ssn", "card", "iban", "mrz"];

/// Reports `contains_email`.
pub(crate) fn check_email(text: &str, classes: CharClasses, reporter: &mut Reporter<'_>) {
    if classes.has(CharClasses::AT) && email::found(text) {
        reporter.add(Code::ContainsEmail);
    }
}

/// Reports `possible_personal_data`, each kind once. `own` holds the request's own values, in the order to report them.
pub(crate) fn check<'v>(
    text: &str,
    classes: CharClasses,
    own: impl Iterator<Item = OwnValue<'v>>,
    reporter: &mut Reporter<'_>,
) {
    for value in own {
        if own_value::found(text, classes, value) {
            let violation = reporter.add(Code::PossiblePersonalData);
            violation.param(Param::Kind, "own_value").param(Param::Source, value.field.name());
        }
    }
    // Every kind has digits, or the filler of a machine-readable line.
    if !classes.has(CharClasses::DIGITS.with(CharClasses::LESS)) {
        return;
    }
    for (kind, found) in KINDS.into_iter().zip(kinds(text, classes)) {
        if found {
            reporter.add(Code::PossiblePersonalData).param(Param::Kind, kind);
        }
    }
}

/// Returns which of the kinds the text holds.
fn kinds(text: &str, classes: CharClasses) -> [bool; KINDS.len()] {
    let (mut phone, mut ssn, mut card, mut iban) = (false, false, false, false);
    if classes.has(CharClasses::DIGITS) {
        for (at, first) in word_starts(text) {
            if !first.is_ascii_digit() {
                iban = iban || iban::starts(text, at);
            } else if is_number(text, at) {
                phone = phone || phone::starts_us(text, at);
                ssn = ssn || ssn::starts(text, at);
                card = card || card::starts(text, at);
            }
        }
        let starts = |(at, byte)| byte == b'+' && phone::starts_international(text, at);
        phone = phone || classes.has(CharClasses::PLUS) && text.bytes().enumerate().any(starts);
    }
    // A line without fillers names a state and a sex in capital letters.
    let line = classes.has(CharClasses::LESS.with(CharClasses::CAPITAL));
    [phone, ssn, card, iban, line && mrz::found(text)]
}

/// Checks a URL for both: its escapes are read, and `user@host` is no e-mail address but `url_userinfo`.
pub(crate) fn check_url<'v>(
    text: &str,
    classes: CharClasses,
    own: impl Iterator<Item = OwnValue<'v>>,
    reporter: &mut Reporter<'_>,
) {
    let read = unescaped(text, classes);
    let read_classes = if let Cow::Owned(read) = &read { CharClasses::of(read) } else { classes };
    // Most URLs have no user, and are not split to find one.
    if read_classes.has(CharClasses::AT) {
        check_email(&unescaped(after_userinfo(text), classes), read_classes, reporter);
    }
    check(&read, read_classes, own, reporter);
}

/// Checks whether the text holds this kind.
#[cfg(test)]
fn holds(text: &str, kind: &str) -> bool {
    let found = kinds(text, CharClasses::of(text));
    KINDS.into_iter().zip(found).any(|(known, found)| known == kind && found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::ParamValue;
    use crate::fields::Field;
    use crate::report::{Violation, Violations};
    use proptest::prelude::*;

    const OWN: [(Field, &str); 5] = [
        (Field::FirstName, "Anna"),
        (Field::LastName, "Smith"),
        (Field::Number, "P12345678"),
        (Field::Dob, "1990-02-28"),
        (Field::PersonalNumber, "AB123"),
    ];

    fn own_value(field: Field, text: &str) -> OwnValue<'_> {
        OwnValue { field, text, classes: CharClasses::of(text) }
    }

    fn own() -> impl Iterator<Item = OwnValue<'static>> {
        OWN.into_iter().map(|(field, text)| own_value(field, text))
    }

    fn words(check: impl Fn(&mut Reporter<'_>)) -> String {
        let mut out = Violations::new();
        check(&mut Reporter::new(Field::CustomerId, &mut out));
        let word = |violation: &Violation| match (violation.get(Param::Kind), violation.get(Param::Source)) {
            (Some(ParamValue::Word(kind)), None) => kind,
            (Some(ParamValue::Word("own_value")), Some(ParamValue::Word(source))) => source,
            (None, None) if violation.code() == Code::ContainsEmail => "email",
            _ => panic!("{violation:?}"),
        };
        assert!(out.iter().all(|violation| !violation.is_incomplete() && violation.suggestion().is_none()));
        out.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    fn reference(text: &str) -> String {
        words(|reporter| {
            check_email(text, CharClasses::of(text), reporter);
            check(text, CharClasses::of(text), own(), reporter);
        })
    }

    fn url(text: &str) -> String {
        words(|reporter| check_url(text, CharClasses::of(text), own(), reporter))
    }

    #[test]
    fn every_kind_once_and_in_order() {
        assert_eq!(reference("order-2026-000123"), "");
        assert_eq!(
            reference("ab123 1990-02-28 p12345678 smith anna anna"),
            "firstName lastName number dob personalNumber"
        );
        assert_eq!(
            reference(
                "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<< DE89370400440532013000 4111111111111111 123-45-6789 \
                 123-45-6788 415-555-2671 +4915112345678 a@b.co c@d.co anna"
            ),
            "email firstName phone ssn card iban mrz"
        );
    }

    #[test]
    fn urls() {
        for (text, expected) in [
            ("https://api.example.com/netverify/callback", ""),
            ("https://user@example.com/", ""),
            ("https://user:pass@example.com/", ""),
            ("https://user%40mail.com@example.com/", ""),
            ("https://x.example.com/anna@example.com", "email firstName"),
            ("https://x.example.com/b%40example.com", "email"),
            ("https://x.example.com/b%40example%2Ecom", "email"),
            ("https://user@x.example.com/b@example.com", "email"),
            ("https://x.example.com?b@example.com", "email"),
            ("https://b%40example.com/", "email"),
            ("mailto:b@example.com", "email"),
            ("b@example.com/cb", "email"),
            ("https://x.example.com/@b.smith", "lastName"),
            ("https://x.example.com/@b/", ""),
            ("https://x.example.com/b%2540example.com", ""),
            ("https://x.example.com/%61nna", "firstName"),
            ("https://x.example.com/%E4anna", "firstName"),
            ("https://x.example.com/%C3%A4anna", ""),
            ("https://anna@example.com/", "firstName"),
            ("https://x.example.com/%2B4915112345678", "phone"),
            ("https://x.example.com/+4915112345678", "phone"),
            ("https://x.example.com/4111%201111%201111%201111", "card"),
            ("https://x.example.com/P%3CUTOERIKSSON%3C%3CANNA%3CMARIA", "firstName mrz"),
            ("https://x.example.com/%", ""),
            ("https://x.example.com/%4", ""),
            ("https://x.example.com/%zz%%40", ""),
        ] {
            assert_eq!(url(text), expected, "{text}");
        }
        assert_eq!(reference("b%40example.com"), "");
        assert_eq!(reference("https://user@example.com/"), "email");
    }

    #[test]
    fn references_are_no_personal_data() {
        for text in "123e4567-e89b-12d3-a456-426614174000 | {123E4567-E89B-12D3-A456-426614174000} | \
            12345678-1234-1234-1234-123456789012 | 41111111-1111-1111-1111-111111111111 | \
            urn:uuid:6f1c1f0e-9f0a-4c52-8d53-0f1f5e1a2b3c | 01ARZ3NDEKTSV4RRFFQ69G5FAV | \
            0ujtsYcgvSTl8PAuAdqWYSMnLOv | 507f1f77bcf86cd799439011 | d41d8cd98f00b204e9800998ecf8427e | \
            da39a3ee5e6b4b0d3255bfef95601890afd80709 | \
            e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 | \
            47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU | 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU= | \
            ORD-2026-000123 | order-2026-000123 | INV-2024-0001-5678 | 2026-11-23-000123 | INV/2026/11/000123 | \
            112-4455667-1234567 | 978-3-16-148410-0 | 12-3456789 | 1763867700 | 1763867700000 | 1763867700000000 | \
            1763867700000000000 | 1763867700.123456 | 2026-11-23 | 2026-11-23T03:15:00Z | 2026-11-23T03:15:00+00:00 | \
            2026-11-23T03:15:00.123-05:00 | 2026-11-23 03:15:00 +0000 | 20261123T031500Z | 20261123031500 | \
            1234567890 | 1234567890123456 | 0000000000000000000 | 1.2.3 | 1.0.0-beta+exp.sha.5114f85 | \
            1.0.0+20130313144700 | 192.168.100.200 | 2001:db8::8a2e:370:7334 | 1.2.840.113549.1.1.11 | \
            1150802377418575872 | A<B | #12345678 | No. 4711 | "
            .split(" | ")
        {
            assert_eq!(reference(text), "", "{text}");
            assert_eq!(url(text), "", "{text}");
        }
    }

    #[test]
    fn a_megabyte_is_read_once() {
        const UNITS: &str = "+|@|a@|1-|a-|+1 |DE89|4111-|<|é|a.|%4|a@1.|7|(415) |%|\"|\"a\"@|a@[|a@[IPv6:|a@[1.2.3.4|+1.2|\
            +12345678x|415-555-2671x|+12345678ext|1990-02-2|28.02.1990a|DE89 ";
        for unit in UNITS.split('|') {
            let text = unit.repeat(1_000_000 / unit.len());
            reference(&text);
            url(&text);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_checked(text in any::<String>(), value in any::<String>()) {
            words(|reporter| {
                let classes = CharClasses::of(&text);
                check_email(&text, classes, reporter);
                check(&text, classes, [own_value(Field::FirstName, &value)].into_iter(), reporter);
                check_url(&text, classes, std::iter::empty(), reporter);
            });
        }

        /// Fails where the classes of its bytes rule out what a text holds.
        #[test]
        fn classes_rule_out_nothing_that_is_there(
            text in prop_oneof![
                "[0-9A-Za+<(). /é-]{0,50}",
                ".{0,3}(DE89370400440532013000|4111 1111 1111 1111|\\(415\\)555.2671|123-45-6789|\\+4915112345678).{0,3}",
                "[XYé -]?(4111111111111111|[0-9]{7}M[0-9]{7}UTO[A-Z]{11}[0-9]|P<UTOA<<B|1-415-555-2671|gb82west12345698765432)[ X.]?",
            ]
        ) {
            let at_any = |starts: fn(&str, usize) -> bool| text.char_indices().any(|(at, _)| starts(&text, at));
            let behind_no_digit = |starts: fn(&str, usize) -> bool| {
                let first = |at: usize| at == 0 || !text.as_bytes()[at - 1].is_ascii_digit();
                text.bytes().enumerate().any(|(at, byte)| byte.is_ascii_digit() && first(at) && starts(&text, at))
            };
            let international = text.bytes().enumerate().any(|(at, byte)| byte == b'+' && phone::starts_international(&text, at));
            let expected = [
                international || behind_no_digit(phone::starts_us),
                behind_no_digit(ssn::starts),
                behind_no_digit(card::starts),
                at_any(iban::starts),
                mrz::found(&text),
            ];
            prop_assert_eq!(kinds(&text, CharClasses::of(&text)), expected);
        }

        #[test]
        fn any_text_of_the_alphabet_is_checked(text in "[0-9+@<(). /%DEé-]{0,60}") {
            reference(&text);
            url(&text);
        }

        #[test]
        fn identifiers_are_no_personal_data(
            text in prop_oneof![
                "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
                "[0-9]{8}-[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{12}",
                "[0-7][0-9A-HJKMNP-TV-Z]{25}",
                "[0-2][0-9A-Za-z]{26}",
                "[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}",
                "[0-9A-F]{32}|[0-9A-F]{40}|[0-9A-F]{64}",
                "(ORD|INV|order|R)[-/_]20[0-9]{2}[-/_][0-9]{4,8}",
                "(ORD-)?20[0-9]{2}-[0-9]{4}-[0-9]{4}-[0-9]{4}",
                "20[0-9]{2}-[01][0-9]-[0-3][0-9]-[0-9]{6}",
                "1[0-9]{9}|1[0-9]{12}|1[0-9]{15}|1[0-9]{18}",
                "20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](\\.[0-9]{3,9})?(Z|[+-][0-9]{2}:?[0-9]{2})",
                "20[0-9]{6}T?[0-9]{6}Z?",
                "[0-9]{1,12}",
            ]
        ) {
            prop_assert_eq!(reference(&text), "");
        }
    }
}
