#!/usr/bin/env python3
"""Makes demo/cofacts out of the three public-domain open-data files of Cofacts.

    python3 demo/make_extract.py FOLDER_WITH_THE_ORIGINAL_ZIPS [OUTPUT_FOLDER]

The same input always gives the same bytes. What is chosen and what is taken out is written in demo/README.md.
"""

import csv
import io
import re
import sys
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

csv.field_size_limit(1 << 30)

NAMES = ["article_hyperlinks", "article_replies", "replies"]
MOST_BYTES = 1_800_000  # of the three zips together
ZIP_DATE = (2020, 7, 5, 0, 0, 0)  # the dump's own date, so that the zips are the same on every machine

# Places where what is linked may belong to a private person rather than to a publisher.
PRIVATE_HOSTS = (
    "facebook.com", "fb.com", "fb.me", "fb.watch", "instagram.com", "line.me", "lin.ee", "twitter.com", "t.co", "plurk.com",
    "docs.google.com", "drive.google.com", "photos.google.com", "photos.app.goo.gl", "forms.gle", "dropbox.com", "weibo.com",
    "weibo.cn", "weixin.qq.com", "t.me", "telegram.me", "whatsapp.com", "wa.me", "medium.com", "pixnet.net", "blogspot.com",
    "wordpress.com", "xuite.net", "matters.news",
)

# Titles that are a server's error message, not the page's.
NO_TITLE = re.compile(
    r"(?i)^\W*(?:40[0-9]|50[0-9]|30[12]|error|access denied|forbidden|not found|page not found|attention required|just a moment|moved|found|"
    r"untitled|index of|redirect|home|we looked everywhere|找不到|無法|此網頁|網頁不存在|系統)"
)
# Titles about somebody's body or sexuality; true or false, a demonstration need not show them.
NOT_SHOWN = re.compile(r"墮過?胎|性愛|性滿足|約炮|多P|強姦|性侵|同志|同性|愛滋|害人一命|裸|援交|色情")
SAME_TITLE = 5  # a title that this many different addresses share says nothing about any of them

URL = re.compile(r"https?://\S+|\b[\w-]+(?:\.[\w-]+)+/\S*", re.ASCII)
PERSONAL = [
    re.compile(r"[\w.+-]+\s?[@＠]\s?[\w-]+\.[A-Za-z]{2,}"),  # e-mail
    re.compile(r"(?<!\d)09\d{2}[-－ .]?\d{3}[-－ .]?\d{3}(?!\d)"),  # mobile
    re.compile(r"(?<!\d)[(（]?0[2-8]\d?[)）]?[-－ .]?\d{3,4}[-－ .]?\d{3,4}(?!\d)"),  # landline; 0800 is an office, but goes too
    re.compile(r"[+＋]\s?\d{1,3}[-－ .]?\d{1,4}[-－ .]?\d{3,4}[-－ .]?\d{3,4}"),  # international
    re.compile(r"(?<![A-Za-z0-9])[A-Za-z][0-9A-Da-d]\d{8}(?!\d)"),  # identity card, residence permit
    re.compile(r"(?<!\d)\d{4}[-－ ]\d{4}[-－ ]\d{4}(?:[-－ ]\d{4})?(?!\d)"),  # cards and accounts in groups
    re.compile(r"(?<!\d)\d{8,}(?!\d)"),  # any long number: account, identity, telephone
    re.compile(r"(?i)line\s*id\s*[:：]|加\s*(?:我)?\s*line\s*[:：]"),  # a handle to write to
]


def read(folder, name):
    with zipfile.ZipFile(folder / f"{name}.csv.zip") as packed:
        text = io.TextIOWrapper(packed.open(f"{name}.csv"), "utf-8", newline="")
        return list(csv.DictReader(text))


def looks_personal(text):
    plain = URL.sub(" ", text)
    return any(pattern.search(plain) for pattern in PERSONAL)


def link_may_be_kept(row, common_titles):
    url = row["url"].strip()
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if parts.scheme not in ("http", "https") or not host or parts.username:
        return False
    if any(host == private or host.endswith("." + private) for private in PRIVATE_HOSTS):
        return False
    if "@" in unquote(url) or "mailto" in url.lower():
        return False
    title = row["title"].strip()
    if len(title) < 5 or title in common_titles or NO_TITLE.search(title) or NOT_SHOWN.search(title):
        return False
    return not looks_personal(title) and len(url) < 500


def packed(name, columns, rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as out:
        info = zipfile.ZipInfo(f"{name}.csv", ZIP_DATE)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        out.writestr(info, text.getvalue().encode(), compresslevel=9)
    return data.getvalue()


def main():
    source = Path(sys.argv[1])
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parent / "cofacts"
    tables = {name: read(source, name) for name in NAMES}
    columns = {name: list(rows[0]) for name, rows in tables.items()}
    links, joins, replies = (tables[name] for name in NAMES)

    titled = {row["articleId"] for row in links if row["title"].strip()}
    normal = [row for row in joins if row["status"] == "NORMAL" and row["articleId"] in titled]
    texts = {row["id"]: row for row in replies}
    with_text = [row for row in normal if row["replyId"] in texts]
    print(f"messages with a titled link: {len(titled)}; standing replies to them: {len(normal)}, "
          f"of which with their text: {len(with_text)} (to {len({r['articleId'] for r in with_text})} messages)")

    addresses = {}
    for row in links:
        addresses.setdefault(row["title"].strip(), set()).add(row["url"].strip())
    common_titles = {title for title, urls in addresses.items() if len(urls) >= SAME_TITLE}
    kept_links = {}
    for row in links:
        if link_may_be_kept(row, common_titles):
            kept_links.setdefault(row["articleId"], []).append(row)
    clean = {
        key for key, row in texts.items()
        if row["text"].strip() and not looks_personal(row["text"]) and not looks_personal(row["reference"])
        and not any(part in (row["text"] + row["reference"]).lower() for part in ("mailto:", "line.me", "facebook.com", "fb.com"))
    }
    answers = {}
    for row in with_text:
        if row["articleId"] in kept_links and row["replyId"] in clean:
            answers.setdefault(row["articleId"], []).append(row)

    def worth(article):
        rows = answers[article]
        useful = any(r["replyType"] != "NOT_ARTICLE" and texts[r["replyId"]]["reference"].strip() for r in rows)
        votes = max(int(r["positiveFeedbackCount"] or 0) - int(r["negativeFeedbackCount"] or 0) for r in rows)
        return (not useful, -votes, article)

    order = sorted(answers, key=worth)

    def build(count):
        chosen = set(order[:count])
        rows = {
            "article_hyperlinks": [r for r in links if r["articleId"] in chosen and r in kept_links[r["articleId"]]],
            "article_replies": [r for a in sorted(chosen) for r in answers[a]],
        }
        wanted = {r["replyId"] for r in rows["article_replies"]}
        rows["replies"] = [r for r in replies if r["id"] in wanted]
        rows = {name: [{**r, **({"userIdsha256": ""} if "userIdsha256" in r else {})} for r in rows[name]] for name in NAMES}
        return rows, {name: packed(name, columns[name], rows[name]) for name in NAMES}

    low, high = 1, len(order)
    while low < high:
        middle = (low + high + 1) // 2
        if sum(map(len, build(middle)[1].values())) <= MOST_BYTES:
            low = middle
        else:
            high = middle - 1
    rows, files = build(low)
    target.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (target / f"{name}.csv.zip").write_bytes(data)
        print(f"{name}: {len(rows[name])} of {len(tables[name])} rows, {len(data)} bytes")
    print(f"messages: {low} of {len(order)} that could be taken")


if __name__ == "__main__":
    main()
