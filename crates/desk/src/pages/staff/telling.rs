//! A claim that a longer text tells, in the words of the desk, for the room that keeps such texts.

use saksi_web::{Locale, Markup, verdict};

use super::claim::{alike, localised};
use super::words;
use crate::actions::telling::Told;

/// A claim that a text tells, ready to be shown.
#[derive(Debug)]
pub struct ToldView {
    /// Where it is: at the desk, or for whoever does not work there among what is published.
    pub path: String,
    /// What it says.
    pub statement: String,
    /// Where it stands.
    pub state: Markup,
    /// How alike they are, and by which words.
    pub why: String,
    /// The passage that tells it.
    pub passage: String,
    /// Its published checks: verdict, title, organisation.
    pub checks: Vec<(Markup, String, String)>,
}

/// In words.
pub fn told_view(l: &Locale, told: &Told) -> ToldView {
    let claim = &told.claim;
    let at = if told.at_desk { "/desk/claims" } else { "/claims" };
    let checks = claim.checks.iter().map(|check| {
        let title = if check.title.trim().is_empty() { &check.statement } else { &check.title };
        let found = check.verdict.map_or_else(Markup::empty, |found| verdict(l, found));
        (found, words::excerpt(title, 160), check.organisation.name.clone())
    });
    ToldView {
        path: format!("{at}/{}", claim.id),
        statement: words::excerpt(&localised(l, &claim.statement), 200),
        state: words::claim_state(l, claim.state),
        why: alike(l, claim),
        passage: words::excerpt(&told.passage, 300),
        checks: checks.collect(),
    }
}
