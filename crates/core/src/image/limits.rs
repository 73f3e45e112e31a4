//! The limits of the service. Each is written once: texts take it by its macro, within `concat!`.

/// Expands to the mebibytes of the largest image, decoded.
macro_rules! max_mebibytes {
    () => {
        15
    };
}
pub(crate) use max_mebibytes;

/// Expands to the pixels that each side must be under.
macro_rules! side_under {
    () => {
        8000
    };
}
pub(crate) use side_under;

/// Expands to the pixels that the longest side must be over.
macro_rules! longest_side_over {
    () => {
        300
    };
}
pub(crate) use longest_side_over;

/// The most bytes that an image may have, decoded: 15 MiB.
pub const MAX_BYTES: u64 = max_mebibytes!() * 1024 * 1024;
/// The most pixels that a side may have: 7999.
pub const MAX_SIDE: u32 = side_under!() - 1;
/// The fewest pixels that the longest side may have: 301.
pub const MIN_LONGEST_SIDE: u32 = longest_side_over!() + 1;
/// The fewest pixels that the picture should be wide, as displayed: 300.
pub const MIN_DISPLAYED_WIDTH: u32 = longest_side_over!();

/// Returns the length of the base64 text of so many bytes, padding included.
///
/// ```
/// assert_eq!(netverify_rules::encoded_length(15_728_640), 20_971_520);
/// ```
#[must_use]
pub const fn encoded_length(bytes: u64) -> u64 {
    bytes.div_ceil(3).saturating_mul(4)
}
