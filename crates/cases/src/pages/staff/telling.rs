//! Telling a platform from a case: what the person agreed to, what is asked, what goes into a notice, and what came of it.

use saksi_base::{AddresseeId, CaseId, CaseRecordId, Problem, RouteId, Timestamp};
use saksi_escalations::actions::State;
use saksi_escalations::actions::sealed::Told;
use saksi_escalations::model::notice::hexadecimal;
use saksi_escalations::model::{Outcome, lines as lines_of};
use saksi_web::fields::{self, Fields};
use saksi_web::{Form, FormData as _, Locale, Markup, PageError, PagePath, PageRequest, Response, Weight, user};

use super::case::path;
use super::handing;
use super::notices::{notice_path, state_badge};
use super::parts::{card, choices, code, facts, hint, line, link_button, refused_by_marking, row, section};
use super::views::{CaseView, FileView};
use super::work::opened_for;
use super::{Done, Staff, WorkPage, done, forms, opening, to_mend};
use crate::actions::keys::Unlocked;
use crate::actions::notices::{self as action, NewPart, Offers};
use crate::actions::referral::{self, NewConsent};
use crate::model::consent::{Extent, Field, Purpose};
use crate::model::passing::Outward;

forms! {
    /// What the person is asked, or said on the phone.
    AskForm "cases:notice-consent" 64 { platform: String, field: Vec<String>, words: String, days: String, said: String }
    /// What of a case goes into a notice.
    TellForm "cases:notice-part" 128 {
        to: String, links: String, summary: String, own_words: String, file: Vec<String>,
    }
}

/// The notices of a case, on its page: where each stands, for everybody who holds the case.
pub(crate) fn told(l: &Locale, told: &[(Told, bool)]) -> Markup {
    let mut body = Markup::empty();
    for (one, named) in told {
        let state = State::from_code(&one.state).unwrap_or(State::Draft);
        let outcome = one.outcome.as_deref().and_then(Outcome::from_code);
        let day = |at: Option<Timestamp>| at.map_or_else(Markup::empty, |at| l.exact(at));
        let inner = facts(&[
            (l.t("cases-staff-notice-state"), state_badge(l, state)),
            (l.t("escalations-event-sent"), day(one.sent_at)),
            (l.t("escalations-event-receipt"), day(one.receipt_at)),
            (l.t("escalations-event-decision"), day(one.decided_at)),
            (
                l.t("escalations-outcome"),
                outcome.map_or_else(Markup::empty, |outcome| Markup::text(&l.t(outcome.message()))),
            ),
            (l.t("cases-staff-notice-next"), one.withdrawn_on.map_or_else(|| day(one.next_at), |_| Markup::empty())),
            (l.t("cases-staff-notice-withdrawn"), one.withdrawn_on.map_or_else(Markup::empty, |on| l.day(on))),
            (l.t("escalations-hash"), one.hash.as_deref().map_or_else(Markup::empty, |hash| code(&hexadecimal(hash)))),
        ]);
        let open = if *named {
            row(&[link_button(l, &notice_path(one.escalation), "escalations-sealed-open", Weight::Quiet)])
        } else {
            hint(l, "cases-staff-notice-not-named")
        };
        let label = Markup::text(&format!("{} ", l.t("cases-staff-notice-to"))).then(&user(&one.addressee_name));
        body = body.then(&card(&label, &inner.then(&open)));
    }
    body
}

/// What the page for telling a platform shows.
pub(crate) struct TellData {
    pub(crate) view: CaseView,
    pub(crate) offers: Offers,
    pub(crate) ask: AskForm,
    pub(crate) tell: TellForm,
}

/// What the person agreed to that platforms may be told, by any consent that stands.
fn agreed(view: &CaseView, now: Timestamp) -> Vec<Field> {
    let standing = view.consents.iter().filter(|entry| {
        entry.answer == Some(true)
            && entry.consent.purpose == Purpose::Escalation
            && entry.consent.withdrawn.is_none()
            && entry.consent.ends.is_none_or(|ends| ends > now)
    });
    let mut fields: Vec<Field> = Vec::new();
    for entry in standing {
        match &entry.consent.extent {
            Extent::Whole => fields.extend(Field::OF_NOTICES),
            Extent::Extract { fields: held } => fields.extend(held.iter().filter(|f| Field::OF_NOTICES.contains(f))),
        }
    }
    fields.sort_unstable();
    fields.dedup();
    fields
}

/// The page: what the person agreed to, what is asked, what goes.
pub(crate) fn telling(request: &PageRequest, data: &TellData, problem: Option<&Problem>) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let view = &data.view;
    let at = path(view.row.id);
    let mut page = WorkPage::new(request, "cases-staff-notice-title")
        .back(l, &at, "cases-staff-back-case")
        .part(&line(l, "cases-staff-notice-lead"));
    page = page.part(&refused_by_marking(l, view.pap, Outward::TellPlatform, &at));
    let about = CaseView {
        consents: view.consents.iter().filter(|one| one.consent.purpose == Purpose::Escalation).cloned().collect(),
        ..view.clone()
    };
    let given = handing::consents(request, &about, &at);
    let given = if given.is_empty() { hint(l, "cases-staff-notice-not-asked") } else { given };
    page = page.part(&section(l, "consents", "cases-staff-notice-consents", "", &given));
    let fields_agreed = agreed(view, l.now());
    // What was typed before somebody marked the case anew stays in its fields.
    let typed = !(data.tell.links.is_empty() && data.tell.summary.is_empty());
    if !fields_agreed.is_empty() && (typed || view.pap.lets(Outward::TellPlatform)) {
        page = page.part(&section(
            l,
            "tell",
            "cases-staff-notice-tell",
            "cases-staff-notice-tell-hint",
            &tell_form(request, &f, data, &fields_agreed, &at),
        ));
    }
    let chosen: Vec<String> = if data.ask.field.is_empty() && problem.is_none() {
        [Field::Links, Field::Summary].iter().map(|field| field.code().to_owned()).collect()
    } else {
        data.ask.field.clone()
    };
    let any = (String::new(), l.t("cases-any-platform"));
    let platforms = data.offers.addressees.iter().map(|one| (one.id.to_string(), one.name.clone()));
    let ask = fields::form(
        request,
        &format!("{at}/notices/consents"),
        AskForm::PURPOSE,
        &[
            f.select("platform", "cases-staff-notice-platform", &data.ask.platform, &[])
                .options(std::iter::once(any).chain(platforms).collect())
                .build(),
            f.checks(
                "field",
                "cases-staff-extent-fields",
                &chosen,
                &choices(Field::OF_NOTICES, Field::code, handing::field_message, None),
            )
            .build(),
            f.area("words", "cases-staff-notice-words", &data.ask.words)
                .hint("cases-staff-notice-words-hint")
                .language(view.row.language.as_str())
                .rows(4)
                .longest(8_000)
                .optional()
                .build(),
            f.text("days", "cases-staff-notice-days", &data.ask.days)
                .hint("cases-staff-notice-days-hint")
                .kind("number")
                .input_mode("numeric")
                .optional()
                .build(),
            f.checkbox("said", "cases-staff-consent-said", data.ask.said == "yes")
                .hint("cases-staff-consent-said-hint")
                .build(),
            f.submit_named("", "", "cases-staff-consent-ask", Weight::Quiet),
        ],
    );
    page.part(&section(l, "ask", "cases-staff-ask-person", "cases-staff-ask-person-hint", &ask))
}

fn files_of(view: &CaseView) -> Vec<&FileView> {
    view.entries.iter().flat_map(|entry| &entry.files).filter(|file| file.whole).collect()
}

fn tell_form(request: &PageRequest, f: &Fields<'_>, data: &TellData, agreed: &[Field], at: &str) -> Markup {
    let l = &request.locale;
    let drafts = data.offers.drafts.iter().map(|(id, name)| {
        let reference: String = id.to_string().chars().rev().take(6).collect::<String>().chars().rev().collect();
        (id.to_string(), l.ta("cases-staff-notice-into", &[("platform", name.as_str()), ("reference", &reference)]))
    });
    let routes = data.offers.routes.iter().map(|route| {
        let name = format!("{}: {} ({})", route.addressee_name, route.name, l.t(route.channel.message()));
        (route.id.to_string(), name)
    });
    let ways: Vec<(String, String)> = drafts.chain(routes).collect();
    if ways.is_empty() {
        return saksi_web::empty(l, "cases-staff-notice-no-route", "cases-staff-notice-no-route-how");
    }
    let typed = &data.tell;
    let mut parts = vec![f.select("to", "cases-staff-notice-way", &typed.to, &[]).options(ways).build()];
    for field in agreed {
        match field {
            Field::Links => parts.push(
                f.area("links", "cases-staff-notice-links", &typed.links)
                    .hint("escalations-locations-hint")
                    .rows(3)
                    .build(),
            ),
            Field::Summary => parts.push(
                f.area("summary", "cases-staff-notice-summary", &typed.summary)
                    .hint("cases-staff-notice-summary-hint")
                    .rows(6)
                    .longest(20_000)
                    .build(),
            ),
            Field::Words => parts.push(
                f.checkbox("own_words", "cases-staff-notice-own-words", typed.own_words == "yes")
                    .hint("cases-staff-notice-own-words-hint")
                    .build(),
            ),
            Field::Files => {
                let files: Vec<(String, String)> =
                    files_of(&data.view).iter().map(|file| (file.id.to_string(), file.name.clone())).collect();
                if !files.is_empty() {
                    parts.push(f.checks("file", "cases-staff-notice-files", &typed.file, &[]).options(files).build());
                }
            }
            _ => {}
        }
    }
    parts.push(f.submit("cases-staff-notice-add"));
    fields::form(request, &format!("{at}/notices"), TellForm::PURPOSE, &parts)
}

async fn tell_data(staff: &Staff, me: &Unlocked, id: CaseId) -> Result<TellData, Problem> {
    Ok(TellData {
        view: opening::case(staff, me, id).await?,
        offers: action::offers(&staff.cases, me).await?,
        ask: AskForm::default(),
        tell: TellForm::default(),
    })
}

/// `GET /cases/{case}/notices`.
pub(crate) async fn tell_page(staff: Staff, PagePath(id): PagePath<CaseId>) -> Result<Response, PageError> {
    let me = match staff.opened().await? {
        Ok(me) => me,
        Err(page) => return Ok(page),
    };
    let data = tell_data(&staff, &me, id).await?;
    staff.page(&telling(&staff.request, &data, None), None)
}

/// `POST /cases/{case}/notices/consents`: asks the person, or keeps what they said.
pub(crate) async fn ask(
    staff: Staff,
    PagePath(id): PagePath<CaseId>,
    form: Form<AskForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, AskForm);
    let form = form.value;
    let asked = async {
        let mut held: Vec<Field> = form.field.iter().filter_map(|code| Field::from_code(code)).collect();
        held.retain(|field| Field::OF_NOTICES.contains(field));
        held.dedup();
        if held.is_empty() {
            return Err(Problem::field("field", "cases-staff-problem-extent"));
        }
        let platform = match form.platform.as_str() {
            "" => None,
            chosen => {
                let chosen: AddresseeId = chosen.parse().map_err(|_| Problem::not_found())?;
                let offers = action::offers(&staff.cases, &me).await?;
                let known = offers.addressees.into_iter().find(|one| one.id == chosen);
                Some(known.map(|one| (one.id, one.name)).ok_or_else(Problem::not_found)?)
            }
        };
        let ends = handing::read_days(&form.days, staff.request.now)?;
        let request = NewConsent {
            purpose: Purpose::Escalation,
            receiver: staff.member.organisation,
            platform,
            words: form.words.clone(),
            extent: Extent::Extract { fields: held },
            ends,
        };
        if form.said == "yes" {
            referral::record_consent(&staff.cases, &me, id, request).await
        } else {
            referral::ask_consent(&staff.cases, &me, id, request).await
        }
    };
    match asked.await {
        Ok(()) if form.said == "yes" => Ok(saksi_web::see_other(&format!("{}/notices#tell", path(id)))),
        Ok(()) => Ok(done(&path(id), Done::Asked)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            let data = TellData { ask: form, ..tell_data(&staff, &me, id).await? };
            staff.page(&telling(&staff.request, &data, Some(&problem)), Some(&problem))
        }
    }
}

/// `POST /cases/{case}/notices`: puts a part into a notice.
pub(crate) async fn tell(
    staff: Staff,
    PagePath(id): PagePath<CaseId>,
    form: Form<TellForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, TellForm);
    let form = form.value;
    let offers = action::offers(&staff.cases, &me).await?;
    let into = offers.drafts.iter().map(|(id, _)| *id).find(|id| id.to_string() == form.to);
    let new = NewPart {
        route: if into.is_none() { form.to.parse::<RouteId>().ok() } else { None },
        into,
        links: lines_of(&form.links),
        summary: form.summary.clone(),
        words: form.own_words == "yes",
        files: form.file.iter().filter_map(|file| file.parse::<CaseRecordId>().ok()).collect(),
    };
    match action::add(&staff.cases, &me, id, new).await {
        Ok(notice) => Ok(done(&notice_path(notice), Done::NoticeAdded)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            let data = TellData { tell: form, ..tell_data(&staff, &me, id).await? };
            staff.page(&telling(&staff.request, &data, Some(&problem)), Some(&problem))
        }
    }
}
