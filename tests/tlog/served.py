"""Looks at the log of a running server with aics-tlog, over HTTP, as anybody may.

    served.py URL FOLDER

URL is that of the log (https://…/log). FOLDER may hold `seen`: checkpoints that were published earlier, one after another, each before a line
of `---`; the log must have grown out of every one of them. It may hold `entries`: hashes that must be in the log, in hexadecimal, one a
line; the server's offline proof of each is taken apart and verified. Prints how many of each hold; ends with an error at the first that
does not.
"""

import base64
import sys
import urllib.request
from pathlib import Path

import aics_tlog
from aics_tlog import audit_tiles, parse_note, parse_vkey
from aics_tlog.remote import HttpTileReader
from aics_tlog.tree import MerkleTree
from aics_tlog.verified import VerifiedTileReader


def fetched(url: str) -> str:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.read().decode()


def main(url: str, folder: Path) -> None:
    key = next(line.split(" ")[1] for line in fetched(f"{url}/policy").splitlines() if line.startswith("log "))
    key = parse_vkey(key)
    reader = HttpTileReader([url], proxies={})

    def opened(note: str):
        result = aics_tlog.verify_checkpoint(parse_note(note), key, [], quorum=0)
        assert result.ok, (result, note)
        return result

    newest = opened(reader.read_checkpoint().decode())
    print(f"size\t{newest.size}")
    audit_tiles(reader, newest.size, newest.root)
    print("whole logs audited\t1")
    verified = VerifiedTileReader(reader, newest.size, newest.root)
    entries = [verified.entry(index) for index in range(newest.size)]
    tree = MerkleTree(entries)
    assert tree.root() == newest.root
    assert tree.root(newest.size - 1) != newest.root if newest.size > 1 else True

    held = 0
    seen = (folder / "seen").read_text().split("---\n") if (folder / "seen").is_file() else []
    for note in filter(str.strip, seen):
        earlier = opened(note)
        assert earlier.size <= newest.size, f"the log shrank from {earlier.size} to {newest.size}"
        assert tree.root(earlier.size) == earlier.root, f"the log forked at {earlier.size}"
        held += 1
    print(f"earlier checkpoints\t{held}")

    held = 0
    wanted = (folder / "entries").read_text().split() if (folder / "entries").is_file() else []
    for entry in wanted:
        head, note = fetched(f"{url}/proof/{entry}").split("\n\n", 1)
        magic, index, *proof = head.split("\n")
        assert magic == "c2sp.org/tlog-proof@v1", magic
        result = opened(note)
        path = [base64.b64decode(one) for one in proof]
        data = bytes.fromhex(entry)
        assert aics_tlog.verify_leaf_inclusion(data, int(index[6:]), result.size, path, result.root), entry
        assert not aics_tlog.verify_leaf_inclusion(data[::-1], int(index[6:]), result.size, path, result.root), entry
        assert entries[int(index[6:])] == data, entry
        held += 1
    print(f"proofs of entries\t{held}")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), Path(sys.argv[2]))
