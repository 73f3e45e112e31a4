//! Lines of the machine-readable zone, ICAO Doc 9303.

const SHORTEST_LINE: usize = 30;

/// Whether the text holds one, by its filler `<` or by its fixed places.
pub(super) fn found(text: &str) -> bool {
    let in_line = |byte: &u8| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'<');
    text.as_bytes().split(|byte| !in_line(byte)).any(is_line)
}

fn is_line(run: &[u8]) -> bool {
    if run.len() < SHORTEST_LINE {
        return is_unfilled_first_line(run);
    }
    run.contains(&b'<') || is_second_line(run)
}

/// `P<UTOERIKSSON<<ANNA<MARIA`: a first line without the fillers at its end.
fn is_unfilled_first_line(run: &[u8]) -> bool {
    let [b'P' | b'V' | b'I' | b'A' | b'C', b'<', name @ ..] = run else { return false };
    let letters = name.iter().all(|byte| byte.is_ascii_uppercase() || *byte == b'<');
    letters
        && name.get(3..).is_some_and(|name| {
            name.windows(4).any(|four| matches!(four, [a, b'<', b'<', b] if *a != b'<' && *b != b'<'))
        })
}

/// The second line can be full. `d` is a digit, `a` a letter, `s` the sex, `x` anything.
fn is_second_line(run: &[u8]) -> bool {
    let layout: &[u8] = match run.len() {
        30 => b"dddddddsdddddddaaaxxxxxxxxxxxd",
        36 | 44 => b"xxxxxxxxxdaaadddddddsddddddd",
        _ => return false,
    };
    layout.iter().zip(run).all(|(place, byte)| match place {
        b'd' => byte.is_ascii_digit(),
        b'a' => byte.is_ascii_uppercase(),
        b's' => matches!(byte, b'M' | b'F' | b'X'),
        _ => true,
    })
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
        for text in [
            "A<B",
            "1<<20",
            "FOO<<BAR",
            "PAYMENTS<<NOW",
            "P<UTO<<ANNA",
            "P<UTOERIKSSON",
            "X<UTOERIKSSON<<ANNA<MARIA",
            "P<UTOERIKSSON<<<<<<<",
            "E3B0C44298FC1C149AFBF4C8996FB924",
            "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B",
            "123456789012345678901234567890",
            "12345678901234567890123456789012345678901234",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQR",
            "7408122M12041591TO123456789016",
            "7408122A1204159UTO123456789016",
            "01ARZ3NDEKTSV4RRFFQ69G5FAV",
            "<b>bold</b> <<<",
            "",
        ] {
            assert!(!found(text), "{text}");
        }
    }
}
