//! Vectors in plain Rust: they show that the loops are right at every width, also that of instructions which the machine at
//! hand lacks.

#![allow(unsafe_code)]

use crate::plain::{self, Plain};
use crate::scalar;
use crate::slashes::{self, Squeeze};
use crate::vector::Vector;
use crate::walk::{self, Walk};

#[derive(Clone, Copy)]
pub(super) struct Portable<const N: usize>(pub(super) [u8; N]);

impl<const N: usize> Portable<N> {
    fn zip(self, other: Self, each: impl Fn(u8, u8) -> u8) -> Self {
        Portable(std::array::from_fn(|i| each(self.0[i], other.0[i])))
    }

    fn groups(self, each: impl Fn([u8; 4]) -> [u8; 4]) -> Self {
        let mut out = self;
        for group in out.0.as_chunks_mut().0 {
            *group = each(*group);
        }
        out
    }
}

impl<const N: usize> Vector for Portable<N> {
    const WIDTH: usize = N;

    unsafe fn load(from: *const u8) -> Self {
        // SAFETY: the caller promises that the bytes can be read; an array of bytes has no alignment.
        Portable(unsafe { from.cast::<[u8; N]>().read() })
    }

    unsafe fn store(self, to: *mut u8) {
        // SAFETY: the caller promises that the bytes can be written; an array of bytes has no alignment.
        unsafe { to.cast::<[u8; N]>().write(self.0) }
    }

    unsafe fn prefetch(_: *const u8) {}

    unsafe fn splat(byte: u8) -> Self {
        Portable([byte; N])
    }

    unsafe fn splat_group(group: [u8; 4]) -> Self {
        Portable(std::array::from_fn(|i| group[i % 4]))
    }

    unsafe fn equal(self, other: Self) -> Self {
        self.zip(other, |one, other| if one == other { 0xFF } else { 0 })
    }

    unsafe fn less(self, other: Self) -> Self {
        self.zip(other, |one, other| if one.cast_signed() < other.cast_signed() { 0xFF } else { 0 })
    }

    unsafe fn and(self, other: Self) -> Self {
        self.zip(other, |one, other| one & other)
    }

    unsafe fn and_not(self, other: Self) -> Self {
        self.zip(other, |one, other| one & !other)
    }

    unsafe fn or(self, other: Self) -> Self {
        self.zip(other, |one, other| one | other)
    }

    unsafe fn has_zero(self) -> bool {
        self.0.contains(&0)
    }

    unsafe fn is_zero(self) -> bool {
        self.0 == [0; N]
    }

    unsafe fn mask(self) -> u64 {
        self.0.iter().rev().fold(0, |mask, byte| mask << 1 | u64::from(byte >> 7))
    }
}

impl<const N: usize> Plain for Portable<N> {
    unsafe fn classes(self) -> Self {
        use crate::classes::{COLUMNS, ROWS};
        Portable(self.0.map(|byte| COLUMNS[usize::from(byte & 15)] & ROWS[usize::from(byte >> 4)]))
    }

    unsafe fn min(self, other: Self) -> Self {
        self.zip(other, u8::min)
    }
}

impl<const N: usize> Walk for Portable<N> {
    unsafe fn bytes(self, seen: &mut Self) -> Self {
        // SAFETY: it takes no instructions that a machine could lack.
        *seen = unsafe { seen.min(self.classes()) };
        self.groups(|four| {
            let [a, b, c] = scalar::bytes(four).unwrap_or_default();
            [a, b, c, c]
        })
    }

    unsafe fn before(self, earlier: Self) -> Self {
        Portable(std::array::from_fn(|i| if i == 0 { earlier.0[N - 1] } else { self.0[i - 1] }))
    }
}

impl<const N: usize> Squeeze for Portable<N> {}

/// [`Blocks::plain`](crate::Blocks::plain) of the portable vectors.
pub(crate) fn plain<const N: usize>(text: &[u8]) -> usize {
    // SAFETY: it takes no instructions that a machine could lack.
    unsafe { plain::plain::<Portable<N>>(text) }
}

/// [`Blocks::walk`](crate::Blocks::walk) of the portable vectors.
pub(crate) fn walk<const N: usize>(text: &[u8], prefix: &mut bool) -> usize {
    // SAFETY: as in `plain`.
    unsafe { walk::walk::<Portable<N>>(text, prefix) }
}

/// [`Blocks::unescape`](crate::Blocks::unescape) of the portable vectors.
pub(crate) fn unescape<const N: usize>(text: &[u8], out: &mut [u8]) -> (usize, usize) {
    // SAFETY: as in `plain`.
    unsafe { slashes::unescape::<Portable<N>>(text, out) }
}
