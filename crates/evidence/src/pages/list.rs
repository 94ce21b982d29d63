//! `/work/evidence`: what is kept, newest first.

use saksi_base::{EvidenceId, Timestamp};
use saksi_db::read;
use saksi_web::fields::{self, Fields};
use saksi_web::{Arg, Locale, Markup, PageError, PageQuery, PageRequest, Response, Tone, empty, notice, pagination};

use super::{Keeper, badges};
use crate::actions::looking::{self, Found, Search};
use crate::actions::retention;
use crate::model::{Kind, State, Subject};

/// What the list asks for.
#[derive(Debug, Default, Clone, serde::Deserialize)]
#[serde(default)]
pub(crate) struct ListQuery {
    pub(crate) q: String,
    pub(crate) kind: String,
    pub(crate) state: String,
    pub(crate) about: String,
    pub(crate) after: String,
}

impl ListQuery {
    fn search(&self) -> Search {
        Search {
            words: self.q.clone(),
            kind: Kind::from_code(&self.kind),
            state: State::from_code(&self.state),
            about: self.about.parse::<Subject>().ok(),
            after: self
                .after
                .split_once('-')
                .and_then(|(at, id)| Some((Timestamp(at.parse().ok()?), id.parse::<EvidenceId>().ok()?))),
        }
    }

    /// The query without the cursor.
    fn query(&self) -> String {
        url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(
                [("q", &self.q), ("kind", &self.kind), ("state", &self.state), ("about", &self.about)]
                    .into_iter()
                    .filter(|(_, value)| !value.is_empty()),
            )
            .finish()
    }
}

struct Line {
    path: String,
    title: String,
    badges: Vec<Markup>,
    url: String,
    owner: String,
    at: Markup,
}

#[derive(askama::Template)]
#[template(path = "list.html")]
pub(crate) struct ListPage {
    l: Locale,
    pub(crate) title: String,
    about: Option<String>,
    about_path: Option<String>,
    /// What is brought in from here is about the same thing.
    query: String,
    filters: Markup,
    lines: Vec<Line>,
    empty: Markup,
    pages: Markup,
    /// How much goes soon.
    lapsing: Option<Markup>,
}

impl ListPage {
    pub(crate) fn new(request: &PageRequest, query: &ListQuery, found: &Found, lapsing: usize) -> Self {
        let l = &request.locale;
        let f = Fields::new(l, None);
        let any = |options: Vec<(&'static str, &'static str)>| {
            let mut all = vec![("", "evidence-any")];
            all.extend(options);
            all
        };
        let mut parts = vec![
            f.text("q", "evidence-search", &query.q).kind("search").build(),
            f.select("kind", "evidence-kind", &query.kind, &any(Kind::options())).build(),
            f.select("state", "evidence-state", &query.state, &any(State::options())).build(),
        ];
        if !query.about.is_empty() {
            parts.push(f.hidden("about", &query.about));
        }
        parts.push(f.submit("evidence-search-do"));
        let subject = query.about.parse::<Subject>().ok();
        let (lines, last) = found;
        let asks = !query.query().is_empty();
        let base = if asks { format!("/work/evidence?{}", query.query()) } else { "/work/evidence".to_owned() };
        let next = last.map(|(at, id)| format!("{}-{id}", at.0));
        let about_query = if query.about.is_empty() {
            String::new()
        } else {
            let pairs =
                url::form_urlencoded::Serializer::new(String::new()).append_pair("about", &query.about).finish();
            format!("?{pairs}")
        };
        Self {
            title: l.t("evidence-title"),
            about: subject
                .as_ref()
                .map(|subject| l.ta("evidence-about-this", &[("about", Arg::from(subject.to_string()))])),
            about_path: subject.and_then(|subject| subject.path()),
            query: about_query,
            filters: fields::query_form("/work/evidence", &parts),
            lines: lines
                .iter()
                .map(|line| Line {
                    path: format!("/work/evidence/{}", line.id),
                    title: if line.title.is_empty() { line.url.clone() } else { line.title.clone() },
                    badges: badges(l, line.kind, line.state, line.public),
                    url: line.url.clone(),
                    owner: line.owner_name.clone(),
                    at: l.moment(line.at),
                })
                .collect(),
            empty: if asks {
                empty(l, "evidence-none-found", "evidence-none-found-how")
            } else {
                empty(l, "evidence-none", "evidence-none-how")
            },
            pages: pagination(l, &base, None, next.as_deref()),
            lapsing: (lapsing > 0).then(|| {
                let pieces = i64::try_from(lapsing).unwrap_or(i64::MAX);
                let said = l.ta("evidence-lapsing", &[("pieces", Arg::from(pieces))]);
                let way = Markup::trusted("<p><a href=\"/work/evidence/keeping\">")
                    .then(&Markup::text(&l.t("evidence-lapsing-see")))
                    .then(&Markup::trusted("</a></p>"));
                notice(Tone::Waiting, &said, &way)
            }),
            l: l.clone(),
        }
    }
}

/// `GET /work/evidence`.
pub(crate) async fn show(keeper: Keeper, PageQuery(query): PageQuery<ListQuery>) -> Result<Response, PageError> {
    let (by, search) = (&keeper.by, query.search());
    let found: Result<(Found, usize), saksi_base::Problem> = read!(keeper.request.site.db, by.viewer(), tx => {
        Ok((looking::list(&mut tx, by, &search).await?, retention::lapsing(&mut tx, by).await?))
    });
    let (found, lapsing) = found?;
    let page = ListPage::new(&keeper.request, &query, &found, lapsing);
    keeper.page(page.title.clone(), None, &page)
}
