//! What the program says to whoever runs it, in their language.
//!
//! Everything said is a message with an id and what is placed into it, never a finished sentence: `said!("cli-not-read", file = path.display())`.
//! So the cause of an error can be told in the operator's language as well, and programs get the id, which no translation changes. The
//! rules of the workshop compare ids and variables with the message files, as they do for pages.
//!
//! The help, the errors of a wrong command line and the log stay English: they are looked up and compared across networks.

use std::error::Error as StdError;
use std::fmt;
use std::io::{self, IsTerminal as _};
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};

use saksi_base::{Problem, SiteLanguage, Timestamp};
use saksi_web::{Arg, Locale, Translator};

/// This crate's message files.
pub(crate) const MESSAGES: &[(SiteLanguage, &str)] = &[
    (SiteLanguage::English, include_str!("../locales/en.ftl")),
    (SiteLanguage::TraditionalChinese, include_str!("../locales/zh-Hant.ftl")),
    (SiteLanguage::Thai, include_str!("../locales/th.ftl")),
    (SiteLanguage::Indonesian, include_str!("../locales/id.ftl")),
    (SiteLanguage::Urdu, include_str!("../locales/ur.ftl")),
];

/// A message by its id, with what is placed into it.
macro_rules! said {
    ($id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::messages::Said::new($id, vec![$((stringify!($name), $crate::messages::Value::from($value))),*])
    };
}

/// Ends the function with an error that says a message.
macro_rules! fail {
    ($($said:tt)*) => { return Err(anyhow::Error::new(said!($($said)*))) };
}

/// Prints a message as part of the result.
macro_rules! tell {
    ($($said:tt)*) => { say!("{}", said!($($said)*).for_output()) };
}

/// Prints a message beside the result, where errors go.
macro_rules! hint {
    ($($said:tt)*) => { note!("{}", said!($($said)*)) };
}

/// The tags that `--language` takes.
pub(crate) fn tags() -> clap::builder::PossibleValuesParser {
    SiteLanguage::ALL.map(SiteLanguage::tag).into()
}

/// What is placed into a message.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    /// A name, a path, an address, as it is.
    Text(String),
    /// A number, which each language writes in its own way.
    Number(i64),
    /// Another message.
    Said(Box<Said>),
}

macro_rules! texts {
    ($($kind:ty),*) => { $(impl From<$kind> for Value {
        fn from(value: $kind) -> Self {
            Self::Text(value.to_string())
        }
    })* };
}

macro_rules! numbers {
    ($($kind:ty),*) => { $(impl From<$kind> for Value {
        fn from(value: $kind) -> Self {
            Self::Number(i64::try_from(value).unwrap_or(i64::MAX))
        }
    })* };
}

texts!(&str, &String, std::path::Display<'_>, SocketAddr, Timestamp);
numbers!(u16, u32, u64, usize, i64);

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<Said> for Value {
    fn from(value: Said) -> Self {
        Self::Said(Box::new(value))
    }
}

impl From<&anyhow::Error> for Value {
    fn from(error: &anyhow::Error) -> Self {
        Self::Said(Box::new(Said::of_error(error)))
    }
}

impl From<&Problem> for Value {
    fn from(problem: &Problem) -> Self {
        Self::Said(Box::new(Said {
            id: problem.message,
            values: Vec::new(),
            told: Some(Told::Problem(Box::new(problem.clone()))),
        }))
    }
}

impl From<&io::Error> for Value {
    fn from(error: &io::Error) -> Self {
        Self::Said(Box::new(of_machine(error)))
    }
}

/// Something to say: an error, a part of one, or a line of a result.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    id: &'static str,
    values: Vec<(&'static str, Value)>,
    /// What is said by other means than a message of this crate.
    told: Option<Told>,
}

#[derive(Debug, Clone)]
enum Told {
    /// What a library says, as it says it.
    Plain(String),
    /// A problem of a room, which has a message of its own.
    Problem(Box<Problem>),
    /// An error and its causes, the outermost first.
    Chain(Vec<Said>),
}

/// The code of an error that has no message of its own.
const OTHER: &str = "other";

impl Said {
    pub(crate) const fn new(id: &'static str, values: Vec<(&'static str, Value)>) -> Self {
        Self { id, values, told: None }
    }

    /// An address or a name, which is the same in every language.
    pub(crate) fn of_text(text: &str) -> Self {
        Self::plain(text.to_owned())
    }

    fn plain(text: String) -> Self {
        Self { id: OTHER, values: Vec::new(), told: Some(Told::Plain(text)) }
    }

    /// An error with its causes.
    pub(crate) fn of_error(error: &anyhow::Error) -> Self {
        // The outermost message names the error, also where it was laid around another error as context.
        let id = error.downcast_ref::<Self>().map_or(OTHER, |said| said.id);
        let chain: Vec<Self> = error.chain().map(of_cause).collect();
        let id =
            if id == OTHER { chain.iter().map(|said| said.id).find(|id| *id != OTHER).unwrap_or(OTHER) } else { id };
        Self { id, values: Vec::new(), told: Some(Told::Chain(chain)) }
    }

    /// What stays the same in every language.
    pub(crate) fn code(&self) -> &'static str {
        self.id.strip_prefix("cli-").unwrap_or(self.id)
    }

    fn write(&self, spoken: &Spoken, isolates: bool) -> String {
        match &self.told {
            Some(Told::Plain(text)) => return text.clone(),
            Some(Told::Problem(problem)) => return shown(&spoken.of_rooms().problem(problem), spoken, isolates),
            Some(Told::Chain(chain)) => {
                let parts: Vec<String> = chain.iter().map(|said| said.write(spoken, isolates)).collect();
                return parts.join(": ");
            }
            None => {}
        }
        let values: Vec<(&str, Arg)> = self
            .values
            .iter()
            .map(|(name, value)| {
                let value = match value {
                    Value::Text(text) => Arg::from(text.as_str()),
                    Value::Number(number) => Arg::from(*number),
                    Value::Said(said) => Arg::from(said.write(spoken, false)),
                };
                (*name, value)
            })
            .collect();
        let said = if values.is_empty() { spoken.locale.t(self.id) } else { spoken.locale.ta(self.id, &values) };
        shown(&said, spoken, isolates)
    }

    /// For the standard output, which may be no terminal where the standard error is one.
    pub(crate) fn for_output(&self) -> impl fmt::Display + use<> {
        self.write(spoken(), io::stdout().is_terminal())
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.write(spoken(), io::stderr().is_terminal()))
    }
}

impl StdError for Said {}

impl serde::Serialize for Said {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.write(spoken(), false))
    }
}

/// One cause of an error, in words that this crate has, where it has any.
fn of_cause(error: &(dyn StdError + 'static)) -> Said {
    if let Some(said) = error.downcast_ref::<Said>() {
        return said.clone();
    }
    if let Some(error) = error.downcast_ref::<io::Error>() {
        return of_machine(error);
    }
    if let Some(problem) = error.downcast_ref::<Problem>() {
        return Said { id: problem.message, values: Vec::new(), told: Some(Told::Problem(Box::new(problem.clone()))) };
    }
    match error.downcast_ref::<saksi_db::Error>() {
        Some(saksi_db::Error::DiskFull) => said!("cli-io-full"),
        Some(saksi_db::Error::Busy) => said!("cli-database-busy"),
        Some(saksi_db::Error::NewerSchema(schema)) => said!("cli-database-newer", schema = schema.to_string()),
        Some(saksi_db::Error::ForeignSchema(schema)) => said!("cli-database-foreign", schema = schema.to_string()),
        // Context that another library laid around its error shows itself by its words.
        _ => Said::plain(error.to_string()),
    }
}

/// A fault of the machine; those that an operator meets have words of their own.
fn of_machine(error: &io::Error) -> Said {
    use io::ErrorKind as Kind;
    match error.kind() {
        // An error that a library made up says more than its kind.
        _ if error.raw_os_error().is_none() && error.get_ref().is_some() => Said::plain(error.to_string()),
        Kind::NotFound => said!("cli-io-not-found"),
        Kind::PermissionDenied => said!("cli-io-permission"),
        Kind::StorageFull | Kind::QuotaExceeded => said!("cli-io-full"),
        Kind::ReadOnlyFilesystem => said!("cli-io-read-only"),
        Kind::IsADirectory => said!("cli-io-folder"),
        Kind::NotADirectory => said!("cli-io-no-folder"),
        Kind::ConnectionRefused => said!("cli-io-refused"),
        Kind::TimedOut => said!("cli-io-slow"),
        _ => Said::plain(error.to_string()),
    }
}

/// An error with its causes, for a person.
pub(crate) fn told(error: &anyhow::Error) -> Said {
    Said::of_error(error)
}

/// An error for another program: its code, what was placed into its message, and its words in English.
pub(crate) fn as_json(error: &anyhow::Error) -> serde_json::Value {
    let said = Said::of_error(error);
    serde_json::json!({ "error": { "code": said.code(), "message": said } })
}

/// How this run of the program speaks.
struct Spoken {
    locale: Locale,
    rooms: OnceLock<Locale>,
}

impl Spoken {
    fn new(language: SiteLanguage) -> Self {
        let locale = Locale::new(Arc::new(Translator::new(MESSAGES)), language, Timestamp(0));
        Self { locale, rooms: OnceLock::new() }
    }

    /// The words of the rooms, which only some errors need.
    fn of_rooms(&self) -> &Locale {
        self.rooms.get_or_init(|| {
            let sources = [
                saksi_web::MESSAGES,
                saksi_network::MESSAGES,
                saksi_desk::MESSAGES,
                saksi_cases::MESSAGES,
                saksi_transparency::MESSAGES,
                saksi_evidence::MESSAGES,
                saksi_directory::MESSAGES,
                saksi_escalations::MESSAGES,
            ]
            .concat();
            Locale::new(Arc::new(Translator::new(&sources)), self.locale.language, Timestamp(0))
        })
    }
}

static SPOKEN: OnceLock<Spoken> = OnceLock::new();

fn spoken() -> &'static Spoken {
    SPOKEN.get_or_init(|| Spoken::new(SiteLanguage::English))
}

/// Says from now on everything in a language. The first call counts.
pub(crate) fn speak(language: SiteLanguage) {
    let _ = SPOKEN.set(Spoken::new(language));
}

/// The language of this run.
pub(crate) fn language() -> SiteLanguage {
    spoken().locale.language
}

/// The marks that keep words for the machine from left to right stand only in Urdu, and only where a terminal shows the text:
/// in files and pipes, and in what is copied from them, they would be invisible letters of a path.
fn shown(text: &str, spoken: &Spoken, isolates: bool) -> String {
    if !isolates || spoken.locale.dir() == "ltr" {
        return saksi_web::without_isolates(text);
    }
    between_marks(text)
}

/// Lays the marks around what stands between backticks.
fn between_marks(text: &str) -> String {
    let mut marked = String::with_capacity(text.len() + 32);
    for (index, part) in text.split('`').enumerate() {
        match index {
            0 => {}
            odd if odd % 2 == 1 => marked.push_str("\u{2066}`"),
            _ => marked.push_str("`\u{2069}"),
        }
        marked.push_str(part);
    }
    marked
}

/// The language of the surroundings, as POSIX says it: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set, and before it, where that
/// is not `C`, the list in `LANGUAGE` (GNU gettext). English where they name none that this program speaks, or an encoding it does not write.
pub(crate) fn of_surroundings(variable: impl Fn(&str) -> Option<String>) -> SiteLanguage {
    let set = |name: &str| variable(name).filter(|value| !value.trim().is_empty());
    let Some(place) = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set) else { return SiteLanguage::English };
    let (name, rest) = place.split_once(['.', '@']).unwrap_or((place.as_str(), ""));
    let encoding = if place.contains('.') { rest.split('@').next().unwrap_or("") } else { "" };
    let readable = encoding.is_empty() || matches!(encoding.to_ascii_lowercase().as_str(), "utf-8" | "utf8");
    if matches!(name, "C" | "POSIX") || !readable {
        return SiteLanguage::English;
    }
    // The letters of Linux's own console are Latin ones, whatever the surroundings say.
    let latin_only = set("TERM").is_some_and(|terminal| terminal == "linux");
    let wished = set("LANGUAGE").unwrap_or_default();
    let spoken = wished.split(':').chain([name]).find_map(of_locale).unwrap_or(SiteLanguage::English);
    match spoken {
        SiteLanguage::English | SiteLanguage::Indonesian => spoken,
        _ if latin_only => SiteLanguage::English,
        _ => spoken,
    }
}

/// The site's language of a locale such as `zh_TW` or `ur_PK`. Simplified Chinese is none of them, as on pages.
fn of_locale(name: &str) -> Option<SiteLanguage> {
    let name = name.split(['.', '@']).next().unwrap_or(name).to_ascii_lowercase().replace('_', "-");
    let mut parts = name.split('-');
    match (parts.next().unwrap_or(""), parts.next().unwrap_or("")) {
        ("en", _) => Some(SiteLanguage::English),
        ("zh", "tw" | "hk" | "mo" | "hant") => Some(SiteLanguage::TraditionalChinese),
        ("th", _) => Some(SiteLanguage::Thai),
        ("id" | "in", _) => Some(SiteLanguage::Indonesian),
        ("ur", _) => Some(SiteLanguage::Urdu),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context as _;

    fn surroundings(variables: &[(&str, &str)]) -> SiteLanguage {
        of_surroundings(|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_language_of_the_surroundings_is_found() {
        use SiteLanguage::{English, Indonesian, Thai, TraditionalChinese, Urdu};
        for (variables, language) in [
            (&[][..], English),
            (&[("LANG", "th_TH.UTF-8")], Thai),
            (&[("LANG", "th_TH.UTF-8"), ("LC_ALL", "C.UTF-8")], English),
            (&[("LANG", "en_GB.UTF-8"), ("LC_MESSAGES", "ur_PK")], Urdu),
            (&[("LANG", "zh_TW.UTF-8")], TraditionalChinese),
            (&[("LANG", "zh_CN.UTF-8")], English),
            (&[("LANG", "zh_TW.Big5")], English),
            (&[("LANG", "de_DE.UTF-8"), ("LANGUAGE", "de:id")], Indonesian),
            (&[("LANG", "C"), ("LANGUAGE", "th")], English),
            (&[("LANG", ""), ("LC_ALL", "id_ID.utf8@x")], Indonesian),
            (&[("LANG", "ur_PK.UTF-8"), ("TERM", "linux")], English),
            (&[("LANG", "id_ID.UTF-8"), ("TERM", "linux")], Indonesian),
        ] {
            assert_eq!(surroundings(variables), language, "{variables:?}");
        }
    }

    #[test]
    fn an_error_keeps_its_causes_and_its_code() {
        let lost = io::Error::from_raw_os_error(2);
        let error = Err::<(), _>(lost).with_context(|| said!("cli-not-read", file = "a.toml")).unwrap_err();
        assert_eq!(told(&error).to_string(), "a.toml cannot be read: there is no such file or folder");
        assert_eq!(told(&error).code(), "not-read");
        let error = error.context("while trying");
        assert_eq!(told(&error).to_string(), "while trying: a.toml cannot be read: there is no such file or folder");
        assert_eq!(told(&error).code(), "not-read");
        let problem = anyhow::Error::new(Problem::not_found());
        assert!(!told(&problem).to_string().contains("problem-"), "{}", told(&problem));
        assert_eq!(told(&anyhow::anyhow!("odd")).code(), "other");
    }

    #[test]
    fn words_for_the_machine_stay_left_to_right_in_urdu_at_a_terminal_alone() {
        let spoken = Spoken::new(SiteLanguage::Urdu);
        let said = said!("cli-data-none", folder = "/srv/saksi");
        let (piped, at_a_terminal) = (said.write(&spoken, false), said.write(&spoken, true));
        assert!(!piped.contains(['\u{2066}', '\u{2068}', '\u{2069}']), "{piped:?}");
        assert!(at_a_terminal.contains("\u{2066}`--data`\u{2069}"), "{at_a_terminal:?}");
        assert!(at_a_terminal.contains("\u{2068}/srv/saksi\u{2069}"), "{at_a_terminal:?}");
        let thai = Spoken::new(SiteLanguage::Thai);
        assert!(!said.write(&thai, true).contains(['\u{2066}', '\u{2068}']));
    }

    #[test]
    fn every_message_keeps_the_words_for_the_machine() {
        // A command or a setting that a translation changed or lost would lead an operator astray.
        let words = |language: SiteLanguage| -> std::collections::BTreeMap<String, Vec<String>> {
            let text = MESSAGES.iter().find(|(of, _)| *of == language).unwrap().1;
            let mut all = std::collections::BTreeMap::<String, Vec<String>>::new();
            let mut id = String::new();
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                if line.starts_with("cli-") {
                    line.split(' ').next().unwrap().clone_into(&mut id);
                }
                let found = line.split('`').skip(1).step_by(2).map(ToOwned::to_owned);
                all.entry(id.clone()).or_default().extend(found);
            }
            for words in all.values_mut() {
                words.sort();
            }
            all
        };
        let english = words(SiteLanguage::English);
        assert!(english.len() > 150);
        for language in SiteLanguage::ALL {
            for (id, own) in words(language) {
                assert_eq!(Some(&own), english.get(&id), "{id} in {language}");
            }
        }
    }
}
