//! `/desk/claims/{id}`: a claim with its messages, and everything that may be done with it.

use std::fmt::Write as _;

use saksi_base::{
    CheckId, ClaimId, ContentType, JournalId, LanguageTag, MessageId, PersonId, Problem, ProblemKind, Timestamp,
};
use saksi_db::{read, write};
use saksi_network::Capability;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Arg, Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Tone, Weight, escape,
    paragraphs, user, user_block, verdict,
};

use super::queue::{QueueQuery, RowList, days, growth, takers};
use super::reading::{self, Happening};
use super::{Done, Staff, button, done, link_button, notice, plain_forms, warn, with_query, words};
use crate::actions::{By, checks, deeds, queue};
use crate::elevation::{decides, of_others};
use crate::masking::{self, MaskKind};
use crate::model::{
    CheckState, CheckSummary, ClaimDetail, ClaimState, CloseReason, DraftState, MessageState, MessageView, NoteView,
    QueueFilter, QueueLane, QueueOrder, QueueRow, SimilarClaim, SubjectKind,
};

/// Rows of the list beside a claim.
const BESIDE: i64 = 25;
/// Most claims that stand in sight as looking alike, and how alike the second and third must be.
const NEAREST: usize = 3;
const NEAR: f64 = 0.15;
/// Names offered for masking.
const CANDIDATES: usize = 12;

plain_forms! {
    Take "desk-take";
    Release "desk-release";
    Reopen "desk-reopen";
    RemoveNote "desk-remove-note";
    JoinInto "desk-join";
}

/// What is checked, in the checker's own words.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Wording {
    statement: String,
    language: String,
    content_type: String,
    edition: i64,
}

impl FormData for Wording {
    const PURPOSE: &'static str = "desk-statement";
}

/// A language for a new check.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct StartCheck {
    /// Not `language`, which the form for the statement on the same page has.
    #[serde(rename = "check-language")]
    language: String,
}

impl FormData for StartCheck {
    const PURPOSE: &'static str = "desk-start-check";
}

/// Messages that belong elsewhere.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Split {
    message: Vec<String>,
    /// `new`, or `existing` for the claim in `into`. The field's name is the one under which the actions complain.
    #[serde(rename = "messages")]
    target: String,
    into: String,
}

impl FormData for Split {
    const PURPOSE: &'static str = "desk-split";
}

/// Into the junk lane or out of it.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Junk {
    junk: String,
}

impl FormData for Junk {
    const PURPOSE: &'static str = "desk-junk";
}

/// Why it is closed.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Close {
    reason: String,
}

impl FormData for Close {
    const PURPOSE: &'static str = "desk-close";
}

/// Words that must not be shown.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Marks {
    words: String,
    found: Vec<String>,
}

impl FormData for Marks {
    const PURPOSE: &'static str = "desk-marks";
}

/// Something to note for one's own organisation.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct NoteForm {
    note: String,
}

impl FormData for NoteForm {
    const PURPOSE: &'static str = "desk-note";
}

/// To whom it is given.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct AssignForm {
    person: String,
}

impl FormData for AssignForm {
    const PURPOSE: &'static str = "desk-assign";
}

/// With which of the organisation's own checks a claim is answered.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct ReuseForm {
    check: String,
}

impl FormData for ReuseForm {
    const PURPOSE: &'static str = "desk-reuse";
}

/// Looking for the claim to join into.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct JoinQuery {
    q: String,
    into: String,
    done: String,
}

/// What the page of a claim shows.
#[derive(Debug, Clone)]
pub(crate) struct ClaimData {
    pub(crate) detail: ClaimDetail,
    pub(crate) similar: Vec<SimilarClaim>,
    pub(crate) history: Vec<Happening>,
    /// What the reader's organisation noted.
    pub(crate) notes: Vec<NoteView>,
    /// Those of the reader's organisation who may check.
    pub(crate) colleagues: Vec<(PersonId, String)>,
    pub(crate) beside: Vec<QueueRow>,
    pub(crate) query: QueueQuery,
    /// What somebody typed into the statement, where it could not be saved.
    pub(crate) typed: Option<Wording>,
    /// What somebody typed into a note, where it could not be saved.
    pub(crate) note: String,
}

/// One message, ready to be shown.
pub(crate) struct MessagePart {
    pub(crate) id: String,
    /// The language it is written in.
    pub(crate) lang: String,
    pub(crate) masked: Markup,
    pub(crate) original: Option<Markup>,
    pub(crate) reasons: Vec<String>,
    pub(crate) facts: Vec<Markup>,
    pub(crate) links: Vec<Markup>,
    pub(crate) gone: Option<String>,
    pub(crate) held: bool,
    pub(crate) mark: Option<Markup>,
    pub(crate) moderate: Option<Markup>,
    pub(crate) label: String,
}

/// A claim that looks alike, ready to be shown.
pub(crate) struct SimilarPart {
    pub(crate) path: String,
    pub(crate) statement: String,
    pub(crate) state: Markup,
    pub(crate) asked: String,
    pub(crate) why: String,
    pub(crate) checks: Vec<CheckPart>,
    pub(crate) join: Option<Markup>,
    pub(crate) reuse: Option<Markup>,
    pub(crate) says: Option<Markup>,
}

/// A check in one line.
pub(crate) struct CheckPart {
    pub(crate) path: String,
    pub(crate) verdict: Markup,
    pub(crate) title: String,
    pub(crate) organisation: String,
    pub(crate) state: Markup,
    pub(crate) own: bool,
}

impl CheckPart {
    pub(crate) fn new(l: &Locale, by: &By, check: &CheckSummary) -> Self {
        let own = check.organisation.id == by.organisation;
        let state = match (check.state, check.draft) {
            (CheckState::Draft | CheckState::InReview, Some(draft)) => words::draft_state(l, draft),
            (state, Some(draft)) => {
                words::check_state(l, state).then(&Markup::text(" ")).then(&words::draft_state(l, draft))
            }
            (state, None) => words::check_state(l, state),
        };
        Self {
            path: format!("/desk/checks/{}", check.id),
            verdict: check.verdict.map_or_else(Markup::empty, |found| verdict(l, found)),
            title: words::excerpt(if check.title.trim().is_empty() { &check.statement } else { &check.title }, 160),
            organisation: check.organisation.name.clone(),
            state,
            own,
        }
    }
}

/// Something that happened, in words.
pub(crate) struct HappeningPart {
    pub(crate) what: String,
    /// Somebody of one's own organisation by name, others by their organisation's.
    pub(crate) who: Option<String>,
    pub(crate) at: Markup,
}

/// A note, ready to be shown.
pub(crate) struct NotePart {
    pub(crate) label: String,
    pub(crate) text: Markup,
    pub(crate) name: String,
    pub(crate) at: Markup,
    pub(crate) remove: Option<Markup>,
}

#[derive(askama::Template)]
#[template(path = "staff/claim.html")]
pub(crate) struct ClaimPage {
    l: Locale,
    notice: Markup,
    list: RowList,
    back: String,
    statement: String,
    language: String,
    badges: Vec<Markup>,
    standing: Vec<Markup>,
    actions: Vec<Markup>,
    start: Option<Markup>,
    asked: String,
    growth: String,
    chart: Markup,
    takers: Option<String>,
    owner: Option<String>,
    checks: Vec<CheckPart>,
    similar: Vec<SimilarPart>,
    less_similar: Vec<SimilarPart>,
    messages: Vec<MessagePart>,
    more_messages: Option<String>,
    no_messages: String,
    split: Option<Markup>,
    wording: Option<Markup>,
    notes: Vec<NotePart>,
    note: Option<Markup>,
    history: Vec<HappeningPart>,
}

/// The placeholders of a masked text in the reader's language.
pub(crate) fn localised(l: &Locale, masked: &str) -> String {
    masking::localise(masked, |kind| l.t(kind.message()))
}

/// Words that look like names in a text and are not masked yet: runs of capitalised words. A help for the scripts that
/// have capitals; in other scripts the checker types them.
pub(crate) fn candidates(message: &MessageView) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in message.masked.lines() {
        let mut run: Vec<&str> = Vec::new();
        let mut start_of_sentence = true;
        for word in line.split_whitespace() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let capital = bare.chars().next().is_some_and(char::is_uppercase)
                && bare.chars().skip(1).any(char::is_lowercase)
                && !word.starts_with('[');
            if capital {
                run.push(bare);
            }
            let ends = word.ends_with(['.', '!', '?', ',', ':', ';']);
            if !capital || ends {
                // One capitalised word at the beginning of a sentence is most often no name.
                if run.len() > 1 || (run.len() == 1 && !start_of_sentence) {
                    found.push(run.join(" "));
                }
                run.clear();
            }
            start_of_sentence = word.ends_with(['.', '!', '?', ':']) || (start_of_sentence && capital && !ends);
        }
        if run.len() > 1 {
            found.push(run.join(" "));
        }
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|name| message.text.contains(name.as_str()) && seen.insert(name.clone()));
    found.truncate(CANDIDATES);
    found
}

/// A picture of the last seven days with the numbers on it, and the same as a table.
pub(crate) fn chart(l: &Locale, now: Timestamp, hours: &[(Timestamp, i64)]) -> Markup {
    let days = days(now, hours);
    let most = days.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
    if days.iter().all(|(_, count)| *count == 0) {
        return Markup::empty();
    }
    let total: i64 = days.iter().map(|(_, count)| count).sum();
    let title = escape(&l.attribute("desk-staff-chart", &[("count", total)]));
    let mut svg = format!("<svg viewBox=\"0 0 280 76\" role=\"img\" aria-label=\"{title}\">");
    let mut rows = String::new();
    for (index, (day, count)) in days.iter().enumerate() {
        let x = index * 40 + 4;
        let height = if *count == 0 { 1 } else { (count * 52 / most).max(2) };
        let y = 74 - height;
        let _ = std::write!(
            svg,
            "<rect x=\"{x}\" y=\"{y}\" width=\"32\" height=\"{height}\" class=\"{}\"/><text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            if index == 6 { "c1" } else { "c0" },
            x + 16,
            y - 4,
            escape(&l.number(*count))
        );
        let _ =
            std::write!(rows, "<tr><th scope=\"row\">{}</th><td>{}</td></tr>", l.day(*day), escape(&l.number(*count)));
    }
    svg.push_str("</svg>");
    Markup::trusted(format!(
        "<figure class=\"chart\">{svg}<figcaption>{title}</figcaption><details><summary>{}</summary><table><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead><tbody>{rows}</tbody></table></details></figure>",
        escape(&l.t("desk-staff-chart-table")),
        escape(&l.t("desk-staff-day")),
        escape(&l.t("desk-staff-asked-column")),
    ))
}

/// What happened, in words; the journal's own word where it is new to these pages.
pub(crate) fn happening(l: &Locale, by: &By, what: &Happening) -> HappeningPart {
    let message = match what.kind.as_str() {
        "claim-opened" => "desk-staff-journal-claim-opened",
        "message-joined" => "desk-staff-journal-message-joined",
        "message-withdrawn" => "desk-staff-journal-message-withdrawn",
        "claim-taken" => "desk-staff-journal-taken",
        "claim-assigned" if what.whom_name.is_some() => "desk-staff-journal-assigned-to",
        "claim-assigned" => "desk-staff-journal-assigned",
        "claim-released" => "desk-staff-journal-released",
        "claim-joined" => "desk-staff-journal-joined",
        "claim-grew" => "desk-staff-journal-grew",
        "claim-shrank" => "desk-staff-journal-shrank",
        "claim-worded" => "desk-staff-journal-worded",
        "message-masked" => "desk-staff-journal-masked",
        "claim-closed" => "desk-staff-journal-closed",
        "claim-reopened" => "desk-staff-journal-reopened",
        "claim-set-aside" => "desk-staff-journal-junked",
        "claim-expired" => "desk-staff-journal-expired",
        "claim-hidden" => "desk-staff-journal-hidden",
        "claim-restored" => "desk-staff-journal-restored",
        "message-hidden" => "desk-staff-journal-message-hidden",
        "message-restored" => "desk-staff-journal-message-restored",
        "check-started" => "desk-staff-journal-check-started",
        "check-submitted" => "desk-staff-journal-check-submitted",
        "check-taken-back" => "desk-staff-journal-check-taken-back",
        "translation-taken-back" => "desk-staff-journal-translation-taken-back",
        "check-sent-back" => "desk-staff-journal-check-sent-back",
        "check-published" => "desk-staff-journal-check-published",
        "check-corrected" => "desk-staff-journal-check-corrected",
        "check-withdrawn" => "desk-staff-journal-check-withdrawn",
        "check-draft-discarded" => "desk-staff-journal-check-discarded",
        "check-hidden" => "desk-staff-journal-check-hidden",
        "check-restored" => "desk-staff-journal-check-restored",
        "check-translated" => "desk-staff-journal-check-translated",
        "check-replied" => "desk-staff-journal-check-replied",
        "check-reply-removed" => "desk-staff-journal-check-reply-removed",
        "translation-submitted" => "desk-staff-journal-translation-submitted",
        "translation-sent-back" => "desk-staff-journal-translation-sent-back",
        _ => "",
    };
    HappeningPart {
        what: match (&what.whom_name, message) {
            (_, "") => what.kind.clone(),
            (Some(name), "desk-staff-journal-assigned-to") => l.ta(message, &[("name", name.as_str())]),
            _ => l.t(message),
        },
        who: if what.organisation == Some(by.organisation) {
            Some(what.person_name.clone().unwrap_or_else(|| l.t("desk-staff-somebody")))
        } else {
            what.organisation_name.clone()
        },
        // Of what is tied to a person or a message the journal keeps the day alone.
        at: if what.at == what.at.day() { l.day(what.at) } else { l.moment(what.at) },
    }
}

impl ClaimPage {
    pub(crate) fn new(request: &PageRequest, by: &By, data: ClaimData, problem: Option<&Problem>) -> Self {
        let l = &request.locale;
        let ClaimData { detail, similar, history, notes, colleagues, beside, query, typed, note } = data;
        let row = &detail.row;
        let back = query.kept(true);
        let path = format!("/desk/claims/{}", row.id);
        let act = |what: &str| with_query(&format!("{path}/{what}"), &back);
        let may = |capability| by.may.contains(capability);
        // Others take it, check it and mask words; what becomes of it, its owner's people decide.
        let ours = decides(by, row.owner.id);
        let workable = matches!(row.state, ClaimState::Waiting | ClaimState::Checking | ClaimState::Answered);
        let taken_by_me = row.takers.iter().any(|taker| taker.person == Some(by.person));

        let mut badges = vec![words::claim_state(l, row.state)];
        if row.shared {
            badges.push(saksi_web::badge(l, Tone::Plain, "desk-staff-shared"));
        }
        if detail.hidden {
            badges.push(saksi_web::badge(l, Tone::Danger, "desk-staff-hidden"));
        }

        let mut standing = Vec::new();
        if let Some(into) = detail.joined_into {
            standing.push(warn(&l.t("desk-staff-claim-joined"), &l.t("desk-staff-joined-note")).then(&link_button(
                l,
                &format!("/desk/claims/{into}"),
                "desk-staff-joined-open",
                Weight::Main,
            )));
        }
        if let Some(reason) = detail.closed {
            standing.push(warn(
                &l.t("desk-staff-claim-closed"),
                &l.ta("desk-staff-closed-note", &[("reason", l.t(crate::pages::words::close_reason(reason)))]),
            ));
        }
        if !taken_by_me && detail.taken_by_us {
            standing
                .push(warn("", &l.ta("desk-staff-colleague-note", &[("names", takers(l, row).unwrap_or_default())])));
        } else if !detail.taken_by_us && !row.takers.is_empty() {
            standing.push(warn("", &l.ta("desk-staff-others-note", &[("names", takers(l, row).unwrap_or_default())])));
        }

        let own_open = detail.checks.iter().find(|check| {
            check.organisation.id == by.organisation
                && (check.draft.is_some() || matches!(check.state, CheckState::Draft | CheckState::InReview))
        });
        let own_published = detail
            .checks
            .iter()
            .find(|check| check.organisation.id == by.organisation && check.state == CheckState::Published);
        let mut actions = Vec::new();
        let mut start = None;
        let mut give = None;
        if may(Capability::CHECK) && detail.joined_into.is_none() {
            if workable {
                if let Some(open) = own_open {
                    let (leads, label) = if open.draft == Some(DraftState::InReview) {
                        (format!("/desk/checks/{}", open.id), "desk-staff-open-review")
                    } else {
                        (format!("/desk/checks/{}/edit", open.id), "desk-staff-open-draft")
                    };
                    actions.push(link_button(l, &leads, label, Weight::Main));
                } else if let Some(published) = own_published {
                    actions.push(link_button(
                        l,
                        &format!("/desk/checks/{}", published.id),
                        "desk-staff-open-check",
                        Weight::Main,
                    ));
                }
                if taken_by_me {
                    actions.push(button(
                        request,
                        &act("release"),
                        Release::PURPOSE,
                        "desk-staff-release",
                        Weight::Quiet,
                    ));
                } else {
                    let weight = if row.takers.is_empty() && own_open.is_none() { Weight::Main } else { Weight::Quiet };
                    actions.push(button(request, &act("take"), Take::PURPOSE, "desk-staff-take", weight));
                }
                let others: Vec<(String, String)> = colleagues
                    .iter()
                    .filter(|(person, _)| *person != by.person && !row.takers.iter().any(|t| t.person == Some(*person)))
                    .map(|(person, name)| (person.to_string(), name.clone()))
                    .collect();
                if !others.is_empty() {
                    give = Some(give_form(request, &act("assign"), others, problem));
                }
                if ours {
                    actions.push(link_button(l, &act("join"), "desk-staff-join", Weight::Quiet));
                }
                if own_open.is_none() && own_published.is_none() {
                    let f = Fields::new(l, problem);
                    let current = if row.language.as_str() == "und" { l.tag() } else { row.language.as_str() };
                    start = Some(fields::form(
                        request,
                        &act("check"),
                        StartCheck::PURPOSE,
                        &[
                            f.select("check-language", "desk-staff-check-language", current, &[])
                                .options(words::language_options(l, None, current))
                                .build(),
                            f.submit_named(
                                "",
                                "",
                                "desk-staff-write-check",
                                if taken_by_me { Weight::Main } else { Weight::Quiet },
                            ),
                        ],
                    ));
                }
            }
            match row.state {
                _ if !ours => {}
                ClaimState::Waiting | ClaimState::Checking => {
                    actions.push(link_button(l, &act("close"), "desk-staff-close", Weight::Quiet));
                    actions.push(junk_button(request, &act("junk"), true));
                }
                ClaimState::Closed => {
                    actions.push(button(request, &act("reopen"), Reopen::PURPOSE, "desk-staff-reopen", Weight::Main));
                }
                ClaimState::Junk => actions.push(junk_button(request, &act("junk"), false)),
                ClaimState::Answered | ClaimState::Joined | ClaimState::Expired => {}
            }
        }
        if !ours && may(Capability::CHECK) && detail.joined_into.is_none() {
            standing.push(Markup::trusted(format!(
                "<p class=\"hint\">{}</p>",
                escape(&l.ta("desk-staff-of-others", &[("organisation", row.owner.name.as_str())]))
            )));
        }
        if ours && !may(Capability::MODERATE) && !by.operator && workable {
            standing.push(Markup::trusted(format!("<p class=\"hint\">{}</p>", escape(&l.t("desk-staff-ask-to-hide")))));
        }
        let moderates = by.operator || (may(Capability::MODERATE) && row.owner.id == by.organisation);
        if moderates {
            let leads = super::moderation::decide_path(SubjectKind::Claim, row.id.0);
            actions.push(link_button(l, &leads, "desk-staff-moderate", Weight::Quiet));
        }

        let undo = match query.done.as_str() {
            "released" if may(Capability::CHECK) => {
                button(request, &act("take"), Take::PURPOSE, "desk-staff-undo", Weight::Quiet)
            }
            _ if !ours => Markup::empty(),
            "closed" => button(request, &act("reopen"), Reopen::PURPOSE, "desk-staff-undo", Weight::Quiet),
            "junked" => junk_undo(request, &act("junk"), false),
            "not-junk" => junk_undo(request, &act("junk"), true),
            _ => Markup::empty(),
        };

        let wording = (ours && detail.joined_into.is_none()).then(|| {
            let f = Fields::new(l, problem);
            let typed = typed.unwrap_or_else(|| Wording {
                statement: if row.worded { row.statement.clone() } else { String::new() },
                language: row.language.to_string(),
                content_type: row.content_type.code().to_owned(),
                edition: detail.edition,
            });
            fields::form(
                request,
                &act("statement"),
                Wording::PURPOSE,
                &[
                    f.area("statement", "desk-staff-statement", &typed.statement)
                        .hint("desk-staff-statement-hint")
                        .rows(3)
                        .longest(1_000)
                        .required()
                        .build(),
                    f.select("language", "desk-staff-language", &typed.language, &[])
                        .options(words::language_options(l, Some("desk-staff-language-choose"), &typed.language))
                        .build(),
                    f.select(
                        "content_type",
                        "desk-staff-content-type",
                        &typed.content_type,
                        &words::content_type_options(),
                    )
                    .build(),
                    f.hidden("edition", &detail.edition.to_string()),
                    f.submit_named("", "", "desk-staff-statement-save", Weight::Main),
                ],
            )
        });

        let can_split = ours && detail.message_count > 1 && detail.joined_into.is_none();
        let messages: Vec<MessagePart> =
            detail.messages.iter().map(|message| message_part(request, by, row, message, &back)).collect();
        let split = can_split.then(|| {
            let f = Fields::new(l, problem);
            [
                f.radio(
                    "messages",
                    "desk-staff-split-target",
                    "new",
                    &[("new", "desk-staff-split-new"), ("existing", "desk-staff-split-existing")],
                )
                .build(),
                f.text("into", "desk-staff-split-into", "")
                    .hint("desk-staff-split-into-hint")
                    .code()
                    .optional()
                    .build(),
                f.submit_named("", "", "desk-staff-split-do", Weight::Quiet),
            ]
            .into_iter()
            .collect::<Markup>()
        });
        let split = split.map(|inner| {
            Markup::trusted(format!(
                "<form method=\"post\" action=\"{}\" accept-charset=\"utf-8\" novalidate id=\"split\">{}{inner}</form>",
                escape(&act("split")),
                request.token(Split::PURPOSE)
            ))
        });

        let may_reuse = may(Capability::CHECK)
            && workable
            && detail.joined_into.is_none()
            && own_open.is_none()
            && own_published.is_none();
        let may_join = ours && workable && detail.joined_into.is_none();
        // The nearest stand in sight; words that any two texts share bring many more, which only get in the way.
        let near =
            similar.iter().take(NEAREST).take_while(|other| other.likeness >= NEAR).count().max(1).min(similar.len());
        let mut similar: Vec<SimilarPart> =
            similar.iter().map(|other| similar_part(request, by, row.id, other, may_join, may_reuse)).collect();
        let less_similar = similar.split_off(near);
        let shown = detail.messages.len();
        let hidden_messages = detail.message_count - i64::try_from(shown).unwrap_or(0);
        Self {
            notice: notice(l, &query.done, &undo),
            statement: if row.statement.trim().is_empty() {
                l.t("desk-staff-no-words")
            } else {
                localised(l, &row.statement)
            },
            language: row.language.to_string(),
            badges,
            standing,
            actions,
            start: match (start, give) {
                (Some(start), Some(give)) => Some(start.then(&give)),
                (start, give) => start.or(give),
            },
            asked: l.ta("desk-staff-asked", &[("people", row.asked)]),
            growth: growth(l, row),
            chart: chart(l, l.now(), &detail.hours),
            takers: takers(l, row),
            owner: (row.owner.id != by.organisation).then(|| row.owner.name.clone()),
            checks: detail.checks.iter().map(|check| CheckPart::new(l, by, check)).collect(),
            similar,
            less_similar,
            more_messages: (hidden_messages > 0)
                .then(|| l.ta("desk-staff-more-messages", &[("count", Arg::from(hidden_messages))])),
            no_messages: l.t(if ours { "desk-staff-messages-none" } else { "desk-staff-messages-none-seen" }),
            messages,
            split,
            wording,
            history: history.iter().map(|what| happening(l, by, what)).collect(),
            notes: notes.into_iter().map(|note| note_part(request, &path, &back, note)).collect(),
            note: (may(Capability::CHECK) && detail.joined_into.is_none()).then(|| {
                let f = Fields::new(l, problem);
                fields::form(
                    request,
                    &act("notes"),
                    NoteForm::PURPOSE,
                    &[
                        f.area("note", "desk-staff-note", &note).rows(2).longest(4_000).build(),
                        f.submit_named("", "", "desk-staff-note-save", Weight::Quiet),
                    ],
                )
            }),
            list: RowList {
                l: l.clone(),
                rows: beside,
                back: back.clone(),
                current: Some(row.id),
                alike: std::collections::HashMap::new(),
                ours: by.organisation,
            },
            back: with_query("/desk", &back),
            l: l.clone(),
        }
    }
}

fn give_form(
    request: &PageRequest,
    action: &str,
    colleagues: Vec<(String, String)>,
    problem: Option<&Problem>,
) -> Markup {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let mut options = vec![(String::new(), l.t("desk-staff-give-choose"))];
    options.extend(colleagues);
    fields::form(
        request,
        action,
        AssignForm::PURPOSE,
        &[
            f.select("person", "desk-staff-give", "", &[]).options(options).build(),
            f.submit_named("", "", "desk-staff-give-do", Weight::Quiet),
        ],
    )
}

fn note_part(request: &PageRequest, path: &str, back: &str, note: NoteView) -> NotePart {
    let l = &request.locale;
    let name = if note.name.is_empty() { l.t("desk-staff-somebody") } else { note.name };
    NotePart {
        label: l.attribute("desk-staff-note-by", &[("name", name.as_str())]),
        text: user_block(&note.text),
        at: l.moment(note.at),
        remove: note.own.then(|| {
            button(
                request,
                &with_query(&format!("{path}/notes/{}/remove", note.id), back),
                RemoveNote::PURPOSE,
                "desk-staff-note-remove",
                Weight::Quiet,
            )
        }),
        name,
    }
}

fn junk_button(request: &PageRequest, action: &str, junk: bool) -> Markup {
    let (value, label) = if junk { ("yes", "desk-staff-junk") } else { ("no", "desk-staff-not-junk") };
    fields::button_form(request, action, Junk::PURPOSE, &[("junk", value)], label, Weight::Quiet)
}

fn junk_undo(request: &PageRequest, action: &str, junk: bool) -> Markup {
    let value = if junk { "yes" } else { "no" };
    fields::button_form(request, action, Junk::PURPOSE, &[("junk", value)], "desk-staff-undo", Weight::Quiet)
}

fn similar_part(
    request: &PageRequest,
    by: &By,
    from: ClaimId,
    other: &SimilarClaim,
    may_join: bool,
    may_reuse: bool,
) -> SimilarPart {
    let l = &request.locale;
    let own = other
        .checks
        .iter()
        .find(|check| check.organisation.id == by.organisation && check.state == CheckState::Published);
    let percent = crate::pages::public::views::percent(other.likeness);
    let why = if other.words.is_empty() {
        l.ta("desk-staff-alike", &[("percent", Arg::from(percent))])
    } else {
        l.ta("desk-staff-alike-words", &[("percent", Arg::from(percent)), ("words", Arg::from(l.list(&other.words)))])
    };
    let workable = matches!(other.state, ClaimState::Waiting | ClaimState::Checking | ClaimState::Answered);
    SimilarPart {
        path: format!("/desk/claims/{}", other.id),
        statement: words::excerpt(&localised(l, &other.statement), 200),
        state: words::claim_state(l, other.state),
        asked: l.ta("desk-staff-asked", &[("people", other.asked)]),
        why,
        checks: other.checks.iter().map(|check| CheckPart::new(l, by, check)).collect(),
        join: (may_join && other.may_join && workable).then(|| {
            link_button(
                l,
                &format!("/desk/claims/{from}/join?into={}", other.id),
                "desk-staff-join-this",
                Weight::Quiet,
            )
        }),
        reuse: own.filter(|_| may_reuse).map(|check| {
            fields::button_form(
                request,
                &format!("/desk/claims/{from}/reuse"),
                ReuseForm::PURPOSE,
                &[("check", &check.id.to_string())],
                "desk-staff-reuse",
                Weight::Quiet,
            )
        }),
        says: by.may.contains(Capability::CHECK).then(|| super::feedback::buttons(request, from, other.id, other.said)),
    }
}

fn message_part(request: &PageRequest, by: &By, row: &QueueRow, message: &MessageView, back: &str) -> MessagePart {
    let l = &request.locale;
    let claim = row.id;
    let ours = row.owner.id == by.organisation;
    let gone = match message.state {
        MessageState::Expired => Some(l.t("desk-staff-message-expired")),
        MessageState::Hidden => Some(l.t("desk-staff-message-hidden")),
        MessageState::Withdrawn => Some(l.t("desk-staff-message-withdrawn")),
        MessageState::Open | MessageState::Junk | MessageState::Answered => None,
    };
    let mut facts = vec![
        Markup::text(&l.ta("desk-staff-sent-times", &[("count", message.asked)])),
        l.day(message.day),
        words::language(l, &message.language),
        Markup::text(&l.t(words::channel(message.channel))),
    ];
    if matches!(message.state, MessageState::Open) && !message.held {
        facts.push(Markup::text(&l.ta("desk-staff-expires", &[("date", l.date(message.expires_at))])));
    }
    let visible = !message.text.is_empty() && gone.is_none();
    let mark = (visible && by.may.contains(Capability::CHECK)).then(|| {
        let marked: Vec<&str> = message
            .masks
            .iter()
            .filter(|mask| mask.kind == MaskKind::Name)
            .filter_map(|mask| message.text.get(mask.start..mask.end))
            .collect();
        let mut lines: Vec<&str> = Vec::new();
        for word in marked {
            if !lines.contains(&word) {
                lines.push(word);
            }
        }
        let f = Fields::new(l, None);
        let offered: Vec<(String, String)> = candidates(message).into_iter().map(|name| (name.clone(), name)).collect();
        let found = if offered.is_empty() {
            Markup::empty()
        } else {
            f.checks::<&str>("found", "desk-staff-marks-found", &[], &[]).options(offered).build()
        };
        let form = fields::form(
            request,
            &with_query(&format!("/desk/claims/{claim}/messages/{}/masks", message.id), back),
            Marks::PURPOSE,
            &[
                f.area("words", "desk-staff-marks", &lines.join("\n"))
                    .hint(if ours || by.operator { "desk-staff-marks-hint" } else { "desk-staff-marks-hint-others" })
                    .rows(3)
                    .build(),
                found,
                f.submit_named("", "", "desk-staff-marks-save", Weight::Quiet),
            ],
        );
        // Several messages stand on one page, and each has these fields: ids must differ.
        Markup::trusted(
            form.into_string()
                .replace("field-words", &format!("field-words-{}", message.id))
                .replace("field-found", &format!("field-found-{}", message.id)),
        )
    });
    let moderate = ((by.may.contains(Capability::MODERATE) && ours) || by.operator).then(|| {
        let leads = super::moderation::decide_path(SubjectKind::Message, message.id.0);
        link_button(l, &leads, "desk-staff-moderate", Weight::Quiet)
    });
    let shown = localised(l, &message.masked);
    MessagePart {
        id: message.id.to_string(),
        label: if shown.trim().is_empty() {
            l.attribute("desk-staff-message-of", &[("date", l.date(message.day))])
        } else {
            l.attribute("desk-staff-select-message", &[("beginning", words::excerpt(&shown, 40))])
        },
        lang: lang_of(l, &message.language),
        masked: crate::pages::words::masked_block(l, &message.masked),
        original: (visible && message.text != message.masked).then(|| user_block(&message.text)),
        reasons: message.reasons.clone(),
        facts,
        links: if visible { links_of(&message.text) } else { Vec::new() },
        gone,
        held: message.held,
        mark,
        moderate,
    }
}

/// The `lang` of a text; the page's own where it is not known.
pub(crate) fn lang_of(l: &Locale, language: &LanguageTag) -> String {
    if language.as_str() == "und" { l.tag().to_owned() } else { language.to_string() }
}

/// The links of a text, so that a checker can open them without selecting; they lead away without saying from where.
fn links_of(text: &str) -> Vec<Markup> {
    let mut seen = std::collections::HashSet::new();
    text.split_whitespace()
        .filter(|word| word.starts_with("http://") || word.starts_with("https://"))
        .filter(|word| seen.insert(*word))
        .take(20)
        .map(saksi_web::link)
        .collect()
}

async fn load(
    staff: &Staff,
    id: ClaimId,
    query: QueueQuery,
    typed: Option<Wording>,
    note: &str,
) -> Result<ClaimData, Problem> {
    let by = staff.by;
    let (filter, order, cursor) = (query.filter(), query.order(), query.cursor());
    let matcher = staff.desk.matcher.clone();
    read!(staff.request.site.db, by.viewer(), tx => {
        let detail = queue::claim_detail(&mut tx, &by, id).await?;
        let similar = queue::similar(&mut tx, &by, &matcher, id).await?;
        let history = reading::history(&mut tx, &by, id.0).await?;
        let notes = deeds::notes(&mut tx, &by, id).await?;
        let colleagues = queue::colleagues(&mut tx, &by).await?;
        let beside = queue::queue(&mut tx, &by, &filter, order, cursor, BESIDE).await?.items;
        Ok::<_, Problem>(ClaimData {
            detail,
            similar,
            history,
            notes,
            colleagues,
            beside,
            query: query.clone(),
            typed: typed.clone(),
            note: note.to_owned(),
        })
    })
}

async fn page(
    staff: &Staff,
    id: ClaimId,
    query: QueueQuery,
    typed: Option<Wording>,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    page_with(staff, id, query, typed, "", problem).await
}

async fn page_with(
    staff: &Staff,
    id: ClaimId,
    query: QueueQuery,
    typed: Option<Wording>,
    note: &str,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let data = load(staff, id, query, typed, note).await?;
    let title = words::excerpt(&localised(staff.l(), &data.detail.row.statement), 80);
    let page = ClaimPage::new(&staff.request, &staff.by, data, problem);
    let mut shell = staff.shell(title).split();
    if let Some(problem) = problem {
        shell = shell.problem(problem);
    }
    shell.render(&page)
}

/// `GET /desk/claims/{id}`.
pub(crate) async fn show(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<QueueQuery>,
) -> Result<Response, PageError> {
    page(&staff, id, query, None, None).await
}

fn back_to(id: ClaimId, query: &QueueQuery, what: Done) -> Response {
    done(&with_query(&format!("/desk/claims/{id}"), &query.kept(true)), what)
}

/// Whether the page itself says it, with everything kept that was typed.
fn sayable(problem: &Problem) -> bool {
    matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Conflict)
        || problem.message == "desk-problem-claim-of-others"
}

/// A problem that concerns the claim as a whole is said on its page; whoever may not see it gets the problem itself.
async fn explain(staff: &Staff, id: ClaimId, query: QueueQuery, problem: Problem) -> Result<Response, PageError> {
    if sayable(&problem) { page(staff, id, query, None, Some(&problem)).await } else { Err(problem.into()) }
}

/// `POST /desk/claims/{id}/take`.
pub(crate) async fn take(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<QueueQuery>,
    _: Form<Take>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let outcome: Result<(), Problem> =
        write!(staff.request.site.db, "take claim", by.viewer(), tx => { queue::take(&mut tx, &by, id).await });
    match outcome {
        Ok(()) => Ok(back_to(id, &query, Done::Taken)),
        Err(problem) => explain(&staff, id, query, problem).await,
    }
}

/// `POST /desk/claims/{id}/assign`: a colleague takes over.
pub(crate) async fn assign(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<QueueQuery>,
    form: Form<AssignForm>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let outcome: Result<(), Problem> = match form.value.person.parse::<PersonId>() {
        Err(_) => Err(Problem::field("person", "desk-problem-colleague")),
        Ok(person) => write!(staff.request.site.db, "assign claim", by.viewer(), tx => {
            queue::assign(&mut tx, &by, id, person).await
        }),
    };
    match outcome {
        Ok(()) => Ok(back_to(id, &query, Done::Given)),
        Err(problem) => explain(&staff, id, query, problem).await,
    }
}

/// `POST /desk/claims/{id}/notes`.
pub(crate) async fn note(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<QueueQuery>,
    form: Form<NoteForm>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let text = form.value.note;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "note on claim", by.viewer(), tx => {
        deeds::note(&mut tx, &by, id, &text).await
    });
    match outcome {
        Ok(()) => Ok(back_to(id, &query, Done::Noted)),
        Err(problem) if sayable(&problem) => page_with(&staff, id, query, None, &text, Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /desk/claims/{id}/notes/{note}/remove`.
pub(crate) async fn remove_note(
    staff: Staff,
    PagePath((id, note)): PagePath<(ClaimId, JournalId)>,
    PageQuery(query): PageQuery<QueueQuery>,
    _: Form<RemoveNote>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "remove note", by.viewer(), tx => {
        deeds::remove_note(&mut tx, &by, id, note).await
    });
    match outcome {
        Ok(()) => Ok(back_to(id, &query, Done::NoteRemoved)),
        Err(problem) => explain(&staff, id, query, problem).await,
    }
}

/// `POST /desk/claims/{id}/reuse`: a draft with the words of a check that the organisation wrote for another claim.
pub(crate) async fn reuse(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<QueueQuery>,
    form: Form<ReuseForm>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let from: CheckId = form.value.check.parse().map_err(|_| Problem::not_found())?;
    let outcome = write!(staff.request.site.db, "reuse check", by.viewer(), tx => {
        checks::reuse(&mut tx, &by, id, from).await
    });
    match outcome {
        Ok(check) => Ok(done(&format!("/desk/checks/{check}/edit"), Done::Reused)),
        Err(problem) => explain(&staff, id, query, problem).await,
    }
}

/// `POST /desk/claims/{id}/release`.
pub(crate) async fn release(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<QueueQuery>,
    _: Form<Release>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let outcome: Result<(), Problem> =
        write!(staff.request.site.db, "release claim", by.viewer(), tx => { queue::release(&mut tx, &by, id).await });
    match outcome {
        Ok(()) => Ok(back_to(id, &query, Done::Released)),
        Err(problem) => explain(&staff, id, query, problem).await,
    }
}

/// `POST /desk/claims/{id}/reopen`.
pub(crate) async fn reopen(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<QueueQuery>,
    _: Form<Reopen>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let outcome: Result<(), Problem> =
        write!(staff.request.site.db, "reopen claim", by.viewer(), tx => { queue::reopen(&mut tx, &by, id).await });
    match outcome {
        Ok(()) => Ok(back_to(id, &query, Done::Reopened)),
        Err(problem) => explain(&staff, id, query, problem).await,
    }
}

/// `POST /desk/claims/{id}/junk`.
pub(crate) async fn junk(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<QueueQuery>,
    form: Form<Junk>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let junk = form.value.junk != "no";
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "set claim junk", by.viewer(), tx => {
        queue::set_junk(&mut tx, &by, id, junk).await
    });
    match outcome {
        Ok(()) => Ok(back_to(id, &query, if junk { Done::Junked } else { Done::NotJunk })),
        Err(problem) => explain(&staff, id, query, problem).await,
    }
}

/// `POST /desk/claims/{id}/check`: starts a draft, or opens the one there is.
pub(crate) async fn start_check(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<QueueQuery>,
    form: Form<StartCheck>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let language: LanguageTag = match form.value.language.parse() {
        Ok(language) => language,
        Err(_) => {
            let problem = Problem::field("check-language", "desk-problem-language");
            return page(&staff, id, query, None, Some(&problem)).await;
        }
    };
    let outcome = write!(staff.request.site.db, "start check", by.viewer(), tx => {
        checks::start_draft(&mut tx, &by, id, &language).await
    });
    match outcome {
        Ok(check) => Ok(saksi_web::see_other(&format!("/desk/checks/{check}/edit"))),
        Err(problem) => explain(&staff, id, query, problem).await,
    }
}

/// `POST /desk/claims/{id}/statement`.
pub(crate) async fn set_statement(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<QueueQuery>,
    form: Form<Wording>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let typed = form.value;
    let parsed = match (typed.language.parse::<LanguageTag>(), ContentType::from_code(&typed.content_type)) {
        (Ok(language), Some(kind)) => Ok((language, kind)),
        (Err(_), _) => Err(Problem::field("language", "desk-problem-language")),
        (_, None) => Err(Problem::field("content_type", "desk-problem-content-type")),
    };
    let outcome: Result<(), Problem> = match parsed {
        Err(problem) => Err(problem),
        Ok((language, kind)) => write!(staff.request.site.db, "word claim", by.viewer(), tx => {
            queue::set_statement(&mut tx, &by, id, typed.edition, typed.statement.trim(), &language, kind).await
        }),
    };
    match outcome {
        Ok(()) => Ok(back_to(id, &query, Done::Worded)),
        // What was typed stays in the form, the other's wording stands above it, and saving again is then meant so.
        Err(problem) if sayable(&problem) => page(&staff, id, query, Some(typed), Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// Reads a claim's identifier as a person pastes it: alone, or as the address of its page.
pub(crate) fn claim_of(text: &str) -> Option<ClaimId> {
    let text = text.trim();
    let path = text.split(['?', '#']).next().unwrap_or(text).trim_end_matches('/');
    path.rsplit('/').next().unwrap_or(path).parse().ok()
}

/// `POST /desk/claims/{id}/split`.
pub(crate) async fn split(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<QueueQuery>,
    form: Form<Split>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let messages: Vec<MessageId> = form.value.message.iter().filter_map(|id| id.parse().ok()).collect();
    if messages.is_empty() {
        let problem = Problem::field("messages", "desk-staff-problem-no-message");
        return page(&staff, id, query, None, Some(&problem)).await;
    }
    if form.value.target == "existing" {
        let Some(into) = claim_of(&form.value.into) else {
            let problem = Problem::field("into", "desk-staff-problem-which-claim");
            return page(&staff, id, query, None, Some(&problem)).await;
        };
        let outcome: Result<(), Problem> = write!(staff.request.site.db, "move messages", by.viewer(), tx => {
            queue::move_messages(&mut tx, &by, &messages, into).await
        });
        return match outcome {
            Ok(()) => Ok(back_to(id, &query, Done::Moved)),
            Err(problem) if problem.kind == ProblemKind::NotFound => {
                let problem = Problem::field("into", "desk-staff-problem-which-claim");
                page(&staff, id, query, None, Some(&problem)).await
            }
            Err(problem) => explain(&staff, id, query, problem).await,
        };
    }
    let outcome = write!(staff.request.site.db, "split claim", by.viewer(), tx => {
        queue::split(&mut tx, &by, id, &messages).await
    });
    match outcome {
        Ok(new) => Ok(back_to(new, &query, Done::Split)),
        Err(problem) => explain(&staff, id, query, problem).await,
    }
}

/// `POST /desk/claims/{id}/messages/{message}/masks`.
pub(crate) async fn mark(
    staff: Staff,
    PagePath((id, message)): PagePath<(ClaimId, MessageId)>,
    PageQuery(query): PageQuery<QueueQuery>,
    form: Form<Marks>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let mut marked: Vec<String> = form
        .value
        .words
        .lines()
        .chain(form.value.found.iter().map(String::as_str))
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect();
    marked.dedup();
    marked.truncate(200);
    let outcome: Result<(), Problem> = write!(staff.request.site.db, "mark words", by.viewer(), tx => {
        queue::mark_words(&mut tx, &by, message, &marked).await
    });
    match outcome {
        Ok(()) => Ok(back_to(id, &query, Done::Marked)),
        Err(problem) => explain(&staff, id, query, problem).await,
    }
}

#[derive(askama::Template)]
#[template(path = "staff/join.html")]
pub(crate) struct JoinPage {
    l: Locale,
    notice: Markup,
    path: String,
    from: String,
    from_asked: String,
    search: Markup,
    similar: Vec<SimilarPart>,
    found: Option<Vec<SimilarPart>>,
    /// The claim to join into, once chosen, with the button that does it.
    chosen: Option<(String, String, Markup)>,
}

/// What the page for joining shows.
#[derive(Debug, Clone)]
pub(crate) struct JoinData {
    pub(crate) from: QueueRow,
    pub(crate) similar: Vec<SimilarClaim>,
    pub(crate) words: String,
    pub(crate) found: Option<Vec<QueueRow>>,
    pub(crate) chosen: Option<QueueRow>,
    pub(crate) done: String,
}

impl JoinPage {
    pub(crate) fn new(request: &PageRequest, by: &By, data: JoinData) -> Self {
        let l = &request.locale;
        let from = data.from.id;
        let path = format!("/desk/claims/{from}");
        let f = Fields::new(l, None);
        let found = data.found.map(|rows| {
            rows.iter()
                .filter(|row| row.id != from)
                .map(|row| SimilarPart {
                    path: format!("/desk/claims/{}", row.id),
                    statement: words::excerpt(&localised(l, &row.statement), 200),
                    state: words::claim_state(l, row.state),
                    asked: l.ta("desk-staff-asked", &[("people", row.asked)]),
                    why: String::new(),
                    checks: Vec::new(),
                    join: Some(link_button(
                        l,
                        &format!("{path}/join?into={}", row.id),
                        "desk-staff-join-this",
                        Weight::Quiet,
                    )),
                    reuse: None,
                    says: None,
                })
                .collect()
        });
        Self {
            notice: notice(l, &data.done, &Markup::empty()),
            from: localised(l, &data.from.statement),
            from_asked: l.ta("desk-staff-asked", &[("people", data.from.asked)]),
            search: fields::query_form(
                &format!("{path}/join"),
                &[
                    f.text("q", "desk-staff-join-search", &data.words).kind("search").longest(200).build(),
                    f.submit_named("", "", "desk-staff-filter", Weight::Quiet),
                ],
            ),
            similar: data.similar.iter().map(|other| similar_part(request, by, from, other, true, false)).collect(),
            found,
            chosen: data.chosen.map(|row| {
                (
                    localised(l, &row.statement),
                    l.ta("desk-staff-asked", &[("people", row.asked)]),
                    fields::button_form(
                        request,
                        &format!("{path}/join?into={}", row.id),
                        JoinInto::PURPOSE,
                        &[],
                        "desk-staff-join-do",
                        Weight::Main,
                    ),
                )
            }),
            path,
            l: l.clone(),
        }
    }
}

/// `GET /desk/claims/{id}/join`: choose the claim, then confirm.
pub(crate) async fn join_page(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<JoinQuery>,
) -> Result<Response, PageError> {
    show_join(&staff, id, query, None).await
}

/// Says it before somebody fills in a form that could only be refused.
fn must_decide(by: &By, row: &QueueRow) -> Result<(), Problem> {
    if decides(by, row.owner.id) { Ok(()) } else { Err(of_others()) }
}

async fn show_join(
    staff: &Staff,
    id: ClaimId,
    query: JoinQuery,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let by = staff.by;
    by.must(Capability::CHECK)?;
    let matcher = staff.desk.matcher.clone();
    let text = query.q.trim().to_owned();
    let pasted = claim_of(&text);
    let into = claim_of(&query.into).or(pasted);
    let (from, similar, found, chosen) = read!(staff.request.site.db, by.viewer(), tx => {
        let from = queue::claim_detail(&mut tx, &by, id).await?.row;
        must_decide(&by, &from)?;
        let similar = queue::similar(&mut tx, &by, &matcher, id).await?;
        let mut found = None;
        if !text.is_empty() && pasted.is_none() {
            let mut all = Vec::new();
            for lane in [QueueLane::Open, QueueLane::Answered] {
                let filter = QueueFilter { lane: Some(lane), text: Some(text.clone()), ..QueueFilter::default() };
                all.extend(queue::queue(&mut tx, &by, &filter, QueueOrder::Asked, None, 20).await?.items);
            }
            found = Some(all);
        }
        let chosen = match into {
            Some(into) if into != id => Some(queue::claim_detail(&mut tx, &by, into).await?.row),
            _ => None,
        };
        Ok::<_, Problem>((from, similar, found, chosen))
    })?;
    let data = JoinData { from, similar, words: query.q, found, chosen, done: query.done };
    let page = JoinPage::new(&staff.request, &by, data);
    staff.page(staff.l().t("desk-staff-join-title"), problem, &page)
}

/// `POST /desk/claims/{id}/join?into=`.
pub(crate) async fn join(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<JoinQuery>,
    _: Form<JoinInto>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let Some(into) = claim_of(&query.into) else {
        let problem = Problem::field("q", "desk-staff-problem-which-claim");
        return show_join(&staff, id, query, Some(&problem)).await;
    };
    let outcome: Result<(), Problem> =
        write!(staff.request.site.db, "join claims", by.viewer(), tx => { queue::join(&mut tx, &by, id, into).await });
    match outcome {
        Ok(()) => Ok(done(&format!("/desk/claims/{into}"), Done::Joined)),
        Err(problem) if sayable(&problem) => {
            let query = JoinQuery { into: String::new(), ..query };
            show_join(&staff, id, query, Some(&problem)).await
        }
        Err(problem) => Err(problem.into()),
    }
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
