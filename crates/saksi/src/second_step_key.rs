//! The key that seals second-step secrets: a file outside the database.
//!
//! The database holds a mark of the key, so that a process with another key, or with none, says so and does not start. What
//! this must never do: make a new key where an old one is only missing, overwrite a key, or leave a moment in which the one
//! key that opens what is stored is on no disk.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Subcommand;
use saksi_base::Problem;
use saksi_db::{Db, Viewer};
use saksi_network::{SealKey, actions};

use crate::config::Config;
use crate::messages::Said;
use crate::open;

/// `saksi second-step-key`
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Seal everything under a new key. Stop every `saksi serve` first
    #[command(after_help = "Example: saksi second-step-key renew --data /var/lib/saksi")]
    Renew {
        /// Where to write the new key, for a key file that this account cannot replace [default: in place of the old one]
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// Take a new key since the old one is lost for good. Members then sign in with a recovery code
    #[command(after_help = "Example: saksi second-step-key lost --data /var/lib/saksi")]
    Lost,
}

/// The file with the key.
pub(crate) fn file(config: &Config) -> PathBuf {
    if config.key_file.is_empty() { config.data.join("second-step.key") } else { PathBuf::from(&config.key_file) }
}

/// A key as its file holds it: 64 hexadecimal digits.
pub(crate) fn text_of(key: &[u8; 32]) -> String {
    saksi_db::blobs::BlobHash(*key).to_string()
}

/// Reads what [`text_of`] writes.
pub(crate) fn key_of(text: &str) -> Option<[u8; 32]> {
    let text = text.trim();
    let mut key = [0; 32];
    for (index, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(index * 2..index * 2 + 2)?, 16).ok()?;
    }
    (text.len() == 64).then_some(key)
}

/// The key in a file; none where there is no file.
pub(crate) fn read(path: &Path) -> anyhow::Result<Option<[u8; 32]>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(key_of(&text).with_context(|| said!("cli-key-not-hex", file = path.display()))?)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| said!("cli-key-not-read", file = path.display())),
    }
}

/// Writes a key into a file that its owner alone can read, whole or not at all. A file that is there already stays as it
/// is. Gives whether this call made it.
pub(crate) fn write(path: &Path, key: &[u8; 32]) -> anyhow::Result<bool> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let part = beside(path, &format!("{}.part", std::process::id()));
    let written = (|| {
        let mut file = std::fs::File::options().write(true).create(true).truncate(true).mode(0o600).open(&part)?;
        writeln!(file, "{}", text_of(key))?;
        file.sync_all()?;
        // A link, unlike a rename, never replaces the key that another process wrote at the same moment.
        match std::fs::hard_link(&part, path) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(false),
            other => other.map(|()| true),
        }
    })();
    let _ = std::fs::remove_file(&part);
    let full = matches!(&written, Err(error) if error.kind() == std::io::ErrorKind::StorageFull);
    let made = written.with_context(|| {
        if full {
            return said!("cli-key-full", file = path.display());
        }
        said!("cli-key-not-written", file = path.display())
    })?;
    sync_folder(path)?;
    Ok(made)
}

/// A file of a similar name in the same folder.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    path.with_file_name(name)
}

/// The key that a renewal is about to put in place.
fn next_file(path: &Path) -> PathBuf {
    beside(path, "next")
}

fn sync_folder(path: &Path) -> anyhow::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::File::open(folder)?.sync_all()?;
    Ok(())
}

/// How the key in the file and the secrets in the database stand to each other.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Nothing is sealed yet; the key in the file, where there is one, will be taken.
    Fresh(Option<[u8; 32]>),
    /// The key that sealed what is stored.
    Right([u8; 32]),
    /// A renewal was cut off after the database had the new key, which still stands beside the file.
    Renewed([u8; 32]),
    /// There is no file, and secrets are sealed.
    Missing,
    /// The file holds another key.
    Another,
}

impl std::fmt::Debug for Standing {
    /// The name alone; a key is never shown.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Fresh(None) => "Fresh(no file)",
            Self::Fresh(Some(_)) => "Fresh(…)",
            Self::Right(_) => "Right(…)",
            Self::Renewed(_) => "Renewed(…)",
            Self::Missing => "Missing",
            Self::Another => "Another",
        })
    }
}

impl Standing {
    /// What is wrong and what to do; nothing where all is well.
    pub(crate) fn complaint(&self, path: &Path) -> Option<Said> {
        match self {
            Self::Fresh(_) | Self::Right(_) | Self::Renewed(_) => None,
            Self::Missing => Some(said!("cli-key-missing", file = path.display())),
            Self::Another => Some(said!("cli-key-another", file = path.display())),
        }
    }
}

/// Looks, and changes nothing.
pub(crate) async fn standing(path: &Path, db: &Db) -> anyhow::Result<Standing> {
    let here = read(path)?;
    let mark: Result<Option<String>, Problem> =
        saksi_db::read!(db, Viewer::System, tx => { actions::second_step_mark(&mut tx).await });
    let Some(mark) = mark.map_err(anyhow::Error::new)? else { return Ok(Standing::Fresh(here)) };
    if let Some(key) = here.filter(|key| SealKey::new(*key).mark() == mark) {
        return Ok(Standing::Right(key));
    }
    // Only a renewal writes this file; one that holds something else is none of ours to judge.
    if let Ok(Some(next)) = read(&next_file(path))
        && SealKey::new(next).mark() == mark
    {
        return Ok(Standing::Renewed(next));
    }
    Ok(if here.is_some() { Standing::Another } else { Standing::Missing })
}

/// The key for serving. The first start makes it; what an earlier version kept readable is sealed.
pub(crate) async fn for_serving(config: &Config, db: &Db) -> anyhow::Result<SealKey> {
    let path = file(config);
    let standing = standing(&path, db).await?;
    if let Some(complaint) = standing.complaint(&path) {
        return Err(complaint.into());
    }
    let mut made = false;
    let bytes = match standing {
        Standing::Fresh(None) => {
            made = write(&path, &saksi_base::random::bytes::<32>(&*db.random()))?;
            read(&path)?.with_context(|| said!("cli-key-not-read", file = path.display()))?
        }
        Standing::Renewed(key) => {
            put_in_place(&path)?;
            tracing::info!(file = %path.display(), "a renewal of the key that had been cut off is finished");
            key
        }
        Standing::Fresh(Some(key)) | Standing::Right(key) => key,
        Standing::Missing | Standing::Another => fail!("cli-key-another", file = path.display()),
    };
    warn_of_readers(&path);
    let key = SealKey::new(bytes);
    let sealed: Result<Option<u64>, Problem> = saksi_db::write!(db, "seal second steps", Viewer::System, tx => {
        actions::seal_second_steps(&mut tx, &key).await
    });
    match sealed.map_err(anyhow::Error::new)? {
        Some(0) => {}
        Some(count) => tracing::info!(count, "second-step secrets that an earlier version kept readable were sealed"),
        None => {
            // Another machine began at the same moment and was first. The key made here sealed nothing.
            if made {
                std::fs::remove_file(&path)?;
            }
            let standing = if made { Standing::Missing } else { Standing::Another };
            return Err(refusal(&standing, &path));
        }
    }
    Ok(key)
}

/// Whether everybody on this machine may read the file.
pub(crate) fn readable_by_all(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o007 != 0)
}

fn warn_of_readers(path: &Path) {
    if readable_by_all(path) {
        tracing::warn!(file = %path.display(), "everybody on this machine can read the key file; run: chmod 600 {}", path.display());
    }
}

/// Why a key cannot be used, as an error.
fn refusal(standing: &Standing, path: &Path) -> anyhow::Error {
    standing.complaint(path).unwrap_or_else(|| said!("cli-key-another", file = path.display())).into()
}

fn put_in_place(path: &Path) -> anyhow::Result<()> {
    let next = next_file(path);
    std::fs::rename(&next, path)
        .with_context(|| said!("cli-key-not-in-place", next = next.display(), file = path.display()))?;
    sync_folder(path)
}

/// Runs `saksi second-step-key`.
pub(crate) async fn run(config: &Config, verb: &Verb) -> anyhow::Result<()> {
    let db = open::database(config).await?;
    let path = file(config);
    match verb {
        Verb::Renew { to } => {
            let count = renew(&path, to.as_deref(), &db).await?;
            tell!("cli-key-renewed", count = count, file = to.as_ref().unwrap_or(&path).display());
            match to {
                Some(to) => tell!("cli-key-set-file", file = to.display()),
                None => tell!("cli-key-copy"),
            }
        }
        Verb::Lost => {
            lost(&path, &db).await?;
            tell!("cli-key-given-up");
        }
    }
    db.close().await;
    Ok(())
}

/// Seals everything under a new key: first the new key is on disk, then the database takes it in one step, then the file
/// takes the place of the old one. Whatever cuts it off, the next start finds the right key.
async fn renew(path: &Path, to: Option<&Path>, db: &Db) -> anyhow::Result<u64> {
    let from = match standing(path, db).await? {
        Standing::Right(key) | Standing::Fresh(Some(key)) => key,
        Standing::Renewed(key) => {
            put_in_place(path)?;
            key
        }
        Standing::Fresh(None) => fail!("cli-key-nothing-sealed"),
        other => return Err(refusal(&other, path)),
    };
    let place = to.map_or_else(|| next_file(path), Path::to_owned);
    if to.is_none() {
        // Left by a renewal that was cut off before the database took its key: it sealed nothing.
        match std::fs::remove_file(&place) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    let key = saksi_base::random::bytes::<32>(&*db.random());
    if !write(&place, &key)? {
        fail!("cli-not-made", file = place.display());
    }
    let (from, new) = (SealKey::new(from), SealKey::new(key));
    let moved: Result<Option<u64>, Problem> = saksi_db::write!(db, "renew key of second steps", Viewer::System, tx => {
        actions::reseal_second_steps(&mut tx, &from, &new).await
    });
    let Some(moved) = moved.map_err(anyhow::Error::new)? else {
        fail!("cli-key-changed");
    };
    if to.is_none() {
        put_in_place(path)?;
    }
    Ok(moved)
}

async fn lost(path: &Path, db: &Db) -> anyhow::Result<()> {
    // A file that cannot be read may well hold the right key; that is to be mended, not given up.
    let standing = standing(path, db).await.with_context(|| said!("cli-key-mend-first"))?;
    match standing {
        Standing::Missing | Standing::Another => {}
        Standing::Fresh(_) => fail!("cli-key-nothing-sealed"),
        Standing::Right(_) | Standing::Renewed(_) => fail!("cli-key-not-lost", file = path.display()),
    }
    let done: Result<(), Problem> = saksi_db::write!(db, "key of second steps is lost", Viewer::System, tx => {
        actions::lose_second_step_key(&mut tx).await
    });
    done.map_err(anyhow::Error::new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use saksi_db::testing;

    fn config(folder: &Path) -> Config {
        Config { data: folder.to_owned(), ..Config::default() }
    }

    #[test]
    fn a_key_file_is_written_once_and_read_back() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("second-step.key");
        assert_eq!(read(&path).unwrap(), None);
        assert!(write(&path, &[7; 32]).unwrap());
        assert!(!write(&path, &[8; 32]).unwrap());
        assert_eq!(read(&path).unwrap(), Some([7; 32]), "the first one stays");
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(!readable_by_all(&path));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        for damaged in ["", "00", &"0".repeat(63), &"z".repeat(64)] {
            std::fs::write(&path, damaged).unwrap();
            let error = format!("{:#}", read(&path).unwrap_err());
            assert!(error.contains("64 hexadecimal digits"), "{damaged}: {error}");
        }
        std::fs::remove_file(&path).unwrap();
        std::fs::create_dir(&path).unwrap();
        assert!(format!("{:#}", read(&path).unwrap_err()).contains("cannot be read"));
        assert!(
            format!("{:#}", write(&folder.path().join("no/such/key"), &[1; 32]).unwrap_err()).contains("openssl rand")
        );
    }

    #[tokio::test]
    async fn every_process_needs_the_same_key_and_says_so() {
        for test in testing::engines().await {
            let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
            let (one, two) = (config(one.path()), config(two.path()));
            std::fs::create_dir_all(&one.data).unwrap();
            std::fs::create_dir_all(&two.data).unwrap();
            let key = for_serving(&one, &test.db).await.unwrap();
            assert_eq!(for_serving(&one, &test.db).await.unwrap(), key, "{}: a second start", test.engine);

            // Another machine, without the file: it makes none, and says what to do.
            let refused = for_serving(&two, &test.db).await.unwrap_err().to_string();
            assert!(refused.contains("missing") && refused.contains("key_file"), "{refused}");
            assert_eq!(std::fs::read_dir(&two.data).unwrap().count(), 0);

            // With another file: it refuses, and leaves the file alone.
            write(&file(&two), &[5; 32]).unwrap();
            let refused = for_serving(&two, &test.db).await.unwrap_err().to_string();
            assert!(refused.contains("another key"), "{refused}");
            assert_eq!(read(&file(&two)).unwrap(), Some([5; 32]));

            std::fs::copy(file(&one), file(&two)).unwrap();
            assert_eq!(for_serving(&two, &test.db).await.unwrap(), key);

            // Named by its setting, elsewhere.
            let named = Config { key_file: file(&one).to_string_lossy().into_owned(), ..two };
            std::fs::remove_file(named.data.join("second-step.key")).unwrap();
            assert_eq!(for_serving(&named, &test.db).await.unwrap(), key);
        }
    }

    #[tokio::test]
    async fn a_key_is_renewed_and_a_renewal_that_was_cut_off_is_finished() {
        for test in testing::engines().await {
            let folder = tempfile::tempdir().unwrap();
            let config = config(folder.path());
            let path = file(&config);
            assert!(renew(&path, None, &test.db).await.unwrap_err().to_string().contains("first start"));
            let old = for_serving(&config, &test.db).await.unwrap();
            let before = read(&path).unwrap().unwrap();
            // What a renewal left that never reached the database does not stand in the way.
            write(&next_file(&path), &[1; 32]).unwrap();
            assert_eq!(renew(&path, None, &test.db).await.unwrap(), 0);
            let new = for_serving(&config, &test.db).await.unwrap();
            assert_ne!(new, old);
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);

            // Cut off between the database and the file.
            std::fs::rename(&path, next_file(&path)).unwrap();
            write(&path, &before).unwrap();
            assert!(matches!(standing(&path, &test.db).await.unwrap(), Standing::Renewed(_)));
            assert_eq!(for_serving(&config, &test.db).await.unwrap(), new);
            assert_eq!(standing(&path, &test.db).await.unwrap(), Standing::Right(read(&path).unwrap().unwrap()));

            // Into a file of another name, for a key that this account cannot replace.
            let elsewhere = folder.path().join("elsewhere.key");
            renew(&path, Some(&elsewhere), &test.db).await.unwrap();
            assert_eq!(standing(&path, &test.db).await.unwrap(), Standing::Another);
            assert!(matches!(standing(&elsewhere, &test.db).await.unwrap(), Standing::Right(_)));
        }
    }

    #[tokio::test]
    async fn a_lost_key_is_given_up_only_when_it_is_lost() {
        let test = testing::sqlite().await;
        let folder = tempfile::tempdir().unwrap();
        let config = config(folder.path());
        let path = file(&config);
        assert!(lost(&path, &test.db).await.is_err());
        let old = for_serving(&config, &test.db).await.unwrap();
        assert!(lost(&path, &test.db).await.unwrap_err().to_string().contains("nothing is lost"));
        std::fs::remove_file(&path).unwrap();
        assert!(for_serving(&config, &test.db).await.unwrap_err().to_string().contains("saksi second-step-key lost"));
        lost(&path, &test.db).await.unwrap();
        assert_ne!(for_serving(&config, &test.db).await.unwrap(), old);
    }
}
