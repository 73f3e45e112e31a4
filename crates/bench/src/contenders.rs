//! The libraries that one would use instead.

use crate::by_hand::{
    are_tokens, image_size, is_callback_url, is_country, is_date, is_id_type, is_image, is_plain, is_reference,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::ImageReader;
use netverify_rules::{BodyReader, Settings, validate_json};
use serde::Deserialize;
use std::borrow::Cow;
use std::hint::black_box;
use std::io::Cursor;
use std::sync::LazyLock;

/// `None` for an invalid request; else the width and height of its images, if the contender returns them.
pub(crate) type Answer = Option<Vec<(u32, u32)>>;

/// A way to read the body of a request.
pub(crate) struct Contender {
    pub(crate) name: &'static str,
    pub(crate) run: fn(&[u8]) -> Answer,
}

/// Ours first; the last one, which sees each byte once, is the limit of what memory gives.
pub(crate) const LARGE: [Contender; 4] = [
    Contender { name: "netverify-rules", run: ours },
    Contender { name: "serde_json + base64 + image", run: decoded },
    Contender { name: "sonic-rs + base64-simd + imagesize", run: sonic },
    Contender { name: "memchr", run: seen },
];

/// A body as a socket delivers it, and the same at once.
pub(crate) const PIECES: [Contender; 2] = [
    Contender { name: "netverify-rules, pieces of 64 KiB", run: ours_in_pieces },
    Contender { name: "the body whole", run: ours },
];

/// Ours first; all but the last check the rules of [`crate::by_hand`].
pub(crate) const SHORT: [Contender; 4] = [
    Contender { name: "netverify-rules", run: ours },
    Contender { name: "serde + garde", run: with_garde },
    Contender { name: "serde + validator", run: with_validator },
    Contender { name: "serde_json::Value + jsonschema", run: with_schema },
];

fn verdict(valid: bool) -> Answer {
    valid.then(Vec::new)
}

fn ours(body: &[u8]) -> Answer {
    verdict(black_box(validate_json(body, &Settings::default())).is_valid())
}

fn ours_in_pieces(body: &[u8]) -> Answer {
    let mut reader = BodyReader::new();
    body.chunks(64 << 10).for_each(|piece| reader.push(piece));
    verdict(black_box(reader.finish(&Settings::default())).is_valid())
}

/// The fields as one would declare them.
#[derive(Deserialize, garde::Validate, validator::Validate)]
#[serde(rename_all = "camelCase")]
struct Fields {
    #[garde(length(chars, max = 100), custom(garde_with(is_reference)))]
    #[validate(length(max = 100), custom(function = validator_reference))]
    merchant_id_scan_reference: String,
    #[garde(custom(garde_with(is_image)))]
    #[validate(custom(function = validator_image))]
    frontside_image: String,
    #[garde(inner(custom(garde_with(is_image))))]
    #[validate(custom(function = validator_image))]
    face_image: Option<String>,
    #[garde(custom(garde_with(is_country)))]
    #[validate(custom(function = validator_country))]
    country: String,
    #[garde(custom(garde_with(is_id_type)))]
    #[validate(custom(function = validator_id_type))]
    id_type: String,
    #[garde(inner(custom(garde_with(is_image))))]
    #[validate(custom(function = validator_image))]
    backside_image: Option<String>,
    #[garde(inner(length(chars, max = 100), custom(garde_with(are_tokens))))]
    #[validate(length(max = 100), custom(function = validator_tokens))]
    enabled_fields: Option<String>,
    #[garde(inner(length(chars, max = 255), custom(garde_with(is_callback_url))))]
    #[validate(length(max = 255), custom(function = validator_callback_url))]
    callback_url: Option<String>,
    #[garde(inner(length(chars, max = 100), custom(garde_with(is_plain))))]
    #[validate(length(max = 100), custom(function = validator_plain))]
    first_name: Option<String>,
    #[garde(inner(length(chars, max = 100), custom(garde_with(is_plain))))]
    #[validate(length(max = 100), custom(function = validator_plain))]
    last_name: Option<String>,
    #[garde(inner(custom(garde_with(is_date))))]
    #[validate(custom(function = validator_date))]
    expiry: Option<String>,
    #[garde(inner(custom(garde_with(is_date))))]
    #[validate(custom(function = validator_date))]
    dob: Option<String>,
}

/// Returns a check in the form that garde takes.
fn garde_with(check: fn(&str) -> bool) -> impl Fn(&String, &()) -> garde::Result {
    move |text, ()| if check(text) { Ok(()) } else { Err(garde::Error::new("not valid")) }
}

macro_rules! for_validator {
    ($($name:ident: $check:expr),* $(,)?) => {
        $(fn $name(text: &str) -> Result<(), validator::ValidationError> {
            if $check(text) { Ok(()) } else { Err(validator::ValidationError::new("not valid")) }
        })*
    };
}

for_validator! {
    validator_reference: is_reference,
    validator_image: is_image,
    validator_country: is_country,
    validator_id_type: is_id_type,
    validator_tokens: are_tokens,
    validator_callback_url: is_callback_url,
    validator_plain: is_plain,
    validator_date: is_date,
}

fn with_garde(body: &[u8]) -> Answer {
    let fields: Fields = serde_json::from_slice(body).ok()?;
    verdict(black_box(garde::Validate::validate(&fields)).is_ok())
}

fn with_validator(body: &[u8]) -> Answer {
    let fields: Fields = serde_json::from_slice(body).ok()?;
    verdict(black_box(validator::Validate::validate(&fields)).is_ok())
}

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema = serde_json::from_str(include_str!("../../../docs/request.schema.json")).expect("JSON");
    jsonschema::validator_for(&schema).expect("a schema")
});

fn with_schema(body: &[u8]) -> Answer {
    let value = serde_json::from_slice(body).ok()?;
    verdict(SCHEMA.iter_errors(&value).count() == 0)
}

/// The images where they are in the body; an escape makes a copy of the text.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct BorrowedImages<'a> {
    #[serde(borrow)]
    frontside_image: Cow<'a, str>,
    #[serde(borrow)]
    face_image: Option<Cow<'a, str>>,
    #[serde(borrow)]
    backside_image: Option<Cow<'a, str>>,
}

fn sonic(body: &[u8]) -> Answer {
    let fields: BorrowedImages<'_> = sonic_rs::from_slice(body).ok()?;
    let images = [Some(fields.frontside_image), fields.face_image, fields.backside_image];
    images.into_iter().flatten().map(|text| image_size(&text)).collect()
}

fn decoded(body: &[u8]) -> Answer {
    let fields: Fields = serde_json::from_slice(body).ok()?;
    let images = [Some(fields.frontside_image), fields.face_image, fields.backside_image];
    let size = |text| {
        let bytes = STANDARD.decode(text).ok()?;
        ImageReader::new(Cursor::new(&bytes)).with_guessed_format().ok()?.into_dimensions().ok()
    };
    images.into_iter().flatten().map(size).collect()
}

fn seen(body: &[u8]) -> Answer {
    // No JSON holds a zero byte.
    verdict(memchr::memchr(0, body).is_none())
}
