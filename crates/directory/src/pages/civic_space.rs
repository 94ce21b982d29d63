//! How open societies are: for everybody what is published, for members all of it, for those who run the network to rate.

use axum::extract::State;
use saksi_base::calendar::Day;
use saksi_base::problem::Problems;
use saksi_base::{CivicRatingId, Place, Problem};
use saksi_db::Viewer;
use saksi_exchange::tables::CsvExport;
use saksi_network::{Member, Operator};
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Bucket, Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Shell, Site, Tone,
    Weight, badge, paragraphs, user,
};
use serde::{Deserialize, Serialize};

use super::elections::{link_of, open_data, region_field, unwritten};
use super::parts::{
    self, Page, card_of, cards, done, done_of, dotted, heading, leading_card, nothing_fits, number, paragraph,
    place_name, to_mend, way,
};
use crate::actions::civic_space;
use crate::model::civic_space::{CLOSED, RATINGS, Rating, RatingDraft, standing};
use crate::model::groups::LONGEST_CHARTER;
use crate::model::registers::{LONGEST_LINK, lies_in, message_of, region_code};

const PUBLIC: &str = "/civic-space";
const WORK: &str = "/work/directory/civic-space";

/// Which ratings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    region: String,
    rating: String,
    /// A country whose page is asked for.
    place: String,
}

impl Wanted {
    fn shows(&self, rating: &Rating) -> bool {
        lies_in(&rating.draft.place, region_code(&self.region))
            && (self.rating.is_empty() || self.rating == rating.draft.rating)
    }

    fn is_empty(&self) -> bool {
        region_code(&self.region).is_empty() && self.rating.is_empty()
    }

    fn form(&self, l: &Locale, action: &str) -> Markup {
        let f = Fields::new(l, None);
        let mut ratings = vec![("", "directory-any")];
        ratings.extend_from_slice(RATINGS);
        let chosen = f.select("rating", "directory-civic-rating", &self.rating, &ratings).known_as("shown-rating");
        fields::query_form(
            action,
            &[region_field(&f, region_code(&self.region)), chosen.build(), f.submit("directory-show")],
        )
    }
}

/// The rating of something, as a badge: never by colour alone.
fn rating_badge(l: &Locale, code: &str) -> Markup {
    let tone = match code {
        CLOSED => Tone::Danger,
        "closing" => Tone::Waiting,
        _ => Tone::Done,
    };
    badge(l, tone, message_of(RATINGS, code))
}

fn name_of(l: &Locale, place: &Place) -> String {
    place_name(l.language, place).unwrap_or_else(|| place.code())
}

/// What was said of a country on one day.
fn line(l: &Locale, rating: &Rating) -> Markup {
    dotted(&[rating_badge(l, &rating.draft.rating), l.day(rating.draft.on.start())])
}

fn listed(l: &Locale, all: &[&Rating], base: &str) -> Markup {
    let mut named: Vec<(String, &Rating)> = all.iter().map(|one| (name_of(l, &one.draft.place), *one)).collect();
    named.sort_by(|one, other| one.0.cmp(&other.0));
    let entries: Vec<Markup> = named
        .iter()
        .map(|(name, one)| {
            leading_card(&user(name), Some(&format!("{base}/{}", one.draft.place.code())), &[line(l, one)])
        })
        .collect();
    cards(&entries)
}

/// `GET /civic-space`
pub(super) async fn list(
    State(site): State<Site>,
    request: PageRequest,
    PageQuery(wanted): PageQuery<Wanted>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let all = saksi_db::read!(site.db, Viewer::Public, tx => { civic_space::published(&mut tx).await })?;
    let shown: Vec<&Rating> = all.iter().filter(|one| wanted.shows(one)).collect();
    let part = if !shown.is_empty() {
        listed(l, &shown, PUBLIC)
    } else if wanted.is_empty() {
        saksi_web::empty(l, "directory-civic-none", "directory-civic-none-how")
    } else {
        nothing_fits(l, PUBLIC)
    };
    let page = Page::new(l.t("directory-civic-title"))
        .lead(l.t("directory-civic-lead"))
        .part(&wanted.form(l, PUBLIC))
        .part(&part)
        .link("/civic-space.csv", l.t("directory-as-csv"))
        .link("/civic-space.json", l.t("directory-as-json"));
    Shell::public(&request, l.t("directory-civic-title"))
        .description(&l.t("directory-civic-lead"))
        .canonical(PUBLIC)
        .render(&page.public())
}

/// A territory of the list, as it stands in an address.
fn territory(code: &str) -> Result<Place, Problem> {
    Place::from_code(code).filter(|place| matches!(place, Place::Territory(_))).ok_or_else(Problem::not_found)
}

fn story(l: &Locale, all: &[Rating]) -> Markup {
    let entries: Vec<Markup> = all
        .iter()
        .map(|one| {
            let rest = link_of(&one.draft.source);
            card_of(&line(l, one), None, &rest, &paragraphs(&one.draft.note))
        })
        .collect();
    cards(&entries)
}

/// `GET /civic-space/{place}`
pub(super) async fn show(
    State(site): State<Site>,
    request: PageRequest,
    PagePath(code): PagePath<String>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let place = territory(&code)?;
    let all =
        saksi_db::read!(site.db, Viewer::Public, tx => { civic_space::published_history(&mut tx, &place).await })?;
    if all.is_empty() {
        return Err(Problem::not_found().into());
    }
    let title = format!("{}: {}", l.t("directory-civic-title"), name_of(l, &place));
    let page = Page::new(title.clone())
        .part(&heading(&l.t("directory-civic-history")))
        .part(&story(l, &all))
        .link(PUBLIC, l.t("directory-civic-title"));
    Shell::public(&request, title).canonical(&format!("{PUBLIC}/{}", place.code())).render(&page.public())
}

#[derive(Serialize)]
struct Given<'a> {
    place: String,
    rating: &'a str,
    since: Day,
    source: &'a str,
    note: &'a str,
}

impl<'a> Given<'a> {
    fn of(rating: &'a Rating) -> Self {
        let draft = &rating.draft;
        Self {
            place: draft.place.code(),
            rating: &draft.rating,
            since: draft.on,
            source: &draft.source,
            note: &draft.note,
        }
    }
}

/// `GET /civic-space.json`
pub(super) async fn json(State(site): State<Site>) -> Result<Response, PageError> {
    let all = saksi_db::read!(site.db, Viewer::Public, tx => { civic_space::published(&mut tx).await })?;
    let given: Vec<Given<'_>> = all.iter().map(Given::of).collect();
    let body = serde_json::to_vec(&given).map_err(|error| unwritten(&error))?;
    Ok(open_data(body, "application/json", "civic-space.json"))
}

/// `GET /civic-space.csv`
pub(super) async fn csv(State(site): State<Site>) -> Result<Response, PageError> {
    let all = saksi_db::read!(site.db, Viewer::Public, tx => { civic_space::published(&mut tx).await })?;
    let written = || -> std::io::Result<Vec<u8>> {
        let mut table = CsvExport::new(Vec::new(), &["place", "rating", "since", "source", "note"])?;
        for one in all.iter().map(Given::of) {
            let since = one.since.to_string();
            table.row([one.place.as_str(), one.rating, &since, one.source, one.note])?;
        }
        table.finish()
    };
    let body = written().map_err(|error| unwritten(&error))?;
    Ok(open_data(body, "text/csv; charset=utf-8; header=present", "civic-space.csv"))
}

/// A rating as typed, or a step with one.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    action: String,
    rating: String,
    source: String,
    on: String,
    note: String,
    published: String,
    /// The rating that stood when the page was made.
    seen: String,
    /// The rating that a step is about.
    one: String,
    reason: String,
}

impl FormData for Typed {
    const PURPOSE: &'static str = "directory:civic-space";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

impl Typed {
    fn read(&self, place: &Place, today: Day) -> Result<(Option<CivicRatingId>, RatingDraft), Problem> {
        let mut problems = Problems::new();
        let on = parts::day(&mut problems, "on", &self.on, Some(today));
        problems.finish()?;
        let draft = RatingDraft {
            place: place.clone(),
            rating: self.rating.clone(),
            source: self.source.clone(),
            on: on.unwrap_or(today),
            note: self.note.clone(),
            published: !self.published.is_empty(),
        };
        Ok((self.seen.parse().ok(), draft))
    }
}

/// `GET /work/directory/civic-space`
pub(super) async fn work(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PageQuery(wanted): PageQuery<Wanted>,
) -> Result<Response, PageError> {
    if let Ok(place) = territory(&wanted.place) {
        return Ok(saksi_web::see_other(&format!("{WORK}/{}", place.code())));
    }
    let l = &request.locale;
    let all = saksi_db::read!(site.db, member.viewer(), tx => { civic_space::ratings(&mut tx).await })?;
    let stands = standing(&all);
    let shown: Vec<&Rating> = stands.iter().copied().filter(|one| wanted.shows(one)).collect();
    let part = if !shown.is_empty() {
        listed(l, &shown, WORK)
    } else if wanted.is_empty() {
        saksi_web::empty(l, "directory-civic-none", "directory-civic-begin")
    } else {
        nothing_fits(l, WORK)
    };
    let f = Fields::new(l, None);
    let choose = f.select("place", "directory-place", "", &[]).options(parts::territory_options(l.language).collect());
    let look = fields::query_form(WORK, &[choose.build(), f.submit("directory-civic-look")]);
    Page::new(l.t("directory-civic-title"))
        .lead(l.t("directory-civic-what-follows"))
        .part(&parts::tabs(&request, member.operator))
        .part(&way(PUBLIC, &l.t("directory-register-public")))
        .part(&heading(&l.t("directory-civic-of-country")))
        .part(&look)
        .part(&heading(&l.t("directory-civic-standing")))
        .part(&wanted.form(l, WORK))
        .part(&part)
        .staff(&request, None)
}

fn rating_form(request: &PageRequest, path: &str, seen: &str, typed: &Typed, problem: Option<&Problem>) -> Markup {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    fields::form(
        request,
        path,
        Typed::PURPOSE,
        &[
            f.hidden("seen", seen),
            f.radio("rating", "directory-civic-rating", &typed.rating, RATINGS).required().build(),
            f.text("source", "directory-civic-source", &typed.source)
                .hint("directory-civic-source-hint")
                .kind("url")
                .longest(number(LONGEST_LINK))
                .required()
                .build(),
            f.text("on", "directory-civic-on", &typed.on)
                .hint("directory-civic-on-hint")
                .kind("date")
                .optional()
                .build(),
            f.area("note", "directory-register-about", &typed.note)
                .rows(4)
                .longest(number(LONGEST_CHARTER))
                .optional()
                .build(),
            f.checkbox("published", "directory-civic-published", !typed.published.is_empty()).build(),
            f.submit_named("action", "rate", "directory-civic-rate", Weight::Main),
        ],
    )
}

/// A rating with what those who run the network may do with it.
fn kept(request: &PageRequest, path: &str, one: &Rating, operator: bool) -> Markup {
    let l = &request.locale;
    let mut first = vec![rating_badge(l, &one.draft.rating), l.day(one.draft.on.start())];
    let said = if one.draft.published { "directory-civic-is-published" } else { "directory-civic-is-not-published" };
    first.push(Markup::text(&l.t(said)));
    let mut end = paragraphs(&one.draft.note);
    if let Some((at, reason)) = &one.withdrawn {
        let gone = dotted(&[badge(l, Tone::Plain, "directory-register-withdrawn"), l.day(*at), user(reason)]);
        end = end.then(&Markup::trusted(format!("<p>{gone}</p>")));
    } else if operator {
        let id = one.id.to_string();
        let turn = if one.draft.published {
            ("unpublish", "directory-civic-unpublish")
        } else {
            ("publish", "directory-civic-publish")
        };
        let hidden = [("action", turn.0), ("one", id.as_str())];
        end = end.then(&fields::button_form(request, path, Typed::PURPOSE, &hidden, turn.1, Weight::Quiet));
    }
    card_of(&dotted(&first), None, &link_of(&one.draft.source), &end)
}

async fn work_page(
    site: &Site,
    request: &PageRequest,
    member: &Member,
    place: &Place,
    typed: &Typed,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let all = saksi_db::read!(site.db, member.viewer(), tx => { civic_space::history(&mut tx, place).await })?;
    let path = format!("{WORK}/{}", place.code());
    let stands = standing(&all).first().map(|one| (one.id, one.draft.rating.clone()));
    let mut page = Page::new(format!("{}: {}", l.t("directory-civic-title"), name_of(l, place)));
    if done_of(request, "saved") {
        page = page.part(&done(&l.t("directory-saved")));
    }
    if stands.as_ref().is_some_and(|(_, rating)| rating == CLOSED) {
        page = page.part(&saksi_web::notice(Tone::Danger, "", &paragraph(&l.t("directory-civic-high-risk"))));
    }
    let entries: Vec<Markup> = all.iter().map(|one| kept(request, &path, one, member.operator)).collect();
    page = page.part(&heading(&l.t("directory-civic-history"))).part(&if entries.is_empty() {
        saksi_web::empty(l, "directory-civic-unrated", "directory-civic-begin")
    } else {
        cards(&entries)
    });
    if member.operator {
        let id = stands.map(|(id, _)| id.to_string()).unwrap_or_default();
        page = page.part(&heading(&l.t("directory-civic-new"))).part(&rating_form(request, &path, &id, typed, problem));
        if !id.is_empty() {
            let f = Fields::new(l, problem);
            page = page.part(&heading(&l.t("directory-civic-withdraw"))).part(&fields::form(
                request,
                &path,
                Typed::PURPOSE,
                &[
                    f.hidden("one", &id),
                    f.text("reason", "directory-why", &typed.reason).longest(number(LONGEST_LINK)).required().build(),
                    f.submit_named("action", "withdraw", "directory-civic-withdraw", Weight::Danger),
                ],
            ));
        }
    }
    page.link(WORK, l.t("directory-civic-title")).staff(request, problem)
}

/// `GET /work/directory/civic-space/{place}`
pub(super) async fn work_show(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(code): PagePath<String>,
) -> Result<Response, PageError> {
    work_page(&site, &request, &member, &territory(&code)?, &Typed::default(), None).await
}

/// `POST /work/directory/civic-space/{place}`
pub(super) async fn step(
    State(site): State<Site>,
    request: PageRequest,
    Operator(member): Operator,
    PagePath(code): PagePath<String>,
    form: Form<Typed>,
) -> Result<Response, PageError> {
    let place = territory(&code)?;
    let typed = &form.value;
    let one = || typed.one.parse::<CivicRatingId>().map_err(|_| Problem::not_found());
    let taken: Result<(), Problem> = async {
        match typed.action.as_str() {
            "publish" | "unpublish" => {
                let (id, published) = (one()?, typed.action == "publish");
                saksi_db::write!(site.db, "publish rating", member.viewer(), tx => {
                    civic_space::publish(&mut tx, &member, id, published).await
                })
            }
            "withdraw" => {
                let id = one()?;
                saksi_db::write!(site.db, "withdraw rating", member.viewer(), tx => {
                    civic_space::withdraw(&mut tx, &member, id, &typed.reason).await
                })
            }
            _ => {
                let (seen, draft) = typed.read(&place, Day::of(request.now))?;
                saksi_db::write!(site.db, "rate country", member.viewer(), tx => {
                    civic_space::rate(&mut tx, &member, seen, draft.clone()).await.map(drop)
                })
            }
        }
    }
    .await;
    match taken {
        Ok(()) => Ok(saksi_web::see_other(&format!("{WORK}/{}?done=saved", place.code()))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            work_page(&site, &request, &member, &place, typed, Some(&problem)).await
        }
    }
}
