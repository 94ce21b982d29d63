//! `saksi-against-tantivy CLAIMS QUERIES`: Tantivy with its usual tokeniser on JSON lines; prints figures as JSON.
//!
//! Every word of a message is searched in claim and title, any of them may be missing; ranked by Tantivy's BM25.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, STORED, STRING, Schema, TEXT, Value as _};
use tantivy::tokenizer::TokenStream;
use tantivy::{Index, TantivyDocument, Term, doc};

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let claims = arguments.next().context("usage: saksi-against-tantivy CLAIMS QUERIES")?;
    let queries = arguments.next().context("usage: saksi-against-tantivy CLAIMS QUERIES")?;
    let mut schema = Schema::builder();
    let id = schema.add_text_field("id", STRING | STORED);
    let claim = schema.add_text_field("claim", TEXT);
    let title = schema.add_text_field("title", TEXT);
    let start = Instant::now();
    let index = Index::create_in_ram(schema.build());
    let mut writer = index.writer_with_num_threads(1, 200_000_000)?;
    for line in lines(&claims)? {
        writer.add_document(
            doc!(id => name(&line, "id"), claim => text(&line, "claim"), title => text(&line, "title")),
        )?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    let index_seconds = start.elapsed().as_secs_f64();
    let searcher = index.reader()?.searcher();
    let mut analyser = index.tokenizer_for_field(claim)?;
    let (mut times, mut first, mut average, mut counted) = (Vec::new(), 0_usize, 0.0, 0_usize);
    for query in lines(&queries)? {
        let message = text(&query, "text");
        let start = Instant::now();
        let mut words = BTreeSet::new();
        let mut stream = analyser.token_stream(&message);
        stream.process(&mut |token| {
            words.insert(token.text.clone());
        });
        let clauses: Vec<(Occur, Box<dyn Query>)> = words
            .iter()
            .flat_map(|word| [claim, title].map(|field| Term::from_field_text(field, word)))
            .map(|term| -> (Occur, Box<dyn Query>) {
                (Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)))
            })
            .collect();
        let found = searcher.search(&BooleanQuery::new(clauses), &TopDocs::with_limit(5).order_by_score())?;
        let mut ids = Vec::new();
        for (_, address) in found {
            let document: TantivyDocument = searcher.doc(address)?;
            ids.push(document.get_first(id).and_then(|value| value.as_str()).unwrap_or_default().to_owned());
        }
        times.push(start.elapsed());
        let relevant: Vec<String> = query
            .get("relevant")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .map(|id| id.as_str().map_or_else(|| id.to_string(), ToOwned::to_owned))
            .collect();
        if relevant.is_empty() {
            continue;
        }
        counted += 1;
        first += usize::from(ids.first().is_some_and(|id| relevant.contains(id)));
        let (mut right, mut sum) = (0.0, 0.0);
        for (rank, id) in ids.iter().enumerate() {
            if relevant.contains(id) {
                right += 1.0;
                sum += right / (rank + 1) as f64;
            }
        }
        average += sum / relevant.len().clamp(1, 5) as f64;
    }
    times.sort_unstable();
    let at = |share: usize| {
        times.get((times.len() * share).div_ceil(100).max(1) - 1).map_or(0.0, |t| t.as_secs_f64() * 1000.0)
    };
    let figures = json!({
        "index_seconds": index_seconds,
        "p50_ms": at(50),
        "p99_ms": at(99),
        "s1": first as f64 / counted.max(1) as f64,
        "map5": average / counted.max(1) as f64,
    });
    println!("{figures}");
    Ok(())
}

fn lines(path: &str) -> Result<impl Iterator<Item = Value>> {
    let file = BufReader::new(File::open(path).with_context(|| format!("opening {path}"))?);
    Ok(file.lines().map_while(Result::ok).filter_map(|line| serde_json::from_str(&line).ok()))
}

fn text(line: &Value, name: &str) -> String {
    line.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn name(line: &Value, field: &str) -> String {
    line.get(field).map_or_else(String::new, |id| id.as_str().map_or_else(|| id.to_string(), ToOwned::to_owned))
}
