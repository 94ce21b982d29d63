#!/usr/bin/env python3
"""Write trained changes as Saksi reads them.

Usage: python3 export.py --model DIR [--folder NEW] TRAINED.pkl... OUT.tuning

Of several changes the mean is written. With `--folder`, a copy of the model that has the change in it, in eight bits a number, is written
as well: `saksi model use NEW` opens it like any model of one's own.
"""

import argparse
import hashlib
import pathlib
import pickle
import shutil
import struct

import numpy as np

from network import BLOCK, F32, LAYERS, MATRICES, Q4_0, Q8_0, WIDE, WIDTH, directory, tensors


def eight_bits(numbers):
    """Q8_0 blocks, rounded as Saksi rounds."""
    blocks = numbers.astype(np.float32).reshape(-1, BLOCK)
    scale = (np.abs(blocks).max(1) / np.float32(127)).astype("<f2")
    wide = scale.astype(np.float32)[:, None]
    inverse = np.where(wide > 0, np.float32(1) / np.where(wide > 0, wide, 1), 0).astype(np.float32)
    steps = blocks * inverse
    steps = np.clip(np.trunc(steps + np.copysign(np.float32(0.5), steps)), -127, 127).astype(np.int8)
    return np.concatenate([scale[:, None].view(np.uint8), steps.view(np.uint8)], 1).tobytes()


def changed(path, changes):
    """A GGUF file with the changed matrices in eight bits."""
    raw = memoryview(np.memmap(path, dtype=np.uint8, mode="r"))
    listed, head, start = directory(raw)
    numbers = tensors(path)
    sizes = {F32: lambda count: count * 4, Q4_0: lambda count: count // BLOCK * 18}
    bodies, out = [], bytearray(raw[:head])
    place = 0
    for name, shape, kind, old in listed:
        if name in changes:
            kind, body = Q8_0, eight_bits(numbers[name] + changes[name])
        else:
            body = bytes(raw[start + old : start + old + sizes[kind](int(np.prod(shape)))])
        encoded = name.encode()
        out += struct.pack("<Q", len(encoded)) + encoded + struct.pack("<I", len(shape))
        out += struct.pack(f"<{len(shape)}Q", *shape[::-1]) + struct.pack("<IQ", kind, place)
        place += -(-len(body) // 32) * 32
        bodies.append(body)
    for body in bodies:
        out += bytes(-len(out) % 32) + body
    return bytes(out + bytes(-len(out) % 32))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True, type=pathlib.Path)
    parser.add_argument("--folder", type=pathlib.Path)
    parser.add_argument("trained", nargs="+", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    given = parser.parse_args()
    weights = given.model / "model.gguf"
    trained = [pickle.loads(path.read_bytes()) for path in given.trained]
    first = trained[0]["K"]
    rank = sum(one["lora"][0]["attn_q"][0].shape[1] for one in trained)
    out = b"SAKSITU1" + hashlib.sha256(weights.read_bytes()).digest()
    out += struct.pack("<5I", WIDTH, WIDE, LAYERS, first, rank)
    changes = {}
    for at in range(LAYERS - first):
        for name, _, _ in MATRICES:
            thin = np.concatenate([one["lora"][at][name][0] for one in trained], 1).astype("<f2")
            factors = np.concatenate([one["lora"][at][name][1] * one["scale"] / len(trained) for one in trained], 0).astype("<f2")
            out += thin.T.tobytes() + factors.tobytes()
            changes[f"blk.{first + at}.{name}.weight"] = (thin.astype(np.float32) @ factors.astype(np.float32)).T
    given.out.write_bytes(out)
    print(f"{given.out}: {len(out)} bytes, sha256 {hashlib.sha256(out).hexdigest()}")
    if given.folder:
        given.folder.mkdir(parents=True, exist_ok=True)
        for name in ("tokenizer.json", "config.json"):
            shutil.copyfile(given.model / name, given.folder / name)
        (given.folder / "model.gguf").write_bytes(changed(weights, changes))


if __name__ == "__main__":
    main()
