//! Why an answer was found: what message and check share, marked in the message, how it was compared, and how sure that is.

use askama::Template;
use saksi_base::Problem;
use saksi_matching::Reason;
use saksi_web::{Arg, Locale, Markup};

use super::marks::marks;
use super::views::{part, percent};
use crate::meaning::Compared;
use crate::model::Asked;

/// Most characters of a message that are shown again.
const SHOWN: usize = 600;
/// No comparison by a program is certain, so none is said to be.
const SUREST: f64 = 0.99;
/// Characters kept before the first marked word of a longer message.
const BEFORE: usize = 120;

/// A stretch of the message, marked or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) marked: bool,
}

#[derive(Template)]
#[template(path = "public/why.html")]
struct Why {
    l: Locale,
    sure: String,
    compared: Option<String>,
    pieces: Vec<Piece>,
}

/// The part of an answer that says why it was found.
pub(super) fn explained(l: &Locale, text: &str, asked: &Asked) -> Result<Markup, Problem> {
    let compared = match asked.compared {
        Compared::Meaning if asked.meaning.is_some() => Some("desk-compared-meaning"),
        Compared::Busy => Some("desk-compared-busy"),
        _ => None,
    };
    // Of several candidates the figure is that of the first.
    let several = asked.certain == 0 && asked.answers.len() > 1;
    let sure = match (asked.media.is_some(), several) {
        (true, false) => "desk-why-sure-file",
        (true, true) => "desk-why-sure-file-first",
        (false, true) => "desk-why-sure-first",
        (false, false) => "desk-why-sure",
    };
    part(&Why {
        sure: l.ta(sure, &[("percent", Arg::from(percent(asked.confidence.min(SUREST))))]),
        compared: compared.map(|key| l.t(key)),
        pieces: pieces(text, asked),
        l: l.clone(),
    })
}

/// What is said where nothing was found and the message could not be compared by its meaning.
pub(super) fn busy(l: &Locale, asked: &Asked) -> Option<String> {
    (asked.compared == Compared::Busy).then(|| l.t("desk-compared-busy"))
}

/// The message in stretches, what it shares marked; nothing when nothing of it stands there as it was typed.
fn pieces(text: &str, asked: &Asked) -> Vec<Piece> {
    let letters: Vec<char> = text.chars().collect();
    let known = asked.answers.first().map_or("", |answer| answer.statement.as_str());
    let same = matches!(asked.reason, Reason::SameText { percent: 100 });
    let marks = marks(&letters, &asked.shared, known, same);
    let Some(first) = marks.iter().position(|mark| *mark) else { return Vec::new() };
    let from = if letters.len() > SHOWN { first.saturating_sub(BEFORE) } else { 0 };
    let mut pieces: Vec<Piece> = Vec::new();
    if from > 0 {
        pieces.push(Piece { text: "…".to_owned(), marked: false });
    }
    for (letter, marked) in letters.iter().zip(&marks).skip(from).take(SHOWN) {
        match pieces.last_mut() {
            Some(piece) if piece.marked == *marked => piece.text.push(*letter),
            _ => pieces.push(Piece { text: letter.to_string(), marked: *marked }),
        }
    }
    if from + SHOWN < letters.len() {
        pieces.push(Piece { text: "…".to_owned(), marked: false });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn asked(shared: &[String]) -> Asked {
        Asked {
            outcome: crate::model::Outcome::Suggest,
            reason: Reason::NothingClose,
            media: None,
            answers: Vec::new(),
            certain: 0,
            confidence: 0.5,
            shared: shared.to_vec(),
            meaning: None,
            compared: Compared::Words,
            elapsed: 0,
        }
    }

    fn shown(text: &str, shared: &[&str]) -> String {
        let shared: Vec<String> = shared.iter().map(|&word| word.to_owned()).collect();
        pieces(text, &asked(&shared))
            .into_iter()
            .map(|piece| if piece.marked { format!("[{}]", piece.text) } else { piece.text })
            .collect()
    }

    #[test]
    fn a_long_message_is_shown_around_what_it_shares() {
        assert_eq!(shown("Hot LEMON water", &["lemon"]), "Hot [LEMON] water");
        assert_eq!(shown("nothing of it", &["lemon"]), "");
        let long = format!("{}lemon{}", "x ".repeat(500), " y".repeat(500));
        let marked = shown(&long, &["lemon"]);
        assert!(marked.starts_with('…') && marked.ends_with('…') && marked.contains("[lemon]"));
    }

    proptest! {
        #[test]
        fn no_letter_is_added_or_lost(text in "\\PC{0,200}", words in proptest::collection::vec("\\PC{1,4}", 0..4)) {
            let found = pieces(&text, &asked(&words));
            if !found.is_empty() {
                prop_assert_eq!(found.into_iter().map(|piece| piece.text).collect::<String>(), text);
            }
        }
    }
}
