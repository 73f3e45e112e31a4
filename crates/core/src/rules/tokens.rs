//! enabledFields: tokens separated by commas.

use super::Reporter;
use crate::choices::Token;
use crate::codes::{Code, Param};
use crate::split::Split;
use crate::suggest::Nearest;
use alloc::string::String;

/// The most violations of single tokens that are listed: more than a text of legal length can have.
const MAX_LISTED: usize = 128;

/// The tokens as the service reads them: ASCII spaces around one do not belong to it.
pub(crate) fn split(text: &str) -> Split<'_> {
    Split::new(text, b',', [b' '; 2])
}

/// What a text lists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Listed {
    /// The known tokens, a bit each at its place in [`Token::ALL`].
    known: u16,
    /// Whether there is anything but known tokens, each once.
    other: bool,
}

impl Listed {
    pub(crate) fn of(text: &str) -> Self {
        let mut listed = Listed::default();
        for token in split(text) {
            let bit = Token::NAMES.iter().position(|known| *known == token).map_or(0, |known| 1 << known);
            listed.other |= bit == 0 || listed.known & bit != 0;
            listed.known |= bit;
        }
        listed
    }

    pub(crate) fn has(self, token: Token) -> bool {
        self.known & (1 << token as u16) != 0
    }

    /// Whether [`check`] has nothing to say.
    pub(crate) fn is_legal(self) -> bool {
        !self.other
    }
}

pub(crate) fn check(text: &str, reporter: &mut Reporter<'_>) {
    let mut seen = [false; Token::ALL.len()];
    let mut listed = 0;
    let mut tokens = split(text);
    let mut index = 0usize;
    while let Some(token) = tokens.next() {
        if listed == MAX_LISTED {
            return;
        }
        let is_last = tokens.is_at_end();
        let place = index;
        index += 1;
        let (code, suggestion, incomplete) = match Token::NAMES.iter().position(|known| *known == token) {
            Some(known) => match seen.get_mut(known) {
                Some(seen) if !*seen => {
                    *seen = true;
                    continue;
                }
                _ => (Code::DuplicateToken, None, false),
            },
            None if token.is_empty() => (Code::EmptyToken, None, is_last),
            None => {
                // A space behind the token ends it: no typing makes it longer.
                let open = is_last && !text.ends_with(' ');
                let incomplete = open && Token::NAMES.iter().any(|known| known.starts_with(token));
                (Code::UnknownToken, suggestion(token), incomplete)
            }
        };
        listed += 1;
        reporter.add(code).param(Param::Index, place).suggest(suggestion).incomplete(incomplete);
    }
}

fn suggestion(token: &str) -> Option<&'static str> {
    let without_prefix = |known: &&str| known.get(2..).is_some_and(|rest| rest.eq_ignore_ascii_case(token));
    Token::NAMES.iter().copied().find(without_prefix).or_else(|| {
        let mut nearest = Nearest::to(token)?;
        Token::NAMES.iter().for_each(|known| nearest.offer(known));
        nearest.found()
    })
}

/// The same tokens without spaces, where all of them are known and the result has at most `max` characters.
pub(crate) fn compact(text: &str, max: usize) -> Option<String> {
    let mut compact = String::new();
    for token in split(text) {
        let known = Token::NAMES.iter().find(|known| **known == token)?;
        if !compact.is_empty() {
            compact.push(',');
        }
        compact.push_str(known);
        if compact.len() > max {
            return None;
        }
    }
    Some(compact)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::Field;
    use crate::report::Violations;
    use proptest::prelude::*;
    use proptest::sample::select;

    fn codes(text: &str) -> Vec<(Code, Option<String>, bool)> {
        let mut out = Violations::new();
        check(text, &mut Reporter::new(Field::EnabledFields, &mut out));
        out.iter().map(|v| (v.code(), v.suggestion().map(Into::into), v.is_incomplete())).collect()
    }

    #[test]
    fn what_is_listed() {
        let listed = Listed::of("idFaceMatch , idDob");
        assert!(
            listed.is_legal() && listed.has(Token::FaceMatch) && listed.has(Token::Dob) && !listed.has(Token::Number)
        );
        for text in ["", "idDob,", "idDob,idDob", "iddob", "idDob;idAddress"] {
            assert!(!Listed::of(text).is_legal(), "{text}");
        }
        for (place, token) in Token::ALL.iter().enumerate() {
            assert_eq!((*token as usize, Token::NAMES[place]), (place, token.as_str()));
            assert!(Listed::of(&format!("x,{token},,")).has(*token));
        }
    }

    proptest! {
        #[test]
        fn a_list_is_legal_where_the_check_finds_nothing(pieces in proptest::collection::vec(select([Token::NAMES, &[",", ",", ",", " ", "x", "id"]].concat()), 0..8)) {
            for text in [pieces.concat(), pieces.join(",")] {
                prop_assert_eq!(Listed::of(&text).is_legal(), codes(&text).is_empty(), "{}", text);
            }
        }
    }

    #[test]
    fn tokens_are_judged_one_by_one() {
        use Code::{DuplicateToken, EmptyToken, UnknownToken};
        let yes = |suggestion: &str| Some(suggestion.to_owned());
        for (text, expected) in [
            (
                "idNumber,idFirstName,idLastName,idDob, idExpiry,idUsState,idPersonalNumber,idFaceMatch,idAddress",
                vec![],
            ),
            (" idDob , idExpiry ", vec![]),
            ("idDob,idDob", vec![(DuplicateToken, None, false)]),
            ("idDob,,idExpiry", vec![(EmptyToken, None, false)]),
            ("idDob,", vec![(EmptyToken, None, true)]),
            (",idDob", vec![(EmptyToken, None, false)]),
            ("iddob", vec![(UnknownToken, yes("idDob"), false)]),
            ("idDo", vec![(UnknownToken, yes("idDob"), true)]),
            ("idDo ", vec![(UnknownToken, yes("idDob"), false)]),
            ("idDob,idN", vec![(UnknownToken, None, true)]),
            ("dob", vec![(UnknownToken, yes("idDob"), false)]),
            ("idDob\t", vec![(UnknownToken, yes("idDob"), false)]),
            ("everything", vec![(UnknownToken, None, false)]),
        ] {
            assert_eq!(codes(text), expected, "{text}");
            assert_eq!(Listed::of(text).is_legal(), expected.is_empty(), "{text}");
        }
    }

    #[test]
    fn a_million_tokens_are_not_a_million_violations() {
        assert_eq!(codes(&"x,".repeat(1_000_000)).len(), MAX_LISTED);
    }

    #[test]
    fn only_known_tokens_are_compacted() {
        assert_eq!(compact("idDob , idExpiry", 100).as_deref(), Some("idDob,idExpiry"));
        assert_eq!(compact("idDob , secret", 100), None);
        assert_eq!(compact("idDob , idExpiry", 10), None);
    }
}
