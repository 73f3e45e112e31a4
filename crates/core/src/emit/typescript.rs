//! TypeScript for the npm package: the types of what goes in and comes out, and the tables as plain data.

use super::{OBJECT_DOCS, json_schema};
use crate::choices::{CallbackGranularity, IdType, MimeType, Token};
use crate::codes::{Code, FOREIGN_FORMATS, ParamType};
use crate::explain::{self, Explanation};
use crate::fields::{Field, Requirement};
use crate::image::ImageFormat;
use crate::rules::Check;
use crate::settings::Feature;
use crate::suggest::OBJECTS;
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;

const HEAD: &str = "// Printed by `cargo xtask gen` from the tables of the core.\n";

/// `types.ts`: the request, the settings, the report, and every code with its parameters.
///
/// ```
/// assert!(netverify_rules::emit::typescript().contains(r#"code: "image_too_small""#));
/// ```
#[must_use]
pub fn typescript() -> String {
    printed(write_types)
}

/// `fields.ts`: the table as plain data.
///
/// ```
/// assert!(netverify_rules::emit::typescript_fields().contains(r#"name: "country""#));
/// ```
#[must_use]
pub fn typescript_fields() -> String {
    printed(write_fields)
}

/// `docs.ts`: what each field is for.
///
/// ```
/// assert!(netverify_rules::emit::typescript_docs().contains("frontsideImage: "));
/// ```
#[must_use]
pub fn typescript_docs() -> String {
    printed(|out| {
        out.push_str("\nimport type { FieldName } from \"./types.js\";\n");
        out.push_str("\n/** What each field is for. */\nexport const docs: Readonly<Record<FieldName, string>> = {\n");
        Field::ALL.into_iter().try_for_each(|field| writeln!(out, "  {}: {:?},", field.name(), field.doc().doc))?;
        out.push_str("};\n");
        Ok(())
    })
}

/// `codes.ts`: every code with its severity, its rule, what to do about it and its parameters as plain data.
///
/// ```
/// assert!(netverify_rules::emit::typescript_codes().contains("image_too_small: "));
/// ```
#[must_use]
pub fn typescript_codes() -> String {
    printed(write_codes)
}

/// `schema.ts`: the [JSON Schema](super::json_schema()) without what explains it.
///
/// ```
/// assert!(netverify_rules::emit::typescript_schema().contains(r#""required": ["merchantIdScanReference""#));
/// ```
#[must_use]
pub fn typescript_schema() -> String {
    printed(|out| {
        out.push_str("\n/** The JSON Schema of a request, without its dialect and what explains it. */\n");
        out.push_str("export const schema = {\n");
        json_schema::write_members(out, false)?;
        let end = out.trim_end().len();
        out.truncate(end);
        out.push_str(" as const;\n");
        Ok(())
    })
}

fn printed(write: impl Fn(&mut String) -> core::fmt::Result) -> String {
    let mut out = HEAD.to_owned();
    // Writing to a String cannot fail.
    let _ = write(&mut out);
    out
}

/// `"a" | "b"`.
fn union(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("{word:?}")).collect();
    quoted.join(" | ")
}

/// `["a", "b"]`.
fn list(words: &[&str]) -> String {
    format!("{words:?}")
}

const FIELD_SPEC: &str = "
/** One field of the request, as the table has it. */
export interface FieldSpec {
  /** The name in the request's JSON. */
  readonly name: FieldName;
  /** When it must be there: always, when Face match or Screening applies, or never. */
  readonly requirement: Requirement;
  /** What checks its value. */
  readonly kind: Kind;
  /** The most Unicode code points it may have, where there is a number. */
  readonly max?: number;
  /** The words that it may be; of `enabledFields`, those that it may list. */
  readonly allowed?: readonly string[];
  /** What the service assumes when it is absent. */
  readonly default?: string;
}
";

const SETTINGS: &str = "
/** What the account is set to: the caller knows, the request does not say. */
export interface Settings {
  /** Face match on the account. It decides whether `faceImage` is required. */
  readonly faceMatch?: Feature | undefined;
  /** Address extraction on the account. */
  readonly addressExtraction?: Feature | undefined;
  /** Whether Screening is used: `customerId` is then required. */
  readonly screening?: boolean | undefined;
  /** The day for the date warnings, YYYY-MM-DD; without it they are not made. */
  readonly today?: string | undefined;
  /**
   * When not empty, `callbackUrl`'s host must be one of them or below one. Each is a host name of at least two labels, such as
   * `example.com`: anything else is a TypeError.
   */
  readonly callbackDomains?: readonly string[] | undefined;
}
";

const REPORT: &str = "
/** What could be read of an image. */
export interface ImageInfo {
  /** The format by the first bytes, such as `jpeg`. */
  readonly format: ImageFormat;
  /** Width in pixels as stored, before EXIF orientation. */
  readonly width?: number;
  /** Height in pixels as stored, before EXIF orientation. */
  readonly height?: number;
  /** The number of bytes. */
  readonly bytes: number;
}

/** All that was found. */
export interface Report {
  /** Whether there is no error. Warnings do not count. */
  readonly valid: boolean;
  /** Errors and warnings: the body's first, then the fields' in the table's order, then those of unknown names. */
  readonly violations: readonly Violation[];
  /** What could be read of the images. */
  readonly images: { readonly [K in ImageFieldName]?: ImageInfo };
}

/** What every violation has. */
export interface Finding {
  /** The field it is about, or an unknown name; `null` for the body as a whole. */
  readonly field: FieldName | (string & {}) | null;
  /** The English sentence. */
  readonly message: string;
  /** What to write instead, where one answer is certain. */
  readonly suggestion?: string;
  /** More typing could still fix it: the value is the beginning of a legal one. */
  readonly incomplete?: true;
}
";

fn write_types(out: &mut String) -> core::fmt::Result {
    let fields = union(&Field::ALL.map(Field::name)).replace(" | ", "\n  | ");
    writeln!(out, "\n/** A field of the request. */\nexport type FieldName =\n  | {fields};")?;
    let features = [Feature::Unknown, Feature::Enabled, Feature::Disabled].map(Feature::as_str);
    let formats = [&[ImageFormat::Jpeg.as_str(), ImageFormat::Png.as_str()], FOREIGN_FORMATS].concat();
    for (doc, name, words) in [
        ("A field that holds an image.", "ImageFieldName", &Field::IMAGES.map(Field::name)[..]),
        ("The kind of document.", "IdType", IdType::NAMES),
        ("The MIME type of an image.", "MimeType", MimeType::NAMES),
        ("When callbacks are sent.", "CallbackGranularity", CallbackGranularity::NAMES),
        ("What is extracted from the document: one of the words of `enabledFields`.", "Token", Token::NAMES),
        ("Whether the account has a feature.", "Feature", &features),
        ("When a field must be there.", "Requirement", &PRESENCES),
        ("A kind of check.", "Kind", &KINDS),
        ("What an image's first bytes say it is.", "ImageFormat", &formats),
        ("How much a violation weighs: a request with an error is not valid.", "Severity", &["error", "warning"]),
    ] {
        writeln!(out, "\n/** {doc} */\nexport type {name} = {};", union(words))?;
    }
    out.push_str(FIELD_SPEC);
    out.push_str("\n/** A request to performNetverify. `null` is absence. */\nexport interface NetverifyRequest {\n");
    for field in Field::ALL {
        let spec = field.spec();
        let default = spec.default.map_or(String::new(), |default| format!(" Default: `{default}`."));
        writeln!(out, "  /** {}{default} */", field.doc().doc)?;
        let kind = type_of_value(spec.check);
        match spec.requirement {
            Requirement::Required => writeln!(out, "  {}: {kind};", spec.name)?,
            _ => writeln!(out, "  {}?: {kind} | null | undefined;", spec.name)?,
        }
    }
    for (name, doc) in OBJECTS.into_iter().zip(OBJECT_DOCS) {
        writeln!(out, "  /** {doc} */\n  {name}?: object | null | undefined;")?;
    }
    out.push_str("}\n");
    out.push_str(SETTINGS);
    out.push_str(REPORT);
    for &code in Code::ALL {
        writeln!(out, "\n/** {} */\nexport interface {code:?}Violation extends Finding {{", code.rule().trim())?;
        writeln!(out, "  readonly code: {:?};", code.as_str())?;
        writeln!(out, "  readonly severity: {:?};", code.severity().as_str())?;
        write_params(out, code)?;
        out.push_str("}\n");
    }
    out.push_str("\n/** One thing that is wrong. `switch (violation.code)` tells its parameters. */\n");
    out.push_str("export type Violation =");
    Code::ALL.iter().try_for_each(|code| write!(out, "\n  | {code:?}Violation"))?;
    out.push_str(";\n\n/** What is wrong. The codes are stable: they are what programs match on. */\n");
    out.push_str("export type Code = Violation[\"code\"];\n");
    Ok(())
}

fn write_params(out: &mut String, code: Code) -> core::fmt::Result {
    let params = code.params();
    if params.is_empty() {
        out.push_str("  readonly params?: undefined;\n");
        return Ok(());
    }
    let mark = |optional: bool| if optional { "?" } else { "" };
    write!(out, "  readonly params{}: {{", mark(params.iter().all(|(param, _)| param.is_optional(code))))?;
    for (i, (param, kind)) in params.iter().enumerate() {
        let kind = match kind {
            ParamType::Number => "number".to_owned(),
            ParamType::Flag => "true".to_owned(),
            ParamType::Word(words) => union(words),
            ParamType::Words => "readonly string[]".to_owned(),
        };
        let separator = if i == 0 { "" } else { ";" };
        write!(out, "{separator} readonly {}{}: {kind}", param.as_str(), mark(param.is_optional(code)))?;
    }
    out.push_str(" };\n");
    Ok(())
}

/// The words for [`Requirement`]: the reasons that a report gives, where there is one.
const PRESENCES: [&str; 4] = ["required", "face_match", "screening", "optional"];

const fn requirement(requirement: Requirement) -> &'static str {
    match requirement {
        Requirement::Required => PRESENCES[0],
        Requirement::WithFaceMatch => PRESENCES[1],
        Requirement::WithScreening => PRESENCES[2],
        Requirement::Optional => PRESENCES[3],
    }
}

/// The words for [`Check`].
const KINDS: [&str; 9] = ["text", "reference", "image", "country", "choice", "tokens", "url", "us_state", "date"];

const fn kind(check: Check) -> &'static str {
    match check {
        Check::Text => KINDS[0],
        Check::Reference => KINDS[1],
        Check::Image => KINDS[2],
        Check::Country => KINDS[3],
        Check::OneOf(_) => KINDS[4],
        Check::Tokens => KINDS[5],
        Check::CallbackUrl => KINDS[6],
        Check::UsState => KINDS[7],
        Check::Date => KINDS[8],
    }
}

/// The type of a value that a kind of check may pass.
fn type_of_value(check: Check) -> String {
    match check {
        Check::OneOf(IdType::NAMES) => "IdType".to_owned(),
        Check::OneOf(MimeType::NAMES) => "MimeType".to_owned(),
        Check::OneOf(CallbackGranularity::NAMES) => "CallbackGranularity".to_owned(),
        Check::OneOf(words) => union(words),
        Check::Text
        | Check::Reference
        | Check::Image
        | Check::Country
        | Check::Tokens
        | Check::CallbackUrl
        | Check::UsState
        | Check::Date => "string".to_owned(),
    }
}

fn write_fields(out: &mut String) -> core::fmt::Result {
    out.push_str("\nimport type { FieldSpec, ImageFieldName, MimeType } from \"./types.js\";\n");
    out.push_str("\n/** The fields that hold an image. */\n");
    let images = Field::IMAGES.map(Field::name);
    writeln!(out, "export const imageFields: readonly ImageFieldName[] = {};", list(&images))?;
    out.push_str("\n/** What an image's MIME type can be. */\n");
    writeln!(out, "export const mimeTypes: readonly MimeType[] = {};", list(MimeType::NAMES))?;
    out.push_str("\n/** Every field, in the guide's order. */\nexport const fields: readonly FieldSpec[] = [\n");
    for field in Field::ALL {
        let spec = field.spec();
        write!(out, "  {{ name: {:?}, requirement: {:?}", spec.name, requirement(spec.requirement))?;
        write!(out, ", kind: {:?}", kind(spec.check))?;
        if let Some(max) = spec.max {
            write!(out, ", max: {max}")?;
        }
        match spec.check {
            Check::OneOf(words) => write!(out, ", allowed: {}", list(words))?,
            Check::Tokens => write!(out, ", allowed: {}", list(Token::NAMES))?,
            _ => {}
        }
        if let Some(default) = spec.default {
            write!(out, ", default: {default:?}")?;
        }
        out.push_str(" },\n");
    }
    out.push_str("];\n");
    Ok(())
}

const CODE_SPEC: &str = "
import type { Code, Severity } from \"./types.js\";

/** What a parameter of a violation holds. */
export interface ParamSpec {
  /** A whole number, `true`, a word, or a list of words. */
  readonly type: \"number\" | \"flag\" | \"word\" | \"words\";
  /** The words, where they are fixed. */
  readonly words?: readonly string[];
  /** It can be left out. */
  readonly optional?: true;
}

/** A code, as the table has it. */
export interface CodeSpec {
  /** Whether it makes a request invalid. */
  readonly severity: Severity;
  /** When it is reported. */
  readonly rule: string;
  /** What to do about it. */
  readonly fix: string;
  /** What to do about it where a parameter has one of these words, where that is something else. */
  readonly fixes?: { readonly [word: string]: string };
  /** Its parameters, by name. */
  readonly params: { readonly [name: string]: ParamSpec };
}

/** Every code, in the order of the table. */
export const codes: Readonly<Record<Code, CodeSpec>> = {
";

fn write_codes(out: &mut String) -> core::fmt::Result {
    out.push_str(CODE_SPEC);
    for &code in Code::ALL {
        writeln!(out, "  {}: {{\n    severity: {:?},", code.as_str(), code.severity().as_str())?;
        writeln!(out, "    rule: {:?},", code.rule().trim())?;
        let Explanation { fix, fix_by_word, .. } = explain::of(code);
        writeln!(out, "    fix: {fix:?},")?;
        if !fix_by_word.is_empty() {
            out.push_str("    fixes: {\n");
            fix_by_word.iter().try_for_each(|(word, advice)| writeln!(out, "      {word:?}: {advice:?},"))?;
            out.push_str("    },\n");
        }
        out.push_str("    params: {");
        for (i, (param, kind)) in code.params().iter().enumerate() {
            write!(out, "{} {}: {{ ", if i == 0 { "" } else { "," }, param.as_str())?;
            match kind {
                ParamType::Number => out.push_str("type: \"number\""),
                ParamType::Flag => out.push_str("type: \"flag\""),
                ParamType::Word(words) => write!(out, "type: \"word\", words: {}", list(words))?,
                ParamType::Words => out.push_str("type: \"words\""),
            }
            out.push_str(if param.is_optional(code) { ", optional: true }" } else { " }" });
        }
        out.push_str(if code.params().is_empty() { "},\n  },\n" } else { " },\n  },\n" });
    }
    out.push_str("};\n");
    Ok(())
}
