//! The rota: shifts, what one leaves to the next, and the order in which organisations follow the sun.
//!
//! A hand-over speaks of people, so it is sealed like a case of its own, to those of the organisation who answer calls for help and
//! have a key when it is written.

use std::collections::{BTreeMap, BTreeSet};

use saksi_base::{CaseId, CaseRecordId, OrganisationId, PersonId, Problem, ShiftId, Timestamp, clock};
use saksi_db::{Actor, Tx, Viewer};
use saksi_network::{Capability, Member};
use saksi_vault::{CaseKey, FieldName, SealedPlace};
use serde::{Deserialize, Serialize};

use super::keys::Unlocked;
use super::note;
use crate::handle::{Cases, damaged};
use crate::model::calendar::Span;
use crate::model::rota::{Duty, FollowTheSun, HandOver, HandOverProblem, Post, Rota, Shift, ShiftProblem};
use crate::model::settings::{HelpSetting, HelpSettings};
use crate::store;

/// How long hand-overs are kept.
const KEPT: i64 = 30 * clock::DAY;
/// How many hand-overs are shown.
const SHOWN: i64 = 10;
/// The field of a hand-over.
const NOTE: FieldName<'static> = FieldName::fixed("note");

/// A shift with the names in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShiftLine {
    /// The shift.
    pub shift: Shift,
    /// Whose.
    pub name: String,
}

/// The shifts of one's own organisation that touch a span.
pub async fn shifts(cases: &Cases, member: &Member, within: Span) -> Result<Vec<ShiftLine>, Problem> {
    works_here(member)?;
    saksi_db::read!(cases.db, member.viewer(), tx => {
        let shifts = store::rota::shifts(&mut tx, member.organisation, within.from, within.until).await?;
        let mut lines = Vec::with_capacity(shifts.len());
        for shift in shifts {
            let name = saksi_network::display_name(&mut tx, shift.person).await?.unwrap_or_default();
            lines.push(ShiftLine { shift, name });
        }
        Ok(lines)
    })
}

fn works_here(member: &Member) -> Result<(), Problem> {
    if member.capabilities.intersects(Capability::RESPOND | Capability::RUN_HELPLINE) {
        return Ok(());
    }
    Err(Problem::forbidden())
}

/// Whoever runs the helpline plans for everybody; others for themselves.
fn plans_for(member: &Member, person: PersonId) -> Result<(), Problem> {
    works_here(member)?;
    if person == member.person || member.has(Capability::RUN_HELPLINE) { Ok(()) } else { Err(Problem::forbidden()) }
}

/// Puts a shift on the rota, unless the same person has another one then.
pub async fn add(
    cases: &Cases,
    member: &Member,
    person: PersonId,
    duty: Duty,
    from: Timestamp,
    until: Timestamp,
) -> Result<ShiftId, Problem> {
    plans_for(member, person)?;
    let id = ShiftId::new(cases.now(), &*cases.random());
    let shift = Shift { id, organisation: member.organisation, person, duty, from, until };
    saksi_db::write!(cases.db, "add shift", member.viewer(), tx => {
        let colleagues = saksi_network::members_of(&mut tx, member.organisation).await?;
        let responds = |known: &saksi_network::Affiliation| {
            known.person == person && known.roles.capabilities().contains(Capability::RESPOND)
        };
        if !colleagues.iter().any(responds) {
            return Err(Problem::field("person", "cases-shift-not-a-responder"));
        }
        let others = store::rota::shifts(&mut tx, member.organisation, from, until).await?;
        Rota::new(others).admits(&shift).map_err(why_not)?;
        store::rota::insert_shift(&mut tx, &shift).await?;
        note(&mut tx, Actor::Member(member.person), id.0, "shift-added", &[]).await
    })?;
    Ok(id)
}

fn why_not(problem: ShiftProblem) -> Problem {
    match problem {
        ShiftProblem::Backwards => Problem::field("from", "cases-shift-backwards"),
        ShiftProblem::TooLong => Problem::field("hours", "cases-shift-too-long"),
        ShiftProblem::Twice(_) => Problem::field("day", "cases-shift-twice"),
    }
}

/// Takes a shift off the rota.
pub async fn remove(cases: &Cases, member: &Member, id: ShiftId) -> Result<(), Problem> {
    works_here(member)?;
    saksi_db::write!(cases.db, "remove shift", member.viewer(), tx => {
        let shift = own_shift(&mut tx, member, id).await?;
        plans_for(member, shift.person)?;
        store::rota::delete_shift(&mut tx, id).await?;
        note(&mut tx, Actor::Member(member.person), id.0, "shift-removed", &[]).await
    })
}

/// A shift of one's own organisation; that there is another one is not told.
async fn own_shift(tx: &mut Tx, member: &Member, id: ShiftId) -> Result<Shift, Problem> {
    let found = store::rota::shift(tx, id).await?;
    found.filter(|shift| shift.organisation == member.organisation).ok_or_else(Problem::not_found)
}

/// What of a hand-over is sealed.
#[derive(Serialize, Deserialize)]
struct Sealed {
    note: String,
    cases: Vec<CaseId>,
    at: Timestamp,
}

/// Leaves a note to those who take over from one's own shift.
pub async fn hand_over(
    cases: &Cases,
    me: &Unlocked,
    id: ShiftId,
    about: Vec<CaseId>,
    words: &str,
) -> Result<(), Problem> {
    let member = me.member();
    member.may(Capability::RESPOND)?;
    let checked = HandOver::new(id, cases.now(), about, words).map_err(|problem| match problem {
        HandOverProblem::Empty => Problem::field("note", "cases-empty"),
        HandOverProblem::TooLong => Problem::field("note", "cases-hand-over-long"),
        HandOverProblem::TooMany => Problem::field("case", "cases-hand-over-many"),
    })?;
    let random = cases.random();
    let place = uuid::Builder::from_random_bytes(saksi_base::random::bytes::<16>(&*random)).into_uuid();
    let key = CaseKey::generate(CaseId(place), &*random);
    let sealed = Sealed { note: checked.note().to_owned(), cases: checked.cases.clone(), at: checked.written };
    let text = zeroize::Zeroizing::new(serde_json::to_string(&sealed).map_err(|_| Problem::internal())?);
    let sealed = key
        .seal(SealedPlace::new(CaseRecordId(place), NOTE), text.as_str(), &*random)
        .map_err(damaged("a hand-over"))?;
    saksi_db::write!(cases.db, "hand over", member.viewer(), tx => {
        let shift = own_shift(&mut tx, member, id).await?;
        if shift.person != member.person {
            return Err(Problem::forbidden());
        }
        let colleagues = saksi_network::members_of(&mut tx, member.organisation).await?;
        let mut wraps = Vec::new();
        for pair in store::keys::key_pairs_of(&mut tx, member.organisation).await? {
            let responds = colleagues.iter().any(|known| {
                known.person == pair.person && known.roles.capabilities().contains(Capability::RESPOND)
            });
            if responds {
                wraps.push((pair.person, key.wrap(&pair.public, &*random).map_err(damaged("a wrap"))?));
            }
        }
        let before = tx.now().day().plus(-KEPT);
        store::rota::forget_hand_overs(&mut tx, member.organisation, before).await?;
        store::rota::insert_hand_over(&mut tx, place, &shift, &sealed, &wraps).await?;
        note(&mut tx, Actor::Member(member.person), id.0, "shift-handed-over", sealed.as_bytes()).await
    })
}

/// A hand-over, open where it was sealed for the reader.
#[derive(Clone, PartialEq, Eq)]
pub struct HandedOver {
    /// Who wrote it.
    pub from: String,
    /// When; the day alone where it does not open.
    pub at: Timestamp,
    /// What it says.
    pub text: Option<String>,
    /// The cases it is about.
    pub cases: Vec<CaseId>,
}

impl std::fmt::Debug for HandedOver {
    /// Without the words: they must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HandedOver").field("at", &self.at).finish_non_exhaustive()
    }
}

/// The newest hand-overs of one's own organisation.
pub async fn hand_overs(cases: &Cases, me: &Unlocked) -> Result<Vec<HandedOver>, Problem> {
    let member = me.member();
    works_here(member)?;
    let (rows, names) = saksi_db::read!(cases.db, member.viewer(), tx => {
        let rows = store::rota::hand_overs(&mut tx, member.organisation, member.person, SHOWN).await?;
        let mut names = BTreeMap::new();
        for author in rows.iter().map(|row| row.author).collect::<BTreeSet<_>>() {
            names.insert(author, saksi_network::display_name(&mut tx, author).await?.unwrap_or_default());
        }
        Ok::<_, Problem>((rows, names))
    })?;
    let mine = me.key();
    let open = |row: store::rota::HandOverRow| {
        let key = row.wrap.and_then(|wrap| wrap.open(CaseId(row.id), &mine).ok());
        let place = SealedPlace::new(CaseRecordId(row.id), NOTE);
        let text = key.and_then(|key| key.open_text(place, &row.sealed).ok());
        let found: Option<Sealed> = text.and_then(|text| serde_json::from_str(&text).ok());
        HandedOver {
            from: names.get(&row.author).cloned().unwrap_or_default(),
            at: found.as_ref().map_or(row.day, |found| found.at),
            cases: found.as_ref().map(|found| found.cases.clone()).unwrap_or_default(),
            text: found.map(|found| found.note),
        }
    };
    Ok(rows.into_iter().map(open).collect())
}

/// Who takes over from whom, and every organisation that could.
#[derive(Debug, Clone)]
pub struct Round {
    /// The order.
    pub order: FollowTheSun,
    /// The version of it that the reader saw.
    pub seen: u32,
    /// The organisations that take requests, by name.
    pub names: BTreeMap<OrganisationId, String>,
}

/// The order of one's own organisation.
pub async fn round(cases: &Cases, member: &Member) -> Result<Round, Problem> {
    works_here(member)?;
    saksi_db::read!(cases.db, Viewer::Public, tx => {
        let own = HelpSettings::read(&store::settings::all(&mut tx, member.organisation).await?).follow_the_sun;
        let mut names = BTreeMap::new();
        for row in store::keys::triage_keys(&mut tx).await? {
            let found = saksi_network::organisation(&mut tx, row.organisation).await?;
            if let Some(found) = found.filter(|organisation| organisation.closed.is_none()) {
                names.insert(row.organisation, found.name);
            }
        }
        // Hours change; what counts are those that each keeps now.
        let mut posts = Vec::with_capacity(own.value.posts.len());
        for post in own.value.posts {
            let calendar = HelpSettings::read(&store::settings::all(&mut tx, post.organisation).await?).calendar.value;
            posts.push(Post { organisation: post.organisation, calendar });
        }
        Ok(Round { order: FollowTheSun { posts }, seen: own.version, names })
    })
}

/// Sets the order of one's own organisation. Only organisations that take requests can stand in it.
pub async fn set_round(cases: &Cases, member: &Member, order: &[OrganisationId]) -> Result<(), Problem> {
    member.may(Capability::RUN_HELPLINE)?;
    let present = round(cases, member).await?;
    let mut posts = Vec::with_capacity(order.len());
    for organisation in order {
        if !present.names.contains_key(organisation) {
            return Err(Problem::field("order", "cases-no-such-helpline"));
        }
        let calendar = super::settings::get(cases, *organisation).await?.calendar.value;
        posts.push(Post { organisation: *organisation, calendar });
    }
    super::settings::set(cases, member, present.seen, HelpSetting::FollowTheSun(FollowTheSun { posts })).await
}
