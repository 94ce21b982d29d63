//! Backups: one consistent snapshot of the database and the blobs of the data folder, compressed, encrypted to public keys
//! (age v1, X25519), with a day on which they expire. No plain text touches the disk on the way.
//!
//! The file begins with one readable line, so that expired copies can be cleared away without a key:
//! `saksi-backup/1 made=… expires=…`. What counts when restoring is the same line inside the encryption.

use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};

use age::secrecy::ExposeSecret as _;
use anyhow::Context as _;
use saksi_base::clock::DAY;
use saksi_base::{Clock, Timestamp};
use saksi_db::blobs::Blobs;
use saksi_db::dump::Counts;
use saksi_db::{Db, dump};

use crate::messages::{self, Said};
use crate::second_step_key::{self, Standing};

const FORMAT: &str = "saksi-backup/1";
const SUFFIX: &str = ".saksi-backup";

/// What a backup held.
#[derive(Debug, Clone)]
pub(crate) struct Made {
    /// The file.
    pub(crate) path: PathBuf,
    /// Its size in bytes.
    pub(crate) bytes: u64,
    /// When it expires.
    pub(crate) expires: Timestamp,
    /// Tables and rows.
    pub(crate) counts: Counts,
    /// Blobs.
    pub(crate) blobs: usize,
    /// Why the key of second steps is not in it, where it should be.
    pub(crate) without_key: Option<Said>,
}

/// Makes a new key pair in a file that only its owner can read; gives the public key.
pub(crate) fn new_key(path: &Path, clock: &dyn Clock) -> anyhow::Result<String> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let identity = age::x25519::Identity::generate();
    let public = identity.to_public().to_string();
    let mut file = File::options()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .with_context(|| said!("cli-not-made", file = path.display()))?;
    writeln!(file, "# created: {}\n# public key: {public}", clock.now())?;
    writeln!(file, "{}", identity.to_string().expose_secret())?;
    file.sync_all()?;
    Ok(public)
}

/// Writes a backup into a folder. The file appears under its name only when it is whole and on disk.
pub(crate) async fn make(
    db: &Db,
    blobs: &Blobs,
    recipients: &[String],
    folder: &Path,
    keep_days: u32,
    key_file: &Path,
) -> anyhow::Result<Made> {
    if recipients.is_empty() {
        fail!("cli-backup-no-recipients");
    }
    let recipients = recipients
        .iter()
        .map(|text| text.parse::<age::x25519::Recipient>().map_err(|_| said!("cli-setting-recipient", value = text)))
        .collect::<Result<Vec<_>, _>>()?;
    std::fs::create_dir_all(folder).with_context(|| said!("cli-folder-not-made", folder = folder.display()))?;
    let made = db.clock().now();
    let expires = made.plus(i64::from(keep_days) * DAY);
    let name = format!("{}{SUFFIX}", made.to_rfc3339().replace(':', ""));
    let path = folder.join(&name);
    let part = folder.join(format!("{name}.part"));
    let header = format!("{FORMAT} made={made} expires={expires}\n");

    let file = File::create(&part).with_context(|| said!("cli-not-written", file = part.display()))?;
    let mut plain = BufWriter::new(file);
    plain.write_all(header.as_bytes())?;
    let encryptor = age::Encryptor::with_recipients(recipients.iter().map(|r| r as &dyn age::Recipient))?;
    let encrypted = encryptor.wrap_output(plain)?;
    let mut compressed = zstd::Encoder::new(encrypted, 3)?;
    // What was sealed must open again where the backup is restored; inside the encryption the key is as safe as the rest.
    // A wrong or missing one is said loudly, and no reason to have no backup at all.
    let (key, without_key) = match second_step_key::standing(key_file, db).await {
        Ok(Standing::Right(key) | Standing::Renewed(key)) => (Some(key), None),
        Ok(Standing::Fresh(key)) => (key, None),
        Ok(other) => (None, other.complaint(key_file)),
        Err(error) => (None, Some(messages::told(&error))),
    };
    match key {
        Some(key) => writeln!(compressed, "{} key={}", header.trim_end(), second_step_key::text_of(&key))?,
        None => compressed.write_all(header.as_bytes())?,
    }
    let counts = dump::dump(db, &mut compressed).await?;
    let mut stored = 0;
    for hash in blobs.list().await? {
        let bytes = blobs.get(hash).await?;
        writeln!(compressed, "{hash} {}", bytes.len())?;
        compressed.write_all(&bytes)?;
        stored += 1;
    }
    writeln!(compressed, "end {stored}")?;
    let file = compressed.finish()?.finish()?.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    file.sync_all()?;
    let bytes = file.metadata()?.len();
    std::fs::rename(&part, &path)?;
    File::open(folder)?.sync_all()?;
    Ok(Made { path, bytes, expires, counts, blobs: stored, without_key })
}

/// Deletes the expired backups of a folder, and parts left by a crash; gives their names.
pub(crate) fn clear_expired(folder: &Path, now: Timestamp) -> anyhow::Result<Vec<String>> {
    let mut cleared = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let expired = if name.ends_with(&format!("{SUFFIX}.part")) {
            true
        } else if name.ends_with(SUFFIX) {
            let mut line = String::new();
            BufReader::new(File::open(entry.path())?.take(200)).read_line(&mut line)?;
            header_expiry(&line).is_some_and(|expires| expires < now)
        } else {
            false
        };
        if expired {
            std::fs::remove_file(entry.path())?;
            cleared.push(name);
        }
    }
    Ok(cleared)
}

/// The newest backup of a folder, and when it was made.
pub(crate) fn newest(folder: &Path) -> std::io::Result<Option<(String, Timestamp)>> {
    let mut newest: Option<(String, Timestamp)> = None;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.ends_with(SUFFIX) {
            continue;
        }
        let mut line = Vec::new();
        BufReader::new(File::open(entry.path())?.take(200)).read_until(b'\n', &mut line)?;
        let Some(made) = header_time(&String::from_utf8_lossy(&line), "made=") else { continue };
        if newest.as_ref().is_none_or(|(_, known)| made > *known) {
            newest = Some((name, made));
        }
    }
    Ok(newest)
}

fn header_key(line: &str) -> Option<[u8; 32]> {
    line.trim_end().split(' ').find_map(|part| second_step_key::key_of(part.strip_prefix("key=")?))
}

fn header_expiry(line: &str) -> Option<Timestamp> {
    header_time(line, "expires=")
}

fn header_time(line: &str, name: &str) -> Option<Timestamp> {
    let line = line.trim_end();
    line.strip_prefix(FORMAT)?.split(' ').find_map(|part| Timestamp::parse(part.strip_prefix(name)?))
}

/// Reads a backup into an empty database and blob store, then deletes again what was deleted since it was made.
pub(crate) async fn restore(
    db: &Db,
    blobs: &Blobs,
    path: &Path,
    identities: &Path,
    tombstones: &[Blobs],
    even_expired: bool,
    key_file: &Path,
) -> anyhow::Result<(Counts, usize)> {
    let file = File::open(path).with_context(|| said!("cli-not-read", file = path.display()))?;
    let mut outer = BufReader::new(file);
    let mut line = String::new();
    (&mut outer)
        .take(200)
        .read_line(&mut line)
        .with_context(|| said!("cli-restore-no-backup", file = path.display()))?;
    if header_expiry(&line).is_none() {
        fail!("cli-restore-no-backup", file = path.display());
    }
    let keys = age::IdentityFile::from_buffer(BufReader::new(
        File::open(identities).with_context(|| said!("cli-not-read", file = identities.display()))?,
    ))
    .map_err(age::DecryptError::from)
    .and_then(age::IdentityFile::into_identities)
    .with_context(|| said!("cli-restore-no-key", file = identities.display()))?;
    let decryptor = age::Decryptor::new(outer).with_context(|| said!("cli-restore-damaged"))?;
    let decrypted = decryptor
        .decrypt(keys.iter().map(|key| &**key as &dyn age::Identity))
        .with_context(|| said!("cli-restore-wrong-key"))?;
    let mut lines = BufReader::new(zstd::Decoder::new(decrypted)?);
    line.clear();
    lines.read_line(&mut line).with_context(|| said!("cli-restore-damaged"))?;
    let expires = header_expiry(&line).with_context(|| said!("cli-restore-damaged"))?;
    if expires < db.clock().now() && !even_expired {
        fail!("cli-restore-expired", day = expires.to_date());
    }
    if let Some(key) = header_key(&line) {
        match second_step_key::read(key_file)? {
            Some(here) if here != key => fail!("cli-restore-other-key", file = key_file.display()),
            Some(_) => {}
            None => {
                second_step_key::write(key_file, &key)?;
            }
        }
    }
    let counts = dump::load(db, &mut lines, tombstones).await?;
    let mut restored = 0;
    loop {
        line.clear();
        lines.read_line(&mut line).with_context(|| said!("cli-restore-damaged"))?;
        let mut parts = line.split_whitespace();
        match (parts.next(), parts.next()) {
            (Some("end"), Some(count)) if count.parse() == Ok(restored) => return Ok((counts, restored)),
            (Some(hash), Some(length)) if hash != "end" => {
                let length: usize = length.parse().with_context(|| said!("cli-restore-damaged"))?;
                let mut bytes = Vec::new();
                (&mut lines).take(u64::try_from(length)?).read_to_end(&mut bytes)?;
                if bytes.len() != length || blobs.put(bytes).await?.to_string() != hash {
                    fail!("cli-restore-file-damaged", hash = hash);
                }
                restored += 1;
            }
            _ => fail!("cli-restore-cut-short", files = restored),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use saksi_base::SiteLanguage;
    use saksi_db::{Error, Viewer, testing};

    #[tokio::test]
    async fn a_backup_comes_back_whole_and_only_for_its_key() {
        for test in testing::engines().await {
            let folder = tempfile::tempdir().unwrap();
            let key = folder.path().join("key.txt");
            let public = new_key(&key, &*test.clock).unwrap();
            let blobs = Blobs::folder(&folder.path().join("objects")).await.unwrap();
            let hash = blobs.put(b"evidence\n\0".to_vec()).await.unwrap();
            let done: Result<(), Error> = saksi_db::write!(test.db, "set", Viewer::System, tx => {
                saksi_db::execute!(&mut tx, "INSERT INTO setting (name, value, changed_at) VALUES ('canary', $1, 0)", SiteLanguage::Urdu.own_name())?;
                Ok(())
            });
            done.unwrap();
            let backups = folder.path().join("backups");
            second_step_key::write(&folder.path().join("seal.key"), &[9; 32]).unwrap();
            let made = make(&test.db, &blobs, &[public], &backups, 30, &folder.path().join("seal.key")).await.unwrap();
            let raw = std::fs::read(&made.path).unwrap();
            assert!(!raw.windows(8).any(|w| w == b"09090909"), "the key is not in the readable line");
            assert!(!raw.windows(6).any(|w| w == b"canary"), "nothing readable but the first line");

            let other = folder.path().join("other.txt");
            new_key(&other, &*test.clock).unwrap();
            for target in testing::engines().await {
                let store = Blobs::folder(&folder.path().join(target.engine).join(test.engine)).await.unwrap();
                assert!(
                    restore(&target.db, &store, &made.path, &other, &[], false, &folder.path().join("restored.key"))
                        .await
                        .is_err()
                );
                let (counts, files) =
                    restore(&target.db, &store, &made.path, &key, &[], false, &folder.path().join("restored.key"))
                        .await
                        .unwrap();
                assert_eq!((counts.rows, files), (made.counts.rows, 1));
                assert_eq!(
                    second_step_key::read(&folder.path().join("restored.key")).unwrap(),
                    Some([9; 32]),
                    "the key came along"
                );
                assert_eq!(store.get(hash).await.unwrap(), b"evidence\n\0");
            }
        }
    }

    #[tokio::test]
    async fn the_key_of_second_steps_goes_along_and_never_takes_the_place_of_another() {
        let test = testing::sqlite().await;
        let folder = tempfile::tempdir().unwrap();
        let (key, seal) = (folder.path().join("key.txt"), folder.path().join("second-step.key"));
        let recipients = [new_key(&key, &*test.clock).unwrap()];
        let blobs = Blobs::folder(folder.path()).await.unwrap();
        let backups = folder.path().join("backups");
        let config = crate::config::Config { data: folder.path().to_owned(), ..Default::default() };
        let sealed_with = second_step_key::for_serving(&config, &test.db).await.unwrap();

        // Made by an account that does not see the key: still a backup, and said loudly.
        let without = make(&test.db, &blobs, &recipients, &backups, 7, &folder.path().join("none.key")).await.unwrap();
        assert!(without.without_key.unwrap().to_string().contains("missing"));
        test.clock.advance(DAY);
        let made = make(&test.db, &blobs, &recipients, &backups, 7, &seal).await.unwrap();
        assert!(made.without_key.is_none());

        let fresh = tempfile::tempdir().unwrap();
        let there = crate::config::Config { data: fresh.path().to_owned(), ..Default::default() };
        let (target, place) = (testing::sqlite().await, second_step_key::file(&there));
        second_step_key::write(&place, &[1; 32]).unwrap();
        let refused = restore(&target.db, &blobs, &made.path, &key, &[], false, &place).await.unwrap_err();
        assert!(refused.to_string().contains("another key"), "{refused}");
        assert_eq!(second_step_key::read(&place).unwrap(), Some([1; 32]));
        std::fs::remove_file(&place).unwrap();
        restore(&target.db, &blobs, &made.path, &key, &[], false, &place).await.unwrap();
        assert_eq!(second_step_key::for_serving(&there, &target.db).await.unwrap(), sealed_with);
    }

    #[tokio::test]
    async fn a_backup_expires() {
        let test = testing::sqlite().await;
        let folder = tempfile::tempdir().unwrap();
        let key = folder.path().join("key.txt");
        let public = new_key(&key, &*test.clock).unwrap();
        let blobs = Blobs::folder(folder.path()).await.unwrap();
        let backups = folder.path().join("backups");
        let made = make(&test.db, &blobs, &[public], &backups, 7, &folder.path().join("seal.key")).await.unwrap();
        assert!(clear_expired(&backups, test.clock.now()).unwrap().is_empty());
        test.clock.advance(8 * DAY);
        let target = testing::sqlite().await;
        target.clock.advance(8 * DAY);
        let refused = restore(&target.db, &blobs, &made.path, &key, &[], false, &folder.path().join("restored.key"))
            .await
            .unwrap_err();
        assert!(refused.to_string().contains("--even-expired"), "{refused}");
        assert!(
            restore(&target.db, &blobs, &made.path, &key, &[], true, &folder.path().join("restored.key")).await.is_ok()
        );
        assert_eq!(clear_expired(&backups, test.clock.now()).unwrap().len(), 1);
        assert!(!made.path.exists());
    }

    #[tokio::test]
    async fn a_damaged_backup_changes_nothing_in_the_database() {
        let test = testing::sqlite().await;
        let folder = tempfile::tempdir().unwrap();
        let key = folder.path().join("key.txt");
        let public = new_key(&key, &*test.clock).unwrap();
        let blobs = Blobs::folder(folder.path()).await.unwrap();
        let made =
            make(&test.db, &blobs, &[public], &folder.path().join("backups"), 7, &folder.path().join("seal.key"))
                .await
                .unwrap();
        let whole = std::fs::read(&made.path).unwrap();
        for (at, what) in [(whole.len() - 40, "cut"), (whole.len() / 2, "cut"), (20, "cut")] {
            std::fs::write(&made.path, &whole[..at]).unwrap();
            let target = testing::sqlite().await;
            assert!(
                restore(&target.db, &blobs, &made.path, &key, &[], false, &folder.path().join("restored.key"))
                    .await
                    .is_err(),
                "{what} at {at}"
            );
            assert_eq!(target.db.journal_end().await.unwrap(), 0);
        }
    }
}
