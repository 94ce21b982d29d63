//! What the forms on the page of a claim send.

use saksi_web::FormData;

use super::super::plain_forms;

plain_forms! {
    Take "desk-take";
    Release "desk-release";
    Reopen "desk-reopen";
    RemoveNote "desk-remove-note";
}

/// What is checked, in the checker's own words.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Wording {
    pub(super) statement: String,
    pub(super) language: String,
    pub(super) content_type: String,
    pub(super) edition: i64,
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
    pub(super) language: String,
}

impl FormData for StartCheck {
    const PURPOSE: &'static str = "desk-start-check";
}

/// Messages that belong elsewhere.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Split {
    pub(super) message: Vec<String>,
    /// `new`, or `existing` for the claim in `into`. The field's name is the one under which the actions complain.
    #[serde(rename = "messages")]
    pub(super) target: String,
    pub(super) into: String,
}

impl FormData for Split {
    const PURPOSE: &'static str = "desk-split";
}

/// Into the junk lane or out of it.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Junk {
    pub(super) junk: String,
}

impl FormData for Junk {
    const PURPOSE: &'static str = "desk-junk";
}

/// Words that must not be shown.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Marks {
    pub(super) words: String,
    pub(super) found: Vec<String>,
}

impl FormData for Marks {
    const PURPOSE: &'static str = "desk-marks";
}

/// Something to note for one's own organisation.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct NoteForm {
    pub(super) note: String,
}

impl FormData for NoteForm {
    const PURPOSE: &'static str = "desk-note";
}

/// To whom it is given.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct AssignForm {
    pub(super) person: String,
}

impl FormData for AssignForm {
    const PURPOSE: &'static str = "desk-assign";
}

/// With which of the organisation's own checks a claim is answered.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct ReuseForm {
    pub(super) check: String,
}

impl FormData for ReuseForm {
    const PURPOSE: &'static str = "desk-reuse";
}
