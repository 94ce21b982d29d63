//! Makes `data/breached.bin` from a list of passwords, one a line.

use std::collections::BTreeSet;
use std::io::Write as _;

use saksi_network::model::{breached, password};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let list = std::env::args().nth(1).ok_or("name the file with the list")?;
    let text = std::fs::read(list)?;
    let marks: BTreeSet<_> = String::from_utf8_lossy(&text)
        .lines()
        .filter(|line| line.chars().count() >= password::SHORTEST)
        .map(breached::mark)
        .collect();
    let mut out = std::io::stdout().lock();
    for mark in &marks {
        out.write_all(mark)?;
    }
    out.flush()?;
    Ok(())
}
