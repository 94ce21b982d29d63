//! What of a case is counted: coded answers, none of which names anybody (X7, X13).
//!
//! Every case has one value of every dimension. A case may get several kinds of help, so each kind is a dimension of its own
//! with the values `given` and `not-given`; the rows `given` together make the chart of services.

use super::layout::{Dimension, Layout, LayoutProblem};
use crate::model::words::{
    AbuseKind, Approach, Beneficiary, FirstAnswer, IncidentType, Intake, Outcome, Region, ServiceKind,
};

/// The coded answers of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodedCase {
    /// Reactive or preventive.
    pub approach: Approach,
    /// What happened; own words of an organisation are counted as the shared entry.
    pub incident: IncidentType,
    /// What was done to the person; not said where it was not asked.
    pub abuse: AbuseKind,
    /// Where.
    pub region: Region,
    /// Who.
    pub group: Beneficiary,
    /// What came of it when the table was made.
    pub outcome: Outcome,
    /// How long the first answer took.
    pub first_answer: FirstAnswer,
    /// How it came in.
    pub intake: Intake,
    /// The kinds of help that were given.
    pub services: Vec<ServiceKind>,
}

fn codes<T: Copy>(list: &[T], code: fn(T) -> &'static str) -> Vec<String> {
    list.iter().map(|entry| code(*entry).to_owned()).collect()
}

fn dimension(id: &str, values: Vec<String>) -> Dimension {
    Dimension { id: id.to_owned(), values }
}

/// The dimension of a kind of help.
pub fn service_dimension(service: ServiceKind) -> String {
    format!("service-{}", service.code())
}

/// Every dimension, in the order of [`CodedCase::places`]. The words of a value have the message of its list.
pub fn dimensions() -> Vec<Dimension> {
    let mut list = vec![
        dimension("approach", codes(Approach::ALL, Approach::code)),
        dimension("incident", codes(IncidentType::ALL, IncidentType::code)),
        dimension("abuse", codes(AbuseKind::ALL, AbuseKind::code)),
        dimension("region", codes(Region::ALL, Region::code)),
        dimension("group", codes(Beneficiary::ALL, Beneficiary::code)),
        dimension("outcome", codes(Outcome::ALL, Outcome::code)),
        dimension("first-answer", codes(FirstAnswer::ALL, FirstAnswer::code)),
        dimension("intake", codes(Intake::ALL, Intake::code)),
    ];
    let given = || vec!["given".to_owned(), "not-given".to_owned()];
    list.extend(ServiceKind::ALL.iter().map(|service| dimension(&service_dimension(*service), given())));
    list
}

impl CodedCase {
    /// The place of the case's value in each dimension.
    pub fn places(&self) -> Vec<usize> {
        fn place<T: PartialEq>(list: &[T], entry: &T) -> usize {
            list.iter().position(|known| known == entry).unwrap_or(0)
        }
        let mut places = vec![
            place(Approach::ALL, &self.approach),
            place(IncidentType::ALL, &self.incident),
            place(AbuseKind::ALL, &self.abuse),
            place(Region::ALL, &self.region),
            place(Beneficiary::ALL, &self.group),
            place(Outcome::ALL, &self.outcome),
            place(FirstAnswer::ALL, &self.first_answer),
            place(Intake::ALL, &self.intake),
        ];
        places.extend(ServiceKind::ALL.iter().map(|service| usize::from(!self.services.contains(service))));
        places
    }
}

/// The tables of `/impact`: the share of preventive help, then one table for each of the other dimensions, and incidents and
/// regions by approach (H8, H11, H13, H14). An organisation may choose others.
pub fn standard_layout() -> Result<Layout, LayoutProblem> {
    let mut tables: Vec<Vec<String>> = [
        &["approach", "incident"][..],
        &["approach", "region"],
        &["abuse"],
        &["group"],
        &["outcome"],
        &["first-answer"],
        &["intake"],
    ]
    .iter()
    .map(|table| table.iter().map(|id| (*id).to_owned()).collect())
    .collect();
    tables.extend(ServiceKind::ALL.iter().map(|service| vec![service_dimension(*service)]));
    Layout::new(dimensions(), &tables)
}

#[cfg(test)]
mod tests {
    use super::super::Figure;
    use super::super::suppress::{Protected, Protection};
    use super::*;
    use saksi_base::{Random, SeededRandom, random::bytes};

    /// A year like those that helplines publish: a few frequent answers, many rare ones.
    fn cases(count: usize, seed: u64) -> Vec<CodedCase> {
        fn pick<T: Copy>(random: &dyn Random, list: &[T]) -> T {
            let skewed = usize::from(bytes::<1>(random)[0]) * usize::from(bytes::<1>(random)[0]);
            list[skewed * list.len() / (255 * 255 + 1)]
        }
        let random = SeededRandom::new(seed);
        (0..count)
            .map(|_| CodedCase {
                approach: if bytes::<1>(&random)[0] < 46 { Approach::Preventive } else { Approach::Reactive },
                incident: pick(&random, IncidentType::ALL),
                abuse: pick(&random, AbuseKind::ALL),
                region: pick(&random, Region::ALL),
                group: pick(&random, Beneficiary::ALL),
                outcome: pick(&random, Outcome::ALL),
                first_answer: pick(&random, FirstAnswer::ALL),
                intake: pick(&random, Intake::ALL),
                services: vec![pick(&random, ServiceKind::ALL)],
            })
            .collect()
    }

    fn protect(layout: &Layout, cases: &[CodedCase]) -> (Vec<u64>, Protected) {
        let places: Vec<Vec<usize>> = cases.iter().map(CodedCase::places).collect();
        let figures = layout.count(places.iter().map(Vec::as_slice)).unwrap();
        let protected = Protected::new(layout, &figures, Protection::default()).unwrap();
        (figures, protected)
    }

    #[test]
    fn every_code_of_a_case_has_its_place() {
        let case = &cases(1, 1)[0];
        let (dimensions, places) = (dimensions(), case.places());
        assert_eq!(dimensions.len(), places.len());
        assert!(places.iter().zip(&dimensions).all(|(place, dimension)| *place < dimension.values.len()));
        assert_eq!(dimensions[3].values[places[3]], case.region.code());
        assert!(standard_layout().is_ok());
    }

    #[test]
    fn a_year_of_cases_is_published_without_giving_anybody_away() {
        let layout = standard_layout().unwrap();
        for (count, seed) in [(3_709, 1), (400, 2), (60, 3)] {
            let (_, protected) = protect(&layout, &cases(count, seed));
            let audit = protected.audit().unwrap();
            assert!(audit.narrowest.is_none_or(|width| width >= 10), "{audit:?}");
            assert_eq!(protected.figures().first(), Some(&Figure::Count(count as u64)));
            for interval in super::super::reader::intervals(protected.layout(), &protected.figures(), 3_000) {
                assert!(interval.high - interval.low >= 10, "{interval:?}");
            }
        }
    }

    #[test]
    fn three_dimensions_at_once_are_protected_or_made_coarser() {
        let tables = [vec!["approach".to_owned(), "region".to_owned(), "intake".to_owned()]];
        let layout = Layout::new(dimensions(), &tables).unwrap();
        let (figures, protected) = protect(&layout, &cases(2_000, 4));
        let audit = protected.audit().unwrap();
        assert!(audit.hidden >= audit.small);
        assert_eq!(figures[0], 2_000);
    }
}
