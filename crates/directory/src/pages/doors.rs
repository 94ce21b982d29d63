//! Doors: the public pages on which people ask to join, each with its short link and QR code. For those who run the network.

use axum::extract::State;
use saksi_base::{DoorId, Place, Problem};
use saksi_network::Operator;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Bucket, Form, FormData, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Site, Weight, user,
};
use serde::Deserialize;

use super::parts::{
    self, Page, TagFilter, TypedTags, card, cards, done, done_of, heading, nothing_fits, paragraph, tag_fields, to_mend,
};
use crate::actions::joining;
use crate::model::joining::{LONGEST_NAME, LONGEST_TEXT, MOST_VOUCHES};
use crate::model::regions::REGIONS;
use crate::model::{Door, DoorDraft, DoorKind};

/// A door as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    kind: String,
    title: String,
    about: String,
    region: String,
    place: String,
    vouches: String,
    lens: Vec<String>,
    goals: Vec<String>,
    targets: String,
}

impl FormData for Typed {
    const PURPOSE: &'static str = "directory:door";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

const HERE: &str = "/work/directory/doors";

impl Typed {
    fn tags(&self) -> TypedTags {
        TypedTags { lens: self.lens.clone(), goals: self.goals.clone(), targets: self.targets.clone() }
    }

    fn read(&self) -> DoorDraft {
        DoorDraft {
            kind: DoorKind::from_code(&self.kind).unwrap_or(DoorKind::Network),
            title: self.title.clone(),
            about: self.about.clone(),
            region: self.region.clone(),
            place: Place::from_code(&self.place).unwrap_or(Place::NotDisclosed),
            // What is no number is refused with the bounds.
            vouches: if self.vouches.trim().is_empty() { 0 } else { self.vouches.trim().parse().unwrap_or(-1) },
            tags: self.tags().tags(),
        }
    }
}

async fn page(
    site: &Site,
    request: &PageRequest,
    filter: &TagFilter,
    (typed, problem): (&Typed, Option<&Problem>),
) -> Result<Response, PageError> {
    let l = &request.locale;
    let doors = saksi_db::read!(site.db, request.viewer(), tx => { joining::doors(&mut tx).await })?;
    let f = Fields::new(l, problem);
    let kinds = [("network", "directory-door-network"), ("event", "directory-door-event")];
    let kind = if typed.kind.is_empty() { "network" } else { &typed.kind };
    let mut regions = vec![("", "directory-region-world")];
    regions.extend(REGIONS.iter().map(|region| (region.code, region.message)));
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let form = fields::form(
        request,
        HERE,
        Typed::PURPOSE,
        &[
            f.radio("kind", "directory-door-kind", kind, &kinds).build(),
            f.text("title", "directory-door-title", &typed.title).longest(number(LONGEST_NAME)).required().build(),
            f.area("about", "directory-door-about", &typed.about)
                .hint("directory-door-about-hint")
                .rows(4)
                .longest(number(LONGEST_TEXT))
                .optional()
                .build(),
            f.select("region", "directory-door-region", &typed.region, &regions)
                .hint("directory-door-region-hint")
                .build(),
            f.select("place", "directory-group-country", &typed.place, &[])
                .options(parts::country_options(l))
                .hint("directory-door-country-hint")
                .build(),
            f.text("vouches", "directory-door-vouches", &typed.vouches)
                .hint_with("directory-door-vouches-hint", &[("most", saksi_web::Arg::from(MOST_VOUCHES))])
                .input_mode("numeric")
                .longest(2)
                .optional()
                .build(),
            tag_fields(&f, l, &typed.tags()),
            f.submit("directory-door-open"),
        ],
    );
    let listed: Vec<Markup> = doors
        .iter()
        .filter(|door| filter.shows(&door.tags))
        .map(|door| {
            let state = if door.closed.is_some() { "directory-door-closed-short" } else { "directory-door-open-short" };
            let path = format!("/work/directory/doors/{}", door.id);
            let mut line = vec![Markup::text(&l.t(state)), l.day(door.opened)];
            line.extend(parts::tags(l, &door.tags));
            card(&user(&door.title), Some(&path), &[parts::dotted(&line)])
        })
        .collect();
    let listed = if !listed.is_empty() {
        cards(&listed)
    } else if filter.is_empty() {
        saksi_web::empty(l, "directory-doors-none", "directory-doors-none-how")
    } else {
        nothing_fits(l, HERE)
    };
    let filtering = if doors.is_empty() { Markup::empty() } else { filter.form(l, HERE) };
    Page::new(l.t("directory-tab-doors"))
        .part(&parts::tabs(request, true))
        .part(&parts::way("/work/directory/import", &l.t("directory-import-title")))
        .part(&heading(&l.t("directory-doors-list")))
        .part(&filtering)
        .part(&listed)
        .part(&heading(&l.t("directory-door-new")))
        .part(&form)
        .staff(request, problem)
}

/// `GET /work/directory/doors`
pub(super) async fn list(
    State(site): State<Site>,
    request: PageRequest,
    _: Operator,
    PageQuery(filter): PageQuery<TagFilter>,
) -> Result<Response, PageError> {
    page(&site, &request, &filter, (&Typed::default(), None)).await
}

/// `POST /work/directory/doors`
pub(super) async fn open(
    State(site): State<Site>,
    request: PageRequest,
    Operator(member): Operator,
    form: Form<Typed>,
) -> Result<Response, PageError> {
    let draft = form.value.read();
    let opened = saksi_db::write!(site.db, "open door", member.viewer(), tx => {
        joining::open_door(&mut tx, &member, draft.clone()).await
    });
    match opened {
        Ok(id) => Ok(saksi_web::see_other(&format!("/work/directory/doors/{id}"))),
        Err(problem) => {
            let problem = to_mend(problem)?;
            page(&site, &request, &TagFilter::default(), (&form.value, Some(&problem))).await
        }
    }
}

/// Whether a door is to be closed or opened again.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Turned {
    to: String,
}

impl FormData for Turned {
    const PURPOSE: &'static str = "directory:door-state";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

/// The short link of a door.
fn link_of(request: &PageRequest, door: &Door) -> String {
    request.absolute(&format!("/j/{}", door.code))
}

/// `GET /work/directory/doors/{id}`
pub(super) async fn show(
    State(site): State<Site>,
    request: PageRequest,
    _: Operator,
    PagePath(id): PagePath<DoorId>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let door = saksi_db::read!(site.db, request.viewer(), tx => { joining::door(&mut tx, id).await })?;
    let address = link_of(&request, &door);
    let shown = format!("<p><a href=\"{0}\"><bdi dir=\"ltr\">{0}</bdi></a></p>", saksi_web::escape(&address));
    let (to, label) =
        if door.closed.is_some() { ("open", "directory-door-reopen") } else { ("close", "directory-door-close") };
    let mut page = Page::new(saksi_web::without_isolates(&door.title));
    if done_of(&request, "changed") {
        page = page.part(&done(&l.t("directory-saved")));
    }
    if door.closed.is_some() {
        page = page.part(&paragraph(&l.t("directory-door-closed")));
    }
    page.part(&paragraph(&l.t("directory-door-share")))
        .part(&Markup::trusted(shown))
        .part(&saksi_web::qr(l, &address))
        .part(&paragraph(&l.ta("directory-door-rule", &[("count", door.vouches)])))
        .part(&fields::button_form(
            &request,
            &format!("/work/directory/doors/{id}"),
            Turned::PURPOSE,
            &[("to", to)],
            label,
            Weight::Quiet,
        ))
        .link("/work/directory/doors", l.t("directory-doors-list"))
        .staff(&request, None)
}

/// `POST /work/directory/doors/{id}`
pub(super) async fn change(
    State(site): State<Site>,
    Operator(member): Operator,
    PagePath(id): PagePath<DoorId>,
    form: Form<Turned>,
) -> Result<Response, PageError> {
    let closed = form.value.to == "close";
    saksi_db::write!(site.db, "close door", member.viewer(), tx => {
        joining::close_door(&mut tx, &member, id, closed).await
    })?;
    Ok(saksi_web::see_other(&format!("/work/directory/doors/{id}?done=changed")))
}
