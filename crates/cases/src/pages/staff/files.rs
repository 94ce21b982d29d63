//! A sealed file, opened while it is sent: never whole in memory, never on disk, never shown inside a page of ours.

use axum::body::Body;
use axum::http::{HeaderValue, Response as HttpResponse, header};
use saksi_base::{CaseId, CaseRecordId, Problem};
use saksi_web::{PageError, PagePath, Response, Uncompressed};

use tokio::sync::{mpsc, oneshot};

use super::Staff;
use crate::actions::files::{Download, Keyed};

/// Where a file is opened.
pub(crate) fn path(case: CaseId, file: CaseRecordId) -> String {
    format!("/cases/{case}/files/{file}")
}

/// `GET /cases/{case}/files/{file}`.
pub(crate) async fn open(
    staff: Staff,
    PagePath((case, file)): PagePath<(CaseId, CaseRecordId)>,
) -> Result<Response, PageError> {
    let me = match staff.opened().await? {
        Ok(me) => me,
        Err(page) => return Ok(page),
    };
    // Opening needs the key as long as the file goes out, so a task of its own holds both; it ends when the reader goes away.
    let (head, header) = oneshot::channel();
    let (parts, body) = mpsc::channel::<Result<Vec<u8>, std::io::Error>>(1);
    let cases = staff.cases.clone();
    tokio::spawn(async move {
        let keyed = match Keyed::with_key(&cases, &me, case).await {
            Ok(keyed) => keyed,
            Err(problem) => return drop(head.send(Err(problem))),
        };
        let mut download = match Download::begin(&cases, &keyed, file).await {
            Ok((about, download)) => {
                let _ = head.send(Ok(about));
                download
            }
            Err(problem) => return drop(head.send(Err(problem))),
        };
        loop {
            let part = match download.next().await {
                Ok(Some(part)) => Ok(part.to_vec()),
                Ok(None) => return,
                // The connection breaks off, so that nobody takes half a file for a whole one.
                Err(problem) => {
                    tracing::warn!(%problem, "a sealed file broke off while it was opened");
                    Err(std::io::Error::other("the file does not open to its end"))
                }
            };
            let ends = part.is_err();
            if parts.send(part).await.is_err() || ends {
                return;
            }
        }
    });
    let about = header.await.map_err(|_| Problem::internal())??;
    let parts = futures_util::stream::unfold(body, |mut body| async { body.recv().await.map(|part| (part, body)) });
    let mut response = HttpResponse::new(Body::from_stream(parts));
    let fields = response.headers_mut();
    // Whatever it says that it is, a browser must keep it and not run it.
    fields.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    fields.insert(header::CONTENT_DISPOSITION, disposition(&about.name));
    fields.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    fields.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    fields.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'"),
    );
    response.extensions_mut().insert(Uncompressed);
    Ok(response)
}

/// `Content-Disposition: attachment` with a name that can lead nowhere (RFC 6266, RFC 8187): no path, no control characters, no
/// marks of direction that make `exe.gpj` read as `jpg.exe`.
pub(crate) fn disposition(name: &str) -> HeaderValue {
    let last = name.rsplit(['/', '\\']).next().unwrap_or("");
    let clean: String = last
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'))
        .take(120)
        .collect();
    let clean = clean.trim_matches([' ', '.']);
    let clean = if clean.is_empty() { "file" } else { clean };
    let plain: String = clean
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '_' })
        .collect();
    let mut encoded = String::new();
    for byte in clean.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            encoded.push(char::from(byte));
        } else {
            use std::fmt::Write as _;
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    HeaderValue::from_str(&format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}"))
        .unwrap_or_else(|_| HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_that_lies_is_saved_under_a_plain_one() {
        for (name, says) in [
            ("screenshot 1.png", "attachment; filename=\"screenshot 1.png\"; filename*=UTF-8''screenshot%201.png"),
            ("../../etc/passwd", "attachment; filename=\"passwd\"; filename*=UTF-8''passwd"),
            ("C:\\fakepath\\a.jpg", "attachment; filename=\"a.jpg\"; filename*=UTF-8''a.jpg"),
            ("photo\u{202e}gpj.exe", "attachment; filename=\"photogpj.exe\"; filename*=UTF-8''photogpj.exe"),
            (
                "a\"\r\nSet-Cookie: x.png",
                "attachment; filename=\"a_Set-Cookie_ x.png\"; filename*=UTF-8''a%22Set-Cookie%3A%20x.png",
            ),
            ("تصویر.jpg", "attachment; filename=\"_____.jpg\"; filename*=UTF-8''%D8%AA%D8%B5%D9%88%DB%8C%D8%B1.jpg"),
            ("...", "attachment; filename=\"file\"; filename*=UTF-8''file"),
        ] {
            assert_eq!(disposition(name).to_str().unwrap(), says, "{name}");
        }
    }
}
