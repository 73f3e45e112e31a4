//! Vectors in plain Rust: they show that the loops are right at every width, also that of instructions which the machine at
//! hand lacks.

#![allow(unsafe_code)]

use crate::blocks::Blocks;
use crate::classes::{COLUMNS, ROWS};
use crate::vector::{Vector, methods};
use crate::{plain, scalar, slashes, walk};

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

    methods! {
        fn load(from: *const u8) -> Self = Portable(from.cast::<[u8; N]>().read());
        fn store(self, to: *mut u8) = to.cast::<[u8; N]>().write(self.0);
        fn prefetch(_from: *const u8) = ();
        fn splat(byte: u8) -> Self = Portable([byte; N]);
        fn splat_group(group: [u8; 4]) -> Self = Portable(std::array::from_fn(|i| group[i % 4]));
        fn equal(self, other: Self) -> Self = self.zip(other, |one, other| if one == other { 0xFF } else { 0 });
        fn less(self, other: Self) -> Self =
            self.zip(other, |one, other| if one.cast_signed() < other.cast_signed() { 0xFF } else { 0 });
        fn min(self, other: Self) -> Self = self.zip(other, u8::min);
        fn and(self, other: Self) -> Self = self.zip(other, |one, other| one & other);
        fn and_not(self, other: Self) -> Self = self.zip(other, |one, other| one & !other);
        fn or(self, other: Self) -> Self = self.zip(other, |one, other| one | other);
        fn has_zero(self) -> bool = self.0.contains(&0);
        fn is_zero(self) -> bool = self.0 == [0; N];
        fn mask(self) -> u64 = self.0.iter().rev().fold(0, |mask, byte| mask << 1 | u64::from(byte >> 7));
        fn classes(self) -> Self =
            Portable(self.0.map(|byte| COLUMNS[usize::from(byte & 15)] & ROWS[usize::from(byte >> 4)]));
        fn bytes(self, seen: &mut Self) -> Self = {
            *seen = seen.min(self.classes());
            self.groups(|four| {
                let [a, b, c] = scalar::bytes(four).unwrap_or_default();
                [a, b, c, c]
            })
        };
        fn before(self, earlier: Self) -> Self =
            Portable(std::array::from_fn(|i| if i == 0 { earlier.0[N - 1] } else { self.0[i - 1] }));
    }
}

/// Returns the loops over portable vectors, which every machine can run.
pub(crate) const fn blocks<const N: usize>() -> Blocks {
    Blocks {
        plain: plain::plain::<Portable<N>>,
        walk: walk::walk::<Portable<N>>,
        unescape: slashes::unescape::<Portable<N>>,
        decode: |_, _| Some(0),
    }
}
