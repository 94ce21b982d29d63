"""Ten small sites with the habits of real ones, and the comparison of what they sent with what another program replays.

sites.py serve PORT LOG BYTES: serves site N at 127.0.0.(N+1) on one port; writes what it sent into LOG, one line of JSON for each answer.
BYTES is the length of the large file. Says "ready" when it listens.

sites.py compare REPLAY COLLECTION LOG: asks pywb for every address that was served and compares status, type, where it leads, cookies, and
the body, byte for byte. Prints a line of JSON.
"""

import gzip
import hashlib
import http.client
import json
import socketserver
import sys
import threading
import urllib.parse
import zlib

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
URDU = "گرم لیموں پانی پینے سے سرطان کے خلیے مر جاتے ہیں"
BYTES = 0


def page(body, head="", direction="ltr", language="en"):
    text = f"<!doctype html><html lang={language} dir={direction}><head><title>Site</title>{head}</head><body>{body}</body></html>"
    return text.encode()


def large():
    """Bytes that no compression makes smaller, the same ones every time."""
    state, left = hashlib.sha256(b"large"), BYTES
    while left > 0:
        block = hashlib.shake_256(state.digest() + str(left).encode()).digest(min(left, 1 << 20))
        left -= len(block)
        yield block


class Sent:
    """An answer. The body is what stands between head and end, as it is encoded, but without the form in which it was cut."""

    def __init__(self, body=b"", kind="text/html; charset=utf-8", status="200 OK", way="length", encoding="", fields=()):
        self.body, self.kind, self.status, self.way, self.encoding, self.fields = body, kind, status, way, encoding, fields


def moved(to, status="302 Found", fields=()):
    return Sent(b"", "", status, fields=[("Location", to), *fields])


def zipped(data):
    return gzip.compress(data, mtime=0)


def raw_deflate(data):
    made = zlib.compressobj(9, zlib.DEFLATED, 15)
    return made.compress(data) + made.flush()


CSS = b"body { background: url(/back.png?v=1) } @import url('/more.css');"

SITES = [
    # 1: a page with what it needs, addresses with queries.
    {
        "/": Sent(page("<p>One</p><img src=/a.png><script src='/s.js?x=1&y=2'></script>", "<link rel=stylesheet href=/s.css>")),
        "/a.png": Sent(PICTURE, "image/png"),
        "/s.js?x=1&y=2": Sent(b"document.title = 'One'", "text/javascript"),
        "/s.css": Sent(CSS, "text/css"),
        "/more.css": Sent(b"p { color: red }", "text/css"),
        "/back.png?v=1": Sent(PICTURE[::-1], "image/png"),
    },
    # 2: redirects, absolute, relative, permanent, with a body of their own.
    {
        "/": moved("/first"),
        "/first": moved("second?from=first", "301 Moved Permanently"),
        "/second?from=first": Sent(b"<a href=/third>moved</a>", status="307 Temporary Redirect", fields=[("Location", "/third")]),
        "/third": Sent(page("<p>Third</p><img src=/p.png>")),
        "/p.png": moved("/picture/p.png", "308 Permanent Redirect"),
        "/picture/p.png": Sent(PICTURE, "image/png"),
    },
    # 3: compression.
    {
        "/": Sent(zipped(page("<p>Zipped</p><img src=/a.svg>", "<link rel=stylesheet href=/d.css>")), encoding="gzip"),
        "/d.css": Sent(raw_deflate(b"p { color: blue }" * 500), "text/css", encoding="deflate"),
        "/a.svg": Sent(zipped(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "image/svg+xml", encoding="gzip"),
    },
    # 4: in chunks, with extensions; compressed in chunks. No trailers: warcio 1.8.1 takes them for a part of the body.
    {
        "/": Sent(page("<p>Chunked</p><img src=/c.png>" * 50, "<link rel=stylesheet href=/c.css>"), way="chunks"),
        "/c.png": Sent(PICTURE, "image/png", way="chunks"),
        "/c.css": Sent(zipped(b"p { margin: 0 }" * 800), "text/css", way="chunks", encoding="gzip"),
    },
    # 5: cookies.
    {
        "/": moved("/home", fields=[("Set-Cookie", "session=8f3a; Path=/; HttpOnly"), ("Set-Cookie", "seen=1; Max-Age=60")]),
        "/home": Sent(page("<p>Welcome back</p><img src=/c.png>"), fields=[("Set-Cookie", "language=th; Path=/home")]),
        "/c.png": Sent(PICTURE, "image/png", fields=[("Set-Cookie", "tracked=yes; Secure")]),
    },
    # 6: the same bytes under many addresses, which are kept once.
    {
        "/": Sent(page("".join(f"<img src=/same-{n}.png>" for n in range(6)) + "<img src=/same-0.png?again>")),
        **{f"/same-{n}.png": Sent(PICTURE, "image/png") for n in range(6)},
        "/same-0.png?again": Sent(PICTURE, "image/png", fields=[("X-Other", "head")]),
    },
    # 7: from right to left, in two encodings, with letters in addresses.
    {
        "/": Sent(page(f"<p>{URDU}</p><img src='/تصویر.png'><iframe src=/purana></iframe>", direction="rtl", language="ur")),
        "/%D8%AA%D8%B5%D9%88%DB%8C%D8%B1.png": Sent(PICTURE, "image/png"),
        "/purana": Sent("<p dir=rtl>مرحبا بالعالم".encode("cp1256"), "text/html; charset=windows-1256"),
    },
    # 8: a large file.
    {
        "/": Sent(page("<p>A film</p><video src=/film.mp4></video>")),
        "/film.mp4": Sent(large, "video/mp4"),
    },
    # 9: what is no page: a feed, a document, nothing at all, and what is not there.
    {
        "/": Sent(page("<img src=/missing.png><img src=/empty.gif><embed src=/d.pdf>", "<link rel=alternate type=application/atom+xml href=/feed.xml>")),
        "/missing.png": Sent(b"nothing here", "text/plain", "404 Not Found"),
        "/empty.gif": Sent(b"", "image/gif"),
        "/d.pdf": Sent(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 20, "application/pdf"),
        "/feed.xml": Sent(b"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>News</title></feed>", "application/atom+xml"),
    },
    # 10: an old server that ends the body by hanging up, and frames in frames.
    {
        "/": Sent(page("<iframe src=/inner></iframe><p>Outer</p>"), way="end"),
        "/inner": Sent(page("<picture><source srcset='/1.webp 1x, /2.webp 2x'><img src=/1.jpg></picture>"), way="end"),
        "/1.webp": Sent(PICTURE * 2, "image/webp", way="end"),
        "/2.webp": Sent(PICTURE * 3, "image/webp"),
        "/1.jpg": Sent(PICTURE * 4, "image/jpeg", fields=[("X-Long", "z" * 4000)]),
    },
]


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        line = self.rfile.readline(65536).decode("latin-1").split(" ")
        while self.rfile.readline(65536) not in (b"\r\n", b"\n", b""):
            pass
        if len(line) < 2:
            return
        host, port = self.server.server_address
        sent = self.server.site.get(line[1])
        if sent is None:
            self.wfile.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            return
        version = "HTTP/1.0" if sent.way == "end" else "HTTP/1.1"
        head = [f"{version} {sent.status}"]
        if sent.kind:
            head.append(f"Content-Type: {sent.kind}")
        if sent.encoding:
            head.append(f"Content-Encoding: {sent.encoding}")
        head += [f"{name}: {value}" for name, value in sent.fields]
        parts = [sent.body] if isinstance(sent.body, bytes) else sent.body()
        if sent.way == "chunks":
            head.append("Transfer-Encoding: chunked")
        elif sent.way == "length":
            head.append(f"Content-Length: {len(sent.body) if isinstance(sent.body, bytes) else BYTES}")
        head += ["Connection: close", "", ""]
        self.wfile.write("\r\n".join(head).encode())
        digest, length = hashlib.sha256(), 0
        for part in parts:
            digest.update(part)
            length += len(part)
            if sent.way == "chunks":
                for start in range(0, len(part), 1000):
                    piece = part[start : start + 1000]
                    self.wfile.write(f"{len(piece):x};name=value\r\n".encode() + piece + b"\r\n")
            else:
                self.wfile.write(part)
        if sent.way == "chunks":
            self.wfile.write(b"0\r\n\r\n")
        told = {
            "url": f"http://{host}:{port}{line[1]}",
            "status": int(sent.status.split(" ")[0]),
            "kind": sent.kind,
            "encoding": sent.encoding,
            "location": dict(sent.fields).get("Location", ""),
            "cookies": [value for name, value in sent.fields if name == "Set-Cookie"],
            "sha256": digest.hexdigest(),
            "bytes": length,
        }
        with LOCK:
            print(json.dumps(told), file=LOG, flush=True)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128


LOCK = threading.Lock()
LOG = None


def serve(port, log, size):
    global LOG, BYTES
    LOG, BYTES = open(log, "a", encoding="utf-8"), int(size)
    servers = []
    for number, site in enumerate(SITES):
        server = Server((f"127.0.0.{number + 2}", int(port)), Handler)
        server.site = site
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
    print("ready", flush=True)
    threading.Event().wait()


def plain(body, encoding):
    if encoding == "gzip":
        return gzip.decompress(body)
    return zlib.decompress(body) if encoding == "deflate" else body


def ask(replay, collection, url):
    """What the other program has of an address, unchanged (`id_`)."""
    at = urllib.parse.urlsplit(replay)
    connection = http.client.HTTPConnection(at.hostname, at.port, timeout=120)
    connection.request("GET", f"/{collection}/id_/{url}", headers={"Accept-Encoding": "gzip, deflate", "Host": at.netloc})
    answer = connection.getresponse()
    digest, length = hashlib.sha256(), 0
    while block := answer.read(1 << 20):
        digest.update(block)
        length += len(block)
    return answer, digest.hexdigest(), length


def original(answer, name):
    """A field of the archived head, which is sent as it was or beside."""
    return answer.getheader(name) or answer.getheader(f"X-Archive-Orig-{name}") or ""


def compare(replay, collection, log):
    served = {}
    for line in open(log, encoding="utf-8"):
        told = json.loads(line)
        served[told["url"]] = told
    wrong, total = [], 0
    for url, told in sorted(served.items()):
        answer, sha256, length = ask(replay, collection, url)
        total += length
        found = {
            "status": answer.status,
            "kind": answer.getheader("Content-Type") or "",
            "encoding": original(answer, "Content-Encoding"),
            "bytes": length,
            "sha256": sha256,
        }
        for name, value in found.items():
            if value != told[name]:
                wrong.append(f"{url}: {name} is {value!r} and was {told[name]!r}")
        kept = " ".join(answer.headers.get_all("Set-Cookie") or []) + original(answer, "Set-Cookie")
        wrong += [f"{url}: no cookie {value.split(';')[0]}" for value in told["cookies"] if value.split(";")[0] not in kept]
        to = answer.getheader("Location") or ""
        if told["location"] and not to.endswith(urllib.parse.urljoin(url, told["location"])) and to != told["location"]:
            wrong.append(f"{url}: leads to {to!r} and led to {told['location']!r}")
    print(json.dumps({"addresses": len(served), "bytes": total, "wrong": wrong}))


if __name__ == "__main__":
    {"serve": serve, "compare": compare}[sys.argv[1]](*sys.argv[2:])
