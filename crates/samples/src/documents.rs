//! The specimen documents: made-up layouts of the kind that a passport, a licence and an identity card have. They show
//! no person and copy no state's design.

use crate::canvas::{Canvas, Colour, Rect};
use image::RgbImage;

const INK: Colour = [32, 36, 52];
const LABEL: Colour = [96, 100, 120];
const STAMP: Colour = [200, 40, 48];
const WHITE: Colour = [255; 3];

/// The colours of a document's background: from, to, and two of its lines; then of its head.
struct Palette {
    from: Colour,
    to: Colour,
    lines: [Colour; 2],
    head: Colour,
}

const BLUE: Palette = Palette {
    from: [226, 234, 246],
    to: [246, 238, 220],
    lines: [[150, 176, 214], [214, 186, 140]],
    head: [28, 58, 118],
};
const GREEN: Palette = Palette {
    from: [224, 242, 232],
    to: [232, 238, 250],
    lines: [[140, 196, 166], [160, 176, 220]],
    head: [18, 88, 74],
};
const ROSE: Palette = Palette {
    from: [248, 232, 232],
    to: [236, 240, 226],
    lines: [[222, 168, 176], [166, 196, 150]],
    head: [112, 34, 62],
};

/// A passport's data page, with the code `RKS` that Kosovo's passports print.
pub(crate) fn passport() -> RgbImage {
    let lines = mrz_passport("RKS", "SPECIMEN", "ALEX", "P7654321", "900517", "310228");
    let mut canvas = background(880, 620, &BLUE, "PASSPORT", "REPUBLIC OF KOSOVO");
    portrait(&mut canvas, Rect(40, 130, 230, 290));
    let fields = [
        ("TYPE / CODE", "P / RKS"),
        ("SURNAME", "SPECIMEN"),
        ("GIVEN NAMES", "ALEX"),
        ("DATE OF BIRTH", "1990-05-17"),
        ("DATE OF EXPIRY", "2031-02-28"),
        ("PASSPORT NO.", "P7654321"),
    ];
    columns(&mut canvas, (310, 130), (1, 50), 880, &fields);
    machine_readable(&mut canvas, 880, 520, &lines);
    stamp(&mut canvas, 880, 620);
    canvas.picture()
}

/// The front of a driving licence.
pub(crate) fn licence_front() -> RgbImage {
    let (width, height) = (856, 540);
    let mut canvas = background(width, height, &GREEN, "DRIVER LICENSE", "WASHINGTON  USA");
    portrait(&mut canvas, Rect(width / 22, height / 4, width / 4, height / 2));
    let fields = [
        ("4D LIC NO.", "WDL0SPEC7M3N"),
        ("1 FAMILY NAME", "SPECIMEN"),
        ("2 GIVEN NAMES", "ALEX"),
        ("3 DOB", "1990-05-17"),
        ("4B EXP", "2031-02-28"),
        ("8 ADDRESS", "1 EXAMPLE WAY, OLYMPIA WA 98501"),
    ];
    columns(&mut canvas, (width / 3, height / 4), (1, height / 9), width, &fields);
    stamp(&mut canvas, width, height);
    canvas.picture()
}

/// The back of a driving licence: a code of bars that encodes nothing.
pub(crate) fn licence_back() -> RgbImage {
    let mut canvas = background(856, 540, &GREEN, "DRIVER LICENSE", "BACK SIDE");
    canvas.fill(Rect(40, 130, 776, 176), WHITE);
    canvas.bars(Rect(56, 144, 744, 150), (4, 10), INK);
    let fields =
        [("9 CLASS", "NONE"), ("9A ENDORSEMENTS", "NONE"), ("12 RESTRICTIONS", "SPECIMEN"), ("5 DD", "000000")];
    columns(&mut canvas, (40, 340), (2, 80), 856, &fields);
    stamp(&mut canvas, 856, 540);
    canvas.picture()
}

/// The front of an identity card, smaller than the others: for requests whose picture is not the point.
pub(crate) fn id_card() -> RgbImage {
    let (width, height) = (640, 404);
    let mut canvas = background(width, height, &ROSE, "IDENTITY CARD", "FEDERAL REPUBLIC OF GERMANY");
    portrait(&mut canvas, Rect(width / 22, height / 4, width / 4, height / 2));
    let fields = [
        ("DOCUMENT NO.", "L0SPEC1M3"),
        ("SURNAME", "SPECIMEN"),
        ("GIVEN NAMES", "ALEX"),
        ("DATE OF BIRTH", "1990-05-17"),
        ("DATE OF EXPIRY", "2031-02-28"),
    ];
    columns(&mut canvas, (width / 3, height / 4), (1, height / 8), width, &fields);
    stamp(&mut canvas, width, height);
    canvas.picture()
}

/// A few flat colours, for formats that compress nothing else.
pub(crate) fn flat_card(width: i32, height: i32) -> RgbImage {
    let mut canvas = Canvas::new(width, height);
    let half = height / 2;
    canvas.fill(Rect(0, 0, width, height), BLUE.from);
    canvas.fill(Rect(0, 0, width, height / 6), BLUE.head);
    portrait(&mut canvas, Rect(width / 20, height / 4, width / 4, half));
    canvas.text((width / 3, half), width / 80, "SPECIMEN", STAMP);
    canvas.picture()
}

/// Where a picture of the face would be: a silhouette.
pub(crate) fn face() -> RgbImage {
    let mut canvas = Canvas::new(480, 600);
    portrait(&mut canvas, Rect(0, 0, 480, 600));
    canvas.slanted_text((70, 520), 14, "SPECIMEN", STAMP, (110, 0));
    canvas.picture()
}

fn background(width: i32, height: i32, palette: &Palette, title: &str, issuer: &str) -> Canvas {
    let mut canvas = Canvas::new(width, height);
    canvas.gradient(Rect(0, 0, width, height), palette.from, palette.to);
    for (i, colour) in (0..).zip(palette.lines) {
        canvas.waves(height / 4 + i * height / 3, 10, width / 90, height / 9, colour);
    }
    canvas.rosette((width * 4 / 5, height * 11 / 20), height / 4, 12, palette.lines[0]);
    let head = height / 6;
    canvas.fill(Rect(0, 0, width, head), palette.head);
    canvas.text((width / 22, head / 5), width / 120, title, WHITE);
    canvas.text((width / 22, head * 2 / 3), width / 214, issuer, palette.from);
    canvas
}

fn portrait(canvas: &mut Canvas, area: Rect) {
    let Rect(left, top, width, height) = area;
    let (centre, figure) = (left + width / 2, [116, 128, 148]);
    canvas.gradient(area, [232, 236, 240], [206, 212, 220]);
    // From the bottom up, so that the proportions stay in a narrow frame.
    canvas.ellipse((centre, top + height), (width * 21 / 50, width * 2 / 5), area, figure);
    canvas.ellipse((centre, top + height - width * 2 / 5), (width / 9, width / 6), area, figure);
    canvas.ellipse((centre, top + height - width * 7 / 10), (width * 11 / 50, width * 7 / 25), area, figure);
}

/// Labels and values from a place on, in so many columns and at so large a distance.
fn columns(canvas: &mut Canvas, start: (i32, i32), (count, gap): (i32, i32), width: i32, fields: &[(&str, &str)]) {
    for (i, (label, value)) in (0..).zip(fields) {
        let (x, y) = (start.0 + i % count * width * 2 / 5, start.1 + i / count * gap);
        canvas.text((x, y), (width / 300).max(2), label, LABEL);
        canvas.text((x, y + width / 50), width / 170, value, INK);
    }
}

fn stamp(canvas: &mut Canvas, width: i32, height: i32) {
    canvas.slanted_text((width / 8, height * 4 / 5), width / 38, "SPECIMEN", STAMP, (76, 24));
}

fn machine_readable(canvas: &mut Canvas, width: i32, top: i32, lines: &[String]) {
    canvas.fill(Rect(0, top - 14, width, 114), [250, 250, 246]);
    for (i, line) in (0..).zip(lines) {
        canvas.text((width / 20, top + i * 40), 6, line, INK);
    }
}

/// The two lines of a passport by ICAO 9303, part 4.
fn mrz_passport(state: &str, surname: &str, given: &str, number: &str, birth: &str, expiry: &str) -> Vec<String> {
    let names = format!("P<{state}{surname}<<{given}");
    let checked = |text: &str| format!("{text}{}", check_digit(text));
    let (number, birth, expiry) = (checked(&format!("{number:<<9}")), checked(birth), checked(expiry));
    let optional = checked(&"<".repeat(14));
    let composite = check_digit(&format!("{number}{birth}{expiry}{optional}"));
    vec![format!("{names:<<44}"), format!("{number}{state}{birth}X{expiry}{optional}{composite}")]
}

/// The check digit of ICAO 9303, part 3, section 4.9.
fn check_digit(text: &str) -> u32 {
    let value = |character: char| character.to_digit(36).unwrap_or(0);
    text.chars().zip([7, 3, 1].into_iter().cycle()).map(|(character, weight)| value(character) * weight).sum::<u32>()
        % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machine_readable_lines_are_those_of_the_standard() {
        // The specimen of ICAO 9303, part 4, appendix B.
        assert_eq!(check_digit("L898902C3"), 6);
        assert_eq!(check_digit("740812"), 2);
        assert_eq!(check_digit("ZE184226B<<<<<"), 1);
        for line in mrz_passport("RKS", "SPECIMEN", "ALEX", "P7654321", "900517", "310228") {
            assert_eq!(line.len(), 44, "{line}");
        }
    }
}
