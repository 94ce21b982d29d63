//! `/work/evidence/compare`: what two captures say, beside each other, with the words that changed.

use saksi_base::{EvidenceId, Problem};
use saksi_db::read;
use saksi_matching::changes::{Stretch, differences};
use saksi_web::{Change, Locale, Markup, PageError, PageQuery, PageRequest, Response, changed_text};

use super::Keeper;
use crate::actions::looking;
use crate::model::Evidence;

/// Which two.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct CompareQuery {
    left: String,
    right: String,
}

struct Side {
    path: String,
    title: String,
    at: Markup,
    url: String,
    hash: String,
}

#[derive(askama::Template)]
#[template(path = "compare.html")]
pub(crate) struct ComparePage {
    l: Locale,
    pub(crate) title: String,
    sides: Vec<Side>,
    /// No text was found in either.
    nothing: bool,
    same: bool,
    text: Markup,
}

/// A text with what was taken out and what is new.
fn marked(l: &Locale, before: &str, after: &str) -> Markup {
    let stretches = differences(before, after);
    let changes = stretches.iter().map(|stretch| match stretch {
        Stretch::Same(text) => Change::Same(text),
        Stretch::Removed(text) => Change::Removed(text),
        Stretch::Added(text) => Change::Added(text),
    });
    changed_text(l, changes)
}

impl ComparePage {
    pub(crate) fn new(request: &PageRequest, left: &Evidence, right: &Evidence) -> Self {
        let l = &request.locale;
        // The earlier one stands first, however they were named.
        let when = |one: &Evidence| one.began.unwrap_or(one.summary.at);
        let (left, right) = if when(left) <= when(right) { (left, right) } else { (right, left) };
        let side = |one: &Evidence| Side {
            path: format!("/work/evidence/{}", one.summary.id),
            title: one.summary.title.clone(),
            at: l.exact(when(one)),
            url: one.answered.clone(),
            hash: one.parts.first().map(|part| part.sha256.to_hex()).unwrap_or_default(),
        };
        Self {
            title: l.t("evidence-compare-title"),
            sides: vec![side(left), side(right)],
            nothing: left.text.is_empty() && right.text.is_empty(),
            same: left.text == right.text,
            text: marked(l, &left.text, &right.text),
            l: l.clone(),
        }
    }
}

/// `GET /work/evidence/compare`.
pub(crate) async fn show(keeper: Keeper, PageQuery(query): PageQuery<CompareQuery>) -> Result<Response, PageError> {
    let id = |text: &str| text.parse::<EvidenceId>().map_err(|_| Problem::not_found());
    let (left, right) = (id(&query.left)?, id(&query.right)?);
    let both: Result<(Evidence, Evidence), Problem> = read!(keeper.request.site.db, keeper.by.viewer(), tx => {
        Ok((looking::evidence(&mut tx, left).await?, looking::evidence(&mut tx, right).await?))
    });
    let (left, right) = both?;
    let page = ComparePage::new(&keeper.request, &left, &right);
    keeper.page(page.title.clone(), None, &page)
}
