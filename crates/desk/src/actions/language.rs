//! A guess at the language of a message: by script, and for Latin letters by the commonest small words. It only sorts the
//! queue and picks a reader; nothing is refused because of it.

use saksi_base::LanguageTag;

/// The language that a text seems to be in; `fallback` where there is nothing to tell by.
pub fn guess(text: &str, fallback: &LanguageTag) -> LanguageTag {
    let mut counts = [0_usize; SCRIPTS.len()];
    let (mut latin, mut han, mut kana, mut urdu, mut vietnamese) = (0, 0, 0, 0, 0);
    for c in text.chars().take(4_000) {
        let code = u32::from(c);
        match code {
            0x41..=0x5A | 0x61..=0x7A | 0xC0..=0x24F | 0x1E00..=0x1EFF => latin += 1,
            0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0x2_0000..=0x3_FFFF => han += 1,
            0x3041..=0x30FF => kana += 1,
            _ => {}
        }
        if matches!(c, 'ٹ' | 'ڈ' | 'ڑ' | 'ں' | 'ے' | 'ھ' | 'ہ' | 'گ' | 'چ' | 'پ') {
            urdu += 1;
        }
        if matches!(c, 'ă' | 'đ' | 'ơ' | 'ư' | 'Đ' | 'ạ'..='ỹ') {
            vietnamese += 1;
        }
        for (count, (range, _)) in counts.iter_mut().zip(SCRIPTS) {
            if range.contains(&code) {
                *count += 1;
            }
        }
    }
    let best = counts.iter().zip(SCRIPTS).max_by_key(|(count, _)| **count).filter(|(count, _)| **count > 0);
    let most = best.as_ref().map_or(0, |(count, _)| **count);
    // A Chinese character says about as much as three letters.
    let tag = if (han + kana) * 3 > latin.max(most) {
        if kana * 4 > han { "ja" } else { chinese(text) }
    } else if most > latin {
        match best {
            Some((_, (_, "ar"))) if urdu > 0 => "ur",
            Some((_, (_, tag))) => tag,
            None => return fallback.clone(),
        }
    } else if latin > 0 {
        if vietnamese * 12 > latin {
            "vi"
        } else {
            match latin_language(text) {
                Some(tag) => tag,
                None => return fallback.clone(),
            }
        }
    } else {
        return fallback.clone();
    };
    tag.parse().unwrap_or_else(|_| fallback.clone())
}

/// Scripts that tell the language, or nearly.
const SCRIPTS: [(std::ops::RangeInclusive<u32>, &str); 14] = [
    (0x0600..=0x06FF, "ar"),
    (0x0900..=0x097F, "hi"),
    (0x0980..=0x09FF, "bn"),
    (0x0A00..=0x0A7F, "pa"),
    (0x0B80..=0x0BFF, "ta"),
    (0x0C00..=0x0C7F, "te"),
    (0x0D00..=0x0D7F, "ml"),
    (0x0D80..=0x0DFF, "si"),
    (0x0E00..=0x0E7F, "th"),
    (0x0E80..=0x0EFF, "lo"),
    (0x1000..=0x109F, "my"),
    (0x1780..=0x17FF, "km"),
    (0xAC00..=0xD7AF, "ko"),
    (0x0F00..=0x0FFF, "bo"),
];

/// Simplified where characters that only simplified Chinese has outnumber those that only traditional Chinese has.
fn chinese(text: &str) -> &'static str {
    let simplified = text
        .chars()
        .filter(|c| {
            "们这国说对时会为么个来过现问东车见长门见发经业亲让边动总电头书开关学将实应样话听读谁钱医药观华习乐买卖"
                .contains(*c)
        })
        .count();
    let traditional = text
        .chars()
        .filter(|c| {
            "們這國說對時會為麼個來過現問東車見長門發經業親讓邊動總電頭書開關學將實應樣話聽讀誰錢醫藥觀華習樂買賣"
                .contains(*c)
        })
        .count();
    if simplified > traditional { "zh-Hans" } else { "zh-Hant" }
}

fn latin_language(text: &str) -> Option<&'static str> {
    const WORDS: [(&str, &[&str]); 5] = [
        (
            "en",
            &[
                "the", "and", "of", "to", "is", "in", "that", "for", "this", "you", "with", "not", "are", "please",
                "will",
            ],
        ),
        (
            "id",
            &[
                "yang", "dan", "di", "untuk", "dengan", "tidak", "ini", "itu", "dari", "akan", "bisa", "adalah",
                "kepada", "sudah", "jangan",
            ],
        ),
        ("ms", &["ialah", "boleh", "kerajaan", "anda", "telah", "mereka", "saya", "kita", "tak", "nak", "awak", "lah"]),
        ("fil", &["ang", "ng", "mga", "sa", "na", "ay", "hindi", "ito", "ko", "po", "yung", "lang", "kung", "para"]),
        ("sw", &["kwa", "hii", "yetu", "wewe", "kama", "lakini"]),
    ];
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .take(400)
        .map(str::to_lowercase)
        .collect();
    WORDS
        .iter()
        .map(|(tag, small)| (*tag, words.iter().filter(|word| small.contains(&word.as_str())).count()))
        .max_by_key(|(_, count)| *count)
        .filter(|(_, count)| *count * 12 >= words.len().max(1))
        .map(|(tag, _)| tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_told_by_script_and_small_words() {
        for (text, expected) in [
            ("喝熱檸檬水可以殺死癌細胞，請轉發給親友", "zh-Hant"),
            ("这个消息说对不对？请转发", "zh-Hans"),
            ("ดื่มน้ำมะนาวร้อนฆ่าเซลล์มะเร็ง", "th"),
            ("Minum air lemon panas dapat membunuh sel kanker, bagikan ini kepada keluarga dan teman yang lain", "id"),
            ("گرم لیموں پانی کینسر کے خلیوں کو مار دیتا ہے", "ur"),
            ("Drinking hot lemon water kills the cells of cancer, please share this", "en"),
            ("Uống nước chanh nóng tiêu diệt tế bào ung thư", "vi"),
            ("गरम नींबू पानी कैंसर को मारता है", "hi"),
            ("熱いレモン水はがん細胞を殺す", "ja"),
            ("Ang mainit na tubig ay mabuti sa katawan ng mga tao", "fil"),
            ("12345 🙏🙏", "und"),
        ] {
            assert_eq!(guess(text, &LanguageTag::unknown()).as_str(), expected, "{text}");
        }
    }
}
