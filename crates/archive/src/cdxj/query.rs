//! What was posted, as a query: so that two posts to one address are two captures.
//!
//! The way of Webrecorder's "request body canonicalization", as `cdxj-indexer -p` does it: the body becomes a query that is put behind
//! the address together with `__wb_method`. Forms, multipart forms and JSON become readable names and values, anything else base 64.
//! Flash's binary calls (AMF) are taken as anything else here.

use std::fmt::{self, Write as _};

use base64::Engine;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// Longest query made of a body, in characters.
const LONGEST: usize = 4096;

/// The query of a request's body.
pub(crate) fn query_of(method: &str, media_type: Option<&str>, body: &[u8]) -> String {
    if method != "POST" && method != "PUT" {
        return String::new();
    }
    let media_type = media_type.unwrap_or_default();
    let binary = || format!("__wb_post_data={}", base64::engine::general_purpose::STANDARD.encode(body));
    let query = if media_type.starts_with("application/x-www-form-urlencoded") {
        std::str::from_utf8(body).map_or_else(|_| binary(), unquote_plus)
    } else if media_type.starts_with("multipart/") {
        match media_type.split_once("boundary=") {
            Some((_, boundary)) => multipart(boundary.split("boundary=").next().unwrap_or_default(), body),
            None => binary(),
        }
    } else if media_type.starts_with("application/json") {
        json(body).unwrap_or_default()
    } else if media_type.starts_with("text/plain") {
        json(body).unwrap_or_else(binary)
    } else {
        binary()
    };
    match query.char_indices().nth(LONGEST) {
        Some((end, _)) => query.get(..end).unwrap_or_default().to_owned(),
        None => query,
    }
}

/// The address with method and query behind it.
pub(crate) fn with_query(url: &str, method: &str, query: &str) -> String {
    let mark = if url.contains('?') { '&' } else { '?' };
    let separator = if query.is_empty() { "" } else { "&" };
    format!("{url}{mark}__wb_method={method}{separator}{query}")
}

/// Takes the encoding of forms off.
fn unquote_plus(text: &str) -> String {
    let text = text.replace('+', " ");
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        rest = after;
        if *first == b'%'
            && let [high, low, after @ ..] = after
            && let (Some(high), Some(low)) = (digit(high), digit(low))
        {
            bytes.push(high << 4 | low);
            rest = after;
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Puts the encoding of forms on.
fn quote_plus(bytes: &[u8], out: &mut String) {
    for byte in bytes {
        match byte {
            b' ' => out.push('+'),
            byte if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'~') => {
                out.push(char::from(*byte));
            }
            byte => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
}

fn form<'a>(pairs: impl Iterator<Item = (&'a [u8], &'a [u8])>) -> String {
    let mut out = String::new();
    for (name, value) in pairs {
        if !out.is_empty() {
            out.push('&');
        }
        quote_plus(name, &mut out);
        out.push('=');
        quote_plus(value, &mut out);
    }
    out
}

/// The parts of a multipart form.
fn multipart(boundary: &str, body: &[u8]) -> String {
    let mark = format!("--{boundary}");
    let mut pairs: Vec<(Vec<u8>, &[u8])> = Vec::new();
    let mut at = memchr::memmem::find(body, mark.as_bytes()).map_or(body.len(), |at| at + mark.len());
    let between = format!("\r\n{mark}");
    while let Some(rest) = body.get(at..) {
        // After the last part stand two hyphens.
        let Some(part) = rest.strip_prefix(b"\r\n") else { break };
        let Some(end) = memchr::memmem::find(part, between.as_bytes()) else { break };
        let part = part.get(..end).unwrap_or_default();
        at += 2 + end + between.len();
        let head_end = memchr::memmem::find(part, b"\r\n\r\n").unwrap_or(part.len());
        let head = String::from_utf8_lossy(part.get(..head_end).unwrap_or_default()).into_owned();
        let value = part.get(head_end + 4..).unwrap_or_default();
        let name = head
            .lines()
            .find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))
            .and_then(|line| line.split(';').map(str::trim).find_map(|option| option.strip_prefix("name=")))
            .map(|name| name.trim_matches('"').as_bytes().to_vec());
        if let Some(name) = name {
            pairs.push((name, value));
        }
    }
    form(pairs.iter().map(|(name, value)| (name.as_slice(), *value)))
}

/// The values of a JSON text, or of one in each line, under the names nearest to them.
fn json(body: &[u8]) -> Option<String> {
    let mut values = Values::default();
    match serde_json::from_slice::<Json>(body) {
        Ok(json) => values.take(&json, ""),
        Err(_) if body.contains(&b'\n') => {
            for line in body.split(|byte| *byte == b'\n') {
                values.take(&serde_json::from_slice(line).ok()?, "");
            }
        }
        Err(_) => return None,
    }
    Some(form(values.pairs.iter().map(|(name, value)| (name.as_bytes(), value.as_bytes()))))
}

#[derive(Default)]
struct Values {
    pairs: Vec<(String, String)>,
    /// How often each name came so far.
    times: std::collections::HashMap<String, u64>,
}

impl Values {
    fn take(&mut self, json: &Json, name: &str) {
        match json {
            Json::Object(fields) => fields.iter().for_each(|(name, value)| self.take(value, name)),
            Json::List(values) => values.iter().for_each(|value| self.take(value, name)),
            Json::Scalar(_) if name.is_empty() => {}
            Json::Scalar(value) => {
                let times = self.times.entry(name.to_owned()).or_default();
                *times += 1;
                let key = if *times == 1 { name.to_owned() } else { format!("{name}.{times}_") };
                self.pairs.push((key, value.clone()));
            }
        }
    }
}

/// JSON with the order of its fields, and scalars as Python writes them.
enum Json {
    Scalar(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading;

        impl<'de> Visitor<'de> for Reading {
            type Value = Json;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("JSON")
            }

            fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
                Ok(Json::Scalar(if value { "True" } else { "False" }.to_owned()))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
                Ok(Json::Scalar(value.to_string()))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
                Ok(Json::Scalar(value.to_string()))
            }

            fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
                Ok(Json::Scalar(number_text(value)))
            }

            fn visit_str<E>(self, value: &str) -> Result<Json, E> {
                Ok(Json::Scalar(value.to_owned()))
            }

            fn visit_unit<E>(self) -> Result<Json, E> {
                Ok(Json::Scalar("None".to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Json, A::Error> {
                let mut list = Vec::new();
                while let Some(value) = values.next_element()? {
                    list.push(value);
                }
                Ok(Json::List(list))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Json, A::Error> {
                let mut object: Vec<(String, Json)> = Vec::new();
                let mut places = std::collections::HashMap::new();
                while let Some((name, value)) = fields.next_entry::<String, Json>()? {
                    // The last one of a name counts, at the place of the first.
                    match places.get(&name).and_then(|place: &usize| object.get_mut(*place)) {
                        Some((_, known)) => *known = value,
                        None => {
                            places.insert(name.clone(), object.len());
                            object.push((name, value));
                        }
                    }
                }
                Ok(Json::Object(object))
            }
        }

        deserializer.deserialize_any(Reading)
    }
}

/// A floating-point number as Python shows it: the shortest digits that mean it, with an exponent below 10⁻⁴ and from 10¹⁶ on.
fn number_text(value: f64) -> String {
    let scientific = format!("{value:e}");
    let Some((digits, exponent)) = scientific.split_once('e') else { return scientific };
    match exponent.parse::<i32>() {
        Ok(small) if (-4..16).contains(&small) => {
            let plain = value.to_string();
            if plain.contains('.') { plain } else { format!("{plain}.0") }
        }
        Ok(exponent) => {
            let sign = if exponent < 0 { '-' } else { '+' };
            format!("{digits}e{sign}{:02}", exponent.unsigned_abs())
        }
        Err(_) => scientific,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each was made by `cdxj_indexer.postquery` 1.5.0.
    #[test]
    fn bodies_become_the_queries_of_other_indexers() {
        for (media_type, body, query) in [
            ("application/x-www-form-urlencoded", "a=1&b=x+y%26z", "a=1&b=x y&z"),
            (
                "application/json",
                r#"{"q":"नमस्ते","n":[1,2.5,1e100,true,null],"deep":{"q":"again","":"none"}}"#,
                "q=%E0%A4%A8%E0%A4%AE%E0%A4%B8%E0%A5%8D%E0%A4%A4%E0%A5%87&n=1&n.2_=2.5&n.3_=1e%2B100&n.4_=True&n.5_=None&q.2_=again",
            ),
            ("application/json", "{broken", ""),
            ("application/json; charset=utf-8", "{\"a\":1}\n{\"a\":0.00001}", "a=1&a.2_=1e-05"),
            ("text/plain", r#"{"a":"b"}"#, "a=b"),
            ("text/plain", "hello", "__wb_post_data=aGVsbG8="),
            ("application/octet-stream", "\u{1}\u{2}", "__wb_post_data=AQI="),
            (
                "multipart/form-data; boundary=XX",
                "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none two\r\n--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x.bin\"\r\nContent-Type: application/octet-stream\r\n\r\n\u{0}\u{1}\r\n--XX--\r\n",
                "a=one+two&f=%00%01",
            ),
            ("multipart/form-data", "x", "__wb_post_data=eA=="),
        ] {
            assert_eq!(query_of("POST", Some(media_type), body.as_bytes()), query, "{media_type} {body}");
        }
        assert_eq!(query_of("GET", None, b"x"), "");
        assert_eq!(query_of("PUT", None, b"x"), "__wb_post_data=eA==");
        assert_eq!(query_of("POST", None, &[b'x'; 9000]).len(), LONGEST);
    }

    #[test]
    fn numbers_look_as_in_python() {
        for (value, text) in [
            (1.0, "1.0"),
            (0.1, "0.1"),
            (1e16, "1e+16"),
            (1.5e15, "1500000000000000.0"),
            (1e-5, "1e-05"),
            (0.0001, "0.0001"),
            (-2.5e-7, "-2.5e-07"),
            (0.0, "0.0"),
        ] {
            assert_eq!(number_text(value), text);
        }
    }

    #[test]
    fn the_query_goes_behind_the_address() {
        assert_eq!(with_query("http://a/", "POST", "x=1"), "http://a/?__wb_method=POST&x=1");
        assert_eq!(with_query("http://a/?b", "PUT", ""), "http://a/?b&__wb_method=PUT");
    }
}
