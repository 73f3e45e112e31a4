//! What one would use instead.

use crate::by_hand::{
    are_tokens, has_content, has_email, image_size, is_callback_url, is_country, is_date, is_id_type, is_text,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::ImageReader;
use netverify_rules::{Settings, validate_json};
use serde::Deserialize;
use std::borrow::Cow;
use std::hint::black_box;
use std::io::Cursor;
use std::sync::LazyLock;

/// Whether a request passes, or the images' width and height where the contender gives them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    Invalid,
    Valid,
    Sizes(Vec<(u32, u32)>),
}

/// Something that reads a request.
#[derive(Clone, Copy)]
pub(crate) struct Contender {
    pub(crate) name: &'static str,
    pub(crate) run: fn(&[u8]) -> Answer,
}

pub(crate) const OURS: Contender = Contender { name: "netverify-rules", run: ours };

/// Those that are measured on large images. The last two read less than is asked: they are limits.
pub(crate) const LARGE: [Contender; 5] = [
    OURS,
    Contender { name: "serde_json into Strings + base64 + image", run: decoded },
    Contender { name: "sonic-rs &str + base64-simd check + imagesize", run: sonic },
    Contender { name: "serde_json into Strings alone", run: parsed },
    Contender { name: "memchr: each byte seen once", run: seen },
];

/// Those that are measured on a short request. All but the last know what [`crate::by_hand`] checks.
pub(crate) const SHORT: [Contender; 5] = [
    OURS,
    Contender { name: "serde + garde", run: with_garde },
    Contender { name: "serde + validator", run: with_validator },
    Contender { name: "sonic-rs + the same rules by hand", run: sonic_by_hand },
    Contender { name: "serde_json::Value + jsonschema", run: with_schema },
];

fn verdict(valid: bool) -> Answer {
    if valid { Answer::Valid } else { Answer::Invalid }
}

fn ours(body: &[u8]) -> Answer {
    let report = validate_json(body, &Settings::default());
    let valid = report.is_valid();
    black_box(&report);
    verdict(valid)
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

fn is_reference(text: &str) -> bool {
    has_content(text) && is_text(text, usize::MAX) && !has_email(text)
}

fn is_plain(text: &str) -> bool {
    is_text(text, usize::MAX)
}

fn is_image(text: &str) -> bool {
    image_size(text).is_some()
}

/// A check as garde takes it.
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
    let Ok(fields) = serde_json::from_slice::<Fields>(body) else { return Answer::Invalid };
    let outcome = garde::Validate::validate(&fields);
    verdict(black_box(outcome).is_ok())
}

fn with_validator(body: &[u8]) -> Answer {
    let Ok(fields) = serde_json::from_slice::<Fields>(body) else { return Answer::Invalid };
    let outcome = validator::Validate::validate(&fields);
    verdict(black_box(outcome).is_ok())
}

static SCHEMA: LazyLock<Option<jsonschema::Validator>> = LazyLock::new(|| {
    let schema = serde_json::from_str(include_str!("../../../docs/request.schema.json")).ok()?;
    jsonschema::validator_for(&schema).ok()
});

fn with_schema(body: &[u8]) -> Answer {
    let Some(schema) = &*SCHEMA else { return Answer::Invalid };
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(body) else { return Answer::Invalid };
    verdict(schema.iter_errors(&value).count() == 0)
}

/// The fields where they stand in the body. An escape makes a copy of its text.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Borrowed<'a> {
    #[serde(borrow)]
    merchant_id_scan_reference: Cow<'a, str>,
    #[serde(borrow)]
    frontside_image: Cow<'a, str>,
    #[serde(borrow)]
    face_image: Option<Cow<'a, str>>,
    #[serde(borrow)]
    country: Cow<'a, str>,
    #[serde(borrow)]
    id_type: Cow<'a, str>,
    #[serde(borrow)]
    backside_image: Option<Cow<'a, str>>,
    #[serde(borrow)]
    enabled_fields: Option<Cow<'a, str>>,
    #[serde(borrow)]
    callback_url: Option<Cow<'a, str>>,
    #[serde(borrow)]
    first_name: Option<Cow<'a, str>>,
    #[serde(borrow)]
    last_name: Option<Cow<'a, str>>,
    #[serde(borrow)]
    expiry: Option<Cow<'a, str>>,
    #[serde(borrow)]
    dob: Option<Cow<'a, str>>,
}

impl Borrowed<'_> {
    fn images(&self) -> impl Iterator<Item = &str> {
        [Some(&self.frontside_image), self.face_image.as_ref(), self.backside_image.as_ref()]
            .into_iter()
            .flatten()
            .map(|text| &**text)
    }

    fn is_valid(&self) -> bool {
        let optional = |text: &Option<Cow<'_, str>>, check: fn(&str) -> bool| text.as_deref().is_none_or(check);
        is_reference(&self.merchant_id_scan_reference)
            && is_text(&self.merchant_id_scan_reference, 100)
            && is_country(&self.country)
            && is_id_type(&self.id_type)
            && optional(&self.enabled_fields, are_tokens)
            && optional(&self.callback_url, is_callback_url)
            && optional(&self.first_name, |text| is_text(text, 100))
            && optional(&self.last_name, |text| is_text(text, 100))
            && optional(&self.expiry, is_date)
            && optional(&self.dob, is_date)
    }
}

fn sonic(body: &[u8]) -> Answer {
    let Ok(fields) = sonic_rs::from_slice::<Borrowed<'_>>(body) else { return Answer::Invalid };
    fields.images().map(image_size).collect::<Option<_>>().map_or(Answer::Invalid, Answer::Sizes)
}

fn sonic_by_hand(body: &[u8]) -> Answer {
    let Ok(fields) = sonic_rs::from_slice::<Borrowed<'_>>(body) else { return Answer::Invalid };
    verdict(fields.is_valid() && fields.images().all(is_image))
}

fn parsed(body: &[u8]) -> Answer {
    verdict(black_box(serde_json::from_slice::<Fields>(body)).is_ok())
}

fn decoded(body: &[u8]) -> Answer {
    let Ok(fields) = serde_json::from_slice::<Fields>(body) else { return Answer::Invalid };
    let images = [Some(&fields.frontside_image), fields.face_image.as_ref(), fields.backside_image.as_ref()];
    let size = |text: &String| {
        let bytes = STANDARD.decode(text).ok()?;
        ImageReader::new(Cursor::new(&bytes)).with_guessed_format().ok()?.into_dimensions().ok()
    };
    let sizes = images.into_iter().flatten().map(size).collect::<Option<_>>();
    sizes.map_or(Answer::Invalid, Answer::Sizes)
}

fn seen(body: &[u8]) -> Answer {
    // No JSON holds a zero byte.
    verdict(memchr::memchr(0, body).is_none())
}
