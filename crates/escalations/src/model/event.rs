//! What happened to an escalation. Events are only ever added; a mistake is struck by another event, and both stay.

use saksi_base::{PersonId, Problem, Timestamp};
use serde::{Deserialize, Serialize};

use super::course::{Course, StepKind};
use super::notice::Attested;
use super::words::{AppealBody, AppealResult, Outcome};

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $code:literal,)*) => {
        /// What kind of thing happened.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum EventKind { $($(#[$doc])* #[serde(rename = $code)] $variant,)* }

        impl EventKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// Reads a stable code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }

            /// The message that names it.
            pub const fn message(self) -> &'static str {
                match self { $(Self::$variant => concat!("escalations-event-", $code),)* }
            }
        }
    };
}

kinds! {
    /// The draft was handed in for approval.
    Submitted = "submitted",
    /// A second person approved it.
    Approved = "approved",
    /// A second person sent it back to its author.
    SentBack = "sent-back",
    /// Its text was frozen and is on its way.
    Dispatched = "dispatched",
    /// It was sent.
    Sent = "sent",
    /// The mail server refused it for good.
    NotSent = "not-sent",
    /// A letter that was sent came back: nobody has it.
    Bounced = "bounced",
    /// The other side confirmed that it has it.
    Receipt = "receipt",
    /// The first or a further answer by a person.
    Reply = "reply",
    /// They were reminded.
    Chaser = "chaser",
    /// A further step of the ladder was taken.
    Stepped = "step",
    /// They promised a decision by a day.
    Promise = "promise",
    /// They decided.
    Decision = "decision",
    /// Somebody looked, and it is done.
    Verified = "verified",
    /// Somebody looked, and it is not done.
    NotDone = "not-done",
    /// It came back.
    Recurrence = "recurrence",
    /// An appeal was made.
    Appeal = "appeal",
    /// An appeal was decided.
    AppealDecided = "appeal-decided",
    /// Something worth keeping.
    Note = "note",
    /// Nobody works on it any more.
    Closed = "closed",
    /// Somebody works on it again.
    Reopened = "reopened",
    /// An earlier entry was a mistake.
    Struck = "struck",
    /// A person took their consent back; what came from their case is deleted here.
    Withdrawn = "withdrawn",
    /// It was offered to an organisation with a better route.
    Offered = "offered",
    /// The offer was taken back.
    OfferWithdrawn = "offer-withdrawn",
    /// That organisation does not send it.
    OfferDeclined = "offer-declined",
    /// That organisation sends it, in the name of both.
    TakenOver = "taken-over",
    /// It went back to the organisation that had offered it.
    HandedBack = "handed-back",
    /// A further organisation is named in it.
    Joined = "joined",
    /// An organisation is not named in it any more, by its own wish.
    Left = "left",
    /// Another organisation follows it with a notice by a better route.
    Followed = "followed",
    /// It follows a notice of another organisation, which went by another route.
    Follows = "follows",
}

impl EventKind {
    /// Kinds that a person writes down by hand after the notice was sent, in the order in which a form offers them.
    pub const BY_HAND: [Self; 12] = [
        Self::Receipt,
        Self::Reply,
        Self::Chaser,
        Self::Promise,
        Self::Decision,
        Self::Verified,
        Self::NotDone,
        Self::Recurrence,
        Self::Appeal,
        Self::AppealDecided,
        Self::Stepped,
        Self::Note,
    ];

    /// Whether an entry of this kind says what somebody saw, so that a later capture can show it.
    pub const fn is_seen(self) -> bool {
        matches!(self, Self::Verified | Self::NotDone | Self::Recurrence)
    }

    /// Whether an entry of this kind may be struck. What went out, and who approved it, happened whatever is said later.
    pub fn may_be_struck(self) -> bool {
        Self::BY_HAND.contains(&self)
    }
}

/// What belongs to an event besides its kind and words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// What they did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// Whether they said why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasoned: Option<bool>,
    /// The identifier of their statement of reasons (`puid`), or their own number of the matter.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reference: String,
    /// To whom one appealed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<AppealBody>,
    /// What became of the appeal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<AppealResult>,
    /// By when something is promised or due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// A step of the ladder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<StepKind>,
    /// In which countries it is gone, or came back, as far as known.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub places: String,
    /// They answered only because somebody knew somebody.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub personal: bool,
    /// Whether the same actor is behind it again.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub same_actor: bool,
    /// How the address looked before the notice went.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Attested>,
    /// A later capture of it, which shows what was seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Attested>,
    /// The number of the entry that is struck.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub struck: Option<i64>,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its place in the record, from 1.
    pub number: i64,
    /// What.
    pub kind: EventKind,
    /// When it happened.
    pub at: Timestamp,
    /// When it was written down.
    pub noted_at: Timestamp,
    /// Who wrote it down; nobody where the program did.
    pub by: Option<PersonId>,
    /// Words.
    pub text: String,
    /// The rest.
    pub facts: Facts,
}

/// Later captures that show what was seen, without those of struck entries.
pub fn seen_afterwards(events: &[Event]) -> impl Iterator<Item = &Attested> {
    let is_struck = |number: i64| events.iter().any(|other| other.facts.struck == Some(number));
    events.iter().filter(move |event| !is_struck(event.number)).filter_map(|event| event.facts.after.as_ref())
}

/// Whether an event fits into the course so far; what to mend otherwise.
pub fn fits(
    course: &Course,
    kind: EventKind,
    at: Timestamp,
    text: &str,
    facts: &Facts,
    now: Timestamp,
) -> Result<(), Problem> {
    if at > now {
        return Err(Problem::field("day", "escalations-problem-future"));
    }
    if EventKind::BY_HAND.contains(&kind) && kind != EventKind::Note {
        let Some(sent) = course.sent else { return Err(Problem::conflict("escalations-problem-not-sent")) };
        if at < sent {
            return Err(Problem::field("day", "escalations-problem-before-sent"));
        }
    }
    if facts.after.is_some() && !kind.is_seen() {
        return Err(Problem::field("after", "escalations-problem-capture"));
    }
    match kind {
        EventKind::Decision if facts.outcome.is_none() => Err(Problem::field("outcome", "escalations-problem-choose")),
        EventKind::Promise if facts.until.is_none_or(|until| until < at) => {
            Err(Problem::field("until", "escalations-problem-promise"))
        }
        EventKind::Appeal if course.decided.is_none() => Err(Problem::field("kind", "escalations-problem-no-decision")),
        EventKind::Appeal if facts.body.is_none() => Err(Problem::field("body", "escalations-problem-choose")),
        EventKind::AppealDecided if !course.appeals.iter().any(|appeal| appeal.decided.is_none()) => {
            Err(Problem::field("kind", "escalations-problem-no-appeal"))
        }
        EventKind::AppealDecided if facts.result.is_none() => {
            Err(Problem::field("result", "escalations-problem-choose"))
        }
        EventKind::Stepped if facts.step.is_none() => Err(Problem::field("step", "escalations-problem-choose")),
        EventKind::Note if text.trim().is_empty() => Err(Problem::field("text", "problem-text-missing")),
        _ => Ok(()),
    }
}
