//! `/cases/audit`: who did what in the helpline, without a word of content, to look at and to take out.

use std::fmt::Write as _;

use axum::body::Body;
use axum::http::{HeaderValue, Response as HttpResponse, header};
use saksi_base::Problem;
use saksi_base::clock::DAY;
use saksi_network::Capability;
use saksi_web::fields::{self, Fields};
use saksi_web::{Markup, PageError, PageQuery, PageRequest, Response, Weight, user};

use super::keeping::read_day;
use super::parts::{hint, link_button, row, table};
use super::{Staff, WorkPage, query_of, with_query};
use crate::actions::work as action;
use crate::model::calendar::Day;

/// Days that the page shows at first.
const DAYS: i64 = 30;

/// From when until when.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct AuditQuery {
    pub(crate) from: String,
    pub(crate) until: String,
}

/// A line of the audit.
#[derive(Clone)]
pub(crate) struct AuditRow {
    pub(crate) day: Day,
    /// Nobody: the person who asked for help, or the server on a date.
    pub(crate) who: Option<String>,
    /// A message that says what.
    pub(crate) what: &'static str,
    pub(crate) case: Option<String>,
}

/// The page.
pub(crate) fn audit(
    request: &PageRequest,
    query: &AuditQuery,
    rows: &[AuditRow],
    problem: Option<&Problem>,
) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let page = WorkPage::tabbed(request, "cases-staff-audit-title").part(&hint(l, "cases-staff-audit-hint")).part(
        &fields::query_form(
            "/cases/audit",
            &[
                f.text("from", "cases-staff-from", &query.from).kind("date").build(),
                f.text("until", "cases-staff-until", &query.until).kind("date").build(),
                f.submit_named("", "", "cases-staff-show", Weight::Quiet),
            ],
        ),
    );
    if rows.is_empty() {
        return page.part(&saksi_web::empty(l, "cases-staff-audit-none", "cases-staff-audit-none-how"));
    }
    let csv = with_query("/cases/audit.csv", &query_of(&[("from", &query.from), ("until", &query.until)]));
    let cells: Vec<Vec<Markup>> = rows
        .iter()
        .map(|line| {
            vec![
                l.day(line.day.start()),
                line.who.as_deref().map_or_else(|| Markup::text(&l.t("cases-staff-from-person")), user),
                Markup::text(&l.t(line.what)),
                line.case.as_deref().map_or_else(Markup::empty, super::parts::code),
            ]
        })
        .collect();
    page.part(&row(&[link_button(l, &csv, "cases-staff-audit-csv", Weight::Quiet)])).part(&table(
        l,
        "cases-staff-audit-caption",
        &["cases-staff-day", "cases-staff-who", "cases-staff-what", "cases-staff-case"],
        &cells,
    ))
}

/// The days that are asked for; the last thirty where nothing is said.
fn span(request: &PageRequest, query: &AuditQuery) -> Result<(Day, Day), Problem> {
    let until = if query.until.is_empty() { Ok(Day::of(request.now)) } else { read_day("until", &query.until) }?;
    let from =
        if query.from.is_empty() { Ok(Day::of(request.now.plus(-DAYS * DAY))) } else { read_day("from", &query.from) }?;
    if from > until { Err(Problem::field("until", "cases-staff-problem-span")) } else { Ok((from, until)) }
}

async fn rows(staff: &Staff, from: Day, until: Day) -> Result<Vec<AuditRow>, Problem> {
    staff.member.may(Capability::EXPORT)?;
    let lines = action::audit(&staff.cases, &staff.member, from, until.next()).await?;
    Ok(lines.into_iter().map(super::opening::audit_row).collect())
}

/// `GET /cases/audit`.
pub(crate) async fn show(staff: Staff, PageQuery(query): PageQuery<AuditQuery>) -> Result<Response, PageError> {
    staff.member.may(Capability::EXPORT)?;
    match span(&staff.request, &query) {
        Ok((from, until)) => {
            let found = rows(&staff, from, until).await?;
            let query = AuditQuery { from: from.to_string(), until: until.to_string() };
            staff.page(&audit(&staff.request, &query, &found, None), None)
        }
        Err(problem) => staff.page(&audit(&staff.request, &query, &[], Some(&problem)), Some(&problem)),
    }
}

/// One field of a table as text: in quotes where it needs them, and never read as a formula by a spreadsheet.
pub(crate) fn cell(text: &str) -> String {
    let text = text.replace(['\r', '\n'], " ");
    let guarded = if text.starts_with(['=', '+', '-', '@', '\t']) { format!("'{text}") } else { text };
    if guarded.contains([',', '"']) { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}

/// `GET /cases/audit.csv`.
pub(crate) async fn csv(staff: Staff, PageQuery(query): PageQuery<AuditQuery>) -> Result<Response, PageError> {
    staff.member.may(Capability::EXPORT)?;
    let (from, until) = span(&staff.request, &query)?;
    let mut text = String::from("day,who,what,case\r\n");
    for line in rows(&staff, from, until).await? {
        // Codes rather than words: a table is compared across languages and years.
        let what = line.what.trim_start_matches("cases-staff-log-");
        let who = line.who.as_deref().unwrap_or("");
        let case = line.case.as_deref().unwrap_or("");
        let _ = write!(text, "{},{},{},{}\r\n", line.day, cell(who), cell(what), cell(case));
    }
    let mut response = HttpResponse::new(Body::from(text));
    let fields = response.headers_mut();
    fields.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    let name = format!("attachment; filename=\"audit-{from}-{until}.csv\"");
    fields.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_str(&name).unwrap_or_else(|_| HeaderValue::from_static("attachment")),
    );
    fields.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_name_is_no_formula_in_a_spreadsheet() {
        for (text, says) in [
            ("Siti Aminah", "Siti Aminah"),
            ("=HYPERLINK(\"https://example.org\")", "\"'=HYPERLINK(\"\"https://example.org\"\")\""),
            ("Lim, Mei", "\"Lim, Mei\""),
            ("@all", "'@all"),
            ("a\r\nb", "a  b"),
        ] {
            assert_eq!(cell(text), says);
        }
    }
}
