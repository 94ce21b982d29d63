//! What a platform is told of a case: as much as the person agreed to, in a part of its own that can be taken out again.

use std::fmt;

use saksi_base::{CaseId, Timestamp};
use saksi_escalations::model::sealed::Part;
use serde::{Deserialize, Serialize};

use super::consent::{Extent, Field};

/// What of a case goes into a notice. Sealed under the notice's key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartText {
    /// From which case.
    pub case: CaseId,
    /// Addresses, one each.
    pub links: Vec<String>,
    /// What happened, in the responder's words.
    pub summary: String,
    /// What the person wrote, word for word; empty where they did not agree to that.
    pub words: String,
    /// Whether files go along.
    pub files: bool,
    /// When it was put in.
    pub at: Timestamp,
    /// When the consent ends by itself, if it does.
    pub ends: Option<Timestamp>,
}

impl fmt::Debug for PartText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PartText(..)")
    }
}

impl PartText {
    /// How much of the case that is.
    pub fn extent(&self) -> Extent {
        let held = [
            (Field::Links, !self.links.is_empty()),
            (Field::Summary, !self.summary.is_empty()),
            (Field::Words, !self.words.is_empty()),
            (Field::Files, self.files),
        ];
        Extent::Extract { fields: held.into_iter().filter(|(_, there)| *there).map(|(field, _)| field).collect() }
    }

    /// Whether nothing of the case is in it.
    pub fn is_empty(&self) -> bool {
        matches!(self.extent(), Extent::Extract { fields } if fields.is_empty())
    }

    /// Whether the consent has ended by itself.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.ends.is_some_and(|ends| ends <= now)
    }

    /// As the letter says it.
    pub fn part(&self, files: Vec<saksi_escalations::model::notice::FileLine>) -> Part {
        Part { locations: self.links.clone(), summary: self.summary.clone(), words: self.words.clone(), files }
    }
}

/// What is known of a file in a notice. Sealed beside it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentName {
    /// Its name.
    pub name: String,
    /// What it is, by its first bytes.
    pub kind: String,
    /// Its size.
    pub bytes: i64,
    /// SHA-256 of it, in hexadecimal digits.
    pub hash: String,
}

impl fmt::Debug for AttachmentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AttachmentName(..)")
    }
}

#[cfg(test)]
mod tests {
    use saksi_base::SeededRandom;

    use super::*;

    #[test]
    fn a_part_asks_for_consent_to_just_what_it_holds() {
        let mut part = PartText {
            case: CaseId::new(&SeededRandom::new(1)),
            links: vec!["https://platform.example/1".into()],
            summary: String::new(),
            words: String::new(),
            files: false,
            at: Timestamp(0),
            ends: Some(Timestamp(5)),
        };
        assert_eq!(part.extent(), Extent::Extract { fields: vec![Field::Links] });
        assert!(part.extent().is_within(&Extent::Extract { fields: vec![Field::Links, Field::Files] }));
        part.words = "She said".into();
        assert!(!part.extent().is_within(&Extent::Extract { fields: vec![Field::Links, Field::Files] }));
        assert!(!part.is_over(Timestamp(4)) && part.is_over(Timestamp(5)) && !part.is_empty());
        part = PartText { links: Vec::new(), words: String::new(), ..part };
        assert!(part.is_empty());
    }
}
