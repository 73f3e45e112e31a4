//! Printers: what is generated from the table and the codes. The printed files are committed, and a test fails when they
//! are not what these print.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
mod json_schema;
mod markdown;
mod typescript;

pub use json_schema::json_schema;
pub use markdown::markdown;
pub use typescript::{typescript, typescript_codes, typescript_docs, typescript_fields, typescript_schema};

use crate::choices::Token;
use crate::rules::Check;

/// Returns every printed file: its path in the repository, and what it is to hold.
#[must_use]
pub fn files() -> Vec<(&'static str, String)> {
    alloc::vec![
        ("docs/RULES.md", markdown()),
        ("docs/request.schema.json", json_schema()),
        ("pkg/src/generated/types.ts", typescript()),
        ("pkg/src/generated/fields.ts", typescript_fields()),
        ("pkg/src/generated/docs.ts", typescript_docs()),
        ("pkg/src/generated/codes.ts", typescript_codes()),
        ("pkg/src/generated/schema.ts", typescript_schema()),
    ]
}

impl Check {
    /// What it takes, in the words of the documentation.
    #[must_use]
    pub fn sentence(self) -> String {
        match self {
            Check::Text => "text".to_owned(),
            Check::Reference => "text without personal data".to_owned(),
            Check::Image => {
                "JPEG or PNG in base64: at most 15 MiB, each side under 8000 pixels, the longest over 300".to_owned()
            }
            Check::Country => "ISO 3166-1 alpha-3 code, or XKX".to_owned(),
            Check::OneOf(words) => ["one of ", &words.join(", ")].concat(),
            Check::Tokens => ["tokens with commas between them: ", &Token::NAMES.join(", ")].concat(),
            Check::CallbackUrl => {
                "https URL of a host name, without port, query, fragment, user and personal data".to_owned()
            }
            Check::UsState => "by idType: US state, or for a passport or ID card also a country".to_owned(),
            Check::Date => "date, YYYY-MM-DD".to_owned(),
        }
    }
}

/// What the objects of later revisions are for.
const OBJECT_DOCS: [&str; 2] =
    ["Checks of later revisions of the API.", "The user's consent, in later revisions of the API."];
