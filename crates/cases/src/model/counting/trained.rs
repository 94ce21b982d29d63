//! People who were trained, as they are counted: each by the kind of media, by the language and by the topic. The three are tables of
//! their own: crossed, nearly every figure would be small.

use saksi_counting::Figure;
use serde::{Deserialize, Serialize};

use super::layout::{Dimension, Layout, LayoutProblem};
use super::release::{Row, rows_of};
use super::suppress::Protected;
use crate::model::training::{Group, MediaKind, TrainingTopic, language_codes};

/// By the kind of media.
pub const MEDIA: &str = "trained-media";
/// By the language in which they were taught.
pub const LANGUAGE: &str = "trained-language";
/// By what the training was about.
pub const TOPIC: &str = "trained-topic";

/// The figures of a release about people who were trained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trained {
    /// The tables.
    pub layout: Layout,
    /// The figures, in the order of the layout.
    pub figures: Vec<Figure>,
    /// Tables that could not be published without giving small figures away.
    pub withheld: Vec<Vec<String>>,
}

impl Trained {
    /// From protected figures.
    pub fn new(protected: &Protected) -> Self {
        Self {
            layout: protected.layout().clone(),
            figures: protected.figures(),
            withheld: protected.withheld().to_vec(),
        }
    }

    /// Everybody who was trained in the period.
    pub fn all(&self) -> Option<Figure> {
        self.figures.first().copied()
    }

    /// The rows of a table, its sum too; `None` where it is not among these.
    pub fn rows(&self, dimension: &str) -> Option<Vec<Row<'_>>> {
        rows_of(&self.layout, &self.figures, &[dimension])
    }
}

/// The tables.
pub fn layout() -> Result<Layout, LayoutProblem> {
    let dimension = |id: &str, values: Vec<String>| Dimension { id: id.to_owned(), values };
    let codes = |list: Vec<&'static str>| list.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let dimensions = vec![
        dimension(MEDIA, codes(MediaKind::ALL.iter().map(|kind| kind.code()).collect())),
        dimension(LANGUAGE, codes(language_codes().collect())),
        dimension(TOPIC, codes(TrainingTopic::ALL.iter().map(|topic| topic.code()).collect())),
    ];
    Layout::new(dimensions, &[vec![MEDIA.to_owned()], vec![LANGUAGE.to_owned()], vec![TOPIC.to_owned()]])
}

/// The place of a group's people in each dimension.
pub fn places(topic: TrainingTopic, group: &Group) -> [usize; 3] {
    let media = MediaKind::ALL.iter().position(|kind| *kind == group.media);
    let language = language_codes().position(|code| code == group.language);
    let topic = TrainingTopic::ALL.iter().position(|known| *known == topic);
    [media.unwrap_or(0), language.unwrap_or(0), topic.unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::super::suppress::Protection;
    use super::*;

    #[test]
    fn every_group_has_its_place_and_a_small_one_is_hidden_with_another() {
        let layout = layout().unwrap();
        let group = |media, language, people| Group { media, language, people };
        let groups = [
            (TrainingTopic::Verification, group(MediaKind::Radio, "ur", 40)),
            (TrainingTopic::Verification, group(MediaKind::Print, "ur", 30)),
            (TrainingTopic::Legal, group(MediaKind::Community, "ps", 2)),
            (TrainingTopic::Legal, group(MediaKind::NotSaid, "not-said", 25)),
        ];
        let placed: Vec<([usize; 3], usize)> =
            groups.iter().map(|(topic, group)| (places(*topic, group), group.people as usize)).collect();
        let people = placed.iter().flat_map(|(place, count)| std::iter::repeat_n(place.as_slice(), *count));
        let figures = layout.count(people).unwrap();
        let protected = Protected::new(&layout, &figures, Protection::default()).unwrap();
        assert!(protected.audit().unwrap().narrowest.is_none_or(|width| width >= 10));
        let trained = Trained::new(&protected);
        assert_eq!(trained.all(), Some(Figure::Count(97)));
        let of = |dimension: &str, value: &str| {
            let rows = trained.rows(dimension).unwrap();
            rows.iter().find(|row| row.values == [Some(value)]).map(|row| row.figure)
        };
        assert_eq!(of(MEDIA, "community"), Some(Figure::Hidden), "two people would be found");
        assert_eq!(of(LANGUAGE, "ps"), Some(Figure::Hidden));
        assert_eq!(of(TOPIC, "verification"), Some(Figure::Count(70)));
        let hidden = |dimension: &str| {
            let rows = trained.rows(dimension).unwrap();
            rows.iter().filter(|row| row.figure == Figure::Hidden).count()
        };
        assert!(hidden(MEDIA) > 1 && hidden(LANGUAGE) > 1, "nobody takes the others away from the sum");
        assert!(trained.rows("trained-nothing").is_none());
        let text = serde_json::to_string(&trained).unwrap();
        assert_eq!(serde_json::from_str::<Trained>(&text).unwrap(), trained);
    }
}
