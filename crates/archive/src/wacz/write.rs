//! Writing a package.

use std::io::{self, Read, Seek, Write};

use serde_json::{Value, json};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

use super::{About, Manifest, Page, Resource, VERSION, is_safe};
use crate::cdxj;
use crate::digest::{Algorithm, Digest, Hasher};

/// Why a package was not written.
#[derive(Debug, thiserror::Error)]
pub enum PackageWriteError {
    /// A reader or the writer of the caller failed.
    #[error("the package cannot be written: {0}")]
    Io(#[from] io::Error),
    /// The ZIP file cannot be made.
    #[error("the package cannot be written: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// A name that is none, or that belongs into another folder.
    #[error("`{0}` cannot be the name of a file of the package")]
    BadName(String),
    /// A name that stands there already.
    #[error("the package holds `{0}` already")]
    Twice(String),
    /// A package needs an archive, an index and a list of pages.
    #[error("the package has no {0} yet")]
    Missing(&'static str),
    /// A page without an address or time.
    #[error("a page of the package cannot be written: {0}")]
    BadPage(#[from] serde_json::Error),
}

/// Writes a package file by file; nothing but the index is held in memory.
pub struct Writer<W: Write + Seek> {
    zip: ZipWriter<W>,
    resources: Vec<Resource>,
    time: DateTime,
}

impl<W: Write + Seek> Writer<W> {
    /// Begins a package that was made at this time.
    pub fn new(out: W, made: jiff::Timestamp) -> Self {
        let time = made.to_zoned(jiff::tz::TimeZone::UTC).datetime();
        let part = |value: i8| u8::try_from(value).unwrap_or_default();
        let time = DateTime::from_date_and_time(
            u16::try_from(time.year()).unwrap_or_default(),
            part(time.month()),
            part(time.day()),
            part(time.hour()),
            part(time.minute()),
            part(time.second()),
        );
        // ZIP knows no time before 1980.
        Self { zip: ZipWriter::new(out), resources: Vec::new(), time: time.unwrap_or_default() }
    }

    fn add(&mut self, path: &str, store: bool, mut bytes: impl Read) -> Result<&Resource, PackageWriteError> {
        if !is_safe(path) {
            return Err(PackageWriteError::BadName(path.to_owned()));
        }
        if self.resources.iter().any(|resource| resource.path == path) {
            return Err(PackageWriteError::Twice(path.to_owned()));
        }
        let method = if store { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(self.time)
            .unix_permissions(0o644)
            // How long it gets is not known yet; without this, four gigabytes would be the end.
            .large_file(true);
        self.zip.start_file(path, options)?;
        let mut both = Both { out: &mut self.zip, hasher: Hasher::new(Algorithm::Sha256) };
        let length = io::copy(&mut bytes, &mut both)?;
        let hash = both.hasher.finish().to_string();
        let name = path.rsplit('/').next().unwrap_or_default().to_lowercase();
        self.resources.push(Resource { name, path: path.to_owned(), hash, bytes: length });
        self.resources.last().ok_or(PackageWriteError::Missing("file"))
    }

    /// Adds a WARC file as `archive/NAME`. A name that ends with `.gz` is one of a compressed file.
    pub fn archive(&mut self, name: &str, bytes: impl Read) -> Result<&Resource, PackageWriteError> {
        let extension = name.strip_suffix(".gz").unwrap_or(name).rsplit_once('.').map(|(_, extension)| extension);
        if name.contains('/') || extension != Some("warc") {
            return Err(PackageWriteError::BadName(name.to_owned()));
        }
        self.add(&format!("archive/{name}"), true, bytes)
    }

    /// Adds the index: the lines of all archives, sorted, as [`cdxj::sort`] gives them; in blocks, as replay tools fetch them.
    pub fn index(&mut self, sorted: &str) -> Result<(), PackageWriteError> {
        let (blocks, index) = cdxj::compress(sorted, "index.cdx.gz")?;
        self.add("indexes/index.cdx.gz", true, blocks.as_slice())?;
        self.add("indexes/index.idx", false, index.as_bytes())?;
        Ok(())
    }

    /// Adds the list of pages with which a reader begins.
    pub fn pages(&mut self, pages: &[Page]) -> Result<(), PackageWriteError> {
        self.page_list("pages/pages.jsonl", "pages", "Pages", pages)
    }

    /// Adds the list of further pages.
    pub fn extra_pages(&mut self, pages: &[Page]) -> Result<(), PackageWriteError> {
        self.page_list("pages/extraPages.jsonl", "extra-pages", "Extra pages", pages)
    }

    fn page_list(&mut self, path: &str, id: &str, title: &str, pages: &[Page]) -> Result<(), PackageWriteError> {
        let has_text = pages.iter().any(|page| page.text.is_some());
        let mut text = json!({ "format": "json-pages-1.0", "id": id, "title": title, "hasText": has_text }).to_string();
        text.push('\n');
        for page in pages {
            let mut page = page.clone();
            if page.id.is_none() {
                // The same page has the same name wherever it is listed.
                let digest = Digest::sha256(format!("{} {}", page.ts, page.url).as_bytes()).to_string();
                page.id = digest.get(7..27).map(ToOwned::to_owned);
            }
            text.push_str(&serde_json::to_string(&page)?);
            text.push('\n');
        }
        self.add(path, false, text.as_bytes())?;
        Ok(())
    }

    /// Adds another file, outside of the folders that belong to the format.
    pub fn file(&mut self, path: &str, bytes: impl Read) -> Result<&Resource, PackageWriteError> {
        let folder = path.split('/').next().unwrap_or_default().to_ascii_lowercase();
        let taken = ["archive", "indexes", "pages", "datapackage.json", "datapackage-digest.json"];
        if taken.contains(&folder.as_str()) {
            return Err(PackageWriteError::BadName(path.to_owned()));
        }
        self.add(path, false, bytes)
    }

    /// Ends the package with its manifest and the digest of it.
    pub fn finish(self, about: About) -> Result<W, PackageWriteError> {
        self.finish_signed(about, |_| None)
    }

    /// Ends the package. `sign` is given the digest of the manifest and returns what is put beside it as `signedData`.
    pub fn finish_signed(
        mut self,
        about: About,
        sign: impl FnOnce(&Digest) -> Option<Value>,
    ) -> Result<W, PackageWriteError> {
        for (folder, what) in
            [("archive/", "archive"), ("indexes/index.cdx.gz", "index"), ("pages/pages.jsonl", "list of pages")]
        {
            if !self.resources.iter().any(|resource| resource.path.starts_with(folder)) {
                return Err(PackageWriteError::Missing(what));
            }
        }
        let manifest = Manifest {
            profile: "data-package".to_owned(),
            wacz_version: Some(VERSION.to_owned()),
            resources: std::mem::take(&mut self.resources),
            about,
        };
        let manifest = serde_json::to_vec_pretty(&manifest)?;
        let hash = Digest::sha256(&manifest);
        let mut digest = json!({ "path": "datapackage.json", "hash": hash.to_string() });
        if let (Some(signed), Some(fields)) = (sign(&hash), digest.as_object_mut()) {
            fields.insert("signedData".to_owned(), signed);
        }
        self.add("datapackage.json", false, manifest.as_slice())?;
        self.add("datapackage-digest.json", false, serde_json::to_vec_pretty(&digest)?.as_slice())?;
        Ok(self.zip.finish()?)
    }
}

/// Writes and hashes.
struct Both<'a, W> {
    out: &'a mut W,
    hasher: Hasher,
}

impl<W: Write> Write for Both<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.out.write(bytes)?;
        self.hasher.update(bytes.get(..count).unwrap_or_default());
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
