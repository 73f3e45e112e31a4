//! The reader of JSON: what it takes, where it finds a fault, and why.

use super::from_slice::asks_for_search;
use super::inside::Inside;
use super::json_type::JsonType;
use super::malformed::Malformed;
use super::seen::{Seen, read};
use super::tokenizer::MAX_DEPTH;
use proptest::prelude::*;

fn accepts(body: &[u8]) -> Result<Seen, Malformed> {
    let whole = read(body, true, || usize::MAX);
    assert_eq!(read(body, false, || 1), whole, "{}", body.escape_ascii());
    whole
}

#[test]
fn texts_that_are_json() {
    for text in [
        "{}",
        " [ ] ",
        "\t\r\n0",
        "-0.5e+10",
        "1E3",
        "\"\"",
        "true",
        "null",
        r#""\u00e9\ud83d\ude00\/\"""#,
        r#"{"a":[1,{"b":[]},"c"],"d":{}}"#,
        "[[[]],[]]",
        "\"\u{7f}\u{2028}\"",
    ] {
        assert!(accepts(text.as_bytes()).is_ok(), "{text}");
        assert!(serde_json::from_str::<serde_json::Value>(text).is_ok(), "{text}");
    }
}

fn fault(body: &[u8]) -> (u64, &'static str) {
    match accepts(body) {
        Err(Malformed { offset, reason, .. }) => (offset, reason.as_str()),
        Ok(top) => panic!("{top:?}"),
    }
}

#[test]
fn faults_are_found_where_they_are() {
    for (text, offset, reason) in [
        ("", 0, "empty"),
        ("  ", 2, "empty"),
        ("{", 1, "truncated"),
        ("{\"a\"", 4, "truncated"),
        ("{\"a\":", 5, "truncated"),
        ("{\"a\":1", 6, "truncated"),
        ("{\"a\":1,", 7, "truncated"),
        ("[", 1, "truncated"),
        ("[1,", 3, "truncated"),
        ("[{\"a\":1}", 8, "truncated"),
        ("tru", 3, "truncated"),
        ("[nul", 4, "truncated"),
        ("1.", 2, "truncated"),
        ("1e", 2, "truncated"),
        ("-", 1, "truncated"),
        ("\"a", 2, "truncated"),
        ("\"\\", 1, "truncated"),
        (r#""\u"#, 1, "truncated"),
        (r#""\u12"#, 1, "truncated"),
        (r#""\ud83d"#, 1, "truncated"),
        (r#""\ud83d\"#, 1, "truncated"),
        (r#""\ud83d\ude"#, 1, "truncated"),
        ("{\"a\"}", 4, "syntax"),
        ("{\"a\":}", 5, "syntax"),
        ("{\"a\":1,}", 7, "trailing_comma"),
        ("{\"a\":1,\r\n\t }", 11, "trailing_comma"),
        ("[1,]", 3, "trailing_comma"),
        ("[[1,\n],2]", 5, "trailing_comma"),
        ("[,]", 1, "syntax"),
        ("[1,,2]", 3, "syntax"),
        ("[1 2]", 3, "syntax"),
        ("[1;2]", 2, "syntax"),
        ("01", 1, "number"),
        ("[-01]", 3, "number"),
        ("[1.]", 3, "number"),
        ("[1.e5]", 3, "number"),
        ("[1e+]", 4, "number"),
        ("[-]", 2, "number"),
        ("+1", 0, "number"),
        (".5", 0, "number"),
        ("[0x10]", 2, "number"),
        ("[1_000]", 2, "number"),
        ("[1990-05-17]", 5, "number"),
        ("[1.5.2]", 4, "number"),
        ("[12n]", 3, "number"),
        ("nulL", 3, "literal"),
        ("[nul]", 4, "literal"),
        ("[nulls]", 5, "literal"),
        ("[NaN]", 1, "literal"),
        ("NaN", 0, "literal"),
        ("[Infinity]", 1, "literal"),
        ("[-Infinity]", 2, "literal"),
        ("[+Infinity]", 1, "literal"),
        ("{\"a\":undefined}", 5, "literal"),
        ("[None]", 1, "literal"),
        ("{\"a\":True}", 5, "literal"),
        ("[False]", 1, "literal"),
        ("[USA]", 1, "literal"),
        ("hello", 0, "syntax"),
        ("<html>", 0, "syntax"),
        ("{} x", 3, "second_value"),
        ("{}{}", 2, "second_value"),
        ("{}}", 2, "second_value"),
        ("{},", 2, "second_value"),
        ("{}\0", 2, "second_value"),
        ("1 2", 2, "second_value"),
        ("[]]", 2, "second_value"),
        ("{} //x", 3, "comment"),
        ("'a'", 0, "single_quotes"),
        ("['a']", 1, "single_quotes"),
        ("{'a':1}", 1, "single_quotes"),
        ("{\"a\":1,'b':2}", 7, "single_quotes"),
        ("{\"a\":'b'}", 5, "single_quotes"),
        ("\"a\nb\"", 2, "control_character"),
        ("\"a\tb\"", 2, "control_character"),
        ("[\0]", 1, "control_character"),
        ("[1\u{b}]", 2, "control_character"),
        (r#""\x""#, 1, "escape"),
        (r#""\'""#, 1, "escape"),
        (r#""\U0041""#, 1, "escape"),
        (r#""\u12""#, 1, "escape"),
        (r#""\u12g4""#, 1, "escape"),
        (r#""\ud800""#, 1, "surrogate"),
        (r#""\udc00""#, 1, "surrogate"),
        (r#""\ud800\u0041""#, 1, "surrogate"),
        (r#""\ud800\n""#, 1, "surrogate"),
        (r#""\ud800\ud800""#, 1, "surrogate"),
        ("{a:1}", 1, "unquoted_name"),
        ("{_a:1}", 1, "unquoted_name"),
        ("{$a:1}", 1, "unquoted_name"),
        ("{1:1}", 1, "unquoted_name"),
        ("{é:1}", 1, "unquoted_name"),
        ("{\"a\":1, b:2}", 8, "unquoted_name"),
        ("[{b:2}]", 2, "unquoted_name"),
        ("{“a”:1}", 1, "syntax"),
        ("{:1}", 1, "syntax"),
        ("[}", 1, "syntax"),
        ("[1}", 2, "syntax"),
        ("{\"a\":[}", 6, "syntax"),
        ("\u{feff}{}", 0, "byte_order_mark"),
        ("{\"a\":1 \"b\":2}", 7, "syntax"),
        ("{\"a\"=1}", 4, "syntax"),
        ("//x\n{}", 0, "comment"),
        ("{/* x */}", 1, "comment"),
        ("{\"a\":1 // x\n}", 7, "comment"),
        ("[1,# x\n2]", 3, "comment"),
        ("{\"a\" /* x */:1}", 5, "comment"),
        ("[1/2]", 2, "syntax"),
    ] {
        assert_eq!(fault(text.as_bytes()), (offset, reason), "{text}");
    }
    for (bytes, offset, reason) in [
        (&b"{\"a\":\"\xff\"}"[..], 6, "not_utf8"),
        (b"{\"a\" \"\xff\"}", 5, "syntax"),
        (b"\"\xc3\"", 1, "not_utf8"),
        (b"\"\xc3", 1, "truncated"),
        (b"\"\xe2\x82", 1, "truncated"),
        (b"\"\xe9t\xe9\"", 1, "not_utf8"),
        (b"\"\xc3\n\"", 1, "not_utf8"),
        (b"\"\xed\xa0\x80\"", 1, "not_utf8"),
        (b"[\xff]", 1, "not_utf8"),
        (b"[\xc3", 1, "truncated"),
        (b"{\xe9:1}", 1, "not_utf8"),
        (b"{} \xff", 3, "not_utf8"),
    ] {
        assert_eq!(fault(bytes), (offset, reason), "{:?}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn what_is_cut_off_is_truncated() {
    let body = "{\"é\u{1f600}\": [-1.5e+10, true, false, null, \"\\u00e9\\ud83d\\ude00\\n\\/€\", {}, [ ]] , \"b\" : {\"c\":0}}";
    assert!(accepts(body.as_bytes()).is_ok());
    for end in 1..body.len() {
        assert_eq!(fault(&body.as_bytes()[..end]).1, "truncated", "{}", body.as_bytes()[..end].escape_ascii());
    }
}

#[test]
fn depth_is_limited() {
    for (open, close, at) in [("[", "]", 64), ("{\"a\":", "}", 64 * 5)] {
        let nested = |depth| [open.repeat(depth), "1".into(), close.repeat(depth)].concat();
        assert!(accepts(nested(64).as_bytes()).is_ok());
        assert_eq!(fault(nested(65).as_bytes()), (at, "too_deep"));
        assert_eq!(fault(nested(100_000).as_bytes()), (at, "too_deep"));
    }
    let siblings = format!("[{}1]", "[[1]],".repeat(1000));
    assert!(accepts(siblings.as_bytes()).is_ok(), "what is closed is not counted");
}

#[test]
fn positions_are_for_people() {
    let position = |body: &str| accepts(body.as_bytes()).expect_err("a fault").position;
    assert_eq!(position("{\n  \"ä\": x"), (2, 8));
    assert_eq!(position("{\n\n \"ä\\u00e4\": \"ä😀\",\r\n\"ää\": \"😀😀\" x"), (4, 12));
    assert_eq!(position(""), (1, 1));
}

#[test]
fn members_are_read() {
    let members = [("a", Seen::String("x".into())), ("b1", Seen::Other(JsonType::Array)), ("", Seen::Boolean(false))];
    let expected = Seen::Members(members.map(|(name, value)| (name.to_owned(), value)).to_vec());
    assert_eq!(accepts(br#"{ "a" : "x" , "b\u0031": [1, {"c": 2}], "": false}"#), Ok(expected));
}

/// What asks for a search is the last of all, and nothing elsewhere.
#[test]
fn a_search_is_asked_for_in_additional_checks_alone() {
    for (checks, is_asked) in [
        (r#"{"watchlistScreening":{"enableSearch":true}}"#, true),
        (r#"{"watchlistScreening":{}}"#, true),
        (r#"{"watchlistScreening":{"enableSearch":"false"}}"#, false),
        (r#"{"watchlistScreening":{"enableSearch":"\u0066alse"}}"#, false),
        (r#"{"watchlistScreening":{"enableSearch":false}}"#, false),
        (r#"{"watchlistScreening":{"enableSearch":[false,"false"]}}"#, true),
        (r#"{"watchlistScreening":{"enableSearch":"false","enableSearch":"no"}}"#, true),
        (r#"{"watchlistScreening":{"enableSearch":"false"},"a":["false"]}"#, false),
        (r#"{"watchlistScreening":{},"a":["b",{"enableSearch":"false"}]}"#, true),
        (r#"{"watchlistScreening":{"a":{"enableSearch":"false"}}}"#, true),
        (r#"{"watchlistScreening":{},"watchlistScreening":[{}]}"#, false),
        (r#"{"watchlistScreening":1}"#, false),
        (r#"[{"watchlistScreening":{}}]"#, false),
        (r#""watchlistScreening""#, false),
    ] {
        assert_eq!(asks_for_search(checks), is_asked, "{checks}");
        for behind in
            [r#","a":[["b"]]"#, r#","userConsent":{"enableSearch":"false"}"#, r#","a":[{"watchlistScreening":{}}]"#]
        {
            let body = format!(r#"{{"additionalChecks":{checks}{behind}}}"#);
            let raw = crate::RawRequest::from_json(body.as_bytes()).expect("an object");
            assert_eq!(raw.watchlist_search, is_asked, "{body}");
        }
    }
}

/// The objects of later revisions are passed on unchanged, and so is what is not an object.
#[test]
fn objects_are_passed_on_as_they_are() {
    for value in ["{}", r#"{ "a" : [1, {}] }"#, "[1]", "-1.5", "true", r#""\u0041""#, "null"] {
        for behind in ["}", " }", r#","country":"USA"}"#] {
            let body = format!(r#"{{"userConsent":{value}{behind}"#);
            let raw = crate::RawRequest::from_json(body.as_bytes()).expect("an object");
            assert_eq!(raw.objects[1].as_deref(), Some(value), "{body}");
        }
    }
}

/// Texts that are nearly JSON: the tokens of JSON in any order.
fn nearly_json() -> impl Strategy<Value = String> {
    let token = proptest::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"a\"",
        "\"\\n\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud83d\"",
        "1",
        "-0",
        "1.5",
        "1e5",
        "01",
        "true",
        "false",
        "null",
        " ",
        "\n",
        "\"",
        "\\",
        "é",
        "\u{1}",
    ]);
    proptest::collection::vec(token, 0..12).prop_map(|tokens| tokens.concat())
}

/// As [`nearly_json`], with bytes that are no UTF-8, and with strings long enough to be looked at as base64.
fn nearly_utf8() -> impl Strategy<Value = Vec<u8>> {
    let long = "ABCD".repeat(100);
    let pieces = vec![
        format!("\"{long}==\"").into_bytes(),
        format!("\"{long}=\\n\"").into_bytes(),
        format!("\"\\/9j\\/{long}\\/A=\"").into_bytes(),
        format!("\"{long}\u{e9}").into_bytes(),
        long.into_bytes(),
        b"\"".to_vec(),
        b"=".to_vec(),
        br"\/".to_vec(),
        br"\u00e9".to_vec(),
        br"\ud83d".to_vec(),
        br"\q".to_vec(),
        "\u{1f600}".into(),
        b"\xF0\x9F\x98".to_vec(),
        b"\xC3".to_vec(),
        b"\xFF".to_vec(),
        b"\x01".to_vec(),
    ];
    let piece = prop_oneof![proptest::sample::select(pieces), nearly_json().prop_map(String::into_bytes)];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    /// The same is read, or the same fault met, in any pieces.
    #[test]
    fn pieces_are_read_as_the_whole(body in nearly_utf8(), sizes in proptest::collection::vec(1..40usize, 1..9)) {
        for body in [body.clone(), [b"{\"a\":", &body[..], b"}"].concat(), [b"[\"", &body[..], b"\"]"].concat()] {
            let whole = read(&body, true, || usize::MAX);
            let mut sizes = sizes.iter().copied().cycle();
            prop_assert_eq!(read(&body, false, || sizes.next().unwrap_or(1)), whole);
        }
    }

    #[test]
    fn agrees_with_serde_json(text in nearly_json()) {
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        // JSON has numbers that are too large for a double.
        prop_assume!(!theirs.as_ref().is_err_and(|error| error.to_string().starts_with("number out of range")));
        let theirs = theirs.is_ok();
        prop_assert_eq!(accepts(text.as_bytes()).is_ok(), theirs, "{}", text);
    }

    #[test]
    fn strings_read_as_serde_json_reads_them(text in any::<String>(), escaped in any::<bool>()) {
        let json = match escaped {
            true => format!("\"{}\"", text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect::<String>()),
            false => serde_json::to_string(&text).expect("a string"),
        };
        prop_assert_eq!(accepts(json.as_bytes()), Ok(Seen::String(text)));
    }

    #[test]
    fn bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        prop_assert_eq!(accepts(&bytes).is_ok(), serde_json::from_slice::<serde_json::Value>(&bytes).is_ok());
    }
}

/// Fails where objects of JavaScript would be read to other depths than JSON.
#[test]
fn the_package_has_the_same_depths() {
    let frames = include_str!("../../../../pkg/src/frames.ts");
    for (mark, depth) in [("const MAX_DEPTH", MAX_DEPTH), ("`Inside::DEEPEST` of the core", Inside::DEEPEST)] {
        let behind = frames.split_once(mark).and_then(|(_, behind)| behind.split_once(" = ")).expect(mark).1;
        assert_eq!(behind.split(';').next(), Some(&*depth.to_string()), "{mark}");
    }
}
