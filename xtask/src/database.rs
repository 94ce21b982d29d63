//! A look into a database from outside, with the tools that its makers give: Python's own SQLite, and psql.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::shop::Shop;

/// Which database.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    Sqlite(PathBuf),
    /// By its URL.
    Postgres(String),
}

impl Source {
    /// The rows that a statement gives, in each engine's own words.
    pub(crate) fn ask(&self, shop: &Shop, sqlite: &str, postgres: &str) -> Result<Vec<Vec<String>>> {
        let text = match self {
            Self::Sqlite(file) => {
                let script = "import sqlite3, sys\nbase = sqlite3.connect(sys.argv[1], timeout=30)\nfor row in base.execute(sys.argv[2]): print(*row, sep='\\x1f')\nbase.commit()";
                let python = shop.tool(&["python3"], &[], &["python3"])?;
                shop.quiet(Command::new(python).args(["-c", script]).arg(file).arg(sqlite))?
            }
            Self::Postgres(url) => {
                let psql = shop.tool(&["psql"], &[], &["postgresql-client"])?;
                shop.quiet(Command::new(psql).arg(url).args([
                    "-AtXq",
                    "-v",
                    "ON_ERROR_STOP=1",
                    "-F",
                    "\u{1f}",
                    "-c",
                    postgres,
                ]))?
            }
        };
        Ok(text.lines().map(|line| line.split('\u{1f}').map(ToOwned::to_owned).collect()).collect())
    }

    /// Runs a file of statements, all of them or none.
    pub(crate) fn load(&self, shop: &Shop, file: &Path) -> Result<()> {
        match self {
            Self::Sqlite(base) => {
                let script = "import sqlite3, sys\nbase = sqlite3.connect(sys.argv[1], timeout=30)\nbase.executescript('BEGIN;' + open(sys.argv[2], encoding='utf-8').read() + 'COMMIT;')";
                let python = shop.tool(&["python3"], &[], &["python3"])?;
                shop.quiet(Command::new(python).args(["-c", script]).arg(base).arg(file))?;
            }
            Self::Postgres(url) => {
                let psql = shop.tool(&["psql"], &[], &["postgresql-client"])?;
                shop.quiet(Command::new(psql).arg(url).args(["-Xq1", "-v", "ON_ERROR_STOP=1"]).arg("-f").arg(file))?;
            }
        }
        Ok(())
    }
}
