//! The whole database as lines of JSON on one consistent snapshot: what a backup holds, and how a network moves from the
//! embedded database to PostgreSQL or back.
//!
//! The first line is a header (`format`, `schema`, `at`), then for every table one line `{"table", "columns"}` followed by one
//! array a row; bytes and identifiers are `{"b": hex}`. The last line is `{"end": rows}`: without it the dump is cut short.

use std::io::{BufRead, Write};

use saksi_base::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sqlx::{Column as _, Executor as _, Row as _, TypeInfo as _, ValueRef as _};

use crate::blobs::Blobs;
use crate::engine::Db;
use crate::error::Error;
use crate::scope::Viewer;
use crate::transaction::{Inner, Tx};

const FORMAT: &str = "saksi-dump/1";

/// Tables that are not part of a dump: what only this installation's processes need, and what nobody has handed in yet.
const LEFT_OUT: &[&str] = &["_sqlx_migrations", "job", "media_staged"];

#[derive(Serialize, Deserialize)]
struct Header {
    format: String,
    schema: i64,
    at: Timestamp,
}

#[derive(Serialize, Deserialize)]
struct TableHeader {
    table: String,
    columns: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct End {
    end: u64,
}

/// What a dump or a load held.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tables.
    pub tables: u64,
    /// Rows.
    pub rows: u64,
    /// Rows deleted again because a tombstone says so.
    pub deleted: u64,
}

fn storage(error: impl std::fmt::Display) -> Error {
    Error::Storage(error.to_string())
}

/// Writes every table to `sink`, on one snapshot.
pub async fn dump(db: &Db, sink: &mut (dyn Write + Send)) -> Result<Counts, Error> {
    crate::journal::place(db).await?;
    let mut tx = db.begin(Viewer::System, false, false).await?;
    let mut counts = Counts::default();
    let header = Header { format: FORMAT.into(), schema: Db::schema_version(), at: tx.now() };
    line(sink, &header)?;
    for (table, columns) in tables(&mut tx).await? {
        counts.tables += 1;
        line(sink, &TableHeader { table: table.clone(), columns: columns.iter().map(|c| c.0.clone()).collect() })?;
        let list = columns.iter().map(|column| column.0.as_str()).collect::<Vec<_>>().join(", ");
        let sql = format!("SELECT {list} FROM {table}");
        counts.rows += stream(&mut tx, sql, sink).await?;
    }
    line(sink, &End { end: counts.rows })?;
    tx.rollback().await;
    Ok(counts)
}

fn line(sink: &mut (dyn Write + Send), value: &impl Serialize) -> Result<(), Error> {
    let mut text = serde_json::to_vec(value).map_err(storage)?;
    text.push(b'\n');
    sink.write_all(&text).map_err(|error| match error.kind() {
        std::io::ErrorKind::StorageFull => Error::DiskFull,
        _ => storage(error),
    })
}

async fn stream(tx: &mut Tx, sql: String, sink: &mut (dyn Write + Send)) -> Result<u64, Error> {
    use futures_util::TryStreamExt as _;
    let mut rows = 0;
    match &mut tx.inner {
        Inner::Sqlite(connection) => {
            let mut stream = connection.fetch(sqlx::AssertSqlSafe(sql));
            while let Some(row) = stream.try_next().await? {
                let mut values = Vec::with_capacity(row.columns().len());
                for column in row.columns() {
                    let raw = row.try_get_raw(column.ordinal())?;
                    let index = column.ordinal();
                    // A value's own storage class, except that a boolean is told by its column.
                    values.push(if raw.is_null() {
                        Json::Null
                    } else if column.type_info().name() == "BOOLEAN" {
                        Json::Bool(row.try_get(index)?)
                    } else {
                        match raw.type_info().name() {
                            "INTEGER" => Json::from(row.try_get::<i64, _>(index)?),
                            "REAL" => Json::from(row.try_get::<f64, _>(index)?),
                            "BLOB" => bytes(&row.try_get::<Vec<u8>, _>(index)?),
                            _ => Json::from(row.try_get::<String, _>(index)?),
                        }
                    });
                }
                line(sink, &values)?;
                rows += 1;
            }
        }
        Inner::Postgres(connection) => {
            let mut stream = connection.fetch(sqlx::query(sqlx::AssertSqlSafe(sql)));
            while let Some(row) = stream.try_next().await? {
                let mut values = Vec::with_capacity(row.columns().len());
                for column in row.columns() {
                    let index = column.ordinal();
                    values.push(if row.try_get_raw(index)?.is_null() {
                        Json::Null
                    } else {
                        match column.type_info().name() {
                            "BOOL" => Json::Bool(row.try_get(index)?),
                            "INT8" => Json::from(row.try_get::<i64, _>(index)?),
                            "INT4" => Json::from(row.try_get::<i32, _>(index)?),
                            "INT2" => Json::from(row.try_get::<i16, _>(index)?),
                            "FLOAT8" => Json::from(row.try_get::<f64, _>(index)?),
                            "BYTEA" => bytes(&row.try_get::<Vec<u8>, _>(index)?),
                            "UUID" => bytes(row.try_get::<uuid::Uuid, _>(index)?.as_bytes()),
                            _ => Json::from(row.try_get::<String, _>(index)?),
                        }
                    });
                }
                line(sink, &values)?;
                rows += 1;
            }
        }
    }
    Ok(rows)
}

fn bytes(bytes: &[u8]) -> Json {
    let mut hex = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        use std::fmt::Write as _;
        let _ = write!(hex, "{byte:02x}");
    }
    serde_json::json!({ "b": hex })
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len() / 2).map(|i| u8::from_str_radix(text.get(i * 2..i * 2 + 2)?, 16).ok()).collect()
}

/// Every table with its columns and their kinds, so ordered that a table comes after those it refers to.
async fn tables(tx: &mut Tx) -> Result<Vec<(String, Vec<(String, Kind)>)>, Error> {
    let mut found = Vec::new();
    match &mut tx.inner {
        Inner::Sqlite(connection) => {
            // Migrations create a table after the tables it refers to, and SQLite lists them in that order.
            let names: Vec<(String,)> = sqlx::query_as(
                "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid",
            )
            .fetch_all(&mut **connection)
            .await?;
            for (name,) in names {
                let columns: Vec<(String, String)> =
                    sqlx::query_as("SELECT name, type FROM pragma_table_info($1) ORDER BY cid")
                        .bind(&name)
                        .fetch_all(&mut **connection)
                        .await?;
                found.push((name, columns));
            }
        }
        Inner::Postgres(connection) => {
            // Identifiers of relations grow as migrations create them.
            let names: Vec<(String,)> = sqlx::query_as(
                "SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE n.nspname = current_schema() AND c.relkind = 'r' ORDER BY c.oid",
            )
            .fetch_all(&mut **connection)
            .await?;
            for (name,) in names {
                let columns: Vec<(String, String)> = sqlx::query_as(
                    "SELECT column_name::text, data_type::text FROM information_schema.columns
                     WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position",
                )
                .bind(&name)
                .fetch_all(&mut **connection)
                .await?;
                found.push((name, columns));
            }
        }
    }
    Ok(found
        .into_iter()
        .filter(|(name, _)| !LEFT_OUT.contains(&name.as_str()))
        .map(|(name, columns)| (name, columns.into_iter().map(|(name, kind)| (name, Kind::of(&kind))).collect()))
        .collect())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Int,
    Small,
    Real,
    Text,
    Bool,
    Bytes,
    Uuid,
}

impl Kind {
    fn of(declared: &str) -> Self {
        match declared.to_ascii_lowercase().as_str() {
            "smallint" => Self::Small,
            "integer" | "bigint" => Self::Int,
            "real" | "double precision" => Self::Real,
            "boolean" => Self::Bool,
            "bytea" | "blob" => Self::Bytes,
            "uuid" => Self::Uuid,
            _ => Self::Text,
        }
    }
}

/// Reads a dump into an empty database of the same schema, then deletes again what the tombstones say was deleted.
///
/// Everything happens in one transaction: a dump that is cut short or does not fit leaves the database as it was.
pub async fn load(db: &Db, source: &mut (dyn BufRead + Send), apart: &[Blobs]) -> Result<Counts, Error> {
    let mut tombstones = Vec::new();
    for store in apart {
        tombstones.extend(crate::tombstones::read_all(store).await?);
    }
    let mut tx = db.begin(Viewer::System, true, false).await?;
    let counts = load_into(&mut tx, source, &tombstones).await;
    match counts {
        Ok(counts) => {
            // A log that went on from an older state would fork. It signs nothing until its witnesses were asked.
            crate::execute!(&mut tx, "UPDATE transparency_log SET held = 'restored' WHERE size > 0 AND held IS NULL")?;
            tx.commit().await?;
            Ok(counts)
        }
        Err(error) => {
            tx.rollback().await;
            Err(error)
        }
    }
}

async fn load_into(
    tx: &mut Tx,
    source: &mut (dyn BufRead + Send),
    tombstones: &[crate::tombstones::Tombstone],
) -> Result<Counts, Error> {
    let mut buffer = String::new();
    let mut read = |buffer: &mut String| -> Result<bool, Error> {
        buffer.clear();
        Ok(source.read_line(buffer).map_err(storage)? > 0)
    };
    let cut = || Error::Storage("the backup is cut short: its last line is missing. Use another copy".to_owned());
    if !read(&mut buffer)? {
        return Err(cut());
    }
    let header: Header =
        serde_json::from_str(&buffer).map_err(|_| Error::Storage("this is not a backup made by Saksi".to_owned()))?;
    if header.format != FORMAT {
        return Err(Error::Storage(format!("the backup's format {} is not known to this version", header.format)));
    }
    if header.schema > Db::schema_version() {
        return Err(Error::NewerSchema(header.schema));
    }
    let known = tables(tx).await?;
    if matches!(tx.inner, Inner::Sqlite(_)) {
        crate::execute!(tx, "PRAGMA defer_foreign_keys = ON")?;
    }
    for (table, _) in known.iter().rev() {
        let rows = count(tx, table).await?;
        // Migrations themselves may write a few rows, which the dump holds as well.
        if rows > 0 && !matches!(table.as_str(), "setting" | "space" | "follower") {
            return Err(Error::Storage(format!(
                "the database is not empty: {table} holds {rows} rows. Restore into an empty one"
            )));
        }
        if rows > 0 {
            run(tx, format!("DELETE FROM {table}")).await?;
        }
    }
    let mut counts = Counts::default();
    let mut current: Option<(String, Vec<(String, Kind)>)> = None;
    let mut pending: Vec<Vec<Json>> = Vec::new();
    let mut ended = false;
    while read(&mut buffer)? {
        let value: Json = serde_json::from_str(&buffer).map_err(|_| cut())?;
        match value {
            Json::Array(row) => {
                pending.push(row);
                counts.rows += 1;
                if pending.len() >= 200 {
                    flush(tx, current.as_ref(), &mut pending).await?;
                }
            }
            Json::Object(object) if object.contains_key("table") => {
                flush(tx, current.as_ref(), &mut pending).await?;
                let header: TableHeader = serde_json::from_value(Json::Object(object)).map_err(storage)?;
                let (_, columns) = known.iter().find(|(name, _)| *name == header.table).ok_or_else(|| {
                    Error::Storage(format!(
                        "the backup holds a table '{}' that this version does not know",
                        header.table
                    ))
                })?;
                let mut wanted = Vec::with_capacity(header.columns.len());
                for name in header.columns {
                    let kind =
                        columns.iter().find(|column| column.0 == name).map(|column| column.1).ok_or_else(|| {
                            Error::Storage(format!(
                                "the backup holds a column '{}.{name}' that this version does not know",
                                header.table
                            ))
                        })?;
                    wanted.push((name, kind));
                }
                counts.tables += 1;
                current = Some((header.table, wanted));
            }
            Json::Object(object) => {
                flush(tx, current.as_ref(), &mut pending).await?;
                ended = object.get("end").and_then(Json::as_u64) == Some(counts.rows);
                break;
            }
            _ => return Err(cut()),
        }
    }
    if !ended {
        return Err(cut());
    }
    // Entries written on PostgreSQL a moment before the dump may not have had their positions yet.
    let unplaced: Vec<(uuid::Uuid,)> =
        crate::fetch_all!(tx, (uuid::Uuid,), "SELECT id FROM journal WHERE position IS NULL ORDER BY at, id")?;
    let mut end = crate::fetch_scalar!(tx, Option<i64>, "SELECT max(position) FROM journal")?.flatten().unwrap_or(0);
    for (id,) in unplaced {
        end += 1;
        crate::execute!(tx, "UPDATE journal SET position = $1 WHERE id = $2", end, id)?;
    }
    for tombstone in tombstones {
        if let Some((table, columns)) = known.iter().find(|(name, _)| *name == tombstone.kind) {
            // What belongs to something else is known by that, which stands first.
            let has_own = columns.iter().any(|column| column.0 == "id");
            let key = columns.first().filter(|_| !has_own).map_or("id", |column| column.0.as_str());
            let sql = format!("DELETE FROM {table} WHERE {key} = $1");
            counts.deleted += delete(tx, sql, tombstone.subject).await?;
            tx.forget_salts(tombstone.subject).await?;
        }
        let day = tombstone.at;
        crate::execute!(
            tx,
            "INSERT INTO tombstone (kind, subject, at, kept_apart) VALUES ($1, $2, $3, TRUE) ON CONFLICT (kind, subject) DO NOTHING",
            &tombstone.kind,
            tombstone.subject,
            day
        )?;
    }
    Ok(counts)
}

async fn flush(
    tx: &mut Tx,
    table: Option<&(String, Vec<(String, Kind)>)>,
    pending: &mut Vec<Vec<Json>>,
) -> Result<(), Error> {
    if pending.is_empty() {
        return Ok(());
    }
    let Some((table, columns)) = table else {
        return Err(Error::Storage("the backup is damaged: a row stands outside a table".to_owned()));
    };
    let rows = std::mem::take(pending);
    let names: Vec<&str> = columns.iter().map(|column| column.0.as_str()).collect();
    let most = (4_000 / names.len().max(1)).max(1);
    for chunk in rows.chunks(most) {
        let sql = crate::bulk::statement(table, &names, chunk.len(), "");
        let damaged = || Error::Storage(format!("the backup is damaged: a row of '{table}' does not fit its columns"));
        match &mut tx.inner {
            Inner::Sqlite(connection) => {
                let mut query = sqlx::query::<sqlx::Sqlite>(sqlx::AssertSqlSafe(sql));
                for row in chunk {
                    if row.len() != columns.len() {
                        return Err(damaged());
                    }
                    for (value, (_, kind)) in row.iter().zip(columns) {
                        query = match (value, kind) {
                            (Json::Null, _) => query.bind(None::<String>),
                            (Json::Bool(value), _) => query.bind(*value),
                            (Json::String(value), _) => query.bind(value.as_str()),
                            (Json::Object(_), _) => query.bind(hex_of(value).ok_or_else(damaged)?),
                            (Json::Number(value), Kind::Bool) => query.bind(value.as_i64() == Some(1)),
                            (Json::Number(value), Kind::Real) => query.bind(value.as_f64().ok_or_else(damaged)?),
                            (Json::Number(value), _) => query.bind(value.as_i64().ok_or_else(damaged)?),
                            (Json::Array(_), _) => return Err(damaged()),
                        };
                    }
                }
                query.execute(&mut **connection).await?;
            }
            Inner::Postgres(connection) => {
                let mut query = sqlx::query::<sqlx::Postgres>(sqlx::AssertSqlSafe(sql));
                for row in chunk {
                    if row.len() != columns.len() {
                        return Err(damaged());
                    }
                    for (value, (_, kind)) in row.iter().zip(columns) {
                        query = match kind {
                            Kind::Int => query.bind(optional(value, Json::as_i64).map_err(|()| damaged())?),
                            Kind::Small => query.bind(
                                optional(value, |v| v.as_i64().and_then(|v| i16::try_from(v).ok()))
                                    .map_err(|()| damaged())?,
                            ),
                            Kind::Real => query.bind(optional(value, Json::as_f64).map_err(|()| damaged())?),
                            Kind::Bool => query.bind(
                                optional(value, |v| v.as_bool().or_else(|| v.as_i64().map(|v| v == 1)))
                                    .map_err(|()| damaged())?,
                            ),
                            Kind::Text => {
                                query.bind(optional(value, |v| v.as_str().map(str::to_owned)).map_err(|()| damaged())?)
                            }
                            Kind::Bytes => query.bind(optional(value, hex_of).map_err(|()| damaged())?),
                            Kind::Uuid => query.bind(
                                optional(value, |v| uuid::Uuid::from_slice(&hex_of(v)?).ok())
                                    .map_err(|()| damaged())?,
                            ),
                        };
                    }
                }
                query.execute(&mut **connection).await?;
            }
        }
    }
    Ok(())
}

fn hex_of(value: &Json) -> Option<Vec<u8>> {
    from_hex(value.get("b")?.as_str()?)
}

fn optional<T>(value: &Json, read: impl FnOnce(&Json) -> Option<T>) -> Result<Option<T>, ()> {
    if value.is_null() { Ok(None) } else { read(value).map(Some).ok_or(()) }
}

async fn count(tx: &mut Tx, table: &str) -> Result<i64, Error> {
    let sql = format!("SELECT count(*) FROM {table}");
    Ok(match &mut tx.inner {
        Inner::Sqlite(connection) => sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&mut **connection).await?,
        Inner::Postgres(connection) => {
            sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&mut **connection).await?
        }
    })
}

async fn run(tx: &mut Tx, sql: String) -> Result<(), Error> {
    match &mut tx.inner {
        Inner::Sqlite(connection) => connection.execute(sqlx::AssertSqlSafe(sql)).await.map(|_| ())?,
        Inner::Postgres(connection) => connection.execute(sqlx::AssertSqlSafe(sql)).await.map(|_| ())?,
    }
    Ok(())
}

async fn delete(tx: &mut Tx, sql: String, subject: uuid::Uuid) -> Result<u64, Error> {
    Ok(match &mut tx.inner {
        Inner::Sqlite(connection) => {
            sqlx::query(sqlx::AssertSqlSafe(sql)).bind(subject).execute(&mut **connection).await?.rows_affected()
        }
        Inner::Postgres(connection) => {
            sqlx::query(sqlx::AssertSqlSafe(sql)).bind(subject).execute(&mut **connection).await?.rows_affected()
        }
    })
}
