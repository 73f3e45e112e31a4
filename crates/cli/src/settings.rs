//! The settings of a check, as flags.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use netverify_rules::{Date, Feature, Settings};

/// What the account is set to. The request does not say it.
#[derive(Debug, Args)]
#[command(next_help_heading = "What the account is set to")]
pub(crate) struct SettingsArgs {
    /// Whether the account has Face match: decides whether faceImage is required
    #[arg(long, value_name = "STATE", default_value = "unknown", value_parser = feature())]
    face_match: Feature,

    /// Whether the account has address extraction
    #[arg(long, value_name = "STATE", default_value = "unknown", value_parser = feature())]
    address_extraction: Feature,

    /// Whether Screening is used: customerId is then required
    #[arg(long, value_name = "ON|OFF", default_value = "off", action = clap::ArgAction::Set,
        value_parser = PossibleValuesParser::new(["on", "off"]).map(|value| value == "on"))]
    screening: bool,

    /// The day for the warnings about dates: YYYY-MM-DD, or today for the machine's date [default: none, for no such
    /// warnings, so that the same request always gets the same report]
    #[arg(long, value_name = "DATE", default_value = "none", hide_default_value = true, value_parser = parse_today)]
    today: Today,

    /// A domain that callbackUrl may name, with everything below it; may be repeated [default: any]
    #[arg(long = "callback-domain", value_name = "DOMAIN", value_parser = parse_domain)]
    callback_domains: Vec<String>,
}

/// The day, or none. By another name, as an `Option` would be a flag that may be left out.
type Today = Option<Date>;

fn feature() -> impl TypedValueParser<Value = Feature> {
    PossibleValuesParser::new(["unknown", "enabled", "disabled"]).try_map(|value| value.parse::<Feature>())
}

/// Reads a day. Its error reaches the terminal, as that of [`parse_domain`]: they do not repeat the text.
fn parse_today(text: &str) -> Result<Today, &'static str> {
    match text {
        "none" => Ok(None),
        "today" => Ok(machine_date()),
        _ => text.parse().map(Some).map_err(|_| "it must be a date that exists, written YYYY-MM-DD, or today, or none"),
    }
}

/// Returns the day it is here. `None` outside the years that a date of the API can have.
fn machine_date() -> Option<Date> {
    jiff::Zoned::now().date().to_string().parse().ok()
}

fn parse_domain(text: &str) -> Result<String, &'static str> {
    let outcome = Settings::new().with_callback_domain(text);
    outcome.map(|_| text.to_owned()).map_err(|_| {
        "it must be a host name of at least two labels, like example.com, without https:// and without a path, and in Punycode \
         where it has letters outside ASCII"
    })
}

impl SettingsArgs {
    pub(crate) fn settings(&self) -> Settings {
        let mut settings = Settings::default()
            .with_face_match(self.face_match)
            .with_address_extraction(self.address_extraction)
            .with_screening(self.screening);
        settings.today = self.today;
        self.callback_domains.iter().fold(settings, |settings, domain| {
            settings.with_callback_domain(domain).expect("a domain that parse_domain took")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Command {
        #[command(flatten)]
        settings: SettingsArgs,
    }

    fn settings(arguments: &[&str]) -> Settings {
        let arguments = std::iter::once("test").chain(arguments.iter().copied());
        Command::try_parse_from(arguments).expect("arguments").settings.settings()
    }

    #[test]
    fn nothing_is_assumed() {
        assert_eq!(settings(&[]), Settings::default());
    }

    #[test]
    fn every_flag_arrives() {
        let arguments = [
            "--face-match=enabled",
            "--address-extraction=disabled",
            "--screening=on",
            "--today=2026-01-02",
            "--callback-domain=a.example",
            "--callback-domain=b.example",
        ];
        let expected = Settings::default()
            .with_face_match(Feature::Enabled)
            .with_address_extraction(Feature::Disabled)
            .with_screening(true)
            .with_today(Date::new(2026, 1, 2).expect("a date"))
            .with_callback_domain("a.example")
            .and_then(|settings| settings.with_callback_domain("b.example"))
            .expect("domains");
        assert_eq!(settings(&arguments), expected);
    }

    #[test]
    fn a_callback_domain_must_be_a_host_name() {
        for domain in ["com", "", "https://example.com", "a_b.example", "127.0.0.1"] {
            assert!(parse_domain(domain).is_err_and(|message| message.contains("host name")), "{domain}");
        }
    }

    #[test]
    fn the_clock_is_asked_only_where_wanted() {
        assert!(settings(&["--today=today"]).today.is_some_and(|day| day.year() >= 2025));
        assert_eq!(settings(&["--today=none"]).today, None);
        assert!(Command::try_parse_from(["test", "--today=2026-02-30"]).is_err());
        assert!(Command::try_parse_from(["test", "--today=tomorrow"]).is_err());
    }
}
