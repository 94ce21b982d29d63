//! One probability out of all that is known about a message and an entry.
//!
//! Gradient-boosted trees (Friedman 2001) over the values that [`FEATURES`] names, fitted by `cargo xtask train-match`; one
//! model for indexes with sentence vectors and one for those without. Logistic calibration (Platt 1999), fitted on
//! predictions for claims that the trees had not seen, makes the sum of the trees a probability.
//!
//! It must never see the language tag of an entry or anything a checker decided: only the texts.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// What the trees look at, in order.
pub const FEATURES: [&str; COUNT] = [
    "lexical share",
    "likeness of the texts",
    "message inside known",
    "known inside message",
    "words of known in message",
    "shared words",
    "numbers differ",
    "numbers only in message",
    "numbers only in known",
    "lexical lead over the next",
    "letters of message, log",
    "letters of known, log",
    "same script",
    "negation in message",
    "negation in known",
    "lexical rank, log",
    "shared numbers",
    "candidates, log",
    "places",
    "cosine",
    "cosine lead over the next",
    "cosine above the ten nearest",
    "cosine above the twentieth",
    "manner of message",
    "cosine lead among entries of its script relation",
    "cosine rank, log",
    "cosine in deviations above the mean",
    "cosine lead in its own script",
    "cosine rank in its own script, log",
    "entries in its own script, log",
];

/// How many features there are.
pub const COUNT: usize = 30;

/// From this feature on, sentence vectors are needed.
pub const FIRST_DENSE: usize = 19;

/// The values of one pair.
pub type Features = [f32; COUNT];

/// One step of a tree: below or at the threshold to the left, else to the right.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Split {
    /// Number of the feature.
    pub feature: u8,
    /// Largest value that goes left.
    pub threshold: f32,
    /// The next split, or, if negative, the leaf with this number: -1 is the first leaf.
    pub left: i16,
    /// As `left`.
    pub right: i16,
}

/// One tree.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tree {
    /// Splits, the root first; empty for a tree of one leaf.
    pub splits: Vec<Split>,
    /// What each leaf adds.
    pub leaves: Vec<f32>,
}

impl Tree {
    /// What the tree adds for a pair.
    pub fn value(&self, features: &Features) -> f32 {
        let mut at = 0_i16;
        // A tree has fewer steps from root to leaf than it has splits.
        for _ in 0..=self.splits.len() {
            let Some(split) = usize::try_from(at).ok().and_then(|at| self.splits.get(at)) else { break };
            let value = features.get(usize::from(split.feature)).copied().unwrap_or(0.0);
            at = if value <= split.threshold { split.left } else { split.right };
        }
        let leaf = if at < 0 { usize::from((at + 1).unsigned_abs()) } else { 0 };
        self.leaves.get(leaf).copied().unwrap_or(0.0)
    }
}

/// Trees with their calibration.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// What the sum begins with.
    pub start: f32,
    /// The trees.
    pub trees: Vec<Tree>,
    /// Factor and addend that make the sum of the best hit the logarithm of its odds.
    pub calibration: (f32, f32),
}

impl Model {
    /// The sum of the trees: higher is likelier.
    pub fn sum(&self, features: &Features) -> f32 {
        self.start + self.trees.iter().map(|tree| tree.value(features)).sum::<f32>()
    }

    /// The chance that the best hit, whose trees sum up to this, is what the message repeats.
    pub fn chance(&self, sum: f32) -> f32 {
        1.0 / (1.0 + (-(self.calibration.0 * sum + self.calibration.1)).exp())
    }
}

/// Both models.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Models {
    /// With sentence vectors.
    pub hybrid: Option<Model>,
    /// Without.
    pub lexical: Option<Model>,
}

static BUILT_IN: LazyLock<Models> =
    LazyLock::new(|| serde_json::from_str(include_str!("../weights/fusion.json")).unwrap_or_default());

/// The models that this crate carries.
pub fn built_in() -> &'static Models {
    &BUILT_IN
}
