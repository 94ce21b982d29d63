//! Tables of claims: reading those that an organisation kept before, and writing ours for spreadsheets and programs.
//!
//! # Columns and keys that are read
//!
//! | name | also called | needed | what |
//! |---|---|---|---|
//! | `id` | | `id` or `url` | the row's id where it comes from; a second import of the same id changes nothing twice |
//! | `language` | `lang`, `inLanguage` | unless a default is given | BCP 47 tag, such as `zh-Hant` |
//! | `claim` | `claimReviewed`, `text` | yes | the claim in one sentence |
//! | `title` | `headline`, `name` | | headline of the check |
//! | `verdict` | `rating` | yes | `false`, `misleading`, `true`, `opinion`, `satire`, `not-checkable`, or a word that [`crate::rating`] knows |
//! | `explanation` | `body`, `reviewBody`, `summary` | | the explanation |
//! | `references` | `reference`, `sources` | | links or titles; in CSV one per line, or with <code>&#124;</code> between |
//! | `url` | `link` | `id` or `url` | page of the check |
//! | `published` | `datePublished`, `date` | | RFC 3339 time or date |
//! | `publisher` | `author`, `organisation`, `organization` | | who made the check |
//! | `licence` | `license` | | under which terms |
//! | `harm` | | | `misinformation`, `disinformation`, `malinformation`, `none` |
//! | `content_type` | `contentType` | | `text`, `link`, `image` and so on, see [`saksi_base::ContentType`] |
//!
//! Names are matched without regard to case, spaces, hyphens and underscores. CSV may be separated by commas, semicolons or tabs
//! (spreadsheets differ by country); it must be UTF-8. Columns with other names are passed over.
//!
//! # Formulas
//!
//! A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return (also their full-width forms) as a
//! formula, and what strangers send in could begin so (CWE-1236). Such cells are written with an apostrophe in front, and so are
//! cells that already begin with apostrophes before such a sign; reading takes one apostrophe off again, so a table that we wrote reads
//! back exactly.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, BufRead, Read, Write};

use saksi_base::{ContentType, HarmKind, LanguageTag, Timestamp, Verdict};
use serde_json::{Map, Value, json};

use crate::claim_review::{time_of, web_link};
use crate::rating;
use crate::records::{Record, RecordLimits, RecordReader, Recovering};
use crate::rejected::{Rejected, quote};

/// One claim with its check, as a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimRow {
    /// The id where it comes from.
    pub id: Option<String>,
    /// The language of claim and explanation.
    pub language: LanguageTag,
    /// The claim.
    pub claim: String,
    /// The headline of the check.
    pub title: Option<String>,
    /// What was found.
    pub verdict: Verdict,
    /// Why.
    pub explanation: Option<String>,
    /// Links or titles, one each.
    pub references: Vec<String>,
    /// The page of the check.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<Timestamp>,
    /// Who made it.
    pub publisher: Option<String>,
    /// Under which terms.
    pub licence: Option<String>,
    /// What kind of harm.
    pub harm: Option<HarmKind>,
    /// What the message was made of.
    pub content_type: Option<ContentType>,
}

/// Bounds and defaults for reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The language of rows that do not give one.
    pub default_language: Option<LanguageTag>,
    /// Longest value in bytes. Default 256 KiB.
    pub field_bytes: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { default_language: None, field_bytes: 256 << 10 }
    }
}

/// Why a whole table cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// Reading failed.
    #[error("it cannot be read: {0}")]
    Io(#[from] io::Error),
    /// Saved as UTF-16, as some spreadsheets do.
    #[error("it is saved as UTF-16; save it as \"CSV UTF-8\" and try again")]
    Utf16,
    /// Empty.
    #[error("it has no header line; the first line must name the columns")]
    NoHeader,
    /// A needed column is missing.
    #[error("there is no column '{0}'; the first line must name the columns")]
    MissingColumn(&'static str),
}

/// The columns in the order in which they are written, each with the other names under which it is read.
const COLUMNS: &[(&str, &[&str])] = &[
    ("id", &[]),
    ("language", &["lang", "inlanguage"]),
    ("claim", &["claimreviewed", "text"]),
    ("title", &["headline", "name"]),
    ("verdict", &["rating"]),
    ("explanation", &["body", "reviewbody", "summary"]),
    ("references", &["reference", "sources"]),
    ("url", &["link"]),
    ("published", &["datepublished", "date"]),
    ("publisher", &["author", "organisation", "organization"]),
    ("licence", &["license"]),
    ("harm", &[]),
    ("content_type", &[]),
];

fn column_of(name: &str) -> Option<&'static str> {
    let folded =
        |name: &str| -> String { name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    let name = folded(name);
    COLUMNS
        .iter()
        .find(|(column, others)| folded(column) == name || others.contains(&name.as_str()))
        .map(|(column, _)| *column)
}

/// The values of a row by column, before they are understood.
#[derive(Default)]
struct Raw {
    values: HashMap<&'static str, String>,
    references: Vec<String>,
}

impl Raw {
    fn take(&mut self, column: &str) -> Option<String> {
        let value = self.values.remove(column)?.replace('\0', "");
        let value = value.trim();
        (!value.is_empty()).then(|| value.to_owned())
    }

    fn code<T>(&mut self, column: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, String> {
        match self.take(column) {
            None => Ok(None),
            Some(text) => {
                let code = text.to_lowercase().replace(['_', ' '], "-");
                read(&code).map(Some).ok_or_else(|| format!("{column} not understood: {}", quote(&text)))
            }
        }
    }

    fn understand(mut self, options: &Options) -> Result<ClaimRow, String> {
        for text in self.values.values().chain(&self.references) {
            if text.len() > options.field_bytes {
                return Err(format!("a value is {} bytes long; at most {} are read", text.len(), options.field_bytes));
            }
        }
        let claim = self.take("claim").ok_or("the claim is missing")?;
        let verdict = self.take("verdict").ok_or("the verdict is missing")?;
        let verdict =
            rating::understand(&verdict).ok_or_else(|| format!("verdict not understood: {}", quote(&verdict)))?;
        let language = match self.take("language") {
            Some(text) => {
                text.parse::<LanguageTag>().map_err(|_| format!("language not understood: {}", quote(&text)))?
            }
            None => options.default_language.clone().ok_or("the language is missing")?,
        };
        let url = match self.take("url") {
            Some(text) => Some(web_link(&text).ok_or_else(|| format!("url is not a web address: {}", quote(&text)))?),
            None => None,
        };
        let id = self.take("id");
        if id.is_none() && url.is_none() {
            return Err("neither id nor url is given; without one of them a second import would double the row".into());
        }
        let published = match self.take("published") {
            Some(text) => Some(time_of(&text).ok_or_else(|| format!("published is not a date: {}", quote(&text)))?),
            None => None,
        };
        let references =
            self.references.iter().map(|r| r.replace('\0', "").trim().to_owned()).filter(|r| !r.is_empty()).collect();
        Ok(ClaimRow {
            id,
            language,
            claim,
            title: self.take("title"),
            verdict,
            explanation: self.take("explanation"),
            references,
            url,
            published,
            publisher: self.take("publisher"),
            licence: self.take("licence"),
            harm: self.code("harm", HarmKind::from_code)?,
            content_type: self.code("content_type", ContentType::from_code)?,
        })
    }
}

/// Ids that came before, so that a table that names one twice does not import both halves of a contradiction.
#[derive(Default)]
struct Seen(HashMap<String, u64>);

impl Seen {
    fn check(&mut self, line: u64, row: ClaimRow) -> Result<(u64, ClaimRow), Rejected> {
        let key = row
            .id
            .as_ref()
            .map(|id| format!("id '{}'", quote(id)))
            .or_else(|| row.url.as_ref().map(|url| format!("url {url}")));
        if let Some(key) = key {
            if let Some(before) = self.0.get(&key) {
                return Err(Rejected::line(line, format!("{key} was already used in line {before}")));
            }
            self.0.insert(key, line);
        }
        Ok((line, row))
    }
}

/// The rows of a CSV table with their line numbers.
pub struct CsvRows<R> {
    rows: Recovering<R, ClaimRow>,
    columns: Vec<Option<&'static str>>,
    unknown: Vec<String>,
    options: Options,
    seen: Seen,
}

/// A reader that knows by the first line what separates the values.
fn begin<R: BufRead>(reader: R, field_bytes: usize) -> Result<RecordReader<R>, TableError> {
    let limits = RecordLimits { field_bytes, ..RecordLimits::default() };
    let mut records = RecordReader::new(reader, b',', limits);
    let first = records.peek_first_line()?;
    if first.starts_with(b"\xFF\xFE") || first.starts_with(b"\xFE\xFF") {
        return Err(TableError::Utf16);
    }
    let header = String::from_utf8_lossy(&first);
    let delimiter =
        [b',', b';', b'\t'].into_iter().max_by_key(|mark| (header.matches(char::from(*mark)).count(), *mark == b','));
    records.set_delimiter(delimiter.unwrap_or(b','));
    Ok(records)
}

/// The rows of any CSV table with their line numbers, as text.
pub struct PlainRows<R> {
    rows: Recovering<R, Vec<String>>,
    header: Vec<String>,
}

/// Reads a CSV table of which nothing is known but that its first line names the columns. Separators and damage are dealt with as
/// in [`read_csv`]; a value longer than `field_bytes` makes its row unusable.
pub fn read_plain<R: BufRead>(reader: R, field_bytes: usize) -> Result<PlainRows<R>, TableError> {
    let mut records = begin(reader, field_bytes)?;
    let header: Vec<String> = match records.header()? {
        Some((_, header)) => header.iter().map(|title| title.trim().to_owned()).collect(),
        None => return Err(TableError::NoHeader),
    };
    let count = header.len();
    Ok(PlainRows { rows: Recovering::new(records, count), header })
}

impl<R> PlainRows<R> {
    /// The names of the columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }
}

impl<R: BufRead> Iterator for PlainRows<R> {
    type Item = Result<(u64, Vec<String>), Rejected>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.rows.next_row(|record| Ok(record.iter().map(|value| plain_cell(value).to_owned()).collect()))?;
        Some(row.map_err(Rejected::from))
    }
}

/// Reads a CSV table whose first line names the columns; see the [module](self) for names and separators.
pub fn read_csv<R: BufRead>(reader: R, options: Options) -> Result<CsvRows<R>, TableError> {
    let mut records = begin(reader, options.field_bytes)?;
    let (columns, unknown) = {
        let Some((_, header)) = records.header()? else { return Err(TableError::NoHeader) };
        let mut columns: Vec<Option<&'static str>> = Vec::new();
        let mut unknown = Vec::new();
        for title in header.iter() {
            // Of two columns with one meaning the first counts.
            let column = column_of(title).filter(|column| !columns.contains(&Some(column)));
            if column.is_none() {
                unknown.push(quote(title));
            }
            columns.push(column);
        }
        (columns, unknown)
    };
    for needed in ["claim", "verdict"] {
        if !columns.contains(&Some(needed)) {
            return Err(TableError::MissingColumn(needed));
        }
    }
    if !columns.contains(&Some("language")) && options.default_language.is_none() {
        return Err(TableError::MissingColumn("language"));
    }
    let count = columns.len();
    Ok(CsvRows { rows: Recovering::new(records, count), columns, unknown, options, seen: Seen::default() })
}

impl<R> CsvRows<R> {
    /// Columns that are passed over, as named in the header.
    pub fn unknown_columns(&self) -> &[String] {
        &self.unknown
    }
}

impl<R: BufRead> Iterator for CsvRows<R> {
    type Item = Result<(u64, ClaimRow), Rejected>;

    fn next(&mut self) -> Option<Self::Item> {
        let (columns, options) = (&self.columns, &self.options);
        let row = self.rows.next_row(|record| raw_from_record(record, columns).understand(options))?;
        Some(match row {
            Ok((line, row)) => self.seen.check(line, row),
            Err(damage) => Err(damage.into()),
        })
    }
}

fn raw_from_record(record: &Record, columns: &[Option<&'static str>]) -> Raw {
    let mut raw = Raw::default();
    for (column, value) in columns.iter().zip(record.iter()) {
        let value = plain_cell(value);
        match column {
            Some("references") => {
                raw.references = value.split(['\n', '|']).map(ToOwned::to_owned).collect();
            }
            Some(column) => {
                raw.values.insert(column, value.to_owned());
            }
            None => {}
        }
    }
    raw
}

/// The rows of a JSON Lines file with their line numbers.
pub struct JsonRows<R> {
    reader: R,
    line: u64,
    ended: bool,
    options: Options,
    seen: Seen,
}

/// Reads JSON Lines: one object on each line; see the [module](self) for the keys. `references` may be a text or a list.
pub fn read_jsonl<R: BufRead>(reader: R, options: Options) -> JsonRows<R> {
    JsonRows { reader, line: 0, ended: false, options, seen: Seen::default() }
}

/// Longest line of a JSON Lines file.
const LONGEST_LINE: u64 = 4 << 20;

impl<R: BufRead> Iterator for JsonRows<R> {
    type Item = Result<(u64, ClaimRow), Rejected>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let mut bytes = Vec::new();
            let read = self.reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut bytes);
            self.line += 1;
            let line = self.line;
            match read {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => {
                    self.ended = true;
                    return Some(Err(Rejected::line(line, format!("reading stopped here: {error}"))));
                }
            }
            if bytes.len() as u64 == LONGEST_LINE && bytes.last() != Some(&b'\n') {
                if self.reader.skip_until(b'\n').is_err() {
                    self.ended = true;
                }
                return Some(Err(Rejected::line(line, format!("this line is longer than {LONGEST_LINE} bytes"))));
            }
            let Ok(text) = std::str::from_utf8(&bytes) else {
                return Some(Err(Rejected::line(line, "the text is not UTF-8")));
            };
            let text = text.trim_start_matches('\u{FEFF}').trim();
            if text.is_empty() {
                continue;
            }
            let row = match serde_json::from_str::<Map<String, Value>>(text) {
                Ok(map) => raw_from_json(map).and_then(|raw| raw.understand(&self.options)),
                Err(error) => Err(format!("this line is not a JSON object: {error}")),
            };
            return Some(match row {
                Ok(row) => self.seen.check(line, row),
                Err(reason) => Err(Rejected::line(line, reason)),
            });
        }
        self.ended = true;
        None
    }
}

fn raw_from_json(map: Map<String, Value>) -> Result<Raw, String> {
    let mut raw = Raw::default();
    for (key, value) in map {
        let Some(column) = column_of(&key) else { continue };
        match (column, value) {
            (_, Value::Null) => {}
            ("references", Value::Array(items)) => {
                for item in items {
                    match item {
                        Value::String(text) => raw.references.push(text),
                        other => {
                            return Err(format!("references must be texts, this is {}", quote(&other.to_string())));
                        }
                    }
                }
            }
            ("references", Value::String(text)) => raw.references = text.lines().map(ToOwned::to_owned).collect(),
            (column, Value::String(text)) => {
                // The column's own name wins over its other names.
                if key == column || !raw.values.contains_key(column) {
                    raw.values.insert(column, text);
                }
            }
            ("id", Value::Number(number)) => {
                raw.values.insert("id", number.to_string());
            }
            (column, other) => return Err(format!("{column} must be a text, this is {}", quote(&other.to_string()))),
        }
    }
    Ok(raw)
}

fn runs_as_formula(text: &str) -> bool {
    matches!(
        text.trim_start_matches('\'').chars().next(),
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
    )
}

/// A cell that no spreadsheet takes for a formula; see the [module](self).
pub fn safe_cell(text: &str) -> Cow<'_, str> {
    if runs_as_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Undoes [`safe_cell`].
pub fn plain_cell(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if runs_as_formula(rest) => rest,
        _ => text,
    }
}

/// Writes any table as CSV (RFC 4180, CRLF line ends, UTF-8 with a byte order mark, without which some spreadsheets garble
/// every script but Latin), with every cell made safe.
pub struct CsvExport<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> CsvExport<W> {
    /// Writes the header.
    pub fn new(mut output: W, columns: &[&str]) -> io::Result<Self> {
        output.write_all("\u{FEFF}".as_bytes())?;
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(output);
        writer.write_record(columns).map_err(io::Error::other)?;
        Ok(Self { writer })
    }

    /// Writes one row. It must have as many cells as the header.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> io::Result<()> {
        for cell in cells {
            self.writer.write_field(safe_cell(cell).as_bytes()).map_err(io::Error::other)?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(io::Error::other)
    }

    /// Writes what is left and gives the output back.
    pub fn finish(self) -> io::Result<W> {
        self.writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
    }
}

/// The names of the columns that [`write_csv_row`] writes.
pub fn claim_columns() -> Vec<&'static str> {
    COLUMNS.iter().map(|(column, _)| *column).collect()
}

/// Writes one claim under [`claim_columns`].
pub fn write_csv_row<W: Write>(table: &mut CsvExport<W>, row: &ClaimRow) -> io::Result<()> {
    let references = row.references.join("\n");
    let published = row.published.map(Timestamp::to_rfc3339).unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let cells = [
        text(&row.id),
        row.language.to_string(),
        row.claim.clone(),
        text(&row.title),
        row.verdict.code().to_owned(),
        text(&row.explanation),
        references,
        text(&row.url),
        published,
        text(&row.publisher),
        text(&row.licence),
        row.harm.map(|harm| harm.code().to_owned()).unwrap_or_default(),
        row.content_type.map(|kind| kind.code().to_owned()).unwrap_or_default(),
    ];
    table.row(cells.iter().map(String::as_str))
}

/// Writes one claim as a line of JSON; keys without a value are left out.
pub fn write_jsonl_row(output: &mut impl Write, row: &ClaimRow) -> io::Result<()> {
    let mut map = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            map.insert(key.to_owned(), value);
        }
    };
    put("id", row.id.as_ref().map(|v| json!(v)));
    put("language", Some(json!(row.language)));
    put("claim", Some(json!(row.claim)));
    put("title", row.title.as_ref().map(|v| json!(v)));
    put("verdict", Some(json!(row.verdict)));
    put("explanation", row.explanation.as_ref().map(|v| json!(v)));
    put("references", (!row.references.is_empty()).then(|| json!(row.references)));
    put("url", row.url.as_ref().map(|v| json!(v)));
    put("published", row.published.map(|v| json!(v)));
    put("publisher", row.publisher.as_ref().map(|v| json!(v)));
    put("licence", row.licence.as_ref().map(|v| json!(v)));
    put("harm", row.harm.map(|v| json!(v)));
    put("content_type", row.content_type.map(|v| json!(v)));
    serde_json::to_writer(&mut *output, &Value::Object(map))?;
    output.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn any_table_is_read_with_its_lines_and_a_damaged_one_is_told() {
        let table = "\u{FEFF}Platform; Sent \r\nYouTube;2026-01-02\r\nonly one\r\n'=1+1;\"two\nlines\"\r\n";
        let mut rows = read_plain(table.as_bytes(), 1_000).unwrap();
        assert_eq!(rows.header(), ["Platform", "Sent"]);
        assert_eq!(rows.next().unwrap().unwrap(), (2, vec!["YouTube".to_owned(), "2026-01-02".to_owned()]));
        assert_eq!(rows.next().unwrap().unwrap_err().position, crate::Position::Line(3));
        assert_eq!(rows.next().unwrap().unwrap(), (4, vec!["=1+1".to_owned(), "two\nlines".to_owned()]));
        assert!(rows.next().is_none());
        assert!(matches!(read_plain("".as_bytes(), 10), Err(TableError::NoHeader)));
    }

    fn csv_rows(text: &str) -> Vec<Result<(u64, ClaimRow), Rejected>> {
        read_csv(text.as_bytes(), Options::default()).unwrap().collect()
    }

    fn json_rows(text: &str) -> Vec<Result<(u64, ClaimRow), Rejected>> {
        read_jsonl(text.as_bytes(), Options::default()).collect()
    }

    #[test]
    fn a_table_from_a_spreadsheet_is_read_whatever_its_separator() {
        for mark in [",", ";", "\t"] {
            let text = format!(
                "\u{FEFF}ID{mark}Lang{mark}Claim{mark}Rating{mark}Sources{mark}Date{mark}Notes\r\n\
                 7{mark}zh_Hant{mark}\"喝熱水{mark}治病\"{mark}錯誤{mark}\"https://a.example/1\nWHO\"{mark}2020-01-02{mark}x\r\n"
            );
            let mut rows = read_csv(text.as_bytes(), Options::default()).unwrap();
            assert_eq!(rows.unknown_columns(), ["Notes"]);
            let (line, row) = rows.next().unwrap().unwrap();
            assert_eq!(
                (line, row.id.as_deref(), row.language.as_str(), row.verdict),
                (2, Some("7"), "zh-Hant", Verdict::False)
            );
            assert_eq!(row.claim, format!("喝熱水{mark}治病"));
            assert_eq!(row.references, ["https://a.example/1", "WHO"]);
            assert_eq!(row.published, Timestamp::parse("2020-01-02"));
            assert!(rows.next().is_none());
        }
    }

    #[test]
    fn rows_that_cannot_be_used_say_why_and_the_rest_goes_on() {
        let text = "id,language,claim,verdict,url\n\
            1,en,A,false,\n\
            1,en,B,false,\n\
            2,en,C,mostly true,\n\
            3,xx yy,D,true,\n\
            ,en,E,true,\n\
            4,en,,true,\n\
            5,en,F,true,ftp://x\n\
            6,en,G,true,https://x.example/6\n";
        let rows = csv_rows(text);
        let reasons: Vec<String> = rows.iter().filter_map(|r| r.as_ref().err()).map(ToString::to_string).collect();
        assert_eq!(
            reasons,
            [
                "line 3: id '1' was already used in line 2",
                "line 4: verdict not understood: mostly true",
                "line 5: language not understood: xx yy",
                "line 6: neither id nor url is given; without one of them a second import would double the row",
                "line 7: the claim is missing",
                "line 8: url is not a web address: ftp://x",
            ]
        );
        assert_eq!(rows.iter().filter(|r| r.is_ok()).count(), 2);
    }

    #[test]
    fn json_lines_are_read_with_their_other_names() {
        let rows = json_rows(
            "\u{FEFF}{\"id\": \"bn-1\", \"lang\": \"bn\", \"claim\": \"C\", \"title\": \"T\", \"verdict\": \"false\", \"references\": [\"https://a.example\"]}\n\
             \n{\"id\": 5}\n[1]\n{\"id\": \"2\", \"language\": \"th\", \"claimReviewed\": \"D\", \"rating\": \"จริง\", \"reference\": \"a\\nb\", \"more\": {}}\n\
             {\"id\": \"3\", \"language\": \"th\", \"claim\": [1], \"verdict\": \"true\"}",
        );
        assert_eq!(rows[0].as_ref().unwrap().1.references, ["https://a.example"]);
        assert_eq!(rows[1].as_ref().unwrap_err().to_string(), "line 3: the claim is missing");
        assert!(rows[2].as_ref().unwrap_err().reason.contains("not a JSON object"));
        let (line, row) = rows[3].as_ref().unwrap();
        assert_eq!((*line, row.verdict, row.references.len()), (5, Verdict::True, 2));
        assert!(rows[4].as_ref().unwrap_err().reason.contains("claim must be a text"));
        assert_eq!(rows.len(), 5);
    }

    #[test]
    fn a_table_that_is_no_table_says_what_to_do() {
        let error = |bytes: &[u8]| read_csv(bytes, Options::default()).err().unwrap().to_string();
        assert!(error(b"").contains("no header"));
        assert!(error(b"\xFF\xFEi\0d\0").contains("CSV UTF-8"));
        assert_eq!(error(b"id,claim\n"), "there is no column 'verdict'; the first line must name the columns");
        assert!(error(b"id,claim,verdict\n").contains("'language'"));
        let options = Options { default_language: "en".parse().ok(), ..Options::default() };
        let mut rows = read_csv(&b"id,claim,verdict\n1,A,true\n"[..], options).unwrap();
        assert_eq!(rows.next().unwrap().unwrap().1.language.as_str(), "en");
    }

    #[test]
    fn an_invisible_zero_hides_no_space_at_the_end() {
        let row = csv_rows("id,language,claim,verdict\n1,en,\"=A\u{0} \",false\n").remove(0).unwrap().1;
        assert_eq!(row.claim, "=A");
    }

    #[test]
    fn no_cell_runs_as_a_formula() {
        for (text, cell) in [
            ("=HYPERLINK(\"http://evil\")", "'=HYPERLINK(\"http://evil\")"),
            ("+886 2", "'+886 2"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("＝1+1", "'＝1+1"),
            ("'=1", "''=1"),
            ("it's =1", "it's =1"),
            ("'tis", "'tis"),
            ("", ""),
        ] {
            assert_eq!(safe_cell(text), cell);
            assert_eq!(plain_cell(cell), text);
        }
        let mut table = CsvExport::new(Vec::new(), &["a", "b"]).unwrap();
        table.row(["=1", "x,\"y\""]).unwrap();
        assert_eq!(String::from_utf8(table.finish().unwrap()).unwrap(), "\u{FEFF}a,b\r\n'=1,\"x,\"\"y\"\"\"\r\n");
    }

    fn any_row() -> impl Strategy<Value = ClaimRow> {
        let text = || "[^\\s\0|\r][^\0|\r]{0,30}".prop_map(|t| t.trim().to_owned());
        let some = move || proptest::option::of(text().prop_filter("not empty", |t| !t.is_empty()));
        let line = "[a-z=+@' éก]{0,10}[a-z]";
        (
            (text(), some(), some(), some(), some(), some()),
            (0..Verdict::ALL.len(), 0..HarmKind::ALL.len(), 0..ContentType::ALL.len()),
            prop::collection::vec(line.prop_map(|t| t.trim().to_owned()), 0..3),
            proptest::option::of(0_i64..4_000_000_000),
        )
            .prop_filter("needs an id and a claim", |((claim, id, ..), ..)| id.is_some() && !claim.is_empty())
            .prop_map(
                |((claim, id, title, explanation, publisher, licence), (verdict, harm, kind), references, at)| {
                    ClaimRow {
                        id,
                        language: "zh-Hant".parse().unwrap(),
                        claim,
                        title,
                        verdict: Verdict::ALL[verdict],
                        explanation,
                        references,
                        url: Some("https://x.example/1".into()),
                        published: at.map(Timestamp::from_seconds),
                        publisher,
                        licence,
                        harm: Some(HarmKind::ALL[harm]),
                        content_type: Some(ContentType::ALL[kind]),
                    }
                },
            )
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(row in any_row()) {
            let mut table = CsvExport::new(Vec::new(), &claim_columns()).unwrap();
            write_csv_row(&mut table, &row).unwrap();
            let bytes = table.finish().unwrap();
            let read = read_csv(bytes.as_slice(), Options::default()).unwrap().next().unwrap().unwrap().1;
            prop_assert_eq!(&read, &row);
            let mut bytes = Vec::new();
            write_jsonl_row(&mut bytes, &row).unwrap();
            prop_assert_eq!(&read_jsonl(bytes.as_slice(), Options::default()).next().unwrap().unwrap().1, &row);
        }

        #[test]
        fn any_cell_comes_back(text in "['=+@\\-a\t]{0,6}") {
            let cell = safe_cell(&text).into_owned();
            prop_assert_eq!(plain_cell(&cell), text.as_str());
        }

        #[test]
        fn any_bytes_never_break_it(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read_jsonl(bytes.as_slice(), Options::default()).count();
            let mut table = b"id,claim,verdict,language\n".to_vec();
            table.extend(&bytes);
            let _ = read_csv(table.as_slice(), Options::default()).unwrap().count();
            let _ = read_csv(bytes.as_slice(), Options::default()).map(Iterator::count);
        }
    }
}
