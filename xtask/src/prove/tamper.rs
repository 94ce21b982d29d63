//! `tamper`: one bit is flipped somewhere in a verification pack that the program made; `saksi verify` must see it every time and
//! name the part that broke.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::Options;
use crate::shop::{Halt, Shop};
use crate::site::{program, saksi};
use crate::statistics::Row;
use crate::words::Seeded;

/// Copies that one call looks at.
const BATCH: usize = 25;

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    shop.program()?;
    Ok(measure(shop, options)?)
}

fn measure(shop: &Shop, options: &Options) -> Result<Vec<Row>> {
    let folder = shop.scratch.path().join("tamper");
    let data = folder.join("data");
    fs::create_dir_all(&data)?;
    // What is packed: text and bytes that do not compress, as a capture has.
    let mut seeded = Seeded::new(0x7a3_9e11);
    let mut bytes = b"<!doctype html><title>A page</title>\n".repeat(200);
    bytes.extend((0..40_000).map(|_| u8::try_from(seeded.next() & 0xff).unwrap_or_default()));
    let file = folder.join("page.bin");
    fs::write(&file, &bytes)?;
    let text = |path: &Path| path.to_string_lossy().into_owned();
    let mut rows = Vec::new();
    let mut packs = Vec::new();
    for name in ["first.zip", "second.zip"] {
        let into = folder.join(name);
        let words = ["pack", &text(&file), "--into", &text(&into), "--operator", "kenari", "--reason", "a proof"];
        saksi(shop, &words, Some(&data), None)?;
        packs.push(into);
    }
    // The second one is longer: the log has two entries, so that its proof has a hash.
    let pack = packs.pop().context("no pack was made")?;
    let whole = verify(shop, &data, std::slice::from_ref(&pack))?;
    ensure!(whole.iter().all(|found| found.broken.is_empty() && found.holds), "the pack does not hold as it was made");
    let bytes = fs::read(&pack)?;
    rows.push(Row::note("bytes of the pack", bytes.len().to_string()));

    let flips = if options.short { 40 } else { 500 };
    let positions: Vec<usize> = (0..flips).map(|_| seeded.below(bytes.len() * 8)).collect();
    let (mut seen, mut right) = (0, 0);
    let mut by_part: BTreeMap<String, usize> = BTreeMap::new();
    for batch in positions.chunks(BATCH) {
        let mut files = Vec::new();
        for (number, bit) in batch.iter().enumerate() {
            let mut changed = bytes.clone();
            if let Some(byte) = changed.get_mut(bit / 8) {
                *byte ^= 1 << (bit % 8);
            }
            let path = folder.join(format!("changed-{number}.zip"));
            fs::write(&path, changed)?;
            files.push(path);
        }
        for (found, bit) in verify(shop, &data, &files)?.iter().zip(batch) {
            let part = part_at(&bytes, bit / 8)?;
            seen += usize::from(!found.holds);
            let named = found.broken.contains(&part);
            if named {
                right += 1;
            } else {
                println!("  bit {bit} lies in {part}; named were {:?}", found.broken);
            }
            *by_part.entry(part).or_default() += 1;
        }
    }
    for (part, count) in &by_part {
        rows.push(Row::note(&format!("flipped in {part}"), count.to_string()));
    }
    let all = positions.len();
    rows.push(Row::must(&format!("changes seen of {all}"), seen.to_string(), "all", seen == all));
    rows.push(Row::must("the right part named", right.to_string(), "all", right == all));
    Ok(rows)
}

/// What `saksi verify` says of a file.
struct Found {
    holds: bool,
    /// The parts that it calls broken.
    broken: Vec<String>,
}

fn verify(shop: &Shop, data: &Path, files: &[PathBuf]) -> Result<Vec<Found>> {
    let mut command = program(shop)?;
    command.args(["--json", "verify"]).args(files).arg("--data").arg(data);
    let (_, said) = shop.capture(&mut command)?;
    let said: Value = serde_json::from_str(said.lines().next().unwrap_or_default()).context("verify says no JSON")?;
    let all = said.as_array().context("verify gives no list")?;
    ensure!(all.len() == files.len(), "verify looked at {} files of {}", all.len(), files.len());
    let found = all.iter().map(|found| {
        let says = found.get("says").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        let broken = says.filter_map(|line| Some(line.strip_prefix("BROKEN: ")?.split_once(": ")?.0.to_owned()));
        Found { holds: found.get("holds") == Some(&Value::Bool(true)), broken: broken.collect() }
    });
    Ok(found.collect())
}

/// Which part of a ZIP a byte lies in, by its heads: a file, or `ZIP` for what is around the files.
fn part_at(bytes: &[u8], place: usize) -> Result<String> {
    let number = |at: usize, length: usize| -> Result<usize> {
        let digits = bytes.get(at..at + length).context("the pack is cut short")?;
        Ok(digits.iter().rev().fold(0, |sum, digit| sum << 8 | usize::from(*digit)))
    };
    let mut at = 0;
    while bytes.get(at..at + 4) == Some(b"PK\x03\x04") {
        let (length, name) = (number(at + 18, 4)?, number(at + 26, 2)?);
        let content = at + 30 + name;
        if (content..content + length).contains(&place) {
            return Ok(String::from_utf8_lossy(bytes.get(at + 30..content).unwrap_or_default()).into_owned());
        }
        at = content + length;
    }
    Ok("ZIP".to_owned())
}
