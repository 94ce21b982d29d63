//! Figures that show the work and nobody in it.
//!
//! A released figure must not let anybody work out a small one: not by reading it, not by subtracting it from a sum, and not
//! from another table of the same release. The parts:
//!
//! 1. [`layout`]: which tables a release has. A table crosses up to three dimensions and comes with all its sums. Tables of
//!    one release count the same cases, so a figure that stands in two of them is one figure.
//! 2. [`suppress`]: small figures are hidden (from one up to one below the threshold, 11 unless raised), then as many others as it takes.
//!    *Zero is shown*: that there was no such case is no small number of people. So a reader knows that a hidden figure is at
//!    least one, and all reasoning here grants them that.
//! 3. What proves it: for every hidden figure two *worlds*, whole sets of figures that agree with everything shown, in which
//!    it differs by at least the protection width (ten unless raised). What is shown does not tell the worlds and the truth
//!    apart, so no reasoning from it, linear or with whole numbers, narrows the figure further. [`suppress::Protected::audit`] checks
//!    every world by adding up; it shares no code with the search that found them.
//! 4. [`reader`]: what a reader can work out from what is shown alone, by exact integer search: the opposite direction, used to check the first.
//!
//! The worlds agree with every table of the release. That there is also one list of cases behind all of its tables at once is
//! something a reader knows besides; it narrows nothing, because tables never form a circle (see [`layout`]): then every world has such a list.
//!
//! Limits, stated: whoever knows some of the cases from elsewhere knows that much more; the width is what stands between the
//! rest and them. Whoever knows this program knows how it chooses what to hide beside the small figures, which may make some
//! worlds likelier than others. The rule of eleven is the one that United States health-care data follow (CMS cell size
//! suppression policy: no figure from 1 to 10, none that can be derived).

pub mod layout;
pub mod reader;
pub mod suppress;

use serde::{Deserialize, Serialize};

pub use layout::{Dimension, Layout, LayoutProblem};
pub use suppress::{Audit, Leak, Protected, Protection};

/// One figure as it is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Option<u64>", into = "Option<u64>")]
pub enum Figure {
    /// So many cases; may be none.
    Count(u64),
    /// Hidden: at least one. Whether it is small itself or hides another is not told.
    Hidden,
}

impl From<Option<u64>> for Figure {
    fn from(figure: Option<u64>) -> Self {
        figure.map_or(Self::Hidden, Self::Count)
    }
}

impl From<Figure> for Option<u64> {
    fn from(figure: Figure) -> Self {
        match figure {
            Figure::Count(figure) => Some(figure),
            Figure::Hidden => None,
        }
    }
}

/// Longest code of a dimension or a value.
pub const LONGEST_CODE: usize = 40;

/// Whether a text is a code: lower-case letters, digits and single hyphens.
fn is_code(text: &str) -> bool {
    (1..=LONGEST_CODE).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
}

/// A shorthand for reading tables by place without panicking: what is not there is nought.
fn at<T: Copy + Default>(values: &[T], place: usize) -> T {
    values.get(place).copied().unwrap_or_default()
}
