//! `match-quality` and `match-noise`: how often the right claim comes first, how often an answer is right, and what bad typing
//! costs, beside what other programs do with the same data.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use super::Options;
use crate::shop::{Halt, Shop};
use crate::site::saksi;
use crate::statistics::Row;

/// What is measured with: files of claims, queries, and vectors of all their texts.
struct Set {
    name: &'static str,
    claims: Vec<PathBuf>,
    queries: PathBuf,
}

/// One line of the table.
struct Line {
    set: &'static str,
    method: &'static str,
    figures: Value,
}

/// Our ways and those of others, with the words that `saksi match run` takes for them.
const METHODS: &[(&str, &[&str])] = &[
    ("usual bot query (`cjk-mlt`)", &["--method", "cjk-mlt"]),
    ("BM25, character 4-grams", &["--method", "char4"]),
    ("vectors alone", &["--method", "vectors"]),
    ("BM25 and vectors, summed", &["--method", "sum"]),
    ("saksi, words only", &["--words"]),
    ("saksi", &[]),
];

/// The evaluation set in the repository.
fn asia(shop: &Shop) -> (PathBuf, PathBuf) {
    let folder = shop.root.join("crates/matching/evaluation/asia");
    (folder.join("claims.jsonl"), folder.join("queries.jsonl"))
}

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let (claims, queries) = asia(shop);
    let mut sets = vec![Set { name: "asia", claims: vec![claims.clone()], queries: queries.clone() }];
    if let Some(data) = &options.data {
        let checkthat = data.join("matching/checkthat2020");
        let titles = shop.scratch.path().join("titles.jsonl");
        let count = write_titles(shop, &data.join("cofacts-cc0/article_hyperlinks.csv.zip"), &titles)?;
        println!("{count} titles of linked pages stand between the claims");
        let own = checkthat.join("claims.jsonl");
        sets.push(Set { name: "asia, pooled", claims: vec![claims, own.clone(), titles], queries });
        let dev = checkthat.join("dev-queries.jsonl");
        sets.push(Set { name: "checkthat2020 dev", claims: vec![own], queries: dev });
    }
    let vectors = vectors(shop, options, &sets, false)?;
    let mut lines: Vec<Line> = Vec::new();
    for set in &sets {
        for (method, words) in METHODS {
            if options.short && !matches!(*method, "saksi" | "saksi, words only" | "usual bot query (`cjk-mlt`)") {
                continue;
            }
            lines.push(Line { set: set.name, method, figures: measure(shop, set, words, &vectors)? });
        }
    }
    let figure = |set: &str, method: &str, path: &str| -> Result<f64> {
        let line = lines.iter().find(|line| line.set == set && line.method == method).context("a line is missing")?;
        line.figures.pointer(path).and_then(Value::as_f64).with_context(|| format!("no {path} for {set}, {method}"))
    };
    let mut rows = Vec::new();
    for set in &sets {
        let name = set.name;
        if name == "checkthat2020 dev" {
            rows.push(Row::at_least("checkthat2020 dev: MAP@5", figure(name, "saksi", "/all/map5")?, 0.88, ""));
            rows.push(Row::at_least(
                "checkthat2020 dev, words only: MAP@5",
                figure(name, "saksi, words only", "/all/map5")?,
                0.82,
                "",
            ));
            continue;
        }
        rows.push(Row::at_least(&format!("{name}: S@1"), figure(name, "saksi", "/all/s1")?, 0.90, ""));
        rows.push(Row::at_least(
            &format!("{name}: cross-en S@5"),
            figure(name, "saksi", "/kind=cross-en/s5")?,
            0.95,
            "",
        ));
        rows.push(Row::at_least(&format!("{name}: weakest language, S@1"), weakest(&lines, name), 0.75, ""));
        rows.push(Row::at_least(
            &format!("{name}: precision of answers"),
            figure(name, "saksi", "/all/precision")?,
            0.97,
            "",
        ));
        rows.push(Row::at_most(&format!("{name}: false answers"), figure(name, "saksi", "/all/false")?, 0.03, ""));
        rows.push(Row::at_least(
            &format!("{name}: coverage of answers"),
            figure(name, "saksi", "/all/coverage")?,
            0.55,
            "",
        ));
        let lexical = figure(name, "saksi, words only", "/all/s1")?;
        rows.push(Row::note(&format!("{name}, words only: S@1"), format!("{lexical:.3}")));
        let bot = figure(name, "usual bot query (`cjk-mlt`)", "/all/s1")?;
        rows.push(Row::note(&format!("{name}, usual bot query: S@1"), format!("{bot:.3}")));
    }
    let small = sets.first().map(|set| smalls(shop, set, &vectors, &mut rows)).transpose()?.unwrap_or_default();
    if !options.short && options.data.is_some() {
        replace(shop, "small", &small)?;
        let channels = channels(shop, &sets, &vectors)?;
        document(shop, &lines, &channels)?;
    }
    Ok(rows)
}

pub(super) fn noise(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let (claims, queries) = asia(shop);
    let set = Set { name: "asia", claims: vec![claims], queries };
    let sets = [set];
    let vectors = vectors(shop, options, &sets, true)?;
    let [set] = &sets;
    let first = |figures: &Value| figures.pointer("/all/s1").and_then(Value::as_f64).unwrap_or(0.0);
    let plain = first(&measure(shop, set, &[], &vectors)?);
    let mut rows = vec![Row::note("as written: S@1", format!("{plain:.3}"))];
    let mut table = format!("| as written | {plain:.3} | |\n");
    for (noise, says) in [
        ("shuffled", "one letter in ten moved"),
        ("spaced", "a space after one letter in ten"),
        ("chopped", "a space after every fourth letter"),
        ("masked", "digits masked"),
        ("halved", "only the first half"),
    ] {
        let noisy = first(&measure(shop, set, &["--noise", noise], &vectors)?);
        let what = format!("{says}: S@1 falls by");
        // Chopping every word is beyond what people type; its figure is told, and has no bar.
        rows.push(if noise == "chopped" {
            Row::note(&what, format!("{:.3}", plain - noisy))
        } else {
            Row::at_most(&what, plain - noisy, 0.0999, "")
        });
        let _ = writeln!(table, "| {says} | {noisy:.3} | {:.3} |", plain - noisy);
    }
    if !options.short {
        replace(shop, "noise", &format!("| how the messages are typed | S@1 | falls by |\n|---|---|---|\n{table}"))?;
    }
    Ok(rows)
}

/// Turns all texts of the sets into vectors with the model.
fn vectors(shop: &Shop, options: &Options, sets: &[Set], noise: bool) -> Result<Vec<PathBuf>, Halt> {
    if !options.vectors.is_empty() {
        return Ok(options.vectors.clone());
    }
    let found = shop.model();
    let data = shop.need(found)?;
    let out = shop.scratch.path().join(if noise { "noise.vec" } else { "all.vec" });
    let mut words: Vec<String> = vec!["match".into(), "vectors".into(), "--out".into(), text(&out)];
    let mut files: Vec<&Path> = Vec::new();
    for set in sets {
        for (option, path) in set.claims.iter().map(|path| ("--claims", path)).chain([("--queries", &set.queries)]) {
            if !files.contains(&path.as_path()) {
                files.push(path);
                words.extend([option.to_owned(), text(path)]);
            }
        }
    }
    if noise {
        words.push("--noise".to_owned());
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    saksi(shop, &words, Some(&data), None)?;
    Ok(vec![out])
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Matches queries against claims, and gives back the file of the run.
fn match_run(shop: &Shop, claims: &[PathBuf], queries: &Path, how: &[&str], vectors: &[PathBuf]) -> Result<String> {
    let out = text(&shop.scratch.path().join("quality-run.jsonl"));
    let queries = text(queries);
    let claims: Vec<String> = claims.iter().map(|path| text(path)).collect();
    let vectors: Vec<String> = vectors.iter().map(|path| text(path)).collect();
    let mut words = vec!["match", "run", "--queries", &queries, "--out", &out, "--claims"];
    words.extend(claims.iter().map(String::as_str));
    words.extend(how);
    if !how.contains(&"--words") {
        words.extend(vectors.iter().flat_map(|path| ["--vectors", path.as_str()]));
    }
    saksi(shop, &words, None, None)?;
    Ok(out)
}

/// The figures of one way of matching on one set.
fn measure(shop: &Shop, set: &Set, how: &[&str], vectors: &[PathBuf]) -> Result<Value> {
    let out = match_run(shop, &set.claims, &set.queries, how, vectors)?;
    let queries = text(&set.queries);
    let figures = saksi(shop, &["--json", "match", "eval", "--queries", &queries, "--run", &out], None, None)?;
    serde_json::from_str(&figures).context("the figures are not JSON")
}

/// How many claims the small desks know, and how many such desks are looked at.
const SMALL: [usize; 2] = [5, 20];
const DESKS: usize = 6;

/// What happens to messages of one sort before a small desk.
#[derive(Default)]
struct Seen {
    messages: usize,
    answered: usize,
    shown: usize,
    asked: usize,
    right: usize,
}

/// A desk that has just begun: every message of the set before a handful of its claims. First the messages whose claim is
/// among these, then the others.
fn small(shop: &Shop, set: &Set, size: usize, how: &[&str], vectors: &[PathBuf]) -> Result<[Seen; 2]> {
    let text = set.claims.iter().map(fs::read_to_string).collect::<Result<Vec<_>, _>>()?.join("\n");
    let claims: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let queries: Vec<Value> = lines_of(&set.queries)?;
    let mut seen = [Seen::default(), Seen::default()];
    for desk in 0..DESKS {
        // Claims far from each other in the file are of several languages.
        let mine: Vec<&str> = claims.iter().skip(desk).step_by(claims.len() / size).take(size).copied().collect();
        let held: Vec<Value> =
            mine.iter().filter_map(|line| serde_json::from_str::<Value>(line).ok()?.get("id").cloned()).collect();
        let file = shop.scratch.path().join("small.jsonl");
        fs::write(&file, mine.join("\n"))?;
        let run = lines_of(Path::new(&match_run(shop, &[file], &set.queries, how, vectors)?))?;
        for (query, found) in queries.iter().zip(&run) {
            let relevant = query.get("relevant").and_then(Value::as_array).cloned().unwrap_or_default();
            let known = relevant.iter().any(|id| held.contains(id));
            let [with, without] = &mut seen;
            let seen = if known { with } else { without };
            seen.messages += 1;
            let best = found.pointer("/hits/0/id");
            match found.get("decision").and_then(Value::as_str) {
                Some("answer") => {
                    seen.answered += 1;
                    seen.right += usize::from(best.is_some_and(|id| relevant.contains(id)));
                }
                Some("suggest") => seen.shown += 1,
                Some("ask") => seen.asked += 1,
                _ => {}
            }
        }
    }
    Ok(seen)
}

fn lines_of(path: &Path) -> Result<Vec<Value>> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    text.lines().filter(|line| !line.trim().is_empty()).map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// The table of the small desks; adds its figures for messages about other things to the proof.
fn smalls(shop: &Shop, set: &Set, vectors: &[PathBuf], rows: &mut Vec<Row>) -> Result<String> {
    let mut table = String::from(
        "| claims known | way | messages | answered right | answered wrong | shown as similar | asked back | left alone |\n|---|---|---|---|---|---|---|---|\n",
    );
    for size in SMALL {
        let ways: [(&str, &[&str]); 2] = [("saksi", &[]), ("words only", &["--words"])];
        for (way, how) in ways {
            let seen = small(shop, set, size, how, vectors)?;
            for (which, seen) in ["about one of them", "about none of them"].into_iter().zip(&seen) {
                let share = |part: usize| part as f64 / seen.messages.max(1) as f64;
                let wrong = share(seen.answered - seen.right);
                let _ = writeln!(
                    table,
                    "| {size} | {way} | {which} | {:.3} | {wrong:.3} | {:.3} | {:.3} | {:.3} |",
                    share(seen.right),
                    share(seen.shown),
                    share(seen.asked),
                    share(seen.messages - seen.answered - seen.shown - seen.asked),
                );
                if which == "about none of them" && way == "saksi" {
                    rows.push(Row::note(&format!("{size} claims known: false answers"), format!("{wrong:.3}")));
                    rows.push(Row::note(
                        &format!("{size} claims known: shown as similar though none is"),
                        format!("{:.3}", share(seen.shown)),
                    ));
                }
            }
        }
    }
    Ok(table)
}

/// The least S@1 of a language.
fn weakest(lines: &[Line], set: &str) -> f64 {
    lines
        .iter()
        .filter(|line| line.set == set && line.method == "saksi")
        .filter_map(|line| line.figures.as_object())
        .flatten()
        .filter(|(name, figures)| name.starts_with("lang=") && figures.get("queries").and_then(Value::as_u64) > Some(0))
        .filter_map(|(_, figures)| figures.get("s1").and_then(Value::as_f64))
        .fold(1.0, f64::min)
}

/// The figures of the three channels on every set.
fn channels(shop: &Shop, sets: &[Set], vectors: &[PathBuf]) -> Result<String> {
    let mut table =
        String::from("| set | channel | answered right | precision | false answers |\n|---|---|---|---|---|\n");
    for set in sets {
        for channel in ["web", "one-to-one", "group"] {
            for (with, words) in
                [("", ["--channel", channel].as_slice()), (", words only", &["--channel", channel, "--words"])]
            {
                let figures = measure(shop, set, words, vectors)?;
                let _ = writeln!(
                    table,
                    "| {}{with} | {channel} | {} | {} | {} |",
                    set.name,
                    shown(&figures, "/all/coverage"),
                    shown(&figures, "/all/precision"),
                    shown(&figures, "/all/false")
                );
            }
        }
    }
    Ok(table)
}

fn shown(figures: &Value, path: &str) -> String {
    figures.pointer(path).and_then(Value::as_f64).map_or("–".to_owned(), |figure| format!("{figure:.3}"))
}

/// Writes the tables into `docs/matching.md`.
fn document(shop: &Shop, lines: &[Line], channels: &str) -> Result<()> {
    let mut table = String::from(
        "| set | way | MAP@5 | S@1 | S@5 | answered right | precision | false answers |\n|---|---|---|---|---|---|---|---|\n",
    );
    for line in lines {
        let of = |path: &str| shown(&line.figures, path);
        let _ = writeln!(
            table,
            "| {} | {} | {} | {} | {} | {} | {} | {} |",
            line.set,
            line.method,
            of("/all/map5"),
            of("/all/s1"),
            of("/all/s5"),
            of("/all/coverage"),
            of("/all/precision"),
            of("/all/false")
        );
    }
    let mut groups = String::from(
        "| set | group | queries | S@1 | S@5 | answered right | precision | false answers |\n|---|---|---|---|---|---|---|---|\n",
    );
    for line in lines.iter().filter(|line| line.method == "saksi" && line.set.starts_with("asia")) {
        for name in line.figures.as_object().into_iter().flatten().map(|(name, _)| name).filter(|name| *name != "all") {
            let of = |what: &str| {
                line.figures
                    .get(name)
                    .and_then(|figures| figures.get(what))
                    .and_then(Value::as_f64)
                    .map_or("–".to_owned(), |figure| format!("{figure:.2}"))
            };
            let count =
                |what: &str| line.figures.get(name).and_then(|f| f.get(what)).and_then(Value::as_u64).unwrap_or(0);
            let found = count("queries") > 0;
            let only = |value: String| if found { value } else { "–".to_owned() };
            let _ = writeln!(
                groups,
                "| {} | {} | {} | {} | {} | {} | {} | {} |",
                line.set,
                name.replace('=', " "),
                count("queries") + count("unmatched"),
                only(of("s1")),
                only(of("s5")),
                only(of("coverage")),
                of("precision"),
                of("false")
            );
        }
    }
    replace(shop, "quality", &table)?;
    replace(shop, "groups", &groups)?;
    replace(shop, "channels", channels)
}

/// Puts a text between two marks of `docs/matching.md`.
fn replace(shop: &Shop, name: &str, with: &str) -> Result<()> {
    let path = shop.root.join("docs/matching.md");
    let old = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let (begin, end) = (format!("<!-- {name}: made by xtask -->\n"), format!("<!-- {name}: end -->"));
    let (before, rest) = old.split_once(&begin).with_context(|| format!("docs/matching.md has no place for {name}"))?;
    let (_, after) = rest.split_once(&end).with_context(|| format!("docs/matching.md has no end of {name}"))?;
    fs::write(&path, format!("{before}{begin}\n{with}\n{end}{after}"))?;
    Ok(())
}

/// The titles of the linked pages in the open data of Cofacts, each once, as claims.
pub(crate) fn write_titles(shop: &Shop, archive: &Path, out: &Path) -> Result<usize> {
    let mut command = std::process::Command::new("unzip");
    command.arg("-p").arg(archive);
    let csv = shop.quiet(&mut command)?;
    let mut seen = std::collections::BTreeSet::new();
    let mut lines = String::new();
    for record in records(&csv).into_iter().skip(1) {
        let title = record.get(3).map(|title| title.trim().to_owned()).unwrap_or_default();
        if title.chars().count() >= 4 && seen.insert(title.clone()) {
            let line = serde_json::json!({"id": format!("title-{}", seen.len()), "lang": "zh-Hant", "claim": title, "title": ""});
            lines.push_str(&line.to_string());
            lines.push('\n');
        }
    }
    fs::write(out, lines)?;
    Ok(seen.len())
}

/// The records of a CSV text (RFC 4180).
fn records(text: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (quoted, c) {
            (true, '"') if chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            (_, '"') => quoted = !quoted,
            (false, ',') => record.push(std::mem::take(&mut field)),
            (false, '\r') => {}
            (false, '\n') => {
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            (_, other) => field.push(other),
        }
    }
    if !field.is_empty() || !record.is_empty() {
        record.push(field);
        records.push(record);
    }
    records
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_may_hold_commas_quotes_and_line_ends() {
        let found = records("a,b\n\"x, \"\"y\"\"\nz\",2\n");
        assert_eq!(found, vec![vec!["a".to_owned(), "b".to_owned()], vec!["x, \"y\"\nz".to_owned(), "2".to_owned()]]);
    }
}
