//! Notices as tables: what goes out, in our words and in those of the DSA Transparency Database and of Lumen; and what comes in from
//! the spreadsheets that an organisation kept before.

use std::collections::BTreeMap;

use saksi_base::clock::HOUR;
use saksi_base::problem::Problems;
use saksi_base::{AddresseeId, EscalationId, LanguageTag, Problem, Timestamp};
use saksi_exchange::claim_review::time_of;
use saksi_exchange::workbook::{self, Bounds, WorkbookError};
use saksi_web::Locale;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::event::{EventKind, Facts};
use super::notice::{Notice, hexadecimal};
use super::register::Addressee;
use super::words::{Category, Ground, Material, Outcome, Region, Way, words};
use super::{SHORT, lines};

/// Most rows of one table that comes in.
pub const MOST_ROWS: usize = 5_000;
/// Most columns of one.
pub const MOST_COLUMNS: usize = 200;
/// Longest cell of one, in bytes.
const LONGEST_CELL: usize = 64 * 1024;
/// Most notices in one file that goes out.
pub const MOST_OUT: i64 = 20_000;

words! {
    /// What a column of a table that comes in may hold.
    Field, "escalations-import-" {
        Key = "id",
        Platform = "platform",
        Title = "title",
        Sent = "sent",
        Locations = "locations",
        Explanation = "explanation",
        Language = "language",
        Category = "category",
        Region = "region",
        Ground = "ground",
        Rule = "rule",
        Way = "way",
        Imminent = "imminent",
        Receipt = "receipt",
        Reply = "reply",
        Decided = "decided",
        Outcome = "outcome",
        Reasoned = "reasoned",
        Reference = "reference",
        Note = "note",
    }

    /// In which order days are written in a table, where the year does not come first.
    Days, "escalations-import-days-" {
        YearFirst = "year-first",
        DayFirst = "day-first",
        MonthFirst = "month-first",
    }
}

impl Field {
    /// Names that columns of this kind often have.
    const fn guesses(self) -> &'static [&'static str] {
        match self {
            Self::Key => &["id", "key", "number", "case", "ref"],
            Self::Platform => &["platform", "platform name", "company", "service"],
            Self::Title => &["title", "subject", "about", "summary", "name"],
            Self::Sent => &["sent", "date sent", "reported", "date reported", "submitted", "date"],
            Self::Locations => &["locations", "url", "urls", "link", "links", "content url"],
            Self::Explanation => &["explanation", "description", "details", "body"],
            Self::Language => &["language", "lang"],
            Self::Category => &["category", "harm", "type", "dsa category"],
            Self::Region => &["region", "country region"],
            Self::Ground => &["ground", "dsa decision ground"],
            Self::Rule => &["rule", "policy", "law", "regulation"],
            Self::Way => &["way", "channel", "route", "dsa source type"],
            Self::Imminent => &["imminent", "urgent", "priority"],
            Self::Receipt => &["receipt", "acknowledged", "date acknowledged"],
            Self::Reply => &["reply", "first answer", "first reply", "response date", "answered"],
            Self::Decided => &["decided", "decision date", "date decided", "closed"],
            Self::Outcome => &["outcome", "decision", "result", "action taken", "lumen action taken"],
            Self::Reasoned => &["reasoned", "reason given"],
            Self::Reference => &["reference", "platform reference", "ticket", "puid", "report id"],
            Self::Note => &["note", "notes", "comment", "comments"],
        }
    }

    /// Whether a table without it cannot come in.
    pub const fn is_needed(self) -> bool {
        matches!(self, Self::Platform | Self::Title | Self::Sent)
    }
}

fn plain(text: &str) -> String {
    text.trim().to_lowercase().replace(['_', '-'], " ")
}

/// Which column holds what, and how days are written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// The column of each kind, counted from 0, by the code of [`Field`].
    pub columns: BTreeMap<String, usize>,
    /// Code of [`Days`].
    pub days: String,
}

impl Mapping {
    /// What the names of the columns suggest. Of two the first counts.
    pub fn guess(header: &[String]) -> Self {
        let names: Vec<String> = header.iter().map(|name| plain(name)).collect();
        let mut columns = BTreeMap::new();
        for field in Field::ALL {
            let found = field.guesses().iter().find_map(|guess| names.iter().position(|name| name == guess));
            if let Some(at) = found.filter(|at| !columns.values().any(|taken| taken == at)) {
                columns.insert(field.code().to_owned(), at);
            }
        }
        Self { columns, days: Days::YearFirst.code().to_owned() }
    }

    /// What lacks before rows can be read.
    pub fn check(&self) -> Result<(), Problem> {
        let mut problems = Problems::new();
        for field in Field::ALL.iter().filter(|field| field.is_needed()) {
            if !self.columns.contains_key(field.code()) {
                problems.add(field.code(), "escalations-problem-column");
            }
        }
        problems.finish()
    }

    fn cell<'a>(&self, cells: &'a [String], field: Field) -> &'a str {
        self.columns.get(field.code()).and_then(|at| cells.get(*at)).map_or("", |cell| cell.trim())
    }
}

/// A table that comes in, as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The names of the columns.
    pub header: Vec<String>,
    /// Rows with their lines.
    pub rows: Vec<(u64, Vec<String>)>,
    /// What could not be read as a row, with its line.
    pub damaged: Vec<(u64, String)>,
}

/// An object of JSON as cells with the names of their columns: what stands in a list is put together line by line, and what stands in an
/// object inside has the name of that before its own, as in the table that goes out (`dsa_category`).
fn cells_of(before: &str, object: &serde_json::Map<String, Value>) -> Result<Vec<(String, String)>, String> {
    let mut all = Vec::new();
    for (name, value) in object {
        let name = format!("{before}{name}");
        let cell = match value {
            Value::Null => continue,
            Value::String(text) => text.clone(),
            Value::Array(list) => list
                .iter()
                .map(|one| one.as_str().map_or_else(|| one.to_string(), str::to_owned))
                .collect::<Vec<_>>()
                .join("\n"),
            Value::Object(inside) if before.is_empty() => {
                all.extend(cells_of(&format!("{name}_"), inside)?);
                continue;
            }
            Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.to_string(),
        };
        if cell.len() > LONGEST_CELL {
            return Err(format!("{name}: more than {LONGEST_CELL} bytes"));
        }
        all.push((name, cell));
    }
    Ok(all)
}

impl Table {
    /// Reads JSON: an object on each line, or one list of objects, whose places in it count as lines. A column stands where its name first appears.
    fn read_json(text: &str) -> Result<Self, Problem> {
        let wrong =
            |error: &dyn std::fmt::Display| Problem::field("file", "escalations-problem-table").with("why", error);
        let objects: Vec<Result<Value, String>> = if text.starts_with('[') {
            let list: Vec<Value> = serde_json::from_str(text).map_err(|error| wrong(&error))?;
            list.into_iter().map(Ok).collect()
        } else {
            text.lines()
                .map(|line| match line.trim() {
                    "" => Ok(Value::Null),
                    line => serde_json::from_str(line).map_err(|error| error.to_string()),
                })
                .collect()
        };
        let mut table = Self::default();
        for (line, object) in (1_u64..).zip(objects) {
            let cells = object.and_then(|object| match object {
                Value::Null => Ok(Vec::new()),
                Value::Object(object) => cells_of("", &object),
                _ => Err("not an object".to_owned()),
            });
            match cells {
                Err(why) => table.damaged.push((line, why)),
                Ok(cells) if cells.iter().all(|(_, cell)| cell.trim().is_empty()) => {}
                Ok(cells) => {
                    let mut row = vec![String::new(); table.header.len()];
                    for (name, cell) in cells {
                        match table.header.iter().position(|known| *known == name).and_then(|at| row.get_mut(at)) {
                            Some(place) => *place = cell,
                            None => {
                                table.header.push(name);
                                row.push(cell);
                            }
                        }
                    }
                    table.rows.push((line, row));
                }
            }
            table.bounded()?;
        }
        let columns = table.header.len();
        for (_, row) in &mut table.rows {
            row.resize(columns, String::new());
        }
        table.filled()
    }

    fn bounded(&self) -> Result<(), Problem> {
        if self.header.len() > MOST_COLUMNS {
            return Err(Problem::field("file", "escalations-problem-columns").with("most", MOST_COLUMNS));
        }
        if self.rows.len() + self.damaged.len() > MOST_ROWS {
            return Err(Problem::field("file", "escalations-problem-rows").with("most", MOST_ROWS));
        }
        Ok(())
    }

    fn filled(self) -> Result<Self, Problem> {
        if self.rows.is_empty() && self.damaged.is_empty() {
            return Err(Problem::field("file", "escalations-problem-no-rows"));
        }
        Ok(self)
    }

    /// Reads a sheet of a spreadsheet: the one of a name, or the first where that is empty.
    fn read_workbook(bytes: &[u8], sheet: &str) -> Result<Self, Problem> {
        let bounds = Bounds { rows: MOST_ROWS, columns: MOST_COLUMNS, cell: LONGEST_CELL };
        let page = workbook::read(bytes, sheet, bounds).map_err(|error| match error {
            WorkbookError::Password => Problem::field("file", "escalations-problem-book-password"),
            WorkbookError::Old => Problem::field("file", "escalations-problem-book-old"),
            WorkbookError::Broken(why) => Problem::field("file", "escalations-problem-book-broken").with("why", why),
            WorkbookError::NoSheet(names) => {
                Problem::field("sheet", "escalations-problem-book-sheet").with("names", names)
            }
            WorkbookError::TooLarge(most) => {
                Problem::field("file", "escalations-problem-book-large").with("megabytes", most >> 20)
            }
            WorkbookError::TooLong(most) => Problem::field("file", "escalations-problem-rows").with("most", most),
            WorkbookError::TooWide(most) => Problem::field("file", "escalations-problem-columns").with("most", most),
            WorkbookError::Cell(line) => Problem::field("file", "escalations-problem-book-cell").with("line", line),
        })?;
        let columns = page.rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        let mut rows = page.rows.into_iter().map(|(line, mut cells)| {
            cells.resize(columns, String::new());
            (line, cells)
        });
        let header = rows.next().map(|(_, cells)| cells).unwrap_or_default();
        Self { header, rows: rows.collect(), damaged: Vec::new() }.filled()
    }

    /// Reads a table: a sheet of a spreadsheet, CSV, or JSON where it begins like it.
    pub fn read(bytes: &[u8], sheet: &str) -> Result<Self, Problem> {
        if workbook::is_workbook(bytes) {
            return Self::read_workbook(bytes, sheet);
        }
        let text = std::str::from_utf8(bytes).map(|text| text.trim_start_matches('\u{feff}').trim_start());
        if let Ok(text) = text
            && text.starts_with(['{', '['])
        {
            return Self::read_json(text);
        }
        let wrong =
            |error: &dyn std::fmt::Display| Problem::field("file", "escalations-problem-table").with("why", error);
        let mut rows = saksi_exchange::tables::read_plain(bytes, LONGEST_CELL).map_err(|error| wrong(&error))?;
        let mut table = Self { header: rows.header().to_vec(), ..Self::default() };
        table.bounded()?;
        for row in &mut rows {
            match row {
                Ok((_, cells)) if cells.iter().all(|cell| cell.trim().is_empty()) => {}
                Ok(row) => table.rows.push(row),
                Err(rejected) => table.damaged.push((line_of(&rejected), rejected.reason)),
            }
            table.bounded()?;
        }
        table.filled()
    }
}

fn line_of(rejected: &saksi_exchange::Rejected) -> u64 {
    match rejected.position {
        saksi_exchange::Position::Line(line)
        | saksi_exchange::Position::Review(line)
        | saksi_exchange::Position::Script(line) => line,
    }
}

/// A notice out of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// Where it stands.
    pub line: u64,
    /// By what it is known again when the table comes a second time.
    pub key: String,
    /// To whom it went.
    pub addressee: AddresseeId,
    /// What is written in it.
    pub notice: Notice,
    /// On what standing the route rested.
    pub way: Way,
    /// What happened: kind, when, what belongs to it, words.
    pub happened: Vec<(EventKind, Timestamp, Facts, String)>,
}

/// Words of other vocabularies and of the reader's language that mean one of ours.
fn coded<T: Copy>(
    l: &Locale,
    text: &str,
    all: &[T],
    code: impl Fn(T) -> &'static str,
    message: impl Fn(T) -> &'static str,
    other: impl Fn(T) -> Option<&'static str>,
) -> Option<T> {
    let told = plain(text);
    all.iter().copied().find(|one| {
        plain(code(*one)) == told
            || plain(&l.t(message(*one))) == told
            || other(*one).is_some_and(|word| {
                plain(word) == told || plain(word.rsplit_once("CATEGORY_").map_or(word, |(_, bare)| bare)) == told
            })
    })
}

/// A moment as a table has it. A day without a time is its noon in UTC.
fn moment(text: &str, days: Days) -> Option<Timestamp> {
    let noon = |at: Timestamp| if text.contains(':') { at } else { at.plus(12 * HOUR) };
    if let Some(at) = time_of(text) {
        return Some(noon(at));
    }
    let (date, time) = text.split_once(' ').unwrap_or((text, ""));
    let parts: Vec<&str> = date.split(['/', '.', '-']).collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let (day, month) = match days {
        Days::DayFirst => (first, second),
        Days::MonthFirst => (second, first),
        Days::YearFirst => return None,
    };
    let written = format!("{year:0>4}-{month:0>2}-{day:0>2}{}{time}", if time.is_empty() { "" } else { " " });
    time_of(&written).filter(|_| year.len() == 4).map(noon)
}

/// Reads a row, or says everything that is wrong with it.
pub fn read_row(
    l: &Locale,
    mapping: &Mapping,
    platforms: &[Addressee],
    line: u64,
    cells: &[String],
    now: Timestamp,
) -> Result<Incoming, Problem> {
    let mut problems = Problems::new();
    let cell = |field| mapping.cell(cells, field);
    let days = Days::from_code(&mapping.days).unwrap_or(Days::YearFirst);
    let name = plain(cell(Field::Platform));
    let platform = platforms
        .iter()
        .find(|one| plain(&one.name) == name || one.facts.aliases.iter().any(|alias| plain(alias) == name));
    if name.is_empty() {
        problems.add(Field::Platform.code(), "problem-text-missing");
    } else if platform.is_none() {
        problems
            .add(Field::Platform.code(), "escalations-problem-platform-unknown")
            .with("name", cell(Field::Platform));
    }
    saksi_web::fields::check_text(&mut problems, Field::Title.code(), cell(Field::Title), SHORT, true);
    let mut read = |field: Field, found: bool| {
        let text = cell(field);
        if !text.is_empty() && !found {
            problems.add(field.code(), "escalations-problem-word").with("word", text);
        }
    };
    let category = coded(l, cell(Field::Category), Category::ALL, Category::code, Category::message, |one| {
        Some(dsa_category(one))
    });
    read(Field::Category, category.is_some());
    let region = coded(l, cell(Field::Region), Region::ALL, Region::code, Region::message, |_| None);
    read(Field::Region, region.is_some());
    let ground = coded(l, cell(Field::Ground), Ground::ALL, Ground::code, Ground::message, |one| dsa_ground(Some(one)));
    read(Field::Ground, ground.is_some());
    let way = coded(l, cell(Field::Way), Way::ALL, Way::code, Way::message, |_| None);
    read(Field::Way, way.is_some());
    let outcome = coded(l, cell(Field::Outcome), Outcome::ALL, Outcome::code, Outcome::message, |_| None);
    read(Field::Outcome, outcome.is_some());
    let imminent = yes(cell(Field::Imminent));
    read(Field::Imminent, imminent.is_some());
    let reasoned = yes(cell(Field::Reasoned));
    read(Field::Reasoned, reasoned.is_some());
    let language = cell(Field::Language);
    read(Field::Language, language.parse::<LanguageTag>().is_ok());
    let mut when = |field: Field| {
        let text = cell(field);
        if text.is_empty() {
            return None;
        }
        match moment(text, days) {
            None => {
                problems.add(field.code(), "escalations-problem-import-day").with("day", text);
                None
            }
            Some(at) if at > now.plus(12 * HOUR) => {
                problems.add(field.code(), "escalations-problem-future");
                None
            }
            Some(at) => Some(at.min(now)),
        }
    };
    let (sent, receipt) = (when(Field::Sent), when(Field::Receipt));
    let (reply, decided) = (when(Field::Reply), when(Field::Decided));
    if cell(Field::Sent).is_empty() {
        problems.add(Field::Sent.code(), "problem-text-missing");
    }
    for (field, at) in [(Field::Receipt, receipt), (Field::Reply, reply), (Field::Decided, decided)] {
        if let (Some(sent), Some(at)) = (sent, at)
            && at < sent
        {
            problems.add(field.code(), "escalations-problem-before-sent");
        }
    }
    if outcome.is_some_and(Outcome::is_decision) && decided.is_none() && cell(Field::Decided).is_empty() {
        problems.add(Field::Decided.code(), "escalations-problem-import-decided");
    }
    if decided.is_some() && outcome.is_none() && cell(Field::Outcome).is_empty() {
        problems.add(Field::Outcome.code(), "escalations-problem-choose");
    }
    let notice = Notice {
        title: cell(Field::Title).to_owned(),
        locations: lines(&cell(Field::Locations).replace([' ', ';', '|'], "\n")),
        explanation: cell(Field::Explanation).to_owned(),
        language: language.to_owned(),
        category,
        ground,
        region,
        other_rule: cell(Field::Rule).to_owned(),
        imminent: imminent.unwrap_or(false),
        ..Notice::default()
    };
    // What a draft may not hold, a table may not bring either; the words of that problem name our own fields.
    if let Err(wrong) = notice.check() {
        for field in wrong.fields.iter().filter(|field| field.field != Field::Title.code()) {
            problems.add(field.field, field.message);
            for &(name, ref value) in &field.arguments {
                problems.with(name, value);
            }
        }
    }
    if cell(Field::Key).chars().count() > SHORT {
        problems.add(Field::Key.code(), "escalations-problem-happening-long").with("most", SHORT);
    }
    problems.finish()?;
    let (Some(platform), Some(sent)) = (platform, sent) else { return Err(Problem::internal()) };
    let reference = cell(Field::Reference).to_owned();
    let mut happened =
        vec![(EventKind::Sent, sent, Facts { reference: reference.clone(), ..Facts::default() }, String::new())];
    happened.extend(receipt.map(|at| (EventKind::Receipt, at, Facts::default(), String::new())));
    happened.extend(reply.map(|at| (EventKind::Reply, at, Facts::default(), String::new())));
    happened.extend(decided.map(|at| {
        let facts = Facts { outcome, reasoned, reference: reference.clone(), ..Facts::default() };
        (EventKind::Decision, at, facts, String::new())
    }));
    let note = cell(Field::Note);
    if !note.is_empty() {
        happened.push((EventKind::Note, now, Facts::default(), note.to_owned()));
    }
    let key = match cell(Field::Key) {
        "" => row_key(platform.id, &notice, sent),
        key => key.to_owned(),
    };
    Ok(Incoming { line, key, addressee: platform.id, notice, way: way.unwrap_or(Way::Form), happened })
}

/// By what a row without a number of its own is known again.
fn row_key(platform: AddresseeId, notice: &Notice, sent: Timestamp) -> String {
    let mut hash = Sha256::new();
    hash.update(b"saksi imported notice v1\0");
    for part in [platform.to_string(), notice.title.clone(), notice.locations.join("\n"), sent.to_string()] {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part);
    }
    let digest: [u8; 32] = hash.finalize().into();
    format!("row-{}", digest.get(..16).map(hexadecimal).unwrap_or_default())
}

fn yes(text: &str) -> Option<bool> {
    match plain(text).as_str() {
        "yes" | "y" | "true" | "1" | "high" => Some(true),
        "no" | "n" | "false" | "0" | "normal" | "low" => Some(false),
        _ => None,
    }
}

/// The category in the DSA Transparency Database, version 2 (July 2025).
pub const fn dsa_category(category: Category) -> &'static str {
    match category {
        Category::CyberViolence => "STATEMENT_CATEGORY_CYBER_VIOLENCE",
        Category::CyberViolenceAgainstWomen => "STATEMENT_CATEGORY_CYBER_VIOLENCE_AGAINST_WOMEN",
        Category::IllegalOrHarmfulSpeech => "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH",
        Category::CivicDiscourse => "STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS",
        Category::Violence => "STATEMENT_CATEGORY_VIOLENCE",
        Category::ProtectionOfMinors => "STATEMENT_CATEGORY_PROTECTION_OF_MINORS",
        Category::DataProtection => "STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS",
        Category::ScamsAndFraud => "STATEMENT_CATEGORY_SCAMS_AND_FRAUD",
        Category::SelfHarm => "STATEMENT_CATEGORY_SELF_HARM",
        Category::PublicSecurity => "STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY",
        Category::IntellectualProperty => "STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS",
        Category::ConsumerInformation => "STATEMENT_CATEGORY_CONSUMER_INFORMATION",
        Category::UnsafeProducts => "STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS",
        Category::AnimalWelfare => "STATEMENT_CATEGORY_ANIMAL_WELFARE",
        Category::OtherTerms => "STATEMENT_CATEGORY_OTHER_VIOLATION_TC",
        Category::NotSpecified => "STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE",
    }
}

/// The content type there. Accounts and advertisements have none of their own.
pub const fn dsa_content_type(material: Material) -> &'static str {
    match material {
        Material::Text => "CONTENT_TYPE_TEXT",
        Material::Image => "CONTENT_TYPE_IMAGE",
        Material::Video => "CONTENT_TYPE_VIDEO",
        Material::Audio => "CONTENT_TYPE_AUDIO",
        Material::Synthetic => "CONTENT_TYPE_SYNTHETIC_MEDIA",
        Material::App => "CONTENT_TYPE_APP",
        Material::Product => "CONTENT_TYPE_PRODUCT",
        Material::Account | Material::Advertisement | Material::Other => "CONTENT_TYPE_OTHER",
    }
}

/// The ground there. A notice on both grounds stands under the law, as the database asks for one.
pub const fn dsa_ground(ground: Option<Ground>) -> Option<&'static str> {
    match ground {
        Some(Ground::Illegal | Ground::Both) => Some("DECISION_GROUND_ILLEGAL_CONTENT"),
        Some(Ground::Terms) => Some("DECISION_GROUND_INCOMPATIBLE_CONTENT"),
        None => None,
    }
}

/// The source type there.
pub const fn dsa_source(way: Way, ground: Option<Ground>) -> &'static str {
    match (way, ground) {
        (Way::TrustedFlagger, _) => "SOURCE_TRUSTED_FLAGGER",
        (Way::Form | Way::Legal, Some(Ground::Illegal | Ground::Both)) => "SOURCE_ARTICLE_16",
        _ => "SOURCE_TYPE_OTHER_NOTIFICATION",
    }
}

/// What the outcome is called there: the field, and its value. What nobody restricted is in no statement of reasons.
pub const fn dsa_decision(outcome: Outcome) -> Option<(&'static str, &'static str)> {
    match outcome {
        Outcome::Removed => Some(("decision_visibility", "DECISION_VISIBILITY_CONTENT_REMOVED")),
        Outcome::Disabled => Some(("decision_visibility", "DECISION_VISIBILITY_CONTENT_DISABLED")),
        Outcome::Demoted => Some(("decision_visibility", "DECISION_VISIBILITY_CONTENT_DEMOTED")),
        Outcome::AgeRestricted => Some(("decision_visibility", "DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED")),
        Outcome::InteractionLimited => {
            Some(("decision_visibility", "DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED"))
        }
        Outcome::Labelled => Some(("decision_visibility", "DECISION_VISIBILITY_CONTENT_LABELLED")),
        Outcome::Partial => Some(("decision_visibility", "DECISION_VISIBILITY_OTHER")),
        Outcome::AccountSuspended => Some(("decision_account", "DECISION_ACCOUNT_SUSPENDED")),
        Outcome::Demonetised => Some(("decision_monetary", "DECISION_MONETARY_SUSPENSION")),
        Outcome::AccountRestored
        | Outcome::NoAction
        | Outcome::RefusedWithTemplate
        | Outcome::ReferredToForm
        | Outcome::Duplicate
        | Outcome::NoResponse => None,
    }
}

/// Lumen's `action_taken`.
pub const fn lumen_action(outcome: Option<Outcome>) -> &'static str {
    match outcome {
        Some(Outcome::Partial) => "Partial",
        Some(outcome) if outcome.is_action() => "Yes",
        Some(Outcome::NoAction | Outcome::RefusedWithTemplate | Outcome::ReferredToForm | Outcome::Duplicate) => "No",
        _ => "Unspecified",
    }
}

/// Lumen's notice type, as far as ours tell.
pub const fn lumen_type(category: Option<Category>, ground: Option<Ground>) -> &'static str {
    match (category, ground) {
        (Some(Category::DataProtection), _) => "DataProtection",
        (_, Some(Ground::Illegal | Ground::Both)) => "LocalLaw",
        _ => "Other",
    }
}

/// A notice that goes out.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// Which.
    pub id: EscalationId,
    /// To whom.
    pub platform: String,
    /// Where it stands.
    pub state: String,
    /// On what standing the route rests.
    pub way: Way,
    /// What is written in it.
    pub notice: Notice,
    /// When it was sent.
    pub sent: Option<Timestamp>,
    /// When its receipt was confirmed.
    pub receipt: Option<Timestamp>,
    /// When a person answered first.
    pub reply: Option<Timestamp>,
    /// When they decided first.
    pub decided: Option<Timestamp>,
    /// What they did.
    pub outcome: Option<Outcome>,
    /// Whether they said why.
    pub reasoned: Option<bool>,
    /// `open`, or the code of an appeal's result.
    pub appeal: Option<String>,
}

/// The columns of a table that goes out. Those that come in under the same names are found again by themselves.
pub const COLUMNS: [&str; 33] = [
    "id",
    "platform",
    "title",
    "locations",
    "explanation",
    "language",
    "original",
    "original_language",
    "category",
    "material",
    "ground",
    "rule",
    "content_language",
    "content_date",
    "region",
    "way",
    "imminent",
    "state",
    "sent",
    "receipt",
    "reply",
    "decided",
    "outcome",
    "reasoned",
    "appeal",
    "dsa_category",
    "dsa_content_type",
    "dsa_decision_ground",
    "dsa_source_type",
    "dsa_decision",
    "lumen_type",
    "lumen_action_taken",
    "lumen_url_count",
];

impl Outgoing {
    /// The cells, one for each of [`COLUMNS`].
    pub fn cells(&self) -> Vec<String> {
        let n = &self.notice;
        let yes = |set: bool| if set { "yes" } else { "no" }.to_owned();
        let at = |one: Option<Timestamp>| one.map(Timestamp::to_rfc3339).unwrap_or_default();
        let own = |code: Option<&'static str>| code.unwrap_or_default().to_owned();
        let mut rules: Vec<String> = n.cited.iter().map(|cited| cited.name.clone()).collect();
        rules.extend((!n.other_rule.is_empty()).then(|| n.other_rule.clone()));
        vec![
            self.id.to_string(),
            self.platform.clone(),
            n.title.clone(),
            n.locations.join("\n"),
            n.explanation.clone(),
            n.language.clone(),
            n.original.clone(),
            n.original_language.clone(),
            own(n.category.map(Category::code)),
            own(n.material.map(Material::code)),
            own(n.ground.map(Ground::code)),
            rules.join("\n"),
            n.content_language.clone(),
            n.content_date.clone(),
            own(n.region.map(Region::code)),
            self.way.code().to_owned(),
            yes(n.imminent),
            self.state.clone(),
            at(self.sent),
            at(self.receipt),
            at(self.reply),
            at(self.decided),
            own(self.outcome.map(Outcome::code)),
            self.reasoned.map(yes).unwrap_or_default(),
            self.appeal.clone().unwrap_or_default(),
            own(n.category.map(dsa_category)),
            own(n.material.map(dsa_content_type)),
            own(dsa_ground(n.ground)),
            dsa_source(self.way, n.ground).to_owned(),
            own(self.outcome.and_then(dsa_decision).map(|(_, value)| value)),
            lumen_type(n.category, n.ground).to_owned(),
            lumen_action(self.outcome).to_owned(),
            n.locations
                .iter()
                .flat_map(|line| line.split_whitespace())
                .filter(|word| super::register::is_web(word))
                .count()
                .to_string(),
        ]
    }

    /// One line of JSON: our fields, with those of the others under their own names.
    pub fn json(&self) -> serde_json::Value {
        let cells = self.cells();
        let mut own = serde_json::Map::new();
        for (name, cell) in COLUMNS.iter().zip(&cells).take(25) {
            if !cell.is_empty() {
                own.insert((*name).to_owned(), serde_json::Value::String(cell.clone()));
            }
        }
        let n = &self.notice;
        own.insert("locations".into(), serde_json::json!(n.locations));
        own.insert("imminent".into(), serde_json::json!(n.imminent));
        if let Some(reasoned) = self.reasoned {
            own.insert("reasoned".into(), serde_json::json!(reasoned));
        }
        let mut dsa = serde_json::Map::new();
        dsa.insert("category".into(), serde_json::json!(n.category.map(dsa_category)));
        dsa.insert("content_type".into(), serde_json::json!(n.material.map(dsa_content_type)));
        dsa.insert("content_language".into(), serde_json::json!(n.content_language));
        dsa.insert("content_date".into(), serde_json::json!(n.content_date));
        dsa.insert("decision_ground".into(), serde_json::json!(dsa_ground(n.ground)));
        dsa.insert("source_type".into(), serde_json::json!(dsa_source(self.way, n.ground)));
        if let Some((field, value)) = self.outcome.and_then(dsa_decision) {
            dsa.insert(field.into(), serde_json::json!(value));
        }
        own.insert("dsa".into(), serde_json::Value::Object(dsa));
        own.insert(
            "lumen".into(),
            serde_json::json!({
                "type": lumen_type(n.category, n.ground),
                "title": n.title,
                "body": n.explanation,
                "body_original": n.original,
                "language": n.language,
                "date_sent": self.sent.map(Timestamp::to_rfc3339),
                "date_received": self.receipt.map(Timestamp::to_rfc3339),
                "action_taken": lumen_action(self.outcome),
                "url_count": n.locations.iter().flat_map(|line| line.split_whitespace()).filter(|word| super::register::is_web(word)).count(),
                "recipient_name": self.platform,
            }),
        );
        serde_json::Value::Object(own)
    }
}

#[cfg(test)]
mod tests {
    use saksi_base::SiteLanguage;
    use saksi_base::calendar::testing::at;

    use super::*;
    use crate::model::register::AddresseeFacts;
    use crate::model::words::AddresseeKind;

    fn locale() -> Locale {
        let translator = std::sync::Arc::new(saksi_web::Translator::new(crate::MESSAGES));
        Locale::new(translator, SiteLanguage::English, at("2026-11-23T00:00:00Z"))
    }

    fn platforms() -> Vec<Addressee> {
        vec![Addressee {
            id: AddresseeId(uuid::Uuid::from_u128(1)),
            kind: AddresseeKind::Platform,
            name: "YouTube".into(),
            facts: AddresseeFacts { aliases: vec!["ยูทูบ".into()], ..AddresseeFacts::default() },
            version: 1,
        }]
    }

    fn read(table: &str) -> Vec<Result<Incoming, Problem>> {
        let table = Table::read(table.as_bytes(), "").unwrap();
        let mapping = Mapping::guess(&table.header);
        mapping.check().unwrap();
        let now = at("2026-11-23T00:00:00Z");
        table.rows.iter().map(|(line, cells)| read_row(&locale(), &mapping, &platforms(), *line, cells, now)).collect()
    }

    #[test]
    fn a_row_is_read_in_our_words_in_labels_and_in_those_of_the_transparency_database() {
        for category in ["violence", "Violence", "STATEMENT_CATEGORY_VIOLENCE", "VIOLENCE"] {
            let row = read(&format!(
                "Company,Subject,Date sent,Category,Decision,Decision date,URL\n\
                 ยูทูบ,Threats,2026-01-02,{category},Nothing done,2026-01-05,https://a.example/1 https://a.example/2\n"
            ))
            .remove(0)
            .unwrap();
            assert_eq!(row.notice.category, Some(Category::Violence), "{category}");
            assert_eq!(row.notice.locations.len(), 2);
            let kinds: Vec<(EventKind, Option<Outcome>)> =
                row.happened.iter().map(|(kind, _, facts, _)| (*kind, facts.outcome)).collect();
            assert_eq!(kinds, [(EventKind::Sent, None), (EventKind::Decision, Some(Outcome::NoAction))]);
            assert_eq!(row.happened[0].1, at("2026-01-02T12:00:00Z"), "a day is its noon");
        }
    }

    #[test]
    fn everything_wrong_with_a_row_is_told_at_once() {
        let problem = read(
            "platform,title,sent,outcome,decided,region,language\nMySpace,,2027-01-01,Eaten,2026-01-05,Atlantis,???\n",
        )
        .remove(0)
        .unwrap_err();
        for field in ["platform", "title", "sent", "outcome", "region", "language"] {
            assert!(problem.for_field(field).is_some(), "{field}: {problem:?}");
        }
        for (row, field) in [
            ("YouTube,Threats,2026-01-02,,2026-01-05,,", "outcome"),
            ("YouTube,Threats,2026-01-02,removed,,,", "decided"),
            ("YouTube,Threats,2026-01-02,removed,2026-01-01,,", "decided"),
            ("YouTube,Threats,soon,,,,", "sent"),
        ] {
            let read = read(&format!("platform,title,sent,outcome,decided,region,language\n{row}\n")).remove(0);
            assert!(read.unwrap_err().for_field(field).is_some(), "{row}");
        }
    }

    #[test]
    fn days_are_read_in_the_order_that_somebody_named() {
        for (text, days, told) in [
            ("03/04/2026", Days::DayFirst, Some("2026-04-03T12:00:00Z")),
            ("03/04/2026", Days::MonthFirst, Some("2026-03-04T12:00:00Z")),
            ("03/04/2026", Days::YearFirst, None),
            ("3.4.2026 09:30", Days::DayFirst, Some("2026-04-03T09:30:00Z")),
            ("2026-04-03 09:30", Days::DayFirst, Some("2026-04-03T09:30:00Z")),
            ("31/31/2026", Days::DayFirst, None),
            ("3/4/26", Days::DayFirst, None),
        ] {
            assert_eq!(moment(text, days).map(Timestamp::to_rfc3339).as_deref(), told, "{text}");
        }
    }

    #[test]
    fn a_table_that_went_out_comes_in_again_as_the_same() {
        let out = Outgoing {
            id: EscalationId(uuid::Uuid::from_u128(7)),
            platform: "YouTube".into(),
            state: "answered".into(),
            way: Way::TrustedFlagger,
            notice: Notice {
                title: "=Threats".into(),
                explanation: "It names her street,\n\"twice\"".into(),
                category: Some(Category::CivicDiscourse),
                ground: Some(Ground::Both),
                region: Some(Region::Pacific),
                language: "en".into(),
                locations: vec!["https://a.example/1".into()],
                imminent: true,
                ..Notice::default()
            },
            sent: Some(at("2026-01-02T03:04:05Z")),
            receipt: None,
            reply: Some(at("2026-01-03T00:00:00Z")),
            decided: Some(at("2026-01-03T00:00:00Z")),
            outcome: Some(Outcome::Partial),
            reasoned: Some(false),
            appeal: None,
        };
        assert_eq!(out.cells().len(), COLUMNS.len());
        let mut file = saksi_exchange::tables::CsvExport::new(Vec::new(), &COLUMNS).unwrap();
        file.row(out.cells().iter().map(String::as_str)).unwrap();
        let bytes = file.finish().unwrap();
        let back = read(std::str::from_utf8(&bytes).unwrap()).remove(0).unwrap();
        assert_eq!((back.key.as_str(), back.way), (out.id.to_string().as_str(), out.way));
        let same = Notice { other_rule: String::new(), ..out.notice.clone() };
        assert_eq!(back.notice, same);
        assert_eq!(back.happened[0].1, out.sent.unwrap());
        let [line, list] = [out.json().to_string(), format!("\u{feff} [{}]", out.json())];
        for text in [format!("{line}\n\n{line}\n"), list] {
            let from_json = read(&text).remove(0).unwrap();
            assert_eq!(
                (&from_json.key, from_json.way, &from_json.notice),
                (&back.key, back.way, &back.notice),
                "{text}"
            );
            assert_eq!(from_json.happened, back.happened);
        }
        let json = out.json();
        assert_eq!(json["dsa"]["category"], "STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS");
        assert_eq!(json["dsa"]["decision_visibility"], "DECISION_VISIBILITY_OTHER");
        assert_eq!(json["lumen"]["action_taken"], "Partial");
        assert_eq!(json["lumen"]["url_count"], 1);
    }

    #[test]
    fn lines_of_json_need_not_have_the_same_names_and_a_damaged_one_is_told_with_its_line() {
        let text = "{\"platform\":\"YouTube\",\"sent\":\"2026-01-02\",\"title\":\"A\"}\n{\"platform\"\n\n[1]\n\
             {\"number\":7,\"platform\":\"YouTube\",\"priority\":true,\"sent\":\"2026-01-03\",\"title\":\"B\",\
             \"urls\":[\"https://a.example/1\",\"https://a.example/2\"]}\n";
        let table = Table::read(text.as_bytes(), "").unwrap();
        assert_eq!(table.header, ["platform", "sent", "title", "number", "priority", "urls"]);
        assert_eq!(table.rows.iter().map(|(line, cells)| (*line, cells.len())).collect::<Vec<_>>(), [(1, 6), (5, 6)]);
        assert_eq!(table.damaged.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 4]);
        let second = read(text).remove(1).unwrap();
        assert_eq!((second.key.as_str(), second.notice.imminent), ("7", true));
        assert_eq!(second.notice.locations, ["https://a.example/1", "https://a.example/2"]);
        for text in ["[", "[]", "{}", "[{\"a\":null}]"] {
            assert!(Table::read(text.as_bytes(), "").is_err(), "{text}");
        }
        let wide: Vec<String> = (0..=MOST_COLUMNS).map(|at| format!("{{\"c{at}\":1}}")).collect();
        assert_eq!(
            Table::read(wide.join("\n").as_bytes(), "").unwrap_err().fields[0].message,
            "escalations-problem-columns"
        );
        let long = format!("{{\"title\":\"{}\"}}", "a".repeat(LONGEST_CELL + 1));
        assert_eq!(Table::read(long.as_bytes(), "").unwrap().damaged.len(), 1);
    }

    #[test]
    fn a_row_without_a_number_is_known_again_by_what_it_says() {
        let row =
            |title: &str| read(&format!("platform,title,sent\nYouTube,{title},2026-01-02\n")).remove(0).unwrap().key;
        assert_eq!(row("Threats"), row("Threats"));
        assert_ne!(row("Threats"), row("Other threats"));
    }
}
