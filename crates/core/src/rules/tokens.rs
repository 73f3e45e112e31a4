//! enabledFields: tokens separated by commas.

use super::Reporter;
use crate::choices::Token;
use crate::codes::{Code, Param};
use crate::suggest::nearest;
use alloc::string::String;

/// The most violations of single tokens that are listed: more than a text of legal length can have.
const MAX_LISTED_TOKENS: usize = 128;

/// Returns the tokens as the service reads them: ASCII spaces around one do not belong to it.
pub(crate) fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(|token| token.trim_matches(' '))
}

/// Checks whether a text lists a token.
pub(crate) fn has(text: &str, token: Token) -> bool {
    split(text).any(|listed| listed == token.as_str())
}

/// Reports what is no token, what is empty and what is there twice.
pub(crate) fn check(text: &str, reporter: &mut Reporter<'_>) {
    let mut seen = [false; Token::ALL.len()];
    let mut listed = 0;
    let mut tokens = split(text).enumerate().peekable();
    while let Some((index, token)) = tokens.next() {
        if listed == MAX_LISTED_TOKENS {
            return;
        }
        let is_last = tokens.peek().is_none();
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
                // A space after the token ends it: no typing makes it longer.
                let open = is_last && !text.ends_with(' ');
                let incomplete = open && Token::NAMES.iter().any(|known| known.starts_with(token));
                (Code::UnknownToken, suggestion(token), incomplete)
            }
        };
        listed += 1;
        reporter.add(code).param(Param::Index, index).suggest(suggestion).incomplete(incomplete);
    }
}

/// Returns the token that is meant, with or without its `id`.
fn suggestion(token: &str) -> Option<&'static str> {
    let mut known = Token::NAMES.iter().copied();
    let without_prefix = |known: &&str| known.get(2..).is_some_and(|rest| rest.eq_ignore_ascii_case(token));
    known.clone().find(without_prefix).or_else(|| nearest(token, &mut known))
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
            assert!(has(&format!("x, {token} ,,"), *token) && !has("", *token) && !has(&format!("x{token}"), *token));
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
        assert_eq!(codes(&"x,".repeat(1_000_000)).len(), MAX_LISTED_TOKENS);
    }

    #[test]
    fn only_known_tokens_are_compacted() {
        assert_eq!(compact("idDob , idExpiry", 100).as_deref(), Some("idDob,idExpiry"));
        assert_eq!(compact("idDob , secret", 100), None);
        assert_eq!(compact("idDob , idExpiry", 10), None);
    }
}
