//! Draws a card as a picture of dots, for the many places that show previews and cannot read SVG.
//!
//! Letters come from fonts that are installed on the machine; none is carried along, since those for Chinese alone are
//! as large as the whole program. Where no installed font has a letter of a card, there is no picture rather than one with
//! boxes in it, and `saksi doctor` says which fonts to install.
//!
//! It must never load anything a card names, never draw two pictures at once, and never keep more than a few.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use bytes::Bytes;
use moka::sync::Cache;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{FontFamily, FontResolver, ImageHrefResolver, Options, Tree, fontdb};
use saksi_base::{Problem, ProblemKind};
use sha2::{Digest as _, Sha256};
use skrifa::MetadataProvider as _;
use tokio::sync::Semaphore;

/// Where Debian, Fedora, Alpine and their kin keep fonts.
const FOLDERS: [&str; 2] = ["/usr/share/fonts", "/usr/local/share/fonts"];
/// How deep folders are looked into, and how many entries in all: a strange disk must not keep the machine busy.
const DEEPEST: usize = 6;
const MOST_ENTRIES: usize = 20_000;
/// Fonts for the scripts of the region by the names of their files, the best for each script first. The first line is for
/// the Latin script and figures. A font with dots for pixels or of another country's forms is none of these.
const WANTED: [&[&str]; 19] = [
    &["NotoSans", "DejaVuSans", "LiberationSans"],
    &["NotoSansTC", "NotoSansCJKtc", "NotoSansCJK", "SourceHanSansTC"],
    &["NotoSansThai", "Loma"],
    &["NotoNastaliqUrdu", "NotoNaskhArabic", "NotoSansArabic"],
    &["NotoSansDevanagari"],
    &["NotoSansBengali"],
    &["NotoSansTamil"],
    &["NotoSansTelugu"],
    &["NotoSansKannada"],
    &["NotoSansMalayalam"],
    &["NotoSansGujarati"],
    &["NotoSansGurmukhi"],
    &["NotoSansOriya"],
    &["NotoSansSinhala"],
    &["NotoSansMyanmar"],
    &["NotoSansKhmer"],
    &["NotoSansLao"],
    &["NotoSerifTibetan", "NotoSansTibetan"],
    &["NotoSansSymbols2", "NotoSansSymbols"],
];
/// Code points that are looked up; beyond them there are only tags and private use.
const POINTS: usize = 0x3_2000;
/// Most bytes of finished pictures that are kept: about a hundred.
const KEPT: u64 = 4 << 20;
/// Requests that may wait for a picture at one time. One takes about thirty milliseconds.
const WAITING: usize = 16;

struct Face {
    id: fontdb::ID,
    /// The line of [`WANTED`] it stands for.
    family: usize,
    /// 100 to 900.
    weight: u16,
    /// A bit for each code point.
    letters: Vec<u64>,
}

impl Face {
    fn has(&self, letter: char) -> bool {
        let point = letter as usize;
        self.letters.get(point / 64).is_some_and(|word| word & (1 << (point % 64)) != 0)
    }
}

/// The fonts of this machine, and the pictures that were drawn last.
pub(super) struct Painter {
    fonts: Arc<fontdb::Database>,
    faces: Arc<Vec<Face>>,
    kept: Cache<[u8; 32], Bytes>,
    waiting: Semaphore,
    turn: Semaphore,
}

static SHARED: LazyLock<Painter> = LazyLock::new(|| Painter::with_fonts_of(&FOLDERS.map(Path::new)));

/// A piece of a line that one font can write, by the name under which [`Painter::paint`] knows it.
pub(super) type Run = (Option<usize>, String);

impl Painter {
    /// The painter of this process. Fonts do not change while it runs; the first call reads them, in about a tenth of a second.
    pub(super) fn shared() -> &'static Self {
        &SHARED
    }

    fn with_fonts_of(folders: &[&Path]) -> Self {
        let mut files = Vec::new();
        let mut left = MOST_ENTRIES;
        for folder in folders {
            find(folder, DEEPEST, &mut left, &mut files);
        }
        // The order of a folder's entries is anybody's guess, and the same picture should come out every time.
        files.sort();
        let mut fonts = fontdb::Database::new();
        let mut faces = Vec::new();
        for (family, names) in WANTED.iter().enumerate() {
            let file = |name: &str, weight: &str| {
                let wanted = format!("{name}-{weight}");
                let plain = weight == "Regular";
                files.iter().find(|(stem, _)| *stem == wanted || (plain && stem == name)).map(|(_, path)| path)
            };
            let found = names.iter().find_map(|name| Some([Some(file(name, "Regular")?), file(name, "Bold")]));
            for path in found.into_iter().flatten().flatten() {
                for id in fonts.load_font_source(fontdb::Source::File(path.clone())) {
                    faces.extend(read_face(&fonts, id, family));
                }
            }
        }
        Self {
            fonts: Arc::new(fonts),
            faces: Arc::new(faces),
            kept: Cache::builder()
                .max_capacity(KEPT)
                .weigher(|_, picture: &Bytes| u32::try_from(picture.len() + 128).unwrap_or(u32::MAX))
                .build(),
            waiting: Semaphore::new(WAITING),
            turn: Semaphore::new(1),
        }
    }

    fn has(&self, letter: char) -> bool {
        self.faces.iter().any(|face| face.has(letter))
    }

    /// Whether every letter and digit of this text can be drawn. Signs and small pictures without a font are left out of the
    /// drawing, which is no loss of meaning that a reader would be misled by.
    pub(super) fn can_write(&self, text: &str) -> bool {
        self.has('a') && text.chars().all(|letter| !letter.is_alphanumeric() || self.has(letter))
    }

    /// Splits a line into pieces of one font each.
    pub(super) fn runs(&self, line: &str) -> Vec<Run> {
        let in_family =
            |family: usize, letter: char| self.faces.iter().any(|face| face.family == family && face.has(letter));
        let mut runs: Vec<Run> = Vec::new();
        for letter in line.chars() {
            let present = runs.last().and_then(|(family, _)| *family);
            // Joiners and marks of direction are drawn by nobody and must not break a word into two.
            let invisible =
                matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}');
            let family = if invisible {
                present
            } else if let Some(family) = present
                && !letter.is_alphabetic()
                && in_family(family, letter)
            {
                Some(family)
            } else {
                // Fonts of other scripts bring Latin letters along, and some Latin fonts bring poor ones of other scripts.
                let first = usize::from(u32::from(letter) >= 0x590);
                let Some(found) = (first..WANTED.len()).chain(0..first).find(|family| in_family(*family, letter))
                else {
                    continue;
                };
                Some(found)
            };
            match runs.last_mut() {
                Some((last, text)) if *last == family || last.is_none() => {
                    *last = family;
                    text.push(letter);
                }
                _ => runs.push((family, letter.to_string())),
            }
        }
        runs
    }

    /// The picture of a card as PNG. Drawn once and kept for a while under the card's own text, so that what has changed is
    /// drawn anew.
    ///
    /// # Errors
    ///
    /// [`ProblemKind::Busy`] when too many wait already.
    pub(super) async fn paint(&'static self, svg: String) -> Result<Bytes, Problem> {
        let key: [u8; 32] = Sha256::digest(svg.as_bytes()).into();
        if let Some(kept) = self.kept.get(&key) {
            return Ok(kept);
        }
        let busy = || Problem::new(ProblemKind::Busy, "problem-busy");
        let _place = self.waiting.try_acquire().map_err(|_| busy())?;
        let _turn = self.turn.acquire().await.map_err(|_| busy())?;
        if let Some(kept) = self.kept.get(&key) {
            return Ok(kept);
        }
        let drawn = tokio::task::spawn_blocking(move || self.draw(&svg)).await;
        let picture = drawn.ok().flatten().map(Bytes::from).ok_or_else(|| {
            tracing::error!("a card could not be drawn");
            Problem::internal()
        })?;
        self.kept.insert(key, picture.clone());
        Ok(picture)
    }

    fn draw(&self, svg: &str) -> Option<Vec<u8>> {
        let nearest = |faces: &[Face], weight: u16, wanted: &dyn Fn(&Face) -> bool| {
            faces.iter().filter(|face| wanted(face)).min_by_key(|face| face.weight.abs_diff(weight)).map(|face| face.id)
        };
        let (named, others) = (self.faces.clone(), self.faces.clone());
        let options = Options {
            fontdb: self.fonts.clone(),
            font_resolver: FontResolver {
                select_font: Box::new(move |font, _| {
                    let family = font
                        .families()
                        .iter()
                        .find_map(|family| match family {
                            FontFamily::Named(name) => name.strip_prefix("font-")?.parse::<usize>().ok(),
                            _ => None,
                        })
                        .unwrap_or(0);
                    nearest(&named, font.weight(), &|face| face.family == family)
                }),
                select_fallback: Box::new(move |letter, used, fonts| {
                    let weight = used.first().and_then(|id| fonts.face(*id)).map_or(400, |face| face.weight.0);
                    nearest(&others, weight, &|face| face.has(letter) && !used.contains(&face.id))
                }),
            },
            image_href_resolver: ImageHrefResolver {
                resolve_data: Box::new(|_, _, _| None),
                resolve_string: Box::new(|_, _| None),
            },
            ..Options::default()
        };
        let tree = Tree::from_str(svg, &options).ok()?;
        let mut dots = Pixmap::new(1200, 630)?;
        resvg::render(&tree, Transform::identity(), &mut dots.as_mut());
        dots.encode_png().ok()
    }
}

/// What one face of a font file can write. Collections for East Asia hold a face for each country's forms of the same
/// letters, of which only those of Taiwan are taken.
fn read_face(fonts: &fontdb::Database, id: fontdb::ID, family: usize) -> Option<Face> {
    let info = fonts.face(id)?;
    let name = info.families.first().map_or("", |(name, _)| name.as_str());
    if ["CJK JP", "CJK KR", "CJK SC", "CJK HK", "Mono CJK"].iter().any(|other| name.contains(other)) {
        return None;
    }
    let letters = fonts.with_face_data(id, |data, index| {
        let mut letters = vec![0_u64; POINTS / 64];
        let font = skrifa::FontRef::from_index(data, index).ok()?;
        for (point, glyph) in font.charmap().mappings() {
            if glyph.to_u32() != 0
                && let Some(word) = letters.get_mut(point as usize / 64)
            {
                *word |= 1 << (point % 64);
            }
        }
        Some(letters)
    })??;
    Some(Face { id, family, weight: info.weight.0, letters })
}

/// Font files below a folder whose names are wanted, with their names.
fn find(folder: &Path, depth: usize, left: &mut usize, files: &mut Vec<(String, PathBuf)>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        if *left == 0 {
            return;
        }
        *left -= 1;
        let path = entry.path();
        if path.is_dir() {
            if depth > 0 {
                find(&path, depth - 1, left, files);
            }
        } else if let Some(stem) = path.file_stem().and_then(|stem| stem.to_str())
            && path
                .extension()
                .is_some_and(|end| ["ttf", "otf", "ttc", "otc"].iter().any(|known| end.eq_ignore_ascii_case(known)))
            && WANTED.iter().flat_map(|names| names.iter()).any(|name| stem.starts_with(name))
        {
            files.push((stem.to_owned(), path));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_fonts_there_is_no_picture() {
        let empty = tempfile::tempdir().unwrap();
        let painter = Painter::with_fonts_of(&[empty.path()]);
        assert!(!painter.can_write("a") && !painter.can_write(""));
        assert!(painter.runs("a b").is_empty());
    }

    #[test]
    fn files_that_are_no_fonts_are_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("NotoSans-Regular.ttf"), b"not a font").unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("round")).unwrap();
        assert!(!Painter::with_fonts_of(&[folder.path()]).can_write("a"));
    }

    #[test]
    fn a_line_of_several_scripts_is_split_where_the_font_changes() {
        let painter = Painter::shared();
        let line = "\u{202B}سنا ہے (Whatsapp 2026) لازمی 🪁, 喝水 ดื่ม\u{202C}";
        if !painter.can_write(line) {
            // The machine has no fonts; pictures are looked at by the stage that installs them.
            return;
        }
        let runs = painter.runs(line);
        let joined: String = runs.iter().map(|(_, text)| text.as_str()).collect();
        // Some fonts of signs have the kite; nothing else may be missing.
        assert_eq!(joined.replace('🪁', ""), line.replace('🪁', ""));
        let family = |part: &str| runs.iter().find(|(_, text)| text.contains(part)).unwrap().0;
        assert_eq!(family("سنا"), Some(3));
        assert_eq!(family("Whatsapp 2026"), Some(0));
        assert_eq!(family("喝水"), Some(1));
        assert_eq!(family("ดื่ม"), Some(2));
    }
}
