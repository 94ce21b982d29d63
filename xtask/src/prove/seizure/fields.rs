//! Every column of the database is on the list in SECURITY.md, readable or sealed; what should be sealed is an envelope, and what can be
//! read is a code.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result, ensure};

use crate::database::Source;
use crate::shop::Shop;

/// Readable texts that are no codes: how a helpline works, published figures, a locator.
const NO_CODES: [(&str, &str); 4] = [
    ("help_setting", "value"),
    ("help_release", "content"),
    ("deletion_receipt", "locator"),
    // Everybody may read it.
    ("help_voice", "words"),
];
/// Before the names of tables that have nothing to do with cases.
const OTHERS: &str = "No other table holds anything of a case:";

/// What SECURITY.md says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct List {
    /// Columns that can be read, by table.
    readable: BTreeMap<String, BTreeSet<String>>,
    sealed: BTreeMap<String, BTreeSet<String>>,
    /// Tables without anything of a case.
    others: BTreeSet<String>,
}

/// Words in back quotes.
fn quoted(text: &str) -> impl Iterator<Item = String> {
    text.split('`').skip(1).step_by(2).map(ToOwned::to_owned)
}

impl List {
    pub(super) fn read(shop: &Shop) -> Result<Self> {
        let page = fs::read_to_string(shop.root.join("SECURITY.md"))?;
        let list = Self::parse(&page);
        ensure!(!list.readable.is_empty() && !list.others.is_empty(), "SECURITY.md lists no columns");
        Ok(list)
    }

    fn parse(page: &str) -> Self {
        let section = page.split_once("## Sealed help").map_or("", |(_, rest)| rest);
        let section = section.split("\n## ").next().unwrap_or("");
        let mut list = Self::default();
        for line in section.lines().filter(|line| line.starts_with("| `")) {
            let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
            let [tables, readable, sealed, ..] = cells[..] else { continue };
            for table in quoted(tables) {
                list.readable.insert(table.clone(), quoted(readable).collect());
                list.sealed.insert(table, quoted(sealed).collect());
            }
        }
        if let Some((_, rest)) = section.split_once(OTHERS) {
            list.others = quoted(rest.split("\n\n").next().unwrap_or("")).collect();
        }
        list
    }
}

/// Every table with its columns and their kinds.
fn columns(source: &Source, shop: &Shop) -> Result<BTreeMap<String, Vec<(String, String)>>> {
    let rows = source.ask(
            shop,
            "SELECT m.name, c.name, c.type FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'",
            "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' AND table_name IN (SELECT tablename FROM pg_tables WHERE schemaname = 'public')",
        )?;
    let mut tables: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for row in rows {
        let [table, column, kind] = &row[..] else { continue };
        tables.entry(table.clone()).or_default().push((column.clone(), kind.to_lowercase()));
    }
    ensure!(tables.len() > 20, "the database lists only {} tables", tables.len());
    Ok(tables)
}

/// What was seen.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) columns: usize,
    pub(super) sealed_values: usize,
    /// What is wrong, in words.
    pub(super) faults: Vec<String>,
}

/// Compares the database with the list.
pub(super) fn compare(shop: &Shop, list: &List, source: &Source) -> Result<Seen> {
    let tables = columns(source, shop)?;
    let mut seen = Seen::default();
    let empty = BTreeSet::new();
    for (table, columns) in &tables {
        if list.others.contains(table) {
            continue;
        }
        let (readable, sealed) = (list.readable.get(table).unwrap_or(&empty), list.sealed.get(table).unwrap_or(&empty));
        for (column, kind) in columns {
            seen.columns += 1;
            match (readable.contains(column), sealed.contains(column)) {
                (true, false) if kind == "text" && !NO_CODES.contains(&(table, column)) => {
                    // Codes, identifiers of languages, locators: nothing that somebody could have written.
                    let odd = format!("SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL");
                    for row in source.ask(shop, &odd, &odd)? {
                        let value = row.join(" ");
                        if value.len() > 80 || !value.chars().all(|c| c.is_ascii_alphanumeric() || "-_ .:".contains(c))
                        {
                            seen.faults.push(format!("{table}.{column} holds something that is no code"));
                        }
                    }
                }
                (true, false) => {}
                (false, true) => {
                    let rows = source.ask(
                        shop,
                        &format!("SELECT hex(substr({column}, 1, 2)), count(*) FROM {table} WHERE {column} IS NOT NULL GROUP BY 1"),
                        &format!("SELECT upper(encode(substring({column} FROM 1 FOR 2), 'hex')), count(*) FROM {table} WHERE {column} IS NOT NULL GROUP BY 1"),
                    )?;
                    for row in rows {
                        let [begins, count] = &row[..] else { continue };
                        seen.sealed_values += count.parse::<usize>().context("a count")?;
                        if !ENVELOPES.contains(&begins.as_str()) {
                            seen.faults.push(format!(
                                "{table}.{column} holds {count} values that begin with {begins}: no sealed envelope"
                            ));
                        }
                    }
                }
                (true, true) => {
                    seen.faults.push(format!("SECURITY.md lists {table}.{column} as readable and as sealed"));
                }
                (false, false) => seen.faults.push(format!("SECURITY.md does not list {table}.{column}")),
            }
        }
    }
    for (table, columns) in list.readable.iter().chain(&list.sealed) {
        let known: BTreeSet<&String> = tables.get(table).into_iter().flatten().map(|(column, _)| column).collect();
        seen.faults.extend(
            columns
                .iter()
                .filter(|column| !known.contains(column))
                .map(|column| format!("SECURITY.md lists {table}.{column}, which does not exist")),
        );
    }
    seen.faults.extend(
        list.others
            .iter()
            .filter(|table| !tables.contains_key(*table))
            .map(|table| format!("SECURITY.md names the table {table}, which does not exist")),
    );
    Ok(seen)
}

/// How sealed envelopes begin: kind and algorithm, as docs/sealing.md lists them.
const ENVELOPES: [&str; 13] =
    ["0211", "0312", "0401", "0402", "0501", "0502", "0601", "0602", "0721", "0822", "0923", "0A24", "0E11"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_read_as_it_is_written() {
        let page = "## Sealed help\n\n| table | can be read | sealed | why |\n|---|---|---|---|\n| `case_text` | `record`, `field` | `sealed` | to put them together |\n| `a`, `b` | `day` | | |\n\nNo other table holds anything of a case: `claim`,\n`check`.\n\n## More\n\n| `not` | `this` | | |\n";
        let list = List::parse(page);
        let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
        assert_eq!(list.readable.get("case_text"), Some(&set(&["record", "field"])));
        assert_eq!(list.sealed.get("case_text"), Some(&set(&["sealed"])));
        assert_eq!((list.readable.len(), list.readable.get("b")), (3, Some(&set(&["day"]))));
        assert_eq!(list.others, set(&["claim", "check"]));
    }
}
