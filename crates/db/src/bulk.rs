//! Many rows at once. The only place that puts a statement together at run time; table and column names are static
//! text of our own.

use saksi_base::{Marking, Timestamp};
use uuid::Uuid;

use crate::error::Error;
use crate::scope::{SCOPED, Viewer};
use crate::transaction::{Inner, Tx};

/// A value of one column.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A 64-bit integer.
    Int(i64),
    /// A 16-bit integer.
    Small(i16),
    /// A double.
    Real(f64),
    /// Text.
    Text(String),
    /// True or false.
    Bool(bool),
    /// Bytes.
    Bytes(Vec<u8>),
    /// An identifier.
    Uuid(Uuid),
    /// No integer.
    NoInt,
    /// No text.
    NoText,
    /// No bytes.
    NoBytes,
    /// No identifier.
    NoUuid,
}

macro_rules! from {
    ($($type:ty => $variant:ident, $none:ident;)*) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::$variant(value)
            }
        }
        impl From<Option<$type>> for Value {
            fn from(value: Option<$type>) -> Self {
                value.map_or(Self::$none, Self::$variant)
            }
        }
    )*};
}

from! {
    i64 => Int, NoInt;
    String => Text, NoText;
    Vec<u8> => Bytes, NoBytes;
    Uuid => Uuid, NoUuid;
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}
impl From<i16> for Value {
    fn from(value: i16) -> Self {
        Self::Small(value)
    }
}
impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Real(value)
    }
}
impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
impl From<Timestamp> for Value {
    fn from(value: Timestamp) -> Self {
        Self::Int(value.0)
    }
}
impl From<Option<Timestamp>> for Value {
    fn from(value: Option<Timestamp>) -> Self {
        value.map_or(Self::NoInt, |at| Self::Int(at.0))
    }
}
impl From<Marking> for Value {
    fn from(value: Marking) -> Self {
        Self::Small(value as i16)
    }
}

/// Parameters in one statement: SQLite allows 32,766, PostgreSQL 65,535; a statement of a few thousand is fastest.
const MOST_PARAMETERS: usize = 4_000;

/// Inserts many rows.
pub async fn insert_many(
    tx: &mut Tx,
    table: &'static str,
    columns: &'static [&'static str],
    rows: Vec<Vec<Value>>,
) -> Result<u64, Error> {
    insert(tx, table, columns, rows, "").await
}

/// Inserts many rows, passing over those whose unique values exist already.
pub async fn insert_many_or_skip(
    tx: &mut Tx,
    table: &'static str,
    columns: &'static [&'static str],
    rows: Vec<Vec<Value>>,
) -> Result<u64, Error> {
    insert(tx, table, columns, rows, " ON CONFLICT DO NOTHING").await
}

async fn insert(
    tx: &mut Tx,
    table: &'static str,
    columns: &'static [&'static str],
    rows: Vec<Vec<Value>>,
    suffix: &str,
) -> Result<u64, Error> {
    if SCOPED.contains(&table) && tx.viewer() != Viewer::System {
        let owner = columns.iter().position(|column| *column == "owner");
        let mine = tx.viewer().organisation().map(|organisation| Value::Uuid(organisation.0));
        let allowed =
            owner.is_some_and(|index| mine.is_some() && rows.iter().all(|row| row.get(index) == mine.as_ref()));
        if !allowed {
            return Err(Error::Unscoped(table.to_owned()));
        }
    }
    let mut inserted = 0;
    let per_statement = (MOST_PARAMETERS / columns.len().max(1)).max(1);
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<Vec<Value>> = rows.by_ref().take(per_statement).collect();
        let sql = statement(table, columns, chunk.len(), suffix);
        inserted += match &mut tx.inner {
            Inner::Sqlite(connection) => {
                let mut query = sqlx::query::<sqlx::Sqlite>(sqlx::AssertSqlSafe(sql));
                for value in chunk.into_iter().flatten() {
                    query = match value {
                        Value::Int(value) => query.bind(value),
                        Value::Small(value) => query.bind(value),
                        Value::Real(value) => query.bind(value),
                        Value::Text(value) => query.bind(value),
                        Value::Bool(value) => query.bind(value),
                        Value::Bytes(value) => query.bind(value),
                        Value::Uuid(value) => query.bind(value),
                        Value::NoInt => query.bind(None::<i64>),
                        Value::NoText => query.bind(None::<String>),
                        Value::NoBytes => query.bind(None::<Vec<u8>>),
                        Value::NoUuid => query.bind(None::<Uuid>),
                    };
                }
                query.execute(&mut **connection).await?.rows_affected()
            }
            Inner::Postgres(connection) => {
                let mut query = sqlx::query::<sqlx::Postgres>(sqlx::AssertSqlSafe(sql));
                for value in chunk.into_iter().flatten() {
                    query = match value {
                        Value::Int(value) => query.bind(value),
                        Value::Small(value) => query.bind(value),
                        Value::Real(value) => query.bind(value),
                        Value::Text(value) => query.bind(value),
                        Value::Bool(value) => query.bind(value),
                        Value::Bytes(value) => query.bind(value),
                        Value::Uuid(value) => query.bind(value),
                        Value::NoInt => query.bind(None::<i64>),
                        Value::NoText => query.bind(None::<String>),
                        Value::NoBytes => query.bind(None::<Vec<u8>>),
                        Value::NoUuid => query.bind(None::<Uuid>),
                    };
                }
                query.execute(&mut **connection).await?.rows_affected()
            }
        };
    }
    Ok(inserted)
}

pub(crate) fn statement(table: &str, columns: &[&str], rows: usize, suffix: &str) -> String {
    let mut sql = format!("INSERT INTO {table} ({}) VALUES ", columns.join(", "));
    let mut parameter = 0;
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..columns.len() {
            parameter += 1;
            if column > 0 {
                sql.push_str(", ");
            }
            sql.push('$');
            sql.push_str(&parameter.to_string());
        }
        sql.push(')');
    }
    sql.push_str(suffix);
    sql
}
