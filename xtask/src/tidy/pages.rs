//! Invariant 7: pages work without JavaScript, and nothing is inline that the content security policy would refuse. And what can be
//! scrolled can be scrolled by keys.

use super::{Fault, Tree};

pub(super) fn check(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in tree.with_extension(&["html", "xml"]).filter(|file| file.name.starts_with("crates/")) {
        faults.extend(objections(&file.name, &file.text, 1));
    }
    for source in tree.crate_sources().filter(|source| !source.name().contains("/examples/")) {
        for literal in source.literals.iter().filter(|literal| !literal.in_test && literal.value.contains('<')) {
            faults.extend(objections(&source.name(), &literal.value, literal.line));
        }
    }
    faults
}

/// What a piece of HTML may not hold.
fn objections(name: &str, text: &str, first_line: usize) -> Vec<Fault> {
    let mut faults = Vec::new();
    let plain = without_comments(text).replace("\\\"", "\"").to_ascii_lowercase();
    for (index, line) in plain.lines().enumerate() {
        let place = || format!("{name}:{}", first_line + index);
        if line.contains("<style") {
            faults.push(Fault::new(place(), "has a <style> element; use the stylesheet"));
        }
        for part in line.split("<script").skip(1).filter(|part| part.contains('>')) {
            let tag = part.split('>').next().unwrap_or("");
            let data = tag.contains("application/ld+json");
            // `/replay/` stands on the origin of archived pages, which has scripts of its own.
            let own = ["src=\"/static/", "src=\"/replay/", "src=\"{{"].iter().any(|own| tag.contains(own));
            if !data && !own {
                faults.push(Fault::new(place(), "has an inline or foreign script"));
            }
        }
        for part in line.split('<').skip(1) {
            let tag = part.split('>').next().unwrap_or("");
            for attribute in attributes(tag) {
                if attribute == "style" {
                    faults.push(Fault::new(place(), "has a style attribute; use a class"));
                } else if attribute.len() > 4
                    && attribute.starts_with("on")
                    && attribute.chars().all(|c| c.is_ascii_lowercase())
                {
                    faults.push(Fault::new(place(), format!("has an inline handler `{attribute}`")));
                }
            }
            // Whoever has no mouse scrolls by the keys, and only in what takes the focus.
            if tag.contains("class=\"scroll\"")
                && !["tabindex=\"0\"", "aria-label=\""].iter().all(|part| tag.contains(part))
            {
                faults.push(Fault::new(place(), "scrolls, but has no tabindex=\"0\" with role and aria-label"));
            }
            if tag.contains("href=\"javascript:") {
                faults.push(Fault::new(place(), "has a javascript: link"));
            }
        }
    }
    faults
}

/// The names of attributes with a value in a tag.
fn attributes(tag: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once('=') {
        let name = before.rsplit([' ', '\t', '\n']).next().unwrap_or("");
        if before.contains([' ', '\t', '\n']) {
            names.push(name);
        }
        // Step over the value, so that text inside quotes is not taken for attributes.
        rest = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                after.get(1..).and_then(|value| value.split_once(quote)).map_or("", |(_, rest)| rest)
            }
            _ => after,
        };
    }
    names
}

/// Blanks template and HTML comments, keeping lines.
fn without_comments(text: &str) -> String {
    let mut plain = text.to_owned();
    for (open, close) in [("{#", "#}"), ("<!--", "-->")] {
        while let Some(start) = plain.find(open) {
            let end = plain
                .get(start..)
                .and_then(|rest| rest.find(close))
                .map_or(plain.len(), |length| start + length + close.len());
            let blank: String = plain.get(start..end).unwrap_or("").chars().filter(|c| *c == '\n').collect();
            plain.replace_range(start..end, &blank);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_things_are_seen() {
        for bad in [
            "<p style=\"color:red\">",
            "<style>",
            "<script>alert(1)</script>",
            "<a onclick=\"x()\">",
            "<script src=\"https://example.org/x.js\">",
            "<a href=\"javascript:x\">",
            "<p\nclass=\"a\" style='b'>x",
            "<p class=\\\"a\\\" style=\\\"b\\\">",
            "<div class=\"scroll\"><table>",
        ] {
            let joined = bad.replace('\n', " ");
            assert!(!objections("a.html", &joined, 1).is_empty(), "{bad}");
        }
        for good in [
            "<p class=\"a\">style=1</p>",
            "<script type=\"application/ld+json\">",
            "{# <style> #}",
            "<!-- <script> -->",
            "<script src=\"/static/a.js\" defer>",
            "<input value=\"x style=y\" once=\"\">",
            "<meta name=\"on\" content=\"a\">",
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"x\"><table>",
        ] {
            assert!(objections("a.html", good, 1).is_empty(), "{good}");
        }
    }
}
