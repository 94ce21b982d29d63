//! `restore`: a backup is made, something is deleted afterwards, the backup is restored elsewhere. What was deleted stays
//! deleted; everything else is as it was.

use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::Options;
use crate::http;
use crate::people::{self, Receipt};
use crate::shop::{Halt, Shop};
use crate::site::{Site, Start, saksi};
use crate::statistics::{Row, number};
use crate::visitor::Visitor;
use crate::words;

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let mut rows = on_engine(shop, "SQLite", None, options)?;
    match shop.need(
        shop.fresh_postgres("restore_before").and_then(|before| Ok((before, shop.fresh_postgres("restore_after")?))),
    ) {
        Ok(databases) => rows.extend(on_engine(shop, "PostgreSQL", Some(databases), options)?),
        Err(Halt::Skip(reason)) => println!("  without PostgreSQL: {reason}"),
        Err(halt) => return Err(halt),
    }
    Ok(rows)
}

fn on_engine(shop: &Shop, engine: &str, databases: Option<(String, String)>, options: &Options) -> Result<Vec<Row>> {
    let folder = |name: &str| shop.scratch.path().join(format!("restore-{engine}-{name}"));
    let (data, restored, backups, key) = (folder("data"), folder("again"), folder("backups"), folder("key.txt"));
    let text = |path: &Path| path.to_string_lossy().into_owned();
    let (before, after) = match databases {
        Some((before, after)) => (Some(before), Some(after)),
        None => (None, None),
    };
    let count = if options.short { 5 } else { 50 };
    let start = Start { database: before.clone(), without_limits: true, ..Start::folder(&data) };
    let site = Site::start(shop, &start)?;
    let mut owner = people::set_up(&site)?;
    people::review_not_needed(&mut owner)?;
    let mut visitor = Visitor::new(site.address)?;
    let mut receipts = Vec::new();
    for number in 0..count {
        receipts.push(people::hand_in(&mut visitor, &words::fresh(number))?);
    }
    let mut checks = Vec::new();
    for number in 0..count / 5 {
        checks.push(people::publish(&mut owner, &words::fresh(number))?);
    }
    let link = people::invite(&mut owner, &["checker"])?;
    people::join(site.address, &link, "colleague")?;
    let export_before = export(&site)?;

    let recipient = key_pair(shop, &key)?;
    std::fs::create_dir_all(&backups)?;
    saksi(shop, &["backup", "--recipient", &recipient, "--folder", &text(&backups)], Some(&data), before.as_deref())?;
    let backup = std::fs::read_dir(&backups)?.next().context("no backup was written")??.path();
    let sealed = !holds(&backup, "made-up")? && !holds(&backup, &words::fresh(0))?;

    // After the backup: one person takes back what they handed in; it must not return with the restore.
    let withdrawn = receipts.pop().context("a receipt to withdraw")?;
    withdraw(&mut visitor, &withdrawn)?;
    let text_of_it = words::fresh(count - 1);
    let shown_before = shows(&mut visitor, &withdrawn, &text_of_it)?;
    let queued_before = people::queue_mentions(&mut owner, &text_of_it)?;
    ensure!(!shown_before, "what was taken back is still shown under its receipt");
    site.stop()?;

    let said = saksi(
        shop,
        &["restore", &text(&backup), "--key", &text(&key), "--tombstones", &text(&data)],
        Some(&restored),
        after.as_deref(),
    )?;
    let site = Site::start(shop, &Start { database: after, without_limits: true, ..Start::folder(&restored) })?;
    let mut visitor = Visitor::new(site.address)?;
    let mut missing = 0;
    for receipt in &receipts {
        missing += usize::from(people::open_receipt(&mut visitor, receipt)?.status != 200);
    }
    for path in &checks {
        missing += usize::from(visitor.open(path)?.status != 200);
    }
    let account = people::sign_in(site.address, "colleague").is_ok() && people::sign_in(site.address, "owner").is_ok();
    let export_after = export(&site)?;
    let mut colleague = people::sign_in(site.address, "owner")?;
    let shown = shows(&mut visitor, &withdrawn, &text_of_it)?;
    let queued = people::queue_mentions(&mut colleague, &text_of_it)?;
    let gone = !shown && queued == queued_before;
    println!("  {engine}: {}", said.trim());
    if !gone {
        println!("  shown under its receipt: {shown}; in the queue: {queued}, before the restore: {queued_before}");
    }
    Ok(vec![
        Row::note(&format!("{engine}: receipts and checks saved"), number((receipts.len() + checks.len()) as f64, "")),
        Row::must(
            &format!("{engine}: backup readable without its key"),
            if sealed { "no" } else { "yes" },
            "no",
            sealed,
        ),
        Row::at_most(&format!("{engine}: missing after the restore"), missing as f64, 0.0, ""),
        Row::must(&format!("{engine}: accounts sign in"), if account { "yes" } else { "no" }, "yes", account),
        Row::must(
            &format!("{engine}: published export"),
            if export_before == export_after { "equal" } else { "differs" },
            "equal",
            export_before == export_after,
        ),
        Row::must(
            &format!("{engine}: what was deleted after the backup"),
            if gone { "stays deleted" } else { "came back" },
            "stays deleted",
            gone,
        ),
    ])
}

/// The public export, lines in order.
fn export(site: &Site) -> Result<Vec<String>> {
    let mut lines: Vec<String> = http::get(site.address, "/checks.jsonl")?
        .text()
        .lines()
        .map(|line| line.replace(&site.address.to_string(), ""))
        .map(|line| without_port(&line))
        .collect();
    lines.sort();
    ensure!(!lines.is_empty(), "nothing is exported");
    Ok(lines)
}

/// Addresses of pages name the port, which differs.
fn without_port(line: &str) -> String {
    let mut out = String::new();
    for (index, part) in line.split("http://localhost:").enumerate() {
        out.push_str(if index == 0 { part } else { part.trim_start_matches(|c: char| c.is_ascii_digit()) });
    }
    out
}

fn key_pair(shop: &Shop, key: &Path) -> Result<String> {
    saksi(shop, &["backup-key", &key.to_string_lossy()], None, None)?;
    let text = std::fs::read_to_string(key)?;
    let at = text.find("age1").context("no public key in the key file")?;
    Ok(text.get(at..).unwrap_or("").chars().take_while(char::is_ascii_alphanumeric).collect())
}

fn holds(file: &Path, words: &str) -> Result<bool> {
    let bytes = std::fs::read(file)?;
    Ok(bytes.windows(words.len().max(1)).any(|window| window == words.as_bytes()))
}

/// Whether the receipt still leads to the text that was handed in.
fn shows(visitor: &mut Visitor, receipt: &Receipt, text: &str) -> Result<bool> {
    let page = people::open_receipt(visitor, receipt)?;
    let start: String = text.chars().take(30).collect();
    Ok(page.status == 200 && page.words().contains(start.trim()))
}

fn withdraw(visitor: &mut Visitor, receipt: &Receipt) -> Result<()> {
    let page = people::open_receipt(visitor, receipt)?.expect(200)?;
    let form = page.form("/receipt/withdraw")?;
    visitor.submit(&form, &[("sure", "yes")])?.expect(200)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_are_left_out_of_comparisons() {
        assert_eq!(without_port("{\"url\":\"http://localhost:4242/checks/1\"}"), "{\"url\":\"/checks/1\"}");
    }
}
