//! Base64 ([RFC 4648, section 4](https://www.rfc-editor.org/rfc/rfc4648#section-4)) as a stream, strict in its verdict and
//! lenient in its reading: what is written in a wrong dialect is said to be so, and the image in it is judged all the same.

use super::{ImageFacts, ImageReader};

const WHITE_SPACE: u8 = 0x80;
const URL_SAFE_MINUS: u8 = 0x81;
const URL_SAFE_UNDERSCORE: u8 = 0x82;
const PAD: u8 = 0x83;
const NONE: u8 = 0xFF;

/// The value of each byte in the standard alphabet; from 0x80 on, what else it is.
static VALUES: [u8; 256] = values();

const fn values() -> [u8; 256] {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut values = [NONE; 256];
    let mut i = 0;
    while i < 64 {
        values[ALPHABET[i] as usize] = i as u8;
        i += 1;
    }
    values[b' ' as usize] = WHITE_SPACE;
    let mut control = 0x09;
    while control <= 0x0D {
        values[control] = WHITE_SPACE;
        control += 1;
    }
    values[b'-' as usize] = URL_SAFE_MINUS;
    values[b'_' as usize] = URL_SAFE_UNDERSCORE;
    values[b'=' as usize] = PAD;
    values
}

/// Characters that are decoded at once, and the bytes they make.
pub(super) const BLOCK: usize = 1024;
pub(super) const DECODED: usize = BLOCK / 4 * 3;

const HEAD: &[u8; 5] = b"data:";

/// What a base64 text is, and the image in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Base64Image {
    /// The length of the text, in bytes.
    pub text_len: u64,
    /// Whether it begins with the head of a `data:` URI.
    pub data_uri: bool,
    /// The place of the first white space, in code points from 0.
    pub whitespace: Option<u64>,
    /// The place of the first `-` or `_`.
    pub url_safe: Option<u64>,
    /// The place of the first character that no alphabet of base64 has.
    pub alphabet: Option<u64>,
    /// Whether padding is missing, misplaced or not canonical.
    pub padding: bool,
    /// What the decoded bytes are; `None` where the text cannot be decoded to its end.
    pub image: Option<ImageFacts>,
}

/// Reads a base64 image piece by piece, in bounded memory.
///
/// ```
/// use netverify_rules::{Base64Reader, ImageFormat};
///
/// let mut reader = Base64Reader::new();
/// for piece in ["R0lGODlh", "AQAB\n", "AAAAADs="] {
///     reader.push(piece.as_bytes());
/// }
/// let read = reader.finish();
/// assert_eq!(read.whitespace, Some(12));
/// assert_eq!(read.image.unwrap().format, ImageFormat::Gif);
/// ```
#[derive(Clone)]
pub struct Base64Reader {
    image: ImageReader,
    part: Part,
    /// Bytes and code points read so far.
    length: u64,
    characters: u64,
    /// The bits of a group of four characters that is not yet full, and their number of characters.
    group: u32,
    group_length: u8,
    pads: u32,
    data_uri: bool,
    whitespace: Option<u64>,
    url_safe: Option<u64>,
    alphabet: Option<u64>,
    /// Whether something stands behind padding.
    misplaced: bool,
    /// Whether EXIF is looked for in the characters alone.
    seeks_exif: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// At the beginning, behind so many characters of `data:`; as many characters as they are in fact.
    Start {
        matched: usize,
        read: [u8; HEAD.len()],
    },
    /// In the head of a `data:` URI, up to its comma.
    Head,
    Data,
}

/// Tells how many bytes were read, and none of them.
impl core::fmt::Debug for Base64Reader {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Base64Reader({} bytes)", self.length)
    }
}

impl Default for Base64Reader {
    fn default() -> Self {
        Base64Reader::new()
    }
}

impl Base64Reader {
    /// A reader at the beginning of a text.
    #[must_use]
    pub const fn new() -> Self {
        Base64Reader::of_length(0)
    }

    /// A reader of a text of so many bytes, which decodes no more than it must, as [`ImageReader::of_length`] does: where the
    /// facts of the image [are open](ImageFacts::is_open), the text must be read anew.
    ///
    /// ```
    /// use netverify_rules::Base64Reader;
    ///
    /// # let text = "R0lGODlhAQABAAAAADs=";
    /// let read = |mut reader: Base64Reader| {
    ///     reader.push(text.as_bytes());
    ///     reader.finish()
    /// };
    /// let mut image = read(Base64Reader::of_length(text.len() as u64));
    /// if image.image.is_some_and(|facts| facts.is_open()) {
    ///     image = read(Base64Reader::new());
    /// }
    /// ```
    #[must_use]
    pub const fn of_length(length: u64) -> Self {
        Base64Reader {
            image: ImageReader::of_length(length / 4 * 3),
            part: Part::Start { matched: 0, read: [0; HEAD.len()] },
            length: 0,
            characters: 0,
            group: 0,
            group_length: 0,
            pads: 0,
            data_uri: false,
            whitespace: None,
            url_safe: None,
            alphabet: None,
            misplaced: false,
            seeks_exif: false,
        }
    }

    /// Goes on with the next bytes of the text's UTF-8.
    pub fn push(&mut self, mut text: &[u8]) {
        // It is found where a piece begins with a group of four.
        if self.seeks_exif && (self.group_length > 0 || netverify_scan::may_hold_exif(text)) {
            self.image.give_up();
        }
        while !text.is_empty() {
            // One by one to where a group of four begins, and on by blocks.
            text = self.bytes(text, 0);
            if self.part == Part::Data && self.pads == 0 && self.alphabet.is_none() {
                let before = text.len();
                text = self.blocks(text);
                if text.len() < before {
                    continue;
                }
            }
            // What is at fault in this block is most often at fault in the next, as a line break is. At the beginning nothing is
            // at fault.
            text = self.bytes(text, if self.part == Part::Data { BLOCK } else { 1 });
        }
        self.seeks_exif = self.seeks_exif || (self.group_length == 0 && self.image.leap_without_exif());
    }

    /// Goes on with the next characters of the text, which somebody else has decoded: whole groups of four of the standard
    /// alphabet, three bytes for each. `false`, and nothing is taken, where no group begins, the text so far was no clean base64,
    /// or there is one group only, which a `data:` URI may begin with: there the characters themselves must be
    /// [pushed](Base64Reader::push).
    ///
    /// ```
    /// use netverify_rules::Base64Reader;
    ///
    /// let mut reader = Base64Reader::new();
    /// assert!(reader.push_decoded(b"GIF89a"));
    /// reader.push(b"AQABAAAAADs=");
    /// let read = reader.finish();
    /// assert_eq!(read.text_len, 20);
    /// assert_eq!(read.image.unwrap().bytes, 14);
    /// ```
    #[must_use]
    pub fn push_decoded(&mut self, bytes: &[u8]) -> bool {
        // The first group alone may be the letters of `data:`.
        let begins = self.part == Part::Data || (self.length == 0 && bytes.len() > 3);
        // Where EXIF is looked for in characters, there must be some.
        if !begins || self.group_length > 0 || self.pads > 0 || self.alphabet.is_some() || self.seeks_exif {
            return false;
        }
        self.part = Part::Data;
        self.image.push(bytes);
        let characters = bytes.len() as u64 / 3 * 4;
        self.length += characters;
        self.characters += characters;
        true
    }

    /// Reads at least so many bytes one by one, and on to where a group of four begins; gives back the rest.
    fn bytes<'t>(&mut self, text: &'t [u8], at_least: usize) -> &'t [u8] {
        let mut taken = 0;
        for &byte in text {
            if taken >= at_least && self.group_length == 0 {
                break;
            }
            self.byte(byte);
            taken += 1;
        }
        text.get(taken..).unwrap_or(&[])
    }

    /// Decodes blocks of clean base64, or steps over them, and gives back the rest.
    fn blocks<'t>(&mut self, text: &'t [u8]) -> &'t [u8] {
        let mut rest = text;
        loop {
            let skippable = (self.image.skippable() / 3).saturating_mul(4).min(rest.len() as u64);
            let done = if skippable >= BLOCK as u64 {
                let groups = netverify_scan::plain(rest.get(..skippable as usize).unwrap_or(rest)) / 4;
                self.image.skip(groups as u64 * 3);
                groups * 4
            } else {
                // Whole vectors; the last group may have padding.
                let length = rest.len().saturating_sub(4).min(BLOCK) / 16 * 16;
                let mut decoded = [0; DECODED];
                let block = rest.get(..length).unwrap_or(&[]);
                let decoded = decoded.get_mut(..length / 4 * 3).unwrap_or(&mut []);
                if netverify_scan::decode(block, decoded) {
                    self.image.push(decoded);
                    length
                } else {
                    0
                }
            };
            if done == 0 {
                break;
            }
            self.length += done as u64;
            self.characters += done as u64;
            rest = rest.get(done..).unwrap_or(&[]);
        }
        rest
    }

    fn byte(&mut self, byte: u8) {
        let place = self.characters;
        self.length += 1;
        // A continuation byte of UTF-8 begins no character.
        self.characters += u64::from(byte & 0xC0 != 0x80);
        match &mut self.part {
            Part::Data => self.data(byte, place),
            Part::Head => {
                if byte == b',' {
                    self.part = Part::Data;
                }
            }
            Part::Start { matched, read } => {
                if HEAD.get(*matched).is_some_and(|wanted| byte.eq_ignore_ascii_case(wanted)) {
                    if let Some(slot) = read.get_mut(*matched) {
                        *slot = byte;
                    }
                    *matched += 1;
                    if *matched == HEAD.len() {
                        self.data_uri = true;
                        self.part = Part::Head;
                    }
                } else if *matched == 0 && VALUES[usize::from(byte)] == WHITE_SPACE {
                    self.whitespace.get_or_insert(place);
                } else {
                    self.replay(place);
                    self.data(byte, place);
                }
            }
        }
    }

    /// Takes what only began like `data:` for data. It was read up to `place`.
    fn replay(&mut self, place: u64) {
        if let Part::Start { matched, read } = self.part {
            self.part = Part::Data;
            for (i, &byte) in read.iter().take(matched).enumerate() {
                self.data(byte, place - (matched - i) as u64);
            }
        }
    }

    fn data(&mut self, byte: u8, place: u64) {
        let value = match VALUES[usize::from(byte)] {
            WHITE_SPACE => {
                self.whitespace.get_or_insert(place);
                return;
            }
            PAD => return self.pads = self.pads.saturating_add(1),
            URL_SAFE_MINUS => {
                self.url_safe.get_or_insert(place);
                62
            }
            URL_SAFE_UNDERSCORE => {
                self.url_safe.get_or_insert(place);
                63
            }
            NONE => {
                self.alphabet.get_or_insert(place);
                return;
            }
            value => value,
        };
        self.misplaced |= self.pads > 0;
        if self.misplaced || self.alphabet.is_some() {
            return;
        }
        self.group = self.group << 6 | u32::from(value);
        self.group_length += 1;
        if self.group_length == 4 {
            let [_, bytes @ ..] = self.group.to_be_bytes();
            self.image.push(&bytes);
            self.group = 0;
            self.group_length = 0;
        }
    }

    /// What the text is, now that all of it has been pushed.
    #[must_use]
    pub fn finish(mut self) -> Base64Image {
        // Behind white space groups begin elsewhere.
        if self.seeks_exif && self.whitespace.is_some() {
            self.image.give_up();
        }
        self.replay(self.characters);
        let (pads, spare_bits) = match self.group_length {
            2 => (2, 4),
            3 => (1, 2),
            _ => (0, 0),
        };
        let canonical = self.group_length != 1 && self.pads == pads && self.group & ((1 << spare_bits) - 1) == 0;
        // The bits that are not spare, moved to the front.
        let [_, bytes @ ..] = (self.group << (6 * u32::from(4 - self.group_length.min(4)) % 24)).to_be_bytes();
        let last = usize::from(self.group_length.saturating_sub(1));
        self.image.push(bytes.get(..last).unwrap_or(&[]));
        let readable = self.alphabet.is_none() && !self.misplaced && self.part == Part::Data;
        Base64Image {
            text_len: self.length,
            data_uri: self.data_uri,
            whitespace: self.whitespace,
            url_safe: self.url_safe,
            alphabet: self.alphabet,
            padding: self.misplaced || (self.alphabet.is_none() && !canonical),
            image: readable.then(|| self.image.finish()),
        }
    }
}

/// Decodes a short text of strict base64, byte by byte; `false` where it is none.
pub(crate) fn decode_base64(text: &[u8], mut take: impl FnMut(u8)) -> bool {
    let pads = text.iter().rev().take(2).take_while(|&&byte| byte == b'=').count();
    if !text.len().is_multiple_of(4) {
        return false;
    }
    let (mut bits, mut count) = (0u32, 0);
    for &byte in text.get(..text.len() - pads).unwrap_or(&[]) {
        let value = VALUES[usize::from(byte)];
        if value >= 64 {
            return false;
        }
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            take((bits >> count) as u8);
        }
    }
    // Bits behind the last byte must be zeros.
    bits & ((1 << count) - 1) == 0
}

/// Reduces base64 texts to what those of the same bytes share: the standard alphabet, without head, white space and padding.
///
/// ```
/// use netverify_rules::{Base64Cleaner, Base64Reader};
///
/// let clean = |text: &str| -> String {
///     let mut reader = Base64Reader::new();
///     reader.push(text.as_bytes());
///     let mut cleaner = Base64Cleaner::new(&reader.finish());
///     text.bytes().filter_map(|byte| cleaner.clean(byte)).map(char::from).collect()
/// };
/// assert_eq!(clean("data:image/gif;base64,R0l-\nOD=="), clean("R0l+OD=="));
/// ```
#[derive(Debug, Clone)]
pub struct Base64Cleaner {
    in_head: bool,
}

impl Base64Cleaner {
    /// A cleaner at the beginning of the text that was read.
    #[must_use]
    pub const fn new(read: &Base64Image) -> Self {
        Base64Cleaner { in_head: read.data_uri }
    }

    /// What is kept of the next byte.
    pub const fn clean(&mut self, byte: u8) -> Option<u8> {
        if self.in_head {
            self.in_head = byte != b',';
            return None;
        }
        match VALUES[byte as usize] {
            WHITE_SPACE | PAD => None,
            URL_SAFE_MINUS => Some(b'+'),
            URL_SAFE_UNDERSCORE => Some(b'/'),
            _ => Some(byte),
        }
    }
}

/// The value of a character of the standard alphabet.
pub(super) fn value(character: u8) -> u8 {
    VALUES[usize::from(character)]
}

#[cfg(test)]
mod tests {
    use super::super::jpegs::jpegs;
    use super::*;
    use base64::Engine as _;
    use proptest::prelude::*;

    proptest! {
        /// Fails where what somebody else has decoded is read otherwise than its characters.
        #[test]
        fn decoded_bytes_are_as_their_characters(
            bytes in jpegs(),
            head in prop_oneof![Just(""), Just(" "), Just("data:image/jpeg;base64,")],
            spoilt in proptest::option::of((any::<prop::sample::Index>(), any::<u8>())),
            piece in 1..10_000usize,
            of_length in any::<bool>(),
        ) {
            let engine = base64::engine::general_purpose::STANDARD;
            let mut text = [head.as_bytes(), engine.encode(&bytes).as_bytes()].concat();
            if let Some((at, byte)) = spoilt {
                let at = at.index(text.len());
                text[at] = byte;
            }
            let reader = || if of_length { Base64Reader::of_length(text.len() as u64) } else { Base64Reader::new() };
            let mut long = reader();
            text.chunks(4 * piece).for_each(|piece| long.push(piece));
            let mut short = reader();
            let mut taken = 0;
            for piece in text.chunks(4 * piece) {
                // Padding is decoded by nobody else.
                let decoded = engine.decode(piece).ok().filter(|decoded| decoded.len() == piece.len() / 4 * 3);
                if decoded.is_some_and(|decoded| short.push_decoded(&decoded)) {
                    taken += 1;
                } else {
                    short.push(piece);
                }
            }
            let is_clean = head.is_empty() && spoilt.is_none();
            // The first group alone is not taken, nor padding.
            prop_assert!(!is_clean || taken + 2 >= text.len().div_ceil(4 * piece), "{} pieces", taken);
            let (long, short) = (long.finish(), short.finish());
            let is_open = |read: &Base64Image| read.image.is_some_and(|facts| facts.is_open());
            prop_assert!(long == short || (of_length && (is_open(&long) || is_open(&short))), "{:?} {:?}", long, short);
        }

        #[test]
        fn the_letters_of_a_head_are_none_of_an_image(head in "[dD][aA][tT][aA]", rest in "[:,A/]{0,9}") {
            let text = head + &rest;
            let mut long = Base64Reader::new();
            long.push(text.as_bytes());
            for groups in 1..=text.len() / 4 {
                let (begin, rest) = text.split_at(4 * groups);
                let Ok(decoded) = base64::engine::general_purpose::STANDARD.decode(begin) else { continue };
                let mut short = Base64Reader::new();
                if !short.push_decoded(&decoded) {
                    short.push(begin.as_bytes());
                }
                short.push(rest.as_bytes());
                prop_assert_eq!(short.finish(), long.clone().finish(), "{}", text);
            }
        }

        #[test]
        fn short_texts_decode_as_by_a_decoder(text in "[AB+/=Qk]{0,12}", bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            for text in [text, base64::engine::general_purpose::STANDARD.encode(&bytes)] {
                let mut decoded = Vec::new();
                let accepted = decode_base64(text.as_bytes(), |byte| decoded.push(byte));
                let theirs = base64::engine::general_purpose::STANDARD.decode(&text);
                prop_assert_eq!(accepted, theirs.is_ok(), "{}", text);
                if let Ok(theirs) = theirs {
                    prop_assert_eq!(decoded, theirs);
                }
            }
        }
    }
}
