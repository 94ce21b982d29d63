//! `saksi import files`: gives imported claims the pictures, videos and recordings that lie on this machine.
//!
//! Nothing is fetched: whoever has the files puts them into a folder, each named like the id of its row. Running it again
//! changes nothing that is in.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use saksi_desk::actions::media::{self, Imported};
use saksi_desk::matcher::{Desk, Matcher};

use crate::config::Config;
use crate::{open, serve};

/// Where the files lie, and whose rows they belong to.
#[derive(Debug, Args)]
pub(crate) struct Files {
    /// The folder
    folder: PathBuf,
    /// The publisher named when the table was imported
    #[arg(long, default_value = "Imported checks", value_name = "NAME")]
    publisher: String,
    /// Another source than a table, such as cofacts
    #[arg(long, value_name = "NAME", conflicts_with = "publisher")]
    source: Option<String>,
}

/// Some files were refused.
const PARTLY: u8 = 3;

/// Brings them in, in the order of their names.
pub(crate) async fn run(config: &Config, files: &Files, json: bool) -> anyhow::Result<ExitCode> {
    let entries =
        std::fs::read_dir(&files.folder).with_context(|| said!("cli-not-read", file = files.folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    paths.retain(|path| path.is_file());
    paths.sort();
    if paths.is_empty() {
        fail!("cli-import-no-files", folder = files.folder.display());
    }
    let source = files.source.clone().unwrap_or_else(|| format!("table:{}", files.publisher));
    let db = open::database(config).await?;
    let blobs = open::blobs(config).await?;
    let desk = Desk { matcher: Matcher::new(None), media: serve::media_of(config, &blobs) };
    let (mut added, mut known, mut refused) = (0_u32, 0_u32, 0_u32);
    for path in &paths {
        let id = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let bytes = std::fs::read(path).with_context(|| said!("cli-not-read", file = path.display()))?;
        match media::import(&desk, &db, &source, id, bytes.into()).await {
            Ok(Imported::Added) => added += 1,
            Ok(Imported::Known) => known += 1,
            Ok(Imported::NoClaim) => {
                refused += 1;
                hint!("cli-import-file-no-row", file = path.display(), source = &source, id = id);
            }
            Err(problem) => {
                refused += 1;
                hint!("cli-import-file-refused", file = path.display(), why = &problem);
            }
        }
    }
    db.close().await;
    if json {
        say!("{}", serde_json::json!({ "added": added, "known": known, "refused": refused }));
    } else {
        tell!("cli-import-files-done", added = added, known = known, refused = refused);
    }
    Ok(if refused > 0 { ExitCode::from(PARTLY) } else { ExitCode::SUCCESS })
}
