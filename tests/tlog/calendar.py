"""A calendar of OpenTimestamps that is made of the `opentimestamps` package, asked by the program over HTTP.

    calendar.py PROGRAM FOLDER

The program records a file and hands the state of its log in; what it packed is read back by the package. Then a block comes and some time
passes, the program asks again, and what it kept must lead to the root of that block, and to no other. Prints how many of each kind held;
ends with an error at the first that does not.
"""

import hashlib
import os
import sqlite3
import subprocess
import sys
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bitcoin.core import CBlockHeader
from opentimestamps.core.notary import BitcoinBlockHeaderAttestation, PendingAttestation
from opentimestamps.core.op import OpAppend, OpPrepend, OpSHA256
from opentimestamps.core.serialize import BytesDeserializationContext, BytesSerializationContext
from opentimestamps.core.timestamp import DetachedTimestampFile, Timestamp

KIND = "application/vnd.opentimestamps.v1"
HEIGHT = 912345


class Calendar(BaseHTTPRequestHandler):
    """What the calendars of others answer: a promise first, and what leads to the block once there is one."""

    promised: set = set()
    root = None

    def answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", KIND)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def stamp(self, stamp: Timestamp) -> None:
        context = BytesSerializationContext()
        stamp.serialize(context)
        self.answer(200, context.getbytes())

    def do_POST(self) -> None:
        digest = self.rfile.read(int(self.headers["Content-Length"]))
        assert self.path == "/digest" and self.headers["Accept"] == KIND and len(digest) == 32, self.path
        stamp = Timestamp(digest)
        commitment = stamp.ops.add(OpAppend(os.urandom(8))).ops.add(OpSHA256()).ops.add(OpPrepend(b"time"))
        commitment.attestations.add(PendingAttestation(f"http://{self.headers['Host']}"))
        self.promised.add(commitment.msg)
        self.stamp(stamp)

    def do_GET(self) -> None:
        assert self.headers["Accept"] == KIND, self.headers
        commitment = bytes.fromhex(self.path.removeprefix("/timestamp/"))
        if commitment not in self.promised or Calendar.root is None:
            self.answer(404, b"Pending confirmation in Bitcoin blockchain")
            return
        stamp = Timestamp(commitment)
        block = stamp.ops.add(OpSHA256()).ops.add(OpAppend(b"neighbour")).ops.add(OpSHA256())
        block.attestations.add(BitcoinBlockHeaderAttestation(HEIGHT))
        Calendar.root = block.msg
        self.stamp(stamp)

    def log_message(self, *_) -> None:
        pass


def read(proof: bytes, digest: bytes) -> list:
    found = DetachedTimestampFile.deserialize(BytesDeserializationContext(proof))
    assert found.timestamp.msg == digest, "it is the proof of something else"
    return list(found.timestamp.all_attestations())


def in_block(proof: bytes, digest: bytes, root: bytes) -> int:
    """How many attestations hold by the header of the block that they name."""
    header = CBlockHeader(hashMerkleRoot=root, nTime=1_760_000_000)
    held = 0
    for message, attestation in read(proof, digest):
        if isinstance(attestation, BitcoinBlockHeaderAttestation):
            assert attestation.height == HEIGHT, attestation
            held += attestation.verify_against_blockheader(message, header) == header.nTime
    return held


def main(program: str, folder: Path) -> None:
    (folder / "data").mkdir(parents=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Calendar)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    settings = {"SAKSI_TRANSPARENCY_CALENDARS": address, "SAKSI_TRANSPARENCY_PRIVATE": "true"}
    data, file = folder / "data", folder / "page.html"
    file.write_text("<p>What was posted.</p>")

    def saksi(*words: str) -> str:
        call = subprocess.run(
            [program, *words, "--data", str(data)], env={**os.environ, **settings}, capture_output=True, text=True
        )
        assert call.returncode == 0, call.stdout + call.stderr
        return call.stdout

    def pack(name: str) -> Path:
        saksi("pack", str(file), "--into", str(folder / name))
        return folder / name

    # What was packed: a promise for the state of the log beside it.
    with zipfile.ZipFile(pack("first.zip")) as packed:
        proof, under = packed.read("bitcoin/1/state.ots"), packed.read("bitcoin/1/record.tlog-proof").decode()
        readme = packed.read("README.txt").decode()
    state = "".join(line + "\n" for line in under.split("\n\n", 1)[1].splitlines()[:3]).encode()
    digest = hashlib.sha256(state).digest()
    kinds = [attestation for _, attestation in read(proof, digest)]
    assert kinds == [PendingAttestation(address)], kinds
    assert "ots upgrade bitcoin/1/state.ots" in readme, readme
    said = saksi("verify", str(folder / "first.zip"))
    assert "bitcoin/1/state.ots" in said and "shows nothing yet" in said, said
    print("promises read from packs\t1")

    # The block comes, and the time at which the program asks again.
    Calendar.root = b""
    with sqlite3.connect(data / "saksi.db") as database:
        assert database.execute("UPDATE transparency_calendar SET retry_at = 0").rowcount == 1
    pack("second.zip")
    with sqlite3.connect(data / "saksi.db") as database:
        rows = database.execute("SELECT digest, proof, height FROM transparency_calendar WHERE height IS NOT NULL").fetchall()
    assert [(row[0], row[2]) for row in rows] == [(digest, HEIGHT)], rows
    proof, root = rows[0][1], Calendar.root
    assert in_block(proof, digest, root) == 1
    said = saksi("verify", "--all")
    assert "1 states of the log lead to a block" in said, said
    print("proofs that lead to a block\t1")

    # A changed proof is of another digest, cannot be read, or leads to no root that the block has.
    refused = 0
    for at in range(31, len(proof)):
        changed = bytearray(proof)
        changed[at] ^= 1
        try:
            held = in_block(bytes(changed), digest, root)
        except Exception:
            held = 0
        refused += held == 0
    print(f"changed proofs refused\t{refused}")


main(sys.argv[1], Path(sys.argv[2]))
