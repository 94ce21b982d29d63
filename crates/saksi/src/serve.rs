//! `saksi serve`: puts the rooms together, listens, keeps house, and stops without losing anything.

use std::collections::HashMap;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use axum::routing::get;
use axum::{Extension, Router};
use saksi_base::{ProblemKind, SiteLanguage};
use saksi_capture::{Browser, lies_in_memory};
use saksi_cases::Cases;
use saksi_cases::actions::bells;
use saksi_db::blobs::Blobs;
use saksi_db::jobs::Lane;
use saksi_db::{Db, JournalEntry, Viewer};
use saksi_desk::matcher::{Desk, Matcher};
use saksi_desk::meaning;
use saksi_desk::media::{Media, MediaLimits};
use saksi_directory::actions::{decisions, digests, life};
use saksi_directory::{Directory, Groups, Impact, Register, Spaces};
use saksi_escalations::Escalations;
use saksi_escalations::actions::{incoming, releases, sending};
use saksi_escalations::model::scoreboard::Every;
use saksi_evidence::Room as Evidence;
use saksi_evidence::actions::{capturing, visiting};
use saksi_evidence::replay;
use saksi_fetch::{Guard, Networks, Trust};
use saksi_network::{Hashing, SealKey};
use saksi_transparency::Transparency;
use saksi_web::{FormKeys, Locale, OwnWords, ProxyHeader, Site, SiteBuilder, SiteSettings};
use tokio::sync::watch;

use crate::config::Config;
use crate::{backup, open, second_step_key, tls};

/// Between two requests of a visit on a schedule to one host.
const PAUSE: Duration = Duration::from_secs(2);

/// Jobs that run at the same time in this process: captures that somebody waits for, visits on a schedule, and everything else. Hosts that
/// are slow, or that ask for slowness, hold up to all of their own lane and never what goes out as mail.
const LANES: [(Lane, usize); 3] = [
    (Lane::Only(&[capturing::JOB]), 2),
    (Lane::Only(&[visiting::JOB, visiting::LOOK]), 2),
    (Lane::Except(&[capturing::JOB, visiting::JOB, visiting::LOOK]), 2),
];

/// Everything that runs, put together.
pub(crate) struct House {
    /// The database.
    pub(crate) db: Db,
    /// The blobs.
    pub(crate) blobs: Blobs,
    /// What the desk's routes need.
    pub(crate) desk: Desk,
    /// What the routes of cases need.
    pub(crate) cases: Cases,
    /// What is searched of the directory.
    directory: Directory,
    /// What working groups need.
    groups: Groups,
    /// How figures about the network are protected, and what other rooms have published.
    impact: Impact,
    /// What the routes of escalations need.
    escalations: Escalations,
    /// Where passwords and passphrases are stretched, a few at a time, whoever asks.
    hashing: Hashing,
    /// The site.
    pub(crate) site: Site,
    /// What seals second-step secrets.
    pub(crate) seal: SealKey,
    /// The log of evidence.
    pub(crate) log: Transparency,
    /// What the routes and jobs of evidence need.
    pub(crate) evidence: Evidence,
    /// What the operator set.
    pub(crate) config: Config,
}

impl House {
    /// Opens everything and puts the rooms together. The matcher is ready on return.
    pub(crate) async fn build(config: Config) -> anyhow::Result<Self> {
        let db = open::database(&config).await?;
        let blobs = open::blobs(&config).await?;
        let secret = open::form_secret(&db).await?;
        let seal = second_step_key::for_serving(&config, &db).await?;
        // An index beside a database server would belong to whichever process wrote last; there it is built anew.
        let folder = config.database.is_empty().then(|| config.data.join("index"));
        if let Some(folder) = &folder {
            open::data_folder(folder)?;
        }
        let matcher = Matcher::with_encoder(folder, crate::meaning::encoder(&config));
        matcher.load(&db).await.with_context(|| said!("cli-not-started"))?;
        let desk = Desk { matcher, media: media_of(&config, &blobs) };
        let hashing = Hashing::new(db.random());
        let mut cases = Cases::new(db.clone(), blobs.clone(), hashing.clone(), config.backup.keep_days)
            .await
            .with_context(|| said!("cli-not-started"))?
            .with_protection(config.protection()?);
        let log = crate::transparency::open(&config, &db).await?;
        let claims = crate::telling::Claims { db: db.clone(), desk: desk.clone() };
        let evidence = evidence_of(&config, &blobs)?
            .trusting(crate::transparency::settings(&config)?.authorities)
            .asking(Arc::new(claims))
            .cited_as_told_by(Arc::new(crate::citing::CitedBy(db.clone())));
        cases = cases.preserving_through(pages_guard(&config)?);
        if let Some(browser) = browser_of(&config) {
            cases = cases.looking_through(Browser { memory: Some(MEMORY.into()), ..browser });
        }
        let mut escalations = Escalations::new(blobs.clone())
            .with_evidence(Arc::new(crate::citing::Kept { db: db.clone(), site: config.public_address() }))
            .with_personal(crate::citing::personal)
            .with_keys(Arc::new(crate::pgp::Gpg::new()))
            .with_outside(guard()?, seal.clone());
        if let Some(browser) = browser_of(&config) {
            let memory = Some(PathBuf::from(MEMORY)).filter(|folder| lies_in_memory(folder));
            let printer =
                crate::printer::Printer { browser: Browser { memory, ..browser }, site: config.public_address() };
            escalations = escalations.with_printer(Arc::new(printer));
        }
        let set = crate::transparency::settings(&config)?;
        let named = set.authorities.into_iter().map(|authority| authority.url).chain(set.calendars).collect();
        let needing = Arc::new(crate::needs::Needing { db: db.clone(), named });
        let mut groups = Groups::new(blobs.clone()).with_needs(needing);
        if let Some(post) = crate::mail::post(&config)?.map(Arc::new) {
            escalations = escalations.with_carrier(Arc::clone(&post) as _);
            groups = groups.with_post(Arc::clone(&post) as _);
            cases = cases.with_ringer(post);
        }
        if let Some(inbox) = crate::inbox::inbox(&config)? {
            escalations = escalations.with_inbox(inbox);
        }
        if let Some(mailbox) = crate::inbox::mailbox(&config)? {
            escalations = escalations.with_mailbox(Arc::new(mailbox));
        }
        match (config.scoreboard.as_str(), Every::from_code(&config.scoreboard)) {
            (_, Some(every)) => escalations = escalations.with_releases(every),
            ("never", None) => {}
            (other, None) => {
                let choices = "month, quarter, never";
                fail!("cli-setting-one-of", setting = "scoreboard", value = other, choices = choices)
            }
        }
        cases = cases.with_escalations(escalations.clone());
        saksi_escalations::actions::seed::begin(&db).await.with_context(|| said!("cli-not-started"))?;
        let settings = site_settings(&config)?;
        let mut site = SiteBuilder::new(db.clone(), db.clock(), db.random(), settings, FormKeys::new(&secret))
            .messages(saksi_network::MESSAGES)
            .messages(saksi_desk::MESSAGES)
            .messages(saksi_cases::MESSAGES)
            .messages(saksi_transparency::MESSAGES)
            .messages(saksi_evidence::MESSAGES)
            .messages(saksi_directory::MESSAGES)
            .messages(saksi_escalations::MESSAGES)
            .navigation(saksi_desk::NAVIGATION)
            .navigation(saksi_evidence::NAVIGATION)
            .navigation(saksi_cases::NAVIGATION)
            .navigation(saksi_directory::NAVIGATION)
            .navigation(saksi_escalations::NAVIGATION)
            .navigation(saksi_network::NAVIGATION)
            .navigation(saksi_transparency::NAVIGATION)
            .patient(saksi_cases::PATIENT)
            .discreet(saksi_cases::DISCREET)
            .sessions(Arc::new(saksi_network::SessionTable))
            .asset(saksi_desk::pages::staff::SCRIPT.0, saksi_desk::pages::staff::SCRIPT.1);
        for (name, content) in saksi_cases::SCRIPTS {
            site = site.asset(name, content);
        }
        let site = site.build();
        saksi_network::show_name(&site).await.with_context(|| said!("cli-not-started"))?;
        let directory = Directory::default();
        let told = crate::released::Told { db: db.clone(), cases: cases.clone(), escalations: escalations.clone() };
        let impact = Impact::new(config.protection()?).with_elsewhere(Arc::new(told));
        Ok(Self {
            db,
            blobs,
            desk,
            cases,
            directory,
            groups,
            impact,
            escalations,
            hashing,
            site,
            seal,
            log,
            evidence,
            config,
        })
    }

    /// Brings the matcher up to what is committed. Serving does this all the time; the demonstration asks for it.
    pub(crate) async fn catch_up(&self) -> anyhow::Result<()> {
        let mut follower = self.db.follow(self.desk.matcher.position());
        loop {
            let entries = follower.read().await?;
            if entries.is_empty() {
                return Ok(());
            }
            self.desk.matcher.apply(&self.db, &entries).await.map_err(anyhow::Error::new)?;
        }
    }

    /// The whole site.
    pub(crate) fn router(&self) -> Router {
        let health = Router::new()
            .route("/healthz", get(async || (Extension(OwnWords), "ok\n")))
            .route("/readyz", get(ready))
            .with_state::<Site>((self.db.clone(), self.desk.clone()));
        saksi_web::app(
            self.site.clone(),
            vec![
                health,
                saksi_desk::routes(self.desk.clone()),
                saksi_cases::routes(self.cases.clone()),
                saksi_directory::routes(
                    self.directory.clone(),
                    self.groups.clone(),
                    self.impact.clone(),
                    Spaces::new(self.seal.clone()),
                    Register::new(Arc::new(crate::citing::Citing)),
                ),
                saksi_escalations::routes(self.escalations.clone()),
                saksi_network::routes(self.hashing.clone(), self.seal.clone())
                    .layer(Extension(self.directory.lenses())),
                saksi_transparency::routes_with_filing_key(
                    self.log.clone(),
                    Some(saksi_cases::actions::returning::filing_key(&self.cases)),
                ),
                saksi_evidence::routes(self.evidence.clone()),
            ],
        )
    }

    /// The whole site, and beside it the origin on which archived pages are replayed, where it has a host.
    pub(crate) fn doors(&self) -> anyhow::Result<Router> {
        let site = self.router();
        Ok(match self.config.replay_host()? {
            Some(host) => replay::beside(site, replay::origin(&self.site, self.evidence.clone()), &host),
            None => site,
        })
    }

    /// Starts what must run beside the requests: following the journal, jobs, expiry, tombstones, backups.
    pub(crate) fn keep_house(&self, stop: &watch::Receiver<bool>) -> Vec<tokio::task::JoinHandle<()>> {
        let mut tasks = Vec::new();
        let (db, matcher, follower_stop) = (self.db.clone(), self.desk.matcher.clone(), stop.clone());
        tasks.push(tokio::spawn(async move { matcher.follow(&db, follower_stop).await }));
        let (log, log_stop) = (self.log.clone(), stop.clone());
        tasks.push(tokio::spawn(async move { Box::pin(log.run(log_stop)).await }));
        let (site, mut pages_stop) = (self.site.clone(), stop.clone());
        tasks.push(tokio::spawn(async move {
            tokio::select! {
                () = heed_changes(&site) => {}
                _ = pages_stop.changed() => {}
            }
        }));
        let (cases, bells_site, bells_stop) = (self.cases.clone(), self.site.clone(), stop.clone());
        tasks.push(tokio::spawn(async move { ring_bells(&cases, &bells_site, bells_stop).await }));
        let (db, jobs_stop) = (self.db.clone(), stop.clone());
        // Fonts for preview pictures are read before the first visitor waits for them.
        tokio::task::spawn_blocking(saksi_desk::languages_without_card_fonts);
        let evidence = &self.evidence;
        let mut handlers = HashMap::from([
            (meaning::JOB, meaning::handler(self.desk.matcher.clone())),
            (capturing::JOB, capturing::handler(evidence.clone())),
            (visiting::JOB, visiting::handler(evidence.clone())),
            (visiting::LOOK, visiting::look_handler(evidence.clone())),
            (sending::JOB, sending::handler(self.escalations.clone())),
            (incoming::JOB, incoming::handler(self.escalations.clone())),
            (releases::JOB, releases::handler(self.escalations.clone())),
        ]);
        handlers.extend(decisions::handlers());
        handlers.extend(digests::handlers(&self.groups, &self.site));
        for lane in LANES.into_iter().flat_map(|(lane, workers)| std::iter::repeat_n(lane, workers)) {
            let (db, handlers, stop) = (db.clone(), handlers.clone(), jobs_stop.clone());
            tasks.push(tokio::spawn(async move { db.run_jobs(lane, handlers, stop).await }));
        }
        let (db, blobs, config, mut house_stop) =
            (self.db.clone(), self.blobs.clone(), self.config.clone(), stop.clone());
        let (encodes, media) = (self.desk.matcher.encodes(), self.desk.media.clone());
        let mailbox_beats = u64::from(config.imap.seconds / 10).max(1);
        let (cases, escalations, groups) = (self.cases.clone(), self.escalations.clone(), self.groups.clone());
        let (evidence, impact) = (self.evidence.clone(), self.impact.clone());
        let spaces = Spaces::new(self.seal.clone());
        tasks.push(tokio::spawn(async move {
            let mut beats = 0_u64;
            loop {
                tokio::select! {
                    () = tokio::time::sleep(Duration::from_secs(10)) => {}
                    _ = house_stop.changed() => return,
                }
                beats += 1;
                if let Err(error) = db.keep_tombstones_apart(&blobs).await {
                    tracing::error!(%error, "tombstones could not be kept apart; a backup restored now could bring back what was deleted");
                }
                // Whatever was brought in by another program, or left by one that ended, gets its vectors now.
                if encodes
                    && beats % 30 == 1
                    && let Err(problem) = meaning::enqueue(&db).await
                {
                    tracing::error!(%problem, "claims without vectors could not be looked for");
                }
                if beats % 6 == 2
                    && let Err(problem) = capturing::keep_house(&evidence, &db).await
                {
                    tracing::error!(%problem, "captures that wait, sources whose turn has come, or evidence that is kept no longer could not be looked for");
                }
                if beats % 6 == 3
                    && let Err(problem) = saksi_desk::actions::media::sweep(&media, &db).await
                {
                    tracing::error!(%problem, "files that nobody handed in, or that were deleted, could not be cleared away");
                }
                if beats.is_multiple_of(mailbox_beats)
                    && let Err(problem) = incoming::keep_house(&escalations, &db).await
                {
                    tracing::error!(%problem, "the mailbox could not be looked into");
                }
                if beats % 30 == 1
                    && let Err(problem) = releases::keep_house(&escalations, &db).await
                {
                    tracing::error!(%problem, "whether figures of platforms are due could not be looked up");
                }
                if beats % 30 == 7
                    && let Err(problem) = saksi_directory::actions::impact::release_due(&db, impact.protection()).await
                {
                    tracing::error!(%problem, "whether figures about the network are due could not be looked up");
                }
                if beats % 30 == 9
                    && let Err(problem) = life::keep_house(&db, &spaces).await
                {
                    tracing::error!(%problem, "who closed their account could not be taken out of the directory, or working groups not get a chair");
                }
                if beats % 30 == 5
                    && let Err(problem) = digests::keep_house(&groups, &db).await
                {
                    tracing::error!(%problem, "whose letter is due could not be looked up");
                }
                if beats % 30 == 1 {
                    if let Err(problem) = saksi_cases::actions::housekeeping::tidy(&cases).await {
                        tracing::error!(%problem, "keys could not be locked, or cases past their day not be deleted");
                    }
                    expire(&db).await;
                    let swept: Result<u64, saksi_base::Problem> = saksi_db::write!(db, "sweep sessions", Viewer::System, tx => {
                        saksi_network::actions::sweep_sessions(&mut tx).await
                    });
                    if let Err(problem) = swept {
                        tracing::error!(%problem, "sessions that have ended could not be cleared away");
                    }
                }
                if beats % 360 == 2 {
                    daily_backup(&db, &blobs, &config).await;
                }
            }
        }));
        tasks
    }
}

/// Tells those on duty that somebody waits for a first answer, twice a minute.
async fn ring_bells(cases: &Cases, site: &Site, mut stop: watch::Receiver<bool>) {
    if let Err(problem) = bells::recall(cases).await {
        tracing::error!(%problem, "who waits for help since before the start could not be looked for; nothing rings for them");
    }
    loop {
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(30)) => {}
            _ = stop.changed() => return,
        }
        let l = Locale::new(Arc::clone(&site.translator), SiteLanguage::English, cases.now());
        match bells::ring_due(cases, &l, &site.settings.public_url).await {
            Ok(0) => {}
            Ok(letters) => tracing::info!(letters, "bells rang"),
            Err(problem) => tracing::error!(%problem, "bells could not be rung"),
        }
    }
}

/// Lets go of kept pages when what they show has changed, here or on any other process, and shows the network's name anew.
async fn heed_changes(site: &Site) {
    let mut follower = match site.db.journal_end().await {
        Ok(end) => site.db.follow(end),
        Err(_) => site.db.follow(0),
    };
    // What was changed between the start and this moment.
    show_name(site).await;
    loop {
        match follower.next_batch().await {
            Ok(entries) => heed(site, &entries).await,
            Err(error) => {
                tracing::error!(%error, "the journal cannot be read");
                tokio::time::sleep(Duration::from_millis(500)).await;
            }
        }
    }
}

async fn heed(site: &Site, entries: &[JournalEntry]) {
    for entry in entries {
        site.pages.forget(entry.subject);
    }
    if entries.iter().any(|entry| entry.kind == saksi_network::actions::SETTINGS_CHANGED) {
        show_name(site).await;
    }
}

async fn show_name(site: &Site) {
    if let Err(problem) = saksi_network::show_name(site).await {
        tracing::error!(%problem, "the network's name cannot be read; pages show the one before until its settings are saved again");
    }
}

/// Deletes what is past its day, a little at a time, so that no writer waits long.
async fn expire(db: &Db) {
    loop {
        let done: Result<u64, saksi_base::Problem> = saksi_db::write!(db, "expire", Viewer::System, tx => {
            saksi_desk::actions::expiry::expire(&mut tx, 200).await
        });
        match done {
            Ok(0) => return,
            Ok(expired) => tracing::info!(expired, "messages past their day were deleted"),
            Err(problem) => {
                tracing::error!(%problem, "messages past their day could not be deleted");
                return;
            }
        }
    }
}

async fn daily_backup(db: &Db, blobs: &Blobs, config: &Config) {
    if config.backup.folder.is_empty() || config.backup.recipients.is_empty() {
        return;
    }
    let folder = Path::new(&config.backup.folder).to_owned();
    let today = db.clock().now().to_date();
    let have_one = std::fs::read_dir(&folder)
        .is_ok_and(|entries| entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with(&today)));
    if have_one {
        return;
    }
    let (db, blobs, recipients, keep, key_file) = (
        db.clone(),
        blobs.clone(),
        config.backup.recipients.clone(),
        config.backup.keep_days,
        second_step_key::file(config),
    );
    // Compressing and encrypting keeps a thread busy; requests must not wait for it.
    let runtime = tokio::runtime::Handle::current();
    let made = tokio::task::spawn_blocking(move || {
        let made = runtime.block_on(backup::make(&db, &blobs, &recipients, &folder, keep, &key_file))?;
        let cleared = backup::clear_expired(&folder, db.clock().now())?;
        anyhow::Ok((made, cleared))
    })
    .await;
    match made {
        Ok(Ok((made, cleared))) => {
            if let Some(reason) = &made.without_key {
                tracing::error!(%reason, "the daily backup does not hold the key of second steps");
            }
            tracing::info!(file = %made.path.display(), bytes = made.bytes, rows = made.counts.rows, expired = cleared.len(), "backup made");
        }
        Ok(Err(error)) => tracing::error!(%error, "the daily backup failed"),
        Err(error) => tracing::error!(%error, "the daily backup failed"),
    }
}

async fn ready(State((db, desk)): State<(Db, Desk)>) -> axum::response::Response {
    if !desk.matcher.is_ready() {
        return (StatusCode::SERVICE_UNAVAILABLE, Extension(OwnWords), "the matcher is still reading\n")
            .into_response();
    }
    match db.ping().await {
        Ok(()) => (Extension(OwnWords), "ready\n").into_response(),
        Err(_) => {
            (StatusCode::SERVICE_UNAVAILABLE, Extension(OwnWords), "the database does not answer\n").into_response()
        }
    }
}

/// The guard through which pages of the public internet are fetched.
fn guard() -> anyhow::Result<Guard> {
    Guard::new(Networks::Public, &Trust::machine()).with_context(|| said!("cli-not-started"))
}

/// The guard through which pages are captured and visited: through the proxy that the settings name.
fn pages_guard(config: &Config) -> anyhow::Result<Guard> {
    let guard = guard()?;
    Ok(match config.evidence_proxy()? {
        Some(proxy) => guard.through(proxy),
        None => guard,
    })
}

/// What evidence needs: captures are made beside the data, in files without names, and go through the guard.
pub(crate) fn evidence_of(config: &Config, blobs: &Blobs) -> anyhow::Result<Evidence> {
    open::data_folder(&config.data)?;
    let mut room = Evidence::new(blobs.clone(), pages_guard(config)?, config.data.clone(), PAUSE);
    let settings = &config.evidence;
    if !settings.replay_url.is_empty() {
        room = room.replaying_at(&settings.replay_url);
    }
    if let Some(browser) = browser_of(config) {
        room = room.looking_through(browser);
    }
    Ok(room)
}

/// Where Linux keeps files in memory.
const MEMORY: &str = "/dev/shm";

/// The browser that the settings name.
fn browser_of(config: &Config) -> Option<Browser> {
    let settings = &config.evidence;
    let browser = Browser { sandbox: settings.chromium_sandbox, ..Browser::new(settings.chromium.as_str()) };
    (!settings.chromium.is_empty()).then_some(browser)
}

/// What the desk needs for pictures, videos and sounds; nothing is taken where the settings say so.
pub(crate) fn media_of(config: &Config, blobs: &Blobs) -> Media {
    let bytes = |megabytes: u32| megabytes as usize * (1 << 20);
    if config.media.picture_megabytes == 0 && config.media.video_megabytes == 0 {
        return Media::none();
    }
    let limits = MediaLimits {
        picture_bytes: bytes(config.media.picture_megabytes),
        other_bytes: bytes(config.media.video_megabytes),
        at_once: config.media.at_once as usize,
        staged_bytes: i64::from(config.media.waiting_megabytes) << 20,
    };
    Media::new(blobs.clone(), limits, Some(crate::player::Player::find()))
}

fn site_settings(config: &Config) -> anyhow::Result<SiteSettings> {
    let trusted_proxies = config
        .proxy
        .trusted
        .iter()
        .map(|text| {
            text.parse().map_err(|_| {
                said!("cli-setting-like", setting = "proxy.trusted", value = text, example = "127.0.0.1/32")
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    let proxy_header = match config.proxy.header.to_ascii_lowercase().as_str() {
        "" | "x-forwarded-for" => ProxyHeader::XForwardedFor,
        "forwarded" => ProxyHeader::Forwarded,
        other => {
            let choices = "x-forwarded-for, forwarded";
            fail!("cli-setting-one-of", setting = "proxy.header", value = other, choices = choices)
        }
    };
    Ok(SiteSettings {
        public_url: config.public_address(),
        name: config.name.clone(),
        name_is_fixed: config.name != Config::default().name,
        time_zone: config.time_zone.clone(),
        trusted_proxies,
        proxy_header,
        onion_host: (!config.onion.host.is_empty()).then(|| config.onion.host.clone()),
        onion_circuits: config.onion.circuits,
        limit_factor: config.limits.factor,
        work_threshold: config.limits.work_threshold,
        work_bits: config.limits.work_bits,
        work_wait: config.limits.work_wait,
        upload_bytes: config.media.picture_megabytes.max(config.media.video_megabytes) as usize * (1 << 20),
        upload_memory: config.media.memory_megabytes as usize * (1 << 20),
        ..SiteSettings::default()
    })
}

/// Takes the port, or says who else may have it.
pub(crate) fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let listener = match TcpListener::bind(address) {
        Ok(listener) => listener,
        Err(error) => match error.kind() {
            std::io::ErrorKind::AddrInUse => {
                let other = SocketAddr::new(address.ip(), address.port().checked_add(1).unwrap_or(8080));
                fail!("cli-port-in-use", address = address, other = other)
            }
            std::io::ErrorKind::PermissionDenied => fail!("cli-port-forbidden", address = address),
            _ => return Err(error).with_context(|| said!("cli-port-unusable", address = address)),
        },
    };
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Serves until told to stop, then finishes running requests.
pub(crate) async fn run(house: House, listener: TcpListener, stop: watch::Sender<bool>) -> anyhow::Result<()> {
    let receiver = stop.subscribe();
    let tasks = house.keep_house(&receiver);
    if !house.config.metrics.is_empty() {
        let address: SocketAddr = house.config.metrics.parse()?;
        serve_metrics(address, receiver.clone())?;
    }
    let handle = axum_server::Handle::new();
    let closing = handle.clone();
    let mut stopping = receiver.clone();
    tokio::spawn(async move {
        let _ = stopping.changed().await;
        // Running requests have this long to finish; what they acknowledged is on disk either way.
        closing.graceful_shutdown(Some(Duration::from_secs(20)));
    });
    tokio::spawn(async move {
        wait_for_signal().await;
        tracing::info!("stopping: running requests are finished first");
        let _ = stop.send(true);
        // Whoever asks twice does not want to wait; what was acknowledged is on disk.
        wait_for_signal().await;
        tracing::warn!("told to stop again: stopping at once");
        std::process::exit(130);
    });
    let app = crate::memory::with_a_stack_of_its_own(|| async { house.doors() })??;
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    crate::memory::hand_back_the_start();
    tokio::spawn(async {
        // Whatever keeps house has had its first turn by then; and again, now and then, what a busy minute left.
        for pause in [3, 9].into_iter().chain(std::iter::repeat(30)) {
            tokio::time::sleep(Duration::from_secs(pause)).await;
            crate::memory::hand_back_the_start();
        }
    });
    let served = if house.config.tls.domains.is_empty() {
        let mut server = axum_server::from_tcp(listener)?.handle(handle);
        set_timeouts(server.http_builder());
        server.serve(app).await
    } else {
        let door = tls::open(&house.config, receiver.clone())?;
        if !house.config.tls.plain_listen.is_empty() {
            let address: SocketAddr = house.config.tls.plain_listen.parse()?;
            lead_over(address, house.config.public_address(), receiver.clone())?;
        }
        let mut server = axum_server::from_tcp(listener)?.handle(handle).acceptor(door);
        set_timeouts(server.http_builder());
        server.serve(app).await
    };
    served.with_context(|| said!("cli-listener-failed"))?;
    let ending = async {
        for task in tasks {
            let _ = task.await;
        }
        house.db.keep_tombstones_apart(&house.blobs).await?;
        house.db.close().await;
        anyhow::Ok(())
    };
    match tokio::time::timeout(LAST_WORK, ending).await {
        Ok(ended) => ended,
        Err(_) => {
            tracing::warn!("background work did not end in time; it is left, and goes on at the next start");
            Ok(())
        }
    }
}

/// How long background work may take to come to an end. It is written to be cut off at any moment; it only loses time by that.
const LAST_WORK: Duration = Duration::from_secs(30);

/// A connection that sends its headers slowly, or keeps the line open for nothing, is let go.
fn set_timeouts(builder: &mut hyper_util::server::conn::auto::Builder<hyper_util::rt::TokioExecutor>) {
    builder
        .http1()
        .timer(hyper_util::rt::TokioTimer::new())
        .header_read_timeout(Duration::from_secs(20))
        .max_buf_size(64 * 1024);
    builder
        .http2()
        .timer(hyper_util::rt::TokioTimer::new())
        .keep_alive_interval(Duration::from_secs(30))
        .max_concurrent_streams(100);
}

/// Listens for visitors without TLS and leads them to the same page with it.
fn lead_over(address: SocketAddr, to: String, mut stop: watch::Receiver<bool>) -> anyhow::Result<()> {
    let handle = axum_server::Handle::new();
    let mut server = axum_server::from_tcp(listen(address)?)?.handle(handle.clone());
    set_timeouts(server.http_builder());
    tokio::spawn(async move {
        let _ = stop.changed().await;
        handle.shutdown();
    });
    tokio::spawn(async move {
        if let Err(error) = server.serve(tls::lead_over(to).into_make_service()).await {
            tracing::error!(%error, "visitors without TLS are no longer led over");
        }
    });
    Ok(())
}

fn serve_metrics(address: SocketAddr, mut stop: watch::Receiver<bool>) -> anyhow::Result<()> {
    let recorder = metrics_exporter_prometheus::PrometheusBuilder::new()
        .set_buckets(&[0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0])?
        .install_recorder()
        .with_context(|| said!("cli-not-started"))?;
    let listener = tokio::net::TcpListener::from_std(listen(address)?)?;
    let app = Router::new().route(
        "/metrics",
        get(move || {
            let recorder = recorder.clone();
            async move {
                recorder.run_upkeep();
                recorder.render()
            }
        }),
    );
    tokio::spawn(async move {
        let served = axum::serve(listener, app).with_graceful_shutdown(async move {
            let _ = stop.changed().await;
        });
        if let Err(error) = served.await {
            tracing::error!(%error, "metrics are no longer served");
        }
    });
    Ok(())
}

async fn wait_for_signal() {
    let interrupt = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => {
            let _ = interrupt.await;
        }
    }
}

/// The one-time set-up link, while there is no owner yet.
pub(crate) async fn set_up_link(db: &Db, public_url: &str) -> anyhow::Result<Option<String>> {
    let token: Result<Option<String>, saksi_base::Problem> = saksi_db::write!(db, "set-up link", Viewer::System, tx => {
        saksi_network::actions::ensure_set_up_link(&mut tx).await
    });
    let token = token.map_err(|problem| match problem.kind {
        ProblemKind::Busy => anyhow::Error::new(said!("cli-database-busy")),
        _ => anyhow::Error::new(problem),
    })?;
    Ok(token.map(|path| format!("{public_url}{path}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use saksi_base::{Problem, SeededRandom};
    use saksi_db::testing::{self, TestDb};
    use saksi_network::model::password::{PasswordCost, StoredPassword};
    use saksi_network::model::secret::LinkSecret;
    use saksi_network::{Member, NetworkSettings, OrganisationDraft, PersonDraft, SignInName, actions};

    fn site(test: &TestDb, settings: SiteSettings) -> Site {
        let random = Arc::new(SeededRandom::new(1));
        SiteBuilder::new(test.db.clone(), test.clock.clone(), random, settings, FormKeys::new(&[9; 32])).build()
    }

    async fn operator(test: &TestDb) -> Member {
        let live: Result<_, Problem> = saksi_db::write!(test.db, "test", Viewer::System, tx => {
            let link = actions::ensure_set_up_link(&mut tx).await?.unwrap();
            let secret = LinkSecret::parse(link.strip_prefix("/set-up/").unwrap()).unwrap();
            let set_up = actions::SetUp {
                organisation: OrganisationDraft::named("Saksi Nusantara", "Saksi Nusantara"),
                person: PersonDraft::named("Siti Aminah"),
                sign_in_name: SignInName::parse("siti").unwrap(),
                password: StoredPassword::hash("kucing makan nasi", PasswordCost::LEAST, &SeededRandom::new(4)).unwrap(),
            };
            let (person, _) = actions::set_up(&mut tx, &secret, set_up).await?;
            let (_, session) = actions::start_session(&mut tx, person, None, "").await?;
            actions::live_session(&mut tx, &session).await
        });
        live.unwrap().unwrap().member.unwrap()
    }

    #[tokio::test]
    async fn every_answer_carries_what_guards_a_browser() {
        use tower::Service as _;
        let folder = tempfile::tempdir().unwrap();
        let public_url = "https://check.example.org".to_owned();
        let config = Config { data: folder.path().to_owned(), public_url, ..Config::default() };
        let house = House::build(config).await.unwrap();
        for path in
            ["/", "/healthz", "/readyz", "/nowhere", "/api/v1/checks", "/checks.atom", "/static/none.css", "/help"]
        {
            let request = axum::http::Request::get(path).body(axum::body::Body::empty()).unwrap();
            let answer = house.router().call(request).await.unwrap();
            let header = |name: &str| answer.headers().get(name).map_or("", |value| value.to_str().unwrap());
            assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(header("strict-transport-security"), "max-age=63072000; includeSubDomains", "{path}");
            assert!(header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        }
    }

    #[tokio::test]
    async fn a_new_name_of_the_network_shows_on_every_process_without_a_restart() {
        for test in testing::engines().await {
            let member = operator(&test).await;
            let (one, two) = (site(&test, SiteSettings::default()), site(&test, SiteSettings::default()));
            let fixed = SiteSettings { name: "Balai Saksi".to_owned(), name_is_fixed: true, ..SiteSettings::default() };
            let fixed = site(&test, fixed);
            let sites = [&one, &two, &fixed];
            let shown = || sites.map(|site| site.name().to_string());
            for site in sites {
                show_name(site).await;
            }
            assert_eq!(shown(), ["saksi", "saksi", "Balai Saksi"], "{}", test.engine);
            let mut follower = test.db.follow(test.db.journal_end().await.unwrap());
            for (name, expected) in [("Jaring Saksi", "Jaring Saksi"), ("SAKSI", "SAKSI"), ("Saksi", "saksi")] {
                let settings = NetworkSettings { name: name.to_owned(), ..NetworkSettings::default() };
                let changed: Result<(), Problem> = saksi_db::write!(test.db, "test", Viewer::System, tx => {
                    actions::change_settings(&mut tx, &member, settings.clone()).await
                });
                changed.unwrap();
                let entries = follower.next_batch().await.unwrap();
                for site in sites {
                    heed(site, &entries).await;
                }
                assert_eq!(shown(), [expected, expected, "Balai Saksi"], "{}", test.engine);
            }
        }
    }
}
