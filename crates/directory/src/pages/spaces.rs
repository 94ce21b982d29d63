//! Closed spaces. Their pages tell nothing in their title, are filled up to lengths in steps, and are not there for whoever has no seat.

use askama::Template as _;
use axum::Extension;
use axum::extract::State;
use saksi_base::{ClosedSeatId, ClosedSpaceId, Problem, Timestamp};
use saksi_network::{Member, Operator};
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Bucket, Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Shell, Site, Tone,
    Weight, paragraphs, user,
};
use serde::Deserialize;

use super::parts::{
    self, Page, card, card_of, cards, done, done_of, dotted, facts, heading, lines, number, paragraph, to_mend, way,
};
use crate::actions::spaces::{self, Between, WORDS_SHOWN};
use crate::handle::Spaces;
use crate::model::groups::LONGEST_NAME;
use crate::model::spaces::{
    LONGEST_ABOUT, LONGEST_PSEUDONYM, LONGEST_WORD, RevealState, Seat, SeatDraft, SpacesKey, filling,
};

const HERE: &str = "/work/spaces";

/// A page of closed spaces: no title outside of itself, and a length in steps.
fn shown(request: &PageRequest, page: &Page, problem: Option<&Problem>) -> Result<Response, PageError> {
    let main = page.render()?;
    let shell = || parts::finish(Shell::staff(request, page.title.clone()).discreet().area("/work/directory"), problem);
    let length = shell().html(&Markup::trusted(main.clone()))?.len();
    // A comment of any length is at least as long as its two ends.
    let ends = "<!---->".len();
    let filler = ".".repeat(filling(length + ends));
    shell().raw(&Markup::trusted(format!("{main}<!--{filler}-->")))
}

/// The month in which something was, without a day.
fn month(l: &Locale, at: Timestamp) -> Markup {
    let (year, month, _) = saksi_base::calendar::Day::of(at).parts();
    let said = l.ta("directory-space-month", &[("month", format!("{year:04}-{month:02}"))]);
    Markup::text(&saksi_web::without_isolates(&said))
}

/// Whether a box was ticked.
fn ticked(text: &str) -> bool {
    !text.is_empty()
}

/// A new space, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct New {
    name: String,
    space_about: String,
    pseudonym: String,
    about: String,
    listed: String,
}

impl FormData for New {
    const PURPOSE: &'static str = "directory:space-new";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
    const DISCREET: bool = true;
}

/// Taking a seat, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Enter {
    word: String,
    pseudonym: String,
    about: String,
    listed: String,
}

impl FormData for Enter {
    const PURPOSE: &'static str = "directory:space-enter";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
    const DISCREET: bool = true;
}

fn seat_fields(f: &Fields<'_>, pseudonym: Option<&str>, about: &str, listed: bool) -> Vec<Markup> {
    let mut all = Vec::new();
    if let Some(pseudonym) = pseudonym {
        all.push(
            f.text("pseudonym", "directory-pseudonym", pseudonym)
                .hint("directory-pseudonym-hint")
                .longest(number(LONGEST_PSEUDONYM))
                .autocomplete("off")
                .required()
                .build(),
        );
    }
    all.push(
        f.area("about", "directory-seat-about", about)
            .hint("directory-seat-about-hint")
            .rows(3)
            .longest(number(LONGEST_ABOUT))
            .optional()
            .build(),
    );
    all.push(f.checkbox("listed", "directory-seat-listed", listed).hint("directory-seat-listed-hint").build());
    all
}

async fn list_page(
    site: &Site,
    room: &Spaces,
    request: &PageRequest,
    member: &Member,
    enter: (&Enter, Option<&Problem>),
) -> Result<Response, PageError> {
    let l = &request.locale;
    let key = spaces::key(&site.db, room.seal()).await?;
    let all = saksi_db::read!(site.db, member.viewer(), tx => { spaces::mine(&mut tx, &key, member).await })?;
    let listed: Vec<Markup> = all
        .iter()
        .map(|(space, seat)| {
            let line = Markup::text(&l.t("directory-space-as")).then(&Markup::text(" ")).then(&user(&seat.pseudonym));
            card(&user(&space.name), Some(&format!("{HERE}/{}", space.id)), &[line])
        })
        .collect();
    let listed = if listed.is_empty() {
        saksi_web::empty(l, "directory-spaces-none", "directory-spaces-none-how")
    } else {
        heading(&l.t("directory-spaces-yours")).then(&cards(&listed))
    };
    let mut page = Page::new(l.t("directory-spaces-title")).lead(l.t("directory-spaces-lead"));
    if done_of(request, "left") {
        page = page.part(&done(&l.t("directory-space-left")));
    }
    let f = Fields::new(l, enter.1);
    let mut parts_of =
        vec![f.text("word", "directory-space-word", &enter.0.word).longest(60).autocomplete("off").required().build()];
    parts_of.extend(seat_fields(&f, Some(&enter.0.pseudonym), &enter.0.about, ticked(&enter.0.listed)));
    parts_of.push(f.submit("directory-space-enter"));
    let form = fields::form(request, &format!("{HERE}/enter"), Enter::PURPOSE, &parts_of);
    page = page.part(&listed).part(&heading(&l.t("directory-space-enter"))).part(&form);
    if member.operator {
        page = page.link(&format!("{HERE}/new"), l.t("directory-space-new"));
    }
    page = page.link("/work/directory", l.t("directory-back"));
    shown(request, &page, enter.1)
}

/// `GET /work/spaces`
pub(super) async fn list(
    State(site): State<Site>,
    Extension(room): Extension<Spaces>,
    request: PageRequest,
    member: Member,
) -> Result<Response, PageError> {
    list_page(&site, &room, &request, &member, (&Enter::default(), None)).await
}

/// `POST /work/spaces/enter`
pub(super) async fn enter(
    State(site): State<Site>,
    Extension(room): Extension<Spaces>,
    request: PageRequest,
    member: Member,
    form: Form<Enter>,
) -> Result<Response, PageError> {
    let typed = &form.value;
    let key = spaces::key(&site.db, room.seal()).await?;
    let draft =
        SeatDraft { pseudonym: typed.pseudonym.clone(), about: typed.about.clone(), listed: ticked(&typed.listed) };
    let entered = saksi_db::write!(site.db, "take a seat", member.viewer(), tx => {
        spaces::enter(&mut tx, &key, &member, &typed.word, draft.clone()).await
    });
    match entered {
        Ok(id) => Ok(saksi_web::see_other(&format!("{HERE}/{id}"))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            list_page(&site, &room, &request, &member, (typed, Some(&problem))).await
        }
    }
}

fn new_page(request: &PageRequest, typed: &New, problem: Option<&Problem>) -> Result<Response, PageError> {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let mut parts_of = vec![
        f.text("name", "directory-space-name", &typed.name).longest(number(LONGEST_NAME)).required().build(),
        f.area("space_about", "directory-space-about", &typed.space_about)
            .rows(3)
            .longest(number(LONGEST_ABOUT))
            .optional()
            .build(),
    ];
    parts_of.extend(seat_fields(&f, Some(&typed.pseudonym), &typed.about, ticked(&typed.listed)));
    parts_of.push(f.submit("directory-space-open"));
    let form = fields::form(request, &format!("{HERE}/new"), New::PURPOSE, &parts_of);
    let page = Page::new(l.t("directory-space-new"))
        .lead(l.t("directory-space-new-lead"))
        .part(&form)
        .link(HERE, l.t("directory-spaces-title"));
    shown(request, &page, problem)
}

/// `GET /work/spaces/new`
pub(super) async fn new(request: PageRequest, _: Operator) -> Result<Response, PageError> {
    new_page(&request, &New::default(), None)
}

/// `POST /work/spaces/new`
pub(super) async fn open(
    State(site): State<Site>,
    Extension(room): Extension<Spaces>,
    request: PageRequest,
    Operator(member): Operator,
    form: Form<New>,
) -> Result<Response, PageError> {
    let typed = &form.value;
    let key = spaces::key(&site.db, room.seal()).await?;
    let draft =
        SeatDraft { pseudonym: typed.pseudonym.clone(), about: typed.about.clone(), listed: ticked(&typed.listed) };
    let opened = saksi_db::write!(site.db, "open a closed space", member.viewer(), tx => {
        spaces::open(&mut tx, &key, &member, (&typed.name, &typed.space_about), draft.clone()).await
    });
    match opened {
        Ok(id) => Ok(saksi_web::see_other(&format!("{HERE}/{id}"))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            new_page(&request, typed, Some(&problem))
        }
    }
}

/// What is done in a space.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Step {
    action: String,
    text: String,
}

impl FormData for Step {
    const PURPOSE: &'static str = "directory:space-step";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
    const DISCREET: bool = true;
}

/// From where on what was said is shown.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct From {
    before: Option<i64>,
}

fn seat_line(l: &Locale, path: &str, seat: &Seat, own: &Seat) -> Markup {
    let name = if seat.id == own.id {
        user(&seat.pseudonym)
    } else {
        Markup::trusted(format!("<a href=\"{path}/seats/{}\">{}</a>", seat.id, user(&seat.pseudonym)))
    };
    let mut line = vec![name];
    line.extend(seat.coordinates.then(|| Markup::text(&l.t("directory-seat-coordinates"))));
    line.extend((seat.id == own.id).then(|| Markup::text(&l.t("directory-seat-you"))));
    dotted(&line)
}

/// What stands on the page of a space besides what is kept: the start of what was said, what was typed, and a word that is shown once.
struct Around<'a> {
    before: i64,
    typed: &'a Step,
    problem: Option<&'a Problem>,
    word: Option<&'a str>,
}

async fn space_page(
    site: &Site,
    key: &SpacesKey,
    request: &PageRequest,
    member: &Member,
    id: ClosedSpaceId,
    around: Around<'_>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let (space, own, seats, words, asking) = saksi_db::read!(site.db, member.viewer(), tx => {
        let (space, own) = spaces::own(&mut tx, key, member, id).await?;
        let seats = spaces::seats(&mut tx, &own).await?;
        let words = spaces::words(&mut tx, key, &own, around.before).await?;
        let asking = spaces::asking(&mut tx, &own).await?;
        Ok::<_, Problem>((space, own, seats, words, asking))
    })?;
    let path = format!("{HERE}/{id}");
    let mut page = Page::new(saksi_web::without_isolates(&space.name)).part(&paragraphs(&space.about));
    if let Some(word) = around.word {
        let shown = Markup::trusted(format!("<p class=\"locator\" dir=\"ltr\">{}</p>", saksi_web::escape(word)));
        let inner = paragraph(&l.t("directory-space-invited")).then(&shown);
        page = page.part(&saksi_web::notice(Tone::Done, "", &inner));
    }
    if done_of(request, "saved") {
        page = page.part(&done(&l.t("directory-saved")));
    }
    if !asking.is_empty() {
        let all: Vec<Markup> = asking
            .iter()
            .map(|(seat, name)| Markup::trusted(format!("<a href=\"{path}/seats/{seat}\">{}</a>", user(name))))
            .collect();
        page = page.part(&heading(&l.t("directory-reveals-asked"))).part(&lines(&all));
    }
    let f = Fields::new(l, around.problem);
    let say = fields::form(
        request,
        &path,
        Step::PURPOSE,
        &[
            f.area("text", "directory-space-text", &around.typed.text)
                .rows(4)
                .longest(number(LONGEST_WORD))
                .required()
                .build(),
            f.submit_named("action", "say", "directory-space-say", Weight::Main),
        ],
    );
    let said: Vec<Markup> = words
        .iter()
        .map(|word| {
            let by = word.by.as_ref().map_or_else(|| Markup::text(&l.t("directory-seat-gone")), |(_, name)| user(name));
            let link =
                word.by.as_ref().filter(|(seat, _)| *seat != own.id).map(|(seat, _)| format!("{path}/seats/{seat}"));
            let week = l.ta("directory-space-week", &[("day", l.date(word.week))]);
            let when = Markup::text(&saksi_web::without_isolates(&week));
            card_of(&by, link.as_deref(), &[when], &paragraphs(&word.text))
        })
        .collect();
    page = page.part(&heading(&l.t("directory-space-words"))).part(&say);
    page = if said.is_empty() {
        page.part(&saksi_web::empty(l, "directory-space-silent", "directory-space-silent-how"))
    } else {
        page.part(&cards(&said))
    };
    let oldest = words.last().map_or(0, |word| word.number);
    if oldest > 1 && words.len() >= usize::try_from(WORDS_SHOWN).unwrap_or(usize::MAX) {
        page = page.part(&way(&format!("{path}?before={oldest}"), &l.t("directory-space-older")));
    }
    let named: Vec<Markup> = seats.iter().map(|seat| seat_line(l, &path, seat, &own)).collect();
    page = page.part(&heading(&l.t("directory-space-seats"))).part(&paragraph(&l.t(if own.coordinates {
        "directory-space-seats-all"
    } else {
        "directory-space-seats-how"
    })));
    page = page.part(&lines(&named)).part(&way(&format!("{path}/seat"), &l.t("directory-seat-own")));
    let step = |action, label, weight| {
        fields::button_form(request, &path, Step::PURPOSE, &[("action", action)], label, weight)
    };
    if own.coordinates {
        let note = paragraph(&l.t("directory-space-close-how"));
        page = page
            .part(&heading(&l.t("directory-space-looking-after")))
            .part(&step("invite", "directory-space-invite", Weight::Quiet))
            .part(&note)
            .part(&step("close", "directory-space-close", Weight::Danger));
    }
    page = page.part(&paragraph(&l.t("directory-space-leave-how"))).part(&step(
        "leave",
        "directory-space-leave",
        Weight::Quiet,
    ));
    shown(request, &page.link(HERE, l.t("directory-spaces-title")), around.problem)
}

/// `GET /work/spaces/{space}`
pub(super) async fn show(
    State(site): State<Site>,
    Extension(room): Extension<Spaces>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<ClosedSpaceId>,
    PageQuery(from): PageQuery<From>,
) -> Result<Response, PageError> {
    let key = spaces::key(&site.db, room.seal()).await?;
    let before = from.before.unwrap_or(i64::MAX);
    let typed = Step::default();
    let around = Around { before, typed: &typed, problem: None, word: None };
    space_page(&site, &key, &request, &member, id, around).await
}

/// `POST /work/spaces/{space}`
pub(super) async fn step(
    State(site): State<Site>,
    Extension(room): Extension<Spaces>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<ClosedSpaceId>,
    form: Form<Step>,
) -> Result<Response, PageError> {
    let key = spaces::key(&site.db, room.seal()).await?;
    let (typed, gone) = (&form.value, matches!(form.value.action.as_str(), "leave" | "close"));
    let outcome = saksi_db::write!(site.db, "step in a closed space", member.viewer(), tx => {
        match typed.action.as_str() {
            "say" => {
                let (_, own) = spaces::own(&mut tx, &key, &member, id).await?;
                spaces::say(&mut tx, &key, &own, &typed.text).await.map(|()| None)
            }
            "invite" => spaces::invite(&mut tx, &key, &member, id).await.map(|word| Some(word.reveal().to_owned())),
            "leave" => spaces::leave(&mut tx, &key, &member, id).await.map(|()| None),
            "close" => spaces::close(&mut tx, &key, &member, id).await.map(|()| None),
            _ => Err(Problem::invalid("directory-decision-missing")),
        }
    });
    match outcome {
        Ok(Some(word)) => {
            let typed = Step::default();
            let around = Around { before: i64::MAX, typed: &typed, problem: None, word: Some(&word) };
            space_page(&site, &key, &request, &member, id, around).await
        }
        Ok(None) if gone => Ok(saksi_web::see_other(&format!("{HERE}?done=left"))),
        Ok(None) => Ok(saksi_web::see_other(&format!("{HERE}/{id}?done=saved"))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            let around = Around { before: i64::MAX, typed, problem: Some(&problem), word: None };
            space_page(&site, &key, &request, &member, id, around).await
        }
    }
}

/// What one's seat says, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Own {
    version: String,
    about: String,
    listed: String,
}

impl FormData for Own {
    const PURPOSE: &'static str = "directory:seat";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
    const DISCREET: bool = true;
}

async fn own_page(
    site: &Site,
    key: &SpacesKey,
    request: &PageRequest,
    member: &Member,
    id: ClosedSpaceId,
    typed: Option<(&Own, &Problem)>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let (_, own) = saksi_db::read!(site.db, member.viewer(), tx => { spaces::own(&mut tx, key, member, id).await })?;
    let problem = typed.map(|(_, problem)| problem);
    let f = Fields::new(l, problem);
    let version = own.version.to_string();
    let (about, listed) =
        typed.map_or((own.about.as_str(), own.listed), |(typed, _)| (typed.about.as_str(), ticked(&typed.listed)));
    let mut parts_of = vec![f.hidden("version", &version)];
    parts_of.extend(seat_fields(&f, None, about, listed));
    parts_of.push(f.submit("directory-save"));
    let path = format!("{HERE}/{id}");
    let page = Page::new(saksi_web::without_isolates(&own.pseudonym))
        .lead(l.t("directory-seat-own-lead"))
        .part(&fields::form(request, &format!("{path}/seat"), Own::PURPOSE, &parts_of))
        .link(&path, l.t("directory-space-back"));
    shown(request, &page, problem)
}

/// `GET /work/spaces/{space}/seat`
pub(super) async fn own(
    State(site): State<Site>,
    Extension(room): Extension<Spaces>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<ClosedSpaceId>,
) -> Result<Response, PageError> {
    let key = spaces::key(&site.db, room.seal()).await?;
    own_page(&site, &key, &request, &member, id, None).await
}

/// `POST /work/spaces/{space}/seat`
pub(super) async fn change(
    State(site): State<Site>,
    Extension(room): Extension<Spaces>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<ClosedSpaceId>,
    form: Form<Own>,
) -> Result<Response, PageError> {
    let key = spaces::key(&site.db, room.seal()).await?;
    let typed = &form.value;
    let seen = typed.version.parse().unwrap_or(-1);
    let changed = saksi_db::write!(site.db, "change a seat", member.viewer(), tx => {
        spaces::change(&mut tx, &key, &member, id, seen, (&typed.about, ticked(&typed.listed))).await
    });
    match changed {
        Ok(()) => Ok(saksi_web::see_other(&format!("{HERE}/{id}?done=saved"))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            own_page(&site, &key, &request, &member, id, Some((typed, &problem))).await
        }
    }
}

/// What is done with another seat.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Towards {
    action: String,
    version: String,
    words: String,
}

impl FormData for Towards {
    const PURPOSE: &'static str = "directory:seat-step";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
    const DISCREET: bool = true;
}

fn log_part(l: &Locale, between: &Between) -> Markup {
    if between.log.is_empty() {
        return Markup::empty();
    }
    let all: Vec<Markup> = between
        .log
        .iter()
        .map(|(mine, state, at)| {
            let about = if *mine { "directory-reveal-of-you" } else { "directory-reveal-of-them" };
            dotted(&[month(l, *at), Markup::text(&l.t(about)), Markup::text(&l.t(state.message()))])
        })
        .collect();
    heading(&l.t("directory-reveal-log")).then(&lines(&all))
}

/// What the other opens to one, and asking for it.
fn theirs_part(request: &PageRequest, path: &str, between: &Between) -> Markup {
    let l = &request.locale;
    let ask = || {
        fields::button_form(request, path, Towards::PURPOSE, &[("action", "ask")], "directory-reveal-ask", Weight::Main)
    };
    let part = heading(&l.t("directory-reveal-theirs"));
    match &between.theirs {
        Some(reveal) if reveal.state == RevealState::Given => part.then(&paragraphs(&reveal.words)),
        Some(reveal) if reveal.state == RevealState::Asked => part.then(&paragraph(&l.t("directory-reveal-waits"))),
        Some(reveal) => part.then(&paragraph(&l.t(reveal.state.message()))).then(&ask()),
        None => part.then(&paragraph(&l.t("directory-reveal-ask-how"))).then(&ask()),
    }
}

/// What one opens to the other.
fn mine_part(
    request: &PageRequest,
    path: &str,
    between: &Between,
    typed: &Towards,
    problem: Option<&Problem>,
) -> Markup {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let (state, version, stands) = match &between.mine {
        Some(reveal) => (Some(reveal.state), reveal.version, reveal.words.as_str()),
        None => (None, 0, ""),
    };
    let said = match state {
        Some(RevealState::Asked) => "directory-reveal-they-ask",
        Some(RevealState::Given) => "directory-reveal-they-see",
        _ => "directory-reveal-give-how",
    };
    let words = if typed.words.is_empty() { stands } else { &typed.words };
    let version = version.to_string();
    let hold = match state {
        Some(RevealState::Asked) => Some("directory-reveal-decline"),
        Some(RevealState::Given) => Some("directory-reveal-take-back"),
        _ => None,
    };
    let give = fields::form(
        request,
        path,
        Towards::PURPOSE,
        &[
            f.hidden("version", &version),
            f.area("words", "directory-reveal-words", words)
                .hint("directory-reveal-words-hint")
                .rows(3)
                .longest(number(LONGEST_ABOUT))
                .required()
                .build(),
            f.submit_named("action", "give", "directory-reveal-give", Weight::Main),
        ],
    );
    let hold = hold.map_or_else(Markup::empty, |label| {
        let hidden = [("action", "withhold"), ("version", version.as_str())];
        fields::button_form(request, path, Towards::PURPOSE, &hidden, label, Weight::Danger)
    });
    heading(&l.t("directory-reveal-mine")).then(&paragraph(&l.t(said))).then(&give).then(&hold)
}

async fn seat_page(
    site: &Site,
    key: &SpacesKey,
    request: &PageRequest,
    member: &Member,
    (id, seat): (ClosedSpaceId, ClosedSeatId),
    (typed, problem): (&Towards, Option<&Problem>),
) -> Result<Response, PageError> {
    let l = &request.locale;
    let (own, between) = saksi_db::read!(site.db, member.viewer(), tx => {
        let (_, own) = spaces::own(&mut tx, key, member, id).await?;
        let between = spaces::between(&mut tx, key, &own, seat).await?;
        Ok::<_, Problem>((own, between))
    })?;
    let path = format!("{HERE}/{id}/seats/{seat}");
    let other = &between.other;
    let mut page = Page::new(saksi_web::without_isolates(&other.pseudonym));
    if done_of(request, "saved") {
        page = page.part(&done(&l.t("directory-saved")));
    }
    page = page
        .part(&paragraphs(&other.about))
        .part(&facts(&[(l.t("directory-seat-since"), vec![month(l, other.since)])]))
        .part(&theirs_part(request, &path, &between))
        .part(&mine_part(request, &path, &between, typed, problem))
        .part(&log_part(l, &between));
    if own.coordinates {
        let button = |action, label, weight| {
            fields::button_form(request, &path, Towards::PURPOSE, &[("action", action)], label, weight)
        };
        let looks = if other.coordinates {
            button("no-coordinator", "directory-seat-no-coordinator", Weight::Quiet)
        } else {
            button("coordinator", "directory-seat-coordinator", Weight::Quiet)
        };
        page = page.part(&heading(&l.t("directory-space-looking-after"))).part(&looks).part(&button(
            "take-out",
            "directory-seat-take-out",
            Weight::Danger,
        ));
    }
    shown(request, &page.link(&format!("{HERE}/{id}"), l.t("directory-space-back")), problem)
}

/// `GET /work/spaces/{space}/seats/{seat}`
pub(super) async fn seat(
    State(site): State<Site>,
    Extension(room): Extension<Spaces>,
    request: PageRequest,
    member: Member,
    PagePath(ids): PagePath<(ClosedSpaceId, ClosedSeatId)>,
) -> Result<Response, PageError> {
    let key = spaces::key(&site.db, room.seal()).await?;
    seat_page(&site, &key, &request, &member, ids, (&Towards::default(), None)).await
}

/// `POST /work/spaces/{space}/seats/{seat}`
pub(super) async fn towards(
    State(site): State<Site>,
    Extension(room): Extension<Spaces>,
    request: PageRequest,
    member: Member,
    PagePath((id, seat)): PagePath<(ClosedSpaceId, ClosedSeatId)>,
    form: Form<Towards>,
) -> Result<Response, PageError> {
    let key = spaces::key(&site.db, room.seal()).await?;
    let typed = &form.value;
    let seen = typed.version.parse().unwrap_or(-1);
    let outcome = saksi_db::write!(site.db, "step between two seats", member.viewer(), tx => {
        let (_, own) = spaces::own(&mut tx, &key, &member, id).await?;
        match typed.action.as_str() {
            "ask" => spaces::ask(&mut tx, &key, &own, seat).await,
            "give" => spaces::give(&mut tx, &key, &own, seat, seen, &typed.words).await,
            "withhold" => spaces::withhold(&mut tx, &key, &own, seat, seen).await,
            "take-out" => spaces::take_out(&mut tx, &key, &member, id, seat).await,
            "coordinator" => spaces::set_coordinates(&mut tx, &key, &member, (id, seat), true).await,
            "no-coordinator" => spaces::set_coordinates(&mut tx, &key, &member, (id, seat), false).await,
            _ => Err(Problem::invalid("directory-decision-missing")),
        }
    });
    match outcome {
        Ok(()) if typed.action == "take-out" => Ok(saksi_web::see_other(&format!("{HERE}/{id}?done=saved"))),
        Ok(()) => Ok(saksi_web::see_other(&format!("{HERE}/{id}/seats/{seat}?done=saved"))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            seat_page(&site, &key, &request, &member, (id, seat), (typed, Some(&problem))).await
        }
    }
}
