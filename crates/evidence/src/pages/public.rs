//! `/evidence/{id}`: what an owner shows to everybody: what, when, its hash, its place in the log. Nothing else.

use axum::Extension;
use axum::extract::State;
use saksi_base::{EvidenceId, Problem};
use saksi_db::read;
use saksi_web::{Arg, Locale, Markup, PageError, PagePath, PageRequest, Response, Shell, Site, user};

use super::size;
use crate::actions::publishing;
use crate::model::{Kind, PublicEvidence};
use crate::{LogStanding, Room};

#[derive(askama::Template)]
#[template(path = "public.html")]
pub(crate) struct PublicPage {
    l: Locale,
    pub(crate) title: String,
    name: Markup,
    kind: String,
    owner: Markup,
    url: Option<Markup>,
    at: Markup,
    when: String,
    part: String,
    size: String,
    sha256: String,
    entry: String,
    standing: String,
}

/// How an entry stands, in words.
pub(crate) fn standing(l: &Locale, standing: LogStanding) -> String {
    match standing {
        LogStanding::Absent => l.t("evidence-log-absent"),
        LogStanding::Waiting => l.t("evidence-log-waiting"),
        LogStanding::Logged { index, at, witnesses } => {
            let place = Arg::from(i64::try_from(index.saturating_add(1)).unwrap_or(i64::MAX));
            let witnesses = Arg::from(i64::try_from(witnesses).unwrap_or(i64::MAX));
            match at {
                Some(at) => l.ta(
                    "evidence-log-logged",
                    &[("place", place), ("at", Arg::from(l.date_time(at))), ("witnesses", witnesses)],
                ),
                None => l.ta("evidence-log-logged-sometime", &[("place", place), ("witnesses", witnesses)]),
            }
        }
    }
}

impl PublicPage {
    pub(crate) fn new(request: &PageRequest, shown: &PublicEvidence, stands: LogStanding) -> Self {
        let l = &request.locale;
        Self {
            title: l.t("evidence-public-title"),
            name: user(&shown.title),
            kind: l.t(shown.kind.message()),
            owner: user(&shown.owner),
            url: (!shown.url.is_empty()).then(|| user(&shown.url)),
            at: l.exact(shown.at),
            when: l.t(if shown.kind == Kind::Capture { "evidence-captured-at" } else { "evidence-taken-at" }),
            part: shown.part.clone(),
            size: size(l, shown.bytes),
            sha256: shown.sha256.to_hex(),
            entry: shown.entry.to_hex(),
            standing: standing(l, stands),
            l: l.clone(),
        }
    }
}

/// `GET /evidence/{id}`.
pub(crate) async fn show(
    State(site): State<Site>,
    Extension(room): Extension<Room>,
    request: PageRequest,
    PagePath(id): PagePath<EvidenceId>,
) -> Result<Response, PageError> {
    let shown: Result<(PublicEvidence, LogStanding), Problem> =
        read!(site.db, request.viewer(), tx => { publishing::shown(&mut tx, &room, id).await });
    let (shown, stands) = shown?;
    let page = PublicPage::new(&request, &shown, stands);
    Shell::public(&request, page.title.clone()).canonical(&format!("/evidence/{id}")).render(&page)
}
