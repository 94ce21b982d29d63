//! Places as people name them: every "country, territory or region" of the Unicode CLDR under the name its own people
//! use, a description in the person's own words, or nothing at all.
//!
//! Taiwan is on the list, in Asia, under its own name in every language of the site. Nobody must choose a place that is
//! not theirs, and "not disclosed" is an answer.

use std::fmt;

use icu_experimental::displaynames::{DisplayNamesOptions, multi::RegionDisplayNames};
use icu_locale::subtags::Region;

use crate::language::SiteLanguage;

/// ISO 3166-1 alpha-2 codes in CLDR 48, and `XK` for Kosovo, which has no other.
pub const TERRITORIES: &[&str] = &[
    "AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO", "AQ", "AR", "AS", "AT", "AU", "AW", "AX", "AZ", "BA", "BB", "BD",
    "BE", "BF", "BG", "BH", "BI", "BJ", "BL", "BM", "BN", "BO", "BQ", "BR", "BS", "BT", "BV", "BW", "BY", "BZ", "CA",
    "CC", "CD", "CF", "CG", "CH", "CI", "CK", "CL", "CM", "CN", "CO", "CR", "CU", "CV", "CW", "CX", "CY", "CZ", "DE",
    "DJ", "DK", "DM", "DO", "DZ", "EC", "EE", "EG", "EH", "ER", "ES", "ET", "FI", "FJ", "FK", "FM", "FO", "FR", "GA",
    "GB", "GD", "GE", "GF", "GG", "GH", "GI", "GL", "GM", "GN", "GP", "GQ", "GR", "GS", "GT", "GU", "GW", "GY", "HK",
    "HM", "HN", "HR", "HT", "HU", "ID", "IE", "IL", "IM", "IN", "IO", "IQ", "IR", "IS", "IT", "JE", "JM", "JO", "JP",
    "KE", "KG", "KH", "KI", "KM", "KN", "KP", "KR", "KW", "KY", "KZ", "LA", "LB", "LC", "LI", "LK", "LR", "LS", "LT",
    "LU", "LV", "LY", "MA", "MC", "MD", "ME", "MF", "MG", "MH", "MK", "ML", "MM", "MN", "MO", "MP", "MQ", "MR", "MS",
    "MT", "MU", "MV", "MW", "MX", "MY", "MZ", "NA", "NC", "NE", "NF", "NG", "NI", "NL", "NO", "NP", "NR", "NU", "NZ",
    "OM", "PA", "PE", "PF", "PG", "PH", "PK", "PL", "PM", "PN", "PR", "PS", "PT", "PW", "PY", "QA", "RE", "RO", "RS",
    "RU", "RW", "SA", "SB", "SC", "SD", "SE", "SG", "SH", "SI", "SJ", "SK", "SL", "SM", "SN", "SO", "SR", "SS", "ST",
    "SV", "SX", "SY", "SZ", "TC", "TD", "TF", "TG", "TH", "TJ", "TK", "TL", "TM", "TN", "TO", "TR", "TT", "TV", "TW",
    "TZ", "UA", "UG", "UM", "US", "UY", "UZ", "VA", "VC", "VE", "VG", "VI", "VN", "VU", "WF", "WS", "XK", "YE", "YT",
    "ZA", "ZM", "ZW",
];

/// The longest description of a place in somebody's own words, in characters.
pub const LONGEST_DESCRIPTION: usize = 120;

/// Where somebody or something is, in as much detail as they want to give.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// One of [`TERRITORIES`].
    Territory(&'static str),
    /// In the person's own words.
    SelfDescribed(String),
    /// They would rather not say. The default.
    NotDisclosed,
}

impl Place {
    /// Reads what [`Place::code`] writes and what a form sends: a territory code, `~` and a description, or nothing.
    pub fn from_code(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() || text == "-" {
            return Some(Self::NotDisclosed);
        }
        if let Some(description) = text.strip_prefix('~') {
            let description = description.trim();
            if description.is_empty() {
                return Some(Self::NotDisclosed);
            }
            return (description.chars().count() <= LONGEST_DESCRIPTION)
                .then(|| Self::SelfDescribed(description.to_owned()));
        }
        TERRITORIES.iter().find(|code| code.eq_ignore_ascii_case(text)).map(|code| Self::Territory(code))
    }

    /// The stored form; see [`Place::from_code`].
    pub fn code(&self) -> String {
        match self {
            Self::Territory(code) => (*code).to_owned(),
            Self::SelfDescribed(description) => format!("~{description}"),
            Self::NotDisclosed => "-".to_owned(),
        }
    }
}

impl serde::Serialize for Place {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.code())
    }
}

impl<'de> serde::Deserialize<'de> for Place {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_code(&text).ok_or_else(|| serde::de::Error::custom("not a place"))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code())
    }
}

/// The names of all territories in a language of the site, sorted by name, as (code, name).
pub fn territories(language: SiteLanguage) -> Vec<(&'static str, String)> {
    let names = language
        .tag()
        .parse::<icu_locale::Locale>()
        .ok()
        .and_then(|locale| RegionDisplayNames::try_new(locale.into(), DisplayNamesOptions::default()).ok());
    let mut list: Vec<(&'static str, String)> = TERRITORIES
        .iter()
        .map(|code| {
            let name = names
                .as_ref()
                .and_then(|names| names.of(Region::try_from_str(code).ok()?).map(str::to_owned))
                .unwrap_or_else(|| (*code).to_owned());
            (*code, name)
        })
        .collect();
    list.sort_by(|a, b| a.1.cmp(&b.1));
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taiwan_stands_under_its_own_name_in_every_language() {
        for (language, name) in [
            (SiteLanguage::English, "Taiwan"),
            (SiteLanguage::TraditionalChinese, "台灣"),
            (SiteLanguage::Thai, "ไต้หวัน"),
            (SiteLanguage::Indonesian, "Taiwan"),
            (SiteLanguage::Urdu, "تائیوان"),
        ] {
            let list = territories(language);
            let found = list.iter().find(|(code, _)| *code == "TW").map(|(_, name)| name.as_str());
            assert_eq!(found, Some(name), "{language}");
        }
    }

    #[test]
    fn every_territory_has_a_name_in_every_language() {
        for language in SiteLanguage::ALL {
            for (code, name) in territories(language) {
                assert_ne!(code, name, "{code} has no name in {language}");
            }
        }
    }

    #[test]
    fn nobody_must_choose_a_place_that_is_not_theirs() {
        assert_eq!(Place::from_code(""), Some(Place::NotDisclosed));
        assert_eq!(Place::from_code("tw"), Some(Place::Territory("TW")));
        assert_eq!(Place::from_code("~ Karen State "), Some(Place::SelfDescribed("Karen State".into())));
        assert_eq!(Place::from_code("Atlantis"), None);
        for text in ["TW", "~Karen State", "-"] {
            assert_eq!(Place::from_code(text).map(|place| place.code()).as_deref(), Some(text));
        }
    }
}
