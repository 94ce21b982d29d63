//! What changed between two versions of a text, word by word.
//!
//! A reviewer who must find the one figure that changed in two long texts side by side will miss it. Words are found in
//! scripts without spaces too, so that a change in Thai or Chinese is a word and not a whole paragraph.

use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

/// A stretch of two texts laid beside each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stretch {
    /// Stands in both.
    Same(String),
    /// Stands in the earlier text only.
    Removed(String),
    /// Stands in the later text only.
    Added(String),
}

/// Most differences that are told apart in one comparison. Beyond it the texts have little in common, and marks on every
/// other word help nobody: the whole passage then counts as replaced. Bounds time and memory (4 MB) as well.
const MOST_DIFFERENCES: usize = 1_000;

/// Longest run without a space that is handed to the dictionary at once, in bytes: its time grows faster than the run.
const MOST_RUN: usize = 1_024;

static WORDS: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// Lays two texts beside each other: the earlier one is what is [`Stretch::Same`] and [`Stretch::Removed`], the later one what
/// is [`Stretch::Same`] and [`Stretch::Added`]. What was removed stands before what came in its place.
pub fn differences(before: &str, after: &str) -> Vec<Stretch> {
    let mut out = Stretches::default();
    // Paragraphs first: what was moved or left alone as a whole never needs to be compared word by word.
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let (mut removed, mut added) = (String::new(), String::new());
    for step in steps(&old, &new) {
        match step {
            Step::Same(line) => {
                out.changed_words(&std::mem::take(&mut removed), &std::mem::take(&mut added));
                out.same(line);
            }
            Step::Removed(line) => removed.push_str(line),
            Step::Added(line) => added.push_str(line),
        }
    }
    out.changed_words(&removed, &added);
    out.finish()
}

/// The words of a text with what stands between them; together they are the text.
fn words(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for run in text.split_inclusive(char::is_whitespace) {
        let (word, space) = match run.char_indices().next_back() {
            Some((at, c)) if c.is_whitespace() => run.split_at(at),
            _ => (run, ""),
        };
        let mut rest = word;
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(rest.floor_char_boundary(MOST_RUN.min(rest.len())));
            let mut start = 0;
            for end in WORDS.segment_str(piece) {
                found.extend(piece.get(start..end).filter(|word| !word.is_empty()));
                start = end;
            }
            rest = after;
        }
        if !space.is_empty() {
            found.push(space);
        }
    }
    found
}

enum Step<'a> {
    Same(&'a str),
    Removed(&'a str),
    Added(&'a str),
}

/// The shortest way from one list to the other (Myers 1986, "An O(ND) Difference Algorithm", the greedy one); all removed and
/// all added where it would be longer than [`MOST_DIFFERENCES`].
fn steps<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<Step<'a>> {
    let equal_start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (start, old) = old.split_at(equal_start);
    let new = new.get(equal_start..).unwrap_or_default();
    let equal_end = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old, end) = old.split_at(old.len() - equal_end);
    let new = new.get(..new.len() - equal_end).unwrap_or_default();

    let mut all: Vec<Step<'a>> = start.iter().copied().map(Step::Same).collect();
    all.extend(middle(old, new));
    all.extend(end.iter().copied().map(Step::Same));
    all
}

fn middle<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<Step<'a>> {
    let replaced =
        || old.iter().copied().map(Step::Removed).chain(new.iter().copied().map(Step::Added)).collect::<Vec<_>>();
    if old.is_empty() || new.is_empty() {
        return replaced();
    }
    let most = (old.len() + new.len()).min(MOST_DIFFERENCES);
    // How far each diagonal was followed after every round; diagonal `k` of round `d` stands at `k + d`.
    let mut rounds: Vec<Vec<usize>> = Vec::new();
    let reach = |rounds: &[Vec<usize>], round: usize, diagonal: isize| -> Option<usize> {
        let at = diagonal.checked_add_unsigned(round)?;
        rounds.get(round)?.get(usize::try_from(at).ok()?).copied()
    };
    let mut found = false;
    for round in 0..=most {
        let mut reached = vec![0; 2 * round + 1];
        for at in (0..=2 * round).step_by(2) {
            let diagonal = at.cast_signed() - round.cast_signed();
            let (down, right) = match round.checked_sub(1) {
                None => (Some(0), None),
                Some(last) => (reach(&rounds, last, diagonal + 1), reach(&rounds, last, diagonal - 1).map(|x| x + 1)),
            };
            let mut x = down.max(right).unwrap_or(0);
            while let Some(y) = x.checked_add_signed(-diagonal)
                && old.get(x).is_some_and(|a| new.get(y) == Some(a))
            {
                x += 1;
            }
            if let Some(place) = reached.get_mut(at) {
                *place = x;
            }
            found |= x >= old.len() && x.checked_add_signed(-diagonal).is_some_and(|y| y >= new.len());
        }
        rounds.push(reached);
        if found {
            break;
        }
    }
    if !found {
        return replaced();
    }
    // Back from the end along the rounds.
    let (mut x, mut y) = (old.len(), new.len());
    let mut back = Vec::new();
    for round in (1..rounds.len()).rev() {
        let diagonal = x.cast_signed() - y.cast_signed();
        let (down, right) = (reach(&rounds, round - 1, diagonal + 1), reach(&rounds, round - 1, diagonal - 1));
        let added = down >= right.map(|x| x + 1);
        let from = if added { down } else { right }.unwrap_or(0);
        let came = from.cast_signed() - if added { diagonal + 1 } else { diagonal - 1 };
        let came = usize::try_from(came).unwrap_or(0);
        let begin = if added { from } else { from + 1 };
        while x > begin {
            x -= 1;
            y = y.saturating_sub(1);
            back.extend(old.get(x).copied().map(Step::Same));
        }
        if added {
            back.extend(new.get(came).copied().map(Step::Added));
        } else {
            back.extend(old.get(from).copied().map(Step::Removed));
        }
        (x, y) = (from, came);
    }
    while x > 0 {
        x -= 1;
        back.extend(old.get(x).copied().map(Step::Same));
    }
    back.reverse();
    back
}

/// Stretches as they are put together.
#[derive(Default)]
struct Stretches {
    done: Vec<Stretch>,
    /// What was removed and added since the two texts last agreed.
    removed: String,
    added: String,
}

impl Stretches {
    fn same(&mut self, text: &str) {
        self.flush();
        match self.done.last_mut() {
            Some(Stretch::Same(last)) => last.push_str(text),
            _ => self.done.push(Stretch::Same(text.to_owned())),
        }
    }

    fn flush(&mut self) {
        for (text, stretch) in [
            (std::mem::take(&mut self.removed), Stretch::Removed as fn(String) -> Stretch),
            (std::mem::take(&mut self.added), Stretch::Added),
        ] {
            if !text.is_empty() {
                self.done.push(stretch(text));
            }
        }
    }

    fn changed_words(&mut self, before: &str, after: &str) {
        let (old, new) = (words(before), words(after));
        let steps = steps(&old, &new);
        let mut rest = steps.iter().peekable();
        while let Some(step) = rest.next() {
            match step {
                Step::Removed(word) => self.removed.push_str(word),
                Step::Added(word) => self.added.push_str(word),
                // A blank or a comma between two changes belongs to them: one change of a phrase reads better than many of words.
                Step::Same(word)
                    if self.is_changing()
                        && !word.contains(char::is_alphanumeric)
                        && rest.peek().is_some_and(|next| !matches!(next, Step::Same(_))) =>
                {
                    self.removed.push_str(word);
                    self.added.push_str(word);
                }
                Step::Same(word) => self.same(word),
            }
        }
        self.flush();
    }

    /// Whether the two texts differ right before this place.
    const fn is_changing(&self) -> bool {
        self.removed.len() + self.added.len() > 0
    }

    fn finish(mut self) -> Vec<Stretch> {
        self.flush();
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `[-…-]` for what was removed, `{+…+}` for what was added.
    fn shown(before: &str, after: &str) -> String {
        differences(before, after)
            .into_iter()
            .map(|stretch| match stretch {
                Stretch::Same(text) => text,
                Stretch::Removed(text) => format!("[-{text}-]"),
                Stretch::Added(text) => format!("{{+{text}+}}"),
            })
            .collect()
    }

    #[test]
    fn a_change_is_shown_as_the_words_that_changed() {
        for (before, after, expected) in [
            ("", "", ""),
            ("The same.", "The same.", "The same."),
            ("", "New.", "{+New.+}"),
            ("Gone.", "", "[-Gone.-]"),
            ("It cost 500 rupees.", "It cost 5,000 rupees.", "It cost [-500-]{+5,000+} rupees."),
            (
                "The hospital never said so.",
                "The hospital in Lahore said so.",
                "The hospital [-never-]{+in Lahore+} said so.",
            ),
            ("the old man said", "a young woman said", "[-the old man-]{+a young woman+} said"),
            ("喝檸檬水不能治療癌症", "喝檸檬水可以治療癌症", "喝檸檬水[-不能-]{+可以+}治療癌症"),
            ("ดื่มน้ำมะนาวรักษามะเร็งได้", "ดื่มน้ำมะนาวป้องกันมะเร็งได้", "ดื่มน้ำมะนาว[-รักษา-]{+ป้องกัน+}มะเร็งได้"),
            ("یہ خبر غلط ہے", "یہ خبر درست ہے", "یہ خبر [-غلط-]{+درست+} ہے"),
            ("One.\nTwo.\nThree.", "One.\nThree.", "One.\n[-Two.\n-]Three."),
            ("One.\nTwo.", "One.\nTwo and a half.\nThree.", "One.\nTwo{+ and a half.\nThree+}."),
        ] {
            assert_eq!(shown(before, after), expected);
        }
    }

    #[test]
    fn texts_with_little_in_common_are_told_as_one_replaced_by_the_other() {
        let words = |start: usize| (start..start + 4_000).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
        let found = differences(&words(0), &words(10_000));
        assert!(matches!(&found[..], [Stretch::Removed(_), Stretch::Added(_)]), "{}", found.len());
    }

    #[test]
    fn a_long_text_without_spaces_is_compared_in_a_moment() {
        let text = "กขคงจฉชซ".repeat(2_000);
        let changed = format!("{text}ใหม่");
        assert_eq!(shown(&text, &changed).matches("{+").count(), 1);
    }

    proptest! {
        #[test]
        fn both_texts_can_be_put_together_again(before in "[ab ,\n字]{0,60}", after in "[ab ,\n字]{0,60}") {
            let (mut old, mut new) = (String::new(), String::new());
            for stretch in differences(&before, &after) {
                match stretch {
                    Stretch::Same(text) => { old.push_str(&text); new.push_str(&text); }
                    Stretch::Removed(text) => old.push_str(&text),
                    Stretch::Added(text) => new.push_str(&text),
                }
            }
            prop_assert_eq!((old, new), (before, after));
        }
    }
}
