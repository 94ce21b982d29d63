//! How values of the desk are said: the message of each code, languages by their own names, and why something matched.

use saksi_base::{ContentType, HarmKind, LanguageTag};
use saksi_matching::Reason;
use saksi_media::index::Part;
use saksi_web::{Arg, Locale, Markup, escape};

use crate::masking;
use crate::model::{
    AppealState, Asked, CloseReason, MediaKind, MediaReason, ModerationKind, Overlap, SubjectKind, Via,
};

/// The message that names a content type.
pub const fn content_type(kind: ContentType) -> &'static str {
    match kind {
        ContentType::Text => "desk-content-text",
        ContentType::Link => "desk-content-link",
        ContentType::Image => "desk-content-image",
        ContentType::Video => "desk-content-video",
        ContentType::Audio => "desk-content-audio",
        ContentType::SyntheticImage => "desk-content-synthetic-image",
        ContentType::SyntheticVideo => "desk-content-synthetic-video",
        ContentType::SyntheticAudio => "desk-content-synthetic-audio",
        ContentType::ChatbotText => "desk-content-chatbot-text",
        ContentType::OutOfContext => "desk-content-out-of-context",
        ContentType::Other => "desk-content-other",
    }
}

/// The message that names a kind of harm; none where there is nothing to say.
pub const fn harm(kind: HarmKind) -> Option<&'static str> {
    match kind {
        HarmKind::Misinformation => Some("desk-harm-misinformation"),
        HarmKind::Disinformation => Some("desk-harm-disinformation"),
        HarmKind::Malinformation => Some("desk-harm-malinformation"),
        HarmKind::None => None,
    }
}

/// The message that tells those who asked why a claim was closed.
pub const fn close_reason(reason: CloseReason) -> &'static str {
    match reason {
        CloseReason::NotCheckable => "desk-closed-not-checkable",
        CloseReason::Private => "desk-closed-private",
        CloseReason::Spam => "desk-closed-spam",
        CloseReason::OutOfScope => "desk-closed-out-of-scope",
        CloseReason::NotEnough => "desk-closed-not-enough",
    }
}

/// The message that names what a moderator did.
pub const fn moderation_kind(kind: ModerationKind) -> &'static str {
    match kind {
        ModerationKind::Hide => "desk-moderation-hide",
        ModerationKind::Restore => "desk-moderation-restore",
        ModerationKind::Block => "desk-moderation-block",
        ModerationKind::Takedown => "desk-moderation-takedown",
        ModerationKind::CourtOrder => "desk-moderation-court-order",
        ModerationKind::LegalHold => "desk-moderation-legal-hold",
        ModerationKind::MediaBlock => "desk-moderation-media-block",
        ModerationKind::RightOfReply => "desk-moderation-right-of-reply",
        ModerationKind::ReplyDeclined => "desk-moderation-reply-declined",
    }
}

/// The message that names what it was done to.
pub const fn subject_kind(kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::Message => "desk-subject-message",
        SubjectKind::Claim => "desk-subject-claim",
        SubjectKind::Check => "desk-subject-check",
        SubjectKind::Media => "desk-subject-media",
    }
}

/// The message that says where an appeal stands.
pub const fn appeal_state(state: AppealState) -> &'static str {
    match state {
        AppealState::Open => "desk-appeal-open",
        AppealState::Upheld => "desk-appeal-upheld",
        AppealState::Granted => "desk-appeal-granted",
    }
}

/// Languages of the region and its neighbours by their own names: whoever reads one finds it, whatever the page's language.
const LANGUAGES: &[(&str, &str)] = &[
    ("ar", "العربية"),
    ("as", "অসমীয়া"),
    ("bn", "বাংলা"),
    ("bo", "བོད་ཡིག"),
    ("ceb", "Cebuano"),
    ("de", "Deutsch"),
    ("dv", "ދިވެހި"),
    ("dz", "རྫོང་ཁ"),
    ("en", "English"),
    ("es", "Español"),
    ("fa", "فارسی"),
    ("fil", "Filipino"),
    ("fr", "Français"),
    ("gu", "ગુજરાતી"),
    ("hak", "客家話"),
    ("hi", "हिन्दी"),
    ("id", "Bahasa Indonesia"),
    ("ilo", "Ilokano"),
    ("ja", "日本語"),
    ("jv", "Basa Jawa"),
    ("kk", "Қазақша"),
    ("km", "ខ្មែរ"),
    ("kn", "ಕನ್ನಡ"),
    ("ko", "한국어"),
    ("ky", "Кыргызча"),
    ("lo", "ລາວ"),
    ("ml", "മലയാളം"),
    ("mn", "Монгол"),
    ("mr", "मराठी"),
    ("ms", "Bahasa Melayu"),
    ("my", "မြန်မာ"),
    ("nan", "台語"),
    ("ne", "नेपाली"),
    ("or", "ଓଡ଼ିଆ"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("pa-Arab", "پنجابی"),
    ("ps", "پښتو"),
    ("pt", "Português"),
    ("ru", "Русский"),
    ("sd", "سنڌي"),
    ("si", "සිංහල"),
    ("su", "Basa Sunda"),
    ("sw", "Kiswahili"),
    ("ta", "தமிழ்"),
    ("te", "తెలుగు"),
    ("tet", "Tetun"),
    ("th", "ไทย"),
    ("tl", "Tagalog"),
    ("tr", "Türkçe"),
    ("ug", "ئۇيغۇرچە"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("uz", "Oʻzbekcha"),
    ("vi", "Tiếng Việt"),
    ("yue", "粵語"),
    ("zh", "中文"),
    ("zh-CN", "简体中文"),
    ("zh-Hans", "简体中文"),
    ("zh-Hant", "繁體中文"),
    ("zh-HK", "繁體中文（香港）"),
    ("zh-TW", "繁體中文"),
];

/// A language by its own name; by its tag where the name is not known here.
pub fn language(l: &Locale, tag: &str) -> String {
    let exact =
        |wanted: &str| LANGUAGES.iter().find(|(known, _)| known.eq_ignore_ascii_case(wanted)).map(|(_, name)| *name);
    if tag == "und" {
        return l.t("desk-language-unknown");
    }
    let primary = tag.split('-').next().unwrap_or(tag);
    exact(tag).or_else(|| exact(primary)).map_or_else(|| tag.to_owned(), ToOwned::to_owned)
}

/// `rtl` or `ltr`, for the `dir` of a text whose language is known.
pub fn direction(tag: &LanguageTag) -> &'static str {
    if tag.as_str() == "und" {
        "auto"
    } else if tag.is_right_to_left() {
        "rtl"
    } else {
        "ltr"
    }
}

/// Why the best hit was shown, in the reader's language.
pub fn reason(l: &Locale, reason: &Reason) -> String {
    let percent = |share: u8| [("percent", Arg::from(i64::from(share)))];
    match reason {
        Reason::SameLink { .. } => l.t("desk-reason-same-link"),
        Reason::SameText { percent: 100 } => l.t("desk-reason-equal-text"),
        Reason::SameText { percent: share } => l.ta("desk-reason-same-text", &percent(*share)),
        Reason::MessageInsideKnown { percent: share } => l.ta("desk-reason-message-inside-known", &percent(*share)),
        Reason::KnownInsideMessage { percent: share } => l.ta("desk-reason-known-inside-message", &percent(*share)),
        Reason::SharedWords { count, words } => {
            l.ta("desk-reason-shared-words", &[("count", Arg::from(*count)), ("words", Arg::from(l.list(words)))])
        }
        Reason::DifferentNumber { message, known } => {
            l.ta("desk-reason-different-number", &[("message", Arg::from(message)), ("known", Arg::from(known))])
        }
        Reason::SameMeaning { .. } => l.t("desk-reason-same-meaning"),
        // Letters without spaces are no words to show; that they differ is what the reader must know.
        Reason::DifferentWords { .. } => l.t("desk-reason-different-words"),
        Reason::NothingClose => l.t("desk-reason-nothing-close"),
        Reason::NothingToCompare => l.t("desk-reason-nothing-to-compare"),
    }
}

/// Why a known file was found, in the reader's language.
pub fn media_reason(l: &Locale, reason: &MediaReason) -> String {
    let said = match reason.via {
        Via::Picture(Part::Whole) => "desk-reason-same-picture",
        Via::Picture(Part::CutOut) => "desk-reason-picture-part",
        Via::Picture(Part::Surrounded) => "desk-reason-picture-inside",
        Via::Picture(Part::CutOutSurrounded) => "desk-reason-picture-overlap",
        Via::Moment => "desk-reason-video-moment",
        Via::Video(Overlap::Whole) => "desk-reason-same-video",
        Via::Video(Overlap::Part) => "desk-reason-video-part",
        Via::Video(Overlap::Inside) => "desk-reason-video-inside",
        Via::Video(Overlap::Stretch) => "desk-reason-video-stretch",
        Via::Sound(Overlap::Whole) => "desk-reason-same-sound",
        Via::Sound(Overlap::Part) => "desk-reason-sound-part",
        Via::Sound(Overlap::Inside) => "desk-reason-sound-inside",
        Via::Sound(Overlap::Stretch) => "desk-reason-sound-stretch",
    };
    let mut sentences = vec![l.t(said)];
    if reason.mirrored {
        sentences.push(l.t("desk-reason-mirrored"));
    }
    if reason.turned {
        sentences.push(l.t("desk-reason-turned"));
    }
    if reason.other_words {
        sentences.push(l.t("desk-reason-other-words"));
    }
    sentences.join(" ")
}

/// Why the best answer was found: by its file where that says more than the words.
pub fn why(l: &Locale, asked: &Asked) -> String {
    asked.media.map_or_else(|| reason(l, &asked.reason), |media| media_reason(l, &media))
}

/// The message that names what a file is.
pub const fn media_kind(kind: MediaKind) -> &'static str {
    match kind {
        MediaKind::Picture => "desk-content-image",
        MediaKind::Video => "desk-content-video",
        MediaKind::Sound => "desk-content-audio",
    }
}

/// Long masked text as it was sent, each placeholder in the reader's language and isolated: a word of another direction would
/// otherwise carry the brackets and numbers around it away.
pub fn masked_block(l: &Locale, masked: &str) -> Markup {
    let text: Markup = masking::pieces(masked)
        .into_iter()
        .map(|piece| match piece {
            Ok(text) => Markup::text(text),
            Err(kind) => Markup::trusted(format!("<bdi>[{}]</bdi>", escape(&l.t(kind.message())))),
        })
        .collect();
    Markup::trusted(format!("<div class=\"sent\" dir=\"auto\">{text}</div>"))
}

/// A text cut to at most `most` characters at the end of a word where there is one, with an ellipsis.
pub fn cut(text: &str, most: usize) -> String {
    let mut end = None;
    let mut last_space = None;
    for (count, (at, character)) in text.char_indices().enumerate() {
        if count == most {
            end = Some(at);
            break;
        }
        if character.is_whitespace() {
            last_space = Some((count, at));
        }
    }
    let Some(end) = end else { return text.to_owned() };
    let end = last_space.filter(|(count, _)| *count > most * 3 / 4).map_or(end, |(_, at)| at);
    format!("{}…", text.get(..end).unwrap_or(text).trim_end())
}

/// What a version says about its change. One that was brought in from elsewhere has no words of its own about it.
pub(crate) fn change_note(l: &Locale, version: &crate::model::VersionSummary) -> String {
    if version.number > 1 && version.change_note.is_empty() {
        l.t("desk-version-at-source")
    } else {
        version.change_note.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_between_words_and_never_inside_a_character() {
        for (text, most, expected) in [
            ("short", 10, "short"),
            ("one two three four", 14, "one two three…"),
            ("喝熱檸檬水可以殺死癌細胞", 5, "喝熱檸檬水…"),
            ("", 3, ""),
        ] {
            assert_eq!(cut(text, most), expected);
        }
    }
}
