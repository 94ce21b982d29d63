//! Matching by meaning: the door to a text encoder, how many may ask it at once, and the job that gives claims their vectors.
//!
//! The encoder itself belongs to the program, which knows models and files; without one the desk matches by words and links
//! alone and says so. Nobody waits in a queue for it: beyond what the machine can encode, a message is answered by words.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use saksi_base::{ClaimId, Problem};
use saksi_db::{Actor, Db, Entry as JournalNote, Viewer};
use saksi_matching::dense::Vector;
use serde::Serialize;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use crate::matcher::{Desk, Matcher, passages_of};
use crate::store::vectors::{self, NewVectors};

/// What a text is to the model: models such as e5 read questions and what they are compared with differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// What somebody asks.
    Query,
    /// What is known.
    Passage,
}

/// A text encoder.
pub trait Encode: Send + Sync {
    /// What tells this model from every other: the digest of its weights.
    fn model(&self) -> [u8; 32];
    /// One vector of length 1 for each text. The error is for the operator.
    fn encode(&self, role: Role, texts: &[&str]) -> Result<Vec<Vec<f32>>, String>;
}

/// How a message was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Compared {
    /// By words, links and meaning.
    Meaning,
    /// By words and links, which settled it.
    Settled,
    /// By words and links: no model is installed.
    Words,
    /// By words and links: too many were asking at that moment.
    Busy,
}

impl Compared {
    /// The name in interfaces.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Meaning => "meaning",
            Self::Settled => "settled",
            Self::Words => "words",
            Self::Busy => "busy",
        }
    }
}

/// The kind of the job that gives claims their vectors.
pub const JOB: &str = "claim-vectors";
/// What the journal calls a batch of vectors.
pub(crate) const MADE: &str = "vectors-made";

/// Messages encoded at once; each keeps a core busy.
const AT_ONCE: usize = 2;
/// Messages that may wait for their turn; who comes after them is answered by words.
const MAY_WAIT: usize = 6;
/// How long one waits for a turn.
const PATIENCE: Duration = Duration::from_millis(200);
/// Messages whose vectors are kept for the next who asks the same.
const KEPT: usize = 2_048;
/// Claims in one batch of the job.
const BATCH: i64 = 16;
/// How long one run of the job works before it makes room for others.
const RUN: i64 = 20 * saksi_base::clock::SECOND;

/// The encoder, and who may use it.
pub(crate) struct Meaning {
    encoder: Arc<dyn Encode>,
    turns: Arc<Semaphore>,
    waiting: AtomicUsize,
    kept: Mutex<HashMap<[u8; 16], Vector>>,
}

impl fmt::Debug for Meaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Meaning").finish_non_exhaustive()
    }
}

/// One fewer waits, however the waiting ends.
struct Waits<'a>(&'a AtomicUsize);

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Meaning {
    pub(crate) fn new(encoder: Arc<dyn Encode>) -> Self {
        Self {
            encoder,
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            waiting: AtomicUsize::new(0),
            kept: Mutex::new(HashMap::new()),
        }
    }

    pub(crate) fn model(&self) -> [u8; 32] {
        self.encoder.model()
    }

    /// The vector of a message, or nothing when too many ask at this moment.
    pub(crate) async fn of_message(&self, text: &str) -> Option<Vector> {
        let text = saksi_matching::respaced(text).into_owned();
        let key = digest(std::slice::from_ref(&text));
        if let Some(vector) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Some(vector.clone());
        }
        let ahead = self.waiting.fetch_add(1, Ordering::AcqRel);
        let waits = Waits(&self.waiting);
        if ahead >= AT_ONCE + MAY_WAIT {
            return None;
        }
        let turn = tokio::time::timeout(PATIENCE, Arc::clone(&self.turns).acquire_owned()).await.ok()?.ok()?;
        let (encoder, owned) = (Arc::clone(&self.encoder), text);
        let made = tokio::task::spawn_blocking(move || {
            let vectors = encoder.encode(Role::Query, &[owned.as_str()]);
            drop(turn);
            vectors
        })
        .await;
        drop(waits);
        let vector = match made {
            Ok(Ok(vectors)) => Vector::from_f32(vectors.first()?),
            Ok(Err(error)) => {
                tracing::error!(error, "a message could not be encoded; it is answered by words alone");
                return None;
            }
            Err(_) => return None,
        };
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(key, vector.clone());
        Some(vector)
    }
}

/// What tells the texts of a claim from others: a changed text needs another vector.
pub(crate) fn digest(texts: &[String]) -> [u8; 16] {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text.len().to_be_bytes());
        hash.update(text.as_bytes());
    }
    let mut digest = [0; 16];
    for (to, from) in digest.iter_mut().zip(hash.finalize()) {
        *to = from;
    }
    digest
}

/// Puts the job into the queue, where it waits at most once.
pub async fn enqueue(db: &Db) -> Result<(), Problem> {
    saksi_db::write!(db, "enqueue vectors", Viewer::System, tx => {
        let now = tx.now();
        tx.enqueue(JOB, uuid::Uuid::nil(), now).await?;
        Ok(())
    })
}

/// How many claims there are, and how many have their vectors.
pub async fn progress(desk: &Desk, db: &Db) -> Result<Option<(i64, i64)>, Problem> {
    let Some(meaning) = desk.matcher.meaning() else { return Ok(None) };
    let model = meaning.model();
    saksi_db::read!(db, Viewer::System, tx => { Ok(Some(vectors::progress(&mut tx, &model).await?)) })
}

/// Gives vectors to claims that lack them, batch by batch, for up to twenty seconds; says how many it did and whether any are left.
/// What is done is stored batch by batch, so that it can be cut off at any moment and goes on from there.
pub async fn work(matcher: &Matcher, db: &Db) -> Result<(u64, bool), Problem> {
    work_for(matcher, db, RUN).await
}

/// As [`work`], for so many microseconds.
pub async fn work_for(matcher: &Matcher, db: &Db, microseconds: i64) -> Result<(u64, bool), Problem> {
    let Some(meaning) = matcher.meaning() else { return Ok((0, false)) };
    let model = meaning.model();
    let clock = db.clock();
    let until = clock.now().plus(microseconds);
    let mut before = uuid::Uuid::max();
    let mut done = 0;
    loop {
        let from = before;
        let read: Result<Vec<(ClaimId, Vec<String>)>, Problem> = saksi_db::read!(db, Viewer::System, tx => {
            let mut batch = Vec::new();
            for claim in vectors::lacking(&mut tx, &model, from, BATCH).await? {
                batch.push((claim, passages_of(&mut tx, claim).await?));
            }
            Ok(batch)
        });
        let batch = read?;
        let Some((last, _)) = batch.last() else { return Ok((done, false)) };
        before = last.0;
        let encoder = Arc::clone(&meaning.encoder);
        let made = tokio::task::spawn_blocking(move || {
            let texts: Vec<&str> = batch.iter().flat_map(|(_, texts)| texts.iter().map(String::as_str)).collect();
            let mut vectors = encoder.encode(Role::Passage, &texts)?.into_iter();
            Ok::<_, String>(
                batch
                    .iter()
                    .map(|(claim, texts)| NewVectors {
                        claim: *claim,
                        digest: digest(texts),
                        vectors: vectors.by_ref().take(texts.len()).map(|v| Vector::from_f32(&v).to_bytes()).collect(),
                    })
                    .collect::<Vec<_>>(),
            )
        })
        .await
        .map_err(|_| Problem::internal())?
        .map_err(|error| {
            tracing::error!(error, "claims could not be encoded");
            Problem::internal()
        })?;
        let written: Result<(), Problem> = saksi_db::write!(db, "store vectors", Viewer::System, tx => {
            let id = saksi_base::ids::random(&*tx.random());
            vectors::put(&mut tx, &model, id, &made).await?;
            tx.journal(JournalNote { actor: Actor::System, subject: id, kind: MADE, content: &[], personal: false }).await?;
            Ok(())
        });
        written?;
        done += u64::try_from(made.len()).unwrap_or(0);
        if clock.now() > until {
            return Ok((done, true));
        }
    }
}

/// The handler of [`JOB`]: works for a while, and puts the job back while claims are left.
pub fn handler(matcher: Matcher) -> saksi_db::jobs::Handler {
    Arc::new(move |db, _| {
        let matcher = matcher.clone();
        Box::pin(async move {
            if matcher.meaning().is_none() {
                // Another process has the model; it looks for claims without vectors by itself.
                return Ok(());
            }
            let (done, more) = work(&matcher, &db).await.map_err(|problem| problem.to_string())?;
            if done > 0 {
                tracing::info!(claims = done, left = more, "claims were given vectors");
            }
            if more {
                enqueue(&db).await.map_err(|problem| problem.to_string())?;
            }
            Ok(())
        })
    })
}
