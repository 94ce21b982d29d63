//! `/work/escalations/rules`: rules and laws that notices cite, clause by clause, each with its versions.

use saksi_base::{AddresseeId, Problem, RuleId};
use saksi_db::{read, write};
use saksi_web::fields::{self, Fields};
use saksi_web::{Form, FormData, Markup, PageError, PagePath, PageRequest, Response, user};

use super::{Entry, FormPage, RegisterPage, Staff, done, go, heading, keeps, tabs};
use crate::actions::registers as acts;
use crate::model::register::{Addressee, Rule, RuleText};

const RULES: &str = "/work/escalations/rules";

fn owner(addressees: &[Addressee], rule: &Rule) -> Option<String> {
    addressees.iter().find(|one| Some(one.id) == rule.addressee).map(|one| one.name.clone())
}

pub(crate) fn list_page(request: &PageRequest, all: &[Rule], addressees: &[Addressee]) -> RegisterPage {
    let l = &request.locale;
    let entry = |rule: &Rule| Entry {
        path: format!("{RULES}/{}", rule.id),
        title: user(&rule.text.name()),
        meta: [
            owner(addressees, rule).map_or_else(|| user(&l.t("escalations-rule-law")), |name| user(&name)),
            user(&l.ta("escalations-rule-version", &[("number", rule.number)])),
        ]
        .into_iter()
        .chain((!rule.text.gap.is_empty()).then(|| user(&l.t("escalations-rule-has-gap"))))
        .collect(),
    };
    RegisterPage {
        tabs: tabs(request),
        title: l.t("escalations-rules-title"),
        lead: l.t("escalations-rules-lead"),
        new: Some((format!("{RULES}/new"), "escalations-rule-new")),
        notice: done(l, request),
        entries: all.iter().map(entry).collect(),
        empty: saksi_web::empty(l, "escalations-rules-empty", "escalations-rules-empty-how"),
        l: l.clone(),
    }
}

/// `GET /work/escalations/rules`.
pub(crate) async fn list(staff: Staff) -> Result<Response, PageError> {
    let by = &staff.by;
    let (all, addressees) = read!(staff.request.site.db, by.viewer(), tx => {
        Ok::<_, Problem>((acts::rules(&mut tx, by).await?, acts::addressees(&mut tx, by).await?))
    })?;
    let page = list_page(&staff.request, &all, &addressees);
    staff.page(page.title.clone(), None, &page)
}

/// A rule, or a version of one.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct RuleForm {
    seen: String,
    addressee: String,
    title: String,
    clause: String,
    words: String,
    source: String,
    since: String,
    context: String,
    gap: String,
}

impl FormData for RuleForm {
    const PURPOSE: &'static str = "escalations:rule";
}

impl RuleForm {
    pub(crate) fn of(rule: &Rule) -> Self {
        Self {
            seen: rule.number.to_string(),
            addressee: String::new(),
            title: rule.text.title.clone(),
            clause: rule.text.clause.clone(),
            words: rule.text.words.clone(),
            source: rule.text.source.clone(),
            since: rule.text.since.clone(),
            context: rule.text.context.clone(),
            gap: rule.text.gap.clone(),
        }
    }

    fn text(&self) -> RuleText {
        let tidy = |text: &str| text.trim().to_owned();
        RuleText {
            title: tidy(&self.title),
            clause: tidy(&self.clause),
            words: tidy(&self.words),
            source: tidy(&self.source),
            since: tidy(&self.since),
            context: tidy(&self.context),
            gap: tidy(&self.gap),
        }
    }
}

/// The page of a rule with its versions, the newest first; of a new one where there are none.
pub(crate) fn rule_page(
    request: &PageRequest,
    versions: &[Rule],
    addressees: &[Addressee],
    typed: &RuleForm,
    problem: Option<&Problem>,
) -> FormPage {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let (title, action, before, save) = match versions.first() {
        Some(newest) => {
            (newest.text.name(), format!("{RULES}/{}", newest.id), Markup::empty(), "escalations-rule-save-version")
        }
        None => {
            let mut options = vec![(String::new(), l.t("escalations-rule-law"))];
            options.extend(addressees.iter().map(|one| (one.id.to_string(), one.name.clone())));
            let whose = f.select("addressee", "escalations-rule-whose", &typed.addressee, &[]).options(options).build();
            (l.t("escalations-rule-new"), format!("{RULES}/new"), whose, "escalations-save")
        }
    };
    let area = |name, label, value| f.area(name, label, value).rows(3);
    let form = fields::form(
        request,
        &action,
        RuleForm::PURPOSE,
        &[
            f.hidden("seen", &typed.seen),
            before,
            f.text("title", "escalations-rule-title", &typed.title).longest(200).required().build(),
            f.text("clause", "escalations-rule-clause", &typed.clause).longest(200).optional().build(),
            f.area("words", "escalations-rule-words", &typed.words)
                .hint("escalations-rule-words-hint")
                .required()
                .build(),
            f.text("source", "escalations-rule-source", &typed.source).kind("url").optional().build(),
            f.text("since", "escalations-rule-since", &typed.since).optional().build(),
            area("context", "escalations-rule-context", &typed.context)
                .hint("escalations-rule-context-hint")
                .optional()
                .build(),
            area("gap", "escalations-rule-gap", &typed.gap).hint("escalations-rule-gap-hint").optional().build(),
            f.submit(save),
        ],
    );
    let mut after = Markup::empty();
    if versions.len() > 1 {
        after = heading(l, "escalations-rule-versions");
        for version in versions.iter().skip(1) {
            let name = l.ta("escalations-rule-version", &[("number", version.number)]);
            after = after
                .then(&Markup::trusted(format!("<h3>{} {}</h3>", saksi_web::escape(&name), l.day(version.at))))
                .then(&saksi_web::paragraphs(&version.text.words));
        }
    }
    FormPage {
        back: (RULES.to_owned(), "escalations-rules-title"),
        notice: done(l, request),
        title,
        before: Markup::empty(),
        form,
        after,
        l: l.clone(),
    }
}

async fn known(staff: &Staff, id: Option<RuleId>) -> Result<(Vec<Rule>, Vec<Addressee>), Problem> {
    let by = &staff.by;
    read!(staff.request.site.db, by.viewer(), tx => {
        let versions = match id {
            Some(id) => acts::rule(&mut tx, by, id).await?,
            None => Vec::new(),
        };
        Ok((versions, acts::addressees(&mut tx, by).await?))
    })
}

async fn show_either(
    staff: &Staff,
    id: Option<RuleId>,
    typed: Option<&RuleForm>,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let (versions, addressees) = known(staff, id).await?;
    let own = versions.first().map(RuleForm::of).unwrap_or_default();
    let page = rule_page(&staff.request, &versions, &addressees, typed.unwrap_or(&own), problem);
    staff.page(page.title.clone(), problem, &page)
}

/// `GET /work/escalations/rules/new`.
pub(crate) async fn new(staff: Staff) -> Result<Response, PageError> {
    show_either(&staff, None, None, None).await
}

/// `GET /work/escalations/rules/{id}`.
pub(crate) async fn show(staff: Staff, PagePath(id): PagePath<RuleId>) -> Result<Response, PageError> {
    show_either(&staff, Some(id), None, None).await
}

async fn save_either(staff: &Staff, id: Option<RuleId>, typed: &RuleForm) -> Result<Response, PageError> {
    let by = &staff.by;
    let seen = typed.seen.parse().unwrap_or(0);
    let (addressee, text) = (typed.addressee.parse::<AddresseeId>().ok(), typed.text());
    let outcome: Result<RuleId, Problem> = write!(staff.request.site.db, "save rule", by.viewer(), tx => {
        acts::save_rule(&mut tx, by, id.map(|id| (id, seen)), addressee, &text).await
    });
    match outcome {
        Ok(id) => Ok(go(&format!("{RULES}/{id}"), "saved")),
        Err(problem) if keeps(&problem) => show_either(staff, id, Some(typed), Some(&problem)).await,
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /work/escalations/rules/new`.
pub(crate) async fn add(staff: Staff, form: Form<RuleForm>) -> Result<Response, PageError> {
    save_either(&staff, None, &form.value).await
}

/// `POST /work/escalations/rules/{id}`.
pub(crate) async fn save(
    staff: Staff,
    PagePath(id): PagePath<RuleId>,
    form: Form<RuleForm>,
) -> Result<Response, PageError> {
    save_either(&staff, Some(id), &form.value).await
}
