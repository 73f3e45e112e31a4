//! The full decode, behind the feature `decode`.

use image::{ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// The most memory that decoding one image may take.
const MAX_ALLOC: u64 = 512 * 1024 * 1024;

/// Why an image does not decode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Corrupt {
    DecodeFailed,
    LimitsExceeded,
    Unsupported,
}

impl Corrupt {
    /// The word in a report's `reason`.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Corrupt::DecodeFailed => "decode_failed",
            Corrupt::LimitsExceeded => "limits_exceeded",
            Corrupt::Unsupported => "unsupported",
        }
    }
}

/// Decodes every pixel of a JPEG or PNG and throws them away.
pub(crate) fn decode(bytes: &[u8]) -> Result<(), Corrupt> {
    let format = match bytes.first() {
        Some(0xFF) => ImageFormat::Jpeg,
        _ => ImageFormat::Png,
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(super::MAX_SIDE);
    limits.max_image_height = Some(super::MAX_SIDE);
    limits.max_alloc = Some(MAX_ALLOC);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    match reader.decode() {
        Ok(_) => Ok(()),
        Err(image::ImageError::Limits(_)) => Err(Corrupt::LimitsExceeded),
        Err(image::ImageError::Unsupported(_)) => Err(Corrupt::Unsupported),
        Err(_) => Err(Corrupt::DecodeFailed),
    }
}
