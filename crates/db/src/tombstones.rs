//! What was deleted, kept apart from every backup, so that a restored backup does not bring it back.

use saksi_base::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::blobs::Blobs;
use crate::engine::Db;
use crate::error::Error;
use crate::scope::Viewer;
use crate::transaction::Tx;

/// One deletion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, saksi_rows::FromRow)]
pub struct Tombstone {
    /// The table that held the record.
    pub kind: String,
    /// Its identifier.
    pub subject: Uuid,
    /// When it was deleted: the day alone.
    pub at: Timestamp,
}

/// Tombstones in one object of the store apart.
const BATCH: i64 = 5_000;

impl Tx {
    /// Notes that a record was deleted, and deletes the salts of its journal entries. `kind` is the table's name.
    pub async fn tombstone(&mut self, kind: &'static str, subject: Uuid) -> Result<(), Error> {
        let day = self.now().day();
        crate::execute!(
            self,
            "INSERT INTO tombstone (kind, subject, at) VALUES ($1, $2, $3) ON CONFLICT (kind, subject) DO NOTHING",
            kind,
            subject,
            day
        )?;
        self.forget_salts(subject).await
    }
}

impl Db {
    /// Copies tombstones that are not yet kept apart into the store; gives how many. Safe to run at any time, on any process.
    pub async fn keep_tombstones_apart(&self, store: &Blobs) -> Result<usize, Error> {
        let mut kept = 0;
        loop {
            let waiting: Result<Vec<Tombstone>, Error> = crate::read!(self, Viewer::System, tx => {
                crate::fetch_all!(
                    &mut tx,
                    Tombstone,
                    "SELECT kind, subject, at FROM tombstone WHERE NOT kept_apart ORDER BY at, subject LIMIT $1",
                    BATCH
                )
            });
            let waiting = waiting?;
            if waiting.is_empty() {
                return Ok(kept);
            }
            let mut lines = Vec::new();
            for tombstone in &waiting {
                serde_json::to_writer(&mut lines, tombstone).map_err(|error| Error::Storage(error.to_string()))?;
                lines.push(b'\n');
            }
            let name =
                format!("tombstones/{}.jsonl", saksi_base::ids::time_ordered(self.clock().now(), &*self.random()));
            store.put_named(&name, lines).await?;
            let marked: Result<(), Error> = crate::write!(self, "keep tombstones apart", Viewer::System, tx => {
                for tombstone in &waiting {
                    crate::execute!(
                        &mut tx,
                        "UPDATE tombstone SET kept_apart = TRUE WHERE kind = $1 AND subject = $2",
                        &tombstone.kind,
                        tombstone.subject
                    )?;
                }
                Ok(())
            });
            marked?;
            kept += waiting.len();
        }
    }
}

/// Every tombstone kept apart in a store.
pub(crate) async fn read_all(store: &Blobs) -> Result<Vec<Tombstone>, Error> {
    let mut all = Vec::new();
    for name in store.list_named("tombstones/").await? {
        let bytes = store.get_named(&name).await?;
        for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            all.push(serde_json::from_slice(line).map_err(|error| Error::Storage(format!("{name}: {error}")))?);
        }
    }
    Ok(all)
}
