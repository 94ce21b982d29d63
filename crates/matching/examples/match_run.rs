//! Matches a file of queries against files of claims: `match_run [--vectors FILE]… [--channel CHANNEL] QUERIES OUT CLAIMS…`. Prints
//! figures as JSON.
//!
//! The formats are those of [`saksi_matching::run`].

use std::{
    fs::File,
    io::{BufReader, BufWriter},
    time::Instant,
};

use saksi_matching::{
    Policy,
    run::{Claims, Options, run_by_meaning},
    vector_file::VectorFile,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1).peekable();
    let mut vectors = VectorFile::default();
    while arguments.next_if_eq("--vectors").is_some() {
        let path = arguments.next().ok_or("--vectors needs a file")?;
        vectors.extend(&VectorFile::parse(&std::fs::read(path)?).ok_or("not a file of vectors")?);
    }
    let mut policy = Policy::web();
    if arguments.next_if_eq("--channel").is_some() {
        policy = match arguments.next().as_deref() {
            Some("one-to-one") => Policy::one_to_one(),
            Some("group") => Policy::group(),
            _ => Policy::web(),
        };
    }
    let (Some(queries), Some(out)) = (arguments.next(), arguments.next()) else {
        return Err("usage: match_run [--vectors FILE]… [--channel CHANNEL] QUERIES OUT CLAIMS…".into());
    };
    let mut claims = Claims::default();
    for path in arguments {
        claims.read(BufReader::new(File::open(path)?))?;
    }
    let start = Instant::now();
    let stats = run_by_meaning(
        claims,
        &vectors,
        BufReader::new(File::open(queries)?),
        BufWriter::new(File::create(out)?),
        &Options { threads: 2, policy, ..Options::default() },
        || start.elapsed(),
    )?;
    println!("{}", serde_json::to_string_pretty(&stats)?);
    Ok(())
}
