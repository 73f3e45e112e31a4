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

/// The number of that text.
pub(crate) fn position(all: &str, ends: &[u16], text: &str) -> Option<usize> {
    let mut start = 0;
    ends.iter().position(|end| {
        let end = usize::from(*end);
        // Most are told apart by how long they are.
        let same = end - start == text.len() && all.as_bytes().get(start..end) == Some(text.as_bytes());
        start = end + 1;
        same
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_by_number() {
        const ALL: &str = "one\0\0thrée\0";
        const ENDS: [u16; 3] = ends(ALL);
        assert_eq!([0, 1, 2].map(|number| nth(ALL, &ENDS, number)), ["one", "", "thrée"]);
        assert_eq!(
            ["one", "", "thrée", "two", "e"].map(|text| position(ALL, &ENDS, text)),
            [Some(0), Some(1), Some(2), None, None]
        );
    }
}
