//! `/scoreboard`: how platforms answer. The pages show releases as they were published, never what the tables would say now.

mod chart;
pub(super) mod files;
#[cfg(test)]
mod tests;
pub(super) mod words;

use axum::extract::State;
use axum::routing::get;
use axum::{Extension, Router};
use saksi_base::Problem;
use saksi_counting::{Figure, Protection};
use saksi_web::{Arg, Locale, Markup, PageError, PagePath, PageRequest, Response, Shell, Site, Tone, escape, user};

use self::chart::{Bar, chart};
use crate::actions::releases::{self as acts, BOARD};
use crate::handle::Escalations;
use crate::model::notice::hexadecimal;
use crate::model::scoreboard::{Answers, DIMENSIONS, Release};
use crate::store::releases::Published;

/// The public pages.
pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/scoreboard", get(front))
        .route("/scoreboard/methods", get(methods))
        .route("/scoreboard/{period}", get(period))
        .route("/scoreboard/{period}/figures.csv", get(csv))
        .route("/scoreboard/{period}/figures.json", get(json))
        .route("/scoreboard/{period}/by/{dimension}", get(by))
        .route("/scoreboard/{period}/{platform}", get(platform))
        .route("/scoreboard/{period}/{platform}/{dimension}", get(table))
}

/// A table with its caption.
pub(super) struct Table {
    name: String,
    caption: String,
    headings: Vec<String>,
    rows: Vec<(Markup, Vec<String>)>,
}

/// A part of a page.
#[derive(Default)]
pub(super) struct Section {
    title: String,
    before: Markup,
    table: Option<Table>,
    lines: Vec<String>,
    links: Vec<(String, String)>,
    after: Markup,
}

#[derive(askama::Template)]
#[template(path = "public/board.html")]
pub(super) struct BoardPage {
    back: Option<(String, String)>,
    pub(super) title: String,
    heading: Markup,
    lead: Vec<String>,
    notices: Markup,
    empty: Option<Markup>,
    sections: Vec<Section>,
}

/// A release with where it stands among the others.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) release: &'a Release,
    pub(super) hash: &'a [u8],
    /// Whether there is a newer one of its period.
    pub(super) replaced: bool,
}

impl Seen<'_> {
    /// The address of its pages: the newest of a period has that of the period.
    fn path(&self) -> String {
        let code = self.release.period.code();
        if self.replaced {
            format!("/scoreboard/{code}.{}", self.release.number)
        } else {
            format!("/scoreboard/{code}")
        }
    }

    /// What is to be known of it before anything else.
    fn notices(&self, l: &Locale) -> Markup {
        let release = self.release;
        let mut notices = Markup::empty();
        if self.replaced {
            let link = format!(
                "<p><a href=\"/scoreboard/{}\">{}</a></p>",
                release.period.code(),
                escape(&l.t("escalations-board-see-newest"))
            );
            notices = saksi_web::notice(Tone::Waiting, &l.t("escalations-board-replaced"), &Markup::trusted(link));
        }
        if !release.reason.is_empty() {
            let message =
                if release.taken_back { "escalations-board-taken-back" } else { "escalations-board-corrected" };
            let said = l.ta(message, &[("reason", release.reason.as_str())]);
            notices = notices.then(&saksi_web::notice(Tone::Waiting, "", &super::paragraph(&said)));
        }
        notices
    }
}

/// The short row of a group: median to the first answer, within 72 hours, unanswered after 30 days, decisions with action.
fn short(l: &Locale, answers: Option<&Answers>) -> Vec<String> {
    match answers {
        Some(one) => vec![
            words::hours(l, one.reply.median),
            words::share(l, one.within_72),
            words::share(l, one.silent_30),
            words::share(l, one.action),
        ],
        None => vec![l.t("escalations-board-not-shown"); 4],
    }
}

fn short_headings(l: &Locale, first: String) -> Vec<String> {
    let median = l.ta("escalations-board-median", &[("what", l.t("escalations-board-reply"))]);
    vec![
        first,
        l.t("escalations-board-notices"),
        median,
        l.t("escalations-board-within-72"),
        l.ta("escalations-board-silent", &[("days", 30)]),
        l.t("escalations-board-action"),
    ]
}

/// The share answered within 72 hours, drawn, and what it says.
fn within_72(l: &Locale, groups: &[(String, Option<&Answers>)]) -> (String, Markup) {
    let known: Vec<(&str, crate::model::scoreboard::Part)> = groups
        .iter()
        .filter_map(|(label, answers)| Some((label.as_str(), answers.and_then(|answers| answers.within_72)?)))
        .collect();
    let bars: Vec<Bar> = known
        .iter()
        .map(|(label, part)| Bar {
            label: (*label).to_owned(),
            shown: words::share(l, Some(*part)),
            length: Some(part.value),
            interval: Some((part.low, part.high)),
        })
        .collect();
    let most = known.iter().max_by(|(_, one), (_, other)| one.value.total_cmp(&other.value));
    let finding = match most {
        Some((label, part)) => l.ta(
            "escalations-board-most-72",
            &[("platform", Arg::from(*label)), ("share", Arg::from(l.percent(part.value)))],
        ),
        None => l.t("escalations-board-nothing-drawn"),
    };
    let drawn = chart(l, &finding, &bars);
    (finding, drawn)
}

/// How many notices, drawn, and what it says.
fn counts(l: &Locale, rows: &[(String, Option<Figure>)]) -> (String, Markup) {
    let number = |figure: Option<Figure>| match figure {
        Some(Figure::Count(count)) => Some(count),
        Some(Figure::Hidden) | None => None,
    };
    let most =
        rows.iter().filter_map(|(label, figure)| Some((number(*figure)?, label))).max_by_key(|(count, _)| *count);
    let longest = most.as_ref().map_or(1, |(count, _)| (*count).max(1));
    let bars: Vec<Bar> = rows
        .iter()
        .filter(|(_, figure)| *figure != Some(Figure::Count(0)))
        .map(|(label, figure)| Bar {
            label: label.clone(),
            shown: words::count(l, *figure),
            length: number(*figure).map(|count| count as f64 / longest as f64),
            interval: None,
        })
        .collect();
    let finding = match most.filter(|(count, _)| *count > 0) {
        Some((count, label)) => l.ta(
            "escalations-board-most-notices",
            &[("what", Arg::from(label.as_str())), ("count", Arg::from(i64::try_from(count).unwrap_or(i64::MAX)))],
        ),
        None => l.t("escalations-board-nothing-drawn"),
    };
    let drawn = chart(l, &finding, &bars);
    (finding, drawn)
}

/// The page of a release, or of none.
pub(super) fn overview(l: &Locale, seen: Option<Seen<'_>>, all: &[Published]) -> BoardPage {
    let title = l.t("escalations-board-title");
    let mut page = BoardPage {
        back: None,
        heading: user(&title),
        title,
        lead: vec![l.t("escalations-board-lead")],
        notices: Markup::empty(),
        empty: None,
        sections: Vec::new(),
    };
    let Some(seen) = seen else {
        page.empty = Some(saksi_web::empty(l, "escalations-board-none", "escalations-board-none-how"));
        page.sections.push(not_said(l));
        return page;
    };
    let (release, path) = (seen.release, seen.path());
    page.lead.push(format!(
        "{} {} {}",
        words::period(l, release.period),
        l.ta("escalations-board-made", &[("date", l.date(release.made_at))]),
        l.ta("escalations-board-next", &[("date", words::day(l, release.next_on))])
    ));
    page.notices = seen.notices(l);
    if !release.taken_back {
        page.sections.push(platforms(l, release, &path));
        let tables = DIMENSIONS.iter().filter_map(|by| Some((format!("{path}/by/{by}"), l.t(words::dimension(by)?))));
        page.sections.push(Section {
            title: l.t("escalations-board-tables"),
            links: tables.collect(),
            ..Section::default()
        });
    }
    page.sections.push(not_said(l));
    page.sections.push(Section {
        title: l.t("escalations-board-download"),
        links: vec![
            (format!("{path}/figures.csv"), l.t("escalations-board-csv")),
            (format!("{path}/figures.json"), l.t("escalations-board-json")),
        ],
        after: Markup::trusted(format!(
            "<p class=\"small\">{}: <code dir=\"ltr\">{}</code></p>",
            escape(&l.t("escalations-board-hash")),
            hexadecimal(seen.hash)
        )),
        ..Section::default()
    });
    let mut known: Vec<&str> = Vec::new();
    let mut links = Vec::new();
    for one in all {
        if let Some(period) = one.period().filter(|_| !known.contains(&one.code.as_str())) {
            known.push(&one.code);
            links.push((format!("/scoreboard/{}", one.code), words::period(l, period)));
        }
    }
    page.sections.push(Section { title: l.t("escalations-board-periods"), links, ..Section::default() });
    page
}

fn platforms(l: &Locale, release: &Release, path: &str) -> Section {
    let known: Vec<(String, Option<&Answers>)> =
        release.platforms().iter().map(|(code, name)| (name.clone(), release.answers(Some(code), None))).collect();
    let (finding, drawn) = within_72(l, &known);
    let row = |code: Option<&str>, head: Markup| {
        let mut cells = vec![words::count(l, release.notices(code, None))];
        cells.extend(short(l, release.answers(code, None)));
        (head, cells)
    };
    let mut rows = vec![row(None, Markup::trusted(escape(&l.t("escalations-board-all"))))];
    for (code, name) in release.platforms() {
        let head = Markup::trusted(format!("<a href=\"{path}/{code}\">{}</a>", user(name)));
        rows.push(row(Some(code), head));
    }
    Section {
        title: l.t("escalations-board-platforms"),
        before: drawn,
        table: Some(Table {
            name: l.t("escalations-board-platforms"),
            caption: finding,
            headings: short_headings(l, l.t("escalations-board-platform")),
            rows,
        }),
        after: Markup::trusted(format!("<p class=\"small\">{}</p>", escape(&words::hidden_below(l, release)))),
        ..Section::default()
    }
}

fn not_said(l: &Locale) -> Section {
    let lines = [
        "escalations-board-not-said-sample",
        "escalations-board-not-said-difference",
        "escalations-board-not-said-right",
        "escalations-board-not-said-people",
    ];
    Section {
        title: l.t("escalations-board-not-said"),
        lines: lines.iter().map(|message| l.t(message)).collect(),
        links: vec![("/scoreboard/methods".to_owned(), l.t("escalations-board-methods"))],
        ..Section::default()
    }
}

/// Every figure of a group, one to a row.
fn all_figures(l: &Locale, one: &Answers) -> Vec<(Markup, Vec<String>)> {
    let mut rows = Vec::new();
    let mut add = |label: String, value: String| rows.push((Markup::trusted(escape(&label)), vec![value]));
    for (message, spell) in [
        ("escalations-board-receipt", one.receipt),
        ("escalations-board-reply", one.reply),
        ("escalations-board-decision", one.decision),
    ] {
        let what = l.t(message);
        add(l.ta("escalations-board-median", &[("what", what.as_str())]), words::hours(l, spell.median));
        add(l.ta("escalations-board-ninetieth", &[("what", what.as_str())]), words::hours(l, spell.ninetieth));
    }
    let imminent = one.imminent.map_or_else(|| l.t("escalations-board-not-shown"), |hours| words::hours(l, hours));
    add(l.t("escalations-board-imminent"), imminent);
    add(l.t("escalations-board-within-72"), words::share(l, one.within_72));
    for (days, part) in [(7, one.silent_7), (30, one.silent_30), (90, one.silent_90)] {
        add(l.ta("escalations-board-silent", &[("days", days)]), words::share(l, part));
    }
    for (message, part) in [
        ("escalations-board-action", one.action),
        ("escalations-board-reasoned", one.reasoned),
        ("escalations-board-appealed", one.appealed),
        ("escalations-board-overturned", one.overturned),
        ("escalations-board-by-default", one.by_default),
        ("escalations-board-personal", one.personal),
    ] {
        add(l.t(message), words::share(l, part));
    }
    rows
}

/// The page of a platform.
pub(super) fn platform_page(l: &Locale, seen: Seen<'_>, code: &str) -> Option<BoardPage> {
    let release = seen.release;
    let (name, path) = (release.name(code)?, seen.path());
    let answers = release.answers(Some(code), None);
    let count = words::count(l, release.notices(Some(code), None));
    let mut rows = vec![(Markup::trusted(escape(&l.t("escalations-board-notices"))), vec![count])];
    rows.extend(answers.map(|answers| all_figures(l, answers)).unwrap_or_default());
    let parity = release.parity.iter().find(|one| one.platform == code).map(|one| {
        let ratio = format!("{:.2} ({:.2}–{:.2})", one.ratio.value, one.ratio.low, one.ratio.high);
        let said = l.ta(
            "escalations-board-parity-is",
            &[
                ("least", Arg::from(words::value(l, "region", &one.least))),
                ("most", Arg::from(words::value(l, "region", &one.most))),
                ("ratio", Arg::from(ratio)),
            ],
        );
        Section { title: l.t("escalations-board-parity"), before: super::paragraph(&said), ..Section::default() }
    });
    let tables = DIMENSIONS.iter().filter_map(|by| {
        release.notices(Some(code), release.values(by).first().map(|value| (*by, value.as_str())))?;
        Some((format!("{path}/{code}/{by}"), l.t(words::dimension(by)?)))
    });
    let mut sections = vec![Section {
        table: Some(Table {
            name: name.to_owned(),
            caption: words::period(l, release.period),
            headings: vec![l.t("escalations-board-figure"), l.t("escalations-board-value")],
            rows,
        }),
        ..Section::default()
    }];
    sections.extend(parity);
    sections.push(Section { title: l.t("escalations-board-tables"), links: tables.collect(), ..Section::default() });
    sections.push(not_said(l));
    Some(BoardPage {
        back: Some((path, l.t("escalations-board-back"))),
        title: name.to_owned(),
        heading: user(name),
        lead: vec![words::period(l, release.period)],
        notices: seen.notices(l),
        empty: None,
        sections,
    })
}

/// The page of one table: the values of a dimension, of a platform or of all of them.
pub(super) fn table_page(l: &Locale, seen: Seen<'_>, code: Option<&str>, by: &str) -> Option<BoardPage> {
    let (release, what) = (seen.release, l.t(words::dimension(by)?));
    let name = match code {
        Some(code) => Some(release.name(code)?),
        None => None,
    };
    let known: Vec<(String, Option<Figure>, Option<&Answers>)> = release
        .values(by)
        .iter()
        .map(|value| {
            let part = Some((by, value.as_str()));
            (words::value(l, by, value), release.notices(code, part), release.answers(code, part))
        })
        .collect();
    if known.iter().all(|(_, figure, _)| figure.is_none()) {
        return None;
    }
    let answered = known.iter().any(|(_, _, answers)| answers.is_some());
    let (finding, drawn) = if answered {
        within_72(l, &known.iter().map(|(label, _, answers)| (label.clone(), *answers)).collect::<Vec<_>>())
    } else {
        counts(l, &known.iter().map(|(label, figure, _)| (label.clone(), *figure)).collect::<Vec<_>>())
    };
    let rows = known.iter().map(|(label, figure, answers)| {
        let mut cells = vec![words::count(l, *figure)];
        if answered {
            cells.extend(short(l, *answers));
        }
        (user(label), cells)
    });
    let mut headings = short_headings(l, what.clone());
    if !answered {
        headings.truncate(2);
    }
    let title = name.map_or_else(|| what.clone(), |name| format!("{name}: {what}"));
    let mut after = words::hidden_below(l, release);
    if code.is_some() && !answered {
        after = format!("{} {after}", l.t("escalations-board-row-hidden"));
    }
    let section = Section {
        before: drawn,
        table: Some(Table { name: title.clone(), caption: finding, headings, rows: rows.collect() }),
        after: Markup::trusted(format!("<p class=\"small\">{}</p>", escape(&after))),
        ..Section::default()
    };
    Some(BoardPage {
        back: Some(match code.zip(name) {
            Some((code, name)) => (format!("{}/{code}", seen.path()), name.to_owned()),
            None => (seen.path(), l.t("escalations-board-back")),
        }),
        heading: user(&title),
        title,
        lead: vec![words::period(l, release.period)],
        notices: seen.notices(l),
        empty: None,
        sections: vec![section],
    })
}

/// How the figures are made.
pub(super) fn methods_page(l: &Locale) -> BoardPage {
    let protection = Protection::default();
    let number = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    let (least, width) = (number(protection.threshold()), number(protection.width()));
    let title = l.t("escalations-board-methods");
    BoardPage {
        back: Some(("/scoreboard".to_owned(), l.t("escalations-board-title"))),
        heading: user(&title),
        title,
        lead: Vec::new(),
        notices: Markup::empty(),
        empty: None,
        sections: vec![
            Section {
                lines: vec![
                    l.ta("escalations-board-methods-who", &[("least", least)]),
                    l.t("escalations-board-methods-when"),
                    l.t("escalations-board-methods-waiting"),
                    l.t("escalations-board-methods-shares"),
                    l.ta(
                        "escalations-board-methods-hidden",
                        &[("most", least - 1), ("least", least), ("width", width)],
                    ),
                ],
                ..Section::default()
            },
            Section { links: Vec::new(), ..not_said(l) },
        ],
    }
}

/// The releases, and the one that an address names: `2026-q3`, or `2026-q3.1` for an earlier one of that period.
struct Found {
    all: Vec<Published>,
    at: usize,
    replaced: bool,
    release: std::sync::Arc<Release>,
}

impl Found {
    async fn of(room: &Escalations, site: &Site, named: Option<&str>) -> Result<Option<Self>, Problem> {
        let all = acts::list(&site.db).await?;
        let (code, number) = match named.map(|named| named.split_once('.').unwrap_or((named, ""))) {
            None => (all.first().map(|one| one.code.clone()), None),
            Some((code, "")) => (Some(code.to_owned()), None),
            Some((code, number)) => {
                (Some(code.to_owned()), Some(number.parse::<i64>().map_err(|_| Problem::not_found())?))
            }
        };
        let Some(code) = code else { return Ok(None) };
        let newest = all.iter().position(|one| one.code == code).ok_or_else(Problem::not_found)?;
        let at = match number {
            None => newest,
            Some(number) => {
                let found = all.iter().position(|one| one.code == code && one.number == number);
                found.ok_or_else(Problem::not_found)?
            }
        };
        let id = all.get(at).ok_or_else(Problem::not_found)?.id;
        let release = acts::release(room, &site.db, id).await?;
        Ok(Some(Self { replaced: at != newest, all, at, release }))
    }

    async fn named(room: &Escalations, site: &Site, named: &str) -> Result<Self, Problem> {
        Self::of(room, site, Some(named)).await?.ok_or_else(Problem::not_found)
    }

    fn seen(&self) -> Seen<'_> {
        Seen {
            release: &self.release,
            hash: self.all.get(self.at).map_or(&[], |one| one.hash.as_slice()),
            replaced: self.replaced,
        }
    }
}

fn render(request: &PageRequest, page: &BoardPage, path: &str) -> Result<Response, PageError> {
    Shell::public(request, page.title.clone())
        .description(&request.locale.t("escalations-board-lead"))
        .canonical(path)
        .kept(&[BOARD])
        .render(page)
}

/// `GET /scoreboard`.
async fn front(
    Extension(room): Extension<Escalations>,
    State(site): State<Site>,
    request: PageRequest,
) -> Result<Response, PageError> {
    let found = Found::of(&room, &site, None).await?;
    let all = found.as_ref().map_or(&[][..], |found| &found.all);
    let page = overview(&request.locale, found.as_ref().map(Found::seen), all);
    render(&request, &page, "/scoreboard")
}

/// `GET /scoreboard/methods`.
async fn methods(request: PageRequest) -> Result<Response, PageError> {
    render(&request, &methods_page(&request.locale), "/scoreboard/methods")
}

/// `GET /scoreboard/{period}`.
async fn period(
    Extension(room): Extension<Escalations>,
    State(site): State<Site>,
    request: PageRequest,
    PagePath(code): PagePath<String>,
) -> Result<Response, PageError> {
    let found = Found::named(&room, &site, &code).await?;
    let page = overview(&request.locale, Some(found.seen()), &found.all);
    render(&request, &page, &found.seen().path())
}

/// `GET /scoreboard/{period}/{platform}`.
async fn platform(
    Extension(room): Extension<Escalations>,
    State(site): State<Site>,
    request: PageRequest,
    PagePath((code, platform)): PagePath<(String, String)>,
) -> Result<Response, PageError> {
    let found = Found::named(&room, &site, &code).await?;
    let page = platform_page(&request.locale, found.seen(), &platform).ok_or_else(Problem::not_found)?;
    render(&request, &page, &format!("{}/{platform}", found.seen().path()))
}

/// `GET /scoreboard/{period}/{platform}/{dimension}`.
async fn table(
    Extension(room): Extension<Escalations>,
    State(site): State<Site>,
    request: PageRequest,
    PagePath((code, platform, by)): PagePath<(String, String, String)>,
) -> Result<Response, PageError> {
    let found = Found::named(&room, &site, &code).await?;
    let page = table_page(&request.locale, found.seen(), Some(&platform), &by).ok_or_else(Problem::not_found)?;
    render(&request, &page, &format!("{}/{platform}/{by}", found.seen().path()))
}

/// `GET /scoreboard/{period}/by/{dimension}`.
async fn by(
    Extension(room): Extension<Escalations>,
    State(site): State<Site>,
    request: PageRequest,
    PagePath((code, by)): PagePath<(String, String)>,
) -> Result<Response, PageError> {
    let found = Found::named(&room, &site, &code).await?;
    let page = table_page(&request.locale, found.seen(), None, &by).ok_or_else(Problem::not_found)?;
    render(&request, &page, &format!("{}/by/{by}", found.seen().path()))
}

/// `GET /scoreboard/{period}/figures.csv`.
async fn csv(
    Extension(room): Extension<Escalations>,
    State(site): State<Site>,
    PagePath(code): PagePath<String>,
) -> Result<Response, PageError> {
    let found = Found::named(&room, &site, &code).await?;
    let name = format!("scoreboard-{}-{}.csv", found.release.period.code(), found.release.number);
    Ok(files::download(files::csv(&found.release), "text/csv; charset=utf-8", &name))
}

/// `GET /scoreboard/{period}/figures.json`: the very text whose hash is published.
async fn json(
    Extension(room): Extension<Escalations>,
    State(site): State<Site>,
    PagePath(code): PagePath<String>,
) -> Result<Response, PageError> {
    let found = Found::named(&room, &site, &code).await?;
    let content = acts::content(&site.db, found.release.id).await?;
    let name = format!("scoreboard-{}-{}.json", found.release.period.code(), found.release.number);
    Ok(files::download(content, "application/json", &name))
}
