//! Lists in pages, and the organisation that stands on each line of them.

use std::fmt;

use saksi_base::{OrganisationId, Problem};
use serde::Serialize;

/// An organisation, as far as a reader needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrganisationRef {
    /// Its identifier.
    pub id: OrganisationId,
    /// Its short name in addresses: `/organisations/{slug}`.
    pub slug: String,
    /// Its name, as it writes it.
    pub name: String,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page<T> {
    /// The entries.
    pub items: Vec<T>,
    /// Where the next page starts; none on the last.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// The same page with other entries.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(change).collect(), next: self.next }
    }
}

/// Where a page of a list starts: an ordering value and the identifier of the last entry seen. Opaque text outside.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cursor {
    /// The ordering value of the last entry seen.
    pub key: f64,
    /// Its identifier.
    pub id: uuid::Uuid,
}

impl Eq for Cursor {}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}{}", self.key.to_bits(), saksi_base::ids::encode(self.id))
    }
}

impl std::str::FromStr for Cursor {
    type Err = Problem;
    fn from_str(text: &str) -> Result<Self, Problem> {
        let wrong = || Problem::field("cursor", "desk-problem-cursor");
        let (key, id) = text.split_at_checked(16).ok_or_else(wrong)?;
        let key = f64::from_bits(u64::from_str_radix(key, 16).map_err(|_| wrong())?);
        if !key.is_finite() {
            return Err(wrong());
        }
        Ok(Self { key, id: saksi_base::ids::decode(id).map_err(|_| wrong())? })
    }
}

impl Serialize for Cursor {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn cursors_read_back(key in -1e18f64..1e18, id: u128) {
            let cursor = Cursor { key, id: uuid::Uuid::from_u128(id) };
            prop_assert_eq!(cursor.to_string().parse::<Cursor>(), Ok(cursor));
        }

        #[test]
        fn no_cursor_text_makes_it_panic(text: String) {
            let _ = text.parse::<Cursor>();
        }
    }
}
