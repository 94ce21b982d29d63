//! Where a message that comes in belongs among what is here, and whether its words are kept.
//!
//! Messages are grouped generously: a near copy, the same link, the same picture join a claim that waits. Their words are not
//! shared as generously. A receipt opens the message that it hangs on, so it hangs on one that somebody else typed only where
//! the two read the same to the letter. Of a flood a bounded number is kept, and the rest is counted.

use saksi_base::{ClaimId, MessageId, Problem};
use saksi_db::Tx;
use saksi_matching::{CanonicalLink, Query};

use super::media::Kept;
use super::receive::{STORY, is_invisible};
use crate::matcher::Desk;
use crate::model::Intake;
use crate::store::{claims, intake, media};

/// How alike a waiting message must be (Sørensen–Dice over n-grams, 0 to 1) for what comes in to join its claim.
const JOINS: f32 = 0.8;
/// Near copies of one message that are kept in a day once they come in a flood (more in an hour); the rest are only counted.
const FLOOD_KEPT: i64 = 50;
/// Files of one claim that are kept in a day; of more that are alike only the count is.
const FILES_KEPT: i64 = 12;

/// Where a message belongs among what is here.
pub(crate) struct Place {
    pub(crate) claim: Option<ClaimId>,
    pub(crate) words: Words,
}

impl Place {
    const fn kept(claim: Option<ClaimId>) -> Self {
        Self { claim, words: Words::Own }
    }

    const fn counted(claim: ClaimId) -> Self {
        Self { claim: Some(claim), words: Words::Counted }
    }
}

/// What becomes of the words of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Words {
    /// They are kept as a message of their own.
    Own,
    /// They stand already, letter for letter, in this one.
    With(MessageId),
    /// Enough of their kind are kept: they are counted, and nothing of them stays.
    Counted,
}

/// What came, as far as it says where it belongs.
pub(crate) struct Sent<'a> {
    pub(crate) text: &'a str,
    pub(crate) fingerprint: &'a [u8],
    pub(crate) similar_key: i64,
    pub(crate) flood: i64,
    pub(crate) file: Option<&'a Kept>,
}

/// Finds where a message belongs. Refuses one that a moderator hid.
pub(crate) async fn place(tx: &mut Tx, desk: &Desk, to: Intake, sent: &Sent<'_>) -> Result<Place, Problem> {
    let (owner, shared) = (to.organisation, to.shared);
    let Sent { text, fingerprint, similar_key, flood, file } = *sent;
    let copies = intake::with_fingerprint(tx, fingerprint, owner, shared).await?;
    if copies.iter().any(|row| row.state == "hidden") {
        return Err(Problem::invalid("desk-problem-blocked"));
    }
    for row in copies.iter().filter(|row| reads_the_same(&row.text, text)) {
        let Some(claim) = row.claim else { continue };
        let Some(claim) = claims::final_claim(tx, claim).await?.map(|claim| claim.id) else { continue };
        if row.state == "withdrawn" {
            revive(tx, row.id, claim).await?;
        }
        return Ok(Place { claim: Some(claim), words: Words::With(row.id) });
    }
    for claim in copies.iter().filter_map(|row| row.claim) {
        if let Some(claim) = joinable(tx, claim, to).await? {
            let today = intake::copies_of_day(tx, fingerprint, tx.now().day()).await?;
            return Ok(if today >= FLOOD_KEPT { Place::counted(claim) } else { Place::kept(Some(claim)) });
        }
    }
    if similar_key != 0
        && let Some(claim) = intake::with_similar_key(tx, similar_key, owner, shared).await?
        && let Some(claim) = joinable(tx, claim, to).await?
    {
        let too_many =
            flood > FLOOD_KEPT && intake::similar_of_day(tx, similar_key, owner, tx.now().day()).await? >= FLOOD_KEPT;
        return Ok(if too_many { Place::counted(claim) } else { Place::kept(Some(claim)) });
    }
    if let Some(claim) = intake::remembered(tx, fingerprint).await?
        && let Some(claim) = joinable(tx, claim, to).await?
    {
        return Ok(Place::kept(Some(claim)));
    }
    for link in saksi_matching::links::extract(text).iter().filter(|link: &&CanonicalLink| !link.is_home_page()).take(4)
    {
        if let Some(claim) = intake::with_link(tx, link.as_str(), owner, shared).await?
            && let Some(claim) = joinable(tx, claim, to).await?
        {
            return Ok(Place::kept(Some(claim)));
        }
    }
    // A picture that comes with a story of its own may tell another claim than the same picture did before: people decide.
    if let Some(kept) = file
        && Query::new(text).informative_characters() < STORY
    {
        for hit in kept.alike.iter().filter(|hit| hit.strong && !hit.reason.other_words) {
            if let Some(claim) = joinable(tx, hit.claim, to).await? {
                let many = media::of_claim_and_day(tx, claim, tx.now().day()).await? >= FILES_KEPT;
                return Ok(if many { Place::counted(claim) } else { Place::kept(Some(claim)) });
            }
        }
    }
    if text.is_empty() {
        return Ok(Place::kept(None));
    }
    for hit in desk.matcher.waiting_like(text) {
        if (hit.same_text || hit.lanes.near_duplicate >= JOINS)
            && let Some(claim) = joinable(tx, ClaimId(uuid::Uuid::from_u128(hit.id)), to).await?
        {
            return Ok(Place::kept(Some(claim)));
        }
    }
    Ok(Place::kept(None))
}

/// Somebody stands again behind a message that everybody had taken back and only a legal hold kept.
async fn revive(tx: &mut Tx, message: MessageId, claim: ClaimId) -> Result<(), Problem> {
    let Some(row) = claims::raw(tx, claim).await? else { return Ok(()) };
    intake::set_state(tx, message, if row.published > 0 { "answered" } else { "open" }).await?;
    if row.lane == "expired" {
        claims::set_lane(tx, claim, "open", None).await?;
    }
    claims::refresh_excerpt(tx, claim).await
}

/// Whether two messages show a reader the same, blanks and invisible marks apart. Whoever opens a receipt reads the stored
/// one, so nothing that somebody else typed may stand in it: not another digit, not the number in a link by which an
/// application knows who shared it.
fn reads_the_same(a: &str, b: &str) -> bool {
    let seen = |c: &char| !c.is_whitespace() && !is_invisible(*c);
    a.chars().filter(seen).eq(b.chars().filter(seen))
}

/// The claim itself (after joins) where a message handed in to `to` may join it.
async fn joinable(tx: &mut Tx, claim: ClaimId, to: Intake) -> Result<Option<ClaimId>, Problem> {
    let Some(row) = claims::final_claim(tx, claim).await? else { return Ok(None) };
    let allowed = !row.hidden && (row.owner == to.organisation || row.marking == 0 || (to.shared && row.marking <= 2));
    let expired = row.lane == "expired";
    // One whose words went with its messages says nothing that a newcomer could join.
    if !allowed || (expired && !row.worded) {
        return Ok(None);
    }
    if expired {
        claims::set_lane(tx, row.id, "open", None).await?;
    }
    Ok(Some(row.id))
}
