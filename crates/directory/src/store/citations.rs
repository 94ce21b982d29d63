//! What cites elections and norms.

use saksi_base::{OrganisationId, Problem};
use saksi_db::{Tx, execute, fetch_all, fetch_scalar};
use uuid::Uuid;

use crate::model::citations::{Cited, Citing, Entry};

#[derive(saksi_db::FromRow)]
struct EntryRow {
    register: String,
    id: Uuid,
    title: String,
}

impl EntryRow {
    fn entry(self) -> Option<Entry> {
        Some(Entry { cited: Cited::from_stored(&self.register, self.id)?, title: self.title })
    }
}

/// Every entry of both registers, by title.
pub(crate) async fn entries(tx: &mut Tx) -> Result<Vec<Entry>, Problem> {
    let rows = fetch_all!(
        tx,
        EntryRow,
        "SELECT 'election' AS register, id, title FROM election UNION ALL SELECT 'norm', id, title FROM norm \
         ORDER BY title, id LIMIT 10000"
    )?;
    Ok(rows.into_iter().filter_map(EntryRow::entry).collect())
}

/// What something cites, by title, each with the organisation that said so.
pub(crate) async fn of(tx: &mut Tx, citing: Citing) -> Result<Vec<(Entry, OrganisationId)>, Problem> {
    #[derive(saksi_db::FromRow)]
    struct Row {
        register: String,
        id: Uuid,
        title: String,
        organisation: OrganisationId,
    }
    let rows = fetch_all!(
        tx,
        Row,
        "SELECT c.register, c.entry AS id, coalesce(e.title, n.title, '') AS title, c.organisation \
         FROM register_citation c LEFT JOIN election e ON e.id = c.entry LEFT JOIN norm n ON n.id = c.entry \
         WHERE c.kind = $1 AND c.subject = $2 AND (e.id IS NOT NULL OR n.id IS NOT NULL) ORDER BY title, c.entry",
        citing.kind(),
        citing.id()
    )?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let organisation = row.organisation;
            EntryRow { register: row.register, id: row.id, title: row.title }.entry().map(|entry| (entry, organisation))
        })
        .collect())
}

/// What cites an entry, the latest first; at most so many.
pub(crate) async fn citing(tx: &mut Tx, cited: Cited, most: i64) -> Result<Vec<Citing>, Problem> {
    #[derive(saksi_db::FromRow)]
    struct Row {
        kind: String,
        subject: Uuid,
    }
    let rows = fetch_all!(
        tx,
        Row,
        "SELECT kind, subject FROM register_citation WHERE register = $1 AND entry = $2 \
         ORDER BY cited_on DESC, subject LIMIT $3",
        cited.register(),
        cited.id(),
        most
    )?;
    Ok(rows.into_iter().filter_map(|row| Citing::from_stored(&row.kind, row.subject)).collect())
}

/// Whether an entry is there.
pub(crate) async fn known(tx: &mut Tx, cited: Cited) -> Result<bool, Problem> {
    let found = match cited {
        Cited::Election(id) => fetch_scalar!(tx, i64, "SELECT count(*) FROM election WHERE id = $1", id)?,
        Cited::Norm(id) => fetch_scalar!(tx, i64, "SELECT count(*) FROM norm WHERE id = $1", id)?,
    };
    Ok(found.unwrap_or(0) > 0)
}

pub(crate) async fn add(
    tx: &mut Tx,
    citing: Citing,
    cited: Cited,
    organisation: OrganisationId,
) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO register_citation (kind, subject, register, entry, organisation, cited_on) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (kind, subject, entry) DO NOTHING",
        citing.kind(),
        citing.id(),
        cited.register(),
        cited.id(),
        organisation,
        day
    )?;
    Ok(())
}

/// Takes a citation back, as the organisation that said so.
pub(crate) async fn remove(
    tx: &mut Tx,
    citing: Citing,
    cited: Cited,
    organisation: OrganisationId,
) -> Result<bool, Problem> {
    Ok(execute!(
        tx,
        "DELETE FROM register_citation WHERE kind = $1 AND subject = $2 AND entry = $3 AND organisation = $4",
        citing.kind(),
        citing.id(),
        cited.id(),
        organisation
    )? > 0)
}
