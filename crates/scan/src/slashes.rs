//! Leaving out the backslashes before slashes, the same for every width.

#![allow(unsafe_code)]

use crate::vector::Vector;

/// What this asks of vectors besides; unsafe for the same reason.
pub(crate) trait Squeeze: Vector {
    /// How many bytes [`Squeeze::copy_without`] may write; it reads as many and one more.
    const ROOM: usize = 2 * Self::WIDTH;

    /// Copies the vector that stands at `from` without the bytes whose bits are set. Behind it, anything may be written.
    ///
    /// # Safety
    /// The machine has the instructions, and there is [room](Squeeze::ROOM) at both places.
    #[inline(always)]
    unsafe fn copy_without(self, from: *const u8, to: *mut u8, left_out: u64) {
        // SAFETY: the caller's promises: the second vector stands at most a vector and one byte behind the first.
        unsafe {
            self.store(to);
            // What stands behind a byte left out is written over it. For most vectors once is enough, and not to ask whether
            // it is needed at all is quicker: where nothing is left out, it is written behind the vector.
            let mut left = left_out;
            let mut gone = 0;
            loop {
                let place = (left.trailing_zeros() as usize).min(Self::WIDTH);
                Self::load(from.add(place + 1)).store(to.add(place - gone));
                left &= left.wrapping_sub(1);
                gone += 1;
                if left == 0 {
                    break;
                }
            }
        }
    }
}

/// How much [`crate::unescape_slashes`] reads and writes in whole vectors at the beginning.
///
/// # Safety
/// The machine has the instructions of `V`.
#[inline(always)]
pub(crate) unsafe fn unescape<V: Squeeze>(text: &[u8], out: &mut [u8]) -> (usize, usize) {
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
