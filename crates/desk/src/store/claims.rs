//! Claims: one row each, whoever works on it.

use saksi_base::{ClaimId, OrganisationId, PersonId, Problem, SpaceId, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};
use uuid::Uuid;

use crate::masking::{self, Mask};
use crate::model::{GROWTH_HALF_LIFE, URGENCY_HALF_LIFE, heat};

macro_rules! columns {
    () => {
        "c.id, c.owner, c.space, c.marking, c.lane, c.busy, c.statement, c.worded, c.language, c.content_type, c.example, c.asked, \
         c.first_asked, c.urgency, c.surge, c.published, c.close_reason, c.joined_into, c.hidden, c.held, c.edition"
    };
}

/// A claim as stored.
#[derive(Debug, Clone, saksi_db::FromRow)]
#[expect(clippy::struct_excessive_bools, reason = "the columns as they stand in the table")]
pub(crate) struct ClaimRow {
    pub(crate) id: ClaimId,
    pub(crate) owner: OrganisationId,
    pub(crate) space: SpaceId,
    pub(crate) marking: i16,
    pub(crate) lane: String,
    pub(crate) busy: bool,
    pub(crate) statement: String,
    pub(crate) worded: bool,
    pub(crate) language: String,
    pub(crate) content_type: String,
    pub(crate) example: Option<String>,
    pub(crate) asked: i64,
    pub(crate) first_asked: Timestamp,
    pub(crate) urgency: f64,
    pub(crate) surge: f64,
    pub(crate) published: i64,
    pub(crate) close_reason: Option<String>,
    pub(crate) joined_into: Option<ClaimId>,
    pub(crate) hidden: bool,
    pub(crate) held: bool,
    pub(crate) edition: i64,
}

/// A claim that the viewer of the transaction may see.
pub(crate) async fn seen(tx: &mut Tx, id: ClaimId) -> Result<ClaimRow, Problem> {
    fetch_optional!(tx, ClaimRow, concat!("SELECT ", columns!(), " FROM seen_claim c WHERE c.id = $1"), id)?
        .ok_or_else(Problem::not_found)
}

/// A claim that an organisation may see. This is the guard of every change to a claim: the rule of the database's views, asked
/// once more for one organisation, so that it also holds in a transaction of the system.
pub(crate) async fn for_organisation(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: ClaimId,
) -> Result<ClaimRow, Problem> {
    fetch_optional!(
        tx,
        ClaimRow,
        concat!(
            "SELECT ",
            columns!(),
            " FROM seen_claim c WHERE c.id = $1 AND (c.marking = 0 OR c.owner = $2 OR (c.marking <= 2 AND EXISTS (
                 SELECT 1 FROM space_organisation s WHERE s.space = c.space AND s.organisation = $2)))"
        ),
        id,
        organisation
    )?
    .ok_or_else(Problem::not_found)
}

/// Whether the database lets the viewer of the transaction write a claim: only its owner's people, and the system.
pub(crate) async fn is_writable(tx: &mut Tx, id: ClaimId) -> Result<bool, Problem> {
    let found = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM seen_claim c WHERE c.id = $1 AND c.owner IN (SELECT owner FROM writable)",
        id
    )?;
    Ok(found.unwrap_or(0) > 0)
}

/// Whether a claim belongs to an imported organisation, for which nobody works here.
pub(crate) async fn is_unattended(tx: &mut Tx, id: ClaimId) -> Result<bool, Problem> {
    let found = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM seen_claim c JOIN organisation o ON o.id = c.owner WHERE c.id = $1 AND o.imported",
        id
    )?;
    Ok(found.unwrap_or(0) > 0)
}

/// A new claim.
pub(crate) struct NewClaim<'a> {
    pub(crate) id: ClaimId,
    pub(crate) owner: OrganisationId,
    pub(crate) space: SpaceId,
    pub(crate) marking: i16,
    pub(crate) lane: &'a str,
    pub(crate) statement: &'a str,
    pub(crate) language: &'a str,
    pub(crate) content_type: &'a str,
}

/// Opens a claim that nobody has asked about yet; [`asked`] follows.
pub(crate) async fn open(tx: &mut Tx, claim: NewClaim<'_>) -> Result<(), Problem> {
    let now = tx.now();
    let hour = now.hour();
    let urgency = heat(None, hour, URGENCY_HALF_LIFE, 1);
    let surge = heat(None, hour, GROWTH_HALF_LIFE, 1);
    execute!(
        tx,
        "INSERT INTO claim (id, owner, space, marking, lane, statement, language, content_type, search, first_asked, last_asked,
             urgency, surge, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12, $13)",
        claim.id,
        claim.owner,
        claim.space,
        claim.marking,
        claim.lane,
        claim.statement,
        claim.language,
        claim.content_type,
        claim.statement.to_lowercase(),
        hour,
        urgency,
        surge,
        now
    )?;
    Ok(())
}

/// Whether so many claims or more wait to be checked, over all organisations.
pub(crate) async fn wait_at_least(tx: &mut Tx, many: i64) -> Result<bool, Problem> {
    let found = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM (SELECT 1 FROM claim WHERE lane = 'open' LIMIT $1) AS waiting",
        many
    )?;
    Ok(found.unwrap_or(0) >= many)
}

#[derive(saksi_db::FromRow)]
struct Heat {
    asked: i64,
    urgency: f64,
    surge: f64,
}

/// Counts that somebody asked about a claim, and warms it.
pub(crate) async fn asked(tx: &mut Tx, id: ClaimId, times: i64) -> Result<(), Problem> {
    let hour = tx.now().hour();
    let Some(now) = fetch_optional!(tx, Heat, "SELECT asked, urgency, surge FROM claim WHERE id = $1", id)? else {
        return Ok(());
    };
    let before = |value: f64| (now.asked > 0).then_some(value);
    execute!(
        tx,
        "UPDATE claim SET asked = asked + $2, last_asked = $3, urgency = $4, surge = $5 WHERE id = $1",
        id,
        times,
        hour,
        heat(before(now.urgency), hour, URGENCY_HALF_LIFE, times),
        heat(before(now.surge), hour, GROWTH_HALF_LIFE, times)
    )?;
    execute!(
        tx,
        "INSERT INTO claim_hour (claim, hour, asked) VALUES ($1, $2, $3)
         ON CONFLICT (claim, hour) DO UPDATE SET asked = claim_hour.asked + excluded.asked",
        id,
        hour,
        times
    )?;
    Ok(())
}

/// Gives a claim its words. The database writes them for the owner's people and for the system alone.
pub(crate) async fn set_words(
    tx: &mut Tx,
    id: ClaimId,
    statement: &str,
    language: &str,
    content_type: &str,
) -> Result<(), Problem> {
    let stored = execute!(
        tx,
        "UPDATE claim SET statement = $2, language = $3, content_type = $4, search = $5, worded = TRUE, edition = edition + 1
         WHERE id = $1 AND owner IN (SELECT owner FROM writable)",
        id,
        statement,
        language,
        content_type,
        statement.to_lowercase()
    )?;
    super::written(stored)
}

/// Sets where a claim stands. The database does it for the owner's people and for the system alone.
pub(crate) async fn set_lane(tx: &mut Tx, id: ClaimId, lane: &str, close_reason: Option<&str>) -> Result<(), Problem> {
    let stored = execute!(
        tx,
        "UPDATE claim SET lane = $2, close_reason = $3, edition = edition + 1
         WHERE id = $1 AND owner IN (SELECT owner FROM writable)",
        id,
        lane,
        close_reason
    )?;
    super::written(stored)
}

/// Makes a claim public, with a masked example.
pub(crate) async fn set_public(tx: &mut Tx, id: ClaimId, example: Option<&str>) -> Result<(), Problem> {
    execute!(tx, "UPDATE claim SET marking = 0, example = coalesce($2, example) WHERE id = $1", id, example)?;
    Ok(())
}

/// Sets the marking.
pub(crate) async fn set_marking(tx: &mut Tx, id: ClaimId, marking: i16) -> Result<(), Problem> {
    execute!(tx, "UPDATE claim SET marking = $2 WHERE id = $1", id, marking)?;
    Ok(())
}

/// Hides a claim or brings it back.
pub(crate) async fn set_hidden(tx: &mut Tx, id: ClaimId, hidden: bool) -> Result<(), Problem> {
    execute!(tx, "UPDATE claim SET hidden = $2 WHERE id = $1", id, hidden)?;
    Ok(())
}

/// Holds a claim and its messages, or lets them go.
pub(crate) async fn set_held(tx: &mut Tx, id: ClaimId, held: bool) -> Result<(), Problem> {
    execute!(tx, "UPDATE claim SET held = $2 WHERE id = $1", id, held)?;
    execute!(tx, "UPDATE message SET held = $2 WHERE claim = $1", id, held)?;
    Ok(())
}

/// Counts the published checks again and moves the claim to where it then belongs. Gives how many are published.
pub(crate) async fn settle(tx: &mut Tx, id: ClaimId) -> Result<i64, Problem> {
    execute!(
        tx,
        "UPDATE claim SET
             published = (SELECT count(*) FROM fact_check f WHERE f.claim = claim.id AND f.listed),
             busy = (EXISTS (SELECT 1 FROM assignment a WHERE a.claim = claim.id AND a.released_at IS NULL)
                 OR EXISTS (SELECT 1 FROM fact_check f WHERE f.claim = claim.id AND f.state IN ('draft', 'in-review')))
         WHERE id = $1",
        id
    )?;
    execute!(
        tx,
        "UPDATE claim SET lane = 'answered', close_reason = NULL WHERE id = $1 AND published > 0 AND lane <> 'joined'",
        id
    )?;
    execute!(tx, "UPDATE claim SET lane = 'open' WHERE id = $1 AND published = 0 AND lane = 'answered'", id)?;
    // A published check made the claim public. Once none stands, who sees it is again what its owner chose: for its messages
    // when they came in, or for its queue where none is left. A withdrawn check keeps its own page.
    execute!(
        tx,
        "UPDATE claim SET marking = coalesce(
             (SELECT min(m.marking) FROM message m WHERE m.claim = claim.id AND m.marking > 0),
             (SELECT CASE WHEN o.shares_queue THEN 2 ELSE 3 END FROM organisation o WHERE o.id = claim.owner), 3)
         WHERE id = $1 AND marking = 0 AND published = 0",
        id
    )?;
    let published = fetch_scalar!(tx, i64, "SELECT published FROM claim WHERE id = $1", id)?.unwrap_or(0);
    let (from, to) = if published > 0 { ("open", "answered") } else { ("answered", "open") };
    execute!(tx, "UPDATE message SET state = $3 WHERE claim = $1 AND state = $2", id, from, to)?;
    Ok(published)
}

/// Moves everything of a claim into another.
pub(crate) async fn join(tx: &mut Tx, from: ClaimId, into: ClaimId) -> Result<(), Problem> {
    execute!(tx, "UPDATE message SET claim = $2 WHERE claim = $1", from, into)?;
    execute!(tx, "UPDATE receipt SET claim = $2 WHERE claim = $1", from, into)?;
    execute!(tx, "UPDATE message_fingerprint SET claim = $2 WHERE claim = $1", from, into)?;
    execute!(
        tx,
        "INSERT INTO claim_link (link, claim) SELECT l.link, c.id FROM claim_link l, claim c WHERE l.claim = $1 AND c.id = $2
         ON CONFLICT DO NOTHING",
        from,
        into
    )?;
    execute!(tx, "DELETE FROM claim_link WHERE claim = $1", from)?;
    execute!(tx, "UPDATE assignment SET claim = $2 WHERE claim = $1", from, into)?;
    execute!(tx, "UPDATE fact_check SET claim = $2 WHERE claim = $1", from, into)?;
    execute!(tx, "UPDATE external_reference SET subject = $2 WHERE subject = $1", from, into)?;
    execute!(tx, "UPDATE claim SET joined_into = $2 WHERE joined_into = $1", from, into)?;
    execute!(
        tx,
        "UPDATE claim SET lane = 'joined', joined_into = $2, edition = edition + 1 WHERE id = $1",
        from,
        into
    )?;
    add_counts(tx, from, into).await
}

#[derive(saksi_db::FromRow)]
struct Hour {
    hour: Timestamp,
    asked: i64,
}

/// Adds the counters of one claim to another's.
async fn add_counts(tx: &mut Tx, from: ClaimId, into: ClaimId) -> Result<(), Problem> {
    let (Some(a), Some(b)) = (raw(tx, from).await?, raw(tx, into).await?) else { return Ok(()) };
    let hours = fetch_all!(tx, Hour, "SELECT hour, asked FROM claim_hour WHERE claim = $1", from)?;
    for hour in hours {
        execute!(
            tx,
            "INSERT INTO claim_hour (claim, hour, asked) VALUES ($1, $2, $3)
             ON CONFLICT (claim, hour) DO UPDATE SET asked = claim_hour.asked + excluded.asked",
            into,
            hour.hour,
            hour.asked
        )?;
    }
    // log2(2^a + 2^b): two heats are sums in the same unit.
    let sum = |x: f64, y: f64| {
        let (high, low) = if x > y { (x, y) } else { (y, x) };
        high + (low - high).exp2().ln_1p() / std::f64::consts::LN_2
    };
    execute!(
        tx,
        "UPDATE claim SET asked = asked + $2, first_asked = $3, urgency = $4, surge = $5 WHERE id = $1",
        into,
        a.asked,
        a.first_asked.min(b.first_asked),
        sum(a.urgency, b.urgency),
        sum(a.surge, b.surge)
    )?;
    Ok(())
}

/// A claim without any question of who asks. For actions that have guarded already.
pub(crate) async fn raw(tx: &mut Tx, id: ClaimId) -> Result<Option<ClaimRow>, Problem> {
    Ok(fetch_optional!(tx, ClaimRow, concat!("SELECT ", columns!(), " FROM claim c WHERE c.id = $1"), id)?)
}

/// Takes a number of askings over from one claim to another (when messages move).
pub(crate) async fn move_count(tx: &mut Tx, from: ClaimId, into: ClaimId, times: i64) -> Result<(), Problem> {
    execute!(
        tx,
        "UPDATE claim SET asked = CASE WHEN asked > $2 THEN asked - $2 ELSE 0 END WHERE id = $1",
        from,
        times
    )?;
    asked(tx, into, times).await
}

/// Where a claim ended up after joins; at most eight steps.
pub(crate) async fn final_claim(tx: &mut Tx, id: ClaimId) -> Result<Option<ClaimRow>, Problem> {
    let mut id = id;
    for _ in 0..8 {
        let Some(row) = raw(tx, id).await? else { return Ok(None) };
        match row.joined_into {
            Some(into) => id = into,
            None => return Ok(Some(row)),
        }
    }
    Ok(None)
}

/// Puts an organisation on a claim; nothing happens when it is on it already.
pub(crate) async fn assign(
    tx: &mut Tx,
    id: Uuid,
    claim: &ClaimRow,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<bool, Problem> {
    let now = tx.now();
    let here = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM seen_assignment WHERE claim = $1 AND owner = $2 AND released_at IS NULL",
        claim.id,
        organisation
    )?;
    if here.unwrap_or(0) > 0 {
        return Ok(false);
    }
    let assigned = execute!(
        tx,
        "INSERT INTO assignment (id, owner, space, marking, claim, person, since)
         SELECT $1, owner, $3, $4, $5, $6, $7 FROM writable WHERE owner = $2",
        id,
        organisation,
        claim.space,
        claim.marking.clamp(2, 3),
        claim.id,
        person,
        now
    )?;
    Ok(assigned == 1)
}

/// Who of an organisation is on a claim.
pub(crate) async fn on_it(
    tx: &mut Tx,
    claim: ClaimId,
    organisation: OrganisationId,
) -> Result<Option<PersonId>, Problem> {
    Ok(fetch_scalar!(
        tx,
        PersonId,
        "SELECT person FROM seen_assignment WHERE claim = $1 AND owner = $2 AND released_at IS NULL ORDER BY since LIMIT 1",
        claim,
        organisation
    )?)
}

/// Puts another person of an organisation on a claim that the organisation is on; says whether anything changed.
pub(crate) async fn hand_over(
    tx: &mut Tx,
    claim: ClaimId,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<bool, Problem> {
    let now = tx.now();
    let changed = execute!(
        tx,
        "UPDATE assignment SET person = $3, since = $4 WHERE claim = $1 AND owner = $2 AND released_at IS NULL
         AND owner IN (SELECT owner FROM writable)",
        claim,
        organisation,
        person,
        now
    )?;
    Ok(changed > 0)
}

/// Takes an organisation off a claim.
pub(crate) async fn release(tx: &mut Tx, claim: ClaimId, organisation: OrganisationId) -> Result<u64, Problem> {
    let now = tx.now();
    Ok(execute!(
        tx,
        "UPDATE assignment SET released_at = $3 WHERE claim = $1 AND owner = $2 AND released_at IS NULL
         AND owner IN (SELECT owner FROM writable)",
        claim,
        organisation,
        now
    )?)
}

/// Notes links of a claim.
pub(crate) async fn add_links(tx: &mut Tx, claim: ClaimId, links: &[String]) -> Result<(), Problem> {
    for link in links {
        execute!(tx, "INSERT INTO claim_link (link, claim) VALUES ($1, $2) ON CONFLICT DO NOTHING", link, claim)?;
    }
    Ok(())
}

#[derive(Debug, saksi_db::FromRow)]
struct Shown {
    text: String,
    masks: String,
    words: Option<String>,
}

/// Gives a claim that no checker worded the masked beginning of the message that is now its most asked one and in sight; no
/// words where none is.
pub(crate) async fn refresh_excerpt(tx: &mut Tx, id: ClaimId) -> Result<(), Problem> {
    let shown = fetch_optional!(
        tx,
        Shown,
        "SELECT m.text, m.masks,
             (SELECT f.words FROM media_file f WHERE f.message = m.id ORDER BY f.id LIMIT 1) AS words
         FROM message m WHERE m.claim = $1 AND m.state NOT IN ('hidden', 'withdrawn') ORDER BY m.asked DESC, m.id LIMIT 1",
        id
    )?;
    let statement = match shown {
        // Of a picture without a text, the words in it.
        Some(shown) if shown.text.is_empty() => {
            crate::actions::receive::excerpt(shown.words.as_deref().unwrap_or_default())
        }
        // What a checker marked in the message must not go on standing in the heading.
        Some(shown) => {
            let marks: Vec<Mask> = serde_json::from_str(&shown.masks).unwrap_or_default();
            crate::actions::receive::excerpt(&masking::apply(&shown.text, &masking::find_with(&shown.text, &marks)))
        }
        // Nothing is left that may be shown: what a moderator hid must not go on standing as a heading.
        None if fetch_scalar!(tx, i64, "SELECT count(*) FROM message WHERE claim = $1", id)?.unwrap_or(0) > 0 => {
            String::new()
        }
        None => return Ok(()),
    };
    execute!(
        tx,
        "UPDATE claim SET statement = $2, search = $3 WHERE id = $1 AND NOT worded",
        id,
        &statement,
        statement.to_lowercase()
    )?;
    Ok(())
}

/// Moves links that came with a message to another claim, unless another message of the first still carries them (the row
/// then stays with both).
pub(crate) async fn move_links(tx: &mut Tx, from: ClaimId, into: ClaimId, links: &[String]) -> Result<(), Problem> {
    for link in links {
        execute!(tx, "DELETE FROM claim_link WHERE link = $1 AND claim = $2", link, from)?;
        execute!(tx, "INSERT INTO claim_link (link, claim) VALUES ($1, $2) ON CONFLICT DO NOTHING", link, into)?;
    }
    for message in super::intake::of_claim(tx, from, 200).await? {
        let rest: Vec<String> = saksi_matching::links::extract(&message.text)
            .into_iter()
            .map(String::from)
            .filter(|link| links.contains(link))
            .collect();
        add_links(tx, from, &rest).await?;
    }
    Ok(())
}
