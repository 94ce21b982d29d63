//! Runs of digits, and what each of them is: a telephone number, an identity number, an account, or nothing personal.

use std::ops::Range;

use super::accounts::{ACCOUNT_WORDS, luhn};
use super::identities::{
    IDENTITY_WORDS, chinese_identity, indonesian_identity, old_lanka, thai_identity, verhoeff, viet_identity,
};
use super::letters::{Letter, at, at_before, labelled, mask};
use super::links::inside;
use super::quantities::{is_amount, is_date_or_time, is_month_day};
use super::telephones::{TELEPHONE_WORDS, is_telephone};
use super::{Mask, MaskKind};

/// A run of digits without separator.
pub(super) struct Group {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) digits: Vec<u32>,
    /// What stands between this group and the next.
    pub(super) separator: char,
}

/// Numbers: telephone, identity, account. Runs of digits with single separators are read as one, then in parts.
pub(super) fn numbers(letters: &[Letter], links: &[Range<usize>], masks: &mut Vec<Mask>) {
    let mut i = 0;
    while i < letters.len() {
        if !at(letters, i).is_ascii_digit() || inside(links, i) {
            i += 1;
            continue;
        }
        let mut groups: Vec<Group> = Vec::new();
        loop {
            let start = i;
            while at(letters, i).is_ascii_digit() {
                i += 1;
            }
            let digits = letters.get(start..i).unwrap_or_default().iter().filter_map(|l| l.c.to_digit(10)).collect();
            let mut next = i;
            let mut separator = '\0';
            while next < i + 3 && matches!(at(letters, next), ' ' | '-' | '.' | '(' | ')' | '/') {
                if separator == '\0' || separator == ' ' {
                    separator = at(letters, next);
                }
                next += 1;
            }
            let goes_on = at(letters, next).is_ascii_digit() && groups.len() < 11;
            groups.push(Group { start, end: i, digits, separator: if goes_on { separator } else { '\0' } });
            if !goes_on {
                break;
            }
            i = next;
        }
        read_groups(letters, &groups, masks);
    }
}

fn read_groups(letters: &[Letter], groups: &[Group], masks: &mut Vec<Mask>) {
    let mut from = 0;
    while from < groups.len() {
        let found = (from + 1..=groups.len()).rev().find_map(|to| {
            let part = groups.get(from..to)?;
            classify(letters, part).map(|kind| (to, kind))
        });
        match found {
            Some((to, kind)) => {
                if let (Some(first), Some(last)) = (groups.get(from), groups.get(to - 1)) {
                    let mut start = first.start;
                    let closes = (first.start..last.end).any(|i| at(letters, i) == ')');
                    while start > 0 && (at(letters, start - 1) == '+' || closes && at(letters, start - 1) == '(') {
                        start -= 1;
                    }
                    // The check letter of some identity numbers stands behind the digits.
                    let letter = kind == MaskKind::Identity && matches!(at(letters, last.end), 'v' | 'x');
                    mask(letters, start..last.end + usize::from(letter), kind, masks);
                }
                from = to;
            }
            None => from += 1,
        }
    }
}

fn classify(letters: &[Letter], groups: &[Group]) -> Option<MaskKind> {
    let (first, last) = (groups.first()?, groups.last()?);
    let digits: Vec<u32> = groups.iter().flat_map(|g| g.digits.iter().copied()).collect();
    let lengths: Vec<usize> = groups.iter().map(|g| g.digits.len()).collect();
    let length = digits.len();
    let separators: Vec<char> = groups.iter().take(groups.len() - 1).map(|g| g.separator).collect();
    let before = at_before(letters, first.start);
    let plus = before == '+' || (before == '(' && at_before(letters, first.start - 1) == '+');
    let after = at(letters, last.end);

    if !(6..=20).contains(&length) || after.is_ascii_alphabetic() && after != 'x' {
        return old_lanka(letters, groups);
    }
    if before.is_ascii_alphabetic() && !labelled(letters, first.start, TELEPHONE_WORDS) {
        return None;
    }
    if plus {
        return (8..=15).contains(&length).then_some(MaskKind::Telephone);
    }
    if is_date_or_time(&lengths, &digits, &separators) || is_amount(letters, groups, &lengths, &separators) {
        return None;
    }
    // Identity numbers with a checksum or an unmistakable shape.
    match (length, lengths.as_slice()) {
        (13, _) if thai_identity(&digits) && usual(&lengths, &[&[13], &[1, 4, 5, 2, 1]]) => {
            return Some(MaskKind::Identity);
        }
        (13, [5, 7, 1]) => return Some(MaskKind::Identity),
        (13, [6, 7])
            if is_month_day(value(&digits, 2..4), value(&digits, 4..6))
                && digits.get(6).is_some_and(|d| (1..=8).contains(d)) =>
        {
            return Some(MaskKind::Identity);
        }
        (12, [12] | [4, 4, 4]) if verhoeff(&digits) && digits.first().is_some_and(|d| *d > 1) => {
            return Some(MaskKind::Identity);
        }
        (12, [6, 2, 4]) if is_month_day(value(&digits, 2..4), value(&digits, 4..6)) => return Some(MaskKind::Identity),
        (12, [12]) if viet_identity(&digits) => return Some(MaskKind::Identity),
        (16, [4, 4, 4, 4]) if luhn(&digits) => return Some(MaskKind::Account),
        (16, [16] | [4, 4, 4, 4] | [6, 6, 4]) if indonesian_identity(&digits) => return Some(MaskKind::Identity),
        (18, [18]) if chinese_identity(&digits, None) => return Some(MaskKind::Identity),
        (17, [17]) if after == 'x' && chinese_identity(&digits, Some(10)) => return Some(MaskKind::Identity),
        _ => {}
    }
    if (6..=20).contains(&length) && labelled(letters, first.start, IDENTITY_WORDS) {
        return Some(MaskKind::Identity);
    }
    if (13..=19).contains(&length)
        && digits.first().is_some_and(|d| (3..=6).contains(d))
        && luhn(&digits)
        && (lengths.len() == 1 || lengths.iter().take(lengths.len() - 1).all(|l| (4..=6).contains(l)))
    {
        return Some(MaskKind::Account);
    }
    if (8..=20).contains(&length) && labelled(letters, first.start, ACCOUNT_WORDS) {
        return Some(MaskKind::Account);
    }
    if is_telephone(letters, first.start, &digits, &lengths) {
        return Some(MaskKind::Telephone);
    }
    None
}

pub(super) fn usual(lengths: &[usize], shapes: &[&[usize]]) -> bool {
    shapes.contains(&lengths)
}

pub(super) fn value(digits: &[u32], range: Range<usize>) -> u32 {
    digits.get(range).unwrap_or_default().iter().fold(0, |v, d| v * 10 + d)
}
