//! Bytes addressed by the SHA-256 of what is stored, in a folder or an S3-compatible object store.
//!
//! A blob is on disk (or acknowledged by the store) before the row that names it is written.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use object_store::aws::AmazonS3Builder;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::error::Error;

/// The SHA-256 of a blob's stored bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobHash(pub [u8; 32]);

impl BlobHash {
    /// The hash of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl fmt::Display for BlobHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for BlobHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BlobHash({self})")
    }
}

impl FromStr for BlobHash {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self, Error> {
        let wrong = || Error::Storage("not a SHA-256 in 64 hexadecimal digits".to_owned());
        if text.len() != 64 || !text.is_ascii() {
            return Err(wrong());
        }
        let mut bytes = [0; 32];
        for (index, byte) in bytes.iter_mut().enumerate() {
            let digits = text.get(index * 2..index * 2 + 2).ok_or_else(wrong)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| wrong())?;
        }
        Ok(Self(bytes))
    }
}

/// How to reach an S3-compatible store.
#[derive(Clone)]
pub struct S3Settings {
    /// Such as `https://s3.example.org`.
    pub endpoint: String,
    /// The bucket; it must exist.
    pub bucket: String,
    /// The region; many stores take any word.
    pub region: String,
    /// The access key's name.
    pub access_key: String,
    /// The access key's secret.
    pub secret_key: String,
    /// A folder inside the bucket, or empty.
    pub prefix: String,
}

impl fmt::Debug for S3Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3Settings")
            .field("endpoint", &self.endpoint)
            .field("bucket", &self.bucket)
            .finish_non_exhaustive()
    }
}

/// A store of blobs. Cheap to clone.
#[derive(Clone)]
pub struct Blobs(Store);

#[derive(Clone)]
enum Store {
    Folder(PathBuf),
    Objects { store: Arc<dyn ObjectStore>, prefix: String },
}

impl fmt::Debug for Blobs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Store::Folder(path) => f.debug_tuple("Folder").field(path).finish(),
            Store::Objects { prefix, .. } => f.debug_tuple("Objects").field(prefix).finish(),
        }
    }
}

impl Blobs {
    /// A folder on this machine; made when absent.
    pub async fn folder(path: &Path) -> Result<Self, Error> {
        tokio::fs::create_dir_all(path)
            .await
            .map_err(|error| Error::Storage(format!("{}: {error}", path.display())))?;
        Ok(Self(Store::Folder(path.to_owned())))
    }

    /// A bucket of an S3-compatible store.
    pub fn s3(settings: &S3Settings) -> Result<Self, Error> {
        // Whoever comes first chooses; every part of the program chooses the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let store = AmazonS3Builder::new()
            .with_endpoint(&settings.endpoint)
            .with_allow_http(settings.endpoint.starts_with("http://"))
            .with_bucket_name(&settings.bucket)
            .with_region(&settings.region)
            .with_access_key_id(&settings.access_key)
            .with_secret_access_key(&settings.secret_key)
            .build()
            .map_err(|error| Error::Settings(format!("the object store cannot be used: {error}")))?;
        Ok(Self(Store::Objects { store: Arc::new(store), prefix: settings.prefix.trim_matches('/').to_owned() }))
    }

    /// Stores bytes; storing the same bytes again costs nothing and changes nothing.
    pub async fn put(&self, bytes: Vec<u8>) -> Result<BlobHash, Error> {
        let hash = BlobHash::of(&bytes);
        let name = blob_name(hash);
        if !self.has_named(&name).await? {
            self.put_named(&name, bytes).await?;
        }
        Ok(hash)
    }

    /// The bytes of a blob. Bytes that no longer match their hash are an error, never an answer.
    pub async fn get(&self, hash: BlobHash) -> Result<Vec<u8>, Error> {
        let bytes = self.get_named(&blob_name(hash)).await?;
        if BlobHash::of(&bytes) == hash {
            Ok(bytes)
        } else {
            Err(Error::Storage(format!("blob {hash} is damaged: its bytes no longer match its name")))
        }
    }

    /// Whether a blob is there.
    pub async fn has(&self, hash: BlobHash) -> Result<bool, Error> {
        self.has_named(&blob_name(hash)).await
    }

    /// Deletes a blob; one that is not there is no error.
    pub async fn delete(&self, hash: BlobHash) -> Result<(), Error> {
        self.delete_named(&blob_name(hash)).await
    }

    /// Puts bytes aside for a short while under a name of the caller's. They are no blob: no list names them and no backup
    /// holds them. Whoever stages also takes away.
    pub async fn stage(&self, id: Uuid, bytes: Vec<u8>) -> Result<(), Error> {
        self.put_named(&staged_name(id), bytes).await
    }

    /// What was put aside; `None` where there is nothing (any more).
    pub async fn staged(&self, id: Uuid) -> Result<Option<Vec<u8>>, Error> {
        let name = staged_name(id);
        if self.has_named(&name).await? { self.get_named(&name).await.map(Some) } else { Ok(None) }
    }

    /// Takes away what was put aside; nothing there is no error.
    pub async fn unstage(&self, id: Uuid) -> Result<(), Error> {
        self.delete_named(&staged_name(id)).await
    }

    async fn delete_named(&self, name: &str) -> Result<(), Error> {
        match &self.0 {
            Store::Folder(root) => match tokio::fs::remove_file(root.join(name)).await {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(storage(name, &error)),
                _ => Ok(()),
            },
            Store::Objects { store, prefix } => match store.delete(&key(prefix, name)).await {
                Err(object_store::Error::NotFound { .. }) | Ok(()) => Ok(()),
                Err(error) => Err(storage(name, &error)),
            },
        }
    }

    /// Whether the blobs lie in a folder of this machine (and so belong into its backup).
    pub const fn is_folder(&self) -> bool {
        matches!(self.0, Store::Folder(_))
    }

    /// Every blob of a folder; none of an object store, which keeps its own copies.
    pub async fn list(&self) -> Result<Vec<BlobHash>, Error> {
        let mut all = Vec::new();
        if self.is_folder() {
            for first in 0..=255_u8 {
                for name in self.list_named(&format!("blobs/{first:02x}/")).await? {
                    let hex = name.trim_start_matches("blobs/").replace('/', "");
                    all.push(hex.parse()?);
                }
            }
        }
        Ok(all)
    }

    pub(crate) async fn put_named(&self, name: &str, bytes: Vec<u8>) -> Result<(), Error> {
        match &self.0 {
            Store::Folder(root) => {
                let path = root.join(name);
                tokio::task::spawn_blocking(move || write_durably(&path, &bytes))
                    .await
                    .map_err(|error| storage(name, &error))?
                    .map_err(|error| match error.kind() {
                        std::io::ErrorKind::StorageFull => Error::DiskFull,
                        _ => storage(name, &error),
                    })
            }
            Store::Objects { store, prefix } => store
                .put(&key(prefix, name), PutPayload::from(bytes))
                .await
                .map(|_| ())
                .map_err(|error| storage(name, &error)),
        }
    }

    pub(crate) async fn get_named(&self, name: &str) -> Result<Vec<u8>, Error> {
        match &self.0 {
            Store::Folder(root) => tokio::fs::read(root.join(name)).await.map_err(|error| storage(name, &error)),
            Store::Objects { store, prefix } => {
                let found = store.get(&key(prefix, name)).await.map_err(|error| storage(name, &error))?;
                Ok(found.bytes().await.map_err(|error| storage(name, &error))?.to_vec())
            }
        }
    }

    async fn has_named(&self, name: &str) -> Result<bool, Error> {
        match &self.0 {
            Store::Folder(root) => tokio::fs::try_exists(root.join(name)).await.map_err(|error| storage(name, &error)),
            Store::Objects { store, prefix } => match store.head(&key(prefix, name)).await {
                Ok(_) => Ok(true),
                Err(object_store::Error::NotFound { .. }) => Ok(false),
                Err(error) => Err(storage(name, &error)),
            },
        }
    }

    pub(crate) async fn list_named(&self, folder: &str) -> Result<Vec<String>, Error> {
        let mut names = Vec::new();
        match &self.0 {
            Store::Folder(root) => {
                let mut entries = match tokio::fs::read_dir(root.join(folder)).await {
                    Ok(entries) => entries,
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(names),
                    Err(error) => return Err(storage(folder, &error)),
                };
                while let Some(entry) = entries.next_entry().await.map_err(|error| storage(folder, &error))? {
                    let name = entry.file_name().to_string_lossy().into_owned();
                    if Path::new(&name).extension().is_none_or(|extension| extension != "part") {
                        names.push(format!("{folder}{name}"));
                    }
                }
            }
            Store::Objects { store, prefix } => {
                let listed = store
                    .list_with_delimiter(Some(&key(prefix, folder.trim_end_matches('/'))))
                    .await
                    .map_err(|error| storage(folder, &error))?;
                for object in listed.objects {
                    if let Some(name) = object.location.filename() {
                        names.push(format!("{folder}{name}"));
                    }
                }
            }
        }
        names.sort();
        Ok(names)
    }
}

fn blob_name(hash: BlobHash) -> String {
    let hex = hash.to_string();
    let (folder, rest) = hex.split_at(2);
    format!("blobs/{folder}/{rest}")
}

fn staged_name(id: Uuid) -> String {
    format!("staged/{}", id.simple())
}

fn key(prefix: &str, name: &str) -> object_store::path::Path {
    if prefix.is_empty() { name.into() } else { format!("{prefix}/{name}").into() }
}

fn storage(name: &str, error: &dyn fmt::Display) -> Error {
    Error::Storage(format!("{name}: {error}"))
}

/// Writes a file so that after a crash it is whole or absent: a part file, synced, renamed, its folder synced.
pub fn write_durably(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    let folder = path.parent().ok_or(std::io::ErrorKind::InvalidInput)?;
    std::fs::create_dir_all(folder)?;
    let part = path.with_extension("part");
    let mut file = std::fs::File::create(&part)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    std::fs::rename(&part, path)?;
    std::fs::File::open(folder)?.sync_all()
}
