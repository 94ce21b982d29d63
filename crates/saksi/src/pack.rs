//! `saksi pack`: a record of a file, entered into the log of this server, and all that is needed to check it, in one ZIP.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use saksi_base::clock::SECOND;
use saksi_base::{Problem, Timestamp};
use saksi_db::{Db, Viewer};
use saksi_tlog::record::{Copying, FileTaken, Part, Times, Tool, VERSION, What};
use saksi_tlog::{EvidenceRecord, Hash};
use saksi_transparency::pack::{CalendarProof, Pack, Proved, Token};
use saksi_transparency::{Logged, Standing, Transparency};

use crate::PARTLY;
use crate::config::Config;
use crate::open;

/// `saksi pack`.
#[derive(Debug, Args)]
pub(crate) struct Make {
    /// The file to record, such as a capture (.wacz)
    file: PathBuf,
    /// The pack to make [default: beside the file, with .zip at the end]
    #[arg(long, value_name = "FILE")]
    into: Option<PathBuf>,
    /// Who records it, as they want to be named; a pseudonym will do
    #[arg(long, default_value = "", value_name = "NAME")]
    operator: String,
    /// Why, in a sentence that stands in the record
    #[arg(long, default_value = "", value_name = "TEXT")]
    reason: String,
}

/// Times in records are whole seconds.
fn whole(at: Timestamp) -> Timestamp {
    Timestamp(at.0 - at.0.rem_euclid(SECOND))
}

/// Runs `saksi pack`. Partly done: the pack is made, and the record still waits for the log or its witnesses.
pub(crate) async fn make(config: &Config, verb: &Make, json: bool) -> anyhow::Result<ExitCode> {
    let name = verb
        .file
        .file_name()
        .and_then(|name| name.to_str())
        .with_context(|| said!("cli-no-name", file = verb.file.display()))?
        .to_owned();
    let into = verb.into.clone().unwrap_or_else(|| verb.file.with_file_name(format!("{name}.zip")));
    if into.exists() {
        fail!("cli-there-already", file = into.display());
    }
    let bytes = std::fs::read(&verb.file).with_context(|| said!("cli-not-read", file = verb.file.display()))?;
    let db = open::database(config).await?;
    let made = whole(db.clock().now());
    let media_type = match verb.file.extension().and_then(|ending| ending.to_str()) {
        Some("wacz") => "application/wacz",
        Some("gz" | "warc") => "application/warc",
        _ => "application/octet-stream",
    };
    let part = Part {
        name: name.clone(),
        media_type: media_type.to_owned(),
        length: bytes.len() as u64,
        sha256: Hash::of(&bytes),
        copy: Copying::Original,
    };
    let settings = serde_json::to_vec(&config.transparency)?;
    let record = EvidenceRecord {
        version: VERSION.to_owned(),
        id: saksi_base::ids::time_ordered(made, &*db.random()).to_string(),
        organisation: config.name.clone(),
        operator: verb.operator.clone(),
        reason: verb.reason.clone(),
        case: None,
        legal_basis: None,
        times: Times { began: made, ended: made, clock: "system clock".to_owned(), offset_ms: None },
        tool: Tool {
            name: "saksi".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            configuration: Hash::of(&settings),
            browser: None,
        },
        what: What::File(FileTaken {
            original_name: Some(name.clone()),
            method: "saksi pack".to_owned(),
            shows_when: None,
            shows_where: None,
            pair: None,
        }),
        parts: vec![part],
        parent: None,
        salt: None,
    };
    let canonical = record.to_canonical().with_context(|| said!("cli-not-written", file = into.display()))?;
    let entry = Hash::of(&canonical);
    let log = crate::transparency::open(config, &db).await?;
    let entered: Result<(), Problem> = saksi_db::write!(db, "enter record", Viewer::System, tx => {
        saksi_transparency::enter(&mut tx, made, entry).await
    });
    entered.map_err(anyhow::Error::new)?;
    let found = logged(&db, &log, entry).await?;
    let (logged, enough) = (found.is_some(), found.as_ref().is_some_and(|found| found.verdict.met));
    let proof = saksi_transparency::proof(&db, entry).await.map_err(anyhow::Error::new)?.filter(|_| logged);
    let (tokens, calendars) = match &found {
        Some(found) => (tokens(config, &db, entry, found).await?, calendars(&db, entry, found).await?),
        None => (Vec::new(), Vec::new()),
    };
    let pack = Pack {
        about: Proved { record: canonical, proof },
        parts: vec![(name, bytes)],
        custody: Vec::new(),
        tokens,
        calendars,
        policy: log.policy().to_string(),
        made,
    };
    let zip = pack.to_zip()?;
    let whole = std::path::absolute(&into)?;
    saksi_db::blobs::write_durably(&whole, &zip).with_context(|| said!("cli-not-written", file = into.display()))?;
    db.close().await;
    if json {
        say!("{}", serde_json::json!({ "file": into, "entry": entry, "logged": logged, "witnessed": enough }));
    } else {
        say!("{}: entry {entry}", into.display());
        if !logged {
            tell!("cli-pack-unsigned");
        } else if !enough {
            tell!("cli-pack-unwitnessed");
        }
    }
    Ok(if logged && enough { ExitCode::SUCCESS } else { ExitCode::from(PARTLY) })
}

/// Waits until the log has signed, by this process or by one that serves meanwhile.
async fn logged(db: &Db, log: &Transparency, entry: Hash) -> anyhow::Result<Option<Box<Logged>>> {
    let mut found = None;
    // A process that serves meanwhile holds the lease for some seconds after it was ended.
    for _ in 0..40 {
        log.go_on().await.map_err(anyhow::Error::new)?;
        if let Standing::Logged(logged) = saksi_transparency::standing(db, entry).await.map_err(anyhow::Error::new)? {
            found = Some(logged);
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    }
    log.let_go().await;
    Ok(found)
}

/// The tokens of authorities.
async fn tokens(config: &Config, db: &Db, entry: Hash, logged: &Logged) -> anyhow::Result<Vec<Token>> {
    let failed = |problem: Problem| anyhow::Error::new(problem);
    let authorities = crate::transparency::settings(config)?.authorities;
    let mut tokens = Vec::new();
    for stamped in &logged.tokens {
        let Some(digest) = Hash::from_slice(&stamped.digest) else { fail!("cli-verify-stored") };
        let token = saksi_transparency::token(db, digest, &stamped.authority).await.map_err(failed)?;
        let proof = match stamped.size {
            Some(size) => saksi_transparency::checkpoint_proof(db, entry, size).await.map_err(failed)?,
            None => None,
        };
        let known = authorities.iter().find(|known| known.url == stamped.authority);
        let roots = known.map(|known| known.roots.clone()).unwrap_or_default();
        tokens.extend(token.map(|token| Token { authority: stamped.authority.clone(), token, proof, roots }));
    }
    Ok(tokens)
}

/// What calendars gave.
async fn calendars(db: &Db, entry: Hash, logged: &Logged) -> anyhow::Result<Vec<CalendarProof>> {
    let failed = |problem: Problem| anyhow::Error::new(problem);
    let mut proofs = Vec::new();
    for kept in &logged.calendars {
        let Some(digest) = Hash::from_slice(&kept.digest) else { fail!("cli-verify-stored") };
        let ots = saksi_transparency::calendar_proof(db, digest, &kept.calendar).await.map_err(failed)?;
        let proof = saksi_transparency::checkpoint_proof(db, entry, kept.size).await.map_err(failed)?;
        if let (Some(ots), Some(proof)) = (ots, proof) {
            proofs.push(CalendarProof { calendar: kept.calendar.clone(), ots, proof });
        }
    }
    Ok(proofs)
}
