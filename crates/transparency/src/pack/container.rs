//! A ZIP that is written in one way only: files as they are, in order, without dates or anything else that says nothing.
//!
//! Every unzip opens it. Because there is one way to write what is in it, a reader writes it again, with the checksums that were
//! stated, and compares: a bit that was changed is seen wherever it is, and is known to lie in a file or in the ZIP's own lists.

/// The longest pack, so that the numbers of a plain ZIP are wide enough.
pub(crate) const LONGEST: u64 = 0xf000_0000;

/// A file of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    /// Its path.
    pub(crate) name: String,
    /// What it holds.
    pub(crate) bytes: Vec<u8>,
    /// The checksum that the ZIP states.
    pub(crate) stated: u32,
}

impl File {
    #[cfg(test)]
    pub(crate) fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self { name: name.into(), stated: crc32fast::hash(&bytes), bytes }
    }

    /// What the ZIP says of it.
    fn head(&self) -> Head<'_> {
        Head { name: &self.name, stated: self.stated, length: self.bytes.len() as u64 }
    }

    /// Whether it has the checksum that the ZIP states.
    pub(crate) fn is_whole(&self) -> bool {
        crc32fast::hash(&self.bytes) == self.stated
    }
}

const LOCAL: [u8; 4] = *b"PK\x03\x04";
const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const END: [u8; 4] = *b"PK\x05\x06";
/// 1 January 1980, the first day that a ZIP can name.
const DAY: u16 = 0x21;

/// What a ZIP says of a file, beside its bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head<'a> {
    /// Its path.
    pub(crate) name: &'a str,
    /// Its checksum.
    pub(crate) stated: u32,
    /// Its length.
    pub(crate) length: u64,
}

/// The fields that both lists of a ZIP have of a file.
fn described(file: Head<'_>, into: &mut Vec<u8>) {
    let length = u32::try_from(file.length).unwrap_or(u32::MAX).to_le_bytes();
    let name = u16::try_from(file.name.len()).unwrap_or(u16::MAX).to_le_bytes();
    // Version 1.0; names are UTF-8; stored; no time.
    for word in [10_u16, 0x0800, 0, 0, DAY] {
        into.extend_from_slice(&word.to_le_bytes());
    }
    into.extend_from_slice(&file.stated.to_le_bytes());
    into.extend_from_slice(&length);
    into.extend_from_slice(&length);
    into.extend_from_slice(&name);
    into.extend_from_slice(&[0, 0]);
}

/// What stands before the bytes of each file, in order, and what stands after the last one. `None`: the ZIP would be too long.
pub(crate) fn frame(files: &[Head<'_>]) -> Option<(Vec<Vec<u8>>, Vec<u8>)> {
    let total: u64 = files.iter().map(|file| file.length.saturating_add(2 * file.name.len() as u64 + 100)).sum();
    if total > LONGEST || files.len() > usize::from(u16::MAX) {
        return None;
    }
    let (mut heads, mut list, mut at) = (Vec::with_capacity(files.len()), Vec::new(), 0_u64);
    for file in files {
        let place = u32::try_from(at).ok()?;
        let mut head = LOCAL.to_vec();
        described(*file, &mut head);
        head.extend_from_slice(file.name.as_bytes());
        at += head.len() as u64 + file.length;
        heads.push(head);
        list.extend_from_slice(&CENTRAL);
        list.extend_from_slice(&10_u16.to_le_bytes());
        described(*file, &mut list);
        // No comment, the first disk, no attributes.
        list.extend_from_slice(&[0; 10]);
        list.extend_from_slice(&place.to_le_bytes());
        list.extend_from_slice(file.name.as_bytes());
    }
    let (start, count) = (u32::try_from(at).ok()?, u16::try_from(files.len()).ok()?.to_le_bytes());
    let length = u32::try_from(list.len()).ok()?;
    list.extend_from_slice(&END);
    list.extend_from_slice(&[0; 4]);
    list.extend_from_slice(&count);
    list.extend_from_slice(&count);
    list.extend_from_slice(&length.to_le_bytes());
    list.extend_from_slice(&start.to_le_bytes());
    list.extend_from_slice(&[0, 0]);
    Some((heads, list))
}

/// Writes a ZIP. `None`: it would be too long.
pub(crate) fn write(files: &[File]) -> Option<Vec<u8>> {
    let (heads, end) = frame(&files.iter().map(File::head).collect::<Vec<_>>())?;
    let mut out = Vec::new();
    for (head, file) in heads.iter().zip(files) {
        out.extend_from_slice(head);
        out.extend_from_slice(&file.bytes);
    }
    out.extend_from_slice(&end);
    Some(out)
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?)))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?)).ok()
}

/// Reads the files of a ZIP in the order in which they stand, by the heads before them; the list at the end is compared with
/// them afterwards, by [`write()`]. `None`: not even the heads can be read from the beginning to the list.
pub(crate) fn read(bytes: &[u8]) -> Option<Vec<File>> {
    let end = bytes.len().checked_sub(22)?;
    let (mut at, mut files) = (0, Vec::new());
    while bytes.get(at..at + 4)? == LOCAL {
        let (length, name) = (long(bytes, at + 22)?, short(bytes, at + 26)?);
        let content = at + 30 + name;
        let name = String::from_utf8(bytes.get(at + 30..content)?.to_vec()).ok()?;
        let file = bytes.get(content..content.checked_add(length)?).filter(|_| content + length <= end)?;
        let stated = u32::from_le_bytes(*bytes.get(at + 14..)?.first_chunk()?);
        files.push(File { name, bytes: file.to_vec(), stated });
        at = content + length;
    }
    (!files.is_empty()).then_some(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zip_is_written_in_one_way_and_others_read_it() {
        let files = [File::new("a/ä.txt", "one"), File::new("empty", ""), File::new("b", vec![7; 70_000])];
        let zip = write(&files).unwrap();
        assert_eq!(read(&zip).unwrap(), files);
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("made.zip"), &zip).unwrap();
        let tested = std::process::Command::new("python3")
            .args(["-m", "zipfile", "-t", "made.zip"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(tested.status.success(), "{}", String::from_utf8_lossy(&tested.stderr));
        for bit in 0..zip.len() * 8 {
            let mut changed = zip.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            let same = read(&changed).is_some_and(|files| {
                files.iter().all(File::is_whole) && write(&files).is_some_and(|again| again == changed)
            });
            assert!(!same, "bit {bit} may be changed unseen");
            if bit > 2_000 {
                break;
            }
        }
    }
}
