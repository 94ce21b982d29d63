//! Toolkits: what somebody can read or do by themselves while they wait, and what a responder passes on. Some are about devices and
//! accounts, some about bearing what happened.
//!
//! An organisation lists them: an address somewhere else, in each language in which there is one, with a few words of what it holds.
//! There need not be one in English: one that is in Urdu alone is still worth showing.

use std::collections::BTreeMap;

use saksi_base::SiteLanguage;
use saksi_network::model::organisation::is_web_address;
use serde::{Deserialize, Serialize};

use super::vocabulary::is_code;
use super::words::IncidentType;

/// Longest title, in characters.
pub const LONGEST_TITLE: usize = 120;
/// Longest description, in characters.
pub const LONGEST_ABOUT: usize = 400;

words! {
    /// What kind of toolkit.
    ToolkitKind, "cases-toolkit-kind-" {
        /// About devices, accounts, evidence, the law.
        Toolkit = "toolkit",
        /// About fear, sleep, shame, and looking after each other.
        MentalHealth = "mental-health",
    }
}

/// A toolkit in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToolkitText {
    /// What it is called.
    pub title: String,
    /// What it holds, in a sentence or two; may be empty.
    #[serde(default)]
    pub about: String,
    /// Where it is: a web address.
    pub address: String,
}

/// A toolkit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Toolkit {
    /// Its name within the organisation: lower-case letters, digits and single hyphens.
    pub code: String,
    /// What kind.
    pub kind: ToolkitKind,
    /// What it helps with; nothing chosen: with anything.
    #[serde(default)]
    pub incidents: Vec<IncidentType>,
    /// In which languages, by their tags.
    pub texts: BTreeMap<String, ToolkitText>,
}

/// Why a toolkit cannot be listed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ToolkitProblem {
    /// The code.
    #[error("'{0}' is not a code: use lower-case letters, digits and single hyphens")]
    Code(String),
    /// No language at all.
    #[error("a toolkit needs a title and an address in one language at least")]
    Empty,
    /// A language that the site does not speak.
    #[error("'{0}' is not a language of the site")]
    Language(String),
    /// A title that cannot be shown.
    #[error("the title in '{0}' is empty, too long, or of several lines")]
    Title(String),
    /// A description that is too long.
    #[error("what is said of it in '{0}' is longer than {LONGEST_ABOUT} characters")]
    About(String),
    /// An address that nobody can follow safely.
    #[error("the address in '{0}' is none of a web site")]
    Address(String),
}

impl Toolkit {
    /// Whether it can be listed.
    pub fn check(&self) -> Result<(), ToolkitProblem> {
        if !is_code(&self.code) {
            return Err(ToolkitProblem::Code(self.code.clone()));
        }
        if self.texts.is_empty() {
            return Err(ToolkitProblem::Empty);
        }
        for (tag, text) in &self.texts {
            if SiteLanguage::from_tag(tag).is_none_or(|language| language.tag() != tag) {
                return Err(ToolkitProblem::Language(tag.clone()));
            }
            let title = text.title.trim();
            if title.is_empty() || title.chars().count() > LONGEST_TITLE || title.chars().any(char::is_control) {
                return Err(ToolkitProblem::Title(tag.clone()));
            }
            if text.about.chars().count() > LONGEST_ABOUT {
                return Err(ToolkitProblem::About(tag.clone()));
            }
            if !is_web_address(&text.address) {
                return Err(ToolkitProblem::Address(tag.clone()));
            }
        }
        Ok(())
    }

    /// The text for a reader of a language: in that one where there is one, else in English, else in the first that there is; with
    /// the language in which it is.
    pub fn text(&self, language: SiteLanguage) -> Option<(SiteLanguage, &ToolkitText)> {
        let exact = [language, SiteLanguage::English];
        let first = exact.into_iter().chain(SiteLanguage::ALL);
        let mut found = first.filter_map(|language| self.texts.get(language.tag()).map(|text| (language, text)));
        found.next()
    }

    /// Whether it may help where this happened. One for bearing it helps whatever happened.
    pub fn fits(&self, incidents: &[IncidentType]) -> bool {
        self.kind == ToolkitKind::MentalHealth
            || self.incidents.is_empty()
            || self.incidents.iter().any(|incident| incidents.contains(incident))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn toolkit(texts: &[(&str, &str, &str)]) -> Toolkit {
        let text = |(tag, title, address): &(&str, &str, &str)| {
            let text = ToolkitText { title: (*title).into(), about: String::new(), address: (*address).into() };
            ((*tag).to_owned(), text)
        };
        Toolkit {
            code: "first-aid".into(),
            kind: ToolkitKind::Toolkit,
            incidents: vec![IncidentType::AccountCompromise],
            texts: texts.iter().map(text).collect(),
        }
    }

    #[test]
    fn a_reader_gets_their_language_then_english_then_any() {
        let (english, urdu) =
            (("en", "First aid", "https://a.example/en"), ("ur", "ابتدائی مدد", "https://a.example/ur"));
        for (texts, language, expected) in [
            (vec![english, urdu], SiteLanguage::Urdu, SiteLanguage::Urdu),
            (vec![english, urdu], SiteLanguage::Thai, SiteLanguage::English),
            (vec![urdu], SiteLanguage::Thai, SiteLanguage::Urdu),
        ] {
            let toolkit = toolkit(&texts);
            assert_eq!(toolkit.check(), Ok(()));
            assert_eq!(toolkit.text(language).map(|(found, _)| found), Some(expected));
        }
    }

    #[test]
    fn what_nobody_could_follow_or_read_is_refused() {
        let good = ("en", "First aid", "https://a.example/en");
        for (texts, expected) in [
            (vec![], ToolkitProblem::Empty),
            (vec![("de", "Erste Hilfe", "https://a.example")], ToolkitProblem::Language("de".into())),
            (vec![("zh-hant", "急救", "https://a.example")], ToolkitProblem::Language("zh-hant".into())),
            (vec![good, ("th", " ", "https://a.example")], ToolkitProblem::Title("th".into())),
            (vec![("en", "two\nlines", "https://a.example")], ToolkitProblem::Title("en".into())),
            (vec![("en", "First aid", "javascript:alert(1)")], ToolkitProblem::Address("en".into())),
            (vec![("en", "First aid", "https://user:word@a.example")], ToolkitProblem::Address("en".into())),
            (vec![("en", "First aid", "a.example")], ToolkitProblem::Address("en".into())),
        ] {
            assert_eq!(toolkit(&texts).check(), Err(expected));
        }
        let long = Toolkit { code: "Not A Code".into(), ..toolkit(&[good]) };
        assert_eq!(long.check(), Err(ToolkitProblem::Code("Not A Code".into())));
    }

    #[test]
    fn one_for_the_mind_helps_whatever_happened() {
        let devices = toolkit(&[("en", "First aid", "https://a.example/en")]);
        assert!(devices.fits(&[IncidentType::Theft, IncidentType::AccountCompromise]));
        assert!(!devices.fits(&[IncidentType::Theft]) && !devices.fits(&[]));
        assert!(Toolkit { incidents: Vec::new(), ..devices.clone() }.fits(&[]));
        assert!(Toolkit { kind: ToolkitKind::MentalHealth, ..devices }.fits(&[IncidentType::Theft]));
    }
}
