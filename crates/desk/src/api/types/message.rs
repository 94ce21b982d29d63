//! Asking, handing in, and coming back.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::check::Check;
use super::words::{
    channel_code, compared_code, language, links, media_kinds, message_text, outcome_code, reason_code, reason_text,
    standing_code, text_beside_file, yes_or_no,
};

/// A message to ask about.
#[derive(Debug, Deserialize, ToSchema)]
pub struct MessageRequest {
    /// The message as it was received.
    #[schema(schema_with = message_text)]
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
    #[schema(schema_with = reason_text, required = false)]
    #[serde(default, deserialize_with = "given")]
    pub reason: Option<String>,
}

/// A picture, video or recording to ask about, with or without a text.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes a form; the handler reads it field by field")]
pub struct MessageUpload {
    /// The file as it was received. Its name and type are not read. What cannot be opened is answered with `none` and the
    /// reason `file_not_opened`, and is not handed in.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// The text that came with it.
    #[schema(schema_with = text_beside_file, required = false)]
    text: Option<String>,
    /// The language in which the answer is wanted.
    #[schema(schema_with = language, required = false)]
    language: Option<String>,
    /// The way the message came in.
    #[schema(schema_with = channel_code, required = false)]
    channel: Option<String>,
    /// Hand the message in, whatever the decision, and give a receipt. Ask the person first.
    #[schema(schema_with = yes_or_no, required = false)]
    hand_in: Option<String>,
    /// Why it worries the person. Only used when it is handed in.
    #[schema(schema_with = reason_text, required = false)]
    reason: Option<String>,
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
    /// What was handed in; absent once it is deleted, and where it was only counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Whether it came among so many near copies that it was only counted, and nothing of it is kept.
    pub counted: bool,
    /// Kinds of the files that were handed in.
    #[schema(schema_with = media_kinds)]
    pub files: Vec<&'static str>,
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
