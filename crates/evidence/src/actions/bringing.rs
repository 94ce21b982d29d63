//! Bringing evidence in: asking for a capture, handing in a file, writing down what somebody told.

use saksi_base::problem::Problems;
use saksi_base::{EvidenceId, LanguageTag, OrganisationId, Problem};
use saksi_db::{Actor, Db, Tx, Viewer};
use saksi_fetch::Url;
use saksi_tlog::record::{FileTaken, Testimony as TestimonyRecord, What};

use super::consenting::Use;
use super::records::{self, Common, said};
use super::{By, SERVER, capturing, journal, operator};
use crate::keeping::{self, Label};
use crate::model::{About, Kind, Testimony};
use crate::store::parts::{self, NewPart};
use crate::store::records::{self as rows, Keeping, New};
use crate::{Room, reading, store};

/// Longest text of one field.
const LONGEST: usize = 4_000;
/// Longest testimony and longest text of consent.
const LONGEST_TESTIMONY: usize = 60_000;

/// What must be mended in what somebody says about evidence.
pub(crate) fn check(about: &About, problems: &mut Problems) {
    use saksi_web::fields::check_text;
    check_text(problems, "title", &about.title, 300, false);
    check_text(problems, "reason", &about.reason, LONGEST, true);
    check_text(problems, "legal_basis", &about.legal_basis, LONGEST, false);
    check_text(problems, "access", &about.access, LONGEST, false);
    check_text(problems, "shows_when", &about.shows_when, 200, false);
    check_text(problems, "shows_where", &about.shows_where, 400, false);
    check_text(problems, "acquisition_note", &about.acquisition_note, LONGEST, about.acquisition.needs_reasons());
}

/// How it was come by, as a record says it.
pub(crate) fn method(how: &str, about_acquisition: crate::model::Acquisition, note: &str) -> String {
    let mut text = format!("{how}; {}", about_acquisition.code());
    if let Some(note) = said(note) {
        text.push_str(": ");
        text.push_str(&note);
    }
    text
}

/// Asks for a capture: the row waits, and a job fetches it. The same form sent twice asks once.
pub async fn ask(
    tx: &mut Tx,
    room: &Room,
    by: &By,
    nonce: [u8; 16],
    url: &str,
    about: &About,
) -> Result<EvidenceId, Problem> {
    by.must_preserve()?;
    let id = EvidenceId(super::once(nonce));
    let mut problems = Problems::new();
    check(about, &mut problems);
    let parsed = address(room, url);
    if let Err(problem) = &parsed {
        for field in &problem.fields {
            problems.add("url", field.message);
            for (name, value) in &field.arguments {
                problems.with(name, value);
            }
        }
    }
    problems.finish()?;
    let url = parsed?;
    if rows::find(tx, id).await?.is_some() {
        return Ok(id);
    }
    let operator = operator(tx, by).await?;
    let new = New {
        id,
        owner: by.organisation,
        space: saksi_db::NETWORK_SPACE,
        person: Some(by.person),
        operator: &operator,
        kind: Kind::Capture,
        url: url.as_str(),
        witness: "",
        language: "",
        parent: None,
        source: None,
        about,
    };
    rows::insert(tx, &new).await?;
    journal(tx, Actor::Member(by.person), id, "evidence-asked", url.as_str().as_bytes()).await?;
    let now = tx.now();
    tx.enqueue(capturing::JOB, id.0, now).await?;
    Ok(id)
}

/// An address that the guard would go to, as far as that shows before its name is looked up.
pub(crate) fn address(room: &Room, text: &str) -> Result<Url, Problem> {
    let text = text.trim();
    // Whoever types `example.org` means the web.
    let whole = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let url = (!text.is_empty())
        .then(|| Url::parse(&whole).ok())
        .flatten()
        .filter(|url| url.host_str().is_some() && url.as_str().len() <= 8_000)
        .ok_or_else(|| Problem::field("url", "evidence-problem-address"))?;
    room.guard()
        .check(&url)
        .map_err(|fault| Problem::field("url", "evidence-problem-address-refused").with("why", fault.to_string()))?;
    Ok(url)
}

/// A capture that was given up waits once more.
pub async fn retry(tx: &mut Tx, by: &By, id: EvidenceId) -> Result<(), Problem> {
    by.must_preserve()?;
    rows::own(tx, id).await?;
    if rows::again(tx, id).await? {
        let now = tx.now();
        tx.enqueue(capturing::JOB, id.0, now).await?;
    }
    Ok(())
}

/// What is handed in.
#[derive(Debug, Clone)]
pub enum Handed {
    /// A file.
    File {
        /// Its name, if that may be kept.
        name: String,
        /// What it holds.
        bytes: bytes::Bytes,
    },
    /// An account, with the file that holds it where there is one.
    Testimony {
        /// Who, what, under which consent.
        told: Testimony,
        /// A recording or document.
        file: Option<(String, bytes::Bytes)>,
    },
}

/// Who brings something in.
struct Giver<'a> {
    organisation: OrganisationId,
    /// The member; none where it is the operator of the server, at its command line.
    by: Option<&'a By>,
}

impl Giver<'_> {
    fn viewer(&self) -> Viewer {
        self.by.map_or(Viewer::System, By::viewer)
    }
}

/// Takes a file or a testimony in. The same form sent twice takes it in once.
pub async fn hand_in(
    room: &Room,
    db: &Db,
    by: &By,
    nonce: [u8; 16],
    handed: &Handed,
    about: &About,
) -> Result<EvidenceId, Problem> {
    by.must_preserve()?;
    let id = EvidenceId(super::once(nonce));
    take_in(room, db, &Giver { organisation: by.organisation, by: Some(by) }, id, handed, about).await
}

/// The same for the operator of the server, on behalf of an organisation.
pub async fn import(
    room: &Room,
    db: &Db,
    organisation: OrganisationId,
    handed: &Handed,
    about: &About,
) -> Result<EvidenceId, Problem> {
    let id = EvidenceId::new(db.clock().now(), &*db.random());
    take_in(room, db, &Giver { organisation, by: None }, id, handed, about).await
}

async fn take_in(
    room: &Room,
    db: &Db,
    giver: &Giver<'_>,
    id: EvidenceId,
    handed: &Handed,
    about: &About,
) -> Result<EvidenceId, Problem> {
    check_handed(handed, about)?;
    let there: Result<bool, Problem> =
        saksi_db::read!(db, giver.viewer(), tx => { Ok(rows::find(&mut tx, id).await?.is_some()) });
    if there? {
        return Ok(id);
    }
    let mut kept = Vec::new();
    let outcome = match keep_handed(room, db, handed, &mut kept).await {
        Ok(()) => saksi_db::write!(db, "hand evidence in", giver.viewer(), tx => {
            store_handed(&mut tx, giver, id, handed, about, &kept).await
        }),
        Err(problem) => Err(problem),
    };
    if outcome.is_err() {
        keeping::let_go(db, &kept).await?;
    }
    outcome.map(|()| id)
}

fn check_handed(handed: &Handed, about: &About) -> Result<(), Problem> {
    use saksi_web::fields::check_text;
    let mut problems = Problems::new();
    check(about, &mut problems);
    match handed {
        Handed::File { bytes, .. } if bytes.is_empty() => {
            problems.add("file", "evidence-problem-file-missing");
        }
        Handed::File { .. } => {}
        Handed::Testimony { told, file } => {
            check_text(&mut problems, "witness", &told.witness, 120, true);
            check_text(&mut problems, "told", &told.text, LONGEST_TESTIMONY, file.is_none());
            check_text(&mut problems, "method", &told.method, 400, true);
            check_text(&mut problems, "consent_text", &told.consent_text, LONGEST_TESTIMONY, true);
            if told.language.parse::<LanguageTag>().is_err() {
                problems.add("language", "evidence-problem-language");
            }
            if !told.consent.keep {
                problems.add("consent", "evidence-problem-consent");
            }
            if about.shared && !told.consent.partners {
                problems.add("shared", Use::Partners.refusal());
            }
        }
    }
    problems.finish()
}

/// The name of a part: what was said, without what a path or a header could trip over.
pub(crate) fn part_name(said: &str, fallback: &str) -> String {
    let name: String = said
        .trim()
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '-' })
        .take(120)
        .collect();
    let name = name.trim_matches(['.', ' ', '-']).to_owned();
    if name.is_empty() { fallback.to_owned() } else { name }
}

/// What a file is, as its first bytes show; what somebody says about it is not believed.
pub(crate) fn media_type(bytes: &[u8]) -> (&'static str, &'static str) {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"%PDF-") {
        ("application/pdf", "pdf")
    } else if starts(b"\x89PNG") {
        ("image/png", "png")
    } else if starts(b"\xff\xd8\xff") {
        ("image/jpeg", "jpg")
    } else if starts(b"GIF8") {
        ("image/gif", "gif")
    } else if starts(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        ("image/webp", "webp")
    } else if bytes.get(4..8) == Some(b"ftyp") {
        ("video/mp4", "mp4")
    } else if starts(b"\x1a\x45\xdf\xa3") {
        ("video/x-matroska", "mkv")
    } else if starts(b"OggS") {
        ("audio/ogg", "ogg")
    } else if starts(b"ID3") || starts(b"\xff\xfb") {
        ("audio/mpeg", "mp3")
    } else if starts(b"PK\x03\x04") && is_package(bytes) {
        ("application/wacz", "wacz")
    } else if starts(b"PK\x03\x04") {
        ("application/zip", "zip")
    } else if starts(b"\x1f\x8b")
        && saksi_archive::warc::Reader::new(bytes).is_ok_and(|mut r| matches!(r.next_record(), Ok(Some(_))))
    {
        ("application/warc", "warc.gz")
    } else if starts(b"WARC/") {
        ("application/warc", "warc")
    } else if std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0')) {
        ("text/plain; charset=utf-8", "txt")
    } else {
        ("application/octet-stream", "bin")
    }
}

/// Whether it is a web archive: a package, or a file of records.
pub fn is_archive(bytes: &[u8]) -> bool {
    matches!(media_type(bytes).1, "wacz" | "warc" | "warc.gz")
}

fn is_package(bytes: &[u8]) -> bool {
    saksi_archive::wacz::Package::open(std::io::Cursor::new(bytes)).is_ok()
}

async fn keep_handed(room: &Room, db: &Db, handed: &Handed, kept: &mut Vec<NewPart>) -> Result<(), Problem> {
    let mut parts: Vec<(String, &'static str, bytes::Bytes)> = Vec::new();
    let file = |name: &str, bytes: &bytes::Bytes| {
        let (media_type, ending) = media_type(bytes);
        (part_name(name, &format!("original.{ending}")), media_type, bytes.clone())
    };
    match handed {
        Handed::File { name, bytes } => parts.push(file(name, bytes)),
        Handed::Testimony { told, file: recording } => {
            let text = |text: &str| bytes::Bytes::copy_from_slice(text.as_bytes());
            if !told.text.trim().is_empty() {
                parts.push(("testimony.txt".to_owned(), "text/plain; charset=utf-8", text(&told.text)));
            }
            if let Some((name, bytes)) = recording {
                let mut part = file(name, bytes);
                if ["testimony.txt", "consent.txt"].contains(&part.0.as_str()) {
                    part.0.insert_str(0, "file-");
                }
                parts.push(part);
            }
            parts.push(("consent.txt".to_owned(), "text/plain; charset=utf-8", text(&told.consent_text)));
        }
    }
    for (name, media_type, bytes) in parts {
        let label = Label { name: &name, media_type, working: false, note: "" };
        kept.push(keeping::keep(room.blobs(), db, label, std::io::Cursor::new(bytes)).await?);
    }
    Ok(())
}

async fn store_handed(
    tx: &mut Tx,
    giver: &Giver<'_>,
    id: EvidenceId,
    handed: &Handed,
    about: &About,
    kept: &[NewPart],
) -> Result<(), Problem> {
    let (operator, actor) = match giver.by {
        Some(by) => (operator(tx, by).await?, Actor::Member(by.person)),
        None => (SERVER.to_owned(), Actor::System),
    };
    let organisation = store::organisation_name(tx, giver.organisation).await?;
    let found = match handed {
        Handed::File { bytes, .. } => reading::archive(bytes),
        Handed::Testimony { .. } => reading::Found::default(),
    };
    let (kind, witness, language) = match handed {
        Handed::File { .. } => (Kind::File, "", ""),
        Handed::Testimony { told, .. } => (Kind::Testimony, told.witness.trim(), told.language.as_str()),
    };
    let new = New {
        id,
        owner: giver.organisation,
        space: saksi_db::NETWORK_SPACE,
        person: giver.by.map(|by| by.person),
        operator: &operator,
        kind,
        url: &found.url,
        witness,
        language,
        parent: None,
        source: None,
        about,
    };
    rows::insert(tx, &new).await?;
    let what = match handed {
        Handed::File { name, .. } => What::File(FileTaken {
            original_name: said(name),
            method: method("handed in", about.acquisition, &about.acquisition_note),
            shows_when: said(&about.shows_when),
            shows_where: said(&about.shows_where),
            pair: None,
        }),
        Handed::Testimony { told, .. } => What::Testimony(TestimonyRecord {
            witness: told.witness.trim().to_owned(),
            consent: records::consent(told.consent),
            method: told.method.trim().to_owned(),
            language: told.language.clone(),
        }),
    };
    let title = said(&about.title).unwrap_or_else(|| match handed {
        Handed::File { .. } => {
            said(&found.title).or_else(|| kept.first().map(|part| part.name.clone())).unwrap_or_default()
        }
        Handed::Testimony { told, .. } => told.witness.trim().to_owned(),
    });
    let row = rows::own(tx, id).await?;
    let now = tx.now();
    let common = Common {
        id: id.0,
        organisation: &organisation,
        operator: &operator,
        reason: &about.reason,
        legal_basis: &about.legal_basis,
        began: now,
        ended: now,
        settings: "handed in",
        parent: None,
    };
    let (record, entry) = records::write(tx, &common, what, kept.iter().map(records::part).collect())?;
    let bytes = kept.iter().map(|part| part.bytes).sum();
    let keeping = Keeping {
        title,
        answered: String::new(),
        status: 0,
        language: if language.is_empty() { found.language } else { language.to_owned() },
        author: found.author,
        published: found.published,
        text: found.text,
        digest: String::new(),
        requests: 0,
        bytes,
        fault: String::new(),
        began: now,
        ended: now,
        record,
        entry,
    };
    finish(tx, actor, &row, &keeping, kept).await.map(|_| ())
}

/// Evidence becomes kept: parts, record, log and journal in one transaction. Says whether it was not kept before.
pub(crate) async fn finish(
    tx: &mut Tx,
    actor: Actor,
    row: &rows::Row,
    keeping: &Keeping,
    parts: &[NewPart],
) -> Result<bool, Problem> {
    if !rows::keep(tx, row, keeping).await? {
        return Ok(false);
    }
    for part in parts {
        parts::insert(tx, row.id, part).await?;
    }
    let now = tx.now();
    saksi_transparency::enter(tx, now, keeping.entry).await?;
    journal(tx, actor, row.id, "evidence-kept", keeping.entry.as_bytes()).await?;
    Ok(true)
}
