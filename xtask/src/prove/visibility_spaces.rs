//! The second half of `visibility`: whoever sits in two closed spaces under two names cannot be known as one by somebody who sits in both,
//! by identifier, order, time, or the length of a page.

use anyhow::{Context, Result, ensure};

use crate::http::form;
use crate::people::{self, PASSWORD};
use crate::site::Site;
use crate::visitor::{Page, Visitor};

/// Who sits where: sign-in name, and the names chosen for the two spaces.
const SEATS: [(&str, &str, &str); 4] = [
    ("dewi", "Hornbillqz", "Tamarindqz"),
    ("eko", "Zinniaqz", "Auklikeqz"),
    ("gita", "Mynaqz", "Nipahqz"),
    ("hana", "Egretqz", "Waringinqz"),
];
/// The step of the length of a page, as the documents promise it.
const STEP: usize = 16_384;

/// What came out.
#[derive(Debug, Default)]
pub(super) struct Linked {
    /// Pages that were compared.
    pub(super) pages: usize,
    /// Identifiers, or six characters in a row of them, that stand in both spaces.
    pub(super) identifiers: usize,
    /// Lists that are not in the order of the chosen names.
    pub(super) orders: usize,
    /// Times finer than a month on a seat or a week on what was said.
    pub(super) times: usize,
    /// Pages whose length is no multiple of the step, or tells two seats apart.
    pub(super) lengths: usize,
    /// Chosen names seen outside of their space: searches, records, copies, exports, public pages, letters.
    pub(super) outside: usize,
    /// Spaces and seats that are there for somebody without a seat, or refused otherwise than what is not there.
    pub(super) told: usize,
}

fn open_space(operator: &mut Visitor, name: &str, pseudonym: &str) -> Result<String> {
    let form = operator.open("/work/spaces/new")?.expect(200)?.form("/work/spaces/new")?;
    let set = [("name", name), ("pseudonym", pseudonym), ("space_about", "For a while."), ("listed", "true")];
    Ok(operator.submit(&form, &set)?.expect(200)?.path)
}

fn invitation(operator: &mut Visitor, space: &str) -> Result<String> {
    let page = operator.open(space)?.expect(200)?;
    let form =
        page.forms().into_iter().find(|form| form.value("action") == Some("invite")).context("a way to invite")?;
    let page = operator.submit(&form, &[])?.expect(200)?;
    let (_, rest) = page.html.split_once("class=\"locator\" dir=\"ltr\">").context("the word of an invitation")?;
    Ok(rest.split('<').next().unwrap_or("").to_owned())
}

fn enter(member: &mut Visitor, word: &str, pseudonym: &str, about: &str) -> Result<()> {
    let form = member.open("/work/spaces")?.expect(200)?.form("/work/spaces/enter")?;
    let set = [("word", word), ("pseudonym", pseudonym), ("about", about), ("listed", "true")];
    member.submit(&form, &set)?.expect(200)?;
    Ok(())
}

fn say(member: &mut Visitor, space: &str, text: &str) -> Result<()> {
    let page = member.open(space)?.expect(200)?;
    let form =
        page.forms().into_iter().find(|form| form.names.iter().any(|name| name == "text")).context("a way to say")?;
    member.submit(&form, &[("text", text), ("action", "say")])?.expect(200)?;
    Ok(())
}

/// The seats that a page of a space links to, each with its name, in order.
fn seats(page: &Page, space: &str) -> Vec<(String, String)> {
    let start = format!("<a href=\"{space}/seats/");
    let list = page.html.split("<ul class=\"lines\">").last().unwrap_or("");
    let named = list.split(&start).skip(1).filter_map(|part| {
        let (id, rest) = part.split_once("\">")?;
        let name = rest.split("</a>").next()?.split('>').nth(1)?.split('<').next()?;
        Some((id.to_owned(), name.to_owned()))
    });
    named.collect()
}

/// Whether two identifiers have six characters in a row in common. Of 26 random ones each (32 letters and digits), that happens by chance about
/// once in two million pairs.
fn alike(one: &str, other: &str) -> bool {
    let parts = |text: &str| text.as_bytes().windows(6).map(<[u8]>::to_vec).collect::<Vec<_>>();
    let others = parts(other);
    parts(one).iter().any(|part| others.contains(part))
}

/// Whether a page tells a moment: a time of day, or a machine's moment.
fn tells_a_moment(page: &Page) -> bool {
    let main = page.html.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap_or("");
    let bytes = main.as_bytes();
    let clock = bytes
        .windows(5)
        .any(|window| matches!(window, [a, b, b':', c, d] if [a, b, c, d].iter().all(|digit| digit.is_ascii_digit())));
    clock || main.contains("<time")
}

fn compare(linked: &mut Linked, gita: &mut Visitor, spaces: [&str; 2]) -> Result<()> {
    let mut found = Vec::new();
    for space in spaces {
        let page = gita.open(space)?.expect(200)?;
        let seats = seats(&page, space);
        ensure!(seats.len() >= SEATS.len(), "{} seats are listed", seats.len());
        let mut sorted: Vec<String> = seats.iter().map(|(_, name)| name.to_lowercase()).collect();
        sorted.sort();
        linked.orders += usize::from(!seats.iter().map(|(_, name)| name.to_lowercase()).eq(sorted));
        let mut lengths = Vec::new();
        for (id, _) in &seats {
            let page = gita.open(&format!("{space}/seats/{id}"))?.expect(200)?;
            linked.pages += 1;
            linked.times += usize::from(tells_a_moment(&page));
            linked.lengths += usize::from(!page.html.len().is_multiple_of(STEP));
            lengths.push(page.html.len());
            // Whoever watches the line sees what goes over it, and a browser asks for everything packed: what is filled up must not be.
            let sent =
                gita.get_with(&format!("{space}/seats/{id}"), &[("accept-encoding", "gzip, br, zstd, deflate")])?;
            let packed = sent.header("content-encoding").is_some();
            linked.lengths += usize::from(packed || !sent.body.len().is_multiple_of(STEP));
        }
        lengths.dedup();
        linked.lengths += lengths.len() - 1;
        linked.pages += 1;
        linked.times += usize::from(tells_a_moment(&page));
        linked.lengths += usize::from(!page.html.len().is_multiple_of(STEP));
        found.push(seats);
    }
    if let [one, two] = found.as_slice() {
        for (id, _) in one {
            linked.identifiers += two.iter().filter(|(other, _)| alike(id, other)).count();
        }
        // The same people stand at other places in the two lists, unless their names say otherwise.
        let place = |seats: &[(String, String)], name: &str| seats.iter().position(|(_, known)| known == name);
        let moved = SEATS.iter().filter(|(_, first, second)| place(one, first) != place(two, second)).count();
        ensure!(moved > 0, "the order of the two lists is that of the people behind them");
    }
    Ok(())
}

fn look_outside(linked: &mut Linked, visitor: &mut Visitor, spaces: [&str; 2], own: bool) -> Result<()> {
    let mut pages = Vec::new();
    for (_, one, two) in SEATS {
        for name in [one, two] {
            let query = form(&[("q".to_owned(), name.to_owned())]);
            for path in ["/members", "/work/directory"] {
                let page = visitor.open(&format!("{path}?{query}"))?;
                let cards = page.html.split_once("<ul class=\"cards\">").map_or("", |(_, cards)| cards).to_owned();
                pages.push(Page { html: cards, ..page });
            }
        }
    }
    for path in [
        "/work/directory/me",
        "/work/directory/me/copy",
        "/work/directory/groups",
        "/work/directory/mail",
        "/network/impact",
        "/network/impact.json",
        "/network/impact.csv",
        "/members",
        "/organisations",
    ] {
        pages.push(visitor.open(path)?);
    }
    for page in &pages {
        let named = SEATS.iter().any(|(_, one, two)| page.html.contains(one) || page.html.contains(two));
        linked.outside += usize::from(named);
    }
    if !own {
        let nowhere = visitor.open("/work/spaces/7zzzzzzzzzzzzzzzzzzzzzzzzz")?;
        for space in spaces {
            let page = visitor.open(space)?;
            let alike = page.status == nowhere.status && page.words() == nowhere.words();
            linked.told += usize::from(page.status == 200 || !alike);
        }
    }
    Ok(())
}

/// Lets people sit in two spaces, and looks at everything that somebody in both can see of the others.
pub(super) fn run(site: &Site, operator: &mut Visitor) -> Result<Linked> {
    let mut linked = Linked::default();
    let one = open_space(operator, "Rivers", "Craneqz")?;
    let two = open_space(operator, "Hills", "Kiteqz")?;
    let mut members = Vec::new();
    for (name, _, _) in SEATS {
        members.push(people::sign_in_with(site.address, name, PASSWORD)?);
    }
    // In one space they come in one order, in the other in the same: neither may be seen.
    for (space, second) in [(&one, false), (&two, true)] {
        for (member, (_, first, other)) in members.iter_mut().zip(SEATS) {
            let word = invitation(operator, space)?;
            let pseudonym = if second { other } else { first };
            let about = pseudonym.repeat(if second { 3 } else { 1 });
            enter(member, &word, pseudonym, &about)?;
            say(member, space, &format!("{pseudonym} is here."))?;
        }
    }
    let spaces = [one.as_str(), two.as_str()];
    let [dewi, eko, gita, _] = members.as_mut_slice() else { anyhow::bail!("four members") };
    compare(&mut linked, gita, spaces)?;
    for visitor in [dewi, eko] {
        look_outside(&mut linked, visitor, spaces, true)?;
    }
    let mut elsewhere = people::sign_in_with(site.address, "fitri", PASSWORD)?;
    look_outside(&mut linked, &mut elsewhere, spaces, false)?;
    Ok(linked)
}
