//! `directory-speed`: a network of 5,000 organisations and 20,000 people with made-up names in five scripts, asked through the pages of the
//! real program, on both engines: part of a name in each script, a misspelt name, an alias, a need.
//!
//! What is timed is the whole answer as somebody with a browser gets it, not the search alone. The same network is then searched in a browser with
//! the keyboard alone and without JavaScript.

use std::fmt::Write as _;
use std::process::Command;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::Options;
use crate::database::Source;
use crate::http::{form, write_request};
use crate::load::{self, Until};
use crate::people;
use crate::shop::{Halt, Shop, tail};
use crate::site::{Site, Start};
use crate::statistics::{Durations, Row, ms, number};
use crate::test::node_tests;
use crate::visitor::Visitor;
use crate::words::Seeded;

/// Syllables of names, by script.
const SCRIPTS: [(&str, &[&str]); 5] = [
    (
        "Latin",
        &[
            "ba", "si", "ti", "hy", "ra", "no", "wi", "ja", "ya", "mu", "ku", "le", "sta", "ri", "chen", "min", "thu",
            "dra", "kyaw", "phan", "gor", "sel", "vu", "nguy", "ash", "bir", "dol", "fer", "zha", "xiu", "lok", "mei",
            "tan", "par", "jun", "ok", "hae", "won", "ngo", "sri",
        ],
    ),
    (
        "Chinese",
        &[
            "陳", "林", "怡", "君", "志", "明", "美", "玲", "雅", "婷", "家", "豪", "淑", "芬", "台", "民", "查", "核",
            "海", "山", "學", "社", "聯", "盟", "真", "光", "新", "文", "安", "平", "春", "華", "國", "英", "宏", "偉",
            "佳", "蓉", "俊", "賢",
        ],
    ),
    (
        "Thai",
        &[
            "สม",
            "ชาย",
            "ใจ",
            "ดี",
            "วิ",
            "ไล",
            "พร",
            "ศรี",
            "นภา",
            "กิต",
            "ติ",
            "ธนา",
            "รัตน์",
            "มาลี",
            "ปรี",
            "ชา",
            "สุ",
            "ดา",
            "อรุณ",
            "จันทร์",
        ],
    ),
    (
        "Urdu",
        &[
            "حر", "با", "اس", "سط", "مح", "مد", "فا", "طم", "نو", "ری", "زی", "نب", "عا", "ئش", "کر", "یم", "شا", "ہد",
            "گل", "پر",
        ],
    ),
    (
        "Devanagari",
        &[
            "प्रि",
            "या",
            "शर्",
            "मा",
            "रा",
            "ज",
            "सी",
            "ता",
            "गी",
            "वि",
            "के",
            "श",
            "मो",
            "हन",
            "दे",
            "वी",
            "ला",
            "नी",
            "सु",
            "धा",
        ],
    ),
];
/// Kinds of needs, as the form offers them.
const NEEDS: [&str; 6] = ["funding", "skills", "cybersecurity", "translation", "legal", "training"];
/// The most that any search may take, for 95 in a hundred.
const BAR: f64 = 50.0;

/// One of a list, in turn.
fn of<'a>(list: &[&'a str], index: usize) -> &'a str {
    list.get(index % list.len().max(1)).copied().unwrap_or("")
}

/// Makes names; the same every time.
struct Names(Seeded);

impl Names {
    fn word(&mut self, script: usize, least: usize) -> String {
        let syllables = SCRIPTS.get(script).map_or(&[][..], |(_, syllables)| *syllables);
        let count = least + self.0.below(2);
        (0..count).filter_map(|_| syllables.get(self.0.below(syllables.len())).copied()).collect()
    }

    fn name(&mut self, script: usize) -> String {
        match SCRIPTS.get(script) {
            Some(("Chinese", _)) => self.word(script, 3),
            Some(("Thai", _)) => self.word(script, 4),
            _ => format!("{} {}", self.word(script, 2), self.word(script, 3)),
        }
    }

    /// Latin letters for three in five, as in a network whose common language is English.
    fn script(&mut self) -> usize {
        self.0.below(10).saturating_sub(5)
    }

    /// One letter of a name written as another one.
    fn misspelt(&mut self, name: &str) -> String {
        let letters: Vec<char> = name.chars().collect();
        let at = self.0.below(letters.len());
        let other = |c: char| match c {
            'a' => 'e',
            'i' => 'y',
            'k' => 'c',
            's' => 'z',
            c if c.is_ascii_lowercase() => 'a',
            c => c,
        };
        letters.iter().enumerate().map(|(index, c)| if index == at { other(*c) } else { *c }).collect()
    }
}

/// Somebody to be looked for.
struct Known {
    name: String,
    script: usize,
    alias: Option<String>,
}

/// A network as statements for a database, and some of those who are in it.
struct Network {
    statements: String,
    known: Vec<Known>,
}

fn identifier(engine: &str, kind: u64, index: usize) -> String {
    match engine {
        "PostgreSQL" => format!("'{kind:08x}-0000-4000-8000-{index:012x}'"),
        _ => format!("x'{kind:08x}000040008000{index:012x}'"),
    }
}

/// Rows for a table, a few hundred in each statement.
fn insert(statements: &mut String, table: &str, columns: &str, rows: &[String]) {
    for some in rows.chunks(400) {
        let _ = writeln!(statements, "INSERT INTO {table} ({columns}) VALUES {};", some.join(", "));
    }
}

fn network(engine: &str, organisations: usize, people: usize, today: i64) -> Network {
    let mut names = Names(Seeded::new(7));
    let mut known = Vec::new();
    let id = |kind: u64, index: usize| identifier(engine, kind, index);
    let mut rows: Vec<Vec<String>> = vec![Vec::new(); 7];
    let mut add = |table: usize, row: String| {
        if let Some(rows) = rows.get_mut(table) {
            rows.push(row);
        }
    };
    for index in 0..organisations {
        let script = names.script();
        let name = names.name(script);
        let english = format!("{} {}", names.name(0), of(&["Network", "Desk", "Institute", "Project"], index));
        let own = id(0xa, index);
        add(
            0,
            format!(
                "({own}, 'house-{index}', '{name}', '{english}', '-', '{}', 'civil-society', '', TRUE, FALSE, FALSE, FALSE, 1)",
                of(&["TW", "TH", "ID", "PK", "JP"], index)
            ),
        );
        let alias = (index % 2 == 0).then(|| names.name(script));
        if let Some(alias) = &alias {
            add(1, format!("({own}, 0, '{alias}')"));
        }
        if index % 3 == 0 {
            let (kind, until) = (of(&NEEDS, index / 3), today + 30 * 86_400_000_000);
            add(
                2,
                format!(
                    "({}, {own}, 'need', '{kind}', 'Help', '', 'TW', 3, 0, {today}, {until}, '', 'open', 1)",
                    id(0xb, index)
                ),
            );
        }
        known.push(Known { name, script, alias });
    }
    for index in 0..people {
        let script = names.script();
        let name = if index == 7 { "Hyra Basit".to_owned() } else { names.name(script) };
        let own = id(0xc, index);
        add(3, format!("({own}, '{name}', '{name}', 'en', '-', FALSE, 1)"));
        add(4, format!("({own}, 'person', 1, 1, 1, 1)"));
        add(5, format!("({own}, 'name', 1)"));
        let alias = (index % 4 == 0).then(|| names.name(script));
        if let Some(alias) = &alias {
            add(5, format!("({own}, 'other-names', 1)"));
            add(6, format!("({own}, 'other-names', 0, '{alias}', '')"));
        }
        known.push(Known { name, script, alias });
    }
    let tables = [
        (
            "organisation",
            "id, slug, name, english_name, legal_place, own_place, stakeholder, about, review_required, shares_queue, imported, verified, created_at",
        ),
        ("organisation_alias", "organisation, position, name"),
        (
            "directory_offer",
            "id, organisation, side, kind, title, detail, place, capacity, taken, valid_from, valid_until, languages, state, version",
        ),
        ("person", "id, name, display_name, language, place, operator, created_at"),
        ("directory_profile", "id, kind, listed, version, changed_at, confirmed_at"),
        ("directory_field", "subject, field, audience"),
        ("directory_value", "subject, field, position, value, note"),
    ];
    let mut statements = String::new();
    for ((table, columns), rows) in tables.into_iter().zip(&rows) {
        insert(&mut statements, table, columns, rows);
    }
    Network { statements, known }
}

/// What is typed, what must be found by it, and where a kind of question is known by.
struct Question {
    kind: String,
    query: String,
    /// The name that must stand on the first page, where it is known.
    expected: Option<String>,
}

fn ask(kind: impl Into<String>, fields: &[(&str, &str)], expected: Option<&str>) -> Question {
    let fields: Vec<(String, String)> =
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Question { kind: kind.into(), query: form(&fields), expected: expected.map(ToOwned::to_owned) }
}

fn questions(network: &Network, each: usize) -> Vec<Question> {
    let mut names = Names(Seeded::new(11));
    let mut all = Vec::new();
    for (script, (called, _)) in SCRIPTS.iter().enumerate() {
        let of_script: Vec<&Known> = network.known.iter().filter(|known| known.script == script).collect();
        for _ in 0..each {
            let Some(known) = of_script.get(names.0.below(of_script.len())) else { continue };
            // From two letters, which thousands share, to most of a word.
            let letters = 2 + names.0.below(3);
            let part: String = known.name.chars().take(letters).collect();
            all.push(ask(format!("part of a name, {called}"), &[("q", &part)], None));
        }
    }
    let latin: Vec<&Known> = network.known.iter().filter(|known| known.script == 0).collect();
    let aliased: Vec<&Known> = network.known.iter().filter(|known| known.alias.is_some()).collect();
    for index in 0..each {
        if let Some(known) = latin.get(names.0.below(latin.len())) {
            let typed = names.misspelt(&known.name);
            all.push(ask("a misspelt name", &[("q", &typed)], Some(&known.name)));
        }
        if let Some(known) = aliased.get(names.0.below(aliased.len())) {
            all.push(ask("an alias", &[("q", known.alias.as_deref().unwrap_or(""))], Some(&known.name)));
        }
        let need = of(&NEEDS, index);
        let fields: &[(&str, &str)] =
            if index % 2 == 0 { &[("need", need)] } else { &[("need", need), ("place", "TW")] };
        all.push(ask("a need", fields, None));
        all.push(ask("a misspelt name", &[("q", "Hira Bassett")], Some("Hyra Basit")));
    }
    all
}

fn measure(shop: &Shop, engine: &'static str, options: &Options) -> Result<Vec<Row>, Halt> {
    let (organisations, people) = if options.short { (500, 2_000) } else { (5_000, 20_000) };
    let each = if options.short { 15 } else { 200 };
    let data = shop.scratch.path().join(format!("directory-speed-{engine}"));
    let database = match engine {
        "PostgreSQL" => Some(shop.need(shop.fresh_postgres("directory_speed"))?),
        _ => None,
    };
    let source = database.clone().map_or_else(|| Source::Sqlite(data.join("saksi.db")), Source::Postgres);
    let site = Site::start(shop, &Start { database, without_limits: true, ..Start::folder(data) })?;
    let mut member = people::set_up(&site)?;
    let seconds: i64 = shop.quiet(Command::new("date").args(["-u", "+%s"]))?.trim().parse().context("a clock")?;
    let today = seconds / 86_400 * 86_400 * 1_000_000;
    let network = network(engine, organisations, people, today);
    let file = shop.scratch.path().join(format!("directory-{engine}.sql"));
    std::fs::write(&file, &network.statements)?;
    source.load(shop, &file)?;

    let begun = Instant::now();
    member.open("/work/directory?q=hyra")?.expect(200)?;
    let first = begun.elapsed();
    let questions = questions(&network, each);
    let mut kinds: Vec<String> = questions.iter().map(|question| question.kind.clone()).collect();
    kinds.sort();
    kinds.dedup();
    let mut rows = vec![Row::note(&format!("{engine}: first search of a process, which makes the index"), ms(first))];
    for kind in &kinds {
        let asked: Vec<&Question> = questions.iter().filter(|question| question.kind == *kind).collect();
        let (times, found, expected) = search(&mut member, &asked)?;
        rows.push(options.at_most(
            &format!("{engine}: {kind}, p95"),
            times.percentile(95.0).as_secs_f64() * 1000.0,
            BAR,
            "ms",
        ));
        if expected > 0 {
            let share = found as f64 / expected as f64;
            rows.push(Row::at_least(&format!("{engine}: {kind}, on the first page"), share, 0.95, ""));
        }
    }
    let crowd = crowd(&site, &member, &questions)?;
    rows.push(Row::note(&format!("{engine}: four at once, p95"), ms(crowd.percentile(95.0))));
    match by_keyboard(shop, &site, engine) {
        Ok(more) => rows.extend(more),
        Err(Halt::Skip(reason)) if options.short => println!("  without a browser: {reason}"),
        Err(halt) => return Err(halt),
    }
    rows.push(Row::note(&format!("{engine}: resident memory"), number(site.resident()? as f64 / 1e6, "MB")));
    Ok(rows)
}

/// Asks one after another: how long each took, how many that must be found were, and of how many.
fn search(member: &mut Visitor, asked: &[&Question]) -> Result<(Durations, usize, usize)> {
    let (mut times, mut found, mut expected) = (Vec::new(), 0, 0);
    for question in asked {
        let begun = Instant::now();
        let page = member.open(&format!("/work/directory?{}", question.query))?;
        times.push(begun.elapsed());
        let page = page.expect(200)?;
        let cards = page.html.matches("<li class=\"card\">").count();
        ensure!(cards <= 20, "one page shows {cards} records");
        if let Some(name) = &question.expected {
            expected += 1;
            let is_there = page.words().contains(name.as_str());
            found += usize::from(is_there);
        } else {
            ensure!(cards > 0, "nothing is found by {}", question.query);
        }
    }
    Ok((Durations::of(times), found, expected))
}

/// The same questions from four people at once.
fn crowd(site: &Site, member: &Visitor, questions: &[Question]) -> Result<Durations> {
    let cookies = member.cookies().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
    let until = Until { requests: questions.len(), time: Duration::from_mins(2) };
    let outcome = load::run(site.address, 4, until, &AtomicBool::new(false), |index| {
        let query = questions.get(index % questions.len()).map_or("", |question| question.query.as_str());
        let headers = [("cookie", cookies.as_str()), ("accept-language", "en")];
        write_request(site.address, "GET", &format!("/work/directory?{query}"), &headers, b"")
    })?;
    ensure!(outcome.others(200).is_empty(), "answers other than 200: {}", outcome.others(200));
    Ok(outcome.durations)
}

/// Looks for somebody by a misspelt name and for organisations by a need, in a browser that runs no script, with the keyboard alone.
fn by_keyboard(shop: &Shop, site: &Site, engine: &str) -> Result<Vec<Row>, Halt> {
    let file = shop.scratch.path().join(format!("directory-keyboard-{engine}.json"));
    let secret = [("SAKSI_NAME", "owner"), ("SAKSI_PASSWORD", people::PASSWORD)];
    let mut command = node_tests(shop, site, &["tests/browser/directory.test.mjs"], &secret)?;
    command.env("SAKSI_FIGURES", &file);
    let (ok, text) = shop.capture(&mut command)?;
    if !ok {
        println!("{}", tail(&text, 80));
    }
    let figures: serde_json::Value =
        serde_json::from_slice(&std::fs::read(&file)?).context("figures of the browser")?;
    let figure = |name: &str| figures.get(name).and_then(serde_json::Value::as_f64).unwrap_or(f64::NAN);
    Ok(vec![
        Row::at_least(
            &format!("{engine}: records found and opened with the keyboard alone, without JavaScript"),
            figure("opened"),
            3.0,
            "",
        ),
        Row::at_most(
            &format!("{engine}: keys besides the letters, from the page over the search to the record"),
            figure("most_keys"),
            150.0,
            "",
        ),
        Row::must(&format!("{engine}: all tests of the run"), if ok { "passed" } else { "failed" }, "passed", ok),
    ])
}

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let mut rows = measure(shop, "SQLite", options)?;
    match measure(shop, "PostgreSQL", options) {
        Ok(more) => rows.extend(more),
        // A bar that is for both engines is not met by one of them.
        Err(Halt::Skip(reason)) if options.short => println!("  without PostgreSQL: {reason}"),
        Err(halt) => return Err(halt),
    }
    Ok(rows)
}
