//! Lines of the machine-readable zone, ICAO Doc 9303.

use crate::char_classes::fits;

const MIN_LINE_LENGTH: usize = 30;

/// Checks whether the text holds one, by its filler `<` or by its fixed places.
pub(super) fn found(text: &str) -> bool {
    let text = text.as_bytes();
    // The quick check first: it rules out nearly all.
    (text.len() >= MIN_LINE_LENGTH || text.contains(&b'<'))
        && text.split(|byte| !matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'<')).any(is_line)
}

/// Checks whether a run of its characters is a line. The second one can be full: its layout shows it.
fn is_line(run: &[u8]) -> bool {
    match run.len() {
        ..MIN_LINE_LENGTH => is_unfilled_first_line(run),
        _ if run.contains(&b'<') => true,
        30 => fits(b"dddddddsdddddddaaaxxxxxxxxxxxd", run),
        36 | 44 => fits(b"xxxxxxxxxdaaadddddddsddddddd", run),
        _ => false,
    }
}

/// `P<UTOERIKSSON<<ANNA<MARIA`: a first line without the fillers at its end.
fn is_unfilled_first_line(run: &[u8]) -> bool {
    let [b'P' | b'V' | b'I' | b'A' | b'C', b'<', _, _, _, name @ ..] = run else { return false };
    // Whether two fillers, no more, are between two names; the state's letters before them are no name.
    let (mut parted, mut fillers) = (false, 3);
    for byte in name {
        if *byte == b'<' {
            fillers += 1;
        } else {
            parted |= fillers == 2;
            fillers = 0;
        }
    }
    parted && run.iter().all(|byte| byte.is_ascii_uppercase() || *byte == b'<')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        for text in [
            // ICAO Doc 9303, the specimens.
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
            "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
            "I<UTOD231458907<<<<<<<<<<<<<<<",
            "7408122F1204159UTO<<<<<<<<<<<6",
            "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
            "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
            "D231458907UTO7408122F1204159<<<<<<<6",
            "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
            // No filler in the second line, or none at the first one's end.
            "L898902C36UTO7408122F1204159ZE184226B1234510",
            "D231458907UTO7408122F120415912345676",
            "7408122F1204159UTO123456789016",
            "P<UTOERIKSSON<<ANNA<MARIA",
            "I<UTOERIKSSON<<ANNA",
            "ref:P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<;",
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
        ] {
            assert!(found(text), "{text}");
        }
        for text in
            "A<B | 1<<20 | FOO<<BAR | PAYMENTS<<NOW | P<UTO<<ANNA | P<UTOERIKSSON | X<UTOERIKSSON<<ANNA<MARIA | \
            P<UTOERIKSSON<<<<<<< | E3B0C44298FC1C149AFBF4C8996FB924 | E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B | \
            123456789012345678901234567890 | 12345678901234567890123456789012345678901234 | \
            ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQR | 7408122M12041591TO123456789016 | \
            7408122A1204159UTO123456789016 | 01ARZ3NDEKTSV4RRFFQ69G5FAV | <b>bold</b> <<< | "
                .split(" | ")
        {
            assert!(!found(text), "{text}");
        }
    }
}
