//! What becomes of records when somebody leaves, an organisation splits or merges, or a person wants to be forgotten.

use saksi_base::{OfferId, OrganisationId, PersonId, Problem, clock};
use saksi_db::{Actor, Db, Tx, Viewer};
use saksi_network::Member;

use super::{note, operates, registers, spaces};
use crate::handle::Spaces;
use crate::model::offers::Offer;
use crate::store::{groups, life, offers, profiles};

/// The longest reason, in characters.
pub const LONGEST_REASON: usize = 500;

/// What somebody still answers for in the organisation they act for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duties {
    /// Open needs and offers.
    pub offers: i64,
    /// Introductions they brokered whose outcome nobody recorded.
    pub introductions: i64,
    /// Working groups that they alone chair and that others are in too.
    pub chairs: i64,
}

impl Duties {
    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.offers == 0 && self.introductions == 0 && self.chairs == 0
    }
}

/// What one still answers for.
pub async fn duties(tx: &mut Tx, by: &Member) -> Result<Duties, Problem> {
    let (offers, introductions) = life::duties(tx, by.person, by.organisation).await?;
    let chairs = i64::try_from(life::chaired_alone(tx, by.person).await?.len()).unwrap_or(i64::MAX);
    Ok(Duties { offers, introductions, chairs })
}

/// Names the next in the order of names a chair of every working group that somebody alone chairs.
async fn pass_chairs_on(tx: &mut Tx, actor: Actor, person: PersonId) -> Result<(), Problem> {
    for group in life::chaired_alone(tx, person).await? {
        if let Some(next) = life::next_chair(tx, group, person).await? {
            groups::set_chairs(tx, group, next, true).await?;
            note(tx, actor, group.0, "working-group-chair-named", &[]).await?;
        }
    }
    Ok(())
}

/// Leaves what one answers for to those who go on with it: needs, offers and introductions to the organisation, whoever works there; a
/// working group that one alone chairs to the next in the order of names, who then chairs it too.
pub async fn hand_over(tx: &mut Tx, by: &Member) -> Result<(), Problem> {
    life::hand_over(tx, by.person, by.organisation).await?;
    pass_chairs_on(tx, by.actor(), by.person).await?;
    note(tx, by.actor(), by.person.0, "directory-duties-handed-over", &[]).await
}

/// Takes oneself out of the directory: the record with its history, what one opened to others and they to one. What others did stays,
/// without one's name. A restored backup does not bring it back.
pub async fn forget(tx: &mut Tx, by: &Member) -> Result<(), Problem> {
    forget_person(tx, by.actor(), by.person).await
}

async fn forget_person(tx: &mut Tx, actor: Actor, person: PersonId) -> Result<(), Problem> {
    // Votes whose deadline has passed are counted with theirs among them.
    for group in groups::of_person(tx, person).await? {
        super::decisions::settle_due(tx, group.id).await?;
    }
    pass_chairs_on(tx, actor, person).await?;
    life::forget(tx, person).await?;
    saksi_network::actions::forget_changes(tx, person).await?;
    tx.tombstone("directory_profile", person.0).await?;
    note(tx, actor, person.0, "directory-profile-forgotten", &[]).await
}

/// How long after an account was closed it is looked whether a seat in a closed space is left, of which no table says whose it is.
const LOOKED_FOR: i64 = 3 * clock::DAY;
/// Most people, and most groups, of one turn of housekeeping.
const AT_ONCE: i64 = 200;

/// What is left where somebody went without a word: whoever closed their account is taken out of the directory as if they had asked for it,
/// and a working group whose chairs no longer work anywhere in the network gets the next in the order of names. Run it every few minutes.
pub async fn keep_house(db: &Db, room: &Spaces) -> Result<(), Problem> {
    let (gone, chairless) = saksi_db::read!(db, Viewer::System, tx => {
        let since = tx.now().plus(-LOOKED_FOR);
        let gone = life::departed(&mut tx, since, AT_ONCE).await?;
        Ok::<_, Problem>((gone, life::chairless(&mut tx, AT_ONCE).await?))
    })?;
    if !gone.is_empty() {
        let key = spaces::key(db, room.seal()).await?;
        for (person, anything) in gone {
            saksi_db::write!(db, "forget who closed their account", Viewer::System, tx => {
                spaces::leave_all_of(&mut tx, &key, person).await?;
                if anything {
                    forget_person(&mut tx, Actor::System, person).await?;
                }
                Ok::<_, Problem>(())
            })?;
        }
    }
    for group in chairless {
        saksi_db::write!(db, "name a chair", Viewer::System, tx => {
            if let Some(next) = life::next_present(&mut tx, group).await? {
                groups::set_chairs(&mut tx, group, next, true).await?;
                note(&mut tx, Actor::System, group.0, "working-group-chair-named", &[]).await?;
            }
            Ok::<_, Problem>(())
        })?;
    }
    Ok(())
}

/// How an organisation goes on in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Succession {
    /// It is part of the other now, and closed.
    Merged,
    /// The other came out of it; it may go on itself.
    Split,
}

/// What somebody says of an organisation that goes on in another.
#[derive(Debug, Clone, Copy)]
pub struct GoingOn<'a> {
    /// How.
    pub kind: Succession,
    /// Where it splits: which of its open needs and offers the other answers for from now on. What merges leaves all of them.
    pub offers: &'a [OfferId],
    /// Why.
    pub reason: &'a str,
}

impl Succession {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Merged => "merged",
            Self::Split => "split",
        }
    }

    /// Reads a stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Merged, Self::Split].into_iter().find(|kind| kind.code() == code)
    }
}

/// Says that an organisation goes on in another, as somebody who runs the network. The former names lead to the successor from now on;
/// what was published under them stays. A merged one is closed: its open needs, offers, introductions and what it has agreed on go over, and
/// the entries of registers that it keeps, with the elections that it watches and the norms that it keeps to; whoever worked there does so no
/// more, and the successor invites whom it wants. One that splits gives its part the needs and offers that were chosen, with what it asked for
/// or agreed on by them.
pub async fn succeed(
    tx: &mut Tx,
    by: &Member,
    former: OrganisationId,
    successor: OrganisationId,
    said: GoingOn<'_>,
) -> Result<(), Problem> {
    operates(tx, by).await?;
    let (kind, reason) = (said.kind, said.reason.trim());
    if reason.is_empty() {
        return Err(Problem::field("reason", "directory-succession-reason-missing"));
    }
    if reason.chars().count() > LONGEST_REASON {
        return Err(Problem::field("reason", "directory-too-long").with("most", LONGEST_REASON));
    }
    if former == successor || !profiles::organisation_open(tx, successor).await? {
        return Err(Problem::field("successor", "directory-succession-wrong"));
    }
    if !life::succeed(tx, former, successor, kind.code(), reason).await? {
        return Err(Problem::conflict("directory-succession-known"));
    }
    if kind == Succession::Merged {
        life::move_duties(tx, former, successor).await?;
        life::move_registers(tx, former, successor).await?;
        // Kept pages of registers name who watches and who keeps.
        note(tx, by.actor(), registers::ELECTIONS, "election-team-changed", &[]).await?;
        note(tx, by.actor(), registers::NORMS, "norm-keeper-changed", &[]).await?;
        saksi_network::actions::close_organisation(tx, by, former).await?;
        saksi_network::actions::end_affiliations(tx, by, former).await?;
    } else {
        for offer in said.offers {
            if !life::move_offer(tx, *offer, former, successor).await? {
                return Err(Problem::field("offers", "directory-succession-offer-gone"));
            }
        }
    }
    note(tx, by.actor(), former.0, "directory-organisation-succeeded", kind.code().as_bytes()).await?;
    note(tx, by.actor(), successor.0, "directory-organisation-succeeded", kind.code().as_bytes()).await
}

/// The open needs and offers of an organisation that may go over to a part of it, for those who run the network.
pub async fn open_offers(tx: &mut Tx, by: &Member, id: OrganisationId) -> Result<Vec<Offer>, Problem> {
    operates(tx, by).await?;
    Ok(offers::of_organisation(tx, id).await?.into_iter().filter(|offer| offer.open).collect())
}

/// What an organisation came from and goes on in: which, its name, whether it is the later one, how.
pub async fn lineage(tx: &mut Tx, id: OrganisationId) -> Result<Vec<(OrganisationId, String, bool, String)>, Problem> {
    life::lineage(tx, id).await
}
