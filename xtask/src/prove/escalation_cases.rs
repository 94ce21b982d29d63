//! The part of `escalation-story` that begins with people: three of them ask for help and agree that a platform is told, each to more
//! or less; their cases and a claim become one sealed notice. One takes the consent back before the notice goes, one after it went.

use anyhow::{Context, Result, ensure};

use super::authorisation::{open_helpline, unlock};
use super::seizure::receipt_on;
use crate::people;
use crate::post::{Post, header};
use crate::site::Site;
use crate::statistics::Row;
use crate::visitor::{Form, Page, Visitor};

/// Somebody who asks for help, without a script.
struct Person {
    visitor: Visitor,
    locator: String,
    words: String,
    case: String,
    /// Words that stand in nothing but their part.
    mark: String,
}

fn ask(site: &Site, mark: &str) -> Result<Person> {
    let mut visitor = Visitor::new(site.address)?;
    let mut form = visitor.open("/help")?.expect(200)?.form("/help")?;
    form.fields.push(("incident".to_owned(), "abuse".to_owned()));
    let text = format!("Somebody posts my address. {mark}");
    let page = visitor.submit(&form, &[("safe", "no"), ("text", &text), ("approach", "reactive")])?.expect(200)?;
    let (locator, words) = receipt_on(&page)?;
    Ok(Person { visitor, locator, words, case: String::new(), mark: mark.to_owned() })
}

impl Person {
    fn come_back(&mut self) -> Result<Page> {
        let form = self.visitor.open("/help/return")?.expect(200)?.form("/help/return")?;
        self.visitor.submit(&form, &[("locator", &self.locator), ("words", &self.words)])?.expect(200)
    }

    fn answer(&mut self, answer: &str) -> Result<Page> {
        let page = self.come_back()?;
        let fits =
            |form: &&Form| form.action == "/help/consent" && form.buttons.iter().any(|(_, value)| value == answer);
        let form = page.forms().iter().find(fits).cloned();
        let form = form.with_context(|| format!("nothing to answer with {answer}: {}", page.words()))?;
        self.visitor.submit(&form, &[("answer", answer)])?.expect(200)
    }
}

fn post_form(page: &Page, action: &str) -> Result<Form> {
    let found = page.forms().into_iter().rfind(|form| form.method == "post" && form.action == action);
    found.with_context(|| format!("{} has no form {action}: {}", page.path, page.words()))
}

fn send(visitor: &mut Visitor, form: &Form, set: &[(&str, &str)]) -> Result<Page> {
    let page = visitor.submit(form, set)?;
    ensure!(page.status == 200, "{} was answered with {}: {}", form.action, page.status, page.words());
    Ok(page)
}

/// Takes the case that stands in the queue with the words of a person.
fn take(owner: &mut Visitor, person: &mut Person) -> Result<()> {
    let queue = owner.open("/cases?lane=triage")?.expect(200)?;
    let row = queue.html.split("href=\"/cases/").skip(1).find(|row| row.contains(&person.mark));
    person.case = row.context("the queue lacks a case")?.chars().take_while(char::is_ascii_alphanumeric).collect();
    let at = format!("/cases/{}", person.case);
    let form = post_form(&owner.open(&at)?.expect(200)?, &format!("{at}/people"))?;
    send(owner, &form, &[])?;
    // As a case is marked at first, no platform may be told of it.
    let form = post_form(&owner.open(&at)?.expect(200)?, &format!("{at}/marking"))?;
    send(owner, &form, &[("pap", "PAP:CLEAR")])?;
    Ok(())
}

/// Asks the person, who agrees in the thread, and puts what they agreed to into the notice: by the route, or into the draft.
fn tell(owner: &mut Visitor, person: &mut Person, to: &str) -> Result<String> {
    let telling = format!("/cases/{}/notices", person.case);
    let page = owner.open(&telling)?.expect(200)?;
    send(owner, &post_form(&page, &format!("{telling}/consents"))?, &[("words", "We would name the posts.")])?;
    person.answer("yes")?;
    let page = owner.open(&telling)?.expect(200)?;
    let part = format!("What was done: {}.", person.mark);
    let set = [("to", to), ("links", "https://platform.test/post/7"), ("summary", part.as_str())];
    let page = send(owner, &post_form(&page, &telling)?, &set)?;
    Ok(page.path.split('?').next().unwrap_or("").to_owned())
}

pub(super) fn story(
    site: &Site,
    post: &Post,
    owner: &mut Visitor,
    route: &str,
    claim: &str,
    before: usize,
) -> Result<Vec<Row>> {
    unlock(owner)?;
    open_helpline(owner, "Owner")?;
    let link = people::invite(owner, &["liaison", "responder"])?;
    let mut colleague = people::join(site.address, &link, "colleague")?;
    let (mut first, mut second, mut third) =
        (ask(site, "kelinci-4410")?, ask(site, "serigala-4420")?, ask(site, "harimau-4430")?);
    for person in [&mut first, &mut second, &mut third] {
        take(owner, person)?;
    }
    let notice = tell(owner, &mut first, route)?;
    let id = notice.rsplit('/').next().unwrap_or("").to_owned();
    tell(owner, &mut second, &id)?;
    tell(owner, &mut third, &id)?;
    let set = [
        ("title", "One account threatens three people"),
        ("context", &format!("The claim is public: /claims/{claim}")),
        ("category", "cyber-violence"),
        ("region", "south-asia"),
        ("ground", "terms"),
        ("other_rule", "Harassment policy, threats"),
        ("good_faith", "yes"),
        ("then", "preview"),
    ];
    let page = owner.open(&notice)?.expect(200)?;
    let preview = send(owner, &post_form(&page, &notice)?, &set)?;
    let held_all = [&first, &second, &third].iter().all(|person| preview.html.contains(&person.mark));

    // Before it goes: the first one's part is gone.
    first.answer("withdraw")?;
    let preview = owner.open(&format!("{notice}/preview"))?.expect(200)?;
    send(owner, &post_form(&preview, &format!("{notice}/send"))?, &[])?;
    let letters = post.wait("flag", before + 1)?;
    let letter = letters.iter().find(|letter| letter.contains(&second.mark)).context("the sealed notice")?;
    let goes = !letter.contains(&first.mark) && letter.contains(&third.mark);
    let named = header(letter, "Message-ID").is_some();

    // After it went: our copies of the second one's part are gone, and everybody concerned is told to whom it went.
    second.answer("withdraw")?;
    let page = owner.open(&notice)?.expect(200)?;
    let shredded = !page.html.contains(&second.mark) && page.html.contains(&third.mark);
    let told = second.come_back()?;
    let told = told.words().contains("You took your consent back") && told.words().contains("had already been sent to");
    let case = owner.open(&format!("/cases/{}", second.case))?.expect(200)?;
    let listed = case.words().contains("Consent taken back on");
    let still = third.come_back()?.words().contains("Reported to");

    // The clock goes on, and nobody but those who hold the cases sees any of it.
    let course = owner.open(&format!("/work/escalations/{id}"))?.expect(200)?;
    let runs = course.words().contains("Sent, no decision yet") && !course.html.contains(&third.mark);
    let hidden = colleague.open(&format!("/work/escalations/{id}"))?.status == 404
        && !colleague.open("/work/escalations?lane=sent")?.expect(200)?.html.contains(&id);
    let must = |what: &str, holds: bool| Row::must(what, if holds { "yes" } else { "no" }, "yes", holds);
    Ok(vec![
        must("three cases with consent stand in one sealed notice", held_all),
        must("what was taken back before it went did not go", goes && named),
        must("what was taken back after it went is shredded here, the rest stays", shredded),
        must("the person is told to whom it had gone", told),
        must("the case's page lists it too", listed),
        must("who still agrees reads how it stands", still),
        must("the clock of a sealed notice runs, and shows none of its words", runs),
        must("a colleague who holds none of the cases sees no trace of it", hidden),
    ])
}
