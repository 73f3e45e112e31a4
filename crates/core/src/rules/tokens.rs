//! enabledFields: tokens separated by commas.

use super::Reporter;
use crate::char_classes::trim_matches;
use crate::choices::Token;
use crate::codes::{Code, Param};
use crate::suggest::nearest;
use alloc::string::String;

/// The most violations of single tokens that are reported: more than a text of legal length can have.
const MAX_REPORTED_TOKENS: usize = 128;

/// Returns the tokens as the service reads them: ASCII spaces around one do not belong to it.
pub(crate) fn split(text: &str) -> impl Iterator<Item = &str> + Clone {
    text.split(',').map(|token| trim_matches(token, |char| char == ' '))
}

/// Checks whether a text lists a token.
pub(crate) fn has(text: &str, token: Token) -> bool {
    split(text).any(|listed| listed == token.as_str())
}

/// The known tokens of a list: a bit for each, at its place in [`Token::ALL`].
#[derive(Clone, Copy, Default)]
pub(crate) struct Listed(u16);

impl Listed {
    pub(crate) fn has(self, token: Token) -> bool {
        self.0 & (1 << token as u16) != 0
    }
}

/// Reports what is no token, what is empty and what is there twice. Returns what is listed.
pub(crate) fn check(text: &str, reporter: &mut Reporter<'_>) -> Listed {
    let mut listed = Listed::default();
    let mut reported = 0;
    let mut tokens = split(text).enumerate();
    while let Some((index, token)) = tokens.next() {
        let known = Token::NAMES.iter().position(|known| *known == token);
        let bit = known.map_or(0, |known| 1 << known);
        if listed.0 & bit != bit {
            listed.0 |= bit;
            continue;
        }
        if reported == MAX_REPORTED_TOKENS {
            continue;
        }
        reported += 1;
        let is_last = tokens.clone().next().is_none();
        let (code, suggestion, incomplete) = if known.is_some() {
            (Code::DuplicateToken, None, false)
        } else if token.is_empty() {
            (Code::EmptyToken, None, is_last)
        } else {
            // A space after the token ends it: no typing makes it longer.
            let is_open = is_last && !text.ends_with(' ');
            let incomplete = is_open && Token::NAMES.iter().any(|known| known.starts_with(token));
            (Code::UnknownToken, suggestion(token), incomplete)
        };
        reporter.add(code).param(Param::Index, index).suggest(suggestion).incomplete(incomplete);
    }
    listed
}

/// Returns the token that is meant, with or without its `id`.
fn suggestion(token: &str) -> Option<&'static str> {
    let without_prefix = |known: &&str| known.get(2..).is_some_and(|rest| rest.eq_ignore_ascii_case(token));
    Token::NAMES.iter().copied().find(without_prefix).or_else(|| nearest(token, Token::NAMES))
}

/// Returns the same tokens without spaces, where all of them are known and the result has at most `max` characters.
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

    fn codes(text: &str) -> Vec<(Code, Option<String>, bool)> {
        let mut out = Violations::new();
        check(text, &mut Reporter::new(Field::EnabledFields, &mut out));
        out.iter().map(|v| (v.code(), v.suggestion().map(Into::into), v.is_incomplete())).collect()
    }

    #[test]
    fn every_token_is_found() {
        for token in Token::ALL {
            for (text, expected) in
                [(format!("x, {token} ,,"), true), (String::new(), false), (format!("x{token}"), false)]
            {
                let mut out = Violations::new();
                let listed = check(&text, &mut Reporter::new(Field::EnabledFields, &mut out));
                assert_eq!((has(&text, *token), listed.has(*token)), (expected, expected), "{text}");
            }
        }
    }

    #[test]
    fn tokens_are_checked_one_by_one() {
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
        }
    }

    #[test]
    fn a_million_tokens_are_not_a_million_violations() {
        assert_eq!(codes(&"x,".repeat(1_000_000)).len(), MAX_REPORTED_TOKENS);
    }

    #[test]
    fn only_known_tokens_are_compacted() {
        assert_eq!(compact("idDob , idExpiry", 100).as_deref(), Some("idDob,idExpiry"));
        assert_eq!(compact("idDob , secret", 100), None);
        assert_eq!(compact("idDob , idExpiry", 10), None);
    }
}
