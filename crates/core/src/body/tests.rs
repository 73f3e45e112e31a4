//! The reader of JSON: what it takes, where it finds a fault, and why.

use super::*;
use proptest::prelude::*;

fn skip_all<'a>(_: JsonStr<'a>, reader: &mut Reader<'a>) -> Result<(), Malformed> {
    reader.skip().map(|_| ())
}

fn accepts(body: &[u8]) -> Result<Top<'_>, Malformed> {
    read(body, &mut skip_all)
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

fn fault(body: &[u8]) -> (usize, &'static str) {
    match accepts(body) {
        Err(Malformed { offset, reason }) => (offset, reason.as_str()),
        Ok(top) => panic!("{top:?}"),
    }
}

#[test]
fn faults_are_found_where_they_are() {
    for (text, offset, reason) in [
        ("", 0, "truncated"),
        ("  ", 2, "truncated"),
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
        ("\u{feff}{}", 0, "syntax"),
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
    for end in 0..body.len() {
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
    let body = "{\n  \"ä\": x".as_bytes();
    assert_eq!(line_and_column(body, fault(body).0), (2, 8));
    assert_eq!(line_and_column(b"", 0), (1, 1));
}

#[test]
fn members_are_visited() {
    let mut seen = Vec::new();
    let mut visitor = |name: JsonStr<'_>, reader: &mut Reader<'_>| {
        seen.push((name.text().into_owned(), format!("{:?}", reader.skip()?)));
        Ok(())
    };
    assert_eq!(read(br#"{ "a" : "x" , "b\u0031": [1, {"c": 2}], "": false}"#, &mut visitor), Ok(Top::Object));
    let names: Vec<&str> = seen.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["a", "b1", ""]);
    assert_eq!(seen[2].1, "Scalar(Boolean, false)");
}

#[test]
fn long_base64_is_known_as_it() {
    let is_known = |text: &str| match accepts(format!("\"{text}\"").as_bytes()) {
        Ok(Top::String(string)) => string.base64().is_some(),
        other => panic!("{other:?}"),
    };
    let long = "A".repeat(2 * SHORT);
    assert!(is_known(&long));
    assert!(is_known(&format!("AAA\\/{long}")));
    assert!(!is_known(&format!("AAA\\n{long}")));
    assert!(!is_known(&format!("{long}\\n")));
    assert!(!is_known("AAAA"));
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
    /// Of a text that is UTF-8 the same is read, or the same fault met, whether that is known or not.
    #[test]
    fn bytes_are_read_as_text_is(body in nearly_utf8()) {
        let bodies = [body.clone(), [b"{\"a\":", &body[..], b"}"].concat(), [b"[\"", &body[..], b"\"]"].concat()];
        for body in bodies {
            let Ok(text) = std::str::from_utf8(&body) else { continue };
            let listed = |text: Option<&str>| {
                let mut seen = Vec::new();
                let mut visitor = |name: JsonStr<'_>, reader: &mut Reader<'_>| {
                    let value = match reader.skip()? {
                        Value::String(string) => string.text().into_owned(),
                        other => format!("{other:?}"),
                    };
                    seen.push((name.text().into_owned(), value));
                    Ok(())
                };
                let top = match text {
                    Some(text) => read_text(text, &mut visitor),
                    None => read(&body, &mut visitor),
                };
                (top.map(|top| if let Top::String(text) = top { text.text().into_owned() } else { format!("{top:?}") }), seen)
            };
            prop_assert_eq!(listed(None), listed(Some(text)));
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
    fn strings_read_as_serde_json_reads_them(text in any::<String>()) {
        let json = serde_json::to_string(&text).expect("a string");
        let Ok(Top::String(string)) = accepts(json.as_bytes()) else { panic!("not read: {json}") };
        prop_assert_eq!(string.text(), text);
    }

    /// Without the heap the same text is read, if it is short enough.
    #[test]
    fn short_texts_need_no_heap(text in "(.|[\\\\\"\n\u{e9}]){0,12}", escaped in any::<bool>()) {
        let json = match escaped {
            true => format!("\"{}\"", text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect::<String>()),
            false => serde_json::to_string(&text).expect("a string"),
        };
        let Ok(Top::String(string)) = accepts(json.as_bytes()) else { panic!("not read: {json}") };
        let mut buffer = [0; 16];
        prop_assert_eq!(string.within(&mut buffer), Some(text.as_str()).filter(|text| text.len() <= 16));
        prop_assert!(text.len() > 32 || string.is(&text));
        prop_assert!(!string.is("another text"));
        prop_assert_eq!(string.chars().collect::<String>(), text);
    }

    #[test]
    fn bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        prop_assert_eq!(accepts(&bytes).is_ok(), serde_json::from_slice::<serde_json::Value>(&bytes).is_ok());
    }
}
