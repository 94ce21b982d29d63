//! Takes out of pictures what nobody sees in them: place, time, device, names, thumbnails. As they come in, piece by piece, and
//! without touching a dot of the picture: JPEG (ITU-T T.81), PNG (W3C, third edition), WebP (RFC 9649).
//!
//! Only what a picture needs is kept, so that a kind of note which nobody has thought of goes as well. The turn of a JPEG
//! is needed, so it is written anew, alone. What comes after a picture's end goes too: telephones put clips there.

/// Longest chunk of a PNG that is held while it is decided about; longer ones are only ever pixels, which pass.
const HEAD: usize = 12;
/// Most bytes of one segment of a JPEG.
const LONGEST_SEGMENT: usize = 65_535;

/// A picture whose parts do not fit together; what hides in it cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the picture is damaged, or it is not what its first bytes say")]
pub(super) struct Damaged;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Not enough bytes to know what it is.
    Unknown,
    /// Not a picture of these kinds: everything passes.
    Other,
    /// JPEG: a marker comes.
    Marker,
    /// JPEG: dots, until the next marker.
    Scan,
    /// PNG: the head of a chunk comes.
    Chunk,
    /// WebP: the head of a chunk comes.
    Riff,
    /// So many bytes pass, or go, and then the next head comes.
    Body { left: u64, keep: Keep, png: bool },
    /// After the picture's end: nothing passes.
    End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keep {
    Pass,
    Drop,
    /// As many zeros: the size of the whole stands in front already.
    Blank,
}

/// Strips one file, piece by piece.
#[derive(Debug)]
pub(super) struct Stripper {
    state: State,
    held: Vec<u8>,
}

impl Stripper {
    /// For one file.
    pub(super) const fn new() -> Self {
        Self { state: State::Unknown, held: Vec::new() }
    }

    /// Takes the next piece and gives what passes.
    pub(super) fn write(&mut self, piece: &[u8]) -> Result<Vec<u8>, Damaged> {
        let mut out = Vec::with_capacity(piece.len() + HEAD);
        self.held.extend_from_slice(piece);
        while self.step(&mut out, false)? {}
        Ok(out)
    }

    /// What is left at the end of the file.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, Damaged> {
        let mut out = Vec::new();
        while self.step(&mut out, true)? {}
        match self.state {
            State::Other | State::End => Ok(out),
            // RFC 9649: the picture ends with its last chunk.
            State::Riff if self.held.is_empty() => Ok(out),
            _ => Err(Damaged),
        }
    }

    fn take(&mut self, count: usize) -> Vec<u8> {
        let rest = self.held.split_off(count.min(self.held.len()));
        std::mem::replace(&mut self.held, rest)
    }

    /// One step; `false` when more bytes are needed.
    fn step(&mut self, out: &mut Vec<u8>, last: bool) -> Result<bool, Damaged> {
        match self.state {
            State::Unknown => {
                if self.held.len() < HEAD && !last {
                    return Ok(false);
                }
                self.recognise(out);
                Ok(true)
            }
            State::Other => {
                out.append(&mut self.held);
                Ok(false)
            }
            State::End => {
                self.held.clear();
                Ok(false)
            }
            State::Marker => self.marker(out),
            State::Scan => Ok(self.scan(out)),
            State::Chunk => self.png_chunk(out),
            State::Riff => Ok(self.riff_chunk(out)),
            State::Body { left, keep, png } => {
                let count = usize::try_from(left).unwrap_or(usize::MAX).min(self.held.len());
                let part = self.take(count);
                match keep {
                    Keep::Pass => out.extend_from_slice(&part),
                    Keep::Blank => out.resize(out.len() + part.len(), 0),
                    Keep::Drop => {}
                }
                let left = left - part.len() as u64;
                if left > 0 {
                    self.state = State::Body { left, keep, png };
                    return Ok(false);
                }
                self.state = if png { State::Chunk } else { State::Riff };
                Ok(true)
            }
        }
    }

    fn recognise(&mut self, out: &mut Vec<u8>) {
        let begins = |with: &[u8]| self.held.starts_with(with);
        if begins(&[0xFF, 0xD8, 0xFF]) {
            out.extend(self.take(2));
            self.state = State::Marker;
        } else if begins(b"\x89PNG\r\n\x1a\n") {
            out.extend(self.take(8));
            self.state = State::Chunk;
        } else if begins(b"RIFF") && self.held.get(8..12) == Some(b"WEBP") {
            out.extend(self.take(12));
            self.state = State::Riff;
        } else {
            self.state = State::Other;
        }
    }

    /// T.81, B.1: markers and their segments.
    fn marker(&mut self, out: &mut Vec<u8>) -> Result<bool, Damaged> {
        let &[first, code, ..] = self.held.as_slice() else { return Ok(false) };
        if first != 0xFF {
            return Err(Damaged);
        }
        match code {
            // Filling.
            0xFF => {
                self.take(1);
                Ok(true)
            }
            0x01 | 0xD0..=0xD7 => {
                out.extend(self.take(2));
                Ok(true)
            }
            0xD9 => {
                out.extend(self.take(2));
                self.state = State::End;
                Ok(true)
            }
            0x00 | 0xD8 => Err(Damaged),
            _ => {
                let &[_, _, high, low, ..] = self.held.as_slice() else { return Ok(false) };
                let length = usize::from(u16::from_be_bytes([high, low]));
                if length < 2 {
                    return Err(Damaged);
                }
                if self.held.len() < 2 + length {
                    return if self.held.len() > LONGEST_SEGMENT + 2 { Err(Damaged) } else { Ok(false) };
                }
                let segment = self.take(2 + length);
                let content = segment.get(4..).unwrap_or(&[]);
                match code {
                    0xDA => {
                        out.extend_from_slice(&segment);
                        self.state = State::Scan;
                    }
                    0xE1 => {
                        if let Some(turn) = turn(content) {
                            out.extend_from_slice(&turned(turn));
                        }
                    }
                    // JFIF, colour profiles and Adobe's word on how colours are stored: needed to see it right.
                    0xE0 => out.extend_from_slice(&without_thumbnail(&segment)),
                    0xE2 if content.starts_with(b"ICC_PROFILE\0") => out.extend_from_slice(&segment),
                    0xEE if content.starts_with(b"Adobe") => out.extend_from_slice(&segment),
                    note if note >= 0xE0 => {}
                    _ => out.extend_from_slice(&segment),
                }
                Ok(true)
            }
        }
    }

    /// T.81, B.1.1.5: in a scan a marker is FF and anything but 00 and the restarts.
    fn scan(&mut self, out: &mut Vec<u8>) -> bool {
        let mut at = 0;
        loop {
            let rest = self.held.get(at..).unwrap_or(&[]);
            let Some(next) = rest.iter().position(|byte| *byte == 0xFF) else {
                out.append(&mut self.held);
                return false;
            };
            match rest.get(next + 1) {
                None => {
                    out.extend(self.take(at + next));
                    return false;
                }
                Some(0x00 | 0xD0..=0xD7) => at += next + 2,
                Some(_) => {
                    out.extend(self.take(at + next));
                    self.state = State::Marker;
                    return true;
                }
            }
        }
    }

    /// PNG, 5.3: length, type, data, check.
    fn png_chunk(&mut self, out: &mut Vec<u8>) -> Result<bool, Damaged> {
        let &[a, b, c, d, k0, k1, k2, k3, ..] = self.held.as_slice() else { return Ok(false) };
        let length = u64::from(u32::from_be_bytes([a, b, c, d]));
        if length > u64::from(u32::MAX >> 1) {
            return Err(Damaged);
        }
        let keep = matches!(
            &[k0, k1, k2, k3],
            b"IHDR"
                | b"PLTE"
                | b"IDAT"
                | b"IEND"
                | b"tRNS"
                | b"gAMA"
                | b"cHRM"
                | b"sRGB"
                | b"iCCP"
                | b"sBIT"
                | b"bKGD"
                | b"cICP"
                | b"acTL"
                | b"fcTL"
                | b"fdAT"
        );
        if &[k0, k1, k2, k3] == b"IEND" {
            if self.held.len() < HEAD {
                return Ok(false);
            }
            out.extend(self.take(HEAD));
            self.state = State::End;
            return Ok(true);
        }
        let head = self.take(8);
        if keep {
            out.extend_from_slice(&head);
        }
        let keep = if keep { Keep::Pass } else { Keep::Drop };
        self.state = State::Body { left: length + 4, keep, png: true };
        Ok(true)
    }

    /// RFC 9649, 2.3: type, length, data, filled up to an even number.
    fn riff_chunk(&mut self, out: &mut Vec<u8>) -> bool {
        let &[k0, k1, k2, k3, a, b, c, d, flags, ..] = self.held.as_slice() else {
            // A chunk of nothing at the very end.
            return false;
        };
        let length = u64::from(u32::from_le_bytes([a, b, c, d]));
        let padded = length + length % 2;
        match &[k0, k1, k2, k3] {
            b"VP8X" => {
                // The flags say which notes are there (2.7): none any more.
                out.extend(self.take(8));
                self.take(1);
                out.push(flags & !0x0C);
                self.state = State::Body { left: padded.saturating_sub(1), keep: Keep::Pass, png: false };
            }
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP" => {
                out.extend(self.take(8));
                self.state = State::Body { left: padded, keep: Keep::Pass, png: false };
            }
            _ => {
                // The size of the whole was written first, so what goes leaves room that says nothing.
                let size = self.take(8);
                out.extend_from_slice(b"JUNK");
                out.extend_from_slice(size.get(4..).unwrap_or(&[]));
                self.state = State::Body { left: padded, keep: Keep::Blank, png: false };
            }
        }
        true
    }
}

/// A JFIF segment may hold a thumbnail of what was cut off the picture.
fn without_thumbnail(segment: &[u8]) -> Vec<u8> {
    match segment.get(..18) {
        Some(head) if segment.get(4..9) == Some(b"JFIF\0") => {
            let mut short = head.to_vec();
            for (place, byte) in [(2, 0), (3, 16), (16, 0), (17, 0)] {
                if let Some(to) = short.get_mut(place) {
                    *to = byte;
                }
            }
            short
        }
        // JFXX holds thumbnails only.
        _ => Vec::new(),
    }
}

/// How an Exif segment says that the picture must be turned (CIPA DC-008, tag 0x0112): 2 to 8; 1 needs no word.
fn turn(content: &[u8]) -> Option<u8> {
    let tiff = content.strip_prefix(b"Exif\0\0")?;
    let little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let long = |at: usize| {
        let bytes: [u8; 4] = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        usize::try_from(if little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) }).ok()
    };
    let directory = long(4)?;
    (0..usize::from(short(directory)?)).find_map(|entry| {
        let at = directory.checked_add(2 + entry * 12)?;
        let value = u8::try_from(short(at.checked_add(8)?)?).ok()?;
        (short(at)? == 0x0112 && (2..=8).contains(&value)).then_some(value)
    })
}

/// An Exif segment with the turn alone.
fn turned(turn: u8) -> Vec<u8> {
    let mut segment = vec![0xFF, 0xE1, 0, 34];
    segment.extend_from_slice(b"Exif\0\0MM\0*");
    segment.extend_from_slice(&[0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0]);
    segment
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn strip(file: &[u8], piece: usize) -> Result<Vec<u8>, Damaged> {
        let mut stripper = Stripper::new();
        let mut out = Vec::new();
        for part in file.chunks(piece.max(1)) {
            out.extend(stripper.write(part)?);
        }
        out.extend(stripper.finish()?);
        Ok(out)
    }

    fn segment(code: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, code], length.as_slice(), content].concat()
    }

    /// Exif as a telephone writes it: turned by a quarter, and where it was.
    fn exif() -> Vec<u8> {
        let mut tiff = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
        tiff.extend_from_slice(&[0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]);
        tiff.extend_from_slice(&[0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0, 0, 0, 0, 0]);
        tiff.extend_from_slice(b"SECRET 13.7563N 100.5018E");
        tiff
    }

    fn jpeg() -> Vec<u8> {
        let mut file = vec![0xFF, 0xD8];
        file.extend(segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01SECRET-thumbnail"));
        file.extend(segment(0xE1, &exif()));
        file.extend(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0SECRET"));
        file.extend(segment(0xE2, b"ICC_PROFILE\0colours"));
        file.extend(segment(0xED, b"Photoshop 3.0\0SECRET"));
        file.extend(segment(0xFE, b"SECRET"));
        file.extend(segment(0xDB, &[0; 65]));
        file.extend(segment(0xDA, &[1, 1, 0, 0, 63, 0]));
        file.extend_from_slice(&[1, 2, 0xFF, 0x00, 3, 0xFF, 0xD0, 4, 0xFF, 0xD9]);
        file.extend_from_slice(b"SECRET clip after the picture");
        file
    }

    fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
        [&u32::try_from(data.len()).unwrap().to_be_bytes(), kind.as_slice(), data, &[9, 9, 9, 9]].concat()
    }

    fn png() -> Vec<u8> {
        [
            b"\x89PNG\r\n\x1a\n".to_vec(),
            chunk(*b"IHDR", &[7; 13]),
            chunk(*b"tEXt", b"Author\0SECRET"),
            chunk(*b"eXIf", b"SECRET"),
            chunk(*b"iCCP", b"colours"),
            chunk(*b"IDAT", b"dots"),
            chunk(*b"tIME", b"SECRET!"),
            chunk(*b"IEND", b""),
            b"SECRET".to_vec(),
        ]
        .concat()
    }

    fn riff(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
        let filling: &[u8] = if data.len() % 2 == 1 { &[0] } else { &[] };
        [kind.as_slice(), &u32::try_from(data.len()).unwrap().to_le_bytes(), data, filling].concat()
    }

    fn webp() -> Vec<u8> {
        let body = [
            riff(*b"VP8X", &[0x1C, 0, 0, 0, 1, 0, 0, 1, 0, 0]),
            riff(*b"ICCP", b"colours"),
            riff(*b"VP8 ", b"dots!"),
            riff(*b"EXIF", b"SECRET!"),
            riff(*b"XMP ", b"SECRET"),
        ]
        .concat();
        [b"RIFF".as_slice(), &u32::try_from(body.len() + 4).unwrap().to_le_bytes(), b"WEBP", &body].concat()
    }

    #[test]
    fn a_picture_keeps_its_dots_and_loses_what_nobody_sees() {
        for (file, dots) in [
            (jpeg(), [1, 2, 0xFF, 0x00, 3, 0xFF, 0xD0, 4, 0xFF, 0xD9].as_slice()),
            (png(), b"dots".as_slice()),
            (webp(), b"dots!".as_slice()),
        ] {
            let found = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).any(|window| window == what);
            assert!(found(&file, b"SECRET"));
            let whole = strip(&file, usize::MAX).unwrap();
            assert!(!found(&whole, b"SECRET"), "{:?}", String::from_utf8_lossy(&whole));
            assert!(found(&whole, dots) && found(&whole, b"colours"));
            for piece in [1, 2, 3, 7, 64] {
                assert_eq!(strip(&file, piece).unwrap(), whole, "{piece}");
            }
            assert_eq!(strip(&whole, 5).unwrap(), whole, "once is enough");
        }
    }

    #[test]
    fn a_turned_picture_stays_turned() {
        let whole = strip(&jpeg(), usize::MAX).unwrap();
        let at = whole.windows(6).position(|window| window == b"Exif\0\0").unwrap();
        assert_eq!(turn(&whole[at..]), Some(6));
        assert_eq!(whole.windows(6).filter(|window| *window == b"Exif\0\0").count(), 1);
    }

    #[test]
    fn a_webp_says_its_true_size_and_no_notes() {
        let whole = strip(&webp(), usize::MAX).unwrap();
        assert_eq!(whole.len(), webp().len());
        assert_eq!(whole[20] & 0x0C, 0);
    }

    #[test]
    fn a_damaged_picture_is_refused_and_another_file_passes_untouched() {
        let file = jpeg();
        assert_eq!(strip(&file[..file.len() / 2], 8), Err(Damaged));
        assert_eq!(strip(&[0xFF, 0xD8, 0xFF, 0x00, 1, 1, 1, 1, 1, 1, 1, 1], 4), Err(Damaged));
        for other in [b"".as_slice(), b"RIFF", b"%PDF-1.7 with words", b"\xFF\xD8"] {
            assert_eq!(strip(other, 3).as_deref(), Ok(other));
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(kind in 0..4_usize, bytes: Vec<u8>, piece in 1..40_usize) {
            let start: &[u8] = [b"\xFF\xD8\xFF".as_slice(), b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b""][kind];
            let _ = strip(&[start, &bytes].concat(), piece);
        }
    }
}
