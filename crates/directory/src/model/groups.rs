//! Working groups.

use saksi_base::problem::Problems;
use saksi_base::{PersonId, Problem, WorkingGroupId};
use saksi_network::model::organisation::one_line;

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 120;
/// The longest charter, in characters.
pub const LONGEST_CHARTER: usize = 4_000;

/// A working group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Which.
    pub id: WorkingGroupId,
    /// Its name.
    pub name: String,
    /// What it is for, plain text.
    pub charter: String,
}

impl Group {
    /// Trims and checks.
    pub fn tidy(mut self) -> Result<Self, Problem> {
        let mut problems = Problems::new();
        self.name = one_line(&self.name);
        self.charter = self.charter.trim().to_owned();
        if self.name.is_empty() {
            problems.add("name", "directory-group-name-missing");
        } else if self.name.chars().count() > LONGEST_NAME {
            problems.add("name", "directory-too-long").with("most", LONGEST_NAME);
        }
        if self.charter.chars().count() > LONGEST_CHARTER {
            problems.add("charter", "directory-too-long").with("most", LONGEST_CHARTER);
        }
        problems.finish()?;
        Ok(self)
    }
}

/// Somebody in a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupMember {
    /// Who.
    pub person: PersonId,
    /// Their name; `None` where it is not for this reader.
    pub name: Option<String>,
    /// Whether they chair it.
    pub chairs: bool,
}
