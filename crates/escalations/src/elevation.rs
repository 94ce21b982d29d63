//! The few parts that run as the system, each with its reason. An action has proved the member's right before it enters one.
//!
//! Notices and routes belong to one organisation, and the database shows them to nobody else. Members of a network still ask each other
//! for a better route, and bring each other's complaints together. What one of them learns of another here is no more than that
//! there is a route of some standing, which its owner opened for that, or that there is a notice for an address that they have
//! themselves; what the other one's notice says, and whose it is, they learn when its owner lets them in.

use saksi_db::Elevation;

/// Routes whose owners take notices of others: of what standing, how quick, in which languages. Never where they lead.
pub(crate) const ROUTES_OF_OTHERS: Elevation = Elevation::named("routes that take referrals");

/// Whether another organisation has a notice for an address, of one that the member is writing.
pub(crate) const SAME_ADDRESS: Elevation = Elevation::named("notices for the same address");

/// An organisation is named in another one's draft no longer, by its own wish; nothing else of the draft is changed.
pub(crate) const LEAVES: Elevation = Elevation::named("an organisation leaves a notice");

/// A notice changes hands: its owner offered it, and the organisation to which it was offered takes it; or gives it back.
pub(crate) const CHANGES_HANDS: Elevation = Elevation::named("a notice changes hands");
