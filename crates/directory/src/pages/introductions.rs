//! Introductions: asking two people, answering for oneself, and what was opened to whom.

use axum::extract::State;
use saksi_base::{IntroductionId, PersonId, Problem};
use saksi_db::Tx;
use saksi_network::Member;
use saksi_web::fields::{self, Fields};
use saksi_web::{
    Bucket, Form, FormData, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Site, Weight, user,
    user_block,
};
use serde::Deserialize;

use super::parts::{self, Page, card, cards, done, done_of, dotted, heading, lines, paragraph, to_mend};
use crate::actions::{introductions, profiles};
use crate::model::Field;
use crate::model::introductions::{Answer, Introduction, IntroductionState, LONGEST_TEXT, OPENABLE};

/// A new introduction as typed: two identifiers, from the addresses of two records.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    one: String,
    other: String,
    purpose: String,
}

impl FormData for Typed {
    const PURPOSE: &'static str = "directory:introduce";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

/// Whom to introduce, from the page of their record.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Whom {
    one: String,
    other: String,
}

/// The identifier of a person, as an address ends in it or as it is.
pub(super) fn person_of(text: &str, field: &'static str) -> Result<PersonId, Problem> {
    let text = text.trim().trim_end_matches('/');
    let last = text.rsplit('/').next().unwrap_or(text);
    last.parse().map_err(|_| Problem::field(field, "directory-introduction-whom"))
}

/// The name of somebody as this reader may see it.
async fn name_of(tx: &mut Tx, l: &Locale, person: PersonId) -> Result<String, Problem> {
    let seen = match profiles::person(tx, person).await {
        Ok(seen) => seen.name,
        Err(problem) if problem.kind == saksi_base::ProblemKind::NotFound => None,
        Err(problem) => return Err(problem),
    };
    Ok(seen.unwrap_or_else(|| l.t("directory-somebody")))
}

async fn page(
    site: &Site,
    request: &PageRequest,
    member: &Member,
    typed: &Typed,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let (all, looks) = saksi_db::read!(site.db, member.viewer(), tx => {
        let mut all = Vec::new();
        for one in introductions::mine(&mut tx, member).await? {
            let mut names = Vec::new();
            for party in one.parties.iter().filter(|party| party.person != member.person) {
                names.push(name_of(&mut tx, l, party.person).await?);
            }
            all.push((one, names));
        }
        Ok::<_, Problem>((all, introductions::looks(&mut tx, member).await?))
    })?;
    let listed: Vec<Markup> = all
        .iter()
        .map(|(one, names)| {
            let title = dotted(&names.iter().map(|name| user(name)).collect::<Vec<_>>());
            let path = format!("/work/directory/introductions/{}", one.id);
            card(&title, Some(&path), &[dotted(&[Markup::text(&l.t(one.state.message())), l.day(one.begun)])])
        })
        .collect();
    let listed = if listed.is_empty() {
        saksi_web::empty(l, "directory-introductions-none", "directory-introductions-none-how")
    } else {
        heading(&l.t("directory-introductions-yours")).then(&cards(&listed))
    };
    let f = Fields::new(l, problem);
    let form = fields::form(
        request,
        "/work/directory/introductions",
        Typed::PURPOSE,
        &[
            f.text("one", "directory-introduction-one", &typed.one)
                .hint("directory-introduction-whom-hint")
                .longest(300)
                .required()
                .build(),
            f.text("other", "directory-introduction-other", &typed.other).longest(300).required().build(),
            f.area("purpose", "directory-introduction-purpose", &typed.purpose)
                .hint("directory-introduction-purpose-hint")
                .rows(3)
                .longest(u32::try_from(LONGEST_TEXT).unwrap_or(u32::MAX))
                .required()
                .build(),
            f.submit("directory-introduction-ask"),
        ],
    );
    let mut page = Page::new(l.t("directory-tab-introductions")).part(&parts::tabs(request, member.operator));
    if done_of(request, "saved") {
        page = page.part(&done(&l.t("directory-saved")));
    }
    page = page.part(&listed).part(&heading(&l.t("directory-introduction-new")));
    // From the page of a record only one of the two is known: the other is found, not typed.
    if let (Ok(one), true) = (typed.one.parse::<PersonId>(), typed.other.is_empty()) {
        page = page.part(&parts::way(&format!("/work/directory?with={one}"), &l.t("directory-introduction-find")));
    }
    page = page.part(&form);
    if !looks.is_empty() {
        let looks: Vec<Markup> = looks
            .into_iter()
            .map(|(at, name)| dotted(&[l.exact(at), user(&name.unwrap_or_else(|| l.t("directory-somebody-gone")))]))
            .collect();
        page = page
            .part(&heading(&l.t("directory-looks")))
            .part(&paragraph(&l.t("directory-looks-lead")))
            .part(&lines(&looks));
    }
    page.staff(request, problem)
}

/// `GET /work/directory/introductions`
pub(super) async fn list(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PageQuery(whom): PageQuery<Whom>,
) -> Result<Response, PageError> {
    page(&site, &request, &member, &Typed { one: whom.one, other: whom.other, purpose: String::new() }, None).await
}

/// `POST /work/directory/introductions`
pub(super) async fn begin(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    form: Form<Typed>,
) -> Result<Response, PageError> {
    let typed = &form.value;
    let outcome = async {
        let parties = [person_of(&typed.one, "one")?, person_of(&typed.other, "other")?];
        saksi_db::write!(site.db, "begin introduction", member.viewer(), tx => {
            introductions::begin(&mut tx, &member, parties, &typed.purpose).await
        })
    }
    .await;
    match outcome {
        Ok(_) => Ok(saksi_web::see_other("/work/directory/introductions?done=saved")),
        Err(problem) => {
            let problem = to_mend(problem)?;
            page(&site, &request, &member, typed, Some(&problem)).await
        }
    }
}

/// What somebody answers, takes back or records.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Step {
    action: String,
    open: Vec<String>,
    outcome: String,
}

impl FormData for Step {
    const PURPOSE: &'static str = "directory:introduction-step";
    const BUCKET: Option<Bucket> = Some(Bucket::Write);
}

fn forms(
    request: &PageRequest,
    member: &Member,
    one: &Introduction,
    typed: &Step,
    problem: Option<&Problem>,
) -> Markup {
    let l = &request.locale;
    let f = Fields::new(l, problem);
    let path = format!("/work/directory/introductions/{}", one.id);
    let mut all = Markup::empty();
    if let Some(party) = one.party(member.person) {
        let openable: Vec<(&str, &str)> = OPENABLE.iter().map(|field| (field.code(), field.message())).collect();
        match (&party.answer, one.state) {
            (Answer::Waiting, IntroductionState::Asked) => {
                let form = fields::form(
                    request,
                    &path,
                    Step::PURPOSE,
                    &[
                        f.checks("open", "directory-introduction-open", &typed.open, &openable)
                            .hint("directory-introduction-open-hint")
                            .optional()
                            .build(),
                        f.buttons(&[
                            ("action", "yes", "directory-introduction-yes", Weight::Main),
                            ("action", "no", "directory-introduction-no", Weight::Quiet),
                        ]),
                    ],
                );
                all = all.then(&heading(&l.t("directory-introduction-answer"))).then(&form);
            }
            (Answer::Yes(fields), _) => {
                let opened: Vec<Markup> = fields.iter().map(|field| Markup::text(&l.t(field.message()))).collect();
                all = all.then(&heading(&l.t("directory-introduction-opened"))).then(&lines(&opened));
                if one.state == IntroductionState::Made && !fields.is_empty() {
                    let hidden = [("action", "revoke")];
                    all = all.then(&fields::button_form(
                        request,
                        &path,
                        Step::PURPOSE,
                        &hidden,
                        "directory-introduction-revoke",
                        Weight::Danger,
                    ));
                }
            }
            _ => {}
        }
        if let Some(other) = one.other(member.person).filter(|_| one.state == IntroductionState::Made) {
            let to = format!("/work/directory/people/{}", other.person);
            all = all.then(&parts::way(&to, &l.t("directory-introduction-see")));
        }
    }
    if one.broker_organisation == member.organisation {
        let outcome = if typed.outcome.is_empty() { &one.outcome } else { &typed.outcome };
        let form = fields::form(
            request,
            &path,
            Step::PURPOSE,
            &[
                f.area("outcome", "directory-outcome", outcome)
                    .rows(3)
                    .longest(u32::try_from(LONGEST_TEXT).unwrap_or(u32::MAX))
                    .required()
                    .build(),
                f.submit_named("action", "record", "directory-save", Weight::Main),
            ],
        );
        all = all.then(&heading(&l.t("directory-outcome-title"))).then(&form);
    }
    all
}

async fn one_page(
    site: &Site,
    request: &PageRequest,
    member: &Member,
    id: IntroductionId,
    typed: &Step,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let l = &request.locale;
    let (one, names) = saksi_db::read!(site.db, member.viewer(), tx => {
        let one = introductions::introduction(&mut tx, member, id).await?;
        let mut names = Vec::new();
        for party in one.parties.iter().filter(|party| party.person != member.person) {
            names.push(name_of(&mut tx, l, party.person).await?);
        }
        Ok::<_, Problem>((one, names))
    })?;
    let shown: Vec<Markup> = names.iter().map(|name| user(name)).collect();
    Page::new(l.t("directory-introduction-title"))
        .part(&lines(&shown))
        .part(&paragraph(&l.t(one.state.message())))
        .part(&user_block(&one.purpose))
        .part(&forms(request, member, &one, typed, problem))
        .link("/work/directory/introductions", l.t("directory-tab-introductions"))
        .staff(request, problem)
}

/// `GET /work/directory/introductions/{id}`
pub(super) async fn show(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<IntroductionId>,
) -> Result<Response, PageError> {
    one_page(&site, &request, &member, id, &Step::default(), None).await
}

/// `POST /work/directory/introductions/{id}`
pub(super) async fn step(
    State(site): State<Site>,
    request: PageRequest,
    member: Member,
    PagePath(id): PagePath<IntroductionId>,
    form: Form<Step>,
) -> Result<Response, PageError> {
    let typed = &form.value;
    let fields: Vec<Field> = typed.open.iter().filter_map(|code| Field::from_code(code)).collect();
    let outcome: Result<(), Problem> = saksi_db::write!(site.db, "go on with introduction", member.viewer(), tx => {
        match typed.action.as_str() {
            "yes" | "no" => {
                introductions::answer(&mut tx, &member, id, typed.action == "yes", &fields).await.map(drop)
            }
            "revoke" => introductions::revoke(&mut tx, &member, id).await,
            "record" => introductions::record(&mut tx, &member, id, &typed.outcome).await,
            _ => Err(Problem::invalid("directory-decision-missing")),
        }
    });
    match outcome {
        Ok(()) => Ok(saksi_web::see_other("/work/directory/introductions?done=saved")),
        Err(problem) => {
            let problem = to_mend(problem)?;
            one_page(&site, &request, &member, id, typed, Some(&problem)).await
        }
    }
}
