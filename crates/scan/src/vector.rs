//! Vectors, as wide as they are, and what the loops over them ask of them.

#![allow(unsafe_code)]

/// Vectors in a block.
pub(crate) const VECTORS: usize = 4;

/// The bytes that a cache holds together.
const CACHE_LINE_BYTES: usize = 64;

/// So many bytes side by side. Every method is unsafe for one reason: the machine must have the instructions. What else is asked is
/// said at the method.
pub(crate) trait Vector: Copy {
    const WIDTH: usize;
    /// How far ahead of what is read memory is asked for more: by measurement, for texts that no cache holds.
    const AHEAD: usize = 2048;
    /// How many bytes [`Vector::copy_without`] may write; it reads as many and one more.
    const ROOM: usize = 2 * Self::WIDTH;

    /// Returns the bytes from there on, at any address.
    ///
    /// # Safety
    /// [`Vector::WIDTH`] bytes can be read there.
    unsafe fn load(from: *const u8) -> Self;
    /// Writes the bytes there, at any address.
    ///
    /// # Safety
    /// [`Vector::WIDTH`] bytes can be written there.
    unsafe fn store(self, to: *mut u8);
    /// Says that the bytes there will be read soon; nothing is read where there are none.
    unsafe fn prefetch(from: *const u8);
    unsafe fn splat(byte: u8) -> Self;
    unsafe fn splat_group(group: [u8; 4]) -> Self;
    /// All bits set in the bytes that are equal, none in the others.
    unsafe fn equal(self, other: Self) -> Self;
    /// Returns the same of the bytes that are less, as signed numbers.
    unsafe fn less(self, other: Self) -> Self;
    unsafe fn min(self, other: Self) -> Self;
    unsafe fn and(self, other: Self) -> Self;
    /// Returns the bits that are not set in `other`.
    unsafe fn and_not(self, other: Self) -> Self;
    unsafe fn or(self, other: Self) -> Self;
    unsafe fn has_zero(self) -> bool;
    unsafe fn is_zero(self) -> bool;
    /// Returns the highest bit of each byte, the first byte's last.
    unsafe fn mask(self) -> u64;
    /// Returns the [classes](crate::classes) of the bytes.
    unsafe fn classes(self) -> Self;
    /// Returns the three bytes that each four characters of base64 encode, and the third of them once more. In `seen`, of which all bits are set
    /// at first, it notes whether the characters are of the alphabet.
    unsafe fn bytes(self, seen: &mut Self) -> Self;
    /// Checks whether all characters were, that were noted there.
    #[inline(always)]
    unsafe fn is_alphabet(seen: Self) -> bool {
        // SAFETY: the caller's promise.
        unsafe { !seen.has_zero() }
    }
    /// Of each byte the one before it, for the first the last of `earlier`.
    unsafe fn before(self, earlier: Self) -> Self;

    /// Copies the vector at `from` without the bytes whose bits are set. Behind it, anything may be written.
    ///
    /// # Safety
    /// There is [room](Vector::ROOM) at both places.
    #[inline(always)]
    unsafe fn copy_without(self, from: *const u8, to: *mut u8, left_out: u64) {
        // SAFETY: the caller's promises: the second vector is at most a vector and one byte behind the first.
        unsafe {
            self.store(to);
            // What is behind a byte left out is written over it. For most vectors once is enough, and not to ask whether
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

/// Writes methods of [`Vector`], each of which is one expression.
macro_rules! methods {
    ($(fn $name:ident($($parameters:tt)*) $(-> $result:ty)? = $value:expr;)*) => {$(
        #[inline(always)]
        unsafe fn $name($($parameters)*) $(-> $result)? {
            // SAFETY: the caller promises the instructions, and for a load or a store, which ask for no alignment, that the bytes
            // can be read or written; arrays of 16 bytes are loaded whole.
            #[allow(unused_unsafe)]
            unsafe { $value }
        }
    )*};
}
pub(crate) use methods;

/// Asks for the block that is [`Vector::AHEAD`] of this one.
///
/// # Safety
/// The machine has the instructions of `V`.
#[inline(always)]
pub(crate) unsafe fn prefetch_block<V: Vector>(from: *const u8) {
    for line in (0..VECTORS * V::WIDTH).step_by(CACHE_LINE_BYTES) {
        // SAFETY: the caller's promise.
        unsafe { V::prefetch(from.wrapping_add(V::AHEAD + line)) };
    }
}
