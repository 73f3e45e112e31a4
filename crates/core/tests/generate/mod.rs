//! Texts by a regular expression, the same in every run, and what is found in them.

use netverify_rules::{Code, Field, Param, ParamValue, RawRequest, Settings, validate_field};
use proptest::strategy::{Strategy, ValueTree};
use proptest::string::string_regex;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

pub(crate) struct Generator {
    runner: TestRunner,
}

impl Generator {
    pub(crate) fn new() -> Self {
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        Generator { runner: TestRunner::new_with_rng(Config::default(), rng) }
    }

    /// Texts of the expression. `~` at its end means the check digit by Luhn, `^` that of an EAN.
    pub(crate) fn texts(&mut self, expression: &str, count: usize) -> Vec<String> {
        let (expression, check) = match expression.strip_suffix(['~', '^']) {
            Some(before) => (before, expression.chars().next_back()),
            None => (expression, None),
        };
        let strategy = string_regex(expression).unwrap_or_else(|error| panic!("{expression}: {error}"));
        let mut text = || {
            let tree = strategy.new_tree(&mut self.runner).expect("a text");
            let text = tree.current();
            match check {
                Some('~') => with_luhn(&text),
                Some(_) => with_ean(&text),
                None => text,
            }
        };
        (0..count).map(|_| text()).collect()
    }
}

/// The digits of a text, from the last one on.
fn digits_from_behind(text: &str) -> impl Iterator<Item = u32> + '_ {
    text.chars().rev().filter_map(|c| c.to_digit(10))
}

/// The text and the check digit of its digits, by Luhn.
pub(crate) fn with_luhn(text: &str) -> String {
    let digit = |(place, digit): (usize, u32)| match (place % 2, digit * 2) {
        (0, doubled) => doubled / 10 + doubled % 10,
        _ => digit,
    };
    let sum: u32 = digits_from_behind(text).enumerate().map(digit).sum();
    format!("{text}{}", (10 - sum % 10) % 10)
}

fn with_ean(text: &str) -> String {
    let sum: u32 = digits_from_behind(text).enumerate().map(|(place, digit)| digit * [3, 1][place % 2]).sum();
    format!("{text}{}", (10 - sum % 10) % 10)
}

/// The kinds of personal data that are found in a field: `email` and those of `possible_personal_data`.
pub(crate) fn found(field: Field, text: &str, raw: &RawRequest<'_>) -> Vec<&'static str> {
    let report = validate_field(field, text, raw, &Settings::default());
    let kind = |violation: &netverify_rules::Violation| match (violation.code(), violation.get(Param::Kind)) {
        (Code::ContainsEmail, _) => Some("email"),
        (Code::PossiblePersonalData, Some(ParamValue::Word(kind))) => Some(kind),
        _ => None,
    };
    report.violations().iter().filter_map(kind).collect()
}
