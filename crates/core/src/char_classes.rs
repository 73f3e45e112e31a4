//! What a text is made of: most of what the rules look for is ruled out by that, and it is known once the text is read.

/// The bytes of a text, a bit for each letter and each digit of ASCII, without case, and one for each kind of other byte that
/// a rule looks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct CharClasses(u64);

/// The bits of each byte.
static OF_BYTE: [u64; 256] = {
    let mut of_byte = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        of_byte[byte] = match byte as u8 {
            b'0'..=b'9' => 1 << byte,
            b'A'..=b'Z' => CharClasses::CAPITAL.0 | 1 << (byte & 0x1F),
            b'a'..=b'z' => 1 << (byte & 0x1F),
            0..0x20 | 0x7F => CharClasses::CONTROL.0,
            b'%' => CharClasses::PERCENT.0,
            b'+' => CharClasses::PLUS.0,
            b':' => CharClasses::COLON.0,
            b'<' => CharClasses::LESS.0,
            b'@' => CharClasses::AT.0,
            0x80.. => CharClasses::BEYOND_ASCII.0,
            _ => 0,
        };
        byte += 1;
    }
    of_byte
};

impl CharClasses {
    pub(crate) const DIGITS: CharClasses = CharClasses(0x3FF << b'0');
    pub(crate) const LETTERS: CharClasses = CharClasses(0x3FF_FFFF << 1);
    pub(crate) const CAPITAL: CharClasses = CharClasses(1 << 32);
    pub(crate) const PERCENT: CharClasses = CharClasses(1 << 33);
    pub(crate) const COLON: CharClasses = CharClasses(1 << 34);
    pub(crate) const LESS: CharClasses = CharClasses(1 << 35);
    pub(crate) const AT: CharClasses = CharClasses(1 << 36);
    pub(crate) const BEYOND_ASCII: CharClasses = CharClasses(1 << 37);
    pub(crate) const PLUS: CharClasses = CharClasses(1 << 39);
    /// The control characters of ASCII.
    pub(crate) const CONTROL: CharClasses = CharClasses(1 << 38);

    pub(crate) fn of(text: &str) -> CharClasses {
        text.bytes().fold(CharClasses::default(), |all, byte| all | CharClasses::of_byte(byte))
    }

    pub(crate) fn of_byte(byte: u8) -> CharClasses {
        CharClasses(OF_BYTE[usize::from(byte)])
    }

    pub(crate) const fn with(self, other: CharClasses) -> CharClasses {
        CharClasses(self.0 | other.0)
    }

    /// Those of these.
    pub(crate) const fn and(self, these: CharClasses) -> CharClasses {
        CharClasses(self.0 & these.0)
    }

    /// Whether there is any of these.
    pub(crate) fn has(self, any: CharClasses) -> bool {
        self.0 & any.0 != 0
    }

    /// Whether there is none but these.
    pub(crate) fn is_of(self, all: CharClasses) -> bool {
        self.0 & !all.0 == 0
    }
}

impl core::ops::BitOr for CharClasses {
    type Output = CharClasses;

    fn bitor(self, other: CharClasses) -> CharClasses {
        self.with(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_of_its_kind() {
        for byte in 0..=255u8 {
            let of = CharClasses::of_byte(byte);
            let kinds = [
                (CharClasses::DIGITS, byte.is_ascii_digit()),
                (CharClasses::LETTERS, byte.is_ascii_alphabetic()),
                (CharClasses::CAPITAL, byte.is_ascii_uppercase()),
                (CharClasses::CONTROL, byte.is_ascii_control()),
                (CharClasses::PLUS, byte == b'+'),
                (CharClasses::PERCENT, byte == b'%'),
                (CharClasses::COLON, byte == b':'),
                (CharClasses::LESS, byte == b'<'),
                (CharClasses::AT, byte == b'@'),
                (CharClasses::BEYOND_ASCII, !byte.is_ascii()),
            ];
            for (kind, expected) in kinds {
                assert_eq!(of.has(kind), expected, "{byte:#x} {kind:?}");
            }
        }
    }

    #[test]
    fn letters_and_digits_are_told_apart_but_not_their_case() {
        let every: Vec<u8> = (b'0'..=b'9').chain(b'a'..=b'z').collect();
        for one in &every {
            for other in &every {
                let is_of = CharClasses::of_byte(*one).is_of(CharClasses::of_byte(*other));
                assert_eq!(is_of, one == other, "{one} {other}");
            }
            assert!(CharClasses::of_byte(*one).is_of(CharClasses::of_byte(one.to_ascii_uppercase())));
        }
    }

    #[test]
    fn a_text_is_of_its_bytes() {
        let of = CharClasses::of("Anna 2");
        assert!(
            of.is_of(CharClasses::of("a N2"))
                && !of.is_of(CharClasses::of("an2"))
                && !of.is_of(CharClasses::of("AN 3"))
        );
        assert_eq!(CharClasses::of(""), CharClasses::default());
    }
}
