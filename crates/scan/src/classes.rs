//! The classes of bytes, small where they belong to `Exif\0\0`: 0 for what is not of the alphabet, 1 for A, 2 for Y and y,
//! 4 for g and m, and 8 or more for the others.
//!
//! A byte's class is the bits that its row and its column share.

/// The row of a byte is its upper four bits.
pub(crate) const ROWS: [u8; 16] = [0, 0, 32, 64, 128 | 1, 16 | 2, 8 | 4, 16 | 2, 0, 0, 0, 0, 0, 0, 0, 0];

/// Its column is its lower four bits.
pub(crate) const COLUMNS: [u8; 16] = columns();

/// In groups from the text's beginning on, `Exif\0\0` has a pair AA or YA: a class of 1 behind one of up to 2. (Of the groups
/// themselves, eGlm has none, but the next one begins with AA.)
pub(crate) const PAIRS_IN_GROUPS: u16 = 0x0102;

const fn columns() -> [u8; 16] {
    let mut columns = [0; 16];
    let mut column = 0;
    while column < 16 {
        columns[column] |= match column {
            0 => 0,
            // A alone, and B to O.
            1 => 1,
            _ => 128,
        };
        columns[column] |= match column {
            0 => 0,
            // g and m, and a to o without them.
            7 | 0xD => 4,
            _ => 8,
        };
        columns[column] |= match column {
            // Y and y, and P to Z and p to z without them.
            9 => 2,
            0..=0xA => 16,
            _ => 0,
        };
        columns[column] |= if column == 0xB || column == 0xF { 32 } else { 0 };
        columns[column] |= if column <= 9 { 64 } else { 0 };
        column += 1;
    }
    columns
}
