//! `/cases`: what waits, in the order in which it is needed, with the reasons; one's own cases; search.
//!
//! A search is sent as a form, never as an address: what somebody looks for may be a name.

use saksi_base::Problem;
use saksi_network::Capability;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Form, FormData as _, Locale, Markup, PageError, PageQuery, PageRequest, Response, Shell, Tone, Weight, user,
};

use super::parts::{self, excerpt, key_line, link_button, names};
use super::views::{CaseRow, KeyState, reference};
use super::{Staff, forms, keys, notice_of, opening, query_of, tabs, with_query};
use crate::actions::{triage, work};
use crate::model::status::Status;
use crate::model::words::ServiceKind;

forms! {
    /// Words to look for in one's own cases.
    SearchForm "cases:search" 4 { words: String }
}

/// A part of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Lane {
    /// Came in; sealed to the triage key.
    #[default]
    Triage,
    /// Given to the reader.
    Mine,
    /// The reader's, done.
    Closed,
}

impl Lane {
    pub(crate) const ALL: [Self; 3] = [Self::Triage, Self::Mine, Self::Closed];

    const fn code(self) -> &'static str {
        match self {
            Self::Triage => "triage",
            Self::Mine => "mine",
            Self::Closed => "closed",
        }
    }

    const fn message(self) -> &'static str {
        match self {
            Self::Triage => "cases-staff-lane-triage",
            Self::Mine => "cases-staff-lane-mine",
            Self::Closed => "cases-staff-lane-closed",
        }
    }

    /// What an empty lane says: what will appear, and how to begin.
    const fn empty(self) -> (&'static str, &'static str) {
        match self {
            Self::Triage => ("cases-staff-empty-triage", "cases-staff-empty-triage-how"),
            Self::Mine => ("cases-staff-empty-mine", "cases-staff-empty-mine-how"),
            Self::Closed => ("cases-staff-empty-closed", "cases-staff-empty-closed-how"),
        }
    }
}

/// What the address of the queue says. Nothing in it comes from a case but codes and a tag.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct QueueQuery {
    pub(crate) lane: String,
    pub(crate) status: String,
    pub(crate) service: String,
    pub(crate) who: String,
}

impl QueueQuery {
    /// The lane that is asked for; without one, one's own where one has any.
    pub(crate) fn lane(&self) -> Option<Lane> {
        Lane::ALL.into_iter().find(|lane| lane.code() == self.lane)
    }

    fn is_filtered(&self) -> bool {
        !(self.status.is_empty() && self.service.is_empty() && self.who.is_empty())
    }

    fn fits(&self, row: &CaseRow) -> bool {
        (self.status.is_empty() || row.status.code() == self.status)
            && (self.service.is_empty() || row.services.iter().any(|service| service.code() == self.service))
            && (self.who.is_empty() || row.holders.iter().any(|holder| holder.id.to_string() == self.who))
    }
}

/// A way to a lane.
#[derive(Clone)]
pub(crate) struct Way {
    pub(crate) path: String,
    pub(crate) label: String,
    pub(crate) count: String,
    pub(crate) current: bool,
}

/// What the page shows.
#[derive(Clone)]
pub(crate) struct QueueData {
    pub(crate) query: QueueQuery,
    pub(crate) lane: Lane,
    /// Triage, mine, closed.
    pub(crate) counts: [i64; 3],
    pub(crate) key: KeyState,
    /// None while the key is locked, or where nothing was searched yet.
    pub(crate) rows: Option<Vec<CaseRow>>,
    /// The words of a search, where the page is the answer to one.
    pub(crate) searched: Option<String>,
    /// Whether the reader holds the triage key.
    pub(crate) triages: bool,
    /// What is wrong with the helpline as a whole.
    pub(crate) standing: Markup,
}

#[derive(askama::Template)]
#[template(path = "staff/queue.html")]
pub(crate) struct QueuePage {
    l: Locale,
    top: Markup,
    key: Markup,
    lanes: Vec<Way>,
    search: Markup,
    filters: Markup,
    unlock: Markup,
    found: Option<String>,
    rows: Vec<Row>,
    empty: Markup,
    closed: bool,
}

/// A case, said.
struct Row {
    path: String,
    title: Markup,
    reference: String,
    level: Markup,
    reasons: Option<String>,
    status: Markup,
    clocks: Vec<Markup>,
    facts: Vec<Markup>,
    found: Option<String>,
    damaged: bool,
}

impl Row {
    fn new(l: &Locale, row: &CaseRow) -> Self {
        let mut facts: Vec<Markup> =
            row.coded.incident.iter().take(2).map(|kind| Markup::text(&l.t(kind.message()))).collect();
        facts.push(parts::language(l, &row.language));
        facts.extend(row.services.iter().map(|service| Markup::text(&l.t(service.message()))));
        if !row.holders.is_empty() {
            facts.push(
                Markup::text(&format!("{} ", l.t("cases-staff-with")))
                    .then(&names(l, row.holders.iter().map(|holder| holder.name.as_str()))),
            );
        }
        facts.extend(
            row.campaign
                .iter()
                .map(|name| Markup::text(&format!("{} ", l.t("cases-staff-campaign"))).then(&user(name))),
        );
        facts.extend(row.tags.iter().map(|tag| Markup::text("#").then(&user(tag))));
        if let Some(since) = row.waiting_since {
            let length = parts::length(l, l.now().since(since).max(0));
            facts.push(Markup::text(&l.ta("cases-staff-waits", &[("length", length)])));
        } else {
            facts.push(Markup::text(&format!("{} ", l.t("cases-staff-came-in"))).then(&l.moment(row.received)));
        }
        if let Some(day) = row.deleted {
            facts.insert(
                0,
                saksi_web::badge_text(Tone::Waiting, &l.ta("cases-staff-goes-on", &[("date", l.date(day.start()))])),
            );
        }
        let found: Vec<String> = row.found.iter().map(|place| l.t(place)).collect();
        Self {
            path: format!("/cases/{}", row.id),
            title: if row.title.trim().is_empty() {
                Markup::text(&l.t("cases-staff-no-words"))
            } else {
                user(&excerpt(&row.title, 120))
            },
            reference: reference(row.id),
            level: parts::level(l, row.priority.level),
            reasons: parts::reasons(l, &row.priority),
            status: parts::status(l, row.status),
            clocks: parts::pressing(&row.clocks).map(|clock| parts::clock(l, clock)).collect(),
            facts,
            found: (!found.is_empty()).then(|| l.ta("cases-staff-found-in", &[("places", l.list(&found))])),
            damaged: row.damaged,
        }
    }
}

impl QueuePage {
    pub(crate) fn new(request: &PageRequest, data: &QueueData) -> Self {
        let l = &request.locale;
        let query = &data.query;
        let counted =
            |lane: Lane| data.counts.get(Lane::ALL.iter().position(|other| *other == lane).unwrap_or(0)).copied();
        let lanes = Lane::ALL
            .into_iter()
            .filter(|lane| *lane != Lane::Triage || data.triages || counted(*lane).unwrap_or(0) > 0)
            .map(|lane| Way {
                path: with_query("/cases", &query_of(&[("lane", lane.code())])),
                label: l.t(lane.message()),
                count: l.number(counted(lane).unwrap_or(0)),
                current: lane == data.lane && data.searched.is_none(),
            })
            .collect();
        let f = Fields::new(l, None);
        let search = fields::form(
            request,
            "/cases/search",
            SearchForm::PURPOSE,
            &[
                f.text("words", "cases-staff-search", data.searched.as_deref().unwrap_or(""))
                    .kind("search")
                    .hint("cases-staff-search-hint")
                    .longest(200)
                    .build(),
                f.submit_named("", "", "cases-staff-search-go", Weight::Quiet),
            ],
        );
        let all: &[CaseRow] = data.rows.as_deref().unwrap_or(&[]);
        let shown: Vec<Row> =
            all.iter().filter(|row| data.searched.is_some() || query.fits(row)).map(|row| Row::new(l, row)).collect();
        let empty = if !shown.is_empty() || data.rows.is_none() {
            Markup::empty()
        } else if data.searched.is_some() {
            saksi_web::empty(l, "cases-staff-found-nothing", "cases-staff-found-nothing-how")
        } else if query.is_filtered() {
            saksi_web::empty(l, "cases-staff-empty-filtered", "cases-staff-empty-filtered-how").then(&link_button(
                l,
                &with_query("/cases", &query_of(&[("lane", data.lane.code())])),
                "cases-staff-filter-clear",
                Weight::Quiet,
            ))
        } else if data.lane == Lane::Triage && !data.triages {
            saksi_web::empty(l, "cases-staff-empty-not-a-triager", "cases-staff-empty-not-a-triager-how")
        } else {
            let (what, how) = data.lane.empty();
            saksi_web::empty(l, what, how)
        };
        let has_key_open = matches!(data.key, KeyState::Open(..));
        Self {
            top: tabs(request).then(&notice_of(request)).then(&data.standing),
            key: key_line(l, &data.key, &keys::lock_button(request)),
            lanes,
            search: if has_key_open {
                parts::folded(l, "cases-staff-search-title", data.searched.is_some(), &search)
            } else {
                Markup::empty()
            },
            filters: if has_key_open && data.searched.is_none() && (all.len() > 5 || query.is_filtered()) {
                filters(l, data, all)
            } else {
                Markup::empty()
            },
            unlock: if matches!(data.key, KeyState::Locked(_)) {
                link_button(l, &keys::way("/cases"), "cases-staff-unlock-to-read", Weight::Main)
            } else {
                Markup::empty()
            },
            found: data
                .searched
                .as_ref()
                .map(|_| l.ta("cases-staff-found", &[("count", i64::try_from(shown.len()).unwrap_or(0))])),
            rows: shown,
            empty,
            closed: data.rows.is_none(),
            l: l.clone(),
        }
    }
}

/// Narrows a long list by codes.
fn filters(l: &Locale, data: &QueueData, rows: &[CaseRow]) -> Markup {
    let f = Fields::new(l, None);
    let any = || (String::new(), l.t("cases-staff-any"));
    let mut people: Vec<(String, String)> =
        rows.iter().flat_map(|row| &row.holders).map(|holder| (holder.id.to_string(), holder.name.clone())).collect();
    people.sort_by(|a, b| a.1.cmp(&b.1));
    people.dedup();
    people.insert(0, any());
    let mut statuses = vec![any()];
    statuses.extend(
        Status::ALL
            .iter()
            .filter(|status| rows.iter().any(|row| row.status == **status))
            .map(|status| (status.code().to_owned(), l.t(parts::status_message(*status)))),
    );
    let mut services = vec![any()];
    services.extend(ServiceKind::ALL.iter().map(|kind| (kind.code().to_owned(), l.t(kind.message()))));
    fields::query_form(
        "/cases",
        &[
            f.hidden("lane", data.lane.code()),
            f.select("status", "cases-staff-status", &data.query.status, &[]).options(statuses).build(),
            f.select("service", "cases-staff-service", &data.query.service, &[]).options(services).build(),
            f.select("who", "cases-staff-who", &data.query.who, &[]).options(people).build(),
            f.submit_named("", "", "cases-staff-filter", Weight::Quiet),
        ],
    )
}

/// `GET /cases`.
pub(crate) async fn show(staff: Staff, PageQuery(query): PageQuery<QueueQuery>) -> Result<Response, PageError> {
    // Who runs the helpline and answers nobody has no queue.
    if !staff.may(Capability::RESPOND) {
        return Ok(saksi_web::see_other("/cases/helpline"));
    }
    let me = staff.unlocked().await?;
    let key = keys::state(&staff).await?;
    let counted = work::counts(&staff.cases, &staff.member).await?;
    let triages = opening::is_triager(&staff).await?;
    let lane = query.lane().unwrap_or(if triages && counted.triage > 0 { Lane::Triage } else { Lane::Mine });
    let rows = match (&me, lane) {
        (None, _) => None,
        (Some(_), Lane::Triage) if !triages => Some(Vec::new()),
        (Some(me), Lane::Triage) => Some(triage::queue(&staff.cases, me).await?),
        (Some(me), Lane::Mine) => Some(work::mine(&staff.cases, me, work::Mine::Open).await?),
        (Some(me), Lane::Closed) => Some(work::mine(&staff.cases, me, work::Mine::Done).await?),
    };
    let rows = rows.map(|rows| rows.into_iter().map(|line| opening::row(line, Vec::new())).collect());
    let counts = [counted.triage, counted.open, counted.done];
    let standing = super::helpline::standing(staff.l(), &opening::helpline(&staff).await?, Some("/cases/helpline"));
    let data = QueueData { query, lane, counts, key, rows, searched: None, triages, standing };
    shell(&staff, &data, None)
}

/// `GET /cases/search`: a reload of the answer to a search leads back to the queue.
pub(crate) async fn search_page(staff: Staff) -> Result<Response, PageError> {
    staff.member.may(Capability::RESPOND)?;
    Ok(saksi_web::see_other("/cases"))
}

/// `POST /cases/search`.
pub(crate) async fn search(staff: Staff, form: Form<SearchForm>) -> Result<Response, PageError> {
    staff.member.may(Capability::RESPOND)?;
    let me = match staff.opened_for(&form.fields, SearchForm::PURPOSE).await? {
        Ok(me) => me,
        Err(page) => return Ok(page),
    };
    let words = form.value.words.trim().to_owned();
    let found = if words.is_empty() { Vec::new() } else { work::search(&staff.cases, &me, &words).await? };
    let counted = work::counts(&staff.cases, &staff.member).await?;
    let data = QueueData {
        query: QueueQuery::default(),
        lane: Lane::Mine,
        counts: [counted.triage, counted.open, counted.done],
        key: keys::state(&staff).await?,
        rows: Some(found.into_iter().map(|(line, places)| opening::row(line, opening::places(&places))).collect()),
        searched: Some(words),
        triages: opening::is_triager(&staff).await?,
        standing: Markup::empty(),
    };
    shell(&staff, &data, None)
}

fn shell(staff: &Staff, data: &QueueData, problem: Option<&Problem>) -> Result<Response, PageError> {
    let mut shell = Shell::staff(&staff.request, staff.l().t("cases-staff-queue-title"));
    if let Some(problem) = problem {
        shell = shell.problem(problem);
    }
    shell.render(&QueuePage::new(&staff.request, data))
}
