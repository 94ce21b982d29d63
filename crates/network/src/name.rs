//! The name of the network on every page of every process.

use saksi_base::Problem;
use saksi_db::Viewer;
use saksi_web::Site;

use crate::model::NetworkSettings;
use crate::store;

/// Shows the name that the network's operators chose, from now on. To be called at the start, and whenever the journal says
/// [`crate::actions::SETTINGS_CHANGED`]. A name that is fixed by the settings of this machine
/// overrules it; where they chose none, the one of the start stands.
pub async fn show_name(site: &Site) -> Result<(), Problem> {
    let _alone = site.renaming().await;
    let chosen = saksi_db::read!(site.db, Viewer::System, tx => { store::network_settings(&mut tx).await })?.name;
    let nobody_chose = chosen.is_empty() || chosen == NetworkSettings::default().name;
    site.rename(if nobody_chose { &site.settings.name } else { &chosen });
    Ok(())
}
