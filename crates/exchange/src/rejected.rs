//! Rows that could not be taken over, told so that a person can find and mend them.

use std::fmt;

use crate::records::Damage;

/// Where in the input something stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    /// A line, counted from 1 (the header of a table is line 1).
    Line(u64),
    /// The n-th review of a document that is not made of lines, counted from 1.
    Review(u64),
    /// The n-th `application/ld+json` script of a page, counted from 1.
    Script(u64),
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(number) => write!(f, "line {number}"),
            Self::Review(number) => write!(f, "review {number}"),
            Self::Script(number) => write!(f, "script {number}"),
        }
    }
}

/// One row that was left out, and why.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Rejected {
    /// Where it stands.
    pub position: Position,
    /// Why it was left out, in plain English.
    pub reason: String,
    /// A quotation mark of the file is missing, or stands where none may stand.
    pub quotation: bool,
}

impl Rejected {
    pub(crate) fn line(line: u64, reason: impl Into<String>) -> Self {
        Self { position: Position::Line(line), reason: reason.into(), quotation: false }
    }
}

impl From<Damage> for Rejected {
    fn from(damage: Damage) -> Self {
        Self { quotation: damage.quotation, ..Self::line(damage.line, damage.reason) }
    }
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.position, self.reason)
    }
}

/// The beginning of a foreign text, for a reason that quotes it: one line, at most 60 characters.
pub(crate) fn quote(text: &str) -> String {
    let mut short: String =
        text.chars().take(60).map(|c| if c.is_control() || c.is_whitespace() { ' ' } else { c }).collect();
    if text.chars().nth(60).is_some() {
        short.push('…');
    }
    short
}
