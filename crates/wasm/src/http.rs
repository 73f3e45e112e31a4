//! What is asked of the exchange around a request, by those who make it.

use crate::{SEPARATOR, bytes, text, with};
use netverify_rules::{validate_headers, validate_response};
use wasm_bindgen::prelude::wasm_bindgen;

/// Returns the report on the headers of a request: names and values by turns in the input buffer.
#[wasm_bindgen]
pub fn headers(length: usize, body_length: f64) -> usize {
    with(|state| {
        let mut texts = text(&state.input, length).split(char::from(SEPARATOR));
        let pairs = core::iter::from_fn(|| texts.next().zip(texts.next()));
        let report = validate_headers(pairs, body_length as u64);
        state.put(report)
    })
}

/// Returns the report on the service's response.
#[wasm_bindgen]
pub fn response(length: usize) -> usize {
    with(|state| {
        let report = validate_response(bytes(&state.input, length));
        state.put(report)
    })
}
