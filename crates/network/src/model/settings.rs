//! What belongs to the whole network.

use saksi_base::problem::Problems;
use saksi_base::{OrganisationId, Problem};

use super::organisation::one_line;

/// What the network's operators decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkSettings {
    /// The name of the network, on every page.
    pub name: String,
    /// What the first page says about it; plain text, empty for the built-in text.
    pub intro: String,
    /// After how many days a message that nobody answered is deleted: 7 to 3,650.
    pub expiry_days: i64,
    /// Which organisation receives what the public hands in; none before the first is set up.
    pub intake: Option<OrganisationId>,
    /// What the network adds to the explanation of its verdicts; plain text.
    pub verdict_note: String,
    /// Whether everybody must set up the second step before any staff page, without the days of grace.
    pub two_step_required: bool,
    /// The most messages that the public may hand in per hour, over all, before the rest goes to the junk lane.
    pub intake_per_hour: i64,
    /// The most claims that wait to be checked at once, over all, before what would open another goes to the junk lane.
    pub intake_waiting: i64,
}

impl Default for NetworkSettings {
    fn default() -> Self {
        Self {
            name: "Saksi".to_owned(),
            intro: String::new(),
            expiry_days: 180,
            intake: None,
            verdict_note: String::new(),
            two_step_required: false,
            intake_per_hour: 2_000,
            intake_waiting: 200_000,
        }
    }
}

impl NetworkSettings {
    /// Trims and checks every field.
    pub fn tidy(mut self) -> Result<Self, Problem> {
        let mut problems = Problems::new();
        self.name = one_line(&self.name);
        self.intro = self.intro.trim().to_owned();
        self.verdict_note = self.verdict_note.trim().to_owned();
        if self.name.is_empty() {
            problems.add("name", "network-network-name-missing");
        } else if self.name.chars().count() > 80 {
            problems.add("name", "network-too-long").with("most", 80);
        }
        for (field, text) in [("intro", &self.intro), ("verdict_note", &self.verdict_note)] {
            if text.chars().count() > 1_000 {
                problems.add(field, "network-too-long").with("most", 1_000);
            }
        }
        for (field, value, least, most) in [
            ("expiry_days", self.expiry_days, 7, 3_650),
            ("intake_per_hour", self.intake_per_hour, 1, 1_000_000),
            ("intake_waiting", self.intake_waiting, 100, 10_000_000),
        ] {
            if !(least..=most).contains(&value) {
                problems.add(field, "network-number-out-of-range").with("least", least).with("most", most);
            }
        }
        problems.finish()?;
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_fine_and_nonsense_is_named() {
        assert!(NetworkSettings::default().tidy().is_ok());
        let wrong = NetworkSettings { name: " ".into(), expiry_days: 0, ..NetworkSettings::default() };
        let fields: Vec<_> = wrong.tidy().unwrap_err().fields.iter().map(|f| f.field).collect();
        assert_eq!(fields, ["name", "expiry_days"]);
    }
}
