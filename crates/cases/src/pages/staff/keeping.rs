//! How long a case is kept: the day of deletion, keeping it longer with a reason that the person can see, holding it, deleting it.

use saksi_base::{CaseId, Problem};
use saksi_web::fields::{self, Fields};
use saksi_web::{Form, FormData as _, Locale, Markup, PageError, PagePath, PageRequest, Response, Tone, Weight, user};

use super::case::{Typed, path};
use super::parts::{facts, line, lines, link_button, row, section, warn};
use super::views::{CaseView, reference};
use super::work::{self, opened_for};
use super::{Done, Staff, WorkPage, button, forms, opening, said, to_mend};
use crate::actions::retention as action;
use crate::model::calendar::Day;
use crate::model::retention::Deletion;
use crate::model::sheet::Change;

forms! {
    /// Keeps it longer.
    ExtendForm "cases:extend" 8 { seen: u32, until: String, reason: String }
    /// Keeps everything until somebody says otherwise.
    HoldForm "cases:hold" 8 { seen: u32, hold_reason: String }
    /// Ends that.
    LiftForm "cases:lift" 4 { seen: u32 }
    /// Deletes it now.
    DeleteForm "cases:delete" 4 { sure: String }
}

/// What was typed here.
#[derive(Clone, Default)]
pub(crate) struct Kept {
    pub(crate) until: String,
    pub(crate) reason: String,
    pub(crate) hold_reason: String,
}

/// The page.
pub(crate) fn keep(
    request: &PageRequest,
    view: &CaseView,
    typed: &Kept,
    both: &Markup,
    problem: Option<&Problem>,
) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let at = path(view.row.id);
    let version = view.version.to_string();
    let mut page = WorkPage::new(request, "cases-staff-keep-title").back(l, &at, "cases-staff-back-case").part(both);
    page = page.part(&match &view.deletion {
        Deletion::Unless { day, reminders } => {
            let days: Vec<String> = reminders.iter().map(|day| l.date(day.start())).collect();
            line(l, "cases-staff-kept-open").then(&facts(&[
                (l.t("cases-staff-deletion-unless"), l.day(day.start())),
                (l.t("cases-staff-reminders"), Markup::text(&l.list(&days))),
            ]))
        }
        Deletion::Held(day) => warn(
            Tone::Waiting,
            &l.t("cases-staff-held"),
            &l.attribute("cases-staff-held-until", &[("date", l.date(day.start()))]),
        ),
        Deletion::On { day, reminders } => {
            let days: Vec<String> = reminders.iter().map(|day| l.date(day.start())).collect();
            facts(&[
                (l.t("cases-staff-deletion-day"), l.day(day.start())),
                (l.t("cases-staff-reminders"), Markup::text(&l.list(&days))),
            ])
        }
    });
    let mut longer = Markup::empty();
    let extended: Vec<Markup> = view
        .extensions
        .iter()
        .map(|(extension, by)| {
            l.day(extension.until.start())
                .then(&Markup::text(" · "))
                .then(&user(by))
                .then(&Markup::text(": "))
                .then(&user(&extension.reason))
        })
        .collect();
    if !extended.is_empty() {
        longer = longer.then(&lines(&extended));
    }
    if matches!(view.deletion, Deletion::On { .. } | Deletion::Held(_)) {
        longer = longer.then(&fields::form(
            request,
            &format!("{at}/keep"),
            ExtendForm::PURPOSE,
            &[
                f.hidden("seen", &version),
                f.text("until", "cases-staff-keep-until", &typed.until).kind("date").required().build(),
                f.area("reason", "cases-staff-reason", &typed.reason)
                    .hint("cases-staff-reason-hint")
                    .rows(3)
                    .longest(500)
                    .required()
                    .build(),
                f.submit_named("", "", "cases-staff-keep-longer", Weight::Quiet),
            ],
        ));
    } else {
        longer = longer.then(&line(l, "cases-staff-keep-longer-not-now"));
    }
    page = page.part(&section(l, "longer", "cases-staff-keep-longer", "cases-staff-keep-longer-hint", &longer));
    let mut hold = Markup::empty();
    let standing = view.holds.iter().any(|(hold, _)| hold.lifted.is_none());
    for (entry, by) in &view.holds {
        hold = hold.then(&facts(&[
            (l.t("cases-staff-reason"), user(&entry.reason)),
            (l.t("cases-staff-who"), user(by)),
            (l.t("cases-staff-since"), l.day(entry.since)),
            (l.t("cases-staff-lifted"), entry.lifted.map_or_else(Markup::empty, |at| l.day(at))),
        ]));
    }
    hold = hold.then(&if standing {
        row(&[button(
            request,
            &format!("{at}/hold/lift"),
            LiftForm::PURPOSE,
            &[("seen", &version)],
            "cases-staff-lift",
            Weight::Quiet,
        )])
    } else {
        fields::form(
            request,
            &format!("{at}/hold"),
            HoldForm::PURPOSE,
            &[
                f.hidden("seen", &version),
                f.area("hold_reason", "cases-staff-reason", &typed.hold_reason)
                    .hint("cases-staff-reason-hint")
                    .rows(3)
                    .longest(500)
                    .required()
                    .build(),
                f.submit_named("", "", "cases-staff-hold", Weight::Quiet),
            ],
        )
    });
    page = page.part(&section(l, "hold", "cases-staff-hold", "cases-staff-hold-hint", &hold));
    let delete = row(&[link_button(l, &format!("{at}/delete"), "cases-staff-delete", Weight::Danger)]);
    page.part(&section(l, "delete", "cases-staff-delete", "cases-staff-delete-hint", &delete))
}

/// `GET /cases/{case}/keep`.
pub(crate) async fn page(staff: Staff, PagePath(id): PagePath<CaseId>) -> Result<Response, PageError> {
    let me = match staff.opened().await? {
        Ok(me) => me,
        Err(page) => return Ok(page),
    };
    let view = opening::case(&staff, &me, id).await?;
    staff.page(&keep(&staff.request, &view, &Kept::default(), &Markup::empty(), None), None)
}

/// A day as a form sends it.
pub(crate) fn read_day(field: &'static str, text: &str) -> Result<Day, Problem> {
    text.trim().parse().map_err(|_| Problem::field(field, "cases-staff-problem-day"))
}

/// `POST /cases/{case}/keep`.
pub(crate) async fn extend(
    staff: Staff,
    PagePath(id): PagePath<CaseId>,
    form: Form<ExtendForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, ExtendForm);
    let form = form.value;
    let typed = Kept { until: form.until.clone(), reason: form.reason.clone(), ..Kept::default() };
    let what = read_day("until", &form.until).and_then(|until| {
        let reason = crate::model::retention::reason(&form.reason).map_err(|_| reason_problem("reason"))?;
        Ok(Change::Extend { until, reason })
    });
    apply(&staff, &me, id, form.seen, what, &typed, Done::Extended).await
}

/// `POST /cases/{case}/hold`.
pub(crate) async fn hold(
    staff: Staff,
    PagePath(id): PagePath<CaseId>,
    form: Form<HoldForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, HoldForm);
    let form = form.value;
    let typed = Kept { hold_reason: form.hold_reason.clone(), ..Kept::default() };
    let what = crate::model::retention::reason(&form.hold_reason)
        .map(|reason| Change::Hold { reason })
        .map_err(|_| reason_problem("hold_reason"));
    apply(&staff, &me, id, form.seen, what, &typed, Done::Held).await
}

fn reason_problem(field: &'static str) -> Problem {
    let (least, most) = crate::model::retention::REASON_CHARACTERS;
    Problem::field(field, "cases-staff-problem-reason").with("least", least).with("most", most)
}

/// Makes a change of this page, and shows this page again where it could not be made.
async fn apply(
    staff: &Staff,
    me: &crate::actions::keys::Unlocked,
    id: CaseId,
    seen: u32,
    what: Result<Change, Problem>,
    typed: &Kept,
    says: Done,
) -> Result<Response, PageError> {
    use crate::actions::work::Changed;
    let changed = match what {
        Ok(what) => crate::actions::work::change(&staff.cases, me, id, seen, what).await,
        Err(problem) => Err(problem),
    };
    let (both, problem) = match changed {
        Ok(Changed::Done { .. }) => return Ok(super::done(&path(id), says)),
        Ok(Changed::Conflict(found)) => {
            (super::conflict::both(staff.l(), &found), Problem::conflict("cases-staff-problem-conflict"))
        }
        Err(problem) => (Markup::empty(), to_mend(problem)?),
    };
    let view = opening::case(staff, me, id).await?;
    staff.page(&keep(&staff.request, &view, typed, &both, Some(&problem)), Some(&problem))
}

/// `POST /cases/{case}/hold/lift`.
pub(crate) async fn lift(
    staff: Staff,
    PagePath(id): PagePath<CaseId>,
    form: Form<LiftForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, LiftForm);
    work::change(&staff, &me, id, form.value.seen, Change::Lift, Typed::default(), Done::Lifted).await
}

/// The page that asks once more.
pub(crate) fn deleting(request: &PageRequest, view: &CaseView, problem: Option<&Problem>) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let at = path(view.row.id);
    WorkPage::new(request, "cases-staff-delete-title")
        .back(l, &format!("{at}/keep"), "cases-staff-back")
        .part(&warn(Tone::Danger, &l.t("cases-staff-delete-means-title"), &l.t("cases-staff-delete-means")))
        .part(&fields::form(
            request,
            &format!("{at}/delete"),
            DeleteForm::PURPOSE,
            &[
                f.checkbox("sure", "cases-staff-delete-sure", false).build(),
                f.submit_named("", "", "cases-staff-delete", Weight::Danger),
            ],
        ))
}

/// `GET /cases/{case}/delete`.
pub(crate) async fn delete_page(staff: Staff, PagePath(id): PagePath<CaseId>) -> Result<Response, PageError> {
    let me = match staff.opened().await? {
        Ok(me) => me,
        Err(page) => return Ok(page),
    };
    let view = opening::case(&staff, &me, id).await?;
    staff.page(&deleting(&staff.request, &view, None), None)
}

/// What is left of a case: that it is gone, and from when on the last backup is gone too.
pub(crate) fn receipt(request: &PageRequest, case: CaseId, deleted: Day, gone: Day) -> WorkPage {
    let l: &Locale = &request.locale;
    WorkPage::new(request, "cases-staff-deleted-title")
        .back(l, "/cases", "cases-staff-back-queue")
        .part(&said(&l.t("cases-staff-deleted-done")))
        .part(&facts(&[
            (l.t("cases-staff-reference"), super::parts::code(&reference(case))),
            (l.t("cases-staff-deleted-day"), l.day(deleted.start())),
            (l.t("cases-staff-backups-day"), l.day(gone.start())),
        ]))
        .part(&super::parts::hint(l, "cases-staff-backups-hint"))
}

/// `POST /cases/{case}/delete`.
pub(crate) async fn delete(
    staff: Staff,
    PagePath(id): PagePath<CaseId>,
    form: Form<DeleteForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, DeleteForm);
    let deleted = async {
        if form.value.sure != "yes" {
            return Err(Problem::field("sure", "cases-staff-problem-not-sure"));
        }
        action::delete(&staff.cases, &me, id).await
    };
    match deleted.await {
        Ok(found) => staff.page(&receipt(&staff.request, id, found.deleted_on, found.gone_from_backups), None),
        Err(problem) => {
            let problem = to_mend(problem)?;
            let view = opening::case(&staff, &me, id).await?;
            staff.page(&deleting(&staff.request, &view, Some(&problem)), Some(&problem))
        }
    }
}
