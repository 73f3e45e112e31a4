//! The JSON Schema of a request: as much of the rules as a schema can say.
//!
//! A schema says nothing of images, of the days of a month or of most rules that read two fields. Whatever it rejects, the
//! rules reject too.

use crate::{OBJECT_DOCS, not_printed};
use netverify_rules::{Check, Field, JsonObject, Requirement, Token};

/// Returns the JSON Schema (draft 2020-12) of a request.
pub(crate) fn json_schema() -> String {
    format!(
        "{{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"title\": \"performNetverify request\",\n{}\n",
        members(true)
    )
}

/// Returns the members of the schema that check, and the closing bracket; with or without descriptions.
pub(crate) fn members(is_described: bool) -> String {
    let description = |doc: &str| is_described.then(|| format!("\"description\": {doc:?}"));
    let fields = Field::ALL.map(|field| property(field.name(), description(field.doc().doc), keywords(field)));
    let objects = JsonObject::FIELDS.into_iter().zip(OBJECT_DOCS);
    let objects = objects.map(|(name, doc)| property(name, description(doc), Vec::new()));
    let required = Field::ALL.into_iter().filter(|field| is_required(*field)).map(Field::name);
    format!(
        "  \"type\": \"object\",\n  \"required\": [{}],\n  \"properties\": {{\n{}\n  }}\n}}",
        quoted(required),
        fields.into_iter().chain(objects).collect::<Vec<_>>().join(",\n")
    )
}

fn property(name: &str, description: Option<String>, keywords: Vec<String>) -> String {
    let all: Vec<String> = description.into_iter().chain(keywords).collect();
    let all = if all.is_empty() { String::new() } else { format!(" {} ", all.join(", ")) };
    format!("    \"{name}\": {{{all}}}")
}

fn is_required(field: Field) -> bool {
    field.spec().requirement == Requirement::Required
}

fn quoted<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    words.into_iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ")
}

fn keywords(field: Field) -> Vec<String> {
    let (spec, is_required) = (field.spec(), is_required(field));
    // null is absence, which only an optional field may be.
    let mut keywords =
        vec![if is_required { "\"type\": \"string\"" } else { "\"type\": [\"string\", \"null\"]" }.into()];
    keywords.extend(spec.max.map(|max| format!("\"maxLength\": {max}")));
    // An empty or blank text of an optional field is valid, if odd.
    let pattern = |pattern: String| Some(format!("\"pattern\": \"{pattern}\""));
    let or_blank = |valid: &str| pattern(format!("^({valid}|\\\\s*)$"));
    let not_blank = || is_required.then(|| "\"pattern\": \"\\\\S\"".to_owned());
    keywords.extend(match spec.check {
        Check::Text | Check::Reference | Check::CallbackUrl | Check::UsState | Check::Image => not_blank(),
        Check::Country => pattern("^[A-Z]{3}$".to_owned()),
        Check::OneOf(words) if is_required => Some(format!("\"enum\": [{}]", quoted(words.iter().copied()))),
        Check::OneOf(words) => or_blank(&words.join("|")),
        Check::Tokens => {
            let tokens = Token::NAMES.join("|");
            or_blank(&format!(" *({tokens}) *(, *({tokens}) *)*"))
        }
        Check::Date => or_blank("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"),
        other => not_printed(other),
    });
    keywords.extend((spec.check == Check::Image).then(|| "\"contentEncoding\": \"base64\"".to_owned()));
    keywords.extend(spec.default.map(|default| format!("\"default\": \"{default}\"")));
    keywords
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is printed is JSON, and says what the table says.
    #[test]
    fn the_schema_names_every_field() {
        let schema: serde_json::Value = serde_json::from_str(&json_schema()).expect("JSON");
        for field in Field::ALL {
            let property = &schema["properties"][field.name()];
            assert_eq!(property["description"], field.doc().doc);
            assert_eq!(property["maxLength"].as_u64(), field.spec().max.map(u64::from), "{}", field.name());
        }
        assert_eq!(schema["required"].as_array().map(Vec::len), Some(4));
    }
}
