//! A small queue in the same database. A job is enqueued in the caller's transaction, holds ids only, is leased to one
//! process at a time, may run more than once and must not mind, and stays visible when it fails for good.
//!
//! No database transaction is held while a job runs.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use saksi_base::clock::{HOUR, SECOND};
use saksi_base::{JobId, Timestamp};
use uuid::Uuid;

use crate::engine::{Db, Engine};
use crate::error::Error;
use crate::scope::Viewer;
use crate::transaction::Tx;

/// One piece of work.
#[derive(Debug, Clone, PartialEq, Eq, saksi_rows::FromRow)]
pub struct Job {
    /// Its identifier.
    pub id: JobId,
    /// What to do.
    pub kind: String,
    /// To what.
    pub subject: Uuid,
    /// How often it has been begun, this time included.
    pub attempts: i64,
}

/// A job that will not be tried again until an operator says so.
#[derive(Debug, Clone, PartialEq, Eq, saksi_rows::FromRow)]
pub struct FailedJob {
    /// Its identifier.
    pub id: JobId,
    /// What it was to do.
    pub kind: String,
    /// To what.
    pub subject: Uuid,
    /// How often it was begun.
    pub attempts: i64,
    /// What it said last.
    pub last_error: Option<String>,
    /// When it was given up.
    pub failed_at: Option<Timestamp>,
}

/// What a handler returns: nothing, or a sentence for the operator that holds no content of a message and no secret.
pub type Outcome = Pin<Box<dyn Future<Output = Result<(), String>> + Send>>;

/// Does one kind of job.
pub type Handler = Arc<dyn Fn(Db, Job) -> Outcome + Send + Sync>;

/// Which jobs a worker takes. What waits long for others, such as pages of slow hosts, gets workers of its own, so that what only needs a
/// moment never stands behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// Jobs of these kinds.
    Only(&'static [&'static str]),
    /// All others, those that no handler knows included.
    Except(&'static [&'static str]),
}

impl Lane {
    /// Every job.
    pub const ALL: Self = Self::Except(&[]);

    /// The kinds, each between spaces, and whether a job must be one of them.
    fn as_filter(self) -> (String, bool) {
        let (kinds, among) = match self {
            Self::Only(kinds) => (kinds, true),
            Self::Except(kinds) => (kinds, false),
        };
        (format!(" {} ", kinds.join(" ")), among)
    }
}

/// A lease: after this the job is taken to be abandoned.
const LEASE: i64 = 5 * 60 * SECOND;
/// Attempts before a job is given up.
const MOST_ATTEMPTS: i64 = 8;
/// How long a worker sleeps when nothing woke it.
const LONGEST_SLEEP: Duration = Duration::from_secs(2);

impl Tx {
    /// Puts a job into the queue. While one of the same kind and subject waits already, nothing is added.
    pub async fn enqueue(&mut self, kind: &'static str, subject: Uuid, run_after: Timestamp) -> Result<(), Error> {
        let id = JobId::new(self.now(), &*self.random());
        let now = self.now();
        crate::execute!(
            self,
            "INSERT INTO job (id, kind, subject, run_after, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
            id,
            kind,
            subject,
            run_after,
            now
        )?;
        self.wrote_jobs = true;
        Ok(())
    }
}

impl Db {
    /// Leases the job whose turn it is, if any.
    pub async fn next_job(&self, lane: Lane) -> Result<Option<Job>, Error> {
        let (kinds, among) = lane.as_filter();
        let worker = saksi_base::ids::random(&*self.random());
        crate::write!(self, "lease job", Viewer::System, tx => {
            let now = tx.now();
            let until = now.plus(LEASE);
            match tx.engine() {
                Engine::Sqlite => crate::fetch_optional!(
                    &mut tx,
                    Job,
                    "UPDATE job SET leased_until = $1, leased_by = $2, attempts = attempts + 1 WHERE id = (
                         SELECT id FROM job WHERE failed_at IS NULL AND run_after <= $3
                         AND (leased_until IS NULL OR leased_until < $3)
                         AND (instr($4, ' ' || kind || ' ') > 0) = $5 ORDER BY run_after, id LIMIT 1
                     ) RETURNING id, kind, subject, attempts",
                    until,
                    worker,
                    now,
                    kinds.as_str(),
                    among
                ),
                // Whoever comes second must take the next job instead of waiting for this one.
                Engine::Postgres => crate::fetch_optional!(
                    &mut tx,
                    Job,
                    "UPDATE job SET leased_until = $1, leased_by = $2, attempts = attempts + 1 WHERE id = (
                         SELECT id FROM job WHERE failed_at IS NULL AND run_after <= $3
                         AND (leased_until IS NULL OR leased_until < $3)
                         AND (strpos($4, ' ' || kind || ' ') > 0) = $5 ORDER BY run_after, id LIMIT 1 FOR UPDATE SKIP LOCKED
                     ) RETURNING id, kind, subject, attempts",
                    until,
                    worker,
                    now,
                    kinds.as_str(),
                    among
                ),
            }
        })
    }

    /// Takes a finished job out of the queue, or puts it back for later with what it said.
    pub async fn finish_job(&self, job: &Job, outcome: Result<(), String>) -> Result<(), Error> {
        crate::write!(self, "finish job", Viewer::System, tx => {
            match &outcome {
                Ok(()) => {
                    crate::execute!(&mut tx, "DELETE FROM job WHERE id = $1", job.id)?;
                }
                Err(said) => {
                    let now = tx.now();
                    let failed_at = (job.attempts >= MOST_ATTEMPTS).then_some(now);
                    // 2, 4, 8 … seconds, at most an hour.
                    let pause = (SECOND << job.attempts.clamp(1, 20)).min(HOUR);
                    crate::execute!(
                        &mut tx,
                        "UPDATE job SET leased_until = NULL, leased_by = NULL, last_error = $1, failed_at = $2, run_after = $3
                         WHERE id = $4 AND NOT EXISTS (SELECT 1 FROM job other WHERE other.kind = job.kind
                         AND other.subject = job.subject AND other.id <> job.id AND other.failed_at IS NULL AND other.leased_until IS NULL)",
                        said,
                        failed_at,
                        now.plus(pause),
                        job.id
                    )?;
                    // The same job was enqueued again meanwhile: that one will do.
                    crate::execute!(&mut tx, "DELETE FROM job WHERE id = $1 AND leased_until IS NOT NULL", job.id)?;
                }
            }
            Ok(())
        })
    }

    /// Runs one job if one is due; says whether there was one.
    pub async fn run_one_job(&self, handlers: &HashMap<&'static str, Handler>) -> Result<bool, Error> {
        self.run_one_job_of(Lane::ALL, handlers).await
    }

    /// Runs one job of a lane if one is due; says whether there was one.
    pub async fn run_one_job_of(&self, lane: Lane, handlers: &HashMap<&'static str, Handler>) -> Result<bool, Error> {
        let Some(job) = self.next_job(lane).await? else { return Ok(false) };
        let outcome = match handlers.get(job.kind.as_str()) {
            Some(handler) => handler(self.clone(), job.clone()).await,
            None => Err(format!("this program does not know jobs of kind '{}'", job.kind)),
        };
        if let Err(said) = &outcome {
            tracing::warn!(kind = %job.kind, attempts = job.attempts, error = %said, "a job failed and will be tried again");
        }
        metrics::counter!("saksi_jobs_total", "kind" => job.kind.clone(), "outcome" => if outcome.is_ok() { "done" } else { "failed" })
            .increment(1);
        self.finish_job(&job, outcome).await?;
        Ok(true)
    }

    /// Works through a lane of the queue until told to stop.
    pub async fn run_jobs(
        &self,
        lane: Lane,
        handlers: HashMap<&'static str, Handler>,
        mut stop: tokio::sync::watch::Receiver<bool>,
    ) {
        while !*stop.borrow() {
            let woken = self.jobs_wake().notified();
            match self.run_one_job_of(lane, &handlers).await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::error!(%error, "the job queue cannot be read"),
            }
            tokio::select! {
                _ = tokio::time::timeout(LONGEST_SLEEP, woken) => {}
                _ = stop.changed() => {}
            }
        }
    }

    /// Jobs that were given up, newest first.
    pub async fn failed_jobs(&self) -> Result<Vec<FailedJob>, Error> {
        crate::read!(self, Viewer::System, tx => {
            crate::fetch_all!(
                &mut tx,
                FailedJob,
                "SELECT id, kind, subject, attempts, last_error, failed_at FROM job WHERE failed_at IS NOT NULL
                 ORDER BY failed_at DESC LIMIT 200"
            )
        })
    }
}
