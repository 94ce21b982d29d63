//! What figures are made of: the narrow columns of escalations that were sent.

use saksi_base::{Problem, Timestamp};
use saksi_db::{Tx, fetch_all};

use crate::model::figures::Counted;
use crate::model::words::Outcome;

/// A row for the figures.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct FigureRow {
    pub(crate) name: String,
    pub(crate) category: String,
    pub(crate) region: String,
    pub(crate) language: String,
    pub(crate) way: String,
    imminent: bool,
    sent_at: Timestamp,
    receipt_at: Option<Timestamp>,
    reply_at: Option<Timestamp>,
    decided_at: Option<Timestamp>,
    outcome: Option<String>,
    reasoned: Option<bool>,
    appeal: Option<String>,
    personal: bool,
}

impl FigureRow {
    pub(crate) fn counted(&self) -> Counted {
        Counted {
            sent: self.sent_at,
            receipt: self.receipt_at,
            reply: self.reply_at,
            decided: self.decided_at,
            outcome: self.outcome.as_deref().and_then(Outcome::from_code),
            reasoned: self.reasoned,
            appeal: self.appeal.clone(),
            personal: self.personal,
            imminent: self.imminent,
        }
    }
}

/// What was sent within a span, of all that the viewer may see.
pub(crate) async fn sent(tx: &mut Tx, from: Timestamp, until: Timestamp) -> Result<Vec<FigureRow>, Problem> {
    Ok(fetch_all!(
        tx,
        FigureRow,
        "SELECT a.name, e.category, e.region, e.language, e.way, e.imminent, e.sent_at, e.receipt_at, e.reply_at,
             e.decided_at, e.outcome, e.reasoned, e.appeal, e.personal
         FROM seen_escalation e JOIN addressee a ON a.id = e.addressee
         WHERE e.sent_at IS NOT NULL AND e.sent_at >= $1 AND e.sent_at < $2 ORDER BY a.search, e.sent_at, e.id",
        from,
        until
    )?)
}
