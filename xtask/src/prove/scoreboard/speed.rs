//! How fast releases are made and read, and how soon those who work here see a change.

use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::notices::{self, COLUMNS, id};
use super::{published, server};
use crate::database::Source;
use crate::http::write_request;
use crate::load::{self, Until};
use crate::people;
use crate::prove::Options;
use crate::shop::{Halt, Shop};
use crate::site::Site;
use crate::statistics::{Row, number};

/// Platforms in the tables.
const PLATFORMS: usize = 30;
/// Organisations that sent the notices; the first one is that of whoever signs in.
const ORGANISATIONS: usize = 40;
/// How long the program waits after its start before it looks for what is due.
const FIRST_LOOK: f64 = 10.0;

pub(in crate::prove) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let count = if options.short { 20_000 } else { 1_000_000 };
    let mut rows = vec![Row::note("escalations", number(f64::from(count), ""))];
    let mut engines = vec!["SQLite"];
    match shop.need(shop.postgres()) {
        Ok(_) => engines.push("PostgreSQL"),
        Err(Halt::Skip(reason)) => println!("  without PostgreSQL: {reason}"),
        Err(halt) => return Err(halt),
    }
    for engine in engines {
        measure(shop, options, engine, count, &mut rows)?;
    }
    Ok(rows)
}

fn measure(shop: &Shop, options: &Options, engine: &str, count: i32, rows: &mut Vec<Row>) -> Result<()> {
    let name = if engine == "SQLite" { "speed_embedded" } else { "speed_served" };
    let (site, source, start) = server(shop, engine, name, "quarter")?;
    let owner = people::set_up(&site)?;
    site.kill()?;
    notices::begin(shop, &source, PLATFORMS)?;
    for organisation in 1..ORGANISATIONS as u64 {
        notices::takes_part(shop, &source, organisation)?;
    }
    let begun = Instant::now();
    fill(shop, &source, count)?;
    rows.push(Row::note(&format!("filled, {engine}"), number(begun.elapsed().as_secs_f64(), "s")));

    let site = Site::start(shop, &start)?;
    let begun = Instant::now();
    let (code, content) = published(shop, &site, &source, 0)?;
    let seconds = (begun.elapsed().as_secs_f64() - FIRST_LOOK).max(0.0);
    rows.push(options.at_most(&format!("release, {engine}"), seconds, 60.0, "s"));
    let counted = content.pointer("/figures/0").and_then(serde_json::Value::as_i64);
    ensure!(counted == Some(i64::from(count)), "{counted:?} of {count} notices were counted");

    let first = content.pointer("/names/0/0").and_then(serde_json::Value::as_str).context("a platform")?.to_owned();
    let mut paths = vec!["/scoreboard".to_owned(), format!("/scoreboard/{code}/{first}")];
    for by in notices::DIMENSIONS {
        paths.push(format!("/scoreboard/{code}/by/{by}"));
        paths.push(format!("/scoreboard/{code}/{first}/{by}"));
    }
    let requests: Vec<Vec<u8>> =
        paths.iter().map(|path| write_request(site.address, "GET", path, &[("accept-language", "en")], b"")).collect();
    let until = Until { requests: if options.short { 200 } else { 2_000 }, time: Duration::from_mins(1) };
    let pages = load::run(site.address, 4, until, &AtomicBool::new(false), |number| {
        requests.get(number % requests.len()).cloned().unwrap_or_default()
    })?;
    ensure!(pages.others(200).is_empty(), "answers other than 200: {}", pages.others(200));
    let p95 = pages.durations.percentile(95.0).as_secs_f64() * 1000.0;
    rows.push(options.at_most(&format!("pages, p95, {engine}"), p95, 200.0, "ms"));
    let seen = change(shop, &site, &source, &owner)?;
    rows.push(options.at_most(&format!("a changed outcome on the staff page, {engine}"), seen, 2.0, "s"));
    site.kill()?;
    Ok(())
}

/// Notices of the last quarter, evenly over organisations and platforms, made within the database.
fn fill(shop: &Shop, source: &Source, count: i32) -> Result<()> {
    let (begins, ends) = notices::last_settled(shop, 3)?;
    let first = source.ask(shop, "SELECT hex(id) FROM organisation LIMIT 1", "SELECT id FROM organisation LIMIT 1")?;
    let own = first.into_iter().flatten().next().context("an organisation")?;
    // The organisation of whoever signs in takes part as well.
    let part = |own: &str| {
        format!(
            "INSERT INTO scoreboard_part (organisation, taking, changed_at, changed_by) VALUES ({own}, 'all', 0, {own})"
        )
    };
    source.ask(shop, &part(&format!("x'{own}'")), &part(&format!("'{own}'")))?;
    let span = ends - begins;
    let select = |sqlite: bool| {
        let own = if sqlite { format!("x'{own}'") } else { format!("'{own}'::uuid") };
        let among = |kind: u64, most: usize, of: &str| {
            let when = |number: usize| format!("WHEN {number} THEN {}", id(kind, number as u64, sqlite));
            let cases = (0..most).map(when).collect::<Vec<_>>().join(" ");
            let cast = if sqlite { "" } else { "::uuid" };
            format!("(CASE {of} {cases} END){cast}")
        };
        // Different digits of one well mixed number for each column.
        let digit = |from: u64, most: usize| format!("((h / {from}) % {most})");
        let word = |list: &[&str], from: u64| {
            let when = |(number, word): (usize, &&str)| format!("WHEN {number} THEN '{word}'");
            let cases = list.iter().enumerate().map(when).collect::<Vec<_>>().join(" ");
            format!("CASE {} {cases} END", digit(from, list.len()))
        };
        let new = if sqlite { "randomblob(16)" } else { "gen_random_uuid()" };
        let owner = format!(
            "CASE WHEN i % {ORGANISATIONS} = 0 THEN {own} ELSE {} END",
            among(2, ORGANISATIONS, &format!("i % {ORGANISATIONS}"))
        );
        let sent = format!("({begins} + (h % {}) * 1000000)", span / 1_000_000);
        let later = format!("({sent} + ((h / 7) % 400) * 3600000000)");
        let answered = format!("CASE WHEN {} < 7 THEN {later} END", digit(11, 10));
        let decided = format!("CASE WHEN {} < 4 THEN {later} END", digit(11, 10));
        let outcome = format!("CASE WHEN {} < 4 THEN {} END", digit(11, 10), word(&["removed", "no-action"], 13));
        let numbers = if sqlite {
            format!(
                "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {count} - 1), m AS (SELECT i, (i * 2654435761 + 12345) % 1000000007 AS h FROM n)"
            )
        } else {
            format!(
                "WITH m AS (SELECT i, (i * 2654435761 + 12345) % 1000000007 AS h FROM generate_series(0, {count}::bigint - 1) AS i)"
            )
        };
        let space = if sqlite { id(3, 1, true) } else { format!("{}::uuid", id(3, 1, false)) };
        let (imminent, personal) = (format!("{} = 0", digit(19, 9)), format!("{} = 0", digit(41, 12)));
        format!(
            "INSERT INTO escalation ({COLUMNS}) {numbers} SELECT {new}, {owner}, {space}, 3, {addressee}, 'sent', 'x', '{{}}', 1, {own}, {sent}, {sent}, {imminent}, {category}, {region}, {language}, {way}, {sent}, {answered}, {answered}, {decided}, {outcome}, {decided} IS NOT NULL, NULL, {personal} FROM m",
            addressee = among(1, PLATFORMS, &digit(17, PLATFORMS)),
            category = word(
                &[
                    "cyber-violence",
                    "violence",
                    "scams-and-fraud",
                    "self-harm",
                    "protection-of-minors",
                    "civic-discourse-or-elections"
                ],
                23
            ),
            region = word(&["south-asia", "south-east-asia", "east-asia", "pacific", "africa"], 29),
            language = word(&["en", "ur", "th", "id", "zh", "tl", "ms", "my"], 31),
            way = word(&["public-form", "trusted-partner", "trusted-flagger"], 37),
        )
    };
    source.ask(shop, &select(true), &select(false))?;
    source.ask(shop, "ANALYZE", "ANALYZE escalation")?;
    Ok(())
}

/// Seconds from the moment at which somebody sends an outcome until the figures of staff show it.
fn change(shop: &Shop, site: &Site, source: &Source, owner: &crate::visitor::Visitor) -> Result<f64> {
    let mut owner = owner.moved_to(site.address)?;
    // A platform of its own, so that its line shows the one change.
    let sqlite = format!(
        "INSERT INTO addressee (id, kind, name, facts, search, version, changed_at) VALUES ({}, 'platform', 'Alone', '{{}}', 'alone', 1, 0)",
        id(1, 900, true)
    );
    source.ask(shop, &sqlite, &sqlite.replace(&id(1, 900, true), &id(1, 900, false)))?;
    let begun = notices::last_settled(shop, 3)?.0;
    let row = |own: &str, sqlite: bool| {
        let (new, alone, space) = (id(4, 1, sqlite), id(1, 900, sqlite), id(3, 1, sqlite));
        format!(
            "INSERT INTO escalation ({COLUMNS}) SELECT {new}, {own}, {space}, 3, {alone}, 'sent', 'x', '{{}}', 1, {own}, {begun}, {begun}, FALSE, 'violence', 'pacific', 'en', 'public-form', {begun}, NULL, NULL, NULL, NULL, NULL, NULL, FALSE"
        )
    };
    let own = "(SELECT organisation FROM scoreboard_part WHERE taking = 'all' AND organisation IN (SELECT id FROM organisation) LIMIT 1)";
    let uuid = |text: String| text.replace("'0000", "uuid '0000");
    source.ask(shop, &row(own, true), &uuid(row(own, false)))?;
    let event = |sqlite: bool| {
        let new = id(4, 1, sqlite);
        format!(
            "INSERT INTO escalation_event (escalation, number, kind, at, noted_at, text, facts) VALUES ({new}, 1, 'sent', {begun}, {begun}, '', '{{}}')"
        )
    };
    source.ask(shop, &event(true), &event(false))?;
    let path = format!("/work/escalations/{}/record/decision", notices::code(4, 1));
    let page = owner.open(&path)?.expect(200)?;
    let form = page.form(&path)?;
    let today = shop.quiet(std::process::Command::new("date").args(["-u", "+%Y-%m-%d"]))?.trim().to_owned();
    let line = |html: &str| {
        let from = html.find("Alone").and_then(|at| html.get(at..)).unwrap_or_default();
        from.split("</tr>").next().unwrap_or_default().to_owned()
    };
    let before = line(&owner.open("/work/escalations/figures")?.expect(200)?.html);
    ensure!(!before.is_empty(), "the figures of staff do not show the platform");
    let begun = Instant::now();
    let done = owner.submit(&form, &[("outcome", "removed"), ("day", &today), ("time", "")])?;
    ensure!(done.status < 400, "the outcome was refused: {}", done.words());
    loop {
        let page = owner.open("/work/escalations/figures")?.expect(200)?;
        if line(&page.html) != before {
            return Ok(begun.elapsed().as_secs_f64());
        }
        ensure!(begun.elapsed() < Duration::from_mins(1), "the changed outcome does not show within a minute");
    }
}
