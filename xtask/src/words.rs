//! Made-up claims in several scripts, for load and size: seeded, so that every run makes the same ones.
//!
//! Sentences are put together from word lists. The lists are long enough, and every claim carries numbers, so that claims
//! differ the way real ones do: many share words, few share all of them.

use std::io::{BufWriter, Write};

use anyhow::Result;
use serde_json::json;

/// SplitMix64 (Steele, Lea and Flood, 2014): small, seeded, good enough to choose words.
#[derive(Debug, Clone)]
pub(crate) struct Seeded(u64);

impl Seeded {
    /// A source that always gives the same numbers for a seed.
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound.max(1) as u64).unwrap_or(0)
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let at = self.below(words.len());
        words.get(at).copied().unwrap_or("")
    }
}

/// A language's word lists: who, does what, to what, where, by what.
struct Lists {
    tag: &'static str,
    joint: &'static str,
    parts: [&'static [&'static str]; 5],
}

const LISTS: &[Lists] = &[
    Lists {
        tag: "en",
        joint: " ",
        parts: [
            &[
                "The ministry",
                "A hospital",
                "The mayor",
                "A bank",
                "The election office",
                "A famous doctor",
                "The army",
                "A telephone company",
                "The university",
                "A fishing cooperative",
                "The railway",
                "A water company",
                "The new law",
                "A foreign agency",
                "The school board",
                "A shipping firm",
            ],
            &[
                "will close",
                "has banned",
                "gives away",
                "secretly sold",
                "poisoned",
                "recalled",
                "doubled",
                "confirmed",
                "hides",
                "is testing",
                "will tax",
                "has lost",
                "burned",
                "rewrote",
                "delayed",
                "will demolish",
            ],
            &[
                "garlic remedies",
                "ballot papers",
                "drinking water",
                "rice imports",
                "vaccines",
                "savings accounts",
                "mobile masts",
                "bridges",
                "school lunches",
                "identity cards",
                "fishing permits",
                "salt",
                "train tickets",
                "pension records",
                "weather data",
                "cooking gas",
            ],
            &[
                "in the northern district",
                "near the old harbour",
                "across the islands",
                "in three villages",
                "along the border river",
                "at the central market",
                "in every clinic",
                "on the mountain road",
                "in the capital",
                "under the new airport",
                "by the lighthouse",
                "in the textile quarter",
            ],
            &[
                "before the rains",
                "after midnight",
                "without notice",
                "for two weeks",
                "until the vote",
                "because of a leak",
                "with foreign money",
                "according to a nurse",
                "as a leaked letter shows",
                "since last Friday",
            ],
        ],
    },
    Lists {
        tag: "id",
        joint: " ",
        parts: [
            &[
                "Kementerian",
                "Rumah sakit",
                "Wali kota",
                "Sebuah bank",
                "Kantor pemilu",
                "Seorang dokter terkenal",
                "Tentara",
                "Perusahaan telepon",
                "Universitas",
                "Koperasi nelayan",
                "Perusahaan air",
                "Undang-undang baru",
            ],
            &[
                "akan menutup",
                "melarang",
                "membagikan",
                "diam-diam menjual",
                "meracuni",
                "menarik kembali",
                "menggandakan",
                "membenarkan",
                "menyembunyikan",
                "menguji",
                "memajaki",
                "membakar",
            ],
            &[
                "obat bawang putih",
                "surat suara",
                "air minum",
                "beras impor",
                "vaksin",
                "rekening tabungan",
                "menara seluler",
                "jembatan",
                "makan siang sekolah",
                "kartu identitas",
                "izin menangkap ikan",
                "garam dapur",
            ],
            &[
                "di distrik utara",
                "dekat pelabuhan lama",
                "di seluruh pulau",
                "di tiga desa",
                "sepanjang sungai perbatasan",
                "di pasar pusat",
                "di setiap klinik",
                "di ibu kota",
            ],
            &[
                "sebelum musim hujan",
                "setelah tengah malam",
                "tanpa pemberitahuan",
                "selama dua minggu",
                "sampai pemungutan suara",
                "karena kebocoran",
                "dengan uang asing",
                "menurut seorang perawat",
            ],
        ],
    },
    Lists {
        tag: "zh-Hant",
        joint: "",
        parts: [
            &[
                "衛生部",
                "市立醫院",
                "市長",
                "一家銀行",
                "選舉委員會",
                "知名醫師",
                "軍方",
                "電信公司",
                "大學實驗室",
                "漁會",
                "自來水公司",
                "新法律",
            ],
            &[
                "將關閉",
                "已經禁止",
                "免費發送",
                "偷偷賣掉",
                "污染了",
                "緊急回收",
                "加倍",
                "證實",
                "隱瞞",
                "正在測試",
                "要課稅",
                "燒毀了",
            ],
            &[
                "大蒜偏方",
                "選票",
                "飲用水",
                "進口稻米",
                "疫苗",
                "存款帳戶",
                "基地台",
                "老橋",
                "營養午餐",
                "身分證",
                "捕魚許可",
                "食鹽",
            ],
            &["在北部山區", "靠近舊港口", "在離島", "於三個村落", "沿著界河", "在中央市場", "在每間診所", "在首都"],
            &["在雨季之前", "半夜之後", "沒有通知", "長達兩週", "直到投票日", "因為外洩", "用境外資金", "護理師透露"],
        ],
    },
    Lists {
        tag: "th",
        joint: "",
        parts: [
            &[
                "กระทรวงสาธารณสุข",
                "โรงพยาบาล",
                "นายกเทศมนตรี",
                "ธนาคารแห่งหนึ่ง",
                "สำนักงานเลือกตั้ง",
                "หมอชื่อดัง",
                "กองทัพ",
                "บริษัทโทรศัพท์",
                "มหาวิทยาลัย",
                "สหกรณ์ประมง",
            ],
            &["จะปิด", "สั่งห้าม", "แจกฟรี", "แอบขาย", "วางยา", "เรียกคืน", "เพิ่มเป็นสองเท่า", "ยืนยัน", "ปิดบัง", "กำลังทดสอบ"],
            &[
                "ยากระเทียม",
                "บัตรเลือกตั้ง",
                "น้ำดื่ม",
                "ข้าวนำเข้า",
                "วัคซีน",
                "บัญชีเงินฝาก",
                "เสาสัญญาณ",
                "สะพานเก่า",
                "อาหารกลางวันโรงเรียน",
                "บัตรประชาชน",
            ],
            &[
                "ในเขตภาคเหนือ",
                "ใกล้ท่าเรือเก่า",
                "ทั่วทั้งเกาะ",
                "ในสามหมู่บ้าน",
                "ริมแม่น้ำชายแดน",
                "ที่ตลาดกลาง",
                "ในทุกคลินิก",
                "ในเมืองหลวง",
            ],
            &[
                "ก่อนหน้าฝน",
                "หลังเที่ยงคืน",
                "โดยไม่แจ้งล่วงหน้า",
                "นานสองสัปดาห์",
                "จนถึงวันลงคะแนน",
                "เพราะข้อมูลรั่ว",
                "ด้วยเงินต่างชาติ",
                "พยาบาลคนหนึ่งบอก",
            ],
        ],
    },
    Lists {
        tag: "ur",
        joint: " ",
        parts: [
            &[
                "وزارت صحت",
                "ہسپتال",
                "میئر",
                "ایک بینک",
                "الیکشن دفتر",
                "مشہور ڈاکٹر",
                "فوج",
                "ٹیلی فون کمپنی",
                "یونیورسٹی",
                "ماہی گیروں کی انجمن",
            ],
            &[
                "بند کرے گی",
                "پر پابندی",
                "مفت دیتی ہے",
                "خفیہ بیچ دیا",
                "زہر ملایا",
                "واپس منگوایا",
                "دگنا کیا",
                "تصدیق کی",
                "چھپاتی ہے",
                "آزما رہی ہے",
            ],
            &[
                "لہسن کا علاج",
                "ووٹ کی پرچیاں",
                "پینے کا پانی",
                "درآمدی چاول",
                "ویکسین",
                "بچت کھاتے",
                "موبائل ٹاور",
                "پرانے پل",
                "اسکول کا کھانا",
                "شناختی کارڈ",
            ],
            &[
                "شمالی ضلع میں",
                "پرانی بندرگاہ کے پاس",
                "تمام جزیروں میں",
                "تین دیہات میں",
                "سرحدی دریا کے ساتھ",
                "مرکزی بازار میں",
                "ہر کلینک میں",
                "دارالحکومت میں",
            ],
            &[
                "بارشوں سے پہلے",
                "آدھی رات کے بعد",
                "بغیر اطلاع",
                "دو ہفتوں کے لیے",
                "ووٹنگ تک",
                "رساؤ کی وجہ سے",
                "غیر ملکی رقم سے",
                "ایک نرس کے مطابق",
            ],
        ],
    },
];

/// A made-up statement, the same for the same number.
pub(crate) struct Statement {
    pub(crate) language: &'static str,
    pub(crate) text: String,
}

/// Statement number `number`.
pub(crate) fn statement(number: usize) -> Statement {
    let mut seeded = Seeded::new(0x5A15_0000 ^ number as u64);
    // A first draw is thrown away, so that neighbouring seeds do not start alike.
    seeded.next();
    let at = seeded.below(LISTS.len());
    let Some(lists) = LISTS.get(at) else {
        return Statement { language: "en", text: String::new() };
    };
    let mut sentences = Vec::new();
    for _ in 0..=seeded.below(2) {
        let mut words: Vec<String> = lists.parts.iter().map(|part| seeded.pick(part).to_owned()).collect();
        words.push(format!("{}", 10 + seeded.below(90_000)));
        sentences.push(words.join(lists.joint));
    }
    let end = if lists.joint.is_empty() { "。" } else { ". " };
    Statement { language: lists.tag, text: sentences.join(end) }
}

/// A forwarded copy of statement `number`: with a greeting, and cut at the end half of the time.
pub(crate) fn forwarded(number: usize) -> String {
    let text = statement(number).text;
    let mut seeded = Seeded::new(0xF0_12D0 ^ number as u64);
    seeded.next();
    let kept = if seeded.below(2) == 0 { text.chars().count() } else { text.chars().count() * 4 / 5 };
    let cut: String = text.chars().take(kept).collect();
    let greeting = seeded.pick(&["Forwarded: ", "Please share!! ", "*URGENT* ", "", "轉傳:", "ส่งต่อ "]);
    format!("{greeting}{cut}")
}

/// A message nobody has checked: statements of numbers far away from those in the store.
pub(crate) fn fresh(number: usize) -> String {
    format!("{} {}", statement(10_000_000 + number).text, statement(20_000_000 + number).text)
}

/// Published checks as JSON Lines for `saksi import jsonl`, and as claims for `saksi match run`.
pub(crate) fn write_claims(out: impl Write, count: usize) -> Result<()> {
    let verdicts = ["false", "misleading", "true", "opinion", "satire"];
    let mut out = BufWriter::new(out);
    for number in 0..count {
        let made = statement(number);
        let verdict = verdicts.get(number % verdicts.len()).copied().unwrap_or("false");
        let line = json!({
            "id": format!("made-up-{number}"),
            "lang": made.language,
            "language": made.language,
            "claim": made.text,
            "verdict": verdict,
            "explanation": format!("This is made-up text for measuring. It stands for the explanation of claim {number}, which says where the statement comes from, what the record shows and what is left open."),
            "references": [format!("https://example.org/reference/{number}")],
            "author": "Example Desk",
            "published": format!("20{:02}-{:02}-{:02}T08:00:00Z", 15 + number % 10, 1 + number % 12, 1 + number % 28),
            "url": format!("https://example.org/checks/{number}"),
        });
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    Ok(())
}

/// Questions about `claims` such claims: forwarded copies, and one in four that is unknown.
pub(crate) fn write_queries(out: impl Write, count: usize, claims: usize) -> Result<()> {
    let mut out = BufWriter::new(out);
    let mut seeded = Seeded::new(0x0091_5E44);
    for number in 0..count {
        let about = seeded.below(claims);
        let known = number % 4 != 3;
        let (text, relevant) =
            if known { (forwarded(about), vec![format!("made-up-{about}")]) } else { (fresh(number), Vec::new()) };
        let language = statement(about).language;
        writeln!(
            out,
            "{}",
            json!({"qid": format!("q{number}"), "lang": language, "text": text, "relevant": relevant})
        )?;
    }
    out.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn statements_are_the_same_every_time_and_differ_from_each_other() {
        assert_eq!(statement(7).text, statement(7).text);
        let texts: BTreeSet<String> = (0..2000).map(|number| statement(number).text).collect();
        assert!(texts.len() > 1990, "{}", texts.len());
        let languages: BTreeSet<&str> = (0..200).map(|number| statement(number).language).collect();
        assert_eq!(languages.len(), LISTS.len());
    }

    #[test]
    fn every_line_is_json() {
        let mut out = Vec::new();
        write_claims(&mut out, 20).unwrap();
        let lines: Vec<serde_json::Value> =
            String::from_utf8(out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 20);
        assert!(lines.iter().all(|line| line["claim"].as_str().is_some_and(|claim| !claim.is_empty())));
    }
}
