//! Base64 ([RFC 4648, section 4](https://www.rfc-editor.org/rfc/rfc4648#section-4)) as a stream, strict in its verdict and
//! lenient in its reading: what is written in a wrong dialect is reported, and the image in it is read all the same.

mod characters;

use super::alphabet;
use super::base64_image::Base64Image;
use super::placeholder::{SNIFFED_CHARACTERS, instead_of_base64};
use super::reader::ImageReader;
use super::samples::Samples;
use super::sniff::{JPEG_SIGNATURE, PNG_SIGNATURE, is_data_uri_prefix};
use alloc::boxed::Box;

/// Characters that are decoded at once, and the bytes they make.
pub(super) const BLOCK_CHARACTERS: usize = 1024;
pub(super) const BLOCK_BYTES: usize = BLOCK_CHARACTERS / 4 * 3;

/// As many prefixes of `data:` URIs are read one behind another.
const MAX_PREFIXES: u8 = 4;

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
    /// The first bytes of the data.
    beginning: [u8; SNIFFED_CHARACTERS],
    beginning_length: usize,
    /// Whether there were more than it holds.
    goes_on: bool,
    /// Whether the prefix of a `data:` URI is being read.
    in_prefix: bool,
    prefix_len: u64,
    /// Bytes and code points read so far.
    length: u64,
    characters: u64,
    /// The bits of a group of four characters that is not yet full, and their number of characters.
    group: u32,
    group_length: u8,
    pads: u32,
    /// How many prefixes of `data:` URIs there were.
    prefixes: u8,
    whitespace: Option<u64>,
    url_safe: Option<u64>,
    alphabet: Option<u64>,
    /// Whether something is behind padding.
    misplaced: bool,
    samples: Samples,
    blanks: Blanks,
    /// Whether blanks are between data in a line, where no indent and no end of a text is.
    blanks_within: bool,
    last: Last,
    /// The number of characters that are no white space, modulo 4.
    units: u8,
}

/// What blanks are read as.
#[derive(Debug, Clone)]
enum Blanks {
    /// As white space. There was none so far, and nothing that shows that they are.
    Unmet,
    /// As white space; beside it goes a reader of the same text that reads each as `+`. Which of them is right only the end
    /// shows.
    Either(Box<Base64Reader>),
    WhiteSpace,
    Plus,
}

/// What the last character was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    /// There was none but white space.
    Start,
    Data,
    /// One of the blanks behind data.
    Blank,
    /// Other white space, or one of the blanks behind it.
    OtherSpace,
    Pad,
}

/// Shows how many bytes were read, and none of them.
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
        Base64Reader {
            image: ImageReader::new(),
            beginning: [0; SNIFFED_CHARACTERS],
            beginning_length: 0,
            goes_on: false,
            in_prefix: false,
            prefix_len: 0,
            length: 0,
            characters: 0,
            group: 0,
            group_length: 0,
            pads: 0,
            prefixes: 0,
            whitespace: None,
            url_safe: None,
            alphabet: None,
            misplaced: false,
            samples: Samples::new(),
            blanks: Blanks::Unmet,
            blanks_within: false,
            last: Last::Start,
            units: 0,
        }
    }

    /// Reads the next bytes of the text's UTF-8.
    pub fn push(&mut self, mut text: &[u8]) {
        if let Blanks::Either(plus) = &mut self.blanks {
            plus.push(text);
        }
        while !text.is_empty() {
            // One by one to where a group of four begins, and on by blocks.
            text = self.bytes(text, 0);
            if !self.in_prefix && self.pads == 0 && self.alphabet.is_none() {
                let before = text.len();
                text = self.blocks(text);
                if text.len() < before {
                    continue;
                }
            }
            // What is at fault in this block is most often at fault in the next, as a line break is. At the beginning it is
            // most often the white space there.
            let is_space = |byte: &&u8| alphabet::value(**byte) == alphabet::WHITE_SPACE;
            let spaces = || text.iter().take(BLOCK_CHARACTERS).take_while(is_space).count();
            text = self.bytes(text, if self.last == Last::Start { spaces().max(1) } else { BLOCK_CHARACTERS });
        }
    }

    /// Reads the next characters of the text, which somebody else has decoded: whole groups of four of the standard
    /// alphabet, three bytes for each. `false`, and nothing is taken, where no group begins, the text so far was no clean base64,
    /// or its first 256 characters were neither pushed nor are here those of a JPEG or PNG: there the characters themselves, which
    /// show what else the text may be, must be [pushed](Base64Reader::push).
    ///
    /// ```
    /// use netverify_rules::Base64Reader;
    ///
    /// let mut bytes = [0; 192];
    /// bytes[..6].copy_from_slice(b"\xFF\xD8\xFF\xE0\0\x10");
    /// let mut reader = Base64Reader::new();
    /// assert!(reader.push_decoded(&bytes));
    /// reader.push(b"SkZJRg==");
    /// let read = reader.finish();
    /// assert_eq!(read.text_len, 264);
    /// assert_eq!(read.image.unwrap().bytes, 196);
    /// ```
    #[must_use]
    pub fn push_decoded(&mut self, bytes: &[u8]) -> bool {
        let is_picture = bytes.starts_with(JPEG_SIGNATURE) || bytes.starts_with(PNG_SIGNATURE);
        // The prefix of a `data:` URI may end as late as a placeholder.
        let begins = self.goes_on || (self.length == 0 && is_picture && bytes.len() >= SNIFFED_CHARACTERS / 4 * 3);
        let is_clean = !self.in_prefix && self.group_length == 0 && self.pads == 0 && self.alphabet.is_none();
        if !begins || !is_clean || matches!(self.blanks, Blanks::Either(_)) {
            return false;
        }
        if bytes.is_empty() {
            return true;
        }
        let is_plus = |group: &[u8]| {
            let bits = group.iter().fold(0, |bits, byte| bits << 8 | u32::from(*byte));
            (0..4).any(|place| bits >> (6 * place) & 0x3F == 62)
        };
        if matches!(self.blanks, Blanks::Unmet) && bytes.chunks_exact(3).any(is_plus) {
            self.blanks = Blanks::WhiteSpace;
        }
        self.last = Last::Data;
        // It is a picture: nobody asks for the characters that it begins with.
        self.goes_on = true;
        self.samples.push(bytes);
        self.image.push(bytes);
        let characters = bytes.len() as u64 / 3 * 4;
        self.length += characters;
        self.characters += characters;
        true
    }

    /// Begins the other reading of blanks at the first of them, with all that is in this piece from there on.
    #[cold]
    fn part_readings(&mut self, text: &[u8]) {
        let mut plus = self.clone();
        plus.blanks = Blanks::Plus;
        plus.push(text);
        self.blanks = Blanks::Either(Box::new(plus));
    }

    /// Reads the beginning of a text whose end is not known, where that is clean base64 and not the first of all; returns how
    /// many characters that is.
    pub(crate) fn run(&mut self, text: &[u8]) -> usize {
        let is_clean = !self.in_prefix && self.pads == 0 && self.alphabet.is_none();
        if !self.goes_on || !is_clean || matches!(self.blanks, Blanks::Either(_)) {
            return 0;
        }
        let to_group = (4 - usize::from(self.group_length)) % 4;
        let is_clean = |group: &[u8]| group.iter().all(|byte| alphabet::value(*byte) < 64);
        if !text.get(..to_group).is_some_and(is_clean) {
            return 0;
        }
        let rest = self.bytes(text, 0);
        text.len() - self.blocks(rest).len()
    }

    /// Decodes blocks of clean base64, or steps over them, and gives back the rest.
    fn blocks<'t>(&mut self, text: &'t [u8]) -> &'t [u8] {
        let mut rest = text;
        loop {
            // Whole groups; the last may have padding.
            let length = rest.len().saturating_sub(4).min(BLOCK_CHARACTERS) / 4 * 4;
            if length == 0 {
                break;
            }
            let mut done = self.step_over(rest);
            if done == 0 {
                let mut decoded = [0; BLOCK_BYTES];
                let block = rest.get(..length).unwrap_or(&[]);
                let decoded = decoded.get_mut(..length / 4 * 3).unwrap_or(&mut []);
                if netverify_scan::decode(block, decoded) {
                    self.samples.push(decoded);
                    self.image.push(decoded);
                    done = length;
                }
            }
            if done == 0 {
                break;
            }
            let (now, later) = rest.split_at_checked(done).unwrap_or((rest, &[]));
            self.keep(now);
            self.blanks_within |= self.last == Last::Blank;
            self.last = Last::Data;
            if matches!(self.blanks, Blanks::Unmet | Blanks::Either(_)) && holds_plus(now) {
                self.blanks = Blanks::WhiteSpace;
            }
            self.length += done as u64;
            self.characters += done as u64;
            rest = later;
        }
        rest
    }

    /// Steps over as many characters of clean base64 as need not be decoded.
    fn step_over(&mut self, rest: &[u8]) -> usize {
        let characters = |bytes: u64| (bytes / 3).saturating_mul(4).min(rest.len() as u64) as usize;
        let gap = self.samples.gap();
        let skippable = characters(self.image.unwanted().min(gap));
        let mut done = 0;
        if skippable >= BLOCK_CHARACTERS {
            done = netverify_scan::plain(rest.get(..skippable).unwrap_or(rest)) / 4 * 4;
            self.image.skip(done as u64 / 4 * 3);
        } else if let Some(mut prefix) = self.image.scan_prefix()
            && gap >= BLOCK_BYTES as u64
        {
            done = netverify_scan::walk(rest.get(..characters(gap)).unwrap_or(rest), &mut prefix);
            self.image.walked(done as u64 / 4 * 3, prefix);
        }
        if done > 0 {
            self.samples.step_over(rest.get(..done).unwrap_or(&[]));
        }
        done
    }

    /// Keeps what the data begins with.
    fn keep(&mut self, bytes: &[u8]) {
        if self.goes_on {
            return;
        }
        let room = self.beginning.get_mut(self.beginning_length..).unwrap_or(&mut []);
        self.goes_on = bytes.len() > room.len();
        let count = bytes.len().min(room.len());
        if let (Some(room), Some(bytes)) = (room.get_mut(..count), bytes.get(..count)) {
            room.copy_from_slice(bytes);
            self.beginning_length += count;
        }
    }

    fn beginning(&self) -> &[u8] {
        self.beginning.get(..self.beginning_length).unwrap_or(&self.beginning)
    }

    /// Begins again behind the prefix of a `data:` URI, parts of which may have been read as data.
    #[cold]
    fn end_prefix(&mut self) {
        let plus = matches!(self.blanks, Blanks::Plus);
        *self = Base64Reader {
            prefixes: self.prefixes,
            prefix_len: self.length,
            length: self.length,
            characters: self.characters,
            // White space before the prefix is none of it.
            whitespace: self.whitespace.filter(|place| *place == 0),
            blanks: if plus { Blanks::Plus } else { Blanks::Unmet },
            ..Base64Reader::new()
        };
    }

    /// Reads a character that no alphabet of base64 has.
    #[cold]
    fn other(&mut self, byte: u8, place: u64) {
        let beginning = self.beginning();
        let may_begin = self.prefixes < MAX_PREFIXES && !self.goes_on;
        if may_begin && self.alphabet.is_none() && beginning.eq_ignore_ascii_case(b"data:") {
            self.prefixes += 1;
            self.in_prefix = true;
        } else if may_begin
            && byte == b','
            && beginning.split_last().is_some_and(|(_, prefix)| is_data_uri_prefix(prefix))
        {
            self.prefixes += 1;
            self.end_prefix();
        } else {
            self.alphabet.get_or_insert(place);
        }
    }

    /// Returns what the text is, now that all of it has been pushed.
    #[must_use]
    pub fn finish(mut self) -> Base64Image {
        self.conclude()
    }

    /// Returns what [`finish`](Self::finish) returns, without moving the reader, which holds 1.6 KB.
    pub(crate) fn conclude(&mut self) -> Base64Image {
        let (pads, spare_bits) = match self.group_length {
            2 => (2, 4),
            3 => (1, 2),
            _ => (0, 0),
        };
        let canonical = self.group_length != 1 && self.pads == pads && self.group & ((1 << spare_bits) - 1) == 0;
        let blanks = core::mem::replace(&mut self.blanks, Blanks::WhiteSpace);
        if let Blanks::Either(mut plus) = blanks
            && plus.units == 0
            && (self.blanks_within || !canonical)
        {
            let plus = plus.conclude();
            return Base64Image { plus_lost: plus.instead.is_none(), whitespace: None, ..plus };
        }
        // The bits that are not spare, moved to the front.
        let [_, bytes @ ..] = (self.group << (6 * u32::from(4 - self.group_length.min(4)) % 24)).to_be_bytes();
        let last = usize::from(self.group_length.saturating_sub(1));
        let last = bytes.get(..last).unwrap_or(&[]);
        self.samples.push(last);
        self.image.push(last);
        let info = self.image.conclude();
        let is_foreign = info.format.mime_type().is_none() && !self.in_prefix;
        let instead = if is_foreign { instead_of_base64(self.beginning(), !self.goes_on) } else { None };
        let is_base64 = instead.is_none();
        let readable = is_base64 && self.alphabet.is_none() && !self.misplaced && !self.in_prefix;
        Base64Image {
            text_len: self.length,
            data_uri: self.prefixes > 0,
            prefix_len: self.prefix_len,
            whitespace: self.whitespace.filter(|_| is_base64),
            plus_lost: false,
            url_safe: self.url_safe.filter(|_| is_base64),
            alphabet: self.alphabet.filter(|_| is_base64),
            padding: is_base64 && !self.in_prefix && (self.misplaced || (self.alphabet.is_none() && !canonical)),
            instead,
            samples: self.samples.digest(),
            image: readable.then_some(info),
        }
    }
}

/// Checks whether a `+` is there. All bytes are looked at, which compilers do many at a time.
fn holds_plus(text: &[u8]) -> bool {
    text.iter().fold(false, |found, byte| found | (*byte == b'+'))
}

#[cfg(test)]
mod tests;
