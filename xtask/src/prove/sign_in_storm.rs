//! `sign-in-storm`: five hundred people sign in at the same moment. Each password costs 64 MiB and a tenth of a second, so that
//! they wait in a queue that is bounded; whoever finds it full is told when to come back, does so, and gets in. Other pages
//! stay quick meanwhile, and the whole server stays small.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::Result;

use super::Options;
use crate::http::{self, Connection, Response, write_request};
use crate::load::{self, Until};
use crate::people;
use crate::shop::{Halt, Shop};
use crate::site::{Site, Start};
use crate::statistics::{Durations, Row, number};
use crate::visitor::Visitor;

const MEGABYTE: f64 = 1024.0 * 1024.0;
/// People with accounts; each signs in from many browsers.
const PEOPLE: usize = 10;
/// One in so many types a wrong password, or a name that nobody has.
const WRONG: usize = 5;
/// How long somebody goes on doing as they are told.
const PATIENCE: Duration = Duration::from_mins(5);

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let crowd = if options.short { 200 } else { 500 };
    let data = shop.scratch.path().join("sign-in-storm");
    let site = Site::start(shop, &Start { without_limits: true, ..Start::folder(data) })?;
    let mut owner = people::set_up(&site)?;
    for number in 0..PEOPLE {
        let link = people::invite(&mut owner, &["checker"])?;
        people::join(site.address, &link, &name(number))?;
    }
    let never = AtomicBool::new(false);
    let page = write_request(site.address, "GET", "/", &[("accept-language", "en")], b"");
    let quiet =
        load::run(site.address, 2, Until { requests: 500, time: Duration::from_secs(10) }, &never, |_| page.clone())?;

    let address = site.address;
    site.forget_peak()?;
    let over = AtomicBool::new(false);
    let ready = Barrier::new(crowd);
    let begun = Instant::now();
    let (told, beside) = std::thread::scope(|scope| -> Result<_> {
        let beside = scope.spawn(|| {
            let until = Until { requests: usize::MAX, time: PATIENCE };
            load::run(site.address, 2, until, &over, |_| page.clone())
        });
        let ready = &ready;
        let people: Vec<_> = (0..crowd).map(|number| scope.spawn(move || sign_in(address, number, ready))).collect();
        let told: Vec<_> = people.into_iter().map(std::thread::ScopedJoinHandle::join).collect();
        over.store(true, Ordering::Relaxed);
        let beside = beside.join().map_err(|_| anyhow::anyhow!("the reader beside the crowd panicked"))??;
        Ok((told, beside))
    })?;
    let seconds = begun.elapsed().as_secs_f64();
    let peak = site.peak()?;

    let mut all = Told::default();
    for one in told {
        let one = one.map_err(|_| anyhow::anyhow!("somebody who signed in panicked"))?;
        all.add(one?);
    }
    let waits = Durations::of(std::mem::take(&mut all.waits));
    let right = crowd - crowd / WRONG;
    Ok(vec![
        Row::at_most("resident, highest during the storm", peak as f64 / MEGABYTE, 1024.0, "MB"),
        Row::must(
            &format!("signed in, of {right}"),
            all.signed_in.to_string(),
            &format!("{right}"),
            all.signed_in == right,
        ),
        Row::must(
            &format!("told that it was wrong, of {}", crowd - right),
            all.wrong.to_string(),
            &format!("{}", crowd - right),
            all.wrong == crowd - right,
        ),
        Row::note("told to come back, with Retry-After", all.later.to_string()),
        Row::must(
            "answered otherwise",
            if all.others.is_empty() { "none".to_owned() } else { format!("{:?}", all.others) },
            "none",
            all.others.is_empty(),
        ),
        Row::note("all of them done after", number(seconds, "s")),
        Row::note("longest wait for one answer", number(waits.slowest().as_secs_f64(), "s")),
        Row::note("front page before, p99", number(millis(&quiet.durations), "ms")),
        options.at_most("front page during the storm, p99", millis(&beside.durations), 100.0, "ms"),
        Row::note("front pages meanwhile", number(beside.durations.count() as f64, "")),
        Row::must(
            "front pages answered other than 200",
            if beside.others(200).is_empty() { "none".to_owned() } else { beside.others(200) },
            "none",
            beside.others(200).is_empty(),
        ),
    ])
}

fn millis(durations: &Durations) -> f64 {
    durations.percentile(99.0).as_secs_f64() * 1000.0
}

fn name(number: usize) -> String {
    format!("checker-{}", number % PEOPLE)
}

/// What people were told.
#[derive(Debug, Default)]
struct Told {
    signed_in: usize,
    wrong: usize,
    /// How often somebody was asked to come back later.
    later: usize,
    others: BTreeMap<String, usize>,
    waits: Vec<Duration>,
}

impl Told {
    fn add(&mut self, one: Self) {
        self.signed_in += one.signed_in;
        self.wrong += one.wrong;
        self.later += one.later;
        self.waits.extend(one.waits);
        for (what, count) in one.others {
            *self.others.entry(what).or_insert(0) += count;
        }
    }
}

/// Signs in like the others, at the same moment, and does what the answers say until it is done.
fn sign_in(address: SocketAddr, number: usize, ready: &Barrier) -> Result<Told> {
    let mut told = Told::default();
    let wrong = number.is_multiple_of(WRONG);
    let name = if number.is_multiple_of(2 * WRONG) { "nobody-of-that-name".to_owned() } else { name(number) };
    let password = if wrong { "not the password of anybody" } else { people::PASSWORD };
    let page = Visitor::new(address).and_then(|mut visitor| visitor.open("/sign-in")?.expect(200)?.form("/sign-in"));
    ready.wait();
    let mut fields = page?.fields;
    for (field, value) in &mut fields {
        match field.as_str() {
            "sign_in_name" => value.clone_from(&name),
            "password" => password.clone_into(value),
            _ => {}
        }
    }
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
    let request = write_request(address, "POST", "/sign-in", &headers, http::form(&fields).as_bytes());
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        let asked = Instant::now();
        let Ok(answer) = Connection::open(address, Duration::from_mins(2)).and_then(|mut line| line.send(&request))
        else {
            told.others.insert("nothing: the connection broke".to_owned(), 1);
            return Ok(told);
        };
        told.waits.push(asked.elapsed());
        let later = answer.header("retry-after").and_then(|seconds| seconds.parse().ok());
        match (answer.status, later) {
            (303, _) if !wrong && opens(address, &answer)? => told.signed_in = 1,
            (422, _) if wrong => told.wrong = 1,
            (429 | 503, Some(seconds)) => {
                told.later += 1;
                std::thread::sleep(Duration::from_secs(seconds));
                continue;
            }
            (status, later) => {
                let what = format!("{status}{}", if later.is_none() { " without Retry-After" } else { "" });
                told.others.insert(what, 1);
            }
        }
        return Ok(told);
    }
    told.others.insert("still waiting".to_owned(), 1);
    Ok(told)
}

/// Whether the cookie of an answer opens the account.
fn opens(address: SocketAddr, answer: &Response) -> Result<bool> {
    let cookies: Vec<&str> = answer
        .headers
        .iter()
        .filter(|(name, _)| name == "set-cookie")
        .filter_map(|(_, value)| value.split(';').next())
        .collect();
    let cookies = cookies.join("; ");
    let account = Connection::open(address, Duration::from_mins(1))?.request(
        "GET",
        "/account",
        &[("cookie", cookies.as_str()), ("accept-language", "en")],
        b"",
    )?;
    Ok(account.status == 200)
}
