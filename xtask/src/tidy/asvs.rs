//! The list against OWASP's standard: every requirement once, with a standing, and what is met rests on something that exists.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Fault, Tree};

const DOCUMENT: &str = "docs/asvs.md";

/// Chapters of ASVS 5.0.0, their sections, and how many requirements of level 1 and 2 each has. They are numbered from 1; those of
/// level 3 come last in each.
const CHAPTERS: [(u8, &[(u8, u8)]); 17] = [
    (1, &[(1, 2), (2, 9), (3, 11), (4, 3), (5, 2)]),
    (2, &[(1, 3), (2, 3), (3, 4), (4, 1)]),
    (3, &[(2, 2), (3, 4), (4, 6), (5, 5), (7, 2)]),
    (4, &[(1, 3), (2, 1), (3, 2), (4, 4)]),
    (5, &[(1, 1), (2, 3), (3, 2), (4, 3)]),
    (6, &[(1, 3), (2, 12), (3, 4), (4, 4), (5, 5), (6, 3), (8, 4)]),
    (7, &[(1, 3), (2, 4), (3, 2), (4, 5), (5, 2), (6, 2)]),
    (8, &[(1, 2), (2, 3), (3, 1), (4, 1)]),
    (9, &[(1, 3), (2, 4)]),
    (10, &[(1, 2), (2, 2), (3, 4), (4, 11), (5, 5), (6, 2), (7, 3)]),
    (11, &[(1, 2), (2, 3), (3, 3), (4, 4), (5, 1), (6, 1)]),
    (12, &[(1, 3), (2, 2), (3, 4)]),
    (13, &[(1, 1), (2, 5), (3, 2), (4, 5)]),
    (14, &[(1, 2), (2, 4), (3, 3)]),
    (15, &[(1, 3), (2, 3), (3, 7)]),
    (16, &[(1, 1), (2, 5), (3, 4), (4, 3), (5, 3)]),
    (17, &[(1, 1), (2, 4), (3, 2)]),
];

/// What may be said of a requirement, as the list and the sum at its top write it.
const STANDINGS: [&str; 3] = ["met", "not applicable", "open"];

pub(super) fn check(tree: &Tree) -> Vec<Fault> {
    match tree.files.iter().find(|file| file.name == DOCUMENT) {
        Some(file) => faults(&file.text, |path| tree.root.join(path).exists()),
        None => vec![Fault::new(DOCUMENT, "is missing")],
    }
}

fn faults(text: &str, exists: impl Fn(&Path) -> bool) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut seen: BTreeMap<String, usize> = expected().map(|id| (id, 0)).collect();
    let mut sums = [0_usize; 3];
    for (index, line) in text.lines().enumerate().filter(|(_, line)| line.starts_with("| V")) {
        let mut fault = |what: String| faults.push(Fault::new(format!("{DOCUMENT}:{}", index + 1), what));
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [id, level, _, standing, why] = cells.as_slice() else {
            fault("has not the five columns of the list".to_owned());
            continue;
        };
        match seen.get_mut(*id) {
            Some(times) => *times += 1,
            None => fault(format!("names {id}, which is no requirement of level 1 or 2")),
        }
        if !matches!(*level, "1" | "2") {
            fault(format!("{id}: {level} is no level of this list"));
        }
        let standing = standing.trim_matches('*');
        match STANDINGS.iter().zip(&mut sums).find(|(known, _)| **known == standing) {
            Some((_, sum)) => *sum += 1,
            None => fault(format!("{id}: \"{standing}\" is none of {STANDINGS:?}")),
        }
        let named: Vec<&str> = why.split('`').skip(1).step_by(2).collect();
        let paths = named.iter().filter(|word| is_path(word));
        for path in paths.clone().filter(|path| !exists(Path::new(path))) {
            fault(format!("{id}: names {path}, which does not exist"));
        }
        // The rule `promises` looks whether tests exist.
        let tests = named.iter().filter(|word| super::documents::is_test_name(word));
        if standing == "met" && paths.count() + tests.count() == 0 {
            fault(format!("{id}: says what is met, and names no test and no file"));
        }
        if why.is_empty() {
            fault(format!("{id}: gives no reason"));
        }
    }
    for (id, times) in seen {
        if times != 1 {
            faults.push(Fault::new(DOCUMENT, format!("has {id} {times} times; it must stand there once")));
        }
    }
    let [met, not_applicable, open] = sums;
    let sum = format!("**{met} met, {not_applicable} not applicable, {open} open**");
    if !text.contains(&sum) {
        faults.push(Fault::new(DOCUMENT, format!("counts wrongly; it must say {sum}")));
    }
    faults
}

fn expected() -> impl Iterator<Item = String> {
    CHAPTERS.iter().flat_map(|(chapter, sections)| {
        sections.iter().flat_map(move |(section, count)| (1..=*count).map(move |n| format!("V{chapter}.{section}.{n}")))
    })
}

/// Paths are relative to the repository; `/sign-in` is an address of the site.
fn is_path(word: &str) -> bool {
    let named =
        Path::new(word).extension().is_some_and(|extension| ["toml", "md", "lock"].iter().any(|e| extension == *e));
    !word.starts_with('/') && !word.contains(' ') && (word.contains('/') || named)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(change: impl Fn(&str) -> Option<String>) -> String {
        let rows: Vec<String> = expected()
            .filter_map(|id| {
                let row = format!("| {id} | 2 | words | met | `crates/web/src/form.rs` |");
                change(&id).map_or(Some(row), |other| (!other.is_empty()).then_some(other))
            })
            .collect();
        format!("**253 met, 0 not applicable, 0 open**\n{}\n", rows.join("\n"))
    }

    fn said(text: &str) -> Vec<String> {
        faults(text, |path| path == Path::new("crates/web/src/form.rs")).into_iter().map(|fault| fault.what).collect()
    }

    #[test]
    fn a_whole_list_is_fine() {
        assert_eq!(expected().count(), 253);
        assert_eq!(said(&list(|_| None)), Vec::<String>::new());
    }

    #[test]
    fn what_is_missing_doubled_invented_or_without_ground_is_seen() {
        let with = |row: &str| list(|id| (id == "V6.5.1").then(|| row.to_owned()));
        for (text, says) in [
            (with(""), "has V6.5.1 0 times"),
            (with("| V6.5.2 | 2 | words | met | `crates/web/src/form.rs` |"), "has V6.5.2 2 times"),
            (with("| V6.5.9 | 2 | words | met | `crates/web/src/form.rs` |"), "no requirement"),
            (with("| V6.5.1 | 3 | words | met | `crates/web/src/form.rs` |"), "no level"),
            (with("| V6.5.1 | 2 | words | nearly | `crates/web/src/form.rs` |"), "is none of"),
            (with("| V6.5.1 | 2 | words | met | it is |"), "names no test"),
            (with("| V6.5.1 | 2 | words | met | `crates/web/src/gone.rs` |"), "does not exist"),
            (with("| V6.5.1 | 2 | words | **open** | not yet |"), "counts wrongly"),
            (with("| V6.5.1 | 2 | met |"), "five columns"),
        ] {
            let said = said(&text);
            assert!(said.iter().any(|what| what.contains(says)), "{says}: {said:?}");
        }
        assert!(said(&with("| V6.5.1 | 2 | words | met | `a_test_that_is_named_here` |")).is_empty());
    }
}
