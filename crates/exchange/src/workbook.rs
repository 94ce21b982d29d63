//! Spreadsheets as their programs save them: `.xlsx` (ECMA-376) and `.ods` (OASIS OpenDocument). One sheet becomes rows of text: what a
//! cell shows by its formula, days and times as ISO 8601.
//!
//! A file of a few kilobytes can unpack to gigabytes, say that one cell stands in the millionth row, or that a row is repeated a million
//! times, so nothing is unpacked, and no cell is written down, before it was counted. `.xlsx` is read by the crate `calamine`, cell by cell.
//! `.ods` is not: `calamine` puts whole sheets with all their repetitions into memory, up to a hundred million cells, before anybody can say
//! what is too much.

use std::io::{BufRead, BufReader, Cursor, Read};

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

/// Most bytes that the parts of a file may have together once they are unpacked.
pub const MOST_UNPACKED: u64 = 128 << 20;
/// Most parts of a file.
const MOST_PARTS: usize = 2_000;
/// Most bytes of all cells together.
const MOST_TEXT: usize = 32 << 20;

/// How much of a sheet is read.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Most rows with something in them below the first.
    pub rows: usize,
    /// Most columns.
    pub columns: usize,
    /// Most bytes of one cell.
    pub cell: usize,
}

/// A sheet of a workbook: the rows that are not empty, each with its number from 1. Rows end with their last cell that is not empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// Its rows.
    pub rows: Vec<(u64, Vec<String>)>,
}

impl Page {
    /// The same as comma-separated values (RFC 4180). A row stands on the line of its number as long as no cell above has several lines.
    pub fn csv(&self) -> String {
        let mut text = String::new();
        let mut line = 1;
        for (number, cells) in &self.rows {
            // An empty cell, since readers do not count lines with nothing at all. Of a table that begins far down nobody counts them.
            text.extend((line..*number).take(1_000).map(|_| "\"\"\n"));
            line = number + 1;
            for (at, cell) in cells.iter().enumerate() {
                text.push_str(if at == 0 { "\"" } else { ",\"" });
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            }
            text.push('\n');
        }
        text
    }
}

/// Why a workbook cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WorkbookError {
    /// It opens with a password.
    #[error("it is protected with a password; save it without one")]
    Password,
    /// It is of a format before 2007, or another one of this family.
    #[error("it is of an older format; save it as .xlsx")]
    Old,
    /// It is damaged, or something else altogether.
    #[error("it cannot be read: {0}")]
    Broken(String),
    /// There is no sheet of that name.
    #[error("there is no sheet of that name; there are: {0}")]
    NoSheet(String),
    /// Unpacked it is too large.
    #[error("unpacked it has more than {0} bytes")]
    TooLarge(u64),
    /// Too many rows.
    #[error("the sheet has more than {0} rows")]
    TooLong(usize),
    /// Too many columns.
    #[error("the sheet has more than {0} columns")]
    TooWide(usize),
    /// A cell is too long.
    #[error("line {0} has a cell that is too long")]
    Cell(u64),
}

/// The start of a compound file: workbooks before 2007, and newer ones behind a password.
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Whether bytes are those of a workbook rather than of a text.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(COMPOUND)
}

/// Reads the sheet of a name, or the first that is not hidden where the name is empty.
pub fn read(bytes: &[u8], sheet: &str, bounds: Bounds) -> Result<Page, WorkbookError> {
    // A reader that meets what its author did not think of says so in its own way; whoever hands a file in is told that it is damaged.
    std::panic::catch_unwind(|| read_unguarded(bytes, sheet.trim(), bounds))
        .unwrap_or_else(|_| Err(WorkbookError::Broken("it is damaged".to_owned())))
}

fn broken(error: impl std::fmt::Display) -> WorkbookError {
    WorkbookError::Broken(error.to_string().chars().filter(|c| !c.is_control()).take(200).collect())
}

fn read_unguarded(bytes: &[u8], sheet: &str, bounds: Bounds) -> Result<Page, WorkbookError> {
    if bytes.starts_with(COMPOUND) {
        // The name of the stream with what is encrypted ([MS-OFFCRYPTO], section 2.3.4.4), in UTF-16.
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let locked = bytes.windows(name.len()).any(|window| window == name);
        return Err(if locked { WorkbookError::Password } else { WorkbookError::Old });
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    unpacked(&mut archive)?;
    let mut kind = Vec::new();
    if let Ok(part) = archive.by_name("mimetype") {
        part.take(200).read_to_end(&mut kind).map_err(broken)?;
    }
    if kind.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") {
        open_document(&mut archive, sheet, bounds)
    } else {
        drop(archive);
        excel(bytes, sheet, bounds)
    }
}

/// Unpacks every part and throws it away: what a file says of its own size is nothing that one can rely on.
fn unpacked(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), WorkbookError> {
    if archive.len() > MOST_PARTS {
        return Err(WorkbookError::Broken(format!("it has more than {MOST_PARTS} parts")));
    }
    let mut all = 0;
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(broken)?;
        if part.encrypted() {
            return Err(WorkbookError::Password);
        }
        drop(part);
        let part = archive.by_index(at).map_err(broken)?;
        all += std::io::copy(&mut part.take(MOST_UNPACKED - all + 1), &mut std::io::sink()).map_err(broken)?;
        if all > MOST_UNPACKED {
            return Err(WorkbookError::TooLarge(MOST_UNPACKED));
        }
    }
    Ok(())
}

/// Rows as they come, within bounds.
struct Rows {
    bounds: Bounds,
    text: usize,
    all: Vec<(u64, Vec<String>)>,
}

impl Rows {
    const fn new(bounds: Bounds) -> Self {
        Self { bounds, text: 0, all: Vec::new() }
    }

    /// Puts a cell that is not empty into a row that is the last one, or comes after it.
    fn put(&mut self, line: u64, column: usize, text: String) -> Result<(), WorkbookError> {
        if text.trim().is_empty() {
            return Ok(());
        }
        if column >= self.bounds.columns {
            return Err(WorkbookError::TooWide(self.bounds.columns));
        }
        self.text += text.len();
        if text.len() > self.bounds.cell || self.text > MOST_TEXT {
            return Err(WorkbookError::Cell(line));
        }
        if self.all.last().is_none_or(|(last, _)| *last < line) {
            if self.all.len() > self.bounds.rows {
                return Err(WorkbookError::TooLong(self.bounds.rows));
            }
            self.all.push((line, Vec::new()));
        }
        let Some((last, cells)) = self.all.last_mut() else { return Ok(()) };
        if *last != line {
            return Err(WorkbookError::Broken(format!("row {line} stands behind row {last}")));
        }
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        if let Some(cell) = cells.get_mut(column) {
            *cell = text;
        }
        Ok(())
    }

    fn page(self) -> Page {
        Page { rows: self.all }
    }
}

fn no_sheet<'a>(names: impl Iterator<Item = &'a str>) -> WorkbookError {
    let names: Vec<String> = names.take(50).map(|name| name.chars().take(60).collect()).collect();
    WorkbookError::NoSheet(names.join(", "))
}

/// The hours, minutes and seconds of a part of a day.
fn clock(days: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "a wait of more seconds than that is no wait")]
    let seconds = (days * 86_400.0).round().clamp(0.0, 1e12) as i64;
    format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// What a cell shows.
fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::Error(error) => error.to_string(),
        // A time of no day, or a duration.
        DataRef::DateTime(at) if at.is_duration() || (0.0..1.0).contains(&at.as_f64()) => clock(at.as_f64()),
        DataRef::DateTime(at) => {
            // To the second: what is kept is a part of a day that no computer writes down exactly.
            let whole = (at.as_f64() * 86_400.0).round() / 86_400.0;
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            let time = clock(whole.fract());
            let time = if time == "00:00:00" || time == "24:00:00" { String::new() } else { format!(" {time}") };
            format!("{year:04}-{month:02}-{day:02}{time}")
        }
    }
}

fn excel(bytes: &[u8], sheet: &str, bounds: Bounds) -> Result<Page, WorkbookError> {
    let told = |error: XlsxError| match error {
        XlsxError::Password => WorkbookError::Password,
        error => broken(error),
    };
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(told)?;
    let sheets = book.sheets_metadata();
    let mut tables = sheets.iter().filter(|one| one.typ == SheetType::WorkSheet);
    let chosen = if sheet.is_empty() {
        tables.find(|one| one.visible == SheetVisible::Visible)
    } else {
        tables.find(|one| one.name.trim() == sheet)
    };
    let Some(name) = chosen.map(|one| one.name.clone()) else {
        return Err(no_sheet(sheets.iter().map(|one| one.name.as_str())));
    };
    let mut cells = book.worksheet_cells_reader(&name).map_err(told)?;
    let mut rows = Rows::new(bounds);
    while let Some(cell) = cells.next_cell().map_err(told)? {
        let (row, column) = cell.get_position();
        rows.put(u64::from(row) + 1, usize::try_from(column).unwrap_or(usize::MAX), shown(cell.get_value()))?;
    }
    Ok(rows.page())
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.try_get_attribute(name).ok()??;
    let text = std::str::from_utf8(&found.value).ok()?;
    Some(quick_xml::escape::unescape(text).ok()?.into_owned())
}

/// How often a cell or row stands there.
fn repeated(start: &BytesStart<'_>, name: &str) -> usize {
    attribute(start, name).and_then(|text| text.parse().ok()).unwrap_or(1).max(1)
}

/// A cell of an OpenDocument table while it is read.
#[derive(Default)]
struct Cell {
    /// What it holds by its type; a text is put together from its paragraphs.
    value: Option<String>,
    text: String,
    paragraphs: usize,
    repeated: usize,
    /// How deep in a remark about it, which is nothing of it.
    remark: usize,
}

impl Cell {
    fn of(start: &BytesStart<'_>) -> Self {
        let by_type = match attribute(start, "office:value-type").as_deref() {
            Some("date") => attribute(start, "office:date-value").map(|text| text.replacen('T', " ", 1)),
            Some("time") => attribute(start, "office:time-value").map(|text| time_of_day(&text).unwrap_or(text)),
            Some("boolean") => attribute(start, "office:boolean-value"),
            Some("float" | "percentage" | "currency") => attribute(start, "office:value"),
            _ => None,
        };
        let repeated = repeated(start, "table:number-columns-repeated");
        Self { value: by_type, repeated, ..Self::default() }
    }

    fn shown(self) -> String {
        self.value.unwrap_or(self.text)
    }
}

/// `PT08H30M00S` as 08:30:00.
fn time_of_day(text: &str) -> Option<String> {
    let (hours, rest) = text.strip_prefix("PT")?.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.strip_suffix('S')?.split(['.', ',']).next()?;
    let number = |text: &str| text.parse::<u32>().ok();
    Some(format!("{:02}:{:02}:{:02}", number(hours)?, number(minutes)?, number(seconds)?))
}

/// A table of an OpenDocument spreadsheet while it is read.
struct Table {
    rows: Rows,
    /// How many lines there are above the next row.
    line: u64,
    column: usize,
    /// Cells of this row that are not empty, with their columns.
    cells: Vec<(usize, String)>,
    row_repeated: usize,
    cell: Option<Cell>,
}

impl Table {
    fn end_cell(&mut self) -> Result<(), WorkbookError> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let (from, many) = (self.column, cell.repeated);
        self.column = from.saturating_add(many);
        let text = cell.shown();
        if text.trim().is_empty() {
            return Ok(());
        }
        let bounds = self.rows.bounds;
        if self.column > bounds.columns {
            return Err(WorkbookError::TooWide(bounds.columns));
        }
        if text.len() > bounds.cell || text.len().saturating_mul(many) > MOST_TEXT {
            return Err(WorkbookError::Cell(self.line + 1));
        }
        self.cells.extend((from..self.column).map(|column| (column, text.clone())));
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), WorkbookError> {
        let many = std::mem::replace(&mut self.row_repeated, 1);
        let cells = std::mem::take(&mut self.cells);
        self.column = 0;
        if !cells.is_empty() {
            for ahead in 0..u64::try_from(many).unwrap_or(u64::MAX) {
                for (column, text) in &cells {
                    self.rows.put(self.line.saturating_add(ahead).saturating_add(1), *column, text.clone())?;
                }
            }
        }
        self.line = self.line.saturating_add(u64::try_from(many).unwrap_or(u64::MAX));
        Ok(())
    }

    fn begin(&mut self, start: &BytesStart<'_>) {
        let Some(cell) = &mut self.cell else {
            match start.name().as_ref() {
                b"table:table-row" => self.row_repeated = repeated(start, "table:number-rows-repeated"),
                b"table:table-cell" | b"table:covered-table-cell" => self.cell = Some(Cell::of(start)),
                _ => {}
            }
            return;
        };
        match start.name().as_ref() {
            b"office:annotation" => cell.remark += 1,
            _ if cell.remark > 0 => {}
            b"text:p" => {
                if cell.paragraphs > 0 {
                    cell.text.push('\n');
                }
                cell.paragraphs += 1;
            }
            b"text:s" => cell.text.push(' '),
            b"text:tab" => cell.text.push('\t'),
            b"text:line-break" => cell.text.push('\n'),
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) -> Result<(), WorkbookError> {
        match name {
            b"table:table-row" if self.cell.is_none() => self.end_row(),
            b"table:table-cell" | b"table:covered-table-cell" => self.end_cell(),
            b"office:annotation" => {
                if let Some(cell) = &mut self.cell {
                    cell.remark = cell.remark.saturating_sub(1);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn say(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| cell.remark == 0 && cell.paragraphs > 0) {
            // A little more than a cell may have, so that one that is too long is known to be.
            if cell.text.len() <= self.rows.bounds.cell {
                cell.text.push_str(text);
            }
        }
    }
}

fn open_document(archive: &mut ZipArchive<Cursor<&[u8]>>, sheet: &str, bounds: Bounds) -> Result<Page, WorkbookError> {
    let mut manifest = String::new();
    if let Ok(part) = archive.by_name("META-INF/manifest.xml") {
        part.take(1 << 20).read_to_string(&mut manifest).map_err(broken)?;
    }
    if manifest.contains("encryption-data") {
        return Err(WorkbookError::Password);
    }
    let content = archive.by_name("content.xml").map_err(broken)?;
    tables(BufReader::new(content.take(MOST_UNPACKED)), sheet, bounds)
}

fn tables(content: impl BufRead, sheet: &str, bounds: Bounds) -> Result<Page, WorkbookError> {
    let mut reader = Reader::from_reader(content);
    reader.config_mut().expand_empty_elements = true;
    let (mut names, mut table, mut inside) = (Vec::new(), None, 0_usize);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(broken)? {
            Event::Start(start) if start.name().as_ref() == b"table:table" => {
                inside += 1;
                if inside > 1 {
                    continue;
                }
                let name = attribute(&start, "table:name").unwrap_or_default();
                if sheet.is_empty() || name.trim() == sheet {
                    let rows = Rows::new(bounds);
                    table = Some(Table { rows, line: 0, column: 0, cells: Vec::new(), row_repeated: 1, cell: None });
                }
                names.push(name);
            }
            Event::End(end) if end.name().as_ref() == b"table:table" => {
                inside = inside.saturating_sub(1);
                if inside == 0
                    && let Some(table) = table.take()
                {
                    return Ok(table.rows.page());
                }
            }
            Event::Eof => return Err(no_sheet(names.iter().map(String::as_str))),
            event => {
                // A table within a cell is nothing of this one.
                let Some(table) = table.as_mut().filter(|_| inside == 1) else { continue };
                match event {
                    Event::Start(start) => table.begin(&start),
                    Event::End(end) => table.end(end.name().as_ref())?,
                    Event::Text(text) => table.say(&text.decode().map_err(broken)?),
                    Event::CData(text) => table.say(&text.decode().map_err(broken)?),
                    Event::GeneralRef(name) => {
                        let name = format!("&{};", name.decode().map_err(broken)?);
                        table.say(&quick_xml::escape::unescape(&name).map_err(broken)?);
                    }
                    _ => {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use proptest::prelude::*;

    use super::*;

    const BOUNDS: Bounds = Bounds { rows: 10, columns: 8, cell: 200 };
    /// What two libraries of others made of the same table; see `tests/workbooks/make.py`.
    const XLSX: &[u8] = include_bytes!("../tests/workbooks/past.xlsx");
    const ODS: &[u8] = include_bytes!("../tests/workbooks/past.ods");
    const LOCKED: &[u8] = include_bytes!("../tests/workbooks/locked.xlsx");

    fn pack(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn xlsx(sheet: &str) -> Vec<u8> {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let book = format!(
            "<workbook xmlns=\"{main}\" xmlns:r=\"{rels}\"><sheets><sheet name=\"One\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
        );
        let links = format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{rels}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
        );
        let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{sheet}</sheetData></worksheet>");
        let start = format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r0\" Type=\"{rels}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        );
        pack(&[
            ("_rels/.rels", &start),
            ("xl/workbook.xml", &book),
            ("xl/_rels/workbook.xml.rels", &links),
            ("xl/worksheets/sheet1.xml", &sheet),
        ])
    }

    fn ods(table: &str) -> Vec<u8> {
        let content = format!(
            "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"One\">{table}</table:table></office:spreadsheet></office:body></office:document-content>"
        );
        pack(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
    }

    fn cells(page: &Page) -> Vec<(u64, Vec<&str>)> {
        page.rows.iter().map(|(line, cells)| (*line, cells.iter().map(String::as_str).collect())).collect()
    }

    #[test]
    fn one_table_of_two_programs_reads_the_same() {
        let expected = [
            (1, vec!["platform", "title", "sent", "count", "share", "imminent", "note"]),
            (2, vec!["YouTube", "دھمکیاں", "2024-03-05", "3", "0.25", "true", "two\nlines & <more>"]),
            (5, vec!["臉書", "Ancaman", "2024-12-31 23:30:00", "40000000000", "", "false"]),
        ];
        for bytes in [XLSX, ODS] {
            assert!(is_workbook(bytes));
            for sheet in ["", "Past", " Past "] {
                assert_eq!(cells(&read(bytes, sheet, BOUNDS).unwrap()), expected);
            }
            let other = read(bytes, "Other", BOUNDS).unwrap();
            assert_eq!(cells(&other), [(1, vec!["only"])]);
            let none = read(bytes, "Third", BOUNDS).unwrap_err();
            assert!(matches!(&none, WorkbookError::NoSheet(names) if names.ends_with("Past, Other")), "{none:?}");
        }
    }

    #[test]
    fn as_comma_separated_values_it_says_the_same() {
        let page = read(XLSX, "", BOUNDS).unwrap();
        let sheet = crate::sheets::read(&page.csv(), 10).unwrap();
        assert_eq!(sheet.columns, page.rows[0].1);
        assert_eq!(sheet.rows[0], page.rows[1]);
        assert_eq!(sheet.rows[1].1, page.rows[2].1);
        assert_eq!(sheet.rows[1].0, page.rows[2].0 + 1, "one line more for the cell with two");
        let quoted = Page { rows: vec![(1, vec!["a;\"b\"\tc".into()]), (2, vec!["d".into()])] };
        assert_eq!(crate::sheets::read(&quoted.csv(), 10).unwrap().columns, ["a;\"b\"\tc"]);
    }

    #[test]
    fn what_is_locked_old_or_damaged_is_told_apart() {
        assert_eq!(read(LOCKED, "", BOUNDS), Err(WorkbookError::Password));
        assert_eq!(read(COMPOUND, "", BOUNDS), Err(WorkbookError::Old));
        let locked = pack(&[
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("META-INF/manifest.xml", "<manifest:encryption-data/>"),
        ]);
        assert_eq!(read(&locked, "", BOUNDS), Err(WorkbookError::Password));
        for bytes in [&XLSX[..XLSX.len() / 2], b"PK\x03\x04", b"", &pack(&[("a.txt", "words")])] {
            assert!(matches!(read(bytes, "", BOUNDS), Err(WorkbookError::Broken(_))), "{}", bytes.len());
        }
    }

    #[test]
    fn what_would_be_too_much_is_refused_before_it_is() {
        let far = xlsx("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>");
        assert_eq!(read(&far, "", BOUNDS), Err(WorkbookError::TooWide(8)));
        let low = xlsx("<row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row>");
        assert_eq!(cells(&read(&low, "", BOUNDS).unwrap()), [(1_048_576, vec!["1"])], "a row far down is one row");
        let rows: String = (1..=20)
            .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c></row>"))
            .collect::<Vec<_>>()
            .concat();
        assert_eq!(read(&xlsx(&rows), "", BOUNDS), Err(WorkbookError::TooLong(10)));
        let cell = |more: &str| {
            format!("<table:table-cell {more} office:value-type=\"string\"><text:p>x</text:p></table:table-cell>")
        };
        let row = |more: &str, cells: &str| format!("<table:table-row {more}>{cells}</table:table-row>");
        let wide = ods(&row("", &cell("table:number-columns-repeated=\"16384\"")));
        assert_eq!(read(&wide, "", BOUNDS), Err(WorkbookError::TooWide(8)));
        let long = ods(&row("table:number-rows-repeated=\"1048576\"", &cell("")));
        assert_eq!(read(&long, "", BOUNDS), Err(WorkbookError::TooLong(10)));
        let empty = row(
            "table:number-rows-repeated=\"18446744073709551615\"",
            "<table:table-cell table:number-columns-repeated=\"16384\"/>",
        );
        let spread = ods(&format!("{empty}{empty}{}", row("", &cell(""))));
        assert_eq!(read(&spread, "", BOUNDS).unwrap().rows.len(), 1, "what is empty takes no room");
        let words = format!("<row r=\"1\"><c t=\"inlineStr\"><is><t>{}</t></is></c></row>", "x".repeat(300));
        assert_eq!(read(&xlsx(&words), "", BOUNDS), Err(WorkbookError::Cell(1)));
        // A bomb: a hundred and thirty megabytes of nothing in a few hundred kilobytes.
        let bomb = pack(&[("xl/workbook.xml", &" ".repeat(130 << 20))]);
        assert!(bomb.len() < 1 << 20);
        assert_eq!(read(&bomb, "", BOUNDS), Err(WorkbookError::TooLarge(MOST_UNPACKED)));
    }

    #[test]
    fn remarks_are_nothing_of_a_cell_and_marks_are_read() {
        let table = "<table:table-row><table:table-cell office:value-type=\"string\"><office:annotation><text:p>secret</text:p></office:annotation>\
            <text:p>a<text:s/>b &amp; c&#x21;</text:p><text:p>d</text:p></table:table-cell>\
            <table:table-cell office:value-type=\"time\" office:time-value=\"PT08H30M05S\"><text:p>8:30</text:p></table:table-cell></table:table-row>";
        assert_eq!(cells(&read(&ods(table), "", BOUNDS).unwrap()), [(1, vec!["a b & c!\nd", "08:30:05"])]);
    }

    proptest! {
        #[test]
        fn whatever_the_bytes_nothing_breaks(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = read(&bytes, "", BOUNDS);
            let mut zipped = b"PK\x03\x04".to_vec();
            zipped.extend(&bytes);
            prop_assert!(read(&zipped, "", BOUNDS).is_err());
        }

        #[test]
        fn a_workbook_with_changed_bytes_breaks_nothing(
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
            cut in any::<prop::sample::Index>(),
        ) {
            for whole in [XLSX, ODS] {
                let mut bytes = whole.to_vec();
                for (at, to) in &changes {
                    let at = at.index(bytes.len());
                    bytes[at] = *to;
                }
                let _ = read(&bytes, "", BOUNDS);
                bytes.truncate(cut.index(bytes.len()));
                let _ = read(&bytes, "", BOUNDS);
            }
        }

        #[test]
        fn changed_parts_in_a_sound_package_break_nothing(
            changes in prop::collection::vec((any::<prop::sample::Index>(), "[<>/\"=&;a-zA-Z0-9: \\-]{0,6}"), 1..6),
        ) {
            let row = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>x</t></is></c><c r=\"C1\" t=\"d\"><v>2024-01-01</v></c><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c></row>";
            let cell = "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"3\"><text:p>1</text:p></table:table-cell></table:table-row>";
            for (text, make) in [(row, xlsx as fn(&str) -> Vec<u8>), (cell, ods)] {
                let mut text = text.to_owned();
                for (at, to) in &changes {
                    let at = at.index(text.len());
                    text.replace_range(at..=at, to);
                }
                if let Ok(page) = read(&make(&text), "", BOUNDS) {
                    prop_assert!(page.rows.len() <= BOUNDS.rows + 1);
                    prop_assert!(page.rows.iter().all(|(_, cells)| cells.len() <= BOUNDS.columns));
                }
            }
        }
    }
}
