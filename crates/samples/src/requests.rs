//! The requests: each with what one may expect of it.

use crate::{documents, encode};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use serde_json::Value;
use std::error::Error;

/// A file to be written: its name within the samples' directory, and its content.
pub(crate) type File = (String, Vec<u8>);

/// A request and what its check says, without a date for today.
struct Sample {
    file: &'static str,
    title: &'static str,
    flags: &'static [&'static str],
    /// Field (none for the body as a whole) and code, in the report's order.
    expected: &'static [(Option<&'static str>, &'static str)],
    valid: bool,
    body: Vec<u8>,
}

/// A request's fields in the order of writing.
#[derive(Clone)]
struct Request(Vec<(&'static str, Value)>);

impl Request {
    fn new(reference: &str, country: &str, id_type: &str, front: &str) -> Self {
        let fields = [
            ("merchantIdScanReference", reference),
            ("country", country),
            ("idType", id_type),
            ("frontsideImage", front),
        ];
        Request(fields.map(|(name, value)| (name, value.into())).into())
    }

    /// Sets a field, behind the others where it is new.
    fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        let value = value.into();
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name, value)),
        }
        self
    }

    /// One field a line.
    fn json(&self) -> String {
        let lines: Vec<String> =
            self.0.iter().map(|(name, value)| format!("  {}: {value}", Value::from(*name))).collect();
        format!("{{\n{}\n}}\n", lines.join(",\n"))
    }
}

/// Every file of `tests/samples`.
pub(crate) fn files() -> Result<Vec<File>, Box<dyn Error>> {
    let pictures = Pictures::draw()?;
    let samples = samples(&pictures);
    let mut files = vec![("index.json".to_owned(), index(&samples).into_bytes())];
    files.extend(samples.into_iter().map(|sample| (sample.file.to_owned(), sample.body)));
    for (name, bytes) in [
        ("passport.jpg", pictures.passport),
        ("licence-front.jpg", pictures.licence),
        ("licence-back.jpg", pictures.licence_back),
        ("id-card.png", pictures.png),
        ("face.jpg", pictures.face),
    ] {
        files.push((format!("pictures/{name}"), bytes));
    }
    Ok(files)
}

struct Pictures {
    passport: Vec<u8>,
    licence: Vec<u8>,
    licence_back: Vec<u8>,
    face: Vec<u8>,
    card: Vec<u8>,
    gray: Vec<u8>,
    located: Vec<u8>,
    small: Vec<u8>,
    png: Vec<u8>,
    gif: Vec<u8>,
}

impl Pictures {
    fn draw() -> Result<Self, Box<dyn Error>> {
        let card = documents::id_card();
        let card_jpeg = encode::jpeg(&card, 45)?;
        Ok(Pictures {
            passport: encode::jpeg(&documents::passport(), 60)?,
            licence: encode::jpeg(&documents::licence_front(), 60)?,
            licence_back: encode::jpeg(&documents::licence_back(), 50)?,
            face: encode::jpeg(&documents::face(), 75)?,
            gray: encode::gray_jpeg(&card, 45)?,
            located: encode::with_location(&card_jpeg),
            small: encode::jpeg(&documents::flat_card(300, 200), 60)?,
            png: encode::png(&card)?,
            gif: encode::gif(&documents::flat_card(480, 300)),
            card: card_jpeg,
        })
    }
}

fn samples(pictures: &Pictures) -> Vec<Sample> {
    let text = |bytes: &[u8]| STANDARD.encode(bytes);
    let card = text(&pictures.card);
    let id_card = |reference| Request::new(reference, "DEU", "ID_CARD", &card);
    let with_image = |reference, image: &str| Request::new(reference, "DEU", "ID_CARD", image);

    let passport = Request::new("order-2026-000101", "XKX", "PASSPORT", &text(&pictures.passport))
        .with("firstName", "Alex")
        .with("lastName", "Specimen")
        .with("number", "P7654321")
        .with("dob", "1990-05-17")
        .with("expiry", "2031-02-28")
        .with("usState", "Kosovo");
    let licence = Request::new("order-2026-000102", "USA", "DRIVING_LICENSE", &text(&pictures.licence));
    let face = Request::new("order-2026-000103", "DEU", "ID_CARD", &card)
        .with("enabledFields", "idNumber,idFirstName,idLastName,idDob,idExpiry,idFaceMatch")
        .with("faceImage", text(&pictures.face));

    let lines: Vec<&str> = card.as_bytes().chunks(76).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    let cut = &pictures.card[..pictures.card.len() * 3 / 5];
    let whole = id_card("order-2026-000120").json();

    let mistakes = Request::new("kyc@example.com", "usa", "DRIVERS_LICENSE", &text(&pictures.small))
        .with("frontsideImageMimeType", "image/jpg")
        .with("enabledFields", "idNumber, idDOB,,idExpiry")
        .with("callbackUrl", "http://api.example.com:8080/netverify?order=17")
        .with("firstName", "")
        .with("expiry", "31.12.2030")
        .with("dob", "1990-02-30")
        .with("callbackGranularity", "onfinish")
        .with("personalNumber", "123456789012345");

    const CLEAN: &[(Option<&str>, &str)] = &[];
    let sample = |file, title, flags, expected, valid, body: String| Sample {
        file,
        title,
        flags,
        expected,
        valid,
        body: body.into_bytes(),
    };
    vec![
        // What passes.
        sample(
            "kosovo-passport.json",
            "A passport of Kosovo: it prints RKS, the API wants XKX",
            &[],
            CLEAN,
            true,
            passport.json(),
        ),
        sample(
            "us-driving-licence.json",
            "Both sides of a licence of the state of Washington, with a callback",
            &[],
            CLEAN,
            true,
            licence
                .clone()
                .with("backsideImage", text(&pictures.licence_back))
                .with("usState", "WA")
                .with("callbackUrl", "https://api.example.com/netverify/callback")
                .with("callbackGranularity", "onAllSteps")
                .json(),
        ),
        sample(
            "face-match.json",
            "A face match: the account has it, the request lists it and carries the face",
            &["--face-match", "enabled"],
            CLEAN,
            true,
            face.json(),
        ),
        sample(
            "address-extraction.json",
            "An address is to be read from a licence, which the guide's table allows",
            &["--address-extraction", "enabled"],
            CLEAN,
            true,
            licence.clone().with("usState", "WA").with("enabledFields", "idNumber,idAddress").json(),
        ),
        sample(
            "png-with-mime-type.json",
            "A PNG, and the request says so",
            &[],
            CLEAN,
            true,
            with_image("order-2026-000105", &text(&pictures.png)).with("frontsideImageMimeType", "image/png").json(),
        ),
        sample(
            "escaped-slashes.json",
            r"Every slash written as \/, as PHP's encoder does",
            &[],
            CLEAN,
            true,
            id_card("order-2026-000106").with("frontsideImageMimeType", "image/jpeg").json().replace('/', r"\/"),
        ),
        // What passes with a warning.
        sample(
            "gps-location.json",
            "A photograph that still says where it was taken",
            &[],
            &[(Some("frontsideImage"), "image_has_location")],
            true,
            with_image("order-2026-000107", &text(&pictures.located)).json(),
        ),
        sample(
            "grayscale.json",
            "A picture without colour",
            &[],
            &[(Some("frontsideImage"), "image_grayscale")],
            true,
            with_image("order-2026-000108", &text(&pictures.gray)).json(),
        ),
        sample(
            "address-unsupported.json",
            "An address is asked for from a document that none is read from",
            &[],
            &[(Some("enabledFields"), "address_unsupported")],
            true,
            id_card("order-2026-000109").with("country", "AUT").with("enabledFields", "idNumber,idAddress").json(),
        ),
        // What the service could not use: the pictures.
        sample(
            "png-without-mime-type.json",
            "A PNG without a MIME type, which by default says JPEG",
            &[],
            &[(Some("frontsideImageMimeType"), "mime_mismatch")],
            false,
            with_image("order-2026-000110", &text(&pictures.png)).json(),
        ),
        sample(
            "data-uri.json",
            "A data: URI, as a browser's canvas gives it",
            &[],
            &[(Some("frontsideImage"), "base64_data_uri")],
            false,
            with_image("order-2026-000111", &format!("data:image/jpeg;base64,{card}")).json(),
        ),
        sample(
            "line-broken-base64.json",
            "base64 in lines of 76 characters, as MIME encoders and shells write it",
            &[],
            &[(Some("frontsideImage"), "base64_whitespace")],
            false,
            with_image("order-2026-000112", &lines.join("\r\n")).json(),
        ),
        sample(
            "url-safe-base64.json",
            "base64 in the alphabet for URLs",
            &[],
            &[(Some("frontsideImage"), "base64_url_safe")],
            false,
            with_image("order-2026-000113", &URL_SAFE.encode(&pictures.card)).json(),
        ),
        sample(
            "truncated-jpeg.json",
            "A JPEG of which only three fifths arrived",
            &[],
            &[(Some("frontsideImage"), "image_truncated")],
            false,
            with_image("order-2026-000114", &text(cut)).json(),
        ),
        sample(
            "too-small.json",
            "300 × 200 pixels, one too few",
            &[],
            &[(Some("frontsideImage"), "image_too_small")],
            false,
            with_image("order-2026-000115", &text(&pictures.small)).json(),
        ),
        sample(
            "gif-image.json",
            "A GIF",
            &[],
            &[(Some("frontsideImage"), "image_format")],
            false,
            with_image("order-2026-000116", &text(&pictures.gif)).json(),
        ),
        // What is missing.
        sample(
            "face-match-missing-face.json",
            "The account has Face match, the request has no face",
            &["--face-match", "enabled"],
            &[(Some("faceImage"), "required")],
            false,
            id_card("order-2026-000117").json(),
        ),
        sample(
            "screening-without-customer.json",
            "Screening is used, the request names no customer",
            &["--screening", "on"],
            &[(Some("customerId"), "required")],
            false,
            id_card("order-2026-000118").json(),
        ),
        sample(
            "unknown-fields.json",
            "A name in snake case, and one that the API has not",
            &[],
            &[
                (Some("frontsideImage"), "required"),
                (Some("front_side_image"), "unknown_field"),
                (Some("locale"), "unknown_field"),
            ],
            false,
            Request::new("order-2026-000119", "DEU", "ID_CARD", &card)
                .with("locale", "de-DE")
                .json()
                .replace("frontsideImage", "front_side_image"),
        ),
        // What is no request.
        sample(
            "cut-off.json",
            "A body that ends in the middle of its picture",
            &[],
            &[(None, "malformed_json")],
            false,
            whole[..whole.len() / 2].to_owned(),
        ),
        sample(
            "byte-order-mark.json",
            "A byte order mark before the JSON",
            &[],
            &[(None, "malformed_json")],
            false,
            format!("\u{FEFF}{whole}"),
        ),
        sample(
            "double-encoded.json",
            "A body that was encoded twice: a JSON string that holds JSON",
            &[],
            &[(None, "not_an_object")],
            false,
            Value::from(whole.as_str()).to_string(),
        ),
        sample(
            "duplicate-field.json",
            "The country stands twice",
            &[],
            &[(Some("country"), "duplicate_field")],
            false,
            whole.replace("  \"idType\"", "  \"country\": \"AUT\",\n  \"idType\""),
        ),
        sample(
            "wrong-type.json",
            "A number where the API takes text",
            &[],
            &[(Some("personalNumber"), "wrong_type")],
            false,
            id_card("order-2026-000121").with("personalNumber", 4711).json(),
        ),
        // All at once.
        sample(
            "many-mistakes.json",
            "Nearly everything wrong, and all of it told at once",
            &[],
            &[
                (Some("merchantIdScanReference"), "contains_email"),
                (Some("frontsideImage"), "image_too_small"),
                (Some("country"), "unknown_country"),
                (Some("idType"), "not_in_enum"),
                (Some("frontsideImageMimeType"), "not_in_enum"),
                (Some("enabledFields"), "unknown_token"),
                (Some("enabledFields"), "empty_token"),
                (Some("callbackUrl"), "url_scheme"),
                (Some("callbackUrl"), "url_port"),
                (Some("callbackUrl"), "url_query"),
                (Some("firstName"), "empty"),
                (Some("expiry"), "date_format"),
                (Some("dob"), "date_calendar"),
                (Some("callbackGranularity"), "not_in_enum"),
                (Some("personalNumber"), "too_long"),
            ],
            false,
            mistakes.json(),
        ),
    ]
}

/// `index.json`: what each file is, which flags its check needs, and what it says.
fn index(samples: &[Sample]) -> String {
    let words = |words: &[&str]| Value::from(words.to_vec());
    let entries: Vec<String> = samples
        .iter()
        .map(|sample| {
            let violations: Vec<Value> = sample
                .expected
                .iter()
                .map(|(field, code)| Value::from(vec![Value::from(*field), Value::from(*code)]))
                .collect();
            format!(
                "    {{\n      \"file\": {},\n      \"title\": {},\n      \"flags\": {},\n      \"expected\": {{ \"valid\": {}, \
                 \"violations\": {} }}\n    }}",
                Value::from(sample.file),
                Value::from(sample.title),
                words(sample.flags),
                sample.valid,
                Value::from(violations),
            )
        })
        .collect();
    let about = "What `netverify check` says of each sample: [field, code] in the report's order.";
    format!("{{\n  \"about\": {},\n  \"samples\": [\n{}\n  ]\n}}\n", Value::from(about), entries.join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    fn directory() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/samples")
    }

    /// A committed sample's JSON; that of the broken bodies, without what is broken.
    fn read(file: &str) -> Value {
        let text = std::fs::read_to_string(directory().join(file)).expect(file);
        let json = text.trim_start_matches('\u{FEFF}');
        serde_json::from_str(json).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    fn image(request: &Value, field: &str) -> (String, (u32, u32)) {
        let bytes = STANDARD.decode(request[field].as_str().expect(field)).expect(field);
        let decoded = image::load_from_memory(&bytes).expect(field);
        let format = image::guess_format(&bytes).expect(field);
        (format!("{format:?}"), (decoded.width(), decoded.height()))
    }

    #[test]
    fn what_is_committed_is_what_is_drawn() {
        let drawn = files().expect("all samples can be drawn");
        for (name, bytes) in &drawn {
            let committed = std::fs::read(directory().join(name)).unwrap_or_default();
            assert!(committed == *bytes, "tests/samples/{name} is not current: run `cargo xtask samples`");
            assert!(bytes.len() < 200_000, "{name} has {} bytes", bytes.len());
        }
        let drawn: BTreeSet<String> = drawn.into_iter().map(|(name, _)| name).collect();
        for entry in std::fs::read_dir(directory()).expect("tests/samples is there") {
            let entry = entry.expect("it can be listed");
            let name = entry.file_name().into_string().expect("a name in UTF-8");
            assert!(name == "pictures" || drawn.contains(&name), "tests/samples/{name} is drawn by nothing");
        }
    }

    #[test]
    fn whole_pictures_decode_in_their_size() {
        for (file, field, expected) in [
            ("kosovo-passport.json", "frontsideImage", ("Jpeg", (880, 620))),
            ("us-driving-licence.json", "frontsideImage", ("Jpeg", (856, 540))),
            ("us-driving-licence.json", "backsideImage", ("Jpeg", (856, 540))),
            ("face-match.json", "frontsideImage", ("Jpeg", (640, 404))),
            ("face-match.json", "faceImage", ("Jpeg", (480, 600))),
            ("address-extraction.json", "frontsideImage", ("Jpeg", (856, 540))),
            ("png-with-mime-type.json", "frontsideImage", ("Png", (640, 404))),
            ("png-without-mime-type.json", "frontsideImage", ("Png", (640, 404))),
            ("escaped-slashes.json", "frontsideImage", ("Jpeg", (640, 404))),
            ("gps-location.json", "frontsideImage", ("Jpeg", (640, 404))),
            ("grayscale.json", "frontsideImage", ("Jpeg", (640, 404))),
            ("too-small.json", "frontsideImage", ("Jpeg", (300, 200))),
            ("many-mistakes.json", "frontsideImage", ("Jpeg", (300, 200))),
            ("byte-order-mark.json", "frontsideImage", ("Jpeg", (640, 404))),
            ("unknown-fields.json", "front_side_image", ("Jpeg", (640, 404))),
        ] {
            let (format, size) = image(&read(file), field);
            assert_eq!((format.as_str(), size), expected, "{file} {field}");
        }
    }

    #[test]
    fn broken_samples_are_broken_as_their_titles_say() {
        let text = |file: &str| std::fs::read_to_string(directory().join(file)).expect(file);
        let front = |file: &str| read(file)["frontsideImage"].as_str().expect(file).to_owned();
        assert!(serde_json::from_str::<Value>(&text("cut-off.json")).is_err_and(|error| error.is_eof()));
        assert!(text("byte-order-mark.json").starts_with('\u{FEFF}'));
        let inner = read("double-encoded.json");
        assert!(serde_json::from_str::<Value>(inner.as_str().expect("a string")).is_ok_and(|inner| inner.is_object()));
        assert_eq!(text("duplicate-field.json").matches("\"country\"").count(), 2);
        assert!(front("data-uri.json").starts_with("data:image/jpeg;base64,/9j/"));
        assert!(front("line-broken-base64.json").lines().all(|line| line.len() <= 76));
        let url_safe = front("url-safe-base64.json");
        assert!(url_safe.contains(['-', '_']) && !url_safe.contains(['+', '/']));
        assert!(!STANDARD.decode(front("truncated-jpeg.json")).expect("base64").ends_with(&[0xFF, 0xD9]));
        assert!(STANDARD.decode(front("gif-image.json")).expect("base64").starts_with(b"GIF89a"));
        assert!(text("escaped-slashes.json").contains(r"image\/jpeg"));
        assert!(!text("escaped-slashes.json").replace(r"\/", "").contains('/'));
        let exif = STANDARD.decode(front("gps-location.json")).expect("base64");
        assert!(exif.windows(6).any(|window| window == b"Exif\0\0"));
        assert_eq!(read("wrong-type.json")["personalNumber"], 4711);
        for file in ["face-match-missing-face.json", "screening-without-customer.json"] {
            assert!(read(file)["faceImage"].is_null() && read(file)["customerId"].is_null());
        }
    }

    #[test]
    fn the_index_names_every_request_once_and_is_true_to_its_own_codes() {
        let index = read("index.json");
        let entries = index["samples"].as_array().expect("a list");
        let names: BTreeSet<&str> = entries.iter().filter_map(|entry| entry["file"].as_str()).collect();
        assert_eq!(names.len(), entries.len());
        assert!(entries.len() >= 14);
        let on_disk = std::fs::read_dir(directory()).expect("tests/samples is there").flatten();
        let json = on_disk.filter(|entry| entry.file_name().to_string_lossy().ends_with(".json")).count();
        assert_eq!(json, entries.len() + 1);
    }
}
