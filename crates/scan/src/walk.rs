//! The walk through the base64 of a JPEG's entropy-coded data, the same for every width.

#![allow(unsafe_code)]

use crate::vector::{VECTORS, Vector, prefetch_block};

/// The bytes that [`Vector::bytes`] gives for the first time. Behind one of them that is 0xFF, its copy is no marker.
const ORIGINALS: [u8; 4] = [0xFF, 0xFF, 0xFF, 0];

/// Returns the length of the whole blocks at the beginning of `text` that [`crate::walk()`] passes.
///
/// # Safety
/// The machine has the instructions of `V`.
#[inline(always)]
pub(crate) unsafe fn walk<V: Vector>(text: &[u8], prefix: &mut bool) -> usize {
    let block = VECTORS * V::WIDTH;
    let mut at = 0;
    // SAFETY: the machine has the instructions, by the caller's promise; and each load ends within a block that lies within
    // the text, by the loop's condition.
    unsafe {
        let (ff, originals) = (V::splat(0xFF), V::splat_group(ORIGINALS));
        // Which bytes of the vector before are 0xFF.
        let mut last = V::splat(if *prefix { 0xFF } else { 0 });
        while text.len() - at >= block {
            let from = text.as_ptr().add(at);
            prefetch_block::<V>(from);
            let mut seen = ff;
            let mut found = V::splat(0);
            let mut earlier = last;
            for i in 0..VECTORS {
                let bytes = V::load(from.add(i * V::WIDTH)).bytes(&mut seen);
                let prefixes = bytes.equal(ff);
                found = found.or(prefixes.before(earlier).and(bytes));
                earlier = prefixes;
            }
            // Other bytes than a stuffed zero are rare behind 0xFF: only then all is asked that is no marker.
            if !V::is_alphabet(seen) || (!found.and(originals).is_zero() && has_marker::<V>(from, last)) {
                break;
            }
            last = earlier;
            at += block;
        }
        *prefix = last.mask() >> (V::WIDTH - 1) != 0;
    }
    at
}

/// Checks whether a block of characters of the alphabet has what ends a [walk](crate::walk()); `earlier` says which bytes of the vector
/// before it are 0xFF.
///
/// # Safety
/// The machine has the instructions of `V`, and a block can be read there.
#[cold]
#[inline(always)]
unsafe fn has_marker<V: Vector>(from: *const u8, mut earlier: V) -> bool {
    // SAFETY: the caller's promises.
    unsafe {
        let (zero, ff) = (V::splat(0), V::splat(0xFF));
        let mut found = zero;
        for i in 0..VECTORS {
            let bytes = V::load(from.add(i * V::WIDTH)).bytes(&mut { ff });
            let restart = bytes.and(V::splat(0xF8)).equal(V::splat(0xD0));
            let prefixes = bytes.equal(ff);
            let alone = bytes.equal(zero).or(bytes.equal(V::splat(0x01))).or(restart).or(prefixes);
            found = found.or(prefixes.before(earlier).and_not(alone));
            earlier = prefixes;
        }
        !found.is_zero()
    }
}
