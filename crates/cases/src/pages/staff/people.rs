//! Who has access to a case: giving it to named people, taking it away (which makes a new key for everybody who stays), and the
//! record of who opened it.

use saksi_base::{CaseId, PersonId, Problem};
use saksi_web::fields::{self, Fields};
use saksi_web::{Form, FormData as _, Markup, PageError, PagePath, PageRequest, Response, Tone, Weight, user};

use super::case::{left_words, path};
use super::parts::{card, facts, hint, line, section};
use super::views::CaseView;
use super::work::opened_for;
use super::{Done, Staff, WorkPage, button, done, forms, opening, to_mend};
use crate::actions::{rekey as rekey_action, triage, work as action};
use crate::model::status::Status;

forms! {
    /// Who gets access.
    GiveForm "cases:give" 8 { person: Vec<String> }
    /// Whose access ends.
    TakeForm "cases:take" 4 { person: String }
    /// Begins a new key because somebody left.
    RenewForm "cases:new-key" 4 {}
    /// Goes on with a new key.
    RekeyForm "cases:rekey" 4 {}
}

/// Texts and files that one request seals anew; a case with more goes on when somebody opens this page again.
const AT_ONCE: usize = 200;

/// The page of access.
pub(crate) fn access(
    request: &PageRequest,
    view: &CaseView,
    reader: PersonId,
    typed: &GiveForm,
    problem: Option<&Problem>,
) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let at = path(view.row.id);
    let mut page = WorkPage::new(request, "cases-staff-access-title").back(l, &at, "cases-staff-back-case");
    page = page.part(&line(l, "cases-staff-access-lead"));
    if let Some(rekeying) = view.rekeying {
        page = page.part(&saksi_web::notice(
            Tone::Waiting,
            &l.t("cases-staff-rekeying"),
            &Markup::trusted("<p>")
                .then(&Markup::text(&l.ta("cases-staff-rekeying-how", &[("done", rekeying.done), ("of", rekeying.of)])))
                .then(&Markup::trusted(format!(
                    "</p><progress max=\"{}\" value=\"{}\" aria-label=\"{}\"></progress>",
                    rekeying.of.max(1),
                    rekeying.done,
                    saksi_web::escape(&l.t("cases-staff-rekeying"))
                )))
                .then(&button(
                    request,
                    &format!("{at}/people/go-on"),
                    RekeyForm::PURPOSE,
                    &[],
                    "cases-staff-rekey-go-on",
                    Weight::Quiet,
                )),
        ));
    }
    if !view.left.is_empty() && view.rekeying.is_none() {
        let renew = button(
            request,
            &format!("{at}/people/new-key"),
            RenewForm::PURPOSE,
            &[],
            "cases-staff-new-key",
            Weight::Main,
        );
        page = page.part(&saksi_web::notice(
            Tone::Waiting,
            &l.t("cases-staff-left"),
            &Markup::trusted("<p>")
                .then(&Markup::text(&left_words(l, view)))
                .then(&Markup::trusted("</p>"))
                .then(&if view.mine { renew } else { hint(l, "cases-staff-take-first") }),
        ));
    }
    let mut with = Markup::empty();
    for access in &view.access {
        let id = access.who.id.to_string();
        let name = user(&access.who.name);
        let about = facts(&[
            (l.t("cases-staff-organisation"), user(&access.organisation.name)),
            (l.t("cases-staff-since"), l.day(access.since)),
        ]);
        // Nobody takes their own access away: a case that nobody holds would be lost. It goes back to triage instead.
        let form = if access.who.id == reader {
            Markup::empty()
        } else {
            fields::form(
                request,
                &format!("{at}/people/end"),
                TakeForm::PURPOSE,
                &[f.hidden("person", &id), f.submit_named("", "", "cases-staff-access-end", Weight::Danger)],
            )
        };
        let about = if access.lost {
            about.then(&saksi_web::badge(l, Tone::Waiting, "cases-staff-access-lost"))
        } else {
            about
        };
        with = with.then(&card(&name, &about.then(&form)));
    }
    if view.access.is_empty() {
        with = hint(l, "cases-staff-access-triagers");
    }
    if view.trustees {
        with = with.then(&hint(l, "cases-staff-access-trustees"));
    }
    page = page.part(&section(l, "with", "cases-staff-access-with", "cases-staff-access-end-hint", &with));
    let options: Vec<(String, String)> = view
        .could_have_access
        .iter()
        .filter(|who| !view.access.iter().any(|access| access.who.id == who.id && !access.lost))
        .map(|who| (who.id.to_string(), who.name.clone()))
        .collect();
    let body = if options.is_empty() {
        saksi_web::empty(l, "cases-staff-access-nobody", "cases-staff-access-nobody-how")
    } else {
        fields::form(
            request,
            &format!("{at}/people"),
            GiveForm::PURPOSE,
            &[
                f.checks("person", "cases-staff-access-who", &typed.person, &[]).options(options).build(),
                f.submit("cases-staff-access-give"),
            ],
        )
    };
    let heading =
        if view.row.status == Status::Received { "cases-staff-access-assign" } else { "cases-staff-access-add" };
    page.part(&section(l, "add", heading, "cases-staff-access-add-hint", &body)).part(&section(
        l,
        "visits",
        "cases-staff-log",
        "cases-staff-log-hint",
        &log(request, view),
    ))
}

/// Who did what, without content.
fn log(request: &PageRequest, view: &CaseView) -> Markup {
    let l = &request.locale;
    if view.log.is_empty() {
        return hint(l, "cases-staff-log-none");
    }
    let rows: Vec<Vec<Markup>> = view
        .log
        .iter()
        .map(|entry| {
            vec![
                l.day(entry.at),
                entry.who.as_deref().map_or_else(|| Markup::text(&l.t("cases-staff-from-person")), user),
                Markup::text(&l.t(entry.what)),
            ]
        })
        .collect();
    super::parts::table(
        l,
        "cases-staff-log-caption",
        &["cases-staff-day", "cases-staff-who", "cases-staff-what"],
        &rows,
    )
}

/// `GET /cases/{case}/people`.
pub(crate) async fn page(staff: Staff, PagePath(id): PagePath<CaseId>) -> Result<Response, PageError> {
    let me = match staff.opened().await? {
        Ok(me) => me,
        Err(page) => return Ok(page),
    };
    let view = opening::case(&staff, &me, id).await?;
    staff.page(&access(&staff.request, &view, staff.member.person, &GiveForm::default(), None), None)
}

/// `POST /cases/{case}/people`.
pub(crate) async fn give(
    staff: Staff,
    PagePath(id): PagePath<CaseId>,
    form: Form<GiveForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, GiveForm);
    let form = form.value;
    let view = opening::case(&staff, &me, id).await?;
    let given = async {
        let people: Vec<PersonId> = form.person.iter().filter_map(|id| id.parse().ok()).collect();
        if people.is_empty() {
            return Err(Problem::field("person", "cases-staff-problem-choose"));
        }
        if view.row.status == Status::Received {
            triage::assign(&staff.cases, &me, id, &people).await?;
        } else {
            for person in &people {
                action::give(&staff.cases, &me, id, *person).await?;
            }
        }
        Ok(people.contains(&staff.member.person))
    };
    match given.await {
        Ok(true) => Ok(done(&path(id), Done::Taken)),
        // Who gave it on does not hold it.
        Ok(false) if view.row.status == Status::Received => Ok(done("/cases", Done::Given)),
        Ok(false) => Ok(done(&format!("{}/people", path(id)), Done::Given)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            staff.page(&access(&staff.request, &view, staff.member.person, &form, Some(&problem)), Some(&problem))
        }
    }
}

/// `POST /cases/{case}/people/end`.
pub(crate) async fn take(
    staff: Staff,
    PagePath(id): PagePath<CaseId>,
    form: Form<TakeForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, TakeForm);
    let person: PersonId = form.value.person.parse().map_err(|_| Problem::not_found())?;
    let rekeying = rekey_action::revoke(&staff.cases, &me, id, person).await?;
    if !rekeying.is_done() {
        rekey_action::rekey(&staff.cases, &me, id, AT_ONCE).await?;
    }
    Ok(done(&format!("{}/people", path(id)), Done::Revoked))
}

/// `POST /cases/{case}/people/new-key`.
pub(crate) async fn renew(
    staff: Staff,
    PagePath(id): PagePath<CaseId>,
    form: Form<RenewForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, RenewForm);
    let rekeying = rekey_action::renew(&staff.cases, &me, id).await?;
    if !rekeying.is_done() {
        rekey_action::rekey(&staff.cases, &me, id, AT_ONCE).await?;
    }
    Ok(done(&format!("{}/people", path(id)), Done::Rekeyed))
}

/// `POST /cases/{case}/people/go-on`.
pub(crate) async fn go_on(
    staff: Staff,
    PagePath(id): PagePath<CaseId>,
    form: Form<RekeyForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, RekeyForm);
    rekey_action::rekey(&staff.cases, &me, id, AT_ONCE).await?;
    Ok(done(&format!("{}/people", path(id)), Done::Rekeyed))
}
