//! TypeScript for the npm package: the types of what goes in and comes out, and the tables as plain data.

use crate::{OBJECT_DOCS, json_schema, not_printed};
use netverify_rules::{
    CallbackGranularity, Check, Code, CodeSpec, Feature, Field, IdType, ImageFormat, JsonObject, MAX_BYTES, MAX_SIDE,
    MIN_LONGEST_SIDE, MimeType, ParamSpec, ParamType, Requirement, Token, Word,
};
use std::fmt::{Error, Write};

const HEAD: &str = "// Printed by `cargo xtask gen` from the tables of the core.\n";

/// Returns `docs.ts`: what each field is for.
pub(crate) fn docs() -> String {
    let docs: String = Field::ALL.iter().map(|field| format!("  {}: {:?},\n", field.name(), field.doc().doc)).collect();
    format!(
        "{HEAD}\nimport type {{ FieldName }} from \"./types.js\";\n\n/** What each field is for. */\n\
         export const docs: Readonly<Record<FieldName, string>> = {{\n{docs}}};\n"
    )
}

/// Returns `schema.ts`: the [JSON Schema](json_schema::json_schema) without descriptions.
pub(crate) fn schema() -> String {
    format!(
        "{HEAD}\n/** The JSON Schema of a request, without its dialect and what explains it. */\n\
         export const schema = {{\n{} as const;\n",
        json_schema::members(false)
    )
}

/// Returns `"a" | "b"`.
fn union(words: &[&str]) -> String {
    words.iter().map(|word| format!("{word:?}")).collect::<Vec<_>>().join(" | ")
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

/// Returns `types.ts`: the request, the settings, the report, and every code with its parameters.
pub(crate) fn types() -> Result<String, Error> {
    let mut out = HEAD.to_owned();
    let fields = union(&Field::ALL.map(Field::name)).replace(" | ", "\n  | ");
    writeln!(out, "\n/** A field of the request. */\nexport type FieldName =\n  | {fields};")?;
    let foreign = Code::ImageFormat.spec().params.iter().flat_map(|param| param.words()).map(|word| word.name);
    let formats: Vec<_> =
        [ImageFormat::Jpeg, ImageFormat::Png].map(ImageFormat::as_str).into_iter().chain(foreign).collect();
    for (doc, name, words) in [
        ("A field that holds an image.", "ImageFieldName", &Field::IMAGES.map(Field::name)[..]),
        ("The kind of document.", "IdType", IdType::NAMES),
        ("The MIME type of an image.", "MimeType", MimeType::NAMES),
        ("When callbacks are sent.", "CallbackGranularity", CallbackGranularity::NAMES),
        ("What is extracted from the document: one of the words of `enabledFields`.", "Token", Token::NAMES),
        ("Whether the account has a feature.", "Feature", Feature::NAMES),
        ("When a field must be there.", "Requirement", &REQUIREMENTS),
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
        let value = type_of_value(spec.check);
        match spec.requirement {
            Requirement::Required => writeln!(out, "  {}: {value};", field.name())?,
            _ => writeln!(out, "  {}?: {value} | null | undefined;", field.name())?,
        }
    }
    for (name, doc) in JsonObject::FIELDS.into_iter().zip(OBJECT_DOCS) {
        writeln!(out, "  /** {doc} */\n  {name}?: object | null | undefined;")?;
    }
    out.push_str("}\n");
    out.push_str(SETTINGS);
    out.push_str(REPORT);
    for &code in Code::ALL {
        writeln!(out, "\n/** {} */\nexport interface {code:?}Violation extends Finding {{", code.spec().rule)?;
        writeln!(out, "  readonly code: {:?};", code.as_str())?;
        writeln!(out, "  readonly severity: {:?};", code.severity().as_str())?;
        writeln!(out, "  readonly {};\n}}", params(code.spec().params))?;
    }
    out.push_str("\n/** One thing that is wrong. `switch (violation.code)` tells its parameters. */\n");
    out.push_str("export type Violation =");
    Code::ALL.iter().try_for_each(|code| write!(out, "\n  | {code:?}Violation"))?;
    out.push_str(";\n\n/** What is wrong. The codes are stable: they are what programs match on. */\n");
    out.push_str("export type Code = Violation[\"code\"];\n");
    Ok(out)
}

/// Returns the member for the parameters of a code.
fn params(params: &[ParamSpec]) -> String {
    if params.is_empty() {
        return "params?: undefined".to_owned();
    }
    let mark = |is_optional: bool| if is_optional { "?" } else { "" };
    let members = params.iter().map(|spec| {
        let kind = match spec.kind {
            ParamType::Number => "number".to_owned(),
            ParamType::Flag => "true".to_owned(),
            ParamType::Word(words) => union(&names(words)),
            ParamType::Words => "readonly string[]".to_owned(),
            other => not_printed(other),
        };
        format!("readonly {}{}: {kind}", spec.param.as_str(), mark(spec.optional))
    });
    let members = members.collect::<Vec<_>>().join("; ");
    format!("params{}: {{ {members} }}", mark(params.iter().all(|spec| spec.optional)))
}

fn names(words: &[Word]) -> Vec<&'static str> {
    words.iter().map(|word| word.name).collect()
}

/// The words for [`Requirement`]: the reasons that a report gives, where there is one.
const REQUIREMENTS: [&str; 4] = ["required", "face_match", "screening", "optional"];

fn requirement(requirement: Requirement) -> &'static str {
    match requirement {
        Requirement::Required => REQUIREMENTS[0],
        Requirement::WithFaceMatch => REQUIREMENTS[1],
        Requirement::WithScreening => REQUIREMENTS[2],
        Requirement::Optional => REQUIREMENTS[3],
        other => not_printed(other),
    }
}

/// The words for [`Check`].
const KINDS: [&str; 9] = ["text", "reference", "image", "country", "choice", "tokens", "url", "us_state", "date"];

fn kind(check: Check) -> &'static str {
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
        other => not_printed(other),
    }
}

/// Returns the type of a value that a kind of check may pass.
fn type_of_value(check: Check) -> String {
    match check {
        Check::OneOf(IdType::NAMES) => "IdType".to_owned(),
        Check::OneOf(MimeType::NAMES) => "MimeType".to_owned(),
        Check::OneOf(CallbackGranularity::NAMES) => "CallbackGranularity".to_owned(),
        Check::OneOf(words) => union(words),
        _ => "string".to_owned(),
    }
}

/// Returns `fields.ts`: the table as plain data.
pub(crate) fn fields() -> Result<String, Error> {
    let mut out = HEAD.to_owned();
    out.push_str("\nimport type { FieldSpec, ImageFieldName, MimeType } from \"./types.js\";\n");
    out.push_str("\n/** The fields that hold an image. */\n");
    writeln!(out, "export const imageFields: readonly ImageFieldName[] = {:?};", Field::IMAGES.map(Field::name))?;
    writeln!(out, "\n/** The most bytes of an image. */\nexport const maxImageBytes = {MAX_BYTES};")?;
    writeln!(out, "\n/** The most pixels of each side of an image. */\nexport const maxImageSide = {MAX_SIDE};")?;
    writeln!(
        out,
        "\n/** The fewest pixels of its longest side. */\nexport const minLongestSide = {MIN_LONGEST_SIDE};"
    )?;
    out.push_str("\n/** What an image's MIME type can be. */\n");
    writeln!(out, "export const mimeTypes: readonly MimeType[] = {:?};", MimeType::NAMES)?;
    out.push_str("\n/** Every field, in the guide's order. */\nexport const fields: readonly FieldSpec[] = [\n");
    for field in Field::ALL {
        let spec = field.spec();
        write!(out, "  {{ name: {:?}, requirement: {:?}", field.name(), requirement(spec.requirement))?;
        write!(out, ", kind: {:?}", kind(spec.check))?;
        if let Some(max) = spec.max {
            write!(out, ", max: {max}")?;
        }
        match spec.check {
            Check::OneOf(words) => write!(out, ", allowed: {words:?}")?,
            Check::Tokens => write!(out, ", allowed: {:?}", Token::NAMES)?,
            _ => {}
        }
        if let Some(default) = spec.default {
            write!(out, ", default: {default:?}")?;
        }
        out.push_str(" },\n");
    }
    out.push_str("];\n");
    Ok(out)
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

/// Returns `codes.ts`: every code with its severity, its rule, what to do about it and its parameters as plain data.
pub(crate) fn codes() -> Result<String, Error> {
    let mut out = [HEAD, CODE_SPEC].concat();
    for code in Code::ALL {
        let CodeSpec { name, severity, rule, params, fix, .. } = code.spec();
        writeln!(out, "  {name}: {{\n    severity: {:?},\n    rule: {rule:?},", severity.as_str())?;
        writeln!(out, "    fix: {fix:?},")?;
        let fixes: Vec<_> = code.spec().fixes().collect();
        if !fixes.is_empty() {
            out.push_str("    fixes: {\n");
            fixes.iter().try_for_each(|(word, fix)| writeln!(out, "      {word:?}: {fix:?},"))?;
            out.push_str("    },\n");
        }
        out.push_str("    params: {");
        for (i, spec) in params.iter().enumerate() {
            let kind = match spec.kind {
                ParamType::Number => "type: \"number\"".to_owned(),
                ParamType::Flag => "type: \"flag\"".to_owned(),
                ParamType::Word(words) => format!("type: \"word\", words: {:?}", names(words)),
                ParamType::Words => "type: \"words\"".to_owned(),
                other => not_printed(other),
            };
            let optional = if spec.optional { ", optional: true" } else { "" };
            write!(out, "{} {}: {{ {kind}{optional} }}", if i == 0 { "" } else { "," }, spec.param.as_str())?;
        }
        out.push_str(if params.is_empty() { "},\n  },\n" } else { " },\n  },\n" });
    }
    out.push_str("};\n");
    Ok(out)
}
