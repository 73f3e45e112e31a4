//! What the core never sees, because another language has it in the place of a request: the reports on it, so that they are the
//! same wherever that language runs.

use crate::codes::{Code, Param};
use crate::report::{Report, Target};

/// What can be in the place of a request: the types of JSON, and objects of JavaScript that hold fields, a body or a
/// picture, but not as their own properties.
const TOP_TYPES: &[&str] = &Code::NotAnObject.words::<18>(Param::Actual);

/// Returns the report on an object that has no fields as its own properties, such as a FormData of JavaScript. `kind` is one
/// of the words that `not_an_object` has for what is there (`form_data`, `map`, `response` …); `None` where it is another.
///
/// ```
/// let report = netverify_rules::validate_foreign_object("map").unwrap();
/// assert_eq!(report.violations()[0].to_string(), "The body must be a JSON object, not a Map: pass Object.fromEntries(map).");
/// ```
#[must_use]
pub fn validate_foreign_object(kind: &str) -> Option<Report> {
    let kind = TOP_TYPES.iter().find(|known| **known == kind)?;
    let mut report = Report::default();
    report.add(Target::Body, Code::NotAnObject).param(Param::Actual, *kind);
    Some(report)
}

/// Returns the report on a body that a caller cannot take in, because it is longer than the caller's own limit.
///
/// ```
/// let report = netverify_rules::validate_oversized_body(3000, 2000);
/// assert_eq!(report.violations()[0].to_string(), "The body has 3000 characters; at most 2000 are allowed.");
/// ```
#[must_use]
pub fn validate_oversized_body(length: u64, max: u64) -> Report {
    let mut report = Report::default();
    report.add(Target::Body, Code::TooLong).param(Param::Max, max).param(Param::Actual, length);
    report
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_javascript_has_a_message_and_an_advice_of_its_own() {
        let json: [&str; 6] = Code::WrongType.words(Param::Actual);
        let own = TOP_TYPES.iter().filter(|kind| !json.contains(kind));
        let plain = Code::NotAnObject.spec().fix;
        assert_eq!(own.clone().count(), TOP_TYPES.len() - json.len(), "all types of JSON are among them");
        for kind in own {
            let report = validate_foreign_object(kind).expect("a kind");
            let [violation] = report.violations() else { panic!("one violation") };
            let message = violation.to_string();
            assert!(!report.is_valid() && message.contains(": ") && !message.contains('_'), "{message}");
            assert_ne!(violation.fix(), plain, "{kind}");
        }
    }

    #[test]
    fn another_word_is_no_kind() {
        for word in ["", "formdata", "FormData", "form_dat", "form_data "] {
            assert!(validate_foreign_object(word).is_none(), "{word}");
        }
    }
}
