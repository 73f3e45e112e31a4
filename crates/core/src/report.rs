//! What a check says: the report, its violations and the info of the images.

use crate::codes::{Code, MAX_PARAMS, Param, ParamValue, Severity};
use crate::fields::Field;
use crate::image::ImageInfo;
use alloc::borrow::Cow;
#[cfg(target_arch = "wasm32")]
use alloc::vec::Vec;

/// What a violation is about.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Target {
    /// The body, or the headers, as a whole.
    Body,
    /// A field of the table.
    Field(Field),
    /// Another name: an unknown field's, escaped and cut at 64 characters, or a field of the response.
    UnknownName(Cow<'static, str>),
}

impl Target {
    /// The name in a report's `field`; `None` for the body as a whole.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Target::Body => None,
            Target::Field(field) => Some(field.name()),
            Target::UnknownName(name) => Some(name),
        }
    }
}

impl From<Field> for Target {
    fn from(field: Field) -> Self {
        Target::Field(field)
    }
}

/// One thing that is wrong with a request.
///
/// Its [`Display`](core::fmt::Display) is the English message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    target: Target,
    code: Code,
    /// Beside the parameters of the code, at the same index.
    params: [Option<ParamValue>; MAX_PARAMS],
    suggestion: Option<Cow<'static, str>>,
    incomplete: bool,
}

impl Violation {
    pub(crate) fn new(target: Target, code: Code) -> Self {
        Violation { target, code, params: [None; MAX_PARAMS], suggestion: None, incomplete: false }
    }

    /// Sets a parameter that the code's entry declares.
    pub(crate) fn param(&mut self, param: Param, value: impl Into<ParamValue>) -> &mut Self {
        self.set(param, value.into());
        self
    }

    // Apart, so that it is compiled once and not for each kind of value.
    fn set(&mut self, param: Param, value: ParamValue) {
        debug_assert!(
            self.code.spec().params.iter().any(|spec| spec.param == param && spec.takes(value)),
            "{:?} has no such parameter {param:?}",
            self.code
        );
        let index = self.code.param_names().position(|declared| declared == param);
        if let Some(slot) = index.and_then(|index| self.params.get_mut(index)) {
            *slot = Some(value);
        }
    }

    pub(crate) fn suggest(&mut self, suggestion: Option<impl Into<Cow<'static, str>>>) -> &mut Self {
        self.suggestion = suggestion.map(Into::into);
        self
    }

    pub(crate) fn incomplete(&mut self, incomplete: bool) -> &mut Self {
        self.incomplete = incomplete;
        self
    }

    /// What it is about.
    #[must_use]
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// The field of the table that it is about; `None` for the body and for unknown names.
    #[must_use]
    pub fn field(&self) -> Option<Field> {
        match self.target {
            Target::Field(field) => Some(field),
            _ => None,
        }
    }

    /// What is wrong.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// Error or warning: fixed per code.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// The parameters that are set, in the table's order.
    pub fn params(&self) -> impl Iterator<Item = (Param, ParamValue)> + '_ {
        self.code.param_names().zip(&self.params).filter_map(|(param, value)| value.map(|value| (param, value)))
    }

    /// The value of one parameter.
    #[must_use]
    pub fn get(&self, param: Param) -> Option<ParamValue> {
        self.params().find(|(name, _)| *name == param).map(|(_, value)| value)
    }

    /// What to write instead, where one answer is certain. Always from a fixed vocabulary.
    #[must_use]
    pub fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }

    /// The suggestion where it is not made of the request's own words: it is the same text at the same place each time.
    #[must_use]
    pub fn fixed_suggestion(&self) -> Option<&'static str> {
        match self.suggestion {
            Some(Cow::Borrowed(text)) => Some(text),
            _ => None,
        }
    }

    /// Returns how to fix it: the advice for one of its parameters' words, or that of its code.
    ///
    /// ```
    /// use netverify_rules::{Settings, validate_json};
    ///
    /// let report = validate_json(b"{}", &Settings::default());
    /// assert!(report.violations()[0].fix().starts_with("Send the field with content"));
    /// ```
    #[must_use]
    pub fn fix(&self) -> &'static str {
        let spec = self.code.spec();
        let words = self.params().filter_map(|(param, value)| {
            let ParamValue::Word(given) = value else { return None };
            let words = spec.params.iter().filter(|spec| spec.param == param).flat_map(|spec| spec.words());
            words.into_iter().find(|word| word.name == given)?.fix
        });
        words.into_iter().next().unwrap_or(spec.fix)
    }

    /// Whether more typing could still fix it: the value is a prefix of a legal one.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        self.incomplete
    }
}

/// A list of violations. Of a valid request these are a few warnings: so many are kept in the report itself, not on the heap.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) type Violations = smallvec::SmallVec<[Violation; 4]>;
#[cfg(target_arch = "wasm32")]
pub(crate) type Violations = Vec<Violation>;

/// Adds a violation, to be completed in place: a violation is large to be moved about.
pub(crate) fn add(list: &mut Violations, target: Target, code: Code) -> &mut Violation {
    let violation = Violation::new(target, code);
    #[cfg(target_arch = "wasm32")]
    return list.push_mut(violation);
    #[cfg(not(target_arch = "wasm32"))]
    {
        let place = list.len();
        list.push(violation);
        &mut list[place]
    }
}

/// Everything that a check found, in the field table's order, and the info of the images.
///
/// ```
/// use netverify_rules::{Settings, validate_json};
///
/// let report = validate_json(br#"{"country": "usa"}"#, &Settings::default());
/// assert!(!report.is_valid());
/// let country = report.violations().iter().find(|v| v.code().as_str() == "unknown_country").unwrap();
/// assert_eq!(country.suggestion(), Some("USA"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    pub(crate) violations: Violations,
    pub(crate) images: [Option<ImageInfo>; 3],
}

impl Report {
    /// Adds a violation, to be completed in place.
    pub(crate) fn add(&mut self, target: Target, code: Code) -> &mut Violation {
        add(&mut self.violations, target, code)
    }

    /// Whether there is no error. Warnings do not count.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.errors().next().is_none()
    }

    /// Whether there is neither an error nor a warning.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.violations.is_empty()
    }

    /// All violations: the body's first, then the fields' in the table's order, then those of unknown names.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// The violations that make the request invalid.
    pub fn errors(&self) -> impl Iterator<Item = &Violation> {
        self.violations.iter().filter(|violation| violation.severity() == Severity::Error)
    }

    /// The violations that do not make the request invalid.
    pub fn warnings(&self) -> impl Iterator<Item = &Violation> {
        self.violations.iter().filter(|violation| violation.severity() == Severity::Warning)
    }

    /// The violations of one field.
    pub fn of(&self, field: Field) -> impl Iterator<Item = &Violation> {
        self.violations.iter().filter(move |violation| violation.field() == Some(field))
    }

    /// What could be read of the image in that field; `None` for other fields and where no image is.
    #[must_use]
    pub fn image(&self, field: Field) -> Option<&ImageInfo> {
        self.images.get(field.image_index()?)?.as_ref()
    }

    /// The info of the images that could be read, in the table's order.
    pub fn images(&self) -> impl Iterator<Item = (Field, &ImageInfo)> {
        Field::IMAGES.into_iter().zip(&self.images).filter_map(|(field, info)| info.as_ref().map(|info| (field, info)))
    }
}
