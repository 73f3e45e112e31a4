//! The limits of the service.

/// The most bytes that an image may have, decoded: 15 MiB.
pub const MAX_BYTES: u64 = 15 * 1024 * 1024;
/// The most pixels that a side may have: under 8000.
pub const MAX_SIDE: u32 = 7999;
/// The fewest pixels that the longest side may have: over 300.
pub const MIN_LONGEST_SIDE: u32 = 301;
/// The fewest pixels that the picture should be wide, as displayed.
pub const MIN_DISPLAYED_WIDTH: u32 = 300;

/// Returns the length of the base64 text of so many bytes, padding included.
///
/// ```
/// assert_eq!(netverify_rules::encoded_length(15_728_640), 20_971_520);
/// ```
#[must_use]
pub const fn encoded_length(bytes: u64) -> u64 {
    bytes.div_ceil(3).saturating_mul(4)
}
