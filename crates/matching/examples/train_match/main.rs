//! Fits the weights of the matcher; `cargo xtask train-match` runs it.
//!
//! `train_match --vectors FILE… --training DIR [--claims FILE --queries FILE] [--crowd FILE]
//! [--vectors-without FOLDS FILE]… --out DIR`
//!
//! `--training` holds the hand-written messages (`crates/matching/training`), `--claims` and `--queries` further claims with
//! messages in the format of `saksi match run`, every query with `relevant`; `--crowd` claims that nothing is known of, which only
//! stand between the others. `--vectors-without FOLDS FILE` names vectors of an encoder that was trained without the claims of these folds
//! (`0,3`); their messages are only seen through it. Everything is deterministic: a fold is every fifth claim of each language with its messages, and the
//! only random choices come from a fixed seed.

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
mod contrast;
mod linear;

use std::{
    collections::{BTreeSet, HashMap},
    error::Error,
    fs,
    path::{Path, PathBuf},
};

use contrast::{Chance, Texts};
use saksi_matching::{
    Entry, Index, Query,
    adapter::{Adapter, Side},
    dense::Vector,
    fusion::{COUNT, FIRST_DENSE, Features, Model, Models},
    vector_file::{VectorFile, entry_text},
};
use serde_json::Value;

const FOLDS: usize = 5;
const SEED: u64 = 20_261_122;
/// Wrong candidates of one message that the trees learn from: the first ones all, of the others every third for three.
const WRONG: usize = 10;
const WRONG_AT_ALL: usize = 40;
/// Claims in the small collections: a desk that has just begun.
const SMALL: [usize; 2] = [5, 20];
/// What a message counts in the whole of its collections: the hand-written claims alone, all claims together, each small
/// collection that holds its claim, and each that does not.
const ALONE: f64 = 0.35;
const CROWDED: f64 = 0.35;
const SMALL_WITH: f64 = 0.10;
const SMALL_WITHOUT: f64 = 0.05;

struct Claim {
    id: String,
    language: String,
    claim: String,
    title: String,
    english: String,
    /// The fold of a hand-written claim.
    fold: Option<usize>,
}

struct Message {
    fold: usize,
    text: String,
    relevant: Vec<String>,
    kind: String,
    of: Option<usize>,
    home: bool,
}

/// The vectors of all texts, by one encoder.
struct Raw<'a> {
    message: Vec<Option<&'a [f32]>>,
    claim: Vec<Option<&'a [f32]>>,
    english: Vec<Option<&'a [f32]>>,
}

impl<'a> Raw<'a> {
    fn of(vectors: &'a VectorFile, messages: &[Message], claims: &[Claim]) -> Self {
        let passage = |text: &str| vectors.get(Side::Claim, text);
        Self {
            message: messages.iter().map(|m| vectors.get(Side::Message, &m.text)).collect(),
            claim: claims.iter().map(|c| passage(&entry_text(&c.claim, &c.title))).collect(),
            english: claims.iter().map(|c| passage(&c.english).filter(|_| !c.english.is_empty())).collect(),
        }
    }
}

/// What the trees learn from: one message with one candidate.
struct Row {
    group: usize,
    features: Features,
    right: bool,
    /// How many rows it stands for.
    times: f64,
}

/// A message before one collection of claims.
struct Group {
    fold: usize,
    home: bool,
    /// The number of the collection: hand-written ones, all, small ones.
    collection: usize,
    has_answer: bool,
    weight: f64,
}

/// Names of the collections.
const COLLECTIONS: [&str; 4] = ["alone", "crowded", "5 claims", "20 claims"];

fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn lines(path: &Path) -> Result<Vec<Value>, Box<dyn Error>> {
    fs::read_to_string(path)?.lines().filter(|l| !l.trim().is_empty()).map(|l| Ok(serde_json::from_str(l)?)).collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut vectors = VectorFile::default();
    let mut without: [Option<VectorFile>; FOLDS] = Default::default();
    let (mut training, mut claims_file, mut queries_file, mut crowd_file, mut out) =
        (PathBuf::new(), None, None, None, PathBuf::new());
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
            "--vectors-without" => {
                let folds = value()?;
                let file = VectorFile::parse(&fs::read(value()?)?).ok_or("not a file of vectors")?;
                for fold in folds.to_string_lossy().split(',') {
                    without[fold.parse::<usize>()?] = Some(file.clone());
                }
            }
            "--training" => training = value()?,
            "--claims" => claims_file = Some(value()?),
            "--queries" => queries_file = Some(value()?),
            "--crowd" => crowd_file = Some(value()?),
            "--out" => out = value()?,
            other => return Err(format!("unknown option {other}").into()),
        }
    }

    // The hand-written messages; every fifth claim of a language is in one fold.
    let mut claims: Vec<Claim> = Vec::new();
    let mut messages: Vec<Message> = Vec::new();
    let mut files: Vec<PathBuf> = fs::read_dir(&training)?.filter_map(|e| Some(e.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "jsonl"));
    files.sort();
    for path in &files {
        for (number, line) in lines(path)?.into_iter().enumerate() {
            let id = text(&line, "id");
            let own = (!text(&line, "claim").is_empty()).then_some(claims.len());
            if own.is_some() {
                claims.push(Claim {
                    id: id.clone(),
                    language: text(&line, "lang"),
                    claim: text(&line, "claim"),
                    title: text(&line, "title"),
                    english: text(&line, "en"),
                    fold: Some(number % FOLDS),
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
                fold: None,
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
    if let Some(crowd_file) = &crowd_file {
        for (number, line) in lines(crowd_file)?.iter().enumerate() {
            claims.push(Claim {
                id: format!("crowd-{number}"),
                language: text(line, "lang"),
                claim: text(line, "claim"),
                title: text(line, "title"),
                english: String::new(),
                fold: None,
            });
        }
    }
    let positions: HashMap<&str, usize> = claims.iter().enumerate().map(|(at, c)| (c.id.as_str(), at)).collect();
    let whole_raw = Raw::of(&vectors, &messages, &claims);
    let raw_without: Vec<Option<Raw<'_>>> =
        without.iter().map(|vectors| vectors.as_ref().map(|vectors| Raw::of(vectors, &messages, &claims))).collect();
    // The vectors through which the messages of a fold are seen.
    let raw_of = |without: Option<usize>| without.and_then(|fold| raw_without[fold].as_ref()).unwrap_or(&whole_raw);
    let lacking = [&whole_raw]
        .into_iter()
        .chain(raw_without.iter().flatten())
        .flat_map(|raw| raw.message.iter().chain(&raw.claim))
        .filter(|raw| raw.is_none())
        .count();
    println!(
        "{} claims, {} of them by hand; {} messages; {lacking} texts without a vector",
        claims.len(),
        home_claims,
        messages.len()
    );

    // Fits the linear part on every fold but one (or on all).
    let fit = |without: Option<usize>| -> Adapter {
        let Raw { message: raw_message, claim: raw_claim, english: raw_english } = raw_of(without);
        let used = |at: usize| Some(messages[at].fold) != without;
        let used_claim = |at: usize| without.is_none() || claims[at].fold != without;
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
        let start = linear::fourth_root_inverse(&linear::covariance(&pairs), 0.3);
        // Then in steps: messages towards their claims, and away from all others.
        let centred = |raw: &[f32], mean: &[f32]| {
            let length = raw.iter().map(|v| v * v).sum::<f32>().sqrt().max(f32::EPSILON);
            raw.iter().zip(mean).map(|(v, m)| v / length - m).collect::<Vec<f32>>()
        };
        let (mut texts, mut answers) = (Texts::default(), Texts::default());
        let (mut own, mut crowd) = (Texts::default(), Texts::default());
        for (at, message) in messages.iter().enumerate().filter(|&(at, _)| used(at)) {
            for id in &message.relevant {
                let Some(&of) = positions.get(id.as_str()) else { continue };
                let english = raw_english[of].filter(|_| message.kind != "cross-en");
                for claim in [raw_claim[of], english].into_iter().flatten() {
                    let Some(raw) = raw_message[at] else { continue };
                    texts.push(centred(raw, &message_mean).into_iter(), of);
                    answers.push(centred(claim, &claim_mean).into_iter(), of);
                }
            }
        }
        for (at, raw) in raw_claim.iter().enumerate() {
            let Some(raw) = raw else { continue };
            if at >= home_claims {
                crowd.push(centred(raw, &claim_mean).into_iter(), at);
                continue;
            }
            if !used_claim(at) {
                continue;
            }
            own.push(centred(raw, &claim_mean).into_iter(), at);
            if let Some(english) = raw_english[at] {
                own.push(centred(english, &claim_mean).into_iter(), at);
                texts.push(centred(english, &claim_mean).into_iter(), at);
                answers.push(centred(raw, &claim_mean).into_iter(), at);
            }
        }
        let matrix = contrast::refine(&start, &texts, &answers, &own, &crowd, SEED);
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

    let (adapters, whole): (Vec<Adapter>, Adapter) = std::thread::scope(|scope| {
        let fit = &fit;
        let workers: Vec<_> = (0..FOLDS).map(|fold| scope.spawn(move || fit(Some(fold)))).collect();
        let whole = fit(None);
        (workers.into_iter().map(|worker| worker.join().unwrap()).collect(), whole)
    });

    // Candidates of every message, seen by weights that were fitted without its fold.
    let entry = |at: usize| {
        let c = &claims[at];
        Entry::new(at as u128, c.language.clone(), c.claim.clone()).with_title(c.title.clone())
    };
    let plain = Index::build((0..home_claims).map(entry).collect::<Vec<_>>().into_iter(), 2);
    let crowded = Index::build((0..claims.len()).map(entry).collect::<Vec<_>>().into_iter(), 2);
    // The small collections: the claims in an order by chance, cut into pieces.
    let mut shuffled: Vec<usize> = (0..home_claims).collect();
    let mut chance = Chance(SEED);
    for at in (1..shuffled.len()).rev() {
        shuffled.swap(at, chance.below(at + 1));
    }
    let small: Vec<Vec<(BTreeSet<usize>, Index)>> = SMALL
        .iter()
        .map(|&size| {
            let pieces = shuffled.chunks(size);
            pieces
                .map(|piece| {
                    let entries: Vec<Entry> = piece.iter().map(|&at| entry(at)).collect();
                    (piece.iter().copied().collect(), Index::build(entries.into_iter(), 1))
                })
                .collect()
        })
        .collect();
    let look = |fold: usize| {
        let adapter = &adapters[fold];
        let Raw { message: raw_message, claim: raw_claim, .. } = raw_of(Some(fold));
        let give = |index: &Index, of: &mut dyn Iterator<Item = usize>| {
            let mut index = index.clone();
            for at in of {
                if let Some(raw) = raw_claim[at] {
                    index.set_adapted(at as u128, &[Vector::from_f32(&adapter.adapt(Side::Claim, raw))]);
                }
            }
            index
        };
        let alone = give(&plain, &mut (0..home_claims));
        let all = give(&crowded, &mut (0..claims.len()));
        let few: Vec<Vec<(&BTreeSet<usize>, Index)>> = small
            .iter()
            .map(|of_size| of_size.iter().map(|(held, index)| (held, give(index, &mut held.iter().copied()))).collect())
            .collect();
        let mut groups: Vec<Group> = Vec::new();
        let mut rows: [Vec<Row>; 2] = [Vec::new(), Vec::new()];
        for (at, message) in messages.iter().enumerate().filter(|(_, m)| m.fold == fold) {
            let Some(raw) = raw_message[at] else { continue };
            let adapted = adapter.adapt(Side::Message, raw);
            let base = Query::new(&message.text);
            let hybrid = base.clone().with_adapted(Vector::from_f32(&adapted), adapter.manner_of(&adapted));
            let right: BTreeSet<usize> =
                message.relevant.iter().filter_map(|id| positions.get(id.as_str()).copied()).collect();
            let mut before: Vec<(usize, f64, &Index, &Index)> = Vec::new();
            if message.home {
                before.push((0, ALONE, &alone, &plain));
                before.push((1, CROWDED, &all, &crowded));
                for (number, (with, without)) in few.iter().zip(&small).enumerate() {
                    let own = message.of.and_then(|of| with.iter().position(|(held, _)| held.contains(&of)));
                    let other = own.map_or(at, |own| own + 1 + at % (with.len() - 1)) % with.len();
                    for (piece, weight) in own.map(|own| (own, SMALL_WITH)).into_iter().chain([(other, SMALL_WITHOUT)])
                    {
                        before.push((2 + number, weight, &with[piece].1, &without[piece].1));
                    }
                }
            } else {
                before.push((1, 1.0, &all, &crowded));
            }
            for (collection, weight, with, without) in before {
                let group = groups.len();
                let mut found = false;
                for (kind, (query, index)) in [(&hybrid, with), (&base, without)].into_iter().enumerate() {
                    let mut wrong = 0;
                    for hit in index.search(query, 64) {
                        let at = usize::try_from(hit.id).unwrap_or(usize::MAX);
                        let Some(features) = hit.features else { continue };
                        let is_right = right.contains(&at);
                        found |= is_right;
                        wrong += usize::from(!is_right);
                        if !is_right && (wrong > WRONG_AT_ALL || wrong > WRONG && wrong % 3 != 0) {
                            continue;
                        }
                        let times = if !is_right && wrong > WRONG { 3.0 } else { 1.0 };
                        rows[kind].push(Row { group, features: *features, right: is_right, times });
                    }
                }
                let has_answer = if collection < 2 { !right.is_empty() } else { found };
                groups.push(Group { fold, home: message.home, collection, has_answer, weight });
            }
        }
        (groups, rows)
    };
    let mut groups: Vec<Group> = Vec::new();
    let mut rows: [Vec<Row>; 2] = [Vec::new(), Vec::new()];
    let looked: Vec<(Vec<Group>, [Vec<Row>; 2])> = std::thread::scope(|scope| {
        let look = &look;
        let workers: Vec<_> = (0..FOLDS).map(|fold| scope.spawn(move || look(fold))).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).collect()
    });
    for (more, more_rows) in looked {
        let first = groups.len();
        groups.extend(more);
        for (rows, more) in rows.iter_mut().zip(more_rows) {
            rows.extend(more.into_iter().map(|row| Row { group: row.group + first, ..row }));
        }
    }
    println!("{} pairs with vectors, {} without", rows[0].len(), rows[1].len());

    let mut models = Models::default();
    for (kind, name) in ["hybrid", "lexical"].into_iter().enumerate() {
        let rows = &rows[kind];
        let features: Vec<usize> = if kind == 0 { (0..COUNT).collect() } else { (0..FIRST_DENSE).collect() };
        let data: Vec<Features> = rows.iter().map(|row| row.features).collect();
        let right: Vec<bool> = rows.iter().map(|row| row.right).collect();
        let weights: Vec<f64> = rows.iter().map(|row| row.times * groups[row.group].weight).collect();
        let mut sums = vec![0.0_f32; rows.len()];
        let fits: Vec<Model> = std::thread::scope(|scope| {
            let (data, right, weights, features, groups) = (&data, &right, &weights, &features, &groups);
            let workers: Vec<_> = (0..FOLDS)
                .map(|fold| {
                    scope.spawn(move || {
                        let used: Vec<usize> =
                            (0..rows.len()).filter(|&at| groups[rows[at].group].fold != fold).collect();
                        boost::fit(data, right, weights, &used, features, (SEED, 1))
                    })
                })
                .collect();
            workers.into_iter().map(|worker| worker.join().unwrap()).collect()
        });
        for (sum, row) in sums.iter_mut().zip(rows) {
            *sum = fits[groups[row.group].fold].sum(&row.features);
        }
        // The best hit of every message, judged by trees that had not seen its claim.
        let mut tops: Vec<Option<usize>> = vec![None; groups.len()];
        for (at, row) in rows.iter().enumerate() {
            let top = &mut tops[row.group];
            if top.is_none_or(|top| sums[at] > sums[top]) {
                *top = Some(at);
            }
        }
        let best: Vec<(f32, bool, usize)> =
            tops.iter().flatten().map(|&top| (sums[top], rows[top].right, rows[top].group)).collect();
        let calibration = linear::platt(&best.iter().map(|b| (b.0, b.1, groups[b.2].weight)).collect::<Vec<_>>());
        let used: Vec<usize> = (0..rows.len()).collect();
        let mut model = boost::fit(&data, &right, &weights, &used, &features, (SEED, boost::BAGS));
        model.calibration = calibration;
        println!("{name}: calibration {calibration:?}");
        for (collection, label) in COLLECTIONS.iter().enumerate() {
            let here = |group: usize| groups[group].home && groups[group].collection == collection;
            let answerable = (0..groups.len()).filter(|&g| here(g) && groups[g].has_answer).count().max(1) as f64;
            let none = (0..groups.len()).filter(|&g| here(g) && !groups[g].has_answer).count().max(1) as f64;
            let first = best.iter().filter(|b| here(b.2) && b.1).count() as f64;
            println!("  {label}: S@1 {:.3} of messages whose claim the trees had not seen", first / answerable);
            for threshold in [0.25, 0.45, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95] {
                let answered: Vec<_> = best.iter().filter(|b| here(b.2) && model.chance(b.0) >= threshold).collect();
                let good = answered.iter().filter(|b| b.1).count() as f64;
                let wrong = answered.iter().filter(|b| !groups[b.2].has_answer).count() as f64;
                println!(
                    "    from {threshold}: coverage {:.3}, precision {:.3}, false {:.3}",
                    good / answerable,
                    good / (answered.len().max(1)) as f64,
                    wrong / none
                );
            }
        }
        // Where the channels begin to answer: the least even hundredth from which so many answers are right before both collections.
        for (channel, share) in [("web", 0.95), ("one-to-one", 0.95), ("group", 0.97)] {
            let from = (25..50).map(|step| f64::from(step) / 50.0).find(|&threshold| {
                [0, 1].iter().all(|&collection| {
                    let here = |group: usize| groups[group].home && groups[group].collection == collection;
                    let answered: Vec<_> =
                        best.iter().filter(|b| here(b.2) && f64::from(model.chance(b.0)) >= threshold).collect();
                    answered.iter().filter(|b| b.1).count() as f64 >= share * answered.len() as f64
                })
            });
            println!("  {channel} answers from {from:?}: {share} of the answers are right");
        }
        if kind == 0 { models.hybrid = Some(model) } else { models.lexical = Some(model) }
    }
    fs::create_dir_all(&out)?;
    fs::write(out.join("adapter.bin"), whole.to_bytes())?;
    fs::write(out.join("fusion.json"), serde_json::to_string(&models)? + "\n")?;
    Ok(())
}
