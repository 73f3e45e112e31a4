//! Letters and digits of all scripts, told by what is none. The standard library's tables know every character of every
//! alphabet and would be the largest thing of all that a browser loads.

/// Runs of characters that are neither a letter nor a digit, first and last. Up to Arabic it is each of them; behind it, those
/// of marks, signs and symbols that texts of today hold. What no run has counts as a letter: within a word of any other
/// script, marks of its own do not end the word.
const OTHERS: &[(u16, u16)] = &[
    (0x0080, 0x00A9),
    (0x00AB, 0x00B1),
    (0x00B4, 0x00B4),
    (0x00B6, 0x00B8),
    (0x00BB, 0x00BB),
    (0x00BF, 0x00BF),
    (0x00D7, 0x00D7),
    (0x00F7, 0x00F7),
    (0x02C2, 0x02C5),
    (0x02D2, 0x02DF),
    (0x02E5, 0x02EB),
    (0x02ED, 0x02ED),
    (0x02EF, 0x0344),
    (0x0346, 0x0362),
    (0x0375, 0x0375),
    (0x0378, 0x0379),
    (0x037E, 0x037E),
    (0x0380, 0x0385),
    (0x0387, 0x0387),
    (0x038B, 0x038B),
    (0x038D, 0x038D),
    (0x03A2, 0x03A2),
    (0x03F6, 0x03F6),
    (0x0482, 0x0489),
    (0x0530, 0x0530),
    (0x0557, 0x0558),
    (0x055A, 0x055F),
    (0x0589, 0x05AF),
    (0x05BE, 0x05BE),
    (0x05C0, 0x05C0),
    (0x05C3, 0x05C3),
    (0x05C6, 0x05C6),
    (0x05C8, 0x05CF),
    (0x05EB, 0x05EE),
    (0x05F3, 0x060F),
    (0x061B, 0x061F),
    (0x0658, 0x0658),
    (0x066A, 0x066D),
    (0x06D4, 0x06D4),
    (0x06DD, 0x06E0),
    (0x06E9, 0x06EC),
    (0x06FD, 0x06FE),
    (0x0964, 0x0965),
    (0x0E3B, 0x0E3F),
    (0x0E47, 0x0E4C),
    (0x104A, 0x104F),
    (0x1360, 0x1368),
    (0x17D4, 0x17D6),
    (0x1FFD, 0x206F),
    (0x207A, 0x207E),
    (0x208A, 0x208F),
    (0x209D, 0x2101),
    (0x2103, 0x2106),
    (0x2116, 0x2118),
    (0x211E, 0x2123),
    (0x218A, 0x245F),
    (0x249C, 0x24B5),
    (0x2500, 0x2775),
    (0x2794, 0x2BFF),
    (0x2E00, 0x2E2E),
    (0x2E30, 0x3004),
    (0x3008, 0x3020),
    (0x302A, 0x3030),
    (0x303D, 0x3040),
    (0x3097, 0x309C),
    (0x30A0, 0x30A0),
    (0x30FB, 0x30FB),
    (0x3200, 0x321F),
    (0x322A, 0x3247),
    (0x3260, 0x327F),
    (0x328A, 0x32B0),
    (0x32C0, 0x33FF),
    (0x4DC0, 0x4DFF),
    (0xD7FC, 0xF8FF),
    (0xFDFC, 0xFE6F),
    (0xFEFD, 0xFF0F),
    (0xFF1A, 0xFF20),
    (0xFF3B, 0xFF40),
    (0xFF5B, 0xFF65),
    (0xFFDD, 0xFFFF),
];

/// Whether it is a letter or a digit, of which words are made.
#[inline(never)]
pub(crate) fn is_word(char: char) -> bool {
    match u16::try_from(u32::from(char)) {
        Ok(point) if point < 0x80 => char.is_ascii_alphanumeric(),
        Ok(point) => !OTHERS.iter().any(|(first, last)| (*first..=*last).contains(&point)),
        // Musical signs, playing cards and emoji; tags and what is private.
        Err(_) => !matches!(u32::from(char), 0x1CCFA..=0x1D2BF | 0x1F18A..=0x1FBEF | 0xE0000..),
    }
}

/// Whether it is a letter. Beyond ASCII, digits count as such.
pub(crate) fn is_letter(char: char) -> bool {
    is_word(char) && !char.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn up_to_arabic_it_is_what_unicode_says_and_behind_no_letter_is_left_out() {
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
}
