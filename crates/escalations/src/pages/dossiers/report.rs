//! A report as people read it: on the site, on paper, behind the address that somebody was given.

use std::fmt::Write as _;

use askama::Template as _;
use axum::Extension;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use saksi_base::Problem;
use saksi_base::calendar::Day;
use saksi_db::{Viewer, read};
use saksi_web::{
    Arg, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Shell, Site, Tone, escape, see_other,
    user,
};

use super::{fact, facts, section};
use crate::actions::dossiers::{self as acts, Behind};
use crate::handle::{Escalations, Printed};
use crate::model::dossier::{Line, NoticeLine, Report, What};
use crate::model::notice::hexadecimal;
use crate::pages::evidence::named;
use crate::pages::paragraph;
use crate::pages::scoreboard::files::download;
use crate::pages::scoreboard::words::{day, hours, share};
use crate::store::dossiers::Issue;

/// A table with headings; the first column names its rows. `numbers` are the columns that hold numbers.
fn table(name: &str, headings: &[String], rows: &[Vec<Markup>], numbers: bool) -> Markup {
    let class = if numbers { " class=\"number\"" } else { "" };
    let mut html = format!(
        "<div class=\"scroll\" role=\"region\" aria-label=\"{}\" tabindex=\"0\"><table><thead><tr>",
        escape(&saksi_web::without_isolates(name))
    );
    for (at, heading) in headings.iter().enumerate() {
        let class = if at == 0 { "" } else { class };
        let _ = write!(html, "<th scope=\"col\"{class}>{}</th>", escape(heading));
    }
    html.push_str("</tr></thead><tbody>");
    for row in rows {
        html.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            let _ = if at == 0 {
                write!(html, "<th scope=\"row\">{cell}</th>")
            } else {
                write!(html, "<td{class}>{cell}</td>")
            };
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table></div>");
    Markup::trusted(html)
}

/// What the pattern is.
pub(super) fn pattern(l: &Locale, report: &Report) -> Markup {
    let mut body = saksi_web::paragraphs(&report.summary);
    let named =
        |messages: Vec<&'static str>| l.list(&messages.into_iter().map(|message| l.t(message)).collect::<Vec<_>>());
    let mut all = Vec::new();
    fact(&mut all, "escalations-dossier-campaign", &report.campaign);
    fact(&mut all, "escalations-dossier-targets", &named(report.targets.iter().map(|one| one.message()).collect()));
    fact(&mut all, "escalations-dossier-tactics", &named(report.tactics.iter().map(|one| one.message()).collect()));
    fact(&mut all, "escalations-systemic", &named(report.systemic.iter().map(|one| one.message()).collect()));
    fact(&mut all, "escalations-dossier-effects", &named(report.effects.iter().map(|one| one.message()).collect()));
    body = body.then(&facts(l, &all));
    if !report.asks.trim().is_empty() {
        let title = escape(&l.t("escalations-dossier-asks"));
        body = body.then(&Markup::trusted(format!("<h3>{title}</h3>{}", saksi_web::paragraphs(&report.asks))));
    }
    if body.is_empty() { body } else { section(l, "escalations-report-pattern", &body) }
}

/// How the notices were answered.
pub(super) fn figures(l: &Locale, report: &Report) -> Markup {
    let count = |value: u64| l.number(i64::try_from(value).unwrap_or(i64::MAX));
    let one = &report.answers;
    let median = |what: &str| l.ta("escalations-board-median", &[("what", l.t(what))]);
    let ninetieth = |what: &str| l.ta("escalations-board-ninetieth", &[("what", l.t(what))]);
    let mut rows = vec![
        (l.t("escalations-board-notices"), count(report.sent)),
        (l.t("escalations-report-decided"), count(report.decided)),
    ];
    // Of nothing, nothing can be told.
    if report.sent > 0 {
        rows.extend([
            (median("escalations-board-reply"), hours(l, one.reply.median)),
            (ninetieth("escalations-board-reply"), hours(l, one.reply.ninetieth)),
            (median("escalations-board-decision"), hours(l, one.decision.median)),
            (l.t("escalations-board-within-72"), share(l, one.within_72)),
            (l.ta("escalations-board-silent", &[("days", 30)]), share(l, one.silent_30)),
            (l.t("escalations-board-action"), share(l, one.action)),
            (l.t("escalations-board-reasoned"), share(l, one.reasoned)),
            (l.t("escalations-board-overturned"), share(l, one.overturned)),
            (l.t("escalations-board-by-default"), share(l, one.by_default)),
        ]);
    }
    let rows: Vec<Vec<Markup>> =
        rows.iter().map(|(name, value)| vec![Markup::text(name), Markup::text(value)]).collect();
    let headings = [l.t("escalations-board-figure"), l.t("escalations-board-value")];
    table(&l.t("escalations-report-figures"), &headings, &rows, true)
}

fn notices(l: &Locale, report: &Report) -> Markup {
    let headings = [
        "escalations-report-number",
        "escalations-report-about",
        "escalations-board-platform",
        "escalations-report-sent",
        "escalations-report-reply",
        "escalations-report-decision",
        "escalations-report-outcome",
    ]
    .map(|message| l.t(message));
    let on = |one: Option<Day>| one.map_or_else(|| "–".to_owned(), |one| day(l, one));
    let row = |(number, one): (usize, &NoticeLine)| {
        let mut outcome: Vec<String> = one.outcome.map(|outcome| l.t(outcome.message())).into_iter().collect();
        outcome.extend(one.appeal.map(|result| l.t(result.message())));
        if one.back > 0 {
            outcome.push(l.ta("escalations-report-back-times", &[("count", i64::from(one.back))]));
        }
        if outcome.is_empty() {
            outcome.push(l.t("escalations-report-waits"));
        }
        vec![
            Markup::text(&l.number(i64::try_from(number + 1).unwrap_or(i64::MAX))),
            user(&one.title),
            user(&one.platform),
            Markup::text(&day(l, one.sent)),
            Markup::text(&on(one.reply)),
            Markup::text(&on(one.decided)),
            Markup::text(&outcome.join(", ")),
        ]
    };
    let rows: Vec<Vec<Markup>> = report.notices.iter().enumerate().map(row).collect();
    table(&l.t("escalations-report-notices"), &headings, &rows, false)
}

/// What happened, in order.
pub(super) fn course(l: &Locale, report: &Report) -> Markup {
    let said = |line: &Line| match &line.what {
        What::Happened => user(&line.text),
        what => {
            let number = i64::try_from(line.notice.unwrap_or(0)).unwrap_or(0);
            let named = |message: &str| Markup::text(&l.ta(message, &[("number", number)]));
            let with = |message: &str, what: String| {
                Markup::text(&l.ta(message, &[("number", Arg::from(number)), ("what", Arg::from(what))]))
            };
            match what {
                What::Sent | What::Happened => named("escalations-report-course-sent"),
                What::Decided(outcome) => {
                    with("escalations-report-course-decided", outcome.map(|one| l.t(one.message())).unwrap_or_default())
                }
                What::Back => named("escalations-report-course-back"),
                What::Appealed => named("escalations-report-course-appealed"),
                What::AppealDecided(result) => with(
                    "escalations-report-course-appeal-decided",
                    result.map(|one| l.t(one.message())).unwrap_or_default(),
                ),
            }
        }
    };
    let mut html = String::from("<dl class=\"facts\">");
    let mut last = None;
    for line in &report.course {
        if last != Some(line.day) {
            let _ = write!(html, "<dt>{}</dt>", escape(&day(l, line.day)));
            last = Some(line.day);
        }
        let _ = write!(html, "<dd>{}</dd>", said(line));
    }
    html.push_str("</dl>");
    Markup::trusted(html)
}

fn evidence(report: &Report) -> Markup {
    let mut html = String::from("<ul class=\"lines\">");
    for one in &report.evidence {
        let _ = write!(
            html,
            "<li><p>{}</p><p class=\"meta\"><span>{}</span> <span dir=\"ltr\">{}</span></p><p class=\"hint\" dir=\"ltr\">SHA-256 {}</p></li>",
            named(one, false),
            saksi_web::link(&one.url),
            escape(&one.captured_at),
            escape(&one.hash)
        );
    }
    html.push_str("</ul>");
    Markup::trusted(html)
}

/// The whole report.
pub(super) fn body(l: &Locale, report: &Report) -> Markup {
    let mut all = pattern(l, report)
        .then(&section(
            l,
            "escalations-report-figures",
            &figures(l, report).then(&Markup::trusted(format!(
                "<p class=\"hint\">{}</p>",
                escape(&l.t("escalations-board-methods-waiting"))
            ))),
        ))
        .then(&section(l, "escalations-report-notices", &notices(l, report)))
        .then(&section(l, "escalations-report-course", &course(l, report)));
    if !report.testimonies.is_empty() {
        let mut told = String::new();
        for one in &report.testimonies {
            let words = saksi_web::paragraphs(&one.words);
            let _ = write!(told, "<h3>{}</h3><blockquote>{words}</blockquote>", user(&one.name));
        }
        all = all.then(&section(l, "escalations-report-testimonies", &Markup::trusted(told)));
    }
    if !report.evidence.is_empty() {
        all = all.then(&section(l, "escalations-report-evidence", &evidence(report)));
    }
    all
}

/// Who gives it to whom, when, and by what its text is known again.
pub(super) fn given(l: &Locale, report: &Report, issue: &Issue, pdf: bool) -> Markup {
    let said = l.ta(
        "escalations-report-lead",
        &[
            ("organisation", Arg::from(report.organisation.as_str())),
            ("audience", Arg::from(l.t(report.audience.message()))),
            ("date", Arg::from(l.date(issue.made_at))),
            ("number", Arg::from(issue.number)),
        ],
    );
    let file = format!("/dossiers/{}/report.json", issue.door);
    Markup::trusted(format!(
        "<p class=\"lead\">{}</p><p class=\"hint\">{} <code dir=\"ltr\">{}</code> <a class=\"no-print\" href=\"{file}\">{}</a>{}</p>",
        escape(&said),
        escape(&l.t("escalations-report-hash")),
        hexadecimal(&issue.hash),
        escape(&l.t("escalations-report-file")),
        if pdf { pdf_link(l, issue) } else { String::new() }
    ))
}

fn pdf_link(l: &Locale, issue: &Issue) -> String {
    let label = escape(&l.t("escalations-report-pdf"));
    format!(" <a class=\"no-print\" href=\"/dossiers/{}/report.pdf?lang={}\">{label}</a>", issue.door, l.tag())
}

#[derive(askama::Template)]
#[template(path = "public/report.html")]
pub(crate) struct ReportPage {
    pub(super) title: String,
    heading: Markup,
    body: Markup,
}

impl ReportPage {
    pub(super) fn of(l: &Locale, report: &Report, issue: &Issue, pdf: bool) -> Self {
        Self {
            title: report.title.clone(),
            heading: user(&report.title),
            body: given(l, report, issue, pdf).then(&body(l, report)),
        }
    }

    /// What stands behind an address when its text is gone.
    pub(super) fn shredded(l: &Locale, issue: &Issue) -> Self {
        let title = l.t("escalations-report-gone");
        let body = saksi_web::notice(Tone::Waiting, "", &paragraph(&l.t("escalations-report-gone-why")))
            .then(&Markup::trusted(format!("<p class=\"hint\" dir=\"ltr\">SHA-256 {}</p>", hexadecimal(&issue.hash))));
        Self { heading: Markup::text(&title), title, body }
    }
}

async fn found(site: &Site, door: &str) -> Result<Behind, Problem> {
    // Anything else than what we make is no address.
    if saksi_base::ids::decode(door).is_err() {
        return Err(Problem::not_found());
    }
    read!(site.db, Viewer::Public, tx => { acts::behind(&mut tx, door).await })
}

/// Why there is no PDF, where somebody asked for one.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct PublicQuery {
    pdf: String,
}

/// How long somebody waits for their turn at the printer.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);

/// `GET /dossiers/{door}`.
pub(crate) async fn public(
    State(site): State<Site>,
    Extension(room): Extension<Escalations>,
    request: PageRequest,
    PagePath(door): PagePath<String>,
    PageQuery(query): PageQuery<PublicQuery>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let (page, status) = match found(&site, &door).await? {
        Behind::Report(report, _, issue) => {
            let mut page = ReportPage::of(l, &report, &issue, room.printer().is_some());
            let why = match query.pdf.as_str() {
                "none" => "escalations-report-pdf-none",
                "busy" => "escalations-report-pdf-busy",
                _ => "",
            };
            if !why.is_empty() {
                page.body = saksi_web::notice(Tone::Waiting, "", &paragraph(&l.t(why))).then(&page.body);
            }
            (page, axum::http::StatusCode::OK)
        }
        Behind::Shredded(issue) => (ReportPage::shredded(l, &issue), axum::http::StatusCode::GONE),
    };
    Shell::public(&request, page.title.clone()).secret().status(status).render(&page)
}

/// `GET /dossiers/{door}/report.pdf`: the report as its page prints. Where it cannot be made, the page says what to do.
pub(crate) async fn pdf(
    State(site): State<Site>,
    Extension(room): Extension<Escalations>,
    request: PageRequest,
    PagePath(door): PagePath<String>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let Behind::Report(report, _, issue) = found(&site, &door).await? else {
        return Err(Problem::not_found().into());
    };
    let path = format!("/dossiers/{}", issue.door);
    let without = |why: &str| Ok(see_other(&format!("{path}?lang={}&pdf={why}", l.tag())));
    let Some(printer) = room.printer() else { return without("none") };
    let page = ReportPage::of(l, &report, &issue, false);
    let html = Shell::public(&request, page.title.clone()).secret().html(&Markup::trusted(page.render()?))?;
    let style = site.assets.path("saksi.css").to_owned();
    // Whoever waits for long has gone.
    let turn = tokio::time::timeout(PATIENCE, printer.turns.acquire()).await;
    let Ok(Ok(turn)) = turn else { return without("busy") };
    let made = printer.print.print(Printed { url: path.clone(), html, style }).await;
    drop(turn);
    match made {
        Ok(bytes) => Ok(as_pdf(bytes, issue.number)),
        Err(why) => {
            tracing::error!(%why, "a report cannot be printed");
            without("busy")
        }
    }
}

fn as_pdf(bytes: Vec<u8>, number: i64) -> Response {
    let mut response = Response::new(bytes.into());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex"));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"report-{number}.pdf\"")) {
        headers.insert(CONTENT_DISPOSITION, name);
    }
    response
}

/// `GET /dossiers/{door}/report.json`: the text whose hash the report shows.
pub(crate) async fn json(
    State(site): State<Site>,
    _: PageRequest,
    PagePath(door): PagePath<String>,
) -> Result<Response, PageError> {
    match found(&site, &door).await? {
        Behind::Report(_, text, issue) => {
            let mut response = download(text, "application/json", &format!("report-{}.json", issue.number));
            let headers = response.headers_mut();
            headers.insert(axum::http::header::CACHE_CONTROL, axum::http::HeaderValue::from_static("no-store"));
            headers.insert("x-robots-tag", axum::http::HeaderValue::from_static("noindex"));
            Ok(response)
        }
        Behind::Shredded(_) => Err(Problem::not_found().into()),
    }
}
