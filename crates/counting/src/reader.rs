//! What a reader can work out: from what is shown alone, by exact search over whole numbers.
//!
//! This is the opposite side of [`suppress`](crate::suppress) and shares no code with it. It knows the tables, the figures
//! shown, and that a hidden figure is at least one. First every sum narrows what its parts can be, and every part what its
//! sum can be, until nothing narrows any more; then the smallest and the largest value of each hidden figure is searched for,
//! splitting what is still open, until a whole set of figures is found or ruled out.

use serde::{Deserialize, Serialize};

use crate::Figure;
use crate::at;
use crate::layout::{Layout, Line};

/// What a hidden figure can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    /// Which figure, in the order of the layout.
    pub cell: usize,
    /// The smallest value that agrees with everything shown.
    pub low: i64,
    /// The largest.
    pub high: i64,
    /// Whether both ends were reached by a whole set of figures. Where the steps ran out, the true ends lie within.
    pub exact: bool,
}

/// Lowest and highest value of each figure.
type Bounds = Vec<(i64, i64)>;

struct Reader {
    lines: Vec<Line>,
    /// The lines in which each figure stands.
    stands_in: Vec<Vec<usize>>,
}

/// The interval of each hidden figure. `steps` bounds the search for each end of each interval; 100,000 is plenty for tables
/// of a few dozen hidden figures. Figures that contradict each other give intervals with `low > high`.
pub fn intervals(layout: &Layout, figures: &[Figure], steps: u32) -> Vec<Interval> {
    let lines = layout.lines();
    let mut stands_in = vec![Vec::new(); layout.cells()];
    for (place, line) in lines.iter().enumerate() {
        for cell in line.parts.iter().chain([&line.sum]) {
            if let Some(list) = stands_in.get_mut(*cell) {
                list.push(place);
            }
        }
    }
    let reader = Reader { lines, stands_in };
    // No figure is larger than all cases together. Where even that is hidden nothing bounds the rest.
    let most = match figures.first() {
        Some(Figure::Count(all)) => i64::try_from(*all).unwrap_or(i64::MAX / 4),
        _ => 1 << 40,
    };
    let bounds: Bounds = figures
        .iter()
        .map(|figure| match figure {
            Figure::Count(shown) => {
                let shown = i64::try_from(*shown).unwrap_or(i64::MAX / 4);
                (shown, shown)
            }
            Figure::Hidden => (1, most),
        })
        .collect();
    let hidden: Vec<usize> =
        figures.iter().enumerate().filter(|(_, figure)| **figure == Figure::Hidden).map(|(cell, _)| cell).collect();
    let all: Vec<usize> = (0..reader.lines.len()).collect();
    let Some(narrowed) = reader.narrow(bounds, &all) else {
        return hidden.into_iter().map(|cell| Interval { cell, low: 1, high: 0, exact: true }).collect();
    };
    // Every whole set of figures that is found says something about all of them.
    let mut seen: Vec<Option<(i64, i64)>> = vec![None; figures.len()];
    let mut list = Vec::new();
    for cell in hidden {
        let (low, low_exact) = reader.end(&narrowed, &mut seen, cell, steps, true);
        let (high, high_exact) = reader.end(&narrowed, &mut seen, cell, steps, false);
        list.push(Interval { cell, low, high, exact: low_exact && high_exact });
    }
    list
}

impl Reader {
    /// Narrows until nothing changes; `None` where the figures contradict each other.
    fn narrow(&self, mut bounds: Bounds, first: &[usize]) -> Option<Bounds> {
        let mut waiting: Vec<usize> = first.to_vec();
        let mut queued = vec![false; self.lines.len()];
        for place in first {
            if let Some(flag) = queued.get_mut(*place) {
                *flag = true;
            }
        }
        while let Some(place) = waiting.pop() {
            if let Some(flag) = queued.get_mut(place) {
                *flag = false;
            }
            let Some(line) = self.lines.get(place) else { continue };
            let (mut low, mut high) = (0_i64, 0_i64);
            for part in &line.parts {
                let (part_low, part_high) = at(&bounds, *part);
                low += part_low;
                high = high.saturating_add(part_high);
            }
            let (sum_low, sum_high) = at(&bounds, line.sum);
            let mut changed = Vec::new();
            set(&mut bounds, line.sum, (sum_low.max(low), sum_high.min(high)), &mut changed)?;
            let (sum_low, sum_high) = at(&bounds, line.sum);
            for part in &line.parts {
                let (part_low, part_high) = at(&bounds, *part);
                let least = sum_low - (high.saturating_sub(part_high));
                let most = sum_high - (low - part_low);
                set(&mut bounds, *part, (part_low.max(least), part_high.min(most)), &mut changed)?;
            }
            for cell in changed {
                for other in self.stands_in.get(cell).into_iter().flatten() {
                    if let Some(flag) = queued.get_mut(*other)
                        && !*flag
                    {
                        *flag = true;
                        waiting.push(*other);
                    }
                }
            }
        }
        Some(bounds)
    }

    /// One end of an interval, and whether it was reached.
    fn end(
        &self,
        narrowed: &Bounds,
        seen: &mut [Option<(i64, i64)>],
        cell: usize,
        steps: u32,
        lowest: bool,
    ) -> (i64, bool) {
        let (outer_low, outer_high) = at(narrowed, cell);
        let (mut low, mut high) = (outer_low, outer_high);
        let mut left = steps;
        // Below (or above) the best that was found nothing is known; halve what is unknown until it is gone.
        loop {
            let best = at(seen, cell).map(|(least, most)| if lowest { least } else { most });
            match best {
                Some(best) if lowest && best <= low => return (low, true),
                Some(best) if !lowest && best >= high => return (high, true),
                _ => {}
            }
            let (from, until) = match (best, lowest) {
                (None, _) => (low, high),
                (Some(best), true) => (low, low + (best - 1 - low) / 2),
                (Some(best), false) => (high - (high - best - 1) / 2, high),
            };
            match self.find(narrowed, cell, (from, until), &mut left) {
                Found::Set(figures) => remember(seen, &figures),
                Found::Nothing if best.is_none() => return (if lowest { low } else { high }, false),
                Found::Nothing if lowest => low = until + 1,
                Found::Nothing => high = from - 1,
                Found::TooFar => return (if lowest { low } else { high }, false),
            }
        }
    }

    /// A whole set of figures in which one lies between two ends.
    fn find(&self, bounds: &Bounds, cell: usize, ends: (i64, i64), left: &mut u32) -> Found {
        let mut start = bounds.clone();
        if set(&mut start, cell, ends, &mut Vec::new()).is_none() {
            return Found::Nothing;
        }
        let first = self.stands_in.get(cell).cloned().unwrap_or_default();
        let mut open = vec![(start, first)];
        while let Some((bounds, first)) = open.pop() {
            if *left == 0 {
                return Found::TooFar;
            }
            *left -= 1;
            let Some(bounds) = self.narrow(bounds, &first) else { continue };
            let widest = bounds.iter().enumerate().filter(|(_, (low, high))| low < high);
            let Some((place, (low, high))) = widest.min_by_key(|(_, (low, high))| high - low) else {
                return Found::Set(bounds.into_iter().map(|(low, _)| low).collect());
            };
            let middle = low + (high - low) / 2;
            let lines = self.stands_in.get(place).cloned().unwrap_or_default();
            for half in [(middle + 1, *high), (*low, middle)] {
                let mut bounds = bounds.clone();
                if set(&mut bounds, place, half, &mut Vec::new()).is_some() {
                    open.push((bounds, lines.clone()));
                }
            }
        }
        Found::Nothing
    }
}

enum Found {
    Set(Vec<i64>),
    Nothing,
    TooFar,
}

fn remember(seen: &mut [Option<(i64, i64)>], figures: &[i64]) {
    for (range, figure) in seen.iter_mut().zip(figures) {
        *range = Some(range.map_or((*figure, *figure), |(low, high)| (low.min(*figure), high.max(*figure))));
    }
}

/// Sets bounds, noting the figure where they changed; `None` where nothing lies between them.
fn set(bounds: &mut Bounds, cell: usize, to: (i64, i64), changed: &mut Vec<usize>) -> Option<()> {
    let place = bounds.get_mut(cell)?;
    let narrower = (place.0.max(to.0), place.1.min(to.1));
    if narrower.0 > narrower.1 {
        return None;
    }
    if *place != narrower {
        *place = narrower;
        changed.push(cell);
    }
    Some(())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::layout::tests::layout;
    use crate::suppress::tests::figures;
    use proptest::prelude::*;

    /// The intervals by trying every value of the finest hidden figures; for tables small enough.
    pub(crate) fn by_trying_everything(layout: &Layout, shown: &[Figure]) -> Vec<Interval> {
        let lines = layout.lines();
        let hidden: Vec<usize> = (0..shown.len()).filter(|cell| shown[*cell] == Figure::Hidden).collect();
        let Some(Figure::Count(all)) = shown.first().copied() else { return Vec::new() };
        let all = i64::try_from(all).unwrap();
        let mut values: Vec<Option<i64>> = shown
            .iter()
            .map(|figure| match figure {
                Figure::Count(figure) => Some(i64::try_from(*figure).unwrap()),
                Figure::Hidden => None,
            })
            .collect();
        let mut ranges: Vec<Option<(i64, i64)>> = vec![None; shown.len()];
        // Parts stand behind their sums in a layout, so from the back every sum follows from what was tried before.
        let order: Vec<usize> = hidden.iter().rev().copied().collect();
        try_all(&lines, &order, all, &mut values, &mut ranges);
        hidden
            .into_iter()
            .map(|cell| {
                let (low, high) = ranges[cell].unwrap_or((1, 0));
                Interval { cell, low, high, exact: true }
            })
            .collect()
    }

    fn try_all(
        lines: &[Line],
        order: &[usize],
        all: i64,
        values: &mut Vec<Option<i64>>,
        ranges: &mut Vec<Option<(i64, i64)>>,
    ) {
        // A line whose known parts are already too large, or that is known and does not add up, ends this branch.
        for line in lines {
            let Some(sum) = values[line.sum] else { continue };
            let known: i64 = line.parts.iter().filter_map(|part| values[*part]).sum();
            let open = i64::try_from(line.parts.iter().filter(|part| values[**part].is_none()).count()).unwrap();
            if known + open > sum || (open == 0 && known != sum) {
                return;
            }
        }
        let Some((cell, rest)) = order.split_first() else {
            for (range, value) in ranges.iter_mut().zip(values.iter()) {
                let value = value.unwrap();
                *range = Some(range.map_or((value, value), |(low, high)| (low.min(value), high.max(value))));
            }
            return;
        };
        let given = lines
            .iter()
            .filter(|line| line.sum == *cell)
            .find_map(|line| line.parts.iter().map(|part| values[*part]).sum::<Option<i64>>());
        let choices = given.map_or(1..=all, |sum| sum.max(1)..=sum.min(all));
        for value in choices {
            values[*cell] = Some(value);
            try_all(lines, rest, all, values, ranges);
        }
        values[*cell] = None;
    }

    fn shown(layout: &Layout, finest: &[u64], hide: &[usize]) -> Vec<Figure> {
        let hidden = |cell: usize| hide.contains(&cell);
        let one = |(cell, figure): (usize, u64)| if hidden(cell) { Figure::Hidden } else { Figure::Count(figure) };
        figures(layout, finest).into_iter().enumerate().map(one).collect()
    }

    #[test]
    fn one_hidden_figure_is_found_by_subtraction_and_a_rectangle_is_not() {
        let layout = layout(&[2, 2], &["ab"]);
        // All, a, b, then the finest figures at 5 to 8.
        let alone = intervals(&layout, &shown(&layout, &[3, 40, 50, 60], &[5]), 1_000);
        assert_eq!(alone, [Interval { cell: 5, low: 3, high: 3, exact: true }]);
        let rectangle = intervals(&layout, &shown(&layout, &[3, 40, 50, 60], &[5, 6, 7, 8]), 1_000);
        assert_eq!(rectangle[0], Interval { cell: 5, low: 1, high: 42, exact: true });
    }

    #[test]
    fn a_figure_that_only_two_sums_together_give_away_is_found() {
        // Rows a0 and a1 hide b0 and b1; column sums of b0 and b1 are shown; a2 hides nothing but its b0 and b2.
        let layout = layout(&[3, 3], &["ab"]);
        let block = layout.blocks().last().unwrap().clone();
        let cell = |a: usize, b: usize| block.cell(&[a, b]);
        let hide = [cell(0, 0), cell(0, 1), cell(1, 0), cell(1, 1), cell(2, 0), cell(2, 2)];
        let found = intervals(&layout, &shown(&layout, &[5, 6, 7, 8, 9, 10, 11, 12, 13], &hide), 10_000);
        // b2 has one hidden figure, so a2-b2 is known, then a2-b0; the square that is left is not.
        let of = |cell: usize| found.iter().find(|interval| interval.cell == cell).unwrap();
        assert_eq!(of(cell(2, 2)).low, of(cell(2, 2)).high);
        assert_eq!(of(cell(2, 0)).low, of(cell(2, 0)).high);
        assert!(of(cell(0, 0)).low < of(cell(0, 0)).high);
    }

    #[test]
    fn figures_that_contradict_each_other_are_noticed() {
        let layout = layout(&[2], &["a"]);
        let wrong = [Figure::Count(1), Figure::Hidden, Figure::Hidden];
        assert!(intervals(&layout, &wrong, 100).iter().all(|interval| interval.low > interval.high));
    }

    #[test]
    fn when_the_steps_run_out_the_answer_is_wide_and_says_so() {
        let layout = layout(&[2, 2], &["ab"]);
        let found = intervals(&layout, &shown(&layout, &[3, 40, 50, 60], &[5, 6, 7, 8]), 0);
        assert!(found.iter().all(|interval| !interval.exact && interval.low <= 3.max(interval.low)));
        assert_eq!((found[0].low, found[0].high), (1, 42));
    }

    /// The intervals by trying every list of cases: every way to spread them over all combinations of all dimensions.
    fn by_trying_every_list(layout: &Layout, shown: &[Figure], cases: u64) -> Vec<Option<(u64, u64)>> {
        let combinations: usize = (0..layout.dimensions().len()).map(|dimension| layout.size(dimension)).product();
        let mut ranges: Vec<Option<(u64, u64)>> = vec![None; shown.len()];
        let mut spread = vec![0_u64; combinations];
        spread[0] = cases;
        loop {
            let mut list = Vec::new();
            for (mut place, count) in spread.iter().enumerate() {
                let mut case = Vec::new();
                for dimension in 0..layout.dimensions().len() {
                    case.push(place % layout.size(dimension));
                    place /= layout.size(dimension);
                }
                list.extend(std::iter::repeat_n(case, usize::try_from(*count).unwrap()));
            }
            let counted = layout.count(list.iter().map(Vec::as_slice)).unwrap();
            let agrees = |(figure, shown): (&u64, &Figure)| match shown {
                Figure::Count(shown) => figure == shown,
                Figure::Hidden => *figure >= 1,
            };
            if counted.iter().zip(shown).all(agrees) {
                for (range, figure) in ranges.iter_mut().zip(&counted) {
                    *range =
                        Some(range.map_or((*figure, *figure), |(low, high)| (low.min(*figure), high.max(*figure))));
                }
            }
            // The next way to spread them: the first that are not at the end move one on, the rest of them back to the start.
            let Some(first) = spread.iter().position(|count| *count > 0) else { return ranges };
            if first + 1 == combinations {
                return ranges;
            }
            let moved = spread[first];
            spread[first] = 0;
            spread[first + 1] += 1;
            spread[0] = moved - 1;
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

        #[test]
        fn knowing_that_there_is_one_list_of_cases_helps_nobody(
            cases in prop::collection::vec((0_usize..2, 0_usize..2, 0_usize..2), 1..8),
            hide in prop::collection::vec(prop::bool::ANY, 32),
        ) {
            let layout = layout(&[2, 2, 2], &["ab", "bc"]);
            let list: Vec<Vec<usize>> = cases.iter().map(|(a, b, c)| vec![*a, *b, *c]).collect();
            let counted = layout.count(list.iter().map(Vec::as_slice)).unwrap();
            let hidden = |cell: usize, figure: u64| cell > 0 && figure > 0 && hide[cell];
            let one = |(cell, figure): (usize, u64)| if hidden(cell, figure) { Figure::Hidden } else { Figure::Count(figure) };
            let shown: Vec<Figure> = counted.into_iter().enumerate().map(one).collect();
            let ranges = by_trying_every_list(&layout, &shown, list.len() as u64);
            for interval in intervals(&layout, &shown, 100_000) {
                let (low, high) = ranges[interval.cell].unwrap();
                prop_assert!(interval.exact);
                prop_assert_eq!((interval.low, interval.high), (i64::try_from(low).unwrap(), i64::try_from(high).unwrap()));
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

        #[test]
        fn the_search_finds_what_trying_everything_finds(
            shape in 0_usize..5,
            counts in prop::collection::vec(1_u64..5, 9),
            hide in prop::collection::vec(prop::bool::weighted(0.45), 27),
        ) {
            let layout = match shape {
                0 => layout(&[2, 2], &["ab"]),
                1 => layout(&[2, 3], &["ab"]),
                2 => layout(&[3, 3], &["ab"]),
                3 => layout(&[2, 2, 2], &["abc"]),
                _ => layout(&[4], &["a"]),
            };
            let finest = layout.blocks().last().unwrap().length;
            // At most four of the finest figures, so that everything can be tried.
            let first = layout.blocks().last().unwrap().offset;
            let hidden: Vec<usize> = (1..layout.cells()).filter(|cell| hide[*cell]).collect();
            let (sums, parts): (Vec<usize>, Vec<usize>) = hidden.into_iter().partition(|cell| *cell < first);
            let hidden: Vec<usize> = sums.into_iter().chain(parts.into_iter().take(4)).collect();
            let shown = shown(&layout, &counts[..finest.min(counts.len())], &hidden);
            let found = intervals(&layout, &shown, 1_000_000);
            prop_assert!(found.iter().all(|interval| interval.exact));
            prop_assert_eq!(found, by_trying_everything(&layout, &shown));
        }
    }
}
