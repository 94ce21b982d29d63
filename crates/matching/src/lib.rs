//! Tells whether a forwarded message repeats a claim that somebody has already checked.
//!
//! People forward the same rumour cut, respaced, decorated, with other digits and in another width of letters. This
//! crate reads such a text, finds the known claims that it may repeat, and says how sure it is and why, in words that a
//! page can show. It is the ground under the desk, and it is usable alone from the command line.
//!
//! It must never do input or output, read a clock, use randomness, or panic on what a stranger typed. All work is
//! bounded by constants of this crate, whatever the input.
//!
//! ```
//! use saksi_matching::{decide, DecisionKind, Entry, Index, Policy, Query};
//!
//! let mut index = Index::new();
//! index.insert(Entry::new(1, "en", "Drinking warm lemon water every morning cures cancer of the stomach"));
//! index.insert(Entry::new(2, "zh-Hant", "喝熱檸檬水可以殺死癌細胞"));
//!
//! let query = Query::new("PLEASE SHARE!!! drinking warm lemon  water every morning cures cancer of the stomach 🙏");
//! let hits = index.search(&query, 5);
//! let decision = decide(&query, &hits, &Policy::web());
//! assert_eq!(decision.kind, DecisionKind::Answer);
//! assert_eq!(decision.top[0].id, 1);
//! println!("{}", decision.reason);
//! ```
//!
//! # The way of one text
//!
//! 1. [`normalise()`] undoes disguise: compatibility forms, case, invisible characters, native digits, spaced-out letters.
//! 2. [`links::extract`] takes the links out and brings each into one canonical form.
//! 3. [`segment()`] and the features behind it cut the text into words and character n-grams that suit its scripts.
//! 4. [`Index::search`] ranks what is known; an equal link always comes first.
//! 5. [`decide`] turns the best hits into answer, suggest, ask or none, with a [`Reason`].

pub mod adapter;
mod align;
pub mod baseline;
pub mod changes;
pub mod cluster;
mod decision;
pub mod dense;
pub mod evaluate;
mod features;
mod fingerprint;
pub mod fusion;
mod hash;
mod index;
pub mod links;
mod normalise;
mod places;
mod query;
pub mod run;
mod segment;
mod small_words;
mod sound;
pub mod vector_file;

pub use align::Change;
pub use decision::{Decision, DecisionKind, Policy, Reason, decide};
pub use fingerprint::{Fingerprint, fingerprint, near_duplicate, similar_key};
pub use index::{Entry, Hit, Index, Lanes, LoadError, Numbers, SaveError, Shared, Wording};
pub use links::CanonicalLink;
pub use normalise::{Normalised, normalise, plain as plain_letter, respaced};
pub use query::Query;
pub use segment::{Token, TokenKind, segment};
pub use sound::sounds;
