//! What an organisation makes of the shared lists: it may hide entries that it never meets, and add its own.
//!
//! An entry of its own counts as one of the shared list, so that figures of different organisations can still be laid
//! side by side. The ways not to choose cannot be hidden.

use std::collections::BTreeMap;

use saksi_base::SiteLanguage;
use serde::{Deserialize, Serialize};

use super::words::Choice;

/// Most entries that an organisation may add to one list.
pub const MOST_OWN: usize = 40;
/// Longest code of an own entry, in bytes.
pub const LONGEST_CODE: usize = 40;
/// Longest label of an own entry, in characters.
pub const LONGEST_LABEL: usize = 80;

/// An entry that an organisation added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnEntry<T> {
    /// Its code: lower-case letters, digits and single hyphens, unlike any shared code.
    pub code: String,
    /// The shared entry as which it is counted.
    pub counts_as: T,
    /// Its label by language tag; English is needed, others fall back to it.
    pub labels: BTreeMap<String, String>,
}

/// A shared list as one organisation offers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary<T> {
    /// Shared entries that are not offered.
    #[serde(default = "Vec::new")]
    pub hidden: Vec<T>,
    /// Entries of its own.
    #[serde(default = "Vec::new")]
    pub own: Vec<OwnEntry<T>>,
}

impl<T> Default for Vocabulary<T> {
    fn default() -> Self {
        Self { hidden: Vec::new(), own: Vec::new() }
    }
}

/// Why a list cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VocabularyProblem {
    /// A way not to choose was hidden.
    #[error("'{0}' cannot be hidden: there must always be a way not to choose")]
    WayOut(&'static str),
    /// Too many.
    #[error("at most {MOST_OWN} own entries are possible")]
    TooMany,
    /// Not a code.
    #[error("'{0}' is not a code: use 1 to {LONGEST_CODE} lower-case letters, digits and single hyphens")]
    Code(String),
    /// Used twice.
    #[error("the code '{0}' is already in use")]
    Taken(String),
    /// No English label.
    #[error("'{0}' needs an English label")]
    NoLabel(String),
    /// A language that the site does not speak.
    #[error("'{0}' has a label in '{1}', which is not a language of the site")]
    Language(String, String),
    /// A label that cannot be shown.
    #[error("a label of '{0}' is empty or longer than {LONGEST_LABEL} characters")]
    Label(String),
}

/// An entry that a form offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offered<'a, T> {
    /// One of the shared list; its message names it.
    Shared(T),
    /// One of the organisation's own.
    Own(&'a OwnEntry<T>),
}

/// Whether a text is a code: lower-case ASCII letters, digits, single hyphens between.
pub(crate) fn is_code(text: &str) -> bool {
    (1..=LONGEST_CODE).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
}

impl<T: Choice> Vocabulary<T> {
    /// Whether the list can be used; the first thing to mend otherwise.
    pub fn check(&self) -> Result<(), VocabularyProblem> {
        if let Some(entry) = self.hidden.iter().find(|entry| entry.is_way_out()) {
            return Err(VocabularyProblem::WayOut(entry.code()));
        }
        if self.own.len() > MOST_OWN {
            return Err(VocabularyProblem::TooMany);
        }
        for (place, entry) in self.own.iter().enumerate() {
            let code = &entry.code;
            if !is_code(code) {
                return Err(VocabularyProblem::Code(code.clone()));
            }
            let earlier = self.own.iter().take(place).any(|other| other.code == *code);
            if earlier || T::all().iter().any(|shared| shared.code() == code) {
                return Err(VocabularyProblem::Taken(code.clone()));
            }
            if !entry.labels.contains_key(SiteLanguage::English.tag()) {
                return Err(VocabularyProblem::NoLabel(code.clone()));
            }
            for (tag, label) in &entry.labels {
                if SiteLanguage::ALL.iter().all(|language| language.tag() != tag) {
                    return Err(VocabularyProblem::Language(code.clone(), tag.clone()));
                }
                if label.trim().is_empty() || label.chars().count() > LONGEST_LABEL {
                    return Err(VocabularyProblem::Label(code.clone()));
                }
            }
        }
        Ok(())
    }

    /// What a form offers: the shared list without what is hidden, own entries before the ways not to choose.
    pub fn offered(&self) -> Vec<Offered<'_, T>> {
        let shown = T::all().iter().copied().filter(|entry| !self.hidden.contains(entry));
        let (ways_out, plain): (Vec<T>, Vec<T>) = shown.partition(|entry| entry.is_way_out());
        let mut list: Vec<Offered<'_, T>> = plain.into_iter().map(Offered::Shared).collect();
        list.extend(self.own.iter().map(Offered::Own));
        list.extend(ways_out.into_iter().map(Offered::Shared));
        list
    }

    /// As what a code, shared or own, is counted. Hidden entries still count: a case may be older than the hiding.
    pub fn counted(&self, code: &str) -> Option<T> {
        let shared = T::all().iter().copied().find(|entry| entry.code() == code);
        shared.or_else(|| self.own.iter().find(|entry| entry.code == code).map(|entry| entry.counts_as))
    }
}

impl<T> OwnEntry<T> {
    /// The label in a language, else the English one.
    pub fn label(&self, language: SiteLanguage) -> &str {
        let by = |tag: &str| self.labels.get(tag).map(String::as_str);
        by(language.tag()).or_else(|| by(SiteLanguage::English.tag())).unwrap_or(&self.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::words::{Beneficiary, IncidentType};

    fn own(code: &str, labels: &[(&str, &str)]) -> OwnEntry<IncidentType> {
        OwnEntry {
            code: code.into(),
            counts_as: IncidentType::Theft,
            labels: labels.iter().map(|(tag, label)| ((*tag).to_owned(), (*label).to_owned())).collect(),
        }
    }

    #[test]
    fn an_organisation_adds_its_own_words_and_they_still_count_with_everybody_elses() {
        let list = Vocabulary {
            hidden: vec![IncidentType::KnownVulnerability],
            own: vec![own(
                "phone-taken-at-border",
                &[("en", "A phone was taken at the border"), ("th", "ถูกยึดโทรศัพท์ที่ด่าน")],
            )],
        };
        assert_eq!(list.check(), Ok(()));
        assert_eq!(list.offered().len(), IncidentType::ALL.len());
        assert_eq!(list.counted("phone-taken-at-border"), Some(IncidentType::Theft));
        assert_eq!(list.counted("known-vulnerability"), Some(IncidentType::KnownVulnerability));
        assert_eq!(list.counted("unheard-of"), None);
        assert!(matches!(list.offered().last(), Some(Offered::Shared(IncidentType::NotSaid))));
        assert_eq!(list.own[0].label(SiteLanguage::Urdu), "A phone was taken at the border");
    }

    #[test]
    fn what_is_wrong_with_a_list_is_named() {
        let long = "x".repeat(LONGEST_LABEL + 1);
        for (entry, problem) in [
            (own("Border", &[("en", "x")]), VocabularyProblem::Code("Border".into())),
            (own("a--b", &[("en", "x")]), VocabularyProblem::Code("a--b".into())),
            (own("theft", &[("en", "x")]), VocabularyProblem::Taken("theft".into())),
            (own("border", &[("th", "x")]), VocabularyProblem::NoLabel("border".into())),
            (own("border", &[("en", "x"), ("fr", "x")]), VocabularyProblem::Language("border".into(), "fr".into())),
            (own("border", &[("en", long.as_str())]), VocabularyProblem::Label("border".into())),
        ] {
            let list = Vocabulary { hidden: vec![], own: vec![entry] };
            assert_eq!(list.check(), Err(problem));
        }
        let hidden = Vocabulary { hidden: vec![Beneficiary::NotSaid], own: vec![] };
        assert_eq!(hidden.check(), Err(VocabularyProblem::WayOut("not-said")));
        let plain: Vocabulary<Beneficiary> = serde_json::from_str("{}").unwrap();
        assert_eq!(plain.offered().len(), Beneficiary::ALL.len());
        assert!(serde_json::from_str::<Vocabulary<Beneficiary>>("{\"hiden\":[]}").is_err());
    }
}
