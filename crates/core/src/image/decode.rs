//! The full decode, behind the feature `decode`.

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

/// Decodes every pixel of a JPEG or PNG and throws them away. A JPEG of a kind that the decoder does not know is not tried:
/// nothing is wrong with it.
pub(crate) fn decode(bytes: &[u8]) -> Result<(), Corrupt> {
    let format = match bytes {
        [0xFF, 0xD8, segments @ ..] => {
            let mut jpeg = Jpeg::new();
            jpeg.push(segments);
            if !jpeg.is_common() {
                return Ok(());
            }
            if jpeg.scans() > MAX_SCANS {
                return Err(Corrupt::LimitsExceeded);
            }
            ImageFormat::Jpeg
        }
        _ => ImageFormat::Png,
    };
    // A decoder's panic over damaged data is a verdict on the data.
    catch_unwind(|| decode_as(format, bytes)).unwrap_or(Err(Corrupt::DecodeFailed))
}

fn decode_as(format: ImageFormat, bytes: &[u8]) -> Result<(), Corrupt> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(super::MAX_SIDE);
    limits.max_image_height = Some(super::MAX_SIDE);
    limits.max_alloc = Some(MAX_ALLOC);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    match reader.decode() {
        Ok(_) | Err(ImageError::Unsupported(_)) => Ok(()),
        Err(ImageError::Limits(_)) => Err(Corrupt::LimitsExceeded),
        Err(_) => Err(Corrupt::DecodeFailed),
    }
}
