//! HTML as a stream of tags and texts.
//!
//! No tree is built: trees of hostile pages are deep and wide, and building them the way browsers do takes time that grows faster than the
//! page. The tokenizer (html5gum) reads tags, entities and the texts that hold no tags as the standard says, in one pass.

use std::convert::Infallible;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

use crate::http::charset_of;

/// Largest page that is read, in bytes; what follows is left out.
pub(crate) const LARGEST_PAGE: usize = 16 << 20;

/// Most attributes of one tag; further ones are left out.
const MOST_ATTRIBUTES: usize = 256;

/// The attributes of a tag, in their order.
#[derive(Debug, Default)]
pub(crate) struct Attributes(Vec<(String, String)>);

impl Attributes {
    /// The value of the first attribute of this name; names are in lower case.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value without white space around it, unless that is all.
    pub(crate) fn filled(&self, name: &str) -> Option<&str> {
        self.get(name).map(str::trim).filter(|value| !value.is_empty())
    }
}

/// What stands in a page.
pub(crate) enum Event<'a> {
    Start { name: &'a str, attributes: &'a Attributes },
    End { name: &'a str },
    Text(&'a str),
}

/// Hands over everything in a page, in order.
pub(crate) fn walk(html: &str, mut take: impl FnMut(Event<'_>)) {
    let mut tag: Option<String> = None;
    let mut attributes = Attributes::default();
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: html5gum::Span<()>| -> Option<Infallible> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                tag = Some(String::from_utf8_lossy(name).into_owned());
                attributes.0.clear();
            }
            CallbackEvent::AttributeName { name } if attributes.0.len() < MOST_ATTRIBUTES => {
                attributes.0.push((String::from_utf8_lossy(name).into_owned(), String::new()));
            }
            CallbackEvent::AttributeValue { value } if attributes.0.len() < MOST_ATTRIBUTES => {
                if let Some((_, known)) = attributes.0.last_mut() {
                    known.push_str(&String::from_utf8_lossy(value));
                }
            }
            CallbackEvent::CloseStartTag { .. } => {
                if let Some(name) = tag.take() {
                    take(Event::Start { name: &name, attributes: &attributes });
                }
            }
            CallbackEvent::EndTag { name } => take(Event::End { name: &String::from_utf8_lossy(name) }),
            CallbackEvent::String { value } => take(Event::Text(&String::from_utf8_lossy(value))),
            _ => {}
        }
        None
    });
    emitter.naively_switch_states(true);
    for _ in Tokenizer::new_with_emitter(html, emitter) {}
}

/// A page as text: by its byte order mark, by what the server said, by what the page says in its first bytes, as UTF-8 if
/// it is that, or as Windows-1252, which is anything.
pub(crate) fn decode<'a>(bytes: &'a [u8], charset: Option<&str>) -> std::borrow::Cow<'a, str> {
    let bytes = bytes.get(..bytes.len().min(LARGEST_PAGE)).unwrap_or_default();
    let encoding = Encoding::for_bom(bytes)
        .map(|(encoding, _)| encoding)
        .or_else(|| Encoding::for_label(charset?.as_bytes()))
        .or_else(|| declared(bytes));
    if let Some(encoding) = encoding {
        return encoding.decode(bytes).0;
    }
    // A character that the bound cut in two is no reason to read all others wrongly.
    let guessed = match std::str::from_utf8(bytes) {
        Ok(_) => UTF_8,
        Err(error) if error.error_len().is_none() && bytes.len() == LARGEST_PAGE => UTF_8,
        Err(_) => WINDOWS_1252,
    };
    guessed.decode(bytes).0
}

/// What a page says of itself in `<meta charset=…>` or `<meta http-equiv=content-type content=…>`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    // Every encoding that can say so says so in ASCII.
    let text: String = start.iter().map(|byte| char::from(*byte)).collect();
    let mut found = None;
    walk(&text, |event| {
        if let Event::Start { name: "meta", attributes } = event {
            let label = attributes.filled("charset").or_else(|| charset_of(attributes.get("content")?));
            found = found.or_else(|| Encoding::for_label(label?.as_bytes()));
        }
    });
    // Who can be read so far and says it is UTF-16 is mistaken.
    found.map(|encoding| if encoding.is_ascii_compatible() { encoding } else { UTF_8 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_entities_and_texts_without_tags_are_told_apart() {
        let mut seen = Vec::new();
        walk(
            "<TITLE>a &amp; <b></TITLE><a HREF='x&amp;y' href=z data-n>1 &lt; 2</a><script>if (a<b) '</p>'</script><p>end",
            |event| {
                seen.push(match event {
                    Event::Start { name, attributes } => format!("<{name} {:?}>", attributes.get("href")),
                    Event::End { name } => format!("</{name}>"),
                    Event::Text(text) => text.to_owned(),
                });
            },
        );
        assert_eq!(
            seen,
            [
                "<title None>",
                "a & <b>",
                "</title>",
                "<a Some(\"x&y\")>",
                "1 < 2",
                "</a>",
                "<script None>",
                "if (a<b) '</p>'",
                "</script>",
                "<p None>",
                "end"
            ]
        );
    }

    #[test]
    fn pages_of_every_encoding_become_text() {
        let big5 = [b"<meta charset=big5><p>".as_slice(), &[0xc1, 0xc1, 0xa8, 0xa5]].concat();
        assert_eq!(decode(&big5, None), "<meta charset=big5><p>謠言");
        assert_eq!(decode(&[0xc1, 0xc1, 0xa8, 0xa5], Some("Big5")), "謠言");
        let thai =
            [b"<meta http-equiv=Content-Type content='text/html; charset=tis-620'>".as_slice(), &[0xa2, 0xe8]].concat();
        assert!(decode(&thai, None).ends_with("ข่"));
        assert_eq!(decode("सच".as_bytes(), None), "सच");
        assert_eq!(decode(b"caf\xe9", None), "café");
        assert_eq!(decode(&[0xff, 0xfe, b'a', 0], Some("utf-8")), "a");
        assert_eq!(decode("<meta charset=utf-16>é".as_bytes(), None), "<meta charset=utf-16>é");
    }
}
