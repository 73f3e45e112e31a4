//! The settings of a check, as flags.

use clap::{Args, ValueEnum};
use netverify_rules::{Date, Feature, Settings};

/// What the account is set to. The request does not say it.
#[derive(Debug, Args)]
#[command(next_help_heading = "What the account is set to")]
pub(crate) struct SettingsArgs {
    /// Whether the account has Face match: decides whether faceImage is required
    #[arg(long, value_enum, value_name = "STATE", default_value_t = FeatureArg::Unknown)]
    face_match: FeatureArg,

    /// Whether the account has address extraction
    #[arg(long, value_enum, value_name = "STATE", default_value_t = FeatureArg::Unknown)]
    address_extraction: FeatureArg,

    /// Whether Screening is used: customerId is then required
    #[arg(long, value_enum, value_name = "ON|OFF", default_value_t = Switch::Off)]
    screening: Switch,

    /// The day for the warnings about dates: YYYY-MM-DD, or today for the machine's date [default: none, for no such
    /// warnings, so that the same request always gets the same report]
    #[arg(long, value_name = "DATE", value_parser = parse_today)]
    today: Option<Today>,

    /// A domain that callbackUrl may name, with everything below it; may be repeated [default: any]
    #[arg(long = "callback-domain", value_name = "DOMAIN", value_parser = parse_domain)]
    callback_domains: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FeatureArg {
    /// Nothing is concluded
    Unknown,
    /// The account has it
    Enabled,
    /// The account does not have it
    Disabled,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Switch {
    On,
    Off,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Today {
    None,
    Machine,
    Day(Date),
}

/// The errors of these parsers reach the terminal: they do not repeat the text.
fn parse_today(text: &str) -> Result<Today, &'static str> {
    match text {
        "none" => Ok(Today::None),
        "today" => Ok(Today::Machine),
        _ => text
            .parse()
            .map(Today::Day)
            .map_err(|_| "it must be a date that exists, written YYYY-MM-DD, or today, or none"),
    }
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
        let feature = |argument| match argument {
            FeatureArg::Unknown => Feature::Unknown,
            FeatureArg::Enabled => Feature::Enabled,
            FeatureArg::Disabled => Feature::Disabled,
        };
        let today = match self.today {
            Some(Today::Day(day)) => Some(day),
            Some(Today::Machine) => machine_date(),
            Some(Today::None) | None => None,
        };
        let mut settings = Settings::default()
            .with_face_match(feature(self.face_match))
            .with_address_extraction(feature(self.address_extraction))
            .with_screening(self.screening == Switch::On);
        settings.today = today;
        self.callback_domains.iter().fold(settings, |settings, domain| {
            settings.with_callback_domain(domain).expect("a domain that parse_domain took")
        })
    }
}

/// The day it is here. `None` outside the years that a date of the API can have.
fn machine_date() -> Option<Date> {
    let day = jiff::Zoned::now().date();
    let [month, day_of_month] = [day.month(), day.day()].map(|number| u8::try_from(number).ok());
    Date::new(u16::try_from(day.year()).ok()?, month?, day_of_month?).ok()
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
