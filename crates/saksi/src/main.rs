//! `saksi`: one server for networks of civil-society organisations.
//!
//! This crate is the roof: command line, configuration and wiring. It knows every room; nobody knows it.

#![deny(clippy::print_stdout, clippy::print_stderr)]

#[macro_use]
mod output;
#[macro_use]
mod messages;

mod archive;
mod backup;
mod capture;
mod citing;
mod config;
mod demo;
mod doctor;
mod fetch;
mod import;
mod import_files;
mod inbox;
mod mail;
mod matching;
mod meaning;
mod media;
mod memory;
mod model;
mod needs;
mod open;
mod pack;
mod pgp;
mod player;
mod printer;
mod released;
mod routes;
mod runtime;
mod second_step_key;
mod serve;
mod store;
mod telling;
mod tls;
mod transparency;
mod verify;

use std::io::IsTerminal as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use saksi_base::SiteLanguage;

use crate::config::Config;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// One server for networks of civil-society organisations: it answers doubtful messages with what is already known, gets
/// the rest checked, and publishes the record.
#[derive(Debug, Parser)]
#[command(name = "saksi", version, propagate_version = true, max_term_width = 100)]
#[command(
    after_help = "Exit codes: 0 done; 1 it could not be done (the reason is printed); 2 the command line is wrong;\n3 done, but some rows were rejected or some findings need mending.\n\nTry it: saksi demo"
)]
struct Cli {
    /// The settings file [default: saksi.toml in this folder, where there is one]
    #[arg(long, global = true, env = "SAKSI_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    /// The data folder (setting `data`)
    #[arg(long, global = true, value_name = "FOLDER")]
    data: Option<PathBuf>,
    /// PostgreSQL instead of the embedded database (setting `database`)
    #[arg(long, global = true, value_name = "URL", hide_env_values = true)]
    database: Option<String>,
    /// The language in which results and errors are told: en, zh-Hant, th, id or ur [default: as the surroundings say, in LC_ALL, LC_MESSAGES or LANG]
    #[arg(long, env = "SAKSI_LANGUAGE", value_name = "TAG", value_parser = messages::tags(), ignore_case = true)]
    language: Option<String>,
    /// Print results as JSON
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Serve the site
    #[command(
        after_help = "Example: saksi serve --data /var/lib/saksi --listen 127.0.0.1:8080\n\nThe first start prints a one-time link with which the first owner sets up the network."
    )]
    Serve(Serve),
    /// Load real fact-checks, play forwarded messages through the whole way, then serve
    #[command(
        after_help = "Example: saksi demo --once\n\nUses a folder of its own (demo-data) and leaves everything else alone."
    )]
    Demo(Demo),
    /// Bring in fact-checks from elsewhere
    #[command(
        after_help = "Example: saksi import cofacts ./opendata\n\nRunning it again changes nothing that is already in. Rejected rows are listed in a report file."
    )]
    Import(import::Import),
    /// Write all published checks to standard output
    #[command(after_help = "Example: saksi export jsonl > checks.jsonl")]
    Export(import::Export),
    /// Preserve web pages, byte for byte, in a file that other tools replay
    #[command(
        after_help = "Example: saksi capture https://example.org/post/1 --reason \"reported by three people\"\n\nMakes a WACZ package with every request and response, and with what the page needs to be shown again. What cannot be had is listed. `saksi verify` says later whether the file is what it was."
    )]
    Capture(capture::Capture),
    /// Say whether captures, records and verification packs are what they were, and whether the own log and the kept evidence are whole
    #[command(
        after_help = "Example: saksi verify example.org-20261122T101500Z.wacz pack.zip\n\n`--all` hashes everything anew that is stored of this server's log and evidence. Keys that lie in a pack prove little: name others with --policy and --root."
    )]
    Verify(capture::Verify),
    /// List, show, compare, take out and bring in what the server keeps as evidence
    #[command(
        after_help = "Example: saksi archive ls --data /var/lib/saksi --search election\n\n`saksi archive show ID` prints the record of one piece, `export` takes its original out and writes that down, `import` keeps a WARC or WACZ of another program."
    )]
    Archive(archive::Archive),
    /// Make a verification pack, of a file that is recorded now, or of a piece of evidence that the server keeps
    #[command(
        after_help = "Example: saksi pack example.org-20261122T101500Z.wacz --operator \"pseudonym\" --data /var/lib/saksi\n\n`saksi verify` checks the pack, and so do stock tools; its README.txt has their commands."
    )]
    Pack(pack::Make),
    /// Match messages against claims on files, without a server
    #[command(
        after_help = "Example: saksi match run --claims claims.jsonl --queries queries.jsonl --out run.jsonl --stats stats.json"
    )]
    Match(matching::Match),
    /// Get and use the model that compares by meaning
    #[command(
        after_help = "Example: saksi model fetch --data /var/lib/saksi\n\nWithout a model everything works, by words alone. The only connection is made by `fetch`, when you ask for it."
    )]
    Model(model::Model),
    /// Look at everything that tends to go wrong, and say how to mend it
    #[command(after_help = "Example: saksi doctor --data /var/lib/saksi")]
    Doctor,
    /// Write an encrypted backup
    #[command(after_help = "Example: saksi backup --recipient age1… --folder /srv/backups --keep-days 30")]
    Backup(Backup),
    /// Make a key pair for backups; keep the file away from the server
    #[command(name = "backup-key", after_help = "Example: saksi backup-key saksi-backup-key.txt")]
    BackupKey {
        /// The file to make
        file: PathBuf,
    },
    /// Restore a backup into an empty data folder or database
    #[command(
        after_help = "Example: saksi restore 2026-11-22T020000Z.saksi-backup --key saksi-backup-key.txt --data /var/lib/saksi --tombstones /old/data\n\nWhat was deleted since the backup was made is deleted again: name the old data folder with --tombstones, or restore into the folder that still holds `tombstones/`."
    )]
    Restore(Restore),
    /// The key that seals second-step secrets: renew it, or say that it is lost
    #[command(
        name = "second-step-key",
        subcommand,
        after_help = "Example: saksi second-step-key renew --data /var/lib/saksi\n\nStop every `saksi serve` on the same database first."
    )]
    SecondStepKey(second_step_key::Verb),
    /// Let a restored log of evidence sign again although no witness could be asked
    #[command(
        name = "log-sign-on",
        after_help = "Example: saksi log-sign-on --data /var/lib/saksi\n\nOnly where nothing was logged after the backup was made: a log that lost entries and signs on forks, and everybody can see it."
    )]
    LogSignOn,
    /// Print a fresh one-time set-up link, as long as there is no owner
    #[command(name = "set-up-link", after_help = "Example: saksi set-up-link --data /var/lib/saksi")]
    SetUpLink,
    /// Print every route of the site, for the proof of who may use it
    #[command(hide = true, after_help = "Example: saksi routes --data /var/lib/saksi")]
    Routes,
    /// Print every setting with its variable and its present value (secrets left out)
    #[command(after_help = "Example: saksi settings --config /etc/saksi.toml")]
    Settings,
}

impl Verb {
    /// Whether it works on data that must be there already. A mistyped folder must not look like an empty, healthy one.
    const fn needs_what_is_there(&self) -> bool {
        matches!(self, Self::Export(_) | Self::Backup(_) | Self::SetUpLink | Self::SecondStepKey(_) | Self::Archive(_))
    }
}

#[derive(Debug, Args)]
struct Serve {
    /// Where to listen (setting `listen`)
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// Where to serve metrics, never a public address (setting `metrics`)
    #[arg(long, value_name = "ADDRESS:PORT")]
    metrics: Option<String>,
}

#[derive(Debug, Args)]
struct Demo {
    /// Stop after the account instead of serving
    #[arg(long)]
    once: bool,
    /// Where to listen
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
}

#[derive(Debug, Args)]
struct Backup {
    /// A public key that can open it; repeatable (setting `backup.recipients`)
    #[arg(long = "recipient", value_name = "age1…")]
    recipients: Vec<String>,
    /// Where to leave it (setting `backup.folder`)
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// Days after which it expires (setting `backup.keep_days`)
    #[arg(long, value_name = "DAYS")]
    keep_days: Option<u32>,
}

#[derive(Debug, Args)]
struct Restore {
    /// The backup
    file: PathBuf,
    /// The file with the secret key
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// A data folder whose tombstones are replayed; repeatable
    #[arg(long, value_name = "FOLDER")]
    tombstones: Vec<PathBuf>,
    /// Restore although the backup has expired
    #[arg(long)]
    even_expired: bool,
}

impl Cli {
    /// The command line, and the language in which this run speaks.
    fn understood() -> (Self, SiteLanguage) {
        let matches = Self::spoken_command().get_matches();
        let cli = Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
        let mut chosen = cli.language.clone();
        let mut part = &matches;
        while let Some((_, inner)) = part.subcommand() {
            // Behind the verb it counts more than before it, and more than the variable.
            if let Ok(Some(tag)) = inner.try_get_one::<String>(SPOKEN) {
                chosen = Some(tag.clone());
            }
            part = inner;
        }
        let language = chosen
            .and_then(|tag| SiteLanguage::from_tag(&tag))
            .unwrap_or_else(|| messages::of_surroundings(|name| std::env::var(name).ok()));
        (cli, language)
    }

    /// Takes `--language` behind the verb as well, except where the verb has its own: there it is the language of what is brought in or taken
    /// out.
    fn spoken_command() -> clap::Command {
        let mut command = Self::command();
        let names: Vec<String> = command.get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
        for name in names.iter().filter(|name| !matches!(name.as_str(), "import" | "export")) {
            command = command.mut_subcommand(name, |verb| {
                verb.arg(
                    clap::Arg::new(SPOKEN)
                        .long("language")
                        .value_name("TAG")
                        .value_parser(messages::tags())
                        .ignore_case(true)
                        .global(true)
                        .hide(true)
                        .help("The language in which results and errors are told"),
                )
            });
        }
        command
    }
}

/// The name of `--language` behind a verb.
const SPOKEN: &str = "spoken";

/// Some rows were rejected, or some findings need mending.
const PARTLY: u8 = 3;

fn main() -> ExitCode {
    // Huge pages would round a small server up by tens of megabytes, and many run on machines with one gigabyte.
    // Where the kernel does not know the wish, it is only a little larger.
    let _ = rustix::thread::disable_transparent_huge_pages(true);
    // What the program writes may hold what people sent in confidence: the database, backups, keys, reports.
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
    memory::leave_no_core_dump();
    let (cli, language) = Cli::understood();
    let json = cli.json;
    // What programs read stays the same in every language.
    messages::speak(if json { SiteLanguage::English } else { language });
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            note!("saksi: {}", said!("cli-no-threads", why = &error));
            return ExitCode::FAILURE;
        }
    };
    let outcome = runtime.block_on(run(cli));
    // Whatever still reads fonts or a model in the background must not hold up the end.
    runtime.shutdown_timeout(std::time::Duration::from_secs(5));
    let code = match outcome {
        Ok(code) => code,
        // Nobody reads the rest: nothing went wrong.
        Err(_) if output::stopped() => ExitCode::SUCCESS,
        Err(error) if json => {
            note!("{}", messages::as_json(&error));
            ExitCode::FAILURE
        }
        Err(error) => {
            note!("saksi: {}", messages::told(&error));
            ExitCode::FAILURE
        }
    };
    if let Some(fault) = output::fault() {
        note!("saksi: {}", said!("cli-not-printed", why = &fault));
        return ExitCode::FAILURE;
    }
    code
}

fn start_log(config: &Config) -> anyhow::Result<()> {
    let filter = tracing_subscriber::EnvFilter::try_new(&config.log).with_context(|| {
        said!("cli-setting-like", setting = "log", value = &config.log, example = "saksi_desk=debug,info")
    })?;
    // Colours are for people at a terminal; in a file or a journal they are letters in the way.
    let colours = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(std::io::stderr);
    let started =
        if config.log_format == "json" { builder.json().try_init() } else { builder.with_target(false).try_init() };
    // A second start within one process (tests) keeps the first.
    let _ = started;
    Ok(())
}

async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    // Every part of the program speaks TLS with the same library.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut config = Config::load(cli.config.as_deref(), std::env::vars())?;
    if let Some(data) = cli.data.clone() {
        config.data = data;
    }
    if let Some(database) = cli.database.clone() {
        config.database = database;
    }
    if let Verb::Demo(demo) = &cli.verb {
        if cli.data.is_none() {
            config.data = PathBuf::from("demo-data");
        }
        config.listen = demo.listen;
        config.log = "warn".to_owned();
    } else if !matches!(cli.verb, Verb::Serve(_) | Verb::Settings) {
        config.log = if config.log == Config::default().log { "warn".to_owned() } else { config.log };
    }
    start_log(&config)?;
    if cli.verb.needs_what_is_there() && config.database.is_empty() {
        open::expect_data(&config.data)?;
    }
    match cli.verb {
        Verb::Serve(serve) => {
            if let Some(listen) = serve.listen {
                config.listen = listen;
            }
            if let Some(metrics) = serve.metrics {
                config.metrics = metrics;
            }
            let listener = serve::listen(config.listen)?;
            let house = memory::with_a_stack_of_its_own(|| serve::House::build(config))??;
            announce(&house).await?;
            let (stop, _) = tokio::sync::watch::channel(false);
            serve::run(house, listener, stop).await?;
        }
        Verb::Demo(demo) => return Box::pin(demo::run(config, demo.once)).await,
        Verb::Routes => {
            let house = serve::House::build(config).await?;
            for (method, path) in routes::of(&house.router()) {
                say!("{method} {path}");
            }
        }
        Verb::Import(import) => return import::import(&config, &import, cli.json).await,
        Verb::Export(export) => import::export(&config, &export).await?,
        Verb::Capture(verb) => return capture::capture(&verb, cli.json).await,
        Verb::Archive(verb) => archive::run(&config, &verb, cli.json).await?,
        Verb::Verify(verb) => return capture::verify(&config, &verb, cli.json).await,
        Verb::Pack(verb) => return pack::make(&config, &verb, cli.json).await,
        Verb::Match(verb) => matching::run(&config, &verb, cli.json)?,
        Verb::Model(verb) => model::run(&config, &verb, cli.json).await?,
        Verb::Doctor => {
            let findings = doctor::examine(&config).await;
            if cli.json {
                say!("{}", serde_json::to_string_pretty(&findings)?);
            } else {
                doctor::print(&findings);
            }
            if findings.iter().any(|finding| finding.state == doctor::State::Failure) {
                return Ok(ExitCode::from(PARTLY));
            }
        }
        Verb::Backup(verb) => {
            let db = open::database(&config).await?;
            let blobs = open::blobs(&config).await?;
            let recipients =
                if verb.recipients.is_empty() { config.backup.recipients.clone() } else { verb.recipients };
            let folder = match verb.folder {
                Some(folder) => folder,
                None if !config.backup.folder.is_empty() => PathBuf::from(&config.backup.folder),
                None => config.data.join("backups"),
            };
            let keep = verb.keep_days.unwrap_or(config.backup.keep_days);
            let made = backup::make(&db, &blobs, &recipients, &folder, keep, &second_step_key::file(&config)).await?;
            let cleared = backup::clear_expired(&folder, db.clock().now())?;
            if cli.json {
                say!(
                    "{}",
                    serde_json::json!({ "file": made.path, "bytes": made.bytes, "expires": made.expires, "tables": made.counts.tables, "rows": made.counts.rows, "files": made.blobs, "cleared": cleared, "without_key": made.without_key })
                );
            } else {
                tell!(
                    "cli-backup-made",
                    file = made.path.display(),
                    rows = made.counts.rows,
                    files = made.blobs,
                    bytes = made.bytes,
                    day = made.expires.to_date()
                );
                for name in cleared {
                    tell!("cli-backup-cleared", file = name);
                }
            }
            db.close().await;
            if let Some(reason) = made.without_key {
                note!("saksi: {}", said!("cli-backup-without-key", why = reason));
                return Ok(ExitCode::from(PARTLY));
            }
        }
        Verb::BackupKey { file } => {
            let public = backup::new_key(&file, &runtime::SystemClock)?;
            say!("{public}");
            hint!("cli-backup-key-made", file = file.display());
        }
        Verb::Restore(verb) => {
            let db = open::database(&config).await?;
            let blobs = open::blobs(&config).await?;
            let mut tombstones = vec![blobs.clone()];
            for folder in &verb.tombstones {
                if !folder.is_dir() {
                    fail!("cli-no-folder", folder = folder.display());
                }
                tombstones.push(saksi_db::blobs::Blobs::folder(folder).await?);
            }
            let (counts, files) = backup::restore(
                &db,
                &blobs,
                &verb.file,
                &verb.key,
                &tombstones,
                verb.even_expired,
                &second_step_key::file(&config),
            )
            .await?;
            // A claim may still show words of a message that was just deleted again.
            let tidied: Result<u64, saksi_base::Problem> = saksi_db::write!(db, "after restore", saksi_db::Viewer::System, tx => {
                saksi_desk::actions::expiry::after_restore(&mut tx).await
            });
            tidied.map_err(anyhow::Error::new)?;
            if cli.json {
                say!(
                    "{}",
                    serde_json::json!({ "tables": counts.tables, "rows": counts.rows, "deleted_again": counts.deleted, "files": files })
                );
            } else {
                tell!("cli-restored", rows = counts.rows, files = files, deleted = counts.deleted);
            }
            db.close().await;
        }
        Verb::SecondStepKey(verb) => second_step_key::run(&config, &verb).await?,
        Verb::LogSignOn => transparency::sign_on(&config).await?,
        Verb::SetUpLink => {
            let db = open::database(&config).await?;
            match serve::set_up_link(&db, &config.public_address()).await? {
                Some(link) => say!("{link}"),
                None => fail!("cli-owner-there"),
            }
            db.close().await;
        }
        Verb::Settings => {
            let table = toml::Table::try_from(&config)?;
            let mut all = serde_json::Map::new();
            for (path, _) in config::settings() {
                let value =
                    path.split('.').try_fold(toml::Value::Table(table.clone()), |value, part| value.get(part).cloned());
                let shown = match value {
                    Some(value) if config::is_secret(&path) => {
                        if value.as_str() == Some("") {
                            value.to_string()
                        } else {
                            "(set)".to_owned()
                        }
                    }
                    Some(value) => value.to_string(),
                    None => String::new(),
                };
                if cli.json {
                    all.insert(
                        path.clone(),
                        serde_json::json!({ "variable": config::variable(&path), "value": shown }),
                    );
                } else {
                    say!("{path:<24} {:<32} {shown}", config::variable(&path));
                }
            }
            if cli.json {
                say!("{}", serde_json::Value::Object(all));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Says where the site is, and how the first owner comes in.
async fn announce(house: &serve::House) -> anyhow::Result<()> {
    let url = house.config.public_address();
    tracing::info!(listen = %house.config.listen, address = %url, engine = ?house.db.engine(), "serving");
    if let Some(link) = serve::set_up_link(&house.db, &url).await? {
        tell!("cli-set-up-link", link = link);
        say!();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_has_an_example() {
        let command = Cli::command();
        command.clone().debug_assert();
        for verb in command.get_subcommands() {
            let help = verb.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("Example: saksi "), "{} has no example", verb.get_name());
            assert!(verb.get_about().is_some(), "{} says nothing about itself", verb.get_name());
        }
    }
    /// The words of a command as a shell would cut them, as far as examples go.
    fn words_of(line: &str) -> Vec<String> {
        let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
        for c in line.split(" > ").next().unwrap_or(line).chars() {
            match quote {
                Some(open) if c == open => quote = None,
                None if c == '"' || c == '\'' => {
                    quote = Some(c);
                    word.get_or_insert_default();
                }
                None if c == ' ' => words.extend(word.take()),
                _ => word.get_or_insert_default().push(c),
            }
        }
        words.extend(word);
        words
    }

    #[test]
    fn every_example_is_understood() {
        fn look(command: &clap::Command, seen: &mut usize) {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            for line in help.lines().filter_map(|line| line.strip_prefix("Example: ")) {
                if let Err(error) = Cli::try_parse_from(words_of(line)) {
                    panic!("{line}: {error}");
                }
                *seen += 1;
            }
            for verb in command.get_subcommands() {
                look(verb, seen);
            }
        }
        let mut seen = 0;
        look(&Cli::command(), &mut seen);
        assert!(seen >= 25, "only {seen} examples were found");
    }
}
