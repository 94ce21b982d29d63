//! The notice: complete by construction. Its elements are those of Article 16(2) of the Digital Services Act, which other
//! addressees ask for too: a substantiated explanation, the exact places, the rule or law, who writes, and their good faith.

use std::fmt::Write as _;

use saksi_base::problem::Problems;
use saksi_base::{LanguageTag, Problem, RuleId, Timestamp};
use saksi_web::Locale;
use saksi_web::fields::check_text;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::register::{is_mail, is_web};
use super::words::{Category, Ground, Material, Region};
use super::{LONG, SHORT, lines};

/// Most places in one notice.
pub const MOST_LOCATIONS: usize = 200;
/// Most pieces of evidence that one notice cites.
pub const MOST_EVIDENCE: usize = 40;
/// Most addresses of one notice for which something is looked up.
const MOST_LOOKED_UP: usize = 50;

/// A rule as a notice cites it: the words of that version go with the notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// Which rule.
    pub rule: RuleId,
    /// Which version.
    pub number: i64,
    /// Policy or law with its clause.
    pub name: String,
    /// Its words.
    pub words: String,
}

/// Something preserved that goes with a notice by reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attested {
    /// The record's identifier.
    pub record: String,
    /// What it is.
    pub title: String,
    /// Where it was.
    pub url: String,
    /// SHA-256 of the record, in hexadecimal digits.
    pub hash: String,
    /// When it was captured, as RFC 3339 text.
    pub captured_at: String,
    /// The page on which everybody can check that; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub page: String,
}

impl Attested {
    /// As a letter names it: what, where it was, where that can be checked, when, and the hash.
    fn text(&self) -> String {
        let mut text = String::new();
        for part in [&self.title, &self.url, &self.page, &self.captured_at].into_iter().filter(|part| !part.is_empty())
        {
            text.push_str(part);
            text.push('\n');
        }
        let _ = writeln!(text, "SHA-256 {}", self.hash);
        text
    }
}

/// What is written in a notice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Notice {
    /// What it is about, in a few words; the subject of a letter.
    pub title: String,
    /// Exact places, one each: web addresses, and whatever else identifies them.
    pub locations: Vec<String>,
    /// Why it is illegal or against the terms, with substance.
    pub explanation: String,
    /// The language it is written in.
    pub language: String,
    /// The same in the language in which it was first written, where that is another one.
    pub original: String,
    /// That language.
    pub original_language: String,
    /// Kind of harm.
    pub category: Option<Category>,
    /// Kind of content.
    pub material: Option<Material>,
    /// Illegal, against the terms, or both.
    pub ground: Option<Ground>,
    /// Rules and laws from the register.
    pub cited: Vec<Cited>,
    /// A rule or law that is not in the register.
    pub other_rule: String,
    /// The language of the content.
    pub content_language: String,
    /// When it was published, as known.
    pub content_date: String,
    /// Where those concerned live.
    pub region: Option<Region>,
    /// Why it matters to the public.
    pub context: String,
    /// Harm is imminent.
    pub imminent: bool,
    /// Why.
    pub imminent_reason: String,
    /// Statement of good faith.
    pub good_faith: bool,
    /// Who writes.
    pub sender_name: String,
    /// Where to answer.
    pub sender_mail: String,
    /// Preserved copies, by reference.
    pub evidence: Vec<Attested>,
    /// Other organisations in whose name it is made.
    pub complainants: Vec<String>,
    /// The notice that it follows, where another organisation sent one before by another route.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earlier: Option<Earlier>,
}

/// An earlier notice about the same, as one that follows it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// Who sent it.
    pub sender: String,
    /// When.
    pub sent: Timestamp,
    /// Under which number the other side knows it, where it said one.
    pub reference: String,
}

impl Earlier {
    fn text(&self, l: &Locale) -> String {
        let said = [("day", l.date(self.sent)), ("sender", self.sender.clone())];
        let mut text = l.ta("escalations-notice-earlier-words", &said);
        if !self.reference.is_empty() {
            text.push('\n');
            text.push_str(&l.ta("escalations-notice-earlier-number", &[("reference", self.reference.as_str())]));
        }
        text
    }
}

macro_rules! elements {
    ($($(#[$doc:meta])* $variant:ident = $code:literal,)*) => {
        /// A part of a notice that a web form may ask for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Element { $($(#[$doc])* $variant,)* }

        impl Element {
            /// Every element.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable code, as fields of a route name it.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// Reads a stable code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }

            /// The message that names it.
            pub const fn message(self) -> &'static str {
                match self { $(Self::$variant => concat!("escalations-notice-", $code),)* }
            }
        }
    };
}

elements! {
    /// Its few words.
    Title = "title",
    /// The places.
    Locations = "locations",
    /// The explanation.
    Explanation = "explanation",
    /// What was first written, in another language.
    Original = "original",
    /// The category.
    Category = "category",
    /// Kind, language and date of the content.
    Material = "material",
    /// Rules and laws, with the ground.
    Rules = "rules",
    /// The notice that it follows.
    Earlier = "earlier",
    /// Why it matters.
    Context = "context",
    /// Why harm is imminent.
    Imminent = "imminent",
    /// Evidence and files.
    Evidence = "evidence",
    /// Good faith.
    GoodFaith = "good-faith",
    /// Who writes.
    Sender = "sender",
    /// Where to answer.
    SenderMail = "sender-mail",
}

/// A file that goes with a notice, as its text names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileLine {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub bytes: i64,
    /// SHA-256 of it, in hexadecimal digits.
    pub hash: String,
}

impl Notice {
    /// What cannot be stored: too long, too many, or not what it says it is. A draft may lack anything.
    pub fn check(&self) -> Result<(), Problem> {
        let mut problems = Problems::new();
        check_text(&mut problems, "title", &self.title, SHORT, false);
        check_text(&mut problems, "explanation", &self.explanation, LONG, false);
        check_text(&mut problems, "original", &self.original, LONG, false);
        check_text(&mut problems, "context", &self.context, LONG, false);
        check_text(&mut problems, "other_rule", &self.other_rule, 2_000, false);
        check_text(&mut problems, "imminent_reason", &self.imminent_reason, 2_000, false);
        check_text(&mut problems, "sender_name", &self.sender_name, SHORT, false);
        check_text(&mut problems, "content_date", &self.content_date, SHORT, false);
        if self.locations.len() > MOST_LOCATIONS || self.locations.iter().any(|line| line.chars().count() > 2_000) {
            problems.add("locations", "escalations-problem-locations").with("most", MOST_LOCATIONS);
        }
        for (field, tag) in [
            ("language", &self.language),
            ("original_language", &self.original_language),
            ("content_language", &self.content_language),
        ] {
            if !tag.is_empty() && tag.parse::<LanguageTag>().is_err() {
                problems.add(field, "escalations-problem-language").with("tag", tag);
            }
        }
        if !self.sender_mail.is_empty() && !is_mail(&self.sender_mail) {
            problems.add("sender_mail", "escalations-problem-mail");
        }
        problems.finish()
    }

    /// What is still missing before it can be sent, as fields to mend; `languages` are those that the route takes.
    pub fn complete(&self, languages: &[String]) -> Result<(), Problem> {
        self.check()?;
        let mut problems = Problems::new();
        check_text(&mut problems, "title", &self.title, SHORT, true);
        check_text(&mut problems, "explanation", &self.explanation, LONG, true);
        check_text(&mut problems, "sender_name", &self.sender_name, SHORT, true);
        if self.locations.is_empty() {
            problems.add("locations", "escalations-missing-locations");
        } else if !self.locations.iter().any(|line| line.split_whitespace().any(is_web)) {
            problems.add("locations", "escalations-missing-address");
        }
        if self.category.is_none() {
            problems.add("category", "escalations-problem-choose");
        }
        if self.ground.is_none() {
            problems.add("ground", "escalations-problem-choose");
        }
        if self.region.is_none() {
            problems.add("region", "escalations-problem-choose");
        }
        if self.cited.is_empty() && self.other_rule.trim().is_empty() {
            problems.add("other_rule", "escalations-missing-rule");
        }
        if !self.good_faith {
            problems.add("good_faith", "escalations-missing-good-faith");
        }
        if self.sender_mail.is_empty() {
            problems.add("sender_mail", "escalations-problem-mail");
        }
        if self.imminent && self.imminent_reason.trim().is_empty() {
            problems.add("imminent_reason", "escalations-missing-imminent");
        }
        let known: Option<LanguageTag> = self.language.parse().ok();
        match known {
            None => {
                problems.add("language", "escalations-missing-language");
            }
            Some(tag) if !languages.is_empty() => {
                let takes = languages.iter().filter_map(|known| known.parse::<LanguageTag>().ok());
                if !takes.into_iter().any(|known| known.primary() == tag.primary()) {
                    problems
                        .add("language", "escalations-missing-route-language")
                        .with("languages", languages.join(", "));
                }
            }
            Some(_) => {}
        }
        problems.finish()
    }

    /// What stands in one element; empty where there is nothing to say.
    pub fn element(&self, l: &Locale, element: Element, files: &[FileLine]) -> String {
        let named = |message: Option<&'static str>| message.map(|message| l.t(message)).unwrap_or_default();
        match element {
            Element::Title => self.title.clone(),
            Element::Locations => self.locations.join("\n"),
            Element::Explanation => self.explanation.clone(),
            Element::Original => self.original.clone(),
            Element::Category => named(self.category.map(Category::message)),
            Element::Material => {
                let parts = [
                    named(self.material.map(Material::message)),
                    self.content_language.clone(),
                    self.content_date.clone(),
                ];
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
            }
            Element::Rules => {
                let mut text = named(self.ground.map(Ground::message));
                for cited in &self.cited {
                    let _ = write!(text, "\n\n{}\n{}", cited.name, cited.words);
                }
                if !self.other_rule.is_empty() {
                    let _ = write!(text, "\n\n{}", self.other_rule);
                }
                text
            }
            Element::Earlier => self.earlier.as_ref().map(|earlier| earlier.text(l)).unwrap_or_default(),
            Element::Context => self.context.clone(),
            Element::Imminent if self.imminent => self.imminent_reason.clone(),
            Element::Evidence => {
                let mut text = String::new();
                for one in &self.evidence {
                    text.push_str(&one.text());
                }
                for file in files {
                    let _ = writeln!(text, "{} ({} B)\nSHA-256 {}", file.name, file.bytes, file.hash);
                }
                text.trim_end().to_owned()
            }
            Element::GoodFaith if self.good_faith => l.t("escalations-notice-good-faith-words"),
            Element::Imminent | Element::GoodFaith => String::new(),
            Element::Sender if self.complainants.is_empty() => self.sender_name.clone(),
            Element::Sender => {
                let others = self.complainants.join("\n");
                let count = i64::try_from(self.complainants.len()).unwrap_or(i64::MAX).saturating_add(1);
                let together = l.ta("escalations-notice-complainants", &[("count", count)]);
                format!("{}\n\n{together}\n{}\n{others}", self.sender_name, self.sender_name)
            }
            Element::SenderMail => self.sender_mail.clone(),
        }
    }

    /// The notice as a letter, with headings in the language of `l`.
    pub fn letter(&self, l: &Locale, files: &[FileLine]) -> String {
        let mut text = String::new();
        for element in Element::ALL {
            let words = self.element(l, *element, files);
            if !words.is_empty() {
                let _ = write!(text, "{}\n{words}\n\n", l.t(element.message()));
            }
        }
        // Marks of direction around what fills a message belong on a page, not in a letter.
        text.retain(|c| !matches!(c, '\u{2068}' | '\u{2069}'));
        text.trim_end().to_owned() + "\n"
    }

    /// The web addresses among its places, each once.
    pub fn addresses(&self) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for word in self.locations.iter().flat_map(|line| line.split_whitespace()).filter(|word| is_web(word)) {
            if found.len() < MOST_LOOKED_UP && !found.iter().any(|known| known == word) {
                found.push(word.to_owned());
            }
        }
        found
    }

    /// Reads places from a form, one a line.
    pub fn locations_of(text: &str) -> Vec<String> {
        lines(text)
    }
}

/// What freezes a letter: SHA-256 over a label, and each part with its length before it.
pub fn freeze(recipient: &str, subject: &str, body: &str, files: &[FileLine]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"saksi notice v1\0");
    let mut part = |text: &str| {
        hash.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(text.as_bytes());
    };
    part(recipient);
    part(subject);
    part(body);
    for file in files {
        part(&file.name);
        part(&file.hash);
    }
    hash.finalize().into()
}

/// Bytes as hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn notice() -> Notice {
        Notice {
            title: "Death threats against a journalist".into(),
            locations: vec!["https://platform.example/post/1".into()],
            explanation: "The post calls on people to come to her house, and names the street.".into(),
            language: "en".into(),
            category: Some(Category::CyberViolenceAgainstWomen),
            ground: Some(Ground::Terms),
            region: Some(Region::SouthAsia),
            other_rule: "Community Standards, Violence and incitement".into(),
            good_faith: true,
            sender_name: "Saksi Nusantara".into(),
            sender_mail: "liaison@saksi.example".into(),
            ..Notice::default()
        }
    }

    #[test]
    fn a_notice_is_complete_only_with_every_element() {
        type Spoil = fn(&mut Notice);
        assert_eq!(notice().complete(&["en".into(), "ur".into()]), Ok(()));
        let cases: [(Spoil, &str); 11] = [
            (|n| n.title = " ".into(), "title"),
            (|n| n.explanation.clear(), "explanation"),
            (|n| n.locations.clear(), "locations"),
            (|n| n.locations = vec!["the second post from above".into()], "locations"),
            (|n| n.category = None, "category"),
            (|n| n.other_rule.clear(), "other_rule"),
            (|n| n.good_faith = false, "good_faith"),
            (|n| n.sender_name.clear(), "sender_name"),
            (|n| n.sender_mail = "nobody".into(), "sender_mail"),
            (|n| n.imminent = true, "imminent_reason"),
            (|n| n.language = "th".into(), "language"),
        ];
        for (spoil, field) in cases {
            let mut notice = notice();
            spoil(&mut notice);
            let problem = notice.complete(&["en".into(), "ur".into()]).unwrap_err();
            assert!(problem.for_field(field).is_some(), "{field}: {problem:?}");
        }
    }

    #[test]
    fn what_is_frozen_changes_with_every_part_of_it() {
        let file = FileLine { name: "a.png".into(), bytes: 3, hash: "00".into() };
        let first = freeze("a@b.example", "subject", "body", std::slice::from_ref(&file));
        for other in [
            freeze("c@b.example", "subject", "body", std::slice::from_ref(&file)),
            freeze("a@b.example", "subjectb", "ody", std::slice::from_ref(&file)),
            freeze("a@b.example", "subject", "body", &[FileLine { hash: "01".into(), ..file.clone() }]),
            freeze("a@b.example", "subject", "body", &[]),
        ] {
            assert_ne!(first, other);
        }
        assert_eq!(first, freeze("a@b.example", "subject", "body", &[file]));
    }
}
