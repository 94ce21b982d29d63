//! Figures for those who work here, as they stand at this moment.

use std::collections::BTreeMap;

use saksi_base::{Problem, Timestamp};
use saksi_db::Tx;
use saksi_network::{Capability, Member};

use crate::model::figures::{Counted, Figures};
use crate::store::figures as rows;

macro_rules! dimensions {
    ($($(#[$doc:meta])* $variant:ident = $code:literal,)*) => {
        /// What figures are told apart by, beside the platform.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum By { $($(#[$doc])* $variant,)* }

        impl By {
            /// Codes with the messages that name them.
            pub const OPTIONS: &'static [(&'static str, &'static str)] = &[$(($code, concat!("escalations-by-", $code)),)*];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// Reads a stable code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

dimensions! {
    /// By platform alone.
    Nothing = "nothing",
    /// Kind of harm.
    Category = "category",
    /// Where those concerned live.
    Region = "region",
    /// Language of the notice.
    Language = "language",
    /// On what standing the route rests.
    Way = "way",
}

/// A line: to whom, which value of the dimension, the figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its name.
    pub addressee: String,
    /// The value; empty where there is none.
    pub value: String,
    /// The figures.
    pub figures: Figures,
}

/// The figures of what the member may see that was sent within a span.
pub async fn live(
    tx: &mut Tx,
    by: &Member,
    dimension: By,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Line>, Problem> {
    by.may(Capability::ESCALATE)?;
    let now = tx.now();
    let mut groups: BTreeMap<(String, String), Vec<Counted>> = BTreeMap::new();
    for row in rows::sent(tx, from, until).await? {
        let value = match dimension {
            By::Nothing => String::new(),
            By::Category => row.category.clone(),
            By::Region => row.region.clone(),
            By::Language => row.language.clone(),
            By::Way => row.way.clone(),
        };
        groups.entry((row.name.clone(), value)).or_default().push(row.counted());
    }
    Ok(groups
        .into_iter()
        .map(|((addressee, value), all)| Line { addressee, value, figures: Figures::of(&all, now) })
        .collect())
}
