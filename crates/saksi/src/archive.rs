//! `saksi archive`: what the server keeps as evidence, from the command line: list, show, compare, take out, bring in.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::{Args, Subcommand};
use futures_util::StreamExt as _;
use saksi_base::{EvidenceId, Problem};
use saksi_db::{Db, Viewer};
use saksi_evidence::Room;
use saksi_evidence::actions::bringing::{self, Handed};
use saksi_evidence::actions::custody;
use saksi_evidence::actions::looking::{self, Search};
use saksi_evidence::model::{About, Evidence};
use saksi_matching::changes::{Stretch, differences};
use serde_json::json;

use crate::config::Config;
use crate::{open, serve};

/// `saksi archive`.
#[derive(Debug, Args)]
pub(crate) struct Archive {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List what is kept, newest first
    Ls {
        /// Words in title, address, reason or text
        #[arg(long, default_value = "", value_name = "WORDS")]
        search: String,
        /// What it is about, such as claim:01jh…
        #[arg(long, value_name = "KIND:ID")]
        about: Option<String>,
    },
    /// Show one piece of evidence: its parts, its custody, its record
    Show {
        /// Its identifier
        id: String,
    },
    /// Say what two captures say differently
    Diff {
        /// The earlier one
        left: String,
        /// The later one
        right: String,
    },
    /// Take the original out into a file; that is written down under custody
    Export {
        /// Its identifier
        id: String,
        /// The file to make; by default named as the part is
        #[arg(long, value_name = "FILE")]
        into: Option<PathBuf>,
    },
    /// Keep a web archive that another program made
    Import {
        /// A package (.wacz) or a file of records (.warc, .warc.gz)
        file: PathBuf,
        /// The organisation that keeps it, by its short name in addresses
        #[arg(long, value_name = "NAME")]
        organisation: String,
        /// Why it is kept, in a sentence that stands in the record
        #[arg(long, value_name = "TEXT")]
        reason: String,
        /// What it is called
        #[arg(long, default_value = "", value_name = "TEXT")]
        title: String,
    },
}

/// Runs `saksi archive`.
pub(crate) async fn run(config: &Config, verb: &Archive, json: bool) -> anyhow::Result<()> {
    let db = open::database(config).await?;
    match &verb.what {
        What::Ls { search, about } => list(&db, search, about.as_deref(), json).await,
        What::Show { id } => show(&db, id, json).await,
        What::Diff { left, right } => diff(&db, left, right, json).await,
        What::Export { id, into } => {
            let room = serve::evidence_of(config, &open::blobs(config).await?)?;
            export(&db, &room, id, into.as_deref(), json).await
        }
        What::Import { file, organisation, reason, title } => {
            let room = serve::evidence_of(config, &open::blobs(config).await?)?;
            let about = About { title: title.clone(), reason: reason.clone(), ..About::default() };
            import(&db, &room, file, organisation, &about, json).await
        }
    }
}

fn words(problem: &Problem) -> anyhow::Error {
    anyhow::Error::new(problem.clone())
}

fn id(text: &str) -> anyhow::Result<EvidenceId> {
    // The address of its page will do as well.
    let text = text.trim().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    text.parse().map_err(|_| said!("cli-archive-no-id", value = text).into())
}

async fn list(db: &Db, search: &str, about: Option<&str>, json: bool) -> anyhow::Result<()> {
    let about = about.map(str::parse).transpose().map_err(|problem: Problem| words(&problem))?;
    let mut search = Search { words: search.to_owned(), about, ..Search::default() };
    let mut none = true;
    loop {
        let found: Result<looking::Found, Problem> =
            saksi_db::read!(db, Viewer::System, tx => { looking::all(&mut tx, &search).await });
        let (lines, last) = found.map_err(|problem| words(&problem))?;
        for line in &lines {
            none = false;
            let name = if line.title.is_empty() { &line.url } else { &line.title };
            if json {
                say!(
                    "{}",
                    json!({
                        "id": line.id, "at": line.at.to_rfc3339(), "kind": line.kind.code(), "state": line.state.code(),
                        "organisation": line.owner_name, "title": line.title, "url": line.url, "public": line.public,
                    })
                );
            } else {
                say!("{}  {}  {:<9}  {:<7}  {name}", line.id, line.at.to_date(), line.kind.code(), line.state.code());
            }
        }
        match last {
            Some(last) => search.after = Some(last),
            None => break,
        }
    }
    if none && !json {
        note!("nothing like that is kept");
    }
    Ok(())
}

async fn read(db: &Db, text: &str) -> anyhow::Result<Evidence> {
    let id = id(text)?;
    let found: Result<Evidence, Problem> =
        saksi_db::read!(db, Viewer::System, tx => { looking::evidence(&mut tx, id).await });
    found.map_err(|_| said!("cli-archive-none", id = id.to_string()).into())
}

async fn show(db: &Db, text: &str, json: bool) -> anyhow::Result<()> {
    let one = read(db, text).await?;
    let record: serde_json::Value = match &one.record {
        Some(record) => serde_json::from_str(record)?,
        None => serde_json::Value::Null,
    };
    if json {
        let parts: Vec<_> = one
            .parts
            .iter()
            .map(|part| json!({ "name": part.name, "bytes": part.bytes, "sha256": part.sha256.to_hex(), "working": part.working }))
            .collect();
        let custody: Vec<_> = one
            .custody
            .iter()
            .map(|event| json!({ "event": event.event, "party": event.party, "note": event.note, "operator": event.operator, "at": event.at.to_rfc3339(), "entry": event.entry.to_hex() }))
            .collect();
        say!(
            "{}",
            json!({
                "id": one.summary.id, "state": one.summary.state.code(), "title": one.summary.title, "url": one.summary.url,
                "entry": one.entry.map(|entry| entry.to_hex()), "fault": one.fault, "parts": parts, "custody": custody, "record": record,
            })
        );
        return Ok(());
    }
    say!("{}  {}", one.summary.id, one.summary.title);
    say!("{} of {}, {}", one.summary.kind.code(), one.summary.owner_name, one.summary.state.code());
    if !one.summary.url.is_empty() {
        say!("asked     {}", one.summary.url);
        say!("answered  {} {}", one.answered, one.status);
    }
    if let Some(entry) = one.entry {
        say!("entry     {}", entry.to_hex());
    }
    for part in &one.parts {
        say!("part      {}  {} bytes  {}", part.name, part.bytes, part.sha256.to_hex());
    }
    for event in &one.custody {
        say!("custody   {}  {}  {} {}", event.at.to_rfc3339(), event.event, event.party, event.note);
    }
    for line in one.fault.lines() {
        say!("missing   {line}");
    }
    if !record.is_null() {
        say!("{}", serde_json::to_string_pretty(&record)?);
    }
    Ok(())
}

async fn diff(db: &Db, left: &str, right: &str, json: bool) -> anyhow::Result<()> {
    let (left, right) = (read(db, left).await?, read(db, right).await?);
    let found = differences(&left.text, &right.text);
    if json {
        let all: Vec<_> = found
            .iter()
            .map(|stretch| match stretch {
                Stretch::Same(text) => json!({ "same": text }),
                Stretch::Removed(text) => json!({ "removed": text }),
                Stretch::Added(text) => json!({ "added": text }),
            })
            .collect();
        say!("{}", json!(all));
        return Ok(());
    }
    if left.text == right.text {
        note!("the text is the same in both");
        return Ok(());
    }
    let marked: String = found
        .into_iter()
        .map(|stretch| match stretch {
            Stretch::Same(text) => text,
            Stretch::Removed(text) => format!("[-{text}-]"),
            Stretch::Added(text) => format!("{{+{text}+}}"),
        })
        .collect();
    say!("{marked}");
    Ok(())
}

async fn export(db: &Db, room: &Room, text: &str, into: Option<&Path>, json: bool) -> anyhow::Result<()> {
    let id = id(text)?;
    // Looked at first, so that nothing is written down where the file cannot be made.
    let one = read(db, text).await?;
    let name = one.parts.first().map(|part| part.name.clone()).with_context(|| said!("cli-archive-empty"))?;
    let into = into.map_or_else(|| PathBuf::from(format!("{id}-{name}")), Path::to_path_buf);
    if into.exists() {
        fail!("cli-there-already", file = into.display());
    }
    let folder = into.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut made = tempfile::Builder::new()
        .prefix(".saksi-archive-")
        .tempfile_in(folder)
        .with_context(|| said!("cli-not-written", file = folder.display()))?;
    let (_, stream) = custody::export_first(room, db, id).await.map_err(|problem| words(&problem))?;
    let mut stream = std::pin::pin!(stream);
    while let Some(piece) = stream.next().await {
        made.write_all(&piece?)?;
    }
    made.as_file().sync_all()?;
    made.persist_noclobber(&into).with_context(|| said!("cli-not-written", file = into.display()))?;
    File::open(folder)?.sync_all()?;
    if json {
        say!("{}", json!({ "id": id, "file": into }));
    } else {
        say!("{}", into.display());
    }
    Ok(())
}

async fn import(
    db: &Db,
    room: &Room,
    file: &Path,
    organisation: &str,
    about: &About,
    json: bool,
) -> anyhow::Result<()> {
    let bytes = std::fs::read(file).with_context(|| said!("cli-not-read", file = file.display()))?;
    if !bringing::is_archive(&bytes) {
        fail!("cli-archive-no-archive", file = file.display());
    }
    let owner: Result<_, Problem> = saksi_db::read!(db, Viewer::System, tx => {
        saksi_network::organisation_by_slug(&mut tx, organisation).await
    });
    let owner = owner.map_err(|problem| words(&problem))?;
    let owner = owner.with_context(|| said!("cli-archive-no-organisation", name = organisation))?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let handed = Handed::File { name, bytes: bytes.into() };
    let kept = bringing::import(room, db, owner.id, &handed, about).await.map_err(|problem| words(&problem))?;
    if json {
        say!("{}", json!({ "id": kept }));
    } else {
        say!("{kept}");
    }
    Ok(())
}
