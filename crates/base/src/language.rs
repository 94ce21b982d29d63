//! Languages: any registered BCP 47 tag for what people send, and the few the site itself speaks.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use icu_locale::subtags::{Region, Script, Variants};
use icu_locale::{LanguageIdentifier, Locale, LocaleCanonicalizer};

/// A language that the IANA registry knows, as a canonical BCP 47 tag such as `zh-Hant` or `ur`. `und` when not known.
///
/// Reading is strict where it matters and forgiving elsewhere: the primary language must be registered, or the text is no
/// tag; old and three-letter codes become the canonical ones (`spa` is `es`, `in` is `id`, `zh-min-nan` is `nan`); a
/// script, region or variant that no registry knows, extensions and private subtags are left out. So a tag is always
/// fit for the `lang` of a page, and a slip in its small print loses nobody's message.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageTag(String);

/// The longest text that is looked at as a tag, in bytes; RFC 5646, section 4.4.1 asks for at least 35.
const LONGEST_TAG: usize = 100;

/// The registered subtags of each kind, sorted as in the file; see `data/README.md`.
struct Registry {
    languages: Vec<&'static str>,
    scripts: Vec<&'static str>,
    regions: Vec<&'static str>,
    variants: Vec<&'static str>,
    /// Old tags in lower case, with the tag to use instead.
    instead: HashMap<&'static str, &'static str>,
}

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| {
    let text = include_str!("../data/subtags.txt");
    let of = |kind: &str| {
        let mut found: Vec<&'static str> =
            text.lines().filter_map(|line| line.strip_prefix(kind)?.strip_prefix(' ')).collect();
        found.sort_unstable();
        found
    };
    Registry {
        languages: of("language"),
        scripts: of("script"),
        regions: of("region"),
        variants: of("variant"),
        instead: text.lines().filter_map(|line| line.strip_prefix("instead ")?.split_once(' ')).collect(),
    }
});

fn registered(list: &[&str], subtag: &str) -> bool {
    list.binary_search(&subtag).is_ok()
}

/// The canonical tag of a text, or nothing where no registry knows the language.
fn canonical(text: &str) -> Option<LanguageIdentifier> {
    if text.len() > LONGEST_TAG {
        return None;
    }
    let mut text = text.trim().replace('_', "-");
    // `zh-yue-HK` and `zh-min-nan`: extended languages and grandfathered tags have their own tags by now.
    let lower = text.to_ascii_lowercase();
    let old = lower
        .match_indices('-')
        .map(|(at, _)| at)
        .chain([lower.len()])
        .filter_map(|at| Some((at, *REGISTRY.instead.get(lower.get(..at)?)?)))
        .next_back();
    if let Some((at, instead)) = old {
        text = format!("{instead}{}", text.get(at..)?);
    }
    let mut locale: Locale = text.parse().ok()?;
    locale.extensions = icu_locale::extensions::Extensions::default();
    let fit = |id: &mut LanguageIdentifier| {
        id.script = id.script.filter(|script: &Script| registered(&REGISTRY.scripts, script.as_str()));
        id.region = id.region.filter(|region: &Region| registered(&REGISTRY.regions, region.as_str()));
        if id.variants.iter().any(|variant| !registered(&REGISTRY.variants, variant.as_str())) {
            id.variants = Variants::default();
        }
    };
    fit(&mut locale.id);
    LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
    fit(&mut locale.id);
    registered(&REGISTRY.languages, locale.id.language.as_str()).then_some(locale.id)
}

impl LanguageTag {
    /// Not known.
    pub fn unknown() -> Self {
        Self("und".to_owned())
    }

    /// Reads what was stored or sent without a person to ask: what is no registered language is not known.
    pub fn or_unknown(text: &str) -> Self {
        text.parse().unwrap_or_else(|_| Self::unknown())
    }

    /// The tag's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it says nothing: `und`, whatever script or region stands behind it.
    pub fn is_unknown(&self) -> bool {
        self.primary() == "und"
    }

    /// The primary language alone, such as `zh`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or("und")
    }

    /// Whether text of this language runs from right to left.
    pub fn is_right_to_left(&self) -> bool {
        LanguageIdentifier::from_str(&self.0)
            .is_ok_and(|id| icu_locale::LocaleDirectionality::new_common().is_right_to_left(&id))
    }
}

impl FromStr for LanguageTag {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        canonical(text).map(|id| Self(id.to_string())).ok_or_else(|| {
            let shown: String = text.chars().take(40).collect();
            format!("'{shown}' is not a language that the registry knows; write it like en, zh-Hant or ur")
        })
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

/// For records of our own: what an older version took for a tag and is none is not known.
impl<'de> serde::Deserialize<'de> for LanguageTag {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::or_unknown(&String::deserialize(deserializer)?))
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
        for text in ["", "english please", "x", "12", "x-private", "en--US", &"en-".repeat(50)] {
            assert!(text.parse::<LanguageTag>().is_err(), "{text}");
        }
    }

    #[test]
    fn old_codes_become_the_ones_in_use() {
        for (text, tag) in [
            ("spa", "es"),
            ("in", "id"),
            ("ind", "id"),
            ("iw", "he"),
            ("jw", "jv"),
            ("zsm", "ms"),
            ("cmn-Hant", "zh-Hant"),
            ("tl", "fil"),
            ("tgl", "fil"),
            ("zh-yue-HK", "yue-HK"),
            ("zh-min-nan", "nan"),
            ("zh-hakka", "hak"),
            ("i-hak", "hak"),
            ("my-BU", "my-MM"),
        ] {
            assert_eq!(text.parse::<LanguageTag>().as_ref().map(LanguageTag::as_str), Ok(tag), "{text}");
        }
    }

    #[test]
    fn small_languages_of_asia_are_known() {
        for tag in [
            "rhg",
            "ccp",
            "kac",
            "shn",
            "nan",
            "yue",
            "tet",
            "hak",
            "und",
            "ksw",
            "mnw",
            "cnh",
            "ace",
            "ami",
            "pwn",
            "trv",
            "dv",
            "dz",
            "bo",
            "hmn",
            "lus",
            "mni",
            "brx",
            "sat",
            "tcy",
            "bal",
            "brh",
            "skr",
            "khw",
            "zxx",
            "mul",
            "rhg-Rohg",
            "ccp-Cakm",
            "sq-XK",
            "es-419",
            "ca-valencia",
        ] {
            assert_eq!(tag.parse::<LanguageTag>().as_ref().map(LanguageTag::as_str), Ok(tag));
        }
    }

    #[test]
    fn what_is_not_registered_is_cut_off_and_a_language_nobody_knows_is_refused() {
        for (text, tag) in [
            ("spa-Vuwf-EX", "es"),
            ("th-QX", "th"),
            ("ur-Zzxx-PK", "ur-PK"),
            ("zh-Hant-TW-u-co-stroke", "zh-Hant-TW"),
            ("en-x-mine", "en"),
            ("en-abcde12", "en"),
        ] {
            assert_eq!(text.parse::<LanguageTag>().as_ref().map(LanguageTag::as_str), Ok(tag), "{text}");
        }
        for text in ["xqz", "zzz", "qaa", "xx", "English", "english-GB"] {
            assert!(text.parse::<LanguageTag>().is_err(), "{text}");
            assert_eq!(LanguageTag::or_unknown(text), LanguageTag::unknown());
        }
        let stored: LanguageTag = serde_json::from_str("\"xqz-Vuwf\"").unwrap();
        assert!(stored.is_unknown());
    }

    #[test]
    fn every_registered_language_is_taken_and_reads_back_as_itself() {
        for language in &REGISTRY.languages {
            let tag: LanguageTag = language.parse().unwrap();
            assert_eq!(tag.as_str().parse::<LanguageTag>().as_ref(), Ok(&tag), "{language}");
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_read_is_registered_and_reads_back_as_itself(text in "[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?") {
            if let Ok(tag) = text.parse::<LanguageTag>() {
                assert!(registered(&REGISTRY.languages, tag.primary()), "{text}");
                assert_eq!(tag.as_str().parse::<LanguageTag>(), Ok(tag.clone()), "{text}");
            }
        }
    }
}
