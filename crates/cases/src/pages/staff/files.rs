//! Files of a case, for those who help. One that is opened goes out while it is opened, one for the person is sealed while it comes
//! in: never whole in memory, never in the clear on disk, never shown inside a page of ours.

use axum::body::Body;
use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;
use axum::http::{HeaderMap, HeaderValue, Response as HttpResponse, header};
use saksi_base::{CaseId, CaseRecordId, Problem, ProblemKind};
use saksi_web::fields::Fields;
use saksi_web::{
    Bucket, Markup, PageError, PagePath, PageRequest, Response, TOKEN_FIELD, Uncompressed, Weight, escape,
};
use tokio::sync::{mpsc, oneshot};

use super::case::{self, Typed};
use super::{Done, Staff, done, opening, query_of, with_query};
use crate::Cases;
use crate::actions::files::{self, Download, Keyed};
use crate::actions::keys::Unlocked;
use crate::pages::incoming::{self, Came, next_field, text_of};

/// The purpose of the form that brings files.
const PURPOSE: &str = "cases:attach";

/// Where a file is opened.
pub(crate) fn path(case: CaseId, file: CaseRecordId) -> String {
    format!("/cases/{case}/files/{file}")
}

/// The form that brings files for the person.
pub(crate) fn attach_form(request: &PageRequest, case: CaseId) -> Markup {
    let l = &request.locale;
    let f = Fields::new(l, None);
    let evidence = f.checkbox("evidence", "cases-files-evidence", false).hint("cases-files-evidence-hint").build();
    Markup::trusted(format!(
        "<form method=\"post\" action=\"{}/files\" enctype=\"multipart/form-data\">{}{evidence}\
         <div class=\"field\"><label for=\"field-file\">{}</label><p class=\"hint\" id=\"field-file-hint\">{}</p>\
         <input type=\"file\" id=\"field-file\" name=\"file\" multiple required aria-describedby=\"field-file-hint\"></div>{}</form>",
        case::path(case),
        request.token(PURPOSE),
        escape(&l.t("cases-files-choose")),
        escape(&l.t("cases-staff-files-hint")),
        f.submit_named("", "", "cases-files-send", Weight::Quiet),
    ))
}

/// `POST /cases/{case}/files`: files for the person.
pub(crate) async fn attach(
    staff: Staff,
    PagePath(id): PagePath<CaseId>,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, PageError> {
    // A file cannot wait in a page as words can: the key is opened first, and then the file is chosen again.
    let Some(me) = staff.unlocked().await? else {
        return Ok(saksi_web::see_other(&with_query("/cases/key", &query_of(&[("next", &case::path(id))]))));
    };
    // Who may not have the case is told so before anything is read.
    Keyed::to_attach(&staff.cases, &me, id).await?;
    let mut form = form.map_err(|_| Problem::new(ProblemKind::Malformed, "problem-body"))?;
    let mut came = Vec::new();
    if let Err(problem) = read_form(&staff, &me, id, &headers, &mut form, &mut came).await {
        if came.is_empty() {
            return Err(problem.into());
        }
        came.push(Came::not(problem));
    }
    let records: Vec<CaseRecordId> = came.iter().filter_map(|file| file.taken.as_ref().ok().copied()).collect();
    if !records.is_empty() {
        files::attached(&staff.cases, &me, id, &records).await?;
    }
    if came.is_empty() {
        came.push(Came::not(Problem::field("file", "cases-files-none")));
    } else if records.len() == came.len() {
        return Ok(done(&case::path(id), Done::Attached));
    }
    let view = opening::case(&staff, &me, id).await?;
    case::render(&staff, view, Typed::default(), incoming::outcome(staff.l(), &came), None).await
}

async fn read_form(
    staff: &Staff,
    me: &Unlocked,
    case: CaseId,
    headers: &HeaderMap,
    form: &mut Multipart,
    attached: &mut Vec<Came>,
) -> Result<(), Problem> {
    let (mut evidence, mut checked) = (false, false);
    while let Some(mut field) = next_field(form).await? {
        match field.name().unwrap_or("") {
            TOKEN_FIELD => {
                let token = text_of(&mut field).await?;
                saksi_web::check_streamed(&staff.request, headers, PURPOSE, &token)?;
                staff.request.site.limits.check(Bucket::Write, &staff.request.address)?;
                checked = true;
            }
            "evidence" => evidence = text_of(&mut field).await? == "yes",
            "file" if field.file_name().is_some_and(|name| !name.is_empty()) => {
                if !checked {
                    return Err(Problem::new(ProblemKind::Forbidden, "problem-expired-form"));
                }
                incoming::one_more(attached)?;
                // For each file anew: the case may have got another key while a large one came in.
                let keyed = Keyed::to_attach(&staff.cases, me, case).await?;
                attached.push(incoming::take_in(&staff.cases, &keyed, &mut field, evidence).await);
            }
            _ => {}
        }
    }
    if checked { Ok(()) } else { Err(Problem::new(ProblemKind::Forbidden, "problem-expired-form")) }
}

/// `GET /cases/{case}/files/{file}`.
pub(crate) async fn open(
    staff: Staff,
    PagePath((case, file)): PagePath<(CaseId, CaseRecordId)>,
) -> Result<Response, PageError> {
    match staff.opened().await? {
        Ok(me) => stream(&staff.cases, me, case, file).await,
        Err(page) => Ok(page),
    }
}

/// A file of a case, opened while it goes out.
pub(crate) async fn stream(
    cases: &Cases,
    me: Unlocked,
    case: CaseId,
    file: CaseRecordId,
) -> Result<Response, PageError> {
    // Opening needs the key as long as the file goes out, so a task of its own holds both; it ends when the reader goes away.
    let (head, header) = oneshot::channel();
    let (parts, body) = mpsc::channel::<Result<Vec<u8>, std::io::Error>>(1);
    let cases = cases.clone();
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
