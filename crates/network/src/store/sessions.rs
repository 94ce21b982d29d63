//! Signed-in sessions. Times of use are kept to the hour, which is as precise as the idle limit needs.

use saksi_base::{OrganisationId, PersonId, Problem, SessionId, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};

use crate::model::secret::SecretHash;

/// A session and what a request needs to know about the person behind it.
#[derive(Debug, Clone, saksi_db::FromRow)]
pub(crate) struct SessionRow {
    pub(crate) id: SessionId,
    pub(crate) person: PersonId,
    pub(crate) organisation: Option<OrganisationId>,
    pub(crate) awaits_second: bool,
    pub(crate) used_at: Timestamp,
    pub(crate) expires_at: Timestamp,
    pub(crate) display_name: String,
    pub(crate) operator: bool,
    pub(crate) account_made: Timestamp,
    pub(crate) two_step_since: Option<Timestamp>,
    pub(crate) language: String,
}

/// The session of a secret, unless its person's account is closed. The caller checks the times.
pub(crate) async fn session_by_secret(tx: &mut Tx, hash: &SecretHash) -> Result<Option<SessionRow>, Problem> {
    Ok(fetch_optional!(
        tx,
        SessionRow,
        "SELECT s.id, s.person, s.organisation, s.awaits_second, s.used_at, s.expires_at, p.display_name, \
         p.operator, p.created_at AS account_made, c.two_step_since, p.language FROM session s JOIN person p ON p.id = s.person \
         LEFT JOIN credential c ON c.person = p.id WHERE s.secret_hash = $1 AND p.closed_at IS NULL",
        hash.as_bytes()
    )?)
}

/// One line of the list of sessions.
#[derive(Debug, Clone, PartialEq, Eq, saksi_db::FromRow)]
pub(crate) struct SessionLine {
    pub(crate) id: SessionId,
    pub(crate) browser: String,
    pub(crate) started_at: Timestamp,
    pub(crate) used_at: Timestamp,
}

/// The sessions of a person that still open something, the latest used first.
pub(crate) async fn sessions_of(
    tx: &mut Tx,
    person: PersonId,
    idle_since: Timestamp,
) -> Result<Vec<SessionLine>, Problem> {
    let now = tx.now();
    Ok(fetch_all!(
        tx,
        SessionLine,
        "SELECT id, browser, started_at, used_at FROM session WHERE person = $1 AND NOT awaits_second \
         AND expires_at > $2 AND used_at > $3 ORDER BY used_at DESC, started_at DESC, id",
        person,
        now,
        idle_since
    )?)
}

/// A session about to begin.
#[derive(Debug)]
pub(crate) struct NewSession<'a> {
    pub(crate) id: SessionId,
    pub(crate) person: PersonId,
    pub(crate) organisation: Option<OrganisationId>,
    pub(crate) hash: &'a SecretHash,
    pub(crate) awaits_second: bool,
    pub(crate) browser: &'a str,
    pub(crate) expires: Timestamp,
}

/// Begins a session.
pub(crate) async fn insert_session(tx: &mut Tx, session: &NewSession<'_>) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO session (id, person, organisation, secret_hash, awaits_second, browser, started_at, used_at, \
         expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        session.id,
        session.person,
        session.organisation,
        session.hash.as_bytes(),
        session.awaits_second,
        session.browser,
        now.hour(),
        now.hour(),
        session.expires
    )?;
    Ok(())
}

/// Notes that a session was used in this hour.
pub(crate) async fn touch_session(tx: &mut Tx, id: SessionId) -> Result<(), Problem> {
    let hour = tx.now().hour();
    execute!(tx, "UPDATE session SET used_at = $2 WHERE id = $1 AND used_at < $2", id, hour)?;
    Ok(())
}

/// Changes the organisation a session acts for.
pub(crate) async fn set_acting(
    tx: &mut Tx,
    id: SessionId,
    organisation: Option<OrganisationId>,
) -> Result<(), Problem> {
    execute!(tx, "UPDATE session SET organisation = $2 WHERE id = $1", id, organisation)?;
    Ok(())
}

/// Gives a session another secret.
pub(crate) async fn rotate_session(tx: &mut Tx, id: SessionId, hash: &SecretHash) -> Result<bool, Problem> {
    Ok(execute!(tx, "UPDATE session SET secret_hash = $2 WHERE id = $1", id, hash.as_bytes())? == 1)
}

/// Ends one session of a person.
pub(crate) async fn delete_session(tx: &mut Tx, person: PersonId, id: SessionId) -> Result<bool, Problem> {
    Ok(execute!(tx, "DELETE FROM session WHERE id = $1 AND person = $2", id, person)? == 1)
}

/// Ends every session of a person, except one where given.
pub(crate) async fn delete_sessions(tx: &mut Tx, person: PersonId, except: Option<SessionId>) -> Result<u64, Problem> {
    Ok(match except {
        Some(kept) => execute!(tx, "DELETE FROM session WHERE person = $1 AND id <> $2", person, kept)?,
        None => execute!(tx, "DELETE FROM session WHERE person = $1", person)?,
    })
}

/// Takes an organisation out of the sessions of a person who left it.
pub(crate) async fn leave_sessions(tx: &mut Tx, person: PersonId, organisation: OrganisationId) -> Result<(), Problem> {
    execute!(
        tx,
        "UPDATE session SET organisation = NULL WHERE person = $1 AND organisation = $2",
        person,
        organisation
    )?;
    Ok(())
}

/// Keeps the hash of a secret by which a browser is known.
pub(crate) async fn insert_known_browser(tx: &mut Tx, person: PersonId, hash: &SecretHash) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO known_browser (secret_hash, person, known_at) VALUES ($1, $2, $3)",
        hash.as_bytes(),
        person,
        day
    )?;
    Ok(())
}

/// Whose browser is known by a secret, not older than `since`.
pub(crate) async fn known_browser(
    tx: &mut Tx,
    hash: &SecretHash,
    since: Timestamp,
) -> Result<Option<PersonId>, Problem> {
    Ok(fetch_scalar!(
        tx,
        PersonId,
        "SELECT person FROM known_browser WHERE secret_hash = $1 AND known_at > $2",
        hash.as_bytes(),
        since
    )?)
}

/// Forgets the browser of a secret.
pub(crate) async fn forget_browser(tx: &mut Tx, hash: &SecretHash) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM known_browser WHERE secret_hash = $1", hash.as_bytes())?;
    Ok(())
}

/// Forgets every browser of a person.
pub(crate) async fn forget_browsers(tx: &mut Tx, person: PersonId) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM known_browser WHERE person = $1", person)?;
    Ok(())
}

/// Forgets the browsers that have not been used to sign in since.
pub(crate) async fn sweep_browsers(tx: &mut Tx, since: Timestamp) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM known_browser WHERE known_at <= $1", since)?;
    Ok(())
}

/// Deletes the sessions that open nothing any more, and links that are long over; returns how many sessions went.
pub(crate) async fn sweep_sessions(tx: &mut Tx, idle_since: Timestamp) -> Result<u64, Problem> {
    let now = tx.now();
    execute!(tx, "DELETE FROM reset_link WHERE expires_at <= $1", now)?;
    execute!(tx, "DELETE FROM set_up_link WHERE expires_at <= $1 AND used_at IS NULL", now)?;
    Ok(execute!(tx, "DELETE FROM session WHERE expires_at <= $1 OR used_at <= $2", now, idle_since)?)
}
