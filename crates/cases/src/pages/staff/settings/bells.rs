//! Whom the helpline tells, outside of the site, that somebody waits.

use saksi_base::Problem;
use saksi_web::fields::{self, Fields};
use saksi_web::{Arg, Form, FormData as _, Markup, PageError, PageRequest, Response, Weight, escape};

use super::{may, page};
use crate::actions::bells as action;
use crate::model::bells::{BellProblem, Bells, MOST_ADDRESSES, read_addresses};
use crate::model::clocks::Targets;
use crate::pages::staff::parts::{hint, line};
use crate::pages::staff::{Done, Staff, WorkPage, done, forms, opening, to_mend};

forms! {
    /// Addresses, one on each line.
    BellsForm "cases:bells" 16 { seen: String, remind: String, escalate: String }
    /// A trial.
    TryForm "cases:try-bells" 1 {}
}

impl BellsForm {
    pub(crate) fn of(seen: &str, bells: &Bells) -> Self {
        Self { seen: seen.to_owned(), remind: bells.remind.join("\n"), escalate: bells.escalate.join("\n") }
    }

    pub(crate) fn read(&self) -> Result<Bells, Problem> {
        let list = |field: &'static str, text: &str| {
            read_addresses(text).map_err(|problem| match problem {
                BellProblem::Address(found) => {
                    Problem::field(field, "cases-staff-problem-address").with("found", found)
                }
                BellProblem::TooMany => {
                    Problem::field(field, "cases-staff-problem-addresses").with("most", MOST_ADDRESSES)
                }
            })
        };
        Ok(Bells { remind: list("remind", &self.remind)?, escalate: list("escalate", &self.escalate)? })
    }
}

/// Whom to tell. `mail` says whether the server can send any.
pub(crate) fn bells(
    request: &PageRequest,
    targets: &Targets,
    typed: &BellsForm,
    mail: bool,
    problem: Option<&Problem>,
) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let minutes = |minutes: u32| [("minutes", Arg::from(i64::from(minutes)))];
    let first = targets.first_answer;
    let mut whole = page(request, "cases-staff-bells").part(&line(l, "cases-staff-bells-lead"));
    if !mail {
        let words = escape(&l.t("cases-staff-bells-no-mail"));
        whole = whole
            .part(&Markup::trusted(format!("<div class=\"notice notice-waiting\" role=\"note\"><p>{words}</p></div>")));
    }
    whole = whole.part(&fields::form(
        request,
        "/cases/settings/bells",
        BellsForm::PURPOSE,
        &[
            f.hidden("seen", &typed.seen),
            f.area("remind", "cases-staff-bells-remind", &typed.remind)
                .hint_with("cases-staff-bells-remind-hint", &minutes(first.remind))
                .code()
                .rows(3)
                .optional()
                .build(),
            f.area("escalate", "cases-staff-bells-escalate", &typed.escalate)
                .hint_with("cases-staff-bells-escalate-hint", &minutes(first.escalate))
                .code()
                .rows(3)
                .optional()
                .build(),
            f.submit("cases-staff-save"),
        ],
    ));
    if mail {
        whole = whole.part(&fields::button_form(
            request,
            "/cases/settings/bells/try",
            TryForm::PURPOSE,
            &[],
            "cases-staff-bells-try",
            Weight::Quiet,
        ));
    }
    whole.part(&hint(l, "cases-staff-bells-memory"))
}

async fn shown(staff: &Staff, typed: Option<&BellsForm>, problem: Option<&Problem>) -> Result<Response, PageError> {
    let found = opening::settings(staff).await?;
    let stored = BellsForm::of(&found.seen("bells"), &found.settings.bells.value);
    let mail = staff.cases.ringer().is_some();
    staff.page(&bells(&staff.request, &found.targets, typed.unwrap_or(&stored), mail, problem), problem)
}

/// `GET /cases/settings/bells`.
pub(crate) async fn bells_page(staff: Staff) -> Result<Response, PageError> {
    shown(&staff, None, None).await
}

/// `POST /cases/settings/bells`.
pub(crate) async fn set_bells(staff: Staff, form: Form<BellsForm>) -> Result<Response, PageError> {
    may(&staff)?;
    let form = form.value;
    let set = async { opening::set(&staff, &form.seen, opening::Setting::Bells(form.read()?)).await };
    match set.await {
        Ok(()) => Ok(done("/cases/settings/bells", Done::Saved)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            shown(&staff, Some(&form), Some(&problem)).await
        }
    }
}

/// `POST /cases/settings/bells/try`: every address gets a letter that says it is a trial.
pub(crate) async fn try_bells(staff: Staff, _: Form<TryForm>) -> Result<Response, PageError> {
    may(&staff)?;
    let url = &staff.request.site.settings.public_url;
    match action::try_bells(&staff.cases, &staff.member, staff.l(), url).await {
        Ok(_) => Ok(done("/cases/settings/bells", Done::Rung)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            shown(&staff, None, Some(&problem)).await
        }
    }
}
