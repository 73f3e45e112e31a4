//! The entries as a whole: names, words, sentences and groups.

use super::*;
use crate::Field;
use crate::report::{Target, Violation};

#[test]
fn names_are_unique_and_found() {
    for (i, code) in Code::ALL.iter().enumerate() {
        assert_eq!(Code::from_name(code.as_str()), Some(*code));
        assert!(Code::ALL[..i].iter().all(|other| other.as_str() != code.as_str()), "{code:?} twice");
    }
}

#[test]
fn tables_are_those_of_the_entries() {
    for code in Code::ALL.iter().copied() {
        let spec = code.spec();
        assert_eq!((spec.name, spec.severity), (code.as_str(), code.severity()));
        assert!(spec.params.iter().map(|spec| spec.param).eq(code.param_names()), "{code:?}");
        let snake_case = format!("{code:?}").chars().fold(String::new(), |name, char| {
            let start = if char.is_uppercase() && !name.is_empty() { "_" } else { "" };
            name + start + &char.to_lowercase().to_string()
        });
        assert_eq!(spec.name, snake_case);
    }
}

#[test]
fn words_are_those_of_the_rules() {
    assert_eq!(Code::MimeMismatch.words::<2>(Param::Declared), crate::MimeType::NAMES);
    assert_eq!(Code::MimeMismatch.words::<2>(Param::Detected), crate::MimeType::NAMES);
    assert_eq!(Code::ImageReused.words::<3>(Param::SameAs), Field::IMAGES.map(Field::name));
    assert_eq!(Code::HeaderValue.words::<5>(Param::Name), HEADERS);
}

/// A word that is a parameter's name would choose that parameter's message.
#[test]
fn words_are_no_names_of_parameters() {
    for spec in SPECS {
        for (i, param) in spec.params.iter().enumerate() {
            for (j, word) in param.words().iter().enumerate() {
                assert!(spec.params.iter().all(|other| other.param.as_str() != word.name), "{}: {word:?}", spec.name);
                let before = spec.params[..i].iter().flat_map(ParamSpec::words).chain(&param.words()[..j]);
                assert!(
                    before.filter(|other| other.name == word.name).all(|other| other.phrase == word.phrase),
                    "{}: {word:?} has two phrases",
                    spec.name
                );
            }
        }
    }
}

#[test]
fn templates_use_declared_parameters_only() {
    for spec in SPECS {
        let phrases = spec.params.iter().flat_map(ParamSpec::words).map(|word| word.phrase);
        let messages = spec.params.iter().filter_map(|param| param.message);
        for template in phrases.chain(messages).chain([spec.message]) {
            let names = template.split('{').skip(1).map(|rest| rest.split_once('}').expect("a closed placeholder").0);
            for name in names {
                assert!(
                    name == "field" || spec.params.iter().any(|spec| spec.param.as_str() == name),
                    "{} has no parameter {name}",
                    spec.name
                );
            }
        }
    }
}

/// Returns a violation whose parameters all have a value: that word, and for the others their first.
fn violation(spec: &CodeSpec, chosen: Option<(Param, &'static str)>) -> Violation {
    let mut violation =
        Violation::new(Target::Field(Field::FrontsideImage), Code::from_name(spec.name).expect("a code"));
    for param in spec.params.iter().filter(|param| !param.optional) {
        match param.kind {
            ParamType::Number => violation.param(param.param, 7_u64),
            ParamType::Flag => violation.param(param.param, crate::ParamValue::Flag),
            ParamType::Word(words) => violation.param(param.param, words.first().expect("a word").name),
            ParamType::Words => violation.param(param.param, &["a", "b"][..]),
        };
    }
    if let Some((param, word)) = chosen {
        violation.param(param, word);
        if word == "shifted" {
            violation.param(Param::Offset, 7_u64);
        }
    }
    violation
}

#[test]
fn messages_and_fixes_are_complete_for_each_word() {
    for spec in SPECS {
        let words = spec.params.iter().flat_map(|param| param.words().iter().map(|word| (param.param, word.name)));
        let mut messages = Vec::new();
        for chosen in words.map(Some).chain([None]) {
            let violation = violation(&spec, chosen);
            let message = violation.to_string();
            for text in [&*message, violation.fix()] {
                assert!(text.ends_with(['.', '?']) && !text.contains("..") && !text.contains("  "), "{text}");
                assert!(!text.contains(['{', '}']) && !text.contains(": :"), "{text}");
                assert!(!text.contains(" .") && !text.contains(" ,") && text.trim() == text, "{text}");
            }
            if chosen.is_some_and(|(param, _)| spec.message.contains(&format!("{{{}}}", param.as_str()))) {
                messages.push((message, chosen));
            }
        }
        messages.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        for pair in messages.windows(2) {
            // The first word of one parameter goes with each of another's.
            let of_one = pair[0].1.map(|(param, _)| param) == pair[1].1.map(|(param, _)| param);
            assert!(!of_one || pair[0].0 != pair[1].0, "{pair:?} read alike");
        }
    }
}

#[test]
fn a_parameter_can_have_a_message_of_its_own() {
    let mut not_an_object = violation(Code::NotAnObject.spec(), Some((Param::Actual, "string")));
    assert_eq!(not_an_object.to_string(), "The body must be a JSON object, not a string.");
    not_an_object.param(Param::DoubleEncoded, crate::ParamValue::Flag);
    let expected = "The body must be a JSON object, not a string that holds JSON: it was encoded twice.";
    assert_eq!(not_an_object.to_string(), expected);
    let mut unknown = violation(Code::UnknownField.spec(), None);
    unknown.param(Param::Omitted, 12_u64);
    assert_eq!(unknown.to_string(), "More of unknown_field that are not listed: 12.");
}

/// To convert what is no picture makes it worse.
#[test]
fn only_pictures_are_to_be_converted() {
    let formats = Code::ImageFormat.words::<22>(Param::Detected);
    let fixes: Vec<_> = Code::ImageFormat.spec().fixes().collect();
    assert_eq!(fixes.len() + 1, formats.len(), "all but unknown");
    for (word, fix) in fixes {
        let place = |wanted: &str| formats.iter().position(|known| *known == wanted).expect("a word");
        let is_picture = place(word) < place("empty");
        assert!(is_picture || (!fix.contains("onvert") && !fix.contains("xport")), "{word}: {fix}");
    }
}

#[test]
fn texts_are_sentences_of_their_own() {
    for (i, spec) in SPECS.iter().enumerate() {
        for text in [spec.why, spec.fix].into_iter().chain(spec.fixes().map(|(_, fix)| fix)) {
            assert!(text.ends_with('.') && !text.contains("  ") && text.trim() == text, "{}: {text}", spec.name);
        }
        assert!(!spec.rule.is_empty() && !spec.section.is_empty());
        assert!(SPECS[..i].iter().all(|other| other.why != spec.why), "{} repeats a reason", spec.name);
    }
}

#[test]
fn groups_follow_the_order_of_the_codes() {
    assert!(SPECS.is_sorted_by_key(|spec| spec.group));
    assert!(Group::ALL.is_sorted());
    for wanted in Group::ALL {
        assert!(SPECS.iter().any(|spec| spec.group == wanted), "{wanted:?} is empty");
    }
}
