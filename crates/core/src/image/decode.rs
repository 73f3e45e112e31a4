//! The full decode, behind the feature `decode`.

use super::entropy;
use super::jpeg::Jpeg;
use image::{ImageError, ImageFormat, ImageReader, Limits};
use std::io::Cursor;
use std::panic::catch_unwind;

/// The most memory for the pixels of one image: 7999 × 7999 of them, at 8 bytes each.
const MAX_ALLOC: u64 = 512 * 1024 * 1024;

/// The most scans of a JPEG. Each is a pass over all pixels and takes a few bytes, so that a small file could ask for days;
/// encoders write about ten.
const MAX_SCANS: u32 = 100;

/// Why an image does not decode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Corrupt {
    DecodeFailed,
    LimitsExceeded,
}

impl Corrupt {
    /// The word in a report's `reason`.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Corrupt::DecodeFailed => "decode_failed",
            Corrupt::LimitsExceeded => "limits_exceeded",
        }
    }
}

/// Data that does not decode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Damaged;

/// Decodes a JPEG or PNG, and keeps nothing of it. A JPEG of a kind that few decoders know is not tried: nothing is wrong
/// with it.
pub(crate) fn decode(bytes: &[u8]) -> Result<(), Corrupt> {
    let Some(segments) = bytes.strip_prefix(&[0xFF, 0xD8]) else {
        // A decoder's panic over damaged data is a verdict on the data.
        return catch_unwind(|| decode_png(bytes)).unwrap_or(Err(Corrupt::DecodeFailed));
    };
    let mut jpeg = Jpeg::new();
    jpeg.push(segments);
    if !jpeg.is_common() {
        return Ok(());
    }
    if jpeg.scans() > MAX_SCANS {
        return Err(Corrupt::LimitsExceeded);
    }
    entropy::check(segments).map_err(|Damaged| Corrupt::DecodeFailed)
}

fn decode_png(bytes: &[u8]) -> Result<(), Corrupt> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(super::MAX_SIDE);
    limits.max_image_height = Some(super::MAX_SIDE);
    limits.max_alloc = Some(MAX_ALLOC);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), ImageFormat::Png);
    reader.limits(limits);
    match reader.decode() {
        Ok(_) | Err(ImageError::Unsupported(_)) => Ok(()),
        Err(ImageError::Limits(_)) => Err(Corrupt::LimitsExceeded),
        Err(_) => Err(Corrupt::DecodeFailed),
    }
}
