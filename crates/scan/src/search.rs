//! The loops over blocks in which nothing is remarkable, the same for every width.

#![allow(unsafe_code)]

use crate::classes::PAIRS_IN_GROUPS;
use crate::scalar::{BEFORE, GROUPS, exif_anywhere};
use crate::vector::{VECTORS, Vector, prefetch_block};

/// Blocks after which a byte that counts the escapes of its place could be full.
const COUNTED: usize = 60;

/// What the search asks of vectors besides; unsafe for the same reason.
pub(crate) trait Search: Vector {
    /// The [classes](crate::classes) of the bytes.
    unsafe fn classes(self) -> Self;
    /// [`Vector::equal`] of groups of four bytes.
    unsafe fn equal_groups(self, other: Self) -> Self;
    unsafe fn min(self, other: Self) -> Self;
    /// The smaller of each two pairs of bytes, the second of a pair first.
    unsafe fn min_pairs(self, other: Self) -> Self;
    /// Whether a pair of bytes, the second of them first, is at most that.
    unsafe fn has_pair_up_to(self, most: u16) -> bool;
    /// The difference of each two bytes, wrapping.
    unsafe fn sub(self, other: Self) -> Self;
    /// The sum of all bytes.
    unsafe fn sum(self) -> usize;
}

/// Where groups begin anywhere, it has AA or YA, or gA, AA or mA.
const PAIRS_ANYWHERE: u16 = 0x0104;

/// [`Blocks::plain`](crate::Blocks::plain) with vectors of that kind.
///
/// # Safety
/// The machine has the instructions of `V`.
#[inline(always)]
pub(crate) unsafe fn plain<V: Search>(text: &[u8], seek: bool) -> usize {
    // SAFETY: the caller's promise.
    unsafe { if seek { plain_blocks::<V, true>(text) } else { plain_blocks::<V, false>(text) } }
}

/// # Safety
/// The machine has the instructions of `V`.
#[inline(always)]
unsafe fn plain_blocks<V: Search, const SEEK: bool>(text: &[u8]) -> usize {
    let block = VECTORS * V::WIDTH;
    let mut at = 0;
    // SAFETY: the machine has the instructions, by the caller's promise; and each load ends within a block that lies within
    // the text, by the loop's condition.
    unsafe {
        while text.len() - at >= block {
            let from = text.as_ptr().add(at);
            prefetch_block::<V>(from);
            let mut least = V::splat(0xFF);
            let mut least_pairs = least;
            for i in 0..VECTORS {
                let classes = V::load(from.add(i * V::WIDTH)).classes();
                least = least.min(classes);
                if SEEK {
                    least_pairs = least_pairs.min_pairs(classes);
                }
            }
            if least.has_zero() {
                break;
            }
            if SEEK && least_pairs.has_pair_up_to(PAIRS_IN_GROUPS) && has_group::<V>(from, at == 0) {
                break;
            }
            at += block;
        }
    }
    at
}

/// Whether a block has one of the [`GROUPS`]: the last of them with the group behind it in the block, the others in the block.
///
/// # Safety
/// The machine has the instructions of `V`, a block can be read there, and four bytes before it unless it is the first.
#[inline(always)]
unsafe fn has_group<V: Search>(from: *const u8, first: bool) -> bool {
    // SAFETY: the caller's promises.
    unsafe {
        let [a, b, c] = GROUPS.map(|group| V::splat_group(group));
        let mut found = V::splat(0);
        // In the first block the last group's own place does: the block behind looks at it again.
        let before = if first { from } else { from.sub(4) };
        for i in 0..VECTORS {
            let vector = V::load(from.add(i * V::WIDTH));
            let earlier = V::load(before.add(i * V::WIDTH));
            found = found.or(vector.equal_groups(a)).or(vector.equal_groups(b)).or(earlier.equal_groups(c));
        }
        !found.is_zero()
    }
}

/// [`Blocks::escaped`](crate::Blocks::escaped) with vectors of that kind.
///
/// # Safety
/// The machine has the instructions of `V`.
#[inline(always)]
pub(crate) unsafe fn escaped<V: Search>(text: &[u8], seek: bool) -> (usize, usize) {
    let block = VECTORS * V::WIDTH;
    let (mut at, mut escapes) = (0, 0);
    // SAFETY: the machine has the instructions, by the caller's promise; and each load ends within a block, or one byte
    // behind it, which lies within the text by the loop's condition.
    unsafe {
        let (backslash, slash) = (V::splat(b'\\'), V::splat(b'/'));
        let mut counts = V::splat(0);
        let mut counted = 0;
        while text.len() - at > block {
            let from = text.as_ptr().add(at);
            prefetch_block::<V>(from);
            let mut least = V::splat(0xFF);
            let mut least_pairs = least;
            let mut wrong = V::splat(0);
            let mut count = counts;
            for i in 0..VECTORS {
                let vector = V::load(from.add(i * V::WIDTH));
                let next = V::load(from.add(i * V::WIDTH + 1));
                let escape = vector.equal(backslash);
                let classes = vector.classes().or(escape);
                least = least.min(classes);
                least_pairs = least_pairs.min_pairs(classes);
                wrong = wrong.or(escape.and_not(next.equal(slash)));
                // All bits set are -1.
                count = count.sub(escape);
            }
            if least.has_zero() || !wrong.is_zero() {
                break;
            }
            if seek && least_pairs.has_pair_up_to(PAIRS_ANYWHERE) && has_exif::<V>(text, at) {
                break;
            }
            counts = count;
            counted += 1;
            if counted == COUNTED {
                escapes += counts.sum();
                counts = V::splat(0);
                counted = 0;
            }
            at += block;
        }
        escapes += counts.sum();
    }
    // The slash of an escape at the end is the alphabet's, too: the next block begins with it.
    (at, escapes)
}

/// Whether `Exif\0\0` is encoded with the first of its letters A in that block.
///
/// # Safety
/// The machine has the instructions of `V`, and the text has a byte behind the block there.
#[inline(always)]
unsafe fn has_exif<V: Search>(text: &[u8], at: usize) -> bool {
    for start in (at..at + VECTORS * V::WIDTH).step_by(V::WIDTH) {
        // SAFETY: the caller's promises; the vectors end within the block or a byte behind it.
        let mut zeros = unsafe {
            let from = text.as_ptr().add(start);
            let letter_a = V::splat(b'A');
            V::load(from).equal(letter_a).and(V::load(from.add(1)).equal(letter_a)).mask()
        };
        while zeros != 0 {
            let first = start + zeros.trailing_zeros() as usize;
            if exif_anywhere(text, first.saturating_sub(BEFORE), first) {
                return true;
            }
            zeros &= zeros - 1;
        }
    }
    false
}
