//! XMP, as far as the rules ask: whether there is a place.
//!
//! A packet is XML, in which a property is an attribute or an element
//! ([XMP specification, part 1](https://developer.adobe.com/xmp/docs/XMPSpecifications/), section 7): `exif:GPSLatitude="52,31.2N"` or
//! `<exif:GPSLatitude>52,31.2N</exif:GPSLatitude>`, which may have attributes and hold another element. It is not parsed, but
//! searched for these names with a value behind them.

/// The names of the properties that hold a coordinate, from their fifth letter on, in lower case: some cameras write `GpsLatitude`.
const STEM: &[u8; 3] = b"gps";
const LATITUDE: &[u8; 8] = b"latitude";
const LONGITUDE: &[u8; 9] = b"longitude";

/// A search through XMP packets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Xmp {
    state: State,
    /// Whether there was a coordinate.
    pub(super) has_location: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Behind so many letters of the stem.
    Stem(u8),
    /// Behind so many letters of a coordinate's name.
    Name { is_latitude: bool, matched: u8 },
    /// Behind a name: its value is to come, unless it goes on.
    Named,
    /// Behind a name and blanks: what then comes but a value is an attribute of the element of that name.
    Spaced,
    /// In a tag, of that element or within its content; a slash was the last, so that it may be empty.
    Tag { is_empty: bool },
    /// Behind the equals sign of an attribute.
    Equals,
    /// Behind the quote that begins an attribute's value.
    Quoted,
    /// Behind the bracket that begins an element's content.
    Content,
    /// Behind a bracket in the content.
    Opened,
}

impl Xmp {
    pub(super) const fn new() -> Self {
        Xmp { state: State::Stem(0), has_location: false }
    }

    /// Begins a packet.
    pub(super) fn begin(&mut self) {
        self.state = State::Stem(0);
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        if !self.has_location {
            bytes.iter().for_each(|&byte| self.byte(byte));
        }
    }

    fn byte(&mut self, byte: u8) {
        let letter = byte.to_ascii_lowercase();
        let is_space = matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
        self.state = match self.state {
            State::Stem(matched) => match STEM.get(usize::from(matched)) {
                Some(&next) if next == letter => State::Stem(matched + 1),
                None if letter == b'l' => State::Name { is_latitude: true, matched: 1 },
                _ => Self::begin_at(letter),
            },
            State::Name { is_latitude, matched } => {
                let is_latitude = if matched == 1 { letter == b'a' } else { is_latitude };
                let name = if is_latitude { &LATITUDE[..] } else { &LONGITUDE[..] };
                match name.get(usize::from(matched)) {
                    Some(&next) if next == letter && usize::from(matched) + 1 == name.len() => State::Named,
                    Some(&next) if next == letter => State::Name { is_latitude, matched: matched + 1 },
                    _ => Self::begin_at(letter),
                }
            }
            State::Named | State::Spaced | State::Tag { is_empty: false } if byte == b'>' => State::Content,
            State::Named | State::Spaced if is_space => State::Spaced,
            State::Named | State::Spaced if byte == b'=' => State::Equals,
            State::Named => Self::begin_at(letter),
            State::Equals if matches!(byte, b'"' | b'\'') => State::Quoted,
            State::Equals | State::Quoted | State::Content if is_space => self.state,
            State::Content if byte == b'<' => State::Opened,
            // The other quote: an empty value.
            State::Quoted | State::Content => {
                self.has_location |= !matches!(byte, b'"' | b'\'');
                State::Stem(0)
            }
            // A tag without content, or the one that closes the element.
            State::Tag { is_empty: true } if byte == b'>' => State::Stem(0),
            State::Opened if byte == b'/' => State::Stem(0),
            State::Spaced | State::Tag { .. } | State::Opened => State::Tag { is_empty: byte == b'/' },
            State::Equals => State::Stem(0),
        };
    }

    /// Returns what is matched where nothing was before this letter.
    fn begin_at(letter: u8) -> State {
        State::Stem(u8::from(letter == STEM[0]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn has_location(packet: &[u8], piece: usize) -> bool {
        let mut xmp = Xmp::new();
        packet.chunks(piece).for_each(|piece| xmp.push(piece));
        xmp.has_location
    }

    #[test]
    fn a_coordinate_is_an_attribute_or_an_element() {
        for packet in [
            r#"<rdf:Description exif:GPSLatitude="52,31.2N" exif:GPSLongitude="13,24.3E"/>"#,
            "<d exif:GPSLongitude = '13,24.3E'/>",
            "<exif:GPSLatitude>52,31.2N</exif:GPSLatitude>",
            "<exif:GPSLatitude\n>\n 52,31.2N\n</exif:GPSLatitude>",
            r#"<d exif:GPSLatitude="" exif:GPSLongitude="13,24.3E"/>"#,
            r#"<d drone:GpsLatitude="+52.52"/>"#,
            r#"<exif:GPSLatitude rdf:datatype="http://www.w3.org/2001/XMLSchema#string">52,31.2N</exif:GPSLatitude>"#,
            "<exif:GPSLongitude rdf:parseType='Resource'>\n<rdf:value>13,24.3E</rdf:value>\n</exif:GPSLongitude>",
            "<exif:GPSLatitude><rdf:Description rdf:value=''><rdf:value>1</rdf:value></rdf:Description></exif:GPSLatitude>",
            r#"<d exif:GPSMapDatum="gpsgps" ggpslatitude="1"/>"#,
        ] {
            for piece in 1..packet.len() {
                assert!(has_location(packet.as_bytes(), piece), "{packet} in pieces of {piece}");
            }
        }
    }

    #[test]
    fn no_value_is_no_coordinate_and_neither_is_another_property() {
        for packet in [
            r#"<d exif:GPSLatitude="" exif:GPSLongitude=" " exif:GPSMapDatum="WGS-84"/>"#,
            "<exif:GPSLatitude/><exif:GPSLongitude></exif:GPSLongitude>",
            "<exif:GPSLatitude>\n</exif:GPSLatitude>",
            r#"<exif:GPSLatitude xml:lang="en"/><exif:GPSLatitude xml:lang="en"></exif:GPSLatitude>"#,
            "<exif:GPSLatitude><rdf:value/></exif:GPSLatitude> <exif:GPSLongitude><rdf:value></rdf:value></exif:GPSLongitude>",
            r#"<d exif:GPSLatitudeRef="N" exif:GPSAltitude="90/1" exif:GPSTimeStamp="2020-01-01" exif:GPSVersionID="2.3.0.0"/>"#,
            r#"<d exif:GPSLatitud="1" exif:GPSLingitude="1" exif:GPLatitude="1"/>"#,
        ] {
            assert!(!has_location(packet.as_bytes(), packet.len()), "{packet}");
        }
    }

    proptest! {
        #[test]
        fn pieces_do_not_matter(packet in "(exif:)?(GPSL|gps|(GPS)?Latitude|ongitude|=|\"|'|>|<|/|1| ){0,12}", piece in 1..8usize) {
            prop_assert_eq!(has_location(packet.as_bytes(), piece), has_location(packet.as_bytes(), 1000));
        }
    }
}
