//! `/work/escalations`: what waits, in lanes.

use saksi_base::{Problem, Timestamp};
use saksi_db::read;
use saksi_web::{Locale, Markup, PageError, PageQuery, PageRequest, Response, Tone, badge, pagination, user};

use super::{Staff, done, tabs, words};
use crate::actions::clock::{self, Lane, PAGE};
use crate::actions::{State, engagements, incoming, together};
use crate::model::Outcome;
use crate::store::escalations::Line;

/// Which lane, and how far down.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct ListQuery {
    lane: String,
    before: String,
    after: String,
}

pub(crate) struct Tab {
    path: String,
    label: String,
    count: Option<String>,
    current: bool,
}

pub(crate) struct Row {
    path: String,
    title: Markup,
    badges: Vec<Markup>,
    meta: Vec<String>,
}

#[derive(askama::Template)]
#[template(path = "staff/list.html")]
pub(crate) struct ListPage {
    l: Locale,
    tabs: Markup,
    notice: Markup,
    lanes: Vec<Tab>,
    rows: Vec<Row>,
    empty: Markup,
    pages: Markup,
}

impl ListPage {
    pub(crate) fn new(request: &PageRequest, lane: Lane, lines: &[Line], counts: &[(Lane, i64)], page: i64) -> Self {
        let l = &request.locale;
        let ways = counts.iter().map(|(known, count)| Tab {
            path: format!("/work/escalations?lane={}", known.code()),
            label: l.t(known.message()),
            count: (*count > 0).then(|| l.number(*count)),
            current: *known == lane,
        });
        let full = i64::try_from(lines.len()).is_ok_and(|lines| lines >= PAGE);
        let (previous, next) = ((page > 0).then(|| (page - 1).to_string()), full.then(|| (page + 1).to_string()));
        Self {
            tabs: tabs(request),
            notice: done(l, request),
            lanes: ways.collect(),
            rows: lines.iter().map(|line| row(l, line, request.now)).collect(),
            empty: saksi_web::empty(l, "escalations-empty", "escalations-empty-how"),
            pages: pagination(
                l,
                &format!("/work/escalations?lane={}", lane.code()),
                previous.as_deref(),
                next.as_deref(),
            ),
            l: l.clone(),
        }
    }
}

pub(crate) fn row(l: &Locale, line: &Line, now: Timestamp) -> Row {
    let state = State::from_code(&line.state).unwrap_or(State::Draft);
    let mut badges = vec![words::state(l, state)];
    if line.imminent {
        badges.insert(0, badge(l, Tone::Danger, "escalations-imminent"));
    }
    if line.next_at.is_some_and(|next| next < now) {
        badges.push(badge(l, Tone::Danger, "escalations-overdue"));
    }
    let mut meta = vec![line.addressee_name.clone()];
    if let Some(sent) = line.sent_at {
        meta.push(l.ta("escalations-sent-on", &[("day", l.date(sent))]));
    }
    if let Some(outcome) = line.outcome.as_deref().and_then(Outcome::from_code) {
        meta.push(l.t(outcome.message()));
    }
    if let Some(next) = line.next_at {
        meta.push(l.ta("escalations-next-at", &[("when", words::until(l, next, now))]));
    }
    let title = if line.sealed {
        Markup::trusted(saksi_web::escape(&l.t("escalations-sealed")))
    } else if line.title.trim().is_empty() {
        Markup::trusted(saksi_web::escape(&l.t("escalations-untitled")))
    } else {
        user(&line.title)
    };
    Row { path: format!("/work/escalations/{}", line.id), title, badges, meta }
}

/// `GET /work/escalations`.
pub(crate) async fn show(staff: Staff, PageQuery(query): PageQuery<ListQuery>) -> Result<Response, PageError> {
    let asked = Lane::from_code(&query.lane);
    let page: i64 = if query.after.is_empty() { &query.before } else { &query.after }.parse().unwrap_or(0);
    let lane = asked.unwrap_or(Lane::Overdue);
    let by = &staff.by;
    let (lane, (lines, counts)) = read!(staff.request.site.db, by.viewer(), tx => {
        let found = clock::list(&mut tx, by, lane, page).await?;
        // Whoever asks for none sees the first lane that has something in it.
        let filled = found.1.iter().find(|(_, count)| *count > 0).map(|(lane, _)| *lane);
        match filled {
            Some(filled) if asked.is_none() && filled != lane => {
                Ok::<_, Problem>((filled, clock::list(&mut tx, by, filled, page).await?))
            }
            _ => Ok((lane, found)),
        }
    })?;
    let today = staff.zone().day(staff.request.now);
    let (waiting, due, asked) = read!(staff.request.site.db, by.viewer(), tx => {
        let waiting = incoming::list(&mut tx, by, incoming::Part::Waiting).await?;
        let due = engagements::due(&mut tx, by, today).await?;
        Ok::<_, Problem>((waiting, due, together::waiting(&mut tx, by).await?))
    })?;
    let mut main = ListPage::new(&staff.request, lane, &lines, &counts, page);
    main.lanes.push(Tab {
        path: super::together::HERE.to_owned(),
        label: staff.l().t("escalations-lane-offered"),
        count: (asked > 0).then(|| staff.l().number(asked)),
        current: false,
    });
    main.notice = main
        .notice
        .then(&super::incoming::arrived(staff.l(), waiting.len()))
        .then(&super::together::arrived(staff.l(), asked))
        .then(&super::engagements::reminders(staff.l(), &due, today));
    staff.page(staff.l().t("escalations-nav"), None, &main)
}
