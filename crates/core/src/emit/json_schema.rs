//! The JSON Schema of a request: as much of the rules as a schema can say.

use super::OBJECT_DOCS;
use crate::choices::Token;
use crate::fields::{Field, Requirement};
use crate::json::put_escaped;
use crate::rules::Check;
use crate::suggest::OBJECTS;
use alloc::format;
use alloc::string::String;
use core::fmt::Write;

/// The JSON Schema (draft 2020-12) of a request.
///
/// It says less than the checks: a schema knows nothing of images, of the days of a month or of most rules that read two
/// fields. Whatever it refuses, the checks refuse too.
///
/// ```
/// assert!(netverify_rules::emit::json_schema().contains(r#""country""#));
/// ```
#[must_use]
pub fn json_schema() -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = write_schema(&mut out);
    out
}

fn write_schema(out: &mut String) -> core::fmt::Result {
    out.push_str("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n");
    out.push_str("  \"title\": \"performNetverify request\",\n");
    write_members(out, true)
}

/// The members of the schema that check, and the closing bracket; with or without what explains them.
pub(super) fn write_members(out: &mut String, explained: bool) -> core::fmt::Result {
    out.push_str("  \"type\": \"object\",\n  \"required\": [");
    let required = Field::ALL.into_iter().filter(|field| field.spec().requirement == Requirement::Required);
    for (i, field) in required.enumerate() {
        write!(out, "{}\"{}\"", if i == 0 { "" } else { ", " }, field.name())?;
    }
    out.push_str("],\n  \"properties\": {\n");
    for field in Field::ALL {
        let spec = field.spec();
        write!(out, "    \"{}\": {{ ", spec.name)?;
        if explained {
            out.push_str("\"description\": \"");
            put_escaped(field.doc().doc, &mut |piece| out.push_str(piece));
            out.push_str("\", ");
        }
        // null is absence, which only an optional field may be.
        let required = spec.requirement == Requirement::Required;
        out.push_str(if required { "\"type\": \"string\"" } else { "\"type\": [\"string\", \"null\"]" });
        if let Some(max) = spec.max {
            write!(out, ", \"maxLength\": {max}")?;
        }
        write_keywords(out, spec.check, required)?;
        if let Some(default) = spec.default {
            write!(out, ", \"default\": \"{default}\"")?;
        }
        out.push_str(" },\n");
    }
    for (i, (name, doc)) in OBJECTS.into_iter().zip(OBJECT_DOCS).enumerate() {
        let end = if i + 1 < OBJECTS.len() { "," } else { "\n  }\n}" };
        let description = if explained { format!(" \"description\": \"{doc}\" ") } else { String::new() };
        writeln!(out, "    \"{name}\": {{{description}}}{end}")?;
    }
    Ok(())
}

/// The keyword of a text with content.
const NOT_BLANK: &str = ", \"pattern\": \"\\\\S\"";

/// The keywords of a kind of check. An empty or blank text of an optional field is legal, if odd.
fn write_keywords(out: &mut String, check: Check, required: bool) -> core::fmt::Result {
    match check {
        Check::Text | Check::Reference | Check::CallbackUrl | Check::UsState => {
            out.push_str(if required { NOT_BLANK } else { "" });
            Ok(())
        }
        Check::Image => {
            out.push_str(if required { NOT_BLANK } else { "" });
            out.push_str(", \"contentEncoding\": \"base64\"");
            Ok(())
        }
        Check::Country => {
            out.push_str(", \"pattern\": \"^[A-Z]{3}$\"");
            Ok(())
        }
        Check::OneOf(words) if required => {
            out.push_str(", \"enum\": [");
            for (i, word) in words.iter().enumerate() {
                write!(out, "{}\"{word}\"", if i == 0 { "" } else { ", " })?;
            }
            out.push(']');
            Ok(())
        }
        Check::OneOf(words) => write!(out, ", \"pattern\": \"^({}|\\\\s*)$\"", words.join("|")),
        Check::Tokens => {
            let tokens = Token::NAMES.join("|");
            write!(out, ", \"pattern\": \"^( *({tokens}) *(, *({tokens}) *)*|\\\\s*)$\"")
        }
        Check::Date => {
            out.push_str(", \"pattern\": \"^([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])|\\\\s*)$\"");
            Ok(())
        }
    }
}
