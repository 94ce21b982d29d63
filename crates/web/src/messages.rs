//! The site's words in every language: Fluent messages, and dates, numbers and lists as CLDR writes them.
//!
//! A missing or broken message must never make a page fail: the English one is shown, else the message's id, and the
//! lack is logged once.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::memoizer::MemoizerKind;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets;
use icu_datetime::input::{Date, DateTime, Time};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_experimental::relativetime::options::Numeric;
use icu_experimental::relativetime::{RelativeTimeFormatter, RelativeTimeFormatterOptions};
use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;
use jiff::tz::TimeZone;
use saksi_base::clock::{DAY, HOUR, SECOND};
use saksi_base::{Problem, SiteLanguage, Timestamp};

use crate::markup::{Markup, escape, without_isolates};

/// The messages of this crate.
pub const MESSAGES: &[(SiteLanguage, &str)] = crate::locales::ALL;

/// A value inside a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg {
    /// Text, shown as it is.
    Text(String),
    /// A whole number: chooses the plural form and is shown in the reader's digits.
    Number(i64),
}

macro_rules! arguments {
    ($($from:ty => |$value:ident| $to:expr;)*) => {$(
        impl From<$from> for Arg {
            fn from($value: $from) -> Self {
                $to
            }
        }
    )*};
}
arguments! {
    &str => |value| Self::Text(value.to_owned());
    &&str => |value| Self::Text((*value).to_owned());
    String => |value| Self::Text(value);
    &String => |value| Self::Text(value.clone());
    i64 => |value| Self::Number(value);
    i32 => |value| Self::Number(value.into());
    u32 => |value| Self::Number(value.into());
    u16 => |value| Self::Number(value.into());
    u64 => |value| Self::Number(i64::try_from(value).unwrap_or(i64::MAX));
    usize => |value| Self::Number(i64::try_from(value).unwrap_or(i64::MAX));
    &i64 => |value| Self::Number(*value);
    &i32 => |value| Self::Number((*value).into());
    &u32 => |value| Self::Number((*value).into());
    &u16 => |value| Self::Number((*value).into());
    &u64 => |value| Self::Number(i64::try_from(*value).unwrap_or(i64::MAX));
    &usize => |value| Self::Number(i64::try_from(*value).unwrap_or(i64::MAX));
    &Arg => |value| value.clone();
}

impl Arg {
    /// The arguments of a [`Problem`] are text; whole numbers among them count as numbers.
    pub fn of_problem(text: &str) -> Self {
        let whole = !text.is_empty() && text.len() <= 15 && text.bytes().all(|b| b.is_ascii_digit());
        text.parse().ok().filter(|_| whole).map_or_else(|| Self::Text(text.to_owned()), Self::Number)
    }
}

/// Formatters of one language. Made once; `None` where CLDR data is lacking, and then a plain form is written.
struct Formatters {
    decimal: Option<DecimalFormatter>,
    date: Option<DateTimeFormatter<fieldsets::YMD>>,
    date_time: Option<DateTimeFormatter<fieldsets::YMDT>>,
    list: Option<ListFormatter>,
    minutes: Option<RelativeTimeFormatter>,
    hours: Option<RelativeTimeFormatter>,
    days: Option<RelativeTimeFormatter>,
}

impl Formatters {
    fn new(language: SiteLanguage) -> Self {
        let Ok(locale) = language.tag().parse::<icu_locale::Locale>() else {
            return Self {
                decimal: None,
                date: None,
                date_time: None,
                list: None,
                minutes: None,
                hours: None,
                days: None,
            };
        };
        let relative = RelativeTimeFormatterOptions::default().with_numeric(Numeric::Auto);
        let l = &locale;
        Self {
            decimal: DecimalFormatter::try_new(l.into(), icu_decimal::options::DecimalFormatterOptions::default()).ok(),
            date: DateTimeFormatter::try_new(l.into(), fieldsets::YMD::long()).ok(),
            date_time: DateTimeFormatter::try_new(l.into(), fieldsets::YMD::long().with_time_hm()).ok(),
            list: ListFormatter::try_new_and(l.into(), ListFormatterOptions::default()).ok(),
            minutes: RelativeTimeFormatter::try_new_long_minute(l.into(), relative).ok(),
            hours: RelativeTimeFormatter::try_new_long_hour(l.into(), relative).ok(),
            days: RelativeTimeFormatter::try_new_long_day(l.into(), relative).ok(),
        }
    }
}

static FORMATTERS: [LazyLock<Formatters>; 5] = [
    LazyLock::new(|| Formatters::new(SiteLanguage::English)),
    LazyLock::new(|| Formatters::new(SiteLanguage::TraditionalChinese)),
    LazyLock::new(|| Formatters::new(SiteLanguage::Thai)),
    LazyLock::new(|| Formatters::new(SiteLanguage::Indonesian)),
    LazyLock::new(|| Formatters::new(SiteLanguage::Urdu)),
];

fn place(language: SiteLanguage) -> usize {
    SiteLanguage::ALL.iter().position(|l| *l == language).unwrap_or(0)
}

fn formatters(language: SiteLanguage) -> Option<&'static Formatters> {
    FORMATTERS.get(place(language)).map(|f| &**f)
}

fn number(language: SiteLanguage, value: &Decimal) -> String {
    formatters(language)
        .and_then(|f| f.decimal.as_ref())
        .map_or_else(|| value.to_string(), |f| f.format(value).to_string())
}

/// Fluent takes a bare function, so each language has its own.
fn formatter<M: MemoizerKind>(language: SiteLanguage) -> fn(&FluentValue<'_>, &M) -> Option<String> {
    fn write(language: SiteLanguage, value: &FluentValue<'_>) -> Option<String> {
        match value {
            FluentValue::Number(n) => Some(number(language, &n.as_string().parse().ok()?)),
            // Fluent's own isolation would wrap whole plural forms too; only what we place is foreign.
            FluentValue::String(text) => Some(format!("\u{2068}{text}\u{2069}")),
            _ => None,
        }
    }
    match language {
        SiteLanguage::English => |value, _| write(SiteLanguage::English, value),
        SiteLanguage::TraditionalChinese => |value, _| write(SiteLanguage::TraditionalChinese, value),
        SiteLanguage::Thai => |value, _| write(SiteLanguage::Thai, value),
        SiteLanguage::Indonesian => |value, _| write(SiteLanguage::Indonesian, value),
        SiteLanguage::Urdu => |value, _| write(SiteLanguage::Urdu, value),
    }
}

/// All messages of the site, in all its languages. Those of a language are read when somebody first reads in it: most servers speak
/// two or three, and what is read takes several times its text in memory.
pub struct Translator {
    sources: Vec<(SiteLanguage, &'static str)>,
    bundles: [OnceLock<FluentBundle<FluentResource>>; SiteLanguage::ALL.len()],
    missed: Mutex<HashSet<String>>,
}

impl fmt::Debug for Translator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Translator")
    }
}

impl Translator {
    /// Takes message sources, each a language and Fluent text.
    pub fn new(sources: &[(SiteLanguage, &'static str)]) -> Self {
        Self { sources: sources.to_vec(), bundles: Default::default(), missed: Mutex::default() }
    }

    /// The messages of a language. One that does not parse is left out and logged; of two with one id the first stays.
    fn bundle(&self, language: SiteLanguage) -> Option<&FluentBundle<FluentResource>> {
        Some(self.bundles.get(place(language))?.get_or_init(|| {
            let mut bundle = FluentBundle::new_concurrent(language.tag().parse().into_iter().collect());
            bundle.set_use_isolating(false);
            bundle.set_formatter(Some(formatter(language)));
            for (_, text) in self.sources.iter().filter(|(of, _)| *of == language) {
                let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, errors)| {
                    for error in errors {
                        tracing::warn!(language = language.tag(), %error, "a message cannot be read");
                    }
                    resource
                });
                if let Err(errors) = bundle.add_resource(resource) {
                    for error in errors {
                        tracing::warn!(language = language.tag(), %error, "a message stands twice");
                    }
                }
            }
            bundle
        }))
    }

    /// Whether a message stands in a language itself, without falling back.
    pub fn has(&self, language: SiteLanguage, key: &str) -> bool {
        self.bundle(language).is_some_and(|b| b.get_message(key).is_some_and(|m| m.value().is_some()))
    }

    fn format(&self, language: SiteLanguage, key: &str, arguments: Option<&FluentArgs<'_>>) -> String {
        for candidate in [language, SiteLanguage::English] {
            let Some(bundle) = self.bundle(candidate) else { continue };
            let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
                if candidate == language {
                    self.miss(language, key);
                }
                continue;
            };
            let mut errors = Vec::new();
            let mut text = String::new();
            // Not `format_pattern`, which would isolate a message without any argument as a whole.
            let written = bundle.write_pattern(&mut text, pattern, arguments, &mut errors);
            if written.is_err() || !errors.is_empty() {
                self.miss(candidate, key);
            }
            return text;
        }
        key.to_owned()
    }

    /// Logs once per message and language. Bounded, since ids come from our own code but a bug should not eat memory.
    fn miss(&self, language: SiteLanguage, key: &str) {
        let mut missed = self.missed.lock().unwrap_or_else(PoisonError::into_inner);
        if missed.len() < 4096 && missed.insert(format!("{language} {key}")) {
            tracing::warn!(language = language.tag(), key, "a message is missing or does not fit its arguments");
        }
    }
}

/// How the site speaks to one reader: language, digits, dates and time zone. Cheap to clone.
#[derive(Clone)]
pub struct Locale {
    /// The language.
    pub language: SiteLanguage,
    translator: Arc<Translator>,
    zone: TimeZone,
    now: Timestamp,
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Locale").field(&self.language).finish()
    }
}

impl Locale {
    /// Speaks `language`, at the moment `now`, with times in UTC.
    pub fn new(translator: Arc<Translator>, language: SiteLanguage, now: Timestamp) -> Self {
        Self { language, translator, zone: TimeZone::UTC, now }
    }

    /// Shows times in a zone of the IANA database, such as `Asia/Jakarta`. An unknown name leaves UTC.
    #[must_use]
    pub fn in_zone(mut self, name: &str) -> Self {
        if let Ok(zone) = TimeZone::get(name) {
            self.zone = zone;
        }
        self
    }

    /// The same words in another language, for example for a message in the language of the person written to.
    #[must_use]
    pub fn speaking(&self, language: SiteLanguage) -> Self {
        Self { language, ..self.clone() }
    }

    /// The BCP 47 tag.
    pub const fn tag(&self) -> &'static str {
        self.language.tag()
    }

    /// `ltr` or `rtl`.
    pub const fn dir(&self) -> &'static str {
        self.language.direction()
    }

    /// The moment of the request.
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// Whether a message stands in this language itself, without falling back to English.
    pub fn has(&self, key: &str) -> bool {
        self.translator.has(self.language, key)
    }

    /// A message without arguments.
    pub fn t(&self, key: &str) -> String {
        self.translator.format(self.language, key, None)
    }

    /// A message with arguments. Placed text is isolated with U+2068 and U+2069, so that an Urdu name does not turn an
    /// English sentence around; for attributes use [`Locale::attribute`].
    pub fn ta<V>(&self, key: &str, arguments: &[(&str, V)]) -> String
    where
        for<'v> Arg: From<&'v V>,
    {
        let mut values = FluentArgs::with_capacity(arguments.len());
        for (name, value) in arguments {
            match Arg::from(value) {
                Arg::Text(text) => values.set((*name).to_owned(), FluentValue::String(Cow::Owned(text))),
                Arg::Number(n) => values.set((*name).to_owned(), FluentValue::from(n)),
            }
        }
        self.translator.format(self.language, key, Some(&values))
    }

    /// Like [`Locale::ta`], without isolating characters: for attributes, titles, headers, plain-text files and mail.
    pub fn attribute<V>(&self, key: &str, arguments: &[(&str, V)]) -> String
    where
        for<'v> Arg: From<&'v V>,
    {
        without_isolates(&self.ta(key, arguments))
    }

    /// What a problem says as a whole.
    pub fn problem(&self, problem: &Problem) -> String {
        let mut arguments = of_problem(&problem.arguments);
        if let saksi_base::ProblemKind::SlowDown(seconds) = problem.kind {
            arguments.push(("seconds", Arg::from(seconds)));
            arguments.push(("minutes", Arg::from(seconds.div_ceil(60).max(1))));
        }
        self.ta(problem.message, &arguments)
    }

    /// What a problem says about one field.
    pub fn field_problem(&self, problem: &saksi_base::FieldProblem) -> String {
        self.ta(problem.message, &of_problem(&problem.arguments))
    }

    /// A whole number in the reader's digits and grouping.
    pub fn number(&self, value: impl TryInto<i64>) -> String {
        number(self.language, &Decimal::from(value.try_into().unwrap_or(i64::MAX)))
    }

    /// A share between 0 and 1 as a whole percentage. Say the counts first; see the visual language.
    pub fn percent(&self, share: f64) -> String {
        #[expect(clippy::cast_possible_truncation, reason = "clamped to a thousand per cent")]
        let whole = (share * 100.0).round().clamp(-1000.0, 1000.0) as i64;
        self.ta("shell-percent", &[("number", whole)])
    }

    /// "a, b and c".
    pub fn list<S: AsRef<str>>(&self, parts: &[S]) -> String {
        match formatters(self.language).and_then(|f| f.list.as_ref()) {
            Some(list) => list.format(parts.iter().map(AsRef::as_ref)).to_string(),
            None => parts.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", "),
        }
    }

    /// The day, in the reader's calendar and zone, such as "November 22, 2026".
    pub fn date(&self, at: Timestamp) -> String {
        let civil = self.zone.to_datetime(at.to_jiff());
        formatters(self.language)
            .and_then(|f| f.date.as_ref())
            .and_then(|formatter| {
                let (month, day) = (u8::try_from(civil.month()).ok()?, u8::try_from(civil.day()).ok()?);
                let date = Date::try_new_iso(civil.year().into(), month, day).ok()?;
                Some(formatter.format(&date).to_string())
            })
            .unwrap_or_else(|| at.to_date())
    }

    /// Day and time with the zone named, such as "November 22, 2026 at 4:30 PM (UTC+8)".
    pub fn date_time(&self, at: Timestamp) -> String {
        let civil = self.zone.to_datetime(at.to_jiff());
        let formatted = formatters(self.language).and_then(|f| f.date_time.as_ref()).and_then(|formatter| {
            let (hour, minute) = (u8::try_from(civil.hour()).ok()?, u8::try_from(civil.minute()).ok()?);
            let (month, day) = (u8::try_from(civil.month()).ok()?, u8::try_from(civil.day()).ok()?);
            let date = Date::try_new_iso(civil.year().into(), month, day).ok()?;
            let input = DateTime { date, time: Time::try_new(hour, minute, 0, 0).ok()? };
            Some(formatter.format(&input).to_string())
        });
        let formatted = formatted.unwrap_or_else(|| civil.strftime("%Y-%m-%d %H:%M").to_string());
        // In a right-to-left sentence the zone must not be torn apart.
        let (open, close) = if self.dir() == "rtl" { ("\u{2066}", "\u{2069}") } else { ("", "") };
        format!("{formatted} {open}({}){close}", self.zone_name(at))
    }

    fn zone_name(&self, at: Timestamp) -> String {
        let seconds = self.zone.to_offset(at.to_jiff()).seconds();
        let (sign, total) = (if seconds < 0 { '−' } else { '+' }, seconds.abs() / 60);
        match (total / 60, total % 60) {
            (0, 0) => "UTC".to_owned(),
            (hours, 0) => format!("UTC{sign}{hours}"),
            (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
        }
    }

    /// How long ago, or in how long: "3 hours ago", "yesterday"; the date when it is more than 30 days away.
    pub fn ago(&self, at: Timestamp) -> String {
        let since = self.now.since(at);
        let Some(f) = formatters(self.language) else { return self.date(at) };
        let (formatter, unit) = match since.abs() {
            s if s < 45 * SECOND => return self.t("shell-now"),
            s if s < 55 * 60 * SECOND => (&f.minutes, 60 * SECOND),
            s if s < 23 * HOUR => (&f.hours, HOUR),
            s if s < 30 * DAY => (&f.days, DAY),
            _ => return self.date(at),
        };
        let count = (since.abs() + unit / 2) / unit;
        let signed = if since >= 0 { -count } else { count };
        formatter.as_ref().map_or_else(|| self.date(at), |f| f.format(Decimal::from(signed)).to_string())
    }

    /// A `<time>` that says how long ago, with the exact moment, zone named, beside it for whoever asks.
    pub fn moment(&self, at: Timestamp) -> Markup {
        self.time_element(at, &self.ago(at))
    }

    /// A `<time>` that says the exact moment.
    pub fn exact(&self, at: Timestamp) -> Markup {
        self.time_element(at, &self.date_time(at))
    }

    /// A `<time>` that says the day.
    pub fn day(&self, at: Timestamp) -> Markup {
        self.time_element(at, &self.date(at))
    }

    fn time_element(&self, at: Timestamp, text: &str) -> Markup {
        Markup::trusted(format!(
            "<time datetime=\"{}\" title=\"{}\">{}</time>",
            at.to_rfc3339(),
            escape(&without_isolates(&self.date_time(at))),
            escape(text)
        ))
    }
}

fn of_problem<'a>(arguments: &'a [(&'static str, String)]) -> Vec<(&'a str, Arg)> {
    arguments.iter().map(|(name, value)| (*name, Arg::of_problem(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locale(language: SiteLanguage, sources: &[(SiteLanguage, &'static str)]) -> Locale {
        let now = Timestamp::parse("2026-11-22T08:30:00Z").unwrap();
        Locale::new(Arc::new(Translator::new(sources)), language, now)
    }

    #[test]
    fn a_missing_message_shows_in_english_and_else_as_its_id() {
        let sources =
            [(SiteLanguage::English, "a = Hello\nb = Only English"), (SiteLanguage::Thai, "a = สวัสดี\n= broken")];
        let l = locale(SiteLanguage::Thai, &sources);
        assert_eq!((l.t("a").as_str(), l.t("b").as_str(), l.t("c").as_str()), ("สวัสดี", "Only English", "c"));
        assert!(l.has("a") && !l.has("b"));
    }

    #[test]
    fn placed_text_is_isolated_in_sentences_and_not_in_attributes() {
        let l = locale(
            SiteLanguage::English,
            &[(
                SiteLanguage::English,
                "asked = { $name } asked { $count ->\n [one] once\n *[other] { $count } times\n }",
            )],
        );
        assert_eq!(
            l.ta("asked", &[("name", Arg::from("علی")), ("count", Arg::from(1))]),
            "\u{2068}علی\u{2069} asked once"
        );
        assert_eq!(
            l.attribute("asked", &[("name", Arg::from("علی")), ("count", Arg::from(1200))]),
            "علی asked 1,200 times"
        );
        assert!(l.ta("asked", &[("name", "x")]).contains("asked"), "a lacking argument does not panic");
    }

    #[test]
    fn dates_numbers_and_lists_are_the_readers_own() {
        let at = Timestamp::parse("2026-11-22T00:30:00Z").unwrap();
        for (language, zone, date, time, ago, list) in [
            (SiteLanguage::English, "UTC", "November 22, 2026", "12:30\u{202f}AM (UTC)", "8 hours ago", "a, b, and c"),
            (
                SiteLanguage::TraditionalChinese,
                "Asia/Taipei",
                "2026年11月22日",
                "上午8:30 (UTC+8)",
                "8 小時前",
                "a、b和c",
            ),
            (SiteLanguage::Thai, "Asia/Bangkok", "22 พฤศจิกายน 2569", "07:30 (UTC+7)", "8 ชั่วโมงที่ผ่านมา", "a b และc"),
            (
                SiteLanguage::Indonesian,
                "Asia/Jakarta",
                "22 November 2026",
                "07.30 (UTC+7)",
                "8 jam yang lalu",
                "a, b, dan c",
            ),
            (
                SiteLanguage::Urdu,
                "Asia/Karachi",
                "22 نومبر، 2026",
                "5:30 AM \u{2066}(UTC+5)\u{2069}",
                "8 گھنٹے پہلے",
                "a، b، اور c",
            ),
        ] {
            let l = locale(language, &[]).in_zone(zone);
            assert_eq!(l.date(at), date, "{language}");
            assert!(l.date_time(at).ends_with(time), "{language}: {}", l.date_time(at));
            assert_eq!(l.ago(at), ago, "{language}");
            assert_eq!(l.list(&["a", "b", "c"]), list, "{language}");
        }
        assert_eq!(locale(SiteLanguage::Indonesian, &[]).number(1_234_567), "1.234.567");
        assert_eq!(locale(SiteLanguage::English, MESSAGES).percent(0.125), "13%");
    }

    #[test]
    fn how_long_ago_is_said_in_the_unit_that_fits() {
        let l = locale(SiteLanguage::English, MESSAGES);
        let now = l.now();
        for (before, said) in [
            (10 * SECOND, "just now"),
            (60 * SECOND, "1 minute ago"),
            (40 * 60 * SECOND, "40 minutes ago"),
            (HOUR, "1 hour ago"),
            (DAY, "yesterday"),
            (6 * DAY, "6 days ago"),
            (40 * DAY, "October 13, 2026"),
            (-3 * DAY, "in 3 days"),
        ] {
            assert_eq!(l.ago(now.plus(-before)), said);
        }
    }
}
