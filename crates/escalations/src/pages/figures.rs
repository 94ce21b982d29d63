//! `/work/escalations/figures`: how platforms answer, as it stands at this moment.

use saksi_base::Problem;
use saksi_base::calendar::Day;
use saksi_db::read;
use saksi_statistics::{Estimate, Quantile};
use saksi_web::fields::{self, Fields};
use saksi_web::{Locale, Markup, PageError, PageQuery, PageRequest, Response, user};

use super::{Staff, tabs};
use crate::actions::figures::{self, By, Line};
use crate::model::figures::Waiting;
use crate::model::words::{Category, Region, Way};

/// Which figures.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct FiguresQuery {
    pub(crate) by: String,
    pub(crate) from: String,
    pub(crate) until: String,
}

pub(crate) struct Row {
    name: Markup,
    value: String,
    cells: Vec<String>,
}

#[derive(askama::Template)]
#[template(path = "staff/figures.html")]
pub(crate) struct FiguresPage {
    l: Locale,
    tabs: Markup,
    form: Markup,
    headings: Vec<String>,
    rows: Vec<Row>,
    empty: Markup,
}

/// The columns, in order.
const COLUMNS: [&str; 12] = [
    "escalations-figure-notices",
    "escalations-figure-receipt",
    "escalations-figure-reply",
    "escalations-figure-decision",
    "escalations-figure-within-72",
    "escalations-figure-silent-7",
    "escalations-figure-silent-30",
    "escalations-figure-silent-90",
    "escalations-figure-action",
    "escalations-figure-reasoned",
    "escalations-figure-overturned",
    "escalations-figure-personal",
];

fn hours(l: &Locale, quantile: Quantile) -> String {
    let one = |value: f64| format!("{value:.0}");
    match (quantile.value, quantile.low, quantile.high) {
        (None, ..) => l.t("escalations-figure-open"),
        (Some(value), Some(low), Some(high)) => format!("{} ({}–{})", one(value), one(low), one(high)),
        (Some(value), Some(low), None) => format!("{} ({}–…)", one(value), one(low)),
        (Some(value), ..) => one(value),
    }
}

fn waiting(l: &Locale, waiting: Waiting) -> String {
    format!("{} / {}", hours(l, waiting.median), hours(l, waiting.ninetieth))
}

fn share(l: &Locale, estimate: Option<Estimate>) -> String {
    let Some(one) = estimate else { return "–".to_owned() };
    // Once nobody waits any longer the curve is at nought, and says no more how sure that is.
    if one.low <= one.value && one.value <= one.high {
        format!("{} ({}–{})", l.percent(one.value), l.percent(one.low), l.percent(one.high))
    } else {
        l.percent(one.value)
    }
}

/// The name of a dimension's value.
fn named(l: &Locale, by: By, value: &str) -> String {
    let message = match by {
        By::Category => Category::from_code(value).map(Category::message),
        By::Region => Region::from_code(value).map(Region::message),
        By::Way => Way::from_code(value).map(Way::message),
        By::Language | By::Nothing => None,
    };
    message.map_or_else(|| value.to_owned(), |message| l.t(message))
}

impl FiguresPage {
    pub(crate) fn new(request: &PageRequest, by: By, typed: &FiguresQuery, lines: &[Line]) -> Self {
        let l = &request.locale;
        let f = Fields::new(l, None);
        let row = |line: &Line| {
            let one = &line.figures;
            Row {
                name: user(&line.addressee),
                value: named(l, by, &line.value),
                cells: vec![
                    l.number(i64::try_from(one.notices).unwrap_or(i64::MAX)),
                    waiting(l, one.receipt),
                    waiting(l, one.reply),
                    waiting(l, one.decision),
                    share(l, one.within_72),
                    share(l, one.silent[0]),
                    share(l, one.silent[1]),
                    share(l, one.silent[2]),
                    share(l, one.action),
                    share(l, one.reasoned),
                    format!("{} / {}", share(l, one.overturned), share(l, one.by_default)),
                    share(l, one.personal),
                ],
            }
        };
        Self {
            tabs: tabs(request),
            form: fields::query_form(
                "/work/escalations/figures",
                &[
                    f.select("by", "escalations-by", by.code(), By::OPTIONS).build(),
                    f.text("from", "escalations-figures-from", &typed.from).kind("date").build(),
                    f.text("until", "escalations-figures-until", &typed.until).kind("date").build(),
                    f.submit("escalations-figures-show"),
                ],
            ),
            headings: COLUMNS.iter().map(|message| l.t(message)).collect(),
            rows: lines.iter().map(row).collect(),
            empty: saksi_web::empty(l, "escalations-figures-empty", "escalations-figures-empty-how"),
            l: l.clone(),
        }
    }
}

/// `GET /work/escalations/figures`: of a year where nobody says otherwise.
pub(crate) async fn show(staff: Staff, PageQuery(mut query): PageQuery<FiguresQuery>) -> Result<Response, PageError> {
    let zone = staff.zone();
    let today = zone.day(staff.request.now);
    let from: Day = query.from.trim().parse().unwrap_or_else(|_| today.plus(-365));
    let until: Day = query.until.trim().parse().unwrap_or(today);
    (query.from, query.until) = (from.to_string(), until.to_string());
    let dimension = By::from_code(&query.by).unwrap_or(By::Nothing);
    let by = &staff.by;
    let lines: Result<Vec<Line>, Problem> = read!(staff.request.site.db, by.viewer(), tx => {
        figures::live(&mut tx, by, dimension, zone.moment(from, 0), zone.moment(until, 1_440)).await
    });
    let main = FiguresPage::new(&staff.request, dimension, &query, &lines?);
    staff.page(staff.l().t("escalations-figures-title"), None, &main)
}
