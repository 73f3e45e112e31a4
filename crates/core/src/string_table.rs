//! Many short texts in one: a browser would download eight bytes of pointer and length for each, and they do not compress.

/// Returns the text of that number, where they stand end to end and only their lengths are known.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_by_number() {
        let text = |number| behind("onethréetwo", &[3, 0, 6, 3], number);
        assert_eq!([0, 1, 2, 3].map(text), ["one", "", "thrée", "two"]);
    }
}
