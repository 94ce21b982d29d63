//! A small HTTP/1.1 client over one kept connection: enough to meet our own server, and light enough to load it.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

/// What came back.
#[derive(Debug, Clone, Default)]
pub(crate) struct Response {
    pub(crate) status: u16,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Response {
    /// The first header of that name (lower case).
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Result<serde_json::Value> {
        serde_json::from_slice(&self.body)
            .with_context(|| format!("no JSON but (status {}): {}", self.status, self.text()))
    }
}

/// One connection to the server.
pub(crate) struct Connection {
    address: SocketAddr,
    stream: BufReader<TcpStream>,
    patience: Duration,
}

impl Connection {
    /// Connects; every request may take `patience`.
    pub(crate) fn open(address: SocketAddr, patience: Duration) -> Result<Self> {
        let stream = connect(address, patience)?;
        Ok(Self { address, stream, patience })
    }

    /// A request with a body of this type (none if empty).
    pub(crate) fn request(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Response> {
        self.send(&write_request(self.address, method, path, headers, body))
    }

    /// A plain GET.
    pub(crate) fn get(&mut self, path: &str) -> Result<Response> {
        self.request("GET", path, &[], b"")
    }

    /// A POST of JSON.
    pub(crate) fn post_json(&mut self, path: &str, value: &serde_json::Value) -> Result<Response> {
        self.request("POST", path, &[("content-type", "application/json")], value.to_string().as_bytes())
    }

    /// Sends a request already written out, and reads the answer.
    pub(crate) fn send(&mut self, request: &[u8]) -> Result<Response> {
        self.stream.get_mut().write_all(request)?;
        self.answer()
    }

    /// The same, as slowly as a line that carries so many bytes a second.
    pub(crate) fn send_slowly(&mut self, request: &[u8], bytes_per_second: f64) -> Result<Response> {
        let begun = Instant::now();
        let mut sent = 0;
        for piece in request.chunks(16 * 1024) {
            self.stream.get_mut().write_all(piece)?;
            sent += piece.len();
            let due = Duration::from_secs_f64(sent as f64 / bytes_per_second.max(1.0));
            std::thread::sleep(due.saturating_sub(begun.elapsed()));
        }
        self.answer()
    }

    fn answer(&mut self) -> Result<Response> {
        let response = read_response(&mut self.stream)?;
        if response.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close")) {
            self.stream = connect(self.address, self.patience)?;
        }
        Ok(response)
    }
}

fn connect(address: SocketAddr, patience: Duration) -> Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect_timeout(&address, patience)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(patience))?;
    stream.set_write_timeout(Some(patience))?;
    Ok(BufReader::with_capacity(64 * 1024, stream))
}

/// One request on a connection of its own.
pub(crate) fn get(address: SocketAddr, path: &str) -> Result<Response> {
    Connection::open(address, Duration::from_secs(30))?.get(path)
}

/// The bytes of a request.
pub(crate) fn write_request(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Vec<u8> {
    let mut text = format!("{method} {path} HTTP/1.1\r\nhost: {address}\r\n");
    for (name, value) in headers {
        let _ = write!(text, "{name}: {value}\r\n");
    }
    if !body.is_empty() || method == "POST" {
        let _ = write!(text, "content-length: {}\r\n", body.len());
    }
    text.push_str("\r\n");
    let mut bytes = text.into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

fn read_response(stream: &mut impl BufRead) -> Result<Response> {
    let mut line = String::new();
    ensure!(stream.read_line(&mut line)? > 0, "the connection was closed before an answer");
    let status =
        line.split(' ').nth(1).and_then(|code| code.parse().ok()).with_context(|| format!("no status in {line:?}"))?;
    let mut response = Response { status, ..Response::default() };
    loop {
        line.clear();
        ensure!(stream.read_line(&mut line)? > 0, "the connection was closed inside the headers");
        let trimmed = line.trim_end();
        if trimmed.is_empty() {
            break;
        }
        let (name, value) =
            trimmed.split_once(':').with_context(|| format!("a header without a colon: {trimmed:?}"))?;
        response.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = response.header("content-length").and_then(|value| value.parse::<usize>().ok());
    let chunked = response.header("transfer-encoding").is_some_and(|value| value.contains("chunked"));
    if status == 204 || status == 304 {
    } else if chunked {
        loop {
            line.clear();
            ensure!(stream.read_line(&mut line)? > 0, "the connection was closed inside a body");
            let size = usize::from_str_radix(line.trim().split(';').next().unwrap_or(""), 16)?;
            let start = response.body.len();
            response.body.resize(start + size, 0);
            stream.read_exact(response.body.get_mut(start..).unwrap_or_default())?;
            line.clear();
            stream.read_line(&mut line)?;
            if size == 0 {
                break;
            }
        }
    } else if let Some(length) = length {
        response.body.resize(length, 0);
        stream.read_exact(&mut response.body)?;
    } else {
        bail!("an answer without a length (status {status})");
    }
    Ok(response)
}

/// `application/x-www-form-urlencoded` (WHATWG URL standard, section 5.2).
pub(crate) fn form(fields: &[(String, String)]) -> String {
    let encode = |text: &str| {
        let mut out = String::new();
        for byte in text.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => out.push(char::from(byte)),
                b' ' => out.push('+'),
                _ => {
                    let _ = write!(out, "%{byte:02X}");
                }
            }
        }
        out
    };
    fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_both_shapes_are_read() {
        let plain = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A:  b \r\n\r\nhiHTTP/1.1 204 No\r\n\r\n";
        let mut stream = BufReader::new(&plain[..]);
        let first = read_response(&mut stream).unwrap();
        assert_eq!((first.status, first.text().as_str(), first.header("x-a")), (200, "hi", Some("b")));
        assert_eq!(read_response(&mut stream).unwrap().status, 204);
        let chunked = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
        assert_eq!(read_response(&mut BufReader::new(&chunked[..])).unwrap().text(), "abcde");
        assert!(read_response(&mut BufReader::new(&b"HTTP/1.1 200 OK\r\ncontent-le"[..])).is_err());
    }

    #[test]
    fn forms_are_encoded() {
        let fields = [("a b".to_owned(), "ü&=".to_owned()), ("c".to_owned(), String::new())];
        assert_eq!(form(&fields), "a+b=%C3%BC%26%3D&c=");
    }
}
