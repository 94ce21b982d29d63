//! People as the proofs need them: an owner who sets the network up, colleagues who join, and people who hand something in
//! and come back with their receipt. All of it goes through the pages, as it would for anybody without JavaScript.

use std::net::SocketAddr;

use anyhow::{Context, Result, bail, ensure};

use crate::http;
use crate::site::Site;
use crate::visitor::{Page, Visitor};

/// The password of everybody here; long and dull, as the policy wants it.
pub(crate) const PASSWORD: &str = "seven grey herons over the lagoon 4512";

/// A receipt, as it was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Receipt {
    pub(crate) locator: String,
    pub(crate) words: String,
}

/// Uses the set-up link of a first start and becomes the owner.
pub(crate) fn set_up(site: &Site) -> Result<Visitor> {
    let mut owner = Visitor::new(site.address)?;
    let path = site.set_up_path()?;
    let page = owner.open(&path)?.expect(200)?;
    let form = page.form(&path)?;
    let done = owner.submit(
        &form,
        &[
            ("organisation", "Proof Desk"),
            ("english_name", "Proof Desk"),
            ("name", "Owner"),
            ("sign_in_name", "owner"),
            ("password", PASSWORD),
            ("again", PASSWORD),
        ],
    )?;
    ensure!(done.path.starts_with("/account"), "set-up ended at {} ({}): {}", done.path, done.status, done.words());
    Ok(owner)
}

/// Signs in by name.
pub(crate) fn sign_in(address: SocketAddr, name: &str) -> Result<Visitor> {
    sign_in_with(address, name, PASSWORD)
}

/// Signs in by name and password.
pub(crate) fn sign_in_with(address: SocketAddr, name: &str, password: &str) -> Result<Visitor> {
    let mut visitor = Visitor::new(address)?;
    let page = visitor.open("/sign-in")?.expect(200)?;
    let done = visitor.submit(&page.form("/sign-in")?, &[("sign_in_name", name), ("password", password)])?;
    ensure!(!done.path.starts_with("/sign-in"), "{name} cannot sign in ({}): {}", done.status, done.words());
    Ok(visitor)
}

/// Makes a token for the API with every scope that the form offers.
pub(crate) fn token(owner: &mut Visitor) -> Result<String> {
    let page = owner.open("/settings/tokens")?.expect(200)?;
    let mut form = page.form("/settings/tokens")?;
    let scopes: Vec<&str> = page
        .html
        .split("<input")
        .filter(|tag| tag.split('>').next().is_some_and(|tag| tag.contains("name=\"scope\"")))
        .filter_map(|tag| tag.split_once("value=\"").and_then(|(_, rest)| rest.split('"').next()))
        .collect();
    ensure!(!scopes.is_empty(), "the form offers no scope");
    form.fields.extend(scopes.into_iter().map(|scope| ("scope".to_owned(), scope.to_owned())));
    let done = owner.submit(&form, &[("name", "Contract")])?.expect(200)?;
    let words = done.words();
    let token = words.split_whitespace().find(|word| word.starts_with("saksi_"));
    token.map(ToOwned::to_owned).with_context(|| format!("no token on the page: {words}"))
}

/// Invites somebody with these roles; returns the path of the link.
pub(crate) fn invite(owner: &mut Visitor, roles: &[&str]) -> Result<String> {
    let page = owner.open("/settings/invitations")?.expect(200)?;
    let mut form = page.form("/settings/invitations")?;
    form.fields.retain(|(name, _)| name != "role");
    for role in roles {
        form.fields.push(("role".to_owned(), (*role).to_owned()));
    }
    let done = owner.submit(&form, &[])?.expect(200)?;
    link_of(&done)
}

/// The path of the link on the page that shows an invitation.
pub(crate) fn link_of(done: &Page) -> Result<String> {
    let at = done.html.find("/join/").with_context(|| format!("no link of an invitation: {}", done.words()))?;
    let rest = done.html.get(at..).unwrap_or("");
    let length =
        rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '/' || c == '-' || c == '_')).unwrap_or(rest.len());
    Ok(rest.get(..length).unwrap_or("").to_owned())
}

/// Follows an invitation and makes an account. When this returns, the server has said yes.
pub(crate) fn join(address: SocketAddr, path: &str, name: &str) -> Result<Visitor> {
    let mut visitor = Visitor::new(address)?;
    let page = visitor.open(path)?.expect(200)?;
    let form = page.form(path)?;
    let done = visitor
        .submit(&form, &[("name", name), ("sign_in_name", name), ("password", PASSWORD), ("again", PASSWORD)])?;
    ensure!(
        done.status == 200 && !done.path.starts_with("/join"),
        "{name} could not join ({} {}): {}",
        done.path,
        done.status,
        done.words()
    );
    Ok(visitor)
}

/// Opens an organisation, as somebody who runs the network, and lets its first owner in: the owner, and the identifier of the organisation.
pub(crate) fn neighbour(
    operator: &mut Visitor,
    address: SocketAddr,
    name: &str,
    owner: &str,
) -> Result<(Visitor, String)> {
    let page = operator.open("/operator/organisations/new")?.expect(200)?;
    let form = page.form("/operator/organisations/new")?;
    let done = operator.submit(&form, &[("name", name), ("english_name", name)])?.expect(200)?;
    let organisation = done.path.split('?').next().unwrap_or("").to_owned();
    let form = operator.open(&organisation)?.expect(200)?.form("/invite")?;
    let link = link_of(&operator.submit(&form, &[])?.expect(200)?)?;
    let id = organisation.rsplit('/').next().unwrap_or("").to_owned();
    Ok((join(address, &link, owner)?, id))
}

/// What asking led to.
pub(crate) enum Asked {
    /// It is known (or something like it); the page that was shown.
    Known(Page),
    /// It is not known; the page with the form to hand it in.
    Unknown(Page),
}

/// Asks about a text on the front page.
pub(crate) fn ask(visitor: &mut Visitor, text: &str) -> Result<Asked> {
    let page = visitor.open("/")?.expect(200)?;
    let answer = visitor.submit(&page.form("/ask")?, &[("text", text)])?.expect(200)?;
    if answer.html.contains("/checks/") && answer.html.contains("class=\"answer\"") {
        return Ok(Asked::Known(answer));
    }
    Ok(Asked::Unknown(answer))
}

/// Asks, and hands the text in. When this returns, the receipt has been shown.
pub(crate) fn hand_in(visitor: &mut Visitor, text: &str) -> Result<Receipt> {
    let page = match ask(visitor, text)? {
        Asked::Unknown(page) | Asked::Known(page) => page,
    };
    send_in(visitor, &page)
}

/// Sends the form to hand in that a page offers.
pub(crate) fn send_in(visitor: &mut Visitor, page: &Page) -> Result<Receipt> {
    let form = page.form("/hand-in")?;
    let done = visitor.submit(&form, &[("agree", "yes")])?.expect(200)?;
    receipt_on(&done)
}

/// The receipt on the page that shows it once.
fn receipt_on(page: &Page) -> Result<Receipt> {
    let (_, section) = page
        .html
        .split_once("class=\"receipt\"")
        .with_context(|| format!("no receipt on the page: {}", page.words()))?;
    let locator = between(section, "<strong>", "</strong>").context("no locator on the receipt")?;
    let mut words = Vec::new();
    let list = section.split("</ol>").next().unwrap_or("");
    for item in list.split("<li").skip(1) {
        let text: String = item.split('<').map(|part| part.split_once('>').map_or("", |(_, text)| text)).collect();
        let text = if text.is_empty() { between(item, ">", "<").unwrap_or_default() } else { text };
        words.push(text.trim().to_owned());
    }
    if words.is_empty() {
        bail!("no words on the receipt: {}", page.words());
    }
    Ok(Receipt { locator, words: words.join(" ") })
}

/// Opens a receipt; the page it shows.
pub(crate) fn open_receipt(visitor: &mut Visitor, receipt: &Receipt) -> Result<Page> {
    let page = visitor.open("/receipt")?.expect(200)?;
    visitor.submit(&page.form("/receipt")?, &[("locator", &receipt.locator), ("words", &receipt.words)])
}

fn between(text: &str, start: &str, end: &str) -> Option<String> {
    let (_, rest) = text.split_once(start)?;
    let (inside, _) = rest.split_once(end)?;
    Some(inside.trim().to_owned())
}

/// Lets one person publish alone, so that a proof needs no second one for every check.
pub(crate) fn review_not_needed(owner: &mut Visitor) -> Result<()> {
    let page = owner.open("/settings")?.expect(200)?;
    let mut form = page.form("/settings")?;
    form.fields.retain(|(name, _)| name != "review_required");
    owner.submit(&form, &[])?.expect(200)?;
    Ok(())
}

/// The path of the claim in the queue whose statement begins like this text.
fn claim_of(member: &mut Visitor, text: &str) -> Result<String> {
    let start: String = text.chars().take(40).collect();
    let query = http::form(&[("q".to_owned(), start.trim().to_owned())]);
    let page = member.open(&format!("/desk?{query}"))?.expect(200)?;
    page.link("/desk/claims/").map(|link| link.split('?').next().unwrap_or("").to_owned())
}

/// Whether the queue still shows something that begins like this text.
pub(crate) fn queue_mentions(member: &mut Visitor, text: &str) -> Result<bool> {
    let start: String = text.chars().take(40).collect();
    let query = http::form(&[("q".to_owned(), start.trim().to_owned())]);
    Ok(member
        .open(&format!("/desk?{query}"))?
        .expect(200)?
        .links()
        .iter()
        .any(|link| link.starts_with("/desk/claims/")))
}

/// Writes a check of the claim that was handed in with this text, and publishes it. When this returns, the server has said
/// that it is published; the public path of the check.
pub(crate) fn publish(member: &mut Visitor, text: &str) -> Result<String> {
    let claim = claim_of(member, text)?;
    let page = member.open(&claim)?.expect(200)?;
    let editor = member.submit(&page.form(&format!("{claim}/check"))?, &[])?.expect(200)?;
    let form = editor.form("/edit")?;
    let language =
        form.fields.iter().find(|(name, _)| name == "language").map_or("en", |(_, value)| value.as_str()).to_owned();
    let done = member.submit(
        &form,
        &[
            ("statement", text),
            ("verdict", "false"),
            ("title", "What the record shows"),
            (
                "explanation",
                "The office named in the message says that nothing of the kind was decided. We asked on the same day.",
            ),
            ("references", "https://example.org/record The office's own register"),
            ("language", if language.is_empty() { "en" } else { &language }),
            ("action", "publish"),
        ],
    )?;
    let is_done = done.status == 200 && done.path.starts_with("/desk/checks/") && !done.path.contains("/edit");
    ensure!(is_done, "not published ({} {}): {}", done.path, done.status, done.words());
    let id = done.path.trim_start_matches("/desk/checks/").split(['?', '/']).next().unwrap_or("");
    Ok(format!("/checks/{id}"))
}
