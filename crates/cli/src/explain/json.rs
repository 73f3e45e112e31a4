//! Explanations for a program: one JSON object a line.

use netverify_rules::{Code, Example, Field};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CodeLine {
    code: &'static str,
    severity: &'static str,
    group: &'static str,
    rule: &'static str,
    why: &'static str,
    fix: &'static str,
    /// What to do where a parameter has one of these words.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    fix_by_word: BTreeMap<&'static str, &'static str>,
    params: Vec<&'static str>,
    invalid: String,
    valid: String,
    source: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FieldLine {
    field: &'static str,
    about: &'static str,
    requirement: String,
    check: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_length: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<&'static str>,
    valid: &'static [&'static str],
    invalid: Vec<InvalidValue>,
}

#[derive(Serialize)]
struct InvalidValue {
    value: &'static str,
    code: &'static str,
}

/// Returns what there is to know about a code.
pub(super) fn code(code: Code) -> String {
    let spec = code.spec();
    line(&CodeLine {
        code: spec.name,
        severity: spec.severity.as_str(),
        group: spec.group.title(),
        rule: spec.rule,
        why: spec.why,
        fix: spec.fix,
        fix_by_word: spec.fixes().collect(),
        params: spec.params.iter().map(|spec| spec.param.as_str()).collect(),
        invalid: example(spec.bad_example),
        valid: example(spec.good_example),
        source: spec.section,
    })
}

/// Returns what there is to know about a field.
pub(super) fn field(field: Field) -> String {
    let (spec, doc) = (field.spec(), field.doc());
    line(&FieldLine {
        field: field.name(),
        about: doc.doc,
        requirement: spec.requirement.sentence().to_string(),
        check: spec.check.sentence().to_string(),
        max_length: spec.max.map(u64::from),
        default: spec.default,
        valid: doc.valid,
        invalid: doc.invalid.iter().map(|(value, code)| InvalidValue { value, code: code.as_str() }).collect(),
    })
}

fn example(example: Example) -> String {
    match example {
        Example::Request { fields, settings: "" } => fields.to_owned(),
        Example::Request { fields, settings } => format!("{fields} with the settings {settings}"),
        Example::Image(text) | Example::Body(text) | Example::Headers(text) | Example::Response(text) => {
            text.to_owned()
        }
        _ => String::new(),
    }
}

fn line(value: &impl Serialize) -> String {
    // Nothing in these tables can fail to be JSON.
    serde_json::to_string(value).map_or_else(|_| String::new(), |json| json + "\n")
}
