//! The loops over whole blocks, for the instructions that the machine has.

#![allow(unsafe_code)]

/// Loops for the same instructions. Each gives what the scalar half gives for the whole blocks at the beginning.
pub(crate) struct Blocks {
    pub(crate) plain: unsafe fn(&[u8]) -> usize,
    pub(crate) walk: unsafe fn(&[u8], &mut bool) -> usize,
    pub(crate) unescape: unsafe fn(&[u8], &mut [u8]) -> (usize, usize),
    pub(crate) decode: unsafe fn(&[u8], &mut [u8]) -> Option<usize>,
}

/// Returns the [`Blocks`] of a type of vector, compiled with these instructions, and of a function that decodes.
#[cfg(any(target_arch = "x86_64", target_arch = "wasm32", all(target_arch = "aarch64", target_endian = "little")))]
macro_rules! blocks {
    ($features:literal, $vector:ty, $decode:expr) => {{
        #[target_feature(enable = $features)]
        fn plain(text: &[u8]) -> usize {
            // SAFETY: the function has the instructions, and so in those that follow.
            unsafe { $crate::plain::plain::<$vector>(text) }
        }
        #[target_feature(enable = $features)]
        fn walk(text: &[u8], prefix: &mut bool) -> usize {
            // SAFETY: see `plain`.
            unsafe { $crate::walk::walk::<$vector>(text, prefix) }
        }
        #[target_feature(enable = $features)]
        fn unescape(text: &[u8], out: &mut [u8]) -> (usize, usize) {
            // SAFETY: see `plain`.
            unsafe { $crate::slashes::unescape::<$vector>(text, out) }
        }
        $crate::blocks::Blocks { plain, walk, unescape, decode: $decode }
    }};
}
#[cfg(any(
    target_arch = "x86_64",
    target_arch = "wasm32",
    all(target_arch = "aarch64", target_endian = "little")
))]
pub(crate) use blocks;

impl Blocks {
    /// Returns the length of the blocks that are nothing but the alphabet.
    pub(crate) fn plain(&self, text: &[u8]) -> usize {
        // SAFETY: `crate::detect` gives loops only for instructions that the machine has, and those of the tests need none.
        unsafe { (self.plain)(text) }
    }

    /// Returns the length of the blocks that [`crate::walk()`] passes.
    pub(crate) fn walk(&self, text: &[u8], prefix: &mut bool) -> usize {
        // SAFETY: see `plain`.
        unsafe { (self.walk)(text, prefix) }
    }

    /// Returns how much [`crate::unescape_slashes`] reads and writes in whole vectors.
    pub(crate) fn unescape(&self, text: &[u8], out: &mut [u8]) -> (usize, usize) {
        // SAFETY: see `plain`.
        unsafe { (self.unescape)(text, out) }
    }

    /// Returns how many bytes at the beginning of `out` were decoded, a multiple of 3; `None` where `text` is no base64.
    pub(crate) fn decode(&self, text: &[u8], out: &mut [u8]) -> Option<usize> {
        // SAFETY: see `plain`.
        unsafe { (self.decode)(text, out) }
    }
}
