//! The classes of bytes: 0 for what is not of the alphabet of base64, and above it for what is.
//!
//! A byte's class is the bits that its row and its column share.

/// `A` to `O`, and `a` to `o`.
const A_TO_O: u8 = 1;
/// `P` to `Z`, and `p` to `z`.
const P_TO_Z: u8 = 2;
const DIGITS: u8 = 4;
/// `+` and `/`.
const SIGNS: u8 = 8;

/// The row of a byte is its upper four bits.
pub(crate) const ROWS: [u8; 16] = [0, 0, SIGNS, DIGITS, A_TO_O, P_TO_Z, A_TO_O, P_TO_Z, 0, 0, 0, 0, 0, 0, 0, 0];

/// Its column is its lower four bits.
pub(crate) const COLUMNS: [u8; 16] = columns();

const fn columns() -> [u8; 16] {
    let mut columns = [0; 16];
    let mut column = 0;
    while column < 16 {
        columns[column] |= if column >= 1 { A_TO_O } else { 0 };
        columns[column] |= if column <= 0xA { P_TO_Z } else { 0 };
        columns[column] |= if column <= 9 { DIGITS } else { 0 };
        columns[column] |= if column == 0xB || column == 0xF { SIGNS } else { 0 };
        column += 1;
    }
    columns
}
