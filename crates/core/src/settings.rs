//! What the account is set to: the caller knows it, the request does not say.

use crate::choices::Feature;
use crate::date::Date;
use crate::rules::callback_url::is_domain;
use alloc::string::String;
use alloc::vec::Vec;

/// A setting has a value that it does not take. The message says what it takes, and repeats nothing of the value.
///
/// ```
/// use netverify_rules::{InvalidSetting, Settings};
///
/// let error = Settings::new().with_callback_domain("https://example.com").unwrap_err();
/// assert_eq!(error, InvalidSetting::CallbackDomains);
/// assert_eq!(error.setting(), Some("callbackDomains"));
/// assert!(error.to_string().contains("host names"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidSetting {
    /// Face match is neither unknown, enabled nor disabled.
    FaceMatch,
    /// Address extraction is neither unknown, enabled nor disabled.
    AddressExtraction,
    /// Whether Screening is used is not true or false.
    Screening,
    /// Today is not a date.
    Today,
    /// A callback domain is not a host name of at least two labels, or they are not a list.
    CallbackDomains,
    /// No setting has that name, or the settings are not an object.
    Name,
}

impl InvalidSetting {
    /// Returns the name of the setting as in JSON; `None` where the name is what is wrong.
    #[must_use]
    pub fn setting(self) -> Option<&'static str> {
        SETTINGS.get(self as usize).copied()
    }

    /// Returns the message. It says what is accepted.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            InvalidSetting::FaceMatch => "faceMatch must be \"unknown\", \"enabled\" or \"disabled\"",
            InvalidSetting::AddressExtraction => "addressExtraction must be \"unknown\", \"enabled\" or \"disabled\"",
            InvalidSetting::Screening => "screening must be true or false",
            InvalidSetting::Today => "today must be a date of the calendar, written YYYY-MM-DD",
            InvalidSetting::CallbackDomains => {
                "callbackDomains must be a list of host names with at least two labels, such as \"example.com\": no URL, \
                 no port, no IP address, and Punycode (xn--) for letters outside ASCII"
            }
            InvalidSetting::Name => {
                "the settings must be an object with no other names than faceMatch, addressExtraction, screening, today \
                 and callbackDomains"
            }
        }
    }
}

/// The names of the settings in JSON, in the order of [`InvalidSetting`].
pub(crate) const SETTINGS: [&str; 5] = ["faceMatch", "addressExtraction", "screening", "today", "callbackDomains"];

impl core::fmt::Display for InvalidSetting {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.message())
    }
}

impl core::error::Error for InvalidSetting {}

/// The settings of a check.
///
/// ```
/// use netverify_rules::{Feature, Settings};
///
/// let settings = Settings::default()
///     .with_face_match(Feature::Enabled)
///     .with_today("2026-03-01".parse()?)
///     .with_callback_domain("example.com")?;
/// assert_eq!(settings.callback_domains(), ["example.com"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// With the feature `serde` they are an object with names in camel case, such as `faceMatch`; each may be left out. Other
/// names and values are errors.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "camelCase"))]
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
    /// Host names in lower case.
    callback_domains: Vec<String>,
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

    /// Adds one of [`Settings::callback_domains`]: a host name of at least two labels, in any case. A leading dot or `*.` and
    /// a trailing dot are left out.
    ///
    /// ```
    /// use netverify_rules::Settings;
    ///
    /// let settings = Settings::new().with_callback_domain("*.Example.com")?;
    /// assert_eq!(settings.callback_domains(), ["example.com"]);
    /// assert!(Settings::new().with_callback_domain("com").is_err());
    /// # Ok::<(), netverify_rules::InvalidSetting>(())
    /// ```
    ///
    /// # Errors
    /// [`InvalidSetting::CallbackDomains`] for any other text.
    pub fn with_callback_domain(mut self, domain: impl AsRef<str>) -> Result<Self, InvalidSetting> {
        let domain = domain.as_ref();
        let domain = domain.strip_prefix("*.").or_else(|| domain.strip_prefix('.')).unwrap_or(domain);
        let domain = domain.strip_suffix('.').unwrap_or(domain);
        if !is_domain(domain) {
            return Err(InvalidSetting::CallbackDomains);
        }
        self.callback_domains.push(domain.to_ascii_lowercase());
        Ok(self)
    }

    /// Returns the domains that [`Settings::with_callback_domain`] added. When there are any, the host of `callbackUrl` must
    /// be one of them or below one.
    #[must_use]
    pub fn callback_domains(&self) -> &[String] {
        &self.callback_domains
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_host_names_of_two_labels() {
        let domain = |text: &str| Settings::new().with_callback_domain(text).map(|it| it.callback_domains);
        let label = "a".repeat(63);
        let longest = [label.as_str(), &label, &label, &"b".repeat(61)].join(".");
        for (text, expected) in [
            ("a-b.c1", "a-b.c1"),
            ("1.a2", "1.a2"),
            (&longest, &longest),
            ("example.com", "example.com"),
            ("Example.COM", "example.com"),
            (".example.com", "example.com"),
            ("*.example.com", "example.com"),
            ("example.com.", "example.com"),
            ("*.api.example.com.", "api.example.com"),
            ("xn--BCHER-kva.example", "xn--bcher-kva.example"),
        ] {
            assert_eq!(domain(text), Ok(vec![expected.to_owned()]), "{text}");
        }
        for text in [
            &format!("{longest}c"),
            &format!("{label}a.com"),
            "a-.com",
            "1.2",
            "",
            ".",
            "*",
            "*.",
            "*.com",
            ".com",
            "com",
            "com.",
            "..example.com",
            "example.com..",
            "*example.com",
            "https://example.com",
            "//example.com",
            "example.com/",
            "example.com:443",
            "user@example.com",
            "example.com\0evil.org",
            "example.com,example.org",
            " example.com",
            "example.com\n",
            "bücher.example",
            "127.0.0.1",
            "[::1]",
            "a_b.example.com",
            "-a.example.com",
            "xn--a.example.com",
            "*.*.example.com",
        ] {
            assert_eq!(domain(text), Err(InvalidSetting::CallbackDomains), "{text:?}");
        }
    }

    #[test]
    fn an_error_names_its_setting_and_no_value() {
        for (error, name) in [
            (InvalidSetting::FaceMatch, Some("faceMatch")),
            (InvalidSetting::AddressExtraction, Some("addressExtraction")),
            (InvalidSetting::Screening, Some("screening")),
            (InvalidSetting::Today, Some("today")),
            (InvalidSetting::CallbackDomains, Some("callbackDomains")),
            (InvalidSetting::Name, None),
        ] {
            assert_eq!(error.setting(), name);
            assert!(name.is_none_or(|name| error.message().starts_with(name)), "{error}");
            assert_eq!(error.to_string(), error.message());
        }
        assert!(SETTINGS.iter().all(|name| InvalidSetting::Name.message().contains(name)));
    }
}
