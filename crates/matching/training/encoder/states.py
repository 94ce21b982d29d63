#!/usr/bin/env python3
"""Pick the crowd, and keep what layer 8 makes of every text that training needs.

Usage: python3 states.py --model DIR --adapter adapter.bin --claims checkthat2020/claims.jsonl --queries checkthat2020/train-queries.jsonl
           --titles titles.jsonl --vectors FILE... --out states.pkl

The layers below do not change, so they are computed once. `--adapter` and `--vectors` are of the model as it is: the crowd are the ten
entries that these find nearest to each message, and what the training queries mean.
"""

import argparse
import pathlib
import pickle

import jax.numpy as jnp
import numpy as np
from tokenizers import Tokenizer

from network import TRAINING, WIDTH, Vectors, embed, entry, hand_written, lines, load, pool, run

BELOW, NEAREST = 8, 10
LONGEST = {"passage": 64, "query": 96}


def arguments():
    parser = argparse.ArgumentParser()
    for name in ("model", "adapter", "claims", "queries", "titles", "out"):
        parser.add_argument("--" + name, required=True, type=pathlib.Path)
    parser.add_argument("--vectors", required=True, nargs="+")
    return parser.parse_args()


def bend(path):
    """The linear part: messages and claims as the matcher compares them."""
    numbers = np.frombuffer(path.read_bytes(), "<f4", offset=12)
    of_messages, of_claims = numbers[:WIDTH], numbers[WIDTH : 2 * WIDTH]
    matrix = np.zeros((WIDTH, WIDTH), np.float32)
    matrix[np.triu_indices(WIDTH)] = numbers[3 * WIDTH + 1 :]
    matrix = np.triu(matrix) + np.triu(matrix, 1).T

    def bent(x, mean):
        y = (x - mean) @ matrix.T
        return y / np.linalg.norm(y, axis=1, keepdims=True)

    return lambda x: bent(x, of_messages), lambda x: bent(x, of_claims)


def main():
    given = arguments()
    tokenizer = Tokenizer.from_file(str(given.model / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    found, layers = load(given.model / "model.gguf")
    claims, messages = hand_written()
    vectors = Vectors(given.vectors)
    bend_messages, bend_claims = bend(given.adapter)

    docs = [{"role": "passage", "text": entry(c["claim"], c["title"]), "kind": "home", "key": ("home", at)} for at, c in enumerate(claims)]
    docs += [{"role": "passage", "text": c["en"], "kind": "en", "key": ("home", at)} for at, c in enumerate(claims) if c["en"]]
    crowd = [
        {"role": "passage", "text": entry(c["claim"], c.get("title", "")), "kind": kind, "key": (kind, c["id"])}
        for kind, path in (("ct", given.claims), ("ti", given.titles))
        for c in lines(path)
    ]
    queries = [
        {"role": "query", "text": m["text"], "kind": m["kind"], "key": ("home", m["of"]), "fold": m["fold"], "right": True, "src": m["src"]}
        for m in messages
        if m["right"]
    ]
    queries += [
        {"role": "query", "text": m["text"], "kind": "ctq", "key": ("ct", m["relevant"][0]), "fold": at % 5, "right": True, "src": "ct"}
        for at, m in enumerate(lines(given.queries))
    ]
    seen_messages = bend_messages(np.stack([vectors.of("query", x["text"]) for x in queries]))
    seen_crowd = bend_claims(np.stack([vectors.of("passage", x["text"]) for x in crowd]))
    # The claims for the encoder alone have no vectors yet; the model is short enough for them here.
    pairs = lines(TRAINING / "encoder" / "pairs.jsonl")
    docs += [{"role": "passage", "text": entry(c["claim"], c["title"]), "kind": "home", "key": ("pair", at)} for at, c in enumerate(pairs)]
    of_pairs = [
        {"role": "query", "text": text, "kind": "cross-en", "key": ("pair", at), "fold": -1, "right": True, "src": "pair"}
        for at, c in enumerate(pairs)
        for text in c["messages"]
    ]

    def padded(ids, rows, length):
        pieces, mask = np.ones((rows, length), np.int64), np.zeros((rows, length), np.float32)
        for row, x in enumerate(ids):
            pieces[row, : len(x)], mask[row, : len(x)] = x, 1
        mask[len(ids) :, 0] = 1
        return jnp.asarray(embed(found, pieces)), jnp.asarray(mask)

    whole = []
    for start in range(0, len(of_pairs), 32):
        ids = [x.ids[:64] for x in tokenizer.encode_batch(["query: " + x["text"] for x in of_pairs[start : start + 32]])]
        x, mask = padded(ids, len(ids), 64)
        whole.append(np.asarray(pool(run(layers, x, mask), mask)))
    seen_messages = np.concatenate([seen_messages, bend_messages(np.concatenate(whole))])
    queries += of_pairs

    nearest = np.argsort(-(seen_messages @ seen_crowd.T), 1)[:, :NEAREST]
    place = {x["key"]: at for at, x in enumerate(crowd)}
    kept = sorted({place[x["key"]] for x in queries if x["key"] in place} | set(nearest.flatten().tolist()))
    new = {old: at for at, old in enumerate(kept)}
    first = len(docs)
    docs += [crowd[at] for at in kept]
    for at, x in enumerate(queries):
        x["hard"] = [first + new[near] for near in nearest[at].tolist()]
    print(f"{len(kept)} of a crowd of {len(crowd)} are kept")

    items = docs + queries
    ids = [
        e.ids if len(e.ids) <= LONGEST[x["role"]] else e.ids[: LONGEST[x["role"]] - 1] + [2]
        for e, x in zip(tokenizer.encode_batch([x["role"] + ": " + x["text"] for x in items]), items)
    ]
    order = sorted(range(len(items)), key=lambda at: len(ids[at]))
    states = [None] * len(items)
    for start in range(0, len(order), 64):
        part = order[start : start + 64]
        length = -(-max(len(ids[at]) for at in part) // 16) * 16
        x = np.asarray(run(layers[:BELOW], *padded([ids[at] for at in part], 64, length))).astype(np.float16)
        for row, at in enumerate(part):
            states[at] = x[row, : len(ids[at])].copy()
    with open(given.out, "wb") as file:
        pickle.dump({"K": BELOW, "docs": docs, "q": queries, "states": states, "claims": claims}, file, protocol=5)
    print(f"{len(items)} texts")


if __name__ == "__main__":
    main()
