//! Opening what a verb needs: the data folder, the database, the blobs, the keys.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use saksi_db::blobs::{Blobs, S3Settings};
use saksi_db::{Db, Error, Settings, Viewer};
use saksi_network::SealKey;

use crate::config::Config;
use crate::runtime::{SystemClock, SystemRandom};
use crate::store;

/// Makes the data folder, readable by its owner alone.
pub(crate) fn data_folder(path: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
    if !path.exists() {
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(path)
            .with_context(|| format!("the data folder {} cannot be made; choose another with --data, or give this account the right to write there", path.display()))?;
    }
    let mode = std::fs::metadata(path)
        .with_context(|| format!("the data folder {} cannot be read", path.display()))?
        .permissions()
        .mode();
    if mode & 0o007 != 0 {
        tracing::warn!(folder = %path.display(), "everybody on this machine can read the data folder; run: chmod 700 {}", path.display());
    }
    Ok(())
}

/// How the database is reached.
pub(crate) fn database_settings(config: &Config) -> Settings {
    if config.database.is_empty() {
        Settings::File(config.data.join("saksi.db"))
    } else {
        Settings::Server { url: config.database.clone(), connections: config.connections }
    }
}

/// Opens the database, with errors that say what to do.
pub(crate) async fn database(config: &Config) -> anyhow::Result<Db> {
    data_folder(&config.data)?;
    match Db::open(&database_settings(config), Arc::new(SystemClock), Arc::new(SystemRandom)).await {
        Ok(db) => Ok(db),
        Err(Error::DiskFull) => bail!(
            "the disk that holds {} is full. Make room, then start again; nothing is lost.",
            config.data.display()
        ),
        Err(error @ (Error::NewerSchema(_) | Error::ForeignSchema(_) | Error::Settings(_))) => bail!("{error}"),
        Err(error) if config.database.is_empty() => bail!(
            "the database {} cannot be opened: {error}\nCheck that the file belongs to this account, or restore a backup with `saksi restore`.",
            config.data.join("saksi.db").display()
        ),
        Err(error) => bail!(
            "PostgreSQL does not answer: {error}\nCheck `database` in saksi.toml, and that the server runs and lets this machine in."
        ),
    }
}

/// Opens the blobs: the folder, or the object store.
pub(crate) async fn blobs(config: &Config) -> anyhow::Result<Blobs> {
    if config.objects.endpoint.is_empty() {
        return Ok(Blobs::folder(&config.data).await?);
    }
    Ok(Blobs::s3(&S3Settings {
        endpoint: config.objects.endpoint.clone(),
        bucket: config.objects.bucket.clone(),
        region: if config.objects.region.is_empty() { "us-east-1".into() } else { config.objects.region.clone() },
        access_key: config.objects.access_key.clone(),
        secret_key: config.objects.secret_key.clone(),
        prefix: config.objects.prefix.clone(),
    })?)
}

/// The secret from which the keys of forms are derived. The first process makes it; every process of the network reads the same.
pub(crate) async fn form_secret(db: &Db) -> anyhow::Result<[u8; 32]> {
    let fresh = saksi_base::random::bytes::<32>(&*db.random());
    let text = saksi_db::blobs::BlobHash(fresh).to_string();
    let stored = store::form_secret(db, &text).await;
    let stored = stored?.context("the form secret is missing")?;
    let mut secret = [0; 32];
    for (index, byte) in secret.iter_mut().enumerate() {
        *byte = stored.get(index * 2..index * 2 + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok()).context(
            "the form secret in the database is damaged; delete the row 'form-secret' of the table 'setting'",
        )?;
    }
    Ok(secret)
}

/// The file with the key that seals second-step secrets.
pub(crate) fn key_file(config: &Config) -> PathBuf {
    if config.key_file.is_empty() { config.data.join("second-step.key") } else { PathBuf::from(&config.key_file) }
}

/// A key as its file holds it: 64 hexadecimal digits.
pub(crate) fn key_text(key: &[u8; 32]) -> String {
    saksi_db::blobs::BlobHash(*key).to_string()
}

/// Reads what [`key_text`] writes.
pub(crate) fn key_of(text: &str) -> Option<[u8; 32]> {
    let text = text.trim();
    let mut key = [0; 32];
    for (index, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(index * 2..index * 2 + 2)?, 16).ok()?;
    }
    (text.len() == 64).then_some(key)
}

/// The key in a file; none where there is no file.
pub(crate) fn read_key(path: &Path) -> anyhow::Result<Option<[u8; 32]>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(
            key_of(&text).with_context(|| format!("{} holds no key; put the file back as it was", path.display()))?,
        )),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("the key file {} cannot be read", path.display())),
    }
}

/// Writes a key into a file that its owner alone can read, whole or not at all. A file that is there already stays as it is.
pub(crate) fn write_key(path: &Path, key: &[u8; 32]) -> anyhow::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let part = path.with_extension(format!("{}.part", std::process::id()));
    let written = (|| {
        let mut file = std::fs::File::options().write(true).create(true).truncate(true).mode(0o600).open(&part)?;
        writeln!(file, "{}", key_text(key))?;
        file.sync_all()?;
        // A link, unlike a rename, never replaces the key that another process wrote at the same moment.
        match std::fs::hard_link(&part, path) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
            other => other,
        }
    })();
    let _ = std::fs::remove_file(&part);
    written.with_context(|| format!("the key file {} cannot be written", path.display()))?;
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// The key that seals second-step secrets. The first start makes it; secrets that an earlier version kept readable are sealed.
pub(crate) async fn seal_key(config: &Config, db: &Db) -> anyhow::Result<SealKey> {
    let path = key_file(config);
    let bytes = match read_key(&path)? {
        Some(bytes) => bytes,
        None => {
            let sealed: Result<bool, saksi_base::Problem> = saksi_db::read!(db, Viewer::System, tx => {
                saksi_network::actions::second_steps_are_sealed(&mut tx).await
            });
            if sealed.map_err(|problem| anyhow::anyhow!("{problem}"))? {
                bail!(
                    "the key file {} is missing. The second steps of members were sealed with it. Put it back from the machine or the backup that has it, or name it with key_file.\nIf it is lost for good, delete the row 'seal-mark' of the table 'setting': members then sign in with a recovery code, or with a reset link from an owner, and set up their second step anew.",
                    path.display()
                );
            }
            write_key(&path, &saksi_base::random::bytes::<32>(&*db.random()))?;
            read_key(&path)?.with_context(|| format!("the key file {} is gone again", path.display()))?
        }
    };
    let key = SealKey::new(bytes);
    let sealed: Result<Option<u64>, saksi_base::Problem> = saksi_db::write!(db, "seal second steps", Viewer::System, tx => {
        saksi_network::actions::seal_second_steps(&mut tx, &key).await
    });
    match sealed.map_err(|problem| anyhow::anyhow!("{problem}"))? {
        Some(0) => {}
        Some(count) => tracing::info!(count, "second-step secrets were sealed"),
        None => bail!(
            "the key file {} holds another key than the one that sealed the second steps in this database. Every process needs the same file; put the right one there, or name it with key_file.",
            path.display()
        ),
    }
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_file_is_written_once_and_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("second-step.key");
        assert_eq!(read_key(&path).unwrap(), None);
        write_key(&path, &[7; 32]).unwrap();
        write_key(&path, &[8; 32]).unwrap();
        assert_eq!(read_key(&path).unwrap(), Some([7; 32]), "the first one stays");
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        for damaged in ["", "00", &"0".repeat(63), &"z".repeat(64)] {
            std::fs::write(&path, damaged).unwrap();
            assert!(read_key(&path).is_err(), "{damaged}");
        }
    }
}
