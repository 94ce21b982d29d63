//! `escalation-story`: the whole way of a notice against the built program, with a mail server (Postfix) and a mailbox (Dovecot) that are
//! real. A claim becomes a notice and goes out by SMTP; a machine of the other side confirms it, a person answers, a chaser goes out, they
//! refuse, an appeal succeeds, all of it through IMAP; figures move; a letter that cannot be delivered comes back; what answers nothing
//! waits for somebody; a claim and three cases become one sealed notice, and two people take their consent back. How many pages a liaison opens and fields they fill for their first notice is counted.

use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::Options;
use crate::people;
use crate::post::{BOXES, Post, header};
use crate::shop::{Halt, Shop};
use crate::site::{Site, Start};
use crate::statistics::Row;
use crate::visitor::{Page, Visitor};

/// Looks into the mailbox are ten seconds apart, the least there is; on a machine that is busy with other tests they come later.
const PATIENCE: Duration = Duration::from_secs(150);
/// Pages opened and forms sent for a first notice, and fields filled.
const MOST_STEPS: f64 = 5.0;
const MOST_FIELDS: f64 = 12.0;

/// Opens a page until it says something.
fn until(visitor: &mut Visitor, path: &str, words: &str) -> Result<Page> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let page = visitor.open(path)?.expect(200)?;
        if page.words().contains(words) {
            return Ok(page);
        }
        ensure!(Instant::now() < deadline, "{path} never says {words:?}; it says: {}", page.words());
        std::thread::sleep(Duration::from_millis(500));
    }
}

/// Opens a page, sends the form on it whose action ends so, and gives the page that follows.
fn send(visitor: &mut Visitor, path: &str, action: &str, set: &[(&str, &str)]) -> Result<Page> {
    let form = visitor.open(path)?.expect(200)?.form(action)?;
    visitor.submit(&form, set)?.expect(200)
}

/// A route by mail to a platform; its identifier.
fn route(visitor: &mut Visitor, address: &str) -> Result<String> {
    let list = visitor.open("/work/escalations/platforms")?.expect(200)?;
    let platform = list
        .links()
        .into_iter()
        .find(|link| link.starts_with("/work/escalations/platforms/") && !link.ends_with("/new"))
        .context("the register is empty")?;
    let path = format!("{platform}/routes/new");
    let page = visitor.open(&path)?.expect(200)?;
    let mut form = page.form(&path)?;
    let owner = page
        .html
        .split("name=\"keepers\"")
        .nth(1)
        .and_then(|rest| rest.split_once("value=\""))
        .and_then(|(_, rest)| rest.split('"').next())
        .context("nobody can hold the route")?;
    form.fields.push(("keepers".to_owned(), owner.to_owned()));
    let set = [
        ("name", address),
        ("channel", "e-mail"),
        ("way", "trusted-flagger"),
        ("address", address),
        ("role", "Liaison desk"),
        ("zone", "Asia/Kolkata"),
        ("languages", "en"),
    ];
    let done = visitor.submit(&form, &set)?.expect(200)?;
    let id = done.path.split('?').next().unwrap_or("").rsplit('/').next().unwrap_or("").to_owned();
    ensure!(id.len() == 26, "the route was not kept ({}): {}", done.path, done.words());
    Ok(id)
}

/// What a notice by hand needs, besides what claim and route fill in.
const NOTICE: [(&str, &str); 8] = [
    ("title", "Threats against a journalist"),
    ("locations", "https://platform.test/post/1"),
    ("explanation", "The post names her street and calls on people to go there tonight."),
    ("category", "cyber-violence-against-women"),
    ("region", "south-asia"),
    ("ground", "terms"),
    ("other_rule", "Harassment policy, threats"),
    ("good_faith", "yes"),
];

/// Writes a notice from a claim and sends it: its path, and how many steps and fields that took.
fn notice(visitor: &mut Visitor, from: &str, route: &str) -> Result<(String, usize, usize)> {
    let (mut steps, mut filled) = (1, 1);
    let editor = send(visitor, from, "/work/escalations/new", &[("route", route)])?;
    steps += 1;
    let form = editor.form("/edit")?;
    let mut set: Vec<(&str, &str)> = NOTICE.to_vec();
    // A claim has given the title already.
    if form.value("title").is_some_and(|title| !title.is_empty()) {
        set.retain(|(name, _)| *name != "title");
    }
    filled += set.len();
    set.push(("then", "preview"));
    let preview = visitor.submit_files(&form, &set, "file", &[])?.expect(200)?;
    steps += 1;
    ensure!(preview.path.ends_with("/preview"), "the notice lacks something ({}): {}", preview.path, preview.words());
    let done = visitor.submit(&preview.form("/send")?, &[])?.expect(200)?;
    steps += 1;
    Ok((done.path.split('?').next().unwrap_or("").to_owned(), steps, filled))
}

/// A letter of the other side.
fn answer(id: &str, follows: Option<&str>, more: &str, text: &str) -> String {
    let follows = follows.map_or_else(String::new, |id| format!("In-Reply-To: {id}\n"));
    format!(
        "From: Trust Desk <flag@platform.test>\nMessage-ID: <{id}@platform.test>\n{follows}{more}Subject: Re: your notice\n\n{text}\n"
    )
}

fn figure(visitor: &mut Visitor) -> Result<String> {
    Ok(visitor.open("/work/escalations/figures")?.expect(200)?.words())
}

pub(super) fn run(shop: &mut Shop, _: &Options) -> Result<Vec<Row>, Halt> {
    let post = shop.need(Post::start(shop))?;
    Ok(story(shop, &post)?)
}

fn story(shop: &Shop, post: &Post) -> Result<Vec<Row>> {
    let folder = shop.scratch.path().join("escalation-story");
    fs::create_dir_all(&folder)?;
    let password = folder.join("imap-password");
    fs::write(&password, BOXES[0].1)?;
    let environment = [
        ("SAKSI_SMTP_HOST", "127.0.0.1".to_owned()),
        ("SAKSI_SMTP_PORT", post.smtp.to_string()),
        ("SAKSI_SMTP_ENCRYPTION", "none".to_owned()),
        ("SAKSI_IMAP_HOST", "127.0.0.1".to_owned()),
        ("SAKSI_IMAP_PORT", post.imap.to_string()),
        ("SAKSI_IMAP_ENCRYPTION", "none".to_owned()),
        ("SAKSI_IMAP_USER", BOXES[0].0.to_owned()),
        ("SAKSI_IMAP_PASSWORD_FILE", password.display().to_string()),
        ("SAKSI_IMAP_SECONDS", "10".to_owned()),
        ("SAKSI_INBOUND_ADDRESS", "notices@here.test".to_owned()),
    ];
    let environment = environment.map(|(name, value)| (name.to_owned(), value)).to_vec();
    let start = Start { without_limits: true, environment, ..Start::folder(folder.join("data")) };
    let site = Site::start(shop, &start)?;
    let mut visitor = people::set_up(&site)?;
    let settings = "/work/escalations/settings";
    send(&mut visitor, settings, settings, &[("sender_mail", "liaison@here.test")])?;
    let good = route(&mut visitor, "flag@platform.test")?;
    let wrong = route(&mut visitor, "nobody@platform.test")?;

    // A claim becomes a notice.
    let claim = "They say on this page that the journalist in our street must be driven out tonight";
    people::hand_in(&mut Visitor::new(site.address)?, claim)?;
    let claims = visitor.open("/desk")?.expect(200)?;
    let place = claims.link("/desk/claims/")?;
    let id = place.trim_start_matches("/desk/claims/").split(['?', '#']).next().unwrap_or("").to_owned();
    let from = format!("/work/escalations/new?about=claim:{id}");
    let (path, steps, filled) = notice(&mut visitor, &from, &good)?;
    let given = post.wait("flag", 1)?;
    let sent = given.first().context("the notice")?;
    let ours = header(sent, "Message-ID").context("the notice has no Message-ID")?;
    let back = header(sent, "Reply-To").context("the notice has no Reply-To")?;
    let back =
        back.split(['<', '>', ',', ' ']).find(|part| part.contains('+')).context("no word in Reply-To")?.to_owned();
    until(&mut visitor, &path, "Sent, no decision yet")?;

    // A machine confirms; a person answers without any header that says to what; a third letter answers nothing.
    let machine =
        answer("auto-1", Some(&ours), "Auto-Submitted: auto-replied\n", "Your report was removed from our queue.");
    post.send("", &back, &machine)?;
    post.send("flag@platform.test", &back, &answer("person-1", None, "", "I am looking at this. Rani"))?;
    post.send(
        "flag@platform.test",
        "notices@here.test",
        &answer("lost-1", None, "X-Of: nothing\n", "Which report do you mean?"),
    )?;
    let course = until(&mut visitor, &path, "A letter has come")?;
    ensure!(
        course.words().contains("Automatic answer") && course.words().contains("Sent, no decision yet"),
        "a machine decided: {}",
        course.words()
    );
    let letters: Vec<String> =
        course.links().into_iter().filter(|link| link.starts_with("/work/escalations/inbox/")).collect();
    ensure!(letters.len() == 2, "{} letters instead of two", letters.len());
    let person = letters.get(1).context("the person's letter")?;
    let shown = visitor.open(person)?.expect(200)?;
    let read_whole = shown.words().contains("I am looking at this. Rani");
    let say = format!("{person}/as/reply");
    send(&mut visitor, &say, &say, &[])?;
    let tray = until(&mut visitor, "/work/escalations/inbox", "Where does it belong?")?;
    let lost = tray
        .links()
        .into_iter()
        .find(|link| link.starts_with("/work/escalations/inbox/"))
        .context("the tray is empty")?;
    let escalation = path.rsplit('/').next().unwrap_or("").to_owned();
    send(&mut visitor, &lost, "/assign", &[("escalation", &escalation)])?;
    send(&mut visitor, &lost, "/nothing", &[])?;

    // A chaser goes out in the same thread; they refuse.
    let chase = format!("{path}/chase");
    send(&mut visitor, &chase, &chase, &[])?;
    let chaser = post.wait("flag", 2)?.into_iter().find(|letter| header(letter, "In-Reply-To").is_some());
    let chaser = chaser.context("the chaser follows nothing")?;
    let in_thread = header(&chaser, "In-Reply-To").is_some_and(|follows| follows == ours);
    let theirs = header(&chaser, "Message-ID").context("the chaser has no Message-ID")?;
    let before = figure(&mut visitor)?;
    post.send("flag@platform.test", &back, &answer("decision-1", Some(&theirs), "", "We see no violation."))?;
    let course = until(&mut visitor, &path, "A letter has come")?;
    let refused = course.links().into_iter().rfind(|link| link.starts_with("/work/escalations/inbox/"));
    let say = format!("{}/as/decision", refused.context("the refusal")?);
    send(&mut visitor, &say, &say, &[("outcome", "no-action"), ("reasoned", "no")])?;
    let decided = figure(&mut visitor)?;

    // An appeal succeeds.
    let appeal = format!("{path}/record/appeal");
    send(&mut visitor, &appeal, &appeal, &[("body", "internal")])?;
    post.send("flag@platform.test", &back, &answer("appeal-1", Some(&ours), "", "We looked again and removed it."))?;
    let course = until(&mut visitor, &path, "A letter has come")?;
    let granted = course.links().into_iter().rfind(|link| link.starts_with("/work/escalations/inbox/"));
    let say = format!("{}/as/appeal-decided", granted.context("the result")?);
    send(&mut visitor, &say, &say, &[("result", "overturned-substance")])?;
    let overturned = figure(&mut visitor)?;

    // The same letter twice is one letter; one that cannot be delivered comes back.
    post.send("flag@platform.test", &back, &answer("person-1", None, "", "I am looking at this. Rani"))?;
    let (failing, ..) = notice(&mut visitor, "/work/escalations/new", &wrong)?;
    let bounced = until(&mut visitor, &failing, "The letter came back")?;
    let course = visitor.open(&path)?.expect(200)?;
    let letters = course.links().into_iter().filter(|link| link.starts_with("/work/escalations/inbox/")).count();
    let had_gone = post.wait("flag", 2)?.len();
    let cases = super::escalation_cases::story(&site, post, &mut visitor, &good, &id, had_gone)?;
    let panics = site.log()?.lines().filter(|line| line.contains("panicked")).count();
    let mut rows = vec![
        Row::at_most("pages and forms of a first notice, from the claim to sent", steps as f64, MOST_STEPS, ""),
        Row::at_most("fields that were filled for it", filled as f64, MOST_FIELDS, ""),
        Row::must("a letter of a person is read whole", yes(read_whole), "yes", read_whole),
        Row::must("the chaser stands in the thread of the notice", yes(in_thread), "yes", in_thread),
        Row::must("figures move with the decision", yes(before != decided), "yes", before != decided),
        Row::must("figures move with the appeal", yes(decided != overturned), "yes", decided != overturned),
        Row::must(
            "what cannot be delivered is not sent any more",
            yes(bounced.words().contains("Ready, not sent yet")),
            "yes",
            bounced.words().contains("Ready, not sent yet"),
        ),
        Row::must("letters of the escalation, one of them sent twice", letters.to_string(), "5", letters == 5),
    ];
    rows.extend(cases);
    rows.push(Row::at_most("panics in the log", panics as f64, 0.0, ""));
    Ok(rows)
}

fn yes(holds: bool) -> &'static str {
    if holds { "yes" } else { "no" }
}
