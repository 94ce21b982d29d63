//! Which notices the scoreboard counts, and what it published.

use saksi_base::calendar::Day;
use saksi_base::{AddresseeId, EscalationId, OrganisationId, PersonId, Problem, ReleaseId, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};

use crate::model::figures::Counted;
use crate::model::scoreboard::{Gathered, Period, Release, Taking};
use crate::model::words::Outcome;

/// How an organisation takes part.
pub(crate) async fn taking(tx: &mut Tx, organisation: OrganisationId) -> Result<Taking, Problem> {
    let stored = fetch_scalar!(tx, String, "SELECT taking FROM scoreboard_part WHERE organisation = $1", organisation)?;
    Ok(stored.and_then(|code| Taking::from_code(&code)).unwrap_or_default())
}

/// Sets it.
pub(crate) async fn set_taking(
    tx: &mut Tx,
    organisation: OrganisationId,
    taking: Taking,
    by: PersonId,
) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO scoreboard_part (organisation, taking, changed_at, changed_by) VALUES ($1, $2, $3, $4)
         ON CONFLICT (organisation) DO UPDATE SET taking = excluded.taking, changed_at = excluded.changed_at,
         changed_by = excluded.changed_by",
        organisation,
        taking.code(),
        now,
        by
    )?;
    Ok(())
}

/// What was decided about one escalation alone. The caller has proved that the member may see it.
pub(crate) async fn choice(tx: &mut Tx, id: EscalationId) -> Result<Option<bool>, Problem> {
    Ok(fetch_scalar!(tx, bool, "SELECT counted FROM scoreboard_choice WHERE escalation = $1", id)?)
}

/// Decides about one escalation. The caller has proved that the member may write it.
pub(crate) async fn set_choice(tx: &mut Tx, id: EscalationId, counted: bool, by: PersonId) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO scoreboard_choice (escalation, counted, changed_at, changed_by) VALUES ($1, $2, $3, $4)
         ON CONFLICT (escalation) DO UPDATE SET counted = excluded.counted, changed_at = excluded.changed_at,
         changed_by = excluded.changed_by",
        id,
        counted,
        now,
        by
    )?;
    Ok(())
}

#[derive(saksi_db::FromRow)]
struct NoticeRow {
    addressee: AddresseeId,
    name: String,
    category: String,
    region: String,
    language: String,
    way: String,
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

/// Whether anything of a period is counted at all.
pub(crate) async fn any(tx: &mut Tx, period: Period) -> Result<bool, Problem> {
    let found = fetch_scalar!(
        tx,
        i64,
        "SELECT CAST(1 AS BIGINT) FROM escalation e JOIN scoreboard_part p ON p.organisation = e.owner
         LEFT JOIN scoreboard_choice c ON c.escalation = e.id
         WHERE e.sent_at IS NOT NULL AND e.sent_at >= $1 AND e.sent_at < $2
         AND ((p.taking = 'all' AND ((c.counted IS NULL AND NOT e.sealed) OR c.counted = TRUE)) OR (p.taking = 'chosen' AND c.counted = TRUE))
         LIMIT 1",
        period.begins(),
        period.ends()
    )?;
    Ok(found.is_some())
}

/// Adds the counted notices to platforms that were sent within a span. Run as the system, over all organisations: no row
/// leads back to one of them.
pub(crate) async fn gather(
    tx: &mut Tx,
    from: Timestamp,
    until: Timestamp,
    gathered: &mut Gathered,
) -> Result<(), Problem> {
    let rows = fetch_all!(
        tx,
        NoticeRow,
        "SELECT e.addressee, a.name, e.category, e.region, e.language, e.way, e.imminent, e.sent_at, e.receipt_at,
             e.reply_at, e.decided_at, e.outcome, e.reasoned, e.appeal, e.personal
         FROM escalation e JOIN addressee a ON a.id = e.addressee JOIN scoreboard_part p ON p.organisation = e.owner
         LEFT JOIN scoreboard_choice c ON c.escalation = e.id
         WHERE e.sent_at IS NOT NULL AND e.sent_at >= $1 AND e.sent_at < $2 AND a.kind = 'platform'
         AND ((p.taking = 'all' AND ((c.counted IS NULL AND NOT e.sealed) OR c.counted = TRUE)) OR (p.taking = 'chosen' AND c.counted = TRUE))",
        from,
        until
    )?;
    for row in rows {
        let counted = Counted {
            sent: row.sent_at,
            receipt: row.receipt_at,
            reply: row.reply_at,
            decided: row.decided_at,
            outcome: row.outcome.as_deref().and_then(Outcome::from_code),
            reasoned: row.reasoned,
            appeal: row.appeal,
            personal: row.personal,
            imminent: row.imminent,
        };
        gathered.add(row.addressee, &row.name, [&row.category, &row.region, &row.language, &row.way], counted);
    }
    Ok(())
}

/// A release in a list.
#[derive(Debug, Clone, PartialEq, Eq, saksi_db::FromRow)]
pub struct Published {
    /// Which.
    pub id: ReleaseId,
    /// Its period, as addresses name it.
    pub code: String,
    /// Counts the releases of the period.
    pub number: i64,
    from_day: String,
    until_day: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// SHA-256 of its text.
    pub hash: Vec<u8>,
}

impl Published {
    /// The days that it is about.
    pub fn period(&self) -> Option<Period> {
        let day = |text: &str| text.parse::<Day>().ok();
        Some(Period { from: day(&self.from_day)?, until: day(&self.until_day)? })
    }
}

/// Every release, the newest period first, and of a period the newest first.
pub(crate) async fn list(tx: &mut Tx) -> Result<Vec<Published>, Problem> {
    Ok(fetch_all!(
        tx,
        Published,
        "SELECT id, code, number, from_day, until_day, made_at, hash FROM scoreboard_release ORDER BY from_day DESC, number DESC"
    )?)
}

/// The text of a release.
pub(crate) async fn content(tx: &mut Tx, id: ReleaseId) -> Result<Option<String>, Problem> {
    Ok(fetch_optional!(tx, (String,), "SELECT content FROM scoreboard_release WHERE id = $1", id)?
        .map(|(content,)| content))
}

/// Publishes a release; false where there is one of this period and number already.
pub(crate) async fn insert(tx: &mut Tx, release: &Release, content: &str, hash: &[u8]) -> Result<bool, Problem> {
    let rows = execute!(
        tx,
        "INSERT INTO scoreboard_release (id, code, number, from_day, until_day, made_at, hash, content)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
        release.id,
        release.period.code(),
        i64::from(release.number),
        release.period.from.to_string(),
        release.period.until.to_string(),
        release.made_at,
        hash,
        content
    )?;
    Ok(rows == 1)
}
