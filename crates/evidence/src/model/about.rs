//! What evidence is about, as other rooms name it in an address: `claim:<id>`, `escalation:<id>`, `event:<words>`.

use std::fmt;
use std::str::FromStr;

use saksi_base::{ClaimId, Problem};

/// A record of another room, or an event in words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    kind: String,
    id: String,
}

/// Longest name of a kind.
const LONGEST_KIND: usize = 24;
/// Longest identifier or description.
const LONGEST_ID: usize = 200;
/// Whose evidence stays with the case itself, sealed.
const SEALED: [&str; 2] = ["case", "help-case"];

impl Subject {
    /// Most of one piece of evidence.
    pub const MOST: usize = 20;

    /// A claim at the desk.
    pub fn claim(id: ClaimId) -> Self {
        Self { kind: "claim".to_owned(), id: id.to_string() }
    }

    /// From storage.
    pub(crate) fn stored(kind: String, id: String) -> Self {
        Self { kind, id }
    }

    /// The kind of record.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// Its identifier, or the event in words.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Where it can be looked at.
    pub fn path(&self) -> Option<String> {
        let known = self.id.chars().all(|c| c.is_ascii_alphanumeric());
        let pages = match self.kind.as_str() {
            "claim" => "/desk/claims",
            "escalation" => "/work/escalations",
            _ => return None,
        };
        known.then(|| format!("{pages}/{}", self.id))
    }

    /// Reads several, one a line.
    pub fn read_all(text: &str) -> Result<Vec<Self>, Problem> {
        let mut all: Vec<Self> =
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::parse).collect::<Result<_, _>>()?;
        all.sort();
        all.dedup();
        if all.len() > Self::MOST {
            return Err(Problem::field("about", "evidence-problem-about-many"));
        }
        Ok(all)
    }
}

impl FromStr for Subject {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let wrong = || Problem::field("about", "evidence-problem-about");
        let (kind, id) = text.trim().split_once(':').ok_or_else(wrong)?;
        let (kind, id) = (kind.trim(), id.trim());
        let named = (1..=LONGEST_KIND).contains(&kind.len())
            && kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        if !named || id.is_empty() || id.chars().count() > LONGEST_ID || id.chars().any(char::is_control) {
            return Err(wrong());
        }
        if SEALED.contains(&kind) {
            return Err(Problem::field("about", "evidence-problem-about-sealed"));
        }
        Ok(Self { kind: kind.to_owned(), id: id.to_owned() })
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind, self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_a_kind_and_an_identifier_and_never_a_sealed_case() {
        for (text, expected) in [
            ("claim:01jh000000000000000000000a", Some("claim:01jh000000000000000000000a")),
            (" escalation : 7 ", Some("escalation:7")),
            ("event:Flood in Jakarta: the second", Some("event:Flood in Jakarta: the second")),
            ("case:01jh000000000000000000000a", None),
            ("help-case:1", None),
            ("claim", None),
            ("claim:", None),
            (":1", None),
            ("Claim:1", None),
            ("claim:a\u{7}b", None),
        ] {
            let read = text.parse::<Subject>().ok().map(|subject| subject.to_string());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
        assert!("claim:".to_owned().as_str().parse::<Subject>().is_err());
        assert_eq!("claim:abc".parse::<Subject>().unwrap().path().unwrap(), "/desk/claims/abc");
        assert_eq!("escalation:abc".parse::<Subject>().unwrap().path().unwrap(), "/work/escalations/abc");
        assert_eq!("event:a b".parse::<Subject>().unwrap().path(), None);
        assert_eq!(Subject::read_all("claim:a\n\nclaim:a\nevent:b").unwrap().len(), 2);
    }
}
