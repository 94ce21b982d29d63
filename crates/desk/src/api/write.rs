//! Asking, handing in and coming back, for programs.

use axum::extract::{FromRequest as _, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::IntoResponse as _;
use axum::{Extension, Json};
use saksi_base::{LanguageTag, Problem, ProblemKind};
use saksi_db::{Viewer, write};
use saksi_matching::{Policy, Reason};
use saksi_network::OptionalApiMember;
use saksi_network::model::token::Scope;
use saksi_web::{ApiError, ApiJson, Bucket, PageRequest, Response, Site, Upload, upload, without_isolates};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::types::{
    self, MessageRequest, MessageResponse, MessageUpload, ProblemDetails, ReceiptRequest, ReceiptResponse, Wire,
    Withdrawal,
};
use super::wrong;
use crate::actions::{media, receipt as receipts, receive};
use crate::matcher::Desk;
use crate::meaning::Compared;
use crate::media::Looked;
use crate::model::{
    Asked, Channel, HandIn, HandedIn, LINK_CHARACTERS, LINKS, MESSAGE_CHARACTERS, Outcome, REASON_CHARACTERS, Standing,
};
use crate::pages::public::views::reader;
use crate::pages::words;

// What the description allows must fit, also where every character is written as an escape of 12 bytes.
const _: () = assert!(
    saksi_web::JSON_LIMIT >= 12 * (MESSAGE_CHARACTERS + LINKS * LINK_CHARACTERS + REASON_CHARACTERS + 1_000),
    "the longest message that the description allows does not fit into a body"
);

/// Reads a body that must be an object. Serde alone would also take an array with the fields in order.
fn object<T: DeserializeOwned>(body: Value) -> Result<T, Problem> {
    if !body.is_object() {
        return Err(Problem::invalid("problem-json-data").with("reason", "an object is expected"));
    }
    serde_json::from_value(body).map_err(|error| Problem::invalid("problem-json-data").with("reason", error))
}

/// A message as described, checked and put together.
struct Message {
    text: String,
    language: Option<LanguageTag>,
    channel: Channel,
    reason: Option<String>,
    hand_in: bool,
}

fn message_of(request: MessageRequest, with_file: bool) -> Result<Message, Problem> {
    let longer = |text: &str, most: usize| text.chars().count() > most;
    if (request.text.is_empty() && !with_file) || longer(&request.text, MESSAGE_CHARACTERS) {
        return Err(Problem::field("text", "desk-problem-message-long").with("most", MESSAGE_CHARACTERS));
    }
    let good =
        |link: &String| (link.starts_with("https://") || link.starts_with("http://")) && !longer(link, LINK_CHARACTERS);
    if request.links.len() > LINKS || !request.links.iter().all(good) {
        return Err(wrong("links"));
    }
    if request.reason.as_deref().is_some_and(|reason| longer(reason, REASON_CHARACTERS)) {
        return Err(Problem::field("reason", "desk-problem-reason-long").with("most", REASON_CHARACTERS));
    }
    let channel = match request.channel.as_deref() {
        None => Channel::Api,
        Some(code) => Channel::from_code(code).ok_or_else(|| wrong("channel"))?,
    };
    let language = match request.language.as_deref() {
        None => None,
        // A language that no registry knows counts as not given, as in `Accept-Language`: a bot hands on what its platform
        // told it, and nobody's message is refused for that.
        Some(tag) if is_tag(tag) => tag.parse().ok(),
        Some(_) => return Err(wrong("language")),
    };
    let mut text = request.text.replace('\0', "");
    // Each on a line of its own, where it does not count as part of the text; what follows a blank is no part of an address.
    for link in request.links.iter().filter_map(|link| link.split_whitespace().next()) {
        if !text.contains(link) {
            text.push('\n');
            text.push_str(link);
        }
    }
    Ok(Message { text, language, channel, reason: request.reason, hand_in: request.hand_in })
}

/// A message that comes as a form, with its file.
async fn upload_of(
    site: &Site,
    request: &PageRequest,
    member: &OptionalApiMember,
    headers: &HeaderMap,
    body: axum::body::Body,
) -> Result<(MessageRequest, Option<Upload>), Problem> {
    // Looking into a file takes a machine longer than reading a text. Whoever holds a token has a limit of their own.
    if member.0.is_none() {
        site.limits.check(Bucket::Upload, &request.address)?;
    }
    let form = upload::read(headers, body, &site.uploads, (saksi_web::JSON_LIMIT, site.settings.upload_bytes), None)
        .await
        .map_err(|refused| refused.problem)?;
    if form.damaged {
        return Err(Problem::new(ProblemKind::Malformed, "problem-encoding"));
    }
    if !form.has_file {
        return Err(Problem::field("file", "desk-problem-file-missing"));
    }
    let field = |wanted: &str| form.pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
    let hand_in = match field("hand_in").as_deref() {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => return Err(wrong("hand_in")),
    };
    let message = MessageRequest {
        text: field("text").unwrap_or_default(),
        links: Vec::new(),
        language: field("language"),
        channel: field("channel"),
        hand_in,
        reason: field("reason"),
    };
    Ok((message, form.file))
}

/// Whether it is written exactly as the description's pattern has it.
fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-').peekable();
    let lower = |t: &str| t.bytes().all(|b| b.is_ascii_lowercase());
    if !parts.next().is_some_and(|p| (2..=3).contains(&p.len()) && lower(p)) {
        return false;
    }
    let is_script = |p: &&str| {
        p.len() == 4 && p.chars().next().is_some_and(|c| c.is_ascii_uppercase()) && p.get(1..).is_some_and(lower)
    };
    if parts.peek().is_some_and(is_script) {
        parts.next();
    }
    let is_region = |p: &str| {
        (p.len() == 2 && p.bytes().all(|b| b.is_ascii_uppercase()))
            || (p.len() == 3 && p.bytes().all(|b| b.is_ascii_digit()))
    };
    if parts.next().is_some_and(|p| !is_region(p)) || parts.next().is_some() {
        return false;
    }
    true
}

/// The `Idempotency-Key`, where there is one. Short keys are refused: somebody else's "1" must never open this receipt.
fn idempotency_key(headers: &HeaderMap) -> Result<Option<Vec<u8>>, Problem> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let key = value.as_bytes();
    let good = (16..=128).contains(&key.len()) && key.iter().all(u8::is_ascii_graphic);
    if good { Ok(Some(key.to_vec())) } else { Err(wrong("Idempotency-Key")) }
}

/// The limits of somebody with a token, or of somebody without.
fn limits(
    site: &Site,
    request: &PageRequest,
    member: &OptionalApiMember,
    headers: &HeaderMap,
    hand_in: bool,
) -> Result<(), Box<Response>> {
    let said = |problem: Problem| Box::new(ApiError(problem).into_response());
    if let Some(member) = &member.0 {
        member.needs(Scope::MessagesWrite).map_err(said)?;
        return site.limits.check_account(Bucket::Api, member.token.0.as_bytes()).map_err(said);
    }
    let bucket = if hand_in { Bucket::HandIn } else { Bucket::Ask };
    site.work.check_header(request, bucket, headers).map_err(said)?;
    site.limits.check(Bucket::Api, &request.address).map_err(said)?;
    if hand_in { site.limits.check(Bucket::HandIn, &request.address).map_err(said) } else { Ok(()) }
}

/// An answer that may hold a receipt or a message: never stored, never compressed.
fn secret<T: serde::Serialize>(body: T) -> Response {
    let mut response = Json(body).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.extensions_mut().insert(saksi_web::Uncompressed);
    response
}

/// Ask whether a message is known, and hand it in if wanted.
///
/// A text that holds no word and no link, or that is not text, is answered with `none` and the reason
/// `nothing_to_compare`, and is never handed in. A picture, video or recording comes as `multipart/form-data`, with or without
/// a text.
#[utoipa::path(
    post,
    path = "/api/v1/messages",
    tag = "messages",
    request_body(content((MessageRequest = "application/json"), (MessageUpload = "multipart/form-data"))),
    params(types::KeyHeader),
    responses(
        (status = 200, description = "The decision", body = MessageResponse, links(
            ("receipt" = (
                operation_id = "receipt",
                request_body = json!({"locator": "$response.body#/receipt/locator", "words": "$response.body#/receipt/words"})
            )),
        )),
        (status = 400, description = "The body is neither JSON nor a form", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 403, description = "The token that was sent lacks the scope messages:write", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 415, description = "The Content-Type is neither application/json nor multipart/form-data", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "A field cannot be taken, or the message is blocked", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 428, description = "Very many messages come in: do the proof of work first", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "Very busy, just started, or nobody takes messages in", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
pub(super) async fn message(
    State(site): State<Site>,
    Extension(desk): Extension<Desk>,
    request: PageRequest,
    member: OptionalApiMember,
    headers: HeaderMap,
    raw: axum::extract::Request,
) -> Response {
    match take(&site, &desk, &request, &member, &headers, raw).await {
        Ok(answer) => secret(answer),
        Err(response) => *response,
    }
}

async fn take(
    site: &Site,
    desk: &Desk,
    request: &PageRequest,
    member: &OptionalApiMember,
    headers: &HeaderMap,
    raw: axum::extract::Request,
) -> Result<MessageResponse, Box<Response>> {
    let said = |problem: Problem| Box::new(ApiError(problem).into_response());
    let (message, file, with_file) = if upload::is_multipart(headers) {
        let (message, file) = upload_of(site, request, member, headers, raw.into_body()).await.map_err(said)?;
        (message_of(message, true).map_err(said)?, file, true)
    } else {
        let ApiJson(body) =
            ApiJson::<Value>::from_request(raw, site).await.map_err(|error| Box::new(error.into_response()))?;
        (object(body).and_then(|body| message_of(body, false)).map_err(said)?, None, false)
    };
    let key = idempotency_key(headers).map_err(said)?;
    limits(site, request, member, headers, message.hand_in)?;
    let l = &request.locale;
    let language = message.language.clone().unwrap_or_else(|| reader(l));
    if with_file && file.is_none() && message.text.is_empty() {
        return Ok(answer(site, request, &nothing()));
    }
    let mut looked = match file {
        None => None,
        Some(file) => match desk.media.look(file.bytes.clone()).await {
            Ok(looked) => Some(looked),
            Err(problem) => return not_opened(site, request, problem).map_err(said),
        },
    };
    let asked =
        match receive::ask_about(desk, &site.db, &message.text, looked.as_mut(), &language, &Policy::web()).await {
            Ok(asked) => asked,
            Err(problem) if is_nothing(&problem) => return Ok(answer(site, request, &nothing())),
            Err(problem) => return Err(said(problem)),
        };
    let mut response = answer(site, request, &asked);
    if message.hand_in {
        let seed = match key {
            // The text belongs to the seed: should two senders ever use one key, they still get two receipts.
            Some(key) => {
                let who = member.0.as_ref().map_or(Vec::new(), |member| member.organisation.0.as_bytes().to_vec());
                let file = looked.as_ref().map_or(&[][..], |looked| looked.hash.as_slice());
                site.keys.seed(&[b"desk api hand-in", &key, &who, message.text.as_bytes(), file])
            }
            None => saksi_base::random::bytes(&*site.random),
        };
        let handed = hand_in(site, desk, member, &message, language, looked, seed).await.map_err(said)?;
        let locator = handed.receipt.locator().to_string();
        response.receipt = Some(types::Receipt {
            url: request.absolute(&format!("/receipt?locator={locator}")),
            locator,
            words: handed.receipt.words().to_string(),
            expires_at: handed.expires_at.to_string(),
            joined: handed.joined && !handed.repeated,
        });
    }
    Ok(response)
}

async fn hand_in(
    site: &Site,
    desk: &Desk,
    member: &OptionalApiMember,
    message: &Message,
    language: LanguageTag,
    looked: Option<Looked>,
    seed: [u8; 32],
) -> Result<HandedIn, Problem> {
    let file = match looked {
        Some(mut looked) => {
            receive::read_words(desk, &mut looked, &language).await;
            Some(media::keep(desk, &site.db, looked).await?)
        }
        None => None,
    };
    let handed = write!(site.db, "hand in", Viewer::System, tx => {
        let intake = receive::intake(&mut tx, member.0.as_ref().map(|member| member.organisation)).await?;
        let what = HandIn {
            text: message.text.clone(),
            reason: message.reason.clone(),
            channel: message.channel,
            language: Some(language.clone()),
            intake,
            file: file.clone(),
            seed,
        };
        receive::hand_in(&mut tx, desk, &what).await
    });
    media::settle(&site.db, file.as_ref(), handed.as_ref().is_ok_and(|handed| handed.file)).await?;
    handed
}

/// A file in which there is nothing to see or hear is an answer, as a text without a word is; anything else is a problem.
fn not_opened(site: &Site, request: &PageRequest, problem: Problem) -> Result<MessageResponse, Problem> {
    let Some(why) = problem.for_field("file").filter(|field| field.message != "desk-problem-file-none") else {
        return Err(problem);
    };
    let mut response = answer(site, request, &nothing());
    response.reason =
        types::Reason { kind: "file_not_opened", text: without_isolates(&request.locale.field_problem(why)) };
    Ok(response)
}

/// Whether there is simply nothing in a text that could be compared.
fn is_nothing(problem: &Problem) -> bool {
    problem
        .for_field("text")
        .is_some_and(|field| matches!(field.message, "desk-problem-message-empty" | "desk-problem-message-binary"))
}

fn nothing() -> Asked {
    Asked {
        outcome: Outcome::None,
        reason: Reason::NothingToCompare,
        media: None,
        answers: Vec::new(),
        certain: 0,
        confidence: 0.0,
        shared: Vec::new(),
        meaning: None,
        compared: Compared::Settled,
        elapsed: 0,
    }
}

fn answer(site: &Site, request: &PageRequest, asked: &Asked) -> MessageResponse {
    let wire = Wire(&site.settings.public_url);
    MessageResponse {
        decision: asked.outcome.code(),
        reason: types::Reason {
            kind: asked.media.map_or_else(|| asked.reason.kind(), |media| media.kind()),
            text: without_isolates(&words::why(&request.locale, asked)),
        },
        matched: types::Matched {
            probability: asked.confidence.clamp(0.0, 1.0),
            compared: asked.compared.code(),
            meaning: asked.meaning,
            shared: asked.shared.clone(),
        },
        answers: asked.answers.iter().enumerate().map(|(place, a)| wire.found(place < asked.certain, a)).collect(),
        receipt: None,
    }
}

/// See where a handed-in message stands.
#[utoipa::path(
    post,
    path = "/api/v1/receipts",
    tag = "messages",
    request_body = ReceiptRequest,
    responses(
        (status = 200, description = "Where it stands", body = ReceiptResponse),
        (status = 400, description = "The body is not JSON", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "No receipt fits; `errors` says where the words have a slip that can be told without looking anything up", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 415, description = "The Content-Type is not application/json", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "A field cannot be taken", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "Very busy", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
pub(super) async fn receipt(
    State(site): State<Site>,
    request: PageRequest,
    ApiJson(body): ApiJson<Value>,
) -> Result<Response, ApiError> {
    site.limits.check(Bucket::Receipt, &request.address)?;
    let ReceiptRequest { locator, words } = object(body)?;
    if locator.chars().count() > 40 {
        return Err(wrong("locator").into());
    }
    if words.chars().count() > 400 {
        return Err(wrong("words").into());
    }
    let (locator, words) = (locator.replace('\0', ""), words.replace('\0', ""));
    let reader = reader(&request.locale);
    let view = write!(site.db, "open receipt", Viewer::System, tx => {
        receipts::open(&mut tx, &locator, &words, &reader).await
    })
    .map_err(|problem| match problem.kind {
        // A receipt that does not fit is one that is not here, whatever the reason.
        ProblemKind::Invalid => Problem { kind: ProblemKind::NotFound, ..problem },
        _ => problem,
    })?;
    let wire = Wire(&site.settings.public_url);
    let mut response = ReceiptResponse {
        state: "waiting",
        day: view.day.to_string(),
        expires_at: view.expires_at.to_string(),
        message: view.message.clone(),
        counted: view.counted,
        files: view.files.iter().map(|kind| kind.code()).collect(),
        answers: Vec::new(),
        corrected_since: false,
        withdrawn: view
            .withdrawn
            .iter()
            .map(|gone| Withdrawal {
                url: format!("{}/checks/{}", site.settings.public_url.as_str().trim_end_matches('/'), gone.check),
                organisation: gone.organisation.name.clone(),
                reason: gone.reason.clone(),
                at: gone.at.to_string(),
            })
            .collect(),
        not_checked_because: None,
        removed_by: None,
    };
    match &view.standing {
        Standing::Waiting => {}
        Standing::BeingChecked => response.state = "being-checked",
        Standing::Answered { answers, corrected_since } => {
            response.state = "answered";
            response.answers = answers.iter().map(|answer| wire.check(answer)).collect();
            response.corrected_since = *corrected_since;
        }
        Standing::Withdrawn { .. } => response.state = "withdrawn",
        Standing::Expired => response.state = "expired",
        Standing::NotChecked { reason } => {
            response.state = "not-checked";
            response.not_checked_because = Some(reason.code());
        }
        Standing::Removed { entry } => {
            response.state = "removed";
            response.removed_by = entry
                .map(|entry| format!("{}/moderation/{entry}", site.settings.public_url.as_str().trim_end_matches('/')));
        }
    }
    Ok(secret(response))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(body: Value) -> Result<Message, Problem> {
        object(body).and_then(|request| message_of(request, false))
    }

    #[test]
    fn a_message_is_taken_exactly_as_described() {
        let full = json!({"text": "a", "links": ["https://x.example/1"], "language": "zh-Hant-TW", "channel": "line", "reason": "", "hand_in": true, "more": 1});
        let message = read(full).unwrap();
        assert_eq!(
            (message.text.as_str(), message.channel, message.hand_in),
            ("a\nhttps://x.example/1", Channel::Line, true)
        );
        for wrong in [
            json!(["a"]),
            json!("a"),
            json!({}),
            json!({"text": ""}),
            json!({"text": null}),
            json!({"text": 5}),
            json!({"text": "x".repeat(MESSAGE_CHARACTERS + 1)}),
            json!({"text": "a", "links": ["ftp://x"]}),
            json!({"text": "a", "links": vec!["https://x.example"; 9]}),
            json!({"text": "a", "language": "english"}),
            json!({"text": "a", "language": null}),
            json!({"text": "a", "channel": "fax"}),
            json!({"text": "a", "reason": "x".repeat(1_001)}),
            json!({"text": "a", "hand_in": "yes"}),
        ] {
            assert!(read(wrong.clone()).is_err(), "{wrong}");
        }
        for (tag, good) in [
            ("en", true),
            ("zh-Hant", true),
            ("pa-Arab-PK", true),
            ("es-419", true),
            ("EN", false),
            ("en-us", false),
            ("en_US", false),
            ("x", false),
            ("zh-hant", false),
            ("en-US-x", false),
        ] {
            assert_eq!(is_tag(tag), good, "{tag}");
        }
        // Well formed, but no language: the message is taken, and answered in the language of the request.
        for (tag, taken) in [("xqz-Latn", None), ("spa-Vuwf-EX", Some("es")), ("in", Some("id"))] {
            let message = read(json!({"text": "a", "language": tag})).unwrap();
            assert_eq!(message.language.as_ref().map(LanguageTag::as_str), taken, "{tag}");
        }
    }

    #[test]
    fn keys_that_somebody_else_may_also_use_are_refused() {
        for (key, good) in
            [("0f3a9d0c-8f5e-4f43-9d5c-1c2b3a4d5e6f", true), ("1", false), ("with a space in it, long", false)]
        {
            let mut headers = HeaderMap::new();
            headers.insert("idempotency-key", key.parse().unwrap());
            assert_eq!(idempotency_key(&headers).is_ok(), good, "{key}");
        }
    }
}
