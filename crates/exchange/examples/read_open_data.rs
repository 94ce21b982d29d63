//! Reads open-data files and tells how many rows and how fast: `read_open_data FILE...`

#![expect(clippy::print_stdout, reason = "an example that reports")]

use std::fs::File;
use std::time::Instant;

use saksi_exchange::open_data::{
    Article, ArticleHyperlink, ArticleReply, Contents, FileKind, Limits, OpenDataRow, Reply, Rows,
};

fn count<T: OpenDataRow>(contents: Contents<File>) -> (usize, Vec<String>) {
    let rows = match Rows::<T, _>::new(std::io::BufReader::with_capacity(1 << 16, contents), Limits::default()) {
        Ok(rows) => rows,
        Err(error) => return (0, vec![error.to_string()]),
    };
    let (mut good, mut bad) = (0, Vec::new());
    for row in rows {
        match row {
            Ok(_) => good += 1,
            Err(error) => bad.push(error.to_string()),
        }
    }
    (good, bad)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in std::env::args().skip(1) {
        let started = Instant::now();
        let (kind, contents) = Contents::open(&path, File::open(&path)?, Limits::default())?;
        let (good, bad) = match kind {
            FileKind::Articles => count::<Article>(contents),
            FileKind::ArticleHyperlinks => count::<ArticleHyperlink>(contents),
            FileKind::ArticleReplies => count::<ArticleReply>(contents),
            FileKind::Replies => count::<Reply>(contents),
            other => {
                println!("{path}: this example does not read {other}");
                continue;
            }
        };
        let seconds = started.elapsed().as_secs_f64();
        println!(
            "{path}: {good} rows, {} left out, {seconds:.3} s, {:.0} rows/s",
            bad.len(),
            (good + bad.len()) as f64 / seconds
        );
        for reason in bad.iter().take(5) {
            println!("  {reason}");
        }
    }
    Ok(())
}
