//! Somebody who has every published table and tries to work out what is hidden in it. They know how tables add up, that a hidden figure
//! is at least one, and linear programming; nothing here is shared with the program that hid the figures.
//!
//! Each hidden figure is a variable, each sum an equation. The smallest and the largest value of a variable under all
//! equations is found by the simplex method (Dantzig, 1947; with Bland's rule, 1977, where it would go round in circles). Where the
//! values that come out are whole numbers, no reasoning with whole numbers narrows them further.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// As good as nothing.
const NOTHING: f64 = 1e-7;
/// Steps after which going round in circles is ruled out by a slower choice.
const PATIENCE: usize = 2_000;

/// A release as it is published.
#[derive(Debug, Clone)]
pub(in crate::prove) struct Release {
    /// How many values each dimension has.
    pub(in crate::prove) sizes: Vec<usize>,
    blocks: Vec<Block>,
    /// `None` is hidden.
    pub(in crate::prove) figures: Vec<Option<u64>>,
    pub(in crate::prove) threshold: u64,
    pub(in crate::prove) width: u64,
}

/// The figures over one set of dimensions.
#[derive(Debug, Clone)]
struct Block {
    dimensions: Vec<usize>,
    offset: usize,
    length: usize,
}

/// What can be said about a hidden figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::prove) struct Range {
    pub(in crate::prove) cell: usize,
    pub(in crate::prove) low: f64,
    pub(in crate::prove) high: f64,
    /// Whether whole sets of whole numbers reach both ends.
    pub(in crate::prove) exact: bool,
}

impl Release {
    pub(in crate::prove) fn read(content: &Value) -> Result<Self> {
        let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
        let layout = content.get("layout").context("no layout")?;
        let mut names = Vec::new();
        let mut sizes = Vec::new();
        for dimension in list(layout.get("dimensions")) {
            names.push(dimension.get("id").and_then(Value::as_str).context("a dimension without a name")?.to_owned());
            sizes.push(list(dimension.get("values")).len());
        }
        let mut tables = Vec::new();
        for table in list(layout.get("tables")) {
            let place = |id: &Value| names.iter().position(|name| Some(name.as_str()) == id.as_str());
            tables.push(list(Some(&table)).iter().map(place).collect::<Option<BTreeSet<usize>>>().context("a table")?);
        }
        let figures = list(content.get("figures")).iter().map(Value::as_u64).collect();
        let protection = |name: &str| content.pointer(&format!("/protection/{name}")).and_then(Value::as_u64);
        let release = Self {
            blocks: blocks(&sizes, &tables),
            sizes,
            figures,
            threshold: protection("threshold").context("no threshold")?,
            width: protection("width").context("no width")?,
        };
        let cells = release.blocks.last().map_or(0, |block| block.offset + block.length);
        ensure!(cells == release.figures.len(), "{} figures where the tables have {cells}", release.figures.len());
        Ok(release)
    }

    /// What the figures are for these cases, each with how often there is one like it.
    pub(in crate::prove) fn count(&self, cases: &[(Vec<usize>, u64)]) -> Vec<u64> {
        let mut counted = vec![0; self.figures.len()];
        for (places, count) in cases {
            for block in &self.blocks {
                if let Some(figure) = counted.get_mut(block.cell(&self.sizes, places)) {
                    *figure += count;
                }
            }
        }
        counted
    }

    /// Every sum and its parts.
    fn sums(&self) -> Vec<(usize, Vec<usize>)> {
        let mut sums = Vec::new();
        for block in &self.blocks {
            for dimension in &block.dimensions {
                let rest: Vec<usize> = block.dimensions.iter().copied().filter(|other| other != dimension).collect();
                let Some(over) = self.blocks.iter().find(|other| other.dimensions == rest) else { continue };
                let size = self.sizes.get(*dimension).copied().unwrap_or(0);
                for within in 0..over.length {
                    let mut places = over.places(&self.sizes, within);
                    let parts = (0..size).map(|value| {
                        if let Some(place) = places.get_mut(*dimension) {
                            *place = value;
                        }
                        block.cell(&self.sizes, &places)
                    });
                    let parts = parts.collect();
                    sums.push((over.offset + within, parts));
                }
            }
        }
        sums
    }

    /// What can be worked out about each hidden figure.
    pub(in crate::prove) fn attack(&self) -> Result<Vec<Range>> {
        let hidden: Vec<usize> =
            (0..self.figures.len()).filter(|cell| matches!(self.figures.get(*cell), Some(None))).collect();
        let mut equations = Vec::new();
        for (sum, parts) in self.sums() {
            // Parts less the sum are nothing. Variables begin at one, so each is one more than what is looked for.
            let (mut row, mut right) = (vec![0.0; hidden.len()], 0.0);
            for (cell, sign) in parts.iter().map(|part| (*part, 1.0)).chain([(sum, -1.0)]) {
                match self.figures.get(cell).copied().flatten() {
                    Some(shown) => right -= sign * shown as f64,
                    None => {
                        let place =
                            hidden.binary_search(&cell).ok().and_then(|at| row.get_mut(at)).context("a variable")?;
                        *place += sign;
                        right -= sign;
                    }
                }
            }
            if row.iter().any(|factor: &f64| factor.abs() > NOTHING) {
                equations.push((row, right));
            } else {
                ensure!(right.abs() < NOTHING, "the tables contradict each other");
            }
        }
        let mut simplex = Simplex::new(hidden.len(), equations)?;
        let mut ranges = Vec::new();
        for (variable, cell) in hidden.iter().enumerate() {
            let (high, high_exact) = simplex.most(variable, 1.0);
            let (low, low_exact) = simplex.most(variable, -1.0);
            ranges.push(Range { cell: *cell, low: 1.0 - low, high: 1.0 + high, exact: low_exact && high_exact });
        }
        Ok(ranges)
    }

    /// What was worked out about the figures that are hidden, compared with the truth: how many of them lie within fewer numbers
    /// than the release promises.
    pub(in crate::prove) fn derivable(&self, ranges: &[Range]) -> usize {
        let narrow = |range: &&Range| (range.high + NOTHING).floor() - (range.low - NOTHING).ceil() < self.width as f64;
        ranges.iter().filter(narrow).count()
    }
}

/// All sums of tables, each once, in the order of the sets of their dimensions read as numbers.
fn blocks(sizes: &[usize], tables: &[BTreeSet<usize>]) -> Vec<Block> {
    let mask = |set: &BTreeSet<usize>| set.iter().fold(0_u32, |mask, dimension| mask | 1 << dimension);
    let masks: Vec<u32> = tables.iter().map(mask).collect();
    let most = masks.iter().fold(0, |all, mask| all | mask);
    let mut blocks = Vec::new();
    let mut offset = 0;
    for candidate in (0..=most).filter(|candidate| masks.iter().any(|mask| candidate & mask == *candidate)) {
        let dimensions: Vec<usize> = (0..32).filter(|place| candidate & (1 << place) != 0).collect();
        let length = dimensions.iter().map(|dimension| sizes.get(*dimension).copied().unwrap_or(0)).product();
        blocks.push(Block { dimensions, offset, length });
        offset += length;
    }
    blocks
}

impl Block {
    /// The figure at the given places; the first dimension runs fastest.
    fn cell(&self, sizes: &[usize], places: &[usize]) -> usize {
        let (mut cell, mut stride) = (self.offset, 1);
        for dimension in &self.dimensions {
            cell += places.get(*dimension).copied().unwrap_or(0) * stride;
            stride *= sizes.get(*dimension).copied().unwrap_or(1);
        }
        cell
    }

    /// Where a figure stands; nought in dimensions that the block does not have.
    fn places(&self, sizes: &[usize], mut within: usize) -> Vec<usize> {
        let mut places = vec![0; sizes.len()];
        for dimension in &self.dimensions {
            let size = sizes.get(*dimension).copied().unwrap_or(1).max(1);
            if let Some(place) = places.get_mut(*dimension) {
                *place = within % size;
            }
            within /= size;
        }
        places
    }
}

/// Equations with non-negative variables, at a corner of what they allow.
struct Simplex {
    variables: usize,
    /// One row for each equation; its right side stands last.
    rows: Vec<Vec<f64>>,
    /// The variable that each row gives.
    basis: Vec<usize>,
}

impl Simplex {
    /// Finds a first corner: an artificial variable for each equation, driven out again.
    fn new(variables: usize, equations: Vec<(Vec<f64>, f64)>) -> Result<Self> {
        let count = equations.len();
        let mut rows = Vec::new();
        for (at, (row, right)) in equations.into_iter().enumerate() {
            let sign = if right < 0.0 { -1.0 } else { 1.0 };
            let mut whole: Vec<f64> = row.into_iter().map(|factor| factor * sign).collect();
            whole.extend((0..count).map(|other| if other == at { 1.0 } else { 0.0 }));
            whole.push(right * sign);
            rows.push(whole);
        }
        let mut simplex = Self { variables: variables + count, rows, basis: (variables..variables + count).collect() };
        // What all artificial variables together still hold must go down to nothing.
        let mut cost = vec![0.0; variables + count + 1];
        for row in &simplex.rows {
            for (cost, factor) in cost.iter_mut().zip(row) {
                *cost += factor;
            }
        }
        for artificial in cost.iter_mut().skip(variables).take(count) {
            *artificial = 0.0;
        }
        simplex.climb(cost, variables);
        let held: f64 = simplex
            .rows
            .iter()
            .zip(&simplex.basis)
            .filter(|(_, given)| **given >= variables)
            .filter_map(|(row, _)| row.last())
            .sum();
        ensure!(held < 1e-4, "the tables contradict each other");
        // Rows that still give an artificial variable give it as nothing: another variable takes its place, or the row says nothing.
        let mut at = 0;
        while at < simplex.rows.len() {
            if simplex.basis.get(at).is_some_and(|given| *given >= variables) {
                let other = simplex
                    .rows
                    .get(at)
                    .and_then(|row| row.iter().take(variables).position(|factor| factor.abs() > NOTHING));
                match other {
                    Some(column) => simplex.pivot(at, column, &mut []),
                    None => {
                        simplex.rows.remove(at);
                        simplex.basis.remove(at);
                        continue;
                    }
                }
            }
            at += 1;
        }
        for row in &mut simplex.rows {
            row.drain(variables..variables + count);
        }
        simplex.variables = variables;
        Ok(simplex)
    }

    /// The most that a variable, or its negative, can be; and whether everything is a whole number there.
    fn most(&mut self, variable: usize, sign: f64) -> (f64, bool) {
        let mut cost = vec![0.0; self.variables + 1];
        if let Some(place) = cost.get_mut(variable) {
            *place = sign;
        }
        if let Some(row) = self.basis.iter().position(|given| *given == variable).and_then(|at| self.rows.get(at)) {
            for (cost, factor) in cost.iter_mut().zip(row) {
                *cost -= sign * factor;
            }
        }
        let is_bounded = self.climb(cost, self.variables);
        let value = |given: usize| {
            self.basis
                .iter()
                .position(|other| *other == given)
                .and_then(|at| self.rows.get(at)?.last().copied())
                .unwrap_or(0.0)
        };
        let whole = self.rows.iter().filter_map(|row| row.last()).all(|value| (value - value.round()).abs() < 1e-5);
        (if is_bounded { sign * value(variable) } else { f64::INFINITY }, whole)
    }

    /// Goes from corner to corner while the cost falls; `false` where it falls without end. Only the first columns may enter.
    fn climb(&mut self, mut cost: Vec<f64>, columns: usize) -> bool {
        for step in 0.. {
            let better = cost.iter().take(columns).enumerate().filter(|(_, cost)| **cost > NOTHING);
            let entering = if step < PATIENCE {
                better.max_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(column, _)| column)
            } else {
                better.map(|(column, _)| column).next()
            };
            let Some(column) = entering else { return true };
            let mut leaving: Option<(f64, usize, usize)> = None;
            for (at, (row, given)) in self.rows.iter().zip(&self.basis).enumerate() {
                let factor = row.get(column).copied().unwrap_or(0.0);
                if factor > NOTHING {
                    let room = row.last().copied().unwrap_or(0.0) / factor;
                    if leaving.is_none_or(|(best, _, other)| {
                        room < best - NOTHING || (room < best + NOTHING && *given < other)
                    }) {
                        leaving = Some((room, at, *given));
                    }
                }
            }
            let Some((_, at, _)) = leaving else { return false };
            self.pivot(at, column, &mut cost);
        }
        true
    }

    /// Lets a variable take the place of the one that a row gives.
    fn pivot(&mut self, at: usize, column: usize, cost: &mut [f64]) {
        let Some(row) = self.rows.get_mut(at) else { return };
        let factor = row.get(column).copied().unwrap_or(1.0);
        for value in row.iter_mut() {
            *value /= factor;
        }
        let row = row.clone();
        let take = |other: &mut [f64]| {
            let factor = other.get(column).copied().unwrap_or(0.0);
            if factor.abs() > 1e-12 {
                for (value, own) in other.iter_mut().zip(&row) {
                    *value -= factor * own;
                }
            }
        };
        for (place, other) in self.rows.iter_mut().enumerate() {
            if place != at {
                take(other);
            }
        }
        take(cost);
        if let Some(given) = self.basis.get_mut(at) {
            *given = column;
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// One table of two dimensions, with these hidden.
    fn release(sizes: [usize; 2], finest: &[u64], hide: &[usize]) -> Release {
        let values = |letter: &str, size: usize| (0..size).map(|value| format!("{letter}{value}")).collect::<Vec<_>>();
        let content = |figures: Value| {
            json!({
                "layout": { "dimensions": [{ "id": "a", "values": values("a", sizes[0]) }, { "id": "b", "values": values("b", sizes[1]) }], "tables": [["a", "b"]] },
                "protection": { "threshold": 11, "width": 10 },
                "figures": figures,
            })
        };
        let cells = (1 + sizes[0]) * (1 + sizes[1]);
        let empty = Release::read(&content(json!(vec![0; cells]))).unwrap();
        let cases: Vec<(Vec<usize>, u64)> =
            finest.iter().enumerate().map(|(at, count)| (vec![at % sizes[0], at / sizes[0]], *count)).collect();
        let counted = empty.count(&cases);
        let figures: Vec<Option<u64>> =
            counted.into_iter().enumerate().map(|(cell, figure)| (!hide.contains(&cell)).then_some(figure)).collect();
        Release::read(&content(json!(figures))).unwrap()
    }

    #[test]
    fn one_hidden_figure_falls_to_subtraction_and_a_rectangle_does_not() {
        // All, a, b, then the finest figures at 5 to 8.
        let alone = release([2, 2], &[3, 40, 50, 60], &[5]);
        let found = alone.attack().unwrap();
        assert_eq!(found, [Range { cell: 5, low: 3.0, high: 3.0, exact: true }]);
        assert_eq!(alone.derivable(&found), 1);
        let rectangle = release([2, 2], &[3, 40, 50, 60], &[5, 6, 7, 8]);
        let found = rectangle.attack().unwrap();
        assert_eq!(found.first(), Some(&Range { cell: 5, low: 1.0, high: 42.0, exact: true }));
        assert_eq!(rectangle.derivable(&found), 0);
    }

    #[test]
    fn what_only_two_sums_together_give_away_is_worked_out() {
        // One row has a single hidden figure, which gives that away, then the other of its column, and so on.
        let stairs = release([3, 3], &[5, 6, 7, 8, 9, 10, 11, 12, 13], &[7, 8, 11, 12, 15]);
        let found = stairs.attack().unwrap();
        assert_eq!(stairs.derivable(&found), 5, "{found:?}");
        let narrow = found.iter().filter(|range| (range.high - range.low).abs() < 1e-6).count();
        assert!(narrow >= 1, "{found:?}");
    }

    #[test]
    fn ranges_are_those_that_trying_everything_finds() {
        for seed in 0..12_u64 {
            let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1;
            let mut next = |most: u64| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 33) % most
            };
            let finest: Vec<u64> = (0..4).map(|_| 1 + next(6)).collect();
            let hide: Vec<usize> = (1..9).filter(|_| next(2) == 0).collect();
            let release = release([2, 2], &finest, &hide);
            let found = release.attack().unwrap();
            let mut ranges = [(u64::MAX, 0_u64); 9];
            let all: u64 = finest.iter().sum();
            for a in 0..=all {
                for b in 0..=all - a {
                    for c in 0..=all - a - b {
                        let d = all - a - b - c;
                        let tried = super::tests::release([2, 2], &[a, b, c, d], &[]);
                        let agrees = tried.figures.iter().zip(&release.figures).all(|(own, shown)| match shown {
                            Some(shown) => *own == Some(*shown),
                            None => own.is_some_and(|own| own >= 1),
                        });
                        if agrees {
                            for (range, figure) in ranges.iter_mut().zip(tried.figures.iter().flatten()) {
                                *range = (range.0.min(*figure), range.1.max(*figure));
                            }
                        }
                    }
                }
            }
            for range in found {
                assert!(range.exact, "{range:?}");
                let (low, high) = ranges[range.cell];
                let off = (range.low - low as f64).abs() + (range.high - high as f64).abs();
                assert!(off < 1e-6, "{range:?} {low} {high} {seed}");
            }
        }
    }
}
