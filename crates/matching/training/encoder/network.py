"""What the scripts beside share: the model as JAX sees it, vectors that `saksi match vectors` wrote, the hand-written claims.

One thread each: JAX gives the same numbers in every run only then.
"""

import json
import os
import pathlib
import struct

os.environ.setdefault(
    "XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
)

import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
import numpy as np  # noqa: E402

TRAINING = pathlib.Path(__file__).resolve().parent.parent
HEADS, WIDTH, WIDE, LAYERS, BLOCK = 12, 384, 1536, 12, 32
# The matrices of a layer, with what goes in and what comes out, in the order in which Saksi reads their changes.
MATRICES = [
    ("attn_q", WIDTH, WIDTH),
    ("attn_k", WIDTH, WIDTH),
    ("attn_v", WIDTH, WIDTH),
    ("attn_output", WIDTH, WIDTH),
    ("ffn_up", WIDTH, WIDE),
    ("ffn_down", WIDE, WIDTH),
]
F32, Q4_0, Q8_0 = 0, 2, 8


def directory(raw):
    """The tensors of a GGUF file: name, shape with rows first, kind, place; the end of the head; where tensors begin."""
    at = 4
    _, tensors, keys = struct.unpack_from("<IQQ", raw, at)
    at += 20

    def text():
        nonlocal at
        (length,) = struct.unpack_from("<Q", raw, at)
        found = bytes(raw[at + 8 : at + 8 + length]).decode()
        at += 8 + length
        return found

    for _ in range(keys):
        text()
        (kind,) = struct.unpack_from("<I", raw, at)
        at += 4
        if kind == 8:
            text()
        else:
            at += {4: 4, 6: 4, 7: 1}[kind]
    head = at
    found = []
    for _ in range(tensors):
        name = text()
        (sides,) = struct.unpack_from("<I", raw, at)
        shape = struct.unpack_from(f"<{sides}Q", raw, at + 4)[::-1]
        kind, place = struct.unpack_from("<IQ", raw, at + 4 + 8 * sides)
        at += 16 + 8 * sides
        found.append((name, shape, kind, place))
    return found, head, (at + 31) // 32 * 32


def four_bits(blocks):
    """The numbers of Q4_0 blocks."""
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
    return np.concatenate([low.astype(np.float32) - 8, high.astype(np.float32) - 8], 1) * scale


def tensors(path):
    """The tensors of a GGUF file; the table of pieces stays in its blocks."""
    raw = memoryview(np.memmap(path, dtype=np.uint8, mode="r"))
    listed, _, start = directory(raw)
    found = {}
    for name, shape, kind, place in listed:
        count = int(np.prod(shape))
        if kind == F32:
            found[name] = np.frombuffer(raw, "<f4", count, start + place).reshape(shape)
            continue
        blocks = np.frombuffer(raw, np.uint8, count // BLOCK * 18, start + place).reshape(-1, 18)
        found[name] = blocks if name == "token_embd.weight" else four_bits(blocks).reshape(shape)
    return found


def load(path):
    """All tensors, and the layers as the functions below take them."""
    found = tensors(path)
    layers = []
    for at in range(LAYERS):
        layer = {}
        for name, _, _ in MATRICES:
            layer[name + ".w"] = jnp.asarray(found[f"blk.{at}.{name}.weight"].T.copy())
            layer[name + ".b"] = jnp.asarray(found[f"blk.{at}.{name}.bias"])
        for short, name in (("n1", "attn_output_norm"), ("n2", "layer_output_norm")):
            layer[short + ".w"] = jnp.asarray(found[f"blk.{at}.{name}.weight"])
            layer[short + ".b"] = jnp.asarray(found[f"blk.{at}.{name}.bias"])
        layers.append(layer)
    return found, layers


def norm(x, scale, shift):
    mean = x.mean(-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(-1, keepdims=True)
    return (x - mean) * jax.lax.rsqrt(variance + 1e-12) * scale + shift


def linear(weights, change, name, x, scale):
    y = x @ weights[name + ".w"] + weights[name + ".b"]
    if change is not None:
        y = y + ((x @ change[name][0]) @ change[name][1]) * scale
    return y


def layer(weights, x, mask, change=None, scale=1.0):
    rows, length, _ = x.shape
    q, k, v = (
        linear(weights, change, name, x, scale).reshape(rows, length, HEADS, 32).transpose(0, 2, 1, 3)
        for name in ("attn_q", "attn_k", "attn_v")
    )
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(32.0) + (1 - mask)[:, None, None, :] * -1e9
    seen = (jax.nn.softmax(scores, -1) @ v).transpose(0, 2, 1, 3).reshape(rows, length, WIDTH)
    x = norm(x + linear(weights, change, "attn_output", seen, scale), weights["n1.w"], weights["n1.b"])
    inner = jax.nn.gelu(linear(weights, change, "ffn_up", x, scale), approximate=False)
    return norm(x + linear(weights, change, "ffn_down", inner, scale), weights["n2.w"], weights["n2.b"])


@jax.jit
def run(layers, x, mask):
    for weights in layers:
        x = layer(weights, x, mask)
    return x


def pool(x, mask):
    mean = (x * mask[..., None]).sum(1) / mask.sum(1)[:, None]
    return mean / jnp.linalg.norm(mean, axis=-1, keepdims=True)


def embed(found, pieces):
    """What goes into the first layer."""
    rows, length = pieces.shape
    blocks = WIDTH // BLOCK
    at = (pieces[..., None] * blocks + np.arange(blocks)).reshape(-1)
    x = four_bits(found["token_embd.weight"][at]).reshape(rows, length, WIDTH)
    x = x + found["position_embd.weight"][:length] + found["token_types.weight"][0]
    mean = x.mean(-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(-1, keepdims=True)
    scale, shift = found["token_embd_norm.weight"], found["token_embd_norm.bias"]
    return (x - mean) / np.sqrt(variance + 1e-12) * scale + shift


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def entry(claim, title):
    """The text of an entry, as Saksi puts it together."""
    return claim if not title.strip() else claim + " " + title


def fnv(text):
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


class Vectors:
    """Files that `saksi match vectors` wrote."""

    def __init__(self, paths):
        self.found = {}
        for path in paths:
            raw = pathlib.Path(path).read_bytes()
            width, count = struct.unpack_from("<II", raw, 8)
            keys = np.frombuffer(raw, "<u8", count, 16)
            vectors = np.frombuffer(raw, "<f4", count * width, 16 + 8 * count).reshape(count, width)
            self.found.update(zip((int(key) for key in keys), vectors))

    def of(self, role, text):
        return self.found.get(fnv(role + ": " + text))


def hand_written():
    """Claims and messages with their folds, as the trainer of the matcher numbers them, those of `further/` with them."""
    claims, messages = [], []
    for path in sorted(TRAINING.glob("*.jsonl")):
        further = {line["id"]: line["messages"] for line in lines(path.parent / "further" / path.name)}
        for number, line in enumerate(lines(path)):
            own = None
            if line.get("claim"):
                own = len(claims)
                claims.append({name: line.get(name, "") for name in ("id", "lang", "claim", "title", "en")} | {"fold": number % 5})
            for source, some in (("main", line["messages"]), ("further", further.get(line["id"], []))):
                for message in some:
                    right = own is not None and message["kind"] not in ("near-miss", "unrelated")
                    messages.append(
                        {"fold": number % 5, "text": message["text"], "kind": message["kind"], "of": own, "right": right, "src": source}
                    )
    return claims, messages
