//! The tidy rules: the invariants of `ARCHITECTURE.md`, each as a check that reads `cargo metadata` and the tree.
//!
//! A rule is a function from the [`Tree`] to the faults it finds. Every checker is tested on samples that break it, so
//! that a rule which can no longer fail is noticed.

pub(crate) mod asvs;
pub(crate) mod documents;
pub(crate) mod floors;
pub(crate) mod io;
pub(crate) mod licences;
pub(crate) mod manifest;
pub(crate) mod messages;
pub(crate) mod pages;
pub(crate) mod source;
pub(crate) mod sql;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use cargo_metadata::Metadata;
use walkdir::WalkDir;

use source::Source;

/// Something a rule objects to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fault {
    /// File, file and line, or crate.
    pub(crate) place: String,
    /// What is wrong and what to do.
    pub(crate) what: String,
}

impl Fault {
    pub(crate) fn new(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self { place: place.into(), what: what.into() }
    }
}

/// A text file that is not Rust: a template, a message file, a migration, a document.
#[derive(Debug, Clone)]
pub(crate) struct TextFile {
    /// Path relative to the repository, with forward slashes.
    pub(crate) name: String,
    /// Its content.
    pub(crate) text: String,
}

impl TextFile {
    /// The crate's folder name, for files below `crates/`.
    pub(crate) fn crate_name(&self) -> Option<&str> {
        crate_of(&self.name)
    }

    /// The file's own name.
    pub(crate) fn file_name(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or(&self.name)
    }
}

/// The crate's folder name of a path below `crates/`.
pub(crate) fn crate_of(name: &str) -> Option<&str> {
    name.strip_prefix("crates/")?.split('/').next()
}

/// Everything the rules look at, read once.
#[derive(Debug)]
pub(crate) struct Tree {
    pub(crate) root: PathBuf,
    pub(crate) metadata: Metadata,
    pub(crate) sources: Vec<Source>,
    pub(crate) files: Vec<TextFile>,
}

impl Tree {
    /// Reads the repository at `root`.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let metadata = cargo_metadata::MetadataCommand::new()
            .manifest_path(root.join("Cargo.toml"))
            .other_options(vec!["--locked".to_owned()])
            .exec()
            .context("reading `cargo metadata`")?;
        let mut sources = Vec::new();
        let mut files = Vec::new();
        for path in tracked_paths(root)? {
            let Some(extension) = path.extension().and_then(|extension| extension.to_str()) else {
                continue;
            };
            match extension {
                "rs" => sources.push(Source::read(root, &path)?),
                "html" | "xml" | "css" | "js" | "mjs" | "ftl" | "sql" | "md" | "toml" | "service" | "py" | "sh" => {
                    let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
                    let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                    files.push(TextFile { name, text });
                }
                _ => {}
            }
        }
        Ok(Self { root: root.to_path_buf(), metadata, sources, files })
    }

    /// Sources of the crates (not of the workshop).
    pub(crate) fn crate_sources(&self) -> impl Iterator<Item = &Source> {
        self.sources.iter().filter(|source| source.name().starts_with("crates/"))
    }

    /// Files with one of these extensions.
    pub(crate) fn with_extension<'a>(&'a self, extensions: &'a [&str]) -> impl Iterator<Item = &'a TextFile> {
        self.files
            .iter()
            .filter(move |file| file.name.rsplit('.').next().is_some_and(|extension| extensions.contains(&extension)))
    }
}

/// All files of the repository except what is built or fetched.
fn tracked_paths(root: &Path) -> Result<Vec<PathBuf>> {
    let hidden = ["target", "node_modules", ".git", "data", ".proof", "__pycache__"];
    let mut paths = Vec::new();
    let walk = WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(|entry| {
        let name = entry.file_name().to_string_lossy();
        let leads_elsewhere = entry.depth() >= 1 && entry.path_is_symlink();
        !leads_elsewhere && !hidden.contains(&name.as_ref())
    });
    for entry in walk {
        let entry = entry.context("walking the repository")?;
        if entry.file_type().is_file() {
            paths.push(entry.into_path());
        }
    }
    Ok(paths)
}

/// A rule of the house.
pub(crate) struct Rule {
    /// What it is called on the command line and in the report.
    pub(crate) name: &'static str,
    /// What it holds.
    pub(crate) holds: &'static str,
    /// Looks for faults.
    pub(crate) check: fn(&Tree) -> Vec<Fault>,
}

/// All rules, in the order in which they are reported.
pub(crate) const RULES: &[Rule] = &[
    Rule { name: "floors", holds: "a crate depends on floors below its own, never above", check: floors::check },
    Rule {
        name: "ground-without-io",
        holds: "ground crates have no files, sockets, clock or randomness",
        check: io::ground,
    },
    Rule { name: "clock-and-randomness", holds: "clock and randomness are passed in", check: io::clock_and_randomness },
    Rule { name: "one-way-out", holds: "foreign addresses are fetched in one place", check: io::one_way_out },
    Rule { name: "secrets", holds: "key material is touched where it belongs, and never printed", check: io::secrets },
    Rule { name: "sql-in-stores", holds: "SQL stands in stores, as static text", check: sql::in_stores },
    Rule { name: "engines-in-db", holds: "nothing outside db names an engine", check: sql::engines },
    Rule { name: "scoped-tables", holds: "scoped tables are read through their views", check: sql::scoped },
    Rule { name: "migrations", holds: "both engines have the same migrations", check: sql::migrations },
    Rule { name: "dependencies", holds: "every dependency says what it is for", check: manifest::dependencies },
    Rule { name: "crates", holds: "every crate takes the workspace's settings", check: manifest::crates },
    Rule { name: "licences", holds: "licences are allowed and banned crates absent", check: licences::check },
    Rule { name: "languages", holds: "every language has the same messages", check: messages::languages },
    Rule { name: "messages", holds: "messages exist, are used, and get their variables", check: messages::used },
    Rule { name: "spoken", holds: "errors of the program are messages in every language", check: messages::spoken },
    Rule { name: "pages", holds: "pages have no inline style or script", check: pages::check },
    Rule { name: "documents", holds: "documents point at what exists", check: documents::links },
    Rule { name: "verbs", holds: "documents name verbs that the program has", check: documents::verbs },
    Rule { name: "promises", holds: "every test that a promise names exists", check: documents::promises },
    Rule { name: "asvs", holds: "every requirement of the standard stands in its list once", check: asvs::check },
    Rule { name: "unfinished", holds: "nothing is marked as unfinished", check: documents::unfinished },
];

/// Runs all rules and prints the result of each; returns how many passed and failed.
pub(crate) fn run(root: &Path) -> Result<(usize, usize)> {
    let tree = Tree::read(root)?;
    let (mut passed, mut failed) = (0, 0);
    for rule in RULES {
        let mut faults = (rule.check)(&tree);
        faults.sort();
        faults.dedup();
        if faults.is_empty() {
            println!("  ok      {:<22} {}", rule.name, rule.holds);
            passed += 1;
        } else {
            println!("  FAILED  {:<22} {}", rule.name, rule.holds);
            for fault in &faults {
                println!("            {}: {}", fault.place, fault.what);
            }
            failed += 1;
        }
    }
    Ok((passed, failed))
}
