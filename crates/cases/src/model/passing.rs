//! What a marking lets pass: Traffic Light Protocol 2.0 (FIRST, August 2022) for who may know, and the Permissible Actions
//! Protocol (PAP, as in the MISP taxonomy) for what may be done with it.
//!
//! The record's marking is a limit and never a permission: who may open a case is decided case by case before this is asked.

use saksi_base::{Marking, OrganisationId, Problem};
use serde::{Deserialize, Serialize};

/// Who has a record, or would get it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Holder {
    /// For which organisation they act; none for the public.
    pub organisation: Option<OrganisationId>,
    /// Whose client they are: the organisation whose help they have.
    pub client_of: Option<OrganisationId>,
    /// Whether they are a person whom the record's owner named as a reader.
    pub named: bool,
    /// Whether their organisation belongs to the community: an organisation of the record's space.
    pub in_community: bool,
    /// Whether the source, the person who asked for help, allowed just this receiver; see
    /// [`Consent`](super::consent::Consent).
    pub allowed_by_source: bool,
}

/// How a record would pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Means {
    /// Opened in the house, by somebody who then has it.
    Read,
    /// Handed on, in whatever form: a referral, an extract, a message, a file.
    Forward,
    /// Put before everybody.
    Publish,
}

impl Means {
    /// Every means.
    pub const ALL: [Self; 3] = [Self::Read, Self::Forward, Self::Publish];
}

/// Why a record may not pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum WhyNot {
    /// RED, and the receiver is not named.
    #[error("TLP:RED is for the named people only")]
    NotNamed,
    /// RED is never handed on.
    #[error("TLP:RED is never handed on; the people named in it may tell the source to mark it anew")]
    NeverForwarded,
    /// AMBER+STRICT outside the organisation.
    #[error("TLP:AMBER+STRICT stays in the organisation")]
    OutsideTheOrganisation,
    /// AMBER outside the organisation and its clients.
    #[error("TLP:AMBER stays with the organisation, its clients, and whom the source allowed")]
    NotAClient,
    /// GREEN outside the community.
    #[error("TLP:GREEN stays in the community")]
    OutsideTheCommunity,
    /// Only CLEAR is published.
    #[error("only TLP:CLEAR may be published")]
    NotPublic,
}

impl WhyNot {
    /// Every reason.
    pub const ALL: [Self; 6] = [
        Self::NotNamed,
        Self::NeverForwarded,
        Self::OutsideTheOrganisation,
        Self::NotAClient,
        Self::OutsideTheCommunity,
        Self::NotPublic,
    ];

    /// The message that says so.
    pub const fn message(self) -> &'static str {
        match self {
            Self::NotNamed => "cases-marking-not-named",
            Self::NeverForwarded => "cases-marking-never-forwarded",
            Self::OutsideTheOrganisation => "cases-marking-outside-the-organisation",
            Self::NotAClient => "cases-marking-not-a-client",
            Self::OutsideTheCommunity => "cases-marking-outside-the-community",
            Self::NotPublic => "cases-marking-not-public",
        }
    }
}

/// Whether a record may pass from one holder to another.
///
/// - RED: only people named in it read it, and nobody hands it on.
/// - AMBER+STRICT: stays in the organisation that has it.
/// - AMBER: that organisation and its clients, and a receiver whom the source allowed. TLP 2.0 lets a recipient share
///   wider with the source's explicit permission, which counts here and for GREEN alone. RED and
///   AMBER+STRICT have to be marked anew by the source first.
/// - GREEN: organisations of the community, and a receiver whom the source allowed.
/// - CLEAR: everybody.
pub fn may_pass(marking: Marking, from: &Holder, to: &Holder, means: Means) -> Result<(), WhyNot> {
    if means == Means::Publish && marking != Marking::Clear {
        return Err(WhyNot::NotPublic);
    }
    let same = from.organisation.is_some() && from.organisation == to.organisation;
    let client = to.client_of.is_some() && to.client_of == from.organisation;
    let refused = match marking {
        Marking::Clear => None,
        Marking::Green => (!same && !to.in_community && !to.allowed_by_source).then_some(WhyNot::OutsideTheCommunity),
        Marking::Amber => (!same && !client && !to.allowed_by_source).then_some(WhyNot::NotAClient),
        Marking::AmberStrict => (!same).then_some(WhyNot::OutsideTheOrganisation),
        Marking::Red if means == Means::Forward => Some(WhyNot::NeverForwarded),
        Marking::Red => (!to.named).then_some(WhyNot::NotNamed),
    };
    refused.map_or(Ok(()), Err)
}

/// What may be done with what a record says, from the freest to the most careful.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Pap {
    /// No limit.
    #[serde(rename = "PAP:CLEAR")]
    Clear,
    /// Active actions allowed.
    #[serde(rename = "PAP:GREEN")]
    Green,
    /// Passive cross-check only.
    #[serde(rename = "PAP:AMBER")]
    Amber,
    /// Only what cannot be noticed.
    #[serde(rename = "PAP:RED")]
    Red,
}

/// What somebody wants to do with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Study it on one's own machines, unnoticed by anybody.
    Analyse,
    /// Look it up with a third party that keeps to itself who asked, such as passive DNS.
    LookUp,
    /// Visit, scan, ping, block, or set a trap.
    Probe,
    /// Give it to anybody who then may do with it what they want, such as a public sandbox.
    Submit,
    /// Act on it openly: a notice to a platform, a warning to the public.
    ActOpenly,
}

impl Action {
    /// Every action, the quietest first.
    pub const ALL: [Self; 5] = [Self::Analyse, Self::LookUp, Self::Probe, Self::Submit, Self::ActOpenly];

    /// The least careful PAP that still allows it.
    const fn allowed_up_to(self) -> Pap {
        match self {
            Self::Analyse => Pap::Red,
            Self::LookUp => Pap::Amber,
            Self::Probe => Pap::Green,
            Self::Submit | Self::ActOpenly => Pap::Clear,
        }
    }
}

/// What can be done here from a case that somebody outside the house could notice, or that hands it on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outward {
    /// Handing it to another helpline. Nobody but that helpline learns of it, and it is bound by the same marking.
    Refer,
    /// Offering addresses in it as links: whoever follows one visits the page.
    Link,
    /// Fetching a page, to keep it as evidence.
    KeepPage,
    /// Telling a platform or a mechanism: a notice, a letter sent again, a reminder.
    TellPlatform,
}

impl Outward {
    /// Every one, the quietest first.
    pub const ALL: [Self; 4] = [Self::Refer, Self::Link, Self::KeepPage, Self::TellPlatform];

    /// What it is in the words of PAP.
    pub const fn action(self) -> Action {
        match self {
            Self::Refer => Action::Analyse,
            Self::Link | Self::KeepPage => Action::Probe,
            Self::TellPlatform => Action::ActOpenly,
        }
    }

    /// The least careful PAP that still allows it.
    pub const fn needs(self) -> Pap {
        self.action().allowed_up_to()
    }

    /// The message that says why it is refused, and what to do.
    pub const fn refused(self) -> &'static str {
        match self {
            Self::Refer => "cases-pap-refer",
            Self::Link => "cases-pap-link",
            Self::KeepPage => "cases-pap-keep-page",
            Self::TellPlatform => "cases-pap-tell-platform",
        }
    }
}

/// An action that the record's PAP does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{} does not allow this", .0.label())]
pub struct NotPermitted(pub Pap);

impl Pap {
    /// Every level, freest first.
    pub const ALL: [Self; 4] = [Self::Clear, Self::Green, Self::Amber, Self::Red];

    /// The label as it is written.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Clear => "PAP:CLEAR",
            Self::Green => "PAP:GREEN",
            Self::Amber => "PAP:AMBER",
            Self::Red => "PAP:RED",
        }
    }

    /// Whether an action is allowed. A notice to a platform tells the platform, so it needs CLEAR: GREEN allows active
    /// measures, not disclosure.
    pub fn may_act(self, action: Action) -> Result<(), NotPermitted> {
        if self <= action.allowed_up_to() { Ok(()) } else { Err(NotPermitted(self)) }
    }

    /// Whether something may be done here from a case that is marked so.
    pub fn lets(self, outward: Outward) -> bool {
        self.may_act(outward.action()).is_ok()
    }

    /// Refuses what the marking does not let be done, with the reason and what to do.
    pub fn let_or_refuse(self, outward: Outward) -> Result<(), Problem> {
        if self.lets(outward) {
            return Ok(());
        }
        let problem = Problem::conflict(outward.refused());
        Err(problem.with("pap", self.label()).with("needed", outward.needs().label()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use saksi_base::{SeededRandom, Timestamp};

    /// Who there is: in the house (named or not), a client, a partner with the source's leave, a partner, a stranger.
    fn people() -> (Holder, [(&'static str, Holder); 6]) {
        let random = SeededRandom::new(1);
        let [ours, theirs] = std::array::from_fn(|_| Some(OrganisationId::new(Timestamp(0), &random)));
        let owner = Holder { organisation: ours, named: true, in_community: true, ..Holder::default() };
        let partner = Holder { organisation: theirs, in_community: true, ..Holder::default() };
        let list = [
            ("named", owner),
            ("colleague", Holder { named: false, ..owner }),
            ("client", Holder { client_of: ours, ..Holder::default() }),
            ("allowed", Holder { allowed_by_source: true, ..partner }),
            ("partner", partner),
            ("stranger", Holder::default()),
        ];
        (owner, list)
    }

    #[test]
    fn a_marking_lets_pass_exactly_whom_it_names() {
        let (owner, list) = people();
        for (marking, means, may) in [
            (Marking::Red, Means::Read, "named"),
            (Marking::Red, Means::Forward, ""),
            (Marking::Red, Means::Publish, ""),
            (Marking::AmberStrict, Means::Read, "named colleague"),
            (Marking::AmberStrict, Means::Forward, "named colleague"),
            (Marking::Amber, Means::Forward, "named colleague client allowed"),
            (Marking::Amber, Means::Publish, ""),
            (Marking::Green, Means::Forward, "named colleague allowed partner"),
            (Marking::Green, Means::Publish, ""),
            (Marking::Clear, Means::Publish, "named colleague client allowed partner stranger"),
        ] {
            let passed: Vec<&str> = list
                .iter()
                .filter(|(_, to)| may_pass(marking, &owner, to, means).is_ok())
                .map(|(name, _)| *name)
                .collect();
            assert_eq!(passed.join(" "), may, "{marking} {means:?}");
        }
    }

    #[test]
    fn the_reason_is_the_one_that_helps() {
        let (owner, list) = people();
        let to = |name: &str| list.iter().find(|(known, _)| *known == name).unwrap().1;
        for (marking, name, means, why) in [
            (Marking::Red, "named", Means::Forward, WhyNot::NeverForwarded),
            (Marking::Red, "colleague", Means::Read, WhyNot::NotNamed),
            (Marking::AmberStrict, "allowed", Means::Forward, WhyNot::OutsideTheOrganisation),
            (Marking::Amber, "partner", Means::Forward, WhyNot::NotAClient),
            (Marking::Green, "client", Means::Forward, WhyNot::OutsideTheCommunity),
            (Marking::Green, "partner", Means::Publish, WhyNot::NotPublic),
        ] {
            assert_eq!(may_pass(marking, &owner, &to(name), means), Err(why), "{marking} {name}");
        }
        let staff = include_str!("../../locales/staff.en.ftl");
        for why in WhyNot::ALL {
            assert!(staff.contains(&format!("\n{} = ", why.message())), "{why}");
        }
    }

    #[test]
    fn a_narrower_marking_never_lets_more_pass() {
        let (owner, list) = people();
        // Clients stand outside the community, so GREEN and AMBER do not nest for them: TLP 2.0 says so itself.
        for (name, to) in list.iter().filter(|(name, _)| *name != "client") {
            for means in Means::ALL {
                let passes = Marking::ALL.map(|marking| may_pass(marking, &owner, to, means).is_ok());
                assert!(passes.windows(2).all(|pair| pair[0] || !pair[1]), "{name} {means:?} {passes:?}");
            }
        }
    }

    #[test]
    fn the_public_has_no_organisation_in_common() {
        let nobody = Holder::default();
        assert_eq!(
            may_pass(Marking::AmberStrict, &nobody, &nobody, Means::Forward),
            Err(WhyNot::OutsideTheOrganisation)
        );
        assert_eq!(may_pass(Marking::Amber, &nobody, &nobody, Means::Forward), Err(WhyNot::NotAClient));
    }

    #[test]
    fn careful_records_allow_quiet_actions_only() {
        for (pap, most) in [
            (Pap::Red, Action::Analyse),
            (Pap::Amber, Action::LookUp),
            (Pap::Green, Action::Probe),
            (Pap::Clear, Action::ActOpenly),
        ] {
            for action in Action::ALL {
                assert_eq!(pap.may_act(action).is_ok(), action <= most, "{} {action:?}", pap.label());
            }
        }
        assert_eq!(NotPermitted(Pap::Red).to_string(), "PAP:RED does not allow this");
    }

    #[test]
    fn what_leaves_the_house_is_let_by_the_marking_or_refused_with_what_to_do() {
        use Outward::{KeepPage, Link, Refer, TellPlatform};
        for (pap, let_by_it) in [
            (Pap::Red, &[Refer][..]),
            (Pap::Amber, &[Refer]),
            (Pap::Green, &[Refer, Link, KeepPage]),
            (Pap::Clear, &[Refer, Link, KeepPage, TellPlatform]),
        ] {
            for outward in Outward::ALL {
                let found = pap.let_or_refuse(outward);
                assert_eq!(found.is_ok(), let_by_it.contains(&outward), "{} {outward:?}", pap.label());
                if let Err(problem) = found {
                    assert_eq!(problem.message, outward.refused());
                    assert!(problem.arguments.iter().any(|(name, _)| *name == "pap"), "{problem:?}");
                }
            }
        }
    }
}
