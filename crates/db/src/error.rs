//! What storage can fail with, and what a person is told of it.

use saksi_base::{Problem, ProblemKind};

/// A failure of storage. Never shown to a person as it is; becomes a [`Problem`].
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Two transactions stood in each other's way; the same one may succeed at once.
    #[error("two transactions stood in each other's way")]
    Conflict,
    /// Something with the same unique value exists already.
    #[error("a row with the same unique value exists already")]
    Duplicate,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// No connection was free in time, or the server is away for a moment: it restarts, hands over to another, or takes no more connections.
    #[error("the database cannot be reached now")]
    Busy,
    /// A statement touched records without going through what their viewer may see. A mistake in our own code.
    #[error("the statement does not go through the viewer's view: {0}")]
    Unscoped(String),
    /// The database was made by a newer version of the program.
    #[error(
        "the database was made by a newer version of Saksi (schema {0}); install that version, or restore an older backup"
    )]
    NewerSchema(i64),
    /// A migration in the database differs from the one in this program.
    #[error(
        "migration {0} in the database differs from the one in this program; the data folder belongs to another build"
    )]
    ForeignSchema(i64),
    /// Anything else the engine said.
    #[error("database: {0}")]
    Engine(sqlx::Error),
    /// A file or object store failed.
    #[error("storage: {0}")]
    Storage(String),
    /// The settings cannot be used.
    #[error("{0}")]
    Settings(String),
}

/// Whether running the same transaction again may succeed.
pub trait Transient {
    /// See the trait.
    fn is_transient(&self) -> bool;
}

impl Transient for Error {
    fn is_transient(&self) -> bool {
        matches!(self, Self::Conflict)
    }
}

impl Transient for Problem {
    fn is_transient(&self) -> bool {
        self.transient
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::PoolTimedOut => return Self::Busy,
            sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                tracing::error!(%error, "the connection to the database broke");
                return Self::Busy;
            }
            // A connection whose last user had left a transaction open, or that lost its transaction at once: it is closed, and the
            // next one is not like it.
            sqlx::Error::BeginFailed | sqlx::Error::InvalidSavePointStatement => return Self::Conflict,
            sqlx::Error::Database(database) => match meaning(&database.code().unwrap_or_default()) {
                Some(Self::Busy) => {
                    tracing::error!(%error, "the database takes no work now");
                    return Self::Busy;
                }
                Some(meant) => return meant,
                None if database.is_unique_violation() => return Self::Duplicate,
                None => {}
            },
            sqlx::Error::Migrate(migrate) => return Self::from_migration(migrate).unwrap_or(Self::Engine(error)),
            _ => {}
        }
        Self::Engine(error)
    }
}

/// What a code says that passes by itself; none for everything that does not.
///
/// PostgreSQL names its errors in five characters ("PostgreSQL Error Codes"), SQLite numbers them, the low byte being the primary code
/// ("Result and Error Codes").
fn meaning(code: &str) -> Option<Error> {
    if code.len() < 5 {
        let number: i64 = code.parse().ok()?;
        return match (number & 0xFF, number >> 8) {
            // Busy, locked, and a statement of a transaction that was taken back; a log of writes that changed hands too often while
            // somebody began to read it; and a file that was opened for reading just while that log was being made anew.
            (4 | 5 | 6 | 15, _) | (8, 1 | 2 | 5) => Some(Error::Conflict),
            (13, _) => Some(Error::DiskFull),
            // No memory, no more open files, or stopped from outside.
            (7 | 9 | 14, _) => Some(Error::Busy),
            _ => None,
        };
    }
    match code {
        // Serialization, deadlock, a lock that was not free in time. "Out of shared memory" is what a server says whose table of locks
        // is full: that of transactions at once, which are fewer when the same one runs again, alone.
        "40001" | "40P01" | "55P03" | "53200" => Some(Error::Conflict),
        "53100" => Some(Error::DiskFull),
        // Stopped by a time limit or by the operator, idle for too long, a server that only reads since another one took over, and
        // one of which nobody knows whether it has done the last thing.
        "57014" | "25P03" | "25P04" | "25006" | "40003" => Some(Error::Busy),
        // No room for another connection, a server that is going down, starting or gone, and broken connections.
        _ if ["53", "57P", "08"].iter().any(|class| code.starts_with(class)) => Some(Error::Busy),
        _ => None,
    }
}

impl Error {
    fn from_migration(error: &sqlx::migrate::MigrateError) -> Option<Self> {
        match error {
            sqlx::migrate::MigrateError::VersionMissing(version) => Some(Self::NewerSchema(*version)),
            sqlx::migrate::MigrateError::VersionMismatch(version) => Some(Self::ForeignSchema(*version)),
            _ => None,
        }
    }
}

impl From<sqlx::migrate::MigrateError> for Error {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        Self::from_migration(&error).unwrap_or_else(|| Self::Engine(sqlx::Error::Migrate(Box::new(error))))
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Conflict => Self { transient: true, ..Self::new(ProblemKind::Busy, "problem-busy") },
            Error::Busy => Self::new(ProblemKind::Busy, "problem-busy"),
            Error::Duplicate => Self::conflict("problem-duplicate"),
            Error::DiskFull => {
                tracing::error!("the disk is full: nothing more can be stored until there is room");
                Self::new(ProblemKind::Busy, "problem-disk-full")
            }
            other => {
                // The engine's text names columns and constraints, never the values bound to a statement.
                tracing::error!(error = %other, "storage failed");
                Self::internal()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use saksi_base::{Problem, ProblemKind};

    use super::{Transient as _, meaning};

    /// What a person is told, and whether the same transaction runs again first.
    fn told(code: &str) -> Option<(ProblemKind, bool)> {
        meaning(code).map(|error| {
            let again = error.is_transient();
            (Problem::from(error).kind, again)
        })
    }

    #[test]
    fn what_passes_by_itself_is_never_called_a_fault_of_ours() {
        let (again, later) = (Some((ProblemKind::Busy, true)), Some((ProblemKind::Busy, false)));
        for code in
            ["40001", "40P01", "55P03", "53200", "4", "516", "5", "261", "517", "6", "262", "15", "264", "520", "1288"]
        {
            assert_eq!(told(code), again, "{code}");
        }
        for code in [
            "53000", "53100", "53300", "53400", "57014", "57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25P04",
            "25006", "40003", "08000", "08006", "7", "9", "13", "14", "526",
        ] {
            assert_eq!(told(code), later, "{code}");
        }
    }

    #[test]
    fn what_does_not_pass_is_left_to_whoever_mends_the_program() {
        // A row that is there, a row that must be there, a table that is not, a column that must have a value, a file that is only read,
        // one that is no database, and a disk that fails.
        for code in ["23505", "23503", "42P01", "23502", "1555", "2067", "787", "8", "1032", "26", "10", "", "x"] {
            assert_eq!(told(code), None, "{code}");
        }
    }
}
