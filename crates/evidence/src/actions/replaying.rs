//! Looking at an archived page as it was: a link of one hour to one part, for the origin on which scripts of others may run.
//!
//! That origin knows no session, so the link itself is the right to read: it names the part and the moment at which it ends, under a digest
//! that nobody without the server's key can compute. Nothing is stored for it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use saksi_base::{EvidenceId, EvidencePartId, Problem, Timestamp};
use saksi_db::{Db, Tx, Viewer};
use saksi_web::FormKeys;
use uuid::Uuid;

use super::{By, custody, looking};
use crate::model::Evidence;
use crate::store::parts::{self, SealedPart};

/// How long a link works.
pub const LIFE: i64 = saksi_base::clock::HOUR;

/// What a link lets its holder see, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticket {
    /// The piece of evidence.
    pub evidence: EvidenceId,
    /// The part of it that is replayed.
    pub part: EvidencePartId,
    /// When it ends.
    pub until: Timestamp,
}

const NAMES: usize = 16 + 16 + 8;
const TAG: usize = 32;

impl Ticket {
    fn names(&self) -> [u8; NAMES] {
        let mut names = [0; NAMES];
        let seconds = self.until.0.div_euclid(saksi_base::clock::SECOND).to_be_bytes();
        let all = self.evidence.0.as_bytes().iter().chain(self.part.0.as_bytes()).chain(&seconds);
        for (place, byte) in names.iter_mut().zip(all) {
            *place = *byte;
        }
        names
    }

    fn tag(keys: &FormKeys, names: &[u8]) -> [u8; TAG] {
        keys.seed(&[b"saksi replay 1", names])
    }

    /// As it stands in a link.
    pub fn text(&self, keys: &FormKeys) -> String {
        let names = self.names();
        URL_SAFE_NO_PAD.encode([names.as_slice(), &Self::tag(keys, &names)].concat())
    }

    /// Reads a link that this server made and that has not ended.
    pub fn read(keys: &FormKeys, text: &str, now: Timestamp) -> Option<Self> {
        let bytes: [u8; NAMES + TAG] = URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
        let (names, tag) = bytes.split_first_chunk::<NAMES>()?;
        // Compared by their hashes, so that the time that it takes tells nothing about how much of a guess was right.
        let (right, given) = (saksi_tlog::Hash::of(&Self::tag(keys, names)), saksi_tlog::Hash::of(tag));
        if right != given {
            return None;
        }
        let (evidence, rest) = names.split_first_chunk::<16>()?;
        let (part, seconds) = rest.split_first_chunk::<16>()?;
        let until = Timestamp::from_seconds(i64::from_be_bytes(seconds.try_into().ok()?));
        let (evidence, part) = (EvidenceId(Uuid::from_bytes(*evidence)), EvidencePartId(Uuid::from_bytes(*part)));
        (now < until).then_some(Self { evidence, part, until })
    }
}

/// Whether a part holds archived pages, by the ending of its name.
pub fn is_archive(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".wacz", ".warc", ".warc.gz"].iter().any(|ending| name.ends_with(ending))
}

/// Makes a link to a part that the member may see, and writes down under custody that it was looked at.
pub async fn begin(tx: &mut Tx, by: &By, id: EvidenceId, part: EvidencePartId) -> Result<Ticket, Problem> {
    custody::view(tx, by, id, part).await?;
    Ok(Ticket { evidence: id, part, until: tx.now().plus(LIFE) })
}

/// What a link leads to. The link is the right to read; whoever made it was allowed to see the evidence, and wrote that down.
pub(crate) async fn opened(db: &Db, ticket: &Ticket) -> Result<(Evidence, SealedPart), Problem> {
    saksi_db::read!(db, Viewer::System, tx => {
        let evidence = looking::evidence(&mut tx, ticket.evidence).await?;
        let part = parts::sealed(&mut tx, ticket.evidence, ticket.part).await?;
        Ok((evidence, part))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use saksi_base::SeededRandom;
    use saksi_db::testing::START;

    #[test]
    fn a_link_opens_what_it_was_made_for_and_ends() {
        let random = SeededRandom::new(3);
        let until = Timestamp::from_seconds(START.0 / 1_000_000).plus(LIFE);
        let ticket = Ticket { evidence: EvidenceId::new(START, &random), part: EvidencePartId::new(&random), until };
        let keys = FormKeys::new(&[7; 32]);
        let text = ticket.text(&keys);
        assert_eq!(Ticket::read(&keys, &text, START), Some(ticket));
        assert_eq!(Ticket::read(&keys, &text, until), None, "an hour later");
        assert_eq!(Ticket::read(&FormKeys::new(&[8; 32]), &text, START), None, "of another server");
        let other = Ticket { part: EvidencePartId::new(&random), ..ticket }.text(&keys);
        assert_ne!(text, other);
        // The beginning of one with the end of the other; one letter changed anywhere; cut; prolonged.
        let mixed = [text.get(..50).unwrap(), other.get(50..).unwrap()].concat();
        assert_eq!(Ticket::read(&keys, &mixed, START), None);
        for at in 0..text.len() {
            let mut changed = text.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            assert_eq!(Ticket::read(&keys, &String::from_utf8(changed).unwrap(), START), None, "letter {at}");
        }
        for wrong in ["", "x", text.get(..text.len() - 1).unwrap(), &format!("{text}A")] {
            assert_eq!(Ticket::read(&keys, wrong, START), None, "{wrong}");
        }
    }

    #[test]
    fn archives_are_known_by_their_names() {
        for name in ["capture.wacz", "OLD.WARC.GZ", "a.warc"] {
            assert!(is_archive(name), "{name}");
        }
        for name in ["wacz", "page.pdf", "capture.wacz.png", ""] {
            assert!(!is_archive(name), "{name}");
        }
    }
}
