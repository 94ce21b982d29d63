//! Large indexes in compressed blocks, with a small index of the blocks ("ZipNum").
//!
//! A replay tool that fetches ranges reads the small file once and then one block for each address. `index.cdx.gz` holds the blocks, each
//! a gzip member; `index.idx` has one line for each: the beginning of its first line, and where the block lies.

use std::fmt::Write as _;
use std::io::{self, Read};

use super::{Line, LineError};
use crate::digest::Digest;
use crate::gzip;
use crate::warc::Place;

/// How many lines a block has, as in archives of the tools that browsers replay.
pub const LINES_IN_BLOCK: usize = 1024;

/// Most bytes of a block after decompression.
const LARGEST_BLOCK: u64 = 64 << 20;

/// Writes sorted lines into blocks; returns the blocks and the text of the small index.
pub fn compress(sorted: &str, file_name: &str) -> io::Result<(Vec<u8>, String)> {
    let name = serde_json::to_string(file_name)?;
    let mut index = format!("!meta 0 {{\"format\": \"cdxj-gzip-1.0\", \"filename\": {name}}}\n");
    let mut blocks = Vec::new();
    let mut rest = sorted;
    while !rest.is_empty() {
        let end = rest.match_indices('\n').nth(LINES_IN_BLOCK - 1).map_or(rest.len(), |(at, _)| at + 1);
        let (block, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let member = gzip::member(block.as_bytes(), 6)?;
        let first = block.split('{').next().unwrap_or_default().trim();
        let _ = writeln!(
            index,
            "{first} {{\"offset\": {}, \"length\": {}, \"digest\": \"{}\"}}",
            blocks.len(),
            member.len(),
            Digest::sha256(&member)
        );
        blocks.extend_from_slice(&member);
        rest = after;
    }
    Ok((blocks, index))
}

/// The small index of the blocks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BlockIndex {
    /// The beginning of each block's first line, and where it lies.
    blocks: Vec<(String, Place)>,
}

impl BlockIndex {
    /// Reads `index.idx`.
    pub fn parse(text: &str) -> Result<Self, LineError> {
        let mut blocks = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with("!meta") && !line.trim().is_empty()) {
            let (first, json) = line.split_once('{').ok_or(LineError::Form)?;
            let key = first.trim().to_owned();
            let fields = Line::parse(&format!("- 00000000000000 {{{json}"))?;
            blocks.push((key, fields.place().ok_or(LineError::Form)?));
        }
        Ok(Self { blocks })
    }

    /// The blocks that may hold lines of this key, in order.
    pub fn blocks_of(&self, key: &str) -> impl Iterator<Item = Place> {
        let name = |first: &str| first.split(' ').next().unwrap_or_default().to_owned();
        // The block before the first one that begins with the key may end with it.
        let start = self.blocks.partition_point(|(first, _)| name(first).as_str() < key).saturating_sub(1);
        let end = self.blocks.partition_point(|(first, _)| name(first).as_str() <= key);
        self.blocks.get(start..end.max(start)).unwrap_or_default().iter().map(|(_, place)| *place)
    }

    /// All blocks.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        self.blocks.iter().map(|(_, place)| *place)
    }

    /// The lines of a block.
    pub fn lines(block: impl Read) -> io::Result<String> {
        let mut text = String::new();
        let read = flate2::read::MultiGzDecoder::new(block).take(LARGEST_BLOCK + 1).read_to_string(&mut text)?;
        if u64::try_from(read).unwrap_or(u64::MAX) > LARGEST_BLOCK {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "a block of the index is larger than 64 MB"));
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found_through_the_blocks() {
        let lines: Vec<String> = (0..5000)
            .map(|n| {
                format!(
                    "org,example)/{:04} 20260101{:06} {{\"url\": \"https://example.org/{:04}\"}}\n",
                    n / 3,
                    n,
                    n / 3
                )
            })
            .collect();
        let sorted = lines.concat();
        let (blocks, index) = compress(&sorted, "index.cdx.gz").unwrap();
        assert!(
            index.starts_with("!meta 0 {\"format\": \"cdxj-gzip-1.0\", \"filename\": \"index.cdx.gz\"}\n"),
            "{index}"
        );
        let small = BlockIndex::parse(&index).unwrap();
        assert_eq!(small.places().count(), 5);
        for n in 0..5000 / 3 {
            let key = format!("org,example)/{n:04}");
            let mut found = 0;
            for place in small.blocks_of(&key) {
                let start = usize::try_from(place.offset).unwrap();
                let end = start + usize::try_from(place.length).unwrap();
                let text = BlockIndex::lines(&blocks[start..end]).unwrap();
                found += super::super::find(&text, &key).count();
            }
            assert_eq!(found, 3, "{key}");
        }
        assert_eq!(small.blocks_of("aaa").count(), 0);
        assert!(BlockIndex::parse("org,example)/ 2026 nothing").is_err());
    }
}
