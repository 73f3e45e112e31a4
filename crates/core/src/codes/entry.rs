//! What an entry holds.

use super::param::ParamSpec;

/// How much a violation weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The guide forbids it, or the service cannot read it. A request with an error is not valid.
    Error,
    /// Legal by the guide, but known to go wrong, undecidable from the request, or a heuristic.
    Warning,
}

impl Severity {
    /// Returns the name in a report: `error` or `warning`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// All that there is to know about a code.
///
/// Only the name, the severity, the parameters' names and the sentences are needed to check a request. Whoever does not read
/// the rest does not carry its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CodeSpec {
    /// The part of the rules that it belongs to.
    pub group: Group,
    /// The name in a report.
    pub name: &'static str,
    /// Whether it makes a request invalid.
    pub severity: Severity,
    /// When it is reported: the rule in one sentence.
    pub rule: &'static str,
    /// The English message. `{field}` is the field's name, `{name}` of a parameter its value: a number, or the phrase of its
    /// word.
    pub message: &'static str,
    /// The parameters that a violation can carry, in the order a report gives them.
    pub params: &'static [ParamSpec],
    /// Why the rule exists: what goes wrong when it is broken.
    pub why: &'static str,
    /// How to fix it, where no word of its parameters has a fix of its own.
    pub fix: &'static str,
    /// The guide's section, or the standard, that the rule comes from.
    pub section: &'static str,
    /// An example that gets the code.
    pub bad_example: Example,
    /// The nearest example that does not.
    pub good_example: Example,
}

impl CodeSpec {
    /// Returns the words of its parameters that have a fix of their own, and that fix.
    pub fn fixes(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let words = self.params.iter().flat_map(|param| param.words());
        words.filter_map(|word| word.fix.map(|fix| (word.name, fix)))
    }
}

/// An example of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Example {
    /// Fields of a request, as a JSON object merged over [`Example::BASE_REQUEST`] (`null` removes one), and the settings that
    /// the rule reads, as a JSON object or empty.
    Request {
        /// The fields.
        fields: &'static str,
        /// The settings; empty where the rule reads none.
        settings: &'static str,
    },
    /// The whole text of a body.
    Body(&'static str),
    /// A picture, in words.
    Image(&'static str),
    /// Lines of a request's headers.
    Headers(&'static str),
    /// The text of a response.
    Response(&'static str),
}

impl Example {
    /// The request that the examples of [`Example::Request`] are merged over.
    ///
    /// In it and in them, `<good.jpg>` is replaced by the base64 text of a picture that passes, `<other.jpg>` by that of another
    /// one, and `<good.png>` by that of a PNG.
    pub const BASE_REQUEST: &'static str =
        r#"{"merchantIdScanReference":"vector-1","frontsideImage":"<good.jpg>","country":"USA","idType":"PASSPORT"}"#;
}

/// Returns an example of these fields.
pub(super) const fn fields(fields: &'static str) -> Example {
    with("", fields)
}

/// Returns an example of these fields, with settings.
pub(super) const fn with(settings: &'static str, fields: &'static str) -> Example {
    Example::Request { fields, settings }
}

pub(super) const PARAMETERS: &str = "Guide, request parameters";
pub(super) const HEADER: &str = "Guide, request header";

/// The part of the rules that a code belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Group {
    /// The body as JSON.
    Body,
    /// Requirement and text.
    Text,
    /// Choices, countries and states.
    Choice,
    /// Dates.
    Date,
    /// The tokens of enabledFields.
    Tokens,
    /// The callback URL.
    Url,
    /// Base64 and images.
    Image,
    /// Rules that read two fields, or the settings.
    Cross,
    /// The request's headers and the response.
    Http,
}

impl Group {
    /// Every group, in the order of the codes.
    pub const ALL: [Group; 9] = [
        Group::Body,
        Group::Text,
        Group::Choice,
        Group::Date,
        Group::Tokens,
        Group::Url,
        Group::Image,
        Group::Cross,
        Group::Http,
    ];

    /// Returns a heading for it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Group::Body => "The body",
            Group::Text => "Requirement and text",
            Group::Choice => "Choices, countries, states",
            Group::Date => "Dates",
            Group::Tokens => "enabledFields",
            Group::Url => "callbackUrl",
            Group::Image => "Images",
            Group::Cross => "Across fields",
            Group::Http => "Headers and response",
        }
    }
}
