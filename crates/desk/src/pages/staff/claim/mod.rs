//! `/desk/claims/{id}`: a claim with its messages, and everything that may be done with it.

mod changes;
mod close;
mod forms;
mod join;
mod parts;
mod view;

use saksi_base::{ClaimId, Problem};
use saksi_db::read;
use saksi_web::{PageError, PagePath, PageQuery, Response};

use super::queue::QueueQuery;
use super::{Done, Staff, done, keeps, reading, with_query, words};
use crate::actions::{By, deeds, queue};
use crate::elevation::{decides, of_others};
use crate::model::QueueRow;

pub(crate) use changes::{
    assign, junk, mark, note, release, remove_note, reopen, reuse, set_statement, split, start_check, take,
};
pub(crate) use close::{ConfirmPage, close, close_page};
pub(crate) use join::{join, join_page};
pub(crate) use parts::{CheckPart, HappeningPart, alike, happening, heading, lang_of, localised};
pub(crate) use view::{ClaimData, ClaimPage};

#[cfg(test)]
pub(crate) use close::close_form;
#[cfg(test)]
pub(crate) use join::{JoinData, JoinPage};
#[cfg(test)]
pub(crate) use parts::candidates;

use forms::Wording;

/// Rows of the list beside a claim.
const BESIDE: i64 = 25;

async fn load(
    staff: &Staff,
    id: ClaimId,
    query: QueueQuery,
    typed: Option<Wording>,
    note: &str,
) -> Result<ClaimData, Problem> {
    let by = staff.by;
    let (filter, order, cursor) = (query.filter(), query.order(), query.cursor());
    let matcher = staff.desk.matcher.clone();
    let takes = staff.desk.media.takes();
    read!(staff.request.site.db, by.viewer(), tx => {
        let detail = queue::claim_detail(&mut tx, &by, id).await?;
        let similar = queue::similar(&mut tx, &by, &matcher, id).await?;
        let history = reading::history(&mut tx, &by, id.0).await?;
        let notes = deeds::notes(&mut tx, &by, id).await?;
        let colleagues = queue::colleagues(&mut tx, &by).await?;
        let beside = queue::queue(&mut tx, &by, &filter, order, cursor, BESIDE).await?.items;
        Ok::<_, Problem>(ClaimData {
            detail,
            similar,
            history,
            notes,
            colleagues,
            beside,
            query: query.clone(),
            typed: typed.clone(),
            note: note.to_owned(),
            takes,
        })
    })
}

async fn page(
    staff: &Staff,
    id: ClaimId,
    query: QueueQuery,
    typed: Option<Wording>,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    page_with(staff, id, query, typed, "", problem).await
}

async fn page_with(
    staff: &Staff,
    id: ClaimId,
    query: QueueQuery,
    typed: Option<Wording>,
    note: &str,
    problem: Option<&Problem>,
) -> Result<Response, PageError> {
    let data = load(staff, id, query, typed, note).await?;
    let title = words::excerpt(&localised(staff.l(), &data.detail.row.statement), 80);
    let page = ClaimPage::new(&staff.request, &staff.by, data, problem);
    let mut shell = staff.shell(title).split();
    if let Some(problem) = problem {
        shell = shell.problem(problem);
    }
    shell.render(&page)
}

/// `GET /desk/claims/{id}`.
pub(crate) async fn show(
    staff: Staff,
    PagePath(id): PagePath<ClaimId>,
    PageQuery(query): PageQuery<QueueQuery>,
) -> Result<Response, PageError> {
    page(&staff, id, query, None, None).await
}

pub(crate) fn back_to(id: ClaimId, query: &QueueQuery, what: Done) -> Response {
    done(&with_query(&format!("/desk/claims/{id}"), &query.kept(true)), what)
}

/// Whether the page itself says it, with everything kept that was typed.
fn sayable(problem: &Problem) -> bool {
    keeps(problem) || problem.message == "desk-problem-claim-of-others"
}

/// A problem that concerns the claim as a whole is said on its page; whoever may not see it gets the problem itself.
pub(crate) async fn explain(
    staff: &Staff,
    id: ClaimId,
    query: QueueQuery,
    problem: Problem,
) -> Result<Response, PageError> {
    if sayable(&problem) { page(staff, id, query, None, Some(&problem)).await } else { Err(problem.into()) }
}

/// Reads a claim's identifier as a person pastes it: alone, or as the address of its page.
pub(crate) fn claim_of(text: &str) -> Option<ClaimId> {
    let text = text.trim();
    let path = text.split(['?', '#']).next().unwrap_or(text).trim_end_matches('/');
    path.rsplit('/').next().unwrap_or(path).parse().ok()
}

/// Says it before somebody fills in a form that could only be refused.
fn must_decide(by: &By, row: &QueueRow) -> Result<(), Problem> {
    if decides(by, row.owner.id) { Ok(()) } else { Err(of_others()) }
}
