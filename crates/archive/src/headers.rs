//! Named fields, as in the heads of WARC records and HTTP messages.

/// Fields in the order in which they stand; names compare without regard to case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headers(Vec<(String, String)>);

/// What is left of a block of lines after its blank line was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Parsed {
    pub(crate) first: String,
    pub(crate) headers: Headers,
    /// Lines without a colon, which were passed over.
    pub(crate) passed_over: usize,
}

impl Headers {
    /// No fields.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The first field of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Every field of this name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Adds a field at the end.
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.push((name.into(), value.into()));
    }

    /// Replaces every field of this name by one.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self.push(name, value);
    }

    /// All fields.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// How many fields there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Reads the lines of a head: a first line, then fields. Lines may end with CR LF or LF, may be UTF-8 or Latin-1, and go on in lines
/// that begin with a space.
pub(crate) fn parse(block: &[u8]) -> Parsed {
    let mut parsed = Parsed::default();
    let mut lines = block.split(|byte| *byte == b'\n').map(text);
    parsed.first = lines.next().unwrap_or_default();
    let mut open = false;
    for line in lines {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            if open && let Some((_, value)) = parsed.headers.0.last_mut() {
                value.push_str(&line);
            }
        } else if let Some((name, value)) = line.split_once(':') {
            parsed.headers.push(name.trim_end_matches([' ', '\t']), value.trim_start());
            open = true;
        } else {
            parsed.passed_over += 1;
            open = false;
        }
    }
    parsed
}

/// A line without the white space at its end; Latin-1 where it is not UTF-8.
fn text(line: &[u8]) -> String {
    let line = line.trim_ascii_end();
    match std::str::from_utf8(line) {
        Ok(text) => text.trim_end().to_owned(),
        Err(_) => line.iter().map(|byte| char::from(*byte)).collect::<String>().trim_end().to_owned(),
    }
}

/// Finds where the head at the front of a block ends, byte by byte: after the first blank line.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct HeadEnd {
    /// Whether the line at hand holds anything besides CR.
    in_line: bool,
}

impl HeadEnd {
    /// How many of these bytes still belong to the head, if it ends within them.
    pub(crate) fn find(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut start = 0;
        while let Some(rest) = bytes.get(start..) {
            let Some(at) = memchr::memchr(b'\n', rest) else {
                self.in_line |= rest.iter().any(|byte| !byte.is_ascii_whitespace());
                return None;
            };
            let line = rest.get(..at).unwrap_or_default();
            let blank = !self.in_line && line.iter().all(u8::is_ascii_whitespace);
            start += at + 1;
            self.in_line = false;
            if blank {
                return Some(start);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_careless_writers_are_read() {
        let parsed = parse(b"HTTP/1.1 200 OK\r\nContent-Type : text/html\nX-Name: caf\xe9\r\nno colon\r\n lost\r\nX-Long: one\r\n\ttwo\r\nx-name: \xe4\xb8\xad\r\n\r\nbody: x");
        assert_eq!(parsed.first, "HTTP/1.1 200 OK");
        assert_eq!(parsed.headers.get("content-type"), Some("text/html"));
        assert_eq!(parsed.headers.all("X-NAME").collect::<Vec<_>>(), ["café", "中"]);
        assert_eq!(parsed.headers.get("X-Long"), Some("one\ttwo"));
        assert_eq!(parsed.headers.get("body"), None);
        assert_eq!(parsed.passed_over, 1);
    }

    #[test]
    fn the_end_of_a_head_is_found_however_the_bytes_come() {
        let block = b"GET / HTTP/1.1\r\nHost: a\r\n\r\nbody\r\n\r\n";
        for size in 1..block.len() {
            let mut end = HeadEnd::default();
            let mut before = 0;
            let found = block.chunks(size).find_map(|chunk| {
                let found = end.find(chunk).map(|at| before + at);
                before += chunk.len();
                found
            });
            assert_eq!(found, Some(27), "in pieces of {size}");
        }
        assert_eq!(HeadEnd::default().find(b"no end\r\n"), None);
        assert_eq!(HeadEnd::default().find(b"a\n\nb"), Some(3));
    }
}
