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
    pub(crate) headers: Option<Report>,
    /// The name of a key that is the caller's own, and not part of the request.
    pub(crate) own_key: Option<Arc<str>>,
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

    /// Returns the violations that count, those of the headers first.
    pub(crate) fn violations(&self) -> impl Iterator<Item = &Violation> {
        self.reports().flat_map(Report::violations).filter(|violation| self.counts(violation))
    }

    fn reports(&self) -> impl Iterator<Item = &Report> {
        self.headers.iter().chain([&self.report])
    }

    /// Checks whether a violation counts. A header that is missing does not: exports leave out what is secret, and what the
    /// sender adds. Nor does it that the API does not know the caller's own key.
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

    /// Returns what it comes to; `strict` lets warnings count.
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
        let start = out.len();
        if help || self.headers.is_some() || self.own_key.is_some() {
            self.push_changed(out, help);
        } else {
            self.report.push_json(out);
        }
        if !members.is_empty() {
            // One object of both.
            out.replace_range(start..=start, ",");
        }
        out.push('\n');
    }

    /// Writes the object of a report that is not the core's alone.
    fn push_changed(&self, out: &mut String, help: bool) {
        /// The members of a report whose texts are copied.
        #[derive(Deserialize)]
        struct Members<'j> {
            #[serde(borrow)]
            violations: Vec<&'j RawValue>,
            #[serde(borrow)]
            images: &'j RawValue,
        }

        let (mut violations, mut images) = (Vec::new(), String::new());
        for report in self.reports() {
            let json = report.to_json();
            let members: Members<'_> = serde_json::from_str(&json).expect("a report is JSON");
            members.images.get().clone_into(&mut images);
            let counted = report.violations().iter().zip(members.violations).filter(|(it, _)| self.counts(it));
            violations.extend(counted.map(|(violation, json)| match json.get().strip_suffix('}') {
                Some(opened) if help => format!("{opened},\"help\":{}}}", text::json(violation.fix())),
                _ => json.get().to_owned(),
            }));
        }
        let (valid, violations) = (self.verdict(false) == Verdict::Valid, violations.join(","));
        out.push_str(&format!("{{\"valid\":{valid},\"violations\":[{violations}],\"images\":{images}}}"));
    }
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
        let one = Outcome { own_key: Some("order".into()), ..both };
        assert_eq!(unknown(&one), 1);
        let json = json(&one, "", false).to_string();
        assert!(json.contains("colour") && !json.contains("order"), "{json}");
    }

    #[test]
    fn headers_count_unless_they_are_missing() {
        let with = |content_type| Outcome {
            headers: Some(validate_headers([("Content-Type", content_type)], 2)),
            ..outcome("{}")
        };
        let (wrong, right) = (with("text/plain"), with("application/json"));
        let codes = |outcome: &Outcome| outcome.violations().map(|it| it.code()).collect::<Vec<_>>();
        let plain = codes(&outcome("{}"));
        assert_eq!(codes(&wrong), [&[Code::HeaderValue][..], &plain].concat());
        assert_eq!(codes(&right), plain);
        assert_eq!(json(&wrong, "", false)["violations"][0]["code"], "header_value");
    }
}
