"""Servers and a name server that mean harm, on a network of their own, and `saksi capture` sent to them.

hostile.py PROGRAM FOLDER [short]: to be started in a network namespace that has the addresses below on its loopback and takes names from
127.0.0.1. One public address is hostile; behind all others, which a server of the public internet must never lead to, traps listen. Prints a
line of JSON for each case: what, whether it went as it must, what was said, seconds, megabytes of memory.
"""

import concurrent.futures
import functools
import io
import json
import os
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time
import zipfile
import zlib

PUBLIC = "93.184.216.34"
TRAPS = ["127.0.0.1", "10.0.0.7", "192.168.1.1", "169.254.169.254", "100.64.0.1"]
MANY = 10_000

# Variables of whoever runs this are no settings of the program.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("SAKSI_")}

lock = threading.Lock()
trapped, asked, looked_up = [], {}, {}

NAMES = {
    "hostile.example": [PUBLIC],
    "inside.example": ["10.0.0.7"],
    "mixed.example": [PUBLIC, "169.254.169.254"],
    "carrier.example": ["100.64.0.1"],
    "zero.example": ["0.0.0.0"],
}
MAPPED = {"mapped.example": "::ffff:169.254.169.254", "embedded.example": "64:ff9b::a9fe:a9fe"}

# Where a redirect or a picture may try to lead.
INWARD = {
    "metadata": "http://169.254.169.254/latest/meta-data/",
    "decimal": "http://2852039166/latest/meta-data/",
    "octal": "http://0251.0376.0251.0376/",
    "hexadecimal": "http://0xA9.0xFE.0xA9.0xFE/",
    "mapped": "http://[::ffff:169.254.169.254]/",
    "itself": "http://127.0.0.1/",
    "short": "http://127.1/",
    "localhost": "http://localhost/",
    "private": "http://10.0.0.7/",
    "router": "http://192.168.1.1/",
    "name": "http://inside.example/",
    "two": "http://mixed.example/",
    "six": "http://mapped.example/",
    "file": "file:///etc/passwd",
    "zero": "http://zero.example/",
}


def names(udp):
    """Answers questions of type A and AAAA. A name that begins with `rebind` leads outside once, and inside ever after."""
    while True:
        question, at = udp.recvfrom(512)
        labels, place = [], 12
        while question[place]:
            labels.append(question[place + 1 : place + 1 + question[place]].decode())
            place += 1 + question[place]
        kind = struct.unpack(">H", question[place + 1 : place + 3])[0]
        name = ".".join(labels).lower()
        found = []
        if kind == 1 and name.startswith("rebind"):
            with lock:
                looked_up[name] = looked_up.get(name, 0) + 1
                found = [socket.inet_aton(PUBLIC if looked_up[name] == 1 else "127.0.0.1")]
        elif kind == 1:
            found = [socket.inet_aton(address) for address in NAMES.get(name, [])]
        elif kind == 28 and name in MAPPED:
            found = [socket.inet_pton(socket.AF_INET6, MAPPED[name])]
        known = found or name in NAMES or name in MAPPED or name.startswith("rebind")
        answer = question[:2] + struct.pack(">HHHHH", 0x8180 if known else 0x8183, 1, len(found), 0, 0) + question[12 : place + 5]
        for address in found:
            answer += b"\xc0\x0c" + struct.pack(">HHIH", kind, 1, 0, len(address)) + address
        udp.sendto(answer, at)


def listen(address, port, act):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    server = socket.socket(family, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind((address, port))
    server.listen(128)

    def forever():
        while True:
            connection, _ = server.accept()
            threading.Thread(target=quietly, args=(act, connection), daemon=True).start()

    threading.Thread(target=forever, daemon=True).start()


def quietly(act, connection):
    try:
        act(connection)
    except OSError:
        pass
    finally:
        connection.close()


def trap(where):
    def act(connection):
        with lock:
            trapped.append(where)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret")

    return act


def head_of(connection):
    head = b""
    while b"\r\n\r\n" not in head:
        more = connection.recv(4096)
        if not more:
            return ""
        head += more
        # Not HTTP: whoever begins with TLS is hung up on.
        if not head[:1].isalpha():
            return ""
    return head.decode("latin-1")


def html(body):
    page = f"<!doctype html><title>Page</title>{body}".encode()
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(page) + page


def hostile(connection):
    head = head_of(connection)
    if not head:
        return
    path = head.split(" ")[1]
    kind = path.strip("/").split("/")[0]
    with lock:
        asked[kind] = asked.get(kind, 0) + 1
    if kind == "to":
        to = INWARD[path.split("/")[2]]
        connection.sendall(f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
    elif kind == "many":
        step = int(path.split("/")[2] or 0) + 1
        to = "/end" if step > MANY else f"/many/{step}"
        connection.sendall(f"HTTP/1.1 301 Moved\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
    elif kind == "page":
        links = "".join(f"<img src='{to}'><link rel=stylesheet href='{to}'>" for to in INWARD.values())
        connection.sendall(html(links + "<p>Words of the page"))
    elif kind == "rebind":
        connection.sendall(html("".join(f"<img src=/picture-{number}.png>" for number in range(20))))
    elif kind == "endless":
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            connection.sendall(b"a" * 65536)
    elif kind == "chunks":
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            connection.sendall(b"1\r\na\r\n" * 4096)
    elif kind == "heads":
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            connection.sendall(b"X-More: " + b"a" * 1000 + b"\r\n")
    elif kind == "bomb":
        made = bomb()
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(made) + made)
    elif kind == "drip":
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
        while True:
            connection.sendall(b"a")
            time.sleep(0.2)
    elif kind == "silent":
        time.sleep(600)
    else:
        connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


@functools.cache
def bomb():
    """A gigabyte of nothing, in a megabyte."""
    made = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b"\0" * (1 << 20)
    return b"".join(made.compress(block) for _ in range(1024)) + made.flush()


def tls(context):
    def act(connection):
        with context.wrap_socket(connection, server_side=True) as secured:
            head_of(secured)
            secured.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret")

    return act


def contexts(folder):
    """A certificate that nobody vouches for, and one that ended."""
    for port, days in [(443, ["-days", "30"]), (8443, ["-not_before", "20200101000000Z", "-not_after", "20210101000000Z"])]:
        key, certificate = os.path.join(folder, f"{port}.key"), os.path.join(folder, f"{port}.pem")
        make = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=hostile.example"]
        make += ["-addext", "subjectAltName=DNS:hostile.example", "-keyout", key, "-out", certificate]
        if subprocess.run(make + days, capture_output=True).returncode:
            subprocess.run(make + ["-days", "1"], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        yield port, context


def cases(short):
    """What, the address, more words for the program, exit statuses, a word that must be said, most seconds."""
    refusal = {name: "only http and https" if name == "file" else "not fetched" for name in INWARD}
    for name, address in INWARD.items():
        yield f"refused: {name}", address, [], (1,), refusal[name], 20
    for name, address, says in [
        ("carrier's network", "http://carrier.example/", "not fetched"),
        ("translated address", "http://embedded.example/", "not fetched"),
        ("password", "http://name:word@hostile.example/page", "without a password"),
        ("port of mail", "http://hostile.example:25/", "port 25"),
        ("unknown certificate", "https://hostile.example/", "could not be trusted"),
        ("ended certificate", "https://hostile.example:8443/", "could not be trusted"),
        ("TLS where there is none", "https://hostile.example:80/", "nothing was captured"),
        ("name that is not known", "http://nobody.example/", "is not known"),
    ]:
        yield f"refused: {name}", address, [], (1,), says, 90
    for name in INWARD:
        yield f"redirect: {name}", f"http://hostile.example/to/{name}", [], (3,), refusal[name], 45
    yield "pictures and styles inside", "http://hostile.example/page", [], (0, 3), "not fetched", 60
    yield "rebinding", "http://rebind.example/rebind", [], (0, 3), "leads to 127.0.0.1", 60
    yield "10,000 redirects", "http://hostile.example/many/", ["--alone"], (3,), "", 60
    yield "endless body", "http://hostile.example/endless", ["--alone", "--most", "2"], (3,), "more than 2097152 bytes", 60
    yield "endless chunks", "http://hostile.example/chunks", ["--alone", "--most", "2"], (3,), "more than 2097152 bytes", 200
    yield "endless head", "http://hostile.example/heads", ["--alone"], (1,), "not HTTP", 60
    yield "gzip bomb", "http://hostile.example/bomb", [], (0, 3), "", 60
    if not short:
        yield "drip", "http://hostile.example/drip", ["--alone"], (3,), "too slow", 240
        yield "silence", "http://hostile.example/silent", ["--alone"], (1,), "too slow", 240


def run(program, folder, number, case):
    what, address, more, statuses, says, most = case
    into = os.path.join(folder, f"{number}.wacz")
    begun = time.monotonic()
    child = subprocess.Popen(
        [program, "capture", "--into", into, *more, address], cwd=folder, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    timer = threading.Timer(most + 60, child.kill)
    timer.start()
    said = child.stdout.read().decode(errors="replace")
    _, status, used = os.wait4(child.pid, 0)
    timer.cancel()
    seconds = time.monotonic() - begun
    code = os.waitstatus_to_exitcode(status)
    right = code in statuses and seconds <= most and says in said and b"secret" not in bytes_of(into)
    return {
        "what": what, "right": right, "status": code, "seconds": round(seconds, 1), "megabytes": round(used.ru_maxrss / 1024),
        "said": said.strip()[-400:],
    }


def bytes_of(path):
    """What was captured, unpacked."""
    if not os.path.exists(path):
        return b""
    data, plain = zipfile.ZipFile(path).read("archive/data.warc.gz"), io.BytesIO()
    while data:
        member = zlib.decompressobj(31)
        plain.write(member.decompress(data))
        data = member.unused_data
    return plain.getvalue()


def main(program, folder, short=""):
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind(("127.0.0.1", 53))
    threading.Thread(target=names, args=(udp,), daemon=True).start()
    for address in TRAPS:
        for port in (80, 443, 25):
            listen(address, port, trap(f"{address}:{port}"))
    listen("::1", 80, trap("[::1]:80"))
    listen(PUBLIC, 80, hostile)
    listen(PUBLIC, 25, trap("port 25"))
    for port, context in contexts(folder):
        listen(PUBLIC, port, tls(context))
    bomb()
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda pair: run(program, folder, *pair), enumerate(cases(bool(short)))):
            print(json.dumps(found), flush=True)
    print(json.dumps({"trapped": trapped, "redirects": asked.get("many", 0), "rebound": looked_up.get("rebind.example", 0)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
