//! The handling rule of a record: Traffic Light Protocol 2.0 (FIRST, August 2022).

use std::fmt;

use serde::{Deserialize, Serialize};

/// How far a record may travel, from the widest to the narrowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(i16)]
pub enum Marking {
    /// TLP:CLEAR. May be published.
    #[serde(rename = "TLP:CLEAR")]
    Clear = 0,
    /// TLP:GREEN. Within the community: every organisation of the record's space.
    #[serde(rename = "TLP:GREEN")]
    Green = 1,
    /// TLP:AMBER. Organisations of the space that need to know, and their clients.
    #[serde(rename = "TLP:AMBER")]
    Amber = 2,
    /// TLP:AMBER+STRICT. The owning organisation only.
    #[serde(rename = "TLP:AMBER+STRICT")]
    AmberStrict = 3,
    /// TLP:RED. The named people only.
    #[serde(rename = "TLP:RED")]
    Red = 4,
}

crate::sql::stored_as!(Marking as i16, |marking| *marking as i16, |number| {
    let known = Marking::ALL.into_iter().find(|marking| *marking as i16 == number);
    known.ok_or_else(|| format!("{number} is no marking").into())
});

impl Marking {
    /// Every marking, widest first.
    pub const ALL: [Self; 5] = [Self::Clear, Self::Green, Self::Amber, Self::AmberStrict, Self::Red];

    /// The label as the standard writes it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Clear => "TLP:CLEAR",
            Self::Green => "TLP:GREEN",
            Self::Amber => "TLP:AMBER",
            Self::AmberStrict => "TLP:AMBER+STRICT",
            Self::Red => "TLP:RED",
        }
    }
}

impl fmt::Display for Marking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}
