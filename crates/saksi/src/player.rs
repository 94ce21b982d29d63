//! Opens videos, recordings and the words of pictures for the server, with the programs of this machine.
//!
//! What somebody sends lies in memory alone: a file without a name and without a disk (`memfd_create`), which the program gets as
//! its standard input. It ends with the request, also when the machine does.

use std::fs::File;
use std::io::{Seek as _, Write as _};
use std::sync::Arc;
use std::time::Duration;

use saksi_desk::media::{Helpers, Played, Unplayable};
use saksi_media::{Picture, Still};

use crate::media::{self, Bounds, Source, Tools, Unreadable, reading_name};

/// A visitor waits, and others after them: ten minutes of a film are looked at, and no program works longer than this.
const BOUNDS: Bounds = Bounds { seconds: 600, patience: Duration::from_mins(1) };
/// Words that take longer than this are not worth waiting for.
const READING: Duration = Duration::from_secs(20);
/// Moments of a film in its preview, and their size in pixels.
const MOMENTS: usize = 4;
const WIDTH: u32 = 480;
const HEIGHT: u32 = 270;
/// Copies may be a little larger than what came, for the frame of another container.
const COPY_ROOM: u64 = 1 << 20;

/// The programs found at the start.
pub(crate) struct Player {
    tools: Tools,
}

impl Player {
    /// Looks for the programs on the path.
    pub(crate) fn find() -> Arc<dyn Helpers> {
        Arc::new(Self { tools: Tools::find() })
    }

    /// A copy without metadata, chapters, subtitles and attachments: the streams themselves, in a fresh container.
    fn copy(&self, source: Source<'_>, is_video: bool, most: u64) -> Result<Vec<u8>, Unreadable> {
        let mut rest = vec!["-map", "0:a:0?"];
        if is_video {
            rest.extend(["-map", "0:v:0"]);
        }
        rest.extend(["-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn", "-c", "copy", "-fflags", "+bitexact"]);
        rest.extend(["-flags:v", "+bitexact", "-flags:a", "+bitexact", "-f", "matroska"]);
        let command = self.tools.ffmpeg(source, BOUNDS, &rest)?;
        let mut copy = Vec::new();
        media::stream(command, None, most + COPY_ROOM, BOUNDS.patience, |part| copy.extend_from_slice(part))?;
        Ok(copy)
    }

    /// A few moments of a film, one every five seconds.
    fn moments(&self, source: Source<'_>) -> Result<Option<Still>, Unreadable> {
        let filter = format!(
            "fps=1/5:round=up,scale={WIDTH}:{HEIGHT}:force_original_aspect_ratio=decrease,pad={WIDTH}:{HEIGHT}:-1:-1:color=white,format=rgb24"
        );
        let count = MOMENTS.to_string();
        let rest = ["-an", "-sn", "-dn", "-vf", &filter, "-frames:v", &count, "-f", "rawvideo"];
        let command = self.tools.ffmpeg(source, BOUNDS, &rest)?;
        let frame = WIDTH as usize * HEIGHT as usize * 3;
        let mut bytes = Vec::new();
        let most = (frame * MOMENTS) as u64;
        media::stream(command, None, most, BOUNDS.patience, |part| bytes.extend_from_slice(part))?;
        let frames: Vec<Vec<u8>> = bytes.chunks_exact(frame).map(<[u8]>::to_vec).collect();
        Ok(Still::sheet(WIDTH, HEIGHT, &frames))
    }

    fn open(&self, bytes: &[u8]) -> Result<Played, Unreadable> {
        let file = in_memory(bytes)?;
        let source = Source::Memory(&file);
        let video = media::frames_of(&self.tools, source, BOUNDS)?;
        let sound = media::sound_of(&self.tools, source, BOUNDS)?;
        let is_video = !video.frames().is_empty();
        if !is_video && sound.items().is_empty() {
            return Err(Unreadable::Nothing);
        }
        let copy = self.copy(source, is_video, bytes.len() as u64)?;
        if copy.is_empty() {
            return Err(Unreadable::Nothing);
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most ten minutes, never below zero"
        )]
        let heard = (sound.items().len() as f32 * saksi_media::sound::ITEM_SECONDS).round() as u32;
        let seen = video.frames().last().map_or(0, |frame| frame.at / 1_000);
        Ok(Played {
            preview: if is_video { self.moments(source)? } else { None },
            video,
            sound,
            copy,
            seconds: seen.max(heard).max(1),
        })
    }
}

impl Helpers for Player {
    fn plays(&self) -> bool {
        self.tools.can_play() && cfg!(target_os = "linux")
    }

    fn reads(&self) -> bool {
        self.tools.can_read()
    }

    fn play(&self, bytes: &[u8]) -> Result<Played, Unplayable> {
        self.open(bytes).map_err(|why| unplayable(&why))
    }

    fn read(&self, picture: &Picture, languages: &[String]) -> Result<String, Unplayable> {
        let names: Vec<String> =
            languages.iter().filter_map(|language| reading_name(language)).map(ToOwned::to_owned).collect();
        media::text_of(&self.tools, picture, &names, READING).map_err(|why| unplayable(&why))
    }
}

fn unplayable(why: &Unreadable) -> Unplayable {
    match why {
        Unreadable::TooSlow => Unplayable::TooSlow,
        Unreadable::Io(error) => {
            tracing::error!(%error, "a program that opens files could not be run");
            Unplayable::Nothing
        }
        _ => Unplayable::Nothing,
    }
}

/// A file that lies in memory alone.
#[cfg(target_os = "linux")]
fn in_memory(bytes: &[u8]) -> std::io::Result<File> {
    let mut file = File::from(rustix::fs::memfd_create("saksi", rustix::fs::MemfdFlags::CLOEXEC)?);
    file.write_all(bytes)?;
    file.rewind()?;
    Ok(file)
}

#[cfg(not(target_os = "linux"))]
fn in_memory(_: &[u8]) -> std::io::Result<File> {
    Err(std::io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::{Command, Stdio};

    /// Two seconds of moving picture with a tone, a title and a place, as a telephone would write them.
    fn film(tools: &Tools) -> Option<Vec<u8>> {
        if !tools.can_play() {
            note!("ffmpeg is not installed; nothing to see");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("film.mp4");
        let made = Command::new("ffmpeg")
            .args(["-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", "testsrc2=size=320x240:rate=10:duration=12"])
            .args(["-f", "lavfi", "-i", "aevalsrc=sin(2*PI*t*(300+60*sin(t))):s=22050:d=12", "-shortest"])
            .args(["-metadata", "title=Taken by Siti", "-metadata", "comment=GPS +13.7563+100.5018", "-c:v", "mpeg4"])
            .arg(&file)
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(made.success());
        Some(std::fs::read(&file).unwrap())
    }

    #[test]
    fn a_film_is_opened_in_memory_and_its_copy_tells_nothing_of_who_took_it() {
        let player = Player { tools: Tools::find() };
        let Some(film) = film(&player.tools) else { return };
        let holds = |bytes: &[u8], text: &[u8]| bytes.windows(text.len()).any(|window| window == text);
        assert!(holds(&film, b"Taken by Siti") && holds(&film, b"+13.7563"));
        let shown = player.play(&film).unwrap();
        assert!(shown.video.frames().len() >= 20 && !shown.sound.is_blank(), "{:?}", shown.video.frames().len());
        assert!((11..=13).contains(&shown.seconds), "{}", shown.seconds);
        assert!(!holds(&shown.copy, b"Siti") && !holds(&shown.copy, b"13.7563"));
        assert_eq!(shown.preview.unwrap().size(), (960, 540));
        let again = player.play(&shown.copy).unwrap();
        let mut index = saksi_media::VideoIndex::new();
        index.insert(1, &shown.video);
        let hits = index.search(&again.video, 1);
        assert_eq!(hits.first().map(saksi_media::VideoMatch::reason), Some("the same video"), "the copy is the film");
    }

    #[test]
    fn what_is_no_film_is_refused_and_leads_to_no_other_file() {
        let player = Player { tools: Tools::find() };
        if !player.plays() {
            return;
        }
        for bytes in
            [&b"neither a picture nor a sound"[..], b"", b"#EXTM3U\n#EXTINF:10,\n/etc/hostname\n#EXT-X-ENDLIST\n"]
        {
            assert_eq!(player.play(bytes).unwrap_err(), Unplayable::Nothing);
        }
    }
}
