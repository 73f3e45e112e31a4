//! The border between the rules and JavaScript: bytes in through one window, a report out as JSON, and numbers.
//!
//! There is no rule and no text here. JavaScript writes UTF-8 into the [`window`], calls one function with the length of
//! what it wrote, and reads as many bytes as that returns from [`output`]. A large image goes through the window piece by
//! piece and leaves only what its headers say, so the memory stays as small as it begins.
//!
//! Only numbers cross: the module imports nothing, and no function can throw past a destructor. A panic ends the instance;
//! JavaScript then makes a new one.

#![cfg_attr(target_family = "wasm", no_std)]

extern crate alloc;

#[cfg(any(test, target_family = "wasm"))]
mod heap;
#[cfg(feature = "http")]
pub mod http;
mod platform;

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use netverify_rules::{
    Base64Cleaner, Base64Image, Base64Reader, Draft, Field, ImageApart, ImageFacts, ImageReader, Report, Settings,
    validate_base64_image, validate_draft, validate_draft_field, validate_image_facts,
};
use platform::Alone;
use wasm_bindgen::prelude::wasm_bindgen;

/// Parts one text from the next in a list of texts.
const SEPARATOR: u8 = 0;

/// No place, no image, no text: what JavaScript says where it has none.
const NONE: u32 = u32::MAX;

/// Behind a field's name: its rules look into images.
const READS_IMAGES: char = '*';

/// Added to a field's number: its value is the image that was read for it, and not the text.
const IMAGE: u32 = 64;

/// What is returned instead of a length: nothing is to be said, and there is no image.
const CLEAN: usize = 1;

struct State {
    window: Vec<u8>,
    output: String,
    settings: Settings,
    /// The base64 text that is being read.
    base64: Base64Reader,
    /// The base64 images of the next request, each with the number of the first that has the same bytes.
    images: [Option<(Base64Image, usize)>; 3],
    /// What reduces one of them to be compared.
    cleaner: Option<Base64Cleaner>,
    /// The images that are being read, by their numbers.
    readers: Vec<Option<ImageReader>>,
    /// What the last of them said.
    facts: Option<ImageFacts>,
}

static STATE: Alone<State> = Alone::new(State {
    window: Vec::new(),
    output: String::new(),
    settings: Settings::new(),
    base64: Base64Reader::new(),
    images: [None; 3],
    cleaner: None,
    readers: Vec::new(),
    facts: None,
});

fn with<T>(act: impl FnOnce(&mut State) -> T) -> T {
    STATE.with(act)
}

/// The first bytes of the window.
fn bytes(window: &[u8], length: usize) -> &[u8] {
    window.get(..length).unwrap_or(window)
}

/// They as text. `TextEncoder` writes UTF-8 only; anything else is no text of ours.
fn text(window: &[u8], length: usize) -> &str {
    core::str::from_utf8(bytes(window, length)).unwrap_or("")
}

/// The texts of a list. One function serves all, where the standard library's would be compiled for each use.
struct Texts<'t>(Option<&'t str>);

impl<'t> Iterator for Texts<'t> {
    type Item = &'t str;

    #[inline(never)]
    fn next(&mut self) -> Option<&'t str> {
        let rest = self.0?;
        let end = rest.bytes().position(|byte| byte == SEPARATOR);
        self.0 = end.and_then(|end| rest.get(end + 1..));
        rest.get(..end.unwrap_or(rest.len()))
    }
}

/// Writes the report and returns its length, or [`CLEAN`].
fn put(output: &mut String, report: &Report) -> usize {
    if report.is_clean() && report.images().next().is_none() {
        return CLEAN;
    }
    output.clear();
    report.push_json(output);
    output.len()
}

fn field_at(index: u32) -> Option<Field> {
    usize::try_from(index).ok().and_then(|index| Field::ALL.get(index).copied())
}

/// The report on a request, or on one field of it.
fn judge(field: Option<Field>, draft: &Draft<'_>, settings: &Settings) -> Report {
    match field {
        Some(field) => validate_draft_field(field, draft, settings),
        None => validate_draft(draft, settings),
    }
}

impl State {
    fn report(&mut self, field: Option<Field>, length: usize, places: [u32; 3]) -> usize {
        let body = bytes(&self.window, length);
        let none = ImageApart { at: 0, image: Base64Reader::new().finish(), group: 0 };
        let mut apart = [none; 3];
        let mut count = 0;
        for (place, image) in places.into_iter().zip(self.images).filter(|(place, _)| *place != NONE) {
            if let (Some(slot), Ok(at)) = (apart.get_mut(count), usize::try_from(place)) {
                let (image, group) = image.unwrap_or((none.image, count));
                *slot = ImageApart { at, image, group };
                count += 1;
            }
        }
        let draft = if count == 0 {
            Draft::from_json(body)
        } else {
            match Draft::from_json_and_images(body, apart.get(..count).unwrap_or(&apart)) {
                Some(draft) => Ok(draft),
                None => return 0,
            }
        };
        let report = match draft {
            Ok(draft) => judge(field, &draft, &self.settings),
            Err(report) => *report,
        };
        put(&mut self.output, &report)
    }

    fn report_texts(&mut self, field: Option<Field>, length: usize, count: usize) -> usize {
        let mut draft = Draft::new();
        let mut groups = [None; Field::IMAGES.len()];
        let (mut left, mut images) = (count, self.images.iter());
        let mut texts = Texts(Some(text(&self.window, length)));
        // Before the first separator there is nothing.
        texts.next();
        for part in texts {
            let mut chars = part.chars();
            let number = chars.next().map_or(NONE, |number| u32::from(number) - 1);
            let (Some(field), Some(fewer)) = (field_at(number & !IMAGE), left.checked_sub(1)) else { return 0 };
            left = fewer;
            if number & IMAGE == 0 {
                draft.set(field, chars.as_str());
                continue;
            }
            let slot = field.image_index().and_then(|index| groups.get_mut(index));
            let (Some(slot), Some(image)) = (slot, images.next()) else { return 0 };
            let (image, group) = image.unwrap_or((Base64Reader::new().finish(), NONE as usize));
            draft.set_image(field, image);
            *slot = Some(group);
        }
        if left > 0 {
            return 0;
        }
        for (index, field) in Field::IMAGES.into_iter().enumerate() {
            let group = groups.get(index).copied().flatten();
            let same = groups.iter().take(index).position(|earlier| group.is_some() && *earlier == group);
            if let Some(earlier) = same.and_then(|earlier| Field::IMAGES.get(earlier)) {
                draft.set_same_image(field, *earlier);
            }
        }
        let report = judge(field, &draft, &self.settings);
        put(&mut self.output, &report)
    }
}

/// Makes the window that long, and says where it begins.
#[wasm_bindgen]
pub fn window(length: usize) -> *mut u8 {
    with(|state| {
        if length != state.window.len() {
            // What one long text took is given back before more is taken.
            state.window = Vec::new();
            state.window = vec![0; length];
        }
        state.window.as_mut_ptr()
    })
}

/// Where the last report begins. It moves only for a report that is longer than all before.
#[wasm_bindgen]
pub fn output() -> *const u8 {
    with(|state| state.output.as_ptr())
}

/// Takes the settings of the calls that follow: Face match, address extraction, screening and today as texts, then the
/// callback domains. An empty text leaves a setting as by default. Returns the number of the first text that is none of its
/// setting's, and then nothing is changed.
#[wasm_bindgen]
pub fn set_settings(length: usize) -> u32 {
    with(|state| {
        let mut settings = Settings::new();
        let mut texts = Texts(Some(text(&state.window, length)));
        let mut given = || texts.next().filter(|part| !part.is_empty());
        for (number, feature) in (0..).zip([&mut settings.face_match, &mut settings.address_extraction]) {
            match given().map(str::parse) {
                Some(Ok(parsed)) => *feature = parsed,
                Some(Err(_)) => return number,
                None => {}
            }
        }
        match given() {
            Some("true") => settings.screening = true,
            Some("false") | None => {}
            Some(_) => return 2,
        }
        if let Some(today) = given() {
            settings.today = today.parse().ok();
            if settings.today.is_none() {
                return 3;
            }
        }
        settings.callback_domains.extend(texts.filter(|domain| !domain.is_empty()).map(str::to_owned));
        state.settings = settings;
        NONE
    })
}

/// Puts out the names of all fields, a separator behind each, and returns the length. Their order gives their numbers.
#[wasm_bindgen]
pub fn names() -> usize {
    with(|state| {
        state.output.clear();
        for field in Field::ALL {
            state.output.push_str(field.name());
            if field.image_index().is_some() || field.image_of_mime_type().is_some() {
                state.output.push(READS_IMAGES);
            }
            state.output.push(char::from(SEPARATOR));
        }
        state.output.len()
    })
}

/// The report on a request of texts, or on one field of it. Before each text stand a separator and a character: the
/// field's number, counted from 1, and `IMAGE` added where its value was read before. 0: a text holds the separator, so
/// that there are not `count` of them.
#[wasm_bindgen]
pub fn report_texts(field: u32, length: usize, count: usize) -> usize {
    with(|state| state.report_texts(field_at(field), length, count))
}

/// The report on the request in the window, or on one field of it. Its long images were read before; the places say where
/// in the window the empty strings begin that stand for them. 0: the window must hold the whole request.
#[wasm_bindgen]
pub fn report(field: u32, length: usize, first: u32, second: u32, third: u32) -> usize {
    with(|state| state.report(field_at(field), length, [first, second, third]))
}

/// Begins a base64 text.
#[wasm_bindgen]
pub fn begin_base64() {
    with(|state| state.base64 = Base64Reader::new());
}

/// Goes on with it.
#[wasm_bindgen]
pub fn push_base64(length: usize) {
    with(|state| state.base64.push(bytes(&state.window, length)));
}

/// Ends it: it is the image of that number in the next request. Returns the images before it that may have the same bytes,
/// a bit each.
#[wasm_bindgen]
pub fn end_base64(number: usize) -> u32 {
    with(|state| {
        let image = core::mem::take(&mut state.base64).finish();
        let may_equal = |other: &Option<(Base64Image, usize)>| {
            image.image.is_some() && other.as_ref().is_some_and(|(other, _)| other.image == image.image)
        };
        let earlier = state.images.iter().take(number).rev();
        let bits = earlier.fold(0, |bits, other| bits << 1 | u32::from(may_equal(other)));
        if let Some(slot) = state.images.get_mut(number) {
            *slot = Some((image, number));
        }
        bits
    })
}

/// Says that two images have the same bytes.
#[wasm_bindgen]
pub fn same_base64(number: usize, earlier: usize) {
    with(|state| {
        let group = state.images.get(earlier).copied().flatten().map(|(_, group)| group);
        if let (Some(Some((_, of))), Some(group)) = (state.images.get_mut(number), group) {
            *of = group;
        }
    });
}

/// Begins to reduce the text of that image to what texts of the same bytes share.
#[wasm_bindgen]
pub fn begin_clean(number: usize) {
    with(|state| {
        let image = state.images.get(number).copied().flatten();
        state.cleaner = image.map(|(image, _)| Base64Cleaner::new(&image));
    });
}

/// Reduces a piece of it within the window, and returns the length of what is left.
#[wasm_bindgen]
pub fn clean_base64(length: usize) -> usize {
    with(|state| {
        let Some(cleaner) = &mut state.cleaner else { return 0 };
        let mut kept = 0;
        for at in 0..length.min(state.window.len()) {
            if let Some(byte) = state.window.get(at).and_then(|byte| cleaner.clean(*byte))
                && let Some(slot) = state.window.get_mut(kept)
            {
                *slot = byte;
                kept += 1;
            }
        }
        kept
    })
}

/// The report on the first image alone. The MIME type that is declared for it is in the window; `NONE` is no declaration.
#[wasm_bindgen]
pub fn report_base64(field: u32, declared: u32) -> usize {
    with(|state| {
        let (Some(field), [Some((image, _)), ..]) = (field_at(field), state.images) else { return 0 };
        let report = validate_base64_image(field, &image, declaration(&state.window, declared));
        put(&mut state.output, &report)
    })
}

/// The text in the window, if there is one.
fn declaration(window: &[u8], length: u32) -> Option<&str> {
    (length != NONE).then_some(())?;
    usize::try_from(length).ok().map(|length| text(window, length))
}

/// Begins to read an image's bytes, and returns its number. Several can be read at the same time.
#[wasm_bindgen]
pub fn begin_image() -> usize {
    with(|state| {
        let free = state.readers.iter().position(Option::is_none);
        let number = free.unwrap_or_else(|| {
            state.readers.push(None);
            state.readers.len() - 1
        });
        if let Some(slot) = state.readers.get_mut(number) {
            *slot = Some(ImageReader::new());
        }
        number
    })
}

fn with_reader<T: Default>(number: usize, act: impl FnOnce(&mut ImageReader, &[u8]) -> T) -> T {
    with(|state| {
        let reader = state.readers.get_mut(number).and_then(Option::as_mut);
        reader.map(|reader| act(reader, &state.window)).unwrap_or_default()
    })
}

/// Goes on with it.
#[wasm_bindgen]
pub fn push_image(number: usize, length: usize) {
    with_reader(number, |reader, window| reader.push(bytes(window, length)));
}

/// How many of its coming bytes need not be read.
#[wasm_bindgen]
pub fn skippable(number: usize) -> f64 {
    with_reader(number, |reader, _| reader.skippable() as f64)
}

/// Steps over so many of them.
#[wasm_bindgen]
pub fn skip_image(number: usize, count: f64) {
    with_reader(number, |reader, _| reader.skip(count as u64));
}

/// Ends it, and keeps what it said for the next call.
#[wasm_bindgen]
pub fn end_image(number: usize) {
    with(|state| {
        let reader = state.readers.get_mut(number).and_then(Option::take);
        state.facts = reader.map(ImageReader::finish);
    });
}

/// The report on the image that was ended last, with a declaration as in [`report_base64`].
#[wasm_bindgen]
pub fn report_image(field: u32, declared: u32) -> usize {
    with(|state| {
        let (Some(field), Some(facts)) = (field_at(field), &state.facts) else { return 0 };
        let report = validate_image_facts(field, facts, declaration(&state.window, declared));
        put(&mut state.output, &report)
    })
}
