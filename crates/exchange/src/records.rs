//! Comma-separated records (RFC 4180) out of files that other people made.
//!
//! Why not the `csv` crate for reading: after one stray quotation mark it takes everything up to the next one, or to the
//! end of the file, as one value. Here a record that does not close properly is given up, and reading goes on at the
//! next line that is a whole, believable record. The rule for *believable* comes from the caller, because only it knows what a
//! row of this file looks like.
//!
//! A well-formed record is never taken apart, however odd its text: otherwise somebody could send in a message whose
//! lines look like rows of the file, and have them read as rows.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

/// Bounds on what one record may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RecordLimits {
    /// Longest value, in bytes. A record with a longer one is refused, and reading goes on after it.
    pub(crate) field_bytes: usize,
    /// Longest record, in bytes; beyond it a quotation mark is taken to be broken.
    pub(crate) record_bytes: usize,
    /// Most columns.
    pub(crate) columns: usize,
}

impl Default for RecordLimits {
    fn default() -> Self {
        Self { field_bytes: 1 << 20, record_bytes: 16 << 20, columns: 256 }
    }
}

/// One record: its text and where each value stands in it.
#[derive(Debug, Default)]
pub(crate) struct Record {
    text: String,
    ranges: Vec<(usize, usize)>,
}

impl Record {
    pub(crate) fn get(&self, column: usize) -> Option<&str> {
        let (start, end) = *self.ranges.get(column)?;
        self.text.get(start..end)
    }

    pub(crate) fn len(&self) -> usize {
        self.ranges.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.ranges.iter().filter_map(|(start, end)| self.text.get(*start..*end))
    }
}

/// What came of trying to read one record.
enum Attempt {
    /// A well-formed record is in `record`; it began at this line.
    Record(u64),
    /// A well-formed record that cannot be used; reading goes on after it.
    Refused(u64, String),
    /// Not well-formed from this line on.
    Broken(u64, &'static str),
    End,
}

/// What is wrong at a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Damage {
    pub(crate) line: u64,
    pub(crate) reason: String,
    /// A quotation mark is missing, or stands where none may stand.
    pub(crate) quotation: bool,
}

/// Reads records one after another.
pub(crate) struct RecordReader<R> {
    reader: R,
    delimiter: u8,
    limits: RecordLimits,
    /// Lines that were read ahead and given back, in order.
    waiting: VecDeque<(u64, Vec<u8>)>,
    /// Lines of the attempt under way, after the first.
    held: Vec<(u64, Vec<u8>)>,
    line: Vec<u8>,
    bytes: Vec<u8>,
    record: Record,
    next_number: u64,
    ended: bool,
}

impl<R: BufRead> RecordReader<R> {
    pub(crate) fn new(reader: R, delimiter: u8, limits: RecordLimits) -> Self {
        Self {
            reader,
            delimiter,
            limits,
            waiting: VecDeque::new(),
            held: Vec::new(),
            line: Vec::new(),
            bytes: Vec::new(),
            record: Record::default(),
            next_number: 1,
            ended: false,
        }
    }

    /// The first line without its line end and byte order mark, given back so that it is read again as a record.
    pub(crate) fn peek_first_line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        if let Some(number) = self.take_line(&mut line)? {
            if let Some(rest) = line.strip_prefix(b"\xEF\xBB\xBF") {
                line = rest.to_vec();
            }
            self.waiting.push_front((number, line.clone()));
        }
        Ok(line)
    }

    pub(crate) fn set_delimiter(&mut self, delimiter: u8) {
        self.delimiter = delimiter;
    }

    /// The next line with its line end, and its number.
    fn take_line(&mut self, line: &mut Vec<u8>) -> io::Result<Option<u64>> {
        line.clear();
        if let Some((number, waiting)) = self.waiting.pop_front() {
            *line = waiting;
            return Ok(Some(number));
        }
        if self.ended {
            return Ok(None);
        }
        let most = self.limits.record_bytes as u64 + 2;
        let read = self.reader.by_ref().take(most).read_until(b'\n', line)?;
        if read == 0 {
            self.ended = true;
            return Ok(None);
        }
        let number = self.next_number;
        self.next_number += 1;
        if line.len() > self.limits.record_bytes && line.last() != Some(&b'\n') {
            // Too long to be a row; pass over the rest of it without keeping it.
            loop {
                let (used, done) = match self.reader.fill_buf()? {
                    [] => (0, true),
                    buffer => match buffer.iter().position(|b| *b == b'\n') {
                        Some(at) => (at + 1, true),
                        None => (buffer.len(), false),
                    },
                };
                self.reader.consume(used);
                if done {
                    break;
                }
            }
        }
        Ok(Some(number))
    }

    /// The first record, which names the columns. `None` where there is none.
    pub(crate) fn header(&mut self) -> io::Result<Option<(u64, &Record)>> {
        match self.attempt()? {
            Attempt::Record(line) => Ok(Some((line, &self.record))),
            Attempt::End | Attempt::Refused(..) | Attempt::Broken(..) => Ok(None),
        }
    }

    /// Reads one record into `self.record`. On `Broken` the lines after the first are in `held`.
    fn attempt(&mut self) -> io::Result<Attempt> {
        self.held.clear();
        let mut line = std::mem::take(&mut self.line);
        let first = self.take_line(&mut line);
        let outcome = match first {
            Ok(Some(number)) => self.attempt_from(number, &line),
            Ok(None) => Ok(Attempt::End),
            Err(error) => Err(error),
        };
        self.line = line;
        outcome
    }

    fn attempt_from(&mut self, number: u64, first: &[u8]) -> io::Result<Attempt> {
        if first.len() > self.limits.record_bytes {
            return Ok(Attempt::Refused(
                number,
                format!("this line is longer than {} bytes", self.limits.record_bytes),
            ));
        }
        self.record.ranges.clear();
        let content = without_line_end(first);
        if !content.contains(&b'"') {
            // Nearly every line of the big files: no quotation marks, one record.
            self.bytes.clear();
            self.bytes.extend_from_slice(content);
            let mut start = 0;
            for (at, byte) in content.iter().enumerate() {
                if *byte == self.delimiter {
                    self.record.ranges.push((start, at));
                    start = at + 1;
                }
            }
            self.record.ranges.push((start, content.len()));
            return Ok(self.finish(number, None));
        }
        self.quoted(number, first)
    }

    fn quoted(&mut self, number: u64, first: &[u8]) -> io::Result<Attempt> {
        enum State {
            Start,
            Plain,
            Quoted,
            Closed,
        }
        let mut state = State::Start;
        let mut loose_quote = false;
        let mut start = 0;
        let mut total = first.len();
        self.bytes.clear();
        let mut more: Option<Vec<u8>> = None;
        let mut last = number;
        loop {
            let line: &[u8] = more.as_deref().unwrap_or(first);
            let content = without_line_end(line);
            for byte in content {
                match state {
                    State::Start if *byte == b'"' => state = State::Quoted,
                    State::Start | State::Plain if *byte == self.delimiter => {
                        self.record.ranges.push((start, self.bytes.len()));
                        start = self.bytes.len();
                        state = State::Start;
                    }
                    State::Start | State::Plain => {
                        loose_quote |= *byte == b'"';
                        self.bytes.push(*byte);
                        state = State::Plain;
                    }
                    State::Quoted if *byte == b'"' => state = State::Closed,
                    State::Quoted => self.bytes.push(*byte),
                    State::Closed if *byte == b'"' => {
                        self.bytes.push(b'"');
                        state = State::Quoted;
                    }
                    State::Closed if *byte == self.delimiter => {
                        self.record.ranges.push((start, self.bytes.len()));
                        start = self.bytes.len();
                        state = State::Start;
                    }
                    State::Closed => {
                        self.keep(more, last);
                        return Ok(Attempt::Broken(number, "a quotation mark stands in the middle of a value"));
                    }
                }
            }
            if self.record.ranges.len() > self.limits.columns {
                break;
            }
            if !matches!(state, State::Quoted) {
                break;
            }
            // The value goes on in the next line.
            self.bytes.push(b'\n');
            let used = more.take();
            self.keep(used, last);
            let mut next = Vec::new();
            let Some(next_number) = self.take_line(&mut next)? else {
                return Ok(Attempt::Broken(number, "a quotation mark is opened and never closed"));
            };
            last = next_number;
            total += next.len();
            if loose_quote || total > self.limits.record_bytes {
                self.held.push((next_number, next));
                return Ok(Attempt::Broken(number, "a quotation mark is opened and not closed where it should be"));
            }
            more = Some(next);
        }
        self.record.ranges.push((start, self.bytes.len()));
        self.keep(more, last);
        let loose = loose_quote && last > number;
        Ok(self.finish(number, loose.then_some("a quotation mark stands in the middle of a value")))
    }

    fn keep(&mut self, line: Option<Vec<u8>>, number: u64) {
        if let Some(line) = line {
            self.held.push((number, line));
        }
    }

    fn finish(&mut self, number: u64, broken: Option<&'static str>) -> Attempt {
        if let Some(reason) = broken {
            return Attempt::Broken(number, reason);
        }
        if self.record.ranges.len() > self.limits.columns {
            return Attempt::Refused(number, format!("more than {} columns", self.limits.columns));
        }
        if let Some((start, end)) = self.record.ranges.iter().find(|(start, end)| end - start > self.limits.field_bytes)
        {
            return Attempt::Refused(
                number,
                format!("a value is {} bytes long; at most {} are read", end - start, self.limits.field_bytes),
            );
        }
        self.record.text.clear();
        match std::str::from_utf8(&self.bytes) {
            // Taking out quotation marks and delimiters can join halves of a character across two values.
            Ok(text) if self.record.ranges.iter().all(|(start, _)| text.is_char_boundary(*start)) => {
                self.record.text.push_str(text);
                Attempt::Record(number)
            }
            _ => Attempt::Refused(number, "the text is not UTF-8; save the file as UTF-8 and try again".into()),
        }
    }

    /// Gives the lines after the first of a broken record back, to be tried as beginnings of their own.
    fn give_back(&mut self) {
        while let Some(line) = self.held.pop() {
            self.waiting.push_front(line);
        }
    }
}

/// Turns records into rows and keeps going after damage.
pub(crate) struct Recovering<R, T> {
    pub(crate) records: RecordReader<R>,
    pub(crate) columns: usize,
    /// The row at which reading went on, to be given after the damage before it was told.
    ready: Option<(u64, T)>,
    failed: bool,
}

impl<R: BufRead, T> Recovering<R, T> {
    pub(crate) fn new(records: RecordReader<R>, columns: usize) -> Self {
        Self { records, columns, ready: None, failed: false }
    }

    /// The next row, or what is wrong with it. `None` at the end. A reading error of the source is told once, then `None`.
    pub(crate) fn next_row(
        &mut self,
        mut accept: impl FnMut(&Record) -> Result<T, String>,
    ) -> Option<Result<(u64, T), Damage>> {
        if let Some(ready) = self.ready.take() {
            return Some(Ok(ready));
        }
        if self.failed {
            return None;
        }
        let mut damage: Option<(u64, &'static str)> = None;
        let mut last_seen = 0;
        loop {
            let attempt = match self.records.attempt() {
                Ok(attempt) => attempt,
                Err(error) => {
                    self.failed = true;
                    let reason = format!("reading stopped here: {error}");
                    return Some(Err(Damage { line: self.records.next_number, reason, quotation: false }));
                }
            };
            let lines = 1 + self.records.held.len() as u64;
            match attempt {
                Attempt::End => {
                    return damage.map(|(line, why)| {
                        let reason = format!("{why}; lines {line} to {last_seen} were left out, no whole row follows");
                        Err(Damage { line, reason, quotation: true })
                    });
                }
                Attempt::Broken(line, why) => {
                    damage.get_or_insert((line, why));
                    last_seen = last_seen.max(line);
                    self.records.give_back();
                }
                Attempt::Refused(line, reason) => {
                    if damage.is_none() {
                        return Some(Err(Damage { line, reason, quotation: false }));
                    }
                    last_seen = line;
                }
                Attempt::Record(line) => {
                    let record = &self.records.record;
                    // A blank line between records means nothing.
                    if record.len() == 1 && record.get(0).is_some_and(str::is_empty) && self.columns > 1 {
                        last_seen = last_seen.max(line);
                        continue;
                    }
                    let judged = if record.len() == self.columns {
                        accept(record)
                    } else if lines > 1 {
                        damage.get_or_insert((
                            line,
                            "the row has the wrong number of values, a quotation mark may be missing",
                        ));
                        last_seen = last_seen.max(line);
                        self.records.give_back();
                        continue;
                    } else {
                        Err(format!("the row has {} values, the header has {}", record.len(), self.columns))
                    };
                    match (judged, damage) {
                        (Ok(row), None) => return Some(Ok((line, row))),
                        (Ok(row), Some((from, why))) => {
                            self.ready = Some((line, row));
                            let to = line - 1;
                            let reason = if from == to {
                                format!("{why}; this line was left out")
                            } else {
                                format!("{why}; lines {from} to {to} were left out, reading went on at line {line}")
                            };
                            return Some(Err(Damage { line: from, reason, quotation: true }));
                        }
                        (Err(reason), None) => {
                            let reason = if lines > 1 {
                                format!("{reason} (the row ends at line {})", line + lines - 1)
                            } else {
                                reason
                            };
                            return Some(Err(Damage { line, reason, quotation: false }));
                        }
                        (Err(_), Some(_)) => {
                            last_seen = line + lines - 1;
                            if lines > 1 {
                                last_seen = line;
                                self.records.give_back();
                            }
                        }
                    }
                }
            }
        }
    }
}

fn without_line_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Row = Vec<String>;

    /// A row is believable when its first value is `id` and digits.
    fn read_with(text: &[u8], columns: usize, limits: RecordLimits) -> Vec<Result<(u64, Row), Damage>> {
        let mut rows = Recovering::new(RecordReader::new(text, b',', limits), columns);
        let mut all = Vec::new();
        while let Some(row) = rows.next_row(|record| {
            let row: Row = record.iter().map(ToOwned::to_owned).collect();
            if row[0].strip_prefix("id").is_some_and(|n| n.parse::<u32>().is_ok()) {
                Ok(row)
            } else {
                Err("no id".into())
            }
        }) {
            all.push(row);
        }
        all
    }

    fn read(text: &str) -> Vec<Result<(u64, Row), Damage>> {
        read_with(text.as_bytes(), 3, RecordLimits::default())
    }

    fn lines_read(text: &str) -> (Vec<u64>, Vec<u64>) {
        let all = read(text);
        (
            all.iter().filter_map(|r| r.as_ref().ok()).map(|r| r.0).collect(),
            all.iter().filter_map(|r| r.as_ref().err()).map(|d| d.line).collect(),
        )
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_costs_one_row() {
        for (text, good, bad) in [
            ("id1,a,b\nid2,\"oops,b\nid3,a,b\nid4,a,b\n", vec![1, 3, 4], vec![2]),
            ("id1,\"oops,b\nid2,\"fine, \"\"really\"\"\",b\nid3,a,b", vec![2, 3], vec![1]),
            ("id1,a,b\nid2,\"x\"y,b\nid3,\"two\nlines\",b\n", vec![1, 3], vec![2]),
            ("id1,a,\"b\n", vec![], vec![1]),
            ("id1,a,b\r\n\r\nid2,\"a\r\nb\",c\r\nid3,a,b,c\r\nid4,a,b", vec![1, 3, 6], vec![5]),
            ("id1,5\" pipe,b\nid2,a,b\n", vec![1, 2], vec![]),
            ("id1,\"oops,b\nnot a row\nnor this\nid4,a,b\n", vec![4], vec![1]),
        ] {
            assert_eq!(lines_read(text), (good, bad), "{text:?}");
        }
    }

    #[test]
    fn damage_names_the_lines_that_were_left_out() {
        let all = read("id1,\"oops,b\nnot a row\nid3,a,b\n");
        let Err(damage) = &all[0] else { panic!("{all:?}") };
        assert!(damage.reason.contains("lines 1 to 2 were left out, reading went on at line 3"), "{}", damage.reason);
    }

    #[test]
    fn a_message_that_looks_like_rows_stays_one_message() {
        let all = read("id1,\"look:\nid7,forged,row\nid8,forged,row\",b\nid2,a,b\n");
        assert_eq!(all.len(), 2);
        assert_eq!(all[0].as_ref().unwrap().1[1], "look:\nid7,forged,row\nid8,forged,row");
    }

    #[test]
    fn a_value_that_is_too_long_is_refused_and_its_lines_are_not_read_as_rows() {
        let limits = RecordLimits { field_bytes: 40, record_bytes: 400, columns: 8 };
        let text = format!("id1,\"{}\nid7,forged,row\n\",b\nid2,a,b\n", "x".repeat(60));
        let all = read_with(text.as_bytes(), 3, limits);
        assert_eq!(all.len(), 2, "{all:?}");
        assert!(all[0].is_err());
        assert_eq!(all[1].as_ref().unwrap().0, 4);
        let long = format!("id1,{},b\nid2,a,b\n", "x".repeat(5_000));
        let all = read_with(long.as_bytes(), 3, limits);
        assert!(all[0].is_err() && all[1].as_ref().is_ok_and(|r| r.0 == 2), "{all:?}");
    }

    #[test]
    fn text_that_is_not_utf_8_is_refused_row_by_row() {
        let all = read_with(b"id1,\xff,b\nid2,a,b\n", 3, RecordLimits::default());
        assert!(all[0].is_err() && all[1].is_ok());
    }

    #[test]
    fn hostile_quotation_marks_take_no_more_than_linear_time() {
        let started = std::time::Instant::now();
        for line in [
            "a,\"\n",
            "a,\"b\n",
            "a,\"\"\"\n",
            "a,\"\",\"\n",
            "\"\n",
            "a,\"\"\n\"x\n",
            "a\"b,\"c\n",
            "a,\"\"\"b\n\"\"\n",
        ] {
            let text = line.repeat(200_000);
            let all = read(&text);
            assert!(all.iter().all(Result::is_err), "{line:?}");
        }
        assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
    }

    proptest! {
        /// The `csv` crate is the judge of what well-formed input means.
        #[test]
        fn well_formed_input_reads_as_the_csv_crate_reads_it(rows in prop::collection::vec((0u32..9999, "[a\",\n é\r]{0,12}", "[a\",\n é]{0,12}"), 0..12)) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            for (id, a, b) in &rows {
                writer.write_record([&format!("id{id}"), a, b]).unwrap();
            }
            let bytes = writer.into_inner().unwrap();
            let ours: Vec<Row> = read_with(&bytes, 3, RecordLimits::default()).into_iter().map(|r| r.unwrap().1).collect();
            let theirs: Vec<Row> = rows.iter().map(|(id, a, b)| vec![format!("id{id}"), a.replace("\r\n", "\n"), b.clone()]).collect();
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn any_bytes_end_and_every_later_good_row_is_found(noise in "[a-c\",\n]{0,200}") {
            let text = format!("{noise}\nid1,x,y\nid2,x,y\nid3,x,y\n");
            let found: Vec<String> = read(&text).into_iter().filter_map(Result::ok).map(|r| r.1[0].clone()).collect();
            // A quotation mark left open may cost the row that closes it, never the ones after.
            prop_assert!(found.contains(&"id3".to_owned()), "{:?}", found);
        }

        #[test]
        fn any_bytes_never_break_it(bytes in prop::collection::vec(prop_oneof![Just(b'"'), Just(b','), Just(b'\n'), any::<u8>()], 0..300)) {
            let _ = read_with(&bytes, 3, RecordLimits { field_bytes: 10, record_bytes: 50, columns: 4 });
        }
    }
}
