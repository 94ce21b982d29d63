//! A notice that comes from cases: what holds for all of it, and a part for each case, so that one of them can be taken out again.

use std::fmt::Write as _;

use saksi_web::Locale;
use sha2::{Digest as _, Sha256};

use super::notice::{Element, FileLine, Notice};

/// Most cases in one notice.
pub const MOST_PARTS: usize = 20;

/// What one case gives, as far as its person agreed to it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// Exact places.
    pub locations: Vec<String>,
    /// What happened, as the responder puts it.
    pub summary: String,
    /// What the person wrote, word for word.
    pub words: String,
    /// Files that go along.
    pub files: Vec<FileLine>,
}

impl std::fmt::Debug for Part {
    /// Without the words: they must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Part").finish_non_exhaustive()
    }
}

impl Part {
    /// Its section of the letter, with headings in the language of `l`.
    pub fn text(&self, l: &Locale, number: usize, of: usize) -> String {
        let mut text = l.ta("escalations-notice-part", &[("number", number), ("of", of)]) + "\n\n";
        let mut section = |message: &str, words: &str| {
            if !words.is_empty() {
                let _ = write!(text, "{}\n{words}\n\n", l.t(message));
            }
        };
        section(Element::Locations.message(), &self.locations.join("\n"));
        section(Element::Explanation.message(), &self.summary);
        section("escalations-notice-words", &self.words);
        let mut files = String::new();
        for file in &self.files {
            let _ = writeln!(files, "{} ({} B)\nSHA-256 {}", file.name, file.bytes, file.hash);
        }
        section(Element::Evidence.message(), files.trim_end());
        text.retain(|c| !matches!(c, '\u{2068}' | '\u{2069}'));
        text.trim_end().to_owned() + "\n"
    }
}

/// The letter in pieces: what holds for all, then one piece for each part.
pub fn pieces(l: &Locale, common: &Notice, parts: &[Part]) -> (String, Vec<String>) {
    let count = parts.len();
    (common.letter(l, &[]), parts.iter().zip(1..).map(|(part, number)| part.text(l, number, count)).collect())
}

/// The pieces as one text, as it goes out.
pub fn whole_text<'a>(common: &str, pieces: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = common.to_owned();
    for piece in pieces {
        text.push('\n');
        text.push_str(piece);
    }
    text
}

/// The notice as one, for what is missing and for the fields of a web form.
pub fn merged(common: &Notice, parts: &[Part]) -> Notice {
    let mut notice = common.clone();
    notice.locations.extend(parts.iter().flat_map(|part| part.locations.iter().cloned()));
    for words in parts.iter().flat_map(|part| [&part.summary, &part.words]).filter(|words| !words.is_empty()) {
        if !notice.explanation.is_empty() {
            notice.explanation.push_str("\n\n");
        }
        notice.explanation.push_str(words);
    }
    notice
}

/// SHA-256 of a file.
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// A hash that stands readable beside what is sealed: with a salt that is sealed too, so that nobody can try guesses against it.
pub fn commitment(salt: &[u8], digest: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"saksi sealed notice v1\0");
    hash.update(u64::try_from(salt.len()).unwrap_or(u64::MAX).to_be_bytes());
    hash.update(salt);
    hash.update(digest);
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::super::notice::tests::notice;
    use super::*;

    fn part(words: &str) -> Part {
        Part {
            locations: vec![format!("https://platform.example/{words}")],
            summary: format!("What was done to {words}"),
            ..Part::default()
        }
    }

    #[test]
    fn what_one_person_gave_stands_in_one_piece_and_goes_with_it() {
        let sources: Vec<_> = saksi_web::MESSAGES.iter().chain(crate::MESSAGES).copied().collect();
        let translator = std::sync::Arc::new(saksi_web::Translator::new(&sources));
        let l = Locale::new(translator, saksi_base::SiteLanguage::English, saksi_base::Timestamp(0));
        let common = Notice { locations: Vec::new(), explanation: String::new(), ..notice() };
        let parts = [part("Ayu"), part("Bima")];
        let (first, pieces) = pieces(&l, &common, &parts);
        assert!(!first.contains("Ayu") && !first.contains("Bima"));
        assert!(pieces[0].contains("Ayu") && !pieces[0].contains("Bima") && pieces[1].contains("Bima"));
        let whole = whole_text(&first, pieces.iter().map(String::as_str));
        assert!(whole.contains("Death threats") && whole.contains("Ayu") && whole.contains("Bima"));
        assert_eq!(
            common.complete(&[]).unwrap_err().for_field("locations").map(|f| f.message),
            Some("escalations-missing-locations")
        );
        assert_eq!(merged(&common, &parts).complete(&[]), Ok(()));
    }

    #[test]
    fn a_hash_says_nothing_without_the_salt_that_is_sealed() {
        let digest = [7; 32];
        assert_eq!(commitment(b"salt", &digest), commitment(b"salt", &digest));
        assert_ne!(commitment(b"salt", &digest), commitment(b"other", &digest));
        assert_ne!(commitment(b"salt", &digest), commitment(b"salt", &[8; 32]));
    }
}
