//! Published checks, their claims and those who publish them.

use serde::Serialize;
use utoipa::ToSchema;

use super::words::{check_state_code, content_code, harm_code, id, verdict_code};

/// An organisation.
#[derive(Debug, Serialize, ToSchema)]
pub struct Organisation {
    /// Its identifier.
    #[schema(schema_with = id)]
    pub id: String,
    /// Its short name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its page.
    #[schema(format = "uri")]
    pub url: String,
}

/// What a check rests on.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reference {
    /// An address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What the source is, in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(required = false)]
    pub description: String,
}

/// A published check.
#[derive(Debug, Serialize, ToSchema)]
pub struct Check {
    /// Its identifier.
    #[schema(schema_with = id)]
    pub id: String,
    /// The claim that it checks.
    #[schema(schema_with = id)]
    pub claim: String,
    /// Its page.
    #[schema(format = "uri")]
    pub url: String,
    /// Who stands behind it.
    pub organisation: Organisation,
    /// The claim in the checker's words.
    pub statement: String,
    /// The short answer; may be empty for an imported check.
    pub title: String,
    /// Why.
    pub explanation: String,
    /// What it rests on.
    pub references: Vec<Reference>,
    /// What it found.
    #[schema(schema_with = verdict_code)]
    pub verdict: &'static str,
    /// What kind of harm stands behind it.
    #[schema(schema_with = harm_code)]
    pub harm: &'static str,
    /// What the message is made of.
    #[schema(schema_with = content_code)]
    pub content_type: &'static str,
    /// The language of these texts (BCP 47).
    #[schema(example = "id")]
    pub language: String,
    /// The language it was written in, where these texts are a translation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub translated_from: Option<String>,
    /// When it was first published.
    #[schema(format = DateTime)]
    pub published_at: String,
    /// When it was last corrected.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    pub corrected_at: Option<String>,
    /// The version shown, from 1.
    pub version: i64,
    /// Where it was first published, for an imported check.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_url: Option<String>,
    /// Its licence, for an imported check.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
}

/// A published check with its history.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckDetail {
    /// The check as it stands.
    pub check: Check,
    /// `withdrawn` when its authors no longer stand behind it.
    #[schema(schema_with = check_state_code)]
    pub state: &'static str,
    /// Why it was withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn_reason: Option<String>,
    /// When it was withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    pub withdrawn_at: Option<String>,
    /// An example of a message that carried the claim, with everything personal masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
    /// How many asked.
    pub asked: i64,
    /// Its versions, newest first.
    pub versions: Vec<VersionLine>,
    /// Translations by people.
    pub translations: Vec<Translation>,
    /// Checks of the same claim by other organisations.
    pub others: Vec<OtherCheck>,
    /// Replies by those whom it concerns.
    pub replies: Vec<Reply>,
}

/// A version in one line.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionLine {
    /// From 1.
    pub number: i64,
    /// What that version found.
    #[schema(schema_with = verdict_code)]
    pub verdict: &'static str,
    /// Its title.
    pub title: String,
    /// What changed and why; empty for the first, and where its authors corrected it elsewhere and it was brought in anew.
    pub change_note: String,
    /// When it was published.
    #[schema(format = DateTime)]
    pub at: String,
    /// Whether a second person had looked at it.
    pub reviewed: bool,
}

/// One whole version.
#[derive(Debug, Serialize, ToSchema)]
pub struct Version {
    /// In one line.
    pub summary: VersionLine,
    /// The claim in the checker's words.
    pub statement: String,
    /// Why.
    pub explanation: String,
    /// What it rested on.
    pub references: Vec<Reference>,
    /// Its language.
    pub language: String,
    /// What kind of harm.
    #[schema(schema_with = harm_code)]
    pub harm: &'static str,
    /// What the message is made of.
    #[schema(schema_with = content_code)]
    pub content_type: &'static str,
}

/// A translation by a person.
#[derive(Debug, Serialize, ToSchema)]
pub struct Translation {
    /// Its language.
    pub language: String,
    /// The claim.
    pub statement: String,
    /// The short answer.
    pub title: String,
    /// Why.
    pub explanation: String,
    /// Which organisation translated it.
    pub organisation: Organisation,
    /// Whether the check was corrected after it was translated.
    pub outdated: bool,
}

/// Another organisation's check of the same claim.
#[derive(Debug, Serialize, ToSchema)]
pub struct OtherCheck {
    /// Its identifier.
    #[schema(schema_with = id)]
    pub id: String,
    /// Who stands behind it.
    pub organisation: Organisation,
    /// What it found.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = verdict_code, required = false)]
    pub verdict: Option<&'static str>,
    /// The short answer.
    pub title: String,
}

/// A reply by somebody whom a check concerns.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reply {
    /// How they call themselves.
    pub from: String,
    /// What they say.
    pub text: String,
    /// When it was published.
    #[schema(format = DateTime)]
    pub at: String,
}

/// A claim with all its published checks.
#[derive(Debug, Serialize, ToSchema)]
pub struct Claim {
    /// Its identifier. Another than the one asked for when the claim was joined into this one.
    #[schema(schema_with = id)]
    pub id: String,
    /// The claim, in the words of its first check.
    pub statement: String,
    /// Its language.
    pub language: String,
    /// An example of a message that carried it, with everything personal masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
    /// How many asked.
    pub asked: i64,
    /// All published checks, first published first.
    pub checks: Vec<Check>,
}

/// One line of the list of checks.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListedCheck {
    /// Its identifier.
    #[schema(schema_with = id)]
    pub id: String,
    /// The claim that it checks.
    #[schema(schema_with = id)]
    pub claim: String,
    /// Its page.
    #[schema(format = "uri")]
    pub url: String,
    /// Who stands behind it.
    pub organisation: Organisation,
    /// The claim in the checker's words.
    pub statement: String,
    /// The short answer.
    pub title: String,
    /// What it found.
    #[schema(schema_with = verdict_code)]
    pub verdict: &'static str,
    /// What the message is made of.
    #[schema(schema_with = content_code)]
    pub content_type: &'static str,
    /// Its language.
    pub language: String,
    /// When it was published.
    #[schema(format = DateTime)]
    pub published_at: String,
    /// When it last changed.
    #[schema(format = DateTime)]
    pub changed_at: String,
    /// How many asked.
    pub asked: i64,
}

/// A page of the list of checks, last changed first.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckList {
    /// The checks.
    pub items: Vec<ListedCheck>,
    /// Give it as `after` to get the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// An organisation with how many checks it has published.
#[derive(Debug, Serialize, ToSchema)]
pub struct Publisher {
    /// The organisation.
    pub organisation: Organisation,
    /// How many.
    pub checks: i64,
}

/// Organisations with published checks, most first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Publishers {
    /// The organisations.
    pub items: Vec<Publisher>,
}
