//! Sealed files: what can be read of them, and where their parts lie.

use saksi_base::{CaseId, CaseRecordId, Problem, Timestamp};
use saksi_db::blobs::BlobHash;
use saksi_db::{Tx, execute, fetch_all, fetch_optional, fetch_scalar};
use saksi_vault::{FileHeader, Generation};

use super::cases::generation;
use super::{array, number};
use crate::handle::damaged;
use crate::model::case::FileRow;

/// A file, and where it goes while its case is rekeyed.
#[derive(Clone)]
pub(crate) struct StoredFile {
    pub(crate) row: FileRow,
    pub(crate) generation: Generation,
    pub(crate) next_header: Option<FileHeader>,
}

#[derive(saksi_db::FromRow)]
struct Row {
    record: CaseRecordId,
    generation: i64,
    header: Vec<u8>,
    next_header: Option<Vec<u8>>,
    length: i64,
    chunks: i64,
    done: bool,
}

impl Row {
    fn read(self) -> Result<StoredFile, Problem> {
        let header = |bytes: &[u8]| FileHeader::from_bytes(bytes).map_err(damaged("a file's header"));
        Ok(StoredFile {
            row: FileRow {
                record: self.record,
                header: header(&self.header)?,
                chunks: number(self.chunks)?,
                sealed_length: number(self.length)?,
                done: self.done,
            },
            generation: generation(self.generation)?,
            next_header: self.next_header.as_deref().map(header).transpose()?,
        })
    }
}

/// The files of a case.
pub(crate) async fn files(tx: &mut Tx, case: CaseId) -> Result<Vec<StoredFile>, Problem> {
    let rows = fetch_all!(
        tx,
        Row,
        "SELECT record, generation, header, next_header, length, chunks, done FROM case_file WHERE help_case = $1 ORDER BY record",
        case
    )?;
    rows.into_iter().map(Row::read).collect()
}

/// One file of a case.
pub(crate) async fn file(tx: &mut Tx, case: CaseId, record: CaseRecordId) -> Result<Option<StoredFile>, Problem> {
    let row = fetch_optional!(
        tx,
        Row,
        "SELECT record, generation, header, next_header, length, chunks, done FROM case_file WHERE record = $2 AND help_case = $1",
        case,
        record
    )?;
    row.map(Row::read).transpose()
}

/// Begins a file.
pub(crate) async fn insert_file(
    tx: &mut Tx,
    case: CaseId,
    record: CaseRecordId,
    header: &FileHeader,
) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO case_file (record, help_case, generation, header, next_header, length, chunks, done) \
         VALUES ($1, $2, $3, $4, NULL, $5, 0, FALSE)",
        record,
        case,
        i64::from(header.generation().get()),
        header.to_bytes(),
        i64::try_from(saksi_vault::FILE_HEADER).unwrap_or(0)
    )?;
    Ok(())
}

/// Names a part that lies in the store, after the chunks that are there; `false`: somebody else was faster.
pub(crate) async fn append_part(
    tx: &mut Tx,
    record: CaseRecordId,
    under: Generation,
    part: &NewPart,
) -> Result<bool, Problem> {
    let moved = execute!(
        tx,
        "UPDATE case_file SET chunks = chunks + $4, length = length + $5, done = $6 \
         WHERE record = $1 AND generation = $2 AND chunks = $3 AND NOT done",
        record,
        i64::from(under.get()),
        part.first_chunk,
        part.chunks,
        part.bytes,
        part.last
    )?;
    if moved != 1 {
        return Ok(false);
    }
    put_part(tx, record, under, part).await?;
    Ok(true)
}

/// A part that lies in the store.
#[derive(Debug, Clone)]
pub(crate) struct NewPart {
    pub(crate) first_chunk: i64,
    pub(crate) chunks: i64,
    pub(crate) bytes: i64,
    pub(crate) last: bool,
    pub(crate) blob: BlobHash,
}

/// Names a part; doing so again changes nothing.
pub(crate) async fn put_part(
    tx: &mut Tx,
    record: CaseRecordId,
    under: Generation,
    part: &NewPart,
) -> Result<(), Problem> {
    execute!(
        tx,
        "INSERT INTO case_part (record, generation, first_chunk, chunks, blob) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (record, generation, first_chunk) DO NOTHING",
        record,
        i64::from(under.get()),
        part.first_chunk,
        part.chunks,
        &part.blob.0[..]
    )?;
    Ok(())
}

/// Where a part of a file lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) first_chunk: u64,
    pub(crate) chunks: u64,
    pub(crate) blob: BlobHash,
}

fn part((first, chunks, blob): (i64, i64, Vec<u8>)) -> Result<Part, Problem> {
    Ok(Part { first_chunk: number(first)?, chunks: number(chunks)?, blob: BlobHash(array(&blob)?) })
}

/// The parts of a file under one key, in order.
pub(crate) async fn parts(tx: &mut Tx, record: CaseRecordId, under: Generation) -> Result<Vec<Part>, Problem> {
    let rows = fetch_all!(
        tx,
        (i64, i64, Vec<u8>),
        "SELECT first_chunk, chunks, blob FROM case_part WHERE record = $1 AND generation = $2 ORDER BY first_chunk",
        record,
        i64::from(under.get())
    )?;
    rows.into_iter().map(part).collect()
}

/// The part of a file in which a chunk lies.
pub(crate) async fn part_with(
    tx: &mut Tx,
    record: CaseRecordId,
    under: Generation,
    chunk: i64,
) -> Result<Option<Part>, Problem> {
    let row = fetch_optional!(
        tx,
        (i64, i64, Vec<u8>),
        "SELECT first_chunk, chunks, blob FROM case_part WHERE record = $1 AND generation = $2 \
         AND first_chunk <= $3 AND first_chunk + chunks > $3",
        record,
        i64::from(under.get()),
        chunk
    )?;
    row.map(part).transpose()
}

/// Where a file goes under the next key.
pub(crate) async fn set_next_header(tx: &mut Tx, record: CaseRecordId, header: &FileHeader) -> Result<(), Problem> {
    execute!(tx, "UPDATE case_file SET next_header = $2 WHERE record = $1", record, header.to_bytes())?;
    Ok(())
}

/// The file lies under its next key: its parts under the old one wait to be deleted from the store.
pub(crate) async fn finish_reseal(
    tx: &mut Tx,
    record: CaseRecordId,
    old: Generation,
    new: &FileHeader,
) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO blob_to_delete (blob, day) SELECT blob, $3 FROM case_part WHERE record = $1 AND generation = $2 \
         ON CONFLICT (blob) DO NOTHING",
        record,
        i64::from(old.get()),
        day
    )?;
    execute!(tx, "DELETE FROM case_part WHERE record = $1 AND generation = $2", record, i64::from(old.get()))?;
    execute!(
        tx,
        "UPDATE case_file SET generation = $2, header = $3, next_header = NULL WHERE record = $1",
        record,
        i64::from(new.generation().get()),
        new.to_bytes()
    )?;
    Ok(())
}

/// The blobs of a case wait to be deleted from the store.
pub(crate) async fn give_up_blobs(tx: &mut Tx, case: CaseId) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO blob_to_delete (blob, day) SELECT p.blob, $2 FROM case_part p JOIN case_file f ON f.record = p.record \
         WHERE f.help_case = $1 ON CONFLICT (blob) DO NOTHING",
        case,
        day
    )?;
    Ok(())
}

/// Writes down that a part goes into the store before a file comes to name it; the sweep of evidence takes what stays here for long.
pub(crate) async fn under_way(tx: &mut Tx, blob: BlobHash) -> Result<(), Problem> {
    let now = tx.now();
    execute!(
        tx,
        "INSERT INTO blob_underway (blob, at) VALUES ($1, $2) ON CONFLICT (blob) DO NOTHING",
        &blob.0[..],
        now
    )?;
    Ok(())
}

/// It is under way no longer. Says whether it still was.
pub(crate) async fn strike_off(tx: &mut Tx, blob: BlobHash) -> Result<bool, Problem> {
    Ok(execute!(tx, "DELETE FROM blob_underway WHERE blob = $1", &blob.0[..])? == 1)
}

/// Parts that no file came to name wait to be deleted from the store.
pub(crate) async fn give_up_parts(tx: &mut Tx, parts: &[NewPart]) -> Result<(), Problem> {
    let day = tx.now().day();
    for part in parts {
        strike_off(tx, part.blob).await?;
        execute!(
            tx,
            "INSERT INTO blob_to_delete (blob, day) VALUES ($1, $2) ON CONFLICT (blob) DO NOTHING",
            &part.blob.0[..],
            day
        )?;
    }
    Ok(())
}

/// Blobs that wait to be deleted from the store.
pub(crate) async fn blobs_to_delete(tx: &mut Tx, most: i64) -> Result<Vec<BlobHash>, Problem> {
    let rows = fetch_all!(tx, (Vec<u8>,), "SELECT blob FROM blob_to_delete ORDER BY day, blob LIMIT $1", most)?;
    rows.into_iter().map(|(blob,)| array(&blob).map(BlobHash)).collect()
}

/// A blob is gone from the store.
pub(crate) async fn blob_deleted(tx: &mut Tx, blob: BlobHash) -> Result<(), Problem> {
    execute!(tx, "DELETE FROM blob_to_delete WHERE blob = $1", &blob.0[..])?;
    Ok(())
}

/// Files that are not whole and were begun before a day.
pub(crate) async fn unfinished(tx: &mut Tx, before: Timestamp, most: i64) -> Result<Vec<CaseRecordId>, Problem> {
    let rows = fetch_all!(
        tx,
        (CaseRecordId,),
        "SELECT f.record FROM case_file f JOIN case_record r ON r.id = f.record WHERE NOT f.done AND r.day < $1 LIMIT $2",
        before,
        most
    )?;
    Ok(rows.into_iter().map(|(record,)| record).collect())
}

/// Drops a file that is not whole, with its entry.
pub(crate) async fn delete_unfinished(tx: &mut Tx, record: CaseRecordId) -> Result<(), Problem> {
    let day = tx.now().day();
    execute!(
        tx,
        "INSERT INTO blob_to_delete (blob, day) SELECT p.blob, $2 FROM case_part p JOIN case_file f ON f.record = p.record \
         WHERE f.record = $1 AND NOT f.done ON CONFLICT (blob) DO NOTHING",
        record,
        day
    )?;
    execute!(
        tx,
        "DELETE FROM case_record WHERE id = $1 AND id IN (SELECT record FROM case_file WHERE record = $1 AND NOT done)",
        record
    )?;
    Ok(())
}

/// How many files a case has.
pub(crate) async fn count(tx: &mut Tx, case: CaseId) -> Result<i64, Problem> {
    let count = fetch_scalar!(tx, i64, "SELECT count(*) FROM case_file WHERE help_case = $1", case)?;
    Ok(count.unwrap_or(0))
}

/// How many files of a case are under another key than that of a generation.
pub(crate) async fn count_not_under(tx: &mut Tx, case: CaseId, wanted: Generation) -> Result<i64, Problem> {
    let left = fetch_scalar!(
        tx,
        i64,
        "SELECT count(*) FROM case_file WHERE help_case = $1 AND generation <> $2",
        case,
        i64::from(wanted.get())
    )?;
    Ok(left.unwrap_or(0))
}
