//! Matching files against files, without a server: the work behind `saksi match run`.
//!
//! The program opens the files and hands over readers; this module only parses, matches and writes.
//!
//! - Claims, one JSON object a line: `{"id", "lang", "claim", "title"?, "messages"?: […], "links"?: […]}`.
//! - Queries: `{"qid", "text", …}`; other members are passed over.
//! - The run that is written: `{"qid", "hits": [{"id", "score"}, …], "decision", "confidence", "reason", "best",
//!   "informative"}`, best hit first; `best` is the first [`crate::Hit`] in full (its id is the position of the claim).

use std::{
    collections::HashMap,
    io::{self, BufRead, Write},
    time::Duration,
};

use serde::{Deserialize, Serialize};

use crate::{
    CanonicalLink, Entry, Index, Policy, Query,
    adapter::Side,
    baseline::{Baseline, Method, Noise},
    decide,
    dense::Vector,
    vector_file::{VectorFile, entry_text},
};

/// Longest line that is read, in bytes.
const MAX_LINE: u64 = 16 << 20;

/// What to do and how.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Hits written for each query.
    pub hits: usize,
    /// Thresholds of the decision.
    pub policy: Policy,
    /// Threads that build the index.
    pub threads: usize,
    /// Every query is typed this way first, to measure what that costs.
    pub noise: Option<Noise>,
}

impl Default for Options {
    fn default() -> Self {
        Self { hits: 20, policy: Policy::web(), threads: 1, noise: None }
    }
}

/// What was done and how long it took.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stats {
    /// Claims read; of several with one id the last counts.
    pub claims: usize,
    /// Queries read.
    pub queries: usize,
    /// Decisions by kind.
    pub decisions: Decisions,
    /// Seconds to read the claims.
    pub read_seconds: f64,
    /// Seconds to build the index.
    pub index_seconds: f64,
    /// Claims indexed in a second.
    pub claims_per_second: f64,
    /// Milliseconds of one query: reading, searching and deciding.
    pub query_ms: Percentiles,
}

/// How many decisions of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decisions {
    /// Answered.
    pub answer: usize,
    /// Shown as similar.
    pub suggest: usize,
    /// Asked back.
    pub ask: usize,
    /// Nothing close.
    pub none: usize,
}

/// Distribution of a duration, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Percentiles {
    /// Mean.
    pub mean: f64,
    /// Half are quicker.
    pub p50: f64,
    /// 90 % are quicker.
    pub p90: f64,
    /// 99 % are quicker.
    pub p99: f64,
    /// The slowest.
    pub max: f64,
}

impl Percentiles {
    /// Of durations in any order.
    pub fn of(durations: &[Duration]) -> Self {
        if durations.is_empty() {
            return Self::default();
        }
        let mut ms: Vec<f64> = durations.iter().map(|duration| duration.as_secs_f64() * 1000.0).collect();
        ms.sort_by(f64::total_cmp);
        // Nearest-rank percentile, in tenths of a percent so that no rounding is needed.
        let at = |per_mille: usize| {
            let rank = (ms.len() * per_mille).div_ceil(1000).clamp(1, ms.len());
            ms.get(rank - 1).copied().unwrap_or(0.0)
        };
        Self { mean: ms.iter().sum::<f64>() / ms.len() as f64, p50: at(500), p90: at(900), p99: at(990), max: at(1000) }
    }
}

/// A run that could not be finished.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Reading or writing failed.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A line is not what it should be.
    #[error("{file}, line {line}: {problem}")]
    Line {
        /// Which of the inputs: `claims` or `queries`.
        file: &'static str,
        /// Line number, from 1.
        line: usize,
        /// What is wrong with it.
        problem: String,
    },
}

#[derive(Deserialize)]
struct ClaimLine {
    id: serde_json::Value,
    #[serde(default)]
    lang: String,
    claim: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    messages: Vec<String>,
    #[serde(default)]
    links: Vec<String>,
}

#[derive(Deserialize)]
struct QueryLine {
    qid: serde_json::Value,
    text: String,
}

#[derive(Serialize)]
struct RunLine<'a> {
    qid: &'a serde_json::Value,
    hits: Vec<RunHit<'a>>,
    decision: &'static str,
    confidence: f32,
    reason: String,
    /// The best hit with its lanes, for whoever wants to understand or train.
    #[serde(skip_serializing_if = "Option::is_none")]
    best: Option<&'a crate::Hit>,
    /// Letters and digits in the query.
    informative: usize,
}

#[derive(Serialize)]
struct RunHit<'a> {
    id: &'a serde_json::Value,
    score: f32,
}

/// Claims read from lines, with the names that the lines gave them. The id of an entry is the position of its name.
#[derive(Debug, Default)]
pub struct Claims {
    names: Vec<serde_json::Value>,
    entries: Vec<Entry>,
    positions: HashMap<String, usize>,
}

impl Claims {
    /// Adds the claims of one input. Empty lines are passed over; a claim with a known id replaces it.
    pub fn read(&mut self, claims: impl BufRead) -> Result<(), RunError> {
        each_line("claims", claims, |line, number| {
            let ClaimLine { id, lang, claim, title, messages, links } =
                serde_json::from_str(line).map_err(|error| broken("claims", number, &error))?;
            let links = links.iter().filter_map(|link| CanonicalLink::parse(link)).collect();
            let position = *self.positions.entry(id.to_string()).or_insert_with(|| {
                self.names.push(id);
                self.names.len() - 1
            });
            let entry = Entry {
                id: position as u128,
                language: lang,
                claim,
                title: title.unwrap_or_default(),
                messages,
                links,
            };
            match self.entries.get_mut(position) {
                Some(known) => *known = entry,
                None => self.entries.push(entry),
            }
            Ok(())
        })
    }

    /// Claim and title of each, in the order of the names.
    pub fn texts(&self) -> Vec<(String, String)> {
        self.entries.iter().map(|entry| (entry.claim.clone(), entry.title.clone())).collect()
    }

    /// How many claims were read.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether none was read.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// Reads claims and queries, matches each query, and writes a run for `match_eval.py`.
///
/// `clock` gives the time since any fixed moment; it is only used for the figures in [`Stats`].
pub fn run_files(
    claims: impl BufRead,
    queries: impl BufRead,
    out: impl Write,
    options: &Options,
    clock: impl Fn() -> Duration,
) -> Result<Stats, RunError> {
    let start = clock();
    let mut read = Claims::default();
    read.read(claims)?;
    let read_seconds = (clock().saturating_sub(start)).as_secs_f64();
    run(read, queries, out, options, clock).map(|stats| Stats { read_seconds, ..stats })
}

/// As [`run_files`], with claims that were read already (from several files, for example).
pub fn run(
    claims: Claims,
    queries: impl BufRead,
    out: impl Write,
    options: &Options,
    clock: impl Fn() -> Duration,
) -> Result<Stats, RunError> {
    run_by_meaning(claims, &Words, queries, out, options, clock)
}

/// Where sentence vectors come from: an encoder, or a file.
pub trait Meaning {
    /// Vectors of the texts as the model made them, in their order; `None` where there is none.
    fn vectors(&self, side: Side, texts: &[&str]) -> Vec<Option<Vec<f32>>>;
}

/// No vectors: words only.
#[derive(Clone, Copy, Debug, Default)]
pub struct Words;

impl Meaning for Words {
    fn vectors(&self, _side: Side, texts: &[&str]) -> Vec<Option<Vec<f32>>> {
        vec![None; texts.len()]
    }
}

impl Meaning for VectorFile {
    fn vectors(&self, side: Side, texts: &[&str]) -> Vec<Option<Vec<f32>>> {
        texts.iter().map(|text| self.get(side, text).map(<[f32]>::to_vec)).collect()
    }
}

/// Texts handed to the encoder at once.
const BATCH: usize = 64;

/// An index of the claims with their vectors, and the names of the claims by their ids.
pub fn index_of(claims: Claims, meaning: &impl Meaning, threads: usize) -> (Index, Vec<serde_json::Value>) {
    let Claims { names, entries, .. } = claims;
    let texts: Vec<(u128, String)> =
        entries.iter().map(|entry| (entry.id, entry_text(&entry.claim, &entry.title))).collect();
    let mut index = Index::build(entries.into_iter(), threads);
    for batch in texts.chunks(BATCH) {
        let of: Vec<&str> = batch.iter().map(|(_, text)| text.as_str()).collect();
        for ((id, _), vector) in batch.iter().zip(meaning.vectors(Side::Claim, &of)) {
            if let Some(vector) = vector {
                index.set_vectors(*id, &[Vector::from_f32(&vector)]);
            }
        }
    }
    (index, names)
}

/// A message with its vector, if there is one.
pub fn query_of(text: &str, meaning: &impl Meaning) -> Query {
    let query = Query::new(text);
    match meaning.vectors(Side::Message, &[&crate::respaced(text)]).pop().flatten() {
        Some(vector) => query.with_vector(Vector::from_f32(&vector)),
        None => query,
    }
}

/// Writes the run of another program's way of matching, to be measured beside ours.
pub fn run_baseline(
    claims: Claims,
    method: Method,
    meaning: &impl Meaning,
    queries: impl BufRead,
    mut out: impl Write,
) -> Result<(), RunError> {
    let texts = claims.texts();
    let names = claims.names;
    let mut vectors = Vec::with_capacity(texts.len());
    let whole: Vec<String> = texts.iter().map(|(claim, title)| entry_text(claim, title)).collect();
    let kept = |vector: Option<Vec<f32>>| vector.map(|vector| Vector::from_f32(&vector));
    let by_vectors = matches!(method, Method::Vectors | Method::Sum);
    for batch in whole.chunks(BATCH) {
        let of: Vec<&str> = batch.iter().map(String::as_str).collect();
        let made = if by_vectors { meaning.vectors(Side::Claim, &of) } else { vec![None; of.len()] };
        vectors.extend(made.into_iter().map(kept));
    }
    let baseline = Baseline::new(method, texts, vectors);
    each_line("queries", queries, |line, number| {
        let QueryLine { qid, text } = serde_json::from_str(line).map_err(|error| broken("queries", number, &error))?;
        let vector = if by_vectors { meaning.vectors(Side::Message, &[text.as_str()]).pop().flatten() } else { None };
        let (hits, same) = baseline.search(&text, kept(vector).as_ref(), 20);
        let decision = match (same, hits.is_empty()) {
            (true, _) => "answer",
            (false, false) => "suggest",
            (false, true) => "none",
        };
        let hits: Vec<serde_json::Value> = hits
            .iter()
            .filter_map(|(at, score)| Some(serde_json::json!({"id": names.get(*at)?, "score": score})))
            .collect();
        serde_json::to_writer(&mut out, &serde_json::json!({"qid": qid, "hits": hits, "decision": decision}))
            .map_err(io::Error::from)?;
        out.write_all(b"\n")?;
        Ok(())
    })?;
    out.flush()?;
    Ok(())
}

/// As [`run`], by meaning as well as by words.
pub fn run_by_meaning(
    claims: Claims,
    meaning: &impl Meaning,
    queries: impl BufRead,
    mut out: impl Write,
    options: &Options,
    clock: impl Fn() -> Duration,
) -> Result<Stats, RunError> {
    let count = claims.len();
    let start = clock();
    let (index, names) = index_of(claims, meaning, options.threads);
    let index_seconds = clock().saturating_sub(start).as_secs_f64();
    let mut decisions = Decisions::default();
    let mut durations = Vec::new();
    each_line("queries", queries, |line, number| {
        let QueryLine { qid, text } = serde_json::from_str(line).map_err(|error| broken("queries", number, &error))?;
        let text = options.noise.map_or(text.clone(), |noise| noise.of(&text));
        let start = clock();
        let query = query_of(&text, meaning);
        let hits = index.search(&query, options.hits);
        let decision = decide(&query, &hits, &options.policy);
        durations.push(clock().saturating_sub(start));
        *match decision.kind {
            crate::DecisionKind::Answer => &mut decisions.answer,
            crate::DecisionKind::Suggest => &mut decisions.suggest,
            crate::DecisionKind::Ask => &mut decisions.ask,
            crate::DecisionKind::None => &mut decisions.none,
        } += 1;
        let name = |id: u128| usize::try_from(id).ok().and_then(|at| names.get(at));
        let line = RunLine {
            qid: &qid,
            hits: hits.iter().filter_map(|hit| Some(RunHit { id: name(hit.id)?, score: hit.score })).collect(),
            decision: decision.kind.as_str(),
            confidence: decision.confidence,
            reason: decision.reason.to_string(),
            best: hits.first(),
            informative: query.informative_characters(),
        };
        serde_json::to_writer(&mut out, &line).map_err(io::Error::from)?;
        out.write_all(b"\n")?;
        Ok(())
    })?;
    out.flush()?;
    Ok(Stats {
        claims: count,
        queries: durations.len(),
        decisions,
        read_seconds: 0.0,
        index_seconds,
        claims_per_second: if index_seconds > 0.0 { count as f64 / index_seconds } else { 0.0 },
        query_ms: Percentiles::of(&durations),
    })
}

pub(crate) fn broken(file: &'static str, line: usize, error: &serde_json::Error) -> RunError {
    RunError::Line { file, line, problem: error.to_string() }
}

pub(crate) fn each_line(
    file: &'static str,
    mut source: impl BufRead,
    mut found: impl FnMut(&str, usize) -> Result<(), RunError>,
) -> Result<(), RunError> {
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        number += 1;
        if io::Read::take(&mut source, MAX_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        let problem = |problem: &str| RunError::Line { file, line: number, problem: problem.to_owned() };
        if line.len() as u64 == MAX_LINE {
            return Err(problem("longer than 16 MiB"));
        }
        let text = std::str::from_utf8(&line).map_err(|_| problem("not UTF-8"))?;
        let text = text.trim().trim_start_matches('\u{feff}');
        if !text.is_empty() {
            found(text, number)?;
        }
    }
}
