//! `/cases/{case}/voices`: words that the person may want everybody to read. They are asked about exactly these words; until somebody
//! releases them they are sealed in the case.

use saksi_base::{CaseId, CaseRecordId, Problem};
use saksi_web::fields::{self, Fields};
use saksi_web::{Form, FormData as _, Markup, PageError, PagePath, PageRequest, Response, Tone, Weight, user_block};

use super::case::path as case_path;
use super::handing::{EndConsentForm, read_days};
use super::parts::{facts, hint, line, row, section, top_card};
use super::views::{CaseView, ConsentView};
use super::work::opened_for;
use super::{Done, Staff, WorkPage, button, done, forms, opening, to_mend};
use crate::actions::voices::{self as action, LONGEST};
use crate::model::consent::Purpose;

forms! {
    /// Words that the person is asked about, or agreed to on the phone.
    VoiceForm "cases:voice" 64 { words: String, days: String, said: String }
    /// Lets everybody read them.
    ReleaseForm "cases:voice-release" 4 {}
    /// Takes them off the page.
    TakeDownForm "cases:voice-take-down" 4 {}
}

/// Where the testimonies of a case are.
pub(crate) fn path(case: CaseId) -> String {
    format!("{}/voices", case_path(case))
}

/// One testimony, with what can be done about it.
fn one(request: &PageRequest, view: &CaseView, asked: &ConsentView, released: bool) -> Markup {
    let l = &request.locale;
    let consent = &asked.consent;
    let over = consent.ends.is_some_and(|ends| ends <= l.now());
    let (tone, says) = match asked.answer {
        _ if consent.withdrawn.is_some() => (Tone::Danger, "cases-staff-consent-withdrawn"),
        None => (Tone::Waiting, "cases-staff-consent-asked"),
        Some(false) => (Tone::Danger, "cases-staff-consent-no"),
        Some(true) if over => (Tone::Plain, "cases-staff-consent-over"),
        Some(true) if released => (Tone::Done, "cases-staff-voice-released"),
        Some(true) => (Tone::Done, "cases-staff-consent-yes"),
    };
    let about = facts(&[
        (l.t("cases-staff-consent-state"), saksi_web::badge(l, tone, says)),
        (l.t("cases-staff-since"), l.day(consent.given)),
        (l.t("cases-staff-until"), consent.ends.map_or_else(Markup::empty, |ends| l.day(ends))),
    ]);
    let at = format!("{}/{}", path(view.row.id), asked.record);
    let mut buttons = Vec::new();
    if asked.answer == Some(true) && consent.withdrawn.is_none() && view.mine {
        if released {
            let to = format!("{at}/take-down");
            buttons.push(button(
                request,
                &to,
                TakeDownForm::PURPOSE,
                &[],
                "cases-staff-voice-take-down",
                Weight::Danger,
            ));
        } else if !over {
            let to = format!("{at}/release");
            buttons.push(button(request, &to, ReleaseForm::PURPOSE, &[], "cases-staff-voice-release", Weight::Main));
        }
        let (record, to) = (asked.record.to_string(), format!("{}/consents/end", case_path(view.row.id)));
        let fields = [("record", record.as_str())];
        buttons.push(button(request, &to, EndConsentForm::PURPOSE, &fields, "cases-staff-consent-end", Weight::Quiet));
    }
    let label = Markup::text(&l.t("cases-staff-voice"));
    top_card(&label, &user_block(&asked.words).then(&about).then(&row(&buttons)))
}

/// The testimonies of a case, with the form for one more.
pub(crate) fn list(
    request: &PageRequest,
    view: &CaseView,
    released: &[CaseRecordId],
    typed: &VoiceForm,
    problem: Option<&Problem>,
) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let asked = view.consents.iter().filter(|asked| asked.consent.purpose == Purpose::Testimony);
    let shown: Markup = asked.map(|asked| one(request, view, asked, released.contains(&asked.record))).collect();
    let shown = if shown.is_empty() {
        saksi_web::empty(l, "cases-staff-voices-none", "cases-staff-voices-none-how")
    } else {
        shown
    };
    let page = WorkPage::new(request, "cases-staff-voices")
        .back(l, &case_path(view.row.id), "cases-staff-back-case")
        .part(&line(l, "cases-staff-voices-lead"))
        .part(&shown);
    if !view.mine {
        return page.part(&hint(l, "cases-staff-take-first"));
    }
    let form = fields::form(
        request,
        &path(view.row.id),
        VoiceForm::PURPOSE,
        &[
            f.area("words", "cases-staff-voice-words", &typed.words)
                .hint("cases-staff-voice-words-hint")
                .language(view.row.language.as_str())
                .rows(7)
                .longest(u32::try_from(LONGEST).unwrap_or(u32::MAX))
                .required()
                .build(),
            f.text("days", "cases-staff-notice-days", &typed.days)
                .hint("cases-staff-notice-days-hint")
                .kind("number")
                .input_mode("numeric")
                .optional()
                .build(),
            f.checkbox("said", "cases-staff-consent-said", typed.said == "yes")
                .hint("cases-staff-consent-said-hint")
                .build(),
            f.submit("cases-staff-consent-ask"),
        ],
    );
    page.part(&section(l, "ask", "cases-staff-ask-person", "cases-staff-voice-ask-hint", &form))
}

/// `GET /cases/{case}/voices`.
pub(crate) async fn show(staff: Staff, PagePath(id): PagePath<CaseId>) -> Result<Response, PageError> {
    let me = match staff.opened().await? {
        Ok(me) => me,
        Err(page) => return Ok(page),
    };
    let view = opening::case(&staff, &me, id).await?;
    let released = action::of_case(&staff.cases, &me, id).await?;
    staff.page(&list(&staff.request, &view, &released, &VoiceForm::default(), None), None)
}

/// `POST /cases/{case}/voices`: asks the person, or keeps what they said.
pub(crate) async fn ask(
    staff: Staff,
    PagePath(id): PagePath<CaseId>,
    form: Form<VoiceForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, VoiceForm);
    let form = form.value;
    let asked = match read_days(&form.days, staff.request.now) {
        Ok(ends) => action::ask(&staff.cases, &me, id, &form.words, ends, form.said == "yes").await,
        Err(problem) => Err(problem),
    };
    match asked {
        Ok(()) => Ok(done(&path(id), if form.said == "yes" { Done::Saved } else { Done::Asked })),
        Err(problem) => {
            let problem = to_mend(problem)?;
            let view = opening::case(&staff, &me, id).await?;
            let released = action::of_case(&staff.cases, &me, id).await?;
            staff.page(&list(&staff.request, &view, &released, &form, Some(&problem)), Some(&problem))
        }
    }
}

/// `POST /cases/{case}/voices/{record}/release`.
pub(crate) async fn release(
    staff: Staff,
    PagePath((id, record)): PagePath<(CaseId, CaseRecordId)>,
    form: Form<ReleaseForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, ReleaseForm);
    action::release(&staff.cases, &me, id, record).await?;
    Ok(done(&path(id), Done::VoiceReleased))
}

/// `POST /cases/{case}/voices/{record}/take-down`.
pub(crate) async fn take_down(
    staff: Staff,
    PagePath((id, record)): PagePath<(CaseId, CaseRecordId)>,
    form: Form<TakeDownForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, TakeDownForm);
    action::take_down(&staff.cases, &me, id, record).await?;
    Ok(done(&path(id), Done::VoiceTakenDown))
}
