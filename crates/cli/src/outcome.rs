//! What a check came to: the report, and what the command line adds to it or leaves out of it.

use crate::text;
use netverify_rules::{Code, Report, Severity, Violation};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::sync::Arc;

/// A report, as it is shown.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) report: Report,
    /// What is wrong with the headers, where a file holds them, too.
    headers: Option<Report>,
    /// The name of a key that is the caller's own, and not part of the request.
    own_key: Option<Arc<str>>,
}

/// What a report comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Valid,
    /// Valid, but warnings were to count.
    NotClean,
    NotValid,
}

impl Outcome {
    pub(crate) fn new(report: Report) -> Self {
        Outcome { report, headers: None, own_key: None }
    }

    /// Adds what is wrong with the headers. That one is missing does not count: exports leave out what is secret, and what
    /// the sender adds by itself.
    pub(crate) fn with_headers(mut self, report: Report) -> Self {
        self.headers = Some(report);
        self
    }

    /// Leaves out that the API does not know a key.
    pub(crate) fn without_key(mut self, name: Option<Arc<str>>) -> Self {
        self.own_key = name;
        self
    }

    /// The violations that count, those of the headers first.
    pub(crate) fn violations(&self) -> impl Iterator<Item = &Violation> {
        let headers = self.headers.iter().flat_map(Report::violations);
        headers.chain(self.report.violations()).filter(|violation| self.counts(violation))
    }

    fn counts(&self, violation: &Violation) -> bool {
        match violation.code() {
            Code::HeaderMissing => false,
            Code::UnknownField => self.own_key.is_none() || violation.target().name() != self.own_key.as_deref(),
            _ => true,
        }
    }

    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.violations().filter(|violation| violation.severity() == severity).count()
    }

    /// What it comes to; `strict` lets warnings count.
    pub(crate) fn verdict(&self, strict: bool) -> Verdict {
        if self.count(Severity::Error) > 0 {
            Verdict::NotValid
        } else if strict && self.count(Severity::Warning) > 0 {
            Verdict::NotClean
        } else {
            Verdict::Valid
        }
    }

    /// Writes it as one line of JSON. `members` come first: `{` and members, or nothing. `help` adds to each violation what to
    /// do about it.
    pub(crate) fn push_json(&self, out: &mut String, members: &str, help: bool) {
        out.push_str(members);
        if help || self.headers.is_some() || self.own_key.is_some() {
            out.push_str(if members.is_empty() { "{" } else { "," });
            self.push_members(out, help);
        } else {
            let start = out.len();
            self.report.push_json(out);
            if !members.is_empty() {
                // One object of both.
                out.replace_range(start..=start, ",");
            }
        }
        out.push('\n');
    }

    fn push_members(&self, out: &mut String, help: bool) {
        /// The members of a report whose texts are copied.
        #[derive(Deserialize)]
        struct Members<'j> {
            #[serde(borrow)]
            violations: Vec<&'j RawValue>,
            #[serde(borrow)]
            images: &'j RawValue,
        }

        let valid = self.verdict(false) == Verdict::Valid;
        out.push_str(if valid { "\"valid\":true,\"violations\":[" } else { "\"valid\":false,\"violations\":[" });
        let mut first = true;
        let mut images = "{}".to_owned();
        for report in self.headers.iter().chain([&self.report]) {
            let json = report.to_json();
            let Ok(members) = serde_json::from_str::<Members<'_>>(&json) else { continue };
            members.images.get().clone_into(&mut images);
            for (violation, json) in report.violations().iter().zip(members.violations) {
                if !self.counts(violation) {
                    continue;
                }
                if !first {
                    out.push(',');
                }
                first = false;
                match json.get().strip_suffix('}').filter(|_| help) {
                    None => out.push_str(json.get()),
                    Some(opened) => {
                        out.push_str(opened);
                        out.push_str(",\"help\":");
                        text::push_json(out, violation.fix());
                        out.push('}');
                    }
                }
            }
        }
        out.push_str("],\"images\":");
        out.push_str(&images);
        out.push('}');
    }
}

/// Writes a line of JSON for what could not be checked.
pub(crate) fn push_error(out: &mut String, members: &str, message: &str) {
    out.push_str(if members.is_empty() { "{" } else { members });
    out.push_str(if members.is_empty() { "\"error\":" } else { ",\"error\":" });
    text::push_json(out, message);
    out.push_str("}\n");
}

/// Returns `{"name":"value"`, to be gone on with.
pub(crate) fn file_member(path: &str) -> String {
    let mut json = "{\"file\":".to_owned();
    text::push_json(&mut json, path);
    json
}

#[cfg(test)]
mod tests {
    use super::*;
    use netverify_rules::{Settings, validate_headers, validate_json};
    use serde_json::Value;

    fn outcome(body: &str) -> Outcome {
        Outcome::new(validate_json(body.as_bytes(), &Settings::default()))
    }

    fn json(outcome: &Outcome, members: &str, help: bool) -> Value {
        let mut json = String::new();
        outcome.push_json(&mut json, members, help);
        assert!(json.ends_with("}\n"));
        serde_json::from_str(&json).expect("JSON")
    }

    #[test]
    fn without_additions_it_is_the_report() {
        let outcome = outcome(r#"{"country":"usa"}"#);
        let mut line = String::new();
        outcome.push_json(&mut line, "", false);
        assert_eq!(line, outcome.report.to_json() + "\n");
        assert_eq!(json(&outcome, "{\"file\":\"a\"", false)["file"], "a");
    }

    #[test]
    fn help_is_added_and_nothing_else_changes() {
        let outcome = outcome(r#"{"country":"usa","colour":1}"#);
        let mut with = json(&outcome, "{\"line\":1", true);
        for (violation, json) in outcome.violations().zip(with["violations"].as_array_mut().expect("violations")) {
            let help = json.as_object_mut().expect("an object").remove("help");
            assert_eq!(help, Some(violation.fix().into()));
        }
        assert_eq!(with, json(&outcome, "{\"line\":1", false));
    }

    #[test]
    fn an_own_key_is_left_out_alone() {
        let both = outcome(r#"{"order":1,"colour":1}"#);
        let unknown = |outcome: &Outcome| outcome.violations().filter(|it| it.code() == Code::UnknownField).count();
        assert_eq!(unknown(&both), 2);
        let one = both.without_key(Some("order".into()));
        assert_eq!(unknown(&one), 1);
        let json = json(&one, "", false).to_string();
        assert!(json.contains("colour") && !json.contains("order"), "{json}");
    }

    #[test]
    fn headers_count_unless_they_are_missing() {
        let bad = outcome("{}").with_headers(validate_headers([("Content-Type", "text/plain")], 2));
        let codes = |outcome: &Outcome| outcome.violations().map(|it| it.code()).collect::<Vec<_>>();
        let plain = codes(&outcome("{}"));
        assert_eq!(codes(&bad), [&[Code::HeaderValue][..], &plain].concat());
        let good = outcome("{}").with_headers(validate_headers([("Content-Type", "application/json")], 2));
        assert_eq!(codes(&good), plain);
        assert_eq!(json(&bad, "", false)["violations"][0]["code"], "header_value");
    }
}
