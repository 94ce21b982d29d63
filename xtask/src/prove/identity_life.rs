//! `identity-life`: two coordinators on one request, somebody who leaves with open duties, an organisation that merges and one that splits,
//! somebody who is forgotten in old records; each gone through the pages of the real program, on both engines.

use anyhow::{Context, Result, ensure};

use super::Options;
use crate::http::form;
use crate::people;
use crate::shop::{Halt, Shop};
use crate::site::{Site, Start};
use crate::statistics::Row;
use crate::visitor::{Form, Page, Visitor};

/// What must hold, and whether it does.
struct Story {
    engine: &'static str,
    rows: Vec<Row>,
}

impl Story {
    fn holds(&mut self, what: &str, holds: bool) {
        let figure = if holds { "yes" } else { "no" };
        self.rows.push(Row::must(&format!("{}: {what}", self.engine), figure, "yes", holds));
    }
}

fn query(text: &str) -> String {
    form(&[("q".to_owned(), text.to_owned())])
}

fn finds(visitor: &mut Visitor, text: &str) -> Result<Page> {
    visitor.open(&format!("/work/directory?{}", query(text)))?.expect(200)
}

/// The names of what a search gave.
fn names(page: &Page) -> Vec<String> {
    let cards = page.html.split("<li class=\"card\"><h3>").skip(1);
    let heads = cards.filter_map(|card| card.split("</h3>").next());
    let text = |head: &str| head.split('<').filter_map(|part| part.split_once('>').map(|(_, text)| text)).collect();
    heads.map(|head| text(&format!("<>{head}"))).collect()
}

fn stand(member: &mut Visitor) -> Result<()> {
    let form = member.open("/work/directory/me")?.expect(200)?.form("/work/directory/me")?;
    member.submit(&form, &[("listing", "network"), ("name_audience", "network")])?.expect(200)?;
    Ok(())
}

fn record(visitor: &mut Visitor, name: &str) -> Result<String> {
    finds(visitor, name)?.link("/work/directory/people/")
}

/// Asks to join; the page with the receipt.
fn knock(site: &Site, door: &str, name: &str) -> Result<Page> {
    let mut visitor = Visitor::new(site.address)?;
    let form = visitor.open(door)?.expect(200)?.form(door)?;
    visitor.submit(&form, &[("name", name), ("email", "somebody@life.example"), ("wants_in", "yes")])?.expect(200)
}

fn two_coordinators(story: &mut Story, site: &Site, first: &mut Visitor, second: &mut Visitor) -> Result<()> {
    let form = first.open("/work/directory/doors")?.expect(200)?.form("/work/directory/doors")?;
    let made = first.submit(&form, &[("kind", "network"), ("title", "Network"), ("vouches", "0")])?.expect(200)?;
    let link = made.links().into_iter().find(|link| link.contains("/j/")).context("a link of the way in")?;
    let door = format!("/j/{}", link.split_once("/j/").map_or("", |(_, code)| code));
    knock(site, &door, "Naw Paw")?;
    let path = first.open("/work/directory/joining")?.expect(200)?.link("/work/directory/joining/")?;
    let decision = |page: Page| -> Result<Form> { page.form(&path) };
    let (one, other) = (decision(first.open(&path)?.expect(200)?)?, decision(second.open(&path)?.expect(200)?)?);
    let admitted = first.submit(&one, &[("action", "admit"), ("reason", "We met in Mae Sot.")])?;
    story.holds("the first of two coordinators decides", admitted.status == 200 && admitted.html.contains("/join/"));
    let late = second.submit(&other, &[("action", "decline"), ("reason", "Nobody knows them, said Bayu.")])?;
    let told = late.html.contains("We met in Mae Sot.");
    let kept = late.html.contains("Nobody knows them, said Bayu.");
    story.holds("the second is told what the first did", late.status == 409 && told);
    story.holds("and keeps what they wrote", kept);
    let again = first.submit(&one, &[("action", "admit"), ("reason", "We met in Mae Sot.")])?;
    story.holds("nobody is let in twice", again.status == 409 && !again.html.contains("/join/"));

    // A note between the two: whoever decides has read it.
    knock(site, &door, "Saw Htoo")?;
    let path = first.open("/work/directory/joining")?.expect(200)?.link("/work/directory/joining/")?;
    let stale = first.open(&path)?.expect(200)?.form(&path)?;
    let remark = second.open(&path)?.expect(200)?.form("/remark")?;
    second.submit(&remark, &[("note", "Ask for the other name first.")])?.expect(200)?;
    let held = first.submit(&stale, &[("action", "admit"), ("reason", "Fine.")])?;
    let read = held.html.contains("Ask for the other name first.");
    story.holds("a note of the second stops the first until they read it", held.status == 409 && read);
    let form = held.form(&path)?;
    let done = first.submit(&form, &[("action", "decline"), ("reason", "Please say which name is yours.")])?;
    story.holds("who then goes on", done.status == 200);
    Ok(())
}

/// Says a need; the page of it.
fn need(member: &mut Visitor, title: &str) -> Result<Page> {
    let form = member.open("/work/directory/offers")?.expect(200)?.form("/work/directory/offers")?;
    member.submit(&form, &[("side", "need"), ("kind", "legal"), ("title", title)])?.expect(200)
}

/// Whether somebody is offered what only chairs do.
fn chairs(member: &mut Visitor, group: &str) -> Result<bool> {
    let forms = member.open(group)?.expect(200)?.forms();
    Ok(forms.iter().any(|form| form.buttons.iter().any(|(_, value)| value == "take-in")))
}

/// A working group of two, which one of them alone chairs; its page.
fn chaired_alone(operator: &mut Visitor, chair: &mut Visitor, other: &mut Visitor) -> Result<String> {
    let form = operator.open("/work/directory/groups")?.expect(200)?.form("/work/directory/groups")?;
    let group = operator.submit(&form, &[("name", "Rivers")])?.expect(200)?.path;
    for name in ["dewi", "fitri"] {
        let person = record(operator, name)?;
        let form = operator.open(&group)?.expect(200)?.form(&group)?;
        operator.submit(&form, &[("one", &person), ("action", "take-in")])?.expect(200)?;
    }
    let her = record(operator, "dewi")?;
    let her = her.rsplit('/').next().unwrap_or("").to_owned();
    let named = |form: &Form| form.value("action") == Some("chair") && form.value("one") == Some(her.as_str());
    let page = operator.open(&group)?.expect(200)?;
    let name = page.forms().into_iter().find(named).context("a way to name a chair")?;
    let page = operator.submit(&name, &[])?.expect(200)?;
    let leave =
        page.forms().into_iter().find(|form| form.value("action") == Some("leave")).context("a way to leave")?;
    operator.submit(&leave, &[])?.expect(200)?;
    ensure!(chairs(chair, &group)? && !chairs(other, &group)?, "one of the two chairs the group");
    Ok(group)
}

/// What two organisations agreed on and did not record yet; the page of it.
fn agreed(needs: &mut Visitor, gives: &mut Visitor) -> Result<String> {
    let page = need(needs, "Two afternoons with our laptops")?;
    let form = gives.open("/work/directory/offers")?.expect(200)?.form("/work/directory/offers")?;
    gives.submit(&form, &[("side", "offer"), ("kind", "legal"), ("title", "Two afternoons")])?.expect(200)?;
    let page = needs.open(&page.path)?.expect(200)?;
    let ask =
        page.forms().into_iter().find(|form| form.value("action") == Some("propose")).context("a way to ask them")?;
    needs.submit(&ask, &[])?.expect(200)?;
    let path = gives.open("/work/directory/offers")?.expect(200)?.link("/work/directory/collaborations/")?;
    let form = gives.open(&path)?.expect(200)?.form(&path)?;
    gives.submit(&form, &[("action", "agree")])?.expect(200)?;
    Ok(path)
}

fn leaving(story: &mut Story, site: &Site, operator: &mut Visitor) -> Result<()> {
    let (mut owner, _) = people::neighbour(operator, site.address, "Laut Biru", "gita")?;
    let link = people::invite(&mut owner, &["coordinator"])?;
    let mut dewi = people::join(site.address, &link, "dewi")?;
    let (mut eko, _) = people::neighbour(operator, site.address, "Bukit Hijau", "eko")?;
    let (mut fitri, _) = people::neighbour(operator, site.address, "Sungai Jernih", "fitri")?;
    for member in [&mut dewi, &mut eko, &mut fitri] {
        stand(member)?;
    }
    let group = chaired_alone(operator, &mut dewi, &mut fitri)?;
    let asked = need(&mut dewi, "A lawyer who knows the coast")?.path;
    let (one, other) = (record(&mut dewi, "eko")?, record(&mut dewi, "fitri")?);
    let form = dewi.open("/work/directory/introductions")?.expect(200)?.form("/work/directory/introductions")?;
    let begun =
        dewi.submit(&form, &[("one", &one), ("other", &other), ("purpose", "Both watch rivers.")])?.expect(200)?;
    let introduction = begun.link("/work/directory/introductions/")?;

    let page = dewi.open("/work/directory/leaving")?.expect(200)?;
    let hand_over = page.forms().into_iter().find(|form| form.value("action") == Some("hand-over"));
    story.holds("somebody who leaves is told of open duties", hand_over.is_some());
    story.holds("a working group that nobody else chairs among them", page.words().contains("1 working group"));
    dewi.submit(&hand_over.context("a way to hand over")?, &[])?.expect(200)?;
    let page = dewi.open("/work/directory/leaving")?.expect(200)?;
    let open = page.forms().into_iter().any(|form| form.value("action") == Some("hand-over"));
    story.holds("and has none when they are handed over", !open);
    story.holds("another of the group chairs it then", chairs(&mut fitri, &group)?);

    let page = owner.open("/settings/people")?.expect(200)?;
    let hers = page
        .links()
        .into_iter()
        .filter(|link| link.starts_with("/settings/people/"))
        .find(|link| owner.open(link).is_ok_and(|page| page.words().contains("dewi")))
        .context("dewi among the people")?;
    let id = hers.trim_start_matches("/settings/people/").split(['/', '?']).next().unwrap_or("");
    let end = format!("/settings/people/{id}/end");
    let form = owner.open(&end)?.expect(200)?.form(&end)?;
    let sure = form.buttons.first().cloned().unwrap_or_default();
    let fields: Vec<(&str, &str)> = if sure.0.is_empty() { Vec::new() } else { vec![(&sure.0, &sure.1)] };
    owner.submit(&form, &fields)?.expect(200)?;
    let gone = dewi.open("/work/directory")?;
    story.holds("whoever left acts for it no more", gone.path.starts_with("/sign-in") || gone.status == 403);
    let page = owner.open(&introduction)?.expect(200)?;
    let record = page
        .forms()
        .into_iter()
        .find(|form| form.names.iter().any(|name| name == "outcome"))
        .context("a way to record the outcome")?;
    let done = owner.submit(&record, &[("action", "record"), ("outcome", "They met in May.")])?;
    story.holds("the organisation goes on with the introduction", done.status == 200);
    let form = owner.open(&asked)?.expect(200)?.forms().into_iter().find(|form| form.value("action") == Some("close"));
    let closed = owner.submit(&form.context("a way to take the need back")?, &[])?;
    story.holds("and with the need", closed.status == 200);
    Ok(())
}

/// Says that one goes on in another; `offers` are those of its needs and offers that a part takes with it.
fn succeed(operator: &mut Visitor, former: &str, later: &str, kind: &str, offers: &[&str]) -> Result<Page> {
    let path = format!("/work/directory/organisations/{former}/successor");
    let form = operator.open(&path)?.expect(200)?.form(&path)?;
    let mut set = vec![("successor", later), ("succession", kind), ("reason", "Decided together."), ("sure", "yes")];
    set.extend(offers.iter().map(|offer| ("offers", *offer)));
    operator.submit(&form, &set)
}

fn organisations(story: &mut Story, site: &Site, operator: &mut Visitor) -> Result<()> {
    let (mut ivy, whale) = people::neighbour(operator, site.address, "Sandpound Whale", "ivy")?;
    let (mut lin, lantern) = people::neighbour(operator, site.address, "Lantern Workshop", "lin")?;
    need(&mut ivy, "Somebody to keep a server")?;
    let (mut noor, _) = people::neighbour(operator, site.address, "Kelp Clinic", "noor")?;
    let between = agreed(&mut ivy, &mut noor)?;
    succeed(operator, &whale, &lantern, "merged", &[])?.expect(200)?;
    story.holds(
        "a merged one is found under its former name as its successor",
        names(&finds(operator, "Sandpound")?) == ["Lantern Workshop"],
    );
    let ours = lin.open("/work/directory/offers")?.expect(200)?;
    story.holds("its open needs go over", ours.words().contains("Somebody to keep a server"));
    let page = lin.open(&between)?;
    let record = page.forms().into_iter().find(|form| form.names.iter().any(|name| name == "outcome_kind"));
    let recorded = match record {
        Some(form) => lin.submit(&form, &[("outcome_kind", "training"), ("outcome", "Twelve laptops.")])?.status == 200,
        None => false,
    };
    story.holds("what it agreed on is recorded by its successor", recorded);
    let out = ivy.open("/work/directory")?;
    story.holds("nobody acts for it any more", out.path.starts_with("/sign-in") || out.status == 403);
    let page = operator.open(&format!("/work/directory/organisations/{whale}"))?.expect(200)?;
    story.holds("its page leads on", page.links().iter().any(|link| link.ends_with(&lantern)));
    story.holds("and it merges once", succeed(operator, &whale, &lantern, "merged", &[])?.status == 409);

    let (mut mei, wave) = people::neighbour(operator, site.address, "Coral Bureau", "mei")?;
    let goes = need(&mut lin, "Somebody to read nets")?.path;
    let goes = goes.rsplit('/').next().context("which need")?;
    succeed(operator, &lantern, &wave, "split", &[goes])?.expect(200)?;
    let theirs = mei.open("/work/directory/offers")?.expect(200)?.words();
    story.holds(
        "the part answers for the need that was chosen and no other",
        theirs.contains("Somebody to read nets") && !theirs.contains("Somebody to keep a server"),
    );
    let mut found = names(&finds(operator, "Lantern")?);
    found.sort();
    story.holds("one that split is found with its part under its name", found == ["Coral Bureau", "Lantern Workshop"]);
    let stays = lin.open("/work/directory/offers")?;
    story.holds("and goes on itself", stays.status == 200 && stays.words().contains("Somebody to keep a server"));
    story.holds("without what went over", !stays.words().contains("Somebody to read nets"));
    let part = operator.open(&format!("/work/directory/organisations/{wave}"))?.expect(200)?;
    story.holds("the part says what it came out of", part.links().iter().any(|link| link.ends_with(&lantern)));
    Ok(())
}

fn forgotten(story: &mut Story, site: &Site, operator: &mut Visitor) -> Result<()> {
    let (mut owner, _) = people::neighbour(operator, site.address, "Danau Tenang", "hana")?;
    let link = people::invite(&mut owner, &["owner"])?;
    let mut melati = people::join(site.address, &link, "melatiqz")?;
    stand(&mut melati)?;
    let form = melati.open("/work/directory/ours")?.expect(200)?.form("/work/directory/ours")?;
    melati.submit(&form, &[("listing", "public"), ("funders", "Ocean Fund")])?.expect(200)?;
    let before = owner.open("/work/directory/ours")?.expect(200)?.words();
    ensure!(before.contains("melatiqz") && before.contains("Ocean Fund"), "the history names nobody: {before}");
    let path = record(operator, "melatiqz")?;
    let page = melati.open("/work/directory/leaving")?.expect(200)?;
    let forget = page.forms().into_iter().find(|form| form.value("action") == Some("forget"));
    melati.submit(&forget.context("a way to be forgotten")?, &[])?.expect(200)?;
    story.holds("somebody who is forgotten is found by nobody", names(&finds(operator, "melatiqz")?).is_empty());
    story.holds("their record is as none at all", operator.open(&path)?.status == 404);
    let after = owner.open("/work/directory/ours")?.expect(200)?.words();
    story.holds("what they changed stays", after.contains("Ocean Fund"));
    story.holds("without their name", !after.contains("melatiqz"));
    Ok(())
}

fn engine(shop: &Shop, name: &'static str, database: Option<String>) -> Result<Vec<Row>> {
    let data = shop.scratch.path().join(format!("identity-life-{name}"));
    let site = Site::start(shop, &Start { database, without_limits: true, ..Start::folder(data) })?;
    let mut operator = people::set_up(&site)?;
    let link = people::invite(&mut operator, &["coordinator"])?;
    let mut second = people::join(site.address, &link, "bayu")?;
    let form = operator.open("/operator/people")?.expect(200)?.form("/operator/people")?;
    operator.submit(&form, &[("sign_in_name", "bayu")])?.expect(200)?;
    let mut story = Story { engine: name, rows: Vec::new() };
    two_coordinators(&mut story, &site, &mut operator, &mut second)?;
    leaving(&mut story, &site, &mut operator)?;
    organisations(&mut story, &site, &mut operator)?;
    forgotten(&mut story, &site, &mut operator)?;
    Ok(story.rows)
}

pub(super) fn run(shop: &mut Shop, _: &Options) -> Result<Vec<Row>, Halt> {
    let mut rows = engine(shop, "SQLite", None)?;
    match shop.need(shop.fresh_postgres("identity_life")) {
        Ok(url) => rows.extend(engine(shop, "PostgreSQL", Some(url))?),
        Err(Halt::Skip(reason)) => println!("  without PostgreSQL: {reason}"),
        Err(halt) => return Err(halt),
    }
    Ok(rows)
}
