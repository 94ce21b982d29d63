//! `/desk`: the queue, in the order in which work is needed.

use std::collections::HashMap;

use saksi_base::clock::DAY;
use saksi_base::{ClaimId, Timestamp};
use saksi_web::fields::{self, Fields};
use saksi_web::{Arg, Locale, Markup, PageError, PageQuery, PageRequest, Response, Weight, pagination, user};

use super::words;
use super::{Staff, link_button, notice, query_of, with_query};
use crate::actions::{By, checks, letters, queue};
use crate::model::{CheckSummary, Cursor, Page, QueueFilter, QueueLane, QueueOrder, QueueRow};

/// Rows of one page of the queue.
const ROWS: i64 = 25;
/// Rows of each other part of the queue in which a search finds something.
const ELSEWHERE: i64 = 10;
/// A claim whose last day brought this many times what an ordinary day of the week did grows fast.
const FAST: i64 = 2;

/// A part of the queue, as the page offers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Lane {
    /// Waiting and being checked.
    #[default]
    Open,
    /// Nobody works on it.
    Waiting,
    /// Somebody works on it.
    Checking,
    /// What the reader's organisation took.
    Mine,
    /// What other organisations share.
    Shared,
    /// Answered.
    Answered,
    /// Closed without a check.
    Closed,
    /// Put aside.
    Junk,
}

impl Lane {
    pub(crate) const ALL: [Self; 8] =
        [Self::Open, Self::Waiting, Self::Checking, Self::Mine, Self::Shared, Self::Answered, Self::Closed, Self::Junk];

    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Waiting => "waiting",
            Self::Checking => "checking",
            Self::Mine => "mine",
            Self::Shared => "shared",
            Self::Answered => "answered",
            Self::Closed => "closed",
            Self::Junk => "junk",
        }
    }

    const fn message(self) -> &'static str {
        match self {
            Self::Open => "desk-staff-lane-open",
            Self::Waiting => "desk-staff-lane-waiting",
            Self::Checking => "desk-staff-lane-checking",
            Self::Mine => "desk-staff-lane-mine",
            Self::Shared => "desk-staff-lane-shared",
            Self::Answered => "desk-staff-lane-answered",
            Self::Closed => "desk-staff-lane-closed",
            Self::Junk => "desk-staff-lane-junk",
        }
    }

    /// What an empty lane says: what will appear, and how to begin.
    const fn empty(self) -> (&'static str, &'static str) {
        match self {
            Self::Open | Self::Waiting => ("desk-staff-empty-open", "desk-staff-empty-open-how"),
            Self::Checking => ("desk-staff-empty-checking", "desk-staff-empty-checking-how"),
            Self::Mine => ("desk-staff-empty-mine", "desk-staff-empty-mine-how"),
            Self::Shared => ("desk-staff-empty-shared", "desk-staff-empty-shared-how"),
            Self::Answered => ("desk-staff-empty-answered", "desk-staff-empty-answered-how"),
            Self::Closed => ("desk-staff-empty-closed", "desk-staff-empty-closed-how"),
            Self::Junk => ("desk-staff-empty-junk", "desk-staff-empty-junk-how"),
        }
    }

    const fn stored(self) -> QueueLane {
        match self {
            Self::Open | Self::Mine | Self::Shared => QueueLane::Open,
            Self::Waiting => QueueLane::Waiting,
            Self::Checking => QueueLane::Checking,
            Self::Answered => QueueLane::Answered,
            Self::Closed => QueueLane::Closed,
            Self::Junk => QueueLane::Junk,
        }
    }

    fn read(code: &str) -> Self {
        Self::ALL.into_iter().find(|lane| lane.code() == code).unwrap_or_default()
    }
}

/// What the address of the queue says. The page of a claim carries the same, so that the way back leads to the same place.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct QueueQuery {
    pub(crate) lane: String,
    pub(crate) order: String,
    pub(crate) language: String,
    pub(crate) q: String,
    pub(crate) after: String,
    pub(crate) done: String,
}

impl QueueQuery {
    pub(crate) fn lane(&self) -> Lane {
        Lane::read(&self.lane)
    }

    pub(crate) fn order(&self) -> QueueOrder {
        QueueOrder::from_code(&self.order).unwrap_or(QueueOrder::Urgency)
    }

    pub(crate) fn filter(&self) -> QueueFilter {
        let lane = self.lane();
        let text = self.q.trim();
        QueueFilter {
            lane: Some(lane.stored()),
            language: (!self.language.is_empty())
                .then(|| self.language.split('-').next().unwrap_or_default().to_lowercase()),
            mine: lane == Lane::Mine,
            organisation: None,
            shared_by_others: lane == Lane::Shared,
            text: (!text.is_empty()).then(|| text.chars().take(200).collect()),
        }
    }

    /// A cursor that does not read any more leads to the first page, never to an error.
    pub(crate) fn cursor(&self) -> Option<Cursor> {
        self.after.parse().ok()
    }

    /// The query that leads to the same part of the queue, without what happened there; what is usual is left out.
    pub(crate) fn kept(&self, after: bool) -> String {
        let lane = self.lane();
        let order = self.order();
        query_of(&[
            ("lane", if lane == Lane::Open { "" } else { lane.code() }),
            ("order", if order == QueueOrder::Urgency { "" } else { order.code() }),
            ("language", &self.language),
            ("q", self.q.trim()),
            ("after", if after { &self.after } else { "" }),
        ])
    }

    fn lead(&self, change: impl FnOnce(&mut Self)) -> String {
        let mut other = Self { after: String::new(), ..self.clone() };
        change(&mut other);
        with_query("/desk", &other.kept(false))
    }
}

/// A way to a lane or an order.
#[derive(Debug, Clone)]
pub(crate) struct Way {
    pub(crate) path: String,
    pub(crate) label: String,
    /// How many are there; none for an order.
    pub(crate) count: Option<String>,
    pub(crate) current: bool,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub(crate) struct QueueData {
    pub(crate) query: QueueQuery,
    pub(crate) rows: Page<QueueRow>,
    pub(crate) lanes: Vec<(QueueLane, i64)>,
    /// Open claims that the reader's organisation took, and those that others share.
    pub(crate) ours_and_shared: (i64, i64),
    /// Published checks of claims that look like a row.
    pub(crate) alike: HashMap<ClaimId, CheckSummary>,
    /// Drafts that wait for a second person.
    pub(crate) reviews: i64,
    /// Letters about published checks that wait for the reader to decide.
    pub(crate) letters: i64,
}

#[derive(askama::Template)]
#[template(path = "staff/queue.html")]
pub(crate) struct QueuePage {
    l: Locale,
    notice: Markup,
    lanes: Vec<Way>,
    orders: Vec<Way>,
    order_why: String,
    filters: Markup,
    list: RowList,
    pages: Markup,
    empty: Markup,
    reviews: Option<String>,
    letters: Option<String>,
}

/// Rows of the queue, with the query that leads back to them.
#[derive(Debug, Clone)]
pub(crate) struct RowList {
    pub(crate) l: Locale,
    pub(crate) rows: Vec<QueueRow>,
    pub(crate) back: String,
    pub(crate) current: Option<ClaimId>,
    /// Published checks of claims that look like a row.
    pub(crate) alike: HashMap<ClaimId, CheckSummary>,
    /// For whom the reader acts.
    pub(crate) ours: saksi_base::OrganisationId,
}

impl RowList {
    /// Whether another organisation shares it.
    pub(crate) fn is_foreign(&self, row: &QueueRow) -> bool {
        row.owner.id != self.ours
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(crate) fn path(&self, row: &QueueRow) -> String {
        with_query(&format!("/desk/claims/{}", row.id), &self.back)
    }

    pub(crate) fn is_current(&self, row: &QueueRow) -> bool {
        self.current == Some(row.id)
    }

    pub(crate) fn statement(&self, row: &QueueRow) -> String {
        words::excerpt(&super::claim::localised(&self.l, &row.statement), 160)
    }

    pub(crate) fn asked(&self, row: &QueueRow) -> String {
        self.l.ta("desk-staff-asked", &[("people", row.asked)])
    }

    pub(crate) fn growth(&self, row: &QueueRow) -> String {
        growth(&self.l, row)
    }

    /// When it was first asked. Only the hour is kept, so nothing finer is said.
    pub(crate) fn age(&self, row: &QueueRow) -> Markup {
        if row.first_asked == self.l.now().hour() {
            Markup::text(&self.l.t("desk-staff-this-hour"))
        } else {
            self.l.moment(row.first_asked)
        }
    }

    pub(crate) fn language(&self, row: &QueueRow) -> Markup {
        words::language(&self.l, &row.language)
    }

    pub(crate) fn state(&self, row: &QueueRow) -> Markup {
        words::claim_state(&self.l, row.state)
    }

    pub(crate) fn takers(&self, row: &QueueRow) -> Option<String> {
        takers(&self.l, row)
    }

    /// The verdict and the words of a published check of something alike.
    pub(crate) fn alike(&self, row: &QueueRow) -> Option<Markup> {
        let check = self.alike.get(&row.id)?;
        let words = if check.title.trim().is_empty() { &check.statement } else { &check.title };
        let badge = check.verdict.map_or_else(Markup::empty, |found| saksi_web::verdict(&self.l, found));
        Some(badge.then(&Markup::text(" ")).then(&user(&words::excerpt(words, 100))))
    }

    pub(crate) fn known(&self, row: &QueueRow) -> Option<String> {
        (row.published > 0).then(|| self.l.ta("desk-staff-known", &[("checks", row.published)]))
    }
}

/// How fast it grows, in words.
pub(crate) fn growth(l: &Locale, row: &QueueRow) -> String {
    let before = (row.asked_week - row.asked_day).max(0);
    match (row.asked_day, before) {
        (0, 0) => l.t("desk-staff-growth-none"),
        (0, before) => l.ta("desk-staff-growth-before", &[("before", before)]),
        (day, 0) => l.ta("desk-staff-growth-day", &[("day", day)]),
        (day, before) => l.ta("desk-staff-growth-both", &[("day", day), ("before", before)]),
    }
}

impl QueueRow {
    /// Whether the last day brought far more than an ordinary day of the six before.
    pub(crate) fn is_fast(&self) -> bool {
        let before = (self.asked_week - self.asked_day).max(0);
        self.asked_day >= 3 && self.asked_day * 6 > before * FAST
    }
}

/// Who is on it: people of the reader's organisation by name, others by organisation.
pub(crate) fn takers(l: &Locale, row: &QueueRow) -> Option<String> {
    if row.takers.is_empty() {
        return None;
    }
    let names: Vec<String> = row
        .takers
        .iter()
        .map(|taker| if taker.name.is_empty() { taker.organisation.name.clone() } else { taker.name.clone() })
        .collect();
    Some(l.list(&names))
}

/// Asked per day over the last seven days, oldest first, from the hours that are kept.
pub(crate) fn days(now: Timestamp, hours: &[(Timestamp, i64)]) -> Vec<(Timestamp, i64)> {
    let today = now.day();
    (0..7_i64)
        .rev()
        .map(|back| {
            let day = today.plus(-back * DAY);
            (day, hours.iter().filter(|(hour, _)| hour.day() == day).map(|(_, count)| count).sum())
        })
        .collect()
}

impl QueuePage {
    pub(crate) fn new(request: &PageRequest, by: &By, data: QueueData) -> Self {
        let l = &request.locale;
        let ours = by.organisation;
        let QueueData { query, rows, lanes, ours_and_shared, alike, reviews, letters } = data;
        let lane = query.lane();
        let counted = |lane: Lane| {
            let count = match lane {
                Lane::Mine => Some(ours_and_shared.0),
                Lane::Shared => Some(ours_and_shared.1),
                _ => lanes.iter().find(|(stored, _)| *stored == lane.stored()).map(|(_, count)| *count),
            };
            count.map(|count| l.number(count))
        };
        let ways = Lane::ALL
            .into_iter()
            .map(|way| Way {
                path: query.lead(|q| way.code().clone_into(&mut q.lane)),
                label: l.t(way.message()),
                count: counted(way),
                current: way == lane,
            })
            .collect();
        let orders = QueueOrder::ALL
            .iter()
            .map(|order| Way {
                path: query.lead(|q| order.code().clone_into(&mut q.order)),
                label: l.t(words::order(*order)),
                count: None,
                current: *order == query.order(),
            })
            .collect();
        let f = Fields::new(l, None);
        let hidden = |name: &str, value: &str| if value.is_empty() { Markup::empty() } else { f.hidden(name, value) };
        let filters = fields::query_form(
            "/desk",
            &[
                hidden("lane", if lane == Lane::Open { "" } else { lane.code() }),
                hidden("order", if query.order() == QueueOrder::Urgency { "" } else { query.order().code() }),
                f.text("q", "desk-staff-search", &query.q).kind("search").longest(200).build(),
                f.select("language", "desk-staff-language", &query.language, &[])
                    .options(words::language_options(l, Some("desk-staff-language-any"), &query.language))
                    .build(),
                f.submit_named("", "", "desk-staff-filter", Weight::Quiet),
            ],
        );
        let filtered = !query.q.trim().is_empty() || !query.language.is_empty();
        let empty = if !rows.items.is_empty() {
            Markup::empty()
        } else if filtered {
            saksi_web::empty(l, "desk-staff-empty-filtered", "desk-staff-empty-filtered-how").then(&link_button(
                l,
                &query.lead(|q| {
                    q.q.clear();
                    q.language.clear();
                }),
                "desk-staff-filter-clear",
                Weight::Quiet,
            ))
        } else {
            let (what, how) = lane.empty();
            saksi_web::empty(l, what, how)
        };
        let next = rows.next.map(|cursor| cursor.to_string());
        let base = with_query("/desk", &query.kept(false));
        let mut pages = pagination(l, &base, None, next.as_deref());
        if query.cursor().is_some() {
            pages = Markup::trusted("<p>")
                .then(&link_button(l, &base, "desk-staff-first-page", Weight::Quiet))
                .then(&Markup::trusted("</p>"))
                .then(&pages);
        }
        Self {
            notice: notice(l, &query.done, &Markup::empty()),
            lanes: ways,
            orders,
            order_why: l.t(words::order_explained(query.order())),
            filters,
            list: RowList { l: l.clone(), rows: rows.items, back: query.kept(true), current: None, alike, ours },
            pages,
            empty,
            letters: (letters > 0).then(|| l.ta("desk-staff-letters-wait", &[("count", Arg::from(letters))])),
            reviews: (reviews > 0).then(|| l.ta("desk-staff-reviews-wait", &[("count", Arg::from(reviews))])),
            l: l.clone(),
        }
    }
}

/// `GET /desk`.
pub(crate) async fn show(staff: Staff, PageQuery(query): PageQuery<QueueQuery>) -> Result<Response, PageError> {
    let by = staff.by;
    let (filter, order, cursor) = (query.filter(), query.order(), query.cursor());
    let may_review = staff.may(saksi_network::Capability::REVIEW);
    let (rows, lanes, ours_and_shared, alike, reviews, letters) = saksi_db::read!(staff.request.site.db, by.viewer(), tx => {
        let mut rows = queue::queue(&mut tx, &by, &filter, order, cursor, ROWS).await?;
        // Whoever looks for a claim does not know where it stands: what fits elsewhere follows what is open.
        if filter.text.is_some() && query.lane() == Lane::Open && rows.next.is_none() {
            for lane in [QueueLane::Answered, QueueLane::Closed, QueueLane::Junk] {
                let filter = QueueFilter { lane: Some(lane), ..filter.clone() };
                rows.items.extend(queue::queue(&mut tx, &by, &filter, order, None, ELSEWHERE).await?.items);
            }
        }
        let lanes = queue::lanes(&mut tx, &by).await?;
        let ours_and_shared = queue::ours_and_shared(&mut tx, &by).await?;
        let alike = queue::known_alike(&mut tx, &by, &staff.desk.matcher, &rows.items).await?;
        let reviews = if may_review { checks::reviews(&mut tx, &by).await?.len() } else { 0 };
        let reviews = i64::try_from(reviews).unwrap_or(0);
        let letters = letters::waiting(&mut tx, &by).await?;
        Ok::<_, saksi_base::Problem>((rows, lanes, ours_and_shared, alike, reviews, letters))
    })?;
    let title = staff.l().t("desk-staff-queue-title");
    let page =
        QueuePage::new(&staff.request, &by, QueueData { query, rows, lanes, ours_and_shared, alike, reviews, letters });
    staff.page(title, None, &page)
}
