//! `authorisation`: every route that the program itself lists, tried by every kind of person: nobody signed in, each role, one's own
//! organisation and another one, who holds a case and who does not, and two who held it, triaged, and had to leave.
//! `tests/authorisation/routes.txt` says what must come out.
//!
//! A page is opened. A form is first sent without its token: whoever may not come in is refused there; whoever may is shown the form
//! again with a token of their own. With that token the form is sent once more, filled in, for everybody who must be refused: a
//! valid token must open nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::net::SocketAddr;

use anyhow::{Context, Result, bail, ensure};

use super::Options;
use crate::http;
use crate::people;
use crate::shop::{Halt, Shop};
use crate::site::{self, Site, Start};
use crate::statistics::Row;
use crate::visitor::{Page, Visitor};

/// What somebody may do, as the product promises it; not read from the program.
const ROLES: [(&str, &[&str]); 7] = [
    (
        "owner",
        &[
            "check",
            "review",
            "publish",
            "moderate",
            "manage-people",
            "manage-organisation",
            "import",
            "export",
            "respond",
            "escalate",
            "run-helpline",
            "preserve",
        ],
    ),
    (
        "coordinator",
        &["check", "review", "publish", "moderate", "manage-people", "import", "export", "run-helpline", "preserve"],
    ),
    ("checker", &["check", "publish", "preserve"]),
    ("reviewer", &["check", "review", "publish", "preserve"]),
    ("responder", &["respond"]),
    ("liaison", &["escalate", "preserve"]),
    ("researcher", &["export", "preserve"]),
];

/// Somebody who tries.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
struct Actor {
    name: String,
    visitor: Visitor,
    role: Option<&'static str>,
    /// Has an account, whether they act for an organisation or not.
    signed_in: bool,
    operator: bool,
    /// Of the organisation whose records are tried.
    ours: bool,
    /// Holds the case that is tried.
    holds: bool,
    triages: bool,
}

impl Actor {
    fn may(&self, capability: &str) -> bool {
        let all = ROLES.iter().find(|(role, _)| Some(*role) == self.role).map_or(&[][..], |(_, all)| all);
        all.contains(&capability)
    }

    /// Whether this class of routes is for them.
    fn is_expected(&self, who: &str) -> bool {
        let (who, own) = who.strip_suffix("@own").map_or((who, false), |who| (who, true));
        if own && !self.ours {
            return false;
        }
        who.split('|').any(|class| match class {
            "everyone" => true,
            "nobody" => false,
            "signed-in" => self.signed_in,
            "member" => self.signed_in && self.role.is_some(),
            "operator" => self.operator,
            "holder" => self.holds && self.may("respond"),
            "triager" => self.triages && self.may("respond"),
            capability => self.may(capability),
        })
    }
}

/// A route and what is expected of it.
struct Route {
    method: String,
    path: String,
    who: String,
}

fn expectations(shop: &Shop) -> Result<Vec<Route>> {
    let file = shop.root.join("tests/authorisation/routes.txt");
    let text = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| match line.split_whitespace().collect::<Vec<_>>()[..] {
            [method, path, who] => Ok(Route { method: method.into(), path: path.into(), who: who.into() }),
            _ => bail!("a line needs method, path and who: {line}"),
        })
        .collect()
}

/// A path with the places of its parameters filled in, and whether all of them lead to something that is there.
fn filled(path: &str, known: &BTreeMap<&str, String>) -> (String, bool) {
    const NOWHERE: &str = "7zzzzzzzzzzzzzzzzzzzzzzzzz";
    let is_there = path.split('/').filter(|part| part.starts_with('{')).all(|part| known.contains_key(part));
    let part = |part: &str| match known.get(part) {
        Some(value) => value.clone(),
        None if part.starts_with('{') => NOWHERE.to_owned(),
        None => part.to_owned(),
    };
    (path.split('/').map(part).collect::<Vec<_>>().join("/"), is_there)
}

/// Values for every form, all of them such as the form would take.
const FIELDS: &[(&str, &str)] = &[
    ("text", "A text that nobody may send here."),
    ("note", "A note that nobody may write here."),
    ("seen", "1"),
    ("to", "working"),
    ("kind", "legal"),
    ("action", "want"),
    ("sure", "yes"),
    ("approach", "reactive"),
    ("safe", "yes"),
    ("marking", "TLP:CLEAR"),
    ("pap", "PAP:CLEAR"),
    ("until", "2030-01-01"),
    ("reason", "A reason that is long enough."),
    ("hold_reason", "A reason that is long enough."),
    ("much", "whole"),
    ("said", "yes"),
    ("days", "3"),
    ("service", "legal"),
    ("purpose", "research"),
    ("tags", "tag"),
    ("campaign", ""),
    ("new_campaign", "campaign"),
    ("name", "A name that nobody may give here"),
    ("reached", "yes"),
    ("words", "word"),
    ("field", "services"),
];

/// What came of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Let in.
    Passed,
    /// Sent to sign in, forbidden, or told that nothing is there.
    Refused,
    /// Told that nothing is there.
    Absent,
}

fn outcome(asked: &str, page: &Page) -> Outcome {
    match page.status {
        404 => Outcome::Absent,
        401 | 403 => Outcome::Refused,
        // Whoever asks for the door itself stands before it.
        _ if page.path.starts_with("/sign-in") && !asked.starts_with("/sign-in") => Outcome::Refused,
        // Whoever acts for no organisation is shown the own account, which says so.
        _ if page.path == "/account"
            && !asked.starts_with("/account")
            && !asked.starts_with("/sign-in")
            && page.html.contains("You belong to no organisation") =>
        {
            Outcome::Refused
        }
        _ => Outcome::Passed,
    }
}

/// The token that a page offers for the form that was sent without one.
fn token(page: &Page, action: &str) -> Option<String> {
    let form = page.forms().into_iter().find(|form| form.action == action && form.method == "post")?;
    form.fields.into_iter().find(|(name, _)| name == "_token").map(|(_, value)| value)
}

fn try_route(actor: &mut Actor, route: &Route, path: &str, expected: bool) -> Result<Outcome> {
    if route.method == "GET" {
        return Ok(outcome(path, &actor.visitor.open(path)?));
    }
    let page = actor.visitor.send(path, "")?;
    let Some(token) = token(&page, path) else { return Ok(outcome(path, &page)) };
    if expected {
        return Ok(Outcome::Passed);
    }
    let mut fields: Vec<(String, String)> = vec![("_token".to_owned(), token)];
    fields.extend(FIELDS.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let page = actor.visitor.send(path, &http::form(&fields))?;
    Ok(outcome(path, &page))
}

/// What everybody's key opens with.
const PASSPHRASE: &str = "seven lanterns over a quiet northern harbour";

/// Makes somebody's key and unlocks it.
pub(super) fn unlock(visitor: &mut Visitor) -> Result<()> {
    let page = visitor.open("/cases/key/new")?.expect(200)?;
    let form = page.form("/cases/key/new")?;
    visitor.submit(&form, &[("passphrase", PASSPHRASE), ("again", PASSPHRASE)])?.expect(200)?;
    let page = visitor.open("/cases/key")?.expect(200)?;
    let form = page.form("/cases/key/unlock")?;
    visitor.submit(&form, &[("unlock_passphrase", PASSPHRASE)])?.expect(200)?;
    Ok(())
}

/// Unlocks a key that is there, where it is locked.
fn unlock_again(visitor: &mut Visitor) -> Result<()> {
    let page = visitor.open("/cases/key")?.expect(200)?;
    if let Ok(form) = page.form("/cases/key/unlock") {
        visitor.submit(&form, &[("unlock_passphrase", PASSPHRASE)])?.expect(200)?;
    }
    Ok(())
}

/// Enters a case; its identifier.
fn enter_case(visitor: &mut Visitor) -> Result<String> {
    let page = visitor.open("/cases/enter")?.expect(200)?;
    let form = page.form("/cases/enter")?;
    let done = visitor
        .submit(&form, &[("text", "Somebody took over an account."), ("approach", "reactive"), ("language", "en")])?
        .expect(200)?;
    let id = done.path.trim_start_matches("/cases/").split(['?', '/']).next().unwrap_or("").to_owned();
    ensure!(id.len() == 26, "entering a case ended at {}: {}", done.path, done.words());
    Ok(id)
}

/// Everybody who tries, and what there is to try.
struct Stage {
    actors: Vec<Actor>,
    known: BTreeMap<&'static str, String>,
}

fn stage(site: &Site) -> Result<Stage> {
    let address = site.address;
    let mut operator = people::set_up(site)?;
    let mut actors = Vec::new();
    for (role, _) in ROLES.iter().filter(|(role, _)| *role != "owner") {
        let link = people::invite(&mut operator, &[role])?;
        actors.push(actor(role, people::join(address, &link, &format!("our-{role}"))?, role, true));
    }
    let link = people::invite(&mut operator, &["responder"])?;
    let mut holder =
        actor("responder who holds the case", people::join(address, &link, "our-holder")?, "responder", true);
    unlock(&mut holder.visitor)?;
    for known in actors.iter_mut().filter(|actor| matches!(actor.role, Some("responder" | "coordinator"))) {
        unlock(&mut known.visitor)?;
    }
    unlock(&mut operator)?;
    let mut leavers = Vec::new();
    for name in ["our-former", "their-new-one"] {
        let link = people::invite(&mut operator, &["responder"])?;
        let mut visitor = people::join(address, &link, name)?;
        unlock(&mut visitor)?;
        leavers.push((name, visitor));
    }
    open_helpline_with(&mut operator, &["our-holder", "our-former", "their-new-one"])?;
    let case = enter_case(&mut holder.visitor)?;
    let campaign = begin_campaign(&mut holder.visitor, &case)?;
    holder.holds = true;
    holder.triages = true;
    let (mut theirs, way_in) = other_organisation(address, &mut operator)?;
    // They held the case and the triage key, and their keys are open when they have to leave.
    for (name, former) in &mut leavers {
        give_case(&mut holder.visitor, &case, name)?;
        ensure!(former.open(&format!("/cases/{case}"))?.status == 200, "{name} does not hold the case");
        ensure!(former.open("/cases?lane=triage")?.status == 200, "{name} does not triage");
        end_membership(&mut operator, name)?;
        // That ended their sessions too; they sign in again, to whatever is left to them.
        ensure!(former.open("/account")?.path.starts_with("/sign-in"), "{name} is still signed in");
        *former = people::sign_in(address, name)?;
    }
    actors.push(holder);
    actors.append(&mut theirs);
    for (name, mut former) in leavers {
        let moves = name == "their-new-one";
        if moves {
            let form = former.open(&way_in)?.expect(200)?.form(&format!("{way_in}/signed-in"))?;
            former.submit(&form, &[])?.expect(200)?;
            unlock_again(&mut former)?;
        }
        let says = if moves {
            "former member, who held the case and triaged, now a responder of another organisation"
        } else {
            "former member, who held the case and triaged, of no organisation now"
        };
        let role = moves.then_some("responder");
        actors.push(Actor { role, ..actor(says, former, "responder", false) });
    }
    let mut owner = actor("owner who runs the network", operator, "owner", true);
    owner.operator = true;
    actors.push(owner);
    actors.push(Actor {
        name: "nobody signed in".to_owned(),
        visitor: Visitor::new(address)?,
        role: None,
        signed_in: false,
        operator: false,
        ours: false,
        holds: false,
        triages: false,
    });
    Ok(Stage { actors, known: BTreeMap::from([("{case}", case), ("{campaign}", campaign)]) })
}

fn actor(name: &str, visitor: Visitor, role: &'static str, ours: bool) -> Actor {
    Actor {
        name: name.to_owned(),
        visitor,
        role: Some(role),
        signed_in: true,
        operator: false,
        ours,
        holds: false,
        triages: false,
    }
}

/// Makes the triage key of an organisation, held by this member.
pub(super) fn open_helpline(manager: &mut Visitor, name: &str) -> Result<()> {
    open_helpline_with(manager, &[name])
}

/// Whom a page offers by this name.
fn person_named(page: &Page, name: &str) -> Result<String> {
    let choice = page.html.split("<div class=\"choice\">").find(|choice| choice.contains(&format!(">{name}</label>")));
    let id = choice.and_then(|choice| choice.split_once("value=\"").and_then(|(_, rest)| rest.split('"').next()));
    id.map(ToOwned::to_owned).with_context(|| format!("{name} cannot be named: {}", page.words()))
}

/// Makes the triage key of an organisation, held by these members.
fn open_helpline_with(manager: &mut Visitor, names: &[&str]) -> Result<()> {
    let page = manager.open("/cases/helpline")?.expect(200)?;
    let mut form = page.form("/cases/helpline/open")?;
    for name in names {
        form.fields.push(("person".to_owned(), person_named(&page, name)?));
    }
    let done = manager.submit(&form, &[])?.expect(200)?;
    ensure!(!done.html.contains("/cases/helpline/open"), "the helpline did not open: {}", done.words());
    Ok(())
}

/// Another organisation with an owner and a responder of its own, who has a case too.
/// With it a way in for one more responder.
fn other_organisation(address: SocketAddr, operator: &mut Visitor) -> Result<(Vec<Actor>, String)> {
    let (mut owner, _) = people::neighbour(operator, address, "Another Desk", "their-owner")?;
    unlock(&mut owner)?;
    let link = people::invite(&mut owner, &["responder"])?;
    let mut responder = people::join(address, &link, "their-responder")?;
    unlock(&mut responder)?;
    open_helpline(&mut owner, "their-responder")?;
    enter_case(&mut responder)?;
    let way_in = people::invite(&mut owner, &["responder"])?;
    let actors = vec![
        actor("owner of another organisation", owner, "owner", false),
        actor("responder of another organisation, with a case there", responder, "responder", false),
    ];
    Ok((actors, way_in))
}

/// Links a case into a campaign; its identifier.
fn begin_campaign(holder: &mut Visitor, case: &str) -> Result<String> {
    let page = holder.open(&format!("/cases/{case}"))?.expect(200)?;
    let form = page.form(&format!("/cases/{case}/campaign"))?;
    let done = holder.submit(&form, &[("new_campaign", "One attack on several")])?.expect(200)?;
    let way = done.link("/cases/campaigns/")?;
    Ok(way.trim_start_matches("/cases/campaigns/").to_owned())
}

/// Gives somebody access to a case.
fn give_case(holder: &mut Visitor, case: &str, name: &str) -> Result<()> {
    let at = format!("/cases/{case}/people");
    let page = holder.open(&at)?.expect(200)?;
    let mut form = page.form(&at)?;
    form.fields.push(("person".to_owned(), person_named(&page, name)?));
    holder.submit(&form, &[])?.expect(200)?;
    Ok(())
}

/// Ends somebody's membership.
fn end_membership(manager: &mut Visitor, name: &str) -> Result<()> {
    let page = manager.open("/settings/people")?.expect(200)?;
    let row = page.html.split("<tr>").find(|row| row.contains(&format!(">{name}<")));
    let way = row.and_then(|row| row.split_once("href=\"")).and_then(|(_, rest)| rest.split('"').next());
    let end = format!("{}/end", way.with_context(|| format!("{name} is not among the people"))?);
    let form = manager.open(&end)?.expect(200)?.form(&end)?;
    manager.submit(&form, &[])?.expect(200)?;
    Ok(())
}

/// What would end the session or the key of whoever tries it, and so every later try.
const ENDS_THE_SESSION: [&str; 6] = [
    "/sign-out",
    "/account/organisation",
    "/account/password",
    "/account/sessions/end",
    "/account/sessions/end-others",
    "/account/two-step/stop",
];

pub(super) fn run(shop: &mut Shop, _: &Options) -> Result<Vec<Row>, Halt> {
    let routes = expectations(shop)?;
    let data = shop.scratch.path().join("authorisation");
    let listed = site::saksi(shop, &["routes"], Some(&shop.scratch.path().join("authorisation-routes")), None)?;
    let listed: BTreeSet<&str> = listed.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let told: BTreeSet<String> = routes.iter().map(|route| format!("{} {}", route.method, route.path)).collect();
    let untold: Vec<&&str> = listed.iter().filter(|line| !told.contains(**line)).collect();
    for line in &untold {
        println!("  nobody says who may use {line}");
    }
    let site = Site::start(shop, &Start { without_limits: true, ..Start::folder(data) })?;
    let Stage { mut actors, known } = stage(&site)?;
    let (mut cells, mut breaches) = (0_usize, 0_usize);
    for route in &routes {
        let (path, there) = filled(&route.path, &known);
        for actor in &mut actors {
            let expected = actor.is_expected(&route.who);
            if expected && route.method == "POST" && ENDS_THE_SESSION.contains(&route.path.as_str()) {
                // Seen below by its page instead.
                continue;
            }
            let found = try_route(actor, route, &path, expected)?;
            cells += 1;
            // Where nothing is there for anybody, whoever may come in is told so; whoever may not must not be let in.
            let holds = match (expected, found) {
                (true, Outcome::Passed) | (false, Outcome::Refused | Outcome::Absent) => true,
                // A receipt that is not known is told the same to everyone, a log has no checkpoint before its first entry, and nothing
                // is compared that nobody named.
                (true, Outcome::Absent) => {
                    !there || ["/help/part", "/log/checkpoint", "/work/evidence/compare"].contains(&route.path.as_str())
                }
                _ => false,
            };
            if !holds {
                breaches += 1;
                println!("  {} {} ({}) by {}: {found:?}", route.method, route.path, route.who, actor.name);
            }
        }
    }
    Ok(vec![
        Row::at_least("routes", routes.len() as f64, 150.0, ""),
        Row::at_most("routes of which nobody says who may use them", untold.len() as f64, 0.0, ""),
        Row::at_least("people who try", actors.len() as f64, 13.0, ""),
        Row::at_least("cells tried", cells as f64, 1_500.0, ""),
        Row::at_most("cells that came out otherwise", breaches as f64, 0.0, ""),
    ])
}
