"""Writes with warcio.

write.py speed LIST BLOCKS OUT: responses whose blocks stand one after another in a file, one line of the list for each (length, a tab,
the address), in the way of warcio's own manual. Only making and writing the records is timed.

write.py files FOLDER: files in the habits of warcio, to be read by others.
"""

import json
import os
import sys
import time
from io import BytesIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

DATE = "2026-11-22T10:11:12Z"


def speed(list_, blocks, out):
    spent, size = 0.0, 0
    with open(blocks, "rb") as blocks, open(out, "wb") as file:
        writer = WARCWriter(file, gzip=True)
        for line in open(list_, encoding="utf-8"):
            length, url = line.rstrip("\n").split("\t")
            block = blocks.read(int(length))
            start = time.perf_counter()
            record = writer.create_warc_record(
                url, "response", payload=BytesIO(block), length=len(block), warc_headers_dict={"WARC-Date": DATE}
            )
            writer.write_record(record)
            spent += time.perf_counter() - start
            size += len(block)
        written = file.tell()
    print(json.dumps({"bytes": size, "seconds": spent, "written": written}))


def records(writer):
    writer.write_record(writer.create_warcinfo_record("file.warc", {"software": "warcio", "format": "WARC"}))
    for number, (path, type_, body, fields) in enumerate(
        [
            ("/", "text/html; charset=utf-8", "<title>नमस्ते</title><p>दुनिया".encode(), []),
            ("/style.css", "text/css", b"p { color: red }" * 1000, []),
            ("/missing", "text/plain", b"", []),
            ("/chunked", "text/plain", b"5\r\nhello\r\n0\r\n\r\n", [("Transfer-Encoding", "chunked")]),
            ("/a b?z=1&A=2", "application/octet-stream", bytes(range(256)) * 300, []),
        ]
    ):
        url = "http://www.example.com" + path
        status = "404 Not Found" if path == "/missing" else "200 OK"
        head = StatusAndHeaders(status, [("Content-Type", type_)] + fields, protocol="HTTP/1.1")
        when = {"WARC-Date": f"2026-11-22T10:11:{number:02}Z", "WARC-IP-Address": "192.0.2.1"}
        response = writer.create_warc_record(
            url, "response", payload=BytesIO(body), length=len(body), http_headers=head, warc_headers_dict=dict(when)
        )
        posting = path == "/missing"
        asked = StatusAndHeaders(
            ("POST" if posting else "GET") + f" {path.replace(' ', '%20')} HTTP/1.1",
            [("Host", "www.example.com")] + ([("Content-Type", "application/x-www-form-urlencoded"), ("Content-Length", "7")] if posting else []),
            is_http_request=True,
        )
        sent = b"a=1&b=2" if posting else b""
        request = writer.create_warc_record(
            url, "request", payload=BytesIO(sent), length=len(sent), http_headers=asked, warc_headers_dict=dict(when)
        )
        writer.write_request_response_pair(request, response)
        if path == "/style.css":
            digest = response.rec_headers.get_header("WARC-Payload-Digest")
            writer.write_record(writer.create_revisit_record(url + "?again", digest, url, when["WARC-Date"], http_headers=head))
    writer.write_record(
        writer.create_warc_record(
            "urn:view:http://www.example.com/",
            "resource",
            payload=BytesIO(b"picture"),
            length=7,
            warc_content_type="image/png",
        )
    )
    writer.write_record(
        writer.create_warc_record("http://www.example.com/", "metadata", payload=BytesIO(b"via: x\r\n"), length=8)
    )


def files(folder):
    for name, gzip, version in [
        ("warcio-1.0.warc.gz", True, "1.0"),
        ("warcio-1.1.warc.gz", True, "1.1"),
        ("warcio-plain.warc", False, "1.0"),
    ]:
        with open(os.path.join(folder, name), "wb") as file:
            records(WARCWriter(file, gzip=gzip, warc_version=version))


if __name__ == "__main__":
    {"speed": speed, "files": files}[sys.argv[1]](*sys.argv[2:])
