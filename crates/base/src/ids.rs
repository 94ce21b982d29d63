//! Identifiers. Public things carry a time-ordered UUIDv7 (RFC 9562); anything tied to a person, a message or a
//! receipt carries a random one, so that an identifier never tells when somebody came.
//!
//! Outside the database an identifier is 26 characters of lower-case Crockford base 32: short enough to read out,
//! without letters that look alike, and safe in a path.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

use crate::clock::Timestamp;
use crate::random::{Random, bytes};

const ALPHABET: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'j', 'k', 'm', 'n', 'p',
    'q', 'r', 's', 't', 'v', 'w', 'x', 'y', 'z',
];

/// The text is not an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier: 26 characters of 0-9 and a-z without i, l, o and u are expected")]
pub struct NotAnId;

/// Writes 128 bits as 26 characters.
pub fn encode(id: Uuid) -> String {
    let mut value = id.as_u128();
    let mut text = [0u8; 26];
    for place in text.iter_mut().rev() {
        let digit = usize::try_from(value & 31).unwrap_or(0);
        *place = ALPHABET.get(digit).map_or(b'0', |c| u8::try_from(*c).unwrap_or(b'0'));
        value >>= 5;
    }
    text.iter().map(|b| char::from(*b)).collect()
}

/// Reads 26 characters, tolerant of case and of the look-alikes `o`, `i` and `l`.
pub fn decode(text: &str) -> Result<Uuid, NotAnId> {
    if text.len() != 26 {
        return Err(NotAnId);
    }
    let mut value: u128 = 0;
    for character in text.chars() {
        let character = match character.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        };
        let digit = ALPHABET.iter().position(|c| *c == character).ok_or(NotAnId)?;
        if value >> 123 != 0 {
            return Err(NotAnId);
        }
        value = (value << 5) | u128::try_from(digit).map_err(|_| NotAnId)?;
    }
    Ok(Uuid::from_u128(value))
}

/// A UUIDv7 for a moment.
pub fn time_ordered(at: Timestamp, random: &dyn Random) -> Uuid {
    let millis = u64::try_from(at.0.div_euclid(1_000)).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &bytes::<10>(random)).into_uuid()
}

/// A UUIDv4: random in all its 122 free bits.
pub fn random(random: &dyn Random) -> Uuid {
    uuid::Builder::from_random_bytes(bytes::<16>(random)).into_uuid()
}

macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident: $order:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Uuid);

        crate::sql::stored_as!($name as Uuid, |id| id.0, |id| Ok($name(id)));

        impl $name {
            identifiers!(@new $order);
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), encode(self.0))
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                decode(text).map(Self)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&encode(self.0))
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                decode(&text).map(Self).map_err(serde::de::Error::custom)
            }
        }
    )*};
    (@new time) => {
        /// A new identifier, ordered by the moment it was made.
        pub fn new(at: Timestamp, source: &dyn Random) -> Self {
            Self(time_ordered(at, source))
        }
    };
    (@new random) => {
        /// A new identifier that tells nothing about when it was made.
        pub fn new(source: &dyn Random) -> Self {
            Self(random(source))
        }
    };
}

identifiers! {
    /// An organisation.
    OrganisationId: time;
    /// A person with an account.
    PersonId: random;
    /// A space: who may see what stands in it.
    SpaceId: time;
    /// A dated affiliation of a person with an organisation.
    AffiliationId: random;
    /// An invitation to join an organisation.
    InvitationId: random;
    /// A signed-in session.
    SessionId: random;
    /// A scoped token for the API.
    TokenId: random;
    /// A message that somebody handed in.
    MessageId: random;
    /// A picture, video or sound that came with a message or that a checker added to a claim.
    MediaId: random;
    /// The receipt of somebody who asked.
    ReceiptId: random;
    /// A claim.
    ClaimId: time;
    /// A platform, or a mechanism such as a regulator.
    AddresseeId: time;
    /// A programme of a platform, such as its trusted partners.
    ProgrammeId: time;
    /// A route to a platform or mechanism.
    RouteId: time;
    /// A rule or law that notices cite.
    RuleId: time;
    /// An escalation.
    EscalationId: time;
    /// Something that was sent out for an escalation.
    DispatchId: time;
    /// A file that goes with a notice.
    NoticeFileId: random;
    /// A letter that came by mail.
    IncomingId: random;
    /// A dossier: many escalations that show one pattern.
    DossierId: time;
    /// What somebody told for a dossier.
    TestimonyId: random;
    /// A dossier as it was given to somebody.
    DossierIssueId: random;
    /// Something between the network and a platform: a meeting, a change of policy.
    EngagementId: time;
    /// What a platform said that it would do.
    CommitmentId: time;
    /// Escalations that were brought in from a table.
    NoticeImportId: time;
    /// An escalation that another organisation is asked to carry.
    NoticeReferralId: random;
    /// A check of a claim by one organisation.
    CheckId: time;
    /// One version of a check.
    CheckVersionId: time;
    /// A translation of a check by a person.
    TranslationId: time;
    /// An entry of the moderation log.
    ModerationId: time;
    /// An appeal against an entry of the moderation log.
    AppealId: random;
    /// A reply by somebody whom a check concerns.
    ReplyId: random;
    /// What somebody wrote about a published check.
    LetterId: random;
    /// One run of an import.
    ImportId: time;
    /// A case: a sealed request for help.
    CaseId: random;
    /// A piece of evidence: a capture, a file, a testimony.
    EvidenceId: time;
    /// A part of a piece of evidence: an archive, a file, a redacted copy.
    EvidencePartId: random;
    /// Something that happened to a piece of evidence.
    CustodyId: time;
    /// A source that is captured on a schedule.
    SourceId: time;
    /// An address of such a source.
    WatchId: random;
    /// What links cases that belong to one attack.
    CampaignId: random;
    /// A training that a helpline gave.
    TrainingId: random;
    /// A testimony from a case that everybody may read.
    VoiceId: random;
    /// A record that belongs to a case: a message, a note, a file, a reply.
    CaseRecordId: random;
    /// One service given in a case.
    ServiceId: random;
    /// The handing of a case to another organisation.
    ReferralId: random;
    /// Somebody's shift on the rota.
    ShiftId: time;
    /// A release of figures.
    ReleaseId: time;
    /// A public page on which somebody can ask to join.
    DoorId: random;
    /// Somebody's request to join.
    JoinRequestId: random;
    /// A need or an offer of a member.
    OfferId: random;
    /// A need and an offer that met.
    CollaborationId: random;
    /// An introduction of two people by a third.
    IntroductionId: random;
    /// A working group.
    WorkingGroupId: random;
    /// A note of a working group.
    GroupNoteId: random;
    /// A file of a note.
    GroupFileId: random;
    /// A question that a working group decides.
    DecisionId: random;
    /// A meeting of a working group.
    MeetingId: random;
    /// A closed space.
    ClosedSpaceId: random;
    /// Somebody's place in a closed space.
    ClosedSeatId: random;
    /// Something that was said in a closed space.
    ClosedWordId: random;
    /// An election of the register.
    ElectionId: time;
    /// A norm of the register: a code of conduct, a law, a pledge.
    NormId: time;
    /// A rating of how open a society is.
    CivicRatingId: time;
    /// A guide, training material or curriculum, in one language.
    LibraryItemId: time;
    /// An entry of the register of what is worth trusting.
    TrustedId: time;
    /// One change of a record of the directory.
    ProfileChangeId: random;
    /// One change of the public record of an organisation.
    OrganisationChangeId: random;
    /// A job in the queue.
    JobId: time;
    /// An entry of the journal. Random, since many entries must not tell more than their day.
    JournalId: random;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SeededRandom;
    use proptest::prelude::*;

    #[test]
    fn identifiers_of_public_things_sort_by_time_and_others_do_not_tell_it() {
        let source = SeededRandom::new(7);
        let earlier = ClaimId::new(Timestamp::from_seconds(1_000), &source);
        let later = ClaimId::new(Timestamp::from_seconds(1_001), &source);
        assert!(earlier < later);
        assert_eq!(MessageId::new(&source).0.get_version_num(), 4);
        assert_eq!(earlier.0.get_version_num(), 7);
    }

    #[test]
    fn wrong_text_is_refused() {
        for text in
            ["", "short", "zzzzzzzzzzzzzzzzzzzzzzzzzz", "0000000000000000000000000u", "ไทยไทยไทยไทยไทยไทยไทยไทยไท"]
        {
            assert_eq!(text.parse::<ClaimId>(), Err(NotAnId), "{text}");
        }
    }

    proptest! {
        #[test]
        fn text_and_back(value: u128) {
            let text = encode(Uuid::from_u128(value));
            prop_assert_eq!(decode(&text), Ok(Uuid::from_u128(value)));
            prop_assert_eq!(decode(&text.to_uppercase()), Ok(Uuid::from_u128(value)));
        }

        #[test]
        fn nothing_makes_it_panic(text: String) {
            let _ = decode(&text);
        }
    }
}
