//! `saksi import` and `saksi export`: opens the files, shows how far it is, leaves a report of what was refused.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, BufWriter, Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context as _;
use clap::{Args, Subcommand, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use saksi_base::{LanguageTag, OrganisationId, Problem};
use saksi_db::{Db, Viewer};
use saksi_desk::actions::public;
use saksi_desk::import::{self as desk_import, Publisher, Records, Row, Source, cofacts, sources};
use saksi_desk::model::{FeedEntry, ImportReport, ListFilter, Rejected};
use saksi_exchange::{claim_review, tables};

use crate::config::Config;
use crate::{fetch, import_files, open, output};

/// What to bring in.
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// Leave it to the server to make what was brought in comparable by meaning
    #[arg(long, global = true)]
    later: bool,
    #[command(subcommand)]
    source: ImportSource,
}

#[derive(Debug, Subcommand)]
enum ImportSource {
    /// The open data of Cofacts: a folder with any of its eleven files, as .csv or .csv.zip
    #[command(after_help = "Example: saksi import cofacts ./opendata --licence CC-BY-SA-4.0")]
    Cofacts {
        /// The folder
        folder: PathBuf,
        /// The licence under which this copy was given out; kept with every check
        #[arg(long, default_value = "CC0-1.0", value_name = "SPDX")]
        licence: String,
    },
    /// ClaimReview as JSON-LD: a page, a DataFeed, a list, or the answer of Google's Fact Check Tools
    #[command(after_help = "Example: saksi import claimreview https://check.example.org/datafeed.json")]
    Claimreview {
        /// A file, or an address that begins with http
        from: String,
        /// Also fetch from an address in your own network
        #[arg(long)]
        private: bool,
    },
    /// JSON Lines in our own layout (docs/formats.md)
    #[command(after_help = "Example: saksi import jsonl checks.jsonl --publisher 'Harbour Watch'")]
    Jsonl(Table),
    /// CSV in our own layout (docs/formats.md)
    #[command(after_help = "Example: saksi import csv checks.csv --language th")]
    Csv(Table),
    /// Pictures, videos and recordings of claims that were imported before: each file is named like its row's id
    #[command(after_help = "Example: saksi import files ./pictures --publisher 'Harbour Watch'")]
    Files(import_files::Files),
}

#[derive(Debug, Args)]
struct Table {
    /// The file
    file: PathBuf,
    /// Who published rows that name nobody
    #[arg(long, default_value = "Imported checks", value_name = "NAME")]
    publisher: String,
    /// The language of rows that name none
    #[arg(long, default_value = "und", value_name = "TAG")]
    language: String,
}

/// What to write.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The format
    #[arg(value_enum)]
    format: ExportFormat,
    /// Only checks in this language
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ExportFormat {
    /// JSON Lines
    Jsonl,
    /// Comma-separated values
    Csv,
}

/// Some rows were refused.
const PARTLY: u8 = 3;

/// Brings it in.
pub(crate) async fn import(config: &Config, import: &Import, json: bool) -> anyhow::Result<ExitCode> {
    let started = Instant::now();
    // What cannot be opened is told before the database is touched.
    let (source, total, rows): (String, Option<u64>, Rows) = match &import.source {
        ImportSource::Cofacts { folder, licence } => {
            let bar = spinner("reading");
            let files = files_of(folder)?;
            let reading = cofacts::read(files, licence);
            bar.finish_and_clear();
            for said in &reading.unopened {
                hint!("cli-import-not-read", why = said.clone());
            }
            if reading.rows.is_empty() {
                fail!("cli-import-nothing", folder = folder.display());
            }
            let total = reading.rows.len() as u64;
            (
                format!("cofacts ({} rows in its files)", reading.read),
                Some(total),
                Rows {
                    name: "cofacts".into(),
                    file: folder.display().to_string(),
                    records: Records::Messages,
                    read: Some(reading.read),
                    rows: Box::new(reading.rows.into_iter()),
                },
            )
        }
        ImportSource::Claimreview { from, private } => {
            let bytes = if from.starts_with("http://") || from.starts_with("https://") {
                fetch::fetch(from, *private).await?
            } else {
                std::fs::read(from).with_context(|| said!("cli-not-read", file = from))?
            };
            let reading = claim_review::read(Cursor::new(bytes), &claim_review::Limits::default())
                .map_err(|error| of_reviews(error, from))?;
            let total = (reading.rows.len() + reading.rejected.len()) as u64;
            let rows: Vec<_> = sources::claim_reviews(from, reading).collect();
            (
                from.clone(),
                Some(total),
                Rows {
                    name: "claimreview".into(),
                    file: from.clone(),
                    records: Records::Reviews,
                    read: None,
                    rows: Box::new(rows.into_iter()),
                },
            )
        }
        ImportSource::Files(files) => return import_files::run(config, files, json).await,
        ImportSource::Jsonl(table) | ImportSource::Csv(table) => {
            let language: LanguageTag =
                table.language.parse().map_err(|_: String| said!("cli-import-language", value = &table.language))?;
            let options = tables::Options { default_language: Some(language), ..tables::Options::default() };
            let name = table.file.display().to_string();
            let reader = BufReader::new(File::open(&table.file).with_context(|| said!("cli-not-read", file = &name))?);
            let publisher = Publisher { name: table.publisher.clone(), english_name: None, website: None };
            let rows: Vec<Result<Row, Rejected>> = if matches!(import.source, ImportSource::Csv(_)) {
                let rows = tables::read_csv(reader, options).map_err(|error| of_table(error, &name))?;
                for column in rows.unknown_columns() {
                    hint!("cli-import-column-passed", file = &name, column = column);
                }
                sources::table(&name, &publisher, rows).collect()
            } else {
                sources::table(&name, &publisher, tables::read_jsonl(reader, options)).collect()
            };
            let total = rows.len() as u64;
            (
                name.clone(),
                Some(total),
                Rows {
                    name: format!("table:{}", table.publisher),
                    file: name,
                    records: Records::Rows,
                    read: None,
                    rows: Box::new(rows.into_iter()),
                },
            )
        }
    };
    let db = open::database(config).await?;
    let read_rows = rows.read;
    let report = run(&db, rows, total).await?;
    let seconds = started.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
    let rate = read_rows.unwrap_or(report.read) as f64 / seconds.max(0.001);
    let left_out = report.left_out;
    let rejected = (report.rejected.len() as u64 + report.rejected_more).saturating_sub(left_out);
    let file = write_report(config, &report)?;
    if json {
        say!(
            "{}",
            serde_json::json!({
                "rows": read_rows.unwrap_or(report.read), "records": report.read, "claims": report.claims, "checks": report.checks,
                "known": report.known, "corrected": report.corrected, "rejected": rejected, "left_out": left_out, "report": file, "seconds": seconds, "rows_per_second": rate,
            })
        );
    } else {
        tell!(
            "cli-import-done",
            source = source,
            claims = report.claims,
            checks = report.checks,
            known = report.known,
            corrected = report.corrected,
            rejected = rejected,
            left_out = left_out,
            seconds = format!("{seconds:.1}"),
            rate = format!("{rate:.0}")
        );
        for (reason, count) in reasons(&report.rejected) {
            say!("  {count:>8}  {reason}");
        }
        if let Some(file) = &file {
            tell!("cli-import-report", file = file.display());
        }
        if report.read == 0 {
            tell!("cli-import-empty");
        }
    }
    if !import.later {
        crate::meaning::catch_up(config, &db).await?;
    }
    db.close().await;
    Ok(if rejected > 0 { ExitCode::from(PARTLY) } else { ExitCode::SUCCESS })
}

/// Why rows were not taken, the commonest first, without the names of single rows; the commonest dozen.
fn reasons(rejected: &[Rejected]) -> Vec<(String, usize)> {
    let mut counted: HashMap<String, usize> = HashMap::new();
    for row in rejected {
        if row.quotation {
            *counted.entry(said!("cli-import-quotation").for_output().to_string()).or_default() += 1;
            continue;
        }
        // A reason of a single record begins with its name and a colon.
        let reason = row.reason.split_once(": ").map_or(row.reason.as_str(), |(_, reason)| reason);
        let words: Vec<&str> = reason
            .split(' ')
            .map(|word| if word.chars().any(|c| c.is_ascii_digit()) || word.len() > 18 { "…" } else { word })
            .collect();
        *counted.entry(words.join(" ")).or_default() += 1;
    }
    let mut counted: Vec<(String, usize)> = counted.into_iter().collect();
    counted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counted.truncate(12);
    counted
}

/// Why a table cannot be read.
fn of_table(error: tables::TableError, file: &str) -> anyhow::Error {
    use tables::TableError as Why;
    match error {
        Why::Io(error) => anyhow::Error::new(error).context(said!("cli-not-read", file = file)),
        Why::Utf16 => said!("cli-import-utf16", file = file).into(),
        Why::NoHeader => said!("cli-import-no-header", file = file).into(),
        Why::MissingColumn(column) => said!("cli-import-no-column", file = file, column = column).into(),
    }
}

/// Why a document with fact-checks cannot be read.
fn of_reviews(error: claim_review::ReadError, file: &str) -> anyhow::Error {
    use claim_review::ReadError as Why;
    match error {
        Why::Io(error) => anyhow::Error::new(error).context(said!("cli-not-read", file = file)),
        Why::TooLong(bytes) => said!("cli-import-too-long", file = file, bytes = bytes).into(),
        Why::NotText => said!("cli-import-not-text", file = file).into(),
        Why::NotJson(why) => said!("cli-import-not-json", file = file, why = why).into(),
        Why::NothingFound => said!("cli-import-no-review", file = file).into(),
    }
}

struct Rows {
    name: String,
    file: String,
    records: Records,
    /// Rows of the files behind these records, where they differ.
    read: Option<u64>,
    rows: Box<dyn Iterator<Item = Result<Row, Rejected>> + Send>,
}

async fn run(db: &Db, rows: Rows, total: Option<u64>) -> anyhow::Result<ImportReport> {
    let bar = match total {
        Some(total) => ProgressBar::new(total).with_style(
            ProgressStyle::with_template("{bar:32} {pos}/{len} records, {per_sec}, {eta} left; {msg}")
                .unwrap_or_else(|_| ProgressStyle::default_bar()),
        ),
        None => spinner("importing"),
    };
    let source = Source { name: rows.name, file: rows.file, records: rows.records, person: None };
    let shown = bar.clone();
    let report = desk_import::run(db, &source, rows.rows, move |progress| {
        shown.set_position(progress.read);
        shown.set_message(format!("{} new claims, {} rejected", progress.claims, progress.rejected));
    })
    .await;
    bar.finish_and_clear();
    report.map_err(|problem: Problem| match problem.message {
        "problem-disk-full" => said!("cli-import-disk-full").into(),
        _ => anyhow::Error::new(problem).context(said!("cli-import-stopped")),
    })
}

fn spinner(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new_spinner().with_message(what);
    bar.enable_steady_tick(std::time::Duration::from_millis(120));
    bar
}

/// The files of a folder that the open data knows, with what the progress bar reads through.
fn files_of(folder: &Path) -> anyhow::Result<Vec<(String, BufReader<File>)>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| said!("cli-not-read", file = folder.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if saksi_exchange::open_data::FileKind::from_name(&name).is_some() {
            files.push((name, BufReader::new(File::open(entry.path())?)));
        }
    }
    if files.is_empty() {
        fail!("cli-import-no-open-data", folder = folder.display());
    }
    files.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(files)
}

/// Writes what was refused as CSV; gives the file, if there was anything.
fn write_report(config: &Config, report: &ImportReport) -> anyhow::Result<Option<PathBuf>> {
    if report.rejected.is_empty() {
        return Ok(None);
    }
    let folder = config.data.join("import-reports");
    open::data_folder(&folder)?;
    let path = folder.join(format!("{}.csv", report.run.map(|run| run.to_string()).unwrap_or_default()));
    let mut table = tables::CsvExport::new(BufWriter::new(File::create(&path)?), &["file", "line", "reason"])?;
    for rejected in &report.rejected {
        table.row([rejected.file.as_str(), &rejected.line.to_string(), &rejected.reason])?;
    }
    if report.rejected_more > 0 {
        table.row(["", "", &format!("{} more rows were rejected and are not listed", report.rejected_more)])?;
    }
    table.finish()?.flush()?;
    Ok(Some(path))
}

/// What a demonstration loaded.
pub(crate) struct Loaded {
    /// Rows of the files.
    pub(crate) rows_read: u64,
    /// Claims added.
    pub(crate) claims: u64,
    /// Checks added.
    pub(crate) checks: u64,
    /// Rows refused.
    pub(crate) rejected: u64,
}

/// The demonstration's extract, from memory.
pub(crate) async fn cofacts_from_memory(db: &Db, files: Vec<(&'static str, &'static [u8])>) -> anyhow::Result<Loaded> {
    let reading =
        cofacts::read(files.into_iter().map(|(name, bytes)| (name.to_owned(), Cursor::new(bytes))), "CC0-1.0");
    let (read, total) = (reading.read, reading.rows.len() as u64);
    let rows = Rows {
        name: "cofacts".into(),
        file: "demonstration".into(),
        records: Records::Messages,
        read: Some(read),
        rows: Box::new(reading.rows.into_iter()),
    };
    let report = run(db, rows, Some(total)).await?;
    Ok(Loaded {
        rows_read: read,
        claims: report.claims,
        checks: report.checks,
        rejected: report.rejected.len() as u64 + report.rejected_more,
    })
}

/// The made-up examples, from memory, under the name of the organisation that plays with them.
pub(crate) async fn examples_from_memory(db: &Db, desk: OrganisationId, text: &'static str) -> anyhow::Result<Loaded> {
    let name: Result<String, Problem> = saksi_db::read!(db, Viewer::System, tx => {
        Ok(saksi_network::organisation(&mut tx, desk).await?.ok_or_else(Problem::not_found)?.name)
    });
    let publisher = Publisher { name: name.map_err(anyhow::Error::new)?, english_name: None, website: None };
    let note = "A made-up example for the demonstration, in the form of a real check. It is not advice.";
    let rows: Vec<Result<Row, Rejected>> =
        sources::table("claims.jsonl", &publisher, tables::read_jsonl(text.as_bytes(), tables::Options::default()))
            .map(|row| {
                row.map(|mut row| {
                    for check in &mut row.checks {
                        check.explanation = note.to_owned();
                        if check.references.is_empty() {
                            check.references.extend(saksi_desk::model::Reference::parse(
                                "https://example.org/made-up A made-up reference",
                            ));
                        }
                    }
                    row
                })
            })
            .collect();
    let total = rows.len() as u64;
    let rows = Rows {
        name: "demonstration".into(),
        file: "claims.jsonl".into(),
        records: Records::Rows,
        read: None,
        rows: Box::new(rows.into_iter()),
    };
    let report = run(db, rows, Some(total)).await?;
    Ok(Loaded {
        rows_read: report.read,
        claims: report.claims,
        checks: report.checks,
        rejected: report.rejected.len() as u64 + report.rejected_more,
    })
}

/// Writes every published check to standard output.
pub(crate) async fn export(config: &Config, export: &Export) -> anyhow::Result<()> {
    let db = open::database(config).await?;
    let filter = ListFilter { language: export.language.clone(), ..ListFilter::default() };
    let mut out = output::lines();
    let columns = tables::claim_columns();
    let mut csv = match export.format {
        ExportFormat::Csv => Some(tables::CsvExport::new(Vec::new(), &columns)?),
        ExportFormat::Jsonl => None,
    };
    let mut after = None;
    loop {
        let page: Result<_, Problem> =
            saksi_db::read!(db, Viewer::Public, tx => { public::export(&mut tx, &filter, after, 500).await });
        let page = page.map_err(anyhow::Error::new)?;
        for entry in &page.items {
            if let FeedEntry::Check(answer) = entry {
                let row = saksi_desk::table_row(&config.public_address(), answer);
                match &mut csv {
                    Some(csv) => tables::write_csv_row(csv, &row)?,
                    None => tables::write_jsonl_row(&mut out, &row)?,
                }
            }
        }
        if page.next.is_none() {
            break;
        }
        after = page.next;
    }
    if let Some(csv) = csv {
        out.write_all(&csv.finish()?)?;
    }
    out.flush()?;
    db.close().await;
    Ok(())
}
