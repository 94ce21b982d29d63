//! Figures of a run: how often the right claim came first, and how often an answer was right.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::BufRead;

use serde::{Deserialize, Serialize};

use crate::run::{RunError, broken, each_line};

/// Ranks that count at all.
const RANKS: usize = 20;

/// The figures of one group of queries. Shares are 0..=1.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Queries that a known claim matches.
    pub queries: usize,
    /// Queries that none matches.
    pub unmatched: usize,
    /// Queries that the run does not speak of; they count as not found and not answered.
    pub missing: usize,
    /// Mean of 1/rank of the first right hit among the first 20.
    pub mrr20: f64,
    /// Mean average precision among the first five.
    pub map5: f64,
    /// Share of queries with a right claim first.
    pub s1: f64,
    /// Share with one among the first five.
    pub s5: f64,
    /// Share with one among the first ten.
    pub s10: f64,
    /// Answered right, of the queries that a claim matches.
    pub coverage: f64,
    /// Answered right, of those answered; none if none was.
    pub precision: Option<f64>,
    /// Answered, of the queries that no claim matches; none if there are none.
    #[serde(rename = "false")]
    pub wrong: Option<f64>,
}

/// How many of the answers were right.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    queries: usize,
    unmatched: usize,
    missing: usize,
    reciprocal: f64,
    average: f64,
    first: usize,
    five: usize,
    ten: usize,
    answered: usize,
    right: usize,
    wrong: usize,
}

#[derive(Deserialize)]
struct Asked {
    qid: serde_json::Value,
    #[serde(default)]
    lang: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    relevant: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct Found {
    qid: serde_json::Value,
    #[serde(default)]
    hits: Vec<FoundHit>,
    #[serde(default)]
    decision: String,
}

#[derive(Deserialize)]
struct FoundHit {
    id: serde_json::Value,
}

/// Scores a run against the queries: all of them under `all`, each language under `lang=…`, each kind under `kind=…`.
///
/// Fails on a line that is none, and on a run that lists a claim twice for one query.
pub fn evaluate(queries: impl BufRead, run: impl BufRead) -> Result<BTreeMap<String, Figures>, RunError> {
    let mut found: HashMap<String, (Vec<String>, bool)> = HashMap::new();
    each_line("run", run, |line, number| {
        let line: Found = serde_json::from_str(line).map_err(|error| broken("run", number, &error))?;
        let ids: Vec<String> = line.hits.iter().map(|hit| hit.id.to_string()).collect();
        if ids.iter().collect::<HashSet<_>>().len() < ids.len() {
            let problem = "a claim is listed twice for one query".to_owned();
            return Err(RunError::Line { file: "run", line: number, problem });
        }
        found.insert(line.qid.to_string(), (ids, line.decision == "answer"));
        Ok(())
    })?;
    let mut groups: BTreeMap<String, Counts> = BTreeMap::new();
    each_line("queries", queries, |line, number| {
        let line: Asked = serde_json::from_str(line).map_err(|error| broken("queries", number, &error))?;
        let relevant: HashSet<String> = line.relevant.iter().map(ToString::to_string).collect();
        let hit = found.get(&line.qid.to_string());
        let mut names = vec!["all".to_owned()];
        if !line.lang.is_empty() {
            names.push(format!("lang={}", line.lang));
        }
        if !line.kind.is_empty() {
            names.push(format!("kind={}", line.kind));
        }
        for name in names {
            groups.entry(name).or_default().add(&relevant, hit.map(|(ids, answered)| (ids.as_slice(), *answered)));
        }
        Ok(())
    })?;
    Ok(groups.into_iter().map(|(name, counts)| (name, counts.figures())).collect())
}

impl Counts {
    fn add(&mut self, relevant: &HashSet<String>, hit: Option<(&[String], bool)>) {
        self.missing += usize::from(hit.is_none());
        let (ids, answers) = hit.unwrap_or_default();
        let answered = answers && !ids.is_empty();
        if relevant.is_empty() {
            self.unmatched += 1;
        } else {
            self.queries += 1;
            let rank = ids.iter().take(RANKS).position(|id| relevant.contains(id));
            if let Some(rank) = rank {
                self.reciprocal += 1.0 / (rank + 1) as f64;
                self.first += usize::from(rank == 0);
                self.five += usize::from(rank < 5);
                self.ten += usize::from(rank < 10);
            }
            let mut right = 0.0;
            let mut sum = 0.0;
            for (at, id) in ids.iter().take(5).enumerate() {
                if relevant.contains(id) {
                    right += 1.0;
                    sum += right / (at + 1) as f64;
                }
            }
            self.average += sum / relevant.len().min(5) as f64;
        }
        if answered {
            self.answered += 1;
            self.right += usize::from(ids.first().is_some_and(|id| relevant.contains(id)));
            self.wrong += usize::from(relevant.is_empty());
        }
    }

    fn figures(self) -> Figures {
        let share = |part: f64, whole: usize| (part / whole.max(1) as f64 * 1e4).round() / 1e4;
        Figures {
            queries: self.queries,
            unmatched: self.unmatched,
            missing: self.missing,
            mrr20: share(self.reciprocal, self.queries),
            map5: share(self.average, self.queries),
            s1: share(self.first as f64, self.queries),
            s5: share(self.five as f64, self.queries),
            s10: share(self.ten as f64, self.queries),
            coverage: share(self.right as f64, self.queries),
            precision: (self.answered > 0).then(|| share(self.right as f64, self.answered)),
            wrong: (self.unmatched > 0).then(|| share(self.wrong as f64, self.unmatched)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The expected figures were computed with the independent scorer that the project is measured by.
    #[test]
    fn a_small_run_has_the_figures_of_the_independent_scorer() {
        let queries = concat!(
            r#"{"qid":"1","lang":"th","kind":"cut","text":"","relevant":["a","b"]}"#,
            "\n",
            r#"{"qid":"2","lang":"th","kind":"forward","text":"","relevant":["c"]}"#,
            "\n",
            r#"{"qid":"3","lang":"id","kind":"near-miss","text":"","relevant":[]}"#,
            "\n",
            r#"{"qid":"4","lang":"id","kind":"cut","text":"","relevant":["d"]}"#,
            "\n",
        );
        let run = concat!(
            r#"{"qid":"1","hits":[{"id":"a","score":1},{"id":"x","score":0.5},{"id":"b","score":0.4}],"decision":"answer"}"#,
            "\n",
            r#"{"qid":"2","hits":[{"id":"x","score":1},{"id":"c","score":0.5}],"decision":"answer"}"#,
            "\n",
            r#"{"qid":"3","hits":[{"id":"x","score":1}],"decision":"answer"}"#,
            "\n",
        );
        let all = evaluate(queries.as_bytes(), run.as_bytes()).expect("well-formed");
        let figures = all.get("all").expect("all");
        assert_eq!((figures.queries, figures.unmatched, figures.missing), (3, 1, 1));
        assert_eq!((figures.mrr20, figures.map5), (0.5, 0.4444));
        assert_eq!((figures.s1, figures.s5), (0.3333, 0.6667));
        assert_eq!((figures.coverage, figures.precision, figures.wrong), (0.3333, Some(0.3333), Some(1.0)));
        assert_eq!(all.get("lang=th").map(|figures| figures.s5), Some(1.0));
    }

    #[test]
    fn a_claim_that_is_listed_twice_is_refused() {
        let run = r#"{"qid":"1","hits":[{"id":"a"},{"id":"a"}]}"#;
        assert!(evaluate("".as_bytes(), run.as_bytes()).is_err());
    }
}
