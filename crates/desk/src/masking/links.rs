//! Links, whose numbers are left alone.

use std::ops::Range;

use super::letters::{Letter, at};

/// Links, as ranges of letters: nothing inside is masked except the numbers of `wa.me` and the
/// like, and of parameters that are named for a telephone.
pub(super) fn links(letters: &[Letter]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < letters.len() {
        let inside = |i: usize| {
            at(letters, i).is_ascii()
                && !at(letters, i).is_whitespace()
                && !matches!(at(letters, i), '\0' | '<' | '>' | '"')
        };
        if !inside(start) {
            start += 1;
            continue;
        }
        let mut end = start;
        while end < letters.len() && inside(end) {
            end += 1;
        }
        let token: String = letters.get(start..end).unwrap_or_default().iter().map(|l| l.c).collect();
        let begin = ["http://", "https://", "www."]
            .iter()
            .filter_map(|p| token.find(p))
            .min()
            .or_else(|| schemeless(&token).then_some(0));
        if let Some(begin) = begin {
            let personal = ["wa.me/", "api.whatsapp.com", "whatsapp://", "t.me/+"].iter().any(|p| token.contains(p));
            if !personal {
                found.push(start + begin..start + values(&token, begin));
            }
        }
        start = end;
    }
    found
}

/// Where the part of a link ends whose numbers are left alone: before the value of a parameter that is named for what reaches
/// a person, and at its own end otherwise. Counted in characters, which are all ASCII here.
fn values(token: &str, begin: usize) -> usize {
    const NAMES: &[&str] = &[
        "phone", "tel", "mobile", "msisdn", "contact", "number", "nomor", "whatsapp", "wa", "hp", "cell", "call", "sms",
    ];
    let Some(query) = token.get(begin..).and_then(|link| link.find('?')).map(|at| begin + at + 1) else {
        return token.len();
    };
    let mut at = query;
    for parameter in token.get(query..).unwrap_or_default().split('&') {
        if let Some((name, _)) = parameter.split_once('=')
            && NAMES.iter().any(|known| name == *known || known.len() > 3 && name.contains(known))
        {
            return at + name.len() + 1;
        }
        at += parameter.len() + 1;
    }
    token.len()
}

/// `host.tld/path` without a scheme.
fn schemeless(token: &str) -> bool {
    let Some((host, _)) = token.split_once('/') else { return false };
    host.split('.').count() >= 2
        && host.rsplit('.').next().is_some_and(|tld| tld.len() >= 2 && tld.chars().all(|c| c.is_ascii_alphabetic()))
        && !host.contains('@')
}

pub(super) fn inside(links: &[Range<usize>], index: usize) -> bool {
    links.iter().any(|link| link.contains(&index))
}
