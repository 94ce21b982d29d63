//! Figures for those who work here, as they stand at this moment.

use std::collections::BTreeMap;

use saksi_base::{Problem, Timestamp};
use saksi_db::Tx;
use saksi_network::{Capability, Member};

use crate::model::Outcome;
use crate::model::figures::{Counted, Counts, Figures, Grouped, Waits};
use crate::store::figures::{self as rows, Awaited, CountRow};

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

/// Most notices that are read one by one; of more the database counts how many waited how many hours.
pub const MOST: i64 = 100_000;

/// The figures of what the member may see that was sent within a span. Of more than [`MOST`] notices waiting times are to the hour.
pub async fn live(
    tx: &mut Tx,
    by: &Member,
    dimension: By,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Line>, Problem> {
    by.may(Capability::ESCALATE)?;
    if rows::more_than(tx, from, until, MOST).await? {
        return counted(tx, by, dimension, from, until).await;
    }
    let all = rows::sent(tx, from, until).await?;
    let now = tx.now();
    let mut groups: BTreeMap<(String, String), Vec<Counted>> = BTreeMap::new();
    for row in all {
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

/// The same as the database counts it, however many there are.
pub async fn counted(
    tx: &mut Tx,
    by: &Member,
    dimension: By,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Line>, Problem> {
    by.may(Capability::ESCALATE)?;
    let mut groups: BTreeMap<(String, String), Grouped> = BTreeMap::new();
    for row in rows::counted(tx, dimension.code(), from, until).await? {
        let counts = &mut groups.entry((row.name.clone(), row.value.clone())).or_default().counts;
        add(counts, &row);
    }
    for awaited in [Awaited::Receipt, Awaited::Reply, Awaited::Decision] {
        for row in rows::waited(tx, dimension.code(), awaited, from, until).await? {
            let waits = Waits { hours: row.hours, ended: row.ended, notices: u64::try_from(row.notices).unwrap_or(0) };
            let group = groups.entry((row.name, row.value)).or_default();
            match awaited {
                Awaited::Receipt => group.receipt.push(waits),
                Awaited::Decision => group.decision.push(waits),
                Awaited::Reply => {
                    group.reply.push(waits);
                    if row.imminent {
                        group.imminent.push(waits);
                    }
                }
            }
        }
    }
    Ok(groups
        .into_iter()
        .map(|((addressee, value), group)| Line { addressee, value, figures: group.figures() })
        .collect())
}

fn add(counts: &mut Counts, row: &CountRow) {
    let notices = u64::try_from(row.notices).unwrap_or(0);
    let mut if_so = |slot: fn(&mut Counts) -> &mut u64, so: bool| *slot(counts) += if so { notices } else { 0 };
    let action = Outcome::from_code(&row.outcome).is_some_and(Outcome::is_action);
    if_so(|counts| &mut counts.notices, true);
    if_so(|counts| &mut counts.decided, row.decided);
    if_so(|counts| &mut counts.acted, row.decided && action);
    if_so(|counts| &mut counts.reasoned, row.decided && row.reasoned);
    if_so(|counts| &mut counts.appealed, row.decided && !row.appeal.is_empty());
    if_so(|counts| &mut counts.appeals, !row.appeal.is_empty() && row.appeal != "open");
    if_so(|counts| &mut counts.overturned, row.appeal == "overturned-substance");
    if_so(|counts| &mut counts.by_default, row.appeal == "overturned-default");
    if_so(|counts| &mut counts.replied, row.replied);
    if_so(|counts| &mut counts.personal, row.replied && row.personal);
}
