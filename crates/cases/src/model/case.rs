//! What of a case can be read without its key: little, and always the same few words.

use saksi_base::{CaseRecordId, OrganisationId, PersonId, Timestamp};

use super::calendar::Day;

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$item:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$item])* $variant,)* }

        impl $name {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable code, as stored.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// Reads a stable code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

codes! {
    /// Where the request was sealed.
    SealingMode {
        /// In the person's browser: the server never had the words.
        Browser = "browser",
        /// In the server's memory, before anything was written.
        Server = "server",
    }
}

codes! {
    /// Who may have to do something; the status proper is sealed.
    Lane {
        /// With the triagers.
        Waiting = "waiting",
        /// With those who hold it.
        Open = "open",
        /// Done.
        Closed = "closed",
        /// Went into another case.
        Merged = "merged",
    }
}

codes! {
    /// For whom the key of a case is wrapped.
    WrapKind {
        /// A named helper.
        Person = "person",
        /// The triage of an organisation.
        Triage = "triage",
        /// The key of an organisation, which its trustees open together.
        Recovery = "recovery",
        /// Who asked for help.
        Return = "return",
    }
}

codes! {
    /// What an entry of a case is.
    RecordKind {
        /// The request itself.
        Filing = "filing",
        /// What helpers keep about it.
        Sheet = "sheet",
        /// Something that one wrote to the other.
        Message = "message",
        /// A note among helpers.
        Note = "note",
        /// A file.
        File = "file",
        /// A question for consent.
        Consent = "consent",
        /// The terms of a referral.
        Referral = "referral",
        /// A piece of evidence.
        Evidence = "evidence",
        /// Why the case is kept longer, or held.
        Kept = "kept",
    }
}

codes! {
    /// Who an entry is from, as the server saw it: nobody can write in another's name.
    Author {
        /// Who asked for help.
        Person = "person",
        /// A helper.
        Staff = "staff",
        /// The server.
        Server = "server",
    }
}

codes! {
    /// What somebody did with a case, as its person may see it.
    VisitKind {
        /// Opened it.
        Opened = "opened",
        /// Wrote to the person.
        Answered = "answered",
        /// Changed something.
        Changed = "changed",
        /// Took it, or gave it to somebody.
        Assigned = "assigned",
        /// Took somebody's access away.
        Revoked = "revoked",
        /// Handed it, or an extract, to another organisation.
        Referred = "referred",
        /// Put something of it into a notice to a platform.
        Noticed = "noticed",
        /// Opened a file.
        FileOpened = "file-opened",
        /// Joined it with another case.
        Merged = "merged",
        /// The person sent the words of a receipt to the server, though the request was sealed in a browser.
        WordsSent = "words-sent",
        /// Kept a page or a file as evidence, or did something with such a piece.
        EvidenceKept = "evidence-kept",
        /// Let everybody read words that the person agreed to.
        VoiceReleased = "voice-released",
    }
}

codes! {
    /// What the person answered to a question for consent.
    ConsentAnswer {
        /// Agreed.
        Yes = "yes",
        /// Did not.
        No = "no",
        /// Agreed, and took it back.
        Withdrawn = "withdrawn",
    }
}

/// Where the answer to a question for consent stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConsentState {
    /// The answer; `None` while there is none.
    pub answer: Option<ConsentAnswer>,
    /// The day of the answer.
    pub on: Option<Timestamp>,
}

/// Somebody opened or changed a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// On which day.
    pub day: Day,
    /// What they did.
    pub what: VisitKind,
    /// The person, for colleagues; `None` where it was the person who asked.
    pub person: Option<PersonId>,
    /// Their name as colleagues see it; for the person who asked, a number that stays the same within the case.
    pub who: String,
    /// Their organisation, where it was a helper.
    pub organisation: Option<(OrganisationId, String)>,
}

/// A sealed file, as far as it can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    /// The entry that it is.
    pub record: CaseRecordId,
    /// What stands before its first chunk.
    pub header: saksi_vault::FileHeader,
    /// Chunks that are there.
    pub chunks: u64,
    /// Bytes of the whole sealed file.
    pub sealed_length: u64,
    /// Whether it is whole.
    pub done: bool,
}

/// What of a deleted case its person is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeletionReceipt {
    /// The day on which it was deleted.
    pub deleted_on: Day,
    /// The first day on which no backup of the program holds it any more.
    pub gone_from_backups: Day,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back() {
        for kind in RecordKind::ALL {
            assert_eq!(RecordKind::from_code(kind.code()), Some(*kind));
        }
        for kind in VisitKind::ALL {
            assert_eq!(VisitKind::from_code(kind.code()), Some(*kind));
        }
        assert_eq!(Lane::from_code("nowhere"), None);
    }
}
