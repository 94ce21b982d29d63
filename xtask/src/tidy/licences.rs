//! Licences and banned crates: `deny.toml` applied to everything the workspace builds, so that the list holds even where
//! `cargo deny` is not installed.

use std::collections::BTreeSet;

use super::{Fault, Tree};

pub(super) fn check(tree: &Tree) -> Vec<Fault> {
    let Some(file) = tree.files.iter().find(|file| file.name == "deny.toml") else {
        return vec![Fault::new("deny.toml", "is missing")];
    };
    let rules = match Rules::parse(&file.text) {
        Ok(rules) => rules,
        Err(why) => return vec![Fault::new("deny.toml", why)],
    };
    let mut faults = Vec::new();
    for package in &tree.metadata.packages {
        if let Some(why) = rules.objection(&package.name, package.license.as_deref()) {
            faults.push(Fault::new(format!("{} {}", package.name, package.version), why));
        }
    }
    faults
}

/// What `deny.toml` allows and bans.
struct Rules {
    allowed: BTreeSet<String>,
    exceptions: Vec<(String, BTreeSet<String>)>,
    banned: BTreeSet<String>,
}

impl Rules {
    fn parse(text: &str) -> Result<Self, String> {
        let table: toml::Table = text.parse().map_err(|why| format!("does not read: {why}"))?;
        let names = |value: Option<&toml::Value>, key: Option<&str>| -> BTreeSet<String> {
            let items = value.and_then(toml::Value::as_array).cloned().unwrap_or_default();
            items
                .iter()
                .filter_map(|item| match key {
                    Some(key) if item.is_table() => item.get(key).and_then(toml::Value::as_str),
                    _ => item.as_str(),
                })
                .map(ToOwned::to_owned)
                .collect()
        };
        let licences = table.get("licenses").ok_or("has no [licenses]")?;
        let allowed = names(licences.get("allow"), None);
        if allowed.is_empty() {
            return Err("allows no licence at all".to_owned());
        }
        let exceptions = licences
            .get("exceptions")
            .and_then(toml::Value::as_array)
            .cloned()
            .unwrap_or_default()
            .iter()
            .filter_map(|item| Some((item.get("crate")?.as_str()?.to_owned(), names(item.get("allow"), None))))
            .collect();
        let banned = names(table.get("bans").and_then(|bans| bans.get("deny")), Some("crate"));
        Ok(Self { allowed, exceptions, banned })
    }

    /// Why a package may not be used, if so.
    fn objection(&self, name: &str, licence: Option<&str>) -> Option<String> {
        if self.banned.contains(name) {
            return Some("is banned in deny.toml".to_owned());
        }
        let extra = self.exceptions.iter().find(|(known, _)| known == name).map(|(_, licences)| licences);
        let Some(expression) = licence else {
            return Some("names no licence".to_owned());
        };
        let fits = |id: &str| self.allowed.contains(id) || extra.is_some_and(|extra| extra.contains(id));
        if satisfied(expression, &fits) {
            None
        } else {
            Some(format!("its licence `{expression}` is not allowed in deny.toml"))
        }
    }
}

/// Whether an SPDX expression (annex D of the SPDX specification; `/` is an old way to write OR) can be met.
fn satisfied(expression: &str, fits: &dyn Fn(&str) -> bool) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let met = alternatives(&words, &mut at, fits);
    met && at == words.len()
}

fn alternatives(words: &[&str], at: &mut usize, fits: &dyn Fn(&str) -> bool) -> bool {
    let mut met = conjunction(words, at, fits);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        let other = conjunction(words, at, fits);
        met = met || other;
    }
    met
}

fn conjunction(words: &[&str], at: &mut usize, fits: &dyn Fn(&str) -> bool) -> bool {
    let mut met = one(words, at, fits);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        let other = one(words, at, fits);
        met = met && other;
    }
    met
}

fn one(words: &[&str], at: &mut usize, fits: &dyn Fn(&str) -> bool) -> bool {
    match words.get(*at) {
        Some(&"(") => {
            *at += 1;
            let met = alternatives(words, at, fits);
            *at += 1;
            met
        }
        Some(id) => {
            *at += 1;
            if words.get(*at) == Some(&"WITH") {
                let exception = words.get(*at + 1).copied().unwrap_or("");
                *at += 2;
                fits(&format!("{id} WITH {exception}"))
            } else {
                fits(id)
            }
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = "[licenses]\nallow = [\"MIT\", \"Apache-2.0\", \"Apache-2.0 WITH LLVM-exception\"]\nexceptions = [{ crate = \"odd\", allow = [\"MPL-2.0\"] }]\n[bans]\ndeny = [{ crate = \"openssl\" }, \"native-tls\"]\n";

    #[test]
    fn expressions_are_met_or_not() {
        let fits = |id: &str| ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"].contains(&id);
        for good in
            ["MIT", "MIT/GPL-2.0", "GPL-3.0 OR MIT", "(MIT OR X) AND Apache-2.0", "Apache-2.0 WITH LLVM-exception OR Y"]
        {
            assert!(satisfied(good, &fits), "{good}");
        }
        for bad in ["GPL-2.0", "MIT AND GPL-2.0", "", "MIT AND", "(MIT OR X) AND Y", "Apache-2.0 WITH other"] {
            assert!(!satisfied(bad, &fits), "{bad}");
        }
    }

    #[test]
    fn banned_and_foreign_crates_are_seen() {
        let rules = Rules::parse(RULES).unwrap();
        assert!(rules.objection("openssl", Some("MIT")).is_some());
        assert!(rules.objection("native-tls", Some("MIT")).is_some());
        assert!(rules.objection("a", Some("SSPL-1.0")).is_some());
        assert!(rules.objection("a", None).is_some());
        assert!(rules.objection("odd", Some("MPL-2.0")).is_none());
        assert!(rules.objection("a", Some("MIT")).is_none());
        assert!(Rules::parse("[bans]\n").is_err());
    }
}
