//! How a helpline works: read by everybody who works with it, set by those who run it.

use saksi_base::{OrganisationId, Problem};
use saksi_db::{Actor, Viewer};
use saksi_network::{Capability, Member};

use super::note;
use crate::handle::Cases;
use crate::model::settings::{HelpSetting, HelpSettings};
use crate::store;

/// The settings of an organisation's helpline. Nothing in them is about a case.
pub async fn get(cases: &Cases, organisation: OrganisationId) -> Result<HelpSettings, Problem> {
    saksi_db::read!(cases.db, Viewer::Public, tx => {
        Ok(HelpSettings::read(&store::settings::all(&mut tx, organisation).await?))
    })
}

/// Sets one thing in the place of the version that its author saw; whoever comes second is told so and loses nothing.
pub async fn set(cases: &Cases, member: &Member, seen: u32, setting: HelpSetting) -> Result<(), Problem> {
    member.may(Capability::RUN_HELPLINE)?;
    if matches!(&setting, HelpSetting::Profile(Some(profile)) if profile.organisation != member.organisation) {
        return Err(Problem::forbidden());
    }
    let kept = setting.to_kept().map_err(|why| {
        tracing::debug!(setting = setting.name(), why = why.0, "a setting cannot be used");
        Problem::conflict("cases-setting-wrong")
    })?;
    saksi_db::write!(cases.db, "set helpline", member.viewer(), tx => {
        let name = setting.name();
        if !store::settings::put(&mut tx, member.organisation, name, &kept, i64::from(seen)).await? {
            return Err(Problem::conflict("cases-setting-changed"));
        }
        note(&mut tx, Actor::Member(member.person), member.organisation.0, "helpline-set", kept.as_bytes()).await
    })
}
