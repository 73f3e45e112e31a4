//! Letters without their case and accents, so that a name is found however it is written or normalised.

/// The letters that a character is compared by; zeros fill the rest.
pub(super) type Folded = [char; 3];

const NOTHING: Folded = ['\0'; 3];

/// For U+00C0 to U+02AF the small letter without its accent, a capital for one of the [`PAIRS`], a dot for no other letter.
const LATIN: &[u8] =
    b"aaaaaaAceeeeiiiidnooooo.ouuuuyTSaaaaaaAceeeeiiiidnooooo.ouuuuyTyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiii\
    iiIIjjkkkllllllllllnnnnnnnnnooooooOOrrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzsbbbb..occdddd.eeeffgg.iikkl.mnno\
    oo..pp...s.ttttuuuvyyzzz..z.........ZZZLLLNNNaaiioouuuuuuuuuueaaaaAAggggkkoooozzjZZZgg..nnaaAAooaaaaeeeeiiiioooo\
    rrrruuuusstt..hhnd..zzaaeeooooooooyylntj..accltsz..b.veejj.qrryyaa.bocddeeee...jg..g.hh.ii.lll.mmmnn.o...rrrrrrr\
    ..ssj.stt.uvvwy.zzzz.........jk.q..Z.Z........hh";

/// The same from U+1E00 to U+1EFF.
const LATIN_ADDITIONAL: &[u8] =
    b"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrsssssssssstttttt\
    ttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyas..S.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooo\
    oooouuuuuuuuuuuuuuyyyyyyyy....yy";

/// The two letters that one is compared by, after their sign in the tables.
const PAIRS: &[[u8; 3]] = &[*b"Aae", *b"Iij", *b"Llj", *b"Nnj", *b"Ooe", *b"Sss", *b"Tth", *b"Zdz"];

/// Returns the character without case and accents, in the alphabets that names on documents are written in. Nothing is left of
/// an accent that is a character of its own. Unicode's own tables would cost the browser many kilobytes.
pub(super) fn folded(c: char) -> Folded {
    let point = u32::from(c);
    let letter = match point {
        0..0x80 => u32::from(c.to_ascii_lowercase()),
        0xC0..0x2B0 => return latin(LATIN, point - 0xC0, c),
        0x1E00..0x1F00 => return latin(LATIN_ADDITIONAL, point - 0x1E00, c),
        // Accents; the points and vowel signs of Hebrew and Arabic; what makes a kana voiced.
        0x300..=0x36F | 0x591..=0x5BD | 0x5BF | 0x5C1 | 0x5C2 | 0x64B..=0x655 | 0x670 | 0x3099 | 0x309A => {
            return NOTHING;
        }
        0x900..0xE00 => return indic(point),
        0xAC00..=0xD7A3 => return jamo(point - 0xAC00),
        // Apostrophes that count as letters
        0x2BB | 0x2BC => 0x27,
        0x370..=0x3FF => greek(point),
        0x400..=0x52F => cyrillic(point),
        // Armenian, Georgian
        0x531..=0x556 => point + 48,
        0x1C90..=0x1CBA | 0x1CBD..=0x1CBF => point - 3008,
        // Alef, waw and yeh with a hamza or madda
        0x622 | 0x623 | 0x625 => 0x627,
        0x624 => 0x648,
        0x626 => 0x64A,
        // Urdu's heh and yeh, too
        0x6C0 => 0x6D5,
        0x6C2 | 0x6D3 => point - 1,
        // Hiragana and katakana
        0x3041..=0x3094 => kana(point),
        0x30A1..=0x30F4 => kana(point - 0x60) + 0x60,
        _ => point,
    };
    one(char::from_u32(letter).unwrap_or(c))
}

fn one(c: char) -> Folded {
    [c, '\0', '\0']
}

/// Returns what the table has for a Latin letter.
fn latin(table: &[u8], place: u32, c: char) -> Folded {
    match table.get(place as usize) {
        None | Some(b'.') => one(c),
        Some(sign) => match PAIRS.iter().find(|[of, _, _]| of == sign) {
            Some([_, first, second]) => [char::from(*first), char::from(*second), '\0'],
            None => one(char::from(*sign)),
        },
    }
}

fn greek(point: u32) -> u32 {
    match point {
        0x386 | 0x3AC => 0x3B1,
        0x388 | 0x3AD => 0x3B5,
        0x389 | 0x3AE => 0x3B7,
        0x38A | 0x390 | 0x3AA | 0x3AF | 0x3CA => 0x3B9,
        0x38C | 0x3CC => 0x3BF,
        0x38E | 0x3AB | 0x3B0 | 0x3CB | 0x3CD => 0x3C5,
        0x38F | 0x3CE => 0x3C9,
        // The final sigma
        0x3C2 => 0x3C3,
        0x391..=0x3A1 | 0x3A3..=0x3A9 => point + 32,
        _ => point,
    }
}

fn cyrillic(point: u32) -> u32 {
    let small = match point {
        0x400..=0x40F => point + 80,
        0x410..=0x42F => point + 32,
        0x4C0 => 0x4CF,
        // Capital and small letters in turns, the capital at an odd place or at an even one
        0x4C1..=0x4CE => (point + 1) & !1,
        0x460..=0x481 | 0x48A..=0x4BF | 0x4D0..=0x52F => point | 1,
        _ => point,
    };
    match small {
        0x450 | 0x451 => 0x435,
        0x453 => 0x433,
        0x457 => 0x456,
        0x45C => 0x43A,
        0x439 | 0x45D => 0x438,
        0x45E => 0x443,
        0x4D1..=0x4F9 => 0x400 + u32::from(CYRILLIC.get((small - 0x4D1) as usize / 2).copied().unwrap_or_default()),
        _ => small,
    }
}

/// The last bytes of the small letters without their accents, for every other letter from U+04D1 to U+04F9.
const CYRILLIC: &[u8; 21] = b"00\xD55\xD9\xD967\xE188>\xE9\xE9MCCCG\xF7K";

/// Returns a letter of an Indian script without its dot below, and a vowel in the parts that it may be written as. In the blocks of these
/// scripts the same letters have the same places.
fn indic(point: u32) -> Folded {
    const WITHOUT_DOT: &[u8; 8] = b"\x15\x16\x17\x1C\x21\x22\x2B\x2F";
    let (block, place) = (point & !0x7F, point & 0x7F);
    let letter = |place: u32| char::from_u32(block | place).unwrap_or('\0');
    match (block, place) {
        // The dot itself
        (_, 0x3C) => NOTHING,
        (_, 0x4A | 0x4B) => [letter(0x47), letter(0x3E), '\0'],
        (_, 0x4C) => [letter(0x47), letter(0x57), '\0'],
        (_, 0x46) => one(letter(0x47)),
        (0x900, 0x29 | 0x31 | 0x34) | (0xA00, 0x33) => one(letter(place - 1)),
        (0xA00, 0x36) => one(letter(0x38)),
        (0x900 | 0x980 | 0xA00, 0x58..=0x5F) | (0xB00, 0x5C | 0x5D) => {
            one(letter(WITHOUT_DOT.get(place as usize - 0x58).copied().unwrap_or_default().into()))
        }
        _ => one(letter(place)),
    }
}

/// Returns the consonants and the vowel that a Korean syllable is written with; a syllable may be written as them.
fn jamo(syllable: u32) -> Folded {
    let letter = |first: u32, place: u32| char::from_u32(first + place).unwrap_or('\0');
    let last = syllable % 28;
    [
        letter(0x1100, syllable / 588),
        letter(0x1161, syllable % 588 / 28),
        if last > 0 { letter(0x11A7, last) } else { '\0' },
    ]
}

/// Returns a hiragana without the sign that makes it voiced.
fn kana(point: u32) -> u32 {
    match point {
        0x304B..=0x3062 => (point - 1) | 1,
        0x3065 | 0x3067 | 0x3069 => point - 1,
        0x306F..=0x307D => point - point % 3,
        0x3094 => 0x3046,
        _ => point,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        text.chars().flat_map(folded).filter(|c| *c != '\0').collect()
    }

    #[test]
    fn case_accents_and_normalisation_form_make_no_difference() {
        for (writings, expected) in [
            (&["Zoë", "zoe\u{308}", "ZOË", "Zoe"][..], "zoe"),
            (&["José", "JOSE\u{301}", "jose"], "jose"),
            (&["Łukasz Żółć", "lukasz zolc", "ŁUKASZ Z\u{307}O\u{301}ŁC\u{301}"], "lukasz zolc"),
            (&["Strauß", "STRAUẞ", "strauss"], "strauss"),
            (&["Ærø Œuvre", "aero oeuvre"], "aero oeuvre"),
            (&["Þór Guðmundsson", "thor gudmundsson"], "thor gudmundsson"),
            (&["Đorđe Dvořák", "dorde dvorak", "Đorđe Dvor\u{30C}ák"], "dorde dvorak"),
            (&["İzmir", "ızmır", "IZMIR", "I\u{307}zmir"], "izmir"),
            (&["Nguyễn", "NGUYÊ\u{303}N", "nguye\u{302}\u{303}n", "Nguyen"], "nguyen"),
            (&["Ștefan", "Ştefan", "S\u{326}tefan"], "stefan"),
            (&["Æ", "Ǽ", "ae\u{301}"], "ae"),
            (&["Ĳsbrand", "ijsbrand"], "ijsbrand"),
            (&["Ǆ", "ǅ", "ǆ"], "dz"),
            (&["Əliyev", "əliyev"], "eliyev"),
            (&["Ɗan", "ɗan"], "dan"),
            (&["ΝΊΚΟΣ", "νίκος", "νι\u{301}κος", "ΝΙΚΟΣ"], "νικοσ"),
            (&["Ϊ", "ΐ", "ι\u{308}\u{301}"], "ι"),
            (&["ΎΫΰ", "υυυ"], "υυυ"),
            (&["Андрей", "АНДРЕИ\u{306}", "андреи"], "андреи"),
            (&["Семён", "СЕМЕ\u{308}Н"], "семен"),
            (&["Їжак", "і\u{308}жак"], "іжак"),
            (&["ЎЌЃ", "укг"], "укг"),
            (&["ԱՐԱՄ", "արամ"], "արամ"),
            (&["ᲡᲝᲤᲘᲐ", "სოფია"], "სოფია"),
            (&["أحمد", "احمد", "ا\u{654}حمد", "أَحْمَد"], "احمد"),
            (&["מֹשֶׁה", "משה"], "משה"),
            (
                &["한글", "\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}"],
                "\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}",
            ),
            (&["가", "\u{1100}\u{1161}"], "\u{1100}\u{1161}"),
            (&["ぱぴぷぺぽ", "は\u{309A}ひ\u{309A}ふ\u{309A}へ\u{309A}ほ\u{309A}", "ばびぶべぼ"], "はひふへほ"),
            (&["ガギグゲゴザダヂヅデドヴ", "カ\u{3099}キクケコサタチツテトウ"], "カキクケコサタチツテトウ"),
            (&["っゃん", "っゃん"], "っゃん"),
            (&["Иброҳимӣ Ӯғлӯ", "иброҳими\u{304} У\u{304}ғлу\u{304}"], "иброҳими уғлу"),
            (&["ӑӓӕӗәӛӝӟӡӣӥӧөӫӭӯӱӳӵӷӹ"], "ааӕеәәжзӡииоөөэуууч\u{4F7}ы"),
            (&["फ़िरोज़ ऩऱऴ", "फ\u{93C}िरोज\u{93C} न\u{93C}र\u{93C}ळ\u{93C}", "फिरोज नरळ"], "फिर\u{947}\u{93E}ज नरळ"),
            (&["য়ড়", "য\u{9BC}ড\u{9BC}"], "যড"),
            (&["মোমৌ", "ম\u{9C7}\u{9BE}ম\u{9C7}\u{9D7}"], "ম\u{9C7}\u{9BE}ম\u{9C7}\u{9D7}"),
            (&["\u{A36}\u{A33}\u{A5E}", "ਸ\u{A3C}ਲ\u{A3C}ਫ\u{A3C}"], "ਸਲਫ"),
            (&["கொகோகௌ", "க\u{BC6}\u{BBE}க\u{BC7}\u{BBE}க\u{BC6}\u{BD7}"], "கே\u{BBE}கே\u{BBE}கே\u{BD7}"),
            (&["ൊോൌ", "\u{D46}\u{D3E}\u{D47}\u{D3E}\u{D46}\u{D57}"], "\u{D47}\u{D3E}\u{D47}\u{D3E}\u{D47}\u{D57}"),
            (&["ۀۂۓ", "ە\u{654}ہ\u{654}ے\u{654}"], "ەہے"),
            (&["Oʻbrien", "OʼBrien", "o'brien"], "o'brien"),
            (&["李小明 7-_×÷"], "李小明 7-_×÷"),
        ] {
            for writing in writings {
                assert_eq!(text(writing), expected, "{writing}");
            }
        }
    }

    #[test]
    fn the_tables_are_whole() {
        assert_eq!((LATIN.len(), LATIN_ADDITIONAL.len()), (0x2B0 - 0xC0, 0x100));
        for sign in LATIN.iter().chain(LATIN_ADDITIONAL).filter(|sign| !sign.is_ascii_lowercase() && **sign != b'.') {
            assert!(PAIRS.iter().any(|[of, _, _]| of == sign), "{}", char::from(*sign));
        }
    }

    /// Letters of sounds and tones that no document has.
    const RARE: &str = "ƄƢƦƧƸƼǶǷȜȢȺȾɁɄɊỺỼ";

    #[test]
    fn capital_and_small_letters_are_one() {
        let scripts = [0x0..=0x2AF, 0x386..=0x3CE, 0x400..=0x58F, 0x1C90..=0x1CBF, 0x1E00..=0x1EFF, 0xAC00..=0xD7A3];
        for c in scripts.into_iter().flatten().filter_map(char::from_u32).filter(|c| !RARE.contains(*c)) {
            assert_eq!(text(&c.to_string()), text(&c.to_lowercase().to_string()), "{c} {:04X}", u32::from(c));
            assert_eq!(text(&c.to_string()), text(&text(&c.to_string())), "{c} folded twice");
        }
    }

    #[test]
    fn other_characters_stay_what_they_are() {
        for c in '\0'..=char::MAX {
            let is_covered = matches!(u32::from(c), 0..0x700 | 0x900..0xE00 | 0x1C90..0x1CC0 | 0x1E00..0x1F00 | 0x3040..0x3100 | 0xAC00..0xD7A4);
            assert!(is_covered || folded(c) == one(c), "{c} {:04X}", u32::from(c));
        }
    }
}
