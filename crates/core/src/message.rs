//! The messages: sentences from templates, which are data, with a violation's parameters filled in.

use crate::codes::{COUNT, Code, ParamValue};
use crate::report::Violation;
use crate::string_table::{Builder, nth};
use core::fmt;

/// The sentences of the codes' entries, in the form that each language has.
///
/// It has a block of lines for what all messages share, and one for each code, in the order of the codes, with a NUL after each
/// block. The first line of a code's block is its message. Each line after it begins with a name and `=`: behind that of a
/// parameter is the message where it is set, behind that of a word its phrase, where that is not the word itself. `{field}`
/// is the field's name, and a parameter's name in braces is its value: a number, a phrase, or a list.
pub(crate) const ENGLISH: &str = {
    static TEXT: Builder<{ english::<32_768>().length }> = english();
    TEXT.as_str()
};

/// What follows a message that has a suggestion, and what takes the place of a field's name.
const SHARED: &str = " Did you mean {suggestion}?\nbody=The body\nempty=The empty name\nseparator=, \0";

const fn english<const BYTES: usize>() -> Builder<BYTES> {
    let (mut out, mut code) = (Builder::new(), 0);
    out.push(SHARED);
    while code < COUNT {
        let spec = Code::ALL[code].spec();
        out.push(spec.message);
        let mut params = spec.params;
        while let [param, later @ ..] = params {
            if let Some(message) = param.message {
                out.push_all(&["\n", param.param.as_str(), "=", message]);
            }
            let mut words = param.words();
            while let [word, rest @ ..] = words {
                if !word.is_plain() {
                    out.push_all(&["\n", word.name, "=", word.phrase]);
                }
                words = rest;
            }
            params = later;
        }
        out.push("\0");
        code += 1;
    }
    out
}

/// Returns what is before a character and, where that is there, what is behind it.
fn cut(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at).map_or((text, None), |(before, after)| (before, Some(after)))
}

/// Returns what is behind a name and `=` in lines of this form, or what else it is.
fn find<'t>(mut lines: Option<&'t str>, name: &str, otherwise: &'t str) -> &'t str {
    while let Some(text) = lines {
        let (line, rest) = cut(text, '\n');
        if let (key, Some(value)) = cut(line, '=')
            && key == name
        {
            return value;
        }
        lines = rest;
    }
    otherwise
}

/// Gives the message of a violation piece by piece. Formatting by the standard library would cost the browser kilobytes.
pub(crate) fn render(violation: &Violation, templates: &str, put: &mut dyn FnMut(&str)) {
    let (mut sentence, lines) = cut(nth(templates, 1 + violation.code() as usize), '\n');
    let (suggestion, shared) = cut(nth(templates, 0), '\n');
    for (param, _) in violation.params() {
        sentence = find(lines, param.as_str(), sentence);
    }
    let mut message = Message { violation, lines, shared, put };
    message.fill(sentence, false);
    if violation.suggestion().is_some() {
        message.fill(suggestion, false);
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut result = Ok(());
        render(self, ENGLISH, &mut |piece| result = result.and_then(|()| f.write_str(piece)));
        result
    }
}

/// A message that is being put together.
struct Message<'m> {
    violation: &'m Violation,
    /// The phrases of the code's words.
    lines: Option<&'m str>,
    shared: Option<&'m str>,
    put: &'m mut dyn FnMut(&str),
}

impl Message<'_> {
    /// Gives a template. In a phrase, words are not filled in again: it could have itself in it.
    fn fill(&mut self, template: &str, is_phrase: bool) {
        let mut rest = template;
        while let (before, Some(after)) = cut(rest, '{') {
            (self.put)(before);
            let (name, after) = cut(after, '}');
            self.put_value(name, is_phrase);
            rest = after.unwrap_or("");
        }
        (self.put)(rest);
    }

    fn put_value(&mut self, name: &str, in_phrase: bool) {
        match name {
            "field" => (self.put)(match self.violation.target().name() {
                Some("") => find(self.shared, "empty", ""),
                Some(name) => name,
                None => find(self.shared, "body", ""),
            }),
            "suggestion" => (self.put)(self.violation.suggestion().unwrap_or("")),
            _ => match self.violation.params().find(|(param, _)| param.as_str() == name) {
                Some((_, ParamValue::Number(number))) => decimal(number, self.put),
                Some((_, ParamValue::Word(word))) if in_phrase => (self.put)(word),
                Some((_, ParamValue::Word(word))) => self.fill(find(self.lines, word, word), true),
                Some((_, ParamValue::Words(words))) => {
                    for (i, word) in words.iter().enumerate() {
                        (self.put)(if i > 0 { find(self.shared, "separator", "") } else { "" });
                        (self.put)(word);
                    }
                }
                Some((_, ParamValue::Flag)) | None => {}
            },
        }
    }
}

/// Gives a number in decimal digits.
pub(crate) fn decimal(mut number: u64, put: &mut dyn FnMut(&str)) {
    let mut digits = [b'0'; 20];
    let mut start = digits.len();
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
        start -= 1;
        if number == 0 {
            break;
        }
    }
    put(digits.get(start..).and_then(|digits| core::str::from_utf8(digits).ok()).unwrap_or(""));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::Param;
    use crate::report::Target;
    use crate::{Field, RawRequest, Settings, validate_raw_field};

    fn message(violation: &Violation, templates: &str) -> String {
        let mut text = String::new();
        render(violation, templates, &mut |piece| text.push_str(piece));
        text
    }

    /// Returns templates with the same block for each code.
    fn templates(block: &str) -> String {
        let shared = " Vielleicht {suggestion}?\nbody=Der Text\nempty=Der leere Name\nseparator= / \0";
        shared.to_owned() + &format!("{block}\0").repeat(COUNT)
    }

    #[test]
    fn another_language_has_its_own_order_of_words() {
        let templates = templates("{max} hat {field} höchstens: {actual}");
        let mut raw = RawRequest::new();
        raw.set(Field::Country, "Germany");
        let report = validate_raw_field(Field::Country, &raw, &Settings::default());
        let messages: Vec<String> = report.violations().iter().map(|it| message(it, &templates)).collect();
        assert_eq!(messages, ["3 hat country höchstens: 7", " hat country höchstens:  Vielleicht DEU?"]);
    }

    #[test]
    fn what_has_no_name_is_named_in_that_language() {
        let templates = templates("{field}: {allowed}");
        for (target, expected) in [
            (Target::Body, "Der Text: a / b"),
            (Target::UnknownName("".into()), "Der leere Name: a / b"),
            (Target::UnknownName("x".into()), "x: a / b"),
        ] {
            let mut violation = Violation::new(target, Code::NotInEnum);
            violation.param(Param::Allowed, &["a", "b"][..]);
            assert_eq!(message(&violation, &templates), expected);
        }
    }

    #[test]
    fn phrases_fill_in_their_own_parameters_once() {
        let templates = templates("{kind}, {field}\nown_value=Wert von {source} und {kind}\nfirstName=dem {source}");
        let mut violation = Violation::new(Target::Body, Code::PossiblePersonalData);
        violation.param(Param::Kind, "own_value").param(Param::Source, "firstName");
        assert_eq!(message(&violation, &templates), "Wert von firstName und own_value, Der Text");
    }

    #[test]
    fn templates_of_fewer_codes_have_no_message_for_the_others() {
        let mut violation = Violation::new(Field::BacksideImage.into(), Code::ImageReused);
        violation.param(Param::SameAs, "faceImage");
        assert_eq!(violation.to_string(), "backsideImage has the same bytes as faceImage.");
        assert_eq!(message(&violation, ""), "");
    }
}
