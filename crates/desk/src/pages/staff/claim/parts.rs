//! What stands on the page of a claim, part by part: messages, claims that look alike, notes, what happened.

use std::fmt::Write as _;

use saksi_base::{ClaimId, ContentType, LanguageTag, Timestamp};
use saksi_network::Capability;
use saksi_web::fields::{self, Fields};
use saksi_web::{Arg, FormData as _, Locale, Markup, PageRequest, Weight, escape, user_block, verdict};

use super::super::files::FilePart;
use super::super::queue::days;
use super::super::reading::Happening;
use super::super::{button, feedback, link_button, moderation, with_query, words};
use super::forms::{Junk, Marks, RemoveNote, ReuseForm};
use crate::actions::By;
use crate::masking::{self, MaskKind};
use crate::model::{
    CheckState, CheckSummary, ClaimState, MessageState, MessageView, NoteView, QueueRow, SimilarClaim, SubjectKind,
};

/// Names offered for masking.
const CANDIDATES: usize = 12;

/// One message, ready to be shown.
pub(crate) struct MessagePart {
    pub(crate) id: String,
    /// The language it is written in.
    pub(crate) lang: String,
    pub(crate) masked: Markup,
    /// Whether there is nothing in it but a file.
    pub(crate) empty: bool,
    pub(crate) original: Option<Markup>,
    pub(crate) reasons: Vec<String>,
    pub(crate) facts: Vec<Markup>,
    pub(crate) links: Vec<Markup>,
    pub(crate) files: Vec<Markup>,
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

/// The placeholders of a masked text in the reader's language.
pub(crate) fn localised(l: &Locale, masked: &str) -> String {
    masking::localise(masked, |kind| l.t(kind.message()))
}

/// What stands for a claim in a heading: its words, or what it is made of where a file came without any.
pub(crate) fn heading(l: &Locale, row: &QueueRow) -> String {
    if !row.statement.trim().is_empty() {
        return localised(l, &row.statement);
    }
    match row.content_type {
        ContentType::Image | ContentType::Video | ContentType::Audio => {
            l.t(crate::pages::words::content_type(row.content_type))
        }
        _ => l.t("desk-staff-no-words"),
    }
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
        "claim-file-added" => "desk-staff-journal-file-added",
        "claim-file-removed" => "desk-staff-journal-file-removed",
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
        "check-translation-discarded" => "desk-staff-journal-translation-discarded",
        "check-translation-withdrawn" => "desk-staff-journal-translation-withdrawn",
        "check-translation-taken-over" => "desk-staff-journal-translation-taken-over",
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

pub(super) fn note_part(request: &PageRequest, path: &str, back: &str, note: NoteView) -> NotePart {
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

pub(super) fn junk_button(request: &PageRequest, action: &str, junk: bool) -> Markup {
    let (value, label) = if junk { ("yes", "desk-staff-junk") } else { ("no", "desk-staff-not-junk") };
    fields::button_form(request, action, Junk::PURPOSE, &[("junk", value)], label, Weight::Quiet)
}

pub(super) fn junk_undo(request: &PageRequest, action: &str, junk: bool) -> Markup {
    let value = if junk { "yes" } else { "no" };
    fields::button_form(request, action, Junk::PURPOSE, &[("junk", value)], "desk-staff-undo", Weight::Quiet)
}

/// How alike a claim looks, and by what.
pub(crate) fn alike(l: &Locale, other: &SimilarClaim) -> String {
    let percent = crate::pages::public::views::percent(other.likeness);
    if let Some(media) = &other.media {
        let why = crate::pages::words::media_reason(l, media);
        l.ta("desk-staff-alike-file", &[("percent", Arg::from(percent)), ("why", Arg::from(why))])
    } else if other.words.is_empty() {
        l.ta("desk-staff-alike", &[("percent", Arg::from(percent))])
    } else {
        l.ta("desk-staff-alike-words", &[("percent", Arg::from(percent)), ("words", Arg::from(l.list(&other.words)))])
    }
}

pub(super) fn similar_part(
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
    let why = alike(l, other);
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
        says: by.may.contains(Capability::CHECK).then(|| feedback::buttons(request, from, other.id, other.said)),
    }
}

pub(super) fn message_part(
    request: &PageRequest,
    by: &By,
    row: &QueueRow,
    message: &MessageView,
    back: &str,
) -> MessagePart {
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
        let leads = moderation::decide_path(SubjectKind::Message, message.id.0);
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
        empty: message.masked.trim().is_empty() && !message.files.is_empty(),
        original: (visible && message.text != message.masked).then(|| user_block(&message.text)),
        reasons: message.reasons.clone(),
        facts,
        links: if visible { links_of(&message.text) } else { Vec::new() },
        files: if gone.is_some() {
            Vec::new()
        } else {
            message.files.iter().map(|file| FilePart::new(request, by, claim, back, file).markup(l)).collect()
        },
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
pub(super) fn links_of(text: &str) -> Vec<Markup> {
    let mut seen = std::collections::HashSet::new();
    text.split_whitespace()
        .filter(|word| word.starts_with("http://") || word.starts_with("https://"))
        .filter(|word| seen.insert(*word))
        .take(20)
        .map(saksi_web::link)
        .collect()
}
