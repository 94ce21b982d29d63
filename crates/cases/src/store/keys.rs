//! Key pairs, locks, the log of keys, triage keys, and what trustees hold.

use saksi_base::{OrganisationId, PersonId, Problem, SessionId, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};
use saksi_vault::{Fingerprint, Generation, HandedKey, KeyStatement, LockedKey, PublicKey, SealedShare, Sharing};

use super::{number, public_key};
use crate::handle::damaged;

/// Somebody's newest key pair.
pub(crate) struct KeyPair {
    pub(crate) person: PersonId,
    pub(crate) generation: Generation,
    pub(crate) public: PublicKey,
    pub(crate) day: Timestamp,
    pub(crate) passphrase_lock: Option<LockedKey>,
    pub(crate) code_lock: Option<LockedKey>,
}

#[derive(saksi_db::FromRow)]
struct KeyPairRow {
    person: PersonId,
    generation: i64,
    public_key: Vec<u8>,
    passphrase_lock: Option<Vec<u8>>,
    code_lock: Option<Vec<u8>>,
    day: Timestamp,
}

fn generation(stored: i64) -> Result<Generation, Problem> {
    Generation::new(number(stored)?).ok_or_else(|| damaged("a generation")(saksi_vault::SealError::Damaged))
}

impl KeyPairRow {
    fn read(self) -> Result<KeyPair, Problem> {
        let lock = |bytes: Option<Vec<u8>>| {
            bytes.map(|bytes| LockedKey::from_bytes(&bytes)).transpose().map_err(damaged("a lock"))
        };
        Ok(KeyPair {
            person: self.person,
            generation: generation(self.generation)?,
            public: public_key(&self.public_key)?,
            day: self.day,
            passphrase_lock: lock(self.passphrase_lock)?,
            code_lock: lock(self.code_lock)?,
        })
    }
}

/// Somebody's key pair that holds now.
pub(crate) async fn key_pair(tx: &mut Tx, person: PersonId) -> Result<Option<KeyPair>, Problem> {
    let row = fetch_optional!(
        tx,
        KeyPairRow,
        "SELECT person, generation, public_key, passphrase_lock, code_lock, day FROM key_pair WHERE person = $1 AND NOT ended",
        person
    )?;
    row.map(KeyPairRow::read).transpose()
}

/// The key pairs that hold of everybody who is in an organisation now.
pub(crate) async fn key_pairs_of(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<KeyPair>, Problem> {
    let rows = fetch_all!(
        tx,
        KeyPairRow,
        "SELECT k.person, k.generation, k.public_key, k.passphrase_lock, k.code_lock, k.day FROM key_pair k \
         JOIN affiliation a ON a.person = k.person WHERE a.organisation = $1 AND a.ended_at IS NULL AND NOT k.ended",
        organisation
    )?;
    rows.into_iter().map(KeyPairRow::read).collect()
}

/// A new key pair of a person.
pub(crate) async fn insert_key_pair(
    tx: &mut Tx,
    person: PersonId,
    made: Generation,
    public: &PublicKey,
    passphrase_lock: &LockedKey,
    code_lock: &LockedKey,
) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO key_pair (person, generation, public_key, fingerprint, passphrase_lock, code_lock, day, ended) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, FALSE)",
        person,
        i64::from(made.get()),
        public.as_bytes(),
        &public.fingerprint().to_bytes()[..],
        passphrase_lock.as_bytes(),
        code_lock.as_bytes(),
        day
    )?;
    Ok(())
}

/// Ends every key pair of a person: its locks go, so that nothing opens it any more.
pub(crate) async fn end_key_pairs(tx: &mut Tx, person: PersonId) -> Result<(), Problem> {
    execute!(
        tx,
        "UPDATE key_pair SET ended = TRUE, passphrase_lock = NULL, code_lock = NULL WHERE person = $1 AND NOT ended",
        person
    )?;
    Ok(())
}

/// Puts another passphrase lock, and another code lock where given, in the place of those before. `false`: the key pair is
/// no longer the one that holds.
pub(crate) async fn relock(
    tx: &mut Tx,
    person: PersonId,
    made: Generation,
    passphrase_lock: Option<&LockedKey>,
    code_lock: Option<&LockedKey>,
) -> Result<bool, Problem> {
    let changed = execute!(
        tx,
        "UPDATE key_pair SET passphrase_lock = coalesce($3, passphrase_lock), code_lock = coalesce($4, code_lock) \
         WHERE person = $1 AND generation = $2 AND NOT ended",
        person,
        i64::from(made.get()),
        passphrase_lock.map(LockedKey::as_bytes),
        code_lock.map(LockedKey::as_bytes)
    )?;
    Ok(changed == 1)
}

#[derive(saksi_db::FromRow)]
struct SessionLockRow {
    session_lock: Vec<u8>,
    used_at: Timestamp,
}

/// The session lock of somebody's session, and when it was used last.
pub(crate) async fn session_lock(
    tx: &mut Tx,
    session: SessionId,
    person: PersonId,
) -> Result<Option<(LockedKey, Timestamp)>, Problem> {
    let row = fetch_optional!(
        tx,
        SessionLockRow,
        "SELECT session_lock, used_at FROM unlocked_key WHERE session = $1 AND person = $2",
        session,
        person
    )?;
    let read = |row: SessionLockRow| {
        LockedKey::from_bytes(&row.session_lock).map(|lock| (lock, row.used_at)).map_err(damaged("a session lock"))
    };
    row.map(read).transpose()
}

/// Keeps a key unlocked for a session.
pub(crate) async fn put_session_lock(
    tx: &mut Tx,
    session: SessionId,
    person: PersonId,
    lock: &LockedKey,
    used: Timestamp,
) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO unlocked_key (session, person, session_lock, used_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (session) DO UPDATE SET session_lock = excluded.session_lock, used_at = excluded.used_at",
        session,
        person,
        lock.as_bytes(),
        used
    )?;
    Ok(())
}

/// Notes that an unlocked key was used.
pub(crate) async fn touch_session_lock(tx: &mut Tx, session: SessionId, used: Timestamp) -> Result<(), Problem> {
    execute!(tx, "UPDATE unlocked_key SET used_at = $2 WHERE session = $1 AND used_at < $2", session, used)?;
    Ok(())
}

/// Locks the key of a session.
pub(crate) async fn drop_session_lock(tx: &mut Tx, session: SessionId) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM unlocked_key WHERE session = $1", session)?;
    Ok(())
}

/// Locks the key of a person in every session.
pub(crate) async fn drop_session_locks(tx: &mut Tx, person: PersonId) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM unlocked_key WHERE person = $1", person)?;
    Ok(())
}

/// Locks every key that has not been used since; gives how many.
pub(crate) async fn drop_idle_session_locks(tx: &mut Tx, since: Timestamp) -> Result<u64, Problem> {
    Ok(execute!(tx, "DELETE FROM unlocked_key WHERE used_at <= $1", since)?)
}

/// The whole log of keys, in order.
pub(crate) async fn statements(tx: &mut Tx, from: i64) -> Result<Vec<Vec<u8>>, Problem> {
    let rows =
        fetch_all!(tx, (Vec<u8>,), "SELECT statement FROM key_statement WHERE position >= $1 ORDER BY position", from)?;
    Ok(rows.into_iter().map(|(statement,)| statement).collect())
}

/// Adds a statement to the log.
pub(crate) async fn insert_statement(tx: &mut Tx, statement: &KeyStatement) -> Result<(), Problem> {
    let position = i64::try_from(statement.position()).map_err(|_| Problem::internal())?;
    execute!(tx, "INSERT INTO key_statement (position, statement) VALUES ($1, $2)", position, statement.to_bytes())?;
    Ok(())
}

/// A triage key or an organisation's key.
pub(crate) struct PublicRow {
    pub(crate) organisation: OrganisationId,
    pub(crate) generation: Generation,
    pub(crate) public: PublicKey,
    pub(crate) day: Timestamp,
}

#[derive(saksi_db::FromRow)]
struct PublicKeyRow {
    organisation: OrganisationId,
    generation: i64,
    public_key: Vec<u8>,
    day: Timestamp,
}

impl PublicKeyRow {
    fn read(self) -> Result<PublicRow, Problem> {
        Ok(PublicRow {
            organisation: self.organisation,
            generation: generation(self.generation)?,
            public: public_key(&self.public_key)?,
            day: self.day,
        })
    }
}

/// The triage key of an organisation that holds now.
pub(crate) async fn triage_key(tx: &mut Tx, organisation: OrganisationId) -> Result<Option<PublicRow>, Problem> {
    let row = fetch_optional!(
        tx,
        PublicKeyRow,
        "SELECT organisation, generation, public_key, day FROM triage_key WHERE organisation = $1 AND ended_at IS NULL",
        organisation
    )?;
    row.map(PublicKeyRow::read).transpose()
}

/// Every triage key that holds now, of organisations that are open, by the organisation's name.
pub(crate) async fn triage_keys(tx: &mut Tx) -> Result<Vec<PublicRow>, Problem> {
    let rows = fetch_all!(
        tx,
        PublicKeyRow,
        "SELECT t.organisation, t.generation, t.public_key, t.day FROM triage_key t JOIN organisation o ON o.id = t.organisation \
         WHERE t.ended_at IS NULL AND o.closed_at IS NULL ORDER BY lower(o.name), o.id"
    )?;
    rows.into_iter().map(PublicKeyRow::read).collect()
}

/// A new triage key; the one before ends.
pub(crate) async fn insert_triage_key(
    tx: &mut Tx,
    organisation: OrganisationId,
    made: Generation,
    public: &PublicKey,
) -> Result<(), Problem> {
    let now = tx.now().day();
    execute!(
        tx,
        "UPDATE triage_key SET ended_at = $2 WHERE organisation = $1 AND ended_at IS NULL",
        organisation,
        now
    )?;
    execute!(
        tx,
        "INSERT INTO triage_key (organisation, generation, public_key, fingerprint, day, ended_at) VALUES ($1, $2, $3, $4, $5, NULL)",
        organisation,
        i64::from(made.get()),
        public.as_bytes(),
        &public.fingerprint().to_bytes()[..],
        now
    )?;
    Ok(())
}

/// A triage key as one of its holders has it.
pub(crate) struct Handed {
    pub(crate) person: Option<PersonId>,
    pub(crate) key: HandedKey,
}

#[derive(saksi_db::FromRow)]
struct HandedRow {
    person: Option<PersonId>,
    handed: Vec<u8>,
}

impl HandedRow {
    fn read(self) -> Result<Handed, Problem> {
        let key = HandedKey::from_bytes(&self.handed).map_err(damaged("a handed key"))?;
        Ok(Handed { person: self.person, key })
    }
}

/// Who holds a triage key that holds now.
pub(crate) async fn handed_keys(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Handed>, Problem> {
    let rows = fetch_all!(
        tx,
        HandedRow,
        "SELECT h.person, h.handed FROM handed_key h JOIN triage_key t \
         ON t.organisation = h.organisation AND t.generation = h.generation \
         WHERE h.organisation = $1 AND t.ended_at IS NULL",
        organisation
    )?;
    rows.into_iter().map(HandedRow::read).collect()
}

/// The triage keys that were handed to the organisation's key, ended ones too.
pub(crate) async fn handed_to_organisation(
    tx: &mut Tx,
    organisation: OrganisationId,
) -> Result<Vec<HandedKey>, Problem> {
    let rows = fetch_all!(
        tx,
        HandedRow,
        "SELECT person, handed FROM handed_key WHERE organisation = $1 AND person IS NULL ORDER BY generation",
        organisation
    )?;
    rows.into_iter().map(|row| row.read().map(|handed| handed.key)).collect()
}

/// Hands a triage key to somebody, or to the organisation's key.
pub(crate) async fn insert_handed_key(
    tx: &mut Tx,
    organisation: OrganisationId,
    made: Generation,
    person: Option<PersonId>,
    key: &HandedKey,
) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO handed_key (organisation, generation, holder, person, handed) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (organisation, generation, holder) DO NOTHING",
        organisation,
        i64::from(made.get()),
        &key.holder().to_bytes()[..],
        person,
        key.as_bytes()
    )?;
    Ok(())
}

/// Takes a triage key back from a key of its holder that no longer holds.
pub(crate) async fn delete_handed_key(
    tx: &mut Tx,
    organisation: OrganisationId,
    holder: Fingerprint,
) -> Result<(), Problem> {
    execute!(
        tx,
        "DELETE FROM handed_key WHERE organisation = $1 AND holder = $2",
        organisation,
        &holder.to_bytes()[..]
    )?;
    Ok(())
}

/// Deletes what holders have of triage keys that have ended: from then on nobody has their private halves. The organisation's key keeps
/// one for as long as something waits under it.
pub(crate) async fn delete_ended_handed_keys(tx: &mut Tx, organisation: OrganisationId) -> Result<(), Problem> {
    execute!(
        tx,
        "DELETE FROM handed_key WHERE organisation = $1 AND generation IN \
         (SELECT t.generation FROM triage_key t WHERE t.organisation = $1 AND t.ended_at IS NOT NULL) \
         AND (person IS NOT NULL OR NOT EXISTS (SELECT 1 FROM triage_key t JOIN case_wrap w ON w.recipient = t.fingerprint \
         WHERE t.organisation = $1 AND t.generation = handed_key.generation AND w.organisation = $1 AND w.kind = 'triage'))",
        organisation
    )?;
    Ok(())
}

/// The key of an organisation, which opens with its trustees alone.
pub(crate) struct OrganisationKey {
    pub(crate) key: PublicRow,
    pub(crate) recovery_lock: LockedKey,
    pub(crate) sharing: Sharing,
}

#[derive(saksi_db::FromRow)]
struct OrganisationKeyRow {
    organisation: OrganisationId,
    generation: i64,
    public_key: Vec<u8>,
    recovery_lock: Vec<u8>,
    sharing: Vec<u8>,
    day: Timestamp,
}

/// The organisation's key that holds now: the one of the last generation.
pub(crate) async fn organisation_key(
    tx: &mut Tx,
    organisation: OrganisationId,
) -> Result<Option<OrganisationKey>, Problem> {
    let row = fetch_optional!(
        tx,
        OrganisationKeyRow,
        "SELECT organisation, generation, public_key, recovery_lock, sharing, day FROM organisation_key \
         WHERE organisation = $1 ORDER BY generation DESC LIMIT 1",
        organisation
    )?;
    let Some(row) = row else { return Ok(None) };
    let key = PublicKeyRow {
        organisation: row.organisation,
        generation: row.generation,
        public_key: row.public_key,
        day: row.day,
    };
    Ok(Some(OrganisationKey {
        key: key.read()?,
        recovery_lock: LockedKey::from_bytes(&row.recovery_lock).map_err(damaged("a recovery lock"))?,
        sharing: Sharing::from_bytes(&row.sharing).map_err(damaged("a sharing"))?,
    }))
}

/// Puts another key in the place of the organisation's.
pub(crate) async fn replace_organisation_key(
    tx: &mut Tx,
    organisation: OrganisationId,
    made: Generation,
    public: &PublicKey,
    recovery_lock: &LockedKey,
    sharing: &Sharing,
) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(tx, "DELETE FROM organisation_key WHERE organisation = $1", organisation)?;
    execute!(
        tx,
        "INSERT INTO organisation_key (organisation, generation, public_key, fingerprint, recovery_lock, sharing, day) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        organisation,
        i64::from(made.get()),
        public.as_bytes(),
        &public.fingerprint().to_bytes()[..],
        recovery_lock.as_bytes(),
        sharing.to_bytes(),
        day
    )?;
    Ok(())
}

/// The share of one trustee.
pub(crate) struct TrusteeShare {
    pub(crate) person: PersonId,
    pub(crate) share: SealedShare,
}

#[derive(saksi_db::FromRow)]
struct ShareRow {
    person: PersonId,
    share: Vec<u8>,
}

/// The shares of an organisation's trustees.
pub(crate) async fn shares(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<TrusteeShare>, Problem> {
    let rows = fetch_all!(
        tx,
        ShareRow,
        "SELECT person, share FROM sealed_share WHERE organisation = $1 ORDER BY number",
        organisation
    )?;
    let read = |row: ShareRow| {
        let share = SealedShare::from_bytes(&row.share).map_err(damaged("a share"))?;
        Ok(TrusteeShare { person: row.person, share })
    };
    rows.into_iter().map(read).collect()
}

/// Gives a trustee their share.
pub(crate) async fn insert_share(
    tx: &mut Tx,
    organisation: OrganisationId,
    made: Generation,
    person: PersonId,
    share: &SealedShare,
) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO sealed_share (organisation, generation, number, person, share) VALUES ($1, $2, $3, $4, $5)",
        organisation,
        i64::from(made.get()),
        i64::from(share.index()),
        person,
        share.as_bytes()
    )?;
    Ok(())
}

/// Who joins the shares of an organisation's trustees, and since which day.
pub(crate) async fn recovery(
    tx: &mut Tx,
    organisation: OrganisationId,
) -> Result<Option<(PersonId, Timestamp)>, Problem> {
    Ok(fetch_optional!(
        tx,
        (PersonId, Timestamp),
        "SELECT person, day FROM recovery WHERE organisation = $1",
        organisation
    )?)
}

/// Begins a recovery; what another one had gathered goes.
pub(crate) async fn begin_recovery(tx: &mut Tx, organisation: OrganisationId, by: PersonId) -> Result<(), Problem> {
    let day = tx.now().day();
    end_recovery(tx, organisation).await?;
    execute!(tx, "INSERT INTO recovery (organisation, person, day) VALUES ($1, $2, $3)", organisation, by, day)?;
    Ok(())
}

/// Ends a recovery.
pub(crate) async fn end_recovery(tx: &mut Tx, organisation: OrganisationId) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM recovery WHERE organisation = $1", organisation)?;
    Ok(())
}

/// The shares that trustees have given for a recovery.
pub(crate) async fn given_shares(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<SealedShare>, Problem> {
    let rows = fetch_all!(
        tx,
        (Vec<u8>,),
        "SELECT share FROM recovery_share WHERE organisation = $1 ORDER BY number",
        organisation
    )?;
    rows.into_iter().map(|(share,)| SealedShare::from_bytes(&share).map_err(damaged("a given share"))).collect()
}

/// Keeps a share that a trustee gave.
pub(crate) async fn give_share(tx: &mut Tx, organisation: OrganisationId, share: &SealedShare) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO recovery_share (organisation, number, share) VALUES ($1, $2, $3) \
         ON CONFLICT (organisation, number) DO UPDATE SET share = excluded.share",
        organisation,
        i64::from(share.index()),
        share.as_bytes()
    )?;
    Ok(())
}

/// Whether somebody holds the triage key of an organisation that holds now.
pub(crate) async fn is_triager(tx: &mut Tx, organisation: OrganisationId, person: PersonId) -> Result<bool, Problem> {
    let held = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM handed_key h JOIN triage_key t ON t.organisation = h.organisation AND t.generation = h.generation \
         WHERE h.organisation = $1 AND h.person = $2 AND t.ended_at IS NULL",
        organisation,
        person
    )?;
    Ok(held.unwrap_or(0) > 0)
}
