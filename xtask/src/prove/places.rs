//! `places`: every form that asks for a place takes every territory, in every language of the site; nothing that somebody who runs the
//! network sets, imports or names, and no locale of the machine, takes one off the list or names it otherwise.
//!
//! What must be there comes from Node's own copy of the Unicode CLDR, which shares no code with the program.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::Options;
use crate::http;
use crate::people;
use crate::shop::{Halt, Shop};
use crate::site::{self, Site, Start};
use crate::statistics::Row;
use crate::visitor::{Page, Visitor, unescape};

const LANGUAGES: [&str; 5] = ["en", "zh-Hant", "th", "id", "ur"];
/// Regions as CLDR knows them that are no place to be from: groupings, and what stands for tests and for nothing.
const NO_PLACE: [&str; 7] = ["EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"];
/// Codes that ISO 3166-1 reserves beside its list. Whoever is from there says so in their own words.
const IN_WORDS: [&str; 7] = ["AC", "CP", "CQ", "DG", "EA", "IC", "TA"];
/// What others call it.
const RENAMINGS: [&str; 4] = ["Taiwan, Province of China", "中國台灣省", "TW=CN", "Chinese Taipei"];

/// Name by code, by language of the site.
type Names = BTreeMap<String, BTreeMap<String, String>>;

/// The list as Node has it.
fn reference(shop: &Shop) -> Result<Names, Halt> {
    const SCRIPT: &str = r#"
const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const all = letters.flatMap((a) => letters.map((b) => a + b));
const known = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
const codes = all.filter((code) => known.of(code) && Intl.getCanonicalLocales("und-" + code)[0] === "und-" + code);
const names = (language) => new Intl.DisplayNames(language, { type: "region" });
const of = (language) => Object.fromEntries(codes.map((code) => [code, names(language).of(code)]));
console.log(JSON.stringify(Object.fromEntries(process.argv.slice(1).map((language) => [language, of(language)]))));
"#;
    let node = shop.need(shop.node())?;
    let text = shop.quiet(Command::new(node).args(["-e", SCRIPT]).args(LANGUAGES))?;
    let mut names: Names = serde_json::from_str(text.trim()).context("names of territories from Node")?;
    for names in names.values_mut() {
        names.retain(|code, _| !NO_PLACE.contains(&code.as_str()));
    }
    Ok(names)
}

/// Value and text of the options of a menu; of two with one name the second, for what filters a list stands above what adds to it.
fn options(page: &Page, menu: &str) -> Vec<(String, String)> {
    let Some((_, rest)) = page.html.rsplit_once(&format!("name=\"{menu}\"")) else { return Vec::new() };
    let inside = rest.split("</select>").next().unwrap_or("");
    inside
        .split("<option")
        .skip(1)
        .filter_map(|option| {
            let (head, text) = option.split_once('>')?;
            let value = head.split_once("value=\"")?.1.split('"').next()?;
            let text = text.split('<').next()?.trim();
            Some((value.to_owned(), unescape(text)))
        })
        .collect()
}

/// A form that asks for a place.
struct Asked {
    path: String,
    menu: &'static str,
    /// Whether it is written for everybody, in every language, and not for staff alone.
    public: bool,
    /// Whether somebody says in it where they are, in their own words if they like; else it names what a network rates.
    own: bool,
    /// What else the form wants.
    fields: &'static [(&'static str, &'static str)],
}

fn forms(operator: &mut Visitor) -> Result<Vec<Asked>> {
    let form = operator.open("/work/directory/doors")?.expect(200)?.form("/work/directory/doors")?;
    let made = operator.submit(&form, &[("kind", "network"), ("title", "Network"), ("vouches", "0")])?.expect(200)?;
    let link = made.links().into_iter().find(|link| link.contains("/j/")).context("a link of the way in")?;
    let door = link.split_once("/j/").map_or("", |(_, code)| code);
    let asked = |path: &str, menu, public, fields| Asked { path: path.to_owned(), menu, public, own: true, fields };
    let rated = |path, fields| Asked { own: false, ..asked(path, "place", false, fields) };
    Ok(vec![
        asked(
            &format!("/j/{door}"),
            "place",
            true,
            &[("name", "Somebody"), ("email", "somebody@place.example"), ("wants_in", "yes")],
        ),
        asked("/account", "place", false, &[]),
        asked("/settings", "own_place", false, &[]),
        asked("/settings", "legal_place", false, &[]),
        asked("/work/directory/offers", "place", false, &[("side", "need"), ("kind", "legal"), ("title", "Help")]),
        asked(
            "/work/directory/elections",
            "place",
            false,
            &[("title", "Election"), ("kind", "local"), ("votes_from", "2030-05-05")],
        ),
        asked(
            "/work/directory/norms",
            "place",
            false,
            &[("title", "Pledge"), ("form", "pledge"), ("level", "party"), ("actor", "parties")],
        ),
        asked(
            "/work/directory/trusted",
            "place",
            false,
            &[
                ("title", "Paper"),
                ("kind", "news"),
                ("link", "https://paper.example/"),
                ("about", "It corrects itself."),
            ],
        ),
        rated("/work/directory/groups", &[("name", "Group"), ("kind", "technical")]),
        rated("/work/directory/doors", &[("kind", "network"), ("title", "Way in"), ("vouches", "0")]),
        asked("/operator/organisations/new", "own_place", false, &[("name", "House"), ("english_name", "House")]),
    ])
}

/// What is sent from one place.
fn place_fields<'a>(asked: &'a Asked, words_menu: &'a str, code: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut fields = asked.fields.to_vec();
    if IN_WORDS.contains(&code) {
        fields.extend([(asked.menu, "~"), (words_menu, code)]);
    } else {
        fields.push((asked.menu, code));
    }
    fields
}

/// Fills one form in from every place; how many could not.
fn complete(visitor: &mut Visitor, asked: &Asked, codes: &[&str]) -> Result<usize> {
    let words_menu = format!("{}_words", asked.menu);
    let mut refused = 0;
    for code in codes.iter().filter(|code| asked.own || !IN_WORDS.contains(code)) {
        let form = visitor.open(&asked.path)?.expect(200)?.form(&asked.path)?;
        let done = visitor.submit(&form, &place_fields(asked, &words_menu, code))?;
        let took = done.status == 200 && !done.html.contains("field-problem");
        if !took {
            refused += 1;
            println!("  {} from {code}: {} {}", asked.path, done.status, done.words());
        }
        if asked.path == "/work/directory/offers" {
            // One at a time: an organisation has only so many open.
            let path = done.path.clone();
            let close = done.forms().into_iter().find(|form| form.value("action") == Some("close"));
            if let Some(close) = close {
                visitor.submit(&close, &[])?.expect(200)?;
            } else {
                println!("  no way to take {path} back");
                refused += 1;
            }
        }
    }
    Ok(refused)
}

/// Follows every link of the site, a few of each kind, and gives the forms that write something and ask for a place: where they are sent,
/// identifiers left out, and the name of the menu.
fn found(visitor: &mut Visitor, starts: &[&str]) -> Result<BTreeSet<(String, String)>> {
    let kind = |path: &str| -> String {
        let bare = path.split(['?', '#']).next().unwrap_or("");
        if bare.strip_prefix("/organisations/").is_some_and(|rest| !rest.is_empty()) {
            return "/organisations/{slug}".to_owned();
        }
        let is_id = |part: &&str| part.len() == 26 && part.chars().all(|c| c.is_ascii_alphanumeric());
        bare.split('/').map(|part| if is_id(&part) { "{id}" } else { part }).collect::<Vec<_>>().join("/")
    };
    let mut waiting: Vec<String> = starts.iter().map(|path| (*path).to_owned()).collect();
    let (mut seen, mut kinds) = (BTreeSet::new(), BTreeMap::<String, usize>::new());
    let mut all = BTreeSet::new();
    while let Some(path) = waiting.pop() {
        let name = kind(&path);
        let known = kinds.entry(name.clone()).or_default();
        let leaves = name.starts_with("/language") || name.starts_with("/sign-out") || name.starts_with("/static");
        if leaves || *known >= 2 || !path.starts_with('/') || !seen.insert(path.clone()) {
            continue;
        }
        *known += 1;
        let page = visitor.open(&path)?;
        for form in page.html.split("<form").skip(1) {
            let (head, rest) = form.split_once('>').unwrap_or((form, ""));
            let inside = rest.split("</form>").next().unwrap_or("");
            let action = head.split_once("action=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or("");
            if !head.contains("method=\"post\"") {
                continue;
            }
            for menu in inside.split("<select").skip(1) {
                let (menu, options) = menu.split_once('>').unwrap_or((menu, ""));
                let has = options.split("</select>").next().is_some_and(|options| options.contains("value=\"TW\""));
                let called = menu.split_once("name=\"").and_then(|(_, rest)| rest.split('"').next());
                if let (true, Some(called)) = (has, called) {
                    all.insert((kind(action), called.to_owned()));
                }
            }
        }
        waiting.extend(page.links());
    }
    Ok(all)
}

/// Forms that ask for a place and that nobody fills in here. A form to change what another form wrote is that form again.
fn forgotten(operator: &mut Visitor, asked: &[Asked]) -> Result<usize> {
    let starts = ["/", "/account", "/settings", "/operator", "/work/directory", "/work/directory/doors", "/desk"];
    let all = found(operator, &starts)?;
    ensure!(all.len() >= 5, "only {} forms that ask for a place were found", all.len());
    let mut count = 0;
    for (action, menu) in all {
        let door = action.starts_with("/j/");
        let base = action.trim_end_matches("/{id}");
        let known = asked.iter().any(|form| {
            let new = form.path.trim_end_matches("/new");
            menu == form.menu && (base == form.path || base == new || (door && form.path.starts_with("/j/")))
        });
        // An organisation's two places stand in one form, of those who run the network and of its own people.
        let same = menu == "legal_place" && base.starts_with("/operator/organisations");
        if !known && !same {
            println!("  {action} asks for {menu} and is not filled in");
            count += 1;
        }
    }
    Ok(count)
}

/// Every menu in every language.
#[derive(Default)]
struct Menus {
    /// What each shows: code and name, in order.
    shown: Vec<Vec<(String, String)>>,
    /// Codes that are missing or that nobody knows; Taiwan under another name; no way to use one's own words, or none.
    wrong: usize,
    /// Named otherwise by Node's release of CLDR than by the program's.
    otherwise: usize,
}

fn compare(visitor: &mut Visitor, forms: &[Asked], names: &Names) -> Result<Menus> {
    let mut menus = Menus::default();
    for language in LANGUAGES {
        speak(visitor, language)?;
        for asked in forms {
            let page = visitor.open(&asked.path)?.expect(200)?;
            // Staff pages are written in English where a language has no words of its own for them; the menu follows the page.
            let spoken = page.html.split_once(" lang=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or("en");
            let expected = names.get(spoken).with_context(|| format!("a page in {spoken}"))?;
            ensure!(!asked.public || spoken == language, "{} is in {spoken}", asked.path);
            let all = options(&page, asked.menu);
            let shown: BTreeMap<String, String> = all.iter().cloned().collect();
            menus.shown.push(all);
            for (code, name) in expected.iter().filter(|(code, _)| !IN_WORDS.contains(&code.as_str())) {
                let is_there = shown.get(code);
                if is_there.is_none() || (code == "TW" && is_there != Some(name)) {
                    menus.wrong += 1;
                    println!("  {} in {spoken}: {code} is {is_there:?}, not {name}", asked.path);
                }
                menus.otherwise += usize::from(is_there != Some(name));
            }
            let ways = ["~", "-"].iter().filter(|way| shown.contains_key(**way)).count();
            menus.wrong += if asked.own { 2 - ways } else { usize::from(!shown.contains_key("-")) };
            let extra = shown.keys().filter(|code| code.len() == 2 && !expected.contains_key(*code)).count();
            menus.wrong += extra;
        }
    }
    speak(visitor, "en")?;
    Ok(menus)
}

fn speak(visitor: &mut Visitor, language: &str) -> Result<()> {
    visitor.open(&format!("/language/{language}?back=/"))?.expect(200)?;
    Ok(())
}

/// Where Taiwan stands: somebody there who needs something is told of help in Eastern Asia first.
fn nearest_first(operator: &mut Visitor, site: &Site) -> Result<String> {
    for (name, owner, place) in [("Far Help", "far", "NZ"), ("South Help", "south", "TH"), ("East Help", "east", "JP")]
    {
        let (mut owner, _) = people::neighbour(operator, site.address, name, owner)?;
        let form = owner.open("/work/directory/offers")?.expect(200)?.form("/work/directory/offers")?;
        owner.submit(&form, &[("side", "offer"), ("kind", "data"), ("title", name), ("place", place)])?.expect(200)?;
    }
    let form = operator.open("/work/directory/offers")?.expect(200)?.form("/work/directory/offers")?;
    let page = operator
        .submit(&form, &[("side", "need"), ("kind", "data"), ("title", "Help"), ("place", "TW")])?
        .expect(200)?;
    let words = page.words();
    let mut at: Vec<(usize, &str)> = [("East Help", "JP"), ("South Help", "TH"), ("Far Help", "NZ")]
        .into_iter()
        .filter_map(|(name, place)| Some((words.find(name)?, place)))
        .collect();
    at.sort_unstable();
    Ok(at.into_iter().map(|(_, place)| place).collect::<Vec<_>>().join(" "))
}

/// Everything by which somebody who runs the network could try to rename a place.
fn tamper(shop: &Shop, operator: &mut Visitor, start: &Start) -> Result<()> {
    for name in RENAMINGS {
        let form = operator.open("/operator/network")?.expect(200)?.form("/operator/network")?;
        let text = format!("TW: {name}");
        let known: Vec<(&str, &str)> = [("name", name), ("intro", text.as_str())]
            .into_iter()
            .filter(|(field, _)| form.names.iter().any(|name| name == field))
            .collect();
        operator.submit(&form, &known)?.expect(200)?;
    }
    let file = shop.scratch.path().join("renaming.jsonl");
    let lines: Vec<String> = RENAMINGS
        .iter()
        .enumerate()
        .map(|(index, name)| {
            serde_json::json!({
                "claim": format!("Taiwan is {name}"), "text": format!("Taiwan is {name}"), "verdict": "false",
                "url": format!("https://renaming.example/{index}"), "organisation": name, "country": "CN-TW",
                "language": "en", "title": name,
            })
            .to_string()
        })
        .collect();
    std::fs::write(&file, lines.join("\n"))?;
    spreadsheet(operator)?;
    let path = file.to_string_lossy();
    // Whether such lines are taken or refused is not what is asked here.
    let _ = site::saksi(shop, &["import", "jsonl", &path], Some(&start.data), start.database.as_deref());
    Ok(())
}

/// A table of organisations that was filled in from a list of another: a line that says somebody is in Taiwan says just that.
fn spreadsheet(operator: &mut Visitor) -> Result<()> {
    let path = "/work/directory/import";
    let mut table = String::from("name,english name,country,works in\n");
    for (index, name) in RENAMINGS.iter().enumerate() {
        let _ = writeln!(table, "Renaming {index},Renaming {index},\"{name}\",\"{name}\"");
    }
    let form = operator.open(path)?.expect(200)?.form(path)?;
    let looked = operator.submit_files(&form, &[("table", &table), ("action", "read")], "file", &[])?.expect(200)?;
    let take = looked
        .forms()
        .into_iter()
        .find(|form| form.buttons.iter().any(|(_, value)| value == "take"))
        .context("a way to bring the table in")?;
    operator.submit(&take, &[("action", "take")])?.expect(200)?;
    Ok(())
}

/// Records that came with the table and say of Taiwan that it is somebody's province, or do not say that somebody is there.
fn renamed(operator: &mut Visitor) -> Result<usize> {
    let mut wrong = 0;
    for (index, name) in RENAMINGS.iter().enumerate() {
        let query = http::form(&[("q".to_owned(), format!("Renaming {index}")), ("place".to_owned(), "TW".to_owned())]);
        let page = operator.open(&format!("/work/directory?{query}"))?.expect(200)?;
        let cards = page.html.split_once("<ul class=\"cards\">").map_or("", |(_, cards)| cards);
        let is_found = cards.contains(&format!("Renaming {index}"));
        let is_renamed = Page { html: cards.to_owned(), ..page.clone() }.words().contains(name);
        // What is no name of a place at all stays what somebody wrote.
        let is_a_name = !name.contains('=');
        if is_a_name && (!is_found || is_renamed) {
            println!("  an organisation in “{name}” is {}", if is_found { "shown so" } else { "not found in Taiwan" });
            wrong += 1;
        }
    }
    Ok(wrong)
}

pub(super) fn run(shop: &mut Shop, options: &Options) -> Result<Vec<Row>, Halt> {
    let names = reference(shop)?;
    let english = names.get("en").context("names in English")?;
    let all: Vec<&str> = english.keys().map(String::as_str).collect();
    let some: Vec<&str> = all
        .iter()
        .enumerate()
        .filter(|(index, code)| !options.short || index % 12 == 0 || **code == "TW" || IN_WORDS.contains(code))
        .map(|(_, code)| *code)
        .collect();
    let start = Start { without_limits: true, ..Start::folder(shop.scratch.path().join("places")) };
    let site = Site::start(shop, &start)?;
    let mut operator = people::set_up(&site)?;
    let asked = forms(&mut operator)?;
    let before = compare(&mut operator, &asked, &names)?;
    let order = nearest_first(&mut operator, &site)?;
    let forgotten = forgotten(&mut operator, &asked)?;
    let (mut filled, mut refused) = (0, 0);
    let mut stranger = Visitor::new(site.address)?;
    for form in &asked {
        let visitor = if form.public { &mut stranger } else { &mut operator };
        refused += complete(visitor, form, &some)?;
        let in_words = some.iter().filter(|code| IN_WORDS.contains(code)).count();
        filled += some.len() - if form.own { 0 } else { in_words };
    }
    site.stop()?;
    tamper_and_stop(shop, &start)?;
    // The machine speaks the language of somebody who would rather have it otherwise.
    let locale = ["LANG", "LC_ALL", "LANGUAGE"].map(|name| (name.to_owned(), "zh_CN.UTF-8".to_owned())).to_vec();
    let site = Site::start(shop, &Start { environment: locale, ..start })?;
    let mut operator = people::sign_in(site.address, "owner")?;
    let after = compare(&mut operator, &asked, &names)?;
    let renamed = renamed(&mut operator)?;
    let changed = before.shown.iter().zip(&after.shown).filter(|(before, after)| before != after).count();
    Ok(vec![
        Row::at_least("territories that CLDR names, beside groupings", all.len() as f64, 250.0, ""),
        Row::at_least("menus looked at (form × language)", before.shown.len() as f64, 55.0, ""),
        Row::at_most(
            "territories missing or added, or Taiwan under another name",
            (before.wrong + after.wrong) as f64,
            0.0,
            "",
        ),
        Row::note("names in which two releases of CLDR differ", before.otherwise.to_string()),
        Row::at_least(
            "forms filled in (form × territory)",
            filled as f64,
            (11 * some.len() - 2 * IN_WORDS.len()) as f64,
            "",
        ),
        Row::at_most("forms that somebody could not complete", refused as f64, 0.0, ""),
        Row::at_most("forms of the site that ask for a place and are not among them", forgotten as f64, 0.0, ""),
        Row::at_most("organisations that a table makes a province’s", renamed as f64, 0.0, ""),
        Row::must("help for somebody in Taiwan, nearest first", order.clone(), "JP TH NZ", order == "JP TH NZ"),
        Row::at_most("menus changed by settings, an import and a locale of the machine", changed as f64, 0.0, ""),
    ])
}

fn tamper_and_stop(shop: &Shop, start: &Start) -> Result<()> {
    let site = Site::start(shop, start)?;
    let mut operator = people::sign_in(site.address, "owner")?;
    tamper(shop, &mut operator, start)?;
    site.stop()?;
    Ok(())
}
