//! Tables as people keep them: the text that a spreadsheet saves (CSV, RFC 4180) or gives when cells are copied (separated by tabs). Whatever
//! the columns are called; what they mean is for others to say.

use crate::tables::plain_cell;

/// Most columns.
pub const MOST_COLUMNS: usize = 100;

/// A table with the names of its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What the first line says.
    pub columns: Vec<String>,
    /// The other lines that are not empty, each with its number in the text, from 1. A line may have fewer cells than there are columns.
    pub rows: Vec<(u64, Vec<String>)>,
}

/// Why a table cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// No line says how the columns are called, or none follows.
    #[error("the table needs a line with the names of its columns, and a line below it")]
    Empty,
    /// A quotation mark that never ends, or the like.
    #[error("line {0} cannot be read; look at its quotation marks")]
    Broken(u64),
    /// Too many lines.
    #[error("the table has more than {0} lines")]
    TooLong(usize),
    /// Too many columns.
    #[error("the table has more than {MOST_COLUMNS} columns")]
    TooWide,
}

/// What separates cells: of tab, semicolon and comma the one that the first line has most of, outside of quotation marks.
fn separator(first: &str) -> u8 {
    let mut counts = [(b'\t', 0_usize), (b';', 0), (b',', 0)];
    let mut quoted = false;
    for byte in first.bytes() {
        quoted ^= byte == b'"';
        if let Some(count) = counts.iter_mut().find(|(separator, _)| !quoted && *separator == byte) {
            count.1 += 1;
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map_or(b',', |(separator, _)| separator)
}

/// Reads a table of at most so many lines below the first.
pub fn read(text: &str, most: usize) -> Result<Sheet, SheetError> {
    let text = text.trim_start_matches('\u{FEFF}');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(text.lines().next().unwrap_or("")))
        .from_reader(text.as_bytes());
    let mut sheet = Sheet { columns: Vec::new(), rows: Vec::new() };
    let mut record = csv::StringRecord::new();
    loop {
        let line = reader.position().line();
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) => return Err(SheetError::Broken(line)),
        }
        let number = record.position().map_or(line, csv::Position::line);
        let cells: Vec<String> = record.iter().map(|cell| plain_cell(cell).trim().to_owned()).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        if cells.len() > MOST_COLUMNS {
            return Err(SheetError::TooWide);
        }
        if sheet.columns.is_empty() {
            sheet.columns = cells;
        } else if sheet.rows.len() >= most {
            return Err(SheetError::TooLong(most));
        } else {
            sheet.rows.push((number, cells));
        }
    }
    if sheet.rows.is_empty() { Err(SheetError::Empty) } else { Ok(sheet) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_with_whatever_separates_its_cells() {
        for text in [
            "name,English\r\n\"Laut, Biru\",Blue Sea\r\n",
            "\u{FEFF}name;English\n\"Laut, Biru\";Blue Sea",
            "name\tEnglish\n\n\t\nLaut, Biru\t Blue Sea \n",
        ] {
            let sheet = read(text, 10).unwrap();
            assert_eq!(sheet.columns, ["name", "English"], "{text}");
            assert_eq!(sheet.rows.len(), 1, "{text}");
            assert_eq!(sheet.rows[0].1, ["Laut, Biru", "Blue Sea"], "{text}");
        }
        let sheet = read("name\n\"two\nlines\"\nlast\n", 10).unwrap();
        assert_eq!(sheet.rows.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 4]);
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        assert_eq!(read("", 10), Err(SheetError::Empty));
        assert_eq!(read("name\n\n", 10), Err(SheetError::Empty));
        assert_eq!(read("name\na\nb\nc", 2), Err(SheetError::TooLong(2)));
        assert_eq!(read(&"x,".repeat(200), 2), Err(SheetError::TooWide));
    }
}
