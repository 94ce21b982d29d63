//! The keys of an organisation's helpline: the triage key, handed to named triagers and changed often; the organisation's key, which
//! nobody holds and which its trustees open together; and recovery.
//!
//! No role opens anything here. A triage key is handed on by those who hold it, and trustees give access back to those who had
//! it, never to anybody else.

use std::collections::BTreeMap;

use saksi_base::{OrganisationId, PersonId, Problem, Timestamp};
use saksi_db::{Actor, Tx};
use saksi_network::{Capability, Member};
use saksi_vault::{Fingerprint, Generation, KeyOwner, PrivateKey, RecoveryKey, SealError, Suite, WrappedCaseKey};

use super::keys::{Unlocked, begin_in_log};
use super::note;
use crate::handle::{Cases, damaged};
use crate::model::calendar::Day;
use crate::model::case::WrapKind;
use crate::model::settings::{HelpSetting, HelpSettings, Pause};
use crate::store;
use crate::store::cases::Wrap;
use crate::store::keys::{Handed, KeyPair};

/// How often an action that was overtaken by another one begins again before it gives up.
const TRIES: u32 = 5;

/// Somebody of one's own organisation, as far as helping goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// Who.
    pub person: PersonId,
    /// The name others see.
    pub name: String,
    /// Whether a role lets them answer calls for help.
    pub may_respond: bool,
    /// Their key, where they have one.
    pub fingerprint: Option<Fingerprint>,
    /// Whether they hold the triage key.
    pub triager: bool,
    /// Whether they are a trustee.
    pub trustee: bool,
}

/// The triage key that holds now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TriageKey {
    /// Which of the organisation's.
    pub generation: Generation,
    /// The name that people compare.
    pub fingerprint: Fingerprint,
    /// Since which day.
    pub since: Timestamp,
}

/// How the organisation's key is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharingState {
    /// How many trustees are needed.
    pub needed: u8,
    /// How many there are.
    pub of: u8,
    /// Since which day.
    pub since: Timestamp,
}

/// A recovery that goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryState {
    /// Who joins the shares.
    pub by: PersonId,
    /// Since which day.
    pub since: Timestamp,
    /// How many trustees have given their share.
    pub given: usize,
    /// How many are needed.
    pub needed: u8,
}

/// Somebody who left, and the day on which that was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Their name.
    pub name: String,
    /// The day.
    pub day: Day,
}

/// What is to be made anew because people left.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ToMakeAnew {
    /// Who held the triage key: the next one is to be made.
    pub triage: Vec<Left>,
    /// Who was a trustee: trustees are to be named again.
    pub trustees: Vec<Left>,
    /// How many cases wait for a new key.
    pub cases: i64,
    /// How many requests and cases nobody can open who is there.
    pub out_of_reach: i64,
}

/// The keys of a helpline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelplineState {
    /// Since which day no new requests are taken because somebody said so, and the version of that setting.
    pub paused: (Option<Day>, u32),
    /// How many people can open a new request: they are there, may respond, and hold the triage key with the key they have now.
    pub can_open: usize,
    /// What is to be made anew because people left.
    pub anew: ToMakeAnew,
    /// The triage key; without one the organisation takes no requests.
    pub triage: Option<TriageKey>,
    /// How the organisation's key is shared, where trustees are named.
    pub sharing: Option<SharingState>,
    /// A recovery that goes on.
    pub recovery: Option<RecoveryState>,
    /// Everybody of the organisation, by name.
    pub colleagues: Vec<Colleague>,
}

/// The keys of one's own organisation.
pub async fn helpline(cases: &Cases, member: &Member) -> Result<HelplineState, Problem> {
    saksi_db::read!(cases.db, member.viewer(), tx => { read_helpline(&mut tx, member.organisation).await })
}

/// Everybody of one's own organisation, by name.
pub async fn people(cases: &Cases, member: &Member) -> Result<Vec<Colleague>, Problem> {
    Ok(helpline(cases, member).await?.colleagues)
}

async fn read_helpline(tx: &mut Tx, organisation: OrganisationId) -> Result<HelplineState, Problem> {
    let pairs = store::keys::key_pairs_of(tx, organisation).await?;
    let handed = store::keys::handed_keys(tx, organisation).await?;
    let shares = store::keys::shares(tx, organisation).await?;
    let triage = store::keys::triage_key(tx, organisation).await?;
    let key = store::keys::organisation_key(tx, organisation).await?;
    let recovery = match store::keys::recovery(tx, organisation).await? {
        Some((by, since)) => {
            let given = store::keys::given_shares(tx, organisation).await?.len();
            let needed = key.as_ref().map_or(0, |key| key.sharing.needed());
            Some(RecoveryState { by, since, given, needed })
        }
        None => None,
    };
    let members = saksi_network::members_of(tx, organisation).await?;
    let colleague = |member: saksi_network::Affiliation| Colleague {
        person: member.person,
        name: member.person_name,
        may_respond: member.roles.capabilities().contains(Capability::RESPOND),
        fingerprint: pairs.iter().find(|pair| pair.person == member.person).map(|pair| pair.public.fingerprint()),
        triager: handed.iter().any(|handed| handed.person == Some(member.person)),
        trustee: shares.iter().any(|share| share.person == member.person),
    };
    let settings = HelpSettings::read(&store::settings::all(tx, organisation).await?);
    let anew = ToMakeAnew {
        triage: left(tx, organisation, store::leaving::TRIAGE).await?,
        trustees: left(tx, organisation, store::leaving::TRUSTEE).await?,
        cases: store::leaving::count_left(tx, organisation).await?,
        out_of_reach: out_of_reach(tx, organisation).await?,
    };
    Ok(HelplineState {
        paused: (settings.pause.value.since, settings.pause.version),
        can_open: who_can_open(tx, organisation).await?,
        anew,
        triage: triage.map(|row| TriageKey {
            generation: row.generation,
            fingerprint: row.public.fingerprint(),
            since: row.day,
        }),
        sharing: key.map(|key| SharingState {
            needed: key.sharing.needed(),
            of: key.sharing.trustees(),
            since: key.key.day,
        }),
        recovery,
        colleagues: members.into_iter().map(colleague).collect(),
    })
}

async fn left(tx: &mut Tx, organisation: OrganisationId, what: &'static str) -> Result<Vec<Left>, Problem> {
    let mut all = Vec::new();
    for (person, day) in store::leaving::left(tx, organisation, what).await? {
        let name = saksi_network::display_name(tx, person).await?.unwrap_or_default();
        all.push(Left { name, day: Day::of(day) });
    }
    Ok(all)
}

/// How many requests and cases nobody can open who is there: those that only people have who left, those that wait under a triage
/// key that has ended, and those that only the trustees could open.
async fn out_of_reach(tx: &mut Tx, organisation: OrganisationId) -> Result<i64, Problem> {
    let lost = store::leaving::count_out_of_reach(tx, organisation).await?;
    let now = store::keys::triage_key(tx, organisation).await?.map(|row| row.public.fingerprint());
    let waiting = store::cases::triage_wraps(tx, organisation).await?;
    let ended: std::collections::BTreeSet<saksi_base::CaseId> =
        waiting.iter().filter(|wrap| Some(wrap.key.recipient()) != now).map(|wrap| wrap.case).collect();
    let trusted = store::leaving::with_trustees_alone(tx, organisation).await?.len();
    Ok(lost + i64::try_from(ended.len() + trusted).unwrap_or(i64::MAX))
}

/// How many people can open what comes in now: who belongs to the organisation, may respond, and holds the triage key with the key that
/// they have now. Where there are none, nobody is offered this helpline.
pub(crate) async fn who_can_open(tx: &mut Tx, organisation: OrganisationId) -> Result<usize, Problem> {
    let handed = store::keys::handed_keys(tx, organisation).await?;
    if handed.is_empty() {
        return Ok(0);
    }
    let pairs = store::keys::key_pairs_of(tx, organisation).await?;
    let members = saksi_network::members_of(tx, organisation).await?;
    let opens = |held: &&Handed| {
        held.person.is_some_and(|person| {
            let living = |pair: &KeyPair| pair.person == person && pair.public.fingerprint() == held.key.holder();
            let responds = |member: &saksi_network::Affiliation| {
                member.person == person && member.roles.capabilities().contains(Capability::RESPOND)
            };
            pairs.iter().any(living) && members.iter().any(responds)
        })
    };
    Ok(handed.iter().filter(opens).count())
}

/// Takes no new requests from now on, or takes them again. What was filed already goes on. For those who run the helpline; `seen` is
/// the version of the setting that they saw.
pub async fn pause(cases: &Cases, member: &Member, seen: u32, paused: bool) -> Result<(), Problem> {
    let since = paused.then(|| Day::of(cases.now()));
    super::settings::set(cases, member, seen, HelpSetting::Pause(Pause { since })).await
}

/// Those of `people` with their keys; each must belong to the organisation and have one.
pub(crate) async fn with_keys(
    tx: &mut Tx,
    organisation: OrganisationId,
    people: &[PersonId],
    must_respond: bool,
) -> Result<Vec<KeyPair>, Problem> {
    let mut pairs: BTreeMap<PersonId, KeyPair> =
        store::keys::key_pairs_of(tx, organisation).await?.into_iter().map(|pair| (pair.person, pair)).collect();
    let members = saksi_network::members_of(tx, organisation).await?;
    let mut chosen = Vec::new();
    for person in people {
        let member = members.iter().find(|member| member.person == *person).ok_or_else(Problem::not_found)?;
        if must_respond && !member.roles.capabilities().contains(Capability::RESPOND) {
            return Err(Problem::field("person", "cases-may-not-respond").with("name", &member.person_name));
        }
        match pairs.remove(person) {
            Some(pair) => chosen.push(pair),
            None if chosen.iter().any(|pair| pair.person == *person) => {}
            None => return Err(Problem::field("person", "cases-no-key-of").with("name", &member.person_name)),
        }
    }
    if chosen.is_empty() { Err(Problem::field("person", "cases-nobody-named")) } else { Ok(chosen) }
}

/// Opens a helpline: makes its first triage key and hands it to the named triagers. From then on people can ask this organisation
/// for help. For those who run the helpline; they get the key only where they name themselves.
pub async fn open_triage(cases: &Cases, me: &Unlocked, triagers: &[PersonId]) -> Result<(), Problem> {
    let member = me.member();
    member.may(Capability::RUN_HELPLINE)?;
    let key = PrivateKey::generate(Suite::XWing, &*cases.random()).map_err(damaged("a new triage key"))?;
    saksi_db::write!(cases.db, "open triage", member.viewer(), tx => {
        // Where nobody is left who has the one before, there is no other way to begin anew. What waits under it waits for the trustees.
        if store::keys::triage_key(&mut tx, member.organisation).await?.is_some()
            && who_can_open(&mut tx, member.organisation).await? > 0
        {
            return Err(Problem::conflict("cases-triage-there"));
        }
        let holders = with_keys(&mut tx, member.organisation, triagers, true).await?;
        begin_triage(cases, &mut tx, member, &key, &holders).await.map(|_| ())
    })
}

/// Makes a triage key the one that holds, and hands it to its holders and to the organisation's key.
async fn begin_triage(
    cases: &Cases,
    tx: &mut Tx,
    member: &Member,
    key: &PrivateKey,
    holders: &[KeyPair],
) -> Result<Generation, Problem> {
    let organisation = member.organisation;
    let statement = begin_in_log(tx, KeyOwner::Triage(organisation), key.public_key()).await?;
    let generation = statement.generation();
    store::keys::insert_triage_key(tx, organisation, generation, key.public_key()).await?;
    store::leaving::forget_left(tx, organisation, store::leaving::TRIAGE).await?;
    for holder in holders {
        let handed = key.hand_to(&holder.public, &*cases.random()).map_err(damaged("a handed key"))?;
        store::keys::insert_handed_key(tx, organisation, generation, Some(holder.person), &handed).await?;
    }
    if let Some(own) = store::keys::organisation_key(tx, organisation).await? {
        let handed = key.hand_to(&own.key.public, &*cases.random()).map_err(damaged("a handed key"))?;
        store::keys::insert_handed_key(tx, organisation, generation, None, &handed).await?;
    }
    note(tx, Actor::Member(member.person), organisation.0, "triage-key-begun", key.public_key().as_bytes()).await?;
    Ok(generation)
}

/// The triage key, opened by somebody who holds it.
pub(crate) async fn triage_private(cases: &Cases, me: &Unlocked) -> Result<PrivateKey, Problem> {
    let member = me.member();
    member.may(Capability::RESPOND)?;
    let handed = saksi_db::read!(cases.db, member.viewer(), tx => {
        store::keys::handed_keys(&mut tx, member.organisation).await
    })?;
    open_handed(&handed, me)
}

fn open_handed(handed: &[Handed], me: &Unlocked) -> Result<PrivateKey, Problem> {
    let mine = me.public().fingerprint();
    let handed = handed.iter().find(|handed| handed.key.holder() == mine).ok_or_else(not_a_triager)?;
    handed.key.open(&me.key()).map_err(damaged("a handed key"))
}

/// The triage key, where somebody holds it.
pub(crate) fn open_mine(handed: &[Handed], me: &Unlocked) -> Result<Option<PrivateKey>, Problem> {
    let mine = me.public().fingerprint();
    if handed.iter().any(|handed| handed.key.holder() == mine) { open_handed(handed, me).map(Some) } else { Ok(None) }
}

fn not_a_triager() -> Problem {
    Problem::new(saksi_base::ProblemKind::Forbidden, "cases-not-a-triager")
}

/// Hands the triage key to one more of the organisation. Only who holds it can do so.
pub async fn name_triager(cases: &Cases, me: &Unlocked, person: PersonId) -> Result<(), Problem> {
    let member = me.member();
    let key = triage_private(cases, me).await?;
    saksi_db::write!(cases.db, "name triager", member.viewer(), tx => {
        let row = store::keys::triage_key(&mut tx, member.organisation).await?.ok_or_else(not_a_triager)?;
        if row.public.fingerprint() != key.public_key().fingerprint() {
            return Err(Problem::conflict("cases-changed-meanwhile"));
        }
        for holder in with_keys(&mut tx, member.organisation, &[person], true).await? {
            let handed = key.hand_to(&holder.public, &*cases.random()).map_err(damaged("a handed key"))?;
            store::keys::insert_handed_key(&mut tx, member.organisation, row.generation, Some(person), &handed).await?;
        }
        note(&mut tx, Actor::Member(member.person), person.0, "triager-named", &[]).await
    })
}

/// Makes the next triage key and hands it to exactly these people: how it is changed often, and how somebody stops being a triager.
/// The cases that wait are wrapped for the new key; of the old one nobody keeps anything in the database. Gives how many cases
/// waited.
pub async fn rotate_triage(cases: &Cases, me: &Unlocked, triagers: &[PersonId]) -> Result<u64, Problem> {
    let member = me.member();
    for _ in 0..TRIES {
        let old = triage_private(cases, me).await?;
        let waiting = saksi_db::read!(cases.db, member.viewer(), tx => {
            store::cases::triage_wraps(&mut tx, member.organisation).await
        })?;
        let known: Vec<(saksi_base::CaseId, Generation)> =
            waiting.iter().map(|wrap| (wrap.case, wrap.key.generation())).collect();
        let (new, wraps) = cases.away(move |random| rewrap(&old, &waiting, random)).await?;
        let done: Result<bool, Problem> = saksi_db::write!(cases.db, "rotate triage key", member.viewer(), tx => {
            let still = store::cases::triage_wraps(&mut tx, member.organisation).await?;
            if still.iter().map(|wrap| (wrap.case, wrap.key.generation())).ne(known.iter().copied()) {
                return Ok(false);
            }
            let holders = with_keys(&mut tx, member.organisation, triagers, true).await?;
            begin_triage(cases, &mut tx, member, &new, &holders).await?;
            for (case, wrap) in &wraps {
                store::cases::delete_triage_wraps(&mut tx, *case, member.organisation).await?;
                let organisation = Some(member.organisation);
                store::cases::insert_wrap(&mut tx, *case, WrapKind::Triage, organisation, None, wrap).await?;
            }
            store::keys::delete_ended_handed_keys(&mut tx, member.organisation).await?;
            Ok(true)
        });
        if done? {
            return Ok(u64::try_from(known.len()).unwrap_or(u64::MAX));
        }
    }
    Err(Problem::conflict("cases-changed-meanwhile"))
}

/// A new triage key, and the wraps that waited under the old one, for the new one.
fn rewrap(
    old: &PrivateKey,
    waiting: &[Wrap],
    random: &dyn saksi_base::Random,
) -> Result<(PrivateKey, Vec<(saksi_base::CaseId, WrappedCaseKey)>), Problem> {
    let new = PrivateKey::generate(Suite::XWing, random).map_err(damaged("a new triage key"))?;
    let mut wraps = Vec::with_capacity(waiting.len());
    let own = old.public_key().fingerprint();
    // What waits under an earlier key waits for the trustees.
    for wrap in waiting.iter().filter(|wrap| wrap.key.recipient() == own) {
        match wrap.key.open(wrap.case, old) {
            Ok(key) => {
                wraps.push((wrap.case, key.wrap(new.public_key(), random).map_err(damaged("a wrap"))?));
            }
            // A wrap that a browser made badly opens for nobody; it stays as it is, and the queue says so.
            Err(SealError::Damaged) => {}
            Err(error) => return Err(damaged("a wrap for triage")(error)),
        }
    }
    Ok((new, wraps))
}

/// Names the trustees of the organisation: makes its key, which nobody holds, and shares what opens it. Any `needed` of them together
/// give access back when keys are lost. From then on every case is wrapped for that key as well, and its person is told so.
/// For a triager who runs the helpline. Naming trustees again makes another key; the old one opens nothing.
pub async fn name_trustees(cases: &Cases, me: &Unlocked, needed: u8, trustees: &[PersonId]) -> Result<(), Problem> {
    let member = me.member();
    member.may(Capability::RUN_HELPLINE)?;
    let triage = triage_private(cases, me).await?;
    let random = cases.random();
    let key = PrivateKey::generate(Suite::XWing, &*random).map_err(damaged("a new organisation's key"))?;
    let recovery = RecoveryKey::generate(&*random);
    let lock = key.lock_with_recovery(&recovery, &*random).map_err(damaged("a recovery lock"))?;
    saksi_db::write!(cases.db, "name trustees", member.viewer(), tx => {
        let organisation = member.organisation;
        let holders = with_keys(&mut tx, organisation, trustees, false).await?;
        let publics: Vec<_> = holders.iter().map(|holder| holder.public.clone()).collect();
        let (sharing, shares) = recovery.share(organisation, needed, &publics, &*random).map_err(number_of_trustees)?;
        let row = store::keys::triage_key(&mut tx, organisation).await?.ok_or_else(not_a_triager)?;
        if row.public.fingerprint() != triage.public_key().fingerprint() {
            return Err(Problem::conflict("cases-changed-meanwhile"));
        }
        if let Some(before) = store::keys::organisation_key(&mut tx, organisation).await? {
            store::keys::delete_handed_key(&mut tx, organisation, before.key.public.fingerprint()).await?;
            store::cases::delete_recovery_wraps(&mut tx, organisation).await?;
            store::keys::end_recovery(&mut tx, organisation).await?;
        }
        let statement = begin_in_log(&mut tx, KeyOwner::Organisation(organisation), key.public_key()).await?;
        let generation = statement.generation();
        store::keys::replace_organisation_key(&mut tx, organisation, generation, key.public_key(), &lock, &sharing).await?;
        for (holder, share) in holders.iter().zip(&shares) {
            store::keys::insert_share(&mut tx, organisation, generation, holder.person, share).await?;
        }
        let handed = triage.hand_to(key.public_key(), &*random).map_err(damaged("a handed key"))?;
        store::keys::insert_handed_key(&mut tx, organisation, row.generation, None, &handed).await?;
        store::leaving::forget_left(&mut tx, organisation, store::leaving::TRUSTEE).await?;
        let actor = Actor::Member(member.person);
        note(&mut tx, actor, organisation.0, "trustees-named", &sharing.to_bytes()).await
    })
}

fn number_of_trustees(error: SealError) -> Problem {
    match error {
        SealError::Trustees => Problem::field("person", "cases-trustees-number"),
        error => damaged("a sharing")(error),
    }
}

/// Begins a recovery: whoever begins it joins the shares that trustees give. It gives nobody more than they had.
pub async fn begin_recovery(cases: &Cases, me: &Unlocked) -> Result<(), Problem> {
    let member = me.member();
    member.may(Capability::RESPOND)?;
    saksi_db::write!(cases.db, "begin recovery", member.viewer(), tx => {
        if store::keys::organisation_key(&mut tx, member.organisation).await?.is_none() {
            return Err(Problem::conflict("cases-no-trustees"));
        }
        store::keys::begin_recovery(&mut tx, member.organisation, member.person).await?;
        note(&mut tx, Actor::Member(member.person), member.organisation.0, "recovery-begun", &[]).await
    })
}

/// A trustee gives their share: opened with their key, sealed to whoever joins the shares.
pub async fn give_share(cases: &Cases, me: &Unlocked) -> Result<(), Problem> {
    let member = me.member();
    let random = cases.random();
    saksi_db::write!(cases.db, "give share", member.viewer(), tx => {
        let organisation = member.organisation;
        let none = || Problem::conflict("cases-no-recovery");
        let (by, _) = store::keys::recovery(&mut tx, organisation).await?.ok_or_else(none)?;
        let key = store::keys::organisation_key(&mut tx, organisation).await?.ok_or_else(none)?;
        let joiner = store::keys::key_pair(&mut tx, by).await?.ok_or_else(none)?;
        let shares = store::keys::shares(&mut tx, organisation).await?;
        let mine = shares.iter().find(|share| share.person == member.person);
        let mine = mine.ok_or_else(|| Problem::new(saksi_base::ProblemKind::Forbidden, "cases-not-a-trustee"))?;
        let share = mine.share.open(&key.sharing, &me.key()).map_err(|error| match error {
            SealError::OtherKey => Problem::conflict("cases-share-lost"),
            error => damaged("a share")(error),
        })?;
        let sealed = share.seal(&joiner.public, &*random).map_err(damaged("a share"))?;
        store::keys::give_share(&mut tx, organisation, &sealed).await?;
        note(&mut tx, Actor::Member(member.person), organisation.0, "share-given", &[]).await
    })
}

/// What a recovery gave back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recovered {
    /// Wraps of cases, made anew for the present keys of those who had them.
    pub cases: usize,
    /// Triagers who hold the triage key again.
    pub triagers: usize,
    /// Cases that nobody could open who is there, and that wait with the triage now.
    pub to_triage: usize,
}

/// Joins the shares. Everybody of the organisation who was named in a case, and every triager, has access again with their present key;
/// what nobody could open who is there waits with the triage. Nobody else gets anything.
/// Whoever joined them held what opens the organisation's key in the server's memory for this moment, so the recovery ends
/// with a new sharing.
pub async fn finish_recovery(cases: &Cases, me: &Unlocked) -> Result<Recovered, Problem> {
    let member = me.member();
    member.may(Capability::RESPOND)?;
    let random = cases.random();
    let none = || Problem::conflict("cases-no-recovery");
    saksi_db::write!(cases.db, "finish recovery", member.viewer(), tx => {
        let organisation = member.organisation;
        let begun = store::keys::recovery(&mut tx, organisation).await?.ok_or_else(none)?;
        if begun.0 != member.person {
            return Err(Problem::forbidden());
        }
        let own = store::keys::organisation_key(&mut tx, organisation).await?.ok_or_else(none)?;
        let mut shares = Vec::new();
        for sealed in store::keys::given_shares(&mut tx, organisation).await? {
            // Given to a key that was replaced meanwhile: that trustee has to give it again.
            if sealed.recipient() == me.public().fingerprint() {
                shares.push(sealed.open(&own.sharing, &me.key()).map_err(damaged("a given share"))?);
            }
        }
        let recovery = own.sharing.join(&shares).map_err(|error| match error {
            SealError::TooFewShares => {
                Problem::conflict("cases-too-few-shares").with("needed", own.sharing.needed()).with("given", shares.len())
            }
            error => damaged("shares")(error),
        })?;
        let key = own.recovery_lock.open_with_recovery(&recovery).map_err(damaged("a recovery lock"))?;
        let recovered = Recovered {
            cases: give_cases_back(cases, &mut tx, organisation, &key).await?,
            triagers: hand_triage_back(cases, &mut tx, organisation, &key).await?,
            to_triage: give_to_triage(cases, &mut tx, organisation, &key).await?,
        };
        let trustees = store::keys::shares(&mut tx, organisation).await?;
        let pairs = store::keys::key_pairs_of(&mut tx, organisation).await?;
        // Whoever has left since, or has no key, is a trustee no longer.
        let still = |pair: &KeyPair| trustees.iter().any(|share| share.person == pair.person);
        let holders: Vec<KeyPair> = pairs.into_iter().filter(still).collect();
        let fresh = RecoveryKey::generate(&*random);
        let lock = key.lock_with_recovery(&fresh, &*random).map_err(damaged("a recovery lock"))?;
        let publics: Vec<_> = holders.iter().map(|holder| holder.public.clone()).collect();
        let (sharing, sealed) =
            fresh.share(organisation, own.sharing.needed(), &publics, &*random).map_err(number_of_trustees)?;
        let generation = own.key.generation;
        store::keys::replace_organisation_key(&mut tx, organisation, generation, key.public_key(), &lock, &sharing).await?;
        for (holder, share) in holders.iter().zip(&sealed) {
            store::keys::insert_share(&mut tx, organisation, generation, holder.person, share).await?;
        }
        store::keys::end_recovery(&mut tx, organisation).await?;
        store::leaving::forget_left(&mut tx, organisation, store::leaving::TRUSTEE).await?;
        note(&mut tx, Actor::Member(member.person), organisation.0, "recovery-finished", &sharing.to_bytes()).await?;
        Ok(recovered)
    })
}

/// Wraps the key of every case anew for those who were named in it and have another key now.
async fn give_cases_back(
    cases: &Cases,
    tx: &mut Tx,
    organisation: OrganisationId,
    key: &PrivateKey,
) -> Result<usize, Problem> {
    let mut given = 0;
    for wrap in store::cases::recovery_wraps(tx, organisation).await? {
        let Ok(case_key) = wrap.key.open(wrap.case, key) else { continue };
        for held in store::cases::wraps(tx, wrap.case).await? {
            let (Some(person), WrapKind::Person) = (held.person, held.kind) else { continue };
            if held.organisation != Some(organisation) || held.key.generation() != case_key.generation() {
                continue;
            }
            if !store::leaving::belongs(tx, organisation, person).await? {
                continue;
            }
            let Some(pair) = store::keys::key_pair(tx, person).await? else { continue };
            if pair.public.fingerprint() == held.key.recipient() {
                continue;
            }
            let anew = case_key.wrap(&pair.public, &*cases.random()).map_err(damaged("a wrap"))?;
            store::cases::delete_wrap(tx, wrap.case, held.key.recipient()).await?;
            store::cases::insert_wrap(tx, wrap.case, WrapKind::Person, held.organisation, Some(person), &anew).await?;
            given += 1;
        }
    }
    Ok(given)
}

/// Hands the triage key to every triager who has another key now.
async fn hand_triage_back(
    cases: &Cases,
    tx: &mut Tx,
    organisation: OrganisationId,
    key: &PrivateKey,
) -> Result<usize, Problem> {
    let Some(row) = store::keys::triage_key(tx, organisation).await? else { return Ok(0) };
    let handed = store::keys::handed_keys(tx, organisation).await?;
    let own = key.public_key().fingerprint();
    let Some(ours) = handed.iter().find(|handed| handed.key.holder() == own) else { return Ok(0) };
    let triage = ours.key.open(key).map_err(damaged("a handed key"))?;
    let mut given = 0;
    for held in &handed {
        let Some(person) = held.person else { continue };
        if !store::leaving::belongs(tx, organisation, person).await? {
            continue;
        }
        let Some(pair) = store::keys::key_pair(tx, person).await? else { continue };
        if pair.public.fingerprint() == held.key.holder() {
            continue;
        }
        let anew = triage.hand_to(&pair.public, &*cases.random()).map_err(damaged("a handed key"))?;
        store::keys::delete_handed_key(tx, organisation, held.key.holder()).await?;
        store::keys::insert_handed_key(tx, organisation, row.generation, Some(person), &anew).await?;
        given += 1;
    }
    Ok(given)
}

/// Gives the triage what nobody of the organisation could open: cases whose holders all left, and requests that waited under a triage
/// key which nobody held any more.
async fn give_to_triage(
    cases: &Cases,
    tx: &mut Tx,
    organisation: OrganisationId,
    key: &PrivateKey,
) -> Result<usize, Problem> {
    let Some(row) = store::keys::triage_key(tx, organisation).await? else { return Ok(0) };
    let random = cases.random();
    let mut given = std::collections::BTreeSet::new();
    let alone: std::collections::BTreeSet<saksi_base::CaseId> =
        store::leaving::with_trustees_alone(tx, organisation).await?.into_iter().collect();
    for wrap in store::cases::recovery_wraps(tx, organisation).await? {
        if !alone.contains(&wrap.case) {
            continue;
        }
        let Ok(opened) = wrap.key.open(wrap.case, key) else { continue };
        let anew = opened.wrap(&row.public, &*random).map_err(damaged("a wrap"))?;
        store::cases::insert_wrap(tx, wrap.case, WrapKind::Triage, Some(organisation), None, &anew).await?;
        given.insert(wrap.case);
    }
    let mut earlier = Vec::new();
    for handed in store::keys::handed_to_organisation(tx, organisation).await? {
        if handed.holder() == key.public_key().fingerprint() {
            earlier.push(handed.open(key).map_err(damaged("a handed key"))?);
        }
    }
    for wrap in store::cases::triage_wraps(tx, organisation).await? {
        if wrap.key.recipient() == row.public.fingerprint() {
            continue;
        }
        let Some(opened) = earlier.iter().find_map(|triage| wrap.key.open(wrap.case, triage).ok()) else { continue };
        let anew = opened.wrap(&row.public, &*random).map_err(damaged("a wrap"))?;
        store::cases::delete_wrap(tx, wrap.case, wrap.key.recipient()).await?;
        store::cases::insert_wrap(tx, wrap.case, WrapKind::Triage, Some(organisation), None, &anew).await?;
        given.insert(wrap.case);
    }
    Ok(given.len())
}
