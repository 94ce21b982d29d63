//! `/desk/moderation`: what was taken out of sight and why, appeals, and replies by those whom a check concerns.

use saksi_base::{AppealId, CheckId, ModerationId, Problem, ReplyId};
use saksi_db::{read, write};
use saksi_network::Capability;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Weight, pagination,
    paragraphs, user, user_block,
};
use uuid::Uuid;

use super::claim::{ConfirmPage, localised};
use super::letters::LetterPart;
use super::{Done, Staff, done, keeps, link_button, notice, plain_forms, words};
use crate::actions::{By, letters, moderation, public, queue};
use crate::model::{
    AppealState, AppealView, Cursor, Decision, LetterView, LogEntry, ModerationKind, Page, PublishedCheck, SubjectKind,
};
use crate::pages::words as public_words;

/// Rows of one page.
const ROWS: i64 = 30;
/// What may be decided about a message, a claim or a check.
const KINDS: [ModerationKind; 5] = [
    ModerationKind::Hide,
    ModerationKind::Block,
    ModerationKind::Takedown,
    ModerationKind::CourtOrder,
    ModerationKind::LegalHold,
];

plain_forms! {
    RemoveReply "desk-remove-reply";
}

/// A decision being written.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct DecisionForm {
    kind: String,
    subject_kind: String,
    subject: String,
    media: String,
    reason: String,
    public_summary: String,
    legal_reference: String,
    public: String,
}

impl FormData for DecisionForm {
    const PURPOSE: &'static str = "desk-decide";
}

/// Why a decision is reversed.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Reverse {
    reason: String,
}

impl FormData for Reverse {
    const PURPOSE: &'static str = "desk-reverse";
}

/// What an appeal is told.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct AppealForm {
    decision: String,
    answer: String,
}

impl FormData for AppealForm {
    const PURPOSE: &'static str = "desk-appeal-decision";
}

/// A reply by somebody whom a check concerns.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct ReplyForm {
    from: String,
    text: String,
}

impl FormData for ReplyForm {
    const PURPOSE: &'static str = "desk-reply";
}

/// The page on which something is decided about a record.
pub(crate) fn decide_path(kind: SubjectKind, subject: Uuid) -> String {
    format!("/desk/moderation/decide?subject_kind={}&subject={}", kind.code(), saksi_base::ids::encode(subject))
}

fn must_moderate(by: &By) -> Result<(), Problem> {
    if by.operator { Ok(()) } else { by.must(Capability::MODERATE) }
}

/// What part of the log.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct LogQuery {
    pub(crate) after: String,
    pub(crate) done: String,
    /// The entry just made, for undoing it.
    pub(crate) entry: String,
}

/// An entry, ready to be shown.
pub(crate) struct EntryPart {
    id: String,
    kind: String,
    about: String,
    subject: Option<String>,
    organisation: String,
    reason: String,
    summary: String,
    reference: String,
    public: Option<String>,
    at: Markup,
    reversed: Option<Markup>,
    appeals: Option<String>,
    reverse: Option<Markup>,
}

/// An appeal, ready to be shown.
pub(crate) struct AppealPart {
    path: String,
    beginning: String,
    state: Markup,
    day: Markup,
    open: bool,
}

#[derive(askama::Template)]
#[template(path = "staff/moderation.html")]
pub(crate) struct LogPage {
    l: Locale,
    notice: Markup,
    letters: Vec<LetterPart>,
    appeals: Vec<AppealPart>,
    entries: Vec<EntryPart>,
    empty: Markup,
    pages: Markup,
}

impl LogPage {
    pub(crate) fn new(
        request: &PageRequest,
        by: &By,
        query: &LogQuery,
        log: &Page<LogEntry>,
        appeals: &[AppealView],
        letters: &[LetterView],
    ) -> Self {
        let l = &request.locale;
        let next = log.next.map(|cursor| cursor.to_string());
        let undo = query.entry.parse::<ModerationId>().map_or_else(
            |_| Markup::empty(),
            |entry| link_button(l, &format!("/desk/moderation/{entry}/reverse"), "desk-staff-undo", Weight::Quiet),
        );
        Self {
            notice: notice(l, &query.done, &undo),
            letters: letters.iter().map(|letter| LetterPart::new(l, letter)).collect(),
            appeals: appeals
                .iter()
                .map(|appeal| AppealPart {
                    path: format!("/desk/appeals/{}", appeal.id),
                    beginning: words::excerpt(&appeal.text, 120),
                    state: words::appeal_state(l, appeal.state),
                    day: l.day(appeal.day),
                    open: appeal.state == AppealState::Open,
                })
                .collect(),
            empty: if log.items.is_empty() {
                saksi_web::empty(l, "desk-staff-moderation-empty", "desk-staff-moderation-empty-how")
            } else {
                Markup::empty()
            },
            entries: log.items.iter().map(|entry| entry_part(l, by, entry)).collect(),
            pages: pagination(l, "/desk/moderation", None, next.as_deref()),
            l: l.clone(),
        }
    }
}

fn entry_part(l: &Locale, by: &By, entry: &LogEntry) -> EntryPart {
    let subject = entry.subject.and_then(|subject| {
        let id = saksi_base::ids::encode(subject);
        match entry.subject_kind {
            SubjectKind::Claim => Some(format!("/desk/claims/{id}")),
            SubjectKind::Check => Some(format!("/desk/checks/{id}")),
            SubjectKind::Message | SubjectKind::Media => None,
        }
    });
    EntryPart {
        id: entry.id.to_string(),
        kind: l.t(public_words::moderation_kind(entry.kind)),
        about: l.t(public_words::subject_kind(entry.subject_kind)),
        subject,
        organisation: entry.organisation.name.clone(),
        reason: entry.reason.clone(),
        summary: entry.public_summary.clone(),
        reference: entry.legal_reference.clone(),
        public: entry.public.then(|| format!("/moderation/{}", entry.id)),
        at: l.moment(entry.at),
        reversed: entry.reversed_at.map(|at| l.moment(at)),
        appeals: (entry.open_appeals > 0).then(|| l.ta("desk-staff-open-appeals", &[("count", entry.open_appeals)])),
        reverse: (entry.reversed_at.is_none() && (entry.organisation.id == by.organisation || by.operator)).then(
            || link_button(l, &format!("/desk/moderation/{}/reverse", entry.id), "desk-staff-reverse", Weight::Quiet),
        ),
    }
}

/// `GET /desk/moderation`.
pub(crate) async fn log(staff: Staff, PageQuery(query): PageQuery<LogQuery>) -> Result<Response, PageError> {
    let by = staff.by;
    must_moderate(&by)?;
    let cursor: Option<Cursor> = query.after.parse().ok();
    let (log, appeals, letters) = read!(staff.request.site.db, by.viewer(), tx => {
        let log = moderation::log(&mut tx, &by, cursor, ROWS).await?;
        let appeals = moderation::appeals(&mut tx, &by).await?;
        let letters = letters::list(&mut tx, &by).await?;
        Ok::<_, Problem>((log, appeals, letters))
    })?;
    let page = LogPage::new(&staff.request, &by, &query, &log, &appeals, &letters);
    staff.page(staff.l().t("desk-staff-moderation-title"), None, &page)
}

#[derive(askama::Template)]
#[template(path = "staff/decide.html")]
pub(crate) struct DecidePage {
    l: Locale,
    about: String,
    text: Option<Markup>,
    path: Option<String>,
    form: Markup,
    media: bool,
}

impl DecidePage {
    pub(crate) fn new(
        request: &PageRequest,
        typed: &DecisionForm,
        text: Option<&str>,
        path: Option<String>,
        problem: Option<&Problem>,
    ) -> Self {
        let l = &request.locale;
        let f = Fields::new(l, problem);
        let subject_kind = SubjectKind::from_code(&typed.subject_kind).unwrap_or(SubjectKind::Media);
        let media = subject_kind == SubjectKind::Media;
        let mut parts = vec![f.hidden("subject_kind", subject_kind.code())];
        if media {
            parts.push(f.hidden("kind", ModerationKind::MediaBlock.code()));
            parts.push(
                f.text("media", "desk-staff-media-hash", &typed.media)
                    .hint("desk-staff-media-hash-hint")
                    .code()
                    .longest(64)
                    .required()
                    .build(),
            );
        } else {
            let kinds: Vec<(&str, &str)> = KINDS
                .iter()
                .filter(|kind| **kind != ModerationKind::Block || subject_kind != SubjectKind::Check)
                .map(|kind| (kind.code(), words::moderation_choice(*kind)))
                .collect();
            parts.push(f.hidden("subject", &typed.subject));
            parts.push(f.radio("kind", "desk-staff-decide-kind", &typed.kind, &kinds).required().build());
        }
        parts.push(
            f.area("reason", "desk-staff-decide-reason", &typed.reason)
                .hint("desk-staff-decide-reason-hint")
                .rows(3)
                .longest(4_000)
                .required()
                .build(),
        );
        parts.push(
            f.text("legal_reference", "desk-staff-legal-reference", &typed.legal_reference)
                .hint("desk-staff-legal-reference-hint")
                .longest(200)
                .build(),
        );
        parts.push(
            f.checkbox("public", "desk-staff-decide-public", typed.public == "yes")
                .hint("desk-staff-decide-public-hint")
                .build(),
        );
        parts.push(
            f.area("public_summary", "desk-staff-public-summary", &typed.public_summary)
                .hint("desk-staff-public-summary-hint")
                .rows(3)
                .longest(4_000)
                .build(),
        );
        parts.push(f.submit_named("", "", "desk-staff-decide-do", Weight::Danger));
        Self {
            about: l.t(public_words::subject_kind(subject_kind)),
            text: text.map(user_block),
            path,
            form: fields::form(request, "/desk/moderation/decide", DecisionForm::PURPOSE, &parts),
            media,
            l: l.clone(),
        }
    }
}

/// What it is about, as far as the moderator may see it: the text, and the page it stands on.
async fn subject_of(staff: &Staff, typed: &DecisionForm) -> Result<(Option<String>, Option<String>), Problem> {
    let by = staff.by;
    let Ok(id) = saksi_base::ids::decode(&typed.subject) else { return Ok((None, None)) };
    let l = staff.l();
    match SubjectKind::from_code(&typed.subject_kind) {
        Some(SubjectKind::Claim) => {
            let found = read!(staff.request.site.db, by.viewer(), tx => {
                queue::claim_detail(&mut tx, &by, saksi_base::ClaimId(id)).await
            });
            Ok((
                found.ok().map(|claim| localised(l, &claim.row.statement)),
                Some(format!("/desk/claims/{}", typed.subject)),
            ))
        }
        Some(SubjectKind::Check) => {
            let found = read!(staff.request.site.db, by.viewer(), tx => {
                public::published_check(&mut tx, CheckId(id)).await
            });
            Ok((found.ok().map(|check| check.answer.statement), Some(format!("/desk/checks/{}", typed.subject))))
        }
        _ => Ok((None, None)),
    }
}

async fn show_decide(staff: &Staff, typed: &DecisionForm, problem: Option<&Problem>) -> Result<Response, PageError> {
    must_moderate(&staff.by)?;
    let (text, path) = subject_of(staff, typed).await?;
    let page = DecidePage::new(&staff.request, typed, text.as_deref(), path, problem);
    staff.page(staff.l().t("desk-staff-decide-title"), problem, &page)
}

/// `GET /desk/moderation/decide`.
pub(crate) async fn decide_page(
    staff: Staff,
    PageQuery(typed): PageQuery<DecisionForm>,
) -> Result<Response, PageError> {
    must_moderate(&staff.by)?;
    let by = staff.by;
    // Whoever could only be refused is told before they write their reason.
    if let (Some(kind), Ok(id)) = (SubjectKind::from_code(&typed.subject_kind), saksi_base::ids::decode(&typed.subject))
    {
        let allowed: Result<(), Problem> = read!(staff.request.site.db, by.viewer(), tx => {
            moderation::may_decide(&mut tx, &by, kind, id).await
        });
        allowed?;
    }
    show_decide(&staff, &typed, None).await
}

/// Reads a SHA-256 written as 64 hexadecimal digits.
fn hash_of(text: &str) -> Option<[u8; 32]> {
    let text = text.trim();
    let mut hash = [0_u8; 32];
    if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    for (place, index) in hash.iter_mut().zip((0..64).step_by(2)) {
        *place = u8::from_str_radix(text.get(index..index + 2)?, 16).ok()?;
    }
    Some(hash)
}

/// `POST /desk/moderation/decide`.
pub(crate) async fn decide(staff: Staff, form: Form<DecisionForm>) -> Result<Response, PageError> {
    let by = staff.by;
    let typed = form.value;
    let decision = match decision_of(&typed) {
        Ok(decision) => decision,
        Err(problem) => return show_decide(&staff, &typed, Some(&problem)).await,
    };
    let outcome = write!(staff.request.site.db, "moderate", by.viewer(), tx => {
        moderation::decide(&mut tx, &by, &decision).await
    });
    match outcome {
        Ok(entry) => Ok(done(&format!("/desk/moderation?entry={entry}"), Done::Decided)),
        Err(problem) if keeps(&problem) => show_decide(&staff, &typed, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

fn decision_of(typed: &DecisionForm) -> Result<Decision, Problem> {
    let subject_kind = SubjectKind::from_code(&typed.subject_kind).ok_or_else(Problem::not_found)?;
    let kind = ModerationKind::from_code(&typed.kind)
        .ok_or_else(|| Problem::field("kind", "desk-staff-problem-choose-decision"))?;
    let is_media = subject_kind == SubjectKind::Media;
    Ok(Decision {
        kind,
        subject_kind,
        subject: if is_media {
            None
        } else {
            Some(saksi_base::ids::decode(&typed.subject).map_err(|_| Problem::not_found())?)
        },
        media: if is_media {
            Some(hash_of(&typed.media).ok_or_else(|| Problem::field("media", "desk-problem-media-hash"))?)
        } else {
            None
        },
        reason: typed.reason.clone(),
        public_summary: typed.public_summary.clone(),
        legal_reference: typed.legal_reference.clone(),
        public: typed.public == "yes",
    })
}

pub(crate) fn reverse_form(
    request: &PageRequest,
    id: ModerationId,
    reason: &str,
    problem: Option<&Problem>,
) -> ConfirmPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    ConfirmPage {
        title: l.t("desk-staff-reverse-title"),
        about: Markup::empty(),
        what: paragraphs(&l.t("desk-staff-reverse-what")),
        form: fields::form(
            request,
            &format!("/desk/moderation/{id}/reverse"),
            Reverse::PURPOSE,
            &[
                f.area("reason", "desk-staff-reverse-reason", reason)
                    .hint("desk-staff-reverse-reason-hint")
                    .rows(3)
                    .longest(4_000)
                    .required()
                    .build(),
                f.submit_named("", "", "desk-staff-reverse-do", Weight::Main),
            ],
        ),
        back: "/desk/moderation".to_owned(),
        l: l.clone(),
    }
}

/// `GET /desk/moderation/{id}/reverse`.
pub(crate) async fn reverse_page(staff: Staff, PagePath(id): PagePath<ModerationId>) -> Result<Response, PageError> {
    must_moderate(&staff.by)?;
    let page = reverse_form(&staff.request, id, "", None);
    staff.page(page.title.clone(), None, &page)
}

/// `POST /desk/moderation/{id}/reverse`.
pub(crate) async fn reverse(
    staff: Staff,
    PagePath(id): PagePath<ModerationId>,
    form: Form<Reverse>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let reason = form.value.reason;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "reverse moderation", by.viewer(), tx => {
        moderation::reverse(&mut tx, &by, id, &reason).await
    });
    match outcome {
        Ok(()) => Ok(done("/desk/moderation", Done::Reversed)),
        Err(problem) if keeps(&problem) => {
            let page = reverse_form(&staff.request, id, &reason, Some(&problem));
            staff.page(page.title.clone(), Some(&problem), &page)
        }
        Err(problem) => Err(problem.into()),
    }
}

pub(crate) fn appeal_form(
    request: &PageRequest,
    appeal: &AppealView,
    answer: &str,
    decision: &str,
    problem: Option<&Problem>,
) -> ConfirmPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let form = if appeal.state == AppealState::Open && appeal.own {
        super::warn("", &l.t(if appeal.decidable { "desk-staff-appeal-own" } else { "desk-staff-appeal-nobody" }))
    } else if appeal.state == AppealState::Open {
        fields::form(
            request,
            &format!("/desk/appeals/{}", appeal.id),
            AppealForm::PURPOSE,
            &[
                f.radio(
                    "decision",
                    "desk-staff-appeal-decision",
                    decision,
                    &[("grant", "desk-staff-appeal-grant"), ("uphold", "desk-staff-appeal-uphold")],
                )
                .required()
                .build(),
                f.area("answer", "desk-staff-appeal-answer", answer)
                    .hint("desk-staff-appeal-answer-hint")
                    .rows(5)
                    .longest(4_000)
                    .required()
                    .build(),
                f.submit_named("", "", "desk-staff-appeal-do", Weight::Main),
            ],
        )
    } else {
        words::appeal_state(l, appeal.state).then(&paragraphs(&appeal.answer))
    };
    ConfirmPage {
        title: l.t("desk-staff-appeal-title"),
        about: user(&appeal.text),
        what: Markup::trusted("<p>")
            .then(&l.day(appeal.day))
            .then(&Markup::trusted("</p>"))
            .then(&paragraphs(&l.t("desk-staff-appeal-what"))),
        form,
        back: "/desk/moderation".to_owned(),
        l: l.clone(),
    }
}

async fn show_appeal(
    staff: &Staff,
    id: AppealId,
    answer: &str,
    decision: &str,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let by = staff.by;
    must_moderate(&by)?;
    let appeals = read!(staff.request.site.db, by.viewer(), tx => { moderation::appeals(&mut tx, &by).await })?;
    let appeal = appeals.into_iter().find(|appeal| appeal.id == id).ok_or_else(Problem::not_found)?;
    let page = appeal_form(&staff.request, &appeal, answer, decision, problem);
    staff.page(page.title.clone(), problem, &page)
}

/// `GET /desk/appeals/{id}`.
pub(crate) async fn appeal_page(staff: Staff, PagePath(id): PagePath<AppealId>) -> Result<Response, PageError> {
    show_appeal(&staff, id, "", "", None).await
}

/// `POST /desk/appeals/{id}`.
pub(crate) async fn decide_appeal(
    staff: Staff,
    PagePath(id): PagePath<AppealId>,
    form: Form<AppealForm>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let AppealForm { decision, answer } = form.value;
    let granted = match decision.as_str() {
        "grant" => true,
        "uphold" => false,
        _ => {
            let problem = Problem::field("decision", "desk-staff-problem-choose-decision");
            return show_appeal(&staff, id, &answer, &decision, Some(&problem)).await;
        }
    };
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "decide appeal", by.viewer(), tx => {
        moderation::decide_appeal(&mut tx, &by, id, granted, &answer).await
    });
    match outcome {
        Ok(()) => Ok(done("/desk/moderation", Done::Appeal)),
        Err(problem) if keeps(&problem) || problem.message == "desk-problem-own-appeal" => {
            show_appeal(&staff, id, &answer, &decision, Some(&problem)).await
        }
        Err(problem) => Err(problem.into()),
    }
}

pub(crate) fn reply_form(
    request: &PageRequest,
    check: &PublishedCheck,
    typed: &ReplyForm,
    problem: Option<&Problem>,
) -> ConfirmPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let id = check.answer.check;
    ConfirmPage {
        title: l.t("desk-staff-reply-title"),
        about: user(&check.answer.statement),
        what: paragraphs(&l.t("desk-staff-reply-what")),
        form: fields::form(
            request,
            &format!("/desk/checks/{id}/reply"),
            ReplyForm::PURPOSE,
            &[
                f.text("from", "desk-staff-reply-from", &typed.from)
                    .hint("desk-staff-reply-from-hint")
                    .longest(200)
                    .required()
                    .build(),
                f.area("text", "desk-staff-reply-text", &typed.text).rows(8).required().build(),
                f.submit_named("", "", "desk-staff-reply-do", Weight::Main),
            ],
        ),
        back: format!("/desk/checks/{id}"),
        l: l.clone(),
    }
}

async fn show_reply(
    staff: &Staff,
    id: CheckId,
    typed: &ReplyForm,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let by = staff.by;
    must_moderate(&by)?;
    let check = read!(staff.request.site.db, by.viewer(), tx => { public::published_check(&mut tx, id).await })?;
    let page = reply_form(&staff.request, &check, typed, problem);
    staff.page(page.title.clone(), problem, &page)
}

/// `GET /desk/checks/{id}/reply`.
pub(crate) async fn reply_page(staff: Staff, PagePath(id): PagePath<CheckId>) -> Result<Response, PageError> {
    show_reply(&staff, id, &ReplyForm::default(), None).await
}

/// `POST /desk/checks/{id}/reply`.
pub(crate) async fn reply(
    staff: Staff,
    PagePath(id): PagePath<CheckId>,
    form: Form<ReplyForm>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let typed = form.value;
    let outcome: Result<ReplyId, Problem> = write!(staff.request.site.db, "publish reply", by.viewer(), tx => {
        moderation::publish_reply(&mut tx, &by, id, &typed.from, &typed.text).await
    });
    match outcome {
        Ok(_) => Ok(done(&format!("/desk/checks/{id}"), Done::Replied)),
        Err(problem) if keeps(&problem) => show_reply(&staff, id, &typed, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// `GET /desk/checks/{id}/replies/{reply}/remove`.
pub(crate) async fn remove_reply_page(
    staff: Staff,
    PagePath((id, reply)): PagePath<(CheckId, ReplyId)>,
) -> Result<Response, PageError> {
    let by = staff.by;
    must_moderate(&by)?;
    let check = read!(staff.request.site.db, by.viewer(), tx => { public::published_check(&mut tx, id).await })?;
    let found = check.replies.iter().find(|other| other.id == reply).ok_or_else(Problem::not_found)?;
    let l = staff.l();
    let page = ConfirmPage {
        title: l.t("desk-staff-reply-remove-title"),
        about: user(&found.text),
        what: paragraphs(&l.t("desk-staff-reply-remove-what")),
        form: super::button(
            &staff.request,
            &format!("/desk/checks/{id}/replies/{reply}/remove"),
            RemoveReply::PURPOSE,
            "desk-staff-reply-remove",
            Weight::Danger,
        ),
        back: format!("/desk/checks/{id}"),
        l: l.clone(),
    };
    staff.page(page.title.clone(), None, &page)
}

/// `POST /desk/checks/{id}/replies/{reply}/remove`.
pub(crate) async fn remove_reply(
    staff: Staff,
    PagePath((id, reply)): PagePath<(CheckId, ReplyId)>,
    _: Form<RemoveReply>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "remove reply", by.viewer(), tx => {
        moderation::remove_reply(&mut tx, &by, reply).await
    });
    outcome?;
    Ok(done(&format!("/desk/checks/{id}"), Done::ReplyRemoved))
}

#[cfg(test)]
mod tests {
    use super::hash_of;

    #[test]
    fn a_file_hash_is_64_hexadecimal_digits_and_nothing_else() {
        assert_eq!(hash_of(&format!(" {} ", "aB".repeat(32))), Some([0xab; 32]));
        for wrong in ["", "abc", &"zz".repeat(32), &"é".repeat(32), &"a".repeat(65), &"+1".repeat(32)] {
            assert_eq!(hash_of(wrong), None, "{wrong}");
        }
    }
}
