//! What goes over the wire. Codes are those of the shared word lists; identifiers are 26 characters; times are RFC 3339 in UTC.

use saksi_base::{ContentType, HarmKind, Verdict};
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{Object, Schema};
use utoipa::{IntoParams, ToSchema};

use crate::model::{self, Channel, ClaimState, ModerationKind, Outcome, SubjectKind};
use crate::pages::public::views::percent;

/// Pattern of an identifier.
pub(super) const ID_PATTERN: &str = "^[0-7][0-9a-hjkmnp-tv-z]{25}$";
/// Pattern of a place in a list.
pub(super) const CURSOR_PATTERN: &str = "^[0-9a-f]{16}[0-7][0-9a-hjkmnp-tv-z]{25}$";
/// Pattern of a language tag: primary language, script, region.
pub(super) const LANGUAGE_PATTERN: &str = "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$";
/// Longest text of a message over the API, in characters. With all its links it stays below the desk's own limit.
pub(super) const TEXT_CHARACTERS: usize = 16_000;
/// Most links beside a text.
pub(super) const LINKS: usize = 8;
/// Longest link, in characters.
pub(super) const LINK_CHARACTERS: usize = 480;

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

pub(super) fn verdict_code() -> Object {
    codes("What a check found", Verdict::ALL.iter().map(|v| v.code()))
}

pub(super) fn content_code() -> Object {
    codes("What the message is made of", ContentType::ALL.iter().map(|v| v.code()))
}

fn harm_code() -> Object {
    codes("What kind of harm stands behind it", HarmKind::ALL.iter().map(|v| v.code()))
}

fn channel_code() -> Object {
    codes("The way the message came in; `api` unless told", Channel::ALL.iter().map(|v| v.code()))
}

fn outcome_code() -> Object {
    codes(
        "`answer`: this is known. `suggest`, `ask`: these look alike, the person decides. `none`: nothing is known",
        Outcome::ALL.iter().map(|v| v.code()),
    )
}

fn claim_state_code() -> Object {
    codes("Where the claim stands", ClaimState::ALL.iter().map(|v| v.code()))
}

fn moderation_code() -> Object {
    codes("What was done", ModerationKind::ALL.iter().map(|v| v.code()))
}

fn subject_code() -> Object {
    codes("To what kind of thing", SubjectKind::ALL.iter().map(|v| v.code()))
}

fn check_state_code() -> Object {
    codes("`withdrawn`: its authors no longer stand behind it", ["published", "withdrawn"].into_iter())
}

fn standing_code() -> Object {
    codes(
        "Where the message stands",
        ["waiting", "being-checked", "answered", "withdrawn", "expired", "not-checked", "removed"].into_iter(),
    )
}

fn reason_code() -> Object {
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

fn compared_code() -> Object {
    codes("How the message was compared", ["meaning", "settled", "words", "busy"].into_iter())
}

pub(super) fn id() -> Object {
    text("An identifier", ID_PATTERN, "01ks7r4m8e3f2q9v5w6x7y8z9a")
}

pub(super) fn cursor() -> Object {
    ObjectBuilder::new()
        .description(Some("Where the page starts: `next` of the page before"))
        .schema_type(SchemaType::Type(Type::String))
        .pattern(Some(CURSOR_PATTERN))
        .build()
}

pub(super) fn language() -> Object {
    text("A language tag (BCP 47)", LANGUAGE_PATTERN, "zh-Hant")
}

fn links() -> Schema {
    let link = ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::String))
        .pattern(Some("^https?://"))
        .max_length(Some(LINK_CHARACTERS));
    ArrayBuilder::new().description(Some("Links that came with it")).items(link).max_items(Some(LINKS)).build().into()
}

/// What went wrong (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemDetails {
    /// What kind of problem; the address of a page that says so.
    #[schema(example = "https://check.example.org/api/problems/invalid")]
    pub r#type: String,
    /// The kind in words, in the language of `Accept-Language`.
    #[schema(example = "Something needs mending")]
    pub title: String,
    /// The status again.
    #[schema(minimum = 400, maximum = 599, example = 422)]
    pub status: u16,
    /// What happened and what to do.
    pub detail: String,
    /// What to mend, field by field.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    #[schema(required = false)]
    pub errors: Vec<FieldProblem>,
    /// Seconds to wait before trying again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// The proof of work that is asked for, with status 428.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work: Option<Work>,
}

/// A problem of one field or parameter.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldProblem {
    /// The field.
    pub field: String,
    /// A stable name of the problem.
    pub code: String,
    /// What to do.
    pub detail: String,
}

/// A proof of work: find a decimal number so that the SHA-256 digest of `pass:number` begins with `bits` zero bits, and send
/// the request again with the header `Saksi-Work: pass:number`; or wait, and send it with `Saksi-Work: pass:`.
#[derive(Debug, Serialize, ToSchema)]
pub struct Work {
    /// What to solve.
    pub pass: String,
    /// How many leading zero bits.
    pub bits: u8,
    /// Seconds after which the pass is good without a number.
    pub wait_seconds: u32,
}

/// A message to ask about.
#[derive(Debug, Deserialize, ToSchema)]
pub struct MessageRequest {
    /// The message as it was received.
    #[schema(min_length = 1, max_length = 16000, example = "Drinking hot lemon water every morning cures cancer")]
    pub text: String,
    /// Links that came with it.
    #[serde(default)]
    #[schema(schema_with = links, required = false)]
    pub links: Vec<String>,
    /// The language in which the answer is wanted, where there is a translation. A language that the registry of
    /// BCP 47 does not know counts as not given.
    #[schema(schema_with = language, required = false)]
    #[serde(default, deserialize_with = "given")]
    pub language: Option<String>,
    /// The way the message came in.
    #[schema(schema_with = channel_code, required = false)]
    #[serde(default, deserialize_with = "given")]
    pub channel: Option<String>,
    /// Hand the message in, whatever the decision, and give a receipt. Ask the person first. A text without any word or link is
    /// not handed in, and `receipt` stays absent.
    #[serde(default)]
    #[schema(required = false)]
    pub hand_in: bool,
    /// Why it worries the person. Only used when it is handed in.
    #[schema(value_type = String, max_length = 1000, required = false)]
    #[serde(default, deserialize_with = "given")]
    pub reason: Option<String>,
}

/// A field that may be absent, but not null: what the description says.
fn given<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    String::deserialize(deserializer).map(Some)
}

/// What the desk decided.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessageResponse {
    /// `answer`: this is known. `suggest` and `ask`: these look alike, let the person decide. `none`: nothing is known.
    #[schema(schema_with = outcome_code)]
    pub decision: &'static str,
    /// Why.
    pub reason: Reason,
    /// How the first answer was found.
    pub matched: Matched,
    /// The answers, best first.
    pub answers: Vec<FoundAnswer>,
    /// The receipt, where the message was handed in. Show it to the person and keep it nowhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Receipt>,
}

/// Why the best answer was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reason {
    /// What kind of reason.
    #[schema(schema_with = reason_code)]
    pub kind: &'static str,
    /// The reason in words, in the language of `Accept-Language`.
    pub text: String,
}

/// How the first answer was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct Matched {
    /// How likely it is that the first answer is what the message tells, 0 to 1. The decision was made by it.
    #[schema(minimum = 0, maximum = 1)]
    pub probability: f64,
    /// By words, links and `meaning`; or by words and links alone, because they `settled` it, because no model is there
    /// (`words`), or because too many were asking at that moment (`busy`: asking again later may find more).
    #[schema(schema_with = compared_code)]
    pub compared: &'static str,
    /// Cosine of the meanings of message and answer, -1 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meaning: Option<f64>,
    /// Words of the message that the answer has too, the most telling first; at most eight.
    pub shared: Vec<String>,
}

/// A check that was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundAnswer {
    /// Whether it answers the message itself; the others are similar.
    pub certain: bool,
    /// How alike, in percent.
    #[schema(minimum = 0, maximum = 100)]
    pub likeness: i64,
    /// The check.
    pub check: Check,
}

/// How the person finds the answer later.
#[derive(Debug, Serialize, ToSchema)]
pub struct Receipt {
    /// The number. Not secret.
    #[schema(example = "7K2M-9QXA")]
    pub locator: String,
    /// The eight secret words. Shown once.
    pub words: String,
    /// The page on which they are typed.
    pub url: String,
    /// Until when the message is kept if nobody can answer it.
    #[schema(format = DateTime)]
    pub expires_at: String,
    /// Whether others handed in the same before.
    pub joined: bool,
}

/// A receipt as the person wrote it down.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ReceiptRequest {
    /// The number.
    #[schema(max_length = 40, example = "7K2M-9QXA")]
    pub locator: String,
    /// The eight words.
    #[schema(max_length = 400)]
    pub words: String,
}

/// Where a handed-in message stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReceiptResponse {
    /// Where it stands.
    #[schema(schema_with = standing_code)]
    pub state: &'static str,
    /// The day on which it was handed in.
    #[schema(format = DateTime)]
    pub day: String,
    /// Until when it is kept if nobody can answer it.
    #[schema(format = DateTime)]
    pub expires_at: String,
    /// What was handed in; absent once it is deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// All published checks of its claim.
    pub answers: Vec<Check>,
    /// Whether one of them was corrected since the receipt was last opened.
    pub corrected_since: bool,
    /// Answers that were withdrawn since the message was handed in, last first.
    pub withdrawn: Vec<Withdrawal>,
    /// Why it will not be checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_checked_because: Option<&'static str>,
    /// The entry of the moderation log that says why it was removed, and takes an appeal.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "uri")]
    pub removed_by: Option<String>,
}

/// An answer that those who wrote it took back.
#[derive(Debug, Serialize, ToSchema)]
pub struct Withdrawal {
    /// The check's page, which says so.
    #[schema(format = "uri")]
    pub url: String,
    /// The name of the organisation.
    pub organisation: String,
    /// Why.
    pub reason: String,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
}

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
    /// What changed and why; empty for the first.
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

/// Which checks, and which page of them.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct ChecksQuery {
    /// Words to look for.
    #[param(value_type = String, required = false, min_length = 1, max_length = 200)]
    pub q: Option<String>,
    /// Only this verdict.
    #[param(schema_with = verdict_code, required = false)]
    pub verdict: Option<String>,
    /// Only this language (primary tag), translations included.
    #[param(value_type = String, required = false, pattern = "^[a-z]{2,3}$", example = "th")]
    pub language: Option<String>,
    /// Only this organisation.
    #[param(schema_with = id, required = false)]
    pub organisation: Option<String>,
    /// Only this content type.
    #[param(schema_with = content_code, required = false)]
    pub content_type: Option<String>,
    /// Only published or changed since.
    #[param(value_type = String, format = DateTime, required = false)]
    pub since: Option<String>,
    /// Where the page starts: `next` of the page before.
    #[param(schema_with = cursor, required = false)]
    pub after: Option<String>,
    /// How many, 20 unless told.
    #[param(value_type = i64, required = false, minimum = 1, maximum = 100)]
    pub limit: Option<String>,
}

/// Which page of a list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct PlaceQuery {
    /// Where the page starts: `next` of the page before.
    #[param(schema_with = cursor, required = false)]
    pub after: Option<String>,
    /// How many, 20 unless told.
    #[param(value_type = i64, required = false, minimum = 1, maximum = 100)]
    pub limit: Option<String>,
}

/// Makes a repeated request the same request.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "describes a header; the handler reads it by name")]
pub struct KeyHeader {
    /// A fresh random value for each message that is handed in, such as a UUID. The same key with the same message gives the
    /// same receipt. Whoever knows it can get the receipt: keep it secret.
    #[param(rename = "Idempotency-Key", value_type = String, required = false, pattern = "^[!-~]{16,128}$", min_length = 16, max_length = 128)]
    key: Option<String>,
}

/// Makes the types of the wire from those of the desk; knows the site's address.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wire<'a>(pub(super) &'a str);

impl Wire<'_> {
    fn url(self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    pub(super) fn organisation(self, organisation: &model::OrganisationRef) -> Organisation {
        Organisation {
            id: organisation.id.to_string(),
            slug: organisation.slug.clone(),
            name: organisation.name.clone(),
            url: self.url(&format!("/organisations/{}", organisation.slug)),
        }
    }

    pub(super) fn check(self, a: &model::Answer) -> Check {
        Check {
            id: a.check.to_string(),
            claim: a.claim.to_string(),
            url: self.url(&format!("/checks/{}", a.check)),
            organisation: self.organisation(&a.organisation),
            statement: a.statement.clone(),
            title: a.title.clone(),
            explanation: a.explanation.clone(),
            references: references(&a.references),
            verdict: a.verdict.code(),
            harm: a.harm.code(),
            content_type: a.content_type.code(),
            language: a.language.to_string(),
            translated_from: a.translated_from.as_ref().map(ToString::to_string),
            published_at: a.published_at.to_string(),
            corrected_at: a.corrected_at.map(|at| at.to_string()),
            version: a.version,
            source_url: a.source_url.clone(),
            licence: a.licence.clone(),
        }
    }

    pub(super) fn found(self, certain: bool, a: &model::Answer) -> FoundAnswer {
        FoundAnswer { certain, likeness: percent(a.likeness), check: self.check(a) }
    }

    pub(super) fn detail(self, c: &model::PublishedCheck) -> CheckDetail {
        CheckDetail {
            check: self.check(&c.answer),
            state: if c.state == model::CheckState::Withdrawn { "withdrawn" } else { "published" },
            withdrawn_reason: c.withdrawn_reason.clone(),
            withdrawn_at: c.withdrawn_at.map(|at| at.to_string()),
            example: c.example.clone(),
            asked: c.asked,
            versions: c.versions.iter().map(version_line).collect(),
            translations: c
                .translations
                .iter()
                .map(|t| Translation {
                    language: t.content.language.to_string(),
                    statement: t.content.statement.clone(),
                    title: t.content.title.clone(),
                    explanation: t.content.explanation.clone(),
                    organisation: self.organisation(&t.organisation),
                    outdated: t.outdated,
                })
                .collect(),
            others: c
                .others
                .iter()
                .map(|other| OtherCheck {
                    id: other.id.to_string(),
                    organisation: self.organisation(&other.organisation),
                    verdict: other.verdict.map(Verdict::code),
                    title: other.title.clone(),
                })
                .collect(),
            replies: c
                .replies
                .iter()
                .map(|reply| Reply { from: reply.from.clone(), text: reply.text.clone(), at: reply.at.to_string() })
                .collect(),
        }
    }

    pub(super) fn claim(self, c: &model::ClaimPage) -> Claim {
        Claim {
            id: c.id.to_string(),
            statement: c.statement.clone(),
            language: c.language.to_string(),
            example: c.example.clone(),
            asked: c.asked,
            checks: c.checks.iter().map(|check| self.check(check)).collect(),
        }
    }

    pub(super) fn listed(self, c: &model::ListedCheck) -> ListedCheck {
        ListedCheck {
            id: c.check.to_string(),
            claim: c.claim.to_string(),
            url: self.url(&format!("/checks/{}", c.check)),
            organisation: self.organisation(&c.organisation),
            statement: c.statement.clone(),
            title: c.title.clone(),
            verdict: c.verdict.code(),
            content_type: c.content_type.code(),
            language: c.language.to_string(),
            published_at: c.published_at.to_string(),
            changed_at: c.changed_at.to_string(),
            asked: c.asked,
        }
    }

    pub(super) fn log_entry(self, entry: &model::LogEntry) -> LogEntry {
        LogEntry {
            id: entry.id.to_string(),
            url: self.url(&format!("/moderation/{}", entry.id)),
            kind: entry.kind.code(),
            subject_kind: entry.subject_kind.code(),
            organisation: self.organisation(&entry.organisation),
            summary: entry.public_summary.clone(),
            legal_reference: entry.legal_reference.clone(),
            at: entry.at.to_string(),
            reversed_at: entry.reversed_at.map(|at| at.to_string()),
            open_appeals: entry.open_appeals,
        }
    }

    pub(super) fn queue_line(self, row: &model::QueueRow) -> QueueLine {
        QueueLine {
            claim: row.id.to_string(),
            statement: row.statement.clone(),
            worded: row.worded,
            language: row.language.to_string(),
            content_type: row.content_type.code(),
            state: row.state.code(),
            asked: row.asked,
            asked_day: row.asked_day,
            asked_week: row.asked_week,
            first_asked: row.first_asked.to_string(),
            last_asked: row.last_asked.to_string(),
            organisation: self.organisation(&row.owner),
            taken_by: row.takers.iter().map(|taker| self.organisation(&taker.organisation)).collect(),
            published: row.published,
        }
    }
}

fn references(list: &[model::Reference]) -> Vec<Reference> {
    list.iter().map(|r| Reference { url: r.url.clone(), description: r.description.clone() }).collect()
}

fn version_line(v: &model::VersionSummary) -> VersionLine {
    VersionLine {
        number: v.number,
        verdict: v.verdict.code(),
        title: v.title.clone(),
        change_note: v.change_note.clone(),
        at: v.at.to_string(),
        reviewed: v.reviewed,
    }
}

pub(super) fn version(v: &model::Version) -> Version {
    Version {
        summary: version_line(&v.summary),
        statement: v.content.statement.clone(),
        explanation: v.content.explanation.clone(),
        references: references(&v.content.references),
        language: v.content.language.to_string(),
        harm: v.content.harm.code(),
        content_type: v.content.content_type.code(),
    }
}

pub(super) const fn stats(s: &model::Stats) -> Stats {
    Stats {
        checks: s.checks,
        claims: s.claims,
        waiting: s.waiting,
        asked: s.asked,
        answered_at_once: s.answered_at_once,
        handed_in: s.handed_in,
        languages: s.languages,
        organisations: s.organisations,
    }
}
