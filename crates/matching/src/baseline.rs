//! What other programs do, to be measured side by side with this one. Nothing in the product uses it.

use std::collections::{BTreeMap, HashMap};

use crate::{dense::Vector, normalise, segment::Class};

/// A way of matching.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The query most fact-check bots send: "more like this" over CJK pairs and words, the 25 most telling terms of the message,
    /// of which 70 % must match where there are more than ten; the first four hits are sorted by how alike their letter pairs
    /// are, and "the same" is said from 0.95.
    Bot,
    /// BM25 (k1 1.2, b 0.75) over character 4-grams inside words.
    Grams,
    /// Cosine of the sentence vectors as the model made them.
    Vectors,
    /// BM25 divided by the best BM25 of the message, plus the cosine.
    Sum,
}

/// Texts indexed for BM25.
pub struct Baseline {
    method: Method,
    postings: HashMap<String, Vec<(usize, u32)>>,
    lengths: Vec<usize>,
    texts: Vec<(String, String)>,
    vectors: Vec<Option<Vector>>,
}

const K1: f64 = 1.2;
const B: f64 = 0.75;

impl Baseline {
    /// Indexes claims: claim, title, and vector where there is one.
    pub fn new(method: Method, claims: Vec<(String, String)>, vectors: Vec<Option<Vector>>) -> Self {
        let mut postings: HashMap<String, Vec<(usize, u32)>> = HashMap::new();
        let mut lengths = Vec::with_capacity(claims.len());
        let mut texts = Vec::with_capacity(claims.len());
        for (at, (claim, title)) in claims.into_iter().enumerate() {
            let whole = format!("{claim}\n{title}");
            let mut counts: BTreeMap<String, u32> = BTreeMap::new();
            let terms = terms(method, &whole);
            lengths.push(terms.len());
            for term in terms {
                *counts.entry(term).or_default() += 1;
            }
            for (term, count) in counts {
                postings.entry(term).or_default().push((at, count));
            }
            texts.push((claim, whole));
        }
        Self { method, postings, lengths, texts, vectors }
    }

    /// Positions of the best claims with their scores, and whether the first is said to be the same.
    pub fn search(&self, message: &str, vector: Option<&Vector>, k: usize) -> (Vec<(usize, f64)>, bool) {
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        for term in terms(self.method, message) {
            *counts.entry(term).or_default() += 1;
        }
        let cosine = |at: usize| {
            vector.zip(self.vectors.get(at).and_then(Option::as_ref)).map_or(0.0, |(a, b)| f64::from(a.cosine(b)))
        };
        let mut scores: BTreeMap<usize, (f64, usize)> = BTreeMap::new();
        let mut telling: Vec<(&String, f64)> = counts
            .iter()
            .filter(|(term, _)| self.postings.contains_key(*term))
            .map(|(term, &count)| (term, f64::from(count) * self.rarity(term)))
            .collect();
        telling.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        if self.method == Method::Bot {
            telling.truncate(25);
        }
        let mean = self.lengths.iter().sum::<usize>() as f64 / self.lengths.len().max(1) as f64;
        for (term, _) in &telling {
            let rarity = self.rarity(term);
            for &(at, count) in self.postings.get(*term).into_iter().flatten() {
                let count = f64::from(count);
                let length = self.lengths.get(at).copied().unwrap_or(0) as f64;
                let score = rarity * count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * length / mean.max(1.0)));
                let place = scores.entry(at).or_default();
                place.0 += score;
                place.1 += 1;
            }
        }
        let need = if telling.len() <= 10 { telling.len() } else { telling.len() * 7 / 10 };
        let best = scores.values().map(|score| score.0).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
        let mut hits: Vec<(usize, f64)> = match self.method {
            Method::Bot => scores.into_iter().filter(|(_, (_, seen))| *seen >= need).map(|(at, s)| (at, s.0)).collect(),
            Method::Grams => scores.into_iter().map(|(at, score)| (at, score.0)).collect(),
            Method::Vectors => (0..self.texts.len()).map(|at| (at, cosine(at))).collect(),
            Method::Sum => (0..self.texts.len())
                .map(|at| (at, scores.get(&at).map_or(0.0, |score| score.0 / best) + cosine(at)))
                .collect(),
        };
        hits.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        if self.method == Method::Bot {
            hits.truncate(4);
            for (at, score) in &mut hits {
                let (claim, whole) = self.texts.get(*at).cloned().unwrap_or_default();
                *score = dice(message, &claim).max(dice(message, &whole));
            }
            hits.sort_by(|a, b| b.1.total_cmp(&a.1));
        }
        hits.truncate(k);
        let same = self.method == Method::Bot && hits.first().is_some_and(|hit| hit.1 >= 0.95);
        (hits, same)
    }

    fn rarity(&self, term: &str) -> f64 {
        let n = self.texts.len() as f64;
        let holding = self.postings.get(term).map_or(0, Vec::len) as f64;
        (1.0 + (n - holding + 0.5) / (holding + 0.5)).ln()
    }
}

/// Runs of letters, digits and marks, links left out.
fn words(text: &str) -> Vec<Vec<char>> {
    let text = text.to_lowercase();
    let text: String = text
        .split_whitespace()
        .filter(|word| !word.starts_with("http://") && !word.starts_with("https://"))
        .collect::<Vec<_>>()
        .join(" ");
    // Combining marks end a word for the programs that are imitated here: they are neither letters nor numbers to them.
    text.split(|c: char| normalise::is_mark(c) || !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().collect())
        .collect()
}

fn terms(method: Method, text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for word in words(text) {
        if method == Method::Bot {
            let wide = |c: char| matches!(Class::of(c), Class::Han | Class::Kana | Class::Hangul);
            for run in word.chunk_by(|&a, &b| wide(a) == wide(b)) {
                if run.first().is_some_and(|&c| wide(c)) && run.len() > 1 {
                    out.extend(run.windows(2).map(|pair| pair.iter().collect::<String>()));
                } else {
                    out.push(run.iter().collect());
                }
            }
        } else if word.len() <= 4 {
            out.push(word.iter().collect());
        } else {
            out.extend(word.windows(4).map(|gram| gram.iter().collect::<String>()));
        }
    }
    out
}

/// Sørensen–Dice over letter pairs, as multisets.
fn dice(a: &str, b: &str) -> f64 {
    let pairs = |text: &str| {
        let letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        let mut counts: HashMap<(char, char), usize> = HashMap::new();
        for pair in letters.windows(2) {
            if let [x, y] = pair {
                *counts.entry((*x, *y)).or_default() += 1;
            }
        }
        counts
    };
    let (a, b) = (pairs(a), pairs(b));
    let shared: usize = a.iter().map(|(pair, count)| *count.min(b.get(pair).unwrap_or(&0))).sum();
    2.0 * shared as f64 / (a.values().sum::<usize>() + b.values().sum::<usize>()).max(1) as f64
}

/// Ways of typing that the matcher must survive, each the same for the same text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noise {
    /// One letter in ten changes place with its neighbour.
    Shuffled,
    /// A space after one letter in ten.
    Spaced,
    /// A space after every fourth letter.
    Chopped,
    /// Every digit is a star.
    Masked,
    /// Only the first half is left.
    Halved,
}

impl Noise {
    /// All of them with their names.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Shuffled, "shuffled"),
        (Self::Spaced, "spaced"),
        (Self::Chopped, "chopped"),
        (Self::Masked, "masked"),
        (Self::Halved, "halved"),
    ];

    /// The text typed that way.
    pub fn of(self, text: &str) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        match self {
            Self::Shuffled => {
                // A fixed walk over the text stands for chance: a step of one to nineteen, ten on average per two letters moved.
                let mut state = 0x2545_f491_4f6c_dd1d_u64 ^ letters.len() as u64;
                let mut at = 0;
                loop {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    at += 2 + usize::try_from((state >> 33) % 37).unwrap_or(0);
                    if at + 1 >= letters.len() {
                        break;
                    }
                    letters.swap(at, at + 1);
                }
                letters.into_iter().collect()
            }
            Self::Spaced => {
                let mut state = 0x1234_5678_9abc_def1_u64 ^ letters.len() as u64;
                let mut out = String::with_capacity(text.len() * 9 / 8);
                for c in letters {
                    out.push(c);
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    if (state >> 33).is_multiple_of(10) {
                        out.push(' ');
                    }
                }
                out
            }
            Self::Chopped => {
                let mut out = String::with_capacity(text.len() * 5 / 4);
                for (at, c) in letters.into_iter().enumerate() {
                    if at > 0 && at % 4 == 0 && !normalise::is_mark(c) {
                        out.push(' ');
                    }
                    out.push(c);
                }
                out
            }
            Self::Masked => letters.into_iter().map(|c| if c.is_numeric() { '*' } else { c }).collect(),
            Self::Halved => {
                letters.truncate(letters.len().div_ceil(2));
                letters.into_iter().collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_bot_query_finds_a_copy_and_misses_a_paraphrase() {
        let claims = vec![
            ("Drinking hot lemon water kills cancer cells".to_owned(), String::new()),
            ("The bridge in Penang is closed until Monday".to_owned(), String::new()),
        ];
        let bot = Baseline::new(Method::Bot, claims, vec![None, None]);
        let (hits, same) = bot.search("Drinking hot lemon water kills cancer cells", None, 5);
        assert_eq!(hits.first().map(|hit| hit.0), Some(0));
        assert!(same);
        assert!(bot.search("A warm citrus drink cures tumours", None, 5).0.is_empty());
    }

    #[test]
    fn noise_is_the_same_every_time_and_moves_about_a_tenth_of_the_letters() {
        let text = "Drinking hot lemon water every morning kills the cells of cancer ".repeat(20);
        let noisy = Noise::Shuffled.of(&text);
        assert_eq!(noisy, Noise::Shuffled.of(&text));
        let moved =
            text.chars().zip(noisy.chars()).filter(|(a, b)| a != b).count() as f64 / text.chars().count() as f64;
        assert!((0.07..0.13).contains(&moved), "{moved}");
        assert_eq!(Noise::Masked.of("12 รูปี"), "** รูปี");
        assert_eq!(Noise::Halved.of("abcde"), "abc");
        assert_eq!(Noise::Chopped.of("abcdefgh"), "abcd efgh");
        let spaces = (Noise::Spaced.of(&text).len() - text.len()) as f64 / text.len() as f64;
        assert!((0.07..0.13).contains(&spaces), "{spaces}");
    }
}
