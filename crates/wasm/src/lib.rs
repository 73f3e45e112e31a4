//! The bindings between the rules and JavaScript: bytes in through one input buffer, and numbers; a report out as numbers, or as
//! JSON.
//!
//! There is no rule and no text here. JavaScript writes UTF-8 into the [`input_buffer`] and calls one function with the length of
//! what it wrote; a request that is an object goes in frames, a name or a value in each, and a JSON text as it is. What is longer
//! than the input buffer goes through it in pieces. The number that returns says what there is in the report: [`number`] gives it in numbers, which suffice
//! where violations of the same numbers were read before, and [`json`] gives all of it. A large image goes through the input buffer
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
    Base64Reader, BodyReader, Code, Field, ImageInfo, ImageReader, JsonType, ObjectReader, ParamValue, Report,
    Settings, Violation, validate_base64_image, validate_foreign_object, validate_image_info, validate_oversized_body,
};
use platform::Alone;
use wasm_bindgen::prelude::wasm_bindgen;

/// Is behind each text of a list: no text that is put into one has it.
const SEPARATOR: u8 = 0;

/// No place, no image, no text: what JavaScript says where it has none.
const NONE: u32 = u32::MAX;

/// What a frame holds, in its first byte; below them are the numbers of fields, whose values are the frame's text. The two bytes
/// that follow are the length of its text, the lower one first.
const NAME: u8 = 32;
const TEXT: u8 = 33;
const NULL: u8 = 34;
const FALSE: u8 = 35;
const TRUE: u8 = 36;
const NUMBER: u8 = 37;
const OPEN_OBJECT: u8 = 38;
const OPEN_ARRAY: u8 = 39;
const CLOSE: u8 = 40;

/// Added to the first byte: the next frame goes on with the text.
const MORE: u8 = 64;

/// Added to the number of an image's field, which has no text then: there is an image, and it is not read.
const PRESENT: u8 = 128;

/// The bits of what is returned for a report: it is there, it is valid, it has images; and the count of its violations.
const REPORTED: usize = 1;
const VALID: usize = 2;
const IMAGES: usize = 4;
const FIRST_VIOLATION: usize = 8;

/// The bits of a parameter or a suggestion in the number of a violation: with two of them and its kind, JavaScript still
/// holds the number exactly.
const PIECE: u32 = 19;

const _: () = assert!(Code::ALL.len() <= 128 && Field::ALL.len() <= 32, "the kind of a violation has 13 bits");

struct State {
    input: Vec<u8>,
    output: String,
    settings: Settings,
    /// The request that is being read, as JSON and as an object.
    body: BodyReader,
    object: ObjectReader,
    /// The base64 text that is being read.
    base64: Base64Reader,
    /// The images that are being read, by their numbers.
    readers: Vec<Option<ImageReader>>,
    /// What the last of them said.
    info: Option<ImageInfo>,
    /// What was said last.
    report: Option<Report>,
}

static STATE: Alone<State> = Alone::new(State {
    input: Vec::new(),
    output: String::new(),
    settings: Settings::new(),
    body: BodyReader::new(),
    object: ObjectReader::new(),
    base64: Base64Reader::new(),
    readers: Vec::new(),
    info: None,
    report: None,
});

fn with<T>(act: impl FnOnce(&mut State) -> T) -> T {
    STATE.with(act)
}

/// Returns the first bytes of the input buffer.
fn bytes(input: &[u8], length: usize) -> &[u8] {
    input.get(..length).unwrap_or(input)
}

/// They as text. `TextEncoder` writes UTF-8 only; anything else is no text of ours.
fn text(input: &[u8], length: usize) -> &str {
    core::str::from_utf8(bytes(input, length)).unwrap_or("")
}

fn field_at(index: u32) -> Option<Field> {
    usize::try_from(index).ok().and_then(|index| Field::ALL.get(index).copied())
}

impl State {
    /// Keeps the report for those who ask for it, and says what there is in it.
    fn put(&mut self, report: Report) -> usize {
        let valid = if report.is_valid() { VALID } else { 0 };
        let images = if report.images().next().is_some() { IMAGES } else { 0 };
        let bits = REPORTED + valid + images + FIRST_VIOLATION * report.violations().len();
        self.report = Some(report);
        bits
    }

    /// Takes the frames in the input buffer.
    fn take_frames(&mut self, length: usize) {
        let mut rest = bytes(&self.input, length);
        while let Some(([kind, low, high], behind)) = rest.split_first_chunk() {
            let Some((text, behind)) = behind.split_at_checked(usize::from(u16::from_le_bytes([*low, *high]))) else {
                return;
            };
            rest = behind;
            take_frame(&mut self.object, kind & !MORE, kind & MORE == 0, text);
        }
    }
}

fn take_frame(object: &mut ObjectReader, kind: u8, is_last: bool, text: &[u8]) {
    match kind {
        NAME => object.name(text, is_last),
        TEXT => object.text(text, is_last),
        NULL => object.scalar(JsonType::Null, false),
        FALSE => object.scalar(JsonType::Boolean, false),
        TRUE => object.scalar(JsonType::Boolean, true),
        NUMBER => object.scalar(JsonType::Number, false),
        OPEN_OBJECT => object.open(JsonType::Object),
        OPEN_ARRAY => object.open(JsonType::Array),
        CLOSE => object.close(),
        number => {
            let Some(field) = field_at((number & !PRESENT).into()) else { return };
            if number & PRESENT != 0 {
                return object.present(field);
            }
            if is_last {
                return object.member(field, text);
            }
            object.name(field.name().as_bytes(), true);
            object.text(text, false);
        }
    }
}

/// Makes the input buffer that long, and says where it begins.
#[wasm_bindgen]
pub fn input_buffer(length: usize) -> *mut u8 {
    with(|state| {
        if length != state.input.len() {
            // What one long text took is given back before more is taken.
            state.input = Vec::new();
            state.input = vec![0; length];
        }
        state.input.as_mut_ptr()
    })
}

/// Returns where the last text begins. It moves only for one that is longer than all before.
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
/// its width, or 0 where numbers do not say all of it; its height and its bytes. One for each violation follows: what
/// violations have in common only if they are the same; 0 where there is no such number.
#[wasm_bindgen]
pub fn number(at: usize) -> f64 {
    with(|state| state.report.as_ref().and_then(|report| number_of(report, at)).unwrap_or(0) as f64)
}

fn number_of(report: &Report, at: usize) -> Option<u64> {
    let Some(field) = Field::IMAGES.get(at / 4) else {
        return identity(report.violations().get(at - 4 * Field::IMAGES.len())?);
    };
    let info = report.image(*field)?;
    match at % 4 {
        0 => Some(info.format as u64 + 1),
        3 => Some(info.bytes),
        side => {
            let (width, height) = info.size.ok()?;
            Some(u64::from(if side == 1 { width } else { height }))
        }
    }
}

/// Returns what violations have in common only if they are the same. `None` for one that has a text of its own, or more numbers than
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

/// Sets one of them, whose text is in the input buffer: 0 is Face match, 1 address extraction, 2 screening, 3 today, and 4 one
/// more of the callback domains. `false` where the text is none of its setting's: the settings must be cleared then.
#[wasm_bindgen]
pub fn put_setting(number: usize, length: usize) -> bool {
    with(|state| {
        let State { input, settings, .. } = state;
        let given = text(input, length);
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

/// Returns the report on an object that is none of fields; the word for its kind is in the input buffer. 0 where there is no such word.
#[wasm_bindgen]
pub fn report_foreign(length: usize) -> usize {
    with(|state| validate_foreign_object(text(&state.input, length)).map_or(0, |report| state.put(report)))
}

/// Returns the report on a body that is longer than JavaScript goes to WebAssembly.
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

/// Returns the fields that the rules of a field read, by a bit each at its number; all for none.
#[wasm_bindgen]
pub fn reads(field: u32) -> u32 {
    field_at(field).map_or(NONE, Field::reads)
}

/// Reads a request that is an object: the input buffer holds its next frames, all of each.
#[wasm_bindgen]
pub fn push_frames(length: usize) {
    with(|state| state.take_frames(length));
}

/// Reads the text of the image in the last frame, which JavaScript has decoded: the input buffer holds the bytes of whole groups of
/// four characters. `false` where its text must be given.
#[wasm_bindgen]
pub fn push_frames_decoded(length: usize) -> bool {
    with(|state| state.object.decoded(bytes(&state.input, length)))
}

/// Returns the report on it, or on one field of it, behind the last frames.
#[wasm_bindgen]
pub fn report_frames(field: u32, length: usize) -> usize {
    with(|state| {
        state.take_frames(length);
        let report = state.object.report(field_at(field), &state.settings);
        state.object.clear();
        state.put(report)
    })
}

/// Reads a request that is a JSON text, in the input buffer.
#[wasm_bindgen]
pub fn push_json(length: usize) {
    with(|state| state.body.push(bytes(&state.input, length)));
}

/// Returns the report on it.
#[wasm_bindgen]
pub fn report_json() -> usize {
    with(|state| {
        let report = core::mem::take(&mut state.body).finish(&state.settings);
        state.put(report)
    })
}

/// Reads a base64 text.
#[wasm_bindgen]
pub fn push_base64(length: usize) {
    with(|state| state.base64.push(bytes(&state.input, length)));
}

/// Reads more of it, as [`push_frames_decoded`] with an image in a frame.
#[wasm_bindgen]
pub fn push_base64_decoded(length: usize) -> bool {
    with(|state| state.base64.push_decoded(bytes(&state.input, length)))
}

/// Returns the report on it as an image. The MIME type that is declared for it is in the input buffer; `NONE` is no declaration.
#[wasm_bindgen]
pub fn report_base64(field: u32, declared: u32) -> usize {
    with(|state| {
        let image = core::mem::take(&mut state.base64).finish();
        let Some(field) = field_at(field) else { return 0 };
        let report = validate_base64_image(field, &image, declaration(&state.input, declared));
        state.put(report)
    })
}

/// Returns the text in the input buffer, if there is one.
fn declaration(input: &[u8], length: u32) -> Option<&str> {
    (length != NONE).then_some(())?;
    usize::try_from(length).ok().map(|length| text(input, length))
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
        reader.map(|reader| act(reader, &state.input)).unwrap_or_default()
    })
}

/// Reads more of it.
#[wasm_bindgen]
pub fn push_image(number: usize, length: usize) {
    with_reader(number, |reader, input| reader.push(bytes(input, length)));
}

/// Steps to the next byte that it needs, or to that one if it comes first; returns its offset in the image.
#[wasm_bindgen]
pub fn skip_image(number: usize, to: f64) -> f64 {
    with_reader(number, |reader, _| {
        reader.skip_to(to as u64);
        (reader.wants().start as f64).min(to)
    })
}

/// Ends it, and keeps what it said for the next call.
#[wasm_bindgen]
pub fn end_image(number: usize) {
    with(|state| {
        let reader = state.readers.get_mut(number).and_then(Option::take);
        state.info = reader.map(ImageReader::finish);
    });
}

/// Returns the report on the image that was ended last, with a declaration as in [`report_base64`].
#[wasm_bindgen]
pub fn report_image(field: u32, declared: u32) -> usize {
    with(|state| {
        let (Some(field), Some(info)) = (field_at(field), &state.info) else { return 0 };
        let report = validate_image_info(field, info, declaration(&state.input, declared));
        state.put(report)
    })
}
