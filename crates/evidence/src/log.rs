//! How the entry of a record stands in the log, as far as pages show it.

use saksi_base::{Problem, Timestamp};
use saksi_db::Db;
use saksi_tlog::Hash;
use saksi_transparency::Standing;

/// How an entry stands in the log.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum LogStanding {
    /// The log does not know the entry.
    #[default]
    Absent,
    /// It was entered and waits for the next signed head.
    Waiting,
    /// A signed head holds it.
    Logged {
        /// Its place, from 0.
        index: u64,
        /// When the head that holds it was signed, by this server's clock.
        at: Timestamp,
        /// The witnesses that are asked to countersign that head, and when each did by its own clock.
        witnesses: Vec<(String, Option<Timestamp>)>,
        /// How many of them the policy asks for at least.
        needed: usize,
        /// Whether those that signed are enough by the policy.
        met: bool,
        /// Authorities of time and what they said.
        tokens: Vec<(String, Timestamp)>,
        /// Calendars of OpenTimestamps that were given the log with the entry in it, and the block of Bitcoin that each names; `None`: it
        /// has promised one.
        calendars: Vec<(String, Option<u64>)>,
    },
}

impl From<Standing> for LogStanding {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Unknown => Self::Absent,
            Standing::Waiting { .. } => Self::Waiting,
            Standing::Logged(logged) => Self::Logged {
                index: logged.index,
                at: logged.signed_at,
                witnesses: logged.verdict.witnesses,
                needed: logged.needed.0,
                met: logged.verdict.met,
                tokens: logged.tokens.into_iter().map(|token| (token.authority, token.at)).collect(),
                calendars: logged.calendars.into_iter().map(|kept| (kept.calendar, kept.height)).collect(),
            },
        }
    }
}

/// How an entry stands now.
pub(crate) async fn standing(db: &Db, entry: Hash) -> Result<LogStanding, Problem> {
    saksi_transparency::standing(db, entry).await.map(LogStanding::from)
}
