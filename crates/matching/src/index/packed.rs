//! What a sealed segment keeps of each unit, packed: with a million claims the bytes of one unit decide what fits a small
//! server. Everything here is unpacked for the few units that a search compares.

use super::segment::Lists;

/// Bits written from the highest down, ended to a whole byte with ones.
struct BitWriter<'a> {
    out: &'a mut Vec<u8>,
    pending: u64,
    held: u32,
}

impl<'a> BitWriter<'a> {
    fn new(out: &'a mut Vec<u8>) -> Self {
        Self { out, pending: 0, held: 0 }
    }

    /// Writes the lowest `count` bits of `value`, at most 32.
    fn put(&mut self, value: u32, count: u32) {
        self.pending = self.pending << count | u64::from(value) & ((1 << count) - 1);
        self.held += count;
        while self.held >= 8 {
            self.held -= 8;
            self.out.push((self.pending >> self.held & 0xff) as u8);
        }
    }

    fn finish(mut self) {
        if self.held > 0 {
            self.put(0xff, 8 - self.held);
        }
    }
}

/// Reads what [`BitWriter`] wrote.
struct BitReader<'a> {
    bytes: &'a [u8],
    /// The next bits, the first of them highest, and how many of them are there.
    buffer: u64,
    held: u32,
}

impl<'a> BitReader<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, buffer: 0, held: 0 }
    }

    fn fill(&mut self) {
        while self.held <= 56 {
            let Some((&byte, rest)) = self.bytes.split_first() else { return };
            self.buffer |= u64::from(byte) << (56 - self.held);
            self.held += 8;
            self.bytes = rest;
        }
    }

    fn skip(&mut self, count: u32) {
        self.buffer = self.buffer.checked_shl(count).unwrap_or(0);
        self.held -= count;
    }

    /// The next bits without taking them; zeros stand after the last.
    fn peek(&mut self, count: u32) -> usize {
        if self.held < count {
            self.fill();
        }
        self.buffer.checked_shr(64 - count).and_then(|bits| usize::try_from(bits).ok()).unwrap_or(0)
    }

    fn bit(&mut self) -> Option<u32> {
        self.bits(1)
    }

    /// The next bits, at most 32.
    fn bits(&mut self, count: u32) -> Option<u32> {
        if self.held < count {
            self.fill();
            if self.held < count {
                return None;
            }
        }
        let value = self.buffer.checked_shr(64 - count).unwrap_or(0);
        self.skip(count);
        u32::try_from(value).ok()
    }

    /// How many ones stand before the next zero.
    fn ones(&mut self) -> Option<u32> {
        let mut count = 0;
        loop {
            if self.held == 0 {
                self.fill();
                if self.held == 0 {
                    return None;
                }
            }
            let ones = self.buffer.leading_ones().min(self.held);
            count += ones;
            if ones < self.held {
                self.skip(ones + 1);
                return Some(count);
            }
            self.skip(ones);
        }
    }
}

/// Appends a number in groups of seven bits, lowest first (LEB128).
fn put_number(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push((number & 0x7f) as u8);
}

fn take_number(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0;
    for shift in [0_u32, 7, 14, 21, 28] {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// Appends rising numbers as the differences between them.
pub(super) fn put_rising(out: &mut Vec<u8>, numbers: impl IntoIterator<Item = u32>) {
    let mut last = 0;
    for number in numbers {
        put_number(out, number.wrapping_sub(last));
        last = number;
    }
}

/// The numbers that [`put_rising`] wrote.
pub(super) fn rising(mut bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    let mut last = 0_u32;
    std::iter::from_fn(move || {
        last = last.wrapping_add(take_number(&mut bytes)?);
        Some(last)
    })
}

/// Most members of a set of n-grams; `features::sketch` makes no larger ones.
const MAX_SET: u32 = 1 << 16;

/// How many low bits of the differences stand as they are, in a set of so many of 65,536 numbers (Rice 1979).
fn rice(count: u32) -> u32 {
    (MAX_SET / count.max(1)).checked_ilog2().unwrap_or(0).min(15)
}

/// Appends a set of n-grams, sorted.
pub(super) fn put_set(out: &mut Vec<u8>, set: &[u16]) {
    let count = u32::try_from(set.len()).unwrap_or(0);
    if count == 0 {
        return;
    }
    put_number(out, count);
    let low = rice(count);
    let mut bits = BitWriter::new(out);
    let mut next = 0_u32;
    for &member in set {
        let gap = u32::from(member).saturating_sub(next);
        for _ in 0..gap >> low {
            bits.put(1, 1);
        }
        bits.put(0, 1);
        bits.put(gap, low);
        next = u32::from(member) + 1;
    }
    bits.finish();
}

/// Unpacks what [`put_set`] wrote. Of bytes that nobody wrote, whatever they hold, at most 65,536 members.
pub(super) fn unpack_set(mut bytes: &[u8], out: &mut Vec<u16>) {
    out.clear();
    let Some(count) = take_number(&mut bytes) else { return };
    let low = rice(count);
    let mut bits = BitReader::new(bytes);
    let mut next = 0_u32;
    for _ in 0..count.min(MAX_SET) {
        let (Some(high), Some(rest)) = (bits.ones(), bits.bits(low)) else { return };
        let Ok(member) = u16::try_from(next.saturating_add(high.saturating_mul(1 << low)).saturating_add(rest)) else {
            return;
        };
        out.push(member);
        next = u32::from(member) + 1;
    }
}

/// Longest code of a byte, in bits.
const MAX_CODE: usize = 15;

/// Codes up to this length, in bits, are looked up at once.
const SHORT_CODE: u32 = 10;

/// The byte after the last: stands for the end and gets the code of ones only, so that the padding is no text.
const END: usize = 256;

/// Texts in a code whose words are as short as their bytes are frequent (Huffman 1952), one code for the whole segment.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Texts {
    /// Bits of the code of each byte, and of the end; 0 for bytes that do not occur.
    lengths: Vec<u8>,
    pub(super) packed: Lists<u8>,
    decoder: Decoder,
}

/// How codes of each length run on: codes of one length are neighbours, the symbols in order.
#[derive(Clone, Debug, Default, PartialEq)]
struct Decoder {
    /// For each length: the first code, how many there are, and where their symbols begin.
    levels: Vec<(u32, u32, usize)>,
    symbols: Vec<u16>,
    /// For every beginning of [`SHORT_CODE`] bits: the symbol whose code it begins with, and the length of that; 0 where it is longer.
    short: Vec<(u16, u8)>,
}

impl Texts {
    /// Packs texts, which are gone through twice.
    pub(super) fn pack<'a>(texts: impl Iterator<Item = &'a [u8]> + Clone) -> Self {
        let mut often = vec![0_u64; END + 1];
        for &byte in texts.clone().flatten() {
            if let Some(often) = often.get_mut(usize::from(byte)) {
                *often += 1;
            }
        }
        if let Some(end) = often.get_mut(END) {
            *end = 1;
        }
        let lengths = code_lengths(often);
        let mut packed = Lists::default();
        let codes = codes(&lengths);
        for text in texts {
            let mut bits = BitWriter::new(&mut packed.items);
            for &byte in text {
                let (code, length) = codes.get(usize::from(byte)).copied().unwrap_or_default();
                bits.put(code, u32::from(length));
            }
            bits.finish();
            packed.close();
        }
        packed.shrink();
        Self { decoder: Decoder::new(&lengths), lengths, packed }
    }

    /// From saved parts; none when the lengths are those of no code.
    pub(super) fn new(lengths: Vec<u8>, packed: Lists<u8>) -> Option<Self> {
        let length = |&length: &u8| usize::from(length);
        if lengths.len() != END + 1 || lengths.iter().map(length).any(|length| length > MAX_CODE) {
            return None;
        }
        let room: u32 = lengths.iter().map(length).filter(|&length| length > 0).map(|l| 1 << (MAX_CODE - l)).sum();
        (room <= 1 << MAX_CODE).then(|| Self { decoder: Decoder::new(&lengths), lengths, packed })
    }

    pub(super) fn lengths(&self) -> &[u8] {
        &self.lengths
    }

    /// The bytes of one text.
    pub(super) fn get(&self, at: usize) -> Vec<u8> {
        let packed = self.packed.get(at);
        let mut bits = BitReader::new(packed);
        let mut text = Vec::with_capacity(packed.len() * 2);
        while let Some(byte) = self.decoder.next(&mut bits) {
            text.push(byte);
        }
        text
    }

    pub(super) fn bytes(&self) -> usize {
        self.packed.bytes()
    }
}

impl Decoder {
    fn new(lengths: &[u8]) -> Self {
        let mut decoder = Self::default();
        let mut code = 0_u32;
        for length in 1..=MAX_CODE {
            code <<= 1;
            let of_length =
                (0_u16..).zip(lengths).filter(|&(_, &l)| usize::from(l) == length).map(|(symbol, _)| symbol);
            let first = decoder.symbols.len();
            decoder.symbols.extend(of_length);
            let count = u32::try_from(decoder.symbols.len() - first).unwrap_or(0);
            decoder.levels.push((code, count, first));
            code += count;
        }
        decoder.short = vec![(0, 0); 1 << SHORT_CODE];
        for ((code, length), symbol) in codes(lengths).into_iter().zip(0_u16..) {
            if (1..=SHORT_CODE).contains(&u32::from(length)) {
                let free = SHORT_CODE - u32::from(length);
                let begin = (code as usize) << free;
                decoder.short.iter_mut().skip(begin).take(1 << free).for_each(|place| *place = (symbol, length));
            }
        }
        decoder
    }

    /// The next byte; none at the end, and where no code stands.
    fn next(&self, bits: &mut BitReader<'_>) -> Option<u8> {
        if let Some(&(symbol, length)) = self.short.get(bits.peek(SHORT_CODE))
            && length > 0
            && bits.bits(u32::from(length)).is_some()
        {
            return u8::try_from(symbol).ok();
        }
        let mut code = 0;
        for &(first, count, start) in &self.levels {
            code = code << 1 | bits.bit()?;
            if code >= first && code - first < count {
                let symbol = self.symbols.get(start + (code - first) as usize)?;
                return u8::try_from(*symbol).ok();
            }
        }
        None
    }
}

/// Code and length of every symbol.
fn codes(lengths: &[u8]) -> Vec<(u32, u8)> {
    let mut codes = vec![(0, 0); lengths.len()];
    let mut code = 0_u32;
    for length in 1..=MAX_CODE {
        code <<= 1;
        for (place, &own) in codes.iter_mut().zip(lengths) {
            if usize::from(own) == length {
                *place = (code, own);
                code += 1;
            }
        }
    }
    codes
}

/// Lengths of the codes of symbols that occur so often, none longer than [`MAX_CODE`].
fn code_lengths(mut often: Vec<u64>) -> Vec<u8> {
    loop {
        let lengths = unlimited_code_lengths(&often);
        if lengths.iter().all(|&length| usize::from(length) <= MAX_CODE) {
            return with_longest_end(lengths);
        }
        // Evening out the rarest makes the tree flatter, at next to no cost.
        for often in often.iter_mut().filter(|often| **often > 0) {
            *often = (*often / 4).max(1);
        }
    }
}

/// The same code with one of the longest words for the end, which makes it the one of ones only.
fn with_longest_end(mut lengths: Vec<u8>) -> Vec<u8> {
    let longest = lengths.iter().enumerate().max_by_key(|&(_, &length)| length).map_or(END, |(symbol, _)| symbol);
    lengths.swap(longest, END);
    lengths
}

fn unlimited_code_lengths(often: &[u64]) -> Vec<u8> {
    use std::{cmp::Reverse, collections::BinaryHeap};
    let mut lengths = vec![0_u8; often.len()];
    // Ties are broken by the number of the tree, so that the same texts always give the same code.
    let mut trees: BinaryHeap<Reverse<(u64, usize, Vec<usize>)>> = often
        .iter()
        .enumerate()
        .filter(|&(_, &often)| often > 0)
        .map(|(symbol, &often)| Reverse((often, symbol, vec![symbol])))
        .collect();
    if let (1, Some(Reverse((_, symbol, _)))) = (trees.len(), trees.peek()) {
        if let Some(length) = lengths.get_mut(*symbol) {
            *length = 1;
        }
        return lengths;
    }
    let mut number = often.len();
    while let (Some(Reverse((a, _, mut left))), Some(Reverse((b, _, right)))) = (trees.pop(), trees.pop()) {
        left.extend(right);
        for &symbol in &left {
            if let Some(length) = lengths.get_mut(symbol) {
                *length = length.saturating_add(1);
            }
        }
        if trees.is_empty() {
            break;
        }
        trees.push(Reverse((a + b, number, left)));
        number += 1;
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(texts: &[&str]) {
        let packed = Texts::pack(texts.iter().map(|text| text.as_bytes()));
        let again = Texts::new(packed.lengths().to_vec(), packed.packed.clone()).expect("a code");
        for (at, text) in texts.iter().enumerate() {
            assert_eq!(again.get(at), text.as_bytes());
        }
    }

    #[test]
    fn texts_come_back_whole() {
        round(&[]);
        round(&[""]);
        round(&["a"]);
        round(&["a", "", "aaaaaaaaaaaaaaaaa"]);
        round(&["喝溫檸檬水可以治癌症", "गरम पानी पीने से कोरोना नहीं होता", "drinking warm lemon water", ""]);
    }

    #[test]
    fn running_text_takes_little_more_than_half() {
        let text = "drinking warm lemon water every morning cures cancer of the stomach and the ministry pays for it ";
        let packed = Texts::pack(std::iter::repeat_n(text.as_bytes(), 100));
        assert!(packed.packed.items.len() * 10 < text.len() * 100 * 6);
    }

    #[test]
    fn very_rare_bytes_get_no_endless_code() {
        // Fibonacci frequencies give the deepest tree there is.
        let (mut a, mut b) = (1_usize, 1_usize);
        let mut texts = Vec::new();
        for byte in 0..26_u8 {
            texts.push(vec![b'a' + byte; a]);
            (a, b) = (b, a + b);
        }
        let packed = Texts::pack(texts.iter().map(Vec::as_slice));
        assert!(packed.lengths().iter().all(|&length| usize::from(length) <= MAX_CODE));
        assert_eq!(packed.get(25), texts.pop().expect("a text"));
    }

    proptest::proptest! {
        #[test]
        fn any_texts_come_back(texts in proptest::collection::vec(".{0,80}", 0..20)) {
            round(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        }

        #[test]
        fn sets_come_back(set in proptest::collection::btree_set(0..=u16::MAX, 0..600)) {
            let set: Vec<u16> = set.into_iter().collect();
            let mut packed = Vec::new();
            put_set(&mut packed, &set);
            let mut out = vec![7];
            unpack_set(&packed, &mut out);
            proptest::prop_assert_eq!(out, set);
        }

        #[test]
        fn rising_numbers_come_back(set in proptest::collection::btree_set(0..=u32::MAX, 0..60)) {
            let mut packed = Vec::new();
            put_rising(&mut packed, set.iter().copied());
            proptest::prop_assert_eq!(rising(&packed).collect::<Vec<_>>(), set.into_iter().collect::<Vec<_>>());
        }

        #[test]
        fn forged_bytes_end(bytes in proptest::collection::vec(0..=u8::MAX, 0..60), lengths in proptest::collection::vec(0..=15_u8, 257)) {
            let mut out = Vec::new();
            unpack_set(&bytes, &mut out);
            proptest::prop_assert!(out.is_sorted());
            proptest::prop_assert!(rising(&bytes).count() <= bytes.len());
            let mut packed = Lists::default();
            packed.push(bytes);
            if let Some(texts) = Texts::new(lengths, packed) {
                proptest::prop_assert!(texts.get(0).len() <= 480);
            }
        }
    }
}
