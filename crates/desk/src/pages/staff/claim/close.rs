//! Closing a claim that will not be checked, and the page that asks once more.

use saksi_base::{ClaimId, Problem};
use saksi_db::{read, write};
use saksi_network::Capability;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Weight, paragraphs, user,
};

use super::super::queue::QueueQuery;
use super::super::{Done, Staff, with_query};
use super::parts::localised;
use super::{back_to, explain, must_decide};
use crate::actions::queue;
use crate::model::{CloseReason, QueueRow};

/// Why it is closed.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Close {
    reason: String,
}

impl FormData for Close {
    const PURPOSE: &'static str = "desk-close";
}

#[derive(askama::Template)]
#[template(path = "staff/confirm.html")]
pub(crate) struct ConfirmPage {
    pub(crate) l: Locale,
    pub(crate) title: String,
    /// What it is done to, as somebody wrote it.
    pub(crate) about: Markup,
    /// What happens then.
    pub(crate) what: Markup,
    pub(crate) form: Markup,
    pub(crate) back: String,
}

/// `GET /desk/claims/{id}/close`.
pub(crate) async fn close_page(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<QueueQuery>,
) -> Result<Response, PageError> {
    show_close(&staff, id, &query, "", None).await
}

pub(crate) fn close_form(
    request: &PageRequest,
    row: &QueueRow,
    back: &str,
    reason: &str,
    problem: Option<&Problem>,
) -> ConfirmPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let options: Vec<(&str, &str)> =
        CloseReason::ALL.iter().map(|reason| (reason.code(), crate::pages::words::close_reason(*reason))).collect();
    ConfirmPage {
        title: l.t("desk-staff-close-title"),
        about: user(&localised(l, &row.statement)),
        what: paragraphs(&l.ta("desk-staff-close-what", &[("people", row.asked)])),
        form: fields::form(
            request,
            &with_query(&format!("/desk/claims/{}/close", row.id), back),
            Close::PURPOSE,
            &[
                f.radio("reason", "desk-staff-close-reason", reason, &options).required().build(),
                f.submit_named("", "", "desk-staff-close-do", Weight::Danger),
            ],
        ),
        back: with_query(&format!("/desk/claims/{}", row.id), back),
        l: l.clone(),
    }
}

async fn show_close(
    staff: &Staff,
    id: ClaimId,
    query: &QueueQuery,
    reason: &str,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let by = staff.by;
    by.must(Capability::CHECK)?;
    let row = read!(staff.request.site.db, by.viewer(), tx => {
        Ok::<_, Problem>(queue::claim_detail(&mut tx, &by, id).await?.row)
    })?;
    must_decide(&by, &row)?;
    let page = close_form(&staff.request, &row, &query.kept(true), reason, problem);
    staff.page(page.title.clone(), problem, &page)
}

/// `POST /desk/claims/{id}/close`.
pub(crate) async fn close(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<QueueQuery>,
    form: Form<Close>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let Some(reason) = CloseReason::from_code(&form.value.reason) else {
        let problem = Problem::field("reason", "desk-staff-problem-choose-reason");
        return show_close(&staff, id, &query, &form.value.reason, Some(&problem)).await;
    };
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "close claim", by.viewer(), tx => {
        queue::close(&mut tx, &by, id, reason).await
    });
    match outcome {
        Ok(()) => Ok(back_to(id, &query, Done::Closed)),
        Err(problem) => explain(&staff, id, query, problem).await,
    }
}
