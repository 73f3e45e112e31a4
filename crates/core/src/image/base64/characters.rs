//! Base64 character by character: where groups are cut, and what is unusual.

use super::{Base64Reader, Blanks, Last};
use crate::image::alphabet::{NONE, PAD, URL_SAFE_MINUS, URL_SAFE_UNDERSCORE, WHITE_SPACE, value};

/// Bytes that are gathered before they are taken.
const STAGED_BYTES: usize = 64 * 3;

/// What was decoded one by one.
struct Stage {
    bytes: [u8; STAGED_BYTES],
    length: usize,
}

impl Base64Reader {
    /// Reads at least so many bytes, and on to where a group of four begins; gives back the rest.
    pub(super) fn bytes<'t>(&mut self, text: &'t [u8], at_least: usize) -> &'t [u8] {
        if at_least == 0 && self.group_length == 0 {
            return text;
        }
        let mut stage = Stage { bytes: [0; STAGED_BYTES], length: 0 };
        let mut rest = text;
        while let [byte, behind @ ..] = rest {
            let left = at_least.saturating_sub(text.len() - rest.len());
            if left == 0 && self.group_length == 0 {
                break;
            }
            let data = self.data(rest, left, &mut stage);
            if data > 0 {
                rest = rest.get(data..).unwrap_or(&[]);
                continue;
            }
            let may_be_plus = *byte == b' ' && !self.in_prefix && !matches!(self.last, Last::Start | Last::Pad);
            if may_be_plus && matches!(self.blanks, Blanks::Unmet) {
                self.take(&mut stage);
                self.part_readings(rest);
            }
            let prefixes = self.prefixes;
            self.byte(*byte);
            if self.prefixes != prefixes {
                // What was read so far was the prefix.
                stage.length = 0;
            }
            rest = behind;
        }
        self.take(&mut stage);
        rest
    }

    /// Takes what was decoded.
    fn take(&mut self, stage: &mut Stage) {
        let decoded = stage.bytes.get(..stage.length).unwrap_or(&[]);
        if !decoded.is_empty() {
            self.samples.push(decoded);
            self.image.push(decoded);
        }
        stage.length = 0;
    }

    /// Reads the characters at the beginning that are data, up to where a group begins behind so many; returns how many that is.
    fn data(&mut self, text: &[u8], at_least: usize, stage: &mut Stage) -> usize {
        if self.in_prefix {
            return 0;
        }
        let is_read = self.pads == 0 && self.alphabet.is_none();
        let blanks_are_pluses = matches!(self.blanks, Blanks::Plus);
        // A text that has a `+`, or none by its alphabet, has lost none.
        let mut lost_none = false;
        let mut count = 0;
        for &byte in text {
            let value = match value(byte) {
                value @ 0..64 => value,
                WHITE_SPACE if byte == b' ' && blanks_are_pluses => 62,
                dialect @ (URL_SAFE_MINUS | URL_SAFE_UNDERSCORE) => {
                    self.url_safe.get_or_insert(self.characters + count as u64);
                    if dialect == URL_SAFE_MINUS { 62 } else { 63 }
                }
                _ => break,
            };
            count += 1;
            lost_none |= value >= 62 && byte != b'/';
            if !is_read {
                continue;
            }
            self.group = self.group << 6 | u32::from(value);
            self.group_length += 1;
            if self.group_length == 4 {
                let [_, decoded @ ..] = self.group.to_be_bytes();
                (self.group, self.group_length) = (0, 0);
                if let Some(room) = stage.bytes.get_mut(stage.length..stage.length + 3) {
                    room.copy_from_slice(&decoded);
                    stage.length += 3;
                }
                if stage.length == STAGED_BYTES {
                    self.take(stage);
                }
                if count >= at_least {
                    break;
                }
            }
        }
        if count > 0 {
            self.keep(text.get(..count).unwrap_or(&[]));
            self.length += count as u64;
            self.characters += count as u64;
            self.units = (self.units + (count & 3) as u8) & 3;
            self.blanks_within |= self.last == Last::Blank;
            self.last = Last::Data;
            self.misplaced |= self.pads > 0;
            if lost_none && !blanks_are_pluses {
                self.blanks = Blanks::WhiteSpace;
            }
        }
        count
    }

    /// Reads a byte that is no data: one of a prefix, white space, padding, or one that no alphabet of base64 has.
    fn byte(&mut self, byte: u8) {
        let place = self.characters;
        self.length += 1;
        // A continuation byte of UTF-8 begins no character.
        self.characters += u64::from(byte & 0xC0 != 0x80);
        if self.in_prefix {
            if byte == b',' {
                self.end_prefix();
            }
            return;
        }
        let kind = value(byte);
        if self.last != Last::Start || kind != WHITE_SPACE {
            self.keep(&[byte]);
        }
        if kind == WHITE_SPACE {
            self.whitespace.get_or_insert(place);
            self.last = match (byte, self.last) {
                (b' ', Last::Data) => Last::Blank,
                // No `+` was here.
                (b' ', Last::Start | Last::Pad) => {
                    self.blanks = Blanks::WhiteSpace;
                    self.last
                }
                (b' ', last) | (_, last @ (Last::Start | Last::Pad)) => last,
                _ => Last::OtherSpace,
            };
            return;
        }
        self.units = (self.units + 1) & 3;
        self.blanks_within |= self.last == Last::Blank;
        self.last = if kind == PAD { Last::Pad } else { Last::Data };
        match kind {
            PAD => self.pads = self.pads.saturating_add(1),
            NONE => self.other(byte, place),
            _ => {}
        }
    }
}
