//! HTML that is safe to send, as a type of its own, and the few ways in which foreign text becomes such HTML.
//!
//! Nothing that somebody wrote may reach a page except through askama's escaping or through this module.

use std::fmt;

/// HTML whose every foreign part has been escaped. Askama writes it as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// Nothing at all.
    pub const fn empty() -> Self {
        Self(String::new())
    }

    /// HTML that the caller vouches for: written by us, or rendered by askama. Never text that somebody sent.
    pub fn trusted(html: impl Into<String>) -> Self {
        Self(html.into())
    }

    /// Plain text, escaped.
    pub fn text(text: &str) -> Self {
        Self(escape(text))
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The HTML, owned.
    pub fn into_string(self) -> String {
        self.0
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Both, one after the other.
    #[must_use]
    pub fn then(mut self, other: &Self) -> Self {
        self.0.push_str(&other.0);
        self
    }
}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Markup {}

impl FromIterator<Markup> for Markup {
    fn from_iter<I: IntoIterator<Item = Markup>>(parts: I) -> Self {
        Self(parts.into_iter().map(|part| part.0).collect())
    }
}

/// Escapes text for element content and for attribute values in double or single quotes. Control characters that HTML
/// cannot hold (C0 except tab and line ends, and U+007F to U+009F) are left out.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(character),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Short text that somebody wrote, on one line: isolated, with its own direction.
pub fn user(text: &str) -> Markup {
    Markup(format!("<bdi dir=\"auto\">{}</bdi>", escape(text)))
}

/// Long text that somebody wrote, shown exactly as sent, line ends included.
pub fn user_block(text: &str) -> Markup {
    Markup(format!("<div class=\"sent\" dir=\"auto\">{}</div>", escape(text)))
}

/// Explanations and other longer text: blank lines part paragraphs, single line ends stay, `http` and `https` links
/// become links that pass on no reputation. Nothing else is interpreted. Each paragraph finds its own direction.
pub fn paragraphs(text: &str) -> Markup {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::with_capacity(text.len() + 64);
    for paragraph in text.split("\n\n") {
        let paragraph = paragraph.trim_matches('\n').trim_end();
        if paragraph.trim().is_empty() {
            continue;
        }
        out.push_str("<p dir=\"auto\">");
        for (index, line) in paragraph.lines().enumerate() {
            if index > 0 {
                out.push_str("<br>");
            }
            linked(&mut out, line);
        }
        out.push_str("</p>");
    }
    Markup(out)
}

/// One link that somebody gave, shown as its own text. Only `http` and `https` become links; anything else stays text.
pub fn link(address: &str) -> Markup {
    let mut out = String::new();
    linked(&mut out, address.trim());
    Markup(out)
}

fn linked(out: &mut String, line: &str) {
    let mut rest = line;
    while let Some(start) = next_link(rest) {
        let (before, from) = rest.split_at(start);
        out.push_str(&escape(before));
        let end = from
            .find(|c: char| c.is_whitespace() || c.is_control() || "<>\"`{}|\\^「」『』“”«»、。，".contains(c))
            .unwrap_or(from.len());
        let (candidate, _) = from.split_at(end);
        let address = without_trailing_marks(candidate);
        let (address, after) = from.split_at(address.len());
        let usable =
            url::Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        if usable && address.len() <= 2048 {
            let escaped = escape(address);
            out.push_str("<a href=\"");
            out.push_str(&escaped);
            out.push_str("\" rel=\"nofollow ugc noopener\"><bdi dir=\"ltr\">");
            // A long address breaks after a slash rather than inside a word.
            match escaped.split_once("://") {
                Some((scheme, rest)) => {
                    out.push_str(scheme);
                    out.push_str("://");
                    out.push_str(&rest.replace('/', "/<wbr>"));
                }
                None => out.push_str(&escaped),
            }
            out.push_str("</bdi></a>");
        } else {
            out.push_str(&escape(address));
        }
        rest = after;
    }
    out.push_str(&escape(rest));
}

/// Where the next `http://` or `https://` begins.
fn next_link(text: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.find("http")?;
        let tail = text.get(at..)?;
        if tail.starts_with("http://") || tail.starts_with("https://") {
            return Some(at);
        }
        from = at + 4;
    }
}

/// A full stop or closing bracket after a link belongs to the sentence, not to the link.
fn without_trailing_marks(address: &str) -> &str {
    let mut address = address;
    loop {
        let shorter =
            address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~', '।', '۔', '؟', '！', '？']);
        let shorter = match shorter.strip_suffix(')') {
            Some(inner) if inner.matches(')').count() >= inner.matches('(').count() => inner,
            _ => shorter.strip_suffix(']').unwrap_or(shorter),
        };
        if shorter.len() == address.len() {
            return address;
        }
        address = shorter;
    }
}

/// Takes bidirectional isolates and overrides out of text that goes into an attribute, a header or a title, where they
/// would show as boxes or be read aloud.
pub fn without_isolates(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}' | '\u{202A}'..='\u{202E}')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_becomes_paragraphs_and_safe_links_and_nothing_else() {
        for (text, html) in [
            ("", ""),
            ("one\ntwo\n\nthree", "<p dir=\"auto\">one<br>two</p><p dir=\"auto\">three</p>"),
            ("<script>alert(1)</script>", "<p dir=\"auto\">&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
            (
                "see https://example.org/a?b=1&c=2.",
                "<p dir=\"auto\">see <a href=\"https://example.org/a?b=1&amp;c=2\" rel=\"nofollow ugc noopener\"><bdi dir=\"ltr\">https://example.org/<wbr>a?b=1&amp;c=2</bdi></a>.</p>",
            ),
            ("javascript:alert(1) http", "<p dir=\"auto\">javascript:alert(1) http</p>"),
            ("https:// nothing", "<p dir=\"auto\">https:// nothing</p>"),
        ] {
            assert_eq!(paragraphs(text).as_str(), html, "{text}");
        }
        assert!(
            paragraphs("(https://example.org/wiki/A_(b))").as_str().contains("href=\"https://example.org/wiki/A_(b)\"")
        );
        assert!(paragraphs("http://例え.テスト/路").as_str().contains("<a href"));
    }

    proptest! {
        #[test]
        fn nobody_can_write_a_tag(text: String) {
            let html = paragraphs(&text).into_string();
            let fragment = scraper::Html::parse_fragment(&html);
            for element in fragment.root_element().descendants().filter_map(scraper::ElementRef::wrap) {
                prop_assert!(matches!(element.value().name(), "html" | "p" | "br" | "a" | "bdi" | "wbr"), "{html}");
                if let Some(href) = element.value().attr("href") {
                    prop_assert!(href.starts_with("http://") || href.starts_with("https://"));
                }
            }
            prop_assert!(!escape(&text).contains(['<', '>', '"', '\'']));
        }

        #[test]
        fn links_in_odd_text_are_harmless(text in "(https?://[a-z<>\"'()\\[\\]. \u{202e}]{0,20}){0,4}") {
            let html = paragraphs(&text).into_string();
            prop_assert!(!html.contains("<script") && !html.contains("\"\""), "{html}");
        }
    }
}
