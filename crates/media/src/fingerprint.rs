//! The fingerprint of a picture: what is stored and compared in its place.

use crate::marks::{self, MOST, Mark};
use crate::pdq::{self, Dihedral, PdqHash};
use crate::picture::Picture;

/// What a stored fingerprint begins with; the last byte is the version of the layout.
const MAGIC: [u8; 4] = *b"SMf\x01";
/// Bytes of one mark.
const MARK_BYTES: usize = 38;

/// The fingerprint of a picture; at most 20 kilobytes when stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) whole: Dihedral,
    /// Without plain borders and bars, where there are any.
    pub(crate) trimmed: Option<Dihedral>,
    pub(crate) marks: Vec<Mark>,
}

/// Bytes that are no fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are no fingerprint of a picture")]
pub struct FingerprintError;

impl Fingerprint {
    /// The fingerprint of a picture. Takes about 30 ms for a picture of two megapixels.
    pub fn of(picture: &Picture) -> Self {
        let whole = pdq::dihedral(picture);
        let trimmed = trimmed(picture).map(|inner| pdq::dihedral(&inner));
        Self {
            width: u32::try_from(picture.width()).unwrap_or(u32::MAX),
            height: u32::try_from(picture.height()).unwrap_or(u32::MAX),
            whole,
            trimmed,
            marks: marks::marks(picture),
        }
    }

    /// The PDQ hash of the whole picture, to exchange with others.
    pub fn pdq(&self) -> PdqHash {
        self.whole.hashes.first().copied().unwrap_or_default()
    }

    /// All eight PDQ hashes of the whole picture, in the order of [`Dihedral::hashes`], and their quality.
    pub fn dihedral(&self) -> Dihedral {
        self.whole
    }

    /// How much there is to see in the picture, 0 to 100. Below 50 a match of hashes alone is weak.
    pub fn quality(&self) -> u8 {
        self.whole.quality
    }

    /// How many places in the picture can be found again, up to 512.
    pub fn places(&self) -> usize {
        self.marks.len()
    }

    /// The picture's size in pixels, upright.
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// For storage.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(544 + self.marks.len() * MARK_BYTES);
        bytes.extend(MAGIC);
        bytes.extend(self.width.to_le_bytes());
        bytes.extend(self.height.to_le_bytes());
        bytes.push(u8::from(self.trimmed.is_some()));
        for set in std::iter::once(&self.whole).chain(&self.trimmed) {
            bytes.push(set.quality);
            bytes.extend(set.hashes.iter().flat_map(|hash| hash.0).flat_map(u64::to_le_bytes));
        }
        bytes.extend(u16::try_from(self.marks.len()).unwrap_or(u16::MAX).to_le_bytes());
        for mark in &self.marks {
            bytes.extend(mark.x.to_le_bytes());
            bytes.extend(mark.y.to_le_bytes());
            bytes.extend([mark.level, mark.angle]);
            bytes.extend(mark.bits.iter().flat_map(|word| word.to_le_bytes()));
        }
        bytes
    }

    /// From storage.
    ///
    /// # Errors
    /// When the bytes are cut short, too many, or of another layout: make the fingerprint from the picture again.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FingerprintError> {
        let mut rest = Reader(bytes);
        if rest.take::<4>()? != MAGIC {
            return Err(FingerprintError);
        }
        let (width, height) = (u32::from_le_bytes(rest.take()?), u32::from_le_bytes(rest.take()?));
        let [has_trimmed] = rest.take()?;
        let whole = rest.dihedral()?;
        let trimmed = match has_trimmed {
            0 => None,
            1 => Some(rest.dihedral()?),
            _ => return Err(FingerprintError),
        };
        let count = usize::from(u16::from_le_bytes(rest.take()?));
        if count > MOST || rest.0.len() != count * MARK_BYTES {
            return Err(FingerprintError);
        }
        let mut marks = Vec::with_capacity(count);
        for _ in 0..count {
            let (x, y) = (u16::from_le_bytes(rest.take()?), u16::from_le_bytes(rest.take()?));
            let [level, angle] = rest.take()?;
            marks.push(Mark { x, y, level, angle, bits: rest.words()? });
        }
        Ok(Self { width, height, whole, trimmed, marks })
    }
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], FingerprintError> {
        let (head, tail) = self.0.split_first_chunk::<N>().ok_or(FingerprintError)?;
        self.0 = tail;
        Ok(*head)
    }

    fn words(&mut self) -> Result<[u64; 4], FingerprintError> {
        let mut words = [0; 4];
        for word in &mut words {
            *word = u64::from_le_bytes(self.take()?);
        }
        Ok(words)
    }

    fn dihedral(&mut self) -> Result<Dihedral, FingerprintError> {
        let [quality] = self.take()?;
        let mut hashes = [PdqHash::default(); 8];
        for hash in &mut hashes {
            *hash = PdqHash(self.words()?);
        }
        Ok(Dihedral { hashes, quality })
    }
}

/// The picture without plain rows and columns at its edges; `None` if there are none, or if hardly anything would be left.
fn trimmed(picture: &Picture) -> Option<Picture> {
    let (width, height) = (picture.width(), picture.height());
    let row = |y: usize| plain(picture.luma().get(y * width..(y + 1) * width).unwrap_or_default().iter().copied());
    let top = (0..height / 2).take_while(|y| row(*y)).count();
    let bottom = (0..height / 2).take_while(|y| row(height - 1 - y)).count();
    let column = |x: usize| {
        plain(picture.luma().iter().skip(top * width + x).step_by(width).take(height - top - bottom).copied())
    };
    let left = (0..width / 2).take_while(|x| column(*x)).count();
    let right = (0..width / 2).take_while(|x| column(width - 1 - x)).count();
    let removed = (top + bottom) * 50 > height || (left + right) * 50 > width;
    let (inner_width, inner_height) = (width - left - right, height - top - bottom);
    let enough = inner_width * 4 >= width && inner_height * 4 >= height && inner_width.min(inner_height) >= 16;
    (removed && enough).then(|| picture.part(left, top, inner_width, inner_height)).flatten()
}

/// Whether a line of pixels is of one brightness, but for what recompression leaves.
fn plain(values: impl Iterator<Item = f32> + Clone) -> bool {
    let (mut sum, mut squares, mut count) = (0.0_f64, 0.0_f64, 0.0_f64);
    let (mut least, mut most) = (f32::MAX, f32::MIN);
    for value in values {
        sum += f64::from(value);
        squares += f64::from(value) * f64::from(value);
        count += 1.0;
        least = least.min(value);
        most = most.max(value);
    }
    if count == 0.0 {
        return false;
    }
    let mean = sum / count;
    (squares / count - mean * mean) < 9.0 && most - least < 40.0
}
