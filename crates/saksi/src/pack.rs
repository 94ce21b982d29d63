//! `saksi pack`: a record of a file, entered into the log of this server, or the record of a piece that the server keeps, and all that is
//! needed to check it, in one ZIP.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use futures_util::StreamExt as _;
use saksi_base::clock::SECOND;
use saksi_base::{EvidenceId, Problem, Timestamp};
use saksi_db::{Db, Viewer};
use saksi_evidence::actions::{looking, packing};
use saksi_evidence::model::Evidence;
use saksi_tlog::record::{Copying, FileTaken, Part, Times, Tool, VERSION, What};
use saksi_tlog::{EvidenceRecord, Hash};
use saksi_transparency::pack::{Pack, Proved};
use saksi_transparency::{Logged, Standing, Transparency};

use crate::PARTLY;
use crate::config::Config;
use crate::open;

/// `saksi pack`.
#[derive(Debug, Args)]
pub(crate) struct Make {
    /// The file to record, such as a capture (.wacz), or the identifier of a piece of evidence that the server keeps
    #[arg(value_name = "FILE|ID")]
    file: PathBuf,
    /// The pack to make [default: beside the file, with .zip at the end; evidence-ID.zip of a piece that is kept]
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
    let kept = verb.file.to_str().and_then(|text| text.parse::<EvidenceId>().ok());
    if let Some(id) = kept.filter(|_| !verb.file.exists()) {
        return of_kept(config, verb, id, json).await;
    }
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
        Some(found) => {
            let authorities = crate::transparency::settings(config)?.authorities;
            let vouched = saksi_transparency::vouched(&db, entry, found, &authorities).await;
            let vouched = vouched.map_err(anyhow::Error::new)?;
            (vouched.tokens, vouched.calendars)
        }
        None => (Vec::new(), Vec::new()),
    };
    let pack = Pack {
        about: Proved { record: canonical, proof },
        parts: vec![(name, bytes.into())],
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
    Ok(made_of(&into, entry, logged, enough, json))
}

/// Says what was made.
fn made_of(into: &Path, entry: Hash, logged: bool, enough: bool, json: bool) -> ExitCode {
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
    if logged && enough { ExitCode::SUCCESS } else { ExitCode::from(PARTLY) }
}

/// The pack of a piece that the server keeps. It goes into a file beside its place first, so that half a pack never has its name.
async fn of_kept(config: &Config, verb: &Make, id: EvidenceId, json: bool) -> anyhow::Result<ExitCode> {
    // Both stand in the record of a kept piece already, and a record is never changed.
    if !verb.operator.is_empty() || !verb.reason.is_empty() {
        fail!("cli-pack-kept-record");
    }
    let into = verb.into.clone().unwrap_or_else(|| PathBuf::from(format!("evidence-{id}.zip")));
    if into.exists() {
        fail!("cli-there-already", file = into.display());
    }
    let folder = into.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let unwritten = || said!("cli-not-written", file = into.display());
    let mut file = tempfile::NamedTempFile::new_in(folder).with_context(unwritten)?;
    let db = open::database(config).await?;
    let authorities = crate::transparency::settings(config)?.authorities;
    let room = crate::serve::evidence_of(config, &open::blobs(config).await?)?.trusting(authorities);
    let found: Result<Evidence, Problem> =
        saksi_db::read!(db, Viewer::System, tx => { looking::evidence(&mut tx, id).await });
    let found = found.map_err(|_| said!("cli-archive-none", id = id.to_string()))?;
    if let Some(entry) = found.entry {
        // What was kept a moment ago waits for the next head, which nobody else may sign while the server is down.
        let log = crate::transparency::open(config, &db).await?;
        logged(&db, &log, entry).await?;
    }
    let packed = packing::pack_as_server(&room, &db, id).await.map_err(anyhow::Error::new)?;
    let (entry, enough) = (packed.entry, packed.witnessed);
    let mut pieces = Box::pin(packed.open());
    while let Some(piece) = pieces.next().await {
        file.write_all(&piece?).with_context(unwritten)?;
    }
    file.as_file().sync_all().with_context(unwritten)?;
    file.persist_noclobber(&into).with_context(unwritten)?;
    db.close().await;
    Ok(made_of(&into, entry, true, enough, json))
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

#[cfg(test)]
mod tests {
    use super::*;
    use saksi_db::Actor;
    use saksi_evidence::actions::bringing::{self, Handed};
    use saksi_evidence::model::{About, Consent, Testimony};
    use saksi_network::OrganisationDraft;
    use saksi_transparency::pack::{Mark, Trusted, check};

    /// What the operator of a server keeps: a file, and a testimony that no court may see.
    async fn kept(config: &Config) -> (EvidenceId, EvidenceId) {
        let db = open::database(config).await.unwrap();
        let room = crate::serve::evidence_of(config, &open::blobs(config).await.unwrap()).unwrap();
        let made: Result<saksi_base::OrganisationId, Problem> = saksi_db::write!(db, "test", Viewer::System, tx => {
            let draft = OrganisationDraft::named("MyGoPen", "mygopen");
            saksi_network::actions::create_organisation(&mut tx, Actor::System, draft, true).await
        });
        let organisation = made.unwrap();
        let about = About { reason: "Three people asked".to_owned(), ..About::default() };
        let file = Handed::File { name: "before.txt".to_owned(), bytes: b"the dam before".as_slice().into() };
        let told = Testimony {
            witness: "Melati".to_owned(),
            text: "I saw it at noon.".to_owned(),
            language: "id".to_owned(),
            method: "by telephone".to_owned(),
            consent_text: "May we keep it?".to_owned(),
            consent: Consent { keep: true, ..Consent::default() },
        };
        let file = bringing::import(&room, &db, organisation, &file, &about).await.unwrap();
        let told = Handed::Testimony { told, file: None };
        let told = bringing::import(&room, &db, organisation, &told, &about).await.unwrap();
        db.close().await;
        (file, told)
    }

    #[tokio::test]
    async fn a_piece_that_the_server_keeps_is_packed_by_its_identifier() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { data: folder.path().join("data"), ..Config::default() };
        let (file, told) = kept(&config).await;
        let into = folder.path().join("kept.zip");
        let verb = |id: EvidenceId, operator: &str| Make {
            file: id.to_string().into(),
            into: Some(into.clone()),
            operator: operator.to_owned(),
            reason: String::new(),
        };
        // What stands in a record already is not said anew; what no court may see is not packed; neither leaves a file.
        assert!(make(&config, &verb(file, "somebody else"), true).await.is_err());
        let refused = make(&config, &verb(told, ""), true).await.unwrap_err();
        assert!(format!("{refused:#}").contains("consent-court"), "{refused:#}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "the folder of data alone");

        let made_it = make(&config, &verb(file, ""), true).await.unwrap();
        assert_eq!(format!("{made_it:?}"), format!("{:?}", ExitCode::SUCCESS));
        let zip = std::fs::read(&into).unwrap();
        let checked = check(&zip, &Trusted::default());
        assert!(checked.holds(), "{:?}", checked.findings);
        for message in ["transparency-part-holds", "transparency-proof-holds", "transparency-custody-holds"] {
            let found = checked.findings.iter().any(|found| found.message == message && found.mark == Mark::Holds);
            assert!(found, "{message}: {:?}", checked.findings);
        }
        let db = open::database(&config).await.unwrap();
        let found: Result<Evidence, Problem> =
            saksi_db::read!(db, Viewer::System, tx => { looking::evidence(&mut tx, file).await });
        let found = found.unwrap();
        assert_eq!(checked.entry, found.entry);
        assert_eq!(found.custody.len(), 1);
        assert_eq!(found.custody[0].operator, "operator-of-the-server");
        // What is there already stays.
        assert!(make(&config, &verb(file, ""), true).await.is_err());
        assert_eq!(std::fs::read(&into).unwrap(), zip);
    }
}
