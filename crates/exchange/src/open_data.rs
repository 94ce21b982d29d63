//! The open data of a fact-checking community: eleven comma-separated files, each perhaps zipped.
//!
//! The layout is that of Cofacts' public dumps; whichever files are there are read. The traps of the real files are
//! handled here, so that an importer sees clean, typed rows:
//!
//! - the user column is called `userIdsha256` in most files and `userIdsha` in one;
//! - old rows have no dates, no status or no type; empty means *not known*, never zero;
//! - rows of blocked users are included and say so in their status;
//! - values run over several lines, and now and then a quotation mark is broken (see `records`).
//!
//! User columns hold unsalted hashes of internal ids. They are handed on as they are; an importer should not keep them.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::marker::PhantomData;

use saksi_base::{Timestamp, Verdict};

use crate::claim_review::time_of;
use crate::records::{Record, RecordLimits, RecordReader, Recovering};
use crate::rejected::quote;

/// Which of the eleven files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// Messages as collected.
    Articles,
    /// Links in messages, with the title of the page.
    ArticleHyperlinks,
    /// Categories given to messages.
    ArticleCategories,
    /// Which reply answers which message.
    ArticleReplies,
    /// Replies: verdict, text, references.
    Replies,
    /// Links in replies.
    ReplyHyperlinks,
    /// Who else asked, and why.
    ReplyRequests,
    /// The list of categories.
    Categories,
    /// Votes on replies.
    ArticleReplyFeedbacks,
    /// Visits per day.
    Analytics,
    /// Users as hashes.
    AnonymizedUsers,
}

impl FileKind {
    /// Every file, in an order in which each comes after what it refers to.
    pub const ALL: [Self; 11] = [
        Self::Categories,
        Self::Articles,
        Self::ArticleHyperlinks,
        Self::ArticleCategories,
        Self::Replies,
        Self::ReplyHyperlinks,
        Self::ArticleReplies,
        Self::ArticleReplyFeedbacks,
        Self::ReplyRequests,
        Self::Analytics,
        Self::AnonymizedUsers,
    ];

    /// The file's name without its ending.
    pub const fn stem(self) -> &'static str {
        match self {
            Self::Articles => "articles",
            Self::ArticleHyperlinks => "article_hyperlinks",
            Self::ArticleCategories => "article_categories",
            Self::ArticleReplies => "article_replies",
            Self::Replies => "replies",
            Self::ReplyHyperlinks => "reply_hyperlinks",
            Self::ReplyRequests => "reply_requests",
            Self::Categories => "categories",
            Self::ArticleReplyFeedbacks => "article_reply_feedbacks",
            Self::Analytics => "analytics",
            Self::AnonymizedUsers => "anonymized_users",
        }
    }

    /// Recognises `replies.csv`, `replies.csv.zip` and paths ending so, in any case.
    pub fn from_name(name: &str) -> Option<Self> {
        let file = name.rsplit(['/', '\\']).next().unwrap_or(name).to_ascii_lowercase();
        let stem = file.strip_suffix(".csv.zip").or_else(|| file.strip_suffix(".csv"))?;
        Self::ALL.into_iter().find(|kind| kind.stem() == stem)
    }
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.csv", self.stem())
    }
}

/// Why a whole file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Not one of the eleven.
    #[error(
        "{0} is not one of the open-data files; their names are articles.csv, replies.csv, article_replies.csv and so on"
    )]
    UnknownName(String),
    /// Two files of one kind, such as `replies.csv` and `replies.csv.zip`.
    #[error("{0} is there twice; keep one of them")]
    Twice(FileKind),
    /// Not a usable zip.
    #[error("{file} cannot be unpacked: {reason}")]
    Zip {
        /// Which file.
        file: FileKind,
        /// Why.
        reason: String,
    },
    /// Empty, or without a readable first line.
    #[error("{0} has no header line")]
    NoHeader(FileKind),
    /// A column without which the rows mean nothing is missing.
    #[error("{file} has no column '{column}'")]
    MissingColumn {
        /// Which file.
        file: FileKind,
        /// The column.
        column: &'static str,
    },
    /// Reading failed.
    #[error("{file} cannot be read: {source}")]
    Io {
        /// Which file.
        file: FileKind,
        /// Why.
        source: io::Error,
    },
}

/// A row that was left out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize)]
#[error("{file}, line {line}: {reason}")]
pub struct RowError {
    /// The file, such as `replies.csv`.
    pub file: String,
    /// The line at which the row begins; the header is line 1.
    pub line: u64,
    /// Why, in plain English.
    pub reason: String,
    /// A quotation mark of the file is missing, or stands where none may stand.
    #[serde(skip)]
    pub quotation: bool,
}

/// Bounds on what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Longest value in bytes. Default 1 MiB.
    pub field_bytes: usize,
    /// Most bytes that one file may unpack to. Default 8 GiB.
    pub file_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { field_bytes: 1 << 20, file_bytes: 8 << 30 }
    }
}

/// The unpacked bytes of one file.
#[derive(Debug)]
pub struct Contents<R>(Packing<R>);

#[derive(Debug)]
enum Packing<R> {
    Plain(io::Take<R>),
    Stored(Checked<io::Take<R>>),
    // Boxed: the decoder's window is large.
    Deflated(Box<Checked<flate2::read::DeflateDecoder<io::Take<R>>>>),
}

/// Holds the bytes of a zip member against the length and checksum that the zip gives.
#[derive(Debug)]
struct Checked<R> {
    inner: R,
    checksum: flate2::Crc,
    expected_checksum: u32,
    left: u64,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let damaged =
            |what: &str| Err(io::Error::new(io::ErrorKind::InvalidData, format!("the zip file is damaged ({what})")));
        if read == 0 && !buffer.is_empty() {
            if self.left > 0 {
                return damaged("it ends too early");
            }
            if self.checksum.sum() != self.expected_checksum {
                return damaged("its checksum does not fit");
            }
            return Ok(0);
        }
        let Some(left) = self.left.checked_sub(read as u64) else { return damaged("it is longer than it says") };
        self.left = left;
        self.checksum.update(buffer.get(..read).unwrap_or_default());
        Ok(read)
    }
}

impl<R: Read> Read for Contents<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match &mut self.0 {
            Packing::Plain(reader) => reader.read(buffer),
            Packing::Stored(reader) => reader.read(buffer),
            Packing::Deflated(reader) => reader.read(buffer),
        }
    }
}

impl<R: Read + Seek> Contents<R> {
    /// Opens one file by its name; zipped or not is seen from the first bytes, not from the ending.
    pub fn open(name: &str, mut reader: R, limits: Limits) -> Result<(FileKind, Self), OpenError> {
        let file = FileKind::from_name(name).ok_or_else(|| OpenError::UnknownName(quote(name)))?;
        let io_error = |source| OpenError::Io { file, source };
        let mut magic = Vec::with_capacity(4);
        reader.by_ref().take(4).read_to_end(&mut magic).map_err(io_error)?;
        reader.seek(SeekFrom::Start(0)).map_err(io_error)?;
        if !magic.starts_with(b"PK") {
            return Ok((file, Self(Packing::Plain(reader.take(limits.file_bytes)))));
        }

        let zip_error = |reason: String| OpenError::Zip { file, reason };
        let mut archive = zip::ZipArchive::new(reader).map_err(|e| zip_error(e.to_string()))?;
        let members: Vec<usize> = (0..archive.len().min(1_000))
            .filter(|index| {
                archive
                    .name_for_index(*index)
                    .is_some_and(|name| name.is_ok_and(|name| name.to_ascii_lowercase().ends_with(".csv")))
            })
            .collect();
        let [member] = members[..] else {
            return Err(zip_error(format!("it holds {} files that end in .csv, it should hold one", members.len())));
        };
        let (start, packed, unpacked, checksum, method) = {
            let entry = archive.by_index_raw(member).map_err(|e| zip_error(e.to_string()))?;
            if entry.encrypted() {
                return Err(zip_error("it is locked with a password".into()));
            }
            let start = entry.data_start().ok_or_else(|| zip_error("its data is not where it says".into()))?;
            (start, entry.compressed_size(), entry.size(), entry.crc32(), entry.compression())
        };
        if unpacked > limits.file_bytes {
            return Err(zip_error(format!("it unpacks to {unpacked} bytes; at most {} are read", limits.file_bytes)));
        }
        let mut reader = archive.into_inner();
        reader.seek(SeekFrom::Start(start)).map_err(io_error)?;
        let packed = reader.take(packed);
        let packing = match method {
            zip::CompressionMethod::Stored => Packing::Stored(Checked::new(packed, checksum, unpacked)),
            zip::CompressionMethod::Deflated => {
                Packing::Deflated(Box::new(Checked::new(flate2::read::DeflateDecoder::new(packed), checksum, unpacked)))
            }
            other => return Err(zip_error(format!("it is packed with {other}; pack it with an ordinary zip"))),
        };
        Ok((file, Self(packing)))
    }
}

impl<R> Checked<R> {
    fn new(inner: R, expected_checksum: u32, left: u64) -> Self {
        Self { inner, checksum: flate2::Crc::new(), expected_checksum, left }
    }
}

/// Whichever of the eleven files are there.
///
/// ```
/// use std::io::Cursor;
/// use saksi_exchange::open_data::{Dataset, Limits, Reply};
///
/// let file = Cursor::new("id,type,reference,userIdsha256,appId,text,createdAt\nr1,RUMOR,,,WEBSITE,Not so.,\n");
/// let (mut dataset, left_over) = Dataset::open([("replies.csv".to_owned(), file)], Limits::default());
/// assert!(left_over.is_empty());
/// for row in dataset.rows::<Reply>().unwrap().unwrap() {
///     let (line, reply) = row.unwrap();
///     assert_eq!((line, reply.id.as_str()), (2, "r1"));
/// }
/// ```
pub struct Dataset<R> {
    files: BTreeMap<FileKind, Contents<R>>,
    limits: Limits,
}

impl<R: Read + Seek> Dataset<R> {
    /// Opens what can be opened; the errors of the rest come back beside it.
    pub fn open(files: impl IntoIterator<Item = (String, R)>, limits: Limits) -> (Self, Vec<OpenError>) {
        let mut dataset = Self { files: BTreeMap::new(), limits };
        let mut errors = Vec::new();
        for (name, reader) in files {
            match Contents::open(&name, reader, limits) {
                Ok((kind, _)) if dataset.files.contains_key(&kind) => errors.push(OpenError::Twice(kind)),
                Ok((kind, contents)) => {
                    dataset.files.insert(kind, contents);
                }
                Err(error) => errors.push(error),
            }
        }
        (dataset, errors)
    }

    /// The files that are there and not yet read.
    pub fn kinds(&self) -> impl Iterator<Item = FileKind> {
        self.files.keys().copied()
    }

    /// The rows of one file, each file once. `None` where the file is not there.
    #[expect(clippy::type_complexity, reason = "a name for it would hide that it is an iterator over a file")]
    pub fn rows<T: OpenDataRow>(&mut self) -> Option<Result<Rows<T, BufReader<Contents<R>>>, OpenError>> {
        let contents = self.files.remove(&T::KIND)?;
        Some(Rows::new(BufReader::with_capacity(1 << 16, contents), self.limits))
    }
}

/// A column of a file: its names (the first is the present one), and whether the file means nothing without it.
pub type Column = (&'static [&'static str], bool);

/// A row of one of the files.
pub trait OpenDataRow: Sized {
    /// Which file.
    const KIND: FileKind;
    /// The columns that are read, in the order in which [`OpenDataRow::from_values`] takes them.
    const COLUMNS: &'static [Column];
    /// Makes the row, or says what is wrong with it.
    fn from_values(values: &Values<'_>) -> Result<Self, String>;
}

/// The values of one row, by the place of their column in [`OpenDataRow::COLUMNS`].
pub struct Values<'a> {
    record: &'a Record,
    places: &'a [Option<usize>],
    columns: &'static [Column],
}

impl Values<'_> {
    fn raw(&self, column: usize) -> &str {
        self.places.get(column).copied().flatten().and_then(|place| self.record.get(place)).unwrap_or("")
    }

    fn name(&self, column: usize) -> &'static str {
        self.columns.get(column).and_then(|(names, _)| names.first()).copied().unwrap_or("")
    }

    /// Text, `None` where empty. U+0000 is dropped: no database text can hold it and nobody can see it.
    fn text(&self, column: usize) -> Option<String> {
        let raw = self.raw(column);
        if raw.is_empty() {
            None
        } else if raw.contains('\0') {
            Some(raw.replace('\0', ""))
        } else {
            Some(raw.to_owned())
        }
    }

    /// An identifier: not empty, at most 200 bytes, nothing invisible in it. Spaces inside occur in old rows
    /// (`5362270457238 copy-answer`).
    fn id(&self, column: usize) -> Result<String, String> {
        let raw = self.raw(column);
        if raw.is_empty() || raw.len() > 200 || raw.trim() != raw || raw.chars().any(char::is_control) {
            return Err(format!("'{}' is not an identifier: {}", self.name(column), quote(raw)));
        }
        Ok(raw.to_owned())
    }

    fn time(&self, column: usize) -> Result<Option<Timestamp>, String> {
        let raw = self.raw(column);
        if raw.is_empty() {
            return Ok(None);
        }
        time_of(raw).map(Some).ok_or_else(|| format!("'{}' is not a time: {}", self.name(column), quote(raw)))
    }

    fn count(&self, column: usize) -> Result<Option<u64>, String> {
        let raw = self.raw(column);
        if raw.is_empty() {
            return Ok(None);
        }
        raw.parse().map(Some).map_err(|_| format!("'{}' is not a number: {}", self.name(column), quote(raw)))
    }

    fn decimal(&self, column: usize) -> Result<Option<f64>, String> {
        let raw = self.raw(column);
        if raw.is_empty() {
            return Ok(None);
        }
        match raw.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Some(number)),
            _ => Err(format!("'{}' is not a number: {}", self.name(column), quote(raw))),
        }
    }

    fn one_of<T: Copy>(&self, column: usize, words: &[(&str, T)]) -> Result<Option<T>, String> {
        let raw = self.raw(column);
        if raw.is_empty() {
            return Ok(None);
        }
        words
            .iter()
            .find(|(word, _)| *word == raw)
            .map(|(_, value)| Some(*value))
            .ok_or_else(|| format!("'{}' is not known: {}", self.name(column), quote(raw)))
    }

    fn status(&self, column: usize) -> Result<Status, String> {
        let words = [("NORMAL", Status::Normal), ("DELETED", Status::Deleted), ("BLOCKED", Status::Blocked)];
        Ok(self.one_of(column, &words)?.unwrap_or(Status::Normal))
    }

    fn reply_type(&self, column: usize) -> Result<Option<ReplyType>, String> {
        let words = [
            ("RUMOR", ReplyType::Rumor),
            ("NOT_RUMOR", ReplyType::NotRumor),
            ("OPINIONATED", ReplyType::Opinionated),
            ("NOT_ARTICLE", ReplyType::NotArticle),
        ];
        self.one_of(column, &words)
    }
}

/// The rows of one file with their line numbers, one after another, whatever is wrong between them.
pub struct Rows<T, R> {
    reading: Recovering<R, T>,
    places: Vec<Option<usize>>,
    row: PhantomData<T>,
}

impl<T: OpenDataRow, R: BufRead> Rows<T, R> {
    /// Reads the header of an unpacked file. Columns may stand in any order; unknown ones are passed over.
    pub fn new(reader: R, limits: Limits) -> Result<Self, OpenError> {
        let file = T::KIND;
        let io_error = |source| OpenError::Io { file, source };
        let record_limits = RecordLimits { field_bytes: limits.field_bytes, ..RecordLimits::default() };
        let mut records = RecordReader::new(reader, b',', record_limits);
        records.peek_first_line().map_err(io_error)?;
        let (places, columns) = {
            let Some((_, header)) = records.header().map_err(io_error)? else { return Err(OpenError::NoHeader(file)) };
            let mut places = Vec::with_capacity(T::COLUMNS.len());
            for (names, required) in T::COLUMNS {
                let place = header.iter().position(|title| names.contains(&title.trim()));
                if let (None, true, Some(column)) = (place, required, names.first()) {
                    return Err(OpenError::MissingColumn { file, column });
                }
                places.push(place);
            }
            (places, header.len())
        };
        Ok(Self { reading: Recovering::new(records, columns), places, row: PhantomData })
    }
}

impl<T: OpenDataRow, R: BufRead> Iterator for Rows<T, R> {
    type Item = Result<(u64, T), RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let places = &self.places;
        self.reading.next_row(|record| T::from_values(&Values { record, places, columns: T::COLUMNS })).map(|row| {
            row.map_err(|damage| RowError {
                file: T::KIND.to_string(),
                line: damage.line,
                reason: damage.reason,
                quotation: damage.quotation,
            })
        })
    }
}

/// Whether a thing stands, was taken back by its author, or comes from a blocked user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// It stands. Also rows so old that they have no status.
    Normal,
    /// Taken back.
    Deleted,
    /// Of a blocked user; to be treated as not there.
    Blocked,
}

/// What kind of message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArticleType {
    /// Text; also rows so old that they have no type.
    Text,
    /// A picture.
    Image,
    /// A recording.
    Audio,
    /// A moving picture.
    Video,
}

/// A community's verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReplyType {
    /// Contains false information.
    Rumor,
    /// Contains true information.
    NotRumor,
    /// Contains a personal view.
    Opinionated,
    /// Nothing that can be checked.
    NotArticle,
}

impl ReplyType {
    /// The verdict that says the same. `RUMOR` means that something in the message is false; the community does not
    /// separate false from misleading, so it becomes `False`, the word that its readers saw.
    pub const fn verdict(self) -> Verdict {
        match self {
            Self::Rumor => Verdict::False,
            Self::NotRumor => Verdict::True,
            Self::Opinionated => Verdict::Opinion,
            Self::NotArticle => Verdict::NotCheckable,
        }
    }
}

/// A vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Vote {
    /// For.
    Up,
    /// Neither.
    Neutral,
    /// Against.
    Down,
}

macro_rules! rows {
    ($($(#[$doc:meta])* $name:ident = $kind:ident { $($(#[$field_doc:meta])* $field:ident : $type:ty = $method:ident $([$($word:expr),*])? ($($column:literal)|+ , $required:literal),)* })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq)]
            pub struct $name { $($(#[$field_doc])* pub $field: $type,)* }

            impl OpenDataRow for $name {
                const KIND: FileKind = FileKind::$kind;
                const COLUMNS: &'static [Column] = &[$((&[$($column),+], $required),)*];

                fn from_values(values: &Values<'_>) -> Result<Self, String> {
                    let mut column = 0_usize..;
                    Ok(Self { $($field: {
                        let at = column.next().unwrap_or(usize::MAX);
                        read::$method(values, at)?
                    },)* })
                }
            }
        )*
    };
}

/// The ways in which a value is read, under one signature for the table below.
mod read {
    use super::{ArticleType, ReplyType, Status, Timestamp, Values, Vote};

    pub(super) fn id(values: &Values<'_>, at: usize) -> Result<String, String> {
        values.id(at)
    }

    #[expect(clippy::unnecessary_wraps, reason = "one signature for every way of reading")]
    pub(super) fn text(values: &Values<'_>, at: usize) -> Result<Option<String>, String> {
        Ok(values.text(at))
    }

    pub(super) fn time(values: &Values<'_>, at: usize) -> Result<Option<Timestamp>, String> {
        values.time(at)
    }

    pub(super) fn count(values: &Values<'_>, at: usize) -> Result<Option<u64>, String> {
        values.count(at)
    }

    pub(super) fn decimal(values: &Values<'_>, at: usize) -> Result<Option<f64>, String> {
        values.decimal(at)
    }

    pub(super) fn status(values: &Values<'_>, at: usize) -> Result<Status, String> {
        values.status(at)
    }

    pub(super) fn reply_type(values: &Values<'_>, at: usize) -> Result<Option<ReplyType>, String> {
        values.reply_type(at)
    }

    pub(super) fn article_type(values: &Values<'_>, at: usize) -> Result<ArticleType, String> {
        let words = [
            ("TEXT", ArticleType::Text),
            ("IMAGE", ArticleType::Image),
            ("AUDIO", ArticleType::Audio),
            ("VIDEO", ArticleType::Video),
        ];
        Ok(values.one_of(at, &words)?.unwrap_or(ArticleType::Text))
    }

    /// Numbers in the dumps, words in the API.
    pub(super) fn vote(values: &Values<'_>, at: usize) -> Result<Option<Vote>, String> {
        let words = [
            ("1", Vote::Up),
            ("0", Vote::Neutral),
            ("-1", Vote::Down),
            ("UPVOTE", Vote::Up),
            ("NEUTRAL", Vote::Neutral),
            ("DOWNVOTE", Vote::Down),
        ];
        values.one_of(at, &words)
    }

    #[expect(clippy::unnecessary_wraps, reason = "one signature for every way of reading")]
    pub(super) fn list(values: &Values<'_>, at: usize) -> Result<Vec<String>, String> {
        Ok(values.raw(at).split(',').map(str::trim).filter(|part| !part.is_empty()).map(ToOwned::to_owned).collect())
    }
}

rows! {
    /// A message as collected.
    Article = Articles {
        /// Its id.
        id: String = id("id", true),
        /// What kind of message.
        article_type: ArticleType = article_type("articleType", false),
        /// Whether it stands.
        status: Status = status("status", false),
        /// The text, or what was read off a picture or recording.
        text: Option<String> = text("text", false),
        /// How many replies stand.
        normal_article_reply_count: Option<u64> = count("normalArticleReplyCount", false),
        /// When it came in.
        created_at: Option<Timestamp> = time("createdAt", false),
        /// When it last changed.
        updated_at: Option<Timestamp> = time("updatedAt", false),
        /// When somebody last asked.
        last_requested_at: Option<Timestamp> = time("lastRequestedAt", false),
        /// Hash of who brought it.
        user: Option<String> = text("userIdsha256" | "userIdsha", false),
        /// By which program.
        app_id: Option<String> = text("appId", false),
        /// Kinds of place it came from.
        references: Vec<String> = list("references", false),
    }

    /// A link in a message.
    ArticleHyperlink = ArticleHyperlinks {
        /// The message.
        article_id: String = id("articleId", true),
        /// The link as written.
        url: Option<String> = text("url", true),
        /// The link after following and cleaning.
        normalized_url: Option<String> = text("normalizedUrl", false),
        /// The page's title.
        title: Option<String> = text("title", false),
    }

    /// A category given to a message.
    ArticleCategory = ArticleCategories {
        /// The message.
        article_id: String = id("articleId", true),
        /// The category.
        category_id: String = id("categoryId", true),
        /// How sure a model was, 0 to 1.
        ai_confidence: Option<f64> = decimal("aiConfidence", false),
        /// Which model.
        ai_model: Option<String> = text("aiModel", false),
        /// Hash of who gave it.
        user: Option<String> = text("userIdsha" | "userIdsha256", false),
        /// By which program.
        app_id: Option<String> = text("appId", false),
        /// Votes against.
        negative_feedback_count: Option<u64> = count("negativeFeedbackCount", false),
        /// Votes for.
        positive_feedback_count: Option<u64> = count("positiveFeedbackCount", false),
        /// Whether it stands.
        status: Status = status("status", false),
        /// When given.
        created_at: Option<Timestamp> = time("createdAt", false),
        /// When changed.
        updated_at: Option<Timestamp> = time("updatedAt", false),
    }

    /// That a reply answers a message.
    ArticleReply = ArticleReplies {
        /// The message.
        article_id: String = id("articleId", true),
        /// The reply.
        reply_id: String = id("replyId", true),
        /// Hash of who joined them.
        user: Option<String> = text("userIdsha256" | "userIdsha", false),
        /// Votes against.
        negative_feedback_count: Option<u64> = count("negativeFeedbackCount", false),
        /// Votes for.
        positive_feedback_count: Option<u64> = count("positiveFeedbackCount", false),
        /// The verdict.
        reply_type: Option<ReplyType> = reply_type("replyType", false),
        /// By which program.
        app_id: Option<String> = text("appId", false),
        /// Whether it stands.
        status: Status = status("status", false),
        /// When joined.
        created_at: Option<Timestamp> = time("createdAt", false),
        /// When changed.
        updated_at: Option<Timestamp> = time("updatedAt", false),
    }

    /// A reply.
    Reply = Replies {
        /// Its id.
        id: String = id("id", true),
        /// The verdict.
        reply_type: Option<ReplyType> = reply_type("type", true),
        /// References, or other views for an opinion; free text, mostly links.
        reference: Option<String> = text("reference", false),
        /// Hash of who wrote it.
        user: Option<String> = text("userIdsha256" | "userIdsha", false),
        /// By which program.
        app_id: Option<String> = text("appId", false),
        /// The explanation.
        text: Option<String> = text("text", true),
        /// When written.
        created_at: Option<Timestamp> = time("createdAt", false),
    }

    /// A link in a reply.
    ReplyHyperlink = ReplyHyperlinks {
        /// The reply.
        reply_id: String = id("replyId", true),
        /// The link as written.
        url: Option<String> = text("url", true),
        /// The link after following and cleaning.
        normalized_url: Option<String> = text("normalizedUrl", false),
        /// The page's title.
        title: Option<String> = text("title", false),
    }

    /// That somebody else asked about a message.
    ReplyRequest = ReplyRequests {
        /// The message.
        article_id: String = id("articleId", true),
        /// Why it worries them.
        reason: Option<String> = text("reason", false),
        /// Whether it stands.
        status: Status = status("status", false),
        /// Votes for the reason.
        positive_feedback_count: Option<u64> = count("positiveFeedbackCount", false),
        /// Votes against the reason.
        negative_feedback_count: Option<u64> = count("negativeFeedbackCount", false),
        /// Hash of who asked.
        user: Option<String> = text("userIdsha256" | "userIdsha", false),
        /// By which program.
        app_id: Option<String> = text("appId", false),
        /// When asked.
        created_at: Option<Timestamp> = time("createdAt", false),
    }

    /// A category.
    Category = Categories {
        /// Its id.
        id: String = id("id", true),
        /// Its name.
        title: Option<String> = text("title", true),
        /// What belongs in it.
        description: Option<String> = text("description", false),
        /// When made.
        created_at: Option<Timestamp> = time("createdAt", false),
        /// When changed.
        updated_at: Option<Timestamp> = time("updatedAt", false),
    }

    /// A vote on a reply.
    ArticleReplyFeedback = ArticleReplyFeedbacks {
        /// The message.
        article_id: String = id("articleId", true),
        /// The reply.
        reply_id: String = id("replyId", true),
        /// The vote.
        score: Option<Vote> = vote("score", true),
        /// What the voter wrote.
        comment: Option<String> = text("comment", false),
        /// Whether it stands.
        status: Status = status("status", false),
        /// Hash of who voted.
        user: Option<String> = text("userIdsha256" | "userIdsha", false),
        /// By which program.
        app_id: Option<String> = text("appId", false),
        /// When.
        created_at: Option<Timestamp> = time("createdAt", false),
    }

    /// Visits of one day.
    Visits = Analytics {
        /// `article` or `reply`.
        of: Option<String> = text("type", true),
        /// The message or reply.
        doc_id: String = id("docId", true),
        /// The day.
        date: Option<Timestamp> = time("date", true),
        /// People by messenger.
        line_user: Option<u64> = count("lineUser", false),
        /// Visits by messenger.
        line_visit: Option<u64> = count("lineVisit", false),
        /// People on the site.
        web_user: Option<u64> = count("webUser", false),
        /// Visits on the site.
        web_visit: Option<u64> = count("webVisit", false),
        /// People in the messenger's own browser.
        liff_user: Option<u64> = count("liffUser", false),
        /// Visits in the messenger's own browser.
        liff_visit: Option<u64> = count("liffVisit", false),
    }

    /// A user as a hash.
    AnonymizedUser = AnonymizedUsers {
        /// The hash.
        user: Option<String> = text("userIdsha256" | "userIdsha", true),
        /// By which program.
        app_id: Option<String> = text("appId", false),
        /// Since when.
        created_at: Option<Timestamp> = time("createdAt", false),
        /// Last seen.
        last_active_at: Option<Timestamp> = time("lastActiveAt", false),
        /// Why blocked, if so.
        blocked_reason: Option<String> = text("blockedReason", false),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use proptest::prelude::*;

    use super::*;

    fn rows<T: OpenDataRow>(text: &str) -> Vec<Result<(u64, T), RowError>> {
        Rows::<T, _>::new(text.as_bytes(), Limits::default()).unwrap().collect()
    }

    fn zipped(name: &str, content: &[u8], method: zip::CompressionMethod) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file(name, zip::write::SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(content).unwrap();
        writer.finish().unwrap().into_inner()
    }

    const REPLIES: &str = "id,type,reference,userIdsha256,appId,text,createdAt\n\
        AV0c,RUMOR,https://example.org/,86d6,WEBSITE,\"two\nlines, \"\"quoted\"\"\",2017-07-07T12:07:14.761Z\n\
        AV0d,NOT_ARTICLE,,86d6,BOT_LEGACY,plain,\n";

    #[test]
    fn names_are_recognised_zipped_or_not_and_in_folders() {
        for (name, kind) in [
            ("replies.csv", Some(FileKind::Replies)),
            ("dump/2020/article_replies.csv.zip", Some(FileKind::ArticleReplies)),
            ("C:\\data\\Articles.CSV", Some(FileKind::Articles)),
            ("replies.json", None),
            ("my_replies.csv", None),
        ] {
            assert_eq!(FileKind::from_name(name), kind, "{name}");
        }
        for kind in FileKind::ALL {
            assert_eq!(FileKind::from_name(&kind.to_string()), Some(kind));
        }
    }

    #[test]
    fn the_same_rows_come_out_plain_stored_and_deflated() {
        let plain: Vec<_> = rows::<Reply>(REPLIES);
        assert_eq!(plain.len(), 2);
        let (line, reply) = plain[0].as_ref().unwrap();
        assert_eq!(*line, 2);
        assert_eq!(reply.text.as_deref(), Some("two\nlines, \"quoted\""));
        assert_eq!(reply.reply_type.map(ReplyType::verdict), Some(Verdict::False));
        let (line, reply) = plain[1].as_ref().unwrap();
        assert_eq!((*line, reply.created_at, reply.reference.as_ref()), (4, None, None));
        for method in [zip::CompressionMethod::Stored, zip::CompressionMethod::Deflated] {
            let file = Cursor::new(zipped("replies.csv", REPLIES.as_bytes(), method));
            let (mut dataset, errors) = Dataset::open([("replies.csv.zip".to_owned(), file)], Limits::default());
            assert!(errors.is_empty(), "{errors:?}");
            assert_eq!(dataset.kinds().collect::<Vec<_>>(), [FileKind::Replies]);
            let read: Vec<_> = dataset.rows::<Reply>().unwrap().unwrap().collect();
            assert_eq!(read, plain);
            assert!(dataset.rows::<Reply>().is_none());
        }
    }

    #[test]
    fn the_traps_of_the_real_files() {
        let categories = rows::<ArticleCategory>(
            "\u{FEFF}articleId,categoryId,aiConfidence,aiModel,userIdsha,appId,negativeFeedbackCount,positiveFeedbackCount,status,createdAt,updatedAt\r\n\
             a,c,0.5,bert,abc,X,,3,BLOCKED,,\r\n",
        );
        let (_, row) = categories[0].as_ref().unwrap();
        assert_eq!(
            (row.user.as_deref(), row.status, row.positive_feedback_count),
            (Some("abc"), Status::Blocked, Some(3))
        );
        assert_eq!((row.negative_feedback_count, row.created_at), (None, None));

        let articles = rows::<Article>(
            "id,references,text,extra\na1,\"LINE,URL\",hi\u{0}there,?\na2,,,\n,,no id,\na4,,\"broken,\nplain\na6,,fine,x\n",
        );
        assert_eq!(articles[0].as_ref().unwrap().1.references, ["LINE", "URL"]);
        assert_eq!(articles[0].as_ref().unwrap().1.text.as_deref(), Some("hithere"));
        assert_eq!(articles[1].as_ref().unwrap().1.article_type, ArticleType::Text);
        assert_eq!(articles[2].as_ref().unwrap_err().line, 4);
        assert!(articles[3].as_ref().unwrap_err().reason.contains("lines 5 to 6"), "{:?}", articles[3]);
        assert_eq!(articles[4].as_ref().unwrap().0, 7);
        assert_eq!(articles.len(), 5);
    }

    #[test]
    fn bad_values_are_named() {
        for (row, part) in [
            ("a,r,,x,1,RUMOR,W,NORMAL,,", "'negativeFeedbackCount' is not a number: x"),
            ("a,r,,1,1,GOSSIP,W,NORMAL,,", "'replyType' is not known: GOSSIP"),
            ("a,r,,1,1,RUMOR,W,GONE,,", "'status' is not known: GONE"),
            ("a,r,,1,1,RUMOR,W,NORMAL,yesterday,", "'createdAt' is not a time: yesterday"),
            (" a,r,,1,1,RUMOR,W,NORMAL,,", "'articleId' is not an identifier:  a"),
            ("a,r", "the row has 2 values, the header has 10"),
        ] {
            let text = format!(
                "articleId,replyId,userIdsha256,negativeFeedbackCount,positiveFeedbackCount,replyType,appId,status,createdAt,updatedAt\n{row}\n"
            );
            let error = rows::<ArticleReply>(&text).remove(0).unwrap_err();
            assert_eq!(error.reason, part);
            assert_eq!((error.file.as_str(), error.line), ("article_replies.csv", 2));
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_says_why() {
        let open = |name: &str, bytes: Vec<u8>| {
            Dataset::open([(name.to_owned(), Cursor::new(bytes))], Limits { file_bytes: 1_000, ..Limits::default() }).1
        };
        assert!(matches!(open("notes.txt", vec![])[..], [OpenError::UnknownName(_)]));
        assert!(matches!(open("replies.csv.zip", b"PK\x03\x04rubbish".to_vec())[..], [OpenError::Zip { .. }]));
        let bomb = zipped("replies.csv", &vec![b'a'; 100_000], zip::CompressionMethod::Deflated);
        assert!(matches!(open("replies.csv.zip", bomb)[..], [OpenError::Zip { .. }]));
        let missing = Rows::<Reply, _>::new("id,text\n".as_bytes(), Limits::default());
        assert!(matches!(missing, Err(OpenError::MissingColumn { column: "type", .. })));
        assert!(matches!(Rows::<Reply, _>::new("".as_bytes(), Limits::default()), Err(OpenError::NoHeader(_))));
    }

    #[test]
    fn a_damaged_zip_is_told_and_not_read_as_whole() {
        let mut bytes = zipped("replies.csv", REPLIES.as_bytes(), zip::CompressionMethod::Stored);
        let at = bytes.windows(5).position(|w| w == b"plain").unwrap();
        bytes[at] = b'P';
        let (mut dataset, _) = Dataset::open([("replies.csv.zip".to_owned(), Cursor::new(bytes))], Limits::default());
        let read: Vec<_> = dataset.rows::<Reply>().unwrap().unwrap().collect();
        assert!(read.last().unwrap().as_ref().unwrap_err().reason.contains("damaged"), "{read:?}");
    }

    proptest! {
        #[test]
        fn any_bytes_under_a_good_header_never_break_it(bytes in prop::collection::vec(prop_oneof![Just(b'"'), Just(b','), Just(b'\n'), Just(b'a'), any::<u8>()], 0..400)) {
            let mut text = b"id,type,reference,userIdsha256,appId,text,createdAt\n".to_vec();
            text.extend(bytes);
            let _ = Rows::<Reply, _>::new(text.as_slice(), Limits::default()).unwrap().count();
        }

        #[test]
        fn any_bytes_as_a_zip_never_break_it(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let mut file = b"PK\x03\x04".to_vec();
            file.extend(bytes);
            let (mut dataset, _) = Dataset::open([("replies.csv.zip".to_owned(), Cursor::new(file))], Limits::default());
            if let Some(Ok(rows)) = dataset.rows::<Reply>() {
                let _ = rows.count();
            }
        }
    }
}
