//! `match-lexical`: `saksi match run` alone on files: speed of the index, of a match, and how often the right claim is
//! among the first five.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::Options;
use crate::shop::{Halt, Shop};
use crate::site::saksi;
use crate::statistics::{Row, number};
use crate::words;

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let claims = if options.short { 20_000 } else { 100_000 };
    let file = |name: &str| shop.scratch.path().join(name);
    let (claims_file, queries_file) = (file("made-claims.jsonl"), file("made-queries.jsonl"));
    words::write_claims(std::fs::File::create(&claims_file)?, claims)?;
    words::write_queries(std::fs::File::create(&queries_file)?, 4_000, claims)?;
    let (stats, run) = match_run(shop, &claims_file, &queries_file, "made")?;
    let figure = |path: &str| {
        stats.pointer(path).and_then(Value::as_f64).with_context(|| format!("no {path} in the statistics"))
    };
    let mut rows = vec![
        options.at_least(&format!("index of {claims} claims"), figure("/claims_per_second")?, 20_000.0, "claims/s"),
        options.at_most("match, p50", figure("/query_ms/p50")?, 2.0, "ms"),
        options.at_most("match, p99", figure("/query_ms/p99")?, 10.0, "ms"),
        Row::at_least("MAP@5 on made-up forwards", map_at_5(&queries_file, &run)?, 0.95, ""),
    ];
    let given = match (&options.claims, &options.queries) {
        (Some(claims), Some(queries)) => Some((claims.clone(), queries.clone())),
        _ => None,
    };
    if let Some((claims, queries)) = given {
        let (_, run) = match_run(shop, &claims, &queries, "given")?;
        let own = map_at_5(&queries, &run)?;
        match &options.baseline {
            Some(baseline) => {
                rows.push(Row::at_least("MAP@5 on the given queries", own, map_at_5(&queries, baseline)?, ""));
            }
            None => rows.push(Row::note("MAP@5 on the given queries", number(own, ""))),
        }
    }
    Ok(rows)
}

pub(super) fn match_run(shop: &Shop, claims: &Path, queries: &Path, name: &str) -> Result<(Value, std::path::PathBuf)> {
    let out = shop.scratch.path().join(format!("{name}-run.jsonl"));
    let stats = shop.scratch.path().join(format!("{name}-stats.json"));
    let text = |path: &Path| path.to_string_lossy().into_owned();
    saksi(
        shop,
        &[
            "match",
            "run",
            "--claims",
            &text(claims),
            "--queries",
            &text(queries),
            "--out",
            &text(&out),
            "--stats",
            &text(&stats),
        ],
        None,
        None,
    )?;
    Ok((serde_json::from_slice(&std::fs::read(&stats)?)?, out))
}

/// Mean average precision at five over the queries that have a relevant claim: for each the sum of the precision at the
/// ranks of relevant hits among the first five, divided by the smaller of five and the number of relevant claims.
pub(super) fn map_at_5(queries: &Path, run: &Path) -> Result<f64> {
    let lines = |path: &Path| -> Result<Vec<Value>> {
        let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
        text.lines().filter(|line| !line.trim().is_empty()).map(|line| Ok(serde_json::from_str(line)?)).collect()
    };
    let name = |value: &Value| value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
    let names = |value: Option<&Value>| -> Vec<String> {
        value.and_then(Value::as_array).into_iter().flatten().map(name).collect()
    };
    let mut hits: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in lines(run)? {
        let found = line.get("hits").and_then(Value::as_array).into_iter().flatten();
        let ids = found.map(|hit| hit.get("id").or_else(|| hit.get(0)).map_or_else(|| name(hit), name)).collect();
        hits.insert(line.get("qid").map(name).unwrap_or_default(), ids);
    }
    let (mut sum, mut count) = (0.0, 0_usize);
    for query in lines(queries)? {
        let relevant = names(query.get("relevant"));
        if relevant.is_empty() {
            continue;
        }
        count += 1;
        let found = hits.get(&query.get("qid").map(name).unwrap_or_default()).cloned().unwrap_or_default();
        sum += average_precision(&relevant, &found);
    }
    Ok(sum / count.max(1) as f64)
}

fn average_precision(relevant: &[String], found: &[String]) -> f64 {
    let (mut right, mut sum) = (0.0, 0.0);
    for (index, id) in found.iter().take(5).enumerate() {
        if relevant.contains(id) {
            right += 1.0;
            sum += right / (index + 1) as f64;
        }
    }
    sum / relevant.len().clamp(1, 5) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(relevant: &[&str], found: &[&str], expected: f64) {
        let own = |list: &[&str]| list.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        assert!((average_precision(&own(relevant), &own(found)) - expected).abs() < 1e-9);
    }

    #[test]
    fn average_precision_is_as_defined() {
        check(&["a"], &["a", "b"], 1.0);
        check(&["a"], &["b", "a"], 0.5);
        check(&["a", "b"], &["a", "x", "b"], 5.0 / 6.0);
        check(&["a"], &["1", "2", "3", "4", "5", "a"], 0.0);
        check(&["a"], &[], 0.0);
    }
}
