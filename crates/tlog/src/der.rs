//! Just enough DER (X.690) to read timestamp tokens and write requests.
//!
//! A signature is over the bytes as they came, so a reader that takes apart and writes again is no use here: this one
//! hands out the pieces of its input. Only definite lengths in their shortest form are read.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use saksi_base::Timestamp;

/// Tags that tokens use.
pub(crate) mod tag {
    pub(crate) const BOOLEAN: u8 = 0x01;
    pub(crate) const INTEGER: u8 = 0x02;
    pub(crate) const OCTET_STRING: u8 = 0x04;
    pub(crate) const NULL: u8 = 0x05;
    pub(crate) const OID: u8 = 0x06;
    pub(crate) const GENERALIZED_TIME: u8 = 0x18;
    pub(crate) const SEQUENCE: u8 = 0x30;
    pub(crate) const SET: u8 = 0x31;
    /// `[n]`, constructed.
    pub(crate) const fn context(number: u8) -> u8 {
        0xa0 | number
    }
    /// `[n]`, primitive.
    pub(crate) const fn context_primitive(number: u8) -> u8 {
        0x80 | number
    }
}

/// One value: its tag, its content, and all its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece<'a> {
    pub(crate) tag: u8,
    pub(crate) content: &'a [u8],
    pub(crate) whole: &'a [u8],
}

impl<'a> Piece<'a> {
    /// Reads one value that takes all of the bytes.
    pub(crate) fn only(bytes: &'a [u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let piece = reader.next()?;
        reader.0.is_empty().then_some(piece)
    }

    /// A reader of what is inside, if it has this tag.
    pub(crate) fn inside(self, tag: u8) -> Option<Reader<'a>> {
        (self.tag == tag).then_some(Reader(self.content))
    }
}

/// Reads one value after the other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// The next value, whatever it is.
    pub(crate) fn next(&mut self) -> Option<Piece<'a>> {
        let (tag, rest) = self.0.split_first()?;
        // Tags of several bytes do not occur.
        if tag & 0x1f == 0x1f {
            return None;
        }
        let (first, mut rest) = rest.split_first()?;
        let length = match first {
            0..=0x7f => usize::from(*first),
            0x81..=0x84 => {
                let (digits, after) = rest.split_at_checked(usize::from(first & 0x7f))?;
                rest = after;
                let length = digits
                    .iter()
                    .try_fold(0_usize, |sum, digit| sum.checked_mul(256)?.checked_add(usize::from(*digit)))?;
                let shortest = digits.first() != Some(&0) && length > 0x7f;
                shortest.then_some(length)?
            }
            _ => return None,
        };
        let (content, after) = rest.split_at_checked(length)?;
        let whole = self.0.split_at_checked(self.0.len() - after.len())?.0;
        self.0 = after;
        Some(Piece { tag: *tag, content, whole })
    }

    /// The next value if it has this tag.
    pub(crate) fn optional(&mut self, tag: u8) -> Option<Piece<'a>> {
        if self.0.first() == Some(&tag) { self.next() } else { None }
    }

    /// The next value, which must have this tag.
    pub(crate) fn expect(&mut self, tag: u8) -> Option<Piece<'a>> {
        self.next().filter(|piece| piece.tag == tag)
    }

    /// The content of the next value, which must have this tag.
    pub(crate) fn content(&mut self, tag: u8) -> Option<&'a [u8]> {
        self.expect(tag).map(|piece| piece.content)
    }

    /// A reader of the next value's inside.
    pub(crate) fn enter(&mut self, tag: u8) -> Option<Self> {
        self.content(tag).map(Self)
    }

    /// Whether nothing is left.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Everything that is left.
    pub(crate) fn all(mut self) -> Option<Vec<Piece<'a>>> {
        let mut pieces = Vec::new();
        while !self.is_empty() {
            pieces.push(self.next()?);
        }
        Some(pieces)
    }
}

/// A small whole number that is not negative.
pub(crate) fn number(content: &[u8]) -> Option<u64> {
    let minimal = match content {
        [] => false,
        [first, ..] if first & 0x80 != 0 => false,
        [0, second, ..] => second & 0x80 != 0,
        _ => true,
    };
    if !minimal || content.len() > 9 {
        return None;
    }
    content.iter().try_fold(0_u64, |sum, byte| sum.checked_mul(256)?.checked_add(u64::from(*byte)))
}

/// A `GeneralizedTime` in UTC, with or without a fraction of the second (RFC 3161, section 2.4.2).
pub(crate) fn time(content: &[u8]) -> Option<Timestamp> {
    let text = std::str::from_utf8(content).ok()?.strip_suffix('Z')?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = whole.len() == 14 && fraction.len() <= 9 && !fraction.is_empty();
    if !digits || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| whole.get(from..to)?.parse::<i8>().ok();
    let year = whole.get(0..4)?.parse().ok()?;
    let nanoseconds: i32 = format!("{fraction:0<9}").parse().ok()?;
    let date =
        DateTime::new(year, part(4, 6)?, part(6, 8)?, part(8, 10)?, part(10, 12)?, part(12, 14)?, nanoseconds).ok()?;
    Some(Timestamp(date.to_zoned(TimeZone::UTC).ok()?.timestamp().as_microsecond()))
}

/// Writes one value.
pub(crate) fn write(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = vec![tag];
    let length = content.len().to_be_bytes();
    match u8::try_from(content.len()) {
        Ok(short @ 0..=0x7f) => bytes.push(short),
        _ => {
            let digits: Vec<u8> = length.iter().copied().skip_while(|byte| *byte == 0).collect();
            bytes.push(0x80 | u8::try_from(digits.len()).unwrap_or(8));
            bytes.extend(digits);
        }
    }
    bytes.extend_from_slice(content);
    bytes
}

/// Writes a whole number.
pub(crate) fn write_number(number: u64) -> Vec<u8> {
    let bytes = number.to_be_bytes();
    let mut digits: Vec<u8> = bytes.iter().copied().skip_while(|byte| *byte == 0).collect();
    if digits.first().is_none_or(|first| first & 0x80 != 0) {
        digits.insert(0, 0);
    }
    write(tag::INTEGER, &digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_shortest_form_is_read() {
        assert_eq!(Piece::only(&[0x04, 0x01, 0xff]).unwrap().content, [0xff]);
        for wrong in
            [&[0x04, 0x81, 0x01, 0xff][..], &[0x04, 0x80, 0xff, 0, 0], &[0x04, 0x02, 0xff], &[0x04, 0x01, 1, 2]]
        {
            assert_eq!(Piece::only(wrong), None, "{wrong:?}");
        }
        let long = vec![7; 300];
        assert_eq!(Piece::only(&write(tag::OCTET_STRING, &long)).unwrap().content, long);
        for value in [0, 1, 127, 128, 255, 256, u64::MAX] {
            assert_eq!(number(Piece::only(&write_number(value)).unwrap().content), Some(value));
        }
        assert_eq!(number(&[0xff]), None);
        assert_eq!(number(&[0, 1]), None);
    }

    #[test]
    fn times_have_seconds_and_may_have_fractions() {
        assert_eq!(time(b"20261122173059Z").unwrap().to_rfc3339(), "2026-11-22T17:30:59Z");
        assert_eq!(time(b"20261122173059.25Z").unwrap().0 % 1_000_000, 250_000);
        for wrong in [
            "202611221730Z",
            "20261122173059",
            "20261122173059+0800",
            "20261322173059Z",
            "2026112217305a",
            "20261122173059.Z",
        ] {
            assert_eq!(time(wrong.as_bytes()), None, "{wrong}");
        }
    }
}
