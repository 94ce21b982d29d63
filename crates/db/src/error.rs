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
            sqlx::Error::Database(database) => {
                let code = database.code().unwrap_or_default();
                // PostgreSQL names its errors in five characters, SQLite numbers them (the low byte is the primary code).
                if code == "40001" || code == "40P01" {
                    return Self::Conflict;
                }
                if code == "53100" {
                    return Self::DiskFull;
                }
                // No room for another connection, a server that is going down, starting or gone, and broken connections.
                if code == "53300"
                    || matches!(&*code, "57P01" | "57P02" | "57P03")
                    || code.len() == 5 && code.starts_with("08")
                {
                    tracing::error!(%error, "the database takes no work now");
                    return Self::Busy;
                }
                if let Ok(number) = code.parse::<i64>()
                    && code.len() < 5
                {
                    match number & 0xFF {
                        5 | 6 => return Self::Conflict,
                        13 => return Self::DiskFull,
                        _ => {}
                    }
                }
                if database.is_unique_violation() {
                    return Self::Duplicate;
                }
            }
            sqlx::Error::Migrate(migrate) => return Self::from_migration(migrate).unwrap_or(Self::Engine(error)),
            _ => {}
        }
        Self::Engine(error)
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
