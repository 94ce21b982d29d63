//! Invariant 3: SQL stands only in stores, as static text; nothing outside `db` names an engine; scoped tables are read
//! through their views; both engines have the same migrations.

use std::collections::BTreeSet;

use super::source::{Literal, Source};
use super::{Fault, TextFile, Tree, crate_of};

/// Crates that may hold SQL anywhere.
const SQL_EVERYWHERE: &[&str] = &["db"];

/// What pages and endpoints may do as the system, each with the reason. Members read and write as themselves.
const ELEVATED: &[(&str, &str)] = &[
    ("receive::intake", "what somebody hands in belongs to nobody yet; this says who will read it"),
    ("moderation::appeal_standing", "the receipt itself is the right to read how an appeal stands"),
    (
        "receive::is_blocked",
        "whoever asks is told before they fill in a form that would be refused; it says yes or no alone",
    ),
    ("public::stats", "figures about the whole network are counts alone"),
    ("receive::repeated", "somebody without an account sent the form that they hold a second time"),
    ("receipt::open", "the receipt itself is the right to read what was handed in"),
    ("receipts::open", "the same, over the API"),
    ("receipt::withdraw", "the receipt itself is the right to take it back"),
    (
        "letters::hand_in",
        "somebody without an account writes about a check, and may read it back only with the receipt",
    ),
    ("letters::standing", "the receipt itself is the right to read how a letter stands"),
    ("letters::withdraw", "the receipt itself is the right to take a letter back"),
    ("moderation::appeal", "somebody without an account appeals, and may read it back only with the receipt"),
];

/// Names of engines and of their drivers' types.
const ENGINES: &[&str] = &[
    "Sqlite",
    "SqlitePool",
    "SqliteConnection",
    "Postgres",
    "PgPool",
    "PgConnection",
    "PgRow",
    "SqliteRow",
    "AnyPool",
];

pub(super) fn in_stores(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for source in tree.crate_sources() {
        let name = source.name();
        let Some(folder) = crate_of(&name) else { continue };
        if SQL_EVERYWHERE.contains(&folder) {
            continue;
        }
        for literal in source.literals.iter().filter(|literal| !literal.in_test && is_sql(&literal.value)) {
            let place = format!("{name}:{}", literal.line);
            if source.is_store() {
                if is_built(source, literal) {
                    faults.push(Fault::new(place, "SQL is static text; bind values instead of building the statement"));
                }
            } else {
                faults.push(Fault::new(place, "SQL stands only in store.rs or store/"));
            }
        }
        if !source.is_store() {
            for word in ["fetch_optional!", "fetch_all!", "fetch_one!", "fetch_scalar!", "execute!", "sqlx::query"] {
                for at in source.find(word) {
                    let place = format!("{name}:{}", source.line_of(at));
                    faults.push(Fault::new(place, format!("`{word}` runs a statement outside a store")));
                }
            }
        }
    }
    faults
}

/// Whether a text is an SQL statement.
fn is_sql(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().take(400).collect();
    let has = |word: &str| words.iter().any(|other| other.trim_end_matches(['(', ',', ')']) == word);
    match words.first().copied().unwrap_or("") {
        "SELECT" => words.len() > 1,
        "INSERT" => has("INTO"),
        "UPDATE" => has("SET"),
        "DELETE" => has("FROM"),
        "WITH" => has("AS") && (has("SELECT") || text.contains("(SELECT")),
        "CREATE" | "ALTER" | "DROP" => has("TABLE") || has("VIEW") || has("INDEX"),
        _ => false,
    }
}

/// Whether a statement is the text of `format!`, `concat!` with names, or is added to another.
fn is_built(source: &Source, literal: &Literal) -> bool {
    let before = source.code.get(..literal.offset).unwrap_or("").trim_end();
    ["format!(", "write!(", "push_str(", "+", "format_args!("].iter().any(|word| before.ends_with(word))
        || literal.value.contains("{}")
}

pub(super) fn engines(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for source in tree.crate_sources() {
        let name = source.name();
        if crate_of(&name) == Some("db") {
            continue;
        }
        for engine in ENGINES {
            for at in source.find(engine) {
                faults.push(Fault::new(
                    format!("{name}:{}", source.line_of(at)),
                    format!("names the engine type `{engine}`; only db may"),
                ));
            }
        }
        // The program's own help says what an operator may write after `--database`; nobody else mentions an engine.
        if crate_of(&name) != Some("saksi") {
            for literal in source.literals.iter().filter(|literal| !literal.in_test) {
                let text = literal.value.to_ascii_lowercase();
                if text.contains("sqlite") || text.contains("postgres") {
                    faults.push(Fault::new(format!("{name}:{}", literal.line), "names an engine; only db may"));
                }
            }
        }
    }
    faults
}

pub(super) fn scoped(tree: &Tree) -> Vec<Fault> {
    let Some(scope) = tree.sources.iter().find(|source| source.name() == "crates/db/src/scope.rs") else {
        return vec![Fault::new("crates/db/src/scope.rs", "is missing: it registers the scoped tables")];
    };
    let tables = registered(scope);
    if tables.is_empty() {
        return vec![Fault::new("crates/db/src/scope.rs", "registers no scoped table in SCOPED")];
    }
    let mut faults = Vec::new();
    let keepers: BTreeSet<String> = tree
        .crate_sources()
        .filter(|source| {
            source
                .literals
                .iter()
                .any(|literal| is_sql(&literal.value) && !bare_tables(&literal.value, &tables).is_empty())
        })
        .filter_map(|source| crate_of(&source.name()).map(ToOwned::to_owned))
        .collect();
    for source in tree.crate_sources().filter(|source| crate_of(&source.name()) != Some("db")) {
        let name = source.name();
        for literal in source.literals.iter().filter(|literal| !literal.in_test && is_sql(&literal.value)) {
            for table in mixed_tables(&literal.value, &tables) {
                faults.push(Fault::new(
                    format!("{name}:{}", literal.line),
                    format!("asks on behalf of a viewer and yet names the scoped table `{table}` past `seen_{table}` and `writable`"),
                ));
            }
        }
        // Rooms without scoped tables (organisations, people, sessions) guard their rows by capability instead.
        let room = crate_of(&name).unwrap_or("");
        let for_people = keepers.contains(room)
            && ["/pages/", "/api/", "/pages.rs", "/api.rs"].iter().any(|part| name.contains(part));
        if for_people {
            for (at, call) in runs_as_system(&source.code) {
                if !ELEVATED.iter().any(|(allowed, _)| *allowed == call) {
                    faults.push(Fault::new(
                        format!("{name}:{}", source.line_of(at)),
                        format!("`{call}` runs as the system, past owner, space and marking; use the member's own viewer, or list it in xtask/src/tidy/sql.rs with the reason"),
                    ));
                }
            }
        }
    }
    for file in tree.files.iter().filter(|file| file.name.contains("/migrations/")) {
        for table in &tables {
            let head = format!("CREATE TABLE {table} (");
            if let Some((_, body)) = file.text.split_once(&head) {
                let body = body.split(';').next().unwrap_or("");
                for column in ["owner", "space", "marking"] {
                    if !body.lines().any(|line| line.split_whitespace().next() == Some(column)) {
                        faults.push(Fault::new(&file.name, format!("scoped table {table} has no column `{column}`")));
                    }
                }
            }
        }
    }
    faults
}

/// The names in the list `SCOPED`.
fn registered(scope: &Source) -> Vec<String> {
    let Some(start) = scope
        .find("SCOPED")
        .into_iter()
        .find(|at| scope.code.get(..*at).is_some_and(|code| code.trim_end().ends_with("const")))
    else {
        return Vec::new();
    };
    let end = scope.code.get(start..).and_then(|code| code.find(';')).map_or(scope.code.len(), |length| start + length);
    scope
        .literals
        .iter()
        .filter(|literal| literal.offset > start && literal.offset < end)
        .map(|literal| literal.value.clone())
        .collect()
}

/// Where a `read!` or `write!` runs as the system, and the first thing it calls.
fn runs_as_system(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("read!(").chain(code.match_indices("write!(")) {
        let rest = code.get(at..).unwrap_or("");
        let Some((head, body)) = rest.split_once("=>") else { continue };
        if head.len() < 200 && head.contains("Viewer::System") {
            let before = body.split('(').next().unwrap_or("");
            let call = before.rsplit(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).next().unwrap_or("");
            found.push((at, call.to_owned()));
        }
    }
    found
}

/// Scoped tables named bare in a statement that elsewhere uses a view: it means to ask on behalf of somebody, and `db` would
/// refuse it the first time it runs for one. (Statements that use no view at all are the system's own; `db` refuses those to
/// everybody else.)
fn mixed_tables(statement: &str, tables: &[String]) -> Vec<String> {
    let asks_for_somebody = statement.contains("seen_") || statement.contains("writable");
    if asks_for_somebody { bare_tables(statement, tables) } else { Vec::new() }
}

/// Scoped tables that a statement names bare where a row would be read or written.
fn bare_tables(statement: &str, tables: &[String]) -> Vec<String> {
    let spaced = statement.replace(['(', ')', ',', ';'], " ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let guarded = words.contains(&"writable");
    let mut found = BTreeSet::new();
    for pair in words.windows(2) {
        let &[before, name] = pair else { continue };
        let reads = matches!(before, "FROM" | "JOIN");
        let writes =
            matches!(before, "INTO" | "UPDATE") || (before == "FROM" && statement.trim_start().starts_with("DELETE"));
        if tables.iter().any(|table| table == name) && ((writes && !guarded) || (reads && !writes)) {
            found.insert(name.to_owned());
        }
    }
    found.into_iter().collect()
}

pub(super) fn migrations(tree: &Tree) -> Vec<Fault> {
    let files: Vec<&TextFile> = tree.files.iter().filter(|file| file.name.contains("/migrations/")).collect();
    let names = |folder: &str| -> BTreeSet<String> {
        files.iter().filter(|file| file.name.contains(folder)).map(|file| file.file_name().to_owned()).collect()
    };
    equal_folders(&names("/migrations/sqlite/"), &names("/migrations/postgres/"))
}

/// Differences between the two folders, and gaps in the numbers.
fn equal_folders(sqlite: &BTreeSet<String>, postgres: &BTreeSet<String>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (here, there, folder) in [(sqlite, postgres, "postgres"), (postgres, sqlite, "sqlite")] {
        for name in here.difference(there) {
            faults.push(Fault::new(format!("crates/db/migrations/{folder}"), format!("has no {name}")));
        }
    }
    for (index, name) in sqlite.iter().enumerate() {
        let number = format!("{:04}_", index + 1);
        if !name.starts_with(&number) {
            faults.push(Fault::new(
                format!("crates/db/migrations/sqlite/{name}"),
                format!("should be number {number}…; numbers have no gaps"),
            ));
        }
    }
    if sqlite.is_empty() {
        faults.push(Fault::new("crates/db/migrations", "holds no migration"));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &[&str]) -> BTreeSet<String> {
        list.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn statements_are_told_from_sentences() {
        for sql in [
            "SELECT 1 FROM a",
            "INSERT INTO a VALUES ($1)",
            "UPDATE a SET b = 1",
            "DELETE FROM a",
            "WITH x AS (SELECT 1) SELECT 2",
        ] {
            assert!(is_sql(sql), "{sql}");
        }
        for text in ["SELECT", "Select a language", "UPDATE the page", "DELETE", "with care", "INSERT coin"] {
            assert!(!is_sql(text), "{text}");
        }
    }

    #[test]
    fn built_statements_are_seen() {
        let source =
            Source::parse("crates/desk/src/store.rs", "f(&format!(\"SELECT a FROM {}\", t)); g(\"SELECT 1 FROM b\");");
        let built: Vec<bool> = source.literals.iter().map(|literal| is_built(&source, literal)).collect();
        assert_eq!(built, [true, false]);
    }

    #[test]
    fn a_bare_scoped_table_is_seen() {
        let tables = vec!["claim".to_owned(), "message".to_owned()];
        assert_eq!(bare_tables("SELECT * FROM claim JOIN seen_message m ON 1 = 1", &tables), ["claim"]);
        assert_eq!(bare_tables("SELECT (SELECT count(*) FROM message) FROM seen_claim", &tables), ["message"]);
        assert_eq!(bare_tables("UPDATE claim SET a = 1 WHERE id = $1", &tables), ["claim"]);
        assert!(bare_tables("UPDATE claim SET a = 1 WHERE owner IN (SELECT owner FROM writable)", &tables).is_empty());
        assert!(bare_tables("INSERT INTO claim (id) SELECT $1 FROM writable WHERE owner = $2", &tables).is_empty());
        assert!(bare_tables("SELECT claim FROM seen_claim", &tables).is_empty());
    }

    #[test]
    fn a_page_that_runs_as_the_system_is_seen() {
        let found = runs_as_system("read!(site.db, Viewer::System, tx => {\n let a = public::stats(&mut tx).await })");
        assert_eq!(found, [(0, "public::stats".to_owned())]);
        let found = runs_as_system("write!(db, \"take\", Viewer::System, tx => { queue::take(&mut tx).await })");
        assert_eq!(found, [(0, "queue::take".to_owned())]);
        assert!(
            runs_as_system("read!(site.db, request.viewer(), tx => { }); write!(db, by.viewer(), tx => {})").is_empty()
        );
    }

    #[test]
    fn a_statement_that_mixes_views_and_tables_is_seen() {
        let tables = vec!["claim".to_owned(), "message".to_owned()];
        assert_eq!(mixed_tables("SELECT 1 FROM seen_message m JOIN claim c ON c.id = m.claim", &tables), ["claim"]);
        assert!(mixed_tables("SELECT 1 FROM message", &tables).is_empty());
    }

    #[test]
    fn the_list_of_scoped_tables_is_read() {
        let scope = Source::parse(
            "crates/db/src/scope.rs",
            "/// SCOPED\npub const SCOPED: &[&str] = &[\"claim\", \"check\"];\nfn f() { \"x\" }",
        );
        assert_eq!(registered(&scope), ["claim", "check"]);
    }

    #[test]
    fn unequal_migrations_are_seen() {
        assert!(equal_folders(&names(&["0001_a.sql", "0002_b.sql"]), &names(&["0001_a.sql", "0002_b.sql"])).is_empty());
        assert_eq!(equal_folders(&names(&["0001_a.sql"]), &names(&["0001_a.sql", "0002_b.sql"])).len(), 1);
        assert_eq!(
            equal_folders(&names(&["0001_a.sql", "0003_b.sql"]), &names(&["0001_a.sql", "0003_b.sql"])).len(),
            1
        );
        assert_eq!(equal_folders(&names(&[]), &names(&[])).len(), 1);
    }
}
