//! Checks what is made to hurt, each at two sizes, of which the second is eight times the first: what `cargo xtask instructions`
//! counts the instructions of. Prints the name of each case, in the order they are checked; arguments choose among them.

use netverify_rules::{
    Base64Reader, Field, ImageReader, RawRequest, Settings, validate_field, validate_json, validate_raw_request,
};
use std::hint::black_box;

/// The smaller of the sizes, in bytes about.
const SIZE: usize = 4 * 1024;
const FACTOR: usize = 8;

/// What is checked, and how it is made for a size.
type Case = (String, Box<dyn Fn(usize) -> Input>);

enum Input {
    Body(Vec<u8>, Settings),
    /// A field's text while it is typed, and the rest of the form.
    Field(Field, String, Vec<(Field, String)>, Settings),
    /// Names that a caller adds to a raw request.
    Names(Vec<String>),
    /// The bytes of an image, and of its base64 text, in pieces.
    Image(Vec<u8>),
}

/// What takes instructions that are not counted: they end here.
#[inline(never)]
fn counted_make(make: &dyn Fn(usize) -> Input, size: usize) -> Input {
    black_box(make(size))
}

/// What is counted. The two are told by their names.
#[inline(never)]
fn counted_check(input: &Input) {
    match input {
        Input::Body(body, settings) => {
            black_box(validate_json(black_box(body), settings).to_json());
        }
        Input::Field(field, text, others, settings) => {
            let mut raw = RawRequest::new();
            for (field, text) in others {
                raw.set(*field, text.as_str());
            }
            black_box(validate_field(*field, black_box(text), &raw, settings).to_json());
        }
        Input::Names(names) => {
            let mut raw = RawRequest::new();
            names.iter().for_each(|name| raw.add_unknown(name.as_str()));
            black_box(validate_raw_request(&raw, &Settings::default()).to_json());
        }
        Input::Image(bytes) => {
            for piece in [1, 100, bytes.len()] {
                let mut image = ImageReader::new();
                let mut text = Base64Reader::new();
                bytes.chunks(piece).for_each(|piece| image.push(piece));
                bytes.chunks(piece).for_each(|piece| text.push(piece));
                black_box((image.finish(), text.finish()));
            }
        }
    }
}

fn body(name: &str, make: impl Fn(usize) -> String + 'static) -> Case {
    (name.to_owned(), Box::new(move |size| Input::Body(make(size).into_bytes(), Settings::default())))
}

/// A text of that size made of a piece.
fn repeated(piece: &str, size: usize) -> String {
    piece.repeat((size / piece.len()).max(1))
}

/// An object of members, each made of its number.
fn members(size: usize, make: impl Fn(usize) -> String) -> String {
    let mut text = String::from("{");
    for number in 0.. {
        text.push_str(&make(number));
        if text.len() > size {
            break;
        }
        text.push(',');
    }
    text.push('}');
    text
}

fn quoted(text: &str) -> String {
    let mut json = String::from("\"");
    for char in text.chars() {
        match char {
            '"' | '\\' => json.extend(['\\', char]),
            '\0'..' ' => json.push_str(&format!("\\u{:04x}", u32::from(char))),
            _ => json.push(char),
        }
    }
    json.push('"');
    json
}

fn bodies() -> Vec<Case> {
    let nested = |open: &'static str, close: &'static str| {
        move |size: usize| {
            let one = format!("{}1{}", open.repeat(60), close.repeat(60));
            format!("{{\"a\":[{}1]}}", format!("{one},").repeat(size / one.len() + 1))
        }
    };
    vec![
        body("unknown names", |size| members(size, |number| format!("\"n{number}\":0"))),
        body("unknown names with escapes", |size| members(size, |number| format!("\"\\u006e{number}\":0"))),
        body("one unknown name", |size| members(size, |_| "\"name\":0".into())),
        body("one unknown name with escapes", |size| members(size, |_| "\"n\\u0061me\":0".into())),
        body("empty names", |size| members(size, |_| "\"\":0".into())),
        body("a known name", |size| members(size, |_| "\"firstName\":\"Anna\"".into())),
        body("a known name with escapes", |size| members(size, |_| "\"first\\u004eame\":\"Ann\\u0061\"".into())),
        body("additionalChecks", |size| {
            members(size, |_| "\"additionalChecks\":{\"watchlistScreening\":{\"enableSearch\":\"true\"}}".into())
        }),
        body("additionalChecks of many names", |size| {
            format!("{{\"additionalChecks\":{}}}", members(size, |_| "\"watchlistScreening\":{\"a\":{}}".into()))
        }),
        body("long unknown names", |size| members(size, |number| format!("\"{}{number}\":0", "x".repeat(size / 40)))),
        body("long unknown names with escapes", |size| {
            members(size, |number| format!("\"{}{number}\":0", "\\u0078".repeat(size / 240)))
        }),
        body("a long unknown name", |size| format!("{{\"{}\":0}}", "_".repeat(size))),
        body("names of a request inside", |size| {
            format!("{{\"a\":{}}}", members(size, |_| "\"countr\\u0079\":0,\"\\u0069\":{\"entries\":[]}".into()))
        }),
        body("nested arrays", nested("[", "]")),
        body("nested objects", nested("{\"country\":", "}")),
        body("nested to the limit", |size| repeated("[", size)),
        body("white space", |size| format!("{{{}}}", repeated(" \n", size))),
        body("a text that was encoded twice", |size| {
            quoted(&members(size, |number| format!("\"country\":\"{number}\"")))
        }),
        body("an array of numbers", |size| format!("[{}1]", repeated("-1.5e+10,", size))),
        body("a number", |size| repeated("1", size)),
        body("line breaks before a fault", |size| format!("{}x", repeated("\n", size))),
        body("a form", |size| repeated("a=b&", size)),
        body("no closing quotation mark", |size| format!("{{\"a\":\"{}", repeated("\\u0041", size))),
        body("trailing comma behind white space", |size| format!("[1,{}]", repeated(" ", size))),
    ]
}

/// Texts in each field.
fn texts() -> Vec<Case> {
    const PIECES: [&str; 42] = [
        "A",
        "a ",
        "é",
        "e\u{301}",
        "\u{200b}",
        "\u{1f600}",
        "\0",
        "\\",
        "\"",
        "=",
        " ",
        "-",
        "a@",
        "a@b.",
        "%41",
        "%",
        "<",
        "<a",
        "javascript:",
        "xn--",
        "xn--a.",
        "a.",
        "1",
        "1-",
        "4111 1111 ",
        "+1 ",
        "+49 30 ",
        "(",
        "415-555-",
        "123-45-",
        "DE89 ",
        "P<",
        "/9j/",
        "data:",
        "idDob,",
        "x,",
        ",",
        "Anna ",
        "an",
        "https://a/",
        "://",
        "0x7f.",
    ];
    // One field for each kind of check.
    let is_first = |field: &Field| {
        let mut before = Field::ALL.into_iter().take_while(|other| other != field);
        before.all(|other| other.spec().check != field.spec().check)
    };
    let mut cases = Vec::new();
    for field in Field::ALL.into_iter().filter(is_first) {
        for piece in PIECES {
            let name = format!("{} of {}", field.name(), piece.escape_default());
            cases.push(body(&name, move |size| {
                let begin = if field == Field::CallbackUrl && piece != "://" { "https://" } else { "" };
                format!("{{\"{}\":{}}}", field.name(), quoted(&format!("{begin}{}", repeated(piece, size))))
            }));
        }
    }
    cases
}

/// Where two things are long that are compared.
fn pairs() -> Vec<Case> {
    let mut cases = Vec::new();
    for own in ["firstName", "lastName", "number", "dob", "personalNumber"] {
        for place in ["merchantIdScanReference", "customerId", "callbackUrl"] {
            for (value, text) in
                [("a", "a"), ("ab ", "ab "), ("ab", "ab-"), ("aé", "ae"), ("ana", "anan"), ("A1", "a1 ")]
            {
                cases.push(body(&format!("{own} of {value} in {place} of {text}"), move |size| {
                    let (value, text) = (repeated(value, size), repeated(text, size));
                    let begin = if place == "callbackUrl" { "https://example.com/" } else { "" };
                    format!(
                        "{{\"{own}\":{},\"{place}\":{}}}",
                        quoted(&format!("{value}x")),
                        quoted(&format!("{begin}{text}"))
                    )
                }));
            }
        }
    }
    for (escape, text) in
        [("slashes", "\\/9j"), ("letters", "\\u0041BCD"), ("line breaks", "ABCD\\n"), ("URL-safe", "AB-_")]
    {
        cases.push(body(&format!("three images with {escape}"), move |size| {
            let image = format!("/9j/{}", repeated(text, size));
            format!("{{\"frontsideImage\":\"{image}\",\"faceImage\":\"{image}\",\"backsideImage\":\"{image}x\"}}")
        }));
    }
    // Many callback domains, and a host that is compared with each.
    for (name, url, domain) in [
        ("other domains", "https://cb.example.com", "host-"),
        ("domains that begin as the host", "https://a.example.com/", "a"),
        ("one letter and many domains", "https://h", "host-"),
        ("half a host and many domains", "https://host-1", "host-"),
    ] {
        cases.push((name.to_owned(), Box::new(move |size| domains(url.to_owned(), domain, size))));
    }
    cases.push((
        "a long host and many domains that end it".to_owned(),
        Box::new(|size| domains(format!("https://{}host-", "a.".repeat(115)), "host-", size)),
    ));
    cases.push((
        "a host of many labels and many domains".to_owned(),
        Box::new(|size| domains(format!("https://{}example.org/", repeated("a.", size)), "a", size)),
    ));
    cases
}

/// A callback URL, and as many domains as the size allows.
fn domains(url: String, domain: &str, size: usize) -> Input {
    let names = (0..size / 20).map(|number| format!("{domain}{number}.example.org"));
    let settings =
        names.fold(Settings::default(), |settings, name| settings.with_callback_domain(name).expect("a host name"));
    Input::Field(Field::CallbackUrl, url, Vec::new(), settings)
}

fn calls() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    cases.push((
        "names added to a raw request".to_owned(),
        Box::new(|size| Input::Names((0..size / 8).map(|number| format!("n{number}")).collect())),
    ));
    for id_type in ["PASSPORT", "DRIVING_LICENSE"] {
        for piece in ["Germany ", "the ", "a", "é", "(", ", ", "Ger\u{301}"] {
            cases.push((
                format!("usState of {} with {id_type}", piece.escape_default()),
                Box::new(move |size| {
                    let others = vec![(Field::IdType, id_type.to_owned())];
                    Input::Field(Field::UsState, repeated(piece, size), others, Settings::default())
                }),
            ));
        }
    }
    let images: [(&str, &[u8], &[u8]); 8] = [
        ("JPEG segments", b"\xFF\xD8\xFF", b"\xFF\xE2\0\x02"),
        ("JPEG EXIF", b"\xFF\xD8\xFF", b"\xFF\xE1\0\x0EExif\0\0MM\0*\0\0"),
        ("JPEG scans", b"\xFF\xD8\xFF\xDA\0\x02", b"\xFF\xDA\0\x02\xFF\0"),
        ("JPEG prefixes", b"\xFF\xD8\xFF\xDA\0\x02", b"\xFF"),
        ("PNG chunks", b"\x89PNG\r\n\x1a\n", b"\0\0\0\0tEXt\0\0\0\0"),
        ("base64 of a line a character", b"/", b"9\n"),
        ("base64 of another alphabet", b"-", b"_-9j"),
        ("SVG", b"<?xml", b"<sv"),
    ];
    for (name, head, piece) in images {
        cases.push((
            name.to_owned(),
            Box::new(move |size| Input::Image([head, &piece.repeat(size / piece.len())].concat())),
        ));
    }
    cases
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    // What is done once only, such as looking for vector instructions, is done here.
    counted_check(&Input::Body(b"{\"firstName\":\"\xC3\xA9\"}".to_vec(), Settings::default()));
    for (name, make) in [bodies(), texts(), pairs(), calls()].into_iter().flatten() {
        if !wanted.is_empty() && !wanted.iter().any(|wanted| name.contains(wanted.as_str())) {
            continue;
        }
        println!("{name}");
        for size in [SIZE, SIZE * FACTOR] {
            counted_check(&counted_make(&make, size));
        }
    }
}
