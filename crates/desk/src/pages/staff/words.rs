//! What things are called on the work pages.

use saksi_base::{ContentType, HarmKind, LanguageTag, Verdict};
use saksi_web::{Locale, Markup, Tone, badge, escape};

use crate::model::{AppealState, Channel, CheckState, ClaimState, DraftState, LetterState, ModerationKind, QueueOrder};
use crate::pages::words;

/// Languages of the region and the ones most used beside them: what a form offers.
const LANGUAGES: &[&str] = &[
    "en", "zh-Hant", "zh-Hans", "th", "id", "ur", "ms", "fil", "ceb", "jv", "vi", "my", "km", "lo", "tet", "bn", "hi",
    "ta", "te", "mr", "gu", "ml", "kn", "pa", "ne", "si", "dv", "ps", "fa", "sd", "ug", "bo", "mn", "kk", "ky", "uz",
    "ja", "ko", "yue", "nan", "ar", "fr", "es", "pt", "ru",
];

/// The language's own name, isolated and marked as being in that language.
pub(crate) fn language(l: &Locale, tag: &LanguageTag) -> Markup {
    let lang = if tag.as_str() == "und" { l.tag() } else { tag.as_str() };
    Markup::trusted(format!(
        "<bdi lang=\"{}\" dir=\"auto\">{}</bdi>",
        escape(lang),
        escape(&words::language(l, tag.as_str()))
    ))
}

/// What a menu of languages offers, with `current` among them whatever it is.
pub(crate) fn language_options(l: &Locale, first: Option<&str>, current: &str) -> Vec<(String, String)> {
    let mut options: Vec<(String, String)> = first.map(|message| (String::new(), l.t(message))).into_iter().collect();
    options.extend(LANGUAGES.iter().map(|tag| ((*tag).to_owned(), words::language(l, tag))));
    if !current.is_empty() && !options.iter().any(|(tag, _)| tag == current) {
        options.push((current.to_owned(), words::language(l, current)));
    }
    options
}

/// The message that says where a claim stands.
pub(crate) const fn claim_state_message(state: ClaimState) -> &'static str {
    match state {
        ClaimState::Waiting => "desk-staff-claim-waiting",
        ClaimState::Checking => "desk-staff-claim-checking",
        ClaimState::Answered => "desk-staff-claim-answered",
        ClaimState::Closed => "desk-staff-claim-closed",
        ClaimState::Junk => "desk-staff-claim-junk",
        ClaimState::Joined => "desk-staff-claim-joined",
        ClaimState::Expired => "desk-staff-claim-expired",
    }
}

/// Where a claim stands.
pub(crate) fn claim_state(l: &Locale, state: ClaimState) -> Markup {
    let tone = match state {
        ClaimState::Waiting => Tone::Waiting,
        ClaimState::Answered => Tone::Done,
        ClaimState::Checking | ClaimState::Closed | ClaimState::Junk | ClaimState::Joined | ClaimState::Expired => {
            Tone::Plain
        }
    };
    badge(l, tone, claim_state_message(state))
}

/// The message that says where a check stands.
pub(crate) const fn check_state_message(state: CheckState) -> &'static str {
    match state {
        CheckState::Draft => "desk-staff-check-draft",
        CheckState::InReview => "desk-staff-check-in-review",
        CheckState::Published => "desk-staff-check-published",
        CheckState::Withdrawn => "desk-staff-check-withdrawn",
    }
}

/// Where a check stands.
pub(crate) fn check_state(l: &Locale, state: CheckState) -> Markup {
    let tone = match state {
        CheckState::Draft => Tone::Plain,
        CheckState::InReview => Tone::Waiting,
        CheckState::Published => Tone::Done,
        CheckState::Withdrawn => Tone::Danger,
    };
    badge(l, tone, check_state_message(state))
}

/// Where a draft stands.
pub(crate) fn draft_state(l: &Locale, state: DraftState) -> Markup {
    match state {
        DraftState::Editing => badge(l, Tone::Plain, "desk-staff-draft-editing"),
        DraftState::InReview => badge(l, Tone::Waiting, "desk-staff-draft-in-review"),
        DraftState::SentBack => badge(l, Tone::Waiting, "desk-staff-draft-sent-back"),
    }
}

/// What a form offers.
pub(crate) fn content_type_options() -> Vec<(&'static str, &'static str)> {
    ContentType::ALL.iter().map(|kind| (kind.code(), words::content_type(*kind))).collect()
}

/// A verdict with its explanation, for the editor.
pub(crate) const fn verdict_choice(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::False => "desk-staff-verdict-false",
        Verdict::Misleading => "desk-staff-verdict-misleading",
        Verdict::True => "desk-staff-verdict-true",
        Verdict::Opinion => "desk-staff-verdict-opinion",
        Verdict::Satire => "desk-staff-verdict-satire",
        Verdict::NotCheckable => "desk-staff-verdict-not-checkable",
    }
}

/// A kind of harm with its explanation, for the editor.
pub(crate) const fn harm_choice(harm: HarmKind) -> &'static str {
    match harm {
        HarmKind::Misinformation => "desk-staff-harm-misinformation",
        HarmKind::Disinformation => "desk-staff-harm-disinformation",
        HarmKind::Malinformation => "desk-staff-harm-malinformation",
        HarmKind::None => "desk-staff-harm-none",
    }
}

/// How a message came in.
pub(crate) const fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Web => "desk-staff-channel-web",
        Channel::Api => "desk-staff-channel-api",
        Channel::Email => "desk-staff-channel-email",
        Channel::Line => "desk-staff-channel-line",
        Channel::Telegram => "desk-staff-channel-telegram",
        Channel::WhatsApp => "desk-staff-channel-whatsapp",
        Channel::Signal => "desk-staff-channel-signal",
    }
}

/// An order of the queue.
pub(crate) const fn order(order: QueueOrder) -> &'static str {
    match order {
        QueueOrder::Urgency => "desk-staff-order-urgency",
        QueueOrder::Growth => "desk-staff-order-growth",
        QueueOrder::Asked => "desk-staff-order-asked",
        QueueOrder::Oldest => "desk-staff-order-oldest",
        QueueOrder::Newest => "desk-staff-order-newest",
    }
}

/// How an order of the queue comes about, in a sentence.
pub(crate) const fn order_explained(order: QueueOrder) -> &'static str {
    match order {
        QueueOrder::Urgency => "desk-staff-order-urgency-why",
        QueueOrder::Growth => "desk-staff-order-growth-why",
        QueueOrder::Asked => "desk-staff-order-asked-why",
        QueueOrder::Oldest => "desk-staff-order-oldest-why",
        QueueOrder::Newest => "desk-staff-order-newest-why",
    }
}

/// What a moderator may do, with what it means, for the form.
pub(crate) const fn moderation_choice(kind: ModerationKind) -> &'static str {
    match kind {
        ModerationKind::Hide => "desk-staff-moderate-hide",
        ModerationKind::Block => "desk-staff-moderate-block",
        ModerationKind::Takedown => "desk-staff-moderate-takedown",
        ModerationKind::CourtOrder => "desk-staff-moderate-court-order",
        ModerationKind::LegalHold => "desk-staff-moderate-legal-hold",
        // The rest is not chosen from a list: it has pages of its own.
        other => words::moderation_kind(other),
    }
}

/// Where an appeal stands.
pub(crate) fn appeal_state(l: &Locale, state: AppealState) -> Markup {
    let tone = match state {
        AppealState::Open => Tone::Waiting,
        AppealState::Upheld => Tone::Plain,
        AppealState::Granted => Tone::Done,
    };
    badge(
        l,
        tone,
        match state {
            AppealState::Open => "desk-staff-appeal-open",
            AppealState::Granted => "desk-staff-appeal-granted",
            AppealState::Upheld => "desk-staff-appeal-upheld",
        },
    )
}

/// Where a letter stands.
pub(crate) fn letter_state(l: &Locale, state: LetterState) -> Markup {
    let (tone, message) = match state {
        LetterState::Open => (Tone::Waiting, "desk-staff-letter-open"),
        LetterState::Published => (Tone::Done, "desk-staff-letter-published"),
        LetterState::Corrected => (Tone::Done, "desk-staff-letter-corrected"),
        LetterState::Stands => (Tone::Plain, "desk-staff-letter-stands"),
        LetterState::Declined => (Tone::Plain, "desk-staff-letter-declined"),
        LetterState::Removed | LetterState::Withdrawn => (Tone::Plain, "desk-staff-letter-removed"),
    };
    badge(l, tone, message)
}

/// A beginning of a text that fits a line or two.
pub(crate) fn excerpt(text: &str, characters: usize) -> String {
    words::cut(&text.split_whitespace().collect::<Vec<_>>().join(" "), characters)
}
