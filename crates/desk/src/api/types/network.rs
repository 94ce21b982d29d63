//! The moderation log, the queue, and figures.

use serde::Serialize;
use utoipa::ToSchema;

use super::check::Organisation;
use super::words::{claim_state_code, content_code, id, moderation_code, subject_code};

/// An entry of the public moderation log.
#[derive(Debug, Serialize, ToSchema)]
pub struct LogEntry {
    /// Its identifier.
    #[schema(schema_with = id)]
    pub id: String,
    /// Its page, with the way to appeal.
    #[schema(format = "uri")]
    pub url: String,
    /// What was done.
    #[schema(schema_with = moderation_code)]
    pub kind: &'static str,
    /// To what kind of thing.
    #[schema(schema_with = subject_code)]
    pub subject_kind: &'static str,
    /// Which organisation did it.
    pub organisation: Organisation,
    /// Why, without what could identify somebody.
    pub summary: String,
    /// Reference of an order or a notice; empty where there is none.
    pub legal_reference: String,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// When it was reversed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    pub reversed_at: Option<String>,
    /// How many appeals are open.
    pub open_appeals: i64,
}

/// A page of the public moderation log, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Log {
    /// The entries.
    pub items: Vec<LogEntry>,
    /// Give it as `after` to get the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// One line of the queue, as the token's organisation sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct QueueLine {
    /// The claim.
    #[schema(schema_with = id)]
    pub claim: String,
    /// The claim in a checker's words, or the masked beginning of its first message.
    pub statement: String,
    /// Whether a checker wrote the statement.
    pub worded: bool,
    /// Its language.
    pub language: String,
    /// What it is made of.
    #[schema(schema_with = content_code)]
    pub content_type: &'static str,
    /// Where it stands.
    #[schema(schema_with = claim_state_code)]
    pub state: &'static str,
    /// How many asked in all.
    pub asked: i64,
    /// How many in the last 24 hours.
    pub asked_day: i64,
    /// How many in the last 7 days.
    pub asked_week: i64,
    /// The first hour somebody asked.
    #[schema(format = DateTime)]
    pub first_asked: String,
    /// The last hour somebody asked.
    #[schema(format = DateTime)]
    pub last_asked: String,
    /// Who owns it.
    pub organisation: Organisation,
    /// The organisations that work on it.
    pub taken_by: Vec<Organisation>,
    /// How many checks are published.
    pub published: i64,
}

/// A page of the queue, most urgent first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Queue {
    /// The claims.
    pub items: Vec<QueueLine>,
    /// Give it as `after` to get the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Figures about the network.
#[derive(Debug, Serialize, ToSchema)]
pub struct Stats {
    /// Published checks.
    pub checks: i64,
    /// Claims with a published check.
    pub claims: i64,
    /// Claims that wait or are being checked.
    pub waiting: i64,
    /// How often somebody asked.
    pub asked: i64,
    /// How often the answer was known at once.
    pub answered_at_once: i64,
    /// How many messages were handed in.
    pub handed_in: i64,
    /// Languages of the published checks.
    pub languages: i64,
    /// Organisations with a published check.
    pub organisations: i64,
}
