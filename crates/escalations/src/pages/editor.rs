//! Writing a notice: the route first, which fills in what it can, then one page for all of it.

use axum::http::{HeaderName, HeaderValue, header};
use saksi_base::{AddresseeId, ClaimId, EscalationId, NoticeFileId, Problem, RouteId};
use saksi_db::{read, write};
use saksi_web::fields::{self, Fields, Weight};
use saksi_web::{
    Bucket, Form, FormData, Markup, PageError, PagePath, PageQuery, PageRequest, Response, escape, see_other,
};

use super::{FormPage, Staff, done, heading, keeps, link_button, paragraph, plain_forms, warn};
use crate::actions::{Whole, drafts, files, registers, together, whole};
use crate::model::Notice;
use crate::model::register::{Addressee, Route, Rule};
use crate::model::words::{Category, Ground, Material, Region};
use crate::store::dispatches::NoticeFile;

plain_forms! {
    RemoveForm "escalations:remove-file";
}

/// What a notice is to be about.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct NewQuery {
    about: String,
}

/// Which route, and what it is about.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct BeginForm {
    pub(crate) route: String,
    pub(crate) about: String,
}

impl FormData for BeginForm {
    const PURPOSE: &'static str = "escalations:begin";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

fn claim_of(about: &str) -> Option<ClaimId> {
    about.strip_prefix("claim:").and_then(|id| id.parse().ok())
}

pub(crate) fn choose_page(
    request: &PageRequest,
    routes: &[Route],
    by_others: &[Addressee],
    typed: &BeginForm,
    problem: Option<&Problem>,
) -> FormPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let mut usable: Vec<(String, String)> = routes
        .iter()
        .filter(|route| route.ended.is_none())
        .map(|route| {
            let name = format!("{}: {} ({})", route.addressee_name, route.name, l.t(route.channel.message()));
            (route.id.to_string(), name)
        })
        .collect();
    usable.extend(
        by_others
            .iter()
            .map(|one| (format!("to:{}", one.id), l.ta("escalations-by-others-route", &[("name", one.name.as_str())]))),
    );
    let form = if usable.is_empty() {
        saksi_web::empty(l, "escalations-routes-empty", "escalations-routes-empty-how").then(&link_button(
            l,
            "/work/escalations/platforms",
            "escalations-route-new-by-platform",
            true,
        ))
    } else {
        fields::form(
            request,
            "/work/escalations/new",
            BeginForm::PURPOSE,
            &[
                f.hidden("about", &typed.about),
                f.select("route", "escalations-choose-route", &typed.route, &[]).options(usable).focused().build(),
                f.submit("escalations-begin"),
            ],
        )
    };
    FormPage {
        back: ("/work/escalations".to_owned(), "escalations-nav"),
        notice: Markup::empty(),
        title: l.t("escalations-new"),
        before: paragraph(&l.t("escalations-new-lead")),
        form,
        after: Markup::empty(),
        l: l.clone(),
    }
}

async fn usable(staff: &Staff) -> Result<(Vec<Route>, Vec<Addressee>), Problem> {
    let by = &staff.by;
    read!(staff.request.site.db, by.viewer(), tx => {
        let routes = registers::routes(&mut tx, by).await?;
        Ok((routes, together::only_by_others(&mut tx, by).await?))
    })
}

/// `GET /work/escalations/new`.
pub(crate) async fn choose(staff: Staff, PageQuery(query): PageQuery<NewQuery>) -> Result<Response, PageError> {
    let (routes, by_others) = usable(&staff).await?;
    let typed = BeginForm { about: query.about, ..BeginForm::default() };
    let page = choose_page(&staff.request, &routes, &by_others, &typed, None);
    staff.page(page.title.clone(), None, &page)
}

/// `POST /work/escalations/new`.
pub(crate) async fn begin(staff: Staff, form: Form<BeginForm>) -> Result<Response, PageError> {
    let (by, typed) = (&staff.by, form.value);
    let claim = claim_of(&typed.about);
    let without = typed.route.strip_prefix("to:").and_then(|id| id.parse::<AddresseeId>().ok());
    let outcome: Result<EscalationId, Problem> = match (typed.route.parse::<RouteId>(), without) {
        (Ok(route), _) => write!(staff.request.site.db, "begin escalation", by.viewer(), tx => {
            drafts::begin(&mut tx, by, route, claim).await
        }),
        (Err(_), Some(addressee)) => {
            write!(staff.request.site.db, "begin escalation without route", by.viewer(), tx => {
                drafts::begin_without_route(&mut tx, by, addressee, claim).await
            })
        }
        (Err(_), None) => Err(Problem::field("route", "escalations-problem-choose")),
    };
    match outcome {
        Ok(id) => Ok(see_other(&format!("/work/escalations/{id}/edit"))),
        Err(problem) if keeps(&problem) => {
            let (routes, by_others) = usable(&staff).await?;
            let page = choose_page(&staff.request, &routes, &by_others, &typed, Some(&problem));
            staff.page(page.title.clone(), Some(&problem), &page)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// A notice as it is typed.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub struct NoticeForm {
    seen: String,
    then: String,
    title: String,
    locations: String,
    explanation: String,
    language: String,
    original: String,
    original_language: String,
    category: String,
    material: String,
    ground: String,
    region: String,
    cited: Vec<String>,
    other_rule: String,
    content_language: String,
    content_date: String,
    context: String,
    imminent: String,
    imminent_reason: String,
    good_faith: String,
    sender_name: String,
    sender_mail: String,
    file_name: String,
}

impl std::fmt::Debug for NoticeForm {
    /// Without the words: what is typed for a sealed notice must not reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NoticeForm(..)")
    }
}

impl FormData for NoticeForm {
    const PURPOSE: &'static str = "escalations:notice";
    const LIMIT: usize = 512 * 1024;
    const FILE: bool = true;
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

impl NoticeForm {
    /// A notice as it stands.
    pub fn of(notice: &Notice, version: i64) -> Self {
        let yes = |set: bool| if set { "yes".to_owned() } else { String::new() };
        let code = |code: Option<&'static str>| code.unwrap_or_default().to_owned();
        Self {
            seen: version.to_string(),
            then: String::new(),
            title: notice.title.clone(),
            locations: notice.locations.join("\n"),
            explanation: notice.explanation.clone(),
            language: notice.language.clone(),
            original: notice.original.clone(),
            original_language: notice.original_language.clone(),
            category: code(notice.category.map(Category::code)),
            material: code(notice.material.map(Material::code)),
            ground: code(notice.ground.map(Ground::code)),
            region: code(notice.region.map(Region::code)),
            cited: notice.cited.iter().map(|cited| cited.rule.to_string()).collect(),
            other_rule: notice.other_rule.clone(),
            content_language: notice.content_language.clone(),
            content_date: notice.content_date.clone(),
            context: notice.context.clone(),
            imminent: yes(notice.imminent),
            imminent_reason: notice.imminent_reason.clone(),
            good_faith: yes(notice.good_faith),
            sender_name: notice.sender_name.clone(),
            sender_mail: notice.sender_mail.clone(),
            file_name: String::new(),
        }
    }

    /// What was typed into the fields of a notice on a page of another room.
    pub fn read(fields: &[(String, String)]) -> Self {
        let mut form = Self::default();
        for (name, value) in fields {
            let slot = match name.as_str() {
                "seen" => &mut form.seen,
                "title" => &mut form.title,
                "locations" => &mut form.locations,
                "explanation" => &mut form.explanation,
                "language" => &mut form.language,
                "original" => &mut form.original,
                "original_language" => &mut form.original_language,
                "category" => &mut form.category,
                "material" => &mut form.material,
                "ground" => &mut form.ground,
                "region" => &mut form.region,
                "other_rule" => &mut form.other_rule,
                "content_language" => &mut form.content_language,
                "content_date" => &mut form.content_date,
                "context" => &mut form.context,
                "imminent" => &mut form.imminent,
                "imminent_reason" => &mut form.imminent_reason,
                "good_faith" => &mut form.good_faith,
                "sender_name" => &mut form.sender_name,
                "sender_mail" => &mut form.sender_mail,
                "cited" => {
                    form.cited.push(value.clone());
                    continue;
                }
                _ => continue,
            };
            slot.clone_from(value);
        }
        form
    }

    /// The rules that are cited, as identifiers.
    pub fn cited(&self) -> &[String] {
        &self.cited
    }

    /// The version that was read.
    pub fn seen(&self) -> i64 {
        self.seen.parse().unwrap_or(0)
    }

    /// Whether the statement of good faith is made.
    pub fn in_good_faith(&self) -> bool {
        self.good_faith == "yes"
    }

    /// What was typed, without the rules and evidence that it cites.
    pub fn notice(&self) -> Notice {
        let tidy = |text: &str| text.trim().to_owned();
        Notice {
            title: tidy(&self.title.replace('\n', " ")),
            locations: Notice::locations_of(&self.locations),
            explanation: tidy(&self.explanation),
            language: tidy(&self.language),
            original: tidy(&self.original),
            original_language: tidy(&self.original_language),
            category: Category::from_code(&self.category),
            material: Material::from_code(&self.material),
            ground: Ground::from_code(&self.ground),
            region: Region::from_code(&self.region),
            cited: Vec::new(),
            other_rule: tidy(&self.other_rule),
            content_language: tidy(&self.content_language),
            content_date: tidy(&self.content_date),
            context: tidy(&self.context),
            imminent: self.imminent == "yes",
            imminent_reason: tidy(&self.imminent_reason),
            good_faith: self.good_faith == "yes",
            sender_name: tidy(&self.sender_name.replace('\n', " ")),
            sender_mail: tidy(&self.sender_mail),
            evidence: Vec::new(),
            complainants: Vec::new(),
            earlier: None,
        }
    }
}

/// What the editor needs besides what is typed.
pub(crate) struct EditorData {
    pub(crate) id: EscalationId,
    pub(crate) addressee: saksi_base::AddresseeId,
    pub(crate) notice: Notice,
    pub(crate) route: Option<Route>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) files: Vec<NoticeFile>,
    /// Whether there is somebody who knows preserved records.
    pub(crate) evidence: bool,
    /// Whether the reader keeps evidence.
    pub(crate) keeps: bool,
    /// Notices about the same address.
    pub(crate) same: together::Same,
}

/// Options of a select that may stay unchosen.
fn with_none(l: &saksi_web::Locale, options: &[(&str, &str)]) -> Vec<(String, String)> {
    let first = (String::new(), l.t("escalations-choose"));
    std::iter::once(first).chain(options.iter().map(|(code, message)| ((*code).to_owned(), l.t(message)))).collect()
}

/// Fields that are seldom needed, folded together; open where one of them is filled in or must be mended.
fn folded(l: &saksi_web::Locale, message: &str, open: bool, parts: &[Markup]) -> Markup {
    let inner: Markup = parts.iter().cloned().collect();
    let open = if open { " open" } else { "" };
    Markup::trusted(format!("<details{open}><summary>{}</summary>{inner}</details>", escape(&l.t(message))))
}

/// What the fields of a notice offer.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// To whom it goes.
    pub addressee: saksi_base::AddresseeId,
    /// By which route, where it is known.
    pub route: Option<&'a Route>,
    /// What can be cited.
    pub rules: &'a [Rule],
}

/// The fields of a notice, but for its files and the statement of good faith. Of a sealed one the places and the explanation come from
/// its cases.
pub fn notice_fields(
    l: &saksi_web::Locale,
    f: &Fields<'_>,
    about: &About<'_>,
    typed: &NoticeForm,
    problem: Option<&Problem>,
    sealed: bool,
) -> Vec<Markup> {
    let wrong =
        |fields: &[&str]| problem.is_some_and(|problem| fields.iter().any(|name| problem.for_field(name).is_some()));
    let choice = |name, label, value: &str, options| {
        f.select(name, label, value, &[]).options(with_none(l, options)).required().build()
    };
    let languages = about.route.map(|route| route.facts.languages.as_slice()).unwrap_or_default();
    let language = if languages.is_empty() {
        f.text("language", "escalations-language", &typed.language).hint("escalations-language-hint").code().build()
    } else {
        let mut options: Vec<(String, String)> = languages.iter().map(|tag| (tag.clone(), tag.clone())).collect();
        if !languages.contains(&typed.language) && !typed.language.is_empty() {
            options.push((typed.language.clone(), typed.language.clone()));
        }
        f.select("language", "escalations-language", &typed.language, &[]).options(options).build()
    };
    let rules: Vec<(String, String)> = about
        .rules
        .iter()
        .filter(|rule| {
            rule.addressee.is_none_or(|owner| owner == about.addressee) || typed.cited.contains(&rule.id.to_string())
        })
        .map(|rule| (rule.id.to_string(), rule.text.name()))
        .collect();
    let cited = if rules.is_empty() {
        Markup::empty()
    } else {
        f.checks("cited", "escalations-cited", &typed.cited, &[]).options(rules).build()
    };
    let translated = !typed.original.is_empty() || wrong(&["original", "original_language"]);
    let more = !typed.context.is_empty()
        || !typed.content_date.is_empty()
        || wrong(&["context", "content_language", "content_date", "sender_name", "sender_mail"])
        || typed.sender_mail.is_empty();
    let (locations, explanation) = if sealed {
        (
            f.area("locations", "escalations-locations", &typed.locations)
                .hint("escalations-sealed-common-hint")
                .rows(2)
                .optional()
                .build(),
            f.area("explanation", "escalations-explanation", &typed.explanation)
                .hint("escalations-sealed-common-hint")
                .rows(4)
                .longest(20_000)
                .optional()
                .build(),
        )
    } else {
        (
            f.area("locations", "escalations-locations", &typed.locations)
                .hint("escalations-locations-hint")
                .rows(2)
                .required()
                .build(),
            f.area("explanation", "escalations-explanation", &typed.explanation)
                .hint("escalations-explanation-hint")
                .rows(6)
                .longest(20_000)
                .required()
                .build(),
        )
    };
    vec![
        f.hidden("seen", &typed.seen),
        f.text("title", "escalations-title", &typed.title)
            .hint("escalations-title-hint")
            .longest(200)
            .required()
            .build(),
        locations,
        explanation,
        language,
        folded(
            l,
            "escalations-original-fold",
            translated,
            &[
                f.area("original", "escalations-original", &typed.original).hint("escalations-original-hint").build(),
                f.text("original_language", "escalations-original-language", &typed.original_language).code().build(),
            ],
        ),
        choice("category", "escalations-category", &typed.category, Category::OPTIONS),
        choice("region", "escalations-region", &typed.region, Region::OPTIONS),
        choice("ground", "escalations-ground", &typed.ground, Ground::OPTIONS),
        cited,
        f.area("other_rule", "escalations-other-rule", &typed.other_rule)
            .hint("escalations-other-rule-hint")
            .rows(2)
            .build(),
        f.checkbox("imminent", "escalations-imminent-label", typed.imminent == "yes").build(),
        f.area("imminent_reason", "escalations-imminent-reason", &typed.imminent_reason)
            .hint("escalations-imminent-reason-hint")
            .rows(2)
            .build(),
        folded(
            l,
            "escalations-more",
            more,
            &[
                f.area("context", "escalations-context", &typed.context)
                    .hint("escalations-context-hint")
                    .rows(3)
                    .optional()
                    .build(),
                f.select("material", "escalations-material", &typed.material, &[])
                    .options(with_none(l, Material::OPTIONS))
                    .build(),
                f.text("content_language", "escalations-content-language", &typed.content_language)
                    .code()
                    .optional()
                    .build(),
                f.text("content_date", "escalations-content-date", &typed.content_date).optional().build(),
                f.text("sender_name", "escalations-sender-name", &typed.sender_name).required().build(),
                f.text("sender_mail", "escalations-sender-mail", &typed.sender_mail).kind("email").required().build(),
            ],
        ),
    ]
}

pub(crate) fn editor_page(
    request: &PageRequest,
    data: &EditorData,
    typed: &NoticeForm,
    problem: Option<&Problem>,
) -> FormPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let path = format!("/work/escalations/{}", data.id);
    let about = About { addressee: data.addressee, route: data.route.as_ref(), rules: &data.rules };
    let mut parts = notice_fields(l, &f, &about, typed, problem, false);
    let wrong = problem.is_some_and(|problem| problem.for_field("file").is_some());
    parts.extend([
        folded(
            l,
            "escalations-attach",
            wrong,
            &[
                f.file("escalations-file", "").hint("escalations-file-hint").build(),
                f.text("file_name", "escalations-file-name", &typed.file_name).optional().build(),
            ],
        ),
        f.checkbox("good_faith", "escalations-good-faith", typed.good_faith == "yes").required().build(),
        f.buttons(&[
            ("then", "preview", "escalations-save-preview", Weight::Main),
            ("then", "stay", "escalations-save-draft", Weight::Quiet),
        ]),
    ]);
    let form = fields::file_form(request, &format!("{path}/edit"), NoticeForm::PURPOSE, &parts);
    let without = || warn("", &l.t("escalations-no-route"));
    let before = data.route.as_ref().map_or_else(without, |route| {
        let name = l
            .ta("escalations-by-route", &[("platform", route.addressee_name.as_str()), ("route", route.name.as_str())]);
        let mut all = paragraph(&name);
        if !route.facts.requirements.is_empty() {
            all = all.then(&saksi_web::notice(
                saksi_web::Tone::Plain,
                &l.t("escalations-requirements"),
                &saksi_web::paragraphs(&route.facts.requirements),
            ));
        }
        if route.hangs_on_one() {
            all = all.then(&warn("", &l.t("escalations-route-one")));
        }
        all
    });
    FormPage {
        back: (path, "escalations-back-one"),
        notice: done(l, request),
        title: l.t("escalations-edit"),
        before: super::together::same_line(l, data.id, &data.same).then(&before),
        form,
        after: attachments(request, data),
        l: l.clone(),
    }
}

fn attachments(request: &PageRequest, data: &EditorData) -> Markup {
    let l = &request.locale;
    let mut all = Markup::empty();
    if !data.files.is_empty() || !data.notice.evidence.is_empty() {
        all = heading(l, "escalations-attached");
    }
    for file in &data.files {
        let path = format!("/work/escalations/{}/files/{}", data.id, file.id);
        let remove = fields::button_form(
            request,
            &format!("{path}/remove"),
            RemoveForm::PURPOSE,
            &[],
            "escalations-file-remove",
            Weight::Quiet,
        );
        all = all.then(&Markup::trusted(format!(
            "<p><a href=\"{}\">{}</a> {}</p>{remove}",
            escape(&path),
            saksi_web::user(&file.name),
            escape(&l.ta("escalations-kilobytes", &[("kilobytes", (file.bytes + 1_023) / 1_024)])),
        )));
    }
    all = all.then(&super::evidence::attached(request, data.id, &data.notice, data.keeps));
    if data.evidence {
        let path = format!("/work/escalations/{}/evidence", data.id);
        all =
            all.then(&Markup::trusted(format!("<p>{}</p>", link_button(l, &path, "escalations-evidence-cite", false))));
    }
    all
}

async fn editor_data(staff: &Staff, id: EscalationId) -> Result<(EditorData, Whole), Problem> {
    let by = &staff.by;
    let (found, rules, files, same) = read!(staff.request.site.db, by.viewer(), tx => {
        let found = whole(&mut tx, by, id).await?;
        let rules = registers::rules(&mut tx, by).await?;
        let same = together::same(&mut tx, by, &found).await?;
        Ok::<_, Problem>((found, rules, crate::store::dispatches::files(&mut tx, id).await?, same))
    })?;
    let data = EditorData {
        id,
        addressee: found.row.addressee,
        notice: found.notice.clone(),
        route: found.route.clone(),
        rules,
        files,
        evidence: staff.room.evidence().is_some(),
        keeps: staff.keeps_evidence(),
        same,
    };
    Ok((data, found))
}

async fn show_editor(
    staff: &Staff,
    id: EscalationId,
    typed: Option<&NoticeForm>,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let (data, found) = editor_data(staff, id).await?;
    if found.state != crate::actions::State::Draft || !found.is_of(&staff.by) || found.is_sealed() {
        return Ok(see_other(&format!("/work/escalations/{id}")));
    }
    let own = NoticeForm::of(&found.notice, found.version());
    let page = editor_page(&staff.request, &data, typed.unwrap_or(&own), problem);
    staff.page(page.title.clone(), problem, &page)
}

/// Says on the page what is still missing, as the preview found it.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct EditQuery {
    missing: String,
}

/// `GET /work/escalations/{id}/edit`.
pub(crate) async fn edit(
    staff: Staff,
    PagePath(id): PagePath<EscalationId>,
    PageQuery(query): PageQuery<EditQuery>,
) -> Result<Response, PageError> {
    if query.missing == "yes" {
        let (_, found) = editor_data(&staff, id).await?;
        let languages = found.route.as_ref().map(|route| route.facts.languages.clone()).unwrap_or_default();
        if let Err(problem) = found.notice.complete(&languages) {
            return show_editor(&staff, id, None, Some(&problem)).await;
        }
    }
    show_editor(&staff, id, None, None).await
}

/// `POST /work/escalations/{id}/edit`.
pub(crate) async fn save(
    staff: Staff,
    PagePath(id): PagePath<EscalationId>,
    form: Form<NoticeForm>,
) -> Result<Response, PageError> {
    let (by, typed) = (&staff.by, form.value);
    let seen = typed.seen();
    let db = &staff.request.site.db;
    let mut outcome: Result<(), Problem> = write!(db, "save notice", by.viewer(), tx => {
        let mut notice = typed.notice();
        notice.cited = drafts::cite(&mut tx, &typed.cited).await?;
        drafts::save(&mut tx, by, id, seen, notice).await
    });
    let saved = outcome.is_ok();
    if let (true, Some(file)) = (saved, &form.file) {
        outcome = files::add(&staff.room, db, by, id, &typed.file_name, file.bytes.to_vec()).await;
    }
    match outcome {
        Ok(()) if typed.then == "preview" => Ok(see_other(&format!("/work/escalations/{id}/preview"))),
        Ok(()) => Ok(super::go(&format!("/work/escalations/{id}/edit"), "saved")),
        // The text is saved, so the page shows what is stored, with its new version.
        Err(problem) if keeps(&problem) && saved => show_editor(&staff, id, None, Some(&problem)).await,
        Err(problem) if keeps(&problem) => show_editor(&staff, id, Some(&typed), Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /work/escalations/{id}/files/{file}/remove`.
pub(crate) async fn remove_file(
    staff: Staff,
    PagePath((id, file)): PagePath<(EscalationId, NoticeFileId)>,
    _: Form<RemoveForm>,
) -> Result<Response, PageError> {
    files::remove(&staff.request.site.db, &staff.by, id, file).await?;
    Ok(super::go(&format!("/work/escalations/{id}/edit"), "saved"))
}

/// `GET /work/escalations/{id}/files/{file}`: whatever it is, a browser only saves it.
pub(crate) async fn file(
    staff: Staff,
    PagePath((id, file)): PagePath<(EscalationId, NoticeFileId)>,
) -> Result<Response, PageError> {
    let (_, kind, bytes) = files::open(&staff.room, &staff.request.site.db, &staff.by, id, file).await?;
    let mut response = Response::new(axum::body::Body::from(bytes));
    let ending = kind.rsplit('/').next().filter(|ending| ending.len() < 6).unwrap_or("bin");
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, "application/octet-stream");
    set(header::CONTENT_DISPOSITION, &format!("attachment; filename=\"saksi-{file}.{ending}\""));
    set(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox; frame-ancestors 'none'");
    set(header::CACHE_CONTROL, "no-store");
    response.extensions_mut().insert(saksi_web::Uncompressed);
    Ok(response)
}
