#!/usr/bin/env python3
"""Check the training messages of the claim matcher.

Usage: python3 check.py [FILE.jsonl ...]   (default: every .jsonl beside this script)

Reports every line that is not valid JSON, lacks a field or a kind, repeats an
id, or repeats a text. Ends with status 1 if anything was reported.
"""

import json
import pathlib
import re
import sys

CLAIM_FIELDS = ("id", "lang", "claim", "title", "en", "messages")
NEEDED_KINDS = {
    "forward": 1,
    "cut": 1,
    "noisy": 1,
    "paraphrase": 1,
    "cross-en": 1,
    "near-miss": 2,
}
IDENTIFIER = re.compile(r"^tr-(?P<lang>[A-Za-z][A-Za-z-]*)-(?P<unrelated>u?)\d{2,}$")


def folded(text):
    """The text as compared for repetition: case and white space do not count."""
    return " ".join(text.split()).casefold()


def check_line(record, language, problems):
    """Append what is wrong with one record; return its texts."""
    identifier = record.get("id", "")
    match = IDENTIFIER.match(identifier)
    if not match or match["lang"].lower() != language.lower():
        problems.append(f"id {identifier!r} does not fit tr-{language}-NN or -uNN")
        return []
    if record.get("lang") != language:
        problems.append("lang differs from the file name")
    messages = record.get("messages")
    if not isinstance(messages, list) or not messages:
        problems.append("no messages")
        return []
    texts = []
    counts = {}
    for message in messages:
        kind, text = message.get("kind"), message.get("text")
        if not isinstance(text, str) or not text.strip():
            problems.append(f"empty text of kind {kind}")
            continue
        counts[kind] = counts.get(kind, 0) + 1
        texts.append(text)
    if match["unrelated"]:
        if set(counts) != {"unrelated"}:
            problems.append(f"kinds {sorted(counts)} in a line of unrelated messages")
        return texts
    for field in CLAIM_FIELDS:
        if not record.get(field):
            problems.append(f"no {field}")
    for kind, least in NEEDED_KINDS.items():
        if counts.get(kind, 0) < least:
            problems.append(f"fewer than {least} of kind {kind}")
    for kind in set(counts) - set(NEEDED_KINDS):
        problems.append(f"unknown kind {kind}")
    return texts + [record.get(field, "") for field in ("claim", "title", "en")]


def main():
    here = pathlib.Path(__file__).resolve().parent
    paths = [pathlib.Path(name) for name in sys.argv[1:]] or sorted(here.glob("*.jsonl"))
    identifiers, seen, failed = set(), {}, False
    for path in paths:
        claims = messages = unrelated = 0
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            problems = []
            try:
                record = json.loads(line)
            except ValueError as error:
                record, problems = {}, [f"not JSON: {error}"]
            if record:
                texts = check_line(record, path.stem, problems)
                identifier = record.get("id")
                if identifier in identifiers:
                    problems.append(f"id {identifier} is used twice")
                identifiers.add(identifier)
                for text in texts:
                    key = folded(text)
                    if key in seen:
                        problems.append(f"text repeats one of {seen[key]}: {text[:50]!r}")
                    seen.setdefault(key, identifier)
                if "claim" in record:
                    claims += 1
                    messages += len(record.get("messages", []))
                else:
                    unrelated += len(record.get("messages", []))
            for problem in problems:
                failed = True
                print(f"{path.name}:{number}: {problem}", file=sys.stderr)
        print(f"{path.name}: {claims} claims, {messages} messages, {unrelated} unrelated")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
