//! Measures the index at a size, for the proof `match-speed`.
//!
//! - `match_speed make COUNT THREADS INDEX LINES VECTORS|- CLAIMS…` reads the claims, grows them to COUNT by joining the first half of
//!   one with the second half of another, builds the index, gives every claim a vector (a real one, or two mixed in changing
//!   parts with noise), writes the index to INDEX and the claims to LINES (`-` for none).
//! - `match_speed measure INDEX VECTORS|- QUERIES` loads the index in a fresh process and matches every query alone, on one
//!   thread, by words and then by words and vectors; inserts and finds new claims at the end.
//! - `match_speed find COUNT THREADS VECTORFILE QUERIES CLAIMS OTHERS…` hides CLAIMS among COUNT claims grown from OTHERS alone, so that
//!   no half of a claim that is asked for lies about, and says how often QUERIES find theirs. VECTORFILE is one of `saksi match vectors`.
//!
//! VECTORS holds 384 32-bit floats each, little-endian, nothing else: of the claims, and then as many of messages as are asked with
//! ([`ASKED`]). Figures are printed as JSON; times "on core" leave out what the machine did for others meanwhile.

use std::{
    fs::File,
    io::{BufRead, BufReader, BufWriter, Write as _},
    time::{Duration, Instant},
};

use saksi_matching::{
    DecisionKind, Entry, Index, Policy, Query,
    adapter::Side,
    decide,
    dense::Vector,
    run::Percentiles,
    vector_file::{VectorFile, entry_text},
};
use serde_json::{Value, json};

type Failure = Box<dyn std::error::Error>;

const DIMENSIONS: usize = 384;

/// Vectors at the end of the file that are asked with.
const ASKED: usize = 100;

/// Matches that only warm the caches, and matches that are measured, of each kind.
const WARMING: usize = 200;
const MEASURED: usize = 1_000;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["make", count, threads, index, out, vectors, claims @ ..] => {
            make(count.parse()?, threads.parse()?, index, out, vectors, claims)
        }
        ["measure", index, vectors, queries] => measure(index, vectors, queries),
        ["find", count, threads, vectors, queries, claims, others @ ..] => {
            find(count.parse()?, threads.parse()?, vectors, queries, claims, others)
        }
        _ => Err(
            "usage: match_speed make COUNT THREADS INDEX LINES|- VECTORS|- CLAIMS… | measure INDEX VECTORS|- QUERIES | find COUNT THREADS VECTORFILE QUERIES CLAIMS OTHERS…"
                .into(),
        ),
    }
}

fn make(count: usize, threads: usize, file: &str, out: &str, vectors: &str, claims: &[&str]) -> Result<(), Failure> {
    let real = read_claims(claims)?;
    let entries = grow(&real, &real, count);
    if out != "-" {
        let mut out = BufWriter::new(File::create(out)?);
        for entry in &entries {
            let name = usize::try_from(entry.id).ok().and_then(|at| real.get(at)).map(|(name, _)| name.clone());
            let id = name.unwrap_or_else(|| format!("grown-{}", entry.id));
            let line = json!({ "id": id, "lang": entry.language, "claim": entry.claim, "title": entry.title });
            writeln!(out, "{line}")?;
        }
        out.flush()?;
    }
    let bytes: usize = entries.iter().map(|entry| entry.claim.len() + entry.title.len()).sum();
    let start = Instant::now();
    let mut index = Index::build(entries.into_iter(), threads);
    let build = start.elapsed();
    let mut given = 0.0;
    if vectors != "-" {
        let floats = floats(vectors)?;
        let real: Vec<&[f32]> = floats.chunks_exact(DIMENSIONS).collect();
        let real = real.get(..real.len().saturating_sub(ASKED)).unwrap_or_default();
        let mut random = Random(0x5eed);
        index.set_model("real vectors, grown");
        let start = Instant::now();
        for id in 0..count {
            let vector = real.get(id).map_or_else(|| mixed(real, &mut random), |vector| Vector::from_f32(vector));
            index.set_vectors(id as u128, &[vector]);
        }
        given = start.elapsed().as_secs_f64();
    }
    let sizes: serde_json::Map<String, Value> =
        index.sizes().into_iter().map(|(part, bytes)| (part.to_owned(), json!(bytes as f64 / count as f64))).collect();
    let start = Instant::now();
    let mut file = BufWriter::new(File::create(file)?);
    index.save(&mut file)?;
    file.flush()?;
    let figures = json!({
        "claims": count,
        "text_bytes": bytes,
        "build_seconds": build.as_secs_f64(),
        "claims_per_second": count as f64 / build.as_secs_f64(),
        "vectors_seconds": given,
        "save_seconds": start.elapsed().as_secs_f64(),
        "bytes_per_claim": sizes,
    });
    println!("{figures}");
    Ok(())
}

fn measure(file: &str, vectors: &str, queries: &str) -> Result<(), Failure> {
    let queries: Vec<Value> = lines(queries)?;
    let text = |query: &Value| query.get("text").and_then(Value::as_str).unwrap_or_default().to_owned();
    let texts: Vec<String> = queries.iter().map(text).collect();
    let asked: Vec<Vector> = if vectors == "-" {
        Vec::new()
    } else {
        let floats = floats(vectors)?;
        let all: Vec<&[f32]> = floats.chunks_exact(DIMENSIONS).collect();
        all.iter().skip(all.len().saturating_sub(ASKED)).map(|vector| Vector::from_f32(vector)).collect()
    };
    let before = resident_kib();
    let start = Instant::now();
    let mut index = Index::load(BufReader::with_capacity(1 << 20, File::open(file)?))?;
    let load = start.elapsed();
    let loaded = resident_kib();

    let lexical = Timed::of(&texts, |text, _| decide_on(&index, &Query::new(text)));
    let hybrid = (!asked.is_empty()).then(|| {
        Timed::of(&texts, |text, at| {
            let vector = asked.get(at % asked.len().max(1)).cloned();
            let query = Query::new(text);
            decide_on(&index, &vector.into_iter().fold(query, Query::with_vector));
        })
    });

    // A new claim, and the first search that must find it.
    let fresh = "Whoever shakes a coconut palm at midnight hears the sea of the year 3010, says a lighthouse keeper";
    let (mut inserted, mut found_after, mut missed) = (Vec::new(), Vec::new(), 0_usize);
    let template = index.len() as u128;
    for extra in 0..3_000_u128 {
        let claim = format!("{fresh}, number {extra}");
        let start = Instant::now();
        index.insert(Entry::new(template + extra, "en", claim.clone()));
        inserted.push(start.elapsed());
        if extra % 30 == 0 {
            let hits = index.search(&Query::new(&claim), 1);
            found_after.push(start.elapsed());
            missed += usize::from(hits.first().is_none_or(|hit| hit.id != template + extra));
        }
    }
    let figures = json!({
        "claims": u64::try_from(template)?,
        "file_mib": std::fs::metadata(file)?.len() >> 20,
        "load_seconds": load.as_secs_f64(),
        "resident_mib": (loaded.saturating_sub(before)) as f64 / 1024.0,
        "resident_mib_after_use": resident_kib() as f64 / 1024.0,
        "lexical": lexical,
        "hybrid": hybrid,
        "insert_ms": Percentiles::of(&inserted),
        "insert_to_found_ms": Percentiles::of(&found_after),
        "inserted_and_not_found": missed,
    });
    println!("{figures}");
    Ok(())
}

fn decide_on(index: &Index, query: &Query) {
    let hits = index.search(query, 10);
    std::hint::black_box(decide(query, &hits, &Policy::web()));
}

/// Times of one kind of match.
struct Timed;

impl Timed {
    fn of(texts: &[String], mut work: impl FnMut(&str, usize)) -> Value {
        let (mut wall, mut core) = (Vec::new(), Vec::new());
        for (at, text) in texts.iter().cycle().take(WARMING + MEASURED).enumerate() {
            let (start, before) = (Instant::now(), on_core());
            work(text, at);
            let worked = on_core().saturating_sub(before);
            if at >= WARMING {
                wall.push(start.elapsed());
                core.push(worked);
            }
        }
        json!({ "ms": Percentiles::of(&wall), "on_core_ms": Percentiles::of(&core) })
    }
}

fn lines(path: &str) -> Result<Vec<Value>, Failure> {
    BufReader::new(File::open(path)?).lines().map(|line| Ok(serde_json::from_str(&line?)?)).collect()
}

fn floats(path: &str) -> Result<Vec<f32>, Failure> {
    Ok(std::fs::read(path)?.as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect())
}

/// A seeded source (Knuth's MMIX constants).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn unit(&mut self) -> f32 {
        self.next() as f32 / (1_u64 << 31) as f32
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let number = usize::try_from(self.next()).unwrap_or(0);
        from.get(number % from.len().max(1))
    }
}

fn read_claims(files: &[&str]) -> Result<Vec<(String, Entry)>, Failure> {
    let mut claims: Vec<(String, Entry)> = Vec::new();
    for path in files {
        for line in lines(path)? {
            let text = |name: &str| line.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            let name =
                line.get("id").map_or_else(String::new, |id| id.as_str().map_or_else(|| id.to_string(), str::to_owned));
            claims
                .push((name, Entry::new(claims.len() as u128, text("lang"), text("claim")).with_title(text("title"))));
        }
    }
    Ok(claims)
}

/// How often the messages find the claims that they repeat among a great many others.
fn find(
    count: usize,
    threads: usize,
    vectors: &str,
    queries: &str,
    claims: &str,
    others: &[&str],
) -> Result<(), Failure> {
    let vectors = VectorFile::parse(&std::fs::read(vectors)?).ok_or("that is no file of vectors")?;
    let (real, others) = (read_claims(&[claims])?, read_claims(others)?);
    let vector_of = |entry: &Entry| vectors.get(Side::Claim, &entry_text(&entry.claim, &entry.title));
    let around: Vec<&[f32]> = others.iter().filter_map(|(_, entry)| vector_of(entry)).collect();
    if around.len() < others.len() {
        return Err("not every claim has a vector in the file".into());
    }
    let mut index = Index::build(grow(&real, &others, count).into_iter(), threads);
    let mut random = Random(0x5eed);
    index.set_model("real vectors, grown");
    for id in 0..count {
        let vector = match real.get(id) {
            Some((_, entry)) => Vector::from_f32(vector_of(entry).ok_or("a claim that is asked for has no vector")?),
            None => mixed(&around, &mut random),
        };
        index.set_vectors(id as u128, &[vector]);
    }
    let mut counted = [Found::default(), Found::default()];
    for line in lines(queries)? {
        let text = line.get("text").and_then(Value::as_str).unwrap_or_default();
        let relevant: Vec<&str> =
            line.get("relevant").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let vector = vectors.get(Side::Message, text).ok_or("a message has no vector in the file")?;
        let words = Query::new(text);
        let meaning = words.clone().with_vector(Vector::from_f32(vector));
        for (query, counted) in [words, meaning].iter().zip(&mut counted) {
            let hits = index.search(query, 10);
            let answered = decide(query, &hits, &Policy::web()).kind == DecisionKind::Answer;
            let named = |at: usize| -> bool {
                let name = hits.get(at).and_then(|hit| real.get(usize::try_from(hit.id).ok()?));
                name.is_some_and(|(name, _)| relevant.contains(&name.as_str()))
            };
            counted.add(!relevant.is_empty(), answered, (0..hits.len()).find(|&at| named(at)));
        }
    }
    let [words, meaning] = counted;
    println!("{}", json!({ "claims": count, "words": words.figures(), "meaning": meaning.figures() }));
    Ok(())
}

/// What became of the messages.
#[derive(Default)]
struct Found {
    known: usize,
    first: usize,
    in_five: usize,
    answered: usize,
    right: usize,
    unknown: usize,
    wrongly: usize,
}

impl Found {
    /// `place` is the first of the hits that is the claim it repeats.
    fn add(&mut self, known: bool, answered: bool, place: Option<usize>) {
        let first = place == Some(0);
        self.known += usize::from(known);
        self.first += usize::from(known && first);
        self.in_five += usize::from(known && place.is_some_and(|place| place < 5));
        self.answered += usize::from(answered);
        self.right += usize::from(known && answered && first);
        self.unknown += usize::from(!known);
        self.wrongly += usize::from(!known && answered);
    }

    fn figures(&self) -> Value {
        let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
        json!({
            "s1": share(self.first, self.known),
            "s5": share(self.in_five, self.known),
            "coverage": share(self.right, self.known),
            "precision": share(self.right, self.answered),
            "false_answers": share(self.wrongly, self.unknown),
        })
    }
}

/// Real claims first, then the first half of one of the others with the second half of another, always the same.
fn grow(real: &[(String, Entry)], others: &[(String, Entry)], count: usize) -> Vec<Entry> {
    let mut random = Random(0x5eed);
    (0..count)
        .map(|at| match real.get(at) {
            Some((_, entry)) => entry.clone(),
            None => {
                let mut pick = || random.pick(others).map(|(_, entry)| entry.clone()).unwrap_or_default();
                let (a, b) = (pick(), pick());
                Entry::new(at as u128, a.language, halves(&a.claim, &b.claim)).with_title(halves(&b.title, &a.title))
            }
        })
        .collect()
}

fn halves(a: &str, b: &str) -> String {
    let (a_end, b_start) = (a.ceil_char_boundary(a.len() / 2), b.ceil_char_boundary(b.len() / 2));
    format!("{} {}", a.get(..a_end).unwrap_or_default(), b.get(b_start..).unwrap_or_default())
}

/// Two real vectors in changing parts, and noise.
fn mixed(real: &[&[f32]], random: &mut Random) -> Vector {
    let (a, b) = (random.pick(real).copied().unwrap_or_default(), random.pick(real).copied().unwrap_or_default());
    let part = 0.5 + 0.45 * random.unit();
    let values: Vec<f32> =
        a.iter().zip(b).map(|(a, b)| part * a + (1.0 - part) * b + 0.02 * (random.unit() - 0.5)).collect();
    Vector::from_f32(&values)
}

/// Time this thread was on a core, from Linux's `/proc`: what the work took, however busy the machine is. Some kernels count it
/// in ticks of a few milliseconds, so that only the mean of many is exact.
fn on_core() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(text.split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or(0))
}

/// Resident memory of this process, from Linux's `/proc`; 0 elsewhere.
fn resident_kib() -> usize {
    std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|status| {
            let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
            line.split_whitespace().nth(1)?.parse().ok()
        })
        .unwrap_or(0)
}
