//! The files of C2SP `tlog-tiles`, proofs, and the door of C2SP `tlog-witness`.

use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use bytes::Bytes;
use saksi_base::Problem;
use saksi_db::Viewer;
use saksi_tlog::tile::TileKind;
use saksi_tlog::{Hash, TilePath};
use saksi_web::{Bucket, OwnWords, PageError, PagePath, PageRequest, Response, Site};

use crate::actions::running::Transparency;
use crate::actions::{entering, witnessing};
use crate::store::{log, tiles};

/// The type of tiles and bundles.
const OCTETS: &str = "application/octet-stream";
/// The type of notes, proofs and policies.
const TEXT: &str = "text/plain; charset=utf-8";

/// A file with its type and for how long it may be kept. Other sites may read it: everybody is to check the log.
fn file(kind: &'static str, keep: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    response
}

/// Nothing there, for a program.
fn nothing(says: &'static str) -> Response {
    let mut response = file(TEXT, "no-store", says.as_bytes().to_vec());
    *response.status_mut() = StatusCode::NOT_FOUND;
    response.extensions_mut().insert(OwnWords);
    response
}

/// `GET /log/checkpoint`
pub(super) async fn checkpoint(State(site): State<Site>) -> Result<Response, PageError> {
    Ok(match entering::newest_checkpoint(&site.db).await? {
        Some(note) => file(TEXT, "public, max-age=5", note),
        None => nothing("nothing was entered into this log yet\n"),
    })
}

/// `GET /log/policy`
pub(super) async fn policy(Extension(room): Extension<Transparency>) -> Response {
    file(TEXT, "public, max-age=60", room.policy().to_string().into_bytes())
}

/// `GET /log/tile/…`, as far as the stored log reaches, which never becomes shorter again.
pub(super) async fn tile(State(site): State<Site>, PagePath(path): PagePath<String>) -> Result<Response, PageError> {
    let Some(path) = TilePath::parse(&format!("tile/{path}")) else {
        return Ok(nothing("this is not the path of a tile\n"));
    };
    let found: Result<Option<Vec<u8>>, Problem> = saksi_db::read!(site.db, Viewer::Public, tx => {
        let Some(row) = log::row(&mut tx).await? else { return Ok(None) };
        let widest = TilePath::in_log(path.kind(), path.index(), row.head()?.size);
        if widest.is_none_or(|widest| widest.width() < path.width()) {
            return Ok(None);
        }
        tiles::one(&mut tx, &path).await
    });
    // A tile never changes: a partial one is the beginning of the full one.
    let keep = "public, max-age=31536000, immutable";
    Ok(match found? {
        Some(bytes) if path.kind() == TileKind::Entries || !bytes.is_empty() => file(OCTETS, keep, bytes),
        _ => nothing("the log does not reach that far\n"),
    })
}

/// `GET /log/proof/{entry}`: the offline proof of an entry, for whoever has its hash.
pub(super) async fn proof(State(site): State<Site>, PagePath(entry): PagePath<String>) -> Result<Response, PageError> {
    let Some(entry) = Hash::from_hex(entry.trim_end_matches(".tlog-proof")) else {
        return Ok(nothing("an entry is 64 lower-case hexadecimal digits\n"));
    };
    Ok(match entering::proof(&site.db, entry).await? {
        // Witnesses may still sign; what a proof shows only grows.
        Some(bytes) => file(TEXT, "public, max-age=60", bytes),
        None => nothing("no checkpoint contains this entry\n"),
    })
}

/// `POST /witness/add-checkpoint`
pub(super) async fn add_checkpoint(
    State(site): State<Site>,
    Extension(room): Extension<Transparency>,
    request: PageRequest,
    body: Bytes,
) -> Result<Response, PageError> {
    site.limits.check(Bucket::Api, &request.address)?;
    let answer = witnessing::add_checkpoint(room.db(), &room.keys().witness, room.policy(), &body).await?;
    let mut response = file(answer.content_type, "no-store", answer.body.into_bytes());
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.extensions_mut().insert(OwnWords);
    Ok(response)
}

/// `GET /witness/checkpoint/{origin}`: the note that this server signed last of a log.
pub(super) async fn last_seen(
    State(site): State<Site>,
    PagePath(origin): PagePath<String>,
) -> Result<Response, PageError> {
    Ok(match witnessing::last_seen(&site.db, &origin).await? {
        Some(note) => file(TEXT, "public, max-age=5", note),
        None => nothing("this server signed nothing of that log\n"),
    })
}
