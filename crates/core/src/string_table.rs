//! Many short texts in one: a browser would download eight bytes of pointer and length for each, and they do not compress.

/// The ends of the texts in `all`, each of which has a NUL behind it.
pub(crate) const fn ends<const N: usize>(all: &str) -> [u16; N] {
    let bytes = all.as_bytes();
    let mut ends = [0; N];
    let (mut at, mut count) = (0, 0);
    while at < bytes.len() {
        if bytes[at] == 0 {
            ends[count] = at as u16;
            count += 1;
        }
        at += 1;
    }
    assert!(count == N && all.len() <= u16::MAX as usize);
    ends
}

/// The text of that number.
pub(crate) const fn nth(all: &'static str, ends: &[u16], number: usize) -> &'static str {
    let start = if number == 0 { 0 } else { ends[number - 1] as usize + 1 };
    let Some((head, _)) = all.split_at_checked(ends[number] as usize) else { return "" };
    match head.split_at_checked(start) {
        Some((_, text)) => text,
        None => "",
    }
}

/// The text of that number, where they stand end to end and only their lengths are known: half the bytes of their ends, and
/// quick enough for what is reported.
pub(crate) const fn behind(all: &'static str, lengths: &[u8], number: usize) -> &'static str {
    let (mut start, mut index) = (0, 0);
    while index < number {
        start += lengths[index] as usize;
        index += 1;
    }
    let Some((_, text)) = all.split_at_checked(start) else { return "" };
    match text.split_at_checked(lengths[number] as usize) {
        Some((text, _)) => text,
        None => "",
    }
}

/// For each length, the numbers of the texts that have it, a bit each: most are told apart by how long they are.
pub(crate) const fn by_length<const LENGTHS: usize>(ends: &[u16]) -> [u32; LENGTHS] {
    let mut numbers = [0; LENGTHS];
    let (mut start, mut number) = (0, 0);
    while number < ends.len() {
        numbers[ends[number] as usize - start] |= 1 << number;
        start = ends[number] as usize + 1;
        number += 1;
    }
    numbers
}

/// The number of that text.
pub(crate) fn position(all: &str, ends: &[u16], by_length: &[u32], text: &str) -> Option<usize> {
    let mut numbers = *by_length.get(text.len())?;
    while numbers != 0 {
        let number = numbers.trailing_zeros() as usize;
        let end = usize::from(*ends.get(number)?);
        if all.as_bytes().get(end - text.len()..end) == Some(text.as_bytes()) {
            return Some(number);
        }
        numbers &= numbers - 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_by_number() {
        const ALL: &str = "one\0\0thrée\0two\0";
        const ENDS: [u16; 4] = ends(ALL);
        const BY_LENGTH: [u32; 7] = by_length(&ENDS);
        assert_eq!([0, 1, 2, 3].map(|number| nth(ALL, &ENDS, number)), ["one", "", "thrée", "two"]);
        assert_eq!(
            ["one", "", "thrée", "two", "six", "e", "longer than any"]
                .map(|text| position(ALL, &ENDS, &BY_LENGTH, text)),
            [Some(0), Some(1), Some(2), Some(3), None, None, None]
        );
        assert_eq!(
            [0, 1, 2, 3].map(|number| behind("onethréetwo", &[3, 0, 6, 3], number)),
            ["one", "", "thrée", "two"]
        );
    }
}
