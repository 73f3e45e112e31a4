#![doc = include_str!("../README.md")]
//!
//! # The guide
//!
//! The rules come from the provider's guide to the performNetverify API: its sections on the request's headers, the request's
//! parameters, the supported documents for address extraction, the response and the callback URL. What the guide leaves
//! open is settled in the project's `docs/DECISIONS.md`.
//!
//! # Ways in
//!
//! | you have | you call |
//! |---|---|
//! | the bytes of a body | [`validate_json`], [`Request::from_json`] |
//! | a body that arrives in pieces | [`BodyReader`] |
//! | a typed request | [`validate`] |
//! | a form's fields | [`validate_raw_request`], [`validate_field`], [`validate_raw_field`] |
//! | a photo, before it is encoded | [`validate_image`], [`ImageReader`] with [`validate_image_info`] |
//! | a long base64 text in pieces | [`Base64Reader`] with [`validate_base64_image`] |
//! | names and values that come one by one | [`ObjectReader`] |
//! | the headers of the request, the response | [`validate_headers`], [`validate_response`] |
//!
//! # Features
//!
//! - `serde` (default): `Serialize` and `Deserialize` for the typed request and its parts, `Serialize` for the report.
//! - `decode`: `validate_image_fully` and `validate_json_fully`, which read all data of a JPEG or PNG, too.

#![forbid(unsafe_code)]
#![cfg_attr(not(test), no_std)]

extern crate alloc;

mod body;
mod char_classes;
mod choices;
mod codes;
mod country;
mod date;
mod engine;
mod fields;
mod foreign;
mod image;
mod json;
mod json_object;
mod message;
mod raw_request;
mod report;
mod request;
mod rules;
#[cfg(feature = "serde")]
mod serde_impls;
mod settings;
mod string_table;
mod suggest;
mod unknown;
mod words;

#[cfg(feature = "decode")]
pub use body::validate_json_fully;
pub use body::{BodyReader, JsonType, ObjectReader, validate_json};
pub use choices::{CallbackGranularity, Feature, IdType, MimeType, ParseChoiceError, Token};
pub use codes::{Code, CodeSpec, Example, Group, Param, ParamSpec, ParamType, ParamValue, Severity, Word};
pub use country::{Country, ParseCountryError, address_extraction_supported};
pub use date::{Date, ParseDateError};
pub use engine::{validate_field, validate_raw_field, validate_raw_request};
pub use fields::{Check, Field, FieldDoc, FieldSpec, Requirement};
pub use foreign::{validate_foreign_object, validate_oversized_body};
pub use image::{
    Base64Cleaner, Base64Image, Base64Reader, ImageFormat, ImageInfo, ImageReader, MAX_BYTES, MAX_SIDE,
    MIN_DISPLAYED_WIDTH, MIN_LONGEST_SIDE, Unreadable, encoded_length,
};
pub use json_object::{JsonObject, ParseObjectError};
pub use raw_request::RawRequest;
pub use report::{Report, Target, Violation};
pub use request::{EnabledFields, InvalidRequest, Request, RequestBuilder, validate};
pub use rules::headers::{Region, validate_headers};
#[cfg(feature = "decode")]
pub use rules::image::validate_image_fully;
pub use rules::image::{validate_base64_image, validate_image, validate_image_info};
pub use rules::response::validate_response;
pub use settings::{InvalidSetting, Settings};
