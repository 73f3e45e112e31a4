//! Reports for a person: grouped by field, errors first, with what to do about each.

use crate::outcome::{Outcome, Verdict};
use crate::text;
use anstyle::{AnsiColor, Style};
use netverify_rules::{Field, Group, ImageFormat, ImageInfo, Severity, Target, Violation};
use std::fmt::Write as _;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const VALID: Style = AnsiColor::Green.on_default().bold();
const HELP: Style = AnsiColor::Cyan.on_default();
/// Names of fields and codes.
pub(crate) const BOLD: Style = Style::new().bold();
/// What need not be read first.
pub(crate) const DIM: Style = Style::new().dimmed();

/// Returns the text in a style.
pub(crate) fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// Returns what a complaint begins with.
pub(crate) fn error_label() -> String {
    styled(ERROR, "error")
}

/// Returns what a remark begins with.
pub(crate) fn note_label() -> String {
    styled(HELP, "note")
}

/// Returns `error` or `warning`, in its colour.
pub(crate) fn severity_label(severity: Severity) -> String {
    styled(severity_style(severity), severity.as_str())
}

fn severity_style(severity: Severity) -> Style {
    match severity {
        Severity::Error => ERROR,
        Severity::Warning => WARNING,
    }
}

/// Returns everything that a report says, ending with the verdict on `name`.
pub(crate) fn report(name: &str, outcome: &Outcome, strict: bool) -> String {
    let mut text = String::new();
    let out = &mut text;
    let of_headers = |violation: &Violation| violation.code().spec().group == Group::Http;
    let of_body = |violation: &Violation| matches!(violation.target(), Target::Body) && !of_headers(violation);
    let body = outcome.violations().filter(|violation| of_body(violation));
    let headers = outcome.violations().filter(|violation| of_headers(violation));
    for (title, found) in [("the headers", headers.collect::<Vec<_>>()), ("the body", body.collect())] {
        if !found.is_empty() {
            heading(out, title, None);
            violations(out, found.into_iter());
        }
    }
    for field in Field::ALL {
        let info = outcome.report.image(field);
        if info.is_some() || outcome.report.of(field).next().is_some() {
            heading(out, field.name(), info);
            violations(out, outcome.report.of(field));
        }
    }
    let others: Vec<&Violation> =
        outcome.violations().filter(|violation| matches!(violation.target(), Target::UnknownName(_))).collect();
    for group in others.chunk_by(|one, next| one.target() == next.target()) {
        let name = group.first().and_then(|violation| violation.target().name()).filter(|name| !name.is_empty());
        heading(out, name.unwrap_or("the empty name"), None);
        violations(out, group.iter().copied());
    }
    if !out.is_empty() {
        out.push('\n');
    }
    closing_line(out, name, outcome, strict);
    text
}

fn heading(out: &mut String, name: &str, info: Option<&ImageInfo>) {
    if !out.is_empty() {
        out.push('\n');
    }
    let _ = write!(out, "{BOLD}{}{BOLD:#}", text::escaped(name));
    if let Some(info) = info {
        let _ = write!(out, ": {}", image_info(info));
    }
    out.push('\n');
}

/// Writes violations of one field, errors first.
pub(crate) fn violations<'v>(out: &mut String, of: impl Iterator<Item = &'v Violation>) {
    let of: Vec<&Violation> = of.collect();
    for wanted in [Severity::Error, Severity::Warning] {
        let style = severity_style(wanted);
        for violation in of.iter().filter(|violation| violation.severity() == wanted) {
            let code = violation.code();
            let message = text::escaped(&violation.to_string());
            let _ = writeln!(out, "  {style}{}[{}]{style:#}: {message}", wanted.as_str(), code.as_str());
            let _ = writeln!(out, "    {HELP}help{HELP:#}: {}", violation.fix());
        }
    }
}

/// Writes the verdict in one line.
pub(crate) fn closing_line(out: &mut String, name: &str, outcome: &Outcome, strict: bool) {
    let errors = outcome.count(Severity::Error);
    let warnings = outcome.count(Severity::Warning);
    let counts = match (errors, warnings) {
        (0, 0) => String::new(),
        (errors, 0) => counted(errors, "error"),
        (0, warnings) => counted(warnings, "warning"),
        (errors, warnings) => format!("{}, {}", counted(errors, "error"), counted(warnings, "warning")),
    };
    let name = if counts.is_empty() { name.to_owned() } else { format!("{counts} in {name}") };
    let _ = match outcome.verdict(strict) {
        Verdict::Valid => writeln!(out, "{name}: {VALID}valid{VALID:#}"),
        Verdict::NotClean => writeln!(out, "{name}: {WARNING}valid, but not clean{WARNING:#} (--strict)"),
        Verdict::NotValid => writeln!(out, "{name}: {ERROR}not valid{ERROR:#}"),
    };
}

/// Writes one line for a request among many: its place, the verdict, the fields and codes.
pub(crate) fn short_line(out: &mut String, place: &str, outcome: &Outcome, strict: bool) {
    let _ = match outcome.verdict(strict) {
        Verdict::Valid => write!(out, "{place}: {VALID}valid{VALID:#}"),
        Verdict::NotClean => write!(out, "{place}: {WARNING}valid, but not clean{WARNING:#}"),
        Verdict::NotValid => write!(out, "{place}: {ERROR}not valid{ERROR:#}"),
    };
    let of = |severity| outcome.violations().filter(move |violation| violation.severity() == severity);
    for (i, violation) in of(Severity::Error).chain(of(Severity::Warning)).enumerate() {
        let separator = if i == 0 { ": " } else { ", " };
        let style = severity_style(violation.severity());
        let name = text::escaped(violation.target().name().unwrap_or("body"));
        let _ = write!(out, "{separator}{name} {style}{}{style:#}", violation.code().as_str());
    }
    out.push('\n');
}

/// Returns what could be read of an image.
pub(crate) fn image_info(info: &ImageInfo) -> String {
    let mut text = match info.format {
        ImageFormat::Unknown => "unknown format".to_owned(),
        format => format.as_str().to_ascii_uppercase(),
    };
    if let Ok((width, height)) = info.size {
        let _ = write!(text, ", {width} × {height} pixels");
        // Orientations 5 to 8 turn the picture on its side.
        if info.orientation >= 5 {
            let _ = write!(text, " (displayed as {height} × {width})");
        }
    }
    let _ = write!(text, ", {}", size(info.bytes));
    text
}

/// Returns a number of bytes for a person.
pub(crate) fn size(bytes: u64) -> String {
    let tenths = |unit: u64| format!("{}.{}", bytes / unit, bytes % unit * 10 / unit);
    match bytes {
        0..1024 => counted(usize::try_from(bytes).unwrap_or(0), "byte"),
        1024..0x10_0000 => format!("{} KiB", tenths(1024)),
        _ => format!("{} MiB", tenths(0x10_0000)),
    }
}

/// Returns `1 error`, `2 errors`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Writes a text in lines of at most 88 characters after an indent.
pub(crate) fn wrap(out: &mut String, indent: &str, text: &str) {
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > 88 {
            out.push('\n');
            column = 0;
        }
        if column == 0 {
            out.push_str(indent);
        } else {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_down() {
        for (bytes, text) in [
            (0, "0 bytes"),
            (1, "1 byte"),
            (1023, "1023 bytes"),
            (1024, "1.0 KiB"),
            (1_048_575, "1023.9 KiB"),
            (15_728_640, "15.0 MiB"),
            (15_728_641, "15.0 MiB"),
            (u64::MAX, "17592186044415.9 MiB"),
        ] {
            assert_eq!(size(bytes), text, "{bytes}");
        }
    }

    #[test]
    fn lines_are_wrapped_between_words() {
        let mut out = String::new();
        wrap(&mut out, "  ", &"word ".repeat(40));
        assert!(out.lines().all(|line| line.starts_with("  word") && line.chars().count() <= 90));
        assert_eq!(out.split_whitespace().count(), 40);
        let mut long = String::new();
        wrap(&mut long, "", &"x".repeat(200));
        assert_eq!(long.trim_end().len(), 200);
    }
}
