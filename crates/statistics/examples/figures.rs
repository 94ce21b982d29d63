//! Figures of waits and shares from lines of JSON, to hold against other implementations.
//!
//! ```console
//! cargo run --release -p saksi-statistics --example figures < questions.jsonl > answers.jsonl
//! ```
//!
//! A line asks one of: `{"waits": {"list": [[3.5, true], …], "quantiles": [0.5], "after": [72]}}`, `{"share": [some, all]}`,
//! `{"ratio": [[some, all], [some, all]]}`, `{"log_rank": [[[3.5, true], …], […]]}`.

use std::error::Error;
use std::io::{BufRead as _, Write as _};

use saksi_statistics::{Curve, Estimate, Wait, log_rank, ratio, share};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Question {
    Share(u64, u64),
    Ratio((u64, u64), (u64, u64)),
    LogRank(Vec<(f64, bool)>, Vec<(f64, bool)>),
    Waits { list: Vec<(f64, bool)>, quantiles: Vec<f64>, after: Vec<f64> },
}

fn waits(list: Vec<(f64, bool)>) -> impl Iterator<Item = Wait> {
    list.into_iter().map(|(time, ended)| Wait { time, ended })
}

fn shown(estimate: Option<Estimate>) -> Value {
    estimate.map_or(Value::Null, |found| json!([found.value, found.low, found.high]))
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let answer = match serde_json::from_str(&line?)? {
            Question::Share(some, all) => shown(share(some, all, 0.95)),
            Question::Ratio(one, other) => shown(ratio(one, other, 0.95)),
            Question::LogRank(one, other) => log_rank(waits(one), waits(other))
                .map_or(Value::Null, |found| json!([found.statistic, found.probability])),
            Question::Waits { list, quantiles, after } => {
                let curve = Curve::of(waits(list), 0.95);
                let steps: Vec<_> = curve
                    .steps()
                    .iter()
                    .map(|step| {
                        json!([
                            step.time,
                            step.at_risk,
                            step.ended,
                            step.waiting.value,
                            step.waiting.low,
                            step.waiting.high
                        ])
                    })
                    .collect();
                let quantiles: Vec<_> = quantiles
                    .into_iter()
                    .map(|wanted| curve.quantile(wanted))
                    .map(|found| json!([found.value, found.low, found.high]))
                    .collect();
                let after: Vec<_> = after.into_iter().map(|time| shown(curve.waiting_after(time))).collect();
                json!({ "steps": steps, "quantiles": quantiles, "after": after })
            }
        };
        writeln!(out, "{answer}")?;
    }
    Ok(())
}
