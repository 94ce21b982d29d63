//! `/impact`: what the help came to, in figures that show nobody. Releases are fixed: the page shows what was published, never
//! what the tables would say now.

use std::fmt::Write as _;

use askama::Template;
use axum::Extension;
use axum::http::{HeaderValue, header};
use saksi_base::Problem;
use saksi_web::{Arg, Bar, Locale, Markup, PageError, PagePath, PageRequest, Response, Shell};

use super::thread::day;
use crate::Cases;
use crate::actions::counting;
use crate::model::counting::release::{Point, series};
use crate::model::counting::trained;
use crate::model::counting::{Figure, Period, Release};
use crate::model::training::{LANGUAGE_NOT_SAID, MediaKind, OTHER_LANGUAGE, TrainingTopic, own_name};
use crate::model::words::{
    AbuseKind, Approach, Beneficiary, FirstAnswer, IncidentType, Intake, Outcome, Region, ServiceKind,
};

/// The tables that have a page: the name in the address, and the message of its heading. Kinds of help are one table of several
/// dimensions, of which each row is one.
const TABLES: &[(&str, &str)] = &[
    ("approach", "cases-impact-approach"),
    ("incident", "cases-impact-incident"),
    ("abuse", "cases-impact-abuse"),
    ("region", "cases-impact-region"),
    ("group", "cases-impact-group"),
    ("services", "cases-impact-services"),
    ("outcome", "cases-impact-outcome"),
    ("first-answer", "cases-impact-first-answer"),
    ("intake", "cases-impact-intake"),
];

/// The tables about people who were trained, in the same way.
const TRAINED: &[(&str, &str)] = &[
    (trained::MEDIA, "cases-impact-trained-media"),
    (trained::LANGUAGE, "cases-impact-trained-language"),
    (trained::TOPIC, "cases-impact-trained-topic"),
];

/// One line of a table and of its chart.
pub(super) struct Line {
    pub(super) label: String,
    figure: Figure,
    pub(super) shown: String,
    /// The figure beside it, in the series.
    pub(super) beside: String,
}

#[derive(Template)]
#[template(path = "public/impact.html")]
pub(super) struct ImpactPage {
    pub(super) l: Locale,
    /// `None` before the first release.
    pub(super) latest: Option<Latest>,
}

/// The latest release, and the series of all.
pub(super) struct Latest {
    pub(super) period: String,
    pub(super) next: String,
    pub(super) hidden_below: String,
    pub(super) finding: String,
    pub(super) chart: Markup,
    pub(super) lines: Vec<Line>,
    pub(super) tables: Vec<(String, String)>,
    /// How many were trained, in a sentence, and the tables about them; none where nobody was in the latest quarter.
    pub(super) trained: Option<(String, Vec<(String, String)>)>,
}

#[derive(Template)]
#[template(path = "public/impact_table.html")]
pub(super) struct TablePage {
    pub(super) l: Locale,
    pub(super) title: String,
    /// What the figures are of.
    pub(super) counted: String,
    pub(super) period: String,
    pub(super) finding: String,
    pub(super) chart: Markup,
    pub(super) lines: Vec<Line>,
    pub(super) hidden_below: String,
}

/// The message that names a value of a dimension.
fn value_message(dimension: &str, value: &str) -> Option<&'static str> {
    Some(match dimension {
        "approach" => Approach::from_code(value)?.message(),
        "incident" => IncidentType::from_code(value)?.message(),
        "abuse" => AbuseKind::from_code(value)?.message(),
        "region" => Region::from_code(value)?.message(),
        "group" => Beneficiary::from_code(value)?.message(),
        "outcome" => Outcome::from_code(value)?.message(),
        "first-answer" => FirstAnswer::from_code(value)?.message(),
        "intake" => Intake::from_code(value)?.message(),
        trained::MEDIA => MediaKind::from_code(value)?.message(),
        trained::TOPIC => TrainingTopic::from_code(value)?.message(),
        trained::LANGUAGE if value == OTHER_LANGUAGE => "cases-language-other",
        trained::LANGUAGE if value == LANGUAGE_NOT_SAID => "cases-language-not-said",
        _ => return None,
    })
}

/// The words for a value of a dimension. A language calls itself by its own name.
fn value_label(l: &Locale, dimension: &str, value: &str) -> Option<String> {
    let own = (dimension == trained::LANGUAGE).then(|| own_name(value)).flatten();
    own.map(str::to_owned).or_else(|| value_message(dimension, value).map(|message| l.t(message)))
}

fn shown(l: &Locale, figure: Figure) -> String {
    match figure {
        Figure::Count(count) => l.number(i64::try_from(count).unwrap_or(i64::MAX)),
        Figure::Hidden => l.t("cases-impact-hidden"),
    }
}

fn line(l: &Locale, label: String, figure: Figure) -> Line {
    Line { label, figure, shown: shown(l, figure), beside: String::new() }
}

/// The lines of one table of a release, without the sum; `None` where it was not published.
fn lines(l: &Locale, release: &Release, table: &str) -> Option<Vec<Line>> {
    if table == "services" {
        let given = |kind: &ServiceKind| {
            let dimension = crate::model::counting::coded::service_dimension(*kind);
            let rows = release.rows(&[&dimension])?;
            let row = rows.into_iter().find(|row| row.values.first() == Some(&Some("given")))?;
            Some(line(l, l.t(kind.message()), row.figure))
        };
        let found: Vec<Line> = ServiceKind::ALL.iter().filter_map(given).collect();
        return (!found.is_empty()).then_some(found);
    }
    let about_trainings = TRAINED.iter().any(|(known, _)| *known == table);
    let rows = if about_trainings { release.trained.as_ref()?.rows(table)? } else { release.rows(&[table])? };
    let named = rows.iter().filter_map(|row| {
        let value = row.values.first().copied().flatten()?;
        // Dozens of languages in which nobody was taught would bury the few.
        let empty = table == trained::LANGUAGE && row.figure == Figure::Count(0);
        let label = value_label(l, table, value).filter(|_| !empty)?;
        Some(line(l, label, row.figure))
    });
    Some(named.collect())
}

fn period_words(l: &Locale, period: Period) -> String {
    let (from, until) = (day(l, period.from), day(l, period.until.plus(-1)));
    l.ta("cases-impact-period", &[("from", Arg::from(from)), ("until", Arg::from(until))])
}

/// What a chart says, in a sentence: its longest bar.
fn finding(l: &Locale, lines: &[Line]) -> String {
    let counted = lines.iter().filter_map(|line| match line.figure {
        Figure::Count(count) if count > 0 => Some((count, line)),
        _ => None,
    });
    match counted.max_by_key(|(count, _)| *count) {
        Some((count, line)) => {
            let what = Arg::from(line.label.as_str());
            let count = Arg::from(i64::try_from(count).unwrap_or(i64::MAX));
            l.ta("cases-impact-most", &[("what", what), ("count", count)])
        }
        None => l.t("cases-impact-nothing-shown"),
    }
}

fn chart(l: &Locale, title: &str, lines: &[Line]) -> Markup {
    let bar = |line: &Line| Bar { label: line.label.clone(), figure: line.figure.into(), shown: line.shown.clone() };
    saksi_web::bars(l, title, &lines.iter().map(bar).collect::<Vec<_>>())
}

fn hidden_below(l: &Locale, release: &Release) -> String {
    let most = i64::try_from(release.protection.threshold().saturating_sub(1)).unwrap_or(i64::MAX);
    l.ta("cases-impact-hidden-below", &[("most", Arg::from(most))])
}

/// The front page of the figures.
pub(super) fn impact_page(l: &Locale, releases: &[Release]) -> ImpactPage {
    let latest = releases.iter().max_by_key(|release| release.period).map(|release| {
        let points: Vec<Point> = series(releases);
        let lines: Vec<Line> = points
            .iter()
            .map(|point| Line {
                beside: shown(l, point.closed),
                ..line(l, period_words(l, point.period), point.requests)
            })
            .collect();
        let last = points.last().map_or((0, false), |point| (point.so_far, point.at_least));
        let so_far = Arg::from(i64::try_from(last.0).unwrap_or(i64::MAX));
        let finding = if last.1 {
            l.ta("cases-impact-at-least", &[("count", so_far)])
        } else {
            l.ta("cases-impact-so-far", &[("count", so_far)])
        };
        let published = |tables: &[(&str, &str)]| -> Vec<(String, String)> {
            let there = tables.iter().filter(|(table, _)| self::lines(l, release, table).is_some());
            there.map(|(table, message)| (format!("/impact/{table}"), l.t(message))).collect()
        };
        let trained = release.trained.as_ref().map(|trained| {
            let said = match trained.all() {
                Some(Figure::Count(count)) => l.ta(
                    "cases-impact-trained-count",
                    &[("count", Arg::from(i64::try_from(count).unwrap_or(i64::MAX)))],
                ),
                _ => l.t("cases-impact-trained-few"),
            };
            (said, published(TRAINED))
        });
        let tables = published(TABLES);
        Latest {
            period: period_words(l, release.period),
            next: l.ta("cases-impact-next", &[("date", Arg::from(day(l, release.next_on)))]),
            hidden_below: hidden_below(l, release),
            chart: chart(l, &finding, &lines),
            finding,
            lines,
            tables,
            trained,
        }
    });
    ImpactPage { l: l.clone(), latest }
}

/// The page of one table of the latest release.
pub(super) fn table_page(l: &Locale, releases: &[Release], table: &str) -> Option<TablePage> {
    let (_, message) = TABLES.iter().chain(TRAINED).find(|(known, _)| *known == table)?;
    let about_trainings = TRAINED.iter().any(|(known, _)| *known == table);
    let release = releases.iter().max_by_key(|release| release.period)?;
    let lines = lines(l, release, table)?;
    let finding = finding(l, &lines);
    Some(TablePage {
        title: l.t(message),
        counted: l.t(if about_trainings { "cases-impact-people" } else { "cases-impact-closed" }),
        period: period_words(l, release.period),
        chart: chart(l, &finding, &lines),
        finding,
        lines,
        hidden_below: hidden_below(l, release),
        l: l.clone(),
    })
}

/// `GET /impact`.
pub(super) async fn show(Extension(cases): Extension<Cases>, request: PageRequest) -> Result<Response, PageError> {
    let releases = counting::releases(&cases).await?;
    let l = &request.locale;
    Shell::public(&request, l.t("cases-impact-title"))
        .description(&l.t("cases-impact-lead"))
        .canonical("/impact")
        .render(&impact_page(l, &releases))
}

/// `GET /impact/{table}`.
pub(super) async fn table(
    Extension(cases): Extension<Cases>,
    request: PageRequest,
    PagePath(table): PagePath<String>,
) -> Result<Response, PageError> {
    let releases = counting::releases(&cases).await?;
    let page = table_page(&request.locale, &releases, &table).ok_or_else(Problem::not_found)?;
    Shell::public(&request, page.title.clone()).canonical(&format!("/impact/{table}")).render(&page)
}

/// Every figure of every release, one to a line; hidden ones are empty (RFC 4180).
pub(super) fn all_figures(releases: &[Release]) -> String {
    let mut text = String::from("from,until,published,table,value,cases\r\n");
    for release in releases {
        let from = format!("{},{},{}", release.period.from, release.period.until.plus(-1), release.made_on);
        let mut row = |table: &str, value: &str, figure: Figure| {
            let count = Option::<u64>::from(figure).map(|count| count.to_string()).unwrap_or_default();
            let _ = write!(text, "{from},{table},{value},{count}\r\n");
        };
        if let Some(requests) = release.requests {
            row("requests", "all", requests);
        }
        row("all", "all", release.all().unwrap_or(Figure::Hidden));
        for dimension in release.layout.dimensions() {
            for found in release.rows(&[&dimension.id]).unwrap_or_default() {
                if let Some(Some(value)) = found.values.first() {
                    row(&dimension.id, value, found.figure);
                }
            }
        }
        if let Some(trained) = &release.trained {
            row("trained", "all", trained.all().unwrap_or(Figure::Hidden));
            for dimension in trained.layout.dimensions() {
                for found in trained.rows(&dimension.id).unwrap_or_default() {
                    if let Some(Some(value)) = found.values.first() {
                        row(&dimension.id, value, found.figure);
                    }
                }
            }
        }
    }
    text
}

/// `GET /impact.csv`.
pub(super) async fn csv(Extension(cases): Extension<Cases>) -> Result<Response, PageError> {
    let text = all_figures(&counting::releases(&cases).await?);
    let mut response = Response::new(text.into());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"impact.csv\""));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok(response)
}
