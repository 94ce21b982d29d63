//! Pictures, videos and sounds: what the programs of this machine can open becomes fingerprints, and text in pictures becomes
//! text. `saksi match media` does it on files; the server does it with what people hand in.
//!
//! Pictures are decoded by this program alone. Videos and sounds need `ffmpeg`, reading text needs `tesseract`; both are
//! started with bounds on time, output and, where `prlimit` exists, memory and processor time, and `ffmpeg` may open nothing
//! but the one file. What is missing is said plainly and stops nothing else.

use std::collections::BTreeMap;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use clap::Args;
use saksi_media::{
    Fingerprint, Limits, MediaIndex, Picture, PictureError, SoundFingerprint, SoundIndex, VideoFingerprint, VideoIndex,
};
use serde::Serialize;

use crate::doctor::{Finding, State};
use crate::output;

/// The largest file that is looked at.
const MOST_BYTES: u64 = 256 << 20;
/// How much of a file is looked at, and for how long.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// Videos and sounds are looked at up to this moment.
    pub(crate) seconds: u32,
    /// How long one program may work on one file.
    pub(crate) patience: Duration,
}

/// On the command line somebody waits for their own files.
const PATIENT: Bounds = Bounds { seconds: 3_600, patience: Duration::from_mins(2) };

/// Where a program finds a file.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Source<'a> {
    /// On a disk.
    File(&'a Path),
    /// In memory alone; handed over as the program's standard input, where it can be read in any order.
    Memory(&'a std::fs::File),
}
/// Both sides of the frames that `ffmpeg` hands over.
const FRAME_SIDE: usize = 192;
/// Containers that are opened; lists of other files (playlists, concatenations) are not among them.
const CONTAINERS: &str =
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpeg,mpegts,flv,asf,ogg,mp3,aac,amr,amrnb,amrwb,flac,wav,caf,aiff,gif";
/// Text longer than this is cut; no picture holds more.
const MOST_TEXT: u64 = 256 << 10;

/// `saksi match media`.
#[derive(Debug, Args)]
pub(crate) struct Media {
    /// Known pictures, videos and sounds: files or folders
    #[arg(long, required = true, num_args = 1.., value_name = "PATH")]
    known: Vec<PathBuf>,
    /// What to look for among them: files or folders
    #[arg(long, required = true, num_args = 1.., value_name = "PATH")]
    query: Vec<PathBuf>,
    /// How many hits to name for each
    #[arg(long, default_value_t = 5, value_name = "N")]
    limit: usize,
    /// Also read the text in the queried pictures, in these languages (as `tesseract --list-langs` names them)
    #[arg(long, value_name = "LANGUAGE", num_args = 1.., value_delimiter = ',')]
    text: Vec<String>,
    /// Also print the PDQ hash and quality of every picture
    #[arg(long)]
    hashes: bool,
}

/// What this machine has.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tools {
    ffmpeg: Option<PathBuf>,
    tesseract: Option<PathBuf>,
    prlimit: Option<PathBuf>,
    /// Languages that tesseract can read.
    pub(crate) languages: Vec<String>,
}

impl Tools {
    /// Looks for the programs on the path.
    pub(crate) fn find() -> Self {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let find =
            |name: &str| std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file());
        let tesseract = find("tesseract");
        let languages = tesseract.as_ref().map(|tesseract| languages_of(tesseract)).unwrap_or_default();
        Self { ffmpeg: find("ffmpeg"), tesseract, prlimit: find("prlimit"), languages }
    }

    /// Whether videos and sounds other than WAV can be opened.
    pub(crate) fn can_play(&self) -> bool {
        self.ffmpeg.is_some()
    }

    /// Whether text in pictures can be read.
    pub(crate) fn can_read(&self) -> bool {
        self.tesseract.is_some() && !self.languages.is_empty()
    }

    /// A command within bounds on memory and processor time.
    fn bounded(&self, program: &Path) -> Command {
        let mut command = match &self.prlimit {
            Some(prlimit) => {
                let mut command = Command::new(prlimit);
                command.args(["--as=2147483648", "--cpu=120", "--core=0", "--"]).arg(program);
                command
            }
            None => Command::new(program),
        };
        command.stdout(Stdio::piped()).stderr(Stdio::null()).env("OMP_THREAD_LIMIT", "1");
        command
    }

    /// A run of `ffmpeg` that writes what `rest` says to its output.
    pub(crate) fn ffmpeg(&self, source: Source<'_>, bounds: Bounds, rest: &[&str]) -> Result<Command, Unreadable> {
        let ffmpeg = self.ffmpeg.as_ref().ok_or(Unreadable::NoPlayer)?;
        let mut command = self.bounded(ffmpeg);
        command.args(["-nostdin", "-hide_banner", "-loglevel", "error", "-threads", "1"]);
        command.args(["-protocol_whitelist", "file", "-format_whitelist", CONTAINERS, "-i"]);
        match source {
            // A name that begins with a dash or looks like an address must stay a name.
            Source::File(file) => command.arg(format!("file:{}", file.display())).stdin(Stdio::null()),
            Source::Memory(file) => command.arg("file:/proc/self/fd/0").stdin(Stdio::from(file.try_clone()?)),
        };
        command.args(["-t", &bounds.seconds.to_string()]).args(rest).arg("-");
        Ok(command)
    }
}

fn languages_of(tesseract: &Path) -> Vec<String> {
    let output = Command::new(tesseract).arg("--list-langs").stdin(Stdio::null()).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    text.lines()
        .skip(1)
        .map(str::trim)
        .filter(|name| !name.is_empty() && *name != "osd")
        .map(ToOwned::to_owned)
        .collect()
}

/// What a file turned out to be.
#[derive(Debug, Clone)]
pub(crate) enum Print {
    /// A picture.
    Picture(Box<Fingerprint>),
    /// A video, with its sound if it has any.
    Video(VideoFingerprint, SoundFingerprint),
    /// A sound.
    Sound(SoundFingerprint),
}

impl Print {
    fn kind(&self) -> &'static str {
        match self {
            Self::Picture(_) => "picture",
            Self::Video(..) => "video",
            Self::Sound(_) => "sound",
        }
    }
}

/// Why a file has no fingerprint, for whoever handed it in.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unreadable {
    /// Reading failed.
    #[error("the file cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// Beyond the limit.
    #[error("the file is larger than {} MB", MOST_BYTES >> 20)]
    TooLarge,
    /// A picture with a fault.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// It may be a video or a sound, but nothing here can open it.
    #[error("this is no picture, and ffmpeg is not installed, which opens videos and sounds")]
    NoPlayer,
    /// Nothing to look at or listen to was found in it.
    #[error("this is no picture, video or sound that can be opened")]
    Nothing,
    /// A program did not come to an end.
    #[error("opening the file took too long")]
    TooSlow,
}

/// The fingerprint of a file.
pub(crate) fn print_of(tools: &Tools, file: &Path) -> Result<Print, Unreadable> {
    let size = std::fs::metadata(file)?.len();
    if size > MOST_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let mut bytes = Vec::new();
    std::fs::File::open(file)?.take(MOST_BYTES).read_to_end(&mut bytes)?;
    match Picture::decode(&bytes, &Limits::default()) {
        Ok(picture) => return Ok(Print::Picture(Box::new(Fingerprint::of(&picture)))),
        Err(PictureError::Format) => {}
        Err(error) => return Err(error.into()),
    }
    if bytes.starts_with(b"RIFF")
        && let Ok(sound) = SoundFingerprint::of_wav(&bytes)
    {
        return Ok(Print::Sound(sound));
    }
    drop(bytes);
    let video = frames_of(tools, Source::File(file), PATIENT)?;
    let sound = sound_of(tools, Source::File(file), PATIENT)?;
    match (video.frames().is_empty(), sound.items().is_empty()) {
        (true, true) => Err(Unreadable::Nothing),
        (true, false) => Ok(Print::Sound(sound)),
        _ => Ok(Print::Video(video, sound)),
    }
}

/// Two frames a second, small and grey.
pub(crate) fn frames_of(tools: &Tools, source: Source<'_>, bounds: Bounds) -> Result<VideoFingerprint, Unreadable> {
    let filter = format!("fps=2,scale={FRAME_SIDE}:{FRAME_SIDE}:flags=area,format=gray");
    let command = tools.ffmpeg(source, bounds, &["-an", "-sn", "-dn", "-vf", &filter, "-f", "rawvideo"])?;
    let mut video = VideoFingerprint::new();
    let mut frame = vec![0; FRAME_SIDE * FRAME_SIDE];
    let most = frame.len() as u64 * saksi_media::video::MOST_FRAMES as u64;
    let mut filled = 0;
    let mut at = 0_u32;
    stream(command, None, most, bounds.patience, |mut bytes| {
        while !bytes.is_empty() {
            let room = frame.get_mut(filled..).unwrap_or_default();
            let count = room.len().min(bytes.len());
            let (now, later) = bytes.split_at(count);
            if let Some(room) = room.get_mut(..count) {
                room.copy_from_slice(now);
            }
            bytes = later;
            filled += count;
            if filled == FRAME_SIDE * FRAME_SIDE {
                if let Some(picture) = Picture::from_luma(FRAME_SIDE, FRAME_SIDE, &frame) {
                    video.push(at, &picture);
                }
                at += 500;
                filled = 0;
            }
        }
    })?;
    Ok(video)
}

/// One channel, at the rate of Chromaprint.
pub(crate) fn sound_of(tools: &Tools, source: Source<'_>, bounds: Bounds) -> Result<SoundFingerprint, Unreadable> {
    let command = tools.ffmpeg(source, bounds, &["-vn", "-sn", "-dn", "-ac", "1", "-ar", "11025", "-f", "s16le"])?;
    let mut bytes = Vec::new();
    let most = u64::from(bounds.seconds) * 11_025 * 2;
    stream(command, None, most, bounds.patience, |part| bytes.extend_from_slice(part))?;
    let samples: Vec<i16> = bytes.as_chunks::<2>().0.iter().map(|pair| i16::from_le_bytes(*pair)).collect();
    Ok(SoundFingerprint::of(11_025, 1, &samples).unwrap_or_default())
}

/// The text in a picture, read by tesseract in these languages of its own naming; what it does not have is left out.
///
/// The picture is decoded here and handed over as plain grey, so that tesseract never opens a foreign file.
pub(crate) fn text_in(tools: &Tools, bytes: &[u8], languages: &[String]) -> Result<String, Unreadable> {
    let picture = Picture::decode(bytes, &Limits { pixels: 16_000_000, ..Limits::default() })?;
    text_of(tools, &picture, languages, PATIENT.patience)
}

/// The same of a decoded picture.
pub(crate) fn text_of(
    tools: &Tools,
    picture: &Picture,
    languages: &[String],
    patience: Duration,
) -> Result<String, Unreadable> {
    let tesseract = tools.tesseract.as_ref().ok_or(Unreadable::Nothing)?;
    let mut wanted: Vec<&str> =
        languages.iter().map(String::as_str).filter(|name| tools.languages.iter().any(|own| own == name)).collect();
    if wanted.is_empty() {
        wanted = tools.languages.iter().map(String::as_str).take(1).collect();
    }
    // Each language takes its own time; four of them are what a person can mean.
    wanted.truncate(4);
    let mut grey = format!("P5\n{} {}\n255\n", picture.width(), picture.height()).into_bytes();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "brightness is 0 to 255")]
    grey.extend(picture.luma().iter().map(|value| value.round().clamp(0.0, 255.0) as u8));
    let mut command = tools.bounded(tesseract);
    command.args(["stdin", "stdout", "-l", &wanted.join("+"), "--psm", "3", "--dpi", "150"]).stdin(Stdio::piped());
    let mut text = Vec::new();
    stream(command, Some(grey), MOST_TEXT, patience, |part| text.extend_from_slice(part))?;
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    Ok(lines.join("\n"))
}

/// A program that is ended when nobody waits for it any more.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs a program and hands on what it writes, at most `most` bytes of it and for at most this while.
pub(crate) fn stream(
    mut command: Command,
    input: Option<Vec<u8>>,
    most: u64,
    patience: Duration,
    mut take: impl FnMut(&[u8]),
) -> Result<(), Unreadable> {
    let deadline = Instant::now() + patience;
    let mut child = Ended(command.spawn()?);
    if let (Some(input), Some(mut pipe)) = (input, child.0.stdin.take()) {
        // Should the program end early, the pipe breaks and the thread with it.
        std::thread::spawn(move || {
            let _ = pipe.write_all(&input);
        });
    }
    let Some(mut output) = child.0.stdout.take() else { return Err(Unreadable::Nothing) };
    let (send, receive) = mpsc::sync_channel::<Vec<u8>>(8);
    std::thread::spawn(move || {
        let mut part = vec![0; 1 << 16];
        while let Ok(count) = output.read(&mut part) {
            let bytes = part.get(..count).unwrap_or_default().to_vec();
            if count == 0 || send.send(bytes).is_err() {
                break;
            }
        }
    });
    let mut left = most;
    loop {
        let patience = deadline.saturating_duration_since(Instant::now());
        match receive.recv_timeout(patience) {
            Ok(bytes) => {
                let count = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
                take(bytes.get(..count).unwrap_or_default());
                left -= count as u64;
                if left == 0 {
                    return Ok(());
                }
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => return Ok(()),
            Err(mpsc::RecvTimeoutError::Timeout) => return Err(Unreadable::TooSlow),
        }
    }
}

/// Known pictures, videos and sounds.
#[derive(Debug, Default)]
pub(crate) struct Known {
    pictures: MediaIndex,
    videos: VideoIndex,
    sounds: SoundIndex,
}

/// A known thing that was found again.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Found {
    /// As given to [`Known::insert`].
    pub(crate) id: u64,
    /// `picture`, `video`, `sound` or `frame` (a picture out of a known video).
    pub(crate) by: &'static str,
    /// For people.
    pub(crate) reason: String,
    /// The figures behind it.
    pub(crate) figures: serde_json::Value,
}

impl Known {
    /// Adds what a file turned out to be.
    pub(crate) fn insert(&mut self, id: u64, print: &Print) {
        match print {
            Print::Picture(picture) => self.pictures.insert(id, picture),
            Print::Video(video, sound) => {
                self.videos.insert(id, video);
                self.sounds.insert(id, sound);
            }
            Print::Sound(sound) => self.sounds.insert(id, sound),
        }
    }

    /// What a thing repeats: pictures, videos and stills of videos, sounds and sound tracks.
    pub(crate) fn search(&self, print: &Print, limit: usize) -> anyhow::Result<Vec<Found>> {
        let mut found = Vec::new();
        match print {
            Print::Picture(picture) => {
                for hit in self.pictures.search(picture, limit) {
                    let reason = hit.reason().to_string();
                    found.push(Found { id: hit.id, by: "picture", reason, figures: serde_json::to_value(hit)? });
                }
                for (id, at) in self.videos.search_still(picture, limit) {
                    let reason = format!("a frame of a known video, at {} s", at / 1000);
                    found.push(Found { id, by: "frame", reason, figures: serde_json::json!({ "at_ms": at }) });
                }
            }
            Print::Video(video, sound) => {
                for hit in self.videos.search(video, limit) {
                    let reason = hit.reason().to_owned();
                    found.push(Found { id: hit.id, by: "video", reason, figures: serde_json::to_value(hit)? });
                }
                self.sounds_like(sound, limit, &mut found)?;
            }
            Print::Sound(sound) => self.sounds_like(sound, limit, &mut found)?,
        }
        Ok(found)
    }

    fn sounds_like(&self, sound: &SoundFingerprint, limit: usize, found: &mut Vec<Found>) -> anyhow::Result<()> {
        for hit in self.sounds.search(sound, limit) {
            let reason = hit.reason().to_owned();
            found.push(Found { id: hit.id, by: "sound", reason, figures: serde_json::to_value(hit)? });
        }
        Ok(())
    }
}

/// Does `saksi match media`.
pub(crate) fn run(media: &Media, json: bool) -> anyhow::Result<()> {
    let tools = Tools::find();
    let mut known = Known::default();
    let mut names = BTreeMap::new();
    let start = Instant::now();
    for (id, file) in (0..).zip(files(&media.known)?) {
        match print_of(&tools, &file) {
            Ok(print) => {
                if media.hashes {
                    announce_hash(&file, &print, json);
                }
                known.insert(id, &print);
                names.insert(id, file);
            }
            Err(why) => note!("{}: {why}", file.display()),
        }
    }
    anyhow::ensure!(!names.is_empty(), "none of the known files could be opened");
    let indexed = start.elapsed().as_secs_f64();
    let (mut queries, mut search_seconds) = (0_u32, 0.0);
    let start = Instant::now();
    for file in files(&media.query)? {
        if output::left() {
            break;
        }
        let print = match print_of(&tools, &file) {
            Ok(print) => print,
            Err(why) => {
                if json {
                    say!("{}", serde_json::json!({ "query": file, "error": why.to_string() }));
                } else {
                    say!("{}: {why}", file.display());
                }
                continue;
            }
        };
        if media.hashes {
            announce_hash(&file, &print, json);
        }
        let search = Instant::now();
        let found = known.search(&print, media.limit)?;
        search_seconds += search.elapsed().as_secs_f64();
        queries += 1;
        let text = match &print {
            Print::Picture(_) if !media.text.is_empty() => {
                anyhow::ensure!(tools.can_read(), "tesseract is not installed; on Debian: apt install tesseract-ocr");
                let bytes = std::fs::read(&file).with_context(|| format!("{}", file.display()))?;
                Some(text_in(&tools, &bytes, &media.text)?)
            }
            _ => None,
        };
        if json {
            let hits: Vec<serde_json::Value> = found
                .iter()
                .map(|hit| {
                    serde_json::json!({ "known": names.get(&hit.id), "by": hit.by, "reason": hit.reason, "figures": hit.figures })
                })
                .collect();
            say!("{}", serde_json::json!({ "query": file, "kind": print.kind(), "hits": hits, "text": text }));
        } else {
            say!("{} ({})", file.display(), print.kind());
            for hit in &found {
                let name = names.get(&hit.id).map(|name| name.display().to_string()).unwrap_or_default();
                say!("    {name}: {}", hit.reason);
            }
            if found.is_empty() {
                say!("    not among the known ones");
            }
            for line in text.iter().flat_map(|text| text.lines()) {
                say!("    | {line}");
            }
        }
    }
    let whole = start.elapsed().as_secs_f64();
    let each = |seconds: f64, count: usize| seconds * 1000.0 / count.max(1) as f64;
    note!(
        "{} known, {:.1} ms each to open; {queries} looked for, {:.1} ms each to open, {:.1} ms to search",
        names.len(),
        each(indexed, names.len()),
        each(whole - search_seconds, queries as usize),
        each(search_seconds, queries as usize)
    );
    if !tools.can_play() {
        note!("ffmpeg is not installed: videos and sounds other than WAV are left out");
    }
    Ok(())
}

fn announce_hash(file: &Path, print: &Print, json: bool) {
    if let Print::Picture(picture) = print {
        let (hash, quality) = (picture.pdq(), picture.quality());
        if json {
            let all: Vec<String> = picture.dihedral().hashes.iter().map(ToString::to_string).collect();
            say!("{}", serde_json::json!({ "file": file, "pdq": hash, "quality": quality, "dihedral": all }));
        } else {
            say!("{hash} {quality} {}", file.display());
        }
    }
}

/// Every file named, and every file below a folder named, in the order of their names.
fn files(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            let entries = std::fs::read_dir(path).with_context(|| said!("cli-not-read", file = path.display()))?;
            let mut inside: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
            inside.sort();
            // A link back up would never end.
            inside.retain(|path| !path.is_symlink());
            found.extend(files(&inside)?);
        } else {
            anyhow::ensure!(path.exists(), "{} does not exist", path.display());
            found.push(path.clone());
        }
    }
    Ok(found)
}

/// What tesseract calls a language of the site, if it can have it.
pub(crate) fn reading_name(tag: &str) -> Option<&'static str> {
    let (language, script) = tag.split_once('-').map_or((tag, ""), |(language, rest)| (language, rest));
    let name = match language {
        "ar" => "ara",
        "as" => "asm",
        "bn" => "ben",
        "de" => "deu",
        "en" => "eng",
        "es" => "spa",
        "fa" => "fas",
        "fil" | "tl" => "fil",
        "fr" => "fra",
        "gu" => "guj",
        "hi" => "hin",
        "id" => "ind",
        "ja" => "jpn",
        "jv" => "jav",
        "km" => "khm",
        "kn" => "kan",
        "ko" => "kor",
        "lo" => "lao",
        "ml" => "mal",
        "mn" => "mon",
        "mr" => "mar",
        "ms" => "msa",
        "my" => "mya",
        "ne" => "nep",
        "or" => "ori",
        "pa" => "pan",
        "ps" => "pus",
        "pt" => "por",
        "ru" => "rus",
        "sd" => "snd",
        "si" => "sin",
        "sw" => "swa",
        "ta" => "tam",
        "te" => "tel",
        "th" => "tha",
        "tr" => "tur",
        "ur" => "urd",
        "vi" => "vie",
        "zh" if script.starts_with("Hans") || script == "CN" || script == "SG" => "chi_sim",
        "zh" => "chi_tra",
        _ => return None,
    };
    Some(name)
}

/// For `saksi doctor`: what can be opened here, and what to install.
pub(crate) fn findings<'a>(site_languages: impl Iterator<Item = &'a str>) -> Vec<Finding> {
    let tools = Tools::find();
    let mut findings = Vec::new();
    let mut note = |what, state, says| findings.push(Finding::new(what, state, says));
    match &tools.ffmpeg {
        Some(place) => note("videos", State::Ok, said!("cli-doctor-videos", file = place.display())),
        None => note("videos", State::Warning, said!("cli-doctor-videos-none")),
    }
    if tools.tesseract.is_none() {
        note("text", State::Warning, said!("cli-doctor-text-none"));
        return findings;
    }
    let lacking: Vec<&str> =
        site_languages.filter_map(reading_name).filter(|name| !tools.languages.iter().any(|own| own == name)).collect();
    if lacking.is_empty() {
        note("text", State::Ok, said!("cli-doctor-text", languages = tools.languages.join(", ")));
    } else {
        let packages: Vec<String> =
            lacking.iter().map(|name| format!("tesseract-ocr-{}", name.replace('_', "-"))).collect();
        note(
            "text",
            State::Warning,
            said!("cli-doctor-text-lacks", languages = lacking.join(", "), packages = packages.join(" ")),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tools() -> Tools {
        Tools::find()
    }

    #[test]
    fn languages_of_the_site_have_a_name_for_reading() {
        for (tag, name) in [("en", "eng"), ("zh-Hant-TW", "chi_tra"), ("zh-Hans", "chi_sim"), ("ta", "tam")] {
            assert_eq!(reading_name(tag), Some(name), "{tag}");
        }
        assert_eq!(reading_name("tet"), None);
    }

    #[test]
    fn what_is_no_picture_is_refused_in_words() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("-x.bin");
        std::fs::write(&file, b"neither a picture nor a sound").unwrap();
        let bare = Tools::default();
        assert!(print_of(&bare, &file).unwrap_err().to_string().contains("ffmpeg is not installed"));
        if tools().can_play() {
            assert!(matches!(print_of(&tools(), &file), Err(Unreadable::Nothing)));
        }
    }

    #[test]
    fn a_playlist_opens_no_other_file() {
        if !tools().can_play() {
            note!("ffmpeg is not installed; nothing to see");
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let sound = folder.path().join("secret.wav");
        std::fs::write(&sound, wav(11_025)).unwrap();
        for (name, text) in [
            ("list.m3u8", format!("#EXTM3U\n#EXTINF:10,\n{}\n#EXT-X-ENDLIST\n", sound.display())),
            ("list.txt", format!("ffconcat version 1.0\nfile '{}'\n", sound.display())),
        ] {
            let list = folder.path().join(name);
            std::fs::write(&list, text).unwrap();
            assert!(matches!(print_of(&tools(), &list), Err(Unreadable::Nothing)), "{name}");
        }
    }

    #[test]
    fn an_endless_program_is_ended() {
        let mut command = Command::new("yes");
        command.stdout(Stdio::piped());
        let mut taken = 0;
        stream(command, None, 1 << 20, PATIENT.patience, |part| taken += part.len()).unwrap();
        assert_eq!(taken, 1 << 20);
    }

    /// Ten seconds of a tone that climbs.
    fn wav(rate: u32) -> Vec<u8> {
        let samples: Vec<u8> = (0..rate * 10)
            .flat_map(|at| {
                let seconds = f64::from(at) / f64::from(rate);
                let value =
                    (seconds * (200.0 + 60.0 * (seconds * 1.7).sin() + 40.0 * seconds) * std::f64::consts::TAU).sin();
                #[expect(clippy::cast_possible_truncation, reason = "between -12,000 and 12,000")]
                let sample = (value * 12_000.0) as i16;
                sample.to_le_bytes()
            })
            .collect();
        let length = u32::try_from(samples.len()).unwrap();
        let mut bytes = b"RIFF".to_vec();
        bytes.extend((36 + length).to_le_bytes());
        bytes.extend(b"WAVEfmt ");
        bytes.extend(16_u32.to_le_bytes());
        bytes.extend([1, 0, 1, 0]);
        bytes.extend(rate.to_le_bytes());
        bytes.extend((rate * 2).to_le_bytes());
        bytes.extend([2, 0, 16, 0]);
        bytes.extend(b"data");
        bytes.extend(length.to_le_bytes());
        bytes.extend(samples);
        bytes
    }
}
