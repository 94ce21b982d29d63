//! `/work/escalations/platforms/{id}/timeline`: what happened with a platform beside how it answers; `/work/escalations/commitments`:
//! what platforms said that they would do.

use std::fmt::Write as _;

use axum::Router;
use axum::routing::{get, post};
use saksi_base::calendar::Day;
use saksi_base::{AddresseeId, CommitmentId, EngagementId, Problem};
use saksi_db::{read, write};
use saksi_statistics::Quantile;
use saksi_web::fields::{self, Fields, Weight};
use saksi_web::{
    Arg, Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Site, Tone, badge,
    escape, pagination, see_other, user, without_isolates,
};

use super::dossiers::{Row, lines, link, section};
use super::scoreboard::words::day as named_day;
use super::{
    Entry, FormPage, RegisterPage, Staff, done, go, heading, keeps, link_button, paragraph, plain_forms, tabs,
};
use crate::actions::engagements::{self as acts, MONTHS, Month, PAGE, Timeline};
use crate::model::engagement::{Commitment, CommitmentState, Engagement, EngagementKind, Written, day_of};
use crate::store::engagements::Promise;

const PLATFORMS: &str = "/work/escalations/platforms";
const ENTRIES: &str = "/work/escalations/engagements";
pub(crate) const COMMITMENTS: &str = "/work/escalations/commitments";

/// The routes.
pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/work/escalations/commitments", get(commitments))
        .route("/work/escalations/commitments/{id}", get(commitment).post(decide))
        .route("/work/escalations/platforms/{id}/timeline", get(timeline))
        .route("/work/escalations/platforms/{id}/timeline/new", get(new).post(add))
        .route("/work/escalations/engagements/{id}", get(show).post(save))
        .route("/work/escalations/engagements/{id}/commitments", post(commit))
        .route("/work/escalations/engagements/{id}/remove", post(remove))
}

plain_forms! {
    RemoveForm "escalations:engagement-remove";
}

/// Up to which month.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct TimelineQuery {
    until: String,
}

/// Which commitments.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct CommitmentsQuery {
    state: String,
    before: String,
    after: String,
}

/// An entry of the log as its form has it.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct EntryForm {
    seen: String,
    kind: String,
    day: String,
    title: String,
    text: String,
    source: String,
    shared: String,
}

impl FormData for EntryForm {
    const PURPOSE: &'static str = "escalations:engagement";
}

impl EntryForm {
    fn of(entry: &Engagement) -> Self {
        let written = &entry.written;
        Self {
            seen: entry.version.to_string(),
            kind: written.kind.code().to_owned(),
            day: written.day.to_string(),
            title: written.title.clone(),
            text: written.text.clone(),
            source: written.source.clone(),
            shared: if written.shared { "yes".to_owned() } else { String::new() },
        }
    }

    fn read(&self) -> Result<Written, Problem> {
        let tidy = |text: &str| text.trim().to_owned();
        Ok(Written {
            kind: EngagementKind::from_code(&self.kind)
                .ok_or_else(|| Problem::field("kind", "escalations-problem-choose"))?,
            day: day_of(&self.day, "day")?.ok_or_else(|| Problem::field("day", "escalations-problem-day"))?,
            title: tidy(&self.title),
            text: tidy(&self.text),
            source: tidy(&self.source),
            shared: self.shared == "yes",
        })
    }
}

/// A commitment as its form has it.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct CommitmentForm {
    seen: String,
    quote: String,
    due: String,
    state: String,
    told: String,
}

impl FormData for CommitmentForm {
    const PURPOSE: &'static str = "escalations:commitment";
}

/// A new one.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct CommitForm {
    quote: String,
    due: String,
}

impl FormData for CommitForm {
    const PURPOSE: &'static str = "escalations:commit";
}

/// A month in the reader's language, short.
fn month_name(first: Day) -> String {
    let (year, month, _) = first.parts();
    format!("{year:04}-{month:02}")
}

#[expect(clippy::cast_possible_truncation, reason = "whole hours, far below the largest number")]
fn hours(l: &Locale, quantile: Quantile) -> String {
    let whole = |value: f64| l.number(value.round().clamp(0.0, 1e12) as i64);
    match (quantile.value, quantile.low, quantile.high) {
        (None, ..) => l.t("escalations-figure-open"),
        (Some(value), Some(low), Some(high)) => format!("{} ({}–{})", whole(value), whole(low), whole(high)),
        (Some(value), Some(low), None) => format!("{} ({}–…)", whole(value), whole(low)),
        (Some(value), ..) => whole(value),
    }
}

const WIDTH: f64 = 340.0;
const HEIGHT: f64 = 170.0;
/// What is left above the bars for the numbers of what happened.
const ABOVE: f64 = 26.0;
/// What is left below them for the months.
const BELOW: f64 = 22.0;

/// Bars of the months, and a line with a number where something happened. The table below says the same.
fn drawn(l: &Locale, months: &[Month], entries: &[(usize, &Engagement)]) -> Markup {
    let longest = months.iter().filter_map(|month| month.reply.value).fold(0.0_f64, f64::max);
    if longest <= 0.0 && entries.is_empty() {
        return Markup::empty();
    }
    let title = l.t("escalations-timeline-chart");
    let mut svg = format!(
        "<figure class=\"chart\"><figcaption>{}</figcaption><svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{}\">",
        escape(&title),
        escape(&without_isolates(&title))
    );
    let step = WIDTH / f64::from(MONTHS);
    let tall = HEIGHT - ABOVE - BELOW;
    for (at, month) in months.iter().enumerate() {
        let left = step * at as f64;
        let height = month.reply.value.map(|value| (value / longest.max(1.0) * tall).max(1.0));
        if let Some(height) = height {
            let _ = std::write!(
                svg,
                "<rect class=\"c1\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{height:.1}\"/>",
                left + 3.0,
                ABOVE + tall - height,
                step - 6.0
            );
        } else if month.notices > 0 {
            // More than half still wait: there is no median, and the bar says so.
            let _ = std::write!(
                svg,
                "<rect class=\"hidden-figure\" x=\"{:.1}\" y=\"{ABOVE}\" width=\"{:.1}\" height=\"{tall:.1}\"/>",
                left + 3.0,
                step - 6.0
            );
        }
        if at % 3 == 0 {
            let _ = std::write!(
                svg,
                "<text x=\"{left:.1}\" y=\"{:.1}\">{}</text>",
                HEIGHT - 5.0,
                escape(&month_name(month.first))
            );
        }
    }
    for (number, entry) in entries {
        let Some(place) = months.iter().rposition(|month| month.first <= entry.written.day) else { continue };
        let (_, _, day) = entry.written.day.parts();
        let x = step * (place as f64 + (f64::from(day) - 1.0) / 31.0);
        let _ = std::write!(
            svg,
            "<path class=\"c2\" fill=\"none\" d=\"M{x:.1} {ABOVE}V{:.1}\"/><text x=\"{:.1}\" y=\"16\">{number}</text>",
            ABOVE + tall,
            x.min(WIDTH - 16.0)
        );
    }
    svg.push_str("</svg></figure>");
    Markup::trusted(svg)
}

fn state_badge(l: &Locale, state: CommitmentState) -> Markup {
    let tone = match state {
        CommitmentState::Open => Tone::Waiting,
        CommitmentState::Kept => Tone::Done,
        CommitmentState::Broken => Tone::Danger,
    };
    badge(l, tone, state.message())
}

/// By when, in words.
fn due_words(l: &Locale, due: Option<Day>, state: CommitmentState, today: Day) -> Markup {
    match due {
        None => Markup::text(&l.t("escalations-commitment-no-day")),
        Some(day) if state == CommitmentState::Open && day < today => {
            badge(l, Tone::Danger, "escalations-overdue").then(&Markup::text(&format!(" {}", named_day(l, day))))
        }
        Some(day) => Markup::text(&l.ta("escalations-commitment-due", &[("day", named_day(l, day))])),
    }
}

fn commitment_row(l: &Locale, one: &Commitment, today: Day) -> Row {
    Row {
        first: state_badge(l, one.state).then(&Markup::text(" ")).then(&link(
            &format!("{COMMITMENTS}/{}", one.id),
            &Markup::trusted(format!("<q>{}</q>", user(&one.quote))),
        )),
        facts: std::iter::once(due_words(l, one.due, one.state, today))
            .chain((!one.told.is_empty()).then(|| user(&one.told)))
            .collect(),
        ..Row::default()
    }
}

fn entries(l: &Locale, numbered: &[(usize, &Engagement)], own: saksi_base::OrganisationId, today: Day) -> Markup {
    let row = |(number, entry): &(usize, &Engagement)| {
        let written = &entry.written;
        let mut facts = vec![Markup::text(&named_day(l, written.day)), Markup::text(&l.t(written.kind.message()))];
        if entry.owner != own {
            facts.push(badge(l, Tone::Plain, "escalations-engagement-others"));
        }
        let mut after = saksi_web::paragraphs(&written.text);
        if !written.source.is_empty() {
            after = after.then(&Markup::trusted(format!("<p>{}</p>", saksi_web::link(&written.source))));
        }
        if !entry.commitments.is_empty() {
            after = after
                .then(&lines(&entry.commitments.iter().map(|one| commitment_row(l, one, today)).collect::<Vec<_>>()));
        }
        Row {
            first: Markup::text(&format!("{number}. "))
                .then(&link(&format!("{ENTRIES}/{}", entry.id), &user(&written.title))),
            facts,
            after,
        }
    };
    lines(&numbered.iter().map(row).collect::<Vec<_>>())
}

pub(crate) fn timeline_page(
    request: &PageRequest,
    data: &Timeline,
    own: saksi_base::OrganisationId,
    today: Day,
) -> FormPage {
    let l = &request.locale;
    let path = format!("{PLATFORMS}/{}", data.addressee.id);
    // Numbers go up with time, as people read the chart.
    let count = data.entries.len();
    let numbered: Vec<(usize, &Engagement)> =
        data.entries.iter().enumerate().map(|(at, entry)| (count - at, entry)).collect();
    let mut table = format!(
        "<div class=\"scroll\" role=\"region\" aria-label=\"{0}\" tabindex=\"0\"><table><caption>{0}</caption><thead><tr>",
        escape(&l.t("escalations-timeline-table"))
    );
    for (at, message) in [
        "escalations-timeline-month",
        "escalations-figure-notices",
        "escalations-timeline-reply",
        "escalations-figure-within-72",
        "escalations-timeline-happened",
    ]
    .into_iter()
    .enumerate()
    {
        let class = if (1..4).contains(&at) { " class=\"number\"" } else { "" };
        let _ = std::write!(table, "<th scope=\"col\"{class}>{}</th>", escape(&l.t(message)));
    }
    table.push_str("</tr></thead><tbody>");
    for month in data.months.iter().rev() {
        let next = month.first.plus_months(1);
        let mut here: Vec<String> = numbered
            .iter()
            .filter(|(_, entry)| (month.first..next).contains(&entry.written.day))
            .map(|(number, _)| number.to_string())
            .collect();
        here.reverse();
        let share = month.within_72.map_or_else(|| "–".to_owned(), |share| l.percent(share.value));
        let reply = if month.notices == 0 { "–".to_owned() } else { hours(l, month.reply) };
        let _ = std::write!(
            table,
            "<tr><th scope=\"row\">{}</th><td class=\"number\">{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td><td>{}</td></tr>",
            escape(&month_name(month.first)),
            l.number(i64::try_from(month.notices).unwrap_or(i64::MAX)),
            escape(&reply),
            escape(&share),
            escape(&here.join(", "))
        );
    }
    table.push_str("</tbody></table></div>");
    let (begin, end) = (data.months.first().map(|month| month.first), data.months.last().map(|month| month.first));
    let mut ways = link_button(l, &format!("{path}/timeline/new"), "escalations-engagement-new", true);
    if let Some(begin) = begin {
        let earlier = format!("{path}/timeline?until={}", begin.plus(-1));
        ways = ways.then(&link_button(l, &earlier, "escalations-timeline-earlier", false));
    }
    if let Some(end) = end.filter(|end| end.plus_months(1) <= today) {
        let later = format!("{path}/timeline?until={}", end.plus_months(MONTHS));
        ways = ways.then(&link_button(l, &later, "escalations-timeline-later", false));
    }
    let listed = if numbered.is_empty() {
        saksi_web::empty(l, "escalations-timeline-empty", "escalations-timeline-empty-how")
    } else {
        entries(l, &numbered, own, today)
    };
    FormPage {
        back: (path, "escalations-timeline-back"),
        notice: done(l, request),
        title: l.ta("escalations-timeline-title", &[("name", data.addressee.name.as_str())]),
        before: paragraph(&l.t("escalations-timeline-lead"))
            .then(&Markup::trusted(format!("<p class=\"toolbar\">{ways}</p>"))),
        form: drawn(l, &data.months, &numbered).then(&Markup::trusted(table)),
        after: section(l, "escalations-timeline-entries", &listed),
        l: l.clone(),
    }
}

/// `GET /work/escalations/platforms/{id}/timeline`.
async fn timeline(
    staff: Staff,
    PagePath(id): PagePath<AddresseeId>,
    PageQuery(query): PageQuery<TimelineQuery>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let today = staff.zone().day(staff.request.now);
    let last: Day = query.until.parse().unwrap_or(today);
    let data = read!(staff.request.site.db, by.viewer(), tx => { acts::timeline(&mut tx, by, id, last).await })?;
    let page = timeline_page(&staff.request, &data, by.organisation, today);
    staff.page(page.title.clone(), None, &page)
}

fn entry_fields(l: &Locale, typed: &EntryForm, problem: Option<&Problem>) -> Vec<Markup> {
    let f = Fields::new(l, problem);
    vec![
        f.hidden("seen", &typed.seen),
        f.select("kind", "escalations-engagement-kind", &typed.kind, EngagementKind::OPTIONS).build(),
        f.text("day", "escalations-day", &typed.day).kind("date").required().build(),
        f.text("title", "escalations-engagement-title", &typed.title).longest(200).required().build(),
        f.area("text", "escalations-engagement-text", &typed.text)
            .hint("escalations-engagement-text-hint")
            .rows(6)
            .longest(20_000)
            .optional()
            .build(),
        f.text("source", "escalations-engagement-source", &typed.source).kind("url").optional().build(),
        f.checkbox("shared", "escalations-engagement-shared", typed.shared == "yes")
            .hint("escalations-engagement-shared-hint")
            .build(),
        f.submit("escalations-save"),
    ]
}

pub(crate) fn new_page(
    request: &PageRequest,
    id: AddresseeId,
    typed: &EntryForm,
    problem: Option<&Problem>,
) -> FormPage {
    let l = &request.locale;
    let path = format!("{PLATFORMS}/{id}/timeline");
    FormPage {
        form: fields::form(request, &format!("{path}/new"), EntryForm::PURPOSE, &entry_fields(l, typed, problem)),
        back: (path, "escalations-timeline"),
        notice: Markup::empty(),
        title: l.t("escalations-engagement-new"),
        before: Markup::empty(),
        after: Markup::empty(),
        l: l.clone(),
    }
}

/// `GET /work/escalations/platforms/{id}/timeline/new`.
async fn new(staff: Staff, PagePath(id): PagePath<AddresseeId>) -> Result<Response, PageError> {
    let by = &staff.by;
    let today = staff.zone().day(staff.request.now);
    read!(staff.request.site.db, by.viewer(), tx => { acts::timeline(&mut tx, by, id, today).await })?;
    let typed = EntryForm { day: today.to_string(), ..EntryForm::default() };
    let page = new_page(&staff.request, id, &typed, None);
    staff.page(page.title.clone(), None, &page)
}

/// `POST /work/escalations/platforms/{id}/timeline/new`.
async fn add(staff: Staff, PagePath(id): PagePath<AddresseeId>, form: Form<EntryForm>) -> Result<Response, PageError> {
    let (by, typed) = (&staff.by, form.value);
    let outcome: Result<EngagementId, Problem> = match typed.read() {
        Err(problem) => Err(problem),
        Ok(written) => write!(staff.request.site.db, "log engagement", by.viewer(), tx => {
            acts::add(&mut tx, by, id, &written).await
        }),
    };
    match outcome {
        Ok(id) => Ok(go(&format!("{ENTRIES}/{id}"), "recorded")),
        Err(problem) if keeps(&problem) => {
            let page = new_page(&staff.request, id, &typed, Some(&problem));
            staff.page(page.title.clone(), Some(&problem), &page)
        }
        Err(problem) => Err(problem.into()),
    }
}

pub(crate) fn entry_page(
    request: &PageRequest,
    entry: &Engagement,
    own: bool,
    today: Day,
    typed: Option<&EntryForm>,
    commit: Option<&CommitForm>,
    problem: Option<&Problem>,
) -> FormPage {
    let l = &request.locale;
    let path = format!("{ENTRIES}/{}", entry.id);
    let stands = EntryForm::of(entry);
    let facts = [
        ("escalations-to", user(&entry.addressee_name)),
        ("escalations-day", Markup::text(&named_day(l, entry.written.day))),
        ("escalations-engagement-kind", Markup::text(&l.t(entry.written.kind.message()))),
    ];
    let mut before = super::words::facts(l, &facts).then(&saksi_web::paragraphs(&entry.written.text));
    if !entry.written.source.is_empty() {
        before = before.then(&Markup::trusted(format!("<p>{}</p>", saksi_web::link(&entry.written.source))));
    }
    let promised = if entry.commitments.is_empty() {
        paragraph(&l.t("escalations-commitments-none"))
    } else {
        lines(&entry.commitments.iter().map(|one| commitment_row(l, one, today)).collect::<Vec<_>>())
    };
    before = before.then(&section(l, "escalations-commitments-title", &promised));
    let (mut form, mut after) = (Markup::empty(), Markup::empty());
    if own {
        let (about_entry, about_commit) = if commit.is_some() { (None, problem) } else { (problem, None) };
        let f = Fields::new(l, about_commit);
        let empty = CommitForm::default();
        let said = commit.unwrap_or(&empty);
        form = heading(l, "escalations-commitment-new").then(&fields::form(
            request,
            &format!("{path}/commitments"),
            CommitForm::PURPOSE,
            &[
                f.area("quote", "escalations-commitment-quote", &said.quote)
                    .hint("escalations-commitment-quote-hint")
                    .rows(2)
                    .longest(2_000)
                    .required()
                    .build(),
                f.text("due", "escalations-commitment-by", &said.due).kind("date").optional().build(),
                f.submit("escalations-commitment-add"),
            ],
        ));
        let typed = typed.unwrap_or(&stands);
        after = heading(l, "escalations-engagement-edit").then(&fields::form(
            request,
            &path,
            EntryForm::PURPOSE,
            &entry_fields(l, typed, about_entry),
        ));
        if entry.commitments.is_empty() {
            after = after.then(&fields::button_form(
                request,
                &format!("{path}/remove"),
                RemoveForm::PURPOSE,
                &[],
                "escalations-engagement-remove",
                Weight::Danger,
            ));
        }
    }
    FormPage {
        back: (format!("{PLATFORMS}/{}/timeline", entry.addressee), "escalations-timeline"),
        notice: done(l, request),
        title: entry.written.title.clone(),
        before,
        form,
        after,
        l: l.clone(),
    }
}

async fn show_entry(
    staff: &Staff,
    id: EngagementId,
    typed: Option<&EntryForm>,
    commit: Option<&CommitForm>,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let entry = read!(staff.request.site.db, by.viewer(), tx => { acts::entry(&mut tx, by, id).await })?;
    let today = staff.zone().day(staff.request.now);
    let own = entry.owner == by.organisation;
    let page = entry_page(&staff.request, &entry, own, today, typed, commit, problem);
    staff.page(page.title.clone(), problem, &page)
}

/// `GET /work/escalations/engagements/{id}`.
async fn show(staff: Staff, PagePath(id): PagePath<EngagementId>) -> Result<Response, PageError> {
    show_entry(&staff, id, None, None, None).await
}

/// `POST /work/escalations/engagements/{id}`.
async fn save(
    staff: Staff,
    PagePath(id): PagePath<EngagementId>,
    form: Form<EntryForm>,
) -> Result<Response, PageError> {
    let (by, typed) = (&staff.by, form.value);
    let seen = typed.seen.parse().unwrap_or(0);
    let outcome: Result<(), Problem> = match typed.read() {
        Err(problem) => Err(problem),
        Ok(written) => write!(staff.request.site.db, "change engagement", by.viewer(), tx => {
            acts::save(&mut tx, by, id, seen, &written).await
        }),
    };
    match outcome {
        Ok(()) => Ok(go(&format!("{ENTRIES}/{id}"), "saved")),
        Err(problem) if keeps(&problem) => show_entry(&staff, id, Some(&typed), None, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /work/escalations/engagements/{id}/remove`.
async fn remove(
    staff: Staff,
    PagePath(id): PagePath<EngagementId>,
    _: Form<RemoveForm>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let outcome: Result<AddresseeId, Problem> =
        write!(staff.request.site.db, "remove engagement", by.viewer(), tx => { acts::remove(&mut tx, by, id).await });
    match outcome {
        Ok(addressee) => Ok(go(&format!("{PLATFORMS}/{addressee}/timeline"), "saved")),
        Err(problem) if keeps(&problem) => show_entry(&staff, id, None, None, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /work/escalations/engagements/{id}/commitments`.
async fn commit(
    staff: Staff,
    PagePath(id): PagePath<EngagementId>,
    form: Form<CommitForm>,
) -> Result<Response, PageError> {
    let (by, typed) = (&staff.by, form.value);
    let outcome: Result<CommitmentId, Problem> = match day_of(&typed.due, "due") {
        Err(problem) => Err(problem),
        Ok(due) => write!(staff.request.site.db, "log commitment", by.viewer(), tx => {
            acts::commit(&mut tx, by, id, &typed.quote, due).await
        }),
    };
    match outcome {
        Ok(_) => Ok(go(&format!("{ENTRIES}/{id}"), "recorded")),
        Err(problem) if keeps(&problem) => show_entry(&staff, id, None, Some(&typed), Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

fn promise_row(l: &Locale, one: &Promise, today: Day) -> (String, Markup, Vec<Markup>) {
    let state = CommitmentState::from_code(&one.state).unwrap_or(CommitmentState::Open);
    let due = one.due.as_deref().and_then(|day| day.parse().ok());
    let quote = Markup::trusted(format!("<q>{}</q>", user(&one.quote)));
    (
        format!("{COMMITMENTS}/{}", one.id),
        quote,
        vec![user(&one.name), state_badge(l, state), due_words(l, due, state, today)],
    )
}

pub(crate) fn commitments_page(
    request: &PageRequest,
    all: &[Promise],
    state: Option<CommitmentState>,
    page: i64,
    today: Day,
) -> RegisterPage {
    let l = &request.locale;
    let f = Fields::new(l, None);
    let mut options = vec![(String::new(), l.t("escalations-commitments-all"))];
    options.extend(CommitmentState::ALL.iter().map(|one| (one.code().to_owned(), l.t(one.message()))));
    let code = state.map_or("", |state| state.code());
    let choose = fields::query_form(
        COMMITMENTS,
        &[
            f.select("state", "escalations-commitment-state", code, &[]).options(options).build(),
            f.submit("escalations-figures-show"),
        ],
    );
    let full = i64::try_from(all.len()).is_ok_and(|lines| lines >= PAGE);
    let (previous, next) = ((page > 0).then(|| (page - 1).to_string()), full.then(|| (page + 1).to_string()));
    let base = format!("{COMMITMENTS}?state={code}");
    let entry = |one: &Promise| {
        let (path, title, meta) = promise_row(l, one, today);
        Entry { path, title, meta }
    };
    RegisterPage {
        tabs: tabs(request),
        title: l.t("escalations-commitments-title"),
        lead: l.t("escalations-commitments-lead"),
        new: None,
        notice: choose.then(&pagination(l, &base, previous.as_deref(), next.as_deref())),
        entries: all.iter().map(entry).collect(),
        empty: saksi_web::empty(l, "escalations-commitments-empty", "escalations-commitments-empty-how"),
        l: l.clone(),
    }
}

/// `GET /work/escalations/commitments`.
async fn commitments(staff: Staff, PageQuery(query): PageQuery<CommitmentsQuery>) -> Result<Response, PageError> {
    let page: i64 = if query.after.is_empty() { &query.before } else { &query.after }.parse().unwrap_or(0);
    let state = CommitmentState::from_code(&query.state);
    let by = &staff.by;
    let today = staff.zone().day(staff.request.now);
    let all = read!(staff.request.site.db, by.viewer(), tx => { acts::promises(&mut tx, by, state, page).await })?;
    let main = commitments_page(&staff.request, &all, state, page, today);
    staff.page(main.title.clone(), None, &main)
}

pub(crate) fn commitment_page(
    request: &PageRequest,
    entry: &Engagement,
    one: &Commitment,
    own: bool,
    typed: Option<&CommitmentForm>,
    problem: Option<&Problem>,
) -> FormPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let stands = CommitmentForm {
        seen: one.version.to_string(),
        quote: one.quote.clone(),
        due: one.due.map(|day| day.to_string()).unwrap_or_default(),
        state: one.state.code().to_owned(),
        told: one.told.clone(),
    };
    let typed = typed.unwrap_or(&stands);
    let said = l.ta(
        "escalations-commitment-said",
        &[("name", Arg::from(entry.addressee_name.as_str())), ("day", Arg::from(named_day(l, entry.written.day)))],
    );
    let mut before = format!("<p>{}</p><blockquote>{}</blockquote>", escape(&said), saksi_web::paragraphs(&one.quote));
    let _ = std::write!(before, "<p>{}</p>", state_badge(l, one.state));
    if !one.told.is_empty() {
        let _ = std::write!(before, "{}", saksi_web::paragraphs(&one.told));
    }
    let form = if own {
        fields::form(
            request,
            &format!("{COMMITMENTS}/{}", one.id),
            CommitmentForm::PURPOSE,
            &[
                f.hidden("seen", &stands.seen),
                f.radio("state", "escalations-commitment-state", &typed.state, CommitmentState::OPTIONS).build(),
                f.area("told", "escalations-commitment-told", &typed.told)
                    .hint("escalations-commitment-told-hint")
                    .rows(3)
                    .build(),
                f.area("quote", "escalations-commitment-quote", &typed.quote)
                    .hint("escalations-commitment-quote-hint")
                    .rows(2)
                    .required()
                    .build(),
                f.text("due", "escalations-commitment-by", &typed.due).kind("date").optional().build(),
                f.submit("escalations-save"),
            ],
        )
    } else {
        Markup::empty()
    };
    FormPage {
        back: (format!("{ENTRIES}/{}", entry.id), "escalations-commitment-back"),
        notice: done(l, request),
        title: l.t("escalations-commitment-title"),
        before: Markup::trusted(before),
        form,
        after: Markup::empty(),
        l: l.clone(),
    }
}

async fn show_commitment(
    staff: &Staff,
    id: CommitmentId,
    typed: Option<&CommitmentForm>,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let (entry, one) = read!(staff.request.site.db, by.viewer(), tx => { acts::commitment(&mut tx, by, id).await })?;
    let page = commitment_page(&staff.request, &entry, &one, entry.owner == by.organisation, typed, problem);
    staff.page(page.title.clone(), problem, &page)
}

/// `GET /work/escalations/commitments/{id}`.
async fn commitment(staff: Staff, PagePath(id): PagePath<CommitmentId>) -> Result<Response, PageError> {
    show_commitment(&staff, id, None, None).await
}

/// `POST /work/escalations/commitments/{id}`.
async fn decide(
    staff: Staff,
    PagePath(id): PagePath<CommitmentId>,
    form: Form<CommitmentForm>,
) -> Result<Response, PageError> {
    let (by, typed) = (&staff.by, form.value);
    let seen = typed.seen.parse().unwrap_or(0);
    let read = || {
        Ok(Commitment {
            id,
            quote: typed.quote.trim().to_owned(),
            due: day_of(&typed.due, "due")?,
            state: CommitmentState::from_code(&typed.state)
                .ok_or_else(|| Problem::field("state", "escalations-problem-choose"))?,
            told: typed.told.trim().to_owned(),
            version: seen,
        })
    };
    let outcome: Result<(), Problem> = match read() {
        Err(problem) => Err(problem),
        Ok(new) => write!(staff.request.site.db, "decide commitment", by.viewer(), tx => {
            acts::decide(&mut tx, by, seen, &new).await
        }),
    };
    match outcome {
        Ok(()) => Ok(see_other(&format!("{COMMITMENTS}/{id}?done=saved"))),
        Err(problem) if keeps(&problem) => show_commitment(&staff, id, Some(&typed), Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// What is due by now or soon, on top of the list of work.
pub(crate) fn reminders(l: &Locale, all: &[Promise], today: Day) -> Markup {
    if all.is_empty() {
        return Markup::empty();
    }
    let row = |one: &Promise| {
        let (path, title, facts) = promise_row(l, one, today);
        Row { first: link(&path, &title), facts, ..Row::default() }
    };
    saksi_web::notice(
        Tone::Waiting,
        &l.t("escalations-commitments-due"),
        &lines(&all.iter().map(row).collect::<Vec<_>>()),
    )
}
