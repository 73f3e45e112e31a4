//! The rules as a page: every field, and every code with why it exists and how to fix it.

use crate::codes::Code;
use crate::explain::{self, Example};
use crate::fields::Field;
use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use core::fmt::Write;

/// The documentation of all rules, in Markdown.
///
/// ```
/// assert!(netverify_rules::emit::markdown().contains("## `image_too_small`"));
/// ```
#[must_use]
pub fn markdown() -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = write_page(&mut out);
    out
}

/// Text for a table's cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;")
}

/// An example on one line.
fn example(example: &Example) -> String {
    match example {
        Example::Request { fields, settings: "" } => ["`", fields, "`"].concat(),
        Example::Request { fields, settings } => ["`", fields, "` with the settings `", settings, "`"].concat(),
        Example::Body(text) | Example::Response(text) => ["`", &text.escape_debug().to_string(), "`"].concat(),
        Example::Image(words) => (*words).to_owned(),
        Example::Head(lines) => ["`", &lines.replace('\n', "`, `"), "`"].concat(),
    }
}

fn write_page(out: &mut String) -> core::fmt::Result {
    out.push_str(
        "# The rules\n\nPrinted by `cargo xtask gen` from the table and the codes of the core.\n\n# Fields\n\n",
    );
    out.push_str("| field | requirement | max. length | check | default |\n|---|---|---|---|---|\n");
    for field in Field::ALL {
        let spec = field.spec();
        let max = spec.max.map_or(String::new(), |max| max.to_string());
        let (check, default) = (cell(&spec.check.sentence()), spec.default.unwrap_or(""));
        writeln!(out, "| `{}` | {} | {max} | {check} | {default} |", spec.name, spec.requirement.sentence())?;
    }
    out.push_str("\nLengths count Unicode code points.\n");
    for field in Field::ALL {
        let spec = field.spec();
        write!(out, "\n**`{}`**: {}", spec.name, field.doc().doc)?;
        for (i, good) in field.doc().good.iter().enumerate() {
            write!(out, "{} `{good:?}`", if i == 0 { " Legal:" } else { "," })?;
        }
        out.push_str(if field.doc().good.is_empty() { "" } else { "." });
        for (i, (bad, code)) in field.doc().bad.iter().enumerate() {
            write!(out, "{} `{:?}` ({})", if i == 0 { " Not so:" } else { "," }, bad, code.as_str())?;
        }
        out.push_str(".\n");
    }
    out.push_str("\n# Codes\n");
    for &code in Code::ALL {
        let explanation = explain::of(code);
        write!(out, "\n## `{}`\n\n**{}**: {}\n", code.as_str(), code.severity().as_str(), code.rule().trim())?;
        for (i, (param, _)) in code.params().iter().enumerate() {
            write!(out, "{}`{}`", if i == 0 { "\nParameters: " } else { ", " }, param.as_str())?;
        }
        out.push_str(if code.params().is_empty() { "" } else { "\n" });
        writeln!(out, "\n{} {}", explanation.why, explanation.fix)?;
        for (i, (word, advice)) in explanation.fix_by_word.iter().enumerate() {
            writeln!(out, "{}- `{word}`: {advice}", if i == 0 { "\n" } else { "" })?;
        }
        writeln!(out, "\n- breaks it: {}", example(&explanation.bad_example))?;
        writeln!(out, "- does not: {}", example(&explanation.good_example))?;
        writeln!(out, "- from: {}", explanation.section)?;
    }
    Ok(())
}
