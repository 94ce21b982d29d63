//! The tables of a release, and how their figures add up.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{at, is_code};

/// Most dimensions of one release.
pub const MOST_DIMENSIONS: usize = 12;
/// Most dimensions that one table crosses.
pub const MOST_CROSSED: usize = 3;
/// Most values of one dimension.
pub const MOST_VALUES: usize = 60;
/// Most figures of one release, sums included.
pub const MOST_CELLS: usize = 20_000;

/// Something that is counted by, such as the region. Every case has exactly one of its values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    /// Its code.
    pub id: String,
    /// The codes of its values, in the order in which they are shown.
    pub values: Vec<String>,
}

/// Why there is no such layout.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LayoutProblem {
    /// Too many dimensions.
    #[error("at most {MOST_DIMENSIONS} dimensions are possible")]
    Dimensions,
    /// A dimension without a proper code, or one that stands twice.
    #[error("the dimension '{0}' has no proper code of its own")]
    Code(String),
    /// A dimension without values, with too many, or with one that stands twice or is no code.
    #[error("the dimension '{0}' needs 1 to {MOST_VALUES} values, each a code of its own")]
    Values(String),
    /// A table over a dimension that does not exist.
    #[error("a table is over '{0}', which is no dimension")]
    Unknown(String),
    /// A table that crosses too many, or the same twice.
    #[error("a table crosses at most {MOST_CROSSED} dimensions, each once")]
    Crossed,
    /// Tables that form a circle, such as `a` by `b`, `b` by `c` and `c` by `a`.
    #[error(
        "the tables form a circle; cross fewer of the same dimensions with each other, or all of them in one table"
    )]
    Circle,
    /// Too many figures.
    #[error("the tables hold {0} figures with their sums; at most {MOST_CELLS} are possible")]
    TooLarge(usize),
    /// Figures that do not belong to the layout.
    #[error("there are {found} figures where the tables have {expected}")]
    Figures {
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// A case with a value that its dimension does not have.
    #[error("a case has a value that the dimension '{0}' does not have")]
    Value(String),
}

/// The figures over one set of dimensions: one for each combination of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// The dimensions, as bits.
    pub(crate) mask: u16,
    /// The dimensions, ascending.
    pub(crate) dimensions: Vec<usize>,
    /// How far apart two neighbouring values of each dimension stand.
    strides: Vec<usize>,
    /// Where its figures begin.
    pub(crate) offset: usize,
    /// How many there are.
    pub(crate) length: usize,
}

/// A sum and what it is the sum of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// The sum.
    pub(crate) sum: usize,
    /// Its parts.
    pub(crate) parts: Vec<usize>,
}

/// Which tables there are. Every table comes with all its sums, down to the number of all cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Plan", into = "Plan")]
pub struct Layout {
    dimensions: Vec<Dimension>,
    tables: Vec<Vec<usize>>,
    blocks: Vec<Block>,
    cells: usize,
}

/// A layout as it is stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    dimensions: Vec<Dimension>,
    tables: Vec<Vec<String>>,
}

impl TryFrom<Plan> for Layout {
    type Error = LayoutProblem;
    fn try_from(plan: Plan) -> Result<Self, LayoutProblem> {
        Self::new(plan.dimensions, &plan.tables)
    }
}

impl From<Layout> for Plan {
    fn from(layout: Layout) -> Self {
        Self { tables: layout.table_ids(), dimensions: layout.dimensions }
    }
}

impl Layout {
    /// A layout of tables, each named by the dimensions that it crosses. A table that is a sum of another one is part of it
    /// and falls away. No table at all is possible: nothing is published then.
    pub fn new(dimensions: Vec<Dimension>, tables: &[Vec<String>]) -> Result<Self, LayoutProblem> {
        if dimensions.len() > MOST_DIMENSIONS {
            return Err(LayoutProblem::Dimensions);
        }
        for (place, dimension) in dimensions.iter().enumerate() {
            let twice = dimensions.iter().take(place).any(|other| other.id == dimension.id);
            if twice || !is_code(&dimension.id) {
                return Err(LayoutProblem::Code(dimension.id.clone()));
            }
            let distinct: BTreeSet<&String> = dimension.values.iter().collect();
            let proper = (1..=MOST_VALUES).contains(&dimension.values.len())
                && distinct.len() == dimension.values.len()
                && dimension.values.iter().all(|value| is_code(value));
            if !proper {
                return Err(LayoutProblem::Values(dimension.id.clone()));
            }
        }
        let mut masks = Vec::new();
        for table in tables {
            let mut mask = 0_u16;
            for id in table {
                let known = dimensions.iter().position(|dimension| dimension.id == *id);
                mask |= 1 << known.ok_or_else(|| LayoutProblem::Unknown(id.clone()))?;
            }
            let crossed = usize::try_from(mask.count_ones()).unwrap_or(usize::MAX);
            if crossed != table.len() || crossed > MOST_CROSSED {
                return Err(LayoutProblem::Crossed);
            }
            masks.push(mask);
        }
        if has_circle(&masks) {
            return Err(LayoutProblem::Circle);
        }
        Self::of_masks(dimensions, &masks)
    }

    fn of_masks(dimensions: Vec<Dimension>, masks: &[u16]) -> Result<Self, LayoutProblem> {
        let largest: BTreeSet<u16> = masks
            .iter()
            .copied()
            .filter(|mask| !masks.iter().any(|other| other != mask && other & mask == *mask))
            .collect();
        let all: BTreeSet<u16> = largest.iter().flat_map(|mask| submasks(*mask)).collect();
        let mut blocks = Vec::new();
        let mut cells = 0_usize;
        for mask in all {
            let crossed: Vec<usize> = bits(mask).collect();
            let mut length = 1_usize;
            let mut strides = Vec::new();
            for dimension in &crossed {
                strides.push(length);
                length *= dimensions.get(*dimension).map_or(0, |dimension| dimension.values.len());
            }
            blocks.push(Block { mask, dimensions: crossed, strides, offset: cells, length });
            cells += length;
        }
        if cells > MOST_CELLS {
            return Err(LayoutProblem::TooLarge(cells));
        }
        let tables = largest.into_iter().map(|mask| bits(mask).collect()).collect();
        Ok(Self { dimensions, tables, blocks, cells })
    }

    /// Without any table: nothing is published.
    pub const fn nothing(dimensions: Vec<Dimension>) -> Self {
        Self { dimensions, tables: Vec::new(), blocks: Vec::new(), cells: 0 }
    }

    /// The dimensions.
    pub fn dimensions(&self) -> &[Dimension] {
        &self.dimensions
    }

    /// The tables, as places of their dimensions.
    pub fn tables(&self) -> &[Vec<usize>] {
        &self.tables
    }

    /// The tables, as the codes of their dimensions.
    pub fn table_ids(&self) -> Vec<Vec<String>> {
        let name = |place: &usize| self.dimensions.get(*place).map(|dimension| dimension.id.clone());
        self.tables.iter().map(|table| table.iter().filter_map(name).collect()).collect()
    }

    /// How many figures there are, each counted once however many tables it stands in.
    pub fn cells(&self) -> usize {
        self.cells
    }

    /// How many values a dimension has.
    pub(crate) fn size(&self, dimension: usize) -> usize {
        self.dimensions.get(dimension).map_or(0, |dimension| dimension.values.len())
    }

    pub(crate) fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    pub(crate) fn block(&self, mask: u16) -> Option<&Block> {
        self.blocks.iter().find(|block| block.mask == mask)
    }

    /// The block that a figure stands in.
    pub(crate) fn block_of(&self, cell: usize) -> Option<&Block> {
        let after = self.blocks.partition_point(|block| block.offset <= cell);
        after.checked_sub(1).and_then(|place| self.blocks.get(place))
    }

    /// The value of each dimension at which a figure stands; `None` where it is a sum over the dimension.
    pub fn values_of(&self, cell: usize) -> Vec<Option<usize>> {
        let mut values = vec![None; self.dimensions.len()];
        if let Some(block) = self.block_of(cell) {
            let within = cell.saturating_sub(block.offset);
            for (dimension, stride) in block.dimensions.iter().zip(&block.strides) {
                if let Some(value) = values.get_mut(*dimension) {
                    *value = Some(within / stride % self.size(*dimension).max(1));
                }
            }
        }
        values
    }

    /// Where the figure over some dimensions stands, at the places given as dimension and value; none where the tables do not hold it.
    pub fn cell(&self, dimensions: &[usize], places: &[(usize, usize)]) -> Option<usize> {
        let mask = dimensions.iter().fold(0_u16, |mask, dimension| mask | 1 << dimension);
        let block = self.block(mask)?;
        let mut values = vec![0; self.dimensions.len()];
        for (dimension, value) in places {
            *values.get_mut(*dimension)? = *value;
        }
        Some(block.cell(&values))
    }

    /// The figures of a table, sums first, in the order in which they are stored.
    pub fn cells_of(&self, table: &[usize]) -> Vec<usize> {
        let mask = table.iter().fold(0_u16, |mask, dimension| mask | 1 << dimension);
        let within = self.blocks.iter().filter(|block| block.mask & !mask == 0);
        within.flat_map(|block| block.offset..block.offset + block.length).collect()
    }

    /// Every sum with its parts.
    pub(crate) fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for block in &self.blocks {
            for dimension in &block.dimensions {
                let Some(sums) = self.block(block.mask & !(1 << dimension)) else { continue };
                for sum in sums.offset..sums.offset + sums.length {
                    let mut places: Vec<usize> =
                        self.values_of(sum).into_iter().map(Option::unwrap_or_default).collect();
                    let mut parts = Vec::with_capacity(self.size(*dimension));
                    for value in 0..self.size(*dimension) {
                        if let Some(place) = places.get_mut(*dimension) {
                            *place = value;
                        }
                        parts.push(block.cell(&places));
                    }
                    lines.push(Line { sum, parts });
                }
            }
        }
        lines
    }

    /// Counts cases, each given as the place of its value in every dimension.
    pub fn count<'a>(&self, cases: impl IntoIterator<Item = &'a [usize]>) -> Result<Vec<u64>, LayoutProblem> {
        let mut figures = vec![0_u64; self.cells];
        for case in cases {
            for (place, dimension) in self.dimensions.iter().enumerate() {
                if case.get(place).is_none_or(|value| *value >= dimension.values.len()) {
                    return Err(LayoutProblem::Value(dimension.id.clone()));
                }
            }
            for block in &self.blocks {
                if let Some(figure) = figures.get_mut(block.cell(case)) {
                    *figure += 1;
                }
            }
        }
        Ok(figures)
    }

    /// The layout with the largest table that holds a set of dimensions replaced by its sums; nothing is left of it at the end.
    pub(crate) fn coarser(&self, mask: u16) -> Self {
        let mut masks: Vec<u16> =
            self.tables.iter().map(|table| table.iter().fold(0, |mask, dimension| mask | 1 << dimension)).collect();
        let holds = |table: &&u16| **table & mask == mask;
        let Some(largest) = masks.iter().filter(holds).max_by_key(|table| table.count_ones()).copied() else {
            return Self { tables: Vec::new(), blocks: Vec::new(), cells: 0, dimensions: self.dimensions.clone() };
        };
        replace_by_sums(&mut masks, largest);
        // A table may have held others together; without it they could form a circle.
        while has_circle(&masks) {
            let Some(next) = masks.iter().max_by_key(|table| table.count_ones()).copied() else { break };
            replace_by_sums(&mut masks, next);
        }
        // Never larger than this one, so never too large.
        Self::of_masks(self.dimensions.clone(), &masks).unwrap_or_else(|_| self.clone())
    }

    /// The figures of a coarser layout, taken from those of this one.
    pub(crate) fn figures_for(&self, coarser: &Self, figures: &[u64]) -> Vec<u64> {
        let mut taken = Vec::with_capacity(coarser.cells);
        for block in &coarser.blocks {
            let offset = self.block(block.mask).map_or(usize::MAX, |own| own.offset);
            taken.extend((0..block.length).map(|within| at(figures, offset.saturating_add(within))));
        }
        taken
    }
}

impl Block {
    /// The figure at the given places; dimensions that the block does not have are not looked at.
    pub(crate) fn cell(&self, places: &[usize]) -> usize {
        let within = |(dimension, stride): (&usize, &usize)| at(places, *dimension) * stride;
        self.offset + self.dimensions.iter().zip(&self.strides).map(within).sum::<usize>()
    }
}

/// Puts the sums of a table in its place, one dimension fewer each, as far as they form no circle.
fn replace_by_sums(masks: &mut Vec<u16>, table: u16) {
    masks.retain(|other| *other != table);
    for dimension in bits(table) {
        masks.push(table & !(1 << dimension));
        if has_circle(masks) {
            masks.pop();
        }
    }
}

/// Whether tables form a circle: what is left when dimensions of one table alone and tables inside others fall away again and
/// again (the reduction of Graham, and of Yu and Özsoyoğlu, 1979). Where nothing is left, any figures that agree wherever
/// tables share sums have a list of cases behind them (Atserias and Kolaitis, Structure and Complexity of Bag Consistency,
/// PODS 2021: bags that agree in pairs agree as a whole exactly where their schemas are acyclic).
pub(crate) fn has_circle(tables: &[u16]) -> bool {
    let mut left: Vec<u16> = tables.to_vec();
    loop {
        let before = left.clone();
        let in_one_alone = |bit: u16| left.iter().filter(|table| **table & bit != 0).count() == 1;
        let alone = (0..16).map(|place| 1 << place).filter(|bit| in_one_alone(*bit)).fold(0, |mask, bit| mask | bit);
        for table in &mut left {
            *table &= !alone;
        }
        left.sort_unstable();
        left.dedup();
        let all = left.clone();
        left.retain(|table| *table != 0 && !all.iter().any(|other| other != table && other & table == *table));
        if left.is_empty() {
            return false;
        }
        if left == before {
            return true;
        }
    }
}

/// The places of the bits that are set, ascending.
pub(crate) fn bits(mask: u16) -> impl Iterator<Item = usize> {
    (0..16).filter(move |place| mask & (1 << place) != 0)
}

/// Every subset of a set of bits, itself and the empty one too.
pub(crate) fn submasks(mask: u16) -> impl Iterator<Item = u16> {
    let mut next = Some(mask);
    std::iter::from_fn(move || {
        let now = next?;
        next = (now != 0).then(|| (now - 1) & mask);
        Some(now)
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Dimensions `a`, `b`, `c`… of the given sizes.
    pub(crate) fn dimensions(sizes: &[usize]) -> Vec<Dimension> {
        let letters = ["a", "b", "c", "d", "e", "f"];
        let one = |(letter, size): (&&str, &usize)| Dimension {
            id: (*letter).to_owned(),
            values: (0..*size).map(|value| format!("{letter}{value}")).collect(),
        };
        letters.iter().zip(sizes).map(one).collect()
    }

    /// A layout with tables named like `ab`.
    pub(crate) fn layout(sizes: &[usize], tables: &[&str]) -> Layout {
        let tables: Vec<Vec<String>> =
            tables.iter().map(|table| table.chars().map(|letter| letter.to_string()).collect()).collect();
        Layout::new(dimensions(sizes), &tables).unwrap()
    }

    #[test]
    fn a_figure_that_stands_in_two_tables_is_one_figure() {
        // All; a, b, c; ab, ac.
        let layout = layout(&[2, 3, 4], &["ab", "ac", "b"]);
        assert_eq!(layout.cells(), 1 + 2 + 3 + 4 + 6 + 8);
        assert_eq!(layout.table_ids(), [["a", "b"], ["a", "c"]]);
        assert_eq!(layout.cells_of(&[0, 1]).len(), 1 + 2 + 3 + 6);
    }

    #[test]
    fn what_is_wrong_with_a_layout_is_named() {
        let new = |sizes: &[usize], tables: &[Vec<String>]| Layout::new(dimensions(sizes), tables).map(|_| ());
        let table = |ids: &[&str]| vec![ids.iter().map(|id| (*id).to_owned()).collect::<Vec<String>>()];
        assert_eq!(new(&[2, 2], &table(&["a", "z"])), Err(LayoutProblem::Unknown("z".into())));
        assert_eq!(new(&[2, 2], &table(&["a", "a"])), Err(LayoutProblem::Crossed));
        assert_eq!(new(&[2, 2, 2, 2], &table(&["a", "b", "c", "d"])), Err(LayoutProblem::Crossed));
        assert_eq!(new(&[2, 0], &table(&["a"])), Err(LayoutProblem::Values("b".into())));
        assert_eq!(new(&[60, 60, 60], &table(&["a", "b", "c"])), Err(LayoutProblem::TooLarge(226_981)));
        let circle = [["a", "b"], ["b", "c"], ["c", "a"]].map(|table| table.map(ToOwned::to_owned).to_vec());
        assert_eq!(new(&[2, 2, 2], &circle), Err(LayoutProblem::Circle));
        let twice = [dimensions(&[2]), dimensions(&[2])].concat();
        assert_eq!(Layout::new(twice, &[]), Err(LayoutProblem::Code("a".into())));
        assert_eq!(layout(&[2, 2], &["ab"]).count([[0, 2].as_slice()]), Err(LayoutProblem::Value("b".into())));
    }

    #[test]
    fn a_layout_reads_back() {
        let layout = layout(&[2, 3, 2], &["abc"]);
        let text = serde_json::to_string(&layout).unwrap();
        assert_eq!(serde_json::from_str::<Layout>(&text).unwrap(), layout);
        assert!(serde_json::from_str::<Layout>("{\"dimensions\":[],\"tables\":[[\"a\"]]}").is_err());
    }

    #[test]
    fn circles_are_seen_and_trees_are_not_taken_for_them() {
        for (tables, circle) in [
            (&[][..], false),
            (&[0][..], false),
            (&[0b011, 0b110], false),
            (&[0b011, 0b110, 0b101], true),
            (&[0b011, 0b110, 0b101, 0b111], false),
            (&[0b0011, 0b0110, 0b1100, 0b1001], true),
            (&[0b0111, 0b1110], false),
            (&[0b000_111, 0b011_001, 0b101_010, 0b110_100], true),
            (&[0b00_0111, 0b00_1011, 0b01_0110, 0b10_0101], false),
            (&[0b00_1011, 0b01_0110, 0b10_0101], true),
        ] {
            assert_eq!(has_circle(tables), circle, "{tables:?}");
        }
    }

    #[test]
    fn a_table_that_held_others_together_leaves_no_circle_behind() {
        let layout = layout(&[2, 2, 2, 2, 2, 2], &["abc", "abd", "bce", "acf"]);
        let mut coarser = layout.coarser(0b111);
        while coarser.cells() > 0 {
            let masks: Vec<u16> =
                coarser.tables().iter().map(|table| table.iter().fold(0, |mask, place| mask | 1 << place)).collect();
            assert!(!has_circle(&masks), "{masks:?}");
            coarser = coarser.coarser(0);
        }
    }

    #[test]
    fn a_layout_grows_coarser_until_nothing_is_left() {
        let mut layout = layout(&[2, 2, 2], &["abc"]);
        let mut steps = Vec::new();
        while layout.cells() > 0 {
            steps.push(layout.table_ids().iter().map(|table| table.concat()).collect::<Vec<_>>().join(" "));
            layout = layout.coarser(0);
        }
        assert_eq!(steps.first().map(String::as_str), Some("abc"));
        assert_eq!(steps.get(1).map(String::as_str), Some("ac bc"));
        assert_eq!(steps.last().map(String::as_str), Some(""));
    }

    proptest! {
        #[test]
        fn every_sum_is_the_sum_of_its_parts(cases in prop::collection::vec((0_usize..2, 0_usize..3, 0_usize..2), 0..40)) {
            let layout = layout(&[2, 3, 2], &["abc"]);
            let cases: Vec<Vec<usize>> = cases.into_iter().map(|(a, b, c)| vec![a, b, c]).collect();
            let figures = layout.count(cases.iter().map(Vec::as_slice)).unwrap();
            prop_assert_eq!(figures[0], cases.len() as u64);
            for line in layout.lines() {
                prop_assert_eq!(figures[line.sum], line.parts.iter().map(|part| figures[*part]).sum::<u64>());
            }
            let coarser = layout.coarser(0b11);
            let again = coarser.count(cases.iter().map(Vec::as_slice)).unwrap();
            prop_assert_eq!(layout.figures_for(&coarser, &figures), again);
        }

        #[test]
        fn a_figure_knows_where_it_stands(cell in 0_usize..36) {
            let layout = layout(&[2, 3, 2], &["abc"]);
            let values = layout.values_of(cell);
            let mask = values.iter().enumerate().filter(|(_, value)| value.is_some()).fold(0, |mask, (place, _)| mask | 1 << place);
            let places: Vec<usize> = values.into_iter().map(Option::unwrap_or_default).collect();
            prop_assert_eq!(layout.block(mask).unwrap().cell(&places), cell);
        }
    }
}
