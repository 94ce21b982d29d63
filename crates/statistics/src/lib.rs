//! The figures that hold platforms to account: how long people wait, and how often something is done, with intervals that say
//! how sure anybody can be.
//!
//! Whoever still waits is not left out: a mean over the answered alone flatters whoever answers the easy notices and lets the
//! others lie. Waiting times are therefore Kaplan-Meier estimates ([`Curve`]), and what cannot be told from the notices at hand
//! is [`None`], never a guess.
//!
//! Times are in any one unit, from 0; a confidence is a share between 0 and 1, such as 0.95.

mod normal;
mod share;
mod waiting;

pub use share::{ratio, share};
pub use waiting::{Curve, LogRank, Quantile, Step, Wait, log_rank};

/// A figure and its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// The interval's lower end.
    pub low: f64,
    /// The interval's upper end.
    pub high: f64,
}
