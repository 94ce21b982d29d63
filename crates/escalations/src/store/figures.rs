//! What figures are made of: the narrow columns of escalations that were sent.

use saksi_base::{AddresseeId, Problem, Timestamp};
use saksi_db::{Tx, fetch_all, fetch_scalar};

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

/// What was sent to an addressee within a span, of all that the viewer may see: the latest, up to so many.
pub(crate) async fn sent_to(
    tx: &mut Tx,
    addressee: AddresseeId,
    from: Timestamp,
    until: Timestamp,
    most: i64,
) -> Result<Vec<FigureRow>, Problem> {
    Ok(fetch_all!(
        tx,
        FigureRow,
        "SELECT a.name, e.category, e.region, e.language, e.way, e.imminent, e.sent_at, e.receipt_at, e.reply_at,
             e.decided_at, e.outcome, e.reasoned, e.appeal, e.personal
         FROM seen_escalation e JOIN addressee a ON a.id = e.addressee
         WHERE e.addressee = $1 AND e.sent_at IS NOT NULL AND e.sent_at >= $2 AND e.sent_at < $3 ORDER BY e.sent_at DESC LIMIT $4",
        addressee,
        from,
        until,
        most
    )?)
}

/// Whether more was sent within a span than so many, of all that the viewer may see.
pub(crate) async fn more_than(tx: &mut Tx, from: Timestamp, until: Timestamp, most: i64) -> Result<bool, Problem> {
    let found = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM (SELECT e.id FROM seen_escalation e
         WHERE e.sent_at IS NOT NULL AND e.sent_at >= $1 AND e.sent_at < $2 LIMIT $3) s",
        from,
        until,
        most + 1
    )?;
    Ok(found.is_some_and(|found| found > most))
}

/// What was sent within a span, of all that the viewer may see, in no order.
pub(crate) async fn sent(tx: &mut Tx, from: Timestamp, until: Timestamp) -> Result<Vec<FigureRow>, Problem> {
    Ok(fetch_all!(
        tx,
        FigureRow,
        "SELECT a.name, e.category, e.region, e.language, e.way, e.imminent, e.sent_at, e.receipt_at, e.reply_at,
             e.decided_at, e.outcome, e.reasoned, e.appeal, e.personal
         FROM seen_escalation e JOIN addressee a ON a.id = e.addressee
         WHERE e.sent_at IS NOT NULL AND e.sent_at >= $1 AND e.sent_at < $2",
        from,
        until
    )?)
}

/// A number of notices of a group.
#[expect(clippy::struct_excessive_bools, reason = "each is something that shares are taken of")]
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct CountRow {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) decided: bool,
    pub(crate) replied: bool,
    pub(crate) outcome: String,
    pub(crate) reasoned: bool,
    pub(crate) appeal: String,
    pub(crate) personal: bool,
    pub(crate) notices: i64,
}

/// How many were sent within a span, of all that the viewer may see, by what shares are taken of.
pub(crate) async fn counted(
    tx: &mut Tx,
    dimension: &str,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<CountRow>, Problem> {
    Ok(fetch_all!(
        tx,
        CountRow,
        "SELECT a.name, s.value, s.decided, s.replied, s.outcome, s.reasoned, s.appeal, s.personal, s.notices FROM (
             SELECT e.addressee, CASE $1 WHEN 'category' THEN e.category WHEN 'region' THEN e.region WHEN 'language' THEN e.language
                 WHEN 'way' THEN e.way ELSE '' END AS value, (e.decided_at IS NOT NULL) AS decided, (e.reply_at IS NOT NULL) AS replied,
                 coalesce(e.outcome, '') AS outcome, coalesce(e.reasoned, FALSE) AS reasoned, coalesce(e.appeal, '') AS appeal,
                 e.personal, count(*) AS notices
             FROM seen_escalation e WHERE e.sent_at IS NOT NULL AND e.sent_at >= $2 AND e.sent_at < $3
             GROUP BY 1, 2, 3, 4, 5, 6, 7, 8) s JOIN addressee a ON a.id = s.addressee",
        dimension,
        from,
        until
    )?)
}

/// Notices of a group that waited equally long.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct WaitRow {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) imminent: bool,
    pub(crate) hours: i64,
    pub(crate) ended: bool,
    pub(crate) notices: i64,
}

/// What a notice waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Awaited {
    Receipt,
    Reply,
    Decision,
}

impl Awaited {
    const fn code(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::Reply => "reply",
            Self::Decision => "decision",
        }
    }
}

/// How long what was sent within a span has waited by now, in whole hours, rounded up.
pub(crate) async fn waited(
    tx: &mut Tx,
    dimension: &str,
    awaited: Awaited,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<WaitRow>, Problem> {
    let now = tx.now();
    Ok(fetch_all!(
        tx,
        WaitRow,
        "SELECT a.name, g.value, g.imminent, g.hours, g.ended, g.notices FROM (
             SELECT s.addressee, s.value, s.imminent, (s.ends_at - s.sent_at + 3599999999) / 3600000000 AS hours, s.ended, count(*) AS notices
             FROM (SELECT w.addressee, w.value, w.imminent, w.sent_at, (w.over_at IS NOT NULL AND w.over_at <= $5) AS ended,
                     CASE WHEN w.over_at IS NOT NULL AND w.over_at <= $5 THEN w.over_at ELSE $5 END AS ends_at
                 FROM (SELECT e.addressee, e.imminent, e.sent_at,
                         CASE $1 WHEN 'category' THEN e.category WHEN 'region' THEN e.region WHEN 'language' THEN e.language
                             WHEN 'way' THEN e.way ELSE '' END AS value,
                         CASE $2 WHEN 'receipt' THEN e.receipt_at WHEN 'reply' THEN e.reply_at ELSE e.decided_at END AS over_at
                     FROM seen_escalation e WHERE e.sent_at IS NOT NULL AND e.sent_at >= $3 AND e.sent_at < $4) w) s
             GROUP BY 1, 2, 3, 4, 5) g JOIN addressee a ON a.id = g.addressee",
        dimension,
        awaited.code(),
        from,
        until,
        now
    )?)
}
