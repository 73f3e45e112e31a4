//! Every rule of the performNetverify ID-verification API, checked before a request is sent.
//!
//! # The guide
//! The rules come from the provider's guide to the performNetverify API.

#![forbid(unsafe_code)]

mod checks;
mod codes;
mod date;
mod fields;
mod image;
mod report;
mod settings;

pub use checks::Check;
pub use codes::{Code, Param, ParamType, Severity};
pub use date::{Date, ParseDateError};
pub use fields::{Field, FieldSpec, Presence};
pub use image::{ImageFacts, ImageFormat, Unreadable};
pub use report::{ParamValue, Report, Subject, Violation};
pub use settings::{Feature, Settings};
