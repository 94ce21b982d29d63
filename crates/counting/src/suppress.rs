//! Hiding small figures, and enough others that none of them can be worked out.
//!
//! How the others are chosen: a figure is protected by a *pattern*, the corners of a rectangle, a box, or a line in which
//! some dimensions step from one value to another. Cases that move from the odd corners to the even ones leave every sum
//! over a stepping dimension as it was; what changes is the corners themselves, and sums that do not run over any stepping
//! dimension. If all that changes is hidden and stays at least one, the reader cannot see the move (the hypercube method of
//! Repsilber, 1994, taken over to several tables that share sums). The cheapest such pattern is taken: fewest cases hidden.
//! A figure for which there is none makes its table coarser: a table that cannot be protected is replaced by its sums.
//!
//! The moves are kept as worlds, and [`Protected::audit`] adds them up again. The search may be as clever or as crude as it
//! likes; what is published stands on the audit.

use serde::{Deserialize, Serialize};

use crate::Figure;
use crate::at;
use crate::layout::{Block, Layout, Line, bits, submasks};

/// The lowest threshold: figures from 1 to 10 are hidden (CMS cell size suppression policy).
pub const LOWEST_THRESHOLD: u64 = 11;
/// Patterns kept at once while values of further dimensions are chosen.
const BEAM: usize = 8;
/// Most moves that are put together for one figure.
const MOST_MOVES: usize = 64;

/// How strictly figures are protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StoredProtection")]
pub struct Protection {
    threshold: u64,
    width: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredProtection {
    threshold: u64,
    width: u64,
}

impl TryFrom<StoredProtection> for Protection {
    type Error = TooWeak;
    fn try_from(stored: StoredProtection) -> Result<Self, TooWeak> {
        Self::new(stored.threshold, stored.width)
    }
}

/// The protection would be weaker than it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the threshold may be raised above {LOWEST_THRESHOLD}, never lowered; the width is at least the threshold less one"
)]
pub struct TooWeak;

impl Default for Protection {
    /// Figures from 1 to 10 are hidden, and no hidden figure can be narrowed to fewer than eleven neighbouring numbers.
    fn default() -> Self {
        Self { threshold: LOWEST_THRESHOLD, width: LOWEST_THRESHOLD - 1 }
    }
}

impl Protection {
    /// A threshold of 11 to 1,000 cases, and a width from one less than the threshold up to 10,000.
    pub fn new(threshold: u64, width: u64) -> Result<Self, TooWeak> {
        let strict = (LOWEST_THRESHOLD..=1_000).contains(&threshold) && (threshold - 1..=10_000).contains(&width);
        if strict { Ok(Self { threshold, width }) } else { Err(TooWeak) }
    }

    /// Figures from one to one below this are hidden.
    pub const fn threshold(self) -> u64 {
        self.threshold
    }

    /// By how much two numbers that a reader cannot rule out differ at least.
    pub const fn width(self) -> u64 {
        self.width
    }

    /// Whether a figure is small.
    pub const fn is_small(self, figure: u64) -> bool {
        0 < figure && figure < self.threshold
    }

    /// Weaker than allowed, so that tests can count by hand.
    #[cfg(test)]
    pub(crate) const fn weak(threshold: u64, width: u64) -> Self {
        Self { threshold, width }
    }
}

/// A set of figures that agrees with everything shown: where it differs from the truth, and by how much.
#[derive(Debug, Clone, PartialEq, Eq)]
struct World(Vec<(usize, i64)>);

/// Figures that may be published, with what proves it. The proof holds the true figures: it never leaves the server.
#[derive(Clone)]
pub struct Protected {
    layout: Layout,
    truth: Vec<u64>,
    hidden: Vec<bool>,
    worlds: Vec<World>,
    protection: Protection,
    withheld: Vec<Vec<String>>,
}

impl std::fmt::Debug for Protected {
    /// Without the figures behind what is hidden.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Protected").field("tables", &self.layout.table_ids()).finish_non_exhaustive()
    }
}

/// What the audit found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audit {
    /// All figures, sums included.
    pub figures: usize,
    /// Figures that are small by themselves.
    pub small: usize,
    /// Figures that are hidden.
    pub hidden: usize,
    /// Sets of figures that were added up.
    pub worlds: usize,
    /// The narrowest proven width of a hidden figure; `None` where nothing is hidden.
    pub narrowest: Option<u64>,
}

/// Why figures must not be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Leak {
    /// A small figure is shown.
    #[error("a small figure is shown (number {0})")]
    Shown(usize),
    /// A zero is hidden, and readers are told that none is.
    #[error("a zero is hidden (number {0})")]
    HiddenZero(usize),
    /// A world differs in a figure that is shown.
    #[error("a world differs in a figure that is shown (number {0})")]
    Visible(usize),
    /// A world in which a hidden figure would be below one.
    #[error("a world has a hidden figure below one (number {0})")]
    BelowOne(usize),
    /// A world, or the truth, in which a sum is not the sum of its parts.
    #[error("a sum does not add up (number {0})")]
    Sum(usize),
    /// A hidden figure that could be narrowed too far.
    #[error("a hidden figure is not shown to be wide enough (number {0})")]
    Narrow(usize),
}

impl Protected {
    /// Protects figures. Deterministic: the same figures give the same tables.
    ///
    /// `figures` are the true ones, as [`Layout::count`] makes them. Whatever comes back has passed the audit.
    pub fn new(layout: &Layout, figures: &[u64], protection: Protection) -> Result<Self, Leak> {
        let wanted = layout.table_ids();
        let mut coarse = layout.clone();
        let protected = loop {
            let truth = layout.figures_for(&coarse, figures);
            match Search::new(&coarse, &truth, protection).run() {
                Ok((hidden, worlds)) => {
                    let left = coarse.table_ids();
                    let withheld = wanted.into_iter().filter(|table| !left.contains(table)).collect();
                    break Self { layout: coarse, truth, hidden, worlds, protection, withheld };
                }
                Err(mask) => coarse = coarse.coarser(mask),
            }
        };
        protected.audit()?;
        Ok(protected)
    }

    /// The tables that are left.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// What is shown, in the order of the layout.
    pub fn figures(&self) -> Vec<Figure> {
        let shown = |(figure, hidden): (&u64, &bool)| if *hidden { Figure::Hidden } else { Figure::Count(*figure) };
        self.truth.iter().zip(&self.hidden).map(shown).collect()
    }

    /// How strictly.
    pub fn protection(&self) -> Protection {
        self.protection
    }

    /// The tables that were asked for and are not published as such, by the codes of their dimensions; their sums may be.
    pub fn withheld(&self) -> &[Vec<String>] {
        &self.withheld
    }

    /// Adds everything up: small figures are hidden and zeros are not; in every world what is shown is as shown, what is hidden is
    /// at least one, and every sum is the sum of its parts; and for every hidden figure two worlds are at least the width
    /// apart. What passes here cannot be narrowed further by any reader of these tables.
    pub fn audit(&self) -> Result<Audit, Leak> {
        let lines = self.layout.lines();
        let truth: Vec<i64> = self.truth.iter().map(|figure| i64::try_from(*figure).unwrap_or(i64::MAX)).collect();
        let mut small = 0;
        for (cell, figure) in self.truth.iter().enumerate() {
            let hidden = at(&self.hidden, cell);
            if self.protection.is_small(*figure) {
                small += 1;
                if !hidden {
                    return Err(Leak::Shown(cell));
                }
            }
            if *figure == 0 && hidden {
                return Err(Leak::HiddenZero(cell));
            }
        }
        adds_up(&lines, &truth)?;
        let (mut lowest, mut highest) = (truth.clone(), truth.clone());
        for world in &self.worlds {
            let mut figures = truth.clone();
            for (cell, change) in &world.0 {
                if let Some(figure) = figures.get_mut(*cell) {
                    *figure += change;
                }
            }
            for (cell, figure) in figures.iter().enumerate() {
                if !at(&self.hidden, cell) && *figure != at(&truth, cell) {
                    return Err(Leak::Visible(cell));
                }
                if at(&self.hidden, cell) && *figure < 1 {
                    return Err(Leak::BelowOne(cell));
                }
            }
            adds_up(&lines, &figures)?;
            for ((low, high), figure) in lowest.iter_mut().zip(&mut highest).zip(&figures) {
                *low = (*low).min(*figure);
                *high = (*high).max(*figure);
            }
        }
        let mut narrowest: Option<u64> = None;
        for (cell, (low, high)) in lowest.iter().zip(&highest).enumerate() {
            if at(&self.hidden, cell) {
                let width = high.abs_diff(*low);
                if width < self.protection.width {
                    return Err(Leak::Narrow(cell));
                }
                narrowest = Some(narrowest.map_or(width, |narrowest| narrowest.min(width)));
            }
        }
        let hidden = self.hidden.iter().filter(|hidden| **hidden).count();
        Ok(Audit { figures: truth.len(), small, hidden, worlds: self.worlds.len(), narrowest })
    }

    /// How far apart the worlds are for each figure; 0 for what is shown.
    #[cfg(test)]
    pub(crate) fn proven(&self) -> Vec<(i64, i64)> {
        let truth: Vec<i64> = self.truth.iter().map(|figure| i64::try_from(*figure).unwrap()).collect();
        let mut ranges: Vec<(i64, i64)> = truth.iter().map(|figure| (*figure, *figure)).collect();
        for (cell, change) in self.worlds.iter().flat_map(|world| &world.0) {
            let range = &mut ranges[*cell];
            *range = (range.0.min(truth[*cell] + change), range.1.max(truth[*cell] + change));
        }
        ranges
    }
}

fn adds_up(lines: &[Line], figures: &[i64]) -> Result<(), Leak> {
    let wrong = |line: &&Line| at(figures, line.sum) != line.parts.iter().map(|part| at(figures, *part)).sum::<i64>();
    lines.iter().find(wrong).map_or(Ok(()), |line| Err(Leak::Sum(line.sum)))
}

/// What a pattern is wanted for.
#[derive(Debug, Clone, Copy)]
enum Aim {
    /// Up and down together by at least so much.
    Both(i64),
    /// Up by at least one.
    Up,
    /// Down by at least one.
    Down,
}

/// Corners that change together.
#[derive(Debug, Clone)]
struct Pattern {
    /// Each figure with its direction: 1 or −1.
    corners: Vec<(usize, i64)>,
    /// What has to be hidden for it: one for each figure, and one for each case in it.
    cost: u64,
    /// How often the move can be made before an odd corner reaches one.
    up: i64,
    /// How often it can be made backwards before an even corner reaches one.
    down: i64,
}

impl Pattern {
    const NONE: Self = Self { corners: Vec::new(), cost: 0, up: i64::MAX, down: i64::MAX };

    fn serves(&self, aim: Aim) -> bool {
        match aim {
            Aim::Both(width) => self.up.saturating_add(self.down) >= width,
            Aim::Up => self.up >= 1,
            Aim::Down => self.down >= 1,
        }
    }

    /// Cheaper first, then farther.
    fn rank(&self, aim: Aim) -> (u64, i64) {
        let far = match aim {
            Aim::Both(_) => self.up.saturating_add(self.down),
            Aim::Up => self.up,
            Aim::Down => self.down,
        };
        (self.cost, far.saturating_neg())
    }
}

struct Search<'a> {
    layout: &'a Layout,
    protection: Protection,
    truth: Vec<i64>,
    hidden: Vec<bool>,
    /// How far each figure was seen to go below and above the truth.
    reach: Vec<(i64, i64)>,
    worlds: Vec<World>,
}

impl<'a> Search<'a> {
    fn new(layout: &'a Layout, truth: &[u64], protection: Protection) -> Self {
        Self {
            layout,
            protection,
            truth: truth.iter().map(|figure| i64::try_from(*figure).unwrap_or(i64::MAX)).collect(),
            hidden: truth.iter().map(|figure| protection.is_small(*figure)).collect(),
            reach: vec![(0, 0); truth.len()],
            worlds: Vec::new(),
        }
    }

    fn width(&self) -> i64 {
        i64::try_from(self.protection.width).unwrap_or(i64::MAX)
    }

    /// Hides until every hidden figure is protected; the dimensions of one that cannot be otherwise.
    fn run(mut self) -> Result<(Vec<bool>, Vec<World>), u16> {
        // Sums come before their parts, so that a pattern for a sum protects its parts as well.
        while let Some(cell) = (0..self.truth.len()).find(|cell| at(&self.hidden, *cell) && !self.is_wide(*cell)) {
            if !self.protect(cell) {
                return Err(self.layout.block_of(cell).map_or(0, |block| block.mask));
            }
        }
        Ok((self.hidden, self.worlds))
    }

    fn is_wide(&self, cell: usize) -> bool {
        let (below, above) = at(&self.reach, cell);
        above - below >= self.width()
    }

    fn protect(&mut self, cell: usize) -> bool {
        let truth = self.truth.clone();
        if let Some(pattern) = self.pattern(&truth, cell, Aim::Both(self.width())) {
            self.hide(&pattern);
            // A line over figures that nothing bounds has no end of its own; twice the width is plenty.
            let most = self.width().saturating_mul(2);
            self.keep(pattern.corners.iter().map(|(corner, sign)| (*corner, sign * pattern.up.min(most))));
            self.keep(pattern.corners.iter().map(|(corner, sign)| (*corner, -sign * pattern.down.min(most))));
            return self.is_wide(cell);
        }
        // No single pattern reaches far enough: several small moves, one after the other.
        for aim in [Aim::Up, Aim::Down] {
            let mut figures = truth.clone();
            for _ in 0..MOST_MOVES {
                let (below, above) = at(&self.reach, cell);
                let changed = at(&figures, cell) - at(&truth, cell);
                let reached = above.max(changed) - below.min(changed);
                let Some(pattern) = (reached < self.width()).then(|| self.pattern(&figures, cell, aim)).flatten()
                else {
                    break;
                };
                let lacking = self.width() - reached;
                let times = match aim {
                    Aim::Down => -pattern.down.min(lacking),
                    Aim::Up | Aim::Both(_) => pattern.up.min(lacking),
                };
                self.hide(&pattern);
                for (corner, sign) in &pattern.corners {
                    if let Some(figure) = figures.get_mut(*corner) {
                        *figure += sign * times;
                    }
                }
            }
            let changes: Vec<(usize, i64)> =
                figures.iter().zip(&truth).map(|(figure, truth)| figure - truth).enumerate().collect();
            self.keep(changes.into_iter().filter(|(_, change)| *change != 0));
            if self.is_wide(cell) {
                return true;
            }
        }
        false
    }

    fn hide(&mut self, pattern: &Pattern) {
        for (corner, _) in &pattern.corners {
            if let Some(hidden) = self.hidden.get_mut(*corner) {
                *hidden = true;
            }
        }
    }

    fn keep(&mut self, changes: impl Iterator<Item = (usize, i64)>) {
        let changes: Vec<(usize, i64)> = changes.filter(|(_, change)| *change != 0).collect();
        for (cell, change) in &changes {
            if let Some((below, above)) = self.reach.get_mut(*cell) {
                *below = (*below).min(*change);
                *above = (*above).max(*change);
            }
        }
        if !changes.is_empty() {
            self.worlds.push(World(changes));
        }
    }

    /// The cheapest pattern with the figure at an even corner that serves the aim, starting from a world.
    fn pattern(&self, figures: &[i64], cell: usize, aim: Aim) -> Option<Pattern> {
        let own = self.layout.block_of(cell)?;
        let here: Vec<usize> = self.layout.values_of(cell).into_iter().map(Option::unwrap_or_default).collect();
        let mut best: Option<Pattern> = None;
        for stepping in submasks(own.mask).filter(|mask| *mask != 0) {
            let steps: Vec<usize> = bits(stepping).collect();
            let touched: Vec<&Block> =
                self.layout.blocks().iter().filter(|block| block.mask & stepping == stepping).collect();
            let inner: Vec<&Block> = touched.iter().copied().filter(|block| block.mask & !own.mask == 0).collect();
            let open: u16 = touched.iter().fold(0, |mask, block| mask | block.mask) & !own.mask;
            for there in self.others(&steps, &here) {
                let cheapest = best.as_ref().map_or(u64::MAX, |best| best.cost);
                let fits = |pattern: &Pattern| pattern.serves(aim) && pattern.cost <= cheapest;
                let ends = (steps.as_slice(), there.as_slice());
                let Some(first) = self.with_all(Pattern::NONE, &inner, figures, ends, &here).filter(fits) else {
                    continue;
                };
                // Values of the dimensions that the figure itself does not have are chosen one dimension at a time.
                let mut beam = vec![(here.clone(), first)];
                let mut chosen = own.mask;
                for dimension in bits(open) {
                    chosen |= 1 << dimension;
                    let closing: Vec<&Block> = touched
                        .iter()
                        .copied()
                        .filter(|block| block.mask & (1 << dimension) != 0 && block.mask & !chosen == 0)
                        .collect();
                    let mut next = Vec::new();
                    for (places, pattern) in &beam {
                        for value in 0..self.layout.size(dimension) {
                            let mut places = places.clone();
                            if let Some(place) = places.get_mut(dimension) {
                                *place = value;
                            }
                            let longer = self.with_all(pattern.clone(), &closing, figures, ends, &places);
                            next.extend(longer.filter(fits).map(|pattern| (places, pattern)));
                        }
                    }
                    next.sort_by_key(|(_, pattern)| pattern.rank(aim));
                    next.truncate(BEAM);
                    beam = next;
                }
                if let Some((_, pattern)) = beam.into_iter().next()
                    && best.as_ref().is_none_or(|best| pattern.rank(aim) < best.rank(aim))
                {
                    best = Some(pattern);
                }
            }
        }
        best
    }

    /// Every choice of other values for the stepping dimensions.
    fn others(&self, steps: &[usize], here: &[usize]) -> Vec<Vec<usize>> {
        let mut all = vec![Vec::new()];
        for dimension in steps {
            let own = at(here, *dimension);
            let mut longer = Vec::new();
            for choice in &all {
                for value in (0..self.layout.size(*dimension)).filter(|value| *value != own) {
                    let mut choice: Vec<usize> = choice.clone();
                    choice.push(value);
                    longer.push(choice);
                }
            }
            all = longer;
        }
        all
    }

    /// A pattern with the corners of further blocks; `None` where one of them is zero, which is shown and cannot change.
    fn with_all(
        &self,
        mut pattern: Pattern,
        blocks: &[&Block],
        figures: &[i64],
        (steps, there): (&[usize], &[usize]),
        here: &[usize],
    ) -> Option<Pattern> {
        let mut places = here.to_vec();
        for block in blocks {
            for choice in 0_u32..1 << steps.len() {
                for (bit, (dimension, other)) in steps.iter().zip(there).enumerate() {
                    let value = if choice & (1 << bit) == 0 { at(here, *dimension) } else { *other };
                    if let Some(place) = places.get_mut(*dimension) {
                        *place = value;
                    }
                }
                let corner = block.cell(&places);
                let truth = at(&self.truth, corner);
                if truth == 0 {
                    return None;
                }
                let room = at(figures, corner) - 1;
                let sign = if choice.count_ones() % 2 == 0 { 1 } else { -1 };
                if sign > 0 {
                    pattern.down = pattern.down.min(room);
                } else {
                    pattern.up = pattern.up.min(room);
                }
                if !at(&self.hidden, corner) {
                    pattern.cost = pattern.cost.saturating_add(1).saturating_add(truth.unsigned_abs());
                }
                pattern.corners.push((corner, sign));
            }
        }
        Some(pattern)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::layout::tests::layout;
    use crate::reader;
    use proptest::prelude::*;

    /// The figures of a layout with one table, from the finest figures in the order of that block.
    pub(crate) fn figures(layout: &Layout, finest: &[u64]) -> Vec<u64> {
        let block = layout.blocks().last().unwrap().clone();
        let mut cases = Vec::new();
        for (within, count) in finest.iter().enumerate() {
            let values = layout.values_of(block.offset + within);
            let places: Vec<usize> = values.into_iter().map(Option::unwrap_or_default).collect();
            cases.extend(std::iter::repeat_n(places, usize::try_from(*count).unwrap()));
        }
        layout.count(cases.iter().map(Vec::as_slice)).unwrap()
    }

    fn hidden_values(protected: &Protected) -> Vec<u64> {
        let cells = protected.hidden.iter().zip(&protected.truth);
        cells.filter(|(hidden, _)| **hidden).map(|(_, figure)| *figure).collect()
    }

    #[test]
    fn one_small_figure_hides_a_rectangle_around_it_and_nothing_else() {
        let layout = layout(&[3, 3], &["ab"]);
        let truth = figures(&layout, &[3, 40, 50, 60, 30, 25, 70, 80, 90]);
        let protected = Protected::new(&layout, &truth, Protection::default()).unwrap();
        let audit = protected.audit().unwrap();
        assert_eq!((audit.small, audit.hidden), (1, 4));
        // The cheapest rectangle whose other corners are large enough.
        assert_eq!(hidden_values(&protected), [3, 40, 60, 30]);
        assert!(audit.narrowest.unwrap() >= 10);
        assert!(protected.withheld().is_empty());
    }

    #[test]
    fn a_small_sum_hides_another_sum_and_what_leads_to_both() {
        let layout = layout(&[3, 2], &["ab"]);
        // The first value of a has five cases in all.
        let truth = figures(&layout, &[2, 40, 30, 3, 50, 60]);
        let protected = Protected::new(&layout, &truth, Protection::default()).unwrap();
        assert_eq!(protected.layout().table_ids(), [["a", "b"]]);
        let shown = protected.figures();
        let sums = &shown[1..4];
        assert_eq!(sums.iter().filter(|figure| **figure == Figure::Hidden).count(), 2);
        assert_eq!(shown[0], Figure::Count(185));
    }

    #[test]
    fn zeros_are_shown_and_an_empty_period_is_all_zeros() {
        let layout = layout(&[2, 2], &["ab"]);
        let none = Protected::new(&layout, &figures(&layout, &[0, 0, 0, 0]), Protection::default()).unwrap();
        assert!(none.figures().iter().all(|figure| *figure == Figure::Count(0)));
        let some = Protected::new(&layout, &figures(&layout, &[0, 20, 30, 40]), Protection::default()).unwrap();
        assert_eq!(some.audit().unwrap().hidden, 0);
    }

    #[test]
    fn what_cannot_be_protected_is_replaced_by_its_sums_or_withheld() {
        let layout = layout(&[2, 2], &["ab"]);
        // Five beside zeros: both its row and its column would give it away.
        let lonely = Protected::new(&layout, &figures(&layout, &[5, 0, 0, 90]), Protection::default()).unwrap();
        assert_eq!(lonely.withheld(), [["a", "b"]]);
        for (figure, cell) in lonely.figures().iter().zip(lonely.truth.iter()) {
            assert!(*figure == Figure::Hidden || !lonely.protection.is_small(*cell));
        }
        // Fewer cases in all than may be shown: nothing is.
        let few = Protected::new(&layout, &figures(&layout, &[2, 2, 2, 2]), Protection::default()).unwrap();
        assert_eq!(few.layout().cells(), 0);
        assert_eq!(few.figures(), []);
    }

    #[test]
    fn a_figure_is_hidden_in_every_table_that_would_give_it_away() {
        // Tables ab and ac share the sums of a; a0 is small.
        let layout = layout(&[3, 2, 2], &["ab", "ac"]);
        let mut cases: Vec<Vec<usize>> = Vec::new();
        for (a, b, c, count) in [(0, 0, 0, 3), (0, 1, 1, 4), (1, 0, 0, 20), (1, 1, 1, 25), (2, 0, 1, 30), (2, 1, 0, 35)]
        {
            cases.extend(std::iter::repeat_n(vec![a, b, c], count));
        }
        let truth = layout.count(cases.iter().map(Vec::as_slice)).unwrap();
        let protected = Protected::new(&layout, &truth, Protection::default()).unwrap();
        for interval in reader::intervals(protected.layout(), &protected.figures(), 200_000) {
            assert!(interval.high - interval.low >= 10, "{interval:?}");
        }
    }

    #[test]
    fn the_audit_sees_what_should_not_be_published() {
        let layout = layout(&[3, 3], &["ab"]);
        let truth = figures(&layout, &[3, 40, 50, 60, 30, 25, 70, 80, 90]);
        let good = Protected::new(&layout, &truth, Protection::default()).unwrap();
        let small = good.truth.iter().position(|figure| *figure == 3).unwrap();
        let large = good.truth.iter().position(|figure| *figure == 30).unwrap();
        let with = |change: &dyn Fn(&mut Protected)| {
            let mut bad = good.clone();
            change(&mut bad);
            bad.audit().unwrap_err()
        };
        assert_eq!(with(&|bad| bad.hidden[small] = false), Leak::Shown(small));
        assert_eq!(with(&|bad| bad.hidden[large] = false), Leak::Visible(large));
        assert_eq!(with(&|bad| bad.worlds.clear()), Leak::Narrow(small));
        assert!(matches!(with(&|bad| bad.truth[large] += 1), Leak::Sum(_)));
        assert_eq!(with(&|bad| bad.worlds[0].0[0].1 -= 100), Leak::BelowOne(small));
        // Without the world in which it is larger, what is left is not wide enough.
        assert_eq!(with(&|bad| drop(bad.worlds.remove(0))), Leak::Narrow(small));
        let single = vec![(small, 1)];
        assert!(matches!(with(&|bad| bad.worlds[0] = World(single.clone())), Leak::Sum(_)));
    }

    #[test]
    fn protection_can_be_raised_and_never_lowered() {
        assert_eq!(Protection::new(11, 10), Ok(Protection::default()));
        assert!(Protection::new(20, 40).is_ok());
        for (threshold, width) in [(10, 10), (11, 9), (20, 18), (0, 0), (5_000, 6_000)] {
            assert_eq!(Protection::new(threshold, width), Err(TooWeak));
        }
        assert!(serde_json::from_str::<Protection>("{\"threshold\":5,\"width\":4}").is_err());
        let text = serde_json::to_string(&Protection::default()).unwrap();
        assert_eq!(serde_json::from_str::<Protection>(&text).unwrap(), Protection::default());
    }

    #[test]
    fn what_is_behind_a_hidden_figure_stays_out_of_logs() {
        let layout = layout(&[2, 2], &["ab"]);
        let protected = Protected::new(&layout, &figures(&layout, &[7, 33, 44, 55]), Protection::default()).unwrap();
        assert!(!format!("{protected:?}").contains('7'));
    }

    /// Small tables of every shape: sizes, tables, figures.
    fn small_tables() -> impl Strategy<Value = (Layout, Vec<u64>)> {
        let shapes: Vec<(&[usize], &[&str])> = vec![
            (&[3], &["a"]),
            (&[2, 2], &["ab"]),
            (&[2, 3], &["ab"]),
            (&[3, 3], &["ab"]),
            (&[2, 2, 2], &["abc"]),
            (&[2, 2, 2, 2], &["ab", "bc", "cd"]),
            (&[2, 2, 2], &["ab", "bc"]),
            (&[3, 2, 2], &["ab", "c"]),
        ];
        prop::sample::select(shapes).prop_flat_map(|(sizes, tables)| {
            let all: usize = sizes.iter().product();
            let sizes = sizes.to_vec();
            let tables = tables.to_vec();
            prop::collection::vec(0_u64..7, all).prop_map(move |counts| {
                let layout = layout(&sizes, &tables);
                let mut cases = Vec::new();
                for (mut place, count) in counts.into_iter().enumerate() {
                    let mut case = Vec::new();
                    for size in &sizes {
                        case.push(place % size);
                        place /= size;
                    }
                    cases.extend(std::iter::repeat_n(case, usize::try_from(count).unwrap()));
                }
                let figures = layout.count(cases.iter().map(Vec::as_slice)).unwrap();
                (layout, figures)
            })
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

        #[test]
        fn no_hidden_figure_can_be_worked_out_by_trying_everything((layout, truth) in small_tables(), threshold in 2_u64..5) {
            let protection = Protection::weak(threshold, threshold - 1);
            let protected = Protected::new(&layout, &truth, protection).unwrap();
            let shown = protected.figures();
            let proven = protected.proven();
            for (cell, figure) in shown.iter().enumerate() {
                if let Figure::Count(figure) = figure {
                    prop_assert!(!protection.is_small(*figure), "figure {cell} is small and shown");
                }
            }
            // Trying everything takes too long where much is hidden; the search, which finds the same, does not.
            let much = shown.iter().filter(|figure| **figure == Figure::Hidden).count() > 8;
            let found = if much {
                reader::intervals(protected.layout(), &shown, 200_000)
            } else {
                reader::tests::by_trying_everything(protected.layout(), &shown)
            };
            for interval in found {
                prop_assert!(interval.high - interval.low >= i64::try_from(protection.width()).unwrap(), "{interval:?}");
                let (low, high) = proven[interval.cell];
                prop_assert!(interval.low <= low && high <= interval.high, "{interval:?} {low} {high}");
            }
        }

        #[test]
        fn the_same_figures_give_the_same_tables((layout, truth) in small_tables()) {
            let protection = Protection::weak(3, 2);
            let one = Protected::new(&layout, &truth, protection).unwrap();
            let two = Protected::new(&layout, &truth, protection).unwrap();
            prop_assert_eq!(one.figures(), two.figures());
        }
    }
}
