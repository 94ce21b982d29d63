//! Checks and their translations while they are written, reviewed, corrected and withdrawn.

use saksi_base::{CheckId, ClaimId, ContentType, HarmKind, LanguageTag, PersonId, Timestamp, TranslationId, Verdict};
use serde::{Deserialize, Serialize};

use super::codes;
use super::page::OrganisationRef;

/// Longest title of a check, in characters.
pub const TITLE_CHARACTERS: usize = 200;

/// Shortest and longest explanation of a check, in characters.
pub const EXPLANATION_CHARACTERS: (usize, usize) = (20, 40_000);

/// Longest note on a change, a review or a moderation entry, in characters.
pub const NOTE_CHARACTERS: usize = 2_000;

/// Most references of one check.
pub const REFERENCES: usize = 100;

/// Longest reference, in characters.
pub const REFERENCE_CHARACTERS: usize = 2_000;

codes! {
    /// Where a check stands.
    CheckState {
        /// Being written; never published.
        Draft = "draft",
        /// Waits for a second person; never published.
        InReview = "in-review",
        /// Public.
        Published = "published",
        /// Taken back by its authors, with a reason; the page stays and says so.
        Withdrawn = "withdrawn",
    }
}

codes! {
    /// Where a draft (of a check, a correction or a translation) stands.
    DraftState {
        /// Being written.
        Editing = "editing",
        /// Waits for a second person.
        InReview = "in-review",
        /// A reviewer sent it back with a note.
        SentBack = "sent-back",
    }
}

/// A source that a check rests on: an address, a described source, or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// An `http` or `https` address.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub url: Option<String>,
    /// What the source is, in words.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub description: String,
}

impl Reference {
    /// Reads one reference from one line, as a person types it: an address, words, or both in any order.
    pub fn parse(line: &str) -> Option<Self> {
        let line = line.trim();
        if line.is_empty() {
            return None;
        }
        let found = line.split_whitespace().find(|word| {
            url::Url::parse(word).is_ok_and(|u| matches!(u.scheme(), "http" | "https") && u.host_str().is_some())
        });
        let url = found.map(str::to_owned);
        let description = match &url {
            Some(url) => line.replacen(url.as_str(), "", 1).split_whitespace().collect::<Vec<_>>().join(" "),
            None => line.to_owned(),
        };
        Some(Self { url, description })
    }

    /// Reads a reference per line; empty lines are skipped.
    pub fn parse_lines(text: &str) -> Vec<Self> {
        text.lines().filter_map(Self::parse).collect()
    }

    /// The scheme of an address in it that leads nowhere on the web, such as `javascript`: nothing that a reader could
    /// follow, and nothing that may ever become a link. Other words with a colon, such as `doi:10.1000/182`, are words.
    pub fn foreign_scheme(&self) -> Option<String> {
        self.url.iter().chain([&self.description]).flat_map(|text| text.split_whitespace()).find_map(foreign_scheme)
    }

    /// Whether an address was meant but cannot be followed: it begins as one does and ends there, or has no host.
    pub fn is_broken_address(&self) -> bool {
        self.url.is_none()
            && self.description.split_whitespace().any(|word| {
                let word = word.to_ascii_lowercase();
                word.starts_with("http://") || word.starts_with("https://")
            })
    }

    /// The line that [`Reference::parse`] reads back.
    pub fn to_line(&self) -> String {
        match (&self.url, self.description.as_str()) {
            (Some(url), "") => url.clone(),
            (Some(url), words) => format!("{words} {url}"),
            (None, words) => words.to_owned(),
        }
    }
}

/// Schemes without slashes that a browser or a telephone acts upon.
const ACTED_UPON: [&str; 14] = [
    "about",
    "blob",
    "data",
    "file",
    "filesystem",
    "intent",
    "javascript",
    "livescript",
    "mailto",
    "mocha",
    "sms",
    "tel",
    "vbscript",
    "view-source",
];

/// The scheme of a word, where it is an address of another kind than `http` and `https`.
fn foreign_scheme(word: &str) -> Option<String> {
    // What cannot be seen cannot hide a scheme either.
    let seen: String = word
        .chars()
        .filter(|c| {
            !c.is_control() && !matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
        })
        .collect();
    let seen = seen.trim_start_matches(|c: char| !c.is_alphanumeric());
    let (scheme, rest) = seen.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    if rest.is_empty() || matches!(scheme.as_str(), "http" | "https") || !scheme.chars().all(letters) {
        return None;
    }
    (rest.starts_with("//") || ACTED_UPON.contains(&scheme.as_str())).then_some(scheme)
}

/// What a checker writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckContent {
    /// The claim in the checker's words.
    pub statement: String,
    /// What the check found; none while nobody has decided.
    pub verdict: Option<Verdict>,
    /// What kind of harm stands behind it.
    pub harm: HarmKind,
    /// What the message is made of.
    pub content_type: ContentType,
    /// A short answer in one line.
    pub title: String,
    /// Why.
    pub explanation: String,
    /// What it rests on.
    pub references: Vec<Reference>,
    /// The language it is written in.
    pub language: LanguageTag,
    /// What changed and why; compulsory from the second version on.
    pub change_note: String,
}

/// What a translator writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TranslationContent {
    /// The language it is translated into.
    pub language: LanguageTag,
    /// The statement.
    pub statement: String,
    /// The title.
    pub title: String,
    /// The explanation.
    pub explanation: String,
}

/// A check in one line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CheckSummary {
    /// The check.
    pub id: CheckId,
    /// The claim it checks.
    pub claim: ClaimId,
    /// Who stands behind it.
    pub organisation: OrganisationRef,
    /// What it found, where decided.
    pub verdict: Option<Verdict>,
    /// The claim in the checker's words.
    pub statement: String,
    /// The short answer.
    pub title: String,
    /// Its language.
    pub language: LanguageTag,
    /// Where it stands.
    pub state: CheckState,
    /// Where its draft (or the draft of a correction) stands, if there is one and the reader may see it.
    pub draft: Option<DraftState>,
    /// When it was published.
    pub published_at: Option<Timestamp>,
    /// When it last changed.
    pub changed_at: Timestamp,
}

/// A check open in the editor.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CheckEdit {
    /// The check.
    pub id: CheckId,
    /// The claim it checks.
    pub claim: ClaimId,
    /// The organisation that writes it.
    pub organisation: OrganisationRef,
    /// Where the check stands.
    pub state: CheckState,
    /// Where the draft stands; none where there is no draft (published, nothing being corrected).
    pub draft: Option<DraftState>,
    /// Changes with every save; [`crate::actions::checks::save_draft`] must be given the one it started from.
    pub edition: i64,
    /// What is written.
    pub content: CheckContent,
    /// Who saved it last.
    pub author: PersonId,
    /// Everybody who wrote of the draft; none of them can approve it.
    pub authors: Vec<PersonId>,
    /// Whether this is a correction of a published check.
    pub is_correction: bool,
    /// Whether the organisation wants a second person to look.
    pub review_required: bool,
    /// Whether anybody of the organisation but its authors and the reader can review it.
    pub reviewable: bool,
    /// What a reviewer wrote when sending it back.
    pub review_note: String,
    /// The published versions, newest first.
    pub versions: Vec<VersionSummary>,
    /// When it was last saved.
    pub saved_at: Timestamp,
}

/// A draft that waits for a second person.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReviewRow {
    /// The check.
    pub check: CheckId,
    /// The translation, where it is one that waits.
    pub translation: Option<TranslationId>,
    /// The claim's statement in the author's words.
    pub statement: String,
    /// The short answer.
    pub title: String,
    /// The verdict.
    pub verdict: Option<Verdict>,
    /// The language.
    pub language: LanguageTag,
    /// Who handed it in for review.
    pub author: PersonId,
    /// Everybody who wrote of it; none of them can approve it.
    pub authors: Vec<PersonId>,
    /// Whether it corrects a published check.
    pub is_correction: bool,
    /// Since when it waits.
    pub since: Timestamp,
}

/// One published version of a check.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VersionSummary {
    /// 1 for the first.
    pub number: i64,
    /// The verdict of that version.
    pub verdict: Verdict,
    /// The title of that version.
    pub title: String,
    /// What changed and why; empty for the first, and for what its authors corrected elsewhere.
    pub change_note: String,
    /// When it was published.
    pub at: Timestamp,
    /// Whether a second person had looked at it.
    pub reviewed: bool,
}

/// One whole published version, for the history page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Version {
    /// In one line.
    pub summary: VersionSummary,
    /// What was written.
    pub content: CheckContent,
}

/// A translation of a published check.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TranslationView {
    /// The translation.
    pub id: TranslationId,
    /// The check.
    pub check: CheckId,
    /// What is written.
    pub content: TranslationContent,
    /// Which version of the check it translates.
    pub version: i64,
    /// Whether the check was corrected after this version.
    pub outdated: bool,
    /// Where its draft stands; none once published.
    pub draft: Option<DraftState>,
    /// The edition, for saving.
    pub edition: i64,
    /// Who translated it. Not for public pages.
    #[serde(skip)]
    pub translator: PersonId,
    /// The organisation of the translator.
    pub organisation: OrganisationRef,
    /// When it was published.
    pub published_at: Option<Timestamp>,
    /// What a reviewer wrote.
    #[serde(skip)]
    pub review_note: String,
    /// When and how it ended; its language is free again then.
    pub ended: Option<Ended>,
}

/// How a translation ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ended {
    /// When.
    pub at: Timestamp,
    /// Why those who published it withdrew it; none for a draft that nobody touched for long and others took over.
    pub withdrawn: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_an_address_or_words_or_both() {
        for (line, url, words) in [
            ("https://example.org/a", Some("https://example.org/a"), ""),
            ("WHO fact sheet https://example.org/a", Some("https://example.org/a"), "WHO fact sheet"),
            ("Interview with the hospital, 3 May", None, "Interview with the hospital, 3 May"),
            ("javascript:alert(1)", None, "javascript:alert(1)"),
        ] {
            let reference = Reference::parse(line).unwrap();
            assert_eq!((reference.url.as_deref(), reference.description.as_str()), (url, words), "{line}");
            assert_eq!(Reference::parse(&reference.to_line()), Some(reference), "{line}");
        }
        assert_eq!(Reference::parse_lines(" \n\nhttps://a.example\n ").len(), 1);
    }
    #[test]
    fn only_what_can_be_followed_on_the_web_may_stand_as_an_address() {
        for (line, scheme) in [
            ("javascript:alert(1)", Some("javascript")),
            ("See <JavaScript:alert(1)>", Some("javascript")),
            ("java\u{200b}script:alert(1)", Some("javascript")),
            ("data:text/html,<script>alert(1)</script>", Some("data")),
            ("A study https://example.org/a vbscript:x", Some("vbscript")),
            ("ftp://example.org/report.pdf", Some("ftp")),
            ("file:///etc/passwd", Some("file")),
            ("mailto:press@example.org", Some("mailto")),
            ("https://example.org/javascript:x", None),
            ("Interview: the hospital, 3 May", None),
            ("doi:10.1000/182", None),
            ("Channel 7, 20:15", None),
            ("衛生福利部:新聞稿", None),
        ] {
            assert_eq!(Reference::parse(line).unwrap().foreign_scheme().as_deref(), scheme, "{line}");
        }
        for (line, broken) in
            [("https://", true), ("see http://", true), ("https://example.org", false), ("WHO", false)]
        {
            assert_eq!(Reference::parse(line).unwrap().is_broken_address(), broken, "{line}");
        }
    }
}
