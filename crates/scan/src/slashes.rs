//! Leaving out the backslashes before slashes, the same for every width.

#![allow(unsafe_code)]

use crate::vector::Vector;

/// Returns how much [`crate::unescape_slashes`] reads and writes in whole vectors at the beginning.
///
/// # Safety
/// The machine has the instructions of `V`.
#[inline(always)]
pub(crate) unsafe fn unescape<V: Vector>(text: &[u8], out: &mut [u8]) -> (usize, usize) {
    let (mut read, mut written) = (0, 0);
    // SAFETY: the machine has the instructions, by the caller's promise; and there is room at both places, by the loop's
    // condition.
    unsafe {
        let (backslash, slash) = (V::splat(b'\\'), V::splat(b'/'));
        let (quote, space) = (V::splat(b'"'), V::splat(b' '));
        while text.len() - read > V::ROOM && out.len() - written >= V::ROOM {
            let from = text.as_ptr().add(read);
            V::prefetch(from.wrapping_add(V::AHEAD));
            let vector = V::load(from);
            let escapes = vector.equal(backslash);
            let wrong = escapes.and_not(V::load(from.add(1)).equal(slash));
            // What is not ASCII is less, too.
            if !wrong.or(vector.equal(quote)).or(vector.less(space)).is_zero() {
                break;
            }
            let escapes = escapes.mask();
            vector.copy_without(from, out.as_mut_ptr().add(written), escapes);
            read += V::WIDTH;
            written += V::WIDTH - escapes.count_ones() as usize;
        }
    }
    // Where a backslash was the last, its slash is still to be read, and there is room for it.
    (read, written)
}
