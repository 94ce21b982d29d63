//! Small parts of pages that look the same everywhere. A state always has a word and a shape as well as a colour.

use std::fmt::Write as _;

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use saksi_base::Verdict;

use crate::markup::{Markup, escape, without_isolates};
use crate::messages::Locale;

/// What a badge or notice means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Neutral.
    Plain,
    /// Done, true, all right.
    Done,
    /// Waiting, needs attention.
    Waiting,
    /// Danger, false, refused.
    Danger,
}

impl Tone {
    const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Done => "done",
            Self::Waiting => "waiting",
            Self::Danger => "danger",
        }
    }

    const fn shape(self) -> &'static str {
        match self {
            Self::Plain => RING,
            Self::Done => TICK,
            Self::Waiting => CLOCK,
            Self::Danger => CROSS,
        }
    }
}

const CROSS: &str = "<path d=\"M5 5l10 10M15 5L5 15\"/>";
const TICK: &str = "<path d=\"M4 11l4 4 8-10\"/>";
const CLOCK: &str = "<circle cx=\"10\" cy=\"10\" r=\"7\"/><path d=\"M10 6v4l3 2\"/>";
const RING: &str = "<circle cx=\"10\" cy=\"10\" r=\"5\"/>";
const TRIANGLE: &str = "<path d=\"M10 3l8 14H2z\"/><path d=\"M10 8v4M10 14.5v.5\"/>";
const BUBBLE: &str = "<path d=\"M3 4h14v9H9l-4 4v-4H3z\"/>";
const MASK: &str = "<circle cx=\"10\" cy=\"10\" r=\"7\"/><path d=\"M6.5 11.5a4 4 0 0 0 7 0M7.5 8h.1M12.5 8h.1\"/>";
const QUESTION: &str = "<path d=\"M7 7a3 3 0 1 1 3 4v2M10 16v.5\"/>";

fn shape(paths: &str) -> String {
    format!(
        "<svg viewBox=\"0 0 20 20\" width=\"16\" height=\"16\" aria-hidden=\"true\" focusable=\"false\"><g fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" stroke-linecap=\"round\" stroke-linejoin=\"round\">{paths}</g></svg>"
    )
}

/// The message that names a verdict.
pub const fn verdict_message(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::False => "verdict-false",
        Verdict::Misleading => "verdict-misleading",
        Verdict::True => "verdict-true",
        Verdict::Opinion => "verdict-opinion",
        Verdict::Satire => "verdict-satire",
        Verdict::NotCheckable => "verdict-not-checkable",
    }
}

/// A verdict: shape, word and colour.
pub fn verdict(l: &Locale, verdict: Verdict) -> Markup {
    let (tone, paths) = match verdict {
        Verdict::False => (Tone::Danger, CROSS),
        Verdict::Misleading => (Tone::Waiting, TRIANGLE),
        Verdict::True => (Tone::Done, TICK),
        Verdict::Opinion => (Tone::Plain, BUBBLE),
        Verdict::Satire => (Tone::Plain, MASK),
        Verdict::NotCheckable => (Tone::Plain, QUESTION),
    };
    // Its own language and direction, since it often stands beside a text of another.
    Markup::trusted(format!(
        "<span class=\"badge badge-{} verdict\" lang=\"{}\" dir=\"{}\">{}{}</span>",
        tone.name(),
        l.tag(),
        l.dir(),
        shape(paths),
        escape(&l.t(verdict_message(verdict)))
    ))
}

/// A state, named by a message.
pub fn badge(l: &Locale, tone: Tone, message: &str) -> Markup {
    badge_text(tone, &l.t(message))
}

/// A state, named by text that is no message.
pub fn badge_text(tone: Tone, text: &str) -> Markup {
    Markup::trusted(format!(
        "<span class=\"badge badge-{}\">{}{}</span>",
        tone.name(),
        shape(tone.shape()),
        escape(text)
    ))
}

/// Something to be told before the rest: a title and what to know.
pub fn notice(tone: Tone, title: &str, body: &Markup) -> Markup {
    let title = if title.is_empty() { String::new() } else { format!("<p><strong>{}</strong></p>", escape(title)) };
    Markup::trusted(format!("<div class=\"notice notice-{}\">{title}{body}</div>", tone.name()))
}

/// What a list without entries says: what will appear here, and how to begin. Both are messages.
pub fn empty(l: &Locale, what: &str, how: &str) -> Markup {
    Markup::trusted(format!(
        "<div class=\"empty\"><p><strong>{}</strong></p><p>{}</p></div>",
        escape(&l.t(what)),
        escape(&l.t(how))
    ))
}

/// The ways to the previous and next part of a list. `base` is the path with its query as it is; cursors are opaque.
/// `None` where there is nothing.
pub fn pagination(l: &Locale, base: &str, previous: Option<&str>, next: Option<&str>) -> Markup {
    if previous.is_none() && next.is_none() {
        return Markup::empty();
    }
    let link = |name: &str, cursor: Option<&str>, rel: &str, message: &str| {
        cursor.map_or_else(String::new, |cursor| {
            format!(
                "<li><a rel=\"{rel}\" href=\"{}\">{}</a></li>",
                escape(&with_cursor(base, name, cursor)),
                escape(&l.t(message))
            )
        })
    };
    Markup::trusted(format!(
        "<nav class=\"pages\" aria-label=\"{}\"><ul>{}{}</ul></nav>",
        escape(&l.t("shell-pages")),
        link("before", previous, "prev", "shell-previous"),
        link("after", next, "next", "shell-next")
    ))
}

/// The address of another part of the same list: the old cursors go, the new one comes.
pub fn with_cursor(base: &str, name: &str, cursor: &str) -> String {
    let (path, query) = base.split_once('?').unwrap_or((base, ""));
    let kept = query.split('&').filter(|p| !p.is_empty() && !p.starts_with("before=") && !p.starts_with("after="));
    let cursor: String = url::form_urlencoded::byte_serialize(cursor.as_bytes()).collect();
    let mut out = format!("{path}?");
    for pair in kept {
        let _ = write!(out, "{pair}&");
    }
    let _ = write!(out, "{name}={cursor}");
    out
}

/// A QR code of an address, dark on light whatever the page's colours, with the address in words for everybody else.
/// Nothing at all when the address is too long for a code (over 2,900 bytes).
pub fn qr(l: &Locale, address: &str) -> Markup {
    let Ok(code) = QrCode::with_error_correction_level(address.as_bytes(), EcLevel::M) else {
        return Markup::empty();
    };
    let drawing = code
        .render::<svg::Color<'_>>()
        .min_dimensions(144, 144)
        .dark_color(svg::Color("#000"))
        .light_color(svg::Color("#fff"))
        .build();
    // The XML declaration has no place inside HTML.
    let drawing = drawing.split_once("?>").map_or(drawing.as_str(), |(_, rest)| rest);
    let named = drawing.replacen(
        "<svg ",
        &format!("<svg role=\"img\" aria-label=\"{}\" ", escape(&l.attribute("shell-qr", &[("address", address)]))),
        1,
    );
    Markup::trusted(format!("<div class=\"qr\">{named}</div>"))
}

/// A short code that somebody must copy or read out: groups keep together, direction stays left to right.
pub fn code_words(words: &[&str]) -> Markup {
    let mut html = String::from("<ol class=\"words\" dir=\"ltr\">");
    for word in words {
        let _ = write!(html, "<li>{}</li>", escape(word));
    }
    html.push_str("</ol>");
    Markup::trusted(html)
}
/// A stretch of a text whose versions are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change<'a> {
    /// Stands in both.
    Same(&'a str),
    /// Stands in the earlier one alone.
    Removed(&'a str),
    /// Stands in the later one alone.
    Added(&'a str),
}

/// A text with what was taken out struck through and what is new underlined. Nothing hangs on colour: a screen reader hears both in
/// words, in the reader's language, and without the stylesheet those words are there to be read.
pub fn changed_text<'a>(l: &Locale, changes: impl IntoIterator<Item = Change<'a>>) -> Markup {
    let mut html = String::new();
    let end = l.t("changes-end");
    for change in changes {
        let (tag, said, text) = match change {
            Change::Same(text) => {
                html.push_str(&escape(text));
                continue;
            }
            Change::Removed(text) => ("del", l.t("changes-removed"), text),
            Change::Added(text) => ("ins", l.t("changes-added"), text),
        };
        let _ = write!(
            html,
            "<{tag}><span class=\"sr\" lang=\"{0}\">{1} </span>{2}<span class=\"sr\" lang=\"{0}\"> {3} </span></{tag}>",
            l.tag(),
            escape(&said),
            escape(text),
            escape(&end)
        );
    }
    Markup::trusted(html)
}

/// A bar of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it is of.
    pub label: String,
    /// Its figure; none where that is hidden.
    pub figure: Option<u64>,
    /// Its figure in words.
    pub shown: String,
}

const CHART: u64 = 340;
const CHART_ROW: u64 = 44;

/// Bars with their words beside them; a hidden figure is a dashed box of a fixed length, so that nothing can be read off it. Bars
/// of none are left out: the table that stands beside a chart has them.
pub fn bars(l: &Locale, title: &str, bars: &[Bar]) -> Markup {
    let most = bars.iter().filter_map(|bar| bar.figure).max().unwrap_or(0).max(1);
    let drawn: Vec<&Bar> = bars.iter().filter(|bar| bar.figure != Some(0)).collect();
    if drawn.is_empty() {
        return Markup::empty();
    }
    let height = CHART_ROW * u64::try_from(drawn.len()).unwrap_or(1);
    let mut svg = format!(
        "<figure class=\"chart\"><figcaption>{}</figcaption><svg viewBox=\"0 0 {CHART} {height}\" role=\"img\" aria-label=\"{}\" direction=\"{}\">",
        escape(title),
        escape(&without_isolates(title)),
        l.dir()
    );
    // In a language that runs to the left the chart is mirrored.
    let right = l.dir() == "rtl";
    let text_at = if right { CHART } else { 0 };
    let mut top = 0;
    for bar in drawn {
        let (length, class) = match bar.figure {
            Some(count) => ((count * (CHART - 70)).div_ceil(most), "c1"),
            None => (24, "hidden-figure"),
        };
        let bar_at = if right { CHART - length } else { 0 };
        let number_at = if right { CHART - length - 6 } else { length + 6 };
        let _ = write!(
            svg,
            "<text x=\"{text_at}\" y=\"{}\">{}</text><rect class=\"{class}\" x=\"{bar_at}\" y=\"{}\" width=\"{length}\" height=\"16\"/><text x=\"{number_at}\" y=\"{}\">{}</text>",
            top + 14,
            escape(&bar.label),
            top + 20,
            top + 33,
            escape(&bar.shown)
        );
        top += CHART_ROW;
    }
    svg.push_str("</svg></figure>");
    Markup::trusted(svg)
}
