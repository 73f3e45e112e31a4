//! The core's table of countries: the codes are those of the `isocountry` crate, the names are those of today.

use isocountry::CountryCode;
use std::fmt::Write;

/// The most letters of a name on one line of the table.
const LINE: usize = 100;

/// Kosovo has no code in ISO 3166-1: XK and XKX are user-assigned.
const KOSOVO: (&str, &str, &str) = ("XKX", "XK", "Kosovo");

/// Names that are neither ISO short names nor made of one with [`FORMS`]: official, common, everyday and former ones.
const ALIASES: &str = "\
    ALA Aland|Aaland;ARE UAE|Emirates|United Arab Emirates UAE;ARG Argentine Republic;\
    ATF French Southern and Antarctic Lands|French Southern and Antarctic Territories;ATG Antigua;BEN Dahomey;\
    BES Bonaire, Saint Eustatius and Saba|Caribbean Netherlands|BES Islands;BFA Upper Volta|Burkina;BIH Bosnia;\
    BLR Byelorussia|Belorussia|Byelorussian SSR|Byelorussian Soviet Socialist Republic;BLZ British Honduras;\
    BMU Bermudas|Bermuda Islands;BOL Bolivia;BRN Brunei|Nation of Brunei|Nation of Brunei, Abode of Peace;\
    CCK Cocos Islands|Keeling Islands;CHE Swiss Confederation;CHN China PR;CIV Ivory Coast;COD DR Congo|Congo DRC|\
    Congo Kinshasa|Zaire|Republic of Zaire|DRC;COG Congo Brazzaville;CPV Cape Verde|Cape Verde Islands;\
    CZE Czech Republic;DEU German Democratic Republic|East Germany|West Germany;DJI French Afars and Issas|\
    French Somaliland;ESH Sahrawi Arab Democratic Republic;FJI Fiji Islands;FLK Falkland Islands|Falklands|\
    Falkland Islands Islas Malvinas;FRA French Republic|Metropolitan France;FRO Faeroe Islands|Faroes;\
    FSM Micronesia;GAB Gabonese Republic;GBR Great Britain|Britain|UK|Great Britain and Northern Ireland|\
    United Kingdom UK;GRC Hellenic Republic;HMD Heard and McDonald Islands;IOT Chagos Archipelago|Chagos Islands;\
    IRL Eire|Irish Republic;IRN Iran|IR Iran|Persia;ITA Italian Republic;KAZ Kazakstan;KGZ Kyrgyz Republic|\
    Kirghizia|Kirgizstan;KHM Kampuchea;KIR Independent and Sovereign Republic of Kiribati;\
    KNA Saint Christopher and Nevis|Saint Kitts;KOR South Korea;LAO Laos|Lao PDR;LBN Lebanese Republic;\
    LBY Libyan Arab Jamahiriya;LKA Ceylon;MAC Macau;MAF Saint Martin;MDA Moldova|Moldavia;MDV Maldive Islands;\
    MEX United Mexican States;MKD Macedonia|FYR Macedonia|FYROM|Macedonia, the former Yugoslav Republic of;\
    MMR Burma|Myanmar Burma|Socialist Republic of the Union of Burma;NLD Holland;NRU Naoero|Pleasant Island;\
    NZL Aotearoa|Aotearoa New Zealand;PCN Pitcairn Islands|Pitcairn Group of Islands|\
    Pitcairn, Henderson, Ducie and Oeno Islands;PRK North Korea|DPR Korea|DPRK;PRT Portuguese Republic;\
    PSE Palestine|Palestinian Territory, Occupied|Palestinian Territory|Palestinian Territories;REU Reunion Island;\
    ROU Rumania|Roumania;RUS Russia;RWA Rwandese Republic;SAU Saudi;SGS South Georgia;SHN Saint Helena;\
    SJM Svalbard and Jan Mayen Islands|Svalbard og Jan Mayen;SMR Most Serene Republic of San Marino;STP Sao Tome;\
    SVK Slovak Republic;SWZ Swaziland|Swaziland Eswatini;SXM Sint Maarten|Saint Maarten|Saint Maarten Dutch part|\
    Saint Martin Dutch part;SYR Syria;TGO Togolese Republic;THA Siam;TLS East Timor;TTO Trinidad;\
    TUN Tunisian Republic;TUR Turkey|Turkey Turkiye;TWN Taiwan|Republic of China|Taiwan Republic of China|\
    Chinese Taipei;TZA Tanzania;UMI US Minor Outlying Islands|US Outlying Islands|Wake Island|Midway Islands|\
    Johnston Island;USA USA|US|United States of America USA|United States US|United States USA;VAT Vatican|\
    Vatican City|Vatican City State|Holy See Vatican City;VCT Saint Vincent;VEN Venezuela|Venezuela RB;\
    VIR United States Virgin Islands;VNM Democratic Republic of Viet Nam;VUT New Hebrides;\
    WLF Wallis and Futuna Islands;WSM Western Samoa;YEM Yemeni Republic|People's Democratic Republic of Yemen;\
    ZWE Rhodesia|Southern Rhodesia";

/// The words that a name takes on in its official form, and the countries that have or had that form.
const FORMS: &[(&str, &str)] = &[
    (
        "Republic of",
        "AGO ALB ARG ARM AUT AZE BDI BEN BFA BGR BIH BLR BOL BWA CHL CIV CMR COG COL CPV CRI CUB CYP DJI ECU EST \
         FIN FJI FRA GAB GEO GHA GIN GMB GNB GNQ GRC GTM GUY HND HRV HTI HUN IDN IND IRL IRQ ISL ITA KAZ KEN KGZ KIR \
         LBN LBR LTU LVA MDG MDV MHL MKD MLI MLT MMR MNE MOZ MUS MWI NAM NER NIC NRU PAN PER PHL PLW POL PRT PRY RWA \
         SDN SEN SGP SLE SLV SMR SOM SRB SSD SUR SVK SVN SYC TCD TGO TJK TTO TUN TUR UGA URY UZB VEN VUT XKX YEM ZAF \
         ZMB ZWE",
    ),
    ("Kingdom of", "BEL BHR BTN DNK ESP JOR KHM LSO MAR NLD NOR NPL SAU SWE SWZ THA TON"),
    ("State of", "ERI ISR KWT LBY QAT"),
    ("Islamic Republic of", "AFG MRT PAK"),
    ("Federal Republic of", "DEU NGA SOM"),
    ("Federative Republic of", "BRA"),
    ("Democratic Republic of", "STP TLS"),
    ("Federal Democratic Republic of", "ETH NPL"),
    ("People's Republic of", "BGD CHN"),
    ("People's Democratic Republic of", "DZA"),
    ("Democratic Socialist Republic of", "LKA"),
    ("Socialist Republic of", "VNM"),
    ("Arab Republic of", "EGY"),
    ("Co-operative Republic of", "GUY"),
    ("Eastern Republic of|Oriental Republic of", "URY"),
    ("Republic of the Union of", "MMR"),
    ("Union of", "COM MMR"),
    ("Commonwealth of", "AUS BHS DMA MNP PRI"),
    ("Independent State of", "PNG WSM"),
    ("Principality of", "AND LIE MCO"),
    ("Grand Duchy of", "LUX"),
    ("Sultanate of", "OMN"),
    ("Hashemite Kingdom of", "JOR"),
    ("Federation of", "KNA"),
    ("Bailiwick of", "GGY JEY"),
    ("Territory of|Collectivity of|Country of|Department of", "ATF BLM CCK CUW CXR MAF MYT NFK WLF"),
    ("China", "HKG MAC TWN"),
    (
        "SAR|SAR China|Special Administrative Region|Special Administrative Region of China|\
         Special Administrative Region of the People's Republic of China",
        "HKG MAC",
    ),
];

/// Codes that are written for a country and are no ISO 3166-1 code today: machine-readable documents' (D, GBD, UNK),
/// withdrawn ones with one successor (ROM, ZAR), and sport's, the EU's and everyday ones that no other country shares.
const TYPOS: &str = "DEU D|DDR|GER;GBR UK|GBD|GBN|GBO|GBP|GBS|ENG|NIR|SCO|SCT|WAL|WLS;XKX RKS|UNK|KOS|KSV|KVX|XKK|XKO;\
    ARE UAE;ATA ATB|ATN;BEN DHY;BFA HVO;BGR BUL;BLR BYS;CHE SUI;CHL CHI;CHN PRC;COD DRC|ZAR;CRI CRC;DJI AFI;DNK DEN;\
    DZA ALG;FRA FXX;GRC EL|GRE;HRV CRO;IDN INA;IND SKM;JPN JAP;KIR CTE;KOR ROK;KWT KUW;LKA SRI;LVA LAT;MMR BUR;\
    MYS MAS;NGA NGR;NLD NED;NPL NEP;PAN PCZ;PHL PHI;PRT POR;ROU ROM;SAU KSA;SGP SIN;SVN SLO;TLS TMP;TWN TPE;\
    UMI JTN|MID|PUS|WAK;URY URU;VNM VDR|VIE;VUT NHB;YEM YMD;ZAF RSA;ZWE RHO|ZIM";

/// Where iso-codes writes a short name otherwise than the `isocountry` crate, whose names are older.
fn rewritten(code: CountryCode) -> Option<&'static str> {
    Some(match code {
        CountryCode::BOL => "Bolivia, Plurinational State of",
        CountryCode::COD => "Congo, The Democratic Republic of the",
        CountryCode::FSM => "Micronesia, Federated States of",
        CountryCode::GBR => "United Kingdom",
        CountryCode::IRN => "Iran, Islamic Republic of",
        CountryCode::KOR => "Korea, Republic of",
        CountryCode::MDA => "Moldova, Republic of",
        CountryCode::MKD => "North Macedonia",
        CountryCode::PRK => "Korea, Democratic People's Republic of",
        CountryCode::SWZ => "Eswatini",
        CountryCode::TUR => "Türkiye",
        CountryCode::USA => "United States",
        CountryCode::VAT => "Holy See (Vatican City State)",
        CountryCode::VEN => "Venezuela, Bolivarian Republic of",
        CountryCode::VGB => "Virgin Islands, British",
        CountryCode::VIR => "Virgin Islands, U.S.",
        _ => return None,
    })
}

/// The short name in every writing that is published today, iso-codes' first.
fn short_names(code: CountryCode) -> Vec<&'static str> {
    let first = rewritten(code).unwrap_or_else(|| code.name());
    let other = match code {
        // Renamed: the crate's name is a former one.
        CountryCode::MKD | CountryCode::SWZ | CountryCode::TUR => first,
        CountryCode::PSE => "Palestine (State of)",
        CountryCode::TWN => "Taiwan (Province of China)",
        CountryCode::TZA => "Tanzania (United Republic of)",
        _ => code.name(),
    };
    if other == first { vec![first] } else { vec![first, other] }
}

/// The entries of a country in a table of the form `DEU one|two;FRA three`.
fn entries<'t>(table: &'t str, code: &str) -> impl Iterator<Item = &'t str> {
    let row = table.split(';').find_map(|row| row.strip_prefix(code)?.strip_prefix(' '));
    row.into_iter().flat_map(|row| row.split('|'))
}

/// What a country is known by beside its codes and short names: names, `=` with a typo, `/` with its forms' marks.
fn other_names(code: &str) -> String {
    let names = entries(ALIASES, code).map(str::to_owned);
    let typos = entries(TYPOS, code).map(|typo| format!("={typo}"));
    let forms = FORMS.iter().zip(b'@'..).filter(|((_, codes), _)| codes.contains(code));
    let forms: String = forms.map(|(_, mark)| char::from(mark)).collect();
    let forms = (!forms.is_empty()).then(|| format!("/{forms}"));
    names.chain(typos).chain(forms).collect::<Vec<_>>().join("|") + ";"
}

/// The source of `crates/core/src/country/table.rs`.
pub(crate) fn table() -> String {
    let rows = CountryCode::iter_alpha3().map(|code| (code.alpha3(), code.alpha2(), short_names(*code)));
    let rows: Vec<_> = rows.chain([(KOSOVO.0, KOSOVO.1, vec![KOSOVO.2])]).collect();
    let codes: Vec<String> = rows.iter().map(|(alpha3, alpha2, _)| format!("{alpha3}{alpha2}")).collect();
    let names: Vec<String> = rows.iter().flat_map(|(.., names)| names).map(|name| (*name).to_owned()).collect();
    let lengths = rows.iter().flat_map(|(.., names)| {
        names.iter().enumerate().map(|(i, name)| if i > 0 { ANOTHER + name.len() } else { name.len() })
    });
    let lengths: Vec<String> = lengths.map(|length| length.to_string()).collect();
    let others: Vec<String> = rows.iter().map(|(alpha3, ..)| other_names(alpha3)).collect();
    let forms: Vec<String> = FORMS.iter().map(|(phrases, _)| format!("{phrases};")).collect();
    let mut table = String::from(
        "// Printed by `cargo xtask gen` from the crate `isocountry`, what has been renamed since it was published, and what\n\
         // else countries are called.\n",
    );
    text(
        &mut table,
        "Each country's alpha-3 code with its alpha-2 code behind it, by alpha-3; Kosovo's last.",
        "CODES",
        &codes,
    );
    text(
        &mut table,
        "Their short names in every writing that is published, iso-codes' first, end to end.",
        "NAMES",
        &names,
    );
    // Writing to a String cannot fail.
    let _ = write!(
        table,
        "\n/// The length of each of [`NAMES`]; {ANOTHER} more for another writing of the country before.\n\
         pub(super) const LENGTHS: [u8; {}] = [\n{}];\n",
        lengths.len(),
        packed(&lengths)
    );
    text(
        &mut table,
        "A row for each country: other names, `=` with codes that are none, and `/` with the marks of its [`FORMS`].",
        "OTHER_NAMES",
        &others,
    );
    text(&mut table, "The words of official forms, a row for each mark from `@` on.", "FORMS", &forms);
    table
}

/// Added to the length of a name that is not its country's first; more than any name's length.
const ANOTHER: usize = 128;

/// Adds a text constant of those parts to the table.
fn text(table: &mut String, doc: &str, name: &str, parts: &[String]) {
    let mut lines = vec![String::new()];
    for part in parts {
        let full = lines.last().is_some_and(|line| line.len() + part.len() > LINE);
        if full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(part);
        }
    }
    // Writing to a String cannot fail.
    let _ = write!(table, "\n/// {doc}\npub(super) const {name}: &str = \"\\\n    {}\";\n", lines.join("\\\n    "));
}

/// Numbers as rustfmt sets them in an array.
fn packed(numbers: &[String]) -> String {
    const WIDTH: usize = 119;
    let mut lines = String::new();
    let mut line = String::from("   ");
    for number in numbers {
        if line.len() + 1 + number.len() + 1 > WIDTH {
            lines = lines + &line + "\n";
            line = String::from("   ");
        }
        line = line + " " + number + ",";
    }
    lines + &line + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use netverify_rules::{Country, Field, RawRequest, Settings, validate_field};

    #[test]
    fn what_is_rewritten_differs_from_the_frozen_name() {
        for code in CountryCode::iter() {
            assert!(rewritten(*code).is_none_or(|name| name != code.name()), "{code:?}");
        }
    }

    #[test]
    fn typos_are_no_codes_and_occur_once() {
        let mut seen = Vec::new();
        for row in TYPOS.split(';') {
            let (code, typos) = row.split_once(' ').expect("a code and typos");
            for typo in typos.split('|') {
                assert!(Country::all().all(|country| country.alpha2() != typo && country.alpha3() != typo), "{typo}");
                assert!(!seen.contains(&typo), "{typo}");
                seen.push(typo);
                let report = validate_field(Field::Country, typo, &RawRequest::new(), &Settings::default());
                assert_eq!(report.violations()[0].suggestion(), Some(code), "{typo}");
            }
        }
    }

    #[test]
    fn every_row_is_of_a_country_and_its_names_are_known() {
        let passport = RawRequest::new().with(Field::IdType, "PASSPORT");
        let suggestion = |name: &str| {
            let report = validate_field(Field::UsState, name, &passport, &Settings::default());
            report.violations().first().and_then(|violation| violation.suggestion()).map(str::to_owned)
        };
        for row in ALIASES.split(';') {
            let (code, aliases) = row.split_once(' ').expect("a code and names");
            let country = Country::from_alpha3(code).expect(code);
            for alias in aliases.split('|') {
                let writing = format!("the {alias}");
                assert_eq!(suggestion(&writing).as_deref(), Some(country.name()), "{writing}");
            }
        }
        assert!(b'@' as usize + FORMS.len() <= b'\\' as usize, "the marks stand in a text as they are");
        for (phrases, codes) in FORMS {
            for (phrase, code) in phrases.split('|').flat_map(|it| codes.split(' ').map(move |code| (it, code))) {
                let country = Country::from_alpha3(code).expect(code);
                let base = country.name().split(',').next().unwrap_or_default();
                let writing = format!("{phrase} {base}").to_uppercase();
                assert_eq!(suggestion(&writing).as_deref(), Some(country.name()), "{writing}");
            }
        }
    }

    /// What was a short name when the crate was published is at least known for what it is.
    #[test]
    fn frozen_names_are_known_to_the_core() {
        let passport = RawRequest::new().with(Field::IdType, "PASSPORT");
        for code in CountryCode::iter() {
            let country = Country::from_alpha3(code.alpha3()).expect("a country");
            let report = validate_field(Field::UsState, code.name(), &passport, &Settings::default());
            let legal = short_names(*code).contains(&code.name());
            let suggestion = report.violations().first().and_then(|violation| violation.suggestion());
            assert_eq!(suggestion, (!legal).then_some(country.name()), "{}", code.name());
        }
    }
}
