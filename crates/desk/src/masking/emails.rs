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
}
