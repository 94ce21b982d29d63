//! `saksi match`: the matcher on files, without a server.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Cursor, Read as _, Write};
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
use crate::{media, model, output};

/// Messages that go through the model together.
const TOGETHER: usize = 128;
/// Most bytes of a line of messages that are read at once. The matcher refuses longer lines.
const LONGEST_LINE: u64 = 16 << 20;

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
        after_help = "Example: saksi match cluster messages.jsonl --out claims.jsonl\n\nClaims and narratives bear the name of their first message. A later message can join two of them.\nBy meaning as well where `saksi model fetch` was run for the data folder."
    )]
    Cluster(Cluster),
}

#[derive(Debug, Args)]
struct Cluster {
    /// The file of messages; `-` for standard input
    #[arg(value_name = "FILE")]
    texts: PathBuf,
    /// Where to write; without it, to the terminal
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Compare by words only, even where there is a model
    #[arg(long)]
    words: bool,
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
    #[arg(long, required = true, value_name = "FILE")]
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
    /// Take the model as it was published, without what was trained for claims
    #[arg(long)]
    plain: bool,
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
            let bytes = std::fs::read(path).with_context(|| said!("cli-not-read", file = path.display()))?;
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
    File::open(path).map(BufReader::new).with_context(|| said!("cli-not-read", file = path.display()))
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
        say!(
            "{}",
            serde_json::json!({"decision": decision.kind.as_str(), "confidence": decision.confidence, "reason": decision.reason.to_string(), "hits": hits})
        );
        return Ok(());
    }
    say!("{}, {:.0} %: {}", decision.kind.as_str(), decision.confidence * 100.0, decision.reason);
    if matches!(source, Source::Words) {
        say!("compared by words only; `saksi model fetch` gets what compares by meaning");
    }
    for hit in if explain { &hits } else { &decision.top } {
        say!("\n{}  {:.3}  {}", name(hit.id), hit.score, claim(hit.id));
        if !explain {
            continue;
        }
        if !hit.shared.words.is_empty() {
            say!("  words in common, the most telling first: {}", hit.shared.words.join(", "));
        }
        match &hit.wording {
            Wording::Changed(change) => say!("  changed: \"{}\" stands for \"{}\"", change.message, change.known),
            Wording::Kept => say!("  the wording was kept"),
            Wording::Unknown => {}
        }
        if let Numbers::Differ { message, known } = &hit.numbers {
            say!("  another number: {message} stands for {known}");
        }
        for (name, value) in FEATURES.iter().zip(hit.features.iter().flat_map(|features| features.iter())) {
            say!("  {value:>9.3}  {name}");
        }
    }
    Ok(())
}

/// `saksi match eval`.
fn score(eval: &Eval, json: bool) -> anyhow::Result<()> {
    let figures = evaluate(open(&eval.queries)?, open(&eval.run)?)?;
    if json {
        say!("{}", serde_json::to_string(&figures)?);
        return Ok(());
    }
    say!(
        "{:<20} {:>8} {:>9} {:>7} {:>7} {:>7} {:>7} {:>7} {:>8} {:>9} {:>7}",
        "group",
        "queries",
        "unmatched",
        "MRR@20",
        "MAP@5",
        "S@1",
        "S@5",
        "S@10",
        "coverage",
        "precision",
        "false"
    );
    let share = |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.3}"));
    for (name, one) in &figures {
        say!(
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
    let encoder = if make.plain { model::need_plain(config, None)? } else { model::need(config, None)? };
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
                    let typed = |noise: &Noise| saksi_matching::respaced(&noise.of(&query)).into_owned();
                    wanted.extend(Noise::ALL.iter().map(|(noise, _)| (Side::Message, typed(noise))));
                }
                wanted.push((Side::Message, saksi_matching::respaced(&query).into_owned()));
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
        .with_context(|| said!("cli-not-written", file = make.out.display()))?;
    say!("{} vectors", vectors.len());
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
        Verb::Cluster(cluster) => return put_together(config, cluster, json),
    };
    let start = Instant::now();
    let source = Source::open(config, &run.vectors, run.words)?;
    let claims = read_claims(&run.claims)?;
    let read_seconds = start.elapsed().as_secs_f64();
    let file = File::create(&run.out).with_context(|| said!("cli-not-written", file = run.out.display()))?;
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
        std::fs::write(path, format!("{text}\n")).with_context(|| said!("cli-not-written", file = path.display()))?;
    }
    if json {
        say!("{text}");
    } else {
        say!(
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
fn put_together(config: &Config, cluster: &Cluster, json: bool) -> anyhow::Result<()> {
    let source = Source::open(config, &[], cluster.words)?;
    let by_words = matches!(source, Source::Words);
    let texts: Box<dyn BufRead> = if cluster.texts.as_os_str() == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(open(&cluster.texts)?)
    };
    let texts: Box<dyn BufRead> =
        if by_words { texts } else { Box::new(BufReader::new(Embedded { texts, source, ready: Cursor::default() })) };
    let to: Box<dyn Write> = match &cluster.out {
        Some(path) => {
            let file = File::create(path).with_context(|| said!("cli-not-written", file = path.display()))?;
            Box::new(BufWriter::new(file))
        }
        None => Box::new(output::lines()),
    };
    let mut out = Watched { to, failed: false };
    let result = cluster_files(texts, &mut out, Bars::default());
    let stats = result.with_context(|| match &cluster.out {
        Some(path) if out.failed => format!("{} cannot be written", path.display()),
        None if out.failed => "the result cannot be printed".to_owned(),
        _ => format!(
            "{}: each line must be an object with \"id\" and \"text\"; nothing after this was done",
            cluster.texts.display()
        ),
    })?;
    let said = if json {
        serde_json::to_string(&stats)?
    } else {
        format!("{} messages, {} claims, {} candidate narratives", stats.texts, stats.claims, stats.narratives)
    };
    if cluster.out.is_some() {
        say!("{said}");
    } else {
        note!("{said}");
    }
    if by_words && !cluster.words && !json {
        note!("compared by words only; `saksi model fetch` gets what compares by meaning");
    }
    Ok(())
}

/// Remembers that it was the writing that failed.
struct Watched<W> {
    to: W,
    failed: bool,
}

impl<W: Write> Write for Watched<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let result = self.to.write(bytes);
        self.failed |= result.is_err();
        result
    }

    fn flush(&mut self) -> std::io::Result<()> {
        let result = self.to.flush();
        self.failed |= result.is_err();
        result
    }
}

/// Lines of messages with their vectors put in, a few at a time. Whatever is no message is handed on as it is.
struct Embedded<R> {
    texts: R,
    source: Source,
    ready: Cursor<Vec<u8>>,
}

impl<R: BufRead> Embedded<R> {
    /// Gets the next lines ready; `false` at the end.
    fn fill(&mut self) -> std::io::Result<bool> {
        /// A line and, where it is a message without a vector, what it says.
        type Line = (Vec<u8>, Option<(serde_json::Value, String)>);
        let mut lines: Vec<Line> = Vec::new();
        let mut bytes = 0;
        // What is read at once stays small, however long the lines are.
        while lines.len() < TOGETHER && bytes < 1 << 20 {
            let mut line = Vec::new();
            if (&mut self.texts).take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
                break;
            }
            bytes += line.len();
            let message = serde_json::from_slice::<serde_json::Value>(&line).ok().and_then(|value| {
                let text = value.get("text")?.as_str()?.to_owned();
                value.get("vector").is_none().then_some((value, text))
            });
            lines.push((line, message));
        }
        let texts: Vec<&str> =
            lines.iter().filter_map(|(_, message)| message.as_ref().map(|(_, text)| text.as_str())).collect();
        let mut vectors = self.source.vectors(Side::Message, &texts).into_iter();
        let mut ready = Vec::new();
        for (line, message) in lines {
            let Some((mut value, _)) = message else {
                ready.extend(line);
                continue;
            };
            if let (Some(object), Some(Some(vector))) = (value.as_object_mut(), vectors.next()) {
                object.insert("vector".to_owned(), vector.into());
            }
            serde_json::to_writer(&mut ready, &value)?;
            ready.push(b'\n');
        }
        self.ready = Cursor::new(ready);
        Ok(!self.ready.get_ref().is_empty())
    }
}

impl<R: BufRead> std::io::Read for Embedded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let count = self.ready.read(buffer)?;
            if count > 0 || !self.fill()? {
                return Ok(count);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use clap::Parser as _;
    use serde_json::Value;

    use super::*;

    #[derive(Debug, clap::Parser)]
    struct Program {
        #[command(flatten)]
        verb: Match,
    }

    /// Runs `saksi match …` with a data folder that holds no model.
    fn matching(folder: &std::path::Path, words: &[&str]) -> anyhow::Result<()> {
        let config = Config { data: folder.join("data"), ..Config::default() };
        run(&config, &Program::try_parse_from([&["match"], words].concat())?.verb, false)
    }

    const CLAIM: &str =
        "Drinking warm lemon water every morning for 7 days cures cancer of the stomach without a doctor";

    fn messages() -> Vec<(&'static str, String)> {
        vec![
            ("first", CLAIM.to_owned()),
            (
                "unlike",
                "The bridge over the river is closed to lorries from Monday until the end of the month".to_owned(),
            ),
            ("decorated", format!("FWD!!! 🙏🙏 {CLAIM} 🙏 send it to everybody you love")),
            ("cut", "warm lemon water every morning for 7 days cures cancer of the stomach".to_owned()),
            ("another number", CLAIM.replace('7', "30")),
        ]
    }

    fn write(path: &std::path::Path, messages: &[(&str, String)]) {
        let line = |(id, text): &(&str, String)| serde_json::json!({"id": id, "text": text, "lang": "en"}).to_string();
        std::fs::write(path, messages.iter().map(line).collect::<Vec<_>>().join("\n")).unwrap();
    }

    #[test]
    fn messages_in_a_file_are_put_into_claims_and_narratives() {
        let folder = tempfile::tempdir().unwrap();
        let (texts, out) = (folder.path().join("messages.jsonl"), folder.path().join("claims.jsonl"));
        write(&texts, &messages());
        let words = ["cluster", texts.to_str().unwrap(), "--out", out.to_str().unwrap()];
        matching(folder.path(), &words).unwrap();
        let written = std::fs::read_to_string(&out).unwrap();
        let lines: Vec<Value> = written.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let (placed, claims) = lines.split_at(messages().len());
        assert!(placed.iter().all(|line| line.get("because").is_some() != (line["opened"] == true)), "{written}");
        let claims: BTreeMap<&str, (&Value, &Value)> =
            claims.iter().map(|line| (line["claim"].as_str().unwrap(), (&line["narrative"], &line["texts"]))).collect();
        assert_eq!(claims.len(), 3, "{written}");
        assert_eq!(claims["first"].1, &serde_json::json!(["first", "decorated", "cut"]));
        assert_eq!(claims["another number"].0, "first", "another claim of the same narrative");
        assert_eq!(claims["unlike"], (&Value::from("unlike"), &serde_json::json!(["unlike"])));
        // The same file gives the same result.
        matching(folder.path(), &words).unwrap();
        assert_eq!(std::fs::read_to_string(&out).unwrap(), written);
    }

    #[test]
    fn what_cannot_be_put_together_is_said_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let texts = folder.path().join("messages.jsonl");
        let out = folder.path().join("claims.jsonl");
        let cluster = |out: &std::path::Path| {
            let words = ["cluster", "--words", texts.to_str().unwrap(), "--out", out.to_str().unwrap()];
            matching(folder.path(), &words).map_err(|error| format!("{error:#}"))
        };
        assert!(cluster(&out).unwrap_err().contains("cannot be read"));
        for bad in ["{\"id\":1}", "{\"text\":\"a\"}", "no JSON"] {
            std::fs::write(&texts, format!("{{\"id\":0,\"text\":\"fine\"}}\n\n{bad}\n")).unwrap();
            let error = cluster(&out).unwrap_err();
            assert!(error.contains("line 3") && error.contains("\"id\" and \"text\""), "{error}");
        }
        std::fs::write(&texts, "").unwrap();
        cluster(&out).unwrap();
        assert_eq!(std::fs::read_to_string(&out).unwrap(), "");
        write(&texts, &messages());
        let nowhere = folder.path().join("no folder/claims.jsonl");
        assert!(cluster(&nowhere).unwrap_err().contains("cannot be written"));
    }

    #[test]
    fn vectors_are_put_into_messages_and_nothing_else_is_changed() {
        let file = VectorFile::parse(&VectorFile::write(&[(Side::Message, "a", vec![1.0, 0.0])])).unwrap();
        let texts: &[u8] = b"{\"id\":1,\"text\":\"a\"}\n\n no JSON\n{\"id\":2,\"text\":\"a\",\"vector\":[0.0]}\n{\"id\":3,\"text\":\"b\"}\n{\"text\":7}";
        let mut embedded = Embedded { texts, source: Source::File(file), ready: Cursor::default() };
        let mut out = String::new();
        embedded.read_to_string(&mut out).unwrap();
        let lines: Vec<&str> = out.lines().collect();
        let first: Value = serde_json::from_str(lines[0]).unwrap();
        assert_eq!((&first["id"], first["vector"].as_array().unwrap().len()), (&Value::from(1), 2));
        assert_eq!(lines[1..4], ["", " no JSON", "{\"id\":2,\"text\":\"a\",\"vector\":[0.0]}"]);
        assert!(
            serde_json::from_str::<Value>(lines[4]).unwrap().get("vector").is_none(),
            "it is not among the vectors"
        );
        assert_eq!(lines[5..], ["{\"text\":7}"]);
    }
}
