//! What the account is set to: the caller knows it, the request does not say.

use crate::date::Date;
use alloc::string::String;
use alloc::vec::Vec;

/// Whether the account has a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Feature {
    /// The caller does not know. Nothing is concluded from it.
    #[default]
    Unknown,
    /// The account has it.
    Enabled,
    /// The account does not have it.
    Disabled,
}

impl Feature {
    /// The word for it: `unknown`, `enabled` or `disabled`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Feature::Unknown => "unknown",
            Feature::Enabled => "enabled",
            Feature::Disabled => "disabled",
        }
    }
}

/// A text is none of the words for a [`Feature`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected unknown, enabled or disabled")]
pub struct ParseFeatureError;

impl core::str::FromStr for Feature {
    type Err = ParseFeatureError;

    fn from_str(text: &str) -> Result<Self, ParseFeatureError> {
        let all = [Feature::Unknown, Feature::Enabled, Feature::Disabled];
        all.into_iter().find(|feature| feature.as_str() == text).ok_or(ParseFeatureError)
    }
}

/// The settings of a check.
///
/// ```
/// use netverify_rules::{Feature, Settings};
///
/// let settings = Settings::default()
///     .with_face_match(Feature::Enabled)
///     .with_today("2026-03-01".parse()?)
///     .with_callback_domain("example.com");
/// # Ok::<(), netverify_rules::ParseDateError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default, deny_unknown_fields))]
#[non_exhaustive]
pub struct Settings {
    /// Face match on the account. It decides whether `faceImage` is required.
    pub face_match: Feature,
    /// Address extraction on the account.
    pub address_extraction: Feature,
    /// Whether Screening is used: `customerId` is then required.
    pub screening: bool,
    /// The day for the date warnings; `None`: those warnings are not made.
    pub today: Option<Date>,
    /// When not empty, `callbackUrl`'s host must be one of them or below one.
    pub callback_domains: Vec<String>,
}

impl Settings {
    /// The settings of an account of which nothing is known, as by default.
    #[must_use]
    pub const fn new() -> Self {
        Settings {
            face_match: Feature::Unknown,
            address_extraction: Feature::Unknown,
            screening: false,
            today: None,
            callback_domains: Vec::new(),
        }
    }

    /// Sets [`Settings::face_match`].
    #[must_use]
    pub fn with_face_match(mut self, feature: Feature) -> Self {
        self.face_match = feature;
        self
    }

    /// Sets [`Settings::address_extraction`].
    #[must_use]
    pub fn with_address_extraction(mut self, feature: Feature) -> Self {
        self.address_extraction = feature;
        self
    }

    /// Sets [`Settings::screening`].
    #[must_use]
    pub fn with_screening(mut self, on: bool) -> Self {
        self.screening = on;
        self
    }

    /// Sets [`Settings::today`].
    #[must_use]
    pub fn with_today(mut self, today: Date) -> Self {
        self.today = Some(today);
        self
    }

    /// Adds one of [`Settings::callback_domains`].
    #[must_use]
    pub fn with_callback_domain(mut self, domain: impl Into<String>) -> Self {
        self.callback_domains.push(domain.into());
        self
    }
}
