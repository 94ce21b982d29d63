#!/usr/bin/env python3
"""Train a change of the encoder's last layers on messages and the claims that they repeat.

Usage: python3 train.py --model DIR --vectors FILE... --states states.pkl [--without FOLDS] [--steps N] TRAINED.pkl

Claims and messages of the folds after `--without` (as `0,1`) stay unseen; with them, it says how often the vectors alone find the claims of
their messages, before and after: among all hand-written claims, first with the part of the crowd that the present vectors find nearest to these
messages, then with others of it.
"""

import argparse
import pathlib
import pickle
import time

import jax
import jax.numpy as jnp
import numpy as np

from network import MATRICES, WIDTH, Vectors, layer, load, pool

RANK, SCALE, BATCH, CROWD = 8, 2.0, 32, 32
RATE, LINEAR_RATE, TEMPERATURE, SEED = 1e-3, 5e-4, 0.05, 20261122
# Of the messages: English about claims in other languages; with these, other hand-written ones; the rest are training queries.
CROSS, HAND_WRITTEN = 0.5, 0.85
# Tokens of messages and of claims that count.
MESSAGE, CLAIM = 64, 48


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True, type=pathlib.Path)
    parser.add_argument("--vectors", required=True, nargs="+")
    parser.add_argument("--states", required=True, type=pathlib.Path)
    parser.add_argument("--without", default="")
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("out", type=pathlib.Path)
    return parser.parse_args()


GIVEN = arguments()
WITHOUT = {int(fold) for fold in GIVEN.without.split(",") if fold}
KEPT = pickle.loads(GIVEN.states.read_bytes())
DOCS, QUERIES, STATES, CLAIMS, FIRST = (KEPT[name] for name in ("docs", "q", "states", "claims", "K"))
TOP = load(GIVEN.model / "model.gguf")[1][FIRST:]
CHANCE = np.random.default_rng(SEED)


def begin():
    """A change that changes nothing yet."""
    return [
        {
            name: (jnp.asarray(CHANCE.normal(0, 1 / np.sqrt(inputs), (inputs, RANK)), jnp.float32), jnp.zeros((RANK, outputs), jnp.float32))
            for name, inputs, outputs in MATRICES
        }
        for _ in TOP
    ]


def top(change, x, mask):
    for weights, part in zip(TOP, change):
        x = layer(weights, x, mask, part, SCALE)
    return pool(x, mask)


def batch(at, length, rows=None):
    rows = rows or len(at)
    x, mask = np.zeros((rows, length, WIDTH), np.float16), np.zeros((rows, length), np.float32)
    mask[len(at) :, 0] = 1
    for row, one in enumerate(at):
        state = STATES[one][:length]
        x[row, : len(state)], mask[row, : len(state)] = state, 1
    return jnp.asarray(x).astype(jnp.float32), jnp.asarray(mask)


TOP_ONCE = jax.jit(top)


def encode(change, wanted):
    order = sorted(wanted, key=lambda at: len(STATES[at]))
    found = {}
    for start in range(0, len(order), 64):
        part = order[start : start + 64]
        length = -(-max(len(STATES[at]) for at in part) // 16) * 16
        vectors = np.asarray(TOP_ONCE(change, *batch(part, length, 64)))
        found.update((at, vectors[row]) for row, at in enumerate(part))
    return np.stack([found[at] for at in wanted])


# What may be learned from, and where each claim's own entry and its English wording are.
LEARNED = [at for at, x in enumerate(QUERIES) if x["fold"] not in WITHOUT]
ENTRY, ENGLISH = {}, {}
for number, doc in enumerate(DOCS):
    (ENGLISH if doc["kind"] == "en" else ENTRY)[doc["key"]] = number
OWNER = {key: number for number, key in enumerate(sorted({doc["key"] for doc in DOCS}))}
OF_DOC = np.array([OWNER[doc["key"]] for doc in DOCS])


def may_see(doc):
    return doc["key"][0] != "home" or CLAIMS[doc["key"][1]]["fold"] not in WITHOUT


HAND = [at for at, doc in enumerate(DOCS) if doc["kind"] in ("home", "en") and may_see(doc)]
NOW = Vectors(GIVEN.vectors)


def now(item):
    return NOW.of(item["role"], item["text"])


BASIS = [at for at in LEARNED if QUERIES[at]["key"][0] == "home"]
OF_HAND = {at: now(DOCS[at]) for at in HAND if DOCS[at]["key"][0] == "home"}
OF_BASIS = np.stack([now(QUERIES[at]) for at in BASIS])


def first_matrix(messages, claims):
    """As the trainer of the matcher begins: directions in which messages differ from their claims count less."""
    pairs = [messages[row] - claims[ENTRY[QUERIES[at]["key"]]] for row, at in enumerate(BASIS)]
    pairs += [claims[ENTRY[key]] - claims[at] for key, at in ENGLISH.items() if at in claims]
    covariance = np.cov(np.array(pairs).T)
    values, directions = np.linalg.eigh(covariance + 0.3 * np.trace(covariance) / WIDTH * np.eye(WIDTH))
    matrix = (directions * values**-0.25) @ directions.T
    return matrix / np.sqrt((matrix**2).sum() / WIDTH)


MESSAGE_MEAN, CLAIM_MEAN = jnp.asarray(OF_BASIS.mean(0)), jnp.asarray(np.stack(list(OF_HAND.values())).mean(0))


def bend(matrix, x, mean):
    y = (x - mean) @ matrix
    return y / jnp.linalg.norm(y, axis=-1, keepdims=True)


def loss(learned, qx, qm, dx, dm, nx, nm, right, block):
    messages = bend(learned["W"], top(learned["l"], qx, qm), MESSAGE_MEAN)
    claims = jnp.concatenate([top(learned["l"], dx, dm), top(learned["l"], nx, nm)])
    scores = jnp.where(block, -1e9, messages @ bend(learned["W"], claims, CLAIM_MEAN).T / TEMPERATURE)
    forward = -jnp.take_along_axis(jax.nn.log_softmax(scores, 1), right[:, None], 1).mean()
    # And from the claims' side, among the messages.
    count = right.shape[0]
    back = jnp.where(block[:, :count].T & ~jnp.eye(count, dtype=bool), -1e9, scores[:, :count].T)
    return forward + 0.3 * -jnp.diag(jax.nn.log_softmax(back, 1)).mean()


GRADIENT = jax.jit(jax.value_and_grad(loss))


def pick(cross, other, training):
    """Messages with one right text each, and claims that stand between."""
    pairs, seen = [], set()
    while len(pairs) < BATCH:
        which = CHANCE.random()
        at = int(CHANCE.choice(cross if which < CROSS else other if which < HAND_WRITTEN else training))
        key = QUERIES[at]["key"]
        if key in seen:
            continue
        seen.add(key)
        right = ENTRY[key]
        if key in ENGLISH and QUERIES[at]["kind"] != "cross-en" and CHANCE.random() < 0.3:
            right = ENGLISH[key]
        pairs.append((at, right))
    between, own = [], {OWNER[QUERIES[at]["key"]] for at, _ in pairs}
    for at, _ in pairs:
        # Not the two nearest: they may say the same.
        near = QUERIES[at]["hard"]
        for _ in range(10):
            chosen = near[int(CHANCE.integers(2, len(near)))]
            if OF_DOC[chosen] not in own and chosen not in between:
                between.append(chosen)
                break
    between = between[:CROWD]
    others = [at for at in HAND if OF_DOC[at] not in own]
    while len(between) < CROWD:
        chosen = int(CHANCE.choice(others))
        if chosen not in between:
            between.append(chosen)
    return pairs, between


def train():
    learned = {"l": begin(), "W": jnp.asarray(first_matrix(OF_BASIS, OF_HAND), jnp.float32)}
    rates = {"l": jax.tree.map(lambda _: RATE, learned["l"]), "W": LINEAR_RATE}

    @jax.jit
    def adam(learned, gradient, m, v, step, factor):
        m = jax.tree.map(lambda a, b: 0.9 * a + 0.1 * b, m, gradient)
        v = jax.tree.map(lambda a, b: 0.99 * a + 0.01 * b * b, v, gradient)

        def moved(x, a, b, rate):
            return x - factor * rate * (a / (1 - 0.9**step)) / (jnp.sqrt(b / (1 - 0.99**step)) + 1e-8)

        return jax.tree.map(moved, learned, m, v, rates), m, v

    m = v = jax.tree.map(jnp.zeros_like, learned)
    cross = [at for at in LEARNED if QUERIES[at]["kind"] == "cross-en"]
    other = [at for at in LEARNED if QUERIES[at]["kind"] not in ("cross-en", "ctq")]
    training = [at for at in LEARNED if QUERIES[at]["kind"] == "ctq"]
    began, losses = time.time(), []
    for step in range(1, GIVEN.steps + 1):
        pairs, between = pick(cross, other, training)
        messages = batch([len(DOCS) + at for at, _ in pairs], MESSAGE)
        claims, crowd = batch([doc for _, doc in pairs], CLAIM), batch(between, CLAIM)
        right = np.arange(len(pairs))
        of_claim = np.array([OF_DOC[doc] for _, doc in pairs] + [OF_DOC[doc] for doc in between])
        of_message = np.array([OWNER[QUERIES[at]["key"]] for at, _ in pairs])
        block = of_message[:, None] == of_claim[None, :]
        block[right, right] = False
        value, gradient = GRADIENT(learned, *messages, *claims, *crowd, jnp.asarray(right), jnp.asarray(block))
        factor = min(1.0, step / 8) * min(1.0, (GIVEN.steps - step + 1) / (GIVEN.steps * 0.6))
        learned, m, v = adam(learned, gradient, m, v, float(step), factor)
        losses.append(float(value))
        if step % 10 == 0:
            print(f"step {step}: loss {np.mean(losses[-20:]):.4f}, {time.time() - began:.0f} s", flush=True)
    return learned["l"]


def linear_and_ranks(tag, messages, claims, crowd, asked, wanted):
    """The linear part fitted anew, as the trainer of the matcher does it, and the ranks of the claims of messages that nothing was learned from."""
    of_messages, of_claims = messages.mean(0), np.stack(list(claims.values())).mean(0)
    matrix = jnp.asarray(first_matrix(messages, claims), jnp.float32)
    keys, own = list(claims), np.stack(list(claims.values()))
    chance = np.random.default_rng(1)
    others = [at for at in crowd if DOCS[at]["kind"] in ("ct", "ti")]
    of_others = np.stack([crowd[at] for at in others])

    def lost(matrix, q, p, block, right):
        scores = bend(matrix, q, of_messages) @ bend(matrix, p, of_claims).T
        return -jax.nn.log_softmax(jnp.where(block, -1e9, scores / 0.05), 1)[jnp.arange(len(q)), right].mean()

    gradient = jax.jit(jax.grad(lost))
    m = v = jnp.zeros_like(matrix)
    for step in range(1, 111):
        chosen, right = chance.integers(0, len(BASIS), 128), []
        for row in chosen:
            key = QUERIES[BASIS[row]]["key"]
            english = ENGLISH.get(key)
            if english in claims and QUERIES[BASIS[row]]["kind"] != "cross-en" and chance.random() < 0.5:
                right.append(english)
            else:
                right.append(ENTRY[key])
        some = chance.choice(len(of_others), min(1024, len(of_others)), replace=False)
        p = np.concatenate([np.stack([claims[at] for at in right]), own, of_others[some]])
        of_p = np.concatenate([OF_DOC[right], OF_DOC[keys], OF_DOC[others][some]])
        of_q = np.array([OWNER[QUERIES[BASIS[row]]["key"]] for row in chosen])
        block = of_q[:, None] == of_p[None]
        block[np.arange(128), np.arange(128)] = False
        g = gradient(matrix, messages[chosen], p, jnp.asarray(block), jnp.arange(128))
        m, v = 0.9 * m + 0.1 * g, 0.99 * v + 0.01 * g * g
        matrix = matrix - 1e-3 * min(1, (110 - step) / 55) * (m / (1 - 0.9**step)) / (jnp.sqrt(v / (1 - 0.99**step)) + 1e-8)
    among = sorted(crowd)
    scores = np.asarray(bend(matrix, asked, of_messages) @ bend(matrix, np.stack([crowd[at] for at in among]), of_claims).T)
    place = np.array([among.index(ENTRY[QUERIES[at]["key"]]) for at in wanted])
    ranks = (scores > scores[np.arange(len(wanted)), place][:, None]).sum(1)
    for kind in ("cross-en", "paraphrase"):
        of_kind = ranks[[row for row, at in enumerate(wanted) if QUERIES[at]["kind"] == kind]]
        shares = ", ".join(f"S@{most} {(of_kind < most).mean():.3f}" for most in (1, 5, 20))
        print(f"  {tag}, {len(of_kind)} {kind} among {len(among)}: {shares}", flush=True)


def compare(change):
    wanted = [at for at, x in enumerate(QUERIES) if x["fold"] in WITHOUT and x["kind"] in ("cross-en", "paraphrase")]
    home = {at for at, doc in enumerate(DOCS) if doc["kind"] == "home" and doc["key"][0] == "home"}
    near = {doc for at in wanted for doc in QUERIES[at]["hard"]}
    rest = [at for at, doc in enumerate(DOCS) if doc["kind"] in ("ct", "ti") and at not in home | near]
    others = set(np.random.default_rng(5).permutation(rest)[:3600].tolist())
    hand = list(OF_HAND)
    asked = np.stack([now(QUERIES[at]) for at in wanted])
    messages = encode(change, [len(DOCS) + at for at in BASIS])
    claims = dict(zip(hand, encode(change, hand)))
    asked_after = encode(change, [len(DOCS) + at for at in wanted])
    for says, crowd in (("the nearest of the crowd", home | near), ("others of the crowd", home | others)):
        print(says)
        linear_and_ranks("before", OF_BASIS, OF_HAND, {at: now(DOCS[at]) for at in crowd}, asked, wanted)
        after = dict(zip(sorted(crowd), encode(change, sorted(crowd))))
        linear_and_ranks("after", messages, claims, after, asked_after, wanted)


change = train()
kept = {"K": FIRST, "lora": jax.tree.map(np.asarray, change), "scale": SCALE, "without": GIVEN.without, "steps": GIVEN.steps}
GIVEN.out.write_bytes(pickle.dumps(kept))
if WITHOUT:
    compare(change)
