//! `saksi match`: the matcher on files, without a server.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write as _};
use std::path::PathBuf;
use std::time::Instant;

use anyhow::Context as _;
use clap::{Args, Subcommand};
use saksi_matching::Policy;
use saksi_matching::cluster::{Bars, cluster_files};
use saksi_matching::run::{self, Claims, Options};

use crate::media;

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
}

/// Does it.
pub(crate) fn run(verb: &Match, json: bool) -> anyhow::Result<()> {
    let run = match &verb.verb {
        Verb::Run(run) => run,
        Verb::Media(media) => return media::run(media, json),
        Verb::Cluster(cluster) => return put_together(cluster, json),
    };
    let open = |path: &PathBuf| {
        File::open(path).map(BufReader::new).with_context(|| format!("{} cannot be opened", path.display()))
    };
    let start = Instant::now();
    let mut claims = Claims::default();
    for path in &run.claims {
        claims.read(open(path)?).with_context(|| format!("{}", path.display()))?;
    }
    let read_seconds = start.elapsed().as_secs_f64();
    let file = File::create(&run.out).with_context(|| format!("{} cannot be written", run.out.display()))?;
    let mut out = BufWriter::new(file);
    let options = Options {
        policy: match run.channel.as_str() {
            "group" => Policy::group(),
            "one-to-one" => Policy::one_to_one(),
            _ => Policy::web(),
        },
        threads: run.threads.max(1),
        ..Options::default()
    };
    let mut stats = run::run(claims, open(&run.queries)?, &mut out, &options, || start.elapsed())
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
