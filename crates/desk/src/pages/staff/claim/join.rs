//! Joining a claim into another: choose, then confirm.

use saksi_base::{ClaimId, Problem};
use saksi_db::{read, write};
use saksi_network::Capability;
use saksi_web::fields::{self, Fields};
use saksi_web::{Form, FormData as _, Locale, Markup, PageError, PagePath, PageQuery, PageRequest, Response, Weight};

use super::super::{Done, Staff, done, link_button, notice, plain_forms, words};
use super::parts::{SimilarPart, localised, similar_part};
use super::{claim_of, must_decide, sayable};
use crate::actions::{By, queue};
use crate::model::{QueueFilter, QueueLane, QueueOrder, QueueRow, SimilarClaim};

plain_forms! {
    JoinInto "desk-join";
}

/// Looking for the claim to join into.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct JoinQuery {
    q: String,
    into: String,
    done: String,
}

#[derive(askama::Template)]
#[template(path = "staff/join.html")]
pub(crate) struct JoinPage {
    l: Locale,
    notice: Markup,
    path: String,
    from: String,
    from_asked: String,
    search: Markup,
    similar: Vec<SimilarPart>,
    found: Option<Vec<SimilarPart>>,
    /// The claim to join into, once chosen, with the button that does it.
    chosen: Option<(String, String, Markup)>,
}

/// What the page for joining shows.
#[derive(Debug, Clone)]
pub(crate) struct JoinData {
    pub(crate) from: QueueRow,
    pub(crate) similar: Vec<SimilarClaim>,
    pub(crate) words: String,
    pub(crate) found: Option<Vec<QueueRow>>,
    pub(crate) chosen: Option<QueueRow>,
    pub(crate) done: String,
}

impl JoinPage {
    pub(crate) fn new(request: &PageRequest, by: &By, data: JoinData) -> Self {
        let l = &request.locale;
        let from = data.from.id;
        let path = format!("/desk/claims/{from}");
        let f = Fields::new(l, None);
        let found = data.found.map(|rows| {
            rows.iter()
                .filter(|row| row.id != from)
                .map(|row| SimilarPart {
                    path: format!("/desk/claims/{}", row.id),
                    statement: words::excerpt(&localised(l, &row.statement), 200),
                    state: words::claim_state(l, row.state),
                    asked: l.ta("desk-staff-asked", &[("people", row.asked)]),
                    why: String::new(),
                    checks: Vec::new(),
                    join: Some(link_button(
                        l,
                        &format!("{path}/join?into={}", row.id),
                        "desk-staff-join-this",
                        Weight::Quiet,
                    )),
                    reuse: None,
                    says: None,
                })
                .collect()
        });
        Self {
            notice: notice(l, &data.done, &Markup::empty()),
            from: localised(l, &data.from.statement),
            from_asked: l.ta("desk-staff-asked", &[("people", data.from.asked)]),
            search: fields::query_form(
                &format!("{path}/join"),
                &[
                    f.text("q", "desk-staff-join-search", &data.words).kind("search").longest(200).build(),
                    f.submit_named("", "", "desk-staff-filter", Weight::Quiet),
                ],
            ),
            similar: data.similar.iter().map(|other| similar_part(request, by, from, other, true, false)).collect(),
            found,
            chosen: data.chosen.map(|row| {
                (
                    localised(l, &row.statement),
                    l.ta("desk-staff-asked", &[("people", row.asked)]),
                    fields::button_form(
                        request,
                        &format!("{path}/join?into={}", row.id),
                        JoinInto::PURPOSE,
                        &[],
                        "desk-staff-join-do",
                        Weight::Main,
                    ),
                )
            }),
            path,
            l: l.clone(),
        }
    }
}

/// `GET /desk/claims/{id}/join`: choose the claim, then confirm.
pub(crate) async fn join_page(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<JoinQuery>,
) -> Result<Response, PageError> {
    show_join(&staff, id, query, None).await
}

async fn show_join(
    staff: &Staff,
    id: ClaimId,
    query: JoinQuery,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let by = staff.by;
    by.must(Capability::CHECK)?;
    let matcher = staff.desk.matcher.clone();
    let text = query.q.trim().to_owned();
    let pasted = claim_of(&text);
    let into = claim_of(&query.into).or(pasted);
    let (from, similar, found, chosen) = read!(staff.request.site.db, by.viewer(), tx => {
        let from = queue::claim_detail(&mut tx, &by, id).await?.row;
        must_decide(&by, &from)?;
        let similar = queue::similar(&mut tx, &by, &matcher, id).await?;
        let mut found = None;
        if !text.is_empty() && pasted.is_none() {
            let mut all = Vec::new();
            for lane in [QueueLane::Open, QueueLane::Answered] {
                let filter = QueueFilter { lane: Some(lane), text: Some(text.clone()), ..QueueFilter::default() };
                all.extend(queue::queue(&mut tx, &by, &filter, QueueOrder::Asked, None, 20).await?.items);
            }
            found = Some(all);
        }
        let chosen = match into {
            Some(into) if into != id => Some(queue::claim_detail(&mut tx, &by, into).await?.row),
            _ => None,
        };
        Ok::<_, Problem>((from, similar, found, chosen))
    })?;
    let data = JoinData { from, similar, words: query.q, found, chosen, done: query.done };
    let page = JoinPage::new(&staff.request, &by, data);
    staff.page(staff.l().t("desk-staff-join-title"), problem, &page)
}

/// `POST /desk/claims/{id}/join?into=`.
pub(crate) async fn join(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<JoinQuery>,
    _: Form<JoinInto>,
) -> Result<Response, PageError> {
    let by = staff.by;
    let Some(into) = claim_of(&query.into) else {
        let problem = Problem::field("q", "desk-staff-problem-which-claim");
        return show_join(&staff, id, query, Some(&problem)).await;
    };
    let outcome: Result<(), Problem> =
        write!(staff.request.site.db, "join claims", by.viewer(), tx => { queue::join(&mut tx, &by, id, into).await });
    match outcome {
        Ok(()) => Ok(done(&format!("/desk/claims/{into}"), Done::Joined)),
        Err(problem) if sayable(&problem) => {
            let query = JoinQuery { into: String::new(), ..query };
            show_join(&staff, id, query, Some(&problem)).await
        }
        Err(problem) => Err(problem.into()),
    }
}
