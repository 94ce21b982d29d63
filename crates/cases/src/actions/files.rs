//! Files of cases: sealed in a browser and sent chunk by chunk, or sealed by this server while they stream in. A broken upload goes
//! on at the first chunk that is missing. What lies in the store is sealed; a part is there before the row that names it.

use std::fmt;

use saksi_base::{CaseId, CaseRecordId, Problem, ProblemKind, Random, clock};
use saksi_db::blobs::BlobHash;
use saksi_db::{Actor, Elevation, Tx, Viewer};
use saksi_vault::{
    CaseKey, CaseReceipt, FieldName, FileHeader, FileOpener, FileSealer, Generation, SEALED_FILE_CHUNK, SealError,
    SealedPlace, SealedText, chunk_position, is_last,
};
use zeroize::Zeroizing;

use super::filing::{LONGEST_LINE, seal_text};
use super::keys::Unlocked;
use super::note;
use super::open::{Edit, edit, open_case, visited};
use super::returning::{Proof, check_keys, door, keys_of, reopen, wraps_for_person};
use super::view::{CaseKeys, FILE, FILE_NAME, FROM, FileName, Texts};
use super::work::needs_own_wrap;
use crate::handle::{Cases, damaged, sealed_wrong};
use crate::model::case::{Author, FileRow, RecordKind, VisitKind};
use crate::store::cases::{CaseRow, TextRow};
use crate::store::files::NewPart;
use crate::{elevation, store};

/// Most bytes of a sealed file: 100 MiB and what sealing adds.
pub const LONGEST_SEALED: u64 = 118 << 20;
/// Most files of one case.
pub const MOST_FILES: i64 = 40;
/// Most chunks in one part, so that a part takes little more than a mebibyte of memory.
pub const MOST_CHUNKS: usize = 16;

/// Who sends or reads a file.
#[derive(Debug, Clone, Copy)]
pub enum Holder<'a> {
    /// Who asked for help.
    Person(&'a Proof),
    /// A helper, in a case.
    Staff(&'a Unlocked, CaseId),
}

impl Holder<'_> {
    fn viewer(&self) -> Viewer {
        match self {
            Self::Person(_) => Viewer::Public,
            Self::Staff(me, _) => me.member().viewer(),
        }
    }

    const fn author(&self) -> Author {
        match self {
            Self::Person(_) => Author::Person,
            Self::Staff(..) => Author::Staff,
        }
    }

    /// The part in which the case is read or written: the proof stands first thing in it, or opens it.
    async fn part(&self, tx: &mut Tx) -> Result<Elevation, Problem> {
        match self {
            Self::Person(_) => Ok(elevation::RECEIPT),
            Self::Staff(me, case) => Ok(elevation::holder(tx, me.member(), *case).await?.part),
        }
    }

    /// The case, if this is somebody who may have it.
    async fn case(&self, tx: &mut Tx) -> Result<CaseRow, Problem> {
        match self {
            Self::Person(proof) => door(tx, proof).await,
            Self::Staff(_, case) => store::cases::case(tx, *case).await?.ok_or_else(Problem::not_found),
        }
    }
}

/// A file that is about to come.
#[derive(Debug, Clone)]
pub struct NewFile {
    /// The entry that it will be: a random identifier.
    pub record: CaseRecordId,
    /// What stands before its first chunk.
    pub header: FileHeader,
    /// Its [`FileName`], sealed in the field `name` of the entry.
    pub name: SealedText,
    /// The organisation of a helper who sends it, sealed in the field `from`.
    pub from: Option<SealedText>,
    /// Bytes of the whole sealed file, as far as the sender knows.
    pub sealed_length: u64,
}

/// How far an upload is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The chunk that comes next.
    pub next_chunk: u64,
    /// Whether the file is whole.
    pub done: bool,
}

fn too_large() -> Problem {
    Problem::new(ProblemKind::TooLarge, "cases-file-too-large").with("most", 100)
}

/// Begins a file. The same file again goes on where it was.
pub async fn begin(cases: &Cases, holder: Holder<'_>, file: &NewFile) -> Result<Progress, Problem> {
    if file.sealed_length > LONGEST_SEALED {
        return Err(too_large());
    }
    let name_fits = file.name.as_bytes().len() <= 2 * LONGEST_LINE + 1_024;
    if file.record.0.get_version_num() != 4 || !name_fits {
        return Err(sealed_wrong(&SealError::Length));
    }
    saksi_db::write!(cases.db, "begin file", holder.viewer(), tx => {
        let part = holder.part(&mut tx).await?;
        saksi_db::as_system!(tx, part, begin_in(&mut tx, holder, file))
    })
}

async fn begin_in(tx: &mut Tx, holder: Holder<'_>, file: &NewFile) -> Result<Progress, Problem> {
    let case = holder.case(tx).await?;
    if let Some(known) = store::files::file(tx, case.id, file.record).await? {
        let same = known.row.header == file.header;
        return if same { Ok(progress_of(&known.row)) } else { Err(Problem::conflict("cases-draw-again")) };
    }
    let texts = std::iter::once(&file.name).chain(&file.from).map(|text| (text.generation(), text.check()));
    let sealed = std::iter::once((file.header.generation(), file.header.check())).chain(texts);
    check_keys(tx, &case, sealed).await?;
    if store::files::count(tx, case.id).await? >= MOST_FILES {
        return Err(Problem::new(ProblemKind::TooLarge, "cases-too-many-files").with("most", MOST_FILES));
    }
    store::cases::insert_record(tx, case.id, file.record, RecordKind::File, holder.author(), true).await?;
    store::cases::put_text(tx, case.id, file.record, FILE_NAME, &file.name).await?;
    if let Some(from) = &file.from {
        store::cases::put_text(tx, case.id, file.record, FROM, from).await?;
    }
    store::files::insert_file(tx, case.id, file.record, &file.header).await?;
    Ok(Progress { next_chunk: 0, done: false })
}

const fn progress_of(row: &FileRow) -> Progress {
    Progress { next_chunk: row.chunks, done: row.done }
}

/// How far an upload is.
pub async fn progress(cases: &Cases, holder: Holder<'_>, record: CaseRecordId) -> Result<Progress, Problem> {
    row(cases, holder, record).await.map(|row| progress_of(&row))
}

/// What can be read of a file.
pub async fn row(cases: &Cases, holder: Holder<'_>, record: CaseRecordId) -> Result<FileRow, Problem> {
    async fn read(tx: &mut Tx, holder: Holder<'_>, record: CaseRecordId) -> Result<FileRow, Problem> {
        let case = holder.case(tx).await?;
        let file = store::files::file(tx, case.id, record).await?.ok_or_else(Problem::not_found)?;
        Ok(file.row)
    }
    saksi_db::read!(cases.db, holder.viewer(), tx => {
        let part = holder.part(&mut tx).await?;
        saksi_db::as_system!(tx, part, read(&mut tx, holder, record))
    })
}

/// The chunks of some stored or sent bytes.
pub(crate) fn split_chunks(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.chunks(SEALED_FILE_CHUNK)
}

/// Seals the whole content of a file in its place and puts it into the store, part by part. A row must come to name the parts, or they
/// must be given up: each part that lies in the store is added to `parts` before anything else can fail.
pub(crate) async fn seal_whole(
    cases: &Cases,
    key: &CaseKey,
    record: CaseRecordId,
    content: &[u8],
    parts: &mut Vec<NewPart>,
) -> Result<FileHeader, Problem> {
    let random = cases.random();
    let mut sealer = key.seal_file(SealedPlace::new(record, FILE), &*random).map_err(damaged("a file"))?;
    let header = *sealer.header();
    let (mut held, mut first) = (room(), 0_u64);
    for piece in content.chunks(PIECE) {
        sealer.write(piece, &*random, |chunk| held.extend_from_slice(&chunk)).map_err(|_| too_large())?;
        while held.len() >= WHOLE_PART {
            first = put_aside(cases, first, first_part(&mut held), parts).await?;
        }
    }
    let mut end = sealer.finish();
    while let Some(chunk) = end.next_chunk(&*random).map_err(|_| too_large())? {
        if held.len() >= WHOLE_PART {
            first = put_aside(cases, first, first_part(&mut held), parts).await?;
        }
        held.extend_from_slice(&chunk);
    }
    while !held.is_empty() {
        first = put_aside(cases, first, first_part(&mut held), parts).await?;
    }
    Ok(header)
}

/// Puts one part of whole chunks into the store; gives the number of the chunk after it.
async fn put_aside(cases: &Cases, first: u64, bytes: Vec<u8>, parts: &mut Vec<NewPart>) -> Result<u64, Problem> {
    let after = first.saturating_add(u64::try_from(split_chunks(&bytes).count()).unwrap_or(u64::MAX));
    let blob = BlobHash::of(&bytes);
    saksi_db::write!(cases.db, "part under way", Viewer::System, tx => { store::files::under_way(&mut tx, blob).await })?;
    parts.push(store_part(cases, first, bytes).await?);
    Ok(after)
}

/// Puts a part into the store; gives what names it.
pub(crate) async fn store_part(cases: &Cases, first_chunk: u64, bytes: Vec<u8>) -> Result<NewPart, Problem> {
    let number = |n: u64| i64::try_from(n).map_err(|_| too_large());
    let chunks = split_chunks(&bytes).count();
    let last =
        split_chunks(&bytes).last().map(is_last).transpose().map_err(|error| sealed_wrong(&error))?.unwrap_or(false);
    let length = number(u64::try_from(bytes.len()).unwrap_or(u64::MAX))?;
    let blob = cases.blobs.put(bytes).await?;
    Ok(NewPart {
        first_chunk: number(first_chunk)?,
        chunks: number(u64::try_from(chunks).unwrap_or(u64::MAX))?,
        bytes: length,
        last,
        blob,
    })
}

/// Takes a part: whole sealed chunks, one after the other, the first of them with this number; at most [`MOST_CHUNKS`]. Chunks that are
/// there already are passed over, so that sending a part again is harmless. The last chunk of the file ends it.
pub async fn put(
    cases: &Cases,
    holder: Holder<'_>,
    record: CaseRecordId,
    first_chunk: u64,
    bytes: Vec<u8>,
) -> Result<Progress, Problem> {
    put_named(cases, holder, record, first_chunk, bytes, None).await
}

/// The same; with the last part the name can be another one, which knows the size.
async fn put_named(
    cases: &Cases,
    holder: Holder<'_>,
    record: CaseRecordId,
    first_chunk: u64,
    bytes: Vec<u8>,
    name: Option<&SealedText>,
) -> Result<Progress, Problem> {
    if bytes.is_empty() || bytes.len() > MOST_CHUNKS * SEALED_FILE_CHUNK {
        return Err(sealed_wrong(&SealError::Length));
    }
    let chunks = split_chunks(&bytes).count();
    for (place, chunk) in split_chunks(&bytes).enumerate() {
        let last = is_last(chunk).map_err(|error| sealed_wrong(&error))?;
        if last && place + 1 != chunks {
            return Err(sealed_wrong(&SealError::Damaged));
        }
    }
    let file = row(cases, holder, record).await?;
    let so_far = progress_of(&file);
    if first_chunk > so_far.next_chunk {
        return Err(Problem::conflict("cases-file-order").with("next", so_far.next_chunk));
    }
    let after = first_chunk.saturating_add(u64::try_from(chunks).unwrap_or(u64::MAX));
    if so_far.done || after <= so_far.next_chunk {
        return Ok(so_far);
    }
    if chunk_position(after) > LONGEST_SEALED {
        return Err(too_large());
    }
    // Where a part overlaps what is there, only the rest of it is kept.
    let known = usize::try_from(so_far.next_chunk - first_chunk).unwrap_or(usize::MAX);
    let mut rest = bytes;
    rest.drain(..known.saturating_mul(SEALED_FILE_CHUNK).min(rest.len()));
    let part = store_part(cases, so_far.next_chunk, rest).await?;
    saksi_db::write!(cases.db, "put part", holder.viewer(), tx => {
        let right = holder.part(&mut tx).await?;
        saksi_db::as_system!(tx, right, put_in(&mut tx, holder, record, file.header.generation(), &part, name))
    })
}

async fn put_in(
    tx: &mut Tx,
    holder: Holder<'_>,
    record: CaseRecordId,
    under: Generation,
    part: &NewPart,
    name: Option<&SealedText>,
) -> Result<Progress, Problem> {
    let case = holder.case(tx).await?;
    let moved = store::files::append_part(tx, record, under, part).await?;
    let file = store::files::file(tx, case.id, record).await?.ok_or_else(Problem::not_found)?;
    if !moved && file.generation != under {
        return Err(Problem::conflict("cases-keys-changed"));
    }
    if moved && file.row.done {
        if let Some(name) = name.filter(|name| name.generation() == file.generation) {
            store::cases::put_text(tx, case.id, record, FILE_NAME, name).await?;
        }
        if matches!(holder, Holder::Person(_)) {
            reopen(tx, &case).await?;
        }
        let actor = match holder {
            Holder::Person(_) => Actor::Public,
            Holder::Staff(me, _) => Actor::Member(me.member().person),
        };
        note(tx, actor, case.id.0, "case-file-added", &part.blob.0).await?;
    }
    Ok(progress_of(&file.row))
}

/// The stored part in which a chunk lies: its first chunk and its bytes, as they were sent.
pub async fn part(
    cases: &Cases,
    holder: Holder<'_>,
    record: CaseRecordId,
    chunk: u64,
) -> Result<(u64, Vec<u8>), Problem> {
    async fn find(
        tx: &mut Tx,
        holder: Holder<'_>,
        record: CaseRecordId,
        chunk: i64,
    ) -> Result<store::files::Part, Problem> {
        let case = holder.case(tx).await?;
        let file = store::files::file(tx, case.id, record).await?.ok_or_else(Problem::not_found)?;
        store::files::part_with(tx, record, file.generation, chunk).await?.ok_or_else(Problem::not_found)
    }
    let chunk = i64::try_from(chunk).map_err(|_| Problem::not_found())?;
    let found = saksi_db::read!(cases.db, holder.viewer(), tx => {
        let right = holder.part(&mut tx).await?;
        saksi_db::as_system!(tx, right, find(&mut tx, holder, record, chunk))
    })?;
    Ok((found.first_chunk, cases.blobs.get(found.blob).await?))
}

/// A case that is open in this server's memory, for sealing or opening a file while it streams.
pub struct Keyed<'a> {
    holder: Holder<'a>,
    keys: CaseKeys,
    generation: Generation,
    case: CaseId,
}

impl fmt::Debug for Keyed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keyed").field("case", &self.case).finish_non_exhaustive()
    }
}

impl<'a> Keyed<'a> {
    /// With the words of a receipt, which `proof` was made from.
    pub async fn with_words(cases: &Cases, receipt: &CaseReceipt, proof: &'a Proof) -> Result<Keyed<'a>, Problem> {
        let (case, wraps) = wraps_for_person(cases, proof).await?;
        let keys = keys_of(receipt, case.id, &wraps)?;
        Ok(Self { holder: Holder::Person(proof), keys, generation: case.generation, case: case.id })
    }

    /// With a helper's key.
    pub async fn with_key(cases: &Cases, me: &'a Unlocked, case: CaseId) -> Result<Keyed<'a>, Problem> {
        let opened = open_case(cases, me, case).await?;
        Ok(Self { holder: Holder::Staff(me, case), keys: opened.keys, generation: opened.row.generation, case })
    }

    /// With a helper's key, to add files. Whoever works on a case has taken it first.
    pub async fn to_attach(cases: &Cases, me: &'a Unlocked, case: CaseId) -> Result<Keyed<'a>, Problem> {
        let opened = open_case(cases, me, case).await?;
        needs_own_wrap(&opened)?;
        Ok(Self { holder: Holder::Staff(me, case), keys: opened.keys, generation: opened.row.generation, case })
    }
}

/// Notes who of the helpers sent files that came whole; the person is told that somebody did. It is for whoever sent them to
/// say in words what they are: a file alone is no answer, and stops no clock.
pub async fn attached(cases: &Cases, me: &Unlocked, case: CaseId, records: &[CaseRecordId]) -> Result<(), Problem> {
    edit(cases, me, case, |opened| {
        needs_own_wrap(opened)?;
        let mut sheet = opened.sheet.clone();
        sheet.authors.extend(records.iter().map(|record| (*record, me.member().person)));
        Ok(Edit::new(sheet, VisitKind::Answered, ()))
    })
    .await
}

/// A file that is sealed while it streams in. Holds about a mebibyte, however large the file.
pub struct Upload<'a> {
    cases: Cases,
    keyed: &'a Keyed<'a>,
    sealer: FileSealer,
    record: CaseRecordId,
    about: FileName,
    sent: u64,
    held: Vec<u8>,
}

impl fmt::Debug for Upload<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload").field("record", &self.record).finish_non_exhaustive()
    }
}

/// Bytes of a part that is sealed here: half of what a browser may send, so that a crowd of uploads stays small.
const WHOLE_PART: usize = MOST_CHUNKS / 2 * SEALED_FILE_CHUNK;
/// Most bytes that are sealed at once.
const PIECE: usize = 1 << 17;

/// Room for a part and what one piece adds to it, so that it never has to grow.
fn room() -> Vec<u8> {
    Vec::with_capacity(WHOLE_PART + PIECE + 2 * SEALED_FILE_CHUNK)
}

/// Takes the first whole part, or all that there is, out of what is held.
fn first_part(held: &mut Vec<u8>) -> Vec<u8> {
    let mut rest = room();
    rest.extend_from_slice(held.get(WHOLE_PART..).unwrap_or_default());
    held.truncate(WHOLE_PART);
    std::mem::replace(held, rest)
}

fn seal_name(
    key: &CaseKey,
    record: CaseRecordId,
    about: &FileName,
    random: &dyn Random,
) -> Result<SealedText, Problem> {
    let text = Zeroizing::new(serde_json::to_string(about).map_err(|_| Problem::internal())?);
    seal_text(key, record, FILE_NAME, &text, random)
}

impl<'a> Upload<'a> {
    /// Begins a file of a case.
    pub async fn begin(cases: &Cases, keyed: &'a Keyed<'a>, mut about: FileName) -> Result<Self, Problem> {
        let random = cases.random();
        let record = CaseRecordId::new(&*random);
        let key = keyed.keys.newest(keyed.generation)?;
        let sealer = key.seal_file(SealedPlace::new(record, FILE), &*random).map_err(damaged("a file"))?;
        about.at = Some(cases.now());
        about.name = about.name.chars().filter(|c| !c.is_control()).take(200).collect();
        about.media_type = about.media_type.chars().take(100).collect();
        let from = match keyed.holder {
            Holder::Person(_) => None,
            Holder::Staff(me, _) => Some(seal_text(key, record, FROM, &me.member().organisation_name, &*random)?),
        };
        let name = seal_name(key, record, &about, &*random)?;
        let file = NewFile { record, header: *sealer.header(), name, from, sealed_length: 0 };
        begin(cases, keyed.holder, &file).await?;
        Ok(Self { cases: cases.clone(), keyed, sealer, record, about, sent: 0, held: room() })
    }

    /// The entry that it will be.
    pub const fn record(&self) -> CaseRecordId {
        self.record
    }

    /// Takes what came in; whole parts go to the store.
    pub async fn write(&mut self, content: &[u8]) -> Result<(), Problem> {
        // A piece at a time, so that what is held stays small whatever comes at once.
        for piece in content.chunks(PIECE) {
            let held = &mut self.held;
            self.sealer
                .write(piece, &*self.cases.random(), |chunk| held.extend_from_slice(&chunk))
                .map_err(|_| too_large())?;
            while self.held.len() >= WHOLE_PART {
                let part = first_part(&mut self.held);
                self.sent = put(&self.cases, self.keyed.holder, self.record, self.sent, part).await?.next_chunk;
            }
        }
        Ok(())
    }

    /// Ends the file; gives the bytes of its content.
    pub async fn finish(self) -> Result<u64, Problem> {
        let Self { cases, keyed, sealer, record, mut about, mut sent, mut held } = self;
        let holder = keyed.holder;
        let random = cases.random();
        let mut end = sealer.finish();
        let length = end.length();
        while let Some(chunk) = end.next_chunk(&*random).map_err(|_| too_large())? {
            if held.len() >= WHOLE_PART {
                sent = put(&cases, holder, record, sent, first_part(&mut held)).await?.next_chunk;
            }
            held.extend_from_slice(&chunk);
        }
        about.size = length;
        let name = seal_name(keyed.keys.newest(keyed.generation)?, record, &about, &*random)?;
        let mut done = false;
        while !held.is_empty() {
            let progress = put_named(&cases, holder, record, sent, first_part(&mut held), Some(&name)).await?;
            (sent, done) = (progress.next_chunk, progress.done);
        }
        if done { Ok(length) } else { Err(damaged("the end of a file")(SealError::Damaged)) }
    }

    /// Takes back what came of a file that did not come whole.
    pub async fn give_up(self) -> Result<(), Problem> {
        async fn take_back(tx: &mut Tx, holder: Holder<'_>, record: CaseRecordId) -> Result<(), Problem> {
            let case = holder.case(tx).await?;
            match store::files::file(tx, case.id, record).await? {
                Some(file) if !file.row.done => store::files::delete_unfinished(tx, record).await,
                _ => Ok(()),
            }
        }
        let Self { cases, keyed, record, .. } = self;
        let holder = keyed.holder;
        saksi_db::write!(cases.db, "give up file", holder.viewer(), tx => {
            let right = holder.part(&mut tx).await?;
            saksi_db::as_system!(tx, right, take_back(&mut tx, holder, record))
        })
    }
}

/// Days that somebody has to go on with a file that broke off; the page that began it must still be open.
const UNFINISHED_DAYS: i64 = 2;

/// Drops what came of files that nobody went on with; how many.
pub(crate) async fn drop_unfinished(cases: &Cases) -> Result<u64, Problem> {
    const BATCH: i64 = 50;
    let before = cases.now().day().plus(-UNFINISHED_DAYS * clock::DAY);
    let mut dropped = 0;
    loop {
        let found = saksi_db::write!(cases.db, "drop unfinished files", Viewer::System, tx => {
            let found = store::files::unfinished(&mut tx, before, BATCH).await?;
            for record in &found {
                store::files::delete_unfinished(&mut tx, *record).await?;
            }
            Ok::<_, Problem>(found.len())
        })?;
        if found == 0 {
            break;
        }
        dropped += u64::try_from(found).unwrap_or(0);
    }
    if dropped > 0 {
        super::retention::sweep_blobs(cases).await?;
    }
    Ok(dropped)
}

/// A file that is opened while it streams out.
pub struct Download<'a> {
    cases: Cases,
    holder: Holder<'a>,
    record: CaseRecordId,
    opener: FileOpener,
    chunks: u64,
    next: u64,
}

impl fmt::Debug for Download<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download").field("record", &self.record).finish_non_exhaustive()
    }
}

impl<'a> Download<'a> {
    /// Begins to read a whole file; gives its name too. That a helper opened it is noted for the person.
    pub async fn begin(
        cases: &Cases,
        keyed: &Keyed<'a>,
        record: CaseRecordId,
    ) -> Result<(FileName, Download<'a>), Problem> {
        async fn texts(tx: &mut Tx, holder: Holder<'_>, case: CaseId) -> Result<Vec<TextRow>, Problem> {
            match holder {
                Holder::Person(_) => store::cases::shared_texts(tx, case).await,
                // A piece of evidence is no entry that the person is given.
                Holder::Staff(..) => store::cases::texts(tx, case).await,
            }
        }
        let file = row(cases, keyed.holder, record).await?;
        if !file.done {
            return Err(Problem::conflict("cases-file-not-whole"));
        }
        let texts = saksi_db::read!(cases.db, keyed.holder.viewer(), tx => {
            let right = keyed.holder.part(&mut tx).await?;
            saksi_db::as_system!(tx, right, texts(&mut tx, keyed.holder, keyed.case))
        })?;
        let (name, _) = Texts::new(texts).get(&keyed.keys, record, FILE_NAME);
        let name = serde_json::from_str(&name).map_err(|_| damaged("the name of a file")(SealError::Damaged))?;
        let key = keyed.keys.of(file.header.generation()).ok_or_else(Problem::not_found)?;
        let place = SealedPlace::new(record, FILE);
        let opener = key.open_file(place, &file.header).map_err(damaged("a file"))?;
        if let Holder::Staff(me, case) = keyed.holder {
            let member = me.member();
            saksi_db::write!(cases.db, "open file", member.viewer(), tx => {
                let right = keyed.holder.part(&mut tx).await?;
                saksi_db::as_system!(tx, right, visited(&mut tx, member, case, VisitKind::FileOpened))
            })?;
        }
        let holder = keyed.holder;
        Ok((name, Self { cases: cases.clone(), holder, record, opener, chunks: file.chunks, next: 0 }))
    }

    /// The next piece of the content, at most a mebibyte; `None` after the last one.
    pub async fn next(&mut self) -> Result<Option<Zeroizing<Vec<u8>>>, Problem> {
        if self.next >= self.chunks {
            return Ok(None);
        }
        let (first, bytes) = part(&self.cases, self.holder, self.record, self.next).await?;
        if first != self.next {
            return Err(damaged("the parts of a file")(SealError::Damaged));
        }
        let mut content = Zeroizing::new(Vec::with_capacity(bytes.len()));
        for chunk in split_chunks(&bytes) {
            content.extend_from_slice(&self.opener.open(chunk).map_err(damaged("a file"))?);
            self.next += 1;
        }
        Ok(Some(content))
    }
}

/// The name of a field, for those who seal elsewhere.
pub const FIELD: FieldName<'static> = FILE;
