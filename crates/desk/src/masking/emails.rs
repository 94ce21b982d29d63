//! E-mail addresses.

use super::letters::{Letter, at, is_cjk, mask};
use super::{Mask, MaskKind};

pub(super) fn emails(letters: &[Letter], masks: &mut Vec<Mask>) {
    let local = |c: char| c.is_alphanumeric() && !is_cjk(c) || matches!(c, '.' | '_' | '%' | '+' | '-');
    let domain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    for (i, _) in letters.iter().enumerate().filter(|(_, l)| l.c == '@') {
        let mut start = i;
        while start > 0 && local(at(letters, start - 1)) {
            start -= 1;
        }
        let mut end = i + 1;
        while domain(at(letters, end)) {
            end += 1;
        }
        while end > i + 1 && matches!(at(letters, end - 1), '.' | '-') {
            end -= 1;
        }
        let host: String = letters.get(i + 1..end).unwrap_or_default().iter().map(|l| l.c).collect();
        let dotted = host.rsplit_once('.').is_some_and(|(name, tld)| !name.is_empty() && tld.len() >= 2);
        if start < i && dotted {
            mask(letters, start..end, MaskKind::Email, masks);
        }
    }
    spelt_out(letters, masks);
}

/// Addresses that hide from machines: `ana (at) example dot com`, `ana[at]mail[dot]example[dot]org`.
fn spelt_out(letters: &[Letter], masks: &mut Vec<Mask>) {
    for i in 0..letters.len() {
        let Some(after) = sign(letters, i, "at") else { continue };
        let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+' | '%' | '.');
        let mut start = i;
        while start > 0 && part(at(letters, start - 1)) {
            start -= 1;
        }
        let mut end = after;
        let mut dots = 0;
        loop {
            let begin = end;
            while part(at(letters, end)) {
                dots += usize::from(at(letters, end) == '.' && part(at(letters, end + 1)));
                end += 1;
            }
            if end == begin {
                break;
            }
            match sign(letters, end, "dot") {
                Some(next) if part(at(letters, next)) => {
                    dots += 1;
                    end = next;
                }
                _ => break,
            }
        }
        while end > after && at(letters, end - 1) == '.' {
            end -= 1;
        }
        if start < i && dots > 0 && end > after {
            mask(letters, start..end, MaskKind::Email, masks);
        }
    }
}

/// Where the text goes on after ` (word) `, `[word]` or, for a dot, ` dot `.
fn sign(letters: &[Letter], start: usize, word: &str) -> Option<usize> {
    let mut i = start;
    while at(letters, i) == ' ' && i < start + 2 {
        i += 1;
    }
    let bracket = matches!(at(letters, i), '(' | '[' | '{');
    if !bracket && (word != "dot" || i == start) {
        return None;
    }
    i += usize::from(bracket);
    let named = word.chars().enumerate().all(|(offset, c)| at(letters, i + offset) == c);
    if !named {
        return None;
    }
    i += word.len();
    if bracket {
        if !matches!(at(letters, i), ')' | ']' | '}') {
            return None;
        }
        i += 1;
    } else if at(letters, i) != ' ' {
        return None;
    }
    while at(letters, i) == ' ' {
        i += 1;
    }
    Some(i)
}
