//! The picture that a shared answer shows: the verdict readable in the picture itself.
//!
//! An SVG of 1200 × 630, drawn here from escaped text. SVG has no line wrapping, so lines are broken by the rules of Unicode
//! (UAX #14; dictionaries for Thai, Lao, Khmer and Burmese) and measured by rough widths: the reader's fonts are not known.
//! Places that show previews mostly want a picture of dots instead; [`super::picture`] makes one from the same drawing.

use std::fmt::Write as _;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use saksi_base::{CheckId, LanguageTag, Problem, SiteLanguage, Verdict};
use saksi_db::{Viewer, read};
use saksi_web::{Locale, PageError, PagePath, PageRequest, Response, Site, escape, verdict_message, without_isolates};

use super::picture::Painter;
use super::views::in_language;
use crate::actions::public;
use crate::model::{CheckState, PublishedCheck};
use crate::pages::words;

const WIDTH: f64 = 1200.0;
const MARGIN: f64 = 80.0;
/// Font size, most lines and the distance between lines, from the largest to the smallest.
const SIZES: [(f64, usize, f64); 3] = [(60.0, 4, 80.0), (48.0, 5, 64.0), (38.0, 6, 53.0)];
/// The same for scripts whose words hang down and climb, above all the Nastaliq of Urdu.
const TALL_SIZES: [(f64, usize, f64); 3] = [(52.0, 3, 98.0), (42.0, 3, 84.0), (34.0, 4, 68.0)];

/// What stands on a card.
struct Card<'a> {
    verdict: Option<Verdict>,
    word: &'a str,
    claim: &'a str,
    language: &'a LanguageTag,
    by: &'a str,
    site: &'a str,
    /// The direction of the site's own words.
    direction: &'a str,
}

/// The width of a character in parts of the font size: full for the scripts of East Asia, nothing for marks, about half for
/// the rest. Rough on the wide side, so that lines stay inside the picture.
fn width(character: char) -> f64 {
    match u32::from(character) {
        // Marks that stand above, below or inside the letter before them.
        0x0300..=0x036F
        | 0x0610..=0x061A
        | 0x064B..=0x065F
        | 0x0E31
        | 0x0E34..=0x0E3A
        | 0x0E47..=0x0E4E
        | 0x0EB1
        | 0x0EB4..=0x0EBC
        | 0x0EC8..=0x0ECE
        | 0x200B..=0x200F
        | 0x202A..=0x202E
        | 0x2060..=0x2069
        | 0xFE00..=0xFE0F => 0.0,
        0x1100..=0x115F
        | 0x2E80..=0xA4CF
        | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF
        | 0xFE30..=0xFE4F
        | 0xFF00..=0xFF60
        | 0x1F300..=0x1FAFF
        | 0x20000..=0x3FFFD => 1.0,
        0x41..=0x5A | 0x0900..=0x0DFF | 0x1000..=0x109F | 0x1780..=0x17FF => 0.68,
        0x20 | 0x21 | 0x27 | 0x2C | 0x2E | 0x3A | 0x3B | 0x69 | 0x6A | 0x6C => 0.3,
        _ => 0.57,
    }
}

/// Breaks a text into lines of at most `widest` (in parts of the font size). A word wider than a line is broken anywhere.
fn lines(text: &str, widest: f64) -> Vec<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let segmenter = LineSegmenter::new_auto(LineBreakOptions::default());
    let mut lines = Vec::new();
    let (mut line, mut used) = (String::new(), 0.0);
    let mut start = 0;
    for end in segmenter.segment_str(&text) {
        let Some(piece) = text.get(start..end) else { continue };
        start = end;
        let wide: f64 = piece.trim_end().chars().map(width).sum();
        if used + wide > widest && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        }
        for character in piece.chars() {
            let more = width(character);
            if used + more > widest && more > 0.0 && !character.is_whitespace() {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            line.push(character);
            used += more;
        }
    }
    if !line.trim().is_empty() {
        lines.push(line);
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// The largest size at which everything fits; at the smallest the rest is cut with an ellipsis.
fn fitted(text: &str, tall: bool) -> (f64, f64, Vec<String>) {
    let mut last = (38.0, 53.0, Vec::new());
    for (size, most, step) in if tall { TALL_SIZES } else { SIZES } {
        let mut found = lines(text, (WIDTH - 2.0 * MARGIN) / size);
        if found.len() <= most {
            return (size, step, found);
        }
        found.truncate(most);
        if let Some(end) = found.last_mut() {
            end.push('…');
        }
        last = (size, step, found);
    }
    last
}

/// Colours and shape of a verdict: paper of the badge, ink, path in a box of 20 × 20.
const fn look(verdict: Option<Verdict>) -> (&'static str, &'static str, &'static str) {
    match verdict {
        Some(Verdict::False) | None => ("#FBE9E6", "#A1352A", "M5 5l10 10M15 5L5 15"),
        Some(Verdict::Misleading) => ("#FFF3D6", "#8A5300", "M10 3l8 14H2zM10 8v4M10 14.5v.5"),
        Some(Verdict::True) => ("#E6F2E7", "#2F6B3A", "M4 11l4 4 8-10"),
        Some(Verdict::Opinion) => ("#ECEBE7", "#5B6570", "M3 4h14v9H9l-4 4v-4H3z"),
        Some(Verdict::Satire) => {
            ("#ECEBE7", "#5B6570", "M3 10a7 7 0 1 0 14 0a7 7 0 1 0-14 0M6.5 11.5a4 4 0 0 0 7 0M7.5 8h.1M12.5 8h.1")
        }
        Some(Verdict::NotCheckable) => ("#ECEBE7", "#5B6570", "M7 7a3 3 0 1 1 3 4v2M10 16v.5"),
    }
}

/// Text in SVG: escaped, without what XML 1.0 cannot hold and without isolating characters.
fn xml(text: &str) -> String {
    let allowed: String = without_isolates(text)
        .chars()
        .filter(|c| !matches!(c, '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}'))
        .collect();
    escape(&allowed)
}

/// The font families that the site's style sheet names, so that no letter shows as a box where a font for it is installed.
const FONTS: &str = "system-ui,'Noto Sans','Noto Sans TC','Noto Sans CJK TC','Noto Sans Thai','Noto Nastaliq Urdu','Noto Naskh Arabic','Noto Sans Devanagari','Noto Sans Bengali','Noto Sans Tamil',sans-serif";

/// Who looks at a drawing.
#[derive(Clone, Copy)]
enum Eye<'a> {
    /// A browser, which finds fonts and knows directions by itself.
    Browser,
    /// Our own painter, which is told the font of every piece and the direction of every line.
    Painter(&'a Painter),
}

/// One line of text in SVG, from its start at `x`, for scripts that run from left or from right.
fn line(eye: Eye<'_>, x: f64, y: f64, right: bool, more: &str, text: &str) -> String {
    match eye {
        Eye::Browser => {
            let direction = if right { "rtl" } else { "ltr" };
            format!("<text x=\"{x:.0}\" y=\"{y:.0}\" direction=\"{direction}\"{more}>{}</text>", xml(text))
        }
        Eye::Painter(painter) => {
            // The painter knows no `direction`, but the marks of embedding (UAX #9).
            let text = if right { format!("\u{202B}{text}\u{202C}") } else { text.to_owned() };
            let anchor = if right { "end" } else { "start" };
            let mut out = format!("<text x=\"{x:.0}\" y=\"{y:.0}\" text-anchor=\"{anchor}\"{more}>");
            for (family, piece) in painter.runs(&without_isolates(&text)) {
                let _ = write!(out, "<tspan font-family=\"font-{}\">{}</tspan>", family.unwrap_or(0), xml(&piece));
            }
            out.push_str("</text>");
            out
        }
    }
}

fn draw(card: &Card<'_>, eye: Eye<'_>) -> String {
    let (tint, ink, path) = look(card.verdict);
    let right_to_left = words::direction(card.language) == "rtl";
    // Burmese and its kin stack letters, so that lines need more room as well.
    let tall = right_to_left || ["my", "shn", "mnw", "bo", "dz", "km"].contains(&card.language.primary());
    let site_right = card.direction == "rtl";
    // The start of a line is its right end where text runs from right to left (SVG 2 §11.5).
    let edge = |right: bool| if right { WIDTH - MARGIN } else { MARGIN };
    let word_width: f64 = card.word.chars().map(width).sum::<f64>() * 44.0;
    let badge = (word_width + 130.0).min(WIDTH - 2.0 * MARGIN);
    let badge_x = if site_right { WIDTH - MARGIN - badge } else { MARGIN };
    let (icon_x, word_x) =
        if site_right { (WIDTH - MARGIN - 76.0, WIDTH - MARGIN - 92.0) } else { (MARGIN + 32.0, MARGIN + 92.0) };
    let (size, step, claim) = fitted(card.claim, tall);
    let top = if right_to_left { 275.0 } else { 260.0 };
    let mut text = String::new();
    for (index, words) in claim.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "a handful of lines")]
        let y = top + step * index as f64;
        let more = format!(" xml:lang=\"{}\" font-size=\"{size}\"", card.language);
        text.push_str(&line(eye, edge(right_to_left), y, right_to_left, &more, words));
    }
    let mark_x = if site_right { MARGIN } else { WIDTH - MARGIN - 100.0 };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1200 630\" width=\"1200\" height=\"630\" role=\"img\" font-family=\"{FONTS}\">\
<title>{title}</title>\
<rect width=\"1200\" height=\"630\" fill=\"#FBFAF7\"/><rect width=\"1200\" height=\"16\" fill=\"{ink}\"/>\
<rect x=\"{badge_x:.0}\" y=\"80\" width=\"{badge:.0}\" height=\"88\" rx=\"44\" fill=\"{tint}\" stroke=\"{ink}\" stroke-width=\"3\"/>\
<g transform=\"translate({icon_x:.0} 102) scale(2.2)\" fill=\"none\" stroke=\"{ink}\" stroke-width=\"2.2\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"{path}\"/></g>\
{word}\
<g fill=\"#1B2430\" font-weight=\"600\">{text}</g>\
<g fill=\"none\" stroke=\"#0B6E69\" stroke-width=\"5\" transform=\"translate({mark_x:.0} 94) scale(2.5)\"><circle cx=\"14\" cy=\"12\" r=\"10\" stroke-width=\"2\"/><circle cx=\"26\" cy=\"12\" r=\"10\" stroke-width=\"2\"/><circle cx=\"20\" cy=\"12\" r=\"3\" fill=\"#0B6E69\" stroke=\"none\"/></g>\
{by}\
</svg>",
        title = xml(&format!("{}: {}", card.word, card.claim)),
        word = line(
            eye,
            word_x,
            139.0,
            site_right,
            &format!(" font-size=\"44\" font-weight=\"700\" fill=\"{ink}\""),
            card.word
        ),
        by = line(
            eye,
            edge(site_right),
            578.0,
            site_right,
            " font-size=\"32\" fill=\"#5B6570\"",
            &format!("{} · {}", words::cut(card.by, 40), words::cut(card.site, 24))
        ),
    )
}

/// The card of a published check in the reader's language.
fn of_check<T>(site: &Site, l: &Locale, check: &PublishedCheck, see: impl FnOnce(&Card<'_>) -> T) -> T {
    let answer = in_language(check, None, l);
    let withdrawn = check.state == CheckState::Withdrawn;
    let word = if withdrawn { l.t("desk-card-withdrawn") } else { l.t(verdict_message(answer.verdict)) };
    see(&Card {
        verdict: (!withdrawn).then_some(answer.verdict),
        word: &word,
        claim: &answer.statement,
        language: &answer.language,
        by: &answer.organisation.name,
        site: &site.name(),
        direction: l.dir(),
    })
}

/// Whether the card of this check can be drawn as a picture of dots with the fonts of this machine.
pub(super) fn has_picture(site: &Site, l: &Locale, check: &PublishedCheck) -> bool {
    of_check(site, l, check, |card| {
        [card.word, card.claim, card.by, card.site].iter().all(|words| Painter::shared().can_write(words))
    })
}

fn picture(body: Body, kind: &'static str) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    // A preview is made to stand on other people's pages.
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Language, Cookie"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    response
}

/// `GET /checks/{id}/card.svg`.
pub(super) async fn card(
    State(site): State<Site>,
    request: PageRequest,
    PagePath(id): PagePath<CheckId>,
) -> Result<Response, PageError> {
    let check = read!(site.db, Viewer::Public, tx => { public::published_check(&mut tx, id).await })?;
    let svg = of_check(&site, &request.locale, &check, |card| draw(card, Eye::Browser));
    Ok(picture(Body::from(svg), "image/svg+xml"))
}

/// `GET /checks/{id}/card.png`: the same as a picture of dots, where this machine has fonts for it.
pub(super) async fn card_of_dots(
    State(site): State<Site>,
    request: PageRequest,
    PagePath(id): PagePath<CheckId>,
) -> Result<Response, PageError> {
    let check = read!(site.db, Viewer::Public, tx => { public::published_check(&mut tx, id).await })?;
    if !has_picture(&site, &request.locale, &check) {
        return Err(Problem::not_found().into());
    }
    let svg = of_check(&site, &request.locale, &check, |card| draw(card, Eye::Painter(Painter::shared())));
    let png = Painter::shared().paint(svg).await?;
    Ok(picture(Body::from(png), "image/png"))
}

/// The languages of the site whose letters no font on this machine has, so that shared answers show no picture; everything
/// else works without. Reads the fonts on the first call, which takes about a tenth of a second.
pub fn languages_without_card_fonts() -> Vec<SiteLanguage> {
    SiteLanguage::ALL.into_iter().filter(|language| !Painter::shared().can_write(language.own_name())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn card<'a>(claim: &'a str, language: &'a LanguageTag) -> Card<'a> {
        Card {
            verdict: Some(Verdict::False),
            word: "False",
            claim,
            language,
            by: "Fact & Check <b>",
            site: "saksi",
            direction: "ltr",
        }
    }

    #[test]
    fn long_claims_are_wrapped_in_every_script_and_nothing_is_lost() {
        for (text, least) in [
            (
                "Drinking warm lemon water every morning before breakfast cures cancer of the stomach, says a doctor in a hospital",
                2,
            ),
            (
                "喝熱檸檬水可以殺死癌細胞，北京陸軍總醫院陳惠仁教授強調，如果每個收到這份公告的人都能轉發十份給其他人，肯定至少有一條生命會被挽救回來",
                3,
            ),
            ("ดื่มน้ำมะนาวอุ่นทุกเช้าช่วยรักษามะเร็งได้ แพทย์ยืนยันว่าได้ผลจริงและไม่มีผลข้างเคียงใดใดทั้งสิ้นสำหรับผู้ป่วยทุกราย", 2),
            ("گرم لیموں کا پانی روزانہ صبح پینے سے کینسر ٹھیک ہو جاتا ہے، یہ پیغام دس لوگوں کو ضرور بھیجیں", 2),
        ] {
            let (size, _, found) = fitted(text, false);
            assert!(found.len() >= least, "{found:?}");
            assert_eq!(found.concat().replace(' ', ""), text.replace(' ', ""));
            for line in &found {
                let wide: f64 = line.chars().map(width).sum();
                assert!(wide * size <= WIDTH - 2.0 * MARGIN + 1.0, "{line}");
            }
        }
        assert!(fitted(&"word ".repeat(200), false).2.last().unwrap().ends_with('…'));
    }

    #[test]
    fn right_to_left_claims_start_at_the_right() {
        let urdu = "ur".parse().unwrap();
        let svg = draw(&card("گرم پانی", &urdu), Eye::Browser);
        assert!(svg.contains("x=\"1120\" y=\"275\" direction=\"rtl\""), "{svg}");
    }

    proptest! {
        #[test]
        fn whatever_a_claim_says_the_picture_stays_well_formed(claim: String) {
            let language = LanguageTag::unknown();
            for eye in [Eye::Browser, Eye::Painter(Painter::shared())] {
            let svg = draw(&card(&claim, &language), eye);
            let mut reader = quick_xml::Reader::from_str(&svg);
            loop {
                match reader.read_event() {
                    Ok(quick_xml::events::Event::Eof) => break,
                    Ok(_) => {}
                    Err(error) => prop_assert!(false, "{error}: {svg}"),
                }
            }
            }
        }
    }
}
