//! `visibility`: every field of a person and of an organisation, for every audience, in a record found by nobody, by the network and by
//! everybody, looked at by every kind of reader, on both engines. Who must see what is written down here anew, not read from the program.

use anyhow::{Context, Result, ensure};

use super::Options;
use super::visibility_spaces::{self, Linked};
use crate::http::form;
use crate::people::{self, PASSWORD};
use crate::shop::{Halt, Shop};
use crate::site::{Site, Start};
use crate::statistics::Row;
use crate::visitor::{Page, Visitor};

const LISTINGS: [&str; 3] = ["hidden", "network", "public"];
const AUDIENCES: [&str; 4] = ["public", "network", "working-group", "introductions"];
/// A person's fields: the menu of the audience, and a word that stands nowhere else.
const OF_PERSON: [(&str, &str); 12] = [
    ("name", "Dewiqz"),
    ("own_name", "دیویقز"),
    ("other_names", "Melatiqz"),
    ("gender", "gender"),
    ("place", "Pulauqz"),
    ("languages", "ksw"),
    ("skills", "Penyelidikanqz"),
    ("focus", "Climate"),
    ("affiliations", "Lautqz"),
    ("elsewhere", "Sungaiqz"),
    ("about", "Ceritaqz"),
    ("contact", "Suratqz"),
];
/// An organisation's.
const OF_ORGANISATION: [(&str, &str); 9] = [
    ("work", "Training"),
    ("focus", "Climate"),
    ("lens", "Against"),
    ("goals", "water"),
    ("accreditations", "Akreditasiqz"),
    ("funders", "Penyandangqz"),
    ("independence", "Mandiriqz"),
    ("codes", "Pedomanqz"),
    ("desk", "Mejaqz"),
];
/// What she opens in an introduction.
const OPENED: [&str; 2] = ["skills", "contact"];

/// Who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reader {
    Nobody,
    Elsewhere,
    SameOrganisation,
    SameGroup,
    Introduced,
    Operator,
    Herself,
}

/// Whether a reader must see a field, as the product promises it.
fn promised(listing: &str, audience: &str, reader: Reader, opened: bool) -> bool {
    let within = match reader {
        Reader::Herself => return true,
        Reader::Nobody => listing == "public" && audience == "public",
        Reader::SameGroup => audience != "introductions",
        _ => audience == "public" || audience == "network",
    };
    (reader == Reader::Introduced && opened) || (within && listing != "hidden")
}

/// Whether a word stands in what a page is about; beside it, every page names its own reader and whom they act for.
fn says(page: &Page, word: &str) -> bool {
    let about = page.html.split("</main>").next().unwrap_or("").to_owned();
    Page { html: about, ..page.clone() }.words().split(|c: char| !c.is_alphanumeric()).any(|other| other == word)
}

struct Cast {
    dewi: Visitor,
    readers: Vec<(Reader, Visitor)>,
    /// The pages of her record and her organisation's, and of the group she is in.
    record: String,
    organisation: String,
    group: String,
}

fn found(member: &mut Visitor, name: &str) -> Result<String> {
    let query = form(&[("q".to_owned(), name.to_owned())]);
    member.open(&format!("/work/directory?{query}"))?.expect(200)?.link("/work/directory/people/")
}

/// Is found by the network under one's name.
fn stand(member: &mut Visitor, more: &[(&str, &str)]) -> Result<()> {
    let form = member.open("/work/directory/me")?.expect(200)?.form("/work/directory/me")?;
    let mut fields = vec![("listing", "network"), ("name_audience", "network")];
    fields.extend_from_slice(more);
    member.submit(&form, &fields)?.expect(200)?;
    Ok(())
}

fn cast(site: &Site) -> Result<Cast> {
    let address = site.address;
    let mut operator = people::set_up(site)?;
    let (mut dewi, organisation) = people::neighbour(&mut operator, address, "Lautqz", "dewi")?;
    let link = people::invite(&mut dewi, &["checker"])?;
    let same = people::join(address, &link, "eko")?;
    let (elsewhere, _) = people::neighbour(&mut operator, address, "Bukit", "fitri")?;
    let (mut group_mate, _) = people::neighbour(&mut operator, address, "Sungai", "gita")?;
    let (mut introduced, _) = people::neighbour(&mut operator, address, "Danau", "hana")?;
    let form = dewi.open("/account")?.expect(200)?.form("/account")?;
    let given = [
        ("name", "Dewiqz"),
        ("display_name", "Dewiqz"),
        ("own_script_name", "دیویقز"),
        ("place", "~"),
        ("place_words", "Pulauqz"),
    ];
    dewi.submit(&form, &given)?.expect(200)?;
    stand(&mut dewi, &[])?;
    stand(&mut group_mate, &[])?;
    stand(&mut introduced, &[])?;
    let record = found(&mut operator, "Dewiqz")?;

    let form = operator.open("/work/directory/groups")?.expect(200)?.form("/work/directory/groups")?;
    let made = operator.submit(&form, &[("name", "Rivers")])?.expect(200)?;
    let group = made.path.clone();
    for name in ["Dewiqz", "gita"] {
        let person = found(&mut operator, name)?;
        let form = operator.open(&group)?.expect(200)?.form(&group)?;
        operator.submit(&form, &[("one", &person), ("action", "take-in")])?.expect(200)?;
    }
    // Whoever runs the network is in no group of hers.
    let page = operator.open(&group)?.expect(200)?;
    // Whoever made the group chairs it, and a group keeps a chair.
    let chair =
        page.forms().into_iter().find(|form| form.value("action") == Some("chair")).context("a way to name a chair")?;
    let page = operator.submit(&chair, &[])?.expect(200)?;
    let leave =
        page.forms().into_iter().find(|form| form.value("action") == Some("leave")).context("a way to leave")?;
    operator.submit(&leave, &[])?.expect(200)?;

    let other = found(&mut operator, "hana")?;
    let form = operator.open("/work/directory/introductions")?.expect(200)?.form("/work/directory/introductions")?;
    operator.submit(&form, &[("one", &record), ("other", &other), ("purpose", "Both watch rivers.")])?.expect(200)?;
    for (party, opens) in [(&mut dewi, &OPENED[..]), (&mut introduced, &[])] {
        let path = party.open("/work/directory/introductions")?.expect(200)?.link("/work/directory/introductions/")?;
        let mut form = party.open(&path)?.expect(200)?.form(&path)?;
        form.fields.extend(opens.iter().map(|field| ("open".to_owned(), (*field).to_owned())));
        party.submit(&form, &[("action", "yes")])?.expect(200)?;
    }
    Ok(Cast {
        record,
        organisation: format!("/work/directory/organisations/{organisation}"),
        group,
        readers: vec![
            (Reader::Nobody, Visitor::new(address)?),
            (Reader::Elsewhere, elsewhere),
            (Reader::SameOrganisation, same),
            (Reader::SameGroup, group_mate),
            (Reader::Introduced, introduced),
            (Reader::Operator, operator),
            (Reader::Herself, people::sign_in_with(address, "dewi", PASSWORD)?),
        ],
        dewi,
    })
}

/// What came out.
#[derive(Debug, Default)]
struct Seen {
    cells: usize,
    shown: usize,
    leaks: usize,
    withheld: usize,
    refused_unlike: usize,
    /// Fields that the forms have and this proof has not, or the other way round.
    unknown: usize,
}

impl Seen {
    fn look(&mut self, what: &str, is_there: bool, must: bool) {
        self.cells += 1;
        self.shown += usize::from(is_there);
        self.leaks += usize::from(is_there && !must);
        self.withheld += usize::from(!is_there && must);
        if is_there != must {
            println!("  {what}: {}", if is_there { "is seen" } else { "is not seen" });
        }
    }
}

/// Every page on which a record is found or shown, for one reader.
fn read(seen: &mut Seen, cast: &mut Cast, listing: &str, audience_of: &dyn Fn(usize) -> &'static str) -> Result<()> {
    let nobody_there = "/work/directory/people/7zzzzzzzzzzzzzzzzzzzzzzzzz";
    for (reader, visitor) in &mut cast.readers {
        let reader = *reader;
        let mut other_pages = Vec::new();
        for (_, word) in OF_PERSON.iter().take(3) {
            let query = form(&[("q".to_owned(), (*word).to_owned())]);
            // The word that was typed stands in the field: what was found stands in the cards.
            let paths = if reader == Reader::Nobody { &["/members"][..] } else { &["/members", "/work/directory"] };
            for path in paths {
                let page = visitor.open(&format!("{path}?{query}"))?.expect(200)?;
                let cards = page.html.split_once("<ul class=\"cards\">").map_or("", |(_, cards)| cards);
                let public = *path == "/members";
                other_pages.push((public, Page { html: cards.to_owned(), ..page.clone() }));
            }
        }
        if reader != Reader::Nobody {
            other_pages.push((false, visitor.open(&cast.group)?.expect(200)?));
        }
        let record = visitor.open(&cast.record)?;
        ensure!(matches!(record.status, 200 | 404), "the record answers {}", record.status);
        for (index, (field, word)) in OF_PERSON.iter().enumerate() {
            let audience = audience_of(index);
            let opened = OPENED.contains(field);
            let what = format!("{field} for {audience} in a record for {listing}, to {reader:?}");
            if reader != Reader::Nobody {
                seen.look(&what, says(&record, word), promised(listing, audience, reader, opened));
            }
            for (public, page) in &other_pages {
                // A public page is the same for everybody who opens it.
                let reader = if *public { Reader::Nobody } else { reader };
                if says(page, word) && !promised(listing, audience, reader, opened) {
                    seen.leaks += 1;
                    println!("  {what}: is seen on {}", page.path);
                }
            }
            if *field == "name" && reader == Reader::Nobody {
                let is_found = other_pages.iter().any(|(_, page)| says(page, word));
                seen.look(&what, is_found, promised(listing, audience, reader, false));
            }
        }
        if record.status == 404 {
            let nothing = visitor.open(nobody_there)?;
            seen.refused_unlike += usize::from(nothing.status != 404 || nothing.words() != record.words());
        }
        if reader != Reader::Nobody {
            let page = visitor.open(&cast.organisation)?.expect(200)?;
            for (index, (field, word)) in OF_ORGANISATION.iter().enumerate() {
                let audience = audience_of(index);
                let own = matches!(reader, Reader::Herself | Reader::SameOrganisation);
                let who = if own { Reader::Herself } else { Reader::Elsewhere };
                let what = format!("an organisation's {field} for {audience} in a record for {listing}, to {reader:?}");
                seen.look(&what, says(&page, word), promised(listing, audience, who, false));
            }
        }
    }
    Ok(())
}

/// Fields whose audience a form asks for and this proof does not know, and the other way round: a field that is added must be added here.
fn unknown_fields(dewi: &mut Visitor) -> Result<usize> {
    let mut unlike = 0;
    for (path, known) in [("/work/directory/me", &OF_PERSON[..]), ("/work/directory/ours", &OF_ORGANISATION[..])] {
        let form = dewi.open(path)?.expect(200)?.form(path)?;
        let mut asked: Vec<&str> = form.names.iter().filter_map(|name| name.strip_suffix("_audience")).collect();
        asked.sort_unstable();
        asked.dedup();
        let mut written: Vec<&str> = known.iter().map(|(field, _)| *field).collect();
        written.sort_unstable();
        if asked != written {
            println!("  {path} asks for the audience of {asked:?}; here stand {written:?}");
        }
        unlike += asked.iter().filter(|field| !written.contains(field)).count();
        unlike += written.iter().filter(|field| !asked.contains(field)).count();
    }
    Ok(unlike)
}

fn write(dewi: &mut Visitor, listing: &'static str, audience_of: &dyn Fn(usize) -> &'static str) -> Result<()> {
    let menus = |fields: &[(&'static str, &'static str)]| -> Vec<(String, &'static str)> {
        fields.iter().enumerate().map(|(index, (field, _))| (format!("{field}_audience"), audience_of(index))).collect()
    };
    let person = [
        ("other-names", "Melatiqz"),
        ("other-languages", "ksw"),
        ("skills", "Penyelidikanqz"),
        ("focus", "climate"),
        ("gender", "another"),
        ("elsewhere", "Sungaiqz, reporter, 2019–2023"),
        ("about", "Ceritaqz"),
        ("contact", "Suratqz"),
    ];
    let organisation = [
        ("work", "training"),
        ("focus", "climate"),
        ("lens", "violence"),
        ("goals", "14"),
        ("accreditations", "Akreditasiqz"),
        ("funders", "Penyandangqz"),
        ("independence", "Mandiriqz"),
        ("codes", "Pedomanqz"),
        ("desk", "Mejaqz"),
    ];
    for (path, fields, texts) in [
        ("/work/directory/me", &OF_PERSON[..], &person[..]),
        ("/work/directory/ours", &OF_ORGANISATION[..], &organisation[..]),
    ] {
        let form = dewi.open(path)?.expect(200)?.form(path)?;
        let menus = menus(fields);
        let mut set = vec![("listing", listing)];
        set.extend_from_slice(texts);
        set.extend(menus.iter().map(|(name, audience)| (name.as_str(), *audience)));
        dewi.submit(&form, &set)?.expect(200)?;
    }
    Ok(())
}

fn engine(shop: &Shop, name: &str, database: Option<String>) -> Result<(Seen, Linked)> {
    let data = shop.scratch.path().join(format!("visibility-{name}"));
    let site = Site::start(shop, &Start { database, without_limits: true, ..Start::folder(data) })?;
    let mut cast = cast(&site)?;
    let mut seen = Seen { unknown: unknown_fields(&mut cast.dewi)?, ..Seen::default() };
    for listing in LISTINGS {
        // In four rounds every field has every audience.
        for round in 0..AUDIENCES.len() {
            let audience_of =
                |index: usize| AUDIENCES.get((index + round) % AUDIENCES.len()).copied().unwrap_or("introductions");
            write(&mut cast.dewi, listing, &audience_of)?;
            read(&mut seen, &mut cast, listing, &audience_of)?;
        }
    }
    let operator = cast.readers.iter_mut().find(|(reader, _)| *reader == Reader::Operator);
    let (_, operator) = operator.context("somebody who runs the network")?;
    let linked = visibility_spaces::run(&site, operator)?;
    Ok((seen, linked))
}

pub(super) fn run(shop: &mut Shop, _: &Options) -> Result<Vec<Row>, Halt> {
    let mut engines = vec![("SQLite", None)];
    match shop.need(shop.fresh_postgres("visibility")) {
        Ok(url) => engines.push(("PostgreSQL", Some(url))),
        Err(Halt::Skip(reason)) => println!("  without PostgreSQL: {reason}"),
        Err(halt) => return Err(halt),
    }
    let mut rows = Vec::new();
    for (name, database) in engines {
        let (seen, linked) = engine(shop, name, database)?;
        rows.extend([
            Row::at_least(
                &format!("{name}: cells (field × audience × listing × reader)"),
                seen.cells as f64,
                1_100.0,
                "",
            ),
            Row::at_least(&format!("{name}: of these seen"), seen.shown as f64, 300.0, ""),
            Row::at_most(&format!("{name}: fields of the forms that are not among them"), seen.unknown as f64, 0.0, ""),
            Row::at_most(&format!("{name}: seen by whom it is not for, on any page"), seen.leaks as f64, 0.0, ""),
            Row::at_most(&format!("{name}: withheld from whom it is for"), seen.withheld as f64, 0.0, ""),
            Row::at_most(
                &format!("{name}: hidden records refused otherwise than none at all"),
                seen.refused_unlike as f64,
                0.0,
                "",
            ),
            Row::at_least(&format!("{name}: pages of two closed spaces compared"), linked.pages as f64, 8.0, ""),
        ]);
        for (what, count) in [
            ("identifiers shared", linked.identifiers),
            ("lists not in the order of chosen names", linked.orders),
            ("times finer than a month or a week", linked.times),
            ("lengths of pages that tell", linked.lengths),
            ("chosen names seen outside", linked.outside),
            ("told to somebody without a seat", linked.told),
        ] {
            rows.push(Row::at_most(&format!("{name}: closed spaces: {what}"), count as f64, 0.0, ""));
        }
    }
    Ok(rows)
}
