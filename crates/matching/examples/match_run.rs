//! Matches a file of queries against files of claims: `match_run QUERIES OUT CLAIMS…`. Prints figures as JSON.
//!
//! The formats are those of [`saksi_matching::run`].

use std::{
    fs::File,
    io::{BufReader, BufWriter},
    time::Instant,
};

use saksi_matching::run::{Claims, Options, run};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(queries), Some(out)) = (arguments.next(), arguments.next()) else {
        return Err("usage: match_run QUERIES OUT CLAIMS…".into());
    };
    let mut claims = Claims::default();
    for path in arguments {
        claims.read(BufReader::new(File::open(path)?))?;
    }
    let start = Instant::now();
    let stats = run(
        claims,
        BufReader::new(File::open(queries)?),
        BufWriter::new(File::create(out)?),
        &Options { threads: 2, ..Options::default() },
        || start.elapsed(),
    )?;
    println!("{}", serde_json::to_string_pretty(&stats)?);
    Ok(())
}
