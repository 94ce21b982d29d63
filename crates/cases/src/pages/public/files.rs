//! Files of a case: after the text is filed, each on its own. From a browser that seals, in parts that can be sent again; from one
//! without JavaScript, as a form whose files are stripped and sealed while they come in.

use std::fmt::Write as _;

use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::{Multipart, State};
use axum::http::{HeaderMap, HeaderValue, header};
use futures_util::StreamExt as _;
use saksi_base::{CaseRecordId, Problem, ProblemKind};
use saksi_vault::FileHeader;
use saksi_web::{
    Bucket, Form, FormData, Locale, Markup, PageError, PageRequest, Response, Site, TOKEN_FIELD, Weight, escape,
    fields, user,
};
use serde::Deserialize;
use tokio::sync::{mpsc, oneshot};

use super::super::incoming::{self, Came, next_field, text_of};
use super::ask::{read_sealed, unbase64};
use super::deeds::hidden;
use super::frame::{self, Bearer, Typed, bearer, count_attempt};
use super::{back, thread};
use crate::Cases;
use crate::actions::files::{self, Download, Holder, Keyed, NewFile, Progress};
use crate::actions::returning::Proof;

/// Most bytes of one part from a browser: sixteen sealed chunks.
pub(super) const LARGEST_PART: usize = 16 * saksi_vault::SEALED_FILE_CHUNK;
/// The purpose of the forms that bring files.
const PURPOSE: &str = "cases-files";

/// The form that brings files. The script sends them one by one instead.
pub(super) fn files_form(request: &PageRequest, typed: &Typed, problem: Option<&Problem>) -> Markup {
    let l = &request.locale;
    let f = fields::Fields::new(l, problem);
    let who: Markup = hidden(typed).into_iter().collect();
    let mut says = String::new();
    for (name, message) in [
        ("sending", "cases-files-sending"),
        ("done", "cases-files-done"),
        ("failed", "cases-files-failed"),
        ("damaged", "cases-file-damaged"),
        ("again", "cases-files-again"),
    ] {
        let _ = write!(says, " data-{name}=\"{}\"", escape(&l.t(message)));
    }
    let evidence = f.checkbox("evidence", "cases-files-evidence", false).hint("cases-files-evidence-hint").build();
    Markup::trusted(format!(
        "<div><form method=\"post\" action=\"/help/files\" enctype=\"multipart/form-data\"{says}>{}{who}{evidence}\
         <div class=\"field\"><label for=\"field-file\">{}</label><p class=\"hint\" id=\"field-file-hint\">{}</p>\
         <input type=\"file\" id=\"field-file\" name=\"file\" multiple aria-describedby=\"field-file-hint\"></div>{}</form>\
         <ul class=\"lines\" data-list aria-live=\"polite\"></ul></div>",
        request.token(PURPOSE),
        escape(&l.t("cases-files-choose")),
        escape(&l.t("cases-files-limits")),
        f.submit_named("", "", "cases-files-send", Weight::Quiet),
    ))
}

/// A file in the thread: its name, where it is known here, and the button that gives it. `sealed` is the head of the file and the
/// number of its chunks, for a browser that opens it.
pub(super) fn file_form(
    request: &PageRequest,
    typed: &Typed,
    record: CaseRecordId,
    name: Option<&str>,
    sealed: Option<(&[u8], u64)>,
) -> Markup {
    let l = &request.locale;
    let f = fields::Fields::new(l, None);
    let mut parts = hidden(typed);
    parts.push(f.hidden("record", &record.to_string()));
    parts.push(f.submit_named("", "", "cases-files-take", Weight::Quiet));
    let form = fields::form(request, "/help/take", Take::PURPOSE, &parts);
    let form = match sealed {
        None => form,
        Some((header, chunks)) => {
            let data = format!("<form data-header=\"{}\" data-chunks=\"{chunks}\" ", super::ask::base64(header));
            Markup::trusted(form.to_string().replacen("<form ", &data, 1))
        }
    };
    title(name).then(&form)
}

/// A file's name; empty where the browser fills it in.
fn title(name: Option<&str>) -> Markup {
    name.map_or_else(
        || Markup::trusted("<p><bdi dir=\"auto\" data-name></bdi></p>"),
        |name| Markup::trusted("<p>").then(&user(name)).then(&Markup::trusted("</p>")),
    )
}

/// A file that has not come in whole: its name, where it is known here, and what to do.
pub(super) fn unfinished(l: &Locale, name: Option<&str>) -> Markup {
    title(name).then(&Markup::trusted(format!("<p class=\"hint\">{}</p>", escape(&l.t("cases-file-unfinished")))))
}

/// A file that is asked for: as a whole, or one stored part from a chunk on, for a browser that opens it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Take {
    locator: String,
    words: String,
    authenticator: String,
    record: String,
    chunk: String,
}

impl FormData for Take {
    const PURPOSE: &'static str = "cases-take";
    const DISCREET: bool = true;
    const LIMIT: usize = 16 * 1024;
    const BUCKET: Option<Bucket> = Some(Bucket::Part);
    const SECRET: &'static [&'static str] = frame::SECRET;
}

/// The beginning of a file that a browser seals.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Begin {
    locator: String,
    words: String,
    authenticator: String,
    record: String,
    header: String,
    name: String,
    length: u64,
}

impl FormData for Begin {
    const PURPOSE: &'static str = PURPOSE;
    const DISCREET: bool = true;
    const BUCKET: Option<Bucket> = Some(Bucket::Part);
    const SECRET: &'static [&'static str] = frame::SECRET;
}

fn json(progress: &Progress) -> Response {
    let text = serde_json::json!({ "next_chunk": progress.next_chunk, "done": progress.done }).to_string();
    let mut response = Response::new(text.into());
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// `POST /help/begin`: the head and the sealed name of a file. The same once more says how far it is.
pub(super) async fn begin(Extension(cases): Extension<Cases>, form: Form<Begin>) -> Result<Response, PageError> {
    let Begin { locator, words, authenticator, record, header, name, length } = form.value;
    let wrong = || Problem::invalid("cases-sealed-wrong");
    let bearer = bearer(&Typed { locator, words, authenticator })?;
    let file = NewFile {
        record: record.parse().map_err(|_| wrong())?,
        header: FileHeader::from_bytes(&unbase64(&header)?).map_err(|_| wrong())?,
        name: read_sealed(&name)?,
        from: None,
        sealed_length: length,
    };
    let progress = files::begin(&cases, Holder::Person(bearer.proof()), &file).await?;
    Ok(json(&progress))
}

/// `POST /help/part`: sealed chunks, one after the other. Who sends stands in headers that another site's page cannot set.
pub(super) async fn put(
    State(site): State<Site>,
    Extension(cases): Extension<Cases>,
    request: PageRequest,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    site.limits.check(Bucket::Part, &request.address)?;
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("").to_owned();
    let typed =
        Typed { locator: text("saksi-locator"), words: String::new(), authenticator: text("saksi-authenticator") };
    if typed.authenticator.is_empty() {
        return Err(Problem::not_found().into());
    }
    let bearer = bearer(&typed)?;
    let wrong = || Problem::invalid("cases-sealed-wrong");
    let record: CaseRecordId = text("saksi-record").parse().map_err(|_| wrong())?;
    let chunk: u64 = text("saksi-chunk").parse().map_err(|_| wrong())?;
    let part = incoming::part(&headers, body, LARGEST_PART).await?;
    let progress = files::put(&cases, Holder::Person(bearer.proof()), record, chunk, part).await?;
    Ok(json(&progress))
}

/// `POST /help/files`: without JavaScript. Each file is stripped and sealed while it comes in; nothing is written in the clear.
pub(super) async fn receive(
    State(site): State<Site>,
    Extension(cases): Extension<Cases>,
    request: PageRequest,
    headers: HeaderMap,
    mut form: Multipart,
) -> Result<Response, PageError> {
    let mut typed = Typed::default();
    let mut came = Vec::new();
    let read = read_form(&site, &cases, &request, &headers, &mut form, &mut typed, &mut came).await;
    match read {
        Ok(bearer) => {
            thread::show(&cases, &request, &typed, &bearer, Some(incoming::outcome(&request.locale, &came)), None).await
        }
        Err(problem) => match bearer(&typed) {
            // Files that came in before are safe; the page shows them, and what went wrong.
            Ok(bearer) if !frame::is_wrong_receipt(&problem) => {
                came.push(Came::not(problem));
                thread::show(&cases, &request, &typed, &bearer, Some(incoming::outcome(&request.locale, &came)), None)
                    .await
            }
            _ => back::show_form(&request, &typed, Some(&problem)),
        },
    }
}

async fn read_form(
    site: &Site,
    cases: &Cases,
    request: &PageRequest,
    headers: &HeaderMap,
    form: &mut Multipart,
    typed: &mut Typed,
    came: &mut Vec<Came>,
) -> Result<Bearer, Problem> {
    let (mut evidence, mut token) = (false, String::new());
    let mut known: Option<Bearer> = None;
    while let Some(mut field) = next_field(form).await? {
        let name = field.name().unwrap_or("").to_owned();
        match name.as_str() {
            TOKEN_FIELD => {
                token = text_of(&mut field).await?;
                saksi_web::check_streamed(request, headers, PURPOSE, &token)?;
            }
            "locator" => typed.locator = text_of(&mut field).await?,
            "words" => typed.words = text_of(&mut field).await?,
            "authenticator" => typed.authenticator = text_of(&mut field).await?,
            "evidence" => evidence = text_of(&mut field).await? == "yes",
            "file" => {
                if field.file_name().unwrap_or("").is_empty() {
                    continue;
                }
                incoming::one_more(came)?;
                if known.is_none() {
                    if token.is_empty() {
                        return Err(Problem::new(ProblemKind::Forbidden, "problem-expired-form"));
                    }
                    site.limits.check(Bucket::Part, &request.address)?;
                    let bearer = bearer(typed)?;
                    count_attempt(site, &bearer)?;
                    known = Some(bearer);
                }
                let Some(Bearer::Words(receipt, proof)) = &known else {
                    return Err(Problem::invalid("cases-sealed-wrong"));
                };
                // For each file anew: the case may have got another key while a large one came in.
                let keyed = Keyed::with_words(cases, receipt, proof).await?;
                came.push(incoming::take_in(cases, &keyed, &mut field, evidence).await);
            }
            _ => {}
        }
    }
    match known {
        Some(bearer) => Ok(bearer),
        None => {
            came.push(Came::not(Problem::field("file", "cases-files-none")));
            bearer(typed)
        }
    }
}

/// `POST /help/take`: a file of the case.
pub(super) async fn take(
    State(site): State<Site>,
    Extension(cases): Extension<Cases>,
    form: Form<Take>,
) -> Result<Response, PageError> {
    let Take { locator, words, authenticator, record, chunk } = form.value;
    let bearer = bearer(&Typed { locator, words, authenticator })?;
    count_part(&site, &bearer)?;
    let record: CaseRecordId = record.parse().map_err(|_| Problem::not_found())?;
    let (name, body) = match bearer {
        Bearer::Sealed(_, proof) => {
            let chunk: u64 = chunk.parse().map_err(|_| Problem::invalid("cases-sealed-wrong"))?;
            let (first, part) = files::part(&cases, Holder::Person(&proof), record, chunk).await?;
            if first != chunk {
                return Err(Problem::conflict("cases-keys-changed").into());
            }
            (String::new(), Body::from(part))
        }
        Bearer::Words(receipt, proof) => {
            let opening = Opening { cases, receipt, proof, record };
            opening.begin().await?
        }
    };
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    // Never shown in the browser: a page among the files must not run here.
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let encoded: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20");
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{encoded}")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// A file that is opened here while it goes out.
struct Opening {
    cases: Cases,
    receipt: saksi_vault::CaseReceipt,
    proof: Proof,
    record: CaseRecordId,
}

impl Opening {
    /// The file's name, and its content as it is opened. What goes wrong on the way breaks the answer off, so that nobody takes
    /// a part for the whole.
    async fn begin(self) -> Result<(String, Body), Problem> {
        let (tell, told) = oneshot::channel();
        // One piece waits while the one before it goes out: a slow line holds two mebibytes, not a file.
        let (give, take) = mpsc::channel(1);
        tokio::spawn(async move { self.run(tell, give).await });
        let name = told.await.map_err(|_| Problem::internal())??;
        let pieces =
            futures_util::stream::unfold(take, |mut take| async move { take.recv().await.map(|piece| (piece, take)) });
        // Whoever writes the answer may look again after the end.
        let pieces = pieces.fuse();
        Ok((name, Body::from_stream(pieces)))
    }

    async fn run(self, tell: oneshot::Sender<Result<String, Problem>>, give: mpsc::Sender<Result<Bytes, Problem>>) {
        let begun = async {
            let keyed = Keyed::with_words(&self.cases, &self.receipt, &self.proof).await?;
            Download::begin(&self.cases, &keyed, self.record).await
        };
        let mut download = match begun.await {
            Ok((name, download)) => {
                let _ = tell.send(Ok(name.name));
                download
            }
            Err(problem) => {
                let _ = tell.send(Err(problem));
                return;
            }
        };
        loop {
            let piece = match download.next().await {
                Ok(Some(piece)) => Ok(Bytes::copy_from_slice(&piece)),
                Ok(None) => return,
                Err(problem) => Err(problem),
            };
            let failed = piece.is_err();
            if give.send(piece).await.is_err() || failed {
                return;
            }
        }
    }
}

/// Counts a part that is asked for on the receipt that it belongs to.
fn count_part(site: &Site, bearer: &Bearer) -> Result<(), Problem> {
    let locator = match bearer {
        Bearer::Words(receipt, _) => receipt.locator(),
        Bearer::Sealed(locator, _) => *locator,
    };
    site.limits.check_account(Bucket::Part, &locator.to_bytes())
}
