//! Messages, receipts, fingerprints and what is refused.

use saksi_base::{ClaimId, MessageId, OrganisationId, Problem, ReceiptId, SpaceId, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};

/// A message as stored.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct MessageRow {
    pub(crate) id: MessageId,
    pub(crate) owner: OrganisationId,
    pub(crate) space: SpaceId,
    pub(crate) marking: i16,
    pub(crate) claim: Option<ClaimId>,
    pub(crate) text: String,
    pub(crate) masks: String,
    pub(crate) channel: String,
    pub(crate) language: String,
    pub(crate) fingerprint: Vec<u8>,
    pub(crate) similar_key: i64,
    pub(crate) asked: i64,
    pub(crate) day: Timestamp,
    pub(crate) expires_at: Timestamp,
    pub(crate) state: String,
    pub(crate) held: bool,
}

macro_rules! columns {
    () => {
        "m.id, m.owner, m.space, m.marking, m.claim, m.text, m.masks, m.channel, m.language, m.fingerprint, m.similar_key, m.asked, \
         m.day, m.expires_at, m.state, m.held"
    };
}

/// Stores a new message.
pub(crate) async fn insert(tx: &mut Tx, m: &MessageRow) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO message (id, owner, space, marking, claim, text, masks, channel, language, fingerprint, similar_key, asked, day,
             expires_at, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        m.id,
        m.owner,
        m.space,
        m.marking,
        m.claim,
        &m.text,
        &m.masks,
        &m.channel,
        &m.language,
        &m.fingerprint,
        m.similar_key,
        m.asked,
        m.day,
        m.expires_at,
        &m.state
    )?;
    Ok(())
}

/// Waiting or answered messages with this fingerprint, most asked first, that may be joined by what comes in for an
/// organisation: its own, or (`shared`) those that others share. Several, where they differ in what a fingerprint leaves out.
pub(crate) async fn with_fingerprint(
    tx: &mut Tx,
    fingerprint: &[u8],
    owner: OrganisationId,
    shared: bool,
) -> Result<Vec<MessageRow>, Problem> {
    Ok(fetch_all!(
        tx,
        MessageRow,
        concat!(
            "SELECT ",
            columns!(),
            " FROM message m WHERE m.fingerprint = $1 AND m.state <> 'expired' AND (m.owner = $2 OR ($3 AND m.marking <= 2))
             ORDER BY CASE WHEN m.state = 'hidden' THEN 0 ELSE 1 END, m.asked DESC, m.id LIMIT 200"
        ),
        fingerprint,
        owner,
        shared
    )?)
}

/// How many messages of a day have this fingerprint.
pub(crate) async fn copies_of_day(tx: &mut Tx, fingerprint: &[u8], day: Timestamp) -> Result<i64, Problem> {
    let found =
        fetch_scalar!(tx, i64, "SELECT count(*) FROM message WHERE fingerprint = $1 AND day = $2", fingerprint, day)?;
    Ok(found.unwrap_or(0))
}

/// The claim of a flood.
pub(crate) async fn with_similar_key(
    tx: &mut Tx,
    key: i64,
    owner: OrganisationId,
    shared: bool,
) -> Result<Option<ClaimId>, Problem> {
    Ok(fetch_scalar!(
        tx,
        ClaimId,
        "SELECT m.claim FROM message m WHERE m.similar_key = $1 AND m.similar_key <> 0 AND m.claim IS NOT NULL
         AND (m.owner = $2 OR ($3 AND m.marking <= 2)) ORDER BY m.asked DESC, m.id LIMIT 1",
        key,
        owner,
        shared
    )?)
}

/// How many messages of a flood are kept from one day.
pub(crate) async fn similar_of_day(
    tx: &mut Tx,
    key: i64,
    owner: OrganisationId,
    day: Timestamp,
) -> Result<i64, Problem> {
    let found = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM message WHERE similar_key = $1 AND similar_key <> 0 AND owner = $2 AND day = $3",
        key,
        owner,
        day
    )?;
    Ok(found.unwrap_or(0))
}

/// A claim that carries this link and may be joined.
pub(crate) async fn with_link(
    tx: &mut Tx,
    link: &str,
    owner: OrganisationId,
    shared: bool,
) -> Result<Option<ClaimId>, Problem> {
    Ok(fetch_scalar!(
        tx,
        ClaimId,
        "SELECT c.id FROM claim_link l JOIN claim c ON c.id = l.claim WHERE l.link = $1 AND c.lane <> 'joined' AND NOT c.hidden
         AND (c.owner = $2 OR ($3 AND c.marking <= 2) OR c.marking = 0) ORDER BY c.asked DESC LIMIT 1",
        link,
        owner,
        shared
    )?)
}

/// The claim that a forgotten message belonged to.
pub(crate) async fn remembered(tx: &mut Tx, fingerprint: &[u8]) -> Result<Option<ClaimId>, Problem> {
    Ok(fetch_scalar!(tx, Option<ClaimId>, "SELECT claim FROM message_fingerprint WHERE fingerprint = $1", fingerprint)?
        .flatten())
}

/// Remembers that a message was seen.
pub(crate) async fn remember(tx: &mut Tx, fingerprint: &[u8], similar_key: i64, claim: ClaimId) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO message_fingerprint (fingerprint, similar_key, claim, asked) VALUES ($1, $2, $3, 1)
         ON CONFLICT (fingerprint) DO UPDATE SET asked = message_fingerprint.asked + 1, claim = excluded.claim",
        fingerprint,
        similar_key,
        claim
    )?;
    Ok(())
}

/// Adds to how many handed in a message.
pub(crate) async fn add_asked(tx: &mut Tx, id: MessageId, times: i64) -> Result<(), Problem> {
    execute!(tx, "UPDATE message SET asked = asked + $2 WHERE id = $1", id, times)?;
    Ok(())
}

/// Keeps a message longer, because somebody asked again.
pub(crate) async fn keep_until(tx: &mut Tx, id: MessageId, until: Timestamp) -> Result<(), Problem> {
    execute!(tx, "UPDATE message SET expires_at = $2 WHERE id = $1 AND expires_at < $2", id, until)?;
    Ok(())
}

/// Lets a message go with the next sweep, once nothing holds it.
pub(crate) async fn expire_now(tx: &mut Tx, id: MessageId) -> Result<(), Problem> {
    let now = tx.now();
    execute!(tx, "UPDATE message SET expires_at = $2 WHERE id = $1", id, now)?;
    Ok(())
}

/// Whether a fingerprint or a flood is refused.
pub(crate) async fn is_blocked(tx: &mut Tx, kind: &'static str, hash: &[u8]) -> Result<bool, Problem> {
    let found = fetch_scalar!(tx, i64, "SELECT count(*) FROM blocked_hash WHERE kind = $1 AND hash = $2", kind, hash)?;
    Ok(found.unwrap_or(0) > 0)
}

/// Counts what comes in for an organisation in this hour; gives the count after.
pub(crate) async fn count_intake(tx: &mut Tx, organisation: OrganisationId, similar_key: i64) -> Result<i64, Problem> {
    let hour = tx.now().hour();
    let count = fetch_scalar!(
        tx,
        i64,
        "INSERT INTO intake (organisation, hour, similar_key, messages) VALUES ($1, $2, $3, 1)
         ON CONFLICT (organisation, hour, similar_key) DO UPDATE SET messages = intake.messages + 1 RETURNING messages",
        organisation,
        hour,
        similar_key
    )?;
    Ok(count.unwrap_or(0))
}

/// A receipt as stored.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct ReceiptRow {
    pub(crate) id: ReceiptId,
    pub(crate) verifier: Vec<u8>,
    pub(crate) message: Option<MessageId>,
    pub(crate) claim: Option<ClaimId>,
    pub(crate) day: Timestamp,
    pub(crate) expires_at: Timestamp,
    pub(crate) seen_at: Option<Timestamp>,
}

/// The receipt with a locator.
pub(crate) async fn receipt(tx: &mut Tx, locator: &str) -> Result<Option<ReceiptRow>, Problem> {
    Ok(fetch_optional!(
        tx,
        ReceiptRow,
        "SELECT id, verifier, message, claim, day, expires_at, seen_at FROM receipt WHERE locator = $1",
        locator
    )?)
}

/// A new receipt.
pub(crate) struct NewReceipt<'a> {
    pub(crate) id: ReceiptId,
    pub(crate) locator: &'a str,
    pub(crate) verifier: &'a [u8],
    /// None where its words are only counted.
    pub(crate) message: Option<MessageId>,
    pub(crate) claim: ClaimId,
    pub(crate) reason: Option<&'a str>,
    pub(crate) language: &'a str,
    pub(crate) expires_at: Timestamp,
}

/// Stores a receipt.
pub(crate) async fn insert_receipt(tx: &mut Tx, r: NewReceipt<'_>) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO receipt (id, locator, verifier, message, claim, reason, language, day, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        r.id,
        r.locator,
        r.verifier,
        r.message,
        r.claim,
        r.reason,
        r.language,
        day,
        r.expires_at
    )?;
    Ok(())
}

/// Notes up to which change the bearer has seen the answers.
pub(crate) async fn set_seen(tx: &mut Tx, id: ReceiptId, until: Timestamp) -> Result<(), Problem> {
    execute!(tx, "UPDATE receipt SET seen_at = $2 WHERE id = $1", id, until)?;
    Ok(())
}

/// Deletes a receipt.
pub(crate) async fn delete_receipt(tx: &mut Tx, id: ReceiptId) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM receipt WHERE id = $1", id)?;
    Ok(())
}

/// How many receipts stand for a message.
pub(crate) async fn receipts_of_message(tx: &mut Tx, id: MessageId) -> Result<i64, Problem> {
    Ok(fetch_scalar!(tx, i64, "SELECT count(*) FROM receipt WHERE message = $1", id)?.unwrap_or(0))
}

/// How many receipts stand for a claim.
pub(crate) async fn receipts_of_claim(tx: &mut Tx, id: ClaimId) -> Result<i64, Problem> {
    Ok(fetch_scalar!(tx, i64, "SELECT count(*) FROM receipt WHERE claim = $1", id)?.unwrap_or(0))
}

/// A message, for an action that has guarded already or runs for the bearer of its receipt.
pub(crate) async fn message(tx: &mut Tx, id: MessageId) -> Result<Option<MessageRow>, Problem> {
    Ok(fetch_optional!(tx, MessageRow, concat!("SELECT ", columns!(), " FROM message m WHERE m.id = $1"), id)?)
}

/// A message that an organisation may see.
pub(crate) async fn message_for(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: MessageId,
) -> Result<MessageRow, Problem> {
    fetch_optional!(
        tx,
        MessageRow,
        concat!(
            "SELECT ",
            columns!(),
            " FROM seen_message m WHERE m.id = $1 AND (m.marking = 0 OR m.owner = $2 OR (m.marking <= 2 AND EXISTS (
                 SELECT 1 FROM space_organisation s WHERE s.space = m.space AND s.organisation = $2)))"
        ),
        id,
        organisation
    )?
    .ok_or_else(Problem::not_found)
}

/// The messages of a claim that the viewer may see, most asked first.
pub(crate) async fn seen_of_claim(tx: &mut Tx, claim: ClaimId, limit: i64) -> Result<Vec<MessageRow>, Problem> {
    Ok(fetch_all!(
        tx,
        MessageRow,
        concat!("SELECT ", columns!(), " FROM seen_message m WHERE m.claim = $1 ORDER BY m.asked DESC, m.id LIMIT $2"),
        claim,
        limit
    )?)
}

/// How many messages of a claim the viewer may see.
pub(crate) async fn count_of_claim(tx: &mut Tx, claim: ClaimId) -> Result<i64, Problem> {
    Ok(fetch_scalar!(tx, i64, "SELECT count(*) FROM seen_message WHERE claim = $1", claim)?.unwrap_or(0))
}

/// All messages of a claim (at most `limit`), for actions that have guarded already.
pub(crate) async fn of_claim(tx: &mut Tx, claim: ClaimId, limit: i64) -> Result<Vec<MessageRow>, Problem> {
    Ok(fetch_all!(
        tx,
        MessageRow,
        concat!("SELECT ", columns!(), " FROM message m WHERE m.claim = $1 ORDER BY m.asked DESC, m.id LIMIT $2"),
        claim,
        limit
    )?)
}

#[derive(saksi_db::FromRow)]
struct Reason {
    message: MessageId,
    reason: String,
}

/// Why people handed in the messages of a claim: message and reason. What those say whose words were only counted stands with
/// the most asked message.
pub(crate) async fn reasons(tx: &mut Tx, claim: ClaimId) -> Result<Vec<(MessageId, String)>, Problem> {
    let now = tx.now();
    let rows = fetch_all!(
        tx,
        Reason,
        "SELECT m.id AS message, r.reason FROM receipt r JOIN seen_message m ON m.id = coalesce(r.message,
             (SELECT f.id FROM seen_message f WHERE f.claim = r.claim ORDER BY f.asked DESC, f.id LIMIT 1))
         WHERE r.claim = $1 AND r.reason IS NOT NULL AND (r.message IS NOT NULL OR r.expires_at > $2)
         ORDER BY r.day DESC, r.id LIMIT 100",
        claim,
        now
    )?;
    Ok(rows.into_iter().map(|row| (row.message, row.reason)).collect())
}

/// Stores the marks of a checker.
pub(crate) async fn set_masks(tx: &mut Tx, id: MessageId, masks: &str) -> Result<(), Problem> {
    execute!(tx, "UPDATE message SET masks = $2 WHERE id = $1", id, masks)?;
    Ok(())
}

/// Moves a message, with its receipts, to a claim.
pub(crate) async fn move_message(
    tx: &mut Tx,
    id: MessageId,
    fingerprint: &[u8],
    claim: ClaimId,
) -> Result<(), Problem> {
    execute!(tx, "UPDATE message SET claim = $2 WHERE id = $1", id, claim)?;
    execute!(tx, "UPDATE receipt SET claim = $2 WHERE message = $1", id, claim)?;
    execute!(tx, "UPDATE message_fingerprint SET claim = $2 WHERE fingerprint = $1", fingerprint, claim)?;
    Ok(())
}

/// Sets the state of a message.
pub(crate) async fn set_state(tx: &mut Tx, id: MessageId, state: &str) -> Result<(), Problem> {
    execute!(tx, "UPDATE message SET state = $2 WHERE id = $1", id, state)?;
    Ok(())
}

/// Sets the state of all messages of a claim that stand in one state.
pub(crate) async fn set_states(tx: &mut Tx, claim: ClaimId, from: &str, to: &str) -> Result<(), Problem> {
    execute!(tx, "UPDATE message SET state = $3 WHERE claim = $1 AND state = $2", claim, from, to)?;
    Ok(())
}

/// Holds a message, or lets it go.
pub(crate) async fn set_held(tx: &mut Tx, id: MessageId, held: bool) -> Result<(), Problem> {
    execute!(tx, "UPDATE message SET held = $2 WHERE id = $1", id, held)?;
    Ok(())
}

/// Deletes a message for good: the row, and the salts of its journal entries; the mark that it is gone is kept apart.
pub(crate) async fn delete(tx: &mut Tx, id: MessageId) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM message WHERE id = $1", id)?;
    tx.tombstone("message", id.0).await?;
    Ok(())
}

/// Whether a message of a claim is left that nobody hid and somebody still stands behind.
pub(crate) async fn has_visible(tx: &mut Tx, claim: ClaimId) -> Result<bool, Problem> {
    let found = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM message WHERE claim = $1 AND state NOT IN ('hidden', 'withdrawn')",
        claim
    )?;
    Ok(found.unwrap_or(0) > 0)
}

/// Takes a claim out of the queue, and its borrowed words away, when everybody who asked has taken their message back and
/// only a legal hold keeps one; also under a hold of the claim itself.
pub(crate) async fn leave_queue(tx: &mut Tx, claim: ClaimId) -> Result<u64, Problem> {
    Ok(execute!(
        tx,
        "UPDATE claim SET lane = 'expired', edition = edition + 1,
             statement = CASE WHEN worded THEN statement ELSE '' END, search = CASE WHEN worded THEN search ELSE '' END,
             example = NULL
         WHERE id = $1 AND lane IN ('open', 'junk') AND published = 0 AND NOT busy
         AND NOT EXISTS (SELECT 1 FROM message m WHERE m.claim = claim.id AND m.state <> 'withdrawn')",
        claim
    )?)
}

/// Messages of a claim that were taken back and are held no longer.
pub(crate) async fn withdrawn_and_free(tx: &mut Tx, claim: ClaimId) -> Result<Vec<MessageRow>, Problem> {
    Ok(fetch_all!(
        tx,
        MessageRow,
        concat!(
            "SELECT ",
            columns!(),
            " FROM message m WHERE m.claim = $1 AND m.state = 'withdrawn' AND NOT m.held
             AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.id = m.claim AND c.held) ORDER BY m.id LIMIT 1000"
        ),
        claim
    )?)
}

/// Messages whose time has run out.
pub(crate) async fn expired(tx: &mut Tx, limit: i64) -> Result<Vec<MessageRow>, Problem> {
    let now = tx.now();
    Ok(fetch_all!(
        tx,
        MessageRow,
        concat!(
            "SELECT ",
            columns!(),
            " FROM message m WHERE m.state IN ('open', 'junk', 'hidden') AND NOT m.held AND m.expires_at <= $1
             AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.id = m.claim AND c.held) ORDER BY m.expires_at LIMIT $2"
        ),
        now,
        limit
    )?)
}

/// Takes the words of a claim away whose last message is gone, unless a checker wrote them.
pub(crate) async fn expire_claim(tx: &mut Tx, claim: ClaimId) -> Result<u64, Problem> {
    Ok(execute!(
        tx,
        "UPDATE claim SET lane = 'expired', edition = edition + 1,
             statement = CASE WHEN worded THEN statement ELSE '' END, search = CASE WHEN worded THEN search ELSE '' END,
             example = NULL
         WHERE id = $1 AND lane IN ('open', 'junk') AND published = 0 AND NOT held AND NOT busy
         AND NOT EXISTS (SELECT 1 FROM message m WHERE m.claim = claim.id)",
        claim
    )?)
}

/// Claims that carry the words of a message and not a checker's.
pub(crate) async fn claims_in_borrowed_words(tx: &mut Tx) -> Result<Vec<ClaimId>, Problem> {
    #[derive(saksi_db::FromRow)]
    struct Row {
        id: ClaimId,
    }
    let rows = fetch_all!(
        tx,
        Row,
        "SELECT id FROM claim WHERE lane IN ('open', 'junk') AND published = 0 AND NOT worded AND NOT held ORDER BY id"
    )?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Forgets hour counts that no figure uses any more, and receipts that have been expired for as long as they were kept.
pub(crate) async fn sweep(tx: &mut Tx, hours_before: Timestamp, receipts_before: Timestamp) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM claim_hour WHERE hour < $1", hours_before)?;
    execute!(tx, "DELETE FROM intake WHERE hour < $1", hours_before)?;
    execute!(tx, "DELETE FROM receipt WHERE message IS NULL AND expires_at < $1", receipts_before)?;
    Ok(())
}
