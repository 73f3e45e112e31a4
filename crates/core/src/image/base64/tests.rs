//! Texts that are written in every wrong way, read by one piece and by many.

use super::*;
use crate::image::alphabet::decode_base64;
use crate::image::base64_image::Base64Cleaner;
use crate::image::info::ImageFormat;
use crate::image::jpegs::jpegs;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use proptest::prelude::*;

proptest! {
    /// Fails where what somebody else has decoded is read otherwise than its characters.
    #[test]
    fn decoded_bytes_are_as_their_characters(
        bytes in jpegs(),
        prefix in prop_oneof![Just(""), Just(" "), Just("data:image/jpeg;base64,")],
        spoilt in proptest::option::of((any::<prop::sample::Index>(), any::<u8>())),
        piece in prop_oneof![1..100usize, 1..10_000usize],
    ) {
        let engine = base64::engine::general_purpose::STANDARD;
        let mut text = [prefix.as_bytes(), engine.encode(&bytes).as_bytes()].concat();
        if let Some((at, byte)) = spoilt {
            let at = at.index(text.len());
            text[at] = byte;
        }
        let mut long = Base64Reader::new();
        text.chunks(4 * piece).for_each(|piece| long.push(piece));
        let mut short = Base64Reader::new();
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
        let is_clean = prefix.is_empty() && spoilt.is_none();
        // A beginning of less than 256 characters is not taken, nor padding.
        prop_assert!(!is_clean || piece < 64 || taken + 2 >= text.len().div_ceil(4 * piece), "{} pieces", taken);
        prop_assert_eq!(long.finish(), short.finish());
    }

    #[test]
    fn the_letters_of_a_prefix_are_none_of_an_image(
        prefix in prop_oneof!["[dD][aA][tT][aA]", "(/9j/|iVBORw0K)[A-Za-z0-9/]{0,300}base64"],
        rest in "[:,A/]{0,9}",
    ) {
        let text = prefix + &rest;
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

    /// What a form makes of base64 is recognised, and the picture in it is that of the text before.
    #[test]
    fn lost_pluses_are_recognised(bytes in jpegs(), line in proptest::option::of(20..200usize), piece in 1..3000usize) {
        let text = STANDARD.encode(&bytes);
        let lines: Vec<&str> = match line {
            Some(line) => text.as_bytes().chunks(line).map(|line| std::str::from_utf8(line).expect("ASCII")).collect(),
            None => vec![&text],
        };
        let lost = lines.join("\r\n").replace('+', " ");
        let is_within = lost.lines().any(|line| line.trim().contains(' '));
        let read = read(lost.as_bytes(), piece);
        prop_assert_eq!(&read, &read_whole(lost.as_bytes()));
        if is_within {
            prop_assert!(read.plus_lost && read.whitespace.is_none() && !read.padding);
            prop_assert_eq!(read.image, read_whole(text.as_bytes()).image);
            let mut cleaner = Base64Cleaner::new(&read);
            let clean: Vec<u8> = lost.bytes().filter_map(|byte| cleaner.clean(byte)).collect();
            prop_assert_eq!(STANDARD_NO_PAD.decode(clean).expect("base64"), bytes);
        }
    }

    /// Blanks beside a `+` are none that was lost.
    #[test]
    fn other_blanks_are_white_space(bytes in proptest::collection::vec(any::<u8>(), 3..300), places in proptest::collection::vec(any::<prop::sample::Index>(), 1..9)) {
        let mut text = format!("+///{}", STANDARD.encode(&bytes));
        for place in places {
            text.insert(place.index(text.len()), ' ');
        }
        let read = read_whole(text.as_bytes());
        prop_assert!(!read.plus_lost && read.whitespace.is_some());
    }
}

fn read(text: &[u8], piece: usize) -> Base64Image {
    let mut reader = Base64Reader::new();
    text.chunks(piece).for_each(|piece| reader.push(piece));
    reader.finish()
}

fn read_whole(text: &[u8]) -> Base64Image {
    read(text, text.len().max(1))
}

#[test]
fn a_plus_in_decoded_bytes_is_met_at_any_place() {
    for plus in ["+AAA", "A+AA", "AA+A", "AAA+", "AAAA"] {
        let picture = format!("/9j/{}{plus}", "A".repeat(256));
        let mut reader = Base64Reader::new();
        assert!(reader.push_decoded(&STANDARD.decode(&picture).expect("base64")));
        reader.push(b"AAAA BBB");
        let read = reader.finish();
        assert_eq!(read, read_whole(format!("{picture}AAAA BBB").as_bytes()), "{plus}");
        assert_eq!(read.plus_lost, plus == "AAAA", "{plus}");
    }
}

#[test]
fn blanks_are_pluses_where_only_that_makes_base64() {
    for (text, lost) in [
        ("AAAA BBB", true),
        ("AA  BBBB", true),
        ("AAA ", true),
        ("A   ", true),
        ("AA =", true),
        ("data:image/jpeg;base64,AAA BBBB", true),
        ("image/jpeg; base64,AAA BBBB", true),
        ("AAA\r\nBB CC\r\nDD==\r\n", true),
        ("AAA B+BB", false),
        ("AAA BBB", false),
        ("AAA B-BB", false),
        ("AAA B_BB", false),
        (" AAA", false),
        ("    AAAA", false),
        ("data:image/jpeg;base64, AAA", false),
        ("AAAA    ", false),
        ("AA==    ", false),
        ("AAAA\n    BBBB", false),
        ("AAAA   \n BBBB", false),
        ("AAA\tBBBB", false),
        ("undefined   ", false),
    ] {
        for piece in 1..=text.len() {
            assert_eq!(read(text.as_bytes(), piece).plus_lost, lost, "{text:?} by {piece}");
        }
    }
}

#[test]
fn prefixes_are_recognised_with_and_without_their_first_word() {
    for (prefix, recognised) in [
        ("data:image/jpeg;base64,", true),
        ("DATA:IMAGE/PNG;BASE64,", true),
        ("image/jpeg;base64,", true),
        ("Image/PNG;Base64,", true),
        ("image/svg+xml;charset=utf-8;base64,", true),
        ("application/octet-stream; name=\"a b\"; base64,", true),
        ("data:image/jpeg,", true),
        ("image/jpeg,", true),
        ("base64,", true),
        (";base64,", true),
        ("\"data:image/jpeg;base64,", true),
        ("url(data:image/jpeg;base64,", true),
        ("data:image/jpeg;base64,data:image/jpeg;base64,", true),
        ("base64:", false),
        ("AAAA,", false),
        ("imag/jpeg,", false),
    ] {
        let text = format!("{prefix}/9j/4AAQSkZJRg==");
        for piece in [1, 2, 3, 5, 100] {
            let read = read(text.as_bytes(), piece);
            assert_eq!(read.data_uri, recognised, "{prefix}");
            assert_eq!(read.alphabet.is_none(), recognised, "{prefix}");
            if recognised {
                assert_eq!(read.prefix_len, prefix.len() as u64);
                assert_eq!(read.image, read_whole(b"/9j/4AAQSkZJRg==").image, "{prefix}");
            }
        }
    }
    // A long text is not searched for prefixes, nor one with many of them for all.
    let late = format!("{}base64,AAAA", "A".repeat(400));
    assert_eq!(read_whole(late.as_bytes()).alphabet, Some(406));
    assert!(read_whole("base64,A ".repeat(1000).as_bytes()).alphabet.is_some());
}

#[test]
fn what_is_there_instead_is_reported_alone() {
    for (text, format) in [
        ("undefined", ImageFormat::Placeholder),
        ("[object Object]", ImageFormat::Placeholder),
        ("C:\\fakepath\\a b.jpg", ImageFormat::Placeholder),
        ("data:image/png;base64,undefined", ImageFormat::Placeholder),
        ("ffd8ffe000104a464946", ImageFormat::Hex),
        ("\\xffd8ffe000104a464946", ImageFormat::Hex),
    ] {
        for piece in 1..=text.len() {
            let read = read(text.as_bytes(), piece);
            assert_eq!((read.instead, read.image), (Some(format), None), "{text}");
            assert!(read.whitespace.is_none() && read.alphabet.is_none() && read.url_safe.is_none() && !read.padding);
        }
    }
    assert_eq!(read_whole(b"/9j/4AAQ.jpg").instead, None);
}
