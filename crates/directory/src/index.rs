//! The directory as one process holds it in memory to search: made from the store when it is first asked, and brought up to date from
//! the journal before every search. Derived data, which can be thrown away at any moment.

use std::sync::Arc;

use saksi_base::{OrganisationId, Problem};
use saksi_db::{Db, JournalEntry, Viewer};
use tokio::sync::RwLock;

use crate::model::search::{Hit, Index, Looker, Wanted};
use crate::store;

/// A member of the network's directory. Cheap to clone; one for the whole process.
#[derive(Clone, Default)]
pub struct Directory(Arc<RwLock<Option<State>>>);

impl std::fmt::Debug for Directory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Directory(..)")
    }
}

struct State {
    position: i64,
    index: Index,
}

/// Whether an entry of the journal may change what is found.
fn concerns(entry: &JournalEntry) -> bool {
    entry.kind.starts_with("directory-") || entry.kind.starts_with("person-") || concerns_people(entry)
}

/// Whether an entry may change how those are found who work, or worked, at its subject.
fn concerns_people(entry: &JournalEntry) -> bool {
    entry.kind.starts_with("organisation-") || entry.kind.starts_with("affiliation-")
}

impl Directory {
    /// What somebody who looks finds. Whatever was committed before is found.
    pub async fn search(&self, db: &Db, wanted: &Wanted, looker: &Looker) -> Result<Vec<Hit>, Problem> {
        self.refresh(db).await?;
        let state = self.0.read().await;
        Ok(state.as_ref().map(|state| state.index.search(wanted, looker, db.clock().now())).unwrap_or_default())
    }

    /// The organisations that everybody may know to have every one of these facets.
    pub(crate) async fn organisations_with(&self, db: &Db, facets: &[String]) -> Result<Vec<OrganisationId>, Problem> {
        self.refresh(db).await?;
        let state = self.0.read().await;
        let found = state.as_ref().map(|state| state.index.organisations_with(facets, db.clock().now()));
        Ok(found.unwrap_or_default().into_iter().map(OrganisationId).collect())
    }

    /// How many records are held, for figures of the server.
    pub async fn len(&self) -> usize {
        self.0.read().await.as_ref().map_or(0, |state| state.index.len())
    }

    /// Whether none is held, which is so before the first search.
    pub async fn is_empty(&self) -> bool {
        self.len().await == 0
    }

    async fn refresh(&self, db: &Db) -> Result<(), Problem> {
        let position = self.0.read().await.as_ref().map(|state| state.position);
        if let Some(position) = position {
            let mut follower = db.follow(position);
            if follower.read().await?.is_empty() {
                return Ok(());
            }
        }
        let mut held = self.0.write().await;
        let Some(state) = held.as_mut() else {
            // The position first: what is committed between the two is read twice rather than never.
            let position = db.journal_end().await?;
            let all = saksi_db::read!(db, Viewer::System, tx => { store::index::all(&mut tx).await })?;
            let mut index = Index::default();
            for record in all {
                index.put(record);
            }
            *held = Some(State { position, index });
            return Ok(());
        };
        let mut follower = db.follow(state.position);
        loop {
            let entries = follower.read().await?;
            if entries.is_empty() {
                return Ok(());
            }
            let mut subjects = subjects(&entries, concerns);
            for house in self::subjects(&entries, concerns_people) {
                subjects.extend(saksi_db::read!(db, Viewer::System, tx => {
                    store::index::people_of(&mut tx, house).await
                })?);
            }
            subjects.sort_unstable();
            subjects.dedup();
            for subject in subjects {
                let record = saksi_db::read!(db, Viewer::System, tx => { store::index::one(&mut tx, subject).await })?;
                match record {
                    Some(record) => state.index.put(record),
                    None => state.index.remove(subject),
                }
            }
            state.position = follower.position();
        }
    }
}

fn subjects(entries: &[JournalEntry], concern: fn(&JournalEntry) -> bool) -> Vec<uuid::Uuid> {
    let mut subjects: Vec<uuid::Uuid> =
        entries.iter().filter(|entry| concern(entry)).map(|entry| entry.subject).collect();
    subjects.sort_unstable();
    subjects.dedup();
    subjects
}
