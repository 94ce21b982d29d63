//! Figures that show the work and nobody in it. How small ones are hidden, and what proves it, stands in [`saksi_counting`]; here is
//! what of a case is counted, and when it is published.
//!
//! - [`coded`]: what of a case is counted at all: coded answers, one value for each dimension, nothing that names anybody.
//! - [`trained`]: what of people who were trained.
//! - [`release`]: releases are fixed tables on fixed days over periods that never overlap, so that two looks cannot be subtracted.

pub mod coded;
pub mod release;
pub mod trained;

pub use saksi_counting::{layout, reader, suppress};

pub use coded::{CodedCase, standard_layout};
pub use release::{Period, Release, WhyNoRelease};
pub use saksi_counting::{Audit, Dimension, Figure, Layout, LayoutProblem, Leak, Protected, Protection};
pub use trained::Trained;
