//! `/work/evidence/{id}/replay`: how to look at an archived page as it was, and the link to where it is shown.

use saksi_base::{EvidenceId, Problem};
use saksi_db::{read, write};
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Form, FormData, Locale, Markup, PageError, PagePath, PageRequest, Response, Tone, Weight, escape, notice,
};

use super::piece::Export;
use super::{Keeper, keeps};
use crate::actions::looking::{self, Looked};
use crate::actions::replaying;
use crate::model::PartView;

/// Which part is to be replayed.
#[derive(Debug, Default, Clone, serde::Deserialize)]
#[serde(default)]
pub(crate) struct ReplayForm {
    pub(crate) part: String,
}

impl FormData for ReplayForm {
    const PURPOSE: &'static str = "evidence-replay";
}

#[derive(askama::Template)]
#[template(path = "replay.html")]
pub(crate) struct ReplayPage {
    l: Locale,
    piece: String,
    pub(crate) title: String,
    /// What stands in the way.
    standing: Option<Markup>,
    /// Where replay happens, and the form that makes a link.
    ask: Option<(String, Markup)>,
    /// The link, once it was made.
    link: Option<String>,
    /// Name, size, and the form that hands it out.
    packages: Vec<(String, String, Markup)>,
    has_text: bool,
}

impl ReplayPage {
    pub(crate) fn new(
        request: &PageRequest,
        looked: &Looked,
        origin: Option<&str>,
        link: Option<String>,
        problem: Option<&Problem>,
    ) -> Self {
        let l = &request.locale;
        let summary = &looked.evidence.summary;
        let piece = format!("/work/evidence/{}", summary.id);
        let archives: Vec<&PartView> =
            looked.evidence.parts.iter().filter(|part| replaying::is_archive(&part.name)).collect();
        let plain = |text: &str| Markup::trusted(format!("<p>{}</p>", escape(text)));
        let standing = match (archives.is_empty(), origin) {
            (true, _) => Some(notice(Tone::Plain, "", &plain(&l.t("evidence-replay-none")))),
            (false, None) => {
                let text = plain(&l.t("evidence-replay-unset-how"));
                Some(notice(Tone::Waiting, &l.t("evidence-replay-unset"), &text))
            }
            (false, Some(_)) => None,
        };
        let ask = origin.filter(|_| !archives.is_empty() && link.is_none()).map(|origin| {
            let action = format!("{piece}/replay");
            let form = match archives.as_slice() {
                [only] => {
                    let part = only.id.to_string();
                    let hidden = [("part", part.as_str())];
                    fields::button_form(
                        request,
                        &action,
                        ReplayForm::PURPOSE,
                        &hidden,
                        "evidence-replay-do",
                        Weight::Main,
                    )
                }
                several => {
                    let f = Fields::new(l, problem);
                    let names = several.iter().map(|part| (part.id.to_string(), part.name.clone())).collect();
                    fields::form(
                        request,
                        &action,
                        ReplayForm::PURPOSE,
                        &[
                            f.select("part", "evidence-part", "", &[]).options(names).build(),
                            f.submit("evidence-replay-do"),
                        ],
                    )
                }
            };
            (origin.to_owned(), form)
        });
        let packages = archives.iter().map(|part| {
            let action = format!("{piece}/parts/{}", part.id);
            let export = fields::button_form(request, &action, Export::PURPOSE, &[], "evidence-export", Weight::Quiet);
            (part.name.clone(), super::size(l, part.bytes), export)
        });
        Self {
            title: if summary.title.is_empty() { summary.url.clone() } else { summary.title.clone() },
            standing,
            ask,
            link,
            packages: packages.collect(),
            has_text: !looked.evidence.text.is_empty(),
            piece,
            l: l.clone(),
        }
    }
}

async fn page(
    keeper: &Keeper,
    id: EvidenceId,
    link: Option<String>,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let by = &keeper.by;
    let looked: Result<Looked, Problem> =
        read!(keeper.request.site.db, by.viewer(), tx => { looking::look(&mut tx, by, id).await });
    let page = ReplayPage::new(&keeper.request, &looked?, keeper.room.replay(), link, problem);
    keeper.page(keeper.request.locale.t("evidence-replay-title"), problem, &page)
}

/// `GET /work/evidence/{id}/replay`.
pub(crate) async fn show(keeper: Keeper, PagePath(id): PagePath<EvidenceId>) -> Result<Response, PageError> {
    page(&keeper, id, None, None).await
}

/// `POST /work/evidence/{id}/replay`: writes down that somebody looks, and makes the link.
pub(crate) async fn begin(
    keeper: Keeper,
    PagePath(id): PagePath<EvidenceId>,
    form: Form<ReplayForm>,
) -> Result<Response, PageError> {
    let site = &keeper.request.site;
    let Some(origin) = keeper.room.replay() else { return page(&keeper, id, None, None).await };
    let by = &keeper.by;
    let outcome = match form.value.part.parse() {
        Err(_) => Err(Problem::field("part", "evidence-problem-part")),
        Ok(part) => write!(site.db, "replay evidence", by.viewer(), tx => {
            replaying::begin(&mut tx, by, id, part).await
        }),
    };
    match outcome {
        Ok(ticket) => {
            let link = format!("{origin}/open/{}", ticket.text(&site.keys));
            page(&keeper, id, Some(link), None).await
        }
        Err(problem) if keeps(&problem) => page(&keeper, id, None, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}
