//! The live index of what is known, in the memory of each process.
//!
//! It is derived data: built from the published checks at the start (or read from a snapshot in the data folder, with the
//! place in the journal up to which it is true), and kept true by following the journal, so that a check published by any
//! process is found by every process a moment later. A second, smaller index holds what waits: it finds near copies for the
//! intake and similar claims for checkers, and nothing of it ever leaves through a public page.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use saksi_base::{CheckId, ClaimId, Problem};
use saksi_db::{Db, JournalEntry, Tx, Viewer};
use saksi_matching::dense::Vector;
use saksi_matching::{Decision, DecisionKind, Entry, Hit, Index, Policy, Query, decide};
use tokio::sync::watch;
use uuid::Uuid;

use crate::meaning::{self, Compared, Encode, Meaning};
use crate::media::Media;
use crate::media::look::Prints;
use crate::media::shelf::{KnownFile, MediaHit, Shelf};
use crate::store::matching as rows;
use crate::store::{self, claims, media, vectors};

/// What the desk's pages need besides the site: the live index, and what opens files.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The live index.
    pub matcher: Matcher,
    /// What opens files and keeps them.
    pub media: Media,
}

/// The live index. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Matcher(Arc<Inside>);

#[derive(Debug)]
struct Inside {
    published: RwLock<Index>,
    waiting: RwLock<Index>,
    /// Pictures, videos and sounds of both.
    shelf: RwLock<Shelf>,
    ready: AtomicBool,
    position: AtomicI64,
    /// Up to where the snapshot on disk is true.
    saved: AtomicI64,
    /// One snapshot is written at a time.
    saving: Mutex<()>,
    folder: Option<PathBuf>,
    meaning: Option<Meaning>,
    /// Asked and answered since the last writing, and per claim.
    tally: Mutex<Tally>,
}

#[derive(Debug, Default)]
struct Tally {
    asked: i64,
    answered: i64,
    claims: HashMap<ClaimId, i64>,
}

/// Claims loaded at once while building.
const PAGE: i64 = 2_000;
/// Files loaded at once: a long video has a fingerprint of half a megabyte.
const FILES: i64 = 64;
/// Claims counted between two writings; more are only counted in the sum.
const TALLIED: usize = 20_000;
/// How often the counters are written.
const TALLY_EVERY: Duration = Duration::from_secs(5);
/// Journal entries between two snapshots.
const SNAPSHOT_EVERY: i64 = 5_000;
/// Imported batches, and changes of any kind, that are put into a snapshot one by one at the start.
const FEW_BATCHES: usize = 4;
const FEW_CHANGES: usize = 5_000;
/// What stands before a snapshot: format and version.
const SNAPSHOT: &[u8; 16] = b"saksi matcher 02";
/// Messages of one claim that are indexed.
const MESSAGES: usize = 32;
/// Texts of one claim that get vectors.
const PASSAGES: usize = 6;

impl Matcher {
    /// An index that knows nothing and is not ready; [`Matcher::load`] makes it so. `folder` is where snapshots are kept.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self::with_encoder(folder, None)
    }

    /// As [`Matcher::new`], comparing by meaning as well where there is an encoder.
    pub fn with_encoder(folder: Option<PathBuf>, encoder: Option<Arc<dyn Encode>>) -> Self {
        Self(Arc::new(Inside {
            published: RwLock::new(Index::new()),
            waiting: RwLock::new(Index::new()),
            shelf: RwLock::new(Shelf::default()),
            ready: AtomicBool::new(false),
            position: AtomicI64::new(0),
            saved: AtomicI64::new(-1),
            saving: Mutex::new(()),
            folder,
            meaning: encoder.map(Meaning::new),
            tally: Mutex::new(Tally::default()),
        }))
    }

    /// A loaded index: [`Matcher::new`] and [`Matcher::load`].
    pub async fn start(db: &Db, folder: Option<&Path>) -> Result<Self, Problem> {
        let matcher = Self::new(folder.map(Path::to_owned));
        matcher.load(db).await?;
        Ok(matcher)
    }

    /// Whether it can answer.
    pub fn is_ready(&self) -> bool {
        self.0.ready.load(Ordering::Acquire)
    }

    /// Up to where in the journal it is true.
    pub fn position(&self) -> i64 {
        self.0.position.load(Ordering::Acquire)
    }

    /// How many claims can be answered.
    pub fn len(&self) -> usize {
        self.0.published.read().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Whether nothing can be answered.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The encoder and its queue, where the program has one.
    pub(crate) fn meaning(&self) -> Option<&Meaning> {
        self.0.meaning.as_ref()
    }

    /// Whether messages are compared by meaning as well.
    pub fn encodes(&self) -> bool {
        self.0.meaning.is_some()
    }

    fn model(&self) -> Option<[u8; 32]> {
        self.0.meaning.as_ref().map(Meaning::model)
    }

    /// What the published checks say to a message, by words and links alone.
    pub fn find_by_words(&self, text: &str, policy: &Policy) -> Decision {
        self.decide(&Query::new(text), policy)
    }

    fn decide(&self, query: &Query, policy: &Policy) -> Decision {
        let index = self.0.published.read().unwrap_or_else(PoisonError::into_inner);
        let hits = index.search(query, policy.top.max(5));
        drop(index);
        decide(query, &hits, policy)
    }

    /// What the published checks say to a message, and how it was compared. Words and links come first: what they settle
    /// needs no model, and when more ask than can be encoded they are the answer.
    pub async fn find(&self, text: &str, policy: &Policy) -> (Decision, Compared) {
        let words = self.find_by_words(text, policy);
        let Some(meaning) = self.meaning() else { return (words, Compared::Words) };
        let settled =
            words.kind == DecisionKind::Answer && words.top.first().is_some_and(|hit| hit.same_text || hit.lanes.link);
        if settled {
            return (words, Compared::Settled);
        }
        let Some(vector) = meaning.of_message(text).await else { return (words, Compared::Busy) };
        let (matcher, text, policy) = (self.clone(), text.to_owned(), *policy);
        // Many vectors are compared: not on a thread that serves others.
        let both = tokio::task::spawn_blocking(move || matcher.decide(&Query::new(&text).with_vector(vector), &policy));
        match both.await {
            Ok(decision) => (decision, Compared::Meaning),
            Err(_) => (words, Compared::Busy),
        }
    }

    /// Waiting claims like a message, best first.
    pub fn waiting_like(&self, text: &str) -> Vec<Hit> {
        let query = Query::new(text);
        self.0.waiting.read().unwrap_or_else(PoisonError::into_inner).search(&query, 5)
    }

    /// Claims like a text, answered and waiting ones, best first; by meaning as well where the text is that of a claim which
    /// has its vector already.
    pub fn alike(&self, text: &str, claim: Option<ClaimId>) -> Vec<Hit> {
        let mut query = Query::new(text);
        if let Some(vector) = claim.and_then(|claim| self.vector_of(claim)) {
            query = query.with_adapted(vector, 0.0);
        }
        let mut hits = self.0.published.read().unwrap_or_else(PoisonError::into_inner).search(&query, 10);
        hits.extend(self.0.waiting.read().unwrap_or_else(PoisonError::into_inner).search(&query, 10));
        hits.sort_by(|a, b| b.score.total_cmp(&a.score));
        let mut seen = std::collections::HashSet::new();
        hits.retain(|hit| seen.insert(hit.id) && hit.score > 0.05);
        hits
    }

    /// Claims that a passage of a longer text tells, answered and waiting ones, each with how sure that is: those that somebody who
    /// asked would at least be offered. By words and links, and by meaning where the query has a vector.
    pub(crate) fn told(&self, query: &Query, policy: &Policy) -> Vec<(Hit, f32)> {
        let best = |index: &RwLock<Index>| {
            let hits = index.read().unwrap_or_else(PoisonError::into_inner).search(query, policy.top.max(5));
            let decision = decide(query, &hits, policy);
            let sure = matches!(decision.kind, DecisionKind::Answer | DecisionKind::Suggest);
            decision.top.into_iter().next().filter(|_| sure).map(|hit| (hit, decision.confidence))
        };
        [&self.0.published, &self.0.waiting].into_iter().filter_map(best).collect()
    }

    /// Known files that a file repeats, for each claim the best, the surest first. Published answers alone, or what waits too.
    /// Takes milliseconds for a picture and more for a long film, so it runs where it keeps nobody waiting.
    pub(crate) async fn media_like(&self, prints: Arc<Prints>, published_only: bool) -> Vec<MediaHit> {
        let matcher = self.clone();
        tokio::task::spawn_blocking(move || matcher.media_like_here(&prints, published_only)).await.unwrap_or_default()
    }

    /// The same on the calling thread.
    pub(crate) fn media_like_here(&self, prints: &Prints, published_only: bool) -> Vec<MediaHit> {
        self.0.shelf.read().unwrap_or_else(PoisonError::into_inner).search(prints, published_only)
    }

    /// How many files are known.
    pub fn files(&self) -> usize {
        self.0.shelf.read().unwrap_or_else(PoisonError::into_inner).len()
    }

    fn vector_of(&self, claim: ClaimId) -> Option<Vector> {
        let id = claim.0.as_u128();
        [&self.0.waiting, &self.0.published]
            .into_iter()
            .find_map(|index| index.read().unwrap_or_else(PoisonError::into_inner).vectors().first(id))
    }

    /// The answered claim that a waiting one looks like, where it would at least be offered to somebody who asks. By words and
    /// links alone: a page of the queue asks this for every line.
    pub fn known_like(&self, text: &str) -> Option<ClaimId> {
        let decision = self.find_by_words(text, &Policy::web());
        let best = decision.top.first().filter(|_| decision.kind != DecisionKind::None)?;
        Some(ClaimId(Uuid::from_u128(best.id)))
    }

    /// Counts that somebody asked, and about which answered claim. In memory; [`Matcher::follow`] writes it down.
    pub fn tally(&self, answered: Option<ClaimId>) {
        let mut tally = self.0.tally.lock().unwrap_or_else(PoisonError::into_inner);
        tally.asked += 1;
        if let Some(claim) = answered {
            tally.answered += 1;
            if tally.claims.len() < TALLIED || tally.claims.contains_key(&claim) {
                *tally.claims.entry(claim).or_insert(0) += 1;
            }
        }
    }

    /// Writes the counters down. What is not written when the process dies is lost; they are figures, nothing else.
    pub async fn write_tally(&self, db: &Db) -> Result<(), Problem> {
        let tally = std::mem::take(&mut *self.0.tally.lock().unwrap_or_else(PoisonError::into_inner));
        if tally.asked == 0 {
            return Ok(());
        }
        let mut counts: Vec<(ClaimId, i64)> = tally.claims.into_iter().collect();
        counts.sort_unstable();
        saksi_db::write!(db, "count what was asked", Viewer::System, tx => {
            store::count(&mut tx, "asked", tally.asked).await?;
            if tally.answered > 0 {
                store::count(&mut tx, "answered", tally.answered).await?;
            }
            for (claim, times) in &counts {
                claims::asked(&mut tx, *claim, *times).await?;
            }
            Ok(())
        })
    }

    /// Makes the index true: from the snapshot and the journal since, or from the database.
    pub async fn load(&self, db: &Db) -> Result<(), Problem> {
        let end = db.journal_end().await?;
        // Files come first: what changes meanwhile is applied once more with the texts.
        self.load_files(db).await?;
        if let Some((position, published, waiting)) = self.read_snapshot()
            && position <= end
        {
            self.0.saved.store(position, Ordering::Release);
            self.put(published, waiting, position);
            let mut follower = db.follow(position);
            let (mut batches, mut changes) = (0, 0);
            loop {
                let entries = follower.read().await?;
                if entries.is_empty() {
                    break;
                }
                batches += entries.iter().filter(|entry| entry.kind == "claims-imported").count();
                changes += entries.len();
                if batches > FEW_BATCHES || changes > FEW_CHANGES {
                    // Somebody imported a lot meanwhile. To put it in claim by claim takes many times as long as anew.
                    self.rebuild(db, end).await?;
                    break;
                }
                self.apply(db, &entries).await?;
            }
            self.0.ready.store(true, Ordering::Release);
        } else {
            self.rebuild(db, end).await?;
            self.0.ready.store(true, Ordering::Release);
        }
        if self.position() != self.0.saved.load(Ordering::Acquire) {
            // The next start shall be quick even if this process is not ended in order.
            self.save_in_background();
        }
        Ok(())
    }

    fn put(&self, mut published: Index, mut waiting: Index, position: i64) {
        // Vectors of another model cannot be compared with those of ours: they are forgotten, and the job makes new ones.
        if let Some(model) = self.model() {
            let name = saksi_db::blobs::BlobHash(model).to_string();
            published.set_model(&name);
            waiting.set_model(&name);
        }
        *self.0.published.write().unwrap_or_else(PoisonError::into_inner) = published;
        *self.0.waiting.write().unwrap_or_else(PoisonError::into_inner) = waiting;
        self.0.position.store(position, Ordering::Release);
    }

    /// Reads everything from the database. `end` must have been read before, so that what changes meanwhile is applied again.
    pub async fn rebuild(&self, db: &Db, end: i64) -> Result<(), Problem> {
        let (send, receive) = std::sync::mpsc::sync_channel::<Entry>(8_192);
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let builder = tokio::task::spawn_blocking(move || Index::build(receive.into_iter(), threads));
        let loaded = load_published(db, send).await;
        let published = builder.await.map_err(|_| Problem::internal())?;
        loaded?;
        let mut waiting_entries = Vec::new();
        let mut after = Uuid::nil();
        loop {
            let page = saksi_db::read!(db, Viewer::System, tx => { waiting_page(&mut tx, after).await });
            let page: Vec<Entry> = page?;
            let Some(last) = page.last() else { break };
            after = Uuid::from_u128(last.id);
            waiting_entries.extend(page);
        }
        let waiting = tokio::task::spawn_blocking(move || Index::build(waiting_entries.into_iter(), threads))
            .await
            .map_err(|_| Problem::internal())?;
        self.put(published, waiting, end);
        self.load_vectors(db).await
    }

    /// Puts every stored fingerprint on the shelf.
    async fn load_files(&self, db: &Db) -> Result<(), Problem> {
        let mut known = Shelf::default();
        let mut after = Uuid::nil();
        loop {
            let read: Result<Vec<media::PrintRow>, Problem> =
                saksi_db::read!(db, Viewer::System, tx => { media::prints_after(&mut tx, after, FILES).await });
            let found = read?;
            let Some(last) = found.last() else { break };
            after = last.id.0;
            for row in found {
                let claim = row.claim;
                if let Some(published) = row.standing()
                    && let Some(file) = row.known()
                {
                    known.add(claim, vec![file], published);
                }
            }
        }
        *self.0.shelf.write().unwrap_or_else(PoisonError::into_inner) = known;
        Ok(())
    }

    /// Gives the entries the vectors that are stored for their present texts.
    async fn load_vectors(&self, db: &Db) -> Result<(), Problem> {
        let Some(model) = self.model() else { return Ok(()) };
        let mut after = Uuid::nil();
        loop {
            let read: Result<Vec<(ClaimId, Vec<Vector>)>, Problem> = saksi_db::read!(db, Viewer::System, tx => {
                let stored = vectors::page(&mut tx, &model, after, PAGE).await?;
                let (Some(first), Some(last)) = (stored.first().map(|row| row.claim.0), stored.last().map(|row| row.claim.0))
                else {
                    return Ok(Vec::new());
                };
                let texts = passages_between(&mut tx, first, last).await?;
                Ok(fitting(&stored, &texts))
            });
            let page = read?;
            let Some((last, _)) = page.last() else { return Ok(()) };
            after = last.0;
            for (claim, vectors) in page {
                self.set_vectors(claim, &vectors);
            }
        }
    }

    fn set_vectors(&self, claim: ClaimId, vectors: &[Vector]) {
        if vectors.is_empty() {
            return;
        }
        for index in [&self.0.published, &self.0.waiting] {
            index.write().unwrap_or_else(PoisonError::into_inner).set_vectors(claim.0.as_u128(), vectors);
        }
    }

    /// Keeps the index true and writes the counters, until told to stop. Every journal entry is applied within a quarter of
    /// a second of its place being given.
    pub async fn follow(&self, db: &Db, mut stop: watch::Receiver<bool>) {
        let mut last_snapshot = self.position();
        let mut tick = tokio::time::interval(TALLY_EVERY);
        let mut follower = db.follow(self.position());
        while !*stop.borrow() {
            tokio::select! {
                entries = follower.next_batch() => match entries {
                    Ok(entries) => {
                        if let Err(problem) = self.apply(db, &entries).await {
                            tracing::error!(%problem, "the match index could not take in what changed; trying again");
                            tokio::time::sleep(Duration::from_millis(500)).await;
                            follower = db.follow(self.position());
                        }
                    }
                    Err(error) => {
                        tracing::error!(%error, "the journal cannot be read");
                        tokio::time::sleep(Duration::from_millis(500)).await;
                        follower = db.follow(self.position());
                    }
                },
                _ = tick.tick() => {
                    if let Err(problem) = self.write_tally(db).await {
                        tracing::warn!(%problem, "what was asked could not be counted");
                    }
                    if self.position() - last_snapshot >= SNAPSHOT_EVERY {
                        last_snapshot = self.position();
                        self.save_in_background();
                    }
                }
                _ = stop.changed() => {}
            }
        }
        if let Err(problem) = self.write_tally(db).await {
            tracing::warn!(%problem, "what was asked could not be counted");
        }
        if let Err(error) = self.save() {
            tracing::warn!(%error, "the match index could not be saved; the next start reads the database instead");
        }
    }

    fn save_in_background(&self) {
        let matcher = self.clone();
        tokio::task::spawn_blocking(move || {
            if let Err(error) = matcher.save() {
                tracing::warn!(%error, "the match index could not be saved; the next start reads the database instead");
            }
        });
    }

    /// Applies what happened. The position moves only when all of it is in.
    pub async fn apply(&self, db: &Db, entries: &[JournalEntry]) -> Result<(), Problem> {
        let mut touched: Vec<ClaimId> = Vec::new();
        for entry in entries {
            let subject = entry.subject;
            let kind = entry.kind.as_str();
            if kind == meaning::MADE {
                self.take_batch(db, subject).await?;
                continue;
            }
            let claims: Vec<ClaimId> = if kind == "claims-imported" {
                let read: Result<Vec<ClaimId>, Problem> =
                    saksi_db::read!(db, Viewer::System, tx => { rows::of_batch(&mut tx, subject).await });
                read?
            } else if kind.starts_with("claim-") || kind.starts_with("message-") {
                vec![ClaimId(subject)]
            } else if kind.starts_with("check-") {
                let read: Result<Option<ClaimId>, Problem> =
                    saksi_db::read!(db, Viewer::System, tx => { rows::claim_of(&mut tx, CheckId(subject)).await });
                read?.into_iter().collect()
            } else {
                Vec::new()
            };
            touched.extend(claims);
        }
        touched.sort_unstable();
        touched.dedup();
        let model = self.model();
        let mut lacking = Vec::new();
        for chunk in touched.chunks(200) {
            let read: Result<Vec<(Change, Vec<Vector>, Files)>, Problem> = saksi_db::read!(db, Viewer::System, tx => {
                let mut all = Vec::new();
                for claim in chunk {
                    let (published, waiting) = entries_of(&mut tx, *claim).await?;
                    let files = files_of(&mut tx, *claim).await?;
                    let known = published.is_some() || waiting.is_some();
                    let vectors = match model {
                        Some(model) if known => {
                            let stored = vectors::of_claim(&mut tx, *claim, &model).await?;
                            let texts = passages_between(&mut tx, claim.0, claim.0).await?;
                            fitting(&stored, &texts).pop().map(|(_, vectors)| vectors).unwrap_or_default()
                        }
                        _ => Vec::new(),
                    };
                    all.push(((*claim, published, waiting), vectors, files));
                }
                Ok(all)
            });
            let changes = read?;
            // Readers get in between two claims: a big import must not hold everybody up.
            for ((claim, published, waiting), vectors, (files, is_published)) in changes {
                if vectors.is_empty() && (published.is_some() || waiting.is_some()) {
                    lacking.push(claim);
                }
                replace(&self.0.published, claim, published);
                replace(&self.0.waiting, claim, waiting);
                self.set_vectors(claim, &vectors);
                self.0.shelf.write().unwrap_or_else(PoisonError::into_inner).replace(claim, files, is_published);
            }
        }
        if model.is_some() && !lacking.is_empty() {
            self.ask_for_vectors(db, &lacking).await?;
        }
        if let Some(last) = entries.last() {
            self.0.position.store(last.position, Ordering::Release);
        }
        Ok(())
    }

    /// Takes in what a run of the job made, here or on another process.
    async fn take_batch(&self, db: &Db, batch: Uuid) -> Result<(), Problem> {
        let Some(model) = self.model() else { return Ok(()) };
        let read: Result<Vec<(ClaimId, Vec<Vector>)>, Problem> = saksi_db::read!(db, Viewer::System, tx => {
            let stored = vectors::of_batch(&mut tx, batch, &model).await?;
            let mut all: Vec<(ClaimId, Vec<Vector>)> = Vec::new();
            for rows in stored.chunk_by(|a, b| a.claim == b.claim) {
                let Some(claim) = rows.first().map(|row| row.claim) else { continue };
                let texts = passages_between(&mut tx, claim.0, claim.0).await?;
                let fits = fitting(rows, &texts);
                all.push((claim, fits.into_iter().next().map(|(_, vectors)| vectors).unwrap_or_default()));
            }
            Ok(all)
        });
        let made = read?;
        let stale: Vec<ClaimId> =
            made.iter().filter(|(_, vectors)| vectors.is_empty()).map(|(claim, _)| *claim).collect();
        for (claim, vectors) in made {
            self.set_vectors(claim, &vectors);
        }
        if stale.is_empty() { Ok(()) } else { self.ask_for_vectors(db, &stale).await }
    }

    /// What is stored for these claims does not fit what they say now: it is forgotten, and the job makes it anew.
    async fn ask_for_vectors(&self, db: &Db, claims: &[ClaimId]) -> Result<(), Problem> {
        for chunk in claims.chunks(500) {
            let written: Result<(), Problem> = saksi_db::write!(db, "ask for vectors", Viewer::System, tx => {
                for claim in chunk {
                    vectors::forget(&mut tx, *claim).await?;
                }
                let now = tx.now();
                tx.enqueue(meaning::JOB, Uuid::nil(), now).await?;
                Ok(())
            });
            written?;
        }
        Ok(())
    }

    fn snapshot_path(&self) -> Option<PathBuf> {
        self.0.folder.as_ref().map(|folder| folder.join("match-index"))
    }

    /// Writes a snapshot beside the old one and puts it in its place. Nothing happens without a folder.
    pub fn save(&self) -> std::io::Result<()> {
        let Some(path) = self.snapshot_path() else { return Ok(()) };
        if !self.is_ready() {
            return Ok(());
        }
        let _alone = self.0.saving.lock().unwrap_or_else(PoisonError::into_inner);
        // The position first: entries applied while saving are applied once more after loading, which changes nothing.
        let position = self.position();
        let published = self.0.published.read().unwrap_or_else(PoisonError::into_inner).clone();
        let waiting = self.0.waiting.read().unwrap_or_else(PoisonError::into_inner).clone();
        let part = path.with_extension("part");
        let mut file = BufWriter::new(File::create(&part)?);
        file.write_all(SNAPSHOT)?;
        file.write_all(&position.to_be_bytes())?;
        for index in [published, waiting] {
            // Straight into the file: a million claims must not stand in memory twice.
            index.save(&mut file).map_err(std::io::Error::other)?;
        }
        file.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
        std::fs::rename(part, path)?;
        self.0.saved.store(position, Ordering::Release);
        Ok(())
    }

    /// The snapshot, where there is a whole one of this version. Anything else is only a reason to build anew.
    fn read_snapshot(&self) -> Option<(i64, Index, Index)> {
        let mut file = BufReader::new(File::open(self.snapshot_path()?).ok()?);
        let mut head = [0; 16];
        file.read_exact(&mut head).ok()?;
        if head != *SNAPSHOT {
            return None;
        }
        let mut number = [0; 8];
        file.read_exact(&mut number).ok()?;
        let position = i64::from_be_bytes(number);
        let mut next = || Index::load(&mut file).ok();
        Some((position, next()?, next()?))
    }
}

/// The files of a claim, and whether they answer.
type Files = (Vec<KnownFile>, bool);

async fn files_of(tx: &mut Tx, claim: ClaimId) -> Result<Files, Problem> {
    let rows = media::prints_of_claim(tx, claim).await?;
    let Some(published) = rows.first().and_then(media::PrintRow::standing) else { return Ok((Vec::new(), false)) };
    Ok((rows.into_iter().filter_map(media::PrintRow::known).collect(), published))
}

/// What a claim now is in the published index and in the waiting one.
type Change = (ClaimId, Option<Entry>, Option<Entry>);

/// Texts of each claim between two that vectors are made of, in one fixed order: what checks of it say, then what people
/// translated, or what stands for it while it waits. Never a message as it came in.
async fn passages_between(tx: &mut Tx, from: Uuid, to: Uuid) -> Result<HashMap<ClaimId, Vec<String>>, Problem> {
    let mut all: HashMap<ClaimId, Vec<String>> = HashMap::new();
    for row in rows::passages(tx, from, to).await? {
        let texts = all.entry(row.claim).or_default();
        let text = saksi_matching::vector_file::entry_text(&row.statement, &row.title);
        if texts.len() < PASSAGES && !text.trim().is_empty() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    Ok(all)
}

/// The texts of one claim that vectors are made of.
pub(crate) async fn passages_of(tx: &mut Tx, claim: ClaimId) -> Result<Vec<String>, Problem> {
    Ok(passages_between(tx, claim.0, claim.0).await?.remove(&claim).unwrap_or_default())
}

/// The vectors of each claim, in the order of the rows; none where the texts have changed since.
fn fitting(stored: &[vectors::VectorRow], texts: &HashMap<ClaimId, Vec<String>>) -> Vec<(ClaimId, Vec<Vector>)> {
    stored
        .chunk_by(|a, b| a.claim == b.claim)
        .filter_map(|rows| {
            let first = rows.first()?;
            let fits = texts.get(&first.claim).is_some_and(|texts| {
                texts.len() == rows.len() && meaning::digest(texts).as_slice() == first.digest.as_slice()
            });
            let vectors =
                if fits { rows.iter().filter_map(|row| Vector::from_bytes(&row.vector)).collect() } else { Vec::new() };
            Some((first.claim, vectors))
        })
        .collect()
}

fn replace(index: &RwLock<Index>, claim: ClaimId, entry: Option<Entry>) {
    let mut index = index.write().unwrap_or_else(PoisonError::into_inner);
    match entry {
        Some(entry) => index.insert(entry),
        None => {
            index.remove(claim.0.as_u128());
        }
    }
}

/// The entry of a claim for the published index, and for the waiting one.
async fn entries_of(tx: &mut Tx, claim: ClaimId) -> Result<(Option<Entry>, Option<Entry>), Problem> {
    let Some(row) = rows::standing(tx, claim).await? else { return Ok((None, None)) };
    if row.hidden {
        return Ok((None, None));
    }
    if row.published > 0 {
        let checks = rows::of_claim(tx, claim).await?;
        let (texts, links) = rows::extras(tx, claim.0, claim.0).await?;
        return Ok((published_entries(checks, texts, links).pop(), None));
    }
    if matches!(row.lane.as_str(), "open" | "closed") {
        let (texts, links) = rows::extras(tx, claim.0, claim.0).await?;
        let mut entry = Entry::new(claim.0.as_u128(), row.language, row.statement);
        add_extras(&mut entry, texts, links);
        return Ok((None, Some(entry)));
    }
    Ok((None, None))
}

fn add_extras(entry: &mut Entry, texts: Vec<rows::ExtraRow>, links: Vec<rows::ExtraRow>) {
    let room = MESSAGES.saturating_sub(entry.messages.len());
    entry.messages.extend(texts.into_iter().take(room).map(|row| row.text));
    entry.links.extend(links.into_iter().filter_map(|row| saksi_matching::CanonicalLink::parse(&row.text)));
}

/// One entry for each claim among rows in the order of claims.
fn published_entries(checks: Vec<rows::TextRow>, texts: Vec<rows::ExtraRow>, links: Vec<rows::ExtraRow>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut places: HashMap<u128, usize> = HashMap::new();
    for row in checks {
        let id = row.claim.0.as_u128();
        match places.get(&id).and_then(|place| entries.get_mut(*place)) {
            None => {
                places.insert(id, entries.len());
                entries.push(Entry::new(id, row.language, row.statement).with_title(row.title));
            }
            Some(entry) if entry.claim != row.statement && entry.messages.len() < MESSAGES => {
                entry.messages.push(row.statement);
            }
            Some(_) => {}
        }
    }
    for row in texts {
        if let Some(entry) = places.get(&row.claim.0.as_u128()).and_then(|place| entries.get_mut(*place))
            && entry.messages.len() < MESSAGES
        {
            entry.messages.push(row.text);
        }
    }
    for row in links {
        if let Some(entry) = places.get(&row.claim.0.as_u128()).and_then(|place| entries.get_mut(*place))
            && let Some(link) = saksi_matching::CanonicalLink::parse(&row.text)
        {
            entry.links.push(link);
        }
    }
    entries
}

async fn load_published(db: &Db, send: std::sync::mpsc::SyncSender<Entry>) -> Result<(), Problem> {
    let mut after = Uuid::nil();
    loop {
        let read: Result<Vec<Entry>, Problem> = saksi_db::read!(db, Viewer::System, tx => {
            let checks = rows::published(&mut tx, after, PAGE).await?;
            let (Some(first), Some(last)) = (checks.first().map(|row| row.claim.0), checks.last().map(|row| row.claim.0)) else {
                return Ok(Vec::new());
            };
            let (texts, links) = rows::extras(&mut tx, first, last).await?;
            Ok(published_entries(checks, texts, links))
        });
        let entries = read?;
        let Some(last) = entries.iter().map(|entry| entry.id).max() else { return Ok(()) };
        after = Uuid::from_u128(last);
        let send = send.clone();
        // The channel is bounded, so that memory stays so; waiting for room must not hold the runtime.
        tokio::task::spawn_blocking(move || entries.into_iter().try_for_each(|entry| send.send(entry).ok()))
            .await
            .map_err(|_| Problem::internal())?
            .ok_or_else(Problem::internal)?;
    }
}

async fn waiting_page(tx: &mut Tx, after: Uuid) -> Result<Vec<Entry>, Problem> {
    let claims = rows::waiting(tx, after, PAGE).await?;
    let (Some(first), Some(last)) = (claims.first().map(|row| row.id.0), claims.last().map(|row| row.id.0)) else {
        return Ok(Vec::new());
    };
    let (texts, links) = rows::extras(tx, first, last).await?;
    let mut entries: Vec<Entry> =
        claims.into_iter().map(|row| Entry::new(row.id.0.as_u128(), row.language, row.statement)).collect();
    let places: HashMap<u128, usize> = entries.iter().enumerate().map(|(place, entry)| (entry.id, place)).collect();
    for row in texts {
        if let Some(entry) = places.get(&row.claim.0.as_u128()).and_then(|place| entries.get_mut(*place))
            && entry.messages.len() < MESSAGES
        {
            entry.messages.push(row.text);
        }
    }
    for row in links {
        if let Some(entry) = places.get(&row.claim.0.as_u128()).and_then(|place| entries.get_mut(*place))
            && let Some(link) = saksi_matching::CanonicalLink::parse(&row.text)
        {
            entry.links.push(link);
        }
    }
    Ok(entries)
}
