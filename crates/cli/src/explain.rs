//! `netverify explain`.

mod json;

use crate::output::{print, print_raw};
use crate::printer::Format;
use crate::render::{BOLD, DIM, severity_label, styled, wrap};
use crate::{Failure, Status};
use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Args, error::ErrorKind};
use netverify_rules::{Check, Code, CodeSpec, Example, Field, Group, Severity};
use std::fmt::Write as _;

const EXAMPLES: &str = "\
Examples:
  netverify explain                   every code and every field
  netverify explain url_host_is_ip    one code
  netverify explain usState           one field
  netverify explain --format json     all of it for a program, a JSON object a line

Case does not matter.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ExplainArgs {
    /// A code or a field; without one, all of them are listed
    #[arg(value_name = "CODE|FIELD", value_parser = Names, hide_possible_values = true)]
    name: Option<String>,

    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// Takes any text, and knows the names for the completions of a shell.
#[derive(Clone)]
struct Names;

impl TypedValueParser for Names {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(names().map(PossibleValue::new)))
    }
}

fn names() -> impl Iterator<Item = &'static str> {
    Code::ALL.iter().map(|code| code.as_str()).chain(Field::ALL.map(Field::name))
}

/// What is explained.
#[derive(Debug, Clone, Copy)]
enum Topic {
    Code(Code),
    Field(Field),
}

impl Topic {
    fn all() -> impl Iterator<Item = Topic> {
        Code::ALL.iter().copied().map(Topic::Code).chain(Field::ALL.map(Topic::Field))
    }

    fn name(self) -> &'static str {
        match self {
            Topic::Code(code) => code.as_str(),
            Topic::Field(field) => field.name(),
        }
    }

    fn text(self) -> String {
        match self {
            Topic::Code(code) => code_text(code),
            Topic::Field(field) => field_text(field),
        }
    }

    fn json(self) -> String {
        match self {
            Topic::Code(code) => json::code(code),
            Topic::Field(field) => json::field(field),
        }
    }
}

pub(crate) fn run(args: ExplainArgs) -> Result<Status, Failure> {
    let topic = match args.name.as_deref() {
        None => None,
        Some(name) => match Topic::all().find(|topic| plain(topic.name()) == plain(name)) {
            Some(topic) => Some(topic),
            None => {
                let message = unknown("code or field", name, &names().collect::<Vec<_>>());
                return Err(Failure::Usage("explain", ErrorKind::InvalidValue, message));
            }
        },
    };
    match (args.format, topic) {
        (Format::Text, None) => print(&list())?,
        (Format::Text, Some(topic)) => print(&topic.text())?,
        (Format::Json, None) => print_raw(&Topic::all().map(Topic::json).collect::<String>())?,
        (Format::Json, Some(topic)) => print_raw(&topic.json())?,
    }
    Ok(Status::Valid)
}

/// A complaint about a name that is not known, with the nearest ones that are. The name itself is not repeated.
pub(crate) fn unknown(what: &str, name: &str, known: &[&str]) -> String {
    let nearest = nearest(name, known);
    let mut message = format!("there is no such {what}");
    if !nearest.is_empty() {
        let _ = write!(message, "\n\n  did you mean {}?", nearest.join(", "));
    }
    message
}

/// Returns a name without what people get wrong first: case, hyphens and underscores. No known name is longer than 64.
fn plain(name: &str) -> String {
    name.chars().take(65).filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The up to three known names that are most like a name, best first.
fn nearest<'k>(name: &str, known: &[&'k str]) -> Vec<&'k str> {
    let wanted = plain(name);
    let mut near: Vec<(f64, &str)> = known
        .iter()
        .map(|known| {
            let plain = plain(known);
            let contains = wanted.len() >= 3 && plain.contains(&wanted);
            (strsim::normalized_damerau_levenshtein(&wanted, &plain).max(if contains { 0.9 } else { 0.0 }), *known)
        })
        .filter(|(likeness, _)| *likeness >= 0.6)
        .collect();
    near.sort_by(|one, other| other.0.total_cmp(&one.0));
    near.into_iter().take(3).map(|(_, name)| name).collect()
}

fn list() -> String {
    let mut out = String::new();
    for group in Group::ALL {
        let _ = writeln!(out, "{BOLD}{}{BOLD:#}", group.title());
        for spec in Code::ALL.iter().map(|code| code.spec()).filter(|spec| spec.group == group) {
            let pad = " ".repeat("warning".len() - spec.severity.as_str().len());
            let severity = severity_label(spec.severity);
            let _ = writeln!(out, "  {:<27}  {severity}{pad}  {}", spec.name, spec.rule);
        }
        out.push('\n');
    }
    let _ = writeln!(out, "{BOLD}Fields{BOLD:#}");
    for field in Field::ALL {
        let _ = writeln!(out, "  {:<27}  {}", field.name(), field.doc().doc);
    }
    out.push_str("\nMore about one of them: netverify explain CODE|FIELD\n");
    out
}

fn code_text(code: Code) -> String {
    let CodeSpec { name, severity, rule, why, fix, section, .. } = code.spec();
    let mut out = format!("{}[{}]\n\n", severity_label(*severity), styled(BOLD, name));
    wrap(&mut out, "  ", rule);
    if *severity == Severity::Warning {
        wrap(&mut out, "  ", "A warning does not make a request invalid, unless you ask for that with --strict.");
    }
    for (title, text) in [("Why", why), ("What to do", fix)] {
        let _ = writeln!(out, "\n{BOLD}{title}{BOLD:#}");
        wrap(&mut out, "  ", text);
    }
    for (word, fix) in code.spec().fixes() {
        wrap(&mut out, "  ", &format!("{word}: {fix}"));
    }
    for (title, example) in [("Breaks it", code.spec().bad_example), ("Does not", code.spec().good_example)] {
        let _ = writeln!(out, "\n{BOLD}{title}{BOLD:#}");
        example_text(&mut out, example);
    }
    let params: Vec<&str> = code.spec().params.iter().map(|spec| spec.param.as_str()).collect();
    if !params.is_empty() {
        let _ = writeln!(out, "\n{BOLD}Parameters in a JSON report{BOLD:#}\n  {}", params.join(", "));
    }
    let _ = writeln!(out, "\n{BOLD}Source{BOLD:#}\n  {section}");
    out
}

fn example_text(out: &mut String, example: Example) {
    match example {
        Example::Request { fields, settings } => {
            let _ = writeln!(out, "  {fields}");
            if !settings.is_empty() {
                let _ = writeln!(out, "  {DIM}with the settings {settings}{DIM:#}");
            }
            if fields.contains(".jpg>") || fields.contains(".png>") {
                let _ = writeln!(out, "  {DIM}where <…> stands for the base64 text of that picture{DIM:#}");
            }
        }
        Example::Image(words) => {
            let _ = writeln!(out, "  {words}");
        }
        Example::Body(text) | Example::Headers(text) | Example::Response(text) => {
            for line in text.lines() {
                let _ = writeln!(out, "  {line}");
            }
        }
        _ => {}
    }
}

fn field_text(field: Field) -> String {
    let spec = field.spec();
    let mut out = format!("{}: {}\n\n", styled(BOLD, field.name()), spec.requirement.sentence());
    wrap(&mut out, "  ", field.doc().doc);
    let mut rows = vec![("Checked as", spec.check.sentence())];
    rows.extend(spec.max.map(|max| ("At most", format!("{max} characters (Unicode code points)"))));
    rows.extend(spec.default.map(|default| ("When absent", format!("{default} is assumed"))));
    if let Some(other) = field.mime_type_of_image() {
        rows.push(("MIME type", format!("{}, needed for a PNG", other.name())));
    }
    if let Some(other) = field.image_of_mime_type() {
        rows.push(("Speaks of", other.name().to_owned()));
    }
    out.push('\n');
    for (title, text) in rows {
        let _ = writeln!(out, "  {BOLD}{title:<12}{BOLD:#} {text}");
    }
    if !field.doc().valid.is_empty() {
        let _ = writeln!(out, "\n{BOLD}Passes{BOLD:#}");
        for value in field.doc().valid {
            let _ = writeln!(out, "  {value:?}");
        }
    }
    if !field.doc().invalid.is_empty() {
        let _ = writeln!(out, "\n{BOLD}Does not{BOLD:#}");
        let width =
            field.doc().invalid.iter().map(|(value, _)| format!("{value:?}").chars().count()).max().unwrap_or(0);
        for (value, code) in field.doc().invalid {
            let _ = writeln!(
                out,
                "  {:<width$}  {}[{}]",
                format!("{value:?}"),
                severity_label(code.severity()),
                code.as_str()
            );
        }
    }
    let section = if spec.check == Check::CallbackUrl { ", callback URL" } else { "" };
    let _ = writeln!(out, "\n{BOLD}Source{BOLD:#}\n  Guide, request parameters{section}");
    let _ = writeln!(out, "\n{DIM}The examples stand in a request like\n{}{DIM:#}", Example::BASE_REQUEST);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typos_find_their_name() {
        let known: Vec<&str> = names().collect();
        for (typo, name) in [
            ("image_to_small", "image_too_small"),
            ("ImageTooSmall", "image_too_small"),
            ("front_side_image", "frontsideImage"),
            ("country_code", "country"),
            ("usstate", "usState"),
            ("fragment", "url_fragment"),
        ] {
            assert!(nearest(typo, &known).contains(&name), "{typo}: {:?}", nearest(typo, &known));
        }
        assert!(nearest("qqqqqq", &known).is_empty());
        assert!(nearest(&"x".repeat(100_000), &known).is_empty());
    }

    #[test]
    fn every_code_and_field_is_explained() {
        let all = list();
        for code in Code::ALL.iter().copied() {
            let text = code_text(code);
            assert!(text.contains("Breaks it") && text.contains("Source"), "{text}");
            assert!(all.contains(code.as_str()));
        }
        for field in Field::ALL {
            assert!(field_text(field).contains(field.doc().doc));
            assert!(all.contains(field.name()));
        }
    }
}
