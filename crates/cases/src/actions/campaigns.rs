//! Campaigns: what links cases that belong to one attack, so that whoever takes the next one sees what was learnt before.
//!
//! The name of a campaign is sealed under a key of its own, which is wrapped for everybody who responds in its organisation; whoever
//! comes later gets it when a colleague looks at the campaigns next. Whoever looks at a campaign is shown those of its cases
//! that they can open, and never another one. How many others there are is told from the threshold of public figures on.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use saksi_base::problem::Problems;
use saksi_base::{CampaignId, CaseId, CaseRecordId, PersonId, Problem, clock::DAY};
use saksi_db::{Actor, Viewer};
use saksi_network::Capability;
use saksi_vault::{CaseKey, FieldName, SealedPlace};
use saksi_web::fields::check_text;
use zeroize::Zeroizing;

use super::filing::seal_text;
use super::keys::Unlocked;
use super::note;
use super::open::visited;
use super::work::{CaseLine, Mine, mine};
use crate::handle::{Cases, damaged};
use crate::model::case::VisitKind;
use crate::store::campaigns as rows;
use crate::{elevation, store};

/// The field of the name.
const NAME: &str = "name";
/// Longest name, in characters.
pub const LONGEST_NAME: usize = 80;
/// Most campaigns of one organisation.
const MOST: usize = 500;
/// A campaign without a case is deleted after so many days.
pub const EMPTY_DAYS: i64 = 30;

/// A campaign whose name opens for the reader.
#[derive(Clone)]
pub struct Campaign {
    /// Which.
    pub id: CampaignId,
    /// Its name.
    pub name: Zeroizing<String>,
    key: Arc<CaseKey>,
}

impl fmt::Debug for Campaign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Campaign").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The campaigns of an organisation.
#[derive(Debug, Clone, Default)]
pub struct Campaigns {
    /// Those that open for the reader, by name.
    pub open: Vec<Campaign>,
    /// How many do not yet: they were made before the reader had a key.
    pub closed: usize,
}

/// How many cases of a campaign there are beside those that the reader can open: told from the threshold on, else nothing.
pub type Others = Option<usize>;

/// A campaign with its cases.
#[derive(Debug, Clone)]
pub struct CampaignView {
    /// Which.
    pub campaign: Campaign,
    /// Its cases that the reader can open.
    pub cases: Vec<CaseLine>,
    /// Beside them.
    pub others: Others,
}

/// Where a case goes.
#[derive(Clone, PartialEq, Eq)]
pub enum LinkTo {
    /// Into no campaign.
    None,
    /// Into one that is there.
    There(CampaignId),
    /// Into a new one of this name, or the one that has it.
    New(String),
}

impl fmt::Debug for LinkTo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkTo(..)")
    }
}

/// The key of a campaign is one like those of cases, bound to the campaign's identifier.
const fn owner(id: CampaignId) -> CaseId {
    CaseId(id.0)
}

const fn place(id: CampaignId) -> CaseRecordId {
    CaseRecordId(id.0)
}

fn tidy(name: &str) -> Result<String, Problem> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut problems = Problems::new();
    check_text(&mut problems, "name", &name, LONGEST_NAME, true);
    problems.finish().map(|()| name)
}

/// The campaigns of one's own organisation.
pub async fn list(cases: &Cases, me: &Unlocked) -> Result<Campaigns, Problem> {
    let member = me.member();
    member.may(Capability::RESPOND)?;
    let all = saksi_db::read!(cases.db, member.viewer(), tx => {
        rows::all(&mut tx, member.organisation, member.person).await
    })?;
    let mut found = Campaigns::default();
    for row in all {
        let key = row.wrap.as_ref().and_then(|wrap| wrap.open(owner(row.id), &me.key()).ok());
        let Some(key) = key else {
            found.closed += 1;
            continue;
        };
        let at = SealedPlace::new(place(row.id), FieldName::fixed(NAME));
        let name = key.open_text(at, &row.name).map_err(damaged("the name of a campaign"))?;
        found.open.push(Campaign { id: row.id, name, key: Arc::new(key) });
    }
    found.open.sort_by_key(|campaign| (campaign.name.to_lowercase(), campaign.id));
    Ok(found)
}

async fn one(cases: &Cases, me: &Unlocked, id: CampaignId) -> Result<Campaign, Problem> {
    let all = list(cases, me).await?;
    all.open.into_iter().find(|campaign| campaign.id == id).ok_or_else(Problem::not_found)
}

/// Hands the keys of campaigns that open for the reader to colleagues who respond and lack them.
async fn share(cases: &Cases, me: &Unlocked, open: &[Campaign]) -> Result<(), Problem> {
    let member = me.member();
    let (pairs, wraps) = saksi_db::read!(cases.db, member.viewer(), tx => {
        let people = saksi_network::members_of(&mut tx, member.organisation).await?;
        let respond: BTreeSet<PersonId> = people
            .iter()
            .filter(|colleague| colleague.roles.capabilities().contains(Capability::RESPOND))
            .map(|colleague| colleague.person)
            .collect();
        let mut pairs = store::keys::key_pairs_of(&mut tx, member.organisation).await?;
        pairs.retain(|pair| respond.contains(&pair.person));
        Ok::<_, Problem>((pairs, rows::wraps(&mut tx, member.organisation).await?))
    })?;
    let mut missing = Vec::new();
    for campaign in open {
        for pair in &pairs {
            let fingerprint = pair.public.fingerprint();
            let has = wraps.iter().any(|(id, person, wrap)| {
                *id == campaign.id && *person == pair.person && wrap.recipient() == fingerprint
            });
            if !has {
                let wrap = campaign.key.wrap(&pair.public, &*cases.random()).map_err(damaged("a wrap"))?;
                missing.push((campaign.id, pair.person, wrap));
            }
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    saksi_db::write!(cases.db, "share campaigns", member.viewer(), tx => {
        let there: BTreeSet<CampaignId> =
            rows::all(&mut tx, member.organisation, member.person).await?.into_iter().map(|row| row.id).collect();
        for (campaign, person, wrap) in &missing {
            // Deleted meanwhile, or somebody who left meanwhile: nothing to hand over.
            if there.contains(campaign) && store::leaving::belongs(&mut tx, member.organisation, *person).await? {
                rows::put_wrap(&mut tx, *campaign, *person, wrap).await?;
            }
        }
        Ok(())
    })
}

/// The campaigns of one's own organisation, for their page, and how many do not open yet; colleagues who lack the key of one get it.
pub async fn look_at_all(cases: &Cases, me: &Unlocked) -> Result<(Vec<CampaignView>, usize), Problem> {
    let all = list(cases, me).await?;
    share(cases, me, &all.open).await?;
    let links = links(cases, me).await?;
    let own = own(cases, me).await?;
    Ok((all.open.into_iter().map(|campaign| view(cases, campaign, &links, &own)).collect(), all.closed))
}

/// One campaign, with those of its cases that the reader can open.
pub async fn look(cases: &Cases, me: &Unlocked, id: CampaignId) -> Result<CampaignView, Problem> {
    let campaign = one(cases, me, id).await?;
    share(cases, me, std::slice::from_ref(&campaign)).await?;
    let links = links(cases, me).await?;
    let own = own(cases, me).await?;
    Ok(view(cases, campaign, &links, &own))
}

async fn links(cases: &Cases, me: &Unlocked) -> Result<BTreeMap<CaseId, CampaignId>, Problem> {
    let member = me.member();
    let links = saksi_db::read!(cases.db, member.viewer(), tx => { rows::links(&mut tx, member.organisation).await })?;
    Ok(links.into_iter().collect())
}

async fn own(cases: &Cases, me: &Unlocked) -> Result<Vec<CaseLine>, Problem> {
    let mut own = mine(cases, me, Mine::Open).await?;
    own.extend(mine(cases, me, Mine::Done).await?);
    Ok(own)
}

fn view(cases: &Cases, campaign: Campaign, links: &BTreeMap<CaseId, CampaignId>, own: &[CaseLine]) -> CampaignView {
    let linked = |line: &&CaseLine| links.get(&line.id) == Some(&campaign.id);
    let shown: Vec<CaseLine> = own.iter().filter(linked).cloned().collect();
    let all = links.values().filter(|id| **id == campaign.id).count();
    let others = all.saturating_sub(shown.len());
    let threshold = usize::try_from(cases.protection.threshold()).unwrap_or(usize::MAX);
    CampaignView { campaign, cases: shown, others: (others >= threshold).then_some(others) }
}

/// The names of the campaigns to which cases belong, as far as they open for the reader.
pub(crate) async fn names(cases: &Cases, me: &Unlocked) -> Result<BTreeMap<CaseId, Zeroizing<String>>, Problem> {
    let links = links(cases, me).await?;
    if links.is_empty() {
        return Ok(BTreeMap::new());
    }
    let all = list(cases, me).await?;
    let name = |id: CampaignId| all.open.iter().find(|campaign| campaign.id == id).map(|found| found.name.clone());
    Ok(links.into_iter().filter_map(|(case, campaign)| Some((case, name(campaign)?))).collect())
}

/// To which campaign of one's own organisation a case belongs. Its name stands in [`list`], where it opens for the reader.
pub async fn of_case(cases: &Cases, me: &Unlocked, case: CaseId) -> Result<Option<CampaignId>, Problem> {
    let member = me.member();
    saksi_db::read!(cases.db, member.viewer(), tx => {
        elevation::holder(&mut tx, member, case).await?;
        rows::of_case(&mut tx, member.organisation, case).await
    })
}

/// Refuses a name that another campaign has.
fn is_free(all: &Campaigns, name: &str, except: Option<CampaignId>) -> Result<(), Problem> {
    let same = |campaign: &Campaign| Some(campaign.id) != except && campaign.name.to_lowercase() == name.to_lowercase();
    if all.open.iter().any(same) {
        return Err(Problem::field("name", "cases-campaign-there"));
    }
    Ok(())
}

/// A new campaign before it is stored.
struct New {
    id: CampaignId,
    name: saksi_vault::SealedText,
    campaign: Campaign,
}

fn make(cases: &Cases, all: &Campaigns, name: &str) -> Result<New, Problem> {
    if all.open.len() + all.closed >= MOST {
        return Err(Problem::conflict("cases-campaigns-many").with("most", MOST));
    }
    let random = cases.random();
    let id = CampaignId::new(&*random);
    let key = CaseKey::generate(owner(id), &*random);
    let sealed = seal_text(&key, place(id), NAME, name, &*random)?;
    Ok(New { id, name: sealed, campaign: Campaign { id, name: Zeroizing::new(name.to_owned()), key: Arc::new(key) } })
}

/// Begins a campaign.
pub async fn begin(cases: &Cases, me: &Unlocked, name: &str) -> Result<CampaignId, Problem> {
    let member = me.member();
    let name = tidy(name)?;
    let all = list(cases, me).await?;
    is_free(&all, &name, None)?;
    let new = make(cases, &all, &name)?;
    let own = new.campaign.key.wrap(me.key().public_key(), &*cases.random()).map_err(damaged("a wrap"))?;
    saksi_db::write!(cases.db, "begin campaign", member.viewer(), tx => {
        rows::insert(&mut tx, new.id, member.organisation, &new.name).await?;
        rows::put_wrap(&mut tx, new.id, member.person, &own).await?;
        note(&mut tx, Actor::Member(member.person), new.id.0, "campaign-begun", &[]).await
    })?;
    share(cases, me, std::slice::from_ref(&new.campaign)).await?;
    Ok(new.id)
}

/// Gives a campaign another name.
pub async fn rename(cases: &Cases, me: &Unlocked, id: CampaignId, name: &str) -> Result<(), Problem> {
    let member = me.member();
    let name = tidy(name)?;
    let all = list(cases, me).await?;
    let campaign = all.open.iter().find(|campaign| campaign.id == id).ok_or_else(Problem::not_found)?;
    is_free(&all, &name, Some(id))?;
    let sealed = seal_text(&campaign.key, place(id), NAME, &name, &*cases.random())?;
    saksi_db::write!(cases.db, "rename campaign", member.viewer(), tx => {
        rows::set_name(&mut tx, id, &sealed).await?;
        note(&mut tx, Actor::Member(member.person), id.0, "campaign-renamed", &[]).await
    })
}

/// Deletes a campaign to which no case belongs.
pub async fn discard(cases: &Cases, me: &Unlocked, id: CampaignId) -> Result<(), Problem> {
    let member = me.member();
    one(cases, me, id).await?;
    saksi_db::write!(cases.db, "discard campaign", member.viewer(), tx => {
        if !rows::delete(&mut tx, id).await? {
            return Err(Problem::conflict("cases-campaign-not-empty"));
        }
        note(&mut tx, Actor::Member(member.person), id.0, "campaign-deleted", &[]).await
    })
}

/// Puts a case that the member holds into a campaign, or takes it out. `was` is where it was when this was decided.
pub async fn link(
    cases: &Cases,
    me: &Unlocked,
    case: CaseId,
    was: Option<CampaignId>,
    into: LinkTo,
) -> Result<(), Problem> {
    let member = me.member();
    // A campaign that stays need not open for whoever saves the form.
    if into == was.map_or(LinkTo::None, LinkTo::There) {
        return of_case(cases, me, case).await.map(drop);
    }
    let all = list(cases, me).await?;
    let mut new = None;
    let to = match into {
        LinkTo::None => None,
        LinkTo::There(id) => {
            let there = all.open.iter().any(|campaign| campaign.id == id);
            Some(if there { id } else { return Err(Problem::field("campaign", "cases-campaign-gone")) })
        }
        LinkTo::New(name) => {
            let name = tidy(&name).map_err(|mut problem| {
                for field in &mut problem.fields {
                    field.field = "new_campaign";
                }
                problem
            })?;
            match all.open.iter().find(|campaign| campaign.name.to_lowercase() == name.to_lowercase()) {
                Some(there) => Some(there.id),
                None => Some(new.insert(make(cases, &all, &name)?).id),
            }
        }
    };
    let own = match &new {
        Some(new) => Some(new.campaign.key.wrap(me.key().public_key(), &*cases.random()).map_err(damaged("a wrap"))?),
        None => None,
    };
    saksi_db::write!(cases.db, "link campaign", member.viewer(), tx => {
        let held = elevation::holder(&mut tx, member, case).await?;
        if !held.mine {
            return Err(Problem::conflict("cases-take-it-first"));
        }
        if rows::of_case(&mut tx, member.organisation, case).await? != was {
            return Err(Problem::conflict("cases-campaign-meanwhile"));
        }
        if let (Some(new), Some(own)) = (&new, &own) {
            rows::insert(&mut tx, new.id, member.organisation, &new.name).await?;
            rows::put_wrap(&mut tx, new.id, member.person, own).await?;
            note(&mut tx, Actor::Member(member.person), new.id.0, "campaign-begun", &[]).await?;
        } else if let Some(to) = to {
            let known = rows::all(&mut tx, member.organisation, member.person).await?;
            if known.iter().all(|row| row.id != to) {
                return Err(Problem::field("campaign", "cases-campaign-gone"));
            }
        }
        rows::put_case(&mut tx, member.organisation, case, to).await?;
        saksi_db::as_system!(tx, held.part, visited(&mut tx, member, case, VisitKind::Changed))
    })?;
    match new {
        Some(new) => share(cases, me, &[new.campaign]).await,
        None => Ok(()),
    }
}

/// Deletes campaigns that have had no case for long; gives how many.
pub async fn drop_empty(cases: &Cases) -> Result<u64, Problem> {
    let before = cases.now().day().plus(-EMPTY_DAYS * DAY);
    saksi_db::write!(cases.db, "drop empty campaigns", Viewer::System, tx => {
        let mut dropped = 0;
        for id in rows::empty_since(&mut tx, before).await? {
            if rows::delete(&mut tx, id).await? {
                note(&mut tx, Actor::System, id.0, "campaign-deleted", &[]).await?;
                dropped += 1;
            }
        }
        Ok(dropped)
    })
}
