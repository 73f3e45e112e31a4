//! How a file or a line is checked.

use crate::exports::{self, Export};
use crate::input::Input;
use netverify_rules::{BodyReader, Report, Settings, validate_json, validate_json_fully};
use std::io;

/// How a request is checked.
#[derive(Debug, Clone)]
pub(crate) struct Checker {
    pub(crate) settings: Settings,
    /// Whether images are decoded in full.
    pub(crate) decode: bool,
}

impl Checker {
    /// Checks a body.
    pub(crate) fn check(&self, body: &[u8]) -> Report {
        if self.decode { validate_json_fully(body, &self.settings) } else { validate_json(body, &self.settings) }
    }

    /// Checks a file: piece by piece, unless it is an export or its images are decoded.
    pub(crate) fn check_file(&self, input: &Input) -> io::Result<Content> {
        let mut pieces = input.pieces()?;
        if self.decode || exports::may_begin_with(&pieces.bytes) {
            let body = pieces.read_all()?;
            return Ok(exports::read(&body).map_or_else(|| Content::Request(self.check(&body).into()), Content::Export));
        }
        let mut reader = BodyReader::new();
        pieces.push_all(|piece| reader.push(piece))?;
        Ok(Content::Request(reader.finish(&self.settings).into()))
    }
}

/// What a file is.
pub(crate) enum Content {
    Request(Box<Report>),
    Export(Export),
}
