//! `/evidence/{id}`: what an owner shows to everybody: what, when, its hash, its place in the log. Nothing else.

use axum::extract::State;
use saksi_base::{EvidenceId, Problem};
use saksi_db::read;
use saksi_web::{Arg, Locale, Markup, PageError, PagePath, PageRequest, Response, Shell, Site, user};

use super::size;
use crate::actions::publishing;
use crate::model::{Kind, PublicEvidence};
use crate::{LogStanding, log};

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
    witnesses: Vec<(String, String)>,
    proof: Option<String>,
}

/// How an entry stands, in words.
pub(crate) fn standing(l: &Locale, standing: &LogStanding) -> String {
    match standing {
        LogStanding::Absent => l.t("evidence-log-absent"),
        LogStanding::Waiting => l.t("evidence-log-waiting"),
        LogStanding::Logged { index, at, witnesses, needed, met, .. } => {
            let number = |number: usize| Arg::from(i64::try_from(number).unwrap_or(i64::MAX));
            let place = i64::try_from(index.saturating_add(1)).unwrap_or(i64::MAX);
            let logged =
                l.ta("evidence-log-logged", &[("place", Arg::from(place)), ("at", Arg::from(l.date_time(*at)))]);
            if witnesses.is_empty() {
                return format!("{logged} {}", l.t("evidence-log-witnesses-none"));
            }
            let signed = witnesses.iter().filter(|(_, at)| at.is_some()).count();
            let arguments = [("signed", number(signed)), ("all", number(witnesses.len())), ("needed", number(*needed))];
            let signed = l.ta("evidence-log-witnesses", &arguments);
            let enough = l.t(if *met { "evidence-log-witnesses-enough" } else { "evidence-log-witnesses-few" });
            format!("{logged} {signed} {enough}")
        }
    }
}

/// The witnesses that are asked, each with when it countersigned, or that it has not yet.
pub(crate) fn witnesses(l: &Locale, standing: &LogStanding) -> Vec<(String, String)> {
    let LogStanding::Logged { witnesses, .. } = standing else { return Vec::new() };
    let said = |(name, at): &(String, Option<saksi_base::Timestamp>)| {
        let said = match at {
            Some(at) => l.ta("evidence-log-witness-signed", &[("at", Arg::from(l.date_time(*at)))]),
            None => l.t("evidence-log-witness-missing"),
        };
        (name.clone(), said)
    };
    witnesses.iter().map(said).collect()
}

/// Where the offline proof of an entry lies, once there is one.
pub(crate) fn proof(stands: &LogStanding, entry: saksi_tlog::Hash) -> Option<String> {
    matches!(stands, LogStanding::Logged { .. }).then(|| format!("/log/proof/{}", entry.to_hex()))
}

impl PublicPage {
    pub(crate) fn new(request: &PageRequest, shown: &PublicEvidence, stands: &LogStanding) -> Self {
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
            witnesses: witnesses(l, stands),
            proof: proof(stands, shown.entry),
            l: l.clone(),
        }
    }
}

/// `GET /evidence/{id}`.
pub(crate) async fn show(
    State(site): State<Site>,
    request: PageRequest,
    PagePath(id): PagePath<EvidenceId>,
) -> Result<Response, PageError> {
    let shown: Result<PublicEvidence, Problem> =
        read!(site.db, request.viewer(), tx => { publishing::shown(&mut tx, id).await });
    let shown = shown?;
    let stands = log::standing(&site.db, shown.entry).await?;
    let page = PublicPage::new(&request, &shown, &stands);
    Shell::public(&request, page.title.clone()).canonical(&format!("/evidence/{id}")).render(&page)
}
