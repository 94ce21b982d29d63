//! `/cases/referrals`: what others ask of us, and what we asked of others.

use saksi_base::{Problem, ReferralId};
use saksi_network::Capability;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Form, FormData as _, Locale, Markup, PageError, PagePath, PageRequest, Response, Tone, Weight, escape, user,
};

use super::case::path;
use super::handing;
use super::parts::{choices, facts, hint, line, link_button, row, section, table, warn};
use super::views::ReferralView;
use super::work::opened_for;
use super::{Done, Staff, WorkPage, button, done, forms, opening, to_mend};
use crate::actions::referral::{self as action, Said};
use crate::model::referral::{DeclineReason, ReferralState};

forms! {
    /// Takes it.
    AcceptForm "cases:accept" 4 {}
    /// Does not take it, and says why.
    DeclineForm "cases:decline" 8 { reason: String }
}

/// How the form names a reason; the same words as the reason is stored by.
fn reason_code(reason: DeclineReason) -> &'static str {
    match reason {
        DeclineReason::NoCapacity => "no-capacity",
        DeclineReason::OutOfMandate => "out-of-mandate",
        DeclineReason::Language => "language",
        DeclineReason::Place => "place",
        DeclineReason::ConflictOfInterest => "conflict-of-interest",
        DeclineReason::NotSafe => "not-safe",
        DeclineReason::Other => "other",
    }
}

fn read_reason(code: &str) -> Result<DeclineReason, Problem> {
    DeclineReason::ALL
        .into_iter()
        .find(|reason| reason_code(*reason) == code)
        .ok_or_else(|| Problem::field("reason", "cases-staff-problem-choose"))
}

/// The page of both lists.
pub(crate) fn list(request: &PageRequest, incoming: &[ReferralView], outgoing: &[ReferralView]) -> WorkPage {
    let l = &request.locale;
    let rows = |list: &[ReferralView], theirs: bool| -> Vec<Vec<Markup>> {
        list.iter()
            .map(|referral| {
                let name = if theirs { &referral.from.name } else { &referral.to.name };
                let to = if theirs {
                    format!("/cases/referrals/{}", referral.id)
                } else {
                    referral
                        .case
                        .map_or_else(|| "/cases/referrals".to_owned(), |case| format!("{}#handing", path(case)))
                };
                vec![
                    Markup::trusted(format!("<a href=\"{}\">{}</a>", escape(&to), user(name))),
                    Markup::text(&l.t(referral.service.message())),
                    handing::state(l, referral.state),
                    l.moment(referral.offered),
                    if referral.state == ReferralState::Offered {
                        l.moment(referral.deadline)
                    } else {
                        Markup::text("–")
                    },
                ]
            })
            .collect()
    };
    let headings = [
        "cases-staff-organisation",
        "cases-staff-service",
        "cases-staff-referral-state",
        "cases-staff-offered",
        "cases-staff-answer-by",
    ];
    let inbox = if incoming.is_empty() {
        saksi_web::empty(l, "cases-staff-incoming-none", "cases-staff-incoming-none-how")
    } else {
        table(l, "cases-staff-incoming", &headings, &rows(incoming, true))
    };
    let outbox = if outgoing.is_empty() {
        saksi_web::empty(l, "cases-staff-outgoing-none", "cases-staff-outgoing-none-how")
    } else {
        table(l, "cases-staff-outgoing", &headings, &rows(outgoing, false))
    };
    WorkPage::tabbed(request, "cases-staff-referrals-title")
        .part(&section(l, "incoming", "cases-staff-incoming", "", &inbox))
        .part(&section(l, "outgoing", "cases-staff-outgoing", "", &outbox))
}

/// `GET /cases/referrals`.
pub(crate) async fn show(staff: Staff) -> Result<Response, PageError> {
    staff.member.may(Capability::RESPOND)?;
    let me = match staff.opened().await? {
        Ok(me) => me,
        Err(page) => return Ok(page),
    };
    let (incoming, outgoing) = opening::referrals(&staff, &me).await?;
    staff.page(&list(&staff.request, &incoming, &outgoing), None)
}

/// One referral as the side that was asked sees it.
pub(crate) fn asked(
    request: &PageRequest,
    referral: &ReferralView,
    typed: &DeclineForm,
    problem: Option<&Problem>,
) -> WorkPage {
    let l: &Locale = &request.locale;
    let f = Fields::new(l, problem);
    let at = format!("/cases/referrals/{}", referral.id);
    let mut page = WorkPage::new(request, "cases-staff-referral-title")
        .back(l, "/cases/referrals", "cases-staff-back-referrals")
        .part(&Markup::trusted(format!("<p class=\"lead\">{}</p>", user(&referral.from.name))))
        .part(&facts(&handing::about(l, referral)));
    let mut extract = Markup::empty();
    for (field, said) in &referral.extract {
        let said = match said {
            Said::Words(text) => saksi_web::user_block(text),
            Said::Coded(messages) => {
                let words: Vec<String> = messages.iter().map(|message| l.t(message)).collect();
                Markup::trusted(format!("<p>{}</p>", escape(&l.list(&words))))
            }
        };
        extract = extract
            .then(&Markup::trusted(format!("<h3>{}</h3>", escape(&l.t(handing::field_message(*field))))))
            .then(&said);
    }
    if !extract.is_empty() {
        page = page.part(&section(l, "extract", "cases-staff-extract", "cases-staff-extract-hint", &extract));
    } else if !referral.can_open {
        page = page.part(&hint(l, "cases-staff-extract-closed"));
    }
    match (referral.state, referral.case) {
        (ReferralState::Offered, _) => page
            .part(&section(
                l,
                "accept",
                "cases-staff-accept",
                "cases-staff-accept-hint",
                &row(&[button(
                    request,
                    &format!("{at}/accept"),
                    AcceptForm::PURPOSE,
                    &[],
                    "cases-staff-accept",
                    Weight::Main,
                )]),
            ))
            .part(&section(
                l,
                "decline",
                "cases-staff-decline",
                "cases-staff-decline-hint",
                &fields::form(
                    request,
                    &format!("{at}/decline"),
                    DeclineForm::PURPOSE,
                    &[
                        f.radio(
                            "reason",
                            "cases-staff-decline-why",
                            &typed.reason,
                            &choices(&DeclineReason::ALL, reason_code, DeclineReason::message, None),
                        )
                        .build(),
                        f.submit_named("", "", "cases-staff-decline", Weight::Quiet),
                    ],
                ),
            )),
        (ReferralState::Accepted, Some(case)) if referral.can_open => {
            page.part(&row(&[link_button(l, &path(case), "cases-staff-open-case", Weight::Main)]))
        }
        (ReferralState::Accepted, _) => page.part(&line(l, "cases-staff-accepted-by-others")),
        _ => page.part(&warn(Tone::Plain, "", &l.t("cases-staff-referral-over"))),
    }
}

/// `GET /cases/referrals/{referral}`.
pub(crate) async fn one(staff: Staff, PagePath(id): PagePath<ReferralId>) -> Result<Response, PageError> {
    staff.member.may(Capability::RESPOND)?;
    let me = match staff.opened().await? {
        Ok(me) => me,
        Err(page) => return Ok(page),
    };
    let referral = opening::referral(&staff, &me, id).await?;
    staff.page(&asked(&staff.request, &referral, &DeclineForm::default(), None), None)
}

/// `POST /cases/referrals/{referral}/accept`.
pub(crate) async fn accept(
    staff: Staff,
    PagePath(id): PagePath<ReferralId>,
    form: Form<AcceptForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, AcceptForm);
    action::accept(&staff.cases, &me, id).await?;
    Ok(done(&format!("/cases/referrals/{id}"), Done::Accepted))
}

/// `POST /cases/referrals/{referral}/decline`.
pub(crate) async fn decline(
    staff: Staff,
    PagePath(id): PagePath<ReferralId>,
    form: Form<DeclineForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, DeclineForm);
    let form = form.value;
    let declined = async { action::decline(&staff.cases, &me, id, read_reason(&form.reason)?).await };
    match declined.await {
        Ok(()) => Ok(done("/cases/referrals", Done::Declined)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            let referral = opening::referral(&staff, &me, id).await?;
            staff.page(&asked(&staff.request, &referral, &form, Some(&problem)), Some(&problem))
        }
    }
}
