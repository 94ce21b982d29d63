//! The job that fetches: through the guard into records, records into a package, the package into sealed pieces, and only then, in one
//! transaction, the record of evidence. Cut off anywhere before that, the row still waits and the job runs again; nothing names what is
//! not whole.

use std::fs::File;
use std::io::{BufWriter, Seek as _, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use saksi_archive::warc::{Compression, Writer};
use saksi_base::clock::MINUTE;
use saksi_base::{EvidenceId, Problem, Timestamp};
use saksi_capture::package::{self, ARCHIVE};
use saksi_capture::{Captured, Manners, Order, Origin, Taken, Way};
use saksi_db::jobs::Handler;
use saksi_db::{Actor, Db, Tx, Viewer};
use saksi_fetch::{Bounds, Url};
use saksi_tlog::Hash;
use saksi_tlog::record::{Capture, What};

use super::records::{self, Common, said};
use super::{bringing, retention, sweeping, visiting};
use crate::keeping::{self, Label};
use crate::model::State;
use crate::store::records::{self as rows, Keeping, New, Row};
use crate::{Room, store};

/// The kind of job that makes one capture.
pub const JOB: &str = "evidence-capture";

/// A capture that takes longer is given up: a job is leased for five minutes, and nobody else may begin it meanwhile.
const LONGEST: Duration = Duration::from_secs(270);
/// A capture that is under way for longer fetches nothing more and keeps what it has.
const CUT_SHORT: Duration = Duration::from_secs(225);
/// Most bytes of one capture.
const MOST_BYTES: u64 = 200 << 20;
/// Most requests of one capture.
const MOST_REQUESTS: usize = 400;
/// How often the page learns how far it is.
const BEAT: Duration = Duration::from_secs(2);
/// What has waited longer than that lost its job, with a backup or otherwise.
const LOST: i64 = 10 * MINUTE;
/// Longest text that is kept beside a capture for reading and searching.
const LONGEST_TEXT: usize = 200_000;

/// What handles [`JOB`].
pub fn handler(room: Room) -> Handler {
    Arc::new(move |db, job| {
        let room = room.clone();
        Box::pin(async move { run(&room, &db, EvidenceId(job.subject)).await })
    })
}

/// Puts jobs back whose rows still wait, lets sources be visited whose turn has come, deletes what is kept no longer, and clears the
/// store of what was broken off. Safe at any time, on any process.
pub async fn keep_house(room: &Room, db: &Db) -> Result<(), Problem> {
    put_back(db).await?;
    while retention::delete_due(db).await? > 0 {}
    sweeping::sweep(room, db).await.map(drop)
}

async fn put_back(db: &Db) -> Result<(), Problem> {
    saksi_db::write!(db, "keep house of evidence", Viewer::System, tx => {
        let now = tx.now();
        for id in rows::unfinished(&mut tx, now.plus(-LOST)).await? {
            tx.enqueue(JOB, id.0, now).await?;
        }
        for id in store::sources::due(&mut tx).await? {
            tx.enqueue(visiting::JOB, id.0, now).await?;
        }
        Ok(())
    })
}

/// What was fetched: a package and what its records say about the way.
pub(crate) struct Fetched {
    pub(crate) captured: Captured,
    pub(crate) way: Way,
    pub(crate) package: File,
    pub(crate) settings: String,
    pub(crate) guest: bool,
}

impl Fetched {
    /// The last answer on the way to the page that was asked for.
    pub(crate) fn answer(&self) -> Option<&Taken> {
        let on_the_way = |taken: &&Taken| matches!(taken.origin, Origin::Asked | Origin::Redirect);
        self.captured.taken.iter().filter(on_the_way).rfind(|taken| taken.record.is_some())
    }

    /// Why nothing came.
    pub(crate) fn fault(&self) -> String {
        self.captured.faults().next().and_then(|taken| taken.fault.clone()).unwrap_or_default()
    }

    /// What a page says, as one hash: its text where it has one, what came otherwise. Another clock in a footer changes it; what
    /// only programs see does not.
    pub(crate) fn digest(&self) -> String {
        let text = self.captured.pages.first().and_then(|page| page.text.as_deref()).unwrap_or_default();
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.is_empty() {
            self.answer().and_then(|taken| taken.digest.clone()).unwrap_or_default()
        } else {
            format!("text {}", Hash::of(words.join(" ").as_bytes()).to_hex())
        }
    }
}

/// How pages are fetched for evidence.
pub(crate) fn order(room: &Room, url: Url, requisites: bool, manners: Manners, operator: &str, reason: &str) -> Order {
    Order {
        hosts: room.hosts().clone(),
        within: Some(room.patience().unwrap_or(CUT_SHORT)),
        requisites,
        manners,
        most_requests: MOST_REQUESTS,
        most_bytes: MOST_BYTES,
        tries: 2,
        bounds: Bounds::for_bytes(MOST_BYTES),
        file_name: ARCHIVE.to_owned(),
        operator: operator.to_owned(),
        reason: reason.to_owned(),
        ..Order::of(vec![url])
    }
}

fn settings(order: &Order) -> String {
    format!(
        "requisites {}; browser {}; manners {:?}; requests {}; bytes {}; tries {}; bounds {:?}",
        order.requisites,
        order.browser.is_some(),
        order.manners,
        order.most_requests,
        order.most_bytes,
        order.tries,
        order.bounds
    )
}

/// Fetches into a package beside its place. An error is one of this machine; what a server did stands in the capture.
pub(crate) async fn fetch(
    room: &Room,
    db: &Db,
    order: Order,
    told: impl FnMut(&Taken) + Send,
) -> Result<Fetched, String> {
    let here = |error: &dyn std::fmt::Display| format!("a capture could not be written: {error}");
    let mut records = tempfile::tempfile_in(room.folder()).map_err(|error| here(&error))?;
    let (clock, random) = (db.clock(), db.random());
    let mut writer = Writer::new(BufWriter::new(&mut records), Compression::default(), 0);
    let captured = saksi_capture::capture(room.guard(), &*clock, &*random, &order, &mut writer, told)
        .await
        .map_err(|error| here(&error))?;
    writer.into_inner().into_inner().map_err(|error| here(&error.into_error()))?;
    let folder = room.folder().to_owned();
    let (settings, guest) = (settings(&order), matches!(order.manners, Manners::Guest(_)));
    // Reading and packing keep the disk and a core busy; requests must not wait for it.
    let packed = tokio::task::spawn_blocking(move || {
        let mut again = &records;
        again.seek(SeekFrom::Start(0)).map_err(|error| error.to_string())?;
        let way = saksi_capture::way(again, &captured).map_err(|error| error.to_string())?;
        let mut package = tempfile::tempfile_in(folder).map_err(|error| error.to_string())?;
        package::pack(&records, &captured, &package).map_err(|error| error.to_string())?;
        package.seek(SeekFrom::Start(0)).map_err(|error| error.to_string())?;
        Ok::<_, String>(Fetched { captured, way, package, settings, guest })
    });
    packed.await.map_err(|error| here(&error))?.map_err(|error| here(&error))
}

/// How far a capture is.
#[derive(Default)]
struct Progress {
    requests: AtomicI64,
    bytes: AtomicI64,
}

impl Progress {
    fn heard(&self, taken: &Taken) {
        self.requests.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(i64::try_from(taken.bytes).unwrap_or(i64::MAX), Ordering::Relaxed);
    }

    fn now(&self) -> (i64, i64) {
        (self.requests.load(Ordering::Relaxed), self.bytes.load(Ordering::Relaxed))
    }
}

/// Makes the capture of one row. Run twice it keeps one.
pub async fn run(room: &Room, db: &Db, id: EvidenceId) -> Result<(), String> {
    let begun: Result<Option<Row>, Problem> = saksi_db::write!(db, "begin capture", Viewer::System, tx => {
        if rows::begin(&mut tx, id).await? { rows::find(&mut tx, id).await } else { Ok(None) }
    });
    // Kept meanwhile, given up, or deleted: nothing is left to do.
    let Some(row) = begun.map_err(|problem| problem.to_string())? else { return Ok(()) };
    match make(room, db, &row).await {
        Ok(()) => Ok(()),
        Err(Stopped::Given(fault)) => {
            let noted: Result<(), Problem> = saksi_db::write!(db, "give capture up", Viewer::System, tx => {
                rows::fault(&mut tx, id, State::Failed, &fault).await?;
                super::journal(&mut tx, Actor::System, id, "evidence-failed", &[]).await
            });
            noted.map_err(|problem| problem.to_string())
        }
        Err(Stopped::Here(said)) => {
            let noted: Result<(), Problem> = saksi_db::write!(db, "put capture off", Viewer::System, tx => {
                rows::fault(&mut tx, id, State::Waiting, "").await
            });
            if let Err(problem) = noted {
                tracing::warn!(%problem, "a capture that was cut off could not be marked as waiting");
            }
            Err(said)
        }
    }
}

/// Why there is no capture.
enum Stopped {
    /// The page cannot be had; whoever asked is told why.
    Given(String),
    /// This machine could not do it; the job tries again.
    Here(String),
}

impl From<Problem> for Stopped {
    fn from(problem: Problem) -> Self {
        Self::Here(problem.to_string())
    }
}

async fn make(room: &Room, db: &Db, row: &Row) -> Result<(), Stopped> {
    let url = Url::parse(&row.url).map_err(|error| Stopped::Given(error.to_string()))?;
    let order =
        Order { browser: room.browser(), ..order(room, url, true, Manners::Evidence, &row.operator, &row.reason) };
    let progress = Progress::default();
    let work = tokio::time::timeout(LONGEST, fetch(room, db, order, |taken| progress.heard(taken)));
    tokio::pin!(work);
    let mut beat = tokio::time::interval(BEAT);
    let mut told = (0, 0);
    let fetched = loop {
        tokio::select! {
            done = &mut work => break done,
            _ = beat.tick() => {
                let (requests, bytes) = progress.now();
                if (requests, bytes) != told {
                    told = (requests, bytes);
                    let noted: Result<(), Problem> = saksi_db::write!(db, "tell progress", Viewer::System, tx => {
                        rows::progress(&mut tx, row.id, requests, bytes).await
                    });
                    noted?;
                }
            }
        }
    };
    let fetched = match fetched {
        Ok(Ok(fetched)) => fetched,
        Ok(Err(said)) => return Err(Stopped::Here(said)),
        Err(_) => {
            let minutes = LONGEST.as_secs() / 60;
            return Err(Stopped::Given(format!("it took longer than {minutes} minutes")));
        }
    };
    if fetched.answer().is_none() {
        return Err(Stopped::Given(fetched.fault()));
    }
    keep(room, db, Actor::System, &Target::Waits(row), fetched, None).await?;
    Ok(())
}

/// For which row a capture was made.
pub(crate) enum Target<'a> {
    /// It waits.
    Waits(&'a Row),
    /// It is stored together with what was captured.
    New(&'a New<'a>),
}

/// Keeps what was fetched: seals the package, then writes the record and everything that hangs on it at once.
pub(crate) async fn keep(
    room: &Room,
    db: &Db,
    actor: Actor,
    target: &Target<'_>,
    fetched: Fetched,
    parent: Option<Hash>,
) -> Result<bool, Problem> {
    let label = Label { name: "capture.wacz", media_type: "application/wacz", working: false, note: "" };
    let mut parts = vec![keeping::keep(room.blobs(), db, label, &fetched.package).await?];
    for view in &fetched.captured.views {
        let name = match view.kind {
            "screenshot" => "picture.png",
            "print" => "print.pdf",
            _ => "document.html",
        };
        let label = Label { name, media_type: view.media_type, working: false, note: "" };
        match keeping::keep(room.blobs(), db, label, view.bytes.as_slice()).await {
            Ok(part) => parts.push(part),
            Err(problem) => {
                keeping::let_go(db, &parts).await?;
                return Err(problem);
            }
        }
    }
    let outcome: Result<bool, Problem> = saksi_db::write!(db, "keep capture", Viewer::System, tx => {
        let row = match target {
            Target::Waits(row) => (*row).clone(),
            Target::New(new) => {
                rows::insert(&mut tx, new).await?;
                rows::seen(&mut tx, new.id).await?
            }
        };
        let keeping = keeping_of(&mut tx, &row, &fetched, &parts, parent).await?;
        bringing::finish(&mut tx, actor, &row, &keeping, &parts).await
    });
    if !matches!(outcome, Ok(true)) {
        keeping::let_go(db, &parts).await?;
    }
    outcome
}

async fn keeping_of(
    tx: &mut Tx,
    row: &Row,
    fetched: &Fetched,
    parts: &[store::parts::NewPart],
    parent: Option<Hash>,
) -> Result<Keeping, Problem> {
    let organisation = store::organisation_name(tx, row.owner).await?;
    let captured = &fetched.captured;
    let page = captured.pages.first();
    let answer = fetched.answer();
    let answered = answer.map_or_else(|| row.url.clone(), |taken| taken.url.to_string());
    let of_page = |part: fn(&saksi_capture::Page) -> &Option<String>| {
        page.and_then(|page| part(page).as_deref().and_then(said)).unwrap_or_default()
    };
    let what = What::Capture(Capture {
        asked: row.url.clone(),
        answered: answered.clone(),
        method: bringing::method(&how(captured), row.acquisition(), &row.acquisition_note),
        exchanges: fetched.way.exchanges.clone(),
        names: fetched.way.names.clone(),
        access: said(&row.access),
        robots: Some(match (fetched.guest, captured.rules_read) {
            (true, Some(at)) => format!("obeyed, as read at {}", at.to_rfc3339()),
            (true, None) => "obeyed".to_owned(),
            (false, _) => "not asked: a single capture for evidence".to_owned(),
        }),
    });
    let (began, ended) = (captured.started, captured.ended.max(captured.started));
    let common = Common {
        id: row.id.0,
        organisation: &organisation,
        operator: &row.operator,
        reason: &row.reason,
        legal_basis: &row.legal_basis,
        began,
        ended,
        settings: &fetched.settings,
        parent,
    };
    let (record, entry) = records::write(tx, &common, what, parts.iter().map(records::part).collect())?;
    let mut text = of_page(|page| &page.text);
    text.truncate(text.floor_char_boundary(LONGEST_TEXT));
    let whole =
        captured.faults().next().is_none() && captured.browser_faults.is_empty() && captured.cut_short.is_none();
    Ok(Keeping {
        title: said(&row.title).or_else(|| said(&of_page(|page| &page.title))).unwrap_or_else(|| answered.clone()),
        answered,
        status: answer.and_then(|taken| taken.status).map_or(0, i64::from),
        language: of_page(|page| &page.language),
        author: of_page(|page| &page.author),
        published: of_page(|page| &page.published),
        text: without_nul(&text),
        digest: fetched.digest(),
        requests: i64::try_from(captured.taken.len()).unwrap_or(i64::MAX),
        bytes: i64::try_from(captured.bytes).unwrap_or(i64::MAX),
        fault: if whole { String::new() } else { missing_words(captured) },
        began: Timestamp(began.0),
        ended,
        record,
        entry,
    })
}

/// How a capture was made, as its record says.
fn how(captured: &Captured) -> String {
    let how = if captured.views.is_empty() { "plain fetch" } else { "browser and plain fetch" };
    match captured.cut_short {
        Some(after) => format!("{how}, cut short after {} seconds", after.as_secs()),
        None => how.to_owned(),
    }
}

/// No database takes a NUL character in a text.
fn without_nul(text: &str) -> String {
    text.replace('\0', "")
}

/// What is missing, one line each, as far as a person reads on.
fn missing_words(captured: &Captured) -> String {
    let missing =
        captured.faults().map(|taken| format!("{} {}", taken.url, taken.fault.as_deref().unwrap_or_default()));
    let cut = captured.cut_short.map(|after| {
        format!("The capture was cut short after {} seconds; what had come by then was kept", after.as_secs())
    });
    let cuts = usize::from(cut.is_some());
    let mut lines: Vec<String> =
        cut.into_iter().chain(captured.browser_faults.iter().cloned()).chain(missing).take(50).collect();
    let all = cuts + captured.browser_faults.len() + captured.faults().count();
    if all > lines.len() {
        lines.push(format!("+ {}", all - lines.len()));
    }
    without_nul(&lines.join("\n"))
}
