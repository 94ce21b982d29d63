//! Asking to join, or leaving a contribution without joining; and coming back with the receipt. For everybody.

use askama::Template;
use axum::extract::State;
use saksi_base::Problem;
use saksi_db::Viewer;
use saksi_vault::Receipt;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Arg, Bucket, Form, FormData, Locale, Markup, PageError, PagePath, PageRequest, Response, Shell, Site, Tone,
    code_words, escape, paragraphs, qr, without_isolates,
};
use serde::Deserialize;

use super::parts::{self, Page, finish, heading, number, paragraph, place_fields, read_place, to_mend};
use crate::actions::{civic_space, joining};
use crate::model::joining::{LONGEST_NAME, LONGEST_TEXT};
use crate::model::regions::REGIONS;
use crate::model::{Door, Knock, RequestState, Standing};

/// A request as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    name: String,
    organisation: String,
    email: String,
    wants_in: String,
    contribution: String,
    place: String,
    place_words: String,
    /// The receipt of an earlier request, of somebody who asks again.
    locator: String,
    words: String,
    /// Whether what to know where it is dangerous to be known was shown before this was sent.
    warned: String,
}

impl FormData for Typed {
    const PURPOSE: &'static str = "directory:join";
    const BUCKET: Option<Bucket> = Some(Bucket::HandIn);
    const GATE: bool = true;
    const SECRET: &'static [&'static str] = &["words"];
}

/// What somebody should know before they write their name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Risk {
    /// Nothing besides what everybody reads.
    Usual,
    /// The door leads to a country that is rated closed.
    AtDoor,
    /// They said that they are in one: nothing of what they wrote is kept yet.
    Said,
}

impl Risk {
    /// As it was before, where the form is shown again because something in it is to be mended.
    fn or_said(self, typed: &Typed) -> Self {
        if self == Self::Usual && typed.warned == "yes" { Self::AtDoor } else { self }
    }
}

/// What to know where it is dangerous to be known.
fn warning(l: &Locale, risk: Risk) -> Markup {
    if risk == Risk::Usual {
        return Markup::empty();
    }
    let mut said = Markup::empty();
    if risk == Risk::Said {
        said = paragraph(&l.t("directory-join-risk-nothing-kept"));
    }
    for message in ["directory-join-risk-name", "directory-join-risk-readers", "directory-join-risk-line"] {
        said = said.then(&paragraph(&l.t(message)));
    }
    saksi_web::notice(Tone::Waiting, &l.t("directory-join-risk-title"), &said)
}

/// The page of a door: what it leads to, and the form.
pub(super) fn door_page(
    request: &PageRequest,
    door: &Door,
    risk: Risk,
    typed: &Typed,
    problem: Option<&Problem>,
) -> Page {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let action = format!("/j/{}", door.code);
    let mut page = Page::new(without_isolates(&l.ta("directory-join-title", &[("title", door.title.as_str())])))
        .lead(l.t("directory-join-lead"));
    if let Some(region) = REGIONS.iter().find(|region| region.code == door.region) {
        page = page.lead(l.ta("directory-join-region", &[("region", l.t(region.message))]));
    }
    page = page.part(&paragraphs(&door.about));
    let tags = parts::tags(l, &door.tags);
    if !tags.is_empty() {
        page = page.part(&Markup::trusted(format!("<p>{}</p>", parts::dotted(&tags))));
    }
    if door.closed.is_some() {
        return page.part(&paragraph(&l.t("directory-door-closed"))).link("/joining", l.t("directory-receipt-title"));
    }
    page = page.part(&warning(l, risk));
    let again = !typed.locator.is_empty();
    let mut all = vec![
        f.hidden("warned", if risk == Risk::Usual { "" } else { "yes" }),
        f.text("name", "directory-join-name", &typed.name)
            .hint("directory-join-name-hint")
            .autocomplete("name")
            .longest(number(LONGEST_NAME))
            .build(),
        f.text("organisation", "directory-join-organisation", &typed.organisation)
            .hint("directory-join-organisation-hint")
            .autocomplete("organization")
            .longest(number(LONGEST_NAME))
            .optional()
            .build(),
        f.text("email", "directory-join-email", &typed.email)
            .hint("directory-join-email-hint")
            .kind("email")
            .autocomplete("email")
            .longest(254)
            .build(),
        f.checkbox("wants_in", "directory-join-mark", typed.wants_in == "yes").build(),
        f.area("contribution", "directory-join-contribution", &typed.contribution)
            .hint("directory-join-contribution-hint")
            .rows(3)
            .longest(number(LONGEST_TEXT))
            .optional()
            .build(),
        place_fields(&f, l, &typed.place, &typed.place_words),
    ];
    if again {
        all.push(f.text("locator", "directory-receipt-locator", &typed.locator).code().longest(40).optional().build());
        all.push(f.area("words", "directory-receipt-words", "").rows(2).longest(200).optional().build());
    }
    all.push(f.submit("directory-join-send"));
    page.part(&fields::form(request, &action, Typed::PURPOSE, &all))
        .part(&paragraph(&l.t("directory-join-who-reads")))
        .part(&if risk == Risk::Usual { shared(request, door) } else { Markup::empty() })
        .link("/joining", l.t("directory-receipt-title"))
}

/// The short link and its QR code, to be shown to others in the room or printed; not where it is dangerous to be known, and where what to know
/// about that needs the room on the page.
fn shared(request: &PageRequest, door: &Door) -> Markup {
    let l = &request.locale;
    let address = request.absolute(&format!("/j/{}", door.code));
    let link = Markup::trusted(format!("<p><bdi dir=\"ltr\">{}</bdi></p>", escape(&address)));
    heading(&l.t("directory-join-share"))
        .then(&paragraph(&l.t("directory-join-share-how")))
        .then(&link)
        .then(&qr(l, &address))
}

/// A door, and whether it is dangerous to be known where it leads.
async fn find(site: &Site, code: &str) -> Result<(Door, Risk), Problem> {
    saksi_db::read!(site.db, Viewer::Public, tx => {
        let door = joining::door_of(&mut tx, code).await?;
        let closed = civic_space::is_closed(&mut tx, &door.place).await?;
        Ok((door, if closed { Risk::AtDoor } else { Risk::Usual }))
    })
}

/// Whether it is dangerous to be known where somebody says they are, and they were not told so yet.
async fn unwarned(site: &Site, typed: &Typed) -> Result<bool, Problem> {
    let Ok(place) = read_place(&typed.place, &typed.place_words) else { return Ok(false) };
    if typed.warned == "yes" {
        return Ok(false);
    }
    saksi_db::read!(site.db, Viewer::Public, tx => { civic_space::is_closed(&mut tx, &place).await })
}

/// Where somebody who asks again is sent from: the locator of the request before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Again {
    again: String,
}

/// `GET /j/{code}`
pub(super) async fn show(
    State(site): State<Site>,
    request: PageRequest,
    PagePath(code): PagePath<String>,
    saksi_web::PageQuery(again): saksi_web::PageQuery<Again>,
) -> Result<Response, PageError> {
    let (door, risk) = find(&site, &code).await?;
    let typed = Typed { wants_in: "yes".to_owned(), locator: again.again, ..Typed::default() };
    let page = door_page(&request, &door, risk, &typed, None).public();
    Shell::public(&request, page.title.clone()).no_index().render(&page)
}

/// `POST /j/{code}`
pub(super) async fn send(
    State(site): State<Site>,
    request: PageRequest,
    PagePath(code): PagePath<String>,
    form: Form<Typed>,
) -> Result<Response, PageError> {
    let (door, risk) = find(&site, &code).await?;
    let typed = &form.value;
    if unwarned(&site, typed).await? {
        let page = door_page(&request, &door, Risk::Said, typed, None).public();
        return Shell::public(&request, page.title.clone()).secret().render(&page);
    }
    let seed = site.keys.seed(&[b"directory join", &form.nonce]);
    let earlier = (!typed.words.trim().is_empty()).then_some((typed.locator.as_str(), typed.words.as_str()));
    let outcome: Result<Receipt, Problem> = async {
        let knock = Knock {
            name: typed.name.clone(),
            organisation: typed.organisation.clone(),
            email: typed.email.clone(),
            wants_in: typed.wants_in == "yes",
            contribution: typed.contribution.clone(),
            place: read_place(&typed.place, &typed.place_words)?,
            language: request.locale.language.tag().to_owned(),
        };
        saksi_db::write!(site.db, "ask to join", Viewer::Public, tx => {
            joining::knock(&mut tx, &door, knock.clone(), earlier, &seed).await
        })
    }
    .await;
    match outcome {
        Ok(receipt) => {
            let page = receipt_page(&request, &receipt, typed.wants_in == "yes");
            Shell::public(&request, page.title.clone()).secret().render(&page)
        }
        Err(problem) => {
            let problem = to_mend(problem)?;
            let page = door_page(&request, &door, risk.or_said(typed), typed, Some(&problem)).public();
            finish(Shell::public(&request, page.title.clone()).secret(), Some(&problem)).render(&page)
        }
    }
}

/// The page that shows a receipt once.
#[derive(Debug, Template)]
#[template(path = "receipt.html")]
pub(super) struct ReceiptPage {
    l: Locale,
    pub(super) title: String,
    lead: String,
    locator: String,
    words: Markup,
    qr: Markup,
    address: String,
}

pub(super) fn receipt_page(request: &PageRequest, receipt: &Receipt, wants_in: bool) -> ReceiptPage {
    let l = &request.locale;
    let locator = receipt.locator().to_string();
    let words = receipt.words();
    let split: Vec<&str> = words.split(' ').collect();
    // The address holds the public half alone; the words are written down or they are not.
    let address = request.absolute(&format!("/joining?locator={locator}"));
    ReceiptPage {
        title: l.t(if wants_in { "directory-joined-title" } else { "directory-left-title" }),
        lead: l.t(if wants_in { "directory-joined-next" } else { "directory-left-next" }),
        words: code_words(&split),
        qr: qr(l, &address),
        locator,
        address,
        l: l.clone(),
    }
}

/// A receipt as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Key {
    locator: String,
    words: String,
}

impl FormData for Key {
    const PURPOSE: &'static str = "directory:standing";
    const BUCKET: Option<Bucket> = Some(Bucket::Receipt);
    const GATE: bool = true;
}

/// A receipt whose request is to be taken back.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Back {
    locator: String,
    words: String,
}

impl FormData for Back {
    const PURPOSE: &'static str = "directory:withdraw";
    const BUCKET: Option<Bucket> = Some(Bucket::Receipt);
}

/// The form in which a receipt is typed.
pub(super) fn key_page(request: &PageRequest, key: &Key, problem: Option<&Problem>) -> Page {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let form = fields::form(
        request,
        "/joining",
        Key::PURPOSE,
        &[
            f.text("locator", "directory-receipt-locator", &key.locator).code().longest(40).required().build(),
            f.area("words", "directory-receipt-words", &key.words).rows(3).longest(200).required().build(),
            f.submit("directory-receipt-open"),
        ],
    );
    Page::new(l.t("directory-receipt-title")).lead(l.t("directory-receipt-lead")).part(&form)
}

/// `GET /joining`
pub(super) async fn receipt(
    request: PageRequest,
    saksi_web::PageQuery(key): saksi_web::PageQuery<Key>,
) -> Result<Response, PageError> {
    let key = Key { words: String::new(), ..key };
    let page = key_page(&request, &key, None).public();
    Shell::public(&request, page.title.clone()).secret().no_index().render(&page)
}

/// How a request stands, in words.
pub(super) fn standing_page(request: &PageRequest, standing: &Standing, key: &Key) -> Page {
    let l = &request.locale;
    let state = match (standing.state, standing.wants_in) {
        (RequestState::Waiting, true) => "directory-standing-waiting",
        (RequestState::Waiting, false) => "directory-standing-left",
        (RequestState::Admitted, _) => "directory-standing-admitted",
        (RequestState::Declined, _) => "directory-standing-declined",
        (RequestState::Withdrawn, _) => "directory-standing-withdrawn",
        (RequestState::Read, _) => "directory-standing-read",
    };
    let mut page = Page::new(without_isolates(&standing.door.title)).lead(l.t(state));
    if standing.state == RequestState::Waiting && standing.wants_in {
        page = page.part(&paragraph(&l.ta("directory-standing-days", &[("days", standing.days)])));
        if standing.door.vouches > 0 {
            let counts = [("have", Arg::from(standing.vouched)), ("need", Arg::from(standing.door.vouches))];
            page = page.part(&paragraph(&l.ta("directory-standing-vouches", &counts)));
        }
        if let Some(days) = standing.usual_days {
            page = page.part(&paragraph(&l.ta("directory-standing-usual", &[("days", days)])));
        }
    }
    if !standing.reason.is_empty() {
        page = page.part(&heading(&l.t("directory-standing-reason"))).part(&saksi_web::user_block(&standing.reason));
    }
    if matches!(standing.state, RequestState::Declined | RequestState::Withdrawn) && standing.door.closed.is_none() {
        let again: String = url::form_urlencoded::byte_serialize(key.locator.trim().as_bytes()).collect();
        page = page
            .part(&parts::way(&format!("/j/{}?again={again}", standing.door.code), &l.t("directory-standing-again")));
    }
    if standing.state != RequestState::Withdrawn {
        let form = fields::button_form(
            request,
            "/joining/withdraw",
            Back::PURPOSE,
            &[("locator", &key.locator), ("words", &key.words)],
            "directory-standing-withdraw",
            saksi_web::Weight::Danger,
        );
        page = page.part(&paragraph(&l.t("directory-standing-withdraw-what"))).part(&form);
    }
    page
}

/// `POST /joining`
pub(super) async fn standing(
    State(site): State<Site>,
    request: PageRequest,
    form: Form<Key>,
) -> Result<Response, PageError> {
    let key = &form.value;
    let found = saksi_db::read!(site.db, Viewer::Public, tx => {
        joining::standing(&mut tx, &key.locator, &key.words).await
    });
    match found {
        Ok(standing) => {
            let page = standing_page(&request, &standing, key).public();
            Shell::public(&request, page.title.clone()).secret().render(&page)
        }
        Err(problem) => {
            let problem = to_mend(problem)?;
            let page = key_page(&request, key, Some(&problem)).public();
            finish(Shell::public(&request, page.title.clone()).secret(), Some(&problem)).render(&page)
        }
    }
}

/// `POST /joining/withdraw`
pub(super) async fn withdraw(
    State(site): State<Site>,
    request: PageRequest,
    form: Form<Back>,
) -> Result<Response, PageError> {
    let back = &form.value;
    saksi_db::write!(site.db, "take back request to join", Viewer::Public, tx => {
        joining::withdraw(&mut tx, &back.locator, &back.words).await
    })?;
    let l = &request.locale;
    let page = Page::new(l.t("directory-withdrawn-title")).lead(l.t("directory-standing-withdrawn")).public();
    Shell::public(&request, page.title.clone()).secret().render(&page)
}
