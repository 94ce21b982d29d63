//! Handing a case on: asking the person, what they agreed to, who could help, and the offer with its terms.
//!
//! Nothing leaves before the person said yes to this organisation and to as much. The form offers the extract first: enough to
//! say yes or no, nothing that leads to the person.

use saksi_base::{CaseId, CaseRecordId, OrganisationId, Problem, ReferralId, Timestamp, clock::DAY};
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Form, FormData as _, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Tone, Weight, user,
};

use super::case::path;
use super::parts::{card, choices, facts, line, lines, link_button, row, section, warn};
use super::views::{CaseView, ProviderLine, ReferralView};
use super::work::opened_for;
use super::{Done, Staff, WorkPage, button, done, forms, opening, query_of, to_mend, with_query};
use crate::actions::referral as action;
use crate::model::consent::{Extent, Field, Purpose};
use crate::model::referral::ReferralState;
use crate::model::words::{Answer, ServiceKind};

forms! {
    /// What the person is asked, or said on the phone.
    ConsentForm "cases:consent" 64 {
        receiver: String, purpose: String, much: String, field: Vec<String>, words: String, days: String, said: String,
        service: String,
    }
    /// A consent that the person took back by telling somebody.
    EndConsentForm "cases:consent-end" 4 { record: String }
    /// An offer to another organisation.
    ReferForm "cases:refer" 64 {
        to: String, purpose: String, service: String, much: String, field: Vec<String>, text: String, days: String,
    }
    /// Takes an offer back.
    TakeBackForm "cases:refer-back" 4 {}
    /// Whether the other side reached the person.
    ReachedForm "cases:reached" 4 { reached: String }
}

/// Which help is looked for.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct ReferQuery {
    pub(crate) service: String,
    pub(crate) to: String,
    /// What the other side is asked for: help, or research.
    pub(crate) purpose: String,
}

/// How much, in words.
pub(crate) fn extent_words(l: &Locale, extent: &Extent) -> String {
    match extent {
        Extent::Whole => l.t("cases-staff-extent-whole"),
        Extent::Extract { fields } => {
            let words: Vec<String> = fields.iter().map(|field| l.t(field_message(*field))).collect();
            l.list(&words)
        }
    }
}

/// What a field of an extract is called among those who help; the person is asked in the second person.
pub(crate) const fn field_message(field: Field) -> &'static str {
    match field {
        Field::Services => "cases-staff-field-services",
        Field::Danger => "cases-staff-field-danger",
        Field::Incident => "cases-staff-field-incident",
        Field::Language => "cases-staff-field-language",
        Field::Place => "cases-staff-field-place",
        Field::Contact => "cases-staff-field-contact",
        Field::Summary => "cases-staff-field-summary",
        Field::Words => "cases-staff-field-words",
        Field::Links => "cases-staff-field-links",
        Field::Files => "cases-staff-field-files",
    }
}

/// What the form says about how much.
fn read_extent(much: &str, fields: &[String]) -> Result<Extent, Problem> {
    if much == "whole" {
        return Ok(Extent::Whole);
    }
    let mut list: Vec<Field> = fields.iter().filter_map(|code| Field::from_code(code)).collect();
    list.dedup();
    if list.is_empty() {
        Err(Problem::field("field", "cases-staff-problem-extent"))
    } else {
        Ok(Extent::Extract { fields: list })
    }
}

/// What the other side is asked for.
fn read_purpose(code: &str) -> Purpose {
    if code == Purpose::Research.code() { Purpose::Research } else { Purpose::Referral }
}

/// The fields of the form about how much.
fn extent_fields(f: &Fields<'_>, purpose: Purpose, much: &str, chosen: &[String]) -> Vec<Markup> {
    let much = if purpose == Purpose::Research {
        f.hidden("much", "extract")
    } else {
        f.radio(
            "much",
            "cases-staff-extent",
            if much == "whole" { "whole" } else { "extract" },
            &[("extract", "cases-staff-extent-extract"), ("whole", "cases-staff-extent-whole-choice")],
        )
        .hint("cases-staff-extent-hint")
        .build()
    };
    vec![
        f.hidden("purpose", purpose.code()),
        much,
        f.checks(
            "field",
            "cases-staff-extent-fields",
            chosen,
            &choices(Field::OF_REFERRALS, Field::code, field_message, None),
        )
        .hint("cases-staff-extent-fields-hint")
        .build(),
    ]
}

/// What the extract holds at first.
fn first_contact() -> Vec<String> {
    match Extent::first_contact() {
        Extent::Extract { fields } => fields.iter().map(|field| field.code().to_owned()).collect(),
        Extent::Whole => Vec::new(),
    }
}

/// The consents of a case, as cards.
pub(crate) fn consents(request: &PageRequest, view: &CaseView, at: &str) -> Markup {
    let l = &request.locale;
    let mut body = Markup::empty();
    for entry in &view.consents {
        let consent = &entry.consent;
        let (tone, says) = match (entry.answer, consent.withdrawn, consent.ends) {
            (_, Some(_), _) => (Tone::Danger, "cases-staff-consent-withdrawn"),
            (None, ..) => (Tone::Waiting, "cases-staff-consent-asked"),
            (Some(false), ..) => (Tone::Danger, "cases-staff-consent-no"),
            (Some(true), _, Some(ends)) if ends <= l.now() => (Tone::Plain, "cases-staff-consent-over"),
            (Some(true), ..) => (Tone::Done, "cases-staff-consent-yes"),
        };
        let about = facts(&[
            (l.t("cases-staff-consent-state"), saksi_web::badge(l, tone, says)),
            (l.t("cases-staff-consent-for"), Markup::text(&l.t(consent.purpose.message()))),
            (l.t("cases-staff-extent"), Markup::text(&extent_words(l, &consent.extent))),
            (l.t("cases-staff-since"), l.day(consent.given)),
            (l.t("cases-staff-until"), consent.ends.map_or_else(Markup::empty, |ends| l.day(ends))),
        ]);
        let record = entry.record.to_string();
        let end = if consent.withdrawn.is_none() && entry.answer == Some(true) {
            row(&[button(
                request,
                &format!("{at}/consents/end"),
                EndConsentForm::PURPOSE,
                &[("record", &record)],
                "cases-staff-consent-end",
                Weight::Quiet,
            )])
        } else {
            Markup::empty()
        };
        let named = if consent.purpose == Purpose::Escalation && entry.receiver.name.is_empty() {
            Markup::text(&l.t("cases-any-platform"))
        } else {
            user(&entry.receiver.name)
        };
        let label = Markup::text(&format!("{} ", l.t("cases-staff-consent"))).then(&named);
        body = body.then(&card(&label, &about.then(&end)));
    }
    body
}

/// Where a referral stands, with a shape.
pub(crate) fn state(l: &Locale, state: ReferralState) -> Markup {
    let tone = match state {
        ReferralState::Offered => Tone::Waiting,
        ReferralState::Accepted => Tone::Done,
        ReferralState::Declined | ReferralState::Expired => Tone::Danger,
        ReferralState::TakenBack => Tone::Plain,
    };
    saksi_web::badge(l, tone, state.message())
}

/// Until when a consent holds, and whether that is over.
fn consent_end(l: &Locale, ends: Timestamp) -> Markup {
    if ends > l.now() {
        return l.exact(ends);
    }
    saksi_web::badge(l, Tone::Danger, "cases-staff-consent-over").then(&Markup::text(" ")).then(&l.exact(ends))
}

/// For how many days somebody may be asked; none where it holds until it is taken back.
pub(crate) fn read_days(days: &str, now: Timestamp) -> Result<Option<Timestamp>, Problem> {
    let wrong = || Problem::field("days", "cases-staff-problem-notice-days");
    match days.trim() {
        "" => Ok(None),
        days => {
            let days: i64 = days.parse().map_err(|_| wrong())?;
            if (1..=3_650).contains(&days) { Ok(Some(now.plus(days * DAY))) } else { Err(wrong()) }
        }
    }
}

/// What a referral is for, among those who help.
const fn purpose_message(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Research => "cases-staff-purpose-research",
        _ => "cases-staff-purpose-help",
    }
}

/// The facts of a referral, the same on every page.
pub(crate) fn about(l: &Locale, view: &ReferralView) -> Vec<(String, Markup)> {
    vec![
        (l.t("cases-staff-referral-state"), state(l, view.state)),
        (l.t("cases-staff-consent-for"), Markup::text(&l.t(purpose_message(view.purpose)))),
        (l.t("cases-staff-service"), Markup::text(&l.t(view.service.message()))),
        (l.t("cases-staff-extent"), Markup::text(&extent_words(l, &view.extent))),
        (l.t("cases-staff-marking"), Markup::text(view.marking.label())),
        (l.t("cases-staff-pap"), Markup::text(view.pap.label())),
        (l.t("cases-staff-consent-until"), view.ends.map_or_else(Markup::empty, |ends| consent_end(l, ends))),
        (l.t("cases-staff-offered"), l.moment(view.offered)),
        (
            l.t("cases-staff-answer-by"),
            if view.state == ReferralState::Offered { l.exact(view.deadline) } else { Markup::empty() },
        ),
        (
            l.t("cases-staff-declined-why"),
            view.declined.map_or_else(Markup::empty, |why| Markup::text(&l.t(why.message()))),
        ),
        (
            l.t("cases-staff-reached"),
            view.reached.map_or_else(Markup::empty, |answer| Markup::text(&l.t(answer.message()))),
        ),
    ]
}

/// A referral on the page of its case.
pub(crate) fn referral_card(request: &PageRequest, referral: &ReferralView, at: &str) -> Markup {
    let l = &request.locale;
    let mut body = facts(&about(l, referral));
    // Whoever was asked sees where it came from; what is done about it is for those who asked.
    if request.session.as_ref().is_some_and(|session| session.organisation == referral.to.id) {
        let label = Markup::text(&format!("{} ", l.t("cases-staff-referral-from"))).then(&user(&referral.from.name));
        return card(&label, &body);
    }
    let action = format!("{at}/referrals/{}", referral.id);
    match referral.state {
        ReferralState::Offered => {
            body = body.then(&row(&[button(
                request,
                &format!("{action}/take-back"),
                TakeBackForm::PURPOSE,
                &[],
                "cases-staff-take-back",
                Weight::Quiet,
            )]));
        }
        ReferralState::Accepted => {
            let f = Fields::new(l, None);
            let name = format!("reached-{}", referral.id);
            let options = choices(Answer::ALL, Answer::code, Answer::message, Some("cases-staff-choose"))
                .into_iter()
                .map(|(code, message)| (code.to_owned(), l.t(message)))
                .collect();
            body = body.then(&fields::form(
                request,
                &format!("{action}/reached"),
                ReachedForm::PURPOSE,
                &[
                    f.select(&name, "cases-staff-reached-ask", referral.reached.map_or("", Answer::code), &[])
                        .options(options)
                        .hint("cases-staff-reached-hint")
                        .build(),
                    f.submit_named("", "", "cases-staff-save", Weight::Quiet),
                ],
            ));
        }
        ReferralState::Declined | ReferralState::Expired => {
            let again = with_query(&format!("{at}/refer"), &query_of(&[("service", referral.service.code())]));
            body = body.then(&row(&[link_button(l, &again, "cases-staff-refer-another", Weight::Quiet)]));
        }
        ReferralState::TakenBack => {}
    }
    let label = Markup::text(&format!("{} ", l.t("cases-staff-referral-to"))).then(&user(&referral.to.name));
    card(&label, &body)
}

/// What the page for handing on shows.
#[derive(Clone)]
pub(crate) struct ReferData {
    pub(crate) view: CaseView,
    /// What the other side is asked for.
    pub(crate) purpose: Purpose,
    pub(crate) service: ServiceKind,
    pub(crate) providers: Vec<ProviderLine>,
    /// The organisation that was chosen.
    pub(crate) chosen: Option<OrganisationId>,
    pub(crate) typed: ReferForm,
    pub(crate) consent: ConsentForm,
}

/// The page: who could help, what the person agreed to, the offer.
pub(crate) fn referring(request: &PageRequest, data: &ReferData, problem: Option<&Problem>) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let at = path(data.view.row.id);
    let mut page = WorkPage::new(request, "cases-staff-refer-title")
        .back(l, &at, "cases-staff-back-case")
        .part(&line(l, "cases-staff-refer-lead"))
        .part(&fields::query_form(
            &format!("{at}/refer"),
            &[
                f.select(
                    "purpose",
                    "cases-staff-refer-purpose",
                    data.purpose.code(),
                    &[
                        (Purpose::Referral.code(), "cases-staff-purpose-help"),
                        (Purpose::Research.code(), "cases-staff-purpose-research"),
                    ],
                )
                .hint("cases-staff-refer-purpose-hint")
                .build(),
                f.select(
                    "service",
                    "cases-staff-service",
                    data.service.code(),
                    &choices(ServiceKind::ALL, ServiceKind::code, ServiceKind::message, None),
                )
                .build(),
                f.submit_named("", "", "cases-staff-refer-look", Weight::Quiet),
            ],
        ));
    let mut could = Markup::empty();
    let mut not: Vec<Markup> = Vec::new();
    for provider in &data.providers {
        match &provider.fit {
            Ok((points, reasons)) => {
                let words: Vec<String> = reasons.iter().map(|reason| l.t(reason.message())).collect();
                let agreed = provider.consent.as_ref().map_or_else(
                    || saksi_web::badge(l, Tone::Waiting, "cases-staff-not-asked"),
                    |(extent, ends)| {
                        let until = ends.map_or_else(Markup::empty, |ends| {
                            Markup::text(&format!(" · {} ", l.t("cases-staff-until"))).then(&l.exact(ends))
                        });
                        saksi_web::badge(l, Tone::Done, "cases-staff-agreed")
                            .then(&Markup::text(&format!(" {}", extent_words(l, extent))))
                            .then(&until)
                    },
                );
                let way = with_query(
                    &format!("{at}/refer"),
                    &query_of(&[
                        ("purpose", data.purpose.code()),
                        ("service", data.service.code()),
                        ("to", &provider.organisation.id.to_string()),
                    ]),
                );
                let chosen = data.chosen == Some(provider.organisation.id);
                let choose = if chosen {
                    saksi_web::badge(l, Tone::Done, "cases-staff-chosen")
                } else {
                    row(&[link_button(l, &way, "cases-staff-choose-this", Weight::Quiet)])
                };
                could = could.then(&card(
                    &user(&provider.organisation.name),
                    &facts(&[
                        (l.t("cases-staff-profile-kind"), Markup::text(&l.t(provider.kind.message()))),
                        (l.t("cases-staff-fits"), Markup::text(&l.list(&words))),
                        (l.t("cases-staff-points"), Markup::text(&l.number(*points))),
                        (l.t("cases-staff-consent-state"), agreed),
                    ])
                    .then(&choose),
                ));
            }
            Err(why) => {
                not.push(user(&provider.organisation.name).then(&Markup::text(&format!(": {}", l.t(why.message())))));
            }
        }
    }
    if could.is_empty() {
        could = saksi_web::empty(l, "cases-staff-nobody-fits", "cases-staff-nobody-fits-how");
    }
    if !not.is_empty() {
        could = could.then(&super::parts::folded(l, "cases-staff-do-not-fit", false, &lines(&not)));
    }
    page = page.part(&section(l, "could", "cases-staff-could-help", "cases-staff-could-help-hint", &could));
    let Some(chosen) = data.chosen.and_then(|id| data.providers.iter().find(|p| p.organisation.id == id)) else {
        return page;
    };
    let to = chosen.organisation.id.to_string();
    if chosen.consent.is_none() {
        let much = &data.consent.much;
        // What was typed stands again, also where that was nothing.
        let fields_chosen = if problem.is_none() { first_contact() } else { data.consent.field.clone() };
        let mut parts = vec![f.hidden("receiver", &to), f.hidden("service", data.service.code())];
        parts.extend(extent_fields(&f, data.purpose, much, &fields_chosen));
        parts.push(
            f.area("words", "cases-staff-notice-words", &data.consent.words)
                .hint("cases-staff-notice-words-hint")
                .language(data.view.row.language.as_str())
                .rows(4)
                .longest(8_000)
                .optional()
                .build(),
        );
        parts.push(
            f.text("days", "cases-staff-notice-days", &data.consent.days)
                .hint("cases-staff-notice-days-hint")
                .kind("number")
                .input_mode("numeric")
                .optional()
                .build(),
        );
        parts.push(
            f.checkbox("said", "cases-staff-consent-said", data.consent.said == "yes")
                .hint("cases-staff-consent-said-hint")
                .build(),
        );
        parts.push(f.submit("cases-staff-consent-ask"));
        let body = Markup::trusted("<p class=\"lead\">")
            .then(&user(&chosen.organisation.name))
            .then(&Markup::trusted("</p>"))
            .then(&fields::form(request, &format!("{at}/consents"), ConsentForm::PURPOSE, &parts));
        return page.part(&section(l, "ask", "cases-staff-ask-person", "cases-staff-ask-person-hint", &body));
    }
    let agreed = chosen.consent.clone().map_or_else(Extent::first_contact, |(extent, _)| extent);
    let (much, agreed_fields) = match &agreed {
        Extent::Whole => ("whole", first_contact()),
        Extent::Extract { fields } => ("extract", fields.iter().map(|field| field.code().to_owned()).collect()),
    };
    let fields_chosen = if problem.is_none() { agreed_fields } else { data.typed.field.clone() };
    let days = if data.typed.days.is_empty() { "3" } else { data.typed.days.as_str() };
    let mut parts = vec![f.hidden("to", &to), f.hidden("service", data.service.code())];
    parts.extend(extent_fields(
        &f,
        data.purpose,
        if data.typed.much.is_empty() { much } else { &data.typed.much },
        &fields_chosen,
    ));
    parts.push(
        f.area("text", "cases-staff-extract-text", &data.typed.text)
            .hint("cases-staff-extract-text-hint")
            .rows(5)
            .longest(8_000)
            .build(),
    );
    parts.push(f.text("days", "cases-staff-answer-days", days).kind("number").input_mode("numeric").build());
    parts.push(f.submit("cases-staff-refer-send"));
    let body = Markup::trusted("<p class=\"lead\">")
        .then(&user(&chosen.organisation.name))
        .then(&Markup::trusted("</p>"))
        .then(&warn(Tone::Plain, "", &l.t("cases-staff-refer-means")))
        .then(&fields::form(request, &format!("{at}/refer"), ReferForm::PURPOSE, &parts));
    page.part(&section(l, "offer", "cases-staff-offer", "cases-staff-offer-hint", &body))
}

/// `GET /cases/{case}/refer`.
pub(crate) async fn page(
    staff: Staff,
    PagePath(id): PagePath<CaseId>,
    PageQuery(query): PageQuery<ReferQuery>,
) -> Result<Response, PageError> {
    let me = match staff.opened().await? {
        Ok(me) => me,
        Err(page) => return Ok(page),
    };
    let data = opening::refer(&staff, &me, id, &query).await?;
    staff.page(&referring(&staff.request, &data, None), None)
}

/// `POST /cases/{case}/consents`: asks the person, or keeps what they said.
pub(crate) async fn record_consent(
    staff: Staff,
    PagePath(id): PagePath<CaseId>,
    form: Form<ConsentForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, ConsentForm);
    let form = form.value;
    let asked = async {
        let receiver: OrganisationId = form.receiver.parse().map_err(|_| Problem::not_found())?;
        let extent = read_extent(&form.much, &form.field)?;
        let request = action::NewConsent {
            purpose: read_purpose(&form.purpose),
            receiver,
            platform: None,
            words: form.words.clone(),
            extent,
            ends: read_days(&form.days, staff.request.now)?,
        };
        if form.said == "yes" {
            action::record_consent(&staff.cases, &me, id, request).await
        } else {
            action::ask_consent(&staff.cases, &me, id, request).await
        }
    };
    match asked.await {
        Ok(()) if form.said == "yes" => Ok(saksi_web::see_other(&with_query(
            &format!("{}/refer", path(id)),
            &query_of(&[("purpose", &form.purpose), ("service", &form.service), ("to", &form.receiver)]),
        ))),
        Ok(()) => Ok(done(&path(id), Done::Asked)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            let query =
                ReferQuery { service: form.service.clone(), to: form.receiver.clone(), purpose: form.purpose.clone() };
            let mut data = opening::refer(&staff, &me, id, &query).await?;
            data.consent = form;
            staff.page(&referring(&staff.request, &data, Some(&problem)), Some(&problem))
        }
    }
}

/// `POST /cases/{case}/consents/end`.
pub(crate) async fn withdraw_consent(
    staff: Staff,
    PagePath(id): PagePath<CaseId>,
    form: Form<EndConsentForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, EndConsentForm);
    let record: CaseRecordId = form.value.record.parse().map_err(|_| Problem::not_found())?;
    action::withdraw_consent(&staff.cases, &me, id, record).await?;
    Ok(done(&path(id), Done::ConsentEnded))
}

/// `POST /cases/{case}/refer`.
pub(crate) async fn refer(
    staff: Staff,
    PagePath(id): PagePath<CaseId>,
    form: Form<ReferForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, ReferForm);
    let form = form.value;
    let offered = async {
        let to: OrganisationId = form.to.parse().map_err(|_| Problem::not_found())?;
        let service = ServiceKind::from_code(&form.service).ok_or_else(Problem::not_found)?;
        let extent = read_extent(&form.much, &form.field)?;
        let days: i64 = form.days.trim().parse().map_err(|_| Problem::field("days", "cases-staff-problem-days"))?;
        if !(1..=crate::model::referral::LONGEST_ANSWER_DAYS).contains(&days) {
            return Err(Problem::field("days", "cases-staff-problem-days"));
        }
        let deadline = staff.request.now.plus(days * saksi_base::clock::DAY);
        let new = action::NewReferral {
            purpose: read_purpose(&form.purpose),
            to,
            service,
            extent,
            text: form.text.clone(),
            deadline,
        };
        action::offer(&staff.cases, &me, id, new).await
    };
    match offered.await {
        Ok(_) => Ok(done(&path(id), Done::Referred)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            let query =
                ReferQuery { service: form.service.clone(), to: form.to.clone(), purpose: form.purpose.clone() };
            let mut data = opening::refer(&staff, &me, id, &query).await?;
            data.typed = form;
            staff.page(&referring(&staff.request, &data, Some(&problem)), Some(&problem))
        }
    }
}

/// `POST /cases/{case}/referrals/{referral}/take-back`.
pub(crate) async fn take_back(
    staff: Staff,
    PagePath((id, referral)): PagePath<(CaseId, ReferralId)>,
    form: Form<TakeBackForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, TakeBackForm);
    action::take_back(&staff.cases, &me, referral).await?;
    Ok(done(&path(id), Done::TakenBack))
}

/// `POST /cases/{case}/referrals/{referral}/reached`.
pub(crate) async fn reached(
    staff: Staff,
    PagePath((id, referral)): PagePath<(CaseId, ReferralId)>,
    form: Form<ReachedForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, ReachedForm);
    let name = format!("reached-{referral}");
    let answer = form.fields.iter().find(|(field, _)| *field == name).and_then(|(_, code)| Answer::from_code(code));
    let answer = answer.ok_or_else(Problem::not_found)?;
    action::reached(&staff.cases, &me, referral, answer).await?;
    Ok(done(&path(id), Done::Saved))
}
