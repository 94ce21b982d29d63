//! Reading a package that anybody may have made.

use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use serde::Deserialize;
use zip::{CompressionMethod, ZipArchive};

use super::{Manifest, Page, is_safe};
use crate::cdxj::{self, BlockIndex};
use crate::digest::{Algorithm, Digest, DigestError, Hasher};
use crate::warc::Place;

/// How much a package may ask of the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PackageLimits {
    /// Most files.
    pub files: usize,
    /// Largest manifest and largest index that are read whole, in bytes.
    pub whole: u64,
    /// Largest file that is read at all, after decompression, in bytes.
    pub file: u64,
    /// Most pages that are read.
    pub pages: usize,
}

impl Default for PackageLimits {
    fn default() -> Self {
        Self { files: 100_000, whole: 256 << 20, file: 1 << 40, pages: 1_000_000 }
    }
}

/// Why a package cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// The caller's reader failed.
    #[error("the package cannot be read: {0}")]
    Io(#[from] io::Error),
    /// It is no ZIP file, or a damaged one.
    #[error("the package is no ZIP file, or a damaged one: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// A name that would lead out of the package.
    #[error("the package holds a file named `{0}`, which no package may; nothing of it was read")]
    BadName(String),
    /// Two files of one name, of which different programs would see different ones.
    #[error("the package holds `{0}` twice; different programs would read different ones")]
    Twice(String),
    /// Too many files.
    #[error("the package holds {found} files; at most {limit} are read")]
    TooManyFiles {
        /// How many it holds.
        found: usize,
        /// How many are read.
        limit: usize,
    },
    /// A file that is too large to be read whole.
    #[error("`{path}` has more than {limit} bytes")]
    TooLarge {
        /// The file.
        path: String,
        /// The bound.
        limit: u64,
    },
    /// No such file.
    #[error("the package holds no `{0}`")]
    Missing(String),
    /// The manifest cannot be read.
    #[error("datapackage.json cannot be read: {0}")]
    BadManifest(serde_json::Error),
    /// A version that is not known.
    #[error("the package is of version `{0}`; 1.0.0 to 1.2.0 are read")]
    UnknownVersion(String),
    /// A list of pages or an index with a line that cannot be read.
    #[error("line {line} of `{path}` cannot be read: {why}")]
    BadLine {
        /// The file.
        path: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        why: String,
    },
    /// An archive that is compressed again, in which nothing can be looked up.
    #[error("`{0}` is compressed a second time within the package, so nothing in it can be looked up")]
    Compressed(String),
}

/// What does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageFault {
    /// The file it is about.
    pub path: String,
    /// What is wrong.
    pub kind: Contents,
}

impl fmt::Display for PackageFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.path, self.kind)
    }
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Contents {
    /// Its content has another digest.
    #[error("was changed: its digest is {found}, not {stated}")]
    Changed {
        /// What the manifest says.
        stated: String,
        /// What the file gives.
        found: String,
    },
    /// It has another length.
    #[error("has {found} bytes, not {stated}")]
    Length {
        /// What the manifest says.
        stated: u64,
        /// What the file has.
        found: u64,
    },
    /// It is listed and not there.
    #[error("is listed in the manifest and is not in the package")]
    Missing,
    /// It is there and not listed.
    #[error("is in the package and not listed in the manifest")]
    NotListed,
    /// It should be stored as it is.
    #[error("is compressed within the package, though it must be stored as it is")]
    NotStored,
    /// It cannot be read.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// Its digest cannot be checked.
    #[error("{0}")]
    Digest(DigestError),
    /// A part that every package must have.
    #[error("is missing; every package must have it")]
    Needed,
}

/// What a check of a package found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PackageReport {
    /// Files whose digests were computed anew and are the same.
    pub right: usize,
    /// What does not hold.
    pub faults: Vec<PackageFault>,
    /// Whether the manifest has a digest beside it that holds.
    pub manifest_digest: bool,
    /// What others signed, as it stands, unchecked.
    pub signed: Option<serde_json::Value>,
}

impl PackageReport {
    /// Whether everything holds.
    pub fn holds(&self) -> bool {
        self.faults.is_empty()
    }
}

/// The digest beside the manifest.
#[derive(Deserialize)]
struct ManifestDigest {
    hash: String,
    #[serde(default, rename = "signedData")]
    signed_data: Option<serde_json::Value>,
}

const MANIFEST: &str = "datapackage.json";
const MANIFEST_DIGEST: &str = "datapackage-digest.json";

/// A package that was opened.
pub struct Package<R> {
    zip: ZipArchive<R>,
    manifest: Manifest,
    paths: BTreeSet<String>,
    limits: PackageLimits,
}

impl<R: Read + Seek> Package<R> {
    /// Opens a package: looks at every name in it, and reads the manifest.
    pub fn open(input: R) -> Result<Self, PackageError> {
        Self::with(input, PackageLimits::default())
    }

    /// Opens a package with other limits.
    pub fn with(input: R, limits: PackageLimits) -> Result<Self, PackageError> {
        let mut zip = ZipArchive::new(input)?;
        if zip.len() > limits.files {
            return Err(PackageError::TooManyFiles { found: zip.len(), limit: limits.files });
        }
        if zip.has_duplicate_names() {
            return Err(PackageError::Twice("a file".to_owned()));
        }
        let mut paths = BTreeSet::new();
        for place in 0..zip.len() {
            let entry = zip.by_index_raw(place)?;
            let name = entry.name()?.into_owned();
            if entry.is_dir() && is_safe(name.trim_end_matches('/')) {
                continue;
            }
            if !is_safe(&name) || entry.is_symlink() {
                return Err(PackageError::BadName(name.chars().take(120).collect()));
            }
            if !paths.insert(name.clone()) {
                return Err(PackageError::Twice(name));
            }
        }
        let mut package = Self {
            zip,
            manifest: Manifest {
                profile: String::new(),
                wacz_version: None,
                resources: Vec::new(),
                about: super::About::default(),
            },
            paths,
            limits,
        };
        let text = package.whole(MANIFEST)?;
        package.manifest = serde_json::from_slice(&text).map_err(PackageError::BadManifest)?;
        match package.manifest.wacz_version.as_deref() {
            Some("1.0.0" | "1.1.0" | "1.1.1" | "1.2.0") => {}
            None if package.manifest.profile == "wacz" => {}
            other => {
                let version = other.unwrap_or("none").chars().take(40).collect();
                return Err(PackageError::UnknownVersion(version));
            }
        }
        Ok(package)
    }

    /// The manifest.
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Every file.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }

    /// The archives.
    pub fn archives(&self) -> Vec<String> {
        let of_archive = |path: &&String| {
            let extension = path.strip_suffix(".gz").unwrap_or(path).rsplit_once('.').map(|(_, extension)| extension);
            path.starts_with("archive/") && extension == Some("warc")
        };
        self.paths.iter().filter(of_archive).cloned().collect()
    }

    /// A file, to be read as it comes; more than the bound is an error.
    pub fn file(&mut self, path: &str) -> Result<impl Read + '_, PackageError> {
        let limit = self.limits.file;
        if !self.paths.contains(path) {
            return Err(PackageError::Missing(path.to_owned()));
        }
        let entry = self.zip.by_name(path)?;
        if entry.size() > limit {
            return Err(PackageError::TooLarge { path: path.to_owned(), limit });
        }
        Ok(entry.take(limit))
    }

    /// A small file as a whole.
    fn whole(&mut self, path: &str) -> Result<Vec<u8>, PackageError> {
        let limit = self.limits.whole;
        let mut bytes = Vec::new();
        self.file(path)?.take(limit + 1).read_to_end(&mut bytes)?;
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limit {
            return Err(PackageError::TooLarge { path: path.to_owned(), limit });
        }
        Ok(bytes)
    }

    /// Where an archive lies in the file, so that a record's place in the archive is one in the file.
    pub fn place(&mut self, path: &str) -> Result<Place, PackageError> {
        if !self.paths.contains(path) {
            return Err(PackageError::Missing(path.to_owned()));
        }
        let entry = self.zip.by_name(path)?;
        if entry.compression() != CompressionMethod::Stored {
            return Err(PackageError::Compressed(path.to_owned()));
        }
        let offset = entry.data_start().ok_or_else(|| PackageError::Missing(path.to_owned()))?;
        Ok(Place { offset, length: entry.size() })
    }

    /// The bytes of one record, by its line of the index.
    pub fn record(&mut self, line: &cdxj::Line) -> Result<impl Read + '_, PackageError> {
        let missing = || PackageError::Missing(line.file_name().unwrap_or("archive").to_owned());
        let path = format!("archive/{}", line.file_name().ok_or_else(missing)?);
        let place = line.place().ok_or_else(missing)?;
        if !self.paths.contains(&path) {
            return Err(PackageError::Missing(path));
        }
        let mut archive = self.zip.by_name_seek(&path).map_err(|_| PackageError::Compressed(path))?;
        archive.seek(SeekFrom::Start(place.offset))?;
        Ok(archive.take(place.length))
    }

    /// The lists of pages: the first one, then further ones.
    pub fn pages(&mut self) -> Result<Vec<Page>, PackageError> {
        let mut lists: Vec<String> = self
            .paths
            .iter()
            .filter(|path| path.starts_with("pages/") && path.rsplit_once('.').is_some_and(|(_, end)| end == "jsonl"))
            .cloned()
            .collect();
        lists.sort_by_key(|path| path != "pages/pages.jsonl");
        let mut pages = Vec::new();
        for path in lists {
            let limit = self.limits;
            let reader = BufReader::new(self.file(&path)?);
            for (number, line) in reader.take(limit.whole).lines().enumerate() {
                let line = line?;
                let bad = |why: String| PackageError::BadLine { path: path.clone(), line: number + 1, why };
                if line.trim().is_empty() {
                    continue;
                }
                let value: serde_json::Value = serde_json::from_str(&line).map_err(|error| bad(error.to_string()))?;
                if value.get("format").is_some() && value.get("url").is_none() {
                    continue;
                }
                pages.push(serde_json::from_value(value).map_err(|error| bad(error.to_string()))?);
                if pages.len() >= limit.pages {
                    return Ok(pages);
                }
            }
        }
        Ok(pages)
    }

    /// The lines of the index for an address, oldest first.
    pub fn find(&mut self, url: &str) -> Result<Vec<cdxj::Line>, PackageError> {
        let key = cdxj::surt(url);
        let mut found = Vec::new();
        let indexes: Vec<String> = self.paths.iter().filter(|path| path.starts_with("indexes/")).cloned().collect();
        let small = indexes.iter().find(|path| path.rsplit_once('.').is_some_and(|(_, end)| end == "idx"));
        if let Some(small) = small
            && let blocks = format!("{}.cdx.gz", small.trim_end_matches(".idx"))
            && self.place(&blocks).is_ok()
        {
            let text = String::from_utf8_lossy(&self.whole(small)?).into_owned();
            let bad =
                |error: cdxj::LineError| PackageError::BadLine { path: small.clone(), line: 0, why: error.to_string() };
            let index = BlockIndex::parse(&text).map_err(bad)?;
            for place in index.blocks_of(&key) {
                let mut file = self.zip.by_name_seek(&blocks)?;
                file.seek(SeekFrom::Start(place.offset))?;
                let text = BlockIndex::lines(file.take(place.length))?;
                take_lines(&text, &key, &blocks, &mut found)?;
            }
            return Ok(found);
        }
        for path in indexes.iter().filter(|path| path.contains(".cdx")) {
            let bytes = self.whole(path)?;
            let text = match path.strip_suffix(".gz") {
                Some(_) => {
                    let limit = self.limits.whole;
                    let mut text = String::new();
                    flate2::read::MultiGzDecoder::new(bytes.as_slice()).take(limit).read_to_string(&mut text)?;
                    text
                }
                None => String::from_utf8_lossy(&bytes).into_owned(),
            };
            take_lines(&text, &key, path, &mut found)?;
        }
        found.sort_by(|one, other| one.timestamp.cmp(&other.timestamp));
        Ok(found)
    }

    /// Computes the digest of every file anew, and looks for what every package must have.
    pub fn verify(&mut self) -> Result<PackageReport, PackageError> {
        let mut report = PackageReport::default();
        let mut fault = |path: &str, kind: Contents| report.faults.push(PackageFault { path: path.to_owned(), kind });
        let listed: BTreeSet<String> = self.manifest.resources.iter().map(|resource| resource.path.clone()).collect();
        for path in &self.paths {
            if path != MANIFEST && path != MANIFEST_DIGEST && !listed.contains(path) {
                fault(path, Contents::NotListed);
            }
        }
        for (needed, there) in [
            ("archive/*.warc.gz", !self.archives().is_empty()),
            ("indexes/index.cdx.gz", self.paths.iter().any(|path| path.starts_with("indexes/"))),
            ("pages/pages.jsonl", self.paths.contains("pages/pages.jsonl")),
        ] {
            if !there {
                fault(needed, Contents::Needed);
            }
        }
        let mut right = 0;
        for resource in self.manifest.resources.clone() {
            let path = resource.path.as_str();
            if !self.paths.contains(path) {
                fault(path, Contents::Missing);
                continue;
            }
            let must_be_stored = path.starts_with("archive/") || (path.starts_with("indexes/") && path.contains(".gz"));
            if must_be_stored && self.zip.by_name(path)?.compression() != CompressionMethod::Stored {
                fault(path, Contents::NotStored);
            }
            let stated: Digest = match resource.hash.parse() {
                Ok(stated) => stated,
                Err(error) => {
                    fault(path, Contents::Digest(error));
                    continue;
                }
            };
            match self.measure(path, stated.algorithm()) {
                Err(error) => fault(path, Contents::Unreadable(error.to_string())),
                Ok((found, _)) if found != stated => {
                    fault(path, Contents::Changed { stated: stated.to_string(), found: found.to_string() });
                }
                Ok((_, length)) if length != resource.bytes => {
                    fault(path, Contents::Length { stated: resource.bytes, found: length });
                }
                Ok(_) => right += 1,
            }
        }
        if self.paths.contains(MANIFEST_DIGEST) {
            let text = self.whole(MANIFEST_DIGEST);
            match text
                .map_err(|error| error.to_string())
                .and_then(|text| serde_json::from_slice::<ManifestDigest>(&text).map_err(|error| error.to_string()))
            {
                Err(why) => fault(MANIFEST_DIGEST, Contents::Unreadable(why)),
                Ok(digest) => {
                    match digest.hash.parse::<Digest>() {
                        Err(error) => fault(MANIFEST_DIGEST, Contents::Digest(error)),
                        Ok(stated) => {
                            let (found, _) = self.measure(MANIFEST, stated.algorithm())?;
                            if found == stated {
                                report.manifest_digest = true;
                            } else {
                                fault(
                                    MANIFEST,
                                    Contents::Changed { stated: stated.to_string(), found: found.to_string() },
                                );
                            }
                        }
                    }
                    report.signed = digest.signed_data;
                }
            }
        }
        report.right = right;
        Ok(report)
    }

    fn measure(&mut self, path: &str, algorithm: Algorithm) -> Result<(Digest, u64), PackageError> {
        let mut hasher = Hasher::new(algorithm);
        let length = io::copy(&mut self.file(path)?, &mut hasher)?;
        Ok((hasher.finish(), length))
    }
}

fn take_lines(text: &str, key: &str, path: &str, found: &mut Vec<cdxj::Line>) -> Result<(), PackageError> {
    for line in cdxj::find(text, key) {
        let line = cdxj::Line::parse(line).map_err(|error| PackageError::BadLine {
            path: path.to_owned(),
            line: 0,
            why: error.to_string(),
        })?;
        found.push(line);
    }
    Ok(())
}
