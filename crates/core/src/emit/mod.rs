//! Printers: what is generated from the table and the codes. The printed files are committed, and a test fails when they
//! are not what these print.

mod json_schema;
mod markdown;

pub use json_schema::json_schema;
pub use markdown::markdown;

use crate::checks::Check;

/// What a kind of check is called in the documentation.
fn sentence(check: Check) -> String {
    match check {
        Check::Text => "text".to_owned(),
        Check::Reference => "text without personal data".to_owned(),
        Check::Image => {
            "JPEG or PNG in base64, at most 15 MiB, sides under 8000 pixels, longest side over 300".to_owned()
        }
        Check::Country => "ISO 3166-1 alpha-3 code, or XKX".to_owned(),
        Check::OneOf(words) => ["one of ", &words.join(", ")].concat(),
        Check::Tokens => ["tokens separated by commas: ", &crate::Token::NAMES.join(", ")].concat(),
        Check::CallbackUrl => "https URL without port, query, fragment and personal data".to_owned(),
        Check::UsState => "US state; for a passport or ID card also a country".to_owned(),
        Check::Date => "date, YYYY-MM-DD".to_owned(),
    }
}
