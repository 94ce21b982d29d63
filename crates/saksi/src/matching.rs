//! `saksi match`: the matcher on files, without a server.

use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, ensure};
use clap::{Args, Subcommand};
use saksi_encoder::{Encoder, Role};
use saksi_matching::adapter::Side;
use saksi_matching::baseline::{Method, Noise};
use saksi_matching::cluster::{Bars, cluster_files};
use saksi_matching::evaluate::evaluate;
use saksi_matching::fusion::FEATURES;
use saksi_matching::run::{self, Claims, Meaning, Options, Words};
use saksi_matching::vector_file::{VectorFile, entry_text};
use saksi_matching::{Numbers, Policy, Wording, decide};

use crate::config::Config;
use crate::{media, model};

/// What to do on files.
#[derive(Debug, Args)]
pub(crate) struct Match {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Match every query against the claims; one line of JSON per query
    ///
    /// Claims: one object a line, {"id","lang","claim","title"}. Queries: {"qid","lang","text"}.
    /// The run: {"qid","hits":[{"id","score"},…],"decision":"answer"|"suggest"|"ask"|"none"}.
    #[command(
        after_help = "Example: saksi match run --claims claims.jsonl --queries queries.jsonl --out run.jsonl --stats stats.json"
    )]
    Run(Run),
    /// Say what would be done with one message, and why
    #[command(
        after_help = "Example: saksi match query --claims claims.jsonl \"Does hot lemon water cure cancer?\"\n\nBy meaning as well where `saksi model fetch` was run for the data folder."
    )]
    Query(Ask),
    /// Show everything that spoke for and against the best hits of one message
    #[command(after_help = "Example: saksi match explain --claims claims.jsonl \"Does hot lemon water cure cancer?\"")]
    Explain(Ask),
    /// Score a run: how often the right claim came first, and how often an answer was right
    ///
    /// Queries: {"qid","lang"?,"kind"?,"relevant":[claim ids]}; none relevant means that nothing matches.
    #[command(after_help = "Example: saksi match eval --queries queries.jsonl --run run.jsonl")]
    Eval(Eval),
    /// Turn claims and queries into one file of vectors, for `run --vectors`
    #[command(
        after_help = "Example: saksi match vectors --claims claims.jsonl --queries queries.jsonl --out all.vec --data /var/lib/saksi"
    )]
    Vectors(MakeVectors),
    /// Find known pictures, videos and sounds again, however they were cut, framed, mirrored or recompressed
    #[command(
        after_help = "Example: saksi match media --known checked/ --query forwarded.jpg\n\nVideos and sounds need ffmpeg, --text needs tesseract; `saksi doctor` says whether they are there."
    )]
    Media(media::Media),
    /// Put messages that say the same together: into claims, and claims into candidate narratives
    ///
    /// Messages: one object a line, {"id","text","lang"}, oldest first. Each line of the result says where one was put and why:
    /// {"text","claim","opened","because","narrative",…}; at the end stands every claim: {"claim","narrative","texts"}.
    #[command(
        after_help = "Example: saksi match cluster messages.jsonl --out claims.jsonl\n\nClaims and narratives bear the name of their first message. A later message can join two of them."
    )]
    Cluster(Cluster),
}

#[derive(Debug, Args)]
struct Cluster {
    /// The file of messages
    #[arg(value_name = "FILE")]
    texts: PathBuf,
    /// Where to write; without it, to the terminal
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct Run {
    /// Files of claims; repeatable
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    claims: Vec<PathBuf>,
    /// The file of queries
    #[arg(long, value_name = "FILE")]
    queries: PathBuf,
    /// Where to write the run
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Where to write counts and times, as JSON
    #[arg(long, value_name = "FILE")]
    stats: Option<PathBuf>,
    /// The channel whose thresholds decide
    #[arg(long, value_name = "CHANNEL", default_value = "web", value_parser = ["web", "one-to-one", "group"])]
    channel: String,
    /// Threads that build the index
    #[arg(long, default_value_t = 2)]
    threads: usize,
    /// Files of vectors from `saksi match vectors`, in place of the model in use; repeatable
    #[arg(long, value_name = "FILE")]
    vectors: Vec<PathBuf>,
    /// Compare by words only, even where there is a model
    #[arg(long, conflicts_with = "vectors")]
    words: bool,
    /// How other programs match, to compare with: the query of most bots, BM25, vectors alone, or their sum
    #[arg(long, value_name = "METHOD", value_parser = ["cjk-mlt", "char4", "vectors", "sum"])]
    method: Option<String>,
    /// Type every query anew: letters shuffled, spaces put in, digits masked, or only the first half
    #[arg(long, value_name = "NOISE", value_parser = ["shuffled", "spaced", "chopped", "masked", "halved"])]
    noise: Option<String>,
}

#[derive(Debug, Args)]
struct Ask {
    /// Files of claims; repeatable
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    claims: Vec<PathBuf>,
    /// The message
    #[arg(value_name = "TEXT")]
    text: String,
    /// The channel whose thresholds decide
    #[arg(long, value_name = "CHANNEL", default_value = "web", value_parser = ["web", "one-to-one", "group"])]
    channel: String,
    /// Compare by words only, even where there is a model
    #[arg(long)]
    words: bool,
}

#[derive(Debug, Args)]
struct Eval {
    /// The file of queries
    #[arg(long, value_name = "FILE")]
    queries: PathBuf,
    /// The run to score
    #[arg(long, value_name = "FILE")]
    run: PathBuf,
}

#[derive(Debug, Args)]
struct MakeVectors {
    /// Files of claims; repeatable
    #[arg(long, value_name = "FILE")]
    claims: Vec<PathBuf>,
    /// Files of queries; repeatable
    #[arg(long, value_name = "FILE")]
    queries: Vec<PathBuf>,
    /// Also the queries as they look when typed badly, for `run --noise`
    #[arg(long)]
    noise: bool,
    /// Further files with lines of `{"en"}` or `{"messages":[{"text"}]}`: training data
    #[arg(long, value_name = "FILE")]
    training: Vec<PathBuf>,
    /// Where to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// Where vectors come from.
enum Source {
    Words,
    File(VectorFile),
    Model(Box<Encoder>),
}

impl Source {
    /// The given files, otherwise the model in use, otherwise words alone.
    fn open(config: &Config, files: &[PathBuf], words: bool) -> anyhow::Result<Self> {
        if words {
            return Ok(Self::Words);
        }
        if files.is_empty() {
            return Ok(model::open_in_use(config, None)?.map_or(Self::Words, |encoder| Self::Model(Box::new(encoder))));
        }
        let mut all = VectorFile::default();
        for path in files {
            let bytes = std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
            let file = VectorFile::parse(&bytes).with_context(|| {
                format!("{} is not a file of vectors; make one with `saksi match vectors`", path.display())
            })?;
            ensure!(all.extend(&file), "{} holds vectors of another length than the files before", path.display());
        }
        Ok(Self::File(all))
    }
}

impl Meaning for Source {
    fn vectors(&self, side: Side, texts: &[&str]) -> Vec<Option<Vec<f32>>> {
        match self {
            Self::Words => Words.vectors(side, texts),
            Self::File(file) => file.vectors(side, texts),
            Self::Model(encoder) => {
                let role = match side {
                    Side::Message => Role::Query,
                    Side::Claim => Role::Passage,
                };
                match encoder.encode(role, texts) {
                    Ok(vectors) => vectors.into_iter().map(Some).collect(),
                    Err(error) => {
                        tracing::warn!(%error, "texts are compared by words only");
                        vec![None; texts.len()]
                    }
                }
            }
        }
    }
}

fn policy_of(channel: &str) -> Policy {
    match channel {
        "group" => Policy::group(),
        "one-to-one" => Policy::one_to_one(),
        _ => Policy::web(),
    }
}

fn open(path: &PathBuf) -> anyhow::Result<BufReader<File>> {
    File::open(path).map(BufReader::new).with_context(|| format!("{} cannot be opened", path.display()))
}

fn read_claims(paths: &[PathBuf]) -> anyhow::Result<Claims> {
    let mut claims = Claims::default();
    for path in paths {
        claims.read(open(path)?).with_context(|| format!("{}", path.display()))?;
    }
    Ok(claims)
}

/// `saksi match query` and `explain`.
fn ask(config: &Config, ask: &Ask, explain: bool, json: bool) -> anyhow::Result<()> {
    let source = Source::open(config, &[], ask.words)?;
    let claims = read_claims(&ask.claims)?;
    let entries = claims.texts();
    let (index, names) = run::index_of(claims, &source, 2);
    let query = run::query_of(&ask.text, &source);
    let hits = index.search(&query, if explain { 5 } else { 20 });
    let decision = decide(&query, &hits, &policy_of(&ask.channel));
    let name = |id: u128| usize::try_from(id).ok().and_then(|at| names.get(at)).cloned().unwrap_or_default();
    let claim =
        |id: u128| usize::try_from(id).ok().and_then(|at| entries.get(at)).map_or("", |(claim, _)| claim.as_str());
    if json {
        let shown = if explain { &hits } else { &decision.top };
        let hits: Vec<serde_json::Value> = shown
            .iter()
            .map(|hit| {
                let mut value = serde_json::json!({"id": name(hit.id), "claim": claim(hit.id), "hit": hit});
                if explain && let (Some(features), Some(object)) = (&hit.features, value.as_object_mut()) {
                    let values: serde_json::Map<String, serde_json::Value> = FEATURES
                        .iter()
                        .zip(features.iter())
                        .map(|(name, value)| ((*name).to_owned(), (*value).into()))
                        .collect();
                    object.insert("features".to_owned(), values.into());
                }
                value
            })
            .collect();
        println!(
            "{}",
            serde_json::json!({"decision": decision.kind.as_str(), "confidence": decision.confidence, "reason": decision.reason.to_string(), "hits": hits})
        );
        return Ok(());
    }
    println!("{}, {:.0} %: {}", decision.kind.as_str(), decision.confidence * 100.0, decision.reason);
    if matches!(source, Source::Words) {
        println!("compared by words only; `saksi model fetch` gets what compares by meaning");
    }
    for hit in if explain { &hits } else { &decision.top } {
        println!("\n{}  {:.3}  {}", name(hit.id), hit.score, claim(hit.id));
        if !explain {
            continue;
        }
        if !hit.shared.words.is_empty() {
            println!("  words in common, the most telling first: {}", hit.shared.words.join(", "));
        }
        match &hit.wording {
            Wording::Changed(change) => println!("  changed: \"{}\" stands for \"{}\"", change.message, change.known),
            Wording::Kept => println!("  the wording was kept"),
            Wording::Unknown => {}
        }
        if let Numbers::Differ { message, known } = &hit.numbers {
            println!("  another number: {message} stands for {known}");
        }
        for (name, value) in FEATURES.iter().zip(hit.features.iter().flat_map(|features| features.iter())) {
            println!("  {value:>9.3}  {name}");
        }
    }
    Ok(())
}

/// `saksi match eval`.
fn score(eval: &Eval, json: bool) -> anyhow::Result<()> {
    let figures = evaluate(open(&eval.queries)?, open(&eval.run)?)?;
    if json {
        println!("{}", serde_json::to_string(&figures)?);
        return Ok(());
    }
    println!(
        "{:<20} {:>8} {:>9} {:>7} {:>7} {:>7} {:>7} {:>7} {:>8} {:>9} {:>7}",
        "group", "queries", "unmatched", "MRR@20", "MAP@5", "S@1", "S@5", "S@10", "coverage", "precision", "false"
    );
    let share = |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.3}"));
    for (name, one) in &figures {
        println!(
            "{name:<20} {:>8} {:>9} {:>7.3} {:>7.3} {:>7.3} {:>7.3} {:>7.3} {:>8.3} {:>9} {:>7}",
            one.queries,
            one.unmatched,
            one.mrr20,
            one.map5,
            one.s1,
            one.s5,
            one.s10,
            one.coverage,
            share(one.precision),
            share(one.wrong)
        );
    }
    Ok(())
}

/// `saksi match vectors`.
fn make_vectors(config: &Config, make: &MakeVectors) -> anyhow::Result<()> {
    let encoder = model::open_in_use(config, None)?.context("there is no model; get one with `saksi model fetch`")?;
    let mut wanted: Vec<(Side, String)> = Vec::new();
    for (claim, title) in read_claims(&make.claims)?.texts() {
        wanted.push((Side::Claim, entry_text(&claim, &title)));
    }
    for path in make.queries.iter().chain(&make.training) {
        for line in open(path)?.lines() {
            let line = line?;
            if line.trim().is_empty() {
                continue;
            }
            let value: serde_json::Value =
                serde_json::from_str(&line).with_context(|| format!("{}", path.display()))?;
            let text = |value: &serde_json::Value, name: &str| {
                value.get(name).and_then(serde_json::Value::as_str).map(ToOwned::to_owned)
            };
            if let Some(query) = text(&value, "text") {
                if make.noise {
                    wanted.extend(Noise::ALL.iter().map(|(noise, _)| (Side::Message, noise.of(&query))));
                }
                wanted.push((Side::Message, query));
            }
            if let Some(claim) = text(&value, "claim") {
                wanted.push((Side::Claim, entry_text(&claim, &text(&value, "title").unwrap_or_default())));
            }
            wanted.extend(text(&value, "en").map(|english| (Side::Claim, english)));
            for message in value.get("messages").and_then(serde_json::Value::as_array).into_iter().flatten() {
                wanted.extend(text(message, "text").map(|text| (Side::Message, text)));
            }
        }
    }
    let mut seen = std::collections::HashSet::new();
    wanted.retain(|(side, text)| seen.insert((*side == Side::Claim, text.clone())));
    // Texts of like length share a batch, which is quicker.
    wanted.sort_by_key(|(side, text)| (*side == Side::Claim, text.len()));
    let bar = indicatif::ProgressBar::new(wanted.len() as u64);
    let mut vectors: Vec<(Side, &str, Vec<f32>)> = Vec::with_capacity(wanted.len());
    for chunk in wanted.chunk_by(|a, b| a.0 == b.0) {
        for batch in chunk.chunks(32) {
            let Some(&(side, _)) = batch.first() else { continue };
            let role = if side == Side::Message { Role::Query } else { Role::Passage };
            let texts: Vec<&str> = batch.iter().map(|(_, text)| text.as_str()).collect();
            for (text, vector) in texts.iter().zip(encoder.encode(role, &texts)?) {
                vectors.push((side, text, vector));
            }
            bar.inc(batch.len() as u64);
        }
    }
    bar.finish_and_clear();
    std::fs::write(&make.out, VectorFile::write(&vectors))
        .with_context(|| format!("{} cannot be written", make.out.display()))?;
    println!("{} vectors", vectors.len());
    Ok(())
}

/// Does it.
pub(crate) fn run(config: &Config, verb: &Match, json: bool) -> anyhow::Result<()> {
    let run = match &verb.verb {
        Verb::Run(run) => run,
        Verb::Query(query) => return ask(config, query, false, json),
        Verb::Explain(query) => return ask(config, query, true, json),
        Verb::Eval(eval) => return score(eval, json),
        Verb::Vectors(make) => return make_vectors(config, make),
        Verb::Media(media) => return media::run(media, json),
        Verb::Cluster(cluster) => return put_together(cluster, json),
    };
    let start = Instant::now();
    let source = Source::open(config, &run.vectors, run.words)?;
    let claims = read_claims(&run.claims)?;
    let read_seconds = start.elapsed().as_secs_f64();
    let file = File::create(&run.out).with_context(|| format!("{} cannot be written", run.out.display()))?;
    let mut out = BufWriter::new(file);
    let options = Options {
        policy: policy_of(&run.channel),
        threads: run.threads.max(1),
        noise: Noise::ALL.iter().find(|(_, name)| run.noise.as_deref() == Some(name)).map(|(noise, _)| *noise),
        ..Options::default()
    };
    if let Some(method) = &run.method {
        let method = match method.as_str() {
            "cjk-mlt" => Method::Bot,
            "char4" => Method::Grams,
            "vectors" => Method::Vectors,
            _ => Method::Sum,
        };
        run::run_baseline(claims, method, &source, open(&run.queries)?, &mut out)?;
        out.flush()?;
        return Ok(());
    }
    let mut stats = run::run_by_meaning(claims, &source, open(&run.queries)?, &mut out, &options, || start.elapsed())
        .with_context(|| format!("{}", run.queries.display()))?;
    stats.read_seconds = read_seconds;
    out.flush()?;
    let text = serde_json::to_string_pretty(&stats)?;
    if let Some(path) = &run.stats {
        std::fs::write(path, format!("{text}\n")).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    if json {
        println!("{text}");
    } else {
        println!(
            "{} claims indexed at {:.0} a second; {} queries, a median of {:.2} ms and 99 in 100 within {:.2} ms; answered {}, suggested {}, asked back {}, nothing {}",
            stats.claims,
            stats.claims_per_second,
            stats.queries,
            stats.query_ms.p50,
            stats.query_ms.p99,
            stats.decisions.answer,
            stats.decisions.suggest,
            stats.decisions.ask,
            stats.decisions.none
        );
    }
    Ok(())
}

/// `saksi match cluster`. What was counted goes to the error output when the result goes to the terminal.
fn put_together(cluster: &Cluster, json: bool) -> anyhow::Result<()> {
    let texts = File::open(&cluster.texts)
        .map(BufReader::new)
        .with_context(|| format!("{} cannot be opened", cluster.texts.display()))?;
    let done = |out: &mut dyn std::io::Write| {
        cluster_files(texts, out, Bars::default()).with_context(|| format!("{}", cluster.texts.display()))
    };
    let stats = match &cluster.out {
        Some(path) => {
            let file = File::create(path).with_context(|| format!("{} cannot be written", path.display()))?;
            done(&mut BufWriter::new(file))?
        }
        None => done(&mut std::io::stdout().lock())?,
    };
    let said = if json {
        serde_json::to_string(&stats)?
    } else {
        format!("{} messages, {} claims, {} candidate narratives", stats.texts, stats.claims, stats.narratives)
    };
    if cluster.out.is_some() {
        println!("{said}");
    } else {
        eprintln!("{said}");
    }
    Ok(())
}
