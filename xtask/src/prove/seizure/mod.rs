//! `seizure`: people ask for help, helpers work, and then somebody takes the machine away. Everything that was written on the way has a
//! word planted in it; the plug is pulled, and every file that is left is searched for those words, however they could be
//! written. None may be found. The same on PostgreSQL, where the server's own files and its log of every statement are searched too.
//!
//! What shows that the search can fail: a message that was handed in to the fact-checkers, which is kept readable, must be found in the
//! same files.

mod browser;
mod canary;
mod fields;
mod helpers;
mod life;
mod search;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::json;

use self::browser::Browser;
use self::canary::{Mark, Planted, Spelling, spellings};
use self::helpers::Helpers;
use self::life::Person;
pub(super) use self::life::receipt_on;
use self::search::{Net, Searched};
use super::Options;
use crate::database::Source;
use crate::people;
use crate::shop::{Halt, Postgres, Shop};
use crate::site::{Site, Start, saksi};
use crate::statistics::{Row, number};
use crate::visitor::Visitor;

/// Whose words a find is.
const CASES: &str = "something that was told to a helpline";
const CONTROL: &str = "a message for fact-checkers";

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let list = fields::List::read(shop)?;
    let mut rows = on_engine(shop, "SQLite", None, &list, options)?;
    match shop.need(shop.own_postgres()) {
        Ok(postgres) => rows.extend(on_engine(shop, "PostgreSQL", Some(postgres), &list, options)?),
        Err(Halt::Skip(reason)) => println!("  without PostgreSQL: {reason}"),
        Err(halt) => return Err(halt),
    }
    Ok(rows)
}

/// Where everything is that this run leaves behind.
struct Places {
    data: PathBuf,
    /// The temporary folder of the program, and where it was started: a core dump would lie there.
    temporary: PathBuf,
    backups: PathBuf,
    /// Kept elsewhere by whoever runs the server; whoever seizes it does not have this.
    backup_key: PathBuf,
    restored: PathBuf,
}

impl Places {
    fn new(shop: &Shop, engine: &str) -> Result<Self> {
        let at = |name: &str| shop.scratch.path().join(format!("seizure-{engine}-{name}"));
        let places = Self {
            data: at("data"),
            temporary: at("temporary"),
            backups: at("backups"),
            backup_key: at("key.txt"),
            restored: at("restored"),
        };
        for folder in [&places.temporary, &places.backups] {
            fs::create_dir_all(folder)?;
        }
        Ok(places)
    }
}

/// Everything that happens before the machine is taken.
struct Lived {
    planted: Planted,
    control: Mark,
    people: Vec<Person>,
    helpers: Helpers,
    /// Words that whoever they are for has read on a page in the end.
    read_by_helpers: usize,
    to_be_read: usize,
    read_by_people: usize,
}

fn on_engine(
    shop: &Shop,
    engine: &str,
    mut postgres: Option<Postgres>,
    list: &fields::List,
    options: &Options,
) -> Result<Vec<Row>> {
    let count = if options.short { 12 } else { 200 };
    let places = Places::new(shop, engine)?;
    let database = postgres.as_ref().map(Postgres::url);
    let start = Start {
        database: database.clone(),
        without_limits: true,
        environment: vec![
            ("SAKSI_LOG".to_owned(), "trace".to_owned()),
            ("RUST_BACKTRACE".to_owned(), "full".to_owned()),
            ("TMPDIR".to_owned(), places.temporary.to_string_lossy().into_owned()),
        ],
        // As if somebody had allowed core dumps on the whole machine.
        wrapper: ["prlimit", "--core=unlimited"].map(ToOwned::to_owned).to_vec(),
        ..Start::folder(&places.data)
    };
    saksi(shop, &["backup-key", &places.backup_key.to_string_lossy()], None, None)?;
    let site = Site::start(shop, &start)?;
    let mut lived = live(shop, &site, &places, database.as_deref(), count)?;
    let net = net(&lived)?;

    // The plug is pulled, hard enough that a program which leaves core dumps would leave one.
    let limit = core_limit(&site)?;
    let log = site.log_file().to_owned();
    let dumped = site.abort()?.core_dumped();
    let said = fs::read_to_string(&log)?;
    ensure!(said.contains("serving"), "the server's log is not where it should be");
    let mut left = vec![places.data.clone(), places.temporary.clone(), places.backups.clone(), log];
    left.extend(core_dumps(shop)?);
    let mut seen = None;
    if let Some(postgres) = &mut postgres {
        pg_dump(shop, &postgres.url(), &places.temporary.join("dump.sql"))?;
        seen = Some(fields::compare(shop, list, &Source::Postgres(postgres.url()))?);
        postgres.stop()?;
        left.extend([postgres.data(), postgres.log(shop)]);
    }
    let mut searched = net.search(&left)?;
    let mut with_control = places_with_control(&searched);
    let seen = match seen {
        Some(seen) => seen,
        None => {
            // Started once more and stopped in order, so that the write-ahead log goes into the database file.
            let site = Site::start(shop, &Start { wrapper: Vec::new(), ..start.clone() })?;
            lived.helpers.move_to(&site)?;
            lived.helpers.look_around()?;
            let log = site.log_file().to_owned();
            site.stop()?;
            searched.add(net.search(&[places.data.clone(), log])?);
            fields::compare(shop, list, &Source::Sqlite(places.data.join("saksi.db")))?
        }
    };
    // What is in the backup before it is encrypted.
    let backup = fs::read_dir(&places.backups)?.flatten().map(|entry| entry.path()).max().context("no backup")?;
    let words =
        ["restore", &backup.to_string_lossy(), "--key", &places.backup_key.to_string_lossy()].map(ToOwned::to_owned);
    saksi(shop, &words.each_ref().map(String::as_str), Some(&places.restored), None)?;
    let restored = net.search(std::slice::from_ref(&places.restored))?;
    if restored.of(CONTROL) > 0 {
        with_control.insert("an opened backup".to_owned());
    }
    searched.add(restored);

    let found: Vec<_> = searched.found.iter().filter(|found| found.whose != CONTROL).collect();
    for found in found.iter().take(40) {
        let name = found.file.strip_prefix(shop.scratch.path()).unwrap_or(&found.file);
        println!(
            "  FOUND {} at {} of {} as {} ({} deep): {}",
            found.whose,
            found.at,
            name.display(),
            found.how,
            found.depth,
            found.around
        );
    }
    for fault in &seen.faults {
        println!("  {fault}");
    }
    let dumps = other_programs_dump(shop, &places.temporary)?;
    println!("  {engine}: here a program without such care leaves {} core dump", if dumps { "a" } else { "no" });
    let what = |text: &str| format!("{engine}: {text}");
    let wanted: BTreeSet<&str> = if postgres.is_some() {
        ["an opened backup", "dump.sql", "the server's files", "the log of statements"].into()
    } else {
        ["an opened backup", "the database's files"].into()
    };
    let has_all = wanted.iter().all(|place| with_control.contains(*place));
    let browsers = lived.people.iter().filter(|person| person.in_browser).count();
    let deleted = lived.people.iter().filter(|person| person.deleted).count();
    Ok(vec![
        Row::at_least(&what("cases lived through"), lived.people.len() as f64, count as f64, ""),
        Row::note(&what("of which sealed in a browser, deleted"), format!("{browsers}, {deleted}")),
        Row::at_least(&what("words planted"), lived.planted.words.len() as f64, (count * 15) as f64, ""),
        Row::must(
            &what("words read in the end by helpers"),
            format!("{} of {}", lived.read_by_helpers, lived.to_be_read),
            "all",
            lived.read_by_helpers == lived.to_be_read && lived.to_be_read >= count * 8,
        ),
        Row::at_least(&what("people who read their answer"), lived.read_by_people as f64, count as f64, ""),
        Row::note(
            &what("searched"),
            format!("{} files, {}", searched.files, number(searched.bytes as f64 / 1e6, "MB")),
        ),
        Row::note(&what("compressed streams opened"), number(searched.streams as f64, "")),
        Row::at_most(&what("words or secrets found"), found.len() as f64, 0.0, ""),
        Row::must(
            &what("what is kept readable is found in"),
            with_control.into_iter().collect::<Vec<_>>().join(", "),
            &wanted.into_iter().collect::<Vec<_>>().join(", "),
            has_all,
        ),
        Row::note(&what("columns compared, values seen sealed"), format!("{}, {}", seen.columns, seen.sealed_values)),
        Row::at_most(&what("columns not as SECURITY.md lists them"), seen.faults.len() as f64, 0.0, ""),
        Row::must(&what("core dump after a crash"), if dumped { "one" } else { "none" }, "none", !dumped),
        Row::must(&what("largest core dump allowed, bytes"), limit.clone(), "0", limit == "0"),
    ])
}

/// In which kinds of places the control was found.
fn places_with_control(searched: &Searched) -> BTreeSet<String> {
    let place = |file: &Path| {
        let text = file.to_string_lossy();
        if text.ends_with("dump.sql") {
            "dump.sql"
        } else if text.contains("saksi-postgres-") {
            "the server's files"
        } else if text.contains("/postgres-") {
            "the log of statements"
        } else if text.contains("-backups/") {
            "an encrypted backup"
        } else if text.contains("saksi.db") {
            "the database's files"
        } else {
            "another place"
        }
    };
    searched.found.iter().filter(|found| found.whose == CONTROL).map(|found| place(&found.file).to_owned()).collect()
}

/// Everything that must not be found, and the control that must.
fn net(lived: &Lived) -> Result<Net> {
    let mut words =
        vec![(CASES.to_owned(), lived.planted.mark.spellings()), (CONTROL.to_owned(), lived.control.spellings())];
    let mut secret = |whose: String, text: &str| {
        if text.len() >= 12 {
            words.push((whose, spellings(text)));
        }
    };
    for (whose, text) in lived.helpers.secrets.iter().chain(&lived.helpers.cookies()) {
        secret(whose.clone(), text);
    }
    for person in &lived.people {
        secret(format!("words of the receipt of case {}", person.number), &person.words);
        secret(format!("authenticator of case {}", person.number), &person.authenticator);
    }
    for person in lived.people.iter().filter(|person| !person.authenticator.is_empty()) {
        let bytes = (0..person.authenticator.len() / 2)
            .filter_map(|at| u8::from_str_radix(person.authenticator.get(at * 2..at * 2 + 2)?, 16).ok())
            .collect();
        words.push((format!("authenticator of case {}", person.number), vec![Spelling { how: "bytes", bytes }]));
    }
    Net::new(words)
}

/// People ask, helpers help.
fn live(shop: &Shop, site: &Site, places: &Places, database: Option<&str>, count: usize) -> Result<Lived> {
    let (mut planted, control) = (Planted::new()?, Mark::new()?);
    let mut visitor = Visitor::new(site.address)?;
    let mut helpers = Helpers::set_up(site, &planted)?;
    people::hand_in(&mut visitor, &format!("Forwarded as received {}", control.word("claim", 1)))?;
    let mut browser = Browser::start(shop)?;
    let mut all = Vec::new();
    for number in 0..count {
        let mut person = Person::new(number, Visitor::new(site.address)?, number % 4 == 1);
        if person.in_browser {
            let texts = life::texts(&mut planted, number);
            let sealed =
                json!({ "text": texts.text, "contact": texts.contact, "contact-when": texts.when, "name": texts.name });
            browser.file(&mut person, &sealed)?;
            let (name, content) = (planted.kept("file", number), planted.passing("content", number));
            browser.attach(&mut person, &format!("{name}.txt"), format!("{content}\n").repeat(90).as_bytes())?;
        } else {
            life::ask(&mut person, &mut planted)?;
            life::attach(&mut person, &mut planted)?;
        }
        if number % 20 == 6 {
            life::stray(&mut person, &mut planted)?;
        }
        all.push(person);
    }
    helpers.learn(&mut all, &planted)?;
    helpers.open_other()?;
    helpers.open_route()?;
    let mut read_by_people = 0;
    for person in &mut all {
        helpers.take(person)?;
        if person.in_browser {
            browser.come_back(person)?;
            let message = format!("They came to my door. {}", planted.kept("message", person.number));
            browser.write(person, &message)?;
        } else {
            life::come_back(person)?;
            life::write(person, &mut planted)?;
            life::offer(person)?;
            if person.number.is_multiple_of(3) {
                life::prove_filing(person)?;
            }
        }
        helpers.work(person, &mut planted)?;
        // Some come back without the browser that sealed: the page warns, and the server has the words for a moment.
        let read = if person.in_browser && person.number % 8 != 5 {
            browser.come_back(person)?
        } else {
            life::come_back(person)?;
            person.page.as_ref().map_or_else(String::new, |page| page.html.clone())
        };
        let answer = planted.mark.word("reply", person.number);
        ensure!(read.contains(&answer), "person {} does not read the answer", person.number);
        read_by_people += 1;
    }
    for person in &mut all {
        further(&mut helpers, person, &mut planted)?;
    }
    backup(shop, places, database)?;
    for caller in 0..count.div_ceil(20) {
        helpers.enter(900 + caller, &mut planted)?;
    }
    helpers.hand_over(&mut planted)?;
    helpers.look_around()?;
    let (mut read_by_helpers, mut to_be_read) = (0, 0);
    for person in &all {
        let page = helpers.look(person)?.expect(200)?;
        for word in planted.words.iter().filter(|word| word.stays && word.case == person.number) {
            to_be_read += 1;
            let is_there = page.html.contains(&word.text);
            read_by_helpers += usize::from(is_there);
            if !is_there {
                println!("  the page of case {} does not show the {}", person.number, word.what);
            }
        }
    }
    ends(&mut helpers, &mut all, &mut planted)?;
    backup(shop, places, database)?;
    Ok(Lived { planted, control, people: all, helpers, read_by_helpers, to_be_read, read_by_people })
}

/// What happens to some cases and not to others.
fn further(helpers: &mut Helpers, person: &mut Person, planted: &mut Planted) -> Result<()> {
    let number = person.number;
    if number % 10 == 2 {
        helpers.answer_while_locked(person, planted)?;
    }
    if number % 10 == 4 {
        helpers.search(person, planted)?;
    }
    if number.is_multiple_of(5) {
        helpers.ask_consent(person, number.is_multiple_of(10))?;
        if number % 2 == 1 {
            life::answer_consent(person, "yes")?;
        }
        helpers.refer(person, planted, number.is_multiple_of(10), !number.is_multiple_of(15))?;
        if number % 20 == 15 {
            life::answer_consent(person, "withdraw")?;
        }
        if number % 20 == 10 {
            helpers.end_consent(person)?;
        }
    }
    if number % 6 == 1 {
        helpers.tell(person, planted, number % 12 == 1)?;
    }
    if number.is_multiple_of(4) {
        helpers.give_and_take_back(person)?;
    }
    if number.is_multiple_of(7) {
        helpers.hold(person, planted)?;
    }
    Ok(())
}

/// How cases end.
fn ends(helpers: &mut Helpers, all: &mut [Person], planted: &mut Planted) -> Result<()> {
    for number in 0..all.len() {
        // Neither of the two is deleted or closed.
        if number % 50 == 11 {
            let (Some(from), Some(into)) = (all.get(number), all.get(number - 3)) else { continue };
            helpers.merge(from, into)?;
            continue;
        }
        let Some(person) = all.get_mut(number) else { continue };
        match number % 10 {
            3 => life::delete(person)?,
            7 => helpers.delete(person)?,
            0 | 6 => helpers.close(person, planted)?,
            _ => {}
        }
    }
    Ok(())
}

/// A backup as the server makes one every day.
fn backup(shop: &Shop, places: &Places, database: Option<&str>) -> Result<()> {
    let key = fs::read_to_string(&places.backup_key)?;
    let at = key.find("age1").context("no public key in the key file")?;
    let recipient: String = key.get(at..).unwrap_or("").chars().take_while(char::is_ascii_alphanumeric).collect();
    let folder = places.backups.to_string_lossy();
    saksi(shop, &["backup", "--recipient", &recipient, "--folder", &folder], Some(&places.data), database)?;
    Ok(())
}

fn pg_dump(shop: &Shop, url: &str, into: &Path) -> Result<()> {
    let places: Vec<String> =
        [18, 17, 16, 15].iter().map(|version| format!("/usr/lib/postgresql/{version}/bin/pg_dump")).collect();
    let places: Vec<&str> = places.iter().map(String::as_str).collect();
    let program = shop.tool(&["pg_dump"], &places, &["postgresql-client"])?;
    shop.quiet(Command::new(program).arg(url).arg("--file").arg(into))?;
    Ok(())
}

/// Files that a crash has left where the server was started.
fn core_dumps(shop: &Shop) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(shop.scratch.path())?.flatten().map(|entry| entry.path());
    Ok(entries
        .filter(|path| {
            path.is_file() && path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("core"))
        })
        .collect())
}

/// The largest core dump that the running server would leave, in bytes.
fn core_limit(site: &Site) -> Result<String> {
    let limits = fs::read_to_string(format!("/proc/{}/limits", site.process()))?;
    let line = limits.lines().find(|line| line.starts_with("Max core file size")).context("no limit of core dumps")?;
    Ok(line.split_whitespace().nth(4).unwrap_or("").to_owned())
}

/// Whether a program that takes no care leaves a core dump on this machine.
fn other_programs_dump(shop: &Shop, folder: &Path) -> Result<bool> {
    let prlimit = shop.tool(&["prlimit"], &[], &["util-linux"])?;
    let mut child = Command::new(prlimit)
        .args(["--core=unlimited", "sleep", "60"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .spawn()?;
    // Until `prlimit` has become `sleep`.
    while !fs::read_to_string(format!("/proc/{}/comm", child.id()))?.starts_with("sleep") {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    Command::new("kill").args(["-ABRT", &child.id().to_string()]).status()?;
    Ok(child.wait()?.core_dumped())
}
