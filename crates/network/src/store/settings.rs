//! What the network's operators decided.

use saksi_base::{OrganisationId, Problem};
use saksi_db::{Tx, execute, fetch_all};

use crate::model::settings::NetworkSettings;

#[derive(saksi_db::FromRow)]
struct SettingRow {
    name: String,
    value: String,
}

/// The network's settings; the default for whatever nobody has changed.
pub async fn network_settings(tx: &mut Tx) -> Result<NetworkSettings, Problem> {
    let mut settings = NetworkSettings::default();
    for row in fetch_all!(tx, SettingRow, "SELECT name, value FROM network_setting")? {
        match row.name.as_str() {
            "name" => settings.name = row.value,
            "intro" => settings.intro = row.value,
            "expiry-days" => settings.expiry_days = row.value.parse().unwrap_or(settings.expiry_days),
            "intake" => settings.intake = row.value.parse::<OrganisationId>().ok(),
            "verdict-note" => settings.verdict_note = row.value,
            "two-step-required" => settings.two_step_required = row.value == "true",
            "intake-per-hour" => settings.intake_per_hour = row.value.parse().unwrap_or(settings.intake_per_hour),
            "intake-waiting" => settings.intake_waiting = row.value.parse().unwrap_or(settings.intake_waiting),
            // A setting of a newer version; it stays where it is.
            _ => {}
        }
    }
    Ok(settings)
}

/// Keeps the network's settings.
pub(crate) async fn write_settings(tx: &mut Tx, settings: &NetworkSettings) -> Result<(), Problem> {
    for (name, value) in [
        ("name", settings.name.clone()),
        ("intro", settings.intro.clone()),
        ("expiry-days", settings.expiry_days.to_string()),
        ("intake", settings.intake.map(|id| id.to_string()).unwrap_or_default()),
        ("verdict-note", settings.verdict_note.clone()),
        ("two-step-required", settings.two_step_required.to_string()),
        ("intake-per-hour", settings.intake_per_hour.to_string()),
        ("intake-waiting", settings.intake_waiting.to_string()),
    ] {
        execute!(
            tx,
            "INSERT INTO network_setting (name, value) VALUES ($1, $2) \
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            name,
            value
        )?;
    }
    Ok(())
}
