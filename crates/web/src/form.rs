//! Forms: what somebody typed and sent.
//!
//! A form is taken only from our own pages: its token must be ours, for this purpose and this session, and the browser
//! must not say that another site sent it. Whatever goes wrong on the way to the handler (an expired page, a limit, a
//! flood, a damaged character), the answer is a page that still holds what was typed and offers to send it again.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{HeaderMap, Response, header};
use axum::response::IntoResponse as _;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use saksi_base::clock::{DAY, HOUR, SECOND};
use saksi_base::{Problem, ProblemKind};
use serde::de::DeserializeOwned;

use crate::errors::{PageError, add_retry_after, status};
use crate::keys::Use;
use crate::limits::Bucket;
use crate::markup::{Markup, escape};
use crate::messages::Locale;
use crate::request::{PageRequest, TOKEN_FIELD, hidden_field};
use crate::shell::Shell;
use crate::site::Site;
use crate::upload::{self, Upload};
use crate::watch::SecurityEvent;
use crate::work::{PASS_FIELD, PROOF_FIELD, WorkNeeded};

/// How long the form of somebody who is not signed in stays good.
pub const ANONYMOUS_LIFE: i64 = 12 * HOUR;
/// How long the form of a session stays good; the session itself may end sooner.
pub const SESSION_LIFE: i64 = 30 * DAY;
/// Most fields of a form.
const MOST_FIELDS: usize = 2_000;
/// How long a body may take to come in, on a slow line. Less than a handler may take, so that the page says what happened.
const BODY_TIME: Duration = Duration::from_secs(45);

/// What a form holds, and the rules under which it is taken.
pub trait FormData: DeserializeOwned + Send {
    /// The token fits this purpose only. Unique in the program, prefixed by the room.
    const PURPOSE: &'static str;
    /// Most bytes of the encoded form.
    const LIMIT: usize = 64 * 1024;
    /// Which rate limit of the sender's address counts it; `None` for none.
    const BUCKET: Option<Bucket> = None;
    /// Whether, under load and on the onion service, it needs a proof of work or a wait. Needs a `BUCKET`.
    const GATE: bool = false;
    /// Whether the pages around it say nothing in their title; see [`Shell::discreet`].
    const DISCREET: bool = false;
    /// Fields that are never shown again: passwords, codes, secret words.
    const SECRET: &'static [&'static str] = &[];
    /// Whether a file may come with it, up to [`crate::SiteSettings::upload_bytes`]. Such a form needs a `BUCKET`.
    const FILE: bool = false;
}

/// The name of the field for a file.
pub const FILE_FIELD: &str = "file";

/// A form that came from our own page, within its limits.
#[derive(Debug)]
pub struct Form<T> {
    /// What was typed.
    pub value: T,
    /// The same for a duplicate submit of the same page; different on every page. An idempotency key.
    pub nonce: [u8; 16],
    /// Every field as sent, our own hidden ones left out.
    pub fields: Vec<(String, String)>,
    /// The file that came with it.
    pub file: Option<Upload>,
}

/// What came in, name by name.
#[derive(Debug, Default)]
pub(crate) struct Pairs {
    pub(crate) pairs: Vec<(String, String)>,
    /// Some of it was not UTF-8 (the damaged characters became U+FFFD), or there was too much of it.
    pub(crate) damaged: bool,
}

/// Reads `application/x-www-form-urlencoded` (WHATWG URL §5.1), noticing what is not UTF-8. NUL characters are left out,
/// since no database or page can hold them, and line ends become `\n`.
pub(crate) fn parse_pairs(body: &[u8]) -> Pairs {
    let mut out = Pairs::default();
    for pair in body.split(|b| *b == b'&').filter(|pair| !pair.is_empty()) {
        if out.pairs.len() >= MOST_FIELDS {
            out.damaged = true;
            break;
        }
        let mut halves = pair.splitn(2, |b| *b == b'=');
        let name = decode(halves.next().unwrap_or_default(), &mut out.damaged);
        let value = decode(halves.next().unwrap_or_default(), &mut out.damaged);
        out.pairs.push((name, value));
    }
    out
}

fn decode(encoded: &[u8], damaged: &mut bool) -> String {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.iter();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digits = rest.as_slice();
                let hex = |i: usize| digits.get(i).and_then(|b| char::from(*b).to_digit(16));
                if let (Some(high), Some(low)) = (hex(0), hex(1)) {
                    bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                    rest.nth(1);
                } else {
                    bytes.push(b'%');
                }
            }
            other => bytes.push(*other),
        }
    }
    tidy(String::from_utf8(bytes).unwrap_or_else(|error| {
        *damaged = true;
        String::from_utf8_lossy(error.as_bytes()).into_owned()
    }))
}

/// Leaves NUL characters out, and makes line ends `\n`.
pub(crate) fn tidy(text: String) -> String {
    if text.contains(['\0', '\r']) { text.replace('\0', "").replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// Fills a type from fields; repeated names fill lists.
pub(crate) fn to_value<T: DeserializeOwned>(pairs: &[(String, String)]) -> Result<T, serde_html_form::de::Error> {
    let encoded = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    serde_html_form::from_str(&encoded)
}

/// Whether the browser says that our own page sent this (Fetch Metadata; RFC 6454 `Origin` in browsers without it).
/// `Origin: null` says nothing: our pages send no referrer, and browsers then hide the origin too.
fn same_origin(headers: &HeaderMap, site: &Site) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(fetch_site) = text("sec-fetch-site") {
        return matches!(fetch_site, "same-origin" | "none");
    }
    let Some(origin) = text("origin").filter(|origin| *origin != "null") else { return true };
    let host = text("host").unwrap_or("");
    let bare = origin.split_once("://").map_or(origin, |(_, host)| host);
    bare.eq_ignore_ascii_case(host) || origin.eq_ignore_ascii_case(&site.settings.public_url)
}

/// For a form with files, whose handler reads the body as it comes: whether our own page sent it, by its token, which is
/// the first field. Gives the token's nonce.
pub fn check_streamed(
    request: &PageRequest,
    headers: &HeaderMap,
    purpose: &str,
    token: &str,
) -> Result<[u8; 16], Problem> {
    if !same_origin(headers, &request.site) {
        return Err(Problem::new(ProblemKind::Forbidden, "problem-other-site"));
    }
    good_token(request, purpose, token).ok_or_else(|| Problem::new(ProblemKind::Forbidden, "problem-expired-form"))
}

/// The nonce of a token that is ours, for this purpose and session, and not too old.
fn good_token(request: &PageRequest, purpose: &str, token: &str) -> Option<[u8; 16]> {
    let life = if request.session.is_some() { SESSION_LIFE } else { ANONYMOUS_LIFE };
    let signed = request.site.keys.verify(Use::Form, token, &request.token_context(purpose))?;
    (-SECOND..life).contains(&request.now.since(signed.issued)).then_some(signed.nonce)
}

impl<T: FormData> FromRequest<Site> for Form<T> {
    type Rejection = Response<Body>;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Response<Body>> {
        let (mut parts, body) = request.into_parts();
        let Ok(page) = PageRequest::from_request_parts(&mut parts, site).await;
        if !same_origin(&parts.headers, site) {
            return Err(PageError(Problem::new(ProblemKind::Forbidden, "problem-other-site")).into_response());
        }
        let (mut file, mut refused, with_file) = (None, None, T::FILE && upload::is_multipart(&parts.headers));
        let Pairs { pairs, damaged } = if with_file {
            // Looking into a file takes a machine longer than reading a text, so files of visitors have a limit of their own. It
            // is asked before the file has come where the length shows that there is one.
            let limit = || match page.session {
                Some(_) => None,
                None => site.limits.check(Bucket::Upload, &page.address).err(),
            };
            let length = parts.headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
            let large = length.is_none_or(|length: usize| length > T::LIMIT);
            let already = if large { limit() } else { None };
            let most = (T::LIMIT, site.settings.upload_bytes);
            match upload::read(&parts.headers, body, &site.uploads, most, already).await {
                Ok(form) => {
                    file = form.file;
                    if file.is_some() && !large {
                        refused = limit();
                    }
                    Pairs { pairs: form.pairs, damaged: form.damaged }
                }
                Err(why) if why.pairs.is_empty() => return Err(PageError(why.problem).into_response()),
                Err(why) => {
                    refused = Some(why.problem);
                    Pairs { pairs: why.pairs, damaged: false }
                }
            }
        } else {
            parse_pairs(&encoded_body(&parts.headers, body, T::LIMIT).await.map_err(|p| PageError(p).into_response())?)
        };
        let own = |name: &str| pairs.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.as_str());
        let (token, pass, proof) = (own(TOKEN_FIELD), own(PASS_FIELD), own(PROOF_FIELD));
        let fields: Vec<(String, String)> = pairs
            .iter()
            .filter(|(name, _)| ![TOKEN_FIELD, PASS_FIELD, PROOF_FIELD].contains(&name.as_str()))
            .cloned()
            .collect();
        let again = Again {
            request: &page,
            purpose: T::PURPOSE,
            discreet: T::DISCREET,
            fields: &fields,
            secret: T::SECRET,
            file: file.is_some() || refused.is_some(),
        };

        let Some(nonce) = good_token(&page, T::PURPOSE, token) else {
            SecurityEvent::FormRefused.note(T::PURPOSE);
            return Err(again.page(&Problem::new(ProblemKind::Forbidden, "problem-expired-form"), None, None));
        };
        if damaged {
            let problem = Problem::new(ProblemKind::Malformed, "problem-encoding");
            return Err(again.page(&problem, Some(token), None));
        }
        if let Some(problem) = refused {
            return Err(again.page(&problem, Some(token), None));
        }
        if let Some(bucket) = T::BUCKET {
            if T::GATE
                && let Err(work) = site.work.check(&page, bucket, pass, proof)
            {
                let problem = Problem::new(ProblemKind::ProveWork, "problem-prove-work");
                return Err(again.page(&problem, Some(token), Some(&work)));
            }
            if let Err(problem) = site.limits.check(bucket, &page.address) {
                return Err(again.page(&problem, Some(token), None));
            }
        }
        match to_value(&fields) {
            Ok(value) => {
                if let Some(sent) = parts.extensions.get::<Sent>() {
                    sent.note(Taken {
                        purpose: T::PURPOSE,
                        discreet: T::DISCREET,
                        secret: T::SECRET,
                        token: token.to_owned(),
                        fields: fields.clone(),
                        file: file.is_some(),
                    });
                }
                Ok(Self { value, nonce, fields, file })
            }
            Err(error) => {
                // The error may quote what was typed, so only its kind is logged.
                tracing::debug!(purpose = T::PURPOSE, "a form does not fit its type");
                drop(error);
                Err(again.page(&Problem::new(ProblemKind::Malformed, "problem-form-shape"), Some(token), None))
            }
        }
    }
}

/// The form that a request brought, once it was found good: stands in the request's extensions, so that an answer which is not for
/// the sender to mend (a busy database, a time limit, a fault of ours) holds what was typed as well.
#[derive(Clone, Default)]
pub(crate) struct Sent(Arc<Mutex<Option<Taken>>>);

struct Taken {
    purpose: &'static str,
    discreet: bool,
    secret: &'static [&'static str],
    token: String,
    fields: Vec<(String, String)>,
    file: bool,
}

impl Sent {
    fn note(&self, taken: Taken) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(taken);
    }

    /// The page that says a problem and keeps what was typed; none where no form came, and where the sender can mend the problem
    /// or must decide anew.
    pub(crate) fn page(&self, request: &PageRequest, problem: &Problem) -> Option<Response<Body>> {
        if !matches!(problem.kind, ProblemKind::Busy | ProblemKind::Internal) {
            return None;
        }
        let taken = self.0.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        let again = Again {
            request,
            purpose: taken.purpose,
            discreet: taken.discreet,
            fields: &taken.fields,
            secret: taken.secret,
            file: taken.file,
        };
        Some(again.page(problem, Some(&taken.token), None))
    }
}

/// Reads a body of `application/x-www-form-urlencoded`.
async fn encoded_body(headers: &HeaderMap, body: Body, most: usize) -> Result<bytes::Bytes, Problem> {
    let urlencoded = headers.get(header::CONTENT_TYPE).is_some_and(|value| {
        value.to_str().is_ok_and(|v| {
            v.split(';').next().is_some_and(|v| v.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded"))
        })
    });
    if !urlencoded {
        return Err(Problem::new(ProblemKind::WrongType, "problem-form-type"));
    }
    match tokio::time::timeout(BODY_TIME, Limited::new(body, most).collect()).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            Err(Problem::new(ProblemKind::TooLarge, "problem-form-too-large").with("kilobytes", most / 1024))
        }
        Ok(Err(_)) => Err(Problem::new(ProblemKind::Malformed, "problem-body")),
        Err(_) => Err(Problem::new(ProblemKind::Malformed, "problem-body-slow")),
    }
}

/// The page that keeps what was typed and offers to send it again.
struct Again<'a> {
    request: &'a PageRequest,
    purpose: &'static str,
    discreet: bool,
    fields: &'a [(String, String)],
    secret: &'static [&'static str],
    /// A file came with it. It is not sent back, so it must be chosen once more.
    file: bool,
}

#[derive(askama::Template)]
#[template(path = "again.html")]
struct AgainPage {
    l: Locale,
    /// The quick way out; empty where no page is discreet.
    way_out: Markup,
    title: String,
    detail: String,
    action: String,
    hidden: Markup,
    typed: Vec<String>,
    /// Fields that must be typed anew: we never send a secret back.
    retype: bool,
    /// The name of the field for the file that must be chosen once more.
    file: Option<&'static str>,
    work: Option<WorkNeeded>,
}

impl Again<'_> {
    /// `token` is the form's own where it is still good, so that a duplicate submit stays one.
    fn page(&self, problem: &Problem, token: Option<&str>, work: Option<&WorkNeeded>) -> Response<Body> {
        let l = self.request.locale.clone();
        let is_secret = |name: &str| self.secret.contains(&name);
        let mut hidden = match token {
            Some(token) => hidden_field(TOKEN_FIELD, token),
            None => self.request.token(self.purpose),
        };
        // Behind the gate the sender is known to come from our page a moment ago, and the answer is neither stored nor
        // compressed, so that even a secret can wait in it; else it is typed anew.
        for (name, value) in self.fields.iter().filter(|(name, _)| work.is_some() || !is_secret(name)) {
            hidden = hidden.then(&carried(name, value));
        }
        let mut seen = HashSet::new();
        let typed: Vec<String> = self
            .fields
            .iter()
            .filter(|(name, value)| !is_secret(name) && value.chars().count() > 12 && seen.insert(value.as_str()))
            .map(|(_, value)| value.clone())
            .collect();
        let title_key = match problem.kind {
            ProblemKind::ProveWork => "shell-again-work-title",
            ProblemKind::SlowDown(_) => "shell-again-slow-title",
            // Whether it was done is not always known.
            ProblemKind::Busy => "shell-kind-busy",
            ProblemKind::Internal => "shell-kind-internal",
            _ => "shell-again-title",
        };
        let discreet = self.request.site.discreet(&self.request.path);
        let page = AgainPage {
            way_out: discreet.map_or_else(Markup::empty, |pages| (pages.way_out)(&l)),
            title: l.t(title_key),
            detail: l.problem(problem),
            action: self.request.path_and_query(),
            hidden,
            typed,
            retype: work.is_none() && self.fields.iter().any(|(name, value)| is_secret(name) && !value.is_empty()),
            file: self.file.then_some(FILE_FIELD),
            work: work.cloned(),
            l,
        };
        let mut shell = Shell::public(self.request, page.title.clone()).no_index().secret().status(status(problem));
        if self.discreet || discreet.is_some() {
            shell = shell.discreet();
        }
        if let Some(pages) = discreet {
            shell = shell.script(pages.script);
        }
        if work.is_some() {
            shell = shell.script("work.js");
        }
        let mut response = shell.render(&page).unwrap_or_else(axum::response::IntoResponse::into_response);
        add_retry_after(response.headers_mut(), problem);
        response
    }
}

/// A value of several lines needs a textarea to come back unchanged: a hidden input may lose its line ends.
fn carried(name: &str, value: &str) -> Markup {
    if value.contains('\n') {
        // A newline straight after the tag is dropped by the parser, so one is always written.
        return Markup::trusted(format!("<textarea name=\"{}\" hidden>\n{}</textarea>", escape(name), escape(value)));
    }
    hidden_field(name, value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fields_are_read_as_the_standard_says_and_damage_is_noticed() {
        for (body, expected, damaged) in [
            ("a=1&b=2&a=3", vec![("a", "1"), ("b", "2"), ("a", "3")], false),
            ("text=%E0%B8%81+x%0D%0Ay", vec![("text", "ก x\ny")], false),
            ("a=%zz&b=%4", vec![("a", "%zz"), ("b", "%4")], false),
            ("a=b%00c", vec![("a", "bc")], false),
            ("a", vec![("a", "")], false),
            ("", vec![], false),
            ("a=%ff", vec![("a", "\u{fffd}")], true),
        ] {
            let read = parse_pairs(body.as_bytes());
            let expected: Vec<(String, String)> =
                expected.into_iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
            assert_eq!((read.pairs, read.damaged), (expected, damaged), "{body}");
        }
    }

    #[test]
    fn repeated_fields_fill_a_list_and_missing_ones_stay_empty() {
        #[derive(serde::Deserialize, Default)]
        #[serde(default)]
        struct Sample {
            text: String,
            languages: Vec<String>,
        }
        let sample: Sample = to_value(&parse_pairs(b"languages=th&languages=ur").pairs).unwrap();
        assert_eq!((sample.text.as_str(), sample.languages.len()), ("", 2));
    }

    proptest! {
        #[test]
        fn whatever_is_typed_comes_through(values in proptest::collection::vec(("[a-z_]{1,8}", "[^\0\r]{0,40}"), 0..8)) {
            let encoded = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&values).finish();
            prop_assert_eq!(parse_pairs(encoded.as_bytes()).pairs, values);
        }

        #[test]
        fn no_body_makes_it_panic(body: Vec<u8>) {
            let _ = parse_pairs(&body);
        }
    }
}
