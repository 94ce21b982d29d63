//! Why an answer was found: what message and check share, marked in the message, how it was compared, and how sure that is.

use askama::Template;
use saksi_base::Problem;
use saksi_web::{Arg, Locale, Markup};

use super::views::{part, percent};
use crate::meaning::Compared;
use crate::model::Asked;

/// Most characters of a message that are shown again.
const SHOWN: usize = 600;
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
    part(&Why {
        sure: l.ta("desk-why-sure", &[("percent", Arg::from(percent(asked.confidence)))]),
        compared: compared.map(|key| l.t(key)),
        pieces: pieces(text, &asked.shared),
        l: l.clone(),
    })
}

/// What is said where nothing was found and the message could not be compared by its meaning.
pub(super) fn busy(l: &Locale, asked: &Asked) -> Option<String> {
    (asked.compared == Compared::Busy).then(|| l.t("desk-compared-busy"))
}

fn folded(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// Scripts that put spaces between words: there a word must stand alone to be marked.
fn spaced(c: char) -> bool {
    c.is_alphanumeric() && (c < '\u{0E00}' || ('\u{1E00}'..'\u{2000}').contains(&c))
}

/// The message in stretches, the shared words marked; nothing when none of them stands in it as it was typed.
fn pieces(text: &str, shared: &[String]) -> Vec<Piece> {
    let letters: Vec<char> = text.chars().collect();
    let mut marks = vec![false; letters.len()];
    for word in shared {
        let word: Vec<char> = word.chars().map(folded).collect();
        if word.is_empty() {
            continue;
        }
        for (at, window) in letters.windows(word.len()).enumerate() {
            if !window.iter().zip(&word).all(|(a, b)| folded(*a) == *b) {
                continue;
            }
            let alone = |neighbour: Option<&char>, edge: Option<&char>| {
                !(neighbour.copied().is_some_and(spaced) && edge.copied().is_some_and(spaced))
            };
            let before = at.checked_sub(1).and_then(|before| letters.get(before));
            if alone(before, word.first()) && alone(letters.get(at + word.len()), word.last()) {
                marks.iter_mut().skip(at).take(word.len()).for_each(|mark| *mark = true);
            }
        }
    }
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

    fn shown(text: &str, shared: &[&str]) -> String {
        let shared: Vec<String> = shared.iter().map(|&word| word.to_owned()).collect();
        pieces(text, &shared)
            .into_iter()
            .map(|piece| if piece.marked { format!("[{}]", piece.text) } else { piece.text })
            .collect()
    }

    #[test]
    fn shared_words_are_marked_where_they_stand() {
        for (text, words, expected) in [
            ("Hot LEMON water, hair", &["lemon", "air"][..], "Hot [LEMON] water, hair"),
            ("喝熱檸檬水可以", &["檸檬", "水"], "喝熱[檸檬水]可以"),
            ("น้ำมะนาวร้อน", &["มะนาว"], "น้ำ[มะนาว]ร้อน"),
            ("nothing of it", &["lemon"], ""),
            ("", &["lemon"], ""),
        ] {
            assert_eq!(shown(text, words), expected);
        }
        let long = format!("{}lemon{}", "x ".repeat(500), " y".repeat(500));
        let marked = shown(&long, &["lemon"]);
        assert!(marked.starts_with('…') && marked.ends_with('…') && marked.contains("[lemon]"));
    }

    proptest! {
        #[test]
        fn no_letter_is_added_or_lost(text in "\\PC{0,200}", words in proptest::collection::vec("\\PC{1,4}", 0..4)) {
            let found = pieces(&text, &words);
            if !found.is_empty() {
                prop_assert_eq!(found.into_iter().map(|piece| piece.text).collect::<String>(), text);
            }
        }
    }
}
