"""bm25s alone on the claims and queries of the proof match-speed: `against_bm25s.py CLAIMS QUERIES`; prints figures as JSON.

Its usual tokeniser without stop words, because the claims are in many languages; claim and title together.
"""

import json
import sys
import time

import bm25s


def lines(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def main():
    claims, queries = sys.argv[1:]
    ids, texts = [], []
    for line in lines(claims):
        ids.append(str(line["id"]))
        texts.append(f"{line['claim']} {line.get('title') or ''}")
    start = time.perf_counter()
    engine = bm25s.BM25()
    engine.index(bm25s.tokenize(texts, stopwords=None, show_progress=False), show_progress=False)
    index_seconds = time.perf_counter() - start
    times, first, average, counted = [], 0, 0.0, 0
    for query in lines(queries):
        start = time.perf_counter()
        # The list of its words as it is: what the index does not know is passed over.
        words = bm25s.tokenize([query["text"]], stopwords=None, show_progress=False, return_ids=False)
        found, _ = engine.retrieve(words, k=5, show_progress=False)
        times.append(time.perf_counter() - start)
        relevant = {str(one) for one in query.get("relevant") or []}
        if not relevant:
            continue
        counted += 1
        right, total = 0, 0.0
        for rank, place in enumerate(found[0], 1):
            if ids[place] in relevant:
                right += 1
                total += right / rank
                first += rank == 1
        average += total / min(len(relevant), 5)
    times.sort()
    at = lambda share: times[max(1, -(-len(times) * share // 100)) - 1] * 1000
    print(
        json.dumps(
            {
                "index_seconds": index_seconds,
                "p50_ms": at(50),
                "p99_ms": at(99),
                "s1": first / max(counted, 1),
                "map5": average / max(counted, 1),
            }
        )
    )


main()
