//! The codes of the tokens of enabledFields.

use super::Param::Index;
use super::entry::{PARAMETERS, fields};
use super::param::number;

codes!(
    tokens,
    Tokens,
    UnknownToken {
        name: "unknown_token",
        severity: Error,
        rule: "A token that is none of the nine.",
        message: "{field} has an unknown token (number {index}, counted from 0).",
        params: &[number(Index)],
        why: "enabledFields decides what is extracted. A token that the service does not know extracts nothing, and \
            the field you meant is missing from the result.",
        fix: "Use only idNumber, idFirstName, idLastName, idDob, idExpiry, idUsState, idPersonalNumber, idFaceMatch \
            and idAddress, in this spelling, with commas between them.",
        section: PARAMETERS,
        bad_example: fields(r#"{"enabledFields":"idnumber,idDob"}"#),
        good_example: fields(r#"{"enabledFields":"idNumber,idDob"}"#),
    },
    DuplicateToken {
        name: "duplicate_token",
        severity: Warning,
        rule: "A token that stands there already.",
        message: "{field} lists a token twice (number {index}, counted from 0).",
        params: &[number(Index)],
        why: "A token works once. That it stands twice often means that another one was meant.",
        fix: "List each token once; look whether another one was meant.",
        section: PARAMETERS,
        bad_example: fields(r#"{"enabledFields":"idDob,idDob"}"#),
        good_example: fields(r#"{"enabledFields":"idDob,idExpiry"}"#),
    },
    EmptyToken {
        name: "empty_token",
        severity: Error,
        rule: "Nothing between two commas, or after the last one.",
        message: "{field} has an empty token (number {index}, counted from 0).",
        params: &[number(Index)],
        why: "Nothing between two commas, or after the last one, is no token: a list was joined with an empty entry \
            in it.",
        fix: "Remove the comma that has nothing before or behind it, and drop empty entries before you join the \
            list.",
        section: PARAMETERS,
        bad_example: fields(r#"{"enabledFields":"idDob,idExpiry,"}"#),
        good_example: fields(r#"{"enabledFields":"idDob,idExpiry"}"#),
    },
);
