//! Testimonies that everybody may read. What is in here is public; until then it is in its case alone.

use saksi_base::{CaseId, CaseRecordId, OrganisationId, Problem, Timestamp, VoiceId};
use saksi_db::{Tx, execute, fetch_all, fetch_scalar};

/// A testimony as it is released.
pub(crate) struct NewVoice<'a> {
    pub(crate) id: VoiceId,
    pub(crate) case: CaseId,
    pub(crate) consent: CaseRecordId,
    pub(crate) organisation: OrganisationId,
    pub(crate) words: &'a str,
    pub(crate) language: &'a str,
    pub(crate) ends: Option<Timestamp>,
}

/// Releases one; `false`: the same words stand there already.
pub(crate) async fn insert(tx: &mut Tx, voice: &NewVoice<'_>) -> Result<bool, Problem> {
    let day = tx.now().day();
    let made = execute!(
        tx,
        "INSERT INTO help_voice (id, help_case, consent, organisation, words, language, ends, day) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (consent) DO NOTHING",
        voice.id,
        voice.case,
        voice.consent,
        voice.organisation,
        voice.words,
        voice.language,
        voice.ends,
        day
    )?;
    Ok(made == 1)
}

/// Takes the one of a consent away for good; `false` where there is none.
pub(crate) async fn delete(tx: &mut Tx, consent: CaseRecordId) -> Result<bool, Problem> {
    let id = fetch_scalar!(tx, VoiceId, "SELECT id FROM help_voice WHERE consent = $1", consent)?;
    let Some(id) = id else { return Ok(false) };
    execute!(tx, "DELETE FROM help_voice WHERE id = $1", id)?;
    // A restored backup must not let everybody read it again.
    tx.tombstone("help_voice", id.0).await?;
    Ok(true)
}

/// The consents of a case by which something is released.
pub(crate) async fn of_case(tx: &mut Tx, case: CaseId) -> Result<Vec<CaseRecordId>, Problem> {
    let rows =
        fetch_all!(tx, (CaseRecordId,), "SELECT consent FROM help_voice WHERE help_case = $1 ORDER BY consent", case)?;
    Ok(rows.into_iter().map(|(consent,)| consent).collect())
}

/// A testimony as everybody reads it.
#[derive(saksi_db::FromRow)]
pub(crate) struct VoiceRow {
    pub(crate) organisation: OrganisationId,
    pub(crate) words: String,
    pub(crate) language: String,
    pub(crate) day: Timestamp,
}

/// The latest ones, whatever has ended left out.
pub(crate) async fn published(tx: &mut Tx, most: i64) -> Result<Vec<VoiceRow>, Problem> {
    let now = tx.now();
    Ok(fetch_all!(
        tx,
        VoiceRow,
        "SELECT organisation, words, language, day FROM help_voice WHERE ends IS NULL OR ends > $1 ORDER BY day DESC, id LIMIT $2",
        now,
        most
    )?)
}

/// The consents whose time is over.
pub(crate) async fn ended(tx: &mut Tx, most: i64) -> Result<Vec<CaseRecordId>, Problem> {
    let now = tx.now();
    let rows = fetch_all!(
        tx,
        (CaseRecordId,),
        "SELECT consent FROM help_voice WHERE ends <= $1 ORDER BY ends LIMIT $2",
        now,
        most
    )?;
    Ok(rows.into_iter().map(|(consent,)| consent).collect())
}
