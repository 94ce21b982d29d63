"""What people take away, as other people's programs read it: Atom, JSON Feed, ClaimReview in pages and as a DataFeed,
CSV and JSON Lines. The server under test is named by SAKSI_URL and holds the demonstration's data."""

import csv
import datetime
import io
import json
import os
import urllib.error
import urllib.request

import extruct
import feedparser
import pytest

URL = os.environ["SAKSI_URL"].rstrip("/")


def get(path, **headers):
    request = urllib.request.Request(URL + path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.status, {name.title(): value for name, value in answer.headers.items()}, answer.read()


@pytest.fixture(scope="module")
def records():
    _, _, body = get("/checks.jsonl")
    return [json.loads(line) for line in body.decode().split("\n") if line.strip()]


@pytest.fixture(scope="module")
def atom():
    _, headers, body = get("/checks.atom")
    assert headers["Content-Type"].startswith("application/atom+xml")
    return feedparser.parse(body)


def test_atom_is_well_formed_and_whole(atom):
    assert not atom.bozo, atom.get("bozo_exception")
    assert atom.version == "atom10"
    assert atom.feed.title and atom.feed.id and atom.feed.updated_parsed
    assert any(link.rel == "self" for link in atom.feed.links)
    assert len(atom.entries) > 10


def test_every_atom_entry_has_what_a_reader_needs(atom):
    ids = [entry.id for entry in atom.entries]
    assert len(ids) == len(set(ids))
    for entry in atom.entries:
        assert entry.title and entry.link.startswith("http") and entry.updated_parsed
        assert entry.get("summary") or entry.get("content")
        assert entry.get("author") or atom.feed.get("author")


def test_a_feed_that_has_not_changed_is_not_sent_again():
    _, headers, _ = get("/checks.atom")
    etag = headers.get("Etag")
    assert etag
    with pytest.raises(urllib.error.HTTPError) as answer:
        get("/checks.atom", If_None_Match=etag)
    assert answer.value.code == 304


def test_json_feed_follows_version_1_1():
    _, headers, body = get("/checks.json")
    assert headers["Content-Type"].startswith("application/feed+json")
    feed = json.loads(body)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] and feed["feed_url"].endswith("/checks.json")
    assert len(feed["items"]) > 10
    for item in feed["items"]:
        assert isinstance(item["id"], str) and item["url"].startswith("http")
        assert item.get("content_html") or item.get("content_text")
        datetime.datetime.fromisoformat(item["date_published"].replace("Z", "+00:00"))


def claim_reviews(value):
    if isinstance(value, dict):
        kind = value.get("@type")
        if kind == "ClaimReview" or isinstance(kind, list) and "ClaimReview" in kind:
            yield value
        for inner in value.values():
            yield from claim_reviews(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from claim_reviews(inner)


def assert_is_claim_review(review):
    assert review["claimReviewed"].strip()
    assert review["url"].startswith("http")
    assert review["author"]["name"].strip()
    rating = review["reviewRating"]
    assert rating["alternateName"].strip()
    if "ratingValue" in rating:
        assert int(rating["worstRating"]) <= int(rating["ratingValue"]) <= int(rating["bestRating"])
    datetime.datetime.fromisoformat(review["datePublished"].replace("Z", "+00:00"))


def test_every_page_of_a_check_carries_claim_review(records):
    for record in records[:20]:
        path = record["url"].split("/", 3)[3]
        _, _, body = get("/" + path)
        found = extruct.extract(body.decode(), base_url=record["url"], syntaxes=["json-ld"])["json-ld"]
        reviews = list(claim_reviews(found))
        assert reviews, record["url"]
        for review in reviews:
            assert_is_claim_review(review)


def test_the_data_feed_holds_claim_reviews():
    _, headers, body = get("/datafeed.json")
    assert "json" in headers["Content-Type"]
    feed = json.loads(body)
    assert feed["@type"] == "DataFeed" and "schema.org" in str(feed["@context"])
    reviews = list(claim_reviews(feed["dataFeedElement"]))
    assert len(reviews) > 10
    for review in reviews:
        assert_is_claim_review(review)


def test_csv_and_json_lines_say_the_same(records):
    _, headers, body = get("/checks.csv")
    assert headers["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    assert len(rows) == len(records) > 10
    assert {row["url"] for row in rows} == {record["url"] for record in records}


def test_no_cell_of_the_csv_starts_a_formula():
    _, _, body = get("/checks.csv")
    for row in csv.reader(io.StringIO(body.decode("utf-8-sig"))):
        for cell in row:
            assert not cell.startswith(("=", "+", "@", "\t", "\r")), cell
            assert not (cell.startswith("-") and not cell[1:].replace(".", "").isdigit()), cell


def test_a_filtered_list_has_its_own_feed():
    _, _, whole = get("/checks.atom")
    _, _, part = get("/checks.atom?verdict=true")
    everything, some = feedparser.parse(whole), feedparser.parse(part)
    assert not some.bozo
    assert some.feed.id != everything.feed.id
