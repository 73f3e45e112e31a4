//! The rules as a page: every field, and every code with why it exists and how to fix it.

use crate::not_printed;
use netverify_rules::{Code, CodeSpec, Example, Field};
use std::fmt::Write;

/// Returns the documentation of all rules, in Markdown.
pub(crate) fn markdown() -> Result<String, std::fmt::Error> {
    let mut out = String::from(
        "# The rules\n\nPrinted by `cargo xtask gen` from the table and the codes of the core.\n\n# Fields\n\n\
         | field | requirement | max. length | check | default |\n|---|---|---|---|---|\n",
    );
    for field in Field::ALL {
        let spec = field.spec();
        let max = spec.max.map_or(String::new(), |max| max.to_string());
        let (check, default) = (cell(&spec.check.sentence()), spec.default.unwrap_or(""));
        writeln!(out, "| `{}` | {} | {max} | {check} | {default} |", field.name(), spec.requirement.sentence())?;
    }
    out.push_str("\nLengths count Unicode code points.\n");
    for field in Field::ALL {
        write_examples(&mut out, field)?;
    }
    out.push_str("\n# Codes\n");
    for code in Code::ALL {
        write_code(&mut out, code)?;
    }
    Ok(out)
}

fn write_examples(out: &mut String, field: Field) -> std::fmt::Result {
    let doc = field.doc();
    write!(out, "\n**`{}`**: {}", field.name(), doc.doc)?;
    for (i, good) in doc.valid.iter().enumerate() {
        write!(out, "{} `{good:?}`", if i == 0 { " Legal:" } else { "," })?;
    }
    out.push_str(if doc.valid.is_empty() { "" } else { "." });
    for (i, (bad, code)) in doc.invalid.iter().enumerate() {
        write!(out, "{} `{bad:?}` ({})", if i == 0 { " Not so:" } else { "," }, code.as_str())?;
    }
    out.push_str(".\n");
    Ok(())
}

fn write_code(out: &mut String, code: &Code) -> std::fmt::Result {
    let CodeSpec { name, severity, rule, params, why, fix, section, .. } = code.spec();
    write!(out, "\n## `{name}`\n\n**{}**: {rule}\n", severity.as_str())?;
    for (i, param) in params.iter().enumerate() {
        write!(out, "{}`{}`", if i == 0 { "\nParameters: " } else { ", " }, param.param.as_str())?;
    }
    out.push_str(if params.is_empty() { "" } else { "\n" });
    writeln!(out, "\n{why} {fix}")?;
    for (i, (word, fix)) in code.spec().fixes().enumerate() {
        writeln!(out, "{}- `{word}`: {fix}", if i == 0 { "\n" } else { "" })?;
    }
    writeln!(out, "\n- breaks it: {}", example(&code.spec().bad_example))?;
    writeln!(out, "- does not: {}", example(&code.spec().good_example))?;
    writeln!(out, "- from: {section}")
}

/// Returns text for a table's cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;")
}

/// Returns an example on one line.
fn example(example: &Example) -> String {
    match example {
        Example::Request { fields, settings: "" } => format!("`{fields}`"),
        Example::Request { fields, settings } => format!("`{fields}` with the settings `{settings}`"),
        Example::Body(text) | Example::Response(text) => format!("`{}`", text.escape_debug()),
        Example::Image(words) => (*words).to_owned(),
        Example::Headers(lines) => format!("`{}`", lines.replace('\n', "`, `")),
        other => not_printed(other),
    }
}
