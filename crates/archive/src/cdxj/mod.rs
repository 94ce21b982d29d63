//! CDXJ: the index of an archive, one line for each capture, sorted by key and time.
//!
//! `org,example)/ 20261122101112 {"url": "https://example.org/", "mime": "text/html", "status": "200", "digest": "sha256:…", "length": "1219",
//! "offset": "771", "filename": "data.warc.gz"}`: a line says what was captured when, and which bytes of which file hold it. Lines are, byte for byte,
//! those that PyPI's `cdxj-indexer` makes for the same file, so that every tool of the field finds what is indexed here.

mod blocks;
mod index;
mod query;
mod surt;

use std::fmt::{self, Write as _};

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

pub use blocks::{BlockIndex, LINES_IN_BLOCK, compress};
pub use index::{IndexError, Options, ReadAt, Summary, index, sort};
pub use surt::surt;

/// Longest line that is read, in bytes.
pub const LONGEST_LINE: usize = 4 << 20;

/// One capture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The key, as [`surt()`] makes it.
    pub key: String,
    /// The time: year to second, 14 digits, or 17 with milliseconds.
    pub timestamp: String,
    /// The fields, in their order. Numbers are texts.
    pub fields: Vec<(String, String)>,
}

/// Why a line cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// Not `key time {…}`.
    #[error("the line is not a key, a time and a JSON object")]
    Form,
    /// A time of other than 14 to 17 digits.
    #[error("the time `{0}` is not 14 to 17 digits")]
    Time(String),
    /// What stands in the braces is no JSON.
    #[error("the fields of the line are not JSON: {0}")]
    Json(String),
    /// A longer line than is read.
    #[error("the line is longer than {LONGEST_LINE} bytes")]
    TooLong,
}

impl Line {
    /// Reads a line.
    pub fn parse(line: &str) -> Result<Self, LineError> {
        if line.len() > LONGEST_LINE {
            return Err(LineError::TooLong);
        }
        let (key, rest) = line.trim_end().split_once(' ').ok_or(LineError::Form)?;
        let (timestamp, json) = rest.split_once(' ').ok_or(LineError::Form)?;
        if !(14..=17).contains(&timestamp.len()) || !timestamp.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(LineError::Time(timestamp.chars().take(40).collect()));
        }
        let Fields(fields) = serde_json::from_str(json).map_err(|error| LineError::Json(error.to_string()))?;
        Ok(Self { key: key.to_owned(), timestamp: timestamp.to_owned(), fields })
    }

    /// A field.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The address.
    pub fn url(&self) -> Option<&str> {
        self.get("url")
    }

    /// The status of the response.
    pub fn status(&self) -> Option<u16> {
        self.get("status")?.parse().ok()
    }

    /// First byte and length of the record.
    pub fn place(&self) -> Option<crate::warc::Place> {
        Some(crate::warc::Place {
            offset: self.get("offset")?.parse().ok()?,
            length: self.get("length")?.parse().ok()?,
        })
    }

    /// The file that holds the record.
    pub fn file_name(&self) -> Option<&str> {
        self.get("filename")
    }

    /// Whether the payload stands in another record.
    pub fn is_revisit(&self) -> bool {
        self.get("mime") == Some("warc/revisit")
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {{", self.key, self.timestamp)?;
        for (place, (name, value)) in self.fields.iter().enumerate() {
            if place > 0 {
                f.write_str(", ")?;
            }
            string(f, name)?;
            f.write_str(": ")?;
            string(f, value)?;
        }
        f.write_str("}")
    }
}

/// The fields of an object in their order, with numbers and the like as texts.
struct Fields(Vec<(String, String)>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading;

        impl<'de> Visitor<'de> for Reading {
            type Value = Fields;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Fields, A::Error> {
                let mut fields = Vec::with_capacity(10);
                while let Some((name, value)) = object.next_entry::<String, Value>()? {
                    let text = match value {
                        Value::String(text) => text,
                        other => other.to_string(),
                    };
                    fields.push((name, text));
                }
                Ok(Fields(fields))
            }
        }

        deserializer.deserialize_map(Reading)
    }
}

/// A JSON string in ASCII, as Python's `json` writes it.
fn string(out: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    out.write_char('"')?;
    let mut plain = 0;
    for (at, c) in text.char_indices() {
        if matches!(c, ' '..='~') && c != '"' && c != '\\' {
            continue;
        }
        out.write_str(text.get(plain..at).unwrap_or_default())?;
        plain = at + c.len_utf8();
        match c {
            '"' => out.write_str("\\\"")?,
            '\\' => out.write_str("\\\\")?,
            '\n' => out.write_str("\\n")?,
            '\r' => out.write_str("\\r")?,
            '\t' => out.write_str("\\t")?,
            '\u{8}' => out.write_str("\\b")?,
            '\u{c}' => out.write_str("\\f")?,
            other => other.encode_utf16(&mut [0; 2]).iter().try_for_each(|unit| write!(out, "\\u{unit:04x}"))?,
        }
    }
    out.write_str(text.get(plain..).unwrap_or_default())?;
    out.write_char('"')
}

/// The lines of an address in sorted text, oldest first.
///
/// The text may be damaged or unsorted: then lines are missed, and those that are found are right.
pub fn find<'a>(sorted: &'a str, key: &'a str) -> impl Iterator<Item = &'a str> {
    let start = lower_bound(sorted.as_bytes(), key.as_bytes());
    let rest = sorted.get(start..).unwrap_or_default();
    rest.lines().take_while(move |line| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(' ')))
}

/// The start of the first line that is not below `key` and a space.
fn lower_bound(text: &[u8], key: &[u8]) -> usize {
    let line_start =
        |at: usize| text.get(..at).and_then(|before| memchr::memrchr(b'\n', before)).map_or(0, |newline| newline + 1);
    let (mut low, mut high) = (0, text.len());
    while low < high {
        let start = line_start(low + (high - low) / 2).max(low);
        let line = text.get(start..).unwrap_or_default();
        let length = memchr::memchr(b'\n', line).map_or(line.len(), |end| end + 1);
        let line = line.get(..length).unwrap_or_default();
        let name = line.split(|byte| *byte == b' ').next().unwrap_or_default();
        if name < key {
            low = start + length;
        } else {
            high = start;
        }
    }
    low
}

/// Of the lines of an address, the one nearest in time.
pub fn nearest<'a>(lines: impl Iterator<Item = &'a str>, timestamp: &str) -> Option<&'a str> {
    let seconds = |line: &str| {
        let digits: String = line.chars().filter(char::is_ascii_digit).chain(std::iter::repeat('0')).take(14).collect();
        jiff::civil::DateTime::strptime("%Y%m%d%H%M%S", &digits).ok()
    };
    let wanted = seconds(timestamp)?;
    let distance = |line: &&str| {
        let time = line.split(' ').nth(1).and_then(seconds);
        time.map_or(i64::MAX, |time| time.duration_since(wanted).as_secs().saturating_abs())
    };
    lines.min_by_key(distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SORTED: &str = concat!(
        "org,example)/ 20240101000000 {\"url\": \"https://example.org/\"}\n",
        "org,example)/ 20260101000000 {\"url\": \"https://example.org/\"}\n",
        "org,example)/a 20250101000000 {\"url\": \"https://example.org/a\"}\n",
        "org,example)/a?b 20250101000000 {\"url\": \"https://example.org/a?b\"}\n",
        "org,example,b)/ 20250101000000 {\"url\": \"https://b.example.org/\"}\n",
    );

    #[test]
    fn a_capture_is_found_by_its_address() {
        let times =
            |key: &str| -> Vec<String> { find(SORTED, key).map(|line| Line::parse(line).unwrap().timestamp).collect() };
        assert_eq!(times("org,example)/"), ["20240101000000", "20260101000000"]);
        assert_eq!(times("org,example)/a"), ["20250101000000"]);
        assert_eq!(times("org,example,b)/").len(), 1);
        for unknown in ["aaa)/", "org,example)/b", "zzz)/", "org,example)", ""] {
            assert!(times(unknown).is_empty(), "{unknown}");
        }
        assert_eq!(find("", "org,example)/").count(), 0);
        let near = nearest(find(SORTED, "org,example)/"), "20250301").unwrap();
        assert!(near.contains("20260101") || near.contains("20240101"));
        assert!(nearest(find(SORTED, "org,example)/"), "20251231").unwrap().contains("20260101000000"));
        assert!(nearest(find(SORTED, "org,example)/"), "20240201").unwrap().contains("20240101000000"));
    }

    #[test]
    fn lines_are_written_as_python_writes_them() {
        let line = Line {
            key: "tw,example)/".to_owned(),
            timestamp: "20260101000000".to_owned(),
            fields: vec![("url".to_owned(), "http://example.tw/\"謠言\"\\\u{1}\u{7f}😀\n".to_owned())],
        };
        let text = "tw,example)/ 20260101000000 {\"url\": \"http://example.tw/\\\"\\u8b20\\u8a00\\\"\\\\\\u0001\\u007f\\ud83d\\ude00\\n\"}";
        assert_eq!(line.to_string(), text);
        assert_eq!(Line::parse(text).unwrap(), line);
    }

    #[test]
    fn lines_of_others_are_read_or_refused() {
        let line = Line::parse(
            "a)/ 20260101000000123 {\"url\": \"http://a/\", \"length\": 12, \"offset\": \"7\", \"status\": 200}",
        )
        .unwrap();
        assert_eq!(line.place(), Some(crate::warc::Place { offset: 7, length: 12 }));
        assert_eq!(line.status(), Some(200));
        assert!(matches!(Line::parse("a)/ 2026 {}"), Err(LineError::Time(_))));
        assert!(matches!(Line::parse("a)/ 20260101000000"), Err(LineError::Form)));
        assert!(matches!(Line::parse("a)/ 20260101000000 [1]"), Err(LineError::Json(_))));
        assert!(matches!(Line::parse(""), Err(LineError::Form)));
    }
}
