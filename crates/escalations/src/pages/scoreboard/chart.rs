//! Bars with their words beside them and their intervals drawn. A count that is hidden is a dashed box of a fixed length.

use std::fmt::Write as _;

use saksi_web::{Locale, Markup, escape, without_isolates};

/// A bar.
pub(super) struct Bar {
    /// What it is of.
    pub(super) label: String,
    /// Its figure in words.
    pub(super) shown: String,
    /// How long, from 0 to 1; none where the figure is hidden.
    pub(super) length: Option<f64>,
    /// The ends of its interval, from 0 to 1.
    pub(super) interval: Option<(f64, f64)>,
}

const WIDTH: f64 = 340.0;
/// What is left beside the longest bar for its figure.
const ROOM: f64 = 110.0;
const ROW: usize = 44;
const HIDDEN: f64 = 24.0;

/// The chart; nothing where there is no bar.
pub(super) fn chart(l: &Locale, title: &str, bars: &[Bar]) -> Markup {
    if bars.is_empty() {
        return Markup::empty();
    }
    let height = ROW * bars.len();
    let mut svg = format!(
        "<figure class=\"chart\"><figcaption>{}</figcaption><svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{}\" direction=\"{}\">",
        escape(title),
        escape(&without_isolates(title)),
        l.dir()
    );
    // In a language that runs to the left the chart is mirrored.
    let right = l.dir() == "rtl";
    let across = |x: f64| if right { WIDTH - x } else { x };
    for (at, bar) in bars.iter().enumerate() {
        let top = ROW * at;
        let length = bar.length.map_or(HIDDEN, |length| (length.clamp(0.0, 1.0) * (WIDTH - ROOM)).max(1.0));
        let class = if bar.length.is_some() { "c1" } else { "hidden-figure" };
        let from = if right { WIDTH - length } else { 0.0 };
        let mut end = length;
        let _ = write!(
            svg,
            "<text x=\"{:.0}\" y=\"{}\">{}</text><rect class=\"{class}\" x=\"{from:.1}\" y=\"{}\" width=\"{length:.1}\" height=\"14\"/>",
            across(0.0),
            top + 14,
            escape(&bar.label),
            top + 21
        );
        if let Some((low, high)) = bar.interval {
            let (low, high) = (low.clamp(0.0, 1.0) * (WIDTH - ROOM), high.clamp(0.0, 1.0) * (WIDTH - ROOM));
            end = end.max(high);
            let (middle, above, below) = (top + 28, top + 24, top + 32);
            let (low, high) = (across(low), across(high));
            let _ = write!(
                svg,
                "<path class=\"c2\" fill=\"none\" d=\"M{low:.1} {above}V{below}M{low:.1} {middle}H{high:.1}M{high:.1} {above}V{below}\"/>"
            );
        }
        let _ = write!(
            svg,
            "<text x=\"{:.0}\" y=\"{}\">{}</text>",
            across(end + 6.0),
            top + 33,
            escape(&without_isolates(&bar.shown))
        );
    }
    svg.push_str("</svg></figure>");
    Markup::trusted(svg)
}
