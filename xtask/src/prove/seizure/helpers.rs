//! What helpers do with a case, in two organisations: take it, answer, note, serve, tag, give it to others and take it back, ask for
//! consent, hand it on, join it with another one, keep it longer, close and delete it. All of it through the pages.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};

use super::super::authorisation::open_helpline;
use super::canary::Planted;
use super::life::{self, Person};
use crate::people;
use crate::site::Site;
use crate::visitor::{Form, Page, Visitor};

/// The field of a page that waits for a passphrase.
const UNLOCK: &str = "unlock_passphrase";

/// Two organisations that help.
pub(super) struct Helpers {
    owner: Visitor,
    /// Triages.
    first: Visitor,
    second: Visitor,
    /// Of the other organisation.
    other_owner: Visitor,
    other: Visitor,
    passphrases: BTreeMap<&'static str, String>,
    /// By which notices are handed over.
    route: String,
    /// What opens something, and must stand nowhere: passphrases, printed codes, receipts.
    pub(super) secrets: Vec<(String, String)>,
}

/// Sends a form that must work; the page it leads to.
fn send(visitor: &mut Visitor, form: &Form, set: &[(&str, &str)]) -> Result<Page> {
    let page = visitor.submit(form, set)?;
    ensure!(page.status == 200, "{} {set:?} was answered with {}: {}", form.action, page.status, page.words());
    Ok(page)
}

/// The form of a page with this action that has a field or a button with this name, and this value where one is given.
fn form_with(page: &Page, action: &str, name: &str, value: &str) -> Result<Form> {
    let has = |form: &Form| {
        form.names.iter().any(|known| known == name && (value.is_empty() || form.value(name) == Some(value)))
            || form.buttons.iter().any(|(known, own)| known == name && (value.is_empty() || own == value))
    };
    let found = page.forms().into_iter().find(|form| form.method == "post" && form.action == action && has(form));
    found.with_context(|| format!("{} has no form {action} with {name} {value}: {}", page.path, page.words()))
}

/// Whom a page offers by this name.
fn person_named(page: &Page, name: &str) -> Result<String> {
    let choice = page.html.split("<div class=\"choice\">").find(|choice| choice.contains(&format!(">{name}</label>")));
    let id = choice.and_then(|choice| choice.split_once("value=\"")).and_then(|(_, rest)| rest.split('"').next());
    id.map(ToOwned::to_owned).with_context(|| format!("{name} cannot be chosen: {}", page.words()))
}

impl Helpers {
    /// Sets both organisations up. The second one's helpline opens when [`Helpers::open_other`] is called, so that people who ask before
    /// have one to write to.
    pub(super) fn set_up(site: &Site, planted: &Planted) -> Result<Self> {
        let address = site.address;
        let mut owner = people::set_up(site)?;
        let mut helpers = Vec::new();
        for name in ["siti", "mei"] {
            let link = people::invite(&mut owner, &["responder"])?;
            helpers.push(people::join(address, &link, name)?);
        }
        let page = owner.open("/operator/organisations/new")?.expect(200)?;
        let form = page.form("/operator/organisations/new")?;
        let done = send(&mut owner, &form, &[("name", "Another Helpline"), ("english_name", "Another Helpline")])?;
        let organisation = done.path.split('?').next().unwrap_or("").to_owned();
        let form = owner.open(&organisation)?.expect(200)?.form("/invite")?;
        let link = people::link_of(&send(&mut owner, &form, &[])?)?;
        let mut other_owner = people::join(address, &link, "noor")?;
        let link = people::invite(&mut other_owner, &["responder"])?;
        let other = people::join(address, &link, "tam")?;
        let (Some(second), Some(first)) = (helpers.pop(), helpers.pop()) else { anyhow::bail!("two helpers") };
        let mut all = Self {
            owner,
            first,
            second,
            other_owner,
            other,
            passphrases: BTreeMap::new(),
            route: String::new(),
            secrets: vec![("password".to_owned(), people::PASSWORD.to_owned())],
        };
        for (number, name) in ["owner", "siti", "mei", "noor", "tam"].into_iter().enumerate() {
            let passphrase = format!("{} over a quiet harbour", planted.mark.word("passphrase", number));
            let code = make_key(all.visitor(name), &passphrase)?;
            all.secrets.push((format!("printed code of {name}"), code));
            all.passphrases.insert(name, passphrase);
        }
        open_helpline(&mut all.owner, "siti")?;
        Ok(all)
    }

    fn visitor(&mut self, name: &str) -> &mut Visitor {
        match name {
            "owner" => &mut self.owner,
            "siti" => &mut self.first,
            "mei" => &mut self.second,
            "noor" => &mut self.other_owner,
            _ => &mut self.other,
        }
    }

    /// The cookies that are out there now: each opens a session, and the key that is unlocked in it.
    pub(super) fn cookies(&self) -> Vec<(String, String)> {
        [&self.owner, &self.first, &self.second, &self.other_owner, &self.other]
            .iter()
            .flat_map(|visitor| visitor.cookies())
            .filter(|(_, value)| value.len() >= 20)
            .map(|(name, value)| (format!("cookie {name}"), value.to_owned()))
            .collect()
    }

    /// The same people at a server that was started again.
    pub(super) fn move_to(&mut self, site: &Site) -> Result<()> {
        for visitor in [&mut self.owner, &mut self.first, &mut self.second, &mut self.other_owner, &mut self.other] {
            *visitor = visitor.moved_to(site.address)?;
        }
        Ok(())
    }

    /// Opens the other organisation's helpline, and says what it offers.
    pub(super) fn open_other(&mut self) -> Result<()> {
        open_helpline(&mut self.other_owner, "tam")?;
        let page = self.other_owner.open("/cases/settings/provider")?.expect(200)?;
        let mut form = page.form("/cases/settings/provider")?;
        form.fields.retain(|(name, _)| name != "services");
        for service in ["legal", "digital-security", "psychosocial"] {
            form.fields.push(("services".to_owned(), service.to_owned()));
        }
        send(
            &mut self.other_owner,
            &form,
            &[("languages", "en, ur"), ("cases", "1000"), ("fees", "free"), ("start", "days")],
        )?;
        Ok(())
    }

    /// Reads the queue, and learns which case is whose by the words in its first line.
    pub(super) fn learn(&mut self, people: &mut [Person], planted: &Planted) -> Result<()> {
        let page = self.first.open("/cases?lane=triage")?.expect(200)?;
        for row in page.html.split("href=\"/cases/").skip(1) {
            let case: String = row.chars().take_while(char::is_ascii_alphanumeric).collect();
            if case.len() != 26 {
                continue;
            }
            let whose = people.iter_mut().find(|person| row.contains(&planted.mark.word("text", person.number)));
            if let Some(person) = whose {
                ensure!(
                    person.case.is_empty() || person.case == case,
                    "case {} is {} and {case}",
                    person.number,
                    person.case
                );
                person.case = case;
            }
        }
        let lost: Vec<usize> =
            people.iter().filter(|person| person.case.is_empty()).map(|person| person.number).collect();
        ensure!(lost.is_empty(), "the queue does not show the cases {lost:?}");
        Ok(())
    }

    /// Takes a case, or gives it to the second helper, who works on it from then on.
    pub(super) fn take(&mut self, person: &Person) -> Result<()> {
        let at = format!("/cases/{}", person.case);
        let page = self.first.open(&at)?.expect(200)?;
        if gives(person) {
            let page = self.first.open(&format!("{at}/people"))?.expect(200)?;
            let mut form = page.form(&format!("{at}/people"))?;
            form.fields.push(("person".to_owned(), person_named(&page, "mei")?));
            send(&mut self.first, &form, &[])?;
        } else {
            let form = form_with(&page, &format!("{at}/people"), "person", "")?;
            send(&mut self.first, &form, &[])?;
        }
        Ok(())
    }

    /// Who works on a case.
    fn holder(&mut self, person: &Person) -> &mut Visitor {
        if gives(person) { &mut self.second } else { &mut self.first }
    }

    /// Answers from a template, notes, serves, tags, ticks off, codes.
    pub(super) fn work(&mut self, person: &Person, planted: &mut Planted) -> Result<()> {
        let (number, at) = (person.number, format!("/cases/{}", person.case));
        let helper = self.holder(person);
        let page = helper.open(&at)?.expect(200)?;
        let reply = format!("{at}/reply");
        let draft = format!("{}\nWe read what you wrote.", planted.kept("draft", number));
        let form = form_with(&page, &reply, "text", "")?;
        let page = if form.names.iter().any(|name| name == "template") {
            let draft = [("text", draft.as_str()), ("template", "first-answer"), ("action", "insert")];
            let inserted = send(helper, &form, &draft)?;
            let form = form_with(&inserted, &reply, "text", "")?;
            let more = format!("{}\n{}", form.value("text").unwrap_or(""), planted.kept("reply", number));
            send(helper, &form, &[("text", &more), ("action", "send")])?
        } else {
            send(
                helper,
                &form,
                &[("text", &format!("{draft}\n{}", planted.kept("reply", number))), ("action", "send")],
            )?
        };
        let note = format!("Called; nobody answered. {}", planted.kept("note", number));
        let page = send(helper, &form_with(&page, &format!("{at}/notes"), "note", "")?, &[("note", &note)])?;
        let tags = format!("sim-swap, {}", planted.kept("tag", number));
        let page = send(helper, &form_with(&page, &format!("{at}/tags"), "tags", "")?, &[("tags", &tags)])?;
        let campaign = planted.kept("campaign", number);
        let page = send(
            helper,
            &form_with(&page, &format!("{at}/campaign"), "new_campaign", "")?,
            &[("new_campaign", &campaign)],
        )?;
        // Each tells campaigns apart by its name: the page of one shows the word to those who may read it.
        ensure!(page.html.contains(&campaign), "the campaign is not shown: {}", page.words());
        let page = if number.is_multiple_of(4) { refused(helper, &page, planted, number, &at)? } else { page };
        // A kind of help, what was done, what came of it.
        let add = page
            .forms()
            .into_iter()
            .rfind(|form| form.action == format!("{at}/services") && form.value("action") == Some("want"));
        let page = send(helper, &add.context("no way to add a service")?, &[("kind", "digital-security")])?;
        let service = page.link(&format!("{at}/services/"))?;
        let page = helper.open(&service)?.expect(200)?;
        let noted = format!("Changed the password with them. {}", planted.kept("service", number));
        send(helper, &form_with(&page, &service, "text", "")?, &[("text", &noted), ("action", "note")])?;
        let page = helper.open(&service)?.expect(200)?;
        send(helper, &form_with(&page, &service, "outcome", "")?, &[("outcome", "solved"), ("action", "end")])?;
        let page = helper.open(&format!("{at}/answers"))?.expect(200)?;
        let set = [("outcome", "solved"), ("approach", "reactive"), ("region", "south-asia")];
        let answers = page.form(&format!("{at}/answers"))?;
        let set: Vec<(&str, &str)> =
            set.into_iter().filter(|(name, _)| answers.names.iter().any(|known| known == name)).collect();
        send(helper, &answers, &set)?;
        Ok(())
    }

    /// Lets the key lock itself in the middle of an answer, which is typed to its end on the page that asks for the passphrase.
    pub(super) fn answer_while_locked(&mut self, person: &Person, planted: &mut Planted) -> Result<()> {
        let at = format!("/cases/{}", person.case);
        let passphrase = self.passphrases.get(if gives(person) { "mei" } else { "siti" }).cloned().unwrap_or_default();
        let helper = self.holder(person);
        let page = helper.open(&at)?.expect(200)?;
        let form = form_with(&page, &format!("{at}/reply"), "text", "")?;
        send(helper, &page.form("/cases/key/lock")?, &[])?;
        let word = planted.kept("locked", person.number);
        let locked = helper.submit(&form, &[("text", &word), ("action", "send")])?;
        ensure!(locked.html.contains(&word), "what was typed is lost when the key is locked: {}", locked.words());
        let form = form_with(&locked, &format!("{at}/reply"), UNLOCK, "")?;
        let wrong = planted.passing("wrong", person.number);
        let again = helper.submit(&form, &[(UNLOCK, &wrong)])?;
        ensure!(!again.html.contains(&wrong), "a passphrase is written back");
        send(helper, &form_with(&again, &format!("{at}/reply"), UNLOCK, "")?, &[(UNLOCK, &passphrase)])?;
        Ok(())
    }

    /// Looks for words in one's own cases.
    pub(super) fn search(&mut self, person: &Person, planted: &mut Planted) -> Result<()> {
        let word = planted.mark.word("text", person.number);
        let nothing = planted.passing("search", person.number);
        let helper = self.holder(person);
        let form = helper.open("/cases")?.expect(200)?.form("/cases/search")?;
        let found = send(helper, &form, &[("words", &word)])?;
        ensure!(found.html.contains(&person.case), "a search does not find case {}", person.number);
        send(helper, &form, &[("words", &nothing)])?;
        Ok(())
    }

    /// Gives the case to the other helper of the organisation and takes it back: it gets a new key.
    pub(super) fn give_and_take_back(&mut self, person: &Person) -> Result<()> {
        let at = format!("/cases/{}", person.case);
        let colleague = if gives(person) { "siti" } else { "mei" };
        let helper = self.holder(person);
        let page = helper.open(&format!("{at}/people"))?.expect(200)?;
        let id = person_named(&page, colleague)?;
        let mut form = page.form(&format!("{at}/people"))?;
        form.fields.push(("person".to_owned(), id.clone()));
        send(helper, &form, &[])?;
        ensure!(self.visitor(colleague).open(&at)?.status == 200, "a colleague who was named reads nothing");
        let helper = self.holder(person);
        let page = helper.open(&format!("{at}/people"))?.expect(200)?;
        let form = form_with(&page, &format!("{at}/people/end"), "person", &id)?;
        let mut page = send(helper, &form, &[])?;
        while let Ok(form) = page.form(&format!("{at}/people/go-on")) {
            page = send(helper, &form, &[])?;
        }
        ensure!(self.visitor(colleague).open(&at)?.status == 404, "whoever lost access still reads");
        Ok(())
    }

    /// Asks the person whether the other organisation may have an extract or the whole.
    pub(super) fn ask_consent(&mut self, person: &Person, whole: bool) -> Result<()> {
        let page = self.refer_page(person)?;
        let at = format!("/cases/{}", person.case);
        let mut form = form_with(&page, &format!("{at}/consents"), "receiver", "")?;
        form.fields.extend(["summary", "contact"].map(|field| ("field".to_owned(), field.to_owned())));
        let helper = self.holder(person);
        let mut set = vec![("much", if whole { "whole" } else { "extract" })];
        // What was said on the telephone is kept as such.
        if person.number.is_multiple_of(2) {
            set.push(("said", "yes"));
        }
        send(helper, &form, &set)?;
        Ok(())
    }

    fn refer_page(&mut self, person: &Person) -> Result<Page> {
        let at = format!("/cases/{}", person.case);
        let helper = self.holder(person);
        let page = helper.open(&format!("{at}/refer?service=legal"))?.expect(200)?;
        let to =
            page.links().into_iter().find(|link| link.starts_with(&format!("{at}/refer?")) && link.contains("to="));
        let to = to.with_context(|| format!("nobody could help: {}", page.words()))?;
        helper.open(&to)?.expect(200)
    }

    /// Offers it; the other side reads the terms, and takes it or does not.
    pub(super) fn refer(&mut self, person: &Person, planted: &mut Planted, whole: bool, accepted: bool) -> Result<()> {
        let (number, at) = (person.number, format!("/cases/{}", person.case));
        let page = self.refer_page(person)?;
        let form = form_with(&page, &format!("{at}/refer"), "text", "")?;
        let extract = format!("Needs a lawyer by Monday. {}", planted.passing("extract", number));
        let helper = self.holder(person);
        if number.is_multiple_of(3) {
            let wrong = helper.submit(&form, &[("text", &planted.passing("terms", number)), ("days", "never")])?;
            ensure!(wrong.status == 422, "terms without a day were answered with {}", wrong.status);
        }
        send(helper, &form, &[("text", &extract), ("days", "3")])?;
        let list = self.other.open("/cases/referrals")?.expect(200)?;
        let mut seen = false;
        for link in list.links().into_iter().filter(|link| link.starts_with("/cases/referrals/")) {
            let page = self.other.open(&link)?.expect(200)?;
            // Those before are answered already.
            if page.form(&format!("{link}/accept")).is_err() {
                continue;
            }
            let reads = page.html.contains(&planted.mark.word("extract", number));
            ensure!(reads || whole, "the other side does not read the extract of case {number}: {}", page.words());
            seen = true;
            if accepted {
                let page = send(&mut self.other, &page.form(&format!("{link}/accept"))?, &[])?;
                // The whole case was handed on: they read it as well.
                if let Some(case) =
                    page.links().into_iter().find(|link| link.starts_with("/cases/") && link.len() == 33)
                {
                    self.other.open(&case)?.expect(200)?;
                }
            } else {
                send(&mut self.other, &page.form(&format!("{link}/decline"))?, &[("reason", "language")])?;
            }
            break;
        }
        ensure!(seen, "the other side is not asked about case {number}: {}", list.words());
        if accepted {
            let helper = self.holder(person);
            let page = helper.open(&at)?.expect(200)?;
            let reached = page.forms().into_iter().find(|form| form.action.ends_with("/reached"));
            let form = reached.with_context(|| format!("no way to say whether they reached case {number}"))?;
            let name = form.names.iter().find(|name| name.starts_with("reached-")).cloned().unwrap_or_default();
            send(helper, &form, &[(name.as_str(), "yes")])?;
        }
        Ok(())
    }

    /// A platform, and a route to it by which notices are handed over by hand.
    pub(super) fn open_route(&mut self) -> Result<()> {
        let list = self.owner.open("/work/escalations/platforms")?.expect(200)?;
        let platform = list
            .links()
            .into_iter()
            .find(|link| link.starts_with("/work/escalations/platforms/") && !link.ends_with("/new"))
            .context("the register is empty")?;
        let path = format!("{platform}/routes/new");
        let page = self.owner.open(&path)?.expect(200)?;
        let mut form = page.form(&path)?;
        let keeper = page
            .html
            .split("name=\"keepers\"")
            .nth(1)
            .and_then(|rest| rest.split_once("value=\""))
            .and_then(|(_, rest)| rest.split('"').next())
            .context("nobody can hold the route")?;
        form.fields.push(("keepers".to_owned(), keeper.to_owned()));
        let set = [
            ("name", "Form for reports"),
            ("channel", "form"),
            ("way", "public-form"),
            ("address", "https://platform.test/report"),
            ("role", "Liaison desk"),
            ("zone", "UTC"),
            ("languages", "en"),
            ("fields", "What happened | explanation | 4000"),
        ];
        let done = send(&mut self.owner, &form, &set)?;
        self.route = done.path.split('?').next().unwrap_or("").rsplit('/').next().unwrap_or("").to_owned();
        ensure!(self.route.len() == 26, "the route was not kept ({}): {}", done.path, done.words());
        Ok(())
    }

    /// Tells a platform what the person agreed to: the notice is written, frozen and handed over by hand; where `taken_back`, the person
    /// says on the telephone that they do not want it any more.
    pub(super) fn tell(&mut self, person: &Person, planted: &mut Planted, taken_back: bool) -> Result<()> {
        let (number, at, route) = (person.number, format!("/cases/{}", person.case), self.route.clone());
        let (consents, telling) = (format!("{at}/notices/consents"), format!("{at}/notices"));
        let helper = self.holder(person);
        // As a case is marked at first, no platform may be told of it.
        let page = helper.open(&at)?.expect(200)?;
        let marked = send(helper, &form_with(&page, &format!("{at}/marking"), "pap", "")?, &[("pap", "PAP:CLEAR")])?;
        form_with(&marked, &format!("{at}/marking"), "pap", "PAP:CLEAR")?;
        let mut form = form_with(&helper.open(&telling)?.expect(200)?, &consents, "platform", "")?;
        form.fields.retain(|(name, _)| name != "field");
        form.fields.extend(["links", "summary", "words"].map(|field| ("field".to_owned(), field.to_owned())));
        let asked = format!("We would tell them this. {}", planted.passing("asked", number));
        let page = send(helper, &form, &[("words", &asked), ("said", "yes")])?;
        let summary = format!("Somebody goes to her door. {}", planted.passing("summary", number));
        let link = format!("https://platform.test/{}", planted.passing("link", number));
        let form = form_with(&page, &telling, "to", "")?;
        let set = [("to", route.as_str()), ("summary", &summary), ("links", &link), ("own_words", "yes")];
        let page = send(helper, &form, &set)?;
        let notice = page.path.split('?').next().unwrap_or("").to_owned();
        let title = format!("Threats {}", planted.passing("title", number));
        let context = planted.passing("context", number);
        let set = [
            ("title", title.as_str()),
            ("category", "cyber-violence"),
            ("region", "south-asia"),
            ("ground", "terms"),
            ("other_rule", "Harassment policy"),
            ("context", &context),
            ("good_faith", "yes"),
            ("sender_name", "A Helpline"),
            ("sender_mail", "liaison@here.test"),
            ("then", "preview"),
        ];
        let preview = send(helper, &form_with(&page, &notice, "title", "")?, &set)?;
        for word in [&summary, &link, &context] {
            ensure!(preview.html.contains(word.as_str()), "the preview lacks {word}: {}", preview.words());
        }
        let page = send(helper, &preview.form(&format!("{notice}/send"))?, &[])?;
        let mark = page.forms().into_iter().find(|form| form.action.starts_with(&format!("{notice}/letters/")));
        let page = send(helper, &mark.context("no letter to hand over")?, &[])?;
        ensure!(page.html.contains(&summary), "what went is not shown: {}", page.words());
        if taken_back {
            let page = helper.open(&at)?.expect(200)?;
            let ends = page.forms().into_iter().rfind(|form| form.action == format!("{at}/consents/end"));
            send(helper, &ends.context("no consent to take back")?, &[])?;
            let page = helper.open(&notice)?.expect(200)?;
            ensure!(!page.html.contains(&summary), "a consent was taken back and its words are still there");
        }
        Ok(())
    }

    /// Ends a consent that the person took back by telephone.
    pub(super) fn end_consent(&mut self, person: &Person) -> Result<()> {
        let at = format!("/cases/{}", person.case);
        let helper = self.holder(person);
        let page = helper.open(&at)?.expect(200)?;
        send(helper, &page.form(&format!("{at}/consents/end"))?, &[])?;
        Ok(())
    }

    /// Holds it for a reason, and lifts that.
    pub(super) fn hold(&mut self, person: &Person, planted: &mut Planted) -> Result<()> {
        let at = format!("/cases/{}", person.case);
        let helper = self.holder(person);
        let page = helper.open(&format!("{at}/keep"))?.expect(200)?;
        let reason = format!("A court asked us. {}", planted.passing("hold", person.number));
        send(helper, &page.form(&format!("{at}/hold"))?, &[("hold_reason", &reason)])?;
        let page = helper.open(&format!("{at}/keep"))?.expect(200)?;
        ensure!(page.html.contains(&planted.mark.word("hold", person.number)), "the reason of a hold is not kept");
        send(helper, &page.form(&format!("{at}/hold/lift"))?, &[])?;
        Ok(())
    }

    /// Resolves and closes it, and keeps it longer for a reason.
    pub(super) fn close(&mut self, person: &Person, planted: &mut Planted) -> Result<()> {
        let at = format!("/cases/{}", person.case);
        let helper = self.holder(person);
        let mut page = helper.open(&at)?.expect(200)?;
        let decline = |form: &Form| {
            form.action == format!("{at}/services")
                && form.value("kind") == Some("psychosocial")
                && form.value("action") == Some("decline")
        };
        if let Some(form) = page.forms().into_iter().find(decline) {
            page = send(helper, &form, &[])?;
        }
        // What the person wanted is given and ended.
        for link in page.links().into_iter().filter(|link| link.starts_with(&format!("{at}/services/"))) {
            let service = helper.open(&link)?.expect(200)?;
            if let Ok(form) = form_with(&service, &link, "outcome", "") {
                send(helper, &form, &[("outcome", "solved"), ("action", "end")])?;
            }
        }
        page = helper.open(&at)?.expect(200)?;
        for to in ["working", "resolved", "closed"] {
            if let Ok(form) = form_with(&page, &format!("{at}/status"), "to", to) {
                page = send(helper, &form, &[])?;
            }
        }
        ensure!(
            page.form(&format!("{at}/status")).is_err() || !page.html.contains("value=\"closed\""),
            "case {} could not be closed: {}",
            person.number,
            page.words()
        );
        let page = helper.open(&format!("{at}/keep"))?.expect(200)?;
        let reason = format!("Their lawyer asked for it. {}", planted.passing("longer", person.number));
        let form = page.form(&format!("{at}/keep"))?;
        let early =
            helper.submit(&form, &[("until", "yesterday"), ("reason", &planted.passing("reason", person.number))])?;
        ensure!(early.status == 422, "a day that is none was answered with {}", early.status);
        send(helper, &form, &[("until", "2027-06-01"), ("reason", &reason)])?;
        Ok(())
    }

    /// Joins a case with another one that the same helper holds.
    pub(super) fn merge(&mut self, from: &Person, into: &Person) -> Result<()> {
        let at = format!("/cases/{}", from.case);
        let helper = self.holder(from);
        let page = helper.open(&format!("{at}/merge"))?.expect(200)?;
        send(helper, &page.form(&format!("{at}/merge"))?, &[("into", &into.case), ("sure", "yes")])?;
        Ok(())
    }

    /// Deletes it at once.
    pub(super) fn delete(&mut self, person: &mut Person) -> Result<()> {
        let at = format!("/cases/{}", person.case);
        let helper = self.holder(person);
        let page = helper.open(&format!("{at}/delete"))?.expect(200)?;
        send(helper, &page.form(&format!("{at}/delete"))?, &[("sure", "yes")])?;
        person.deleted = true;
        Ok(())
    }

    /// Writes down what somebody tells on the telephone; first without what is needed.
    pub(super) fn enter(&mut self, number: usize, planted: &mut Planted) -> Result<()> {
        let told = format!("She called. {}", planted.passing("told", number));
        let (name, contact) = (planted.passing("caller", number), planted.passing("line", number));
        let form = self.second.open("/cases/enter")?.expect(200)?.form("/cases/enter")?;
        let set = [
            ("text", told.as_str()),
            ("name", &name),
            ("contact", &contact),
            ("contact_when", &name),
            ("receipt", "yes"),
            ("language", "en"),
        ];
        let again = self.second.submit(&form, &set)?;
        ensure!(
            again.status == 422 && again.html.contains(&contact),
            "what was entered did not come back ({})",
            again.status
        );
        let done = send(
            &mut self.second,
            &again.form("/cases/enter")?,
            &[("approach", "reactive"), ("receipt", "yes"), ("language", "en")],
        )?;
        let (_, words) = life::receipt_on(&done)?;
        self.secrets.push((format!("receipt of call {number}"), words));
        Ok(())
    }

    /// Takes a shift and hands it over with a note.
    pub(super) fn hand_over(&mut self, planted: &mut Planted) -> Result<()> {
        let page = self.first.open("/cases/rota")?.expect(200)?;
        send(
            &mut self.first,
            &form_with(&page, "/cases/rota", "person", "")?,
            &[("from", "00:00"), ("hours", "16"), ("duty", "lead")],
        )?;
        let page = self.first.open("/cases/rota")?.expect(200)?;
        let link =
            page.links().into_iter().find(|link| link.ends_with("/hand-over")).context("no shift to hand over")?;
        let page = self.first.open(&link)?.expect(200)?;
        let word = planted.passing("handover", 0);
        send(&mut self.first, &page.form(&link)?, &[("note", &format!("Three wait for a lawyer. {word}"))])?;
        let read = self.second.open("/cases/rota")?.expect(200)?;
        ensure!(read.html.contains(&word), "who takes over does not read the note");
        Ok(())
    }

    /// The page of a case as whoever works on it sees it.
    pub(super) fn look(&mut self, person: &Person) -> Result<Page> {
        self.holder(person).open(&format!("/cases/{}", person.case))
    }

    /// A published figure, an audit, a log of keys: what runs beside the cases.
    pub(super) fn look_around(&mut self) -> Result<()> {
        for path in
            ["/cases/audit", "/cases/audit.csv", "/cases/keys", "/cases/helpline", "/cases?lane=mine", "/impact"]
        {
            self.owner.open(path)?.expect(200)?;
        }
        Ok(())
    }
}

/// Whether a case goes to the second helper.
fn gives(person: &Person) -> bool {
    person.number % 3 == 1
}

/// Makes somebody's key and opens it; the code that they print.
fn make_key(visitor: &mut Visitor, passphrase: &str) -> Result<String> {
    let form = visitor.open("/cases/key/new")?.expect(200)?.form("/cases/key/new")?;
    let made = send(visitor, &form, &[("passphrase", passphrase), ("again", passphrase)])?;
    let code = made.html.split_once("<pre class=\"copy\"").and_then(|(_, rest)| rest.split_once('>'));
    let code = code.and_then(|(_, rest)| rest.split('<').next()).context("no printed code")?.trim().to_owned();
    let form = visitor.open("/cases/key")?.expect(200)?.form("/cases/key/unlock")?;
    send(visitor, &form, &[(UNLOCK, passphrase)])?;
    Ok(code)
}

/// Things that are refused and come back to be mended: an answer of white space, a note that is too long, a tag that is too long.
fn refused(helper: &mut Visitor, page: &Page, planted: &mut Planted, number: usize, at: &str) -> Result<Page> {
    let tag = format!("{} that goes on and on", planted.passing("tags", number));
    let back = helper.submit(&form_with(page, &format!("{at}/tags"), "tags", "")?, &[("tags", &tag)])?;
    ensure!(
        back.status == 422 && back.html.contains(&tag),
        "a tag that is too long did not come back ({})",
        back.status
    );
    let note = format!("{} {}", planted.passing("notes", number), "n ".repeat(40_000));
    let back = helper.submit(&form_with(&back, &format!("{at}/notes"), "note", "")?, &[("note", &note)])?;
    ensure!(back.status == 422, "a note that is too long was answered with {}", back.status);
    helper.open(at)?.expect(200)
}
