//! `kill`: `kill -9` at random moments under load. Whatever the server acknowledged (a receipt shown, an account made, a
//! check published) must be there when it starts again; and a trace of system calls shows that it was on disk before the
//! answer was written to the socket.

use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use super::Options;
use crate::people::{self, Receipt};
use crate::shop::{Halt, Shop, free_port};
use crate::site::{Site, Start};
use crate::statistics::{Row, number};
use crate::visitor::Visitor;
use crate::words::{self, Seeded};

/// What the server said yes to.
#[derive(Default)]
struct Acknowledged {
    receipts: Mutex<Vec<Receipt>>,
    accounts: Mutex<Vec<String>>,
    checks: Mutex<Vec<String>>,
}

fn push<T>(list: &Mutex<Vec<T>>, item: T) {
    if let Ok(mut list) = list.lock() {
        list.push(item);
    }
}

fn all<T: Clone>(list: &Mutex<Vec<T>>) -> Vec<T> {
    list.lock().map(|list| list.clone()).unwrap_or_default()
}

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let moments = options.moments.unwrap_or(if options.short { 5 } else { 50 });
    let mut rows = Vec::new();
    let mut engines: Vec<(&str, Option<String>)> = vec![("SQLite", None)];
    match shop.need(shop.fresh_postgres("kill")) {
        Ok(url) => engines.push(("PostgreSQL", Some(url))),
        Err(Halt::Skip(reason)) => println!("  without PostgreSQL: {reason}"),
        Err(halt) => return Err(halt),
    }
    for (engine, database) in engines {
        rows.extend(on_engine(shop, engine, database, moments)?);
    }
    match shop.need(shop.tool(&["strace"], &[], &["strace"])) {
        Ok(strace) => rows.extend(traced(shop, &strace.to_string_lossy())?),
        Err(Halt::Skip(reason)) => println!("  without a trace: {reason}"),
        Err(halt) => return Err(halt),
    }
    Ok(rows)
}

fn on_engine(shop: &Shop, engine: &str, database: Option<String>, moments: usize) -> Result<Vec<Row>> {
    let data = shop.scratch.path().join(format!("kill-{engine}"));
    let start = Start { database, without_limits: true, port: Some(free_port()?), ..Start::folder(data) };
    let site = Site::start(shop, &start)?;
    let mut owner = people::set_up(&site)?;
    people::review_not_needed(&mut owner)?;
    let mut random = Seeded::new(0x0050_1D1E);
    let done = Acknowledged::default();
    let next = AtomicUsize::new(0);
    let mut site = Some(site);
    for moment in 0..moments {
        let running = match site.take() {
            Some(site) => site,
            None => {
                Site::start(shop, &start).with_context(|| format!("starting again after kill {moment} ({engine})"))?
            }
        };
        let address = running.address;
        let over = AtomicBool::new(false);
        let wait = Duration::from_millis(100 + random.next() % 1_400);
        let visitor = owner.moved_to(address)?;
        std::thread::scope(|scope| -> Result<()> {
            for _ in 0..3 {
                scope.spawn(|| senders(address, &over, &next, &done));
            }
            scope.spawn(|| joiners(address, visitor, &over, &next, &done));
            let checker = owner.moved_to(address)?;
            scope.spawn(|| checkers(checker, &over, &next, &done));
            std::thread::sleep(wait);
            running.kill()?;
            over.store(true, Ordering::Relaxed);
            Ok(())
        })?;
    }
    let site = Site::start(shop, &start)?;
    let (receipts, accounts, checks) = (all(&done.receipts), all(&done.accounts), all(&done.checks));
    let mut visitor = Visitor::new(site.address)?;
    let mut lost = Vec::new();
    for receipt in &receipts {
        let page = people::open_receipt(&mut visitor, receipt)?;
        if page.status != 200 {
            lost.push(format!("receipt {}", receipt.locator));
        }
    }
    for name in &accounts {
        if people::sign_in(site.address, name).is_err() {
            lost.push(format!("account {name}"));
        }
    }
    for path in &checks {
        if visitor.open(path)?.status != 200 {
            lost.push(format!("check {path}"));
        }
    }
    if !lost.is_empty() {
        println!("  lost: {}", lost.join(", "));
    }
    owner = owner.moved_to(site.address)?;
    let signed_in = owner.open("/account")?.path.starts_with("/account");
    Ok(vec![
        Row::note(&format!("{engine}: kills"), number(moments as f64, "")),
        Row::at_least(&format!("{engine}: messages acknowledged"), receipts.len() as f64, moments as f64, ""),
        Row::at_least(&format!("{engine}: accounts acknowledged"), accounts.len() as f64, 1.0, ""),
        Row::at_least(&format!("{engine}: checks acknowledged"), checks.len() as f64, 1.0, ""),
        Row::at_most(&format!("{engine}: missing afterwards"), lost.len() as f64, 0.0, ""),
        Row::must(
            &format!("{engine}: the owner's session"),
            if signed_in { "stands" } else { "lost" },
            "stands",
            signed_in,
        ),
    ])
}

/// Hands in messages until the server is gone.
fn senders(address: SocketAddr, stop: &AtomicBool, next: &AtomicUsize, done: &Acknowledged) {
    let Ok(mut visitor) = Visitor::new(address) else { return };
    while !stop.load(Ordering::Relaxed) {
        let number = next.fetch_add(1, Ordering::Relaxed);
        match people::hand_in(&mut visitor, &words::fresh(number)) {
            Ok(receipt) => push(&done.receipts, receipt),
            Err(_) => return,
        }
    }
}

/// Makes accounts until the server is gone.
fn joiners(address: SocketAddr, mut owner: Visitor, stop: &AtomicBool, next: &AtomicUsize, done: &Acknowledged) {
    while !stop.load(Ordering::Relaxed) {
        let name = format!("member{}", next.fetch_add(1, Ordering::Relaxed));
        let joined = people::invite(&mut owner, &["checker"]).and_then(|path| people::join(address, &path, &name));
        match joined {
            Ok(_) => push(&done.accounts, name),
            Err(_) => return,
        }
    }
}

/// Writes and publishes checks until the server is gone.
fn checkers(mut owner: Visitor, stop: &AtomicBool, next: &AtomicUsize, done: &Acknowledged) {
    while !stop.load(Ordering::Relaxed) {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let published = people::hand_in(&mut owner, &words::fresh(number))
            .and_then(|_| people::publish(&mut owner, &words::fresh(number)));
        match published {
            Ok(path) => push(&done.checks, path),
            Err(_) => return,
        }
    }
}

/// One hand-in under `strace -f`: between the request and its answer the database is synced, and nothing of the answer is
/// written before.
fn traced(shop: &Shop, strace: &str) -> Result<Vec<Row>> {
    let trace = shop.scratch.path().join("trace.txt");
    let data = shop.scratch.path().join("traced");
    let wrapper = [
        strace,
        "-f",
        "-y",
        "-ttt",
        "-s",
        "64",
        "-e",
        "trace=fsync,fdatasync,write,writev,pwrite64,sendto,sendmsg,recvfrom,read",
        "-o",
    ];
    let mut wrapper: Vec<String> = wrapper.iter().map(|word| (*word).to_owned()).collect();
    wrapper.push(trace.to_string_lossy().into_owned());
    let site = Site::start(shop, &Start { wrapper, without_limits: true, ..Start::folder(data) })?;
    let mut visitor = Visitor::new(site.address)?;
    // Somebody must be there to take messages in.
    people::set_up(&site)?;
    let page = match people::ask(&mut visitor, &words::fresh(1))? {
        people::Asked::Unknown(page) | people::Asked::Known(page) => page,
    };
    people::send_in(&mut visitor, &page)?;
    drop(site);
    let text = std::fs::read_to_string(&trace)?;
    let order = order_of(&text)?;
    Ok(vec![Row::must(
        "trace: request, sync of the database, answer",
        order.clone(),
        "in this order",
        order.starts_with("synced"),
    )])
}

/// Reads a trace: finds the request to hand in, the next sync of the database's log, and the answer on the same socket.
fn order_of(trace: &str) -> Result<String> {
    let lines: Vec<&str> = trace.lines().collect();
    let request =
        lines.iter().position(|line| line.contains("POST /hand-in")).context("the trace does not show the request")?;
    // A reading that another thread interrupted names its socket on the line where it began.
    let thread = |line: &str| line.split_whitespace().next().map(ToOwned::to_owned);
    let began = match lines.get(request) {
        Some(line) if line.contains(" resumed>") => lines
            .get(..request)
            .unwrap_or_default()
            .iter()
            .rposition(|earlier| thread(earlier) == thread(line) && earlier.contains("<unfinished"))
            .context("the trace does not show where the reading of the request began")?,
        _ => request,
    };
    let socket = lines
        .get(began)
        .and_then(|line| line.split_once('('))
        .and_then(|(_, rest)| rest.split(['<', ',']).next())
        .context("no socket")?;
    let after = lines.get(request + 1..).unwrap_or_default();
    let answer = after
        .iter()
        .position(|line| {
            ["write(", "writev(", "sendto(", "sendmsg("].iter().any(|call| line.contains(&format!("{call}{socket}<")))
                && line.contains("HTTP/1.1 200")
        })
        .context("the trace does not show the answer")?;
    // A call that another thread interrupted ends on a line of its own; what counts is that it returned.
    let synced = |line: &&&str| {
        let call = line.contains("fsync(") || line.contains("fdatasync(");
        call && line.contains("saksi") && line.contains(") = 0")
    };
    let before = after.get(..answer).unwrap_or_default();
    let resumed = before.iter().any(|line| line.contains("sync resumed>") && line.contains(" = 0"));
    let syncs = before.iter().filter(synced).count();
    ensure!(syncs > 0 || resumed, "no sync of the database between the request and its answer:\n{}", before.join("\n"));
    Ok(format!("synced {} × before the answer", syncs.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const REQUEST: &str = "10 1.0 recvfrom(12<TCP:[1]>, \"POST /hand-in HTTP/1.1\", 8192, 0, NULL, NULL) = 300\n";
    const SYNC: &str = "11 1.1 fdatasync(7</tmp/x/saksi.sqlite-wal>) = 0\n";
    const ANSWER: &str = "10 1.2 writev(12<TCP:[1]>, [{iov_base=\"HTTP/1.1 200 OK\", iov_len=64}], 2) = 400\n";

    #[test]
    fn a_sync_before_the_answer_is_seen() {
        assert!(order_of(&[REQUEST, SYNC, ANSWER].concat()).unwrap().starts_with("synced"));
    }

    #[test]
    fn a_request_whose_reading_was_interrupted_is_found() {
        let begun = "10 0.9 recvfrom(12<TCP:[1]>,  <unfinished ...>\n11 0.95 read(9<pipe>, \"\", 1) = 0\n";
        let resumed = "10 1.0 <... recvfrom resumed>\"POST /hand-in HTTP/1.1\", 8192, 0, NULL, NULL) = 300\n";
        assert!(order_of(&[begun, resumed, SYNC, ANSWER].concat()).unwrap().starts_with("synced"));
        assert!(order_of(&[begun, resumed, ANSWER, SYNC].concat()).is_err());
    }

    #[test]
    fn an_answer_before_the_sync_is_seen() {
        assert!(order_of(&[REQUEST, ANSWER, SYNC].concat()).is_err());
        assert!(order_of(&[SYNC, REQUEST, ANSWER].concat()).is_err());
    }
}
