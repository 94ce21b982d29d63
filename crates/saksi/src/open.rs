//! Opening what a verb needs: the data folder, the database, the blobs, the keys.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use saksi_db::blobs::{Blobs, S3Settings};
use saksi_db::{Db, Error, Settings};

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
            .with_context(|| said!("cli-data-not-made", folder = path.display()))?;
    }
    let mode =
        std::fs::metadata(path).with_context(|| said!("cli-not-read", file = path.display()))?.permissions().mode();
    if mode & 0o007 != 0 {
        tracing::warn!(folder = %path.display(), "everybody on this machine can read the data folder; run: chmod 700 {}", path.display());
    }
    Ok(())
}

/// Looks at the data folder without making it; whether it is there.
pub(crate) fn data_folder_if_there(path: &Path) -> anyhow::Result<bool> {
    if !path.is_dir() {
        return Ok(false);
    }
    data_folder(path).map(|()| true)
}

/// Refuses a data folder in which nothing is, instead of making it.
pub(crate) fn expect_data(path: &Path) -> anyhow::Result<()> {
    if !path.join("saksi.db").is_file() {
        fail!("cli-data-none", folder = path.display());
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
        Err(Error::DiskFull) => fail!("cli-disk-full", folder = config.data.display()),
        Err(error @ (Error::NewerSchema(_) | Error::ForeignSchema(_))) => Err(error.into()),
        Err(Error::Settings(_)) => fail!("cli-database-address"),
        Err(error) if config.database.is_empty() => {
            let file = config.data.join("saksi.db");
            fail!("cli-database-not-opened", file = file.display(), why = error.to_string())
        }
        Err(error) => fail!("cli-database-no-answer", why = error.to_string()),
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
    let stored = stored?.with_context(|| said!("cli-form-secret"))?;
    let mut secret = [0; 32];
    for (index, byte) in secret.iter_mut().enumerate() {
        *byte = stored
            .get(index * 2..index * 2 + 2)
            .and_then(|digits| u8::from_str_radix(digits, 16).ok())
            .with_context(|| said!("cli-form-secret"))?;
    }
    Ok(secret)
}
