//! Campaigns: which there are, for whom each opens, which cases belong to it. Names and keys are sealed.

use saksi_base::{CampaignId, CaseId, OrganisationId, PersonId, Problem, Timestamp};
use saksi_db::{Tx, execute, fetch_all, fetch_optional};
use saksi_vault::{SealedText, WrappedCaseKey};

use crate::handle::damaged;

/// A campaign, sealed.
pub(crate) struct CampaignRow {
    pub(crate) id: CampaignId,
    pub(crate) name: SealedText,
    /// The key, for whoever reads; none where it is not wrapped for them.
    pub(crate) wrap: Option<WrappedCaseKey>,
}

#[derive(saksi_db::FromRow)]
struct Row {
    id: CampaignId,
    name: Vec<u8>,
    wrap: Option<Vec<u8>>,
}

fn wrapped(bytes: &[u8]) -> Result<WrappedCaseKey, Problem> {
    WrappedCaseKey::from_bytes(bytes).map_err(damaged("a wrap"))
}

impl Row {
    fn read(self) -> Result<CampaignRow, Problem> {
        Ok(CampaignRow {
            id: self.id,
            name: SealedText::from_bytes(self.name).map_err(damaged("a campaign"))?,
            wrap: self.wrap.as_deref().map(wrapped).transpose()?,
        })
    }
}

/// The campaigns of an organisation, each with the wrap for one of its people.
pub(crate) async fn all(
    tx: &mut Tx,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Vec<CampaignRow>, Problem> {
    let rows = fetch_all!(
        tx,
        Row,
        "SELECT c.id, c.name, w.wrap FROM campaign c \
         LEFT JOIN campaign_wrap w ON w.campaign = c.id AND w.person = $2 WHERE c.organisation = $1 ORDER BY c.id",
        organisation,
        person
    )?;
    rows.into_iter().map(Row::read).collect()
}

/// Keeps a new one.
pub(crate) async fn insert(
    tx: &mut Tx,
    id: CampaignId,
    organisation: OrganisationId,
    name: &SealedText,
) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO campaign (id, organisation, name, day) VALUES ($1, $2, $3, $4)",
        id,
        organisation,
        name.as_bytes(),
        day
    )?;
    Ok(())
}

/// Another name.
pub(crate) async fn set_name(tx: &mut Tx, id: CampaignId, name: &SealedText) -> Result<(), Problem> {
    execute!(tx, "UPDATE campaign SET name = $2 WHERE id = $1", id, name.as_bytes())?;
    Ok(())
}

/// For whom the keys of an organisation's campaigns are wrapped.
pub(crate) async fn wraps(
    tx: &mut Tx,
    organisation: OrganisationId,
) -> Result<Vec<(CampaignId, PersonId, WrappedCaseKey)>, Problem> {
    let rows = fetch_all!(
        tx,
        (CampaignId, PersonId, Vec<u8>),
        "SELECT w.campaign, w.person, w.wrap FROM campaign_wrap w JOIN campaign c ON c.id = w.campaign \
         WHERE c.organisation = $1",
        organisation
    )?;
    rows.into_iter().map(|(campaign, person, bytes)| Ok((campaign, person, wrapped(&bytes)?))).collect()
}

/// Wraps the key of a campaign for somebody; the newest wrap stays.
pub(crate) async fn put_wrap(
    tx: &mut Tx,
    campaign: CampaignId,
    person: PersonId,
    wrap: &WrappedCaseKey,
) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO campaign_wrap (campaign, person, wrap) VALUES ($1, $2, $3) \
         ON CONFLICT (campaign, person) DO UPDATE SET wrap = excluded.wrap",
        campaign,
        person,
        wrap.as_bytes()
    )?;
    Ok(())
}

/// Somebody belongs to an organisation no longer: its campaigns open for them no longer.
pub(crate) async fn take_wraps(tx: &mut Tx, organisation: OrganisationId, person: PersonId) -> Result<(), Problem> {
    execute!(
        tx,
        "DELETE FROM campaign_wrap WHERE person = $2 AND campaign IN (SELECT id FROM campaign WHERE organisation = $1)",
        organisation,
        person
    )?;
    Ok(())
}

/// Every case of an organisation's campaigns.
pub(crate) async fn links(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<(CaseId, CampaignId)>, Problem> {
    Ok(fetch_all!(
        tx,
        (CaseId, CampaignId),
        "SELECT x.help_case, x.campaign FROM campaign_case x JOIN campaign c ON c.id = x.campaign \
         WHERE c.organisation = $1",
        organisation
    )?)
}

/// The campaign of an organisation to which a case belongs.
pub(crate) async fn of_case(
    tx: &mut Tx,
    organisation: OrganisationId,
    case: CaseId,
) -> Result<Option<CampaignId>, Problem> {
    let row = fetch_optional!(
        tx,
        (CampaignId,),
        "SELECT x.campaign FROM campaign_case x JOIN campaign c ON c.id = x.campaign \
         WHERE c.organisation = $1 AND x.help_case = $2",
        organisation,
        case
    )?;
    Ok(row.map(|(id,)| id))
}

/// Takes a case out of the campaign of an organisation, and puts it into another one, or into none.
pub(crate) async fn put_case(
    tx: &mut Tx,
    organisation: OrganisationId,
    case: CaseId,
    to: Option<CampaignId>,
) -> Result<(), Problem> {
    execute!(
        tx,
        "DELETE FROM campaign_case WHERE help_case = $2 AND campaign IN (SELECT id FROM campaign WHERE organisation = $1)",
        organisation,
        case
    )?;
    let Some(to) = to else { return Ok(()) };
    execute!(tx, "INSERT INTO campaign_case (campaign, help_case) VALUES ($1, $2)", to, case)?;
    let day = tx.now().day();
    execute!(tx, "UPDATE campaign SET day = $2 WHERE id = $1", to, day)?;
    Ok(())
}

/// Deletes a campaign to which no case belongs; `false`: one does.
pub(crate) async fn delete(tx: &mut Tx, id: CampaignId) -> Result<bool, Problem> {
    let gone = execute!(
        tx,
        "DELETE FROM campaign WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM campaign_case x WHERE x.campaign = campaign.id)",
        id
    )?;
    if gone == 0 {
        return Ok(false);
    }
    tx.tombstone("campaign", id.0).await?;
    Ok(true)
}

/// Campaigns to which no case belongs and none was linked since a day.
pub(crate) async fn empty_since(tx: &mut Tx, before: Timestamp) -> Result<Vec<CampaignId>, Problem> {
    let rows = fetch_all!(
        tx,
        (CampaignId,),
        "SELECT c.id FROM campaign c WHERE c.day < $1 \
         AND NOT EXISTS (SELECT 1 FROM campaign_case x WHERE x.campaign = c.id) ORDER BY c.id LIMIT 100",
        before
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
