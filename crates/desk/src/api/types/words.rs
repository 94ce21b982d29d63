//! Word lists and patterns of the description.

use saksi_base::{ContentType, HarmKind, Verdict};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{Object, Schema};

use crate::model::{
    Channel, ClaimState, LINK_CHARACTERS, LINKS, MESSAGE_CHARACTERS, ModerationKind, Outcome, REASON_CHARACTERS,
    SubjectKind,
};

/// Pattern of an identifier.
pub(in crate::api) const ID_PATTERN: &str = "^[0-7][0-9a-hjkmnp-tv-z]{25}$";
/// Pattern of a place in a list.
pub(in crate::api) const CURSOR_PATTERN: &str = "^[0-9a-f]{16}[0-7][0-9a-hjkmnp-tv-z]{25}$";
/// Pattern of a language tag: primary language, script, region.
pub(in crate::api) const LANGUAGE_PATTERN: &str = "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$";
fn codes<'a>(description: &str, codes: impl Iterator<Item = &'a str>) -> Object {
    ObjectBuilder::new()
        .description(Some(description))
        .schema_type(SchemaType::Type(Type::String))
        .enum_values(Some(codes.map(ToOwned::to_owned).collect::<Vec<String>>()))
        .build()
}

fn text(description: &str, pattern: &str, example: &str) -> Object {
    ObjectBuilder::new()
        .description(Some(description))
        .schema_type(SchemaType::Type(Type::String))
        .pattern(Some(pattern))
        .examples([example])
        .build()
}

pub(in crate::api) fn verdict_code() -> Object {
    codes("What a check found", Verdict::ALL.iter().map(|v| v.code()))
}

pub(in crate::api) fn content_code() -> Object {
    codes("What the message is made of", ContentType::ALL.iter().map(|v| v.code()))
}

pub(super) fn harm_code() -> Object {
    codes("What kind of harm stands behind it", HarmKind::ALL.iter().map(|v| v.code()))
}

pub(super) fn channel_code() -> Object {
    codes("The way the message came in; `api` unless told", Channel::ALL.iter().map(|v| v.code()))
}

pub(super) fn outcome_code() -> Object {
    codes(
        "`answer`: this is known. `suggest`, `ask`: these look alike, the person decides. `none`: nothing is known",
        Outcome::ALL.iter().map(|v| v.code()),
    )
}

pub(super) fn claim_state_code() -> Object {
    codes("Where the claim stands", ClaimState::ALL.iter().map(|v| v.code()))
}

pub(super) fn moderation_code() -> Object {
    codes("What was done", ModerationKind::ALL.iter().map(|v| v.code()))
}

pub(super) fn subject_code() -> Object {
    codes("To what kind of thing", SubjectKind::ALL.iter().map(|v| v.code()))
}

pub(super) fn check_state_code() -> Object {
    codes("`withdrawn`: its authors no longer stand behind it", ["published", "withdrawn"].into_iter())
}

pub(super) fn standing_code() -> Object {
    codes(
        "Where the message stands",
        ["waiting", "being-checked", "answered", "withdrawn", "expired", "not-checked", "removed"].into_iter(),
    )
}

pub(super) fn reason_code() -> Object {
    codes(
        "What kind of reason",
        [
            "same_link",
            "same_text",
            "message_inside_known",
            "known_inside_message",
            "shared_words",
            "same_meaning",
            "different_number",
            "different_words",
            "nothing_close",
            "nothing_to_compare",
        ]
        .into_iter(),
    )
}

pub(super) fn compared_code() -> Object {
    codes("How the message was compared", ["meaning", "settled", "words", "busy"].into_iter())
}

pub(in crate::api) fn id() -> Object {
    text("An identifier", ID_PATTERN, "01ks7r4m8e3f2q9v5w6x7y8z9a")
}

pub(in crate::api) fn cursor() -> Object {
    ObjectBuilder::new()
        .description(Some("Where the page starts: `next` of the page before"))
        .schema_type(SchemaType::Type(Type::String))
        .pattern(Some(CURSOR_PATTERN))
        .build()
}

pub(in crate::api) fn language() -> Object {
    text("A language tag (BCP 47)", LANGUAGE_PATTERN, "zh-Hant")
}

pub(super) fn links() -> Schema {
    let link = ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::String))
        .pattern(Some("^https?://"))
        .max_length(Some(LINK_CHARACTERS));
    ArrayBuilder::new().description(Some("Links that came with it")).items(link).max_items(Some(LINKS)).build().into()
}

pub(super) fn message_text() -> Object {
    ObjectBuilder::new()
        .description(Some("The message as it was received"))
        .schema_type(SchemaType::Type(Type::String))
        .min_length(Some(1))
        .max_length(Some(MESSAGE_CHARACTERS))
        .examples(["Drinking hot lemon water every morning cures cancer"])
        .build()
}

pub(super) fn reason_text() -> Object {
    ObjectBuilder::new()
        .description(Some("Why it worries the person. Only used when it is handed in"))
        .schema_type(SchemaType::Type(Type::String))
        .max_length(Some(REASON_CHARACTERS))
        .build()
}
