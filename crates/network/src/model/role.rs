//! Roles and what each of them allows.
//!
//! Rooms ask for a [`Capability`], never for a [`Role`], so that a role can be reshaped in this one place.

use saksi_base::Problem;

bitflags::bitflags! {
    /// What somebody may do on behalf of the organisation they act for.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
    pub struct Capability: u32 {
        /// Work the queue: see messages handed in, claim them, join and split, write checks.
        const CHECK = 1;
        /// Approve or return the check of somebody else.
        const REVIEW = 1 << 1;
        /// Put a finished check before the public, correct it, withdraw it. Where the organisation requires review,
        /// only after a second person has approved it.
        const PUBLISH = 1 << 2;
        /// Hide, restore and block with a reason; work the junk lane and the appeals.
        const MODERATE = 1 << 3;
        /// Invite people, give and take roles.
        const MANAGE_PEOPLE = 1 << 4;
        /// Change the organisation's name, languages, rules and tokens.
        const MANAGE_ORGANISATION = 1 << 5;
        /// Bring records in.
        const IMPORT = 1 << 6;
        /// Take records out that are not public.
        const EXPORT = 1 << 7;
        /// Answer calls for help.
        const RESPOND = 1 << 8;
        /// Send notices to platforms and mechanisms.
        const ESCALATE = 1 << 9;
        /// Code items, write narratives, publish datasets.
        const RESEARCH = 1 << 10;
        /// Run the helpline: its rota, its hours, its settings. Opens no case: those open by name and key alone.
        const RUN_HELPLINE = 1 << 11;
        /// Capture pages, take files in as evidence, and keep account of what becomes of them.
        const PRESERVE = 1 << 12;
    }
}

impl Capability {
    /// The stable names of what is set, as templates and the session view use them.
    pub fn names(self) -> Vec<&'static str> {
        const NAMES: [(Capability, &str); 13] = [
            (Capability::CHECK, "check"),
            (Capability::REVIEW, "review"),
            (Capability::PUBLISH, "publish"),
            (Capability::MODERATE, "moderate"),
            (Capability::MANAGE_PEOPLE, "manage-people"),
            (Capability::MANAGE_ORGANISATION, "manage-organisation"),
            (Capability::IMPORT, "import"),
            (Capability::EXPORT, "export"),
            (Capability::RESPOND, "respond"),
            (Capability::ESCALATE, "escalate"),
            (Capability::RESEARCH, "research"),
            (Capability::RUN_HELPLINE, "run-helpline"),
            (Capability::PRESERVE, "preserve"),
        ];
        NAMES.iter().filter(|(capability, _)| self.contains(*capability)).map(|(_, name)| *name).collect()
    }
}

/// What somebody is in an organisation. A person may have several roles at once, each with its own dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Answers for the organisation. There is always at least one.
    Owner,
    /// Keeps the work together: people, queue, moderation.
    Coordinator,
    /// Checks claims.
    Checker,
    /// Checks claims and reviews the checks of others.
    Reviewer,
    /// Answers calls for help.
    Responder,
    /// Talks to platforms and mechanisms.
    Liaison,
    /// Studies what was collected.
    Researcher,
}

impl Role {
    /// Every role, in the order in which a form shows it.
    pub const ALL: [Self; 7] = [
        Self::Owner,
        Self::Coordinator,
        Self::Checker,
        Self::Reviewer,
        Self::Responder,
        Self::Liaison,
        Self::Researcher,
    ];

    /// The stable code, as stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Coordinator => "coordinator",
            Self::Checker => "checker",
            Self::Reviewer => "reviewer",
            Self::Responder => "responder",
            Self::Liaison => "liaison",
            Self::Researcher => "researcher",
        }
    }

    /// The message that names the role.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Owner => "network-role-owner",
            Self::Coordinator => "network-role-coordinator",
            Self::Checker => "network-role-checker",
            Self::Reviewer => "network-role-reviewer",
            Self::Responder => "network-role-responder",
            Self::Liaison => "network-role-liaison",
            Self::Researcher => "network-role-researcher",
        }
    }

    /// The message that says what the role may do.
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Owner => "network-role-owner-hint",
            Self::Coordinator => "network-role-coordinator-hint",
            Self::Checker => "network-role-checker-hint",
            Self::Reviewer => "network-role-reviewer-hint",
            Self::Responder => "network-role-responder-hint",
            Self::Liaison => "network-role-liaison-hint",
            Self::Researcher => "network-role-researcher-hint",
        }
    }

    /// Reads a stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// What the role allows.
    pub const fn capabilities(self) -> Capability {
        match self {
            Self::Owner => Capability::all(),
            Self::Coordinator => Capability::CHECK
                .union(Capability::REVIEW)
                .union(Capability::PUBLISH)
                .union(Capability::MODERATE)
                .union(Capability::MANAGE_PEOPLE)
                .union(Capability::IMPORT)
                .union(Capability::EXPORT)
                .union(Capability::RUN_HELPLINE)
                .union(Capability::PRESERVE),
            Self::Checker => Capability::CHECK.union(Capability::PUBLISH).union(Capability::PRESERVE),
            Self::Reviewer => {
                Capability::CHECK.union(Capability::REVIEW).union(Capability::PUBLISH).union(Capability::PRESERVE)
            }
            Self::Responder => Capability::RESPOND,
            Self::Liaison => Capability::ESCALATE.union(Capability::PRESERVE),
            Self::Researcher => Capability::RESEARCH.union(Capability::EXPORT).union(Capability::PRESERVE),
        }
    }
}

/// A set of roles without repetition, in the order of [`Role::ALL`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roles(Vec<Role>);

impl Roles {
    /// From any list; repetitions fall away.
    pub fn new(roles: impl IntoIterator<Item = Role>) -> Self {
        let mut roles: Vec<Role> = roles.into_iter().collect();
        roles.sort_unstable();
        roles.dedup();
        Self(roles)
    }

    /// The roles, in order.
    pub fn iter(&self) -> impl Iterator<Item = Role> + '_ {
        self.0.iter().copied()
    }

    /// Whether none is held.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether one of them is `role`.
    pub fn contains(&self, role: Role) -> bool {
        self.0.contains(&role)
    }

    /// What all of them together allow.
    pub fn capabilities(&self) -> Capability {
        self.iter().fold(Capability::empty(), |all, role| all | role.capabilities())
    }

    /// Codes separated by spaces, as invitations store them.
    pub fn to_codes(&self) -> String {
        self.iter().map(Role::code).collect::<Vec<_>>().join(" ")
    }

    /// Reads what [`Roles::to_codes`] writes; unknown codes (of a newer version) are left out.
    pub fn from_codes(codes: &str) -> Self {
        Self::new(codes.split_whitespace().filter_map(Role::from_code))
    }

    /// Whether somebody with these roles may give or take `others`. Whoever manages people gives every role, also ones
    /// they do not have themselves, but only an owner makes or unmakes an owner. A role opens nothing that is sealed: keys are
    /// handed on by those who hold them.
    pub fn may_grant(&self, others: &Self) -> Result<(), Problem> {
        let allowed = self.capabilities();
        if !allowed.contains(Capability::MANAGE_PEOPLE) {
            return Err(Problem::forbidden());
        }
        if others.contains(Role::Owner) && !self.contains(Role::Owner) {
            return Err(Problem::field("role", "network-only-an-owner-makes-owners"));
        }
        Ok(())
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        Self::new(roles)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_may_do_everything_and_a_responder_only_respond() {
        assert_eq!(Role::Owner.capabilities(), Capability::all());
        assert_eq!(Role::Responder.capabilities().names(), ["respond"]);
        assert!(!Role::Checker.capabilities().contains(Capability::REVIEW));
        assert!(!Role::Coordinator.capabilities().contains(Capability::MANAGE_ORGANISATION));
        // Who runs the helpline does not open what people wrote to it.
        assert!(Role::Coordinator.capabilities().contains(Capability::RUN_HELPLINE));
        assert!(!Role::Coordinator.capabilities().contains(Capability::RESPOND));
    }

    #[test]
    fn only_an_owner_makes_an_owner_and_a_checker_invites_nobody() {
        let owners = Roles::new([Role::Owner]);
        let checkers = Roles::new([Role::Checker]);
        let coordinators = Roles::new([Role::Coordinator]);
        assert!(owners.may_grant(&owners).is_ok());
        assert!(coordinators.may_grant(&checkers).is_ok());
        assert!(coordinators.may_grant(&owners).is_err());
        assert!(checkers.may_grant(&checkers).is_err());
    }

    #[test]
    fn codes_read_back_and_repetitions_fall_away() {
        let roles = Roles::new([Role::Reviewer, Role::Owner, Role::Reviewer]);
        assert_eq!(roles.to_codes(), "owner reviewer");
        assert_eq!(Roles::from_codes("reviewer owner something-newer"), roles);
    }
}
