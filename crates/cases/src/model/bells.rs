//! Whom a helpline tells, outside of the site, that somebody waits for a first answer.

use saksi_network::model::organisation::is_email_address;
use serde::{Deserialize, Serialize};

use super::clocks::ClockState;

/// Most addresses of one step.
pub const MOST_ADDRESSES: usize = 10;

/// Whom to tell. Addresses of roles, not of people: they stand readable in the database.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bells {
    /// At the reminder: a mailbox that whoever is on duty reads. The rota does not change it.
    pub remind: Vec<String>,
    /// Those who answer for the desk, when that did not help.
    pub escalate: Vec<String>,
}

/// An address that cannot be rung.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BellProblem {
    /// It is no address of mail.
    #[error("{0:?} is not an address of mail")]
    Address(String),
    /// There are too many.
    #[error("at most {MOST_ADDRESSES} addresses are possible")]
    TooMany,
}

/// How far a waiting request has rung.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Step {
    /// Not yet.
    #[default]
    Quiet,
    /// At the reminder.
    Reminder,
    /// At the escalation.
    Escalation,
}

impl Step {
    /// How far the clock of the first answer has come.
    pub const fn of(state: ClockState) -> Self {
        match state {
            ClockState::Running | ClockState::Met | ClockState::Paused => Self::Quiet,
            ClockState::Reminded => Self::Reminder,
            ClockState::Escalated | ClockState::Missed => Self::Escalation,
        }
    }
}

/// One address for each line or comma.
pub fn read_addresses(text: &str) -> Result<Vec<String>, BellProblem> {
    let mut addresses: Vec<String> = Vec::new();
    for address in text.split(['\n', ',', ';', '،', '、']).map(str::trim).filter(|address| !address.is_empty()) {
        check_address(address)?;
        if !addresses.iter().any(|known| known.eq_ignore_ascii_case(address)) {
            addresses.push(address.to_owned());
        }
    }
    if addresses.len() > MOST_ADDRESSES { Err(BellProblem::TooMany) } else { Ok(addresses) }
}

fn check_address(address: &str) -> Result<(), BellProblem> {
    if is_email_address(address) { Ok(()) } else { Err(BellProblem::Address(address.chars().take(60).collect())) }
}

impl Bells {
    /// Whether all can be rung.
    pub fn check(&self) -> Result<(), BellProblem> {
        for list in [&self.remind, &self.escalate] {
            if list.len() > MOST_ADDRESSES {
                return Err(BellProblem::TooMany);
            }
            list.iter().try_for_each(|address| check_address(address))?;
        }
        Ok(())
    }

    /// Whom a step tells. Whoever was reminded hears as well that others are told.
    pub fn of(&self, step: Step) -> Vec<String> {
        let mut told = Vec::new();
        let lists = match step {
            Step::Quiet => [None, None],
            Step::Reminder => [Some(&self.remind), None],
            Step::Escalation => [Some(&self.escalate), Some(&self.remind)],
        };
        for address in lists.into_iter().flatten().flatten() {
            if !told.contains(address) {
                told.push(address.clone());
            }
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_one_for_each_line_or_comma_and_what_is_none_is_named() {
        let read = read_addresses(" duty@help.example\n\nlead@help.example، Duty@help.example ;night@help.example");
        assert_eq!(read.unwrap(), ["duty@help.example", "lead@help.example", "night@help.example"]);
        assert_eq!(read_addresses("duty").unwrap_err(), BellProblem::Address("duty".into()));
        let many = (0..=MOST_ADDRESSES).map(|n| format!("n{n}@help.example")).collect::<Vec<_>>().join("\n");
        assert_eq!(read_addresses(&many).unwrap_err(), BellProblem::TooMany);
        assert_eq!(read_addresses("").unwrap(), Vec::<String>::new());
    }

    #[test]
    fn whoever_was_reminded_hears_that_the_lead_was_told_and_nobody_hears_twice() {
        let text = |list: &[&str]| list.iter().map(|address| (*address).to_owned()).collect::<Vec<_>>();
        let bells = Bells { remind: text(&["duty@a.example", "both@a.example"]), escalate: text(&["both@a.example"]) };
        assert_eq!(bells.of(Step::Quiet), Vec::<String>::new());
        assert_eq!(bells.of(Step::Reminder), ["duty@a.example", "both@a.example"]);
        assert_eq!(bells.of(Step::Escalation), ["both@a.example", "duty@a.example"]);
        assert!(Step::Escalation > Step::Reminder && Step::Reminder > Step::Quiet);
        assert!(bells.check().is_ok());
        assert!(Bells { remind: text(&["nobody"]), ..bells }.check().is_err());
    }
}
