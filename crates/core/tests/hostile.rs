//! Bodies made to hurt: each is answered, in time linear in its length. A quadratic answer would take hours here.

use netverify_rules::{Code, Field, Settings, validate_field, validate_json};

fn codes(body: &[u8]) -> Vec<Code> {
    validate_json(body, &Settings::default()).violations().iter().map(netverify_rules::Violation::code).collect()
}

fn with_field(name: &str, value: &str) -> Vec<u8> {
    format!(r#"{{"{name}":"{value}"}}"#).into_bytes()
}

const MB: usize = 1_000_000;

#[test]
fn nesting() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"\":", "}]")] {
        assert_eq!(codes(open.repeat(100_000).as_bytes()), [Code::MalformedJson]);
        let closed = [open.repeat(100_000), "1".into(), close.repeat(100_000)].concat();
        assert_eq!(codes(closed.as_bytes()), [Code::MalformedJson]);
    }
}

#[test]
fn a_million_tokens() {
    for token in ["idDob,", "x,", ",", " ,"] {
        let found = codes(&with_field("enabledFields", &token.repeat(MB)));
        assert!(found.contains(&Code::TooLong) && found.len() < 300, "{token}");
    }
}

#[test]
fn a_million_names() {
    let members: Vec<String> = (0..MB).map(|i| format!("\"n{i}\":1")).collect();
    let body = format!("{{{}}}", members.join(","));
    assert_eq!(codes(body.as_bytes()).iter().filter(|code| **code == Code::UnknownField).count(), 33);
    let same = format!("{{{}}}", vec!["\"name\":1"; MB].join(","));
    assert_eq!(codes(same.as_bytes()).iter().filter(|code| **code == Code::DuplicateField).count(), 1);
}

#[test]
fn fifty_megabytes_of_garbage() {
    for garbage in [&b"\x00"[..], b"\xff", b"[", b"{\"", b"\"\\u", b"a", b" ", b"1", b"\\"] {
        let body = garbage.repeat(50 * MB / garbage.len());
        assert_eq!(codes(&body)[0], if garbage == b"1" { Code::NotAnObject } else { Code::MalformedJson });
    }
}

#[test]
fn megabytes_in_a_field() {
    for field in Field::ALL {
        for piece in
            ["A", "=", " ", "-", "a@", "%", "<", "xn--", "1", "4-", "+1 ", "(", "é", "/9j/", "data:", "\\/", "\\u0020"]
        {
            let length = if field.image_index().is_some() { 8 * MB } else { MB };
            let body = with_field(field.name(), &piece.repeat(length / piece.len()));
            assert!(!codes(&body).is_empty(), "{} of {piece}", field.name());
        }
    }
}

/// The personal data of a request is looked for in its references: long values must not multiply.
#[test]
fn long_own_values() {
    let (long, short) = ("ab ".repeat(MB), "ab ".repeat(500));
    let mut body = format!(r#"{{"merchantIdScanReference":"{long}","firstName":"{long}","lastName":"{short}","#);
    body.push_str(&format!(r#""number":"{long}","customerId":"{long}","callbackUrl":"https://example.com/{short}"}}"#));
    assert!(codes(body.as_bytes()).contains(&Code::TooLong));
}

#[test]
fn one_field_of_megabytes() {
    for field in Field::ALL {
        let report =
            validate_field(field, &"Aa1-".repeat(MB), &netverify_rules::RawRequest::new(), &Settings::default());
        assert!(!report.is_valid(), "{}", field.name());
    }
}
