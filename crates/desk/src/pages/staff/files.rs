//! Pictures, videos and sounds on the desk: small previews made here, copies to take away, and files that checkers add.

use std::fmt::Write as _;

use axum::http::{HeaderName, HeaderValue, header};
use saksi_base::{ClaimId, MediaId, Problem};
use saksi_network::Capability;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Arg, Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Weight, escape,
};

use super::claim::{back_to, explain};
use super::queue::QueueQuery;
use super::{Done, Staff, button, link_button, plain_forms, with_query};
use crate::actions::By;
use crate::actions::media::{self, Which};
use crate::media::Takes;
use crate::model::MediaView;
use crate::pages::words;

plain_forms! {
    RemoveFile "desk-remove-file";
}

/// A file for a claim.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct AddFile {}

impl FormData for AddFile {
    const PURPOSE: &'static str = "desk-add-file";
    const FILE: bool = true;
}

/// A file, ready to be shown.
pub(crate) struct FilePart {
    path: String,
    label: String,
    preview: bool,
    facts: Vec<String>,
    words: Option<Markup>,
    block: Option<Markup>,
    remove: Option<Markup>,
}

impl FilePart {
    pub(crate) fn new(request: &PageRequest, by: &By, claim: ClaimId, back: &str, file: &MediaView) -> Self {
        let l = &request.locale;
        let mut facts = vec![l.t(words::media_kind(file.kind))];
        if file.size.0 > 0 {
            facts.push(
                l.ta("desk-staff-file-size", &[("width", Arg::from(file.size.0)), ("height", Arg::from(file.size.1))]),
            );
        }
        if file.seconds > 0 {
            facts.push(l.ta("desk-staff-file-seconds", &[("seconds", file.seconds)]));
        }
        facts.push(l.ta("desk-staff-file-kilobytes", &[("kilobytes", Arg::from((file.bytes + 1023) / 1024))]));
        let hash = saksi_db::blobs::BlobHash(file.hash).to_string();
        let moderates = by.operator || by.may.contains(Capability::MODERATE);
        Self {
            path: format!("/desk/media/{}", file.id),
            label: l.t("desk-staff-file-preview"),
            preview: file.preview,
            facts,
            words: (!file.words.is_empty()).then(|| words::masked_block(l, &file.words)),
            block: moderates.then(|| {
                link_button(
                    l,
                    &format!("/desk/moderation/decide?subject_kind=media&media={hash}"),
                    "desk-staff-file-block",
                    Weight::Quiet,
                )
            }),
            remove: (file.own && by.may.contains(Capability::CHECK)).then(|| {
                button(
                    request,
                    &with_query(&format!("/desk/claims/{claim}/files/{}/remove", file.id), back),
                    RemoveFile::PURPOSE,
                    "desk-staff-file-remove",
                    Weight::Quiet,
                )
            }),
        }
    }

    /// Its HTML.
    pub(crate) fn markup(&self, l: &Locale) -> Markup {
        let mut html = String::from("<figure class=\"file\">");
        if self.preview {
            let _ = write!(
                html,
                "<img src=\"{0}/preview\" alt=\"{1}\" loading=\"lazy\">",
                escape(&self.path),
                escape(&self.label)
            );
        }
        html.push_str("<figcaption class=\"meta\">");
        for fact in &self.facts {
            let _ = write!(html, "<span>{}</span> ", escape(fact));
        }
        let _ = write!(
            html,
            "<a href=\"{}/file\">{}</a></figcaption></figure>",
            escape(&self.path),
            escape(&l.t("desk-staff-file-take"))
        );
        let mut all = Markup::trusted(html);
        if let Some(words) = &self.words {
            let title = escape(&l.t("desk-staff-file-words"));
            all = all
                .then(&Markup::trusted(format!("<details><summary>{title}</summary>")))
                .then(words)
                .then(&Markup::trusted("</details>".to_owned()));
        }
        for action in [&self.block, &self.remove].into_iter().flatten() {
            all = all.then(action);
        }
        all
    }
}

/// The field for a file that finds the claim again.
pub(crate) fn field(f: &Fields<'_>, takes: Takes) -> Option<Markup> {
    let megabytes = |bytes: usize| Arg::from(bytes >> 20);
    match (takes.picture, takes.other) {
        (0, 0) => None,
        (picture, 0) => Some(
            f.file("desk-staff-file", "image/*")
                .hint_with("desk-staff-file-picture-hint", &[("picture", megabytes(picture))])
                .build(),
        ),
        (picture, other) => Some(
            f.file("desk-staff-file", "image/*,video/*,audio/*")
                .hint_with("desk-staff-file-hint", &[("picture", megabytes(picture)), ("other", megabytes(other))])
                .build(),
        ),
    }
}

/// The form on the page of a claim.
pub(crate) fn form(request: &PageRequest, action: &str, takes: Takes, problem: Option<&Problem>) -> Option<Markup> {
    let f = Fields::new(&request.locale, problem);
    let field = field(&f, takes)?;
    let parts = [field, f.submit_named("", "", "desk-staff-file-add", Weight::Quiet)];
    Some(fields::file_form(request, action, AddFile::PURPOSE, &parts))
}

/// Looks at a file and adds it to a claim. Also for the editor, where it comes with the text of a check.
pub(crate) async fn add_to(staff: &Staff, claim: ClaimId, bytes: bytes::Bytes) -> Result<(), Problem> {
    let by = staff.by;
    by.must(Capability::CHECK)?;
    let db = &staff.request.site.db;
    let reader = crate::pages::public::views::reader(staff.l());
    let mut looked = staff.desk.media.look(bytes).await?;
    crate::actions::receive::read_words(&staff.desk, &mut looked, &reader).await;
    let kept = media::keep(&staff.desk, db, looked).await?;
    let added: Result<(), Problem> =
        saksi_db::write!(db, "add file", by.viewer(), tx => { media::add(&mut tx, &by, claim, &kept).await });
    media::settle(db, Some(&kept), added.is_ok()).await?;
    added
}

/// `POST /desk/claims/{id}/files`.
pub(crate) async fn add(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<QueueQuery>,
    form: Form<AddFile>,
) -> Result<Response, PageError> {
    let outcome = match form.file {
        Some(file) => add_to(&staff, id, file.bytes.clone()).await,
        None => Err(Problem::field("file", "desk-problem-file-missing")),
    };
    match outcome {
        Ok(()) => Ok(back_to(id, &query, Done::FileAdded)),
        Err(problem) => explain(&staff, id, query, problem).await,
    }
}

/// `POST /desk/claims/{id}/files/{file}/remove`.
pub(crate) async fn remove(
    staff: Staff,
    PagePath((id, file)): PagePath<(ClaimId, MediaId)>,
    PageQuery(query): PageQuery<QueueQuery>,
    _: Form<RemoveFile>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let outcome: Result<(), Problem> = saksi_db::write!(staff.request.site.db, "remove file", by.viewer(), tx => {
        media::remove(&mut tx, &by, id, file).await
    });
    match outcome {
        Ok(()) => Ok(back_to(id, &query, Done::FileRemoved)),
        Err(problem) => explain(&staff, id, query, problem).await,
    }
}

/// `GET /desk/media/{id}/preview`.
pub(crate) async fn preview(staff: Staff, PagePath(id): PagePath<MediaId>) -> Result<Response, PageError> {
    serve(&staff, id, Which::Preview).await
}

/// `GET /desk/media/{id}/file`.
pub(crate) async fn file(staff: Staff, PagePath(id): PagePath<MediaId>) -> Result<Response, PageError> {
    serve(&staff, id, Which::File).await
}

/// Whatever a file holds, a browser must show or save it and do nothing else with it.
async fn serve(staff: &Staff, id: MediaId, which: Which) -> Result<Response, PageError> {
    let (bytes, format) = media::open(&staff.desk.media, &staff.request.site.db, &staff.by, id, which).await?;
    let mut response = Response::new(axum::body::Body::from(bytes));
    let (kind, disposition) = match which {
        Which::Preview => ("image/jpeg", "inline".to_owned()),
        Which::File => {
            let kind = match format.as_str() {
                "mkv" => "video/x-matroska",
                "mka" => "audio/x-matroska",
                _ => "image/jpeg",
            };
            (kind, format!("attachment; filename=\"saksi-{id}.{format}\""))
        }
    };
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, kind);
    set(header::CONTENT_DISPOSITION, &disposition);
    set(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox; frame-ancestors 'none'");
    set(header::CACHE_CONTROL, "no-store");
    response.extensions_mut().insert(saksi_web::Uncompressed);
    Ok(response)
}
