//! Replies that are written often: templates with macros, in every language that somebody wrote them in, and checklists.
//!
//! A macro stands in braces: `{receipt}`. Each has a type; one that nobody knows is an error that names it, when the
//! template is saved and not when somebody in danger reads it. A filled template keeps text and values apart: values are
//! escaped by whoever renders them, for the place where they stand, and nowhere else. `{{` and `}}` stand for braces.

use std::collections::BTreeMap;

use saksi_base::{SiteLanguage, Timestamp};
use serde::{Deserialize, Serialize};

use super::vocabulary::is_code;

/// Longest text of a template, in characters.
pub const LONGEST_TEXT: usize = 8_000;
/// Most steps of a checklist.
pub const MOST_STEPS: usize = 40;
/// Longest step of a checklist, in characters.
pub const LONGEST_STEP: usize = 300;

/// A macro.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Macro {
    /// The organisation that answers: text.
    Organisation,
    /// The name by which the responder signs, where they sign: text.
    Responder,
    /// The organisation that a case goes to: text.
    Provider,
    /// Which help: text, the label of a service.
    Service,
    /// By when the next answer comes: a moment.
    AnswerBy,
    /// When the case will be deleted: a day.
    DeletedOn,
    /// Where to come back with the receipt: a link.
    ReturnLink,
    /// Where self-help is: a link.
    SelfHelpLink,
    /// How many working hours an answer takes: a number.
    Hours,
}

/// What a macro is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A moment, shown in the reader's calendar.
    Moment,
    /// A number, shown in the reader's digits.
    Number,
    /// A link, `https:` or `http:`.
    Link,
}

/// A value for a macro.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text.
    Text(String),
    /// A moment.
    Moment(Timestamp),
    /// A number.
    Number(i64),
    /// A link.
    Link(String),
}

impl Macro {
    /// Every macro, in the order in which the editor lists them.
    pub const ALL: [Self; 9] = [
        Self::Organisation,
        Self::Responder,
        Self::Provider,
        Self::Service,
        Self::AnswerBy,
        Self::DeletedOn,
        Self::ReturnLink,
        Self::SelfHelpLink,
        Self::Hours,
    ];

    /// How it is written between braces.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Responder => "responder",
            Self::Provider => "provider",
            Self::Service => "service",
            Self::AnswerBy => "answer-by",
            Self::DeletedOn => "deleted-on",
            Self::ReturnLink => "return-link",
            Self::SelfHelpLink => "self-help-link",
            Self::Hours => "hours",
        }
    }

    /// What it is filled with.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Organisation | Self::Responder | Self::Provider | Self::Service => Kind::Text,
            Self::AnswerBy | Self::DeletedOn => Kind::Moment,
            Self::ReturnLink | Self::SelfHelpLink => Kind::Link,
            Self::Hours => Kind::Number,
        }
    }

    /// Reads a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }
}

impl Value {
    const fn kind(&self) -> Kind {
        match self {
            Self::Text(_) => Kind::Text,
            Self::Moment(_) => Kind::Moment,
            Self::Number(_) => Kind::Number,
            Self::Link(_) => Kind::Link,
        }
    }
}

/// What is wrong with a template or a checklist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateProblem {
    /// A macro that nobody knows.
    #[error("'{{{0}}}' is not known; known are: {known}", known = Macro::ALL.map(Macro::name).join(", "))]
    Unknown(String),
    /// A brace without its partner.
    #[error("a brace at character {0} has no partner; write it twice to mean the brace itself")]
    Brace(usize),
    /// Nothing in it.
    #[error("the text is empty")]
    Empty,
    /// Too long.
    #[error("the text is longer than {LONGEST_TEXT} characters")]
    TooLong,
    /// No English text.
    #[error("an English text is needed; other languages fall back to it")]
    NoEnglish,
    /// A language that the site does not speak.
    #[error("'{0}' is not a language of the site")]
    Language(String),
    /// The code.
    #[error("'{0}' is not a code: use lower-case letters, digits and single hyphens")]
    Code(String),
    /// A translation with other macros than the English text.
    #[error("the text in '{language}' lacks or adds the macro '{{{name}}}'")]
    Differs {
        /// The language.
        language: String,
        /// The macro.
        name: &'static str,
    },
    /// A step of a checklist.
    #[error("step {0} is empty or longer than {LONGEST_STEP} characters")]
    Step(usize),
    /// Too many or no steps.
    #[error("a checklist has 1 to {MOST_STEPS} steps, each with a code of its own")]
    Steps,
}

/// A value is lacking, or is of another kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FillProblem {
    /// No value.
    #[error("there is no value for '{{{}}}'", .0.name())]
    Lacking(Macro),
    /// The wrong kind.
    #[error("the value for '{{{}}}' is of the wrong kind", .0.name())]
    Kind(Macro),
}

/// A part of a template's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Words as written.
    Words(String),
    /// A macro.
    Macro(Macro),
}

/// A text with macros, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(Vec<Part>);

/// A part of a filled text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filled<'a> {
    /// The template's words.
    Words(&'a str),
    /// A value, to be written for the reader and escaped for the place.
    Value(Macro, &'a Value),
}

impl Text {
    /// Reads a text with macros.
    pub fn parse(text: &str) -> Result<Self, TemplateProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(TemplateProblem::Empty);
        }
        if text.chars().count() > LONGEST_TEXT {
            return Err(TemplateProblem::TooLong);
        }
        let mut parts = Vec::new();
        let mut words = String::new();
        let mut characters = text.chars().enumerate().peekable();
        while let Some((place, character)) = characters.next() {
            let twice = characters.peek().is_some_and(|(_, next)| *next == character);
            match character {
                '{' | '}' if twice => {
                    characters.next();
                    words.push(character);
                }
                '{' => {
                    let mut name = String::new();
                    loop {
                        match characters.next() {
                            Some((_, '}')) => break,
                            Some((_, next)) if next != '{' && name.len() < 60 => name.push(next),
                            _ => return Err(TemplateProblem::Brace(place + 1)),
                        }
                    }
                    let name = name.trim();
                    let known = Macro::from_name(name).ok_or_else(|| TemplateProblem::Unknown(name.to_owned()))?;
                    if !words.is_empty() {
                        parts.push(Part::Words(std::mem::take(&mut words)));
                    }
                    parts.push(Part::Macro(known));
                }
                '}' => return Err(TemplateProblem::Brace(place + 1)),
                other => words.push(other),
            }
        }
        if !words.is_empty() {
            parts.push(Part::Words(words));
        }
        Ok(Self(parts))
    }

    /// The macros in it, each once.
    pub fn macros(&self) -> Vec<Macro> {
        let mut all: Vec<Macro> = self
            .0
            .iter()
            .filter_map(|part| match part {
                Part::Macro(name) => Some(*name),
                Part::Words(_) => None,
            })
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The text with its values, in order.
    pub fn fill<'a>(&'a self, values: &'a BTreeMap<Macro, Value>) -> Result<Vec<Filled<'a>>, FillProblem> {
        let part = |part: &'a Part| match part {
            Part::Words(words) => Ok(Filled::Words(words.as_str())),
            Part::Macro(name) => match values.get(name) {
                None => Err(FillProblem::Lacking(*name)),
                Some(value) if value.kind() != name.kind() => Err(FillProblem::Kind(*name)),
                Some(value) => Ok(Filled::Value(*name, value)),
            },
        };
        self.0.iter().map(part).collect()
    }
}

/// A reply that is written often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Its code.
    pub code: String,
    /// Its texts by language tag of the site.
    pub texts: BTreeMap<String, String>,
    /// The languages whose text a native speaker has reviewed. Others carry the notice of
    /// [`advice_notice`](super::words::advice_notice) where they give safety advice.
    #[serde(default)]
    pub reviewed: Vec<String>,
}

impl Template {
    /// Whether every text can be used, and translations have the macros of the English text.
    pub fn check(&self) -> Result<(), TemplateProblem> {
        if !is_code(&self.code) {
            return Err(TemplateProblem::Code(self.code.clone()));
        }
        for tag in self.texts.keys().chain(&self.reviewed) {
            if SiteLanguage::ALL.iter().all(|language| language.tag() != tag) {
                return Err(TemplateProblem::Language(tag.clone()));
            }
        }
        let english = self.texts.get(SiteLanguage::English.tag()).ok_or(TemplateProblem::NoEnglish)?;
        let wanted = Text::parse(english)?.macros();
        for (language, text) in &self.texts {
            let found = Text::parse(text)?.macros();
            let differs = wanted.iter().chain(&found).find(|name| !(wanted.contains(name) && found.contains(name)));
            if let Some(name) = differs {
                return Err(TemplateProblem::Differs { language: language.clone(), name: name.name() });
            }
        }
        Ok(())
    }

    /// The text in a language, else in English, and in which it is.
    pub fn text(&self, language: SiteLanguage) -> Option<(SiteLanguage, &str)> {
        let by = |language: SiteLanguage| self.texts.get(language.tag()).map(|text| (language, text.as_str()));
        by(language).or_else(|| by(SiteLanguage::English))
    }

    /// Whether a native speaker has reviewed the text in a language.
    pub fn is_reviewed(&self, language: SiteLanguage) -> bool {
        self.reviewed.iter().any(|tag| tag == language.tag())
    }

    /// Templates to begin with, in English; after the kinds that Access Now's helpline publishes: first answer, out of mandate
    /// (with self-help, a line on danger, and that the police are told only if the person wants it), and "did they reach you?".
    /// The words are ours.
    pub fn defaults() -> Vec<Self> {
        let template = |code: &str, text: &str| Self {
            code: code.to_owned(),
            texts: [(SiteLanguage::English.tag().to_owned(), text.to_owned())].into(),
            reviewed: vec![SiteLanguage::English.tag().to_owned()],
        };
        vec![
            template(
                "first-answer",
                "Thank you for writing to us. You did the right thing.\n\nSomebody at {organisation} has read what you wrote. You \
                 hear from us again by {answer-by}. If anything changes, or if you do not feel safe, write here again: {return-link}\n\n\
                 Would you like to talk to somebody about how you are? You can say yes or no, now or later.",
            ),
            template(
                "out-of-mandate",
                "Thank you for writing to us. We are sorry: this is not something that {organisation} can help with.\n\nThis may \
                 help you now: {self-help-link}\n\nIf you want, we ask another organisation for you. We do that only if you say \
                 yes. If you are in danger, first go where you are safe. We do not tell the police unless you want us to.",
            ),
            template(
                "after-referral",
                "Some days ago {provider} took over. Did they reach you? Please tell us here, yes or no: {return-link}\n\nIf they \
                 did not, we look for somebody else.",
            ),
        ]
    }
}

/// A step of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its code, so that what was ticked stays ticked when the words change.
    pub code: String,
    /// What to do.
    pub words: String,
}

/// Steps that should not be forgotten. Which are done is kept with the case; no step holds a case up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// Its code.
    pub code: String,
    /// Its steps, in order.
    pub steps: Vec<Step>,
}

impl Checklist {
    /// Whether it can be used.
    pub fn check(&self) -> Result<(), TemplateProblem> {
        if !is_code(&self.code) {
            return Err(TemplateProblem::Code(self.code.clone()));
        }
        let twice = |(place, step): (usize, &Step)| self.steps.iter().take(place).any(|other| other.code == step.code);
        if self.steps.is_empty() || self.steps.len() > MOST_STEPS || self.steps.iter().enumerate().any(twice) {
            return Err(TemplateProblem::Steps);
        }
        for (place, step) in self.steps.iter().enumerate() {
            if !is_code(&step.code) {
                return Err(TemplateProblem::Code(step.code.clone()));
            }
            if step.words.trim().is_empty() || step.words.chars().count() > LONGEST_STEP {
                return Err(TemplateProblem::Step(place + 1));
            }
        }
        Ok(())
    }

    /// What to see to in the first hour; the order follows Access Now's published intake (answer, safety, vetting, plan).
    pub fn first_hour() -> Self {
        let step = |(code, words): &(&str, &str)| Step { code: (*code).to_owned(), words: (*words).to_owned() };
        let steps = [
            ("safe-now", "Are they safe now? If not, that comes before anything technical."),
            ("safe-contact", "Is this a safe way and time to reach them? Does anybody else read along?"),
            ("answered", "Send a first answer, and say when the next one comes."),
            ("talk", "Offer somebody to talk to. A no is fine; write it down."),
            ("conflict", "Does anybody on duty stand too near to somebody in this case?"),
            ("evidence", "Tell them what not to delete yet."),
            ("coded", "Choose type, group, region, and reactive or preventive."),
        ];
        Self { code: "first-hour".to_owned(), steps: steps.iter().map(step).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn values() -> BTreeMap<Macro, Value> {
        [
            (Macro::Organisation, Value::Text("<b>Karen Voices</b>".into())),
            (Macro::Hours, Value::Number(2)),
            (Macro::AnswerBy, Value::Moment(Timestamp(0))),
        ]
        .into()
    }

    #[test]
    fn words_and_values_stay_apart_so_that_each_place_escapes_for_itself() {
        let text = Text::parse("{organisation} answers in {{at most}} {hours} hours.").unwrap();
        let values = values();
        let filled = text.fill(&values).unwrap();
        assert_eq!(
            filled,
            [
                Filled::Value(Macro::Organisation, &Value::Text("<b>Karen Voices</b>".into())),
                Filled::Words(" answers in {at most} "),
                Filled::Value(Macro::Hours, &Value::Number(2)),
                Filled::Words(" hours."),
            ]
        );
    }

    #[test]
    fn a_macro_that_nobody_knows_is_named() {
        for (text, problem) in [
            ("Dear {name},", TemplateProblem::Unknown("name".into())),
            ("{Organisation}", TemplateProblem::Unknown("Organisation".into())),
            ("{}", TemplateProblem::Unknown(String::new())),
            ("open {organisation", TemplateProblem::Brace(6)),
            ("closed }", TemplateProblem::Brace(8)),
            ("{organi{hours}}", TemplateProblem::Brace(1)),
            ("  ", TemplateProblem::Empty),
        ] {
            assert_eq!(Text::parse(text), Err(problem), "{text}");
        }
        let said = Text::parse("Dear {name},").unwrap_err().to_string();
        assert!(said.starts_with("'{name}' is not known; known are: organisation, "), "{said}");
    }

    #[test]
    fn a_value_that_is_lacking_or_of_another_kind_is_named() {
        let values = values();
        let fill = |text: &str| Text::parse(text).unwrap().fill(&values).map(|_| ());
        assert_eq!(fill("{provider}"), Err(FillProblem::Lacking(Macro::Provider)));
        let wrong = [(Macro::Hours, Value::Text("two".into()))].into();
        assert_eq!(Text::parse("{hours}").unwrap().fill(&wrong), Err(FillProblem::Kind(Macro::Hours)));
        assert_eq!(FillProblem::Lacking(Macro::Provider).to_string(), "there is no value for '{provider}'");
    }

    #[test]
    fn translations_have_the_macros_of_the_english_text() {
        let with = |texts: &[(&str, &str)]| Template {
            code: "hello".into(),
            texts: texts.iter().map(|(tag, text)| ((*tag).to_owned(), (*text).to_owned())).collect(),
            reviewed: vec![],
        };
        let fine = with(&[("en", "From {organisation}"), ("th", "จาก {organisation}")]);
        assert_eq!(fine.check(), Ok(()));
        assert_eq!(fine.text(SiteLanguage::Urdu), Some((SiteLanguage::English, "From {organisation}")));
        assert!(!fine.is_reviewed(SiteLanguage::Thai));
        let lacks = TemplateProblem::Differs { language: "th".into(), name: "organisation" };
        assert_eq!(with(&[("en", "From {organisation}"), ("th", "สวัสดี")]).check(), Err(lacks));
        assert_eq!(with(&[("th", "สวัสดี")]).check(), Err(TemplateProblem::NoEnglish));
        assert_eq!(with(&[("en", "x"), ("fr", "y")]).check(), Err(TemplateProblem::Language("fr".into())));
    }

    #[test]
    fn what_comes_with_the_program_can_be_used() {
        for template in Template::defaults() {
            assert_eq!(template.check(), Ok(()), "{}", template.code);
        }
        assert_eq!(Checklist::first_hour().check(), Ok(()));
        let empty = Checklist { code: "x".into(), steps: vec![] };
        assert_eq!(empty.check(), Err(TemplateProblem::Steps));
    }

    proptest! {
        #[test]
        fn nothing_makes_reading_panic_and_plain_words_come_back(text: String, plain in "[a-z{}ก-ฮ ]{1,40}") {
            let _ = Text::parse(&text);
            let escaped = plain.replace('{', "{{").replace('}', "}}");
            if !plain.trim().is_empty() {
                let text = Text::parse(&escaped).unwrap();
                let none = BTreeMap::new();
                prop_assert_eq!(text.fill(&none).unwrap(), vec![Filled::Words(plain.trim())]);
            }
        }
    }
}
