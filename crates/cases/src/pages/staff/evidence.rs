//! Evidence of a case: what is kept of it, keeping a page or a file, one piece with its record, its place in the log and what happened
//! to it. Titles of windows say nothing, and nothing that was kept stands in an address.

use axum::body::Body;
use axum::http::{HeaderValue, Response as HttpResponse, header};
use saksi_base::{CaseId, CaseRecordId, Problem, ProblemKind};
use saksi_tlog::record::{CustodyEvent, What};
use saksi_transparency::Standing;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Arg, Form, FormData as _, Locale, Markup, PageError, PagePath, PageRequest, Response, Tone, Uncompressed, Weight,
    escape, user,
};

use super::case::path as case_path;
use super::parts::{
    card, code, excerpt, facts, folded, hint, line, lines, link, link_button, refused_by_marking, row, section, warn,
};
use super::views::{CaseView, EvidenceLine};
use super::work::opened_for;
use super::{Done, Staff, WorkPage, button, done, files, forms, opening};
use crate::actions::evidence::{self as action, About, Piece, Told};
use crate::model::passing::Outward;

forms! {
    /// A page that is to be kept.
    PageForm "cases:evidence-page" 32 { url: String, reason: String, legal_basis: String }
    /// A file of the case that is to be kept.
    FileForm "cases:evidence-file" 32 { file: String, file_reason: String, file_basis: String }
    /// Takes the file of a piece out.
    TakeOutForm "cases:evidence-take-out" 4 {}
    /// Hashes it anew.
    RehashForm "cases:evidence-rehash" 4 {}
    /// Something that happened, written down by hand.
    CustodyForm "cases:evidence-custody" 32 { event: String, party: String, note: String }
}

/// Where the evidence of a case is listed.
pub(crate) fn path(case: CaseId) -> String {
    format!("{}/evidence", case_path(case))
}

/// Where one piece is.
fn piece_path(case: CaseId, piece: CaseRecordId) -> String {
    format!("{}/{piece}", path(case))
}

/// What the list shows of a piece.
fn piece_line(l: &Locale, case: CaseId, piece: &EvidenceLine) -> Markup {
    let title = if piece.title.trim().is_empty() { l.t("cases-staff-piece") } else { excerpt(&piece.title, 120) };
    let mut said = link(&piece_path(case, piece.id), &user(&title)).then(&Markup::text(" "));
    said = said.then(&if piece.damaged {
        saksi_web::badge(l, Tone::Danger, "cases-staff-piece-damaged")
    } else {
        saksi_web::badge(
            l,
            Tone::Plain,
            if piece.url.is_empty() { "cases-staff-piece-file" } else { "cases-staff-piece-page" },
        )
    });
    said = said.then(&Markup::trusted(" <span class=\"small\">")).then(&l.day(piece.day));
    if !piece.by.is_empty() {
        said = said.then(&Markup::text(" · ")).then(&user(&piece.by));
    }
    said.then(&Markup::trusted("</span>"))
}

/// The part of a case's page.
pub(crate) fn of_case(l: &Locale, view: &CaseView, writes: bool) -> Markup {
    let case = view.row.id;
    let all: Vec<Markup> = view.evidence.iter().map(|piece| piece_line(l, case, piece)).collect();
    let mut body = if all.is_empty() { hint(l, "cases-staff-pieces-none") } else { lines(&all) };
    if writes {
        body = body.then(&row(&[link_button(l, &path(case), "cases-staff-piece-keep", Weight::Quiet)]));
    }
    section(l, "evidence", "cases-staff-pieces", "cases-staff-pieces-hint", &body)
}

/// What was typed here.
#[derive(Clone, Default)]
pub(crate) struct Typed {
    pub(crate) page: PageForm,
    pub(crate) file: FileForm,
}

/// The list, with the ways to keep more.
pub(crate) fn list(
    request: &PageRequest,
    view: &CaseView,
    fetches: bool,
    typed: &Typed,
    problem: Option<&Problem>,
) -> WorkPage {
    let l = &request.locale;
    let case = view.row.id;
    let all: Vec<Markup> = view.evidence.iter().map(|piece| piece_line(l, case, piece)).collect();
    let kept = if all.is_empty() {
        saksi_web::empty(l, "cases-staff-pieces-empty", "cases-staff-pieces-empty-how")
    } else {
        lines(&all)
    };
    let mut page = WorkPage::new(request, "cases-staff-pieces-title")
        .back(l, &case_path(case), "cases-staff-back-case")
        .part(&line(l, "cases-staff-pieces-lead"))
        .part(&kept);
    if !view.mine {
        return page.part(&hint(l, "cases-staff-take-first"));
    }
    let stopped = refused_by_marking(l, view.pap, Outward::KeepPage, &case_path(case));
    // What was typed before somebody marked the case anew stays in its fields.
    if fetches && !stopped.is_empty() && typed.page.url.is_empty() {
        page = page.part(&section(l, "page", "cases-staff-piece-of-page", "", &stopped));
    } else if fetches {
        page = page.part(&stopped);
        let f = Fields::new(l, problem.filter(|_| typed.file.file.is_empty()));
        let form = fields::form(
            request,
            &path(case),
            PageForm::PURPOSE,
            &[
                f.text("url", "cases-staff-piece-url", &typed.page.url).kind("url").longest(8_000).required().build(),
                f.area("reason", "cases-staff-piece-reason", &typed.page.reason)
                    .hint("cases-staff-piece-reason-hint")
                    .rows(3)
                    .longest(action::LONGEST_REASON)
                    .required()
                    .build(),
                f.text("legal_basis", "cases-staff-piece-basis", &typed.page.legal_basis)
                    .longest(action::LONGEST_REASON)
                    .optional()
                    .build(),
                f.submit_named("", "", "cases-staff-piece-page-keep", Weight::Main),
            ],
        );
        page = page.part(&section(l, "page", "cases-staff-piece-of-page", "cases-staff-piece-of-page-hint", &form));
    }
    let whole: Vec<(String, String)> = view
        .entries
        .iter()
        .flat_map(|entry| &entry.files)
        .filter(|file| file.whole && view.evidence.iter().all(|piece| piece.file != file.id))
        .map(|file| (file.id.to_string(), file.name.clone()))
        .collect();
    let body = if whole.is_empty() {
        hint(l, "cases-staff-piece-no-file")
    } else {
        let f = Fields::new(l, problem.filter(|_| !typed.file.file.is_empty()));
        fields::form(
            request,
            &format!("{}/files", path(case)),
            FileForm::PURPOSE,
            &[
                f.select("file", "cases-staff-piece-which", &typed.file.file, &[]).options(whole).build(),
                f.area("file_reason", "cases-staff-piece-reason", &typed.file.file_reason)
                    .rows(3)
                    .longest(action::LONGEST_REASON)
                    .required()
                    .build(),
                f.text("file_basis", "cases-staff-piece-basis", &typed.file.file_basis)
                    .longest(action::LONGEST_REASON)
                    .optional()
                    .build(),
                f.submit_named("", "", "cases-staff-piece-file-keep", Weight::Quiet),
            ],
        )
    };
    page.part(&section(l, "file", "cases-staff-piece-of-file", "cases-staff-piece-of-file-hint", &body))
}

/// What can be mended on the page where it was typed.
fn to_mend(problem: Problem) -> Result<Problem, PageError> {
    // A busy server or a slow page costs nobody what they typed.
    if matches!(problem.kind, ProblemKind::Busy | ProblemKind::TooLarge) {
        Ok(problem)
    } else {
        super::to_mend(problem)
    }
}

async fn show_list(
    staff: &Staff,
    me: &crate::Unlocked,
    case: CaseId,
    typed: Typed,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let view = opening::case(staff, me, case).await?;
    staff.page(&list(&staff.request, &view, action::fetches(&staff.cases), &typed, problem), problem)
}

/// `GET /cases/{case}/evidence`.
pub(crate) async fn show(staff: Staff, PagePath(case): PagePath<CaseId>) -> Result<Response, PageError> {
    match staff.opened().await? {
        Ok(me) => show_list(&staff, &me, case, Typed::default(), None).await,
        Err(page) => Ok(page),
    }
}

/// `POST /cases/{case}/evidence`: keeps a page.
pub(crate) async fn keep_page(
    staff: Staff,
    PagePath(case): PagePath<CaseId>,
    form: Form<PageForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, PageForm);
    let page = form.value;
    let about = About { reason: page.reason.clone(), legal_basis: page.legal_basis.clone() };
    // What a capture needs in memory and in time is for the action; it goes on even if the reader does not wait for it.
    let (cases, url) = (staff.cases.clone(), page.url.clone());
    let work = async move {
        let kept = action::keep_page(&cases, &me, case, &url, &about).await;
        (me, kept)
    };
    let (me, kept) = tokio::spawn(work).await.map_err(|_| Problem::internal())?;
    match kept {
        Ok(piece) => Ok(done(&piece_path(case, piece), Done::EvidenceKept)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            show_list(&staff, &me, case, Typed { page, ..Typed::default() }, Some(&problem)).await
        }
    }
}

/// `POST /cases/{case}/evidence/files`: keeps a file of the case.
pub(crate) async fn keep_file(
    staff: Staff,
    PagePath(case): PagePath<CaseId>,
    form: Form<FileForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, FileForm);
    let file = form.value;
    let about = About { reason: file.file_reason.clone(), legal_basis: file.file_basis.clone() };
    let kept = match file.file.parse() {
        Ok(id) => action::keep_file(&staff.cases, &me, case, id, &about).await,
        Err(_) => Err(Problem::field("file", "cases-evidence-no-such-file")),
    };
    match kept {
        Ok(piece) => Ok(done(&piece_path(case, piece), Done::EvidenceKept)),
        Err(problem) => {
            let mut problem = to_mend(problem)?;
            for field in &mut problem.fields {
                // The page has another form with fields of these names.
                field.field = match field.field {
                    "reason" => "file_reason",
                    "legal_basis" => "file_basis",
                    other => other,
                };
            }
            show_list(&staff, &me, case, Typed { file, ..Typed::default() }, Some(&problem)).await
        }
    }
}

/// How an entry stands in the log, in words.
fn standing(l: &Locale, standing: &Standing) -> String {
    match standing {
        Standing::Unknown => l.t("cases-staff-proof-absent"),
        Standing::Waiting { .. } => l.t("cases-staff-proof-waiting"),
        Standing::Logged(logged) => l.ta(
            "cases-staff-proof-logged",
            &[
                ("place", Arg::from(i64::try_from(logged.index.saturating_add(1)).unwrap_or(i64::MAX))),
                ("at", Arg::from(l.date_time(logged.signed_at))),
                ("witnesses", Arg::from(i64::try_from(logged.verdict.signed()).unwrap_or(i64::MAX))),
            ],
        ),
    }
}

/// The message that names an event.
const fn event_message(event: CustodyEvent) -> &'static str {
    match event {
        CustodyEvent::Viewed => "cases-staff-custody-viewed",
        CustodyEvent::Exported => "cases-staff-custody-exported",
        CustodyEvent::HandedOver => "cases-staff-custody-handed-over",
        CustodyEvent::Rehashed => "cases-staff-custody-rehashed",
        CustodyEvent::FoundDamaged => "cases-staff-custody-damaged",
        CustodyEvent::Redacted => "cases-staff-custody-redacted",
        CustodyEvent::Deleted => "cases-staff-custody-deleted",
        CustodyEvent::ConsentWithdrawn => "cases-staff-custody-consent",
    }
}

/// What is known of a piece.
fn about(l: &Locale, piece: &Piece, told: &Told, by: &str) -> Markup {
    let record = &told.record;
    let text = |text: &str| if text.is_empty() { Markup::empty() } else { user(text) };
    let mut all = vec![(l.t("cases-staff-piece-name"), text(piece.title.trim()))];
    match &record.what {
        What::Capture(capture) => {
            all.push((l.t("cases-staff-piece-url"), code(&capture.asked)));
            if capture.answered != capture.asked {
                all.push((l.t("cases-staff-piece-answered"), code(&capture.answered)));
            }
            if let Some(last) = capture.exchanges.last() {
                all.push((l.t("cases-staff-piece-status"), code(&last.status.to_string())));
                all.push((l.t("cases-staff-piece-peer"), code(&last.peer)));
            }
            all.push((l.t("cases-staff-piece-method"), text(&capture.method)));
        }
        What::File(file) => all.push((l.t("cases-staff-piece-method"), text(&file.method))),
        What::Testimony(_) | What::Custody(_) => {}
    }
    all.push((l.t("cases-staff-piece-at"), l.exact(record.times.ended)));
    all.push((l.t("cases-staff-piece-by"), text(by)));
    all.push((l.t("cases-staff-piece-operator"), code(&record.operator)));
    all.push((l.t("cases-staff-piece-reason"), text(&record.reason)));
    all.push((l.t("cases-staff-piece-basis"), text(record.legal_basis.as_deref().unwrap_or_default())));
    facts(&all)
}

fn custody(request: &PageRequest, at: &str, piece: &Piece, typed: &CustodyForm, problem: Option<&Problem>) -> Markup {
    let l = &request.locale;
    let events: Vec<Markup> = piece
        .custody
        .iter()
        .filter_map(|event| {
            let What::Custody(what) = &event.told.record.what else { return None };
            let path = format!("{at}/custody/{}", event.number);
            let mut said = Markup::trusted(format!("<strong>{}</strong> ", escape(&l.t(event_message(what.event)))));
            if let Some(party) = &what.party {
                said = said.then(&user(party)).then(&Markup::text(" "));
            }
            said = said
                .then(&Markup::trusted("<span class=\"small\">"))
                .then(&l.exact(event.told.record.times.ended))
                .then(&Markup::text(" · "))
                .then(&Markup::trusted(format!("<bdi dir=\"ltr\">{}</bdi>", escape(&event.told.record.operator))))
                .then(&Markup::text(" · "))
                .then(&link(&format!("{path}/record.json"), &Markup::text(&l.t("cases-staff-piece-record"))))
                .then(&Markup::text(" · "))
                .then(&link(&format!("{path}/record.tlog-proof"), &Markup::text(&l.t("cases-staff-piece-proof"))))
                .then(&Markup::trusted("</span>"));
            if !event.told.record.reason.is_empty() {
                said = said.then(&Markup::trusted("<br>")).then(&user(&event.told.record.reason));
            }
            Some(said)
        })
        .collect();
    let f = Fields::new(l, problem);
    let by_hand = [
        ("handed_over", "cases-staff-custody-handed-over"),
        ("viewed", "cases-staff-custody-viewed"),
        ("exported", "cases-staff-custody-exported"),
    ];
    let form = fields::form(
        request,
        &format!("{at}/custody"),
        CustodyForm::PURPOSE,
        &[
            f.select("event", "cases-staff-custody-what", &typed.event, &by_hand).build(),
            f.text("party", "cases-staff-custody-party", &typed.party)
                .hint("cases-staff-custody-party-hint")
                .longest(300)
                .optional()
                .build(),
            f.area("note", "cases-staff-custody-note", &typed.note)
                .rows(3)
                .longest(action::LONGEST_REASON)
                .optional()
                .build(),
            f.submit_named("", "", "cases-staff-custody-write", Weight::Quiet),
        ],
    );
    let there = if events.is_empty() { hint(l, "cases-staff-custody-none") } else { lines(&events) };
    let rehash =
        button(request, &format!("{at}/rehash"), RehashForm::PURPOSE, &[], "cases-staff-custody-rehash", Weight::Quiet);
    let body = there.then(&row(&[rehash])).then(&folded(l, "cases-staff-custody-add", problem.is_some(), &form));
    section(l, "custody", "cases-staff-custody", "cases-staff-custody-hint", &body)
}

/// The page of one piece.
pub(crate) fn one(
    request: &PageRequest,
    case: CaseId,
    piece: &Piece,
    by: &str,
    stands: &Standing,
    typed: &CustodyForm,
    problem: Option<&Problem>,
) -> WorkPage {
    let l = &request.locale;
    let at = piece_path(case, piece.id);
    let page = WorkPage::new(request, "cases-staff-piece-title").back(l, &path(case), "cases-staff-back-pieces");
    let Some(told) = &piece.told else {
        return page.part(&warn(
            Tone::Danger,
            &l.t("cases-staff-piece-damaged"),
            &l.t("cases-staff-piece-damaged-how"),
        ));
    };
    let mut page = page.part(&about(l, piece, told, by));
    let parts: Markup = told
        .record
        .parts
        .iter()
        .map(|part| {
            let size = l.ta("cases-staff-kilobytes", &[("count", part.length.div_ceil(1024))]);
            let said = Markup::trusted("<p class=\"meta\"><span>")
                .then(&Markup::trusted(format!("<bdi dir=\"ltr\">{}</bdi>", escape(&part.media_type))))
                .then(&Markup::text(&format!(" · {size}")))
                .then(&Markup::trusted("</span></p><p class=\"small\">SHA-256 "))
                .then(&code(&part.sha256.to_hex()))
                .then(&Markup::trusted("</p>"));
            let take_out = button(
                request,
                &format!("{at}/take-out"),
                TakeOutForm::PURPOSE,
                &[],
                "cases-staff-piece-take-out",
                Weight::Quiet,
            );
            card(&user(&part.name), &said.then(&row(&[take_out])))
        })
        .collect();
    page = page.part(&section(l, "parts", "cases-staff-piece-parts", "cases-staff-piece-parts-hint", &parts));
    let mut ways = vec![link(&format!("{at}/record.json"), &Markup::text(&l.t("cases-staff-piece-record")))];
    if matches!(stands, Standing::Logged(_)) {
        ways.push(link(&format!("{at}/record.tlog-proof"), &Markup::text(&l.t("cases-staff-piece-proof"))));
    }
    let log = Markup::trusted(format!("<p>{}</p>", escape(&standing(l, stands))))
        .then(&facts(&[(l.t("cases-staff-piece-entry"), code(&told.entry.to_hex()))]))
        .then(&lines(&ways));
    page = page.part(&section(l, "log", "cases-staff-piece-log", "cases-staff-piece-log-hint", &log));
    if !piece.missing.is_empty() {
        let missing: Vec<Markup> = piece.missing.lines().map(code).collect();
        page = page.part(&section(l, "missing", "cases-staff-piece-missing", "", &lines(&missing)));
    }
    if !piece.text.trim().is_empty() {
        page = page.part(&folded(l, "cases-staff-piece-text", false, &saksi_web::user_block(&piece.text)));
    }
    page.part(&custody(request, &at, piece, typed, problem))
}

async fn show_piece(
    staff: &Staff,
    me: &crate::Unlocked,
    case: CaseId,
    id: CaseRecordId,
    typed: &CustodyForm,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let (piece, by) = action::look(&staff.cases, me, case, id).await?;
    let stands = match &piece.told {
        Some(told) => action::standing(&staff.cases, told.entry).await?,
        None => Standing::Unknown,
    };
    staff.page(&one(&staff.request, case, &piece, &by, &stands, typed, problem), problem)
}

/// `GET /cases/{case}/evidence/{file}`.
pub(crate) async fn piece(
    staff: Staff,
    PagePath((case, id)): PagePath<(CaseId, CaseRecordId)>,
) -> Result<Response, PageError> {
    match staff.opened().await? {
        Ok(me) => show_piece(&staff, &me, case, id, &CustodyForm::default(), None).await,
        Err(page) => Ok(page),
    }
}

/// `POST /cases/{case}/evidence/{file}/custody`.
pub(crate) async fn note(
    staff: Staff,
    PagePath((case, id)): PagePath<(CaseId, CaseRecordId)>,
    form: Form<CustodyForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, CustodyForm);
    let typed = form.value;
    let noted = match action::by_hand(&typed.event) {
        Some(event) => action::note(&staff.cases, &me, case, id, event, &typed.party, &typed.note).await,
        None => Err(Problem::field("event", "cases-evidence-event")),
    };
    match noted {
        Ok(()) => Ok(done(&piece_path(case, id), Done::CustodyNoted)),
        Err(problem) => {
            let problem = to_mend(problem)?;
            show_piece(&staff, &me, case, id, &typed, Some(&problem)).await
        }
    }
}

/// `POST /cases/{case}/evidence/{file}/rehash`.
pub(crate) async fn rehash(
    staff: Staff,
    PagePath((case, id)): PagePath<(CaseId, CaseRecordId)>,
    form: Form<RehashForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, RehashForm);
    let same = action::rehash(&staff.cases, &me, case, id).await?;
    Ok(done(&piece_path(case, id), if same { Done::EvidenceHolds } else { Done::EvidenceDamaged }))
}

/// `POST /cases/{case}/evidence/{file}/take-out`: the file of a piece, once that it goes out is written down.
pub(crate) async fn take_out(
    staff: Staff,
    PagePath((case, id)): PagePath<(CaseId, CaseRecordId)>,
    form: Form<TakeOutForm>,
) -> Result<Response, PageError> {
    let me = opened_for!(staff, form, TakeOutForm);
    let file = action::export(&staff.cases, &me, case, id).await?;
    files::stream(&staff.cases, me, case, file).await
}

/// The record of a piece, or of something that happened to it.
async fn told(
    staff: &Staff,
    me: &crate::Unlocked,
    case: CaseId,
    id: CaseRecordId,
    event: usize,
) -> Result<Told, Problem> {
    let (piece, _) = action::look(&staff.cases, me, case, id).await?;
    let found = if event == 0 {
        piece.told
    } else {
        piece.custody.into_iter().find(|happened| happened.number == event).map(|happened| happened.told)
    };
    found.ok_or_else(Problem::not_found)
}

fn attachment(name: &'static str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = HttpResponse::new(Body::from(bytes));
    let fields = response.headers_mut();
    fields.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    fields.insert(header::CONTENT_DISPOSITION, files::disposition(name));
    fields.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    fields.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.extensions_mut().insert(Uncompressed);
    response
}

async fn give_record(staff: &Staff, case: CaseId, id: CaseRecordId, event: usize) -> Result<Response, PageError> {
    let me = match staff.opened().await? {
        Ok(me) => me,
        Err(page) => return Ok(page),
    };
    let told = told(staff, &me, case, id, event).await?;
    Ok(attachment("record.json", "application/json", told.canonical.as_bytes().to_vec()))
}

async fn give_proof(staff: &Staff, case: CaseId, id: CaseRecordId, event: usize) -> Result<Response, PageError> {
    let me = match staff.opened().await? {
        Ok(me) => me,
        Err(page) => return Ok(page),
    };
    let told = told(staff, &me, case, id, event).await?;
    let proof = action::proof(&staff.cases, told.entry).await?;
    let proof = proof.ok_or_else(|| Problem::conflict("cases-evidence-proof-waits"))?;
    Ok(attachment("record.tlog-proof", "text/plain; charset=utf-8", proof))
}

/// `GET /cases/{case}/evidence/{file}/record.json`.
pub(crate) async fn record(
    staff: Staff,
    PagePath((case, id)): PagePath<(CaseId, CaseRecordId)>,
) -> Result<Response, PageError> {
    give_record(&staff, case, id, 0).await
}

/// `GET /cases/{case}/evidence/{file}/record.tlog-proof`.
pub(crate) async fn proof(
    staff: Staff,
    PagePath((case, id)): PagePath<(CaseId, CaseRecordId)>,
) -> Result<Response, PageError> {
    give_proof(&staff, case, id, 0).await
}

/// `GET /cases/{case}/evidence/{file}/custody/{number}/record.json`.
pub(crate) async fn event_record(
    staff: Staff,
    PagePath((case, id, number)): PagePath<(CaseId, CaseRecordId, usize)>,
) -> Result<Response, PageError> {
    give_record(&staff, case, id, number.max(1)).await
}

/// `GET /cases/{case}/evidence/{file}/custody/{number}/record.tlog-proof`.
pub(crate) async fn event_proof(
    staff: Staff,
    PagePath((case, id, number)): PagePath<(CaseId, CaseRecordId, usize)>,
) -> Result<Response, PageError> {
    give_proof(&staff, case, id, number.max(1)).await
}
