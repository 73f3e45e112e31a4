//! The full decode, behind the feature `decode`.

use super::damaged::Damaged;
use super::entropy;
use super::jpeg::Jpeg;
use super::png_data;
use super::sniff::PNG_SIGNATURE;
use crate::words::words;

/// The most scans of a JPEG. Each is a pass over all pixels and takes a few bytes, so that a small file could ask for days;
/// encoders write about ten.
const MAX_SCANS: u32 = 100;

words! {
    /// Why an image does not decode.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(crate) enum Corrupt {
        DecodeFailed = "decode_failed",
        LimitsExceeded = "limits_exceeded",
    }
}

/// Decodes a JPEG or PNG, and keeps nothing of it. A JPEG of a kind that few decoders know is not tried: nothing is wrong
/// with it.
pub(crate) fn decode(bytes: &[u8]) -> Result<(), Corrupt> {
    let damaged = |Damaged| Corrupt::DecodeFailed;
    if let Some(chunks) = bytes.strip_prefix(PNG_SIGNATURE) {
        return png_data::check(chunks).map_err(damaged);
    }
    let Some(segments) = bytes.strip_prefix(&[0xFF, 0xD8]) else { return Ok(()) };
    let mut jpeg = Jpeg::new();
    jpeg.push(segments);
    if !jpeg.is_common() {
        return Ok(());
    }
    if jpeg.scans() > MAX_SCANS {
        return Err(Corrupt::LimitsExceeded);
    }
    entropy::check(segments).map_err(damaged)
}
