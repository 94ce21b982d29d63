//! Messages that somebody asks about or hands in, what was decided about them, and the receipt.

use saksi_base::{LanguageTag, MessageId, OrganisationId, Timestamp};
use serde::Serialize;

use super::claim::CloseReason;
use super::codes;
use super::media::{MediaKind, MediaReason, MediaView};
use super::published::Answer;
use crate::actions::media::Kept;
use crate::masking::Mask;

/// Longest message that can be asked about or handed in, in characters, whatever way it comes: on the page, over the API,
/// through a channel. Links that stand alone on the last lines come on top, [`LINKS`] at most; the API puts its own there.
/// What is longer is a document, and a person has to pick out first what in it should be checked.
pub const MESSAGE_CHARACTERS: usize = 20_000;

/// Most links beside a text.
pub const LINKS: usize = 8;

/// Longest link beside a text, in characters.
pub const LINK_CHARACTERS: usize = 480;

/// Longest reason why a message worries somebody, in characters.
pub const REASON_CHARACTERS: usize = 1_000;

/// Days until an unanswered message expires, unless the network's setting says otherwise.
pub const EXPIRY_DAYS: i64 = 180;

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
        /// Taken back by everybody who sent it, and kept by a legal hold alone: nobody works on it or reads it here.
        Withdrawn = "withdrawn",
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

/// The answer to "is this known?".
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Asked {
    /// What was decided.
    pub outcome: Outcome,
    /// Why, for the page to say in the reader's language.
    pub reason: saksi_matching::Reason,
    /// How the file repeats a known one, where that says more than the words.
    pub media: Option<MediaReason>,
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
    /// The file that came with it, its blobs stored already.
    pub file: Option<Kept>,
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
    /// Whether the file was stored with it. Where the same file was there already, its blobs are let go of.
    pub file: bool,
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
    /// What was handed in, as sent; none once it expired or was removed, nor where it was only counted.
    pub message: Option<String>,
    /// Whether it came among so many near copies that it was only counted, and nothing of it is kept.
    pub counted: bool,
    /// Files that came with it.
    pub files: Vec<MediaKind>,
    /// Where it stands.
    pub standing: Standing,
    /// Answers to it that were withdrawn since it was handed in, last first.
    pub withdrawn: Vec<Withdrawal>,
}

/// An answer that those who wrote it took back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Withdrawal {
    /// The check.
    pub check: saksi_base::CheckId,
    /// Who wrote it and took it back.
    pub organisation: super::OrganisationRef,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
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
    /// It had an answer, which was withdrawn ([`ReceiptView::withdrawn`]); no other stands.
    Withdrawn {
        /// Whether somebody works on it again.
        being_checked: bool,
    },
    /// Nobody could check it in time.
    Expired,
    /// It will not be checked.
    NotChecked {
        /// Why.
        reason: CloseReason,
    },
    /// Removed by a moderator.
    Removed {
        /// The entry of the public log that says why, where there is one; it can be appealed.
        entry: Option<saksi_base::ModerationId>,
    },
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
    /// Files that came with it.
    pub files: Vec<MediaView>,
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
