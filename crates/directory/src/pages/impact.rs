//! `/network/impact`: what the network comes to, in figures that show nobody. The pages show what was published, never what the tables would
//! say now.

use std::fmt::Write as _;

use axum::Extension;
use axum::extract::State;
use saksi_base::Problem;
use saksi_counting::Figure;
use saksi_exchange::tables::CsvExport;
use saksi_network::StakeholderGroup;
use saksi_web::fields::Fields;
use saksi_web::{
    Arg, Bar, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Shell, Site, escape, fields, user,
};
use serde::Deserialize;

use super::elections::{open_data, unwritten};
use super::parts::{self, Page, facts, heading, language_name, paragraph};
use crate::actions::impact;
use crate::handle::{Impact, Told};
use crate::model::impact::{NOT_SAID, OTHER, Release, Sum, lens_dimension, sum, values};
use crate::model::lenses::{GENDERS, GOALS, LENS, message_of};
use crate::model::offers::{KINDS, OUTCOMES};
use crate::model::profile::LANGUAGES;
use crate::model::regions::REGIONS;

/// A table that has a page.
struct Table {
    /// Its name in the address.
    code: &'static str,
    /// Its heading.
    message: &'static str,
    /// What it counts.
    of: &'static str,
    /// By what.
    by: &'static str,
    /// Whether it was published by the gender lens too.
    lens: bool,
}

const TABLES: &[Table] = &[
    Table { code: "regions", message: "directory-impact-regions", of: "organisations", by: "region", lens: true },
    Table { code: "kinds", message: "directory-impact-kinds", of: "organisations", by: "kind", lens: false },
    Table { code: "languages", message: "directory-impact-languages", of: "languages", by: "language", lens: false },
    Table { code: "goals", message: "directory-impact-goals", of: "goals", by: "goal", lens: true },
    Table {
        code: "people-regions",
        message: "directory-impact-people-regions",
        of: "people",
        by: "region",
        lens: false,
    },
    Table { code: "people-genders", message: "directory-impact-genders", of: "people", by: "gender", lens: false },
    Table { code: "help", message: "directory-impact-help", of: "results", by: "help", lens: true },
    Table { code: "outcomes", message: "directory-impact-outcomes", of: "results", by: "outcome", lens: false },
    Table { code: "help-regions", message: "directory-impact-help-regions", of: "results", by: "region", lens: false },
    Table { code: "help-goals", message: "directory-impact-help-goals", of: "result-goals", by: "goal", lens: true },
];

/// The filter by the gender lens and the goals.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    lens: String,
    goals: String,
}

impl Asked {
    /// The part of the gender lens that is asked for, if it is one.
    fn lens(&self) -> Option<(&'static str, &'static str)> {
        LENS.iter().copied().find(|(code, _)| *code == self.lens)
    }

    fn goal(&self) -> Option<&'static str> {
        GOALS.iter().map(|(code, _)| *code).find(|code| *code == self.goals)
    }
}

/// The words of a value.
fn value_words(l: &Locale, by: &str, value: &str) -> String {
    let message = match (by, value) {
        (_, NOT_SAID) => Some("directory-impact-not-said"),
        ("language", OTHER) => Some("directory-impact-other-language"),
        ("kind", _) => StakeholderGroup::from_code(value).map(StakeholderGroup::message),
        ("region", _) => REGIONS.iter().find(|region| region.code == value).map(|region| region.message),
        ("gender", _) => message_of(GENDERS, value),
        ("help", _) => message_of(KINDS, value),
        ("outcome", _) => message_of(OUTCOMES, value),
        ("goal", _) => message_of(GOALS, value),
        _ => None,
    };
    match (by, message) {
        ("goal", Some(message)) => format!("{value} {}", l.t(message)),
        (_, Some(message)) => l.t(message),
        _ => {
            let tag = LANGUAGES.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(value)).map_or(value, |(tag, _)| tag);
            language_name(tag)
        }
    }
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A sum in words: exact, at least, or hidden.
fn sum_words(l: &Locale, sum: Sum) -> String {
    match sum {
        Sum { shown, hides: false } => l.number(number(shown)),
        Sum { shown: 0, hides: true } => l.t("directory-impact-hidden"),
        Sum { shown, hides: true } => l.ta("directory-impact-at-least", &[("count", number(shown))]),
    }
}

/// One line of a table and of its chart.
struct Line {
    label: String,
    sum: Sum,
}

fn lines_of(l: &Locale, releases: &[Release], table: &Table, lens: Option<&str>) -> Vec<Line> {
    let lens = lens.filter(|_| table.lens).map(lens_dimension);
    values(releases, table.of, table.by)
        .into_iter()
        .map(|value| {
            let mut at = vec![(table.by, value)];
            at.extend(lens.as_deref().map(|lens| (lens, "yes")));
            Line { label: value_words(l, table.by, value), sum: sum(releases, table.of, &at) }
        })
        .collect()
}

/// What a chart says, in a sentence: its longest bar.
fn finding(l: &Locale, lines: &[Line]) -> String {
    match lines.iter().filter(|line| line.sum.shown > 0).max_by_key(|line| line.sum.shown) {
        Some(line) => {
            let (what, count) = (Arg::from(line.label.as_str()), Arg::from(sum_words(l, line.sum)));
            l.ta("directory-impact-most", &[("what", what), ("count", count)])
        }
        None => l.t("directory-impact-nothing-shown"),
    }
}

fn chart(l: &Locale, title: &str, lines: &[Line]) -> Markup {
    let bar = |line: &Line| Bar {
        label: line.label.clone(),
        figure: (!line.sum.hides || line.sum.shown > 0).then_some(line.sum.shown),
        shown: sum_words(l, line.sum),
    };
    saksi_web::bars(l, title, &lines.iter().map(bar).collect::<Vec<_>>())
}

fn table(l: &Locale, caption: &str, by: &str, lines: &[Line]) -> Markup {
    let mut rows = String::new();
    for line in lines {
        let figure = escape(&sum_words(l, line.sum));
        let _ = write!(rows, "<tr><th scope=\"row\">{}</th><td class=\"number\">{figure}</td></tr>", user(&line.label));
    }
    Markup::trusted(format!(
        "<table><caption>{}</caption><thead><tr><th scope=\"col\">{}</th><th scope=\"col\" class=\"number\">{}</th></tr></thead><tbody>{rows}</tbody></table>",
        escape(caption),
        escape(by),
        escape(&l.t("directory-impact-figure"))
    ))
}

fn hidden_below(l: &Locale, releases: &[Release]) -> Markup {
    let most = releases.iter().map(|release| release.protection.threshold().saturating_sub(1)).max().unwrap_or(0);
    let said = l.ta("directory-impact-hidden-below", &[("most", number(most))]);
    Markup::trusted(format!("<p class=\"small\">{}</p>", escape(&said)))
}

fn span(l: &Locale, releases: &[Release]) -> Option<String> {
    let from = releases.iter().map(|release| release.from).min()?;
    let until = releases.iter().map(|release| release.until).max()?;
    let names = [("from", l.date(from.start())), ("until", l.date(until.plus(-1).start()))];
    Some(l.ta("directory-impact-span", &names))
}

fn filter(l: &Locale, action: &str, asked: &Asked, goals: bool) -> Markup {
    let f = Fields::new(l, None);
    let mut menus =
        vec![f.select("lens", "directory-field-lens", &asked.lens, &[]).options(parts::lens_options(l)).build()];
    if goals {
        let options = parts::goal_options(l);
        menus.push(f.select("goals", "directory-field-goals", &asked.goals, &[]).options(options).build());
    }
    menus.push(f.submit("directory-show"));
    fields::query_form(action, &menus)
}

/// What other rooms of this server have published.
fn elsewhere(l: &Locale, told: &[Told]) -> Markup {
    if told.is_empty() {
        return Markup::empty();
    }
    let mut all: Vec<(String, Vec<Markup>)> = Vec::new();
    let link = |path: &str, text: &str| Markup::trusted(format!("<a href=\"{}\">{}</a>", escape(path), escape(text)));
    for one in told {
        let said = match one {
            Told::Asked { shown, at_least } | Told::Helped { shown, at_least } => {
                sum_words(l, Sum { shown: *shown, hides: *at_least })
            }
            Told::FirstAnswer { figure, .. } => match figure {
                Figure::Count(count) => l.number(number(*count)),
                Figure::Hidden => l.t("directory-impact-hidden"),
            },
            Told::Platforms { hours, .. } => l.ta("directory-impact-hours", &[("hours", number(*hours))]),
        };
        let (name, path) = match one {
            Told::Asked { .. } => (l.t("directory-impact-asked"), "/impact".to_owned()),
            Told::Helped { .. } => (l.t("directory-impact-helped"), "/impact".to_owned()),
            Told::FirstAnswer { message, .. } => {
                (l.ta("directory-impact-first-answer", &[("when", l.t(message))]), "/impact/first-answer".to_owned())
            }
            Told::Platforms { period, .. } => (l.t("directory-impact-platforms"), format!("/scoreboard/{period}")),
        };
        all.push((saksi_web::without_isolates(&name), vec![link(&path, &said)]));
    }
    heading(&l.t("directory-impact-elsewhere"))
        .then(&paragraph(&l.t("directory-impact-elsewhere-how")))
        .then(&facts(&all))
}

fn counted(l: &Locale, title: &str, sums: [(&'static str, Sum); 2]) -> Markup {
    let all = sums.map(|(message, sum)| (l.t(message), vec![Markup::text(&sum_words(l, sum))]));
    heading(title).then(&facts(&all))
}

/// What was published under one part of the gender lens, of one goal, and of both at once.
fn under(l: &Locale, releases: &[Release], asked: &Asked) -> Markup {
    let mut shown = Vec::new();
    if let (Some((code, message)), Some(goal)) = (asked.lens(), asked.goal()) {
        let lens = lens_dimension(code);
        let at = [("goal", goal), (lens.as_str(), "yes")];
        let organisations = ("directory-impact-organisations", sum(releases, "goals", &at));
        let results = ("directory-impact-results", sum(releases, "result-goals", &at));
        let title = format!("{} · {}", l.t(message), value_words(l, "goal", goal));
        shown.push(counted(l, &title, [organisations, results]));
    }
    if let Some((code, message)) = asked.lens() {
        let lens = lens_dimension(code);
        let at = [(lens.as_str(), "yes")];
        let organisations = ("directory-impact-organisations", sum(releases, "organisations", &at));
        let results = ("directory-impact-results", sum(releases, "results", &at));
        shown.push(counted(l, &l.t(message), [organisations, results]));
    }
    if let Some(goal) = asked.goal() {
        let at = [("goal", goal)];
        let organisations = ("directory-impact-organisations", sum(releases, "goals", &at));
        let results = ("directory-impact-results", sum(releases, "result-goals", &at));
        shown.push(counted(l, &value_words(l, "goal", goal), [organisations, results]));
    }
    shown.into_iter().collect()
}

fn whole(l: &Locale, releases: &[Release], asked: &Asked, told: &[Told]) -> Page {
    let mut page = Page::new(l.t("directory-impact-title")).lead(l.t("directory-impact-lead"));
    let Some(span) = span(l, releases) else {
        let nothing = saksi_web::empty(l, "directory-impact-none", "directory-impact-none-how");
        return page.part(&nothing).part(&elsewhere(l, told));
    };
    let all = [
        ("directory-impact-organisations", "organisations"),
        ("directory-impact-people", "people"),
        ("directory-impact-results", "results"),
    ]
    .map(|(message, of)| (l.t(message), vec![Markup::text(&sum_words(l, sum(releases, of, &[])))]));
    page = page.part(&paragraph(&span)).part(&facts(&all));
    page = page.part(&filter(l, "/network/impact", asked, true)).part(&under(l, releases, asked));
    if let Some(first) = TABLES.first() {
        let lens = asked.lens();
        let lines = lines_of(l, releases, first, lens.map(|(code, _)| code));
        let mut title = l.t(first.message);
        if let Some((_, message)) = lens {
            title = format!("{title} · {}", l.t(message));
        }
        page = page.part(&heading(&title)).part(&chart(l, &finding(l, &lines), &lines)).part(&table(
            l,
            &finding(l, &lines),
            &l.t(first.message),
            &lines,
        ));
    }
    let mut links = String::new();
    for table in TABLES.iter().skip(1) {
        let words = escape(&l.t(table.message));
        let _ = write!(links, "<li><a href=\"/network/impact/{}\">{words}</a></li>", table.code);
    }
    page.part(&heading(&l.t("directory-impact-tables")))
        .part(&Markup::trusted(format!("<ul class=\"links\">{links}</ul>")))
        .part(&elsewhere(l, told))
        .part(&hidden_below(l, releases))
        .link("/network/impact.csv", l.t("directory-as-csv"))
        .link("/network/impact.json", l.t("directory-as-json"))
}

/// `GET /network/impact`
pub(super) async fn show(
    State(site): State<Site>,
    Extension(room): Extension<Impact>,
    request: PageRequest,
    PageQuery(asked): PageQuery<Asked>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let releases = impact::releases(&site.db).await?;
    let told = match room.elsewhere() {
        Some(elsewhere) => elsewhere.told().await,
        None => Vec::new(),
    };
    Shell::public(&request, l.t("directory-impact-title"))
        .description(&l.t("directory-impact-lead"))
        .canonical("/network/impact")
        .render(&whole(l, &releases, &asked, &told).public())
}

/// `GET /network/impact/{table}`
pub(super) async fn by_table(
    State(site): State<Site>,
    request: PageRequest,
    PagePath(code): PagePath<String>,
    PageQuery(asked): PageQuery<Asked>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let found = TABLES.iter().find(|table| table.code == code).ok_or_else(Problem::not_found)?;
    let releases = impact::releases(&site.db).await?;
    let Some(span) = span(l, &releases) else { return Err(Problem::not_found().into()) };
    let lines = lines_of(l, &releases, found, asked.lens().map(|(code, _)| code));
    let (path, title, said) = (format!("/network/impact/{code}"), l.t(found.message), finding(l, &lines));
    let mut page = Page::new(title.clone()).lead(span);
    if found.lens {
        page = page.part(&filter(l, &path, &asked, false));
    }
    let page = page
        .part(&chart(l, &said, &lines))
        .part(&table(l, &said, &title, &lines))
        .part(&hidden_below(l, &releases))
        .link("/network/impact", l.t("directory-impact-title"));
    Shell::public(&request, title).canonical(&path).render(&page.public())
}

/// `GET /network/impact.json`
pub(super) async fn json(State(site): State<Site>) -> Result<Response, PageError> {
    let releases = impact::releases(&site.db).await?;
    let body = serde_json::to_vec(&releases).map_err(|error| unwritten(&error))?;
    Ok(open_data(body, "application/json", "network-impact.json"))
}

const COLUMNS: [&str; 9] = ["from", "until", "published", "of", "by", "value", "and_by", "and_value", "figure"];

/// Every figure of every release, one to a line; hidden ones are empty.
fn figures(releases: &[Release]) -> std::io::Result<Vec<u8>> {
    let mut file = CsvExport::new(Vec::new(), &COLUMNS)?;
    for release in releases {
        let days = [release.from, release.until.plus(-1), release.made_on].map(|day| day.to_string());
        for book in &release.books {
            for (cell, figure) in book.figures.iter().enumerate() {
                let places = book.layout.values_of(cell);
                let named = book.layout.dimensions().iter().zip(places).filter_map(|(dimension, place)| {
                    Some((dimension.id.as_str(), dimension.values.get(place?)?.as_str()))
                });
                let mut named = named.chain([("", ""), ("", "")]);
                let (one, two) = (named.next().unwrap_or_default(), named.next().unwrap_or_default());
                let count = Option::<u64>::from(*figure).map(|count| count.to_string()).unwrap_or_default();
                let [from, until, made] = &days;
                file.row([from.as_str(), until, made, &book.of, one.0, one.1, two.0, two.1, &count])?;
            }
        }
    }
    file.finish()
}

/// `GET /network/impact.csv`
pub(super) async fn csv(State(site): State<Site>) -> Result<Response, PageError> {
    let releases = impact::releases(&site.db).await?;
    let body = figures(&releases).map_err(|error| unwritten(&error))?;
    Ok(open_data(body, "text/csv; charset=utf-8", "network-impact.csv"))
}
