//! What is done in a case: answering, noting, moving it on, services, tags, checklists, marking, joining.
//!
//! A change of one part of a case goes by the version that was read. Where somebody else changed the same part meanwhile,
//! the page comes back with both, and what was typed stands in its field again.

use std::collections::BTreeMap;

use saksi_base::{CaseId, Marking, Problem, ServiceId, SiteLanguage};
use saksi_web::fields::{self, Fields};
use saksi_web::{Form, FormData, Markup, PageError, PagePath, PageRequest, Response, Tone, Weight, user};

use super::case::{self, Typed, path};
use super::parts::{excerpt, facts, service_state, top_card, warn};
use super::views::{CaseRow, CaseView, reference};
use super::{Done, Staff, WorkPage, conflict, done, forms, opening, to_mend};
use crate::actions::keys::Unlocked;
use crate::actions::triage;
use crate::actions::work as action;
use crate::model::passing::Pap;
use crate::model::reply::{Macro, Value};
use crate::model::service::{Provider, Service, ServiceState};
use crate::model::sheet::Change;
use crate::model::status::Status;
use crate::model::words::{Outcome, ServiceKind};

forms! {
    /// An answer to the person.
    ReplyForm "cases:reply" 320 {
        seen: usize, text: String, template: String, language: String, toolkit: String, action: String,
    }
    /// A note for those who help.
    NoteForm "cases:note" 320 { note: String }
    /// Where the case goes.
    StepForm "cases:step" 4 { seen: u32, to: String }
    /// A kind of help that the person wants or declines.
    ServiceForm "cases:service" 4 { seen: u32, kind: String, action: String }
    /// Work on a service.
    ServiceWorkForm "cases:service-work" 64 { seen: u32, action: String, organisation: String, outcome: String, text: String }
    /// Tags, separated by commas.
    TagForm "cases:tags" 8 { seen: u32, was: String, tags: String }
    /// The marking.
    MarkForm "cases:marking" 4 { seen: u32, marking: String, pap: String }
    /// The case into which this one goes.
    MergeForm "cases:merge" 4 { into: String, sure: String }
    /// What of a checklist is done; the boxes have the checklist's name and are read from the raw fields.
    TickForm "cases:tick" 16 { seen: u32, field: String, was: String }
}

/// Longest tag, in characters.
const LONGEST_TAG: usize = 40;
/// Most tags of one case.
const MOST_TAGS: usize = 20;

/// Opens the key for a form, or answers with the page that asks for the passphrase and keeps what was typed.
macro_rules! opened_for {
    ($staff:expr, $form:expr, $kind:ty) => {
        match $staff.opened_for(&$form.fields, <$kind as saksi_web::FormData>::PURPOSE).await? {
            Ok(me) => me,
            Err(page) => return Ok(page),
        }
    };
}
pub(crate) use opened_for;

/// Makes a change, and says what came of it: the case's page with a notice, or with both versions.
pub(crate) async fn change(
    staff: &Staff,
    me: &Unlocked,
    case: CaseId,
    seen: u32,
    what: Change,
    typed: Typed,
    says: Done,
) -> Result<Response, PageError> {
    match action::change(&staff.cases, me, case, seen, what).await {
        Ok(action::Changed::Done { .. }) => Ok(done(&path(case), says)),
        Ok(action::Changed::Conflict(found)) => {
            let problem = Problem::conflict("cases-staff-problem-conflict");
            let view = opening::case(staff, me, case).await?;
            let both = conflict::both(staff.l(), &found);
            case::render(staff, view, typed, both, Some(&problem)).await
        }
        Err(problem) => {
            let problem = to_mend(problem)?;
            let view = opening::case(staff, me, case).await?;
            case::render(staff, view, typed, Markup::empty(), Some(&problem)).await
        }
    }
}

/// `POST /cases/{case}/reply`.
pub(crate) async fn reply(
    staff: Staff,
    PagePath(id): PagePath<CaseId>,
    form: Form<ReplyForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, ReplyForm);
    let ReplyForm { seen, text, template, language, toolkit, action } = form.value;
    let view = opening::case(&staff, &me, id).await?;
    if matches!(action.as_str(), "insert" | "toolkit") {
        let inserted = if action == "insert" {
            let language = SiteLanguage::from_tag(&language).unwrap_or(SiteLanguage::English);
            let values = macros(&staff, &view);
            case::filled(staff.l(), &view, &template, language, &values).unwrap_or_default()
        } else {
            case::passed_on(&view, &toolkit).unwrap_or_default()
        };
        let text = if text.trim().is_empty() { inserted } else { format!("{}\n\n{inserted}", text.trim_end()) };
        return case::render(&staff, view, Typed { reply: text, ..Typed::default() }, Markup::empty(), None).await;
    }
    let typed = || Typed { reply: text.clone(), ..Typed::default() };
    let mut problems = saksi_base::problem::Problems::new();
    fields::check_text(&mut problems, "text", &text, 64 * 1024, true);
    if let Err(problem) = problems.finish() {
        return case::render(&staff, view, typed(), Markup::empty(), Some(&problem)).await;
    }
    // Two answers to one question confuse somebody who is afraid: whoever comes second sees the first before they send.
    if view.entries.len() > seen {
        let problem = Problem::conflict("cases-staff-problem-answered-meanwhile");
        let newer: Markup = view.entries.iter().skip(seen).map(|entry| conflict::entry(staff.l(), entry)).collect();
        let both = conflict::newer(staff.l(), &newer);
        return case::render(&staff, view, typed(), both, Some(&problem)).await;
    }
    match action::reply(&staff.cases, &me, id, &text).await {
        Ok(_) => Ok(done(&path(id), Done::Replied)),
        Err(problem) => case::render(&staff, view, typed(), Markup::empty(), Some(&to_mend(problem)?)).await,
    }
}

/// What is known for the macros of a template.
fn macros(staff: &Staff, view: &CaseView) -> BTreeMap<Macro, Value> {
    use crate::model::clocks::ClockKind;
    use crate::model::retention::Deletion;
    let mut values = BTreeMap::from([
        (Macro::Organisation, Value::Text(staff.member.organisation_name.clone())),
        (Macro::Responder, Value::Text(staff.member.name.clone())),
        (Macro::ReturnLink, Value::Link(staff.request.absolute("/help/return"))),
        (Macro::SelfHelpLink, Value::Link(staff.request.absolute("/help/advice"))),
    ]);
    let due = view.row.clocks.iter().find(|clock| clock.kind == ClockKind::Update).and_then(|clock| clock.due);
    if let Some(due) = due {
        values.insert(Macro::AnswerBy, Value::Moment(due));
    }
    if let Deletion::On { day, .. } = &view.deletion {
        values.insert(Macro::DeletedOn, Value::Moment(day.start()));
    }
    if let Some(referral) = view.referrals.last() {
        values.insert(Macro::Provider, Value::Text(referral.to.name.clone()));
        values.insert(Macro::Service, Value::Text(staff.l().t(referral.service.message())));
    }
    values
}

/// `POST /cases/{case}/notes`.
pub(crate) async fn note(
    staff: Staff,
    PagePath(id): PagePath<CaseId>,
    form: Form<NoteForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, NoteForm);
    let text = form.value.note;
    let mut problems = saksi_base::problem::Problems::new();
    fields::check_text(&mut problems, "note", &text, 64 * 1024, true);
    let kept = match problems.finish() {
        Ok(()) => action::note_down(&staff.cases, &me, id, &text).await.map(drop),
        Err(problem) => Err(problem),
    };
    match kept {
        Ok(()) => Ok(done(&path(id), Done::Noted)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            let view = opening::case(&staff, &me, id).await?;
            case::render(&staff, view, Typed { note: text, ..Typed::default() }, Markup::empty(), Some(&problem)).await
        }
    }
}

/// `POST /cases/{case}/status`.
pub(crate) async fn step(
    staff: Staff,
    PagePath(id): PagePath<CaseId>,
    form: Form<StepForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, StepForm);
    let to = Status::from_code(&form.value.to).ok_or_else(Problem::not_found)?;
    if to == Status::Received {
        action::hand_back(&staff.cases, &me, id).await?;
        return Ok(done("/cases", Done::HandedBack));
    }
    change(&staff, &me, id, form.value.seen, Change::Status(to), Typed::default(), Done::Moved).await
}

/// `POST /cases/{case}/services`.
pub(crate) async fn service(
    staff: Staff,
    PagePath(id): PagePath<CaseId>,
    form: Form<ServiceForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, ServiceForm);
    let form = form.value;
    let kind = ServiceKind::from_code(&form.kind).ok_or_else(Problem::not_found)?;
    let what = if form.action == "decline" { Change::Decline(kind) } else { Change::Want(kind) };
    change(&staff, &me, id, form.seen, what, Typed::default(), Done::Saved).await
}

/// The page of one service: who gives it, what came of it, notes.
pub(crate) fn service_work(
    request: &PageRequest,
    view: &CaseView,
    service: &Service,
    typed: &ServiceWorkForm,
    problem: Option<&Problem>,
) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let at = path(view.row.id);
    let id = service.id.map(|id| id.to_string()).unwrap_or_default();
    let action = format!("{at}/services/{id}");
    let version = view.version.to_string();
    let provider = service.provider.map(|provider| provider.organisation.to_string()).unwrap_or_default();
    let mut page = WorkPage::new(request, service.kind.message())
        .back(l, &at, "cases-staff-back-case")
        .part(&facts(&[(l.t("cases-staff-service-state"), service_state(l, service.state))]));
    for note in view.service_notes.iter().filter(|note| Some(note.service) == service.id) {
        page = page.part(&top_card(&user(&note.who), &saksi_web::user_block(&note.text).then(&l.moment(note.at))));
    }
    if matches!(service.state, ServiceState::Wanted | ServiceState::Given) {
        let houses = view.providers.iter().map(|house| (house.id.to_string(), house.name.clone())).collect();
        page = page
            .part(&fields::form(
                request,
                &action,
                ServiceWorkForm::PURPOSE,
                &[
                    f.hidden("seen", &version),
                    f.select("organisation", "cases-staff-provider", &provider, &[])
                        .options(houses)
                        .hint("cases-staff-provider-hint")
                        .build(),
                    f.submit_named("action", "give", "cases-staff-service-give", Weight::Quiet),
                ],
            ))
            .part(&fields::form(
                request,
                &action,
                ServiceWorkForm::PURPOSE,
                &[
                    f.hidden("seen", &version),
                    f.select(
                        "outcome",
                        "cases-staff-fact-outcome",
                        &typed.outcome,
                        &super::parts::choices(
                            Outcome::ALL,
                            Outcome::code,
                            Outcome::message,
                            Some("cases-staff-choose"),
                        ),
                    )
                    .build(),
                    f.submit_named("action", "end", "cases-staff-service-end", Weight::Quiet),
                ],
            ));
    }
    page.part(&fields::form(
        request,
        &action,
        ServiceWorkForm::PURPOSE,
        &[
            f.hidden("seen", &version),
            f.area("text", "cases-staff-service-note", &typed.text).hint("cases-staff-note-hint").rows(5).build(),
            f.submit_named("action", "note", "cases-staff-note-keep", Weight::Quiet),
        ],
    ))
}

/// `GET /cases/{case}/services/{service}`.
pub(crate) async fn service_page(
    staff: Staff,
    PagePath((id, service)): PagePath<(CaseId, ServiceId)>,
) -> Result<Response, PageError> {
    let me = match staff.opened().await? {
        Ok(me) => me,
        Err(page) => return Ok(page),
    };
    let view = opening::case(&staff, &me, id).await?;
    let found = view.services.iter().find(|known| known.id == Some(service)).ok_or_else(Problem::not_found)?;
    staff.page(&service_work(&staff.request, &view, found, &ServiceWorkForm::default(), None), None)
}

/// `POST /cases/{case}/services/{service}`.
pub(crate) async fn change_service(
    staff: Staff,
    PagePath((id, service)): PagePath<(CaseId, ServiceId)>,
    form: Form<ServiceWorkForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, ServiceWorkForm);
    let form = form.value;
    let what = match form.action.as_str() {
        "give" => form
            .organisation
            .parse()
            .map(|organisation| Change::Give(service, Provider { organisation, member: None }))
            .map_err(|_| Problem::field("organisation", "cases-staff-problem-choose")),
        "end" => Outcome::from_code(&form.outcome)
            .map(|outcome| Change::End(service, outcome))
            .ok_or_else(|| Problem::field("outcome", "cases-staff-problem-choose")),
        _ => {
            let mut problems = saksi_base::problem::Problems::new();
            fields::check_text(&mut problems, "text", &form.text, 16 * 1024, true);
            problems.finish().map(|()| Change::NoteService(service, form.text.clone()))
        }
    };
    match what {
        Ok(what) => change(&staff, &me, id, form.seen, what, Typed::default(), Done::Saved).await,
        Err(problem) => {
            let view = opening::case(&staff, &me, id).await?;
            let found = view.services.iter().find(|known| known.id == Some(service)).ok_or_else(Problem::not_found)?;
            staff.page(&service_work(&staff.request, &view, found, &form, Some(&problem)), Some(&problem))
        }
    }
}

/// Tags as they were typed: separated by commas, each once.
pub(crate) fn read_tags(typed: &str) -> Result<Vec<String>, Problem> {
    let mut tags: Vec<String> = Vec::new();
    for tag in typed.split([',', '،', '、', '，', '\n']) {
        let tag = tag.trim().trim_start_matches('#').trim();
        if tag.is_empty() || tags.iter().any(|known| known == tag) {
            continue;
        }
        if tag.chars().count() > LONGEST_TAG {
            return Err(Problem::field("tags", "cases-staff-problem-tag-long").with("most", LONGEST_TAG));
        }
        tags.push(tag.to_owned());
    }
    if tags.len() > MOST_TAGS {
        return Err(Problem::field("tags", "cases-staff-problem-tags-many").with("most", MOST_TAGS));
    }
    Ok(tags)
}

/// `POST /cases/{case}/tags`.
pub(crate) async fn tag(
    staff: Staff,
    PagePath(id): PagePath<CaseId>,
    form: Form<TagForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, TagForm);
    let typed = Typed { tags: form.value.tags.clone(), ..Typed::default() };
    match read_tags(&form.value.tags) {
        Ok(tags) => {
            change(
                &staff,
                &me,
                id,
                form.value.seen,
                opening::tag_change(&read_tags(&form.value.was)?, &tags),
                typed,
                Done::Saved,
            )
            .await
        }
        Err(problem) => {
            let view = opening::case(&staff, &me, id).await?;
            case::render(&staff, view, typed, Markup::empty(), Some(&problem)).await
        }
    }
}

/// `POST /cases/{case}/marking`.
pub(crate) async fn mark(
    staff: Staff,
    PagePath(id): PagePath<CaseId>,
    form: Form<MarkForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, MarkForm);
    let form = form.value;
    let marking = Marking::ALL.into_iter().find(|marking| marking.label() == form.marking);
    let pap = Pap::ALL.into_iter().find(|pap| pap.label() == form.pap);
    let (Some(marking), Some(pap)) = (marking, pap) else { return Err(PageError(Problem::not_found())) };
    change(&staff, &me, id, form.seen, Change::Marking(marking, pap), Typed::default(), Done::Saved).await
}

/// `POST /cases/{case}/checklists/{list}`.
pub(crate) async fn tick(
    staff: Staff,
    PagePath((id, list)): PagePath<(CaseId, String)>,
    form: Form<TickForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, TickForm);
    let name = form.value.field.clone();
    let ticked: Vec<&str> =
        form.fields.iter().filter(|(field, _)| *field == name).map(|(_, step)| step.as_str()).collect();
    let before: Vec<&str> = form.value.was.split(' ').filter(|step| !step.is_empty()).collect();
    let newly = ticked.iter().filter(|step| !before.contains(step)).map(|step| (*step, true));
    let gone = before.iter().filter(|step| !ticked.contains(step)).map(|step| (*step, false));
    // A step that somebody else ticked meanwhile stays ticked: each box says only what its reader changed.
    for (step, ticked) in newly.chain(gone) {
        let what = Change::Tick { checklist: list.clone(), step: step.to_owned(), done: ticked };
        action::change(&staff.cases, &me, id, form.value.seen, what).await?;
    }
    Ok(done(&format!("{}#lists", path(id)), Done::Saved))
}

/// The page on which a case goes into another one.
pub(crate) fn merging(
    request: &PageRequest,
    view: &CaseView,
    others: &[CaseRow],
    typed: &MergeForm,
    problem: Option<&Problem>,
) -> WorkPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let at = path(view.row.id);
    let page = WorkPage::new(request, "cases-staff-merge-title")
        .back(l, &at, "cases-staff-back-case")
        .part(&Markup::trusted(format!("<p class=\"lead\">{}</p>", user(&excerpt(&view.row.title, 120)))))
        .part(&warn(Tone::Waiting, &l.t("cases-staff-merge-means-title"), &l.t("cases-staff-merge-means")));
    let options: Vec<(String, String)> = others
        .iter()
        .filter(|other| other.id != view.row.id)
        .map(|other| (other.id.to_string(), format!("{} · {}", reference(other.id), excerpt(&other.title, 60))))
        .collect();
    if options.is_empty() {
        return page.part(&saksi_web::empty(l, "cases-staff-merge-none", "cases-staff-merge-none-how"));
    }
    page.part(&fields::form(
        request,
        &format!("{at}/merge"),
        MergeForm::PURPOSE,
        &[
            f.select("into", "cases-staff-merge-into", &typed.into, &[]).options(options).build(),
            f.checkbox("sure", "cases-staff-merge-sure", typed.sure == "yes").build(),
            f.submit_named("", "", "cases-staff-merge", Weight::Danger),
        ],
    ))
}

/// `GET /cases/{case}/merge`.
pub(crate) async fn merge_page(staff: Staff, PagePath(id): PagePath<CaseId>) -> Result<Response, PageError> {
    let me = match staff.opened().await? {
        Ok(me) => me,
        Err(page) => return Ok(page),
    };
    let view = opening::case(&staff, &me, id).await?;
    let others = mergeable(&staff, &me).await?;
    staff.page(&merging(&staff.request, &view, &others, &MergeForm::default(), None), None)
}

/// The cases into which one could go: what the reader holds, and what waits where they triage.
async fn mergeable(staff: &Staff, me: &Unlocked) -> Result<Vec<CaseRow>, Problem> {
    let mut lines = action::mine(&staff.cases, me, action::Mine::Open).await?;
    if opening::is_triager(staff).await? {
        lines.extend(triage::queue(&staff.cases, me).await?);
    }
    Ok(lines.into_iter().map(|line| opening::row(line, Vec::new())).collect())
}

/// `POST /cases/{case}/merge`.
pub(crate) async fn merge(
    staff: Staff,
    PagePath(id): PagePath<CaseId>,
    form: Form<MergeForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, MergeForm);
    let form = form.value;
    let merged = async {
        let into: CaseId = form.into.parse().map_err(|_| Problem::field("into", "cases-staff-problem-choose"))?;
        if form.sure != "yes" {
            return Err(Problem::field("sure", "cases-staff-problem-not-sure"));
        }
        action::merge(&staff.cases, &me, id, into).await?;
        Ok(into)
    };
    match merged.await {
        Ok(into) => Ok(done(&path(into), Done::Merged)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            let view = opening::case(&staff, &me, id).await?;
            let others = mergeable(&staff, &me).await?;
            staff.page(&merging(&staff.request, &view, &others, &form, Some(&problem)), Some(&problem))
        }
    }
}
