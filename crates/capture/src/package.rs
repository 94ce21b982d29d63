//! A capture as one file that replay tools open: its records, their index and its pages in a WACZ package.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Cursor, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::FileExt as _;

use saksi_archive::cdxj::{self, ReadAt};
use saksi_archive::wacz::{self, About, PackageWriteError};

use crate::Captured;

/// The name of the records inside of a package.
pub const ARCHIVE: &str = "data.warc.gz";

/// Why no package could be made.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// A file cannot be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The records cannot be read again.
    #[error("the records cannot be read again: {0}")]
    Index(String),
    /// The package cannot be written.
    #[error(transparent)]
    Write(#[from] PackageWriteError),
}

/// A file that is read from anywhere.
struct OnDisk<'a>(&'a File);

impl ReadAt for OnDisk<'_> {
    fn read_at(&self, to: &mut [u8], offset: u64) -> io::Result<usize> {
        self.0.read_at(to, offset)
    }
}

/// Makes a package of a file of records, which is to be called [`ARCHIVE`] in it.
///
/// # Errors
///
/// [`PackError`].
pub fn pack(mut records: &File, captured: &Captured, out: &File) -> Result<(), PackError> {
    let size = records.metadata()?.len();
    let index = index(&OnDisk(records), size)?;
    records.seek(SeekFrom::Start(0))?;
    write(BufReader::new(records), &index, captured, BufWriter::new(out))?.flush()?;
    Ok(())
}

/// The same for a capture that may not touch the disk.
///
/// # Errors
///
/// [`PackError`].
pub fn pack_in_memory(records: &[u8], captured: &Captured) -> Result<Vec<u8>, PackError> {
    let index = index(records, records.len() as u64)?;
    Ok(write(records, &index, captured, Cursor::new(Vec::new()))?.into_inner())
}

/// The sorted index of records.
fn index<S: ReadAt + ?Sized>(records: &S, size: u64) -> Result<String, PackError> {
    let mut lines = Vec::new();
    let options =
        cdxj::Options { file_name: ARCHIVE.to_owned(), post_append: true, record_digest: true, ..Default::default() };
    cdxj::index(records, size, &options, |line| lines.push(line))
        .map_err(|error| PackError::Index(error.to_string()))?;
    Ok(cdxj::sort(lines))
}

fn write<W: Write + Seek>(records: impl Read, index: &str, captured: &Captured, out: W) -> Result<W, PackError> {
    let made = captured.ended.to_jiff();
    let mut package = wacz::Writer::new(out, made);
    package.archive(ARCHIVE, records)?;
    package.index(index)?;
    let pages: Vec<wacz::Page> = captured
        .pages
        .iter()
        .filter_map(|page| {
            let ts = page.at?.to_jiff().to_string();
            let (title, text) = (page.title.clone(), page.text.clone());
            Some(wacz::Page { url: page.url.to_string(), ts, title, text, ..Default::default() })
        })
        .collect();
    package.pages(&pages)?;
    let about = About {
        title: pages.first().and_then(|page| page.title.clone()),
        description: captured.cut_short.map(|after| {
            format!(
                "Cut short: its time was over after {} seconds. What was not fetched by then is missing.",
                after.as_secs()
            )
        }),
        created: Some(made.to_string()),
        software: Some(concat!("saksi/", env!("CARGO_PKG_VERSION")).to_owned()),
        main_page_url: pages.first().map(|page| page.url.clone()),
        main_page_date: pages.first().map(|page| page.ts.clone()),
        ..About::default()
    };
    Ok(package.finish(about)?)
}
