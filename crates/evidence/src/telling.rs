//! What the desk knows of the text of a page. This room never calls the desk: the program hands in something that does.

use std::pin::Pin;

use saksi_base::{ClaimId, LanguageTag, Problem};
use saksi_web::{Locale, Markup};

use crate::actions::By;

/// Something that takes a while.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What a page says.
#[derive(Debug, Clone, Copy)]
pub struct PageText<'a> {
    /// What it calls itself.
    pub title: &'a str,
    /// Its address.
    pub address: &'a str,
    /// Its main text.
    pub text: &'a str,
}

/// A claim that a page tells, in the words of the desk.
#[derive(Debug, Clone, PartialEq)]
pub struct ToldClaim {
    /// The claim.
    pub id: ClaimId,
    /// Where it is shown.
    pub path: String,
    /// What it says.
    pub statement: String,
    /// Where it stands.
    pub state: Markup,
    /// How alike they are, and by which words.
    pub why: String,
    /// The passage of the page that tells it.
    pub passage: String,
    /// Its published checks: verdict, title, organisation.
    pub checks: Vec<(Markup, String, String)>,
}

/// How far a page was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// By words, links and meaning.
    Meaning,
    /// By words and links: no model is installed.
    Words,
    /// By words and links: too many were asking for more.
    Busy,
}

/// What the desk says of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The claims that it tells, the surest first.
    pub claims: Vec<ToldClaim>,
    /// How it was compared.
    pub reach: Reach,
    /// How many passages were compared, of how many that would have been, its title among them.
    pub compared: (usize, usize),
}

/// The desk, as far as this room needs it.
pub trait KnowClaims: Send + Sync {
    /// Which known claims a page tells, as far as this member may see them. A problem of the kind "busy" where too many pages are
    /// being compared.
    fn told<'a>(&'a self, by: &'a By, page: PageText<'a>, l: &'a Locale) -> Later<'a, Result<Told, Problem>>;

    /// Hands a text in for the member's organisation. The same seed gives the same claim.
    fn hand_in<'a>(
        &'a self,
        by: &'a By,
        text: &'a str,
        language: &'a LanguageTag,
        seed: [u8; 32],
    ) -> Later<'a, Result<ClaimId, Problem>>;
}
