//! The codes of choices, countries and states.

use super::Param::Allowed;
use super::entry::{PARAMETERS, fields};
use super::param::list;

codes!(
    choice,
    Choice,
    NotInEnum {
        name: "not_in_enum",
        severity: Error,
        rule: "The value is none of the field's fixed values.",
        message: "{field} must be one of {allowed}.",
        params: &[list(Allowed)],
        why: "The service knows these words only, in exactly this spelling: case, hyphens and underscores count.",
        fix: "Write one of the allowed words as it stands in the list. A MIME type is that of the image's bytes: if \
            they are neither JPEG nor PNG, convert the picture first. For another kind of document, ask the customer \
            for one of these.",
        section: PARAMETERS,
        bad_example: fields(r#"{"idType":"DRIVERS_LICENSE"}"#),
        good_example: fields(r#"{"idType":"DRIVING_LICENSE"}"#),
    },
    UnknownCountry {
        name: "unknown_country",
        severity: Error,
        rule: "Not a current ISO 3166-1 alpha-3 code in upper case, nor XKX.",
        message: "{field} is not an ISO 3166-1 alpha-3 code, nor XKX.",
        params: &[],
        why: "The country decides how the document is read. The guide takes the three-letter codes of ISO 3166-1 as \
            they are today, in capitals, and XKX for Kosovo: no two-letter code, no name, no former code.",
        fix: "Write the three capital letters of ISO 3166-1 alpha-3, such as DEU; for Kosovo, XKX.",
        section: "Guide, request parameters; ISO 3166-1",
        bad_example: fields(r#"{"country":"UK"}"#),
        good_example: fields(r#"{"country":"GBR"}"#),
    },
    VisaCountry {
        name: "visa_country",
        severity: Warning,
        rule: "A visa of a country other than the USA and China.",
        message: "{field}: visas are known to be supported for USA and CHN only.",
        params: &[],
        why: "The guide lets VISA stand beside any country, but visas are known to be processed for two issuing \
            countries only: USA and CHN.",
        fix: "Ask for another document, or for the provider's word that it takes this country's visas.",
        section: PARAMETERS,
        bad_example: fields(r#"{"idType":"VISA","country":"DEU"}"#),
        good_example: fields(r#"{"idType":"VISA","country":"CHN"}"#),
    },
    UnknownUsState {
        name: "unknown_us_state",
        severity: Error,
        rule: "usState holds nothing that the guide lists for this idType.",
        message: "{field} is neither a US state nor, for a passport or ID card, a country that ISO 3166-1 lists.",
        params: &[],
        why: "A driving licence names a US state by its two letters. A passport or an ID card may name a state so, \
            or a country by its ISO 3166-1 short name or code. Anything else cannot be matched.",
        fix: "Write the two letters without \"US-\" (WA), or for a passport or ID card a country of ISO 3166-1; \
            leave the field out where the document names none of them.",
        section: "Guide, request parameters; ISO 3166-1, ISO 3166-2:US",
        bad_example: fields(r#"{"idType":"DRIVING_LICENSE","usState":"US-WA"}"#),
        good_example: fields(r#"{"idType":"DRIVING_LICENSE","usState":"WA"}"#),
    },
    CountryNameVariant {
        name: "country_name_variant",
        severity: Warning,
        rule: "usState holds a former, common or differently written country name.",
        message: "{field} is not written as ISO 3166-1 writes the country's short name.",
        params: &[],
        why: "The guide asks for the country name of ISO 3166-1. A former, official or everyday name, or other case \
            and accents, may or may not be recognised.",
        fix: "Write the suggested short name, or the country's two- or three-letter code, which never varies.",
        section: "Guide, request parameters; ISO 3166-1",
        bad_example: fields(r#"{"usState":"Turkey"}"#),
        good_example: fields(r#"{"usState":"Türkiye"}"#),
    },
);
