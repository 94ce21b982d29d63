"""Verifies what Saksi wrote with Python packages made by others.

    check.py make FOLDER     OpenTimestamps proofs for Saksi to read, by opentimestamps
    check.py verify FOLDER   checkpoints, cosignatures, proofs and tiles by aics-tlog; records by rfc8785; .ots by opentimestamps

Prints how many of each kind hold; ends with an error at the first that does not. Changed copies must not hold.
"""

import base64
import hashlib
import json
import sys
from pathlib import Path

import rfc8785
from opentimestamps.core.notary import BitcoinBlockHeaderAttestation, PendingAttestation
from opentimestamps.core.op import OpAppend, OpPrepend, OpRIPEMD160, OpSHA256
from opentimestamps.core.serialize import BytesDeserializationContext, BytesSerializationContext
from opentimestamps.core.timestamp import DetachedTimestampFile, Timestamp


def written(proof: DetachedTimestampFile) -> bytes:
    context = BytesSerializationContext()
    proof.serialize(context)
    return context.getbytes()


def make(folder: Path) -> None:
    stamp = Timestamp(hashlib.sha256(b"made by others").digest())
    nonced = stamp.ops.add(OpAppend(b"nonce")).ops.add(OpSHA256())
    nonced.attestations.add(PendingAttestation("https://calendar.example/path"))
    block = nonced.ops.add(OpPrepend(b"left")).ops.add(OpSHA256()).ops.add(OpAppend(b"right")).ops.add(OpSHA256())
    block.attestations.add(BitcoinBlockHeaderAttestation(358391))
    nonced.ops.add(OpRIPEMD160()).attestations.add(PendingAttestation("https://other.example"))
    (folder / "others.ots").write_bytes(written(DetachedTimestampFile(OpSHA256(), stamp)))


def records(folder: Path) -> None:
    held = 0
    for path in sorted(folder.glob("records/*.json")):
        data = path.read_bytes()
        value = json.loads(data)
        assert rfc8785.dumps(value) == data, path
        value["reason"] += "!"
        assert rfc8785.dumps(value) != data, path
        held += 1
    print(f"records canonical\t{held}")


def stamps(folder: Path) -> None:
    held = 0
    for path in sorted(folder.glob("records/*.ots")):
        data = path.read_bytes()
        proof = DetachedTimestampFile.deserialize(BytesDeserializationContext(data))
        record = path.with_suffix(".json").read_bytes()
        assert proof.timestamp.msg == hashlib.sha256(record).digest(), path
        kinds = sorted(type(attestation).__name__ for _, attestation in proof.timestamp.all_attestations())
        assert kinds == ["BitcoinBlockHeaderAttestation", "PendingAttestation", "PendingAttestation"], kinds
        held += 1
    assert (folder / "others.again.ots").read_bytes() == (folder / "others.ots").read_bytes()
    print(f"OpenTimestamps proofs\t{held + 1}")


def log(folder: Path) -> None:
    try:
        import aics_tlog
    except ImportError:
        # It asks for Python 3.12.
        return
    from aics_tlog import DirectoryTileStore, audit_tiles, parse_note, parse_vkey

    key = parse_vkey((folder / "log.key").read_text().strip())
    witnesses = [parse_vkey(line) for line in (folder / "witness.keys").read_text().split()]

    def opened(data: bytes):
        return aics_tlog.verify_checkpoint(parse_note(data), key, witnesses, quorum=2)

    data = (folder / "checkpoint").read_bytes()
    result = opened(data)
    assert result.ok, result
    checkpoint, signed = result, result.cosignature_count
    assert signed == len(witnesses), result
    refused = 0
    for at in range(len(data)):
        changed = bytearray(data)
        changed[at] ^= 1
        try:
            other = opened(bytes(changed))
        except ValueError:
            other = None
        # One cosignature of three may be lost without harm; nothing else may.
        held = other is not None and other.ok
        assert not held or (other.size, other.root) == (checkpoint.size, checkpoint.root), at
        assert not held or other.cosignature_count < signed, at
        refused += not held
    assert refused > len(data) // 2
    print("checkpoints by aics-tlog\t1")

    hashes = lambda text: [base64.b64decode(one) for one in text.split(",")] if text else []
    held = 0
    for line in (folder / "inclusion").read_text().splitlines():
        index, entry, proof = line.split("\t")
        arguments = (int(index), checkpoint.size, hashes(proof), checkpoint.root)
        assert aics_tlog.verify_leaf_inclusion(bytes.fromhex(entry), *arguments), index
        assert not aics_tlog.verify_leaf_inclusion(b"another", *arguments), index
        held += 1
    print(f"inclusion proofs by aics-tlog\t{held}")
    held = 0
    for line in (folder / "consistency").read_text().splitlines():
        size, root, proof = line.split("\t")
        root = base64.b64decode(root)
        assert aics_tlog.verify_consistency(int(size), checkpoint.size, root, checkpoint.root, hashes(proof)), size
        held += 1
    print(f"consistency proofs by aics-tlog\t{held}")

    # An offline proof file, taken apart here and verified there.
    held = 0
    for path in sorted(folder.glob("records/*.tlog-proof")):
        head, note = path.read_text().split("\n\n", 1)
        magic, index, *proof = head.split("\n")
        assert magic == "c2sp.org/tlog-proof@v1" and index.startswith("index "), path
        result = opened(note.encode())
        assert result.ok, path
        entry = hashlib.sha256(path.with_suffix(".json").read_bytes()).digest()
        path_of = [base64.b64decode(one) for one in proof]
        arguments = (int(index[6:]), result.size, path_of, result.root)
        assert aics_tlog.verify_leaf_inclusion(entry, *arguments), path
        held += 1
    print(f"proof files by aics-tlog\t{held}")
    if checkpoint.size <= 100_000:
        audit_tiles(DirectoryTileStore(folder), checkpoint.size, checkpoint.root)
        print("whole logs audited by aics-tlog\t1")


if __name__ == "__main__":
    what, folder = sys.argv[1], Path(sys.argv[2])
    if what == "make":
        make(folder)
    else:
        records(folder)
        stamps(folder)
        log(folder)
