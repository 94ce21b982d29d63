//! What one's organisation needs and can give, what fits it, and what came of it.

use std::fmt::Write as _;

use axum::extract::State;
use saksi_base::{CollaborationId, LanguageTag, OfferId, Problem, Timestamp};
use saksi_network::Member;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Arg, Bucket, Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Site, Weight,
    paragraphs, user, without_isolates,
};
use serde::Deserialize;

use super::parts::{
    self, Page, TagFilter, TypedTags, card, cards, done, done_of, dotted, heading, nothing_fits, paragraph,
    place_fields, place_name, tag_fields, to_mend,
};
use crate::actions::offers;
use crate::model::offers::{
    Collaboration, CollaborationState, Fit, KINDS, LONGEST_DETAIL, LONGEST_TITLE, OUTCOMES, Offer, OfferDraft, Side,
    kind_message,
};

/// A need or an offer as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    side: String,
    kind: String,
    title: String,
    detail: String,
    place: String,
    place_words: String,
    capacity: String,
    from: String,
    until: String,
    languages: Vec<String>,
    lens: Vec<String>,
    goals: Vec<String>,
    targets: String,
}

impl FormData for Typed {
    const PURPOSE: &'static str = "directory:offer";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

/// A day as a form sends it; an empty one is `otherwise`.
fn day(text: &str, field: &'static str, otherwise: Timestamp) -> Result<Timestamp, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(otherwise);
    }
    Timestamp::parse(&format!("{text}T00:00:00Z")).ok_or_else(|| Problem::field(field, "directory-day-wrong"))
}

impl Typed {
    fn tags(&self) -> TypedTags {
        TypedTags { lens: self.lens.clone(), goals: self.goals.clone(), targets: self.targets.clone() }
    }

    fn read(&self, now: Timestamp) -> Result<OfferDraft, Problem> {
        let side = Side::from_code(&self.side).ok_or_else(|| Problem::field("side", "directory-offer-side-missing"))?;
        let from = day(&self.from, "from", now.day())?;
        Ok(OfferDraft {
            side,
            kind: self.kind.clone(),
            title: self.title.clone(),
            detail: self.detail.clone(),
            place: parts::read_place(&self.place, &self.place_words)?,
            capacity: if self.capacity.trim().is_empty() { 1 } else { self.capacity.trim().parse().unwrap_or(0) },
            from,
            until: day(&self.until, "until", from.plus(90 * saksi_base::clock::DAY))?,
            languages: self.languages.iter().filter_map(|tag| tag.parse::<LanguageTag>().ok()).collect(),
            tags: self.tags().tags(),
        })
    }
}

fn form(request: &PageRequest, typed: &Typed, problem: Option<&Problem>) -> Markup {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let sides = [("need", "directory-side-need"), ("offer", "directory-side-offer")];
    let mut kinds = vec![("", "directory-choose")];
    kinds.extend_from_slice(KINDS);
    let languages = parts::LANGUAGES.iter().map(|(code, name)| ((*code).to_owned(), (*name).to_owned())).collect();
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    fields::form(
        request,
        "/work/directory/offers",
        Typed::PURPOSE,
        &[
            f.radio("side", "directory-offer-side", &typed.side, &sides).required().build(),
            f.select("kind", "directory-offer-kind", &typed.kind, &kinds).required().build(),
            f.text("title", "directory-offer-title", &typed.title).longest(number(LONGEST_TITLE)).required().build(),
            f.area("detail", "directory-offer-detail", &typed.detail)
                .rows(4)
                .longest(number(LONGEST_DETAIL))
                .optional()
                .build(),
            place_fields(&f, l, &typed.place, &typed.place_words),
            f.text("capacity", "directory-offer-capacity", &typed.capacity)
                .hint("directory-offer-capacity-hint")
                .input_mode("numeric")
                .longest(4)
                .optional()
                .build(),
            f.text("from", "directory-offer-from", &typed.from).kind("date").optional().build(),
            f.text("until", "directory-offer-until", &typed.until)
                .kind("date")
                .hint("directory-offer-until-hint")
                .optional()
                .build(),
            f.checks("languages", "directory-field-languages", &typed.languages, &[])
                .options(languages)
                .optional()
                .build(),
            tag_fields(&f, l, &typed.tags()),
            f.submit("directory-offer-say"),
        ],
    )
}

fn facts_of(l: &Locale, offer: &Offer) -> Markup {
    let draft = &offer.draft;
    let mut line = vec![Markup::text(&l.t(draft.side.message())), Markup::text(&l.t(kind_message(&draft.kind)))];
    line.extend(place_name(l.language, &draft.place).map(|name| user(&name)));
    line.push(Markup::text(&l.ta("directory-until", &[("date", l.date(draft.until))])));
    if !offer.open {
        line.push(Markup::text(&l.t("directory-offer-closed")));
    }
    line.extend(parts::tags(l, &draft.tags));
    dotted(&line)
}

fn because(l: &Locale, fit: &Fit) -> Markup {
    let mut line = vec![Markup::text(&l.t(fit.near.message()))];
    line.extend(fit.languages.iter().map(|tag| user(&parts::language_name(tag.as_str()))));
    line.push(Markup::text(&l.ta("directory-offer-left", &[("count", fit.left)])));
    line.push(Markup::text(&l.ta("directory-until", &[("date", l.date(fit.until))])));
    dotted(&line)
}

/// Agreeing or declining.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Answer {
    version: String,
    action: String,
}

impl FormData for Answer {
    const PURPOSE: &'static str = "directory:collaboration";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

/// What came of it, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Outcome {
    version: String,
    outcome_kind: String,
    outcome: String,
    lens: Vec<String>,
    goals: Vec<String>,
    targets: String,
}

impl Outcome {
    fn tags(&self) -> TypedTags {
        TypedTags { lens: self.lens.clone(), goals: self.goals.clone(), targets: self.targets.clone() }
    }
}

impl FormData for Outcome {
    const PURPOSE: &'static str = "directory:outcome";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

fn collaboration(l: &Locale, member: &Member, one: &Collaboration) -> Markup {
    let other = if one.need_by.0 == member.organisation { &one.offer_by.1 } else { &one.need_by.1 };
    let mut line = vec![user(other), Markup::text(&l.t(one.state.message()))];
    if let Some((_, message)) = OUTCOMES.iter().find(|(code, _)| *code == one.kind) {
        line.push(Markup::text(&l.t(message)));
    }
    line.extend(parts::tags(l, &one.tags));
    card(&user(&one.title), Some(&format!("/work/directory/collaborations/{}", one.id)), &[dotted(&line)])
}

async fn page(
    site: &Site,
    request: &PageRequest,
    member: &Member,
    filter: &TagFilter,
    (typed, problem): (&Typed, Option<&Problem>),
) -> Result<Response, PageError> {
    let l = &request.locale;
    let (all, met) = saksi_db::read!(site.db, member.viewer(), tx => {
        let all = offers::ours(&mut tx, member).await?;
        Ok::<_, Problem>((all, offers::collaborations(&mut tx, member).await?))
    })?;
    let any = !all.is_empty() || !met.is_empty();
    let listed: Vec<Markup> = all
        .iter()
        .filter(|offer| filter.shows(&offer.draft.tags))
        .map(|offer| {
            let path = format!("/work/directory/offers/{}", offer.id);
            card(&user(&offer.draft.title), Some(&path), &[facts_of(l, offer)])
        })
        .collect();
    let listed = if !listed.is_empty() {
        cards(&listed)
    } else if all.is_empty() {
        saksi_web::empty(l, "directory-offers-none", "directory-offers-none-how")
    } else {
        nothing_fits(l, "/work/directory/offers")
    };
    let mut page = Page::new(l.t("directory-tab-offers")).part(&parts::tabs(request, member.operator));
    if done_of(request, "saved") {
        page = page.part(&done(&l.t("directory-saved")));
    }
    if any {
        page = page.part(&filter.form(l, "/work/directory/offers"));
    }
    page = page.part(&heading(&l.t("directory-offers-ours"))).part(&listed);
    if !met.is_empty() {
        let met: Vec<Markup> =
            met.iter().filter(|one| filter.shows(&one.tags)).map(|one| collaboration(l, member, one)).collect();
        let met = if met.is_empty() { nothing_fits(l, "/work/directory/offers") } else { cards(&met) };
        page = page.part(&heading(&l.t("directory-collaborations"))).part(&met);
    }
    page.part(&heading(&l.t("directory-offer-new"))).part(&form(request, typed, problem)).staff(request, problem)
}

/// `GET /work/directory/offers`
pub(super) async fn list(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PageQuery(filter): PageQuery<TagFilter>,
) -> Result<Response, PageError> {
    page(&site, &request, &member, &filter, (&Typed::default(), None)).await
}

/// `POST /work/directory/offers`
pub(super) async fn say(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    form: Form<Typed>,
) -> Result<Response, PageError> {
    let outcome = async {
        let draft = form.value.read(site.clock.now())?;
        saksi_db::write!(site.db, "say need or offer", member.viewer(), tx => {
            offers::say(&mut tx, &member, draft.clone()).await
        })
    }
    .await;
    match outcome {
        Ok(id) => Ok(saksi_web::see_other(&format!("/work/directory/offers/{id}"))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            page(&site, &request, &member, &TagFilter::default(), (&form.value, Some(&problem))).await
        }
    }
}

/// Asking the other side, or taking one's own back.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Step {
    action: String,
    other: String,
}

impl FormData for Step {
    const PURPOSE: &'static str = "directory:offer-step";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

async fn match_page(
    site: &Site,
    request: &PageRequest,
    member: &Member,
    id: OfferId,
    filter: &TagFilter,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let (own, found) = saksi_db::read!(site.db, member.viewer(), tx => { offers::matched(&mut tx, member, id).await })?;
    let path = format!("/work/directory/offers/{id}");
    let any = !found.is_empty();
    let shown: Vec<Markup> = found
        .iter()
        .filter(|(other, _)| filter.shows(&other.draft.tags))
        .map(|(other, fit)| {
            let to = other.id.to_string();
            let hidden = [("action", "propose"), ("other", to.as_str())];
            let ask =
                fields::button_form(request, &path, Step::PURPOSE, &hidden, "directory-offer-propose", Weight::Main);
            let tags = dotted(&parts::tags(l, &other.draft.tags));
            let inner =
                [user(&other.organisation_name), because(l, fit), tags, paragraph_free(&other.draft.detail), ask];
            let title = user(&other.draft.title);
            card_of_blocks(&title, &inner)
        })
        .collect();
    let shown = if !shown.is_empty() {
        cards(&shown)
    } else if any {
        nothing_fits(l, &path)
    } else {
        saksi_web::empty(l, "directory-matches-none", "directory-matches-none-how")
    };
    let mut page = Page::new(without_isolates(&own.draft.title))
        .part(&Markup::trusted(format!("<p>{}</p>", facts_of(l, &own))))
        .part(&paragraphs(&own.draft.detail))
        .part(&heading(&l.t("directory-matches")));
    if any {
        page = page.part(&filter.form(l, &path));
    }
    page = page.part(&shown);
    if own.open {
        let hidden = [("action", "close")];
        let close = fields::button_form(request, &path, Step::PURPOSE, &hidden, "directory-offer-close", Weight::Quiet);
        page = page.part(&close);
    }
    page.link("/work/directory/offers", l.t("directory-tab-offers")).staff(request, problem)
}

fn paragraph_free(text: &str) -> Markup {
    if text.is_empty() { Markup::empty() } else { user(text) }
}

/// A card whose parts stand below each other, forms among them.
fn card_of_blocks(title: &Markup, blocks: &[Markup]) -> Markup {
    let mut inner = String::new();
    for block in blocks.iter().filter(|block| !block.is_empty()) {
        let _ = write!(inner, "<div>{block}</div>");
    }
    Markup::trusted(format!("<li class=\"card\"><h3>{title}</h3>{inner}</li>"))
}

/// `GET /work/directory/offers/{id}`
pub(super) async fn show(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<OfferId>,
    PageQuery(filter): PageQuery<TagFilter>,
) -> Result<Response, PageError> {
    match_page(&site, &request, &member, id, &filter, None).await
}

/// `POST /work/directory/offers/{id}`
pub(super) async fn step(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<OfferId>,
    form: Form<Step>,
) -> Result<Response, PageError> {
    let outcome = if form.value.action == "close" {
        saksi_db::write!(site.db, "take need or offer back", member.viewer(), tx => {
            offers::take_back(&mut tx, &member, id).await
        })
    } else {
        match form.value.other.parse::<OfferId>() {
            Err(_) => Err(Problem::not_found()),
            Ok(other) => saksi_db::write!(site.db, "propose collaboration", member.viewer(), tx => {
                offers::propose(&mut tx, &member, id, other).await.map(drop)
            }),
        }
    };
    match outcome {
        Ok(()) => Ok(saksi_web::see_other("/work/directory/offers?done=saved")),
        Err(problem) => {
            let problem = to_mend(problem)?;
            match_page(&site, &request, &member, id, &TagFilter::default(), Some(&problem)).await
        }
    }
}

async fn collaboration_page(
    site: &Site,
    request: &PageRequest,
    member: &Member,
    id: CollaborationId,
    typed: &Outcome,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let all = saksi_db::read!(site.db, member.viewer(), tx => { offers::collaborations(&mut tx, member).await })?;
    let one = all.into_iter().find(|one| one.id == id).ok_or_else(Problem::not_found)?;
    let version = one.version.to_string();
    let path = format!("/work/directory/collaborations/{id}");
    let names = [("need", Arg::from(one.need_by.1.as_str())), ("offer", Arg::from(one.offer_by.1.as_str()))];
    let mut page = Page::new(without_isolates(&one.title))
        .lead(l.ta("directory-collaboration-between", &names))
        .part(&paragraph(&l.t(one.state.message())));
    let f = Fields::new(l, problem);
    match one.state {
        CollaborationState::Proposed if one.asked_by != member.organisation => {
            let buttons = f.buttons(&[
                ("action", "agree", "directory-agree", Weight::Main),
                ("action", "decline", "directory-decline", Weight::Danger),
            ]);
            page = page.part(&fields::form(request, &path, Answer::PURPOSE, &[f.hidden("version", &version), buttons]));
        }
        CollaborationState::Agreed | CollaborationState::Done => {
            let kind = if typed.outcome_kind.is_empty() { &one.kind } else { &typed.outcome_kind };
            let text = if typed.outcome.is_empty() { &one.outcome } else { &typed.outcome };
            let tags = if problem.is_some() { typed.tags() } else { TypedTags::of(&one.tags) };
            let form = fields::form(
                request,
                &format!("{path}/outcome"),
                Outcome::PURPOSE,
                &[
                    f.hidden("version", &version),
                    f.radio("outcome_kind", "directory-outcome-kind", kind, OUTCOMES).required().build(),
                    f.area("outcome", "directory-outcome", text)
                        .rows(4)
                        .longest(u32::try_from(LONGEST_DETAIL).unwrap_or(u32::MAX))
                        .optional()
                        .build(),
                    tag_fields(&f, l, &tags),
                    f.submit("directory-save"),
                ],
            );
            page = page.part(&heading(&l.t("directory-outcome-title"))).part(&form);
        }
        _ => {}
    }
    page.link("/work/directory/offers", l.t("directory-tab-offers")).staff(request, problem)
}

/// `GET /work/directory/collaborations/{id}`
pub(super) async fn met(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<CollaborationId>,
) -> Result<Response, PageError> {
    collaboration_page(&site, &request, &member, id, &Outcome::default(), None).await
}

/// `POST /work/directory/collaborations/{id}`
pub(super) async fn answer(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<CollaborationId>,
    form: Form<Answer>,
) -> Result<Response, PageError> {
    let (seen, agrees) = (form.value.version.parse().unwrap_or(-1), form.value.action == "agree");
    let outcome = saksi_db::write!(site.db, "answer collaboration", member.viewer(), tx => {
        offers::answer(&mut tx, &member, id, seen, agrees).await
    });
    match outcome {
        Ok(()) => Ok(saksi_web::see_other("/work/directory/offers?done=saved")),
        Err(problem) => {
            let problem = to_mend(problem)?;
            collaboration_page(&site, &request, &member, id, &Outcome::default(), Some(&problem)).await
        }
    }
}

/// `POST /work/directory/collaborations/{id}/outcome`
pub(super) async fn outcome(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<CollaborationId>,
    form: Form<Outcome>,
) -> Result<Response, PageError> {
    let typed = &form.value;
    let (seen, tags) = (typed.version.parse().unwrap_or(-1), typed.tags().tags());
    let recorded = saksi_db::write!(site.db, "record collaboration", member.viewer(), tx => {
        offers::record(&mut tx, &member, id, seen, (&typed.outcome_kind, &typed.outcome), &tags).await
    });
    match recorded {
        Ok(()) => Ok(saksi_web::see_other("/work/directory/offers?done=saved")),
        Err(problem) => {
            let problem = to_mend(problem)?;
            collaboration_page(&site, &request, &member, id, typed, Some(&problem)).await
        }
    }
}
