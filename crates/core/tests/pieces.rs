//! A body in pieces gets the report of the whole, wherever it is cut.

use base64::Engine as _;
use netverify_rules::{Base64Reader, BodyReader, Code, Field, Report, Settings, validate_json};
use shared::cases;

mod shared;

/// Bodies that are no longer, and have no image, are cut everywhere.
const SHORT: usize = 4096;
const IMAGE: &[u8] = b"\"/9j/";

/// A stream of numbers that look like chance (xorshift64*).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32) as usize % end.max(1)
    }
}

/// The report on a body in pieces, each of so many bytes at most.
fn in_pieces(body: &[u8], settings: &Settings, mut next: impl FnMut() -> usize) -> Report {
    let mut reader = BodyReader::new();
    let mut rest = body;
    while !rest.is_empty() {
        let (now, later) = rest.split_at(next().clamp(1, rest.len()));
        reader.push(now);
        rest = later;
    }
    reader.finish(settings)
}

/// Cuts a body in two at each of these places.
fn cut_in_two(name: &str, body: &[u8], settings: &Settings, whole: &Report, places: impl Iterator<Item = usize>) {
    for place in places {
        let mut reader = BodyReader::new();
        reader.push(&body[..place]);
        reader.push(&body[place..]);
        assert_eq!(reader.finish(settings), *whole, "{name}, cut at {place}");
    }
}

/// The bodies of all vectors, with their names and settings.
fn bodies() -> Vec<(String, Vec<u8>, Settings)> {
    let body = |case: shared::Case| Some((case.title(), case.body().or_else(|| case.response())?, case.settings));
    cases().into_iter().filter_map(body).collect()
}

#[test]
fn every_vector_may_be_cut_anywhere() {
    let all = bodies();
    let mut chance = Chance(20_260_101);
    for (name, body, settings) in &all {
        let whole = validate_json(body, settings);
        let has_image = body.windows(IMAGE.len()).any(|part| part == IMAGE);
        // In the image that most bodies share, one place is as another.
        if body.len() <= SHORT && (!has_image || name.starts_with("body")) {
            cut_in_two(name, body, settings, &whole, 0..=body.len());
        } else {
            let is_mark = |at: usize| b"\"\\{}[]:,".contains(&body[at]);
            let (marks, others) = if body.len() > 1 << 20 { (12, 4) } else { (80, 40) };
            let at_marks = (0..body.len()).filter(|at| is_mark(*at)).flat_map(|at| [at, at + 1]).take(marks);
            cut_in_two(name, body, settings, &whole, at_marks);
            let every = body.len() / others;
            let by_chance: Vec<usize> = (0..others).map(|n| n * every + chance.below(every)).collect();
            cut_in_two(name, body, settings, &whole, by_chance.into_iter());
        }
        for most in [1, 5, 100, 5000] {
            if body.len() / most < 100_000 {
                assert_eq!(in_pieces(body, settings, || 1 + chance.below(most)), whole, "{name}, by up to {most}");
            }
        }
    }
    assert!(all.len() > 700, "{} bodies", all.len());
}

/// Bodies with bytes changed, put in and taken out.
#[test]
fn spoilt_bodies_have_their_fault_wherever_they_are_cut() {
    const BYTES: &[u8] = b"\"\\{}[]:,u/0d8-+.eE \n\x01\xff\xc3\xa9\xf0\x9f\x98\x80=A_";
    let mut seeds: Vec<Vec<u8>> =
        bodies().into_iter().map(|(_, body, _)| body).filter(|body| body.len() < 2000).collect();
    seeds.extend([
        br#"{"a":"\ud83d\ude00","firstName":"Zo\u00eb \u2028","additionalChecks":{"watchlistScreening":{"enableSearch":"false","x":[1,{"enableSearch":true}]}},"n":[-1.5e+10,0,true,null,false],"frontsideImage":"\/9j\/ \u3000"}"#.to_vec(),
        "{\"firstName\":\"Zoë 日本 😀\",\"frontsideImage\":\"\u{3000} \u{a0}\",\"additionalChecks\":{\"watchlistScreening\":{\"enableSearch\":false}}}".into(),
        br#""{\"country\":\"USA\"}""#.to_vec(),
    ]);
    let mut chance = Chance(7);
    let settings = Settings::default();
    let mut malformed = 0;
    for round in 0..20_000 {
        let mut body = seeds[chance.below(seeds.len())].clone();
        for _ in 0..=chance.below(3) {
            let at = chance.below(body.len());
            match chance.below(4) {
                0 if !body.is_empty() => body[at] = BYTES[chance.below(BYTES.len())],
                1 if !body.is_empty() => drop(body.remove(at)),
                2 => body.truncate(at),
                _ => body.insert(at, BYTES[chance.below(BYTES.len())]),
            }
        }
        let whole = validate_json(&body, &settings);
        malformed += usize::from(whole.violations().iter().any(|violation| violation.code() == Code::MalformedJson));
        let most = 1 + chance.below(30);
        let cut = in_pieces(&body, &settings, || 1 + chance.below(most));
        assert_eq!(cut, whole, "{round}: {}", body.escape_ascii());
    }
    assert!(malformed > 2000 && malformed < 18_000, "{malformed} are no JSON");
}

/// A JPEG with so many bytes of scan data, of which `odd` may spoil some.
fn jpeg(scan: usize, odd: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut bytes = [&[0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0][..], &[1; 64]].concat();
    bytes.extend([0xFF, 0xC0, 0, 17, 8, 1, 0x90, 2, 0x80, 3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0]);
    bytes.extend([0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0]);
    for i in 0..scan {
        let byte = (i as u32).wrapping_mul(0x9E37_79B1).rotate_left(9) as u8;
        bytes.push(byte);
        if byte == 0xFF {
            bytes.push([0, 0xD3][usize::from(i % 5 == 0)]);
        }
    }
    odd(&mut bytes);
    bytes.extend([0xFF, 0xD9]);
    bytes
}

fn encode(bytes: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// The base64 of an image in one of the ways in which clients write it, as it is in JSON.
fn written(bytes: &[u8], how: usize) -> String {
    let text = encode(bytes);
    let lines = || text.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).expect("ASCII"));
    match how {
        0 | 1 => text,
        2 => text.replace('/', r"\/"),
        3 => lines().collect::<Vec<_>>().join(r"\r\n"),
        4 => text.replace('/', "_").replace('+', "-"),
        5 => format!("data:image\\/jpeg;base64,{text}"),
        6 => text.trim_end_matches('=').to_owned(),
        7 => text.replace('/', r"\u002f"),
        8 => text.replace('+', " "),
        _ => format!("{}é{}", &text[..text.len() / 2 / 4 * 4], &text[text.len() / 2 / 4 * 4..]),
    }
}

#[test]
fn images_are_read_in_pieces_as_their_text_is() {
    let mut chance = Chance(99);
    let settings = Settings::default();
    let mut reused = 0;
    for round in 0..60 {
        let scan = [300, 3_000, 200_000][round % 3] + chance.below(5_000);
        let kind = chance.below(6);
        let odd = |bytes: &mut Vec<u8>| match kind {
            0 => bytes.splice(400.., []).for_each(drop),
            1 => bytes.extend([0xFF, 0xD8, 0xFF, 0xE0]),
            2 => bytes.extend([0xFF, 0xC4, 0, 4, 1, 2, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 7, 7]),
            3 => bytes.extend([0xFF; 7]),
            _ => {}
        };
        let one = jpeg(scan, odd);
        let mut other = one.clone();
        if chance.below(2) == 0 {
            let last = other.len() - 1;
            other[last - 7] ^= 1;
        }
        let texts = [written(&one, chance.below(10)), written(&other, chance.below(10))];
        let body = format!(r#"{{"country":"USA","frontsideImage":"{}","backsideImage":"{}"}}"#, texts[0], texts[1]);
        let whole = validate_json(body.as_bytes(), &settings);
        reused += usize::from(whole.violations().iter().any(|violation| violation.code() == Code::ImageReused));
        for (field, text) in [(Field::FrontsideImage, &texts[0]), (Field::BacksideImage, &texts[1])] {
            let text: String = serde_json::from_str(&format!("\"{text}\"")).expect("a string");
            let mut reader = Base64Reader::new();
            reader.push(text.as_bytes());
            assert_eq!(whole.image(field), reader.finish().image.as_ref(), "{round}");
        }
        for most in [65_536, 1500, 40] {
            let cut = in_pieces(body.as_bytes(), &settings, || 1 + chance.below(most));
            assert_eq!(cut, whole, "{round}, by up to {most}");
        }
    }
    assert!((10..50).contains(&reused), "{reused} of 60");
}

/// At every position: all of the data is walked through.
#[test]
fn a_second_picture_in_the_data_is_found_everywhere() {
    let settings = Settings::default();
    for place in [200, 100_000, 400_000, 799_000] {
        let bytes = jpeg(800_000, |bytes| drop(bytes.splice(place..place + 4, [7, 0xFF, 0xD8, 0xFF])));
        let body = format!(r#"{{"frontsideImage":"{}"}}"#, encode(&bytes));
        let report = validate_json(body.as_bytes(), &settings);
        let is_truncated = |report: &Report| {
            report.of(Field::FrontsideImage).any(|violation| violation.code() == Code::ImageTruncated)
        };
        assert!(is_truncated(&report), "{place}");
        assert!(is_truncated(&in_pieces(body.as_bytes(), &settings, || 1500)), "{place}");
    }
    assert!(
        validate_json(format!(r#"{{"frontsideImage":"{}"}}"#, encode(&jpeg(800_000, |_| ()))).as_bytes(), &settings)
            .of(Field::FrontsideImage)
            .next()
            .is_none()
    );
}

/// However large the images are: nothing of them is kept.
#[test]
fn a_body_of_63_megabytes_takes_no_memory() {
    let image = encode(&jpeg(15_600_000, |_| ()));
    let body = format!(
        r#"{{"merchantIdScanReference":"a","frontsideImage":"{image}","faceImage":"{image}","backsideImage":"{image}","country":"USA","idType":"PASSPORT"}}"#
    );
    assert!(body.len() > 62_000_000, "{} bytes", body.len());
    for escaped in [false, true] {
        let body = if escaped { body.replace('/', r"\/") } else { body.clone() };
        let heap = allocation_counter::measure(|| {
            let report = in_pieces(body.as_bytes(), &Settings::default(), || 16 * 1024);
            assert!(report.is_valid());
            assert_eq!(report.images().count(), 3);
        });
        assert!(size_of::<BodyReader>() + (heap.bytes_max as usize) < 20_000, "{} bytes of heap", heap.bytes_max);
    }
}
