//! What is after `xn--`: Punycode (RFC 3492) of a label that internationalised names may have.
//!
//! IDNA's tables would be larger than all other rules of the URL. What is found without them: capitals of the usual scripts,
//! characters that are mapped to others or hidden, marks at the beginning, hyphens in the places of `xn--`.

use super::parts::cut_last;
use crate::char_classes::is_in;

/// More characters than a label has.
const MAX_LABEL_CHARS: usize = 64;

/// Ranges of the first plane that UTS #46 maps to other characters, ignores or disallows, the first and the last character of
/// each. From U+D800 on: surrogates, private use, and forms of other characters.
const FORBIDDEN: &[u16] = &[
    0x80, 0xA0, 0xA8, 0xA8, 0xAA, 0xAA, 0xAD, 0xAD, 0xAF, 0xAF, 0xB2, 0xB5, 0xB8, 0xBA, 0xBC, 0xBE, 0xC0, 0xD6, 0xD8,
    0xDE, 0x178, 0x178, 0x37E, 0x38F, 0x391, 0x3AB, 0x3FD, 0x42F, 0x4C0, 0x4C0, 0x531, 0x556, 0x10A0, 0x10C5, 0x1C90,
    0x1CBA, 0x2000, 0x200B, 0x200E, 0x200F, 0x2024, 0x2026, 0x2028, 0x202F, 0x205F, 0x208E, 0x2100, 0x2103, 0x2150,
    0x217F, 0x2460, 0x24EA, 0x2C00, 0x2C2F, 0x2F00, 0x2FD5, 0x3000, 0x3000, 0x3002, 0x3002, 0x3131, 0x318E, 0x3200,
    0x321E, 0x3220, 0x3247, 0x3250, 0x327E, 0x3280, 0x33FF, 0xD800, 0xFA0D, 0xFA2A, 0xFA6D, 0xFB00, 0xFB06, 0xFBD3,
    0xFD3D, 0xFD50, 0xFD8F, 0xFE00, 0xFE1F, 0xFE74, 0xFFFF,
];

/// Ranges in which capitals and small letters alternate: the first and the last capital of each.
const ALTERNATING: &[u16] = &[
    0x100, 0x136, 0x139, 0x147, 0x14A, 0x176, 0x179, 0x17F, 0x1CD, 0x1DB, 0x1DE, 0x1EE, 0x1F8, 0x232, 0x3D8, 0x3EE,
    0x460, 0x480, 0x48A, 0x4BE, 0x4C1, 0x4CD, 0x4D0, 0x52E, 0x1E00, 0x1E94, 0x1EA0, 0x1EFE, 0x2C80, 0x2CE2, 0xA640,
    0xA66C,
];

/// Ranges of marks and joiners of the usual scripts: no label begins with one.
const MARKS: &[u16] = &[
    0x300, 0x36F, 0x483, 0x489, 0x591, 0x5BD, 0x610, 0x61A, 0x64B, 0x65F, 0x670, 0x670, 0x6D6, 0x6DC, 0x900, 0x903,
    0x93A, 0x93C, 0x93E, 0x94F, 0x981, 0x983, 0xE31, 0xE31, 0xE34, 0xE3A, 0xE47, 0xE4E, 0x1AB0, 0x1ACE, 0x1DC0, 0x1DFF,
    0x200C, 0x200D, 0x20D0, 0x20F0, 0x302A, 0x302F, 0x3099, 0x309A, 0xA8E0, 0xA8F1, 0xFE20, 0xFE2F,
];

/// Checks whether what follows `xn--` means a label with a character outside ASCII that IDNA permits.
pub(super) fn is_permitted(code: &[u8]) -> bool {
    let mut label = [0; MAX_LABEL_CHARS];
    decode(code, &mut label).and_then(|length| label.get(..length)).is_some_and(is_permitted_label)
}

fn is_permitted_label(label: &[u32]) -> bool {
    const HYPHEN: u32 = b'-' as u32;
    let is_wrong_pair = |pair: &[u32]| match *pair {
        // A joiner follows a letter, a sign or a mark of Arabic, Indian and similar scripts only: no emoji are joined.
        [before, 0x200C | 0x200D] => {
            !matches!(before, 0x600..=0x1CFF | 0xA800..=0xABFF | 0x10A00..=0x1EFFF) && !is_in(MARKS, before)
        }
        // Of these five all seven exist as one letter, which is then the only legal writing.
        [vowel, 0x300..=0x304 | 0x306 | 0x308] => u8::try_from(vowel).is_ok_and(|vowel| b"aeiouAEIOU".contains(&vowel)),
        _ => false,
    };
    // A label of Hebrew or Arabic has no letter of the other direction.
    let is_latin = |point: &u32| u8::try_from(*point).is_ok_and(|byte| byte.is_ascii_alphabetic());
    let is_right_to_left = |point: &u32| matches!(point, 0x5D0..=0x5EA | 0x620..=0x64A);
    let mixes = label.iter().any(is_latin) && label.iter().any(is_right_to_left);
    !matches!(label, [HYPHEN, ..] | [.., HYPHEN] | [_, _, HYPHEN, HYPHEN, ..])
        && !label.first().is_some_and(|first| is_in(MARKS, *first))
        && !label.iter().any(|point| is_forbidden(*point))
        && !label.windows(2).any(is_wrong_pair)
        && !mixes
}

fn is_forbidden(point: u32) -> bool {
    let is_capital = |&[first, last]: &[u16; 2]| {
        u16::try_from(point).is_ok_and(|point| (first..=last).contains(&point) && (point - first).is_multiple_of(2))
    };
    // Mathematical letters, compatibility ideographs, and what is after all characters.
    matches!(point, 0x1D400..=0x1D7FF | 0x2F800..=0x2FFFF | 0x40000..)
        || is_in(FORBIDDEN, point)
        || ALTERNATING.as_chunks().0.iter().any(is_capital)
}

/// Returns how many characters a code means, and writes them into the label, by RFC 3492, section 6.2. `None` where it means no
/// label with a character outside ASCII. Each label has one writing in Punycode only, so what decodes would be
/// encoded the same.
fn decode(code: &[u8], label: &mut [u32; MAX_LABEL_CHARS]) -> Option<usize> {
    let (basic, mut digits) = cut_last(code, b'-');
    // A delimiter that delimits nothing is no digit either.
    if digits.is_empty() || basic.is_some_and(<[u8]>::is_empty) {
        return None;
    }
    let basic = basic.unwrap_or_default();
    for (slot, byte) in label.iter_mut().zip(basic) {
        *slot = u32::from(*byte);
    }
    let (mut length, mut point, mut at, mut bias) = (basic.len() as u64, 0x80, 0, 72);
    while !digits.is_empty() {
        let start = at;
        let (mut weight, mut k) = (1, 36u64);
        loop {
            let [next, after @ ..] = digits else { return None };
            digits = after;
            // `a` to `z` are 0 to 25, `0` to `9` are 26 to 35.
            let digit = u64::from((char::from(*next).to_digit(36)? + 26) % 36);
            let threshold = k.saturating_sub(bias).clamp(1, 26);
            at += digit * weight;
            let ends = digit < threshold;
            if !ends {
                weight *= 36 - threshold;
            }
            // More than 32 bits are an error; no single step leaves 64.
            if at.max(weight) > u64::from(u32::MAX) {
                return None;
            }
            if ends {
                break;
            }
            k += 36;
        }
        length += 1;
        bias = adapt(at - start, length, start == 0);
        point += at / length;
        let mut moved = u32::try_from(point).ok().and_then(char::from_u32)? as u32;
        at %= length;
        // All from there on moves by one.
        for slot in label.get_mut(at as usize..length as usize)? {
            core::mem::swap(slot, &mut moved);
        }
        at += 1;
    }
    Some(length as usize)
}

/// Returns the next bias, by RFC 3492, section 6.1.
fn adapt(delta: u64, length: u64, first: bool) -> u64 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / length;
    let mut k = 0;
    while delta > 455 {
        delta /= 35;
        k += 36;
    }
    k + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::*;
    use idna::punycode;
    use proptest::prelude::*;

    fn decoded(code: &str) -> Option<String> {
        let mut label = [0; MAX_LABEL_CHARS];
        let length = decode(code.as_bytes(), &mut label)?;
        Some(label[..length].iter().map(|point| char::from_u32(*point).expect("a character")).collect())
    }

    #[test]
    fn labels_of_rfc_3492_and_long_ones() {
        for (code, label) in [
            ("egbpdaj6bu4bxfgehfvwxn", "ليهمابتكلموشعربي؟"),
            ("ihqwcrb4cv8a8dqg056pqjye", "他们为什么不说中文"),
            ("Proprostnemluvesky-uyb24dma41a", "Pročprostěnemluvíčesky"),
            ("4dbcagdahymbxekheh6e0a7fei0b", "למההםפשוטלאמדבריםעברית"),
            ("i1baa7eci9glrd9b2ae1bj0hfcgg6iyaf8o0a1dig0cd", "यहलोगहिन्दीक्योंनहींबोलसकतेहैं"),
            ("n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa", "なぜみんな日本語を話してくれないのか"),
            ("b1abfaaepdrnnbgefbadotcwatmq2g4l", "почемужеонинеговорятпорусски"),
            ("PorqunopuedensimplementehablarenEspaol-fmd56a", "PorquénopuedensimplementehablarenEspañol"),
            ("3B-ww4c5e180e575a65lsy2b", "3年B組金八先生"),
            ("2-u9tlzr9756bt3uc0v", "ひとつ屋根の下2"),
            ("d9juau41awczczp", "そのスピードで"),
            ("tda", "ü"),
            ("bcher-kva", "bücher"),
            ("ls8h", "💩"),
            ("-a-0g1a", "-a⯟"),
            // As long as labels get.
            ("12ccgmfghisklmnopqrstuvwxyz0a1a2a3a4a5a8d8c8a9azb0b1b1b2b", "กขคงจฉชซญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"),
            ("zcaaaaaaaa1bbbbbbbb60accccccc3kddddddd", "äöüßäöüßäöüßäöüßäöüßäöüßäöüßäöüß"),
            ("mxaacbdcedfegfhgihjikjlkmln0a1a2a3a4d5a6a7a8a9azb", "αβγδεζηθικλμνξοπρστυφχψωαβγδεζηθικλμ"),
        ] {
            assert_eq!(decoded(code).as_deref(), Some(label), "{code}");
        }
    }

    #[test]
    fn what_means_no_label() {
        for code in
            " | a | b | - | -- | abc | abc- | a- | -tda | tda- | t | bcher-kv | bcher-kv_ | 0 | 99999999 | ib9b | \
            9999999999999"
                .split(" | ")
        {
            assert!(!is_permitted(code.as_bytes()), "{code}");
        }
    }

    fn permitted(label: &str) -> bool {
        is_permitted(punycode::encode_str(label).expect("an encoding").as_bytes())
    }

    #[test]
    fn what_idna_forbids() {
        for label in "Bücher\u{DC} | ÜBER | Ärger | aŐ | ΑΒΓ | Привет | Ж | Ġa | Ա | Ⴀ | Ạ | ⅻ | ａ | ﬁ | a\u{AD}b | \
            a\u{200B} | a\u{FE0F} | a\u{E000} | a\u{FFFF} | a\u{E0041} | a\u{10FFFF} | \u{301}a | \u{308} | \
            \u{200D}a | \u{5B0}א | \u{64B}ا | \u{93F}क | \u{20D0}a | a\u{308} | xe\u{301} | ab--é | -é | é- | \
            a\u{3000}b | a\u{3002}b | é\u{2028} | 𝐚 | ª | ab\u{200C}cd | é\u{200D}é | 👨\u{200D}👩 | 日\u{200C}本 | \
            aא | اb | אab1 | a\u{40000}"
            .split(" | ")
        {
            assert!(!permitted(label), "{label:?}");
        }
        for label in
            "bücher | straße | привет | ελλάδα | ğa | א\u{5B0} | ا\u{64B} | हिन्दी | ب\u{301}\u{200C}ب | 日本語 | 한국어 | a--é | é--b | \
            abc--é | ab-é | x\u{301} | ß | 💩 | i❤ | ÿ | ā | می\u{200C}خواهم | क्\u{200D}ष | א1 | ا-ب | 𠀀"
                .split(" | ")
        {
            assert!(permitted(label), "{label:?}");
        }
    }

    /// Nothing is forbidden that IDNA permits, alone after a letter or at the beginning.
    #[test]
    fn no_character_is_forbidden_that_idna_permits() {
        let forbidden = ('\u{80}'..=char::MAX).filter(|char| is_forbidden(*char as u32));
        let is_permitted = |char: &char| {
            let label = format!("xn--{}", punycode::encode_str(&format!("a{char}")).expect("an encoding"));
            idna::domain_to_unicode(&label).1.is_ok()
        };
        let wrong: Vec<String> = forbidden.filter(is_permitted).map(|char| format!("{:04X}", char as u32)).collect();
        assert!(wrong.is_empty(), "{}", wrong.join(" "));
        for &[first, last] in MARKS.as_chunks().0 {
            for point in first..=last {
                let char = char::from_u32(point.into()).expect("a character");
                let label = format!("xn--{}", punycode::encode_str(&char.to_string()).expect("an encoding"));
                assert!(idna::domain_to_unicode(&label).1.is_err(), "U+{point:04X}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_label_is_forbidden_that_idna_permits(label in "[aZ0éא۰بक\u{94D}\u{64B}\u{301}\u{200C}\u{200D}❤日я]{0,3}[éא۰بक\u{94D}\u{64B}\u{301}\u{200C}\u{200D}❤日я][aZ0éא۰بक\u{94D}\u{64B}\u{301}\u{200C}\u{200D}❤日я]{0,3}") {
            let code = punycode::encode_str(&label).expect("an encoding");
            let is_legal = idna::domain_to_unicode(&format!("xn--{code}")).1.is_ok();
            prop_assert!(!is_legal || is_permitted(code.as_bytes()), "{}", label);
        }

        #[test]
        fn what_is_encoded_decodes(label in "[a-z0-9éßжあ日한💩-]{0,20}[a-zéüж日あ]{0,40}") {
            let chars: Vec<char> = label.chars().collect();
            prop_assume!(!label.is_ascii() && chars.len() <= 59);
            let code = punycode::encode(&chars).expect("an encoding");
            prop_assert_eq!(decoded(&code), Some(label));
        }

        #[test]
        fn what_decodes_is_encoded_the_same(code in "([a-z0-9-]{1,40}-)?[a-z0-9]{1,19}") {
            let ours = decoded(&code);
            // The crate takes a label of ASCII, which needs no Punycode.
            let theirs = punycode::decode(&code).map(String::from_iter).filter(|label| !label.is_ascii());
            prop_assert_eq!(&ours, &theirs, "{}", code);
            if let Some(label) = ours {
                prop_assert_eq!(punycode::encode_str(&label), Some(code));
            }
        }
    }
}
