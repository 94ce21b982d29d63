//! Reading Rust sources the way the rules need them: code without comments and literals, literals on their own, and
//! test code told apart from the rest.
//!
//! This is a lexer of a few dozen lines, not a parser. It knows comments (nested), string, raw string, byte string and
//! character literals, and finds the item that follows `#[cfg(test)]` by matching braces.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// One string literal of a source file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Literal {
    /// The line on which it starts, from 1.
    pub(crate) line: usize,
    /// Its offset in [`Source::code`].
    pub(crate) offset: usize,
    /// The text between the quotes, escapes left as written except a line continuation.
    pub(crate) value: String,
    /// Whether it stands in test code.
    pub(crate) in_test: bool,
}

/// A Rust source file, read.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// Path relative to the repository.
    pub(crate) path: PathBuf,
    /// The code with comments, literals and test items replaced by spaces; same length and lines as the file.
    pub(crate) code: String,
    /// All string literals.
    pub(crate) literals: Vec<Literal>,
}

impl Source {
    /// Reads a file below `root`.
    pub(crate) fn read(root: &Path, path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
        let relative = path.strip_prefix(root).unwrap_or(path).to_path_buf();
        Ok(Self::parse(relative, &text))
    }

    /// Reads a text as if it stood at `path`.
    pub(crate) fn parse(path: impl Into<PathBuf>, text: &str) -> Self {
        let path = path.into();
        let (mut code, mut literals) = split(text);
        let ranges = if is_test_file(&path) { vec![(0, code.len())] } else { test_ranges(&code) };
        for (start, end) in ranges {
            for literal in &mut literals {
                if literal.offset >= start && literal.offset < end {
                    literal.in_test = true;
                }
            }
            for place in code.iter_mut().take(end).skip(start) {
                if *place != b'\n' {
                    *place = b' ';
                }
            }
        }
        Self { path, code: String::from_utf8_lossy(&code).into_owned(), literals }
    }

    /// The path with forward slashes.
    pub(crate) fn name(&self) -> String {
        self.path.to_string_lossy().replace('\\', "/")
    }

    /// The line (from 1) of an offset in the code.
    pub(crate) fn line_of(&self, offset: usize) -> usize {
        1 + self.code.bytes().take(offset).filter(|byte| *byte == b'\n').count()
    }

    /// Whether the file may hold SQL: `store.rs`, or below a folder `store`.
    pub(crate) fn is_store(&self) -> bool {
        let name = self.name();
        name.ends_with("/store.rs") || name.contains("/store/")
    }

    /// Offsets at which `needle` stands in the code as a whole path or word.
    pub(crate) fn find(&self, needle: &str) -> Vec<usize> {
        self.code
            .match_indices(needle)
            .map(|(at, _)| at)
            .filter(|at| stands_alone(&self.code, *at, needle.len()))
            .collect()
    }
}

/// Whether no identifier character touches the match on either side.
fn stands_alone(code: &str, at: usize, length: usize) -> bool {
    let part_of_name = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let bytes = code.as_bytes();
    let before = at.checked_sub(1).and_then(|index| bytes.get(index));
    let starts_with_name = part_of_name(bytes.get(at));
    let ends_with_name = part_of_name((at + length).checked_sub(1).and_then(|index| bytes.get(index)));
    let touched_before = starts_with_name && part_of_name(before);
    let touched_after = ends_with_name && part_of_name(bytes.get(at + length));
    !touched_before && !touched_after
}

/// Whether a whole file is test code.
fn is_test_file(path: &Path) -> bool {
    let name = path.to_string_lossy().replace('\\', "/");
    name.contains("/tests/")
        || name.contains("/benches/")
        || name.ends_with("/tests.rs")
        || name.ends_with("_tests.rs")
        || name.ends_with("/testing.rs")
        || name.ends_with("/samples.rs")
}

/// Splits a text into code (comments and literals blanked) and its string literals.
fn split(text: &str) -> (Vec<u8>, Vec<Literal>) {
    let bytes = text.as_bytes();
    let mut code = bytes.to_vec();
    let mut literals = Vec::new();
    let mut at = 0;
    let mut line = 1;
    let get = |index: usize| bytes.get(index).copied().unwrap_or(0);
    while at < bytes.len() {
        let start = at;
        let first_line = line;
        let previous = if at == 0 { 0 } else { get(at - 1) };
        let inside_name = previous.is_ascii_alphanumeric() || previous == b'_';
        match get(at) {
            b'/' if get(at + 1) == b'/' => {
                while at < bytes.len() && get(at) != b'\n' {
                    at += 1;
                }
            }
            b'/' if get(at + 1) == b'*' => {
                let mut depth = 0_usize;
                while at < bytes.len() {
                    if get(at) == b'/' && get(at + 1) == b'*' {
                        depth += 1;
                        at += 2;
                    } else if get(at) == b'*' && get(at + 1) == b'/' {
                        depth -= 1;
                        at += 2;
                        if depth == 0 {
                            break;
                        }
                    } else {
                        at += 1;
                    }
                }
            }
            b'r' | b'b' | b'c' if !inside_name && raw_string(bytes, at).is_some() => {
                let (open, hashes) = raw_string(bytes, at).unwrap_or((0, 0));
                let mut end = open;
                while end < bytes.len() {
                    if get(end) == b'"' && (1..=hashes).all(|n| get(end + n) == b'#') {
                        break;
                    }
                    end += 1;
                }
                literals.push(literal(bytes, open, end, first_line, start));
                at = end + 1 + hashes;
            }
            b'"' => {
                let mut end = at + 1;
                while end < bytes.len() && get(end) != b'"' {
                    end += if get(end) == b'\\' { 2 } else { 1 };
                }
                literals.push(literal(bytes, at + 1, end, first_line, start));
                at = end + 1;
            }
            b'\'' if get(at + 1) == b'\\' => {
                let mut end = at + 3;
                while end < bytes.len() && get(end) != b'\'' && get(end) != b'\n' {
                    end += 1;
                }
                at = end + 1;
            }
            b'\'' => {
                // A character literal closes after one character; anything else is a lifetime or a label.
                let rest = text.get(at + 1..).unwrap_or("");
                let width = rest.chars().next().map_or(0, char::len_utf8);
                if width > 0 && get(at + 1 + width) == b'\'' {
                    at += width + 2;
                } else {
                    at += 1;
                    continue;
                }
            }
            byte => {
                if byte == b'\n' {
                    line += 1;
                }
                at += 1;
                continue;
            }
        }
        let end = at.min(bytes.len());
        for index in start..end {
            if let Some(place) = code.get_mut(index) {
                if *place == b'\n' {
                    line += 1;
                } else {
                    *place = b' ';
                }
            }
        }
    }
    (code, literals)
}

/// The start of the content and the number of hashes, if a raw (byte, C) string starts at `at`.
fn raw_string(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let mut index = at;
    if matches!(bytes.get(index), Some(b'b' | b'c')) {
        index += 1;
    }
    if bytes.get(index) != Some(&b'r') {
        return None;
    }
    index += 1;
    let hashes = bytes.iter().skip(index).take_while(|byte| **byte == b'#').count();
    index += hashes;
    (bytes.get(index) == Some(&b'"')).then_some((index + 1, hashes))
}

fn literal(bytes: &[u8], open: usize, end: usize, line: usize, offset: usize) -> Literal {
    let value = String::from_utf8_lossy(bytes.get(open..end.min(bytes.len())).unwrap_or_default()).into_owned();
    // A backslash at the end of a line joins it with the next word.
    let mut joined = String::new();
    let mut parts = value.split("\\\n");
    joined.push_str(parts.next().unwrap_or(""));
    for part in parts {
        joined.push_str(part.trim_start());
    }
    Literal { line, offset, value: joined, in_test: false }
}

/// The ranges of items under `#[cfg(test)]`, attribute included.
fn test_ranges(code: &[u8]) -> Vec<(usize, usize)> {
    let text = String::from_utf8_lossy(code).into_owned();
    let mut ranges = Vec::new();
    for marker in ["#[cfg(test)]", "#[cfg(any(test", "#[test]", "#[tokio::test"] {
        for (start, _) in text.match_indices(marker) {
            let mut depth = 0_usize;
            let mut end = start;
            let mut brackets = 0_i32;
            for (offset, byte) in code.iter().enumerate().skip(start) {
                end = offset + 1;
                match byte {
                    b'[' | b'(' => brackets += 1,
                    b']' | b')' => brackets -= 1,
                    b'{' => depth += 1,
                    b'}' => {
                        depth = depth.saturating_sub(1);
                        if depth == 0 {
                            break;
                        }
                    }
                    b';' if depth == 0 && brackets == 0 => break,
                    _ => {}
                }
            }
            ranges.push((start, end));
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(source: &Source) -> Vec<&str> {
        source.literals.iter().map(|literal| literal.value.as_str()).collect()
    }

    #[test]
    fn comments_and_literals_leave_the_code() {
        let source = Source::parse(
            "crates/x/src/lib.rs",
            "// std::fs\nlet a = \"std::net\"; /* std::env /* nested */ */ let c = '\\''; let d = '\"'; let r = r#\"raw \" one\"#; fn f<'a>(b: &'a str) {}\n",
        );
        for hidden in ["std::fs", "std::net", "std::env", "raw"] {
            assert!(!source.code.contains(hidden), "{hidden} stands in {}", source.code);
        }
        assert!(source.code.contains("fn f<'a>(b: &'a str) {}"));
        assert_eq!(values(&source), ["std::net", "raw \" one"]);
    }

    #[test]
    fn test_code_is_told_apart() {
        let source = Source::parse(
            "crates/x/src/lib.rs",
            "fn a() { b(\"kept\") }\n#[cfg(test)]\nmod tests {\n fn t() { std::fs::read(\"hidden\"); { } }\n}\nfn c() {}\n",
        );
        assert!(!source.code.contains("std::fs"));
        assert!(source.code.contains("fn c()"));
        assert_eq!(source.literals.iter().map(|literal| literal.in_test).collect::<Vec<_>>(), [false, true]);
        assert_eq!(source.literals.iter().map(|literal| literal.line).collect::<Vec<_>>(), [1, 4]);
    }

    #[test]
    fn a_whole_file_of_tests_is_test_code() {
        let source = Source::parse("crates/x/tests/all.rs", "use std::fs;");
        assert!(source.find("std::fs").is_empty());
    }

    #[test]
    fn words_are_found_whole() {
        let source =
            Source::parse("crates/x/src/lib.rs", "use tokio::sync; let my_tokio = 1; tokio2(); x::tokio::y();");
        assert_eq!(source.find("tokio").len(), 2);
    }

    #[test]
    fn a_continued_literal_is_joined() {
        let source = Source::parse("crates/x/src/lib.rs", "f(\"SELECT a \\\n     FROM b\");");
        assert_eq!(values(&source), ["SELECT a FROM b"]);
    }
}
