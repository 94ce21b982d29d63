//! From a text to the numbers of its pieces: `tokenizer.json` with a SentencePiece unigram model, as XLM-RoBERTa has it.
//!
//! Written for this one kind of tokenizer, because the general library keeps a quarter of a gigabyte for 250,000 pieces;
//! a test compares the two. Unlike it, the names of control pieces inside a text (`</s>`) are text.

use std::collections::HashMap;

use base64::Engine as _;
use icu_normalizer::ComposingNormalizerBorrowed;
use serde::Deserialize;

use crate::OpenError;
use crate::charsmap::Charsmap;

/// Most bytes of a text that are looked at: more than ten times what fills the network with the longest pieces.
pub(crate) const MOST_TEXT: usize = 1 << 16;
/// Most pieces.
const MOST_PIECES: usize = 1 << 20;
/// Most bytes of a piece.
const MOST_PIECE: usize = 512;
/// How much less likely an unknown character is than the least likely piece (SentencePiece `kUnkPenalty`).
const UNKNOWN_PENALTY: f64 = 10.0;
/// What stands for a space inside pieces.
const SPACE: char = '\u{2581}';

/// The tokenizer.
pub(crate) struct Tokenizer {
    steps: Vec<Step>,
    split_at_spaces: bool,
    space: char,
    pieces: Pieces,
    unknown: u32,
    unknown_score: f64,
    before: Vec<u32>,
    after: Vec<u32>,
}

/// A step of the normaliser.
enum Step {
    Rewrite(Charsmap),
    Compose,
    ComposeCompatible,
    Replace(String, String),
    OneSpace,
    Strip { left: bool, right: bool },
}

/// The pieces, found by their bytes.
struct Pieces {
    text: String,
    /// Where each begins; one more than there are pieces.
    starts: Vec<u32>,
    scores: Vec<f64>,
    /// Open addressing by hash; 0 is empty, otherwise the number and one.
    table: Vec<u32>,
    longest: usize,
}

#[derive(Deserialize)]
struct File {
    normalizer: Option<Normalizer>,
    pre_tokenizer: Option<PreTokenizer>,
    post_processor: Option<PostProcessor>,
    #[serde(default)]
    added_tokens: Vec<Added>,
    model: Model,
}

#[derive(Deserialize)]
struct Model {
    #[serde(rename = "type")]
    kind: Option<String>,
    unk_id: Option<u32>,
    vocab: Vec<(String, f64)>,
    #[serde(default)]
    byte_fallback: bool,
}

#[derive(Deserialize)]
struct Added {
    id: u32,
    #[serde(default)]
    special: bool,
}

#[derive(Deserialize)]
#[serde(tag = "type")]
enum Normalizer {
    Sequence {
        normalizers: Vec<Self>,
    },
    Precompiled {
        precompiled_charsmap: String,
    },
    #[serde(rename = "NFC")]
    Nfc,
    #[serde(rename = "NFKC")]
    Nfkc,
    Replace {
        pattern: Pattern,
        content: String,
    },
    Strip {
        strip_left: bool,
        strip_right: bool,
    },
    #[serde(other)]
    Unknown,
}

#[derive(Deserialize)]
enum Pattern {
    String(String),
    Regex(String),
}

#[derive(Deserialize)]
#[serde(tag = "type")]
enum PreTokenizer {
    Sequence {
        pretokenizers: Vec<Self>,
    },
    WhitespaceSplit,
    Metaspace {
        replacement: char,
        #[serde(default)]
        add_prefix_space: Option<bool>,
        #[serde(default)]
        prepend_scheme: Option<String>,
    },
    #[serde(other)]
    Unknown,
}

#[derive(Deserialize)]
#[serde(tag = "type")]
enum PostProcessor {
    TemplateProcessing {
        single: Vec<Slot>,
        special_tokens: HashMap<String, Special>,
    },
    RobertaProcessing {
        sep: (String, u32),
        cls: (String, u32),
    },
    BertProcessing {
        sep: (String, u32),
        cls: (String, u32),
    },
    #[serde(other)]
    Unknown,
}

#[derive(Deserialize)]
enum Slot {
    SpecialToken { id: String },
    Sequence {},
}

#[derive(Deserialize)]
struct Special {
    ids: Vec<u32>,
}

impl Tokenizer {
    /// Reads `tokenizer.json`.
    pub(crate) fn read(json: &[u8]) -> Result<Self, OpenError> {
        let file: File = serde_json::from_slice(json).map_err(|error| OpenError::Tokenizer(error.to_string()))?;
        let refuse = |what: &str| OpenError::Tokenizer(what.to_owned());
        if file.model.kind.as_deref().is_some_and(|kind| kind != "Unigram") || file.model.byte_fallback {
            return Err(refuse("only unigram models without byte fallback are understood"));
        }
        let mut steps = Vec::new();
        if let Some(normalizer) = file.normalizer {
            normalizer.steps(&mut steps, 0)?;
        }
        let (space, split_at_spaces) = match file.pre_tokenizer {
            Some(pre_tokenizer) => pre_tokenizer.read()?,
            None => return Err(refuse("it does not say how words are told apart (Metaspace)")),
        };
        let (before, after) = match file.post_processor {
            Some(PostProcessor::TemplateProcessing { single, special_tokens }) => {
                let (mut before, mut after, mut text) = (Vec::new(), Vec::new(), false);
                for slot in single {
                    match slot {
                        Slot::Sequence {} => text = true,
                        Slot::SpecialToken { id } => {
                            let special =
                                special_tokens.get(&id).ok_or_else(|| refuse("its template names a token it lacks"))?;
                            if text { &mut after } else { &mut before }.extend(&special.ids);
                        }
                    }
                }
                (before, after)
            }
            Some(PostProcessor::RobertaProcessing { sep, cls } | PostProcessor::BertProcessing { sep, cls }) => {
                (vec![cls.1], vec![sep.1])
            }
            None => (Vec::new(), Vec::new()),
            Some(PostProcessor::Unknown) => return Err(refuse("its template is of an unknown kind")),
        };
        if before.len() + after.len() > 8 {
            return Err(refuse("its template is longer than any known one"));
        }
        let unknown = file.model.unk_id.ok_or_else(|| refuse("it has no piece for the unknown"))?;
        let special: Vec<u32> = file.added_tokens.iter().filter(|added| added.special).map(|added| added.id).collect();
        let least = file.model.vocab.iter().map(|(_, score)| *score).fold(f64::INFINITY, f64::min);
        let count = file.model.vocab.len();
        let pieces = Pieces::new(&file.model.vocab, |id| id == unknown || special.contains(&id))
            .ok_or_else(|| refuse("its list of pieces is empty, too long, or holds one that is too long"))?;
        let known = |id: &u32| usize::try_from(*id).is_ok_and(|id| id < count);
        if !known(&unknown) || !before.iter().chain(&after).all(known) || !least.is_finite() {
            return Err(refuse("it names pieces that it does not list"));
        }
        Ok(Self {
            steps,
            split_at_spaces,
            space,
            pieces,
            unknown,
            unknown_score: least - UNKNOWN_PENALTY,
            before,
            after,
        })
    }

    /// The number of the last piece and one.
    pub(crate) fn pieces(&self) -> usize {
        self.pieces.scores.len()
    }

    /// Bytes in memory.
    pub(crate) fn bytes(&self) -> usize {
        let Pieces { text, starts, scores, table, .. } = &self.pieces;
        text.len() + size_of_val(starts.as_slice()) + size_of_val(scores.as_slice()) + size_of_val(table.as_slice())
    }

    /// The pieces of a text with the marks before and after it, at most `most` of them; what is longer is cut.
    pub(crate) fn encode(&self, text: &str, most: usize) -> Vec<u32> {
        let most = most.saturating_sub(self.before.len() + self.after.len());
        let text = self.normalise(cut(text, MOST_TEXT));
        let mut ids = self.before.clone();
        let full = ids.len() + most;
        let mut words = Words { rest: &text, space: self.space };
        let mut scratch = Scratch::default();
        for word in &mut words {
            self.word(word, &mut ids, &mut scratch);
            if ids.len() >= full {
                break;
            }
        }
        ids.truncate(full);
        ids.extend(&self.after);
        ids
    }

    fn normalise(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for step in &self.steps {
            text = match step {
                Step::Rewrite(map) => map.apply(&text, 2 * MOST_TEXT),
                Step::Compose => ComposingNormalizerBorrowed::new_nfc().normalize(&text).into_owned(),
                Step::ComposeCompatible => ComposingNormalizerBorrowed::new_nfkc().normalize(&text).into_owned(),
                Step::Replace(from, to) => cut(&text.replace(from.as_str(), to), 2 * MOST_TEXT).to_owned(),
                Step::OneSpace => one_space(&text),
                Step::Strip { left, right } => {
                    let text = if *left { text.trim_start() } else { &text };
                    if *right { text.trim_end() } else { text }.to_owned()
                }
            };
        }
        // Every word begins with the mark of a space.
        let mut marked = String::with_capacity(text.len() + 3);
        if self.split_at_spaces {
            for word in text.split_whitespace() {
                marked.push(self.space);
                marked.push_str(word);
            }
        } else {
            if !text.is_empty() && !text.starts_with([' ', self.space]) {
                marked.push(self.space);
            }
            marked.extend(text.chars().map(|c| if c == ' ' { self.space } else { c }));
        }
        marked
    }

    /// The likeliest way to cut a word into pieces (Viterbi), appended to `ids`.
    fn word(&self, word: &str, ids: &mut Vec<u32>, scratch: &mut Scratch) {
        let Scratch { best, back } = scratch;
        best.clear();
        best.resize(word.len() + 1, f64::NEG_INFINITY);
        back.clear();
        back.resize(word.len() + 1, (0, 0));
        if let Some(first) = best.first_mut() {
            *first = 0.0;
        }
        for (start, first) in word.char_indices() {
            let Some(here) = best.get(start).copied() else { continue };
            let Some(rest) = word.get(start..) else { continue };
            let mut single = false;
            let mut hash = Pieces::SEED;
            let mut length = 0;
            for c in rest.chars() {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    hash = Pieces::step(hash, byte);
                }
                length += c.len_utf8();
                if length > self.pieces.longest {
                    break;
                }
                let Some((id, score)) = rest.get(..length).and_then(|text| self.pieces.find(text, hash)) else {
                    continue;
                };
                single |= length == first.len_utf8();
                offer(best, back, start, start + length, here + score, id);
            }
            if !single {
                offer(best, back, start, start + first.len_utf8(), here + self.unknown_score, self.unknown);
            }
        }
        let from = ids.len();
        let mut end = word.len();
        while end > 0 {
            let Some((start, id)) = back.get(end).copied() else { break };
            // A run of unknown characters is one unknown piece.
            if id != self.unknown || ids.len() == from || ids.last() != Some(&id) {
                ids.push(id);
            }
            if start as usize >= end {
                break;
            }
            end = start as usize;
        }
        if let Some(new) = ids.get_mut(from..) {
            new.reverse();
        }
    }
}

fn offer(best: &mut [f64], back: &mut [(u32, u32)], start: usize, end: usize, score: f64, id: u32) {
    if let (Some(best), Some(back), Ok(start)) = (best.get_mut(end), back.get_mut(end), u32::try_from(start))
        && score > *best
    {
        *best = score;
        *back = (start, id);
    }
}

#[derive(Default)]
struct Scratch {
    best: Vec<f64>,
    back: Vec<(u32, u32)>,
}

/// Words, each beginning with the mark of a space.
struct Words<'a> {
    rest: &'a str,
    space: char,
}

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let first = self.rest.chars().next()?;
        let after = self.rest.get(first.len_utf8()..).unwrap_or_default();
        let end = after.find(self.space).map_or(self.rest.len(), |at| first.len_utf8() + at);
        let (word, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        Some(word)
    }
}

/// The longest beginning of a text that has at most `most` bytes.
fn cut(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most)).unwrap_or(text)
}

fn one_space(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
    out
}

impl Normalizer {
    fn steps(self, steps: &mut Vec<Step>, depth: usize) -> Result<(), OpenError> {
        let refuse = |what: &str| Err(OpenError::Tokenizer(what.to_owned()));
        if steps.len() >= 16 || depth > 4 {
            return refuse("its normaliser has more steps than any known one");
        }
        match self {
            Self::Sequence { normalizers } => {
                for normalizer in normalizers {
                    normalizer.steps(steps, depth + 1)?;
                }
            }
            Self::Precompiled { precompiled_charsmap } => {
                let bytes = base64::engine::general_purpose::STANDARD.decode(precompiled_charsmap).ok();
                match bytes.as_deref().and_then(Charsmap::read) {
                    Some(map) => steps.push(Step::Rewrite(map)),
                    None => return refuse("its table of rewritten characters is damaged"),
                }
            }
            Self::Nfc => steps.push(Step::Compose),
            Self::Nfkc => steps.push(Step::ComposeCompatible),
            Self::Replace { pattern: Pattern::String(from), content }
                if !from.is_empty() && content.len() <= from.len() =>
            {
                steps.push(Step::Replace(from, content));
            }
            Self::Replace { pattern: Pattern::Regex(from), content } if from == " {2,}" && content == " " => {
                steps.push(Step::OneSpace);
            }
            Self::Strip { strip_left: left, strip_right: right } => steps.push(Step::Strip { left, right }),
            Self::Replace { .. } | Self::Unknown => return refuse("its normaliser has a step of an unknown kind"),
        }
        Ok(())
    }
}

impl PreTokenizer {
    /// The mark of a space, and whether white space separates words beforehand.
    fn read(self) -> Result<(char, bool), OpenError> {
        let refuse = |what: &str| Err(OpenError::Tokenizer(what.to_owned()));
        match self {
            Self::Metaspace { replacement, add_prefix_space, prepend_scheme } => {
                if add_prefix_space == Some(false) || prepend_scheme.as_deref() == Some("never") {
                    return refuse("its first word has no mark; only models whose first word has one are understood");
                }
                Ok((replacement, false))
            }
            Self::Sequence { pretokenizers } => {
                let [Self::WhitespaceSplit, Self::Metaspace { replacement, .. }] = pretokenizers.as_slice() else {
                    return refuse("it tells words apart in an unknown way");
                };
                Ok((*replacement, true))
            }
            Self::WhitespaceSplit | Self::Unknown => refuse("it tells words apart in an unknown way"),
        }
    }
}

impl Pieces {
    const SEED: u64 = 0xcbf2_9ce4_8422_2325;

    /// One step of a multiplicative hash (FNV-1a).
    fn step(hash: u64, byte: u8) -> u64 {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    }

    fn new(vocabulary: &[(String, f64)], hidden: impl Fn(u32) -> bool) -> Option<Self> {
        let count = vocabulary.len();
        if count == 0 || count > MOST_PIECES {
            return None;
        }
        let slots = (2 * count).next_power_of_two();
        let mut pieces = Self {
            text: String::with_capacity(vocabulary.iter().map(|(piece, _)| piece.len()).sum()),
            starts: Vec::with_capacity(count + 1),
            scores: Vec::with_capacity(count),
            table: vec![0; slots],
            longest: 0,
        };
        pieces.starts.push(0);
        for (id, (piece, score)) in vocabulary.iter().enumerate() {
            if piece.len() > MOST_PIECE {
                return None;
            }
            let id = u32::try_from(id).ok()?;
            pieces.text.push_str(piece);
            pieces.starts.push(u32::try_from(pieces.text.len()).ok()?);
            pieces.scores.push(*score);
            if piece.is_empty() || hidden(id) {
                continue;
            }
            pieces.longest = pieces.longest.max(piece.len());
            let hash = piece.bytes().fold(Self::SEED, Self::step);
            for slot in probe(hash, slots) {
                let place = pieces.table.get_mut(slot)?;
                if *place == 0 {
                    *place = id + 1;
                    break;
                }
            }
        }
        Some(pieces)
    }

    fn find(&self, text: &str, hash: u64) -> Option<(u32, f64)> {
        for slot in probe(hash, self.table.len()) {
            let id = self.table.get(slot)?.checked_sub(1)?;
            let at = id as usize;
            let (start, end) = (*self.starts.get(at)?, *self.starts.get(at + 1)?);
            if self.text.get(start as usize..end as usize) == Some(text) {
                return Some((id, *self.scores.get(at)?));
            }
        }
        None
    }
}

/// The places of a table in which a hash may stand, in turn. The table is never full.
fn probe(hash: u64, slots: usize) -> impl Iterator<Item = usize> {
    #[expect(clippy::cast_possible_truncation, reason = "only the low bits choose the place")]
    let first = (hash ^ hash >> 32) as usize;
    (0..slots).map(move |step| (first.wrapping_add(step)) & (slots - 1))
}

/// What goes into a `tokenizer.json` that this module and others read.
pub(crate) struct Parts<'a> {
    pub(crate) pieces: &'a [(&'a str, f32)],
    pub(crate) rewrites: &'a std::collections::BTreeMap<String, String>,
    pub(crate) begin: u32,
    pub(crate) end: u32,
    pub(crate) pad: u32,
    pub(crate) unknown: u32,
    pub(crate) mask: Option<u32>,
}

/// Writes a `tokenizer.json`. The same parts always give the same bytes: the name of a model is made of them.
pub(crate) fn write(parts: &Parts<'_>) -> Option<Vec<u8>> {
    let text = |id: u32| -> Option<String> {
        serde_json::to_string(parts.pieces.get(usize::try_from(id).ok()?).map(|(piece, _)| *piece)?).ok()
    };
    let map = base64::engine::general_purpose::STANDARD.encode(crate::charsmap::build(parts.rewrites)?);
    let mut specials = vec![parts.begin, parts.pad, parts.end, parts.unknown];
    specials.extend(parts.mask);
    specials.sort_unstable();
    let added = specials.into_iter().map(|id| {
        Some(format!(
            r#"{{"id":{id},"content":{},"single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}}"#,
            text(id)?
        ))
    });
    let added: Option<Vec<String>> = added.collect();
    let (begin, end) = (text(parts.begin)?, text(parts.end)?);
    let slot = |id: &str| {
        format!(
            r#"{{"SpecialToken":{{"id":{begin},"type_id":0}}}},{{"Sequence":{{"id":"{id}","type_id":0}}}},{{"SpecialToken":{{"id":{end},"type_id":0}}}}"#
        )
    };
    let special = |id: u32, name: &str| format!(r#"{name}:{{"id":{name},"ids":[{id}],"tokens":[{name}]}}"#);
    let metaspace = format!(r#"{{"type":"Metaspace","replacement":"{SPACE}","prepend_scheme":"always","split":true}}"#);
    let vocabulary: Vec<(&str, f64)> = parts.pieces.iter().map(|(piece, score)| (*piece, f64::from(*score))).collect();
    let file = [
        r#"{"version":"1.0","truncation":null,"padding":null,"added_tokens":["#,
        &added?.join(","),
        r#"],"normalizer":{"type":"Sequence","normalizers":[{"type":"Precompiled","precompiled_charsmap":""#,
        &map,
        r#""},{"type":"NFC"},{"type":"Replace","pattern":{"Regex":" {2,}"},"content":" "}]},"pre_tokenizer":"#,
        &metaspace,
        r#","post_processor":{"type":"TemplateProcessing","single":["#,
        &slot("A"),
        r#"],"pair":["#,
        &slot("A"),
        ",",
        &slot("B"),
        r#"],"special_tokens":{"#,
        &special(parts.begin, &begin),
        ",",
        &special(parts.end, &end),
        r#"}},"decoder":"#,
        &metaspace,
        r#","model":{"type":"Unigram","unk_id":"#,
        &parts.unknown.to_string(),
        r#","vocab":"#,
        &serde_json::to_string(&vocabulary).ok()?,
        r#","byte_fallback":false}}"#,
    ];
    Some(file.concat().into_bytes())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    pub(crate) fn small() -> Vec<u8> {
        let pieces: Vec<(&str, f32)> = vec![
            ("<s>", 0.0),
            ("<pad>", 0.0),
            ("</s>", 0.0),
            ("<unk>", 0.0),
            ("▁", -3.0),
            ("▁hel", -4.0),
            ("lo", -4.0),
            ("▁hello", -6.0),
            ("l", -7.0),
            ("o", -7.0),
            ("▁水", -5.0),
            ("を", -5.0),
            ("é", -5.5),
            (".", -3.0),
            ("query", -2.0),
            (":", -2.0),
        ];
        let rewrites: BTreeMap<String, String> =
            [("½", "1⁄2"), ("\u{1}", ""), ("\t", " "), ("\n", " "), ("ﬁ", "fi"), ("．", ".")]
                .map(|(a, b)| (a.to_owned(), b.to_owned()))
                .into();
        write(&Parts { pieces: &pieces, rewrites: &rewrites, begin: 0, end: 2, pad: 1, unknown: 3, mask: None })
            .unwrap()
    }

    #[test]
    fn words_become_their_likeliest_pieces() {
        let tokenizer = Tokenizer::read(&small()).unwrap();
        for (text, ids) in [
            ("hello", &[0, 7, 2][..]),
            ("  hello\thello．", &[0, 7, 7, 13, 2]),
            ("hel lo", &[0, 5, 4, 6, 2]),
            ("水を", &[0, 10, 11, 2]),
            // Composed first, then found.
            ("e\u{301}", &[0, 4, 12, 2]),
            // Unknown characters in a row are one.
            ("ጠጡጢ", &[0, 4, 3, 2]),
            ("ጠ hello", &[0, 4, 3, 7, 2]),
            ("", &[0, 2]),
            // Names of control pieces are text.
            ("</s>", &[0, 4, 3, 2]),
            ("query: hello", &[0, 4, 14, 15, 7, 2]),
        ] {
            assert_eq!(tokenizer.encode(text, 512), ids, "{text:?}");
        }
    }

    #[test]
    fn what_is_too_long_is_cut() {
        let tokenizer = Tokenizer::read(&small()).unwrap();
        let ids = tokenizer.encode(&"hello ".repeat(100_000), 512);
        assert_eq!(ids.len(), 512);
        assert_eq!((ids[0], ids[511]), (0, 2));
        for hostile in
            ["a\u{301}".repeat(1 << 20), "\u{301}".repeat(1 << 20), "\u{1}".repeat(1 << 20), " ".repeat(1 << 20)]
        {
            assert!(tokenizer.encode(&hostile, 512).len() <= 512);
        }
    }

    #[test]
    fn other_layouts_are_understood_or_refused() {
        let text = String::from_utf8(small()).unwrap();
        let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let read = |value: &serde_json::Value| Tokenizer::read(value.to_string().as_bytes());
        value["pre_tokenizer"] = serde_json::json!({ "type": "Sequence", "pretokenizers": [
            { "type": "WhitespaceSplit" },
            { "type": "Metaspace", "replacement": "▁", "add_prefix_space": true },
        ] });
        value["post_processor"] =
            serde_json::json!({ "type": "RobertaProcessing", "sep": ["</s>", 2], "cls": ["<s>", 0] });
        assert_eq!(read(&value).unwrap().encode(" hello hello ", 512), [0, 7, 7, 2]);
        for (key, bad) in [
            ("pre_tokenizer", serde_json::json!(null)),
            ("pre_tokenizer", serde_json::json!({ "type": "ByteLevel" })),
            ("normalizer", serde_json::json!({ "type": "BertNormalizer" })),
            ("normalizer", serde_json::json!({ "type": "Precompiled", "precompiled_charsmap": "AAAA" })),
            (
                "post_processor",
                serde_json::json!({ "type": "RobertaProcessing", "sep": ["</s>", 99], "cls": ["<s>", 0] }),
            ),
            ("model", serde_json::json!({ "type": "BPE", "vocab": [], "unk_id": 0 })),
            ("model", serde_json::json!({ "type": "Unigram", "vocab": [], "unk_id": 0 })),
            ("model", serde_json::json!({ "type": "Unigram", "vocab": [["a", 0.0]], "unk_id": 3 })),
        ] {
            let mut other = value.clone();
            other[key] = bad;
            assert!(read(&other).is_err(), "{key} {}", other[key]);
        }
    }

    #[test]
    fn the_general_library_gives_the_same_pieces() {
        let json = small();
        let ours = Tokenizer::read(&json).unwrap();
        let theirs = tokenizers::Tokenizer::from_bytes(&json).unwrap();
        for text in ["hello", " hello  hello", "hel lo", "水を ½", "e\u{301}", "ጠጡጢ x", "", "ﬁ\u{1}\n.", "query: hello"]
        {
            assert_eq!(ours.encode(text, 512), theirs.encode(text, true).unwrap().get_ids(), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_pieces(text in "\\PC{0,60}", most in 2_usize..40) {
            let tokenizer = Tokenizer::read(&small()).unwrap();
            let ids = tokenizer.encode(&text, most);
            prop_assert!(ids.len() <= most && ids.len() >= 2);
            prop_assert!(ids.iter().all(|id| (*id as usize) < tokenizer.pieces()));
        }

        #[test]
        fn anything_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = Tokenizer::read(&bytes);
        }
    }
}
