//! What stands on the desk: messages, claims, checks, answers, receipts and the log of moderation, with the rules that
//! need no database.
//!
//! Nothing here names a person who asked. A message is what was sent, without a sender; a receipt is a locator and a
//! verifier, without an address; and every text that is meant for the public comes out of [`crate::masking`].

use std::fmt;

use saksi_base::{
    AppealId, CheckId, ClaimId, ContentType, HarmKind, ImportId, LanguageTag, Marking, MessageId, ModerationId,
    OrganisationId, PersonId, Problem, ReplyId, Timestamp, TranslationId, Verdict,
};
use serde::{Deserialize, Serialize};

use crate::masking::Mask;

/// Longest message that can be asked about or handed in, in characters.
pub const MESSAGE_CHARACTERS: usize = 20_000;
/// Longest reason why a message worries somebody, in characters.
pub const REASON_CHARACTERS: usize = 1_000;
/// Shortest and longest statement of a claim, in characters.
pub const STATEMENT_CHARACTERS: (usize, usize) = (4, 500);
/// Longest title of a check, in characters.
pub const TITLE_CHARACTERS: usize = 200;
/// Shortest and longest explanation of a check, in characters.
pub const EXPLANATION_CHARACTERS: (usize, usize) = (20, 40_000);
/// Longest note on a change, a review or a moderation entry, in characters.
pub const NOTE_CHARACTERS: usize = 2_000;
/// Most references of one check.
pub const REFERENCES: usize = 100;
/// Longest reference, in characters.
pub const REFERENCE_CHARACTERS: usize = 2_000;
/// Days until an unanswered message expires, unless the network's setting says otherwise.
pub const EXPIRY_DAYS: i64 = 180;

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$item:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$item])* #[serde(rename = $code)] $variant,)* }

        impl $name {
            /// Every entry, in the order in which a form shows it.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable code, as stored and as sent over the API.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// Reads a stable code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

codes! {
    /// The way a message came in.
    Channel {
        /// The public page.
        Web = "web",
        /// The JSON API.
        Api = "api",
        /// E-mail.
        Email = "email",
        /// LINE.
        Line = "line",
        /// Telegram.
        Telegram = "telegram",
        /// WhatsApp.
        WhatsApp = "whatsapp",
        /// Signal.
        Signal = "signal",
    }
}

codes! {
    /// Where a message stands.
    MessageState {
        /// Waits for an answer.
        Open = "open",
        /// Put aside: over a quota, or marked by a checker. Still reachable by its receipt.
        Junk = "junk",
        /// Hidden by a moderator.
        Hidden = "hidden",
        /// Its time ran out; the text is gone, the fingerprint stays.
        Expired = "expired",
        /// Its claim has a published check.
        Answered = "answered",
    }
}

codes! {
    /// Where a claim stands.
    ClaimState {
        /// Nobody works on it.
        Waiting = "waiting",
        /// Somebody took it, or a draft is being written.
        Checking = "checking",
        /// At least one check is published.
        Answered = "answered",
        /// Closed without a check, with a reason that everyone who asked can read.
        Closed = "closed",
        /// In the junk lane.
        Junk = "junk",
        /// Joined into another claim.
        Joined = "joined",
        /// Every message expired before anybody checked it.
        Expired = "expired",
    }
}

codes! {
    /// Where a check stands.
    CheckState {
        /// Being written; never published.
        Draft = "draft",
        /// Waits for a second person; never published.
        InReview = "in-review",
        /// Public.
        Published = "published",
        /// Taken back by its authors, with a reason; the page stays and says so.
        Withdrawn = "withdrawn",
    }
}

codes! {
    /// Where a draft (of a check, a correction or a translation) stands.
    DraftState {
        /// Being written.
        Editing = "editing",
        /// Waits for a second person.
        InReview = "in-review",
        /// A reviewer sent it back with a note.
        SentBack = "sent-back",
    }
}

codes! {
    /// What a moderator did.
    ModerationKind {
        /// Took something out of sight.
        Hide = "hide",
        /// Brought it back.
        Restore = "restore",
        /// Refuses a message, and near copies of it, from now on.
        Block = "block",
        /// Removed because somebody with a right asked.
        Takedown = "takedown",
        /// Removed or kept because a court ordered it.
        CourtOrder = "court-order",
        /// Nothing of this may expire or be deleted.
        LegalHold = "legal-hold",
        /// Refuses a file by its hash.
        MediaBlock = "media-block",
        /// Published a reply by somebody whom a check concerns.
        RightOfReply = "right-of-reply",
    }
}

codes! {
    /// What a moderation entry is about.
    SubjectKind {
        /// A message.
        Message = "message",
        /// A claim, with its messages and checks.
        Claim = "claim",
        /// A check.
        Check = "check",
        /// A file's hash.
        Media = "media",
    }
}

codes! {
    /// Where an appeal stands.
    AppealState {
        /// Waits for a moderator who did not make the decision.
        Open = "open",
        /// The decision stands.
        Upheld = "upheld",
        /// The decision was reversed.
        Granted = "granted",
    }
}

codes! {
    /// How the queue is ordered.
    QueueOrder {
        /// How many asked, weighed by how recently (half-life of three days). The usual order.
        Urgency = "urgency",
        /// How fast it grows now (half-life of six hours).
        Growth = "growth",
        /// How many asked in all.
        Asked = "asked",
        /// Longest waiting first.
        Oldest = "oldest",
        /// Newest first.
        Newest = "newest",
    }
}

codes! {
    /// Which part of the queue.
    QueueLane {
        /// Claims that nobody works on.
        Waiting = "waiting",
        /// Claims that somebody works on.
        Checking = "checking",
        /// Waiting and checking together.
        Open = "open",
        /// Claims that have an answer.
        Answered = "answered",
        /// Claims closed without a check.
        Closed = "closed",
        /// The junk lane.
        Junk = "junk",
    }
}

codes! {
    /// Why a claim was closed without a check.
    CloseReason {
        /// Nothing in it can be checked.
        NotCheckable = "not-checkable",
        /// A private matter; checking it would harm somebody.
        Private = "private",
        /// Advertising or noise.
        Spam = "spam",
        /// Outside what the organisations here can check.
        OutOfScope = "out-of-scope",
        /// Too little was sent to tell what is claimed.
        NotEnough = "not-enough",
    }
}

codes! {
    /// What the desk decided about a message that somebody asks about.
    Outcome {
        /// This is the published answer.
        Answer = "answer",
        /// These published answers look alike; the reader decides.
        Suggest = "suggest",
        /// Close enough to ask "did you mean this?".
        Ask = "ask",
        /// Nothing is known.
        None = "none",
    }
}

/// An organisation, as far as a reader needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrganisationRef {
    /// Its identifier.
    pub id: OrganisationId,
    /// Its short name in addresses: `/organisations/{slug}`.
    pub slug: String,
    /// Its name, as it writes it.
    pub name: String,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page<T> {
    /// The entries.
    pub items: Vec<T>,
    /// Where the next page starts; none on the last.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// The same page with other entries.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(change).collect(), next: self.next }
    }
}

/// Where a page of a list starts: an ordering value and the identifier of the last entry seen. Opaque text outside.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cursor {
    /// The ordering value of the last entry seen.
    pub key: f64,
    /// Its identifier.
    pub id: uuid::Uuid,
}

impl Eq for Cursor {}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}{}", self.key.to_bits(), saksi_base::ids::encode(self.id))
    }
}

impl std::str::FromStr for Cursor {
    type Err = Problem;
    fn from_str(text: &str) -> Result<Self, Problem> {
        let wrong = || Problem::field("cursor", "desk-problem-cursor");
        let (key, id) = text.split_at_checked(16).ok_or_else(wrong)?;
        let key = f64::from_bits(u64::from_str_radix(key, 16).map_err(|_| wrong())?);
        if !key.is_finite() {
            return Err(wrong());
        }
        Ok(Self { key, id: saksi_base::ids::decode(id).map_err(|_| wrong())? })
    }
}

impl Serialize for Cursor {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A source that a check rests on: an address, a described source, or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// An `http` or `https` address.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub url: Option<String>,
    /// What the source is, in words.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub description: String,
}

impl Reference {
    /// Reads one reference from one line, as a person types it: an address, words, or both in any order.
    pub fn parse(line: &str) -> Option<Self> {
        let line = line.trim();
        if line.is_empty() {
            return None;
        }
        let found = line.split_whitespace().find(|word| {
            url::Url::parse(word).is_ok_and(|u| matches!(u.scheme(), "http" | "https") && u.host_str().is_some())
        });
        let url = found.map(str::to_owned);
        let description = match &url {
            Some(url) => line.replacen(url.as_str(), "", 1).split_whitespace().collect::<Vec<_>>().join(" "),
            None => line.to_owned(),
        };
        Some(Self { url, description })
    }

    /// Reads a reference per line; empty lines are skipped.
    pub fn parse_lines(text: &str) -> Vec<Self> {
        text.lines().filter_map(Self::parse).collect()
    }

    /// The line that [`Reference::parse`] reads back.
    pub fn to_line(&self) -> String {
        match (&self.url, self.description.as_str()) {
            (Some(url), "") => url.clone(),
            (Some(url), words) => format!("{words} {url}"),
            (None, words) => words.to_owned(),
        }
    }
}

/// What a checker writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckContent {
    /// The claim in the checker's words.
    pub statement: String,
    /// What the check found; none while nobody has decided.
    pub verdict: Option<Verdict>,
    /// What kind of harm stands behind it.
    pub harm: HarmKind,
    /// What the message is made of.
    pub content_type: ContentType,
    /// A short answer in one line.
    pub title: String,
    /// Why.
    pub explanation: String,
    /// What it rests on.
    pub references: Vec<Reference>,
    /// The language it is written in.
    pub language: LanguageTag,
    /// What changed and why; compulsory from the second version on.
    pub change_note: String,
}

/// What a translator writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TranslationContent {
    /// The language it is translated into.
    pub language: LanguageTag,
    /// The statement.
    pub statement: String,
    /// The title.
    pub title: String,
    /// The explanation.
    pub explanation: String,
}

/// A published check as an answer to somebody, in the reader's language where there is a translation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// The check.
    pub check: CheckId,
    /// The claim it checks.
    pub claim: ClaimId,
    /// Who stands behind it.
    pub organisation: OrganisationRef,
    /// The claim in the checker's (or translator's) words.
    pub statement: String,
    /// The short answer.
    pub title: String,
    /// Why.
    pub explanation: String,
    /// What it rests on.
    pub references: Vec<Reference>,
    /// What it found.
    pub verdict: Verdict,
    /// What kind of harm.
    pub harm: HarmKind,
    /// What the message is made of.
    pub content_type: ContentType,
    /// The language of this text.
    pub language: LanguageTag,
    /// The language it was written in, where this text is a translation.
    pub translated_from: Option<LanguageTag>,
    /// When it was first published.
    pub published_at: Timestamp,
    /// When it was last corrected.
    pub corrected_at: Option<Timestamp>,
    /// The version shown.
    pub version: i64,
    /// Where it was first published, for an imported check.
    pub source_url: Option<String>,
    /// Its licence, for an imported check.
    pub licence: Option<String>,
    /// How sure the match is, 0 to 1; 1 where it was not matched.
    pub likeness: f64,
}

/// The answer to "is this known?".
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Asked {
    /// What was decided.
    pub outcome: Outcome,
    /// Why, for the page to say in the reader's language.
    pub reason: saksi_matching::Reason,
    /// The answers, best first. With [`Outcome::Answer`], all checks of the same claim come first.
    pub answers: Vec<Answer>,
    /// How many of [`Asked::answers`] answer the message itself; the rest are similar.
    pub certain: usize,
    /// How sure it is that the first answer is what the message tells, 0 to 1.
    pub confidence: f64,
    /// What the message shares with the first answer, as it stands in the message.
    pub shared: Vec<String>,
    /// Cosine of the meanings of the message and of the first answer, where they were compared.
    pub meaning: Option<f64>,
    /// How the message was compared.
    pub compared: crate::meaning::Compared,
    /// How long matching and reading took, in microseconds.
    pub elapsed: i64,
}

/// Where a message goes when it is handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Intake {
    /// The organisation that owns it.
    pub organisation: OrganisationId,
    /// Whether the other organisations of the network see it in their queues.
    pub shared: bool,
}

/// What somebody hands in. No sender: the receipt is the only way back.
#[derive(Debug, Clone)]
pub struct HandIn {
    /// The message, as sent. Links stand in the text.
    pub text: String,
    /// Why it worries them.
    pub reason: Option<String>,
    /// The way it came in.
    pub channel: Channel,
    /// The language that the reader's page was in, or the API caller named; guessed from the text where absent.
    pub language: Option<LanguageTag>,
    /// Where it goes.
    pub intake: Intake,
    /// Makes a repeated submit give the same receipt: a keyed hash of the form's nonce (or of the `Idempotency-Key`).
    /// Random where every submit is its own. Never something a stranger could compute.
    pub seed: [u8; 32],
}

/// The promise given for a handed-in message.
#[derive(Debug)]
pub struct HandedIn {
    /// The receipt: locator and secret words. Shown once, never stored.
    pub receipt: saksi_vault::Receipt,
    /// The day on which it expires if nobody could answer it.
    pub expires_at: Timestamp,
    /// Whether the same message was already waiting.
    pub joined: bool,
    /// Whether this was a repeated submit.
    pub repeated: bool,
}

/// What a receipt opens.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReceiptView {
    /// The receipt's own record, for [`crate::actions::receipt::withdraw`].
    #[serde(skip)]
    pub id: saksi_base::ReceiptId,
    /// The day on which the message was handed in.
    pub day: Timestamp,
    /// When it expires if nobody answers.
    pub expires_at: Timestamp,
    /// What was handed in, as sent; none once it expired or was removed.
    pub message: Option<String>,
    /// Where it stands.
    pub standing: Standing,
}

/// Where a handed-in message stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "standing", rename_all = "kebab-case")]
pub enum Standing {
    /// Nobody has taken it yet.
    Waiting,
    /// Somebody works on it.
    BeingChecked,
    /// Checked: all published checks of the claim, latest versions.
    Answered {
        /// The checks.
        answers: Vec<Answer>,
        /// Whether one of them was corrected since the receipt was last opened.
        corrected_since: bool,
    },
    /// Nobody could check it in time.
    Expired,
    /// It will not be checked.
    NotChecked {
        /// Why.
        reason: CloseReason,
    },
    /// Removed by a moderator; see the public log.
    Removed,
}

/// What part of the queue to show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QueueFilter {
    /// Which lane; [`QueueLane::Open`] where absent.
    pub lane: Option<QueueLane>,
    /// Only this language (primary tag, such as `zh`).
    pub language: Option<String>,
    /// Only what the asking organisation took.
    pub mine: bool,
    /// Only what this organisation owns.
    pub organisation: Option<OrganisationId>,
    /// Only what other organisations share.
    pub shared_by_others: bool,
    /// Only claims whose statement or example holds these words.
    pub text: Option<String>,
}

/// One line of the queue.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QueueRow {
    /// The claim.
    pub id: ClaimId,
    /// The claim in a checker's words, or the masked beginning of its first message.
    pub statement: String,
    /// Whether a checker wrote the statement.
    pub worded: bool,
    /// Its language.
    pub language: LanguageTag,
    /// What it is made of.
    pub content_type: ContentType,
    /// Where it stands.
    pub state: ClaimState,
    /// How many asked in all.
    pub asked: i64,
    /// How many in the last 24 hours.
    pub asked_day: i64,
    /// How many in the last 7 days.
    pub asked_week: i64,
    /// The first hour somebody asked.
    pub first_asked: Timestamp,
    /// The last hour somebody asked.
    pub last_asked: Timestamp,
    /// Who owns it.
    pub owner: OrganisationRef,
    /// Whether other organisations see it.
    pub shared: bool,
    /// Who is on it.
    pub takers: Vec<Taker>,
    /// How many checks are published.
    pub published: i64,
    /// The ordering value (see [`crate::model::heat`]).
    pub urgency: f64,
}

/// Who works on a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Taker {
    /// The organisation.
    pub organisation: OrganisationRef,
    /// The person; none for another organisation's people.
    pub person: Option<PersonId>,
    /// The person's name as their own organisation sees it; empty for others.
    pub name: String,
    /// Since when.
    pub since: Timestamp,
}

/// A message as a checker sees it: masked unless they look at the original.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MessageView {
    /// The message.
    pub id: MessageId,
    /// Its text with everything personal masked, the checkers' own masks included.
    pub masked: String,
    /// The text as sent. Checkers only; needed to check it and to mark names.
    pub text: String,
    /// What is masked.
    pub masks: Vec<Mask>,
    /// Why it worries those who handed it in.
    pub reasons: Vec<String>,
    /// The way it came in.
    pub channel: Channel,
    /// Its language.
    pub language: LanguageTag,
    /// The day on which it first came in.
    pub day: Timestamp,
    /// How many handed in this very message.
    pub asked: i64,
    /// When it expires.
    pub expires_at: Timestamp,
    /// Where it stands.
    pub state: MessageState,
    /// Whether a legal hold keeps it.
    pub held: bool,
}

/// Everything a checker needs to work on a claim.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClaimDetail {
    /// The line of the queue.
    pub row: QueueRow,
    /// Its messages, most asked first (at most 50).
    pub messages: Vec<MessageView>,
    /// How many messages in all.
    pub message_count: i64,
    /// Asked per hour over the last 7 days: hour and count, hours without any left out.
    pub hours: Vec<(Timestamp, i64)>,
    /// Its checks that the reader may see: all published, and drafts of the reader's organisation.
    pub checks: Vec<CheckSummary>,
    /// The claim this one was joined into.
    pub joined_into: Option<ClaimId>,
    /// Why it was closed.
    pub closed: Option<CloseReason>,
    /// Whether it is hidden by a moderator.
    pub hidden: bool,
    /// Whether the reader's organisation is on it.
    pub taken_by_us: bool,
    /// The edition, for [`crate::actions::queue::set_statement`].
    pub edition: i64,
}

/// A claim that looks alike.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SimilarClaim {
    /// The claim.
    pub id: ClaimId,
    /// Its statement.
    pub statement: String,
    /// Where it stands.
    pub state: ClaimState,
    /// How many asked.
    pub asked: i64,
    /// How alike, 0 to 1.
    pub likeness: f64,
    /// The words in common, the most telling first.
    pub words: Vec<String>,
    /// Whether this member said that the two tell the same.
    pub said: Option<bool>,
    /// Its published checks.
    pub checks: Vec<CheckSummary>,
}

/// A check in one line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CheckSummary {
    /// The check.
    pub id: CheckId,
    /// The claim it checks.
    pub claim: ClaimId,
    /// Who stands behind it.
    pub organisation: OrganisationRef,
    /// What it found, where decided.
    pub verdict: Option<Verdict>,
    /// The claim in the checker's words.
    pub statement: String,
    /// The short answer.
    pub title: String,
    /// Its language.
    pub language: LanguageTag,
    /// Where it stands.
    pub state: CheckState,
    /// Where its draft (or the draft of a correction) stands, if there is one and the reader may see it.
    pub draft: Option<DraftState>,
    /// When it was published.
    pub published_at: Option<Timestamp>,
    /// When it last changed.
    pub changed_at: Timestamp,
}

/// A check open in the editor.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CheckEdit {
    /// The check.
    pub id: CheckId,
    /// The claim it checks.
    pub claim: ClaimId,
    /// The organisation that writes it.
    pub organisation: OrganisationRef,
    /// Where the check stands.
    pub state: CheckState,
    /// Where the draft stands; none where there is no draft (published, nothing being corrected).
    pub draft: Option<DraftState>,
    /// Changes with every save; [`crate::actions::checks::save_draft`] must be given the one it started from.
    pub edition: i64,
    /// What is written.
    pub content: CheckContent,
    /// Who saved it last.
    pub author: PersonId,
    /// Everybody who wrote of the draft; none of them can approve it.
    pub authors: Vec<PersonId>,
    /// Whether this is a correction of a published check.
    pub is_correction: bool,
    /// Whether the organisation wants a second person to look.
    pub review_required: bool,
    /// What a reviewer wrote when sending it back.
    pub review_note: String,
    /// The published versions, newest first.
    pub versions: Vec<VersionSummary>,
    /// When it was last saved.
    pub saved_at: Timestamp,
}

/// A draft that waits for a second person.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReviewRow {
    /// The check.
    pub check: CheckId,
    /// The translation, where it is one that waits.
    pub translation: Option<TranslationId>,
    /// The claim's statement in the author's words.
    pub statement: String,
    /// The short answer.
    pub title: String,
    /// The verdict.
    pub verdict: Option<Verdict>,
    /// The language.
    pub language: LanguageTag,
    /// Who handed it in for review.
    pub author: PersonId,
    /// Everybody who wrote of it; none of them can approve it.
    pub authors: Vec<PersonId>,
    /// Whether it corrects a published check.
    pub is_correction: bool,
    /// Since when it waits.
    pub since: Timestamp,
}

/// One published version of a check.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VersionSummary {
    /// 1 for the first.
    pub number: i64,
    /// The verdict of that version.
    pub verdict: Verdict,
    /// The title of that version.
    pub title: String,
    /// What changed and why; empty for the first.
    pub change_note: String,
    /// When it was published.
    pub at: Timestamp,
    /// Whether a second person had looked at it.
    pub reviewed: bool,
}

/// One whole published version, for the history page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Version {
    /// In one line.
    pub summary: VersionSummary,
    /// What was written.
    pub content: CheckContent,
}

/// A translation of a published check.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TranslationView {
    /// The translation.
    pub id: TranslationId,
    /// The check.
    pub check: CheckId,
    /// What is written.
    pub content: TranslationContent,
    /// Which version of the check it translates.
    pub version: i64,
    /// Whether the check was corrected after this version.
    pub outdated: bool,
    /// Where its draft stands; none once published.
    pub draft: Option<DraftState>,
    /// The edition, for saving.
    pub edition: i64,
    /// Who translated it. Not for public pages.
    #[serde(skip)]
    pub translator: PersonId,
    /// The organisation of the translator.
    pub organisation: OrganisationRef,
    /// When it was published.
    pub published_at: Option<Timestamp>,
    /// What a reviewer wrote.
    #[serde(skip)]
    pub review_note: String,
}

/// A published check with everything its public page shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PublishedCheck {
    /// The check as an answer, in its own language.
    pub answer: Answer,
    /// [`CheckState::Published`] or [`CheckState::Withdrawn`].
    pub state: CheckState,
    /// Why it was withdrawn.
    pub withdrawn_reason: Option<String>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Timestamp>,
    /// A masked example of a message that carried the claim.
    pub example: Option<String>,
    /// How many asked.
    pub asked: i64,
    /// The first hour somebody asked.
    pub first_asked: Timestamp,
    /// The versions, newest first.
    pub versions: Vec<VersionSummary>,
    /// Published translations.
    pub translations: Vec<TranslationView>,
    /// Checks of the same claim by other organisations.
    pub others: Vec<CheckSummary>,
    /// Replies by those whom it concerns.
    pub replies: Vec<Reply>,
}

/// A claim with all its published checks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClaimPage {
    /// The claim.
    pub id: ClaimId,
    /// The statement, in the words of the first published check.
    pub statement: String,
    /// Its language.
    pub language: LanguageTag,
    /// A masked example.
    pub example: Option<String>,
    /// How many asked.
    pub asked: i64,
    /// The first hour somebody asked.
    pub first_asked: Timestamp,
    /// All published checks, first published first.
    pub checks: Vec<Answer>,
}

/// A reply by somebody whom a check concerns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reply {
    /// The reply.
    pub id: ReplyId,
    /// How they call themselves.
    pub from: String,
    /// What they say.
    pub text: String,
    /// When it was published.
    pub at: Timestamp,
}

/// Which published checks to list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListFilter {
    /// Only this verdict.
    pub verdict: Option<Verdict>,
    /// Only this language (primary tag), translations included.
    pub language: Option<String>,
    /// Only this organisation.
    pub organisation: Option<OrganisationId>,
    /// Only this content type.
    pub content_type: Option<ContentType>,
    /// Only published or corrected since.
    pub since: Option<Timestamp>,
    /// Words to look for.
    pub text: Option<String>,
}

/// One line of the list of published checks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ListedCheck {
    /// The check.
    pub check: CheckId,
    /// The claim.
    pub claim: ClaimId,
    /// Who stands behind it.
    pub organisation: OrganisationRef,
    /// The claim in the checker's words.
    pub statement: String,
    /// The short answer.
    pub title: String,
    /// What it found.
    pub verdict: Verdict,
    /// What the message is made of.
    pub content_type: ContentType,
    /// The language.
    pub language: LanguageTag,
    /// When it was published.
    pub published_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// How many asked.
    pub asked: i64,
}

/// An entry of a feed or an export: a check, or the mark that one is gone.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "entry", rename_all = "kebab-case")]
pub enum FeedEntry {
    /// A published check with its whole text.
    Check(Box<Answer>),
    /// A check that was published and is no more: readers of the feed must drop it.
    Gone {
        /// The check.
        check: CheckId,
        /// Since when.
        at: Timestamp,
        /// Whether its authors withdrew it (true) or a moderator removed it (false).
        withdrawn: bool,
    },
}

impl FeedEntry {
    /// When the entry last changed.
    pub fn changed_at(&self) -> Timestamp {
        match self {
            Self::Check(answer) => answer.corrected_at.unwrap_or(answer.published_at),
            Self::Gone { at, .. } => *at,
        }
    }
}

/// Figures for the page about the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
pub struct Stats {
    /// Published checks.
    pub checks: i64,
    /// Claims with a published check.
    pub claims: i64,
    /// Claims that wait or are being checked.
    pub waiting: i64,
    /// How often somebody asked in all.
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

/// What a moderator decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What is done.
    pub kind: ModerationKind,
    /// What kind of thing it is done to.
    pub subject_kind: SubjectKind,
    /// The thing: identifier of a message, claim or check; the hash for [`SubjectKind::Media`] goes in `media`.
    pub subject: Option<uuid::Uuid>,
    /// SHA-256 of a file, for [`ModerationKind::MediaBlock`].
    pub media: Option<[u8; 32]>,
    /// Why; for the organisations, never public.
    pub reason: String,
    /// What the public log says; must not name private persons. Masked once more before it is shown.
    pub public_summary: String,
    /// Reference number of an order or a notice.
    pub legal_reference: String,
    /// Whether it stands in the public log.
    pub public: bool,
}

/// An entry of the moderation log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogEntry {
    /// The entry.
    pub id: ModerationId,
    /// What was done.
    pub kind: ModerationKind,
    /// To what kind of thing.
    pub subject_kind: SubjectKind,
    /// To which; none in the public log unless it is a published check or its claim.
    pub subject: Option<uuid::Uuid>,
    /// Which organisation did it.
    pub organisation: OrganisationRef,
    /// Why. Empty in the public log.
    pub reason: String,
    /// The public summary, masked.
    pub public_summary: String,
    /// Reference of an order or notice, masked.
    pub legal_reference: String,
    /// Whether it stands in the public log.
    pub public: bool,
    /// When.
    pub at: Timestamp,
    /// When it was reversed.
    pub reversed_at: Option<Timestamp>,
    /// How many appeals are open.
    pub open_appeals: i64,
}

/// An appeal as a moderator sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AppealView {
    /// The appeal.
    pub id: AppealId,
    /// Against which entry.
    pub entry: ModerationId,
    /// What was said.
    pub text: String,
    /// Where it stands.
    pub state: AppealState,
    /// What the decision says to the one who appealed.
    pub answer: String,
    /// The day it came in.
    pub day: Timestamp,
}

/// What an appeal's receipt opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AppealStanding {
    /// Against which entry.
    pub entry: ModerationId,
    /// Where it stands.
    pub state: AppealState,
    /// What the decision says.
    pub answer: String,
    /// The day it came in.
    pub day: Timestamp,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ImportReport {
    /// The run.
    pub run: Option<ImportId>,
    /// Rows read from the files.
    pub read: u64,
    /// Claims added.
    pub claims: u64,
    /// Checks added.
    pub checks: u64,
    /// Rows that were here already.
    pub known: u64,
    /// Rows that were refused.
    pub rejected: Vec<Rejected>,
    /// Refused rows beyond those listed (the list stops at [`Rejected::LISTED`]).
    pub rejected_more: u64,
}

/// A row that was not imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rejected {
    /// The file.
    pub file: String,
    /// The line in it, from 1; the record's number where the format has no lines.
    pub line: u64,
    /// Why, in plain English.
    pub reason: String,
}

impl Rejected {
    /// How many refused rows are kept for the report file.
    pub const LISTED: usize = 100_000;
}

/// Half-life of the usual order of the queue.
pub const URGENCY_HALF_LIFE: i64 = 3 * saksi_base::clock::DAY;
/// Half-life of the order by growth.
pub const GROWTH_HALF_LIFE: i64 = 6 * saksi_base::clock::HOUR;

/// Adds one more asking to a heat.
///
/// The heat of a claim is `log2(Σ 2^(tᵢ / half-life))` over the moments at which somebody asked: the logarithm of a count in
/// which each asking loses half its weight every half-life. Because every claim decays by the same factor, the order of two
/// claims never changes by waiting alone, so the value can be stored and indexed and needs no refreshing (the same idea as
/// forward decay: Cormode, Shkapenyuk, Srivastava, Xu, ICDE 2009). `heat` is `None` for a claim that nobody asked about yet.
pub fn heat(heat: Option<f64>, at: Timestamp, half_life: i64, times: i64) -> f64 {
    let fresh = at.0 as f64 / half_life as f64 + (times.max(1) as f64).log2();
    match heat {
        None => fresh,
        Some(heat) => {
            let (high, low) = if heat > fresh { (heat, fresh) } else { (fresh, heat) };
            high + (low - high).exp2().ln_1p() / std::f64::consts::LN_2
        }
    }
}

/// How a marking and an owner appear in a queue.
pub const fn is_shared(marking: Marking) -> bool {
    matches!(marking, Marking::Clear | Marking::Green | Marking::Amber)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use saksi_base::clock::{DAY, HOUR};

    #[test]
    fn what_many_ask_now_stands_above_what_many_asked_long_ago() {
        let now = Timestamp::from_seconds(1_800_000_000);
        let ask = |times: i64, age: i64| heat(None, now.plus(-age), URGENCY_HALF_LIFE, times);
        for (higher, lower) in [
            (ask(2, 0), ask(1, 0)),
            (ask(3, 0), ask(10, 9 * DAY)),
            (ask(100, 9 * DAY), ask(3, 0)),
            (ask(1, HOUR), ask(1, 2 * HOUR)),
        ] {
            assert!(higher > lower);
        }
        let one_by_one = heat(Some(heat(None, now, URGENCY_HALF_LIFE, 1)), now, URGENCY_HALF_LIFE, 1);
        assert!((one_by_one - ask(2, 0)).abs() < 1e-9);
    }

    #[test]
    fn a_reference_is_an_address_or_words_or_both() {
        for (line, url, words) in [
            ("https://example.org/a", Some("https://example.org/a"), ""),
            ("WHO fact sheet https://example.org/a", Some("https://example.org/a"), "WHO fact sheet"),
            ("Interview with the hospital, 3 May", None, "Interview with the hospital, 3 May"),
            ("javascript:alert(1)", None, "javascript:alert(1)"),
        ] {
            let reference = Reference::parse(line).unwrap();
            assert_eq!((reference.url.as_deref(), reference.description.as_str()), (url, words), "{line}");
            assert_eq!(Reference::parse(&reference.to_line()), Some(reference), "{line}");
        }
        assert_eq!(Reference::parse_lines(" \n\nhttps://a.example\n ").len(), 1);
    }

    proptest! {
        #[test]
        fn cursors_read_back(key in -1e18f64..1e18, id: u128) {
            let cursor = Cursor { key, id: uuid::Uuid::from_u128(id) };
            prop_assert_eq!(cursor.to_string().parse::<Cursor>(), Ok(cursor));
        }

        #[test]
        fn no_cursor_text_makes_it_panic(text: String) {
            let _ = text.parse::<Cursor>();
        }
    }
}
