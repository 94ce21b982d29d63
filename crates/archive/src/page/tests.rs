use super::*;

fn of(html: &str) -> Page {
    read(html.as_bytes(), None)
}

/// A page as news sites build them, with this main text.
fn around(paragraphs: &[&str]) -> String {
    let text = format!("<p>{}</p>\n", paragraphs.join("</p>\n<p>"));
    format!(
        "<!doctype html><html lang=en><head><title>Bridge closed for repair | The Daily</title></head><body>
        <nav><a href=/>Home</a> <a href=/news>News and more news, and then some other things that are long enough to be a paragraph</a></nav>
        <div class=cookie-banner><p>We use cookies, and so do our partners, to give you the best experience that cookies, or others, can give.</p></div>
        <div id=wrapper><div class=post-content><h1>Bridge closed</h1>{text}<div class=share-buttons><p>Share this article, with friends, with family, and with others who may care about it</p></div></div>
        <div class=sidebar><ul><li><a href=/1>Ten things that you never knew about bridges, and more</a><li><a href=/2>Another story</a></ul></div></div>
        <footer>Copyright, all rights reserved, the publisher of this page</footer></body></html>"
    )
}

#[test]
fn the_main_text_is_found_among_what_stands_around_it() {
    for paragraphs in [
        [
            "The bridge over the northern river will stay closed until June, the ministry said on Monday.",
            "Engineers found cracks in two pillars; repairs, they say, will take at least five months.",
        ],
        [
            "北部河流上的大橋將封閉到六月，交通部週一表示，工程人員在兩座橋墩上發現裂縫。",
            "維修至少需要五個月，居民必須繞道行駛，學校也將調整上課時間。",
        ],
        [
            "उत्तरी नदी पर बना पुल जून तक बंद रहेगा, मंत्रालय ने सोमवार को कहा। इंजीनियरों को दो खंभों में दरारें मिलीं।",
            "मरम्मत में कम से कम पाँच महीने लगेंगे, और लोगों को दूसरे रास्ते से जाना होगा।",
        ],
        [
            "شمالی دریا پر بنا پل جون تک بند رہے گا، وزارت نے پیر کو کہا۔ انجینئروں کو دو ستونوں میں دراڑیں ملیں۔",
            "مرمت میں کم از کم پانچ مہینے لگیں گے، اور لوگوں کو دوسرے راستے سے جانا ہوگا۔",
        ],
        [
            "สะพานข้ามแม่น้ำทางเหนือจะปิดจนถึงเดือนมิถุนายน กระทรวงกล่าวเมื่อวันจันทร์ วิศวกรพบรอยร้าวในเสาสองต้น",
            "การซ่อมแซมจะใช้เวลาอย่างน้อยห้าเดือน และผู้คนจะต้องใช้เส้นทางอื่น",
        ],
        [
            "မြောက်ပိုင်းမြစ်ကူးတံတားကို ဇွန်လအထိ ပိတ်ထားမည်ဟု ဝန်ကြီးဌာနက တနင်္လာနေ့တွင် ပြောသည်။",
            "ပြုပြင်ရန် အနည်းဆုံး ငါးလ ကြာမည်ဖြစ်ပြီး လူများသည် အခြားလမ်းကို အသုံးပြုရမည်။",
        ],
    ] {
        let text = of(&around(&paragraphs)).text;
        assert_eq!(text, format!("Bridge closed\n{}", paragraphs.join("\n")));
    }
}

#[test]
fn what_a_page_states_for_machines_comes_first() {
    let page = of(
        r#"<html lang="zh_Hant"><head><title>Site | Title</title><meta property="og:title" content="Graph &amp; title">
        <meta name=author content="Meta Author"><meta property=article:published_time content="2026-11-20T08:00:00+08:00">
        <meta property=og:site_name content="The Daily"><link rel=canonical href="https://example.org/a">
        <script type="application/ld+json">{"@graph":[{"@type":["NewsArticle"],"headline":"Data headline","author":[{"@type":"Person","name":"A. Writer"},{"name":"B. Writer"}],"datePublished":"2026-11-21","inLanguage":"zh-TW"}]}</script>
        </head><body><h1>Shown headline</h1><p>Text.</body></html>"#,
    );
    assert_eq!(page.title.as_deref(), Some("Data headline"));
    assert_eq!(page.author.as_deref(), Some("A. Writer, B. Writer"));
    assert_eq!(page.published.as_deref(), Some("2026-11-21"));
    assert_eq!(page.language.as_deref(), Some("zh-Hant"));
    assert_eq!(page.site.as_deref(), Some("The Daily"));
    assert_eq!(page.canonical.as_deref(), Some("https://example.org/a"));
}

#[test]
fn without_data_for_machines_what_is_shown_counts() {
    let page = of(
        r#"<title>A site</title><h1>Shown <em>headline</em></h1><p class=byline>By <a rel=author href=/x>Someone</a></p><time datetime="2026-11-22T10:00:00+0530">today</time><p>Text.</p>"#,
    );
    assert_eq!(page.title.as_deref(), Some("Shown headline"));
    assert_eq!(page.author.as_deref(), Some("By Someone"));
    assert_eq!(page.published.as_deref(), Some("2026-11-22T04:30:00Z"));
    assert_eq!(page.language, None);
}

#[test]
fn times_of_all_kinds_are_read_and_nonsense_is_not() {
    for (text, time) in [
        ("2026-11-22T10:11:12Z", Some("2026-11-22T10:11:12Z")),
        ("2026-11-22T10:11:12+05:30", Some("2026-11-22T04:41:12Z")),
        ("2026-11-22 10:11:12", Some("2026-11-22")),
        ("2026/11/22", Some("2026-11-22")),
        ("Sun, 22 Nov 2026 10:11:12 GMT", Some("2026-11-22T10:11:12Z")),
        ("yesterday", None),
        ("0001-01-01", None),
        ("", None),
    ] {
        assert_eq!(normal_time(text).as_deref(), time, "{text}");
    }
}

#[test]
fn hidden_and_hostile_pages_are_read() {
    assert_eq!(
        of("<p>shown<p hidden>not<p style='display: none'>nor this</p><div aria-hidden=true><p>nor</div>").text,
        "shown"
    );
    assert_eq!(of("just text").text, "just text");
    assert_eq!(of("").text, "");
    for html in [
        "<div>".repeat(80_000),
        format!("{}x", "<p class=article>".repeat(40_000)),
        format!("<a {}>x", "b ".repeat(200_000)),
        format!("<a {}>x", "x=1 ".repeat(40_000)),
        "</div>".repeat(80_000),
        "<b><i><u>".repeat(40_000),
        "<script>".repeat(40_000),
        format!("<script type=application/ld+json>{}", "[".repeat(40_000)),
        "&".repeat(200_000),
        "<!--".repeat(60_000),
        "<div><p>a, b, c, d, e, f, g, h, i, j, k, l".repeat(10_000),
    ] {
        let page = of(&html);
        assert!(page.text.len() <= LONGEST_TEXT);
    }
}
