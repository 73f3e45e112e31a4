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

    /// Checks whether a text is one that [`Settings::callback_domains`] can have: the name of a host of at least two labels,
    /// with or without `*.` or a dot before it. A URL, an address and a top-level domain are none.
    ///
    /// ```
    /// use netverify_rules::Settings;
    ///
    /// assert!(["example.com", "*.example.com", "xn--mnchen-3ya.example"].into_iter().all(Settings::is_domain));
    /// assert!(!["https://example.com", "com", "", "203.0.113.7"].into_iter().any(Settings::is_domain));
    /// ```
    #[must_use]
    pub fn is_domain(text: &str) -> bool {
        let text = text.strip_prefix("*.").or_else(|| text.strip_prefix('.')).unwrap_or(text);
        let text = text.strip_suffix('.').unwrap_or(text);
        let is_label = |label: &str| {
            matches!(label.len(), 1..=63)
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        // What ends in a number is an address to a browser.
        let last = text.rsplit('.').next().unwrap_or_default();
        let is_number = last.bytes().all(|byte| byte.is_ascii_digit());
        text.len() <= 253 && text.contains('.') && text.split('.').all(is_label) && !is_number
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_the_name_of_a_host_of_two_labels_or_more() {
        let long = "a".repeat(63);
        let longest = [long.as_str(), &long, &long, &"b".repeat(61)].join(".");
        let domains =
            ["example.com", "EXAMPLE.com", ".example.com", "*.example.com", "example.com.", "a-b.c1", "1.a2", &longest];
        for domain in domains {
            assert!(Settings::is_domain(domain), "{domain}");
        }
        let too_long = format!("{longest}c");
        let label = format!("{long}a.com");
        let others = [
            "",
            ".",
            "*",
            "*.",
            "com",
            ".com",
            "*.com",
            "com.",
            "*example.com",
            "**.example.com",
            "..example.com",
            "example..com",
            "example.com..",
            "https://example.com",
            "example.com/",
            "example.com:443",
            "user@example.com",
            "example.com\0evil.org",
            "example.com,example.org",
            " example.com",
            "example.com ",
            "exa mple.com",
            "-a.com",
            "a-.com",
            "a_b.com",
            "münchen.de",
            "127.0.0.1",
            "1.2",
            "[::1]",
            &too_long,
            &label,
        ];
        for other in others {
            assert!(!Settings::is_domain(other), "{other}");
        }
    }
}
