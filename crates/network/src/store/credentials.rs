//! How people sign in: names, hashed passwords, second steps, recovery codes, reset links, the set-up link.

use saksi_base::{PersonId, Problem, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};

use crate::model::password::StoredPassword;
use crate::model::person::SignInName;
use crate::model::seal::Sealed;
use crate::model::secret::SecretHash;

/// How one person signs in.
#[derive(Debug)]
pub(crate) struct Credential {
    pub(crate) person: PersonId,
    pub(crate) sign_in_name: String,
    pub(crate) password: StoredPassword,
    pub(crate) two_step: Option<Sealed>,
    /// Set once the second step counts.
    pub(crate) two_step_since: Option<Timestamp>,
    pub(crate) two_step_last: Option<i64>,
}

#[derive(saksi_db::FromRow)]
struct CredentialRow {
    person: PersonId,
    sign_in_name: String,
    password: String,
    two_step_secret: Option<Vec<u8>>,
    two_step_since: Option<Timestamp>,
    two_step_last: Option<i64>,
}

impl From<CredentialRow> for Credential {
    fn from(row: CredentialRow) -> Self {
        Self {
            person: row.person,
            sign_in_name: row.sign_in_name,
            password: StoredPassword::from_stored(row.password),
            two_step: row.two_step_secret.map(Sealed::from_stored),
            two_step_since: row.two_step_since,
            two_step_last: row.two_step_last,
        }
    }
}

/// The credential that belongs to a sign-in name, unless the account is closed.
pub(crate) async fn credential_by_name(tx: &mut Tx, name: &SignInName) -> Result<Option<Credential>, Problem> {
    Ok(fetch_optional!(
        tx,
        CredentialRow,
        "SELECT c.person, c.sign_in_name, c.password, c.two_step_secret, c.two_step_since, c.two_step_last \
         FROM credential c JOIN person p ON p.id = c.person WHERE c.sign_in_name = $1 AND p.closed_at IS NULL",
        name.as_str()
    )?
    .map(Credential::from))
}

/// The credential of a person.
pub(crate) async fn credential(tx: &mut Tx, person: PersonId) -> Result<Option<Credential>, Problem> {
    Ok(fetch_optional!(
        tx,
        CredentialRow,
        "SELECT person, sign_in_name, password, two_step_secret, two_step_since, two_step_last FROM credential \
         WHERE person = $1",
        person
    )?
    .map(Credential::from))
}

/// Whether a sign-in name is taken.
pub(crate) async fn sign_in_name_taken(tx: &mut Tx, name: &SignInName) -> Result<bool, Problem> {
    let count = fetch_scalar!(tx, i64, "SELECT count(*) FROM credential WHERE sign_in_name = $1", name.as_str())?;
    Ok(count.unwrap_or(0) > 0)
}

/// Gives a person a way to sign in.
pub(crate) async fn insert_credential(
    tx: &mut Tx,
    person: PersonId,
    name: &SignInName,
    password: &StoredPassword,
) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO credential (person, sign_in_name, password, password_at) VALUES ($1, $2, $3, $4)",
        person,
        name.as_str(),
        password.as_str(),
        now.day()
    )?;
    Ok(())
}

/// Sets another password.
pub(crate) async fn set_password(tx: &mut Tx, person: PersonId, password: &StoredPassword) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "UPDATE credential SET password = $2, password_at = $3 WHERE person = $1",
        person,
        password.as_str(),
        now.day()
    )?;
    Ok(())
}

/// Replaces the stored form of the same password, unless it was changed meanwhile.
pub(crate) async fn upgrade_password(
    tx: &mut Tx,
    person: PersonId,
    from: &StoredPassword,
    to: &StoredPassword,
) -> Result<(), Problem> {
    execute!(
        tx,
        "UPDATE credential SET password = $3 WHERE person = $1 AND password = $2",
        person,
        from.as_str(),
        to.as_str()
    )?;
    Ok(())
}

/// Keeps a secret for a second step that does not count yet.
pub(crate) async fn set_two_step_secret(tx: &mut Tx, person: PersonId, secret: &Sealed) -> Result<(), Problem> {
    execute!(
        tx,
        "UPDATE credential SET two_step_secret = $2, two_step_since = NULL, two_step_last = NULL WHERE person = $1",
        person,
        secret.as_bytes()
    )?;
    Ok(())
}

#[derive(saksi_db::FromRow)]
struct SecretRow {
    person: PersonId,
    two_step_secret: Vec<u8>,
}

/// Secrets that an earlier version kept readable: the bare 20 bytes.
pub(crate) async fn readable_secrets(tx: &mut Tx) -> Result<Vec<(PersonId, Vec<u8>)>, Problem> {
    let rows = fetch_all!(
        tx,
        SecretRow,
        "SELECT person, two_step_secret FROM credential WHERE two_step_secret IS NOT NULL AND length(two_step_secret) = 20"
    )?;
    Ok(rows.into_iter().map(|row| (row.person, row.two_step_secret)).collect())
}

/// Puts a sealed secret in the place of the same one that was readable, or sealed with another key.
pub(crate) async fn put_sealed_secret(tx: &mut Tx, person: PersonId, sealed: &Sealed) -> Result<(), Problem> {
    execute!(tx, "UPDATE credential SET two_step_secret = $2 WHERE person = $1", person, sealed.as_bytes())?;
    Ok(())
}

/// Keeps the mark of the key that seals, where there is none yet; gives the one that is kept.
pub(crate) async fn claim_seal_mark(tx: &mut Tx, mark: &str) -> Result<Option<String>, Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO setting (name, value, changed_at) VALUES ('seal-mark', $1, $2) ON CONFLICT (name) DO NOTHING",
        mark,
        now
    )?;
    seal_mark(tx).await
}

/// The mark of the key with which secrets are sealed here; none before any was.
pub(crate) async fn seal_mark(tx: &mut Tx) -> Result<Option<String>, Problem> {
    Ok(fetch_scalar!(tx, String, "SELECT value FROM setting WHERE name = 'seal-mark'")?)
}

/// Puts another mark in the place of the one that is kept.
pub(crate) async fn change_seal_mark(tx: &mut Tx, mark: &str) -> Result<(), Problem> {
    let now = tx.now();
    execute!(tx, "UPDATE setting SET value = $1, changed_at = $2 WHERE name = 'seal-mark'", mark, now)?;
    Ok(())
}

/// Forgets with which key secrets were sealed.
pub(crate) async fn drop_seal_mark(tx: &mut Tx) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM setting WHERE name = 'seal-mark'")?;
    Ok(())
}

/// Every sealed secret. What an earlier version kept readable is among them and does not open.
pub(crate) async fn sealed_secrets(tx: &mut Tx) -> Result<Vec<(PersonId, Sealed)>, Problem> {
    let rows =
        fetch_all!(tx, SecretRow, "SELECT person, two_step_secret FROM credential WHERE two_step_secret IS NOT NULL")?;
    Ok(rows.into_iter().map(|row| (row.person, Sealed::from_stored(row.two_step_secret))).collect())
}

/// Makes the second step count from now.
pub(crate) async fn start_two_step(tx: &mut Tx, person: PersonId, step: i64) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(tx, "UPDATE credential SET two_step_since = $2, two_step_last = $3 WHERE person = $1", person, day, step)?;
    Ok(())
}

/// Removes the second step.
pub(crate) async fn clear_two_step(tx: &mut Tx, person: PersonId) -> Result<(), Problem> {
    execute!(
        tx,
        "UPDATE credential SET two_step_secret = NULL, two_step_since = NULL, two_step_last = NULL WHERE person = $1",
        person
    )?;
    Ok(())
}

/// Spends the code of a step; false when it, or a later one, was spent already.
pub(crate) async fn spend_step(tx: &mut Tx, person: PersonId, step: i64) -> Result<bool, Problem> {
    let changed = execute!(
        tx,
        "UPDATE credential SET two_step_last = $2 WHERE person = $1 AND (two_step_last IS NULL OR two_step_last < $2)",
        person,
        step
    )?;
    Ok(changed == 1)
}

/// Replaces the sheet of recovery codes.
pub(crate) async fn replace_recovery_codes(
    tx: &mut Tx,
    person: PersonId,
    hashes: &[SecretHash],
) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM recovery_code WHERE person = $1", person)?;
    for hash in hashes {
        execute!(tx, "INSERT INTO recovery_code (person, code_hash) VALUES ($1, $2)", person, hash.as_bytes())?;
    }
    Ok(())
}

/// Spends a recovery code; false when there is no such unspent code.
pub(crate) async fn spend_recovery_code(tx: &mut Tx, person: PersonId, hash: &SecretHash) -> Result<bool, Problem> {
    let day = tx.now().day();
    let changed = execute!(
        tx,
        "UPDATE recovery_code SET used_at = $3 WHERE person = $1 AND code_hash = $2 AND used_at IS NULL",
        person,
        hash.as_bytes(),
        day
    )?;
    Ok(changed == 1)
}

/// How many recovery codes are left.
pub(crate) async fn recovery_codes_left(tx: &mut Tx, person: PersonId) -> Result<i64, Problem> {
    Ok(fetch_scalar!(tx, i64, "SELECT count(*) FROM recovery_code WHERE person = $1 AND used_at IS NULL", person)?
        .unwrap_or(0))
}

/// Keeps the hash of a set-up link; earlier ones end.
pub(crate) async fn insert_set_up_link(tx: &mut Tx, hash: &SecretHash, expires: Timestamp) -> Result<(), Problem> {
    let now = tx.now();
    execute!(tx, "DELETE FROM set_up_link WHERE used_at IS NULL")?;
    execute!(
        tx,
        "INSERT INTO set_up_link (secret_hash, created_at, expires_at) VALUES ($1, $2, $3)",
        hash.as_bytes(),
        now,
        expires
    )?;
    Ok(())
}

/// Whether a set-up link may still be used.
pub(crate) async fn set_up_link_waits(tx: &mut Tx, hash: &SecretHash) -> Result<bool, Problem> {
    let now = tx.now();
    let count = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM set_up_link WHERE secret_hash = $1 AND used_at IS NULL AND expires_at > $2",
        hash.as_bytes(),
        now
    )?;
    Ok(count.unwrap_or(0) > 0)
}

/// Spends a set-up link; false when it is used, old or unknown.
pub(crate) async fn spend_set_up_link(tx: &mut Tx, hash: &SecretHash) -> Result<bool, Problem> {
    let now = tx.now();
    let changed = execute!(
        tx,
        "UPDATE set_up_link SET used_at = $2 WHERE secret_hash = $1 AND used_at IS NULL AND expires_at > $2",
        hash.as_bytes(),
        now
    )?;
    Ok(changed == 1)
}

/// A reset link that may still be used.
#[derive(Debug, saksi_db::FromRow)]
pub(crate) struct ResetLink {
    pub(crate) person: PersonId,
    pub(crate) clears_second: bool,
}

/// Keeps the hash of a reset link; earlier ones for the same person end.
pub(crate) async fn insert_reset_link(
    tx: &mut Tx,
    hash: &SecretHash,
    person: PersonId,
    issued_by: PersonId,
    clears_second: bool,
    expires: Timestamp,
) -> Result<(), Problem> {
    let now = tx.now();
    execute!(tx, "DELETE FROM reset_link WHERE person = $1 AND used_at IS NULL", person)?;
    execute!(
        tx,
        "INSERT INTO reset_link (secret_hash, person, issued_by, clears_second, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        hash.as_bytes(),
        person,
        issued_by,
        clears_second,
        now.day(),
        expires
    )?;
    Ok(())
}

/// The reset link of a secret, while it may be used.
pub(crate) async fn reset_link(tx: &mut Tx, hash: &SecretHash) -> Result<Option<ResetLink>, Problem> {
    let now = tx.now();
    Ok(fetch_optional!(
        tx,
        ResetLink,
        "SELECT person, clears_second FROM reset_link \
         WHERE secret_hash = $1 AND used_at IS NULL AND expires_at > $2",
        hash.as_bytes(),
        now
    )?)
}

/// Spends a reset link; false when it is used, old or unknown.
pub(crate) async fn spend_reset_link(tx: &mut Tx, hash: &SecretHash) -> Result<bool, Problem> {
    let now = tx.now();
    let changed = execute!(
        tx,
        "UPDATE reset_link SET used_at = $2 WHERE secret_hash = $1 AND used_at IS NULL AND expires_at > $2",
        hash.as_bytes(),
        now
    )?;
    Ok(changed == 1)
}
