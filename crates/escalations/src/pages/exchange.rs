//! `/work/escalations/exchange`: notices as tables, out and in. What comes in is tried first, and comes in whole or not at all.

use std::fmt::Write as _;

use axum::Router;
use axum::routing::{get, post};
use saksi_base::calendar::Day;
use saksi_base::{AddresseeId, NoticeImportId, Problem, Timestamp};
use saksi_db::{read, write};
use saksi_exchange::tables::CsvExport;
use saksi_web::fields::{self, Fields, Weight};
use saksi_web::{
    Arg, Bucket, Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Site, Tone,
    badge, escape, see_other, user,
};

use super::dossiers::{Row, lines, link, section};
use super::scoreboard::files::download;
use super::{FormPage, Staff, done, go, keeps, paragraph, plain_forms, tabs, warn};
use crate::actions::exchange::{self as acts, Bad, DryRun, Import};
use crate::actions::registers;
use crate::model::exchange::{COLUMNS, Days, Field, Mapping, Outgoing, Table};
use crate::model::register::Addressee;
use crate::store::exchange::ImportLine;

pub(crate) const HERE: &str = "/work/escalations/exchange";
/// Files that are taken, as browsers choose among them.
const FILES: &str = ".csv,.xlsx,.ods,.json,.jsonl,text/csv,application/json";
/// Most bad rows that a page lists.
const MOST_BAD: usize = 200;
/// Most good rows that it shows as a sample.
const MOST_GOOD: usize = 5;

/// The routes.
pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/work/escalations/exchange", get(show).post(hand_in))
        .route("/work/escalations/exchange/notices.csv", get(csv))
        .route("/work/escalations/exchange/notices.jsonl", get(jsonl))
        .route("/work/escalations/exchange/{id}", get(table).post(map))
        .route("/work/escalations/exchange/{id}/in", post(bring_in))
        .route("/work/escalations/exchange/{id}/forget", post(forget))
}

plain_forms! {
    ForgetForm "escalations:import-forget";
    MapForm "escalations:import-map";
}

/// What goes out.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct OutQuery {
    from: String,
    until: String,
    platform: String,
}

/// A table that comes in, as a file or as text.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct HandInForm {
    name: String,
    sheet: String,
    table: String,
}

impl FormData for HandInForm {
    const PURPOSE: &'static str = "escalations:import";
    const LIMIT: usize = 8 * 1024 * 1024;
    const FILE: bool = true;
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

/// Whether bad rows are left out.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct InForm {
    seen: String,
    without_bad: String,
}

impl FormData for InForm {
    const PURPOSE: &'static str = "escalations:import-in";
}

pub(crate) fn exchange_page(
    request: &PageRequest,
    platforms: &[Addressee],
    all: &[ImportLine],
    today: Day,
    typed: &HandInForm,
    problem: Option<&Problem>,
) -> FormPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let mut options = vec![(String::new(), l.t("escalations-any-platform"))];
    options.extend(platforms.iter().map(|one| (one.id.to_string(), one.name.clone())));
    let span = |action: &str, label: &str| {
        // Two forms with the same fields stand on the page; a way out by link keeps every control's name single.
        let address = format!("{HERE}/{action}?from={}&until={today}", today.plus(-365));
        link(&address, &Markup::text(&l.t(label)))
    };
    let out = paragraph(&l.t("escalations-out-lead"))
        .then(&fields::query_form(
            &format!("{HERE}/notices.csv"),
            &[
                f.text("from", "escalations-figures-from", &today.plus(-365).to_string()).kind("date").build(),
                f.text("until", "escalations-figures-until", &today.to_string()).kind("date").build(),
                f.select("platform", "escalations-to", "", &[]).options(options).build(),
                f.submit("escalations-out-csv"),
            ],
        ))
        .then(&Markup::trusted(format!("<p>{}</p>", span("notices.jsonl", "escalations-out-jsonl"))));
    let form = section(
        l,
        "escalations-in",
        &paragraph(&l.t("escalations-in-lead")).then(&fields::file_form(
            request,
            HERE,
            HandInForm::PURPOSE,
            &[
                f.text("name", "escalations-in-name", &typed.name)
                    .hint("escalations-in-name-hint")
                    .longest(200)
                    .build(),
                f.file("escalations-in-file", FILES).hint("escalations-in-file-hint").build(),
                f.text("sheet", "escalations-in-sheet", &typed.sheet)
                    .hint("escalations-in-sheet-hint")
                    .longest(200)
                    .optional()
                    .build(),
                f.area("table", "escalations-in-table", &typed.table).rows(4).optional().build(),
                f.submit("escalations-in-hand"),
            ],
        )),
    );
    let before = if all.is_empty() {
        Markup::empty()
    } else {
        let row = |one: &ImportLine| {
            let state = if one.state == "done" {
                Markup::text(&l.ta("escalations-in-came", &[("count", one.came)]))
            } else {
                badge(l, Tone::Waiting, "escalations-in-open")
            };
            let name = if one.name.is_empty() { Markup::text(&l.t("escalations-untitled")) } else { user(&one.name) };
            Row {
                first: link(&format!("{HERE}/{}", one.id), &name),
                facts: vec![state, l.exact(one.made_at)],
                ..Row::default()
            }
        };
        section(l, "escalations-in-before", &lines(&all.iter().map(row).collect::<Vec<_>>()))
    };
    FormPage {
        back: ("/work/escalations".to_owned(), "escalations-nav"),
        notice: done(l, request),
        title: l.t("escalations-exchange-title"),
        before: tabs(request).then(&section(l, "escalations-out", &out)),
        form,
        after: before,
        l: l.clone(),
    }
}

async fn show_exchange(staff: &Staff, typed: &HandInForm, problem: Option<&Problem>) -> Result<Response, PageError> {
    let by = &staff.by;
    let (platforms, all) = read!(staff.request.site.db, by.viewer(), tx => {
        Ok::<_, Problem>((registers::addressees(&mut tx, by).await?, acts::imports(&mut tx, by).await?))
    })?;
    let today = staff.zone().day(staff.request.now);
    let page = exchange_page(&staff.request, &platforms, &all, today, typed, problem);
    staff.page(page.title.clone(), problem, &page)
}

/// `GET /work/escalations/exchange`.
async fn show(staff: Staff) -> Result<Response, PageError> {
    show_exchange(&staff, &HandInForm::default(), None).await
}

/// `POST /work/escalations/exchange`.
async fn hand_in(staff: Staff, form: Form<HandInForm>) -> Result<Response, PageError> {
    let (by, typed) = (&staff.by, form.value);
    let bytes = form.file.as_ref().map_or_else(|| typed.table.clone().into(), |file| file.bytes.clone());
    let sheet = typed.sheet.clone();
    // Unpacking keeps a thread busy; requests must not wait for it.
    let read = tokio::task::spawn_blocking(move || Table::read(&bytes, &sheet)).await;
    let outcome: Result<NoticeImportId, Problem> = match read.unwrap_or_else(|_| Err(Problem::internal())) {
        Err(problem) => Err(problem),
        Ok(table) => write!(staff.request.site.db, "hand in notices", by.viewer(), tx => {
            acts::hand_in(&mut tx, by, &typed.name, &table).await
        }),
    };
    match outcome {
        Ok(id) => Ok(see_other(&format!("{HERE}/{id}"))),
        Err(problem) if keeps(&problem) => show_exchange(&staff, &typed, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// Everything wrong with a row, in words.
fn reasons(l: &Locale, bad: &Bad) -> Vec<String> {
    match bad {
        Bad::Damaged(why) => vec![why.clone()],
        Bad::Twice(line) => {
            vec![l.ta("escalations-import-twice", &[("line", i64::try_from(*line).unwrap_or(i64::MAX))])]
        }
        Bad::Wrong(problem) => problem
            .fields
            .iter()
            .map(|field| {
                let known = match field.field {
                    "other_rule" => Some(Field::Rule),
                    other => Field::from_code(other),
                };
                let name = known.map_or_else(|| field.field.to_owned(), |known| l.t(known.message()));
                format!("{name}: {}", l.field_problem(field))
            })
            .collect(),
    }
}

fn bad_rows(l: &Locale, run: &DryRun) -> Markup {
    let mut html = format!(
        "<div class=\"scroll\" role=\"region\" aria-label=\"{0}\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">{1}</th><th scope=\"col\">{2}</th></tr></thead><tbody>",
        escape(&l.t("escalations-import-bad")),
        escape(&l.t("escalations-import-line")),
        escape(&l.t("escalations-import-why"))
    );
    for (line, bad) in run.bad.iter().take(MOST_BAD) {
        let why: Vec<String> = reasons(l, bad).iter().map(|one| user(one).into_string()).collect();
        let _ = std::write!(html, "<tr><th scope=\"row\">{line}</th><td>{}</td></tr>", why.join("<br>"));
    }
    html.push_str("</tbody></table></div>");
    let mut all = Markup::trusted(html);
    if run.bad.len() > MOST_BAD {
        all = all.then(&paragraph(&l.ta("escalations-import-more-bad", &[("count", run.bad.len() - MOST_BAD)])));
    }
    all
}

fn good_rows(l: &Locale, run: &DryRun, platforms: &[Addressee]) -> Markup {
    let row = |one: &crate::model::exchange::Incoming| {
        let platform = platforms.iter().find(|known| known.id == one.addressee).map_or("", |known| known.name.as_str());
        let happened = |(kind, at, facts, _): &(crate::model::EventKind, Timestamp, crate::model::Facts, String)| {
            let outcome = facts.outcome.map(|outcome| format!(": {}", l.t(outcome.message()))).unwrap_or_default();
            Markup::text(&format!("{}{outcome} {}", l.t(kind.message()), l.date(*at)))
        };
        let mut facts = vec![
            Markup::text(&l.ta("escalations-import-on-line", &[("line", i64::try_from(one.line).unwrap_or(i64::MAX))])),
            user(platform),
        ];
        facts.extend(one.happened.iter().map(happened));
        Row { first: user(&one.notice.title), facts, ..Row::default() }
    };
    lines(&run.good.iter().take(MOST_GOOD).map(row).collect::<Vec<_>>())
}

pub(crate) fn table_page(
    request: &PageRequest,
    import: &Import,
    run: Option<&DryRun>,
    platforms: &[Addressee],
    problem: Option<&Problem>,
) -> FormPage {
    let l = &request.locale;
    let path = format!("{HERE}/{}", import.row.id);
    let title = if import.row.name.is_empty() { l.t("escalations-in") } else { import.row.name.clone() };
    let mut page = FormPage {
        back: (HERE.to_owned(), "escalations-exchange-title"),
        notice: done(l, request),
        title,
        before: Markup::empty(),
        form: Markup::empty(),
        after: Markup::empty(),
        l: l.clone(),
    };
    if import.is_done() {
        page.before = paragraph(&l.t("escalations-import-done"));
        return page;
    }
    let f = Fields::new(l, problem);
    let mut options = vec![(String::new(), l.t("escalations-import-no-column"))];
    options.extend(import.table.header.iter().enumerate().map(|(at, name)| {
        let shown =
            if name.is_empty() { l.ta("escalations-import-column", &[("number", at + 1)]) } else { name.clone() };
        (at.to_string(), shown)
    }));
    let mut parts = vec![f.hidden("seen", &import.row.version.to_string())];
    for field in Field::ALL {
        let chosen = import.mapping.columns.get(field.code()).map(ToString::to_string).unwrap_or_default();
        let choice = f.select(field.code(), field.message(), &chosen, &[]).options(options.clone());
        parts.push(if field.is_needed() { choice.required().build() } else { choice.build() });
    }
    parts.push(f.select("days", "escalations-import-days", &import.mapping.days, Days::OPTIONS).build());
    parts.push(f.submit("escalations-import-look"));
    let mapping = section(l, "escalations-import-columns", &fields::form(request, &path, MapForm::PURPOSE, &parts));
    let forget = fields::button_form(
        request,
        &format!("{path}/forget"),
        ForgetForm::PURPOSE,
        &[],
        "escalations-import-forget",
        Weight::Danger,
    );
    if let Some(run) = run {
        let counts = l.ta(
            "escalations-import-counts",
            &[
                ("good", Arg::from(i64::try_from(run.good.len()).unwrap_or(i64::MAX))),
                ("bad", Arg::from(i64::try_from(run.bad.len()).unwrap_or(i64::MAX))),
                ("known", Arg::from(i64::try_from(run.known).unwrap_or(i64::MAX))),
            ],
        );
        let mut tried = paragraph(&counts);
        if !run.bad.is_empty() {
            tried = tried.then(&bad_rows(l, run));
        }
        if !run.good.is_empty() {
            tried = tried.then(&good_rows(l, run, platforms));
            let mut parts = vec![f.hidden("seen", &import.row.version.to_string())];
            if !run.bad.is_empty() {
                parts.push(f.checkbox("without_bad", "escalations-import-without-bad", false).build());
            }
            parts.push(f.submit("escalations-import-bring-in"));
            tried = tried.then(&fields::form(request, &format!("{path}/in"), InForm::PURPOSE, &parts));
        }
        page.before = section(l, "escalations-import-tried", &tried);
    } else {
        page.before = warn("", &l.t("escalations-import-needs"));
    }
    page.form = mapping;
    page.after = forget;
    page
}

async fn show_table(staff: &Staff, id: NoticeImportId, problem: Option<&Problem>) -> Result<Response, PageError> {
    let (by, l) = (&staff.by, staff.l());
    let (import, run, platforms) = read!(staff.request.site.db, by.viewer(), tx => {
        let import = acts::import(&mut tx, by, id).await?;
        let ready = !import.is_done() && import.mapping.check().is_ok();
        let run = if ready { Some(acts::dry_run(&mut tx, l, by, &import).await?) } else { None };
        Ok::<_, Problem>((import, run, registers::addressees(&mut tx, by).await?))
    })?;
    let page = table_page(&staff.request, &import, run.as_ref(), &platforms, problem);
    staff.page(page.title.clone(), problem, &page)
}

/// `GET /work/escalations/exchange/{id}`.
async fn table(staff: Staff, PagePath(id): PagePath<NoticeImportId>) -> Result<Response, PageError> {
    show_table(&staff, id, None).await
}

/// `POST /work/escalations/exchange/{id}`: which column holds what.
async fn map(staff: Staff, PagePath(id): PagePath<NoticeImportId>, form: Form<MapForm>) -> Result<Response, PageError> {
    let by = &staff.by;
    let told = |name: &str| form.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str());
    let mut mapping = Mapping { days: told("days").to_owned(), ..Mapping::default() };
    for field in Field::ALL {
        if let Ok(at) = told(field.code()).parse::<usize>() {
            mapping.columns.insert(field.code().to_owned(), at);
        }
    }
    let seen = told("seen").parse().unwrap_or(0);
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "map table", by.viewer(), tx => {
        acts::map(&mut tx, by, id, seen, &mapping).await
    });
    match outcome {
        Ok(()) => Ok(see_other(&format!("{HERE}/{id}"))),
        Err(problem) if keeps(&problem) => show_table(&staff, id, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /work/escalations/exchange/{id}/in`.
async fn bring_in(
    staff: Staff,
    PagePath(id): PagePath<NoticeImportId>,
    form: Form<InForm>,
) -> Result<Response, PageError> {
    let (by, l) = (&staff.by, staff.l());
    let (seen, without_bad) = (form.value.seen.parse().unwrap_or(0), form.value.without_bad == "yes");
    let outcome: Result<usize, Problem> = write!(staff.request.site.db, "bring notices in", by.viewer(), tx => {
        acts::bring_in(&mut tx, l, by, id, seen, without_bad).await
    });
    match outcome {
        Ok(_) => Ok(go(HERE, "brought-in")),
        Err(problem) if keeps(&problem) => show_table(&staff, id, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /work/escalations/exchange/{id}/forget`.
async fn forget(
    staff: Staff,
    PagePath(id): PagePath<NoticeImportId>,
    _: Form<ForgetForm>,
) -> Result<Response, PageError> {
    let by = &staff.by;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "forget table", by.viewer(), tx => {
        acts::forget(&mut tx, by, id).await
    });
    outcome?;
    Ok(go(HERE, "forgotten"))
}

async fn going_out(staff: &Staff, query: &OutQuery) -> Result<Vec<Outgoing>, Problem> {
    let zone = staff.zone();
    let today = zone.day(staff.request.now);
    let from: Day = query.from.trim().parse().unwrap_or_else(|_| today.plus(-365));
    let until: Day = query.until.trim().parse().unwrap_or(today);
    let platform = query.platform.parse::<AddresseeId>().ok();
    let (by, span) = (&staff.by, (zone.moment(from, 0), zone.moment(until, 1_440)));
    read!(staff.request.site.db, by.viewer(), tx => { acts::outgoing(&mut tx, by, platform, span).await })
}

/// `GET /work/escalations/exchange/notices.csv`.
async fn csv(staff: Staff, PageQuery(query): PageQuery<OutQuery>) -> Result<Response, PageError> {
    let written = |all: &[Outgoing]| -> std::io::Result<Vec<u8>> {
        let mut file = CsvExport::new(Vec::new(), &COLUMNS)?;
        for one in all {
            let cells = one.cells();
            file.row(cells.iter().map(String::as_str))?;
        }
        file.finish()
    };
    let bytes = written(&going_out(&staff, &query).await?).map_err(|error| {
        tracing::error!(%error, "a table of notices cannot be written");
        Problem::internal()
    })?;
    let text = String::from_utf8(bytes).map_err(|_| Problem::internal())?;
    Ok(download(text, "text/csv; charset=utf-8", "notices.csv"))
}

/// `GET /work/escalations/exchange/notices.jsonl`.
async fn jsonl(staff: Staff, PageQuery(query): PageQuery<OutQuery>) -> Result<Response, PageError> {
    let mut text = String::new();
    for one in going_out(&staff, &query).await? {
        let _ = std::writeln!(text, "{}", one.json());
    }
    Ok(download(text, "application/jsonl; charset=utf-8", "notices.jsonl"))
}
