//! The border between the rules and JavaScript: bytes in through one window, and numbers; a report out as numbers, or as
//! JSON.
//!
//! There is no rule and no text here. JavaScript writes UTF-8 into the [`window`] and calls one function with the length of
//! what it wrote. The number that returns says what there is in the report: [`number`] gives it in numbers, which suffice
//! where violations of the same numbers were read before, and [`json`] gives all of it. A large image goes through the window
//! piece by piece and leaves only what its headers say, so the memory stays as small as it begins.
//!
//! Only numbers cross: the module imports nothing, and no function can throw past a destructor. A panic ends the instance;
//! JavaScript then makes a new one.

#![cfg_attr(target_family = "wasm", no_std)]

extern crate alloc;

pub mod http;
mod platform;

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use netverify_rules::{
    Base64Cleaner, Base64Image, Base64Reader, Code, Draft, Field, ImageApart, ImageFacts, ImageReader, ParamValue,
    Report, Settings, Violation, validate_base64_image, validate_draft, validate_draft_field, validate_foreign_object,
    validate_image_facts, validate_oversized_body,
};
use platform::Alone;
use wasm_bindgen::prelude::wasm_bindgen;

/// Stands behind each text of a list: no text that is put into one has it.
const SEPARATOR: u8 = 0;

/// No place, no image, no text: what JavaScript says where it has none.
const NONE: u32 = u32::MAX;

/// Added to a field's number: its value is the image that was read for it, and not the text.
const IMAGE: u32 = 64;

/// The bits of what is returned for a report: it is there, it is valid, it has images; and the count of its violations.
const TOLD: usize = 1;
const VALID: usize = 2;
const IMAGES: usize = 4;
const FIRST_VIOLATION: usize = 8;

/// The bits of a parameter or a suggestion in what stands for a violation: with two of them and its kind, JavaScript still
/// holds the number exactly.
const PIECE: u32 = 19;

const _: () = assert!(Code::ALL.len() <= 128 && Field::ALL.len() <= 32, "the kind of a violation has 13 bits");

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
    /// What was said last.
    report: Option<Report>,
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
    report: None,
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
    /// Keeps the report for those who ask for it, and says what there is in it.
    fn put(&mut self, report: Report) -> usize {
        let valid = if report.is_valid() { VALID } else { 0 };
        let images = if report.images().next().is_some() { IMAGES } else { 0 };
        let told = TOLD + valid + images + FIRST_VIOLATION * report.violations().len();
        self.report = Some(report);
        told
    }

    fn report(&mut self, field: Option<Field>, length: usize, places: [u32; 3]) -> usize {
        let body = bytes(&self.window, length);
        let given = places.iter().zip(&self.images).take_while(|(place, _)| **place != NONE);
        let apart = given.filter_map(|(place, image)| image.map(|image| (*place as usize, image)));
        let apart: Vec<_> = apart.map(|(at, (image, group))| ImageApart { at, image, group }).collect();
        let draft = if apart.is_empty() {
            Draft::from_json(body)
        } else {
            match Draft::from_json_and_images(body, &apart) {
                Some(draft) => Ok(draft),
                None => return 0,
            }
        };
        let report = match draft {
            Ok(draft) => judge(field, &draft, &self.settings),
            Err(report) => *report,
        };
        self.put(report)
    }

    fn report_texts(&mut self, field: Option<Field>, length: usize) -> usize {
        let mut draft = Draft::new();
        let mut rest = text(&self.window, length);
        while let Some((head, behind)) = rest.split_at_checked(3) {
            let &[number, low, high] = head.as_bytes() else { return 0 };
            let length = usize::from(low) | usize::from(high) << 7;
            let Some((text, behind)) = behind.split_at_checked(length) else { return 0 };
            rest = behind;
            let number = u32::from(number);
            let Some(field) = field_at(number & !IMAGE) else { return 0 };
            if number & IMAGE == 0 {
                draft.set(field, text);
                continue;
            }
            let image = field.image_index().and_then(|index| self.images.get(index).copied().flatten());
            let Some((image, group)) = image else { return 0 };
            draft.set_image(field, image);
            if let Some(earlier) = Field::IMAGES.get(group).filter(|earlier| **earlier != field) {
                draft.set_same_image(field, *earlier);
            }
        }
        let report = judge(field, &draft, &self.settings);
        self.put(report)
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

/// Where the last text begins. It moves only for one that is longer than all before.
#[wasm_bindgen]
pub fn output() -> *const u8 {
    with(|state| state.output.as_ptr())
}

/// Puts out the last report as JSON, and returns its length.
#[wasm_bindgen]
pub fn json() -> usize {
    with(|state| {
        state.output.clear();
        if let Some(report) = &state.report {
            report.push_json(&mut state.output);
        }
        state.output.len()
    })
}

/// A number of the last report. The first are four for each image: its format, counted from 1, or 0 where there is no image;
/// its width, or 0 where numbers do not tell all of it; its height and its bytes. One for each violation follows: what
/// violations have in common only if they are the same; 0 where there is no such number.
#[wasm_bindgen]
pub fn number(at: usize) -> f64 {
    with(|state| state.report.as_ref().and_then(|report| number_of(report, at)).unwrap_or(0) as f64)
}

fn number_of(report: &Report, at: usize) -> Option<u64> {
    let Some(field) = Field::IMAGES.get(at / 4) else {
        return identity(report.violations().get(at - 4 * Field::IMAGES.len())?);
    };
    let facts = report.image(*field)?;
    match at % 4 {
        0 => Some(facts.format as u64 + 1),
        3 => Some(facts.bytes),
        side => {
            let (width, height) = facts.size.ok()?;
            Some(u64::from(if side == 1 { width } else { height }))
        }
    }
}

/// What violations have in common only if they are the same. `None` for one that has a text of its own, or more numbers than
/// find room: it is read as JSON each time.
fn identity(violation: &Violation) -> Option<u64> {
    let field = violation.field()?.index();
    let mut pieces = [0; 2];
    let mut left = pieces.iter_mut();
    let mut add = |piece: usize| {
        *left.next()? = piece as u64;
        (piece >> PIECE == 0).then_some(())
    };
    // What never moves and never changes is itself where it has the same place and length. No word begins another one.
    if violation.suggestion().is_some() {
        let suggestion = violation.fixed_suggestion()?;
        add(suggestion.as_ptr().addr())?;
        add(suggestion.len())?;
    }
    for (_, value) in violation.params() {
        add(match value {
            ParamValue::Number(number) => usize::try_from(number).ok()?,
            ParamValue::Word(word) => word.as_ptr().addr(),
            ParamValue::Words(_) => return None,
            _ => 1,
        })?;
    }
    let [first, second] = pieces;
    let kind = (violation.code() as u64) << 6 | (field as u64) << 1 | u64::from(violation.is_incomplete());
    Some(kind << (2 * PIECE) | second << PIECE | first)
}

/// Makes all settings of the calls that follow what they are by default.
#[wasm_bindgen]
pub fn clear_settings() {
    with(|state| state.settings = Settings::new());
}

/// Sets one of them, whose text is in the window: 0 is Face match, 1 address extraction, 2 screening, 3 today, and 4 one
/// more of the callback domains. `false` where the text is none of its setting's: the settings must be cleared then.
#[wasm_bindgen]
pub fn put_setting(number: usize, length: usize) -> bool {
    with(|state| {
        let State { window, settings, .. } = state;
        let given = text(window, length);
        match number {
            0 => given.parse().map(|parsed| settings.face_match = parsed).is_ok(),
            1 => given.parse().map(|parsed| settings.address_extraction = parsed).is_ok(),
            2 => given.parse().map(|parsed| settings.screening = parsed).is_ok(),
            3 => given.parse().map(|parsed| settings.today = Some(parsed)).is_ok(),
            _ => {
                let longer = core::mem::take(settings).with_callback_domain(given);
                longer.map(|longer| *settings = longer).is_ok()
            }
        }
    })
}

/// The report on an object that is none of fields; the word for its kind is in the window. 0 where there is no such word.
#[wasm_bindgen]
pub fn report_foreign(length: usize) -> usize {
    with(|state| validate_foreign_object(text(&state.window, length)).map_or(0, |report| state.put(report)))
}

/// The report on a body that is longer than JavaScript lets over the border.
#[wasm_bindgen]
pub fn report_oversized(length: f64, max: f64) -> usize {
    with(|state| state.put(validate_oversized_body(length as u64, max as u64)))
}

/// Puts out the names of all fields, a separator behind each, and returns the length. Their order gives their numbers.
#[wasm_bindgen]
pub fn names() -> usize {
    with(|state| {
        state.output.clear();
        for field in Field::ALL {
            state.output.push_str(field.name());
            state.output.push(char::from(SEPARATOR));
        }
        state.output.len()
    })
}

/// The fields that the rules of a field read, by a bit each at its number; all for none.
#[wasm_bindgen]
pub fn reads(field: u32) -> u32 {
    field_at(field).map_or(NONE, Field::reads)
}

/// The report on a request of texts, or on one field of it. Before each text stand three characters of ASCII: the field's
/// number, with `IMAGE` added where its value was read before, and the text's length in bytes, its low seven bits first.
#[wasm_bindgen]
pub fn report_texts(field: u32, length: usize) -> usize {
    with(|state| state.report_texts(field_at(field), length))
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

/// Goes on with what JavaScript has decoded: the window holds the bytes of whole groups of four characters. All before were
/// given so, too.
#[wasm_bindgen]
pub fn push_decoded(length: usize) -> bool {
    with(|state| state.base64.push_decoded(bytes(&state.window, length)))
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
        state.put(report)
    })
}

/// The text in the window, if there is one.
fn declaration(window: &[u8], length: u32) -> Option<&str> {
    (length != NONE).then_some(())?;
    usize::try_from(length).ok().map(|length| text(window, length))
}

/// Begins to read an image, and returns its number. Several can be read at the same time.
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
        state.put(report)
    })
}
