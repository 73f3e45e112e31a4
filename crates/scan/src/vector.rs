//! Vectors, as wide as they are, and what all loops over them ask of them.

#![allow(unsafe_code)]

/// Vectors in a block.
pub(crate) const VECTORS: usize = 4;

/// The bytes that a cache holds together.
const LINE: usize = 64;

/// So many bytes side by side. Every method is unsafe for one reason, [`Vector::load`] for two: the machine
/// must have the instructions.
pub(crate) trait Vector: Copy {
    const WIDTH: usize;
    /// How far ahead of what is read memory is asked for more: by measurement, for texts that no cache holds.
    const AHEAD: usize = 2048;

    /// The bytes from there on, at any address.
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
    /// The same of the bytes that are less, as signed numbers.
    unsafe fn less(self, other: Self) -> Self;
    unsafe fn and(self, other: Self) -> Self;
    /// The bits that are not set in `other`.
    unsafe fn and_not(self, other: Self) -> Self;
    unsafe fn or(self, other: Self) -> Self;
    unsafe fn has_zero(self) -> bool;
    unsafe fn is_zero(self) -> bool;
    /// The highest bit of each byte, the first byte's last.
    unsafe fn mask(self) -> u64;
}

/// Asks for the block that stands [`Vector::AHEAD`] of this one.
///
/// # Safety
/// The machine has the instructions of `V`.
#[inline(always)]
pub(crate) unsafe fn prefetch_block<V: Vector>(from: *const u8) {
    for line in (0..VECTORS * V::WIDTH).step_by(LINE) {
        // SAFETY: the caller's promise.
        unsafe { V::prefetch(from.wrapping_add(V::AHEAD + line)) };
    }
}
