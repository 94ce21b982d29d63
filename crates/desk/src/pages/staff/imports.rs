//! `/desk/imports`: what was brought in from elsewhere. Importing itself is done with the program's `import` command.

use saksi_db::read;
use saksi_network::Capability;
use saksi_web::{Locale, Markup, PageError, PageRequest, Response, Tone, badge};

use super::Staff;
use super::reading::{self, ImportRun};

/// One run, ready to be shown.
pub(crate) struct RunPart {
    source: String,
    started: Markup,
    state: Markup,
    read: String,
    claims: String,
    checks: String,
    corrected: String,
    rejected: String,
}

#[derive(askama::Template)]
#[template(path = "staff/imports.html")]
pub(crate) struct ImportsPage {
    l: Locale,
    runs: Vec<RunPart>,
    empty: Markup,
}

impl ImportsPage {
    pub(crate) fn new(request: &PageRequest, runs: &[ImportRun]) -> Self {
        let l = &request.locale;
        Self {
            empty: if runs.is_empty() {
                saksi_web::empty(l, "desk-staff-imports-empty", "desk-staff-imports-empty-how")
            } else {
                Markup::empty()
            },
            runs: runs
                .iter()
                .map(|run| RunPart {
                    source: run.source.clone(),
                    started: l.moment(run.started_at),
                    state: if run.finished_at.is_some() {
                        badge(l, Tone::Done, "desk-staff-import-finished")
                    } else {
                        badge(l, Tone::Waiting, "desk-staff-import-unfinished")
                    },
                    read: l.number(run.rows_read),
                    claims: l.number(run.claims),
                    checks: l.number(run.checks),
                    corrected: l.number(run.corrected),
                    rejected: l.number(run.rejected),
                })
                .collect(),
            l: l.clone(),
        }
    }
}

/// `GET /desk/imports`.
pub(crate) async fn show(staff: Staff) -> Result<Response, PageError> {
    let by = staff.by;
    if !by.operator {
        by.must(Capability::IMPORT)?;
    }
    let runs = read!(staff.request.site.db, by.viewer(), tx => { reading::imports(&mut tx).await })?;
    let page = ImportsPage::new(&staff.request, &runs);
    staff.page(staff.l().t("desk-staff-imports-title"), None, &page)
}
