//! Every byte of the headers of pictures is changed, and what the full check says of each is compared with libjpeg's `djpeg` and with
//! `pngcheck`. `cargo xtask differential` runs this: it takes both programs.
//!
//! What decodes without a warning must pass, and what the program refuses must not. Between them are pictures that are
//! decoded with a warning: of those either is right. Differences that are meant are listed in `known_differences.txt`, each with
//! its reason; one that no longer occurs is a failure, too.
#![cfg(feature = "decode")]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use netverify_rules::{Code, Field, validate_image, validate_image_fully};
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;
use std::process::Command;

const JPEGS: [&str; 5] = ["good.jpg", "progressive.jpg", "gray.jpg", "cmyk.jpg", "standard-tables.jpg"];
const PNGS: [&str; 4] = ["good.png", "palette.png", "rgba.png", "gray-alpha.png"];

fn picture(name: &str) -> Vec<u8> {
    let images: serde_json::Value =
        serde_json::from_str(include_str!("../../../tests/vectors/images.json")).expect("images");
    STANDARD.decode(images[name].as_str().expect("a picture")).expect("base64")
}

/// What is put in a byte's place.
fn others(byte: u8) -> BTreeSet<u8> {
    let mut others = BTreeSet::from([0, 0xFF, byte ^ 1, byte ^ 0x10]);
    others.remove(&byte);
    others
}

/// The segments up to the first scan header, each with its kind.
fn jpeg_segments(bytes: &[u8]) -> Vec<(&'static str, Range<usize>)> {
    let mut segments = Vec::new();
    let mut at = 2;
    loop {
        let (marker, length) = (bytes[at + 1], usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]])));
        let kind = match marker {
            0xC4 => "DHT",
            0xDA => "SOS",
            0xDB => "DQT",
            0xDD => "DRI",
            0xE0..=0xEF => "APP",
            0xFE => "COM",
            _ => "SOF",
        };
        segments.push((kind, at..at + 2 + length));
        at += 2 + length;
        if marker == 0xDA {
            return segments;
        }
    }
}

/// The name of the segment that each byte up to the scan data, or the end marker, belongs to.
fn jpeg_headers(bytes: &[u8]) -> Vec<(usize, String)> {
    let ends = [("SOI", 0..2), ("EOI", bytes.len() - 2..bytes.len())];
    let segments = jpeg_segments(bytes).into_iter().chain(ends);
    segments.flat_map(|(kind, range)| range.map(move |at| (at, kind.to_owned()))).collect()
}

/// The name of the chunk that each byte belongs to, but those of the compressed data.
fn png_headers(bytes: &[u8]) -> Vec<(usize, String)> {
    let mut named: Vec<_> = (0..8).map(|at| (at, "signature".to_owned())).collect();
    let mut at = 8;
    while at < bytes.len() {
        let length = u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize;
        let name = String::from_utf8_lossy(&bytes[at + 4..at + 8]).into_owned();
        let data = if name == "IDAT" { 0 } else { length };
        named.extend((at..at + 8 + data).chain(at + 8 + length..at + 12 + length).map(|at| (at, name.clone())));
        at += 12 + length;
    }
    named
}

/// Recomputes IHDR's CRC.
fn with_crc(mut bytes: Vec<u8>) -> Vec<u8> {
    let crc = bytes[12..29].iter().fold(!0u32, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
    });
    bytes[29..33].copy_from_slice(&(!crc).to_be_bytes());
    bytes
}

/// What a program says of a picture.
enum Verdict {
    Sound,
    Warned,
    Refused(String),
}

/// A message without its numbers.
fn without_numbers(message: &str) -> String {
    let words =
        message.split_whitespace().map(|word| if word.chars().any(|char| char.is_ascii_digit()) { "#" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

fn djpeg(file: &Path) -> Verdict {
    let output = Command::new("djpeg").args(["-outfile", "/dev/null"]).arg(file).output().expect("djpeg");
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    match output.status.success() {
        true if message.is_empty() => Verdict::Sound,
        // Exit code 2 is a warning.
        _ if output.status.code() == Some(2) || output.status.success() => Verdict::Warned,
        _ => Verdict::Refused(without_numbers(message.lines().last().unwrap_or_default())),
    }
}

fn pngcheck(file: &Path) -> Verdict {
    let output = Command::new("pngcheck").arg("-q").arg(file).output().expect("pngcheck");
    let message = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() && message.is_empty() {
        return Verdict::Sound;
    }
    let first = message.lines().next().unwrap_or_default();
    let said = first.split_once(".png").map_or(first, |(_, said)| said);
    Verdict::Refused(without_numbers(said))
}

/// Whether one of the codes of a picture that is no whole picture is among those.
fn refuses(report: &netverify_rules::Report) -> bool {
    let codes =
        [Code::ImageFormat, Code::ImageUnreadable, Code::ImageTruncated, Code::ImageCorrupt, Code::ImageSideTooLong];
    report.violations().iter().any(|violation| codes.contains(&violation.code()))
}

/// A program, the part that was changed, and what it and the full check do not agree in.
type Difference = [String; 3];

/// Compares what is said of a picture.
fn compare(program: &str, part: &str, bytes: &[u8], file: &Path, found: &mut BTreeSet<Difference>) {
    std::fs::write(file, bytes).expect("a temporary file");
    let ours = refuses(&validate_image_fully(Field::FrontsideImage, bytes, None));
    let by_headers = refuses(&validate_image(Field::FrontsideImage, bytes, None));
    assert!(ours || !by_headers, "the full check passes what the headers do not, at {part}");
    let verdict = if program == "djpeg" { djpeg(file) } else { pngcheck(file) };
    let difference = match verdict {
        Verdict::Sound if ours => "refused, though it decodes".to_owned(),
        Verdict::Refused(why) if !ours => format!("passed: {why}"),
        Verdict::Refused(why) if !by_headers => format!("passed without full decoding: {why}"),
        _ => return,
    };
    found.insert([program.to_owned(), part.to_owned(), difference]);
}

/// All differences over a picture of that name.
fn differences(name: &str) -> BTreeSet<Difference> {
    let file = std::env::temp_dir().join(format!("netverify-differential-{}-{name}", std::process::id()));
    let bytes = picture(name);
    let is_jpeg = JPEGS.contains(&name);
    let (program, headers) = if is_jpeg { ("djpeg", jpeg_headers(&bytes)) } else { ("pngcheck", png_headers(&bytes)) };
    let mut found = BTreeSet::new();
    compare(program, "nothing", &bytes, &file, &mut found);
    for (at, part) in headers {
        for other in others(bytes[at]) {
            let mut changed = bytes.clone();
            changed[at] = other;
            compare(program, &part, &changed, &file, &mut found);
            if !is_jpeg && (16..29).contains(&at) {
                compare(program, "IHDR with its CRC", &with_crc(changed), &file, &mut found);
            }
        }
    }
    std::fs::remove_file(&file).expect("the temporary file");
    found
}

/// JPEGs whose segments are left out, repeated or put in another order.
fn rearranged() -> BTreeSet<Difference> {
    let file = std::env::temp_dir().join(format!("netverify-differential-{}-rearranged", std::process::id()));
    let mut found = BTreeSet::new();
    for name in JPEGS.iter().chain(&["restarts.jpg", "progressive-restarts.jpg", "three-scans.jpg"]) {
        let bytes = picture(name);
        let segments = jpeg_segments(&bytes);
        let before = |at: usize, put: &[u8]| [&bytes[..at], put, &bytes[at..]].concat();
        compare("djpeg", "nothing", &bytes, &file, &mut found);
        for (kind, range) in &segments {
            let without = [&bytes[..range.start], &bytes[range.end..]].concat();
            let again = before(range.end, &bytes[range.clone()]);
            let [comment, start, lines, fill] =
                [&b"\xFF\xFE\0\0"[..], b"\xFF\xD8", b"\xFF\xDC\0\x04\x01\x90", &[0xFF; 5]]
                    .map(|put| before(range.start, put));
            let made = [
                ("without", without),
                ("again", again),
                ("comment", comment),
                ("start", start),
                ("lines", lines),
                ("fill", fill),
            ];
            for (what, bytes) in made {
                compare("djpeg", &format!("{what} {kind}"), &bytes, &file, &mut found);
            }
        }
        let one_id = bytes.windows(2).position(|marker| matches!(marker, [0xFF, 0xC0..=0xC2])).map(|frame| {
            let mut bytes = bytes.clone();
            let scan = segments.iter().find(|(kind, _)| *kind == "SOS").expect("a scan").1.start;
            (0..usize::from(bytes[frame + 9])).for_each(|i| bytes[frame + 10 + 3 * i] = 7);
            (0..usize::from(bytes[scan + 4])).for_each(|i| bytes[scan + 5 + 2 * i] = 7);
            bytes
        });
        compare("djpeg", "one identifier", &one_id.expect("a frame"), &file, &mut found);
    }
    std::fs::remove_file(&file).expect("the temporary file");
    found
}

/// The rows of the list: a program, a part or `*`, what a difference begins with, and its reason.
fn known() -> Vec<[&'static str; 4]> {
    let rows = include_str!("known_differences.txt").lines().filter(|row| !row.is_empty() && !row.starts_with('#'));
    rows.map(|row| {
        let cells: Vec<&str> = row.split(" | ").collect();
        cells.try_into().unwrap_or_else(|_| panic!("four cells in: {row}"))
    })
    .collect()
}

#[test]
#[ignore = "it takes djpeg and pngcheck: cargo xtask differential"]
fn pictures_pass_as_they_decode() {
    let found: BTreeSet<Difference> = std::thread::scope(|scope| {
        let threads: Vec<_> = JPEGS.iter().chain(&PNGS).map(|name| scope.spawn(|| differences(name))).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("a comparison")).chain(rearranged()).collect()
    });
    let known = known();
    let is = |[program, part, difference]: &Difference, row: &[&str; 4]| {
        program == row[0] && (row[1] == "*" || part == row[1]) && difference.starts_with(row[2])
    };
    let unknown: Vec<_> = found.iter().filter(|found| !known.iter().any(|row| is(found, row))).collect();
    assert!(unknown.is_empty(), "differences that known_differences.txt has not: {unknown:#?}");
    let gone: Vec<_> = known.iter().filter(|row| !found.iter().any(|found| is(found, row))).collect();
    assert!(gone.is_empty(), "differences of known_differences.txt that there are no longer: {gone:#?}");
    assert!(known.iter().all(|row| row[3].len() > 20), "a row without a reason");
}
