//! What characters are: letters and digits of all scripts, and the classes of bytes that rules look for.

/// The classes of the bytes of a text: a bit for each letter and each digit of ASCII, without case, and one for each kind of
/// other byte that a rule looks for. Most of what the rules look for is ruled out by them, and they are known once the text is
/// read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct CharClasses(u64);

/// The classes of each byte.
static OF_BYTE: [CharClasses; 256] = {
    let mut of_byte = [CharClasses(0); 256];
    let mut byte = 0;
    while byte < 256 {
        of_byte[byte] = match byte as u8 {
            b'0'..=b'9' => CharClasses(1 << byte),
            b'A'..=b'Z' => CharClasses::CAPITAL.with(CharClasses(1 << (byte & 0x1F))),
            b'a'..=b'z' => CharClasses(1 << (byte & 0x1F)),
            0..=0x1F | 0x7F => CharClasses::CONTROL,
            0x80.. => CharClasses::BEYOND_ASCII,
            b'%' => CharClasses::PERCENT,
            b'+' => CharClasses::PLUS,
            b':' => CharClasses::COLON,
            b'<' => CharClasses::LESS,
            b'@' => CharClasses::AT,
            b'-' => CharClasses::HYPHEN,
            b'.' | b'_' => CharClasses::DOT,
            b'/' => CharClasses::SLASH,
            b'?' => CharClasses::QUESTION,
            b'#' => CharClasses::HASH,
            b'~' | b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b',' | b';' | b'=' => CharClasses::DELIMITER,
            _ => CharClasses(0),
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
    /// The control characters of ASCII.
    pub(crate) const CONTROL: CharClasses = CharClasses(1 << 38);
    pub(crate) const PLUS: CharClasses = CharClasses(1 << 39);
    pub(crate) const HYPHEN: CharClasses = CharClasses(1 << 40);
    /// The dot and the underscore.
    pub(crate) const DOT: CharClasses = CharClasses(1 << 41);
    pub(crate) const SLASH: CharClasses = CharClasses(1 << 42);
    pub(crate) const QUESTION: CharClasses = CharClasses(1 << 43);
    pub(crate) const HASH: CharClasses = CharClasses(1 << 45);
    /// The tilde and RFC 3986's `sub-delims` but the plus.
    pub(crate) const DELIMITER: CharClasses = CharClasses(1 << 44);

    /// Returns the classes of all bytes of a text.
    pub(crate) fn of(text: &str) -> CharClasses {
        text.bytes().fold(CharClasses::default(), |all, byte| all.with(CharClasses::of_byte(byte)))
    }

    pub(crate) fn of_byte(byte: u8) -> CharClasses {
        OF_BYTE[usize::from(byte)]
    }

    pub(crate) const fn with(self, other: CharClasses) -> CharClasses {
        CharClasses(self.0 | other.0)
    }

    /// Returns those of these classes that are among the others.
    pub(crate) const fn and(self, these: CharClasses) -> CharClasses {
        CharClasses(self.0 & these.0)
    }

    /// Checks whether there is any of these.
    pub(crate) const fn has(self, any: CharClasses) -> bool {
        self.0 & any.0 != 0
    }

    /// Checks whether there is none but these.
    pub(crate) const fn is_of(self, all: CharClasses) -> bool {
        self.0 & !all.0 == 0
    }

    /// Checks whether a byte is of one of these.
    pub(crate) fn hold(self, byte: u8) -> bool {
        self.has(CharClasses::of_byte(byte))
    }
}

/// Ranges of characters that are neither a letter nor a digit, the first and the last of each. Up to Arabic these are all of
/// them; after it, marks, signs and symbols of today's texts. Everything else counts as a letter: within a word of any other
/// script, its marks do not end the word. The standard library's tables know every alphabet and would be the largest part of
/// what a browser loads.
const NO_WORD: &[u16] = &[
    0x0080, 0x00A9, 0x00AB, 0x00B1, 0x00B4, 0x00B4, 0x00B6, 0x00B8, 0x00BB, 0x00BB, 0x00BF, 0x00BF, 0x00D7, 0x00D7,
    0x00F7, 0x00F7, 0x02C2, 0x02C5, 0x02D2, 0x02DF, 0x02E5, 0x02EB, 0x02ED, 0x02ED, 0x02EF, 0x0344, 0x0346, 0x0362,
    0x0375, 0x0375, 0x0378, 0x0379, 0x037E, 0x037E, 0x0380, 0x0385, 0x0387, 0x0387, 0x038B, 0x038B, 0x038D, 0x038D,
    0x03A2, 0x03A2, 0x03F6, 0x03F6, 0x0482, 0x0489, 0x0530, 0x0530, 0x0557, 0x0558, 0x055A, 0x055F, 0x0589, 0x05AF,
    0x05BE, 0x05BE, 0x05C0, 0x05C0, 0x05C3, 0x05C3, 0x05C6, 0x05C6, 0x05C8, 0x05CF, 0x05EB, 0x05EE, 0x05F3, 0x060F,
    0x061B, 0x061F, 0x0658, 0x0658, 0x066A, 0x066D, 0x06D4, 0x06D4, 0x06DD, 0x06E0, 0x06E9, 0x06EC, 0x06FD, 0x06FE,
    0x0964, 0x0965, 0x0E3B, 0x0E3F, 0x0E47, 0x0E4C, 0x104A, 0x104F, 0x1360, 0x1368, 0x17D4, 0x17D6, 0x1FFD, 0x206F,
    0x207A, 0x207E, 0x208A, 0x208F, 0x209D, 0x2101, 0x2103, 0x2106, 0x2116, 0x2118, 0x211E, 0x2123, 0x218A, 0x245F,
    0x249C, 0x24B5, 0x2500, 0x2775, 0x2794, 0x2BFF, 0x2E00, 0x2E2E, 0x2E30, 0x3004, 0x3008, 0x3020, 0x302A, 0x3030,
    0x303D, 0x3040, 0x3097, 0x309C, 0x30A0, 0x30A0, 0x30FB, 0x30FB, 0x3200, 0x321F, 0x322A, 0x3247, 0x3260, 0x327F,
    0x328A, 0x32B0, 0x32C0, 0x33FF, 0x4DC0, 0x4DFF, 0xD7FC, 0xF8FF, 0xFDFC, 0xFE6F, 0xFEFD, 0xFF0F, 0xFF1A, 0xFF20,
    0xFF3B, 0xFF40, 0xFF5B, 0xFF65, 0xFFDD, 0xFFFF,
];

/// Checks whether a character is a letter or a digit, which words consist of.
#[inline(never)]
pub(crate) fn is_word(char: char) -> bool {
    match u16::try_from(u32::from(char)) {
        Ok(point) if point < 0x80 => char.is_ascii_alphanumeric(),
        Ok(point) => !is_in(NO_WORD, point.into()),
        // Musical signs, playing cards and emoji; tags and private use.
        Err(_) => !matches!(u32::from(char), 0x1CCFA..=0x1D2BF | 0x1F18A..=0x1FBEF | 0xE0000..),
    }
}

/// Checks whether a character is a letter. Beyond ASCII, digits count as letters.
pub(crate) fn is_letter(char: char) -> bool {
    is_word(char) && !char.is_ascii_digit()
}

/// Checks whether a character is in one of the ranges, each of which is given by its first and its last character.
pub(crate) fn is_in(ranges: &[u16], point: u32) -> bool {
    ranges.as_chunks().0.iter().any(|&[first, last]| (u32::from(first)..=u32::from(last)).contains(&point))
}

/// Returns a text without such characters at its ends. With one type for all of them it is compiled once.
pub(crate) fn trim_matches(text: &str, is_blank: fn(char) -> bool) -> &str {
    text.trim_matches(is_blank)
}

/// Checks whether the bytes begin as the layout says: `d` is a digit, `n` a digit from 2 on, `h` a hexadecimal digit, `a` a
/// capital letter, `s` the letter of a sex, `_` a separator of groups, `x` any byte; each other byte is itself.
pub(crate) fn fits(layout: &[u8], bytes: &[u8]) -> bool {
    let fits = |(place, byte): (&u8, &u8)| match place {
        b'd' => byte.is_ascii_digit(),
        b'n' => matches!(byte, b'2'..=b'9'),
        b'h' => byte.is_ascii_hexdigit(),
        b'a' => byte.is_ascii_uppercase(),
        b's' => matches!(byte, b'M' | b'F' | b'X'),
        b'_' => matches!(byte, b' ' | b'-' | b'.'),
        b'x' => true,
        itself => itself == byte,
    };
    bytes.len() >= layout.len() && layout.iter().zip(bytes).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_of_its_class() {
        for byte in 0..=255u8 {
            let of = CharClasses::of_byte(byte);
            for (class, expected) in [
                (CharClasses::DIGITS, byte.is_ascii_digit()),
                (CharClasses::LETTERS, byte.is_ascii_alphabetic()),
                (CharClasses::CAPITAL, byte.is_ascii_uppercase()),
                (CharClasses::CONTROL, byte.is_ascii_control()),
                (CharClasses::BEYOND_ASCII, !byte.is_ascii()),
                (CharClasses::PLUS, byte == b'+'),
                (CharClasses::PERCENT, byte == b'%'),
                (CharClasses::COLON, byte == b':'),
                (CharClasses::LESS, byte == b'<'),
                (CharClasses::AT, byte == b'@'),
                (CharClasses::HYPHEN, byte == b'-'),
                (CharClasses::DOT, b"._".contains(&byte)),
                (CharClasses::SLASH, byte == b'/'),
                (CharClasses::QUESTION, byte == b'?'),
                (CharClasses::HASH, byte == b'#'),
                (CharClasses::DELIMITER, b"~!$&'()*,;=".contains(&byte)),
            ] {
                assert_eq!((of.has(class), class.hold(byte)), (expected, expected), "{byte:#x} {class:?}");
            }
        }
    }

    #[test]
    fn letters_and_digits_have_a_class_each_without_case() {
        let every: Vec<u8> = (b'0'..=b'9').chain(b'a'..=b'z').collect();
        for one in &every {
            for other in &every {
                let is_of = CharClasses::of_byte(*one).is_of(CharClasses::of_byte(*other));
                assert_eq!(is_of, one == other, "{one} {other}");
            }
            assert!(CharClasses::of_byte(*one).is_of(CharClasses::of_byte(one.to_ascii_uppercase())));
        }
        let of = CharClasses::of("Anna 2");
        assert!(of.is_of(CharClasses::of("a N2")) && !of.is_of(CharClasses::of("an2")));
        assert_eq!(CharClasses::of(""), CharClasses::default());
    }

    #[test]
    fn words_are_those_of_unicode_up_to_arabic_and_later_lack_no_letter() {
        for char in '\0'..=char::MAX {
            assert!(is_word(char) || !char.is_alphanumeric(), "{char:?}");
            assert!(is_word(char) == char.is_alphanumeric() || char >= '\u{700}', "{char:?}");
        }
    }

    #[test]
    fn signs_and_symbols_end_words_in_every_script() {
        for char in "、。「」・！？（）～।॥،؛؟۔״׳·¿¡«»“”„‘’–—…•€£¥™№°§¶†‡※〒←→↔∞≈≤≥■●★☆♥✓😀🇺🚀\u{200B}\u{FEFF}\u{FE0F}\u{E000}\u{F8FF}".chars()
        {
            assert!(!is_word(char), "{char:?}");
        }
        for char in "ŁąßñÇőşİıΩжЩїҐԱאשعگ٣हिंदीไทยกำ한글ひらがなカタカナー漢字々仮名㐀𠀀ꦗ".chars()
        {
            assert!(is_word(char), "{char:?}");
        }
        assert!(is_letter('é') && is_letter('a') && !is_letter('7') && !is_letter('-'));
    }

    #[test]
    fn layouts() {
        for (layout, bytes, expected) in [
            ("dna-s_xh", "02A-M.!f", true),
            ("dna-s_x", "92Z-X ?more", true),
            ("dna-s_x", "02A-M.", false),
            ("d", "a", false),
            ("n", "1", false),
            ("n", "9", true),
            ("a", "z", false),
            ("-", ".", false),
            ("h", "g", false),
            ("s", "W", false),
            ("_", "-", true),
            ("_", "/", false),
            ("", "", true),
        ] {
            assert_eq!(fits(layout.as_bytes(), bytes.as_bytes()), expected, "{layout} {bytes}");
        }
    }
}
