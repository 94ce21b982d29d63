//! The append-only record of what happened: position, time, kind of actor, subject, kind, and a salted commitment to the
//! content, never the content. The salt stands beside it and is deleted with the record, so that deletion is real.
//!
//! Positions follow the order of commits and have no gaps. The embedded database has one writer, so a position can be
//! given inside the transaction; on PostgreSQL transactions overlap, and positions are given after the commit by whichever
//! process holds the lock at that moment. A follower that has read up to a position therefore never misses an entry.

use std::time::Duration;

use saksi_base::{JournalId, PersonId, Timestamp};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::engine::{Db, Engine};
use crate::error::Error;
use crate::scope::Viewer;
use crate::transaction::Tx;

/// What kind of actor made a change. The journal keeps the kind alone, not the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Somebody without an account.
    Public,
    /// A signed-in person.
    Member(PersonId),
    /// The program itself.
    System,
}

impl Actor {
    const fn code(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Member(_) => "member",
            Self::System => "system",
        }
    }
}

/// One thing that happened, about to be written.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// Who.
    pub actor: Actor,
    /// What it concerns.
    pub subject: Uuid,
    /// What happened, such as `check-published`.
    pub kind: &'static str,
    /// What is committed to; never stored.
    pub content: &'a [u8],
    /// Tied to a person or a message: only the day is kept.
    pub personal: bool,
}

/// One thing that happened, as followers read it.
#[derive(Debug, Clone, PartialEq, Eq, saksi_rows::FromRow)]
pub struct JournalEntry {
    /// Its place, from 1, without gaps.
    pub position: i64,
    /// When, or the day alone.
    pub at: Timestamp,
    /// `public`, `member` or `system`.
    pub actor: String,
    /// What happened.
    pub kind: String,
    /// What it concerns.
    pub subject: Uuid,
    /// SHA-256 over a label, the salt and the content.
    pub commitment: Vec<u8>,
}

/// The commitment to `content` under `salt`.
pub fn commitment(salt: &[u8], kind: &str, content: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"saksi journal v1\0");
    hash.update(salt);
    hash.update(u64::try_from(kind.len()).unwrap_or(u64::MAX).to_be_bytes());
    hash.update(kind.as_bytes());
    hash.update(content);
    hash.finalize().into()
}

impl Tx {
    /// Writes an entry in this transaction.
    pub async fn journal(&mut self, entry: Entry<'_>) -> Result<(), Error> {
        self.record(entry).await.map(|_| ())
    }

    /// Writes an entry in this transaction, and gives its identifier for what stands beside it.
    pub async fn record(&mut self, entry: Entry<'_>) -> Result<JournalId, Error> {
        let random = self.random();
        let id = JournalId::new(&*random);
        let salt = saksi_base::random::bytes::<16>(&*random);
        let commitment = commitment(&salt, entry.kind, entry.content);
        let at = if entry.personal { self.now().day() } else { self.now() };
        let position: Option<i64> = match self.engine() {
            Engine::Sqlite => {
                let last = crate::fetch_scalar!(self, Option<i64>, "SELECT max(position) FROM journal")?.flatten();
                Some(last.unwrap_or(0) + 1)
            }
            Engine::Postgres => None,
        };
        crate::execute!(
            self,
            "INSERT INTO journal (id, position, at, actor, kind, subject, commitment) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            id,
            position,
            at,
            entry.actor.code(),
            entry.kind,
            entry.subject,
            &commitment[..]
        )?;
        crate::execute!(
            self,
            "INSERT INTO journal_salt (journal, subject, salt) VALUES ($1, $2, $3)",
            id,
            entry.subject,
            &salt[..]
        )?;
        self.wrote_journal = true;
        Ok(id)
    }

    /// Deletes the salts of a record's entries: from now on nobody can test a guess against them.
    pub async fn forget_salts(&mut self, subject: Uuid) -> Result<(), Error> {
        crate::execute!(self, "DELETE FROM journal_salt WHERE subject = $1", subject)?;
        Ok(())
    }
}

/// Entries in one batch.
const BATCH: i64 = 500;

/// How long a follower sleeps when nothing woke it. Changes of other processes are seen after at most this long.
const LONGEST_SLEEP: Duration = Duration::from_millis(200);

/// Reads the journal in order.
#[derive(Debug)]
pub struct Follower {
    db: Db,
    position: i64,
}

impl Follower {
    /// The position read last.
    pub const fn position(&self) -> i64 {
        self.position
    }

    /// The entries after the position read last, at most 500, without waiting.
    pub async fn read(&mut self) -> Result<Vec<JournalEntry>, Error> {
        place(&self.db).await?;
        let after = self.position;
        let entries: Result<Vec<JournalEntry>, Error> = crate::read!(self.db, Viewer::Public, tx => {
            crate::fetch_all!(
                &mut tx,
                JournalEntry,
                "SELECT position, at, actor, kind, subject, commitment FROM journal WHERE position > $1 ORDER BY position LIMIT $2",
                after,
                BATCH
            )
        });
        let entries = entries?;
        if let Some(last) = entries.last() {
            self.position = last.position;
        }
        Ok(entries)
    }

    /// Waits for the next entries; at most 500 at once, never none.
    pub async fn next_batch(&mut self) -> Result<Vec<JournalEntry>, Error> {
        loop {
            let db = self.db.clone();
            let woken = db.journal_wake().notified();
            let entries = self.read().await?;
            if !entries.is_empty() {
                return Ok(entries);
            }
            let _ = tokio::time::timeout(LONGEST_SLEEP, woken).await;
        }
    }
}

impl Db {
    /// Reads the journal from after a position; 0 is the beginning.
    pub fn follow(&self, after: i64) -> Follower {
        Follower { db: self.clone(), position: after }
    }

    /// The last position given so far.
    pub async fn journal_end(&self) -> Result<i64, Error> {
        place(self).await?;
        let end: Result<Option<Option<i64>>, Error> = crate::read!(self, Viewer::Public, tx => {
            crate::fetch_scalar!(&mut tx, Option<i64>, "SELECT max(position) FROM journal")
        });
        Ok(end?.flatten().unwrap_or(0))
    }
}

/// Gives positions to committed entries that have none. Only PostgreSQL has such entries; only one process does it at a time.
pub(crate) async fn place(db: &Db) -> Result<(), Error> {
    let Some(pool) = db.postgres() else { return Ok(()) };
    let waiting: Option<(i32,)> =
        sqlx::query_as("SELECT 1 FROM journal WHERE position IS NULL LIMIT 1").fetch_optional(pool).await?;
    if waiting.is_none() {
        return Ok(());
    }
    let mut tx = pool.begin().await?;
    // The lock is held to the end of this transaction; whoever does not get it leaves the work to the holder.
    let (mine,): (bool,) =
        sqlx::query_as("SELECT pg_try_advisory_xact_lock(hashtextextended('saksi journal ' || current_schema(), 0))")
            .fetch_one(&mut *tx)
            .await?;
    if mine {
        // Older transactions first, and inside one transaction its own order.
        sqlx::query(
            "UPDATE journal SET position = placed.position FROM (
                 SELECT id, (SELECT coalesce(max(position), 0) FROM journal)
                     + row_number() OVER (ORDER BY age(xmin) DESC, cmin::text::bigint) AS position
                 FROM journal WHERE position IS NULL
             ) AS placed WHERE journal.id = placed.id",
        )
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    Ok(())
}
