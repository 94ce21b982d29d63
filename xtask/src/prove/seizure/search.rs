//! Looks through files for spellings, and into whatever is compressed in them.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use aho_corasick::AhoCorasick;
use anyhow::{Context, Result};
use walkdir::WalkDir;

use super::canary::Spelling;

/// Read at once; the next piece begins earlier by the overlap, so that nothing falls between two.
const PIECE: usize = 64 << 20;
const OVERLAP: usize = 1 << 20;
/// Most bytes that are taken out of one compressed stream.
const MOST_INFLATED: u64 = 16 << 20;
/// Compressed within compressed within compressed.
const DEEPEST: usize = 3;

/// What is looked for.
pub(super) struct Net {
    words: AhoCorasick,
    /// To whom each pattern belongs, and how it is written.
    patterns: Vec<(String, &'static str)>,
    beginnings: AhoCorasick,
}

/// How a compressed stream begins. `deflate` is what stands in a zip archive.
const BEGINNINGS: [(&[u8], Packing); 7] = [
    (&[0x1f, 0x8b, 0x08], Packing::Gzip),
    (&[0x78, 0x01], Packing::Zlib),
    (&[0x78, 0x5e], Packing::Zlib),
    (&[0x78, 0x9c], Packing::Zlib),
    (&[0x78, 0xda], Packing::Zlib),
    (&[0x28, 0xb5, 0x2f, 0xfd], Packing::Zstd),
    (b"PK\x03\x04", Packing::Zip),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    Gzip,
    Zlib,
    Zstd,
    Zip,
}

/// Something that was found.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) file: PathBuf,
    pub(super) at: usize,
    /// Whose words.
    pub(super) whose: String,
    pub(super) how: &'static str,
    /// Within so many layers of compression.
    pub(super) depth: usize,
    /// What stands around it, as far as it can be printed.
    pub(super) around: String,
}

/// What a search saw.
#[derive(Debug, Default)]
pub(super) struct Searched {
    pub(super) files: usize,
    pub(super) bytes: u64,
    pub(super) streams: usize,
    pub(super) found: Vec<Found>,
}

impl Searched {
    pub(super) fn add(&mut self, other: Self) {
        self.files += other.files;
        self.bytes += other.bytes;
        self.streams += other.streams;
        self.found.extend(other.found);
    }

    /// How many finds belong to somebody.
    pub(super) fn of(&self, whose: &str) -> usize {
        self.found.iter().filter(|found| found.whose == whose).count()
    }
}

impl Net {
    /// A net for the words of these, each with their spellings.
    pub(super) fn new(words: impl IntoIterator<Item = (String, Vec<Spelling>)>) -> Result<Self> {
        let (mut patterns, mut bytes) = (Vec::new(), Vec::new());
        for (whose, spellings) in words {
            for spelling in spellings {
                patterns.push((whose.clone(), spelling.how));
                bytes.push(spelling.bytes);
            }
        }
        let words = AhoCorasick::new(&bytes).context("the spellings make no net")?;
        let beginnings = AhoCorasick::new(BEGINNINGS.iter().map(|(bytes, _)| bytes)).context("beginnings")?;
        Ok(Self { words, patterns, beginnings })
    }

    /// Looks through every file below these places.
    pub(super) fn search(&self, places: &[PathBuf]) -> Result<Searched> {
        let mut searched = Searched::default();
        for place in places {
            for entry in WalkDir::new(place) {
                let entry = entry.with_context(|| format!("looking through {}", place.display()))?;
                // What somebody wrote could also be the name of a file.
                self.look(entry.path(), entry.path().to_string_lossy().as_bytes(), 0, &mut searched);
                if entry.file_type().is_file() {
                    searched.files += 1;
                    self.file(entry.path(), &mut searched)?;
                }
            }
        }
        Ok(searched)
    }

    fn file(&self, path: &Path, searched: &mut Searched) -> Result<()> {
        let mut file = File::open(path).with_context(|| format!("opening {}", path.display()))?;
        let mut piece = Vec::new();
        loop {
            let kept = piece.len();
            (&mut file).take((PIECE - kept) as u64).read_to_end(&mut piece)?;
            if piece.len() == kept {
                return Ok(());
            }
            searched.bytes += (piece.len() - kept) as u64;
            self.look(path, &piece, 0, searched);
            piece.drain(..piece.len().saturating_sub(if piece.len() < PIECE { 0 } else { OVERLAP }));
        }
    }

    /// Looks for words in some bytes, and opens what is compressed in them.
    fn look(&self, path: &Path, bytes: &[u8], depth: usize, searched: &mut Searched) {
        for hit in self.words.find_iter(bytes) {
            let Some((whose, how)) = self.patterns.get(hit.pattern().as_usize()) else { continue };
            let around =
                bytes.get(hit.start().saturating_sub(48)..(hit.end() + 48).min(bytes.len())).unwrap_or_default();
            searched.found.push(Found {
                file: path.to_owned(),
                at: hit.start(),
                whose: whose.clone(),
                how,
                depth,
                around: String::from_utf8_lossy(around).replace(char::is_control, "·"),
            });
        }
        if depth == DEEPEST {
            return;
        }
        for hit in self.beginnings.find_iter(bytes) {
            let Some((_, packing)) = BEGINNINGS.get(hit.pattern().as_usize()) else { continue };
            let inside = inflated(*packing, bytes.get(hit.start()..).unwrap_or_default());
            // A few bytes come out of any noise.
            if inside.len() >= 16 {
                searched.streams += 1;
                self.look(path, &inside, depth + 1, searched);
            }
        }
    }
}

/// What comes out of a compressed stream, as far as it is whole.
fn inflated(packing: Packing, bytes: &[u8]) -> Vec<u8> {
    match packing {
        Packing::Gzip => whatever_comes(flate2::read::GzDecoder::new(bytes)),
        Packing::Zlib => whatever_comes(flate2::read::ZlibDecoder::new(bytes)),
        Packing::Zstd => zstd::stream::read::Decoder::with_buffer(bytes).map(whatever_comes).unwrap_or_default(),
        Packing::Zip => {
            // A local header (APPNOTE 4.3.7): method at 8, lengths of name and extra field at 26.
            let number = |at: usize| {
                let pair = bytes.get(at..at + 2).and_then(|pair| pair.try_into().ok());
                usize::from(u16::from_le_bytes(pair.unwrap_or_default()))
            };
            let content = bytes.get(30 + number(26) + number(28)..).unwrap_or_default();
            if number(8) == 8 { whatever_comes(flate2::read::DeflateDecoder::new(content)) } else { Vec::new() }
        }
    }
}

fn whatever_comes(from: impl Read) -> Vec<u8> {
    let mut inside = Vec::new();
    // A stream that breaks off gives what came before.
    let _ = from.take(MOST_INFLATED).read_to_end(&mut inside);
    inside
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write as _;

    use super::super::canary::{tests::mark, written_as_base64};
    use super::*;

    fn net() -> Net {
        Net::new([("canary".to_owned(), mark().spellings())]).unwrap()
    }

    /// How many finds there are in a file with this content.
    fn finds(content: &[u8]) -> usize {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), content).unwrap();
        let searched = net().search(&[folder.path().to_owned()]).unwrap();
        assert_eq!((searched.files, searched.bytes), (1, content.len() as u64));
        searched.of("canary")
    }

    fn among_noise(content: &[u8]) -> Vec<u8> {
        let noise =
            |seed: u32| (0..5_000_u32).map(move |n| n.wrapping_mul(2_654_435_761).wrapping_add(seed).to_be_bytes()[1]);
        noise(1).chain(content.iter().copied()).chain(noise(2)).collect()
    }

    #[test]
    fn what_is_planted_on_purpose_is_found_however_it_is_written() {
        let word = mark().word("text", 1);
        let units: Vec<u16> = word.encode_utf16().collect();
        let escaped =
            |text: &str| text.encode_utf16().map(|unit| format!("\\u{unit:04X}")).collect::<Vec<_>>().concat();
        let hex = word.bytes().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
        let percent = word.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();
        let mut ways: Vec<(&str, Vec<u8>)> = vec![
            ("plain", word.clone().into_bytes()),
            ("capitals", word.to_uppercase().into_bytes()),
            ("UTF-16LE", units.iter().flat_map(|unit| unit.to_le_bytes()).collect()),
            ("UTF-16BE", units.iter().flat_map(|unit| unit.to_be_bytes()).collect()),
            ("hex", hex.clone().into_bytes()),
            ("HEX", hex.to_uppercase().into_bytes()),
            ("percent", percent.to_lowercase().into_bytes()),
            ("PERCENT", percent.into_bytes()),
            ("JSON", escaped(&word).to_lowercase().into_bytes()),
            ("JSON in capitals", escaped(&word).into_bytes()),
            (
                "JSON of the letters that need it",
                format!("\"{}\"", escaped(word.split('-').next_back().unwrap())).into_bytes(),
            ),
        ];
        for before in ["", "x", "xy"] {
            let text = written_as_base64(format!("{before}{word}").as_bytes());
            ways.push(("base64", text.clone().into_bytes()));
            ways.push(("base64 for addresses", text.replace('+', "-").replace('/', "_").into_bytes()));
        }
        for (way, bytes) in ways {
            assert!(finds(&among_noise(&bytes)) > 0, "{way} is not found");
        }
        assert_eq!(finds(&among_noise(b"nothing to be found here")), 0);
    }

    #[test]
    fn what_is_compressed_is_opened_also_within_something_compressed() {
        let word = among_noise(mark().word("file", 2).as_bytes());
        let gzip = |bytes: &[u8]| {
            let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            packed.write_all(bytes).unwrap();
            packed.finish().unwrap()
        };
        let zlib = |bytes: &[u8]| {
            let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
            packed.write_all(bytes).unwrap();
            packed.finish().unwrap()
        };
        let zip = |bytes: &[u8]| {
            let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
            packed.write_all(bytes).unwrap();
            let mut head = b"PK\x03\x04\x14\0\0\0\x08\0".to_vec();
            head.extend([0; 16]);
            head.extend([4, 0, 0, 0]);
            head.extend(b"name");
            head.extend(packed.finish().unwrap());
            head
        };
        let zstd = |bytes: &[u8]| zstd::encode_all(bytes, 3).unwrap();
        for (way, packed) in [
            ("gzip", gzip(&word)),
            ("zlib", zlib(&word)),
            ("zip", zip(&word)),
            ("zstd", zstd(&word)),
            ("zstd in gzip", gzip(&among_noise(&zstd(&word)))),
        ] {
            assert!(finds(&among_noise(&packed)) > 0, "{way} is not opened");
        }
    }

    #[test]
    fn a_name_of_a_file_is_looked_at_too() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(mark().word("name", 3)), "empty").unwrap();
        assert!(net().search(&[folder.path().to_owned()]).unwrap().of("canary") > 0);
    }
}
