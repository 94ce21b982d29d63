//! Fits the weights of the matcher; `cargo xtask train-match` runs it.
//!
//! `train_match --vectors FILE… --training DIR [--claims FILE --queries FILE] --out DIR`
//!
//! `--training` holds the hand-written messages (`crates/matching/training`), `--claims` and `--queries` further claims with
//! messages in the format of `saksi match run`, every query with `relevant`. Everything is deterministic: folds are languages in
//! alphabetical order, and the only random choices come from a fixed seed.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    clippy::similar_names,
    clippy::too_many_lines,
    reason = "a trainer: it works on tables whose sizes it made itself, reads only files of the workshop, and may stop at an error"
)]

mod boost;
mod linear;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    error::Error,
    fs,
    path::{Path, PathBuf},
};

use saksi_matching::{
    Entry, Index, Query,
    adapter::{Adapter, Side},
    dense::Vector,
    fusion::{COUNT, FIRST_DENSE, Features, Models},
    vector_file::{VectorFile, entry_text},
};
use serde_json::Value;

const FOLDS: usize = 5;
const SEED: u64 = 20_261_122;
/// Candidates of one message that the trees learn from, besides the right ones.
const WRONG: usize = 32;

struct Claim {
    id: String,
    language: String,
    claim: String,
    title: String,
    english: String,
}

struct Message {
    fold: usize,
    text: String,
    relevant: Vec<String>,
    kind: String,
    of: Option<usize>,
    home: bool,
}

/// What the trees learn from: one message with one candidate.
struct Row {
    group: usize,
    features: Features,
    right: bool,
}

/// A message before one collection of claims.
struct Group {
    fold: usize,
    home: bool,
    has_answer: bool,
    weight: f64,
}

fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn lines(path: &Path) -> Result<Vec<Value>, Box<dyn Error>> {
    fs::read_to_string(path)?.lines().filter(|l| !l.trim().is_empty()).map(|l| Ok(serde_json::from_str(l)?)).collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut vectors = VectorFile::default();
    let (mut training, mut claims_file, mut queries_file, mut out) = (PathBuf::new(), None, None, PathBuf::new());
    let mut arguments = std::env::args().skip(1).peekable();
    while let Some(name) = arguments.next() {
        let mut value = || arguments.next().map(PathBuf::from).ok_or_else(|| format!("{name} needs a value"));
        match name.as_str() {
            "--vectors" => {
                let file = VectorFile::parse(&fs::read(value()?)?).ok_or("not a file of vectors")?;
                if !vectors.extend(&file) {
                    return Err("files of vectors of different lengths".into());
                }
            }
            "--training" => training = value()?,
            "--claims" => claims_file = Some(value()?),
            "--queries" => queries_file = Some(value()?),
            "--out" => out = value()?,
            other => return Err(format!("unknown option {other}").into()),
        }
    }

    // The hand-written messages; each language is in one fold.
    let mut claims: Vec<Claim> = Vec::new();
    let mut messages: Vec<Message> = Vec::new();
    let mut files: Vec<PathBuf> = fs::read_dir(&training)?.filter_map(|e| Some(e.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "jsonl"));
    files.sort();
    for (number, path) in files.iter().enumerate() {
        for line in lines(path)? {
            let id = text(&line, "id");
            let own = (!text(&line, "claim").is_empty()).then_some(claims.len());
            if own.is_some() {
                claims.push(Claim {
                    id: id.clone(),
                    language: text(&line, "lang"),
                    claim: text(&line, "claim"),
                    title: text(&line, "title"),
                    english: text(&line, "en"),
                });
            }
            for message in line.get("messages").and_then(Value::as_array).into_iter().flatten() {
                let kind = text(message, "kind");
                let matches = own.is_some() && !matches!(kind.as_str(), "near-miss" | "unrelated");
                messages.push(Message {
                    fold: number % FOLDS,
                    text: text(message, "text"),
                    relevant: if matches { vec![id.clone()] } else { Vec::new() },
                    kind,
                    of: own,
                    home: true,
                });
            }
        }
    }
    let home_claims = claims.len();
    // Further claims and messages.
    if let (Some(claims_file), Some(queries_file)) = (&claims_file, &queries_file) {
        for line in lines(claims_file)? {
            claims.push(Claim {
                id: format!("further-{}", text(&line, "id")),
                language: text(&line, "lang"),
                claim: text(&line, "claim"),
                title: text(&line, "title"),
                english: String::new(),
            });
        }
        for (number, line) in lines(queries_file)?.iter().enumerate() {
            let relevant: Vec<String> = line
                .get("relevant")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(|id| Some(format!("further-{}", id.as_str()?)))
                .collect();
            let of = claims.iter().position(|claim| relevant.first() == Some(&claim.id));
            messages.push(Message {
                fold: number % FOLDS,
                text: text(line, "text"),
                relevant,
                kind: "forward".to_owned(),
                of,
                home: false,
            });
        }
    }
    let positions: HashMap<&str, usize> = claims.iter().enumerate().map(|(at, c)| (c.id.as_str(), at)).collect();
    let raw_message: Vec<Option<&[f32]>> = messages.iter().map(|m| vectors.get(Side::Message, &m.text)).collect();
    let raw_claim: Vec<Option<&[f32]>> =
        claims.iter().map(|c| vectors.get(Side::Claim, &entry_text(&c.claim, &c.title))).collect();
    let raw_english: Vec<Option<&[f32]>> =
        claims.iter().map(|c| vectors.get(Side::Claim, &c.english).filter(|_| !c.english.is_empty())).collect();
    let lacking = raw_message.iter().chain(&raw_claim).filter(|raw| raw.is_none()).count();
    println!(
        "{} claims, {} of them by hand; {} messages; {lacking} texts without a vector",
        claims.len(),
        home_claims,
        messages.len()
    );
    let of_claims: Vec<Option<usize>> = claims
        .iter()
        .map(|c| messages.iter().find(|m| m.home && m.of.is_some_and(|of| claims[of].id == c.id)).map(|m| m.fold))
        .collect();

    // Fits the linear part on every fold but one (or on all).
    let fit = |without: Option<usize>| -> Adapter {
        let used = |at: usize| Some(messages[at].fold) != without;
        let used_claim = |at: usize| at < home_claims && of_claims[at] != without;
        let mut message_vectors = Vec::new();
        let mut claim_vectors = Vec::new();
        let mut pairs: Vec<Vec<f32>> = Vec::new();
        let difference = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a - b).collect::<Vec<f32>>();
        for (at, message) in messages.iter().enumerate().filter(|&(at, m)| m.home && used(at)) {
            let Some(raw) = raw_message[at] else { continue };
            message_vectors.push(raw);
            if let (false, Some(of)) = (message.relevant.is_empty(), message.of)
                && let Some(claim) = raw_claim[of]
            {
                pairs.push(difference(raw, claim));
            }
        }
        for at in 0..home_claims {
            if let (true, Some(claim), Some(english)) = (used_claim(at), raw_claim[at], raw_english[at]) {
                claim_vectors.push(claim);
                claim_vectors.push(english);
                pairs.push(difference(claim, english));
            }
        }
        let message_mean = linear::mean(&message_vectors);
        let claim_mean = linear::mean(&claim_vectors);
        let matrix = linear::fourth_root_inverse(&linear::covariance(&pairs), 0.3);
        let dimensions = message_mean.len();
        let mut adapter = Adapter { message_mean, claim_mean, matrix, manner: vec![0.0; dimensions], manner_bias: 0.0 };
        // The manner: messages that pass a claim on against near-misses and messages about other things.
        let mut adapted = Vec::new();
        let mut passed_on = Vec::new();
        for (at, message) in messages.iter().enumerate().filter(|&(at, m)| m.home && used(at)) {
            let Some(raw) = raw_message[at] else { continue };
            adapted.push(adapter.adapt(Side::Message, raw));
            passed_on.push(!matches!(message.kind.as_str(), "near-miss" | "unrelated"));
        }
        let (manner, bias) = linear::ridge(&adapted, &passed_on, 10.0);
        (adapter.manner, adapter.manner_bias) = (manner, bias);
        adapter
    };

    // Candidates of every message, seen by weights that were fitted without its fold.
    let mut groups: Vec<Group> = Vec::new();
    let mut rows: [Vec<Row>; 2] = [Vec::new(), Vec::new()];
    let collections: Vec<usize> =
        if claims.len() > home_claims { vec![home_claims, claims.len()] } else { vec![home_claims] };
    let mut group_rows: Vec<BTreeMap<usize, Vec<usize>>> = vec![BTreeMap::new(), BTreeMap::new()];
    for (collection, &size) in collections.iter().enumerate() {
        let entries = |range: std::ops::Range<usize>| {
            claims[range]
                .iter()
                .enumerate()
                .map(|(at, c)| Entry::new(at as u128, c.language.clone(), c.claim.clone()).with_title(c.title.clone()))
                .collect::<Vec<_>>()
        };
        let plain = Index::build(entries(0..size).into_iter(), 2);
        for fold in 0..FOLDS {
            let adapter = fit(Some(fold));
            let mut index = plain.clone();
            for (at, raw) in raw_claim.iter().enumerate().take(size) {
                if let Some(raw) = raw {
                    index.set_adapted(at as u128, &[Vector::from_f32(&adapter.adapt(Side::Claim, raw))]);
                }
            }
            for (at, message) in messages.iter().enumerate().filter(|(_, m)| m.fold == fold) {
                if !message.home && collection == 0 {
                    continue;
                }
                let Some(raw) = raw_message[at] else { continue };
                let adapted = adapter.adapt(Side::Message, raw);
                let base = Query::new(&message.text);
                let hybrid = base.clone().with_adapted(Vector::from_f32(&adapted), adapter.manner_of(&adapted));
                let right: BTreeSet<usize> =
                    message.relevant.iter().filter_map(|id| positions.get(id.as_str()).copied()).collect();
                let group = groups.len();
                let weight = if message.home { 1.0 / collections.len() as f64 } else { 1.0 };
                groups.push(Group { fold, home: message.home, has_answer: !right.is_empty(), weight });
                for (kind, query) in [hybrid, base].iter().enumerate() {
                    let mut wrong = 0;
                    for hit in plain_or(&index, &plain, kind).search(query, 48) {
                        let Some(features) = hit.features else { continue };
                        let is_right = right.contains(&usize::try_from(hit.id).unwrap_or(usize::MAX));
                        wrong += usize::from(!is_right);
                        if !is_right && wrong > WRONG {
                            continue;
                        }
                        group_rows[kind].entry(group).or_default().push(rows[kind].len());
                        rows[kind].push(Row { group, features: *features, right: is_right });
                    }
                }
            }
            println!("collection of {size}, fold {fold}: {} and {} pairs", rows[0].len(), rows[1].len());
        }
    }

    let mut models = Models::default();
    for (kind, name) in ["hybrid", "lexical"].into_iter().enumerate() {
        let rows = &rows[kind];
        let features: Vec<usize> = if kind == 0 { (0..COUNT).collect() } else { (0..FIRST_DENSE).collect() };
        let data: Vec<Features> = rows.iter().map(|row| row.features).collect();
        let right: Vec<bool> = rows.iter().map(|row| row.right).collect();
        let weights: Vec<f64> = rows.iter().map(|row| groups[row.group].weight).collect();
        let mut sums = vec![0.0_f32; rows.len()];
        for fold in 0..FOLDS {
            let used: Vec<usize> = (0..rows.len()).filter(|&at| groups[rows[at].group].fold != fold).collect();
            let model = boost::fit(&data, &right, &weights, &used, &features, SEED);
            for (at, row) in rows.iter().enumerate() {
                if groups[row.group].fold == fold {
                    sums[at] = model.sum(&row.features);
                }
            }
        }
        // The best hit of every message, judged by trees that had not seen its language.
        let mut best: Vec<(f32, bool, usize)> = Vec::new();
        for (&group, members) in &group_rows[kind] {
            if let Some(&top) = members.iter().max_by(|&&a, &&b| sums[a].total_cmp(&sums[b])) {
                best.push((sums[top], rows[top].right, group));
            }
        }
        let calibration = linear::platt(&best.iter().map(|b| (b.0, b.1, groups[b.2].weight)).collect::<Vec<_>>());
        let used: Vec<usize> = (0..rows.len()).collect();
        let mut model = boost::fit(&data, &right, &weights, &used, &features, SEED);
        model.calibration = calibration;
        let answerable = groups.iter().filter(|g| g.has_answer && g.home).count().max(1) as f64;
        let first = best.iter().filter(|b| groups[b.2].home && b.1).count() as f64;
        println!("{name}: S@1 {:.3} on unseen languages; calibration {calibration:?}", first / answerable);
        let none = groups.iter().filter(|g| !g.has_answer && g.home).count().max(1) as f64;
        for threshold in [0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.92, 0.94, 0.96, 0.98] {
            let answered: Vec<_> = best.iter().filter(|b| groups[b.2].home && model.chance(b.0) >= threshold).collect();
            let good = answered.iter().filter(|b| b.1).count() as f64;
            let wrong = answered.iter().filter(|b| !groups[b.2].has_answer).count() as f64;
            println!(
                "  from {threshold}: coverage {:.3}, precision {:.3}, false {:.3}",
                good / answerable,
                good / (answered.len().max(1)) as f64,
                wrong / none
            );
        }
        if kind == 0 { models.hybrid = Some(model) } else { models.lexical = Some(model) }
    }
    fs::create_dir_all(&out)?;
    fs::write(out.join("adapter.bin"), fit(None).to_bytes())?;
    fs::write(out.join("fusion.json"), serde_json::to_string(&models)? + "\n")?;
    Ok(())
}

fn plain_or<'a>(hybrid: &'a Index, plain: &'a Index, kind: usize) -> &'a Index {
    if kind == 0 { hybrid } else { plain }
}
