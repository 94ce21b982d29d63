//! Languages: any BCP 47 tag for what people send, and the few the site itself speaks.

use std::fmt;
use std::str::FromStr;

use icu_locale::LanguageIdentifier;

/// A well-formed BCP 47 language tag in canonical case, such as `zh-Hant` or `ur`. `und` when not known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageTag(String);

impl LanguageTag {
    /// Not known.
    pub fn unknown() -> Self {
        Self("und".to_owned())
    }

    /// The tag's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The primary language alone, such as `zh`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or("und")
    }

    /// Whether text of this language runs from right to left.
    pub fn is_right_to_left(&self) -> bool {
        icu_locale::LanguageIdentifier::from_str(&self.0)
            .is_ok_and(|id| icu_locale::LocaleDirectionality::new_common().is_right_to_left(&id))
    }
}

impl FromStr for LanguageTag {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        text.trim()
            .replace('_', "-")
            .parse::<LanguageIdentifier>()
            .map(|id| Self(id.to_string()))
            .map_err(|_| format!("'{text}' is not a language tag; write it like en, zh-Hant or ur"))
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl serde::Serialize for LanguageTag {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> serde::Deserialize<'de> for LanguageTag {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A language that the site's own pages speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SiteLanguage {
    /// English.
    English,
    /// Traditional Chinese.
    TraditionalChinese,
    /// Thai.
    Thai,
    /// Indonesian.
    Indonesian,
    /// Urdu, written from right to left.
    Urdu,
}

impl SiteLanguage {
    /// Every language of the site, in the order of the switch.
    pub const ALL: [Self; 5] = [Self::English, Self::TraditionalChinese, Self::Thai, Self::Indonesian, Self::Urdu];

    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::TraditionalChinese => "zh-Hant",
            Self::Thai => "th",
            Self::Indonesian => "id",
            Self::Urdu => "ur",
        }
    }

    /// The language's own name.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::TraditionalChinese => "繁體中文",
            Self::Thai => "ไทย",
            Self::Indonesian => "Bahasa Indonesia",
            Self::Urdu => "اردو",
        }
    }

    /// `rtl` or `ltr`.
    pub const fn direction(self) -> &'static str {
        match self {
            Self::Urdu => "rtl",
            _ => "ltr",
        }
    }

    /// Reads a tag exactly as [`SiteLanguage::tag`] writes it, in any case.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(tag))
    }

    /// The best language for an `Accept-Language` header (RFC 9110 §12.5.4). Any Chinese is answered in the Chinese we
    /// have, Malay in Indonesian (closely related), anything unknown in English.
    pub fn negotiate(header: &str) -> Self {
        let mut best = (0u32, Self::English);
        for part in header.split(',').take(32) {
            let mut pieces = part.trim().split(';');
            let tag = pieces.next().unwrap_or("").trim();
            let weight = pieces.find_map(|p| p.trim().strip_prefix("q=")).map_or(1000, |q| {
                q.trim().parse::<f32>().map_or(0, |q| {
                    if (0.0..=1.0).contains(&q) {
                        #[expect(
                            clippy::cast_possible_truncation,
                            clippy::cast_sign_loss,
                            reason = "between 0 and 1000"
                        )]
                        let thousandths = (q * 1000.0) as u32;
                        thousandths
                    } else {
                        0
                    }
                })
            });
            let primary = tag.split(['-', '_']).next().unwrap_or("");
            let language = match primary.to_ascii_lowercase().as_str() {
                "en" => Some(Self::English),
                "zh" | "yue" | "nan" | "hak" => Some(Self::TraditionalChinese),
                "th" => Some(Self::Thai),
                "id" | "in" | "ms" => Some(Self::Indonesian),
                "ur" => Some(Self::Urdu),
                _ => None,
            };
            if let Some(language) = language
                && weight > best.0
            {
                best = (weight, language);
            }
        }
        best.1
    }
}

impl fmt::Display for SiteLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reader_gets_the_language_they_prefer() {
        for (header, expected) in [
            ("", "en"),
            ("*", "en"),
            ("zh-TW,zh;q=0.9,en;q=0.8", "zh-Hant"),
            ("fr,th;q=0.4,en;q=0.3", "th"),
            ("ms-MY,en;q=0.5", "id"),
            ("ur-PK;q=0.9,en;q=0.1", "ur"),
            ("en;q=zzz, id;q=0.1", "id"),
            ("en;q=9, th;q=0.2", "th"),
        ] {
            assert_eq!(SiteLanguage::negotiate(header).tag(), expected, "{header}");
        }
    }

    #[test]
    fn tags_are_kept_in_canonical_form_and_know_their_direction() {
        for (text, tag, right_to_left) in [
            ("ZH_hant", "zh-Hant", false),
            ("ur", "ur", true),
            ("pa-Arab", "pa-Arab", true),
            ("en-us", "en-US", false),
            ("und", "und", false),
        ] {
            let parsed: LanguageTag = text.parse().unwrap();
            assert_eq!((parsed.as_str(), parsed.is_right_to_left()), (tag, right_to_left));
        }
        for text in ["", "english please", "x", "12"] {
            assert!(text.parse::<LanguageTag>().is_err(), "{text}");
        }
    }
}
