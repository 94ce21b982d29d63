//! Finds what must not be shown: telephone numbers, e-mail and postal addresses, identity and account numbers of the
//! region, and the words that a checker marks.
//!
//! The text itself is never changed: a mask is a span with a kind, and [`apply`] makes the text to show. So the original
//! stays matchable while the public page shows `[telephone number]`. This module does no I/O and is linear in the text.
//!
//! Rules of thumb, each with a test: a number with a checksum (Taiwan, Hong Kong, Thailand, India, Singapore, Korea, bank
//! cards, IBAN) is masked when the checksum fits; a number without one needs its usual grouping, a leading zero or plus
//! sign, or a word such as "rekening" or "電話" before it. Years, dates, times, amounts of money and the paths of links are
//! left alone: a checker needs them, and so does the reader.
//!
//! Each kind has its own file; `letters` is how all of them read the text, and `numbers` decides what a run of digits is.

mod accounts;
mod addresses;
mod emails;
mod identities;
mod letters;
mod links;
mod numbers;
mod quantities;
mod telephones;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use self::addresses::addresses;
use self::emails::emails;
use self::identities::{lettered_identities, tax_numbers};
use self::letters::read;
use self::links::links;
use self::numbers::numbers;

/// What kind of thing is masked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MaskKind {
    /// A telephone number.
    Telephone,
    /// An e-mail address.
    Email,
    /// A postal address.
    Address,
    /// A number of an identity document.
    Identity,
    /// A bank account or card number.
    Account,
    /// A name or other words that a checker marked.
    Name,
}

impl MaskKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [Self::Telephone, Self::Email, Self::Address, Self::Identity, Self::Account, Self::Name];

    /// What stands in the text instead; [`localise`] puts it into the reader's language.
    pub const fn placeholder(self) -> &'static str {
        match self {
            Self::Telephone => "[telephone number]",
            Self::Email => "[e-mail address]",
            Self::Address => "[postal address]",
            Self::Identity => "[identity number]",
            Self::Account => "[account number]",
            Self::Name => "[name]",
        }
    }

    /// The message key that says it in the reader's language.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Telephone => "desk-mask-telephone",
            Self::Email => "desk-mask-email",
            Self::Address => "desk-mask-address",
            Self::Identity => "desk-mask-identity",
            Self::Account => "desk-mask-account",
            Self::Name => "desk-mask-name",
        }
    }
}

/// A span of a text that must not be shown, in bytes, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mask {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// What it is.
    pub kind: MaskKind,
}

/// Everything personal that can be recognised, in order, without overlap.
pub fn find(text: &str) -> Vec<Mask> {
    let letters = read(text);
    let links = links(&letters);
    let mut masks = Vec::new();
    emails(&letters, &mut masks);
    lettered_identities(&letters, &links, &mut masks);
    tax_numbers(&letters, &links, &mut masks);
    numbers(&letters, &links, &mut masks);
    addresses(&letters, &mut masks);
    tidy(masks)
}

/// What is recognised and what a checker marked, together, in order, without overlap.
pub fn find_with(text: &str, marked: &[Mask]) -> Vec<Mask> {
    let mut all = find(text);
    all.extend(marked.iter().filter(|m| text.get(m.start..m.end).is_some_and(|span| !span.is_empty())));
    tidy(all)
}

/// Every occurrence of words that a checker wants masked, as marks; case does not matter for ASCII letters.
pub fn mark_words(text: &str, words: &[String]) -> Vec<Mask> {
    let mut marks = Vec::new();
    let lower = text.to_ascii_lowercase();
    for word in words.iter().map(|w| w.trim().to_ascii_lowercase()).filter(|w| !w.is_empty()) {
        for (start, found) in lower.match_indices(&word) {
            marks.push(Mask { start, end: start + found.len(), kind: MaskKind::Name });
        }
    }
    tidy(marks)
}

/// The text with a placeholder for every mask.
pub fn apply(text: &str, masks: &[Mask]) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut from = 0;
    for mask in masks {
        if let Some(before) = text.get(from..mask.start) {
            shown.push_str(before);
            shown.push_str(mask.kind.placeholder());
            from = mask.end;
        }
    }
    shown.push_str(text.get(from..).unwrap_or_default());
    shown
}

/// A text with everything recognised masked.
pub fn masked(text: &str) -> String {
    apply(text, &find(text))
}

/// Puts the placeholders of a masked text into the reader's language.
pub fn localise(masked: &str, name: impl Fn(MaskKind) -> String) -> String {
    let mut text = masked.to_owned();
    for kind in MaskKind::ALL {
        if text.contains(kind.placeholder()) {
            text = text.replace(kind.placeholder(), &format!("[{}]", name(kind)));
        }
    }
    text
}

/// A masked text as what stands between the placeholders and what each of them stands for, in order.
pub fn pieces(masked: &str) -> Vec<Result<&str, MaskKind>> {
    let mut pieces = Vec::new();
    let mut rest = masked;
    while let Some((at, kind)) =
        MaskKind::ALL.into_iter().filter_map(|kind| Some((rest.find(kind.placeholder())?, kind))).min()
    {
        let (before, after) = rest.split_at(at);
        if !before.is_empty() {
            pieces.push(Ok(before));
        }
        pieces.push(Err(kind));
        rest = after.get(kind.placeholder().len()..).unwrap_or_default();
    }
    if !rest.is_empty() {
        pieces.push(Ok(rest));
    }
    pieces
}

/// Sorts, and joins what overlaps; the first and longer mask gives its kind.
fn tidy(mut masks: Vec<Mask>) -> Vec<Mask> {
    masks.retain(|m| m.start < m.end);
    masks.sort_by_key(|m| (m.start, usize::MAX - m.end));
    let mut tidy: Vec<Mask> = Vec::with_capacity(masks.len());
    for mask in masks {
        match tidy.last_mut() {
            Some(last) if mask.start < last.end => last.end = last.end.max(mask.end),
            _ => tidy.push(mask),
        }
    }
    tidy
}
